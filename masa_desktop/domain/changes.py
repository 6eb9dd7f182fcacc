"""A change is one column of one row going from old to new.

The same value feeds undo, the log, the history view, the screen refresh and, later, the exchange.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import datetime, timedelta

Value: TypeAlias = "str | int | float | bool | Mapping[str, object] | Sequence[object] | None"

GONE = "is_deleted"


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one row. `old` is None for a row that did not exist before."""

    table: str
    row: str
    column: str
    old: Value
    new: Value

    def reversed(self) -> Change:
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one verb did, in order, and when it was on disk (UTC)."""

    verb: str
    changes: tuple[Change, ...]
    committed_at: datetime

    def touches(self, *tables: str) -> bool:
        return any(change.table in tables for change in self.changes)

    def followed_by(self, later: ChangeSet, *, within: timedelta) -> ChangeSet | None:
        """Both as one, if they are the same verb on the same one cell soon after; else None."""
        if self.verb != later.verb or later.committed_at - self.committed_at > within:
            return None
        if len(self.changes) != 1 or len(later.changes) != 1:
            return None
        first, last = self.changes[0], later.changes[0]
        if (first.table, first.row, first.column) != (last.table, last.row, last.column):
            return None
        return ChangeSet(self.verb, (replace(last, old=first.old),), later.committed_at)

    def is_on_rows_of(self, other: ChangeSet) -> bool:
        """Whether it is the same verb on some of the same rows."""
        rows = {change.row for change in self.changes}
        return self.verb == other.verb and any(change.row in rows for change in other.changes)

    def taken_back_by(self, later: ChangeSet) -> ChangeSet:
        """What is left of this step once a later one has taken some or all of it back.

        Cells that are again as they were leave it, and so do rows made here and marked gone since,
        with the rows made here that hang on them.
        """
        cells: dict[tuple[str, str, str], Change] = {}
        for change in (*self.changes, *later.changes):
            key = change.table, change.row, change.column
            first = cells.pop(key, change)
            if first.old != change.new or change.column == "id":
                cells[key] = replace(change, old=first.old)
        lost = _lost(tuple(cells.values()))
        left = tuple(change for change in cells.values() if change.row not in lost)
        return replace(self, changes=left)

    def covers(self, other: ChangeSet) -> bool:
        """Whether the other step wrote no cell that this one has not."""
        own = {(change.table, change.row, change.column) for change in self.changes}
        born = {change.row for change in self.changes if change.column == "id"}
        return all(
            change.row in born or (change.table, change.row, change.column) in own
            for change in other.changes
        )

    def inverse(self) -> tuple[Change, ...]:
        """The changes that take this back. A created row is marked gone, never erased."""
        born = {(c.table, c.row) for c in self.changes if c.column == "id"}
        kept = [c for c in self.changes if (c.table, c.row) not in born]
        buried = [Change(table, row, GONE, old=False, new=True) for table, row in sorted(born)]
        return tuple([c.reversed() for c in reversed(kept)] + buried)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes: the name the laptop's account gives, which laptop it is, and in which office."""

    user: str
    laptop_id: str
    laptop: str
    office_id: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One logged change as the history of a record shows it. `at` is UTC."""

    at: datetime
    user: str
    laptop: str
    verb: str
    table: str
    row: str
    column: str
    old: Value
    new: Value


def _lost(changes: Sequence[Change]) -> set[str]:
    """The rows that were both made and marked gone, and those made that name one of them."""
    born = {change.row for change in changes if change.column == "id"}
    lost = {change.row for change in changes if change.column == GONE and change.new is True}
    lost &= born
    hangs = {change.row for change in changes if change.row in born and _names(change, lost)}
    return lost | hangs


def _names(change: Change, rows: Container[str]) -> bool:
    return change.column != "id" and isinstance(change.new, str) and change.new in rows
