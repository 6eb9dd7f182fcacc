"""How a group gets its chair, in words; who is due and why; and what the group may settle.

Promise: an order nobody has agreed is never filled in; the forms record what was agreed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from masa_desktop.domain import chair_records
from masa_desktop.domain.chair_turns import TurnKind
from masa_desktop.domain.words import plain_date
from masa_desktop.services import chairs, groups, terms
from masa_desktop.ui.date_entry import DayEntry
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.in_place_form import InPlaceForm
from masa_desktop.ui.number_box import NumberBox
from masa_desktop.ui.parts import Field, Pill, body, button, clear, small
from masa_desktop.ui.sourced import SourcedCard

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.groups import GroupPage
    from masa_desktop.domain.structure_view import RulesView
    from masa_desktop.ui.bridge import Bridge

_ROTATION = "rotation"
_BY_TERMS = (_ROTATION, "alternating")
_LONGEST = 60


class ChairCard(SourcedCard):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Chair")
        self._bridge = bridge
        self._group_id, self._day = "", bridge.today()
        self.rule_words, self.due_words = body(), body()
        self.due = Pill()
        self.started = small()
        self.start_button = button("Rotation starts on…", compact=True)
        self.order_button = button("Agree the order…", compact=True)
        self.confirm_button = button("Confirm a turn…", compact=True)
        self.start_form = StartForm(bridge)
        self.order_form = OrderForm(bridge)
        self.confirm_form = ConfirmForm(bridge)
        self._forms: tuple[InPlaceForm, ...] = (
            self.start_form,
            self.order_form,
            self.confirm_form,
        )
        self._lay_out()
        self.start_button.clicked.connect(self.open_start)
        self.order_button.clicked.connect(self.open_order)
        self.confirm_button.clicked.connect(self.open_confirm)

    def show_page(self, page: GroupPage, rules: RulesView, day: date) -> None:
        if page.id != self._group_id:
            self._hide_forms()
        self._group_id, self._day, self._rules = page.id, day, rules
        due = self._bridge.workspace.ask(chairs.due, page.id, day)
        self.rule_words.setText(page.chair_words)
        known = due.member is not None
        self.due.say(
            chairs.due_words(due), "good" if known else "warn", "check" if known else "warn"
        )
        self.due_words.setText(due.sentence)
        # Where nothing is stated, rule and reason say the same: once is enough.
        self.due_words.setVisible(not due.sentence.startswith(page.chair_words.rstrip(".")))
        by_terms = rules.chair_kind in _BY_TERMS
        self.start_button.setVisible(by_terms)
        self.order_button.setVisible(rules.chair_kind == _ROTATION)
        said = f"The rotation started on {plain_date(rules.anchor)}." if rules.anchor else ""
        self.started.setText(said or "When the rotation starts is not recorded.")
        self.started.setVisible(by_terms)

    def open_start(self) -> None:
        self._hide_forms()
        self.start_form.open_for(self._group_id, self._rules.anchor or self._day)

    def open_order(self) -> None:
        self._hide_forms()
        self.order_form.open_for(self._group_id, self._rules, self._day)

    def open_confirm(self) -> None:
        self._hide_forms()
        self.confirm_form.open_for(self._group_id, self._day)

    def _hide_forms(self) -> None:
        for form in self._forms:
            form.hide()

    def _lay_out(self) -> None:
        row = QWidget()
        flow = FlowLayout(row, gap=8, row_gap=6)
        for made in (self.start_button, self.order_button, self.confirm_button):
            flow.addWidget(made)
        for part in (
            self.rule_words,
            self.due,
            self.due_words,
            self.started,
            row,
            *self._forms,
        ):
            self.body.addWidget(part)


class StartForm(InPlaceForm):
    """The first day of the first term."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("The rotation starts on", "Start rotation")
        self._bridge, self._group_id = bridge, ""
        self.on = DayEntry("First day of the first term", bridge.today)
        self.add_row(self.on)

    def open_for(self, group_id: str, day: date) -> None:
        self._group_id = group_id
        self.on.show_day(day)
        self.open_form(self.on.entry)

    def save(self) -> None:
        day = self.on.day
        if not self.on.check() or day is None:
            return
        self._bridge.workspace.do(terms.start_rotation, self._group_id, day)
        self._bridge.tell(f"The rotation starts on {plain_date(day)}", undo=True)
        self.close_form()


class OrderForm(InPlaceForm):
    """The order the members have agreed, and how long each term is."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("The order agreed", "Record order")
        self._bridge, self._group_id = bridge, ""
        self.places: list[QComboBox] = []
        self.row = QWidget()
        self._flow = FlowLayout(self.row)
        self.months = NumberBox(1, _LONGEST, "Not stated")
        self.from_on = DayEntry("Agreed from", bridge.today)
        self.months_field = Field("Months in a term", self.months)
        self.add_widget(self.row)
        self.add_row(self.months_field, self.from_on)

    def open_for(self, group_id: str, rules: RulesView, day: date) -> None:
        self._group_id = group_id
        clear(self._flow)
        self.places = []
        for number in range(len(rules.chair_members)):
            box = QComboBox()
            for _, name in rules.chair_members:
                box.addItem(name)
            box.setCurrentIndex(number)
            self.places.append(box)
            self._flow.addWidget(Field(f"{number + 1}.", box))
            box.setAccessibleName(f"Place {number + 1} in the order")
        self.months.choose(self._stated_months(day))
        self.from_on.show_day(day)
        self.open_form(self.places[0] if self.places else self.months)

    def _stated_months(self, day: date) -> int:
        rule = self._bridge.workspace.ask(terms.chair_rule, self._group_id, day)
        data = chair_records.to_data(rule) if rule else {}
        months = data.get("term_months")
        return months if isinstance(months, int) else 0

    def save(self) -> None:
        order = [box.currentIndex() for box in self.places]
        if len(set(order)) < len(order):
            self.months_field.wrong("One of them stands in the order twice.", "Choose each once.")
            return
        self.months_field.right()
        if not self.from_on.check():
            return
        self._bridge.workspace.do(
            terms.agree_order,
            self._group_id,
            order,
            term_months=self.months.value or None,
            from_on=self.from_on.day,
        )
        self._bridge.tell("The order of the rotation is recorded", undo=True)
        self.close_form()


class ConfirmForm(InPlaceForm):
    """A group confirms whose turn it is, from a day and, if it said so, to a day."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Confirm a turn in the chair", "Confirm turn")
        self._bridge, self._group_id = bridge, ""
        self.who = QComboBox()
        self.from_on = DayEntry("From", bridge.today)
        self.until_on = DayEntry("To, if agreed", bridge.today, needed=False)
        self.add_row(Field("Who chairs", self.who), self.from_on, self.until_on)

    def open_for(self, group_id: str, day: date) -> None:
        self._group_id = group_id
        ask = self._bridge.workspace.ask
        seats = ask(groups.seats, group_id, day)
        self.who.clear()
        self.who.addItem("Whoever is due", ("", ""))
        held = {row.agency_id: row.agency for row in seats if row.agency_id}
        agencies = held or {row.id: row.name for row in ask(groups.agencies, day)}
        for key, name in agencies.items():
            self.who.addItem(name, (key, ""))
        for seat in seats:
            if not seat.agency_id:
                self.who.addItem(seat.title, ("", seat.id))
        self.from_on.show_day(day)
        self.until_on.show_day(None)
        self.open_form(self.who)

    def save(self) -> None:
        day = self.from_on.day
        if not (self.from_on.check() and self.until_on.check()) or day is None:
            return
        agency_id, seat_id = self.who.currentData()
        self._bridge.workspace.do(
            chairs.decide,
            self._group_id,
            TurnKind.CONFIRM,
            starts_on=day,
            ends_on=self.until_on.day,
            agency_id=agency_id or None,
            seat_id=seat_id or None,
        )
        self._bridge.tell(f"Turn confirmed from {plain_date(day)}", undo=True)
        self.close_form()
