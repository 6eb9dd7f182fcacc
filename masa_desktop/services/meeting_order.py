"""Which of a group's meetings comes first: by day, then start, then id, for whoever asks.

Promises one order for every pair, so that two meetings of one day are told apart. A start nobody
has said is the beginning of the day. Whether minutes may be agreed asks for more: `agreed`.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from sqlalchemy import Date, String, Time, func, literal, tuple_

from masa_desktop.storage.entities import Meeting

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Tuple

Place = tuple["date", time, str]


def place(on: date, starts_at: time | None, meeting_id: str) -> Place:
    """Where a meeting stands among the others; of two the one with the lesser place comes first."""
    return on, starts_at or time.min, meeting_id


def place_of(meeting: Meeting) -> Place:
    return place(meeting.on, meeting.starts_at, meeting.id)


def before(here: Meeting) -> ColumnElement[bool]:
    """Holds for the meetings that come before this one."""
    on, starts_at, key = place_of(here)
    return tuple_(literal(on, Date), literal(starts_at, Time), literal(key, String)) > _PLACE


_START = func.coalesce(Meeting.starts_at, literal(time.min, Time))
_PLACE: Tuple = tuple_(Meeting.on, _START, Meeting.id)

OLDEST_FIRST = (Meeting.on, _START, Meeting.id)
LATEST_FIRST = (Meeting.on.desc(), _START.desc(), Meeting.id.desc())
"""What a question orders by."""
