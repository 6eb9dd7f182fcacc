"""Agreeing minutes: who must, whether with corrections, and the words for it (MIN-3, MIN-4, MIN-9).

Promises that joint minutes count as agreed only once each parent has agreed them. How a correction
is told: `corrections`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.words import count, listed, number_word, plain_date

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

_SEVERAL = 2
_ITEMS = re.compile(
    r"\bitems?\s+\d{1,3}\b(?:\s*(?:,|&|-|–|\band\b|\bor\b|\bto\b)\s*\d{1,3}\b)*", re.IGNORECASE
)
_RANGE = re.compile(r"(?P<first>\d+)\s*(?:-|–|to)\s*(?P<last>\d+)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


class Outcome(StrEnum):
    """How minutes were agreed; worked out from the corrections, never chosen."""

    AGREED = "agreed"
    CORRECTED = "agreed_with_corrections"


_OUTCOME_LABELS = {
    Outcome.AGREED: "Agreed",
    Outcome.CORRECTED: "Agreed with corrections",
}


def outcome_label(outcome: Outcome) -> str:
    return _OUTCOME_LABELS[outcome]


def outcome_of(corrections: int) -> Outcome:
    """The outcome that so many corrections make."""
    return Outcome.CORRECTED if corrections else Outcome.AGREED


def required(group_id: str, parent_ids: Collection[str], *, is_joint: bool) -> tuple[str, ...]:
    """The ids of the groups that must agree a meeting's minutes (MIN-9, E68, M6).

    Those of a joint group with several parents each parent agrees; all others the group itself.
    """
    several = tuple(dict.fromkeys(parent_ids))
    return several if is_joint and len(several) >= _SEVERAL else (group_id,)


def is_before(first: tuple[date, time | None], second: tuple[date, time | None]) -> bool:
    """Whether one meeting (day, start) lies before another; on one day only if both times say so.

    Minutes are agreed at a later meeting, never at their own or an earlier one.
    """
    if first[0] != second[0]:
        return first[0] < second[0]
    return (first[1] or time.max) < (second[1] or time.min)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A group agreed the minutes at its meeting of `on`, under item `item` (None: not said)."""

    group: str
    on: date
    item: int | None
    corrections: int


def standing_words(agreed: Sequence[str], outstanding: Sequence[str]) -> str:
    """How far minutes are, by the names of groups: "Agreed by Eastshire, Westshire outstanding"."""
    if not agreed:
        return "Not yet agreed"
    still = f", {listed(outstanding)} outstanding" if outstanding else ""
    return f"Agreed by {listed(agreed)}{still}"


def agreed_words(corrections: int) -> str:
    """ "Agreed", "Agreed with 2 corrections"."""
    return f"Agreed with {count(corrections, 'correction')}" if corrections else "Agreed"


def sentence(agreements: Sequence[Agreement], outstanding: Sequence[str] = ()) -> str:
    """For the paper: "Agreed with 2 corrections at the meeting of 14 April 2026, item 3."

    Groups are named where there are several, or some are outstanding. "" if nobody has agreed.
    """
    if not agreements:
        return ""
    is_named = len(agreements) > 1 or bool(outstanding)
    said = [_told(one, is_named=is_named) for one in agreements]
    if outstanding:
        said.append(f"Still to be agreed by {listed(outstanding)}.")
    return " ".join(said)


def minuted(on: date, corrections: int, group: str = "") -> str:
    """What is minuted: "The minutes of 9 December 2025 were AGREED with two corrections."

    `group` is named where the minutes are those of another group.
    """
    whose = f"{group}, {plain_date(on)}," if group else plain_date(on)
    noun = "correction" if corrections == 1 else "corrections"
    with_ = f" with {number_word(corrections)} {noun}" if corrections else ""
    return f"The minutes of {whose} were AGREED{with_}."


def items_named(text: str) -> frozenset[int]:
    """Every item a correction speaks of, wherever it does: "Item 5: see items 6 and 7" gives three.

    What it touches decides whether it may be shared (DPR-6), so too many is safer than too few.
    """
    found: set[int] = set()
    for each in _ITEMS.finditer(text):
        found.update(int(number) for number in _DIGITS.findall(each[0]))
        for span in _RANGE.finditer(each[0]):
            found.update(range(int(span["first"]), int(span["last"]) + 1))
    return frozenset(found)


def withheld_corrections(number: int) -> str:
    """Stands in a shareable copy for corrections that may touch a restricted item (DPR-6)."""
    return f"{count(number, 'correction')} recorded separately."


def _told(one: Agreement, *, is_named: bool) -> str:
    lead = f"Agreed by {one.group}" if is_named else "Agreed"
    with_ = f" with {count(one.corrections, 'correction')}" if one.corrections else ""
    where = "its meeting" if is_named else "the meeting"
    item = f", item {one.item}" if one.item is not None else ""
    return f"{lead}{with_} at {where} of {plain_date(one.on)}{item}."
