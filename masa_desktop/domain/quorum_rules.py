"""What a quorum rule can say, as data (ATT-3, ATT-4, domain.md 4.3).

Promises that a rule no meeting could be judged by cannot be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


class Deputies(StrEnum):
    """Which deputies count towards a quorum (P7)."""

    WITH_AUTHORITY = "with_authority"
    ANY = "any"
    NO = "no"


class IfInquorate(StrEnum):
    """What the terms of reference say happens without a quorum (ATT-4, E21)."""

    CHAIR_DECIDES = "chair_decides"
    STOP = "stop"
    INFORMAL = "informal"
    CANCEL = "cancel"
    NOT_STATED = "not_stated"


class HeadCount(StrEnum):
    """Whether one person for two agencies makes both count, or one only (P4)."""

    AGENCIES = "agencies"
    PEOPLE = "people"


class Rounding(StrEnum):
    """How a share of the seats becomes a number of members."""

    UP = "up"
    DOWN = "down"
    MORE_THAN = "more_than"


class Seats(StrEnum):
    """Of which seats a share is taken."""

    FILLED = "filled"
    ALL = "all"


_DEPUTY_SENTENCES: Mapping[Deputies, str] = {
    Deputies.WITH_AUTHORITY: "A deputy counts if they have delegated authority.",
    Deputies.ANY: "A deputy counts.",
    Deputies.NO: "A deputy does not count.",
}


_IF_INQUORATE_SENTENCES: Mapping[IfInquorate, str] = {
    IfInquorate.CHAIR_DECIDES: "If not quorate, the chair decides what can proceed.",
    IfInquorate.STOP: "If not quorate, the meeting does not proceed.",
    IfInquorate.INFORMAL: "If not quorate, the meeting goes on informally and decides nothing.",
    IfInquorate.CANCEL: "If not quorate, the meeting is cancelled.",
    IfInquorate.NOT_STATED: "What happens if it is not quorate is not stated.",
}


def deputies_label(deputies: Deputies) -> str:
    """Say which deputies count."""
    return _DEPUTY_SENTENCES[deputies]


def if_inquorate_label(outcome: IfInquorate) -> str:
    """Say what happens without a quorum."""
    return _IF_INQUORATE_SENTENCES[outcome]


@dataclass(frozen=True, slots=True)
class MinOf:
    """At least so many of the named agencies (Q3)."""

    number: int
    agency_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryMinimum:
    """At least so many members of a category (Q5): a capacity's code or an agency's category.

    called is the category in words and the plural, such as "independent members".
    """

    number: int
    category: str
    called: str


@dataclass(frozen=True, slots=True)
class MinFraction:
    """At least this fraction of the seats (Q6): above 0 and at most 1."""

    fraction: Fraction
    rounding: Rounding = Rounding.UP
    of: Seats = Seats.FILLED

    def needed(self, seats: int) -> int:
        """Give the members needed of so many seats; never fewer than one."""
        exact = self.fraction * seats
        whole = exact.numerator // exact.denominator
        if self.rounding is Rounding.MORE_THAN:
            return max(whole + 1, 1)
        return max(whole + (self.rounding is Rounding.UP and exact != whole), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """A group's quorum as its terms of reference put it; without any clause none is set (Q7).

    all_of lists clauses, each the agency ids of which any one satisfies it (Q1, Q4). called is
    what the terms of reference call those agencies together, such as "safeguarding partners".
    Raises UserError for a rule no meeting could be judged by.
    """

    all_of: tuple[tuple[str, ...], ...] = ()
    called: str = ""
    min_of: MinOf | None = None
    min_members: int | None = None
    min_agencies: int | None = None
    minima: tuple[CategoryMinimum, ...] = ()
    min_fraction: MinFraction | None = None
    chair_required: bool = False
    acting_chair_satisfies: bool = True
    chair_discretion: bool = False
    deputies_count: Deputies = Deputies.WITH_AUTHORITY
    online_counts: bool = True
    people_or_agencies: HeadCount = HeadCount.AGENCIES
    if_inquorate: IfInquorate = IfInquorate.NOT_STATED

    def __post_init__(self) -> None:
        if any(not clause for clause in self.all_of):
            raise _impossible("A clause of the quorum names no agency.")
        if self.min_of and not 1 <= self.min_of.number <= len(self.min_of.agency_ids):
            raise _impossible("The quorum asks for more agencies than it names, or for none.")
        numbers = [self.min_members, self.min_agencies, *(each.number for each in self.minima)]
        if any(number is not None and number < 1 for number in numbers):
            raise _impossible("A number in the quorum is below one.")
        if self.min_fraction and not 0 < self.min_fraction.fraction <= 1:
            raise _impossible("The quorum's share of seats is not between nothing and all.")

    @property
    def is_set(self) -> bool:
        """Whether the rule says anything a meeting could meet or miss."""
        clauses = (self.all_of, self.min_of, self.min_members, self.min_agencies)
        return any(clauses) or bool(self.minima or self.min_fraction or self.chair_required)

    @property
    def named_agencies(self) -> tuple[str, ...]:
        """The agency ids the rule names, each once, in its order."""
        named = [agency for clause in self.all_of for agency in clause]
        named += self.min_of.agency_ids if self.min_of else ()
        return tuple(dict.fromkeys(named))


def _impossible(happened: str) -> UserError:
    return UserError(happened, do="Check the rule against the terms of reference.")
