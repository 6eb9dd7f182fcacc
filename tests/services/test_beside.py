"""Beside an item: last time, open actions, papers, and carrying it to the next meeting."""

from datetime import date, datetime, time

import pytest

from masa_desktop.domain.actions import ActionStatus, Colour, DueKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.sittings import Goes
from masa_desktop.services import actions, agenda, beside, meetings, minutes, sittings, spans

TODAY = date(2026, 2, 10)
NEGLECT = "Neglect: audit findings"


@pytest.fixture
def december(workspace, executive):
    """An earlier meeting of the group, with the same matter under another number."""
    meeting = workspace.do(meetings.add, executive.group, date(2025, 12, 9))
    workspace.do(agenda.add, meeting, "Something else")
    workspace.do(agenda.add, meeting, NEGLECT.upper().replace(":", ":  "))
    return meeting


@pytest.fixture
def neglect(workspace, executive):
    return item(workspace, executive.meeting, NEGLECT)


def item(workspace, meeting, title):
    rows = workspace.ask(agenda.items, meeting)
    return next(row.id for row in rows if row.title.casefold() == title.casefold())


def raise_action(workspace, item_id, text, due=None, reason=""):
    entry = workspace.do(minutes.add, item_id, EntryKind.ACTION, text)
    rows = workspace.ask(minutes.of_item, item_id)
    key = next(row.record_id for row in rows if row.id == entry)
    if due is not None:
        workspace.do(actions.set_due, key, DueKind.DATED, due, today=TODAY, reason=reason)
    return key


def test_last_time_is_what_was_minuted_on_the_same_title(workspace, executive, december, neglect):
    there = item(workspace, december, NEGLECT)
    workspace.do(minutes.add, there, EntryKind.NOTE, "SGa presented early findings.")
    workspace.do(minutes.add, there, EntryKind.DECISION, "To widen the sample to 20.")
    workspace.do(minutes.add, there, EntryKind.CHALLENGE, "Why so few?")
    workspace.do(minutes.add, there, EntryKind.PRIVATE, "Check with SGa")
    found = workspace.ask(beside.last_time, neglect)
    assert found.words == "9 December 2025, item 6"
    assert [(line.lead, line.text) for line in found.lines] == [
        ("", "SGa presented early findings."),
        ("AGREED", "To widen the sample to 20."),
        ("Challenge", "Why so few?"),
    ]


def test_the_latest_meeting_with_minutes_on_it_counts(workspace, executive, december, neglect):
    october = workspace.do(meetings.add, executive.group, date(2025, 10, 14))
    workspace.do(agenda.add, october, NEGLECT)
    there = item(workspace, october, NEGLECT)
    workspace.do(minutes.add, there, EntryKind.NOTE, "Planned.")
    assert workspace.ask(beside.last_time, neglect).on == date(2025, 10, 14)
    workspace.do(minutes.add, item(workspace, december, NEGLECT), EntryKind.NOTE, "Found.")
    assert workspace.ask(beside.last_time, neglect).on == date(2025, 12, 9)
    workspace.do(meetings.set_status, december, MeetingStatus.POSTPONED)
    assert workspace.ask(beside.last_time, neglect).on == date(2025, 10, 14)


def test_a_matter_new_to_the_group_has_no_last_time(workspace, neglect):
    assert workspace.ask(beside.last_time, neglect) is None
    assert workspace.ask(beside.open_actions, neglect, TODAY) == []


def test_an_item_carried_under_another_title_leads_back(workspace, executive, neglect):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    there = workspace.do(beside.carry, neglect, "Report not ready")
    workspace.do(minutes.add, neglect, EntryKind.NOTE, "Deferred at the ICB’s request.")
    workspace.do(agenda.set_item, there, title="Neglect panel", presenter="", minutes=None)
    found = workspace.ask(beside.last_time, there)
    assert (found.on, found.title) == (TODAY, NEGLECT)
    assert workspace.ask(spans.in_order, april)[4].carried_from_id == neglect


def test_the_minutes_of_the_last_meeting_are_one_matter(workspace, executive, december):
    was = item(workspace, december, "Minutes of the last meeting")
    workspace.do(minutes.add, was, EntryKind.NOTE, "Agreed.")
    now = item(workspace, executive.meeting, "Minutes of the last meeting")
    workspace.do(agenda.set_item, now, title="Minutes of 9 December", presenter="", minutes=5)
    assert workspace.ask(beside.last_time, now).lines[0].text == "Agreed."


def test_a_restricted_last_time_says_so(workspace, december, neglect):
    there = item(workspace, december, NEGLECT)
    workspace.do(minutes.add, there, EntryKind.NOTE, "In private.")
    workspace.do(agenda.set_restricted, there, restricted=True)
    found = workspace.ask(beside.last_time, neglect)
    assert found.is_restricted
    assert found.words == "9 December 2025, item 6, restricted"


def test_open_actions_read_as_in_the_design(workspace, executive, december, neglect):
    there = item(workspace, december, NEGLECT)
    late = raise_action(workspace, there, "Share attendance data", date(2026, 1, 12))
    workspace.do(
        actions.set_due, late, DueKind.DATED, date(2026, 1, 23), today=TODAY, reason="Leave"
    )
    workspace.do(actions.set_owners, late, person_ids=[executive.people["police"]])
    soon = raise_action(workspace, there, "Confirm places", date(2026, 2, 13))
    workspace.do(actions.set_owners, soon, agency_ids=[executive.icb])
    done = raise_action(workspace, there, "Widen audit", date(2026, 1, 30))
    workspace.do(actions.set_status, done, ActionStatus.COMPLETED, on=date(2026, 1, 30))
    shut = raise_action(workspace, there, "Closed long ago")
    workspace.do(
        actions.set_status, shut, ActionStatus.CLOSED_UNEVIDENCED, on=TODAY, reason="No longer"
    )
    raise_action(workspace, there, "Some day")
    rows = workspace.ask(beside.open_actions, neglect, TODAY)
    assert [(row.brag, row.urgency, row.foot) for row in rows] == [
        (Colour.RED, "18 days late", "OP · due 23 Jan · re-dated once"),
        (Colour.AMBER, "due Friday", "ICB · due 13 Feb"),
        (Colour.GREY, "", "no owner yet · no date said"),
        (Colour.GREEN, "evidence awaited", "no owner yet · done 30 Jan"),
    ]
    assert [row.is_late for row in rows] == [True, False, False, False]
    assert rows[0].ref.endswith("001")


def test_matters_arising_has_every_open_action_of_the_group_raised_before(
    workspace, executive, december, neglect
):
    raise_action(workspace, item(workspace, december, "Something else"), "Of another matter")
    raise_action(workspace, neglect, "Raised today")
    other = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    raise_action(workspace, workspace.ask(agenda.items, other)[0].id, "Raised later")
    matters = item(workspace, executive.meeting, "Matters arising and action log")
    assert [row.text for row in workspace.ask(beside.open_actions, matters, TODAY)] == [
        "Of another matter"
    ]
    assert workspace.ask(beside.open_actions, neglect, TODAY) == []


def test_papers_are_lines_with_their_version(workspace, neglect):
    lines = ["Paper 5.1  Neglect audit, v1.0", "", "Tables, figures and notes", "Plan, Version 2b"]
    workspace.do(beside.set_papers, neglect, lines)
    found = workspace.ask(beside.papers, neglect)
    assert [(row.title, row.version) for row in found] == [
        ("Paper 5.1 Neglect audit", "v1.0"),
        ("Tables, figures and notes", ""),
        ("Plan", "Version 2b"),
    ]
    assert found[0].words == "Paper 5.1 Neglect audit, v1.0"


def test_a_paper_that_stays_is_the_same_paper_and_undo_is_whole(workspace, executive, neglect):
    workspace.do(beside.set_papers, neglect, ["One", "Two"])
    first, second = workspace.ask(beside.papers, neglect)
    workspace.do(beside.set_papers, neglect, ["Two", "Three"])
    now = workspace.ask(beside.papers, neglect)
    assert [row.words for row in now] == ["Two", "Three"]
    assert now[0].id == second.id
    rows = {row.id: row.papers for row in workspace.ask(agenda.items, executive.meeting)}
    assert rows[neglect] == ("Two", "Three")
    workspace.undo()
    assert [row.id for row in workspace.ask(beside.papers, neglect)] == [first.id, second.id]


def test_a_carried_item_is_deferred_here_and_stands_on_the_next_agenda(
    workspace, executive, neglect
):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14), starts_at=time(9, 30))
    workspace.do(agenda.set_item, neglect, title=NEGLECT, presenter="SGa", minutes=20)
    workspace.do(agenda.set_purpose, neglect, "decision")
    workspace.do(agenda.set_restricted, neglect, restricted=True)
    assert workspace.ask(beside.carry_to, neglect) == date(2026, 4, 14)
    made = workspace.do(beside.carry, neglect, "Report not ready")
    here = next(r for r in workspace.ask(agenda.items, executive.meeting) if r.id == neglect)
    assert (here.state, here.state_note) == (ItemState.DEFERRED, "Report not ready")
    row = workspace.ask(agenda.items, april)[4]
    assert (row.id, row.title, row.presenter, row.minutes) == (made, NEGLECT, "SGa", 20)
    assert (row.purpose, row.is_restricted, row.state) == ("decision", True, ItemState.OPEN)
    workspace.undo()
    assert len(workspace.ask(agenda.items, april)) == 6


def test_an_item_is_carried_once_and_joins_one_of_the_same_name(workspace, executive, neglect):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    ready = workspace.do(agenda.add, april, NEGLECT)
    assert workspace.do(beside.carry, neglect, "No time") == ready
    assert workspace.do(beside.carry, neglect, "No time at all") == ready
    assert len(workspace.ask(agenda.items, april)) == 7


def test_a_sub_groups_minutes_do_not_join_those_of_the_last_meeting(workspace, executive):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    title = "Minutes of the Neglect sub-group"
    theirs = workspace.do(agenda.add, executive.meeting, title)
    made = workspace.do(beside.carry, theirs, "No time")
    assert {row.id: row.title for row in workspace.ask(agenda.items, april)}[made] == title
    assert len(workspace.ask(agenda.items, april)) == 7


def test_from_the_second_sitting_an_item_is_carried_past_a_meeting_between(
    workspace, executive, neglect
):
    workspace.do(
        sittings.adjourn, executive.meeting, datetime(2026, 2, 10, 12), Goes(date(2026, 2, 17))
    )
    for day in (date(2026, 2, 14), date(2026, 4, 14)):
        workspace.do(meetings.add, executive.group, day)
    assert workspace.ask(beside.carry_to, neglect) == date(2026, 4, 14)


def test_without_a_next_meeting_or_a_reason_nothing_is_carried(workspace, executive, neglect):
    assert workspace.ask(beside.carry_to, neglect) is None
    with pytest.raises(UserError, match="no agenda to carry this to"):
        workspace.do(beside.carry, neglect, "No time")
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    with pytest.raises(UserError, match="needs a reason"):
        workspace.do(beside.carry, neglect, " ")
    workspace.do(meetings.set_status, april, MeetingStatus.HELD)
    assert workspace.ask(beside.carry_to, neglect) is None
    state = next(r.state for r in workspace.ask(agenda.items, executive.meeting) if r.id == neglect)
    assert state is ItemState.OPEN
