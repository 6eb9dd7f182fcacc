"""Nothing writes to a shared table but the writing door, and nothing erases a row.

Triggers refuse it, so that a later developer's raw SQL cannot slip past the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from masa_desktop.storage.entities import SHARED

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CLOSED = "WHEN (SELECT is_open FROM guard) = 0"
_OPEN, _SHUT = text("UPDATE guard SET is_open = 1"), text("UPDATE guard SET is_open = 0")


def remove(connection: Connection) -> None:
    """Before a migration, which rebuilds tables."""
    for name in connection.scalars(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
    ).all():
        connection.execute(text(f'DROP TRIGGER "{name}"'))


def set_up(connection: Connection) -> None:
    connection.execute(text("INSERT OR IGNORE INTO guard (id, is_open) VALUES (1, 0)"))
    for table in SHARED:
        _refuse(connection, table, "INSERT", _CLOSED, "write outside the writing door")
        _refuse(connection, table, "UPDATE", _CLOSED, "write outside the writing door")
        _refuse(connection, table, "DELETE", "", "rows are marked gone, never erased")
    _refuse(connection, "change", "DELETE", "", "the log is only added to")
    _refuse(connection, "logged_verb", "DELETE", "", "the log is only added to")


def open_door(connection: Connection) -> None:
    connection.execute(_OPEN)


def shut_door(connection: Connection) -> None:
    connection.execute(_SHUT)


def _refuse(connection: Connection, table: str, what: str, when: str, why: str) -> None:
    connection.execute(
        text(
            f'CREATE TRIGGER IF NOT EXISTS "guard_{table}_{what.lower()}" BEFORE {what} '
            f"ON \"{table}\" {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
    )
