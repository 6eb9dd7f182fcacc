"""Where the minutes stand, as a row of steps; going back asks why, in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from masa_desktop.domain.meetings import needs_reason
from masa_desktop.domain.minutes import SETTLED, MinutesState, minutes_state_label
from masa_desktop.domain.words import capital, listed, short_date
from masa_desktop.services import issuing
from masa_desktop.ui import icons
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import Card, Field, Pill, button, page_shortcut, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from masa_desktop.services.issuing import IssuedRow, StepRow
    from masa_desktop.ui.bridge import Bridge

_NEXT = {
    MinutesState.DRAFT: MinutesState.CHAIR_CHECKED,
    MinutesState.CHAIR_CHECKED: MinutesState.CIRCULATED,
    MinutesState.CIRCULATED: MinutesState.APPROVED,
    MinutesState.AMENDED: MinutesState.APPROVED,
    MinutesState.APPROVED: MinutesState.PUBLISHED,
}
_HINTS = {
    MinutesState.DRAFT: "For the chair: Word minutes, above, writes the draft to send; a file that "
    "comes back changed is read below. Nothing here stops typing.",
    MinutesState.CHAIR_CHECKED: "Issue them below, and mark them as circulated once they are sent.",
    MinutesState.CIRCULATED: "Usually agreed at the next meeting, under its item for the minutes.",
    MinutesState.AMENDED: "Usually agreed at the next meeting, under its item for the minutes.",
    MinutesState.APPROVED: "Typing in them now asks for a reason, which is kept.",
    MinutesState.PUBLISHED: "Typing in them now asks for a reason, which is kept.",
}


def state_words(state: MinutesState) -> str:
    """A state where a heading already says that it is of minutes: "Checked by the chair"."""
    return capital(minutes_state_label(state).removeprefix("Draft, "))


_ISSUE_NEXT = "Issue the next version"
_BEHIND_HINT = "Whoever was sent it has the earlier words until the next version is issued, below."
_OUT = frozenset({MinutesState.CIRCULATED, MinutesState.AMENDED})


class StateCard(Card):
    issue_wanted = Signal(bool)
    """The next version is to be issued: True for the copy to share."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Minutes", " ")
        self._bridge, self._meeting_id = bridge, ""
        self.state, self._asked = MinutesState.DRAFT, MinutesState.DRAFT
        self.steps = {each: button(state_words(each), compact=True) for each in MinutesState}
        self.current = {each: Pill(state_words(each), "accent", "check") for each in MinutesState}
        self.hint, self.past = small(), small()
        self.changed = Pill()
        self._behind: Sequence[IssuedRow] = ()
        self.next = button("Next step", primary=True)
        self.reason = QLineEdit()
        self.reason_field = Field("Why the minutes go back", self.reason, "Kept with the step.")
        self.how = QComboBox(editable=True)
        self.how_field = Field(
            "Where they were approved", self.how, "Choose a meeting, or say how."
        )
        self.go_back, self.stay = button("Go back"), button("Leave as they are")
        self.asking = QWidget()
        self._lay_out()
        self._connect()

    def show_state(
        self,
        meeting_id: str,
        state: MinutesState,
        steps: Sequence[StepRow],
        *,
        is_agreed: bool = False,
        behind: Sequence[IssuedRow] = (),
    ) -> None:
        """Show where the minutes stand; a reason being typed stays. `is_agreed` by a parent too;
        `behind` are the versions that went out before a change."""
        if (meeting_id, state) != (self._meeting_id, self.state):
            self._stop_asking()
        self._meeting_id, self.state = meeting_id, state
        order = list(MinutesState)
        # What lies ahead again after going back is not done any more.
        been = {MinutesState.DRAFT, *(one.state for one in steps)} & set(
            order[: order.index(state)]
        )
        for each, made in self.steps.items():
            made.setVisible(each is not state)
            self.current[each].setVisible(each is state)
            icons.dress(made, *(("check", "good") if each in been else ("chevron-right", "text3")))
            seen = "been there, mark the minutes so again" if each in been else "mark so"
            made.setAccessibleName(f"{state_words(each)}: {seen}")
        said = "; ".join(filter(None, (state_words(state), changed_words(behind))))
        self.row.setAccessibleName(f"State of the minutes: {said}")
        self._show_next(_HINTS[MinutesState.APPROVED if is_agreed else state], behind)
        self.past.setText("\n".join(step_words(one) for one in reversed(steps)))
        self.past.setVisible(bool(steps))

    def _show_next(self, hint: str, behind: Sequence[IssuedRow]) -> None:
        """A version that is behind is issued anew before anything is agreed."""
        self._behind = behind
        self.changed.say(changed_words(behind), "warn", "warn")
        self.changed_row.setVisible(bool(behind))
        self.hint.setText(_BEHIND_HINT if behind else hint)
        following = _NEXT.get(self.state)
        self.next.setVisible(following is not None)
        if following is not None:
            marked = f"Mark as {_lower(following)}"
            self.next.setText(_ISSUE_NEXT if self._is_to_issue else marked)

    @property
    def _is_to_issue(self) -> bool:
        return bool(self._behind) and self.state in _OUT

    # Building

    def _lay_out(self) -> None:
        self.row = QWidget()
        flow = FlowLayout(self.row, gap=6, row_gap=6)
        for each in MinutesState:
            flow.addWidget(self.current[each])
            flow.addWidget(self.steps[each])
        answers = QWidget()
        line = FlowLayout(answers, gap=8)
        line.addWidget(self.go_back)
        line.addWidget(self.stay)
        inside = QHBoxLayout(self.asking)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.reason_field, 1)
        inside.addWidget(self.how_field, 1)
        self.answers = answers
        below = QHBoxLayout()
        below.addWidget(self.next)
        below.addStretch(1)
        self.changed_row = QWidget()
        FlowLayout(self.changed_row, gap=0).addWidget(self.changed)
        for part in (self.row, self.changed_row, self.hint, self.asking, answers):
            self.body.addWidget(part)
        self.body.addLayout(below)
        self.body.addWidget(self.past)
        self.asking.hide()
        self.answers.hide()

    def _connect(self) -> None:
        for state, made in self.steps.items():
            made.clicked.connect(lambda _=False, wanted=state: self.choose(wanted))
        self.next.clicked.connect(self._go_on)
        self.reason.returnPressed.connect(self._answer)
        typed = self.how.lineEdit()
        if typed is not None:
            typed.setPlaceholderText("At which meeting, or by correspondence")
            typed.returnPressed.connect(self._answer)
        self.go_back.clicked.connect(self._answer)
        self.stay.clicked.connect(self._leave)
        escape = page_shortcut(self.asking, "Esc")
        escape.activated.connect(self._leave)

    # Doing

    def _go_on(self) -> None:
        if self._is_to_issue:
            self.issue_wanted.emit(self._behind[0].is_shareable)
        else:
            self.choose(_NEXT[self.state])

    def choose(self, state: MinutesState) -> None:
        """Go to a state at once; what goes back asks why first, and an approval where (MIN-3)."""
        if needs_reason(self.state, state):
            self._asked = state
            self.go_back.setText(f"Go back to {_lower(state)}")
            self._show_asking(wanted=True)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state is MinutesState.APPROVED:
            self._asked = state
            self.go_back.setText("Mark as approved")
            self._offer_meetings()
            self._show_asking(wanted=True)
            self.how.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stop_asking()
            self._set(state, "")

    def _offer_meetings(self) -> None:
        self.how.clear()
        ask, today = self._bridge.workspace.ask, self._bridge.today()
        for key, words in ask(issuing.approving, self._meeting_id, today):
            self.how.addItem(words, key)
        self.how.addItem("By correspondence", "")
        self.how.setCurrentIndex(-1)
        self.how.clearEditText()

    def _answer(self) -> None:
        if self._is_approving:
            self._approve()
            return
        reason = self.reason.text().strip()
        if not reason:
            self.reason_field.wrong("A reason is needed.", "For example “a name was wrong”.")
            self.reason.setFocus()
            return
        asked = self._asked
        self._stop_asking()
        self._set(asked, reason)

    @property
    def _is_approving(self) -> bool:
        return self._asked is MinutesState.APPROVED and not needs_reason(self.state, self._asked)

    def _approve(self) -> None:
        words = self.how.currentText().strip()
        if not words:
            self.how_field.wrong("It is not said yet.", "For example “By correspondence”.")
            self.how.setFocus()
            return
        place = self.how.findText(words)
        meeting_id = str(self.how.itemData(place)) if place >= 0 else ""
        self._stop_asking()
        self._set(MinutesState.APPROVED, "" if meeting_id else words, meeting_id or None)

    def _set(self, state: MinutesState, reason: str, at_meeting_id: str | None = None) -> None:
        """What was agreed is reversed by a record; what was not may also be taken back."""
        workspace, today = self._bridge.workspace, self._bridge.today()
        is_record = bool({state, self.state} & SETTLED)
        write = workspace.keep if is_record else workspace.do
        self._move_focus(state)
        write(
            issuing.set_state,
            self._meeting_id,
            state,
            today,
            reason=reason,
            at_meeting_id=at_meeting_id,
        )
        said = f"The minutes are marked as {_lower(state)}"
        self._bridge.tell(said, undo=not is_record)

    def _move_focus(self, state: MinutesState) -> None:
        """The step that becomes the current one cannot keep the focus."""
        if self.steps[state].hasFocus() or self.next.hasFocus():
            following = _NEXT.get(state)
            target: QPushButton = self.next if following else self.steps[self.state]
            target.show()
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._stop_asking()
        self.steps[self._asked].setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        self.reason.clear()
        self.reason_field.right()
        self.how_field.right()
        self._show_asking(wanted=False)

    def _show_asking(self, *, wanted: bool) -> None:
        """While a reason is asked for, nothing else is offered."""
        self.reason_field.setVisible(not self._is_approving)
        self.how_field.setVisible(self._is_approving)
        self.asking.setVisible(wanted)
        self.answers.setVisible(wanted)
        self.next.setVisible(not wanted and self.state in _NEXT)


def changed_words(behind: Sequence[IssuedRow]) -> str:
    """ "Changed since version 0.1 went out"; "" if none is behind."""
    if not behind:
        return ""
    called = [f"{row.version} (to share)" if row.is_shareable else row.version for row in behind]
    return f"Changed since version{'s' if called[1:] else ''} {listed(called)} went out"


def step_words(step: StepRow) -> str:
    """A step in one line: "10 Feb 2026: Circulated at version 0.1, by Kit. A name was wrong"."""
    said = [f"{short_date(step.on)}: {state_words(step.state)}"]
    said[0] += f" at version {step.version}" if step.version else ""
    said[0] += f", by {step.by}" if step.by else ""
    return ". ".join([*said, step.reason] if step.reason else said)


def _lower(state: MinutesState) -> str:
    words = state_words(state)
    return words[:1].lower() + words[1:]
