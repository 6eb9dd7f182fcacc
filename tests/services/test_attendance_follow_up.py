"""Persistent non-attendance is flagged from the group's own number on, and logged (ATT-6)."""

from datetime import date

import pytest

from masa_desktop.domain.attendance import Code, Count
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.domain.periods import Period
from masa_desktop.services import (
    agenda,
    attendance,
    attendance_follow_up,
    attendance_report,
    groups,
    matters,
    meetings,
    minutes,
)
from masa_desktop.services.matters import MatterKind

YEAR, DAY = Period(date(2025, 4, 1), date(2026, 3, 31)), date(2026, 2, 10)
SAID = "Northshire Police: 3 meetings of RSCP Executive missed in a row without apology"


@pytest.fixture
def months(workspace, executive):
    """Five meetings held: the police came in August and not since; of October nobody knows, and
    the nurse sent apologies in December."""
    made = {}
    police = {"seat_id": executive.seats["police"], "person_id": executive.people["police"]}
    nurse = {"seat_id": executive.seats["nurse"], "person_id": executive.people["nurse"]}
    for month in (8, 9, 10, 11, 12):
        made[month] = workspace.do(meetings.add, executive.group, date(2025, month, 9))
        workspace.do(meetings.set_status, made[month], MeetingStatus.HELD)
        if month != 10:
            code = Code.PRESENT if month == 8 else Code.DNA
            workspace.do(attendance.record, made[month], code, **police)
            code = Code.APOLOGIES if month == 12 else Code.DNA
            workspace.do(attendance.record, made[month], code, **nurse)
    return made


@pytest.fixture
def flagged(workspace, executive):
    def ask(number, day=DAY):
        workspace.do(attendance_follow_up.set_threshold, executive.group, number)
        return workspace.ask(attendance_follow_up.persistent, executive.group, day)

    return ask


def arising(workspace, meeting):
    found = workspace.ask(matters.matters, meeting, DAY)
    return [row for row in found if row.kind is MatterKind.ATTENDANCE]


def test_a_row_without_apology_is_flagged_from_the_groups_own_number(
    workspace, executive, months, flagged
):
    ask = workspace.ask
    assert ask(attendance_follow_up.threshold, executive.group) is None
    assert ask(attendance_follow_up.persistent, executive.group, DAY) == ()
    assert flagged(4) == ()
    (one,) = flagged(3)
    assert (one.called, one.holders, one.in_a_row) == ("Northshire Police", "Owen Prydderch", 3)
    assert [day.month for day in one.days] == [9, 11, 12]
    # By the end of November the nurse had missed three as well, and sent no apology.
    assert [each.seat for each in flagged(3, date(2025, 11, 30))] == ["Chief Nurse"]
    for number in (0, 25):
        with pytest.raises(UserError):
            flagged(number)
    assert ask(attendance_follow_up.threshold, executive.group) == 3
    assert flagged(None) == ()


def test_an_agency_that_came_by_another_seat_is_not_said_to_stay_away(
    workspace, executive, months, flagged
):
    workspace.do(groups.add_seat, executive.group, "Chief Inspector", agency_id=executive.police)
    (one,) = flagged(3)
    assert one.called == "Detective Superintendent (Northshire Police)"
    assert not one.is_named_in("Northshire Police were asked.")


def test_the_report_says_whom_to_follow_up_and_from_what_number(
    workspace, executive, months, flagged
):
    flagged(3)
    for count in Count:
        found = workspace.ask(
            attendance_report.figures, period=YEAR, group_ids=(), count=count, today=DAY
        )
        assert found.to_follow_up[-1] == f"{SAID} (the group follows up from 3)."
        # Both came to fewer than half as well: the police are said twice and counted once.
        assert (len(found.to_follow_up), found.number_to_follow_up) == (3, 2)


def test_it_arises_until_a_challenge_names_the_agency(workspace, executive, months, flagged):
    assert arising(workspace, executive.meeting) == []
    flagged(3)
    (row,) = arising(workspace, executive.meeting)
    missed = "Northshire Police has missed 3 meetings in a row without apology."
    assert (row.text, row.begins) == (missed, f"{missed} The follow-up: ")
    assert row.entry_kind is EntryKind.CHALLENGE
    assert row.foot == "9 Sep 2025, 9 Nov 2025, 9 Dec 2025 · Owen Prydderch"
    first = workspace.ask(agenda.items, months[12])[0].id
    workspace.do(minutes.add, first, EntryKind.CHALLENGE, "Northshire Police are away again.")
    workspace.do(minutes.add, executive.items[3], EntryKind.NOTE, row.begins)
    workspace.do(minutes.add, executive.items[3], EntryKind.CHALLENGE, "Northshire Policing plan?")
    assert len(arising(workspace, executive.meeting)) == 1
    workspace.do(
        minutes.add, executive.items[3], EntryKind.CHALLENGE, "The chair asked northshire police."
    )
    assert arising(workspace, executive.meeting) == []
    workspace.undo()
    assert len(arising(workspace, executive.meeting)) == 1
