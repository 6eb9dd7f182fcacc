"""The shapes in which the invented partnership is written down: groups, seats, meetings, minutes.

Only the practice office is made of these; an office's own records are the tables of storage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.actions import ActionStatus, DueKind
from masa_desktop.domain.attendance import Capacity, Code
from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb
from masa_desktop.domain.meetings import EntryKind, MeetingStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from masa_desktop.domain.written_procedures import Answer


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a seat, or deputises for it, between two inclusive dates; None is open."""

    name: str
    from_on: date | None = None
    until_on: date | None = None
    is_deputy: bool = False
    has_authority: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A seat of a group; `agency` is the short name of an agency, "" for none."""

    title: str
    agency: str = ""
    capacity: Capacity = Capacity.MEMBER
    counts: bool | None = None
    holders: tuple[Holder, ...] = ()
    is_multiple: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A group. `pattern` is the data of a `domain.series.Pattern`; None is not stated.

    `chair` is the chair rule's data with seats named by title in "ref"; `quorum` the quorum rule's
    data with agencies by short name.
    """

    name: str
    code: str
    type: str
    purpose: str = ""
    parents: tuple[str, ...] = ()
    is_external: bool = False
    is_joint: bool = False
    frequency: str = ""
    pattern: Mapping[str, object] | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    venue: str = ""
    chair: Mapping[str, object] | None = None
    quorum: Mapping[str, object] | None = None
    seats: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A due date moved on `on`, to `to`, with its reason."""

    on: date
    to: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An action as minuted, and what has come of it by the day the practice office stands at.

    `owners` are people by name, or agencies by short name if nobody is named.
    """

    text: str
    owners: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    due_kind: DueKind = DueKind.DATED
    due: date | None = None
    moves: tuple[Move, ...] = ()
    updates: tuple[tuple[date, str], ...] = ()
    status: ActionStatus = ActionStatus.OPEN
    status_on: date | None = None
    evidence: str = ""
    reason: str = ""
    closed_at: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A note, decision, challenge or private jotting; what comes after its text is a decision's."""

    kind: EntryKind
    text: str
    verb: DecisionVerb = DecisionVerb.AGREED
    then: DecisionStatus | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An agenda item and what is minuted on it, in order.

    `follows` is the title of the same matter at an earlier meeting; `papers` one line each.
    """

    title: str
    presenter: str = ""
    minutes: int | None = None
    purpose: str = ""
    is_restricted: bool = False
    follows: str = ""
    papers: tuple[str, ...] = ()
    said: tuple[Said | Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Instead:
    """Who came in place of whom; `item` is the number of the item from which, None throughout."""

    name: str
    member: str
    has_authority: bool
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One meeting of a group: who was not simply present, and what was said on each item.

    `codes` are by name; `left` and `came` give the item during which somebody left or arrived.
    `chair` is who was in the chair, and for whom. `now_at` is the item the meeting stands at;
    `taken_at` when each item up to it was taken up. `usual_minutes` are those of the first items.
    """

    group: str
    on: date
    chair: str = ""
    chair_for: str = ""
    status: MeetingStatus = MeetingStatus.HELD
    codes: Mapping[str, Code] | None = None
    notes: Mapping[str, str] | None = None
    left: Mapping[str, int] | None = None
    came: Mapping[str, int] | None = None
    deputies: tuple[Instead, ...] = ()
    usual: Mapping[str, tuple[Said | Promise, ...]] | None = None
    usual_minutes: tuple[int, ...] = ()
    items: tuple[Item, ...] = ()
    now_at: int | None = None
    taken_at: tuple[time, ...] = ()


def note(text: str) -> Said:
    return Said(EntryKind.NOTE, text)


def decided(
    text: str,
    verb: DecisionVerb = DecisionVerb.AGREED,
    then: DecisionStatus | None = None,
    condition: str = "",
) -> Said:
    return Said(EntryKind.DECISION, text, verb, then, condition)


def challenge(text: str) -> Said:
    return Said(EntryKind.CHALLENGE, text)


def private(text: str) -> Said:
    return Said(EntryKind.PRIVATE, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A matter put to a group in writing; what came back by name of the holder, day and words."""

    group: str
    matter: str
    why: str
    on: date
    answers_by: date
    answers: Mapping[str, tuple[Answer, date, str]]
