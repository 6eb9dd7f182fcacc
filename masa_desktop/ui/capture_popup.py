"""The popup of one-line capture: how each part of the line was understood, and what can be taken.

It never takes the focus: keys stay with the line, which moves the shading here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from masa_desktop.domain.capture_view import ShownRow

_WIDE, _NARROW, _LABEL, _SIDE, _ABOVE, _GAP, _MOST = 580, 300, 100, 14, 6, 10, 9
_ROW = Qt.ItemDataRole.UserRole
_WRAP = Qt.TextFlag.TextWordWrap
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

_Index = QModelIndex | QPersistentModelIndex


class CapturePopup(QFrame):
    """`chosen` says which row was clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(parent, flags)
        self._host = parent
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("How the line is understood")
        self.list, self.foot = _RowList(), _KeyLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        self.list.clicked.connect(self._click)
        self._anchor = QRect()
        self._shown: object = None
        theme.look.changed.connect(self._fit)

    @property
    def rows(self) -> tuple[ShownRow, ...]:
        return self.list.rows.rows

    @property
    def current(self) -> int:
        """The shaded row; -1 if none is."""
        return self.list.painter_of_rows.current

    @property
    def by_arrow(self) -> int:
        """The row to which Alt+Down goes first, as it says itself; -1 if none is."""
        other = self.list.painter_of_rows.first_other
        return self.rows.index(other) if other is not None else -1

    def show_rows(
        self,
        rows: Sequence[ShownRow],
        keys: Sequence[tuple[str, str]],
        *,
        current: int,
        is_list: bool = False,
    ) -> None:
        """Show these rows, `current` shaded; `is_list` while arrows move the shading."""
        painter = self.list.painter_of_rows
        shown = (tuple(rows), tuple(keys), current, is_list)
        if shown == self._shown:
            return
        self._shown = shown
        painter.current, painter.is_list = current, is_list
        others = (row for place, row in enumerate(rows) if row.is_choice and place != current)
        painter.first_other = next(others, None)
        self.list.rows.show_rows(tuple(rows))
        self.foot.show_keys(tuple(keys))
        self._fit()
        if current >= 0:
            self.list.scrollTo(self.list.rows.index(current))

    def place(self, anchor: QRect) -> None:
        """Stand below `anchor` (on the screen), or above it if there is more room."""
        if anchor != self._anchor:
            self._anchor = anchor
            self._fit()

    def _fit(self) -> None:
        if self._anchor.isNull():
            return
        screen = self._host.screen().availableGeometry()
        width = min(theme.px(_WIDE), screen.width())
        self.list.painter_of_rows.width = width - 2
        self.list.doItemsLayout()
        foot = self.foot.height_for(width - 2)
        self.foot.setFixedHeight(foot)
        wanted = self.list.height_wanted() + foot + 2
        gap = theme.px(_GAP)
        below = screen.bottom() + 1 - (self._anchor.bottom() + 1 + gap)
        above = self._anchor.top() - gap - screen.top()
        goes_below = wanted <= below or below >= above
        height = min(wanted, max(below if goes_below else above, foot + 2))
        top = self._anchor.bottom() + 1 + gap if goes_below else self._anchor.top() - gap - height
        left = max(screen.left(), min(self._anchor.left(), screen.right() + 1 - width))
        top = max(screen.top(), min(top, screen.bottom() + 1 - height))
        self.setGeometry(left, top, width, height)

    def _click(self, index: QModelIndex) -> None:
        if self.rows[index.row()].is_choice:
            self.chosen.emit(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("surface"))
        painter.setPen(theme.colour("ctl"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[ShownRow, ...] = ()

    def show_rows(self, rows: tuple[ShownRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.spoken if role in spoken else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags


class _RowList(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.rows = _Rows(self)
        self.painter_of_rows = _RowPainter(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.painter_of_rows)
        self.setAccessibleName("How the line is understood")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumHeight(0)

    def height_wanted(self) -> int:
        """The height of all rows, of a long list only of the first."""
        painter = self.painter_of_rows
        heights = [painter.height_of(row) for row in self.rows.rows]
        return sum(heights[:_MOST])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class _RowPainter(QStyledItemDelegate):
    """Measures and paints one row, by the same steps."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.current, self.is_list, self.width = -1, False, theme.px(_WIDE)
        self.first_other: ShownRow | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self.width, self.height_of(index.data(_ROW)))

    def height_of(self, row: ShownRow) -> int:
        words, below = self._heights(row, self._room(row))
        return max(words, self._line()) + below + 2 * theme.px(_ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: ShownRow = index.data(_ROW)
        area: QRect = option.rect
        is_on = index.row() == self.current
        painter.save()
        if is_on:
            painter.fillRect(area, theme.colour("sel"))
            if self.is_list:
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.drawRect(area.adjusted(1, 1, -1, -1))
        left = area.left() + theme.px(_SIDE)
        top = area.top() + theme.px(_ABOVE)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text3"))
        label = QRect(left, top, theme.px(_LABEL), self._line())
        painter.drawText(label, _LEFT_MIDDLE, row.label)
        self._body(painter, row, QPoint(left + theme.px(_LABEL), top))
        self._end(painter, row, QRect(left, top, area.right() - left, self._line()), is_on=is_on)
        painter.restore()

    def _line(self) -> int:
        return max(_metrics("strong").height(), theme.px(20))

    def _badge(self, row: ShownRow) -> int:
        if not row.badge:
            return 0
        wide = _metrics("badgestrong").horizontalAdvance(row.badge)
        return max(wide + theme.px(12), theme.px(28))

    def _end_words(self, row: ShownRow) -> str:
        is_by_tab = row.offer is not None and row.offer.is_by_tab
        if row == self.first_other:
            return f"{row.at_end} Alt ↓ "
        return f"{row.at_end} Tab " if is_by_tab else row.at_end

    def _key_of(self, row: ShownRow, *, is_on: bool) -> str:
        """The key that takes or leads to the row, shown where it is first of use."""
        if self.is_list:
            return ""
        if is_on:
            return "Tab"
        return "Alt ↓" if row == self.first_other else ""

    def _room(self, row: ShownRow) -> int:
        """The width there is for the words."""
        end = _metrics("small").horizontalAdvance(self._end_words(row))
        taken = 2 * theme.px(_SIDE) + theme.px(_LABEL) + end + theme.px(_GAP)
        taken += theme.px(_GAP + 14) if end else 0
        badge = self._badge(row)
        return max(self.width - taken - (badge + theme.px(7) if badge else 0), theme.px(80))

    def _heights(self, row: ShownRow, room: int) -> tuple[int, int]:
        metrics = _metrics("strong" if row.is_strong else "body")
        words = metrics.boundingRect(QRect(0, 0, room, 9999), _WRAP, row.words).height()
        under = self._under(row, room)
        small = _metrics("small")
        below = small.boundingRect(QRect(0, 0, room, 9999), _WRAP, under).height() if under else 0
        return words, below

    def _beside(self, row: ShownRow, room: int) -> bool:
        """Whether the quiet words fit beside the others."""
        metrics = _metrics("strong" if row.is_strong else "body")
        return metrics.horizontalAdvance(f"{row.words}  {row.also}") <= room

    def _under(self, row: ShownRow, room: int) -> str:
        also = "" if self._beside(row, room) else row.also
        return "\n".join(part for part in (also, row.below) if part)

    def _body(self, painter: QPainter, row: ShownRow, at: QPoint) -> None:
        room = self._room(row)
        words, below = self._heights(row, room)
        left = at.x()
        if row.badge:
            wide = self._badge(row)
            _draw_badge(painter, QRect(left, at.y(), wide, self._line()), row.badge)
            left += wide + theme.px(7)
        painter.setFont(theme.font("strong" if row.is_strong else "body"))
        tone = {"quiet": "text3", "warn": "warn"}.get("" if row.badge else row.tone, "text")
        high = max(words, self._line())
        painter.setPen(theme.colour(tone))
        place = _TOP if words > self._line() else _LEFT_MIDDLE
        painter.drawText(QRect(left, at.y(), room, high), place | _WRAP, row.words)
        if row.also and self._beside(row, room):
            start = left + painter.fontMetrics().horizontalAdvance(f"{row.words} ")
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("text3"))
            painter.drawText(QRect(start, at.y(), left + room - start, high), place, row.also)
        if below:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            under = QRect(left, at.y() + high, room, below)
            painter.drawText(under, _TOP | _WRAP, self._under(row, room))

    def _end(self, painter: QPainter, row: ShownRow, area: QRect, *, is_on: bool) -> None:
        right = area.right() - theme.px(_SIDE) + 1
        if self._key_of(row, is_on=is_on):
            right = _draw_key(painter, self._key_of(row, is_on=is_on), right, area) - theme.px(6)
        if not row.at_end:
            return
        painter.setFont(theme.font("small"))
        wide = painter.fontMetrics().horizontalAdvance(row.at_end)
        tone = row.tone if row.tone in ("good", "warn") else "text3"
        words = QRect(right - wide, area.top(), wide, area.height())
        painter.setPen(theme.colour(tone))
        painter.drawText(words, _LEFT_MIDDLE, row.at_end)
        if row.tone in ("good", "warn"):
            size = theme.px(13)
            icon = icons.pixmap("check" if row.tone == "good" else "warn", tone, size)
            middle = area.top() + (area.height() - size) // 2
            painter.drawPixmap(words.left() - size - theme.px(4), middle, icon)


class _KeyLine(QWidget):
    """The keys that work now, in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: tuple[tuple[str, str], ...] = ()
        self.setAccessibleName("Keys")

    def show_keys(self, keys: tuple[tuple[str, str], ...]) -> None:
        self.keys = keys
        self.setAccessibleDescription(", ".join(f"{key} {words}" for key, words in keys))
        self.update()

    def height_for(self, width: int) -> int:
        return self._run(width, None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("surface2"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        self._run(self.width(), painter)
        painter.end()

    def _run(self, width: int, painter: QPainter | None) -> int:
        """Go through the keys, painting them if asked; gives the height they take."""
        small = _metrics("small")
        high, side = max(small.height() + theme.px(6), theme.px(20)), theme.px(_SIDE)
        left, top = side, theme.px(_ABOVE)
        for key, words in self.keys:
            need = _key_width(key) + theme.px(6) + small.horizontalAdvance(words)
            if left > side and left + need > width - side:
                left, top = side, top + high
            if painter is not None:
                area = QRect(left, top, need, high)
                _draw_key(painter, key, left + _key_width(key), area)
                said = area.adjusted(_key_width(key) + theme.px(6), 0, theme.px(2), 0)
                painter.setFont(theme.font("small"))
                painter.setPen(theme.colour("text2"))
                painter.drawText(said, _LEFT_MIDDLE, words)
            left += need + theme.px(18)
        return top + high + theme.px(_ABOVE)


def _metrics(role: str) -> QFontMetrics:
    return _metrics_at(role, theme.look.zoom)


@lru_cache(maxsize=64)
def _metrics_at(role: str, _zoom: float) -> QFontMetrics:
    """Measuring text is most of the work of showing a row; the zoom is part of the font."""
    return QFontMetrics(theme.font(role))


def _draw_badge(painter: QPainter, area: QRect, text: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour("accentsoft"))
    painter.setPen(theme.colour("accentsoft"))
    half = area.height() / 2
    painter.drawRoundedRect(area, half, half)
    painter.setFont(theme.font("badgestrong"))
    painter.setPen(theme.colour("accent" if theme.look.name != theme.CONTRAST else "text"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _key_width(key: str) -> int:
    return _metrics("badge").horizontalAdvance(key) + theme.px(12)


def _draw_key(painter: QPainter, key: str, right: int, area: QRect) -> int:
    """A key cap that ends at `right`, in the middle of `area`; gives its left edge."""
    painter.setFont(theme.font("badge"))
    high = painter.fontMetrics().height() + theme.px(3)
    wide = _key_width(key)
    cap = QRect(right - wide, area.top() + (area.height() - high) // 2, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour("surface"))
    painter.setPen(theme.colour("line2"))
    painter.drawRoundedRect(cap, 4, 4)
    painter.setPen(theme.colour("text2"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    return cap.left()
