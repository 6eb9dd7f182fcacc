"""The clocks that start when a meeting ends: actions to their owners, minutes to members (MIN-5).

Promises to say which days are counted, never to call late what went out in time, and to take
nothing for sent because a file of it was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.words import clock_time, count, long_date

if TYPE_CHECKING:
    from datetime import date, time

    from masa_desktop.domain.days import Calendar


class ClockKind(StrEnum):
    """What is to go out."""

    ACTIONS = "actions"
    MINUTES = "minutes"


def clock_label(kind: ClockKind) -> str:
    """Give the words for what is to go out."""
    return "Actions to their owners" if kind is ClockKind.ACTIONS else "Minutes to members"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a clock is read: today, the office's days, and what is recorded of the sending.

    `sent_on` is None until somebody says that it was sent; `with_minutes` if they said so of the
    minutes that hold the actions. `written_on`: when a file to send was last written.
    """

    today: date
    calendar: Calendar
    sent_on: date | None = None
    with_minutes: bool = False
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: what, its rule, and how it stands. `is_late` also of what was sent too late."""

    kind: ClockKind
    rule: str
    words: str
    due_on: date
    is_done: bool
    is_late: bool


def clock(
    kind: ClockKind, standing: Standing, number: int, due_on: date, *, at: time | None = None
) -> Clock:
    """How a clock stands: "due Tuesday 24 February 2026, in 10 working days".

    `number` is hours for actions, working days for minutes. `at` is the time on the due day; None
    for actions means that the end of the meeting is not recorded, so the whole day counts.
    """
    day = standing.sent_on or standing.today
    is_late = day > due_on
    is_done = standing.sent_on is not None
    how = _difference(kind, standing.calendar, day, due_on)
    if is_done:
        out = "Out with the minutes" if standing.with_minutes else "Out"
        words = f"{out} {long_date(day)}, {how if is_late else 'in time'}"
    else:
        due = f"Due {long_date(due_on)}{f', {clock_time(at)}' if at else ''}, {how}"
        words = " ".join(part for part in (_written(standing), due) if part)
    warning = standing.calendar.warning(due_on) if kind is ClockKind.MINUTES else None
    said = f"{words}. {warning}" if warning and not is_done else words
    return Clock(kind, _rule(kind, number, at), said, due_on, is_done, is_late)


def _written(standing: Standing) -> str:
    if standing.written_on is None:
        return ""
    return f"File written {long_date(standing.written_on)}, not yet recorded as sent."


def _rule(kind: ClockKind, number: int, at: time | None) -> str:
    if kind is ClockKind.MINUTES:
        return f"{count(number, 'working day')} after the meeting"
    end = "the end of the meeting" if at else "the meeting, whose end is not recorded"
    return f"{count(number, 'hour')} after {end}, weekends and holidays counted"


def _difference(kind: ClockKind, calendar: Calendar, day: date, due_on: date) -> str:
    """ "in 10 working days", "today", "3 working days late".

    Calendar days for actions, and where a weekend is all there is between.
    """
    if day == due_on:
        return "today"
    first, last = sorted((day, due_on))
    worked = _working_days(calendar, first, last) if kind is ClockKind.MINUTES else 0
    between = count(worked, "working day") if worked else count((last - first).days, "day")
    return f"in {between}" if day < due_on else f"{between} late"


def _working_days(calendar: Calendar, first: date, last: date) -> int:
    """Working days after `first` up to and with `last`."""
    days = range(first.toordinal() + 1, last.toordinal() + 1)
    return sum(calendar.is_working_day(type(first).fromordinal(day)) for day in days)
