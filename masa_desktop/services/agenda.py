"""The agenda of a meeting and the standing items it begins with (AGD-1, AGD-2).

Promises that nothing of it changes once the minutes are agreed, until they are reopened (MIN-4).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import (
    USUAL_ITEMS,
    ItemRow,
    ItemState,
    usual_place,
)
from masa_desktop.domain.words import short_date
from masa_desktop.services import attendance, spans, timing
from masa_desktop.services.order import between, first_keys
from masa_desktop.services.settled import check_open
from masa_desktop.storage.entities import (
    AgendaItem,
    AgendaPaper,
    Entry,
    Jotting,
    Meeting,
    StandingItem,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

PURPOSES = ("decision", "discussion", "assurance", "information", "challenge")
"""What an item can ask of a meeting (AGD-2)."""


def items(session: Session, meeting_id: str) -> list[ItemRow]:
    """The items in the order of the agenda, numbered from 1, with how much is minuted on each."""
    return shown(session, meeting_id, spans.in_order(session, meeting_id))


def shown(session: Session, meeting_id: str, rows: Sequence[AgendaItem]) -> list[ItemRow]:
    """Some items of a meeting as lists show them, numbered from 1 in the order given."""
    minuted, papers = minuted_on(session, meeting_id), _papers(session, [row.id for row in rows])
    deferred = _deferred_from(session, rows)
    return [
        ItemRow(
            id=row.id,
            number=number,
            title=row.title,
            purpose=row.purpose,
            presenter=row.presenter,
            minutes=row.minutes,
            state=ItemState(row.state),
            state_note=row.state_note,
            is_restricted=row.is_restricted,
            entries=minuted.get(row.id, 0),
            papers=tuple(papers.get(row.id, ())),
            deferred_from=deferred.get(row.id, ""),
        )
        for number, row in enumerate(rows, start=1)
    ]


def minuted_on(session: Session, meeting_id: str) -> dict[str | None, int]:
    """How many lines are minuted on each item, by its id; items without any are left out."""
    found = session.execute(
        select(Entry.item_id, func.count(Entry.id))
        .where(Entry.meeting_id == meeting_id, ~Entry.is_deleted)
        .group_by(Entry.item_id)
    )
    return dict(found.all())


def add(
    session: Session, meeting_id: str, title: str, presenter: str = "", minutes: int | None = None
) -> str:
    """A new item, before the usual closing items if the agenda ends with them; gives the id."""
    check_open(session, meeting_id)
    if not title.strip():
        raise UserError("An agenda item needs a title.", do="Type what it is about.")
    rows = spans.in_order(session, meeting_id)
    place = usual_place([row.title for row in rows])
    row = AgendaItem(
        meeting_id=meeting_id,
        position=_key_at(rows, place),
        title=" ".join(title.split()),
        presenter=presenter.strip(),
        minutes=minutes,
    )
    session.add(row)
    session.flush()
    return row.id


def set_item(
    session: Session, item_id: str, *, title: str, presenter: str, minutes: int | None
) -> None:
    """Change what an item is called, who presents it and how many minutes it is allowed."""
    if not title.strip():
        raise UserError("An agenda item needs a title.", do="Type what it is about.")
    row = _open_item(session, item_id)
    row.title, row.presenter, row.minutes = " ".join(title.split()), presenter.strip(), minutes


def move(session: Session, item_id: str, steps: int) -> None:
    """Move an item up (-1) or down (1) the agenda by so many places; the ends stop it.

    Once the meeting has begun its number stays, and moving it says when it was taken (AGD-2).
    Raises UserError if that would change who is recorded as here, or in the chair, for an item.
    """
    row = _open_item(session, item_id)
    if timing.has_begun(session, row.meeting_id):
        timing.take_elsewhere(session, row, steps)
        return
    rows = spans.in_order(session, row.meeting_id)
    here = next(place for place, other in enumerate(rows) if other.id == item_id)
    there = min(max(here + steps, 0), len(rows) - 1)
    if there != here:
        before = [other.id for other in rows]
        rows.remove(row)
        after = [other.id for other in rows]
        after.insert(there, item_id)
        spans.keep_on_moving(session, row.meeting_id, before, after)
        row.position = _key_at(rows, there)
        session.flush()
        attendance.follow_quorum(session, row.meeting_id)


def set_purpose(session: Session, item_id: str, purpose: str) -> None:
    """Say what an item asks of the meeting: one of PURPOSES or a group's own word; "" for none."""
    _open_item(session, item_id).purpose = purpose.strip()


def set_state(session: Session, item_id: str, state: ItemState, note: str = "") -> None:
    """Mark an item done, deferred (with a reason in `note`) or withdrawn, or open it again."""
    row = _open_item(session, item_id)
    row.state, row.state_note = state.value, note.strip()


def set_restricted(session: Session, item_id: str, *, restricted: bool) -> None:
    """Keep an item's content out of shareable copies; its number stays (M8, DPR-6)."""
    _open_item(session, item_id).is_restricted = restricted


def remove(session: Session, item_id: str) -> None:
    """Take an item off the agenda; arrivals and departures at it move to its neighbour.

    Raises UserError if something is minuted or jotted on it, or somebody was here for it alone.
    """
    row = _open_item(session, item_id)
    minuted = select(Entry.id).where(Entry.item_id == item_id, ~Entry.is_deleted)
    if session.scalars(minuted).first() is not None:
        raise UserError(
            "This item has minutes, so it stays on the agenda.",
            do="Mark it as withdrawn, or move its minutes first.",
        )
    jotted = select(Jotting.id).where(Jotting.item_id == item_id, ~Jotting.is_deleted)
    if session.scalars(jotted).first() is not None:
        raise UserError(
            "This item has private jottings, so it stays on the agenda.",
            do="Mark it as withdrawn, or remove its jottings first.",
        )
    spans.step_over(session, row)
    row.is_deleted = True
    session.flush()
    attendance.follow_quorum(session, row.meeting_id)


def standing(session: Session, group_id: str) -> list[str]:
    """The group's standing items in order; empty if it has set none."""
    wanted = select(StandingItem).where(StandingItem.group_id == group_id, ~StandingItem.is_deleted)
    return [row.title for row in session.scalars(wanted.order_by(StandingItem.position))]


def set_standing(session: Session, group_id: str, titles: Sequence[str]) -> None:
    """From now on every new meeting of the group begins with these items."""
    for row in session.scalars(select(StandingItem).where(StandingItem.group_id == group_id)):
        row.is_deleted = True
    said = [" ".join(title.split()) for title in titles if title.strip()]
    for title, position in zip(said, first_keys(len(said)), strict=True):
        session.add(StandingItem(group_id=group_id, title=title, position=position))


def begin(session: Session, meeting: Meeting) -> None:
    """Give a new meeting the group's standing items, or the usual ones if it has none (E34)."""
    titles = standing(session, meeting.group_id) or USUAL_ITEMS
    for title, position in zip(titles, first_keys(len(titles)), strict=True):
        session.add(AgendaItem(meeting_id=meeting.id, title=title, position=position))


def _open_item(session: Session, item_id: str) -> AgendaItem:
    """The item to be changed. Raises UserError if the minutes of its meeting are agreed."""
    row = session.get_one(AgendaItem, item_id)
    check_open(session, row.meeting_id)
    return row


def paper_words(title: str, version: str) -> str:
    """A paper as printed: "Paper 5.1 Neglect audit, v1.0"."""
    return f"{title}, {version}" if version else title


def _papers(session: Session, item_ids: Sequence[str]) -> dict[str, list[str]]:
    """The papers these items have before them, as printed."""
    found: dict[str, list[str]] = defaultdict(list)
    for item_id, title, version in session.execute(
        select(AgendaPaper.item_id, AgendaPaper.title, AgendaPaper.version)
        .where(AgendaPaper.item_id.in_(item_ids), ~AgendaPaper.is_deleted)
        .order_by(AgendaPaper.position, AgendaPaper.id)
    ):
        found[item_id].append(paper_words(title, version))
    return found


def _deferred_from(session: Session, rows: Sequence[AgendaItem]) -> dict[str, str]:
    """By item, where it was put off: "10 Feb 2026, item 9"; not for matters merely gone on with."""
    earlier = {row.carried_from_id: row.id for row in rows if row.carried_from_id}
    if not earlier:
        return {}
    found = session.execute(
        select(AgendaItem.id, Meeting.id, Meeting.on)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.id.in_(earlier), AgendaItem.state == ItemState.DEFERRED.value)
    )
    return {
        earlier[item_id]: f"{short_date(on)}, item {number}"
        for item_id, meeting_id, on in found.all()
        if (number := spans.numbers(session, meeting_id).get(item_id))
    }


def _key_at(rows: Sequence[AgendaItem], place: int) -> str:
    before = rows[place - 1].position if place > 0 else None
    after = rows[place].position if place < len(rows) else None
    return between(before, after)
