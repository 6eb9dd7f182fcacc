"""The agenda as a list: done items in one line with their minutes, the current one with its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from masa_desktop.domain.meetings import NOT_TAKEN, ItemRow, ItemState, item_state_label
from masa_desktop.ui import icons, theme
from masa_desktop.ui.parts import ground

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QContextMenuEvent

    from masa_desktop.domain.timing import Clock, ItemTime
    from masa_desktop.ui.rows_model import RowsModel

Index = QModelIndex | QPersistentModelIndex

_LEFT, _ABOVE, _NUMBER, _RIGHT, _LEAD, _BAR = 12, 6, 26, 12, 22, 4
_LEAST = 28
_TALL = 10_000
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TOP_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_MARKS = {
    ItemState.DONE: ("check", "good"),
    ItemState.DEFERRED: ("pause", "warn"),
    ItemState.WITHDRAWN: ("cross", "text3"),
}
_DISCUSSED = ("check", "text3")


def second_line(row: ItemRow, note: str = "") -> str:
    """What stands small under an item's title: "SGa · decision · taken after item 7"."""
    state = item_state_label(row.state).lower() if row.state in NOT_TAKEN else ""
    said = [_deferred(row), row.presenter, row.purpose.lower()]
    said.append(" – ".join(part for part in (state, row.state_note) if part))
    said.append("restricted" if row.is_restricted else "")
    said.append(_lower(note))
    return " · ".join(part for part in said if part)


def spoken(row: ItemRow, time: ItemTime | None = None, *, not_quorate: str = "") -> str:
    """An item as a screen reader says it: "Item 5, Neglect audit, open, 8 min left, decision"."""
    is_behind = row.state is ItemState.OPEN and time is not None and time.was_discussed
    state = "discussed" if is_behind else item_state_label(row.state).lower()
    said = [f"Item {row.number}", row.title, state, row.state_note]
    said += [_deferred(row), _spoken_minutes(row, time), row.presenter, row.purpose.lower()]
    said.append("restricted" if row.is_restricted else "")
    said += [not_quorate, _lower(time.note) if time else ""]
    return ", ".join(part for part in said if part)


def _spoken_minutes(row: ItemRow, time: ItemTime | None) -> str:
    if time is None or time.used is None:
        return f"{row.minutes} minutes" if row.minutes else ""
    return f"{time.words} minutes used" if " of " in time.words else time.words


class ItemDelegate(QStyledItemDelegate):
    """Paints items; `current_item`, `clock` and `not_quorate` are set from outside."""

    def __init__(self, model: RowsModel[ItemRow], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.current_item = ""
        self.clock: Clock | None = None
        self.not_quorate: Mapping[str, str] = {}

    def time_of(self, row: ItemRow) -> ItemTime | None:
        return self.clock.item(row.id) if self.clock else None

    def note_of(self, row: ItemRow) -> str:
        """What the clock or somebody says of its turn: "taken after item 7"."""
        time = self.time_of(row)
        return _lower(time.note) if time else ""

    def is_brief(self, row: ItemRow) -> bool:
        """Whether the item is done and behind us, so that its title in one line is enough."""
        return row.state is ItemState.DONE and row.id != self.current_item

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._model.row(index)
        view = option.widget
        room = view.viewport().width() if hasattr(view, "viewport") else option.rect.width()
        title = self._title_rect(QRect(0, 0, room, _TALL), row)
        tall = self._title_height(title.width(), row)
        tall += self._second(title.width(), row)[1]
        tall += _BAR + 6 if self._share(row) is not None else 0
        return QSize(room, max(tall + 2 * _ABOVE, _LEAST))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, area = self._model.row(index), QRect(option.rect)
        painter.save()
        self._paint_ground(painter, area, option, row)
        self._paint_lead(painter, area, row)
        self._paint_words(painter, area, row)
        self._paint_bar(painter, area, row)
        painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(_LEFT + _NUMBER, 0, -4, 0))
        editor.setMinimumHeight(_LEAST)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        made.setAccessibleName(f"Title of item {self._model.row(index).number}")
        return made

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit) and editor.text() != self._model.row(index).title:
            super().setModelData(editor, model, index)

    # Painting

    def _paint_ground(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, row: ItemRow
    ) -> None:
        focused = bool(option.widget and option.widget.hasFocus())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if row.id == self.current_item:
            painter.fillRect(area, theme.colour("sel"))
            painter.fillRect(QRect(area.x(), area.y(), 3, area.height()), theme.colour("accent"))
        elif selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        if selected and focused:
            painter.setPen(theme.colour("focus"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _paint_lead(self, painter: QPainter, area: QRect, row: ItemRow) -> None:
        y = area.y() + _ABOVE
        found = self._mark(row)
        if found:
            painter.drawPixmap(area.x() + _LEFT, y + 1, icons.pixmap(*found, theme.px(14)))
        painter.setFont(theme.font(self._role(row)))
        painter.setPen(theme.colour("text2"))
        if found:
            left, place = area.x() + _LEFT + theme.px(_LEAD) - 4, _TOP_RIGHT
        else:
            left, place = area.x() + _LEFT, _TOP_LEFT
        painter.drawText(QRect(left, y, theme.px(_NUMBER) - 8, 60), int(place), str(row.number))

    def _paint_words(self, painter: QPainter, area: QRect, row: ItemRow) -> None:
        title, brief = self._title_rect(area, row), self.is_brief(row)
        painter.setFont(theme.font(self._role(row)))
        painter.setPen(theme.colour("text" if row.state is ItemState.OPEN else "text2"))
        if brief:
            painter.drawText(title, int(_TOP_LEFT), self._elided(row, title.width()))
        else:
            painter.drawText(title, int(_WRAP), row.title)
        self._paint_second(painter, title, row)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text" if row.id == self.current_item else "text2"))
        side = area.adjusted(0, _ABOVE + 1, -_RIGHT, 0)
        painter.drawText(side, int(_TOP_RIGHT), self._minutes(row))

    def _paint_second(self, painter: QPainter, title: QRect, row: ItemRow) -> None:
        top = title.adjusted(0, self._title_height(title.width(), row), 0, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(top, int(_WRAP), self._said(row))
        if self._is_tagged(row):
            box = self._second(title.width(), row)[0].translated(top.topLeft())
            _paint_tag(painter, box, self.not_quorate[row.id])

    def _paint_bar(self, painter: QPainter, area: QRect, row: ItemRow) -> None:
        share = self._share(row)
        if share is None:
            return
        left = self._title_rect(area, row).x()
        bar = QRect(left, area.bottom() - _ABOVE - _BAR + 2, area.right() - _RIGHT - left, _BAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for width, tone in ((bar.width(), "line2"), (round(bar.width() * share), "accent")):
            painter.setBrush(theme.colour(tone))
            painter.drawRoundedRect(QRect(bar.x(), bar.y(), width, bar.height()), 2, 2)

    # Measuring

    def _title_rect(self, area: QRect, row: ItemRow) -> QRect:
        left = _LEFT + theme.px(_NUMBER) + (theme.px(_LEAD) - 6 if self._mark(row) else 0)
        said = self._minutes(row)
        small = QFontMetrics(theme.font("small"))
        right = _RIGHT + (small.horizontalAdvance(said) + 6 if said else 0)
        return area.adjusted(left, _ABOVE, -right, 0)

    def _title_height(self, width: int, row: ItemRow) -> int:
        metrics = QFontMetrics(theme.font(self._role(row)))
        if self.is_brief(row):
            return metrics.height()
        return metrics.boundingRect(0, 0, width, _TALL, int(_WRAP), row.title).height()

    def _second(self, width: int, row: ItemRow) -> tuple[QRect, int]:
        """Where the "not quorate" tag goes under the title, and how tall the second line is."""
        metrics, said = QFontMetrics(theme.font("small")), self._said(row)
        words = metrics.boundingRect(0, 0, width, _TALL, int(_WRAP), said) if said else QRect()
        if not self._is_tagged(row):
            return QRect(), words.height()
        badge = QFontMetrics(theme.font("badgestrong"))
        wide = badge.horizontalAdvance(self.not_quorate[row.id]) + 12
        tag = QRect(0, 0, wide, badge.height() + 3)
        is_one_line = words.height() <= metrics.height()
        if said and is_one_line and words.width() + 6 + tag.width() <= width:
            return tag.translated(words.width() + 6, 0), max(words.height(), tag.height())
        return tag.translated(0, words.height() + 1), words.height() + tag.height() + 1

    def _elided(self, row: ItemRow, width: int) -> str:
        metrics = QFontMetrics(theme.font("body"))
        return metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, width)

    def _mark(self, row: ItemRow) -> tuple[str, str] | None:
        """The sign before the number; a quiet tick for what was discussed and left."""
        time = self.time_of(row)
        if row.state is ItemState.OPEN and time is not None and time.was_discussed:
            return _DISCUSSED
        return _MARKS.get(row.state)

    def _role(self, row: ItemRow) -> str:
        return "strong" if row.id == self.current_item else "body"

    def _minutes(self, row: ItemRow) -> str:
        time = self.time_of(row)
        if row.state in NOT_TAKEN and (time is None or time.used is None):
            return ""
        if time is not None:
            return time.words
        return f"{row.minutes} min" if row.minutes else ""

    def _said(self, row: ItemRow) -> str:
        note = self.note_of(row)
        return note if self.is_brief(row) else second_line(row, note)

    def _is_tagged(self, row: ItemRow) -> bool:
        is_said = row.state in NOT_TAKEN or self.is_brief(row)
        return row.id in self.not_quorate and not is_said

    def _share(self, row: ItemRow) -> float | None:
        time = self.time_of(row)
        return time.share if time is not None and time.is_current else None


_KEYS = {
    Qt.Key.Key_Space: "done",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_D: "defer",
    Qt.Key.Key_W: "withdraw",
    Qt.Key.Key_R: "restrict",
}


class AgendaList(QListView):
    """Enter goes to an item, F2 renames it, Space marks it done, Alt+Up and Alt+Down move it.

    A click goes to an item as well. The mouse never takes the focus from the minutes: whoever types
    on after a click types minutes, not commands. F6 comes here, and then the keys hold.
    """

    opened = Signal(str)
    command = Signal(str)
    """done, up, down, remove, defer, withdraw or restrict, for the selected item."""

    menu_wanted = Signal()

    def __init__(self, model: RowsModel[ItemRow]) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.look = ItemDelegate(model, self)
        self.setItemDelegate(self.look)
        self.setAccessibleName("Agenda")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        ground(self, "surface2")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.clicked.connect(lambda _index: self.opened.emit(self.current_id()))
        theme.look.changed.connect(self.scheduleDelayedItemsLayout)

    def current_id(self) -> str:
        """The selected item's id; "" if there is none."""
        index = self.currentIndex()
        return self._rows.row(index).id if index.isValid() else ""

    def select(self, item_id: str) -> None:
        row = self._rows.row_of(item_id)
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row, 0))

    def rename(self) -> None:
        self.setFocus()
        self.edit(self.currentIndex())

    def draw_again(self) -> None:
        """After something of `look` was set: heights may have changed too."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QListView.State.EditingState:
            return  # Enter in the title's editor arrives here too
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        moves = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
        if modifiers == Qt.KeyboardModifier.AltModifier and key in moves:
            self.command.emit(moves[key])
        elif modifiers == Qt.KeyboardModifier.NoModifier and key in _KEYS:
            self.command.emit(_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        self.menu_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


def _paint_tag(painter: QPainter, box: QRect, words: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("bad"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(theme.font("badgestrong"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _deferred(row: ItemRow) -> str:
    return f"deferred from {row.deferred_from}" if row.deferred_from else ""


def _lower(note: str) -> str:
    return f"{note[:1].lower()}{note[1:]}".removesuffix(".")
