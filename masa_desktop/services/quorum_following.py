"""Decisions follow the roll-call: those taken without a quorum wait to be ratified (M1, ATT-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.decisions import DecisionStatus, status_when_taken
from masa_desktop.domain.quorum import State
from masa_desktop.services.roll_records import Roll
from masa_desktop.services.settled import is_settled
from masa_desktop.storage.entities import Decision, Entry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def follow_quorum(session: Session, meeting_id: str) -> None:
    """Mark which decisions of a meeting must be ratified, now that the roll-call says so (M1).

    A decision minuted before anybody called the roll is not marked: nothing is known yet. What
    has been ratified, deferred or otherwise settled stays as it was settled, and so does what
    stands in agreed minutes: those change by a correction only (MIN-4). An arrival marks nothing
    as agreed; the roll-call corrected, so that somebody was here all along, does.
    """
    if is_settled(session, meeting_id):
        return
    open_ones = (DecisionStatus.AGREED.value, DecisionStatus.TO_BE_RATIFIED.value)
    found = session.execute(
        select(Decision, Entry.item_id)
        .join(Entry, Entry.id == Decision.entry_id)
        .where(
            Entry.meeting_id == meeting_id,
            Decision.status.in_(open_ones),
            ~Decision.is_deleted,
            ~Entry.is_deleted,
        )
    ).all()
    if not found:
        return
    session.flush()
    roll = Roll(session, meeting_id)
    for decision, item_id in found:
        place = roll.place[item_id or ""]
        waits = decision.status == DecisionStatus.TO_BE_RATIFIED
        # Who comes in the middle of an item does not heal what was decided on it before.
        verdict = roll.judged_from_the_start(place) if waits else roll.judged(place)
        inquorate = roll.is_taken and verdict.state is State.NOT_QUORATE
        decision.status = status_when_taken(quorate=not inquorate).value
