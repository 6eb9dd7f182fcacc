"""Typing minutes in the stress office, against a bare text edit and a bare encrypted commit."""

from contextlib import closing
from itertools import cycle

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from masa_desktop.services import minute_text
from masa_desktop.storage.engine import connect
from masa_desktop.ui import theme
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.jobs import Jobs
from masa_desktop.ui.meeting_page import MeetingPage
from tests.benchmarks.stress import stress

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LETTERS = "the findings of the audit were presented and partners asked what had changed "
KEYS = 1_000
CAPTURED = "/a SGa + JL circulate the neglect audit to all partners by Friday week"
LONG = LETTERS * 130
"""About 10,000 characters: a long item, already minuted when the measuring begins."""


@pytest.fixture
def office(workspace):
    made = workspace.do(stress)
    workspace.forget_steps()
    return made


@pytest.fixture
def page(qtbot, qapp, workspace, office, today):
    theme.look.apply(qapp, "light", 15)
    jobs = Jobs()
    made = MeetingPage(Bridge(workspace, today=lambda: today), jobs)
    qtbot.addWidget(made)
    made.resize(1_318, 690)
    made.open_record(office.meeting)
    made.show()
    qtbot.waitActive(made)
    yield made
    jobs.close()


def typing(editor):
    """One key, and the text it makes is painted."""
    letters = cycle(LETTERS)

    def one(_number):
        QTest.keyClicks(editor, next(letters))
        editor.viewport().repaint()
        QApplication.sendPostedEvents()

    return one


@pytest.fixture
def bare(qtbot, page):
    """A text edit that does nothing else, as large and as full as a long item's minutes."""
    made = QTextEdit()
    qtbot.addWidget(made)
    made.setFont(theme.font("minutes"))
    made.resize(page.minutes.editor.size())
    made.setPlainText(LONG)
    made.moveCursor(made.textCursor().MoveOperation.End)
    made.show()
    return made


def test_from_key_to_painted_text(page, bare, figures):
    baseline = figures.measure(
        "bare text edit, 10,000 characters: key to paint", typing(bare), KEYS
    )
    editor = page.minutes.editor
    for words in [LONG[start : start + 500] for start in range(0, len(LONG), 500)]:
        editor.textCursor().insertText(words)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    page.flush()
    figures.measure(
        "minutes, 10,000 characters: key to paint", typing(editor), KEYS, baseline=baseline
    )
    page.minutes.editor.setFocus()


def test_from_key_to_understood_line(qtbot, page, bare, figures):
    """A line that begins with "/": the key, what it was understood as, and the popup painted."""

    def key(widget):
        def one(number):
            QTest.keyClicks(widget, CAPTURED[number % len(CAPTURED)])
            QApplication.processEvents()

        return one

    baseline = figures.measure("bare text edit: key to paint, all events", key(bare), 300)
    bare.hide()
    editor = page.minutes.editor
    page.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)

    def begin_line(number):
        if number % len(CAPTURED) == 0:
            QTest.keyClick(editor, Qt.Key.Key_Escape)
            QTest.keyClick(editor, Qt.Key.Key_Return)
            QApplication.processEvents()

    figures.measure(
        "capture line, key to paint",
        key(editor),
        6 * len(CAPTURED),
        baseline=baseline,
        before=begin_line,
    )


def test_from_pause_to_commit(page, workspace, tmp_path, figures):
    with closing(connect(tmp_path / "bare.db", b"k" * 32)) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")

        def commit(number):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO t (text) VALUES (?)", (f"note {number}",))
            connection.execute("COMMIT")

        bare = figures.measure("bare encrypted commit of one row", commit, 300)
    editor = page.minutes.editor

    def change(number):
        editor.textCursor().insertText(f"word {number} ")

    def begin_note(number):
        QTest.keyClick(editor, Qt.Key.Key_Return)
        editor.textCursor().insertText(f"Note {number}")

    def begin_action(number):
        begin_note(number)
        QTest.keyClick(editor, Qt.Key.Key_A, CTRL | SHIFT)

    for name, before, times in (
        ("minutes, a changed line: from pause to commit", change, 300),
        ("minutes, a new note: from pause to commit", begin_note, 150),
        ("minutes, a new action: from key to commit", begin_action, 40),
    ):
        figures.measure(name, lambda _n: page.flush(), times, baseline=bare, before=before)


def test_going_to_another_item(page, workspace, figures):
    ids = [item.id for item in page._items]
    places = cycle(ids[:2])
    read = figures.measure(
        "read one item's lines", lambda _n: workspace.ask(minute_text.lines, ids[0]), 200
    )
    figures.measure(
        "go to another item, all panes", lambda _n: page.go_to(next(places)), 100, baseline=read
    )


def test_opening_the_meeting(page, office, figures):
    figures.measure("open the meeting's page", lambda _n: page._reload(), 20)
