"""The heat table of attendance: a line each, a cell for each group, its figure always printed.

Names stay in view at the left however many groups there are; the keyboard walks cell by cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from masa_desktop.domain.attendance import Count
from masa_desktop.domain.attendance_report import ALL_GROUPS, NO_SEAT, Figure, Line
from masa_desktop.domain.report import Tone
from masa_desktop.ui import theme
from masa_desktop.ui.parts import ground, text_label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from masa_desktop.domain.attendance_report import Figures

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

TOKENS = {
    Tone.FULL: "h3",
    Tone.HIGH: "h2",
    Tone.FAIR: "h1",
    Tone.LOW: "h4",
    Tone.ALARM: "h5",
}
"""The colour of each shade."""

FIRST = {
    Count.AGENCY: "Agency (member or deputy)",
    Count.SEAT: "Seat (member or deputy)",
    Count.MEMBER: "Person (without deputies)",
}
_DEPUTIES = "of which deputies"
_SIDE, _ABOVE, _NAMES, _LEAST = 12, 5, 230, 84
_OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap


class AttendanceModel(QAbstractTableModel):
    """Rows are lines; columns are groups, all groups together, and how much of it by deputies."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: Figures | None = None
        self._totals: tuple[Figure, ...] = ()

    def show_figures(self, figures: Figures | None) -> None:
        self.beginResetModel()
        self.figures = figures
        self._totals = tuple(line.total for line in figures.lines) if figures else ()
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    def figure(self, index: Index) -> Figure | None:
        """What Enter opens; None where there is no seat."""
        cells = self.line(index.row()).cells
        return cells[index.column()] if index.column() < len(cells) else self._totals[index.row()]

    def heading(self, column: int) -> tuple[str, str]:
        """The words over a column, and those under them."""
        groups = self.figures.columns if self.figures else ()
        if column < len(groups):
            return groups[column].name, groups[column].under
        return (ALL_GROUPS if column == len(groups) else _DEPUTIES), ""

    def is_total(self, column: int) -> bool:
        return self.figures is not None and column == len(self.figures.columns)

    def is_deputies(self, column: int) -> bool:
        return self.figures is not None and column > len(self.figures.columns)

    @property
    def _lines(self) -> tuple[Line, ...]:
        return self.figures.lines if self.figures else ()

    # What Qt asks of a model

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or self.figures is None:
            return 0
        return len(self.figures.columns) + (1 if self.figures.count is Count.MEMBER else 2)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return ", ".join(filter(None, self.heading(section)))
        line = self.line(section)
        return ", ".join(filter(None, (line.name, line.note, line.tenure)))

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            return self._shown(index)
        if role == Role.AccessibleTextRole:
            return self._spoken(index)
        if role == Role.ToolTipRole:
            found = self.figure(index)
            return found.in_full if found else None
        return None

    def _shown(self, index: Index) -> str:
        found = self.figure(index)
        if found is None:
            return NO_SEAT
        if self.is_deputies(index.column()):
            return found.of_deputies
        return "\n".join(filter(None, (found.text, found.untold)))

    def said(self, row: int, column: int) -> list[str]:
        """The lines of a cell."""
        return self._shown(self.index(row, column)).split("\n")

    def _spoken(self, index: Index) -> str:
        name = self.line(index.row()).name
        found, where = self.figure(index), self.heading(index.column())[0]
        if self.is_deputies(index.column()) and found is not None:
            return f"{name}, by deputies: {found.of_deputies} of what was attended"
        return f"{name}, {where}: {found.spoken if found else 'no seat on this group'}"


class AttendanceTable(QTableView):
    opened = Signal(QModelIndex)
    """Enter or double click on a cell."""

    walked = Signal()
    """One is at another cell."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = AttendanceModel()
        self.corner = text_label("", "smallstrong", tone="quiet")
        self._names, self._groups = _Names(self), _Groups(self)
        self.setModel(self.shown)
        self.setVerticalHeader(self._names)
        self.setHorizontalHeader(self._groups)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName("Attendance")
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.corner.setParent(self)
        ground(self.corner, "surface")
        self.corner.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)
        theme.look.changed.connect(self.fit)

    def show_figures(self, figures: Figures | None) -> None:
        """Show these; the cell one was at stays chosen if it is still there."""
        where = self.currentIndex()
        row, column = max(where.row(), 0), max(where.column(), 0)
        self.shown.show_figures(figures)
        if figures is not None:
            self.corner.setText(FIRST[figures.count])
            self.setAccessibleName(f"Attendance by {FIRST[figures.count].split(' (')[0].lower()}")
        last = self.shown.rowCount() - 1, self.shown.columnCount() - 1
        if min(last) >= 0:
            self.setCurrentIndex(self.shown.index(min(row, last[0]), min(column, last[1])))
        self.fit()

    @property
    def whole_height(self) -> int:
        """How tall it is with every line in view."""
        bar = self.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return self._groups.height() + self._names.length() + 2 + room

    def fit(self) -> None:
        """Widths by the headings, what room is left shared out; heights by the names."""
        count = self.shown.columnCount()
        self._names.setFixedWidth(min(theme.px(_NAMES), max(self.width() * 2 // 5, _LEAST)))
        room = self.viewport().width() if self.isVisible() else 0
        wanted = [self._groups.least(column) for column in range(count)]
        spare = max(room - sum(wanted), 0)
        for column, width in enumerate(wanted):
            self.setColumnWidth(column, width + spare // max(count, 1))
        self._groups.setFixedHeight(self._groups.tall())
        for row in range(self.shown.rowCount()):
            self.setRowHeight(row, self._names.tall(row))
        self.updateGeometries()
        self.corner.setContentsMargins(theme.px(_SIDE), 0, 0, 0)
        self.corner.setGeometry(0, 0, self._names.width(), self._groups.height() - 1)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if self.hasFocus():
            self.walked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENERS and self.currentIndex().isValid() and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index)


class _Names(QHeaderView):
    """The lines' names, wrapped, with whose seat it is or from when to when in small below."""

    def __init__(self, table: AttendanceTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName("Names")

    def tall(self, row: int) -> int:
        wide = self.width() - 2 * theme.px(_SIDE)
        tall = sum(_height(words, role, wide) for words, role, _ in self._parts(row))
        model = self._table.shown
        lines = max((len(model.said(row, at)) for at in range(model.columnCount())), default=1)
        return max(tall + 2 * theme.px(_ABOVE), theme.px(30 if lines == 1 else 42))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        side, above = theme.px(_SIDE), theme.px(_ABOVE)
        inside = rect.adjusted(side, above, -side, 0)
        if len(parts := self._parts(section)) == 1:
            inside = rect.adjusted(side, 0, -side, 0)
            inside.setTop(rect.y() + (rect.height() - _height(*parts[0][:2], inside.width())) // 2)
        for words, role, ink in parts:
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(ink))
            painter.drawText(inside, int(_LEFT), words)
            inside.setTop(inside.top() + _height(words, role, inside.width()))
        painter.restore()

    def _parts(self, row: int) -> list[tuple[str, str, str]]:
        line = self._table.shown.line(row)
        under = " · ".join(filter(None, (line.note, line.tenure)))
        return [(line.name, "body", "text"), *([(under, "small", "text3")] if under else [])]


class _Groups(QHeaderView):
    """The groups' names, wrapped, with how many meetings are counted below."""

    def __init__(self, table: AttendanceTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName("Groups")

    def least(self, column: int) -> int:
        """The narrowest this column may be: its longest word, and what its cells say."""
        letters = QFontMetrics(theme.font("smallstrong"))
        words = " ".join(self._table.shown.heading(column)).split()
        cells = QFontMetrics(theme.font("strong"))
        model = self._table.shown
        said = {line for row in range(model.rowCount()) for line in model.said(row, column)}
        widest = max(
            [letters.horizontalAdvance(word) for word in words]
            + [cells.horizontalAdvance(text) for text in said],
            default=0,
        )
        return max(widest + 2 * theme.px(8), theme.px(_LEAST))

    def tall(self) -> int:
        columns = range(self._table.shown.columnCount())
        return max((self._tall(column) for column in columns), default=0) + 2 * theme.px(7)

    def _tall(self, column: int) -> int:
        wide = self.sectionSize(column) - 2 * theme.px(6)
        return _height("\n".join(filter(None, self._words(column))), "smallstrong", wide)

    def _words(self, column: int) -> tuple[str, str]:
        return self._table.shown.heading(column)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("line2"))
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.colour("text2"))
        inside = rect.adjusted(theme.px(6), 0, -theme.px(6), 0)
        words = "\n".join(filter(None, self._words(section)))
        painter.drawText(inside, int(_MIDDLE | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()


class _Cells(QStyledItemDelegate):
    """A figure on its shade; a ring round the cell one is at."""

    def __init__(self, table: AttendanceTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        found = self._table.shown.figure(index)
        painter.fillRect(rect, theme.colour("line"))
        painter.fillRect(rect.adjusted(0, 0, -1, -1), self._ground(index, found))
        role, ink = self._letters(index, found)
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(ink))
        text, *untold = self._table.shown.said(index.row(), index.column())
        upper = rect.adjusted(0, 0, 0, -rect.height() // 2) if untold else rect
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, text)
        painter.setFont(theme.font("small"))
        lower = rect.adjusted(0, rect.height() // 2 - theme.px(2), 0, -theme.px(2))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, "".join(untold))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.colour("focus" if self._table.hasFocus() else "ctl"))
            painter.drawRect(rect.adjusted(0, 0, -2, -2))
            if self._table.hasFocus():
                painter.drawRect(rect.adjusted(1, 1, -3, -3))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.px(_LEAST), theme.px(30))

    def _ground(self, index: Index, found: Figure | None) -> object:
        is_shaded = not self._table.shown.is_total(index.column())
        is_shaded = is_shaded and not self._table.shown.is_deputies(index.column())
        tone = found.tone if found is not None and is_shaded else Tone.NONE
        return theme.colour(TOKENS.get(tone, "surface"))

    def _letters(self, index: Index, found: Figure | None) -> tuple[str, str]:
        if self._table.shown.is_deputies(index.column()):
            return "small", "text3"
        if found is None or found.percent is None:
            return "small", "text3"
        is_strong = self._table.shown.is_total(index.column()) or found.tone is Tone.ALARM
        return ("strong" if is_strong else "body"), "text"


def _height(words: str, role: str, wide: int) -> int:
    metrics = QFontMetrics(theme.font(role))
    return metrics.boundingRect(0, 0, max(wide, 1), 10_000, int(_LEFT), words).height()
