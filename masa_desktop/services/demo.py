"""The practice partnership takes one more meeting, without a window, and writes its papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import DecisionVerb
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.services import (
    actions,
    agenda,
    attendance,
    groups,
    meetings,
    minutes,
    papers,
    people,
    terms,
)
from masa_desktop.services import practice_partnership as said
from masa_desktop.storage.entities import Action, Meeting

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.services.workspace import Workspace

SHOWN: Final = "EXEC-2026-01"
"""The meeting to show: half minuted, with every kind of entry on its current item."""

HELD: Final = "EXEC-2026-02"
"""The meeting that `run` takes through: the first under the next chair."""

_TOPIC = "Neglect: what has changed since February"


def run(workspace: Workspace, folder: Path) -> list[Path]:
    """Plan a year and hold the executive's next meeting; gives its minutes and the action log.

    The office is a practice office; what is done are the verbs the window uses, each a step of
    its own. Raises UserError if the folder cannot be written to.
    """
    meeting_id = workspace.ask(meetings.named, HELD)
    workspace.do(plan_a_year, "QA", date(2026, 4, 1), date(2027, 3, 31))
    item_id = workspace.do(agenda.add, meeting_id, _TOPIC, said.SAMIR, 30)
    workspace.do(agenda.move, item_id, -1)
    workspace.do(call_roll, meeting_id)
    workspace.do(minute, meeting_id, item_id)
    day = workspace.ask(meetings.head, meeting_id).on
    return [
        papers.write_minutes(workspace, meeting_id, folder),
        papers.write_action_log(workspace, folder, day),
    ]


def plan_a_year(session: Session, code: str, first: date, last: date) -> list[str]:
    """The meetings of the group with this code, as often as its terms of reference say."""
    group_id = groups.named(session, code, first)
    pattern = terms.pattern(session, group_id, first)
    data = pattern.to_data() if pattern else {}
    proposals = meetings.propose(session, data, first, last)
    return meetings.plan(session, group_id, pattern=data, proposals=proposals)


def call_roll(session: Session, meeting_id: str) -> None:
    """All present but one, who sends a deputy; the chair due is in the chair."""
    meeting = session.get_one(Meeting, meeting_id)
    for seat in groups.seats(session, meeting.group_id, meeting.on):
        for who in seat.holders:
            if who.person == said.OWEN:
                attendance.send_deputy(
                    session,
                    meeting_id,
                    seat_id=seat.id,
                    for_person_id=who.person_id,
                    name=said.MARCUS,
                    has_authority=True,
                )
            else:
                attendance.record(
                    session, meeting_id, Code.PRESENT, seat_id=seat.id, person_id=who.person_id
                )
    attendance.take_chair(session, meeting_id, people.named(session, said.ANJALI))


def minute(session: Session, meeting_id: str, item_id: str) -> None:
    """One note, one decision and one action on the item; the meeting is then held."""
    minutes.add(session, item_id, EntryKind.NOTE, "SGa compared this quarter with the last.")
    decision = minutes.add(
        session, item_id, EntryKind.DECISION, "The panel reports to every second meeting."
    )
    minutes.set_verb(session, decision, DecisionVerb.RESOLVED)
    entry = minutes.add(session, item_id, EntryKind.ACTION, "Bring the panel’s first report.")
    action = session.scalars(select(Action.id).where(Action.entry_id == entry)).one()
    meeting = session.get_one(Meeting, meeting_id)
    actions.set_owners(session, action, person_ids=[people.named(session, said.SAMIR)])
    actions.set_due(session, action, DueKind.NEXT_MEETING, today=meeting.on)
    for item in agenda.items(session, meeting_id):
        agenda.set_state(session, item.id, ItemState.DONE)
    meetings.set_status(session, meeting_id, MeetingStatus.HELD)
