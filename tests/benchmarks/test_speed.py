"""Verbs against a bare encrypted commit, papers against bare libraries, start-up to Python."""

import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import (
    action_log,
    agenda,
    attendance,
    meetings,
    minutes,
    papers,
)
from masa_desktop.storage.engine import connect
from tests.factory import build

ROOT = Path(__file__).parents[2]


@pytest.fixture
def made(workspace):
    return workspace.do(build)


@pytest.fixture
def bare(tmp_path, figures):
    """One row and one commit in an encrypted file with the same pragmas: what the disk costs."""
    with closing(connect(tmp_path / "bare.db", b"k" * 32)) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")

        def commit(number):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO t (text) VALUES (?)", (f"note {number}",))
            connection.execute("COMMIT")

        yield figures.measure("bare encrypted commit of one row", commit, 300)


def test_verbs(workspace, made, bare, figures):
    item = made.items[4]
    entry = workspace.do(minutes.add, item, EntryKind.NOTE, "First")
    figures.measure(
        "save changed words of an entry",
        lambda n: workspace.do(minutes.set_text, entry, f"Words {n}"),
        300,
        baseline=bare,
    )
    figures.measure(
        "add a note",
        lambda n: workspace.do(minutes.add, item, EntryKind.NOTE, f"Note {n}"),
        200,
        baseline=bare,
    )
    figures.measure(
        "add an action",
        lambda n: workspace.do(minutes.add, item, EntryKind.ACTION, f"Action {n}"),
        100,
        baseline=bare,
    )
    figures.measure(
        "record attendance",
        lambda n: workspace.do(
            attendance.record,
            made.meeting,
            Code.ONLINE if n % 2 else Code.PRESENT,
            seat_id=made.seats["dcs"],
            person_id=made.people["dcs"],
        ),
        200,
        baseline=bare,
    )
    figures.measure("undo", lambda n: workspace.undo(), 80, baseline=bare)


def test_questions(workspace, made, bare, figures):
    for n in range(30):
        workspace.do(minutes.add, made.items[4], EntryKind.ACTION, f"Action {n}")
    figures.measure(
        "roll-call with quorum by item",
        lambda n: workspace.ask(attendance.roll_call, made.meeting),
        50,
        baseline=bare,
    )
    figures.measure(
        "agenda", lambda n: workspace.ask(agenda.items, made.meeting), 50, baseline=bare
    )
    figures.measure(
        "30 actions of an item",
        lambda n: workspace.ask(minutes.of_item, made.items[4]),
        20,
        baseline=bare,
    )


def test_papers(workspace, made, figures, tmp_path):
    for n in range(200):
        workspace.do(
            minutes.add,
            made.items[n % 8],
            EntryKind.ACTION if n % 4 == 0 else EntryKind.NOTE,
            "Practice was strongest in early identification. " * 6,
        )

    def bare_word(number):
        document = docx.Document()
        for _ in range(200):
            document.add_paragraph("Practice was strongest in early identification. " * 6)
        document.save(str(tmp_path / "bare.docx"))

    def bare_excel(number):
        book = openpyxl.Workbook()
        for n in range(1000):
            book.active.append([f"cell {n} {m}" for m in range(21)])
        book.save(tmp_path / "bare.xlsx")

    word = figures.measure("python-docx alone, 200 paragraphs", bare_word, 5)
    figures.measure(
        "Word minutes of 200 lines",
        lambda n: papers.write_minutes(workspace, made.meeting, tmp_path),
        5,
        baseline=word,
    )
    for n in range(950):
        workspace.do(minutes.add, made.items[4], EntryKind.ACTION, f"Action {n}")
    excel = figures.measure("openpyxl alone, 1,000 rows of 21 cells", bare_excel, 3)
    figures.measure(
        "Excel log of 1,000 actions",
        lambda n: papers.write_action_log(workspace, tmp_path, date(2026, 2, 10)),
        3,
        baseline=excel,
    )
    figures.measure(
        "1,000 actions as rows",
        lambda n: workspace.ask(action_log.log, date(2026, 2, 10)),
        5,
        baseline=excel,
    )


def test_many_meetings(workspace, made, bare, figures):
    def many(session):
        for n in range(1000):
            meetings.add(session, made.group, date.fromordinal(740_000 + 5 * n))

    workspace.do(many)
    figures.measure(
        "list of 1,000 meetings with chairs",
        lambda n: workspace.ask(meetings.rows),
        5,
        baseline=bare,
    )


def test_start_up(figures, tmp_path):
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "MASA_HOME": str(tmp_path),
    }

    def start(*words):
        subprocess.run([sys.executable, *words], check=True, env=env, capture_output=True)

    python = figures.measure("Python alone", lambda n: start("-c", "pass"), 5)
    figures.measure(
        "the whole self-test: practice office, a meeting, both papers",
        lambda n: start("-m", "masa_desktop", "--self-test"),
        5,
        baseline=python,
    )
