"""Puts the window together: settings, look, error paths, and which screen comes first."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from masa_desktop import logs, paths
from masa_desktop.services import dictionary, groups, offices, practice, starters
from masa_desktop.ui import theme
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.doors import Doors
from masa_desktop.ui.errors import ErrorReporter
from masa_desktop.ui.first_run_start import EMPTY, PRACTICE, STARTER
from masa_desktop.ui.focus import FocusKeeper
from masa_desktop.ui.jobs import Jobs
from masa_desktop.ui.main_window import MainWindow
from masa_desktop.ui.preferences import Preferences
from masa_desktop.ui.shell import Shell
from masa_desktop.ui.sleep import SleepWatch

if TYPE_CHECKING:
    from masa_desktop.domain.changes import Actor
    from masa_desktop.services.workspace import Workspace
    from masa_desktop.ui.first_run import FirstRunAnswers


def run(argv: list[str]) -> int:
    """Open the window and stay until it is closed. The first argument may be an office folder."""
    logs.set_up()
    app = QApplication(argv[:1])
    app.setApplicationName("MASA Desktop")
    reporter = ErrorReporter()
    reporter.install()
    window = open_window(app, reporter, Path(argv[1]) if len(argv) > 1 else None)
    window.appear()
    QTimer.singleShot(0, _make_ready)
    return app.exec()


def _make_ready() -> None:
    """What holds everything for a moment is done now, at the door, not while somebody types."""
    dictionary.british()
    gc.collect()
    gc.freeze()  # later collections need not look at all that has been loaded so far


def open_window(app: QApplication, reporter: ErrorReporter, folder: Path | None) -> MainWindow:
    """The window with its first screen: the office named, the last one used, or first run."""
    preferences, jobs = Preferences(), Jobs()
    window = MainWindow(preferences)
    jobs.setParent(window)
    FocusKeeper(app)
    window.sleep_watch = SleepWatch(window.flush)
    app.installNativeEventFilter(window.sleep_watch)
    _follow_look(app, preferences)
    doors = Doors(window, jobs, preferences, make=_create, starters=starters.available)
    reporter.mistake.connect(doors.refuse)
    reporter.bug.connect(doors.report)
    last = preferences.settings.last_office
    office = folder or (Path(last) if last else None)
    if office is not None and office.exists():
        doors.unlock(office)
    else:
        doors.first_run(paths.documents_folder())
    return window


def screenshot(workspace: Workspace, meeting_id: str, file: Path) -> None:
    """Draw the page of a meeting into a picture, as the window would show it at 1366 x 720."""
    app = QApplication.instance() or QApplication([])
    preferences, jobs = Preferences(), Jobs()
    theme.look.apply(cast("QApplication", app), "light")
    shell = Shell(Bridge(workspace, preferences=preferences), jobs)
    shell.resize(1366, 720)
    shell.go("meeting", meeting_id)
    shell.grab()  # the first drawing settles what wraps
    shell.grab().save(str(file))
    jobs.close()


def _create(answers: FirstRunAnswers, actor: Actor) -> tuple[Workspace, str]:
    """Make the office that first run asks for; called beside the window."""
    if answers.start == STARTER:
        starters.read(answers.starter)  # a starter that cannot be read must not leave an office
    workspace, words = offices.create(answers.folder, answers.passphrase, actor)
    workspace.do(offices.set_setting, "name", answers.name)
    if answers.start == STARTER:
        workspace.do(starters.load, answers.starter, called=answers.name)
    elif answers.start == EMPTY:
        workspace.do(groups.add_partnership, answers.name)
    elif answers.start == PRACTICE:
        workspace.do(practice.build)
    workspace.forget_steps()
    return workspace, words


def _follow_look(app: QApplication, preferences: Preferences) -> None:
    def dress() -> None:
        settings = preferences.settings
        theme.look.apply(app, settings.colour_scheme, settings.text_size)

    preferences.changed.connect(dress)
    app.styleHints().colorSchemeChanged.connect(dress)
    app.styleHints().accessibility().contrastPreferenceChanged.connect(dress)
    dress()
