"""The practice partnership: complete, marked, and the same on every machine."""

import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from masa_desktop.domain.actions import ActionStatus, DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.changes import Actor
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.domain.minutes import PRACTICE_WORDS
from masa_desktop.domain.timing import Phase
from masa_desktop.services import (
    action_log,
    agenda,
    attendance,
    checking,
    decision_register,
    demo,
    groups,
    meetings,
    minutes,
    offices,
    papers,
    practice,
    terms,
    timing,
)
from masa_desktop.storage.entities import Action, Decision, Jotting, LoggedChange

PASSPHRASE = "correct horse battery staple"
CHEAP = offices.Cost(memory_kib=64, passes=1, lanes=1)
FEBRUARY = "EXEC-2026-01"


def made(folder, laptop):
    actor = Actor(user="Kit", laptop_id=laptop, laptop=laptop)
    workspace, _ = offices.create(folder, PASSPHRASE, actor, cost=CHEAP)
    workspace.do(practice.build)
    return workspace


@pytest.fixture(scope="module")
def office(practice_office, tmp_path_factory):
    """Open for the whole file: tests only read it."""
    folder = shutil.copytree(practice_office, tmp_path_factory.mktemp("read") / "Practice.masa")
    workspace = offices.open_with(folder, PASSPHRASE, Actor("Kit", "RSCP-LAP-03", "RSCP-LAP-03"))
    yield workspace
    workspace.close()


@pytest.fixture
def copied(open_office, practice_office):
    """A copy that a test may change."""
    return open_office("copied", source=practice_office)


@pytest.fixture
def february(office):
    return office.ask(meetings.named, FEBRUARY)


def content(workspace):
    """Everything that can be seen, without the random ids."""
    held = workspace.ask(meetings.rows)
    log = workspace.ask(action_log.log, practice.TODAY)
    seen = [replace(row, id="", group_id="") for row in held]
    seen += [replace(line, id="") for line in (*log.open, *log.closed)]
    seen += [
        replace(row, id="", group_id="", meeting_id="", item_id="", settled_at_id="")
        for row in workspace.ask(decision_register.rows)
    ]
    for meeting in held:
        roll = workspace.ask(attendance.roll_call, meeting.id)
        seen += [(row.name, row.role, row.code, row.note, row.counts) for row in roll.rows]
        seen += [(roll.by_item, roll.rule_words, roll.counts)]
        for item in workspace.ask(agenda.items, meeting.id):
            seen += [replace(item, id="")]
            entries = workspace.ask(minutes.of_item, item.id)
            seen += [replace(entry, id="", item_id="", record_id="") for entry in entries]
    for row in workspace.ask(groups.everything, practice.TODAY):
        page = workspace.ask(groups.page, row.id, practice.TODAY)
        seen += [(page.name, page.chair_words, page.chair_due, page.quorum_words, page.frequency)]
        seen += [
            (
                seat.title,
                [who.person for who in seat.holders],
                [who.person for who in seat.deputies],
            )
            for seat in page.seats
        ]
    return seen


def test_it_is_the_same_on_every_machine(office, tmp_path):
    other = made(tmp_path / "Again", "ANOTHER-LAPTOP")
    assert content(other) == content(office)
    other.close()


def test_its_checks_find_nothing(office):
    assert [found for found in checking.check(office) if not found.is_fine] == []


def test_it_is_marked_as_practice_on_every_paper(office, february, tmp_path):
    word = papers.write_minutes(office, february, tmp_path)
    excel = papers.write_action_log(office, tmp_path, practice.TODAY)
    assert PRACTICE_WORDS in text_of(word)
    assert all(PRACTICE_WORDS in str(sheet["A1"].value) for sheet in load_workbook(excel))
    assert "OFFICIAL-SENSITIVE" in text_of(word)
    assert "NOT FOR ONWARD SHARING" in str(load_workbook(excel).active["A1"].value)


def text_of(file):
    with zipfile.ZipFile(file) as parts:
        joined = " ".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    return re.sub(r"<[^>]+>", "", joined).replace("&amp;", "&")


def test_february_stands_half_minuted_at_item_5(office, february):
    head = office.ask(meetings.head, february)
    items = office.ask(agenda.items, february)
    here = items[4]
    assert (head.on, head.current_item_id) == (date(2026, 2, 10), here.id)
    assert here.title == "Neglect: multi-agency audit findings"
    assert len(items) == 10
    assert [item.number for item in items if item.is_restricted] == [7]
    assert [item.state.value for item in items] == ["done"] * 4 + ["open"] * 6
    kinds = [entry.kind for entry in office.ask(minutes.of_item, here.id)]
    assert set(kinds) == set(EntryKind)


def test_the_quorum_is_lost_for_items_6_and_7_in_february(office, february):
    roll = office.ask(attendance.roll_call, february)
    assert roll.by_item == (
        "Quorate for items 1 to 5 and 8 to 10. "
        "Not quorate for items 6 and 7 (Northshire Police is not represented)."
    )
    assert office.ask(meetings.head, february).in_the_chair == "Helen Marchetti"


def test_the_private_jotting_is_in_no_log(office):
    with office._db.read() as session:
        jottings = session.scalars(select(Jotting.text)).all()
        logged = session.scalars(select(LoggedChange.new)).all()
    assert jottings == ["Check with SGa: 9 of 20 or 9 of 12?"]
    assert not any("9 of 12" in new for new in logged)


def test_the_chair_rotates_from_council_to_icb_to_police(office):
    group = office.ask(groups.named, "EXEC", practice.TODAY)
    chairs_of = {row.on.isoformat(): row.chair for row in office.ask(meetings.rows, group)}
    assert chairs_of["2025-04-08"] == "Helen Marchetti, Riverside Council"
    assert chairs_of["2026-04-14"] == "Anjali Deshmukh, NHS Riverside & Northshire ICB"
    words = office.ask(groups.page, group, practice.TODAY).chair_words
    assert words.endswith("and Northshire Police, from 1 April 2025.")


def test_terms_of_reference_v4_hold_from_september(office):
    group = office.ask(groups.named, "EXEC", practice.TODAY)
    versions = [
        office.ask(terms.in_force, group, on).version
        for on in (date(2025, 8, 31), date(2025, 9, 1), practice.TODAY)
    ]
    assert versions == ["v3", "v4", "v4"]


def test_the_police_seat_changes_hands_on_15_december(office):
    group = office.ask(groups.named, "EXEC", practice.TODAY)

    def police(day):
        seats = office.ask(groups.seats, group, day)
        seat = next(seat for seat in seats if seat.title.startswith("Detective"))
        return [who.person for who in seat.holders]

    assert police(date(2025, 12, 14)) == ["Dana Whitlock"]
    assert police(date(2025, 12, 15)) == ["Owen Prydderch"]


def test_there_is_a_vacancy_an_observer_and_a_scrutineer(office):
    group = office.ask(groups.named, "EXEC", practice.TODAY)
    seats = office.ask(groups.seats, group, practice.TODAY)
    assert [seat.title for seat in seats if seat.is_vacant] == ["Group Manager, Prevention"]
    capacities = {seat.capacity for seat in seats}
    assert {"participant_observer", "scrutineer", "delegated_partner"} <= capacities


def test_every_status_and_kind_of_due_date_occurs(office):
    with office._db.read() as session:
        every = session.scalars(select(Action)).all()
        decided = {DecisionStatus(row.status) for row in session.scalars(select(Decision))}
    assert {ActionStatus(row.status) for row in every} == set(ActionStatus)
    assert {DueKind(row.due_kind) for row in every} == set(DueKind)
    assert 22 <= len(every) <= 30
    assert {
        DecisionStatus.AGREED,
        DecisionStatus.TO_BE_RATIFIED,
        DecisionStatus.RATIFIED,
    } <= decided


def test_attendance_and_meetings_vary(office):
    rows = office.ask(meetings.rows)
    codes = {
        row.code for meeting in rows for row in office.ask(attendance.roll_call, meeting.id).rows
    }
    assert {
        Code.PRESENT,
        Code.ONLINE,
        Code.DEPUTY_SENT,
        Code.APOLOGIES,
        Code.DNA,
        Code.VACANT,
    } <= codes
    assert {row.status for row in rows} >= {
        MeetingStatus.HELD,
        MeetingStatus.HELD_INQUORATE,
        MeetingStatus.CANCELLED,
        MeetingStatus.PLANNED,
    }
    assert [row.on.isoformat() for row in rows if row.why_moved] == ["2025-05-06"]


def test_it_is_only_built_in_an_empty_office(office):
    with pytest.raises(UserError, match="already holds"):
        office.do(practice.build)


def test_the_demo_holds_the_next_meeting_and_writes_its_papers(copied, tmp_path):
    office = copied
    word, excel = demo.run(office, tmp_path)
    meeting = office.ask(meetings.named, demo.HELD)
    assert (word.suffix, excel.suffix) == (".docx", ".xlsx")
    text = text_of(word)
    assert "The panel reports to every second meeting." in text
    assert "Bring the panel’s first report." in text
    head = office.ask(meetings.head, meeting)
    assert (head.status, head.in_the_chair) == (MeetingStatus.HELD, "Anjali Deshmukh")
    assert office.ask(attendance.roll_call, meeting).verdict.state == "quorate"


def test_the_demo_plans_a_year_as_the_terms_of_reference_say(copied, tmp_path):
    demo.run(copied, tmp_path)
    group = copied.ask(groups.named, "QA", practice.TODAY)
    planned = [row.on for row in copied.ask(meetings.rows, group) if row.on.year > 2025]
    assert planned == [
        date(2026, 1, 27),
        date(2026, 4, 28),
        date(2026, 7, 28),
        date(2026, 10, 27),
        date(2027, 1, 26),
    ]


def test_the_clock_of_the_half_minuted_meeting_runs(office, february):
    now = datetime.combine(practice.TODAY, practice.AT)
    clock = office.ask(timing.clock, february, now)
    assert clock.phase is Phase.RUNNING
    assert [one.used for one in clock.items[:6]] == [4, 2, 9, 45, 12, None]
    assert clock.items[4].is_current
