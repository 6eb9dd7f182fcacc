"""How entries look: a note is plain text, a decision, action, challenge or jotting a barred block.

Each block says its kind in words beside its icon; colour never carries it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from masa_desktop.domain.meetings import EntryKind, EntryRow, entry_label
from masa_desktop.ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

Index = QModelIndex | QPersistentModelIndex

_WIDEST = 680
_SIDE, _ABOVE, _BAR, _GAP, _ICON = 12, 7, 4, 5, 20
_MARGIN = 20
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_LOOKS = {
    EntryKind.DECISION: ("decision", "decisionsoft", "decision"),
    EntryKind.ACTION: ("action", "actionsoft", "actions"),
    EntryKind.CHALLENGE: ("info", "infosoft", "challenge"),
    EntryKind.PRIVATE: ("private", "privatesoft", "private"),
}
NEVER = "never in the minutes, Word or sync"


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the parts of one entry stand, from its own top."""

    head: int
    text: int
    foot: int

    @property
    def height(self) -> int:
        return self.head + self.text + self.foot


class EntryDelegate(QStyledItemDelegate):
    def __init__(self, row: Callable[[Index], EntryRow], parent: QObject) -> None:
        super().__init__(parent)
        self._row = row
        self._tall: dict[tuple[str, int, int], int] = {}
        self.in_box = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._width(option)
        plan = self._plan(self._row(index), width)
        return QSize(width, plan.height + 2 * _ABOVE + 2 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._row(index)
        area: QRect = option.rect
        width = self._width(option)
        block = QRect(area.x() + _MARGIN, area.y() + _GAP, width, area.height() - 2 * _GAP)
        painter.save()
        self._paint_ground(painter, block, row)
        self._paint_words(painter, block, row)
        self._paint_selection(painter, block, option)
        painter.restore()

    def _width(self, option: QStyleOptionViewItem) -> int:
        view = option.widget
        room = view.viewport().width() if hasattr(view, "viewport") else option.rect.width()
        return int(max(min(room - 2 * _MARGIN, theme.px(_WIDEST)), 120))

    def _plan(self, row: EntryRow, width: int) -> _Plan:
        small = QFontMetrics(theme.font("small")).height()
        has_head = row.kind in _LOOKS or row.id == self.in_box
        text = self._text_height(row.text, width - 2 * _SIDE - _BAR)
        return _Plan(small + 4 if has_head else 0, text, small + 4 if row.foot else 0)

    def _text_height(self, text: str, width: int) -> int:
        font = theme.font("minutes")
        key = (text, width, round(font.pointSizeF() * 4))
        if key not in self._tall:
            if len(self._tall) > 500:
                self._tall.clear()
            box = QFontMetrics(font).boundingRect(0, 0, width, 10_000_000, int(_WRAP), text)
            self._tall[key] = box.height()
        return self._tall[key]

    def _paint_ground(self, painter: QPainter, block: QRect, row: EntryRow) -> None:
        if row.kind not in _LOOKS:
            return
        tone, soft, _ = _LOOKS[row.kind]
        painter.fillRect(block, theme.colour(soft))
        bar = QRect(block.x(), block.y(), _BAR, block.height())
        if row.kind is not EntryKind.PRIVATE:
            painter.fillRect(bar, theme.colour(tone))
            return
        pen = QPen(theme.colour(tone), _BAR, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2.0, 1.25])
        painter.setPen(pen)
        middle = bar.x() + _BAR // 2
        painter.drawLine(middle, bar.top(), middle, bar.bottom())

    def _paint_words(self, painter: QPainter, block: QRect, row: EntryRow) -> None:
        inside = block.adjusted(_SIDE + _BAR, _ABOVE, -_SIDE, -_ABOVE)
        if row.kind not in _LOOKS:
            inside.setLeft(block.left())
        plan = self._plan(row, block.width())
        if plan.head:
            self._paint_head(painter, QRect(inside.x(), inside.y(), inside.width(), plan.head), row)
            inside.setTop(inside.top() + plan.head)
        painter.setFont(theme.font("minutes"))
        painter.setPen(theme.colour("text"))
        painter.drawText(inside, int(_WRAP), row.text)
        if row.foot:
            inside.setTop(inside.top() + plan.text + 4)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(inside, int(_WRAP), row.foot)

    def _paint_head(self, painter: QPainter, head: QRect, row: EntryRow) -> None:
        right = head_right(row, in_box=row.id == self.in_box)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text3" if row.kind not in _LOOKS else "text2"))
        place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        metrics = QFontMetrics(theme.font("small"))
        room = head.width() // 2
        said = metrics.elidedText(right, Qt.TextElideMode.ElideRight, room)
        painter.drawText(head, int(place), said)
        if row.kind not in _LOOKS:
            return
        tone, _, icon = _LOOKS[row.kind]
        painter.drawPixmap(head.x(), head.y(), icons.pixmap(icon, tone, 15))
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.colour(tone))
        left = head.adjusted(_ICON, 0, -metrics.horizontalAdvance(said) - 8, 0)
        words = QFontMetrics(theme.font("smallstrong")).elidedText(
            head_left(row), Qt.TextElideMode.ElideRight, left.width()
        )
        painter.drawText(left, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), words)

    def _paint_selection(
        self, painter: QPainter, block: QRect, option: QStyleOptionViewItem
    ) -> None:
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        focused = bool(option.widget and option.widget.hasFocus())
        painter.setPen(QPen(theme.colour("focus" if focused else "ctl"), 2 if focused else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(block.adjusted(-6, -1, 5, 1))


def head_left(row: EntryRow) -> str:
    """The kind with its reference: "Decision EXEC-2026-D004"."""
    return f"{entry_label(row.kind)} {row.ref}".strip()


def head_right(row: EntryRow, *, in_box: bool = False) -> str:
    """What stands right in an entry's head line."""
    said = NEVER if row.kind is EntryKind.PRIVATE else row.lead
    return " · ".join(part for part in (said, "in the box below" if in_box else "") if part)


def spoken(row: EntryRow) -> str:
    """An entry as a screen reader says it."""
    if row.kind is EntryKind.NOTE:
        return f"Note. {row.text}"
    lead = NEVER if row.kind is EntryKind.PRIVATE else row.lead.capitalize()
    parts = (head_left(row), lead, row.text, row.foot)
    return ". ".join(part.rstrip(".") for part in parts if part)
