"""Typing minutes in the stress office, against a bare text edit and a bare encrypted commit."""

import time
from contextlib import closing
from itertools import cycle, pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from masa_desktop.services import minute_text
from masa_desktop.storage.engine import connect
from masa_desktop.ui import theme
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.jobs import Jobs
from masa_desktop.ui.meeting_page import MeetingPage
from masa_desktop.ui.minute_keeping import PAUSE_MS
from tests.benchmarks.stress import stress

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LETTERS = "the findings of the audit were presented and partners asked what had changed "
KEYS = 1_000
CAPTURED = "/a SGa + JL circulate the neglect audit to all partners by Friday week"
LONG = [(LETTERS * 7)[:500]] * 20
"""10,000 characters in 20 paragraphs: a long item, already minuted when the measuring begins."""

SHORT = "SGa presented the audit"


@pytest.fixture
def office(workspace):
    made = workspace.do(stress)
    workspace.forget_steps()
    # Nothing of the making is left for a measured commit to move into the file.
    with closing(workspace.office.database._engine.raw_connection()) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


@pytest.fixture
def commits(workspace):
    """The moment of each commit, noted before the window hears of it."""
    found = []
    workspace.on_change(lambda _changes: found.append(time.perf_counter()))
    return found


@pytest.fixture
def page(qtbot, qapp, workspace, office, commits, today):
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
def bare(page):
    """A text edit that does nothing else: same window, place, size, words, fonts and margins."""
    editor = page.minutes.editor
    fill(editor)
    page.flush()
    made = QTextEdit(editor.parentWidget())
    made.setGeometry(editor.geometry())
    made.setDocument(editor.document().clone(made))
    made.moveCursor(QTextCursor.MoveOperation.End)
    made.show()
    made.raise_()
    QApplication.processEvents()
    return made


def fill(editor):
    for words in LONG:
        editor.textCursor().insertText(words)
        QTest.keyClick(editor, Qt.Key.Key_Return)


def test_from_key_to_painted_text(page, bare, figures):
    editor = page.minutes.editor

    def over(widget):
        """Only what is seen is painted: each comes to the front for its keys."""
        one = typing(widget)

        def key(number):
            bare.setVisible(widget is bare)
            one(number)

        return key

    figures.in_turns(
        ("bare text edit, 10,000 characters: key to paint", over(bare)),
        ("minutes, 10,000 characters: key to paint", over(editor)),
        KEYS,
    )


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


def bare_commit(file, figures):
    """One row put into an encrypted file that is kept as ours is."""
    with closing(connect(file, b"k" * 32)) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")

        def commit(number):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO t (text) VALUES (?)", (f"note {number}",))
            connection.execute("COMMIT")

        return figures.measure("bare encrypted commit of one row", commit, 300)


def begin_note(editor, number):
    QTest.keyClick(editor, Qt.Key.Key_Return)
    editor.textCursor().insertText(f"{SHORT} {number}")


def on_real_items(page, before):
    """Before every 30th time another item is begun with 20 lines, as long as a real one."""
    items = cycle(item.id for item in page._items[1:])

    def one(number):
        if number % 30 == 0:
            page.go_to(next(items))
            for line in range(20):
                begin_note(page.minutes.editor, line)
            page.flush()
            QApplication.processEvents()
        before(number)

    return one


def test_from_pause_to_commit(page, commits, tmp_path, figures):
    bare = bare_commit(tmp_path / "bare.db", figures)
    editor = page.minutes.editor

    def change(number):
        editor.textCursor().insertText(f"word {number} ")

    def begin_action(number):
        QTest.keyClick(editor, Qt.Key.Key_Return, CTRL)
        begin_note(editor, number)

    def write(_number):
        page.flush()

    def write_action(_number):
        QTest.keyClick(editor, Qt.Key.Key_A, CTRL | SHIFT)
        page.flush()

    for name, before, work, times in (
        ("minutes, a changed line", change, write, 300),
        ("minutes, a new note", lambda number: begin_note(editor, number), write, 150),
        ("minutes, a new action", begin_action, write_action, 90),
    ):
        measured = measure_commit(commits, on_real_items(page, before), work, times)
        for part, took in measured.items():
            figures.say(f"{name}: {part}", took, baseline=bare)


def measure_commit(commits, before, work, times):
    """Apart: until the words are on disk, and until the window takes the next key after it."""
    took = {"from pause to commit": [], "from commit to the next key": []}
    for number in range(times):
        before(number)
        QApplication.processEvents()
        commits.clear()
        started = time.perf_counter()
        work(number)
        QApplication.processEvents()
        took["from pause to commit"].append(commits[-1] - started)
        took["from commit to the next key"].append(time.perf_counter() - commits[-1])
    return took


def test_the_longest_wait_of_a_key(qtbot, page, figures):
    """Typing in bursts, saved by the clock: how long the window does not look up, all counted."""
    beats = []
    beat = QTimer(interval=1)
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))
    editor = page.minutes.editor
    bare = QTextEdit()
    qtbot.addWidget(bare)
    bare.show()

    def burst(widget, begin):
        begin()
        for letter in SHORT[:8]:
            QTest.keyClick(widget, letter)
            qtbot.wait(30)
        beats.clear()
        qtbot.wait(PAUSE_MS + 1_200)  # the commit, and what waits till nobody types
        return max(later - sooner for sooner, later in pairwise(beats))

    def new(*keys):
        return lambda: [QTest.keyClick(editor, key, held) for key, held in keys]

    enter, leave = (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, CTRL)
    action = (Qt.Key.Key_A, CTRL | SHIFT)
    page.activateWindow()
    editor.setFocus()
    beat.start()
    qtbot.wait(1_000)
    waits = [burst(bare, lambda: None) for _ in range(5)]
    baseline = figures.say("bare text edit: longest wait after a burst", waits)
    for name, begin in (
        ("a changed line", new()),
        ("a new note", new(enter)),
        ("a new action", new(leave, enter, action)),
    ):
        waits = [burst(editor, begin) for _ in range(10)]
        figures.say(f"minutes, {name}: longest wait after it", waits, baseline=baseline)


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
