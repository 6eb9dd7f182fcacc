"""People and the seats they hold, each holding dated (MEM-4 to MEM-6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.groups import HoldingRow, PersonRow
from masa_desktop.domain.initials import folded
from masa_desktop.services.as_agreed import TODAY
from masa_desktop.storage.entities import Holding, Person, Seat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from masa_desktop.services.as_agreed import Then


def add(session: Session, name: str, initials: str = "", email: str = "") -> str:
    """A new person; gives the id. Raises UserError without a name."""
    if not name.strip():
        raise UserError("A person needs a name.", do="Type the name, or leave the seat vacant.")
    person = Person(name=" ".join(name.split()), initials=initials.strip(), email=email.strip())
    session.add(person)
    session.flush()
    return person.id


def named(session: Session, name: str) -> str:
    """The id of the person called so, made if there is none. Accents and hyphens do not matter.

    Raises UserError if two people are called so.
    """
    wanted = folded(name)
    found = [
        person.id
        for person in session.scalars(select(Person).where(~Person.is_deleted))
        if folded(person.name) == wanted
    ]
    if len(found) > 1:
        raise UserError(
            f"There is more than one person called “{name}”.", do="Choose one from the list."
        )
    return found[0] if found else add(session, name)


def rename(session: Session, person_id: str, name: str, initials: str = "") -> None:
    """Put a name right. Minutes not yet agreed show the new spelling."""
    person = session.get_one(Person, person_id)
    if not name.strip():
        raise UserError("A person needs a name.")
    person.name, person.initials = " ".join(name.split()), initials.strip()


def hold(
    session: Session,
    seat_id: str,
    person_id: str,
    *,
    from_on: date | None,
    until_on: date | None = None,
    title: str = "",
    is_deputy: bool = False,
    is_acting: bool = False,
    has_authority: bool = False,
) -> str:
    """Put a person in a seat, or name a standing deputy, between two inclusive dates.

    Raises UserError if the end is before the start.
    """
    if from_on and until_on and until_on < from_on:
        raise UserError("The last day lies before the first.", do="Check the two dates.")
    holding = Holding(
        seat_id=seat_id,
        person_id=person_id,
        title=title.strip(),
        is_deputy=is_deputy,
        is_acting=is_acting,
        has_authority=has_authority,
        from_on=from_on,
        until_on=until_on,
    )
    session.add(holding)
    return holding.id


def fill_seat(session: Session, seat_id: str, name: str, from_on: date | None) -> str:
    """Somebody takes a seat from `from_on`; whoever held it then leaves the day before (P1).

    A holder recorded for later keeps the seat from that later day: the new holding ends before
    it. A seat for several people keeps its other holders. Gives the holding's id.
    """
    seat = session.get_one(Seat, seat_id)
    person_id = named(session, name)
    until_on = None if seat.is_multiple else _make_room(session, seat_id, from_on)
    return hold(session, seat_id, person_id, from_on=from_on, until_on=until_on)


def _make_room(session: Session, seat_id: str, from_on: date | None) -> date | None:
    """End what overlaps a holding from `from_on`; gives the day before the next holder, if any."""
    later: list[date] = []
    for row in session.scalars(
        select(Holding).where(Holding.seat_id == seat_id, ~Holding.is_deleted, ~Holding.is_deputy)
    ):
        if row.from_on and (from_on is None or row.from_on > from_on):
            later.append(row.from_on)
        elif from_on is None or row.from_on == from_on:
            row.is_deleted = True  # the same days held by somebody else: the newer word counts
        elif row.until_on is None or row.until_on >= from_on:
            row.until_on = _day_before(from_on)
    return _day_before(min(later)) if later else None


def _day_before(day: date) -> date:
    return day.fromordinal(day.toordinal() - 1)


def name_deputy(
    session: Session, seat_id: str, name: str, from_on: date | None, *, has_authority: bool
) -> str:
    """A person, made if there is none of this name, deputises for a seat from `from_on`.

    Gives the holding's id (MEM-6).
    """
    return hold(
        session,
        seat_id,
        named(session, name),
        from_on=from_on,
        is_deputy=True,
        has_authority=has_authority,
    )


def leave_seat(session: Session, holding_id: str, last_day: date) -> None:
    """The holding ends on `last_day`, which is included."""
    row = session.get_one(Holding, holding_id)
    if row.from_on and last_day < row.from_on:
        raise UserError("The last day lies before the first.", do="Check the date.")
    row.until_on = last_day


def holdings(
    session: Session, seat_ids: Iterable[str], day: date, then: Then = TODAY
) -> dict[str, list[HoldingRow]]:
    """Who holds or deputises for each of these seats on `day`, by seat id, as known `then`."""
    found = session.execute(
        select(Holding, Person.name)
        .join(Person, Person.id == Holding.person_id)
        .where(Holding.seat_id.in_(list(seat_ids)))
        .order_by(Person.name)
    )
    rows = [
        (holding.seat_id, _holding_of(holding, name, then))
        for holding, name in found
        if then.had(holding)
    ]
    by_seat: dict[str, list[HoldingRow]] = {}
    for seat_id, row in sorted(rows, key=lambda pair: pair[1].from_on or date.min):
        if (row.from_on or day) <= day <= (row.until_on or day):
            by_seat.setdefault(seat_id, []).append(row)
    return by_seat


def _holding_of(row: Holding, name: str, then: Then) -> HoldingRow:
    return HoldingRow(
        id=row.id,
        person_id=then.value(row, Holding.person_id),
        person=name,
        title=then.value(row, Holding.title),
        is_deputy=then.value(row, Holding.is_deputy),
        is_acting=then.value(row, Holding.is_acting),
        has_authority=then.value(row, Holding.has_authority),
        from_on=then.value(row, Holding.from_on),
        until_on=then.value(row, Holding.until_on),
    )


def everyone(session: Session, day: date) -> list[PersonRow]:
    """All people by name, each with the seats held on `day`."""
    seats: dict[str, list[str]] = {}
    for person_id, title in session.execute(
        select(Holding.person_id, Seat.title)
        .join(Seat, Seat.id == Holding.seat_id)
        .where(~Holding.is_deleted, ~Holding.is_deputy, ~Seat.is_deleted, _held_on(day))
    ):
        seats.setdefault(person_id, []).append(title)
    found = session.scalars(select(Person).where(~Person.is_deleted))
    rows = [PersonRow(p.id, p.name, p.initials, tuple(seats.get(p.id, ()))) for p in found]
    return sorted(rows, key=lambda row: folded(row.name))


def _held_on(day: date) -> ColumnElement[bool]:
    return or_(Holding.from_on.is_(None), Holding.from_on <= day) & or_(
        Holding.until_on.is_(None), Holding.until_on >= day
    )
