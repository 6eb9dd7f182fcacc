"""One decision beside the register: its words, its condition, and the chain it stands in.

What is typed about it is saved when its field is left.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from masa_desktop.domain.decisions import ConditionState, condition_label
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.initials import folded
from masa_desktop.domain.words import is_are, long_date, short_date
from masa_desktop.services import decision_chains, decision_register, written_procedures
from masa_desktop.ui.begun_form import BegunForm
from masa_desktop.ui.decision_rows import status_icon, status_tone, status_words
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.in_place_form import TextField
from masa_desktop.ui.name_list import NameList
from masa_desktop.ui.parts import (
    Field,
    Pill,
    body,
    button,
    clear,
    ground,
    heading,
    icon_button,
    line,
    link,
    small,
    subheading,
    text_label,
    turn_off,
)
from masa_desktop.ui.past_day import PastDay
from masa_desktop.ui.sourced import Fact

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from masa_desktop.services.decision_register import Detail, Linked, Offered, RegisterRow
    from masa_desktop.ui.bridge import Bridge

_SAID = (ConditionState.MET, ConditionState.NOT_MET, ConditionState.LAPSED)
_TONES = {
    ConditionState.NOT_SAID: ("warn", "clock"),
    ConditionState.MET: ("good", "check"),
    ConditionState.NOT_MET: ("bad", "cross"),
    ConditionState.LAPSED: ("", "cross"),
}
_WORDS_SHOWN = 70


class DecisionDetail(QWidget):
    """Shows the decision of an id; "" is none."""

    left = Signal()
    """Esc: back to the list."""

    open_decision = Signal(str)
    open_meeting = Signal(str)
    """Go to where the decision of this id was taken."""

    elsewhere_wanted = Signal()
    """Record the decision this one follows on from, taken elsewhere."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface")
        self.setAccessibleName("The decision")
        self._bridge, self.shown = bridge, ""
        self._offered: dict[str, str] = {}
        self._locked = bridge.workspace.read_only
        self._make_parts()
        self._lock()
        self._lay_out()
        self._connect()

    @property
    def first(self) -> QWidget:
        """What takes the focus when somebody comes here."""
        return self.implements if self.where.isHidden() else self.where

    def show_decision(self, decision_id: str) -> bool:
        """Show it; False, and nothing is shown, if it is not in the register.

        What is being typed about the same decision stays.
        """
        if decision_id != self.shown:
            self.flush()
            self._put_away()
        found = (
            self._bridge.workspace.ask(decision_register.detail, decision_id)
            if decision_id
            else None
        )
        self.shown = decision_id if found else ""
        self.inside.setVisible(found is not None)
        if found is not None:
            self._show(found)
        return found is not None

    def flush(self) -> None:
        """Save what was typed of what it implements, and keep what is typed of its condition."""
        self.form.keep()
        line_ = self.implements
        if not self.shown or not line_.isModified():
            return
        line_.setModified(False)  # saving may choose another decision, which comes here again
        try:
            self._bridge.workspace.do(decision_chains.set_implements, self.shown, line_.text())
        except Exception:
            line_.setModified(True)
            raise

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Building

    def _make_parts(self) -> None:
        self.ref, self.when = heading(), small()
        self.ref.setWordWrap(False)
        self.status = Pill()
        self.lead = text_label("", "strong", tone="decision")
        self.words = body()
        self.where, self.item = link(""), small()
        self.settled = small()
        self.how, self.dissent = Fact("How reached"), Fact("Dissent")
        self.condition = text_label("", "body")
        self.state = Pill()
        self.became = small()
        self.state_buttons = {
            state: button(f"{condition_label(state)}…", compact=True) for state in _SAID
        }
        self.take_back = button("Take back", compact=True)
        self.form = _ConditionForm(self._bridge)
        self.implements = QLineEdit()
        self.implements.setPlaceholderText("Such as Neglect review, recommendation 3")
        self.implements_field = Field("Implements the recommendation", self.implements)
        self.finder = _Finder()
        self.finder.setPlaceholderText("Reference or words of an earlier decision")
        self.find_field = Field("Follows on from…", self.finder)
        self.earlier = NameList(self.finder)
        self.elsewhere = button("One taken elsewhere…", compact=True)
        self.take_off = button("Remove from the register", compact=True)
        self.links: list[QWidget] = []

    def _lock(self) -> None:
        """In an office that may only be read nothing is typed, and the buttons say why."""
        for made in (*self.state_buttons.values(), self.take_back, self.elsewhere, self.take_off):
            turn_off(made, self._locked)
        for typed in (self.implements, self.finder):
            typed.setReadOnly(bool(self._locked))
            typed.setAccessibleDescription(self._locked)
            typed.setToolTip(self._locked)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.ref, 1)
        head.addWidget(self.status)
        self.condition_part = QWidget()
        part = _column(self.condition_part, 6)
        part.addWidget(text_label("Condition", "smallstrong", tone="quiet"))
        part.addWidget(self.condition)
        part.addWidget(self.state)
        part.addWidget(self.became)
        deeds = QWidget()
        flow = FlowLayout(deeds, gap=6, row_gap=6)
        for made in (*self.state_buttons.values(), self.take_back):
            flow.addWidget(made)
        part.addWidget(deeds)
        part.addWidget(self.form)
        self.chain, self.raised = QWidget(), QWidget()
        self._chain_column, self._raised_column = _column(self.chain, 2), _column(self.raised, 4)
        self.inside = QWidget()
        column = _column(self.inside, 10)
        column.addLayout(head)
        for widget in (
            self.when,
            self.lead,
            self.words,
            self.where,
            self.item,
            self.settled,
            self.how,
            self.dissent,
            self.condition_part,
            self.implements_field,
            line(),
            self.chain,
            self.find_field,
            self.elsewhere,
            self.raised,
            self.take_off,
        ):
            column.addWidget(widget)
        column.setSpacing(9)
        for made in (self.elsewhere, self.take_off):
            column.setAlignment(made, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 14, 14)
        whole.addWidget(self.inside)
        whole.addStretch(1)

    def _connect(self) -> None:
        self.where.clicked.connect(lambda: self.open_meeting.emit(self._row.id))
        for state, made in self.state_buttons.items():
            made.clicked.connect(partial(self.open_condition, state))
        self.take_back.clicked.connect(self._take_back)
        self.form.closed.connect(self._after_form)
        self.implements.editingFinished.connect(self.flush)
        # Enter in the list tells twice, and the first time before the line has the chosen words.
        self.finder.come.connect(self._offer)
        self.earlier.taken.connect(self._follow)
        self.finder.returnPressed.connect(self._follow)
        self.elsewhere.clicked.connect(self.elsewhere_wanted)
        self.take_off.clicked.connect(self._take_off)

    # Showing

    def _show(self, found: Detail) -> None:
        row = self._row = found.row
        self.ref.setText(row.ref)
        self.when.setText(f"{long_date(row.on)}, {row.body}")
        self.lead.setText(row.lead)
        self.words.setText(row.text)
        self.status.say(status_words(row), status_tone(row), status_icon(row))
        self.where.setText(f"Open {row.meeting}")
        self.where.setVisible(bool(row.meeting_id))
        self.take_off.setVisible(not row.meeting_id)
        item = decision_register.item_words(row)
        ours = f"{row.place}. {row.ref} is our reference." if row.is_external else row.place
        self.item.setText(f"Item {item}" if item else ours)
        self.item.setVisible(bool(item) or not row.meeting_id)
        self.settled.setText(row.settled)
        self.settled.setVisible(bool(row.settled))
        self.how.say(row.how, "not said")
        self.dissent.say(row.dissent)
        self.dissent.setVisible(bool(row.dissent))
        self._show_condition(row)
        if not self.implements.isModified():
            self.implements.setText(row.implements)
            self.implements.setCursorPosition(0)
        self._show_chain(found)
        self._show_raised(found)

    def _show_condition(self, row: RegisterRow) -> None:
        is_said = row.condition_state is not ConditionState.NOT_SAID
        has_one = bool(row.conditions) or row.is_condition_open or is_said
        self.condition_part.setVisible(has_one)
        self.condition.setText(row.conditions or "The minutes do not say which.")
        self.state.setVisible(is_said or row.is_condition_open)
        tone, icon = _TONES[row.condition_state]
        self.state.say(condition_label(row.condition_state) if is_said else "Open", tone, icon)
        self.became.setText(row.became)
        self.became.setVisible(is_said)
        self.take_back.setVisible(is_said)
        for state, made in self.state_buttons.items():
            is_it = state is row.condition_state
            made.setText("Change…" if is_it else f"{condition_label(state)}…")
            made.setAccessibleName(f"Condition of {row.ref}: {condition_label(state)}")

    def _show_chain(self, found: Detail) -> None:
        """Earlier ones, this one, later ones, with an arrow between each."""
        clear(self._chain_column)
        self.links = []
        if not (found.before or found.after or found.hidden):
            said = "It follows no other decision, and none follows it."
            self._chain_column.addWidget(small(said))
            return
        self._chain_column.addWidget(text_label("Chain", "smallstrong", tone="quiet"))
        for one in found.before:
            self._chain_column.addWidget(self._link(one, is_before=True))
            self._chain_column.addWidget(small("↓"))
        self._chain_column.addWidget(subheading(f"{found.row.ref}, this decision"))
        for one in found.after:
            self._chain_column.addWidget(small("↓"))
            self._chain_column.addWidget(self._link(one, is_before=False))
        if found.hidden:
            said = decision_register.restricted_words(found.hidden)
            self._chain_column.addWidget(small(f"{said} {is_are(found.hidden)} not shown."))

    def _link(self, one: Linked, *, is_before: bool) -> QWidget:
        made = link(one.row.ref)
        made.setToolTip(one.row.text)
        way = "Follows" if is_before else "Followed by"
        made.setAccessibleName(f"{way} {one.row.ref}: {one.words}")
        made.clicked.connect(partial(self.open_decision.emit, one.row.id))
        self.links.append(made)
        step = QWidget()
        column = _column(step, 0)
        beside = QHBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(made)
        if one.is_next and not self._locked:
            off = icon_button("cross", f"Take {one.row.ref} out of this chain")
            off.clicked.connect(partial(self._unfollow, one.row, is_before=is_before))
            beside.addWidget(off)
        beside.addStretch(1)
        column.addLayout(beside)
        column.addWidget(small(one.words))
        return step

    def _show_raised(self, found: Detail) -> None:
        clear(self._raised_column)
        if not found.actions:
            return
        title = text_label("Actions raised under the same item", "smallstrong", tone="quiet")
        self._raised_column.addWidget(title)
        for one in found.actions:
            self._raised_column.addWidget(small(f"{one.ref}  {one.text} ({one.status.lower()})"))

    # Doing

    def open_condition(self, state: ConditionState, _on: object = None) -> None:
        """Open the form that says what became of the condition."""
        if self._locked:
            self._bridge.announce(self._locked)
            return
        self.form.keep()
        self.form.open_for(self._row, state)

    def _after_form(self) -> None:
        self.state_buttons[ConditionState.MET].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        if self._locked:
            self._bridge.announce(self._locked)
            return
        not_said = ConditionState.NOT_SAID
        self._bridge.workspace.do(decision_chains.set_condition_state, self.shown, not_said, None)
        self._bridge.tell(f"{self._row.ref}: the condition is open again", undo=True)

    def _take_off(self) -> None:
        """What was minuted at a meeting has no such button: it is changed there."""
        if self._locked:
            self._bridge.announce(self._locked)
            return
        ref = self._row.ref
        self._bridge.workspace.do(written_procedures.take_off, self.shown)
        self._bridge.tell(f"{ref} removed from the register", undo=True)
        self.left.emit()

    def _unfollow(self, other: RegisterRow, _on: object = None, *, is_before: bool) -> None:
        pair = (self.shown, other.id) if is_before else (other.id, self.shown)
        self._bridge.workspace.do(decision_chains.unfollow, *pair)
        self._bridge.tell(f"{other.ref} taken out of the chain of {self._row.ref}", undo=True)
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """Link what was chosen or typed: a line of the list, a reference, or words that fit one."""
        text = self.finder.text()
        if not text.strip() or self._locked:
            return
        self._offer()
        sought = folded(text)
        fits = [key for words, key in self._offered.items() if sought in folded(words)]
        earlier = self._offered.get(text) or (fits[0] if len(fits) == 1 else "")
        if not earlier:
            some = "Several decisions say that." if fits else "No earlier decision says that."
            self.find_field.wrong(some, "Choose one from the list, or record one taken elsewhere.")
            return
        self._bridge.workspace.do(decision_chains.follow_on, self.shown, earlier)
        self._forget_find()
        self._bridge.tell(f"{self._row.ref} now follows on from that decision", undo=True)

    def _offer(self) -> None:
        """Ask what can be followed: not at every step through the list."""
        found = self._bridge.workspace.ask(decision_register.can_follow, self.shown)
        self._offered = {offered_words(row): row.id for row in found}
        self.earlier.offer_from(self._offered)

    def _forget_find(self) -> None:
        self.finder.clear()
        self.find_field.right()

    def _put_away(self) -> None:
        """Make room for another decision; what is typed of a condition comes back with its form."""
        self._forget_find()
        self.implements.setModified(False)
        self.form.put_away()


class _Finder(QLineEdit):
    """Tells when somebody comes here: only then is there a list to choose from."""

    come = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.come.emit()
        super().focusInEvent(event)


class _ConditionForm(BegunForm):
    """When the condition was met, not met or lapsed, and what shows it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("What became of the condition", "Save", bridge)
        self._decision_id, self._state = "", ConditionState.MET
        self.day = PastDay("On", bridge, "The day of the condition")
        self.note = TextField("What shows it", 200)
        self.add_row(self.day, self.note)
        self.follow(day=self.day, note=self.note)

    def open_for(self, row: RegisterRow, state: ConditionState) -> None:
        self._decision_id, self._state = row.id, state
        is_said = state is row.condition_state
        self.heading.setText(f"The condition: {condition_label(state).lower()}")
        self.day.show_day(row.condition_on if is_said else self._bridge.today())
        self.note.entry.setText(row.condition_note if is_said else "")
        self.note.entry.setCursorPosition(0)
        self.open_begun(f"condition/{row.id}/{state.value}", self.day.entry)

    def save(self) -> None:
        if not self.day.check():
            self.day.entry.setFocus()
            return
        try:
            self._bridge.workspace.do(
                decision_chains.set_condition_state,
                self._decision_id,
                self._state,
                self.day.day,
                self.note.text,
            )
        except UserError as refused:
            self.day.wrong(refused.happened, refused.do)
            self.day.entry.setFocus()
            return
        self._bridge.tell(f"Condition {condition_label(self._state).lower()}", undo=True)
        self.close_form()


def offered_words(row: Offered) -> str:
    """A decision in a list to choose from: "EXEC-2026-D001  The plan. (10 Feb 2026)"."""
    text = row.text if len(row.text) <= _WORDS_SHOWN else f"{row.text[:_WORDS_SHOWN]}…"
    return f"{row.ref}  {text} ({row.body}, {short_date(row.on)})"


def _column(widget: QWidget, gap: int) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    return made
