"""The quorum of a group in words, and the form that sets its rule; the words follow each choice.

Promise: a part of the rule the form has no field for is kept as it is.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from masa_desktop.domain import quorum_records, quorum_words
from masa_desktop.domain.quorum_rules import (
    Deputies,
    IfInquorate,
    MinFraction,
    QuorumRule,
    Rounding,
)
from masa_desktop.domain.words import short_date
from masa_desktop.services import groups, quorum_setting, terms
from masa_desktop.ui.date_entry import DayEntry
from masa_desktop.ui.in_place_form import InPlaceForm
from masa_desktop.ui.number_box import NumberBox
from masa_desktop.ui.parts import (
    Field,
    body,
    button,
    clear,
    ground,
    link,
    secondary,
    small,
    subheading,
)
from masa_desktop.ui.sourced import SourcedCard

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.groups import GroupPage
    from masa_desktop.ui.bridge import Bridge

MUST, SET_A, SET_B = "must", "a", "b"
_NEEDS = (
    ("", "Not needed by itself"),
    (MUST, "Must be represented"),
    (SET_A, "One of set A is enough"),
    (SET_B, "One of set B is enough"),
)
_SHARES: tuple[tuple[str, MinFraction | None], ...] = (
    ("No share", None),
    ("One third", MinFraction(Fraction(1, 3))),
    ("Half", MinFraction(Fraction(1, 2))),
    ("More than half", MinFraction(Fraction(1, 2), Rounding.MORE_THAN)),
    ("Two thirds", MinFraction(Fraction(2, 3))),
    ("Three quarters", MinFraction(Fraction(3, 4))),
)
# Short, because the words of the whole rule stand below; the sentences are the domain's.
_DEPUTIES = {
    Deputies.WITH_AUTHORITY: "Count with authority",
    Deputies.ANY: "Any deputy counts",
    Deputies.NO: "Do not count",
}
_OTHERWISE = {
    IfInquorate.CHAIR_DECIDES: "The chair decides",
    IfInquorate.STOP: "The meeting stops",
    IfInquorate.INFORMAL: "It goes on informally",
    IfInquorate.CANCEL: "It is cancelled",
    IfInquorate.NOT_STATED: "Not stated",
}
BEGINNING, IN_FORCE, FROM_DAY = "beginning", "in force", "day"


class QuorumCard(SourcedCard):
    """The rule in words; the form opens under it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Quorum")
        self.words = body()
        self.set_button = button("Set the rule", compact=True)
        self.form = QuorumForm(bridge)
        self._page: GroupPage | None = None
        self._day = bridge.today()
        self.body.addWidget(self.words)
        self.body.addWidget(self.set_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.set_button.clicked.connect(self.open_form)
        self.form.closed.connect(self.set_button.setFocus)

    def show_page(self, page: GroupPage, day: date) -> None:
        if self._page is not None and self._page.id != page.id:
            self.form.hide()
        self._page, self._day = page, day
        self.words.setText(page.quorum_words)
        self.set_button.setText("Change the rule" if page.has_quorum else "Set the rule")
        self.set_button.setAccessibleName(f"{self.set_button.text()} for the quorum")

    def open_form(self) -> None:
        if self._page is not None:
            self.form.open_for(self._page, self._day)


class QuorumForm(InPlaceForm):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Quorum rule", "Set quorum")
        self._bridge = bridge
        self._group_id, self._in_force = "", bridge.today()
        self._base = QuorumRule()
        self._names: dict[str, str] = {}
        self.needs: dict[str, QComboBox] = {}
        self._make_agencies()
        self._make_numbers()
        self._make_from()
        self.words = body()
        ground(self.words, "surface")
        self.words.setContentsMargins(10, 8, 10, 8)
        self.words.setAccessibleName("The rule in words")
        self.add_widget(subheading("In words"))
        self.add_widget(self.words)
        self._say_from()

    def open_for(self, page: GroupPage, day: date) -> None:
        """Start from the rule in force on `day`."""
        self._group_id = page.id
        ask = self._bridge.workspace.ask
        self._base = ask(terms.quorum_rule, page.id, day)
        rows = ask(groups.agencies, day)
        self._names = {row.id: row.name for row in rows}
        seated = {seat.agency_id for seat in page.seats if seat.agency_id}
        wanted = seated | set(self._base.named_agencies)
        self._show_agencies([row.id for row in rows if row.id in wanted or not wanted])
        self.all_button.setVisible(bool(wanted) and len(wanted) < len(rows))
        self._show_rule(self._base)
        self._show_from(page, day)
        self.say()
        self.open_form(next(iter(self.needs.values()), self.members))

    @property
    def rule(self) -> QuorumRule:
        """What the form says, with whatever the rule had that it has no field for."""
        must = [(key,) for key, box in self.needs.items() if box.currentData() == MUST]
        sets = [
            tuple(key for key, box in self.needs.items() if box.currentData() == which)
            for which in (SET_A, SET_B)
        ]
        return replace(
            self._base,
            all_of=(*must, *(each for each in sets if each)),
            min_members=self.members.value or None,
            min_agencies=self.agencies.value or None,
            min_fraction=self.share.currentData(),
            chair_required=self.chair.isChecked(),
            deputies_count=Deputies(self.deputies.currentData()),
            if_inquorate=IfInquorate(self.otherwise.currentData()),
        )

    def say(self) -> None:
        """Put the rule into words as it stands in the form."""
        self.words.setText(quorum_words.in_words(self.rule, self._names))

    def save(self) -> None:
        choice = self.applies.currentData()
        if choice == FROM_DAY and not self.from_on.check():
            return
        from_on = {BEGINNING: None, IN_FORCE: self._in_force, FROM_DAY: self.from_on.day}[choice]
        data = quorum_records.to_data(self.rule)
        self._bridge.workspace.do(quorum_setting.set_quorum, self._group_id, data, from_on)
        self._bridge.tell("Quorum set" if self.rule.is_set else "Quorum taken away", undo=True)
        self.close_form()

    def show_all_agencies(self) -> None:
        """Offer every agency, not only those with a seat."""
        chosen = {key: box.currentData() for key, box in self.needs.items()}
        self._show_agencies(list(self._names))
        for key, code in chosen.items():
            self.needs[key].setCurrentIndex(self.needs[key].findData(code))
        self.all_button.hide()
        self.say()

    def _make_agencies(self) -> None:
        self.add_widget(subheading("Agencies that must be there"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.add_layout(self._grid)
        self.all_button = link("Show all agencies")
        self.add_widget(self.all_button)
        self.all_button.clicked.connect(self.show_all_agencies)

    def _make_numbers(self) -> None:
        self.members = NumberBox(1, 30, "No number")
        self.agencies = NumberBox(1, 20, "No number")
        self.share, self.deputies, self.otherwise = QComboBox(), QComboBox(), QComboBox()
        self.chair = QCheckBox("The chair must be present")
        for words, share in _SHARES:
            self.share.addItem(words, share)
        for deputy in Deputies:
            self.deputies.addItem(_DEPUTIES[deputy], deputy.value)
        for outcome in IfInquorate:
            self.otherwise.addItem(_OTHERWISE[outcome], outcome.value)
        for box in (self.members, self.agencies, self.share, self.deputies, self.otherwise):
            box.currentIndexChanged.connect(self.say)
        self.chair.toggled.connect(self.say)
        self.add_row(
            Field("Members at least", self.members),
            Field("From agencies at least", self.agencies),
            Field("Share of filled seats", self.share),
        )
        self.add_widget(self.chair)
        self.add_row(Field("Deputies", self.deputies), Field("Without a quorum", self.otherwise))

    def _make_from(self) -> None:
        self.applies = QComboBox()
        self.from_on = DayEntry("From", self._bridge.today)
        self.add_row(Field("Applies", self.applies), self.from_on)
        self.add_widget(small("Meetings before that day keep the rule they were held by."))
        self.applies.currentIndexChanged.connect(self._say_from)

    def _show_agencies(self, keys: list[str]) -> None:
        clear(self._grid)
        self.needs = {}
        if not keys:
            self._grid.addWidget(secondary("No agencies are recorded."), 0, 0)
        for number, key in enumerate(keys):
            box = QComboBox()
            for code, words in _NEEDS:
                box.addItem(words, code)
            box.setAccessibleName(f"{self._names[key]}: needed for the quorum")
            box.currentIndexChanged.connect(self.say)
            name: QLabel = body(self._names[key])
            name.setBuddy(box)
            self._grid.addWidget(name, number, 0)
            self._grid.addWidget(box, number, 1)
            self.needs[key] = box
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        boxes: list[QWidget] = [*self.needs.values(), self.all_button]
        for first, second in itertools.pairwise(boxes):
            QWidget.setTabOrder(first, second)

    def _show_rule(self, rule: QuorumRule) -> None:
        sets = iter((SET_A, SET_B))
        for clause in rule.all_of:
            code = MUST if len(clause) == 1 else next(sets, MUST)
            for key in clause:
                self.needs[key].setCurrentIndex(self.needs[key].findData(code))
        self.members.choose(rule.min_members or 0)
        self.agencies.choose(rule.min_agencies or 0)
        if rule.min_fraction not in [share for _, share in _SHARES]:
            self.share.addItem("As it is now", rule.min_fraction)
        shares = [self.share.itemData(place) for place in range(self.share.count())]
        self.share.setCurrentIndex(shares.index(rule.min_fraction))
        self.chair.setChecked(rule.chair_required)
        self.deputies.setCurrentIndex(self.deputies.findData(rule.deputies_count.value))
        self.otherwise.setCurrentIndex(self.otherwise.findData(rule.if_inquorate.value))

    def _show_from(self, page: GroupPage, day: date) -> None:
        self.applies.clear()
        self.applies.addItem("From the beginning", BEGINNING)
        if page.terms_from is not None:
            self._in_force = page.terms_from
            self.applies.addItem(f"From {short_date(page.terms_from)}, as the terms", IN_FORCE)
        self.applies.addItem("From a day", FROM_DAY)
        if page.has_quorum:
            self.applies.setCurrentIndex(self.applies.findData(FROM_DAY))
        elif page.terms_from is not None:
            self.applies.setCurrentIndex(self.applies.findData(IN_FORCE))
        self.from_on.show_day(day)

    def _say_from(self) -> None:
        self.from_on.setVisible(self.applies.currentData() == FROM_DAY)
