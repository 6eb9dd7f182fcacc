"""Who is in the chair, and in the room, at each item: whoever left, withdrew or is away is not."""

from datetime import date, time

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import ItemState
from masa_desktop.domain.pre_issue import Kind
from masa_desktop.domain.roll_call import ChairHere
from masa_desktop.services import (
    agenda,
    attendance,
    capturing,
    declarations,
    people,
    pre_issue,
    quorum_standing,
    roll_call,
)

HELEN = "Helen Marchetti"


def at(workspace, here, number):
    return workspace.ask(roll_call.chair_here, here.meeting, here.items[number - 1])


def row_of(workspace, here, key, number=None):
    item = here.items[number - 1] if number else None
    found = workspace.ask(attendance.roll_call, here.meeting, item).rows
    return next(row for row in found if row.person_id == here.people[key])


def chair(workspace, here, key="dcs", number=1):
    workspace.do(
        attendance.take_chair,
        here.meeting,
        here.people[key],
        from_item_id=here.items[number - 1],
    )


def leave(workspace, here, key, number):
    made = row_of(workspace, here, key).attendance_id
    workspace.do(attendance.leave, made, here.items[number - 1])


def chairless(workspace, here):
    found = workspace.ask(pre_issue.findings, here.meeting)
    return [one.sentence for one in found if one.kind is Kind.NO_CHAIR]


def test_nobody_recorded_is_not_nobody_in_the_chair(workspace, here):
    assert at(workspace, here, 2) == ChairHere()
    assert at(workspace, here, 2).forms == ()


def test_whoever_is_in_the_chair_now_is_told_and_not_who_was(workspace, here):
    chair(workspace, here)
    chair(workspace, here, "nurse", 4)
    assert at(workspace, here, 3).forms[0] == f"In the chair: {HELEN}"
    assert at(workspace, here, 4).forms == (
        "In the chair: Anjali Deshmukh",
        "Chair: Anjali Deshmukh",
        "Chair: AD",
    )


def test_a_chair_who_left_leaves_nobody_in_the_chair(workspace, here):
    chair(workspace, here)
    leave(workspace, here, "dcs", 5)
    assert at(workspace, here, 4).name == HELEN
    assert at(workspace, here, 5).forms[0] == "Nobody in the chair from item 5"
    assert at(workspace, here, 6).forms[0] == "Nobody in the chair from item 5"
    assert row_of(workspace, here, "dcs").chair == "In the chair to item 4"


def test_a_chair_who_came_back_is_in_the_chair_again(workspace, here):
    chair(workspace, here)
    leave(workspace, here, "dcs", 5)
    made = row_of(workspace, here, "dcs", 5).attendance_id
    workspace.do(attendance.arrive, made, here.items[5])
    assert at(workspace, here, 5).forms[0] == "Nobody in the chair for item 5"
    assert at(workspace, here, 6).name == HELEN


def test_a_chair_who_withdrew_from_an_item_does_not_chair_it(workspace, here):
    chair(workspace, here)
    workspace.do(
        declarations.declare,
        here.meeting,
        here.people["dcs"],
        item_id=here.items[2],
        text="Governor",
        has_withdrawn=True,
    )
    assert at(workspace, here, 3).forms[0] == "Nobody in the chair for item 3"
    assert at(workspace, here, 4).name == HELEN
    last = len(here.items)
    said = f"In the chair for items 1, 2 and 4 to {last}"
    assert row_of(workspace, here, "dcs").chair == said
    assert chairless(workspace, here) == [
        "Nobody who was here is recorded as in the chair for item 3."
    ]


def test_a_chair_with_apologies_is_away_throughout(workspace, here):
    chair(workspace, here)
    workspace.do(
        attendance.record,
        here.meeting,
        Code.APOLOGIES,
        seat_id=here.seats["dcs"],
        person_id=here.people["dcs"],
    )
    assert at(workspace, here, 1).forms == ("Nobody in the chair", "No chair", "No chair")
    assert row_of(workspace, here, "dcs").chair == "In the chair by the record, but away"


def test_before_the_roll_call_nobody_is_said_to_be_away(workspace, executive):
    chair(workspace, executive)
    assert at(workspace, executive, 1).name == HELEN


def test_items_before_the_chair_was_recorded_are_not_recorded(workspace, here):
    chair(workspace, here, number=4)
    assert at(workspace, here, 1).forms[0] == "Chair not recorded to item 3"
    assert not at(workspace, here, 1).is_away


def test_the_check_before_issue_finds_items_without_a_chair(workspace, here):
    chair(workspace, here, number=4)
    said = "Nobody who was here is recorded as in the chair for {}."
    assert chairless(workspace, here) == [said.format("items 1 to 3")]
    leave(workspace, here, "dcs", 6)
    last = len(here.items)
    assert chairless(workspace, here) == [said.format(f"items 1 to 3 and 6 to {last}")]
    workspace.do(agenda.set_state, here.items[1], ItemState.DEFERRED, "Paper late")
    assert chairless(workspace, here)[0].startswith(
        "Nobody who was here is recorded as in the chair for items 1, 3 and 6 to"
    )


def test_who_withdrew_is_neither_counted_nor_shown_as_in_the_room(workspace, here, today):
    item = here.items[2]
    before = workspace.ask(quorum_standing.card, here.meeting, item).numbers
    workspace.do(
        declarations.declare,
        here.meeting,
        here.people["police"],
        item_id=item,
        text="Governor",
        has_withdrawn=True,
    )
    after = workspace.ask(quorum_standing.card, here.meeting, item).numbers
    assert (before[:13], after[:13]) == ("4 in the room", "3 in the room")

    def is_here(number):
        item_id = here.items[number - 1]
        room = workspace.ask(capturing.room, here.meeting, today, item_id=item_id)
        return next(one.is_present for one in room.people if one.name == "Owen Prydderch")

    assert [is_here(number) for number in (2, 3, 4)] == [True, False, True]


def test_somebody_back_in_the_same_item_was_here_for_all_items(workspace, here):
    leave(workspace, here, "dcs", 5)
    made = row_of(workspace, here, "dcs", 5).attendance_id
    workspace.do(attendance.arrive, made, here.items[4])
    assert row_of(workspace, here, "dcs").note == ""


def test_the_times_of_somebody_back_are_told_however_short_they_were_out(workspace, here):
    ids = here.items
    made = row_of(workspace, here, "dcs").attendance_id
    workspace.do(attendance.leave, made, ids[4], time(10, 54))
    workspace.do(attendance.arrive, made, ids[4], time(10, 54))
    assert row_of(workspace, here, "dcs").note == "out and back at 10:54"
    other = row_of(workspace, here, "nurse").attendance_id
    workspace.do(attendance.leave, other, ids[4], time(10, 30))
    workspace.do(attendance.arrive, other, ids[4], time(10, 54))
    assert row_of(workspace, here, "nurse").note == "to 10:30 and from 10:54"
    back = row_of(workspace, here, "nurse").attendance_id
    workspace.do(attendance.leave, back, ids[6], time(11, 30))
    said = "to 10:30 and from 10:54 to 11:30, left during item 7"
    assert row_of(workspace, here, "nurse").note == said


def test_who_was_here_before_is_back_and_who_was_not_is_new(workspace, here):
    def is_back(number, *keys):
        people = [here.people[key] for key in keys]
        return workspace.ask(capturing.have_left, here.items[number - 1], people)

    assert not is_back(5, "dcs")
    leave(workspace, here, "dcs", 5)
    assert is_back(5, "dcs")
    assert not is_back(5, "dcs", "nurse")
    assert not is_back(4, "dcs")
    assert not is_back(5)
    nurse = row_of(workspace, here, "nurse").attendance_id
    workspace.do(attendance.arrive, nurse, here.items[6])
    assert not is_back(5, "nurse")


def test_somebody_in_two_seats_is_recorded_as_one_person(workspace, executive):
    workspace.do(people.fill_seat, executive.seats["fire"], "Owen Prydderch", date(2025, 1, 1))
    assert workspace.do(attendance.all_present, executive.meeting) == 4
