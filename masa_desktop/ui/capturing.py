"""One-line capture in the minutes: a note that begins with "/" is read as it is typed.

The caret and the focus stay in the editor; what was understood is marked in the line itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from masa_desktop.domain import phrases
from masa_desktop.domain.capture import Role
from masa_desktop.domain.capture_sentence import understood
from masa_desktop.domain.capture_words import Command, begins_command, command_of
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import capturing
from masa_desktop.ui import theme
from masa_desktop.ui.capture_line import LineCapture
from masa_desktop.ui.minute_text import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.capture_line import Insert
    from masa_desktop.ui.capture_popup import CapturePopup
    from masa_desktop.ui.minute_editor import MinuteEditor

_OURS = QTextFormat.Property.UserProperty.value + 77
_BESIDE, _ABOVE = 10, 6
_CHIPS = {
    Role.LEAD: "actionsoft",
    Role.OWNER: "actionsoft",
    Role.PERSON: "actionsoft",
    Role.DUE: "warnsoft",
    Role.TIME: "warnsoft",
}


class Capturing(QObject):
    """One-line capture in the minutes: a note that begins with "/" is a line to capture.

    A line that came with the item is plain text until it is typed in; one left by Esc stays so.
    Set `write` to what commits the text, so that a sentence made an action can be read.
    """

    def __init__(self, editor: MinuteEditor, bridge: Bridge, insert: Insert) -> None:
        super().__init__(editor)
        self._editor = editor
        self._typed: set[str] = set()
        self._plain: set[str] = set()
        self._shown = ("", "")
        self._bridge = bridge
        self.write: Callable[[], None] = _nothing
        self.line = LineCapture(editor, self, bridge, insert)
        self.frame = _Frame(editor.viewport())
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        editor.capture_key = self.line.key
        editor.edited.connect(self._on_edited)
        editor.made.connect(self._read_sentence)
        editor.acts.worked.connect(self._follow)
        editor.cursorPositionChanged.connect(self._later.start)
        editor.verticalScrollBar().valueChanged.connect(self._on_moved)
        editor.installEventFilter(self)
        self._window: QWidget | None = None
        self.line.left.connect(self._leave_plain)
        self.line.deed_begins.connect(self._write)
        self.line.deed_done.connect(editor.seal)
        self.line.understood.connect(self._mark)
        theme.look.changed.connect(self._mark)

    @property
    def popup(self) -> CapturePopup:
        return self.line.popup

    def _write(self) -> None:
        self.write()  # as it is then: the pane sets it after this is made

    def show_item(self, meeting_id: str, item_id: str) -> None:
        """Call when the editor shows another item's lines."""
        if (meeting_id, item_id) != self._shown:
            self._typed.clear()
            self._plain.clear()
        self._shown = (meeting_id, item_id)
        self.line.show_item(meeting_id, item_id)

    def is_command(self, line_id: str) -> bool:
        """Whether the slash of a line is meant: it was typed here, and not left by Esc."""
        return line_id in self._typed and line_id not in self._plain

    def put(self, text: str, caret: int) -> None:
        self._editor.replace_line(text, caret, phrases.gap_at(text, caret))

    def anchor(self) -> QRect:
        rect, view = self._editor.paragraph_rect(), self._editor.viewport()
        if not self._editor.hasFocus() or not rect.intersects(view.rect()):
            return QRect()
        seen = rect.adjusted(-theme.px(_BESIDE), -theme.px(_ABOVE), 0, theme.px(_ABOVE))
        seen &= view.rect()
        return QRect(view.mapToGlobal(seen.topLeft()), seen.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.FocusIn):
            self._watch_window()
            QTimer.singleShot(0, self, self._on_moved)
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.WindowDeactivate):
            self.popup.hide()
        elif kind == QEvent.Type.ShortcutOverride and self._is_ours(watched, event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _is_ours(self, watched: QObject, event: QEvent) -> bool:
        return watched is self._editor and isinstance(event, QKeyEvent) and self.line.claims(event)

    def _on_moved(self) -> None:
        self.line.follow_place()
        self._place_frame()

    def _place_frame(self) -> None:
        if not self.line.is_on:
            self.frame.hide()
            return
        beside, above = theme.px(_BESIDE), theme.px(_ABOVE)
        around = self._editor.paragraph_rect().adjusted(-beside, -above, beside, above)
        self.frame.setGeometry(around)
        self.frame.show()

    def _watch_window(self) -> None:
        """The popup goes along with the window, which is not known before it is shown."""
        window = self._editor.window()
        if window is not self._window and window is not self._editor:
            if self._window is not None:
                self._window.removeEventFilter(self)
            self._window = window
            window.installEventFilter(self)

    def _here(self) -> tuple[str, str]:
        """Id and words of the note with the caret; no words if that is no captured line."""
        here = self._editor.minutes.paragraphs[self._editor.acts.spot().index]
        is_line = here.is_note and begins_command(here.text)
        return here.id, here.text if is_line else ""

    def _on_edited(self) -> None:
        own, text = self._here()
        if text:
            self._typed.add(own)

    def _read_sentence(self, line_id: str) -> None:
        """What a sentence made an action says of owners and date is set, and said to have been."""
        line = next((one for one in self._editor.lines() if one.id == line_id), None)
        if line is None or line.kind is not EntryKind.ACTION or not self._shown[0]:
            return
        found, workspace = understood(line.text, self.line.room()), self._bridge.workspace
        says = bool(found.who or found.when)
        if not says and not workspace.ask(capturing.is_again, line_id):
            return
        with workspace.one_step():
            self.write()
            today = self._bridge.today()
            made = workspace.do(capturing.give_read, line_id, found.given, today=today)
        read = [found.who] * made.has_owners + [found.when] * made.has_date
        told = [f"Read from the sentence: {', '.join(read)}"] if read else []
        told += [made.kept[:1].upper() + made.kept[1:]] if made.kept else []
        if told:
            self._bridge.tell(". ".join(told))

    def _follow(self) -> None:
        own, text = self._here()
        if not text:
            self._typed.discard(own)
            self._plain.discard(own)
        is_on = own in self._typed and own not in self._plain
        is_caret = not self._editor.textCursor().hasSelection()
        self.line.read(text if is_on and is_caret and not self._editor.isReadOnly() else "")

    def _leave_plain(self) -> None:
        own, text = self._here()
        self._plain.add(own)
        if command_of(text)[0] is Command.PRIVATE:
            self._bridge.tell("This line is plain text now: it is minuted and printed with its /p")

    def _cursor(self, start: int, end: int) -> QTextCursor:
        """The characters of the line from `start` to `end`."""
        index, made = self._editor.acts.spot().index, self._editor.textCursor()
        made.setPosition(self._editor.minutes.position(Spot(index, start)))
        keep = QTextCursor.MoveMode.KeepAnchor
        made.setPosition(self._editor.minutes.position(Spot(index, end)), keep)
        return made

    def _mark(self) -> None:
        """Show in the line which words were understood; marks of others stay."""
        others = [one for one in self._editor.extraSelections() if not one.format.property(_OURS)]
        found = self.line.capture
        parts = found.parts if found else ()
        ours = [
            self._chip(part.start, part.end, part.role)
            for part in parts
            if part.role in _CHIPS or part.role is Role.COMMAND
        ]
        self._editor.setExtraSelections([*others, *ours])
        self._place_frame()

    def _chip(self, start: int, end: int, role: Role) -> QTextEdit.ExtraSelection:
        made, look = QTextEdit.ExtraSelection(), QTextCharFormat()
        look.setProperty(_OURS, 1)
        if role is Role.COMMAND:
            look.setForeground(theme.colour("accent"))
            look.setFontWeight(QFont.Weight.DemiBold)
        elif theme.look.name == theme.CONTRAST:
            look.setFontUnderline(True)
        else:
            look.setBackground(theme.colour(_CHIPS[role]))
        made.cursor, made.format = self._cursor(start, end), look
        return made


def _nothing() -> None:
    """Before anybody says what commits the text."""


class _Frame(QWidget):
    """The ring round the line being captured; it takes neither mouse nor focus."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
