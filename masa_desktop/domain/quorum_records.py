"""Quorum rules to and from plain data, as they are stored and handed over.

Promise: what was written reads back the same; what is not understood is refused, never dropped.
"""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.quorum_rules import (
    CategoryMinimum,
    Deputies,
    HeadCount,
    IfInquorate,
    MinFraction,
    MinOf,
    QuorumRule,
    Rounding,
    Seats,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_KEYS = frozenset(each.name for each in fields(QuorumRule))


def to_data(rule: QuorumRule) -> dict[str, object]:
    """Give the rule as plain JSON values; what stands at its default is left out."""
    data: dict[str, object] = {
        each.name: _plain(getattr(rule, each.name))
        for each in fields(rule)
        if getattr(rule, each.name) != each.default
    }
    if rule.all_of:
        data["all_of"] = [
            clause[0] if len(clause) == 1 else {"any_of": list(clause)} for clause in rule.all_of
        ]
    return data


def _plain(value: object) -> object:
    if isinstance(value, (MinOf, CategoryMinimum, MinFraction)):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, (StrEnum, Fraction)) else value


def from_data(data: Mapping[str, object]) -> QuorumRule:
    """Read a rule from what to_data gave. Raises UserError for a part that is not known."""
    _check_keys(data, _KEYS)
    return QuorumRule(
        all_of=tuple(_clause(each) for each in _list(data, "all_of")),
        called=_text(data, "called"),
        min_of=_min_of(data),
        min_members=_whole(data, "min_members"),
        min_agencies=_whole(data, "min_agencies"),
        minima=tuple(_minimum(each) for each in _list(data, "minima")),
        min_fraction=_min_fraction(data),
        chair_required=_flag(data, "chair_required", default=False),
        acting_chair_satisfies=_flag(data, "acting_chair_satisfies", default=True),
        chair_discretion=_flag(data, "chair_discretion", default=False),
        deputies_count=_choice(data, "deputies_count", Deputies.WITH_AUTHORITY),
        online_counts=_flag(data, "online_counts", default=True),
        people_or_agencies=_choice(data, "people_or_agencies", HeadCount.AGENCIES),
        if_inquorate=_choice(data, "if_inquorate", IfInquorate.NOT_STATED),
    )


def _unreadable(part: str) -> UserError:
    return UserError(
        f"A part of this quorum rule cannot be read: “{part}”.",
        do="Update the app, or enter the rule again from the terms of reference.",
    )


def _check_keys(data: Mapping[str, object], known: Collection[str]) -> None:
    for key in data:
        if key not in known:
            raise _unreadable(str(key))


def _clause(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return _texts(_part(value, "all_of", {"any_of"}), "any_of")


def _part(value: object, key: str, known: Collection[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _unreadable(key)
    _check_keys(value, known)
    return value


def _list(data: Mapping[str, object], key: str) -> list[object]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise _unreadable(key)
    return value


def _texts(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = _list(data, key)
    texts = tuple(each for each in values if isinstance(each, str))
    if len(texts) < len(values):
        raise _unreadable(key)
    return texts


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise _unreadable(key)
    return value


def _whole(data: Mapping[str, object], key: str) -> int | None:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int | None):
        raise _unreadable(key)
    return value


def _number(data: Mapping[str, object], key: str) -> int:
    value = _whole(data, key)
    if value is None:
        raise _unreadable(key)
    return value


def _flag(data: Mapping[str, object], key: str, *, default: bool) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise _unreadable(key)
    return value


_Choice = TypeVar("_Choice", bound=StrEnum)


def _choice(data: Mapping[str, object], key: str, default: _Choice) -> _Choice:
    try:
        return type(default)(_text({key: data.get(key, default.value)}, key))
    except ValueError:
        raise _unreadable(key) from None


def _min_of(data: Mapping[str, object]) -> MinOf | None:
    if data.get("min_of") is None:
        return None
    part = _part(data["min_of"], "min_of", {"number", "agency_ids"})
    return MinOf(_number(part, "number"), _texts(part, "agency_ids"))


def _minimum(value: object) -> CategoryMinimum:
    part = _part(value, "minima", {"number", "category", "called"})
    return CategoryMinimum(_number(part, "number"), _text(part, "category"), _text(part, "called"))


def _min_fraction(data: Mapping[str, object]) -> MinFraction | None:
    if data.get("min_fraction") is None:
        return None
    part = _part(data["min_fraction"], "min_fraction", {"fraction", "rounding", "of"})
    try:
        fraction = Fraction(_text(part, "fraction"))
    except (ValueError, ZeroDivisionError):
        raise _unreadable("min_fraction") from None
    return MinFraction(
        fraction, _choice(part, "rounding", Rounding.UP), _choice(part, "of", Seats.FILLED)
    )
