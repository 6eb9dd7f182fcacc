"""What lies beside an item: its papers, what was minuted on it last time, its open actions, and
the reports of the sub-groups it is about.

All of it is asked live, nothing is copied; private jottings are never read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import actions as rules
from masa_desktop.domain.actions import ActionStatus, Colour, Due, DueKind, Override, due_words
from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb, printed_lead
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import (
    CALLED_OFF,
    MATTERS_ITEM,
    EntryKind,
    ItemState,
    MeetingStatus,
    entry_label,
    matter,
    smart_kind,
)
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import (
    WEEKDAYS,
    count,
    near_date,
    number_word,
    plain_date,
)
from masa_desktop.services import (
    agenda,
    attendance,
    group_report_received,
    meeting_order,
    meetings,
    names,
    numbering,
    spans,
)
from masa_desktop.services.order import first_keys
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    ActionOwner,
    AgendaItem,
    AgendaPaper,
    Decision,
    Entry,
    Group,
    Meeting,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

_HELD = (MeetingStatus.HELD, MeetingStatus.HELD_INQUORATE)
_STILL_OPEN = tuple(status.value for status in ActionStatus if not status.is_closed)
_LOOKED_BACK = 60
_WEEK = 7
_TIMES = {1: "once", 2: "twice"}
_VERSION = re.compile(r"^(?P<title>.*\S)\s*,\s*(?P<version>(?:v|version )\s?\d[\w.]*)$", re.I)


@dataclass(frozen=True, slots=True)
class LastLine:
    """One thing minuted. `lead` is "" for a note, else "AGREED", "Challenge", "EXEC-2025-033"."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was minuted on the matter when the group last came to it, in order."""

    item_id: str
    meeting_id: str
    on: date
    item_number: int
    title: str
    is_restricted: bool
    lines: tuple[LastLine, ...]

    @property
    def words(self) -> str:
        """ "9 December 2025, item 6"."""
        restricted = ", restricted" if self.is_restricted else ""
        return f"{plain_date(self.on)}, item {self.item_number}{restricted}"


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An open action ready to show. `urgency`: "18 days late"; `foot`: "JL · due 23 Jan"."""

    id: str
    ref: str
    text: str
    brag: Colour
    brag_word: str
    owners: str
    urgency: str
    is_late: bool
    foot: str
    is_restricted: bool


@dataclass(frozen=True, slots=True)
class Paper:
    id: str
    title: str
    version: str

    @property
    def words(self) -> str:
        """As printed: "Paper 5.1 Neglect audit, v1.0"."""
        return agenda.paper_words(self.title, self.version)


@dataclass(frozen=True, slots=True)
class Beside:
    """All that lies beside one item. `actions` is None where the item lists them itself, and
    `reports` where it is about no sub-group."""

    papers: tuple[Paper, ...]
    last: LastTime | None
    actions: tuple[OpenAction, ...] | None
    reports: tuple[group_report_received.ReceivedRow, ...] | None


def of_item(session: Session, item_id: str, today: date) -> Beside:
    """Papers, last time and open actions in one question; the past is looked through once.

    Matters arising list the actions themselves, so they are not given twice.
    """
    item = session.get_one(AgendaItem, item_id)
    earlier = _earlier(session, item)
    is_listed = smart_kind(item.title) == MATTERS_ITEM
    return Beside(
        papers=tuple(papers(session, item_id)),
        last=_last(session, earlier),
        actions=None if is_listed else tuple(_shown_actions(session, item, earlier, today)),
        reports=group_report_received.for_item(session, item_id),
    )


def last_time(session: Session, item_id: str) -> LastTime | None:
    """What the group last minuted on this matter; None if there is nothing.

    The matter is the item this one was carried from, else the item so called (or of the same
    kind, as the minutes of the last meeting) at the latest earlier meeting with minutes on it.
    """
    return _last(session, _earlier(session, session.get_one(AgendaItem, item_id)))


def _last(session: Session, earlier: Sequence[_Earlier]) -> LastTime | None:
    minuted = _minuted(session, [row.item_id for row in earlier])
    found = next((row for row in earlier if row.item_id in minuted), None)
    if found is None:
        return None
    return LastTime(
        item_id=found.item_id,
        meeting_id=found.meeting_id,
        on=found.on,
        item_number=spans.numbers(session, found.meeting_id).get(found.item_id, 0),
        title=found.title,
        is_restricted=found.is_restricted,
        lines=_lines(session, found.item_id),
    )


def open_actions(session: Session, item_id: str, today: date) -> list[OpenAction]:
    """Actions raised on this matter at earlier meetings of the group and not closed at `today`.

    Under matters arising, all of the group's. The longest overdue first, those whose evidence is
    awaited last.
    """
    item = session.get_one(AgendaItem, item_id)
    return _shown_actions(session, item, _earlier(session, item), today)


def _shown_actions(
    session: Session, item: AgendaItem, earlier: Sequence[_Earlier], today: date
) -> list[OpenAction]:
    found = _open(session, item, earlier)
    if not found:
        return []
    show = _Showing(session, item.meeting_id, [row for row, _, _ in found], today)
    ordered = sorted(found, key=lambda one: _urgent_first(one[0]))
    return [show.row(row, text, is_restricted=bool(hidden)) for row, text, hidden in ordered]


def papers(session: Session, item_id: str) -> list[Paper]:
    """The papers of an item in order."""
    wanted = select(AgendaPaper).where(AgendaPaper.item_id == item_id, ~AgendaPaper.is_deleted)
    ordered = wanted.order_by(AgendaPaper.position, AgendaPaper.id)
    return [Paper(row.id, row.title, row.version) for row in session.scalars(ordered)]


def set_papers(session: Session, item_id: str, lines: Sequence[str]) -> None:
    """The item has these papers, one a line, such as "Paper 5.1 Neglect audit, v1.0".

    Blank lines are passed over. A line that stays the same stays the same paper.
    """
    wanted = select(AgendaPaper).where(AgendaPaper.item_id == item_id, ~AgendaPaper.is_deleted)
    kept = {(row.title, row.version): row for row in session.scalars(wanted)}
    said = list(dict.fromkeys(_read_paper(line) for line in lines if line.strip()))
    for key, row in kept.items():
        row.is_deleted = key not in said
    for (title, version), position in zip(said, first_keys(len(said)), strict=True):
        known = kept.get((title, version))
        if known is not None:
            known.position = position
            continue
        made = AgendaPaper(item_id=item_id, title=title, version=version, position=position)
        session.add(made)


def _next_agenda(session: Session, item_id: str) -> Meeting | None:
    """The group's next meeting, if an item can still be carried to it."""
    item = session.get_one(AgendaItem, item_id)
    found = meetings.next_after(session, item.meeting_id)
    if found is None or MeetingStatus(found.status) in _HELD:
        return None
    return found if found.minutes_state == MinutesState.DRAFT else None


def carry_to(session: Session, item_id: str) -> date | None:
    """The day of the meeting that `carry` would put the item on; None if there is none."""
    found = _next_agenda(session, item_id)
    return found.on if found else None


def carry(session: Session, item_id: str, reason: str) -> str:
    """Defer an item with its reason and put it on the group's next agenda (AGD-6); gives the id.

    An item so called that is on that agenda already, and is nobody else's, takes the matter up.
    Raises UserError without a reason, or if there is no next meeting to carry it to.
    """
    if not reason.strip():
        raise UserError(
            "Carrying an item over needs a reason.",
            safe="The item is as it was.",
            do="Say in a few words why it is deferred.",
        )
    to = _next_agenda(session, item_id)
    if to is None:
        raise UserError(
            "The group has no further meeting planned, so there is no agenda to carry this to.",
            safe="The item is as it was.",
            do="Plan the next meeting first, or mark the item as deferred only.",
        )
    agenda.set_state(session, item_id, ItemState.DEFERRED, reason)
    row = session.get_one(AgendaItem, item_id)
    there = _there_already(session, to.id, row) or _put_on(session, to.id, row)
    there.carried_from_id = row.id
    there.is_restricted = there.is_restricted or row.is_restricted
    there.marking = there.marking or row.marking
    session.flush()
    return there.id


# The matter at earlier meetings


@dataclass(frozen=True, slots=True)
class _Earlier:
    item_id: str
    meeting_id: str
    on: date
    title: str
    is_restricted: bool


def _earlier(session: Session, item: AgendaItem) -> list[_Earlier]:
    """The matter's items at earlier meetings, those it was carried from first, latest first."""
    chain = _chain(session, item)
    here = session.get_one(Meeting, item.meeting_id)
    before = (
        select(
            Meeting.id,
            Meeting.on,
            func.row_number().over(order_by=meeting_order.LATEST_FIRST).label("ago"),
        )
        .where(
            Meeting.group_id == here.group_id,
            meeting_order.before(here),
            Meeting.status.not_in(CALLED_OFF),
            ~Meeting.is_deleted,
        )
        .order_by(*meeting_order.LATEST_FIRST)
        .limit(_LOOKED_BACK)
        .subquery()
    )
    found = session.execute(
        select(
            AgendaItem.id, before.c.id, before.c.on, AgendaItem.title, AgendaItem.is_restricted,
        )
        .join(before, before.c.id == AgendaItem.meeting_id)
        .where(~AgendaItem.is_deleted)
        .order_by(before.c.ago, AgendaItem.position)
    )  # fmt: skip
    wanted, about = matter(item.title), cache(matter)
    rows = [
        _Earlier(key, meeting_id, on, title, restricted)
        for key, meeting_id, on, title, restricted in found
        if key in chain or about(title) == wanted
    ]
    return sorted(rows, key=lambda row: row.item_id not in chain)


def _chain(session: Session, item: AgendaItem) -> frozenset[str]:
    """The items this one was carried from, over however many meetings."""
    found: list[str] = []
    before = item.carried_from_id
    while before and before not in found:
        found.append(before)
        row = session.get(AgendaItem, before)
        before = row.carried_from_id if row else None
    return frozenset(found)


def _minuted(session: Session, item_ids: Sequence[str]) -> frozenset[str]:
    wanted = select(Entry.item_id).where(Entry.item_id.in_(item_ids), ~Entry.is_deleted)
    return frozenset(key for key in session.scalars(wanted.distinct()) if key)


def _lines(session: Session, item_id: str) -> tuple[LastLine, ...]:
    found = session.execute(
        select(
            Entry.kind,
            Entry.text,
            Decision.status,
            Decision.verb,
            Action.id,
            Action.ref,
            Action.raised_on,
            Group.code,
        )
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .outerjoin(Decision, (Decision.entry_id == Entry.id) & ~Decision.is_deleted)
        .outerjoin(Action, (Action.entry_id == Entry.id) & ~Action.is_deleted)
        .where(Entry.item_id == item_id, ~Entry.is_deleted)
        .order_by(Entry.position, Entry.id)
    )
    made = []
    for kind, text, status, verb, action_id, ref, raised_on, code in found:
        if kind == EntryKind.DECISION and status:
            lead = printed_lead(DecisionStatus(status), DecisionVerb(verb))
        elif kind == EntryKind.ACTION and action_id:
            lead = numbering.shown(ref, code, raised_on.year, action_id, kind=Kind.ACTION)
        else:
            lead = "" if kind == EntryKind.NOTE else entry_label(EntryKind(kind))
        made.append(LastLine(lead, text))
    return tuple(made)


# Open actions


def _open(
    session: Session, item: AgendaItem, earlier: Sequence[_Earlier]
) -> list[tuple[Action, str, bool | None]]:
    wanted = (
        select(Action, Entry.text, AgendaItem.is_restricted)
        .join(Entry, Entry.id == Action.entry_id)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(Action.status.in_(_STILL_OPEN), ~Action.is_deleted, ~Entry.is_deleted)
    )
    if smart_kind(item.title) == MATTERS_ITEM:
        here = session.get_one(Meeting, item.meeting_id)
        elsewhere = Entry.meeting_id.is_(None) | (Entry.meeting_id != here.id)
        ours = Action.group_id == here.group_id
        wanted = wanted.where(ours, elsewhere, Action.raised_on <= here.on)
    else:
        # The items are the group's own; to name it as well would lead SQLite by all its actions.
        wanted = wanted.where(Entry.item_id.in_([row.item_id for row in earlier]))
    return [(row, text, hidden) for row, text, hidden in session.execute(wanted)]


def _urgent_first(row: Action) -> tuple[bool, bool, str, str]:
    is_done = row.status == ActionStatus.COMPLETED
    return is_done, row.due_on is None, row.due_on.isoformat() if row.due_on else "", row.ref


class _Showing:
    """Puts open actions into words; what they need is read in one query each."""

    def __init__(
        self, session: Session, meeting_id: str, found: Sequence[Action], today: date
    ) -> None:
        self._today = today
        self._codes = dict(session.execute(select(Group.id, Group.code)).all())
        ids = [row.id for row in found]
        self._owners = _owners(session, meeting_id, ids, today)
        self._moves = dict(
            session.execute(
                select(ActionMove.action_id, func.count(ActionMove.id))
                .where(ActionMove.action_id.in_(ids), ~ActionMove.is_deleted)
                .group_by(ActionMove.action_id)
            ).all()
        )

    def row(self, row: Action, text: str, *, is_restricted: bool) -> OpenAction:
        status, owners = ActionStatus(row.status), self._owners.get(row.id, [])
        by_hand = (
            Override(Colour(row.brag_override), row.brag_reason) if row.brag_override else None
        )
        rated = rules.brag(status, row.due_on, self._today, override=by_hand)
        late = rules.days_overdue(status, row.due_on, self._today)
        code, year = self._codes[row.group_id], row.raised_on.year
        said = [", ".join(owners) or "no owner yet", self._due(row, status)]
        said += [_re_dated(self._moves.get(row.id, 0)), "restricted" if is_restricted else ""]
        return OpenAction(
            id=row.id,
            ref=numbering.shown(row.ref, code, year, row.id, kind=Kind.ACTION),
            text=text,
            brag=rated.colour,
            brag_word=rated.word,
            owners=", ".join(owners),
            urgency=f"{count(late, 'day')} late" if late else _soon(status, row, self._today),
            is_late=late > 0,
            foot=" · ".join(part for part in said if part),
            is_restricted=is_restricted,
        )

    def _due(self, row: Action, status: ActionStatus) -> str:
        if status is ActionStatus.COMPLETED:
            return (
                f"done {near_date(row.completed_on, self._today)}" if row.completed_on else "done"
            )
        kind = DueKind(row.due_kind)
        if kind is DueKind.DATED and row.due_on:
            return f"due {near_date(row.due_on, self._today)}"
        return due_words(Due(kind, row.due_on))


def _soon(status: ActionStatus, row: Action, today: date) -> str:
    if status is ActionStatus.COMPLETED:
        return "evidence awaited"
    if row.due_on is None or (days := (row.due_on - today).days) >= _WEEK:
        return ""
    return ("due today", "due tomorrow")[days] if days < 2 else f"due {_weekday(row.due_on)}"


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def _re_dated(times: int) -> str:
    return f"re-dated {_TIMES.get(times) or f'{number_word(times)} times'}" if times else ""


def _owners(
    session: Session, meeting_id: str, action_ids: Iterable[str], today: date
) -> dict[str, list[str]]:
    """By action, its owners as this meeting's minutes name them: initials, short agency names."""
    rows = session.execute(
        select(ActionOwner.action_id, ActionOwner.agency_id, Person.id, Person.name)
        .outerjoin(Person, Person.id == ActionOwner.person_id)
        .where(ActionOwner.action_id.in_(list(action_ids)), ~ActionOwner.is_deleted)
        .order_by(ActionOwner.position)
    ).all()
    initials = attendance.initials(session, meeting_id) if rows else {}
    short = names.short_agencies(session, today) if any(row[1] for row in rows) else {}
    found: dict[str, list[str]] = {}
    for action_id, agency_id, person_id, name in rows:
        said = initials.get(person_id, name) if person_id else short.get(agency_id or "", "")
        found.setdefault(action_id, []).append(said or "")
    return found


# Papers and carrying over


def _read_paper(line: str) -> tuple[str, str]:
    """Title and version of one line; a version is what follows the last comma and looks so."""
    said = " ".join(line.split())
    found = _VERSION.match(said)
    return (found["title"], found["version"]) if found else (said, "")


def _there_already(session: Session, meeting_id: str, row: AgendaItem) -> AgendaItem | None:
    rows = spans.in_order(session, meeting_id)
    carried = next((one for one in rows if one.carried_from_id == row.id), None)
    wanted = matter(row.title)
    return carried or next(
        (one for one in rows if not one.carried_from_id and matter(one.title) == wanted),
        None,
    )


def _put_on(session: Session, meeting_id: str, row: AgendaItem) -> AgendaItem:
    made = agenda.add(session, meeting_id, row.title, row.presenter, row.minutes)
    there = session.get_one(AgendaItem, made)
    there.purpose = row.purpose
    return there
