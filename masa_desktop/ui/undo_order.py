"""Ctrl+Z and Ctrl+Y in the minutes turn back what was done last there, whether typed or recorded.

Typing is taken back by the editor, a few words at a time; a due date, an arrival or a ruling on the
quorum by the workspace, as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.words import listed
from masa_desktop.services import meeting_view, minute_text
from masa_desktop.ui.commands import verb_words

if TYPE_CHECKING:
    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.minutes_pane import MinutesPane

_TYPING = "minute_text.write_item"
_DEEDS = (
    "action",
    "action_move",
    "action_owner",
    "action_update",
    "agenda_item",
    "attendance",
    "correction",
    "decision",
    "declaration",
    "entry",
    "in_the_chair",
    "jotting",
    "quorum_ruling",
    "sitting",
)
"""What is recorded at a meeting; a setting changed elsewhere is not undone from the minutes."""

_SEVERAL = 3
"""So many meetings are counted and not told one by one: a series was planned."""


class UndoOrder(QObject):
    """Stands between the editor's undo and the workspace's; belongs to the minutes' pane."""

    turned_back = Signal(object)
    """The step, a ChangeSet, that was just undone or done again by the workspace."""

    def __init__(self, bridge: Bridge, minutes: MinutesPane) -> None:
        super().__init__(minutes)
        self._bridge, self._minutes = bridge, minutes
        minutes.editor.is_elsewhere = self._is_elsewhere
        minutes.editor.is_redone_elsewhere = self._is_redone_elsewhere
        minutes.editor.undo_elsewhere.connect(self._undo)
        minutes.editor.redo_elsewhere.connect(self._redo)

    def minute(self, text: str) -> None:
        """Put in a sentence that says what was just done: undo takes back both."""
        self._minutes.keeping.insert(EntryKind.NOTE, text)
        self._minutes.editor.seal()

    def _is_elsewhere(self) -> bool:
        """Whether the last step is not one the editor can take back by itself."""
        last = self._bridge.workspace.last_step
        if last is None or self._minutes.keeping.is_waiting:
            return False
        if last.verb != _TYPING:
            return last.touches(*_DEEDS)
        return not self._minutes.editor.minutes.history.can_undo and self._is_here(last)

    def _is_here(self, typing: ChangeSet) -> bool:
        """Whether it was typed on this item, before one went to another and came back."""
        return self._minutes.keeping.item_id in self.items(typing)

    def items(self, step: ChangeSet) -> set[str]:
        """The items on which this was typed or recorded, or from which it was moved."""
        ask, rows = self._bridge.workspace.ask, {change.row for change in step.changes}
        moved = {change.old for change in step.changes if change.column == "item_id"}
        found = ask(minute_text.items_of, rows) | ask(meeting_view.items_of_particulars, rows)
        return found | {item_id for item_id in moved if isinstance(item_id, str)}

    def _is_redone_elsewhere(self) -> bool:
        undone = self._bridge.workspace.last_undone
        return undone is not None and undone.touches(*_DEEDS)

    def _undo(self) -> None:
        self._minutes.flush()
        step = self._bridge.workspace.last_step
        self._bridge.workspace.undo()
        self._say("Undone", step)

    def _redo(self) -> None:
        self._bridge.workspace.redo()
        self._say("Done again", self._bridge.workspace.last_step)

    def _say(self, done: str, step: ChangeSet | None) -> None:
        if step is not None:
            here = self._minutes.keeping.meeting_id
            self._bridge.tell(f"{done}: {step_words(self._bridge, step, here)}")
            self.turned_back.emit(step)


def step_words(bridge: Bridge, step: ChangeSet, here: str = "") -> str:
    """What a step was, with the number of its decision or action, and where if not in view."""
    place, words = bridge.workspace.ask(meeting_view.place_of_step, step), verb_words(step.verb)
    words = f"{words} {place.number}".rstrip()
    number = len(place.meetings)
    if not number or here in place.meetings:
        return words
    if number < _SEVERAL:
        return f"{words}, in {listed(list(place.meetings.values()))}"
    return f"{words}, {number:,} of {place.group}" if place.group else f"{words}, {number:,} in all"
