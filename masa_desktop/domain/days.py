"""Working days, months and London time. A `Calendar` is a value: bank holidays, office closures and
days declared working again, all given as data, so nothing here reads a file or the clock.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import WEEKDAYS, long_date, short_date

LONDON = ZoneInfo("Europe/London")
_SATURDAY = 5
_CLOSED = "Office closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days are worked: Monday to Friday, less bank holidays and office closures.

    A day in `working` is worked although it is a bank holiday or a closure; it never turns a
    Saturday or Sunday into a working day. Two calendars serve a joint group of two areas (D20).
    """

    division: str
    first_year: int
    last_year: int
    holidays: Mapping[date, str] = field(hash=False)
    closures: Mapping[date, str] = field(hash=False)
    working: frozenset[date]

    @classmethod
    def of(
        cls,
        data: Mapping[str, object],
        *,
        closures: Mapping[date, str] | None = None,
        working: Iterable[date] = (),
    ) -> Calendar:
        """A calendar from a bank holiday list: "division", "last_year" and "days" of "on", "name".

        `closures` gives the office's own closed days and why. Raises UserError when the list
        cannot be understood: it is editable (D19), so a slip in it is a person's to mend.
        """
        holidays = _holidays(data.get("days"))
        last_year = data.get("last_year")
        if not isinstance(last_year, int) or isinstance(last_year, bool):
            raise _bad_list("It does not say which year it ends with.")
        return cls(
            division=str(data.get("division", "")),
            first_year=min((day.year for day in holidays), default=last_year),
            last_year=last_year,
            holidays=MappingProxyType(holidays),
            closures=MappingProxyType(dict(closures or {})),
            working=frozenset(working),
        )

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on `day`."""
        return self.name_of(day) is None

    def name_of(self, day: date) -> str | None:
        """Why `day` is not worked ("Saturday", "Boxing Day"); None for a working day."""
        if day.weekday() >= _SATURDAY:
            return WEEKDAYS[day.weekday()]
        if day in self.working:
            return None
        if day in self.holidays:
            return self.holidays[day]
        return (self.closures[day].strip() or _CLOSED) if day in self.closures else None

    def is_bank_holiday(self, day: date) -> bool:
        """Whether `day` is a weekday bank holiday that has not been declared working."""
        return day.weekday() < _SATURDAY and day in self.holidays and day not in self.working

    def add_working_days(self, start: date, number: int) -> date:
        """The `number`-th working day after `start`: day 1 is the first one after it (D1-D7).

        `start` itself is never counted, whether worked or not. Nought gives `start` back.
        """
        return self._count(start, number, step=1)

    def working_days_before(self, day: date, number: int) -> date:
        """The `number`-th working day before `day`, which is not counted (D8, D10)."""
        return self._count(day, number, step=-1)

    def clear_working_days_before(self, day: date, number: int) -> date:
        """The latest working day that leaves `number` working days between it and `day` (D9).

        Neither end is counted: five clear days before a meeting is six working days before it.
        """
        return self._count(day, number + 1, step=-1)

    def working_day_on_or_before(self, day: date) -> date:
        """`day` if it is worked, else the last working day before it."""
        return day if self.is_working_day(day) else self.working_days_before(day, 1)

    def working_day_on_or_after(self, day: date) -> date:
        """`day` if it is worked, else the first working day after it."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def knows(self, day: date) -> bool:
        """Whether the bank holiday list covers the year of `day`."""
        return self.first_year <= day.year <= self.last_year

    def warning(self, day: date) -> str | None:
        """A sentence when `day` lies outside the years the list covers (D19), else None."""
        if self.knows(day):
            return None
        gap = (
            f"ends with {self.last_year}"
            if day.year > self.last_year
            else f"begins with {self.first_year}"
        )
        return f"The bank holiday list {gap}, so {long_date(day)} may need checking."

    def _count(self, day: date, number: int, *, step: int) -> date:
        if number < 0:
            msg = "A number of working days cannot be negative: count the other way."
            raise ValueError(msg)
        while number:
            day = _moved(day, step)
            number -= self.is_working_day(day)
        return day


def add_months(anchor: date, months: int) -> date:
    """The same day of the month `months` later (or earlier), or that month's last day (D11, C2).

    Compute every date of a series from its anchor: 31 August goes to 28 February and, counted
    from the anchor again, back to 31 August. Raises UserError beyond the years a date can hold.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise _no_such_date()
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def london(day: date, at: time) -> datetime:
    """Wall time in London on `day`, with its offset (SCH-3, D14).

    In the hour that October repeats, the first is meant unless `at` carries fold=1.
    """
    return datetime.combine(day, at.replace(tzinfo=None), tzinfo=LONDON)


def not_after(day: date, today: date, what: str) -> None:
    """Raises UserError if `day`, on which something is said to have happened, is still to come.

    `what` begins the sentence: "The day of the answer".
    """
    if day > today:
        raise UserError(
            f"{what} is still to come: {long_date(day)}.", do="Give today or an earlier day."
        )


def stamp_words(moment: datetime) -> str:
    """A stored UTC time as London shows it: "25 Oct 2026 01:30:00 +01:00" (D15).

    The offset tells the two half past ones of that night apart. Raises ValueError for a time
    without a zone: it could mean either.
    """
    if moment.tzinfo is None:
        msg = "A stored time must carry its zone."
        raise ValueError(msg)
    local = moment.astimezone(UTC).astimezone(LONDON)
    offset = local.isoformat(timespec="seconds")[-6:]
    return f"{short_date(local)} {local:%H:%M:%S} {offset}"


def _moved(day: date, step: int) -> date:
    try:
        return day + timedelta(days=step)
    except OverflowError:
        raise _no_such_date() from None


def _holidays(rows: object) -> dict[date, str]:
    if not isinstance(rows, list | tuple):
        raise _bad_list("It has no days in it.")
    return dict(_holiday(row) for row in rows)


def _holiday(row: object) -> tuple[date, str]:
    if not isinstance(row, Mapping) or not row.get("name"):
        raise _bad_list(f"One entry has no name: {row}.")
    try:
        return date.fromisoformat(str(row.get("on"))), str(row["name"])
    except ValueError:
        raise _bad_list(f"“{row['name']}” has no date such as 2026-12-28.") from None


def _bad_list(why: str) -> UserError:
    return UserError(
        f"The bank holiday list could not be read. {why}",
        do="Correct the list, or go back to the one supplied.",
    )


def _no_such_date() -> UserError:
    return UserError("That many days or months leads to a year no calendar here can hold.")
