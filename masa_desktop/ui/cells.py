"""How a row is painted: a strong or plain line, a grey second line, an icon, a BRAG chip.

Selection, hover and the focused cell are drawn here, so that every list looks the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from masa_desktop.ui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
CellRole = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives a Cell."""

_SIDE, _ABOVE, _CHIP, _ICON = 8, 6, 26, 20
_WIDEST = 300
_MOST = 400
"""No line has more letters than this."""

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_BRAG = {"R": "bR", "A": "bA", "G": "bG", "B": "bB", "-": "bN"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. `tone` is a colour token; `chip` a BRAG letter or "-" for none."""

    text: str
    second: str = ""
    tone: str = ""
    icon: str = ""
    chip: str = ""
    strong: bool = False
    wide: bool = False
    lines: int = 0
    """How many lines of a long text are shown; 0 is all."""


class CellDelegate(QStyledItemDelegate):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wraps = True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CellRole)
        if not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        painter.save()
        rect: QRect = option.rect
        paint_ground(painter, option, rect, first=index.column() == 0)
        self._paint_cell(painter, rect, cell)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = index.data(CellRole)
        if not isinstance(cell, Cell):
            return super().sizeHint(option, index)
        first, second = _metrics(cell)
        lead = _lead(cell)
        natural = max(first.horizontalAdvance(cell.text), second.horizontalAdvance(cell.second))
        width = min(natural, theme.px(_WIDEST)) + lead + 2 * _SIDE + 2
        room = (self._width(option, index) or width) - lead - 2 * _SIDE
        return QSize(width, self._height(cell, room))

    def _width(self, option: QStyleOptionViewItem, index: Index) -> int:
        view = option.widget
        return view.columnWidth(index.column()) if hasattr(view, "columnWidth") else 0

    def _height(self, cell: Cell, room: int) -> int:
        first, second = _metrics(cell)
        tall = self._tall(first, self._shown(first, cell, room), room)
        if cell.second:
            tall += self._tall(second, cell.second, room)
        return max(tall + 2 * _ABOVE + 1, theme.px(31))

    def _shown(self, metrics: QFontMetrics, cell: Cell, room: int) -> str:
        """As much of the text as its lines hold; what is cut ends with an ellipsis."""
        if not cell.lines or not self.wraps:
            return cell.text
        most = self._tall(metrics, "\n".join("x" * cell.lines), room)
        start = cell.text[: _MOST * cell.lines]
        if start == cell.text and self._tall(metrics, start, room) <= most:
            return start
        least, words = 0, start.split(" ")
        while len(words) - least > 1:
            half = (least + len(words)) // 2
            if self._tall(metrics, f"{' '.join(words[:half])}…", room) <= most:
                least = half
            else:
                del words[half:]
        return f"{' '.join(words[:least]) or words[0]}…"

    def _tall(self, metrics: QFontMetrics, text: str, room: int) -> int:
        if not self.wraps:
            return metrics.lineSpacing()
        return max(metrics.boundingRect(0, 0, room, 10_000, _WRAP, text).height(), metrics.height())

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        inside = rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        if cell.chip:
            paint_chip(painter, inside.x(), inside.y(), cell.chip)
        elif cell.icon:
            picture = icons.pixmap(cell.icon, cell.tone or "text2", theme.px(14))
            painter.drawPixmap(inside.x(), inside.y() + theme.px(2), picture)
        inside.setLeft(inside.left() + _lead(cell))
        first, second = _metrics(cell)
        painter.setFont(theme.font("strong" if cell.strong else "body"))
        painter.setPen(theme.colour(cell.tone or "text"))
        shown = self._shown(first, cell, inside.width())
        top = self._draw(painter, inside, first, shown)
        if cell.second:
            inside.setTop(inside.top() + top)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text3"))
            self._draw(painter, inside, second, cell.second)

    def _draw(self, painter: QPainter, rect: QRect, metrics: QFontMetrics, text: str) -> int:
        if not self.wraps:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(_WRAP), text)
        return self._tall(metrics, text, rect.width())


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, *, first: bool
) -> None:
    """Selected, hovered or plain; a hairline below; a bar at a selection without focus."""
    state: QStyle.StateFlag = option.state
    active = bool(state & QStyle.StateFlag.State_HasFocus)
    view = option.widget
    focused = view is not None and view.hasFocus()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour("sel" if focused else "hover"))
        if first:
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), theme.colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour("hover"))
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("line"))
    if active and focused:
        pen = painter.pen()
        painter.setPen(theme.colour("focus"))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.setPen(pen)


def paint_chip(painter: QPainter, x: int, y: int, letter: str) -> None:
    """The BRAG chip: a letter on its colour."""
    token = _BRAG.get(letter, "bN")
    box = QRect(x, y, theme.px(20), theme.px(18))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(token))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(theme.font("badgestrong"))
    painter.setPen(theme.colour(f"on{token[1]}"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–" if letter == "-" else letter)


def _metrics(cell: Cell) -> tuple[QFontMetrics, QFontMetrics]:
    first = theme.font("strong" if cell.strong else "body")
    return QFontMetrics(first), QFontMetrics(theme.font("small"))


def _lead(cell: Cell) -> int:
    if cell.chip:
        return theme.px(_CHIP)
    return theme.px(_ICON) if cell.icon else 0
