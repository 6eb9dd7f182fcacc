"""What recorded arrivals, departures and changes of chair cover, whatever happens to the agenda.

They hang on the items at their ends and are read in the order of discussion. An item that goes
hands its end to its neighbour, and one that moves on the agenda may not silently change who was
there for what (ATT-1, CHR-5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.item_order import Order
from masa_desktop.services.discussion import in_order, order
from masa_desktop.storage.entities import AgendaItem, Attendance, InTheChair, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.domain.attendance import Span


__all__ = [
    "covered",
    "in_order",
    "keep_on_moving",
    "numbers",
    "order",
    "places",
    "reach",
    "step_over",
    "until",
]


def numbers(session: Session, meeting_id: str) -> dict[str, int]:
    """The number of each item by its id, from 1, in the order of the agenda: what is printed."""
    wanted = select(AgendaItem.id).where(
        AgendaItem.meeting_id == meeting_id, ~AgendaItem.is_deleted
    )
    found = session.scalars(wanted.order_by(AgendaItem.position, AgendaItem.id))
    return {item_id: number for number, item_id in enumerate(found, start=1)}


def places(session: Session, meeting_id: str) -> dict[str, int]:
    """The place of each item by its id, from 1, in the order of discussion: what is compared."""
    return order(session, meeting_id).place


def reach(row: Attendance | InTheChair, taken: Order) -> Span:
    """The places somebody was here, or in the chair, for."""
    return taken.span(row.first_item_id, row.last_item_id, to_the_end=_is_guest(row))


def covered(row: Attendance | InTheChair, taken: Order) -> frozenset[str]:
    """The items somebody was here, or in the chair, for."""
    span = reach(row, taken)
    return frozenset(key for key, at in taken.place.items() if span.covers(at))


def until(row: Attendance | InTheChair, taken: Order, item_id: str) -> str:
    """What to keep as the last item of somebody who went during this one.

    Of a guest it is the last they were here for, of others the one before it on the agenda: that
    says which item they went in, whatever is known of the order later. Raises UserError where
    neither says it.
    """
    ids = taken.taken if _is_guest(row) else taken.agenda
    before = ids.index(item_id) - 1
    if before < 0:
        raise UserError(
            "Item 1 was taken out of turn, so nobody can be recorded as going in the middle of it.",
            safe="The roll-call is as it was.",
            do="Choose the item that was taken before or after it.",
        )
    return ids[before]


def _is_guest(row: Attendance | InTheChair) -> bool:
    return isinstance(row, Attendance) and row.seat_id is None


def keep_on_moving(
    session: Session, meeting_id: str, before: Sequence[str], after: Sequence[str]
) -> None:
    """Raises UserError if the agenda `after` would change who was recorded for which items."""
    changed = {
        row.person_id
        for row in _bounded(session, meeting_id)
        if covered(row, Order(before, before)) != covered(row, Order(after, after))
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
    was = order(session, item.meeting_id)
    rest = Order(*([key for key in ids if key != item.id] for ids in (was.agenda, was.taken)))
    alone, others = set[str | None](), set[str | None]()
    for row in _bounded(session, item.meeting_id):
        before = covered(row, was)
        _step(row, was, item.id)
        if before == {item.id}:
            alone.add(row.person_id)
        elif covered(row, rest) != before - {item.id}:
            others.add(row.person_id)
    if alone:
        raise UserError(
            "Somebody is recorded as here, or in the chair, for this item alone "
            f"({_named(session, alone)}).",
            safe="The agenda and the roll-call are as they were.",
            do="Correct the roll-call first, or mark the item as withdrawn.",
        )
    if others:
        raise UserError(
            "Items were taken out of turn, and without this one it would no longer be known who "
            f"was here, or in the chair, for which ({_named(session, others)}).",
            safe="The agenda and the roll-call are as they were.",
            do="Mark the item as withdrawn instead.",
        )


def _step(row: Attendance | InTheChair, was: Order, item_id: str) -> None:
    """Move ends that hang on this item to its neighbour, if it has one."""
    if row.first_item_id == item_id:
        here = was.place[item_id]
        row.first_item_id = was.taken[here] if here < len(was.taken) else None
    if row.last_item_id == item_id:
        ids = was.taken if _is_guest(row) else was.agenda
        here = ids.index(item_id)
        row.last_item_id = ids[here - 1] if here else None


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
