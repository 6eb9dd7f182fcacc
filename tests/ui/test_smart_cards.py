"""The cards of the two smart items: minutes of the last meeting, and matters arising."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QVBoxLayout, QWidget

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.services import (
    actions,
    agenda,
    agreed,
    approvals,
    attendance,
    groups,
    issuing,
    meetings,
    minutes,
    written_procedures,
)
from masa_desktop.ui.cells import CellRole
from masa_desktop.ui.last_minutes_card import PAUSE_MS, LastMinutesCard
from masa_desktop.ui.matters_card import MattersCard

BEFORE, DAY = date(2025, 12, 9), date(2026, 2, 10)


@pytest.fixture
def last(workspace, executive):
    """The meeting before, minuted, with an item of its own as item 5."""
    key = workspace.do(meetings.add, executive.group, BEFORE)
    workspace.do(agenda.add, key, "Returns")
    first = workspace.ask(agenda.items, key)[0].id
    workspace.do(minutes.add, first, EntryKind.NOTE, "All were welcomed.")
    return key


@pytest.fixture
def item5(workspace, last):
    return workspace.ask(agenda.items, last)[4].id


@pytest.fixture
def items(workspace, executive):
    """The items of the executive's meeting by kind; others by title."""
    return {row.kind or row.title: row for row in workspace.ask(agenda.items, executive.meeting)}


@pytest.fixture
def place(qtbot):
    """Puts a card where the page puts it: over an editor, in a pane of this size."""

    def put(card, width=760, height=560):
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        pane.resize(width, height)
        pane.show()
        qtbot.addWidget(pane)
        qtbot.waitExposed(pane)
        return pane

    return put


@pytest.fixture
def card(bridge, executive, last, items, place, qtbot):
    made = LastMinutesCard(bridge)
    made.pane = place(made)
    made.show_item(executive.meeting, items["minutes"])
    qtbot.wait(1)
    return made


@pytest.fixture
def matters_card(bridge, executive, items, place, qtbot):
    def make(width=760, height=560):
        made = MattersCard(bridge)
        made.pane = place(made, width, height)
        made.show_item(executive.meeting, items["matters_arising"])
        qtbot.wait(1)
        return made

    return make


def texts(workspace, meeting):
    return [row.text for row in workspace.ask(agreed.corrections, meeting)]


def notes(workspace, item):
    return [row.text for row in workspace.ask(minutes.of_item, item.id)]


def begin(card, text, qtbot):
    card.add.click()
    field = card.lines[-1].field
    qtbot.keyClicks(field, text)
    return field


def test_the_card_is_there_for_its_item_only(card, executive, items):
    assert card.isVisible()
    card.show_item(executive.meeting, items["matters_arising"])
    assert card.isHidden()


def test_nothing_flashes_and_everything_has_a_name(
    bridge, executive, last, items, place, shown_alone, assert_accessible, qtbot
):
    assert shown_alone(lambda: (LastMinutesCard(bridge), MattersCard(bridge))) == []
    made = LastMinutesCard(bridge)
    pane = place(made)
    made.show_item(executive.meeting, items["minutes"])
    made.add.click()
    qtbot.wait(1)
    assert_accessible(pane)


def test_without_corrections_it_is_one_line(card):
    assert not card.is_open
    assert (card.fold.text(), card.agree.text()) == ("Minutes of 9 December 2025", "Agreed")
    assert card.height() < 60


def test_agreed_by_one_key_and_taken_back_by_one_undo(card, workspace, last, items, bridge, qtbot):
    workspace.do(issuing.set_state, last, MinutesState.CIRCULATED, BEFORE)
    told = []
    bridge.told.connect(lambda text, undo: told.append((text, undo)))
    with qtbot.waitSignal(card.done):
        qtbot.keyClick(card.agree, Qt.Key.Key_Space)
    assert told == [("Minutes of 9 December 2025: agreed.", True)]
    assert workspace.ask(meetings.head, last).minutes_state == MinutesState.APPROVED
    assert notes(workspace, items["minutes"]) == ["The minutes of 9 December 2025 were AGREED."]
    assert (card.agree.isHidden(), card.pill.text) == (True, "Agreed")
    workspace.undo()
    assert (card.agree.isHidden(), card.pill.isHidden()) == (False, True)
    assert notes(workspace, items["minutes"]) == []


def test_corrections_are_committed_as_typing_pauses(card, workspace, last, qtbot):
    field = begin(card, "for a read b", qtbot)
    assert field.is_waiting
    qtbot.waitUntil(lambda: texts(workspace, last) == ["for a read b"], timeout=PAUSE_MS + 1500)
    assert card.agree.text() == "Agreed with 1 correction"
    assert len(card.lines) == 1
    qtbot.keyClicks(field, " and c")
    qtbot.waitUntil(lambda: not field.is_waiting, timeout=PAUSE_MS + 1500)
    assert texts(workspace, last) == ["for a read b and c"]


def test_enter_goes_to_the_next_correction_and_esc_to_the_minutes(card, workspace, last, qtbot):
    first = begin(card, "for a read b", qtbot)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert texts(workspace, last) == ["for a read b"]
    qtbot.keyClicks(card.lines[1].field, "for c read d")
    with qtbot.waitSignal(card.done):
        qtbot.keyClick(card.lines[1].field, Qt.Key.Key_Escape)
    card.flush()
    assert texts(workspace, last) == ["for a read b", "for c read d"]
    card.agree.click()
    assert workspace.ask(agreed.sentence, last).startswith("Agreed with 2 corrections")


def test_enter_in_a_blank_correction_goes_on_to_agreeing(card, workspace, last, qtbot):
    first = begin(card, "for a read b", qtbot)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert len(card.lines) == 2
    assert card.agree.text() == "Agreed with 1 correction"
    qtbot.keyClick(card.lines[1].field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(card.lines) == 1)
    assert card.agree.hasFocus()
    qtbot.keyClick(card.agree, Qt.Key.Key_Space)
    assert workspace.ask(agreed.sentence, last).startswith("Agreed with 1 correction")
    card.add.click()
    with qtbot.waitSignal(card.done):
        qtbot.keyClick(card.lines[-1].field, Qt.Key.Key_Return)
    assert texts(workspace, last) == ["for a read b"]


def test_a_correction_says_which_entry_has_its_words(card, workspace, qtbot):
    field = begin(card, "for welcomed read greeted", qtbot)
    card.flush()
    (one,) = card.lines
    said = "Corrects Item 1, Welcome, introductions and apologies: “All were welcomed.”"
    assert (one.corrects.isVisible(), one.corrects.text()) == (True, said)
    assert field.accessibleDescription() == said
    qtbot.keyClicks(field, " and more")
    field.setPlainText("for gathered read greeted")
    card.flush()
    assert one.corrects.text() == "No entry of those minutes says “gathered”."
    field.setPlainText("Owen was there")
    card.flush()
    assert not one.corrects.isVisible()


def test_a_misspelt_name_is_put_right_by_one_key(qtbot, card, workspace):
    card.add.click()
    (one,) = card.lines
    qtbot.keyClicks(one.field, "for Marchetti read Marketti")
    card.flush()
    assert one.put_right.text() == "Put “Helen Marketti” in the records"
    one.put_right.click()
    assert not one.put_right.isVisible()
    assert one.corrects.text() == "The name in the records was put right: Helen Marketti."
    workspace.undo()
    assert one.put_right.isVisible()


def test_a_name_put_right_goes_back_with_its_correction_and_it_is_said(qtbot, card, bridge):
    told = []
    bridge.told.connect(lambda text, _undo: told.append(text))
    begin(card, "for Marchetti read Marketti", qtbot)
    card.flush()
    card.lines[0].put_right.click()
    card.lines[0].field.setPlainText("for Marchetti read Markett")
    card.flush()
    again = "The name in the records is Helen Marchetti again."
    assert told.pop() == again
    assert card.lines[0].put_right.text() == "Put “Helen Markett” in the records"
    card.lines[0].put_right.click()
    card.lines[0].remove.click()
    assert told.pop() == f"Correction removed. {again}"


def test_a_letter_typed_on_the_link_begins_a_correction_with_it(card, workspace, last, qtbot):
    card.add.setFocus()
    qtbot.keyClick(card.add, Qt.Key.Key_F)
    (one,) = card.lines
    assert one.field.hasFocus()
    qtbot.keyClicks(one.field, "or a read b")
    card.flush()
    assert texts(workspace, last) == ["for a read b"]
    card.add.setFocus()
    qtbot.keyClick(card.add, Qt.Key.Key_Space)
    assert [each.field.words for each in card.lines] == ["for a read b", ""]


def test_a_letter_on_the_link_of_agreed_minutes_begins_nothing(card, workspace, executive, qtbot):
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, DAY)
    qtbot.keyClick(card.add, Qt.Key.Key_F)
    assert card.lines == []


def test_going_to_another_item_commits_first(card, workspace, executive, last, items, qtbot):
    begin(card, "for a read b", qtbot)
    card.show_item(executive.meeting, items["matters_arising"])
    assert texts(workspace, last) == ["for a read b"]
    card.show_item(executive.meeting, items["minutes"])
    assert [one.field.words for one in card.lines] == ["for a read b"]


def test_leaving_a_blank_field_makes_no_correction(card, workspace, last, qtbot):
    card.add.click()
    card.fold.setFocus()
    qtbot.waitUntil(lambda: card.lines == [])
    assert texts(workspace, last) == []


def test_a_correction_is_removed_and_undo_brings_it_back(card, workspace, last, qtbot):
    begin(card, "for a read b", qtbot)
    card.flush()
    card.lines[0].remove.click()
    assert texts(workspace, last) == []
    assert card.lines == []
    workspace.undo()
    assert [one.field.words for one in card.lines] == ["for a read b"]


def test_what_is_typed_stays_when_something_else_changes(card, workspace, executive, last, qtbot):
    item = card._item_id
    field = begin(card, "for a re", qtbot)
    workspace.do(approvals.correct, last, executive.meeting, item, "for x read y", on=DAY)
    assert field.words == "for a re"
    assert [one.field.words for one in card.lines] == ["for a re", "for x read y"]


def test_a_page_that_shows_the_item_again_at_each_change_makes_no_second_field(
    card, workspace, executive, last, items, bridge, qtbot
):
    bridge.changed.connect(lambda _: card.show_item(executive.meeting, items["minutes"]))
    begin(card, "for a read b", qtbot)
    card.flush()
    assert [one.field.words for one in card.lines] == ["for a read b"]
    assert texts(workspace, last) == ["for a read b"]


def test_text_that_was_refused_stays_in_its_field(card, workspace, executive, last, qtbot):
    field = begin(card, "for a read b", qtbot)
    workspace.do(meetings.set_details, last, on=date(2026, 5, 1), starts_at=None, ends_at=None,
                 venue="")  # fmt: skip
    with pytest.raises(UserError, match="at a later meeting"):
        card._commit(next(one for one in card.lines if one.field is field))
    assert field.words == "for a read b"
    assert field.is_waiting
    field.clear()


def test_agreed_minutes_are_only_read(card, workspace, executive, last, bridge):
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, DAY)
    card.reload()
    said = []
    bridge.announced.connect(lambda text, _: said.append(text))
    card.agree.click()
    card.add.click()
    assert said == [card.warning.text()] * 2
    assert workspace.ask(meetings.head, last).minutes_state == MinutesState.DRAFT


def test_several_minutes_are_chosen_from(card, workspace, executive, qtbot):
    other = workspace.do(groups.add_group, "Westshire Executive")
    joint = workspace.do(
        groups.add_group, "Joint group", parent_ids=[executive.group, other], is_joint=True
    )
    meeting = workspace.do(meetings.add, joint, date(2025, 11, 18))
    first = workspace.ask(agenda.items, meeting)[0].id
    workspace.do(minutes.add, first, EntryKind.NOTE, "Hello.")
    card.reload()
    assert card.chooser.count() == 2
    qtbot.keyClick(card.chooser, Qt.Key.Key_Down)
    card.chooser.activated.emit(card.chooser.currentIndex())
    card.agree.click()
    assert card.fold.text() == "Minutes of Joint group, 18 November 2025"
    assert card.warning.text() == "Still to be agreed by Westshire Executive."
    assert workspace.ask(meetings.head, meeting).minutes_state == MinutesState.DRAFT


def test_with_nothing_to_agree_it_says_so(bridge, executive, items, place, qtbot):
    made = LastMinutesCard(bridge)
    made.pane = place(made)
    made.show_item(executive.meeting, items["minutes"])
    qtbot.wait(1)
    assert made.fold.text() == "No minutes wait to be agreed"
    assert made.fold.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize(("width", "height"), [(760, 560), (620, 560), (620, 900)])
def test_cards_take_a_third_at_most(
    bridge, card, workspace, executive, last, items, item5, matters_card, width, height, qtbot
):
    for number in range(12):
        words = f"Correction {number} " + "with many words " * 12
        workspace.do(approvals.correct, last, executive.meeting, items["minutes"].id, words, on=DAY)
        workspace.do(minutes.add, item5, EntryKind.ACTION, words)
    card.pane.resize(width, height)
    other = matters_card(width, height)
    qtbot.wait(5)
    for made in (card, other):
        made.fit()
        qtbot.wait(1)
        assert made.is_open
        assert made.height() <= height * 0.36


def test_matters_arising_may_take_more_while_little_is_minuted(
    matters_card, workspace, item5, qtbot
):
    for number in range(12):
        workspace.do(minutes.add, item5, EntryKind.ACTION, f"Chase {number}.")
    made = matters_card(760, 640)
    third = made.height()
    made.below = QTextEdit()
    made.pane.layout().addWidget(made.below, 1)
    made.fit()
    qtbot.waitUntil(lambda: made.height() > third * 1.4)
    assert made.height() <= 640 * 0.6
    made.below.setPlainText("A line.\n" * 20)
    made.fit()
    qtbot.waitUntil(lambda: made.height() == third)


def test_a_card_folds_by_key_and_stays_folded(card, qtbot):
    begin(card, "for a read b", qtbot)
    card.flush()
    qtbot.wait(1)
    assert card.is_open
    qtbot.keyClick(card.fold, Qt.Key.Key_Space)
    assert not card.is_open
    card.reload()
    assert not card.body.isVisible()


def waiting_decision(workspace, item):
    workspace.do(minutes.add, item, EntryKind.DECISION, "To write to three agencies.")
    row = workspace.ask(minutes.of_item, item)[-1]
    workspace.do(minutes.set_decision_status, row.id, DecisionStatus.TO_BE_RATIFIED)
    return row.record_id


def test_matters_say_what_arises(matters_card, workspace, item5, assert_accessible):
    workspace.do(minutes.add, item5, EntryKind.ACTION, "Chase.")
    waiting_decision(workspace, item5)
    workspace.do(agenda.set_state, item5, ItemState.DEFERRED, "No paper")
    made = matters_card()
    assert made.summary.text() == "1 to ratify, 1 deferred, 1 open"
    assert made.summary.toolTip() == "1 decision to ratify, 1 deferred item, 1 open action"
    spoken = made.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("EXEC-2025-D001, to be ratified, To write to three agencies.")
    assert_accessible(made.pane)


def test_where_it_is_narrow_the_date_stands_under_the_matter(matters_card, workspace, item5, qtbot):
    key = workspace.do(minutes.add, item5, EntryKind.ACTION, "Chase.")
    (row,) = [row for row in workspace.ask(minutes.of_item, item5) if row.id == key]
    workspace.do(actions.set_due, row.record_id, DueKind.DATED, date(2026, 1, 29), today=BEFORE)
    made = matters_card(width=480)
    qtbot.waitUntil(lambda: made.table.isColumnHidden(2))
    assert made.model.index(0, 1).data(CellRole).second.startswith("12 days late · ")
    made.pane.resize(760, 560)
    qtbot.waitUntil(lambda: not made.table.isColumnHidden(2))
    assert "late" not in made.model.index(0, 1).data(CellRole).second


def test_with_large_text_the_tools_are_not_cut(card, look, qapp, qtbot):
    look.apply(qapp, "light", 30)
    card.agree.click()
    card.pane.resize(500, 640)
    qtbot.waitUntil(lambda: card._is_narrow)
    qtbot.wait(5)
    if not card.is_open:
        card.fold.click()
    qtbot.wait(5)
    assert card.pill.isVisible()
    assert card.tools.height() >= card.tools.sizeHint().height()


def test_typing_under_matters_arising_asks_nothing_until_the_item_is_shown_again(
    matters_card, workspace, executive, items, item5
):
    workspace.do(minutes.add, item5, EntryKind.ACTION, "Chase.")
    made = matters_card()
    workspace.do(minutes.add, items["matters_arising"].id, EntryKind.NOTE, "Nine were reviewed.")
    assert made._is_stale
    made.show_item(executive.meeting, items["matters_arising"])
    assert not made._is_stale


def test_enter_begins_a_line_on_the_matter(matters_card, workspace, item5, qtbot):
    workspace.do(minutes.add, item5, EntryKind.ACTION, "Chase.")
    made = matters_card()
    with qtbot.waitSignal(made.minuted) as told:
        qtbot.keyClick(made.table, Qt.Key.Key_Return)
    assert told.args == ["note", "EXEC-2025-001: "]


def test_r_ratifies_in_one_step_with_a_way_back(
    matters_card, workspace, executive, item5, items, bridge, qtbot
):
    waiting_decision(workspace, item5)
    workspace.do(attendance.all_present, executive.meeting)
    made = matters_card()
    told = []
    bridge.told.connect(lambda text, undo: told.append((text, undo)))
    qtbot.keyClick(made.table, Qt.Key.Key_R)
    words = "Decision EXEC-2025-D001 (9 December 2025, item 5) was RATIFIED."
    assert told == [(words, True)]
    assert notes(workspace, items["matters_arising"]) == [words]
    assert made.rows == ()
    workspace.undo()
    assert len(made.rows) == 1
    assert notes(workspace, items["matters_arising"]) == []


def test_a_sentence_that_begins_with_r_ratifies_nothing(
    matters_card, workspace, executive, item5, items, bridge, qtbot
):
    waiting_decision(workspace, item5)
    workspace.do(attendance.all_present, executive.meeting)
    made = matters_card()
    made.pane.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    told = []
    bridge.told.connect(lambda text, undo: told.append(text))
    for at, letter in ((5000, "r"), (5200, "e"), (5700, "n"), (5800, "r")):
        key = Qt.Key(ord(letter.upper()))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        event.setTimestamp(at)
        QApplication.sendEvent(QApplication.focusWidget(), event)
    assert made.table.hasFocus()
    assert len(made.rows) == 1
    assert notes(workspace, items["matters_arising"]) == []
    assert [one[:14] for one in told] == ["Decision EXEC-", "Letters answer"]


def test_a_second_enter_on_ratified_settles_nothing_unseen(
    matters_card, workspace, executive, item5, qtbot
):
    waiting_decision(workspace, item5)
    waiting_decision(workspace, item5)
    for row in workspace.ask(minutes.of_item, item5):
        workspace.do(minutes.set_decision_status, row.id, DecisionStatus.TO_BE_RATIFIED)
    workspace.do(attendance.all_present, executive.meeting)
    made = matters_card()
    made.ratify.setFocus()
    qtbot.keyClick(made.ratify, Qt.Key.Key_Space)
    assert len(made.rows) == 1
    assert made.table.hasFocus()
    workspace.undo()
    assert len(made.rows) == 2
    assert made.table.hasFocus()


def test_a_meeting_that_cannot_ratify_says_so_at_its_foot(
    matters_card, workspace, item5, bridge, qtbot
):
    waiting_decision(workspace, item5)
    made = matters_card()
    told = []
    bridge.told.connect(lambda text, undo: told.append((text, undo)))
    qtbot.keyClick(made.table, Qt.Key.Key_N)
    ((said, undo),) = told
    assert said.endswith("Take the roll-call, then ratify.")
    assert (undo, len(made.rows)) == (False, 1)


def test_n_records_that_it_was_not_ratified(
    matters_card, workspace, executive, item5, items, qtbot
):
    waiting_decision(workspace, item5)
    workspace.do(attendance.all_present, executive.meeting)
    made = matters_card()
    qtbot.keyClick(made.table, Qt.Key.Key_N)
    (said,) = notes(workspace, items["matters_arising"])
    assert said.endswith("was NOT RATIFIED.")


def test_r_on_an_action_does_nothing(matters_card, workspace, item5, qtbot):
    workspace.do(minutes.add, item5, EntryKind.ACTION, "Chase.")
    made = matters_card()
    qtbot.keyClick(made.table, Qt.Key.Key_R)
    assert len(made.rows) == 1
    assert made.ratify.isHidden()


def test_the_list_follows_the_records(matters_card, workspace, item5):
    made = matters_card()
    assert made.fold.text() == "Nothing arises from earlier meetings"
    workspace.do(minutes.add, item5, EntryKind.ACTION, "Chase.")
    assert [row.ref for row in made.rows] == ["EXEC-2025-001"]


def test_what_was_decided_or_is_asked_between_meetings_is_counted_apart(
    workspace, executive, bridge, items, place
):
    before = date(2026, 1, 12)
    asked = [
        workspace.do(written_procedures.ask, executive.group, words, before)
        for words in ("A joint response.", "A second day.")
    ]
    workspace.do(written_procedures.decide, asked[0], before, status=DecisionStatus.AGREED)
    card = MattersCard(bridge)
    pane = place(card)
    card.show_item(executive.meeting, items["matters_arising"])
    assert pane.isVisible()
    assert card.summary.text() == "1 decided between meetings, 1 asked in writing"
    assert [card.model.index(row, 0).data() for row in range(2)] == [
        "EXEC-2026-D001",
        "Being asked in writing",
    ]
    told = []
    card.minuted.connect(lambda kind, words: told.append((kind, words)))
    card.table.chosen.emit(card.rows[0].id)
    begins = "Decision EXEC-2026-D001 (written procedure, 12 January 2026) was NOTED."
    assert told == [("note", begins)]
