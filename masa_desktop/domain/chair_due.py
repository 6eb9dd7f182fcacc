"""Who is due to chair a group on a day, and the sentence that says why (CHR-2).

Promise: there is always an answer in words, and never a name the arrangements do not give (C3).
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from masa_desktop.domain.chair_terms import NO_SUCCESSORS, Succession, dated_rota, heir, terms
from masa_desktop.domain.chair_turns import Basis, Term, Turn
from masa_desktop.domain.chair_words import elected, stand_ins
from masa_desktop.domain.chairs import (
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
    Rotation,
    Way,
)
from masa_desktop.domain.words import capital, listed, plain_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

T = TypeVar("T")

NO_RULE = "No chair rule is recorded for this group."


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a seat or post, or speaks for an agency: `ref` is its id, `ends_on` inclusive."""

    ref: str
    person: str
    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the person holds it on `day`."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Due:
    """Who is due to chair and why. `also` are co-chairs; `person` is "" when not known."""

    member: Member | None
    state: Basis
    sentence: str
    _: KW_ONLY
    person: str = ""
    also: tuple[Member, ...] = ()
    term: Term | None = None


def chair_on(
    rule: ChairRule,
    day: date,
    *,
    turns: Sequence[Turn] = (),
    successors: Succession = NO_SUCCESSORS,
    held: Sequence[Held] = (),
) -> Due:
    """Who is due to chair on `day`, with the reason in one or two sentences (CHR-2, C3, C9).

    `held` says who holds the seats, posts and agencies' places; one that is recorded there but
    has no holder on `day` is vacant (C6). The rule is the one in force: see `rule_in_force`.
    """
    every = terms(rule, day, turns=turns, successors=successors)
    term = next((term for term in every if term.covers(day)), None)
    due = _from_term(term) if term else _succeeded(_standing(rule, day), day, successors)
    return _with_holder(rule, due, day, held)


def _from_term(term: Term) -> Due:
    if term.member is None:
        sentence = f"{capital(term.why)}, so nobody is shown."
        return Due(None, term.basis, sentence, term=term)
    verb = "is acting chair" if term.basis is Basis.ACTING else "chairs"
    span = f"from {plain_date(term.starts_on)}"
    span += f" to {plain_date(term.ends_on)}" if term.ends_on else ""
    sentence = f"{term.member.name} {verb} {span}: {term.why}."
    return Due(term.member, term.basis, sentence, term=term)


def _succeeded(due: Due, day: date, successors: Succession) -> Due:
    if due.member is None:
        return due
    member = heir(due.member, day, successors)
    if member == due.member:
        return due
    sentence = f"{due.sentence} {member.name} now stands in the place of {due.member.name}."
    return replace(due, member=member, sentence=sentence)


def _with_holder(rule: ChairRule, due: Due, day: date, held: Sequence[Held]) -> Due:
    member = due.member
    holdings = [one for one in held if member and member.ref and one.ref == member.ref]
    if member is None or not holdings:
        return due
    person = next((one.person for one in holdings if one.covers(day)), "")
    if person:
        sentence = f"{due.sentence} On {plain_date(day)} that is {person}."
        return replace(due, person=person, sentence=sentence)
    offered = [one.member.name for one in stand_ins(rule) if one.member is not None]
    sentence = f"{due.sentence} Nobody is recorded as holding it on {plain_date(day)}."
    if offered:
        sentence += f" Could stand in: {listed(offered)}."
    return replace(due, state=Basis.VACANT, sentence=sentence)


def _standing(rule: ChairRule, day: date) -> Due:
    """The answer of a rule without a dated term on `day`."""
    rota = dated_rota(rule)
    if rota is not None:
        return _outside_rota(rota, day)
    if isinstance(rule.way, IndependentChair | Acting):
        return _contracted(rule.way, day)
    return _by_post(rule.way) or _to_be_chosen(rule.way, day)


def _outside_rota(rota: Rotation, day: date) -> Due:
    if rota.anchor is not None and day < rota.anchor:
        sentence = f"The rotation starts on {plain_date(rota.anchor)}; before that no chair is set."
        return Due(None, Basis.NOT_STATED, sentence)
    if not rota.order and rota.first is None:
        sentence = "The order of the rotation has not been agreed, so nobody is shown."
        return Due(None, Basis.TO_BE_AGREED, sentence)
    first = rota.at(0)
    sentence = "The start of the rotation has not been agreed, so nobody is shown."
    if first is not None:
        sentence += f" {first.name} is to chair first."
    return Due(None, Basis.TO_BE_AGREED, sentence)


def _contracted(way: IndependentChair | Acting, day: date) -> Due:
    independent = isinstance(way, IndependentChair)
    if way.starts_on is not None and day < way.starts_on:
        sentence = f"{way.chair.name} starts on {plain_date(way.starts_on)}; no chair is recorded"
        return Due(None, Basis.VACANT, f"{sentence} for {plain_date(day)}.")
    if way.ends_on is not None and day > way.ends_on:
        what = "contract of the independent chair" if independent else "time of the acting chair"
        sentence = f"The {what} ended on {plain_date(way.ends_on)} and nobody is recorded since."
        return Due(None, Basis.VACANT, sentence)
    if independent:
        return Due(way.chair, Basis.NAMED, "The group has an independent chair.")
    return Due(way.chair, Basis.ACTING, f"{way.chair.name} is acting chair.")


def _by_post(way: Way) -> Due | None:
    match way:
        case FixedPost():
            return Due(way.post, Basis.COMPUTED, f"{way.post.name} chairs this group by post.")
        case ExOfficio():
            of_group = f" of {way.of_group}" if way.of_group else ""
            sentence = f"Whoever is {way.post.name}{of_group} chairs this group."
            return Due(way.post, Basis.COMPUTED, sentence)
        case AgencyHolds():
            sentence = f"{way.agency.name} holds the chair and nominates the person."
            return Due(way.agency, Basis.COMPUTED, sentence)
        case CoChairs():
            sentence = f"{listed([one.name for one in way.chairs])} chair together."
            return Due(way.chairs[0], Basis.COMPUTED, sentence, also=way.chairs[1:])
        case _:
            return None


def _to_be_chosen(way: Way, day: date) -> Due:
    match way:
        case Election():
            sentence = f"{elected(way)}; no result is recorded for {plain_date(day)}."
            return Due(None, Basis.TO_BE_ELECTED, sentence)
        case AppointedBy():
            sentence = f"{way.group} appoints the chair; no appointment is recorded for"
            return Due(None, Basis.TO_BE_APPOINTED, f"{sentence} {plain_date(day)}.")
        case Alternating():
            names = listed([one.name for one in way.between])
            sentence = f"The chair alternates between {names}, meeting by meeting, so whose turn"
            return Due(None, Basis.BY_MEETING, f"{sentence} it is depends on the meetings before.")
        case _:
            return Due(None, Basis.NOT_STATED, NO_RULE)


@dataclass(frozen=True, slots=True)
class EarlierMeeting:
    """A meeting before this one. `turn_of` is whose turn it is recorded to have been, if it is."""

    cancelled: bool = False
    turn_of: Member | None = None


def whose_turn(rule: Alternating, earlier: Sequence[EarlierMeeting] = ()) -> Due:
    """Whose turn the next meeting is, after the `earlier` ones in order (C10, W171).

    A cancelled meeting keeps the turn unless the rule says that it is used up.
    """
    first = rule.first
    place = _place(first, rule.between) if first is not None else None
    last: Member | None = None
    for meeting in earlier:
        if meeting.turn_of is not None:
            place = _place(meeting.turn_of, rule.between)
        consumed = rule.cancelled_consumes_turn or not meeting.cancelled
        if place is not None and consumed:
            last = rule.between[place % len(rule.between)]
            place += 1
    if place is None:
        return Due(
            None,
            Basis.TO_BE_AGREED,
            "Who takes the first turn has not been agreed, so nobody is shown.",
        )
    member = rule.between[place % len(rule.between)]
    why = f"the turn before was {last.name}’s" if last else "the first turn"
    hosts = " and hosts" if rule.host_follows else ""
    return Due(member, Basis.COMPUTED, f"{member.name} chairs{hosts}: {why}.")


def _place(member: Member, between: Sequence[Member]) -> int | None:
    return next((place for place, one in enumerate(between) if one.is_same(member)), None)


def rule_in_force(versions: Sequence[tuple[date | None, T]], day: date) -> T | None:
    """The version in force on `day`: the latest that started on or before it (C14).

    A version starting on None holds from the beginning. None when no version had started. Of two
    starting on the same day, the later in the sequence holds.
    """
    chosen: tuple[date | None, T] | None = None
    for version in versions:
        starts_on = version[0]
        if starts_on is not None and starts_on > day:
            continue
        if chosen is None or chosen[0] is None or (starts_on and starts_on >= chosen[0]):
            chosen = version
    return chosen[1] if chosen else None
