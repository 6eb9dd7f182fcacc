"""First run: nothing is made before it is asked for, and the key is kept before one goes on."""

from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.errors import UserError
from masa_desktop.ui.first_run import FirstRun, FirstRunAnswers
from masa_desktop.ui.first_run_key import strength
from masa_desktop.ui.first_run_partnership import folder_name
from masa_desktop.ui.recovery_sheet import sheet, write_pdf

WORDS = "harbour lantern copper meadow ribbon thistle anchor pebble saddle orchard velvet comet"
LONG = "correct horse battery staple"


@dataclass(frozen=True)
class Choice:
    name: str
    title: str
    summary: str
    partnership: str = ""


STARTERS = [
    Choice("plain", "One police force", "Creates 9 groups."),
    Choice("two", "Two", "More.", "Northshire Partnership"),
]


class Maker:
    """Stands for making the office, which costs a second each time."""

    def __init__(self):
        self.asked = []
        self.refusal = None
        self.gate = None

    def __call__(self, answers):
        self.asked.append(answers)
        if self.gate:
            assert self.gate.wait(20)
        if self.refusal:
            raise self.refusal
        return WORDS


@pytest.fixture
def maker():
    return Maker()


@pytest.fixture
def screen(qtbot, look, jobs, maker, tmp_path):
    made = FirstRun(STARTERS, maker, jobs, tmp_path)
    qtbot.addWidget(made)
    made.setMinimumSize(640, 360)
    made.resize(1366, 720)
    made.show()
    return made


def to_key(screen, qtbot):
    screen.onward.click()
    qtbot.keyClicks(screen.partnership.name, "Riverside SCP")
    screen.onward.click()


def choose_passphrase(screen, qtbot, first=LONG, second=LONG):
    qtbot.keyClicks(screen.key.one.input, first)
    qtbot.keyClicks(screen.key.two.input, second)
    screen.key.make.click()


def test_from_start_to_an_office_by_keyboard(screen, qtbot, maker, tmp_path):
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot)
    qtbot.waitUntil(lambda: bool(screen.key.words))
    place = tmp_path / "Riverside SCP.masa"
    assert maker.asked == [FirstRunAnswers("starter", "plain", "Riverside SCP", place, LONG)]
    assert screen.reason.text() == "To continue: tick the box."
    qtbot.keyClick(screen.key.stored, Qt.Key.Key_Space)
    with qtbot.waitSignal(screen.finished):
        screen.onward.click()


def test_nothing_is_finished_before_the_key_is_stored(screen, qtbot):
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot)
    qtbot.waitUntil(lambda: bool(screen.key.words))
    with qtbot.assertNotEmitted(screen.finished):
        screen.onward.click()


def test_an_unavailable_button_keeps_the_focus_and_says_why(screen, qtbot):
    screen.onward.click()
    assert screen.onward.isEnabled()
    assert screen.onward.property("off") == "true"
    assert screen.onward.accessibleDescription() == "To continue: name the partnership."
    screen.onward.click()
    assert screen.partnership.name_field.complaint == "The partnership has no name yet."


def test_two_different_passphrases_are_said_without_blame(screen, qtbot, maker):
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot, LONG, LONG + "s")
    assert screen.key.two.complaint == "The two passphrases are different."
    assert maker.asked == []


def test_a_short_passphrase_makes_nothing(screen, qtbot, maker):
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot, "short", "short")
    assert screen.key.one.complaint == "The passphrase is too short."
    assert maker.asked == []


def test_a_refusal_is_said_beside_the_field_and_one_may_try_again(screen, qtbot, maker):
    maker.refusal = UserError("The folder is read-only.", do="Choose another.")
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot)
    qtbot.waitUntil(lambda: screen.key.one.is_wrong)
    assert screen.key.one.complaint == "The folder is read-only."
    assert screen.key.make.isEnabled()


def test_a_name_already_taken_is_not_overwritten(screen, qtbot, tmp_path):
    (tmp_path / "Riverside SCP.masa").mkdir()
    to_key(screen, qtbot)
    assert screen.steps.currentIndex() == 1
    assert "already" in screen.partnership.name_field.complaint


def test_the_practice_partnership_brings_its_name(screen, qtbot):
    screen.start.cards["practice"].radio.setChecked(True)
    screen.onward.click()
    assert screen.partnership.name.text() == "Practice partnership"
    assert screen.answers.starter == ""


def test_the_published_name_is_proposed_until_another_is_typed(screen):
    screen.start.starters.setCurrentIndex(1)
    screen.onward.click()
    assert screen.partnership.name.text() == "Northshire Partnership"
    screen.partnership.name.setText("Our own name")
    screen.back.click()
    screen.start.starters.setCurrentIndex(0)
    screen.onward.click()
    assert screen.partnership.name.text() == "Our own name"


def test_an_existing_office_is_opened_where_it_lies(screen, qtbot):
    screen.start.cards["existing"].radio.setChecked(True)
    assert screen.reason.text() == "To continue: choose the office folder."
    screen.start.path.setText("/offices/ours.masa")
    with qtbot.waitSignal(screen.open_wanted) as heard:
        screen.onward.click()
    assert heard.args == [Path("/offices/ours.masa")]


def test_without_starters_the_choice_is_not_shown(qtbot, look, jobs, maker, tmp_path):
    screen = FirstRun([], maker, jobs, tmp_path)
    qtbot.addWidget(screen)
    assert screen.start.cards["starter"].isHidden()
    assert screen.start.choice == "empty"


def test_arrows_move_between_the_choices(screen, qtbot):
    screen.start.first.setFocus()
    qtbot.keyClick(screen.start.first, Qt.Key.Key_Down)
    assert screen.start.choice == "empty"


def test_back_returns_with_everything_still_there(screen, qtbot):
    to_key(screen, qtbot)
    screen.back.click()
    assert screen.partnership.name.text() == "Riverside SCP"
    screen.back.click()
    with qtbot.waitSignal(screen.close_wanted):
        screen.back.click()


def test_there_is_no_way_back_once_the_key_is_made(screen, qtbot):
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot)
    qtbot.waitUntil(lambda: bool(screen.key.words))
    assert screen.back.isHidden()


@pytest.fixture
def slow(maker):
    """Making the office takes until the test says so."""
    gate = Event()
    maker.gate = gate
    yield gate
    gate.set()


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_no_key_leads_past_the_recovery_key_while_it_is_made(screen, qtbot, slow, key):
    with qtbot.waitActive(screen):
        screen.activateWindow()
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot)
    assert not screen.back.isEnabled()
    assert screen.reason.text() == "To continue: keep the recovery key, which is being made."
    for _ in range(6):
        press(qtbot, key)
        press(qtbot, Qt.Key.Key_Tab)
    screen.back.click()
    assert screen.steps.currentIndex() == 2
    slow.set()
    qtbot.waitUntil(lambda: bool(screen.key.words))
    assert screen.key.keeper.isVisible()
    assert screen.back.isHidden()
    assert QApplication.focusWidget() is screen.key.print_it


def test_one_may_go_back_once_it_was_refused(screen, qtbot, maker):
    maker.refusal = UserError("The folder is read-only.", do="Choose another.")
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot)
    qtbot.waitUntil(lambda: screen.key.one.is_wrong)
    screen.back.click()
    assert screen.steps.currentIndex() == 1


@pytest.mark.parametrize("is_made", [False, True])
def test_the_window_does_not_close_over_the_recovery_key_at_the_first_try(
    screen, qtbot, slow, is_made
):
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot)
    if is_made:
        slow.set()
        qtbot.waitUntil(lambda: bool(screen.key.words))
    assert not screen.close()
    assert "shown only once" in screen.reason.text()
    assert screen.close()


def test_the_window_closes_at_once_when_there_is_no_key_to_lose(screen, qtbot):
    to_key(screen, qtbot)
    assert screen.close()


def test_the_window_closes_at_once_when_the_key_is_stored(screen, qtbot):
    to_key(screen, qtbot)
    choose_passphrase(screen, qtbot)
    qtbot.waitUntil(lambda: bool(screen.key.words))
    screen.key.stored.setChecked(True)
    assert screen.close()


def test_tab_leads_from_one_passphrase_to_the_other_and_last_to_show(screen, qtbot):
    with qtbot.waitActive(screen):
        screen.activateWindow()
    to_key(screen, qtbot)
    key = screen.key
    assert QApplication.focusWidget() is key.one.input
    for reached in (key.two.input, key.make, key.one.show_it, key.two.show_it):
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is reached
    for reached in (key.one.show_it, key.make, key.two.input, key.one.input):
        press(qtbot, Qt.Key.Key_Backtab)
        assert QApplication.focusWidget() is reached


def test_words_typed_on_show_do_not_press_it_but_space_alone_does(screen, qtbot):
    with qtbot.waitActive(screen):
        screen.activateWindow()
    to_key(screen, qtbot)
    show, field = screen.key.one.show_it, screen.key.one.input
    show.setFocus()
    qtbot.keyClicks(show, "harbour lantern copper")
    assert (field.text(), field.echoMode()) == ("", field.EchoMode.Password)
    field.setFocus()
    show.setFocus()
    qtbot.keyClick(show, Qt.Key.Key_Space)
    assert field.echoMode() == field.EchoMode.Normal


@pytest.mark.parametrize("step", [0, 1, 2])
def test_every_field_of_every_step_has_a_name(screen, assert_accessible, step):
    screen.key.show_words(WORDS)
    screen._go(step)
    assert_accessible(screen)


@pytest.mark.parametrize("width", [1366, 1024, 640])
def test_the_steps_fit_without_sideways_scrolling(screen, qtbot, width):
    screen.resize(width, 360)
    screen.key.show_words(WORDS)
    for number in range(3):
        screen._go(number)
        qtbot.waitUntil(lambda: screen.width() == width)
        assert not screen.steps.currentWidget().horizontalScrollBar().isVisible()


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Riverside SCP", "Riverside SCP.masa"),
        ("Kent & Medway: joint/both", "Kent & Medway joint both.masa"),
        ("  ", ""),
        ("St. Mary.", "St. Mary.masa"),
    ],
)
def test_a_folder_is_named_as_windows_allows(name, folder):
    assert folder_name(name) == folder


def test_nothing_flashes_up_while_the_steps_are_built(look, jobs, maker, tmp_path, shown_alone):
    assert shown_alone(lambda: FirstRun(STARTERS, maker, jobs, tmp_path)) == []


def test_strength_says_how_to_get_there():
    assert strength("short")[1] == "Add another word"
    assert strength("aaaaaaaaaaaaaaaaaaaaaa")[1] == "Use more different letters"
    assert strength("fourteen chars")[1] == "Long enough"
    assert strength(LONG) == (100, "Strong")


def test_the_recovery_sheet_holds_the_words_in_order_and_becomes_a_pdf(look, tmp_path):
    text = sheet(WORDS).toPlainText()
    assert [word for word in text.split() if word in WORDS.split()] == WORDS.split()
    write_pdf(WORDS, str(tmp_path / "key.pdf"))
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")


def test_enter_does_the_next_thing_wherever_the_focus_is(screen, qtbot, maker):
    qtbot.keyClick(screen.start.first, Qt.Key.Key_Return)
    assert screen.steps.currentIndex() == 1
    screen.partnership.name.setText("Riverside")
    qtbot.keyClick(screen.partnership.name, Qt.Key.Key_Return)
    assert screen.steps.currentIndex() == 2
    screen.key.one.input.setText(LONG)
    screen.key.two.input.setText(LONG)
    qtbot.keyClick(screen.key.two.input, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.key.words))


def test_the_office_can_be_kept_in_another_folder(screen, tmp_path):
    screen.onward.click()
    screen.partnership.name.setText("Riverside")
    other = tmp_path / "stick"
    other.mkdir()
    screen.partnership.keep_in(other)
    assert screen.answers.folder == other / "Riverside.masa"
    assert str(other) in screen.partnership.where.text()
