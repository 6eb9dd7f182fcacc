"""Two meetings of one group on the same day are never taken for each other."""

from datetime import date, time

import pytest

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.services import (
    agenda,
    agreed,
    attendance,
    beside,
    matters,
    meeting_order,
    meetings,
    minutes,
    paper_minutes,
)
from masa_desktop.storage.entities import Meeting

DAY = date(2026, 2, 10)
AFTERNOON = time(14)


@pytest.fixture
def afternoon(workspace, executive):
    """The group meets again in the afternoon; its meeting of the fixture begins at 09:30."""
    meeting = workspace.do(meetings.add, executive.group, DAY, starts_at=AFTERNOON)
    workspace.do(agenda.add, meeting, "Neglect: audit findings")
    return meeting


def item_called(workspace, meeting, title):
    return next(item.id for item in workspace.ask(agenda.items, meeting) if title in item.title)


def next_id(workspace, meeting):
    found = workspace.ask(lambda s: meetings.next_after(s, meeting))
    return found.id if found else None


def test_the_afternoon_follows_the_morning_and_april_follows_both(workspace, executive, afternoon):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    following = [next_id(workspace, one) for one in (executive.meeting, afternoon, april)]
    assert following == [afternoon, april, None]


def test_of_two_starts_nobody_said_one_still_comes_first(workspace, executive):
    pair = [workspace.do(meetings.add, executive.group, date(2026, 6, 9)) for _ in range(2)]
    first, second = sorted(pair)
    assert (next_id(workspace, first), next_id(workspace, second)) == (second, None)
    places = workspace.ask(lambda s: [meeting_order.place_of(s.get_one(Meeting, p)) for p in pair])
    assert len(set(places)) == 2


def test_what_the_morning_put_off_arises_in_the_afternoon(workspace, executive, afternoon):
    item = executive.items[5]
    workspace.do(agenda.set_state, item, ItemState.DEFERRED, "No paper")
    rows = workspace.ask(matters.matters, afternoon, DAY)
    assert "Section 11 return" in " ".join(row.text for row in rows)
    workspace.do(agenda.set_state, item_called(workspace, afternoon, "Neglect"), ItemState.DEFERRED)
    rows = workspace.ask(matters.matters, executive.meeting, DAY)
    assert not [row for row in rows if "Neglect" in row.text]


def test_last_time_is_the_morning_for_the_afternoon_only(workspace, executive, afternoon):
    there = item_called(workspace, afternoon, "Neglect")
    here = item_called(workspace, executive.meeting, "Neglect")
    workspace.do(minutes.add, here, EntryKind.NOTE, "Heard in the morning.")
    workspace.do(minutes.add, there, EntryKind.NOTE, "Heard in the afternoon.")
    assert "Heard in the morning." in repr(workspace.ask(beside.last_time, there))
    assert workspace.ask(beside.last_time, here) is None


def test_the_afternoon_agrees_the_minutes_of_the_morning_latest_first(
    workspace, executive, afternoon
):
    december = workspace.do(meetings.add, executive.group, date(2025, 12, 9))
    for meeting in (executive.meeting, december):
        item = workspace.ask(agenda.items, meeting)[0].id
        workspace.do(minutes.add, item, EntryKind.NOTE, "It was heard.")
    found = [row.id for row in workspace.ask(agreed.waiting, afternoon)]
    assert found == [executive.meeting, december]
    assert [row.id for row in workspace.ask(agreed.waiting, executive.meeting)] == [december]


def test_the_grid_of_the_morning_has_no_column_for_the_afternoon(workspace, executive, afternoon):
    seat, who = executive.seats["dcs"], executive.people["dcs"]
    for meeting, code in ((afternoon, Code.APOLOGIES), (executive.meeting, Code.PRESENT)):
        workspace.do(attendance.record, meeting, code, seat_id=seat, person_id=who)
    grid = AttendanceStyle.ROLLING_GRID
    morning = workspace.ask(paper_minutes.minutes_of, executive.meeting, style=grid).grid
    both = workspace.ask(paper_minutes.minutes_of, afternoon, style=grid).grid
    assert (morning.lines[0].letters, both.lines[0].letters) == (("Y",), ("Y", "A"))
