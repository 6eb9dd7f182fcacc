"""A list whose rows can be ticked: Space or a click on the box; a screen reader hears the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPen, QShortcut

from masa_desktop.ui import icons, theme
from masa_desktop.ui.cells import Cell, CellDelegate, CellRole, paint_ground
from masa_desktop.ui.rows import RowTable
from masa_desktop.ui.rows_model import Column, R, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from masa_desktop.ui.cells import Index

_BOX, _ROOM = 16, 28
_Check = Qt.ItemDataRole.CheckStateRole


class TickModel(RowsModel[R], Generic[R]):
    """Rows with a tick each; `fixed` ids cannot be ticked. New rows come ticked."""

    ticked = Signal()

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._off: set[str] = set()
        self._fixed: set[str] = set()

    def show_ticked(self, rows: Sequence[R], *, fixed: set[str]) -> None:
        """Show these rows, all ticked but the fixed ones; what was unticked stays so."""
        self._fixed = fixed
        self.show_rows(rows)
        self.ticked.emit()

    def is_ticked(self, row: R) -> bool:
        return row.id not in self._off and row.id not in self._fixed

    @property
    def ticked_ids(self) -> list[str]:
        return [row.id for row in self.rows if self.is_ticked(row)]

    def toggle(self, index: Index) -> None:
        if not index.isValid() or self.row(index).id in self._fixed:
            return
        self._off ^= {self.row(index).id}
        first = self.index(index.row(), 0)
        self.dataChanged.emit(first, self.index(index.row(), len(self.columns) - 1))
        self.ticked.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and index.column() == 0:
            ticked = self.is_ticked(self.row(index))
            if role == _Check:
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                spoken = super().data(index, role)
                return f"{'ticked' if ticked else 'not ticked'}, {spoken}"
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


class TickDelegate(CellDelegate):
    """Draws the box before the first column."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CellRole)
        if index.column() > 0 or not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        painter.save()
        paint_ground(painter, option, rect, first=True)
        self._paint_cell(painter, rect.adjusted(theme.px(_ROOM), 0, 0, 0), cell)
        self._paint_box(painter, rect, ticked=index.data(_Check) == Qt.CheckState.Checked)
        painter.restore()

    def _paint_box(self, painter: QPainter, rect: QRect, *, ticked: bool) -> None:
        side = theme.px(_BOX)
        box = QRect(rect.x() + theme.px(10), rect.y() + theme.px(7), side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if ticked else "ctl"), 1))
        painter.setBrush(theme.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.drawPixmap(box.topLeft(), icons.pixmap("check", "onaccent", side))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return size + QSize(theme.px(_ROOM), 0) if index.column() == 0 else size

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click anywhere in the first column ticks; keys are the list's own shortcut."""
        if event.type() == QEvent.Type.MouseButtonRelease and index.column() == 0:
            if isinstance(model, TickModel):
                model.toggle(index)
            return True
        return False


def tick_table(model: TickModel[R], name: str, parent: QWidget | None = None) -> RowTable:
    """A table of rows to tick; `name` is what a screen reader calls it."""
    wide = [number for number, column in enumerate(model.columns) if column.wide]
    table = RowTable(name, wide, parent)
    table.setItemDelegate(TickDelegate(table))
    table.show_model(model)
    space = QShortcut(QKeySequence("Space"), table, context=Qt.ShortcutContext.WidgetShortcut)
    space.activated.connect(lambda: model.toggle(table.currentIndex()))
    table.doubleClicked.disconnect()
    return table
