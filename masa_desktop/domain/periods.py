"""The period a report covers: two days, both included, or the financial year they make (D22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from masa_desktop.domain.words import plain_date

_APRIL = 4


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `first` to `last`, both days included."""

    first: date
    last: date

    @classmethod
    def financial_year(cls, day: date) -> Period:
        """The year from 1 April to 31 March that this day lies in."""
        begins = day.year if day.month >= _APRIL else day.year - 1
        return cls(date(begins, 4, 1), date(begins + 1, 3, 31))

    @property
    def label(self) -> str:
        """ "2025/26" for a financial year, else both days."""
        if self == Period.financial_year(self.first):
            return f"{self.first.year}/{self.last.year % 100:02d}"
        return f"{plain_date(self.first)} to {plain_date(self.last)}"

    def in_words(self, today: date) -> str:
        """ "1 April 2025 to 31 March 2026", with "to date, 10 February 2026" while it runs."""
        days = f"{plain_date(self.first)} to {plain_date(self.last)}"
        running = self.first <= today < self.last
        return f"{days}, to date, {plain_date(today)}" if running else days

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last


def years_since(first: date, today: date) -> tuple[Period, ...]:
    """The financial years from the one of `first` to that of `today`, the newest first."""
    found = [Period.financial_year(today)]
    while found[-1].first > first:
        before = found[-1].first
        found.append(Period.financial_year(date(before.year, before.month - 1, 1)))
    return tuple(found)
