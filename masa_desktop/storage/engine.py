"""How the encrypted file is opened: raw key, pragmas, every statement inside a transaction.

Python's driver begins a transaction only before an INSERT, UPDATE or DELETE, so that a verb's
reads and a migration's CREATE TABLE would stand outside it. We begin ourselves: BEGIN to read,
BEGIN IMMEDIATE to write, so that writers queue instead of failing.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from masa_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

_QUIETLY = (
    "cipher_log_level=NONE",  # damage is said in a sentence, not on the console
    "temp_store=MEMORY",  # no plain text in temporary files
)
_PRAGMAS = (
    *_QUIETLY,
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit that is shown as saved survives a power cut
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
)


def connect(file: Path, key: bytes, *, unchangeable: bool = False) -> dbapi2.Connection:
    """A bare connection to the records. The key is raw, so that opening costs milliseconds.

    `unchangeable` is for a folder where nothing may be written, not even who reads.
    """
    ways = "?immutable=1" if unchangeable else ""
    connection = dbapi2.connect(
        f"{file.absolute().as_uri()}{ways}", uri=True, check_same_thread=False, isolation_level=None
    )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in _QUIETLY if unchangeable else _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def open_file(file: Path, key: bytes, *, read_only: bool, unchangeable: bool = False) -> Engine:
    def creator() -> dbapi2.Connection:
        connection = connect(file, key, unchangeable=unchangeable)
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        hide_parameters=True,  # what people typed must not reach the log inside an error
    )
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    return engine.execution_options(writing=True)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what the disk does to us into sentences; everything else rises as it is."""
    try:
        yield
    except (DatabaseError, dbapi2.DatabaseError) as error:
        sentence = _sentence(str(error).lower())
        if sentence is None:
            raise
        raise sentence from error


def damaged() -> UserError:
    return UserError(
        "The records file of this office is damaged or incomplete.",
        safe="Nothing has been changed. Earlier copies may lie in its folder “backups”.",
        do="Copy the office folder again from where it came, or restore a backup (see the README).",
    )


def _sentence(message: str) -> UserError | None:
    if "disk is full" in message:
        return UserError(
            "This laptop's disk is full, so the last change is not saved.",
            safe="Everything saved before is safe, and your text is still on the screen.",
            do="Free some space, then try again.",
        )
    if "not a database" in message or "malformed" in message or "hmac" in message:
        return damaged()
    if "readonly" in message or "unable to open" in message:
        return UserError(
            "This office can only be read here, so nothing can be saved.",
            do="Copy the office folder to a place where you may write, and open it there.",
        )
    if "locked" in message:
        return UserError(
            "Another program is writing to this office, so the change is not saved.",
            safe="Nothing has been changed, and your text is still on the screen.",
            do="Try again in a moment.",
        )
    if "disk i/o error" in message:
        return UserError(
            "The disk did not answer, so the last change is not saved.",
            safe="Everything saved before is safe, and your text is still on the screen.",
            do="Check the drive or the memory stick, then try again.",
        )
    return None
