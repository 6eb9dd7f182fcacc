"""The agenda with its clock: minutes used and left, the forecast, deferring, papers, purposes."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStyleOptionViewItem, QWidget

from masa_desktop.domain.meetings import ItemState
from masa_desktop.services import agenda, beside, meetings, spans, timing
from masa_desktop.ui.agenda_pane import AgendaPane, second_line

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def at(text):
    return datetime.combine(date(2026, 2, 10), time.fromisoformat(text))


@pytest.fixture
def pane(qtbot, bridge, workspace, executive):
    """Just after 10:00, a quarter past the start of the second of eight items of 20 minutes."""
    for row in workspace.ask(agenda.items, executive.meeting):
        workspace.do(agenda.set_item, row.id, title=row.title, presenter="SGa", minutes=20)
    for number, moment in ((0, "09:30"), (1, "09:45")):
        item = executive.items[number]
        workspace.keep(timing.take_up, executive.meeting, item, at(moment))
    workspace.do(agenda.set_state, executive.items[0], ItemState.DONE)
    made = AgendaPane(bridge)
    made.now = lambda: at("10:00:30")
    qtbot.addWidget(made)
    made.resize(270, 660)
    show(made, workspace, executive)
    made.show()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def shown_beside(qtbot):
    """Shows a pane beside a place to type, which has the focus."""
    alive = []

    def show_both(pane):
        around, editor = QWidget(), QLineEdit()
        row = QHBoxLayout(around)
        row.addWidget(pane)
        row.addWidget(editor)
        alive.append(around)
        around.resize(600, 700)
        around.show()
        around.activateWindow()
        qtbot.waitUntil(around.isActiveWindow)
        editor.setFocus()
        return editor

    return show_both


def show(pane, workspace, executive, current=1):
    rows = workspace.ask(agenda.items, executive.meeting)
    pane.show_items(executive.meeting, rows, executive.items[current])


def words(pane):
    return [pane.list.look.time_of(row).words for row in pane.items]


def spoken(pane, row):
    return pane.model.data(pane.model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)


def heights(pane):
    option = QStyleOptionViewItem()
    option.widget = pane.list
    rows = range(len(pane.items))
    return [pane.list.look.sizeHint(option, pane.model.index(row, 0)).height() for row in rows]


def test_done_current_and_coming_items_say_their_minutes(pane):
    assert words(pane)[:3] == ["15 of 20", "5 min left", "20 min"]
    assert pane.used.isVisible()


def test_the_foot_says_when_the_meeting_ends(pane):
    assert "Ends about 12:05" in pane.forecast.text()
    assert pane.forecast.accessibleName() == (
        "Ends about 12:05, 5 minutes over. Planned 09:30–12:00."
    )


def test_a_done_item_takes_one_line_and_the_current_one_more(pane):
    done, current, coming = heights(pane)[:3]
    assert done < coming < current


def test_a_screen_reader_hears_minutes_used_and_left(pane):
    assert ", 15 of 20 minutes used, SGa" in spoken(pane, 0)
    assert ", 5 min left, SGa" in spoken(pane, 1)
    assert ", 20 minutes, SGa" in spoken(pane, 2)


def test_an_item_left_for_the_next_is_ticked_by_the_clock(pane, workspace, executive):
    current = [pane.list.look._mark(row) for row in pane.items]
    workspace.keep(timing.take_up, executive.meeting, executive.items[2], at("10:04"))
    pane.now = lambda: at("10:05")
    show(pane, workspace, executive, 2)
    then = [pane.list.look._mark(row) for row in pane.items]
    assert current == [("check", "good"), *[None] * 7]
    assert then == [("check", "good"), ("check", "text3"), *[None] * 6]
    assert ", discussed, 19 of 20 minutes used" in spoken(pane, 1)
    assert pane.items[1].state is ItemState.OPEN


def test_the_clock_goes_on_at_the_next_full_minute(pane, qtbot):
    assert 0 < pane._minute.remainingTime() <= 30_000
    with qtbot.waitSignal(pane.clock_shown) as caught:
        pane.now = lambda: at("10:08")
        pane._minute.timeout.emit()
    assert caught.args[0].head == "10:08 · 8 min late"
    assert words(pane)[1] == "3 min over"
    pane.hide()
    assert not pane._minute.isActive()


def test_without_a_clock_only_what_was_planned_is_shown(pane):
    pane.show_clock(None)
    assert not pane.forecast.isVisible()
    assert not pane.used.isVisible()
    assert ", 20 minutes, SGa" in spoken(pane, 0)


def test_items_without_quorum_are_tagged_in_words(pane, executive):
    before = heights(pane)
    pane.show_not_quorate(executive.items[2:])
    assert "not quorate" in spoken(pane, 2)
    assert "not quorate" not in spoken(pane, 1)
    assert heights(pane)[2] >= before[2]
    pane.show_not_quorate(executive.items[2:], executive.items[2:3])
    assert "not quorate for part" in spoken(pane, 2)
    assert "not quorate for part" not in spoken(pane, 3)
    assert not pane.list.grab().isNull()


def test_the_second_line_has_presenter_purpose_state_and_order(pane, workspace, executive):
    workspace.do(agenda.set_purpose, executive.items[3], "decision")
    workspace.do(agenda.set_state, executive.items[3], ItemState.DEFERRED, "no report")
    row = workspace.ask(agenda.items, executive.meeting)[3]
    assert second_line(row, "Taken after item 7.") == (
        "SGa · decision · deferred – no report · taken after item 7"
    )


def test_an_item_taken_out_of_turn_says_after_which(pane, workspace, executive):
    for number, moment in ((6, "10:05"), (2, "10:10"), (3, "10:15"), (4, "10:20")):
        item = executive.items[number]
        workspace.keep(timing.take_up, executive.meeting, item, at(moment))
    pane.now = lambda: at("10:30")
    pane.read_clock()
    assert "taken after item 2" in spoken(pane, 6)
    assert "taken after" not in spoken(pane, 2)


def defer(qtbot, pane, row, reason):
    pane.list.setFocus()
    pane.list.select(pane.items[row].id)
    qtbot.keyClick(pane.list, KEY.Key_D)
    qtbot.keyClicks(pane.answer, reason)


def test_a_deferred_item_is_carried_to_the_next_meeting(qtbot, pane, bridge, workspace, executive):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    told = []
    bridge.told.connect(lambda text, undo: told.append((text, undo)))
    defer(qtbot, pane, 4, "report not ready")
    assert pane.carry.text() == "Carry it to 14 Apr 2026"
    qtbot.keyClick(pane.answer, KEY.Key_Return)
    here = workspace.ask(agenda.items, executive.meeting)[4]
    assert (here.state, here.state_note) == (ItemState.DEFERRED, "report not ready")
    carried = [row.carried_from_id for row in workspace.ask(spans.in_order, april)]
    assert here.id in carried
    assert told == [("Item 5 carried to 14 April 2026", True)]
    assert pane.list.hasFocus()


def test_a_deferred_item_may_stay_off_the_next_agenda(qtbot, pane, workspace, executive):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    defer(qtbot, pane, 4, "")
    qtbot.keyClick(pane.answer, KEY.Key_Return)
    assert pane.question.complaint == "Carrying an item over needs a reason."
    pane.carry.setChecked(False)
    qtbot.keyClick(pane.answer, KEY.Key_Return)
    assert workspace.ask(agenda.items, executive.meeting)[4].state is ItemState.DEFERRED
    assert len(workspace.ask(agenda.items, april)) == 6


def test_without_a_next_meeting_nothing_is_offered(qtbot, pane, workspace, executive):
    defer(qtbot, pane, 4, "no time")
    assert not pane.carry.isVisible()
    qtbot.keyClick(pane.answer, KEY.Key_Return)
    assert workspace.ask(agenda.items, executive.meeting)[4].state_note == "no time"


def test_the_answer_goes_to_the_item_that_was_asked_about(qtbot, pane, workspace, executive):
    defer(qtbot, pane, 4, "no time")
    pane.list.select(executive.items[6])
    qtbot.keyClick(pane.answer, KEY.Key_Return)
    states = [row.state for row in workspace.ask(agenda.items, executive.meeting)]
    assert (states[4], states[6]) == (ItemState.DEFERRED, ItemState.OPEN)


def test_papers_are_typed_one_a_line(qtbot, pane, workspace, executive):
    pane.list.select(executive.items[4])
    pane.do("papers")
    assert pane.papers.hasFocus()
    qtbot.keyClicks(pane.papers, "Paper 5.1 Neglect audit, v1.0")
    qtbot.keyClick(pane.papers, KEY.Key_Return)
    qtbot.keyClicks(pane.papers, "Plan")
    qtbot.keyClick(pane.papers, KEY.Key_Return, CTRL)
    row = workspace.ask(agenda.items, executive.meeting)[4]
    assert row.papers == ("Paper 5.1 Neglect audit, v1.0", "Plan")
    assert not pane.papers_field.isVisible()
    show(pane, workspace, executive)
    pane.do("papers")
    qtbot.keyClicks(pane.papers, "X")
    qtbot.keyClick(pane.papers, KEY.Key_Escape)
    assert workspace.ask(agenda.items, executive.meeting)[4].papers == row.papers


def test_papers_half_typed_are_kept_when_the_page_is_left(qtbot, pane, workspace, executive):
    pane.list.select(executive.items[4])
    pane.do("papers")
    qtbot.keyClicks(pane.papers, "Plan")
    pane.flush()
    assert workspace.ask(agenda.items, executive.meeting)[4].papers == ("Plan",)
    pane.do("minutes")
    pane.flush()
    assert pane.question.isVisible()


def test_a_purpose_is_chosen_from_the_menu(pane, workspace, executive):
    pane.list.select(executive.items[4])
    menu = pane.menu()
    purposes = next(one.menu() for one in menu.actions() if one.text() == "Purpose")
    next(one for one in purposes.actions() if one.text() == "Assurance").trigger()
    assert workspace.ask(agenda.items, executive.meeting)[4].purpose == "assurance"


def test_a_narrow_pane_leaves_out_words_before_it_cuts_them(pane, qapp):
    pane.resize(200, 660)
    qapp.processEvents()
    assert not pane.used.isVisible()
    assert pane.list.horizontalScrollBar().maximum() == 0


def test_everything_that_takes_the_focus_has_a_name(pane, assert_accessible):
    pane.do("papers")
    assert_accessible(pane)
    pane.do("defer")
    assert_accessible(pane)


def test_nothing_flashes_up_while_it_is_built(bridge, shown_alone):
    assert shown_alone(lambda: AgendaPane(bridge)) == []


def test_moving_an_item_in_the_meeting_keeps_its_number(qtbot, pane, bridge, workspace, executive):
    told = []
    bridge.told.connect(lambda text, undo: told.append((text, undo)))
    pane.list.setFocus()
    pane.list.select(executive.items[4])
    for key in (KEY.Key_Up, KEY.Key_Up, KEY.Key_Down, KEY.Key_Down):
        qtbot.keyClick(pane.list, key, Qt.KeyboardModifier.AltModifier)
    assert told == [
        ("Item 5 keeps its number: to be taken after item 3", True),
        ("Item 5 keeps its number: to be taken after item 2", True),
        ("Item 5 keeps its number: to be taken after item 3", True),
        ("Item 5 keeps its number: taken in its turn", True),
    ]
    assert [row.id for row in workspace.ask(agenda.items, executive.meeting)] == executive.items
    assert pane.list.current_id() == executive.items[4]


def test_a_done_item_still_says_that_it_was_taken_out_of_turn(pane, workspace, executive):
    workspace.do(agenda.set_state, executive.items[2], ItemState.DONE)
    show(pane, workspace, executive)
    plain = heights(pane)[2]
    workspace.do(agenda.move, executive.items[2], 2)
    pane.read_clock()
    assert pane.list.look.note_of(pane.items[2]) == "taken after item 5"
    assert heights(pane)[2] > plain


def test_a_carried_item_says_from_where(pane, workspace, executive):
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    workspace.do(beside.carry, executive.items[4], "no report")
    row = next(one for one in workspace.ask(agenda.items, april) if one.deferred_from)
    assert second_line(row).startswith("deferred from 10 Feb 2026, item 5 · SGa")


def test_a_click_leaves_the_typing_where_it_was(qtbot, pane, workspace, executive, shown_beside):
    editor = shown_beside(pane)
    here = pane.list.visualRect(pane.model.index(4, 0)).center()
    opened = []
    pane.chosen.connect(opened.append)
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=here)
    for made in (pane.up, pane.down):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert opened == [executive.items[4]]
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "drift")
    assert editor.text() == "drift"
    assert workspace.ask(agenda.items, executive.meeting)[4].state is ItemState.OPEN


def test_the_menu_ticks_what_is_restricted_and_hides_no_item(pane, qapp, workspace, executive):
    for is_restricted in (True, False):
        workspace.do(agenda.set_restricted, executive.items[4], restricted=is_restricted)
        show(pane, workspace, executive)
        pane.list.select(executive.items[4])
        found = next(one for one in pane.menu().actions() if one.text() == "Restricted")
        assert found.isChecked() is is_restricted
    pane.more.click()
    menu = qapp.activePopupWidget()
    edge = pane.list.viewport().rect().topRight()
    assert menu.x() >= pane.list.viewport().mapToGlobal(edge).x()
    menu.close()


def test_the_menu_shows_keys_only_while_they_hold(qtbot, pane, shown_beside):
    editor = shown_beside(pane)
    pane.list.select(pane.items[4].id)
    assert not [one.text() for one in pane.menu().actions() if "\t" in one.text()]
    pane.list.setFocus()
    assert "Deferred…\tD" in [one.text() for one in pane.menu().actions()]
    editor.setFocus()
    pane.do("defer")
    assert pane.answer.hasFocus()
    qtbot.keyClicks(pane.answer, "no report")
    qtbot.keyClick(pane.answer, KEY.Key_Return)
    assert editor.hasFocus()
    pane.do("rename")
    qtbot.keyClick(pane.list.focusWidget() or pane.list, KEY.Key_Escape)
    qtbot.waitUntil(editor.hasFocus)
