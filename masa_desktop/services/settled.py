"""Agreed minutes stand: whatever their paper prints changes only once they are reopened (MIN-4).

Joint minutes stand from the first parent's agreement on: else it would be to words it never saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import SETTLED, MinutesState
from masa_desktop.services import agreed
from masa_desktop.storage.entities import Approval, Meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def is_settled(session: Session, meeting_id: str) -> bool:
    """Whether the minutes are approved or published, or a parent of a joint group has agreed them:
    to type in them, a reason reopens them."""
    if MinutesState(session.get_one(Meeting, meeting_id).minutes_state) in SETTLED:
        return True
    wanted = select(Approval.id).where(Approval.meeting_id == meeting_id, ~Approval.is_deleted)
    if session.scalars(wanted.limit(1)).first() is None:
        return False
    return bool(agreed.in_force(session, [meeting_id])[meeting_id])


def closed(session: Session, meeting_id: str) -> str:
    """Why nothing under these minutes can be agreed or corrected, in words; "" if it can."""
    if not is_settled(session, meeting_id):
        return ""
    return "The minutes of this meeting have been agreed. Open them for changes first."


def check_open(session: Session, meeting_id: str) -> None:
    """Raises UserError if the minutes of this meeting are agreed, if only by one parent.

    What happens to an action or decision later is another matter: it is no change of the minutes.
    """
    if is_settled(session, meeting_id):
        raise UserError(
            "The minutes of this meeting have been agreed, so nothing in them was changed.",
            safe="They are as they were agreed.",
            do="Open them for changes with a reason, or record a correction at the next meeting.",
        )
