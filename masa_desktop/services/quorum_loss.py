"""What is done when a meeting loses its quorum: a ruling, a deferral, a deputy who joins (ATT-4).

Nothing happens by itself but the marking of decisions; whatever was done about it is recorded. How
the quorum stands is asked of `quorum_standing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import quorum_loss as rules
from masa_desktop.domain.attendance import AS_MEMBER, Code
from masa_desktop.domain.capture_view import tells_leaving
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.services import agenda, attendance, minutes, quorum_standing
from masa_desktop.services.discussion import order
from masa_desktop.services.settled import check_open
from masa_desktop.storage.entities import (
    Attendance,
    Entry,
    Person,
    QuorumRuling,
    natural_id,
)

if TYPE_CHECKING:
    from datetime import time

    from sqlalchemy.orm import Session


def rule(
    session: Session, meeting_id: str, item_id: str | None, outcome: Outcome, text: str = ""
) -> str:
    """Record what was done from this item on; saying the same again replaces its words.

    Gives the sentence for the minutes. Raises UserError for a chair's ruling without words, and
    once the minutes are agreed.
    """
    check_open(session, meeting_id)
    if outcome is Outcome.RULING and not text.strip():
        raise UserError("A ruling needs the chair’s words.", do="Type what the chair ruled.")
    key = natural_id("quorum_ruling", meeting_id, item_id or "", outcome.value)
    row = session.get(QuorumRuling, key)
    if row is None:
        row = QuorumRuling(
            id=key, meeting_id=meeting_id, item_id=item_id or None, outcome=outcome.value
        )
        session.add(row)
    row.text, row.is_deleted = " ".join(text.split()), False
    session.flush()
    attendance.follow_quorum(session, meeting_id)
    return rules.ruling_sentence(outcome, row.text)


def defer_decisions(session: Session, meeting_id: str, item_id: str) -> str:
    """Record that decisions were deferred, and defer this item for want of a quorum."""
    lacking = quorum_standing.lacking(session, meeting_id, item_id)
    why = f"Not quorate: {lacking}." if lacking else "Not quorate."
    agenda.set_state(session, item_id, ItemState.DEFERRED, why)
    return rule(session, meeting_id, item_id, Outcome.DEFERRED)


def take_back(session: Session, ruling_id: str) -> None:
    """A ruling was recorded by mistake."""
    row = session.get_one(QuorumRuling, ruling_id)
    check_open(session, row.meeting_id)
    row.is_deleted = True
    session.flush()
    attendance.follow_quorum(session, row.meeting_id)


def deputy_joins(
    session: Session,
    meeting_id: str,
    item_id: str,
    *,
    seat_id: str,
    person_id: str,
    at: time | None = None,
) -> str:
    """A standing deputy with delegated authority joins for a seat from this item on (MEM-6).

    What is recorded of the seat's holder stays. Gives the id of the row of the roll-call.
    """
    check_open(session, meeting_id)
    key = natural_id("attendance", meeting_id, seat_id, person_id)
    row = session.get(Attendance, key)
    was_here = row is not None and not row.is_deleted and row.code in AS_MEMBER
    if row is not None and was_here and row.last_item_id:
        attendance.arrive(session, key, item_id, at)  # comes back; the first stretch stays
        return key
    if row is None:
        row = Attendance(id=key, meeting_id=meeting_id, seat_id=seat_id, person_id=person_id)
        session.add(row)
    row.code, row.is_deputy, row.has_authority = Code.PRESENT.value, True, True
    row.first_item_id, row.last_item_id, row.arrived_at = item_id, None, at
    row.left_at, row.is_deleted = None, False
    session.flush()
    attendance.follow_quorum(session, meeting_id)
    return row.id


def still_here(session: Session, attendance_id: str) -> None:
    """They have not left after all, so the sentence that says they did goes; when they arrived
    stays as it was."""
    row = session.get_one(Attendance, attendance_id)
    check_open(session, row.meeting_id)
    _unsay_leaving(session, row)
    row.last_item_id = row.left_at = None
    session.flush()
    attendance.follow_quorum(session, row.meeting_id)


def _unsay_leaving(session: Session, row: Attendance) -> None:
    """Take off the newest sentence that this person left, as "/out" minuted it."""
    name = session.get_one(Person, row.person_id).name if row.person_id else ""
    notes = session.scalars(
        select(Entry).where(
            Entry.meeting_id == row.meeting_id,
            Entry.kind == EntryKind.NOTE.value,
            Entry.text.like("% left the meeting%"),
            ~Entry.is_deleted,
        )
    )
    place = order(session, row.meeting_id).place
    told = [one for one in notes if name and tells_leaving(one.text, name)]
    if told:
        told.sort(key=lambda one: (place.get(one.item_id or "", 0), one.position))
        minutes.remove(session, told[-1].id)
