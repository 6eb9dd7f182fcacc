"""The agenda: where new and carried items go, and what an item deferred earlier says."""

from datetime import date

import pytest

from masa_desktop.domain.meetings import USUAL_ITEMS, usual_place
from masa_desktop.services import agenda, beside, meetings


def on(workspace, meeting):
    return [
        (row.number, row.title, row.deferred_from) for row in workspace.ask(agenda.items, meeting)
    ]


@pytest.mark.parametrize(
    ("closing", "place"),
    [
        (["Any other business", "Date of the next meeting"], 2),
        (["Any other business"], 2),
        (["AOB", "Dates of future meetings"], 2),
        (["A.O.B.", "Date and time of next meeting", "Close"], 2),
        (["Any Other Business (AOB)", "Next meeting"], 2),
        (["Closed cases", "Preparing the next meeting of partners"], 4),
        ([], 2),
    ],
)
def test_a_new_item_goes_before_the_closing_ones_however_they_are_called(closing, place):
    assert usual_place(["Welcome", "Matters arising", *closing]) == place


def test_an_agenda_of_closing_items_only_begins_with_the_new_one():
    assert usual_place(["AOB"]) == 0
    assert usual_place([]) == 0
    assert usual_place(USUAL_ITEMS) == 4


@pytest.mark.parametrize("closing", [["AOB"], ["Any other business", "Date of next meeting"]])
def test_a_deferred_item_lands_before_the_closing_ones_and_says_from_when(
    workspace, executive, closing
):
    workspace.do(agenda.set_standing, executive.group, ["Welcome", *closing])
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    title = workspace.ask(agenda.items, executive.meeting)[4].title
    workspace.do(beside.carry, executive.items[4], "no report")
    assert on(workspace, april)[:2] == [
        (1, "Welcome", ""),
        (2, title, "10 Feb 2026, item 5"),
    ]


def test_a_matter_gone_on_with_was_not_deferred(workspace, executive):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    carried = workspace.do(beside.carry, executive.items[4], "no report")
    workspace.do(agenda.set_state, executive.items[4], agenda.ItemState.DONE)
    (row,) = [one for one in workspace.ask(agenda.items, april) if one.id == carried]
    assert row.deferred_from == ""
