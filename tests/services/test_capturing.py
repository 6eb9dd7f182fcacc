"""What a line is read against, house phrases kept by the office, arrivals and leavings typed."""

from dataclasses import replace
from datetime import date

import pytest

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.given import Given
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.domain.phrases import DEFAULT_PHRASES, Phrase
from masa_desktop.services import (
    actions,
    agenda,
    attendance,
    capturing,
    groups,
    meetings,
    minutes,
    offices,
    people,
)

TODAY = date(2026, 2, 10)


@pytest.fixture
def roll(workspace, executive):
    """The roll-call taken: everybody is here."""
    workspace.do(attendance.all_present, executive.meeting)
    return executive


def room(workspace, made, item=None):
    key = None if item is None else made.items[item]
    return workspace.ask(capturing.room, made.meeting, TODAY, item_id=key)


def somebody(workspace, made, initials, item=None):
    return next(one for one in room(workspace, made, item).people if one.initials == initials)


def row(workspace, made, name):
    rows = workspace.ask(attendance.roll_call, made.meeting).rows
    return next(one for one in rows if one.name == name)


def test_people_have_their_seat_and_agency_and_nobody_is_said_to_be_here(workspace, executive):
    found = somebody(workspace, executive, "OP")
    assert (found.name, found.post) == ("Owen Prydderch", "Detective Superintendent")
    assert found.agency == "Northshire Police"
    assert {one.is_present for one in room(workspace, executive).people} == {None}


def test_who_is_here_is_told_for_the_item(workspace, roll):
    workspace.do(capturing.leave, roll.items[3], [roll.people["police"]])
    assert somebody(workspace, roll, "OP", 2).is_present is True
    assert somebody(workspace, roll, "OP", 3).is_present is False
    police = row(workspace, roll, "Helen Marchetti")
    workspace.do(
        attendance.record,
        roll.meeting,
        Code.APOLOGIES,
        seat_id=police.seat_id,
        person_id=police.person_id,
    )
    assert somebody(workspace, roll, "HM", 2).is_present is False


def test_all_agencies_are_known_but_only_those_of_the_group_are_all(workspace, executive):
    workspace.do(groups.add_agency, "Northshire Fire", "NF", kind="other")
    found = {one.name: one.is_of_group for one in room(workspace, executive).agencies}
    assert found["Northshire Police"] is True
    assert found["Northshire Fire"] is False


def test_the_next_meeting_is_the_one_planned(workspace, executive):
    assert room(workspace, executive).next_meeting_on is None
    workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    assert room(workspace, executive).next_meeting_on == date(2026, 4, 14)
    away = workspace.do(meetings.add, executive.group, date(2026, 6, 9))
    workspace.do(meetings.add, executive.group, date(2026, 7, 7))
    workspace.do(meetings.set_status, away, MeetingStatus.CANCELLED)
    assert room(workspace, executive).meetings_on == (date(2026, 4, 14), date(2026, 7, 7))
    assert "Executive" in room(workspace, executive).group


def test_house_phrases_are_those_supplied_until_the_office_has_its_own(workspace):
    assert workspace.ask(capturing.phrases) == DEFAULT_PHRASES
    workspace.do(capturing.set_phrases, "thanks = The chair thanked |.\n\n")
    assert workspace.ask(capturing.phrases) == (Phrase("thanks", "The chair thanked |."),)
    workspace.do(capturing.set_phrases, " \n")
    assert workspace.ask(capturing.phrases) == ()


def test_a_list_that_cannot_be_read_is_refused_by_its_line_and_not_kept(workspace):
    with pytest.raises(UserError) as caught:
        workspace.do(capturing.set_phrases, "noted: Members NOTED |.\nno colon")
    assert caught.value.happened.startswith("Line 2 of the house phrases could not be read.")
    assert workspace.ask(offices.setting, "house_phrases") == ""


def test_somebody_leaves_and_is_named_with_their_agency(workspace, roll):
    said = workspace.do(capturing.leave, roll.items[3], [roll.people["police"]])
    assert said == ("Owen Prydderch (Northshire Police)",)


def test_somebody_not_yet_recorded_arrives_and_is_present_from_then(workspace, executive):
    workspace.do(capturing.arrive, executive.items[2], [executive.people["police"]])
    assert row(workspace, executive, "Owen Prydderch").code == Code.PRESENT
    assert somebody(workspace, executive, "OP", 1).is_present is False
    assert somebody(workspace, executive, "OP", 2).is_present is True


def test_a_late_holder_does_not_send_the_deputy_home(workspace, roll):
    workspace.do(
        attendance.send_deputy,
        roll.meeting,
        seat_id=roll.seats["police"],
        for_person_id=roll.people["police"],
        name="Lena Brandt",
        has_authority=True,
    )
    workspace.do(capturing.arrive, roll.items[3], [roll.people["police"]])
    assert row(workspace, roll, "Lena Brandt").code == Code.PRESENT
    assert row(workspace, roll, "Owen Prydderch").code == Code.PRESENT


def test_a_deputy_is_not_shown_with_the_post_of_the_member_they_came_for(workspace, roll):
    workspace.do(
        attendance.send_deputy,
        roll.meeting,
        seat_id=roll.seats["police"],
        for_person_id=roll.people["police"],
        name="Lena Brandt",
        has_authority=True,
    )
    lena, owen = somebody(workspace, roll, "LB"), somebody(workspace, roll, "OP")
    assert (lena.post, lena.agency) == ("deputy for OP", "Northshire Police")
    assert owen.post == "Detective Superintendent"


def test_all_people_of_a_line_are_recorded_or_none(workspace, roll):
    police, nurse = roll.people["police"], roll.people["nurse"]
    chief = row(workspace, roll, "Anjali Deshmukh")
    workspace.do(
        attendance.record,
        roll.meeting,
        Code.APOLOGIES,
        seat_id=chief.seat_id,
        person_id=chief.person_id,
    )
    with pytest.raises(UserError, match="Anjali Deshmukh is not recorded as here"):
        workspace.do(capturing.leave, roll.items[3], [police, nurse])
    assert somebody(workspace, roll, "OP", 4).is_present is True


def test_nobody_leaves_during_the_first_item(workspace, roll):
    with pytest.raises(UserError, match="Nobody can leave during the first item"):
        workspace.do(capturing.leave, roll.items[0], [roll.people["police"]])


def test_somebody_without_a_seat_is_refused(workspace, executive):
    stranger = workspace.do(capturing.add_guest, executive.meeting, "Lena Brandt")
    group = workspace.do(groups.add_group, "Other", partnership_ids=[executive.partnership])
    other = workspace.do(meetings.add, group, TODAY)
    item = workspace.ask(agenda.items, other)[0].id
    with pytest.raises(UserError, match="Lena Brandt has no seat in this group"):
        workspace.do(capturing.arrive, item, [stranger])


def test_a_guest_keeps_the_initials_typed_and_arrives_in_one_step(workspace, executive):
    workspace.do(capturing.add_guest, executive.meeting, "Quentin Zeal", "QXZ")
    assert somebody(workspace, executive, "QXZ").name == "Quentin Zeal"
    said = workspace.do(capturing.guest_arrives, executive.items[2], "Jane Bloggs")
    assert said == ("Jane Bloggs (guest)",)
    assert somebody(workspace, executive, "JB", 1).is_present is False
    workspace.undo()
    assert "JB" not in [one.initials for one in room(workspace, executive).people]


def deputise(workspace, made, *seats, has_authority=True):
    for key in seats:
        workspace.do(
            people.name_deputy,
            made.seats[key],
            "Marcus Thorne",
            date(2025, 1, 1),
            has_authority=has_authority,
        )
    return workspace.do(people.named, "Marcus Thorne")


@pytest.mark.parametrize("has_authority", [True, False])
def test_a_standing_deputy_joins_for_the_holder_who_left(workspace, roll, has_authority):
    deputy = deputise(workspace, roll, "police", "nurse", has_authority=has_authority)
    workspace.do(capturing.leave, roll.items[3], [roll.people["police"]])
    said = workspace.do(capturing.arrive, roll.items[5], [deputy])
    assert said == ("Marcus Thorne (Northshire Police)",)
    found = row(workspace, roll, "Marcus Thorne")
    assert (found.seat_id, found.is_deputy, found.first_item) == (roll.seats["police"], True, 6)
    assert found.has_authority is has_authority


def test_a_standing_deputy_joins_where_nobody_is_recorded_as_here(workspace, executive):
    deputy = deputise(workspace, executive, "police")
    workspace.do(capturing.arrive, executive.items[0], [deputy])
    assert row(workspace, executive, "Marcus Thorne").seat_id == executive.seats["police"]


def test_a_standing_deputy_is_not_placed_by_guess(workspace, roll):
    deputy = deputise(workspace, roll, "police", "nurse")
    with pytest.raises(UserError, match="whose seat is taken"):
        workspace.do(capturing.arrive, roll.items[3], [deputy])
    away = [roll.people["police"], roll.people["nurse"]]
    workspace.do(capturing.leave, roll.items[3], away)
    with pytest.raises(UserError, match="it is not said for whom they came"):
        workspace.do(capturing.arrive, roll.items[3], [deputy])


def test_a_deputy_taken_in_leaves_no_room_for_a_second(workspace, roll):
    deputy = deputise(workspace, roll, "police")
    workspace.do(capturing.leave, roll.items[3], [roll.people["police"]])
    workspace.do(capturing.arrive, roll.items[3], [deputy])
    workspace.do(capturing.leave, roll.items[5], [deputy])
    workspace.do(capturing.arrive, roll.items[6], [deputy])
    assert "back for item 7" in row(workspace, roll, "Marcus Thorne").note


def test_somebody_who_left_is_back_by_the_same_line(workspace, roll):
    police = roll.people["police"]
    workspace.do(capturing.leave, roll.items[3], [police])
    workspace.do(capturing.arrive, roll.items[5], [police])
    here = [somebody(workspace, roll, "OP", place).is_present for place in range(2, 7)]
    assert here == [True, False, False, True, True]


READ = Given((), (), DueKind.DATED, date(2026, 3, 13))


@pytest.fixture
def action(workspace, executive):
    """An action of a sentence that named the police officer and a day."""
    key = workspace.do(minutes.add, executive.items[2], EntryKind.ACTION, "To be read")
    given = replace(READ, person_ids=(executive.people["police"],))
    assert workspace.do(capturing.give_read, key, given, today=TODAY).kept == ""
    return key


def foot(workspace, made):
    return workspace.ask(minutes.of_item, made.items[2])[0].foot


def test_what_a_sentence_said_goes_with_the_sentence(workspace, executive, action):
    assert foot(workspace, executive) == "OP · due 13 Mar 2026"
    workspace.undo()
    workspace.redo()
    later = replace(READ, due_on=date(2026, 3, 20))
    found = workspace.do(capturing.give_read, action, later, today=TODAY)
    assert found == capturing.ReadRow(has_date=True)
    assert foot(workspace, executive) == "no owner yet · due 20 Mar 2026"


def test_a_date_read_as_the_next_meeting_goes_though_the_meeting_moved(workspace, executive):
    key = workspace.do(minutes.add, executive.items[2], EntryKind.ACTION, "To be read")
    given = Given((), (), DueKind.NEXT_MEETING)
    workspace.do(capturing.give_read, key, given, today=TODAY)
    workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    assert foot(workspace, executive) == "no owner yet · due next meeting, 14 Apr 2026"
    assert workspace.do(capturing.give_read, key, Given(), today=TODAY) == capturing.ReadRow()
    assert foot(workspace, executive) == "no owner yet · no date said"


def test_what_somebody_said_of_an_action_stays_and_is_told(workspace, executive, action):
    row = workspace.ask(minutes.of_item, executive.items[2])[0]
    chief = executive.people["dcs"]
    workspace.do(actions.set_owners, row.record_id, person_ids=[chief])
    workspace.do(
        actions.set_due, row.record_id, DueKind.DATED, date(2026, 3, 27), today=TODAY, reason="Term"
    )
    given = replace(READ, person_ids=(executive.people["police"],))
    found = workspace.do(capturing.give_read, action, given, today=TODAY)
    assert found == capturing.ReadRow(kept="owner kept: HM, date kept: 27 Mar 2026")
    assert foot(workspace, executive) == "HM · due 27 Mar 2026"


def test_a_date_taken_away_by_hand_is_not_read_again(workspace, executive, action):
    row = workspace.ask(minutes.of_item, executive.items[2])[0]
    workspace.do(actions.set_due, row.record_id, DueKind.NOT_SAID, today=TODAY)
    assert not workspace.do(capturing.give_read, action, READ, today=TODAY).has_date


def test_a_date_said_and_undone_is_none_so_that_one_can_be_read(workspace, executive):
    key = workspace.do(minutes.add, executive.items[2], EntryKind.ACTION, "To be read")
    row = workspace.ask(minutes.of_item, executive.items[2])[0]
    workspace.do(actions.set_due, row.record_id, DueKind.DATED, date(2026, 3, 27), today=TODAY)
    workspace.undo()
    assert workspace.do(capturing.give_read, key, READ, today=TODAY).has_date


def test_an_entry_is_an_action_again_once_it_was_one(workspace, executive):
    key = workspace.do(minutes.add, executive.items[2], EntryKind.NOTE, "To be read")
    assert not workspace.ask(capturing.is_again, key)
    workspace.do(minutes.set_kind, key, EntryKind.ACTION)
    workspace.do(minutes.set_kind, key, EntryKind.NOTE)
    assert workspace.ask(capturing.is_again, key)
