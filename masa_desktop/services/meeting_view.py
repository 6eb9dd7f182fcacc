"""What the page of one meeting asks besides: who may own an action, and what one entry holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.initials import folded
from masa_desktop.domain.owner_text import Candidate
from masa_desktop.domain.words import short_date
from masa_desktop.services import actions, attendance, meetings, names
from masa_desktop.services.meeting_order import place_of
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    ActionOwner,
    Agency,
    Base,
    Decision,
    Entry,
    Meeting,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import ChangeSet


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an action carries beside its text.

    `moves_with_reason`: it has a date that is agreed, which moves only with a reason (ACT-11).
    """

    ref: str = ""
    action_id: str = ""
    person_ids: tuple[str, ...] = ()
    agency_ids: tuple[str, ...] = ()
    due_kind: DueKind = DueKind.NOT_SAID
    due_on: date | None = None
    moves_with_reason: bool = False


@dataclass(frozen=True, slots=True)
class StepPlace:
    """Where a step was taken: the meetings by id, as "QA sub-group, 27 Jan 2026", the number of
    its decision or action, and the group that all the meetings are of; "" for none or several."""

    meetings: dict[str, str]
    number: str
    group: str = ""


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
    """Of which meetings, and of which decision or action, a step was."""
    rows = {change.row for change in step.changes}
    tables = {change.table for change in step.changes}
    entries: set[str] = set()
    numbers: set[str] = set()
    for of_line in (Decision, Action):
        is_of = or_(of_line.id.in_(rows), of_line.entry_id.in_(rows))
        for entry_id, ref in session.execute(select(of_line.entry_id, of_line.ref).where(is_of)):
            entries.add(entry_id)
            numbers.add(ref)
    kept = set(session.scalars(select(Meeting.id).where(Meeting.id.in_(rows))))
    kept |= set(session.scalars(select(Entry.meeting_id).where(Entry.id.in_(entries))))
    for table in (Base.metadata.tables[name] for name in tables):
        if "meeting_id" in table.c:
            kept |= set(session.scalars(select(table.c.meeting_id).where(table.c.id.in_(rows))))
    found = sorted((session.get_one(Meeting, key) for key in kept if key), key=place_of)
    called = {one.id: _called(session, one) for one in found}
    group_id = _only({one.group_id for one in found})
    group = names.of_groups(session, found[-1].on).get(group_id, "") if group_id else ""
    return StepPlace(called, _only(numbers - {""}), group)


def _called(session: Session, meeting: Meeting) -> str:
    group = names.of_groups(session, meeting.on).get(meeting.group_id, "")
    return f"{group}, {short_date(meeting.on)}"


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
        moves_with_reason=actions.moves_with_reason(session, action.id),
    )
