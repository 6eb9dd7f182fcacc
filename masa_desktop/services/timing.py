"""The clock of a meeting: which item it is at, since when, and when it will end (AGD-2).

Times are wall time of the meeting's day and are noted only while the meeting can be on.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.meetings import ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.timing import (
    PASSING_THROUGH,
    Clock,
    Phase,
    Planned,
    Stretch,
    Times,
    counted,
    order_of_discussion,
    out_of_turn,
    phase_at,
    read_clock,
)
from masa_desktop.services import spans
from masa_desktop.storage.entities import Discussion, Meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import ChangeSet

_TO_BE_HELD = (MeetingStatus.PLANNED, MeetingStatus.CONFIRMED)
_OFF = (ItemState.DEFERRED, ItemState.WITHDRAWN)


def take_up(session: Session, meeting_id: str, item_id: str, now: datetime) -> None:
    """The meeting is at this item from `now` (wall time); the program opens there again.

    The time on the item before ends. Nothing is timed on another day than the meeting's, more than
    60 minutes before its start, or once it is recorded as held or its minutes have left draft. An
    item left within 20 seconds was only passed on the way and leaves no time behind.
    """
    meeting, at = session.get_one(Meeting, meeting_id), _to_the_second(now)
    meeting.current_item_id = item_id
    if _phase(meeting, at) is not Phase.RUNNING:
        return
    running = [row for row in _rows(session, meeting_id) if row.on == at.date() and _runs(row)]
    if any(row.item_id == item_id for row in running):
        return
    for row in running:
        _end(row, at)
    session.flush()
    if not _go_on(session, meeting_id, item_id, at):
        session.add(
            Discussion(meeting_id=meeting_id, item_id=item_id, on=at.date(), began_at=at.time())
        )


def only_took_up(changes: ChangeSet) -> bool:
    """Whether a change says no more than which item a meeting is at, and since when."""
    return all(
        one.table == Discussion.__tablename__
        or (one.table, one.column) == (Meeting.__tablename__, "current_item_id")
        for one in changes.changes
    )


def pause(session: Session, meeting_id: str, now: datetime) -> None:
    """End the time on the current item, as for a break; taking up an item goes on.

    Record the meeting as held to stop its clock for good.
    """
    at = _to_the_second(now)
    for row in _rows(session, meeting_id):
        if row.on == at.date() and _runs(row):
            _end(row, at)


def clock(session: Session, meeting_id: str, now: datetime) -> Clock:
    """How the meeting stands for time at the full minute before `now` (wall time), item by item."""
    meeting, at = session.get_one(Meeting, meeting_id), _to_the_second(now).replace(second=0)
    return read_clock(
        _planned(session, meeting_id),
        _stretches(session, meeting_id),
        _times(meeting),
        now=at,
        phase=_phase(meeting, at),
        current=meeting.current_item_id or "",
    )


def discussion_notes(session: Session, meeting_id: str) -> dict[str, str]:
    """By item id, "Taken after item 7." where the agenda was not followed; for the paper."""
    stretches = _stretches(session, meeting_id)
    if not stretches:
        return {}
    meeting = session.get_one(Meeting, meeting_id)
    later = max(one.began for one in stretches) + timedelta(days=1)  # ends not noted do not matter
    order = order_of_discussion(counted(stretches, _times(meeting).starts), later)
    return out_of_turn(spans.numbers(session, meeting_id), order)


def _phase(meeting: Meeting, at: datetime) -> Phase:
    is_open = MeetingStatus(meeting.status) in _TO_BE_HELD
    if not is_open or meeting.minutes_state != MinutesState.DRAFT:
        return Phase.OVER
    return phase_at(datetime.combine(meeting.on, time()), _times(meeting), at)


def _times(meeting: Meeting) -> Times:
    starts, ends = (
        datetime.combine(meeting.on, at) if at else None
        for at in (meeting.starts_at, meeting.ends_at)
    )
    return Times(starts, ends)


def _planned(session: Session, meeting_id: str) -> list[Planned]:
    return [
        Planned(
            id=row.id,
            number=number,
            minutes=row.minutes or None,
            to_come=row.state == ItemState.OPEN,
            is_off=ItemState(row.state) in _OFF,
        )
        for number, row in enumerate(spans.in_order(session, meeting_id), start=1)
    ]


def _rows(session: Session, meeting_id: str) -> list[Discussion]:
    wanted = select(Discussion).where(Discussion.meeting_id == meeting_id, ~Discussion.is_deleted)
    return list(session.scalars(wanted.order_by(Discussion.on, Discussion.began_at, Discussion.id)))


def _stretches(session: Session, meeting_id: str) -> list[Stretch]:
    return [
        Stretch(
            row.item_id,
            datetime.combine(row.on, row.began_at),
            datetime.combine(row.on, row.ended_at) if row.ended_at else None,
        )
        for row in _rows(session, meeting_id)
    ]


def _runs(row: Discussion) -> bool:
    return row.ended_at is None


def _end(row: Discussion, at: datetime) -> None:
    began = datetime.combine(row.on, row.began_at)
    row.ended_at = max(at, began).time()  # a clock put back makes no negative time
    row.is_deleted = at - began < PASSING_THROUGH


def _go_on(session: Session, meeting_id: str, item_id: str, at: datetime) -> bool:
    """Whether we are back at the item we just left, so that its time simply goes on."""
    last = max(_rows(session, meeting_id), key=lambda row: (row.on, row.began_at), default=None)
    if last is None or last.item_id != item_id or last.on != at.date() or last.ended_at is None:
        return False
    if at - datetime.combine(last.on, last.ended_at) >= PASSING_THROUGH:
        return False
    last.ended_at = None
    return True


def _to_the_second(now: datetime) -> datetime:
    return now.replace(microsecond=0, tzinfo=None)
