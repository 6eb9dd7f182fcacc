"""Minutes that came back in Word beside the record: what they propose, and taking it one by one.

Nothing is put under an item that the file does not show, and no record goes by the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.documents import returned as file
from masa_desktop.domain import returned as rules
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.domain.minute_lines import cut, from_data, to_data
from masa_desktop.domain.returned import Kind, Offered, Returned, Suggestion, taken_words
from masa_desktop.domain.returned_marks import Printed
from masa_desktop.domain.returned_pieces import END, is_same
from masa_desktop.services import decisions, minutes, returned_due, spans
from masa_desktop.services.order import between
from masa_desktop.services.returned_reading import RECORDS, Record, proposals
from masa_desktop.services.settled import check_open
from masa_desktop.storage.entities import AgendaItem, Entry, Jotting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.domain.marks import Marks

MOST_PARAGRAPHS = 4_000  # the cells of tables count; minutes of a long day have about 600


def read(path: Path) -> Returned:
    """What a Word file says; asks no database, so it may run beside the window.

    Raises UserError if it cannot be read.
    """
    return file.read(path)


def suggestions(session: Session, meeting_id: str, returned: Returned) -> list[Offered]:
    """What the file proposes for the minutes of this meeting, in the order of the file;
    what is missing or was moved comes last.

    Raises UserError if the file belongs to another meeting or another office, or is far longer
    than minutes are.
    """
    if len(returned.passages) > MOST_PARAGRAPHS:
        raise UserError(
            f"“{returned.name}” has {len(returned.passages):,} paragraphs, which is far more than "
            "minutes have, so it was not compared with the record.",
            do=f"Choose the minutes that came back, of up to {MOST_PARAGRAPHS:,} paragraphs.",
        )
    record = Record(session, meeting_id)
    return [record.offered(one) for one in proposals(session, record, returned)]


def closed(session: Session, meeting_id: str) -> str:
    """Why nothing can be taken into these minutes, in a sentence; "" if it can."""
    try:
        check_open(session, meeting_id)
    except UserError as refusal:
        return f"These minutes have been agreed, so nothing can be taken into them. {refusal.do}"
    return ""


def standing(session: Session, meeting_id: str, proposed: Sequence[Suggestion]) -> list[Offered]:
    """How suggestions read earlier stand to the record as it is now, in their order."""
    record = Record(session, meeting_id)
    return [record.offered(one) for one in proposed]


def take(
    session: Session,
    meeting_id: str,
    suggestion: Suggestion,
    *,
    seen: str = "",
    is_sure: bool = False,
    item_id: str = "",
) -> str:
    """Make the minutes say what the suggestion proposes; gives the id of the entry concerned.

    `seen` is the text of the entry as the person saw it beside the suggestion, `item_id` the item
    they chose where the file does not show one; of a due date `seen` is that date. Raises
    UserError if the entry says something else by now, if it was removed, if there is nothing to
    take, if no item is known, if an action or decision would go and `is_sure` is not set, or if
    the minutes are agreed (MIN-4).
    """
    check_open(session, meeting_id)
    entry = session.get(Entry, suggestion.entry_id) if suggestion.entry_id else None
    is_elsewhere = entry is not None and entry.meeting_id != meeting_id
    is_lost = entry is None and not suggestion.is_new
    if is_elsewhere or is_lost or not _can_be_taken(suggestion):
        raise UserError(
            "There is nothing here that can be put into the minutes.",
            do="Make the change by hand, if it is wanted.",
        )
    if entry is not None and suggestion.printed is Printed.DUE:
        _take_date(session, entry, suggestion, seen)
        return entry.id
    if suggestion.is_new or suggestion.kind is Kind.MOVED:
        item_id = _item_for(session, meeting_id, suggestion, entry, item_id)
    if entry is None or suggestion.is_new:
        return _add(session, item_id, suggestion, entry)
    _check_text(entry, suggestion, seen)
    if suggestion.is_removal:
        _remove(session, entry, is_sure=is_sure)
        return entry.id
    if suggestion.kind is Kind.MOVED:
        _move(session, entry, suggestion, item_id)
    if not is_same(suggestion.before, suggestion.after):
        _set(session, entry, suggestion)
    return entry.id


def taken(session: Session, meeting_id: str, suggestion: Suggestion, entry_id: str) -> str:
    """What to say once it was taken, in one line; `entry_id` as `take` gave it."""
    entry = session.get_one(Entry, entry_id)
    number = spans.numbers(session, meeting_id).get(entry.item_id or "")
    is_reworded = not (suggestion.is_new or suggestion.is_removal) and not is_same(
        suggestion.before, suggestion.after
    )
    said = decisions.said_of(session, entry_id) if is_reworded else None
    return taken_words(
        number,
        has_condition=bool(said and said.conditions),
        has_dissent=bool(said and said.dissent),
    )


def jot(session: Session, meeting_id: str, suggestion: Suggestion) -> str:
    """Keep a comment as a private jotting after its entry; gives the jotting's id."""
    entry = session.get(Entry, suggestion.entry_id)
    if entry is None or entry.meeting_id != meeting_id or not suggestion.comment:
        raise UserError("This comment stands beside nothing that is minuted.")
    jotting = Jotting(
        meeting_id=meeting_id,
        item_id=entry.item_id or "",
        position=_places(session, entry.item_id or "").after(entry),
        text=rules.jotting_words(suggestion),
    )
    session.add(jotting)
    return jotting.id


def _item_for(
    session: Session, meeting_id: str, suggestion: Suggestion, entry: Entry | None, chosen: str
) -> str:
    """The item under which it goes. Raises UserError if neither the file nor anybody says it."""
    beside = entry.item_id if entry is not None and suggestion.is_new else ""
    item = session.get(AgendaItem, suggestion.item_id or beside or chosen)
    if item is None or item.is_deleted or item.meeting_id != meeting_id:
        raise UserError(
            "The file does not show under which item this belongs.",
            do="Choose the item, then take it.",
        )
    return item.id


def _check_text(entry: Entry, suggestion: Suggestion, seen: str) -> None:
    if entry.is_deleted:
        raise UserError("This paragraph has been removed from the minutes since.")
    is_move = suggestion.kind is Kind.MOVED and is_same(suggestion.before, suggestion.after)
    if is_move or is_same(entry.text, suggestion.before) or entry.text == seen:
        return
    if suggestion.edits is None or suggestion.edits.is_taken(suggestion.part, entry.text) is None:
        raise UserError(
            "This paragraph has been changed here since the copy was sent.",
            do="Read both texts, then take the one from the file or leave it.",
        )


def _can_be_taken(suggestion: Suggestion) -> bool:
    is_date = suggestion.printed is Printed.DUE
    return suggestion.kind is not Kind.COMMENT and (is_date or not suggestion.place)


def _take_date(session: Session, entry: Entry, suggestion: Suggestion, seen: str) -> None:
    """The due date of the file, unless another has been set here since it was `seen`."""
    if entry.is_deleted:
        raise UserError("This action has been removed from the minutes since.")
    now = Record(session, entry.meeting_id or "").printed_now(suggestion) or ""
    if seen and now != seen:
        raise UserError(
            "This date has been changed here since.",
            do="Look at both dates, then take the one from the file or leave it.",
        )
    returned_due.take(session, entry, suggestion)


def _set(session: Session, entry: Entry, suggestion: Suggestion) -> None:
    """A note stays one paragraph: what was parted from it becomes notes after it."""
    said, marked = rules.proposed(suggestion, entry.text, from_data(entry.marks))
    parts = _parts(said, marked)
    is_parted = entry.kind == EntryKind.NOTE and END not in entry.text
    text, marks = parts[0] if is_parted else (said, marked)
    minutes.set_text(session, entry.id, text)
    entry.marks = to_data(marks)
    if is_parted:
        place = _Place(entry.meeting_id or "", entry.item_id or "", is_bullet=entry.is_bullet)
        _add_notes(session, place, parts[1:], entry)


def _move(session: Session, entry: Entry, suggestion: Suggestion, item_id: str) -> None:
    """To its new place, its record as it is; where the item was chosen by hand, to its end."""
    places = _places(session, item_id, apart_from=entry.id)
    anchor = session.get(Entry, suggestion.after_id) if suggestion.after_id else None
    if anchor is not None and anchor.item_id != item_id:
        anchor = None
    last = places.last_of(anchor, suggestion.follows)
    if not suggestion.item_id:
        last = places.last
    position = last.position if last else None
    entry.position = between(position, places.following(position))
    entry.item_id = item_id


def _remove(session: Session, entry: Entry, *, is_sure: bool) -> None:
    kind = EntryKind(entry.kind)
    if kind in RECORDS and not is_sure:
        raise UserError(
            f"Without this paragraph the {entry_label(kind).lower()} would go from the log too.",
            do="Say that it is to go, or leave it.",
        )
    minutes.remove(session, entry.id)


def _add(session: Session, item_id: str, suggestion: Suggestion, entry: Entry | None) -> str:
    """New paragraphs become notes; those of the file already taken stay before them.

    Without an entry to follow they begin the item; where the item was chosen they end it.
    """
    parts = _parts(suggestion.after, suggestion.marks)
    places = _places(session, item_id)
    if entry is not None and suggestion.is_ahead:
        last = places.previous(entry)
    elif suggestion.item_id or entry is not None:
        last = places.last_of(entry, suggestion.follows)
    else:
        last = places.last
    meeting_id = session.get_one(AgendaItem, item_id).meeting_id
    is_bullet = entry is not None and entry.is_bullet
    return _add_notes(session, _Place(meeting_id, item_id, is_bullet=is_bullet), parts, last)


@dataclass(frozen=True)
class _Place:
    """Where notes are put, and how they look there."""

    meeting_id: str
    item_id: str
    is_bullet: bool


def _add_notes(
    session: Session,
    where: _Place,
    parts: Sequence[tuple[str, Marks]],
    last: Entry | Jotting | None,
) -> str:
    """Notes of an item, right after `last`; gives the id of the first."""
    places, first = _places(session, where.item_id), ""
    place = last.position if last else None
    following = places.following(place)
    for text, marks in parts:
        place = between(place, following)
        note = Entry(
            meeting_id=where.meeting_id,
            item_id=where.item_id,
            position=place,
            kind=EntryKind.NOTE.value,
            text=text,
            marks=to_data(marks),
            is_bullet=where.is_bullet,
        )
        session.add(note)
        first = first or note.id
    return first


def _parts(text: str, marks: Marks) -> list[tuple[str, Marks]]:
    """Each paragraph with its own marks."""
    made, start = [], 0
    for line in text.split(END):
        made.append((line, cut(marks, start, start + len(line))))
        start += len(line) + 1
    return made


@dataclass(frozen=True)
class _Places:
    """Everything on one item in order, what is gone too: it may come back."""

    rows: Sequence[Entry | Jotting]

    def following(self, place: str | None) -> str | None:
        return next((r.position for r in self.rows if place is None or r.position > place), None)

    def after(self, entry: Entry) -> str:
        return between(entry.position, self.following(entry.position))

    def previous(self, entry: Entry) -> Entry | Jotting | None:
        earlier = [row for row in self.rows if row.position < entry.position]
        return earlier[-1] if earlier else None

    @property
    def last(self) -> Entry | Jotting | None:
        return self.rows[-1] if self.rows else None

    def last_of(self, entry: Entry | None, texts: Sequence[str]) -> Entry | Jotting | None:
        """The last of the rows right after `entry` that say one of these texts, or the entry.

        Without an entry those at the beginning count.
        """
        last: Entry | Jotting | None = entry
        for row in self.rows:
            is_after = entry is None or row.position > entry.position
            if is_after and not row.is_deleted:
                if not any(is_same(row.text, text) for text in texts):
                    break
                last = row
        return last


def _places(session: Session, item_id: str, *, apart_from: str = "") -> _Places:
    rows: list[Entry | Jotting] = [
        *session.scalars(select(Entry).where(Entry.item_id == item_id, Entry.id != apart_from)),
        *session.scalars(select(Jotting).where(Jotting.item_id == item_id)),
    ]
    return _Places(sorted(rows, key=lambda row: (row.position, row.id)))
