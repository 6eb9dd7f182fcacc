"""What people answered to the invitation, before anybody is recorded as having come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.roll_call import Reply
from masa_desktop.services.roll_call import roll_call
from masa_desktop.services.roll_records import row_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def set_reply(
    session: Session, meeting_id: str, reply: Reply, *, seat_id: str | None, person_id: str
) -> str:
    """Somebody accepted, declined or was not sure; UNKNOWN takes it back. Gives the row's id.

    A reply is no attendance: the roll-call stays "not yet recorded" until somebody calls it.
    """
    row = row_at(session, meeting_id, seat_id, person_id)
    row.reply = reply.value
    return row.id


def of_meeting(session: Session, meeting_id: str) -> tuple[Reply, ...]:
    """The replies of everybody expected in a seat, UNKNOWN where there is none."""
    return tuple(
        Reply(row.reply)
        for row in roll_call(session, meeting_id).rows
        if row.seat_id and row.person_id and not row.is_deputy
    )
