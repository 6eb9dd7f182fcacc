"""How often a group meets, and the dates that follow from it (SCH-1). Dates are proposals: each
says why it is what it is, and none falls on a weekend or a bank holiday the calendar knows.
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
from masa_desktop.domain.words import (
    MONTHS,
    WEEKDAYS,
    count,
    listed,
    long_date,
    month_and_year,
    number_word,
    ordinal_figure,
    ordinal_word,
    plain_date,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from masa_desktop.domain.days import Calendar

LAST = -1
_YEAR = 12
_NTHS = (1, 2, 3, 4, LAST)


class PatternKind(StrEnum):
    """How a frequency is stated."""

    EVERY_MONTHS = "every_months"
    TIMES_A_YEAR = "times_a_year"
    AS_REQUIRED = "as_required"


def pattern_kind_label(kind: PatternKind) -> str:
    """The kind as a choice in a list."""
    return {
        PatternKind.EVERY_MONTHS: "Every so many months",
        PatternKind.TIMES_A_YEAR: "So many times a year",
        PatternKind.AS_REQUIRED: "As required",
    }[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A frequency: `number` is the months between meetings, or the meetings in a year.

    `months` names the months of a meeting so many times a year (1 to 12); empty means they are not
    chosen yet. The day is the `nth` (1 to 4, or LAST) `weekday` (0 is Monday) of its month, or
    `day` of the month, or, with neither, the day the series starts on. Raises UserError when the
    parts do not fit together.
    """

    kind: PatternKind
    number: int | None = None
    months: tuple[int, ...] = ()
    nth: int | None = None
    weekday: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        _check_number(self)
        _check_months(self)
        _check_day(self)

    @classmethod
    def every(
        cls,
        months: int,
        *,
        nth: int | None = None,
        weekday: int | None = None,
        day: int | None = None,
    ) -> Pattern:
        """Every `months` months: 1 is monthly, 3 is quarterly [W99, T127]."""
        kind = PatternKind.EVERY_MONTHS
        return cls(kind=kind, number=months, nth=nth, weekday=weekday, day=day)

    @classmethod
    def times_a_year(
        cls,
        times: int,
        months: tuple[int, ...] = (),
        *,
        nth: int | None = None,
        weekday: int | None = None,
        day: int | None = None,
    ) -> Pattern:
        """`times` meetings a year, in `months` if chosen; the gaps may be unequal (D18)."""
        kind = PatternKind.TIMES_A_YEAR
        chosen = tuple(sorted(months))
        return cls(kind=kind, number=times, months=chosen, nth=nth, weekday=weekday, day=day)

    @classmethod
    def as_required(cls) -> Pattern:
        """No dates of its own [N125]."""
        return cls(kind=PatternKind.AS_REQUIRED)

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Pattern:
        """The pattern `to_data` gave. Raises UserError for a key, kind or value unknown here."""
        if set(data) - _KEYS or data.get("kind") not in list(PatternKind):
            raise _unreadable()
        months = data.get("months", ())
        if not isinstance(months, list | tuple):
            raise _unreadable()
        return cls(
            kind=PatternKind(str(data["kind"])),
            number=_whole(data.get("number")),
            months=tuple(sorted(_month(month) for month in months)),
            nth=_whole(data.get("nth")),
            weekday=_whole(data.get("weekday")),
            day=_whole(data.get("day")),
        )

    def to_data(self) -> dict[str, object]:
        """A plain dictionary, fit for JSON, of the parts that are set."""
        data: dict[str, object] = {"kind": self.kind.value}
        for key in ("number", "nth", "weekday", "day"):
            value = getattr(self, key)
            if value is not None:
                data[key] = value
        if self.months:
            data["months"] = list(self.months)
        return data

    def in_words(self) -> str:
        """ "every two months", "three times a year in January, May and September", each with
        " on the second Tuesday" or " on the 13th" when that is set.
        """
        return self.frequency_in_words() + self._months_in_words() + self._day_in_words()

    def in_a_year(self) -> int | None:
        """How many meetings twelve months hold; None where the pattern does not settle it."""
        if self.number is None or self.kind is PatternKind.TIMES_A_YEAR:
            return self.number
        meetings, uneven = divmod(_YEAR, self.number)
        return None if uneven else meetings

    def frequency_in_words(self) -> str:
        """How often, without months or day: "every two months"."""
        if self.number is None:
            return "as required"
        if self.kind is PatternKind.TIMES_A_YEAR:
            return f"{_TIMES.get(self.number, number_word(self.number) + ' times')} a year"
        return _EVERY.get(self.number, f"every {number_word(self.number)} months")

    def _months_in_words(self) -> str:
        names = listed([MONTHS[month - 1] for month in self.months])
        return f" in {names}" if names else ""

    def _day_in_words(self) -> str:
        if self.nth is not None and self.weekday is not None:
            return f" on the {_nth_word(self.nth)} {WEEKDAYS[self.weekday]}"
        return f" on the {ordinal_figure(self.day)}" if self.day is not None else ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A working day to meet `on`, the day the pattern `wanted`, and a sentence saying `why`."""

    on: date
    wanted: date
    why: str

    @property
    def moved(self) -> bool:
        """Whether the day wanted could not be had."""
        return self.on != self.wanted


def propose(pattern: Pattern, start: date, until: date, calendar: Calendar) -> list[Proposal]:
    """The dates a pattern gives from `start` to `until`, both inclusive, as proposals (D16, D17).

    Every date is computed from the first month, so it never drifts; a day the month lacks becomes
    its last. A day that is not worked moves to the next working day of the same month, else to
    the last one before it, never outside `start` and `until` unless no working day lies between.
    """
    wanted = _wanted(pattern, start, until)
    return [_proposal(pattern, day, (start, until), calendar) for day in wanted]


def following(pattern: Pattern, last: date) -> date:
    """The day from which a series goes on after a meeting on `last`, in step with it.

    The month after, where the pattern has no even steps.
    """
    meetings = pattern.in_a_year()
    steps = pattern.kind is PatternKind.EVERY_MONTHS
    gap = pattern.number if steps else None
    if not steps and not pattern.months and meetings and _YEAR % meetings == 0:
        gap = _YEAR // meetings
    day = add_months(last, gap or 1)
    is_set = pattern.nth is not None or pattern.day is not None
    return day.replace(day=1) if is_set else day


def frequency(text: str) -> Pattern | None:
    """The pattern a published frequency states, None where the words do not settle it.

    Reads "every two months", "quarterly", "three times a year", "twice per year", "at least four
    times a year", "as required" and their like, and whatever `Pattern.in_words` gives without
    named months. "Bi-monthly" is read as every two months, as boards use it (D17).
    """
    words = re.sub(r"[\s‐‑–-]+", " ", text.casefold()).strip(" .,;")
    words = re.sub(r"^(?:meets |to meet )?(?:at least |(?:a )?minimum (?:of )?)?", "", words)
    stem, _, day = words.partition(" on the ")
    base = _FREQUENCIES.get(stem) or _counted(stem)
    if base is None or not day:
        return base
    rule = _day_rule(day)
    if rule is None or base.number is None:
        return None
    return Pattern.from_data({**base.to_data(), **rule})


def compliance(pattern: Pattern, planned: int, held: int) -> str:
    """A year's meetings against the terms of reference: "6 planned, 5 held" (SCH-7, D18).

    Where fewer are planned than the pattern calls for, it says so. The year is the caller's.
    """
    if planned < 0 or held < 0:
        msg = "Meetings cannot be fewer than none."
        raise ValueError(msg)
    expected = pattern.in_a_year()
    counted = f"{planned:,} planned, {held:,} held"
    if expected is None or planned >= expected:
        return counted
    return f"{counted}; {pattern.frequency_in_words()} means {expected:,}"


_KEYS = {"kind", "number", "months", "nth", "weekday", "day"}
_TIMES = {1: "once", 2: "twice"}
_EVERY = {1: "monthly", 3: "quarterly"}
_WORD_NUMBERS = {number_word(number): number for number in range(1, 25)}


def _check_number(pattern: Pattern) -> None:
    if pattern.kind is PatternKind.AS_REQUIRED:
        parts = (pattern.number, pattern.nth, pattern.weekday, pattern.day)
        if pattern.months or any(part is not None for part in parts):
            raise UserError("A group that meets as required has no set months or days.")
        return
    most = 24 if pattern.kind is PatternKind.EVERY_MONTHS else _YEAR
    if pattern.number is None or not 1 <= pattern.number <= most:
        raise UserError(
            "How often the group meets is not set in a way that gives dates.",
            do=f"Choose a number from 1 to {most}.",
        )


def _check_months(pattern: Pattern) -> None:
    if not pattern.months:
        return
    if pattern.kind is not PatternKind.TIMES_A_YEAR:
        raise UserError("Months are chosen only for a number of meetings a year.")
    if len(set(pattern.months)) != pattern.number or len(pattern.months) != pattern.number:
        raise UserError(
            f"{count(len(pattern.months), 'month')} chosen for "
            f"{count(pattern.number or 0, 'meeting')} a year.",
            do="Choose one month for each meeting, or leave the months open.",
        )
    if not all(1 <= month <= _YEAR for month in pattern.months):
        raise UserError("A month is a number from 1 to 12.")


def _check_day(pattern: Pattern) -> None:
    if (pattern.nth is None) != (pattern.weekday is None):
        raise UserError("A weekday rule needs both parts.", do="Choose, say, the second Tuesday.")
    if pattern.nth is not None and pattern.day is not None:
        raise UserError("A pattern has a weekday or a date, not both.")
    if pattern.nth is not None and (pattern.nth not in _NTHS or pattern.weekday not in range(5)):
        raise UserError(
            "That weekday rule gives no meeting in some months, or one at a weekend.",
            do="Choose the first, second, third, fourth or last Monday to Friday.",
        )
    if pattern.day is not None and not 1 <= pattern.day <= 31:
        raise UserError("A day of the month is a number from 1 to 31.")


def _whole(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _unreadable()


def _month(value: object) -> int:
    month = _whole(value)
    if month is None:
        raise _unreadable()
    return month


def _unreadable() -> UserError:
    return UserError(
        "How often this group meets was written by a different version and cannot be read.",
        do="Set it again, or update the program.",
    )


def _nth_word(nth: int) -> str:
    return "last" if nth == LAST else ordinal_word(nth)


def _wanted(pattern: Pattern, start: date, until: date) -> Iterator[date]:
    if pattern.number is None or until < start:
        return
    first = start.replace(day=1)
    # A first month whose day has already gone by does not count: the series starts a month later.
    if not pattern.months and _day_in(pattern, first, start) < start:
        first = add_months(first, 1)
    for offset in _offsets(pattern, first):
        month = add_months(first, offset)
        if month > until:
            return
        day = _day_in(pattern, month, start)
        if start <= day <= until:
            yield day


def _offsets(pattern: Pattern, first: date) -> Iterator[int]:
    """Months from `first`, without end, at which the pattern has a meeting."""
    number = pattern.number or 1
    if pattern.kind is PatternKind.EVERY_MONTHS:
        year, steps = number, [0]
    elif pattern.months:
        year, steps = _YEAR, sorted((month - first.month) % _YEAR for month in pattern.months)
    else:
        year, steps = _YEAR, [_YEAR * step // number for step in range(number)]
    lap = 0
    while True:
        yield from (lap + step for step in steps)
        lap += year


def _day_in(pattern: Pattern, month: date, start: date) -> date:
    days = monthrange(month.year, month.month)[1]
    if pattern.nth is None or pattern.weekday is None:
        return month.replace(day=min(pattern.day or start.day, days))
    if pattern.nth == LAST:
        end = month.replace(day=days)
        return end - timedelta(days=(end.weekday() - pattern.weekday) % 7)
    to_weekday = (pattern.weekday - month.weekday()) % 7
    return month + timedelta(days=to_weekday + 7 * (pattern.nth - 1))


def _proposal(
    pattern: Pattern, wanted: date, limits: tuple[date, date], calendar: Calendar
) -> Proposal:
    on = _workable(wanted, limits, calendar)
    sentences = [
        _shortened(pattern.day or limits[0].day, wanted) if pattern.nth is None else None,
        _reason(pattern, wanted, on, calendar),
        calendar.warning(on),
    ]
    if pattern.kind is PatternKind.TIMES_A_YEAR and not pattern.months:
        sentences.append("The months are not chosen: they are spread over the year from the first.")
    return Proposal(on, wanted, " ".join(sentence for sentence in sentences if sentence))


def _workable(wanted: date, limits: tuple[date, date], calendar: Calendar) -> date:
    start, until = limits
    after = calendar.working_day_on_or_after(wanted)
    if after <= until and (after.year, after.month) == (wanted.year, wanted.month):
        return after
    before = calendar.working_day_on_or_before(wanted)
    return before if before >= start else after


def _reason(pattern: Pattern, wanted: date, on: date, calendar: Calendar) -> str:
    if on != wanted:
        return f"{_obstacle(wanted, calendar)}, so {long_date(on)} is proposed."
    month = month_and_year(wanted)
    if pattern.nth is not None and pattern.weekday is not None:
        rule = f"the {_nth_word(pattern.nth)} {WEEKDAYS[pattern.weekday]} of {month}"
        return f"{long_date(wanted)} is {rule}."
    return f"{long_date(wanted)} is a working day."


def _shortened(day: int, wanted: date) -> str | None:
    if day == wanted.day:
        return None
    return f"{month_and_year(wanted)} has no {ordinal_figure(day)}: its last day is taken."


def _obstacle(day: date, calendar: Calendar) -> str:
    name = calendar.name_of(day) or ""
    if name in WEEKDAYS:
        return f"{plain_date(day)} is a {name}"
    if not calendar.is_bank_holiday(day):
        return f"{long_date(day)} is not worked ({name})"
    if name.startswith("Bank holiday"):
        name = name[0].lower() + name[1:]
    article = "the " if "bank holiday" in name.casefold() else ""
    return f"{long_date(day)} is {article}{name}"


_FREQUENCIES = {
    "monthly": Pattern.every(1),
    "every month": Pattern.every(1),
    "once a month": Pattern.every(1),
    "bi monthly": Pattern.every(2),
    "bimonthly": Pattern.every(2),
    "every other month": Pattern.every(2),
    "quarterly": Pattern.every(3),
    "every quarter": Pattern.every(3),
    "once a quarter": Pattern.every(3),
    "half yearly": Pattern.times_a_year(2),
    "biannually": Pattern.times_a_year(2),
    "annually": Pattern.times_a_year(1),
    "yearly": Pattern.times_a_year(1),
    "every year": Pattern.times_a_year(1),
    "as required": Pattern.as_required(),
    "as and when required": Pattern.as_required(),
    "when required": Pattern.as_required(),
    "as needed": Pattern.as_required(),
}
_COUNTED_MONTHS = re.compile(r"every ([a-z]+|[0-9]{1,2}) months|([a-z]+|[0-9]{1,2}) monthly")
_COUNTED_TIMES = re.compile(
    r"(?:(once|twice|thrice)|([a-z]+|[0-9]{1,2}) times)"
    r" (?:(?:a|per|each|every|in each|in a) year|yearly|annually)"
)


def _counted(words: str) -> Pattern | None:
    match = _COUNTED_MONTHS.fullmatch(words)
    if match:
        number = _number(match[1] or match[2])
        return Pattern.every(number) if 1 <= number <= 24 else None
    match = _COUNTED_TIMES.fullmatch(words)
    if match is None:
        return None
    once = {"once": 1, "twice": 2, "thrice": 3}
    number = once[match[1]] if match[1] else _number(match[2])
    return Pattern.times_a_year(number) if 1 <= number <= _YEAR else None


def _number(word: str) -> int:
    """0 where the word is no number."""
    return int(word) if word.isdecimal() else _WORD_NUMBERS.get(word, 0)


def _day_rule(words: str) -> dict[str, object] | None:
    match = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)", words)
    if match:
        return {"day": int(match[1])} if 1 <= int(match[1]) <= 31 else None
    nths = {_nth_word(nth): nth for nth in _NTHS}
    weekdays = {name.casefold(): number for number, name in enumerate(WEEKDAYS[:5])}
    nth, _, weekday = words.partition(" ")
    if nth not in nths or weekday not in weekdays:
        return None
    return {"nth": nths[nth], "weekday": weekdays[weekday]}
