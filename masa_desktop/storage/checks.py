"""Questions that find damage: pages, foreign keys, and the log against the rows. They only read.

Everything is asked of SQLite in sets, so that a hundred thousand log lines take about a second.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from sqlalchemy import JSON, Time, inspect

from masa_desktop.storage.entities import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table
    from sqlalchemy.orm import Session

_MOST = 20
"""More findings of one kind say nothing more."""

_TABLES = {name: cast("Table", inspect(entity).local_table) for name, entity in SHARED.items()}

# TABLE and COLUMN stand for names of our own tables, see _for. Some two hundred of these run in
# one check: as expressions of SQLAlchemy they would take longer to put together than to answer.
_HEAD = """
    SELECT c.new FROM "change" c
    WHERE c.row = t.id AND c."column" = 'COLUMN' AND NOT c.is_superseded
    ORDER BY c.tick DESC, c.session DESC LIMIT 1
"""
_CELLS = 'SELECT t.id, t."COLUMN" AS cell, (_HEAD_) AS head FROM "TABLE" t'.replace("_HEAD_", _HEAD)
_DIFFERING = """
    SELECT id FROM (_CELLS_)
    WHERE head IS NOT NULL AND json_extract(head, '$') IS NOT cell LIMIT 20
""".replace("_CELLS_", _CELLS)
# The log keeps "09:30:00", the table the same with millionths of a second.
_DIFFERING_TIME = """
    SELECT id FROM (_CELLS_)
    WHERE head IS NOT NULL
    AND substr(json_extract(head, '$'), 1, 8) IS NOT substr(cell, 1, 8) LIMIT 20
""".replace("_CELLS_", _CELLS)
_BORN = """SELECT c."table", c.row FROM "change" c WHERE c."column" = 'id' """
_ROWS = 'SELECT t.id FROM "TABLE" t'
_ORPHANS = """
    SELECT c.row, c."column" FROM "change" c, json_each(c.parents) p
    WHERE c.parents <> '[]' AND NOT EXISTS (
        SELECT 1 FROM "change" e
        WHERE e.row = c.row AND e."column" = c."column"
        AND e.tick = json_extract(p.value, '$[0]')
        AND e.session = json_extract(p.value, '$[1]')
    ) LIMIT 20
"""


def pages(session: Session) -> list[str]:
    """What SQLCipher and SQLite say of the file's pages; empty if they are whole."""
    sealed = _asked(session, "PRAGMA cipher_integrity_check")
    sound = _asked(session, f"PRAGMA integrity_check({_MOST})")
    return sealed[:_MOST] + [line for line in sound if line != "ok"]


def foreign_keys(session: Session) -> list[tuple[str, str]]:
    """Rows that point to a row which is not there: (table, table pointed to)."""
    found = session.connection().exec_driver_sql("PRAGMA foreign_key_check")
    return [(str(line[0]), str(line[2])) for line in found][:_MOST]


def differing(session: Session) -> list[tuple[str, str, str]]:
    """Cells whose value is not the newest the log holds: (table, row, column).

    A cell the log never speaks of is no finding: a column that a later version of the program
    added has no line for the rows made before it. A row that is not in the log at all is found
    by `births`.
    """
    return [
        (name, row_id, column.name)
        for name, table in _TABLES.items()
        for column in table.columns
        for row_id in _differing(session, name, column)
    ][:_MOST]


def births(session: Session) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Rows whose making is not in the log, and logged rows not in their table: (table, row)."""
    born: dict[str, set[str]] = {name: set() for name in _TABLES}
    for table, row in session.connection().exec_driver_sql(_BORN):
        born.setdefault(table, set()).add(row)
    unborn: list[tuple[str, str]] = []
    gone: list[tuple[str, str]] = []
    for table, logged in born.items():
        there = set(_asked(session, _for(_ROWS, table))) if table in _TABLES else set()
        unborn += [(table, row) for row in sorted(there - logged)]
        gone += [(table, row) for row in sorted(logged - there)]
    return unborn[:_MOST], gone[:_MOST]


def orphans(session: Session) -> list[tuple[str, str]]:
    """Log lines that name an earlier version which is not in the log: (row, column)."""
    found = session.connection().exec_driver_sql(_ORPHANS)
    return [(str(row), str(column)) for row, column in found]


def _differing(session: Session, table: str, column: Column[object]) -> Iterator[str]:
    if isinstance(column.type, JSON):
        yield from _differing_data(session, table, column.name)
    else:
        asked = _DIFFERING_TIME if isinstance(column.type, Time) else _DIFFERING
        yield from _asked(session, _for(asked, table, column.name))


def _differing_data(session: Session, table: str, column: str) -> Iterator[str]:
    """Rules and patterns are compared as values: the order of their keys says nothing."""
    for key, cell, head in session.connection().exec_driver_sql(_for(_CELLS, table, column)):
        value = None if cell is None else json.loads(cell)
        if head is not None and json.loads(head) != value:
            yield str(key)


def _for(asked: str, table: str, column: str = "") -> str:
    return asked.replace("TABLE", table).replace("COLUMN", column)


def _asked(session: Session, asked: str) -> list[str]:
    return [str(line[0]) for line in session.connection().exec_driver_sql(asked)]
