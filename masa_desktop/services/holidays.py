"""The office's calendar: bank holidays as shipped, and the days the office adds or works."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.days import Calendar
from masa_desktop.paths import resource
from masa_desktop.storage.entities import ClosureDay, natural_id

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.storage.entities import Data


def calendar(session: Session) -> Calendar:
    """England and Wales bank holidays with the office's own days (SCH-2, D19)."""
    rows = list(session.scalars(select(ClosureDay).where(~ClosureDay.is_deleted)))
    return Calendar.of(
        _shipped(),
        closures={row.on: row.name for row in rows if not row.is_working},
        working=[row.on for row in rows if row.is_working],
    )


def close_on(session: Session, on: date, name: str) -> None:
    """The office does not work on `on`: a closure day, or a bank holiday announced late."""
    _set(session, on, name, is_working=False)


def work_on(session: Session, on: date, name: str) -> None:
    """The office works on `on` although it is a bank holiday."""
    _set(session, on, name, is_working=True)


def forget(session: Session, on: date) -> None:
    """Take back what the office said about `on`."""
    row = session.get(ClosureDay, natural_id("closure", on.isoformat()))
    if row is not None:
        row.is_deleted = True


def _set(session: Session, on: date, name: str, *, is_working: bool) -> None:
    key = natural_id("closure", on.isoformat())
    row = session.get(ClosureDay, key)
    if row is None:
        session.add(ClosureDay(id=key, on=on, name=name.strip(), is_working=is_working))
    else:
        row.name, row.is_working, row.is_deleted = name.strip(), is_working, False


@cache
def _shipped() -> Data:
    file = resource("holidays/england-and-wales.json")
    data: Data = json.loads(file.read_text(encoding="utf-8"))
    return data
