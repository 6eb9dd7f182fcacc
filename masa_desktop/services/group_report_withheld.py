"""Words taken over into a report whose item has been made restricted since (DPR-6).

They are read here to be compared only, and go nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import group_reports as rules
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.initials import folded
from masa_desktop.domain.words import plain_date
from masa_desktop.services import spans
from masa_desktop.storage.entities import Action, AgendaItem, Entry, Meeting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from masa_desktop.domain.group_reports import Part


def held(
    session: Session, meeting: Meeting, texts: Mapping[Part, str]
) -> dict[Part, tuple[str, ...]]:
    """The parts that hold words of restricted items, each with these: "item 5".

    Compared are this meeting's entries and the group's actions, also those taken off since. Words
    that stand under an open item too are no secret.
    """
    found = session.execute(
        select(Entry.text, AgendaItem.id, AgendaItem.meeting_id)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(AgendaItem.is_restricted, _offered(meeting))
        .order_by(AgendaItem.position, AgendaItem.id, Entry.position)
    ).all()
    hits = [
        (part, *row) for part, text in texts.items() for row in found if rules.holds(text, row[0])
    ]
    known = _in_the_open(session, meeting) if hits else frozenset()
    told: dict[Part, dict[str, None]] = {}
    for part, words, item_id, meeting_id in hits:
        if folded(words) not in known:
            told.setdefault(part, {})[_place(session, meeting, item_id, meeting_id)] = None
    return {part: tuple(places) for part, places in told.items()}


def refuse(session: Session, meeting: Meeting, texts: Mapping[Part, str], *, safe: str) -> None:
    """Raises UserError if a part holds words of a restricted item, and names both."""
    if found := held(session, meeting, texts):
        raise UserError(rules.held_words(found), safe=safe, do="Take them out, then try again.")


def _offered(meeting: Meeting) -> ColumnElement[bool]:
    ours = select(Action.entry_id).where(Action.group_id == meeting.group_id)
    return (Entry.meeting_id == meeting.id) | Entry.id.in_(ours)


def _in_the_open(session: Session, meeting: Meeting) -> frozenset[str]:
    texts = session.scalars(
        select(Entry.text)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(AgendaItem.is_restricted.is_not(True), _offered(meeting), ~Entry.is_deleted)
    )
    return frozenset(folded(text) for text in texts)


def _place(session: Session, here: Meeting, item_id: str, meeting_id: str) -> str:
    number = spans.numbers(session, meeting_id).get(item_id)
    said = f"item {number}" if number else "an item taken off"
    if meeting_id == here.id:
        return said
    return f"{said} of {plain_date(session.get_one(Meeting, meeting_id).on)}"
