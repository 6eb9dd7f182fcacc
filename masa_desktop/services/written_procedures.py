"""Decisions between meetings: a matter put to a group in writing, and chair's action (DEC-4, W179).

What was answered is summed; what was decided a person records. A restricted matter stands on the
screen of those who asked it and on its own paper, in no report of several.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import written_procedures as rules
from masa_desktop.domain.attendance import Capacity, capacity_label
from masa_desktop.domain.decisions import (
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    particulars_words,
    printed_lead,
    status_label,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import listed, long_date, plain_date
from masa_desktop.domain.written_procedures import Answer, ProcedureState, SeatAnswer, Tally
from masa_desktop.services import (
    decision_chains,
    decisions,
    drafts,
    groups,
    names,
    numbering,
    people,
    ratification,
)
from masa_desktop.services.settled import is_settled
from masa_desktop.storage.entities import (
    Decision,
    Entry,
    Group,
    Person,
    Seat,
    WrittenAnswer,
    WrittenProcedure,
)
from masa_desktop.storage.entities.base import natural_id

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.groups import SeatRow

OUTCOMES = (
    DecisionStatus.AGREED,
    DecisionStatus.CONDITIONAL,
    DecisionStatus.NOT_AGREED,
    DecisionStatus.TO_BE_RATIFIED,
)
"""What a person may record as the outcome."""

WHOSE_RULE = (
    "What counts as agreement between meetings is for the arrangements of the partnership. "
    "Nothing is worked out here: a person records the outcome."
)


def ask(
    session: Session,
    group_id: str,
    matter: str,
    asked_on: date,
    *,
    answers_by: date | None = None,
    why: str = "",
    is_restricted: bool = False,
) -> str:
    """Put a matter to the seats of a group in writing; gives the id.

    `why` says why it cannot wait for a meeting. Raises UserError without words, or if answers are
    due before it is asked.
    """
    _check_days(asked_on, answers_by)
    row = WrittenProcedure(
        group_id=group_id,
        matter=_said(matter),
        asked_on=asked_on,
        answers_by=answers_by,
        why=_plain(why),
        is_restricted=is_restricted,
    )
    session.add(row)
    session.flush()
    return row.id


def set_details(
    session: Session,
    procedure_id: str,
    *,
    matter: str,
    answers_by: date | None,
    why: str,
    is_restricted: bool,
) -> None:
    """Put right what is asked while it is open. Raises UserError as `ask` does, or if closed.

    Its words stay once somebody has answered them: the answers were given to those words.
    """
    row = _open(session, procedure_id)
    _check_days(row.asked_on, answers_by)
    words = _said(matter)
    if words != row.matter and _is_answered(session, row):
        raise UserError(
            "There are answers to this matter, so its words stay as they were asked.",
            do="Withdraw it and ask anew, or take the answers away first.",
        )
    row.matter, row.why = words, _plain(why)
    row.answers_by, row.is_restricted = answers_by, is_restricted


def answer(
    session: Session,
    procedure_id: str,
    seat_id: str,
    said: Answer | None,
    on: date,
    *,
    person_id: str | None = None,
    words: str = "",
) -> None:
    """Record what a seat answered on a day; the newest replaces what was there, None clears it.

    Without `person_id` it is the person recorded for that day already, else who held the seat on
    it, if just one did. What was begun for the seat on this laptop is done with. Raises UserError
    if the procedure is closed, the seat was not asked, the day lies before it was asked, or a
    comment is said to be there and is not.
    """
    row = _open(session, procedure_id)
    drafts.keep_fields(session, seat_key(procedure_id, seat_id), {})
    key = natural_id(procedure_id, seat_id)
    known = session.get(WrittenAnswer, key)
    if said is None:
        if known is not None:
            known.is_deleted = True
        return
    if rules.needs_words(said, words):
        raise UserError(
            "An answer that agrees with a comment needs the comment.",
            do="Type the comment, or record that they agree.",
        )
    is_new = known is None or known.is_deleted
    if is_new and all(one.id != seat_id for one in _asked(session, row)):
        raise UserError("This seat was not asked, so no answer was recorded for it.")
    if on < row.asked_on:
        raise UserError(
            f"The answer lies before the day it was asked, {long_date(row.asked_on)}.",
            do="Check the day of the answer.",
        )
    person_id = person_id or _answered_by(session, known, seat_id, on)
    if known is None:
        known = WrittenAnswer(
            id=key, procedure_id=procedure_id, seat_id=seat_id, answer=said.value, on=on
        )
        session.add(known)
    known.answer, known.on, known.is_deleted = said.value, on, False
    known.person_id, known.words = person_id, _plain(words)


def decide(
    session: Session,
    procedure_id: str,
    on: date,
    *,
    status: DecisionStatus,
    verb: DecisionVerb = DecisionVerb.AGREED,
    conditions: str = "",
    note: str = "",
) -> str:
    """Record the outcome a person names, one of OUTCOMES; gives the decision's id.

    Those who do not agree stand in the decision as dissent, unless nothing was agreed. Raises
    UserError if the procedure is closed, the day lies before it was asked, or a condition is meant
    but not named.
    """
    row = _open(session, procedure_id)
    if status not in OUTCOMES:
        raise ValueError(status)
    _check_closing(row, on)
    if status is DecisionStatus.CONDITIONAL and not conditions.strip():
        raise UserError(
            "An agreement with a condition needs the condition.", do="Type what it depends on."
        )
    against = () if status is DecisionStatus.NOT_AGREED else _tally(session, row).against
    row.decision_id = decisions.add_between_meetings(
        session,
        row.group_id,
        on,
        row.matter,
        verb=verb,
        method=DecisionMethod.WRITTEN_PROCEDURE,
        status=status,
        dissent=listed(against),
        conditions=conditions,
        is_restricted=row.is_restricted,
    )
    row.state, row.closed_on = ProcedureState.DECIDED.value, on
    row.close_note = _plain(note)
    return row.decision_id


def withdraw(session: Session, procedure_id: str, on: date, note: str = "") -> None:
    """The matter is no longer asked; what was answered is kept. Raises UserError if closed."""
    row = _open(session, procedure_id)
    _check_closing(row, on)
    row.state, row.closed_on = ProcedureState.WITHDRAWN.value, on
    row.close_note = _plain(note)


def reopen(session: Session, procedure_id: str) -> None:
    """It was closed by mistake: it is open again, and its decision goes.

    Raises UserError once a meeting has ratified the decision, or refused to, once agreed minutes
    name it, or while it is in a chain of decisions.
    """
    row = session.get_one(WrittenProcedure, procedure_id)
    if row.decision_id is not None:
        decision = session.get_one(Decision, row.decision_id)
        if not decision.is_deleted:
            _check_may_go(session, decision)
        _drop(session, decision)
    row.state, row.closed_on, row.close_note = ProcedureState.OPEN.value, None, ""
    row.decision_id = None


def take_off(session: Session, decision_id: str) -> None:
    """A decision taken elsewhere, or by chair's action, was recorded by mistake: it goes.

    Raises UserError if it was minuted at a meeting or ended a written procedure, and as `reopen`.
    """
    decision = session.get_one(Decision, decision_id)
    if session.get_one(Entry, decision.entry_id).meeting_id is not None:
        raise UserError(
            "This decision was minuted at a meeting, so it stays in the register.",
            do="Change it in the minutes of that meeting.",
        )
    ended = select(WrittenProcedure.id).where(
        WrittenProcedure.decision_id == decision_id, ~WrittenProcedure.is_deleted
    )
    if session.scalars(ended).first() is not None:
        raise UserError(
            "This decision is the outcome of a matter asked in writing.",
            safe="It stays in the register.",
            do="Reopen the matter under Between meetings, and the decision goes with its outcome.",
        )
    _check_may_go(session, decision)
    _drop(session, decision)


def _drop(session: Session, decision: Decision) -> None:
    decision.is_deleted = True
    session.get_one(Entry, decision.entry_id).is_deleted = True


def chairs_action(
    session: Session,
    group_id: str,
    on: date,
    text: str,
    *,
    why: str,
    to_be_ratified: bool,
    is_restricted: bool = False,
) -> str:
    """A decision the chair took between meetings; gives the decision's id.

    `why` it could not wait stands behind its words. Raises UserError without words or reason.
    """
    words, reason = _plain(text), _plain(why).rstrip(".")
    if words and not reason:
        raise UserError(
            "Chair’s action needs the reason why it could not wait.", do="Type the reason."
        )
    lead = f"{words.rstrip('.')}. Why it could not wait: {reason}." if words else ""
    return decisions.add_between_meetings(
        session,
        group_id,
        on,
        lead,
        method=DecisionMethod.CHAIRS_ACTION,
        status=DecisionStatus.TO_BE_RATIFIED if to_be_ratified else DecisionStatus.AGREED,
        is_restricted=is_restricted,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureRow:
    """One procedure in the list. `due` says how far off its day is, "" once it is closed.

    `outcome` is how its decision stands, "" if there is none.
    """

    id: str
    group_id: str
    group: str
    code: str
    matter: str
    asked_on: date
    answers_by: date | None
    due: str
    is_late: bool
    tally: Tally
    state: ProcedureState
    outcome: str
    is_restricted: bool

    @property
    def is_open(self) -> bool:
        return self.state is ProcedureState.OPEN


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A seat that has no say: who holds it, and why it has none."""

    seat: str
    holder: str
    capacity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One procedure with its answers. `decision_ref` and `decision` are "" without an outcome.

    `silence` says what a missing answer means, once the day has passed; `still_asked` that answers
    may come, before it.
    """

    row: ProcedureRow
    why: str
    closed_on: date | None
    close_note: str
    not_asked: tuple[NotAsked, ...]
    silence: str
    still_asked: str
    decision_id: str
    decision_ref: str
    decision: str


def rows(session: Session, today: date, group_id: str | None = None) -> list[ProcedureRow]:
    """Every procedure, or one group's: open ones first, those due first before the others."""
    wanted = select(WrittenProcedure).where(~WrittenProcedure.is_deleted)
    if group_id is not None:
        wanted = wanted.where(WrittenProcedure.group_id == group_id)
    found = [_summed(session, one, today) for one in session.scalars(wanted)]
    return sorted(found, key=_order)


def procedure(session: Session, procedure_id: str, today: date) -> Procedure:
    """One procedure with the answer of each seat that was asked."""
    row = session.get_one(WrittenProcedure, procedure_id)
    shown = _summed(session, row, today)
    decision = _decision_of(session, row)
    silence = rules.silence_words(shown.tally, row.answers_by, today) if shown.is_open else ""
    return Procedure(
        row=shown,
        why=row.why,
        closed_on=row.closed_on,
        close_note=row.close_note,
        not_asked=_not_asked(session, row),
        silence=silence,
        still_asked=(
            rules.still_asked_words(shown.tally, row.answers_by, today) if shown.is_open else ""
        ),
        decision_id=decision.id if decision else "",
        decision_ref=_ref(decision, shown.code) if decision else "",
        decision=_outcome_words(decision) if decision else "",
    )


def outcome_words(found: Procedure) -> tuple[str, ...]:
    """How it ended, in sentences; that nothing is recorded yet if it is open."""
    if found.row.is_open:
        return ("No outcome is recorded.", WHOSE_RULE)
    on = f" on {long_date(found.closed_on)}" if found.closed_on else ""
    if found.row.state is ProcedureState.WITHDRAWN:
        return (f"Withdrawn{on}.", found.close_note)
    if not found.decision_id:
        return ("The decision it ended in has been removed.", found.close_note)
    return (f"{found.decision_ref}, recorded{on}. {found.decision}", found.close_note)


def asked_by_answers(session: Session, answer_ids: Collection[str]) -> set[str]:
    """The procedures these answers belong to."""
    wanted = select(WrittenAnswer.procedure_id).where(WrittenAnswer.id.in_(answer_ids))
    return set(session.scalars(wanted))


def seat_key(procedure_id: str, seat_id: str) -> str:
    """Names what is typed beside a seat of one matter, for `drafts`."""
    return f"written_procedure/{procedure_id}/{seat_id}"


def _order(row: ProcedureRow) -> tuple[bool, bool, int, str]:
    """Open ones by the day answers are due, those without a day after them; then the newest."""
    if not row.is_open:
        return (True, True, -row.asked_on.toordinal(), row.id)
    due = row.answers_by or row.asked_on
    return (False, row.answers_by is None, due.toordinal(), row.id)


def _summed(session: Session, row: WrittenProcedure, today: date) -> ProcedureRow:
    summed, state = _tally(session, row), ProcedureState(row.state)
    is_open = state is ProcedureState.OPEN
    decision = _decision_of(session, row)
    code = session.get_one(Group, row.group_id).code
    return ProcedureRow(
        id=row.id,
        group_id=row.group_id,
        group=names.of_groups(session, row.asked_on).get(row.group_id, code),
        code=code,
        matter=row.matter,
        asked_on=row.asked_on,
        answers_by=row.answers_by,
        due=rules.standing_words(summed, row.answers_by, today) if is_open else "",
        is_late=is_open and rules.is_late(summed, row.answers_by, today),
        tally=summed,
        state=state,
        outcome=_stands(decision) if decision else "",
        is_restricted=row.is_restricted,
    )


def _stands(decision: Decision) -> str:
    return status_label(DecisionStatus(decision.status), DecisionVerb(decision.verb))


def _tally(session: Session, row: WrittenProcedure) -> Tally:
    said = {
        one.seat_id: (one, name)
        for one, name in session.execute(
            select(WrittenAnswer, Person.name)
            .outerjoin(Person, Person.id == WrittenAnswer.person_id)
            .where(WrittenAnswer.procedure_id == row.id, ~WrittenAnswer.is_deleted)
        )
    }
    asked = [_seat_answer(seat, *said.pop(seat.id, (None, None))) for seat in _asked(session, row)]
    # A seat put right for the past takes no answer with it.
    gone = [_former(session, row, one, name) for one, name in said.values()]
    return rules.tally([*asked, *sorted(gone, key=lambda one: (one.seat, one.id))])


def _seat_answer(seat: SeatRow, said: WrittenAnswer | None, name: str | None) -> SeatAnswer:
    chair = f"chair of {seat.follows}" if seat.follows else ""
    return SeatAnswer(
        id=seat.id,
        seat=seat.title,
        agency=seat.agency,
        holder=name or listed([one.person for one in seat.holders]) or chair,
        by=name or "",
        is_vacant=seat.is_vacant and not seat.follows,
        answer=Answer(said.answer) if said else None,
        words=said.words if said else "",
        on=said.on if said else None,
    )


def _former(
    session: Session, row: WrittenProcedure, said: WrittenAnswer, name: str | None
) -> SeatAnswer:
    seat = session.get_one(Seat, said.seat_id)
    return SeatAnswer(
        id=said.seat_id,
        seat=seat.title,
        agency=names.of_agencies(session, row.asked_on).get(seat.agency_id or "", ""),
        holder=name or "",
        by=name or "",
        answer=Answer(said.answer),
        words=said.words,
        on=said.on,
    )


def _answered_by(
    session: Session, known: WrittenAnswer | None, seat_id: str, on: date
) -> str | None:
    """Who is recorded for that day already, else who held the seat on it, if just one did."""
    if known is not None and not known.is_deleted and known.on == on and known.person_id:
        return known.person_id
    held = people.holdings(session, [seat_id], on).get(seat_id, ())
    holders = [one.person_id for one in held if not one.is_deputy]
    return holders[0] if len(holders) == 1 else None


def _is_answered(session: Session, row: WrittenProcedure) -> bool:
    wanted = select(WrittenAnswer.id).where(
        WrittenAnswer.procedure_id == row.id, ~WrittenAnswer.is_deleted
    )
    return session.scalars(wanted.limit(1)).first() is not None


def _asked(session: Session, row: WrittenProcedure) -> list[SeatRow]:
    """The seats with a say on the day of asking."""
    found = groups.seats(session, row.group_id, row.asked_on)
    return [seat for seat in found if not Capacity(seat.capacity).never_counts]


def _not_asked(session: Session, row: WrittenProcedure) -> tuple[NotAsked, ...]:
    return tuple(
        NotAsked(
            seat.title,
            listed([one.person for one in seat.holders]),
            capacity_label(Capacity(seat.capacity)).lower(),
        )
        for seat in groups.seats(session, row.group_id, row.asked_on)
        if Capacity(seat.capacity).never_counts
    )


def _decision_of(session: Session, row: WrittenProcedure) -> Decision | None:
    decision = session.get(Decision, row.decision_id) if row.decision_id else None
    return decision if decision is not None and not decision.is_deleted else None


def _ref(decision: Decision, code: str) -> str:
    year = decision.decided_on.year
    return numbering.shown(decision.ref, code, year, decision.id, kind=Kind.DECISION)


def _outcome_words(row: Decision) -> str:
    lead = printed_lead(DecisionStatus(row.status), DecisionVerb(row.verb))
    more = particulars_words(DecisionMethod(row.method), row.dissent, row.conditions)
    return f"{lead}. {more}".strip()


def _open(session: Session, procedure_id: str) -> WrittenProcedure:
    row = session.get_one(WrittenProcedure, procedure_id)
    state = ProcedureState(row.state)
    if state is not ProcedureState.OPEN:
        raise UserError(
            f"This matter is closed: {rules.state_label(state).lower()}.",
            do="Reopen it first, if it was closed by mistake.",
        )
    return row


def _check_may_go(session: Session, decision: Decision) -> None:
    if decision.settled_at_id is not None:
        raise UserError(
            "A meeting has dealt with this decision, so it stays as it is.",
            do="Ask again in writing, or bring the matter to a meeting.",
        )
    if _is_in_agreed_minutes(session, decision):
        raise UserError(
            "Agreed minutes name this decision, so it stays as it is.",
            do="Ask again in writing, or bring the matter to a meeting.",
        )
    follows = decision_chains.follows(session)
    if follows.get(decision.id) or any(decision.id in earlier for earlier in follows.values()):
        raise UserError(
            "This decision is in a chain with others, so it stays as it is.",
            do="Take it out of the chain in the register of decisions first.",
        )


def _is_in_agreed_minutes(session: Session, decision: Decision) -> bool:
    """Whether agreed minutes name its reference: where it was noted (DEC-4)."""
    minuted = Entry.meeting_id.is_not(None) & ~Entry.is_deleted
    lines = ratification.naming(session, [decision], minuted)[decision.id]
    return any(is_settled(session, key) for key in {line.meeting_id for line in lines} if key)


def _check_days(asked_on: date, answers_by: date | None) -> None:
    if answers_by is not None and answers_by < asked_on:
        raise UserError(
            f"The day for answers lies before the day it is asked, {plain_date(asked_on)}.",
            do="Check the two days.",
        )


def _check_closing(row: WrittenProcedure, on: date) -> None:
    if on < row.asked_on:
        raise UserError(
            f"This day lies before the matter was asked, {plain_date(row.asked_on)}.",
            do="Check the day.",
        )


def _said(matter: str) -> str:
    words = _plain(matter)
    if not words:
        raise UserError("There is nothing to ask yet.", do="Type what the group is asked.")
    return words


def _plain(text: str) -> str:
    return " ".join(text.split())
