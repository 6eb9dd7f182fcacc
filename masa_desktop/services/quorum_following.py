"""Decisions follow the roll-call: those taken without a quorum wait to be ratified (M1, ATT-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import quorum_loss as rules
from masa_desktop.domain.decisions import DecisionStatus, status_when_taken
from masa_desktop.domain.quorum import State
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.services.ratification import follow_ratified
from masa_desktop.services.roll_records import Roll
from masa_desktop.services.settled import is_settled
from masa_desktop.storage.entities import Decision, Entry, QuorumRuling

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


_OPEN = (
    DecisionStatus.AGREED.value,
    DecisionStatus.CONDITIONAL.value,
    DecisionStatus.QUORUM_UNDECIDED.value,
    DecisionStatus.TO_BE_RATIFIED.value,
)


def follow_quorum(session: Session, meeting_id: str, *, just_taken: str = "") -> None:
    """Mark which decisions of a meeting must be ratified, now that the roll-call says so (M1).

    A decision minuted before anybody called the roll is not marked: nothing is known yet. What
    has been ratified, deferred or otherwise settled stays as it was settled, and so does what
    stands in agreed minutes: those change by a correction only (MIN-4). An arrival marks nothing
    as agreed, and a departure nothing agreed earlier in the item as waiting; the roll-call
    corrected, so that somebody was here all along, or never for this item, does. What this meeting
    ratified of earlier ones follows too.

    `just_taken` is the id of a decision being minuted now: whoever has left is not there for it.
    """
    if is_settled(session, meeting_id):
        return
    _follow_taken(session, meeting_id, just_taken)
    follow_ratified(session, meeting_id)


def _follow_taken(session: Session, meeting_id: str, just_taken: str) -> None:
    found = session.execute(
        select(Decision, Entry.item_id)
        .join(Entry, Entry.id == Decision.entry_id)
        .where(
            Entry.meeting_id == meeting_id,
            Decision.status.in_(_OPEN),
            ~Decision.is_deleted,
            ~Entry.is_deleted,
        )
    ).all()
    if not found:
        return
    session.flush()
    roll = Roll(session, meeting_id)
    for decision, item_id in found:
        is_conditional = bool(decision.conditions) or decision.status == DecisionStatus.CONDITIONAL
        place = roll.place[item_id or ""]
        waits = decision.status == DecisionStatus.TO_BE_RATIFIED
        is_now = decision.id == just_taken
        verdict = roll.judged(place) if is_now else roll.judged_for(place, waits=waits)
        quorate = _quorate(session, roll, place, verdict.state)
        decision.status = status_when_taken(quorate=quorate, conditional=is_conditional).value


def _quorate(session: Session, roll: Roll, place: int, state: State) -> bool | None:
    """None where it was for the chair to decide, and nobody recorded what the chair decided."""
    if not roll.is_taken:
        return True
    if state is State.CHAIR_DECIDES:
        return _found_by_chair(session, roll, place)
    return state is not State.NOT_QUORATE


def _found_by_chair(session: Session, roll: Roll, place: int) -> bool | None:
    states = [roll.judged(at).state for at in range(1, len(roll.place) + 1)]
    wanted = select(QuorumRuling).where(
        QuorumRuling.meeting_id == roll.meeting.id, ~QuorumRuling.is_deleted
    )
    ruled = [
        (roll.place.get(row.item_id or "", 1) - 1, Outcome(row.outcome))
        for row in session.scalars(wanted)
    ]
    return rules.chair_found(states, ruled, place - 1)
