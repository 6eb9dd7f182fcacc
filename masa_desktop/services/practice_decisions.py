"""What became of the practice partnership's decisions: conditions met, chains across bodies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from masa_desktop.domain.decisions import ConditionState, DecisionVerb
from masa_desktop.services import decision_chains, decisions
from masa_desktop.storage.entities import Decision, Entry, Meeting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

_PROGRAMME: Final = "The audit programme for 2025/26."
_TOOL: Final = "The supervision audit tool."
_VERSION_4: Final = "Version 4 of the terms of reference, from 1 September 2025."
_SCHOOLS: Final = "A seat for secondary schools is added from 1 September 2025."
_TIMETABLE: Final = "Section 11 returns are due from every agency by 31 October 2025."
_RATIFYING: Final = "To ratify the Section 11 timetable of 12 August 2025."
_PANEL: Final = "A neglect plan open beyond nine months is reviewed by a multi-agency panel."


def trace(session: Session, group_ids: Mapping[str, str]) -> None:
    """Record it; `group_ids` are by code. The minutes that hold the decisions stay as they are."""
    decision_chains.follow_on(session, _named(session, _TOOL), _named(session, _PROGRAMME))
    _ratify(session)
    noted = decision_chains.record_elsewhere(
        session,
        group_ids["HWB"],
        date(2025, 7, 8),
        DecisionVerb.NOTED,
        "The partnership’s terms of reference, version 4.",
    )
    decision_chains.follow_on(session, noted, _named(session, _VERSION_4))
    decision_chains.set_condition_state(
        session,
        _named(session, _SCHOOLS),
        ConditionState.MET,
        date(2025, 8, 29),
        "the seat is filled from 1 September",
    )
    decision_chains.set_implements(
        session, _named(session, _PANEL), "Neglect audit 2025, recommendation 2"
    )


def _ratify(session: Session) -> None:
    """The meeting of October ratified what that of August could not decide."""
    ratifying = _named(session, _RATIFYING)
    entry = session.get_one(Entry, session.get_one(Decision, ratifying).entry_id)
    assert entry.meeting_id is not None
    waited, on = _named(session, _TIMETABLE), session.get_one(Meeting, entry.meeting_id).on
    decisions.ratify(session, waited, entry.meeting_id, on, item_id=entry.item_id)
    decision_chains.follow_on(session, ratifying, waited)


def _named(session: Session, text: str) -> str:
    wanted = select(Decision.id).join(Entry, Entry.id == Decision.entry_id)
    return session.scalars(wanted.where(Entry.text == text)).one()
