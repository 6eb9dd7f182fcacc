"""How a line of the roll-call is painted: heading bands, initials, five boxes, ticks by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen

from masa_desktop.domain.attendance import Code
from masa_desktop.ui import icons, theme
from masa_desktop.ui.cells import CellDelegate, CellRole, paint_ground
from masa_desktop.ui.roll_call_lines import note, role, standing

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtWidgets import QStyleOptionViewItem

    from masa_desktop.domain.meetings import RollRow
    from masa_desktop.ui.roll_call_lines import RollLine
    from masa_desktop.ui.rows import RowsModel

Index = QModelIndex | QPersistentModelIndex

CODES = (
    ("P", Code.PRESENT, "accent"),
    ("O", Code.ONLINE, "accent"),
    ("D", Code.DEPUTY_SENT, "accent"),
    ("A", Code.APOLOGIES, "warn"),
    ("N", Code.DNA, "bad"),
)
INITIALS, NAME, CODE, NOTE, QUORUM = range(5)
_BOX, _STEP, _SIDE, _ROW = 26, 29, 8, 31
_TICK = 18
_BESIDE = 300
_AFTER = 10
_ELIDE = Qt.TextElideMode.ElideRight
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class RollDelegate(CellDelegate):
    """A click on a box presses its code. `open_id` is the line that holds `open_height` of form."""

    pressed = Signal(str, str)
    """A line's id and the code."""

    def __init__(self, model: RowsModel[RollLine], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.open_id, self.open_height = "", 0
        self.has_notes = True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, column = self._model.row(index), index.column()
        size = super().sizeHint(option, index)
        if column == CODE:
            size = QSize(2 * _SIDE + theme.px(_STEP) * len(CODES), theme.px(_ROW))
        elif column == QUORUM and line.row is not None:
            size = self._ticks_size(line)
        elif column in (INITIALS, NAME):
            two = column == NAME and self._is_stacked(option, index)
            size.setHeight(theme.px(_ROW + 14 if two and self._second(line) else _ROW))
        if line.row is not None and line.id == self.open_id:
            size.setHeight(size.height() + self.open_height)
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, area = self._model.row(index), QRect(option.rect)
        if line.row is None:
            self._paint_band(painter, area, line.heading)
            return
        painter.save()
        is_first = area.x() <= 0  # where there is little room the initials are not shown
        if line.id == self.open_id:
            _paint_open(painter, area, first=is_first)
        else:
            paint_ground(painter, option, area, first=is_first)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_inside(painter, option, index, line)
        painter.restore()

    def _paint_inside(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: RollLine
    ) -> None:
        area, row = QRect(option.rect), line.row
        if row is None:
            return
        if index.column() == INITIALS:
            _paint_initials(painter, area, row)
        elif index.column() == NAME:
            stacked = self._is_stacked(option, index)
            _paint_name(painter, area, row, self._second(line), stacked=stacked)
        elif index.column() == NOTE:
            self._paint_cell(painter, area, index.data(CellRole))
        elif index.column() == CODE:
            for (letter, code, tone), box in zip(CODES, boxes(area), strict=True):
                _paint_box(painter, box, *_box_look(row, letter, code, tone))
        else:
            _paint_ticks(painter, area, line)

    def _second(self, line: RollLine) -> str:
        """What stands after the name: the seat, and the notes where they have no column."""
        said = [role(line)] if self.has_notes else [note(line), role(line)]
        return " · ".join(part for part in said if part)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        line = self._model.row(index)
        is_click = event.type() == QEvent.Type.MouseButtonRelease
        if line.row is None or index.column() != CODE or not is_click:
            return super().editorEvent(event, model, option, index)
        if isinstance(event, QMouseEvent):
            for (_, code, _tone), box in zip(CODES, boxes(QRect(option.rect)), strict=True):
                if box.contains(event.position().toPoint()):
                    self.pressed.emit(line.id, code.value)
        return True

    def _is_stacked(self, option: QStyleOptionViewItem, index: Index) -> bool:
        """Whether name and seat stand one under the other for want of width."""
        return not self.has_notes or self._width(option, index) < theme.px(_BESIDE)

    def _ticks_size(self, line: RollLine) -> QSize:
        metrics = QFontMetrics(theme.font("body"))
        said = standing(line)
        width = max((metrics.horizontalAdvance(words) for words, _ in said), default=0)
        height = len(said) * theme.px(_TICK) + theme.px(_ROW - _TICK)
        return QSize(width + theme.px(20) + 2 * _SIDE + 2, max(height, theme.px(_ROW)))

    def _paint_band(self, painter: QPainter, area: QRect, words: str) -> None:
        painter.save()
        painter.fillRect(area, theme.colour("surface2"))
        painter.fillRect(QRect(area.x(), area.bottom(), area.width(), 1), theme.colour("line"))
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.colour("text2"))
        inside = area.adjusted(_SIDE, 0, -_SIDE, 0)
        said = QFontMetrics(painter.font()).elidedText(words, _ELIDE, inside.width())
        painter.drawText(inside, _MIDDLE, said)
        painter.restore()


def boxes(area: QRect) -> list[QRect]:
    """Where the five boxes of a cell are."""
    size, step = theme.px(_BOX), theme.px(_STEP)
    top = area.y() + (theme.px(_ROW) - size) // 2
    return [QRect(area.x() + _SIDE + n * step, top, size, size) for n in range(len(CODES))]


def _box_look(row: RollRow, letter: str, code: Code, tone: str) -> tuple[str, str, bool]:
    """The letter of a box, its tone if it is pressed, and whether a reply proposes it."""
    recorded = Code(row.code)
    if recorded is Code.PHONE and code is Code.ONLINE:
        return "B", tone, False
    is_here = recorded in (Code.IN_ATTENDANCE, Code.OBSERVER) and code is Code.PRESENT
    on = recorded is code or is_here
    return letter, tone if on else "", row.proposed == code


def _paint_box(
    painter: QPainter,
    box: QRect,
    letter: str,
    tone: str,
    is_proposed: bool,  # noqa: FBT001 - unpacked from _box_look
) -> None:
    filled = tone == "accent"
    soft = f"{tone}soft" if tone else "surface"
    painter.setBrush(theme.colour("accent" if filled else soft))
    pen = QPen(theme.colour(tone or "ctl"), 2 if tone and not filled else 1)
    if is_proposed:
        pen = QPen(theme.colour("accent"), 2, Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawRoundedRect(box, 5, 5)
    painter.setFont(theme.font("smallstrong" if tone else "small"))
    painter.setPen(theme.colour("onaccent" if filled else tone or "text2"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)


def _paint_initials(painter: QPainter, area: QRect, row: RollRow) -> None:
    if not row.initials:
        return
    painter.setFont(theme.font("badgestrong"))
    wide = QFontMetrics(painter.font()).horizontalAdvance(row.initials) + theme.px(14)
    tall = theme.px(20)
    box = QRect(area.x() + _SIDE, area.y() + (theme.px(_ROW) - tall) // 2, wide, tall)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("rail"))
    painter.drawRoundedRect(box, tall / 2, tall / 2)
    painter.setPen(theme.colour("text2"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), row.initials)


def _paint_open(painter: QPainter, area: QRect, *, first: bool) -> None:
    """The open row keeps its colour while the focus is in its form."""
    painter.fillRect(area, theme.colour("sel"))
    if first:
        painter.fillRect(QRect(area.x(), area.y(), 3, area.height()), theme.colour("accent"))


def _paint_name(
    painter: QPainter, area: QRect, row: RollRow, second: str, *, stacked: bool
) -> None:
    is_vacant = row.person_id is None
    indent = theme.px(14) if row.is_deputy else 0
    inside = QRect(area.x() + _SIDE + indent, area.y(), area.width() - 2 * _SIDE, theme.px(_ROW))
    inside.setRight(area.right() - _SIDE)
    painter.setFont(theme.font("body" if is_vacant else "strong"))
    painter.setPen(theme.colour("text3" if is_vacant else "text"))
    metrics = QFontMetrics(painter.font())
    name = metrics.elidedText(row.name, _ELIDE, inside.width())
    painter.drawText(inside, _MIDDLE, name)
    rest = QRect(inside)
    if stacked:
        rest.translate(0, theme.px(16))
    else:
        rest.setLeft(rest.left() + metrics.horizontalAdvance(name) + theme.px(_AFTER))
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text3"))
    said = QFontMetrics(painter.font()).elidedText(second, _ELIDE, rest.width())
    painter.drawText(rest, _MIDDLE, said)


def _paint_ticks(painter: QPainter, area: QRect, line: RollLine) -> None:
    painter.setFont(theme.font("body"))
    tall = theme.px(_TICK)
    top = area.y() + (theme.px(_ROW) - tall) // 2
    for words, tone in standing(line):
        inside = QRect(area.x() + _SIDE, top, area.width() - 2 * _SIDE, tall)
        if tone != "text3":
            size = theme.px(14)
            picture = icons.pixmap("check" if tone == "good" else "cross", tone, size)
            painter.drawPixmap(inside.x(), inside.y() + (tall - size) // 2, picture)
            inside.setLeft(inside.left() + theme.px(20))
        painter.setPen(theme.colour(tone))
        painter.drawText(inside, _MIDDLE, words)
        top += tall
