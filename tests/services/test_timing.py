"""The meeting's clock: when it runs, what it notes, and what the paper says of the order."""

from datetime import datetime, time

import pytest
from sqlalchemy import select

from masa_desktop.domain.meetings import ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.timing import Phase
from masa_desktop.services import agenda, meetings, timing
from masa_desktop.storage.entities import Discussion, Meeting


def at(text, day=10):
    return datetime.combine(datetime(2026, 2, day), time.fromisoformat(text))


@pytest.fixture
def go(workspace, executive):
    def take_up(number, moment, day=10):
        item = executive.items[number - 1]
        workspace.keep(timing.take_up, executive.meeting, item, at(moment, day))

    return take_up


@pytest.fixture
def stretches(workspace, executive):
    def noted():
        with workspace._db.read() as session:
            rows = session.scalars(
                select(Discussion).where(~Discussion.is_deleted).order_by(Discussion.began_at)
            )
            return [
                (
                    executive.items.index(row.item_id) + 1,
                    f"{row.began_at:%H:%M:%S}",
                    f"{row.ended_at:%H:%M:%S}" if row.ended_at else "",
                )
                for row in rows
            ]

    return noted


def test_taking_up_an_item_ends_the_time_on_the_one_before(workspace, executive, go, stretches):
    go(1, "09:30:00")
    go(2, "09:34:10.500000")
    assert stretches() == [(1, "09:30:00", "09:34:10"), (2, "09:34:10", "")]
    head = workspace.ask(meetings.head, executive.meeting)
    assert head.current_item_id == executive.items[1]
    assert workspace.can_undo == ""


def test_the_same_item_again_changes_nothing(go, stretches):
    go(1, "09:30:00")
    go(1, "09:40:00")
    assert stretches() == [(1, "09:30:00", "")]


def test_items_only_passed_on_the_way_leave_no_time(go, stretches):
    go(1, "09:30:00")
    for number, moment in ((2, "09:40:00"), (3, "09:40:05"), (4, "09:40:20")):
        go(number, moment)
    assert stretches() == [(1, "09:30:00", "09:40:00"), (4, "09:40:20", "")]


def test_a_glance_at_another_item_does_not_split_the_time(go, stretches):
    go(1, "09:30:00")
    go(5, "09:40:00")
    go(1, "09:40:12")
    assert stretches() == [(1, "09:30:00", "")]


@pytest.mark.parametrize(
    ("moment", "day"), [("08:29:59", 10), ("15:00:00", 10), ("09:30:00", 9), ("09:30:00", 11)]
)
def test_outside_the_meeting_only_the_place_is_kept(
    workspace, executive, go, stretches, moment, day
):
    go(3, moment, day)
    assert stretches() == []
    assert workspace.ask(meetings.head, executive.meeting).current_item_id == executive.items[2]


@pytest.mark.parametrize("status", [MeetingStatus.HELD, MeetingStatus.CANCELLED])
def test_a_meeting_held_or_called_off_is_not_timed(workspace, executive, go, stretches, status):
    workspace.do(meetings.set_status, executive.meeting, status)
    go(1, "09:30:00")
    assert stretches() == []


def test_minutes_that_left_draft_are_not_timed(workspace, executive, go, stretches):
    def circulate(session):
        state = MinutesState.CIRCULATED.value
        session.get_one(Meeting, executive.meeting).minutes_state = state

    workspace.do(circulate)
    go(1, "09:30:00")
    assert stretches() == []


def test_a_pause_ends_the_time_and_the_next_item_goes_on(workspace, executive, go, stretches):
    go(1, "09:30:00")
    workspace.keep(timing.pause, executive.meeting, at("10:00:00"))
    assert stretches() == [(1, "09:30:00", "10:00:00")]
    go(1, "10:15:00")
    assert stretches()[1] == (1, "10:15:00", "")


def test_a_clock_put_back_makes_no_negative_time(go, stretches):
    go(1, "09:30:00")
    go(2, "09:20:00")
    assert stretches() == [(2, "09:20:00", "")]


def test_the_clock_says_how_the_meeting_stands(workspace, executive, go):
    for place, minutes in enumerate((5, 4, 10, 35, 20, 20, 20, 10)):
        row = workspace.ask(agenda.items, executive.meeting)[place]
        workspace.do(agenda.set_item, row.id, title=row.title, presenter="", minutes=minutes)
    go(1, "09:30:00")
    go(2, "09:37:00")
    workspace.do(agenda.set_state, executive.items[0], ItemState.DONE)
    workspace.do(agenda.set_state, executive.items[7], ItemState.WITHDRAWN)
    clock = workspace.ask(timing.clock, executive.meeting, at("09:38:00"))
    assert clock.phase is Phase.RUNNING
    assert [one.words for one in clock.items[:3]] == ["7 of 5", "3 min left", "10 min"]
    assert clock.forecast == "Ends about 11:26"
    assert clock.head == "09:38 · 34 min early"


def test_the_paper_says_what_was_taken_out_of_turn(workspace, executive, go):
    assert workspace.ask(timing.discussion_notes, executive.meeting) == {}
    for number, moment in ((1, "09:30"), (2, "09:35"), (4, "09:40"), (3, "09:50"), (5, "10:00")):
        go(number, f"{moment}:00")
    go(8, "10:05:00")
    go(6, "10:05:30")
    notes = workspace.ask(timing.discussion_notes, executive.meeting)
    assert notes == {executive.items[2]: "Taken after item 4."}
