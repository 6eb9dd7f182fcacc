"""The counter at which the window stands: ask a question, do a verb, undo it."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from masa_desktop.domain.changes import Change, ChangeSet
from masa_desktop.domain.errors import UserError
from masa_desktop.services import history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import Actor
    from masa_desktop.storage.office import Office

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

_KEPT_STEPS = 100
TYPING = frozenset({"minutes.set_text", "minute_text.write_item", "approvals.reword"})
_ONE_THOUGHT = timedelta(seconds=20)


class Workspace:
    """An open office. Safe to call from any thread; listeners are told after each commit."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._db = office.database
        self._listeners: list[Callable[[ChangeSet], None]] = []
        self._undo: list[ChangeSet] = []
        self._redo: list[ChangeSet] = []
        self._joined: list[ChangeSet] | None = None
        self.saved_at: datetime | None = None

    @property
    def folder(self) -> Path:
        return self._office.folder

    @property
    def office(self) -> Office:
        return self._office

    @property
    def actor(self) -> Actor:
        """Who writes here."""
        return self._db.actor

    @property
    def read_only(self) -> str:
        """Why nothing can be written here, as a sentence; "" if it can."""
        return self._db.read_only

    def close(self) -> None:
        self._office.close()

    def on_change(self, listener: Callable[[ChangeSet], None]) -> None:
        self._listeners.append(listener)

    def ask(
        self, question: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        with self._db.read() as session:
            return question(session, *args, **kwargs)

    def do(
        self, verb: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        result, changes = self._write(_name(verb), lambda s: verb(s, *args, **kwargs))
        if changes.changes:
            self._add_step(changes)
            self._redo.clear()
            self._tell(changes)
        return result

    def keep(
        self, verb: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Like `do`, but no step for undo: where we are, which file was written.

        Steps that would write what this wrote can no longer be taken back, so they are dropped.
        """
        result, changes = self._write(_name(verb), lambda s: verb(s, *args, **kwargs))
        if changes.changes:
            written = _cells(changes.changes)
            self._undo, self._redo = (
                [step for step in steps if written.isdisjoint(_cells(step.inverse()))]
                for steps in (self._undo, self._redo)
            )
            self._tell(changes)
        return result

    def take_back(
        self, verb: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Like `do`, for typing that was undone where it was typed: its steps go, or shrink.

        Else the next undo would bring back what was just taken away.
        """
        result, changes = self._write(_name(verb), lambda s: verb(s, *args, **kwargs))
        if changes.changes:
            self._shrink(changes)
            self._redo.clear()
            self._tell(changes)
        return result

    def _shrink(self, changes: ChangeSet) -> None:
        rest, is_covered = changes, False
        while not is_covered and self._undo and self._undo[-1].is_on_rows_of(rest):
            step = self._undo.pop()
            is_covered, rest = step.covers(rest), step.taken_back_by(rest)
        if rest.changes:
            self._undo = [*self._undo, rest]

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """What is done meanwhile is taken back together, also if it ends in an error."""
        fresh = self._joined = []
        try:
            yield
        finally:
            self._joined = None
            if fresh:
                changes = tuple(change for step in fresh for change in step.changes)
                whole = ChangeSet(fresh[0].verb, changes, fresh[-1].committed_at)
                self._undo = [*self._undo, whole][-_KEPT_STEPS:]

    def undo(self) -> str:
        """Take back the last verb; gives its name, such as "actions.add".

        Raises UserError if it cannot be taken back; the next undo is then of the one before.
        """
        return self._turn_back(self._undo, self._redo)

    def redo(self) -> str:
        return self._turn_back(self._redo, self._undo)

    @property
    def can_undo(self) -> str:
        """The verb that undo would take back; "" if there is none."""
        return self.last_step.verb if self.last_step else ""

    @property
    def can_redo(self) -> str:
        return self.last_undone.verb if self.last_undone else ""

    @property
    def last_step(self) -> ChangeSet | None:
        """What undo would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def last_undone(self) -> ChangeSet | None:
        """What redo would do again."""
        return self._redo[-1] if self._redo else None

    def forget_steps(self) -> None:
        """What set the office up is not for undoing."""
        self._undo.clear()
        self._redo.clear()

    def backup(self, today: date) -> None:
        self._db.daily_backup(today)

    def _add_step(self, changes: ChangeSet) -> None:
        """Typing saved in several commits is one step: what is undone is a thought, not a pause."""
        if self._joined is not None:
            self._joined.append(changes)
            return
        last = self._undo[-1] if self._undo else None
        typing = last is not None and changes.verb in TYPING
        merged = last.followed_by(changes, within=_ONE_THOUGHT) if last and typing else None
        if merged is not None:
            self._undo[-1] = merged
        else:
            self._undo = [*self._undo, changes][-_KEPT_STEPS:]

    def _turn_back(self, source: list[ChangeSet], target: list[ChangeSet]) -> str:
        if not source:
            raise UserError("There is nothing to take back.")
        wanted = source[-1]
        inverse = wanted.inverse()

        def turn(session: Session) -> None:
            try:
                history.apply(session, inverse)
            except UserError:
                source.pop()  # what was changed since does not change back by itself
                raise

        _, changes = self._write("history.apply", turn)
        source.pop()
        target.append(ChangeSet(wanted.verb, changes.changes, changes.committed_at))
        self._tell(changes)
        return wanted.verb

    def _write(self, name: str, work: Callable[[Session], R]) -> tuple[R, ChangeSet]:
        started = time.perf_counter()
        result, changes = self._db.write(name, work)
        took = (time.perf_counter() - started) * 1000
        log.info("%s: %d changes in %.1f ms", name, len(changes.changes), took)
        return result, changes

    def _tell(self, changes: ChangeSet) -> None:
        self.saved_at = changes.committed_at
        for listener in self._listeners:
            listener(changes)


def _cells(changes: Iterable[Change]) -> set[tuple[str, str]]:
    """The row and column of each change."""
    return {(change.row, change.column) for change in changes}


def _name(verb: Callable[..., object]) -> str:
    return f"{verb.__module__.rpartition('.')[2]}.{verb.__name__}"
