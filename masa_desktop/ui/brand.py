"""The green panel beside the doors: what this is, what it promises, which step one is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from masa_desktop.ui import theme
from masa_desktop.ui.parts import ground, text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 380
_WHITE, _GREEN, _LILAC = QColor("#FFFFFF"), QColor("#0D5A61"), QColor("#D9BBE6")


class Sign(QWidget):
    """The program's sign: a rounded square, white above, lilac below."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(44, 44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, side = QPainter(self), self.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(0, 0, side, side), 11, 11)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), _WHITE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_LILAC)
        painter.drawPolygon(QPolygonF([QPointF(side, 0), QPointF(side, side), QPointF(0, side)]))


class Step(QWidget):
    """One numbered step: to come, here, or done."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        self._number, self._state = number, "ahead"
        self.words: QLabel = text_label(words, "body")
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 3, 0, 3)
        row.addWidget(self.words)
        self.setMinimumHeight(theme.px(28))

    def be(self, state: str) -> None:
        """ahead, here or done."""
        self._state = state
        self.words.setProperty("role", "strong" if state == "here" else "body")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        said = {"here": "this step", "done": "done"}.get(state, "to come")
        self.words.setAccessibleName(f"Step {self._number}, {self.words.text()}, {said}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - 21) / 2, 21, 21)
        painter.setPen(_WHITE)
        painter.setBrush(_WHITE if self._state == "here" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        painter.setPen(_GREEN if self._state == "here" else _WHITE)
        painter.setFont(theme.font("smallstrong"))
        mark = "✓" if self._state == "done" else str(self._number)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)


class BrandPanel(QWidget):
    def __init__(self, steps: Sequence[str] = ()) -> None:
        super().__init__()
        ground(self, "brand")
        self.setFixedWidth(WIDTH)
        self.steps = [Step(number, words) for number, words in enumerate(steps, 1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 56, 40, 28)
        column.setSpacing(10)
        column.addWidget(Sign())
        column.addSpacing(12)
        column.addWidget(text_label(_PROMISE, "brand"))
        column.addWidget(text_label("Chairs, quorum, minutes, decisions and actions.", "body"))
        column.addWidget(text_label(_SAFE, "body"))
        column.addSpacing(18)
        ladder = QVBoxLayout()
        ladder.setSpacing(4)
        for step in self.steps:
            ladder.addWidget(step)
        column.addLayout(ladder)
        column.addStretch(1)
        column.addWidget(text_label("No administrator rights needed · Works offline", "small"))

    def be_at(self, number: int) -> None:
        """`number` counts from 1."""
        for at, step in enumerate(self.steps, 1):
            step.be("here" if at == number else "done" if at < number else "ahead")


_PROMISE = "Run your safeguarding partnership’s meetings from one place"
_SAFE = "Everything stays on this laptop, encrypted. Nothing is sent over the internet."
