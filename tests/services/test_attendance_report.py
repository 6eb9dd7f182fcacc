"""Attendance of a year, read from the roll-calls as their pages show them (ATT-5)."""

from datetime import date

import pytest

from masa_desktop.domain import attendance_report as rules
from masa_desktop.domain.attendance import Code, Count
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.domain.periods import Period
from masa_desktop.domain.report import Shaded, Tone
from masa_desktop.services import (
    attendance,
    attendance_paper,
    attendance_report,
    groups,
    meetings,
    names,
    people,
)

YEAR, TODAY = Period(date(2025, 4, 1), date(2026, 3, 31)), date(2026, 2, 10)


@pytest.fixture
def year(workspace, executive):
    """Five meetings held, one cancelled, one in writing, one to come; each with what it tests."""
    made = {}
    for month in range(5, 13):
        made[month] = workspace.do(meetings.add, executive.group, date(2025, month, 6))
    seat, who = executive.seats, executive.people
    for month in (5, 6, 7, 8):
        workspace.do(attendance.all_present, made[month])
    send = {"seat_id": seat["police"], "for_person_id": who["police"]}
    workspace.do(attendance.send_deputy, made[6], **send, name="Marcus Thorne", has_authority=True)
    nurse = {"seat_id": seat["nurse"], "person_id": who["nurse"]}
    for month in (7, 8):
        workspace.do(attendance.record, made[month], Code.DNA, **nurse)
    for month in (5, 6, 7, 8, 9):
        workspace.do(meetings.set_status, made[month], MeetingStatus.HELD)
    workspace.do(meetings.set_status, made[10], MeetingStatus.CANCELLED)
    workspace.do(meetings.set_status, made[11], MeetingStatus.WRITTEN)
    workspace.do(people.fill_seat, seat["dcs"], "Priya Nolan", date(2025, 7, 1))
    workspace.do(groups.add_group, "Lead Partners", partnership_ids=[executive.partnership])
    return executive


def shown(workspace, count, today=TODAY, group_ids=()):
    found = workspace.ask(
        attendance_report.figures, period=YEAR, group_ids=group_ids, count=count, today=today
    )
    return found, {line.name: line for line in found.lines}


def test_a_year_is_counted_by_agency_seat_and_person(workspace, year):
    found, agencies = shown(workspace, Count.AGENCY)
    assert {name: line.cells[0].in_full for name, line in agencies.items()} == {
        "NHS Riverside and Northshire ICB": "50% (2 of 4; 1 not recorded)",
        "Northshire Police": "100% (4 of 4; 1 not recorded)",
        "Riverside Council": "100% (4 of 4; 1 not recorded)",
    }
    assert agencies["Northshire Police"].total.of_deputies == "25%"
    assert [(column.name, column.under) for column in found.columns] == [
        ("RSCP Executive", "5 held")
    ]
    assert found.without == ("Lead Partners",)
    assert [one.status for one in found.left_out] == [
        MeetingStatus.CANCELLED,
        MeetingStatus.WRITTEN,
        MeetingStatus.PLANNED,
        MeetingStatus.PLANNED,
    ]
    _, seats = shown(workspace, Count.SEAT)
    assert seats["Group Manager, Prevention"].cells[0].text == "vacant"
    assert "Lead Member" not in seats  # a participant observer is in no denominator
    _, persons = shown(workspace, Count.MEMBER)
    assert persons["Owen Prydderch"].cells[0].tally.in_words == "3 of 4"
    assert "Marcus Thorne" not in persons
    # In the seat to the last day of June: July and August are not hers (E71).
    assert persons["Helen Marchetti"].cells[0].tally.in_words == "2 of 2"
    assert persons["Helen Marchetti"].tenure == "1 Sep 2024 to 30 Jun 2025"
    assert persons["Priya Nolan"].tenure == "from 1 Jul 2025"


def test_behind_a_figure_is_each_meeting_with_who_came_and_how(workspace, year):
    _, agencies = shown(workspace, Count.AGENCY)
    behind = agencies["Northshire Police"].cells[0].behind
    assert [(one.on.month, one.came_words, one.who, one.how) for one in behind[:2]] == [
        (5, "Attended", "Owen Prydderch", "Present"),
        (6, "Attended", "Marcus Thorne", "Present, deputy for Owen Prydderch"),
    ]
    assert [one.by_deputy for one in behind] == [False, True, False, False, False]
    assert (behind[-1].came, behind[-1].how) == (None, "Not recorded")
    # What comes after today is out, as is what another name was given for later.
    found, agencies = shown(workspace, Count.AGENCY, today=date(2025, 6, 30))
    assert [one.on.month for one in found.met] == [5, 6]
    assert agencies["Riverside Council"].cells[0].tally.in_words == "2 of 2"
    workspace.do(names.rename, year.group, "Safeguarding Executive", date(2026, 1, 1))
    workspace.do(names.rename, year.group, "Board", date(2026, 6, 1))
    found, _ = shown(workspace, Count.AGENCY)
    assert found.columns[0].name == "Safeguarding Executive"


def test_the_report_is_the_same_figures_on_paper(workspace, year):
    paper = workspace.ask(attendance_paper.report, period=YEAR, group_ids=(), today=TODAY)
    told = {section.heading: section for section in paper.sections}
    by_agency = told["By agency"].table
    assert Shaded("50% (2\u00a0of\u00a04; 1\u00a0not\u00a0recorded)", Tone.LOW) in by_agency.rows[0]
    police = next(row for row in told["By seat"].table.rows if row[1].startswith("Detective"))
    assert police[:3] == ("RSCP Executive", "Detective Superintendent", "Northshire Police")
    assert police[-1] == "25%"
    assert all(
        len(row) == len(section.table.columns)
        for section in paper.sections
        if section.table
        for row in section.table.rows
    )
    quorum = " ".join(told["Meetings counted"].paragraphs)
    # Without the ICB, a partner, July and August were not quorate; September nobody can judge.
    assert quorum.startswith("2 of 4 meetings quorate throughout.")
    assert "1 meeting without a roll-call is counted apart." in quorum
    assert any(
        "Cancelled: RSCP Executive, 6 October 2025." in p for p in told["Left out"].paragraphs
    )
    assert any("Helen Marchetti" in str(row[0]) for row in told["By person"].table.rows)

    before = Period(date(2020, 4, 1), date(2021, 3, 31))
    paper = workspace.ask(attendance_paper.report, period=before, group_ids=(), today=TODAY)
    assert paper.sections[0].paragraphs == ("No meeting was held in this period.",)


def test_each_figure_agrees_with_the_roll_calls_of_the_practice_office(
    open_office, practice_office
):
    workspace = open_office("practice", practice_office)
    found, _ = shown(workspace, Count.SEAT)
    rolls = {one.id: workspace.ask(attendance.roll_call, one.id).counts for one in found.met}
    attended = sum(line.total.tally.attended for line in found.lines)
    assert attended == sum(counts.seats_attended for counts in rolls.values()) > 50


def test_held_without_a_quorum_is_believed_and_who_was_represented_besides_is_counted(
    workspace, executive
):
    said = workspace.do(meetings.add, executive.group, date(2025, 5, 6))
    workspace.do(meetings.set_status, said, MeetingStatus.HELD_INQUORATE)
    found, _ = shown(workspace, Count.AGENCY)
    assert rules.quoracy(found.met) == (
        "0 of 1 meeting quorate throughout.",
        "RSCP Executive on 6 May 2025 was not quorate.",
    )
    assert not found.is_recorded

    called = workspace.do(meetings.add, executive.group, date(2025, 6, 6))
    workspace.do(attendance.all_present, called)
    workspace.do(meetings.set_status, called, MeetingStatus.HELD)
    trust = workspace.do(groups.add_agency, "Seatless Trust")
    (nurse,) = (
        row.attendance_id
        for row in workspace.ask(attendance.roll_call, called).rows
        if row.seat_id == executive.seats["nurse"]
    )
    workspace.do(attendance.represent_also, nurse, trust)
    found, agencies = shown(workspace, Count.AGENCY)
    assert found.is_recorded
    line = agencies["Seatless Trust"]
    assert (line.note, line.cells[0].in_full) == (rules.SEATLESS, "100% (1 of 1)")
