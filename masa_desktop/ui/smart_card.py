"""A card over the minutes editor that folds to one line and never takes more than its share.

It shows what a smart item knows of itself; the page places it and says which item is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from masa_desktop.ui import icons, theme
from masa_desktop.ui.parts import ShortLabel, ground, line

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

_SHARE, _SHARE_OF_LOW = 0.35, 0.5
_LEAST, _LOW, _BESIDE = 44, 420, 50


class SmartCard(QWidget):
    """What is put in is folded away under one line with title, summary and the tools in `head`.

    Where the line is too short for the tools they stand over what is put in.
    """

    done = Signal()
    """Esc, or something was chosen here: the focus may go back to the minutes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        ground(self, "surface2")
        self.name = name
        self._wanted: bool | None = None
        self._is_empty = self._is_narrow = False
        self.fold = QToolButton()
        self.fold.setText("Unfold")
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.summary = ShortLabel()
        self.tools, self.body = QWidget(), QWidget()
        self.body.hide()  # one line until it is known how much room there is
        self.head = QHBoxLayout(self.tools)
        self._stack()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fit)
        self.fold.clicked.connect(self.toggle)
        theme.look.changed.connect(self._later.start)
        self.hide()

    def put(self, content: QWidget) -> None:
        """What is unfolded."""
        self._content = content
        self._inner.addWidget(content, 1)

    @property
    def is_open(self) -> bool:
        """Whether more than one line is shown: as chosen, else where there is room."""
        if not self._can_unfold():
            return False
        return self._has_room() if self._wanted is None else self._wanted

    def toggle(self) -> None:
        """Fold or unfold; the choice holds until the window closes."""
        if self._can_unfold():
            self._wanted = not self.is_open
            self.fit()

    def say(self, title: str, summary: str, *, is_empty: bool) -> None:
        """Put the one line into words. `is_empty`: there is nothing to unfold but the tools."""
        self._is_empty = is_empty
        self.fold.setText(title)
        self.fold.setFont(theme.font("strong"))
        self.summary.setText(summary)
        self._later.start()

    def content_height(self) -> int:
        """How tall what is unfolded would like to be."""
        return self.body.sizeHint().height()

    def summary_least(self) -> int:
        """How much of the summary, in pixels, is seen before the tools make way for it."""
        return 0

    def fit(self) -> None:
        """Give the body its share, or fold it away."""
        self._place_tools()
        can_unfold, is_open = self._can_unfold(), self.is_open
        policy = Qt.FocusPolicy.StrongFocus if can_unfold else Qt.FocusPolicy.NoFocus
        self.fold.setFocusPolicy(policy)
        mark = "chevron-down" if is_open else "chevron-right"
        icons.dress(self.fold, mark if can_unfold else "note")
        said = ", ".join(part for part in (self.fold.text(), self.summary.text()) if part)
        self.fold.setAccessibleName(said or self.name)
        state = "unfolded" if is_open else "folded"
        self.fold.setAccessibleDescription(f"{self.name}, {state}" if can_unfold else "")
        self.body.setVisible(is_open)
        if is_open:
            self._content.setVisible(not self._is_empty)  # blank, it would press the tools flat
            tools = self.tools.sizeHint().height() if self._is_narrow else 0
            wanted = tools + (0 if self._is_empty else self.content_height())
            self.body.setFixedHeight(min(wanted, self._room()))

    def _stack(self) -> None:
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(8)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(14, 3, 16, 3)
        self._row.setSpacing(8)
        for part, grows in ((self.fold, 0), (self.summary, 1), (self.tools, 0)):
            self._row.addWidget(part, grows)
        self._inner = QVBoxLayout(self.body)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addLayout(self._row)
        column.addWidget(self.body)

    def _place_tools(self) -> None:
        needs = self.fold.sizeHint().width() + self.tools.sizeHint().width() + _BESIDE
        needs += self.summary_least()
        is_narrow = needs > self.width()
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self._inner.insertWidget(0, self.tools, 0, Qt.AlignmentFlag.AlignLeft)
            self.head.setContentsMargins(20, 0, 8, 4)
        else:
            self._row.addWidget(self.tools)
            self.head.setContentsMargins(0, 0, 0, 0)
        self.tools.show()

    def _can_unfold(self) -> bool:
        has_tools = any(
            not one.isHidden() for one in self.tools.findChildren(QWidget) if one is not self.tools
        )
        return not self._is_empty or (self._is_narrow and has_tools)

    def _room(self) -> int:
        """A third of what holds the card; half of it where that is low and somebody unfolded it."""
        parent = self.parentWidget()
        tall = parent.height() if parent else theme.px(_LOW)
        room = self.share_of(tall) - self.fold.sizeHint().height() - 10
        return max(room, theme.px(_LEAST))

    def share_of(self, tall: int) -> int:
        """How much of so much, in pixels, the card may take."""
        return int(tall * (_SHARE if self._has_room() else _SHARE_OF_LOW))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            self._later.start()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.installEventFilter(self)
        self.fit()
        self._later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)

    def _has_room(self) -> bool:
        parent = self.parentWidget()
        return parent is None or parent.height() >= theme.px(_LOW)
