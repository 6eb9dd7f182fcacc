"""The small forms of a seat: fill it, name a deputy, end a holding or the seat, add a seat.

Promise: each is one verb, said with Undo; a name not known yet becomes a new person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox

from masa_desktop.domain.attendance import Capacity, capacity_label
from masa_desktop.services import groups, people
from masa_desktop.ui.date_entry import DayEntry
from masa_desktop.ui.in_place_form import InPlaceForm, TextField
from masa_desktop.ui.name_list import NameList
from masa_desktop.ui.parts import Field

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.groups import HoldingRow, SeatRow
    from masa_desktop.ui.bridge import Bridge

_COUNTS = ((None, "The capacity decides"), (True, "Counts"), (False, "Does not count"))


class _NameField(TextField):
    """A person's name, offering those already known."""

    def __init__(self, label: str, bridge: Bridge) -> None:
        super().__init__(label, 260)
        self._bridge = bridge
        self._names = NameList(self.entry)

    def offer(self) -> None:
        """Offer everybody known now, and start empty."""
        known = self._bridge.workspace.ask(people.everyone, self._bridge.today())
        self._names.offer_from(row.name for row in known)
        self.entry.clear()
        self.right()


class FillForm(InPlaceForm):
    """Somebody takes the seat; whoever held it leaves the day before."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Fill the seat", "Fill seat")
        self._bridge = bridge
        self._seat: SeatRow | None = None
        self.name = _NameField("Held by", bridge)
        self.from_on = DayEntry("From", bridge.today)
        self.add_row(self.name, self.from_on)

    def open_for(self, seat: SeatRow, day: date) -> None:
        self._seat = seat
        self.heading.setText(f"Fill the seat: {seat.title}")
        self.name.offer()
        self.from_on.show_day(day)
        self.open_form(self.name.entry)

    def save(self) -> None:
        if not (self.name.needs("A name is needed.") and self.from_on.check()):
            return
        if self._seat is not None:
            name = self.name.text
            self._bridge.workspace.do(people.fill_seat, self._seat.id, name, self.from_on.day)
            self._bridge.tell(f"{self._seat.title}: held by {name}", undo=True)
        self.close_form()


class DeputyForm(InPlaceForm):
    """Somebody deputises for the seat's holder until further notice."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Name a standing deputy", "Name deputy")
        self._bridge = bridge
        self._seat: SeatRow | None = None
        self.name = _NameField("Deputy", bridge)
        self.from_on = DayEntry("From", bridge.today)
        self.authority = QCheckBox("Has delegated authority to decide")
        self.add_row(self.name, self.from_on)
        self.add_widget(self.authority)

    def open_for(self, seat: SeatRow, day: date) -> None:
        self._seat = seat
        self.heading.setText(f"Standing deputy: {seat.title}")
        self.name.offer()
        self.authority.setChecked(False)
        self.from_on.show_day(day)
        self.open_form(self.name.entry)

    def save(self) -> None:
        if not (self.name.needs("A name is needed.") and self.from_on.check()):
            return
        if self._seat is not None:
            self._bridge.workspace.do(
                people.name_deputy,
                self._seat.id,
                self.name.text,
                self.from_on.day,
                has_authority=self.authority.isChecked(),
            )
            self._bridge.tell(f"{self._seat.title}: deputy {self.name.text}", undo=True)
        self.close_form()


class EndForm(InPlaceForm):
    """A holder or deputy leaves the seat, or the seat itself comes to an end."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("End", "Set last day")
        self._bridge = bridge
        self._seat: SeatRow | None = None
        self.who = QComboBox()
        self.last_on = DayEntry("Last day", bridge.today)
        self.add_row(Field("What ends", self.who), self.last_on)

    def open_for(self, seat: SeatRow, day: date) -> None:
        self._seat = seat
        self.heading.setText(f"Last day: {seat.title}")
        self.who.clear()
        for row in (*seat.holders, *seat.deputies):
            self.who.addItem(_leaves(row), row.id)
        self.who.addItem("The seat itself", "")
        self.last_on.show_day(day)
        self.open_form(self.who)

    def save(self) -> None:
        last = self.last_on.day
        if not self.last_on.check() or self._seat is None or last is None:
            return
        holding_id = self.who.currentData()
        if holding_id:
            self._bridge.workspace.do(people.leave_seat, holding_id, last)
        else:
            self._bridge.workspace.do(groups.end_seat, self._seat.id, last)
        self._bridge.tell(f"Last day set: {self._seat.title}", undo=True)
        self.close_form()


class AddSeatForm(InPlaceForm):
    """A new seat at the end of the group's list."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Add a seat", "Add seat")
        self._bridge = bridge
        self._group_id = ""
        self.seat_title = TextField("Seat", 260, "a role or post, not a person")
        self.agency, self.capacity, self.counts = QComboBox(), QComboBox(), QComboBox()
        self.multiple = QCheckBox("Several people may hold it at once")
        for capacity in Capacity:
            self.capacity.addItem(capacity_label(capacity), capacity.value)
        for said, words in _COUNTS:
            self.counts.addItem(words, said)
        self.agency.setMaximumWidth(420)
        self.add_row(self.seat_title, Field("Agency", self.agency))
        self.add_row(Field("Capacity", self.capacity), Field("For the quorum", self.counts))
        self.add_widget(self.multiple)

    def open_for(self, group_id: str, day: date) -> None:
        self._group_id = group_id
        self.seat_title.entry.clear()
        self.seat_title.right()
        self.multiple.setChecked(False)
        with QSignalBlocker(self.agency):
            self.agency.clear()
            self.agency.addItem("No agency", "")
            for row in self._bridge.workspace.ask(groups.agencies, day):
                self.agency.addItem(row.name, row.id)
        self.open_form(self.seat_title.entry)

    def save(self) -> None:
        if not self.seat_title.needs("A seat needs a title, such as “Chief Nurse”."):
            return
        self._bridge.workspace.do(
            groups.add_seat,
            self._group_id,
            self.seat_title.text,
            agency_id=self.agency.currentData() or None,
            capacity=self.capacity.currentData(),
            counts_for_quorum=self.counts.currentData(),
            is_multiple=self.multiple.isChecked(),
        )
        self._bridge.tell(f"Seat added: {self.seat_title.text}", undo=True)
        self.close_form()


def _leaves(row: HoldingRow) -> str:
    return f"{row.person} (deputy)" if row.is_deputy else row.person
