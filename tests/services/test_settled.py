"""Agreed minutes change only once they are reopened (MIN-4), whichever verb asks."""

from __future__ import annotations

from datetime import date

import pytest

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.domain.returned import Kind, Suggestion
from masa_desktop.services import (
    agenda,
    attendance,
    beside,
    declarations,
    issuing,
    meetings,
    minutes,
    quorum_loss,
    returned,
)

AFTER = {
    "add": lambda s, x: agenda.add(s, x.meeting, "Another"),
    "set_item": lambda s, x: agenda.set_item(
        s, x.items[0], title="Other", presenter="", minutes=None
    ),
    "set_purpose": lambda s, x: agenda.set_purpose(s, x.items[0], "decision"),
    "move": lambda s, x: agenda.move(s, x.items[0], 1),
    "set_state": lambda s, x: agenda.set_state(s, x.items[0], ItemState.DONE),
    "set_restricted": lambda s, x: agenda.set_restricted(s, x.items[0], restricted=True),
    "remove": lambda s, x: agenda.remove(s, x.items[1]),
    "set_details": lambda s, x: meetings.set_details(
        s, x.meeting, on=date(2026, 3, 3), starts_at=None, ends_at=None, venue=""
    ),
    "set_marking": lambda s, x: meetings.set_marking(s, x.meeting, "official", "Partners only"),
    "declare": lambda s, x: declarations.declare(
        s, x.meeting, x.people["nurse"], item_id=None, text="A trustee."
    ),
    "rule": lambda s, x: quorum_loss.rule(s, x.meeting, x.items[0], Outcome.RULING, "Go on."),
    "minute": lambda s, x: minutes.add(s, x.items[0], EntryKind.DECISION, "To widen it"),
    "put_back": lambda s, x: minutes.put_back(s, minutes.of_item(s, x.items[0])[0].id),
    "all_present": lambda s, x: attendance.all_present(s, x.meeting),
    "add_guest": lambda s, x: attendance.add_guest(s, x.meeting, "Tunde Balogun"),
    "defer_decisions": lambda s, x: quorum_loss.defer_decisions(s, x.meeting, x.items[0]),
    "deputy_joins": lambda s, x: quorum_loss.deputy_joins(
        s, x.meeting, x.items[0], seat_id=x.seats["nurse"], person_id=x.people["nurse"]
    ),
}


@pytest.fixture
def agreed(workspace, executive, today):
    """Approved minutes with one note; gives its id."""
    key = workspace.do(minutes.add, executive.items[0], EntryKind.NOTE, "The audit was noted.")
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, today)
    return key


@pytest.mark.parametrize("verb", AFTER.values(), ids=AFTER)
def test_agreed_minutes_refuse_a_change(workspace, executive, agreed, verb):
    with pytest.raises(UserError, match="agreed"):
        workspace.do(verb, executive)


def test_what_came_back_in_word_is_not_taken_into_agreed_minutes(workspace, executive, agreed):
    one = Suggestion(
        entry_id=agreed, kind=Kind.UNTRACKED, before="The audit was noted.", after="Rejected."
    )
    with pytest.raises(UserError, match="agreed"):
        workspace.do(returned.take, executive.meeting, one)
    assert "nothing can be taken" in workspace.ask(returned.closed, executive.meeting)


def test_an_item_of_agreed_minutes_is_not_carried_over(workspace, executive, agreed):
    workspace.do(meetings.add, executive.group, date(2026, 12, 1))
    with pytest.raises(UserError, match="agreed"):
        workspace.do(beside.carry, executive.items[0], "No time")


def test_saying_the_same_date_and_place_again_is_no_change(workspace, executive, agreed):
    head = workspace.ask(meetings.head, executive.meeting)
    workspace.do(
        meetings.set_details,
        executive.meeting,
        on=head.on,
        starts_at=head.starts_at,
        ends_at=head.ends_at,
        venue=head.venue,
        format_=head.format,
    )
    assert workspace.ask(meetings.head, executive.meeting).on == head.on


def test_words_of_agreed_minutes_are_changed_neither_by_verb_nor_by_undo(
    workspace, executive, agreed, today
):
    for verb, more in ((minutes.set_text, ("Other",)), (minutes.remove, ())):
        with pytest.raises(UserError, match="agreed"):
            workspace.do(verb, agreed, *more)
    workspace.forget_steps()
    workspace.keep(issuing.reopen, executive.meeting, "A slip", today)
    workspace.do(minutes.set_text, agreed, "The audit was read.")
    workspace.keep(issuing.set_state, executive.meeting, MinutesState.APPROVED, today)
    with pytest.raises(UserError, match="agreed"):
        workspace.undo()
    assert workspace.ask(minutes.of_item, executive.items[0])[0].text == "The audit was read."


def test_a_private_jotting_goes_on_in_agreed_minutes(workspace, executive, agreed):
    key = workspace.do(minutes.add, executive.items[0], EntryKind.PRIVATE, "Ask SGa")
    workspace.do(minutes.set_text, key, "Ask SGa again")
    workspace.do(minutes.remove, key)
