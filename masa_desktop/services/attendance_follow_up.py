"""Whom a group follows up for staying away without apology, and from how many meetings on (ATT-6).

Promises that a group which has set no number has nobody flagged, and that a meeting of which
nothing is recorded neither counts nor breaks the row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import attendance as rules
from masa_desktop.domain.attendance import Capacity, Count
from masa_desktop.domain.attendance_follow_up import MOST, FollowUp
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.words import listed
from masa_desktop.services import groups, meeting_order, names, roll_absences, settings
from masa_desktop.storage.entities import Entry, Meeting, Seat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from masa_desktop.domain.attendance import MeetingRecord
    from masa_desktop.domain.groups import SeatRow


def threshold(session: Session, group_id: str) -> int | None:
    """From how many meetings missed in a row the group follows up; None if it has set none."""
    said = settings.setting(session, _key(group_id))
    return int(said) if said.isdecimal() and 1 <= int(said) <= MOST else None


def set_threshold(session: Session, group_id: str, number: int | None) -> None:
    """Say from how many on, None for not at all. Raises UserError below 1 and over MOST."""
    if number is not None and not 1 <= number <= MOST:
        raise UserError(
            f"A group follows up after 1 to {MOST} meetings missed in a row.",
            safe="It is as it was.",
            do="Choose a number such as 3.",
        )
    settings.set_setting(session, _key(group_id), "" if number is None else str(number))


def persistent(session: Session, group_id: str, day: date) -> tuple[FollowUp, ...]:
    """The seats there on `day` to follow up, by the meetings up to and with that day."""
    return _found(session, group_id, day, Meeting.on <= day)


def arising(session: Session, meeting_id: str) -> tuple[FollowUp, ...]:
    """Those to follow up at this meeting, by the meetings before it.

    Left out are those whom a challenge names that this group minuted since the last one missed.
    """
    here = session.get_one(Meeting, meeting_id)
    found = _found(session, here.group_id, here.on, meeting_order.before(here))
    minuted = _challenges(session, here.group_id, found)
    place = {row.id: meeting_order.place_of(row) for row, _ in minuted}
    last = {one: meeting_order.place_of(_last_missed(session, one)) for one in found}
    return tuple(
        one
        for one in found
        if not any(place[row.id] > last[one] and one.is_named_in(text) for row, text in minuted)
    )


def _key(group_id: str) -> str:
    return f"attendance_threshold/{group_id}"


def _last_missed(session: Session, one: FollowUp) -> Meeting:
    return session.get_one(Meeting, one.meeting_ids[-1])


def _challenges(
    session: Session, group_id: str, found: Sequence[FollowUp]
) -> list[tuple[Meeting, str]]:
    """The challenges the group minuted since the first day that matters, with their meetings."""
    if not found:
        return []
    wanted = (
        select(Meeting, Entry.text)
        .join(Entry, Entry.meeting_id == Meeting.id)
        .where(
            Meeting.group_id == group_id,
            Meeting.on >= min(one.days[-1] for one in found),
            Entry.kind == EntryKind.CHALLENGE.value,
            ~Meeting.is_deleted,
            ~Entry.is_deleted,
        )
    )
    return [(row, text) for row, text in session.execute(wanted)]


def _found(
    session: Session, group_id: str, day: date, where: ColumnElement[bool]
) -> tuple[FollowUp, ...]:
    limit = threshold(session, group_id)
    if limit is None:
        return ()
    every = groups.seats(session, group_id, day)
    seats = [seat for seat in every if not Capacity(seat.capacity).never_counts]
    ids = [seat.id for seat in seats]
    meetings = roll_absences.held(session, group_id, where, ids)
    lives = {
        row.id: (row.from_on, row.until_on)
        for row in session.scalars(select(Seat).where(Seat.id.in_(ids)))
    }
    group = names.of_groups(session, day).get(group_id, "")
    found = []
    for seat in seats:
        tenures = [lives[seat.id]]
        number = rules.no_apology_running(meetings, seat.id, tenures=tenures)
        if rules.is_persistent(number, limit):
            told = rules.outcomes(meetings, Count.SEAT, seat.id, tenures=tenures)
            missed = [meeting for meeting, came in told if came is not None][-number:]
            made = _follow_up(session, seat, every, missed)
            found.append(replace(made, group=group, threshold=limit))
    return tuple(found)


def _follow_up(
    session: Session, seat: SeatRow, every: Sequence[SeatRow], missed: Sequence[MeetingRecord]
) -> FollowUp:
    """An agency is said to have stayed away only if nobody came for it by another seat."""
    key = seat.agency_id
    has_one_seat = Counter(one.agency_id for one in every)[key] == 1
    is_agency = bool(key and has_one_seat and not rules.tally(missed, Count.AGENCY, key).attended)
    in_brackets = f" ({seat.agency})" if seat.agency else ""
    agencies = [seat.agency, *names.others_of(session, agency_id=key)] if is_agency else []
    is_only = Counter(one.title for one in every)[seat.title] == 1
    return FollowUp(
        seat_id=seat.id,
        seat=seat.title,
        agency=seat.agency,
        called=seat.agency if is_agency else f"{seat.title}{in_brackets}",
        holders=listed([who.person for who in seat.holders]),
        days=tuple(meeting.on for meeting in missed),
        meeting_ids=tuple(meeting.meeting_id for meeting in missed),
        agencies=tuple(agencies),
        titles=(seat.title,) if is_only else (),
    )
