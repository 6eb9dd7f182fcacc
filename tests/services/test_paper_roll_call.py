"""The words of attendance in the minutes: left and back, deputies, quorum in part, withdrawals."""

from datetime import time

import pytest

from masa_desktop.domain.attendance import Capacity
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.quorum import State, whole_words
from masa_desktop.services import (
    agenda,
    attendance,
    decision_register,
    decisions,
    declarations,
    groups,
    minutes,
    paper_minutes,
    people,
)


@pytest.fixture
def here(workspace, executive):
    workspace.do(attendance.all_present, executive.meeting)
    return executive


def police(workspace, made):
    rows = workspace.ask(attendance.roll_call, made.meeting).rows
    return next(row.attendance_id for row in rows if row.name == "Owen Prydderch")


def printed(workspace, made, *, shareable=False):
    return workspace.ask(paper_minutes.minutes_of, made.meeting, shareable=shareable)


def note(paper, name):
    return next(one.note for one in paper.attendance if one.name == name)


def test_the_quorum_and_its_note_agree_on_an_item_quorate_in_part(workspace, here):
    workspace.do(attendance.leave, police(workspace, here), here.items[5])
    workspace.do(attendance.arrive, police(workspace, here), here.items[5], time(10, 51))
    paper = printed(workspace, here)
    assert note(paper, "Owen Prydderch") == "left, time not noted, back from 10:51"
    assert paper.quorum.startswith("Quorate for items 1 to 8, item 6 in part. Rule")
    (told,) = paper.quorum_notes
    assert told.startswith("The meeting was not quorate for part of item 6: ")
    workspace.do(agenda.set_restricted, here.items[5], restricted=True)
    shared = printed(workspace, here, shareable=True)
    assert "in part" not in shared.quorum
    assert shared.quorum_notes == ()


def test_a_deputy_stands_beside_the_holder_who_came_back(workspace, here):
    key = police(workspace, here)
    workspace.do(attendance.leave, key, here.items[4], time(10, 31))
    workspace.do(
        attendance.hand_over, key, "Marcus Thorne", has_authority=True, from_item_id=here.items[4]
    )
    alone = "from item 5, deputy with delegated authority"
    assert note(printed(workspace, here), "Marcus Thorne") == alone
    workspace.do(attendance.arrive, key, here.items[6], time(10, 51))
    paper = printed(workspace, here)
    assert note(paper, "Marcus Thorne") == f"{alone}, OP here from item 7"
    assert note(paper, "Owen Prydderch").startswith("to 10:31 and from 10:51")
    workspace.do(agenda.set_restricted, here.items[6], restricted=True)
    assert note(printed(workspace, here, shareable=True), "Marcus Thorne") == alone


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Independent Scrutineer", "from item 4"),
        ("Critical friend", "from item 4, independent scrutineer"),
    ],
)
def test_a_role_the_seat_is_named_after_is_said_once(workspace, executive, title, said):
    seat = workspace.do(groups.add_seat, executive.group, title, capacity=Capacity.SCRUTINEER)
    workspace.do(people.fill_seat, seat, "Tunde Balogun", None)
    workspace.do(attendance.all_present, executive.meeting)
    rows = workspace.ask(attendance.roll_call, executive.meeting).rows
    key = next(row.attendance_id for row in rows if row.name == "Tunde Balogun")
    workspace.do(attendance.arrive, key, executive.items[3])
    assert note(printed(workspace, executive), "Tunde Balogun") == said


def test_an_item_says_who_withdrew_for_it_unless_it_is_minuted(workspace, here):
    for key in ("police", "nurse"):
        workspace.do(
            declarations.declare,
            here.meeting,
            here.people[key],
            item_id=here.items[4],
            text="Governor of the school",
            has_withdrawn=True,
        )
    workspace.do(minutes.add, here.items[4], EntryKind.NOTE, "The school was discussed.")
    item = printed(workspace, here).items[4]
    assert item.state_note == "AD and OP withdrew for this item. Not quorate."
    workspace.do(minutes.add, here.items[4], EntryKind.NOTE, "OP withdrew the proposal.")
    assert (
        printed(workspace, here).items[4].state_note
        == "AD and OP withdrew for this item. Not quorate."
    )
    workspace.do(minutes.add, here.items[4], EntryKind.NOTE, "OP withdrew, a governor.")
    assert printed(workspace, here).items[4].state_note == "AD withdrew for this item. Not quorate."
    workspace.do(agenda.set_restricted, here.items[4], restricted=True)
    assert printed(workspace, here, shareable=True).items[4].state_note == ""
    assert "withdrew" in printed(workspace, here).items[4].state_note


def test_DEC1_initials_of_a_dissent_are_a_name_on_paper(workspace, here):
    entry = workspace.do(minutes.add, here.items[4], EntryKind.DECISION, "To publish.")
    workspace.do(decisions.set_dissent, entry, "OP")
    said = "Dissent: Owen Prydderch (Northshire Police)."
    assert printed(workspace, here).items[4].entries[0].particulars == said
    (row,) = workspace.ask(decision_register.rows, None, [here.group])
    assert row.particulars == said


@pytest.fixture
def away_in_turn(workspace, here):
    """In item 6 the police were out for a decision and back for another, then the ICB left."""
    item, key = here.items[5], police(workspace, here)
    rows = workspace.ask(attendance.roll_call, here.meeting).rows
    nurse = next(r.attendance_id for r in rows if r.seat_id == here.seats["nurse"])
    workspace.do(attendance.leave, key, item)
    workspace.do(minutes.add, item, EntryKind.DECISION, "to widen the sample")
    workspace.do(attendance.arrive, key, item, time(10, 45))
    workspace.do(minutes.add, item, EntryKind.DECISION, "to publish the summary")
    workspace.do(attendance.leave, nurse, item, time(10, 45))
    workspace.do(attendance.arrive, nurse, here.items[6], time(10, 46))
    return here


WHO_WAS_OUT = (
    "Northshire Police was not represented; NHS Riverside and Northshire ICB was not represented."
)


def test_two_gaps_in_one_item_name_both_agencies_and_leave_the_decision_between(
    workspace, away_in_turn
):
    paper, group = printed(workspace, away_in_turn), away_in_turn.group
    assert paper.quorum_notes == (f"The meeting was not quorate for part of item 6: {WHO_WAS_OUT}",)
    assert paper.quorum.startswith("Quorate for items 1 to 8, item 6 in part. Rule")
    assert [item.state_note for item in paper.items[5:7]] == [
        "Not quorate for part.",
        "Nothing is minuted under this item.",
    ]
    (waits,) = workspace.ask(decisions.to_be_ratified, group)
    assert waits.why == f"For part of the item, {WHO_WAS_OUT.replace(' was ', ' is ')}"
    roll = workspace.ask(attendance.roll_call, away_in_turn.meeting)
    assert "Not quorate for item 6 in part (" in roll.by_item
    said = whole_words([one for _, one in roll.items], roll.in_part)
    assert said == (State.NOT_QUORATE, "Not quorate, item 6 in part")


def test_without_a_decision_that_stands_the_item_is_lost_and_both_are_named(
    workspace, away_in_turn
):
    item = away_in_turn.items[5]
    (_, stands) = [r for r in workspace.ask(minutes.of_item, item) if r.record_id]
    workspace.do(minutes.remove, stands.id)
    paper = printed(workspace, away_in_turn)
    assert paper.quorum_notes == (f"The meeting was not quorate for item 6: {WHO_WAS_OUT}",)
    assert paper.items[5].state_note == "Not quorate."


def test_a_restricted_item_is_marked_in_the_full_minutes_alone(workspace, here):
    workspace.do(minutes.add, here.items[5], EntryKind.NOTE, "It was heard.")
    workspace.do(agenda.set_restricted, here.items[5], restricted=True)
    assert [item.state_note for item in printed(workspace, here).items[5:6]] == ["Restricted."]
    assert printed(workspace, here, shareable=True).items[5].state_note == ""
