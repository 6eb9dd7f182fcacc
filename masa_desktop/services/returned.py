"""Minutes that came back in Word beside the record: what they propose, and taking it one by one.

The log knows every text an entry ever had, so it tells what was sent from what somebody typed
without tracking, and what was changed here since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.documents import returned as file
from masa_desktop.domain import minutes as paper
from masa_desktop.domain import returned as rules
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.domain.minute_lines import cut, to_data
from masa_desktop.domain.returned import (
    END,
    Kind,
    Offered,
    Passage,
    Returned,
    Standing,
    Suggestion,
    is_same,
)
from masa_desktop.domain.words import plain_date
from masa_desktop.services import agenda, as_agreed, meetings, minutes
from masa_desktop.services.order import between
from masa_desktop.services.settled import check_open
from masa_desktop.storage import log
from masa_desktop.storage.entities import Entry, Jotting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.domain.marks import Marks
    from masa_desktop.domain.meetings import EntryRow, ItemRow

MOST_PARAGRAPHS = 4_000  # the cells of tables count; minutes of a long day have about 600

_RECORDS = (EntryKind.ACTION, EntryKind.DECISION)


def read(path: Path) -> Returned:
    """What a Word file says; asks no database, so it may run beside the window.

    Raises UserError if it cannot be read.
    """
    return file.read(path)


def suggestions(session: Session, meeting_id: str, returned: Returned) -> list[Offered]:
    """What the file proposes for the minutes of this meeting, in the order of the file.

    Raises UserError if the file belongs to another meeting or another office, or is far longer
    than minutes are.
    """
    if len(returned.passages) > MOST_PARAGRAPHS:
        raise UserError(
            f"“{returned.name}” has {len(returned.passages):,} paragraphs, which is far more than "
            "minutes have, so it was not compared with the record.",
            do=f"Choose the minutes that came back, of up to {MOST_PARAGRAPHS:,} paragraphs.",
        )
    record = _Record(session, meeting_id)
    passages = _Claiming(record, returned).passages()
    if not any(passage.entry_id in record.rows for passage in passages):
        raise _not_ours(session, record, returned)
    found = [one for passage in passages for one in _proposed(record, passage)]
    told = [one.after for one in found if one.is_new]
    found += _missing(record, returned, passages, told)
    return [record.offered(one) for one in rules.in_order(found)]


def closed(session: Session, meeting_id: str) -> str:
    """Why nothing can be taken into these minutes, in a sentence; "" if it can."""
    try:
        check_open(session, meeting_id)
    except UserError as refusal:
        return f"These minutes have been agreed, so nothing can be taken into them. {refusal.do}"
    return ""


def standing(session: Session, meeting_id: str, proposed: Sequence[Suggestion]) -> list[Offered]:
    """How suggestions read earlier stand to the record as it is now, in their order."""
    record = _Record(session, meeting_id)
    return [record.offered(one) for one in proposed]


def take(
    session: Session,
    meeting_id: str,
    suggestion: Suggestion,
    *,
    seen: str = "",
    is_sure: bool = False,
) -> str:
    """Make the minutes say what the suggestion proposes; gives the id of the entry concerned.

    `seen` is the text of the entry as the person saw it beside the suggestion. Raises UserError
    if the entry says something else by now, if it was removed, if there is nothing to take, if
    an action or decision would go and `is_sure` is not set, or if the minutes are agreed (MIN-4).
    """
    check_open(session, meeting_id)
    entry = session.get(Entry, suggestion.entry_id)
    if entry is None or entry.meeting_id != meeting_id or not _can_be_taken(suggestion):
        raise UserError(
            "There is nothing here that can be put into the minutes.",
            do="Make the change by hand, if it is wanted.",
        )
    if suggestion.is_new:
        return _add(session, entry, suggestion)
    if entry.is_deleted:
        raise UserError("This paragraph has been removed from the minutes since.")
    if not is_same(entry.text, suggestion.before) and entry.text != seen:
        raise UserError(
            "This paragraph has been changed here since the copy was sent.",
            do="Read both texts, then take the one from the file or leave it.",
        )
    if suggestion.is_removal:
        _remove(session, entry, is_sure=is_sure)
    else:
        _set(session, entry, suggestion)
    return entry.id


def jot(session: Session, meeting_id: str, suggestion: Suggestion) -> str:
    """Keep a comment as a private jotting after its entry; gives the jotting's id."""
    entry = session.get(Entry, suggestion.entry_id)
    if entry is None or entry.meeting_id != meeting_id or not suggestion.comment:
        raise UserError("This comment stands beside nothing that is minuted.")
    jotting = Jotting(
        meeting_id=meeting_id,
        item_id=entry.item_id or "",
        position=_places(session, entry).after(entry),
        text=rules.jotting_words(suggestion),
    )
    session.add(jotting)
    return jotting.id


class _Record:
    """The minutes of one meeting with all they ever said, read in a few queries."""

    def __init__(self, session: Session, meeting_id: str) -> None:
        self.meeting_id = meeting_id
        self.items: dict[str, ItemRow] = {
            item.id: item for item in agenda.items(session, meeting_id)
        }
        self.rows = {
            row.id: row
            for row in session.scalars(
                select(Entry).where(Entry.meeting_id == meeting_id).order_by(Entry.position)
            )
        }
        self.shown: dict[str, EntryRow] = {
            row.id: shown
            for row, shown in minutes.shared(session, self.items, as_agreed.of(session, meeting_id))
        }
        self.known: dict[str, list[str]] = defaultdict(list)
        self.born: dict[str, datetime] = {}
        for line in log.history_of(session, self.rows):
            self.born.setdefault(line.row, line.at)
            if line.column == "text" and isinstance(line.new, str):
                self.known[line.row].append(line.new)
        for row in self.rows.values():
            self.known[row.id].append(row.text)
        jottings = session.scalars(
            select(Jotting).where(Jotting.meeting_id == meeting_id, ~Jotting.is_deleted)
        )
        self.jottings = {row.text for row in jottings}

    def opening(self, entry_id: str) -> str:
        """What is printed in bold before the entry's text."""
        shown = self.shown.get(entry_id)
        if shown is None:
            return ""
        kind = paper.EntryKind(shown.kind.value)
        return paper.Entry(kind=kind, text="", ref=shown.ref, lead=shown.lead).opening

    def offered(self, one: Suggestion) -> Offered:
        row, shown = self.rows.get(one.entry_id), self.shown.get(one.entry_id)
        item = self.items.get(row.item_id or "") if row else None
        kind = EntryKind(row.kind) if row else EntryKind.NOTE
        name = f"{entry_label(kind)} {shown.ref if shown else ''}".strip()
        return Offered(
            suggestion=one,
            standing=self._standing(one, item),
            item_id=item.id if item else "",
            item=f"{item.number}. {item.title}" if item else "",
            label=name if row else "",
            current=shown.text if shown and not one.is_new else "",
            beside=shown.text if shown and one.is_new else "",
            is_record=kind in _RECORDS,
        )

    def _standing(self, one: Suggestion, item: ItemRow | None) -> Standing:
        if item is None:
            return Standing.TO_SEE
        if one.is_new:
            here = (row.text for row in self.shown.values() if row.item_id == item.id)
            is_there = any(is_same(one.after, text) for text in here)
            return Standing.DONE if is_there else Standing.OPEN
        if one.kind is Kind.COMMENT and rules.jotting_words(one) in self.jottings:
            return Standing.DONE
        shown = self.shown.get(one.entry_id)
        return rules.standing(one, shown.text if shown else None)


@dataclass
class _Claiming:
    """Finds our entries in a file whose bookmarks were lost, by their words alone."""

    record: _Record
    returned: Returned
    _taken: dict[int, str] = field(default_factory=dict)

    def passages(self) -> list[Passage]:
        """The file's passages; each that is one of ours carries its entry's id."""
        here = _in_body(self.returned.passages)
        lost = [key for key in self.record.rows if key not in here]
        for exactly in (True, False):
            for key in lost:
                if key not in self._taken.values():
                    self._claim(key, exactly=exactly)
        return [self._named(place, one) for place, one in enumerate(self.returned.passages)]

    def _named(self, place: int, passage: Passage) -> Passage:
        key = self._taken.get(place, passage.entry_id)
        pieces = rules.without_opening(passage.pieces, self.record.opening(key))
        return replace(
            passage,
            entry_id=key if key in self.record.rows else "",
            pieces=pieces,
            place="" if key in self.record.rows else passage.place,
        )

    def _claim(self, key: str, *, exactly: bool) -> None:
        opening = self.record.opening(key)
        for place, passage in self._candidates:
            if place in self._taken:
                continue
            pieces = rules.without_opening(passage.pieces, opening)
            if opening and pieces == passage.pieces:
                continue
            said = rules.text_before(pieces)
            if self._fits(key, said, exactly=exactly):
                self._taken[place] = key
                return

    def _fits(self, key: str, said: str, *, exactly: bool) -> bool:
        """Only a text of one paragraph: a longer one cannot be told from its neighbours."""
        test = is_same if exactly else rules.is_alike
        known = (one for one in self.record.known[key] if one and END not in one)
        return bool(said.strip()) and any(test(said, one) for one in known)

    @cached_property
    def _candidates(self) -> list[tuple[int, Passage]]:
        """While some of our bookmarks are there, ours stand only in the column of the text."""
        is_marked = bool(self.returned.entry_ids)
        return [
            (place, passage)
            for place, passage in enumerate(self.returned.passages)
            if not passage.entry_id and (passage.is_in_text or not is_marked)
        ]


def _proposed(record: _Record, passage: Passage) -> Iterator[Suggestion]:
    if passage.entry_id:
        yield from rules.suggestions_of(passage, record.known[passage.entry_id])
        return
    if not passage.place and rules.text_after(passage.pieces).strip():
        yield rules.new_paragraph(passage)
    elif passage.place and rules.is_tracked(passage.pieces):
        yield rules.printed_change(passage, passage.pieces, passage.place)
    yield from rules.remarks_of(passage)


def _missing(
    record: _Record, returned: Returned, passages: Sequence[Passage], told: Sequence[str]
) -> Iterator[Suggestion]:
    """Entries that were there when the paper was made and are not in the file any more.

    Those of restricted items may have been withheld, so nothing is said of them; `told` are the
    file's new paragraphs, which may have been taken already.
    """
    here = _in_body(passages)
    for key, shown in record.shown.items():
        item = record.items.get(shown.item_id)
        if key in here or not returned.entry_ids or item is None or item.is_restricted:
            continue
        born = record.born.get(key)
        if returned.written is None or born is None or any(is_same(shown.text, t) for t in told):
            continue
        if born.replace(microsecond=0) <= returned.written:  # a file's clock has whole seconds
            yield Suggestion(entry_id=key, kind=Kind.UNTRACKED, before=shown.text)


def _in_body(passages: Sequence[Passage]) -> set[str]:
    """The entries that stand where they were minuted; the summary only repeats them."""
    return {passage.entry_id for passage in passages if not passage.is_summary}


def _not_ours(session: Session, record: _Record, returned: Returned) -> UserError:
    """The refusal of a file in which nothing of this meeting is found."""
    elsewhere = session.scalars(select(Entry).where(Entry.id.in_(returned.entry_ids[:200]))).first()
    if elsewhere is not None and elsewhere.meeting_id:
        other = meetings.head(session, elsewhere.meeting_id)
        return UserError(
            f"“{returned.name}” holds the minutes of {other.group}, {plain_date(other.on)}, "
            "not of this meeting.",
            do="Open that meeting and read the file there, or choose another file.",
        )
    if returned.entry_ids:
        return UserError(
            f"“{returned.name}” holds minutes that are not in this office. They may be of another "
            "partnership.",
            do="Choose the file that came back for this meeting.",
        )
    head = meetings.head(session, record.meeting_id)
    return UserError(
        f"Nothing in “{returned.name}” is known from the minutes of {head.group}, "
        f"{plain_date(head.on)}.",
        do="Choose the file that came back for this meeting.",
    )


def _can_be_taken(suggestion: Suggestion) -> bool:
    return suggestion.kind is not Kind.COMMENT and not suggestion.place


def _set(session: Session, entry: Entry, suggestion: Suggestion) -> None:
    """A note stays one paragraph: what was parted from it becomes notes after it."""
    parts = _parts(suggestion.after, suggestion.marks)
    is_parted = entry.kind == EntryKind.NOTE and END not in entry.text
    text, marks = parts[0] if is_parted else (suggestion.after, suggestion.marks)
    minutes.set_text(session, entry.id, text)
    entry.marks = to_data(marks)
    if is_parted:
        _add_notes(session, entry, parts[1:], entry)


def _remove(session: Session, entry: Entry, *, is_sure: bool) -> None:
    kind = EntryKind(entry.kind)
    if kind in _RECORDS and not is_sure:
        raise UserError(
            f"Without this paragraph the {entry_label(kind).lower()} would go from the log too.",
            do="Say that it is to go, or leave it.",
        )
    minutes.remove(session, entry.id)


def _add(session: Session, entry: Entry, suggestion: Suggestion) -> str:
    """New paragraphs become notes; those of the file already taken stay before them."""
    parts = _parts(suggestion.after, suggestion.marks)
    places = _places(session, entry)
    if suggestion.is_ahead:
        return _add_notes(session, entry, parts, places.previous(entry))
    return _add_notes(session, entry, parts, places.last_of(entry, suggestion.follows))


def _add_notes(
    session: Session,
    entry: Entry,
    parts: Sequence[tuple[str, Marks]],
    last: Entry | Jotting | None,
) -> str:
    """Notes beside `entry`, right after `last`; gives the id of the first."""
    places, first = _places(session, entry), ""
    place = last.position if last else None
    following = places.following(place)
    for text, marks in parts:
        place = between(place, following)
        note = Entry(
            meeting_id=entry.meeting_id,
            item_id=entry.item_id,
            position=place,
            kind=EntryKind.NOTE.value,
            text=text,
            marks=to_data(marks),
            is_bullet=entry.is_bullet,
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

    def last_of(self, entry: Entry, texts: Sequence[str]) -> Entry | Jotting:
        """The last of the rows right after `entry` that say one of these texts, or the entry."""
        last: Entry | Jotting = entry
        for row in self.rows:
            if row.position > entry.position and not row.is_deleted:
                if not any(is_same(row.text, text) for text in texts):
                    break
                last = row
        return last


def _places(session: Session, entry: Entry) -> _Places:
    rows: list[Entry | Jotting] = [
        *session.scalars(select(Entry).where(Entry.item_id == entry.item_id)),
        *session.scalars(select(Jotting).where(Jotting.item_id == entry.item_id)),
    ]
    return _Places(sorted(rows, key=lambda row: (row.position, row.id)))
