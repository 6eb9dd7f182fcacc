"""The day a meeting is on: its own, or that of a sitting in which it went on (M3).

Whoever asks whether a meeting is on, or from which day a date counts, asks here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.services.discussion import on_day, times
from masa_desktop.storage.entities import Meeting, Sitting

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.timing import Times


def day_of(session: Session, meeting_id: str, today: date) -> date:
    """The day of the sitting that is on `today`, else of the last one before it.

    The meeting's own day while none has been.
    """
    return sitting_of(session, meeting_id, today)[0]


def is_on(session: Session, meeting_id: str, today: date) -> bool:
    """Whether the meeting, or a sitting in which it goes on, is on that day."""
    return day_of(session, meeting_id, today) == today


def sitting_of(session: Session, meeting_id: str, today: date) -> tuple[date, Times]:
    """The day `day_of` gives, and when that sitting is meant to start and end."""
    further = session.scalars(
        select(Sitting)
        .where(Sitting.meeting_id == meeting_id, Sitting.on <= today, ~Sitting.is_deleted)
        .order_by(Sitting.on.desc())
        .limit(1)
    ).first()
    if further is None or further.on is None:
        meeting = session.get_one(Meeting, meeting_id)
        return meeting.on, times(meeting)
    return further.on, on_day(further.on, further.starts_at, further.ends_at)
