"""The agenda beside the minutes: where the meeting is, its time, every change to an item in place.

The clock is read again at each full minute while the pane is in view.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.meetings import NOT_TAKEN, ItemRow, ItemState
from masa_desktop.domain.quorum_loss import item_note
from masa_desktop.domain.words import plain_date, short_date
from masa_desktop.services import agenda, beside, timing
from masa_desktop.ui import theme
from masa_desktop.ui.action_bar import ParticularLine
from masa_desktop.ui.agenda_list import AgendaList, second_line, spoken
from masa_desktop.ui.parts import Field, ground, icon_button, line, small, subheading
from masa_desktop.ui.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent

    from masa_desktop.domain.timing import Clock
    from masa_desktop.ui.bridge import Bridge

__all__ = ["AgendaPane", "PapersEdit", "second_line", "spoken"]

_LEAST_WIDTH, _ROOM_FOR_WORDS = 190, 240


def _arrow(way: Qt.ArrowType, name: str, key: str) -> QToolButton:
    made = QToolButton()
    made.setArrowType(way)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({key} in the agenda)")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


class PapersEdit(QPlainTextEdit):
    """Lines of papers: Ctrl+Enter keeps them, Esc drops what was typed, Tab goes on."""

    entered = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText("Paper 5.1 Neglect audit, v1.0")
        self.setFixedHeight(theme.px(74))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class AgendaPane(QWidget):
    chosen = Signal(str)
    """The item the meeting goes to."""

    clock_shown = Signal(object)
    """The Clock just shown, so that a header can say the same."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface2")
        self._bridge, self._meeting_id = bridge, ""
        self._asking = self._asked_of = ""
        self._came_from: QWidget | None = None
        self.now: Callable[[], datetime] = bridge.now
        self.model: RowsModel[ItemRow] = RowsModel(
            [Column("Item", lambda row: row.title, edit=self._rename)], self, speak=self._speak
        )
        self.list = AgendaList(self.model)
        self.up = _arrow(Qt.ArrowType.UpArrow, "Move item up", "Alt+Up")
        self.down = _arrow(Qt.ArrowType.DownArrow, "Move item down", "Alt+Down")
        self.more = icon_button("edit", "Change the item", "Shift+F10 in the agenda")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.new_item = QLineEdit(placeholderText="Add an item")
        self.new_item.setAccessibleName("Title of a new agenda item")
        self.answer = ParticularLine()
        self.question = Field("Why the item is deferred", self.answer)
        self.carry = QCheckBox("Carry it to the next meeting")
        self.papers = PapersEdit()
        self.papers_field = Field("Papers, one a line", self.papers, "Ctrl+Enter keeps them.")
        self.used, self.forecast = small("minutes used"), small()
        self._minute = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
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
        self.read_clock()

    def show_current(self, item_id: str) -> None:
        """The meeting is at this item now."""
        self.list.select(item_id)
        self._mark_current(item_id)

    def show_clock(self, clock: Clock | None) -> None:
        """Show time used and left per item, and when the meeting will end."""
        self.list.look.clock = clock
        self.list.draw_again()
        self._show_head()
        said = clock.spoken if clock else ""
        self.forecast.setText(_forecast(clock) if clock else "")
        self.forecast.setAccessibleName(said)
        self.forecast.setVisible(bool(said))
        if clock is not None:
            self.clock_shown.emit(clock)

    def show_not_quorate(self, ids: Collection[str], in_part: Collection[str] = ()) -> None:
        """Tag these items: the meeting is not quorate for them, or a part of those `in_part`."""
        self.list.look.not_quorate = {
            key: item_note(is_part=key in in_part).removesuffix(".").lower()
            for key in (*ids, *in_part)
        }
        self.list.draw_again()

    def flush(self) -> None:
        """Keep papers being typed; a question half answered waits."""
        if self._asking == "papers":
            self._answer()

    def read_clock(self) -> None:
        """Ask for the time as it stands, and again at the next full minute while in view."""
        if not self._meeting_id:
            return
        now = self.now()
        self.show_clock(self._bridge.workspace.ask(timing.clock, self._meeting_id, now))
        if self.isVisible():
            self._minute.start((60 - now.second) * 1_000)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_head()

    def _show_head(self) -> None:
        clock = self.list.look.clock
        is_timed = clock is not None and any(one.used is not None for one in clock.items)
        self.used.setVisible(is_timed and self.width() >= theme.px(_ROOM_FOR_WORDS))

    def _speak(self, row: ItemRow) -> str:
        look = self.list.look
        return spoken(row, look.time_of(row), not_quorate=look.not_quorate.get(row.id, ""))

    def _is_in_use(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _mark_current(self, item_id: str) -> None:
        self.list.look.current_item = item_id
        self.list.draw_again()

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
            "papers": self._ask_papers,
            "withdraw": lambda one: self._set_state(one, ItemState.WITHDRAWN),
            "open": lambda one: self._set_state(one, ItemState.OPEN),
            "restrict": self._restrict,
            "remove": self._remove,
            "rename": lambda _one: self._rename_here(),
        }
        commands[command](row)

    # Building

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 6, 4)
        head.setSpacing(2)
        head.addWidget(subheading("Agenda"), 1)
        head.addWidget(self.used)
        for part in (self.up, self.down, self.more):
            head.addWidget(part)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 8, 10, 8)
        foot.setSpacing(6)
        asked: tuple[QWidget, ...] = (self.question, self.carry, self.papers_field)
        for below in (*asked, self.new_item, self.forecast):
            foot.addWidget(below)
        for hidden in (*asked, self.forecast, self.used):
            hidden.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(line())
        column.addLayout(foot)
        self.used.setWordWrap(False)
        self.forecast.setTextFormat(Qt.TextFormat.RichText)
        theme.look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumWidth(theme.px(_LEAST_WIDTH))

    def _connect(self) -> None:
        self.list.opened.connect(self.chosen)
        self.list.command.connect(self.do)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.look.closeEditor.connect(self._go_back)
        self.up.clicked.connect(lambda: self.do("up"))
        self.down.clicked.connect(lambda: self.do("down"))
        self.more.clicked.connect(self._show_menu)
        self.new_item.returnPressed.connect(self._add)
        self.answer.entered.connect(self._answer)
        self.answer.dropped.connect(self._stop_asking)
        self.papers.entered.connect(self._answer)
        self.papers.dropped.connect(self._stop_asking)
        self._minute.timeout.connect(self.read_clock)

    def menu(self) -> QMenu:
        """What can be done with the selected item; each with its key while the keys hold."""
        made, row = QMenu(self), self._selected()
        made.setAccessibleName("Change the item")
        if row is None:
            return made
        done = "Open again" if row.state is ItemState.DONE else "Done"
        for words, key, command in (
            (done, "Space", "done"),
            ("Deferred…", "D", "defer"),
            ("Withdrawn", "W", "withdraw"),
            ("Restricted", "R", "restrict"),
            ("Open again", "", "open") if row.state in NOT_TAKEN else ("", "", ""),
            ("", "", ""),
            ("Rename", "F2", "rename"),
            ("Presenter…", "", "presenter"),
            ("Minutes allowed…", "", "minutes"),
            ("Papers…", "", "papers"),
            ("Move up", "Alt+Up", "up"),
            ("Move down", "Alt+Down", "down"),
            ("Remove", "Del", "remove"),
        ):
            if words:
                has_key = key and self.list.hasFocus()
                action = made.addAction(f"{words}\t{key}" if has_key else words)
                action.triggered.connect(lambda _=False, what=command: self.do(what))
                action.setCheckable(command == "restrict")
                action.setChecked(row.is_restricted)
            if command == "papers":
                self._add_purposes(made, row)
        return made

    def _add_purposes(self, menu: QMenu, row: ItemRow) -> None:
        purposes = menu.addMenu("Purpose")
        for purpose in (*agenda.PURPOSES, ""):
            action = purposes.addAction(purpose.capitalize() or "None stated")
            action.setCheckable(True)
            action.setChecked(row.purpose.lower() == purpose)
            action.triggered.connect(partial(self._set_purpose, row, purpose))

    def _show_menu(self) -> None:
        """Beside the agenda, so that it hides neither the item nor its neighbours."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = self.list.visualRect(self.list.currentIndex()).topRight()
        menu.popup(self.list.viewport().mapToGlobal(here))

    # Verbs

    def _selected(self) -> ItemRow | None:
        wanted = self.list.current_id()
        return next((row for row in self.model.rows if row.id == wanted), None)

    def _add(self) -> None:
        made = self._bridge.workspace.do(agenda.add, self._meeting_id, self.new_item.text())
        self.new_item.clear()
        self.list.select(made)

    def _rename_here(self) -> None:
        self._set_out()
        self.list.rename()

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

    def _set_purpose(self, row: ItemRow, purpose: str, _checked: object = None) -> None:
        self._bridge.workspace.do(agenda.set_purpose, row.id, purpose)

    def _move(self, row: ItemRow, steps: int) -> None:
        before = self.list.look.note_of(row)
        self._bridge.workspace.do(agenda.move, row.id, steps)
        self.read_clock()
        now = next(one for one in self.model.rows if one.id == row.id)
        self.list.select(row.id)
        note = self.list.look.note_of(now)
        if now.number != row.number:
            self._bridge.announce(f"{now.title} is now item {now.number}")
        elif note == before:
            self._bridge.announce(f"Item {now.number} stays where it is")
        else:
            said = note or "taken in its turn"
            self._bridge.tell(f"Item {now.number} keeps its number: {said}", undo=True)

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

    def _set_out(self) -> None:
        """A question takes the focus; `_go_back` returns it to whoever typed."""
        self._came_from = QApplication.focusWidget()

    def _go_back(self) -> None:
        there, self._came_from = self._came_from, None
        if there is not None:
            there.setFocus()

    def _ask(self, row: ItemRow, what: str) -> None:
        words, value = {
            "defer": (f"Why is item {row.number} deferred?", row.state_note),
            "minutes": (f"Minutes for item {row.number}", str(row.minutes or "")),
            "presenter": (f"Who presents item {row.number}?", row.presenter),
        }[what]
        self.flush()
        self._stop_asking()
        self._set_out()
        self._asking, self._asked_of = what, row.id
        self.question.right()
        self.question.label.setText(words)
        self.answer.setAccessibleName(words)
        self.answer.setText(value)
        self.question.show()
        self._offer_carrying(row if what == "defer" else None)
        self.answer.setFocus()
        self.answer.selectAll()

    def _ask_papers(self, row: ItemRow) -> None:
        self._stop_asking()
        self._set_out()
        self._asking, self._asked_of = "papers", row.id
        words = f"Papers of item {row.number}, one a line"
        self.papers_field.label.setText(words)
        self.papers.setAccessibleName(words)
        self.papers.setPlainText("\n".join(row.papers))
        self.papers_field.show()
        self.papers.setFocus()

    def _offer_carrying(self, row: ItemRow | None) -> None:
        to = self._bridge.workspace.ask(beside.carry_to, row.id) if row else None
        self.carry.setText(f"Carry it to {short_date(to) if to else 'the next meeting'}")
        self.carry.setChecked(to is not None)
        self.carry.setVisible(to is not None)

    def _answer(self) -> None:
        row = next((one for one in self.model.rows if one.id == self._asked_of), None)
        said = self.answer.text().strip()
        answers: dict[str, Callable[[ItemRow, str], bool]] = {
            "minutes": self._answer_minutes,
            "presenter": self._answer_presenter,
            "defer": self._answer_defer,
            "papers": self._answer_papers,
        }
        if row is not None and self._asking and answers[self._asking](row, said):
            self._stop_asking()

    def _answer_minutes(self, row: ItemRow, said: str) -> bool:
        if said and not said.isdecimal():
            self.question.wrong("Minutes are a whole number.", "For example 20.")
            return False
        self._set(row, minutes=int(said or 0))
        return True

    def _answer_presenter(self, row: ItemRow, said: str) -> bool:
        self._set(row, presenter=said)
        return True

    def _answer_papers(self, row: ItemRow, _said: str) -> bool:
        lines = self.papers.toPlainText().splitlines()
        self._bridge.workspace.do(beside.set_papers, row.id, lines)
        return True

    def _answer_defer(self, row: ItemRow, said: str) -> bool:
        to = self._bridge.workspace.ask(beside.carry_to, row.id)
        if to is None or not self.carry.isChecked():
            self._set_state(row, ItemState.DEFERRED, said)
            return True
        if not said:
            self.question.wrong(
                "Carrying an item over needs a reason.", "Or untick it to defer the item only."
            )
            return False
        self._bridge.workspace.do(beside.carry, row.id, said)
        self._bridge.tell(f"Item {row.number} carried to {plain_date(to)}", undo=True)
        return True

    def _stop_asking(self) -> None:
        self._asking = ""
        self._go_back()
        for part in (self.question, self.carry, self.papers_field):
            part.hide()


def _forecast(clock: Clock) -> str:
    """The foot: when the meeting ends stands out, the rest follows."""
    first = f'<span style="font-weight:600">{escape(clock.forecast)}</span>'
    parts = [first if clock.forecast else "", escape(clock.by_how_much)]
    head = " · ".join(part for part in parts if part)
    return "<br>".join(part for part in (head, escape(clock.plan)) if part)
