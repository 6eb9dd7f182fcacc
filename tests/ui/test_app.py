"""The window put together: what comes first, and what first run really makes."""

import pytest
from PySide6.QtGui import QImage

from masa_desktop.services import offices
from masa_desktop.ui import app, theme
from masa_desktop.ui.errors import ErrorReporter
from masa_desktop.ui.first_run import FirstRun, FirstRunAnswers
from masa_desktop.ui.preferences import Preferences
from masa_desktop.ui.unlock_page import UnlockPage

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def opened(qapp, qtbot, look):
    def open_it(folder=None):
        window = app.open_window(qapp, ErrorReporter(), folder)
        qtbot.addWidget(window, before_close_func=lambda made: made.close())
        return window

    return open_it


def test_the_very_first_time_asks_how_to_start(opened):
    screen = opened().screen_shown
    assert isinstance(screen, FirstRun)
    assert screen.start.starters.count() > 0


def test_the_office_used_last_is_asked_for_again(opened, open_office):
    workspace = open_office()
    Preferences().change(last_office=str(workspace.folder))
    assert isinstance(opened().screen_shown, UnlockPage)


def test_an_office_that_has_moved_leads_back_to_the_start(opened, tmp_path):
    Preferences().change(last_office=str(tmp_path / "gone.masa"))
    assert isinstance(opened().screen_shown, FirstRun)


def test_a_named_office_comes_before_the_last_one(opened, open_office, tmp_path):
    folder = open_office().folder
    Preferences().change(last_office=str(tmp_path / "other.masa"))
    assert opened(folder).screen_shown.folder == folder


def test_the_look_follows_the_setting_at_once(opened):
    window = opened()
    window._preferences.change(colour_scheme="dark")
    assert theme.look.name == "dark"
    window._preferences.change(colour_scheme="light")


@pytest.mark.parametrize("start", ["starter", "empty", "practice"])
def test_each_way_to_start_makes_an_office_that_opens(start, actor, tmp_path):
    answers = FirstRunAnswers(
        start, "working-together-2023", "Riverside SCP", tmp_path / "ours.masa", PASSPHRASE
    )
    workspace, words = app._create(answers, actor)
    assert len(words.split()) == 12
    assert workspace.ask(offices.setting, "name")
    assert workspace.can_undo == ""
    workspace.close()


def test_the_page_of_a_meeting_can_be_drawn_without_a_screen(
    qapp, open_office, practice_office, tmp_path
):
    app.screenshot(open_office(source=practice_office), "", tmp_path / "page.png")
    picture = QImage(str(tmp_path / "page.png"))
    assert (picture.width(), picture.height()) == (1366, 720)
