"""A due date that came back changed in Word: whether it is one, and taking it (ACT-11).

Promises that a date which has left the draft is never moved this way: that takes a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import due_text
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.returned_marks import Printed
from masa_desktop.services import actions, holidays, meetings
from masa_desktop.storage.entities import Action

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from masa_desktop.domain.due_text import Reading
    from masa_desktop.domain.returned import Suggestion
    from masa_desktop.storage.entities import Entry


def reading(session: Session, entry: Entry, suggestion: Suggestion) -> Reading | None:
    """The date this says for an action, read as one that is typed; None if it says none, or if
    the action's date moves only with a reason by now."""
    row = _action(session, entry)
    if suggestion.printed is not Printed.DUE or row is None or not suggestion.after.strip():
        return None
    following = meetings.next_after(session, entry.meeting_id) if entry.meeting_id else None
    next_on = following.on if following else None
    calendar = holidays.calendar(session)
    found = due_text.read(suggestion.after, row.raised_on, calendar, next_on)
    return None if found.problem or actions.moves_with_reason(session, row.id) else found


def is_said(session: Session, entry: Entry, found: Reading) -> bool:
    """Whether the action is due then already."""
    row = _action(session, entry)
    return row is not None and (row.due_kind, row.due_on) == (found.kind.value, found.on)


def take(session: Session, entry: Entry, suggestion: Suggestion) -> None:
    """The action is due when the file says. Raises UserError as `actions.set_due`, and where the
    file says no date that can be taken."""
    row, found = _action(session, entry), reading(session, entry, suggestion)
    if row is None or found is None:
        raise UserError(
            "This date cannot be taken from the file.",
            do="Change it beside the action, if it is wanted.",
        )
    actions.set_due(session, row.id, found.kind, found.on, today=row.raised_on)


def _action(session: Session, entry: Entry) -> Action | None:
    wanted = select(Action).where(Action.entry_id == entry.id, ~Action.is_deleted)
    return session.scalars(wanted).first()
