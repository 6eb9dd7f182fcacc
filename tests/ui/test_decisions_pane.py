"""The register in the window: what is listed, what is only counted, and the chain beside it."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from masa_desktop.domain.decisions import ConditionState, DecisionVerb
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import (
    agenda,
    decision_chains,
    decision_register,
    decisions,
    groups,
    minutes,
    offices,
    written_procedures,
)
from masa_desktop.services.decision_register import Standing
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.decisions_pane import DecisionsPane
from masa_desktop.ui.history_walk import meeting_and_item
from masa_desktop.ui.meeting_papers import MeetingPapers
from tests.conftest import ACTOR, PASSPHRASE

DAY, EARLIER = date(2026, 2, 10), date(2025, 3, 4)


@pytest.fixture
def pane(qtbot, bridge, jobs, workspace, executive, tmp_path):
    """Three decisions: one minuted on a condition, one of last year elsewhere, one restricted."""
    entry = workspace.do(minutes.add, executive.items[4], EntryKind.DECISION, "To widen it.")
    workspace.do(decisions.set_conditions, entry, "funds are found")
    workspace.do(minutes.add, executive.items[5], EntryKind.DECISION, "SECRET")
    workspace.do(agenda.set_restricted, executive.items[5], restricted=True)
    board = workspace.do(groups.add_group, "Health and Wellbeing Board", is_external=True)
    workspace.do(
        decision_chains.record_elsewhere, board, EARLIER, DecisionVerb.RECOMMENDED, "The plan."
    )
    made = DecisionsPane(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1180, 560)
    made.show()
    MeetingPapers.folder = tmp_path
    yield made
    MeetingPapers.folder = None


def texts(pane):
    return [row.text for row in pane.model.rows]


def detail(pane):
    return pane.detail._row


def test_the_register_counts_what_it_does_not_show_and_its_filters_narrow_it(
    pane, assert_accessible
):
    assert texts(pane) == ["To widen it.", "The plan."]
    assert pane.context == "2 decisions · 1 condition open · 1 restricted decision not shown"
    assert_accessible(pane)
    last = pane.year.findText("2024/25")
    pane.year.setCurrentIndex(last)
    assert (texts(pane), pane.context) == (["The plan."], "1 decision")
    pane.clear_filters()
    pane.standing.setCurrentIndex(pane.standing.findData(Standing.CONDITION_OPEN.value))
    assert texts(pane) == ["To widen it."]
    pane.finder.setText("wellbeing")
    assert pane.stack.currentWidget() is pane.none_match
    assert pane.detail.shown == ""
    key = next(row.id for row in pane._rows if row.text == "The plan.")
    assert pane.open_record(key)
    assert (texts(pane)[1], detail(pane).id) == ("The plan.", key)
    assert not pane.open_record("no decision")


def test_what_became_of_a_condition_is_said_in_place_and_undone(qtbot, pane, workspace):
    state = pane.detail.state_buttons[ConditionState.MET]
    state.click()
    form = pane.detail.form
    form.note.entry.setText("budget paper agreed")
    assert form.note.entry.nextInFocusChain() is form.save_button
    qtbot.keyClick(form.note.entry, Qt.Key.Key_Return)
    assert pane.detail.became.text() == "Met on 10 February 2026: budget paper agreed."
    assert (pane.detail.state.text, state.text()) == ("Met", "Change…")
    assert pane.context == "2 decisions · 1 restricted decision not shown"
    state.click()
    assert form.note.text == "budget paper agreed"
    qtbot.keyClick(form.note.entry, Qt.Key.Key_Escape)
    assert form.isHidden()
    workspace.undo()
    assert (pane.detail.state.text, pane.detail.became.text()) == ("Open", "")
    state.click()
    form.day.entry.selectAll()
    qtbot.keyClicks(form.day.entry, "9 feb")
    assert form.day.entry.accessibleDescription() == "Monday 9 February 2026"
    form.save()
    assert form.day.complaint.startswith("The decision was taken on 10 Feb 2026")
    form.day.entry.setText("11 Feb 2026")
    form.note.entry.setText("half a note")
    form.save()
    assert form.day.complaint.startswith("The day of the condition is still to come")
    for text in ("no such decision", ""):  # what is shown changes, and comes back
        pane.finder.setText(text)
    assert form.isHidden()
    state.click()
    assert (form.note.text, form.day.entry.text()) == ("half a note", "11 Feb 2026")
    form.close_form()
    state.click()
    assert form.note.text == ""
    form.close_form()
    pane.detail.implements.setFocus()
    qtbot.keyClicks(pane.detail.implements, "Recommendation 3")
    pane.flush()
    (row, *_) = workspace.ask(decision_register.rows, None, [detail(pane).group_id])
    assert row.implements == "Recommendation 3"


def test_a_decision_follows_one_that_is_found_by_its_words_or_recorded_elsewhere(
    qtbot, pane, workspace
):
    board = pane.detail
    board.finder.setText("no such thing")
    qtbot.keyClick(board.finder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: board.find_field.is_wrong)
    assert board.find_field.complaint == "No earlier decision says that."
    board.implements.setFocus()
    board.finder.setFocus()
    board.finder.clear()
    qtbot.keyClicks(board.finder, "the plan")
    qtbot.keyClick(board.finder, Qt.Key.Key_Down)
    qtbot.keyClick(board.finder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(board.links))
    assert [one.text() for one in board.links] == ["HW-2025-D001"]
    assert board.find_field.complaint == board.finder.text() == ""
    board.links[0].click()
    assert (detail(pane).text, board.links[0].accessibleName()) == (
        "The plan.",
        "Followed by EXEC-2026-D001: Agreed on a condition by RSCP Executive, 10 Feb 2026",
    )
    board.elsewhere.click()
    form = pane.elsewhere_form
    form.body_name.setEditText("Riverside Cabinet")
    assert form.is_new.isVisible()
    form.save()
    assert form.day.complaint == "A date is needed here."
    form.day.entry.setText("3 Mar 2025")
    form.words.entry.setText("To ask for a plan.")
    form.save()
    assert (form.isHidden(), detail(pane).body) == (True, "Riverside Cabinet")
    assert [one.text() for one in board.links] == ["HW-2025-D001", "EXEC-2026-D001"]
    assert len(texts(pane)) == 3
    workspace.undo()  # the body, its decision and the link are one step
    assert texts(pane) == ["To widen it.", "The plan."]
    assert "Riverside Cabinet" not in {row.name for row in workspace.ask(groups.everything, DAY)}


def test_what_is_typed_of_a_decision_taken_elsewhere_stays_until_it_is_recorded_or_closed(
    qtbot, pane, bridge, jobs
):
    form, n = pane.elsewhere_form, (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(pane, *n)
    form.body_name.setEditText("Riverside Cabinet")
    form.day.entry.setText("11 Feb 2026")
    form.words.entry.setText("To ask for")
    qtbot.keyClick(form.words.entry, *n)
    assert (form.words.text, form.body_name.hasFocus()) == ("To ask for", True)
    form.save()
    assert form.day.complaint.startswith("The day of the decision is still to come")
    pane.detail.elsewhere.click()  # the same form for another purpose
    assert form.words.text == ""
    form.close_form()
    (begun,) = pane.begun.links.values()
    assert begun.accessibleName() == "Begun, not recorded: A decision taken elsewhere"
    begun.click()
    assert form.words.text == "To ask for"
    assert not pane.begun.isVisible()
    pane.flush()  # the window closes
    again = DecisionsPane(bridge, jobs)
    qtbot.addWidget(again)
    again.record_elsewhere()
    assert (again.elsewhere_form.body_name.currentText(), again.elsewhere_form.words.text) == (
        "Riverside Cabinet",
        "To ask for",
    )
    again.elsewhere_form.close_form()
    again.record_elsewhere()
    assert again.elsewhere_form.words.text == ""


def test_an_office_that_is_only_read_takes_no_typing_and_says_why(
    qtbot, pane, workspace, jobs, today
):
    second = offices.open_with(workspace.folder, PASSPHRASE, ACTOR)
    made = DecisionsPane(Bridge(second, today=lambda: today), jobs)
    qtbot.addWidget(made)
    made.show()
    shown = made.detail
    assert (shown.implements.isReadOnly(), shown.finder.isReadOnly()) == (True, True)
    for one in (*shown.state_buttons.values(), shown.elsewhere, made.elsewhere):
        assert one.accessibleDescription() == second.read_only
        one.click()
    assert (shown.form.isHidden(), made.elsewhere_form.isHidden()) == (True, True)
    made.flush()
    second.close()


def test_the_keys_go_to_the_meeting_the_decision_and_back(qtbot, pane, executive):
    pane.table.setFocus()
    with qtbot.waitSignal(pane.navigate) as went:
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert meeting_and_item(went.args[1]) == (executive.meeting, executive.items[4])
    qtbot.keyClick(pane.table, Qt.Key.Key_F2)
    assert pane.detail.first.hasFocus()
    qtbot.keyClick(pane.detail.first, Qt.Key.Key_Escape)
    assert pane.table.hasFocus()
    pane.resize(600, 400)
    assert (pane.side.isHidden(), pane.list_part.isVisible()) == (True, True)
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)  # no meeting here took that one
    assert (pane.side.isVisible(), pane.list_part.isHidden()) == (True, True)
    assert pane.detail.first is pane.detail.implements
    pane.back_button.click()
    assert pane.table.hasFocus()


def test_what_is_shown_goes_into_a_word_or_excel_file(qtbot, pane, workspace, executive, tmp_path):
    pane.finder.setText("widen")
    for way, ending in zip(pane.exporting.menu.actions(), ("docx", "xlsx"), strict=True):
        way.trigger()
        qtbot.waitUntil(lambda ending=ending: any(tmp_path.glob(f"*register*.{ending}")))
    qtbot.waitUntil(pane.exporting.written.isVisible)
    pane.clear_filters()
    later = date(2026, 4, 20)  # of a meeting planned for next year
    workspace.do(decisions.add_between_meetings, executive.group, later, "Next year.")
    assert (pane.year.itemText(1), texts(pane)[0]) == ("2026/27", "Next year.")
    for old in tmp_path.glob("*.xlsx"):
        old.unlink()
    pane.exporting.menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: any(tmp_path.glob("*register*.xlsx")))
    (file,) = tmp_path.glob("*.xlsx")
    cells = [cell.value for row in load_workbook(file)["Decisions"].rows for cell in row]
    assert sum("To widen it" in str(one) or "Next year" in str(one) for one in cells) == 2


def test_what_was_recorded_by_mistake_goes_unless_a_meeting_or_a_chain_holds_it(pane, workspace):
    board = pane.detail
    assert board.take_off.isHidden()  # minuted at a meeting
    minuted, elsewhere = pane._rows
    assert pane.open_record(elsewhere.id)
    assert board.take_off.isVisible()
    workspace.do(decision_chains.follow_on, minuted.id, elsewhere.id)
    with pytest.raises(UserError, match="in a chain"):
        workspace.do(written_procedures.take_off, elsewhere.id)
    with pytest.raises(UserError, match="minuted at a meeting"):
        workspace.do(written_procedures.take_off, minuted.id)
    workspace.do(decision_chains.unfollow, minuted.id, elsewhere.id)
    board.take_off.click()
    assert texts(pane) == ["To widen it."]
    workspace.undo()
    assert texts(pane) == ["To widen it.", "The plan."]
