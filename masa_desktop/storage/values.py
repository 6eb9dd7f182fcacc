"""Between a column's Python value and the plain value that fits in the log."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, Time, inspect

if TYPE_CHECKING:
    from masa_desktop.domain.changes import Value
    from masa_desktop.storage.entities import Row


def as_plain(value: object) -> Value:
    if isinstance(value, date | time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | Mapping | Sequence):
        return value
    raise TypeError(f"{value!r} cannot be logged")


def as_column(entity: type[Row], column: str, value: Value) -> Any:
    """The Python value that `column` of `entity` holds for a plain value from the log."""
    kind = inspect(entity).columns[column].type
    if isinstance(value, str) and isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, Time):
        return time.fromisoformat(value)
    return value


def as_text(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Value:
    value: Value = json.loads(text)
    return value
