"""What chairs decided between meetings, from the register: whose turn it was, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.decisions import DecisionMethod
from masa_desktop.services import decision_register
from masa_desktop.services.chairs import Chairs
from masa_desktop.storage.entities import Decision, Entry

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairsAction:
    """`id` is the decision's. `chair` is whose turn it was that day by the chair rule, "" if that
    is not known. `state` says whether a meeting has ratified it, and which.
    """

    id: str
    ref: str
    group: str
    text: str
    on: date
    chair: str
    state: str
    waits: bool


def chairs_actions(session: Session) -> tuple[tuple[ChairsAction, ...], int]:
    """Each decision by chair's action, the newest first, and how many restricted are left out."""
    wanted = (
        select(Decision.id)
        .join(Entry, Entry.id == Decision.entry_id)
        .where(
            Decision.method == DecisionMethod.CHAIRS_ACTION.value,
            Entry.meeting_id.is_(None),
            ~Decision.is_deleted,
            ~Entry.is_deleted,
        )
    )
    ids = set(session.scalars(wanted))
    if not ids:
        return (), 0
    found, due = decision_register.by_id(session, ids), Chairs(session)
    newest = sorted(found.values(), key=lambda row: (row.on, row.ref, row.id), reverse=True)
    shown = []
    for row in newest:
        member = due.due(row.group_id, row.on).member
        shown.append(
            ChairsAction(
                id=row.id,
                ref=row.ref,
                group=row.body,
                text=row.text,
                on=row.on,
                chair=member.name if member else "",
                state=row.settled or row.status,
                waits=row.waits,
            )
        )
    return tuple(shown), len(ids) - len(shown)
