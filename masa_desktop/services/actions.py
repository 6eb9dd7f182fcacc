"""Actions: what was promised, by whom, until when, and what came of it (ACT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import actions as rules
from masa_desktop.domain.actions import ActionStatus, Due, DueKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.references import Kind
from masa_desktop.services import numbering
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    ActionOwner,
    ActionUpdate,
    Entry,
    Group,
    Meeting,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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


def set_due(
    session: Session,
    action_id: str,
    kind: DueKind,
    on: date | None = None,
    *,
    today: date,
    reason: str = "",
) -> None:
    """Say when the action is due. A date once said moves only with a reason (ACT-11).

    "Next meeting" takes the date of the group's next meeting and moves with it (A4, A5).
    Raises UserError for a date that is missing or not wanted, and for a move without a reason.
    """
    row = session.get_one(Action, action_id)
    if kind is DueKind.NEXT_MEETING:
        after = row.raised_on if row.original_due_on is None else max(row.raised_on, today)
        on = _next_meeting_on(session, row.group_id, after)
    Due(kind, on)
    moved = row.original_due_on is not None and on != row.due_on
    if moved:
        history = rules.DueHistory(row.due_on).moved(on, reason, today)
        move = history.moves[-1]
        session.add(
            ActionMove(
                action_id=action_id,
                due_from=move.due_from,
                due_to=move.due_to,
                reason=move.reason,
                moved_on=move.moved_on,
            )
        )
    elif row.original_due_on is None:
        row.original_due_on = on
    row.due_kind, row.due_on = kind.value, on


def add_update(session: Session, action_id: str, text: str, on: date) -> str:
    """A dated line of progress; an action not started is then in progress."""
    if not text.strip():
        raise UserError("There is nothing in the update yet.", do="Type what has happened.")
    row = ActionUpdate(action_id=action_id, on=on, text=text.strip())
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
) -> None:
    """Move an action on. Done and evidenced are two things; closing without evidence says why.

    Raises UserError when the evidence or the reason is missing (ACT-2).
    """
    row = session.get_one(Action, action_id)
    evidence = evidence.strip() or row.evidence
    rules.check_close(status, evidence=evidence, reason=reason)
    row.status, row.evidence, row.close_reason = status.value, evidence, reason.strip()
    if not status.is_running and row.completed_on is None:
        row.completed_on = on
    if status.is_running:
        row.completed_on = None
    row.closed_on = on if status.is_closed else None
    row.closed_at_id = meeting_id if status.is_closed else None


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
    return max(session.scalar(moved) or row.raised_on, row.raised_on)


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
