"""Where the focus is, for everyone: a ring round buttons, and window keys let through by editors.

Fields and lists draw their own focus; buttons, and what scrolls as a whole, get a 2 px ring with a
1 px gap. Enter presses the button that has the focus.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QToolButton,
    QWidget,
)

from masa_desktop.ui import theme

_OUT = 3
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QWidget):
    """Drawn round the button in the nearest ancestor with room for it, so that it scrolls along."""

    def __init__(self, button: QWidget) -> None:
        super().__init__(_host(button))
        self._button = button
        self._watched = _up_to_window(button)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._follow()

    def leave(self) -> None:
        """The focus has gone elsewhere."""
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self.hide()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Layouts move what the button lies in, and the button itself is told nothing of it."""
        if event.type() in _MOVES and self._watched and shiboken6.isValid(self._button):
            self._follow()
        return False

    def _follow(self) -> None:
        host = _host(self._button)
        if host is None:
            return
        if host is not self.parentWidget():
            self.setParent(host)
        corner = self._button.mapTo(host, QPoint(0, 0))
        self.setGeometry(QRect(corner, _extent(self._button)).adjusted(-_OUT, -_OUT, _OUT, _OUT))
        self.setVisible(self._button.isVisible())
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(QRect(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class FocusKeeper(QObject):
    """Follows the application's focus. Make one and keep it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: FocusRing | None = None
        self._watched: QWidget | None = None
        app.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._lets_through(watched, event)
        return event.type() == QEvent.Type.KeyPress and _is_pressed(watched, event)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.leave()
        self._ring, self._watched = None, new
        if new is None:
            return
        new.installEventFilter(self)
        if isinstance(new, QAbstractButton | QScrollArea) and new.parentWidget() is not None:
            self._ring = FocusRing(new)

    def _lets_through(self, watched: QObject, event: QKeyEvent) -> bool:
        """True keeps the editor from claiming a key that the window is meant to have."""
        if event.matches(QKeySequence.StandardKey.Undo):
            free = not _can(watched, "undo")
        elif event.matches(QKeySequence.StandardKey.Redo):
            free = not _can(watched, "redo")
        else:
            free = event.keyCombination().toCombined() in _WINDOW_KEYS
        if free and isinstance(watched, _EDITORS):
            event.ignore()
            return True
        return False


def _is_pressed(watched: QObject, event: QKeyEvent) -> bool:
    """Enter presses a button as Space does; Qt alone does so in dialogs only."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    is_alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not (is_enter and is_alone and isinstance(watched, QPushButton | QToolButton)):
        return False
    if watched.property("enters"):
        return False  # a field of a form, which has its own answer
    watched.click()
    return True


def _extent(button: QWidget) -> QSize:
    """A tick box stretched across a page is ringed round its words only."""
    size = button.size()
    if isinstance(button, QCheckBox | QRadioButton):
        size.setWidth(min(size.width(), button.sizeHint().width()))
    return size


def _up_to_window(button: QWidget) -> list[QWidget]:
    found = [button]
    while not found[-1].isWindow() and (above := found[-1].parentWidget()) is not None:
        found.append(above)
    return found


def _host(button: QWidget) -> QWidget | None:
    host = button.parentWidget()
    while host is not None and not host.isWindow() and not _has_room(host, button):
        above = host.parentWidget()
        if above is None or isinstance(above.parentWidget(), QAbstractScrollArea):
            break
        host = above
    return host


def _has_room(host: QWidget, button: QWidget) -> bool:
    corner = button.mapTo(host, QPoint(0, 0))
    ring = QRect(corner, _extent(button)).adjusted(-_OUT, -_OUT, _OUT, _OUT)
    return host.rect().contains(ring)


_EDITORS = (QLineEdit, QTextEdit, QPlainTextEdit)
_WINDOW_KEYS = {
    (Qt.Modifier.CTRL | key).toCombined()
    for key in (Qt.Key.Key_K, Qt.Key.Key_L, Qt.Key.Key_S, Qt.Key.Key_0, Qt.Key.Key_Slash)
}


def _can(editor: QObject, what: str) -> bool:
    if isinstance(editor, QLineEdit):
        return editor.isUndoAvailable() if what == "undo" else editor.isRedoAvailable()
    if isinstance(editor, (QTextEdit, QPlainTextEdit)):
        document = editor.document()
        return document.isUndoAvailable() if what == "undo" else document.isRedoAvailable()
    return False
