"""The groups of a starter file: names, links, seats and who chairs.

Promises that each link and seat leads to a group or agency of the file, and that no group is,
by any road, its own parent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain import starter as values
from masa_desktop.domain.groups import UPWARDS
from masa_desktop.domain.starter_entry import Entry, refusal, refuse_duplicates
from masa_desktop.domain.starter_rules import Names, read_chair, read_quorum

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUP_KEYS = (
    "key",
    "name",
    "aliases",
    "code",
    "type",
    "status",
    "scope",
    "area",
    "external",
    "joint",
    *values.LINK_KINDS,
    "purpose",
    "functions",
    "frequency",
    "terms_of_reference",
    "terms_review",
    "starts",
    "ends",
    "chair",
    "quorum",
    "seats",
    "note",
    "source",
)
LINK_KEYS = ("group", "source")
SEAT_KEYS = (
    "title",
    "agency",
    "capacity",
    "counts_for_quorum",
    "follows_group",
    "multiple",
    "note",
    "source",
)


def read_groups(
    top: Entry, agencies: Sequence[values.StarterAgency]
) -> tuple[values.StarterGroup, ...]:
    """The groups of the file. Raises UserError for a key used twice or a circle of parents."""
    entries = top.entries("groups", GROUP_KEYS)
    keys = [entry.required("key") for entry in entries]
    refuse_duplicates(f"{top.where}, groups", keys)
    names = Names(
        agencies={agency.key: agency.name for agency in agencies},
        groups={entry.required("key"): entry.required("name") for entry in entries},
    )
    groups = tuple(_group(entry, names) for entry in entries)
    _refuse_circles(top.where, groups)
    return groups


def _group(entry: Entry, names: Names) -> values.StarterGroup:
    source = entry.text("source")
    chair, chair_source = read_chair(entry, names)
    return values.StarterGroup(
        key=entry.required("key"),
        name=entry.required("name"),
        aliases=entry.texts("aliases"),
        code=entry.text("code"),
        type=entry.choice("type", values.GROUP_TYPES),
        status=entry.choice("status", values.GROUP_STATUSES),
        scope=entry.choice("scope", values.SCOPES, "children"),
        area=entry.text("area"),
        is_external=entry.flag("external"),
        is_joint=entry.flag("joint"),
        parents=_links(entry, names, source),
        purpose=entry.text("purpose"),
        functions=entry.texts("functions"),
        frequency=entry.text("frequency"),
        terms_of_reference=entry.text("terms_of_reference"),
        terms_review=entry.text("terms_review"),
        starts=entry.when("starts"),
        ends=entry.when("ends"),
        chair=chair,
        chair_source=chair_source,
        quorum=read_quorum(entry, names),
        seats=tuple(_seat(seat, names, source) for seat in entry.entries("seats", SEAT_KEYS)),
        note=entry.text("note"),
        source=source,
    )


def _links(entry: Entry, names: Names, source: str) -> tuple[values.StarterLink, ...]:
    """The group's lines to others; a bare group key takes the source of the group."""
    links = []
    for kind in values.LINK_KINDS:
        for item in entry.items(kind):
            data = {"group": item} if isinstance(item, str) else item
            link = Entry(data, f"{entry.where}, {kind}", LINK_KEYS)
            link.required("group")
            to = link.reference("group", names.groups, "group")
            links.append(values.StarterLink(to=to, kind=kind, source=link.text("source", source)))
    return tuple(links)


def _seat(entry: Entry, names: Names, source: str) -> values.StarterSeat:
    """A seat; without a source of its own it takes the group's."""
    return values.StarterSeat(
        title=entry.required("title"),
        agency=entry.reference("agency", names.agencies, "agency"),
        capacity=entry.choice("capacity", values.CAPACITIES, "member"),
        counts_for_quorum=entry.flag_or_unknown("counts_for_quorum"),
        follows_group=entry.reference("follows_group", names.groups, "group"),
        is_multiple=entry.flag("multiple"),
        note=entry.text("note"),
        source=entry.text("source", source),
    )


def _refuse_circles(where: str, groups: Sequence[values.StarterGroup]) -> None:
    """Refuse a group that reports to itself or is part of itself by any road (STR-3)."""
    names = {group.key: group.name for group in groups}
    above = {
        group.key: [link.to for link in group.parents if link.kind in UPWARDS] for group in groups
    }
    settled: set[str] = set()
    for key in above:
        circle = _circle(key, above, [], settled)
        if circle:
            printed = ", ".join(f'"{names[member]}"' for member in circle)
            raise refusal(
                f"{where}, groups",
                f"these groups are parents of one another in a circle: {printed}",
                'Take out one of their "reports_to" or "part_of" lines.',
            )


def _circle(key: str, above: dict[str, list[str]], path: list[str], settled: set[str]) -> list[str]:
    """The keys on the circle that a walk upwards from here runs into, or an empty list."""
    if key in path:
        return path[path.index(key) :]
    if key in settled:
        return []
    for parent in above[key]:
        found = _circle(parent, above, [*path, key], settled)
        if found:
            return found
    settled.add(key)
    return []
