"""The agenda beside the minutes: where the meeting is, and every change to an item in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.meetings import ItemRow, ItemState, item_state_label
from masa_desktop.services import agenda
from masa_desktop.ui import icons, theme
from masa_desktop.ui.action_bar import ParticularLine
from masa_desktop.ui.parts import Field, ground, icon_button, line, subheading
from masa_desktop.ui.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QContextMenuEvent

    from masa_desktop.ui.bridge import Bridge

Index = QModelIndex | QPersistentModelIndex

_LEFT, _ABOVE, _NUMBER, _RIGHT, _LEAD = 12, 6, 24, 12, 22
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_MARKS = {
    ItemState.DONE: ("check", "good"),
    ItemState.DEFERRED: ("pause", "warn"),
    ItemState.WITHDRAWN: ("cross", "text3"),
}


def second_line(row: ItemRow) -> str:
    """What stands small under an item's title."""
    state = item_state_label(row.state).lower() if row.state in _SAID else ""
    said = [row.presenter, " – ".join(part for part in (state, row.state_note) if part)]
    said.append("restricted" if row.is_restricted else "")
    return " · ".join(part for part in said if part)


_SAID = (ItemState.DEFERRED, ItemState.WITHDRAWN)


def spoken(row: ItemRow) -> str:
    """An item as a screen reader says it: "Item 5, Neglect audit, done, 20 minutes, restricted"."""
    said = [f"Item {row.number}", row.title, item_state_label(row.state).lower(), row.state_note]
    said += [f"{row.minutes} minutes" if row.minutes else "", row.presenter]
    said.append("restricted" if row.is_restricted else "")
    return ", ".join(part for part in said if part)


class ItemDelegate(QStyledItemDelegate):
    def __init__(self, model: RowsModel[ItemRow], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.current_item = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._model.row(index)
        view = option.widget
        room = view.viewport().width() if hasattr(view, "viewport") else option.rect.width()
        title = self._title_rect(QRect(0, 0, room, 10_000), row)
        tall = self._metrics(row).boundingRect(title, int(_WRAP), row.title).height()
        if second_line(row):
            tall += self._second_height(title.width(), row)
        return QSize(room, max(tall + 2 * _ABOVE, 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, area = self._model.row(index), QRect(option.rect)
        painter.save()
        self._paint_ground(painter, area, option, row)
        self._paint_lead(painter, area, row)
        title = self._title_rect(area, row)
        painter.setFont(self._font(row))
        painter.setPen(theme.colour("text" if row.state is ItemState.OPEN else "text2"))
        painter.drawText(title, int(_WRAP), row.title)
        tall = self._metrics(row).boundingRect(title, int(_WRAP), row.title).height()
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2" if row.id == self.current_item else "text3"))
        painter.drawText(title.adjusted(0, tall, 0, 0), int(_WRAP), second_line(row))
        place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(area.adjusted(0, _ABOVE, -_RIGHT, 0), int(place), _minutes(row))
        painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(_LEFT + _NUMBER, 0, -4, 0))
        editor.setMinimumHeight(28)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        made.setAccessibleName(f"Title of item {self._model.row(index).number}")
        return made

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit) and editor.text() != self._model.row(index).title:
            super().setModelData(editor, model, index)

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
        found = _MARKS.get(row.state)
        name, tone = found or (("lock", "decision") if row.is_restricted else ("", ""))
        if name:
            painter.drawPixmap(area.x() + _LEFT, y + 1, icons.pixmap(name, tone, 14))
        painter.setFont(theme.font("strong" if row.id == self.current_item else "body"))
        painter.setPen(theme.colour("text2"))
        place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        left = area.x() + _LEFT + _LEAD - 4
        painter.drawText(QRect(left, y, theme.px(_NUMBER) - 4, 40), int(place), str(row.number))

    def _title_rect(self, area: QRect, row: ItemRow) -> QRect:
        left = _LEFT + _LEAD + theme.px(_NUMBER)
        small = QFontMetrics(theme.font("small"))
        right = _RIGHT + (small.horizontalAdvance(_minutes(row)) + 6 if row.minutes else 0)
        return area.adjusted(left, _ABOVE, -right, 0)

    def _second_height(self, width: int, row: ItemRow) -> int:
        box = QFontMetrics(theme.font("small")).boundingRect(
            0, 0, width, 10_000, int(_WRAP), second_line(row)
        )
        return box.height()

    def _font(self, row: ItemRow) -> QFont:
        return theme.font("strong" if row.id == self.current_item else "body")

    def _metrics(self, row: ItemRow) -> QFontMetrics:
        return QFontMetrics(self._font(row))


def _minutes(row: ItemRow) -> str:
    return f"{row.minutes} min" if row.minutes else ""


def _arrow(way: Qt.ArrowType, name: str, key: str) -> QToolButton:
    made = QToolButton()
    made.setArrowType(way)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({key})")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


_KEYS = {
    Qt.Key.Key_Space: "done",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_D: "defer",
    Qt.Key.Key_W: "withdraw",
    Qt.Key.Key_R: "restrict",
}


class AgendaList(QListView):
    """Enter goes to an item, F2 renames it, Space marks it done, Alt+Up and Alt+Down move it."""

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


class AgendaPane(QWidget):
    chosen = Signal(str)
    """The item the meeting goes to."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface2")
        self._bridge, self._meeting_id, self._asking = bridge, "", ""
        self.model: RowsModel[ItemRow] = RowsModel(
            [Column("Item", lambda row: row.title, edit=self._rename)], self, speak=spoken
        )
        self.list = AgendaList(self.model)
        self.up = _arrow(Qt.ArrowType.UpArrow, "Move item up", "Alt+Up")
        self.down = _arrow(Qt.ArrowType.DownArrow, "Move item down", "Alt+Down")
        self.more = icon_button("edit", "Change the item", "Shift+F10")
        self.new_item = QLineEdit(placeholderText="Add an item")
        self.new_item.setAccessibleName("Title of a new agenda item")
        self.answer = ParticularLine()
        self.question = Field("Why the item is deferred", self.answer)
        self.question.hide()
        self._lay_out()
        self._connect()

    @property
    def items(self) -> Sequence[ItemRow]:
        return self.model.rows

    def show_items(self, meeting_id: str, items: Sequence[ItemRow], current: str) -> None:
        """Show the agenda with the item the meeting is at; a selection in use stays."""
        self._meeting_id = meeting_id
        self.model.show_rows(items)
        self._mark_current(current)
        if not self._is_in_use() or not self.list.current_id():
            self.list.select(current)

    def show_current(self, item_id: str) -> None:
        """The meeting is at this item now."""
        self.list.select(item_id)
        self._mark_current(item_id)

    def _is_in_use(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _mark_current(self, item_id: str) -> None:
        self.list.look.current_item = item_id
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def do(self, command: str) -> None:
        """Carry out a command on the selected item."""
        row = self._selected()
        if row is None:
            return
        commands: dict[str, Callable[[ItemRow], None]] = {
            "done": self._done,
            "up": lambda one: self._move(one, -1),
            "down": lambda one: self._move(one, 1),
            "defer": lambda one: self._ask(one, "defer"),
            "minutes": lambda one: self._ask(one, "minutes"),
            "presenter": lambda one: self._ask(one, "presenter"),
            "withdraw": lambda one: self._set_state(one, ItemState.WITHDRAWN),
            "open": lambda one: self._set_state(one, ItemState.OPEN),
            "restrict": self._restrict,
            "remove": self._remove,
            "rename": lambda _one: self.list.rename(),
        }
        commands[command](row)

    # Building

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 6, 4)
        head.setSpacing(2)
        head.addWidget(subheading("Agenda"), 1)
        for part in (self.up, self.down, self.more):
            head.addWidget(part)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 8, 10, 8)
        foot.setSpacing(6)
        foot.addWidget(self.question)
        foot.addWidget(self.new_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def _connect(self) -> None:
        self.list.opened.connect(self.chosen)
        self.list.command.connect(self.do)
        self.list.menu_wanted.connect(self._show_menu)
        self.up.clicked.connect(lambda: self.do("up"))
        self.down.clicked.connect(lambda: self.do("down"))
        self.more.clicked.connect(self._show_menu)
        self.new_item.returnPressed.connect(self._add)
        self.answer.entered.connect(self._answer)
        self.answer.dropped.connect(self._stop_asking)

    def menu(self) -> QMenu:
        """What can be done with the selected item, each with its key."""
        made, row = QMenu(self), self._selected()
        made.setAccessibleName("Change the item")
        if row is None:
            return made
        done = "Open again" if row.state is ItemState.DONE else "Done"
        restrict = "No longer restricted" if row.is_restricted else "Restricted"
        for words, key, command in (
            (done, "Space", "done"),
            ("Deferred…", "D", "defer"),
            ("Withdrawn", "W", "withdraw"),
            (restrict, "R", "restrict"),
            ("Open again", "", "open") if row.state in _SAID else ("", "", ""),
            ("", "", ""),
            ("Rename", "F2", "rename"),
            ("Presenter…", "", "presenter"),
            ("Minutes allowed…", "", "minutes"),
            ("Move up", "Alt+Up", "up"),
            ("Move down", "Alt+Down", "down"),
            ("Remove", "Del", "remove"),
        ):
            if words:
                action = made.addAction(f"{words}\t{key}" if key else words)
                action.triggered.connect(lambda _=False, what=command: self.do(what))
        return made

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = self.list.visualRect(self.list.currentIndex()).bottomLeft()
        menu.popup(self.list.viewport().mapToGlobal(here))

    # Verbs

    def _selected(self) -> ItemRow | None:
        wanted = self.list.current_id()
        return next((row for row in self.model.rows if row.id == wanted), None)

    def _add(self) -> None:
        made = self._bridge.workspace.do(agenda.add, self._meeting_id, self.new_item.text())
        self.new_item.clear()
        self.list.select(made)

    def _rename(self, row: ItemRow, title: object) -> None:
        self._set(row, title=str(title))

    def _set(
        self,
        row: ItemRow,
        *,
        title: str | None = None,
        presenter: str | None = None,
        minutes: int | None = None,
    ) -> None:
        self._bridge.workspace.do(
            agenda.set_item,
            row.id,
            title=row.title if title is None else title,
            presenter=row.presenter if presenter is None else presenter,
            minutes=(minutes or None) if minutes is not None else row.minutes,
        )

    def _move(self, row: ItemRow, steps: int) -> None:
        self._bridge.workspace.do(agenda.move, row.id, steps)
        now = next(one for one in self.model.rows if one.id == row.id)
        self.list.select(row.id)
        self._bridge.announce(f"{now.title} is now item {now.number}")

    def _done(self, row: ItemRow) -> None:
        state = ItemState.OPEN if row.state is ItemState.DONE else ItemState.DONE
        self._set_state(row, state)

    def _set_state(self, row: ItemRow, state: ItemState, note: str = "") -> None:
        self._bridge.workspace.do(agenda.set_state, row.id, state, note)

    def _restrict(self, row: ItemRow) -> None:
        self._bridge.workspace.do(agenda.set_restricted, row.id, restricted=not row.is_restricted)

    def _remove(self, row: ItemRow) -> None:
        self._bridge.workspace.do(agenda.remove, row.id)
        self._bridge.tell(f"Item {row.number} removed", undo=True)

    # One question in place

    def _ask(self, row: ItemRow, what: str) -> None:
        words, value = {
            "defer": (f"Why is item {row.number} deferred?", row.state_note),
            "minutes": (f"Minutes for item {row.number}", str(row.minutes or "")),
            "presenter": (f"Who presents item {row.number}?", row.presenter),
        }[what]
        self._asking = what
        self.question.right()
        self.question.label.setText(words)
        self.answer.setAccessibleName(words)
        self.answer.setText(value)
        self.question.show()
        self.answer.setFocus()
        self.answer.selectAll()

    def _answer(self) -> None:
        row, said = self._selected(), self.answer.text().strip()
        if row is None:
            return
        if self._asking == "minutes" and said and not said.isdecimal():
            self.question.wrong("Minutes are a whole number.", "For example 20.")
            return
        if self._asking == "minutes":
            self._set(row, minutes=int(said or 0))
        elif self._asking == "presenter":
            self._set(row, presenter=said)
        else:
            self._set_state(row, ItemState.DEFERRED, said)
        self._stop_asking()

    def _stop_asking(self) -> None:
        self.question.hide()
        self.list.setFocus()
