"""Records as an aligned table of plain text, or as JSON with the same keys on every machine."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeAlias

from masa_desktop.domain.days import stamp_words
from masa_desktop.domain.words import clock_time, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

Record: TypeAlias = dict[str, object]
"""One line: key to value. Keys never change; a new one may be added."""

_GAP = "  "


def as_table(records: Sequence[Record], columns: Sequence[tuple[str, str]]) -> str:
    """The records under their headings; `columns` gives (key, heading) in order.

    Line breaks in a text become spaces, so that a record is a line. Without records: one
    sentence.
    """
    if not records:
        return "There is nothing to show."
    lines = [[heading for _, heading in columns]]
    lines += [[in_words(record[key]) for key, _ in columns] for record in records]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        _GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def as_json(records: Sequence[Record]) -> str:
    """The records as a JSON list; dates and times in ISO 8601, unknown as null."""
    return json.dumps(records, ensure_ascii=False, indent=1, default=_plain)


def in_words(value: object) -> str:
    """A value as a table shows it: "14 Apr 2026", "14:00", "yes"; unknown is blank."""
    match value:
        case None:
            said = ""
        case bool():
            said = "yes" if value else "no"
        case datetime():
            said = stamp_words(value)
        case date():
            said = short_date(value)
        case time():
            said = clock_time(value)
        case list() | tuple():
            said = ", ".join(in_words(each) for each in value)
        case _:
            said = " ".join(str(value).split())
    return said


def _plain(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be written as JSON")
