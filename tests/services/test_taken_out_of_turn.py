"""Attendance, chair and quorum when items were not taken in turn (ATT-1, ATT-3, domain 4.3, M9)."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import event

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.quorum import State
from masa_desktop.services import (
    agenda,
    attendance,
    capturing,
    meetings,
    minutes,
    paper_minutes,
    quorum_standing,
    spans,
    timing,
)
from masa_desktop.storage.entities import Decision

LEFT = "left during item 5 (item 7 had been taken before)"


@pytest.fixture
def early(workspace, here):
    """Item 7 was taken after item 4, as somebody says afterwards."""
    workspace.do(agenda.move, here.items[6], -2)
    return here


def roll(workspace, made, item=None):
    return workspace.ask(attendance.roll_call, made.meeting, made.items[item - 1] if item else None)


def row_of(workspace, made, key):
    rows = roll(workspace, made).rows
    return next(r for r in rows if r.seat_id == made.seats[key] and not r.is_deputy)


def leaves(workspace, made, item, key="police", at=None):
    row = row_of(workspace, made, key).attendance_id
    workspace.do(attendance.leave, row, made.items[item - 1], at)
    return row


def quorate(workspace, made):
    """The numbers of the items at which the meeting was quorate."""
    found = enumerate(roll(workspace, made).items, start=1)
    return [number for number, (_, verdict) in found if verdict.state is State.QUORATE]


def decide(workspace, made, item):
    return workspace.do(minutes.add, made.items[item - 1], EntryKind.DECISION, "to go on")


def status(workspace, entry_id):
    found = workspace.ask(lambda s: s.query(Decision).filter_by(entry_id=entry_id).one().status)
    return DecisionStatus(found)


def test_whoever_left_at_5_was_there_for_7_taken_before(workspace, early):
    leaves(workspace, early, 5)
    assert quorate(workspace, early) == [1, 2, 3, 4, 7]
    assert roll(workspace, early).by_item == (
        "Quorate for items 1 to 4 and 7. Not quorate for items 5, 6 and 8 "
        "(Northshire Police is not represented)."
    )
    assert roll(workspace, early).absences[2] == "away for items 5–6, item 8"
    assert row_of(workspace, early, "police").note == LEFT
    assert dict(row_of(workspace, early, "police").standing)[7]


def test_nothing_changes_while_everything_is_taken_in_turn(workspace, here):
    leaves(workspace, here, 5)
    assert quorate(workspace, here) == [1, 2, 3, 4]
    assert row_of(workspace, here, "police").note == "left during item 5"
    order = workspace.ask(spans.order, here.meeting)
    assert order.number == order.place == workspace.ask(spans.numbers, here.meeting)


def test_the_banner_counts_what_was_taken_before_among_what_stands(workspace, early):
    leaves(workspace, early, 5, at=time(10, 58))
    found = workspace.ask(quorum_standing.standing, early.meeting, early.items[5])
    assert found.headline == (
        "The meeting is no longer quorate. Northshire Police left at 10:58, during item 5."
    )
    assert found.stands == "Items 1 to 4 and 7 stand."
    assert (found.since_number, found.since_words) == (5, "since 10:58")
    assert not workspace.ask(quorum_standing.standing, early.meeting, early.items[6]).is_lost
    card = workspace.ask(quorum_standing.card, early.meeting, early.items[5])
    assert [one.away for one in card.agencies] == ["", "", "left 10:58"]
    assert card.numbers.endswith("1 left")


def test_the_paper_says_for_which_items_it_was_not_quorate(workspace, early):
    leaves(workspace, early, 5)
    assert workspace.ask(quorum_standing.paper_lines, early.meeting) == (
        "The meeting was not quorate for items 5, 6 and 8: Northshire Police was not represented.",
    )
    paper = workspace.ask(paper_minutes.minutes_of, early.meeting)
    police = next(one for one in paper.attendance if one.name == "Owen Prydderch")
    assert police.note == LEFT


def test_decisions_follow_the_order_said_later_and_its_undo(workspace, here):
    leaves(workspace, here, 5)
    entries = {item: decide(workspace, here, item) for item in (4, 5, 7)}
    waits, stands = DecisionStatus.TO_BE_RATIFIED, DecisionStatus.AGREED
    in_turn, early = [stands, waits, waits], [stands, waits, stands]
    assert [status(workspace, key) for key in entries.values()] == in_turn
    workspace.do(agenda.move, here.items[6], -2)
    assert [status(workspace, key) for key in entries.values()] == early
    workspace.undo()
    assert [status(workspace, key) for key in entries.values()] == in_turn


def go(workspace, made, *visits):
    for number, moment in visits:
        at = datetime.combine(datetime(2026, 2, 10), time.fromisoformat(moment))
        workspace.keep(timing.take_up, made.meeting, made.items[number - 1], at)


UP_TO_4 = ((1, "09:30"), (2, "09:35"), (3, "09:40"), (4, "09:50"))


def test_in_the_room_the_clock_knows_what_was_taken_before(workspace, here):
    go(workspace, here, *UP_TO_4, (7, "10:00"), (5, "10:20"))
    leaves(workspace, here, 5)
    assert quorate(workspace, here) == [1, 2, 3, 4, 7]
    found = workspace.ask(quorum_standing.standing, here.meeting, here.items[4])
    assert found.stands == "Items 1 to 4 and 7 stand."
    go(workspace, here, (6, "10:40"), (8, "10:50"))
    assert quorate(workspace, here) == [1, 2, 3, 4, 7]


def test_who_left_while_an_item_was_taken_early_was_away_for_all_after_it(workspace, here):
    go(workspace, here, *UP_TO_4, (7, "10:00"))
    leaves(workspace, here, 7)
    entry = decide(workspace, here, 5)
    assert status(workspace, entry) is DecisionStatus.AGREED  # item 5 may have been before
    go(workspace, here, (5, "10:20"), (6, "10:40"))
    assert quorate(workspace, here) == [1, 2, 3, 4]
    assert status(workspace, entry) is DecisionStatus.TO_BE_RATIFIED
    note = row_of(workspace, here, "police").note
    assert note == "left during item 7 (items 5 and 6 were taken later)"


def test_taking_up_the_next_item_in_turn_asks_nothing_of_the_roll_call(workspace, here):
    asked = []
    with workspace._db.read() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    leaves(workspace, here, 5)
    decide(workspace, here, 6)
    asked.clear()
    go(workspace, here, *UP_TO_4)
    assert any("FROM discussion" in each for each in asked)
    assert not [each for each in asked if "FROM attendance" in each or "FROM seat" in each]
    go(workspace, here, (7, "10:00"), (5, "10:20"))
    assert [each for each in asked if "FROM attendance" in each]


def test_coming_back_begins_another_stretch_in_the_order_of_discussion(workspace, early):
    row = leaves(workspace, early, 7)
    workspace.do(attendance.arrive, row, early.items[5])
    assert quorate(workspace, early) == [1, 2, 3, 4, 6, 8]
    assert row_of(workspace, early, "police").note == (
        "left during item 7 (items 5 and 6 were taken later), "
        "back for item 6 (item 7 had been taken before)"
    )
    with pytest.raises(UserError, match="arrived at item 6"):
        workspace.do(
            attendance.leave, row_of(workspace, early, "police").attendance_id, early.items[4]
        )


def test_an_arrival_counts_from_where_its_item_was_taken(workspace, early):
    workspace.do(
        attendance.arrive, row_of(workspace, early, "police").attendance_id, early.items[4]
    )
    assert quorate(workspace, early) == [5, 6, 8]
    assert row_of(workspace, early, "police").note == "from item 5 (item 7 had been taken before)"


def test_a_departure_before_an_arrival_is_refused_by_the_order_of_discussion(workspace, early):
    row = row_of(workspace, early, "police").attendance_id
    ends = {"first_item_id": early.items[4], "last_item_id": early.items[5]}
    with pytest.raises(UserError, match="gone after item 6, before they came for item 5"):
        workspace.do(attendance.set_part, row, **ends)


def test_nobody_leaves_in_the_item_taken_first(workspace, here):
    workspace.do(agenda.move, here.items[4], -8)
    with pytest.raises(UserError, match="first item"):
        leaves(workspace, here, 5)
    with pytest.raises(UserError, match="Item 1 was taken out of turn"):
        leaves(workspace, here, 1)
    leaves(workspace, here, 2)
    assert quorate(workspace, here) == [1, 5]


def test_a_deputy_takes_over_where_the_member_left(workspace, early):
    police = row_of(workspace, early, "police").attendance_id
    deputy = {"has_authority": True, "from_item_id": early.items[4]}
    workspace.do(attendance.hand_over, police, "Marcus Thorne", **deputy)
    assert quorate(workspace, early) == list(range(1, 9))
    nurse = leaves(workspace, early, 6, key="nurse")
    with pytest.raises(UserError, match=r"here to item 5, so the deputy follows from item 6"):
        workspace.do(
            attendance.hand_over,
            nurse,
            "Ella Byrne",
            has_authority=True,
            from_item_id=early.items[6],
        )


def test_the_chair_changes_hands_in_the_order_of_discussion(workspace, early):
    for key, item in (("nurse", None), ("dcs", 7), ("nurse", 5)):
        workspace.do(
            attendance.take_chair,
            early.meeting,
            early.people[key],
            from_item_id=early.items[item - 1] if item else None,
        )
    told = "Anjali Deshmukh for items 1 to 4, Helen Marchetti for item 7, {} items 5, 6 and 8"
    told = told.format("Anjali Deshmukh for")
    assert workspace.ask(meetings.in_the_chair, early.meeting) == told
    assert workspace.ask(paper_minutes.minutes_of, early.meeting).chair == told
    assert row_of(workspace, early, "dcs").chair == "In the chair for item 7"


def test_the_room_at_an_item_is_read_in_the_order_of_discussion(workspace, early):
    leaves(workspace, early, 5)
    here = {}
    for item in (5, 6, 7):
        key = early.items[item - 1]
        known = workspace.ask(capturing.room, early.meeting, date(2026, 2, 10), item_id=key)
        here[item] = {one.name: one.is_present for one in known.people}
    assert [here[item]["Owen Prydderch"] for item in (5, 6, 7)] == [False, False, True]


def test_a_shared_copy_does_not_say_who_was_there_for_an_item_withheld(workspace, early):
    leaves(workspace, early, 5)
    workspace.do(agenda.set_restricted, early.items[6], restricted=True)
    paper = workspace.ask(paper_minutes.minutes_of, early.meeting, shareable=True)
    police = next(one for one in paper.attendance if one.name == "Owen Prydderch")
    assert police.note == "for items 1 to 4"


def test_a_guest_stays_to_the_end_of_an_item(workspace, early):
    guest = workspace.do(attendance.add_guest, early.meeting, "Tomasz Lewandowski")
    for first, last, words in ((3, 4, "for items 3 to 4"), (4, 5, "for items 4, 5 and 7")):
        workspace.do(
            attendance.set_part,
            guest,
            first_item_id=early.items[first - 1],
            last_item_id=early.items[last - 1],
        )
        (row,) = [one for one in roll(workspace, early).rows if one.attendance_id == guest]
        assert (row.code, row.note) == (Code.IN_ATTENDANCE, words)


def test_an_item_that_says_who_left_when_stays_if_its_neighbour_would_not(workspace, here):
    workspace.do(agenda.move, here.items[4], 2)  # item 5 was taken after item 7
    leaves(workspace, here, 5)
    with pytest.raises(UserError, match="Owen Prydderch") as refused:
        workspace.do(agenda.remove, here.items[4])
    assert "out of turn" in refused.value.happened
    assert quorate(workspace, here) == [1, 2, 3, 4, 6, 7]


def test_a_departure_taken_back_takes_back_what_the_clock_has_marked_since(workspace, here):
    go(workspace, here, *UP_TO_4, (7, "10:00"))
    entry = decide(workspace, here, 6)
    leaves(workspace, here, 7)
    assert status(workspace, entry) is DecisionStatus.AGREED
    go(workspace, here, (5, "10:20"), (6, "10:40"))
    assert status(workspace, entry) is DecisionStatus.TO_BE_RATIFIED
    workspace.undo()
    assert quorate(workspace, here) == list(range(1, 9))
    assert status(workspace, entry) is DecisionStatus.AGREED
    workspace.redo()
    assert status(workspace, entry) is DecisionStatus.TO_BE_RATIFIED
