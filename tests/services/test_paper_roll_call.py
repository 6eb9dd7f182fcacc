"""The words of attendance in the minutes: left and back, deputies, quorum in part, withdrawals."""

from datetime import time

import pytest

from masa_desktop.domain.attendance import Capacity
from masa_desktop.domain.meetings import EntryKind
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
