"""Going through the open actions of earlier meetings by keyboard, under matters arising."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.services import action_review, actions, agenda, issuing, meetings, minutes
from masa_desktop.ui.action_bar import ActionBar
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.matters_card import MattersCard
from masa_desktop.ui.minutes_pane import MinutesPane

BEFORE, DAY = date(2025, 12, 9), date(2026, 2, 10)


@pytest.fixture
def last(workspace, executive):
    """The meeting before, which raised three actions under its item 5."""
    key = workspace.do(meetings.add, executive.group, BEFORE)
    workspace.do(agenda.add, key, "Returns")
    item = workspace.ask(agenda.items, key)[4].id
    for number, text in enumerate(("Chase the returns.", "Book the room.", "Write to two.")):
        workspace.do(minutes.add, item, EntryKind.ACTION, text)
        row = workspace.ask(minutes.of_item, item)[-1]
        due = date(2026, 1, 26 + number)
        workspace.do(actions.set_due, row.record_id, DueKind.DATED, due, today=BEFORE)
    return key


@pytest.fixture
def item(workspace, executive):
    items = workspace.ask(agenda.items, executive.meeting)
    return next(row for row in items if row.kind == "matters_arising")


@pytest.fixture
def card(bridge, executive, last, item, qtbot):
    made = MattersCard(bridge)
    made.pane = QWidget()
    column = QVBoxLayout(made.pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    column.addStretch(1)
    made.pane.resize(760, 560)
    made.pane.show()
    qtbot.addWidget(made.pane)
    qtbot.waitExposed(made.pane)
    made.show_item(executive.meeting, item)
    made.pane.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    return made


@pytest.fixture
def press(qtbot):
    """Keys to whatever has the focus, as at a desk."""

    def keys(*said):
        for one in said:
            if isinstance(one, str):
                qtbot.keyClicks(QApplication.focusWidget(), one)
            else:
                qtbot.keyClick(QApplication.focusWidget(), one)

    return keys


ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def lines(workspace, item):
    return [row.text for row in workspace.ask(minutes.of_item, item.id)]


def when(card):
    return [row.urgency for row in card.rows]


def test_three_actions_are_gone_through_by_keyboard_alone(card, workspace, item, press, bridge):
    told = []
    bridge.told.connect(lambda text, undo: told.append((text, undo)))
    press("r", "13 mar", ENTER, "new contact", ENTER)
    assert when(card)[0] == "now due 13 Mar"
    press("c", "nine plans of 12 are reviewed", ENTER)
    press("u", "half of them are out", ENTER)
    assert when(card) == ["now due 13 Mar", "closed with evidence", "updated, 13 days late"]
    assert lines(workspace, item) == [
        "EXEC-2025-001 is now due on 13 March 2026, moved from 26 January 2026: new contact.",
        "EXEC-2025-002 was closed with evidence: nine plans of 12 are reviewed.",
        "EXEC-2025-003: half of them are out.",
    ]
    assert told == [(line, True) for line in lines(workspace, item)]
    assert card.summary.text() == "2 open actions, 1 late, 3 answered here"
    assert card.table.hasFocus()


def test_each_is_taken_back_by_one_step(card, workspace, item, press):
    press("w", "overtaken", ENTER)
    assert when(card)[0] == "closed without evidence"
    workspace.undo()
    assert when(card)[0] == "15 days late"
    assert lines(workspace, item) == []


def test_the_next_action_nothing_was_said_of_is_selected(card, press):
    first, second, third = (row.id for row in card.rows)
    card.table.select(second)
    press("d", ENTER)
    assert card.table.current_id() == third
    press("d", ENTER)
    assert card.table.current_id() == first
    press("d", ENTER)
    assert when(card) == ["evidence awaited"] * 3


def test_what_is_missing_is_said_at_its_field(card, workspace, item, press):
    bar = card.update_bar
    press("c", ENTER)
    assert bar.words_field.complaint == "Closing with evidence needs the evidence."
    press("x")
    assert not bar.words_field.is_wrong
    press(ESCAPE, "r", ENTER)
    assert bar.due_field.complaint == "Type the date it is now due."
    press("whenever", ENTER)
    assert bar.due_field.complaint == "That could not be read as a date."
    bar.due.clear()
    press("26 jan 2026", ENTER, ENTER)
    assert bar.due_field.complaint == "That is the date it already has."
    bar.words.clear()
    bar.due.setText("13 mar")
    press(ENTER, ENTER)
    assert bar.words_field.complaint == "A date once agreed moves only with a reason."
    assert lines(workspace, item) == []


def test_a_weekend_offers_the_working_day_before(card, workspace, item, press):
    press("r", "14 mar")
    assert card.update_bar.offer.said.text() == "Saturday 14 March 2026: not a working day"
    press(ENTER)
    assert card.update_bar.offer.instead.hasFocus()
    press(Qt.Key.Key_Space)
    assert card.update_bar.words.hasFocus()
    press("leave", ENTER)
    assert "due on 13 March 2026" in lines(workspace, item)[0]


def test_the_weekend_stays_if_it_was_meant(card, workspace, item, press):
    press("r", "14 mar", ENTER, Qt.Key.Key_Tab)
    card.update_bar.words.setFocus()
    press("leave", ENTER)
    assert "due on 14 March 2026" in lines(workspace, item)[0]


def test_what_was_begun_for_an_action_is_there_again(card, workspace, item, press):
    press("u", "half a sent", ESCAPE)
    assert card.table.hasFocus()
    assert not card.update_bar.isVisible()
    press(Qt.Key.Key_Down, "u")
    assert card.update_bar.words.text() == ""
    press(ESCAPE, Qt.Key.Key_Up, "c")
    assert card.update_bar.words.text() == "half a sent"
    assert lines(workspace, item) == []


def test_another_action_chosen_shuts_the_fields(card, press):
    press("u", "half")
    card.table.select(card.rows[1].id)
    assert card.update_bar.action_id == ""


def test_the_outcome_can_be_chosen_by_mouse(card, workspace, item, qtbot, press):
    card.answer.click()
    bar = card.update_bar
    assert bar.words.hasFocus()
    assert not bar.due_field.isVisible()
    bar.outcome.setCurrentIndex(1)
    bar.outcome.activated.emit(1)
    assert bar.due_field.isVisible()
    bar.due.setText("+5wd")
    bar.words.setText("leave")
    bar.record.click()
    assert "due on 17 February 2026" in lines(workspace, item)[0]


def test_nothing_opens_once_the_minutes_are_agreed(card, workspace, executive, press):
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, DAY)
    press("u")
    assert card.update_bar.action_id == ""
    assert card.table.hasFocus()


def test_the_fields_have_names_and_the_chosen_action_stays_in_view(
    card, press, qtbot, assert_accessible
):
    card.table.select(card.rows[2].id)
    card.pane.resize(620, 560)
    press("w", ENTER)
    bar = card.update_bar
    assert bar.words.accessibleName() == "Why it is closed without evidence, EXEC-2025-003"
    assert_accessible(card.pane)

    def stands_over_the_fields():
        shown = card.table.visualRect(card.table.currentIndex())
        is_whole = bar.height() >= bar.heightForWidth(bar.width())
        return is_whole and card.table.viewport().rect().contains(shown.center())

    qtbot.waitUntil(stands_over_the_fields)


def test_with_large_text_in_a_narrow_window_no_field_is_cut(card, press, look, qapp, qtbot):
    look.apply(qapp, "light", 30)
    card.pane.resize(1000, 480)
    if not card.is_open:
        card.fold.click()
    card.table.setFocus()
    press("r", "14 mar")
    bar = card.update_bar

    def fits():
        inside = bar.parentWidget().rect()
        return bar.height() >= bar.heightForWidth(bar.width()) and inside.contains(bar.geometry())

    qtbot.waitUntil(fits)


def begun(workspace, meeting, action):
    return workspace.ask(action_review.begun, meeting, action).words


def test_what_is_typed_is_on_disk_after_a_pause_and_gone_once_recorded(
    card, workspace, executive, press, qtbot
):
    action = card.rows[0].id
    press("u", "half a sent")
    qtbot.waitUntil(lambda: begun(workspace, executive.meeting, action) == "half a sent")
    press(ENTER)
    assert begun(workspace, executive.meeting, action) == ""


def test_what_is_cleared_is_gone_from_disk(card, workspace, executive, press):
    action = card.rows[0].id
    press("u", "half a sent", ESCAPE)
    assert begun(workspace, executive.meeting, action) == "half a sent"
    press("u")
    card.update_bar.words.clear()
    press(ESCAPE)
    assert begun(workspace, executive.meeting, action) == ""


def test_what_was_begun_belongs_to_its_meeting_and_outlives_the_window(
    card, bridge, workspace, executive, item, press, qtbot
):
    press("u", "half a sent", ESCAPE)
    after = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    there = next(row for row in workspace.ask(agenda.items, after) if row.kind == item.kind)
    card.show_item(after, there)
    card.table.setFocus()
    press("u")
    assert card.update_bar.words.text() == ""
    fresh = MattersCard(bridge)
    qtbot.addWidget(fresh)
    fresh.show_item(executive.meeting, item)
    fresh.table.select(fresh.rows[0].id)
    fresh.answer.click()
    assert fresh.update_bar.words.text() == "half a sent"


def test_days_count_from_the_meeting_not_from_the_day_it_is_typed_up(
    workspace, executive, last, item, qtbot
):
    later = Bridge(workspace, today=lambda: date(2026, 2, 20))
    card = MattersCard(later)
    qtbot.addWidget(card)
    card.show_item(executive.meeting, item)
    card.answer.click()
    card.update_bar.due.setText("+5wd")
    card.update_bar.outcome.setCurrentIndex(1)
    card.update_bar.words.setText("leave")
    card.update_bar.record.click()
    assert "due on 17 February 2026" in lines(workspace, item)[0]
    entry = workspace.do(minutes.add, executive.items[0], EntryKind.ACTION, "Book it.")
    bar = ActionBar(later, lambda: entry)
    qtbot.addWidget(bar)
    bar.show_for(executive.meeting, entry)
    bar.due.setText("+5wd")
    assert bar.commit()
    assert bar.due.text() == "17 Feb 2026"


def test_no_count_of_the_heading_is_cut(card, press, qtbot):
    press("w", "overtaken", ENTER)
    assert card.summary.text() == "2 open actions, 2 late, 1 answered here"
    for wide in (560, 480, 400):
        card.pane.resize(wide, 560)
        qtbot.waitUntil(lambda: card.summary.whole <= card.summary.width())
    card.pane.resize(560, 560)
    qtbot.waitUntil(lambda: card.summary.text() == "2 open, 2 late, 1 answered")
    assert card.summary.toolTip() == "2 open actions, 2 late, 1 answered here"
    card.pane.resize(760, 560)
    qtbot.waitUntil(lambda: "answered here" in card.summary.text())


def test_the_line_just_recorded_is_seen(bridge, workspace, executive, last, item, qtbot, press):
    for number in range(40):
        workspace.do(minutes.add, item.id, EntryKind.NOTE, f"Line {number}.")
    pane = MinutesPane(bridge)
    qtbot.addWidget(pane)
    pane.resize(760, 640)
    pane.show()
    qtbot.waitExposed(pane)
    pane.show_item(executive.meeting, item)
    pane.activateWindow()
    bar = pane.editor.verticalScrollBar()
    bar.setValue(0)
    qtbot.waitUntil(pane.matters.table.isVisible)
    pane.matters.table.setFocus()
    qtbot.waitUntil(pane.matters.table.hasFocus)
    press("d", ENTER)
    qtbot.waitUntil(lambda: 0 < bar.value() == bar.maximum())
    assert pane.matters.table.hasFocus()


class Typist:
    """Types keys each so many milliseconds after the one before, without waiting for them."""

    def __init__(self):
        self.now = 1000

    def __call__(self, text, apart=100, before=1000):
        self.now += before - apart
        for each in text:
            self.now += apart
            key = Qt.Key(ord(each.upper()))
            shift = Qt.KeyboardModifier.ShiftModifier if each.isupper() else NO
            made = QKeyEvent(QEvent.Type.KeyPress, key, shift, each)
            made.setTimestamp(self.now)
            QApplication.sendEvent(QApplication.focusWidget(), made)


NO = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize("said", ["SGe called them", "it is met."])
def test_a_sentence_typed_into_the_list_answers_nothing_and_enter_minutes_it(
    card, workspace, item, press, bridge, said
):
    told, begun_as = [], []
    bridge.told.connect(lambda text, undo: told.append(text))
    card.minuted.connect(lambda kind, text: begun_as.append(text))
    Typist()(said)
    assert not card.update_bar.isVisible()
    assert card.table.hasFocus()
    assert lines(workspace, item) == []
    assert [one.startswith("Letters answer this list") for one in told] == [True]
    press(ENTER)
    assert begun_as == [f"EXEC-2025-001: {said}"]


def test_a_key_answers_again_after_a_pause_and_words_may_follow_it_at_once(card, executive):
    types = Typist()
    types("is ", before=900)
    types("uhalf", apart=60, before=700)
    assert (card.update_bar.isVisible(), card.update_bar.words.text()) == (True, "half")
