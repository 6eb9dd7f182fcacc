"""What the window says by itself: a toast for done things, a banner for what needs a person.

Neither takes the focus; F6 reaches their buttons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from masa_desktop.ui.parts import IconLabel, body, button, key_cap, mark, subheading, text_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from masa_desktop.domain.errors import UserError

_SHOWN_FOR = 10_000
_FROM_BOTTOM = 14


def announce(source: QObject, text: str, *, assertive: bool = False) -> None:
    """Say it to a screen reader: politely, or at once."""
    event = QAccessibleAnnouncementEvent(source, text)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Toast(QFrame):
    """Bottom centre of its parent; ten seconds, longer while hovered or focused."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("kind", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.words = text_label("", "body")
        self.words.setWordWrap(False)
        self.undo = button("Undo")
        self.undo.setAccessibleName("Undo")
        self._keys = key_cap("Ctrl Z")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        for part in (self.words, self.undo, self._keys):
            row.addWidget(part)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_FOR)
        self._timer.timeout.connect(self._fade)
        self.undo.clicked.connect(self._undo)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        self.words.setText(text)
        self.undo.setVisible(undo)
        self._keys.setVisible(undo)
        self.undo.setAccessibleDescription(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - _FROM_BOTTOM)

    def _fade(self) -> None:
        if self.underMouse() or self.undo.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()


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
        self._then: Callable[[], object] = self.hide
        self.act.clicked.connect(self._use)
        self.close_it.clicked.connect(self.hide)
        self.hide()

    def refuse(self, error: UserError) -> None:
        """Show a refusal in its three parts."""
        self.say(error.happened, safe=error.safe, do=error.do, tone="bad")

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
