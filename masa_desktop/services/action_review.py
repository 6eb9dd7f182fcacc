"""The open actions gone through at a meeting: what was said of each, and the line it leaves.

What is said belongs to the meeting that heard it: it bears that day, is minuted under that item,
and the older, agreed minutes that raised the action are not touched.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import actions as rules
from masa_desktop.domain.actions import ActionStatus, Colour, DueKind, ReviewOutcome
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import near_date, plain_date, short_date
from masa_desktop.services import actions, drafts, matters, minutes, numbering, spans
from masa_desktop.services.matters import MatterKind, MatterRow
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    ActionUpdate,
    AgendaItem,
    Entry,
    Group,
    Meeting,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

NO_DATE = "Type the date it is now due."
SAME_DATE = "That is the date it already has."
_UPDATED = "updated"
_STOPS = (".", "!", "?", "…")
_MISSING = {
    ReviewOutcome.UPDATE: "There is nothing in the update yet.",
    ReviewOutcome.EVIDENCED: "Closing with evidence needs the evidence.",
    ReviewOutcome.UNEVIDENCED: "Closing without evidence needs a reason.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said of an action. `words` are the note, the evidence or the reason."""

    outcome: ReviewOutcome
    words: str = ""
    due_kind: DueKind = DueKind.NOT_SAID
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What arises, with what was said here: `answered` and `closed` are ids of actions."""

    rows: tuple[MatterRow, ...]
    answered: frozenset[str]
    closed: frozenset[str]


def lacks(session: Session, action_id: str, said: Answer) -> str:
    """What is missing before this can be recorded, in words; "" if nothing is (ACT-2, ACT-11)."""
    action, has_words = session.get_one(Action, action_id), bool(said.words.strip())
    if said.outcome is ReviewOutcome.NEW_DATE:
        return _lacks_of_date(action, said, has_words=has_words)
    if said.outcome is ReviewOutcome.EVIDENCED and action.evidence:
        return ""
    return "" if has_words else _MISSING.get(said.outcome, "")


def _lacks_of_date(action: Action, said: Answer, *, has_words: bool) -> str:
    is_first = action.original_due_on is None
    if said.due_on is None and (is_first or said.due_kind is not DueKind.NEXT_MEETING):
        return NO_DATE
    if said.due_on == action.due_on:
        return SAME_DATE
    return "" if has_words or is_first else "A date once agreed moves only with a reason."


def answer(session: Session, action_id: str, item_id: str, said: Answer) -> str:
    """Record what was said of an action under this item, and minute it; gives the line.

    Of an action taken under a restricted item the line holds no word but the outcome. Raises
    UserError for what `lacks` says, and if the minutes of this meeting are agreed.
    """
    lack = lacks(session, action_id, said)
    if lack:
        raise UserError(lack, safe="The action is as it was.", do="Fill it in and record again.")
    meeting = session.get_one(Meeting, session.get_one(AgendaItem, item_id).meeting_id)
    here = _Here(meeting.id, item_id, meeting.on)
    action = session.get_one(Action, action_id)
    lead = _DEEDS[said.outcome](session, action, here, said)
    ref = _ref(session, action)
    if said.outcome is ReviewOutcome.UPDATE:
        line = f"{ref}: {said.words.strip()}"
    else:
        line = ": ".join(part for part in (f"{ref} {lead}", said.words.strip()) if part)
    if _is_restricted(session, action):
        line = f"{ref} {lead}"
    line = line if line.endswith(_STOPS) else f"{line}."
    minutes.add(session, item_id, EntryKind.NOTE, line)
    keep_begun(session, here.meeting_id, action_id, NOTHING_BEGUN)
    return line


def review(session: Session, meeting_id: str, today: date) -> Review:
    """What arises at this meeting, each action where it stood before and with what was said here.

    Those closed here stay in the list; at the next meeting they no longer arise (ACT-5).
    """
    here = session.get_one(Meeting, meeting_id)
    arising = matters.matters(session, meeting_id, today)
    others = [row for row in arising if row.kind is not MatterKind.ACTION]
    open_ones = [row for row in arising if row.kind is MatterKind.ACTION]
    closed = _closed_here(session, here, today)
    rows = [*open_ones, *closed]
    heard = _Heard(session, here, [row.id for row in rows], today)
    rows.sort(key=lambda row: heard.place_before(row.id))
    return Review(
        rows=(*others, *(heard.told(row) for row in rows)),
        answered=heard.answered,
        closed=frozenset(row.id for row in closed),
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """What was typed of an action and not recorded yet, as typed."""

    due: str = ""
    words: str = ""


NOTHING_BEGUN = Begun()


def keep_begun(session: Session, meeting_id: str, action_id: str, begun: Begun) -> None:
    """Keep on this laptop what was begun of an action at this meeting; NOTHING_BEGUN drops it."""
    text = "" if begun == NOTHING_BEGUN else json.dumps([begun.due, begun.words])
    drafts.keep(session, _draft_key(meeting_id, action_id), text)


def begun(session: Session, meeting_id: str, action_id: str) -> Begun:
    """What was begun of an action at this meeting."""
    text = drafts.kept(session, _draft_key(meeting_id, action_id))
    return Begun(*json.loads(text)) if text else NOTHING_BEGUN


def _draft_key(meeting_id: str, action_id: str) -> str:
    return f"{meeting_id}/{action_id}"


# What can be said


@dataclass(frozen=True, slots=True)
class _Here:
    """Where it is said, and the day it bears."""

    meeting_id: str
    item_id: str
    on: date


def _update(session: Session, action: Action, here: _Here, said: Answer) -> str:
    actions.add_update(session, action.id, said.words, here.on, item_id=here.item_id)
    return "was updated"


def _new_date(session: Session, action: Action, here: _Here, said: Answer) -> str:
    before, was_running = action.due_on, ActionStatus(action.status).is_running
    is_first = action.original_due_on is None
    # A first "next meeting" would be that after the action was raised, and is long past.
    kind = DueKind.DATED if is_first else said.due_kind
    on = None if kind is DueKind.NEXT_MEETING else said.due_on
    why, item_id = said.words, here.item_id
    actions.set_due(session, action.id, kind, on, today=here.on, reason=why, item_id=item_id)
    if not was_running:
        actions.set_status(session, action.id, ActionStatus.IN_PROGRESS, on=here.on)
    if is_first and said.due_on:
        words = ": ".join(p for p in (f"Due {short_date(said.due_on)}", said.words.strip()) if p)
        session.add(ActionUpdate(action_id=action.id, on=here.on, text=words, item_id=item_id))
    moved = f", moved from {plain_date(before)}" if before else ""
    return f"{'is' if was_running else 'is open again and'} now due {_day(action)}{moved}"


def _day(action: Action) -> str:
    is_next = action.due_kind == DueKind.NEXT_MEETING
    said = "at the next meeting" if is_next else "on"
    day = plain_date(action.due_on) if action.due_on else ""
    return f"{said}, {day}" if is_next and day else f"{said} {day}".strip()


def _done(session: Session, action: Action, here: _Here, said: Answer) -> str:
    item_id = here.item_id
    if said.words.strip():
        actions.add_update(session, action.id, said.words, here.on, item_id=item_id)
    actions.set_status(session, action.id, ActionStatus.COMPLETED, on=here.on, item_id=item_id)
    return "is done, evidence awaited"


def _evidenced(session: Session, action: Action, here: _Here, said: Answer) -> str:
    actions.set_status(
        session,
        action.id,
        ActionStatus.CLOSED_EVIDENCED,
        on=here.on,
        evidence=said.words,
        meeting_id=here.meeting_id,
        item_id=here.item_id,
    )
    return "was closed with evidence"


def _unevidenced(session: Session, action: Action, here: _Here, said: Answer) -> str:
    actions.set_status(
        session,
        action.id,
        ActionStatus.CLOSED_UNEVIDENCED,
        on=here.on,
        reason=said.words,
        meeting_id=here.meeting_id,
        item_id=here.item_id,
    )
    return "was closed without evidence"


_DEEDS = {
    ReviewOutcome.UPDATE: _update,
    ReviewOutcome.NEW_DATE: _new_date,
    ReviewOutcome.DONE: _done,
    ReviewOutcome.EVIDENCED: _evidenced,
    ReviewOutcome.UNEVIDENCED: _unevidenced,
}


def _is_restricted(session: Session, action: Action) -> bool:
    hidden = session.scalar(
        select(AgendaItem.is_restricted)
        .join(Entry, Entry.item_id == AgendaItem.id)
        .where(Entry.id == action.entry_id)
    )
    return bool(hidden)


def _ref(session: Session, action: Action) -> str:
    code = session.get_one(Group, action.group_id).code
    return numbering.shown(action.ref, code, action.raised_on.year, action.id, kind=Kind.ACTION)


# What was said here


def _closed_here(session: Session, here: Meeting, today: date) -> list[MatterRow]:
    found = session.execute(
        select(Action, Entry, Meeting.on, AgendaItem.is_restricted)
        .join(Entry, Entry.id == Action.entry_id)
        .outerjoin(Meeting, Meeting.id == Entry.meeting_id)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(Action.closed_at_id == here.id, ~Action.is_deleted, ~Entry.is_deleted)
    )
    rows = []
    for action, entry, on, hidden in found:
        numbers = spans.numbers(session, entry.meeting_id) if entry.meeting_id else {}
        number = numbers.get(entry.item_id or "")
        rated = rules.brag(ActionStatus(action.status), action.due_on, today)
        ref = _ref(session, action)
        place = f"{short_date(on)}, item {number}" if number else short_date(on) if on else ""
        rows.append(
            MatterRow(
                id=action.id,
                kind=MatterKind.ACTION,
                ref=ref,
                minute=place or "out of meeting",
                text=entry.text,
                chip="-" if rated.colour is Colour.GREY else rated.colour.letter,
                rating=rated.word,
                is_restricted=bool(hidden),
                begins=f"{ref}: ",
            )
        )
    return rows


class _Heard:
    """What this meeting heard of these actions; all of it is read in one query a table."""

    def __init__(
        self, session: Session, here: Meeting, action_ids: Sequence[str], today: date
    ) -> None:
        self._here, self._today = here, today
        of_here = select(AgendaItem.id).where(AgendaItem.meeting_id == here.id)
        self._items = frozenset(session.scalars(of_here))
        self._actions = {
            row.id: row for row in session.scalars(select(Action).where(Action.id.in_(action_ids)))
        }
        self._updates: dict[str, list[str]] = defaultdict(list)
        for update in session.scalars(
            select(ActionUpdate)
            .where(
                ActionUpdate.action_id.in_(action_ids),
                ActionUpdate.item_id.in_(of_here),
                ~ActionUpdate.is_deleted,
            )
            .order_by(ActionUpdate.id)
        ):
            self._updates[update.action_id].append(update.text)
        self._moves: dict[str, list[ActionMove]] = defaultdict(list)
        for move in session.scalars(
            select(ActionMove).where(
                ActionMove.action_id.in_(action_ids),
                ActionMove.item_id.in_(of_here),
                ~ActionMove.is_deleted,
            )
        ):
            self._moves[move.action_id].append(move)

    @property
    def answered(self) -> frozenset[str]:
        return frozenset(key for key in self._actions if self._outcome(key))

    def told(self, row: MatterRow) -> MatterRow:
        """The row with what was said here: its outcome, then the words."""
        outcome = self._outcome(row.id)
        if not outcome:
            return row
        if outcome == _UPDATED and row.is_late:
            outcome = f"{outcome}, {row.urgency}"
        foot = " · ".join(part for part in (row.foot, *self._words(row.id)) if part)
        return replace(row, urgency=outcome, foot=foot)

    def place_before(self, action_id: str) -> tuple[bool, bool, str, str]:
        """Where the action stood before this meeting spoke of it, so that the list stands still."""
        row, moves = self._actions[action_id], self._moves.get(action_id, ())
        to = {move.due_to for move in moves}
        due = next((move.due_from for move in moves if move.due_from not in to), row.due_on)
        was_done = row.completed_on is not None and row.completed_on < self._here.on
        return was_done, due is None, due.isoformat() if due else "", row.ref

    def _outcome(self, action_id: str) -> str:
        row = self._actions[action_id]
        status = ActionStatus(row.status)
        is_done = status is ActionStatus.COMPLETED and row.said_item_id in self._items
        if is_done or row.closed_at_id == self._here.id:
            return rules.status_label(status).lower()
        if action_id in self._moves and row.due_on:
            return f"now due {near_date(row.due_on, self._today)}"
        return _UPDATED if action_id in self._moves or action_id in self._updates else ""

    def _words(self, action_id: str) -> list[str]:
        row = self._actions[action_id]
        said = [move.reason for move in self._moves.get(action_id, ())]
        said += self._updates.get(action_id, [])
        if row.closed_at_id == self._here.id:
            said.append(row.close_reason or row.evidence)
        return said
