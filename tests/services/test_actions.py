"""Actions: owners, dates that move with a reason, evidence, the log."""

from datetime import date

import pytest

from masa_desktop.domain.actions import ActionStatus, Colour, DueKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.issue_clocks import ClockKind
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.services import action_log, actions, agenda, issuing, meetings, minutes


@pytest.fixture
def action(workspace, executive):
    entry = workspace.do(minutes.add, executive.items[4], EntryKind.ACTION, "Circulate the audit")
    (row,) = [r for r in workspace.ask(minutes.of_item, executive.items[4]) if r.id == entry]
    return row.record_id


def line(workspace, today, action):
    log = workspace.ask(action_log.log, today)
    (found,) = [row for row in (*log.open, *log.closed) if row.id == action]
    return found


def test_nothing_is_invented_for_a_bare_action(workspace, action, today, executive):
    row = line(workspace, today, action)
    assert (row.lead_owner, row.original_due, row.current_due, row.status) == (
        "",
        None,
        None,
        "Not started",
    )
    assert row.brag is Colour.GREY
    assert workspace.ask(actions.missing, executive.meeting) == [
        "EXEC-2026-001 has no owner.",
        "EXEC-2026-001 has no date.",
    ]


def test_owners_have_one_lead_and_speak_for_their_agency(workspace, action, today, executive):
    workspace.do(
        actions.set_owners,
        action,
        person_ids=[executive.people["nurse"], executive.people["dcs"]],
        agency_ids=[executive.police],
    )
    row = line(workspace, today, action)
    assert (row.lead_owner, row.lead_agency, row.other_owners) == (
        "Anjali Deshmukh",
        "ICB",
        "Helen Marchetti, Northshire Police",
    )
    assert row.minute_ref == "5"


def test_the_original_date_stays_and_each_move_says_why(workspace, executive, action, today):
    workspace.do(actions.set_due, action, DueKind.DATED, date(2026, 3, 13), today=today)
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.ACTIONS, today)
    with pytest.raises(UserError, match="needs a reason"):
        workspace.do(actions.set_due, action, DueKind.DATED, date(2026, 4, 1), today=today)
    workspace.do(
        actions.set_due, action, DueKind.DATED, date(2026, 4, 1), today=today, reason="Half term"
    )
    row = line(workspace, today, action)
    assert (row.original_due, row.current_due, row.times_extended) == (
        date(2026, 3, 13),
        date(2026, 4, 1),
        1,
    )
    assert line(workspace, date(2026, 4, 4), action).days_overdue == 3
    assert line(workspace, date(2026, 4, 4), action).brag is Colour.RED


def test_a_date_still_in_the_draft_is_put_right_without_a_reason(
    workspace, executive, action, today
):
    first, right, later = date(2026, 2, 20), date(2026, 2, 27), date(2026, 3, 6)
    workspace.do(actions.set_due, action, DueKind.DATED, first, today=today)
    workspace.do(actions.set_due, action, DueKind.DATED, right, today=today)
    row = line(workspace, today, action)
    assert (row.original_due, row.current_due, row.times_extended) == (right, right, 0)
    workspace.undo()
    assert line(workspace, today, action).original_due == first
    elsewhere = workspace.do(meetings.add, executive.group, later)
    due = {"today": later, "item_id": workspace.do(agenda.add, elsewhere, "Review")}
    with pytest.raises(UserError, match="needs a reason"):
        workspace.do(actions.set_due, action, DueKind.DATED, right, **due)
    workspace.do(issuing.set_state, executive.meeting, MinutesState.CIRCULATED, today)
    workspace.do(issuing.set_state, executive.meeting, MinutesState.DRAFT, today, reason="Typing")
    assert workspace.ask(actions.is_date_agreed, action), "it has been seen"
    workspace.undo()
    workspace.undo()
    assert not workspace.ask(actions.is_date_agreed, action)


def test_next_meeting_moves_with_the_meeting(workspace, action, today, executive):
    following = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    workspace.do(actions.set_due, action, DueKind.NEXT_MEETING, today=today)
    assert line(workspace, today, action).current_due == date(2026, 4, 14)
    workspace.do(
        meetings.set_details,
        following,
        on=date(2026, 4, 21),
        starts_at=None,
        ends_at=None,
        venue="",
    )
    assert line(workspace, today, action).current_due == date(2026, 4, 21)


def test_done_and_evidenced_are_two_things(workspace, action, today):
    workspace.do(actions.set_status, action, ActionStatus.COMPLETED, on=today)
    assert line(workspace, today, action).status == "Evidence awaited"
    with pytest.raises(UserError, match="No evidence"):
        workspace.do(actions.set_status, action, ActionStatus.CLOSED_EVIDENCED, on=today)
    with pytest.raises(UserError, match="needs a reason"):
        workspace.do(actions.set_status, action, ActionStatus.CLOSED_UNEVIDENCED, on=today)
    workspace.do(
        actions.set_status,
        action,
        ActionStatus.CLOSED_EVIDENCED,
        on=date(2026, 3, 1),
        evidence="Drift fell from nine cases to two",
    )
    row = line(workspace, today, action)
    assert (row.completed_on, row.brag) == (today, Colour.BLUE)


def test_updates_are_newest_first_and_start_the_work(workspace, action, today):
    workspace.do(actions.add_update, action, "Letters sent", date(2026, 2, 1))
    workspace.do(actions.add_update, action, "Two of three in", date(2026, 2, 3))
    row = line(workspace, today, action)
    assert row.progress.splitlines() == ["03/02: Two of three in", "01/02: Letters sent"]
    assert row.status == "In progress"


def test_actions_of_restricted_items_are_counted_but_not_listed(
    workspace, action, today, executive
):
    workspace.do(agenda.set_restricted, executive.items[4], restricted=True)
    assert workspace.ask(action_log.log, today).open == ()
    assert workspace.ask(action_log.restricted) == 1


def test_the_log_says_why_a_date_moved_among_the_updates(workspace, action, today):
    workspace.do(actions.set_due, action, DueKind.DATED, date(2026, 3, 13), today=today)
    workspace.do(actions.add_update, action, "Letters sent", date(2026, 2, 12))
    workspace.do(
        actions.set_due, action, DueKind.DATED, date(2026, 4, 1), today=today, reason="Half term"
    )
    assert line(workspace, today, action).progress.splitlines() == [
        "12/02: Letters sent",
        f"{today:%d/%m}: Moved to 1 Apr 2026: Half term",
    ]
