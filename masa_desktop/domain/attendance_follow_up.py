"""A seat that stays away again and again, and what is said of it (ATT-6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.attendance import Count
from masa_desktop.domain.words import count, short_date

if TYPE_CHECKING:
    from datetime import date

MOST = 24
"""The longest row a group can wait for: so many meetings are looked back at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A seat that missed the group's last recorded meetings without apology.

    `called` is its agency, or the seat where the agency has another one or was represented
    otherwise. `holders` may be "" for a vacancy. `days` and `meeting_ids` are the meetings missed,
    oldest first; `threshold` is from how many on the group follows up. `agencies` are the names
    that mean this seat in capitals or not, `titles` those that mean it as written.
    """

    seat_id: str
    seat: str
    agency: str
    called: str
    holders: str
    days: tuple[date, ...]
    meeting_ids: tuple[str, ...]
    group: str = ""
    threshold: int = 0
    agencies: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def in_a_row(self) -> int:
        return len(self.days)

    @property
    def report_words(self) -> str:
        """The sentence of the attendance report."""
        missed = missed_words(self.in_a_row, f" of {self.group}")
        return f"{self.called}: {missed} (the group follows up from {self.threshold})."

    @property
    def missed_words(self) -> str:
        """The sentence that begins a challenge; who asks is for the minutes to say."""
        meetings = count(self.in_a_row, "meeting")
        return f"{self.called} has missed {meetings}{_row(self.in_a_row)} without apology."

    @property
    def days_words(self) -> str:
        return ", ".join(short_date(day) for day in self.days)

    def counted_as(self, count_: Count) -> str:
        """The name of its line where attendance is counted by agency, by seat or by person."""
        seat = f"{self.seat} ({self.agency})" if self.agency else self.seat
        found = {Count.AGENCY: self.agency, Count.MEMBER: self.holders}
        return found.get(count_) or seat

    def is_named_in(self, text: str) -> bool:
        """Whether these words name the agency or the seat, and not a part of a longer word."""
        titles = (self.called, *self.titles)
        return any(_names(text, name, re.IGNORECASE) for name in self.agencies) or any(
            _names(text, name) for name in titles
        )


def missed_words(number: int, of: str = "") -> str:
    """ "3 meetings missed in a row without apology"; with `of`, " of" whom, after "meetings"."""
    return f"{count(number, 'meeting')}{of} missed{_row(number)} without apology"


def _row(number: int) -> str:
    return " in a row" if number > 1 else ""


def _names(text: str, name: str, how: re.RegexFlag = re.NOFLAG) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, how) is not None
