"""The second screen: large and plain, without jottings, and of a restricted item its number."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import actions, agenda, minutes, second_screen
from masa_desktop.ui import projector
from masa_desktop.ui.parts import page_shortcut
from masa_desktop.ui.projector import ProjectorWindow

K, M = Qt.Key, Qt.KeyboardModifier
DUE = date(2026, 3, 3)
PLANTED = "Zanzibarwhisper"


@pytest.fixture
def screen(qtbot, bridge):
    made = ProjectorWindow(bridge)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def item(executive):
    return executive.items[4]


def everything(widget):
    """Whatever any part of the window says, shows or would read aloud."""
    said = []
    for part in [widget, *widget.findChildren(QWidget)]:
        said += [part.windowTitle(), part.toolTip(), part.accessibleName()]
        said += [part.accessibleDescription(), part.whatsThis(), part.statusTip()]
        for name in ("text", "toPlainText", "toHtml"):
            said += [getattr(part, name)()] if hasattr(part, name) else []
    return "\n".join(said)


def shown(screen):
    return screen.page.toPlainText()


def activate(window):
    window.activateWindow()
    QApplication.processEvents()
    assert QApplication.activeWindow() is window


def test_it_shows_the_item_and_what_is_minuted_in_words(screen, workspace, executive, item):
    workspace.do(minutes.add, item, EntryKind.NOTE, "The audit was presented.")
    workspace.do(minutes.add, item, EntryKind.DECISION, "Adopt the plan.")
    workspace.do(minutes.add, item, EntryKind.ACTION, "Share <the> findings.")
    (action,) = [r for r in workspace.ask(minutes.of_item, item) if r.kind is EntryKind.ACTION]
    workspace.do(
        actions.set_owners, action.record_id, person_ids=[executive.people["dcs"]], agency_ids=[]
    )
    workspace.do(actions.set_due, action.record_id, DueKind.DATED, DUE, today=DUE)
    screen.show_item(executive.meeting, item)
    lines = shown(screen).splitlines()
    assert lines[0] == "RSCP Executive, 10 Feb 2026"
    assert lines[1] == "5. Neglect: audit findings"
    assert "The audit was presented." in lines
    assert any(line.startswith("Decision ") and "AGREED" in line for line in lines)
    assert any(line.startswith("Action ") for line in lines)
    assert "Share <the> findings." in lines
    assert "Owner HM · due 3 Mar 2026" in lines
    assert screen.windowTitle() == "Minutes on the second screen – RSCP Executive"


def test_an_action_without_an_owner_says_so(screen, workspace, executive, item):
    workspace.do(minutes.add, item, EntryKind.ACTION, "Share the findings.")
    screen.show_item(executive.meeting, item)
    assert "No owner yet · no date said" in shown(screen).splitlines()


def test_a_jotting_is_nowhere_in_the_window(screen, workspace, executive, item):
    jotting = workspace.do(minutes.add, item, EntryKind.PRIVATE, PLANTED)
    screen.show_item(executive.meeting, item)
    assert PLANTED not in everything(screen)
    workspace.do(minutes.set_kind, jotting, EntryKind.NOTE)
    assert PLANTED in everything(screen)


def test_a_note_withdrawn_into_a_jotting_leaves_the_screen(screen, workspace, executive, item):
    note = workspace.do(minutes.add, item, EntryKind.NOTE, PLANTED)
    screen.show_item(executive.meeting, item)
    assert PLANTED in everything(screen)
    workspace.do(minutes.set_kind, note, EntryKind.PRIVATE)
    assert PLANTED not in everything(screen)


def test_a_restricted_item_shows_its_number_alone(screen, workspace, executive, item):
    workspace.do(minutes.add, item, EntryKind.NOTE, PLANTED)
    workspace.do(agenda.set_restricted, item, restricted=True)
    screen.show_item(executive.meeting, item)
    assert PLANTED not in everything(screen)
    assert "Neglect" not in everything(screen)
    assert shown(screen).splitlines()[1:] == ["5. Restricted"]


def test_restricted_content_is_not_even_asked_for(workspace, executive, item):
    workspace.do(minutes.add, item, EntryKind.NOTE, PLANTED)
    workspace.do(agenda.set_restricted, item, restricted=True)
    asked = workspace.ask(second_screen.item, executive.meeting, item)
    assert asked.is_withheld
    assert (asked.title, asked.entries) == ("", ())


def test_ticking_shows_a_restricted_item_and_no_other(screen, workspace, executive, item, qtbot):
    other = executive.items[5]
    for one in (item, other):
        workspace.do(minutes.add, one, EntryKind.NOTE, f"{PLANTED} of {one}")
        workspace.do(agenda.set_restricted, one, restricted=True)
    screen.show_item(executive.meeting, item)
    assert screen.restricted.isVisible()
    qtbot.keyClick(screen.restricted, K.Key_Space)
    assert f"{PLANTED} of {item}" in shown(screen)
    screen.follow(executive.meeting, other)
    assert PLANTED not in everything(screen)
    assert not screen.restricted.isChecked()


def test_closing_forgets_that_restricted_was_shown(screen, workspace, executive, item):
    workspace.do(minutes.add, item, EntryKind.NOTE, PLANTED)
    workspace.do(agenda.set_restricted, item, restricted=True)
    screen.show_item(executive.meeting, item)
    screen.restricted.setChecked(True)
    screen.close()
    assert PLANTED not in everything(screen)
    screen.show_item(executive.meeting, item)
    assert PLANTED not in everything(screen)


def test_it_follows_the_meeting_and_what_is_typed(screen, workspace, executive, item):
    screen.show_item(executive.meeting, item)
    assert "Nothing is minuted on this item yet." in shown(screen)
    workspace.do(minutes.add, item, EntryKind.NOTE, "The audit was presented.")
    assert "The audit was presented." in shown(screen)
    screen.follow(executive.meeting, executive.items[5])
    assert "Section 11 return" in shown(screen)


def test_a_long_item_opens_at_its_title_and_shows_what_is_minuted_next(
    screen, workspace, executive, item
):
    for number in range(30):
        workspace.do(minutes.add, item, EntryKind.NOTE, f"Note {number}")
    screen.show_item(executive.meeting, item)
    bar = screen.page.verticalScrollBar()
    QApplication.processEvents()
    assert (bar.value(), bar.maximum() > 0) == (0, True)
    workspace.do(minutes.add, item, EntryKind.NOTE, "The newest")
    assert bar.value() >= bar.maximum() - 32  # but for the margin below
    bar.setValue(100)
    workspace.do(agenda.set_item, item, title="Neglect", presenter="", minutes=None)
    assert bar.value() == 100


def test_what_is_typed_at_the_end_is_seen_though_no_entry_is_new(
    screen, workspace, executive, item
):
    for number in range(30):
        workspace.do(minutes.add, item, EntryKind.NOTE, f"Note {number} of a long item.")
    last = workspace.do(minutes.add, item, EntryKind.NOTE, "The last")
    screen.show_item(executive.meeting, item)
    bar = screen.page.verticalScrollBar()
    assert bar.value() == 0
    workspace.do(minutes.set_text, last, "The last, and more of it")
    assert bar.value() > bar.maximum() * 0.9
    top = workspace.ask(minutes.of_item, item)[0].id
    workspace.do(minutes.set_text, top, "The first, changed")
    assert bar.value() < bar.maximum() * 0.2


def test_following_does_not_open_a_closed_window(screen, executive, item):
    screen.follow(executive.meeting, item)
    assert not screen.isVisible()


def test_an_item_that_has_gone_is_not_shown(screen, workspace, executive, item):
    screen.show_item(executive.meeting, item)
    workspace.do(agenda.remove, item)
    assert shown(screen) == "There is no item to show."


def test_the_text_grows_shrinks_and_comes_back_by_key(screen, executive, item, qtbot):
    screen.show_item(executive.meeting, item)
    activate(screen)
    usual = screen.text_size
    qtbot.keyClick(screen, K.Key_Plus, M.ControlModifier)
    assert screen.text_size > usual
    qtbot.keyClick(screen, K.Key_0, M.ControlModifier)
    assert screen.text_size == usual
    qtbot.keyClick(screen, K.Key_Minus, M.ControlModifier)
    assert screen.text_size < usual
    for _ in range(40):
        screen.resize_text(1)
    assert screen.text_size == projector.LARGEST


@pytest.mark.parametrize(
    ("key", "held"), [(K.Key_Escape, M.NoModifier), (K.Key_W, M.ControlModifier)]
)
def test_it_closes_by_key(screen, executive, item, qtbot, key, held):
    screen.show_item(executive.meeting, item)
    activate(screen)
    qtbot.keyClick(screen, key, held)
    assert not screen.isVisible()


def test_the_key_that_brings_it_takes_it_away_from_either_window(bridge, executive, item, qtbot):
    main = QWidget()
    entry = QLineEdit(main)
    qtbot.addWidget(main)
    main.show()
    entry.setFocus()
    screen = ProjectorWindow(bridge, main)
    keys = page_shortcut(main, "Shift+F11")
    keys.activated.connect(lambda: screen.toggle(executive.meeting, item))
    for window, place in ((main, entry), (screen, screen.page)):
        activate(main)
        qtbot.keyClick(entry, K.Key_F11, M.ShiftModifier)
        assert screen.isVisible()
        assert "Neglect: audit findings" in shown(screen)
        activate(window)
        qtbot.keyClick(place, K.Key_F11, M.ShiftModifier)
        assert not screen.isVisible()


def test_the_main_window_keeps_the_focus(screen, workspace, executive, item, qtbot):
    main = QWidget()
    qtbot.addWidget(main)
    main.show()
    activate(main)
    screen.show_item(executive.meeting, item)
    workspace.do(minutes.add, item, EntryKind.NOTE, "The audit was presented.")
    assert QApplication.activeWindow() is main


def test_the_other_screen_is_taken_if_there_is_one(qapp):
    here = qapp.primaryScreen()
    assert projector.other_screen([here], here) is None
    other = object()
    assert projector.other_screen([here, other], here) is other
    assert projector.other_screen([here, other], other) is here


def test_with_a_parent_it_goes_when_the_parent_goes(qtbot, bridge):
    page = QWidget()
    qtbot.addWidget(page)
    made = ProjectorWindow(bridge, page)
    assert made.isWindow()
    assert made.parentWidget() is page


def test_every_part_has_a_name(screen, executive, item, assert_accessible):
    screen.show_item(executive.meeting, item)
    assert_accessible(screen)


def test_it_is_built_without_a_flash(bridge, shown_alone):
    assert shown_alone(lambda: ProjectorWindow(bridge)) == []
