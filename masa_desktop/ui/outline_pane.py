"""The outline of the office at the left: partnerships with their groups, people and agencies.

A list with indentation, not a tree: every screen reader reads it, and one key goes to any line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStyle, QVBoxLayout, QWidget

from masa_desktop.domain.structure_view import LineKind, OutlineLine, matching
from masa_desktop.ui import icons, theme
from masa_desktop.ui.cells import CellDelegate, CellRole, paint_ground
from masa_desktop.ui.parts import ground, icon_button, small
from masa_desktop.ui.rows import Column, RowsModel, RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem

    from masa_desktop.ui.cells import Index

LineRole = CellRole + 1
_STEP, _SIDE, _TAG = 16, 12, 44


class OutlineModel(RowsModel[OutlineLine]):
    """Headings can be read but not chosen: the arrow keys pass over them."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role == LineRole:
            return self.row(index)
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self.row(index).opens:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)


class OutlineDelegate(CellDelegate):
    """Indents, writes headings small, and draws the tag of a joint group."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LineRole)
        rect: QRect = option.rect
        painter.save()
        if line.opens:
            _paint_ground(painter, option, rect)
        inside = rect.adjusted(_left(line), 0, -_SIDE, -1)
        if line.tag:
            inside = self._paint_tag(painter, inside, line.tag)
        font = theme.font(_font(line))
        painter.setFont(font)
        painter.setPen(theme.colour("text" if line.opens else "text3"))
        words = QFontMetrics(font).elidedText(
            line.name, Qt.TextElideMode.ElideRight, inside.width()
        )
        across = Qt.AlignmentFlag.AlignVCenter if line.opens else Qt.AlignmentFlag.AlignBottom
        painter.drawText(inside.adjusted(0, 0, 0, -1 if line.opens else -5), across, words)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LineRole)
        return QSize(100, theme.px(30 if line.opens and line.depth else 38))

    def _paint_tag(self, painter: QPainter, rect: QRect, words: str) -> QRect:
        """Give the room that is left."""
        high, wide = theme.px(18), theme.px(_TAG)
        box = QRect(rect.right() - wide, rect.center().y() - high // 2 + 1, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("text2"))
        painter.setFont(theme.font("badge"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        return rect.adjusted(0, 0, -wide - 6, 0)


class OutlinePane(QWidget):
    chosen = Signal(str)
    """The id of the line that is to be shown."""

    entered = Signal(str)
    """Enter or a double click: show it and go there."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[OutlineLine] = ()
        ground(self, "surface")
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("Find a group")
        self.finder.setAccessibleName("Find a group")
        self.finder.setClearButtonEnabled(True)
        self.finder.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.add_button = icon_button("plus", "Add a group", "Ctrl+N")
        self.model = OutlineModel([Column("Group", lambda line: line.name)], self, speak=_spoken)
        self.table = RowTable("Groups and people", [0])
        self.table.setItemDelegate(OutlineDelegate(self.table))
        self.table.show_model(self.model)
        self.table.horizontalHeader().hide()
        self.nothing = small("No group is called so.")
        self.nothing.setContentsMargins(_SIDE, 8, _SIDE, 8)
        self._lay_out()
        self.finder.textChanged.connect(self._show)
        self.finder.returnPressed.connect(self.table.setFocus)
        self.table.current.connect(self._tell)
        self.table.chosen.connect(self.entered)
        self._show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE, 10, 8, 8)
        row.addWidget(self.finder, 1)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)

    def show_lines(self, lines: Sequence[OutlineLine]) -> None:
        """Show the outline; selection and filter stay."""
        self._lines = lines
        self._show()

    def select(self, record_id: str) -> bool:
        """Choose a line, clearing the filter if it hides it; False if there is none."""
        if self.model.row_of(record_id) < 0 and self.finder.text():
            self.finder.clear()
        return self.table.select(record_id)

    def _show(self) -> None:
        found = matching(self._lines, self.finder.text())
        self.model.show_rows(found)
        self.nothing.setVisible(not found and bool(self._lines))

    def _tell(self, record_id: str) -> None:
        if record_id:
            self.chosen.emit(record_id)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
    """As every list, but without the hairline: an outline is read by its indents."""
    view = option.widget
    focused = view is not None and view.hasFocus() and _is_selected(option)
    painter.setClipRect(rect)
    paint_ground(painter, option, rect if focused else rect.adjusted(0, 0, 0, 1), first=True)


def _is_selected(option: QStyleOptionViewItem) -> bool:
    state: QStyle.StateFlag = option.state
    return bool(state & QStyle.StateFlag.State_Selected)


def _left(line: OutlineLine) -> int:
    return _SIDE + line.depth * theme.px(_STEP)


def _font(line: OutlineLine) -> str:
    if not line.opens:
        return "smallstrong"
    return "strong" if line.kind is LineKind.PARTNERSHIP else "body"


def _spoken(line: OutlineLine) -> str:
    if not line.opens:
        return f"heading, {line.name}"
    kinds = {LineKind.PARTNERSHIP: "partnership", LineKind.GROUP: "group"}
    level = f"level {line.depth}" if line.kind is LineKind.GROUP and line.depth else ""
    parts = (line.name, line.tag, kinds.get(line.kind, "list"), level)
    return ", ".join(part for part in parts if part)
