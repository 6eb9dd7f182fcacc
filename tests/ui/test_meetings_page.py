from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.services import groups, meetings
from masa_desktop.ui.meetings_page import ALL, PAST, UPCOMING, MeetingsPage


@pytest.fixture
def planned(workspace):
    """Two groups; meetings in January (past), February and March 2026."""
    executive = workspace.do(groups.add_group, "Executive")
    audit = workspace.do(groups.add_group, "Audit")
    add = meetings.add
    return {
        "past": workspace.do(add, executive, date(2026, 1, 13)),
        "next": workspace.do(
            add, executive, date(2026, 2, 17), starts_at=time(9, 30), venue="Civic Room 2"
        ),
        "moved": workspace.do(
            add, audit, date(2026, 3, 16), why_moved="15 March 2026 is a Sunday, so it moved."
        ),
    }


@pytest.fixture
def empty_page(qtbot, bridge, jobs):
    made = MeetingsPage(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def page(planned, empty_page):
    return empty_page


def shown(page):
    return [row.id for row in page.model.rows]


def test_an_office_without_meetings_offers_the_first_step(qtbot, empty_page):
    assert empty_page.body_stack.currentWidget() is empty_page.empty
    empty_page.first_button.click()
    assert empty_page.is_planning


def test_the_next_meetings_are_shown_by_date(page, planned):
    assert page.period.key == UPCOMING
    assert shown(page) == [planned["next"], planned["moved"]]
    assert page.context == "3 meetings · next: Executive, Tuesday 17 February 2026"


def test_a_row_says_weekday_time_venue_chair_and_status(page):
    spoken = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Executive, Tuesday 17 February 2026, 09:30, EXEC-2026-02, Civic Room 2, "
        "chair: Not stated, Planned"
    )


def test_a_moved_date_carries_its_reason(page):
    cell = page.model.columns[1].cell(page.model.rows[1])
    assert "15 March 2026 is a Sunday" in cell.second


def test_past_and_all_can_be_chosen(page, planned):
    page.period.buttons[PAST].click()
    assert shown(page) == [planned["past"]]
    page.period.buttons[ALL].click()
    assert len(shown(page)) == 3


def test_one_group_can_be_chosen(page, planned):
    page.group.setCurrentIndex(page.group.findText("Audit"))
    assert shown(page) == [planned["moved"]]


def test_a_filter_without_matches_offers_to_clear_it(page):
    page.finder.setText("no such thing")
    assert page.body_stack.currentWidget() is page.none_match
    page.clear_button.click()
    assert len(shown(page)) == 3


def test_enter_opens_the_meeting(qtbot, page, planned):
    page.table.select(planned["next"])
    with qtbot.waitSignal(page.navigate) as gone:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert gone.args == ["meeting", planned["next"]]


@pytest.mark.parametrize(
    "status", [MeetingStatus.CONFIRMED, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED]
)
def test_the_menu_sets_the_status_with_undo(qtbot, page, planned, bridge, workspace, status):
    page.table.select(planned["next"])
    words = {"confirmed": "Confirm", "postponed": "Postpone", "cancelled": "Cancel meeting"}
    menu = page.menu()
    deed = next(one for one in menu.actions() if one.text() == words[status.value])
    with qtbot.waitSignal(bridge.told) as told:
        deed.trigger()
    assert told.args[1] is True
    assert page.current.status is status
    workspace.undo()
    assert page.current.status is MeetingStatus.PLANNED


def test_delete_removes_and_undo_brings_back(qtbot, page, planned, workspace):
    page.table.select(planned["moved"])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert shown(page) == [planned["next"]]
    workspace.undo()
    assert shown(page) == [planned["next"], planned["moved"]]


def test_a_key_opens_planning_and_escape_goes_back(qtbot, page):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.is_planning
    assert page.plan_pane.group_id == page.current.group_id
    qtbot.keyClick(page.plan_pane.group, Qt.Key.Key_Escape)
    assert not page.is_planning


def test_planned_meetings_are_shown_even_if_they_lie_in_the_past(page, workspace):
    page.open_plan()
    pane = page.plan_pane
    pane.group.setCurrentIndex(pane.group.findText("Audit"))
    pane.from_on.entry.setText("2 Sep 2019")
    pane.from_on.entry.editingFinished.emit()
    pane.plan()
    assert not page.is_planning
    assert page.current.on == date(2019, 9, 2)


def test_the_id_of_a_group_shows_its_meetings(page, planned):
    audit = page.model.rows[1].group_id
    page.open_record(audit)
    assert shown(page) == [planned["moved"]]


def test_a_record_that_is_filtered_out_is_still_shown(page, planned):
    page.open_record(planned["past"])
    assert page.current.id == planned["past"]


@pytest.mark.parametrize("size", [(1366, 768), (976, 560), (592, 270)])
def test_the_page_fits_small_windows(page, size):
    page.resize(size[0], 400)
    page.resize(*size)
    assert (page.width(), page.height()) == size


def test_everything_has_a_name(page, assert_accessible):
    assert_accessible(page)


def test_nothing_flashes_up_while_it_is_built(shown_alone, bridge, jobs, qtbot):
    assert shown_alone(lambda: qtbot.addWidget(MeetingsPage(bridge, jobs))) == []


def test_a_meeting_that_was_held_is_neither_confirmed_nor_called_off(page, planned, workspace):
    page.table.select(planned["next"])
    workspace.do(meetings.set_status, planned["next"], MeetingStatus.HELD)
    buttons = page.strip.status_buttons
    offered = [status for status, made in buttons.items() if not made.isHidden()]
    assert offered == [MeetingStatus.PLANNED]
    said = [one.text() for one in page.menu().actions()]
    assert "Not held after all" in said
    assert buttons[MeetingStatus.PLANNED].text() == "Not held after all"
    assert "by mistake" in buttons[MeetingStatus.PLANNED].toolTip()
    workspace.do(meetings.set_status, planned["next"], MeetingStatus.CONFIRMED)
    assert buttons[MeetingStatus.PLANNED].text() == "Back to planned"
    assert "Cancel meeting" not in said
