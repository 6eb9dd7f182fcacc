"""The template and the style of attendance of a group: chosen once, kept here, used everywhere."""

import docx
import pytest
from docx.shared import Cm
from sqlalchemy import select

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.services import (
    agenda,
    attendance,
    groups,
    issuing,
    meetings,
    names,
    papers,
    word_look,
)
from masa_desktop.storage.entities import IssuedFile

HEADER = "Riverside Council, Town Hall"
OLD_WORDS = "What was said at an old meeting"


@pytest.fixture
def council(tmp_path):
    """Last month's minutes of a council, as somebody would choose them."""
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.add_paragraph(OLD_WORDS)
    document.sections[0].left_margin = Cm(4)
    document.sections[0].header.paragraphs[0].text = HEADER
    path = tmp_path / "Council minutes.docx"
    document.save(str(path))
    return path


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def other(workspace, executive):
    return workspace.do(groups.add_group, "Learning Group", partnership_ids=[executive.partnership])


def is_on_template(file):
    header = docx.Document(str(file)).sections[0].header
    return HEADER in [paragraph.text for paragraph in header.paragraphs]


def headings(file):
    """Of the table of attendance."""
    return [cell.text for cell in docx.Document(str(file)).tables[0].rows[0].cells]


def test_a_group_that_chose_nothing_has_our_page_and_the_coded_list(workspace, executive, folder):
    look = workspace.ask(word_look.look, executive.group)
    assert look == word_look.WordLook(AttendanceStyle.CODED_LIST, "", is_own=False)
    assert not is_on_template(papers.write_minutes(workspace, executive.meeting, folder))


def test_what_a_group_chose_is_in_every_word_file_of_its_minutes(
    workspace, executive, council, folder, today
):
    papers.choose_template(workspace, executive.group, council)
    workspace.do(word_look.set_style, executive.group, AttendanceStyle.TICK_TABLE)
    workspace.do(attendance.all_present, executive.meeting)
    council.unlink()  # a path on one laptop is no fact
    issued = [
        issuing.issue(
            workspace,
            executive.meeting,
            folder,
            recipients=["The chair"],
            today=today,
            shareable=shareable,
        )
        for shareable in (False, True)
    ]
    for file in (papers.write_minutes(workspace, executive.meeting, folder), *issued):
        assert is_on_template(file), file.name
        assert "Title and organisation" in headings(file), file.name
        assert OLD_WORDS not in "".join(p.text for p in docx.Document(str(file)).paragraphs)


def test_what_is_said_on_the_spot_comes_before_what_the_group_chose(
    workspace, executive, council, folder
):
    workspace.do(attendance.all_present, executive.meeting)
    workspace.do(word_look.set_style, executive.group, AttendanceStyle.TICK_TABLE)
    file = papers.write_minutes(
        workspace,
        executive.meeting,
        folder,
        style=AttendanceStyle.CODED_LIST,
        template=council,
    )
    assert "Title and organisation" not in headings(file)
    assert is_on_template(file)


def test_the_office_keeps_the_look_of_a_template_and_not_its_text(workspace, executive, council):
    papers.choose_template(workspace, executive.group, council)
    kept = workspace.ask(word_look.template, executive.group)
    assert kept.name == "Council minutes.docx"
    document = docx.Document(str(council))
    assert OLD_WORDS in [p.text for p in document.paragraphs]
    council.write_bytes(kept.content)
    assert [p.text for p in docx.Document(str(council)).paragraphs] == []


def test_a_template_can_be_replaced_removed_and_brought_back_by_undo(
    workspace, executive, council, tmp_path
):
    second = council.rename(tmp_path / "Second.docx")
    papers.choose_template(workspace, executive.group, second)
    papers.choose_template(workspace, executive.group, second.rename(tmp_path / "Third.docx"))
    assert workspace.ask(word_look.look, executive.group).template == "Third.docx"
    workspace.do(word_look.remove_template, executive.group)
    assert workspace.ask(word_look.look, executive.group).template == ""
    assert workspace.ask(word_look.template, executive.group) is None
    workspace.undo()
    workspace.undo()
    assert workspace.ask(word_look.template, executive.group).name == "Second.docx"


@pytest.mark.parametrize("content", [b"not a zip", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)])
def test_a_template_that_cannot_be_used_changes_nothing(workspace, executive, council, content):
    papers.choose_template(workspace, executive.group, council)
    before = workspace.ask(word_look.template, executive.group)
    council.write_bytes(content)
    with pytest.raises(UserError, match=r"cannot be read|protected by a password"):
        papers.choose_template(workspace, executive.group, council)
    assert workspace.ask(word_look.template, executive.group) == before


@pytest.mark.parametrize("what", ["gone", "changed"])
def test_a_kept_template_that_is_not_what_it_was_is_said_and_nothing_is_written(
    workspace, executive, council, folder, what
):
    papers.choose_template(workspace, executive.group, council)
    workspace.do(_spoil, what)
    with pytest.raises(UserError, match=r"“Council minutes\.docx” is not in this office"):
        papers.write_minutes(workspace, executive.meeting, folder)
    assert list(folder.iterdir()) == []
    workspace.do(word_look.remove_template, executive.group)
    assert papers.write_minutes(workspace, executive.meeting, folder).exists()


def _spoil(session, what):
    row = session.scalars(select(IssuedFile)).one()
    if what == "gone":
        session.delete(row)
    else:
        row.content = b"other bytes"


def test_a_look_can_be_for_every_group_and_one_may_still_differ(
    workspace, executive, council, other
):
    workspace.do(word_look.set_style, other, AttendanceStyle.ROLLING_GRID)
    papers.choose_template(workspace, executive.group, council)
    assert workspace.ask(word_look.look, other).template == ""
    workspace.do(word_look.use_for_every_group, executive.group)
    everybody = word_look.WordLook(AttendanceStyle.CODED_LIST, "Council minutes.docx", is_own=False)
    assert workspace.ask(word_look.look, other) == everybody
    assert workspace.ask(word_look.look, executive.group) == everybody
    workspace.do(word_look.remove_template, other)
    assert workspace.ask(word_look.look, other).template == ""
    assert workspace.ask(word_look.look, other).is_own
    workspace.undo()
    workspace.undo()
    assert workspace.ask(word_look.look, other).style is AttendanceStyle.ROLLING_GRID


# Names of files


def test_full_and_shareable_minutes_of_one_version_have_names_nobody_mistakes(
    workspace, executive, folder
):
    full = papers.write_minutes(workspace, executive.meeting, folder)
    shared = papers.write_minutes(workspace, executive.meeting, folder, shareable=True)
    assert full.name == "RSCP Executive - 2026-02-10 - full minutes v0.1.docx"
    assert shared.name == "RSCP Executive - 2026-02-10 - shareable minutes v0.1.docx"


def test_a_long_name_of_a_group_cuts_neither_copy_nor_version(workspace, executive, folder, today):
    long = "Safeguarding Partners’ Learning, Improvement and Quality Assurance Sub-group " * 3
    workspace.do(names.rename, executive.group, long, today)
    workspace.do(meetings.set_marking, executive.meeting, "official_sensitive", "")
    for shareable, words in ((False, "full minutes"), (True, "shareable minutes")):
        file = papers.write_minutes(workspace, executive.meeting, folder, shareable=shareable)
        assert file.name.startswith("OFFICIAL-SENSITIVE - Safeguarding Partners’ Learning")
        assert file.name.endswith(f" - 2026-02-10 - {words} v0.1.docx")
        assert len(file.stem) <= 120
    file.write_bytes(b"somebody's own words")
    second = papers.write_minutes(workspace, executive.meeting, folder, shareable=True)
    assert second.name.endswith(f"{words} v0.1 (2).docx")


def test_only_full_text_of_a_meeting_with_restricted_items_says_so(workspace, executive, folder):
    def says(*, shareable=False):
        return papers.write_version(
            workspace, executive.meeting, folder, shareable=shareable
        ).has_restricted

    assert not says()
    workspace.do(agenda.set_restricted, executive.items[5], restricted=True)
    assert says()
    assert not says(shareable=True)
