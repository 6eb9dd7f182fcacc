"""Permanent references: issued by one laptop of the office only, so never twice (SYN-4).

The office names one laptop the registrar. Only there are numbers given; a row made elsewhere
keeps `ref` empty and shows a provisional reference made from its own random id. That laptop also
remembers, outside the office, the highest number it ever gave: a restored backup or a second copy
of the office goes on after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import select

from masa_desktop import settings
from masa_desktop.domain.references import Kind, next_number, parse, provisional, reference
from masa_desktop.services.offices import setting
from masa_desktop.storage.database import actor_of
from masa_desktop.storage.entities import Action, Decision, Group, Meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Numbered: TypeAlias = Action | Decision | Meeting

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
