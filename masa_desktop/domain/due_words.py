"""Due dates as they end a captured line: "by Friday week", "month end", "ongoing, review 1 May".
Promises to read all that `due_text` reads, never to guess between two days, and never to fail.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from masa_desktop.domain import due_text
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.days import add_months
from masa_desktop.domain.due_text import Reading, coming, month_end, month_named
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import long_date, month_and_year, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from masa_desktop.domain.days import Calendar

_LONGEST = 80
_WEEK = timedelta(days=7)
_NO_DATE = frozenset({"tbc", "no date", "no date said"})
_UNREAD = "That could not be read as a date."
_TRIGGER = re.compile(r"(?<!\S)(?:(?:by|due|ongoing)(?!\w)|\+\d)", re.IGNORECASE)
_TIME = (
    r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s*[ap]\.?m\.?|[0-9]{1,2}[:.][0-9]{2}|noon|midday|midnight"
    r"|lunch(?:time)?|cop|cob|close(?:\s+of\s+(?:play|business))?|(?:the\s+)?end\s+of\s+(?:the\s+)?day)"
)
_BY_TIME = re.compile(rf"(?:due\s+)?by\s+{_TIME}(?:,\s*|\s+)(?=\S)(?!(?:of|by|due|and|or)\b)", re.I)
_AT_TIME = re.compile(rf",?\s+(?:at|by)\s+{_TIME}\s*\Z", re.IGNORECASE)
_LEAD = re.compile(r"(?:due\b:?\s*)*(?:by\b\s*)?(?:on\s+)?(?:the\s+(?=\d|end\b|next\b))?")
_ONGOING = re.compile(
    r"ongoing(?:[\s,;:–-]+(?:to be )?review(?:ed)?\b(?:\s+date)?:?\s*(?P<when>\S.*))?"
)
_WEEKS_ON = {"week": 1, "fortnight": 2}
_WEEKDAY_WEEK = re.compile(r"(?P<day>[a-z]{3,9})\s+(?P<on>week|fortnight)")
_WEEK_ON = re.compile(r"(?:an?\s+)?(?P<on>week|fortnight)\s+on\s+(?P<day>[a-z]{3,9})")
_THIS = re.compile(r"this\s+(?P<day>[a-z]{3,9})")
_NEXT = re.compile(r"next\s+(?P<day>[a-z]{3,9})")
_A_WEEK = re.compile(
    r"(?P<next>next)\s+week|this\s+week|end\s+of\s+(?:(?:(?P<after>next)|the|this)\s+)?week"
)
_NEXT_MONTH = re.compile(r"next\s+month")
_WEEK_OF = re.compile(
    r"(?:the\s+)?(?:w/?[cb]|week\s+(?:commencing|beginning|starting))\s+(?:on\s+)?(?:the\s+)?(?P<on>\S.*)"
)
_MEETING_OF = re.compile(r"(?:the\s+)?(?P<month>[a-z]{3,9})\.?(?:\s+(?P<year>[0-9]{4}))?\s+meeting")
_FRIDAY = 4
_MONTH_END = re.compile(r"(?:the\s+)?month[\s-]end|end\s+(?:of\s+)?(?:the\s+|this\s+)?month|eom")
_NEXT_MONTH_END = re.compile(r"end\s+(?:of\s+)?next\s+month")
_AMOUNT = re.compile(r"[0-9]{1,3}\s*(?:working days?|days?|weeks?|months?)")
_DAY_ALONE = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)")
_LEAP_DAY = re.compile(
    r"(?:[a-z]+,?\s+)?(?:29(?:th)?\s*(?:of\s+)?feb[a-z]*\.?|feb[a-z]*\.?\s*29(?:th)?|29[/.\-]0?2)"
)
_DAY_OF = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<month>[a-z]{3}.*)")


def endings(text: str) -> Iterator[int]:
    """Where words that may say a due date begin, the longest ending first.

    Each is the place of "by", "due", "ongoing" or "+5…" at the start of a word; the ending runs
    to the end of the text. Words longer than a due date ever is are passed over. Behind a time of
    day, which no due date has, the day begins by itself: "on 20 Feb" of "by 5pm on 20 Feb".
    """
    written = len(text.rstrip())
    for found in _TRIGGER.finditer(text, max(0, written - _LONGEST), written):
        if not text[found.start() - 1 : found.start()].strip():
            yield found.start()
            timed = _BY_TIME.match(text, found.start(), written)
            if timed:
                yield timed.end()


def before_time(text: str) -> int:
    """Where words end without the time of day behind them: "by 20 Feb" of "by 20 Feb at 5pm"."""
    found = _AT_TIME.search(text)
    return found.start() if found else len(text)


def read(
    text: str,
    today: date,
    calendar: Calendar,
    next_on: date | None = None,
    meetings_on: Sequence[date] = (),
) -> Reading:
    """Read when an action is due; `today` is the day it is counted from, the meeting's.

    Beyond `due_text.read`: "due by", "by the"; "Friday week" and "week on Friday" (the coming
    Friday and seven days), "Friday fortnight", "this Friday"; "month end", "end of next month";
    "the 14th" (the next 14th from `today`); "ongoing", with "review" and a date (A4). "By 5 days"
    is no date, since "reduce waits by 5 days" has none: "in 5 days" and "+5d" are. 29 February
    without a year is refused unless the next February has it. `instead` beside a `problem` is the
    nearest day there is: 30 April for 31 April. "The June meeting" is the one of `meetings_on`,
    the days of the group's meetings to come, if just one of them is in the coming June.
    """
    said = " ".join(text.casefold().split()).rstrip(" .")
    ongoing = _ONGOING.fullmatch(said)
    if ongoing:
        return _ongoing(ongoing["when"], today, calendar, next_on)
    said = said[_end_of_lead(said) :]
    there = _at_meetings(said, today, meetings_on)
    if len(there) == 1:
        said = there[0].isoformat()
    try:
        return _read(said, today, calendar, next_on)
    except (UserError, OverflowError, ValueError):
        return _problem("That is a date no calendar here can hold.")


def choices(
    text: str, today: date, calendar: Calendar, meetings_on: Sequence[date] = ()
) -> tuple[date, ...]:
    """The days words may mean that do not settle one: "by next Friday", "by March", "by 5 days".

    "Next Friday" is the coming one to some and the one after it to others. "Next week" is some day
    of it: its last working day is offered, Friday if that is worked. "W/c 16 March" is that day
    or the Friday after it; "the June meeting" is any of those in June.
    """
    said = " ".join(text.casefold().split()).rstrip(" .")
    said = said[_end_of_lead(said) :]
    try:
        found = _NEXT.fullmatch(said)
        soon = coming(found["day"], today) if found else None
        if soon:
            return soon, soon + _WEEK
        several = _week_of(said, today, calendar) or _at_meetings(said, today, meetings_on)
        if several:
            return several
        on = _of_a_week(said, today, calendar) or _of_a_month(said, today, calendar)
        return (on,) if on else ()
    except (UserError, OverflowError, ValueError):
        return ()


def written(kind: DueKind, on: date | None) -> str:
    """The words that read back as the same due date: "by 13 Mar 2026", "by next", "ongoing"."""
    if kind is DueKind.DATED and on:
        return f"by {short_date(on)}"
    if kind is DueKind.NEXT_MEETING:
        return "by next"
    if kind is DueKind.ONGOING:
        return f"ongoing, review {short_date(on)}" if on else "ongoing"
    return "due tbc"


def _end_of_lead(said: str) -> int:
    lead = _LEAD.match(said)
    return lead.end() if lead else 0


def _problem(sentence: str, instead: date | None = None) -> Reading:
    return Reading(DueKind.NOT_SAID, problem=sentence, instead=instead)


def _read(said: str, today: date, calendar: Calendar, next_on: date | None) -> Reading:
    if said.startswith(("by ", "due ")) or _AMOUNT.fullmatch(said):
        return _problem(_UNREAD)
    on = _more(said, today)
    if isinstance(on, date):
        # ISO figures bring the day through the one reader, which names a day not worked.
        return due_text.read(on.isoformat(), today, calendar)
    found = _problem(on) if on else due_text.read(said, today, calendar, next_on)
    if found.kind is DueKind.NOT_SAID and not found.problem and said not in _NO_DATE:
        return _problem(_UNREAD)
    if found.problem:
        return replace(found, instead=_month_end_instead(said, today, calendar))
    if found.on and _LEAP_DAY.fullmatch(said) and found.on > add_months(today, 12):
        last = date(today.year + (today > _last_of_february(today)), 2, 28)
        return _problem(f"{month_and_year(last)} has 28 days.", last)
    return found


def _last_of_february(today: date) -> date:
    return date(today.year, 3, 1) - timedelta(days=1)


def _more(said: str, today: date) -> date | str | None:
    """The day meant by the forms added here, a sentence for one that does not exist, or None."""
    if _MONTH_END.fullmatch(said):
        return month_end(today)
    if _NEXT_MONTH_END.fullmatch(said):
        return month_end(add_months(today.replace(day=1), 1))
    alone = _DAY_ALONE.fullmatch(said)
    return _day_alone(int(alone["day"]), today) if alone else _weekday_forms(said, today)


def _weekday_forms(said: str, today: date) -> date | None:
    for pattern in (_WEEKDAY_WEEK, _WEEK_ON, _THIS):
        found = pattern.fullmatch(said)
        soon = coming(found["day"], today) if found else None
        if found and soon:
            return soon + _WEEKS_ON.get(found.groupdict().get("on", ""), 0) * _WEEK
    return None


def _day_alone(day: int, today: date) -> date | str:
    first = today.replace(day=1) if day >= today.day else add_months(today.replace(day=1), 1)
    last = month_end(first)
    if not 1 <= day <= last.day:
        return f"{month_and_year(last)} has {last.day} days."
    return first.replace(day=day)


def _month_end_instead(said: str, today: date, calendar: Calendar) -> date | None:
    day_of = _DAY_OF.fullmatch(said)
    return due_text.read(f"end {day_of['month']}", today, calendar).on if day_of else None


def _of_a_week(said: str, today: date, calendar: Calendar) -> date | None:
    """The last working day of the week meant, counted from Monday; its Friday if none is worked."""
    found = _A_WEEK.fullmatch(said)
    if found is None:
        return None
    monday = today - timedelta(days=today.weekday())
    monday += _WEEK if found["next"] or found["after"] else timedelta()
    friday = monday + timedelta(days=_FRIDAY)
    worked = calendar.working_day_on_or_before(friday)
    day = worked if worked >= monday else friday
    return day if day >= today else None


def _week_of(said: str, today: date, calendar: Calendar) -> tuple[date, ...]:
    found = _WEEK_OF.fullmatch(said)
    first = due_text.read(found["on"], today, calendar).on if found else None
    if first is None:
        return ()
    friday = first + timedelta(days=(_FRIDAY - first.weekday()) % 7)
    return (first,) if first == friday else (first, friday)


def _at_meetings(said: str, today: date, meetings_on: Sequence[date]) -> tuple[date, ...]:
    """The meetings of a month that is said: of the coming one, where its year is not."""
    found = _MEETING_OF.fullmatch(said)
    month = month_named(found["month"]) if found else None
    if found is None or month is None:
        return ()
    days = [day for day in meetings_on if day > today and day.month == month]
    year = int(found["year"]) if found["year"] else min((day.year for day in days), default=0)
    return tuple(day for day in days if day.year == year)


def _of_a_month(said: str, today: date, calendar: Calendar) -> date | None:
    if _NEXT_MONTH.fullmatch(said):
        return month_end(add_months(today.replace(day=1), 1))
    unclear = f"in {said}" if _AMOUNT.fullmatch(said) else _end_of_month(said)
    return due_text.read(unclear, today, calendar).on if unclear else None


def _end_of_month(said: str) -> str:
    return f"end {said}" if re.fullmatch(r"[a-z]{3,9}\.?(?: [0-9]{4})?", said) else ""


def _ongoing(when: str | None, today: date, calendar: Calendar, next_on: date | None) -> Reading:
    if when is None:
        return Reading(DueKind.ONGOING, words="Ongoing, no review date yet")
    found = read(when, today, calendar, next_on)
    if found.on is None:
        return _problem(found.problem or _UNREAD)
    return replace(found, kind=DueKind.ONGOING, words=f"Ongoing, review {long_date(found.on)}")
