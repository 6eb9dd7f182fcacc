"""The clock of a meeting: which item it is at, since when, and when it will end (AGD-2).

Times are wall time of the meeting's day and are noted only while the meeting can be on.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.attendance import AS_MEMBER
from masa_desktop.domain.meetings import TO_BE_HELD, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.timing import (
    PASSING_THROUGH,
    Clock,
    Phase,
    Times,
    counted,
    order_of_discussion,
    out_of_turn,
    phase_at,
    read_clock,
    sequence,
)
from masa_desktop.domain.timing import discussion_notes as notes_on
from masa_desktop.services import discussion
from masa_desktop.services.order import between
from masa_desktop.services.quorum_following import follow_quorum
from masa_desktop.services.sitting_days import sitting_of
from masa_desktop.storage.entities import AgendaItem, Attendance, Discussion, Meeting, Sitting

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import ChangeSet


def take_up(session: Session, meeting_id: str, item_id: str, now: datetime) -> None:
    """The meeting is at this item from `now` (wall time); the program opens there again.

    The time on the item before ends. Nothing is timed on another day than that of a sitting, more
    than 60 minutes before its start, or once the meeting is recorded as held or its minutes have
    left draft. An item left within 20 seconds with nothing minuted was only passed on the way and
    leaves no time behind, nor does one that is done, put off or withdrawn.
    """
    meeting, at = session.get_one(Meeting, meeting_id), _to_the_second(now)
    meeting.current_item_id = item_id
    if session.get_one(AgendaItem, item_id).state != ItemState.OPEN:
        return  # one looks at it again while the room is at another
    if phase(session, meeting_id, at) is not Phase.RUNNING:
        return
    running = [
        row for row in discussion.rows(session, meeting_id) if row.on == at.date() and _runs(row)
    ]
    if any(row.item_id == item_id for row in running):
        return
    before = discussion.order(session, meeting_id).taken
    for row in running:
        _end(session, row, at)
        _now_timed(session, row)
    session.flush()
    if not _go_on(session, meeting_id, item_id, at):
        session.add(
            Discussion(meeting_id=meeting_id, item_id=item_id, on=at.date(), began_at=at.time())
        )
    _quorum_follows(session, meeting_id, before)


def _quorum_follows(session: Session, meeting_id: str, before: Sequence[str]) -> None:
    """Who was there for what depends on the order of discussion (ATT-3)."""
    session.flush()
    if discussion.order(session, meeting_id).taken != tuple(before):
        follow_quorum(session, meeting_id)


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
    at, before = _to_the_second(now), discussion.order(session, meeting_id).taken
    for row in discussion.rows(session, meeting_id):
        if row.on == at.date() and _runs(row):
            _end(session, row, at)
            _now_timed(session, row)
    _quorum_follows(session, meeting_id, before)


def has_begun(session: Session, meeting_id: str) -> bool:
    """Whether the agenda is the one the meeting has before it, so that its numbers stay.

    So it is once the clock has seen an item discussed, a member is recorded as present, the
    meeting as held, or its minutes have left draft.
    """
    meeting = session.get_one(Meeting, meeting_id)
    is_to_come = MeetingStatus(meeting.status) in TO_BE_HELD
    if not is_to_come or meeting.minutes_state != MinutesState.DRAFT:
        return True
    here = select(Attendance.id).where(
        Attendance.meeting_id == meeting_id,
        Attendance.seat_id.is_not(None),
        Attendance.code.in_(sorted(AS_MEMBER)),
        ~Attendance.is_deleted,
    )
    if session.scalars(here.limit(1)).first() is not None:
        return True
    starts = discussion.times(meeting).starts
    seen = discussion.stretches(session, meeting_id)
    return any(starts is None or (one.ended or one.began) >= starts for one in seen)


def take_elsewhere(session: Session, item: AgendaItem, steps: int) -> None:
    """Say that an item is, or was, taken so many places earlier (-1) or later (1).

    Its number stays, and the ends stop it. A deferred or withdrawn item is not taken.
    """
    items, timed = (
        discussion.planned(session, item.meeting_id),
        discussion.timed(session, item.meeting_id),
    )
    taken = sequence(items, timed)
    if item.id not in taken:
        return
    here = taken.index(item.id)
    there = min(max(here + steps, 0), len(taken) - 1)
    if there == here:
        return
    places = _write_down(session, item.meeting_id, taken, out_of_turn(items, timed))
    taken.remove(item.id)
    after = places[taken[there]] if there < len(taken) else None
    known = {*places.values(), *(one.position for one in items)}
    before = max((key for key in known if after is None or key < after), default=None)
    item.taken_position = between(before, after)
    session.flush()
    follow_quorum(session, item.meeting_id)


def _write_down(
    session: Session, meeting_id: str, taken: Sequence[str], by_clock: Collection[str]
) -> dict[str, str]:
    """Keep what the clock saw out of turn as said by hand too; gives the place of every item.

    Else an item moved by hand could not be told to stand between two such.
    """
    rows = {row.id: row for row in discussion.in_order(session, meeting_id)}
    places = {key: rows[key].taken_position or rows[key].position for key in taken}
    last = None
    for at, key in enumerate(taken):
        if key in by_clock:
            following = next((one for one in taken[at:] if one not in by_clock), None)
            places[key] = between(last, places[following] if following else None)
            rows[key].taken_position = places[key]
        last = places[key]
    return places


def clock(session: Session, meeting_id: str, now: datetime) -> Clock:
    """How the meeting stands for time at the full minute before `now` (wall time), item by item."""
    meeting, at = session.get_one(Meeting, meeting_id), _to_the_second(now).replace(second=0)
    times = sitting_of(session, meeting_id, at.date())[1]
    if MeetingStatus(meeting.status) not in TO_BE_HELD:
        times = Times(times.starts, ended=times.ends)  # no longer the plan, but what was recorded
    return read_clock(
        discussion.planned(session, meeting_id),
        discussion.stretches(session, meeting_id),
        times,
        now=at,
        phase=phase(session, meeting_id, at),
        current=meeting.current_item_id or "",
    )


def phase(session: Session, meeting_id: str, now: datetime) -> Phase:
    """Whether the sitting of that day is still to come at `now` (wall time), on, or over."""
    meeting = session.get_one(Meeting, meeting_id)
    is_open = MeetingStatus(meeting.status) in TO_BE_HELD
    if not is_open or meeting.minutes_state != MinutesState.DRAFT:
        return Phase.OVER
    day, times = sitting_of(session, meeting_id, now.date())
    return phase_at(datetime.combine(day, time()), times, _to_the_second(now))


def running(session: Session, now: datetime) -> frozenset[str]:
    """The ids of the meetings in progress at `now` (wall time).

    Such a meeting was begun on this day, by the clock, and neither ended nor adjourned since.
    """
    today = select(Discussion.meeting_id).where(Discussion.on == now.date(), ~Discussion.is_deleted)
    found = session.scalars(today.distinct()).all()
    return frozenset(key for key in found if _is_running(session, key, now))


def _is_running(session: Session, meeting_id: str, now: datetime) -> bool:
    starts = sitting_of(session, meeting_id, now.date())[1].starts
    is_on = phase(session, meeting_id, now) is Phase.RUNNING and (starts is None or now >= starts)
    if not is_on or session.get_one(Meeting, meeting_id).is_deleted:
        return False
    adjourned = select(Sitting.id).where(
        Sitting.meeting_id == meeting_id,
        Sitting.adjourned_on == now.date(),
        ~Sitting.is_deleted,
    )
    if session.scalars(adjourned.limit(1)).first() is not None:
        return False
    seen = [
        one
        for one in discussion.stretches(session, meeting_id)
        if one.began.date() == now.date() and one.began <= now
    ]
    return bool(order_of_discussion(counted(seen, starts), now))


def discussion_notes(session: Session, meeting_id: str) -> dict[str, str]:
    """By item id, "Taken after item 7." where the agenda was not followed; for the paper."""
    return notes_on(discussion.planned(session, meeting_id), discussion.timed(session, meeting_id))


def _runs(row: Discussion) -> bool:
    return row.ended_at is None


def _end(session: Session, row: Discussion, at: datetime) -> None:
    began = datetime.combine(row.on, row.began_at)
    row.ended_at = max(at, began).time()  # a clock put back makes no negative time
    is_passed = discussion.is_shorter(row, PASSING_THROUGH)
    row.is_deleted = is_passed and not discussion.minuted_in(session, [row])


def _now_timed(session: Session, ended: Discussion) -> None:
    """What was said beforehand gives way once the item is discussed; said later, it stands."""
    others = (
        row
        for row in discussion.rows(session, ended.meeting_id)
        if row.item_id == ended.item_id and row.id != ended.id
    )
    if not ended.is_deleted and next(others, None) is None:
        session.get_one(AgendaItem, ended.item_id).taken_position = None


def _go_on(session: Session, meeting_id: str, item_id: str, at: datetime) -> bool:
    """Whether we are back at the item we just left, so that its time simply goes on."""
    last = next(reversed(discussion.rows(session, meeting_id)), None)
    if last is None or last.item_id != item_id or last.on != at.date() or last.ended_at is None:
        return False
    if at - datetime.combine(last.on, last.ended_at) >= PASSING_THROUGH:
        return False
    last.ended_at = None
    return True


def _to_the_second(now: datetime) -> datetime:
    return now.replace(microsecond=0, tzinfo=None)
