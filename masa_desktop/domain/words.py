"""How dates, times and numbers are written in sentences and tables: British, whatever language the
computer is set to. Everything the reader sees as a date or a count is written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_ORDINALS = (
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)


def long_date(day: date) -> str:
    """For sentences: "Thursday 4 June 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {plain_date(day)}"


_HALF_A_YEAR = 183


def plain_date(day: date) -> str:
    """For sentences where the weekday would be said twice: "4 June 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """For tables: "4 Jun 2026"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def near_date(day: date, today: date) -> str:
    """Beside other words: "23 Jan", with the year only half a year or more away from today."""
    is_near = abs((day - today).days) < _HALF_A_YEAR
    return short_date(day).rpartition(" ")[0] if is_near else short_date(day)


def month_and_year(day: date) -> str:
    """The month a day lies in: "June 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock_time(at: time) -> str:
    """Twenty-four hours, no seconds: "14:00"."""
    return f"{at.hour:02}:{at.minute:02}"


def when(day: date, start: time | None = None, end: time | None = None) -> str:
    """A meeting's day and times: "Tuesday 10 February 2026, 09:30 to 12:11".

    A time that is not known is left out; an end without a start reads "until 12:11".
    """
    times = [clock_time(at) for at in (start, end) if at is not None]
    if start is None and end is not None:
        times = [f"until {times[0]}"]
    return ", ".join([long_date(day), *([" to ".join(times)] if times else [])])


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 action", "3 actions", "1,200 actions", "2 agencies".

    `plural` is needed only where adding an s would be wrong.
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Parts as a British list, no comma before the last: "a, b and c". No parts give ""."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def items_words(numbers: Iterable[int]) -> str:
    """Give "item 6", "items 6 and 7" or "items 1 to 5 and 8"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
    return f"{'item' if len(parts) == 1 and parts[0].isdecimal() else 'items'} {listed(parts)}"


def capital(text: str) -> str:
    """The text with a capital at its start, the rest as it stands."""
    return text[:1].upper() + text[1:]


def is_are(number: int) -> str:
    """The verb for so many."""
    return "is" if number == 1 else "are"


def number_word(number: int) -> str:
    """ "two"; above twenty, or below nought, in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def ordinal_word(number: int) -> str:
    """ "second"; above twentieth in figures: "21st"."""
    return _ORDINALS[number] if 0 <= number < len(_ORDINALS) else ordinal_figure(number)


def ordinal_figure(number: int) -> str:
    """ "2nd", "11th", "21st"."""
    teens = abs(number) % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(abs(number) % 10, "th")
    return f"{number}{ending}"
