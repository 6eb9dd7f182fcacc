"""Between meetings: asked, answered by one key, and ended by a person."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.written_procedures import Answer
from masa_desktop.services import decisions, written_procedures
from masa_desktop.ui.meeting_papers import MeetingPapers
from masa_desktop.ui.procedures_pane import ProceduresPane

ASKED, BY = date(2026, 2, 2), date(2026, 2, 8)


@pytest.fixture
def pane(qtbot, bridge, jobs, executive, shown_alone):
    found = []
    assert shown_alone(lambda: found.append(ProceduresPane(bridge, jobs))) == []
    (made,) = found
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def asked(workspace, executive):
    ask = written_procedures.ask
    return workspace.do(ask, executive.group, "A joint response.", ASKED, answers_by=BY)


def answers(pane):
    return [row.answer for row in pane.model.rows[0].tally.seats]


def test_asked_from_an_empty_page_and_answered_by_keys(qtbot, pane, assert_accessible, workspace):
    assert pane.stack.currentWidget() is pane.empty
    qtbot.keyClick(pane, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    pane.ask_form.save()
    assert pane.ask_form.matter.is_wrong
    pane.ask_form.matter.show_text("A joint response.")
    pane.ask_form.answers_by.entry.setText("9 Feb 2026")
    pane.ask_form.save()
    assert pane.ask_form.answers_by.is_wrong
    pane.ask_form.answers_by.entry.setText("13 Feb 2026")
    pane.ask_form.save()
    assert pane.stack.currentWidget() is pane.whole
    assert_accessible(pane)
    (row,) = pane.model.rows
    assert (row.due, row.tally.short, pane.context) == (
        "in 3 days",
        "0 of 4",
        "1 matter asked in writing, 1 open",
    )
    table = pane.side.table
    for key, down in (("Y", 1), ("N", 1), ("X", 0)):
        qtbot.keyClick(table, key)
        if down:
            qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, "C")
    assert answers(pane) == [
        Answer.AGREES,
        Answer.DOES_NOT_AGREE,
        Answer.AGREES_WITH_COMMENT,
        None,
    ]
    assert pane.side.standing.text().startswith(
        "3 of 4 seats answered: 1 agrees, 1 agrees with a comment, 1 does not agree."
    )
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert answers(pane)[2] is None
    workspace.undo()
    assert answers(pane)[2] is Answer.AGREES_WITH_COMMENT


def test_words_go_beside_the_answer_and_wait_for_one(qtbot, pane, asked):
    side = pane.side
    pane.resize(1100, 330)
    side.table.setFocus()
    qtbot.waitUntil(lambda: side.table.height() > side.scroll_area.viewport().height() / 2)
    qtbot.keyClick(side.table, Qt.Key.Key_End)
    assert side.scroll_area.verticalScrollBar().value() > 0
    qtbot.keyClick(side.table, Qt.Key.Key_Home)
    qtbot.keyClick(side.table, Qt.Key.Key_Return)
    qtbot.keyClicks(side.words, "With care")
    qtbot.keyClick(side.words, Qt.Key.Key_Return)
    assert side.words_field.is_wrong
    qtbot.keyClick(side.table, "C")
    (first, *_) = pane.model.rows[0].tally.seats
    assert (first.answer, first.words) == (Answer.AGREES_WITH_COMMENT, "With care")
    qtbot.keyClick(side.table, Qt.Key.Key_Return)
    qtbot.keyClicks(side.words, " please")
    pane.flush()
    assert pane.model.rows[0].tally.seats[0].words == "With care please"
    assert side.silence.isVisible()


def test_the_outcome_is_what_a_person_chooses(qtbot, pane, asked, workspace):
    side = pane.side
    side.record.click()
    side.outcome.save()
    assert side.outcome.status_field.is_wrong
    choice = side.outcome.status
    choice.setCurrentIndex(choice.findData(DecisionStatus.CONDITIONAL.value))
    side.outcome.save()
    assert side.outcome.condition.is_wrong
    side.outcome.condition.entry.setText("funds are found")
    side.outcome.save()
    assert pane.model.rows[0].outcome == "Agreed with a condition"
    assert "Condition: funds are found." in side.ended.text()
    assert not side.tools.isVisible()
    assert not side.record.isVisible()
    qtbot.keyClick(side.table, "Y")
    assert answers(pane) == [None] * 4
    side.reopen.click()
    assert pane.model.rows[0].is_open
    side.take_back.click()
    side.withdraw.note.entry.setText("Overtaken")
    side.withdraw.save()
    assert side.ended.text() == "Withdrawn on Tuesday 10 February 2026.\nOvertaken"


def test_chairs_action_change_and_a_narrow_page(qtbot, pane, asked, workspace, executive):
    pane.side.change.click()
    assert not pane.ask_form.group.isVisible()
    pane.ask_form.restricted.setChecked(True)
    pane.ask_form.save()
    assert pane.side.restricted.isVisible()
    pane.chair_button.click()
    pane.chair_form.decided.show_text("To fund it")
    pane.chair_form.save()
    assert pane.chair_form.why.is_wrong
    pane.chair_form.why.entry.setText("the offer ends")
    pane.chair_form.save()
    assert pane.chair_form.isHidden()
    (row,) = workspace.ask(decisions.to_be_ratified, executive.group)
    assert row.id == pane.chair_form.made_id
    pane.resize(600, 700)
    qtbot.waitUntil(lambda: pane.side.geometry().top() >= pane.table.geometry().bottom())
    assert pane.open_record(asked)
    assert not pane.open_record("no such record")


def test_the_matter_shown_is_written_to_word(qtbot, pane, asked, tmp_path):
    MeetingPapers.folder = tmp_path
    try:
        pane.export()
        qtbot.waitUntil(lambda: pane.written.file is not None, timeout=5000)
    finally:
        MeetingPapers.folder = None
    assert pane.written.file.exists()
    assert pane.written.file.suffix == ".docx"
