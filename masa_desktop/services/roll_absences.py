"""What earlier meetings add to an absence: words only, nobody is challenged (ATT-6)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import attendance as rules
from masa_desktop.domain.attendance import Code, Count, MeetingRecord
from masa_desktop.domain.roll_call import absence_words
from masa_desktop.storage.entities import Attendance, Meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from masa_desktop.services.roll_records import Roll

_LOOKED_BACK = 8
_ABSENT = (Code.DNA, Code.APOLOGIES)


def of_seats(session: Session, roll: Roll) -> dict[str, str]:
    """For each seat whose holder is away, what to say of it, by the seat's id.

    Counts by seat, so that a deputy who came breaks the run; meetings that were called off or
    held in writing are left out (domain.md 4.4).
    """
    codes = {
        record.seat_id: record.code
        for record in roll.records
        if record.seat_id and record.code in _ABSENT and not record.is_deputy
    }
    if not codes:
        return {}
    now = MeetingRecord(roll.meeting.id, "held", roll.meeting.on, tuple(roll.records))
    meetings = [*_earlier(session, roll.meeting), now]
    return {
        seat_id: absence_words(
            code,
            no_apology=rules.no_apology_running(meetings, seat_id),
            missed=rules.missed_running(meetings, Count.SEAT, seat_id),
        )
        for seat_id, code in codes.items()
    }


def _earlier(session: Session, meeting: Meeting) -> list[MeetingRecord]:
    """The last meetings of the group before this one, with what was recorded of its seats."""
    held = session.scalars(
        select(Meeting)
        .where(Meeting.group_id == meeting.group_id, Meeting.on < meeting.on, ~Meeting.is_deleted)
        .order_by(Meeting.on.desc())
        .limit(_LOOKED_BACK)
    ).all()
    lines: dict[str, list[rules.Attendance]] = defaultdict(list)
    for row in session.scalars(
        select(Attendance).where(
            Attendance.meeting_id.in_([one.id for one in held]),
            Attendance.seat_id.is_not(None),
            ~Attendance.is_deleted,
        )
    ):
        lines[row.meeting_id].append(
            rules.Attendance(
                code=Code(row.code),
                seat_id=row.seat_id,
                person_id=row.person_id,
                is_deputy=row.is_deputy,
            )
        )
    return [MeetingRecord(one.id, one.status, one.on, tuple(lines[one.id])) for one in held]
