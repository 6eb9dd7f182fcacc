"""A day or a time of day as somebody typed it into a field. Promises never to guess: what does not
settle one day or one time is None, and a sentence says what is wrong with it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from masa_desktop.domain import due_words
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.due_text import coming, month_end, read_time
from masa_desktop.domain.fuzzy import parse
from masa_desktop.domain.words import long_date, month_and_year, number_word, short_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from masa_desktop.domain.days import Calendar

DAY_EXAMPLE = "Enter a date such as 2 Sep 2026."
TIME_EXAMPLE = "Enter a time such as 14:00."
_LONGEST = 40


class Way(Enum):
    """Which way a field looks: what "3 Feb" and "Friday" mean depends on it."""

    EITHER = auto()
    GONE = auto()
    TO_COME = auto()


def day_typed(text: str, near: date) -> date | None:
    """The one day the text means: "2/9/2019", "2 Sep 2019", "2019-09-02", "today", "last Friday".

    The end of a month is its last day, worked or not: "end of Feb 2028". Without a year the year of
    `near` is meant; `near` is also what "today" stands for.
    None when the text means no day, or more than one.
    """
    found = _dated(text, near, Way.EITHER) or _gone(text, near, Way.EITHER)
    return found or _month_end(text, near)


def day_gone(text: str, near: date) -> date | None:
    """As `day_typed`, of something that has happened: "3 Dec" and "Friday" are the last ones.

    A day that is said with its year and is still to come is given back: whoever asks can say so.
    """
    return _dated(text, near, Way.GONE) or _gone(text, near, Way.GONE) or _far(text)


def day_to_come(text: str, near: date, calendar: Calendar) -> date | None:
    """As `day_typed`, of something that is to happen: "3 Jan" is the next one.

    It also reads what ends a captured line: "+5wd", "Friday week", "by end March", "the 14th".
    """
    found = _dated(text, near, Way.TO_COME)
    if found is not None or len(text) > _LONGEST:
        return found
    read = due_words.read(text, near, calendar)
    return read.on if read.kind is DueKind.DATED else None


def _dated(text: str, near: date, way: Way) -> date | None:
    """The day of a date in figures or with the name of its month."""
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST:
        return None
    if words.casefold() == "today":
        return near
    whole = parse(words)
    if whole.exact:
        return whole.latest
    years = {Way.EITHER: (0,), Way.GONE: (0, -1), Way.TO_COME: (0, 1)}[way]
    for year in (near.year + step for step in years):
        found = [parse(spelling) for spelling in (f"{words} {year}", f"{words}/{year}")]
        on = next((day.latest for day in found if day.exact and day.latest), None)
        if on and not (way is Way.GONE and on > near) and not (way is Way.TO_COME and on < near):
            return on
    return None


_END = re.compile(r"(?:the )?end (?:of )?(?P<month>[a-z]+)\.?(?P<year> [0-9]{4})?")


def _month_end(text: str, near: date) -> date | None:
    """The last day of the month in "end of Feb 2028"."""
    said = _END.fullmatch(" ".join(text.casefold().split()))
    first = parse(f"1 {said['month']}{said['year'] or f' {near.year}'}") if said else None
    return month_end(first.latest) if first and first.exact and first.latest else None


_AGO = re.compile(r"(?P<number>[0-9]{1,2}) (?P<unit>day|week)s? ago")


def _gone(text: str, near: date, way: Way) -> date | None:
    """The day of "yesterday", "last Friday", "3 days ago"; "Friday" alone where it looks back."""
    words = " ".join(text.casefold().split())
    ago = _AGO.fullmatch(words)
    if ago:
        return near - timedelta(days=int(ago["number"]) * (7 if ago["unit"] == "week" else 1))
    if words == "yesterday":
        return near - timedelta(days=1)
    is_last = words.startswith("last ")
    soon = coming(words.removeprefix("last "), near) if is_last or way is Way.GONE else None
    before = soon - timedelta(days=7) if soon else None
    # "Last Friday" on a Friday is the one before; coming() never gives the day itself.
    return before - timedelta(days=7) if before == near else before


def _far(text: str) -> date | None:
    """The day of a date whose year lies outside what is read otherwise: "3 Feb 2126"."""
    words = " ".join(text.split())
    year = re.search(r"\b[0-9]{4}\b", words)
    if year is None or len(words) > _LONGEST or not int(year[0]):
        return None
    leap, other = (parse(words.replace(year[0], near)) for near in ("2000", "1996"))
    on = leap.latest
    if on is None or not (leap.exact and other.exact):
        return None
    month = on.replace(year=int(year[0]), day=1)
    return month.replace(day=on.day) if on.day <= monthrange(month.year, month.month)[1] else None


def day_complaint(text: str) -> tuple[str, str]:
    """What is wrong with a text that is no day, and an example or the way out.

    "31 Feb 2026" gives "February 2026 has 28 days." and a day that month does have.
    """
    far = _far(text)
    if far is not None:
        return (f"The year {far.year} is out of reach.", DAY_EXAMPLE)
    month = _month_of(text)
    if month is None:
        return (f"“{text.strip()[:_LONGEST]}” is not a date.", DAY_EXAMPLE)
    days = monthrange(month.year, month.month)[1]
    example = f"Enter a date such as {short_date(month.replace(day=days))}."
    return (f"{month_and_year(month)} has {days} days.", example)


def coming_complaint(text: str, near: date, calendar: Calendar) -> tuple[str, str]:
    """As `day_complaint`, of a day to come: "next Friday" is told the days it can be."""
    short = text.strip()[:_LONGEST]
    days = due_words.choices(short, near, calendar)
    if not days:
        return day_complaint(text)
    can_be = " or ".join(map(long_date, days))
    return (f"“{short}” is not one day.", f"It can be {can_be}: enter the one that is meant.")


def gone_complaint(text: str, near: date, calendar: Calendar) -> tuple[str, str]:
    """As `day_complaint`, of a day that has been: "next Friday" is told that it has not."""
    short = text.strip()[:_LONGEST]
    on = due_words.read(short, near, calendar).on
    if any(day > near for day in ((on,) if on else due_words.choices(short, near, calendar))):
        return (f"“{short}” is still to come.", "Give today or an earlier day.")
    return day_complaint(text)


def _month_of(text: str) -> date | None:
    """The month of a text whose day is too high for it; None if that is not what is wrong."""
    words = " ".join(text.split())
    named = re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)? ([A-Za-z]+ [0-9]{4})", words)
    if named:
        return parse(named[1]).earliest
    figures = re.fullmatch(r"[0-9]{1,2}[/.-]([0-9]{1,2})[/.-]([0-9]{4})", words)
    if figures:
        return parse(f"1/{figures[1]}/{figures[2]}").earliest
    return None


_SPOKEN = re.compile(
    r"(?P<minutes>[a-z]+|[0-9]{1,2})(?: minutes?)? (?P<way>past|to) (?P<hour>[a-z]+|[0-9]{1,2}?)"
    r" ?(?P<half>am|pm)?"
)
_MINUTES = {"quarter": 15, "half": 30, "twenty": 20}
_HOURS = {number_word(number): number for number in range(1, 13)}
_BY_DAY = range(8, 13)
"""Hours that need no am or pm: "5 to 2" is said of the afternoon as well as of the night."""


def _spoken_time(words: str) -> time | None:
    """ "noon", "half past nine", "5 to 12", "quarter past two pm"."""
    if words in {"noon", "midday", "12 noon"}:
        return time(12)
    found = _SPOKEN.fullmatch(words.removeprefix("a "))
    if found is None:
        return None
    minutes = _figure(found["minutes"], {**_HOURS, **_MINUTES})
    hour = _figure(found["hour"], _HOURS)
    if not 1 <= minutes <= 30 or not (1 <= hour <= 12 if found["half"] else hour in _BY_DAY):
        return None
    hour = hour % 12 + (12 if found["half"] == "pm" else 0) if found["half"] else hour
    after = hour * 60 + (minutes if found["way"] == "past" else -minutes)
    return time(after // 60 % 24, after % 60)


def _figure(word: str, words: Mapping[str, int]) -> int:
    """The number; 0 if it is none."""
    return int(word) if word.isascii() and word.isdecimal() else words.get(word, 0)


def time_typed(text: str) -> time | None:
    """The time of day the text means: "14:00", "9.30", "0930", "9", "2pm", "noon", "5 to 12".

    None when it means none. A bare hour is that hour of the 24-hour day.
    """
    found = _spoken_time(" ".join(text.casefold().split())) or read_time(text)
    return found if isinstance(found, time) else None
