"""Between meetings: asked, answered by one key, and ended by a person."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.written_procedures import Answer
from masa_desktop.services import decisions, drafts, offices, written_procedures
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.meeting_papers import MeetingPapers
from masa_desktop.ui.procedure_side import state_pill
from masa_desktop.ui.procedures_pane import ProceduresPane
from tests.conftest import ACTOR, PASSPHRASE

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


def ask_another(workspace, executive, **more):
    """A second matter, due before the first, so that it stands above it."""
    ask, by = written_procedures.ask, date(2026, 2, 6)
    return workspace.do(ask, executive.group, "Another.", ASKED, answers_by=by, **more)


def said(workspace, key):
    found = workspace.ask(written_procedures.procedure, key, BY)
    return [(one.answer, one.words, one.on) for one in found.row.tally.seats if one.answer]


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
    assert answers(pane)[2] is Answer.ABSTAINS
    assert pane.side.words_field.complaint == "What is the comment?"
    qtbot.keyClicks(pane.side.words, "With care")
    qtbot.keyClick(pane.side.words, Qt.Key.Key_Return)
    table.select(pane.model.rows[0].tally.seats[2].id)
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


def test_words_stay_with_the_seat_and_matter_they_were_typed_for(
    qtbot, pane, asked, workspace, executive
):
    side, seats = pane.side, executive.seats
    other = ask_another(workspace, executive, is_restricted=True)
    pane.table.select(other)
    side.words.setFocus()
    qtbot.keyClicks(side.words, "Of the restricted one")
    side.table.select(seats["nurse"])
    assert side.words.text() == ""
    qtbot.keyClicks(side.words, "The nurse")
    side.table.select(seats["dcs"])
    assert (side.words.text(), side.words_field.is_wrong) == ("Of the restricted one", True)
    pane.table.select(asked)
    assert side.words.text() == ""
    qtbot.keyClick(side.table, "Y")
    assert said(workspace, asked) == [(Answer.AGREES, "", date(2026, 2, 10))]
    assert said(workspace, other) == []
    key = written_procedures.seat_key(other, seats["nurse"])
    assert workspace.ask(drafts.kept_fields, key) == {"words": "The nurse"}
    pane.table.select(other)
    assert side.words.text() == "Of the restricted one"
    qtbot.keyClick(side.table, Qt.Key.Key_Delete)
    qtbot.keyClick(side.table, "Y")
    assert [one[1] for one in said(workspace, other)] == ["Of the restricted one"]
    assert not side.words_field.is_wrong
    qtbot.keyClicks(side.words, " is slow")
    key = written_procedures.seat_key(other, seats["dcs"])
    begun = drafts.kept_fields
    qtbot.waitUntil(lambda: "words" in workspace.ask(begun, key), timeout=2000)
    assert workspace.ask(begun, key)["words"] == side.words.text()


def test_an_answer_has_the_day_somebody_gives_it(qtbot, pane, asked, workspace):
    side = pane.side
    side.day.entry.setFocus()
    for wrong in ("20 Feb 2026", "1 Feb 2026", "soon", "next friday", "3 feb 2126"):
        side.day.entry.clear()
        qtbot.keyClicks(side.day.entry, wrong)
        qtbot.keyClick(side.table, "Y")
        assert side.day.is_wrong
        assert side.day.entry.text() == wrong
    assert side.day.complaint.endswith("is still to come: Sunday 3 February 2126.")
    assert answers(pane) == [None] * 4
    side.day.entry.clear()
    qtbot.keyClicks(side.day.entry, "5 Feb 2026")
    qtbot.keyClick(side.table, "Y")
    qtbot.keyClick(side.table, "N")
    assert said(workspace, asked) == [(Answer.DOES_NOT_AGREE, "", date(2026, 2, 5))]
    side.day.entry.clear()
    qtbot.keyClicks(side.day.entry, "6 Feb 2026")
    qtbot.keyClick(side.day.entry, Qt.Key.Key_Return)
    assert said(workspace, asked) == [(Answer.DOES_NOT_AGREE, "", date(2026, 2, 6))]


def test_forms_keep_what_is_typed_and_refuse_days_to_come(
    qtbot, pane, asked, workspace, executive, bridge, jobs
):
    side, ask_form = pane.side, pane.ask_form
    other = ask_another(workspace, executive)
    pane.table.select(asked)
    side.record.click()
    side.outcome.note.entry.setText("By e-mail")
    qtbot.keyClick(side.table, "Y")
    assert side.outcome.standing.text().startswith("1 of 4 seats answered")
    assert "Answers are asked by" not in side.outcome.standing.text()
    assert [name for name, _ in pane.panes()][-1] == "Record the outcome"
    pane.table.select(other)
    assert side.outcome.isHidden()
    side.record.click()
    assert side.outcome.note.text == ""
    side.outcome.status.setCurrentIndex(1)
    side.outcome.on.entry.setText("20 Feb 2026")
    side.outcome.save()
    assert side.outcome.on.is_wrong
    pane.table.select(asked)
    side.record.click()
    assert side.outcome.note.text == "By e-mail"
    pane.ask_in_writing()
    ask_form.matter.show_text("Half a matter")
    qtbot.keyClick(ask_form.matter.entry, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert ask_form.matter.text == "Half a matter"
    pane.chairs_action()
    assert ask_form.isHidden()
    assert pane.panes() == [("Chair’s action", pane.chair_form.group.choice)]
    pane.chair_form.decided.show_text("Half a decision")
    pane.flush()
    assert [made.text() for made in pane.begun.links.values()] == [
        "Ask in writing",
        "Outcome: Another.",
    ]
    again = ProceduresPane(bridge, jobs)
    qtbot.addWidget(again)
    again.show()
    found = {made.text(): made for made in again.begun.links.values()}
    assert {"Ask in writing", "Chair’s action", "Outcome: Another."} <= found.keys()
    assert found["Chair’s action"].accessibleName() == "Begun, not recorded: Chair’s action"
    found["Outcome: Another."].click()
    assert (again.table.current_id(), again.side.outcome.key[-len(other) :]) == (other, other)
    again.side.outcome.close_form()
    assert "Outcome: Another." not in {made.text() for made in again.begun.links.values()}
    again.chairs_action()
    assert again.chair_form.decided.text == "Half a decision"
    again.ask_in_writing()
    assert again.ask_form.matter.text == "Half a matter"
    again.ask_form.save()
    again.ask_in_writing()
    assert again.ask_form.matter.text == ""


def test_one_answer_reads_its_matter_alone_and_undo_follows(
    qtbot, pane, asked, workspace, executive
):
    other = ask_another(workspace, executive)
    pane.table.select(asked)
    before = pane.model.rows
    qtbot.keyClick(pane.side.table, "Y")
    after = pane.model.rows
    assert [row.tally.short for row in after] == ["0 of 4", "1 of 4"]
    assert after[0] is before[0]
    pane.table.select(other)
    workspace.undo()
    assert [row.tally.short for row in pane.model.rows] == ["0 of 4", "0 of 4"]
    for seat in ("dcs", "nurse", "police"):
        today = date(2026, 2, 10)
        workspace.do(written_procedures.answer, other, executive.seats[seat], Answer.AGREES, today)
    assert state_pill(pane.model.rows[0])[0] == "Open, no answer outstanding"


def test_an_office_that_is_read_only_opens_no_form(qtbot, asked, workspace, jobs, look, today):
    second = offices.open_with(workspace.folder, PASSPHRASE, ACTOR)
    pane = ProceduresPane(Bridge(second, today=lambda: today), jobs)
    qtbot.addWidget(pane)
    pane.show()
    side = pane.side
    assert side.words.isReadOnly()
    assert side.day.entry.isReadOnly()
    qtbot.keyClick(side.table, "Y")
    for made in (side.record, side.take_back, side.change, *pane.buttons[1:]):
        assert made.property("off") == "true"
        made.click()
    assert not any(form.isVisible() for form in (side.outcome, side.withdraw, *pane.forms))
    assert answers(pane) == [None] * 4
    pane.flush()
    second.close()


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
    assert not pane.ask_form.answered.isVisible()
    pane.ask_form.close_form()
    qtbot.keyClick(pane.side.table, "Y")
    pane.side.change.click()
    assert pane.ask_form.answered.isVisible()
    assert pane.ask_form.matter.entry.isReadOnly()
    assert "its words stay" in pane.ask_form.matter.entry.accessibleDescription()
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
    (acted,) = pane.chair_model.rows
    assert (acted.id, acted.state, acted.chair) == (row.id, "To be ratified", "")
    assert pane.context.endswith("1 late · 1 by chair’s action")
    assert pane.chair_table.hasFocus()
    with qtbot.waitSignal(pane.navigate) as gone:
        qtbot.keyClick(pane.chair_table, Qt.Key.Key_Return)
    assert gone.args == ["registers", row.id]
    pane.resize(600, 700)
    qtbot.waitUntil(lambda: pane.side.geometry().top() >= pane.table.geometry().bottom())
    assert pane.open_record(asked)
    assert not pane.open_record("no such record")


def test_a_long_matter_takes_two_lines_of_the_list_and_stands_whole_beside_it(
    qtbot, pane, asked, workspace, executive
):
    matter = "A long matter. " * 330
    long = workspace.do(written_procedures.ask, executive.group, matter, ASKED)
    place = pane.model.row_of(long)
    least = pane.table.rowHeight(pane.model.row_of(asked))
    qtbot.waitUntil(lambda: least < pane.table.rowHeight(place) < 2 * least)
    pane.table.select(long)
    assert pane.side.matter.text() == matter.strip()


def test_the_matter_shown_is_written_to_word(qtbot, pane, asked, tmp_path):
    MeetingPapers.folder = tmp_path
    try:
        pane.export()
        qtbot.waitUntil(lambda: pane.exporting.written.file is not None, timeout=5000)
    finally:
        MeetingPapers.folder = None
    assert pane.exporting.written.file.exists()
    assert pane.exporting.written.file.suffix == ".docx"
