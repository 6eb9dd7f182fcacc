"""The log of every change: who, when, which verb, old and new, and what each version replaced.

A version of a cell (row, column) is (tick, session). Its parents are the versions it replaced, so
that what came after what never depends on a clock; ticks only break ties.
"""

from __future__ import annotations

import json
import secrets
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import bindparam, event, func, insert, inspect, select, update

from masa_desktop.domain.changes import Change, HistoryLine
from masa_desktop.storage.entities import Fleeting, Local, LoggedChange, LoggedVerb, Row
from masa_desktop.storage.values import as_plain, as_text, from_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Select, SelectBase, Table
    from sqlalchemy.orm import InstanceState, ORMExecuteState, Session, UOWTransaction

    from masa_desktop.domain.changes import Actor, Value

SESSION_ID = secrets.randbits(62)
"""Random for each run of the program, so that a copied office never continues another's series."""

_CHANGES = cast("Table", LoggedChange.__table__)
_VERBS = cast("Table", LoggedVerb.__table__)

# Every commit says these; to build a statement anew takes longer than to run it.
_BEGIN_VERB, _ADD = insert(_VERBS), insert(_CHANGES)
_STANDING = select(_CHANGES.c.row, _CHANGES.c.column, _CHANGES.c.tick, _CHANGES.c.session).where(
    _CHANGES.c.row.in_(bindparam("of_rows", expanding=True)), ~_CHANGES.c.is_superseded
)
_SUPERSEDE = (
    update(_CHANGES)
    .where(
        _CHANGES.c.row == bindparam("of_row"),
        _CHANGES.c.column == bindparam("of_column"),
        ~_CHANGES.c.is_superseded,
    )
    .values(is_superseded=True)
)


@dataclass(frozen=True, slots=True)
class _Head:
    tick: int
    session: int


_Cell = tuple[str, str]


class Noting:
    """Listens to one session and logs, in its transaction, every column its flushes change."""

    def __init__(self, session: Session, verb: str, actor: Actor) -> None:
        self.changes: list[Change] = []
        self._tick = (time.time_ns() // 1_000_000) << 16 | secrets.randbits(16)
        self._verb = verb
        self._actor = actor
        self._verb_id: int | None = None
        event.listen(session, "after_flush", self._note)
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def _note(self, session: Session, _flush: UOWTransaction) -> None:
        shared: list[tuple[Change, bool]] = []
        for row in [*session.new, *session.dirty]:
            if isinstance(row, Row) and not isinstance(row, Fleeting):
                born = row in session.new
                found = list(_changes_of(row, born=born))
                self.changes.extend(found)
                if not isinstance(row, Local):
                    shared.extend((change, born) for change in found)
        if shared:
            self._log(session, shared)

    def _log(self, session: Session, changes: Sequence[tuple[Change, bool]]) -> None:
        connection = session.connection()
        if self._verb_id is None:
            inserted = connection.execute(_BEGIN_VERB, self._header())
            self._verb_id = inserted.inserted_primary_key[0] if inserted.inserted_primary_key else 0
        heads = _heads(session, {change.row for change, born in changes if not born})
        lines = [
            self._line(change, heads.get((change.row, change.column), [])) for change, _ in changes
        ]
        replaced = {(change.row, change.column) for change, _ in changes} & heads.keys()
        if replaced:
            cells = [{"of_row": row, "of_column": column} for row, column in sorted(replaced)]
            connection.execute(_SUPERSEDE, cells)
        connection.execute(_ADD, lines)

    def _header(self) -> dict[str, object]:
        return {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "user": self._actor.user,
            "laptop_id": self._actor.laptop_id,
            "laptop": self._actor.laptop,
            "session": SESSION_ID,
            "verb": self._verb,
        }

    def _line(self, change: Change, replaced: list[_Head]) -> dict[str, object]:
        return {
            "row": change.row,
            "column": change.column,
            "tick": max([self._tick, *(head.tick + 1 for head in replaced)]),
            "session": SESSION_ID,
            "table": change.table,
            "old": as_text(change.old),
            "new": as_text(change.new),
            "parents": json.dumps([[head.tick, head.session] for head in replaced]),
            "is_superseded": False,
            "verb_id": self._verb_id,
        }


def history_of(session: Session, row_ids: Iterable[str]) -> list[HistoryLine]:
    """Every logged change of these rows, oldest first."""
    wanted = _lines().where(_CHANGES.c.row.in_(list(row_ids))).order_by(_VERBS.c.id)
    return [_history_line(tuple(line)) for line in session.connection().execute(wanted)]


def held_after(session: Session, row_id: str, rows: SelectBase) -> dict[tuple[str, str], Value]:
    """What the cells of these rows held right after the verb that made the row `row_id`.

    By row and column; cells that have not changed since are left out, a row made since has an
    "id" of None. `rows` selects ids. Empty if the log knows nothing of `row_id`.
    """
    made = select(func.min(_CHANGES.c.verb_id)).where(_CHANGES.c.row == row_id).scalar_subquery()
    wanted = (
        select(_CHANGES.c.row, _CHANGES.c.column, _CHANGES.c.old)
        .where(_CHANGES.c.row.in_(rows), _CHANGES.c.verb_id > made)
        .order_by(_CHANGES.c.verb_id, _CHANGES.c.tick)
    )
    held: dict[tuple[str, str], Value] = {}
    for row, column, old in session.connection().execute(wanted):
        held.setdefault((row, column), from_text(old))
    return held


def latest(session: Session, limit: int) -> list[HistoryLine]:
    """The newest `limit` logged changes of the whole office, newest first."""
    wanted = _lines().order_by(_VERBS.c.id.desc()).limit(limit)
    return [_history_line(tuple(line)) for line in session.connection().execute(wanted)]


def forget(session: Session, row_id: str, column: str) -> None:
    """Empty every logged value of one cell but the one it has now: earlier words were private.

    That it changed, when and by whom stays. The row itself must be emptied by the verb, if it is
    to be.
    """
    session.flush()
    empty = as_text("")
    here = (_CHANGES.c.row == row_id, _CHANGES.c.column == column)
    connection = session.connection()
    connection.execute(update(_CHANGES).where(*here).values(old=empty))
    connection.execute(update(_CHANGES).where(*here, _CHANGES.c.is_superseded).values(new=empty))


def _lines() -> Select[*tuple[str, ...]]:
    of_verb = (_VERBS.c.at, _VERBS.c.user, _VERBS.c.laptop, _VERBS.c.verb)
    of_cell = (_CHANGES.c.table, _CHANGES.c.row, _CHANGES.c.column, _CHANGES.c.old, _CHANGES.c.new)
    return select(*of_verb, *of_cell).join(_CHANGES, _CHANGES.c.verb_id == _VERBS.c.id)


def _history_line(line: Sequence[str]) -> HistoryLine:
    return HistoryLine(
        at=datetime.fromisoformat(line[0]),
        user=line[1],
        laptop=line[2],
        verb=line[3],
        table=line[4],
        row=line[5],
        column=line[6],
        old=from_text(line[7]),
        new=from_text(line[8]),
    )


def _changes_of(row: Row, *, born: bool) -> Iterator[Change]:
    state: InstanceState[Row] = inspect(row)
    table = str(state.mapper.local_table)
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if born or history.has_changes():
            old = as_plain(history.deleted[0]) if history.deleted else None
            new = as_plain(getattr(row, column.key))
            if born or as_text(old) != as_text(new):
                yield Change(table, row.id, column.key, old, new)


def _heads(session: Session, rows: set[str]) -> dict[_Cell, list[_Head]]:
    heads: dict[_Cell, list[_Head]] = defaultdict(list)
    if not rows:
        return heads
    found = session.connection().execute(_STANDING, {"of_rows": list(rows)})
    for line in found:
        heads[line.row, line.column].append(_Head(line.tick, line.session))
    return heads


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("Bulk statements would slip past the log: change rows one by one.")
