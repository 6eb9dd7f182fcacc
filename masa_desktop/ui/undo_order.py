"""Ctrl+Z and Ctrl+Y in the minutes turn back what was done last there, whether typed or recorded.

Typing is taken back by the editor, a few words at a time; a due date, an arrival or a ruling on the
quorum by the workspace, as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.ui.commands import verb_words

if TYPE_CHECKING:
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.minutes_pane import MinutesPane

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


class UndoOrder(QObject):
    """Stands between the editor's undo and the workspace's; belongs to the minutes' pane."""

    def __init__(self, bridge: Bridge, minutes: MinutesPane) -> None:
        super().__init__(minutes)
        self._bridge, self._minutes = bridge, minutes
        minutes.editor.is_deed_last = self._is_deed_last
        minutes.editor.is_deed_next = self._is_deed_next
        minutes.editor.undo_elsewhere.connect(self._undo)
        minutes.editor.redo_elsewhere.connect(self._redo)

    def minute(self, text: str) -> None:
        """Put in a sentence that says what was just done: undo takes back both."""
        self._minutes.keeping.insert(EntryKind.NOTE, text)
        self._minutes.editor.seal()

    def _is_deed_last(self) -> bool:
        is_written = not self._minutes.keeping.is_waiting
        return is_written and self._bridge.workspace.is_deed_last(*_DEEDS)

    def _is_deed_next(self) -> bool:
        return self._bridge.workspace.is_deed_last(*_DEEDS, redo=True)

    def _undo(self) -> None:
        self._minutes.flush()
        self._bridge.tell(f"Undone: {verb_words(self._bridge.workspace.undo())}")

    def _redo(self) -> None:
        self._bridge.tell(f"Done again: {verb_words(self._bridge.workspace.redo())}")
