"""The form of a decision under the minutes: verb, how, dissent and condition, by the keys alone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.decisions import DecisionMethod
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import agenda, decisions, groups, meetings, minutes
from masa_desktop.ui.minutes_pane import MinutesPane

KEY = Qt.Key


@pytest.fixture
def meeting(workspace):
    partnership = workspace.do(groups.add_partnership, "Riverside Partnership", "RSCP")
    group = workspace.do(
        groups.add_group, "RSCP Executive", partnership_ids=[partnership], code="EXEC"
    )
    return workspace.do(meetings.add, group, date(2026, 2, 10))


@pytest.fixture
def entry(workspace, meeting):
    item = workspace.ask(agenda.items, meeting)[0]
    return workspace.do(minutes.add, item.id, EntryKind.DECISION, "to widen the sample")


@pytest.fixture
def pane(qtbot, bridge, workspace, meeting, entry):
    made = MinutesPane(bridge)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show_item(meeting, workspace.ask(agenda.items, meeting)[0])
    made.show()
    qtbot.waitActive(made)
    made.editor.setFocus()
    made.keeping.stand_at(entry, 0)
    qtbot.waitUntil(lambda: made.foot.currentWidget() is made.decision)
    return made


def said(workspace, entry):
    found = workspace.ask(decisions.said_of, entry)
    return found.method, found.dissent, found.conditions


def test_f2_and_tab_reach_everything_and_enter_goes_back_to_the_text(qtbot, pane, workspace, entry):
    bar = pane.decision
    qtbot.keyClick(pane.editor, KEY.Key_F2)
    assert bar.verb.hasFocus()
    qtbot.keyClick(bar.verb, KEY.Key_Tab)
    assert bar.method.hasFocus()
    qtbot.keyClick(bar.method, KEY.Key_Tab)
    assert bar.dissent.hasFocus()
    qtbot.keyClicks(bar.dissent, "Police")
    qtbot.keyClick(bar.dissent, KEY.Key_Return)
    assert bar.conditions.hasFocus()
    qtbot.keyClicks(bar.conditions, "funds are found")
    qtbot.keyClick(bar.conditions, KEY.Key_Return)
    assert pane.editor.hasFocus()
    assert said(workspace, entry) == (DecisionMethod.NOT_STATED, "Police", "funds are found")
    assert "Dissent: Police. Condition: funds are found." in pane.editor.toPlainText()
    assert "AGREED SUBJECT TO A CONDITION" in pane.editor.toPlainText()


def test_how_it_was_decided_begins_as_not_said(pane, workspace, entry):
    method = pane.decision.method
    assert method.currentText() == "Not said"
    assert {method.itemData(row) for row in range(method.count())} == set(DecisionMethod)
    method.setCurrentIndex(method.findData(DecisionMethod.VOTE.value))
    method.activated.emit(method.currentIndex())
    assert said(workspace, entry)[0] is DecisionMethod.VOTE


@pytest.mark.parametrize("name", ["verb", "method", "dissent", "conditions"])
def test_escape_goes_back_to_the_text_from_every_field(qtbot, pane, name):
    field = getattr(pane.decision, name)
    field.setFocus()
    qtbot.keyClick(field, KEY.Key_Escape)
    assert pane.editor.hasFocus()


def test_a_screen_reader_is_told_which_decision_each_field_is_of(pane, workspace, entry):
    bar, ref = pane.decision, workspace.ask(decisions.said_of, entry).ref
    assert [
        field.accessibleName() for field in (bar.verb, bar.method, bar.dissent, bar.conditions)
    ] == [
        f"What the group did, {ref}",
        f"How it was decided, {ref}",
        f"Who dissented, {ref}",
        f"Condition, {ref}",
    ]


def test_of_a_reference_cut_short_the_end_that_tells_it_apart_is_seen(pane, workspace, entry):
    which, ref = pane.decision.which, workspace.ask(decisions.said_of, entry).ref
    which.resize(which.whole - 20, which.height())
    assert which.seen.startswith("…")
    assert ref.endswith(which.seen[1:])


def test_undo_is_shown_in_the_form_and_not_written_again(qtbot, pane, workspace, entry):
    bar = pane.decision
    bar.dissent.setFocus()
    qtbot.keyClicks(bar.dissent, "Police")
    pane.editor.setFocus()
    assert said(workspace, entry)[1] == "Police"
    workspace.undo()
    assert bar.dissent.text() == ""
    bar.dissent.setFocus()
    pane.editor.setFocus()
    assert said(workspace, entry)[1] == ""


def test_what_is_being_typed_stays_while_the_page_is_kept(qtbot, pane, workspace, entry):
    bar = pane.decision
    bar.dissent.setFocus()
    qtbot.keyClicks(bar.dissent, "Pol")
    pane.flush()
    qtbot.keyClicks(bar.dissent, "ice")
    pane.flush()
    assert said(workspace, entry)[1] == bar.dissent.text() == "Police"


def test_another_decision_shows_its_own(qtbot, pane, workspace, meeting, entry):
    item = workspace.ask(agenda.items, meeting)[0]
    workspace.do(decisions.set_dissent, entry, "Police")
    other = workspace.do(minutes.add, item.id, EntryKind.DECISION, "to write to them")
    pane.show_item(meeting, item)
    for key, who in ((entry, "Police"), (other, "")):
        pane.keeping.stand_at(key, 0)
        ref = workspace.ask(decisions.said_of, key).ref
        qtbot.waitUntil(lambda ref=ref: pane.decision.which.text() == ref)
        assert pane.decision.dissent.text() == who
