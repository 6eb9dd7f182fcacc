"""Absences in a row, and somebody who leaves and comes back (ATT-1, ATT-6)."""

from datetime import date, time

import pytest

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.domain.quorum import State
from masa_desktop.services import (
    attendance,
    meetings,
    people,
    quorum_loss,
)
from tests.rolls import mark, roll, row_of


@pytest.fixture
def here(workspace, executive):
    """Everybody present."""
    workspace.do(attendance.all_present, executive.meeting)
    return executive


def earlier(workspace, made, on, code, status=MeetingStatus.HELD):
    meeting = workspace.do(meetings.add, made.group, on)
    workspace.do(
        attendance.record,
        meeting,
        code,
        seat_id=made.seats["police"],
        person_id=made.people["police"],
    )
    workspace.do(meetings.set_status, meeting, status)


def test_an_absence_says_how_often_running(workspace, here):
    earlier(workspace, here, date(2025, 10, 14), Code.DNA)
    earlier(workspace, here, date(2025, 11, 11), Code.PRESENT, MeetingStatus.CANCELLED)
    earlier(workspace, here, date(2025, 12, 9), Code.DNA)
    assert row_of(workspace, here, "police").absence == ""
    mark(workspace, here, "police", Code.DNA)
    assert row_of(workspace, here, "police").absence == "No apology. 3rd time running"
    mark(workspace, here, "police", Code.APOLOGIES)
    assert row_of(workspace, here, "police").absence == "3rd meeting missed running"
    assert row_of(workspace, here, "dcs").absence == ""


def called(workspace, made, on, code, name="police"):
    """A meeting whose roll was called; nobody has marked it as held yet. Gives its id."""
    meeting = workspace.do(meetings.add, made.group, on)
    for who, how in (("dcs", Code.PRESENT), (name, code)):
        where = {"seat_id": made.seats[who], "person_id": made.people[who]}
        workspace.do(attendance.record, meeting, how, **where)
    return meeting


def absence_at(workspace, made, meeting):
    rows = workspace.ask(attendance.roll_call, meeting).rows
    return next(row.absence for row in rows if row.seat_id == made.seats["police"])


def test_absences_run_up_to_the_meeting_one_looks_at_whichever_that_is(workspace, executive):
    days = (date(2025, 10, 14), date(2025, 12, 9), date(2026, 2, 3))
    three = [called(workspace, executive, on, Code.DNA) for on in days]
    called(workspace, executive, date(2025, 11, 11), Code.DNA, "nurse")
    off = called(workspace, executive, date(2025, 11, 25), Code.PRESENT)
    workspace.do(meetings.set_status, off, MeetingStatus.CANCELLED)
    workspace.do(meetings.add, executive.group, date(2025, 12, 20))
    assert [absence_at(workspace, executive, one) for one in three] == [
        "No apology",
        "No apology. 2nd time running",
        "No apology. 3rd time running",
    ]
    assert absence_at(workspace, executive, off) == ""


def test_absences_before_somebody_held_the_seat_are_not_theirs(workspace, executive):
    for on in (date(2025, 10, 14), date(2025, 12, 9)):
        called(workspace, executive, on, Code.DNA)
    workspace.do(people.fill_seat, executive.seats["police"], "Nia Bloom", date(2025, 12, 1))
    executive.people["police"] = workspace.do(people.named, "Nia Bloom")
    meeting = called(workspace, executive, date(2026, 2, 3), Code.DNA)
    rows = workspace.ask(attendance.roll_call, meeting).rows
    said = {row.name: row.absence for row in rows if row.seat_id == executive.seats["police"]}
    assert said == {"Nia Bloom": "No apology. 2nd time running"}


def test_a_long_run_is_counted_to_its_end(workspace, executive):
    for month in range(1, 13):
        meeting = called(workspace, executive, date(2025, month, 1), Code.DNA)
    assert absence_at(workspace, executive, meeting) == "No apology. 12th time running"


def back(workspace, made):
    """The police go during item 6 and come back for item 8, by the clock."""
    police = row_of(workspace, made, "police").attendance_id
    workspace.do(attendance.leave, police, made.items[5], time(10, 58))
    workspace.do(attendance.arrive, police, made.items[7], time(11, 20))
    return police


def quorate(workspace, made):
    return [found.state is State.QUORATE for _, found in roll(workspace, made).items]


def test_somebody_who_left_comes_back_and_the_quorum_with_them(workspace, here):
    before = roll(workspace, here).counts
    back(workspace, here)
    row = row_of(workspace, here, "police")
    said = "to 10:58 and from 11:20 (left during item 6, back for item 8)"
    assert row.note.startswith(said)
    assert quorate(workspace, here)[4:8] == [True, False, False, True]
    assert roll(workspace, here).counts == before
    assert len([one for one in roll(workspace, here).rows if one.seat_id == row.seat_id]) == 1
    workspace.undo()
    assert quorate(workspace, here)[4:8] == [True, False, False, False]


def test_the_line_at_an_item_is_that_of_the_stretch_begun_by_then(workspace, here):
    police = back(workspace, here)
    seen = [row_of_at(workspace, here, place).attendance_id == police for place in (2, 6, 7)]
    assert seen == [True, True, False]


def row_of_at(workspace, made, place):
    rows = roll(workspace, made, place + 1).rows
    return next(row for row in rows if row.seat_id == made.seats["police"])


def test_somebody_back_may_leave_again_and_coming_back_earlier_moves_the_return(workspace, here):
    police = back(workspace, here)
    workspace.do(attendance.arrive, police, here.items[6])
    assert quorate(workspace, here)[4:8] == [True, False, True, True]
    again = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.leave, again, here.items[7])
    assert quorate(workspace, here)[4:8] == [True, False, True, False]


@pytest.mark.parametrize(
    "what",
    [
        lambda w, m, key: w.do(attendance.whole_meeting, key),
        lambda w, m, key: w.do(attendance.set_part, key, last_item_id=m.items[-1]),
        lambda w, m, key: w.do(quorum_loss.still_here, key),
    ],
    ids=["whole", "part", "still here"],
)
def test_somebody_here_throughout_after_all_has_one_stretch(workspace, here, what):
    what(workspace, here, back(workspace, here))
    assert "again" not in row_of(workspace, here, "police").note
    assert all(quorate(workspace, here))
    workspace.do(attendance.leave, row_of(workspace, here, "police").attendance_id, here.items[4])
    assert quorate(workspace, here)[3:] == [True] + [False] * (len(here.items) - 4)


def test_apologies_after_all_take_every_stretch_away(workspace, here):
    back(workspace, here)
    mark(workspace, here, "police", Code.APOLOGIES)
    assert row_of(workspace, here, "police").note == ""
    assert not any(quorate(workspace, here))
    mark(workspace, here, "police", Code.ONLINE)
    assert all(quorate(workspace, here))


def test_a_guest_who_came_twice_is_taken_off_at_once(workspace, here):
    guest = workspace.do(attendance.add_guest, here.meeting, "Lena Brandt")
    workspace.do(attendance.leave, guest, here.items[2])
    workspace.do(attendance.arrive, guest, here.items[5])
    line = next(row for row in roll(workspace, here).rows if row.name == "Lena Brandt")
    assert line.note == f"for items 1 to 2, again for items 6 to {len(here.items)}"
    workspace.do(attendance.take_off, line.attendance_id)
    assert "Lena Brandt" not in [row.name for row in roll(workspace, here).rows]
