"""The rail of pages at the left: words where there is room, icons with tooltips where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.ui import icons, theme
from masa_desktop.ui.parts import ground, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_NOWHERE = QModelIndex()
_ROW, _GAP, _ICON = 34, 2, 18
WIDE, SLIM = 166, 48
_AROUND = 44  # margins and gaps beside an item's icon and words


@dataclass(frozen=True, slots=True)
class RailItem:
    key: str
    words: str
    icon: str
    shortcut: str = ""


class _RailModel(QAbstractListModel):
    def __init__(self, items: Sequence[RailItem], parent: QWidget) -> None:
        super().__init__(parent)
        self.items = tuple(items)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return item.words
        if role == Role.ToolTipRole:
            return f"{item.words} ({item.shortcut})" if item.shortcut else item.words
        return None


class _RailDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, max(theme.px(_ROW), 24) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(0, 0, 0, -_GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        _paint_box(painter, option, box, chosen=chosen)
        item: RailItem = index.model().items[index.row()]  # type: ignore[attr-defined]  # ours
        colour = "accent" if chosen else "text2"
        slim = option.rect.width() < theme.px(100)
        size = theme.px(_ICON)
        left = (box.width() - size) // 2 if slim else 8
        top = box.center().y() - size // 2 + 1
        painter.drawPixmap(box.x() + left, top, icons.pixmap(item.icon, colour, size))
        if not slim:
            painter.setPen(theme.colour(colour))
            painter.setFont(theme.font("strong" if chosen else "body"))
            words = box.adjusted(8 + size + 10, 0, -4, 0)
            painter.drawText(
                words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, item.words
            )
        painter.restore()


def _paint_box(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, *, chosen: bool
) -> None:
    inner = box.adjusted(0, 0, -1, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    if chosen:
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(inner, 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRect(box.x(), box.y() + 8, 3, box.height() - 16), 1, 1)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(inner, 6, 6)
    if option.state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(theme.colour("focus"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)


class Rail(QListView):
    """One of its items is always the page in view. Settings stands apart at the bottom."""

    picked = QtSignal(str)
    """The key of a page: click or Enter."""

    def __init__(self, items: Sequence[RailItem], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = _RailModel(items, self)
        self.setAccessibleName(name)
        self.setModel(self._items)
        self.setItemDelegate(_RailDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground(self, "rail")
        ground(self.viewport(), "rail")
        self.clicked.connect(self._pick)

    def show_current(self, key: str) -> None:
        """Mark this page as the one in view; none of this list if it is not here."""
        rows = [n for n, item in enumerate(self._items.items) if item.key == key]
        if rows:
            self.setCurrentIndex(self._items.index(rows[0]))
        else:
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.currentIndex())

    def fit(self) -> None:
        """Be as tall as the items."""
        self.setFixedHeight(len(self._items.items) * (max(theme.px(_ROW), 24) + _GAP) + 2)

    def words_width(self) -> int:
        """What the longest item needs: no name is cut, whatever the system's font."""
        widths = QFontMetrics(theme.font("strong"))
        return max((widths.horizontalAdvance(item.words) for item in self._items.items), default=0)

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._items.items[index.row()].key)


class RailPane(QWidget):
    """Pages above, Settings below; together one column of the window."""

    picked = QtSignal(str)

    def __init__(
        self,
        top: Sequence[RailItem],
        bottom: Sequence[RailItem],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        ground(self, "rail")
        self._slim = False
        self.top, self.bottom = Rail(top, "Pages"), Rail(bottom, "More pages")
        column = QVBoxLayout()
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.top)
        column.addStretch(1)
        column.addWidget(self.bottom)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column)
        row.addWidget(line(vertical=True))
        for rail in (self.top, self.bottom):
            rail.picked.connect(self.picked)
        theme.look.changed.connect(self._fit)
        self._fit()

    @property
    def is_slim(self) -> bool:
        return self._slim

    def show_current(self, key: str) -> None:
        self.top.show_current(key)
        self.bottom.show_current(key)

    def be_slim(self, *, slim: bool) -> None:
        """Icons with tooltips only, or icons and words."""
        if slim != self._slim:
            self._slim = slim
            self._fit()

    def _roomy(self) -> int:
        words = max(rail.words_width() for rail in (self.top, self.bottom))
        return max(theme.px(WIDE), words + theme.px(_ICON) + _AROUND)

    def _fit(self) -> None:
        self.setFixedWidth(SLIM - _ICON + theme.px(_ICON) if self._slim else self._roomy())
        for rail in (self.top, self.bottom):
            rail.fit()
