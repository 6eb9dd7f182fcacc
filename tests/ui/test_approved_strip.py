"""Agreed minutes: read until a reason opens them, and the reason is kept."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.minutes import MinutesState
from masa_desktop.services import agenda, agreed, approvals, groups, issuing, meetings, minutes
from masa_desktop.ui.meeting_page import MeetingPage

TODAY = date(2026, 4, 14)


@pytest.fixture
def page(qtbot, bridge, jobs, workspace, executive):
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, TODAY)
    made = MeetingPage(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1_300, 700)
    made.open_record(executive.meeting)
    made.show()
    qtbot.waitActive(made)
    return made


def test_agreed_minutes_take_no_key_until_there_is_a_reason(qtbot, page, workspace):
    assert page.agreed.isVisible()
    page.minutes.editor.setFocus()
    qtbot.keyClicks(page.minutes.editor, "Typed")
    page.flush()
    assert workspace.ask(minutes.of_item, page.item_id) == []
    page.agreed.open.click()
    assert page.agreed.field.complaint == "A change to agreed minutes needs a reason."
    assert page.minutes.editor.isReadOnly()


def test_a_reason_opens_them_and_is_kept(qtbot, page, workspace, executive):
    page.agreed.reason.setText("A name was misspelt")
    qtbot.keyClick(page.agreed.reason, Qt.Key.Key_Return)
    assert not page.agreed.isVisible()
    assert page.minutes.editor.hasFocus()
    qtbot.keyClicks(page.minutes.editor, "Typed")
    page.flush()
    assert [row.text for row in workspace.ask(minutes.of_item, page.item_id)] == ["Typed"]
    head = workspace.ask(meetings.head, executive.meeting)
    assert head.minutes_state == MinutesState.AMENDED
    reasons = [step.reason for step in workspace.ask(issuing.steps, executive.meeting)]
    assert "A name was misspelt" in reasons


def test_everything_that_takes_the_focus_has_a_name(page, assert_accessible):
    assert_accessible(page.agreed)


def test_minutes_one_parent_agreed_say_who_did_and_who_is_outstanding(
    qtbot, page, workspace, executive
):
    add = groups.add_group
    other = workspace.do(add, "Westshire Executive", type_="executive")
    joint = workspace.do(add, "Joint Group", parent_ids=[executive.group, other], is_joint=True)
    about = workspace.do(meetings.add, joint, date(2025, 12, 9))
    later = workspace.do(meetings.add, executive.group, TODAY)
    item = workspace.ask(agenda.items, later)[2].id
    workspace.do(approvals.agree, about, later, item, TODAY)
    page.open_record(about)
    assert page.agreed.isVisible()
    assert page.agreed.words.text().endswith("Still to be agreed by Westshire Executive.")
    assert page.minutes.editor.isReadOnly()
    page.agreed.reason.setText("A name was misspelt")
    page.agreed.open.click()
    assert not page.minutes.editor.isReadOnly()
    assert workspace.ask(agreed.sentence, about) == ""
