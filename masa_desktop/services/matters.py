"""Matters arising: what earlier meetings left to this one, asked live and never copied (MAT-1).

Decisions to be ratified, those taken between meetings and matters being asked in writing (DEC-4),
corrections to the last minutes, items deferred and not taken since, seats that stay away (ATT-6),
open actions; each with its
place in the minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from masa_desktop.domain import approval as rules
from masa_desktop.domain.actions import Colour
from masa_desktop.domain.decisions import (
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    method_label,
    particulars_words,
    printed_lead,
)
from masa_desktop.domain.meetings import (
    CALLED_OFF,
    MATTERS_ITEM,
    EntryKind,
    ItemState,
    matter,
)
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import plain_date, short_date
from masa_desktop.services import (
    agenda,
    agreed,
    attendance_follow_up,
    beside,
    decisions,
    meeting_order,
    minutes,
    numbering,
    ratification,
    written_procedures,
)
from masa_desktop.storage.entities import (
    Action,
    AgendaItem,
    Correction,
    Decision,
    Entry,
    Group,
    Meeting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from masa_desktop.services.decisions import Waiting

_LOOKED_BACK = 24
_BETWEEN_MEETINGS = (DecisionMethod.WRITTEN_PROCEDURE.value, DecisionMethod.CHAIRS_ACTION.value)
_WITHHELD = "Taken under a restricted item, recorded separately."
_WITHHELD_BETWEEN = "Restricted, recorded separately."


class MatterKind(StrEnum):
    """What arises."""

    RATIFY = "ratify"
    BETWEEN = "between"
    ASKED = "asked"
    CORRECTION = "correction"
    DEFERRED = "deferred"
    ATTENDANCE = "attendance"
    ACTION = "action"


_LABELS = {
    MatterKind.RATIFY: "Decision to be ratified",
    MatterKind.BETWEEN: "Decided between meetings",
    MatterKind.ASKED: "Being asked in writing",
    MatterKind.CORRECTION: "Correction",
    MatterKind.DEFERRED: "Deferred item",
    MatterKind.ATTENDANCE: "Meetings missed in a row",
    MatterKind.ACTION: "Open action",
}


def matter_label(kind: MatterKind) -> str:
    return _LABELS[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """One matter. `ref` names it; `minute` is its place: "9 Dec 2025, item 6".

    `id` is that of the action, decision, written procedure, item, correction or seat. `begins` is
    what a line minuted on it opens with, and never holds a word of a restricted item; the words of
    a decision taken under one are withheld here too. `chip` is a BRAG letter, "-" for none, ""
    where there is no rating.
    """

    id: str
    kind: MatterKind
    ref: str
    minute: str
    text: str
    begins: str
    is_restricted: bool
    foot: str = ""
    urgency: str = ""
    is_late: bool = False
    chip: str = ""
    rating: str = ""

    @property
    def entry_kind(self) -> EntryKind:
        """What a line minuted on it is: a follow-up is logged as a challenge (ATT-6)."""
        return EntryKind.CHALLENGE if self.kind is MatterKind.ATTENDANCE else EntryKind.NOTE


def matters(session: Session, meeting_id: str, today: date) -> tuple[MatterRow, ...]:
    """What arises at this meeting: to ratify, decided or asked between meetings, corrections,
    deferred items, meetings missed in a row, then actions.

    Actions as beside an item of matters arising: the longest overdue first.
    """
    here = session.get_one(Meeting, meeting_id)
    at = _Places(session)
    return (
        *_to_ratify(session, here, at),
        *_between(session, here),
        *_asked(session, here, today),
        *_corrections(session, here, at),
        *_deferred(session, here, at),
        *_attendance(session, here),
        *_actions(session, here, today, at),
    )


def ratify(
    session: Session,
    decision_id: str,
    meeting_id: str,
    item_id: str,
    on: date,
    *,
    refuse: bool = False,
) -> str:
    """This meeting ratifies a decision, or refuses to, and minutes it; gives the sentence.

    Raises UserError as decisions.ratify does, such as when this meeting is not quorate either.
    """
    group_id = session.get_one(Meeting, meeting_id).group_id
    waits = decisions.to_be_ratified(session, group_id)
    settle = decisions.refuse_ratification if refuse else decisions.ratify
    settle(session, decision_id, meeting_id, on, item_id=item_id)
    one = next(row for row in waits if row.id == decision_id)
    taken = _taken(session, one)
    words = f"Decision {one.ref} ({taken}) was {'NOT RATIFIED' if refuse else 'RATIFIED'}."
    minutes.add(session, item_id, EntryKind.NOTE, words)
    return words


def _taken(session: Session, one: Waiting) -> str:
    """Where or how a decision was taken: "9 December 2025, item 6"."""
    if one.meeting_id:
        return _Places(session).words(session.get_one(Meeting, one.meeting_id), one.item_id)
    return _between_words(session.get_one(Decision, one.id))


def _between_words(row: Decision) -> str:
    """How and when: "written procedure, 3 March 2026"."""
    method = DecisionMethod(row.method)
    is_known = method is not DecisionMethod.NOT_STATED
    how = method_label(method).lower() if is_known else "between meetings"
    return f"{how}, {plain_date(row.decided_on)}"


class _Places:
    """Where in the minutes something stands; the items of many meetings are read in one query."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._numbers: dict[str, dict[str, int]] = {}

    def read(self, meeting_ids: Iterable[str]) -> None:
        """Read the items of these meetings, as far as they are not known."""
        wanted = set(meeting_ids) - self._numbers.keys()
        if not wanted:
            return
        found = self._session.execute(
            select(AgendaItem.meeting_id, AgendaItem.id)
            .where(AgendaItem.meeting_id.in_(wanted), ~AgendaItem.is_deleted)
            .order_by(AgendaItem.meeting_id, AgendaItem.position, AgendaItem.id)
        )
        for meeting_id in wanted:
            self._numbers[meeting_id] = {}
        for meeting_id, item_id in found:
            there = self._numbers[meeting_id]
            there[item_id] = len(there) + 1

    def number(self, meeting_id: str, item_id: str) -> int | None:
        self.read([meeting_id])
        return self._numbers[meeting_id].get(item_id)

    def words(self, meeting: Meeting, item_id: str) -> str:
        """For a sentence: "9 December 2025, item 6"."""
        return plain_date(meeting.on) + self._item(meeting, item_id)

    def short(self, meeting: Meeting | None, item_id: str | None) -> str:
        """For a list: "9 Dec 2025, item 6"; "out of meeting" for what no meeting minuted."""
        if meeting is None:
            return "out of meeting"
        return short_date(meeting.on) + self._item(meeting, item_id or "")

    def _item(self, meeting: Meeting, item_id: str) -> str:
        number = self.number(meeting.id, item_id)
        return f", item {number}" if number is not None else ""


def _to_ratify(session: Session, here: Meeting, at: _Places) -> list[MatterRow]:
    return [
        MatterRow(
            id=one.id,
            kind=MatterKind.RATIFY,
            ref=one.ref,
            minute=_waits_since(session, one, at),
            text=_withheld(one) or one.words,
            foot=one.why,
            urgency="to be ratified",
            is_restricted=one.is_restricted,
            begins=f"{one.ref}: ",
        )
        for one in decisions.to_be_ratified(session, here.group_id)
        if one.meeting_id != here.id and one.on <= here.on
    ]


def _waits_since(session: Session, one: Waiting, at: _Places) -> str:
    if one.meeting_id:
        return at.short(session.get_one(Meeting, one.meeting_id), one.item_id)
    return f"between meetings, {short_date(one.on)}"


def _withheld(one: Waiting) -> str:
    if not one.is_restricted:
        return ""
    return _WITHHELD if one.meeting_id else _WITHHELD_BETWEEN


def _between(session: Session, here: Meeting) -> list[MatterRow]:
    """What was decided between meetings and no other minutes of the group name yet (DEC-4).

    As far back as deferred items; what another way was recorded of the past is none of it.
    """
    past = list(session.scalars(_earlier(here).limit(_LOOKED_BACK)))
    wanted = (
        select(Decision, Entry.text, Group.code)
        .join(Entry, Entry.id == Decision.entry_id)
        .join(Group, Group.id == Decision.group_id)
        .where(
            Entry.meeting_id.is_(None),
            ~Entry.is_deleted,
            ~Decision.is_deleted,
            Decision.group_id == here.group_id,
            Decision.decided_on <= here.on,
            Decision.method.in_(_BETWEEN_MEETINGS),
            Decision.status != DecisionStatus.TO_BE_RATIFIED.value,
            Decision.settled_at_id.is_(None),
        )
        .order_by(Decision.decided_on, Decision.ref, Decision.id)
    )
    if len(past) == _LOOKED_BACK:
        wanted = wanted.where(Decision.decided_on >= past[-1].on)
    found = session.execute(wanted).all()
    named = _named_at(session, here, [row for row, *_ in found])
    return [
        _between_row(row, text, code, is_noted=here.id in named[row.id])
        for row, text, code in found
        if named[row.id] <= {here.id}
    ]


def _named_at(
    session: Session, here: Meeting, decided: Sequence[Decision]
) -> dict[str, set[str | None]]:
    """By decision, the meetings of this group whose minutes name it."""
    held = select(Meeting.id).where(
        Meeting.group_id == here.group_id,
        Meeting.status.not_in(CALLED_OFF) | (Meeting.id == here.id),
        ~Meeting.is_deleted,
    )
    lines = ratification.naming(session, decided, Entry.meeting_id.in_(held) & ~Entry.is_deleted)
    return {key: {line.meeting_id for line in found} for key, found in lines.items()}


def _between_row(row: Decision, text: str, code: str, *, is_noted: bool) -> MatterRow:
    year = row.decided_on.year
    ref = numbering.shown(row.ref, code, year, row.id, kind=Kind.DECISION)
    lead = printed_lead(DecisionStatus(row.status), DecisionVerb(row.verb))
    return MatterRow(
        id=row.id,
        kind=MatterKind.BETWEEN,
        ref=ref,
        minute=f"between meetings, {short_date(row.decided_on)}",
        text=_WITHHELD_BETWEEN if row.is_restricted else f"{lead}: {text}",
        foot=""
        if row.is_restricted
        else particulars_words(DecisionMethod(row.method), row.dissent, row.conditions),
        urgency="noted here" if is_noted else "to be noted",
        is_restricted=row.is_restricted,
        begins=f"Decision {ref} ({_between_words(row)}) was NOTED.",
    )


def _asked(session: Session, here: Meeting, today: date) -> list[MatterRow]:
    """What the group is being asked in writing while it meets (DEC-4)."""
    rows = []
    for one in written_procedures.rows(session, today, here.group_id):
        if not one.is_open or one.asked_on > here.on:
            continue
        by = f"answers by {short_date(one.answers_by)}" if one.answers_by else "no day set"
        lead = f"Asked in writing on {plain_date(one.asked_on)}"
        rows.append(
            MatterRow(
                id=one.id,
                kind=MatterKind.ASKED,
                ref=lead,
                minute=f"asked {short_date(one.asked_on)}",
                text=_WITHHELD_BETWEEN if one.is_restricted else one.matter,
                foot=f"{one.tally.short} answered",
                urgency=f"{by}, {one.due}" if one.is_late else by,
                is_late=one.is_late,
                is_restricted=one.is_restricted,
                begins=f"{lead}: ",
            )
        )
    return rows


def _corrections(session: Session, here: Meeting, at: _Places) -> list[MatterRow]:
    """Those made at this meeting, and all to the minutes of the one before it."""
    last = session.scalars(_earlier(here).limit(1)).first()
    found = session.execute(
        select(Correction, Meeting, Entry.item_id, AgendaItem.is_restricted)
        .join(Meeting, Meeting.id == Correction.meeting_id)
        .outerjoin(Entry, Entry.id == Correction.entry_id)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(
            or_(
                Correction.made_at_id == here.id, Correction.meeting_id == (last.id if last else "")
            ),
            ~Correction.is_deleted,
        )
        .order_by(Meeting.on.desc(), Correction.position, Correction.id)
    )
    rows = []
    for row, about, item_id, hidden in found:
        minute = at.short(about, item_id)
        named = rules.items_named(row.text) & agreed.restricted_numbers(session, about.id)
        lead = f"Minutes of {plain_date(about.on)}"
        rows.append(
            MatterRow(
                id=row.id,
                kind=MatterKind.CORRECTION,
                ref=lead,
                minute=minute,
                text=row.text,
                urgency="corrected",
                is_restricted=bool(hidden or named),
                begins=f"{lead}: ",
            )
        )
    return rows


def _deferred(session: Session, here: Meeting, at: _Places) -> list[MatterRow]:
    """Deferred at an earlier meeting and, however often deferred, not taken since."""
    past = list(session.scalars(_earlier(here).limit(_LOOKED_BACK)))[::-1]
    items = _items(session, [*past, here])
    latest: dict[str, tuple[Meeting, AgendaItem]] = {}
    key_of: dict[str, str] = {}
    for meeting in past:
        for item in items.get(meeting.id, ()):
            key = key_of.get(item.carried_from_id or "") or matter(item.title)
            key_of[item.id] = key
            latest[key] = (meeting, item)
    on_agenda = {
        key_of.get(item.carried_from_id or "") or matter(item.title): item
        for item in items.get(here.id, ())
    }
    return [
        _deferred_row(meeting, item, on_agenda.get(key), at)
        for key, (meeting, item) in latest.items()
        if item.state == ItemState.DEFERRED
    ]


def _deferred_row(
    meeting: Meeting, item: AgendaItem, taken: AgendaItem | None, at: _Places
) -> MatterRow:
    number = at.number(meeting.id, item.id)
    here = at.number(taken.meeting_id, taken.id) if taken else None
    is_restricted = item.is_restricted
    lead = f"Item {number} of {plain_date(meeting.on)}"
    return MatterRow(
        id=item.id,
        kind=MatterKind.DEFERRED,
        ref=lead,
        minute=at.short(meeting, item.id),
        text=item.title,
        foot=item.state_note,
        urgency=f"on this agenda, item {here}" if here is not None else "deferred",
        is_restricted=is_restricted,
        begins=f"{lead}: " if is_restricted else f"{item.title} ({at.words(meeting, item.id)}): ",
    )


def _attendance(session: Session, here: Meeting) -> list[MatterRow]:
    return [
        MatterRow(
            id=one.seat_id,
            kind=MatterKind.ATTENDANCE,
            ref=one.called,
            minute=f"missed since {short_date(one.days[0])}",
            text=one.missed_words,
            foot=" · ".join(filter(None, [one.days_words, one.holders])),
            urgency="to follow up",
            is_restricted=False,
            begins=f"{one.missed_words} The follow-up: ",
        )
        for one in attendance_follow_up.arising(session, here.id)
    ]


def _actions(session: Session, here: Meeting, today: date, at: _Places) -> list[MatterRow]:
    item = next((one for one in agenda.items(session, here.id) if one.kind == MATTERS_ITEM), None)
    if item is None:
        return []
    found = beside.open_actions(session, item.id, today)
    places = _minuted_at(session, [one.id for one in found])
    at.read({meeting.id for meeting, _ in places.values() if meeting is not None})
    return [
        MatterRow(
            id=one.id,
            kind=MatterKind.ACTION,
            ref=one.ref,
            minute=at.short(*places.get(one.id, (None, None))),
            text=one.text,
            foot=one.foot,
            urgency=one.urgency,
            is_late=one.is_late,
            chip="-" if one.brag is Colour.GREY else one.brag.letter,
            rating=one.brag_word,
            is_restricted=one.is_restricted,
            begins=f"{one.ref}: ",
        )
        for one in found
    ]


def _earlier(here: Meeting) -> Select[Meeting]:
    return (
        select(Meeting)
        .where(
            Meeting.group_id == here.group_id,
            meeting_order.before(here),
            Meeting.status.not_in(CALLED_OFF),
            ~Meeting.is_deleted,
        )
        .order_by(*meeting_order.LATEST_FIRST)
    )


def _items(session: Session, meetings: Sequence[Meeting]) -> dict[str, list[AgendaItem]]:
    found: dict[str, list[AgendaItem]] = {}
    for item in session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id.in_([one.id for one in meetings]), ~AgendaItem.is_deleted)
        .order_by(AgendaItem.position, AgendaItem.id)
    ):
        found.setdefault(item.meeting_id, []).append(item)
    return found


def _minuted_at(
    session: Session, action_ids: Iterable[str]
) -> dict[str, tuple[Meeting | None, str | None]]:
    return {
        action_id: (meeting, item_id)
        for action_id, item_id, meeting in session.execute(
            select(Action.id, Entry.item_id, Meeting)
            .join(Entry, Entry.id == Action.entry_id)
            .outerjoin(Meeting, Meeting.id == Entry.meeting_id)
            .where(Action.id.in_(list(action_ids)))
        )
    }
