"""The minutes editor by real keys: one entry, one record, protected headings, undo that behaves."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.domain.minute_lines import Line, content
from masa_desktop.ui import minute_blocks, theme
from masa_desktop.ui.minute_caret import BELOW, CaretState
from masa_desktop.ui.minute_clipboard import from_mime
from masa_desktop.ui.minute_editor import MinuteEditor

K, M, Kind = Qt.Key, Qt.KeyboardModifier, EntryKind
HEAD = "Action EXEC-2026-014\tsaved 10:39"
FOOT = "AD · due 14 Apr 2026"
N1 = Line("n1", Kind.NOTE, "The audit was presented.")
A1 = Line("a1", Kind.ACTION, "Share the flags.\nBy email.", (), HEAD, FOOT)
P1 = Line("p1", Kind.PRIVATE, "Nine or twelve?", (), "Private jotting\tnever in Word")
N2 = Line("n2", Kind.NOTE, "Drift was seen.", (Mark(0, 5, MarkStyle.BOLD),))
LINES = (N1, A1, P1, N2)


@pytest.fixture
def editor(qtbot, look):
    numbers = iter(range(1, 100_000))
    made = MinuteEditor(new_id=lambda: f"new{next(numbers)}")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_lines(LINES)
    return made


def press(editor, key, modifier=M.NoModifier, text=""):
    """A key as the window sends it: first offered as a shortcut, then pressed."""
    code = getattr(key, "value", key)
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.ShortcutOverride, code, modifier, text))
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, code, modifier, text))


def write(editor, text):
    for letter in text:
        press(editor, 0, text=letter)


def stand(editor, own, offset):
    assert editor.restore_caret(CaretState(own, offset))


def place(editor, words, *, at_end=False):
    """The document's position of some words, protected ones too."""
    found = editor.document().find(words)
    assert not found.isNull()
    return found.selectionEnd() if at_end else found.selectionStart()


def select(editor, start, end):
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def said(editor):
    return [(line.kind.value, line.text) for line in editor.lines()]


def ids(editor):
    return [line.id for line in editor.lines()]


def test_what_is_shown_is_what_is_given_back(editor):
    assert editor.lines() == LINES


def test_headings_and_feet_are_text_of_the_document(editor):
    text = editor.toPlainText()
    assert HEAD in text
    assert FOOT in text


def test_typing_changes_one_line_and_says_so(editor, qtbot):
    stand(editor, "n1", 24)
    with qtbot.waitSignal(editor.edited):
        write(editor, " Café £5 – 👍 שלום")
    assert editor.lines()[0].text == "The audit was presented. Café £5 – 👍 שלום"
    assert editor.lines()[1:] == LINES[1:]


def test_undo_takes_back_typing_by_runs_and_redo_brings_it_again(editor):
    stand(editor, "n1", 24)
    write(editor, " Then ")
    press(editor, K.Key_Shift)  # as before a capital: it ends no run
    write(editor, "More")
    changed = editor.lines()
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines() == LINES
    press(editor, K.Key_Y, M.ControlModifier)
    assert editor.lines() == changed


@pytest.mark.parametrize("modifier", [M.NoModifier, M.ControlModifier])
def test_backspace_at_the_start_of_a_block_harms_nothing(editor, modifier):
    stand(editor, "a1", 0)
    press(editor, K.Key_Backspace, modifier)
    assert editor.lines() == LINES


def test_delete_at_the_end_of_a_note_does_not_swallow_a_heading(editor):
    stand(editor, "n1", 24)
    press(editor, K.Key_Delete)
    press(editor, K.Key_Delete, M.ControlModifier)
    assert editor.lines() == LINES


@pytest.mark.parametrize("words", ["EXEC-2026", "due 14", "Private jotting"])
def test_typing_in_a_protected_line_goes_to_the_text_beside_it(editor, words):
    select(editor, place(editor, words), place(editor, words))
    write(editor, "Zq")
    assert HEAD in editor.toPlainText()
    assert FOOT in editor.toPlainText()
    assert sum("Zq" in line.text for line in editor.lines()) == 1


@pytest.mark.parametrize("key", [K.Key_Backspace, K.Key_Delete, K.Key_X, K.Key_Q])
def test_a_selection_across_headings_leaves_them_whole(editor, key):
    select(editor, place(editor, "audit"), place(editor, "email"))
    modifier = M.ControlModifier if key is K.Key_X else M.NoModifier
    press(editor, key, modifier, "q" if key is K.Key_Q else "")
    typed = "q" if key is K.Key_Q else ""
    assert said(editor)[:2] == [("note", "The " + typed), ("action", "email.")]
    assert editor.lines()[1].heading == HEAD
    assert HEAD in editor.toPlainText()
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines() == LINES


def test_a_block_goes_when_it_is_chosen_whole(editor):
    select(editor, place(editor, "Action EXEC"), place(editor, FOOT, at_end=True))
    press(editor, K.Key_Delete)
    assert editor.lines() == (N1, P1, N2)
    assert "EXEC-2026" not in editor.toPlainText()
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines() == LINES


def test_all_chosen_and_deleted_leaves_a_blank_page_and_undo_the_minutes(editor):
    press(editor, K.Key_A, M.ControlModifier)
    press(editor, K.Key_Backspace)
    assert editor.lines() == ()
    assert editor.toPlainText() == ""
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines() == LINES


def test_an_empty_block_goes_by_backspace_and_comes_back_by_undo(editor):
    stand(editor, "p1", 15)
    for _ in range(4):
        press(editor, K.Key_Backspace, M.ControlModifier)
    assert editor.lines()[2].text == ""
    press(editor, K.Key_Backspace)
    assert ids(editor) == ["n1", "a1", "n2"]
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines()[2].id == "p1"
    assert editor.lines()[2].heading == P1.heading


def test_enter_in_a_note_begins_another_record_and_the_words_keep_theirs(editor):
    stand(editor, "n1", 9)
    press(editor, K.Key_Return)
    assert said(editor)[:2] == [("note", "The audit"), ("note", " was presented.")]
    assert ids(editor)[0] == "n1"
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines() == LINES
    stand(editor, "n1", 0)
    press(editor, K.Key_Return)
    assert editor.lines() == LINES


def test_enter_in_a_block_stays_in_it_and_twice_at_its_end_leaves(editor):
    stand(editor, "a1", 26)
    press(editor, K.Key_Return)
    write(editor, "Soon")
    assert editor.lines()[1].text == "Share the flags.\nBy email.\nSoon"
    press(editor, K.Key_Return)
    press(editor, K.Key_Return)
    write(editor, "Below")
    assert said(editor)[1:3] == [
        ("action", "Share the flags.\nBy email.\nSoon"),
        ("note", "Below"),
    ]


def test_ctrl_enter_leaves_a_block(editor):
    stand(editor, "a1", 3)
    press(editor, K.Key_Return, M.ControlModifier)
    write(editor, "Below")
    assert said(editor)[1:3] == [("action", A1.text), ("note", "Below")]


def test_enter_in_the_heading_makes_room_above(editor):
    select(editor, place(editor, "EXEC-2026"), place(editor, "EXEC-2026"))
    press(editor, K.Key_Return)
    write(editor, "Above")
    assert said(editor)[1] == ("note", "Above")
    assert editor.lines()[2] == A1


KEYS = [
    (K.Key_A, Kind.ACTION),
    (K.Key_D, Kind.DECISION),
    (K.Key_J, Kind.PRIVATE),
]


@pytest.mark.parametrize(("key", "kind"), KEYS)
def test_one_key_makes_a_paragraph_a_block_and_back(editor, key, kind):
    stand(editor, "n1", 4)
    press(editor, key, M.ControlModifier | M.ShiftModifier)
    assert editor.lines()[0] == Line("n1", kind, N1.text)
    assert editor.caret_state() == CaretState("n1", 4)
    press(editor, key, M.ControlModifier | M.ShiftModifier)
    assert editor.lines() == LINES
    press(editor, K.Key_Z, M.ControlModifier)
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines() == LINES


def test_a_selection_inside_a_note_becomes_a_block_between(editor):
    select(editor, place(editor, "audit was"), place(editor, "audit was", at_end=True))
    press(editor, K.Key_A, M.ControlModifier | M.ShiftModifier)
    assert said(editor)[:3] == [("note", "The"), ("action", "audit was"), ("note", "presented.")]
    assert ids(editor)[0] == "n1"
    assert len(set(ids(editor))) == len(ids(editor))


def test_a_block_becomes_notes_again_a_paragraph_each(editor):
    stand(editor, "a1", 2)
    editor.make(Kind.NOTE)
    assert said(editor)[1:3] == [("note", "Share the flags."), ("note", "By email.")]
    assert ids(editor)[1] == "a1"
    assert HEAD not in editor.toPlainText()


def test_settling_touches_only_protected_lines(editor):
    stand(editor, "a1", 26)
    write(editor, " Now")
    caret = editor.textCursor().position()
    fresh = [
        Line(line.id, line.kind, line.text, line.marks, line.heading + " X", "a foot" * 2)
        for line in editor.lines()
    ]
    spoken = []
    editor.edited.connect(lambda: spoken.append(1))
    editor.settle(fresh)
    assert editor.lines()[1].heading == HEAD + " X"
    assert editor.caret_state() == CaretState("a1", 30)
    assert editor.textCursor().position() != caret
    assert spoken == []
    editor.undo()
    assert editor.lines()[1].text == A1.text
    assert editor.lines()[1].heading == HEAD + " X"
    assert HEAD + " X" in editor.toPlainText()
    editor.redo()
    assert editor.lines()[1].text == A1.text + " Now"


def test_settling_keeps_a_selection(editor):
    select(editor, place(editor, "Share"), place(editor, "email"))
    editor.settle([Line(x.id, x.kind, x.text, x.marks, "Longer " * 3, "") for x in LINES])
    assert editor.textCursor().selectedText().startswith("Share the flags.")
    assert editor.textCursor().selectedText().endswith("By ")


def test_showing_the_same_lines_again_keeps_undo_and_caret(editor):
    stand(editor, "n1", 3)
    write(editor, "x")
    editor.show_lines(editor.lines())
    assert editor.caret_state() == CaretState("n1", 4)
    editor.undo()
    assert editor.lines() == LINES


def test_showing_other_lines_keeps_the_caret_in_its_line(editor):
    stand(editor, "n2", 5)
    editor.show_lines([Line("n0", Kind.NOTE, "New on top"), *LINES])
    assert editor.caret_state() == CaretState("n2", 5)
    editor.undo()
    assert len(editor.lines()) == 5


def test_a_slash_line_gives_way_to_the_entry_put_in_for_it(editor):
    stand(editor, "n2", 15)
    press(editor, K.Key_Return)
    write(editor, "/a circulate it")
    own, _ = editor.current_line()
    editor.insert_block(Kind.ACTION, "Circulate it")
    assert editor.lines()[-1] == Line(own, Kind.ACTION, "Circulate it")
    write(editor, "And on")
    assert said(editor)[-1] == ("note", "And on")


def test_two_slashes_type_one(editor):
    stand(editor, "n2", 15)
    press(editor, K.Key_Return)
    write(editor, "//a")
    press(editor, K.Key_Return)
    assert said(editor)[-1] == ("note", "/a")


@pytest.mark.parametrize("key", [K.Key_Tab, K.Key_Return, K.Key_Escape, K.Key_Up, K.Key_Down])
def test_a_popup_may_take_keys_while_the_caret_stays(editor, key):
    taken = []
    editor.capture_key = lambda event: taken.append(event.key()) is None
    stand(editor, "n1", 3)
    press(editor, key)
    assert taken == [key]
    assert editor.caret_state() == CaretState("n1", 3)
    assert editor.lines() == LINES


def test_tab_leaves_the_editor(editor):
    stand(editor, "n1", 3)
    press(editor, K.Key_Tab, text="\t")
    assert editor.lines() == LINES


@pytest.mark.parametrize("sign", ["- ", "* "])
def test_a_dash_makes_a_list_and_an_empty_point_ends_it(editor, sign):
    stand(editor, "n2", 15)
    press(editor, K.Key_Return)
    write(editor, sign + "one")
    press(editor, K.Key_Return)
    write(editor, "two")
    press(editor, K.Key_Return)
    press(editor, K.Key_Return)
    write(editor, "plain")
    assert [(x.text, x.is_bullet) for x in editor.lines()[-3:]] == [
        ("one", True),
        ("two", True),
        ("plain", False),
    ]


def test_the_list_key_turns_points_on_and_off(editor):
    stand(editor, "n1", 3)
    press(editor, K.Key_L, M.ControlModifier | M.ShiftModifier)
    assert editor.lines()[0].is_bullet
    press(editor, K.Key_L, M.ControlModifier | M.ShiftModifier)
    assert editor.lines() == LINES


def test_bold_on_all_leaves_headings_alone_and_is_one_step(editor):
    press(editor, K.Key_A, M.ControlModifier)
    press(editor, K.Key_B, M.ControlModifier)
    assert all(Mark(0, 5, MarkStyle.BOLD).end <= x.marks[0].end for x in editor.lines())
    assert editor.lines()[0].marks == (Mark(0, 24, MarkStyle.BOLD),)
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines() == LINES


def test_italic_holds_for_what_is_typed_next(editor):
    stand(editor, "n1", 24)
    press(editor, K.Key_I, M.ControlModifier)
    write(editor, "👍x")
    assert editor.lines()[0].marks == (Mark(24, 26, MarkStyle.ITALIC),)


def mime(*, html="", text=""):
    made = QMimeData()
    if html:
        made.setHtml(html)
    if text:
        made.setText(text)
    return made


def test_pasted_pages_become_paragraphs_between_the_words(editor):
    stand(editor, "n1", 9)
    editor.insertFromMimeData(mime(html="<p>one <b>two</b></p><ul><li>three</li></ul><p>four</p>"))
    assert [x.text for x in editor.lines()[:3]] == [
        "The auditone two",
        "three",
        "four was presented.",
    ]
    assert editor.lines()[0].marks == (Mark(13, 16, MarkStyle.BOLD),)
    assert editor.lines()[1].is_bullet
    press(editor, K.Key_Z, M.ControlModifier)
    assert editor.lines() == LINES


def test_paste_into_a_block_stays_in_it(editor):
    stand(editor, "a1", 5)
    editor.insertFromMimeData(mime(text="one\n- two\n"))
    assert editor.lines()[1].text == "Shareone\n• two the flags.\nBy email."
    assert len(editor.lines()) == 4


def test_a_long_paragraph_and_control_characters_come_in_clean(editor):
    stand(editor, "n2", 15)
    editor.insertFromMimeData(mime(text="a\x00b" + "x" * 50_000 + "\u2028👍🏽 שלום"))
    assert editor.lines()[-2].text == "Drift was seen.ab" + "x" * 50_000
    assert editor.lines()[-1].text == "👍🏽 שלום"


def test_a_copied_block_pasted_again_is_a_new_record(editor):
    select(editor, place(editor, "Action EXEC"), place(editor, FOOT, at_end=True))
    copied = editor.createMimeDataFromSelection()
    stand(editor, "n2", 15)
    editor.insertFromMimeData(copied)
    assert said(editor)[-1] == ("action", A1.text)
    assert len(set(ids(editor))) == 5
    assert HEAD.replace("\t", " – ") in copied.text()


def test_a_block_cut_and_pasted_back_is_the_same_record(editor):
    select(editor, place(editor, "Action EXEC"), place(editor, FOOT, at_end=True))
    editor.cut()
    assert "a1" not in ids(editor)
    stand(editor, "n2", 15)
    editor.paste()
    assert editor.lines() == (N1, P1, N2, A1)


def block(kind, text, foot):
    return Line("b1", kind, text, (), "Heading", foot)


BLOCKS = [
    block(kind, text, foot)
    for kind in Kind
    if kind is not Kind.NOTE
    for text in ("One line.", "One.\nTwo.")
    for foot in ("", FOOT)
]


@pytest.mark.parametrize("one", BLOCKS, ids=lambda one: f"{one.kind}-{one.text!r}-{one.foot!r}")
@pytest.mark.parametrize("below", [N2, A1], ids=["note", "block"])
def test_with_all_its_words_a_block_is_cut_copied_and_struck_out_whole(editor, one, below):
    """From the start of its words to their end, onto its foot, or to what comes after."""
    lines = (N1, one, below)
    last = one.text.rpartition("\n")[2]
    ends = [0, 1, *((len(one.foot) + 1, len(one.foot) + 2) if one.foot else ())]
    for beyond in ends:
        editor.forget()
        editor.show_lines(lines)
        select(editor, place(editor, "One"), place(editor, last, at_end=True) + beyond)
        press(editor, K.Key_C, M.ControlModifier)
        press(editor, K.Key_X, M.ControlModifier)
        assert editor.lines() == (N1, below)
        stand(editor, "n1", len(N1.text))
        press(editor, K.Key_Return)
        press(editor, K.Key_V, M.ControlModifier)
        assert editor.lines() == lines
        press(editor, K.Key_V, M.ControlModifier)  # in the block: below it, and another one
        assert [line.kind for line in editor.lines()] == [Kind.NOTE, one.kind, one.kind, below.kind]
        while editor.document().isUndoAvailable():
            editor.undo()
        assert editor.lines() == lines
        select(editor, place(editor, "One"), place(editor, last, at_end=True) + beyond)
        press(editor, K.Key_Delete)
        left = (N1, below) if beyond else (N1, replace(one, text=""), below)
        assert editor.lines() == left
        editor.undo()
        assert editor.lines() == lines


def test_words_typed_over_all_the_words_of_a_block_are_its_words(editor):
    select(editor, place(editor, "Share"), place(editor, FOOT, at_end=True) + 1)
    write(editor, "New")
    assert editor.lines() == (N1, replace(A1, text="New"), P1, N2)


def test_others_get_what_is_marked_of_a_block(editor):
    select(editor, place(editor, "Share"), place(editor, "By email.", at_end=True))
    assert editor.createMimeDataFromSelection().text() == A1.text
    select(editor, place(editor, "AD · due"), place(editor, FOOT, at_end=True))
    assert editor.createMimeDataFromSelection().text() == FOOT


@pytest.mark.parametrize(("offset", "order"), [(0, ["p1", "a1"]), (26, ["a1", "p1"])])
def test_a_block_pasted_into_a_block_stands_beside_it(editor, offset, order):
    select(editor, place(editor, "Private"), place(editor, "twelve?", at_end=True))
    press(editor, K.Key_X, M.ControlModifier)
    stand(editor, "a1", offset)
    press(editor, K.Key_V, M.ControlModifier)
    assert ids(editor) == ["n1", *order, "n2"]
    assert set(editor.lines()) == set(LINES)
    write(editor, "!")
    assert P1.text + "!" in [line.text for line in editor.lines()]


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        (mime(text="- one\r\n- two\r\n"), ["one", "two", "Then"]),
        (mime(text="one\ntwo"), ["one", "twoThen"]),
        (mime(text="cell\r\n"), ["cellThen"]),
        (mime(text="a\tb\r\n", html="<table><tr><td>a<td>b</table>"), ["a\tbThen"]),
        (mime(text="one\r\ntwo\r\n", html="<p>one</p><p>two</p>"), ["one", "two", "Then"]),
    ],
)
def test_after_pasted_lines_that_end_one_types_on_in_a_new_line(editor, pasted, meant):
    press(editor, K.Key_End, M.ControlModifier)
    press(editor, K.Key_Return)
    editor.insertFromMimeData(pasted)
    assert len(editor.lines()) == len(LINES) + len([text for text in meant if text != "Then"])
    write(editor, "Then")
    assert [line.text for line in editor.lines()[len(LINES) :]] == meant


@pytest.mark.parametrize("key", [K.Key_X, K.Key_Delete])
@pytest.mark.parametrize("until", ["AD", FOOT])
def test_what_cannot_be_taken_from_a_foot_line_says_so(editor, qtbot, key, until):
    select(editor, place(editor, FOOT), place(editor, until, at_end=until == FOOT))
    with qtbot.waitSignal(editor.acts.held):
        press(editor, key, M.ControlModifier if key is K.Key_X else M.NoModifier)
    assert editor.lines() == LINES


def drop(editor, data, position, action):
    at = QPointF(editor.cursorRect(position).center())
    inside = at.toPoint(), action, data, Qt.MouseButton.LeftButton, M.NoModifier
    QApplication.sendEvent(editor.viewport(), QDragEnterEvent(*inside))
    event = QDropEvent(at, action, data, Qt.MouseButton.LeftButton, M.NoModifier)
    QApplication.sendEvent(editor.viewport(), event)
    return event


def test_words_dropped_on_a_heading_do_not_damage_it(editor):
    cursor = QTextCursor(editor.document())
    cursor.setPosition(place(editor, "EXEC-2026"))
    data = mime(text="from outside")
    drop(editor, data, cursor, Qt.DropAction.CopyAction)
    assert HEAD in editor.toPlainText()
    assert editor.lines()[1].text == "from outside" + A1.text


@pytest.mark.parametrize(
    ("onto", "meant"),
    [("Drift", "audit Drift was seen."), ("The", "audit The was presented.")],
)
def test_words_dragged_within_the_minutes_move(editor, onto, meant):
    select(editor, place(editor, "audit "), place(editor, "audit ", at_end=True))
    data = editor.createMimeDataFromSelection()
    with editor.acts.working(is_group=True):
        target = editor.minutes.spot(place(editor, onto))
        parts = from_mime(data)[0]
        editor.acts.drop(parts, target, is_move=True, keep_ids=True)
    assert meant in [line.text for line in editor.lines()]
    assert sum("audit" in line.text for line in editor.lines()) == 1
    editor.undo()
    assert editor.lines() == LINES


def test_what_was_done_on_another_item_cannot_be_undone_here(editor):
    press(editor, K.Key_A, M.ControlModifier)
    press(editor, K.Key_Delete)
    editor.forget()
    editor.show_lines([])
    editor.undo()
    assert editor.lines() == ()


def test_an_input_method_never_writes_into_a_heading(editor):
    select(editor, place(editor, "audit"), place(editor, "email"))
    event = QInputMethodEvent()
    event.setCommitString("é")
    QApplication.sendEvent(editor, event)
    assert said(editor)[0] == ("note", "The é")
    assert HEAD in editor.toPlainText()


def test_a_change_from_outside_is_taken_over_or_put_right(editor, qtbot):
    cursor = QTextCursor(editor.document())
    cursor.setPosition(place(editor, "audit"))
    with qtbot.waitSignal(editor.edited):
        cursor.insertText("big ")
    assert editor.lines()[0].text == "The big audit was presented."
    cursor.setPosition(place(editor, "EXEC-2026"))
    cursor.setPosition(place(editor, "due 14"), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    qtbot.waitUntil(lambda: HEAD in editor.toPlainText())
    assert editor.lines()[1:] == LINES[1:]


def test_a_note_of_several_paragraphs_from_before_stays_one_record(editor):
    old = (Line("o", Kind.NOTE, "first\nsecond"),)
    editor.show_lines(old)
    assert editor.lines() == old


def test_read_only_minutes_cannot_be_changed(editor):
    editor.setReadOnly(True)
    stand(editor, "n1", 3)
    write(editor, "x")
    for key, modifier in [(K.Key_Return, M.NoModifier), (K.Key_X, M.ControlModifier)]:
        press(editor, key, modifier)
    press(editor, K.Key_D, M.ControlModifier | M.ShiftModifier)
    editor.insertFromMimeData(mime(text="x"))
    assert editor.lines() == LINES


@pytest.mark.parametrize("line_id", [line.id for line in LINES])
def test_a_blank_line_is_made_again_for_whoever_stood_in_it(editor, line_id):
    """What is typed on coming back is a line of its own, never the end of the one above."""
    state = CaretState(line_id, BELOW)
    assert editor.come_back(state)
    assert (editor.current_line()[0], editor.lines()) == ("", LINES)
    assert editor.caret_state() == state
    editor.show_lines((Line("other", EntryKind.NOTE, "Typed elsewhere"), *LINES))
    assert editor.caret_state() == state
    write(editor, "A new note")
    assert [line.text for line in editor.lines()].count("A new note") == 1
    assert [line for line in editor.lines() if line.id in {one.id for one in LINES}] == list(LINES)


def test_the_theme_changes_colours_and_nothing_else(editor, look, qapp):
    stand(editor, "n1", 3)
    theme.look.apply(qapp, "dark", 20)
    assert editor.lines() == LINES
    assert editor.caret_state() == CaretState("n1", 3)
    assert not editor.document().isUndoAvailable()
    assert not editor.grab().isNull()


def test_the_editor_has_a_name(editor, assert_accessible):
    assert_accessible(editor)


def protected_rows(editor):
    """Every block's heading as it must read: its own, or its kind in words."""
    made = []
    for line in editor.lines():
        if line.kind is not Kind.NOTE:
            made.append(line.heading or entry_label(line.kind))
            made += [line.foot] if line.foot else []
    return made


def assert_sound(editor):
    lines = editor.lines()
    assert len({line.id for line in lines}) == len(lines)
    shown = editor.toPlainText().split("\n")
    for row in protected_rows(editor):
        assert row in shown
        shown.remove(row)
    # What is left is exactly what can be written in.
    bodies = [part for line in lines for part in line.text.split("\n")]
    assert [row for row in shown if row.strip()] == [part for part in bodies if part.strip()]
    other = MinuteEditor()
    other.show_lines(lines)
    assert other.lines() == lines
    other.deleteLater()


MOVES = [K.Key_Left, K.Key_Right, K.Key_Up, K.Key_Down, K.Key_Home, K.Key_End]
HELD = [M.NoModifier, M.ShiftModifier, M.ControlModifier, M.ControlModifier | M.ShiftModifier]
EDITS = [
    (K.Key_Return, M.NoModifier),
    (K.Key_Return, M.ControlModifier),
    (K.Key_Backspace, M.NoModifier),
    (K.Key_Backspace, M.ControlModifier),
    (K.Key_Delete, M.NoModifier),
    (K.Key_Delete, M.ControlModifier),
    (K.Key_B, M.ControlModifier),
    (K.Key_I, M.ControlModifier),
    (K.Key_C, M.ControlModifier),
    (K.Key_X, M.ControlModifier),
    (K.Key_V, M.ControlModifier),
    (K.Key_Z, M.ControlModifier),
    (K.Key_Y, M.ControlModifier),
    (K.Key_L, M.ControlModifier | M.ShiftModifier),
    (K.Key_A, M.ControlModifier | M.ShiftModifier),
    (K.Key_D, M.ControlModifier | M.ShiftModifier),
    (K.Key_J, M.ControlModifier | M.ShiftModifier),
    (K.Key_K, M.ControlModifier),
]


def monkey_step(editor, chance):
    kind = chance.random()
    if kind < 0.35:
        for _ in range(chance.randint(1, 6)):
            press(editor, chance.choice(MOVES), chance.choice(HELD))
    elif kind < 0.6:
        write(editor, chance.choice(["a", "b c", " ", "- ", "é👍", "ש", "//", "<b>"]))
    elif kind < 0.9:
        key, held = chance.choice(EDITS)
        press(editor, key, held)
    elif kind < 0.94:
        editor.insertFromMimeData(mime(html="<p>p <i>q</i></p><ul><li>r</li></ul>"))
    elif kind < 0.97:
        editor.insert_block(chance.choice(list(Kind)), chance.choice(["", "one\ntwo"]))
    else:
        editor.settle([
            Line(x.id, x.kind, x.text, x.marks, f"Head {x.id}", chance.choice(["", "Foot"]))
            for x in editor.lines()
        ])  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_no_keys_in_any_order_break_the_minutes(editor, seed):
    chance = random.Random(seed)
    start = [content(line) for line in editor.lines()]
    for _ in range(90):
        monkey_step(editor, chance)
        assert_sound(editor)
    end = [content(line) for line in editor.lines()]
    while editor.document().isRedoAvailable():
        editor.redo()
    end = [content(line) for line in editor.lines()]
    while editor.document().isUndoAvailable():
        editor.undo()
    assert [content(line) for line in editor.lines()] == start
    assert_sound(editor)
    while editor.document().isRedoAvailable():
        editor.redo()
    assert [content(line) for line in editor.lines()] == end
    assert_sound(editor)


def test_a_scroll_bar_that_comes_while_lines_are_written_changes_none_of_them(qtbot, look):
    made = MinuteEditor()
    qtbot.addWidget(made)
    made.resize(420, 160)
    made.show()
    for many in (1, 12, 2, 30, 3):
        lines = [
            Line(
                f"{number}",
                EntryKind.ACTION,
                f"Circulate paper {number}",
                heading=f"Action {number}",
            )
            for number in range(many)
        ]
        made.forget()
        made.show_lines(lines)
        assert [line.text for line in made.lines()] == [line.text for line in lines]
        roles = [
            made.document().findBlockByNumber(number).blockFormat().property(minute_blocks.ROLE)
            for number in range(2 * many)
        ]
        assert roles == [minute_blocks.Role.HEAD, minute_blocks.Role.BODY] * many


def test_a_style_is_not_spread_over_what_is_selected_when_headings_change(editor):
    stand(editor, "n2", 0)
    editor.make(Kind.ACTION)
    start = place(editor, "Drift")
    select(editor, start, start + 8)
    *above, made = editor.lines()
    editor.settle([*above, replace(made, heading="Action EXEC-2026-009", foot="no owner yet")])
    assert editor.lines()[-1].marks == N2.marks


def test_one_list_point_becomes_an_action_without_its_mark_and_many_come_back_as_points(editor):
    stand(editor, "n2", 15)
    press(editor, K.Key_Return)
    write(editor, "- one")
    editor.make(Kind.ACTION)
    assert said(editor)[-1] == ("action", "one")
    editor.undo()
    press(editor, K.Key_End)
    press(editor, K.Key_Return)
    write(editor, "two")
    select(editor, place(editor, "one"), place(editor, "two", at_end=True))
    editor.make(Kind.ACTION)
    assert said(editor)[-1] == ("action", "• one\n• two")
    editor.make(Kind.ACTION)
    back = editor.lines()[-2:]
    assert [(line.text, line.is_bullet) for line in back] == [("one", True), ("two", True)]
