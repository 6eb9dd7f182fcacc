"""What earlier meetings add to an absence: words only, nobody is challenged here (ATT-6)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import attendance as rules
from masa_desktop.domain.attendance import IN_THE_ROOM, Code, Count, MeetingRecord
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.domain.roll_call import absence_words
from masa_desktop.services import meeting_order
from masa_desktop.storage.entities import Attendance, Holding, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from masa_desktop.domain.attendance import Tenure
    from masa_desktop.services.roll_records import Roll

_LOOKED_BACK = 24
"""Meetings held: at six a year, four years of absence."""

_ABSENT = (Code.DNA, Code.APOLOGIES)
_NOT_HELD = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.WRITTEN)
_TO_COME = (MeetingStatus.PLANNED, MeetingStatus.CONFIRMED)

Place = tuple[str, str | None]
"""A seat and who holds it, by their ids."""


def of_holders(session: Session, roll: Roll) -> dict[Place, str]:
    """For each holder of a seat who is away, what to say of it, by the ids of seat and person.

    Counts the group's meetings up to and with this one, those before it by date. Counts by seat,
    so that a deputy who came breaks the run, and while this person held it. Meetings that were
    called off or held in writing are left out (domain.md 4.4).
    """
    codes: dict[Place, Code] = {
        (record.seat_id, record.person_id): record.code
        for record in roll.records
        if record.seat_id and record.code in _ABSENT and not record.is_deputy
    }
    if not codes or MeetingStatus(roll.meeting.status) in _NOT_HELD:
        return {}
    now = MeetingRecord(roll.meeting.id, MeetingStatus.HELD, roll.meeting.on, tuple(roll.records))
    seat_ids = [seat_id for seat_id, _ in codes]
    before = meeting_order.before(roll.meeting)
    meetings = [*held(session, roll.meeting.group_id, before, seat_ids), now]
    tenures = _tenures(session, roll.meeting, codes)
    return {
        place: absence_words(
            code,
            no_apology=rules.no_apology_running(meetings, place[0], tenures=tenures.get(place)),
            missed=rules.missed_running(meetings, Count.SEAT, place[0], tenures=tenures.get(place)),
        )
        for place, code in codes.items()
    }


def held(
    session: Session, group_id: str, where: ColumnElement[bool], seat_ids: Sequence[str]
) -> list[MeetingRecord]:
    """The last meetings the group held of those `where` holds for, with what was recorded of these
    seats.

    One still marked as planned was held if the roll says that somebody came.
    """
    came = select(Attendance.id).where(
        Attendance.meeting_id == Meeting.id,
        Attendance.code.in_([code.value for code in IN_THE_ROOM]),
        ~Attendance.is_deleted,
    )
    last = session.scalars(
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            where,
            Meeting.status.not_in([status.value for status in _NOT_HELD]),
            Meeting.status.not_in([status.value for status in _TO_COME]) | came.exists(),
            ~Meeting.is_deleted,
        )
        .order_by(*meeting_order.LATEST_FIRST)
        .limit(_LOOKED_BACK)
    ).all()
    lines: dict[str, list[rules.Attendance]] = defaultdict(list)
    for row in session.scalars(
        select(Attendance).where(
            Attendance.meeting_id.in_([one.id for one in last]),
            Attendance.seat_id.in_(seat_ids),
            ~Attendance.is_deleted,
        )
    ):
        lines[row.meeting_id].append(
            rules.Attendance(
                code=Code(row.code),
                seat_id=row.seat_id,
                person_id=row.person_id,
                agency_ids=tuple(filter(None, (row.agency_id, row.also_agency_id))),
                is_deputy=row.is_deputy,
            )
        )
    return [MeetingRecord(one.id, MeetingStatus.HELD, one.on, tuple(lines[one.id])) for one in last]


def _tenures(
    session: Session, meeting: Meeting, places: Iterable[Place]
) -> dict[Place, list[Tenure]]:
    """When each held the seat; nobody of whom that is not known, or not for the meeting's day."""
    found: dict[Place, list[Tenure]] = defaultdict(list)
    for row in session.scalars(
        select(Holding).where(
            Holding.seat_id.in_([seat_id for seat_id, _ in places]),
            ~Holding.is_deputy,
            ~Holding.is_deleted,
        )
    ):
        found[row.seat_id, row.person_id].append((row.from_on, row.until_on))
    return {place: held for place, held in found.items() if rules.within(meeting.on, held)}
