"""Reads a date or a time as a minute-taker types it: "14 Mar", "next", "end April", "+5wd", "9.30".

Promises never to guess: what cannot be read comes back with a sentence and an example, and a day
that is not worked is kept as typed, with the working day before it only offered.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.days import add_months
from masa_desktop.domain.words import MONTHS, WEEKDAYS, long_date, plain_date, short_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from masa_desktop.domain.days import Calendar

_YEARS = range(1900, 2200)
_LEAP_GAP = 9
_SHORT_YEAR = 100
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s*(?P<year>\d{4}|\d{2}))?"
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})(?:[/.\-](?P<year>\d{4}|\d{2}))?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_MONTH = re.compile(rf"{_DAY}\s*(?:of\s+)?{_MONTH}{_YEAR}")
# "June 2026" is a month: it has no day 20 of a year 26.
_MONTH_DAY = re.compile(rf"{_MONTH}\s*{_DAY}(?:(?:,\s*|\s+)(?P<year>\d{{4}}|\d{{2}}))?")
_END = re.compile(rf"(?:the\s+)?end\s+(?:of\s+)?{_MONTH}{_YEAR}")
_AFTER = re.compile(
    r"(?:in\s+|\+)?(?P<number>\d{1,3})\s*(?P<unit>wd|working days?|d|days?|w|weeks?)"
)
_MONTHS_AFTER = re.compile(r"(?:in\s+|\+)(?P<number>\d{1,2})\s*(?:m|months?)")
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FIGURES = {"a": 1, "an": 1, **{word: at for at, word in enumerate(_NUMBER_WORDS, start=1)}}
_IN = re.compile(
    rf"(?:in|within)\s+(?P<number>[0-9]{{1,3}}|{'|'.join(_FIGURES)})\s+"
    r"(?P<unit>working days?|days?|weeks?|months?)"
)
_WEEKDAY_FIRST = re.compile(r"(?P<weekday>[a-z]{3,9})\.?,?\s+(?P<rest>\S.*)")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?\s*(?P<half>am|pm)?")
_NEXT = frozenset({"next", "next meeting", "the next meeting", "nm"})
_NOT_SAID = frozenset({"", "-", "–", "none", "tbc", "no date", "no date said"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a due date was understood. With `problem` set, nothing was.

    `words` say it back with its weekday; `not_worked` names why the day is not worked, and
    `instead` is then the working day before it, unless that day has passed.
    """

    kind: DueKind
    on: date | None = None
    words: str = ""
    not_worked: str = ""
    instead: date | None = None
    problem: str = ""
    example: str = ""


def read(text: str, today: date, calendar: Calendar, next_on: date | None = None) -> Reading:
    """Read when an action is due; a date without a year is the next such day from `today`.

    `next_on` is the group's next meeting, if one is planned. Blank is "no date said" (A4).
    """
    said = " ".join(text.casefold().split()).removeprefix("by ").removeprefix("due ").strip(" .")
    if said in _NOT_SAID:
        return Reading(DueKind.NOT_SAID, words="No date said")
    if said in _NEXT:
        words = f"Next meeting, {long_date(next_on)}" if next_on else "Next meeting, not yet set"
        return Reading(DueKind.NEXT_MEETING, next_on, words)
    found = _day(_in_figures(said), today, calendar)
    if isinstance(found, str):
        return Reading(DueKind.NOT_SAID, problem=found, example=_example(today))
    return _with_weekday(found, today, calendar)


def read_day(text: str, today: date, calendar: Calendar) -> Reading:
    """Read a plain date, as of a meeting: neither blank nor "next" will do."""
    found = read(text, today, calendar)
    if found.on is None and not found.problem:
        found = Reading(DueKind.NOT_SAID, problem="A date is needed.", example=_example(today))
    return replace(found, example=found.example.replace(", or “next”", ""))


def read_time(text: str) -> time | str | None:
    """Read a time of day: "09:30", "9.30", "2pm". Blank is None; a sentence says what is wrong."""
    said = "".join(text.casefold().split())
    if not said:
        return None
    match = _TIME.fullmatch(said)
    if match is None:
        return "That could not be read as a time."
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return "That could not be read as a time."
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    if hour > 23 or minute > 59:
        return "A day has 24 hours of 60 minutes."
    return time(hour, minute)


def coming(word: str, today: date) -> date | None:
    """The coming weekday of this name, cut short or not, never `today` itself; None for others."""
    weekday = _weekday(word)
    if weekday is None:
        return None
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def month_named(word: str) -> int | None:
    """The month, from 1, of a name in small letters, cut short after three or not; else None."""
    place = _place(word, MONTHS)
    return None if place is None else place + 1


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _with_weekday(on: date, today: date, calendar: Calendar) -> Reading:
    why = calendar.name_of(on) or ""
    before = calendar.working_day_on_or_before(on) if why else None
    return Reading(
        DueKind.DATED,
        on,
        long_date(on),
        not_worked=why,
        instead=before if before and before >= today else None,
    )


def _example(today: date) -> str:
    return f"Enter a date such as {short_date(today + timedelta(days=28))}, or “next”."


def _in_figures(said: str) -> str:
    """ "in 2 weeks" for "within two weeks"; other words as they are."""
    found = _IN.fullmatch(said)
    return f"in {_FIGURES.get(found['number'], found['number'])} {found['unit']}" if found else said


def _day(said: str, today: date, calendar: Calendar) -> date | str:
    """The day meant, or a sentence that says what is wrong."""
    named = _by_name(said, today)
    if named is not None:
        return named
    after = _AFTER.fullmatch(said)
    if after:
        return _counted(int(after["number"]), after["unit"], today, calendar)
    for pattern, make in _FORMS:
        match = pattern.fullmatch(said)
        if match:
            return make(match.groupdict(), today)
    first = _WEEKDAY_FIRST.fullmatch(said)
    if first and _weekday(first["weekday"]) is not None:
        return _on_weekday(_day(first["rest"], today, calendar), first["weekday"])
    return "That could not be read as a date."


def _by_name(said: str, today: date) -> date | None:
    steps = {"today": 0, "tomorrow": 1}
    if said in steps:
        return today + timedelta(days=steps[said])
    return coming(said, today)


def _weekday(word: str) -> int | None:
    return _place(word, WEEKDAYS)


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Where a name stands that was written in full or cut short after three letters or more."""
    for place, name in enumerate(names):
        if len(word) >= 3 and name.casefold().startswith(word):
            return place
    return None


def _on_weekday(found: date | str, word: str) -> date | str:
    if isinstance(found, str) or found.weekday() == _weekday(word):
        return found
    return f"{plain_date(found)} is a {WEEKDAYS[found.weekday()]}."


def _counted(number: int, unit: str, today: date, calendar: Calendar) -> date:
    if unit.startswith(("wd", "working")):
        return calendar.add_working_days(today, number)
    return today + timedelta(days=number * (7 if unit.startswith("w") else 1))


_Parts = dict[str, str | None]


def _numbers(parts: _Parts, today: date) -> date | str:
    return _made(int(parts["day"] or 0), int(parts["month"] or 0), parts["year"], today)


def _named_month(parts: _Parts, today: date) -> date | str:
    month = _place(parts["month"] or "", MONTHS)
    if month is None:
        return "That could not be read as a date."
    return _made(int(parts["day"] or 0), month + 1, parts["year"], today)


def _end_of(parts: _Parts, today: date) -> date | str:
    month = _place(parts["month"] or "", MONTHS)
    if month is None:
        return "That could not be read as a date."
    year = _full_year(parts["year"]) or today.year + (month + 1 < today.month)
    return month_end(date(year, month + 1, 1))


def _months_after(parts: _Parts, today: date) -> date | str:
    return add_months(today, int(parts["number"] or 0))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Parts, date], date | str]], ...] = (
    (_ISO, _numbers),
    (_NUMBERS, _numbers),
    (_DAY_MONTH, _named_month),
    (_MONTH_DAY, _named_month),
    (_END, _end_of),
    (_MONTHS_AFTER, _months_after),
)


def _full_year(year: str | None) -> int | None:
    if not year:
        return None
    number = int(year)
    return number + 2000 if number < _SHORT_YEAR else number


def _made(day: int, month: int, year: str | None, today: date) -> date | str:
    if not 1 <= month <= len(MONTHS):
        return f"There is no month {month}."
    full = _full_year(year)
    if full is not None and full not in _YEARS:
        return f"The year {full} is out of reach."
    years = [full] if full else range(today.year, today.year + _LEAP_GAP)
    for candidate in years:
        found = _if_any(day, month, candidate)
        if found is not None and (full or found >= today):
            return found
    first = full or today.year
    days = monthrange(first, month)[1]
    return f"{MONTHS[month - 1]} {first} has {days} days."


def _if_any(day: int, month: int, year: int) -> date | None:
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
