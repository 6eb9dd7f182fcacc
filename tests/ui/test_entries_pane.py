"""Writing minutes: nothing typed is lost, kinds are picked by keys, particulars are understood."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.decisions import DecisionVerb
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import agenda, groups, meeting_view, meetings, minutes, people
from masa_desktop.ui.entries_pane import EntriesPane
from masa_desktop.ui.entry_blocks import NEVER, spoken

KEY = Qt.Key
LONG = "minuted " * 6_250


@pytest.fixture
def meeting(workspace):
    partnership = workspace.do(groups.add_partnership, "Riverside Partnership", "RSCP")
    group = workspace.do(
        groups.add_group, "RSCP Executive", partnership_ids=[partnership], code="EXEC"
    )
    icb = workspace.do(groups.add_agency, "Riverside ICB", "ICB")
    for title, name in (("Chief nurse", "Anjali Deshmukh"), ("Designated nurse", "Sarah Gellert")):
        seat = workspace.do(groups.add_seat, group, title, agency_id=icb)
        workspace.do(people.fill_seat, seat, name, date(2025, 1, 1))
    workspace.do(meetings.add, group, date(2026, 4, 14))
    return workspace.do(meetings.add, group, date(2026, 2, 10), starts_at=time(9, 30))


@pytest.fixture
def items(workspace, meeting):
    return workspace.ask(agenda.items, meeting)


@pytest.fixture
def pane(qtbot, bridge, meeting, items):
    made = EntriesPane(bridge)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show_item(meeting, items[0])
    made.show()
    qtbot.waitActive(made)
    made.box.text.setFocus()
    return made


def entries(workspace, item):
    return workspace.ask(minutes.of_item, item.id)


def texts(workspace, item):
    return [row.text for row in entries(workspace, item)]


def write(qtbot, pane, text):
    qtbot.keyClicks(pane.box.text, text)
    qtbot.keyClick(pane.box.text, KEY.Key_Return)


def test_enter_minutes_the_text_and_empties_the_box(qtbot, pane, workspace, items):
    write(qtbot, pane, "Apologies were noted.")
    assert texts(workspace, items[0]) == ["Apologies were noted."]
    assert pane.box.text.toPlainText() == ""
    assert pane.model.rows[0].text == "Apologies were noted."


def test_what_is_typed_is_on_disk_within_two_seconds_of_a_pause(qtbot, pane, workspace, items):
    qtbot.keyClicks(pane.box.text, "Half a sen")
    qtbot.waitUntil(lambda: texts(workspace, items[0]) == ["Half a sen"], timeout=2_000)
    qtbot.keyClicks(pane.box.text, "tence")
    qtbot.waitUntil(lambda: texts(workspace, items[0]) == ["Half a sentence"], timeout=2_000)
    assert pane.box.text.toPlainText() == "Half a sentence"


def test_losing_the_focus_commits_at_once(qtbot, pane, workspace, items):
    qtbot.keyClicks(pane.box.text, "Before the click")
    pane.list.setFocus()
    assert texts(workspace, items[0]) == ["Before the click"]


def test_the_saved_time_is_that_of_the_commit(qtbot, pane, workspace):
    qtbot.keyClicks(pane.box.text, "A")
    assert pane.saved.text() == "Not saved yet"
    pane.flush()
    assert pane.saved.text() == f"Saved {workspace.saved_at.astimezone():%H:%M:%S}"


def test_going_to_another_item_keeps_the_text_under_the_one_before(
    qtbot, pane, workspace, meeting, items
):
    qtbot.keyClicks(pane.box.text, "Said under the first")
    pane.box.leave()
    pane.show_item(meeting, items[1])
    assert texts(workspace, items[0]) == ["Said under the first"]
    assert pane.box.text.toPlainText() == ""


def test_a_refused_write_leaves_the_text_in_the_box(pane, workspace, items):
    pane.box.item_id = "no such item"
    pane.box.text.setPlainText("Keep me")
    with pytest.raises(Exception, match="No row"):
        pane.flush()
    assert pane.box.text.toPlainText() == "Keep me"
    assert pane.box.is_waiting
    pane.box.item_id = items[0].id
    pane.flush()
    assert texts(workspace, items[0]) == ["Keep me"]


def test_a_paragraph_of_fifty_thousand_letters_is_kept(qtbot, pane, workspace, items):
    pane.box.text.setPlainText(LONG)
    qtbot.keyClick(pane.box.text, KEY.Key_Return)
    assert texts(workspace, items[0]) == [LONG.strip()]
    assert len(LONG) == 50_000


def test_shift_enter_makes_a_new_line_within_the_entry(qtbot, pane, workspace, items):
    qtbot.keyClicks(pane.box.text, "One")
    qtbot.keyClick(pane.box.text, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write(qtbot, pane, "Two")
    assert texts(workspace, items[0]) == ["One\nTwo"]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("/a Send it", EntryKind.ACTION, "Send it"),
        ("/D Agreed", EntryKind.DECISION, "Agreed"),
        ("/c How do we know", EntryKind.CHALLENGE, "How do we know"),
        ("/p Check", EntryKind.PRIVATE, "Check"),
        ("/n Plain", EntryKind.NOTE, "Plain"),
        ("/x Plain", EntryKind.NOTE, "/x Plain"),
        ("and/or a b", EntryKind.NOTE, "and/or a b"),
        ("//a b", EntryKind.NOTE, "/a b"),
    ],
)
def test_a_slash_at_the_start_picks_the_kind(qtbot, pane, workspace, items, typed, kind, text):
    write(qtbot, pane, typed)
    found = entries(workspace, items[0])[0]
    assert (found.kind, found.text) == (kind, text)


def test_a_kind_picked_by_slash_holds_for_one_entry_only(qtbot, pane, workspace, items):
    write(qtbot, pane, "/p Mine")
    write(qtbot, pane, "Theirs")
    assert [row.kind for row in entries(workspace, items[0])] == [
        EntryKind.PRIVATE,
        EntryKind.NOTE,
    ]


def test_half_a_slash_is_not_minuted_while_it_is_typed(qtbot, pane, workspace, items):
    qtbot.keyClicks(pane.box.text, "/p")
    pane.flush()
    assert entries(workspace, items[0]) == []


def test_f2_takes_an_entry_into_the_box_and_changes_it(qtbot, pane, workspace, items):
    write(qtbot, pane, "Frist")
    pane.list.setFocus()
    pane.list.select(pane.model.rows[0].id)
    qtbot.keyClick(pane.list, KEY.Key_F2)
    assert pane.box.text.toPlainText() == "Frist"
    pane.box.text.selectAll()
    write(qtbot, pane, "First")
    assert texts(workspace, items[0]) == ["First"]


def test_delete_removes_an_entry_and_undo_brings_it_back(qtbot, pane, workspace, items):
    write(qtbot, pane, "Going")
    pane.list.setFocus()
    pane.list.select(pane.model.rows[0].id)
    qtbot.keyClick(pane.list, KEY.Key_Delete)
    assert texts(workspace, items[0]) == []
    workspace.undo()
    assert [row.text for row in pane.model.rows] == ["Going"]


def test_a_removed_jotting_can_be_put_back(qtbot, pane, workspace, items):
    write(qtbot, pane, "/p Only mine")
    pane.remove(pane.model.rows[0].id)
    assert pane.gone.isVisible()
    qtbot.mouseClick(pane.put_back, Qt.MouseButton.LeftButton)
    assert texts(workspace, items[0]) == ["Only mine"]


def test_the_selected_entry_becomes_an_action(qtbot, pane, workspace, items):
    write(qtbot, pane, "Write to schools")
    pane.list.setFocus()
    pane.list.select(pane.model.rows[0].id)
    pane.turn_into(EntryKind.ACTION)
    assert entries(workspace, items[0])[0].kind is EntryKind.ACTION


def test_the_kind_can_change_while_the_entry_is_typed(qtbot, pane, workspace, items):
    qtbot.keyClicks(pane.box.text, "It was agreed")
    pane.flush()
    pane.box.choose(EntryKind.DECISION)
    assert entries(workspace, items[0])[0].kind is EntryKind.DECISION
    assert pane.box.text.toPlainText() == "It was agreed"


def test_an_action_takes_owners_and_the_next_meeting(qtbot, pane, workspace, items):
    bar = pane.box.action
    qtbot.keyClicks(pane.box.text, "/a Send the audit")
    qtbot.keyClick(pane.box.text, KEY.Key_Tab)
    bar.owners.setText("SG + ICB")
    qtbot.keyClick(bar.owners, KEY.Key_Return)
    assert bar.due.hasFocus()
    qtbot.keyClicks(bar.due, "next")
    qtbot.keyClick(bar.due, KEY.Key_Return)
    row = entries(workspace, items[0])[0]
    assert (row.text, row.owners) == ("Send the audit", ("SG", "ICB"))
    assert row.due == "next meeting, 14 Apr 2026"
    assert pane.box.text.hasFocus()
    assert pane.box.text.toPlainText() == ""


def test_an_owner_who_is_not_known_stays_in_the_field_with_the_reason(qtbot, pane, workspace):
    bar = pane.box.action
    qtbot.keyClicks(pane.box.text, "/a Send the audit")
    bar.owners.setFocus()
    bar.owners.setText("XY")
    qtbot.keyClick(bar.owners, KEY.Key_Return)
    assert bar.owners_field.complaint == "Nobody at this meeting is called “XY”."
    assert bar.owners.text() == "XY"


def test_a_saturday_is_said_and_the_friday_offered(qtbot, pane, workspace):
    bar = pane.box.action
    qtbot.keyClicks(pane.box.text, "/a Send the audit")
    bar.due.setFocus()
    qtbot.keyClicks(bar.due, "14 Mar")
    assert bar.said.text() == "Saturday 14 March 2026: not a working day"
    qtbot.keyClick(bar.due, KEY.Key_Return)
    assert bar.instead.hasFocus()
    qtbot.keyClick(bar.instead, KEY.Key_Space)
    found = workspace.ask(meeting_view.particulars, pane.box.entry_id)
    assert (found.due_kind, found.due_on) == (DueKind.DATED, date(2026, 3, 13))


def test_a_date_once_agreed_moves_only_with_a_reason(qtbot, pane, workspace):
    bar = pane.box.action
    qtbot.keyClicks(pane.box.text, "/a Send the audit")
    bar.due.setFocus()
    qtbot.keyClicks(bar.due, "13 Mar")
    assert bar.commit()
    bar.due.setText("20 Mar")
    assert bar.reason_field.isVisible()
    assert not bar.commit()
    bar.reason.setText("The audit tool is late")
    assert bar.commit()
    found = workspace.ask(meeting_view.particulars, pane.box.entry_id)
    assert (found.first_due, found.due_on) == (date(2026, 3, 13), date(2026, 3, 20))


def test_a_decision_takes_its_verb(qtbot, pane, workspace, items):
    qtbot.keyClicks(pane.box.text, "/d The report was received")
    verb = pane.box.decision.verb
    verb.setCurrentIndex(verb.findData(DecisionVerb.NOTED.value))
    qtbot.keyClick(pane.box.text, KEY.Key_Return)
    assert entries(workspace, items[0])[0].lead.startswith("NOTED")


def test_undo_of_the_first_write_keeps_the_words_in_the_box(qtbot, pane, workspace, items):
    qtbot.keyClicks(pane.box.text, "Typed")
    pane.flush()
    workspace.undo()
    assert entries(workspace, items[0]) == []
    assert pane.box.text.toPlainText() == "Typed"
    pane.flush()
    assert texts(workspace, items[0]) == ["Typed"]


def test_a_jotting_is_spoken_as_never_shared(qtbot, pane):
    write(qtbot, pane, "/p Check the number")
    assert NEVER in spoken(pane.model.rows[0])


def test_everything_that_takes_the_focus_has_a_name(pane, assert_accessible):
    pane.box.choose(EntryKind.ACTION)
    assert_accessible(pane)


def test_an_empty_text_is_refused_by_the_verb(workspace, items):
    with pytest.raises(UserError):
        workspace.do(minutes.add, items[0].id, EntryKind.NOTE, "  ")
