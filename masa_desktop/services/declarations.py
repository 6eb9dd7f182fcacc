"""Interests declared at a meeting, and items people left the room for (ATT-9).

Whoever has withdrawn from an item does not count for its quorum, at once and on every laptop.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.roll_call import DeclarationRow, declaration_line
from masa_desktop.services import spans
from masa_desktop.services.as_agreed import TODAY
from masa_desktop.services.quorum_following import follow_quorum
from masa_desktop.services.settled import check_open
from masa_desktop.storage.entities import AgendaItem, Declaration, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.services.as_agreed import Then


def declare(
    session: Session,
    meeting_id: str,
    person_id: str,
    *,
    item_id: str | None,
    text: str,
    has_withdrawn: bool = False,
) -> str:
    """Somebody declares an interest in an item, or in the meeting (None). Gives the id.

    Raises UserError without words, for a withdrawal that names no item, and once the minutes are
    agreed.
    """
    check_open(session, meeting_id)
    if not text.strip():
        raise UserError(
            "A declaration needs words.", do="Type the interest as it should stand in the minutes."
        )
    if has_withdrawn and item_id is None:
        raise UserError(
            "A withdrawal is from an item.", do="Choose the item for which they withdrew."
        )
    row = Declaration(
        meeting_id=meeting_id,
        person_id=person_id,
        item_id=item_id,
        text=text.strip(),
        has_withdrawn=has_withdrawn,
    )
    session.add(row)
    session.flush()
    follow_quorum(session, meeting_id)
    return row.id


def set_withdrawn(session: Session, declaration_id: str, *, has_withdrawn: bool) -> None:
    """They left the room for the item after all, or stayed. Raises UserError without an item."""
    row = _open_row(session, declaration_id)
    if has_withdrawn and row.item_id is None:
        raise UserError(
            "A withdrawal is from an item.", do="Declare the interest again and choose the item."
        )
    row.has_withdrawn = has_withdrawn
    follow_quorum(session, row.meeting_id)


def withdraw_declaration(session: Session, declaration_id: str) -> None:
    """Take a declaration off the record that was put there by mistake."""
    row = _open_row(session, declaration_id)
    row.is_deleted = True
    follow_quorum(session, row.meeting_id)


def _open_row(session: Session, declaration_id: str) -> Declaration:
    """The declaration to be changed. Raises UserError once the minutes are agreed."""
    row = session.get_one(Declaration, declaration_id)
    check_open(session, row.meeting_id)
    return row


def of_meeting(
    session: Session, meeting_id: str, *, shareable: bool = False
) -> list[DeclarationRow]:
    """What was declared, for the whole meeting first, then item by item.

    For a shareable copy what was declared for a restricted item is not read (DPR-6).
    """
    number = spans.numbers(session, meeting_id)
    wanted = select(Declaration).where(
        Declaration.meeting_id == meeting_id, ~Declaration.is_deleted
    )
    if shareable:
        hidden = select(AgendaItem.id).where(AgendaItem.is_restricted)
        wanted = wanted.where(Declaration.item_id.is_(None) | Declaration.item_id.not_in(hidden))
    found = session.scalars(wanted.order_by(Declaration.id))
    rows = [_shown(session, row, number.get(row.item_id or "")) for row in found]
    return sorted(rows, key=lambda row: row.item_number or 0)


def paper_lines(
    session: Session, meeting_id: str, then: Then = TODAY, *, shareable: bool = False
) -> tuple[str, ...]:
    """One line for each declaration, as printed; none of a restricted item in a shareable copy.

    People are named as they were called `then`. Empty when nothing was declared: the minutes then
    say what the minute-taker wrote.
    """
    rows = of_meeting(session, meeting_id, shareable=shareable)
    named = [replace(row, person=then.name(session, row.person_id)) for row in rows]
    return tuple(map(declaration_line, named))


def count_under(session: Session, item_ids: Sequence[str]) -> int:
    """How many interests were declared in these items; of what kind is not read."""
    wanted = select(func.count(Declaration.id)).where(
        Declaration.item_id.in_(item_ids), ~Declaration.is_deleted
    )
    return session.scalar(wanted) or 0


def _shown(session: Session, row: Declaration, number: int | None) -> DeclarationRow:
    item = session.get(AgendaItem, row.item_id) if row.item_id else None
    return DeclarationRow(
        id=row.id,
        person_id=row.person_id,
        person=session.get_one(Person, row.person_id).name,
        item_id=row.item_id,
        item_number=number,
        item_title=item.title if item else "",
        text=row.text,
        has_withdrawn=row.has_withdrawn,
    )
