"""A quorum lost and regained: since when, what stands, what follows, and what was done about it.

Promises that the terms of reference are offered and never imposed (ATT-4, E21, E24), and that
items discussed while the meeting was quorate stand (domain.md 4.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.quorum import State
from masa_desktop.domain.quorum_rules import Deputies, IfInquorate, if_inquorate_label
from masa_desktop.domain.words import capital, clock_time, is_are, items_words, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import time


class Outcome(StrEnum):
    """What was done when the quorum was lost, or in doubt."""

    INFORMAL = "informal"
    DEFERRED = "deferred"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    RULING = "ruling"
    ENOUGH = "enough"


_OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.INFORMAL: ("Continue informally", "The meeting continued informally"),
    Outcome.DEFERRED: ("Defer decisions", "Decisions were deferred"),
    Outcome.STOPPED: ("Stop the meeting", "The meeting was stopped"),
    Outcome.CANCELLED: ("Cancel the meeting", "The meeting was cancelled"),
    Outcome.RULING: ("Chair’s ruling…", "The chair ruled"),
    Outcome.ENOUGH: ("Enough, says the chair", "The chair decided that those present were enough"),
}


def outcome_label(outcome: Outcome) -> str:
    """Give the words in which it is offered."""
    return _OUTCOMES[outcome][0]


def ruling_sentence(outcome: Outcome, text: str = "", *, item: int | None = None) -> str:
    """Say what was done, for the minutes; `text` is what was said, in its own words.

    With `item` the sentence begins with the number of the item it was done at.
    """
    said = text.strip().rstrip(".")
    sentence = _OUTCOMES[outcome][1]
    if outcome is Outcome.RULING:
        said = said.removeprefix("that ")
        sentence += f" that {said}" if said[:1].islower() else f": {said}"
    elif said:
        sentence += f": {said}"
    if item is not None:
        sentence = f"At item {item}, {sentence[:1].lower()}{sentence[1:]}"
    return f"{sentence}."


_BY_RULE: Mapping[IfInquorate, tuple[Outcome, ...]] = {
    IfInquorate.CHAIR_DECIDES: (Outcome.INFORMAL, Outcome.DEFERRED, Outcome.RULING),
    IfInquorate.STOP: (Outcome.STOPPED, Outcome.DEFERRED, Outcome.RULING),
    IfInquorate.INFORMAL: (Outcome.INFORMAL, Outcome.DEFERRED, Outcome.RULING),
    IfInquorate.CANCEL: (Outcome.CANCELLED, Outcome.DEFERRED, Outcome.RULING),
    IfInquorate.NOT_STATED: (
        Outcome.INFORMAL,
        Outcome.DEFERRED,
        Outcome.STOPPED,
        Outcome.CANCELLED,
        Outcome.RULING,
    ),
}


def choices(rule: IfInquorate, state: State) -> tuple[Outcome, ...]:
    """What is offered, the rule's own way first; the chair may always rule otherwise (E21)."""
    if state is State.CHAIR_DECIDES:
        return (Outcome.ENOUGH, Outcome.INFORMAL, Outcome.DEFERRED, Outcome.RULING)
    return _BY_RULE[rule] if state is State.NOT_QUORATE else ()


def rule_says(rule: IfInquorate) -> str:
    """Say what the terms of reference have to say about it."""
    if rule is IfInquorate.NOT_STATED:
        return "The terms of reference do not say what happens then."
    then = if_inquorate_label(rule).removeprefix("If not quorate, ")
    return f"By the terms of reference, {then}"


@dataclass(frozen=True, slots=True)
class Judged:
    """One item in order of discussion: its number on the agenda and what was found."""

    number: int
    state: State
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody left in the middle of an item; `at` is wall time, None when nobody wrote it down."""

    who: str
    at: time | None
    number: int

    @property
    def sentence(self) -> str:
        when = f" at {clock_time(self.at)}," if self.at else ""
        return f"{self.who} left{when} during item {self.number}."


def stretch_at(judged: Sequence[Judged], place: int) -> tuple[int, int] | None:
    """The places, both included, of the stretch without a quorum that `place` lies in."""
    if judged[place].state is not State.NOT_QUORATE:
        return None
    first = last = place
    while first > 0 and judged[first - 1].state is State.NOT_QUORATE:
        first -= 1
    while last < len(judged) - 1 and judged[last + 1].state is State.NOT_QUORATE:
        last += 1
    return first, last


def chair_found(
    states: Sequence[State], ruled: Iterable[tuple[int, Outcome]], place: int
) -> bool | None:
    """Whether the chair found that enough were there at a place (from 0); None: not recorded.

    What was recorded at a place holds from there on, as long as it is the chair's to decide. A
    ruling in the chair's own words is read by people, not here.
    """
    first = discretion_begins(states, place)
    said = [
        (at, outcome is Outcome.ENOUGH)
        for at, outcome in ruled
        if first <= at <= place and outcome is not Outcome.RULING
    ]
    return max(said)[1] if said else None


def discretion_begins(states: Sequence[State], place: int) -> int:
    """Where the stretch that is the chair's to decide, and that `place` lies in, began."""
    while place > 0 and states[place - 1] is State.CHAIR_DECIDES:
        place -= 1
    return place


def headline(departures: Sequence[Departure], lacking: str, *, was_quorate: bool) -> str:
    """Say that the quorum is lost, or was never there, and by whom; `lacking` if nobody left."""
    lead = "is no longer quorate" if was_quorate else "is not quorate"
    why = " ".join(one.sentence for one in departures) or f"{capital(lacking)}."
    return f"The meeting {lead}. {why}"


def stand_words(judged: Iterable[Judged]) -> str:
    """Say which of the items before stand: "Items 1 to 5 stand."; "" when there are none."""
    numbers = [one.number for one in judged if one.state is not State.NOT_QUORATE]
    if not numbers:
        return ""
    return f"{capital(items_words(numbers))} {'stands' if len(numbers) == 1 else 'stand'}."


def follow_words(
    number: int | None, left: Sequence[str], missing: Sequence[str], deputies: Deputies
) -> str:
    """Say what happens to what is agreed since the quorum was lost in item `number`, and what would
    end it.

    `left` and `missing` are agencies by name: those who were here and those who never came.
    """
    since = " since" if number else ""
    waits = f"Anything agreed{since} is marked “to be ratified” until"
    if not left and not missing:
        return f"{waits} the meeting is quorate again."
    back = [f"{listed(left)} {is_are(len(left))} back{_DEPUTIES[deputies]}"] if left else []
    joined = [f"{listed(missing)} {is_are(len(missing))} represented"] if missing else []
    return f"{waits} {', and '.join([*back, *joined])}."


_DEPUTIES: Mapping[Deputies, str] = {
    Deputies.WITH_AUTHORITY: " or a deputy with delegated authority joins",
    Deputies.ANY: " or a deputy joins",
    Deputies.NO: "",
}


def stretches(
    judged: Sequence[Judged], hidden: Collection[int] = frozenset()
) -> list[tuple[int, int]]:
    """Where there was no quorum: first and last place of each stretch with the same reason.

    Items whose numbers are `hidden` are in no stretch.
    """
    found: list[tuple[int, int]] = []
    for place, one in enumerate(judged):
        if one.state is not State.NOT_QUORATE or one.number in hidden:
            continue
        follows = found and found[-1][1] == place - 1 and judged[place - 1].lacking == one.lacking
        if follows:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def stretch_line(judged: Sequence[Judged], first: int, last: int) -> str:
    """Say it for the paper: "The meeting was not quorate from item 6 to item 7: …"."""
    return f"The meeting was not quorate{_range(judged, first, last)}: {past(judged[first])}."


def part_line(one: Judged) -> str:
    """Say it for the paper of an item that was quorate for a part of it only."""
    return f"The meeting was not quorate for part of item {one.number}: {past(one)}."


def item_note(*, is_part: bool) -> str:
    """Say at an item of the paper that it was not quorate; the why stands in the paragraph."""
    return "Not quorate for part." if is_part else "Not quorate."


def lost_line(judged: Sequence[Judged], place: int) -> str:
    """Say it for the minutes while it lasts; nobody knows yet how long it will."""
    found = stretch_at(judged, place)
    first = found[0] if found else place
    since = f" from item {judged[first].number}" if first else ""
    return f"The meeting was not quorate{since}: {past(judged[place])}."


def restored_line(judged: Sequence[Judged], place: int) -> str:
    """Say that the quorum came back at this item; "" if it was not away just before."""
    was_away = place > 0 and judged[place - 1].state is State.NOT_QUORATE
    if not was_away or judged[place].state is not State.QUORATE:
        return ""
    return f"The meeting was quorate again from item {judged[place].number}."


def _range(judged: Sequence[Judged], first: int, last: int) -> str:
    one, other = judged[first].number, judged[last].number
    if first == 0 and last == len(judged) - 1:
        return ""
    numbers = [each.number for each in judged[first : last + 1]]
    ends = max(each.number for each in judged) if last == len(judged) - 1 else other
    if numbers != list(range(one, ends + 1)):
        return f" for {items_words(numbers)}"
    if last == len(judged) - 1:
        return f" from item {one} on"
    return f" for item {one}" if first == last else f" from item {one} to item {other}"


_NOW = re.compile(r"\b(is|are)\b(?= (?:not represented|represented,|needed|not here|here))")
_THEN = {"is": "was", "are": "were"}


def past(one: Judged) -> str:
    """Give what was lacking in the past tense, for minutes read later."""
    return _NOW.sub(lambda found: _THEN[found[0]], one.lacking)
