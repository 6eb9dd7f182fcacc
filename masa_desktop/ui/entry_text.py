"""The box minutes are typed in: grows with its text, Enter is done, Shift+Enter a new line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from masa_desktop.ui import theme

_MOST_LINES = 9
_PADDING = 22
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGE_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_PAGE_LETTERS = frozenset(
    {Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_J, Qt.Key.Key_N, Qt.Key.Key_C, Qt.Key.Key_P}
    | {Qt.Key.Key_Q, Qt.Key.Key_R}
)


class EntryText(QPlainTextEdit):
    entered = Signal()
    """Enter, with or without Ctrl."""

    dropped = Signal()
    """Esc."""

    left = Signal()
    """The focus went elsewhere."""

    most_lines = _MOST_LINES

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme.look.changed.connect(self._dress)
        self._dress()

    def show_text(self, text: str) -> None:
        """Put a text in, the caret behind it; it cannot be undone to an earlier entry's words."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def take_from_start(self, letters: int) -> None:
        """Remove so many characters from the start, leaving the caret where it is typed."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(
            QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, letters
        )
        cursor.removeSelectedText()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = event.modifiers() == _PAGE_MODIFIERS and event.key() in _PAGE_LETTERS
            if ours:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not shifted:
            self.entered.emit()
        elif event.key() in _ENTER:
            self.insertPlainText("\n")
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]  # Qt gives a QFocusEvent
        self.left.emit()

    def grow_to(self, lines: int) -> None:
        """The most lines shown before the box scrolls."""
        self.most_lines = lines
        self._grow()

    def _dress(self) -> None:
        self.setFont(theme.font("minutes"))
        self._grow()

    def _grow(self) -> None:
        lines = round(self.document().documentLayout().documentSize().height())
        shown = min(max(lines, 1), self.most_lines)
        scrolls = lines > self.most_lines
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(QFontMetrics(self.font()).lineSpacing() * shown + _PADDING)
