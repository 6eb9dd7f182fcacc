"""A day or a time of day as somebody typed it into a field. Promises never to guess: what does not
settle one day or one time is None, and a sentence says what is wrong with it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time

from masa_desktop.domain.fuzzy import parse
from masa_desktop.domain.words import month_and_year, short_date

DAY_EXAMPLE = "Enter a date such as 2 Sep 2026."
TIME_EXAMPLE = "Enter a time such as 14:00."
_LONGEST = 40


def day_typed(text: str, near: date) -> date | None:
    """The one day the text means: "2/9/2019", "2 Sep 2019", "2019-09-02", "today".

    Without a year the year of `near` is meant; `near` is also what "today" stands for.
    None when the text means no day, or more than one.
    """
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST:
        return None
    if words.casefold() == "today":
        return near
    spellings = (words, f"{words} {near.year}", f"{words}/{near.year}")
    found = [parse(spelling) for spelling in spellings]
    return next((day.latest for day in found if day.exact), None)


def day_complaint(text: str) -> tuple[str, str]:
    """What is wrong with a text that is no day, and an example or the way out.

    "31 Feb 2026" gives "February 2026 has 28 days." and a day that month does have.
    """
    month = _month_of(text)
    if month is None:
        return (f"“{text.strip()[:_LONGEST]}” is not a date.", DAY_EXAMPLE)
    days = monthrange(month.year, month.month)[1]
    example = f"Enter a date such as {short_date(month.replace(day=days))}."
    return (f"{month_and_year(month)} has {days} days.", example)


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


def time_typed(text: str) -> time | None:
    """The time of day the text means: "14:00", "9.30", "0930", "9", "2pm", "2.15 pm".

    None when it means none. A bare hour is that hour of the 24-hour day.
    """
    words = re.sub(r"\s+", "", text.casefold())
    match = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(am|pm)?", words)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
