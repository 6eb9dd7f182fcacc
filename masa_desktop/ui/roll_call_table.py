"""The roll-call as a table: a line a seat, five codes to press, painted without cell widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from masa_desktop.domain.attendance import AS_MEMBER, Code, code_label
from masa_desktop.ui import theme
from masa_desktop.ui.cells import CellDelegate, paint_ground
from masa_desktop.ui.rows import RowTable
from masa_desktop.ui.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from masa_desktop.domain.meetings import RollRow

Index = QModelIndex | QPersistentModelIndex

CODES = (
    ("P", Code.PRESENT, "accent"),
    ("O", Code.ONLINE, "accent"),
    ("D", Code.DEPUTY_SENT, "accent"),
    ("A", Code.APOLOGIES, "warn"),
    ("N", Code.DNA, "bad"),
)
_KEYS = {
    Qt.Key.Key_P: Code.PRESENT,
    Qt.Key.Key_O: Code.ONLINE,
    Qt.Key.Key_D: Code.DEPUTY_SENT,
    Qt.Key.Key_A: Code.APOLOGIES,
    Qt.Key.Key_N: Code.DNA,
    Qt.Key.Key_V: Code.VACANT,
}
_CODE_COLUMN, _NOTE_COLUMN = 2, 3
_BOX, _STEP, _SIDE = 26, 29, 8
_NO_NOTE = 760


@dataclass(frozen=True, slots=True)
class RollLine:
    """A line of the table: an agency's heading, or somebody's row."""

    id: str
    heading: str = ""
    row: RollRow | None = None


def lines(rows: Sequence[RollRow]) -> list[RollLine]:
    """Group the rows by agency in their order, those who never count last."""
    groups: dict[str, list[RollRow]] = {}
    for row in rows:
        never = row.counts == "never counts"
        heading = _NEVER if never else row.agency or "No agency recorded"
        groups.setdefault(heading, []).append(row)
    found: list[RollLine] = []
    for heading in sorted(groups, key=lambda each: each == _NEVER):
        found.append(RollLine(f"# {heading}", heading))
        found += [RollLine(row.id, row=row) for row in groups[heading]]
    return found


_NEVER = "Not counted: observers, advisers, in attendance"


def spoken(line: RollLine) -> str:
    """A line as a screen reader says it."""
    row = line.row
    if row is None:
        return line.heading
    parts = (row.name, row.role, row.agency, _code_words(row), row.note, row.counts)
    return ", ".join(part for part in parts if part)


def _does_count(row: RollRow) -> bool:
    return row.counts == "counts" and row.code in AS_MEMBER


def _counts(row: RollRow) -> str:
    return (
        "counts when here" if row.counts == "counts" and row.code not in AS_MEMBER else row.counts
    )


def _code_words(row: RollRow) -> str:
    return code_label(Code(row.code))


class RollModel(RowsModel[RollLine]):
    def __init__(self, parent: QObject) -> None:
        columns: list[Column[RollLine]] = [
            Column("Initials", lambda line: line.row.initials if line.row else ""),
            Column(
                "Member and seat",
                lambda line: line.row.name if line.row else line.heading,
                second=lambda line: line.row.role if line.row else "",
                strong=True,
                wide=True,
            ),
            Column("Attendance", lambda line: _code_words(line.row) if line.row else ""),
            Column("Deputy, times, notes", lambda line: line.row.note if line.row else ""),
            Column(
                "Quorum",
                lambda line: _counts(line.row) if line.row else "",
                tone=lambda line: "good" if line.row and _does_count(line.row) else "text3",
                icon=lambda line: "check" if line.row and _does_count(line.row) else "",
            ),
        ]
        super().__init__(columns, parent, speak=spoken)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.row(index).row is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class RollDelegate(CellDelegate):
    """Paints the agency bands and the five boxes; a click on a box presses its code."""

    pressed = Signal(str, str)
    """A line's id and the code."""

    def __init__(self, model: RollModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        if index.column() == _CODE_COLUMN:
            size.setWidth(2 * _SIDE + theme.px(_STEP) * len(CODES))
            size.setHeight(theme.px(_BOX) + 8)
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.row(index)
        if line.row is None:
            self._paint_band(painter, QRect(option.rect), line.heading)
        elif index.column() == _CODE_COLUMN:
            painter.save()
            paint_ground(painter, option, QRect(option.rect), first=False)
            for (letter, code, tone), box in zip(CODES, _boxes(QRect(option.rect)), strict=True):
                on = line.row.code == code or (code is Code.PRESENT and _is_here(line.row))
                self._paint_box(painter, box, letter, tone if on else "")
            painter.restore()
        else:
            super().paint(painter, option, index)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        line = self._model.row(index)
        is_click = event.type() == QEvent.Type.MouseButtonRelease
        if line.row is None or index.column() != _CODE_COLUMN or not is_click:
            return super().editorEvent(event, model, option, index)
        if isinstance(event, QMouseEvent):
            for (_, code, _tone), box in zip(CODES, _boxes(QRect(option.rect)), strict=True):
                if box.contains(event.position().toPoint()):
                    self.pressed.emit(line.id, code.value)
        return True

    def _paint_band(self, painter: QPainter, area: QRect, words: str) -> None:
        painter.save()
        painter.fillRect(area, theme.colour("surface2"))
        painter.fillRect(QRect(area.x(), area.bottom(), area.width(), 1), theme.colour("line"))
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.colour("text2"))
        inside = area.adjusted(_SIDE, 0, -_SIDE, 0)
        said = QFontMetrics(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), said)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRect, letter: str, tone: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = tone == "accent"
        soft = f"{tone}soft" if tone else "surface"
        painter.setBrush(theme.colour("accent" if filled else soft))
        painter.setPen(QPen(theme.colour(tone or "ctl"), 2 if tone and not filled else 1))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(theme.font("smallstrong" if tone else "small"))
        painter.setPen(theme.colour("onaccent" if filled else tone or "text2"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)


def _is_here(row: RollRow) -> bool:
    return row.code in (Code.IN_ATTENDANCE, Code.OBSERVER)


def _boxes(area: QRect) -> list[QRect]:
    size, step = theme.px(_BOX), theme.px(_STEP)
    top = area.y() + (area.height() - size) // 2
    return [QRect(area.x() + _SIDE + n * step, top, size, size) for n in range(len(CODES))]


class RollTable(RowTable):
    """P O D A N V record the selected line, while the table has the focus and no longer."""

    coded = Signal(str, str)
    """A line's id and the code pressed."""

    wanted = Signal(str)
    """times or items: the letter T or I."""

    left = Signal()
    """Esc: back to the minutes."""

    def __init__(self, model: RollModel) -> None:
        super().__init__("Roll-call", [1])
        self.show_model(model)
        self._lines = model
        self.look = RollDelegate(model, self)
        self._cells = self.look
        self.setItemDelegate(self.look)
        self.look.pressed.connect(self.coded)
        self.horizontalHeader().setMinimumSectionSize(40)

    def show_lines(self, found: Sequence[RollLine]) -> None:
        chosen = self.current_id()
        self._lines.show_rows(found)
        self.clearSpans()
        for number, line in enumerate(self._lines.rows):
            if line.row is None:
                self.setSpan(number, 0, 1, len(self._lines.columns))
        if not (chosen and self.select(chosen)):
            first = next((line.id for line in self._lines.rows if line.row), "")
            self.select(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, line = Qt.Key(event.key()), self.current_id()
        if event.modifiers() or not line:
            super().keyPressEvent(event)
        elif key in _KEYS:
            self.coded.emit(line, _KEYS[key].value)
        elif key in (Qt.Key.Key_T, Qt.Key.Key_I):
            self.wanted.emit(line)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())
        narrow = self.viewport().width() < _NO_NOTE
        self.setColumnHidden(_NOTE_COLUMN, narrow)
        header = self.horizontalHeader()
        header.setSectionResizeMode(_NOTE_COLUMN, QHeaderView.ResizeMode.ResizeToContents)
