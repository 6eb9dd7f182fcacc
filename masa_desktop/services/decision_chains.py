"""What becomes of a decision later: its condition, what it carries out, and what follows (DEC-2).

None of it is a change of the minutes that hold the decision, so agreed minutes never forbid it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import decision_chains as rules
from masa_desktop.domain.decisions import (
    ConditionState,
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import short_date
from masa_desktop.services import decisions
from masa_desktop.storage.entities import Decision, DecisionLink, Entry
from masa_desktop.storage.entities.base import natural_id

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session


def set_condition_state(
    session: Session, decision_id: str, state: ConditionState, on: date | None, note: str = ""
) -> None:
    """Say what became of the condition, when and why (DEC-3); NOT_SAID takes it back.

    Raises UserError if the decision has no condition, or `on` is before it was taken.
    """
    row = session.get_one(Decision, decision_id)
    if not row.conditions and row.status != DecisionStatus.CONDITIONAL:
        raise UserError("This decision has no condition, so nothing can become of it.")
    if on is not None and on < row.decided_on:
        raise UserError(
            f"The decision was taken on {short_date(row.decided_on)}, so its condition cannot be "
            f"settled on {short_date(on)}.",
            do="Give that day or a later one.",
        )
    is_said = state is not ConditionState.NOT_SAID
    row.condition_state = state.value
    row.condition_on = on if is_said else None
    row.condition_note = " ".join(note.split()) if is_said else ""


def set_implements(session: Session, decision_id: str, text: str) -> None:
    """Say which review recommendation the decision carries out; "" for none (DEC-1)."""
    session.get_one(Decision, decision_id).implements = " ".join(text.split())


def follow_on(session: Session, later_id: str, earlier_id: str) -> None:
    """Record that a decision follows an earlier one, of any body (DEC-2).

    Raises UserError if it is the same decision, of a later day, or follows this one already.
    """
    days = days_of(session, (later_id, earlier_id))
    rules.check_link(days, follows(session), later_id, earlier_id)
    key = natural_id("decision_link", earlier_id, later_id)
    known = session.get(DecisionLink, key)
    if known is None:
        session.add(DecisionLink(id=key, earlier_id=earlier_id, later_id=later_id))
        session.flush()
    else:
        known.is_deleted = False


def unfollow(session: Session, later_id: str, earlier_id: str) -> None:
    """It does not follow that one after all."""
    key = natural_id("decision_link", earlier_id, later_id)
    session.get_one(DecisionLink, key).is_deleted = True


def record_elsewhere(
    session: Session,
    group_id: str,
    on: date,
    verb: DecisionVerb,
    text: str,
    *,
    method: DecisionMethod = DecisionMethod.NOT_STATED,
) -> str:
    """A decision of a body whose meeting is not minuted here (DEC-2); gives the decision's id.

    Raises UserError without words.
    """
    return decisions.add_between_meetings(session, group_id, on, text, verb=verb, method=method)


def follows(session: Session) -> dict[str, set[str]]:
    """By decision, those it follows; decisions that were removed are in no chain."""
    there = (
        select(Decision.id)
        .join(Entry, Entry.id == Decision.entry_id)
        .where(~Decision.is_deleted, ~Entry.is_deleted)
    )
    wanted = select(DecisionLink.later_id, DecisionLink.earlier_id).where(
        ~DecisionLink.is_deleted,
        DecisionLink.later_id.in_(there),
        DecisionLink.earlier_id.in_(there),
    )
    found: dict[str, set[str]] = {}
    for later, earlier in session.execute(wanted):
        found.setdefault(later, set()).add(earlier)
    return found


def days_of(session: Session, decision_ids: Collection[str]) -> dict[str, date]:
    """The days these decisions were taken on."""
    wanted = select(Decision.id, Decision.decided_on).where(Decision.id.in_(decision_ids))
    return dict(session.execute(wanted).all())
