"""The roll-call: codes, deputies, spans, the chair, the quorum live."""

from datetime import date, datetime, time

import pytest

from masa_desktop.domain.attendance import Capacity, Code
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.quorum import State
from masa_desktop.services import (
    agenda,
    attendance,
    groups,
    meetings,
    minutes,
    people,
    quorum_loss,
    quorum_setting,
    timing,
)
from tests.rolls import mark, roll, row_of


@pytest.fixture
def here(workspace, executive):
    """Everybody present."""
    workspace.do(attendance.all_present, executive.meeting)
    return executive


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
    made = workspace.do(
        attendance.add_guest,
        here.meeting,
        "Kit Ashdown",
        agency_id=here.council,
        capacity=Capacity.MINUTE_TAKER,
    )
    workspace.do(attendance.set_note, made, "minutes")
    (row,) = [r for r in roll(workspace, here).rows if r.name == "Kit Ashdown"]
    assert (row.role, row.counts, row.note) == ("Minute-taker", "never counts", "minutes")
    assert roll(workspace, here).counts.members == 3


def test_initials_are_unique_in_the_meeting(workspace, here):
    workspace.do(attendance.add_guest, here.meeting, "Owain Pritchard")
    found = workspace.ask(attendance.initials, here.meeting)
    assert len(set(found.values())) == len(found)


def test_an_unset_quorum_is_never_quorate(workspace, here):
    workspace.do(quorum_setting.set_quorum, here.group, {}, None)
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


def chair(workspace, made, key, *, item=None, instead_of=None):
    workspace.do(
        attendance.take_chair,
        made.meeting,
        made.people[key],
        for_person_id=made.people[instead_of] if instead_of else None,
        from_item_id=made.items[item - 1] if item else None,
    )


def lead(workspace, item):
    (row,) = workspace.ask(minutes.of_item, item)
    return row.lead


WAITS = "AGREED IN PRINCIPLE, TO BE RATIFIED"


def test_an_item_that_goes_hands_a_departure_to_the_item_before(workspace, here):
    decided = workspace.do(minutes.add, here.items[3], EntryKind.DECISION, "to widen it")
    workspace.do(attendance.leave, row_of(workspace, here, "police").attendance_id, here.items[5])
    workspace.do(agenda.remove, here.items[4])
    assert row_of(workspace, here, "police").note == "left during item 5"
    assert roll(workspace, here, 4).verdict.state is State.QUORATE
    state = dict(roll(workspace, here).items)[here.items[5]].state
    assert state is State.NOT_QUORATE
    assert decided
    assert lead(workspace, here.items[3]) == "AGREED"


def test_an_item_that_goes_hands_an_arrival_to_the_item_after(workspace, here):
    workspace.do(attendance.arrive, row_of(workspace, here, "police").attendance_id, here.items[2])
    workspace.do(agenda.remove, here.items[2])
    found = dict(roll(workspace, here).items)
    states = [found[here.items[place]].state for place in (1, 3)]
    assert states == [State.NOT_QUORATE, State.QUORATE]


def test_an_item_somebody_was_here_for_alone_stays(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.arrive, police, here.items[2])
    workspace.do(attendance.leave, police, here.items[3])
    with pytest.raises(UserError, match=r"this item alone .Owen Prydderch"):
        workspace.do(agenda.remove, here.items[2])


def test_a_stretch_of_chairing_keeps_its_place_when_an_item_goes(workspace, here):
    chair(workspace, here, "nurse")
    chair(workspace, here, "dcs", item=4)
    workspace.do(agenda.remove, here.items[3])
    workspace.do(agenda.remove, here.items[2])
    assert workspace.ask(meetings.in_the_chair, here.meeting) == (
        "Anjali Deshmukh to item 2, Helen Marchetti from item 3"
    )


def test_a_move_once_it_has_begun_keeps_the_agenda_and_what_somebody_left_in(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.leave, police, here.items[5])
    for item, steps in ((6, -3), (2, 5), (4, 1)):
        workspace.do(agenda.move, here.items[item], steps)
    assert [item.id for item in workspace.ask(agenda.items, here.meeting)] == here.items
    assert row_of(workspace, here, "police").note == (
        "left during item 6 (item 7 had been taken before, items 3 and 5 were taken later)"
    )


def test_a_move_beforehand_may_not_change_who_is_to_be_in_the_chair(workspace, executive):
    chair(workspace, executive, "nurse")
    chair(workspace, executive, "dcs", item=4)
    with pytest.raises(UserError, match="Anjali Deshmukh, Helen Marchetti") as refused:
        workspace.do(agenda.move, executive.items[6], -5)
    assert refused.value.safe
    assert refused.value.do
    workspace.do(agenda.move, executive.items[6], -1)
    ids = [item.id for item in workspace.ask(agenda.items, executive.meeting)]
    assert ids == [executive.items[place] for place in (0, 1, 2, 3, 4, 6, 5, 7)]


@pytest.fixture
def chaired(workspace, here):
    """The executive's quorum asks for the chair in person."""
    rule = {"min_members": 1, "chair_required": True}
    workspace.do(quorum_setting.set_quorum, here.group, rule, None)
    return here


def test_each_item_is_judged_by_whoever_was_in_its_chair(workspace, chaired):
    chair(workspace, chaired, "nurse")
    chair(workspace, chaired, "dcs", item=4)
    mark(workspace, chaired, "dcs", Code.APOLOGIES)
    states = [roll(workspace, chaired, n).verdict.state for n in (1, 3, 4, 8)]
    assert states == [State.QUORATE] * 2 + [State.NOT_QUORATE] * 2
    assert "chair is not here" in roll(workspace, chaired, 4).verdict.sentence
    assert roll(workspace, chaired).verdict.state is State.QUORATE
    mark(workspace, chaired, "dcs", Code.PRESENT)
    mark(workspace, chaired, "nurse", Code.APOLOGIES)
    assert roll(workspace, chaired).verdict.state is State.NOT_QUORATE
    assert roll(workspace, chaired, 4).verdict.state is State.QUORATE


def test_a_third_chair_leaves_the_first_two_as_recorded(workspace, here):
    chair(workspace, here, "nurse")
    chair(workspace, here, "dcs", item=3)
    chair(workspace, here, "police", item=5)
    assert workspace.ask(meetings.in_the_chair, here.meeting) == (
        "Anjali Deshmukh to item 2, Helen Marchetti for items 3 to 4, Owen Prydderch from item 5"
    )


@pytest.fixture
def with_deputy(workspace, here):
    workspace.do(
        attendance.send_deputy,
        here.meeting,
        seat_id=here.seats["police"],
        for_person_id=here.people["police"],
        name="Marcus Thorne",
        has_authority=True,
    )
    return here


@pytest.mark.parametrize("code", [Code.PRESENT, Code.ONLINE, Code.PHONE])
def test_a_holder_who_came_after_all_sends_the_deputy_home(workspace, with_deputy, code):
    mark(workspace, with_deputy, "police", code)
    assert [r.name for r in roll(workspace, with_deputy).rows if r.is_deputy] == []
    rule = {"min_members": 4, "deputies_count": "any"}
    workspace.do(quorum_setting.set_quorum, with_deputy.group, rule, None)
    assert roll(workspace, with_deputy).verdict.state is State.NOT_QUORATE


def test_a_deputy_who_came_for_a_part_stays_beside_the_holder(workspace, with_deputy):
    (deputy,) = [r for r in roll(workspace, with_deputy).rows if r.is_deputy]
    workspace.do(attendance.leave, deputy.attendance_id, with_deputy.items[3])
    mark(workspace, with_deputy, "police", Code.PRESENT)
    assert [r.name for r in roll(workspace, with_deputy).rows if r.is_deputy] == ["Marcus Thorne"]


def test_all_present_leaves_a_seat_to_its_deputy(workspace, executive):
    workspace.do(
        attendance.send_deputy,
        executive.meeting,
        seat_id=executive.seats["police"],
        for_person_id=None,
        name="Marcus Thorne",
        has_authority=True,
    )
    assert workspace.do(attendance.all_present, executive.meeting) == 3
    assert row_of(workspace, executive, "police").code == Code.NO_RESPONSE


def test_a_seat_ended_before_the_meeting_is_shown_as_it_was_recorded(workspace, here):
    before = roll(workspace, here)
    workspace.do(groups.end_seat, here.seats["police"], date(2026, 1, 31))
    found = roll(workspace, here)
    line = row_of(workspace, here, "police")
    assert (line.name, line.agency, line.code) == (
        "Owen Prydderch",
        "Northshire Police",
        Code.PRESENT,
    )
    assert found.verdict.state is State.QUORATE
    assert found.counts == before.counts


def test_an_ended_seat_nobody_recorded_is_gone(workspace, executive):
    workspace.do(groups.end_seat, executive.seats["police"], date(2026, 1, 31))
    assert executive.seats["police"] not in {r.seat_id for r in roll(workspace, executive).rows}


def test_an_ended_seat_with_its_deputy_shows_no_vacancy(workspace, executive):
    workspace.do(
        attendance.send_deputy,
        executive.meeting,
        seat_id=executive.seats["police"],
        for_person_id=None,
        name="Marcus Thorne",
        has_authority=True,
    )
    workspace.do(groups.end_seat, executive.seats["police"], date(2026, 1, 31))
    rows = [r for r in roll(workspace, executive).rows if r.seat_id == executive.seats["police"]]
    assert [(r.name, r.is_deputy) for r in rows] == [("Marcus Thorne", True)]


def test_nobody_leaves_before_they_arrived(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.leave, police, here.items[5])
    workspace.do(attendance.arrive, police, here.items[4])
    with pytest.raises(UserError, match="arrived at item 5"):
        workspace.do(attendance.leave, police, here.items[4])
    assert row_of(workspace, here, "police").note == "from item 5, left during item 6"


def test_a_new_quorum_marks_the_decisions_of_the_meetings_it_governs(workspace, here):
    workspace.do(minutes.add, here.items[4], EntryKind.DECISION, "to widen the sample")
    later = {"min_members": 9}
    workspace.do(quorum_setting.set_quorum, here.group, later, date(2026, 2, 11))
    assert lead(workspace, here.items[4]) == "AGREED"
    workspace.do(quorum_setting.set_quorum, here.group, later, date(2026, 2, 10))
    assert lead(workspace, here.items[4]) == WAITS
    workspace.undo()
    assert lead(workspace, here.items[4]) == "AGREED"


def test_a_decision_that_comes_back_is_judged_anew(workspace, here):
    entry = workspace.do(minutes.add, here.items[4], EntryKind.DECISION, "to widen the sample")
    workspace.do(minutes.set_kind, entry, EntryKind.NOTE)
    mark(workspace, here, "dcs", Code.APOLOGIES)
    workspace.do(minutes.set_kind, entry, EntryKind.DECISION)
    assert lead(workspace, here.items[4]) == WAITS


def test_a_deputy_sent_without_saying_for_whom_is_no_second_head(workspace, here):
    rule = {"min_members": 4, "deputies_count": "any"}
    workspace.do(quorum_setting.set_quorum, here.group, rule, None)
    before = roll(workspace, here)
    send(workspace, here, member=None)
    after = roll(workspace, here)
    assert after.verdict.state is State.NOT_QUORATE
    assert roll(workspace, here, 3).verdict.sentence == before.verdict.sentence
    assert after.counts == before.counts


def send(workspace, made, *, member="police", authority=True, name="Marcus Thorne"):
    return workspace.do(
        attendance.send_deputy,
        made.meeting,
        seat_id=made.seats["police"],
        for_person_id=made.people[member] if member else None,
        name=name,
        has_authority=authority,
    )


def test_a_member_hands_over_to_a_deputy_from_an_item_on(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.leave, police, here.items[5], time(10, 58))
    deputy = workspace.do(
        attendance.hand_over,
        police,
        "Marcus Thorne",
        has_authority=True,
        from_item_id=here.items[7],
        at=time(11, 20),
    )
    found = roll(workspace, here)
    notes = {r.attendance_id: r.note for r in found.rows}
    assert notes[police] == "to 10:58, left during item 6"
    assert notes[deputy] == "from 11:20, from item 8, deputy with delegated authority"
    standing = [does for _, does in row_of(workspace, here, "police").standing]
    assert standing == [True] * 5 + [False] * 2 + [True]
    assert found.absences[2] == "away for items 6\N{EN DASH}7"
    assert (found.counts.seats_attended, found.counts.members_in_person) == (3, 3)


def test_a_member_not_said_to_have_left_was_here_to_the_item_before(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(
        attendance.hand_over,
        police,
        "Marcus Thorne",
        has_authority=True,
        from_item_id=here.items[3],
    )
    assert row_of(workspace, here, "police").last_item == 3
    assert roll(workspace, here, 4).verdict.state is State.QUORATE


def test_a_handing_over_that_would_overlap_is_refused(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.leave, police, here.items[5])
    with pytest.raises(UserError, match="from item 6"):
        workspace.do(
            attendance.hand_over,
            police,
            "Marcus Thorne",
            has_authority=True,
            from_item_id=here.items[3],
        )
    mark(workspace, here, "dcs", Code.APOLOGIES)
    away = row_of(workspace, here, "dcs").attendance_id
    with pytest.raises(UserError, match="was here"):
        workspace.do(
            attendance.hand_over, away, "Kit", has_authority=None, from_item_id=here.items[3]
        )


def test_nobody_deputises_for_themselves(workspace, here):
    with pytest.raises(UserError, match="Owen Prydderch sits in this seat"):
        send(workspace, here, name="Owen Prydderch")
    assert row_of(workspace, here, "police").code == Code.PRESENT


def test_a_deputy_taken_off_leaves_the_member_with_apologies(workspace, here):
    deputy = send(workspace, here)
    workspace.do(attendance.take_off, deputy)
    assert row_of(workspace, here, "police").code == Code.APOLOGIES
    assert roll(workspace, here).counts.seats_attended == 2
    assert roll(workspace, here).verdict.state is State.NOT_QUORATE


def test_a_deputy_who_did_not_come_after_all_counts_for_nobody(workspace, here):
    send(workspace, here)
    (deputy,) = [r for r in roll(workspace, here).rows if r.is_deputy]
    workspace.do(
        attendance.record,
        here.meeting,
        Code.DNA,
        seat_id=deputy.seat_id,
        person_id=deputy.person_id,
    )
    assert row_of(workspace, here, "police").code == Code.APOLOGIES
    assert roll(workspace, here).counts.seats_attended == 2


def test_a_deputy_sent_again_begins_afresh(workspace, here):
    deputy = send(workspace, here)
    workspace.do(attendance.leave, deputy, here.items[5])
    workspace.do(attendance.set_note, deputy, "by train")
    workspace.do(attendance.take_off, deputy)
    assert send(workspace, here, authority=None) == deputy
    (row,) = [r for r in roll(workspace, here).rows if r.is_deputy]
    assert row.note == "deputy; delegated authority not recorded"


def test_taking_a_deputy_off_marks_the_decisions(workspace, here):
    deputy = send(workspace, here)
    workspace.do(minutes.add, here.items[4], EntryKind.DECISION, "to widen the sample")
    assert lead(workspace, here.items[4]) == "AGREED"
    workspace.do(attendance.take_off, deputy)
    assert lead(workspace, here.items[4]) == WAITS


def test_a_guest_is_here_for_some_items(workspace, here):
    guest = workspace.do(attendance.add_guest, here.meeting, "Lena Brandt")
    workspace.do(
        attendance.set_part, guest, first_item_id=here.items[2], last_item_id=here.items[4]
    )

    def note():
        return next(r.note for r in roll(workspace, here).rows if r.name == "Lena Brandt")

    assert note() == "for items 3 to 5"
    workspace.do(
        attendance.set_part, guest, first_item_id=here.items[4], last_item_id=here.items[4]
    )
    assert note() == "for item 5"
    with pytest.raises(UserError, match="before they came for item 5"):
        workspace.do(
            attendance.set_part, guest, first_item_id=here.items[4], last_item_id=here.items[3]
        )
    workspace.do(
        attendance.record, here.meeting, Code.IN_ATTENDANCE, seat_id=None, person_id=_id(workspace)
    )
    assert note() == "for item 5"


def _id(workspace):
    return workspace.do(people.named, "Lena Brandt")


def test_times_are_kept_beside_the_items_and_must_make_sense(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(
        attendance.set_part,
        police,
        last_item_id=here.items[4],
        arrived_at=time(9, 30),
        left_at=time(10, 58),
    )
    assert row_of(workspace, here, "police").note == "09:30 to 10:58, left during item 6"
    with pytest.raises(UserError, match="before they came"):
        workspace.do(attendance.set_part, police, arrived_at=time(11), left_at=time(10))
    workspace.do(attendance.whole_meeting, police)
    assert row_of(workspace, here, "police").note == ""


def seen_by_the_clock(workspace, here):
    """Item 1 from 9:30, item 3 from 10:00, item 2 from 10:30 and still on."""
    for hour, minute, item in ((9, 30, 0), (10, 0, 2), (10, 30, 1)):
        now = datetime(2026, 2, 10, hour, minute)
        workspace.keep(timing.take_up, here.meeting, here.items[item], now)
    return datetime(2026, 2, 10, 11, 0)


@pytest.mark.parametrize(
    ("times", "note", "covered"),
    [
        ({"left_at": time(10, 40)}, "to 10:40", {1, 3}),
        ({"arrived_at": time(9, 20)}, "from 09:20", set(range(1, 9))),
        ({"arrived_at": time(10, 10)}, "from 10:10", set(range(2, 9))),
    ],
)
def test_a_time_alone_hangs_on_the_item_the_clock_was_at(workspace, here, times, note, covered):
    now = seen_by_the_clock(workspace, here)
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.set_part, police, **times, now=now)
    row = row_of(workspace, here, "police")
    assert row.note.startswith(note)
    assert {item for item, counts in row.standing if counts} == covered


@pytest.mark.parametrize("at", [time(11, 20), time(9, 40)])
def test_a_departure_the_clock_knows_no_later_item_for_is_asked_for_its_item(workspace, here, at):
    now = seen_by_the_clock(workspace, here)
    police = row_of(workspace, here, "police").attendance_id
    with pytest.raises(UserError, match=r"not known which item|during the first item"):
        workspace.do(attendance.set_part, police, left_at=at, now=now)
    assert row_of(workspace, here, "police").note == ""


def test_a_time_kept_already_does_not_ask_again(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.set_part, police, arrived_at=time(9, 50))
    kept = {"arrived_at": time(9, 50), "last_item_id": here.items[3]}
    workspace.do(attendance.set_part, police, **kept, now=datetime(2026, 2, 10, 11))
    assert row_of(workspace, here, "police").note == "from 09:50, left during item 5"


def test_P4_one_person_for_two_agencies_is_one_head_for_both(workspace, here):
    mark(workspace, here, "police", Code.APOLOGIES)
    assert roll(workspace, here).verdict.state is State.NOT_QUORATE
    nurse = row_of(workspace, here, "nurse").attendance_id
    workspace.do(attendance.represent_also, nurse, here.police)
    found = roll(workspace, here)
    assert found.verdict.state is State.QUORATE
    assert (found.counts.agencies_attended, found.counts.members_in_person) == (3, 2)
    assert found.counts.seats_attended == 2
    assert row_of(workspace, here, "nurse").note == "also Northshire Police"
    with pytest.raises(UserError, match="sit for already"):
        workspace.do(attendance.represent_also, nurse, here.icb)
    workspace.do(attendance.represent_also, nurse, None)
    assert roll(workspace, here).verdict.state is State.NOT_QUORATE


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (Code.ONLINE, "3 in the room · 1 online · 0 apologies"),
        (Code.PHONE, "3 in the room · 1 by phone · 0 apologies"),
        (Code.DNA, "3 in the room · 0 apologies"),
    ],
)
def test_modes_are_counted_person_by_person(workspace, here, code, said):
    mark(workspace, here, "police", code)
    assert roll(workspace, here).modes == said


def test_nobody_acts_as_chair_for_themselves(workspace, here):
    with pytest.raises(UserError, match="in their own place"):
        chair(workspace, here, "dcs", instead_of="dcs")


def test_the_line_says_who_is_in_the_chair_for_which_items(workspace, here):
    chair(workspace, here, "nurse", instead_of="dcs")
    chair(workspace, here, "dcs", item=4)
    assert row_of(workspace, here, "nurse").chair == "Acting chair to item 3"
    assert row_of(workspace, here, "dcs").chair == "In the chair from item 4"


def test_rows_stand_under_the_partners_the_rule_names_and_the_others(workspace, here):
    seat = workspace.do(groups.add_seat, here.group, "Head of service")
    headings = {r.seat_id: r.heading for r in roll(workspace, here).rows}
    assert headings[here.seats["police"]] == "Northshire Police · safeguarding partner"
    assert headings[seat] == "Other agencies"
    assert row_of(workspace, here, "member").heading.startswith("Not counted")
    beside = next(r for r in roll(workspace, here).rows if r.seat_id == seat)
    assert beside.counts == "does not count"


def test_a_note_of_apologies_is_hidden_once_the_person_came(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.set_note, police, "Apologies on 6 February by e-mail")
    mark(workspace, here, "police", Code.ONLINE)
    assert row_of(workspace, here, "police").note == ""
    mark(workspace, here, "police", Code.APOLOGIES)
    assert row_of(workspace, here, "police").note == "Apologies on 6 February by e-mail"


def test_a_decision_to_be_ratified_says_where_it_goes_next(workspace, here):
    police = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.leave, police, here.items[5])
    workspace.do(minutes.add, here.items[5], EntryKind.DECISION, "To accept the report.")

    def foot():
        (row,) = workspace.ask(minutes.of_item, here.items[5])
        return row.foot

    assert foot() == "Goes to matters arising, next meeting not planned, for ratification"
    workspace.do(meetings.add, here.group, date(2026, 4, 14))
    assert foot() == "Goes to matters arising, 14 April 2026, for ratification"
    workspace.do(quorum_loss.still_here, police)
    assert foot() == ""
