"""What a Word file that came back proposes for the record of its meeting, and how that stands.

The log knows every text an entry ever had, so it tells what was sent from what somebody typed
without tracking, and what was changed here since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import minutes as paper
from masa_desktop.domain import returned as rules
from masa_desktop.domain.decision_words import lead_before
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.domain.returned import Kind, Offered, Passage, Returned, Standing, Suggestion
from masa_desktop.domain.returned_marks import Printed
from masa_desktop.domain.returned_pieces import (
    END,
    authors,
    is_same,
    is_tracked,
    latest,
    text_after,
    text_before,
    tidy,
    without_opening,
)
from masa_desktop.domain.words import capital, plain_date
from masa_desktop.services import agenda, as_agreed, meetings, minutes, returned_due
from masa_desktop.storage import log
from masa_desktop.storage.entities import Entry, Jotting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from masa_desktop.domain.meetings import EntryRow, ItemRow
    from masa_desktop.domain.returned import Heading

RECORDS = (EntryKind.ACTION, EntryKind.DECISION)
_PLACED = ("position", "item_id")


def proposals(session: Session, record: Record, returned: Returned) -> list[Suggestion]:
    """What the file proposes in its order, then what is missing and what was moved.

    Raises UserError if the file is of another meeting.
    """
    passages = _Claiming(record, returned).passages()
    known = {passage.heading.item_id for passage in passages if passage.heading}
    if not known & record.items.keys() and not any(p.entry_id in record.rows for p in passages):
        raise _not_ours(session, record, returned)
    found = [one for passage in passages for one in _proposed(record, passage)]
    told = [one.after for one in found if one.is_new]
    found += _missing(record, returned, passages, told)
    found = _carried(record, found)
    carried = {one.entry_id for one in found if one.kind is Kind.MOVED or one.is_removal}
    found += _Moves(record, returned, passages, carried).found()
    return rules.in_order(found)


class Record:
    """The minutes of one meeting with all they ever said, read in a few queries."""

    def __init__(self, session: Session, meeting_id: str) -> None:
        self.session, self.meeting_id = session, meeting_id
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
        self.placed: dict[str, datetime] = {}
        for line in log.history_of(session, self.rows):
            self.born.setdefault(line.row, line.at)
            if line.column in _PLACED:
                self.placed[line.row] = line.at
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
        lead = lead_before(shown.text, shown.lead)
        return paper.Entry(kind=kind, text="", ref=shown.ref, lead=lead).opening

    def printed_as(self, entry_id: str) -> str:
        """An entry as it is printed, its opening and its text."""
        return f"{self.opening(entry_id)} {self.shown[entry_id].text}".strip()

    def item_under(self, passage: Passage) -> str:
        """The item to which something in the file belongs; "" if the file does not show it.

        It is the one whose heading stands above, never that of other text nearby; a heading that
        lost its mark is known by number and title together.
        """
        heading, near = passage.heading, self.rows.get(passage.near_id)
        if heading is not None and heading.item_id:
            return heading.item_id if heading.item_id in self.items else ""
        found = self._headed(heading) if heading is not None else ""
        return found or (near.item_id if near else "") or ""

    def _headed(self, heading: Heading) -> str:
        for item in self.items.values():
            is_withheld = item.is_restricted and heading.title.startswith(paper.RESTRICTED_TITLE)
            is_titled = is_same(heading.title, item.title)
            is_titled = is_titled or heading.title.startswith(f"{item.title} (")
            if str(item.number) == heading.number and (is_titled or is_withheld):
                return item.id
        return ""

    def placed_under(self, one: Suggestion, item_id: str) -> Suggestion:
        """Something new beside its entry if that is of this item, else as the item's first."""
        near = self.rows.get(one.entry_id)
        if near is not None and near.item_id == item_id:
            return replace(one, item_id=item_id)
        return replace(one, entry_id="", is_ahead=False, item_id=item_id)

    def printed_now(self, one: Suggestion) -> str | None:
        """What would be printed there now; None if it is not a thing of its own."""
        shown, item = self.shown.get(one.entry_id), self.items.get(one.item_id)
        if one.printed is Printed.TITLE and item:
            return f"{item.title} ({item.presenter})" if item.presenter else item.title
        if shown is None or shown.kind is not EntryKind.ACTION:
            return None
        if one.printed is Printed.OWNERS:
            return ", ".join(shown.owners) or "No owner"
        return (capital(shown.due) or "No date said") if one.printed is Printed.DUE else None

    def previous(self, entry_id: str) -> str:
        """The entry before this one in its item; "" if it is the first."""
        shown = self.shown.get(entry_id)
        here = [row.id for row in self.shown.values() if shown and row.item_id == shown.item_id]
        place = here.index(entry_id) if entry_id in here else 0
        return here[place - 1] if place else ""

    def offered(self, one: Suggestion) -> Offered:
        row, shown = self.rows.get(one.entry_id), self.shown.get(one.entry_id)
        is_moved = one.kind is Kind.MOVED
        item_id = (row.item_id if row and (is_moved or not one.item_id) else one.item_id) or ""
        item = self.items.get(item_id)
        kind = EntryKind(row.kind) if row else EntryKind.NOTE
        name = f"{entry_label(kind)} {shown.ref if shown else ''}".strip()
        near = self.shown.get(one.after_id) if is_moved else shown
        now = self.printed_now(one) if one.place else None
        current = shown.text if shown and not one.is_new else ""
        if one.printed is Printed.DUE:
            current = now or ""
        marks = shown.marks if shown else ()
        return Offered(
            suggestion=replace(one, before=now) if now and not one.before else one,
            standing=self._standing(one, item),
            item_id=item.id if item else "",
            item=_named(item),
            label=name if row and one.printed not in (Printed.TITLE, Printed.NOTE) else "",
            current=current,
            beside=near.text if near and (is_moved or one.is_new) else "",
            target=_named(self.items.get(one.item_id)) if is_moved else "",
            proposed=rules.proposed(one, current, marks)[0],
            is_record=kind in RECORDS,
        )

    def _standing(self, one: Suggestion, item: ItemRow | None) -> Standing:
        if one.is_new:
            here = (row.text for row in self.shown.values() if item in (None, self._item(row)))
            if any(is_same(one.after, text) for text in here):
                return Standing.DONE
            return Standing.OPEN if item else Standing.NO_PLACE
        if one.place or item is None:
            return self._standing_of_printed(one)
        if one.kind is Kind.COMMENT and rules.jotting_words(one) in self.jottings:
            return Standing.DONE
        shown = self.shown.get(one.entry_id)
        if one.kind is Kind.MOVED and shown is not None:
            return self._standing_of_move(one, shown)
        return rules.standing(one, shown.text if shown else None)

    def _standing_of_printed(self, one: Suggestion) -> Standing:
        """A due date can be taken; anything else printed can only be looked at."""
        now = self.printed_now(one)
        if now is not None and is_same(now, one.after):
            return Standing.DONE
        entry = self.rows.get(one.entry_id) if one.entry_id in self.shown else None
        found = returned_due.reading(self.session, entry, one) if entry is not None else None
        if entry is None or found is None:
            return Standing.TO_SEE
        if returned_due.is_said(self.session, entry, found):
            return Standing.DONE
        is_as_sent = not one.before or is_same(one.before, now or "")
        return Standing.OPEN if is_as_sent else Standing.CHANGED_HERE

    def _item(self, row: EntryRow) -> ItemRow | None:
        return self.items.get(row.item_id)

    def _standing_of_move(self, one: Suggestion, shown: EntryRow) -> Standing:
        """New paragraphs of the file may have come between it and the entry it follows."""
        before = self.previous(shown.id)
        while before != one.after_id and before and self._is_told(before, one):
            before = self.previous(before)
        is_there = shown.item_id == one.item_id and before == one.after_id
        if is_there and is_same(shown.text, one.after):
            return Standing.DONE
        if is_same(one.before, one.after):
            return Standing.OPEN if one.item_id in self.items else Standing.NO_PLACE
        return Standing.OPEN if is_same(one.before, shown.text) else Standing.CHANGED_HERE

    def _is_told(self, entry_id: str, one: Suggestion) -> bool:
        return any(is_same(self.shown[entry_id].text, text) for text in one.follows)


def _named(item: ItemRow | None) -> str:
    if item is None:
        return ""
    return f"{item.number}. {item.title}{' (restricted)' if item.is_restricted else ''}"


@dataclass
class _Claiming:
    """Finds our entries in a file whose bookmarks were lost, by their words alone."""

    record: Record
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
        pieces = without_opening(passage.pieces, self.record.opening(key))
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
            pieces = without_opening(passage.pieces, opening)
            if opening and pieces == passage.pieces:
                continue
            said = text_before(pieces)
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


def _proposed(record: Record, passage: Passage) -> Iterator[Suggestion]:
    if passage.entry_id:
        yield from rules.suggestions_of(passage, record.known[passage.entry_id])
        return
    item_id = record.item_under(passage)
    new = rules.written_over(passage) if passage.place else passage
    if new is not None and text_after(new.pieces).strip():
        yield record.placed_under(rules.new_paragraph(new), item_id)
    elif passage.place and _is_changed(record, passage):
        yield replace(rules.printed_change(passage, passage.pieces, passage.place), item_id=item_id)
    for one in rules.remarks_of(passage):
        yield replace(one, item_id=item_id)


def _is_changed(record: Record, passage: Passage) -> bool:
    """Whether something printed was changed; the place that a moved entry left is not."""
    said = text_before(passage.pieces).strip()
    is_left = passage.is_in_text and not text_after(passage.pieces).strip() and bool(said)
    if is_left and any(said == record.printed_as(key) for key in record.shown):
        return False
    return is_tracked(passage.pieces) or passage.is_retyped


def _missing(
    record: Record, returned: Returned, passages: Sequence[Passage], told: Sequence[str]
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
        is_told = shown.kind not in RECORDS and any(is_same(shown.text, text) for text in told)
        if returned.written is None or born is None or is_told:
            continue
        if born.replace(microsecond=0) <= returned.written:  # a file's clock has whole seconds
            yield Suggestion(entry_id=key, kind=Kind.UNTRACKED, before=shown.text)


def _carried(record: Record, found: Sequence[Suggestion]) -> list[Suggestion]:
    """What was struck out in one place and stands in another is one move: its record stays."""
    made, gone = list(found), [one for one in found if one.is_removal]
    for out in gone:
        opening = record.opening(out.entry_id)
        for put in (one for one in made if one.is_new):
            said = put.after.removeprefix(f"{opening} ") if opening else put.after
            is_named = said != put.after
            if is_same(said, out.before) or (is_named and rules.is_alike(said, out.before)):
                made[made.index(put)] = _move(record, out, put, said)
                made.remove(out)
                break
    return made


def _move(record: Record, out: Suggestion, put: Suggestion, said: str) -> Suggestion:
    after_id = record.previous(put.entry_id) if put.is_ahead else put.entry_id
    if after_id == out.entry_id:
        after_id = record.previous(after_id)
    near = record.rows.get(put.entry_id)
    return Suggestion(
        entry_id=out.entry_id,
        kind=Kind.MOVED,
        author=put.author or out.author,
        on=put.on or out.on,
        before=out.before,
        after=out.before if is_same(said, out.before) else tidy(said)[0],
        item_id=put.item_id or (near.item_id if near else "") or "",
        after_id=after_id,
    )


@dataclass
class _Moves:
    """Entries that stand elsewhere in the file than they were printed, their marks with them.

    What was moved here since the paper was made is left out: then the record differs, not the
    file.
    """

    record: Record
    returned: Returned
    passages: Sequence[Passage]
    carried: set[str]

    def found(self) -> Iterator[Suggestion]:
        if self.returned.written is None:
            return
        here = self._here
        last: dict[str, str] = {}
        moved = self._moved(here)
        for key, (passage, item_id) in here.items():
            if key in moved:
                yield self._suggestion(key, passage, item_id, last.get(item_id, ""))
            last[item_id] = key

    @property
    def _here(self) -> Mapping[str, tuple[Passage, str]]:
        """Where each entry stands in the file: its passage and the item above it."""
        made: dict[str, tuple[Passage, str]] = {}
        for passage in self.passages:
            row = self.record.rows.get(passage.entry_id)
            is_known = passage.entry_id in self.record.shown and not passage.is_summary
            if row is not None and is_known and passage.entry_id not in self.carried:
                heading = replace(passage, near_id="")
                item_id = self.record.item_under(heading) or row.item_id or ""
                made.setdefault(row.id, (passage, item_id))
        return made

    def _moved(self, here: Mapping[str, tuple[Passage, str]]) -> set[str]:
        rank = {key: place for place, key in enumerate(self.record.shown)}
        moved: set[str] = set()
        kept: dict[str, list[str]] = defaultdict(list)
        for key, (_, item_id) in here.items():
            if self._is_as_printed(key):
                is_elsewhere = item_id != self.record.shown[key].item_id
                moved |= {key} if is_elsewhere else set()
                kept[item_id] += [] if is_elsewhere else [key]
        for keys in kept.values():
            moved |= {keys[place] for place in rules.out_of_order([rank[key] for key in keys])}
        return moved

    def _is_as_printed(self, key: str) -> bool:
        placed, written = self.record.placed.get(key), self.returned.written
        return bool(placed and written and placed.replace(microsecond=0) <= written)

    def _suggestion(self, key: str, passage: Passage, item_id: str, after: str) -> Suggestion:
        text = self.record.shown[key].text
        return Suggestion(
            entry_id=key,
            kind=Kind.MOVED,
            author=authors(passage.pieces),
            on=latest(passage.pieces),
            before=text,
            after=text,
            item_id=item_id,
            after_id=after,
        )


def _in_body(passages: Sequence[Passage]) -> set[str]:
    """The entries that stand where they were minuted; the summary only repeats them."""
    return {passage.entry_id for passage in passages if not passage.is_summary}


def _not_ours(session: Session, record: Record, returned: Returned) -> UserError:
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
