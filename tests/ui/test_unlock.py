"""The door: by passphrase, by recovery key, and never a word of the records."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from masa_desktop.domain.errors import UserError
from masa_desktop.ui.unlock_page import UnlockPage


@pytest.fixture
def page(qtbot, look):
    made = UnlockPage(Path("/offices/Riverside SCP.masa"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def test_enter_gives_the_passphrase(page, qtbot):
    given = []
    page.passphrase_given.connect(given.append)
    qtbot.keyClicks(page.secret.input, "four plain words here")
    qtbot.keyClick(page.secret.input, Qt.Key.Key_Return)
    assert given == ["four plain words here"]


def test_a_passphrase_can_be_pasted_and_shown(page, qtbot):
    QApplication.clipboard().setText("from the password safe")
    qtbot.keyClick(page.secret.input, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.secret.input.text() == "from the password safe"
    assert page.secret.input.echoMode() == QLineEdit.EchoMode.Password
    page.secret.show_it.click()
    assert page.secret.input.echoMode() == QLineEdit.EchoMode.Normal
    assert page.secret.show_it.text() == "Hide"


def test_a_wrong_passphrase_is_said_in_place_and_what_was_typed_stays(page, qtbot):
    qtbot.keyClicks(page.secret.input, "wrong one")
    page.opening()
    assert page.state.text() == "Opening…"
    page.refuse(UserError("That passphrase does not open this.", do="Use the recovery key."))
    assert page.secret.complaint == "That passphrase does not open this."
    assert "Use the recovery key." in page.secret.input.accessibleDescription()
    assert page.secret.input.text() == "wrong one"
    assert page.secret.input.isEnabled()


def test_the_recovery_key_is_the_other_way_in(page, qtbot):
    given = []
    page.words_given.connect(given.append)
    page.swap.click()
    qtbot.keyClicks(page.words, "harbour lantern copper")
    page.open_it.click()
    assert given == ["harbour lantern copper"]
    page.swap.click()
    assert page.swap.text() == "Use the recovery key"


def test_nothing_flashes_up_while_the_door_is_built(qtbot, look, shown_alone):
    assert shown_alone(lambda: UnlockPage(Path("/offices/ours.masa"))) == []


def test_every_field_of_the_door_has_a_name(page, assert_accessible):
    assert_accessible(page)


def test_letters_typed_on_show_go_nowhere(page, qtbot):
    qtbot.keyClicks(page.secret.input, "green kettle")
    qtbot.keyClicks(page.secret.show_it, "sings softly")
    assert page.secret.input.text() == "green kettle"
    assert page.secret.show_it.text() == "Show"  # a space between words presses nothing
    page.secret.input.setFocus()
    page.secret.show_it.setFocus()
    qtbot.keyClick(page.secret.show_it, Qt.Key.Key_Space)
    assert page.secret.show_it.text() == "Hide"


@pytest.mark.parametrize(("width", "height"), [(1_024, 600), (1_366, 728)])
def test_at_twice_the_size_nothing_at_the_door_is_cut(qapp, page, look, width, height):
    look.apply(qapp, "light", 30)
    page.resize(width, height)
    page.refuse(
        UserError(
            "That passphrase does not open this office.",
            safe="Nothing was changed.",
            do="Check Caps Lock, or use the recovery key.",
        )
    )
    qapp.processEvents()
    assert not page.brand.isVisible()
    assert page.secret.input.height() >= page.secret.input.sizeHint().height()
    for part in page.secret.findChildren(QLabel):
        if part.isVisible() and part.wordWrap():
            assert part.height() >= part.heightForWidth(part.width())
    assert page.secret.input.textMargins().right() >= page.secret.show_it.width()
