"""The roll-call: codes, deputies, spans, the chair, the quorum live."""

import pytest

from masa_desktop.domain.attendance import Capacity, Code
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.quorum import State
from masa_desktop.services import attendance, meetings, minutes, terms


@pytest.fixture
def here(workspace, executive):
    """Everybody present."""
    workspace.do(attendance.all_present, executive.meeting)
    return executive


def roll(workspace, made, item=None):
    return workspace.ask(attendance.roll_call, made.meeting, made.items[item - 1] if item else None)


def row_of(workspace, made, key):
    (row,) = [
        r for r in roll(workspace, made).rows if r.seat_id == made.seats[key] and not r.is_deputy
    ]
    return row


def test_nobody_is_assumed_present(workspace, executive):
    found = roll(workspace, executive)
    assert {r.code for r in found.rows} == {Code.NO_RESPONSE, Code.VACANT}
    assert found.verdict.state is State.NOT_QUORATE
    assert found.counts.seats_attended == 0


def test_all_present_leaves_the_vacant_seat_vacant(workspace, here):
    found = roll(workspace, here)
    assert found.verdict.state is State.QUORATE
    assert (found.counts.seats_attended, found.counts.seats) == (3, 3)
    assert (found.counts.agencies_attended, found.counts.members_in_person) == (3, 3)
    assert row_of(workspace, here, "fire").code == Code.VACANT


def test_an_observer_never_counts(workspace, here):
    workspace.do(
        attendance.record,
        here.meeting,
        Code.APOLOGIES,
        seat_id=here.seats["dcs"],
        person_id=here.people["dcs"],
    )
    assert roll(workspace, here).verdict.state is State.NOT_QUORATE
    assert row_of(workspace, here, "member").counts == "never counts"


@pytest.mark.parametrize(
    ("authority", "state"),
    [(True, State.QUORATE), (False, State.NOT_QUORATE), (None, State.NOT_QUORATE)],
)
def test_a_deputy_counts_only_with_authority(workspace, here, authority, state):
    workspace.do(
        attendance.send_deputy,
        here.meeting,
        seat_id=here.seats["police"],
        for_person_id=here.people["police"],
        name="Marcus Thorne",
        has_authority=authority,
    )
    found = roll(workspace, here)
    assert found.verdict.state is state
    assert (found.counts.seats_attended, found.counts.members_in_person) == (3, 2)
    assert row_of(workspace, here, "police").code == Code.DEPUTY_SENT


def test_quorum_is_lost_from_the_item_the_police_leave_in(workspace, here):
    police = row_of(workspace, here, "police")
    workspace.do(attendance.leave, police.attendance_id, here.items[5])
    assert roll(workspace, here, 5).verdict.state is State.QUORATE
    assert roll(workspace, here, 6).verdict.state is State.NOT_QUORATE
    assert "items 1 to 5" in roll(workspace, here).by_item
    assert row_of(workspace, here, "police").note == "left during item 6"


def test_a_decision_without_a_quorum_waits_to_be_ratified(workspace, here):
    police = row_of(workspace, here, "police")
    workspace.do(attendance.leave, police.attendance_id, here.items[5])
    before = workspace.do(minutes.add, here.items[4], EntryKind.DECISION, "to widen the sample")
    after = workspace.do(minutes.add, here.items[5], EntryKind.DECISION, "to accept the report")
    leads = {
        row.id: row.lead for item in here.items[4:6] for row in workspace.ask(minutes.of_item, item)
    }
    assert leads == {before: "AGREED", after: "AGREED IN PRINCIPLE, TO BE RATIFIED"}
    workspace.do(minutes.set_decision_status, after, DecisionStatus.RATIFIED)
    assert "SINCE RATIFIED" in workspace.ask(minutes.of_item, here.items[5])[0].lead


def test_someone_may_leave_and_a_deputy_come_later(workspace, here):
    police = row_of(workspace, here, "police")
    workspace.do(attendance.leave, police.attendance_id, here.items[5])
    deputy = workspace.do(
        attendance.send_deputy,
        here.meeting,
        seat_id=here.seats["police"],
        for_person_id=None,
        name="Marcus Thorne",
        has_authority=True,
    )
    workspace.do(attendance.arrive, deputy, here.items[7])
    states = [roll(workspace, here, n).verdict.state for n in range(1, 9)]
    assert states == [State.QUORATE] * 5 + [State.NOT_QUORATE] * 2 + [State.QUORATE]
    workspace.do(attendance.whole_meeting, police.attendance_id)
    assert roll(workspace, here, 6).verdict.state is State.QUORATE


def test_nobody_leaves_during_the_first_item(workspace, here):
    police = row_of(workspace, here, "police")
    with pytest.raises(UserError, match="first item"):
        workspace.do(attendance.leave, police.attendance_id, here.items[0])


def test_the_chair_changes_at_an_item(workspace, here):
    workspace.do(
        attendance.take_chair,
        here.meeting,
        here.people["nurse"],
        for_person_id=here.people["dcs"],
    )
    workspace.do(
        attendance.take_chair, here.meeting, here.people["dcs"], from_item_id=here.items[3]
    )
    assert workspace.ask(meetings.in_the_chair, here.meeting) == (
        "Anjali Deshmukh (for Helen Marchetti) to item 3, Helen Marchetti from item 4"
    )


def test_a_guest_is_in_attendance_and_never_counts(workspace, here):
    workspace.do(
        attendance.add_guest,
        here.meeting,
        "Kit Ashdown",
        agency_id=here.council,
        capacity=Capacity.MINUTE_TAKER,
        note="minutes",
    )
    (row,) = [r for r in roll(workspace, here).rows if r.name == "Kit Ashdown"]
    assert (row.role, row.counts, row.note) == ("Minute-taker", "never counts", "minutes")
    assert roll(workspace, here).counts.members == 3


def test_initials_are_unique_in_the_meeting(workspace, here):
    workspace.do(attendance.add_guest, here.meeting, "Owain Pritchard")
    found = workspace.ask(attendance.initials, here.meeting)
    assert len(set(found.values())) == len(found)


def test_an_unset_quorum_is_never_quorate(workspace, here):
    workspace.do(terms.set_quorum, here.group, {}, None)
    found = roll(workspace, here)
    assert found.verdict.state is State.NOT_SET
    assert "cannot say" in found.verdict.sentence


def test_attendance_of_two_laptops_meets_in_one_row(workspace, here, open_office):
    one = row_of(workspace, here, "dcs").attendance_id
    again = workspace.do(
        attendance.record,
        here.meeting,
        Code.ONLINE,
        seat_id=here.seats["dcs"],
        person_id=here.people["dcs"],
    )
    assert one == again


def test_a_decision_minuted_before_the_roll_is_called_waits_for_it(workspace, executive):
    entry = workspace.do(minutes.add, executive.items[4], EntryKind.DECISION, "to widen it")

    def lead():
        (row,) = workspace.ask(minutes.of_item, executive.items[4])
        return row.lead

    assert lead() == "AGREED"
    workspace.do(
        attendance.record,
        executive.meeting,
        Code.PRESENT,
        seat_id=executive.seats["dcs"],
        person_id=executive.people["dcs"],
    )
    assert lead() == "AGREED IN PRINCIPLE, TO BE RATIFIED"
    workspace.do(attendance.all_present, executive.meeting)
    assert lead() == "AGREED"
    workspace.do(minutes.set_decision_status, entry, DecisionStatus.DEFERRED)
    workspace.do(
        attendance.record,
        executive.meeting,
        Code.DNA,
        seat_id=executive.seats["dcs"],
        person_id=executive.people["dcs"],
    )
    assert lead() == "DEFERRED"
