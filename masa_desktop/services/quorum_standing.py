"""How the quorum stands at an item: what to say, offer and print once it is lost (ATT-3, ATT-4).

Questions only; what is done about it is in `quorum_loss`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import quorum_loss as rules
from masa_desktop.domain.attendance import AS_MEMBER, Code
from masa_desktop.domain.meetings import ItemState
from masa_desktop.domain.quorum import State
from masa_desktop.domain.quorum_loss import Departure, Judged, Outcome
from masa_desktop.domain.quorum_rules import Deputies, if_inquorate_label
from masa_desktop.domain.quorum_words import in_words
from masa_desktop.domain.roll_call import apologies_words, modes_words
from masa_desktop.domain.words import capital, clock_time, short_date
from masa_desktop.services import attendance, terms
from masa_desktop.services.agreed import restricted_numbers
from masa_desktop.services.roll_records import roll_of
from masa_desktop.storage.entities import (
    AgendaItem,
    Entry,
    Meeting,
    QuorumRuling,
)

if TYPE_CHECKING:
    from datetime import time

    from sqlalchemy.orm import Session

    from masa_desktop.domain.meetings import RollCall, RollRow
    from masa_desktop.domain.quorum_rules import QuorumRule


_AWAY = (State.NOT_QUORATE, State.CHAIR_DECIDES)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done; `needs_words` when the chair's own words are asked for."""

    outcome: Outcome
    words: str
    needs_words: bool = False


@dataclass(frozen=True, slots=True)
class Joiner:
    """A standing deputy who could join for an agency that is missing."""

    seat_id: str
    person_id: str
    initials: str
    name: str
    agency: str


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody recorded as having left, who may be here after all."""

    attendance_id: str
    initials: str
    name: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """What was done about it, in a sentence; `item` is the number of the item it was done at."""

    id: str
    outcome: Outcome
    sentence: str
    item: int | None
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the meeting is quorate at one item; if not, what to say and what to offer.

    `is_lost` is what the banner asks: False when quorate, without a rule or before the roll-call,
    and once the chair has decided that those present are enough. `since_item_id` is where the
    stretch without a quorum began ("" for the whole meeting).
    """

    state: State
    is_taken: bool
    number: int | None = None
    since_item_id: str = ""
    since_number: int | None = None
    since_at: time | None = None
    headline: str = ""
    stands: str = ""
    follows: str = ""
    rule_says: str = ""
    choices: tuple[Choice, ...] = ()
    joiners: tuple[Joiner, ...] = ()
    left_last: Left | None = None
    ruled: tuple[Ruled, ...] = ()

    @property
    def is_lost(self) -> bool:
        return (
            self.is_taken
            and self.state in _AWAY
            and Outcome.ENOUGH not in {one.outcome for one in self.ruled}
        )

    @property
    def since_words(self) -> str:
        """ "since 10:58", "since item 6", or "" when it was never quorate."""
        if self.since_at:
            return f"since {clock_time(self.since_at)}"
        is_later = self.since_number is not None and bool(self.stands)
        return f"since item {self.since_number}" if is_later else ""


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency on the card: who represents it by initials, or in words why nobody does."""

    name: str
    is_here: bool
    initials: tuple[str, ...]
    away: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """The quorum card: the roll-call at one item, and what the small panel says of it.

    `others` are agencies here that the rule does not name, and `others_called` one and many of
    them; `tally` such as "3 of 3 partners".
    """

    roll: RollCall
    standing: Standing
    agencies: tuple[AgencyLine, ...]
    others: tuple[AgencyLine, ...]
    others_called: tuple[str, str]
    tally: str
    numbers: str
    rule: str


def standing(session: Session, meeting_id: str, item_id: str) -> Standing:
    """How the meeting stands at an item ("" for the meeting as a whole)."""
    roll = roll_of(session, meeting_id)
    state = roll.judged(roll.place.get(item_id)).state
    if state not in _AWAY or not roll.is_taken:
        return Standing(state, roll.is_taken)
    return _Ask(session, meeting_id, item_id).standing()


def card(session: Session, meeting_id: str, item_id: str) -> Card:
    """What the panel beside the minutes shows at an item ("" for the meeting as a whole)."""
    return _Ask(session, meeting_id, item_id).card()


def lacking(session: Session, meeting_id: str, item_id: str) -> str:
    """What the meeting lacks at an item, in words that tell it later; "" if nothing is known."""
    ask = _Ask(session, meeting_id, item_id)
    return rules.past(ask.judged[ask.place]) if ask.place is not None else ""


def minute_line(session: Session, meeting_id: str, item_id: str) -> str:
    """The sentence offered for the minutes where the quorum is lost or has just come back.

    "" when there is nothing to say, or when the item says it already.
    """
    ask = _Ask(session, meeting_id, item_id)
    place = ask.place
    if place is None or not ask.roll.is_taken:
        return ""
    is_lost = ask.judged[place].state is State.NOT_QUORATE
    told = (rules.lost_line if is_lost else rules.restored_line)(ask.judged, place)
    same = select(Entry.id).where(
        Entry.item_id == item_id, Entry.text.contains(told, autoescape=True), ~Entry.is_deleted
    )
    return "" if session.scalars(same).first() else told


def paper_lines(session: Session, meeting_id: str, *, shareable: bool = False) -> tuple[str, ...]:
    """For the Word minutes: each stretch without a quorum, why, and what was done about it.

    A shareable copy has no word of how a restricted item stood or what was ruled under it (M8,
    DPR-6).
    """
    ask = _Ask(session, meeting_id, "")
    if not ask.roll.is_taken:
        return ()
    ruled = [pair for pair in ask.rulings() if not (shareable and pair[0].is_restricted)]
    hidden = restricted_numbers(session, meeting_id) if shareable else frozenset()
    in_part = ask.read.quorate_in_part
    judged = [
        replace(one, lacking=ask.read.lost_within(at) or ask.read.lacking_at(at))
        for at, one in enumerate(ask.judged, start=1)
    ]
    spans = rules.stretches(judged, in_part | hidden)
    parts = [at for at, one in enumerate(judged) if one.number in in_part - hidden]
    lines: list[str] = []
    for first, last in sorted([*spans, *((at, at) for at in parts)]):
        within = {one.number for one in judged[first : last + 1]}
        said = [
            rules.ruling_sentence(one.outcome, text, item=_later(one.item, judged[first]))
            for one, text in ruled
            if one.item in within
        ]
        is_part = first in parts
        told = (
            rules.part_line(judged[first]) if is_part else rules.stretch_line(judged, first, last)
        )
        lines.append(" ".join([told, *said]))
    lost = {one.number for one in judged if one.state is State.NOT_QUORATE} | in_part
    elsewhere = [one.sentence for one, _ in ruled if one.item not in lost]
    return (*lines, *elsewhere)


def _later(number: int | None, first: Judged) -> int | None:
    """The number of an item, if it is not the one where the stretch began."""
    return None if number == first.number else number


_RELEVANT = ("relevant agency", "relevant agencies")
_OTHER = ("other agency", "other agencies")


@dataclass(frozen=True, slots=True)
class _Gone:
    """Somebody who left, and the agency that nobody represents since ("" if a person matters)."""

    departure: Departure
    agency_id: str
    row: RollRow


def _agencies(row: RollRow) -> tuple[str, ...]:
    return tuple(key for key in (row.agency_id, row.also_agency_id) if key)


class _Ask:
    """One meeting at one item: the roll-call read once, and everything said of it."""

    def __init__(self, session: Session, meeting_id: str, item_id: str) -> None:
        self._session = session
        self._meeting = session.get_one(Meeting, meeting_id)
        self._item_id = item_id
        self.roll = attendance.roll_call(session, meeting_id, item_id or None)
        read = self.read = roll_of(session, meeting_id)
        self._rule: QuorumRule = read.rule
        self._number, self._places = read.number, read.place
        self._ids, found = list(read.order.taken), dict(self.roll.items)
        self.judged = [
            Judged(self._number[key], found[key].state, found[key].lacking) for key in self._ids
        ]
        self.place = self._ids.index(item_id) if item_id in self._ids else None
        self._agency_names = read.agencies

    @cached_property
    def _initials(self) -> dict[str, str]:
        return attendance.initials(self._session, self._meeting.id)

    # The banner

    def standing(self) -> Standing:
        state = self.roll.verdict.state
        found = Standing(state, self.roll.is_taken)
        if state not in _AWAY or not self.roll.is_taken:
            return found
        first, last = self._stretch()
        since = self.judged[first] if self.judged else None
        gone = self._gone(first)
        stands = rules.stand_words(self.judged[:first])
        leavers = [one.departure for one in gone]
        return Standing(
            state,
            is_taken=True,
            number=self.judged[self.place].number if self.place is not None else None,
            since_item_id=self._ids[first] if self._ids else "",
            since_number=since.number if since else None,
            since_at=self._since_at(gone, first),
            headline=self._headline(leavers, was_quorate=bool(stands)),
            stands=stands,
            follows=self._follows(since, gone),
            rule_says=rules.rule_says(self._rule.if_inquorate),
            choices=self._choices(state),
            joiners=self._joiners(),
            left_last=self._left_last(gone),
            ruled=tuple(
                one for one, _ in self.rulings() if one.item in self._ruled_at(first, last)
            ),
        )

    def _headline(self, leavers: list[Departure], *, was_quorate: bool) -> str:
        if self.roll.verdict.state is State.CHAIR_DECIDES:
            return self.roll.verdict.sentence
        lacking = self.roll.verdict.lacking
        return rules.headline(leavers, lacking, was_quorate=was_quorate)

    def _stretch(self) -> tuple[int, int]:
        if self.place is None:
            return 0, max(len(self.judged) - 1, 0)
        return rules.stretch_at(self.judged, self.place) or (self.place, self.place)

    def _ruled_at(self, first: int, last: int) -> set[int | None]:
        """The items whose rulings hold here; what the chair decided holds from there on."""
        if self.place is not None and self.judged[self.place].state is State.CHAIR_DECIDES:
            first = rules.discretion_begins([one.state for one in self.judged], self.place)
        return self._numbers(first, last)

    def _numbers(self, first: int, last: int) -> set[int | None]:
        return {one.number for one in self.judged[first : last + 1]} or {None}

    def _follows(self, since: Judged | None, gone: list[_Gone]) -> str:
        if self.roll.verdict.state is State.CHAIR_DECIDES:
            return ""
        left_ids = {one.agency_id for one in gone}
        away = self._away()
        return rules.follow_words(
            since.number if since else None,
            [self._agency_names.get(key, "") for key in away if key in left_ids],
            [self._agency_names.get(key, "") for key in away if key not in left_ids],
            self._rule.deputies_count,
        )

    def _away(self) -> list[str]:
        """The agencies the rule names and nobody represents."""
        named = set(self._rule.named_agencies)
        return [key for key, here, _ in self.roll.verdict.per_agency if not here and key in named]

    def _choices(self, state: State) -> tuple[Choice, ...]:
        return tuple(
            Choice(one, rules.outcome_label(one), needs_words=one is Outcome.RULING)
            for one in rules.choices(self._rule.if_inquorate, state)
            if one is not Outcome.DEFERRED or self._can_be_deferred()
        )

    def _can_be_deferred(self) -> bool:
        if self.place is None:
            return False
        item = self._session.get_one(AgendaItem, self._item_id)
        return item.state == ItemState.OPEN.value

    def _joiners(self) -> tuple[Joiner, ...]:
        if self._rule.deputies_count is Deputies.NO:
            return ()
        away, named = set(self._away()), bool(self._rule.named_agencies)
        here = {row.person_id for row in self.roll.rows if self._is_here(row)}
        seats = {row.seat_id for row in self.roll.rows if self._is_here(row)}
        found: dict[str, Joiner] = {}
        for row in self.roll.rows:
            wanted = row.agency_id in away if named else row.seat_id not in seats
            for person_id, name, has_authority in row.deputies:
                if wanted and has_authority and row.seat_id and person_id not in here:
                    initials = self._initials.get(person_id, "")
                    joiner = Joiner(row.seat_id, person_id, initials, name, row.agency)
                    found.setdefault(person_id, joiner)
        return tuple(found.values())

    def rulings(self) -> list[tuple[Ruled, str]]:
        """What was recorded, in order of discussion, each with its words as typed."""
        wanted = select(QuorumRuling).where(
            QuorumRuling.meeting_id == self._meeting.id, ~QuorumRuling.is_deleted
        )
        return [
            (
                Ruled(
                    id=row.id,
                    outcome=Outcome(row.outcome),
                    sentence=rules.ruling_sentence(Outcome(row.outcome), row.text),
                    item=self._number.get(row.item_id or ""),
                    is_restricted=self._is_restricted(row.item_id),
                ),
                row.text,
            )
            for row in sorted(self._session.scalars(wanted), key=self._rank)
        ]

    def _rank(self, row: QuorumRuling) -> tuple[int, int]:
        return self._places.get(row.item_id or "", 0), list(Outcome).index(Outcome(row.outcome))

    def _is_restricted(self, item_id: str | None) -> bool:
        item = self._session.get(AgendaItem, item_id) if item_id else None
        return item is not None and item.is_restricted

    # Who left

    def _gone(self, first: int) -> list[_Gone]:
        """Who left since the quorum was lost, in order of items; `first` is a place from 0.

        An agency is named where the rule names agencies and nobody is left of it, else a person.
        """
        away, named = set(self._away()), bool(self._rule.named_agencies)
        latest: dict[str, _Gone] = {}
        for row in self.roll.rows:
            last, place = row.span.last_item, self.place
            if last is None or place is None or not first <= last <= place:
                continue
            agency = next((key for key in _agencies(row) if key in away), "")
            matters = bool(agency) if named else row.counts == "counts"
            if not matters or Code(row.code) not in AS_MEMBER:
                continue
            who = agency if named else row.id
            if who not in latest or (latest[who].row.span.last_item or 0) <= last:
                latest[who] = _Gone(self._departure(row, agency), agency, row)
        return sorted(latest.values(), key=lambda one: one.row.span.last_item or 0)

    def _departure(self, row: RollRow, agency_id: str) -> Departure:
        agency = self._agency_names.get(agency_id or row.agency_id or "", row.agency)
        person = f"{row.name} ({agency})" if agency else row.name
        number = self.judged[row.span.last_item or 0].number
        return Departure(agency if agency_id else person, row.left_at, number)

    def _since_at(self, gone: list[_Gone], first: int) -> time | None:
        began = [one.row.left_at for one in gone if one.row.span.last_item == first]
        return began[-1] if began else None

    def _left_last(self, gone: list[_Gone]) -> Left | None:
        if not gone:
            return None
        row = gone[-1].row
        return Left(row.attendance_id, row.initials, row.name)

    def _is_here(self, row: RollRow) -> bool:
        return Code(row.code) in AS_MEMBER and self._covers(row)

    def _covers(self, row: RollRow) -> bool:
        return row.span.is_whole if self.place is None else row.span.covers(self.place + 1)

    # The card

    def card(self) -> Card:
        stands = self.standing()
        named = set(self._rule.named_agencies)
        per_agency = self.roll.verdict.per_agency
        gone = {one.agency_id: one.departure for one in self._gone(self._stretch()[0])}
        return Card(
            roll=self.roll,
            standing=stands,
            agencies=tuple(
                AgencyLine(
                    self._agency_names.get(key, ""),
                    here,
                    tuple(self._initials.get(who, "") for who in by),
                    "" if here else self._why_away(key, gone.get(key)),
                )
                for key, here, by in per_agency
                if key in named
            ),
            others=self._others(named),
            others_called=self._others_called(),
            tally=self._tally(),
            numbers=self._in_numbers(),
            rule=self._rule_line(),
        )

    def _others_called(self) -> tuple[str, str]:
        if not self._rule.named_agencies:
            return ("agency", "agencies")
        is_of_partners = self._rule.called.split()[-1:] == ["partners"]
        return _RELEVANT if is_of_partners else _OTHER

    def _why_away(self, agency_id: str, gone: Departure | None) -> str:
        if gone is not None:
            return f"left {clock_time(gone.at)}" if gone.at else f"left during item {gone.number}"
        codes = {Code(row.code) for row in self.roll.rows if row.agency_id == agency_id}
        if codes and codes <= {Code.APOLOGIES, Code.VACANT} and Code.APOLOGIES in codes:
            return "apologies"
        return "not recorded" if codes == {Code.NO_RESPONSE} else "not represented"

    def _others(self, named: set[str]) -> tuple[AgencyLine, ...]:
        found: dict[str, list[str]] = {}
        for row in self.roll.rows:
            counts = row.counts != "never counts"
            if counts and row.agency_id and row.agency_id not in named and self._is_here(row):
                found.setdefault(row.agency_id, []).append(row.initials)
        return tuple(
            AgencyLine(self._agency_names.get(key, ""), is_here=True, initials=tuple(who))
            for key, who in found.items()
        )

    def _tally(self) -> str:
        """Such as "3 of 3 partners"; "" unless the rule asks for all of several agencies."""
        clauses = self._rule.all_of
        here = {key for key, is_here, _ in self.roll.verdict.per_agency if is_here}
        if len(clauses) < 2:
            return ""
        met = sum(any(key in here for key in clause) for clause in clauses)
        called = (self._rule.called or "agencies").split()[-1]
        return f"{met} of {len(clauses)} {called}"

    def _in_numbers(self) -> str:
        """Who is in the room, online, away and gone at this item, in one line."""
        came = {*AS_MEMBER, Code.IN_ATTENDANCE, Code.OBSERVER}
        place = None if self.place is None else self.place + 1
        # Somebody in two seats is one person; who withdrew for an interest is out of the room.
        here = {
            line.person_id or line.seat_id: line.code
            for line in roll_of(self._session, self._meeting.id).records
            if line.is_there(place)
        }.values()
        rows = self.roll.rows
        at = (self.place or 0) + 1
        ends = [row.span.last_item for row in self.roll.rows if Code(row.code) in came]
        left = sum(last is not None and last < at for last in ends)
        parts = [
            modes_words(here),
            apologies_words((row.person_id, Code(row.code)) for row in rows if row.person_id),
            *([f"{left} left"] if left and self.place is not None else []),
        ]
        return " · ".join(parts)

    def _rule_line(self) -> str:
        """The rule in words, without what happens if it is missed, and the version it is from."""
        if not self._rule.is_set:
            return ""
        ends = if_inquorate_label(self._rule.if_inquorate)
        said = in_words(self._rule, self._agency_names).removesuffix(ends).strip()
        row = terms.in_force(self._session, self._meeting.group_id, self._meeting.on)
        version = terms.version_words(row)
        since = short_date(row.effective_from) if row and row.effective_from else ""
        source = ", ".join(part for part in (capital(version), since) if part)
        return f"Rule: {said[:1].lower()}{said[1:]}{f' {source}.' if source else ''}"
