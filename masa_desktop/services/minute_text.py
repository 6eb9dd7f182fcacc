"""An item's minutes as the editor holds them: read as lines, written back as what became of them.

Only what changed between two states of the editor is touched, in one transaction, so that nobody's
line is overwritten by somebody who was typing another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.meetings import EntryKind, EntryRow, entry_label
from masa_desktop.domain.minute_lines import Line, differences, follow_words, to_data
from masa_desktop.services import actions, decisions, meeting_view, minutes
from masa_desktop.services.order import between
from masa_desktop.services.ratification import follow_ratified
from masa_desktop.services.settled import check_open
from masa_desktop.storage import log
from masa_desktop.storage.entities import (
    AgendaItem,
    Entry,
    Jotting,
    LoggedVerb,
    Meeting,
    Place,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.given import Given
    from masa_desktop.domain.minute_lines import Differences

_Stands = dict[tuple[str, bool], tuple[str, bool]]
"""By a row's id and whether it is a jotting: its place in the item, and whether it is gone."""

_PLACE = "place"
_NEVER_SHARED = "never in the minutes, Word or sync"


def lines(session: Session, item_id: str) -> tuple[Line, ...]:
    """What is minuted on an item, jottings among it, as the editor shows it."""
    return tuple(line_of(row) for row in minutes.of_item(session, item_id))


def line_of(row: EntryRow) -> Line:
    """An entry as a line: its heading says kind and reference in words, its foot who and when."""
    aside = _NEVER_SHARED if row.kind is EntryKind.PRIVATE else row.lead
    name = f"{entry_label(row.kind)} {row.ref}".strip()
    return Line(
        id=row.id,
        kind=row.kind,
        text=row.text,
        marks=row.marks,
        heading=f"{name}\t{aside}" if aside else name,
        foot=row.foot,
        is_bullet=row.is_bullet,
    )


def write_item(
    session: Session,
    item_id: str,
    before: Sequence[Line],
    after: Sequence[Line],
    *,
    given: Mapping[str, Given] | None = None,
    caret: tuple[str, int] = ("", 0),
    today: date,
) -> None:
    """Make the lines that were `before` what they are `after`; others of the item stay.

    Lines keep their ids, whatever their kind becomes; one removed earlier may come back under its
    id. `given` holds, by line id, owners and dates of actions captured with their words, or which
    line a new one was copied from. `caret` is
    a line's id and a character of it, remembered so that the program opens there again.
    """
    made = differences(before, after)
    if not made and not given:
        return
    # Held to the end, so that nothing that is asked below reads it again.
    meeting = _meeting_of(session, item_id)
    check_open(session, meeting.id)
    writing = _Writing(session, meeting.id, item_id)
    writing.read(made.changed, [line.id for line in (*made.added, *made.removed)])
    writing.make(made, after)
    if made.removed or made.added or made.changed:
        follow_ratified(session, meeting.id)
    for line_id, one in (given or {}).items():
        if not one.copy_of:
            _give(session, line_id, one, today)
        elif line_id in writing.begun:
            decisions.say_as(session, line_id, one.copy_of)
            actions.say_as(session, line_id, one.copy_of, today=today)
    written = (*made.added, *made.changed)
    if _is_newly_private(before, written):
        writing.forget_words(made)
    jotted = [line.text for line in written if line.kind is EntryKind.PRIVATE]
    if jotted:
        minutes.forget_private(session, item_id, jotted)
    with session.no_autoflush:  # the words and the place go out together, in one flush
        keep_place(session, meeting.id, item_id, *caret)


def _meeting_of(session: Session, item_id: str) -> Meeting:
    of_item = select(Meeting).join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
    return session.scalars(of_item.where(AgendaItem.id == item_id)).one()


def items_of(session: Session, line_ids: Collection[str]) -> set[str]:
    """The items that these lines are on, or were until they were removed."""
    return {
        item_id
        for entity in (Entry, Jotting)
        for item_id in session.scalars(select(entity.item_id).where(entity.id.in_(line_ids)))
        if item_id
    }


def keep_place(session: Session, meeting_id: str, item_id: str, line_id: str, offset: int) -> None:
    """Remember on this laptop where the caret is; undo does not take it back."""
    row = session.get(Place, _PLACE)
    if row is None:
        row = Place(id=_PLACE, meeting_id=meeting_id, item_id=item_id)
        session.add(row)
    row.meeting_id, row.item_id, row.line_id, row.offset = meeting_id, item_id, line_id, offset
    row.at = datetime.now(UTC).isoformat(timespec="seconds")
    row.was_left = False


def leave_place(session: Session) -> None:
    """The window was closed in good order: the next start has nothing to recover."""
    row = session.get(Place, _PLACE)
    if row is not None:
        row.was_left = True


@dataclass(frozen=True, slots=True)
class LastPlace:
    """Where this laptop was typing, and whether it was left in good order.

    `at` is when anything was last committed here, typed or not.
    """

    meeting_id: str
    item_id: str
    line_id: str
    offset: int
    at: datetime
    was_left: bool


def last_place(session: Session) -> LastPlace | None:
    """Where this laptop last typed; None if it never did, or the item has gone since."""
    row = session.get(Place, _PLACE)
    item = session.get(AgendaItem, row.item_id) if row else None
    if row is None or item is None or item.is_deleted:
        return None
    logged = session.scalars(select(LoggedVerb.at).order_by(LoggedVerb.id.desc()).limit(1)).first()
    return LastPlace(
        row.meeting_id,
        row.item_id,
        row.line_id,
        row.offset,
        max(datetime.fromisoformat(at) for at in (row.at, logged) if at),
        row.was_left,
    )


@dataclass(slots=True)
class _Writing:
    """One item being written: a line is an entry or a jotting, by its kind, under the same id."""

    session: Session
    meeting_id: str
    item_id: str
    born: list[Entry] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)
    entries: dict[str, Entry | None] = field(default_factory=dict)
    jottings: dict[str, Jotting | None] = field(default_factory=dict)

    def read(self, changed: Iterable[Line], others: Sequence[str]) -> None:
        """Look for changed lines among the rows of their sort, for others among both, at once."""
        aside = {line.id: line.kind is EntryKind.PRIVATE for line in changed}
        entry_ids = [*others, *(key for key, is_private in aside.items() if not is_private)]
        jotting_ids = [*others, *(key for key, is_private in aside.items() if is_private)]
        self.entries |= dict.fromkeys(entry_ids)
        self.jottings |= dict.fromkeys(jotting_ids)
        if entry_ids:
            entries = self.session.scalars(select(Entry).where(Entry.id.in_(entry_ids)))
            self.entries |= {row.id: row for row in entries}
        if jotting_ids:
            jottings = self.session.scalars(select(Jotting).where(Jotting.id.in_(jotting_ids)))
            self.jottings |= {row.id: row for row in jottings}

    def row(self, line: Line) -> Entry | Jotting | None:
        return self._jotting(line.id) if line.kind is EntryKind.PRIVATE else self._entry(line.id)

    def stands(self) -> _Stands:
        """Every row of the item, as bare columns: of a hundred lines one or two change."""
        found: _Stands = {}
        for sort in (Entry, Jotting):
            wanted = select(sort.id, sort.position, sort.is_deleted)
            here = self.session.execute(wanted.where(sort.item_id == self.item_id))
            found |= {(key, sort is Jotting): (place, is_gone) for key, place, is_gone in here}
        return found

    def place(self, line: Line, stands: _Stands) -> str | None:
        """Where a line stands, though it be another item's; None for one without a row."""
        here = stands.get((line.id, line.kind is EntryKind.PRIVATE))
        if here is not None:
            return here[0]
        row = self.row(line)
        return row.position if row is not None else None

    def _entry(self, line_id: str) -> Entry | None:
        if line_id not in self.entries:
            self.entries[line_id] = self.session.get(Entry, line_id)
        return self.entries[line_id]

    def _jotting(self, line_id: str) -> Jotting | None:
        if line_id not in self.jottings:
            self.jottings[line_id] = self.session.get(Jotting, line_id)
        return self.jottings[line_id]

    def is_elsewhere(self, line: Line) -> bool:
        """Whether the line is, till now, among the rows of the other sort."""
        row = self.row(line)
        return row is None or row.is_deleted

    def make(self, made: Differences, after: Sequence[Line]) -> None:
        """Carry out what became of the lines."""
        for line in made.removed:
            self.remove(line.id)
        moved = {line.id for line in (*made.added, *made.moved)}
        moved |= {line.id for line in made.changed if self.is_elsewhere(line)}
        places = _places(self, after, moved) if moved else {}
        for line in (*made.added, *made.changed):
            self.put(line, places.get(line.id))
        self.keep_places(after, places)
        if self.born:
            self.session.flush()
            self.give_particulars()

    def remove(self, line_id: str) -> None:
        entry, jotting = self._entry(line_id), self._jotting(line_id)
        if entry is not None and not entry.is_deleted:
            minutes.remove(self.session, line_id)
        if jotting is not None:
            jotting.is_deleted = True

    def put(self, line: Line, place: str | None) -> None:
        """Without a `place` the line stays where it is."""
        row = self.row(line)
        if row is None or row.is_deleted:
            line = self._reworded(line, self._entry(line.id))
            self._leave_other_sort(line)
        elif isinstance(row, Entry) and row.kind != line.kind:
            line = self._reworded(line, row)
        if row is None:
            row = self._begin(line)
        was_gone, old_kind = row.is_deleted, getattr(row, "kind", "")
        row.text, row.is_bullet, row.is_deleted = line.text, line.is_bullet, False
        row.marks, row.item_id = to_data(line.marks), self.item_id
        row.position = place or row.position
        if isinstance(row, Entry):
            row.kind = line.kind.value
            if was_gone or old_kind != line.kind.value:
                self.born.append(row)

    def _reworded(self, line: Line, entry: Entry | None) -> Line:
        """The line with what a decision says beside its words in them, or taken out of them."""
        if entry is None:
            return line
        text = decisions.reworded(self.session, entry, line.kind, line.text)
        return replace(line, text=text, marks=follow_words(line.marks, line.text, text))

    def keep_places(self, after: Sequence[Line], places: Mapping[str, str]) -> None:
        """Moved lines, and those that two laptops had put at one place, get their new places."""
        for line in after:
            row = self.row(line) if line.id in places else None
            if row is not None and row.position != places[line.id]:
                row.position = places[line.id]

    def give_particulars(self) -> None:
        for entry in self.born:
            minutes.give_particulars(self.session, entry, is_new=entry.id in self.begun)

    def _begin(self, line: Line) -> Entry | Jotting:
        if line.kind is EntryKind.PRIVATE:
            jotting = Jotting(
                id=line.id,
                meeting_id=self.meeting_id,
                item_id=self.item_id,
                position="",
                text="",
            )
            self.session.add(jotting)
            self.jottings[line.id] = jotting
            return jotting
        entry = Entry(
            id=line.id,
            meeting_id=self.meeting_id,
            item_id=self.item_id,
            position="",
            kind=line.kind.value,
            text="",
        )
        self.session.add(entry)
        self.entries[line.id] = entry
        self.begun.add(line.id)
        self.born.append(entry)
        return entry

    def _leave_other_sort(self, line: Line) -> None:
        """A line is an entry or a jotting, never both."""
        if line.kind is EntryKind.PRIVATE:
            self._withdraw(line.id)
        else:
            self._forget_jotting(line.id)

    def _withdraw(self, line_id: str) -> None:
        """What turned out to be private leaves the minutes, and its words leave the log."""
        entry = self._entry(line_id)
        if entry is None:
            return
        if not entry.is_deleted:
            minutes.remove(self.session, line_id)
        minutes.forget_entry(self.session, entry)

    def forget_words(self, made: Differences) -> None:
        """Words that became a jotting may have stood in any line this write touched."""
        for line in made.removed:
            entry = self._entry(line.id)
            if entry is not None:
                minutes.forget_entry(self.session, entry)
        for line in (*made.added, *made.changed):
            if line.kind is not EntryKind.PRIVATE and line.id not in self.begun:
                log.forget(self.session, line.id, "text")

    def _forget_jotting(self, line_id: str) -> None:
        jotting = self._jotting(line_id)
        if jotting is not None:
            jotting.is_deleted = True


def _is_newly_private(before: Sequence[Line], written: Sequence[Line]) -> bool:
    jotted = {line.id for line in before if line.kind is EntryKind.PRIVATE}
    return any(line.kind is EntryKind.PRIVATE and line.id not in jotted for line in written)


def _places(writing: _Writing, after: Sequence[Line], moved: set[str]) -> dict[str, str]:
    """The places of the lines that need a new one; a line that stood keeps the one it has.

    With these all rise in their order. What is put at the end goes below lines that the editor has
    not seen yet.
    """
    stands = writing.stands()
    lowest = max((place for place, is_gone in stands.values() if not is_gone), default=None)
    held: dict[str, str] = {}
    for line in after:
        place = None if line.id in moved else writing.place(line, stands)
        if place is not None:
            held[line.id] = place
    places: dict[str, str] = {}
    last: str | None = None
    for number, line in enumerate(after):
        own = held.get(line.id)
        if own is None or (last is not None and own <= last):
            following = (held[other.id] for other in after[number + 1 :] if other.id in held)
            bound = next((place for place in following if last is None or place > last), None)
            if bound is None and lowest is not None:
                last = max(last or lowest, lowest)
            places[line.id] = own = between(last, bound)
        last = own
    return places


def _give(session: Session, line_id: str, given: Given, today: date) -> None:
    if given.decided:
        decisions.give(session, line_id, given.decided)
    action_id = meeting_view.particulars(session, line_id).action_id
    if not action_id:
        return
    if given.person_ids or given.agency_ids:
        actions.set_owners(
            session, action_id, person_ids=given.person_ids, agency_ids=given.agency_ids
        )
    actions.set_due(session, action_id, given.due_kind, given.due_on, today=today)
