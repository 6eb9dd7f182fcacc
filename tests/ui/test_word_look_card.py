"""Template and attendance of the Word minutes, chosen where the group or the meeting is shown."""

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.services import agenda, groups, word_look
from masa_desktop.services.papers import FULL_TEXT
from masa_desktop.ui.groups_page import GroupsPage
from masa_desktop.ui.meeting_page import MeetingPage
from masa_desktop.ui.meeting_papers import MeetingPapers
from masa_desktop.ui.word_look_card import WordLookCard


@pytest.fixture
def card(qtbot, bridge, jobs, executive):
    made = WordLookCard(bridge, jobs)
    qtbot.addWidget(made)
    made.show_group(executive.group)
    bridge.changed.connect(lambda _: made.show_group(executive.group))
    made.show()
    return made


@pytest.fixture
def meeting_page(qtbot, bridge, jobs, executive, tmp_path):
    MeetingPapers.folder = tmp_path
    made = MeetingPage(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1_366, 768)
    made.open_record(executive.meeting)
    made.show()
    qtbot.waitActive(made)
    yield made
    MeetingPapers.folder = None


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "Council.docx"
    docx.Document().save(str(path))
    return path


def looks(workspace, executive):
    return workspace.ask(word_look.look, executive.group)


def test_the_card_shows_what_is_chosen_and_chooses_the_style_at_once(
    workspace, executive, card, assert_accessible
):
    assert_accessible(card)
    assert card.style_box.currentText() == "Coded list (P, A, D, DNA)"
    assert card.template.text() == "None: the app’s own page"
    assert card.standing.text() == "As for every group that has no own look."
    card.style_box.setCurrentIndex(card.style_box.findData(AttendanceStyle.TWO_LISTS.value))
    card.style_box.activated.emit(card.style_box.currentIndex())
    assert looks(workspace, executive).style is AttendanceStyle.TWO_LISTS
    assert card.standing.text() == "Chosen for this group."


def test_choosing_what_is_chosen_already_is_no_choice_of_the_group(workspace, executive, card):
    card.style_box.activated.emit(card.style_box.currentIndex())
    assert not looks(workspace, executive).is_own
    card.remove.click()
    card.everywhere.click()
    assert workspace.can_undo != "word_look.remove_template"
    assert workspace.can_undo != "word_look.use_for_every_group"


def test_a_template_is_chosen_in_the_dialog_and_can_be_taken_away(
    qtbot, workspace, executive, card, template
):
    card.choose.click()
    assert card.dialog.isVisible()
    card.dialog.findChild(QLineEdit, "fileNameEdit").setText(str(template))
    card.dialog.accept()
    qtbot.waitUntil(lambda: card.template.text() == "Council.docx", timeout=20_000)
    assert looks(workspace, executive).template == "Council.docx"
    card.remove.click()
    assert looks(workspace, executive).template == ""
    assert card.template.text() == "None: the app’s own page"


def test_a_file_that_cannot_be_used_is_refused_where_it_was_chosen(
    qtbot, workspace, executive, card, template
):
    card.use_file(template)
    qtbot.waitUntil(lambda: card.template.text() == "Council.docx", timeout=20_000)
    template.with_name("Bad.docx").write_bytes(b"not a zip")
    card.use_file(template.with_name("Bad.docx"))
    qtbot.waitUntil(lambda: card.template_field.is_wrong, timeout=20_000)
    assert card.template_field.complaint.startswith("The template “Bad.docx” cannot be read.")
    assert looks(workspace, executive).template == "Council.docx"
    card.use_file(template)
    qtbot.waitUntil(lambda: not card.template_field.is_wrong, timeout=20_000)


def test_a_refusal_is_no_matter_of_another_group(qtbot, workspace, executive, card, template):
    other = workspace.do(groups.add_group, "Forum", partnership_ids=[executive.partnership])
    template.write_bytes(b"not a zip")
    card.use_file(template)
    qtbot.waitUntil(lambda: card.template_field.is_wrong, timeout=20_000)
    card.show_group(other)
    assert not card.template_field.is_wrong
    card.show_group(executive.group)
    with qtbot.captureExceptions() as raised:
        card.use_file(template)
        card.show_group(other)
        qtbot.waitUntil(lambda: bool(raised), timeout=20_000)
    assert isinstance(raised[0][1], UserError)
    assert not card.template_field.is_wrong


def test_one_look_can_be_for_every_group(qtbot, workspace, executive, card, template):
    other = workspace.do(groups.add_group, "Forum", partnership_ids=[executive.partnership])
    card.use_file(template)
    qtbot.waitUntil(lambda: card.template.text() == "Council.docx", timeout=20_000)
    card.everywhere.click()
    assert workspace.ask(word_look.look, other).template == "Council.docx"
    assert card.standing.text() == "As for every group that has no own look."


def test_the_groups_page_has_the_card(qtbot, bridge, jobs, workspace, executive):
    workspace.do(word_look.set_style, executive.group, AttendanceStyle.TICK_TABLE)
    page = GroupsPage(bridge, jobs)
    qtbot.addWidget(page)
    page.show()
    page.open_record(executive.group)
    assert page.group.word_look.style_box.currentData() == AttendanceStyle.TICK_TABLE.value


def test_from_the_papers_of_a_meeting_one_key_press_goes_to_the_card(meeting_page):
    meeting_page.papers.look.click()
    assert meeting_page.header.tab == "details"
    assert meeting_page.details.word_look.style_box.hasFocus()


def test_tab_still_goes_from_word_to_excel(qtbot, meeting_page):
    meeting_page.papers.word.setFocus()
    qtbot.keyClick(meeting_page.papers.word, Qt.Key.Key_Tab)
    assert meeting_page.papers.excel.hasFocus()


def test_with_little_room_the_way_there_is_the_tab(meeting_page):
    assert meeting_page.papers.look.isVisible()
    meeting_page.papers.be_short(short=True)
    assert not meeting_page.papers.look.isVisible()


def test_word_minutes_with_restricted_items_say_so_and_others_do_not(
    qtbot, workspace, executive, meeting_page
):
    meeting_page.papers.word.click()
    qtbot.waitUntil(lambda: meeting_page.papers.file is not None, timeout=20_000)
    assert FULL_TEXT not in meeting_page.papers.written.words.text()
    workspace.do(agenda.set_restricted, executive.items[5], restricted=True)
    meeting_page.papers.word.click()
    qtbot.waitUntil(lambda: FULL_TEXT in meeting_page.papers.written.words.text(), timeout=20_000)
    meeting_page.papers.excel.click()
    qtbot.waitUntil(lambda: meeting_page.papers.file.suffix == ".xlsx", timeout=20_000)
    assert FULL_TEXT not in meeting_page.papers.written.words.text()
