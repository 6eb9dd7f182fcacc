"""The check before issue over a meeting's records; what was looked at is set aside with a word."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import pre_issue, references
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import AS_MEMBER, Capacity, Code
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import NOT_TAKEN, TO_BE_HELD, EntryKind, MeetingStatus
from masa_desktop.domain.pre_issue import (
    DETAILS,
    ROLL_CALL,
    CheckedEntry,
    CheckedItem,
    CheckedMinutes,
    Finding,
)
from masa_desktop.domain.quorum import State
from masa_desktop.domain.quorum_rules import Deputies
from masa_desktop.services import (
    agenda,
    agreed,
    attendance,
    decision_register,
    declarations,
    drafts,
    holidays,
    minutes,
)
from masa_desktop.services.outdated import paper_now
from masa_desktop.services.roll_call import without_chair
from masa_desktop.services.roll_records import roll_of
from masa_desktop.storage.entities import (
    Action,
    AgendaItem,
    Approval,
    Correction,
    Decision,
    Entry,
    InTheChair,
    Jotting,
    Meeting,
    QuorumRuling,
    SetAside,
    natural_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from masa_desktop.domain import minutes as paper
    from masa_desktop.domain.meetings import EntryRow, ItemRow, RollCall


def findings(session: Session, meeting_id: str) -> list[Finding]:
    """What the check finds in a meeting, in the order of the agenda, with the words of those set
    aside. Jottings are counted and never read (F9)."""
    words = {
        row.finding: row.word
        for row in session.scalars(
            select(SetAside).where(SetAside.meeting_id == meeting_id, ~SetAside.is_deleted)
        )
    }
    found = pre_issue.findings(_minutes(session, meeting_id))
    return [replace(one, word=words.get(one.key, "")) for one in found]


def set_aside(session: Session, meeting_id: str, finding_key: str, word: str) -> None:
    """Somebody looked at a finding and left a word; it comes back if what it is about changes.

    Raises UserError without a word.
    """
    if not word.strip():
        raise UserError(
            "Setting a line aside needs a word.",
            safe="The check is as it was.",
            do="Type what was checked, such as “asked the chair”.",
        )
    row = session.get(SetAside, _key(meeting_id, finding_key))
    if row is None:
        row = SetAside(
            id=_key(meeting_id, finding_key),
            meeting_id=meeting_id,
            finding=finding_key,
            word=word.strip(),
        )
        session.add(row)
    row.word, row.is_deleted = word.strip(), False


def take_up_again(session: Session, meeting_id: str, finding_key: str) -> None:
    """A finding set aside is open again."""
    row = session.get(SetAside, _key(meeting_id, finding_key))
    if row is not None:
        row.is_deleted = True


def drop_jottings(session: Session, meeting_id: str) -> int:
    """Delete all private jottings of a meeting on this laptop, their words with them; gives how
    many. Undo brings them back until the program closes or locks."""
    found = list(session.scalars(_jottings(meeting_id)))
    for row in found:
        row.text, row.marks, row.is_deleted = "", [], True
    return len(found)


def _minutes(session: Session, meeting_id: str) -> CheckedMinutes:
    items = agenda.items(session, meeting_id)
    roll = attendance.roll_call(session, meeting_id)
    reading = _Reading(session, [item.id for item in items], _away(session, meeting_id))
    meeting = session.get_one(Meeting, meeting_id)
    printed = _Printed(session, paper_now(session, meeting_id))
    empty = without_chair(session, meeting_id)
    chair = select(InTheChair.id).where(InTheChair.meeting_id == meeting_id, ~InTheChair.is_deleted)
    jottings = select(func.count()).select_from(_jottings(meeting_id).subquery())
    return CheckedMinutes(
        items=tuple(reading.item(item, printed.beside(item)) for item in items),
        is_roll_taken=roll.is_taken,
        unaccounted=tuple(
            (row.id, row.name)
            for row in roll.rows
            if row.code == Code.NO_RESPONSE and row.person_id and not row.is_deputy
        ),
        unsaid=_unsaid(session, meeting_id, roll, is_decided=reading.is_decided),
        has_chair=session.scalars(chair).first() is not None,
        chairless=tuple(
            item.number for item in items if item.id in empty and item.state not in NOT_TAKEN
        ),
        has_quorum=roll.verdict.state is not State.NOT_SET,
        jottings=session.scalar(jottings) or 0,
        venue=printed.venues,
        room=printed.room,
        on=meeting.on,
        is_held=MeetingStatus(meeting.status) not in TO_BE_HELD,
        not_agreed=agreed.not_in_force(session, meeting_id),
        declared=_declared(session, meeting_id),
    )


def _away(session: Session, meeting_id: str) -> dict[str, tuple[str, ...]]:
    """By item, the initials of seat holders recorded as not here for any part of it."""
    taken = roll_of(session, meeting_id)
    known = attendance.initials(session, meeting_id)
    seated = {row.person_id for row in taken.records if row.seat_id and row.person_id in known}
    return {
        item_id: tuple(sorted(known[one] for one in seated if taken.is_all_away(one, place)))
        for item_id, place in taken.place.items()
    }


def _declared(session: Session, meeting_id: str) -> tuple[str, ...]:
    """Whose interests are recorded, and where; each once."""
    initials = attendance.initials(session, meeting_id)
    return tuple(
        dict.fromkeys(
            f"{initials.get(row.person_id) or row.person}"
            + (f" at item {row.item_number}" if row.item_number else "")
            for row in declarations.of_meeting(session, meeting_id)
        )
    )


def _unsaid(
    session: Session, meeting_id: str, roll: RollCall, *, is_decided: bool
) -> tuple[tuple[str, str], ...]:
    """Deputies who came and of whom nobody has said whether they may decide (P3, P7).

    Nothing depends on it where nothing was decided and the quorum was there without them.
    """
    rule = roll_of(session, meeting_id).rule
    is_short = any(verdict.state is not State.QUORATE for _, verdict in roll.items)
    is_counted = rule.is_set and rule.deputies_count is Deputies.WITH_AUTHORITY
    if not is_decided and not (is_counted and is_short):
        return ()
    return tuple(
        (row.id, row.name)
        for row in roll.rows
        if row.is_deputy
        and row.has_authority is None
        and row.person_id
        and Code(row.code) in AS_MEMBER
        and not Capacity(row.capacity or Capacity.BY_INVITATION).never_counts
    )


class _Printed:
    """Every text of the finished paper, so that nothing printed escapes the check (REV-7)."""

    def __init__(self, session: Session, minutes_paper: paper.Minutes) -> None:
        self._paper = minutes_paper
        self._items = {item.id: item for item in minutes_paper.items}
        self._ruled: dict[str, list[str]] = {}
        ids = list(self._items)
        wanted = select(QuorumRuling).where(QuorumRuling.item_id.in_(ids), ~QuorumRuling.is_deleted)
        for row in session.scalars(wanted):
            self._ruled.setdefault(row.item_id or "", []).append(row.text)

    @property
    def venues(self) -> str:
        """All it says of where one meets: a postcode in it is nobody's address."""
        said = self._paper
        return "; ".join((said.venue, said.next_meeting, *said.sittings))

    @property
    def room(self) -> tuple[tuple[str, str], ...]:
        """What is printed beside the items, each text with the place where it is kept."""
        return tuple(
            (text, _KEPT_AT.get(part.name, ""))
            for part in fields(self._paper)
            if part.name not in _ELSEWHERE
            for text in _texts(getattr(self._paper, part.name))
        )

    def beside(self, item: ItemRow) -> tuple[str, ...]:
        """What is printed of an item but the words of its entries; first as they are kept."""
        kept = (item.presenter, item.purpose, item.state_note, *self._ruled.get(item.id, ()))
        return tuple(filter(None, (*kept, *self._of_item(self._items[item.id]))))

    def _of_item(self, item: paper.Item) -> Iterator[str]:
        yield from _texts(replace(item, entries=()))
        for entry in item.entries:
            yield from _texts(replace(entry, text="", particulars=""))


_ELSEWHERE = ("items", "codes", "left_out")
"""Of the paper: read item by item, or words of the program."""

_KEPT_AT = {
    **dict.fromkeys(("attendance", "grid", "chair", "declarations", "quorum_notes"), ROLL_CALL),
    **dict.fromkeys(("title", "venue", "format", "handling", "sittings"), DETAILS),
}
"""By field of the paper, where its words are typed; the rest is not typed in this meeting."""


def _texts(value: object) -> Iterator[str]:
    """Every text in a part of the paper, however deep; codes and ids are none."""
    if isinstance(value, str):
        if value and not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for part in fields(value):
            if part.name != "id":
                yield from _texts(getattr(value, part.name))


class _Reading:
    """What the check asks of items and entries, read in one query each."""

    def __init__(
        self, session: Session, item_ids: Sequence[str], away: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._away, self._begun = away, drafts.kept_of(session, item_ids)
        self._calendar = holidays.calendar(session)
        shared = minutes.shared(session, item_ids)
        self.is_decided = any(row.kind is EntryKind.DECISION for _, row in shared)
        self._of_item: dict[str, list[EntryRow]] = {}
        for _, row in shared:
            self._of_item.setdefault(row.item_id, []).append(row)
        ids = [row.id for _, row in shared]
        due = select(Action.entry_id, Action.due_kind, Action.due_on)
        self._due = {
            entry_id: (DueKind(kind), due_on)
            for entry_id, kind, due_on in session.execute(due.where(Action.entry_id.in_(ids)))
        }
        of_entry = select(Decision).where(Decision.entry_id.in_(ids))
        self._decision = {row.entry_id: row for row in session.scalars(of_entry)}
        said = (f"{row.text} {row.particulars}" for _, row in shared)
        self._restricted = _restricted(session, said)
        self._settled = {
            key
            for column, gone in (
                (Approval.item_id, Approval.is_deleted),
                (Correction.made_item_id, Correction.is_deleted),
            )
            for key in session.scalars(select(column).where(column.in_(item_ids), ~gone))
        }

    def item(self, item: ItemRow, beside: tuple[str, ...]) -> CheckedItem:
        return CheckedItem(
            id=item.id,
            number=item.number,
            title=item.title,
            state=item.state,
            notes=beside,
            entries=tuple(
                self._entry(row, is_open=not item.is_restricted)
                for row in self._of_item.get(item.id, ())
            ),
            has_outcome=item.id in self._settled,
            is_quorum_undecided=any(
                self._is(row, DecisionStatus.QUORUM_UNDECIDED)
                for row in self._of_item.get(item.id, ())
            ),
            away=self._away.get(item.id, ()),
            begun=self._begun.get(item.id, ""),
        )

    def _is(self, row: EntryRow, status: DecisionStatus) -> bool:
        found = self._decision.get(row.id) if row.kind is EntryKind.DECISION else None
        return found is not None and found.status == status

    def _why_not_worked(self, kind: DueKind, on: date | None) -> str:
        """A day somebody named; that of a next meeting or of a review nobody has to keep."""
        return (on and kind is DueKind.DATED and self._calendar.name_of(on)) or ""

    def _entry(self, row: EntryRow, *, is_open: bool) -> CheckedEntry:
        is_action = row.kind is EntryKind.ACTION
        due_kind, due_on = self._due[row.id] if is_action else (DueKind.DATED, None)
        decision = self._decision.get(row.id)
        return CheckedEntry(
            id=row.id,
            kind=row.kind,
            text=row.text,
            ref=row.ref,
            has_owner=bool(row.owners) or not is_action,
            due_kind=due_kind,
            due_on=due_on,
            not_worked=self._why_not_worked(due_kind, due_on),
            is_to_be_ratified=self._is(row, DecisionStatus.TO_BE_RATIFIED),
            particulars=row.particulars,
            of_restricted=tuple(
                ref
                for ref in references.named_in(f"{row.text} {row.particulars}")
                if is_open and ref in self._restricted
            ),
            has_condition=bool(decision and decision.conditions),
            dissent=decision.dissent if decision else "",
        )


def _restricted(session: Session, texts: Iterable[str]) -> set[str]:
    """Of the references named in these texts those restricted, by themselves or their item."""
    named = {ref for text in texts for ref in references.named_in(text)}
    return {
        ref
        for table, is_hidden in (
            (Action, AgendaItem.is_restricted),
            (Decision, decision_register.RESTRICTED),
        )
        for ref in session.scalars(
            select(table.ref)
            .join(Entry, Entry.id == table.entry_id)
            .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
            .where(table.ref.in_(named), is_hidden, ~table.is_deleted)
        )
    }


def _jottings(meeting_id: str) -> Select[Jotting]:
    return select(Jotting).where(Jotting.meeting_id == meeting_id, ~Jotting.is_deleted)


def _key(meeting_id: str, finding_key: str) -> str:
    return natural_id("set_aside", meeting_id, finding_key)
