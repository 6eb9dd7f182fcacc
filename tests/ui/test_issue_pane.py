"""The Issue tab by keys: the check, the states, what goes out, what was kept, the clocks."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QPushButton

from masa_desktop.domain.days import LONDON
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.pre_issue import Kind
from masa_desktop.domain.words import short_date
from masa_desktop.services import (
    agenda,
    attendance,
    groups,
    issuing,
    meetings,
    minutes,
    paper_minutes,
    who,
)
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.issue_pane import IssuePane
from masa_desktop.ui.meeting_papers import MeetingPapers

KEY = Qt.Key
APPROVED, DRAFT = MinutesState.APPROVED, MinutesState.DRAFT


@pytest.fixture
def folder(tmp_path):
    """Where papers go, as if it had been asked."""
    MeetingPapers.folder = tmp_path
    yield tmp_path
    MeetingPapers.folder = None


@pytest.fixture
def pane(qtbot, bridge, jobs, executive):
    made = IssuePane(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1020, 640)
    made.show_meeting(executive.meeting)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def settled(workspace, executive):
    workspace.do(attendance.all_present, executive.meeting)
    workspace.do(attendance.take_chair, executive.meeting, executive.people["dcs"])
    for item in executive.items:
        workspace.do(agenda.set_state, item, ItemState.WITHDRAWN)
    workspace.do(meetings.set_status, executive.meeting, MeetingStatus.HELD)
    return executive


def choose(pane, kind):
    key = next(one.key for one in pane.findings.model.rows if one.kind is kind)
    pane.findings.table.select(key)


def say_how(qtbot, pane):
    qtbot.keyClicks(pane.state.how.lineEdit(), "By correspondence")
    qtbot.keyClick(pane.state.how.lineEdit(), KEY.Key_Return)


def state(workspace, made):
    return workspace.ask(meetings.head, made.meeting).minutes_state


# The check


@pytest.mark.parametrize(
    ("kind", "place"),
    [(Kind.NO_ROLL_CALL, ("", "roll")), (Kind.NO_CHAIR, ("", "roll"))],
)
def test_enter_on_a_line_goes_to_its_place(qtbot, pane, kind, place):
    choose(pane, kind)
    with qtbot.waitSignal(pane.jump) as caught:
        qtbot.keyClick(pane.findings.table, KEY.Key_Return)
    assert tuple(caught.args) == place


def test_a_line_of_an_entry_goes_to_its_item_and_entry(qtbot, pane, workspace, executive):
    item = executive.items[4]
    entry = workspace.do(minutes.add, item, EntryKind.NOTE, "AB, 14, was heard.")
    choose(pane, Kind.PERSONAL)
    with qtbot.waitSignal(pane.jump) as caught:
        pane.findings.go_there.click()
    assert tuple(caught.args) == (item, entry)


def test_a_word_sets_a_line_aside_and_the_line_comes_back_on_request(
    qtbot, pane, workspace, executive
):
    choose(pane, Kind.NO_CHAIR)
    before = pane.findings.open_count
    qtbot.keyClicks(pane.findings.word, "asked the DCS")
    qtbot.keyClick(pane.findings.word, KEY.Key_Return)
    assert pane.findings.open_count == before - 1
    assert pane.findings.word.text() == ""
    assert pane.findings.fold.text() == "1 set aside"
    assert not pane.findings.aside_table.isVisible()
    pane.findings.fold.click()
    assert pane.findings.aside_table.isVisible()
    assert [one.word for one in pane.findings.aside_model.rows] == ["asked the DCS"]
    pane.findings.take_up.click()
    assert pane.findings.open_count == before
    assert not pane.findings.folded.isVisible()


def test_without_a_word_nothing_is_set_aside(qtbot, pane):
    before = pane.findings.open_count
    qtbot.keyClick(pane.findings.word, KEY.Key_Return)
    assert pane.findings.word_field.complaint == "A word is needed."
    assert pane.findings.open_count == before


def test_minutes_in_order_say_so(pane, settled):
    assert not pane.findings.table.isVisible()
    assert pane.findings.nothing.isVisible()
    assert pane.findings.tally.text == "In order"


def test_jottings_are_deleted_by_one_key_and_undo_brings_them_back(
    qtbot, pane, bridge, workspace, settled
):
    item = settled.items[4]
    workspace.do(minutes.add, item, EntryKind.PRIVATE, "Ask HM")
    assert pane.findings.tally.text == "1 to know"
    pane.findings.drop.setFocus()
    with qtbot.waitSignal(bridge.told) as told:
        qtbot.keyClick(pane.findings.drop, KEY.Key_Space)
    said = "1 private jotting deleted. Undo works until the app closes or locks"
    assert told.args == [said, True]
    assert workspace.ask(minutes.of_item, item) == []
    assert not pane.findings.drop.isVisible()
    workspace.undo()
    assert [row.text for row in workspace.ask(minutes.of_item, item)] == ["Ask HM"]


def test_jottings_have_no_place_to_go_to(qtbot, pane, workspace, executive):
    workspace.do(minutes.add, executive.items[4], EntryKind.PRIVATE, "Ask HM")
    choose(pane, Kind.JOTTINGS)
    with qtbot.assertNotEmitted(pane.jump):
        qtbot.keyClick(pane.findings.table, KEY.Key_Return)
    assert pane.findings.go_there.accessibleDescription()


# States


def test_the_next_step_is_the_one_primary_button(qtbot, pane, workspace, executive):
    said = []
    for _ in range(4):
        said.append(pane.state.next.text())
        pane.state.next.setFocus()
        qtbot.keyClick(pane.state.next, KEY.Key_Space)
        if pane.state.how.isVisible():
            say_how(qtbot, pane)
    assert said == [
        "Mark as checked by the chair",
        "Mark as circulated",
        "Mark as approved",
        "Mark as published",
    ]
    assert state(workspace, executive) == MinutesState.PUBLISHED
    assert not pane.state.next.isVisible()
    assert pane.state.current[MinutesState.PUBLISHED].isVisible()
    primary = [one for one in pane.findChildren(QPushButton) if one.property("primary") == "true"]
    assert primary == [pane.state.next]


def test_going_back_from_approved_asks_why_and_keeps_it(qtbot, pane, workspace, executive, today):
    workspace.do(issuing.set_state, executive.meeting, APPROVED, today)
    pane.state.steps[DRAFT].click()
    assert pane.state.reason.hasFocus()
    assert not pane.state.next.isVisible()
    qtbot.keyClick(pane.state.reason, KEY.Key_Return)
    assert pane.state.reason_field.complaint == "A reason is needed."
    assert state(workspace, executive) == APPROVED
    qtbot.keyClicks(pane.state.reason, "A name was wrong")
    qtbot.keyClick(pane.state.reason, KEY.Key_Return)
    assert state(workspace, executive) == DRAFT
    assert workspace.ask(issuing.steps, executive.meeting)[-1].reason == "A name was wrong"
    assert "A name was wrong" in pane.state.past.text()
    assert not pane.state.asking.isVisible()


def test_going_back_from_circulated_asks_why_too(qtbot, pane, workspace, executive):
    pane.state.steps[MinutesState.CIRCULATED].click()
    pane.state.steps[DRAFT].click()
    assert state(workspace, executive) == MinutesState.CIRCULATED
    assert pane.state.reason.hasFocus()
    qtbot.keyClicks(pane.state.reason, "Sent too early")
    pane.state.go_back.click()
    assert state(workspace, executive) == DRAFT
    assert "Draft at version 0.1. Sent too early" in pane.state.past.text()
    workspace.do(who.call_me, "Kit Marlow")
    assert "Draft at version 0.1, by Kit Marlow. Sent" in pane.state.past.text()


def test_escape_leaves_the_minutes_as_they_are(qtbot, pane, workspace, executive, today):
    workspace.do(issuing.set_state, executive.meeting, APPROVED, today)
    pane.state.steps[DRAFT].click()
    qtbot.keyClick(pane.state.reason, KEY.Key_Escape)
    assert not pane.state.asking.isVisible()
    assert state(workspace, executive) == APPROVED
    assert pane.state.steps[DRAFT].hasFocus()
    assert pane.state.next.isVisible()


def test_approving_by_hand_asks_at_which_meeting(qtbot, pane, workspace, executive):
    workspace.do(meetings.add, executive.group, date(2026, 2, 10), starts_at=time(15))
    workspace.do(meetings.add, executive.group, date(2026, 4, 14))  # still to come
    pane.state.steps[APPROVED].click()
    assert pane.state.how.hasFocus()
    assert not pane.state.next.isVisible()
    said = [pane.state.how.itemText(place) for place in range(pane.state.how.count())]
    assert said == ["At RSCP Executive, Tuesday 10 February 2026", "By correspondence"]
    qtbot.keyClick(pane.state.how.lineEdit(), KEY.Key_Return)
    assert pane.state.how_field.is_wrong
    assert state(workspace, executive) == DRAFT
    pane.state.how.setCurrentIndex(0)
    pane.state.go_back.click()
    assert state(workspace, executive) == APPROVED
    assert pane.state.past.text().endswith(". At RSCP Executive, Tuesday 10 February 2026")


def test_the_history_is_whole_and_going_back_unticks_what_lies_ahead(
    pane, workspace, executive, today
):
    for reason in ("one", "two", "three", "four"):
        workspace.do(issuing.set_state, executive.meeting, MinutesState.CIRCULATED, today)
        workspace.do(issuing.set_state, executive.meeting, MinutesState.PUBLISHED, today)
        workspace.do(issuing.set_state, executive.meeting, DRAFT, today, reason=reason)
    assert len(pane.state.past.text().splitlines()) == 12
    ticked = [each for each, one in pane.state.steps.items() if "been" in one.accessibleName()]
    assert ticked == []
    workspace.do(issuing.set_state, executive.meeting, MinutesState.AMENDED, today)
    ticked = [each for each, one in pane.state.steps.items() if "been" in one.accessibleName()]
    assert ticked == [DRAFT, MinutesState.CIRCULATED]


def test_a_change_after_the_minutes_went_out_is_said_and_the_next_version_offered(
    qtbot, pane, workspace, executive, folder, today
):
    to = {"recipients": ["A"], "today": today}
    issuing.issue(workspace, executive.meeting, folder, circulate=True, **to)
    assert not pane.state.changed_row.isVisible()
    workspace.do(minutes.add, executive.items[4], EntryKind.NOTE, "Practice was strong.")
    assert pane.state.changed.isVisible()
    assert pane.state.changed.text == "Changed since version 0.1 went out"
    assert "changed since" in pane.versions.model.index(0, 0).data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    assert pane.state.next.text() == "Issue the next version"
    pane.state.next.click()
    assert pane.sending.write.hasFocus()
    assert state(workspace, executive) == MinutesState.CIRCULATED
    workspace.undo()
    assert not pane.state.changed_row.isVisible()
    assert pane.state.next.text() == "Mark as approved"


def test_approval_is_a_record_and_no_step_of_undo(qtbot, pane, workspace, executive):
    workspace.forget_steps()
    pane.state.steps[MinutesState.CIRCULATED].click()
    assert workspace.can_undo == "issuing.set_state"
    pane.state.steps[APPROVED].click()
    say_how(qtbot, pane)
    assert workspace.can_undo == "", "the step before cannot be taken back over an approval"
    assert state(workspace, executive) == APPROVED
    assert len(workspace.ask(issuing.steps, executive.meeting)) == 2


# Issue


def test_write_and_record_keeps_what_went_out(qtbot, pane, workspace, executive, folder):
    asked = []
    pane.about_to_write.connect(lambda: asked.append(True))
    assert pane.sending.recipients.toPlainText().splitlines()[0] == "Helen Marchetti"
    assert not pane.sending.circulate.isChecked(), "a file that is written is not sent yet"
    pane.sending.circulate.setChecked(True)
    pane.sending.write.setFocus()
    qtbot.keyClick(pane.sending.write, KEY.Key_Space)
    qtbot.waitUntil(pane.sending.written.isVisible, timeout=20_000)
    (row,) = workspace.ask(issuing.issued, executive.meeting)
    assert asked == [True]
    assert (folder / row.file_name).is_file()
    assert len(row.recipients) == 4
    assert state(workspace, executive) == MinutesState.CIRCULATED
    assert pane.versions.table.isVisible()
    assert "Version 0.1 is for Helen Marchetti" in pane.versions.to_whom.text()
    assert pane.versions.model.index(0, 2).data() == row.sha256[:8]
    qtbot.mouseClick(pane.versions.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == row.sha256
    assert not pane.sending.circulate.isVisible()


def test_a_shareable_copy_to_names_typed_by_hand(qtbot, pane, workspace, executive, folder):
    pane.sending.recipients.selectAll()
    qtbot.keyClicks(pane.sending.recipients, "Lena Brandt")
    pane.sending.copy.buttons["shareable"].click()
    assert pane.sending.recipients.toPlainText() == "Lena Brandt"
    pane.sending.write.click()
    qtbot.waitUntil(lambda: bool(workspace.ask(issuing.issued, executive.meeting)), timeout=20_000)
    (row,) = workspace.ask(issuing.issued, executive.meeting)
    assert (row.is_shareable, row.recipients) == (True, ("Lena Brandt",))
    assert state(workspace, executive) == DRAFT


def test_a_copy_to_share_says_which_marking_it_carries(pane, workspace, executive):
    pane.sending.begin(shareable=True)
    assert "It carries no marking. Handling words" in pane.sending.of_copy.text()
    marked = "official_sensitive", "Not for onward sharing"
    workspace.do(meetings.set_marking, executive.meeting, *marked)
    pane.sending.begin(shareable=True)
    assert "It is marked OFFICIAL-SENSITIVE. Handling words" in pane.sending.of_copy.text()
    paper = workspace.ask(paper_minutes.minutes_of, executive.meeting, shareable=True)
    assert paper.banner == "OFFICIAL-SENSITIVE"
    full = workspace.ask(paper_minutes.minutes_of, executive.meeting)
    assert full.banner.endswith("NOT FOR ONWARD SHARING")
    workspace.do(groups.set_marking, executive.partnership, *marked, "Partners only")
    assert "marked OFFICIAL-SENSITIVE – PARTNERS ONLY." in pane.sending.of_copy.text()
    paper = workspace.ask(paper_minutes.minutes_of, executive.meeting, shareable=True)
    assert paper.banner == "OFFICIAL-SENSITIVE – PARTNERS ONLY"


def test_a_copy_to_share_is_offered_to_those_who_have_not_the_full_one(
    pane, workspace, executive, folder, today
):
    to = {"recipients": ["Helen Marchetti"], "today": today}
    issuing.issue(workspace, executive.meeting, folder, circulate=True, **to)
    pane.sending.begin(shareable=True)
    assert "Helen Marchetti" not in pane.sending.recipients.toPlainText()
    assert "is left out" in pane.sending.of_copy.text()
    workspace.do(minutes.add, executive.items[4], EntryKind.NOTE, "Practice was strong.")
    assert "Helen Marchetti" in pane.sending.recipients.toPlainText(), "hers is an earlier text"


def test_a_version_says_when_it_was_issued(pane, workspace, executive, folder, today):
    now = datetime.now(LONDON)
    for day in (today, now.date()):
        issuing.issue(workspace, executive.meeting, folder, recipients=["A"], today=day)
    shown = [pane.versions.model.index(row, 1).data() for row in (0, 1)]
    assert shown[0].startswith(f"{short_date(now.date())}, ")
    assert shown[1] == "10 Feb 2026", "a day that is not the day it was recorded has no time"


def test_minutes_that_go_back_and_another_meeting_begin_safe(pane, workspace, executive, today):
    pane.sending.begin(shareable=True)
    pane.sending.circulate.setChecked(True)
    step = (executive.meeting, MinutesState.CIRCULATED, today)
    workspace.do(issuing.set_state, *step)
    assert pane.sending.copy.key == "shareable"
    workspace.do(issuing.set_state, executive.meeting, DRAFT, today, reason="A name was wrong")
    assert (pane.sending.copy.key, pane.sending.circulate.isChecked()) == ("full", False)
    bar = pane.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value()
    pane.show_meeting(executive.meeting)
    assert bar.value(), "the same meeting stays where it was"
    pane.show_meeting(workspace.do(meetings.add, executive.group, date(2026, 4, 14)))
    assert bar.value() == 0


def test_nobody_named_is_said_in_place(pane, workspace, executive, folder):
    pane.sending.recipients.setPlainText("  \n")
    pane.sending.write.click()
    assert pane.sending.recipients_field.complaint == "Nobody is named."
    assert pane.sending.recipients.hasFocus()
    assert workspace.ask(issuing.issued, executive.meeting) == []


def type_in(qtbot, dialog, path):
    dialog.activateWindow()
    edit = dialog.findChild(QLineEdit)
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    edit.selectAll()
    qtbot.keyClicks(edit, str(path))
    return edit


def test_the_folder_is_asked_once(qtbot, pane, tmp_path, workspace, executive):
    MeetingPapers.folder = None
    pane.sending.write.click()
    dialog = pane.sending.question.dialog
    assert dialog.isVisible()
    here = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Write here")
    assert here.isEnabled(), "it opens at a folder that is there"
    assert here.toolTip() == "Choose a folder that is there"
    assert workspace.ask(issuing.issued, executive.meeting) == []
    edit = type_in(qtbot, dialog, tmp_path)
    rows = dialog.findChild(QListView, "listView")  # Qt selects rows while one types
    for path in ("/", str(tmp_path.parent)):
        found = rows.model()
        rows.selectionModel().select(found.index(path), QItemSelectionModel.SelectionFlag.Select)
    assert edit.text() == str(tmp_path)
    qtbot.keyClick(edit, KEY.Key_Return)
    assert not dialog.isVisible()
    qtbot.waitUntil(pane.sending.written.isVisible, timeout=20_000)
    assert MeetingPapers.folder == tmp_path
    MeetingPapers.folder = None


def test_a_folder_that_went_while_it_was_chosen_is_refused_in_words(qtbot, pane, tmp_path):
    MeetingPapers.folder, going = None, tmp_path / "going"
    going.mkdir()
    pane.sending.write.click()
    dialog = pane.sending.question.dialog
    assert Path(dialog.directory().absolutePath()).is_dir()
    type_in(qtbot, dialog, going)
    going.rmdir()
    with qtbot.captureExceptions() as raised:
        QDialog.accept(dialog)
    ((_, refusal, _),) = raised
    assert refusal.happened == f"There is no folder {going}."
    assert MeetingPapers.folder is None


def test_a_kept_version_is_saved_again(qtbot, pane, workspace, executive, folder, today):
    file = issuing.issue(
        workspace, executive.meeting, folder, recipients=["Lena Brandt"], today=today
    )
    sent = file.read_bytes()
    file.unlink()
    qtbot.keyClick(pane.versions.table, KEY.Key_Return)
    qtbot.waitUntil(pane.versions.written.isVisible, timeout=20_000)
    assert file.read_bytes() == sent


def test_a_returned_file_is_asked_for(qtbot, pane):
    with qtbot.waitSignal(pane.returned_wanted):
        pane.sending.returned.click()


def test_open_lines_never_stop_an_issue(pane):
    assert pane.sending.still_open.isVisible()
    assert not pane.sending.write.accessibleDescription()


# Clocks


def test_the_clocks_stand_on_the_page_and_can_be_set(qtbot, pane, workspace):
    faces = list(pane.clocks.faces.values())
    assert faces[1].words.text() == "Due Tuesday 24 February 2026, in 10 working days"
    pane.clocks.change.click()
    _, days = pane.clocks.inputs.values()
    days.selectAll()
    qtbot.keyClicks(days, "15")
    pane.flush()
    assert workspace.ask(issuing.clock_setting, issuing.MINUTES_DAYS) == 15
    assert faces[1].words.text() == "Due Tuesday 3 March 2026, in 15 working days"


def test_what_was_sent_is_recorded_by_one_button(qtbot, pane, workspace, executive, folder, today):
    issuing.issue(workspace, executive.meeting, folder, recipients=["A"], today=today)
    actions, whole = pane.clocks.faces.values()
    assert actions.words.text().startswith("File written Tuesday 10 February 2026, not yet")
    actions.sent.setFocus()
    qtbot.keyClick(actions.sent, KEY.Key_Space)
    assert actions.words.text() == "Out Tuesday 10 February 2026, in time"
    assert not actions.sent.isVisible()
    assert pane.clocks.change.hasFocus()
    assert whole.sent.isVisible()
    whole.sent.click()
    assert whole.words.text() == "Out Tuesday 10 February 2026, in time"
    assert state(workspace, executive) == MinutesState.CIRCULATED
    workspace.undo()
    assert whole.sent.isVisible()


def test_a_clock_of_nothing_is_refused_in_place(qtbot, pane, workspace):
    pane.clocks.change.click()
    hours, _ = pane.clocks.inputs.values()
    hours.selectAll()
    qtbot.keyClicks(hours, "0")
    qtbot.keyClick(hours, KEY.Key_Return)
    assert workspace.ask(issuing.clock_setting, issuing.ACTIONS_HOURS) == 24
    (field, *_) = pane.clocks.fields.values()
    assert field.is_wrong


def test_a_clock_far_too_long_is_refused_and_not_made_another(qtbot, pane, workspace):
    pane.clocks.change.click()
    assert pane.clocks.whose.isVisible()
    hours, _ = pane.clocks.inputs.values()
    hours.selectAll()
    qtbot.keyClicks(hours, "9999999999")
    qtbot.keyClick(hours, KEY.Key_Return)
    (field, *_) = pane.clocks.fields.values()
    assert field.complaint == "A clock runs for 1 to 999."
    assert hours.text() == "9999999999"
    assert workspace.ask(issuing.clock_setting, issuing.ACTIONS_HOURS) == 24


def test_the_full_copy_says_who_is_left_out_and_why(pane, workspace, executive):
    assert "left out" not in pane.sending.of_copy.text()
    workspace.do(agenda.set_restricted, executive.items[4], restricted=True)
    assert pane.sending.of_copy.text().endswith(
        "Margaret Fairweather is left out: an item is restricted, and participant observers get "
        "the copy to share."
    )
    pane.sending.copy.buttons["shareable"].click()
    assert "left out" not in pane.sending.of_copy.text()


# The whole


def test_everything_has_a_name(pane, workspace, executive, folder, today, assert_accessible):
    workspace.do(minutes.add, executive.items[4], EntryKind.PRIVATE, "Ask HM")
    issuing.issue(workspace, executive.meeting, folder, recipients=["A"], today=today)
    pane.clocks.change.click()
    assert_accessible(pane)
    row = pane.findings.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row.startswith("Roll-call not taken, The roll-call has not been taken")
    spoken = QAccessible.queryAccessibleInterface(pane.state.row)
    assert spoken.text(QAccessible.Text.Name) == "State of the minutes: Draft"


def test_nothing_flashes_up_on_its_own(bridge, jobs, shown_alone):
    assert shown_alone(lambda: IssuePane(bridge, jobs)) == []


@pytest.mark.parametrize(("width", "text", "columns"), [(1020, 15, 2), (700, 15, 1), (640, 30, 1)])
def test_the_page_fits_its_width(
    qapp, pane, look, workspace, executive, folder, today, width, text, columns
):
    issuing.issue(workspace, executive.meeting, folder, recipients=["A"], today=today)
    pane.clocks.change.click()
    look.apply(qapp, "light", text)
    pane.resize(width, 520)
    qapp.processEvents()
    assert pane.area.horizontalScrollBar().maximum() == 0
    left, right = (pane.columns.itemAt(place).widget().geometry() for place in range(2))
    assert (left.right() < right.left()) == (columns == 2)


def test_a_hidden_pane_reads_nothing_until_it_is_seen(pane, workspace, executive):
    pane.hide()
    before = pane.findings.model.rows
    workspace.do(attendance.all_present, executive.meeting)
    assert pane.findings.model.rows == before
    pane.show()
    assert pane.findings.model.rows != before


def test_another_meeting_begins_afresh(qtbot, pane, workspace, executive):
    qtbot.keyClicks(pane.findings.word, "half a word")
    pane.sending.recipients.setPlainText("Lena Brandt")
    pane.sending.recipients.document().setModified(True)
    other = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    pane.show_meeting(other)
    assert pane.findings.word.text() == ""
    assert "Helen Marchetti" in pane.sending.recipients.toPlainText()


def test_names_being_changed_stay_while_others_work(pane, workspace, executive):
    pane.sending.recipients.setPlainText("Lena Brandt")
    pane.sending.recipients.document().setModified(True)
    workspace.do(attendance.all_present, executive.meeting)
    assert pane.sending.recipients.toPlainText() == "Lena Brandt"


def test_the_focus_goes_to_the_end_of_the_meeting_then_to_the_check(pane, workspace, executive):
    assert pane.first is pane.held.ended
    workspace.do(meetings.set_status, executive.meeting, MeetingStatus.HELD)
    assert pane.first is pane.findings.table


# Held


def test_the_end_is_asked_and_recorded_with_one_key(qtbot, pane, workspace, executive):
    assert pane.held.isVisible()
    assert pane.held.said.text() == "Planned: 12:00, which stays if the field is blank."
    choose(pane, Kind.NOT_HELD)
    pane.findings.go_there.click()
    assert pane.held.ended.hasFocus()
    pane.held.ended.selectAll()
    qtbot.keyClicks(pane.held.ended, "12.71")
    qtbot.keyClick(pane.held.ended, KEY.Key_Return)
    assert pane.held.field.is_wrong
    pane.held.ended.selectAll()
    qtbot.keyClicks(pane.held.ended, "12:11")
    qtbot.keyClick(pane.held.ended, KEY.Key_Return)
    head = workspace.ask(meetings.head, executive.meeting)
    assert (head.status, head.ends_at) == (MeetingStatus.HELD, time(12, 11))
    assert not pane.held.isVisible()
    assert pane.findings.table.hasFocus()
    assert Kind.NOT_HELD not in [one.kind for one in pane.findings.model.rows]
    workspace.undo()
    assert pane.held.isVisible()


@pytest.mark.parametrize(
    ("at", "proposed"), [(time(12, 11), "12:11"), (time(19, 30), "")], ids=["on", "over"]
)
def test_the_clock_of_the_laptop_proposes_the_end_only_while_the_meeting_is_on(
    qtbot, workspace, executive, jobs, today, at, proposed
):
    made = IssuePane(Bridge(workspace, today=lambda: today, clock=lambda: at), jobs)
    qtbot.addWidget(made)
    made.show_meeting(executive.meeting)
    with qtbot.waitExposed(made):
        made.show()
    assert made.held.ended.text() == proposed
    made.held.record.click()
    head = workspace.ask(meetings.head, executive.meeting)
    assert head.ends_at == (time(12, 11) if proposed else time(12))


def test_a_meeting_to_come_is_not_asked_when_it_ended(pane, workspace, executive):
    coming = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    pane.show_meeting(coming)
    assert not pane.held.isVisible()


# In view


def test_the_chosen_line_and_what_sets_it_aside_are_in_view_together(qtbot, pane, qapp):
    pane.resize(1100, 480)
    qapp.processEvents()
    table = pane.findings.table
    assert table.verticalHeader().length() > pane.area.viewport().height()
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_End, Qt.KeyboardModifier.ControlModifier)
    qapp.processEvents()
    view = pane.area.viewport()
    last = table.visualRect(table.currentIndex())
    assert table.currentIndex().row() == table.model().rowCount() - 1
    for part, spot in ((table.viewport(), last), (pane.findings.aside, pane.findings.aside.rect())):
        for point in (spot.topLeft(), spot.bottomLeft()):
            assert view.rect().contains(part.mapTo(view, point)), part
            assert part.rect().contains(point)


def test_the_words_found_are_told_after_their_place(qtbot, pane, workspace, executive):
    workspace.do(minutes.add, executive.items[4], EntryKind.NOTE, "AB, 14, was heard.")
    choose(pane, Kind.PERSONAL)
    told = []
    pane.jump.connect(lambda *_: told.append("there"))
    pane.phrase.connect(told.append)
    pane.findings.go_there.click()
    assert told == ["there", "AB, 14"]
