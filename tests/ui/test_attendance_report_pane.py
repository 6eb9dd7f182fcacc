"""The attendance report by keys: cells, the meetings behind them, years, paper (ATT-5)."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.services import attendance, meetings
from masa_desktop.ui.attendance_report_pane import AttendanceReportPane
from masa_desktop.ui.meeting_papers import MeetingPapers
from masa_desktop.ui.reports_page import ReportsPage

KEY = Qt.Key


@pytest.fixture
def held(workspace, executive):
    """Three meetings held; the ICB, the first line, came to one of them."""
    ids = [workspace.do(meetings.add, executive.group, date(2025, month, 6)) for month in (5, 7, 9)]
    nurse = {"seat_id": executive.seats["nurse"], "person_id": executive.people["nurse"]}
    for key in ids:
        workspace.do(attendance.all_present, key)
        workspace.do(meetings.set_status, key, MeetingStatus.HELD)
    for key in ids[1:]:
        workspace.do(attendance.record, key, Code.APOLOGIES, **nurse)
    return ids


@pytest.fixture
def open_page(qtbot, bridge, jobs):
    def open_one():
        page = ReportsPage(bridge, jobs)
        qtbot.addWidget(page)
        page.resize(1020, 640)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        assert isinstance(page.pane, AttendanceReportPane)
        qtbot.waitUntil(lambda: page.pane.stack.currentIndex() > 0)
        return page, page.pane

    return open_one


def spoken(table):
    return table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)


def test_cells_are_walked_and_enter_leads_to_the_meetings_and_on(
    qtbot, open_page, held, assert_accessible
):
    page, pane = open_page()
    table = pane.table
    assert page.context == "1 April 2025 to 31 March 2026, to date, 10 February 2026"
    assert page.header.context.text() == page.context
    table.setFocus()
    assert spoken(table) == (
        "NHS Riverside and Northshire ICB, RSCP Executive: 1 of 3, 33 per cent, follow up"
    )
    assert table.currentIndex().data() == "▼ 33%"
    qtbot.keyClick(table, KEY.Key_Right)
    qtbot.keyClick(table, KEY.Key_Down)
    assert spoken(table) == "Northshire Police, All groups: 3 of 3, 100 per cent"
    qtbot.keyClick(table, KEY.Key_Up)
    qtbot.keyClick(table, KEY.Key_Return)
    behind = pane.behind
    assert behind.table.hasFocus()
    assert [(row.came_words, row.how) for row in behind.model.rows] == [
        ("Attended", "Present"),
        ("Missed", "Apologies"),
        ("Missed", "Apologies"),
    ]
    assert_accessible(page)
    qtbot.keyClick(behind.table, KEY.Key_Down)
    with qtbot.waitSignal(page.navigate) as caught:
        qtbot.keyClick(behind.table, KEY.Key_Return)
    assert caught.args == ["meeting", held[1]]
    qtbot.keyClick(behind.table, KEY.Key_Escape)
    assert behind.isHidden()
    assert table.hasFocus()
    assert pane.cards.heading.text() == "One to follow up"
    assert pane.cards.follow_words.text() == (
        "NHS Riverside and Northshire ICB: 1 of 3 at RSCP Executive."
    )
    assert pane.cards.quorum_words.text().startswith("1 of 3 meetings quorate throughout.")


def test_a_person_is_counted_in_person_and_a_change_elsewhere_is_shown(
    qtbot, open_page, workspace, executive, held
):
    _, pane = open_page()
    pane.segments.buttons["member"].click()
    assert pane.table.shown.line(0).name == "Anjali Deshmukh"
    assert pane.table.shown.columnCount() == 2  # no deputies of a person
    assert (
        pane.table.verticalHeader().model().headerData(0, Qt.Orientation.Vertical)
        == "Anjali Deshmukh, Chief Nurse, from 1 Sep 2024"
    )
    nurse = {"seat_id": executive.seats["nurse"], "person_id": executive.people["nurse"]}
    workspace.do(attendance.record, held[1], Code.PRESENT, **nurse)
    qtbot.waitUntil(lambda: pane.table.shown.index(0, 0).data() == "67%")


def test_both_papers_are_offered_by_one_button_and_written(qtbot, open_page, held, tmp_path):
    _, pane = open_page()
    MeetingPapers.folder = tmp_path
    assert pane.export.menu() is pane.exporting.menu
    ways = [action.text() for action in pane.exporting.menu.actions()]
    assert ways == ["Word document", "Excel workbook"]
    pane.exporting.menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: pane.exporting.written.file is not None)
    MeetingPapers.folder = None
    assert pane.exporting.written.file.suffix == ".xlsx"
    assert pane.exporting.written.file.is_file()


def test_a_year_without_a_roll_call_and_one_without_meetings_say_so(
    qtbot, open_page, workspace, executive
):
    _, pane = open_page()
    assert pane.empty.heading.text() == "No meeting held in this period"
    key = workspace.do(meetings.add, executive.group, date(2025, 5, 6))
    workspace.do(meetings.set_status, key, MeetingStatus.HELD)
    qtbot.waitUntil(lambda: pane.empty.heading.text() == "No roll-call taken")
    assert pane.stack.currentWidget() is pane.empty
