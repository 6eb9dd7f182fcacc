"""Setting a group's quorum: decisions of the meetings it governs are judged by it at once.

Minutes that were approved or published stay as they are, decisions and all (MIN-4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import quorum_records
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.services import attendance, terms
from masa_desktop.storage.entities import Meeting

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.storage.entities import Data


def set_quorum(session: Session, group_id: str, rule: Data, from_on: date | None) -> None:
    """Set the quorum from `from_on` (None: from the beginning); earlier meetings keep theirs.

    Decisions in approved or published minutes are not marked anew.

    `rule` is the data form of `domain.quorum`; raises UserError if it cannot be understood.
    """
    data = quorum_records.to_data(quorum_records.from_data(rule))
    terms.version_from(session, group_id, from_on).quorum_rule = data
    session.flush()
    wanted = select(Meeting.id).where(
        Meeting.group_id == group_id,
        Meeting.status != MeetingStatus.CANCELLED.value,
        ~Meeting.is_deleted,
    )
    if from_on is not None:
        wanted = wanted.where(Meeting.on >= from_on)
    for meeting_id in session.scalars(wanted).all():
        attendance.follow_quorum(session, meeting_id)
