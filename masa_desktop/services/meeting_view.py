"""What the page of one meeting asks besides: who may own an action, and what one entry holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.initials import folded
from masa_desktop.domain.owner_text import Candidate
from masa_desktop.domain.words import short_date
from masa_desktop.services import attendance, meetings, names
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    ActionOwner,
    Agency,
    AgendaItem,
    Attendance,
    Decision,
    Entry,
    GroupReport,
    Jotting,
    Meeting,
    Person,
    Sitting,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import ChangeSet


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an action carries beside its text. `first_due` is the date first agreed, if any."""

    ref: str = ""
    action_id: str = ""
    person_ids: tuple[str, ...] = ()
    agency_ids: tuple[str, ...] = ()
    due_kind: DueKind = DueKind.NOT_SAID
    due_on: date | None = None
    first_due: date | None = None


@dataclass(frozen=True, slots=True)
class StepPlace:
    """Where a step was taken: the meeting, it in words ("QA sub-group, 27 Jan 2026"), a number."""

    meeting_id: str
    meeting: str
    decision: str


def candidates(session: Session, meeting_id: str) -> list[Candidate]:
    """Who an action can be given to: everybody of the meeting by initials, then all agencies."""
    meeting = session.get_one(Meeting, meeting_id)
    short = names.short_agencies(session, meeting.on)
    places = {
        row.person_id: short.get(row.agency_id or "", row.agency)
        for row in attendance.roll_call(session, meeting_id).rows
        if row.person_id
    }
    initials = attendance.initials(session, meeting_id)
    called = session.execute(select(Person.id, Person.name).where(Person.id.in_(initials)))
    people = [Candidate(key, initials[key], name, places.get(key, "")) for key, name in called]
    official = names.of_agencies(session, meeting.on)
    kept = session.scalars(select(Agency.id).where(~Agency.is_deleted))
    agencies = [
        Candidate(key, short.get(key, ""), official.get(key, ""), is_agency=True) for key in kept
    ]
    by_name = sorted(people, key=lambda one: folded(one.name))
    return [*by_name, *sorted(agencies, key=lambda one: folded(one.name))]


def next_meeting_on(session: Session, meeting_id: str, today: date) -> date | None:
    """The day of the group's next meeting that is not called off, as said in today's sitting."""
    found = meetings.next_after(session, meeting_id, today=today)
    return found.on if found else None


def particulars(session: Session, entry_id: str) -> Particulars:
    """Owners and due date of an action; nothing for any other entry."""
    action = session.scalars(
        select(Action).where(Action.entry_id == entry_id, ~Action.is_deleted)
    ).first()
    return Particulars() if action is None else _of_action(session, action)


@dataclass(frozen=True, slots=True)
class MinutedAt:
    """Where an entry stands."""

    meeting_id: str
    item_id: str
    entry_id: str


def place_of_action(session: Session, action_id: str) -> MinutedAt | None:
    """Where an action was minuted; None if it came from no meeting."""
    entry = session.get_one(Entry, session.get_one(Action, action_id).entry_id)
    if not entry.meeting_id or not entry.item_id:
        return None
    return MinutedAt(entry.meeting_id, entry.item_id, entry.id)


def items_of_particulars(session: Session, row_ids: Collection[str]) -> set[str]:
    """The items under which these decisions and actions, their owners or moves were minuted."""
    of_action = select(Entry.item_id).join(Action, Action.entry_id == Entry.id)
    asked = (
        select(Entry.item_id)
        .join(Decision, Decision.entry_id == Entry.id)
        .where(Decision.id.in_(row_ids)),
        of_action.where(Action.id.in_(row_ids)),
        of_action.join(ActionOwner, ActionOwner.action_id == Action.id).where(
            ActionOwner.id.in_(row_ids)
        ),
        of_action.join(ActionMove, ActionMove.action_id == Action.id).where(
            ActionMove.id.in_(row_ids)
        ),
    )
    return {item_id for wanted in asked for item_id in session.scalars(wanted) if item_id}


def place_of_step(session: Session, step: ChangeSet) -> StepPlace:
    """Of which meeting and which decision a step was; "" for none, or for more than one."""
    rows = {change.row for change in step.changes}
    entries = {
        key
        for of_line in (Decision, Action)
        for key in session.scalars(select(of_line.entry_id).where(of_line.id.in_(rows)))
    }
    kept = set(session.scalars(select(Meeting.id).where(Meeting.id.in_(rows))))
    kept |= {
        key
        for of_table in (AgendaItem, Attendance, GroupReport, Jotting, Sitting)
        for key in session.scalars(select(of_table.meeting_id).where(of_table.id.in_(rows)))
    }
    lines = select(Entry.meeting_id).where(Entry.id.in_(rows | entries))
    kept |= {key for key in session.scalars(lines) if key}
    ref = select(Decision.ref).where(or_(Decision.id.in_(rows), Decision.entry_id.in_(rows)))
    refs = set(session.scalars(ref)) - {""}
    if len(kept) != 1:
        return StepPlace("", "", _only(refs))
    meeting = session.get_one(Meeting, _only(kept))
    group = names.of_groups(session, meeting.on).get(meeting.group_id, "")
    return StepPlace(meeting.id, f"{group}, {short_date(meeting.on)}", _only(refs))


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _of_action(session: Session, action: Action) -> Particulars:
    owners = session.scalars(
        select(ActionOwner)
        .where(ActionOwner.action_id == action.id, ~ActionOwner.is_deleted)
        .order_by(ActionOwner.position)
    ).all()
    return Particulars(
        ref=action.ref,
        action_id=action.id,
        person_ids=tuple(row.person_id for row in owners if row.person_id),
        agency_ids=tuple(row.agency_id for row in owners if row.agency_id),
        due_kind=DueKind(action.due_kind),
        due_on=action.due_on,
        first_due=action.original_due_on,
    )
