"""A meeting that ran over and was adjourned to another day: one meeting, further sittings (M3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.words import clock_time, short_date, when

if TYPE_CHECKING:
    from datetime import date, time

_OPEN = "a day to be agreed"


@dataclass(frozen=True, slots=True)
class Goes:
    """When and where a meeting goes on; no day until one is agreed. Times are wall time."""

    on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    venue: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A further sitting, and when the one before it ended, at which item if that is known."""

    id: str
    adjourned_on: date
    adjourned_at: time | None
    item: int | None
    to: Goes


def sentence(sitting: Sitting) -> str:
    """When the meeting was adjourned and when it goes on, for its minutes."""
    at = f" at {clock_time(sitting.adjourned_at)}" if sitting.adjourned_at else ""
    during = f" during item {sitting.item}" if sitting.item else ""
    place = f", {sitting.to.venue}" if sitting.to.venue else ""
    return f"Adjourned{at}{during} to {_day(sitting.to)}{place}."


def in_short(sitting: Sitting) -> str:
    """The same for the head of a page, "adjourned to 17 Feb 2026"."""
    return f"adjourned to {short_date(sitting.to.on) if sitting.to.on else _OPEN}"


def last_day(held_on: date, sittings: tuple[Sitting, ...]) -> date | None:
    """The day the meeting ends; None while it is adjourned to a day that is not agreed."""
    return sittings[-1].to.on if sittings else held_on


def _day(to: Goes) -> str:
    return when(to.on, to.starts_at, to.ends_at) if to.on else _OPEN
