"""Chains of decisions: one body recommends, another endorses, a third approves (DEC-2).

Promises that a chain runs forward in time and never comes back to itself.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import capital, short_date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

Links: TypeAlias = "Mapping[str, Collection[str]]"
"""By the id of a decision, the ids of those it follows, or of those that follow it."""


def check_link(days: Mapping[str, date], follows: Links, later: str, earlier: str) -> None:
    """Raises UserError if `later` cannot follow `earlier`: it is itself, of an earlier day, or
    `earlier` already follows it, be it by way of others. `days` has both.
    """
    if later == earlier:
        raise UserError("A decision cannot follow on from itself.", do="Choose another decision.")
    if days[earlier] > days[later]:
        raise UserError(
            f"A decision of {short_date(days[later])} cannot follow one taken later, on "
            f"{short_date(days[earlier])}.",
            do="Open the later decision and say there what it follows on from.",
        )
    if later in reached(follows, earlier):
        raise UserError(
            "That decision already follows on from this one, be it by way of others.",
            do="Choose another decision.",
        )


def reached(links: Links, from_id: str) -> set[str]:
    """Everything that can be reached from a decision, without itself unless it leads back there."""
    found: set[str] = set()
    ahead = list(links.get(from_id, ()))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += links.get(one, ())
    return found


def in_order(days: Mapping[str, date], follows: Links) -> tuple[str, ...]:
    """The decisions of `days` by day, none before one that it follows.

    Links that lead back to themselves, as two laptops may have made apart, are read by day.
    """
    waits = {key: {one for one in follows.get(key, ()) if one in days} for key in days}
    ready = [(days[key], key) for key in days if not waits[key]]
    heapq.heapify(ready)
    placed: list[str] = []
    while ready:
        _, key = heapq.heappop(ready)
        placed.append(key)
        for other, before in waits.items():
            if key in before:
                before.remove(key)
                if not before:
                    heapq.heappush(ready, (days[other], other))
    left = sorted((days[key], key) for key in days if key not in set(placed))
    return (*placed, *(key for _, key in left))


def turned(links: Links) -> dict[str, set[str]]:
    """The same links, read the other way."""
    found: dict[str, set[str]] = {}
    for key, others in links.items():
        for other in others:
            found.setdefault(other, set()).add(key)
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A decision as one step of a chain; `group` is the name of the body."""

    group: str
    on: date
    status: DecisionStatus
    verb: DecisionVerb


_DONE: Mapping[DecisionStatus, str] = {
    DecisionStatus.PROPOSED: "proposed to",
    DecisionStatus.DEFERRED: "deferred by",
    DecisionStatus.NOT_AGREED: "not agreed by",
}
_HOW: Mapping[DecisionStatus, str] = {
    DecisionStatus.CONDITIONAL: " on a condition",
    DecisionStatus.TO_BE_RATIFIED: " in principle",
    DecisionStatus.RATIFIED: " in principle",
    DecisionStatus.NOT_RATIFIED: " in principle",
}
_SINCE: Mapping[DecisionStatus, str] = {
    DecisionStatus.QUORUM_UNDECIDED: ", quorum for the chair to decide",
    DecisionStatus.TO_BE_RATIFIED: ", to be ratified",
    DecisionStatus.RATIFIED: ", since ratified",
    DecisionStatus.NOT_RATIFIED: ", not ratified",
    DecisionStatus.SUPERSEDED: ", since superseded",
}


def step_words(step: Step) -> str:
    """ "endorsed by Executive, 10 Feb 2026", with what is not settled about it."""
    verb = "commented on" if step.verb is DecisionVerb.COMMENTED else step.verb.value
    done = _DONE.get(step.status) or f"{verb}{_HOW.get(step.status, '')} by"
    return f"{done} {step.group}, {short_date(step.on)}{_SINCE.get(step.status, '')}"


def chain_words(steps: Sequence[Step]) -> str:
    """ "Recommended by Case Review Group, 3 Feb 2026 → endorsed by Executive, 10 Feb 2026"."""
    return capital(_ARROW.join(map(step_words, steps)))


_ARROW = " → "


def ends(days: Mapping[str, date], follows: Links) -> tuple[str, ...]:
    """Of the decisions of `days` those that follow one and that none of the others follows.

    It may be by way of decisions not among them. Where a chain leads back to itself, the latest.
    """
    before = {key: reached(follows, key) for key in days if follows.get(key)}
    followed = {
        one
        for key, ahead in before.items()
        for one in ahead & days.keys()
        if key not in before.get(one, ()) or (days[one], one) < (days[key], key)
    }
    return tuple(key for key in before if key not in followed)
