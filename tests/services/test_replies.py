"""Replies before the meeting: they propose, they never record."""

import pytest

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.roll_call import Reply
from masa_desktop.services import attendance, quorum_standing, replies


def answer(workspace, made, key, reply):
    return workspace.do(
        replies.set_reply,
        made.meeting,
        reply,
        seat_id=made.seats[key],
        person_id=made.people[key],
    )


def codes(workspace, made):
    rows = workspace.ask(attendance.roll_call, made.meeting).rows
    by_seat = {key: seat for seat, key in made.seats.items()}
    return {by_seat[row.seat_id]: row.code for row in rows}


def test_a_reply_is_no_attendance(workspace, executive):
    answer(workspace, executive, "dcs", Reply.ACCEPTED)
    answer(workspace, executive, "police", Reply.DECLINED)
    found = workspace.ask(attendance.roll_call, executive.meeting)
    assert not found.is_taken
    assert not workspace.ask(quorum_standing.card, executive.meeting, "").roll.is_taken
    assert found.has_replies
    assert found.counts.seats_attended == 0
    assert {row.proposed for row in found.rows} == {"present", "apologies", ""}
    assert workspace.ask(replies.of_meeting, executive.meeting).count(Reply.UNKNOWN) == 2


def test_all_who_accepted_are_present_and_nothing_is_made_up(workspace, executive):
    answer(workspace, executive, "dcs", Reply.ACCEPTED)
    answer(workspace, executive, "police", Reply.DECLINED)
    answer(workspace, executive, "nurse", Reply.TENTATIVE)
    assert workspace.do(attendance.all_present, executive.meeting) == 2
    assert codes(workspace, executive) == {
        "dcs": Code.PRESENT,
        "police": Code.APOLOGIES,
        "nurse": Code.NO_RESPONSE,
        "member": Code.NO_RESPONSE,
        "fire": Code.VACANT,
    }


def test_if_nobody_replied_everybody_expected_is_present(workspace, executive):
    assert workspace.do(attendance.all_present, executive.meeting) == 4
    assert codes(workspace, executive)["fire"] == Code.VACANT


@pytest.mark.parametrize("reply", [Reply.ACCEPTED, Reply.DECLINED])
def test_what_is_recorded_by_hand_outranks_a_reply(workspace, executive, reply):
    workspace.do(
        attendance.record,
        executive.meeting,
        Code.ONLINE,
        seat_id=executive.seats["dcs"],
        person_id=executive.people["dcs"],
    )
    answer(workspace, executive, "dcs", reply)
    workspace.do(attendance.all_present, executive.meeting)
    assert codes(workspace, executive)["dcs"] == Code.ONLINE


def test_a_reply_is_taken_back(workspace, executive):
    answer(workspace, executive, "dcs", Reply.ACCEPTED)
    answer(workspace, executive, "dcs", Reply.UNKNOWN)
    assert not workspace.ask(attendance.roll_call, executive.meeting).has_replies
