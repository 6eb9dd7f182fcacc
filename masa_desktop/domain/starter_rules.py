"""Chair and quorum rules as a business manager writes them, turned into their data forms.

Promises that `chair_records.from_data` and `quorum_records.from_data` understand what it gives:
agencies and groups are named by the file's own keys, a post by its words.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from masa_desktop.domain import chair_records, quorum_records
from masa_desktop.domain.chairs import ChairKind, MemberKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.quorum_rules import QuorumRule
from masa_desktop.domain.starter_entry import plain, refuse_stranger, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from masa_desktop.domain.starter import ChairData, QuorumData
    from masa_desktop.domain.starter_entry import Entry

ANY_CHAIR_KEYS = (
    "kind",
    "independent_chair_permitted",
    "minimum_tenure_months",
    "minimum_strength",
    "quote",
    "source",
)
CHAIR_KEYS: dict[str, tuple[str, ...]] = {
    "fixed_post": ("post", "agency", "supported_by"),
    "rotation": ("among", "order", "term_months", "anchor", "first", "first_term_months"),
    "election": ("every_months", "at_meeting", "month"),
    "independent_chair": ("starts_on", "ends_on"),
    "agency_holds": ("agency",),
    "appointed_by": ("group",),
    "alternating": ("between", "per", "first", "term_months", "anchor", "host_follows"),
    "co_chairs": ("chairs",),
    "ex_officio": ("post", "of_group"),
    "acting": ("chair", "in_place_of", "starts_on", "ends_on"),
    "not_stated": (),
}
POSTS = ("post", "supported_by", "between", "chairs", "chair", "in_place_of", "first")
AGENCIES = ("agency", "among", "order")
GROUPS = ("group", "of_group")
LISTS = ("supported_by", "between", "chairs", "among", "order")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the file's agencies and groups by their keys."""

    agencies: Mapping[str, str]
    groups: Mapping[str, str]


def read_chair(group: Entry, names: Names) -> tuple[ChairData, str]:
    """The chair rule of a group and its source; nothing written means not stated (CHR-1 l).

    Raises UserError for a kind, key, agency, group or value that cannot be.
    """
    everything = {key for keys in CHAIR_KEYS.values() for key in keys}
    entry = group.child("chair", (*ANY_CHAIR_KEYS, *everything))
    if entry is None:
        return {"kind": ChairKind.NOT_STATED.value}, group.text("source")
    kind = entry.choice("kind", tuple(CHAIR_KEYS))
    rule: ChairData = {}
    for key in entry.filled():
        allowed = (*ANY_CHAIR_KEYS, *CHAIR_KEYS[kind])
        if key not in allowed:
            raise unknown(entry.where, f'for a chair of the kind "{kind}" the key', key, allowed)
        if key != "source":
            rule.update(_fact(entry, key, kind, names))
    try:
        chair_records.from_data(rule)
    except UserError as mistake:
        raise UserError(f"In {entry.where}: {mistake.happened}", do=mistake.do) from mistake
    return rule, entry.text("source", group.text("source"))


def read_quorum(group: Entry, names: Names) -> QuorumData:
    """The quorum rule of a group; nothing written means none is set, and {} is given (Q7).

    Raises UserError for a key, agency or value that cannot be.
    """
    entry = group.child("quorum", [each.name for each in fields(QuorumRule)])
    if entry is None:
        return {}
    data = {key: plain(entry.value(key)) for key in entry.filled()}
    try:
        rule = quorum_records.from_data(data)
    except UserError as mistake:
        raise UserError(f"In {entry.where}: {mistake.happened}", do=mistake.do) from mistake
    named = [agency for clause in rule.all_of for agency in clause]
    for agency in (*named, *(rule.min_of.agency_ids if rule.min_of else ())):
        refuse_stranger(entry.where, agency, names.agencies, "agency")
    return data


def _fact(entry: Entry, key: str, kind: str, names: Names) -> ChairData:
    """One key of the rule in its data form."""
    if key in GROUPS:
        group = entry.reference(key, names.groups, "group")
        return {key: names.groups.get(group, ""), f"{key}_id": group}
    if key in AGENCIES or (key == "first" and kind == ChairKind.ROTATION):
        words = entry.texts(key) if key in LISTS else (entry.text(key),)
        members = [_agency(entry, one, names) for one in words]
    elif key in POSTS:
        words = entry.texts(key) if key in LISTS else (entry.text(key),)
        members = [_member(MemberKind.POST, "", one) for one in words]
    else:
        return {key: plain(entry.value(key))}
    return {key: members if key in LISTS else members[0]}


def _agency(entry: Entry, key: str, names: Names) -> ChairData:
    refuse_stranger(entry.where, key, names.agencies, "agency")
    return _member(MemberKind.AGENCY, key, names.agencies[key])


def _member(kind: MemberKind, ref: str, name: str) -> ChairData:
    return {"kind": kind.value, "ref": ref, "name": name}
