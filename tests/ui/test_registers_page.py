"""Registers in the shell: tabs, what each puts into the header, and the way to an item and back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import decision_register, meetings, minutes, written_procedures
from masa_desktop.ui.shell import Shell


@pytest.fixture
def shell(qtbot, bridge, jobs, workspace, executive):
    workspace.do(minutes.add, executive.items[5], EntryKind.DECISION, "To widen it.")
    made = Shell(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1366, 720)
    made.show()
    return made


def test_a_decision_leads_to_its_item_and_the_way_back_to_the_register(
    qtbot, shell, workspace, executive
):
    (row,) = workspace.ask(decision_register.rows)
    shell.go("registers", row.id)
    page = shell.page
    assert page.pane.table.current_id() == row.id
    page.pane.table.setFocus()
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    assert (shell.page.meeting_id, shell.page.item_id) == (executive.meeting, executive.items[5])
    assert shell.page.minutes.editor.hasFocus()
    shell.page.header.back.click()
    assert (shell.page, page.pane.table.current_id()) == (page, row.id)
    shell.go("meeting", executive.meeting)
    shell.go("meeting", workspace.do(meetings.add, executive.group, date(2026, 4, 14)))
    shell.page.header.back.click()
    assert shell.place.page == "meetings"


def test_each_tab_brings_its_own_buttons_and_a_record_finds_its_tab(shell, workspace, executive):
    asked = workspace.do(
        written_procedures.ask, executive.group, "A joint response.", date(2026, 2, 9)
    )
    shell.go("registers")
    page = shell.page
    decisions = page.pane
    assert all(made.isVisible() for made in decisions.buttons)
    shell.go("registers", asked)
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Between meetings"
    assert page.pane.panes()[0][1].isVisible()
    assert all(made.isVisible() for made in page.pane.buttons)
    assert not any(made.isVisible() for made in decisions.buttons)
    assert page.header.context.text() == page.pane.context != decisions.context
