"""What a meeting's own record has to say for its report to the body above (MIN-8).

The words of restricted items are never selected here, only counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import group_reports as rules
from masa_desktop.domain.actions import ActionStatus
from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb, printed_lead
from masa_desktop.domain.group_reports import Offer, OfferKind
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import count, listed, short_date
from masa_desktop.services import names, numbering, quorum_standing, roll_call
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    AgendaItem,
    Decision,
    Entry,
    Group,
    Meeting,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

_RUNNING = tuple(status.value for status in ActionStatus if status.is_running)
_OFTEN = 3
_NOT_RESTRICTED = AgendaItem.is_restricted.is_not(True)


def offers(session: Session, meeting: Meeting, today: date) -> list[Offer]:
    """The lines that the record has for a report of this meeting, at `today`."""
    made = [*_decision_offers(session, meeting.id), *_quorum_offers(session, meeting)]
    made += [Offer(OfferKind.CHALLENGE, text) for text in _challenges(session, meeting.id)]
    return [*made, *_action_offers(session, meeting.group_id, today)]


def _decision_offers(session: Session, meeting_id: str) -> list[Offer]:
    found = []
    for row, text in decisions(session, meeting_id):
        status, verb = DecisionStatus(row.status), DecisionVerb(row.verb)
        kind = rules.decision_kind(status, verb)
        if kind is not None:
            found.append(Offer(kind, f"{printed_lead(status, verb)}: {_one_line(text)}"))
    return found


def _quorum_offers(session: Session, meeting: Meeting) -> list[Offer]:
    roll = roll_call.roll_call(session, meeting.id)
    if not roll.is_taken:
        return []
    lines = quorum_standing.paper_lines(session, meeting.id, shareable=True)
    listed_agencies = [one for _, verdict in roll.items for one in verdict.per_agency]
    here = {key for key, is_here, _ in listed_agencies if is_here}
    short = names.short_agencies(session, meeting.on)
    away = [short.get(key, "") for key in dict.fromkeys(key for key, _, _ in listed_agencies)
            if key not in here]  # fmt: skip
    absent = [Offer(OfferKind.AWAY, f"Nobody came for {listed(away)}.")] if away else []
    return [*(Offer(OfferKind.QUORUM, line) for line in lines), *absent]


def _action_offers(session: Session, group_id: str, today: date) -> list[Offer]:
    moves = (
        select(ActionMove.action_id, func.count(ActionMove.id).label("times"))
        .where(~ActionMove.is_deleted)
        .group_by(ActionMove.action_id)
        .subquery()
    )
    found = session.execute(
        select(Action, Entry.text, Group.code, func.coalesce(moves.c.times, 0))
        .join(Entry, Entry.id == Action.entry_id)
        .join(Group, Group.id == Action.group_id)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .outerjoin(moves, moves.c.action_id == Action.id)
        .where(
            Action.group_id == group_id,
            Action.status.in_(_RUNNING),
            ~Action.is_deleted,
            ~Entry.is_deleted,
            _NOT_RESTRICTED,
        )
        .order_by(Action.due_on, Action.ref, Action.id)
    )
    made = []
    for row, text, code, times in found:
        is_late = row.due_on is not None and row.due_on < today
        if is_late or times >= _OFTEN:
            ref = numbering.shown(row.ref, code, row.raised_on.year, row.id, kind=Kind.ACTION)
            told = [f"due {short_date(row.due_on)}" if row.due_on else "no date said"]
            told += [f"moved {count(times, 'time')}"] if times else []
            kind = OfferKind.OVERDUE if is_late else OfferKind.MOVED
            made.append(Offer(kind, f"{ref} {_one_line(text)} ({', '.join(told)})"))
    return made


def decisions(session: Session, meeting_id: str) -> Sequence[tuple[Decision, str]]:
    """The decisions of a meeting in order, each with its words."""
    found = session.execute(
        select(Decision, Entry.text)
        .join(Entry, Entry.id == Decision.entry_id)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(Entry.meeting_id == meeting_id, *_KEPT, ~Decision.is_deleted, _NOT_RESTRICTED)
        .order_by(AgendaItem.position, AgendaItem.id, Entry.position, Entry.id)
    )
    return [(row, text) for row, text in found]


def _challenges(session: Session, meeting_id: str) -> list[str]:
    found = session.scalars(
        select(Entry.text)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(
            Entry.meeting_id == meeting_id,
            Entry.kind == EntryKind.CHALLENGE.value,
            *_KEPT,
            _NOT_RESTRICTED,
        )
        .order_by(AgendaItem.position, AgendaItem.id, Entry.position, Entry.id)
    )
    return [_one_line(text) for text in found]


_KEPT = (~Entry.is_deleted, ~AgendaItem.is_deleted)


def left_out(session: Session, meeting: Meeting) -> str:
    """How many decisions and challenges of this meeting, and actions of the group, are withheld."""
    of_kind = dict(
        session.execute(
            select(Entry.kind, func.count(Entry.id))
            .join(AgendaItem, AgendaItem.id == Entry.item_id)
            .where(Entry.meeting_id == meeting.id, *_KEPT, AgendaItem.is_restricted)
            .group_by(Entry.kind)
        ).all()
    )
    actions = session.scalar(
        select(func.count(Action.id))
        .join(Entry, Entry.id == Action.entry_id)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(
            Action.group_id == meeting.group_id,
            Action.status.in_(_RUNNING),
            ~Action.is_deleted,
            *_KEPT,
            AgendaItem.is_restricted,
        )
    )
    return rules.left_out_words(
        of_kind.get(EntryKind.DECISION.value, 0),
        of_kind.get(EntryKind.CHALLENGE.value, 0),
        actions or 0,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
