"""What the window says by itself: a toast for done things, a banner for what needs a person.

Neither takes the focus; F6 reaches the banner's buttons, and Ctrl+Z does what the toast offers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.ui.parts import IconLabel, body, button, key_cap, mark, subheading, text_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from masa_desktop.domain.errors import UserError

_SHOWN_FOR = 10_000
_ABOVE = 1
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_HELD = _CTRL | _ALT
_ERASERS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TYPED_INTO = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)


def announce(source: QObject, text: str, *, assertive: bool = False) -> None:
    """Say it to a screen reader: politely, or at once."""
    event = QAccessibleAnnouncementEvent(source, text)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Toast(QFrame):
    """In the middle of the foot, so that it covers nothing that is typed.

    Ten seconds, longer while hovered or focused; gone at once when somebody types.
    """

    undo_wanted = Signal()

    left = Signal()
    """It went while its button had the focus, which now needs a place."""

    def __init__(self, parent: QWidget, foot: QWidget) -> None:
        """`foot`: the line at the bottom of `parent` that it lies on, at least `tall` pixels."""
        super().__init__(parent)
        self._foot, self._text = foot, ""
        self._watched: QWidget | None = None
        self.setProperty("kind", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.words = text_label("", "body")
        self.words.setWordWrap(False)
        self.undo = button("Undo")
        self.undo.setAccessibleName("Undo")
        self._keys = key_cap("Ctrl Z")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, _ABOVE, 12, _ABOVE)
        row.setSpacing(12)
        for part in (self.words, self.undo, self._keys):
            row.addWidget(part)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_FOR)
        self._timer.timeout.connect(self._fade)
        self.undo.clicked.connect(self.undo_wanted)
        foot.installEventFilter(self)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._on_focus)
        self.hide()

    @property
    def tall(self) -> int:
        """How many pixels the foot needs for it, with Undo or without."""
        parts = (self.words, self.undo, self._keys)
        return max(part.sizeHint().height() for part in parts) + 2 * _ABOVE

    @property
    def offers_undo(self) -> bool:
        return not self.isHidden() and not self.undo.isHidden()

    def say(self, text: str, *, undo: bool = False) -> None:
        self._text = text
        self.words.setToolTip(text)
        self.undo.setVisible(undo)
        self._keys.setVisible(undo)
        self.undo.setAccessibleDescription(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self._watch(QApplication.focusWidget())
        announce(self, text)

    def go(self) -> None:
        """Away with it: it speaks of what is no longer in view, or no longer the last step."""
        held = self.undo.hasFocus()
        self._timer.stop()
        self._watch(None)
        self.hide()
        if held:
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._foot:
            if event.type() in _MOVES and not self.isHidden():
                self._place()
        elif _is_typing(event):
            self.go()
        return False

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not self.isHidden():
            self._watch(new)

    def _watch(self, widget: QWidget | None) -> None:
        """Look out for typing there, if it is something one types into."""
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = widget if isinstance(widget, _TYPED_INTO) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def _place(self) -> None:
        """As wide as its words, or as the foot: what has no room is in the tooltip."""
        self.words.setText(self._text)
        over = self.sizeHint().width() - self._foot.width()
        if over > 0:
            room = max(self.words.sizeHint().width() - over, 0)
            at_end = Qt.TextElideMode.ElideRight
            self.words.setText(self.words.fontMetrics().elidedText(self._text, at_end, room))
        self.adjustSize()
        foot = self._foot.geometry()
        self.move(
            foot.x() + (foot.width() - self.width()) // 2,
            foot.y() + (foot.height() - self.height()) // 2,
        )

    def _fade(self) -> None:
        if self.underMouse() or self.undo.hasFocus():
            self._timer.start()
        else:
            self.go()


def _is_typing(event: QEvent) -> bool:
    if event.type() == QEvent.Type.InputMethod:
        return True
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    held = event.modifiers() & _HELD
    if held in (_CTRL, _ALT):  # both together are AltGr, which types
        return event.matches(QKeySequence.StandardKey.Paste) or event.matches(
            QKeySequence.StandardKey.Cut
        )
    return event.key() in _ERASERS or (bool(event.text()) and event.text().isprintable())


class Banner(QFrame):
    """Above the content until closed: what happened, what is safe, what to do; one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self._icon = IconLabel("warn", "bad", 18)
        self.happened, self.safe, self.todo = subheading(), body(), body()
        self.act = button("Try again", compact=True)
        self.close_it = button("Dismiss", compact=True, ghost=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        for part in (self.happened, self.safe, self.todo):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.close_it, 0, Qt.AlignmentFlag.AlignVCenter)
        self._is_refusal = False
        self._then: Callable[[], object] = self.hide
        self.act.clicked.connect(self._use)
        self.close_it.clicked.connect(self.hide)
        self.hide()

    def refuse(self, error: UserError) -> None:
        """Show a refusal in its three parts."""
        self.say(error.happened, safe=error.safe, do=error.do, tone="bad")
        self._is_refusal = True

    def settle(self) -> None:
        """Something has been recorded since: a refusal is no longer how things stand."""
        if self._is_refusal:
            self.hide()

    def say(
        self,
        happened: str,
        *,
        safe: str = "",
        do: str = "",
        act: tuple[str, Callable[[], object]] | None = None,
        tone: str = "warn",
    ) -> None:
        """`act` is the one button and what it does; without it there is only Dismiss."""
        self._is_refusal = False
        self.happened.setText(happened)
        for label, lead, text in ((self.safe, "Safe: ", safe), (self.todo, "What to do: ", do)):
            label.setText(lead + text[:1].lower() + text[1:] if text else "")
            label.setVisible(bool(text))
        words, self._then = act or ("Dismiss", self.hide)
        self.act.setText(words)
        self.act.setVisible(act is not None)
        self._icon.show_icon("info" if tone == "info" else "warn", tone)
        mark(self, "tone", tone)
        self.show()
        spoken = " ".join(part for part in (happened, safe, do) if part)
        announce(self, spoken, assertive=tone == "bad")

    def _use(self) -> None:
        self.hide()
        self._then()
