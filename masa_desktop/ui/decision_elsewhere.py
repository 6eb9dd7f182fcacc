"""Recording, in place, a decision of a body whose meeting is not minuted here (DEC-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from masa_desktop.domain.decisions import DecisionMethod, DecisionVerb
from masa_desktop.domain.initials import folded
from masa_desktop.services import decision_chains, groups
from masa_desktop.ui import theme
from masa_desktop.ui.begun_form import BegunForm
from masa_desktop.ui.decision_choices import offer_methods, offer_verbs
from masa_desktop.ui.in_place_form import TextField
from masa_desktop.ui.parts import Field, small
from masa_desktop.ui.past_day import PastDay

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.ui.bridge import Bridge

_NEW = "No body of this name is here yet: it is added as an outside body."


class ElsewhereForm(BegunForm):
    recorded = Signal(str)
    """The id of the decision."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("A decision taken elsewhere", "Record it", bridge)
        self._later = ""
        self._ids: dict[str, str] = {}
        self.body_name, self.verb, self.method = QComboBox(), QComboBox(), QComboBox()
        self.body_name.setEditable(True)
        self.body_name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        offer_verbs(self.verb)
        offer_methods(self.method)
        self.body_field = Field("Which body", self.body_name)
        self.day = PastDay("On", bridge, "The day of the decision")
        self.words = TextField("What it decided", 420)
        self.is_new = small(_NEW)
        did, how = Field("What it did", self.verb), Field("How", self.method)
        self.add_row(self.body_field, self.day, did, how)
        self.add_widget(self.is_new)
        self.add_row(self.words)
        self.verb.setAccessibleName("What the body did")
        self.method.setAccessibleName("How it was decided")
        self.is_new.hide()
        self.follow(body=self.body_field, day=self.day, did=did, how=how, words=self.words)
        self.body_name.editTextChanged.connect(self._say_new)
        theme.look.changed.connect(self._fit)
        self._fit()

    def open_for(self, later_id: str = "", later: str = "", day: date | None = None) -> None:
        """Open it, empty but for what was begun in it; `later_id` is the decision that will
        follow on from this one.
        """
        self._later = later_id
        self.heading.setText(
            f"The decision that {later} follows on from" if later else "A decision taken elsewhere"
        )
        known = self._bridge.workspace.ask(groups.everything, self._bridge.today())
        self._ids = {row.name: row.id for row in known}
        self.body_name.clear()
        # A body outside comes first: what our own groups decide is mostly minuted here.
        names = [row.name for row in sorted(known, key=lambda row: not row.is_external)]
        self.body_name.addItems(names)
        self.body_name.setCurrentIndex(-1)
        self.body_name.clearEditText()
        self.day.show_day(day)
        self.verb.setCurrentIndex(self.verb.findData(DecisionVerb.AGREED.value))
        self.method.setCurrentIndex(0)
        self.words.entry.clear()
        for field in (self.body_field, self.words):
            field.right()
        self.open_begun(f"elsewhere/{later_id}", self.body_name)

    def save(self) -> None:
        if not self._is_complete():
            return
        workspace, name = self._bridge.workspace, self._name()
        assert self.day.day is not None  # checked
        with workspace.one_step():
            group_id = self._id_of(name) or workspace.do(groups.add_group, name, is_external=True)
            made = workspace.do(
                decision_chains.record_elsewhere,
                group_id,
                self.day.day,
                DecisionVerb(self.verb.currentData()),
                self.words.text,
                method=DecisionMethod(self.method.currentData()),
            )
            if self._later:
                workspace.do(decision_chains.follow_on, self._later, made)
        self._bridge.tell(f"Decision of {name} recorded", undo=True)
        self.close_form()
        self.recorded.emit(made)

    def _is_complete(self) -> bool:
        if self._name():
            self.body_field.right()
        else:
            self.body_field.wrong("Which body decided?", "Such as Health and Wellbeing Board")
        fine = (
            bool(self._name()),
            self.day.check(),
            self.words.needs("What did it decide?"),
        )
        first = (self.body_name, self.day.entry, self.words.entry)
        if not all(fine):
            first[fine.index(False)].setFocus()
        return all(fine)

    def _name(self) -> str:
        return " ".join(self.body_name.currentText().split())

    def _id_of(self, name: str) -> str:
        return next((key for known, key in self._ids.items() if folded(known) == folded(name)), "")

    def _say_new(self) -> None:
        self.is_new.setVisible(bool(self._name()) and not self._id_of(self._name()))

    def _fit(self) -> None:
        self.body_name.setMinimumWidth(theme.px(230))
