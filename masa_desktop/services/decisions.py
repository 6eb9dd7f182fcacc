"""The register of decisions, across groups (DEC-1). Those of restricted items are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain.decisions import (
    DecisionStatus,
    DecisionVerb,
    printed_lead,
    status_label,
)
from masa_desktop.domain.references import Kind
from masa_desktop.services import numbering
from masa_desktop.storage.entities import AgendaItem, Decision, Entry, Group, Meeting

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision. `meeting` is the meeting's reference, "" for a decision out of meeting."""

    id: str
    ref: str
    group: str
    on: date
    meeting: str
    lead: str
    text: str
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


_KEPT = (~Decision.is_deleted, ~Entry.is_deleted)


def _ref_of(meeting: Meeting | None, code: str) -> str:
    if meeting is None:
        return ""
    return numbering.shown(meeting.ref, code, meeting.on.year, meeting.id, kind=Kind.MEETING)
