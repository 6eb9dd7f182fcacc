"""Adjourning a meeting, and the sitting in which it goes on (M3)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import sittings as rule
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.timing import Phase
from masa_desktop.domain.words import long_date
from masa_desktop.services import spans, timing
from masa_desktop.services.discussion import stretches
from masa_desktop.services.settled import check_open
from masa_desktop.storage.entities import Meeting, Sitting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from sqlalchemy.orm import Session


def adjourn(
    session: Session, meeting_id: str, now: datetime, to: rule.Goes, at: time | None = None
) -> str:
    """End the last sitting; the meeting goes on on another day. Gives the new sitting's id.

    `at` is the hour it was adjourned if somebody says it. Else it is `now` (wall time) while the
    sitting's clock runs, and not known before and after. Raises UserError if the new day is not
    after the sitting that ends, or if the minutes are agreed.
    """
    check_open(session, meeting_id)
    meeting, earlier = session.get_one(Meeting, meeting_id), of_meeting(session, meeting_id)
    ends_on = rule.last_day(meeting.on, earlier)
    if ends_on is None:
        raise UserError(
            "The meeting is adjourned already, to a day to be agreed.",
            safe="Nothing was changed.",
            do="Give that sitting its day first.",
        )
    _check(ends_on, to)
    row = Sitting(meeting_id=meeting_id, adjourned_on=ends_on)
    _put(row, to)
    is_running = timing.phase(session, meeting_id, now) is Phase.RUNNING
    if at is not None:
        _put_end(session, row, at)
        timing.pause(session, meeting_id, datetime.combine(ends_on, at))
    elif is_running and now.date() == ends_on:
        row.adjourned_at = now.time().replace(second=0, microsecond=0)
        row.item_id = meeting.current_item_id
        timing.pause(session, meeting_id, now)
    session.add(row)
    session.flush()
    return row.id


def set_sitting(session: Session, sitting_id: str, to: rule.Goes, at: time | None) -> None:
    """Change when and where the meeting goes on, and at what hour it was adjourned to that.

    None is an hour not known. Raises UserError like `adjourn`, and for a day that is not before
    the sitting after this one.
    """
    row = _standing(session, sitting_id)
    rows = _rows(session, row.meeting_id)
    following = next(iter(rows[rows.index(row) + 1 :]), None)
    _check(row.adjourned_on, to)
    if following is not None:
        following.adjourned_on = _day_before(to.on, following)
    if at != row.adjourned_at:
        _put_end(session, row, at)
    _put(row, to)


def take_back(session: Session, sitting_id: str) -> None:
    """The meeting was not adjourned after all. Raises UserError if a later sitting hangs on it."""
    row = _standing(session, sitting_id)
    if _rows(session, row.meeting_id)[-1] is not row:
        raise UserError(
            "The meeting was adjourned again after this sitting, so it stays.",
            safe="Nothing was changed.",
            do="Take the later sitting back first.",
        )
    row.is_deleted = True


def move_first(session: Session, meeting_id: str, on: date) -> None:
    """The first sitting is on this day. Raises UserError if the meeting went on before it."""
    first = next(iter(_rows(session, meeting_id)), None)
    if first is None:
        return
    if first.on is not None and on >= first.on:
        raise UserError(
            f"The meeting was adjourned to {long_date(first.on)}, so it began before that day.",
            safe="Nothing was changed.",
            do="Give an earlier day, or change the day it was adjourned to first.",
        )
    first.adjourned_on = on


def of_meeting(session: Session, meeting_id: str) -> tuple[rule.Sitting, ...]:
    """The further sittings of a meeting in their order; empty for nearly every meeting."""
    rows = _rows(session, meeting_id)
    numbers = spans.numbers(session, meeting_id) if rows else {}
    return tuple(
        rule.Sitting(
            id=row.id,
            adjourned_on=row.adjourned_on,
            adjourned_at=row.adjourned_at,
            item=numbers.get(row.item_id or ""),
            to=rule.Goes(row.on, row.starts_at, row.ends_at, row.venue),
        )
        for row in rows
    )


def check_times(starts_at: time | None, ends_at: time | None) -> None:
    """Raises UserError if a meeting would end before it starts."""
    if starts_at and ends_at and ends_at <= starts_at:
        raise UserError("The meeting would end before it starts.", do="Check the two times.")


def _rows(session: Session, meeting_id: str) -> Sequence[Sitting]:
    return session.scalars(
        select(Sitting)
        .where(Sitting.meeting_id == meeting_id, ~Sitting.is_deleted)
        .order_by(Sitting.adjourned_on, Sitting.id)
    ).all()


def _standing(session: Session, sitting_id: str) -> Sitting:
    """A sitting that can be changed."""
    row = session.get_one(Sitting, sitting_id)
    check_open(session, row.meeting_id)
    if row.is_deleted:
        raise UserError(
            "This sitting has been taken back: the meeting was not adjourned to it.",
            safe="Nothing was changed.",
            do="Adjourn the meeting again if it did go on.",
        )
    return row


def _check(after: date, to: rule.Goes) -> None:
    if to.on is not None and to.on <= after:
        raise UserError(
            f"A further sitting is on a later day than {long_date(after)}.",
            safe="Nothing was changed.",
            do="Give a later day, or leave the day empty until it is agreed.",
        )
    check_times(to.starts_at, to.ends_at)


def _day_before(on: date | None, following: Sitting) -> date:
    """The day of a sitting that was itself adjourned to `following`."""
    if on is None:
        raise UserError(
            "The meeting was adjourned again in this sitting, so its day is known.",
            safe="Nothing was changed.",
            do="Give its day, or take the later sitting back first.",
        )
    if following.on is not None and on >= following.on:
        raise UserError(
            f"The meeting went on again on {long_date(following.on)}, after this sitting.",
            safe="Nothing was changed.",
            do="Give an earlier day, or change the day of the later sitting first.",
        )
    return on


def _put_end(session: Session, row: Sitting, at: time | None) -> None:
    """The hour at which the sitting ended, and the item the clock saw then."""
    row.adjourned_at, row.item_id = at, None
    if at is not None:
        end = datetime.combine(row.adjourned_on, at.replace(second=59))
        seen = [one for one in stretches(session, row.meeting_id) if one.began <= end]
        today = [one.item_id for one in seen if one.began.date() == row.adjourned_on]
        row.item_id = today[-1] if today else None


def _put(row: Sitting, to: rule.Goes) -> None:
    row.on, row.starts_at, row.ends_at, row.venue = to.on, to.starts_at, to.ends_at, to.venue
