"""The register of decisions across groups (DEC-1), and what waits to be ratified (ATT-4, M1).

The register leaves out those of restricted items; what waits says of each whether it is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain.decisions import (
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    not_ratifiable_at,
    particulars_words,
    printed_lead,
    status_label,
    waits_because,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.domain.quorum import State
from masa_desktop.domain.references import Kind
from masa_desktop.services import attendance, numbering, ratification
from masa_desktop.services.roll_records import roll_of
from masa_desktop.services.settled import check_open
from masa_desktop.storage.entities import AgendaItem, Decision, Entry, Group, Meeting

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision. `meeting` is the meeting's reference, "" for a decision out of meeting.

    `particulars` say how it was reached, who dissented and on what condition, as far as was said.
    """

    id: str
    ref: str
    group: str
    on: date
    meeting: str
    lead: str
    text: str
    particulars: str
    status: str


def rows(session: Session, group_id: str | None = None) -> list[DecisionRow]:
    """Every decision by date and reference, or one group's; `group` is the group's code."""
    wanted = (
        select(Decision, Entry.text, Group.code, Meeting)
        .join(Entry, Entry.id == Decision.entry_id)
        .join(Group, Group.id == Decision.group_id)
        .outerjoin(Meeting, Meeting.id == Entry.meeting_id)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(*_KEPT, AgendaItem.is_restricted.is_(None) | ~AgendaItem.is_restricted)
        .order_by(Decision.decided_on, Decision.ref, Decision.id)
    )
    if group_id is not None:
        wanted = wanted.where(Decision.group_id == group_id)
    return [
        DecisionRow(
            id=row.id,
            ref=numbering.shown(row.ref, code, row.decided_on.year, row.id, kind=Kind.DECISION),
            group=code,
            on=row.decided_on,
            meeting=_ref_of(meeting, code),
            lead=printed_lead(DecisionStatus(row.status), DecisionVerb(row.verb)),
            text=text,
            particulars=_particulars(row),
            status=status_label(DecisionStatus(row.status)),
        )
        for row, text, code, meeting in session.execute(wanted)
    ]


def restricted(session: Session) -> int:
    """How many decisions are left out because their item is restricted (A9, DPR-6)."""
    return (
        session.scalar(
            select(func.count(Decision.id))
            .join(Entry, Entry.id == Decision.entry_id)
            .join(AgendaItem, AgendaItem.id == Entry.item_id)
            .where(*_KEPT, AgendaItem.is_restricted)
        )
        or 0
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision to be ratified: where and when it was taken, and `why` it waits.

    `item` is the title of its item. Of a restricted item neither words nor title may leave the
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
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(
            *_KEPT,
            ~Meeting.is_deleted,
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
            meeting_id=meeting.id,
            meeting=_ref_of(meeting, code),
            on=meeting.on,
            item_id=item.id,
            item=item.title,
            why=ratification.waits_again(session, row) or _why(session, meeting.id, item.id),
            is_restricted=item.is_restricted,
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
    row = _to_change(session, entry_id)
    row.conditions = " ".join(conditions.split())
    if not row.conditions and row.status == DecisionStatus.CONDITIONAL:
        row.status = DecisionStatus.AGREED.value
    meeting_id = session.get_one(Entry, entry_id).meeting_id
    if meeting_id:
        attendance.follow_quorum(session, meeting_id)


def _of_entry(session: Session, entry_id: str) -> Decision | None:
    wanted = select(Decision).where(Decision.entry_id == entry_id, ~Decision.is_deleted)
    return session.scalars(wanted).first()


def _to_change(session: Session, entry_id: str) -> Decision:
    meeting_id = session.get_one(Entry, entry_id).meeting_id
    if meeting_id:
        check_open(session, meeting_id)
    return session.scalars(select(Decision).where(Decision.entry_id == entry_id)).one()


def _particulars(row: Decision) -> str:
    return particulars_words(DecisionMethod(row.method), row.dissent, row.conditions)


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


def _why(session: Session, meeting_id: str, item_id: str) -> str:
    """Why a decision taken on this item waits."""
    roll = roll_of(session, meeting_id)
    place = roll.place.get(item_id)
    lacking = roll.judged(place).lacking if place else ""
    for_a_while = roll.lost_within(place) if place else ""
    return waits_because(lacking or (for_a_while and f"for part of the item, {for_a_while}"))


_KEPT = (~Decision.is_deleted, ~Entry.is_deleted)


def _ref_of(meeting: Meeting | None, code: str) -> str:
    if meeting is None:
        return ""
    return numbering.shown(meeting.ref, code, meeting.on.year, meeting.id, kind=Kind.MEETING)
