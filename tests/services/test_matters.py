"""Matters arising build themselves from what earlier meetings left."""

from datetime import date

import pytest

from masa_desktop.domain.actions import ActionStatus, DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.services import (
    actions,
    agenda,
    approvals,
    attendance,
    beside,
    decision_register,
    decisions,
    groups,
    matters,
    meetings,
    minutes,
    numbering,
    offices,
    written_procedures,
)
from masa_desktop.services.matters import MatterKind

BEFORE, DAY = date(2025, 12, 9), date(2026, 2, 10)


@pytest.fixture
def last(workspace, executive):
    """The meeting before, with an item of its own as item 5."""
    key = workspace.do(meetings.add, executive.group, BEFORE)
    workspace.do(agenda.add, key, "Section 11 return")
    return key


@pytest.fixture
def item5(workspace, last):
    return workspace.ask(agenda.items, last)[4].id


@pytest.fixture
def found(workspace, executive):
    def ask(kind=None, meeting=None):
        rows = workspace.ask(matters.matters, meeting or executive.meeting, DAY)
        return [row for row in rows if kind in (None, row.kind)]

    return ask


def smart(workspace, meeting, kind):
    return next(item.id for item in workspace.ask(agenda.items, meeting) if item.kind == kind)


def said(workspace, item, kind, text):
    """Minute it; gives the record's id."""
    entry = workspace.do(minutes.add, item, kind, text)
    (row,) = [one for one in workspace.ask(minutes.of_item, item) if one.id == entry]
    return row.record_id or entry


def waiting_decision(workspace, item, text="To write to three agencies."):
    key = said(workspace, item, EntryKind.DECISION, text)
    entry = workspace.ask(minutes.of_item, item)[-1].id
    workspace.do(minutes.set_decision_status, entry, DecisionStatus.TO_BE_RATIFIED)
    return key


def test_nothing_arises_at_first(found):
    assert found() == []


def test_open_actions_arise_with_their_place_and_rating(workspace, executive, item5, found):
    late = said(workspace, item5, EntryKind.ACTION, "Chase the returns.")
    workspace.do(actions.set_owners, late, person_ids=[executive.people["police"]])
    workspace.do(actions.set_due, late, DueKind.DATED, date(2026, 1, 29), today=BEFORE)
    done = said(workspace, item5, EntryKind.ACTION, "Book the room.")
    workspace.do(
        actions.set_status, done, ActionStatus.CLOSED_UNEVIDENCED, on=DAY, reason="Not needed"
    )
    (row,) = found(MatterKind.ACTION)
    assert (row.id, row.ref, row.minute) == (late, "EXEC-2025-001", "9 Dec 2025, item 5")
    assert (row.chip, row.rating, row.urgency) == ("R", "Overdue", "12 days late")
    assert row.foot.startswith("OP · due 29 Jan")
    assert row.begins == "EXEC-2025-001: "


def test_actions_raised_here_or_by_another_group_do_not_arise(workspace, executive, found):
    said(workspace, executive.items[4], EntryKind.ACTION, "Raised today.")
    other = workspace.do(groups.add_group, "Task group")
    elsewhere = workspace.do(meetings.add, other, BEFORE)
    first = workspace.ask(agenda.items, elsewhere)[0].id
    said(workspace, first, EntryKind.ACTION, "Theirs.")
    assert found() == []


def test_a_deferred_item_arises_until_it_is_taken(workspace, executive, last, item5, found):
    workspace.do(agenda.set_state, item5, ItemState.DEFERRED, "No paper")
    # The factory's meeting has an item so called: it stands on this agenda.
    (row,) = found(MatterKind.DEFERRED)
    assert (row.ref, row.text, row.foot) == (
        "Item 5 of 9 December 2025",
        "Section 11 return",
        "No paper",
    )
    assert row.urgency == "on this agenda, item 6"
    assert row.begins == "Section 11 return (9 December 2025, item 5): "
    after = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    assert found(MatterKind.DEFERRED, after) == []


def test_the_minutes_of_two_sub_groups_are_two_matters(workspace, executive, found):
    after = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    titles = [f"Minutes of the {name} sub-group" for name in ("Neglect", "Learning")]
    late, _ = [workspace.do(agenda.add, executive.meeting, title) for title in titles]
    workspace.do(agenda.set_state, late, ItemState.DEFERRED, "late")
    (row,) = found(MatterKind.DEFERRED, after)
    assert (row.text, row.urgency) == (titles[0], "deferred")
    june = workspace.do(meetings.add, executive.group, date(2026, 6, 9))
    assert [one.text for one in found(MatterKind.DEFERRED, june)] == titles[:1]


def test_an_item_deferred_twice_arises_once_from_the_later_meeting(
    workspace, executive, item5, found
):
    workspace.do(agenda.set_state, item5, ItemState.DEFERRED)
    workspace.do(agenda.set_state, executive.items[5], ItemState.DEFERRED)
    after = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    (row,) = found(MatterKind.DEFERRED, after)
    assert (row.id, row.urgency) == (executive.items[5], "deferred")


def test_a_carried_item_is_the_same_matter_whatever_it_is_called(workspace, item5, found):
    there = workspace.do(beside.carry, item5, "No paper")
    workspace.do(agenda.set_item, there, title="Returns", presenter="", minutes=None)
    (row,) = found(MatterKind.DEFERRED)
    assert row.urgency == "on this agenda, item 6"


def test_nothing_of_a_restricted_item_goes_into_a_line_begun(workspace, item5, found):
    workspace.do(agenda.set_restricted, item5, restricted=True)
    workspace.do(agenda.set_state, item5, ItemState.DEFERRED)
    said(workspace, item5, EntryKind.ACTION, "About zebra.")
    waiting_decision(workspace, item5, "To tell zebra.")
    rows = found()
    assert len(rows) == 3
    assert all(row.is_restricted for row in rows)
    assert not any("zebra" in row.begins or "Section 11" in row.begins for row in rows)
    (decision,) = found(MatterKind.RATIFY)
    assert (decision.ref, "zebra" in decision.text) == ("EXEC-2025-D001", False)


def test_corrections_to_the_last_minutes_arise(workspace, executive, last, found):
    item = smart(workspace, executive.meeting, "minutes")
    workspace.do(approvals.correct, last, executive.meeting, item, "for a read b", on=DAY)
    (row,) = found(MatterKind.CORRECTION)
    assert (row.ref, row.text) == ("Minutes of 9 December 2025", "for a read b")


def test_a_correction_of_a_restricted_item_says_so(workspace, executive, last, item5, found):
    item = smart(workspace, executive.meeting, "minutes")
    workspace.do(agenda.set_restricted, item5, restricted=True)
    for text in ("Item 5: for a read b", "Item 1: for a read b"):
        workspace.do(approvals.correct, last, executive.meeting, item, text, on=DAY)
    assert [row.is_restricted for row in found(MatterKind.CORRECTION)] == [True, False]


def test_DEC_4_what_was_decided_before_the_last_meeting_arises_until_minutes_name_it(
    workspace, executive, last, item5, found
):
    ours, before = workspace.ask(lambda s: offices.setting(s, "registrar")), date(2025, 12, 1)
    workspace.do(offices.set_setting, "registrar", "another")
    more = {"why": "It was urgent", "to_be_ratified": False}
    act = written_procedures.chairs_action
    late, other = (workspace.do(act, executive.group, before, one, **more) for one in "ab")
    past = date(2019, 3, 4)
    workspace.do(decisions.add_between_meetings, executive.group, past, "Of the past.")
    after = workspace.do(meetings.add, executive.group, date(2026, 4, 14))

    def told(meeting):
        return {row.id: row.urgency for row in found(MatterKind.BETWEEN, meeting)}

    assert told(after) == told(executive.meeting) == dict.fromkeys((late, other), "to be noted")
    (line,) = [row.begins for row in found(MatterKind.BETWEEN) if row.id == late]
    item = smart(workspace, executive.meeting, "matters_arising")
    noted = workspace.do(minutes.add, item, EntryKind.NOTE, line)
    workspace.do(offices.set_setting, "registrar", ours)
    workspace.do(numbering.complete, last)  # the line names the reference it had until then
    assert told(executive.meeting) == {late: "noted here", other: "to be noted"}
    assert told(after) == told(last) == {other: "to be noted"}
    workspace.do(minutes.remove, noted)
    assert told(after) == dict.fromkeys((late, other), "to be noted")


def test_a_decision_to_be_ratified_comes_first_and_is_ratified_in_one_step(
    workspace, executive, item5, found
):
    said(workspace, item5, EntryKind.ACTION, "Chase.")
    decision = waiting_decision(workspace, item5)
    assert [row.kind for row in found()] == [MatterKind.RATIFY, MatterKind.ACTION]
    workspace.do(attendance.all_present, executive.meeting)
    item = smart(workspace, executive.meeting, "matters_arising")
    words = workspace.do(matters.ratify, decision, executive.meeting, item, DAY)
    assert words == "Decision EXEC-2025-D001 (9 December 2025, item 5) was RATIFIED."
    assert [row.text for row in workspace.ask(minutes.of_item, item)] == [words]
    assert found(MatterKind.RATIFY) == []
    workspace.undo()
    assert len(found(MatterKind.RATIFY)) == 1
    assert workspace.ask(minutes.of_item, item) == []


def test_a_meeting_may_refuse_to_ratify(workspace, executive, item5):
    decision = waiting_decision(workspace, item5)
    workspace.do(attendance.all_present, executive.meeting)
    item = smart(workspace, executive.meeting, "matters_arising")
    words = workspace.do(matters.ratify, decision, executive.meeting, item, DAY, refuse=True)
    assert words.endswith("was NOT RATIFIED.")
    (row,) = workspace.ask(decision_register.rows, None, [executive.group])
    assert row.status == "Not ratified"


def test_a_meeting_without_a_quorum_ratifies_nothing(workspace, executive, item5, found):
    decision = waiting_decision(workspace, item5)
    workspace.do(
        attendance.record,
        executive.meeting,
        Code.PRESENT,
        seat_id=executive.seats["dcs"],
        person_id=executive.people["dcs"],
    )
    item = smart(workspace, executive.meeting, "matters_arising")
    with pytest.raises(UserError, match="not quorate either"):
        workspace.do(matters.ratify, decision, executive.meeting, item, DAY)
    assert len(found(MatterKind.RATIFY)) == 1
    assert workspace.ask(minutes.of_item, item) == []
