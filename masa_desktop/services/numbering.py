"""Permanent references: issued by one laptop of the office only, so never twice (SYN-4).

The office names one laptop the registrar. Only there are numbers given; a row made elsewhere
keeps `ref` empty and shows a provisional reference made from its own random id, until its minutes
are issued on the registrar. That laptop also remembers, outside the office, the highest number it
ever gave: a restored backup or a second copy of the office goes on after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sqlalchemy import select

from masa_desktop import settings
from masa_desktop.domain.references import Kind, next_number, parse, provisional, reference
from masa_desktop.services.settings import setting
from masa_desktop.storage.database import actor_of
from masa_desktop.storage.entities import Action, AgendaItem, Decision, Entry, Group, Meeting

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

Numbered: TypeAlias = Action | Decision | Meeting
Minuted = TypeVar("Minuted", Action, Decision)

_KINDS: dict[Kind, type[Numbered]] = {
    Kind.ACTION: Action,
    Kind.DECISION: Decision,
    Kind.MEETING: Meeting,
}


def issue(session: Session, kind: Kind, group_id: str, year: int) -> str:
    """The next permanent reference, or "" on a laptop that does not issue them."""
    actor = actor_of(session)
    if setting(session, "registrar") != actor.laptop_id:
        return ""
    code = session.get_one(Group, group_id).code
    table = _KINDS[kind]
    # Rows marked gone are counted too: a number once given never comes back.
    # As a range, which the index answers: "." is the sign after "-".
    first, end = f"{code}-{year}-", f"{code}-{year}."
    given = session.scalars(select(table.ref).where(table.ref >= first, table.ref < end))
    found = [known for known in map(parse, given) if known and known.kind is kind]
    series = f"{code}-{year}-{kind.value}"
    known = [r.number for r in found if r.number]
    number = next_number([*known, settings.issued(actor.office_id, series)])
    ref = reference(code, year, number, kind=kind)
    try:
        settings.note_issued(actor.office_id, series, number)
    except OSError:
        return ""  # what cannot be remembered is not given: the row keeps its provisional reference
    return ref


def shown(ref: str, code: str, year: int, row_id: str, *, kind: Kind) -> str:
    """The reference to show: the permanent one, or a provisional one until there is."""
    return ref or provisional(code, year, row_id, kind=kind)


def complete(session: Session, meeting_id: str) -> None:
    """Number what was minuted at a meeting elsewhere, in the order of its agenda, and the meeting.

    So are decisions that no meeting took, of any group: no minutes of theirs ever go out. On a
    laptop that does not issue references they stay as they are.
    """
    meeting = session.get_one(Meeting, meeting_id)
    meeting.ref = meeting.ref or issue(session, Kind.MEETING, meeting.group_id, meeting.on.year)
    for action in session.scalars(_unnumbered(Action, meeting_id)).all():
        action.ref = issue(session, Kind.ACTION, action.group_id, action.raised_on.year)
        session.flush()
    for decision in [
        *session.scalars(_unnumbered(Decision, meeting_id)),
        *session.scalars(_unnumbered_between()),
    ]:
        decision.ref = issue(session, Kind.DECISION, decision.group_id, decision.decided_on.year)
        session.flush()


def _unnumbered(table: type[Minuted], meeting_id: str) -> Select[Minuted]:
    return (
        select(table)
        .join(Entry, Entry.id == table.entry_id)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(
            Entry.meeting_id == meeting_id,
            table.ref == "",
            ~table.is_deleted,
            ~Entry.is_deleted,
        )
        .order_by(AgendaItem.position, AgendaItem.id, Entry.position, Entry.id)
    )


def _unnumbered_between() -> Select[Decision]:
    return (
        select(Decision)
        .join(Entry, Entry.id == Decision.entry_id)
        .where(
            Entry.meeting_id.is_(None),
            Decision.ref == "",
            ~Decision.is_deleted,
            ~Entry.is_deleted,
        )
        .order_by(Decision.decided_on, Decision.id)
    )
