"""The items of a meeting as the agenda numbers them, and in the order in which they were discussed.

The order is what somebody said by hand, then what the clock saw, then the agenda (AGD-2, M9).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.item_order import Order
from masa_desktop.domain.meetings import NOT_TAKEN, ItemState
from masa_desktop.domain.timing import (
    DISCUSSED,
    Planned,
    Stretch,
    Times,
    counted,
    order_of_discussion,
    out_of_turn,
    sequence,
)
from masa_desktop.services.once import once
from masa_desktop.storage import log
from masa_desktop.storage.entities import AgendaItem, Discussion, Entry, Meeting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from sqlalchemy.orm import Session


def in_order(session: Session, meeting_id: str) -> list[AgendaItem]:
    """The items of a meeting in the order of the agenda."""
    wanted = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, ~AgendaItem.is_deleted)
    return list(session.scalars(wanted.order_by(AgendaItem.position, AgendaItem.id)))


def order(session: Session, meeting_id: str) -> Order:
    """The items of a meeting by number and by place; an item put off keeps its place in both."""
    return once(session, (order, meeting_id), lambda: _order(session, meeting_id))


def _order(session: Session, meeting_id: str) -> Order:
    items = [replace(item, is_off=False) for item in planned(session, meeting_id)]
    taken = sequence(items, timed(session, meeting_id))
    return Order([item.id for item in items], taken)


def item_beside(session: Session, meeting_id: str, at_item_id: str, by: int) -> str:
    """The id of the next item (1) or of the one before (-1) as the agenda shows them.

    What was put off or withdrawn is passed over. Going on from an item that was taken early leads
    to the first that was passed over for it, and never again to one taken early. The ends stop it.
    """
    found, seen = planned(session, meeting_id), timed(session, meeting_id)
    off = {item.id for item in found if item.is_off}
    items = [replace(item, is_off=False) for item in found]
    walk, early = sequence(items, []), out_of_turn(items, seen).keys()
    here = walk.index(at_item_id)
    before, after = walk[:here], walk[here + 1 :]
    if by < 0:
        return next((key for key in reversed(before) if key not in off), at_item_id)
    taken = order(session, meeting_id).taken
    then = taken[taken.index(at_item_id) + 1 :] if at_item_id in early else ()
    passed = [key for key in then if key in before and key not in {*off, *seen}]
    ahead = [key for key in after if key not in {*off, *early}]
    return next(iter((*passed, *ahead)), at_item_id)


def timed(session: Session, meeting_id: str) -> list[str]:
    """The ids of the items in the order the clock saw them discussed."""
    seen = stretches(session, meeting_id)
    if not seen:
        return []
    meeting = session.get_one(Meeting, meeting_id)
    later = max(one.began for one in seen) + timedelta(days=1)  # ends not noted do not matter
    return order_of_discussion(counted(seen, times(meeting).starts), later)


def last_noted(session: Session, day: date, meeting_id: str = "") -> time | None:
    """The last time of day the clock noted on a day, of this meeting or of any; None for none."""
    wanted = select(Discussion).where(Discussion.on == day, ~Discussion.is_deleted)
    if meeting_id:
        wanted = wanted.where(Discussion.meeting_id == meeting_id)
    found = [(row.began_at, row.ended_at) for row in session.scalars(wanted)]
    return max((at for both in found for at in both if at is not None), default=None)


def times(meeting: Meeting) -> Times:
    """When the first sitting of a meeting is meant to start and end."""
    return on_day(meeting.on, meeting.starts_at, meeting.ends_at)


def on_day(day: date, starts: time | None, ends: time | None) -> Times:
    return Times(
        datetime.combine(day, starts) if starts else None,
        datetime.combine(day, ends) if ends else None,
    )


def planned(session: Session, meeting_id: str) -> list[Planned]:
    """The items as the clock sees them, in the order of the agenda."""
    return [
        Planned(
            id=row.id,
            number=number,
            minutes=row.minutes or None,
            to_come=row.state == ItemState.OPEN,
            is_off=row.state in NOT_TAKEN,
            position=row.position,
            taken=row.taken_position or "",
        )
        for number, row in enumerate(in_order(session, meeting_id), start=1)
    ]


def rows(session: Session, meeting_id: str) -> list[Discussion]:
    """Every stretch of discussion that was noted, in order of time.

    Of two begun within one second the one that ended first came first; what still runs is last.
    """
    wanted = select(Discussion).where(Discussion.meeting_id == meeting_id, ~Discussion.is_deleted)
    order = (Discussion.on, Discussion.began_at, Discussion.ended_at.nulls_last(), Discussion.id)
    return list(session.scalars(wanted.order_by(*order)))


def stretches(session: Session, meeting_id: str) -> list[Stretch]:
    found = rows(session, meeting_id)
    short = minuted_in(session, [row for row in found if is_shorter(row, DISCUSSED)])
    return [
        Stretch(
            row.item_id,
            datetime.combine(row.on, row.began_at),
            datetime.combine(row.on, row.ended_at) if row.ended_at else None,
            is_minuted=row.id in short,
        )
        for row in found
    ]


def is_shorter(row: Discussion, than: timedelta) -> bool:
    """Whether a stretch that has ended lasted less than this."""
    began = datetime.combine(row.on, row.began_at)
    return row.ended_at is not None and datetime.combine(row.on, row.ended_at) - began < than


def minuted_in(session: Session, some: Sequence[Discussion]) -> frozenset[str]:
    """The ids of those of these stretches in which something was minuted on their item.

    The log tells what came after what; the clock on the wall may have been put right since.
    """
    if not some:
        return frozenset()
    of_item = {row.id: row.item_id for row in some}
    wanted = select(Entry.id, Entry.item_id).where(
        Entry.item_id.in_(of_item.values()), ~Entry.is_deleted
    )
    entries: dict[str, str | None] = dict(session.execute(wanted).all())
    if not entries:
        return frozenset()
    running: dict[str | None, str] = {}
    found = set()
    for line in log.history_of(session, [*of_item, *entries]):
        if line.row in of_item and line.column == "ended_at":
            running = {item: key for item, key in running.items() if key != line.row}
            running |= {of_item[line.row]: line.row} if line.new is None else {}
        elif line.column in _SAID and entries.get(line.row) in running:
            found.add(running[entries[line.row]])
    return frozenset(found)


_SAID = ("id", "text")


def item_at(session: Session, meeting_id: str, at: time, now: datetime) -> str | None:
    """The id of the item the clock was at, at this time of its latest day; in a break, the next.

    None if `at` is later than `now` (both wall time), or the clock saw nothing from then on.
    """
    seen = [one for one in stretches(session, meeting_id) if one.began <= now]
    if not seen:
        return None
    then = datetime.combine(seen[-1].began.date(), at)
    if then > now:
        return None
    day = (one for one in seen if one.began.date() == then.date())
    return next((one.item_id for one in day if one.ended is None or one.ended > then), None)
