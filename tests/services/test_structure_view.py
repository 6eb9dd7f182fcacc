from datetime import date

import pytest

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.series import Pattern
from masa_desktop.services import groups, meetings, people, starters, structure_view, terms

DAY = date(2019, 9, 2)


@pytest.fixture
def group(workspace):
    return workspace.do(groups.add_group, "Child Death Overview Panel")


def member(name, key=""):
    return {"kind": "post", "ref": key, "name": name}


def test_the_dates_of_a_plan_take_turns_where_the_chair_alternates_by_meeting(workspace, group):
    first, second = member("Kent Director"), member("Medway Director")
    rule = {"kind": "alternating", "between": [first, second], "per": "meeting", "first": first}
    workspace.do(terms.set_chair, group, rule, None)
    workspace.do(meetings.add, group, date(2019, 8, 5))
    found = workspace.ask(
        structure_view.plan_lines, group, Pattern.every(1).to_data(), DAY, date(2019, 11, 30)
    )
    assert [line.chair for line, _ in found] == [
        "Medway Director",
        "Kent Director",
        "Medway Director",
    ]


def test_a_single_meeting_is_never_moved_but_a_holiday_is_named(workspace, group):
    line, proposal = workspace.ask(structure_view.single_line, group, date(2019, 12, 25))
    assert line.why == "Wednesday 25 December 2019 is not a working day (Christmas Day)."
    assert proposal.on == date(2019, 12, 25)
    assert not line.moved


def test_an_order_cannot_be_agreed_where_no_chair_rotates(workspace, group):
    with pytest.raises(UserError, match="does not rotate"):
        workspace.do(terms.agree_order, group, (0,), term_months=12, from_on=None)


def test_a_deputy_who_is_new_is_made_and_taken_back_in_one_step(workspace, group):
    seat = workspace.do(groups.add_seat, group, "Chief Nurse", is_multiple=True)
    workspace.do(people.name_deputy, seat, "Jo Lindqvist", DAY, has_authority=True)
    row = workspace.ask(groups.seats, group, DAY)[0]
    assert [(one.person, one.has_authority) for one in row.deputies] == [("Jo Lindqvist", True)]
    workspace.undo()
    assert workspace.ask(groups.seats, group, DAY)[0].deputies == ()


@pytest.mark.parametrize("name", ["medway", "manchester", "bolton"])
def test_a_published_arrangement_is_shown_with_its_source_lines(workspace, name):
    workspace.do(starters.load, name)
    key = workspace.ask(groups.partnerships, DAY)[0][0]
    page = workspace.ask(structure_view.partnership, key, DAY)
    assert page.source
    for table in page.tables:
        assert table.lines
        for line in table.lines:
            assert line.main
            assert len(line.cells) == len(table.columns) - 1


def test_a_contribution_left_blank_is_not_shown_as_nought(workspace):
    """F1: the document leaves one agency's line empty."""
    workspace.do(starters.load, "bolton")
    key = workspace.ask(groups.partnerships, DAY)[0][0]
    page = workspace.ask(structure_view.partnership, key, DAY)
    table = next(table for table in page.tables if table.key == "contributions")
    amounts = {line.main: line.cells[1] for line in table.lines}
    assert amounts["GM and Cheshire CRC"] == "left blank"
    assert amounts["Community Housing"] == "£5,000"


def test_the_matrix_shows_ticks_with_their_qualifiers(workspace):
    workspace.do(starters.load, "manchester")
    key = workspace.ask(groups.partnerships, DAY)[0][0]
    page = workspace.ask(structure_view.partnership, key, DAY)
    table = next(table for table in page.tables if table.key == "matrix")
    cells = {cell for line in table.lines for cell in line.cells}
    assert {"", "✓", "✓ SAR Sub Group", "✓ Practice Forums"} <= cells
