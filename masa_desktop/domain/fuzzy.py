"""Dates as people write them ("By end April 2019"): the text is always kept and shown, and the
earliest and latest day it can mean serve only to sort and to remind. Unknown stays unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.days import add_months
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import MONTHS, WEEKDAYS, short_date

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 80
_LONGEST_PLAN = 10
_APRIL = 4
_YEAR = r"((?:19|20)[0-9]{2})"


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """What was written, and the first and last day it can mean, both inclusive; None is not known.

    "By 20 June 2019" has no earliest day, "From 1 July 2019" no latest.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            msg = "A date cannot begin after it ends."
            raise ValueError(msg)

    @property
    def exact(self) -> bool:
        """Whether it means one day only."""
        return self.earliest is not None and self.earliest == self.latest

    def sort_key(self) -> tuple[date, date, str]:
        """By latest day (D21); without one by the earliest; unknown dates come last."""
        last = self.latest or self.earliest or date.max
        return last, self.earliest or last, self.text.casefold()

    def reading(self) -> str:
        """How the text was understood, for showing beside it: "21 Apr 2019 to 30 Apr 2019"."""
        if self.earliest and self.latest:
            if self.exact:
                return short_date(self.latest)
            return f"{short_date(self.earliest)} to {short_date(self.latest)}"
        if self.latest:
            return f"no later than {short_date(self.latest)}"
        return f"no earlier than {short_date(self.earliest)}" if self.earliest else "date not known"


class YearStyle(StrEnum):
    """How a financial year is written, by house style (D22)."""

    SLASH = "slash"
    DASH = "dash"
    FY = "fy"


def year_style_label(style: YearStyle) -> str:
    """The style as a choice in a list, by example."""
    return FinancialYear(2018).label(style)


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The year from 1 April of `start` to 31 March of the next, both inclusive (D22)."""

    start: int

    @classmethod
    def of(cls, day: date) -> FinancialYear:
        """The financial year `day` lies in."""
        return cls(day.year if day.month >= _APRIL else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """Reads 2018/19, 2018-19, 2018/2019 and FY19, which is the year that ends in 2019.

        Raises UserError for anything else.
        """
        start = _financial_start(_cleaned(text))
        if start is None:
            raise UserError(
                f"“{text}” is not a financial year.", do="Write it as 2018/19, 2018-19 or FY19."
            )
        return cls(start)

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, _APRIL, 1)

    @property
    def last_day(self) -> date:
        """31 March of the next year."""
        return date(self.start + 1, _APRIL - 1, 31)

    def label(self, style: YearStyle = YearStyle.SLASH) -> str:
        """ "2018/19", "2018-19" or "FY19"."""
        end = f"{(self.start + 1) % 100:02}"
        if style is YearStyle.FY:
            return f"FY{end}"
        return f"{self.start}{'/' if style is YearStyle.SLASH else '-'}{end}"


@dataclass(frozen=True, slots=True)
class _Span:
    """First and last day, inclusive."""

    first: date
    last: date


def parse(text: str) -> FuzzyDate:
    """Reads a date as written (CAL-3, D21). Never raises: text not understood has no ends.

    The rule's own readings: early, mid and late (or end) are days 1 to 10, 11 to 20 and 21 to the
    end of a month, or thirds of a season, quarter or year; seasons are three whole months from
    March, June, September and December; "Q2 2026" is a calendar quarter and "Q2 2026/27" a
    financial one; 2018/19 is a financial year and 2025/28 runs from 1 April 2025 to 31 March 2028;
    "2011-12", which can be a month or a year, spans both.
    """
    words = _cleaned(text)
    if len(words) > _LONGEST:
        return FuzzyDate(text)
    first, last = _ends(words)
    return FuzzyDate(text, first, last)


def _cleaned(text: str) -> str:
    words = re.sub(r"[‐‑‒–—]", "-", text.casefold())
    words = re.sub(r"[\s,]+", " ", words).strip(" .")
    return re.sub(r"\b([0-9]{1,2}) ?(?:st|nd|rd|th)\b", r"\1", words)


_RANGE = re.compile(r"(?:from |between )?(.+?) (?:to|and|until|-) (.+)")
_LEAD = re.compile(
    r"(by|until|no later than|not later than|before|from|not before|after|on|in|during) (.+)"
)


def _ends(words: str) -> tuple[date | None, date | None]:
    span = _between(words) or _span(words)
    if span is not None:
        return span.first, span.last
    lead = _LEAD.fullmatch(words)
    span = _span(lead[2]) if lead else None
    return _open_ends(lead[1], span) if lead and span else (None, None)


def _open_ends(lead: str, span: _Span) -> tuple[date | None, date | None]:
    if lead in {"by", "until", "no later than", "not later than"}:
        return None, span.last
    if lead == "before":
        return None, span.first - timedelta(days=1)
    if lead in {"from", "not before"}:
        return span.first, None
    if lead == "after":
        return span.last + timedelta(days=1), None
    return span.first, span.last


def _between(words: str) -> _Span | None:
    match = _RANGE.fullmatch(words)
    first, last = (_span(match[1]), _span(match[2])) if match else (None, None)
    if first is None or last is None or first.first > last.last:
        return None
    return _Span(first.first, last.last)


def _span(words: str) -> _Span | None:
    return next((span for reader in _READERS if (span := reader(words))), None)


def _month_number(name: str) -> int | None:
    names = [month.casefold() for month in MONTHS]
    short = [month[:3] for month in names]
    name = "sep" if name == "sept" else name
    known = names if name in names else short
    return known.index(name) + 1 if name in known else None


def _day(year: str, month: int | None, day: str) -> _Span | None:
    try:
        found = date(int(year) + (2000 if len(year) < 3 else 0), month or 0, int(day))
    except ValueError:
        return None
    return _Span(found, found)


def _months(start: date, number: int) -> _Span:
    return _Span(start, add_months(start, number) - timedelta(days=1))


def _iso_day(words: str) -> _Span | None:
    match = re.fullmatch(_YEAR + r"-([0-9]{2})-([0-9]{2})", words)
    return _day(match[1], int(match[2]), match[3]) if match else None


def _numeric_day(words: str) -> _Span | None:
    match = re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:19|20)?[0-9]{2})", words)
    return _day(match[4], int(match[3]), match[1]) if match else None


def _named_day(words: str) -> _Span | None:
    match = re.fullmatch(r"(?:([a-z]+) )?([0-9]{1,2})(?: of)? ([a-z]+) " + _YEAR, words)
    span = _day(match[4], _month_number(match[3]), match[2]) if match else None
    if span is None or match is None or match[1] is None:
        return span
    # "Monday 4 June 2026" contradicts itself: no guess is made at which half is wrong.
    weekday = WEEKDAYS[span.first.weekday()].casefold()
    return span if match[1] in {weekday, weekday[:3]} else None


def _month_first(words: str) -> _Span | None:
    match = re.fullmatch(r"([a-z]+) ([0-9]{1,2}) " + _YEAR, words)
    return _day(match[3], _month_number(match[1]), match[2]) if match else None


def _month(words: str) -> _Span | None:
    match = re.fullmatch(r"([a-z]+) " + _YEAR, words)
    month = _month_number(match[1]) if match else None
    return _months(date(int(match[2]), month, 1), 1) if match and month else None


def _numeric_month(words: str) -> _Span | None:
    match = re.fullmatch(_YEAR + r"-(0[1-9]|1[0-2])", words)
    if match is None:
        return None
    month = _months(date(int(match[1]), int(match[2]), 1), 1)
    year = _financial_years(words)
    # "2011-12" is December 2011 to one reader and the year 2011/12 to another: both are kept.
    if year is None or _financial_start(words) is None:
        return month
    return _Span(min(month.first, year.first), max(month.last, year.last))


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _season(words: str) -> _Span | None:
    match = re.fullmatch(r"(spring|summer|autumn|winter) (?:of )?" + _YEAR, words)
    if match:
        return _months(date(int(match[2]), _SEASONS[match[1]], 1), 3)
    start = _financial_start(words.removeprefix("winter ")) if words[:7] == "winter " else None
    return _months(date(start, _SEASONS["winter"], 1), 3) if start is not None else None


def _quarter(words: str) -> _Span | None:
    match = re.fullmatch(r"q(?:uarter )?([1-4]) (?:of )?(.+)", words)
    year = _one_year(match[2]) if match else None
    if match is None or year is None:
        return None
    return _months(add_months(year.first, 3 * (int(match[1]) - 1)), 3)


def _year(words: str) -> _Span | None:
    match = re.fullmatch(_YEAR, words)
    return _months(date(int(words), 1, 1), 12) if match else None


def _one_year(words: str) -> _Span | None:
    return _year(words) if _financial_start(words) is None else _financial_years(words)


def _financial_start(words: str) -> int | None:
    """The starting year of a label for one financial year."""
    match = re.fullmatch(r"fy ?(?:20)?([0-9]{2})", words)
    if match:
        return 2000 + int(match[1]) - 1
    match = re.fullmatch(r"(?:fy ?|financial year )?" + _YEAR + r"[/-]((?:19|20)?[0-9]{2})", words)
    years = _year_ends(match[1], match[2]) if match else None
    return years[0] if years and years[1] == years[0] + 1 else None


def _financial_years(words: str) -> _Span | None:
    """One financial year, or a plan of several such as 2025/28."""
    start = _financial_start(words)
    if start is not None:
        return _Span(date(start, _APRIL, 1), date(start + 1, _APRIL - 1, 31))
    match = re.fullmatch(_YEAR + r"[/-]((?:19|20)?[0-9]{2})", words)
    years = _year_ends(match[1], match[2]) if match else None
    return _Span(date(years[0], _APRIL, 1), date(years[1], _APRIL - 1, 31)) if years else None


def _year_ends(first: str, last: str) -> tuple[int, int] | None:
    start = int(first)
    end = int(last) if len(last) > 2 else start - start % 100 + int(last)
    if end <= start and len(last) == 2:
        end += 100
    return (start, end) if start < end <= start + _LONGEST_PLAN else None


_PARTS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_PART = re.compile(rf"(?:the )?({'|'.join(_PARTS)})(?:-| of | in | )(?:the )?(.+)")


def _part(words: str) -> _Span | None:
    match = _PART.fullmatch(words)
    whole = _whole(match[2]) if match else None
    return _third(whole, _PARTS[match[1]]) if match and whole else None


def _whole(words: str) -> _Span | None:
    return next((span for reader in _WHOLES if (span := reader(words))), None)


def _third(whole: _Span, third: int) -> _Span | None:
    first, last = whole.first, whole.last
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        ends = ((1, 10), (11, 20), (21, monthrange(first.year, first.month)[1]))[third]
        return _Span(first.replace(day=ends[0]), first.replace(day=ends[1]))
    each, uneven = divmod(months, 3)
    return None if uneven else _months(add_months(first, each * third), each)


_WHOLES: tuple[Callable[[str], _Span | None], ...] = (
    _month,
    _numeric_month,
    _season,
    _quarter,
    _year,
    _financial_years,
)
_READERS: tuple[Callable[[str], _Span | None], ...] = (
    _iso_day,
    _numeric_day,
    _named_day,
    _month_first,
    *_WHOLES,
    _part,
)
