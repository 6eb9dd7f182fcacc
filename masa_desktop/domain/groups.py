"""Groups, seats and agencies as pages and papers show them on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

_TYPE_LABELS = {
    "executive": "Executive",
    "leadership": "Leadership",
    "sub_group": "Sub-group",
    "forum": "Forum",
    "conference": "Conference",
    "board": "Board",
    "operational": "Operational group",
    "task_and_finish": "Task and finish group",
    "regional": "Regional body",
    "oversight": "Oversight",
    "partners_meeting": "Partners’ meeting",
    "per_case_panel": "Per-case panel",
    "scrutiny_body": "Scrutiny body",
    "working_group": "Working group",
    "predecessor": "Predecessor",
}
_LINK_LABELS = {
    "reports_to": "reports to",
    "part_of": "part of",
    "replaces": "replaces",
    "merged_into": "merged into",
    "links_to": "links to",
    "held_to_account_by": "held to account by",
}


UPWARDS = ("reports_to", "part_of")
"""The links that lead from a group to its parents: none may lead back to it (STR-3)."""


def ancestors(parents: Mapping[str, Collection[str]], start: str) -> set[str]:
    """Every group reached upwards from `start`; `start` itself only by a circle.

    parents maps the id of a group to the ids of those it reports to or is part of.
    """
    found: set[str] = set()
    todo = set(parents.get(start, ()))
    while todo:
        found |= todo
        todo = {up for key in todo for up in parents.get(key, ())} - found
    return found


def type_label(code: str) -> str:
    """The type of a group in words; "Type not stated" if nobody has said (STR-2)."""
    return _TYPE_LABELS.get(code, code.replace("_", " ").capitalize() or "Type not stated")


def link_label(code: str) -> str:
    return _LINK_LABELS.get(code, code.replace("_", " "))


def status_label(code: str) -> str:
    """The status of a group or partnership in words; "" if nobody has said."""
    return code.replace("_", " ")


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group in the structure. `parents` are the ids of all groups it reports to (STR-3)."""

    id: str
    code: str
    name: str
    type: str
    status: str
    is_external: bool
    is_joint: bool
    parents: tuple[str, ...]
    partnerships: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """A person in a seat or named as its deputy, with the ends of the holding, both inclusive."""

    id: str
    person_id: str
    person: str
    title: str
    is_deputy: bool
    is_acting: bool
    has_authority: bool
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat on a day: who holds it, who may deputise. No holder is a vacancy."""

    id: str
    title: str
    agency_id: str | None
    agency: str
    capacity: str
    counts_for_quorum: bool | None
    is_multiple: bool
    follows: str
    note: str
    source: str
    holders: tuple[HoldingRow, ...] = ()
    deputies: tuple[HoldingRow, ...] = ()

    @property
    def is_vacant(self) -> bool:
        return not self.holders


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A line from the group to another: "reports to", the name, the source line."""

    kind: str
    group_id: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything the page of one group says on one day. Words are ready to show."""

    id: str
    code: str
    name: str
    type: str
    status: str
    scope: str
    area: str
    purpose: str
    functions: tuple[str, ...]
    note: str
    source: str
    is_external: bool
    is_joint: bool
    aliases: tuple[str, ...]
    links: tuple[LinkRow, ...]
    seats: tuple[SeatRow, ...]
    frequency: str
    chair_words: str
    chair_due: str
    quorum_words: str
    has_quorum: bool
    terms_version: str
    terms_from: date | None
    terms_text: str
    review: str
    meetings: int


@dataclass(frozen=True, slots=True)
class AgencyRow:
    id: str
    name: str
    abbreviation: str
    kind: str
    is_class: bool
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the seats held on the day, in words."""

    id: str
    name: str
    initials: str
    seats: tuple[str, ...]
