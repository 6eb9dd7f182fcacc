"""Beside the item: what is shown, by keyboard and for a screen reader, and that it stays true."""

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import actions, agenda, beside, meetings, minutes
from masa_desktop.ui.beside_pane import BesidePane, Sort

KEY = Qt.Key
TITLE = "Neglect: audit findings"
TODAY = date(2026, 2, 10)


@pytest.fixture
def neglect(workspace, executive):
    rows = workspace.ask(agenda.items, executive.meeting)
    return next(row.id for row in rows if row.title == TITLE)


@pytest.fixture
def raised(workspace, executive, neglect):
    """The matter at an earlier meeting, with a note and a late action; gives the action's id."""
    december = workspace.do(meetings.add, executive.group, date(2025, 12, 9))
    there = workspace.do(agenda.add, december, TITLE)
    workspace.do(minutes.add, there, EntryKind.NOTE, "SGa presented early findings.")
    entry = workspace.do(minutes.add, there, EntryKind.ACTION, "Share attendance data")
    rows = workspace.ask(minutes.of_item, there)
    key = next(row.record_id for row in rows if row.id == entry)
    workspace.do(actions.set_due, key, DueKind.DATED, date(2026, 1, 23), today=TODAY)
    return key


@pytest.fixture
def pane(qtbot, bridge, executive, neglect):
    made = BesidePane(bridge)
    qtbot.addWidget(made)
    made.resize(300, 500)
    made.show_item(executive.meeting, neglect)
    made.show()
    return made


def texts(pane, sort):
    return [row.text for row in pane.rows if row.sort is sort]


def test_an_item_without_a_past_says_so_and_shows_no_papers(pane):
    assert texts(pane, Sort.HEAD) == ["Last time", "Open actions for this item"]
    assert texts(pane, Sort.LINE) == [
        "Nothing is minuted on this at an earlier meeting.",
        "None from earlier meetings.",
    ]


def test_last_time_and_open_actions_stand_under_their_heads(raised, pane):
    heads = [(row.text, row.side) for row in pane.rows if row.sort is Sort.HEAD]
    assert heads == [
        ("Last time", "9 December 2025, item 5"),
        ("Open actions for this item", "1"),
    ]
    assert texts(pane, Sort.LINE) == ["SGa presented early findings."]
    (row,) = [row for row in pane.rows if row.sort is Sort.ACTION]
    assert (row.id, row.chip, row.side, row.is_late) == (raised, "R", "18 days late", True)
    assert row.foot == "no owner yet · due 23 Jan"


def test_a_screen_reader_hears_each_row_whole(raised, pane):
    index = pane.model.index(len(pane.rows) - 1, 0)
    said = pane.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    ref = pane.rows[-1].head
    assert said == (
        f"{ref}, overdue, 18 days late, Share attendance data, no owner yet, due 23 Jan"
    )
    assert pane.list.accessibleDescription() == "1 open action for this item"


def test_enter_on_an_action_opens_it_and_on_other_rows_does_nothing(qtbot, raised, pane):
    chosen = []
    pane.action_chosen.connect(chosen.append)
    pane.list.setFocus()
    pane.list.setCurrentIndex(pane.model.index(0, 0))
    qtbot.keyClick(pane.list, KEY.Key_Return)
    assert chosen == []
    qtbot.keyClick(pane.list, KEY.Key_End)
    qtbot.keyClick(pane.list, KEY.Key_Return)
    assert chosen == [raised]


def test_a_row_is_copied_with_its_reference(qtbot, raised, pane):
    pane.list.setCurrentIndex(pane.model.index(len(pane.rows) - 1, 0))
    qtbot.keyClick(pane.list, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[1:] == [
        "Share attendance data",
        "no owner yet · due 23 Jan",
    ]


def test_what_changes_elsewhere_is_shown_at_once(workspace, raised, pane, neglect):
    workspace.do(actions.set_due, raised, DueKind.DATED, date(2026, 2, 13), today=TODAY, reason="x")
    assert pane.rows[-1].side == "due Friday"
    workspace.do(beside.set_papers, neglect, ["Paper 5.1 Neglect audit, v1.0"])
    assert texts(pane, Sort.PAPER) == ["Paper 5.1 Neglect audit, v1.0"]
    assert pane.rows[0].text == "Papers"


def test_typing_is_followed_when_it_pauses(qtbot, workspace, raised, pane):
    entry = workspace.ask(beside.last_time, pane._item_id)
    row = workspace.ask(minutes.of_item, entry.item_id)[0]
    workspace.do(minutes.set_text, row.id, "SGa presented all findings.")
    assert texts(pane, Sort.LINE) == ["SGa presented early findings."]
    qtbot.waitUntil(lambda: texts(pane, Sort.LINE) == ["SGa presented all findings."])


def test_a_hidden_pane_catches_up_when_it_is_shown(workspace, raised, pane, neglect):
    pane.hide()
    workspace.do(beside.set_papers, neglect, ["One"])
    assert texts(pane, Sort.PAPER) == []
    pane.show()
    assert texts(pane, Sort.PAPER) == ["One"]


def test_no_item_shows_nothing(pane, executive):
    pane.show_item(executive.meeting, "")
    assert pane.rows == ()


@pytest.mark.parametrize("size", [15, 24])
def test_every_row_has_room_for_its_words(qtbot, qapp, look, raised, pane, size):
    look.apply(qapp, "light", size)
    pane.resize(240, 500)
    qapp.processEvents()
    tops = [pane.list.visualRect(pane.model.index(row, 0)) for row in range(len(pane.rows))]
    for above, below in pairwise(tops):
        assert above.bottom() < below.top()
        assert above.height() > pane.list.fontMetrics().height()
    assert pane.list.horizontalScrollBar().maximum() == 0


def test_everything_that_takes_the_focus_has_a_name(pane, raised, assert_accessible):
    assert_accessible(pane)


def test_nothing_flashes_up_while_it_is_built(bridge, shown_alone):
    assert shown_alone(lambda: BesidePane(bridge)) == []
