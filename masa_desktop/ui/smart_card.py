"""A card over the minutes editor that folds to one line and never takes more than its share.

It shows what a smart item knows of itself; the page places it and says which item is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from masa_desktop.ui import icons, theme
from masa_desktop.ui.parts import ground, line, small

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

_SHARE, _LEAST, _LOW = 0.35, 44, 420


class SmartCard(QWidget):
    """`body` is folded away under one line with title, summary and what stands in `head`."""

    done = Signal()
    """Esc, or something was chosen here: the focus may go back to the minutes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        ground(self, "surface2")
        self.name = name
        self._wanted: bool | None = None
        self._is_empty = False
        self.fold = QToolButton()
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.summary = small()
        self.summary.setWordWrap(False)
        self.summary.setMinimumWidth(20)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.body = QWidget()
        self._stack()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fit)
        self.fold.clicked.connect(self.toggle)
        theme.look.changed.connect(self._later.start)
        self.hide()

    def _stack(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(14, 3, 16, 3)
        row.setSpacing(8)
        row.addWidget(self.fold)
        row.addWidget(self.summary, 1)
        row.addLayout(self.head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addLayout(row)
        column.addWidget(self.body)

    @property
    def is_open(self) -> bool:
        """Whether more than one line is shown: as chosen, else where there is room."""
        if self._is_empty:
            return False
        return self._has_room() if self._wanted is None else self._wanted

    def toggle(self) -> None:
        """Fold or unfold; the choice holds until the window closes."""
        self._wanted = not self.is_open
        self.fit()

    def say(self, title: str, summary: str, *, is_empty: bool) -> None:
        """Put the one line into words. `is_empty`: there is nothing to unfold."""
        self._is_empty = is_empty
        self.fold.setText(title)
        self.fold.setFont(theme.font("strong"))
        self.summary.setText(summary)
        self.summary.setToolTip(summary)
        self._later.start()

    def room(self) -> int:
        """How tall the body may be: the card takes a third of what holds it."""
        parent = self.parentWidget()
        tall = parent.height() if parent else theme.px(400)
        return max(int(tall * _SHARE) - self.fold.sizeHint().height() - 10, theme.px(_LEAST))

    def body_height(self) -> int:
        """How tall the body would like to be."""
        return self.body.sizeHint().height()

    def fit(self) -> None:
        """Give the body its share, or fold it away."""
        self.fold.setEnabled(not self._is_empty)
        icons.dress(self.fold, "chevron-down" if self.is_open else "chevron-right")
        state = "shown" if self.is_open else "folded away"
        said = f"{self.fold.text()}, {self.summary.text()}" if self.summary.text() else ""
        self.fold.setAccessibleName(said or self.fold.text() or self.name)
        self.fold.setAccessibleDescription("" if self._is_empty else f"{self.name}: {state}")
        self.body.setVisible(self.is_open)
        if self.is_open:
            self.body.setFixedHeight(min(self.body_height(), self.room()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            self._later.start()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.installEventFilter(self)
        self._later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)

    def _has_room(self) -> bool:
        parent = self.parentWidget()
        return parent is None or parent.height() >= theme.px(_LOW)
