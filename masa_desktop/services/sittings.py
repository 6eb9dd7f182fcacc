"""Adjourning a meeting, and the sitting in which it goes on (M3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import sittings as rule
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import long_date
from masa_desktop.services import spans, timing
from masa_desktop.services.settled import check_open
from masa_desktop.storage.entities import Meeting, Sitting

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from sqlalchemy.orm import Session


def adjourn(session: Session, meeting_id: str, now: datetime, to: rule.Goes) -> str:
    """End this sitting at `now` (wall time); the meeting goes on on another day. Gives its id.

    Said on a later day than the sitting's, the hour at which it was adjourned is not known. Raises
    UserError if the new day is not after the sitting that ends, or if the minutes are agreed.
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
    is_today = now.date() == ends_on
    timing.pause(session, meeting_id, now)
    row = Sitting(
        meeting_id=meeting_id,
        adjourned_on=ends_on,
        adjourned_at=now.time().replace(second=0, microsecond=0) if is_today else None,
        item_id=meeting.current_item_id if is_today else None,
    )
    _put(row, to)
    session.add(row)
    session.flush()
    return row.id


def set_sitting(session: Session, sitting_id: str, to: rule.Goes) -> None:
    """Change when and where the meeting goes on. Raises UserError like `adjourn`."""
    row = session.get_one(Sitting, sitting_id)
    check_open(session, row.meeting_id)
    _check(row.adjourned_on, to)
    _put(row, to)


def take_back(session: Session, sitting_id: str) -> None:
    """The meeting was not adjourned after all. Raises UserError if a later sitting hangs on it."""
    row = session.get_one(Sitting, sitting_id)
    check_open(session, row.meeting_id)
    if of_meeting(session, row.meeting_id)[-1].id != row.id:
        raise UserError(
            "The meeting was adjourned again after this sitting, so it stays.",
            safe="Nothing was changed.",
            do="Take the later sitting back first.",
        )
    row.is_deleted = True


def of_meeting(session: Session, meeting_id: str) -> tuple[rule.Sitting, ...]:
    """The further sittings of a meeting in their order; empty for nearly every meeting."""
    rows = session.scalars(
        select(Sitting)
        .where(Sitting.meeting_id == meeting_id, ~Sitting.is_deleted)
        .order_by(Sitting.adjourned_on, Sitting.id)
    ).all()
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


def _check(after: date, to: rule.Goes) -> None:
    if to.on is not None and to.on <= after:
        raise UserError(
            f"A further sitting is on a later day than {long_date(after)}.",
            safe="Nothing was changed.",
            do="Give a later day, or leave the day empty until it is agreed.",
        )
    check_times(to.starts_at, to.ends_at)


def _put(row: Sitting, to: rule.Goes) -> None:
    row.on, row.starts_at, row.ends_at, row.venue = to.on, to.starts_at, to.ends_at, to.venue
