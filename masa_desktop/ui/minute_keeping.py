"""Keeps what is typed in the minutes editor: commits it as typing pauses and whenever asked.

Promises that nothing typed is lost: what could not be written stays on the screen and is tried
again, and "saved" is said only after the commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor

from masa_desktop.domain.given import Given
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import Line, differences, recorded
from masa_desktop.services import minute_text
from masa_desktop.ui.minute_caret import BELOW, CaretState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.minute_editor import MinuteEditor

PAUSE_MS, LATEST_MS = 700, 2_000
"""Committed so long after the last letter; at the latest so long after the first unsaved one."""

_OURS = ("entry", "jotting", "decision", "action", "action_owner", "person", "attendance")


def _always(_line_id: str) -> bool:
    return True


class MinuteKeeping(QObject):
    waiting = Signal()
    """There is text that is not yet written."""

    written = Signal(object)
    """When the text was committed, UTC; None if there was nothing to write yet."""

    def __init__(self, editor: MinuteEditor, bridge: Bridge) -> None:
        super().__init__(editor)
        self._editor, self._bridge = editor, bridge
        self.meeting_id = self.item_id = ""
        self._before: tuple[Line, ...] = ()
        self._given: dict[str, Given] = {}
        self._is_dirty = self._is_writing = False
        self.is_command: Callable[[str], bool] = _always
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        self._pause.timeout.connect(self.write)
        self._latest.timeout.connect(self.write)
        editor.edited.connect(self._on_edited)
        editor.undone.connect(self._take_back)
        editor.installEventFilter(self)
        bridge.changed.connect(self._on_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self.write)
            app.commitDataRequest.connect(self.write)

    @property
    def is_waiting(self) -> bool:
        """Whether there is text that is not yet written."""
        return self._is_dirty

    def show_item(self, meeting_id: str, item_id: str) -> None:
        """Show what is minuted on an item. What was typed on the one before is committed first."""
        self.write()
        if (meeting_id, item_id) == (self.meeting_id, self.item_id):
            return
        if meeting_id != self.meeting_id:
            self._editor.forget_cut()
        self.meeting_id, self.item_id = meeting_id, item_id
        self._editor.forget()
        self.reload(is_first=True)
        self._editor.moveCursor(QTextCursor.MoveOperation.End)
        self._editor.ensureCursorVisible()

    def reload(self, *, is_first: bool = False) -> None:
        """Show what the records say now; `is_first` for an item just come to."""
        if not self.item_id:
            return
        lines = self._bridge.workspace.ask(minute_text.lines, self.item_id)
        self._editor.show_lines(lines, is_first=is_first)
        # What a record says that no screen can show is not taken for something typed.
        self._before = self.lines()
        self._is_dirty = False

    def lines(self) -> tuple[Line, ...]:
        """The lines as they are recorded: a command for a jotting is private from the first."""
        return self._recorded(self._editor.lines())

    def _recorded(self, shown: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(recorded(line, is_command=self.is_command(line.id)) for line in shown)

    def write(self) -> None:
        """Commit what is typed. Raises UserError if it is refused; it is then tried again."""
        self._write(self._bridge.workspace.do)

    def _take_back(self) -> None:
        """Typing was undone here: commit it, so that no other undo brings it back."""
        self._write(self._bridge.workspace.take_back)

    def _write(self, commit: Callable[..., object]) -> None:
        self._pause.stop()
        if self._is_writing or not self.item_id or self._editor.isReadOnly():
            return
        self._editor.take_in()
        shown = self._editor.lines()
        after = self._recorded(shown)
        made = differences(self._before, after)
        if not made and not self._given:
            self._latest.stop()
            self._editor.stand_written()
            if self._is_dirty:
                self._is_dirty = False
                self.written.emit(self._bridge.workspace.saved_at)
            return
        self._latest.start()
        self._is_writing = True
        try:
            commit(
                minute_text.write_item,
                self.item_id,
                self._before,
                after,
                given=self._given | self._copied(made.added),
                caret=self._place(shown, after),
                today=self._bridge.today(),
            )
        finally:
            self._is_writing = False
        self._latest.stop()
        self._is_dirty = False
        # Only what has a heading or a foot says more than was typed.
        is_reshaped = (
            bool(self._given)
            or any(line.kind is not EntryKind.NOTE for line in (*made.added, *made.removed))
            or _kinds_differ(self._before, after)
        )
        self._before, self._given = after, {}
        self._editor.stand_written()
        if is_reshaped:
            self._editor.settle(self._bridge.workspace.ask(minute_text.lines, self.item_id))
        self.written.emit(self._bridge.workspace.saved_at)

    def _copied(self, added: Sequence[Line]) -> dict[str, Given]:
        """From which lines those just pasted were copied: they say all that those do."""
        of = self._editor.acts.copied
        return {line.id: Given(copy_of=of[line.id]) for line in added if line.id in of}

    def _place(self, shown: Sequence[Line], kept: Sequence[Line]) -> tuple[str, int]:
        """Where the caret is in the words as they are recorded: a jotting is without its "/p"."""
        state = self._editor.caret_state()
        if state.offset == BELOW:
            return state.line_id, BELOW
        pairs = (pair for pair in zip(shown, kept, strict=True) if pair[0].id == state.line_id)
        left_out = sum(len(line.text) - len(said.text) for line, said in pairs)
        return state.line_id, max(state.offset - left_out, 0)

    def insert(self, kind: EntryKind, text: str, given: Given | None = None) -> None:
        """Put an entry in at the caret, with what an action was given with, and commit both."""
        if self._is_shut():
            return
        self._put(self._editor.insert_block(kind, text), given)

    def append(self, kind: EntryKind, text: str, given: Given | None = None) -> None:
        """Put an entry in at the end of the item; the caret stays where it is."""
        if self._is_shut():
            return
        state = self._editor.caret_state()
        self._editor.moveCursor(QTextCursor.MoveOperation.End)
        line_id = self._editor.insert_block(kind, text)
        self._editor.restore_caret(state)
        self._put(line_id, given)

    def stand_at(self, line_id: str, offset: int) -> bool:
        """Put the caret into a line, or BELOW it; False if the line is not here."""
        return self._editor.come_back(CaretState(line_id, offset))

    def _is_shut(self) -> bool:
        if self._editor.isReadOnly():
            self._bridge.tell("These minutes are read only, so nothing was put in")
        return self._editor.isReadOnly()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.write()
        return False

    def _put(self, line_id: str, given: Given | None) -> None:
        if given is not None:
            self._given[line_id] = given
        self._is_dirty = True
        self.write()

    def _on_edited(self) -> None:
        if not self.item_id:
            return
        self._is_dirty = True
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()
        self.waiting.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        """Somebody else changed a record: undo, the roll-call, a form, another window."""
        if self._is_writing or not self.item_id or not changes.touches(*_OURS):
            return
        self.write()
        self.reload()


def _kinds_differ(before: Sequence[Line], after: Sequence[Line]) -> bool:
    kinds = {line.id: line.kind for line in before}
    return any(kinds.get(line.id, line.kind) is not line.kind for line in after)
