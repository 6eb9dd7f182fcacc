"""The report to the body above, on the Issue tab; and the reports beside the item they are for."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.group_reports import NOTHING, Part
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import agenda, group_reports, groups, meetings, minutes
from masa_desktop.ui.beside_pane import BesidePane, Sort
from masa_desktop.ui.issue_pane import IssuePane
from masa_desktop.ui.meeting_papers import MeetingPapers

KEY = Qt.Key
TODAY = date(2026, 2, 10)


@pytest.fixture
def audit(workspace, executive):
    """The audit group's meeting of 27 January, with a decision and a challenge."""

    def build(session):
        group = groups.add_group(session, "Audit", parent_ids=[executive.group], type_="sub_group")
        meeting = meetings.add(session, group, date(2026, 1, 27))
        item = agenda.add(session, meeting, "Tool")
        minutes.add(session, item, EntryKind.DECISION, "The tool is used from March.")
        minutes.add(session, item, EntryKind.CHALLENGE, "Why so late?")
        return meeting

    made = workspace.do(build)
    workspace.forget_steps()
    return made


@pytest.fixture
def card(qtbot, bridge, jobs, audit):
    pane = IssuePane(bridge, jobs)
    qtbot.addWidget(pane)
    pane.resize(1020, 640)
    pane.show_meeting(audit)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    pane.report.pane = pane
    return pane.report


@pytest.fixture
def kept(workspace, executive, audit):
    """Asks for the report as it is on disk."""
    return lambda: workspace.ask(group_reports.draft, audit, executive.group, TODAY)


def test_a_pause_keeps_what_is_typed_and_leaving_the_field_sets_it(
    qtbot, card, kept, workspace, executive
):
    edit = card.parts[Part.HIGHLIGHTS].edit
    edit.setFocus()
    qtbot.keyClicks(edit, "The tool is")
    qtbot.waitUntil(lambda: kept().begun == {Part.HIGHLIGHTS: "The tool is"}, timeout=2000)
    assert (kept().texts[Part.HIGHLIGHTS], workspace.can_undo) == ("", "")
    qtbot.keyClicks(edit, " ready.")
    qtbot.keyClick(edit, KEY.Key_Tab)
    assert (kept().texts[Part.HIGHLIGHTS], kept().begun) == ("The tool is ready.", {})
    assert edit.toPlainText() == "The tool is ready."
    qtbot.keyClicks(card.parts[Part.RISKS].edit, "Staff")
    card.pane.show_meeting(executive.meeting)
    assert kept().texts[Part.RISKS] == "Staff", "another meeting is shown: nothing is lost"


def test_what_was_begun_before_a_kill_comes_back_and_is_set(card, kept, workspace, executive):
    meeting = kept().meeting_id
    card.pane.show_meeting(executive.meeting)
    begun = (meeting, executive.group, Part.RISKS, "Two posts")
    workspace.keep(group_reports.keep_begun, *begun)
    card.pane.show_meeting(meeting)
    assert card.parts[Part.RISKS].edit.toPlainText() == "Two posts"
    card.pane.flush()
    assert (kept().texts[Part.RISKS], kept().begun) == ("Two posts", {})


def test_what_the_record_offers_is_copied_only_when_taken_over(qtbot, card, kept, workspace):
    field, challenges = card.parts[Part.HIGHLIGHTS], card.parts[Part.CHALLENGES]
    assert (kept().texts[Part.HIGHLIGHTS], field.take.text()) == ("", "Take over 1 decision")
    assert "The tool is used from March." in field.offers.text()
    challenges.nothing.click()
    assert kept().texts[Part.CHALLENGES] == NOTHING
    challenges.take.click()
    assert kept().texts[Part.CHALLENGES] == "Why so late?"
    assert not challenges.take.isVisible()
    assert challenges.edit.hasFocus()
    workspace.undo()
    assert challenges.edit.toPlainText() == NOTHING
    assert challenges.take.isVisible()


def test_the_day_of_the_report_is_said_and_taken_back(qtbot, card, kept, workspace):
    entry = card.reported.entry
    entry.setFocus()
    qtbot.keyClicks(entry, "26 Jan 2026")
    qtbot.keyClick(entry, KEY.Key_Return)
    assert card.reported.is_wrong
    entry.selectAll()
    qtbot.keyClicks(entry, "11 Feb 2026")
    qtbot.keyClick(entry, KEY.Key_Return)
    assert "still to come" in card.reported.complaint
    assert kept().reported_on is None
    entry.selectAll()
    qtbot.keyClicks(entry, "3 Feb 2026")
    card.pane.flush()
    assert kept().reported_on == date(2026, 2, 3)
    assert not card.meaning.isVisible()
    workspace.undo()
    assert (entry.text(), card.meaning.isVisible()) == ("", True)


def test_the_report_is_written_in_word_with_what_was_just_typed(
    qtbot, card, kept, tmp_path, executive
):
    MeetingPapers.folder = tmp_path
    try:
        qtbot.keyClicks(card.parts[Part.SOUGHT].edit, "A lead.")
        card.write.click()
        assert kept().texts[Part.SOUGHT] == "A lead."
        qtbot.waitUntil(lambda: not card.exporting.written.isHidden(), timeout=5000)
        assert card.exporting.written.file.suffix == ".docx"
        assert card.exporting.written.file.is_file()
    finally:
        MeetingPapers.folder = None


def test_each_body_above_has_its_report_and_a_group_without_one_no_card(
    qtbot, card, kept, workspace, executive, audit, assert_accessible
):
    def above(session):
        to = groups.add_group(session, "Board")
        groups.link(session, meetings.head(session, audit).group_id, to)

    assert not card.above_field.isVisible()
    workspace.do(above)
    edit = card.parts[Part.RISKS].edit
    assert card.above_field.isVisible()
    qtbot.keyClicks(edit, "Ours")
    card.body_above.setFocus()
    qtbot.keyClick(card.body_above, KEY.Key_Up)
    assert (card.body_above.currentText(), edit.toPlainText()) == ("Board", "")
    assert kept().texts[Part.RISKS] == "Ours"
    assert_accessible(card)
    card.pane.show_meeting(executive.meeting)
    assert not card.isVisible()


def test_enter_on_a_report_beside_the_item_minutes_it_once(
    qtbot, bridge, workspace, executive, audit
):
    item = workspace.do(agenda.add, executive.meeting, "Sub-group reports")
    pane = BesidePane(bridge)
    qtbot.addWidget(pane)
    pane.resize(300, 500)
    pane.show_item(executive.meeting, item)
    pane.show()
    (row,) = [row for row in pane.rows if row.sort is Sort.REPORT]
    assert row.spoken == "Audit sub-group, met 27 January 2026, no report"
    assert row.is_late
    to = (audit, executive.group)
    workspace.do(group_reports.set_part, *to, Part.SOUGHT, "A lead.")
    workspace.do(group_reports.mark_reported, *to, date(2026, 2, 3))
    place = next(at for at, row in enumerate(pane.rows) if row.sort is Sort.REPORT)
    assert pane.rows[place].text == "Decisions sought: A lead."
    pane.list.setFocus()
    pane.list.setCurrentIndex(pane.model.index(place, 0))
    for _ in range(2):
        qtbot.keyClick(pane.list, KEY.Key_Return)
    assert [row.text for row in workspace.ask(minutes.of_item, item)] == [
        "The report of the Audit sub-group on its meeting of 27 January 2026 was NOTED."
    ]
