"""The whole window, from first run on, driven as a person would: fields, keys and buttons."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication

from masa_desktop.services import groups
from masa_desktop.ui import app
from masa_desktop.ui.errors import ErrorReporter
from masa_desktop.ui.meeting_papers import MeetingPapers

PASSPHRASE = "correct horse battery staple"


class Person:
    """Somebody at the keyboard of a fresh laptop."""

    def __init__(self, window, qtbot, folder):
        self.window, self.qtbot, self.folder = window, qtbot, folder

    @property
    def shell(self):
        return self.window.shell

    @property
    def workspace(self):
        return self.shell.page._bridge.workspace

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def sets_up(self, starter):
        """First run: a partnership from a starter, a passphrase, the recovery words."""
        run = self.window.screen_shown
        names = [one.name for one in run.start._starters]
        run.start.starters.setCurrentIndex(names.index(starter))
        run.onward.click()
        name = run.partnership.name.text() or f"{starter.title()} partnership"
        run.partnership.name.setText(name)
        run.onward.click()
        run.key.one.input.setText(PASSPHRASE)
        run.key.two.input.setText(PASSPHRASE)
        run.key.make.click()
        self.qtbot.waitUntil(lambda: bool(run.key.words), timeout=30_000)
        assert len(run.key.words.split()) == 12
        run.key.stored.setChecked(True)
        run.onward.click()
        self.qtbot.waitUntil(lambda: self.shell is not None and self.shell.isVisible())

    def finds_group(self, name, day):
        return self.workspace.ask(groups.named, name, day)

    def looks_at_group(self, group_id, typed_day):
        self.shell.go("groups", group_id)
        pane = self.shell.page.group
        enter_day(pane.as_at, typed_day)
        return pane

    def plans(self, group_id, first, last):
        """Plan a series on the planning pane; gives the ids of the meetings."""
        self.shell.go("meetings")
        page = self.shell.page
        page.open_plan()
        pane = page.plan_pane
        pane.group.setCurrentIndex(pane.group.findData(group_id))
        enter_day(pane.from_on, first)
        enter_day(pane.until_on, last)
        with self.qtbot.waitSignal(pane.planned) as planned:
            pane.plan_button.click()
        return planned.args[0]

    def opens(self, meeting_id):
        self.shell.go("meeting", meeting_id)
        return self.shell.page

    def minutes(self, page, text):
        """Paste a line into the minutes, a slash command and all, and press Enter."""
        editor, copied = page.minutes.editor, QMimeData()
        copied.setText(text)
        editor.setFocus()
        editor.insertFromMimeData(copied)
        self.qtbot.keyClick(editor, Qt.Key.Key_Return)
        page.flush()

    def writes_papers(self, page):
        """Both papers into this person's folder; gives the two files."""
        MeetingPapers.folder = self.folder
        files = []
        for press in (page.papers.word, page.papers.excel):
            page.papers.file = None
            press.click()
            self.qtbot.waitUntil(lambda: page.papers.file is not None, timeout=30_000)
            files.append(page.papers.file)
        return files


def enter_day(entry, text):
    """Type a date into a day field and leave it."""
    entry.entry.setText(text)
    entry.entry.editingFinished.emit()


@pytest.fixture
def person(qtbot, qapp, tmp_path, monkeypatch):
    """A fresh laptop with the program just started."""
    monkeypatch.setattr("masa_desktop.paths.documents_folder", lambda: tmp_path)
    window = app.open_window(qapp, ErrorReporter(), None)
    qtbot.addWidget(window)
    window.resize(1366, 740)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    papers = tmp_path / "papers"
    papers.mkdir()
    yield Person(window, qtbot, papers)
    MeetingPapers.folder = None
    window.close()
