"""Who chairs when: the dated terms of a rule with everything decided apart from it laid over.

Promise: a decision never alters the days before it takes effect (C14).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from masa_desktop.domain.chair_turns import DAY, Basis, Term, Turn, TurnKind, within, without
from masa_desktop.domain.chairs import (
    Acting,
    Alternating,
    ChairRule,
    IndependentChair,
    Member,
    Per,
    Rotation,
)
from masa_desktop.domain.rotation import rotation_terms

Succession = Mapping[str, Sequence[tuple[date, str, str]]]

NO_SUCCESSORS: Final[Succession] = MappingProxyType({})
_HORIZON = date(9000, 1, 1)


def terms(
    rule: ChairRule,
    until: date,
    *,
    turns: Sequence[Turn] = (),
    successors: Succession = NO_SUCCESSORS,
) -> list[Term]:
    """Every dated term that starts on or before `until`, in order, never overlapping (CHR-2).

    `turns` come in the order they were agreed: a later decision outweighs an earlier confirmation.
    `successors` gives, by agency id, from which day which agency (id, name) stands in its place.
    Rules without dates of their own give only what `turns` say; ask `chair_on` for the rest.
    """
    found = _own_terms(rule, min(until, _HORIZON), turns)
    for turn in sorted(turns, key=lambda turn: turn.starts_on):
        if turn.kind is TurnKind.SWAP:
            found = _swap(found, turn, successors)
    for turn, limit in _decided(turns):
        found = _lay(found, turn, limit)
    return [term for term in _succeed(found, successors) if term.starts_on <= until]


def chairs_between(
    rule: ChairRule,
    first: date,
    last: date,
    *,
    turns: Sequence[Turn] = (),
    successors: Succession = NO_SUCCESSORS,
) -> list[Term]:
    """The terms that touch `first` to `last` inclusive, such as a financial year (C1)."""
    every = terms(rule, last, turns=turns, successors=successors)
    return [term for term in every if term.ends_on is None or term.ends_on >= first]


def dated_rota(rule: ChairRule) -> Rotation | None:
    """The rotation behind a rule that goes by terms; None for every other kind."""
    if isinstance(rule.way, Rotation):
        return rule.way
    if isinstance(rule.way, Alternating) and rule.way.per is Per.TERM:
        return rule.way.as_rotation()
    return None


def _own_terms(rule: ChairRule, until: date, turns: Sequence[Turn]) -> list[Term]:
    rota = dated_rota(rule)
    if rota is not None:
        return rotation_terms(rota, until, turns)
    way = rule.way
    if isinstance(way, IndependentChair) and way.starts_on:
        why = "appointed under contract"
        return [Term(way.starts_on, way.ends_on, way.chair, Basis.NAMED, why)]
    if isinstance(way, Acting) and way.starts_on:
        why = f"in place of {way.in_place_of.name}" if way.in_place_of else "until an appointment"
        return [Term(way.starts_on, way.ends_on, way.chair, Basis.ACTING, why)]
    return []


def _swap(found: list[Term], turn: Turn, successors: Succession) -> list[Term]:
    now = next((term for term in found if term.covers(turn.starts_on)), None)
    taker = turn.member
    if now is None or taker is None or _stands_for(taker, now.member, successors):
        return found
    swapped = replace(
        now,
        starts_on=turn.starts_on,
        member=taker,
        basis=Basis.SWAPPED,
        why=_swap_why(now.member, turn.reason),
    )
    later = (term for term in found if term.starts_on > now.starts_on)
    given = next((term for term in later if _stands_for(taker, term.member, successors)), None)
    changed = [*without(found, swapped.starts_on, swapped.ends_on), swapped]
    if given is not None and now.member is not None:
        changed.remove(given)
        why = _swap_why(taker, turn.reason)
        changed.append(replace(given, member=now.member, basis=Basis.SWAPPED, why=why))
    return sorted(changed, key=lambda term: term.starts_on)


def _swap_why(other: Member | None, reason: str) -> str:
    return f"swapped with {other.name}, {reason}" if other else f"agreed, {reason}"


def _decided(turns: Sequence[Turn]) -> list[tuple[Turn, date | None]]:
    """Confirmations, each with the last day before a later decision overtakes it, then acting."""
    confirmed = [
        (turn, _day_before_any_shift(turns[place + 1 :]))
        for place, turn in enumerate(turns)
        if turn.kind is TurnKind.CONFIRM
    ]
    acting = [(turn, None) for turn in turns if turn.kind is TurnKind.ACTING]
    return [*confirmed, *acting]


def _day_before_any_shift(later: Sequence[Turn]) -> date | None:
    shifts = (TurnKind.SWAP, TurnKind.SKIP, TurnKind.EXTEND, TurnKind.RESTART)
    last = min((other.starts_on for other in later if other.kind in shifts), default=None)
    return last - DAY if last else None


def _lay(found: list[Term], turn: Turn, limit: date | None) -> list[Term]:
    """Put one confirmation or acting chair over what was due on those days, up to `limit`."""
    last = turn.ends_on
    if last is None:
        last = next((term.ends_on for term in found if term.covers(turn.starts_on)), None)
    if limit is not None:
        last = min(last or limit, limit)
    if last is not None and last < turn.starts_on:
        return found
    if turn.kind is TurnKind.ACTING:
        laid = [Term(turn.starts_on, last, turn.member, Basis.ACTING, turn.reason)]
    elif turn.member is not None:
        laid = [Term(turn.starts_on, last, turn.member, Basis.CONFIRMED, _confirmed(turn))]
    else:
        due = within(found, turn.starts_on, last)
        laid = [
            replace(term, basis=Basis.CONFIRMED, why=_confirmed(turn)) if term.member else term
            for term in due
        ]
    rest = without(found, turn.starts_on, last) if laid else found
    return sorted([*rest, *laid], key=lambda term: term.starts_on)


def _confirmed(turn: Turn) -> str:
    return f"confirmed, {turn.reason}" if turn.reason.strip() else "confirmed"


def _stands_for(taker: Member, member: Member | None, successors: Succession) -> bool:
    """Whether `taker` is `member`, or one that came or will come into its place."""
    if member is None or taker.is_same(member):
        return member is not None
    line = {member.ref}
    while heirs := {ref for one in line for _, ref, _ in successors.get(one, ())} - line:
        line |= heirs
    return taker.kind is member.kind and taker.ref in line


def _succeed(found: list[Term], successors: Succession) -> list[Term]:
    """A successor takes its predecessor's place from its first day (C11)."""
    changes = sorted({day for heirs in successors.values() for day, _, _ in heirs})
    pieces: list[Term] = []
    for term in found:
        if term.member is None or term.member.ref not in successors:
            pieces.append(term)
            continue
        inside = [day for day in changes if term.starts_on < day and term.covers(day)]
        firsts = [term.starts_on, *inside]
        lasts = [*(day - DAY for day in inside), term.ends_on]
        cut = (within([term], *ends)[0] for ends in zip(firsts, lasts, strict=True))
        pieces += _joined([_heir(piece, successors) for piece in cut])
    return pieces


def heir(member: Member, day: date, successors: Succession) -> Member:
    """Who stands in the place of `member` on `day`: itself, or the last successor by then (C11)."""
    seen = set[str]()
    while member.ref not in seen:
        seen.add(member.ref)
        heirs = [one for one in successors.get(member.ref, ()) if one[0] <= day]
        if heirs:
            _, ref, name = max(heirs)
            member = replace(member, ref=ref, name=name)
    return member


def _heir(term: Term, successors: Succession) -> Term:
    if term.member is None:
        return term
    member = heir(term.member, term.starts_on, successors)
    if member == term.member:
        return term
    return replace(term, member=member, why=f"in the place of {term.member.name}, {term.why}")


def _joined(pieces: Sequence[Term]) -> list[Term]:
    """Pieces of one term, put together again where the member is the same."""
    whole: list[Term] = []
    for piece in pieces:
        if whole and whole[-1].member == piece.member:
            whole[-1] = replace(whole[-1], ends_on=piece.ends_on)
        else:
            whole.append(piece)
    return whole
