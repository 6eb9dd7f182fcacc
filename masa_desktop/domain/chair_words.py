"""The chair in words: the rule itself, who can stand in, what to warn of, who was in the chair.

Promise: a warning never blocks (CHR-3), and the minutes name who really chaired (C7, C8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from masa_desktop.domain.chairs import (
    MONTHS_IN_A_YEAR,
    Acting,
    AgencyHolds,
    Alternating,
    AppointedBy,
    ChairRule,
    CoChairs,
    Election,
    ExOfficio,
    FixedPost,
    IndependentChair,
    Member,
    NotStated,
    Per,
    Rotation,
    Strength,
)
from masa_desktop.domain.days import add_months
from masa_desktop.domain.words import MONTHS, count, is_are, items_words, listed, plain_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_DAY = timedelta(days=1)
ANOTHER_MEMBER = "Another member elected for that meeting"


def in_words(rule: ChairRule) -> str:
    """The rule in one plain sentence, with a second for what it forbids or expects."""
    parts = [f"{_way_in_words(rule)}."]
    if rule.independent_chair_permitted is False:
        parts.append("An independent chair is not permitted.")
    if rule.minimum_tenure_months is not None:
        verb = "is expected to" if rule.minimum_strength is Strength.EXPECTED else "must"
        months = count(rule.minimum_tenure_months, "month")
        parts.append(f"The chair {verb} be held for at least {months}.")
    return " ".join(parts)


def _way_in_words(rule: ChairRule) -> str:
    match rule.way:
        case Rotation() | Alternating():
            return _turns(rule.way)
        case Election():
            return elected(rule.way)
        case IndependentChair() | Acting():
            return _for_a_time(rule.way)
        case AppointedBy(group=group):
            return f"{group} appoints the chair"
        case NotStated():
            return "No chair rule is recorded"
        case _:
            return _post(rule.way)


def _post(way: FixedPost | AgencyHolds | CoChairs | ExOfficio) -> str:
    match way:
        case FixedPost():
            who = f"{way.post.name}, {way.agency.name}," if way.agency else way.post.name
            if not way.supported_by:
                return f"{who} chairs"
            return f"{who} chairs, supported by {_names(way.supported_by)}"
        case AgencyHolds():
            return f"{way.agency.name} holds the chair and nominates the person"
        case CoChairs():
            return f"{_names(way.chairs)} chair together"
        case ExOfficio():
            of_group = f" of {way.of_group}" if way.of_group else ""
            return f"Whoever is {way.post.name}{of_group} chairs"


def _names(members: Sequence[Member]) -> str:
    return listed([one.name for one in members])


def _every(months: int) -> str:
    return "every month" if months == 1 else f"every {count(months, 'month')}"


def first_span(months: int | None) -> str:
    """A first term in words: "the first year", "the first 18 months", "the first term"."""
    if months is None:
        return "the first term"
    return "the first year" if months == MONTHS_IN_A_YEAR else f"the first {count(months, 'month')}"


def _turns(way: Rotation | Alternating) -> str:
    return _rotation(way) if isinstance(way, Rotation) else _alternating(way)


def _rotation(way: Rotation) -> str:
    text = "Rotates"
    if way.term_months is not None:
        text += f" {_every(way.term_months)}"
    if way.members:
        text += f" in the order {_names(way.order)}" if way.order else f" among {_names(way.among)}"
    if way.anchor is not None:
        text += f", from {plain_date(way.anchor)}"
    if way.first is not None:
        span = first_span(way.first_term_months or way.term_months)
        text += f", with {way.first.name} for {span}"
    open_points = _left_open(way)
    if open_points:
        text += f"; {listed(open_points)} {is_are(len(open_points))} to be agreed"
    return text


def _left_open(way: Rotation) -> list[str]:
    later = way.first is not None
    points = {
        "the order after that" if later else "the order": not way.order,
        "the start": way.anchor is None,
        "the length of later terms" if later else "the length of a term": way.term_months is None,
    }
    return [point for point, is_open in points.items() if is_open]


def _alternating(way: Alternating) -> str:
    if way.per is Per.MEETING:
        text = f"Alternates meeting by meeting between {_names(way.between)}"
    else:
        months = f", {_every(way.term_months)}" if way.term_months else ""
        text = f"Alternates term by term between {_names(way.between)}{months}"
    if way.anchor is not None:
        text += f", from {plain_date(way.anchor)}"
    if way.first is not None:
        text += f", {way.first.name} first"
    if way.host_follows:
        text += "; the chair’s side hosts"
    if way.per is Per.MEETING:
        used = "uses up" if way.cancelled_consumes_turn else "keeps"
        text += f"; a cancelled meeting {used} the turn"
    return text if way.first else f"{text}; who begins is to be agreed"


def elected(way: Election) -> str:
    """An election in words: "The chair is elected each April", "… at the annual meeting"."""
    if way.every_months is None:
        text = "The chair is elected"
    elif way.every_months == MONTHS_IN_A_YEAR:
        text = f"The chair is elected each {MONTHS[way.month - 1] if way.month else 'year'}"
    else:
        text = f"The chair is elected {_every(way.every_months)}"
    return f"{text} at the {way.at_meeting}" if way.at_meeting else text


def _for_a_time(way: IndependentChair | Acting) -> str:
    if isinstance(way, IndependentChair):
        text = "An independent chair chairs"
    else:
        text = f"{way.chair.name} is acting chair"
        text += f" in place of {way.in_place_of.name}" if way.in_place_of else ""
    if way.starts_on is not None:
        text += f", from {plain_date(way.starts_on)}"
    return f"{text}, to {plain_date(way.ends_on)}" if way.ends_on else text


@dataclass(frozen=True, slots=True)
class StandIn:
    """One who can take the chair for a meeting; `member` None is whoever the meeting elects."""

    member: Member | None
    why: str


def stand_ins(
    rule: ChairRule, *, vice_chair: Member | None = None, absent: Sequence[Member] = ()
) -> list[StandIn]:
    """Who can stand in for the chair, in the order to be asked (CHR-5, C6; M300).

    The vice-chair, then supporting counterparts or co-chairs, then another member elected for
    that meeting only. Those in `absent` are left out.
    """
    offered = [StandIn(vice_chair, "Vice-chair")] if vice_chair else []
    if isinstance(rule.way, FixedPost):
        offered += [StandIn(one, "Supporting counterpart") for one in rule.way.supported_by]
    if isinstance(rule.way, CoChairs):
        offered += [StandIn(one, "Co-chair") for one in rule.way.chairs]
    present = [
        one for one in offered if not any(one.member and one.member.is_same(a) for a in absent)
    ]
    return [*present, StandIn(None, ANOTHER_MEMBER)]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to weigh, never a block. With `needs_reason` the reason is asked and kept."""

    sentence: str
    needs_reason: bool


def warnings(
    rule: ChairRule,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    independent: bool = False,
) -> list[Caution]:
    """What to warn of when a term from `starts_on` to `ends_on` (inclusive) is recorded.

    A term shorter than the minimum tenure asks for a reason (CHR-3, C5; M304). An `independent`
    holder where none is permitted is pointed out (C12; T129).
    """
    found = []
    minimum = rule.minimum_tenure_months
    if minimum and starts_on and ends_on and add_months(starts_on, minimum) > ends_on + _DAY:
        verb = "expect" if rule.minimum_strength is Strength.EXPECTED else "require"
        found.append(
            Caution(
                f"The arrangements {verb} the chair to be held for at least "
                f"{count(minimum, 'month')}. This term lasts {tenure(starts_on, ends_on)}. "
                "Say why it is shorter.",
                needs_reason=True,
            )
        )
    outside = independent or isinstance(rule.way, IndependentChair)
    if outside and rule.independent_chair_permitted is False:
        found.append(
            Caution("The terms of reference do not permit an independent chair.", needs_reason=True)
        )
    return found


def tenure(starts_on: date, ends_on: date) -> str:
    """How long a term really lasted, last day included: "7 months and 3 days" (C5)."""
    after = ends_on + _DAY
    months = (after.year - starts_on.year) * MONTHS_IN_A_YEAR + after.month - starts_on.month
    if add_months(starts_on, months) > after:
        months -= 1
    days = (after - add_months(starts_on, months)).days
    parts = [(months, "month"), (days, "day")]
    return " and ".join(count(number, noun) for number, noun in parts if number) or "0 days"


@dataclass(frozen=True, slots=True)
class InTheChair:
    """Who actually chaired, for whom, over which items; None means from the start or to the end.

    `apart` are all the items' numbers, if some between them were taken out of turn.
    """

    person: str
    for_person: str | None = None
    first_item: str | None = None
    last_item: str | None = None
    apart: tuple[int, ...] = ()


def in_the_chair_words(record: Sequence[InTheChair]) -> str:
    """The line of the minutes: "In the chair: X (for Y)", or "X to item 3, Y from item 4".

    Nobody recorded reads "In the chair: not recorded" (C7, C8).
    """
    return f"In the chair: {', '.join(_stretch(one) for one in record) or 'not recorded'}"


def _stretch(one: InTheChair) -> str:
    text = f"{one.person} (for {one.for_person})" if one.for_person else one.person
    if one.apart:
        return f"{text} for {items_words(one.apart)}"
    if one.first_item and one.last_item:
        if one.first_item == one.last_item:
            return f"{text} for item {one.first_item}"
        return f"{text} for items {one.first_item} to {one.last_item}"
    if one.first_item:
        return f"{text} from item {one.first_item}"
    return f"{text} to item {one.last_item}" if one.last_item else text


def who_chaired(record: Sequence[InTheChair]) -> tuple[str, ...]:
    """Each person who chaired any part of the meeting, once: each counts in the share (C7)."""
    return tuple(dict.fromkeys(one.person for one in record))
