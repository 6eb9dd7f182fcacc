"""Names as they stood on a day (STR-4): of groups, agencies and partnerships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.services.once import once
from masa_desktop.storage.entities import Name

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import InstrumentedAttribute, Session

OFFICIAL, ALIAS, ABBREVIATION = "official", "alias", "abbreviation"


def of_groups(session: Session, day: date) -> dict[str, str]:
    """The official name of every group on `day`, by id."""
    return _on(session, Name.group_id, OFFICIAL, day)


def of_agencies(session: Session, day: date) -> dict[str, str]:
    return _on(session, Name.agency_id, OFFICIAL, day)


def of_partnerships(session: Session, day: date) -> dict[str, str]:
    return _on(session, Name.partnership_id, OFFICIAL, day)


def short_agencies(session: Session, day: date) -> dict[str, str]:
    """The abbreviation of every agency that has one, else its name, by id."""
    return of_agencies(session, day) | _on(session, Name.agency_id, ABBREVIATION, day)


def others_of(
    session: Session, *, group_id: str | None = None, agency_id: str | None = None
) -> list[str]:
    """Aliases and abbreviations, in the order they were recorded."""
    of = Name.group_id == group_id if group_id else Name.agency_id == agency_id
    found = session.scalars(select(Name.name).where(of, Name.kind != OFFICIAL, ~Name.is_deleted))
    return list(found)


def rename(session: Session, group_id: str, name: str, from_on: date) -> None:
    """A group has another official name from `from_on`; earlier meetings keep the old one."""
    for row in session.scalars(
        select(Name).where(
            Name.group_id == group_id, Name.kind == OFFICIAL, Name.until_on.is_(None)
        )
    ):
        row.until_on = _day_before(from_on)
    session.add(Name(group_id=group_id, name=name.strip(), kind=OFFICIAL, from_on=from_on))


def _day_before(day: date) -> date:
    return day.fromordinal(day.toordinal() - 1)


def _on(
    session: Session, owner: InstrumentedAttribute[str | None], kind: str, day: date
) -> dict[str, str]:
    known = once(session, (Names, owner.key, kind), lambda: Names(session, owner, kind))
    return known.on(day)


class Names:
    """All dated names of one kind of owner, read once and asked for any day."""

    def __init__(
        self,
        session: Session,
        owner: InstrumentedAttribute[str | None] = Name.group_id,
        kind: str = OFFICIAL,
    ) -> None:
        self._rows = [
            (key, name, first, last)
            for key, name, first, last in session.execute(
                select(owner, Name.name, Name.from_on, Name.until_on)
                .where(owner.is_not(None), Name.kind == kind, ~Name.is_deleted)
                .order_by(Name.from_on)
            )
            if key is not None
        ]
        self._days: dict[date, dict[str, str]] = {}

    def on(self, day: date) -> dict[str, str]:
        """The names on `day`, by id."""
        if day not in self._days:
            names: dict[str, str] = {}
            for key, name, first, last in self._rows:
                held = (first is None or first <= day) and (last is None or day <= last)
                # A day before the first known name shows the first one rather than nothing.
                if held or key not in names:
                    names[key] = name
            self._days[day] = names
        return self._days[day]
