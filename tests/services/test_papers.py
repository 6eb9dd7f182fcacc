"""From records to paper: nothing left out unseen, nothing leaked, nobody's file overwritten."""

import zipfile
from datetime import date

import docx
import openpyxl
import pytest

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.services import (
    actions,
    agenda,
    attendance,
    meetings,
    minutes,
    offices,
    papers,
    terms,
)

BARRED = "PLANTEDRESTRICTED"
JOTTED = "PLANTEDJOTTING"


@pytest.fixture
def minuted(workspace, executive, today):
    workspace.do(attendance.all_present, executive.meeting)
    workspace.do(attendance.take_chair, executive.meeting, executive.people["dcs"])
    item, barred = executive.items[4], executive.items[5]
    workspace.do(minutes.add, item, EntryKind.NOTE, "HM presented the findings.\nDrift was seen.")
    workspace.do(minutes.add, item, EntryKind.DECISION, "to widen the sample to 20 cases")
    entry = workspace.do(minutes.add, item, EntryKind.ACTION, "Circulate the neglect audit")
    (row,) = [r for r in workspace.ask(minutes.of_item, item) if r.id == entry]
    workspace.do(actions.set_owners, row.record_id, person_ids=[executive.people["nurse"]])
    workspace.do(actions.set_due, row.record_id, DueKind.DATED, date(2026, 3, 13), today=today)
    workspace.do(minutes.add, item, EntryKind.CHALLENGE, "OP asked what had changed.")
    workspace.do(minutes.add, item, EntryKind.PRIVATE, JOTTED)
    workspace.do(minutes.add, barred, EntryKind.NOTE, BARRED)
    workspace.do(minutes.add, barred, EntryKind.ACTION, f"{BARRED} action")
    workspace.do(agenda.set_restricted, barred, restricted=True)
    workspace.do(
        meetings.set_marking, executive.meeting, "official_sensitive", "not for onward sharing"
    )
    return executive


def everything_in(file):
    with zipfile.ZipFile(file) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


def all_text(file):
    document = docx.Document(str(file))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("style", list(AttendanceStyle))
def test_every_recorded_line_is_in_the_full_minutes(workspace, minuted, tmp_path, style):
    file = papers.write_minutes(workspace, minuted.meeting, tmp_path, style=style)
    text = all_text(file)
    for said in (
        "RSCP Executive: minutes",
        "Tuesday 10 February 2026, 09:30 to 12:00",
        "Civic",
        "Drift was seen.",
        "to widen the sample to 20 cases",
        "EXEC-2026-D001",
        "Circulate the neglect audit",
        "EXEC-2026-001",
        "13 Mar 2026",
        "OP asked what had changed.",
        "Quorate for",
        "6 recorded, 6 in this document, 0 left out",
        BARRED,
    ):
        assert said in text, said
    assert JOTTED not in everything_in(file)


def test_a_shareable_copy_never_receives_what_is_restricted(workspace, minuted, tmp_path):
    file = papers.write_minutes(workspace, minuted.meeting, tmp_path, shareable=True)
    inside = everything_in(file)
    assert BARRED not in inside
    assert JOTTED not in inside
    assert "6 recorded, 4 in this document, 2 left out" in all_text(file)
    snapshot = workspace.ask(papers.minutes_of, minuted.meeting, shareable=True)
    assert BARRED not in repr(snapshot)


def test_the_action_log_leaves_out_restricted_items(workspace, minuted, tmp_path, today):
    file = papers.write_action_log(workspace, tmp_path, today)
    inside = everything_in(file)
    assert BARRED not in inside
    assert JOTTED not in inside
    sheet = openpyxl.load_workbook(file)["Open actions"]
    assert sheet["A5"].value == "EXEC-2026-001"


def test_our_own_unchanged_file_is_written_anew(workspace, minuted, tmp_path):
    first = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    again = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    assert first == again
    assert first.name == ("OFFICIAL-SENSITIVE - RSCP Executive - 2026-02-10 - minutes v0.1.docx")


def test_a_file_somebody_edited_is_left_and_the_next_version_written_beside_it(
    workspace, minuted, tmp_path
):
    first = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    document = docx.Document(str(first))
    document.add_paragraph("The chair's own words.")
    document.save(str(first))
    edited = first.read_bytes()
    second = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    assert second.name.endswith("v0.2.docx")
    assert first.read_bytes() == edited
    assert "v0.2" in all_text(second)
    assert workspace.can_undo != "papers.set_version"


def test_an_edited_action_log_is_left_too(workspace, minuted, tmp_path, today):
    first = papers.write_action_log(workspace, tmp_path, today)
    book = openpyxl.load_workbook(first)
    book["Open actions"]["O5"] = "Typed by an owner"
    book.save(first)
    edited = first.read_bytes()
    second = papers.write_action_log(workspace, tmp_path, today)
    assert second != first
    assert first.read_bytes() == edited


def test_a_missing_folder_is_a_sentence(workspace, minuted, tmp_path):
    with pytest.raises(UserError, match="cannot be reached"):
        papers.write_minutes(workspace, minuted.meeting, tmp_path / "gone")


def test_a_meeting_nobody_minuted_prints_what_is_not_known(workspace, executive, tmp_path):
    workspace.do(terms.set_quorum, executive.group, {}, None)
    text = all_text(papers.write_minutes(workspace, executive.meeting, tmp_path))
    assert "In the chair: not recorded" in text
    assert "No quorum is set" in text
    assert "NR" in text
    assert "0 recorded, 0 in this document" in text


def test_the_deputy_stands_beside_the_member(workspace, minuted, tmp_path):
    workspace.do(
        attendance.send_deputy,
        minuted.meeting,
        seat_id=minuted.seats["police"],
        for_person_id=minuted.people["police"],
        name="Marcus Thorne",
        has_authority=True,
    )
    snapshot = workspace.ask(papers.minutes_of, minuted.meeting)
    (police,) = [a for a in snapshot.attendance if a.name == "Owen Prydderch"]
    assert (police.code, police.deputy) == ("D", "Marcus Thorne")
    assert "Marcus Thorne" not in [a.name for a in snapshot.attendance]


def test_the_rolling_grid_has_a_column_for_each_meeting_of_the_year(workspace, minuted):
    earlier = workspace.do(meetings.add, minuted.group, date(2025, 12, 9))
    workspace.do(
        attendance.record,
        earlier,
        Code.APOLOGIES,
        seat_id=minuted.seats["dcs"],
        person_id=minuted.people["dcs"],
    )
    workspace.do(meetings.add, minuted.group, date(2025, 3, 9))
    snapshot = workspace.ask(papers.minutes_of, minuted.meeting, style=AttendanceStyle.ROLLING_GRID)
    assert snapshot.grid.dates == (date(2025, 12, 9), date(2026, 2, 10))
    assert snapshot.grid.lines[0].letters == ("A", "Y")


def test_a_practice_office_says_so_on_every_paper(workspace, minuted, tmp_path, today):
    workspace.do(offices.set_setting, "practice", "yes")
    word = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    excel = papers.write_action_log(workspace, tmp_path, today)
    assert "PRACTICE" in everything_in(word)
    assert "PRACTICE" in everything_in(excel)
