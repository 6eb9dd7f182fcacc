"""The page of one meeting: items, tabs, sizes, details, papers, and nothing typed is lost."""

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLayout, QLineEdit

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.series import Proposal
from masa_desktop.domain.words import short_date
from masa_desktop.services import (
    actions,
    agenda,
    approvals,
    attendance,
    decisions,
    groups,
    issuing,
    meetings,
    minute_text,
    minutes,
    people,
    quorum_setting,
)
from masa_desktop.storage.entities import Action
from masa_desktop.ui import theme
from masa_desktop.ui.meeting_page import MeetingPage
from masa_desktop.ui.meeting_papers import MeetingPapers
from masa_desktop.ui.undo_order import step_words

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 2, 10)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def meeting(workspace):
    partnership = workspace.do(groups.add_partnership, "Riverside Partnership", "RSCP")
    group = workspace.do(
        groups.add_group, "RSCP Executive", partnership_ids=[partnership], code="EXEC"
    )
    police = workspace.do(groups.add_agency, "Northshire Police", "Police")
    seat = workspace.do(groups.add_seat, group, "Superintendent", agency_id=police)
    workspace.do(people.fill_seat, seat, "Owen Prydderch", date(2025, 1, 1))
    workspace.do(quorum_setting.set_quorum, group, {"all_of": [{"any_of": [police]}]}, None)
    return workspace.do(
        meetings.add,
        group,
        date(2026, 2, 10),
        starts_at=time(9, 30),
        ends_at=time(12),
        venue="Civic Room 2",
    )


@pytest.fixture
def items(workspace, meeting):
    return workspace.ask(agenda.items, meeting)


@pytest.fixture
def page(qtbot, bridge, jobs, meeting):
    made = MeetingPage(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1_300, 700)
    made.open_record(meeting)
    made.show()
    qtbot.waitActive(made)
    made.minutes.editor.setFocus()
    return made


def texts(workspace, item):
    return [row.text for row in workspace.ask(minutes.of_item, item.id)]


def test_the_head_says_which_meeting_and_when(page):
    assert page.title == "RSCP Executive, 10 February 2026"
    assert page.context == "Tuesday 10 February 2026, 09:30–12:00 · Civic Room 2"


def test_the_next_item_is_one_key_away_and_the_text_stays_behind(qtbot, page, workspace, items):
    qtbot.keyClicks(page.minutes.editor, "Under the first")
    qtbot.keyClick(page.minutes.editor, KEY.Key_PageDown, CTRL)
    assert page.item_id == items[1].id
    assert texts(workspace, items[0]) == ["Under the first"]
    assert page.minutes.editor.hasFocus()
    assert page.minutes.number.text() == "2  Declarations of interest"
    qtbot.keyClick(page.minutes.editor, KEY.Key_PageUp, CTRL)
    assert page.item_id == items[0].id


def test_the_page_opens_at_the_item_it_was_left_at(
    qtbot, page, bridge, jobs, workspace, meeting, items
):
    page.go_to(items[3].id)
    again = MeetingPage(bridge, jobs)
    qtbot.addWidget(again)
    again.open_record(meeting)
    assert again.item_id == items[3].id
    assert workspace.can_undo != "timing.take_up"


def test_a_refused_write_keeps_us_at_the_item(page, workspace, items):
    page.minutes.keeping.item_id = "no such item"
    page.minutes.editor.textCursor().insertText("Keep me")
    with pytest.raises(Exception, match="No row"):
        page.go_to(items[1].id)
    assert page.item_id == items[0].id
    assert page.agenda.list.current_id() == items[0].id
    assert page.minutes.editor.toPlainText() == "Keep me"
    page.minutes.keeping.item_id = items[0].id
    page.flush()
    assert texts(workspace, items[0]) == ["Keep me"]


def test_flush_commits_what_is_typed_on_every_tab(qtbot, page, workspace, meeting, items):
    qtbot.keyClicks(page.minutes.editor, "Typed")
    page.header.choose_tab("details")
    assert texts(workspace, items[0]) == ["Typed"]
    page.details.venue.setFocus()
    page.details.venue.selectAll()
    qtbot.keyClicks(page.details.venue, "Town Hall")
    page.flush()
    assert workspace.ask(meetings.head, meeting).venue == "Town Hall"


def test_another_meeting_leaves_the_text_with_the_first(qtbot, page, workspace, meeting, items):
    group = workspace.ask(meetings.head, meeting).group_id
    other = workspace.do(meetings.add, group, date(2026, 4, 14))
    qtbot.keyClicks(page.minutes.editor, "Of February")
    page.open_record(other)
    assert texts(workspace, items[0]) == ["Of February"]
    assert page.minutes.editor.toPlainText() == ""


def test_an_item_is_added_before_the_closing_ones(qtbot, page, workspace, meeting):
    page.agenda.new_item.setFocus()
    qtbot.keyClicks(page.agenda.new_item, "Neglect audit")
    qtbot.keyClick(page.agenda.new_item, KEY.Key_Return)
    titles = [row.title for row in workspace.ask(agenda.items, meeting)]
    assert titles[4] == "Neglect audit"
    assert page.agenda.new_item.text() == ""


def test_an_item_moves_with_alt_and_the_arrows(qtbot, page, workspace, meeting, items):
    page.agenda.list.setFocus()
    page.agenda.list.select(items[2].id)
    qtbot.keyClick(page.agenda.list, KEY.Key_Up, ALT)
    assert workspace.ask(agenda.items, meeting)[1].id == items[2].id
    assert page.agenda.list.current_id() == items[2].id
    qtbot.keyClick(page.agenda.list, KEY.Key_Down, ALT)
    assert workspace.ask(agenda.items, meeting)[2].id == items[2].id


def test_an_item_is_done_restricted_withdrawn_by_keys(qtbot, page, workspace, meeting, items):
    page.agenda.list.setFocus()
    for key in (KEY.Key_Space, KEY.Key_R):
        qtbot.keyClick(page.agenda.list, key)
    row = workspace.ask(agenda.items, meeting)[0]
    assert (row.state, row.is_restricted) == (ItemState.DONE, True)
    qtbot.keyClick(page.agenda.list, KEY.Key_W)
    assert workspace.ask(agenda.items, meeting)[0].state is ItemState.WITHDRAWN


def test_a_key_on_another_item_leaves_the_selection_there(qtbot, page, workspace, meeting, items):
    page.agenda.list.setFocus()
    page.agenda.list.select(items[2].id)
    qtbot.keyClick(page.agenda.list, KEY.Key_Space)
    assert page.agenda.list.current_id() == items[2].id
    assert page.item_id == items[0].id
    assert workspace.ask(agenda.items, meeting)[2].state is ItemState.DONE


def test_a_deferred_item_takes_its_reason_in_place(qtbot, page, workspace, meeting):
    page.agenda.list.setFocus()
    qtbot.keyClick(page.agenda.list, KEY.Key_D)
    assert page.agenda.answer.hasFocus()
    qtbot.keyClicks(page.agenda.answer, "report not ready")
    qtbot.keyClick(page.agenda.answer, KEY.Key_Return)
    row = workspace.ask(agenda.items, meeting)[0]
    assert (row.state, row.state_note) == (ItemState.DEFERRED, "report not ready")
    assert page.agenda.list.hasFocus()


def test_minutes_allowed_must_be_a_number(qtbot, page, workspace, meeting):
    page.agenda.do("minutes")
    qtbot.keyClicks(page.agenda.answer, "ten")
    qtbot.keyClick(page.agenda.answer, KEY.Key_Return)
    assert page.agenda.question.complaint == "Minutes are a whole number."
    page.agenda.answer.setText("10")
    qtbot.keyClick(page.agenda.answer, KEY.Key_Return)
    assert workspace.ask(agenda.items, meeting)[0].minutes == 10


def test_an_item_is_renamed_where_it_stands(qtbot, page, workspace, meeting):
    page.agenda.list.setFocus()
    qtbot.keyClick(page.agenda.list, KEY.Key_F2)
    editor = page.focusWidget()
    editor.setText("Welcome")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: workspace.ask(agenda.items, meeting)[0].title == "Welcome")
    assert page.minutes.number.text() == "1  Welcome"


def test_the_roll_call_and_back_keeps_the_caret(qtbot, page):
    qtbot.keyClicks(page.minutes.editor, "Half")
    qtbot.keyClick(page.minutes.editor, KEY.Key_R, CTRL | SHIFT)
    assert page.roll.table.hasFocus()
    qtbot.keyClick(page.roll.table, KEY.Key_Escape)
    assert page.minutes.editor.hasFocus()
    qtbot.keyClicks(page.minutes.editor, " a word")
    assert page.minutes.editor.toPlainText() == "Half a word"


def test_the_verdict_follows_the_roll_call_and_is_spoken(qtbot, page, bridge):
    said = []
    bridge.announced.connect(lambda text, now: said.append((text, now)))
    assert page.header.quorum.text == "Roll-call not taken"
    page.toggle_roll_call()
    qtbot.keyClick(page.roll.table, KEY.Key_P)
    assert page.header.quorum.text == "Quorate"
    assert page.header.quorum.accessibleDescription() == page.quorum.sentence
    qtbot.keyClick(page.roll.table, KEY.Key_A)
    assert page.header.quorum.text == "Not quorate"
    assert page.lost.isVisibleTo(page.minutes.parentWidget())
    assert any(text.startswith("The meeting is not quorate") and now for text, now in said), said


def test_the_quorum_is_announced_on_a_key(qtbot, page, bridge):
    with qtbot.waitSignal(bridge.announced) as caught:
        qtbot.keyClick(page.minutes.editor, KEY.Key_Q, CTRL | SHIFT)
    assert caught.args[0].startswith("Quorum: Roll-call not taken.")


def test_who_is_due_to_chair_is_shown_until_somebody_takes_it(page, workspace, meeting):
    assert page.header.chair.text.startswith("Due to chair")
    owen = workspace.ask(attendance.roll_call, meeting).rows[0]
    workspace.do(attendance.take_chair, meeting, owen.person_id)
    assert page.header.chair.text == "In the chair: Owen Prydderch"


@pytest.mark.parametrize(
    ("width", "agenda_shown", "side"), [(1300, True, True), (976, True, False)]
)
def test_with_less_room_the_side_panel_goes_and_f8_brings_it(
    qtbot, page, width, agenda_shown, side
):
    page.resize(width, 560)
    assert page.agenda.isVisible() is agenda_shown
    assert page.quorum.isVisible() is side
    qtbot.keyClick(page.minutes.editor, KEY.Key_F8)
    assert page.quorum.isVisible() is not side


@pytest.fixture
def fitted(qapp, page):
    """Call with a width and a text size: the page as it is in the window, where others size it."""
    page.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    page.setMinimumSize(0, 0)

    def fit(width, text_size, height=560):
        theme.look.apply(qapp, "light", text_size)
        page.resize(width, height)
        qapp.processEvents()
        assert page.header.width() == width
        return page.header

    return fit


@pytest.mark.parametrize(("width", "text_size"), [(592, 15), (592, 24), (976, 20), (976, 24)])
def test_the_tabs_and_finish_stay_whole_at_every_size(fitted, width, text_size):
    header = fitted(width, text_size)
    assert header.tabs.width() >= header.tabs.sizeHint().width()
    for part in (header.finish, header.quorum):
        assert part.isVisible()
        assert part.width() >= part.sizeHint().width()
        assert part.mapTo(header, part.rect().topRight()).x() < width


def test_a_title_without_room_is_cut_with_its_whole_in_the_tooltip(fitted):
    assert fitted(976, 15).group.toolTip() == "Riverside Partnership, EXEC-2026-01"
    header = fitted(420, 24)
    assert header.group.text() == "RSCP Executive"
    assert header.group.toolTip().startswith("RSCP Executive\n")
    assert header.context.toolTip().startswith("Tuesday 10 February 2026")


def test_in_one_column_the_agenda_is_a_drop_down(qtbot, page, items):
    page.resize(640, 336)
    assert not page.agenda.isVisible()
    assert page.header.item.isVisible()
    page.header.item.showPopup()
    listed = page.header.item.view()
    assert listed.textElideMode() is Qt.TextElideMode.ElideRight
    assert listed.viewport().width() >= listed.sizeHintForColumn(0)
    page.header.item.hidePopup()
    page.header.item.setCurrentIndex(2)
    page.header.item.activated.emit(2)
    assert page.item_id == items[2].id
    qtbot.keyClick(page.minutes.editor, KEY.Key_F8)
    assert page.quorum.isVisible()
    assert not page.stack.isVisible()


def test_with_text_twice_as_large_the_quick_entry_takes_the_place_of_the_tools(fitted, page):
    fitted(1_318, 30, 728)
    minutes = page.minutes
    assert minutes.quick.isVisible()
    assert minutes.number.isVisible()
    assert not minutes.bar.isVisible()
    assert minutes.quick.width() >= minutes.quick.whole
    assert not minutes.usual.keys.isVisible()
    bottom = minutes.quick.mapTo(page, minutes.quick.rect().bottomLeft()).y()
    assert minutes.editor.mapTo(page, QPoint(0, 0)).y() < bottom < page.height()
    assert minutes.editor.height() > 300
    fitted(1_318, 15, 728)
    assert minutes.bar.isVisible()


@pytest.mark.parametrize(
    ("width", "text_size"), [(1_318, 15), (976, 15), (1_318, 30), (976, 30), (592, 15), (320, 15)]
)
def test_the_marking_is_read_in_full_at_every_size(fitted, workspace, meeting, width, text_size):
    words = "OFFICIAL-SENSITIVE – NOT FOR ONWARD SHARING"
    workspace.do(meetings.set_marking, meeting, "official_sensitive", "Not for onward sharing")
    header = fitted(width, text_size)
    marking = header.marking
    assert marking.isVisible()
    assert marking.text() == words
    metrics = marking.fontMetrics()
    inside = marking.contentsRect()
    flags = Qt.TextFlag.TextWordWrap if marking.wordWrap() else Qt.TextFlag.TextSingleLine
    needed = metrics.boundingRect(QRect(0, 0, inside.width(), 1_000), int(flags), words)
    assert needed.width() <= inside.width()
    assert needed.height() <= inside.height()
    assert marking.mapTo(header, marking.rect().topRight()).x() < width


def test_at_the_smallest_size_the_editor_is_still_in_view(page):
    page.resize(592, 336)
    editor = page.minutes.editor
    bottom = editor.mapTo(page, editor.rect().bottomRight())
    assert bottom.y() < page.height()
    assert bottom.x() < page.width()
    assert editor.height() > 70


def test_date_and_times_are_read_and_their_weekday_said(qtbot, page, workspace, meeting):
    page.header.choose_tab("details")
    details = page.details
    for edit, typed in ((details.on, "17 Feb 2026"), (details.starts, "10"), (details.ends, "1pm")):
        edit.setFocus()
        edit.selectAll()
        qtbot.keyClicks(edit, typed)
    qtbot.keyClick(details.ends, KEY.Key_Return)
    head = workspace.ask(meetings.head, meeting)
    assert (head.on, head.starts_at, head.ends_at) == (date(2026, 2, 17), time(10), time(13))
    assert details.weekday.text() == "Tuesday 17 February 2026"


def test_a_date_that_cannot_be_is_kept_with_the_reason(qtbot, page, workspace, meeting):
    page.header.choose_tab("details")
    page.details.on.selectAll()
    qtbot.keyClicks(page.details.on, "31 Feb 2026")
    qtbot.keyClick(page.details.on, KEY.Key_Return)
    assert page.details.on_field.complaint == "February 2026 has 28 days."
    assert page.details.on.text() == "31 Feb 2026"
    assert workspace.ask(meetings.head, meeting).on == date(2026, 2, 10)


@pytest.fixture
def agreed(page, workspace, meeting):
    """The details of a meeting whose minutes have been agreed."""
    workspace.do(issuing.set_state, meeting, MinutesState.APPROVED, date(2026, 2, 20))
    page.header.choose_tab("details")
    return page.details


def test_what_is_refused_stays_in_its_field_with_the_reason(
    qtbot, agreed, workspace, meeting, bridge
):
    agreed.venue.selectAll()
    with qtbot.waitSignal(bridge.announced) as said:
        qtbot.keyClicks(agreed.venue, "Town Hall")
        qtbot.keyClick(agreed.venue, KEY.Key_Return)
    assert said.args[0].startswith("The minutes of this meeting have been agreed")
    assert agreed.venue.text() == "Town Hall"
    assert agreed.venue_field.complaint.startswith("The minutes of this meeting have been agreed")
    assert workspace.ask(meetings.head, meeting).venue == "Civic Room 2"
    with qtbot.assertNotEmitted(bridge.announced):
        agreed.flush()
    assert agreed.venue.text() == "Town Hall"
    agreed.venue.selectAll()
    qtbot.keyClicks(agreed.venue, "Civic Room 2")
    qtbot.keyClick(agreed.venue, KEY.Key_Return)
    assert not agreed.venue_field.is_wrong


def test_a_marking_that_is_refused_shows_the_one_that_is_kept(agreed, workspace, meeting):
    kept = agreed.marking.currentIndex()
    agreed.marking.setCurrentIndex(kept + 1)
    agreed.marking.activated.emit(kept + 1)
    assert agreed.marking.currentIndex() == kept
    assert agreed.marking_field.complaint.startswith("The minutes of this meeting have been agreed")


def test_what_was_refused_for_one_meeting_is_not_offered_to_the_next(
    qtbot, page, agreed, workspace, meeting
):
    agreed.venue.selectAll()
    qtbot.keyClicks(agreed.venue, "Town Hall")
    group = workspace.ask(meetings.head, meeting).group_id
    other = workspace.do(meetings.add, group, date(2026, 4, 14), venue="Library")
    page.open_record(other)
    assert page.details.venue.text() == "Library"
    assert not page.details.venue_field.is_wrong
    page.flush()
    assert workspace.ask(meetings.head, other).venue == "Library"


def test_marking_and_status_take_effect_at_once(page, workspace, meeting):
    details = page.details
    details.marking.setCurrentIndex(2)
    details.marking.activated.emit(2)
    details.status.setCurrentIndex(details.status.findData(MeetingStatus.HELD.value))
    details.status.activated.emit(details.status.currentIndex())
    head = workspace.ask(meetings.head, meeting)
    assert head.status is MeetingStatus.HELD
    assert page.header.marking.text() == "OFFICIAL-SENSITIVE"


def test_both_papers_are_written_and_the_folder_is_asked_once(qtbot, page, tmp_path, workspace):
    qtbot.keyClicks(page.minutes.editor, "Minuted")
    MeetingPapers.folder = None
    page.papers.word.click()
    assert page.papers.dialog.isVisible()
    page.papers.dialog.findChild(QLineEdit).setText(str(tmp_path))
    page.papers.dialog.accept()
    qtbot.waitUntil(lambda: page.papers.file is not None, timeout=20_000)
    assert page.papers.file.suffix == ".docx"
    assert page.papers.written.isVisible()
    page.papers.excel.click()
    qtbot.waitUntil(lambda: page.papers.file.suffix == ".xlsx", timeout=20_000)
    assert page.papers.file.exists()
    MeetingPapers.folder = None


@pytest.mark.parametrize("leave", ["dismiss", "tab", "page"])
def test_what_was_written_is_told_only_where_it_was_written(page, leave):
    page.papers._done(Path("Minutes v0.1.docx"))
    assert page.papers.written.isVisible()
    assert ("Paper written", page.papers.written.show_folder) in page.panes()
    if leave == "dismiss":
        page.papers.written.dismiss.click()
        assert page.minutes.editor.hasFocus()
    elif leave == "tab":
        page.header.choose_tab("roll")
    else:
        page.hide()
        page.show()
    assert not page.papers.written.isVisible()


def test_an_undone_item_leaves_the_page_at_another(page, workspace, meeting):
    made = workspace.do(agenda.add, meeting, "Short-lived")
    page.go_to(made)
    workspace.undo()
    assert page.item_id != made
    assert page.minutes.number.text().startswith("1 ")


def test_a_meeting_without_items_says_what_to_do(page, workspace, items):
    for item in items:
        workspace.do(agenda.remove, item.id)
    assert page.no_items.isVisible()
    assert not page.minutes.isVisible()


def test_a_hidden_page_catches_up_when_it_is_shown(page, workspace, meeting):
    page.hide()
    owen = workspace.ask(attendance.roll_call, meeting).rows[0]
    workspace.do(
        attendance.record, meeting, Code.PRESENT, seat_id=owen.seat_id, person_id=owen.person_id
    )
    page.show()
    assert page.header.quorum.text == "Quorate"


def test_keys_turn_the_line_into_each_kind(qtbot, page, workspace, items):
    editor = page.minutes.editor
    qtbot.keyClicks(editor, "Once said")
    for key, kind in (
        (KEY.Key_A, EntryKind.ACTION),
        (KEY.Key_D, EntryKind.DECISION),
        (KEY.Key_C, EntryKind.CHALLENGE),
        (KEY.Key_J, EntryKind.PRIVATE),
        (KEY.Key_N, EntryKind.NOTE),
    ):
        qtbot.keyClick(editor, key, CTRL | SHIFT)
        page.flush()
        assert [row.kind for row in workspace.ask(minutes.of_item, items[0].id)] == [kind]
    assert editor.toPlainText().strip() == "Once said"


def test_after_a_kill_the_caret_stands_where_it_was(qtbot, page, bridge, jobs, workspace, items):
    page.go_to(items[2].id)
    qtbot.keyClicks(page.minutes.editor, "The minutes were agreed")
    for _ in range(6):
        qtbot.keyClick(page.minutes.editor, KEY.Key_Left)
    qtbot.keyClicks(page.minutes.editor, "X")
    page.flush()
    again = MeetingPage(bridge, jobs)
    qtbot.addWidget(again)
    again.open_record(page.meeting_id)
    again.show()
    qtbot.waitActive(again)
    again.stand_at(workspace.ask(minute_text.last_place))
    qtbot.keyClicks(again.minutes.editor, "Y")
    again.flush()
    assert texts(workspace, items[2]) == ["The minutes were XYagreed"]


@pytest.mark.parametrize("tab", ["minutes", "roll", "details"])
def test_everything_that_takes_the_focus_has_a_name(page, assert_accessible, tab):
    page.header.choose_tab(tab)
    assert_accessible(page)
    assert all(widget.isVisible() for _, widget in page.panes())


def test_going_to_an_item_from_the_roll_call_shows_the_minutes(qtbot, page, items):
    page.header.choose_tab("roll")
    page.step(1)
    assert page.header.tab == "minutes"
    assert page.minutes.editor.isVisible()


def test_after_a_move_the_first_start_opens_at_the_new_item(page, workspace, items):
    page.go_to(items[3].id)
    assert workspace.ask(minute_text.last_place).item_id == items[3].id


def test_undo_takes_back_a_leaving_with_its_sentence(qtbot, page, workspace, meeting, items):
    (owen,) = workspace.ask(attendance.roll_call, meeting).rows
    workspace.do(
        attendance.record, meeting, Code.PRESENT, seat_id=owen.seat_id, person_id=owen.person_id
    )
    page.go_to(items[2].id)
    editor = page.minutes.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "/out OP")
    qtbot.keyClick(editor, KEY.Key_Return)
    assert "left the meeting" in texts(workspace, items[2])[0]
    assert page.header.quorum.text == "Not quorate"
    page.header.choose_tab("issue")
    whole = page.header.quorum.text
    assert whole.startswith("Not quorate, item")
    page.header.choose_tab("minutes")
    assert page.header.quorum.text == "Not quorate"
    workspace.do(meetings.set_status, meeting, MeetingStatus.HELD)
    assert page.header.quorum.text == whole, "it is over: no item is the one it is at"
    workspace.undo()
    editor.setFocus()
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert "left the meeting" not in " ".join(texts(workspace, items[2]))
    assert page.header.quorum.text == "Quorate"


def test_undo_in_the_minutes_goes_back_over_words_and_records_alike(qtbot, page, workspace, items):
    page.go_to(items[2].id)
    editor = page.minutes.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "/a go")
    qtbot.keyClick(editor, KEY.Key_Return)
    action = workspace.ask(lambda session: session.query(Action).one().id)
    workspace.do(actions.set_due, action, DueKind.DATED, date(2026, 3, 13), today=DAY)
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert "no date said" in editor.toPlainText()
    qtbot.keyClick(editor, KEY.Key_Y, CTRL)
    assert "13 Mar 2026" in editor.toPlainText()
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert editor.current_paragraph() == "/a go"
    workspace.do(agenda.move, items[5].id, -1)
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert [item.id for item in workspace.ask(agenda.items, page.meeting_id)] == [
        item.id for item in items
    ]
    assert "/a go" in editor.toPlainText()


def test_adjourning_is_asked_in_the_details(qtbot, page, workspace, meeting):
    page.header.adjourn.click()
    assert page.header.tab == "details"
    assert page.details.sittings.on.hasFocus()
    page.details.sittings.say.click()
    assert "adjourned to a day to be agreed" in page.header.context.text()


def test_undo_goes_on_at_an_item_one_has_come_back_to(qtbot, page, workspace, items):
    page.go_to(items[2].id)
    editor = page.minutes.editor
    qtbot.keyClicks(editor, "Words to move")
    page.minutes.flush()
    qtbot.keyClick(editor, KEY.Key_A, CTRL)
    qtbot.keyClick(editor, KEY.Key_X, CTRL)
    page.go_to(items[3].id)
    qtbot.keyClick(editor, KEY.Key_V, CTRL)
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert texts(workspace, items[3]) == []
    page.go_to(items[2].id)
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert texts(workspace, items[2]) == ["Words to move"]


def test_a_paste_taken_back_from_another_item_is_shown_where_it_was(qtbot, page, workspace, items):
    editor = page.minutes.editor
    page.go_to(items[2].id)
    qtbot.keyClicks(editor, "/d To widen it")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.keyClick(editor, KEY.Key_A, CTRL)
    qtbot.keyClick(editor, KEY.Key_X, CTRL)
    page.go_to(items[3].id)
    qtbot.keyClick(editor, KEY.Key_V, CTRL)
    for turn, there in ((KEY.Key_Z, []), (KEY.Key_Y, ["To widen it"])):
        page.go_to(items[2].id)
        qtbot.keyClick(editor, turn, CTRL)
        assert page.item_id == items[3].id
        assert texts(workspace, items[3]) == there


def test_typing_taken_back_at_another_item_is_shown_there(page, workspace, items):
    page.go_to(items[2].id)
    page.minutes.editor.insertPlainText("Words")
    page.go_to(items[3].id)
    step = workspace.last_step
    workspace.undo()
    page.show_step(step)
    assert page.item_id == items[2].id


def test_what_is_undone_elsewhere_is_told_with_its_meeting_and_its_number(
    page, bridge, workspace, meeting, items
):
    key = workspace.do(minutes.add, items[2].id, EntryKind.DECISION, "To widen it.")
    workspace.do(decisions.set_dissent, key, "Police")
    number = workspace.ask(decisions.said_of, key).ref
    step = workspace.last_step
    head = workspace.ask(meetings.head, meeting)
    assert step_words(bridge, step, meeting) == f"dissent {number}"
    where = f"{head.group}, {short_date(head.on)}"
    assert step_words(bridge, step) == f"dissent {number}, in {where}"
    before = workspace.do(meetings.add, head.group_id, date(2025, 12, 9))
    workspace.do(meetings.set_status, before, MeetingStatus.HELD)
    today = bridge.today()
    workspace.do(approvals.agree, before, meeting, items[2].id, today)
    both = f"{head.group}, 9 Dec 2025 and {where}"
    assert step_words(bridge, workspace.last_step) == f"agree minutes, in {both}"
    days = (date(2030, month, 5) for month in (3, 4, 6))
    series = [Proposal(day, day, "") for day in days]
    workspace.do(meetings.plan, head.group_id, pattern={}, proposals=series)
    assert step_words(bridge, workspace.last_step) == f"plan meetings, 3 of {head.group}"


def test_undo_of_a_record_goes_to_the_item_it_is_of(qtbot, page, workspace, items):
    key = workspace.do(minutes.add, items[2].id, EntryKind.DECISION, "To widen it.")
    page.go_to(items[3].id)
    workspace.do(decisions.set_dissent, key, "Police")
    page.minutes.editor.setFocus()
    qtbot.keyClick(page.minutes.editor, KEY.Key_Z, CTRL)
    assert workspace.ask(decisions.said_of, key).dissent == ""
    assert page.item_id == items[2].id
    page.go_to(items[3].id)
    qtbot.keyClick(page.minutes.editor, KEY.Key_Y, CTRL)
    assert workspace.ask(decisions.said_of, key).dissent == "Police"
    assert page.item_id == items[2].id


@pytest.fixture
def chairs(workspace, page, meeting):
    """Owen Prydderch chaired to item 3, then Anjali Deshmukh, who is a guest."""
    guest = workspace.do(attendance.add_guest, meeting, "Anjali Deshmukh")
    workspace.do(attendance.all_present, meeting)
    rows = {row.name: row for row in workspace.ask(attendance.roll_call, meeting).rows}
    workspace.do(attendance.take_chair, meeting, rows["Owen Prydderch"].person_id)
    items = workspace.ask(agenda.items, meeting)
    taken = rows["Anjali Deshmukh"].person_id
    workspace.do(attendance.take_chair, meeting, taken, from_item_id=items[3].id)
    return guest


def test_the_badge_names_who_is_in_the_chair_at_the_item_in_view(page, items, chairs):
    assert page.header.chair.text == "In the chair: Owen Prydderch"
    page.go_to(items[3].id)
    assert page.header.chair.text == "In the chair: Anjali Deshmukh"
    said = "In the chair: Owen Prydderch to item 3, Anjali Deshmukh from item 4"
    assert page.header.chair.toolTip().startswith(said)


def test_nobody_in_the_chair_is_said_and_a_click_opens_the_form(
    qtbot, page, items, chairs, workspace
):
    page.go_to(items[4].id)
    workspace.do(attendance.leave, chairs, items[4].id)
    assert page.header.chair.text == "Nobody in the chair from item 5"
    assert page.header.chair.property("tone") == "warn"
    qtbot.mouseClick(page.header.chair, Qt.MouseButton.LeftButton)
    assert page.header.tab == "roll"
    assert page.roll.chair.isVisible()
    assert page.roll.chair.from_item.currentData() == items[4].id
    page.go_to(items[3].id)
    assert page.header.chair.property("tone") == ""


def test_how_far_the_minutes_have_come_is_seen_where_there_is_room(
    qtbot, fitted, page, chairs, workspace, meeting, tmp_path
):
    pill = fitted(1318, 15).state
    assert not pill.isVisible()
    issuing.issue(workspace, meeting, tmp_path, recipients=["A"], today=DAY, circulate=True)
    assert pill.isVisible()
    assert pill.text == "Circulated, v0.1"
    said = "Minutes: circulated. Version 0.1 was issued on 10 February 2026."
    assert pill.accessibleDescription().startswith(said)
    assert page.header.chair.isVisible()
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert page.header.tab == "issue"
    workspace.do(issuing.set_state, meeting, MinutesState.APPROVED, DAY)
    assert pill.text == "Approved"
    header = fitted(592, 15)
    assert not header.state.isVisible()
    assert header.chair.isVisible()


@pytest.mark.parametrize(
    ("width", "text_size"), [(976, 15), (1318, 22), (1318, 30), (976, 30), (592, 15), (592, 20)]
)
def test_who_is_in_the_chair_is_seen_at_every_size(fitted, chairs, width, text_size):
    pill = fitted(width, text_size).chair
    assert pill.isVisible()
    assert pill.text in ("In the chair: Owen Prydderch", "Chair: Owen Prydderch", "Chair: OP")
    assert pill.width() >= pill.sizeHint().width()
    assert pill.mapTo(pill.window(), pill.rect().topRight()).x() < width


def test_the_agenda_is_as_narrow_as_before_once_the_text_is_small_again(qapp, fitted, page):
    fitted(1318, 15)
    usual = page.agenda.width()
    fitted(1318, 24)
    qapp.processEvents()
    assert page.agenda.width() > usual
    fitted(1318, 15)
    qapp.processEvents()
    assert page.agenda.width() == usual


def test_what_leaves_the_header_leaves_no_gap(qapp, fitted):
    for width, text_size in ((976, 15), (976, 20), (976, 30), (958, 30)):
        header = fitted(width, text_size)
        qapp.processEvents()
        papers = header._papers
        assert papers.look.isVisible() is not papers.look.isHidden()
        assert papers.width() == papers.sizeHint().width()


def test_typing_goes_on_in_the_minutes_after_a_click_on_the_second_screen(qtbot, page, items):
    page.go_to(items[2].id)
    page.header.second_screen.setFocus()
    page.header.second_screen.click()
    assert page.minutes.editor.hasFocus()
    page.show_second_screen()


def test_the_minutes_stay_in_view_when_a_growing_text_leaves_no_room_beside_them(
    qtbot, page, items
):
    page.go_to(items[2].id)
    page.resize(1_000, 640)
    page.toggle_side()
    page.minutes.editor.setFocus()
    assert page.side.isVisible()
    page.resize(500, 640)
    assert page.minutes.editor.isVisible()
    assert page.minutes.editor.hasFocus()
    page.toggle_side()
    assert page.side.isVisible()
