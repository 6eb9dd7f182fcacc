"""The minutes editor: notes are ordinary text, actions, decisions and jottings are blocks in it.

One entry, one record: `lines()` is what stands on the screen. Heading and foot lines are real text
that nobody can damage; undo and redo act on text and blocks alike and never on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor

from masa_desktop.domain.marks import MarkStyle
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import clean
from masa_desktop.domain.phrases import GAP
from masa_desktop.ui import minute_keys, minute_marks
from masa_desktop.ui.minute_caret import CaretState, spot_of, state_of, with_room
from masa_desktop.ui.minute_menu import minute_menu
from masa_desktop.ui.minute_text import (
    Paragraph,
    Spot,
    lines_of,
    paragraphs_of,
    written,
)
from masa_desktop.ui.minute_view import MinuteView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QWidget

    from masa_desktop.domain.minute_lines import Line

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def _free(_event: QKeyEvent) -> bool:
    return False


class MinuteEditor(MinuteView):
    """Set `capture_key` to let a popup take keys while the caret stays: True means taken.

    Set `is_elsewhere` to say whether something other than what was typed here was done last: undo
    is of that. `is_redone_elsewhere` is the same for what was undone last, and redo.
    """

    edited = Signal()
    made = Signal(str)
    """This line has just become a block of another kind by somebody's wish."""

    undone = Signal()
    """Something done here was undone here."""

    undo_elsewhere = Signal()
    """What was done last is more than text, and is to be taken back as a whole; see `seal`."""

    redo_elsewhere = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, new_id: Callable[[], str] = lambda: uuid4().hex
    ) -> None:
        super().__init__(parent, new_id)
        self.capture_key: Callable[[QKeyEvent], bool] = _free
        self.is_elsewhere: Callable[[], bool] = lambda: False
        self.is_redone_elsewhere: Callable[[], bool] = lambda: False
        self._settled: list[Paragraph] = []
        self._told = (0, False, False)
        self._is_sealed = False
        self.setAccessibleName("Minutes")
        self.acts.worked.connect(self._after)

    # What callers ask and say

    def lines(self) -> tuple[Line, ...]:
        """What stands in the editor, in order. Blank paragraphs are nobody's line."""
        return lines_of(self.minutes.paragraphs, self.minutes.shown)

    def show_lines(self, lines: Sequence[Line], *, is_first: bool = False) -> None:
        """Show these lines. The same content keeps everything; else caret and scroll if it can.

        `is_first`: an item just come to, with a blank line below to go on in and nothing to undo.
        Who stands in that blank line still does when others have added lines above it.
        """
        paragraphs = paragraphs_of(lines)
        if not is_first and written(paragraphs) == written(self.minutes.paragraphs):
            self.settle(lines)
            return
        state, scroll = self.caret_state(), self.verticalScrollBar().value()
        is_below = is_first or (self.textCursor().atEnd() and not self.current_paragraph())
        is_known = not is_below and any(line.id == state.line_id for line in lines)
        with self.acts.working():
            self.renew_token()
            self.minutes.shown = _shown(lines)
            if not paragraphs or not paragraphs[-1].is_note or (is_below and paragraphs[-1].text):
                paragraphs.append(self.acts.blank())
            if is_known:
                paragraphs = with_room(paragraphs, state, self.acts.blank)
            paragraphs = self.minutes.show_again(paragraphs)
            self._settled = written(paragraphs)
            self._told = (self.minutes.revision_number, *self._told[1:])
            if not (is_known and self.restore_caret(state)):
                self.moveCursor(QTextCursor.MoveOperation.End)
        if is_known:
            self.verticalScrollBar().setValue(scroll)
        else:
            self.ensureCursorVisible()

    def forget(self) -> None:
        """Call before showing another item's lines: what was done here can no longer be undone.

        Lines that were cut keep their records if they are pasted into the next item.
        """
        self._is_sealed = False
        self.acts.copied.clear()
        with self.acts.working():
            self.renew_token()
            self.minutes.history.forget()

    def seal(self) -> None:
        """Call when text came with a deed, such as a leaving: undo takes back both, or neither."""
        self.minutes.history.clear()
        self._is_sealed = True

    def forget_cut(self) -> None:
        """Call before showing another meeting: what is cut here is new there."""
        self.cut_token = ""

    def settle(self, lines: Sequence[Line]) -> None:
        """After a commit: take over headings and feet. Text, caret, scroll and undo stay."""
        scroll = self.verticalScrollBar().value()
        with self.acts.working(), self.acts.caret_kept():
            self.minutes.say(_shown(lines))
        self.verticalScrollBar().setValue(scroll)
        self._settled = written(paragraphs_of(lines))

    def stand_written(self) -> None:
        """What stands here is what is recorded: the next change, back to it or not, is news."""
        self._settled = written(self.minutes.paragraphs)

    def make(self, kind: EntryKind) -> None:
        """Selection or current record becomes of this kind; if it is already, a note again."""
        with self.acts.working(is_group=True):
            self.acts.apply(self.acts.edits().make(self.acts.chosen(), kind))
            self.acts.open_end()
        line_id, now = self.current_line()
        if line_id and now is not EntryKind.NOTE:
            self.made.emit(line_id)

    def insert_block(self, kind: EntryKind, text: str) -> str:
        """Put in an entry and stand below it; gives its id.

        A blank or "/" paragraph with the caret gives way to it and hands on its id.
        """
        said = clean(text).strip("\n")
        with self.acts.working(is_group=True):
            return self.acts.insert_entry(kind, said)

    def take_in(self) -> None:
        """Take in at once what came neither by key nor by caller, such as dictation."""
        with self.acts.working():
            pass

    def replace_line(self, text: str, caret: int, end: int | None = None) -> None:
        """The current note becomes `text`, the caret at that character of it; one step to undo.

        The characters from `caret` up to `end` are chosen. In a block it does nothing.
        """
        said, index = clean(text).replace("\n", " "), self.acts.spot().index
        with self.acts.working(is_group=True):
            self.acts.rewrite(said, caret)
            if end is not None and end > caret and self.minutes.paragraphs[index].is_note:
                self.acts.stand(Spot(index, end), Spot(index, caret))

    def paragraph_rect(self) -> QRect:
        """Where the paragraph with the caret lies, in the viewport's pixels."""
        cursor = self.textCursor()
        layout = self.minutes.documentLayout()
        right = round(layout.blockBoundingRect(cursor.block()).right())
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        first = self.cursorRect(cursor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        return QRect(first.topLeft(), QPoint(right, self.cursorRect(cursor).bottom()))

    def current_line(self) -> tuple[str, EntryKind]:
        """Id and kind of the line with the caret; the id is "" in a blank paragraph."""
        here = self.minutes.paragraphs[self.acts.spot().index]
        return (here.id if written([here]) else ""), here.kind

    def current_paragraph(self) -> str:
        """The words of the paragraph with the caret."""
        return self.minutes.paragraphs[self.acts.spot().index].text

    def caret_state(self) -> CaretState:
        """From a blank paragraph, below the line above it; ("", 0) if there is none."""
        return state_of(self.minutes.paragraphs, self.acts.spot())

    def restore_caret(self, state: CaretState) -> bool:
        """Put the caret back; False, and the caret stays, if the line is not here."""
        spot = spot_of(self.minutes.paragraphs, state)
        if spot is not None:
            self.acts.stand(spot)
        return spot is not None

    def come_back(self, state: CaretState) -> bool:
        """As restore_caret, in the blank line it stood in too: that one is made again."""
        paragraphs = with_room(self.minutes.paragraphs, state, self.acts.blank)
        if len(paragraphs) != len(self.minutes.paragraphs):
            with self.acts.working():
                self.minutes.show_paragraphs(paragraphs)
        return self.restore_caret(state)

    def toggle_mark(self, style: MarkStyle) -> None:
        """Bold or italic on the selection or for what is typed next."""
        with self.acts.working():
            minute_marks.toggle(self, self.minutes, style)

    def toggle_list(self) -> None:
        with self.acts.working():
            self.acts.apply(self.acts.edits().toggle_list(self.acts.chosen()))

    def undo(self) -> None:
        if self.is_elsewhere() or (self._is_sealed and not self.minutes.history.can_undo):
            self._is_sealed = False
            self.undo_elsewhere.emit()
            return
        with self.acts.working():
            steps = self.minutes.history.undo()
            self.acts.take(steps)
        if steps:
            self.undone.emit()

    def redo(self) -> None:
        if self.is_redone_elsewhere():
            self.redo_elsewhere.emit()
            return
        with self.acts.working():
            self.acts.take(self.minutes.history.redo())

    def cut(self) -> None:
        self.copy()
        self.cut_token = self.token
        self.acts.remove_selection()

    # Keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._claims(event):
                event.accept()
                return True
            is_tab = event.type() == QEvent.Type.KeyPress and event.key() in _TABS
            if is_tab and self.capture_key(event):
                event.accept()
                return True
        return super().event(event)

    def _claims(self, event: QKeyEvent) -> bool:
        return minute_keys.command(event) not in ("", "none")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.capture_key(event):
            event.accept()
            return
        name = minute_keys.command(event)
        if name == "none" or event.key() in _TABS or (name and self.isReadOnly()):
            event.ignore()
        elif name:
            self._run(name)
            event.accept()
        elif minute_keys.is_typing(event) and not self.isReadOnly():
            self._type(event)
        else:
            if not minute_keys.is_held(event):
                self.minutes.history.pause()
            super().keyPressEvent(event)

    def _run(self, name: str) -> None:
        simple: dict[str, Callable[[], None]] = {
            "undo": self.undo,
            "redo": self.redo,
            "cut": self.cut,
            "bold": lambda: self.toggle_mark(MarkStyle.BOLD),
            "italic": lambda: self.toggle_mark(MarkStyle.ITALIC),
            "list": self.toggle_list,
            "enter": self._enter,
            "leave": self.acts.leave,
        }
        if name in simple:
            simple[name]()
        elif name in (EntryKind.ACTION, EntryKind.DECISION, EntryKind.PRIVATE):
            self.make(EntryKind(name))
        else:
            self.acts.delete(name)

    def _type(self, event: QKeyEvent) -> None:
        with self.acts.working(is_group=self.acts.make_way()):
            self.acts.clear_way()
            super().keyPressEvent(event)
        if event.text() == " ":
            self.acts.begin_point()

    def _leave_gap(self) -> None:
        """With only the mark of a gap chosen, Enter is meant behind the sentence (see phrases)."""
        if self.textCursor().selectedText() == GAP:
            index = self.acts.spot().index
            self.acts.stand(Spot(index, len(self.minutes.paragraphs[index].text)))

    def _enter(self) -> None:
        self._leave_gap()
        self.acts.step_over_stop()
        self.acts.enter()

    # Input methods and menu

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        is_writing = bool(event.commitString() or event.preeditString())
        if not is_writing or self.isReadOnly():
            super().inputMethodEvent(event)
            return
        with self.acts.working(is_group=self.acts.make_way()):
            self.acts.clear_way()
            super().inputMethodEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        minute_menu(self, self).exec(event.globalPos())

    def _after(self) -> None:
        """Once after each thing done: tell who must know."""
        history = self.minutes.history
        told = (self.minutes.revision_number, history.can_undo, history.can_redo)
        before, self._told = self._told, told
        if told[1] != before[1]:
            self.undoAvailable.emit(told[1])
        if told[2] != before[2]:
            self.redoAvailable.emit(told[2])
        if told[0] != before[0] and self.hasFocus():
            self.keep_room_below()
        if told[0] != before[0] and written(self.minutes.paragraphs) != self._settled:
            self.edited.emit()


def _shown(lines: Sequence[Line]) -> dict[tuple[str, EntryKind], tuple[str, str]]:
    return {(line.id, line.kind): (line.heading, line.foot) for line in lines}
