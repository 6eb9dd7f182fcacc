"""What a captured line leaves on record, typed with real keys into the minutes or the box."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import (
    actions,
    agenda,
    decisions,
    meeting_view,
    minutes,
)
from masa_desktop.services.history import newest
from masa_desktop.ui.minute_caret import CaretState
from masa_desktop.ui.minutes_pane import MinutesPane
from masa_desktop.ui.undo_order import UndoOrder
from tests.capture_office import furnish, words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")  # offscreen only

K, M, Kind = Qt.Key, Qt.KeyboardModifier, EntryKind


@pytest.fixture(scope="module")
def furnished(blank, tmp_path_factory):
    """Built once; each test opens a copy."""
    return furnish(blank, tmp_path_factory.mktemp("capturing") / "office.masa")


@pytest.fixture
def workspace(open_office, furnished):
    return open_office(source=furnished[0])


@pytest.fixture
def office(furnished):
    return furnished[1]


@pytest.fixture
def whole(qtbot, bridge, office):
    made = MinutesPane(bridge)
    qtbot.addWidget(made)
    made.resize(720, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_item(office.meeting, bridge.workspace.ask(agenda.items, office.meeting)[2])
    return made


def test_a_line_of_the_minutes_is_on_record_with_owner_and_date(qtbot, whole, bridge, office):
    pane = whole
    pane.editor.setFocus()
    qtbot.keyClicks(pane.editor, "/a AD+JL share the flags by 14 Mar")
    qtbot.keyClick(pane.editor, K.Key_Tab)
    qtbot.keyClick(pane.editor, K.Key_Return)
    qtbot.keyClicks(pane.editor, "/out OP 10:45")
    qtbot.keyClick(pane.editor, K.Key_Return)
    pane.flush()
    action, left = bridge.workspace.ask(minutes.of_item, office.items[2])
    assert (action.kind, action.text) == (Kind.ACTION, "Share the flags")
    found = bridge.workspace.ask(meeting_view.particulars, action.id)
    assert found.person_ids == (office.people["AD"], office.people["JL"])
    assert (found.due_kind, found.due_on) == (DueKind.DATED, date(2026, 3, 13))
    assert left.text == "10:45 Owen Prydderch (Northshire Police) left the meeting."
    pane.quick.setFocus()
    qtbot.keyClicks(pane.quick, "/d The audit to be repeated")
    qtbot.keyClick(pane.quick, K.Key_Return)
    rows = bridge.workspace.ask(minutes.of_item, office.items[2])
    assert [one.kind for one in rows] == [Kind.ACTION, Kind.NOTE, Kind.DECISION]


def test_a_decision_is_on_record_with_its_verb_condition_and_dissent(qtbot, whole, bridge, office):
    ask = bridge.workspace.ask
    whole.editor.setFocus()
    qtbot.keyClicks(
        whole.editor,
        "/d Recommended by majority that it go, subject to legal advice. JL dissented.",
    )
    assert words(whole.capturing.popup) == [
        ("Decision", "that it go."),
        ("How", "By majority"),
        ("Condition", "legal advice"),
        ("Dissent", "JL"),
    ]
    qtbot.keyClick(whole.editor, K.Key_Return)
    whole.flush()
    (row,) = ask(minutes.of_item, office.items[2])
    found = ask(decisions.said_of, row.id)
    assert (found.dissent, found.conditions) == ("JL", "legal advice")
    assert (row.lead, row.text) == ("RECOMMENDED SUBJECT TO A CONDITION", "that it go.")
    assert row.particulars == "By majority. Dissent: JL. Condition: legal advice."
    whole.editor.restore_caret(CaretState(row.id, 2))
    whole.turn_into(EntryKind.NOTE)
    assert [line.text for line in whole.editor.lines()] == [
        "Recommended that it go, subject to legal advice. By majority. JL dissented."
    ]
    undo = UndoOrder(bridge, whole)
    whole.editor.undo()
    assert ask(minutes.of_item, office.items[2]) == [row]
    assert [(line.kind, line.text) for line in whole.editor.lines()] == [
        (EntryKind.DECISION, "that it go.")
    ]
    whole.editor.redo()
    whole.turn_into(EntryKind.DECISION)
    assert ask(minutes.of_item, office.items[2]) == [row]
    undo.deleteLater()
    whole.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(whole.editor, "/d Agreed to go, subject to advice")
    qtbot.keyClick(whole.editor, K.Key_Escape)
    whole.flush()
    assert ask(minutes.of_item, office.items[2])[-1].text == "/d Agreed to go, subject to advice"


ODD = {
    "/": [(Kind.NOTE, "/")],
    "/x": [(Kind.NOTE, "/x")],
    "//": [(Kind.NOTE, "/")],
    "//a x": [(Kind.NOTE, "/a x")],
    "/a": "What is to be done?",
    "/a by": "What is to be done?",
    "/a SGe": "What is to be done?",
    "/a SGe and": "What is to be done?",
    "/a by 14 Mar": "What is to be done?",
    "/a SGe go by 31 Feb": [(Kind.ACTION, "Go by 31 Feb")],
    "/in": "Who?",
    "/in ZZ": "Type the full name",
    "/in zz top": "Who?",
    "/in SGe SGa": "“SGa” is not understood",
    "/in OP and ZZ": "“ZZ” is not understood",
    "/out": "Who?",
    "/out MT": "They arrived at item 4, so they were here for no whole item.",
    "/out OP 25:99": "“25:99” is not understood",
    "/out OP until item 5": "“until item 5” is not understood",
    "/out OP 10:45 by phone": [
        (Kind.NOTE, "10:45 Owen Prydderch (Northshire Police) left the meeting (by phone).")
    ],
    "/d": "What was decided?",
    "/n unknowncode": "No phrase of the house list fits.",
    "/p": "What is only for you?",
    "/p  ": "What is only for you?",
    "/c": "Who challenged what?",
}


@pytest.mark.parametrize("where", ["editor", "quick"])
@pytest.mark.parametrize(("typed", "becomes"), ODD.items())
def test_an_odd_line_leaves_a_record_or_its_words_with_a_sentence(
    qtbot, whole, bridge, office, where, typed, becomes
):
    box = getattr(whole, where)
    popup = whole.capturing.popup if where == "editor" else whole.quick.popup
    box.setFocus()
    qtbot.keyClicks(box, typed)
    qtbot.keyClick(box, K.Key_Return)
    whole.flush()
    found = [(one.kind, one.text) for one in bridge.workspace.ask(minutes.of_item, office.items[2])]
    if isinstance(becomes, list):
        assert found == becomes
        assert whole.quick.text() == ""
        return
    left = whole.quick.text() if where == "quick" else whole.editor.current_paragraph()
    assert left == typed
    assert becomes in [row.words for row in popup.rows]
    assert popup.isVisible()
    qtbot.keyClick(box, K.Key_Escape)
    qtbot.keyClick(box, K.Key_Escape)
    assert not popup.isVisible()
    assert (whole.quick.text() if where == "quick" else whole.editor.current_paragraph()) == typed


@pytest.mark.parametrize("where", ["editor", "quick"])
def test_a_blank_before_the_command_shares_no_private_word(qtbot, whole, bridge, office, where):
    box = getattr(whole, where)
    popup = whole.capturing.popup if where == "editor" else whole.quick.popup
    box.setFocus()
    qtbot.keyClicks(box, " /p PLANTED words")
    assert ("Private jotting", "PLANTED words") in words(popup)
    for key in (K.Key_F24, K.Key_Return):
        qtbot.keyClick(box, key)
        whole.flush()
        rows = bridge.workspace.ask(minutes.of_item, office.items[2])
        assert [row for row in rows if row.kind is not Kind.PRIVATE] == []
    assert [row.text for row in rows] == ["PLANTED words"]
    assert [line.kind for line in whole.editor.lines()] == [Kind.PRIVATE]


def test_words_cut_here_and_pasted_into_a_private_line_are_shared_no_more(
    qtbot, whole, bridge, office
):
    whole.editor.setFocus()
    qtbot.keyClicks(whole.editor, "PLANTED one two")
    whole.flush()
    qtbot.keyClick(whole.editor, K.Key_Home, M.ShiftModifier)
    qtbot.keyClick(whole.editor, K.Key_X, M.ControlModifier)
    whole.flush()
    assert bridge.workspace.ask(minutes.removed, office.items[2])
    whole.quick.setFocus()
    qtbot.keyClicks(whole.quick, "/p ")
    qtbot.keyClick(whole.quick, K.Key_V, M.ControlModifier)
    qtbot.keyClick(whole.quick, K.Key_Return)
    (row,) = bridge.workspace.ask(minutes.of_item, office.items[2])
    assert (row.kind, row.text) == (Kind.PRIVATE, "PLANTED one two")
    assert bridge.workspace.ask(minutes.removed, office.items[2]) == []
    assert not any("PLANTED" in f"{one.old}{one.new}" for one in bridge.workspace.ask(newest))


def test_a_line_deleted_and_back_as_a_jotting_at_once_is_shared_no_more(
    qtbot, whole, bridge, office
):
    whole.editor.setFocus()
    qtbot.keyClicks(whole.editor, "PLANTED one two")
    whole.flush()
    qtbot.keyClick(whole.editor, K.Key_Home, M.ShiftModifier)
    qtbot.keyClick(whole.editor, K.Key_Delete)
    whole.flush()
    qtbot.keyClick(whole.editor, K.Key_Z, M.ControlModifier)
    qtbot.keyClick(whole.editor, K.Key_J, M.ControlModifier | M.ShiftModifier)
    whole.flush()
    (row,) = bridge.workspace.ask(minutes.of_item, office.items[2])
    assert (row.kind, row.text) == (Kind.PRIVATE, "PLANTED one two")
    assert not any("PLANTED" in f"{one.old}{one.new}" for one in bridge.workspace.ask(newest))


def test_undo_after_a_line_that_recorded_nobody_takes_back_typing_only(qtbot, whole, bridge):
    whole.editor.setFocus()
    qtbot.keyClicks(whole.editor, "/in")
    qtbot.keyClick(whole.editor, K.Key_Return)
    with qtbot.assertNotEmitted(whole.editor.undo_elsewhere):
        qtbot.keyClick(whole.editor, K.Key_Z, M.ControlModifier)
        qtbot.keyClick(whole.editor, K.Key_Z, M.ControlModifier)
    assert whole.editor.current_paragraph() == ""


@pytest.fixture
def retyped(qtbot, whole, bridge, office):
    """Types the words for those of the line and makes them an action; gives what came of it."""
    told = []
    bridge.told.connect(lambda text, _undo: told.append(text))
    editor = whole.editor
    editor.setFocus()

    def one(text):
        whole.flush()
        editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
        while editor.current_paragraph():
            qtbot.keyClick(editor, K.Key_Backspace)
        qtbot.keyClicks(editor, text)
        told.clear()
        qtbot.keyClick(editor, K.Key_A, M.ControlModifier | M.ShiftModifier)
        whole.flush()
        (row,) = bridge.workspace.ask(minutes.of_item, office.items[2])
        return row.text == text, row.foot, told

    return one


FIRST, THEN = "SGe to send the audit by 13 March", "AD to send the audit by 20 March"


@pytest.mark.parametrize(
    ("text", "foot", "said"),
    [
        (THEN, "AD · due 20 Mar 2026", ["Read from the sentence: AD, due Friday 20 March 2026"]),
        ("The audit is late", "no owner yet · no date said", []),
    ],
    ids=["another owner and day", "neither"],
)
def test_a_line_reworded_after_undo_says_nothing_of_the_words_it_had(
    qtbot, whole, retyped, text, foot, said
):
    assert retyped(FIRST)[1] == "SGe · due 13 Mar 2026"
    qtbot.keyClick(whole.editor, K.Key_Z, M.ControlModifier)
    assert retyped(text) == (True, foot, said)


def test_what_somebody_put_right_stays_when_the_line_is_reworded_and_is_told(
    qtbot, whole, bridge, office, retyped
):
    retyped(FIRST)
    (row,) = bridge.workspace.ask(minutes.of_item, office.items[2])
    chosen = [office.people["SGa"]]
    bridge.workspace.do(actions.set_owners, row.record_id, person_ids=chosen)
    qtbot.keyClick(whole.editor, K.Key_A, M.ControlModifier | M.ShiftModifier)
    said = "Read from the sentence: due Friday 20 March 2026. Owner kept: SGa"
    assert retyped(THEN) == (True, "SGa · due 20 Mar 2026", [said])


@pytest.mark.parametrize("where", ["editor", "quick"])
def test_what_is_pasted_is_all_there(qtbot, whole, bridge, office, where):
    box = getattr(whole, where)
    for clip in ("/a SGe first\n/a AD second\nplain", "/a " + "word " * 12_000):
        before = len(bridge.workspace.ask(minutes.of_item, office.items[2]))
        box.setFocus()
        whole.editor.moveCursor(QTextCursor.MoveOperation.End)
        QApplication.clipboard().setText(clip)
        qtbot.keyClick(box, K.Key_V, M.ControlModifier)
        qtbot.keyClick(box, K.Key_Return)
        whole.flush()
        rows = bridge.workspace.ask(minutes.of_item, office.items[2])[before:]
        said = " ".join(one.text for one in rows).casefold()
        for word in ("first", "second", "plain") if "plain" in clip else ("word",):
            assert said.count(word) == clip.count(word)


@pytest.mark.parametrize("is_by_window", [False, True], ids=["the editor's", "the window's"])
def test_undo_of_an_arrival_leaves_what_was_typed_before_and_redo_brings_all_back(
    qtbot, whole, bridge, is_by_window
):
    """Where the editor has nothing to take back the key is the window's."""
    undo, editor, workspace = UndoOrder(bridge, whole), whole.editor, bridge.workspace
    editor.setFocus()

    def said():
        return [line.text for line in editor.lines()]

    def type_line(text):
        qtbot.keyClicks(editor, text)
        qtbot.keyClick(editor, K.Key_Return)

    def turn(here, elsewhere, *, can_here):
        (elsewhere if is_by_window and not can_here() else here)()

    type_line("OP spoke to the plan.")
    qtbot.keyClick(editor, K.Key_Return)  # a blank line is in no record
    type_line("/out OP")
    type_line("The group went on.")
    qtbot.keyClicks(editor, "It was noted")
    whole.flush()
    states, paper = [], editor.document()
    while said():
        states.append(said())
        turn(editor.undo, workspace.undo, can_here=paper.isUndoAvailable)
        assert len(states) < 20
    assert ["OP spoke to the plan.", "/out OP"] in states
    for state in reversed(states):
        turn(editor.redo, workspace.redo, can_here=paper.isRedoAvailable)
        assert said() == state
    undo.deleteLater()


def test_an_action_cut_by_the_keys_and_pasted_into_the_next_keeps_owner_and_date(
    qtbot, whole, bridge, office
):
    """Home, Shift+Down over words and foot, Ctrl+X; then Ctrl+V at the end of another action."""
    editor = whole.editor
    editor.setFocus()
    for line in ("/a AD share the flags by 14 Mar", "/a JL book the room by 14 Mar"):
        qtbot.keyClicks(editor, line)
        qtbot.keyClick(editor, K.Key_Tab)
        qtbot.keyClick(editor, K.Key_Return)
    whole.flush()
    moved, stays = bridge.workspace.ask(minutes.of_item, office.items[2])
    editor.restore_caret(CaretState(moved.id, 3))
    qtbot.keyClick(editor, K.Key_Home)
    for _ in range(2):
        qtbot.keyClick(editor, K.Key_Down, M.ShiftModifier)
    qtbot.keyClick(editor, K.Key_X, M.ControlModifier)
    whole.flush()
    assert [row.id for row in bridge.workspace.ask(minutes.of_item, office.items[2])] == [stays.id]
    editor.restore_caret(CaretState(stays.id, len(stays.text)))
    qtbot.keyClick(editor, K.Key_V, M.ControlModifier)
    whole.flush()
    assert bridge.workspace.ask(minutes.of_item, office.items[2]) == [stays, moved]
    found = bridge.workspace.ask(meeting_view.particulars, moved.id)
    assert found.person_ids == (office.people["AD"],)
    assert found.due_on == date(2026, 3, 13)
    told = []
    bridge.told.connect(lambda text, _undo: told.append(text))
    qtbot.keyClick(editor, K.Key_Down)  # onto the line of owner and date
    qtbot.keyClick(editor, K.Key_X, M.ControlModifier)
    assert told == ["The app writes this line; F2 changes owners and date, or the verb"]
