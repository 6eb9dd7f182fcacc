"""Chair rules to and from plain data, as they are stored and handed over.

Promise: what was written reads back the same; what is not understood is refused, never dropped.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from masa_desktop.domain.chairs import (
    Acting,
    AgencyHolds,
    Alternating,
    AppointedBy,
    ChairKind,
    ChairRule,
    CoChairs,
    Election,
    ExOfficio,
    FixedPost,
    IndependentChair,
    Member,
    MemberKind,
    NotStated,
    Per,
    Rotation,
    Strength,
    Way,
)
from masa_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Code = TypeVar("Code", bound=StrEnum)


def to_data(rule: ChairRule) -> dict[str, object]:
    """The rule as values JSON can hold: text, whole numbers, true, false, None, lists, mappings."""
    data: dict[str, object] = {"kind": rule.kind.value}
    for field in fields(rule.way):
        data[field.name] = _plain(getattr(rule.way, field.name))
    for field in fields(rule):
        if field.name != "way":
            data[field.name] = _plain(getattr(rule, field.name))
    return data


def from_data(data: Mapping[str, object]) -> ChairRule:
    """The rule that `to_data` wrote. Raises UserError for a kind, key or value not understood."""
    reading = _Reading(data)
    kind = reading.code("kind", ChairKind, None)
    rule = ChairRule(
        _WAYS[kind](reading),
        independent_chair_permitted=reading.flag("independent_chair_permitted"),
        minimum_tenure_months=reading.number("minimum_tenure_months"),
        minimum_strength=reading.code("minimum_strength", Strength, Strength.EXPECTED),
        quote=reading.text("quote"),
    )
    reading.finish()
    return rule


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Member):
        return {"kind": value.kind.value, "ref": value.ref, "name": value.name}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _refuse(what: str) -> UserError:
    return UserError(
        f"This chair rule cannot be read: {what}.",
        do="It may come from a newer version. Update MASA Desktop, or enter the rule again.",
    )


class _Reading:
    """The keys of one mapping, each read once and by its type."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data = data
        self._unread = set(data)

    def finish(self) -> None:
        if self._unread:
            raise _refuse(f"“{min(self._unread)}” is not part of it")

    def text(self, key: str) -> str:
        value = self._take(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _refuse(f"“{key}” should be text")
        return value

    def number(self, key: str) -> int | None:
        value = self._take(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise _refuse(f"“{key}” should be a whole number")

    def flag(self, key: str) -> bool | None:
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        raise _refuse(f"“{key}” should be true or false")

    def day(self, key: str) -> date | None:
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise _refuse(f"“{key}” should be a date such as 2026-04-14")

    def code(self, key: str, codes: type[Code], otherwise: Code | None) -> Code:
        value = self._take(key)
        if value is None and otherwise is not None:
            return otherwise
        for code in codes:
            if code.value == value:
                return code
        raise _refuse(f"“{value}” is not a {key} it knows" if value else f"it has no {key}")

    def member(self, key: str) -> Member | None:
        value = self._take(key)
        return None if value is None else _member(key, value)

    def named(self, key: str) -> Member:
        member = self.member(key)
        if member is None:
            raise _refuse(f"“{key}” is missing")
        return member

    def members(self, key: str) -> tuple[Member, ...]:
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise _refuse(f"“{key}” should be a list")
        return tuple(_member(key, one) for one in value)

    def _take(self, key: str) -> object:
        self._unread.discard(key)
        return self._data.get(key)


def _member(key: str, value: object) -> Member:
    if not isinstance(value, dict):
        raise _refuse(f"“{key}” should name an agency, seat, post or area")
    reading = _Reading(value)
    member = Member(
        reading.code("kind", MemberKind, None), reading.text("ref"), reading.text("name")
    )
    reading.finish()
    return member


def _fixed_post(reading: _Reading) -> Way:
    return FixedPost(
        post=reading.named("post"),
        agency=reading.member("agency"),
        supported_by=reading.members("supported_by"),
    )


def _rotation(reading: _Reading) -> Way:
    return Rotation(
        order=reading.members("order"),
        among=reading.members("among"),
        term_months=reading.number("term_months"),
        anchor=reading.day("anchor"),
        first=reading.member("first"),
        first_term_months=reading.number("first_term_months"),
    )


def _election(reading: _Reading) -> Way:
    return Election(
        every_months=reading.number("every_months"),
        at_meeting=reading.text("at_meeting"),
        month=reading.number("month"),
    )


def _independent_chair(reading: _Reading) -> Way:
    starts_on, ends_on = reading.day("starts_on"), reading.day("ends_on")
    chair = reading.member("chair")
    if chair is None:
        return IndependentChair(starts_on=starts_on, ends_on=ends_on)
    return IndependentChair(chair=chair, starts_on=starts_on, ends_on=ends_on)


def _alternating(reading: _Reading) -> Way:
    return Alternating(
        between=reading.members("between"),
        per=reading.code("per", Per, Per.MEETING),
        first=reading.member("first"),
        term_months=reading.number("term_months"),
        anchor=reading.day("anchor"),
        cancelled_consumes_turn=bool(reading.flag("cancelled_consumes_turn")),
        host_follows=bool(reading.flag("host_follows")),
    )


def _ex_officio(reading: _Reading) -> Way:
    return ExOfficio(
        post=reading.named("post"),
        of_group=reading.text("of_group"),
        of_group_id=reading.text("of_group_id"),
    )


def _acting(reading: _Reading) -> Way:
    return Acting(
        chair=reading.named("chair"),
        in_place_of=reading.member("in_place_of"),
        starts_on=reading.day("starts_on"),
        ends_on=reading.day("ends_on"),
    )


_WAYS: dict[ChairKind, Callable[[_Reading], Way]] = {
    ChairKind.FIXED_POST: _fixed_post,
    ChairKind.ROTATION: _rotation,
    ChairKind.ELECTION: _election,
    ChairKind.INDEPENDENT_CHAIR: _independent_chair,
    ChairKind.AGENCY_HOLDS: lambda reading: AgencyHolds(agency=reading.named("agency")),
    ChairKind.APPOINTED_BY: lambda reading: AppointedBy(
        group=reading.text("group"), group_id=reading.text("group_id")
    ),
    ChairKind.ALTERNATING: _alternating,
    ChairKind.CO_CHAIRS: lambda reading: CoChairs(chairs=reading.members("chairs")),
    ChairKind.EX_OFFICIO: _ex_officio,
    ChairKind.ACTING: _acting,
    ChairKind.NOT_STATED: lambda _: NotStated(),
}
