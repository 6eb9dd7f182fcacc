"""Spelling in the minutes by real keys: what is underlined, what never is, what may be meant."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import Line
from masa_desktop.services import people, spelling
from masa_desktop.settings import Settings
from masa_desktop.ui.house_words_form import SpellingCard
from masa_desktop.ui.minute_caret import CaretState
from masa_desktop.ui.minute_editor import MinuteEditor
from masa_desktop.ui.spelling import Spelling

# Offscreen has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")

K, M = Qt.Key, Qt.KeyboardModifier
WAVE = QTextCharFormat.UnderlineStyle.SpellCheckUnderline
NOTE = Line("n1", EntryKind.NOTE, "The safegaurding audit of colour was organised.")
ACTION = Line(
    "a1",
    EntryKind.ACTION,
    "Share the flaggs.",
    (),
    "Actoin EXEC-2026-014\tsaevd",
    "AD · deu 14 Apr",
)


@pytest.fixture
def editor(qtbot, look):
    numbers = iter(range(1, 100_000))
    made = MinuteEditor(new_id=lambda: f"new{next(numbers)}")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_lines([NOTE, ACTION])
    return made


@pytest.fixture
def checked(qtbot, editor, bridge):
    made = Spelling(editor, bridge, idle=1)
    qtbot.waitUntil(lambda: made.is_on)
    editor.forget()
    yield made
    if made.menu is not None:
        made.menu.close()


def press(editor, key, modifier=M.NoModifier, text=""):
    code = getattr(key, "value", key)
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.ShortcutOverride, code, modifier, text))
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, code, modifier, text))


def write(editor, text):
    for letter in text:
        press(editor, 0, text=letter)


def underlined(editor):
    """The words under which a wave is laid, in order."""
    found, block = [], editor.document().firstBlock()
    while block.isValid():
        waves = [r for r in block.layout().formats() if r.format.underlineStyle() == WAVE]
        found += [block.text()[run.start : run.start + run.length] for run in waves]
        block = block.next()
    return found


def choose(menu, words):
    next(action for action in menu.actions() if action.text() == words).trigger()


def offered(menu):
    return [action.text() for action in menu.actions()]


def test_unknown_words_are_underlined_and_protected_lines_never(checked, editor):
    assert underlined(editor) == ["safegaurding", "flaggs"]


def test_nothing_of_it_is_in_the_text_its_marks_or_undo(checked, editor):
    assert editor.lines() == (NOTE, ACTION)
    assert not editor.document().isUndoAvailable()


def test_the_dictionary_is_not_read_before_the_text_shows(editor, bridge):
    made = Spelling(editor, bridge)
    assert not made.is_on
    assert underlined(editor) == []


def test_the_word_being_typed_is_left_alone_until_it_is_finished(checked, editor):
    editor.restore_caret(CaretState("n1", len(NOTE.text)))
    write(editor, " Recieved")
    assert underlined(editor) == ["safegaurding", "flaggs"]
    write(editor, " ")
    assert underlined(editor) == ["safegaurding", "Recieved", "flaggs"]


def test_a_word_left_unfinished_is_looked_at_when_the_caret_goes(checked, editor):
    editor.restore_caret(CaretState("n1", len(NOTE.text)))
    write(editor, " Recieved")
    editor.restore_caret(CaretState("n1", 0))
    assert "Recieved" in underlined(editor)


def test_commands_references_and_initials_are_not_underlined(checked, editor):
    editor.show_lines([Line("c", EntryKind.NOTE, "/a SGe circulte audt by Friday week")])
    assert underlined(editor) == []
    editor.show_lines([Line("c", EntryKind.NOTE, "SGe owns EXEC-2026-014 with CAMHS.")])
    assert underlined(editor) == []


def test_an_emoji_before_a_word_does_not_shift_the_line_under_it(checked, editor):
    editor.show_lines([Line("e", EntryKind.NOTE, "A 🙂 and a mistakke.")])
    block = editor.document().firstBlock()
    (run,) = [r for r in block.layout().formats() if r.format.underlineStyle() == WAVE]
    assert (run.start, run.length) == (len("A xx and a "), len("mistakke"))


def test_a_name_of_the_office_is_known_at_once(checked, editor, workspace):
    editor.show_lines([Line("n", EntryKind.NOTE, "Okonjo’s paper came.")])
    assert underlined(editor) == ["Okonjo’s"]
    workspace.do(people.add, "Tamsin Okonjo")
    assert underlined(editor) == []


def test_f7_goes_from_word_to_word_and_round_again(checked, editor):
    editor.restore_caret(CaretState("n1", 0))
    seen = []
    for _ in range(3):
        press(editor, K.Key_F7)
        seen.append(editor.textCursor().selectedText())
        checked.menu.close()
    assert seen == ["safegaurding", "flaggs", "safegaurding"]


def test_f7_says_so_when_there_is_nothing(checked, editor, bridge, qtbot):
    editor.show_lines([Line("n", EntryKind.NOTE, "All is well.")])
    with qtbot.waitSignal(bridge.told) as told:
        press(editor, K.Key_F7)
    assert told.args == ["No unknown words", False]


def test_a_suggestion_replaces_the_word_in_one_step_that_can_be_undone(checked, editor, qtbot):
    bold = (Mark(4, 16, MarkStyle.BOLD),)
    editor.show_lines([Line("n1", EntryKind.NOTE, NOTE.text, bold)])
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    press(editor, K.Key_F7)
    with qtbot.waitSignal(editor.edited):
        choose(checked.menu, "safeguarding")
    assert editor.lines()[0].text == "The safeguarding audit of colour was organised."
    assert editor.lines()[0].marks == bold
    editor.undo()
    assert editor.lines()[0].text == NOTE.text
    assert not editor.document().isUndoAvailable()


def test_the_menu_learns_a_word_for_the_office(checked, editor, workspace):
    editor.restore_caret(CaretState("n1", 0))
    press(editor, K.Key_F7)
    choose(checked.menu, "Learn “safegaurding”")
    assert workspace.ask(spelling.words) == ["safegaurding"]
    assert underlined(editor) == ["flaggs"]
    workspace.undo()
    assert underlined(editor) == ["safegaurding", "flaggs"]


def test_the_menu_key_offers_words_at_the_caret_only(checked, editor):
    def menu_at(offset):
        editor.restore_caret(CaretState("n1", offset))
        place = editor.cursorRect().center()
        reason = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(reason, place, editor.mapToGlobal(place))
        QApplication.sendEvent(editor, event)
        found = offered(checked.menu)
        checked.menu.close()
        return found

    assert menu_at(6)[0] == "safeguarding"
    assert menu_at(1)[0] == "Undo\tCtrl+Z"


def test_a_click_with_the_other_button_offers_words_under_the_pointer(checked, editor):
    editor.restore_caret(CaretState("n1", 8))
    place = editor.cursorRect().center()
    editor.restore_caret(CaretState("n1", 0))
    at = editor.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, at)
    QApplication.sendEvent(editor.viewport(), event)
    assert offered(checked.menu)[0] == "safeguarding"
    assert editor.caret_state() == CaretState("n1", 0)


def test_it_can_be_turned_off_and_on_and_the_choice_is_kept(checked, editor, bridge, qtbot):
    bridge.preferences.change(is_spelling_checked=False)
    assert underlined(editor) == []
    assert not Settings.load().is_spelling_checked
    bridge.preferences.change(is_spelling_checked=True)
    qtbot.waitUntil(lambda: checked.is_on)
    assert underlined(editor) == ["safegaurding", "flaggs"]


def test_a_read_only_editor_offers_no_change(checked, editor):
    editor.setReadOnly(True)
    editor.restore_caret(CaretState("n1", 6))
    checked.open_menu(editor.textCursor().position(), QPoint(0, 0))
    assert "safeguarding" not in offered(checked.menu)


@pytest.fixture
def card(qtbot, bridge):
    made = SpellingCard(bridge)
    qtbot.addWidget(made)
    made.show()
    return made


def test_house_words_are_learned_and_forgotten_in_the_settings(card, workspace, qtbot):
    qtbot.keyClicks(card.word, "inquoracy")
    qtbot.keyClick(card.word, K.Key_Return)
    assert [row.id for row in card.model.rows] == ["inquoracy"]
    card.table.select("inquoracy")
    card.table.setFocus()
    qtbot.keyClick(card.table, K.Key_Delete)
    assert workspace.ask(spelling.words) == []
    assert len(card.model.rows) == 0


def test_learning_nothing_says_what_is_missing(card, qtbot):
    qtbot.mouseClick(card.learn, Qt.MouseButton.LeftButton)
    assert card.word_field.is_wrong


def test_the_settings_turn_the_check_off(card, bridge, qtbot):
    qtbot.mouseClick(card.switch.buttons["off"], Qt.MouseButton.LeftButton)
    assert not bridge.preferences.settings.is_spelling_checked
    assert card.missing.isHidden()


def test_every_part_of_the_card_has_a_name(card, assert_accessible):
    assert_accessible(card)


def test_the_card_is_built_without_a_flash(bridge, shown_alone):
    assert shown_alone(lambda: SpellingCard(bridge)) == []
