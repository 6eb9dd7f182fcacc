"""The inspection pack: whole, honest about what it lacks, nothing restricted in one to share."""

import os
import zipfile
from dataclasses import replace
from datetime import date
from functools import partial

import docx
import pytest

from masa_desktop.domain.decisions import DecisionVerb
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.periods import Period
from masa_desktop.domain.report import Report, Section
from masa_desktop.services import (
    agenda,
    attendance_paper,
    challenges,
    decision_chains,
    decision_paper,
    groups,
    inspection_pack,
    issuing,
    meetings,
    minutes,
    papers,
    report_papers,
)
from masa_desktop.services.report_papers import Form
from masa_desktop.storage.entities import IssuedFile, WrittenFile

BARRED = "PLANTEDRESTRICTED"
DAY = date(2026, 3, 2)
YEAR = Period.financial_year(DAY)


@pytest.fixture
def held(workspace, executive):
    """One meeting held with a challenge in the open and one in a restricted item, not agreed."""
    item = executive.items[4]
    barred = workspace.do(agenda.add, executive.meeting, f"{BARRED} title")
    workspace.do(minutes.add, item, EntryKind.CHALLENGE, "OP asked what had changed.")
    workspace.do(minutes.add, item, EntryKind.DECISION, "The audit is repeated in May.")
    workspace.do(minutes.add, barred, EntryKind.CHALLENGE, f"{BARRED} words")
    workspace.do(agenda.set_restricted, barred, restricted=True)
    workspace.do(meetings.set_marking, executive.meeting, "official_sensitive", "")
    workspace.do(meetings.set_status, executive.meeting, MeetingStatus.HELD)
    return executive


def pack_of(workspace, held, folder, **given):
    given = {"is_shareable": False, **given}
    return inspection_pack.write(workspace, [held.group], 3, YEAR, folder, DAY, **given)


@pytest.fixture
def pack(workspace, held, tmp_path):
    return partial(pack_of, workspace, held, tmp_path)


def words_of(file):
    document = docx.Document(str(file))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def everything_in(folder):
    found = []
    for file in folder.iterdir():
        with zipfile.ZipFile(file) as archive:
            found += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return "\n".join(found)


def approve(workspace, held, reason="By correspondence"):
    workspace.do(issuing.set_state, held.meeting, MinutesState.APPROVED, DAY, reason=reason)


def test_minutes_not_agreed_are_listed_and_only_put_in_as_drafts_if_asked(
    pack, workspace, held, tmp_path
):
    made = pack()
    assert made.folder.name.startswith("OFFICIAL-SENSITIVE - Inspection pack - Riverside")
    assert [file.name[:2] for file in made.files] == [f"{n:02}" for n in range(1, 9)]
    assert {file.name for file in made.folder.iterdir()} == {file.name for file in made.files}
    assert made.missing[0] == "1 of the 1 minutes is not agreed yet; it is only listed."
    assert not made.has_restricted
    said = words_of(made.files[0])
    marked = [line for line in made.missing if "each such decision or challenge is marked" in line]
    assert marked
    assert marked[0] in said
    (register,) = [f for f in made.files if "Decision register" in f.name and f.suffix == ".docx"]
    assert "Neglect: audit findings (minutes not agreed yet)" in words_of(register)
    assert "Draft, not agreed yet" in said
    assert "Not in the pack" in said
    again = pack(with_drafts=True)
    assert again.folder.name == f"{made.folder.name} 2"
    assert "full minutes v0.1" in again.files[1].name
    assert again.has_restricted
    assert inspection_pack.FULL_TEXT in words_of(again.files[0])
    workspace.do(minutes.add, held.items[4], EntryKind.NOTE, "Practice was strong.")
    later = papers.write_minutes(workspace, held.meeting, tmp_path)
    assert "full minutes v0.2" in later.name, "the pack has other words as 0.1"


def test_agreed_minutes_that_went_out_are_the_very_bytes(pack, workspace, held, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    approve(workspace, held)
    sent = issuing.issue(workspace, held.meeting, out, recipients=["H M"], today=DAY)
    made = pack()
    assert not any("is marked so" in line for line in made.missing)
    assert made.files[1].name == f"02 {sent.name}"
    assert made.files[1].read_bytes() == sent.read_bytes()
    said = words_of(made.files[0])
    assert "Agreed: By correspondence" in said
    assert "As it went out on 2 March 2026." in said
    # Opened again and agreed anew, what went out before is no longer what is agreed.
    workspace.do(issuing.reopen, held.meeting, "A name was wrong", DAY)
    assert "full minutes" not in "".join(file.name for file in pack().files)
    approve(workspace, held, "Again")
    later = pack().files[1]
    assert later.name.endswith("full minutes v1.1.docx")
    assert later.read_bytes() != sent.read_bytes()


def test_nothing_restricted_is_in_a_pack_to_share_nor_in_any_challenge_log(pack, workspace, held):
    approve(workspace, held)
    board = workspace.do(groups.add_group, "Health and Wellbeing Board", is_external=True)
    noted = DecisionVerb.NOTED
    workspace.do(decision_chains.record_elsewhere, board, DAY, noted, "The plan of the board.")
    shared = pack(is_shareable=True)
    assert "Inspection pack to share" in shared.folder.name
    assert "shareable minutes" in shared.files[1].name
    assert BARRED not in everything_in(shared.folder)
    full = pack()
    assert BARRED in words_of(full.files[1])
    (log,) = [file for file in full.files if file.name.endswith("Challenge log - 2026-03-02.docx")]
    said = words_of(log)
    assert "OP asked what had changed." in said
    assert "1 challenge minuted under restricted items is not in this log." in said
    assert BARRED not in said
    assert any(challenges.ALL_THAT_IS_KEPT in line for line in full.missing)
    # All of our own groups are in it, so every body's decisions are.
    (register,) = [file for file in full.files if "Decision register" in file.name][:1]
    assert "The plan of the board." in words_of(register)


@pytest.mark.skipif(os.name == "nt", reason="a path as long as the system allows")
def test_a_pack_that_fails_midway_leaves_nothing_behind(workspace, held, tmp_path):
    """The folder is made and its first file written; the name of a later one is too long."""
    approve(workspace, held)
    room = len(pack_of(workspace, held, tmp_path).folder.name) + 2
    deep, longest = tmp_path / "deep", os.pathconf(tmp_path, "PC_PATH_MAX") - room
    while (left := longest - len(os.fsencode(deep))) > 1:
        deep /= "d" * min(200, left - 1)
    deep.mkdir(parents=True)
    with pytest.raises(UserError) as refused:
        pack_of(workspace, held, deep)
    assert "minutes" in str(refused.value)
    assert list(deep.iterdir()) == []


def test_minutes_no_longer_as_they_went_out_are_refused(pack, workspace, held, tmp_path):
    approve(workspace, held)
    folder = tmp_path / "out"
    folder.mkdir()
    issuing.issue(workspace, held.meeting, folder, recipients=["H M"], today=DAY)

    def damage(session):
        for row in session.query(IssuedFile):
            row.content = b"changed"

    workspace.keep(damage)
    with pytest.raises(UserError, match="no longer as it was issued"):
        pack()


def test_reports_of_different_things_have_different_names(workspace, executive, tmp_path):
    other = workspace.do(groups.add_group, "Audit", code="QA")
    before = Period.financial_year(date(2025, 3, 1))
    asked = [([], YEAR), ([], before), ([executive.group], YEAR), ([executive.group, other], YEAR)]
    for question in (attendance_paper.report, decision_paper.report, challenges.report):
        found = [
            workspace.ask(question, period=period, group_ids=ids, today=DAY)
            for ids, period in asked
        ]
        assert len({one.called for one in found}) == len(asked)
    assert found[-1].called == "Challenge log, EXEC, QA, 2025/26"
    written = report_papers.write(workspace, found[-1], tmp_path, Form.EXCEL)
    assert written.name.startswith("Challenge log, EXEC, QA, 2025-26 - Riverside")
    # The day stays, and so does what tells two long names apart.
    long = [replace(found[-1], about="Early help " * 9 + end, partnership="R" * 90) for end in "ab"]
    names = [report_papers.write(workspace, one, tmp_path, Form.EXCEL).name for one in long]
    assert names[0] != names[1]
    assert all(name.endswith(" - 2026-03-02.xlsx") for name in names)


def test_a_written_report_never_replaces_what_somebody_changed(workspace, executive, tmp_path):
    report = Report(
        name="Decision register",
        title="Decisions",
        partnership="Riverside",
        as_at=DAY,
        sections=(Section(heading="Decisions", paragraphs=("None.",)),),
    )
    first = report_papers.write(workspace, report, tmp_path, Form.WORD)
    assert first.name == "Decision register - Riverside - 2026-03-02.docx"
    assert report_papers.write(workspace, report, tmp_path, Form.WORD) == first
    first.write_bytes(b"my notes")
    second = report_papers.write(workspace, report, tmp_path, Form.WORD)
    assert second.name.endswith(" (2).docx")
    assert first.read_bytes() == b"my notes"
    assert workspace.ask(lambda session: session.query(WrittenFile).count()) == 2
