"""One table model for every list: rows are frozen values, columns say how to show them.

Selection and scroll position survive a reload; each row tells a screen reader its summary.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from masa_desktop.ui.cells import Cell, CellRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_MANY = 2_000
_NOWHERE = QModelIndex()


class HasId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=HasId)


@dataclass(frozen=True, kw_only=True)
class _Looks(Generic[R]):
    second: Callable[[R], str] | None = None
    tone: Callable[[R], str] | None = None
    icon: Callable[[R], str] | None = None
    chip: Callable[[R], str] | None = None
    edit: Callable[[R, Any], None] | None = None
    wide: bool = False
    strong: bool = False
    lines: int = 0


@dataclass(frozen=True)
class Column(_Looks[R]):
    """How one column shows a row. `edit` calls a verb; the row changes when the commit returns."""

    title: str
    show: Callable[[R], str]

    def cell(self, row: R) -> Cell:
        return Cell(
            self.show(row),
            self.second(row) if self.second else "",
            self.tone(row) if self.tone else "",
            self.icon(row) if self.icon else "",
            self.chip(row) if self.chip else "",
            self.strong,
            self.wide,
            self.lines,
        )


class RowsModel(QAbstractTableModel, Generic[R]):
    def __init__(
        self,
        columns: Sequence[Column[R]],
        parent: QObject | None = None,
        *,
        speak: Callable[[R], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._speak = speak or self._summary
        self._rows: list[R] = []

    @property
    def rows(self) -> tuple[R, ...]:
        return tuple(self._rows)

    def row(self, index: Index) -> R:
        return self._rows[index.row()]

    def row_of(self, record_id: str) -> int:
        """The row's number; -1 if it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.id == record_id), -1)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Move from the shown rows to these, keeping selection and scroll position."""
        if len(rows) + len(self._rows) > _MANY and not self._rows:
            self._replace(0, 0, rows)
            return
        was, now = [row.id for row in self._rows], [row.id for row in rows]
        steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        for tag, was_from, was_to, now_from, now_to in reversed(steps):
            if tag != "equal":
                self._replace(was_from, was_to, rows[now_from:now_to])
        for number, row in enumerate(rows):
            if self._rows[number] != row:
                self._rows[number] = row
                last = self.index(number, len(self.columns) - 1)
                self.dataChanged.emit(self.index(number, 0), last)

    def _replace(self, start: int, end: int, rows: Sequence[R]) -> None:
        if end > start:
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            del self._rows[start:end]
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(QModelIndex(), start, start + len(rows) - 1)
            self._rows[start:start] = rows
            self.endInsertRows()

    def _summary(self, row: R) -> str:
        """Every column in words, for a list without a sentence of its own."""
        cells = [column.cell(row) for column in self.columns]
        return ", ".join(part for cell in cells for part in (cell.text, cell.second) if part)

    # What Qt asks of a model

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self.columns[section].title
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.row(index), self.columns[index.column()]
        if role in (Role.DisplayRole, Role.EditRole):
            return column.show(row)
        if role == CellRole:
            return column.cell(row)
        if role == Role.AccessibleTextRole:
            return self._speak(row) if index.column() == 0 else column.show(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        edit = self.columns[index.column()].edit
        if role != Role.EditRole or edit is None:
            return False
        edit(self.row(index), value)
        return True
