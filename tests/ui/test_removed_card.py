"""Lines taken off an item: folded away, and put back by Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import minutes, who
from masa_desktop.ui.removed_card import RemovedCard


@pytest.fixture
def item(executive):
    return executive.items[4]


@pytest.fixture
def card(qtbot, bridge, item):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 400)
    column = QVBoxLayout(page)
    made = RemovedCard(bridge)
    column.addWidget(made)
    column.addStretch(1)
    made.show_item(item)
    page.show()
    made.page = page
    return made


def take_off(workspace, item, kind, text):
    entry = workspace.do(minutes.add, item, kind, text)
    workspace.do(minutes.remove, entry)
    return entry


def test_nothing_is_shown_while_there_is_nothing_to_put_back(
    qtbot, workspace, item, card, shown_alone, bridge
):
    assert card.isHidden()
    take_off(workspace, item, EntryKind.NOTE, "Drift was seen.")
    qtbot.waitUntil(card.isVisible)
    assert card.fold.text() == "1 removed line"
    assert card.list.isHidden()
    assert shown_alone(lambda: RemovedCard(bridge)) == []


def test_a_line_is_put_back_by_keyboard_alone(qtbot, workspace, item, card, bridge):
    entry = take_off(workspace, item, EntryKind.ACTION, "Circulate the audit")
    take_off(workspace, item, EntryKind.NOTE, "Drift was seen.")
    qtbot.waitUntil(card.isVisible)
    told, came = [], []
    bridge.told.connect(lambda text, undo: told.append((text, undo)))
    card.put_back.connect(came.append)
    card.fold.setFocus()
    qtbot.keyClick(card.fold, Qt.Key.Key_Space)
    assert card.list.hasFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_Down)
    qtbot.keyClick(card.list, Qt.Key.Key_Return)
    assert [row.id for row in workspace.ask(minutes.of_item, item)] == [entry] == came
    assert told == [("Put back: “Circulate the audit”", True)]
    qtbot.waitUntil(lambda: len(card.model.rows) == 1)
    workspace.undo()
    qtbot.waitUntil(lambda: len(card.model.rows) == 2)


def test_it_says_what_kind_of_line_when_and_by_whom(
    qtbot, workspace, item, card, assert_accessible
):
    workspace.do(who.call_me, "Kit Marlow")
    take_off(workspace, item, EntryKind.DECISION, "to widen the sample")
    qtbot.waitUntil(card.isVisible)
    said = card.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Decision EXEC-2026-D001, to widen the sample, removed ")
    assert said.endswith(", by Kit Marlow")
    assert card.fold.accessibleName() == "1 removed line: show them"
    qtbot.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    assert card.fold.accessibleName() == "1 removed line: hide them"
    assert_accessible(card.page)


def test_another_item_shows_its_own(qtbot, workspace, executive, item, card):
    take_off(workspace, item, EntryKind.NOTE, "Drift was seen.")
    qtbot.waitUntil(card.isVisible)
    card.show_item(executive.items[5])
    assert card.isHidden()
    card.show_item("")
    assert card.isHidden()
