"""Quorum rules as data, judged for a meeting or item by item (ATT-3, domain.md 4.3).

Promises that a group without a rule is never called quorate, and that observers, advisers and
minute-takers never count (ATT-8), whatever a rule or a line of the roll-call says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from masa_desktop.domain.attendance import REMOTE, Attendance, present_at
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import count, listed, number_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

NOT_SET_SENTENCE = (
    "No quorum is set for this group, so the app cannot say whether it is quorate. "
    "Add the rule from the terms of reference."
)
SEATS_NOT_KNOWN_SENTENCE = (
    "The number of seats is not recorded, so the app cannot say whether it is quorate. "
    "Add the group's seats."
)
_UNLISTED = "an agency not on the list"


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
        return Verdict(State.QUORATE, f"Quorate. {_requirements(rule, names)}", per_agency)
    if rule.chair_discretion and not others:
        sentence = f"{_sentence(lacking)} The chair may decide whether that is enough."
        return Verdict(State.CHAIR_DECIDES, sentence, per_agency, lacking)
    sentence = f"Not quorate. {_sentence(lacking)}{_what_follows(rule.if_inquorate)}"
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
        return self.names.get(agency_id, _UNLISTED)


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
    return [f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} not represented"]


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
        f"{_is_are(here)} represented, {number_word(wanted.number)} {_is_are(wanted.number)} needed"
    ]


def _is_are(number: int) -> str:
    return "is" if number == 1 else "are"


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
        f"{said} {_is_are(here)} here, {number_word(needed)} {_is_are(needed)} needed"
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


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def in_words(rule: QuorumRule, names: Mapping[str, str]) -> str:
    """Say the rule in plain words; names gives words for agency ids."""
    if not rule.is_set:
        return NOT_SET_SENTENCE
    said = [_requirements(rule, names)]
    if rule.chair_discretion:
        said.append("The chair may decide that fewer are enough for the agenda.")
    said.append(_DEPUTY_SENTENCES[rule.deputies_count])
    if not rule.online_counts:
        said.append("Attending online or by phone does not count.")
    if rule.people_or_agencies is HeadCount.PEOPLE:
        said.append("One person counts for one agency only.")
    said.append(_IF_INQUORATE_SENTENCES[rule.if_inquorate])
    return " ".join(said)


def _requirements(rule: QuorumRule, names: Mapping[str, str]) -> str:
    said: list[str] = []
    if rule.all_of:
        said.append(_all_of_words(rule, names))
    if rule.min_of:
        agencies = listed([names.get(each, _UNLISTED) for each in rule.min_of.agency_ids])
        called = f"the {number_word(len(rule.min_of.agency_ids))} {rule.called or 'named agencies'}"
        said.append(
            f"At least {number_word(rule.min_of.number)} of {called} ({agencies}) are represented."
        )
    said += _number_sentences(rule)
    if rule.chair_required:
        acting = " or whoever acts in the chair" if rule.acting_chair_satisfies else ""
        said.append(f"The chair{acting} is present.")
    return " ".join(said)


def _all_of_words(rule: QuorumRule, names: Mapping[str, str]) -> str:
    clauses = [
        " or ".join(names.get(agency, _UNLISTED) for agency in clause) for clause in rule.all_of
    ]
    if rule.called and all(len(clause) == 1 for clause in rule.all_of):
        every = {1: "The", 2: "Both"}.get(len(clauses), f"All {number_word(len(clauses))}")
        return f"{every} {rule.called} {_is_are(len(clauses))} represented."
    lead = f"{listed(clauses)} {_is_are(len(clauses))} represented."
    return lead[:1].upper() + lead[1:]


def _number_sentences(rule: QuorumRule) -> list[str]:
    parts: list[str] = []
    if rule.min_members:
        parts.append(f"at least {_counted(rule.min_members, 'member', 'members')}")
    if rule.min_agencies:
        parts.append(f"at least {_counted(rule.min_agencies, 'agency', 'agencies')}")
    parts += [f"at least {number_word(each.number)} of the {each.called}" for each in rule.minima]
    said = [_sentence(f"{listed(parts)} are present")] if parts else []
    if rule.min_fraction:
        share = rule.min_fraction
        lead = "More than" if share.rounding is Rounding.MORE_THAN else "At least"
        of = "the filled seats" if share.of is Seats.FILLED else "all seats (vacant ones included)"
        ending = {Rounding.UP: ", rounded up", Rounding.DOWN: ", rounded down"}
        words = f"{_share_words(share.fraction)} of {of}"
        said.append(f"{lead} {words} are present{ending.get(share.rounding, '')}.")
    return said


def _counted(number: int, one: str, many: str) -> str:
    return f"{number_word(number)} {one if number == 1 else many}"


def _share_words(share: Fraction) -> str:
    known = {Fraction(1, 2): "half", Fraction(1, 3): "one third", Fraction(2, 3): "two thirds"}
    percent = share * 100
    plain = f"{percent.numerator}%" if percent.denominator == 1 else f"{share} "
    return known.get(share, plain.strip())


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
    verdicts: Sequence[tuple[int, Verdict]], *, numbers: Mapping[int, int] | None = None
) -> str:
    """Say it for the minutes: "Quorate for items 1 to 5. Not quorate for item 6 (…)."

    numbers gives the agenda number of each position when items were taken out of order.
    """
    groups: dict[tuple[State, str], list[int]] = {}
    for item, verdict in verdicts:
        number = numbers.get(item, item) if numbers else item
        groups.setdefault((verdict.state, verdict.lacking), []).append(number)
    if len(groups) == 1 and next(iter(groups))[0] is State.NOT_SET:
        return verdicts[0][1].sentence
    return " ".join(
        f"{_ITEM_LEADS[state]} {_items_words(items)}{f' ({lacking})' if lacking else ''}."
        for (state, lacking), items in groups.items()
    )


_ITEM_LEADS: Mapping[State, str] = {
    State.QUORATE: "Quorate for",
    State.NOT_QUORATE: "Not quorate for",
    State.NOT_SET: "No quorum set for",
    State.CHAIR_DECIDES: "For the chair to decide for",
}


def _items_words(items: Iterable[int]) -> str:
    """Give "item 6", "items 6 and 7" or "items 1 to 5 and 8 to 10"."""
    runs: list[list[int]] = []
    for item in sorted(set(items)):
        if runs and item == runs[-1][-1] + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(item) for item in run]
    only_one = len(runs) == 1 and len(runs[0]) == 1
    return f"{'item' if only_one else 'items'} {listed(parts)}"


_KEYS = frozenset(each.name for each in fields(QuorumRule))


def to_data(rule: QuorumRule) -> dict[str, object]:
    """Give the rule as plain JSON values; what stands at its default is left out."""
    data: dict[str, object] = {
        each.name: _plain(getattr(rule, each.name))
        for each in fields(rule)
        if getattr(rule, each.name) != each.default
    }
    if rule.all_of:
        data["all_of"] = [
            clause[0] if len(clause) == 1 else {"any_of": list(clause)} for clause in rule.all_of
        ]
    return data


def _plain(value: object) -> object:
    if isinstance(value, (MinOf, CategoryMinimum, MinFraction)):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, (StrEnum, Fraction)) else value


def from_data(data: Mapping[str, object]) -> QuorumRule:
    """Read a rule from what to_data gave. Raises UserError for a part that is not known."""
    _check_keys(data, _KEYS)
    return QuorumRule(
        all_of=tuple(_clause(each) for each in _list(data, "all_of")),
        called=_text(data, "called"),
        min_of=_min_of(data),
        min_members=_whole(data, "min_members"),
        min_agencies=_whole(data, "min_agencies"),
        minima=tuple(_minimum(each) for each in _list(data, "minima")),
        min_fraction=_min_fraction(data),
        chair_required=_flag(data, "chair_required", default=False),
        acting_chair_satisfies=_flag(data, "acting_chair_satisfies", default=True),
        chair_discretion=_flag(data, "chair_discretion", default=False),
        deputies_count=_choice(data, "deputies_count", Deputies.WITH_AUTHORITY),
        online_counts=_flag(data, "online_counts", default=True),
        people_or_agencies=_choice(data, "people_or_agencies", HeadCount.AGENCIES),
        if_inquorate=_choice(data, "if_inquorate", IfInquorate.NOT_STATED),
    )


def _unreadable(part: str) -> UserError:
    return UserError(
        f"A part of this quorum rule cannot be read: “{part}”.",
        do="Update the app, or enter the rule again from the terms of reference.",
    )


def _check_keys(data: Mapping[str, object], known: Collection[str]) -> None:
    for key in data:
        if key not in known:
            raise _unreadable(str(key))


def _clause(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return _texts(_part(value, "all_of", {"any_of"}), "any_of")


def _part(value: object, key: str, known: Collection[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _unreadable(key)
    _check_keys(value, known)
    return value


def _list(data: Mapping[str, object], key: str) -> list[object]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise _unreadable(key)
    return value


def _texts(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = _list(data, key)
    texts = tuple(each for each in values if isinstance(each, str))
    if len(texts) < len(values):
        raise _unreadable(key)
    return texts


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise _unreadable(key)
    return value


def _whole(data: Mapping[str, object], key: str) -> int | None:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int | None):
        raise _unreadable(key)
    return value


def _number(data: Mapping[str, object], key: str) -> int:
    value = _whole(data, key)
    if value is None:
        raise _unreadable(key)
    return value


def _flag(data: Mapping[str, object], key: str, *, default: bool) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise _unreadable(key)
    return value


_Choice = TypeVar("_Choice", bound=StrEnum)


def _choice(data: Mapping[str, object], key: str, default: _Choice) -> _Choice:
    try:
        return type(default)(_text({key: data.get(key, default.value)}, key))
    except ValueError:
        raise _unreadable(key) from None


def _min_of(data: Mapping[str, object]) -> MinOf | None:
    if data.get("min_of") is None:
        return None
    part = _part(data["min_of"], "min_of", {"number", "agency_ids"})
    return MinOf(_number(part, "number"), _texts(part, "agency_ids"))


def _minimum(value: object) -> CategoryMinimum:
    part = _part(value, "minima", {"number", "category", "called"})
    return CategoryMinimum(_number(part, "number"), _text(part, "category"), _text(part, "called"))


def _min_fraction(data: Mapping[str, object]) -> MinFraction | None:
    if data.get("min_fraction") is None:
        return None
    part = _part(data["min_fraction"], "min_fraction", {"fraction", "rounding", "of"})
    try:
        fraction = Fraction(_text(part, "fraction"))
    except (ValueError, ZeroDivisionError):
        raise _unreadable("min_fraction") from None
    return MinFraction(
        fraction, _choice(part, "rounding", Rounding.UP), _choice(part, "of", Seats.FILLED)
    )
