"""Actions: what was promised, by whom, until when, and what came of it (ACT)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import actions as rules
from masa_desktop.domain.actions import ActionStatus, Due, DueKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.references import Kind
from masa_desktop.services import numbering
from masa_desktop.services.sitting_days import day_of
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    ActionOwner,
    ActionUpdate,
    AgendaItem,
    Entry,
    Group,
    Meeting,
    MinutesStep,
    Sending,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def begin(session: Session, entry: Entry, group_id: str, raised_on: date) -> Action:
    """The particulars of an entry that is an action: no owner, no date until somebody says."""
    row = Action(
        entry_id=entry.id,
        group_id=group_id,
        ref=numbering.issue(session, Kind.ACTION, group_id, raised_on.year),
        raised_on=raised_on,
    )
    session.add(row)
    session.flush()
    return row


def set_owners(
    session: Session,
    action_id: str,
    *,
    person_ids: Sequence[str] = (),
    agency_ids: Sequence[str] = (),
) -> None:
    """Who owns the action; the first person leads, or the first agency if no person is named."""
    for row in session.scalars(
        select(ActionOwner).where(ActionOwner.action_id == action_id, ~ActionOwner.is_deleted)
    ):
        row.is_deleted = True
    owners: list[tuple[str | None, str | None]] = [(key, None) for key in person_ids]
    owners += [(None, key) for key in agency_ids]
    for place, (person_id, agency_id) in enumerate(owners):
        session.add(
            ActionOwner(
                action_id=action_id,
                person_id=person_id,
                agency_id=agency_id,
                is_lead=place == 0,
                position=f"{place:03}",
            )
        )


def say_as(session: Session, entry_id: str, other_id: str, *, today: date) -> None:
    """An action copied from another entry has its owners and its due date; neither need be one."""
    rows = select(Action).where(Action.entry_id.in_([entry_id, other_id]))
    known = {row.entry_id: row for row in session.scalars(rows)}
    row, other = known.get(entry_id), known.get(other_id)
    if row is None or row.is_deleted or other is None:
        return
    owners = session.scalars(
        select(ActionOwner)
        .where(ActionOwner.action_id == other.id, ~ActionOwner.is_deleted)
        .order_by(ActionOwner.position)
    ).all()
    set_owners(
        session,
        row.id,
        person_ids=[owner.person_id for owner in owners if owner.person_id],
        agency_ids=[owner.agency_id for owner in owners if owner.agency_id],
    )
    set_due(session, row.id, DueKind(other.due_kind), other.due_on, today=today)


def set_due(
    session: Session,
    action_id: str,
    kind: DueKind,
    on: date | None = None,
    *,
    today: date,
    reason: str = "",
    item_id: str | None = None,
) -> None:
    """Say when the action is due. A date once agreed moves only with a reason (ACT-11).

    A date still in the draft (`is_date_agreed`) is replaced, the original with it, unless a reason
    is given: then it is a move all the same. `item_id` is the item under which the reason was
    given, if a meeting heard it.

    "Next meeting" takes the date of the group's next meeting and moves with it (A4, A5).
    Raises UserError for a date that is missing or not wanted, and for a move without a reason.
    """
    row = session.get_one(Action, action_id)
    is_settled = row.original_due_on is not None and (
        bool(reason.strip()) or is_date_agreed(session, action_id, item_id=item_id)
    )
    if kind is DueKind.NEXT_MEETING:
        is_first = not is_settled
        after = _sitting_of(session, row, today) if is_first else max(row.raised_on, today)
        on = _next_meeting_on(session, row.group_id, after)
    Due(kind, on)
    if is_settled and on != row.due_on:
        history = rules.DueHistory(row.due_on).moved(on, reason, today)
        move = history.moves[-1]
        session.add(
            ActionMove(
                action_id=action_id,
                due_from=move.due_from,
                due_to=move.due_to,
                reason=move.reason,
                moved_on=move.moved_on,
                item_id=item_id,
            )
        )
    elif not is_settled:
        row.original_due_on = on
    row.due_kind, row.due_on = kind.value, on


def moves_with_reason(session: Session, action_id: str) -> bool:
    """Whether the action has a due date that has left the draft (ACT-11)."""
    has_date = session.get_one(Action, action_id).original_due_on is not None
    return has_date and is_date_agreed(session, action_id)


def is_date_agreed(session: Session, action_id: str, *, item_id: str | None = None) -> bool:
    """Whether the due date of an action has left the draft (`rules.DateStanding`, ACT-11).

    `item_id` is the item under which it is spoken of now, if a meeting hears it.
    """
    row = session.get_one(Action, action_id)
    meeting_id = session.get_one(Entry, row.entry_id).meeting_id
    if not meeting_id:
        return rules.DateStanding(states=frozenset()).is_agreed
    steps = select(MinutesStep.state).where(
        MinutesStep.meeting_id == meeting_id, ~MinutesStep.is_deleted
    )
    sent = select(Sending.id).where(Sending.meeting_id == meeting_id, ~Sending.is_deleted)
    moves = select(ActionMove.id).where(ActionMove.action_id == action_id, ~ActionMove.is_deleted)
    heard_at = session.get_one(AgendaItem, item_id).meeting_id if item_id else meeting_id
    states = {session.get_one(Meeting, meeting_id).minutes_state, *session.scalars(steps)}
    return rules.DateStanding(
        states=frozenset(map(MinutesState, states)),
        was_sent=session.scalars(sent).first() is not None,
        has_moved=session.scalars(moves).first() is not None,
        is_heard_elsewhere=heard_at != meeting_id,
    ).is_agreed


def add_update(
    session: Session, action_id: str, text: str, on: date, *, item_id: str | None = None
) -> str:
    """A dated line of progress; an action not started is then in progress.

    `item_id` is the item under which it was said, if a meeting heard it.
    """
    if not text.strip():
        raise UserError("There is nothing in the update yet.", do="Type what has happened.")
    row = ActionUpdate(action_id=action_id, on=on, text=text.strip(), item_id=item_id)
    session.add(row)
    action = session.get_one(Action, action_id)
    if action.status == ActionStatus.OPEN:
        action.status = ActionStatus.IN_PROGRESS.value
    return row.id


def set_status(
    session: Session,
    action_id: str,
    status: ActionStatus,
    *,
    on: date,
    evidence: str = "",
    reason: str = "",
    meeting_id: str | None = None,
    item_id: str | None = None,
) -> None:
    """Move an action on. Done and evidenced are two things; closing without evidence says why.

    `item_id` is the item under which it was said, if a meeting heard it. Evidence given before
    will do for closing with evidence; else evidence and reason given before become a line of
    progress. Raises UserError when the evidence or the reason is missing (ACT-2).
    """
    row, evidence, reason = session.get_one(Action, action_id), evidence.strip(), reason.strip()
    given_before = row.evidence if status is ActionStatus.CLOSED_EVIDENCED else ""
    rules.check_close(status, evidence=evidence or given_before, reason=reason)
    if evidence or not given_before:
        _keep_said(session, row, on)
        row.evidence, row.close_reason = evidence, reason
        row.said_item_id = None if status.is_running else item_id
    row.status = status.value
    if not status.is_running and row.completed_on is None:
        row.completed_on = on
    if status.is_running:
        row.completed_on = None
    row.closed_on = on if status.is_closed else None
    row.closed_at_id = meeting_id if status.is_closed else None


def _keep_said(session: Session, row: Action, on: date) -> None:
    """Evidence and reason of an earlier close stay on record as progress, under their item."""
    lead = rules.status_label(ActionStatus(row.status))
    said_on = row.closed_on or row.completed_on or on
    for text in (row.evidence, row.close_reason):
        if text:
            session.add(
                ActionUpdate(
                    action_id=row.id, on=said_on, text=f"{lead}: {text}", item_id=row.said_item_id
                )
            )


def follow_date(session: Session, meeting: Meeting) -> None:
    """What a meeting heard of actions was said on the meeting's day, whenever that is."""
    items = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id)
    for update in session.scalars(select(ActionUpdate).where(ActionUpdate.item_id.in_(items))):
        update.on = meeting.on
    for move in session.scalars(select(ActionMove).where(ActionMove.item_id.in_(items))):
        move.moved_on = meeting.on
    settled_here = Action.said_item_id.in_(items) | (Action.closed_at_id == meeting.id)
    for row in session.scalars(select(Action).where(settled_here)):
        if row.closed_on in (None, row.completed_on):
            row.completed_on = meeting.on
        if row.closed_at_id == meeting.id:
            row.closed_on = meeting.on


def missing(session: Session, meeting_id: str) -> list[str]:
    """What the actions of a meeting still lack, in words: an owner, a date."""
    found = session.execute(
        select(Action, func.count(ActionOwner.id))
        .join(Entry, Entry.id == Action.entry_id)
        .outerjoin(ActionOwner, (ActionOwner.action_id == Action.id) & ~ActionOwner.is_deleted)
        .where(Entry.meeting_id == meeting_id, ~Entry.is_deleted, ~Action.is_deleted)
        .group_by(Action.id)
        .order_by(Action.ref)
    )
    said: list[str] = []
    for action, owners in found:
        code = session.get_one(Group, action.group_id).code
        ref = numbering.shown(action.ref, code, action.raised_on.year, action.id, kind=Kind.ACTION)
        if not owners:
            said.append(f"{ref} has no owner.")
        if action.due_kind == DueKind.NOT_SAID:
            said.append(f"{ref} has no date.")
    return said


def follow_meetings(session: Session, group_id: str) -> None:
    """Actions due "next meeting" take the date the next meeting now has (A5)."""
    for row in session.scalars(
        select(Action).where(
            Action.group_id == group_id,
            Action.due_kind == DueKind.NEXT_MEETING.value,
            Action.status.in_([ActionStatus.OPEN.value, ActionStatus.IN_PROGRESS.value]),
            ~Action.is_deleted,
        )
    ):
        row.due_on = _next_meeting_on(session, group_id, _dated_on(session, row))
        row.original_due_on = row.original_due_on or row.due_on


def _dated_on(session: Session, row: Action) -> date:
    """The day the due date was last said; the "next meeting" is the one after it."""
    moved = select(func.max(ActionMove.moved_on)).where(
        ActionMove.action_id == row.id, ~ActionMove.is_deleted
    )
    before = row.due_on - timedelta(days=1) if row.due_on else date.max
    raised = _sitting_of(session, row, before)
    return max(session.scalar(moved) or raised, raised)


def _sitting_of(session: Session, row: Action, day: date) -> date:
    """The day of the sitting that raised the action: the one on `day`, or the last before (M3)."""
    meeting_id = session.get_one(Entry, row.entry_id).meeting_id
    return max(row.raised_on, day_of(session, meeting_id, day)) if meeting_id else row.raised_on


def _next_meeting_on(session: Session, group_id: str, after: date) -> date | None:
    return session.scalars(
        select(Meeting.on)
        .where(
            Meeting.group_id == group_id,
            Meeting.on > after,
            Meeting.status.not_in(["cancelled", "postponed"]),
            ~Meeting.is_deleted,
        )
        .order_by(Meeting.on)
    ).first()
