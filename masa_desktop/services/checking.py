"""Is the office whole? Its file, its log against its rows, its references, its structure.

Promises to change nothing, and to say every finding in words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.groups import ancestors
from masa_desktop.domain.references import Kind, parse
from masa_desktop.services.groups import parents
from masa_desktop.storage import checks
from masa_desktop.storage.entities import (
    Action,
    Decision,
    Group,
    Holding,
    Meeting,
    Person,
    Seat,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, and each thing found wrong in a sentence."""

    name: str
    said: tuple[str, ...] = ()

    @property
    def is_fine(self) -> bool:
        return not self.said


def check(workspace: Workspace) -> list[Finding]:
    """Every check in turn. A part that cannot be read is a finding, never a failure."""
    return [Finding(name, tuple(_answer(workspace, question))) for name, question in _CHECKS]


def pages(session: Session) -> list[str]:
    """The seals of the encryption and the pages of the file."""
    return [f"The file is damaged: {line}." for line in checks.pages(session)]


def links(session: Session) -> list[str]:
    """Every row that belongs to another finds it."""
    return [
        f"A row of “{table}” belongs to a row of “{other}” that is not there."
        for table, other in checks.foreign_keys(session)
    ]


def log(session: Session) -> list[str]:
    """The log tells of every row how it was made and what it now says."""
    said = [
        f"“{column}” of row {row} in “{table}” is not what the log says."
        for table, row, column in checks.differing(session)
    ]
    unborn, gone = checks.births(session)
    said += [f"Row {row} in “{table}” is not in the log." for table, row in unborn]
    said += [f"Row {row} is in the log but not in “{table}”." for table, row in gone]
    return said


def lineage(session: Session) -> list[str]:
    """Every change names the versions it replaced, and the log holds them."""
    return [
        f"A change of “{column}” in row {row} replaced a version that is not in the log."
        for row, column in checks.orphans(session)
    ]


def references(session: Session) -> list[str]:
    """Permanent references are well formed and given once, to actions, decisions and meetings."""
    given: list[tuple[str, Kind]] = []
    for table, kind in ((Action, Kind.ACTION), (Decision, Kind.DECISION), (Meeting, Kind.MEETING)):
        given += [(ref, kind) for ref in session.scalars(select(table.ref)) if ref]
    times = Counter(ref for ref, _ in given)
    said = [f"{ref} was given {number} times." for ref, number in times.items() if number > 1]
    said += [
        f"“{ref}” is not a permanent reference of {_ARTICLES[kind]}."
        for ref, kind in given
        if not _is_of(ref, kind)
    ]
    return sorted(said)


def circles(session: Session) -> list[str]:
    """No group reports to itself by way of others."""
    above = parents(session)
    return sorted(
        f"{session.get_one(Group, key).code} reports to itself by way of others."
        for key in above
        if key in ancestors(above, key)
    )


def holdings(session: Session) -> list[str]:
    """Every holding is of a seat and a person that exist."""
    seats = set(session.scalars(select(Seat.id)))
    known = set(session.scalars(select(Person.id)))
    found = session.execute(select(Holding.id, Holding.seat_id, Holding.person_id))
    return sorted(_strays([(key, seat, who) for key, seat, who in found], seats, known))


def _strays(
    found: Sequence[tuple[str, str, str]], seats: set[str], known: set[str]
) -> Iterator[str]:
    for key, seat_id, person_id in found:
        if seat_id not in seats:
            yield f"Holding {key} is of a seat that is not there."
        if person_id not in known:
            yield f"Holding {key} is of a person who is not there."


_CHECKS: tuple[tuple[str, Callable[[Session], list[str]]], ...] = (
    ("File and encryption", pages),
    ("Links between records", links),
    ("Log against records", log),
    ("Lineage of changes", lineage),
    ("References", references),
    ("Reporting lines", circles),
    ("Seats and people", holdings),
)
_ARTICLES = {Kind.ACTION: "an action", Kind.DECISION: "a decision", Kind.MEETING: "a meeting"}


def _answer(workspace: Workspace, question: Callable[[Session], list[str]]) -> list[str]:
    try:
        return workspace.ask(question)
    except UserError as error:
        return [error.happened]


def _is_of(ref: str, kind: Kind) -> bool:
    found = parse(ref)
    return found is not None and found.is_permanent and found.kind is kind and found.text == ref
