"""The meeting's clock: when it runs, what it notes, and what the paper says of the order."""

import random
from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.timing import Phase, sequence
from masa_desktop.services import (
    agenda,
    attendance,
    discussion,
    issuing,
    meetings,
    minutes,
    timing,
)
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


def test_two_items_taken_up_within_a_second_keep_their_order(workspace, executive):
    first, then = executive.items[0], executive.items[1]

    def within_a_second(session):
        session.add_all(
            Discussion(
                id=key * 32,
                meeting_id=executive.meeting,
                item_id=item,
                on=date(2026, 2, 10),
                began_at=time(9, 40),
                ended_at=ended,
            )
            for key, item, ended in (("b", then, time(9, 40)), ("a", first, time(9, 44)))
        )

    workspace.do(within_a_second)
    workspace.do(minutes.add, then, EntryKind.NOTE, "Noted.")
    noted = workspace.ask(discussion.rows, executive.meeting)
    assert [row.item_id for row in noted] == [then, first]
    workspace.keep(timing.take_up, executive.meeting, first, at("09:44:05"))
    noted = workspace.ask(discussion.rows, executive.meeting)
    assert [row.ended_at for row in noted] == [time(9, 40), None]  # it goes on


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
    for place, planned in enumerate((5, 4, 10, 35, 20, 20, 20, 10)):
        row = workspace.ask(agenda.items, executive.meeting)[place]
        workspace.do(agenda.set_item, row.id, title=row.title, presenter="", minutes=planned)
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


def numbers(workspace, executive):
    return [
        executive.items.index(row.id) + 1 for row in workspace.ask(agenda.items, executive.meeting)
    ]


def notes(workspace, executive):
    found = workspace.ask(timing.discussion_notes, executive.meeting)
    return {executive.items.index(key) + 1: said for key, said in found.items()}


def hold(workspace, executive):
    workspace.do(meetings.set_status, executive.meeting, MeetingStatus.HELD)


def test_before_the_meeting_a_move_renumbers(workspace, executive, go):
    go(1, "09:10:00")
    go(2, "09:15:00")  # still getting ready
    assert not workspace.ask(timing.has_begun, executive.meeting)
    workspace.do(agenda.move, executive.items[6], -2)
    assert numbers(workspace, executive) == [1, 2, 3, 4, 7, 5, 6, 8]
    assert notes(workspace, executive) == {}


@pytest.mark.parametrize("begun", ["discussed", "present", "held", "circulated"])
def test_once_the_meeting_has_begun_an_item_keeps_its_number(workspace, executive, go, begun):
    if begun == "discussed":
        go(1, "09:30:00")
    elif begun == "present":
        workspace.do(attendance.all_present, executive.meeting)
    elif begun == "held":
        hold(workspace, executive)
    else:
        on = date(2026, 2, 11)
        workspace.do(issuing.set_state, executive.meeting, MinutesState.CIRCULATED, on)
    workspace.do(agenda.move, executive.items[6], -2)
    assert numbers(workspace, executive) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert notes(workspace, executive) == {7: "Taken after item 4."}
    workspace.undo()
    assert notes(workspace, executive) == {}


def test_apologies_and_guests_beforehand_do_not_begin_a_meeting(workspace, executive):
    seat, person = executive.seats["police"], executive.people["police"]
    workspace.do(
        attendance.record, executive.meeting, Code.APOLOGIES, seat_id=seat, person_id=person
    )
    assert not workspace.ask(timing.has_begun, executive.meeting)


def test_several_are_moved_one_step_at_a_time_and_back_in_their_turn(workspace, executive):
    hold(workspace, executive)
    for number, steps in ((7, -2), (8, -1), (8, -1), (2, 99), (1, -1)):
        workspace.do(agenda.move, executive.items[number - 1], steps)
    assert notes(workspace, executive) == {
        7: "Taken after item 4.",
        8: "Taken after item 7.",
        2: "Taken after item 6.",
    }
    for number, steps in ((7, 3), (8, 9), (2, -99), (2, 1)):
        workspace.do(agenda.move, executive.items[number - 1], steps)
    assert notes(workspace, executive) == {}


def test_a_deferred_item_is_stepped_over_and_is_not_taken(workspace, executive):
    hold(workspace, executive)
    workspace.do(agenda.set_state, executive.items[4], ItemState.DEFERRED, "no report")
    workspace.do(agenda.move, executive.items[5], -1)
    assert notes(workspace, executive) == {6: "Taken after item 3."}
    workspace.do(agenda.move, executive.items[4], -1)
    assert notes(workspace, executive) == {6: "Taken after item 3."}


def test_the_clock_replaces_what_was_said_beforehand_not_what_is_said_after(
    workspace, executive, go
):
    go(1, "09:30:00")
    workspace.do(agenda.move, executive.items[6], -4)
    assert notes(workspace, executive) == {7: "Taken after item 2."}
    clock = workspace.ask(timing.clock, executive.meeting, at("09:31:00"))
    assert clock.items[6].note == "To be taken after item 2."
    for number, moment in ((2, "09:35"), (3, "09:40"), (4, "09:45"), (7, "09:50"), (5, "10:00")):
        go(number, f"{moment}:00")
    go(6, "10:05:00")
    assert notes(workspace, executive) == {7: "Taken after item 4."}
    workspace.do(agenda.move, executive.items[6], 2)
    assert notes(workspace, executive) == {}
    go(7, "10:10:00")
    go(6, "10:20:00")
    assert notes(workspace, executive) == {}


def test_what_the_clock_saw_stays_when_another_item_is_moved(workspace, executive, go):
    for number, moment in ((1, "09:30"), (6, "09:35"), (2, "09:40"), (3, "09:45"), (4, "09:50")):
        go(number, f"{moment}:00")
    workspace.do(agenda.move, executive.items[7], -5)
    assert notes(workspace, executive) == {6: "Taken after item 1.", 8: "Taken after item 6."}
    workspace.do(agenda.move, executive.items[7], -1)
    assert notes(workspace, executive) == {8: "Taken after item 1.", 6: "Taken after item 8."}


@pytest.mark.parametrize("seed", range(4))
def test_an_item_stands_where_it_was_moved(workspace, executive, go, seed):
    dice = random.Random(seed)
    for minute, number in enumerate(dice.sample(range(1, 9), seed * 2)):
        go(number, f"09:{30 + 2 * minute}:00")
    hold(workspace, executive)

    def order(session):
        items = discussion.planned(session, executive.meeting)
        return sequence(items, discussion.timed(session, executive.meeting))

    for _ in range(12):
        before, moved = workspace.ask(order), dice.choice(executive.items)
        steps = dice.choice([-3, -1, 1, 2, 5])
        workspace.do(agenda.move, moved, steps)
        there = min(max(before.index(moved) + steps, 0), 7)
        before.remove(moved)
        before.insert(there, moved)
        assert workspace.ask(order) == before


def beside(workspace, executive, number, by):
    """The number of the item that the keys lead to from this one."""
    at = executive.items[number - 1]
    there = workspace.ask(discussion.item_beside, executive.meeting, at, by)
    return executive.items.index(there) + 1


def test_one_goes_through_the_items_without_those_put_off(workspace, executive):
    workspace.do(agenda.set_state, executive.items[1], ItemState.DEFERRED, "No paper")
    assert [beside(workspace, executive, *at) for at in ((1, 1), (2, 1), (3, -1))] == [3, 3, 1]
    assert [beside(workspace, executive, *at) for at in ((1, -1), (8, 1))] == [1, 8]


def test_the_keys_follow_the_agenda_and_lead_back_to_what_was_passed_over(workspace, executive, go):
    for number, moment in ((5, "10:00"), (8, "10:10"), (6, "10:20"), (5, "10:30")):
        go(number, f"{moment}:00")
    assert [beside(workspace, executive, number, -1) for number in (8, 7, 6)] == [7, 6, 5]
    assert [beside(workspace, executive, number, 1) for number in (5, 6, 8)] == [6, 7, 7]
    assert beside(workspace, executive, 7, 1) == 7  # item 8 was taken


def test_the_keys_follow_an_order_that_somebody_said(workspace, executive, go):
    go(1, "09:40:00")
    workspace.do(agenda.move, executive.items[3], 2)
    went = [beside(workspace, executive, number, 1) for number in (1, 2, 3, 5, 6, 4)]
    assert went == [2, 3, 5, 6, 4, 7]


# A short time in which something was minuted


def minute(workspace, executive, number, text="It was heard."):
    return workspace.do(minutes.add, executive.items[number - 1], EntryKind.NOTE, text)


def seen(workspace, executive):
    """The numbers of the items the clock saw discussed, in that order."""
    taken = workspace.ask(discussion.timed, executive.meeting)
    return [executive.items.index(key) + 1 for key in taken]


def test_an_item_left_at_once_but_minuted_was_taken(workspace, executive, go, stretches):
    go(6, "10:00:00")
    go(8, "10:10:00")
    minute(workspace, executive, 8)
    go(7, "10:10:12")
    assert stretches()[1] == (8, "10:10:00", "10:10:12")
    go(7, "10:30:00")
    assert seen(workspace, executive) == [6, 8, 7]
    notes = workspace.ask(timing.discussion_notes, executive.meeting)
    assert notes == {executive.items[6]: "Taken after item 8."}


def test_an_item_minuted_in_less_than_a_minute_is_no_longer_to_be_taken(workspace, executive, go):
    workspace.do(agenda.move, executive.items[7], -1)
    go(6, "10:00:00")
    go(8, "10:10:00")
    minute(workspace, executive, 8)
    go(7, "10:10:40")
    shown = workspace.ask(timing.clock, executive.meeting, at("10:11:00"))
    assert not shown.item(executive.items[7]).note.startswith("To be taken")
    assert seen(workspace, executive)[:2] == [6, 8]


def test_what_was_minuted_before_makes_a_glance_no_discussion(workspace, executive, go, stretches):
    go(6, "10:00:00")
    entry = minute(workspace, executive, 8, "Prepared beforehand.")
    go(8, "10:10:00")
    go(7, "10:10:12")
    assert [number for number, _, _ in stretches()] == [6, 7]
    go(8, "10:20:00")
    go(7, "10:20:45")
    workspace.do(minutes.set_text, entry, "Put right afterwards.")
    assert seen(workspace, executive) == [6, 7]


def test_what_was_minuted_and_taken_back_makes_a_glance_no_discussion(
    workspace, executive, go, stretches
):
    go(6, "10:00:00")
    go(8, "10:10:00")
    minute(workspace, executive, 8)
    workspace.undo()
    go(7, "10:10:12")
    assert [number for number, _, _ in stretches()] == [6, 7]


def test_once_recorded_as_held_the_end_is_no_longer_called_planned(workspace, executive):
    workspace.do(issuing.record_held, executive.meeting, time(12, 11))
    now = datetime(2026, 2, 10, 14, 0)
    assert workspace.ask(timing.clock, executive.meeting, now).plan == "Planned for 09:30."


def test_a_meeting_that_is_over_ended_when_it_was_recorded_to(workspace, executive, go):
    go(1, "09:30:00")
    go(2, "10:43:40")
    go(3, "10:44:45")
    workspace.do(issuing.record_held, executive.meeting, time(10, 44))
    shown = workspace.ask(timing.clock, executive.meeting, datetime(2026, 2, 10, 14, 0))
    assert shown.forecast == "Ended 10:44"
    assert shown.item(executive.items[2]).used is None
