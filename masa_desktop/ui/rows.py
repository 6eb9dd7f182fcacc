"""The table every list is shown in: whole rows, own painting, Enter opens, Tab leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from masa_desktop.ui import theme
from masa_desktop.ui.cells import CellDelegate
from masa_desktop.ui.rows_model import Column, R, RowsModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

__all__ = ["Column", "RowTable", "RowsModel", "list_table"]

_WRAPPED_UP_TO = 300
_LEAST_WIDE, _LEAST = 170, 70
_OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowTable(QTableView):
    chosen = Signal(str)
    """A record's id: Enter or double click."""

    current = Signal(str)
    """The id under the selection; "" if there is none."""

    def __init__(self, name: str, wide: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = wide
        self._cells = CellDelegate(self)
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._fit_rows)
        self.setAccessibleName(name)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._open)
        theme.look.changed.connect(self._fit.start)

    def show_model(self, model: RowsModel[R]) -> None:
        self._rows = model
        self.setModel(model)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(50)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in self._wide:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(not self._wide)
        header.sectionResized.connect(self._fit.start)
        for change in (model.rowsInserted, model.rowsRemoved, model.dataChanged):
            change.connect(self._fit.start)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self._fit.start()

    def current_id(self) -> str:
        """The selected record's id; "" if there is none."""
        index = self.currentIndex()
        return self._rows.row(index).id if index.isValid() else ""

    def select(self, record_id: str) -> bool:
        """Select and show this record; False if it is not in the list."""
        row = self._rows.row_of(record_id)
        if row < 0:
            return False
        index = self._rows.index(row, self._first_column())
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def setColumnHidden(self, column: int, hide: bool) -> None:  # noqa: FBT001 - Qt's own
        """The selected row stays in a column in view: from another no key leads on."""
        super().setColumnHidden(column, hide)
        here = self.currentIndex()
        if here.isValid() and self.isColumnHidden(here.column()):
            self.setCurrentIndex(here.siblingAtColumn(self._first_column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENERS and self.current_id() and not event.modifiers():
            self.chosen.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End are the ends of the list: nobody works within a row."""
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._end(range(self.model().rowCount()))
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._end(reversed(range(self.model().rowCount())))
        return super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit.start()

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self._rows.row(index).id)

    def _end(self, rows: Iterable[int]) -> QModelIndex:
        """The first of these rows that is in view, in the column we are in."""
        column = max(self.currentIndex().column(), 0)
        shown = next((row for row in rows if not self.isRowHidden(row)), -1)
        return self.model().index(shown, column)

    def _first_column(self) -> int:
        columns = range(self.model().columnCount())
        return next((column for column in columns if not self.isColumnHidden(column)), 0)

    def _tell_current(self) -> None:
        self.current.emit(self.current_id())

    def _share_width(self) -> None:
        """A wide column keeps a readable width: where room is short the widest others give way."""
        header = self.horizontalHeader()
        others = {
            column: max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(self.model().columnCount())
            if column not in self._wide and not self.isColumnHidden(column)
        }
        kept = sum(not self.isColumnHidden(column) for column in self._wide)
        room = self.viewport().width() - kept * theme.px(_LEAST_WIDE)
        most = _most(list(others.values()), room, theme.px(_LEAST)) if kept else 0
        for column, wanted in others.items():
            is_cut = bool(kept) and wanted > most
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, modes.Fixed if is_cut else modes.ResizeToContents)
            if is_cut:
                header.resizeSection(column, most)

    def _fit_rows(self) -> None:
        self._share_width()
        self._cells.wraps = self._rows.rowCount() <= _WRAPPED_UP_TO
        if self._cells.wraps:
            self.resizeRowsToContents()
            return
        two = any(column.second for column in self._rows.columns)
        self.verticalHeader().setDefaultSectionSize(theme.px(45 if two else 31))


def _most(widths: list[int], room: int, least: int) -> int:
    """The greatest width a column may have so that all fit into `room`; `least` if none will do."""
    left = sorted(widths)
    while left and sum(left) > room:
        rest = sum(1 for width in left if width == left[-1])
        others = left[:-rest]
        fair = (room - sum(others)) // rest
        if not others or fair >= others[-1]:
            return max(fair, least)
        left = [*others, *[others[-1]] * rest]
    return left[-1] if left else least


def list_table(model: RowsModel[R], name: str, parent: QWidget | None = None) -> RowTable:
    """A table of these rows; `name` is what a screen reader calls it."""
    wide = [number for number, column in enumerate(model.columns) if column.wide]
    table = RowTable(name, wide, parent)
    table.show_model(model)
    return table
