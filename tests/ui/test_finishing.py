"""Finishing a meeting: when it ended, the words that were found, a date before the meeting."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.services import meetings, minutes
from masa_desktop.ui.action_bar import ActionBar
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.meeting_page import MeetingPage


@pytest.fixture
def page(qtbot, bridge, jobs, executive):
    made = MeetingPage(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1_366, 768)
    made.open_record(executive.meeting)
    made.show()
    qtbot.waitActive(made)
    return made


def test_finish_asks_when_the_meeting_ended_and_then_only_issues(qtbot, page, workspace, executive):
    assert page.header.finish.accessibleName() == "Finish meeting…"
    page.header.finish.click()
    assert page.issue.held.ended.hasFocus()
    page.issue.held.ended.setText("12:11")
    qtbot.keyClick(page.issue.held.ended, Qt.Key.Key_Return)
    assert page.header.finish.accessibleName() == "Issue minutes…"
    assert "09:30–12:11" in page.header.context.text()
    workspace.undo()
    assert page.header.finish.accessibleName() == "Finish meeting…"
    assert "09:30–12:00" in page.header.context.text()


@pytest.mark.parametrize("kind", [EntryKind.NOTE, EntryKind.ACTION])
def test_the_words_found_are_selected_in_the_minutes(page, workspace, executive, kind):
    words = "All were heard. We saw Jayden, aged 7, too."
    workspace.do(minutes.add, executive.items[4], EntryKind.NOTE, "Of Jayden, nothing.")
    workspace.do(minutes.add, executive.items[4], kind, words)
    page.finish()
    found = page.issue.findings
    found.table.select(next(one.key for one in found.model.rows if one.phrase))
    found.go_there.click()
    assert page.item_id == executive.items[4]
    assert page.minutes.editor.textCursor().selectedText() == "Jayden, aged 7"


def test_a_finding_without_words_selects_nothing(page, workspace, executive):
    workspace.do(minutes.add, executive.items[4], EntryKind.ACTION, "Circulate it")
    page.finish()
    found = page.issue.findings
    found.table.select(next(one.key for one in found.model.rows if one.kind == "no_owner"))
    found.go_there.click()
    assert page.item_id == executive.items[4]
    assert not page.minutes.editor.textCursor().hasSelection()


@pytest.mark.parametrize(
    ("typed", "is_told"), [("13/3/1926", True), ("9/2/2026", True), ("10/2/2026", False)]
)
def test_a_due_date_before_the_meeting_is_told_while_it_is_typed(
    qtbot, bridge, executive, typed, is_told
):
    bar = ActionBar(bridge, lambda: "")
    qtbot.addWidget(bar)
    bar.show_for(executive.meeting, "")
    bar.due.setText(typed)
    assert bar.said.text().endswith("That is before the meeting.") == is_told


def test_a_meeting_minuted_long_after_is_read_against_its_own_day(qtbot, workspace, executive):
    bar = ActionBar(Bridge(workspace, today=lambda: date(2026, 6, 1)), lambda: "")
    qtbot.addWidget(bar)
    bar.show_for(executive.meeting, "")
    bar.due.setText("1/3/2026")
    assert "before the meeting" not in bar.said.text()


def test_an_end_that_is_refused_stays_typed_with_the_reason(qtbot, page, workspace, executive):
    page.finish()
    page.issue.held.ended.setText("09:00")
    page.issue.held.record.click()
    assert page.issue.held.field.complaint == "The meeting would end before it starts."
    assert page.issue.held.ended.text() == "09:00"
    assert workspace.ask(meetings.head, executive.meeting).status is MeetingStatus.PLANNED
