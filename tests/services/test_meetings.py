"""Planning, the agenda, and what is minuted."""

from datetime import date, time

import pytest
from sqlalchemy import select

from masa_desktop.domain.changes import Actor
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import USUAL_ITEMS, EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.series import Pattern
from masa_desktop.services import agenda, holidays, issuing, meetings, minutes
from masa_desktop.storage.entities import Action, Decision, LoggedChange


def plan(workspace, group, pattern, start, end, **head):
    proposals = workspace.ask(meetings.propose, pattern.to_data(), start, end)
    return workspace.do(
        meetings.plan, group, pattern=pattern.to_data(), proposals=proposals, **head
    )


def test_a_series_never_lands_on_a_holiday_and_says_why(workspace, executive):
    fourth_monday = Pattern.every(2, nth=4, weekday=0)
    plan(workspace, executive.group, fourth_monday, date(2026, 3, 1), date(2026, 7, 31))
    rows = {r.on: r.why_moved for r in workspace.ask(meetings.rows)}
    assert date(2026, 5, 25) not in rows
    assert "Spring bank holiday" in rows[date(2026, 5, 26)]


def test_an_office_closure_moves_a_meeting_too(workspace, executive):
    workspace.do(holidays.close_on, date(2026, 3, 9), "Moving day")
    proposals = workspace.ask(
        meetings.propose, Pattern.every(1, day=9).to_data(), date(2026, 3, 1), date(2026, 3, 31)
    )
    assert [(p.on, "Moving day" in p.why) for p in proposals] == [(date(2026, 3, 10), True)]
    workspace.do(holidays.forget, date(2026, 3, 9))
    workspace.do(holidays.work_on, date(2026, 5, 25), "We work")
    assert workspace.ask(holidays.calendar).is_working_day(date(2026, 5, 25))


def test_planning_twice_adds_no_second_meeting_on_a_day(workspace, executive):
    monthly = Pattern.every(1, nth=2, weekday=1)
    first = plan(workspace, executive.group, monthly, date(2026, 3, 1), date(2026, 5, 31))
    again = plan(workspace, executive.group, monthly, date(2026, 3, 1), date(2026, 6, 30))
    assert (len(first), len(again)) == (3, 1)


def test_planning_is_one_step_to_undo(workspace, executive):
    before = len(workspace.ask(meetings.rows))
    monthly = Pattern.every(1, nth=2, weekday=1)
    plan(workspace, executive.group, monthly, date(2026, 3, 1), date(2026, 8, 31))
    assert len(workspace.ask(meetings.rows)) == before + 6
    workspace.undo()
    assert len(workspace.ask(meetings.rows)) == before
    workspace.redo()
    assert len(workspace.ask(meetings.rows)) == before + 6


def test_references_are_never_given_again(workspace, executive):
    first = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    assert workspace.ask(meetings.head, first).ref == "EXEC-2026-02"
    workspace.do(meetings.remove, first)
    second = workspace.do(meetings.add, executive.group, date(2026, 5, 12))
    assert workspace.ask(meetings.head, second).ref == "EXEC-2026-03"


def test_two_laptops_never_issue_the_same_reference(workspace, executive, open_office, actor):
    workspace.close()
    other = open_office("ours", by=Actor("Priya", "fedcba9876543210", "RSCP-LAP-02"))
    item = executive.items[0]
    there = other.do(minutes.add, item, EntryKind.ACTION, "Share the audit")
    (row,) = [r for r in other.ask(minutes.of_item, item) if r.id == there]
    assert row.ref.startswith("EXEC-2026-draft-")
    other.close()
    ours = open_office("ours", by=actor)
    here = ours.do(minutes.add, item, EntryKind.ACTION, "Share the second audit")
    refs = {r.id: r.ref for r in ours.ask(minutes.of_item, item)}
    assert refs[here] == "EXEC-2026-001"
    assert refs[there] == row.ref


@pytest.mark.parametrize(
    ("start", "end"), [(time(12), time(9)), (time(12), time(12))], ids=["before", "same"]
)
def test_a_meeting_cannot_end_before_it_starts(workspace, executive, start, end):
    with pytest.raises(UserError, match="end before"):
        workspace.do(meetings.add, executive.group, date(2026, 4, 14), starts_at=start, ends_at=end)


def test_an_agenda_begins_with_the_usual_items_or_the_groups_own(workspace, executive):
    titles = [item.title for item in workspace.ask(agenda.items, executive.meeting)]
    assert titles == [
        *USUAL_ITEMS[:4],
        "Neglect: audit findings",
        "Section 11 return",
        *USUAL_ITEMS[4:],
    ]
    workspace.do(agenda.set_standing, executive.group, ["Welcome", " ", "Close"])
    later = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    assert [i.title for i in workspace.ask(agenda.items, later)] == ["Welcome", "Close"]


def test_items_move_and_stop_at_the_ends(workspace, executive):
    item = executive.items[4]
    workspace.do(agenda.move, item, 1)
    assert [i.id for i in workspace.ask(agenda.items, executive.meeting)].index(item) == 5
    workspace.do(agenda.move, item, -99)
    assert workspace.ask(agenda.items, executive.meeting)[0].id == item
    workspace.undo()
    assert [i.id for i in workspace.ask(agenda.items, executive.meeting)].index(item) == 5


def test_an_item_with_minutes_stays(workspace, executive):
    item = executive.items[4]
    workspace.do(minutes.add, item, EntryKind.NOTE, "Practice was strong.")
    with pytest.raises(UserError, match="has minutes"):
        workspace.do(agenda.remove, item)
    workspace.do(agenda.set_state, item, ItemState.DEFERRED, "No paper")
    row = workspace.ask(agenda.items, executive.meeting)[4]
    assert (row.state, row.state_note, row.entries) == (ItemState.DEFERRED, "No paper", 1)


def test_every_kind_is_minuted_in_order(workspace, executive):
    item = executive.items[4]
    for kind in EntryKind:
        workspace.do(minutes.add, item, kind, f"A {kind}")
    assert [row.kind for row in workspace.ask(minutes.of_item, item)] == list(EntryKind)
    with pytest.raises(UserError, match="nothing to minute"):
        workspace.do(minutes.add, item, EntryKind.NOTE, " \n ")


def test_an_entry_changes_kind_and_keeps_its_words_and_its_reference(workspace, executive):
    item = executive.items[4]
    entry = workspace.do(minutes.add, item, EntryKind.ACTION, "Circulate the audit")
    ref = workspace.ask(minutes.of_item, item)[0].ref
    workspace.do(minutes.set_kind, entry, EntryKind.DECISION)
    assert workspace.ask(minutes.of_item, item)[0].ref == "EXEC-2026-D001"
    workspace.do(minutes.set_kind, entry, EntryKind.ACTION)
    (row,) = workspace.ask(minutes.of_item, item)
    assert (row.text, row.ref) == ("Circulate the audit", ref)


def test_a_jotting_becomes_a_note_and_back_by_undo(workspace, executive):
    item = executive.items[4]
    jotting = workspace.do(minutes.add, item, EntryKind.PRIVATE, "9 of 20 or 9 of 12?")
    workspace.do(minutes.set_kind, jotting, EntryKind.NOTE)
    assert [r.kind for r in workspace.ask(minutes.of_item, item)] == [EntryKind.NOTE]
    workspace.undo()
    assert [r.kind for r in workspace.ask(minutes.of_item, item)] == [EntryKind.PRIVATE]


def test_a_jotting_is_in_no_log(workspace, executive):
    item = executive.items[4]
    jotting = workspace.do(minutes.add, item, EntryKind.PRIVATE, "PLANTEDJOTTING")
    workspace.do(minutes.set_text, jotting, "PLANTEDJOTTING again")
    workspace.do(minutes.remove, jotting)
    with workspace._db.read() as session:
        logged = session.execute(select(LoggedChange.old, LoggedChange.new)).all()
    assert not any("PLANTEDJOTTING" in text for line in logged for text in line)


def test_text_is_kept_to_the_letter(workspace, executive):
    item = executive.items[4]
    text = "¶ 🙂 שלום “quoted” \t tab\nsecond\u0007line" + "x" * 50_000
    workspace.do(minutes.add, item, EntryKind.NOTE, text)
    assert workspace.ask(minutes.of_item, item)[0].text == text


def test_the_list_follows_the_status(workspace, executive):
    workspace.do(meetings.set_status, executive.meeting, MeetingStatus.CANCELLED)
    assert [r.status for r in workspace.ask(meetings.rows)] == [MeetingStatus.CANCELLED]


def test_a_meeting_is_found_by_reference(workspace, executive):
    assert workspace.ask(meetings.named, "EXEC-2026-01") == executive.meeting
    with pytest.raises(UserError, match="EXEC-2026-01"):
        workspace.ask(meetings.named, "EXEC-2026-77")


def test_typing_saved_in_pauses_is_one_step_to_undo(workspace, executive):
    item = executive.items[4]
    entry = workspace.do(minutes.add, item, EntryKind.NOTE, "The")
    for text in ("The audit", "The audit was", "The audit was presented."):
        workspace.do(minutes.set_text, entry, text)
    workspace.undo()
    assert workspace.ask(minutes.of_item, item)[0].text == "The"
    workspace.redo()
    assert workspace.ask(minutes.of_item, item)[0].text == "The audit was presented."


def test_a_removed_jotting_comes_back_by_undo(workspace, executive):
    item = executive.items[4]
    jotting = workspace.do(minutes.add, item, EntryKind.PRIVATE, "Check with SGa")
    workspace.do(minutes.remove, jotting)
    assert workspace.ask(minutes.of_item, item) == []
    workspace.undo()
    assert [row.text for row in workspace.ask(minutes.of_item, item)] == ["Check with SGa"]


def test_a_note_made_private_leaves_the_log_too(workspace, executive):
    item = executive.items[4]
    entry = workspace.do(minutes.add, item, EntryKind.NOTE, "PLANTEDWORD")
    workspace.do(minutes.set_text, entry, "PLANTEDWORD and more")
    workspace.do(minutes.set_kind, entry, EntryKind.PRIVATE)
    with workspace._db.read() as session:
        logged = session.execute(select(LoggedChange.old, LoggedChange.new)).all()
    assert not any("PLANTEDWORD" in text for line in logged for text in line)
    assert [r.text for r in workspace.ask(minutes.of_item, item)] == ["PLANTEDWORD and more"]
    workspace.undo()
    (row,) = workspace.ask(minutes.of_item, item)
    assert (row.kind, row.text) == (EntryKind.NOTE, "PLANTEDWORD and more")


def test_a_restored_copy_never_gives_a_printed_number_again(workspace, executive, open_office):
    workspace.close()
    first = open_office("restored", source=workspace.folder)
    item = executive.items[4]
    first.do(minutes.add, item, EntryKind.ACTION, "Printed before the laptop failed")
    assert first.ask(minutes.of_item, item)[0].ref == "EXEC-2026-001"
    first.close()
    second = open_office("restored again", source=workspace.folder)
    second.do(minutes.add, item, EntryKind.ACTION, "Another")
    assert second.ask(minutes.of_item, item)[0].ref == "EXEC-2026-002"


def test_an_item_with_private_jottings_stays(workspace, executive):
    item = executive.items[4]
    jotting = workspace.do(minutes.add, item, EntryKind.PRIVATE, "9 of 20?")
    with pytest.raises(UserError, match="has private jottings"):
        workspace.do(agenda.remove, item)
    workspace.do(minutes.remove, jotting)
    workspace.do(agenda.remove, item)
    assert item not in [row.id for row in workspace.ask(agenda.items, executive.meeting)]


@pytest.mark.parametrize("kind", [EntryKind.NOTE, EntryKind.PRIVATE])
def test_a_meeting_with_minutes_or_jottings_stays(workspace, executive, kind):
    entry = workspace.do(minutes.add, executive.items[4], kind, "Practice was strong.")
    with pytest.raises(UserError, match="cancel it instead"):
        workspace.do(meetings.remove, executive.meeting)
    workspace.do(minutes.remove, entry)
    workspace.do(meetings.remove, executive.meeting)
    assert workspace.ask(meetings.rows) == []


def dates_of_records(workspace):
    with workspace._db.read() as session:
        return [
            *session.scalars(select(Decision.decided_on)),
            *session.scalars(select(Action.raised_on)),
        ]


def move_to(workspace, meeting, on):
    workspace.do(
        meetings.set_details, meeting, on=on, starts_at=time(9, 30), ends_at=None, venue="Civic"
    )


def test_what_was_decided_follows_the_day_until_the_minutes_leave_draft(workspace, executive):
    for kind in (EntryKind.DECISION, EntryKind.ACTION):
        workspace.do(minutes.add, executive.items[4], kind, "Share the audit")
    moved = date(2026, 2, 12)
    move_to(workspace, executive.meeting, moved)
    assert dates_of_records(workspace) == [moved, moved]
    workspace.do(issuing.set_state, executive.meeting, MinutesState.CIRCULATED, date(2026, 2, 12))
    move_to(workspace, executive.meeting, date(2026, 2, 13))
    assert dates_of_records(workspace) == [moved, moved]
