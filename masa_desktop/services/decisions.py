"""How a decision was reached, and what waits to be ratified (DEC-1, ATT-4, M1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.capture_words import begins_command
from masa_desktop.domain.decision_words import Decided, lifted, verb_said, written
from masa_desktop.domain.decisions import (
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    not_ratifiable_at,
    status_label,
    waits_because,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.domain.quorum import State
from masa_desktop.domain.references import Kind
from masa_desktop.services import attendance, numbering, ratification
from masa_desktop.services.order import between
from masa_desktop.services.roll_records import roll_of
from masa_desktop.services.settled import check_open
from masa_desktop.storage import log
from masa_desktop.storage.entities import AgendaItem, Decision, Entry, Group, Meeting

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision to be ratified: where and when it was taken, and `why` it waits.

    `item` is the title of its item; what says the meeting and item is "" for a decision taken
    between meetings. Of a restricted item neither words nor title may leave the
    screen of those who minute it: `is_restricted` says so.
    """

    id: str
    entry_id: str
    ref: str
    words: str
    meeting_id: str
    meeting: str
    on: date
    item_id: str
    item: str
    why: str
    is_restricted: bool


def to_be_ratified(session: Session, group_id: str) -> tuple[Waiting, ...]:
    """Every decision of a group that waits for a quorate meeting, the oldest first."""
    found = session.execute(
        select(Decision, Entry, Group.code, Meeting, AgendaItem)
        .join(Entry, Entry.id == Decision.entry_id)
        .join(Group, Group.id == Decision.group_id)
        .outerjoin(Meeting, Meeting.id == Entry.meeting_id)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(
            *_KEPT,
            Meeting.is_deleted.is_(None) | ~Meeting.is_deleted,
            Decision.group_id == group_id,
            Decision.status == DecisionStatus.TO_BE_RATIFIED.value,
        )
        .order_by(Decision.decided_on, Decision.ref, Decision.id)
    ).all()
    return tuple(
        Waiting(
            id=row.id,
            entry_id=entry.id,
            ref=numbering.shown(row.ref, code, row.decided_on.year, row.id, kind=Kind.DECISION),
            words=entry.text,
            meeting_id=meeting.id if meeting else "",
            meeting=_ref_of(meeting, code),
            on=meeting.on if meeting else row.decided_on,
            item_id=item.id if item else "",
            item=item.title if item else "",
            why=ratification.waits_again(session, row) or _why(session, meeting, item),
            is_restricted=row.is_restricted or bool(item and item.is_restricted),
        )
        for row, entry, code, meeting, item in found
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What is recorded of one decision beside its words; `ref` is "" until it is numbered."""

    ref: str
    verb: DecisionVerb
    method: DecisionMethod
    dissent: str
    conditions: str


def said_of(session: Session, entry_id: str) -> Said | None:
    """What is recorded of the decision under this entry; None if it is no decision."""
    row = _of_entry(session, entry_id)
    if row is None:
        return None
    method, verb = DecisionMethod(row.method), DecisionVerb(row.verb)
    return Said(row.ref, verb, method, row.dissent, row.conditions)


def _stood_before(session: Session, entry_id: str) -> bool:
    """Whether a line became a decision, and all its words are from before that."""
    lines = log.history_of(session, [entry_id])
    became = [one.at for one in lines if one.column == "kind" and one.new == EntryKind.DECISION]
    said = [one.at for one in lines if one.column == "text"]
    return bool(became and said) and max(said) < max(became)


_UNSAID = Decided("", DecisionVerb.AGREED)
_NOT_DONE = (DecisionStatus.PROPOSED, DecisionStatus.DEFERRED, DecisionStatus.NOT_AGREED)


def set_method(session: Session, entry_id: str, method: DecisionMethod) -> None:
    """Say how the decision was reached (DEC-1). Raises UserError once the minutes are agreed."""
    _to_change(session, entry_id).method = method.value


def set_dissent(session: Session, entry_id: str, who: str) -> None:
    """Say who dissented, in plain words; "" for nobody (DEC-1). Raises as `set_method` does."""
    _to_change(session, entry_id).dissent = " ".join(who.split())


def set_conditions(session: Session, entry_id: str, conditions: str) -> None:
    """Say on what condition it was agreed; "" for none (DEC-3). Raises as `set_method` does.

    A decision agreed on a condition is printed as such.
    """
    _say_condition(_to_change(session, entry_id), conditions)
    meeting_id = session.get_one(Entry, entry_id).meeting_id
    if meeting_id:
        attendance.follow_quorum(session, meeting_id)


def _say_condition(row: Decision, conditions: str) -> None:
    row.conditions = " ".join(conditions.split())
    if not row.conditions:
        row.condition_state, row.condition_on, row.condition_note = "", None, ""
        if row.status == DecisionStatus.CONDITIONAL:
            row.status = DecisionStatus.AGREED.value


def give(session: Session, entry_id: str, said: Decided) -> None:
    """Record what a decision that was typed in one line says beside its words; of what it does
    not say nothing is left, though the line said more when it was typed before. An entry that is
    no decision any more takes nothing."""
    row = _of_entry(session, entry_id)
    if row is None:
        return
    row.verb = (said.verb or DecisionVerb.AGREED).value
    row.dissent = said.dissent
    row.method = said.method.value
    if said.conditions != row.conditions:
        set_conditions(session, entry_id, said.conditions)


def say_as(session: Session, entry_id: str, other_id: str) -> None:
    """A decision copied from another entry says beside its words what that one says; neither need
    be a decision. Whether there was a quorum for it, and what became of it, is its own."""
    row = _of_entry(session, entry_id)
    other = session.scalars(select(Decision).where(Decision.entry_id == other_id)).first()
    if row is None or other is None:
        return
    if other.status in _NOT_DONE:
        row.status = other.status
    give(session, entry_id, _said_beside("", other))


def reworded(session: Session, entry: Entry, kind: EntryKind, text: str) -> str:
    """The words of a line that from now on is of this kind.

    What a decision says beside its words goes into them when it becomes something else, and out
    of them when it is a decision again; words that say other things by then are all it says.
    A line that is typed again as a command says all of it by itself.
    """
    was, is_now = entry.kind == EntryKind.DECISION, kind is EntryKind.DECISION
    row = session.scalars(select(Decision).where(Decision.entry_id == entry.id)).first()
    if row is None:
        return text
    said = _said_beside(text, row)
    if was and not is_now:
        return _with_all_said(session, entry, said)
    # One that was private for a while still is a decision, of which the words were forgotten.
    if is_now and not (was and entry.text):
        return _with_words_alone(entry, row, said)
    return text


def _said_beside(text: str, row: Decision) -> Decided:
    method = DecisionMethod(row.method)
    return Decided(text, DecisionVerb(row.verb), row.conditions, row.dissent, method)


def _with_all_said(session: Session, entry: Entry, said: Decided) -> str:
    """The words of a decision that is none any more, with what stood beside them."""
    is_bare = replace(said, text="") == _UNSAID
    stood = is_bare and (not entry.text or _stood_before(session, entry.id))
    return said.text if stood or begins_command(said.text) else written(said)


def _with_words_alone(entry: Entry, row: Decision, said: Decided) -> str:
    """The words of a line that is a decision again, without what stands beside them.

    What stood there is gone if they say other things by now.
    """
    is_typing_undone = lifted(entry.text, said) == said.text
    if begins_command(entry.text) or is_typing_undone:
        return said.text
    left = lifted(said.text, said)
    if left is None or replace(said, text="") == _UNSAID:
        row.verb, row.dissent = (verb_said(said.text) or DecisionVerb.AGREED).value, ""
        row.method = DecisionMethod.NOT_STATED.value
        _say_condition(row, "")
    return said.text if left is None else left


def add_between_meetings(
    session: Session,
    group_id: str,
    on: date,
    text: str,
    *,
    verb: DecisionVerb = DecisionVerb.AGREED,
    method: DecisionMethod = DecisionMethod.NOT_STATED,
    status: DecisionStatus = DecisionStatus.AGREED,
    dissent: str = "",
    conditions: str = "",
    is_restricted: bool = False,
) -> str:
    """A decision of a group that is in no minutes here (DEC-2, DEC-4); gives the decision's id.

    It is numbered as others are, and agreed on a condition if one is named. Raises UserError
    without words.
    """
    if conditions.strip() and status is DecisionStatus.AGREED:
        status = DecisionStatus.CONDITIONAL
    words = " ".join(text.split())
    if not words:
        raise UserError("A decision needs words.", do="Type what was decided.")
    entry = Entry(
        meeting_id=None,
        item_id=None,
        position=between(None, None),
        kind=EntryKind.DECISION.value,
        text=words,
    )
    session.add(entry)
    session.flush()
    row = Decision(
        entry_id=entry.id,
        group_id=group_id,
        ref=numbering.issue(session, Kind.DECISION, group_id, on.year),
        decided_on=on,
        verb=verb.value,
        method=method.value,
        status=status.value,
        dissent=" ".join(dissent.split()),
        conditions=" ".join(conditions.split()),
        is_restricted=is_restricted,
    )
    session.add(row)
    session.flush()
    return row.id


def _of_entry(session: Session, entry_id: str) -> Decision | None:
    wanted = select(Decision).where(Decision.entry_id == entry_id, ~Decision.is_deleted)
    return session.scalars(wanted).first()


def _to_change(session: Session, entry_id: str) -> Decision:
    meeting_id = session.get_one(Entry, entry_id).meeting_id
    if meeting_id:
        check_open(session, meeting_id)
    return session.scalars(select(Decision).where(Decision.entry_id == entry_id)).one()


def ratify(
    session: Session, decision_id: str, meeting_id: str, on: date, *, item_id: str | None = None
) -> None:
    """A later meeting of the group made the decision good (ATT-4, M1).

    The quorum is asked at `item_id`; None is the item that meeting is at, or the whole meeting.
    Raises UserError if the decision does not wait, or if that meeting cannot settle it: it is not
    a later meeting of the group, its roll-call is not taken, or it is not quorate itself.
    """
    _settle(session, decision_id, meeting_id, on, item_id, DecisionStatus.RATIFIED)


def refuse_ratification(
    session: Session, decision_id: str, meeting_id: str, on: date, *, item_id: str | None = None
) -> None:
    """A later meeting would not ratify it. Raises UserError as `ratify` does."""
    _settle(session, decision_id, meeting_id, on, item_id, DecisionStatus.NOT_RATIFIED)


def _settle(
    session: Session,
    decision_id: str,
    meeting_id: str,
    on: date,
    item_id: str | None,
    status: DecisionStatus,
) -> None:
    decision = session.get_one(Decision, decision_id)
    if decision.status != DecisionStatus.TO_BE_RATIFIED.value:
        raise UserError(
            "This decision does not wait to be ratified: it is "
            f"“{status_label(DecisionStatus(decision.status))}”."
        )
    meeting = session.get_one(Meeting, meeting_id)
    taken_at = session.get_one(Entry, decision.entry_id).meeting_id
    is_later = meeting.group_id == decision.group_id and meeting.on >= decision.decided_on
    if taken_at == meeting_id or not is_later or meeting.status == MeetingStatus.CANCELLED.value:
        raise not_ratifiable_at(is_the_same=taken_at == meeting_id)
    _check_quorate(session, meeting, item_id)
    decision.status = status.value
    decision.settled_at_id, decision.settled_on = meeting_id, on


def _check_quorate(session: Session, meeting: Meeting, item_id: str | None) -> None:
    roll = attendance.roll_call(session, meeting.id, item_id or meeting.current_item_id)
    if not roll.is_taken:
        raise UserError(
            "The roll-call of this meeting is not taken, so nobody can say whether it is quorate.",
            do="Take the roll-call, then ratify.",
        )
    if roll.verdict.state is State.NOT_QUORATE:
        raise UserError(
            "This meeting is not quorate either, so it cannot ratify the decision. "
            f"{waits_because(roll.verdict.lacking)}",
            safe="The decision still waits to be ratified.",
            do="Ratify it when the meeting is quorate, or at the next one.",
        )


def _why(session: Session, meeting: Meeting | None, item: AgendaItem | None) -> str:
    """Why a decision taken on this item waits; without a meeting it was taken between meetings."""
    if meeting is None or item is None:
        return "Taken between meetings."
    roll = roll_of(session, meeting.id)
    place = roll.place.get(item.id)
    lacking = roll.lacking_at(place) if place else ""
    for_a_while = roll.lost_within(place) if place else ""
    return waits_because(f"for part of the item, {for_a_while}" if for_a_while else lacking)


_KEPT = (~Decision.is_deleted, ~Entry.is_deleted)


def _ref_of(meeting: Meeting | None, code: str) -> str:
    if meeting is None:
        return ""
    return numbering.shown(meeting.ref, code, meeting.on.year, meeting.id, kind=Kind.MEETING)
