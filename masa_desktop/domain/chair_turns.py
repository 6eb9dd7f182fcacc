"""Terms in the chair, and what a group decides apart from its rule: confirm, swap, extend, skip.

Promise: every such decision is dated, and says why wherever it changes whose turn it is (CHR-6).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.chairs import Member, check_dates
from masa_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = timedelta(days=1)


class Basis(StrEnum):
    """What a chair, or the lack of one, rests on."""

    NAMED = "named"
    COMPUTED = "computed"
    CONFIRMED = "confirmed"
    SWAPPED = "swapped"
    EXTENDED = "extended"
    ACTING = "acting"
    TO_BE_AGREED = "to be agreed"
    TO_BE_ELECTED = "to be elected"
    TO_BE_APPOINTED = "to be appointed"
    BY_MEETING = "by meeting"
    VACANT = "vacant"
    NOT_STATED = "not stated"


def basis_label(basis: Basis) -> str:
    """The basis as the timeline shows it."""
    if basis is Basis.TO_BE_AGREED:
        return "Order to be agreed"
    if basis is Basis.BY_MEETING:
        return "In turn, meeting by meeting"
    return basis.value.capitalize()


class TurnKind(StrEnum):
    """What a group can decide apart from the rule (CHR-4, CHR-6, CHR-1 k)."""

    CONFIRM = "confirm"
    SWAP = "swap"
    EXTEND = "extend"
    SKIP = "skip"
    ACTING = "acting"
    RESTART = "restart"


def turn_kind_label(kind: TurnKind) -> str:
    """The decision as a button or a list names it."""
    return {
        TurnKind.CONFIRM: "Confirm",
        TurnKind.SWAP: "Swap turns",
        TurnKind.EXTEND: "Extend",
        TurnKind.SKIP: "Skip",
        TurnKind.ACTING: "Acting chair",
        TurnKind.RESTART: "Restart the term",
    }[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One dated decision apart from the rule. It takes effect on `starts_on`, never before.

    confirm: `member` chairs to `ends_on`; without a member, whoever is due is confirmed.
    swap: `member` takes the term on `starts_on`; the one displaced takes that member's next term.
    extend: whoever chairs before `starts_on`, the first extra day, keeps the chair to `ends_on`,
    and the next full term follows. skip: whoever is due on `starts_on` gives up the turn to the
    next. restart: the term on `starts_on` begins again in full (CHR-4). acting: `member` chairs
    for the time being. `ends_on` is inclusive; None means to the end of the term.
    """

    kind: TurnKind
    starts_on: date
    ends_on: date | None = None
    member: Member | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        check_dates(self.starts_on, self.ends_on)
        if self.kind is not TurnKind.CONFIRM and not self.reason.strip():
            raise UserError(
                "A change to whose turn it is needs a reason.",
                do="Write why, in a few words. It is shown beside the term.",
            )
        if self.kind in (TurnKind.SWAP, TurnKind.ACTING) and self.member is None:
            raise UserError("Nobody is named to take the chair.", do="Choose who takes it.")
        if self.kind is TurnKind.EXTEND and self.ends_on is None:
            raise UserError(
                "An extension needs its last day.", do="Give the date the extension ends."
            )


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch in the chair. `ends_on` is inclusive, None when no end is known."""

    starts_on: date
    ends_on: date | None
    member: Member | None
    basis: Basis
    why: str

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the term: the new chair chairs on the first day (C9)."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def departure(day: date, *, reason: str, restarts: bool = False) -> tuple[Turn, ...]:
    """What to record when the person in the chair leaves on `day` (CHR-4, C4).

    By default nothing: the agency's term continues with its new holder. Raises UserError when a
    restart has no reason.
    """
    if not restarts:
        return ()
    return (Turn(kind=TurnKind.RESTART, starts_on=day, reason=reason),)


def within(found: Iterable[Term], first: date, last: date | None) -> list[Term]:
    """What lies in `first` to `last`, cut to fit; `last` None means without end."""
    pieces = []
    for term in found:
        starts_on = max(term.starts_on, first)
        ends = [day for day in (term.ends_on, last) if day is not None]
        ends_on = min(ends, default=None)
        if ends_on is None or starts_on <= ends_on:
            pieces.append(replace(term, starts_on=starts_on, ends_on=ends_on))
    return pieces


def without(found: Iterable[Term], first: date, last: date | None) -> list[Term]:
    """What lies outside `first` to `last`, cut to fit."""
    found = list(found)
    before = within(found, date.min, first - DAY)
    return before + (within(found, last + DAY, None) if last else [])
