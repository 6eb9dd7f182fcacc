"""A minute-taker takes one meeting from roll-call to both papers by keyboard alone."""

from datetime import date, time

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.services import (
    agenda,
    attendance,
    groups,
    meetings,
    minutes,
    people,
    quorum_setting,
)
from masa_desktop.ui import theme
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.jobs import Jobs
from masa_desktop.ui.meeting_page import MeetingPage
from masa_desktop.ui.meeting_papers import MeetingPapers

KEY = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def meeting(workspace):
    partnership = workspace.do(groups.add_partnership, "Riverside Partnership", "RSCP")
    group = workspace.do(
        groups.add_group, "RSCP Executive", partnership_ids=[partnership], code="EXEC"
    )
    clauses = []
    for agency, short, title, name in (
        ("Riverside Council", "Council", "Director", "Helen Marchetti"),
        ("Riverside ICB", "ICB", "Chief nurse", "Anjali Deshmukh"),
        ("Northshire Police", "Police", "Superintendent", "Owen Prydderch"),
    ):
        key = workspace.do(groups.add_agency, agency, short)
        seat = workspace.do(groups.add_seat, group, title, agency_id=key)
        workspace.do(people.fill_seat, seat, name, date(2025, 1, 1))
        clauses.append({"any_of": [key]})
    workspace.do(quorum_setting.set_quorum, group, {"all_of": clauses}, None)
    workspace.do(meetings.add, group, date(2026, 4, 14))
    return workspace.do(meetings.add, group, date(2026, 2, 10), starts_at=time(9, 30))


@pytest.fixture
def keys(qtbot):
    """Presses keys wherever the focus is, as a keyboard does."""

    def target():
        return QApplication.activePopupWidget() or QApplication.focusWidget()

    def press(key, modifiers=PLAIN, times=1):
        for _ in range(times):
            qtbot.keyClick(target(), key, modifiers)

    def type_(text):
        for letter in text:
            qtbot.keyClicks(target(), letter)

    def paste(text):
        """For fields with a list of names: the offscreen platform never gives the focus back."""
        QApplication.focusWidget().setText(text)

    press.type, press.paste = type_, paste
    return press


@pytest.fixture
def page(qtbot, qapp, workspace, today, meeting):
    theme.look.apply(qapp, "light", 15)
    jobs, window = Jobs(), QWidget()
    bridge = Bridge(workspace, today=lambda: today)
    made = MeetingPage(bridge, jobs, window)
    qtbot.addWidget(window)
    window.resize(1_300, 700)
    made.resize(1_300, 700)
    made.open_record(meeting)
    window.show()
    qtbot.waitActive(window)
    made.panes()[0][1].setFocus()
    yield made
    jobs.close()


def test_a_whole_meeting_by_keyboard(page, keys, qtbot, workspace, meeting, tmp_path):
    items = workspace.ask(agenda.items, meeting)

    # Roll-call: all are here, the police send a deputy with authority.
    keys(KEY.Key_R, BOTH)
    keys(KEY.Key_P, BOTH)
    keys(KEY.Key_Down, times=2)
    keys(KEY.Key_D)
    keys.paste("Marcus Thorne")
    keys(KEY.Key_Tab)
    while QApplication.focusWidget() is not page.roll.deputy.authority.buttons["yes"]:
        keys(KEY.Key_Right)
    keys(KEY.Key_Space)
    keys(KEY.Key_Tab)
    keys(KEY.Key_Space)
    roll = {row.name: row for row in workspace.ask(attendance.roll_call, meeting).rows}
    assert roll["Owen Prydderch"].code == Code.DEPUTY_SENT
    assert roll["Marcus Thorne"].has_authority is True
    assert page.header.quorum.text == "Quorate"
    keys(KEY.Key_Escape)

    # Minutes: a note, a decision, an action with owner and date, a jotting for oneself.
    keys(KEY.Key_PageDown, CTRL)
    keys.type("The audit was presented.")
    keys(KEY.Key_Return)
    keys.type("/d To review long plans.")
    keys(KEY.Key_Return)
    keys.type("/a AD+Police Circulate the audit by next")
    keys(KEY.Key_Return)
    keys.type("/p Ask for the figures")
    keys(KEY.Key_Return)
    keys(KEY.Key_PageDown, CTRL)
    rows = workspace.ask(minutes.of_item, items[1].id)
    assert [row.kind for row in rows] == [
        EntryKind.NOTE,
        EntryKind.DECISION,
        EntryKind.ACTION,
        EntryKind.PRIVATE,
    ]
    assert rows[1].lead == "AGREED"
    assert rows[2].foot == "AD, Police · due next meeting, 14 Apr 2026"

    # A slip is put right, an item is done, and nothing is lost on the way.
    keys(KEY.Key_PageUp, CTRL)
    keys(KEY.Key_Home, CTRL)
    keys(KEY.Key_End)
    keys.type(" All thanked SG.")
    page.flush()
    assert workspace.ask(minutes.of_item, items[1].id)[0].text.endswith("All thanked SG.")
    page.agenda.list.setFocus()
    keys(KEY.Key_Space)
    assert workspace.ask(agenda.items, meeting)[1].state is ItemState.DONE

    # Both papers.
    MeetingPapers.folder = tmp_path
    page.papers.word.setFocus()
    keys(KEY.Key_Space)
    qtbot.waitUntil(lambda: page.papers.file is not None, timeout=20_000)
    word = page.papers.file
    keys(KEY.Key_Tab)
    keys(KEY.Key_Space)
    qtbot.waitUntil(lambda: page.papers.file != word, timeout=20_000)
    MeetingPapers.folder = None
    cells = [cell.value for row in load_workbook(page.papers.file).active for cell in row]
    assert "Circulate the audit" in cells
    assert "Ask for the figures" not in cells
    assert word.exists()
