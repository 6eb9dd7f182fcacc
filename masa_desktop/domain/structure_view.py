"""What the pages of structure and planning show: the outline of groups, published tables, a plan.

Promise: what a document leaves blank is shown as left blank, never as nought or as a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.initials import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, time

    from masa_desktop.domain.groups import GroupRow

PEOPLE, AGENCIES = "people", "agencies"
"""The ids of the two lines of the outline that stand for a list."""

_FIRST_TYPES = ("executive", "board", "leadership", "conference", "sub_group")
_PREDECESSOR = "predecessor"


class LineKind(StrEnum):
    """What a line of the outline opens."""

    PARTNERSHIP = "partnership"
    GROUP = "group"
    LIST = "list"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line of the outline. `depth` counts from 0; `tag` is "joint" or ""."""

    id: str
    kind: LineKind
    name: str
    depth: int = 0
    tag: str = ""
    code: str = ""

    @property
    def opens(self) -> bool:
        """Whether there is a page behind it."""
        return self.kind is not LineKind.HEADING


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A date proposed for a meeting: why that day, who is due to chair, whether one is planned."""

    id: str
    on: date
    why: str
    moved: bool
    chair: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Usual:
    """When and where most meetings of a group are, None or "" where most agree on nothing.

    `last_on` is the last one planned, None if none is to come.
    """

    starts_at: time | None = None
    ends_at: time | None = None
    venue: str = ""
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One line of a published table: what it is about, more words, its cells, where it stands."""

    id: str
    main: str
    detail: str = ""
    cells: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table as published: titles of the first column and of the cells, and its lines."""

    key: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[PublishedLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """All that is known of a partnership; `facts` are (heading, text), text "" when not stated.

    `handling` goes with the marking of new meetings, `to_share` with that of copies to share.
    """

    id: str
    name: str
    abbreviation: str
    area: str
    marking: str
    handling: str
    to_share: str
    source: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[PublishedTable, ...]


@dataclass(frozen=True, slots=True)
class TermsRow:
    """One version of a group's terms of reference; `from_on` None is from the beginning."""

    id: str
    version: str
    from_on: date | None
    until_on: date | None
    source: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class RulesView:
    """The rules of a group on a day in the form their forms need (not in words)."""

    pattern: Mapping[str, object] | None
    pattern_source: str
    chair_kind: str
    chair_members: tuple[tuple[str, str], ...]
    anchor: date | None
    terms: tuple[TermsRow, ...]


def pounds(pence: int | None, state: str) -> str:
    """An amount as a table shows it: "£1,200", "£12.50", "to be confirmed", "left blank" (F1)."""
    if pence is None:
        return "left blank" if state in ("", "blank") else state.replace("_", " ")
    whole, rest = divmod(abs(pence), 100)
    sign = "−" if pence < 0 else ""
    return f"{sign}£{whole:,}" + (f".{rest:02}" if rest else "")


def outline(
    partnerships: Sequence[tuple[str, str, str]], groups: Sequence[GroupRow]
) -> list[OutlineLine]:
    """The outline of an office: each partnership with its groups, each group once (STR-3, STR-6).

    `partnerships` are (id, name, abbreviation). Groups only reported to, and those that came
    before, stand apart under a heading; people and agencies come last.
    """
    before = [row for row in groups if row.type == _PREDECESSOR]
    outside = [row for row in groups if row.is_external and row.type != _PREDECESSOR]
    ours = [row for row in groups if row not in before and row not in outside]
    lines: list[OutlineLine] = []
    shown: set[str] = set()
    for key, name, _ in partnerships:
        lines.append(OutlineLine(key, LineKind.PARTNERSHIP, name))
        own = [row for row in ours if _home(row, partnerships) == key]
        lines += _nested(own, shown)
    rest = [row for row in ours if row.id not in shown]
    lines += _apart("Other groups", rest)
    lines += _apart("Reported to, not ours", outside)
    lines += _apart("Came before", before)
    lines.append(OutlineLine("heading people", LineKind.HEADING, "People and agencies"))
    lines.append(OutlineLine(PEOPLE, LineKind.LIST, "People", 1))
    lines.append(OutlineLine(AGENCIES, LineKind.LIST, "Agencies", 1))
    return lines


def matching(lines: Sequence[OutlineLine], wanted: str) -> list[OutlineLine]:
    """The lines whose name or code holds the words; headings stay where something follows them."""
    words = folded(wanted)
    if not words:
        return list(lines)
    kept: list[OutlineLine] = []
    heading: OutlineLine | None = None
    for line in lines:
        if not line.opens:
            heading = line
        elif words in folded(f"{line.name} {line.code}"):
            kept += [heading] if heading else []
            kept.append(line)
            heading = None
        elif line.depth == 0:
            heading = None
    return kept


def _home(row: GroupRow, partnerships: Sequence[tuple[str, str, str]]) -> str:
    """The partnership a group is listed under: its first, or the only one there is."""
    known = [key for key, _, _ in partnerships]
    mine = [key for key in row.partnerships if key in known]
    if mine:
        return mine[0]
    return known[0] if len(known) == 1 else ""


def _nested(groups: Sequence[GroupRow], shown: set[str]) -> Iterator[OutlineLine]:
    """Each group below its first parent among these, those without one at the top."""
    among = {row.id for row in groups}
    below: dict[str, list[GroupRow]] = {}
    tops: list[GroupRow] = []
    for row in sorted(groups, key=_place):
        parent = next((key for key in row.parents if key in among), "")
        (below.setdefault(parent, []) if parent else tops).append(row)
    todo = [(row, 1) for row in reversed(tops)]
    while todo:
        row, depth = todo.pop()
        if row.id not in shown:
            shown.add(row.id)
            yield _line(row, depth)
            todo += [(child, depth + 1) for child in reversed(below.get(row.id, []))]


def _apart(heading: str, groups: Sequence[GroupRow]) -> list[OutlineLine]:
    if not groups:
        return []
    top = OutlineLine(f"heading {heading}", LineKind.HEADING, heading)
    return [top, *(_line(row, 1) for row in sorted(groups, key=_place))]


def _line(row: GroupRow, depth: int) -> OutlineLine:
    tag = "joint" if row.is_joint else ""
    return OutlineLine(row.id, LineKind.GROUP, row.name, depth, tag, row.code)


def _place(row: GroupRow) -> tuple[int, str]:
    first = row.type in _FIRST_TYPES
    return (_FIRST_TYPES.index(row.type) if first else len(_FIRST_TYPES), folded(row.name))
