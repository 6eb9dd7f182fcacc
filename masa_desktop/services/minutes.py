"""What is minuted under each item: notes, decisions, actions, challenges, private jottings (MIN).

An entry's text lives in one place, whatever its kind; a decision or action carries its
particulars beside it. Private jottings are rows of their own that no log and no paper reads.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.actions import Due, DueKind, due_words
from masa_desktop.domain.changes import GONE
from masa_desktop.domain.decision_words import verb_said
from masa_desktop.domain.decisions import (
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    dissenters_words,
    particulars_words,
    printed_lead,
    status_label,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, EntryRow
from masa_desktop.domain.minute_lines import follow_words, from_data, to_data
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import plain_date
from masa_desktop.services import actions, attendance, decisions, meetings, names, numbering, who
from masa_desktop.services.as_agreed import TODAY
from masa_desktop.services.order import between
from masa_desktop.services.ratification import follow_ratified
from masa_desktop.services.settled import check_open
from masa_desktop.storage import log
from masa_desktop.storage.entities import (
    Action,
    ActionOwner,
    AgendaItem,
    Decision,
    Entry,
    Group,
    Jotting,
    LoggedChange,
    Meeting,
)
from masa_desktop.storage.values import from_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import HistoryLine
    from masa_desktop.services.as_agreed import Then


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A line taken away: what it said, when (UTC) and by whom, as far as the log says."""

    id: str
    kind: EntryKind
    ref: str
    text: str
    at: datetime | None
    by: str


def add(session: Session, item_id: str, kind: EntryKind, text: str) -> str:
    """Minute something at the end of an item; gives the entry's id.

    A decision taken while the meeting is not quorate is marked to be ratified (M1). Raises
    UserError for an empty text.
    """
    item = session.get_one(AgendaItem, item_id)
    last = max([row.position for row in _texts(session, item_id)], default=None)
    said, position = _said(text), between(last, None)
    if kind is EntryKind.PRIVATE:
        jotting = Jotting(meeting_id=item.meeting_id, item_id=item_id, position=position, text=said)
        session.add(jotting)
        forget_private(session, item_id, [said])
        return jotting.id
    check_open(session, item.meeting_id)
    entry = Entry(
        meeting_id=item.meeting_id, item_id=item_id, position=position, kind=kind, text=said
    )
    session.add(entry)
    session.flush()
    give_particulars(session, entry, is_new=True)
    return entry.id


def set_text(session: Session, entry_id: str, text: str) -> None:
    """Change what an entry or jotting says. Raises UserError for an empty text."""
    row = session.get(Entry, entry_id) or session.get_one(Jotting, entry_id)
    _check_open(session, row)
    row.text, row.marks = _said(text), []
    if isinstance(row, Jotting):
        forget_private(session, row.item_id, [row.text])


def set_kind(session: Session, entry_id: str, kind: EntryKind) -> str:
    """Make an entry of another kind, its place unchanged; gives the id it has now.

    Its words change only by what a decision says beside them: see `decisions.reworded`.
    A jotting that becomes a note is minuted from then on; a note that becomes a jotting leaves
    the minutes, and its words leave the log.
    """
    jotting = session.get(Jotting, entry_id)
    if jotting is not None:
        return entry_id if kind is EntryKind.PRIVATE else _minute(session, jotting, kind)
    entry = session.get_one(Entry, entry_id)
    _check_open(session, entry)
    text = decisions.reworded(session, entry, kind, entry.text)
    entry.marks = to_data(follow_words(from_data(entry.marks), entry.text, text))
    entry.text = text
    if kind is EntryKind.PRIVATE:
        return _withdraw(session, entry)
    if entry.kind != kind:
        entry.kind = kind.value
        session.flush()
        give_particulars(session, entry)
    return entry.id


def remove(session: Session, entry_id: str) -> None:
    """Take an entry or jotting away; undo brings it back."""
    row = session.get(Entry, entry_id) or session.get_one(Jotting, entry_id)
    _check_open(session, row)
    row.is_deleted = True
    for carried in _particulars(session, entry_id):
        carried.is_deleted = True
    if isinstance(row, Entry) and row.meeting_id:
        follow_ratified(session, row.meeting_id)


def removed(session: Session, item_id: str) -> list[RemovedRow]:
    """The lines taken off an item, newest first; of the notes, those whose words no line on it
    says any more.

    For the screen of whoever minutes, never for a paper. Jottings are not among them, nor a line
    that became one: its words are gone.
    """
    found = session.scalars(select(Entry).where(Entry.item_id == item_id)).all()
    said = [row.text for row in found if not row.is_deleted]
    gone = [row for row in found if row.is_deleted and row.text.strip() and _is_missed(row, said)]
    taken: dict[str, HistoryLine] = {
        line.row: line
        for line in log.history_of(session, [row.id for row in gone])
        if line.column == GONE and line.new is True
    }
    show = _Showing(session, gone)
    rows = [_as_removed(session, show.row(row), taken.get(row.id)) for row in gone]
    kept: dict[str, RemovedRow] = {}
    for row in sorted(rows, key=lambda row: (row.at or _LONG_AGO, row.id), reverse=True):
        # Typing that joins and parts paragraphs takes the same words away more than once.
        kept.setdefault(row.text if row.kind is EntryKind.NOTE else row.id, row)
    return list(kept.values())


def _is_missed(row: Entry, said: Sequence[str]) -> bool:
    """Whether a line taken away is gone: a note lives on in its words, anything else by itself."""
    return row.kind != EntryKind.NOTE or not any(row.text in text for text in said)


def put_back(session: Session, entry_id: str) -> None:
    """A line taken away earlier is minuted again, at its place; an action or decision comes back
    with its reference. Raises UserError if its item has left the agenda, or the minutes are agreed.
    """
    entry = session.get_one(Entry, entry_id)
    _check_open(session, entry)
    if entry.item_id and session.get_one(AgendaItem, entry.item_id).is_deleted:
        raise UserError(
            "The item of this line is no longer on the agenda.",
            safe="The line is kept as it is.",
            do="Put the item back on the agenda first.",
        )
    if entry.is_deleted:
        entry.is_deleted = False
        session.flush()
        give_particulars(session, entry)
        if entry.meeting_id:
            follow_ratified(session, entry.meeting_id)


def forget_entry(session: Session, entry: Entry) -> None:
    """The entry and its log say nothing any more: its words turned out to be private."""
    entry.text, entry.marks = "", []
    log.forget(session, entry.id, "text")
    for row in session.scalars(select(Decision).where(Decision.entry_id == entry.id)):
        row.verb, row.method = DecisionVerb.AGREED.value, DecisionMethod.NOT_STATED.value
        row.condition_state, row.condition_on = "", None
        row.dissent = row.conditions = row.condition_note = row.implements = ""
        for column in ("dissent", "conditions", "condition_note", "implements"):
            log.forget(session, row.id, column)


def forget_private(session: Session, item_id: str, jotted: Iterable[str]) -> None:
    """What jottings of an item say now stands in no line taken off the meeting's minutes, and in no
    earlier wording of a line that stands: words cut, and pasted later, are found again by
    themselves.

    A single word is no sign that a longer line is meant, nor one of another item.
    """
    private = [_run(text) for text in jotted]
    meeting_id = session.get_one(AgendaItem, item_id).meeting_id
    entries = session.scalars(select(Entry).where(Entry.meeting_id == meeting_id)).all()
    earlier = _wordings(session, [entry.id for entry in entries]) if private else {}
    for entry in entries:
        is_here = entry.item_id == item_id
        if entry.is_deleted and _is_told(entry.text, private, is_here=is_here):
            forget_entry(session, entry)
        elif any(
            _is_told(text, private, is_here=is_here) and _run(text) not in _run(entry.text)
            for text in earlier.get(entry.id, ())
        ):
            log.forget(session, entry.id, "text")


def set_verb(session: Session, entry_id: str, verb: DecisionVerb) -> None:
    """Say what the group did: noted, recommended, agreed and so on (MIN-7)."""
    _check_open(session, session.get_one(Entry, entry_id))
    _decision_of(session, entry_id).verb = verb.value


def set_decision_status(session: Session, entry_id: str, status: DecisionStatus) -> None:
    _decision_of(session, entry_id).status = status.value


def of_item(session: Session, item_id: str) -> list[EntryRow]:
    """What is minuted on an item, in order, private jottings among it for the screen."""
    rows: list[tuple[str, EntryRow]] = [
        (jotting.position, _jotting_row(jotting))
        for jotting in session.scalars(
            select(Jotting).where(Jotting.item_id == item_id, ~Jotting.is_deleted)
        )
    ]
    rows += [(row.position, shown) for row, shown in shared(session, [item_id])]
    return [row for _, row in sorted(rows, key=lambda pair: (pair[0], pair[1].id))]


def shared(
    session: Session,
    item_ids: Iterable[str],
    then: Then = TODAY,
    called: Mapping[str, str] = MappingProxyType({}),
) -> list[tuple[Entry, EntryRow]]:
    """What is minuted on these items and may be printed: no jottings, by construction.

    What became of decisions and actions is as it stood `then`. On paper whoever dissented is
    `called` by full name: these, by initials.
    """
    found = session.scalars(
        select(Entry)
        .where(Entry.item_id.in_(list(item_ids)), ~Entry.is_deleted)
        .order_by(Entry.position, Entry.id)
    ).all()
    show = _Showing(session, found, then, called)
    return [(row, show.row(row)) for row in found]


class _Showing:
    """Puts entries into words; what they need is read in one query each, whatever their number."""

    def __init__(
        self,
        session: Session,
        entries: Sequence[Entry],
        then: Then = TODAY,
        called: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._session, self._then, self._called = session, then, called
        self._decisions: dict[str, Decision] = {}
        self._actions: dict[str, Action] = {}
        self._owners: dict[str, list[ActionOwner]] = defaultdict(list)
        self._initials: dict[str, dict[str, str]] = {}
        self._agencies: dict[date, dict[str, str]] = {}
        self._codes: dict[str, str] = {}
        self._next: dict[str, str] = {}
        by_kind: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            by_kind[entry.kind].append(entry.id)
        if by_kind[EntryKind.DECISION]:
            self._read_decisions(by_kind[EntryKind.DECISION])
        if by_kind[EntryKind.ACTION]:
            self._read_actions(by_kind[EntryKind.ACTION])
        if self._decisions or self._actions:
            self._codes = dict(session.execute(select(Group.id, Group.code)).all())

    def _read_decisions(self, entry_ids: Sequence[str]) -> None:
        wanted = select(Decision).where(Decision.entry_id.in_(entry_ids))
        self._decisions = {row.entry_id: row for row in self._session.scalars(wanted)}

    def _read_actions(self, entry_ids: Sequence[str]) -> None:
        wanted = select(Action).where(Action.entry_id.in_(entry_ids))
        self._actions = {row.entry_id: row for row in self._session.scalars(wanted)}
        ids = [row.id for row in self._actions.values()]
        for owner in self._session.scalars(
            select(ActionOwner).where(ActionOwner.action_id.in_(ids)).order_by(ActionOwner.position)
        ):
            if self._then.had(owner):
                self._owners[owner.action_id].append(owner)

    def row(self, entry: Entry) -> EntryRow:
        kind = EntryKind(entry.kind)
        if kind is EntryKind.ACTION:
            return self._action(entry)
        if kind is EntryKind.DECISION:
            return self._decision(entry)
        return EntryRow(
            entry.id,
            entry.item_id or "",
            kind,
            entry.text,
            marks=from_data(entry.marks),
            is_bullet=entry.is_bullet,
        )

    def _decision(self, entry: Entry) -> EntryRow:
        row = self._decisions[entry.id]
        code, year = self._codes[row.group_id], row.decided_on.year
        status = DecisionStatus(self._then.value(row, Decision.status))
        verb = DecisionVerb(self._then.value(row, Decision.verb))
        waits = status is DecisionStatus.TO_BE_RATIFIED
        goes = self._ratification(entry.meeting_id or "") if waits else ""
        particulars = particulars_words(
            DecisionMethod(self._then.value(row, Decision.method)),
            dissenters_words(self._then.value(row, Decision.dissent), self._called),
            self._then.value(row, Decision.conditions),
        )
        return EntryRow(
            entry.id,
            entry.item_id or "",
            EntryKind.DECISION,
            entry.text,
            ref=numbering.shown(row.ref, code, year, row.id, kind=Kind.DECISION),
            lead=printed_lead(status, verb),
            foot=" · ".join(part for part in (goes, particulars) if part),
            record_id=row.id,
            marks=from_data(entry.marks),
            particulars=particulars,
            status=status_label(status, verb),
        )

    def _ratification(self, meeting_id: str) -> str:
        """Where a decision taken without a quorum goes next (M1, ATT-4)."""
        if meeting_id not in self._next:
            found = meetings.next_after(self._session, meeting_id) if meeting_id else None
            self._next[meeting_id] = plain_date(found.on) if found else "next meeting not planned"
        return f"Goes to matters arising, {self._next[meeting_id]}, for ratification"

    def _action(self, entry: Entry) -> EntryRow:
        row = self._actions[entry.id]
        code, year = self._codes[row.group_id], row.raised_on.year
        owners = tuple(self._names(row, entry.meeting_id or ""))
        kind = DueKind(self._then.value(row, Action.due_kind))
        due = due_words(Due(kind, self._then.value(row, Action.due_on)))
        when = due if kind is DueKind.NOT_SAID else f"due {due}"
        return EntryRow(
            entry.id,
            entry.item_id or "",
            EntryKind.ACTION,
            entry.text,
            ref=numbering.shown(row.ref, code, year, row.id, kind=Kind.ACTION),
            foot=f"{', '.join(owners) or 'no owner yet'} · {when}",
            record_id=row.id,
            owners=owners,
            due=due,
            marks=from_data(entry.marks),
        )

    def _names(self, action: Action, meeting_id: str) -> list[str]:
        """Owners as the minutes name them: initials of people, short names of agencies."""
        return [
            self._initials_of(meeting_id).get(owner.person_id)
            or self._then.name(self._session, owner.person_id)
            if owner.person_id
            else self._agencies_on(action.raised_on).get(owner.agency_id or "", "")
            for owner in self._owners[action.id]
        ]

    def _initials_of(self, meeting_id: str) -> dict[str, str]:
        if meeting_id and meeting_id not in self._initials:
            self._initials[meeting_id] = attendance.initials(self._session, meeting_id, self._then)
        return self._initials.get(meeting_id, {})

    def _agencies_on(self, day: date) -> dict[str, str]:
        if day not in self._agencies:
            self._agencies[day] = names.short_agencies(self._session, day)
        return self._agencies[day]


def give_particulars(session: Session, entry: Entry, *, is_new: bool = False) -> None:
    """An action or decision gets its record, or its earlier one back with its reference.

    An entry that `is_new` never had any.
    """
    earlier = [] if is_new else _particulars(session, entry.id)
    kept = _CARRIED.get(EntryKind(entry.kind))
    known = next((row for row in earlier if kept is not None and isinstance(row, kept)), None)
    for row in earlier:
        row.is_deleted = row is not known
    if kept is None:
        return
    meeting = session.get_one(Meeting, entry.meeting_id)
    if kept is Action and known is None:
        actions.begin(session, entry, meeting.group_id, meeting.on)
    elif known is None:
        _begin_decision(session, entry, meeting)
    elif kept is Decision:
        attendance.follow_quorum(session, meeting.id)


_CARRIED: dict[EntryKind, type[Action | Decision]] = {
    EntryKind.ACTION: Action,
    EntryKind.DECISION: Decision,
}


def _particulars(session: Session, entry_id: str) -> list[Action | Decision]:
    return [
        *session.scalars(select(Action).where(Action.entry_id == entry_id)),
        *session.scalars(select(Decision).where(Decision.entry_id == entry_id)),
    ]


def _begin_decision(session: Session, entry: Entry, meeting: Meeting) -> None:
    row = Decision(
        entry_id=entry.id,
        group_id=meeting.group_id,
        ref=numbering.issue(session, Kind.DECISION, meeting.group_id, meeting.on.year),
        decided_on=meeting.on,
        verb=(verb_said(entry.text) or DecisionVerb.AGREED).value,
    )
    session.add(row)
    session.flush()
    attendance.follow_quorum(session, meeting.id, just_taken=row.id)


def _minute(session: Session, jotting: Jotting, kind: EntryKind) -> str:
    jotting.is_deleted = True
    entry = Entry(
        meeting_id=jotting.meeting_id,
        item_id=jotting.item_id,
        position=jotting.position,
        kind=kind.value,
        text=jotting.text,
    )
    session.add(entry)
    session.flush()
    give_particulars(session, entry, is_new=True)
    return entry.id


def _withdraw(session: Session, entry: Entry) -> str:
    jotting = Jotting(
        meeting_id=entry.meeting_id or "",
        item_id=entry.item_id or "",
        position=entry.position,
        text=entry.text,
    )
    session.add(jotting)
    remove(session, entry.id)
    forget_entry(session, entry)
    forget_private(session, jotting.item_id, [jotting.text])
    return jotting.id


def _wordings(session: Session, entry_ids: Sequence[str]) -> dict[str, set[str]]:
    """By entry, all it ever said as far as the log still has it."""
    session.flush()
    wanted = select(LoggedChange.row, LoggedChange.old, LoggedChange.new).where(
        LoggedChange.row.in_(entry_ids), LoggedChange.column == "text"
    )
    kept: dict[str, set[str]] = defaultdict(set)
    for row, old, new in session.execute(wanted):
        kept[row] |= {old, new}
    found = {row: map(from_text, said) for row, said in kept.items()}
    return {row: {one for one in said if isinstance(one, str)} for row, said in found.items()}


def _is_told(text: str, private: Sequence[str], *, is_here: bool) -> bool:
    said = _run(text)
    is_sign = bool(said) and (is_here or " " in said)
    return is_sign and any(
        said in jotted or (" " in jotted and jotted in said) for jotted in private
    )


def _run(text: str) -> str:
    """The words in one line: a box of one line has a blank for every line break."""
    return " ".join(text.split())


def _check_open(session: Session, row: Entry | Jotting) -> None:
    """Jottings are nobody's minutes: they go on as they like."""
    if isinstance(row, Entry) and row.meeting_id:
        check_open(session, row.meeting_id)


def _decision_of(session: Session, entry_id: str) -> Decision:
    return session.scalars(select(Decision).where(Decision.entry_id == entry_id)).one()


def _jotting_row(row: Jotting) -> EntryRow:
    marks = from_data(row.marks)
    return EntryRow(row.id, row.item_id, EntryKind.PRIVATE, row.text, marks=marks)


def _as_removed(session: Session, shown: EntryRow, taken: HistoryLine | None) -> RemovedRow:
    return RemovedRow(
        shown.id,
        shown.kind,
        shown.ref,
        shown.text,
        taken.at if taken else None,
        who.called(session, taken.user, taken.laptop) if taken else "",
    )


def _texts(session: Session, item_id: str) -> list[Entry | Jotting]:
    return [
        *session.scalars(select(Entry).where(Entry.item_id == item_id)),
        *session.scalars(select(Jotting).where(Jotting.item_id == item_id)),
    ]


def _said(text: str) -> str:
    """The text as minuted: line breaks are one sort, ends are trimmed, nothing else is touched."""
    said = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not said:
        raise UserError("There is nothing to minute yet.", do="Type the text first.")
    return said
