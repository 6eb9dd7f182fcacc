from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.chairs import MemberKind
from masa_desktop.domain.series import Pattern
from masa_desktop.services import groups, meetings, terms
from masa_desktop.ui.plan_pane import A_YEAR, ONCE, PlanPane


@pytest.fixture
def executive(workspace):
    """A group that meets every two months, chaired by turns nobody has ordered yet."""
    partnership = workspace.do(groups.add_partnership, "Riverside Partnership")
    council = workspace.do(groups.add_agency, "Riverside Council")
    police = workspace.do(groups.add_agency, "Northshire Police")
    key = workspace.do(groups.add_group, "Executive", partnership_ids=(partnership,))
    workspace.do(terms.set_pattern, key, Pattern.every(2).to_data(), None)
    members = [
        {"kind": MemberKind.AGENCY.value, "ref": council, "name": "Riverside Council"},
        {"kind": MemberKind.AGENCY.value, "ref": police, "name": "Northshire Police"},
    ]
    rule = {"kind": "rotation", "among": members, "first": members[0], "first_term_months": 12}
    workspace.do(terms.set_chair, key, rule, None)
    workspace.do(terms.start_rotation, key, date(2019, 9, 2))
    workspace.do(groups.add_group, "Audit", partnership_ids=(partnership,))
    return key


@pytest.fixture
def pane(qtbot, bridge, executive):
    made = PlanPane(bridge)
    qtbot.addWidget(made)
    made.show()
    made.open_for(executive)
    return made


def type_into(entry, text):
    entry.setText(text)
    entry.editingFinished.emit()


def days(pane):
    return [line.on for line in pane.model.rows]


def test_the_published_frequency_is_taken_over(pane):
    assert pane.pattern == Pattern.every(2)
    assert "every two months" in pane.published.text()


def test_six_meetings_follow_from_2_september_2019(pane):
    type_into(pane.from_on.entry, "2/9/2019")
    assert days(pane) == [
        date(2019, 9, 2),
        date(2019, 11, 4),
        date(2020, 1, 2),
        date(2020, 3, 2),
        date(2020, 5, 4),
        date(2020, 7, 2),
    ]
    assert pane.plan_button.text() == "Plan 6 meetings"


def test_a_moved_date_says_why(pane):
    type_into(pane.from_on.entry, "2/9/2019")
    moved = [line for line in pane.model.rows if line.moved]
    assert [line.on for line in moved] == [date(2019, 11, 4), date(2020, 5, 4)]
    assert moved[0].why.startswith("2 November 2019 is a Saturday")


def test_the_chair_is_shown_for_the_named_year_and_not_beyond(pane):
    type_into(pane.from_on.entry, "2/9/2019")
    type_into(pane.until_on.entry, "31/12/2020")
    chairs = {line.on: line.chair for line in pane.model.rows}
    assert chairs[date(2020, 7, 2)] == "Riverside Council"
    assert chairs[date(2020, 9, 2)] == "Order to be agreed"


def test_space_leaves_a_date_out(qtbot, pane):
    type_into(pane.from_on.entry, "2/9/2019")
    pane.table.setCurrentIndex(pane.model.index(1, 0))
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Space)
    assert pane.plan_button.text() == "Plan 5 meetings"
    spoken = pane.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("not ticked, Mon 4 Nov 2019")


def test_planning_makes_the_ticked_meetings_as_one_step(qtbot, pane, workspace):
    type_into(pane.from_on.entry, "2/9/2019")
    type_into(pane.starts.entry, "10")
    type_into(pane.ends.entry, "12.00")
    pane.venue.entry.setText("Civic Room 2")
    with qtbot.waitSignal(pane.planned):
        pane.plan_button.click()
    made = workspace.ask(meetings.rows)
    assert len(made) == 6
    assert (made[0].starts_at, made[0].ends_at, made[0].venue) == (
        time(10),
        time(12),
        "Civic Room 2",
    )
    workspace.undo()
    assert workspace.ask(meetings.rows) == []


def test_a_day_already_planned_is_said_and_not_planned_twice(pane, executive, workspace):
    workspace.do(meetings.add, executive, date(2019, 9, 2))
    type_into(pane.from_on.entry, "2/9/2019")
    assert pane.model.rows[0].is_taken
    assert pane.plan_button.text() == "Plan 5 meetings"


def test_what_is_planned_is_gone_on_with_as_it_is_usual(pane, executive, workspace):
    place = {"starts_at": time(9, 30), "ends_at": time(12), "venue": "Civic Room 2"}
    pattern = Pattern.every(2, nth=2, weekday=1).to_data()
    workspace.do(terms.set_pattern, executive, pattern, None)
    for on in (date(2026, 12, 8), date(2027, 2, 9)):
        workspace.do(meetings.add, executive, on, **place)
    workspace.do(meetings.add, executive, date(2027, 1, 12), venue="Elsewhere")
    pane.open_for(executive)
    fields = (pane.starts, pane.ends, pane.venue)
    assert [one.entry.text() for one in fields] == ["09:30", "12:00", "Civic Room 2"]
    assert pane.from_on.day == date(2027, 4, 1)
    assert days(pane)[:2] == [date(2027, 4, 13), date(2027, 6, 8)]
    assert (days(pane)[-1], pane.until_on.day) == (date(2028, 2, 8), date(2028, 3, 31))
    type_into(pane.ends.entry, "noon")
    pane.venue.entry.setText("Town Hall")
    pane.group.setCurrentIndex(pane.group.findText("Audit"))
    assert [one.entry.text() for one in fields] == ["", "", "Town Hall"]
    assert pane.from_on.day == pane._bridge.today()


def test_one_meeting_can_be_planned_alone(pane, workspace):
    pane.how.setCurrentIndex(pane.how.findData(ONCE))
    type_into(pane.from_on.entry, "Saturday 14 March 2026")
    assert "is not a working day (Saturday)" in pane.model.rows[0].why
    pane.plan_button.click()
    assert [row.on for row in workspace.ask(meetings.rows)] == [date(2026, 3, 14)]


def test_the_second_tuesday_can_be_asked_for(pane):
    pane.nth.setCurrentIndex(pane.nth.findData(2))
    pane.weekday.setCurrentIndex(1)
    type_into(pane.from_on.entry, "1/1/2026")
    assert days(pane)[:2] == [date(2026, 1, 13), date(2026, 3, 10)]


def test_so_many_times_a_year_can_be_asked_for(pane):
    pane.how.setCurrentIndex(pane.how.findData(A_YEAR))
    pane.number.choose(4)
    type_into(pane.from_on.entry, "1/4/2026")
    assert pane.plan_button.text() == "Plan 4 meetings"


def test_dates_beyond_the_bank_holiday_list_are_warned_of(pane):
    assert pane.warning.isHidden()
    type_into(pane.until_on.entry, "31/12/2030")
    assert not pane.warning.isHidden()
    assert "bank holiday list ends" in pane.warning.words.text()


def test_a_date_that_cannot_be_is_said_in_place(pane, workspace):
    type_into(pane.from_on.entry, "31 Feb 2026")
    assert pane.from_on.complaint == "February 2026 has 28 days."
    assert pane.from_on.entry.text() == "31 Feb 2026"
    pane.plan_button.click()
    assert workspace.ask(meetings.rows) == []


def test_the_end_cannot_lie_before_the_start(pane):
    type_into(pane.until_on.entry, "1/1/2020")
    assert pane.until_on.complaint == "The last day lies before the first."
    assert pane.model.rows == ()


def test_a_group_without_a_frequency_says_so(pane):
    pane.group.setCurrentIndex(pane.group.findText("Audit"))
    assert pane.published.text() == "How often this group meets is not stated."


def test_everything_has_a_name(pane, assert_accessible):
    assert_accessible(pane)
