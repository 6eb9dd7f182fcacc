"""Interests declared, and items people left the room for."""

import pytest

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.quorum import State
from masa_desktop.services import agenda, attendance, declarations, minutes, quorum_setting


@pytest.fixture
def here(workspace, executive):
    workspace.do(attendance.all_present, executive.meeting)
    return executive


def declare(workspace, made, key="police", item=5, text="Governor of the school", **more):
    return workspace.do(
        declarations.declare,
        made.meeting,
        made.people[key],
        item_id=made.items[item - 1] if item else None,
        text=text,
        **more,
    )


def state(workspace, made, item):
    return workspace.ask(attendance.quorum_at, made.meeting, made.items[item - 1]).state


def test_whoever_withdraws_does_not_count_for_that_item_alone(workspace, here):
    found = declare(workspace, here, has_withdrawn=True)
    states = [state(workspace, here, item) for item in (4, 5, 6)]
    assert states == [State.QUORATE, State.NOT_QUORATE, State.QUORATE]
    counts = workspace.ask(attendance.roll_call, here.meeting).counts
    assert counts.members_in_person == 3
    workspace.do(declarations.set_withdrawn, found, has_withdrawn=False)
    assert state(workspace, here, 5) is State.QUORATE


def test_a_declaration_alone_changes_no_quorum(workspace, here):
    declare(workspace, here)
    assert state(workspace, here, 5) is State.QUORATE


def test_a_decision_taken_while_somebody_was_out_waits_to_be_ratified(workspace, here):
    workspace.do(minutes.add, here.items[4], EntryKind.DECISION, "to widen the sample")
    found = declare(workspace, here, has_withdrawn=True)

    def lead():
        (row,) = workspace.ask(minutes.of_item, here.items[4])
        return row.lead

    assert lead() == "AGREED IN PRINCIPLE, TO BE RATIFIED"
    workspace.do(declarations.withdraw_declaration, found)
    assert lead() == "AGREED"


def test_a_chair_who_withdraws_is_not_in_the_chair_for_that_item(workspace, here):
    rule = {"min_members": 1, "chair_required": True}
    workspace.do(quorum_setting.set_quorum, here.group, rule, None)
    workspace.do(attendance.take_chair, here.meeting, here.people["police"])
    declare(workspace, here, has_withdrawn=True)
    assert [state(workspace, here, item) for item in (4, 5)] == [
        State.QUORATE,
        State.NOT_QUORATE,
    ]


def test_declarations_stand_in_the_order_of_the_items_and_print_as_lines(workspace, here):
    declare(workspace, here, "police", 5, has_withdrawn=True)
    declare(workspace, here, "nurse", 2, "Employed by the trust.")
    declare(workspace, here, "dcs", None, "Member of the council")
    assert workspace.ask(declarations.paper_lines, here.meeting) == (
        "Helen Marchetti: Member of the council.",
        "Anjali Deshmukh, item 2: Employed by the trust.",
        "Owen Prydderch, item 5: Governor of the school. Withdrew for this item.",
    )


def test_a_shareable_copy_does_not_say_who_declared_what_in_a_restricted_item(workspace, here):
    declare(workspace, here, has_withdrawn=True)
    declare(workspace, here, "dcs", None, "Member of the council")
    workspace.do(agenda.set_restricted, here.items[4], restricted=True)
    shared = workspace.ask(declarations.paper_lines, here.meeting, shareable=True)
    assert shared == ("Helen Marchetti: Member of the council.",)
    assert len(workspace.ask(declarations.paper_lines, here.meeting)) == 2


@pytest.mark.parametrize(
    ("item", "text", "withdrawn", "said"),
    [(5, "  ", False, "needs words"), (None, "Governor", True, "from an item")],
)
def test_what_says_nothing_is_refused(workspace, here, item, text, withdrawn, said):
    with pytest.raises(UserError, match=said):
        declare(workspace, here, "police", item, text, has_withdrawn=withdrawn)
    assert workspace.ask(declarations.of_meeting, here.meeting) == []


def test_an_item_that_goes_leaves_its_declaration_on_record(workspace, here):
    declare(workspace, here, has_withdrawn=True)
    workspace.do(agenda.remove, here.items[4])
    (row,) = workspace.ask(declarations.of_meeting, here.meeting)
    assert row.item_number is None
    assert row.item_title == "Neglect: audit findings"
    assert state(workspace, here, 6) is State.QUORATE
