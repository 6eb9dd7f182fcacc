"""What recorded arrivals, departures and changes of chair cover, whatever happens to the agenda.

They hang on the items at their ends, so an item that goes hands its end to its neighbour, and an
item that moves may not silently change who was there for what (ATT-1, CHR-5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from masa_desktop.domain.errors import UserError
from masa_desktop.storage.entities import AgendaItem, Attendance, InTheChair, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def in_order(session: Session, meeting_id: str) -> list[AgendaItem]:
    """The items of a meeting in the order of the agenda."""
    wanted = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, ~AgendaItem.is_deleted)
    return list(session.scalars(wanted.order_by(AgendaItem.position, AgendaItem.id)))


def numbers(session: Session, meeting_id: str) -> dict[str, int]:
    """The number of each item by its id, from 1, in the order of the agenda."""
    wanted = select(AgendaItem.id).where(
        AgendaItem.meeting_id == meeting_id, ~AgendaItem.is_deleted
    )
    found = session.scalars(wanted.order_by(AgendaItem.position, AgendaItem.id))
    return {item_id: number for number, item_id in enumerate(found, start=1)}


def covered(row: Attendance | InTheChair, item_ids: Sequence[str]) -> frozenset[str]:
    """The items somebody was here, or in the chair, for, with the agenda in this order."""
    place = {item_id: number for number, item_id in enumerate(item_ids)}
    first = place.get(row.first_item_id or "", 0)
    last = place.get(row.last_item_id or "", len(item_ids) - 1)
    return frozenset(item_ids[first : last + 1])


def keep_on_moving(
    session: Session, meeting_id: str, before: Sequence[str], after: Sequence[str]
) -> None:
    """Raises UserError if the agenda `after` would change who was recorded for which items."""
    changed = {
        row.person_id
        for row in _bounded(session, meeting_id)
        if covered(row, before) != covered(row, after)
    }
    if changed:
        raise UserError(
            "Moving this item would change what is recorded as an arrival, a departure or a "
            f"change of chair ({_named(session, changed)}).",
            safe="The agenda and the roll-call are as they were.",
            do="Set those people back to the whole meeting, move the item, then record them again.",
        )


def step_over(session: Session, item: AgendaItem) -> None:
    """An item is about to leave the agenda: ends that hang on it move to its neighbour.

    An arrival or a taking of the chair moves to the next item, a departure to the item before.
    Raises UserError if somebody was here, or in the chair, for this item alone.
    """
    ids = [row.id for row in in_order(session, item.meeting_id)]
    rows = [
        row
        for row in _bounded(session, item.meeting_id)
        if item.id in (row.first_item_id, row.last_item_id)
    ]
    alone = {row.person_id for row in rows if covered(row, ids) == {item.id}}
    if alone:
        raise UserError(
            "Somebody is recorded as here, or in the chair, for this item alone "
            f"({_named(session, alone)}).",
            safe="The agenda and the roll-call are as they were.",
            do="Correct the roll-call first, or mark the item as withdrawn.",
        )
    here = ids.index(item.id)
    for row in rows:
        if row.first_item_id == item.id:
            row.first_item_id = ids[here + 1]
        if row.last_item_id == item.id:
            row.last_item_id = ids[here - 1]


def _bounded(session: Session, meeting_id: str) -> list[Attendance | InTheChair]:
    """Everything of this meeting that begins or ends at an item."""
    found: list[Attendance | InTheChair] = []
    for entity in (Attendance, InTheChair):
        found += session.scalars(
            select(entity)
            .where(
                entity.meeting_id == meeting_id,
                ~entity.is_deleted,
                or_(entity.first_item_id.is_not(None), entity.last_item_id.is_not(None)),
            )
            .order_by(entity.id)
        )
    return found


def _named(session: Session, person_ids: set[str | None]) -> str:
    found = session.scalars(select(Person.name).where(Person.id.in_(person_ids)))
    return ", ".join(sorted(found)) or "a vacant seat"
