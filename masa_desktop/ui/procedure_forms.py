"""The forms of decisions between meetings: ask in writing, outcome, withdrawal, chair's action.

Promise: each is one verb, said with Undo; nothing is decided that nobody typed. What is typed is
kept on this laptop until it is recorded or the form is closed by who typed it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit

from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb, status_label
from masa_desktop.services import groups, written_procedures
from masa_desktop.ui import theme
from masa_desktop.ui.begun_form import BegunForm
from masa_desktop.ui.date_entry import DayEntry
from masa_desktop.ui.decision_choices import offer_verbs
from masa_desktop.ui.in_place_form import TextField
from masa_desktop.ui.parts import Field, small
from masa_desktop.ui.past_day import ComingDay, PastDay

if TYPE_CHECKING:
    from masa_desktop.services.written_procedures import Procedure
    from masa_desktop.ui.bridge import Bridge

_ANSWERED = (
    "It has answers, so its words stay. Withdraw it and ask anew, or take the answers away first."
)
_RESTRICTED = "Restricted: only those who were asked may read it"


class WordsField(Field):
    """A few lines of text with its label; Tab leaves it."""

    def __init__(self, label: str, lines: int = 2, hint: str = "") -> None:
        self.entry = QPlainTextEdit()
        self.entry.setTabChangesFocus(True)
        super().__init__(label, self.entry, hint)
        self._lines = lines
        theme.look.changed.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        return " ".join(self.entry.toPlainText().split())

    def needs(self, sentence: str) -> bool:
        """Whether something is typed; if not, the field says `sentence`."""
        if self.text:
            self.right()
        else:
            self.wrong(sentence)
        return bool(self.text)

    def show_text(self, text: str) -> None:
        self.entry.setPlainText(text)
        self.right()

    def _fit(self) -> None:
        self.entry.setFixedHeight(theme.px(20 * self._lines + 14))


class GroupField(Field):
    """One of our own groups."""

    def __init__(self, bridge: Bridge) -> None:
        self.choice = QComboBox()
        self.choice.setMinimumContentsLength(14)
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        super().__init__("Group", self.choice)
        self._bridge = bridge

    @property
    def group_id(self) -> str:
        return str(self.choice.currentData() or "")

    def offer(self, group_id: str) -> None:
        """Offer the groups there are, this one or else the first executive chosen."""
        rows = self._bridge.workspace.ask(groups.everything, self._bridge.today())
        ours = [row for row in rows if not row.is_external]
        ours.sort(key=lambda row: row.type != "executive")
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for row in ours:
                self.choice.addItem(row.name, row.id)
            self.choice.setCurrentIndex(max(self.choice.findData(group_id), 0))


class AskForm(BegunForm):
    """A matter is put to a group in writing, or what is asked is put right."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Ask in writing", "Ask", bridge)
        self._procedure_id, self.made_id = "", ""
        self.group = GroupField(bridge)
        self.asked_on = DayEntry("Asked on", bridge.today)
        self.answers_by = ComingDay("Answers by", bridge)
        self.matter = WordsField("What is asked", 2, "In the words the decision will have")
        self.answered = small(_ANSWERED)
        self.why = TextField("Why it cannot wait for a meeting", 560)
        self.restricted = QCheckBox(_RESTRICTED)
        self.add_row(self.group, self.asked_on, self.answers_by)
        self.add_widget(self.matter)
        self.add_widget(self.answered)
        self.add_row(self.why)
        self.add_widget(self.restricted)
        self.follow(
            group=self.group,
            asked_on=self.asked_on,
            answers_by=self.answers_by,
            matter=self.matter,
            why=self.why,
            restricted=self.restricted,
        )

    def open_new(self, group_id: str) -> None:
        self._prepare("", "Ask in writing", "Ask")
        self.group.offer(group_id)
        self.asked_on.show_day(self._bridge.today())
        self.answers_by.show_day(None)
        self.matter.show_text("")
        self.why.entry.clear()
        self.restricted.setChecked(False)
        self.open_begun("written_procedure/ask", self.group.choice)

    def open_to_change(self, found: Procedure) -> None:
        row = found.row
        is_answered = row.tally.answered > 0
        self._prepare(row.id, "What is asked", "Keep the change", is_answered=is_answered)
        self.group.offer(row.group_id)
        self.asked_on.show_day(row.asked_on)
        self.answers_by.show_day(row.answers_by)
        self.matter.show_text(row.matter)
        if is_answered:
            self.matter.entry.setAccessibleDescription(_ANSWERED)
        self.why.entry.setText(found.why)
        self.restricted.setChecked(row.is_restricted)
        first = self.answers_by.entry if is_answered else self.matter.entry
        self.open_begun(f"written_procedure/change/{row.id}", first)

    def save(self) -> None:
        days = self.asked_on.check() and self.answers_by.check()
        if not (self.matter.needs("There is nothing to ask yet.") and days):
            return
        if self._is_before_asked():
            return
        if self._procedure_id:
            self._change()
        else:
            self._ask()
        self.close_form()

    def _prepare(
        self, procedure_id: str, heading: str, saves: str, *, is_answered: bool = False
    ) -> None:
        self._procedure_id, self.made_id = procedure_id, ""
        self.heading.setText(heading)
        self.save_button.setText(saves)
        self.group.setVisible(not procedure_id)
        self.asked_on.setVisible(not procedure_id)
        self.matter.entry.setReadOnly(is_answered)
        self.answered.setVisible(is_answered)

    def _is_before_asked(self) -> bool:
        by, on = self.answers_by.day, self.asked_on.day
        is_wrong = by is not None and on is not None and by < on
        if is_wrong:
            self.answers_by.wrong("This lies before the day it is asked.")
        return is_wrong

    def _ask(self) -> None:
        on = self.asked_on.day
        if on is None:
            return
        self.made_id = self._bridge.workspace.do(
            written_procedures.ask,
            self.group.group_id,
            self.matter.text,
            on,
            answers_by=self.answers_by.day,
            why=self.why.text,
            is_restricted=self.restricted.isChecked(),
        )
        self._bridge.tell(f"Asked in writing: {self.group.choice.currentText()}", undo=True)

    def _change(self) -> None:
        self._bridge.workspace.do(
            written_procedures.set_details,
            self._procedure_id,
            matter=self.matter.text,
            answers_by=self.answers_by.day,
            why=self.why.text,
            is_restricted=self.restricted.isChecked(),
        )
        self._bridge.tell("What is asked is changed", undo=True)


class OutcomeForm(BegunForm):
    """What a person says was decided; nothing is chosen until somebody chooses."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Record the outcome", "Record outcome", bridge)
        self._procedure_id = ""
        self.standing = small()
        self.status, self.verb = QComboBox(), QComboBox()
        self.status_field = Field("Outcome", self.status)
        self.status.addItem("Choose…", "")
        for status in written_procedures.OUTCOMES:
            self.status.addItem(status_label(status), status.value)
        offer_verbs(self.verb)
        self.verb_field = Field("The group", self.verb)
        self.on = PastDay("On", bridge, "The day of the outcome")
        self.condition = TextField("Condition", 300, "What it depends on")
        self.note = TextField("Note", 300)
        self.add_widget(self.standing)
        self.add_row(self.status_field, self.verb_field, self.on)
        self.add_row(self.condition, self.note)
        self.status.currentIndexChanged.connect(self._show_condition)
        self.follow(
            status=self.status_field,
            verb=self.verb_field,
            on=self.on,
            condition=self.condition,
            note=self.note,
        )

    def say_standing(self, found: Procedure) -> None:
        """How the answers stand; they may go on coming in while the form is open."""
        self.standing.setText(
            " ".join(filter(None, (found.row.tally.sentence, found.silence, found.still_asked)))
        )

    def open_for(self, found: Procedure) -> None:
        self._procedure_id = found.row.id
        self.say_standing(found)
        self.status.setCurrentIndex(0)
        self.verb.setCurrentIndex(self.verb.findData(DecisionVerb.AGREED.value))
        self.status_field.right()
        self.on.show_day(self._bridge.today())
        for field in (self.condition, self.note):
            field.entry.clear()
            field.right()
        self._show_condition()
        self.open_begun(f"written_procedure/outcome/{found.row.id}", self.status)

    def save(self) -> None:
        code, on = str(self.status.currentData()), self.on.day
        if not code:
            self.status_field.wrong("Choose what was decided.")
            return
        self.status_field.right()
        status = DecisionStatus(code)
        is_conditional = status is DecisionStatus.CONDITIONAL
        if is_conditional and not self.condition.needs("Type what it depends on."):
            return
        if not self.on.check() or on is None:
            return
        self._bridge.workspace.do(
            written_procedures.decide,
            self._procedure_id,
            on,
            status=status,
            verb=DecisionVerb(self.verb.currentData()),
            conditions=self.condition.text if is_conditional else "",
            note=self.note.text,
        )
        self._bridge.tell(f"Outcome recorded: {status_label(status).lower()}", undo=True)
        self.close_form()

    def _show_condition(self) -> None:
        self.condition.setVisible(self.status.currentData() == DecisionStatus.CONDITIONAL.value)


class WithdrawForm(BegunForm):
    """The matter is no longer asked."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Withdraw", "Withdraw", bridge)
        self._procedure_id = ""
        self.on = PastDay("On", bridge, "The day of the withdrawal")
        self.note = TextField("Why", 300)
        self.add_widget(small("The answers are kept. Nothing is decided."))
        self.add_row(self.on, self.note)
        self.follow(on=self.on, note=self.note)

    def open_for(self, found: Procedure) -> None:
        self._procedure_id = found.row.id
        self.on.show_day(self._bridge.today())
        self.note.entry.clear()
        self.open_begun(f"written_procedure/withdraw/{found.row.id}", self.note.entry)

    def save(self) -> None:
        on = self.on.day
        if not self.on.check() or on is None:
            return
        do = self._bridge.workspace.do
        do(written_procedures.withdraw, self._procedure_id, on, self.note.text)
        self._bridge.tell("Withdrawn; the answers are kept", undo=True)
        self.close_form()


class ChairsActionForm(BegunForm):
    """The chair decided between two meetings."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Chair’s action", "Record chair’s action", bridge)
        self.made_id = ""
        self.group, self.on = GroupField(bridge), PastDay("On", bridge, "The day of the action")
        self.decided = WordsField("What was decided", 2)
        self.why = TextField("Why it could not wait", 560)
        self.ratify = QCheckBox("To be ratified at the next meeting")
        self.restricted = QCheckBox(_RESTRICTED.replace("were asked", "minute the group"))
        self.add_row(self.group, self.on)
        self.add_widget(self.decided)
        self.add_row(self.why)
        self.add_widget(self.ratify)
        self.add_widget(self.restricted)
        self.follow(
            group=self.group,
            on=self.on,
            decided=self.decided,
            why=self.why,
            ratify=self.ratify,
            restricted=self.restricted,
        )

    def open_new(self, group_id: str) -> None:
        self.made_id = ""
        self.group.offer(group_id)
        self.on.show_day(self._bridge.today())
        self.decided.show_text("")
        self.why.entry.clear()
        self.why.right()
        self.ratify.setChecked(True)
        self.restricted.setChecked(False)
        self.open_begun("written_procedure/chair", self.group.choice)

    def save(self) -> None:
        on = self.on.day
        is_said = self.decided.needs("Type what was decided.") and self.why.needs(
            "Type why it could not wait for a meeting."
        )
        if not is_said or not self.on.check() or on is None:
            return
        self.made_id = self._bridge.workspace.do(
            written_procedures.chairs_action,
            self.group.group_id,
            on,
            self.decided.text,
            why=self.why.text,
            to_be_ratified=self.ratify.isChecked(),
            is_restricted=self.restricted.isChecked(),
        )
        self._bridge.tell("Chair’s action recorded in the register of decisions", undo=True)
        self.close_form()
