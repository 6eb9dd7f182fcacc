"""Quorum judged for a meeting or item by item (ATT-3, domain.md 4.3).

Promises that a group without a rule is never called quorate, and that observers, advisers and
minute-takers never count (ATT-8), whatever a rule or a line of the roll-call says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.attendance import REMOTE, Attendance, present_at
from masa_desktop.domain.quorum_rules import (
    Deputies,
    HeadCount,
    IfInquorate,
    QuorumRule,
    Seats,
    if_inquorate_label,
)
from masa_desktop.domain.quorum_words import (
    NOT_SET_SENTENCE,
    UNLISTED,
    requirements,
    sentence_of,
)
from masa_desktop.domain.words import count, is_are, items_words, listed, number_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

SEATS_NOT_KNOWN_SENTENCE = (
    "The number of seats is not recorded, so the app cannot say whether it is quorate. "
    "Add the group's seats."
)


@dataclass(frozen=True, slots=True)
class Chair:
    """Who chairs, by person id: the chair, and whoever acts in the chair's place."""

    chair_id: str | None = None
    acting_id: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """What a rule asks of the group beyond the roll-call: its seats and its agencies' categories.

    None is not known; categories maps agency ids to a category's code.
    """

    filled: int | None = None
    total: int | None = None
    categories: Mapping[str, str] = field(default_factory=dict)

    def seats(self, of: Seats) -> int | None:
        """Give the number of seats a share is taken of, or None when it is not known."""
        return self.filled if of is Seats.FILLED else self.total


class State(StrEnum):
    """What can be said of a meeting's quorum."""

    QUORATE = "quorate"
    NOT_QUORATE = "not_quorate"
    NOT_SET = "not_set"
    CHAIR_DECIDES = "chair_decides"


_STATE_LABELS: Mapping[State, str] = {
    State.QUORATE: "Quorate",
    State.NOT_QUORATE: "Not quorate",
    State.NOT_SET: "No quorum set",
    State.CHAIR_DECIDES: "Chair decides",
}


def state_label(state: State) -> str:
    """Give the words for a state, as the pill in the header shows them."""
    return _STATE_LABELS[state]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement with its sentence; lacking is the reason alone, for brackets.

    per_agency holds (agency id, whether represented, ids of the people who represent it) for
    the agencies the rule names, or for all on the roll-call when it names none.
    """

    state: State
    sentence: str
    per_agency: tuple[tuple[str, bool, tuple[str, ...]], ...] = ()
    lacking: str = ""


_NO_CHAIR = Chair()


_NOT_KNOWN = Membership()


def judge(
    rule: QuorumRule,
    records: Sequence[Attendance],
    names: Mapping[str, str],
    *,
    item: int | None = None,
    chair: Chair = _NO_CHAIR,
    seats: Membership = _NOT_KNOWN,
) -> Verdict:
    """Judge the quorum at one item, a position in order of discussion (ATT-3).

    With item None only those count who have no arrival or departure recorded. names gives words
    for agency ids. A share of seats that are not counted anywhere is not guessed: NOT_SET.
    """
    room = _Room(rule, tuple(present_at(records, item)), names, chair, seats)
    per_agency = _per_agency(room, records)
    if not rule.is_set:
        return Verdict(State.NOT_SET, NOT_SET_SENTENCE, per_agency)
    if rule.min_fraction and seats.seats(rule.min_fraction.of) is None:
        return Verdict(State.NOT_SET, SEATS_NOT_KNOWN_SENTENCE, per_agency)
    short_of_some = _short_of_some(room)
    others = [*_unrepresented(room), *_short_of_number(room), *_chair_missing(room)]
    lacking = "; ".join([*others, *short_of_some])
    if not lacking:
        return Verdict(State.QUORATE, f"Quorate. {requirements(rule, names)}", per_agency)
    if rule.chair_discretion and not others:
        sentence = f"{sentence_of(lacking)} The chair may decide whether that is enough."
        return Verdict(State.CHAIR_DECIDES, sentence, per_agency, lacking)
    sentence = f"Not quorate. {sentence_of(lacking)}{_what_follows(rule.if_inquorate)}"
    return Verdict(State.NOT_QUORATE, sentence, per_agency, lacking)


def _what_follows(outcome: IfInquorate) -> str:
    if outcome is IfInquorate.NOT_STATED:
        return ""
    return f" T{if_inquorate_label(outcome).removeprefix('If not quorate, t')}"


@dataclass(frozen=True, slots=True)
class _Room:
    """Those in the room at one item, and what the rule makes of them."""

    rule: QuorumRule
    present: tuple[Attendance, ...]
    names: Mapping[str, str]
    chair: Chair
    seats: Membership

    def counting(self) -> list[Attendance]:
        return [line for line in self.present if _counts(self.rule, line)]

    def heads(self, agency_id: str) -> set[str]:
        """Those who represent an agency: person ids, or a stand-in for a name not yet known."""
        return {
            _head(place, line)
            for place, line in enumerate(self.counting())
            if agency_id in line.agency_ids
        }

    def members(self) -> dict[str, list[Attendance]]:
        by_head: dict[str, list[Attendance]] = {}
        for place, line in enumerate(self.counting()):
            by_head.setdefault(_head(place, line), []).append(line)
        return by_head

    def named(self, agency_id: str) -> str:
        return self.names.get(agency_id, UNLISTED)


def _head(place: int, line: Attendance) -> str:
    return line.person_id or f"unnamed {place}"


def _counts(rule: QuorumRule, line: Attendance) -> bool:
    if not line.can_count or (line.code in REMOTE and not rule.online_counts):
        return False
    if not line.is_deputy or rule.deputies_count is Deputies.ANY:
        return True
    return rule.deputies_count is Deputies.WITH_AUTHORITY and line.has_authority is True


def _covered(rule: QuorumRule, groups: Sequence[set[str]]) -> list[bool]:
    """Say which groups of heads count; by people, no head counts for two groups (P4)."""
    if rule.people_or_agencies is HeadCount.AGENCIES:
        return [bool(group) for group in groups]
    held_by: dict[str, int] = {}

    def seated(place: int, tried: set[str]) -> bool:
        for head in sorted(groups[place] - tried):
            tried.add(head)
            if head not in held_by or seated(held_by[head], tried):
                held_by[head] = place
                return True
        return False

    for place in range(len(groups)):
        seated(place, set())
    return [place in held_by.values() for place in range(len(groups))]


def _unrepresented(room: _Room) -> list[str]:
    clauses = room.rule.all_of
    groups = [set().union(*map(room.heads, clause)) for clause in clauses]
    missing = [
        " or ".join(map(room.named, clause))
        for clause, represented in zip(clauses, _covered(room.rule, groups), strict=True)
        if not represented
    ]
    if not missing:
        return []
    return [f"{listed(missing)} {is_are(len(missing))} not represented"]


def _short_of_some(room: _Room) -> list[str]:
    wanted = room.rule.min_of
    if wanted is None:
        return []
    here = sum(_covered(room.rule, [room.heads(agency) for agency in wanted.agency_ids]))
    if here >= wanted.number:
        return []
    called = room.rule.called or "named agencies"
    return [
        f"{number_word(here)} of the {number_word(len(wanted.agency_ids))} {called} "
        f"{is_are(here)} represented, {number_word(wanted.number)} {is_are(wanted.number)} needed"
    ]


def _short_of_number(room: _Room) -> list[str]:
    members = room.members()
    agencies = list(dict.fromkeys(each for line in room.counting() for each in line.agency_ids))
    covered = sum(_covered(room.rule, [room.heads(agency) for agency in agencies]))
    wanted: list[tuple[int, int, str]] = [
        (len(members), room.rule.min_members or 0, count(len(members), "member")),
        (covered, room.rule.min_agencies or 0, count(covered, "agency", "agencies")),
        (len(members), _share_needed(room), count(len(members), "member")),
    ]
    for minimum in room.rule.minima:
        here = sum(_in_category(room, lines, minimum.category) for lines in members.values())
        number = number_word(here) if here else "none"
        wanted.append((here, minimum.number, f"{number} of the {minimum.called}"))
    return [
        f"{said} {is_are(here)} here, {number_word(needed)} {is_are(needed)} needed"
        for here, needed, said in wanted
        if here < needed
    ]


def _share_needed(room: _Room) -> int:
    share = room.rule.min_fraction
    number = room.seats.seats(share.of) if share else None
    return share.needed(number) if share and number is not None else 0


def _in_category(room: _Room, lines: Iterable[Attendance], category: str) -> bool:
    return any(
        line.capacity.value == category
        or any(room.seats.categories.get(agency) == category for agency in line.agency_ids)
        for line in lines
    )


def _chair_missing(room: _Room) -> list[str]:
    accepted = {room.chair.chair_id}
    if room.rule.acting_chair_satisfies:
        accepted.add(room.chair.acting_id)
    in_chair = any(line.person_id and line.person_id in accepted for line in room.present)
    if not room.rule.chair_required or in_chair:
        return []
    if room.chair == _NO_CHAIR:
        return ["it is not recorded who is in the chair"]
    return ["the chair is not here"]


def _per_agency(
    room: _Room, records: Iterable[Attendance]
) -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    seen = (
        agency for line in records if not line.capacity.never_counts for agency in line.agency_ids
    )
    found = []
    for agency in room.rule.named_agencies or tuple(dict.fromkeys(seen)):
        lines = [line for line in room.counting() if agency in line.agency_ids]
        people = tuple(dict.fromkeys(line.person_id for line in lines if line.person_id))
        found.append((agency, bool(lines), people))
    return tuple(found)


def by_item(
    rule: QuorumRule,
    records: Sequence[Attendance],
    names: Mapping[str, str],
    items: Iterable[int],
    *,
    chair: Chair = _NO_CHAIR,
    seats: Membership = _NOT_KNOWN,
) -> list[tuple[int, Verdict]]:
    """Judge every item, given by its position in order of discussion."""
    return [
        (item, judge(rule, records, names, item=item, chair=chair, seats=seats)) for item in items
    ]


def by_item_words(
    verdicts: Sequence[tuple[int, Verdict]],
    *,
    numbers: Mapping[int, int] | None = None,
    in_part: Collection[int] = frozenset(),
) -> str:
    """Say it for the minutes: "Quorate for items 1 to 5. Not quorate for item 6 (…)."

    numbers gives the agenda number of each position when items were taken out of order. in_part
    are the numbers of items that were quorate for a part only: "items 1 to 5, item 3 in part".
    """
    groups: dict[tuple[State, str], list[int]] = {}
    for item, verdict in verdicts:
        number = numbers.get(item, item) if numbers else item
        groups.setdefault((verdict.state, verdict.lacking), []).append(number)
    if len(groups) == 1 and next(iter(groups))[0] is State.NOT_SET:
        return verdicts[0][1].sentence
    return " ".join(
        f"{_ITEM_LEADS[state]} {_in_part(items, in_part)}{f' ({lacking})' if lacking else ''}."
        for (state, lacking), items in groups.items()
    )


def whole_words(
    verdicts: Sequence[Verdict], in_part: Collection[int] = frozenset()
) -> tuple[State, str]:
    """How a meeting stood, given each item in its order: "Not quorate, items 6 and 7".

    The worst state of any item, with the items of it unless they are all. in_part are the numbers
    of items that were quorate for a part only.
    """
    for state in (State.NOT_QUORATE, State.CHAIR_DECIDES):
        items = [number for number, one in enumerate(verdicts, start=1) if one.state is state]
        if state is State.NOT_QUORATE:
            items = sorted({*items, *in_part})
        if items:
            is_all = len(items) == len(verdicts) and not in_part
            which = "" if is_all else f", {_in_part(items, in_part)}"
            return state, f"{state_label(state)}{which}"
    return verdicts[0].state, state_label(verdicts[0].state)


def _in_part(items: Sequence[int], in_part: Collection[int]) -> str:
    parts = [item for item in items if item in in_part]
    if not parts:
        return items_words(items)
    words = items_words(items)
    return f"{words} in part" if parts == list(items) else f"{words}, {items_words(parts)} in part"


_ITEM_LEADS: Mapping[State, str] = {
    State.QUORATE: "Quorate for",
    State.NOT_QUORATE: "Not quorate for",
    State.NOT_SET: "No quorum set for",
    State.CHAIR_DECIDES: "For the chair to decide for",
}
