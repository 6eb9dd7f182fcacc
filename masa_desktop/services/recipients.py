"""Whom a copy of the minutes would go to: offered, and chosen by whoever sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.attendance import AS_MEMBER, Capacity, Code
from masa_desktop.domain.paper_wording import wording
from masa_desktop.services import agenda, attendance, declarations
from masa_desktop.services.outdated import paper_now
from masa_desktop.storage.entities import IssuedMinutes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from masa_desktop.domain.meetings import RollRow


@dataclass(frozen=True, slots=True)
class NotInFull:
    """Who is offered only the copy to share of minutes with a restricted item, by name."""

    observers: tuple[str, ...] = ()
    withdrew: tuple[str, ...] = ()
    """They left the room for a restricted item, so its minutes are not for them."""


def likely(session: Session, meeting_id: str, *, shareable: bool = False) -> tuple[str, ...]:
    """The names of the members and their deputies who came, each once; never guests.

    The full copy is not offered to those of `not_in_full`.
    """
    rows = attendance.roll_call(session, meeting_id).rows
    kept = set[str]() if shareable else _barred(not_in_full(session, meeting_id))
    sent = (row.name for row in rows if _is_sent(row))
    return tuple(dict.fromkeys(name for name in sent if name not in kept))


def have_full(session: Session, meeting_id: str) -> tuple[str, ...]:
    """Who was sent the full minutes as they are now, by name.

    A version whose words are not known says nothing of that.
    """
    found = session.scalars(
        select(IssuedMinutes).where(
            IssuedMinutes.meeting_id == meeting_id,
            ~IssuedMinutes.is_shareable,
            ~IssuedMinutes.is_deleted,
        )
    ).all()
    now = wording(paper_now(session, meeting_id)) if found else ""
    sent = (row.recipients.splitlines() for row in found if now and row.wording == now)
    return tuple(dict.fromkeys(name for names in sent for name in names))


def not_in_full(session: Session, meeting_id: str) -> NotInFull:
    """Who is not offered the full copy: participant observers, and who withdrew from something
    restricted. Nobody, if nothing is restricted."""
    hidden = {item.id for item in agenda.items(session, meeting_id) if item.is_restricted}
    if not hidden:
        return NotInFull()
    away = {
        row.person_id
        for row in declarations.of_meeting(session, meeting_id)
        if row.has_withdrawn and row.item_id in hidden
    }
    rows = [row for row in attendance.roll_call(session, meeting_id).rows if _is_sent(row)]
    observers = [row for row in rows if row.capacity == _OBSERVER]
    withdrew = [row for row in rows if row.person_id in away and row not in observers]
    return NotInFull(_names(observers), _names(withdrew))


_OBSERVER = Capacity.PARTICIPANT_OBSERVER


def _names(rows: list[RollRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.name for row in rows))


def _barred(found: NotInFull) -> set[str]:
    return {*found.observers, *found.withdrew}


def _is_sent(row: RollRow) -> bool:
    if not row.person_id or row.seat_id is None or row.code == Code.NOT_MEMBER:
        return False
    return not row.is_deputy or Code(row.code) in AS_MEMBER
