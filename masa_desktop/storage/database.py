"""The records of an office and their two doors: read, and the one that writes and logs."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.orm import Session

from masa_desktop.domain.changes import ChangeSet
from masa_desktop.domain.errors import UserError
from masa_desktop.storage import guard, migrate
from masa_desktop.storage.engine import connect, for_writing, open_file, plainly
from masa_desktop.storage.log import Noting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from masa_desktop.domain.changes import Actor

R = TypeVar("R")

_KEPT_BACKUPS = 10


class Database:
    """Safe to call from any thread. `read_only` holds what the second window is told."""

    def __init__(  # noqa: PLR0913  # how a file is opened, all by keyword
        self,
        file: Path,
        key: bytes,
        actor: Actor,
        *,
        backups: Path,
        read_only: str = "",
        unchangeable: bool = False,
        is_new: bool = False,
    ) -> None:
        self.read_only = read_only
        self._file = file
        self._key = key
        self.actor = actor
        self._backups = backups
        with plainly():
            self._engine = open_file(
                file, key, read_only=bool(read_only), unchangeable=unchangeable
            )
            self._writing = for_writing(self._engine)
            if is_new:
                migrate.make_records(self._writing)
            else:
                migrate.bring_up_to_date(
                    self._writing, self.copy_to_backups, read_only=bool(read_only)
                )

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        with plainly(), Session(self._engine) as session:
            yield session

    def write(self, verb: str, work: Callable[[Session], R]) -> tuple[R, ChangeSet]:
        """Run one verb in one transaction, log what it changed, and report it once it is on disk.

        Raises UserError if the office is open elsewhere or the disk refuses; then nothing changed.
        """
        if self.read_only:
            raise UserError(self.read_only, do="Close it there, then open it here again.")
        with plainly(), Session(self._writing) as session:
            session.info["actor"] = self.actor
            noting = Noting(session, verb, self.actor)
            with session.begin():
                guard.open_door(session.connection())
                result = work(session)
                session.flush()
                guard.shut_door(session.connection())
        return result, ChangeSet(verb, tuple(noting.changes), datetime.now(UTC))

    def copy_to_backups(self, name: str) -> Path:
        """A whole encrypted copy, made with SQLite's own backup call."""
        self._backups.mkdir(exist_ok=True)
        copy = self._backups / f"{name}.db"
        part = copy.with_suffix(".tmp")
        part.unlink(missing_ok=True)
        with (
            closing(connect(self._file, self._key)) as source,
            closing(connect(part, self._key)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # a copy is one file, without its WAL
        part.replace(copy)
        return copy

    def daily_backup(self, today: date) -> None:
        """One copy a day, the newest ten kept."""
        name = f"day-{today.isoformat()}"
        if self.read_only or (self._backups / f"{name}.db").exists():
            return
        with plainly():
            self.copy_to_backups(name)
        for old in sorted(self._backups.glob("day-*.db"))[:-_KEPT_BACKUPS]:
            old.unlink(missing_ok=True)


def actor_of(session: Session) -> Actor:
    """Who is writing, inside a verb."""
    actor: Actor = session.info["actor"]
    return actor
