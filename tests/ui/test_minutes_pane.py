"""Minuting an item: nothing typed is lost, saved means committed, particulars are understood."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.decision_words import Decided
from masa_desktop.domain.decisions import DecisionVerb
from masa_desktop.domain.given import Given
from masa_desktop.domain.issue_clocks import ClockKind
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import (
    agenda,
    drafts,
    groups,
    history,
    issuing,
    meeting_view,
    meetings,
    minute_text,
    minutes,
    people,
)
from masa_desktop.storage.entities import ActionMove
from masa_desktop.ui.minutes_pane import MinutesPane

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
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
    made = MinutesPane(bridge)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show_item(meeting, items[0])
    made.show()
    qtbot.waitActive(made)
    made.editor.setFocus()
    return made


def entries(workspace, item):
    return workspace.ask(minutes.of_item, item.id)


def texts(workspace, item):
    return [row.text for row in entries(workspace, item)]


def typed(qtbot, pane, text):
    qtbot.keyClicks(pane.editor, text)


def make_action(qtbot, pane, text="Send the audit"):
    typed(qtbot, pane, text)
    qtbot.keyClick(pane.editor, KEY.Key_A, CTRL | SHIFT)
    pane.flush()
    return pane.action


def test_what_is_typed_is_on_disk_within_two_seconds_of_a_pause(qtbot, pane, workspace, items):
    typed(qtbot, pane, "Half a sen")
    qtbot.waitUntil(lambda: texts(workspace, items[0]) == ["Half a sen"], timeout=2_000)
    typed(qtbot, pane, "tence")
    qtbot.waitUntil(lambda: texts(workspace, items[0]) == ["Half a sentence"], timeout=2_000)


def test_losing_the_focus_commits_at_once(qtbot, pane, workspace, items):
    typed(qtbot, pane, "Before the click")
    pane.bar.bold.setFocus()
    assert texts(workspace, items[0]) == ["Before the click"]


def test_the_saved_time_is_that_of_the_commit(qtbot, pane, workspace):
    typed(qtbot, pane, "A")
    assert pane.bar.saved.text() == "Not saved yet"
    pane.flush()
    assert pane.bar.saved.text() == f"Saved {workspace.saved_at.astimezone():%H:%M:%S}"


def test_another_item_keeps_the_text_under_the_one_before(qtbot, pane, workspace, meeting, items):
    typed(qtbot, pane, "Said under the first")
    pane.show_item(meeting, items[1])
    assert texts(workspace, items[0]) == ["Said under the first"]
    assert pane.editor.lines() == ()
    qtbot.keyClick(pane.editor, KEY.Key_Z, CTRL)
    assert pane.editor.lines() == ()


def test_a_refused_write_leaves_the_text_on_the_screen(pane, workspace, items, qtbot):
    pane.keeping.item_id = "no such item"
    typed(qtbot, pane, "Keep me")
    with pytest.raises(Exception, match="No row"):
        pane.flush()
    assert pane.editor.toPlainText() == "Keep me"
    assert pane.keeping.is_waiting
    pane.keeping.item_id = items[0].id
    pane.flush()
    assert texts(workspace, items[0]) == ["Keep me"]


def test_a_paragraph_of_fifty_thousand_letters_is_kept(qtbot, pane, workspace, items):
    pane.editor.textCursor().insertText(LONG)
    pane.flush()
    assert texts(workspace, items[0]) == [LONG]


def test_each_paragraph_is_a_note_of_its_own(qtbot, pane, workspace, items):
    typed(qtbot, pane, "One")
    qtbot.keyClick(pane.editor, KEY.Key_Return)
    typed(qtbot, pane, "Two")
    pane.flush()
    assert texts(workspace, items[0]) == ["One", "Two"]


def test_bold_words_are_recorded_as_bold(qtbot, pane, workspace, items):
    qtbot.keyClick(pane.editor, KEY.Key_B, CTRL)
    typed(qtbot, pane, "NOTED")
    qtbot.keyClick(pane.editor, KEY.Key_B, CTRL)
    typed(qtbot, pane, " the report")
    pane.flush()
    (row,) = entries(workspace, items[0])
    assert [(mark.start, mark.end) for mark in row.marks] == [(0, 5)]


def test_a_paragraph_becomes_an_action_by_one_key_and_a_note_again(qtbot, pane, workspace, items):
    make_action(qtbot, pane, "Write to schools")
    (row,) = entries(workspace, items[0])
    assert (row.kind, row.ref) == (EntryKind.ACTION, "EXEC-2026-001")
    assert "Action EXEC-2026-001" in pane.editor.toPlainText()
    qtbot.keyClick(pane.editor, KEY.Key_A, CTRL | SHIFT)
    pane.flush()
    assert entries(workspace, items[0])[0].kind is EntryKind.NOTE


def carried(workspace, item):
    (row,) = entries(workspace, item)
    return row.kind, row.text, row.owners, row.due


SENTENCE = "SG and AD to circulate the neglect audit by 13 March"


def test_a_sentence_made_an_action_keeps_its_words_and_carries_what_they_say(
    qtbot, pane, bridge, workspace, items
):
    told = []
    bridge.told.connect(lambda text, _undo: told.append(text))
    typed(qtbot, pane, SENTENCE)
    pane.flush()
    qtbot.keyClick(pane.editor, KEY.Key_A, CTRL | SHIFT)
    action = (EntryKind.ACTION, SENTENCE, ("SG", "AD"), "13 Mar 2026")
    assert carried(workspace, items[0]) == action
    assert told == ["Read from the sentence: SG and AD, due Friday 13 March 2026"]
    qtbot.waitUntil(lambda: pane.action.owners.text() == "SG + AD")
    assert pane.action.due.text() == "13 Mar 2026"
    pane.editor.undo()
    pane.flush()
    assert carried(workspace, items[0]) == (EntryKind.NOTE, SENTENCE, (), "")
    pane.editor.redo()
    pane.flush()
    assert carried(workspace, items[0]) == action
    assert len(told) == 1


def test_back_and_forth_by_the_key_keeps_what_somebody_put_right(qtbot, pane, workspace, items):
    typed(qtbot, pane, SENTENCE)
    qtbot.keyClick(pane.editor, KEY.Key_A, CTRL | SHIFT)
    qtbot.waitUntil(lambda: pane.action.owners.text() == "SG + AD")
    pane.action.owners.setText("AD")
    pane.action.due.setText("20 Mar")
    pane.action.reason.setText("Half-term")
    assert pane.action.commit()
    right = (EntryKind.ACTION, SENTENCE, ("AD",), "20 Mar 2026")
    assert carried(workspace, items[0]) == right
    for kind in (EntryKind.NOTE, EntryKind.ACTION) * 2:
        qtbot.keyClick(pane.editor, KEY.Key_A, CTRL | SHIFT)
        pane.flush()
        assert carried(workspace, items[0])[0] is kind
    assert carried(workspace, items[0]) == right


def test_a_sentence_that_is_not_certain_is_an_action_with_nothing_set(
    qtbot, pane, bridge, workspace, items
):
    told = []
    bridge.told.connect(lambda text, _undo: told.append(text))
    typed(qtbot, pane, "XY and AD to send it by next week")
    qtbot.keyClick(pane.editor, KEY.Key_A, CTRL | SHIFT)
    pane.flush()
    assert carried(workspace, items[0])[2:] == ((), "no date said")
    assert told == []


def test_the_words_selected_alone_are_read(qtbot, pane, workspace, items):
    typed(qtbot, pane, "The audit was presented. AD to send it by 13 March. Thanks were given.")
    cursor = pane.editor.textCursor()
    cursor.setPosition(25)
    cursor.setPosition(51, cursor.MoveMode.KeepAnchor)
    pane.editor.setTextCursor(cursor)
    assert cursor.selectedText() == "AD to send it by 13 March."
    qtbot.keyClick(pane.editor, KEY.Key_A, CTRL | SHIFT)
    pane.flush()
    before, action, after = entries(workspace, items[0])
    assert (before.text, after.text) == ("The audit was presented.", "Thanks were given.")
    assert (action.text, action.owners, action.due) == (
        *("AD to send it by 13 March.", ("AD",), "13 Mar 2026"),
    )
    assert workspace.undo() == "minute_text.write_item"
    assert texts(workspace, items[0]) == []


def test_the_key_of_an_action_enters_a_line_that_says_action(qtbot, pane, workspace, items):
    typed(qtbot, pane, "/a SG send it by 13 March")
    qtbot.keyClick(pane.editor, KEY.Key_A, CTRL | SHIFT)
    assert carried(workspace, items[0]) == (EntryKind.ACTION, "Send it", ("SG",), "13 Mar 2026")


def test_what_begins_as_a_private_line_is_never_minuted(qtbot, pane, workspace, items):
    typed(qtbot, pane, "/p PLANTED")
    pane.flush()
    (row,) = entries(workspace, items[0])
    assert (row.kind, row.text) == (EntryKind.PRIVATE, "PLANTED")
    assert workspace.ask(minutes.shared, [items[0].id]) == []


def test_undo_of_a_step_elsewhere_is_shown(qtbot, pane, workspace, items):
    typed(qtbot, pane, "Typed")
    pane.flush()
    workspace.undo()
    assert pane.editor.toPlainText() == ""
    workspace.redo()
    assert pane.editor.toPlainText() == "Typed\n"  # and a blank line to go on in


def test_a_restricted_item_says_that_it_is_part_two(pane, workspace, items, meeting):
    workspace.do(agenda.set_restricted, items[0].id, restricted=True)
    for row in workspace.ask(agenda.items, meeting):
        pane.say_item(row)
        assert pane.part_two.isVisible() is row.is_restricted
    pane.say_item(workspace.ask(agenda.items, meeting)[0])
    assert pane.facts.text().endswith("withheld from shareable copies")


def test_who_stands_below_the_last_line_still_does_when_lines_are_added(
    qtbot, pane, workspace, items
):
    make_action(qtbot, pane)
    qtbot.keyClick(pane.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    workspace.do(minutes.add, items[0].id, EntryKind.NOTE, "Said elsewhere.")
    qtbot.keyClicks(pane.editor, "Typed below")
    pane.flush()
    assert texts(workspace, items[0])[-2:] == ["Said elsewhere.", "Typed below"]


def test_an_entry_from_elsewhere_appears_and_half_a_word_stays(qtbot, pane, workspace, items):
    typed(qtbot, pane, "Half a wo")
    workspace.do(minutes.add, items[0].id, EntryKind.DECISION, "to widen the sample")
    assert texts(workspace, items[0]) == ["to widen the sample", "Half a wo"]
    assert "to widen the sample" in pane.editor.toPlainText()
    typed(qtbot, pane, "rd")
    pane.flush()
    assert texts(workspace, items[0])[1] == "Half a word"


def test_an_action_is_committed_with_its_owner_and_date(pane, workspace, items):
    nurse = next(c for c in workspace.ask(meeting_view.candidates, pane.keeping.meeting_id))
    given = Given((nurse.id,), (), DueKind.DATED, date(2026, 3, 13))
    pane.keeping.insert(EntryKind.ACTION, "Circulate the audit", given)
    (row,) = entries(workspace, items[0])
    assert row.foot == "AD · due 13 Mar 2026"
    assert row.foot in pane.editor.toPlainText()


def test_a_line_put_in_at_the_end_leaves_the_caret_where_it_was(qtbot, pane, workspace, items):
    typed(qtbot, pane, "One two")
    for _ in range(4):
        qtbot.keyClick(pane.editor, KEY.Key_Left)
    pane.keeping.append(EntryKind.NOTE, "At the end")
    typed(qtbot, pane, "X")
    pane.flush()
    assert texts(workspace, items[0]) == ["OneX two", "At the end"]


def test_the_place_of_the_caret_is_on_disk_with_the_words(qtbot, pane, workspace, items):
    typed(qtbot, pane, "One two")
    pane.flush()
    found = workspace.ask(minute_text.last_place)
    assert (found.item_id, found.offset) == (items[0].id, 7)


def test_an_action_takes_owners_and_the_next_meeting(qtbot, pane, workspace, items):
    bar = make_action(qtbot, pane)
    qtbot.keyClick(pane.editor, KEY.Key_F2)
    assert bar.owners.hasFocus()
    bar.owners.setText("SG + ICB")
    qtbot.keyClick(bar.owners, KEY.Key_Return)
    assert bar.due.hasFocus()
    qtbot.keyClicks(bar.due, "next")
    qtbot.keyClick(bar.due, KEY.Key_Return)
    row = entries(workspace, items[0])[0]
    assert (row.text, row.owners) == ("Send the audit", ("SG", "ICB"))
    assert row.due == "next meeting, 14 Apr 2026"
    assert pane.editor.hasFocus()
    assert row.foot in pane.editor.toPlainText()


@pytest.mark.parametrize("said", ["sg", "Gell", "ICB", "AD + gell"])
def test_an_owner_is_completed_by_initials_surname_or_agency(qtbot, pane, said):
    bar = make_action(qtbot, pane)
    bar.owners.setFocus()
    qtbot.keyClicks(bar.owners, said)
    place = bar.names.shown.index("SG Sarah Gellert (ICB)")
    for _ in range(place + 1):
        qtbot.keyClick(bar.owners, KEY.Key_Down)
    qtbot.keyClick(bar.owners, KEY.Key_Return)
    before = "AD + " if said.startswith("AD") else ""
    assert bar.owners.text() == f"{before}SG Sarah Gellert (ICB)"
    assert bar.owners.hasFocus()
    assert bar.commit()
    assert bar.owners.text() == f"{before}SG"


def test_tab_leaves_the_owners_for_good_though_their_list_was_open(qtbot, pane):
    bar = make_action(qtbot, pane)
    bar.owners.setFocus()
    qtbot.keyClicks(bar.owners, "Gell")
    assert bar.names.shown
    qtbot.keyClick(bar.owners, KEY.Key_Tab)
    assert not bar.names.shown
    assert bar.due.hasFocus()
    assert bar.owners.text() == "SG"
    qtbot.keyClick(bar.due, KEY.Key_Backtab, SHIFT)
    qtbot.keyClick(bar.owners, KEY.Key_End)
    qtbot.keyClicks(bar.owners, " + AD")
    qtbot.keyClick(bar.owners, KEY.Key_Down)
    qtbot.keyClick(bar.owners, KEY.Key_Up)  # back beyond the first name: as it was typed
    qtbot.keyClick(bar.owners, KEY.Key_Escape)  # the list alone
    assert bar.owners.hasFocus()
    assert (bar.owners.text(), bar.names.shown) == ("SG + AD", [])


def test_an_owner_who_is_not_known_stays_in_the_field_with_the_reason(qtbot, pane):
    bar = make_action(qtbot, pane)
    bar.owners.setFocus()
    bar.owners.setText("XY")
    qtbot.keyClick(bar.owners, KEY.Key_Return)
    assert bar.owners_field.complaint == "Nobody at this meeting is called “XY”."
    assert bar.owners.text() == "XY"


def test_a_saturday_is_said_and_the_friday_offered(qtbot, pane, workspace, items):
    bar = make_action(qtbot, pane)
    bar.due.setFocus()
    qtbot.keyClicks(bar.due, "14 Mar")
    assert bar.said.text() == "Saturday 14 March 2026: not a working day"
    qtbot.keyClick(bar.due, KEY.Key_Return)
    assert bar.instead.hasFocus()
    qtbot.keyClick(bar.instead, KEY.Key_Space)
    found = workspace.ask(meeting_view.particulars, entries(workspace, items[0])[0].id)
    assert (found.due_kind, found.due_on) == (DueKind.DATED, date(2026, 3, 13))


def test_a_date_in_the_draft_is_put_right_and_the_next_words_are_minutes(
    qtbot, pane, workspace, items
):
    bar = make_action(qtbot, pane)
    for day in ("20 Feb", "27 Feb"):
        qtbot.keyClick(pane.editor, KEY.Key_F2)
        qtbot.keyClick(bar.owners, KEY.Key_Return)
        qtbot.keyClicks(bar.due, day)
        qtbot.keyClick(bar.due, KEY.Key_Return)
        assert pane.editor.hasFocus()
    typed(qtbot, pane, " soon")
    pane.flush()
    assert carried(workspace, items[0])[1:] == ("Send the audit soon", (), "27 Feb 2026")


def test_a_date_once_agreed_moves_only_with_a_reason(
    qtbot, pane, bridge, workspace, meeting, items
):
    told = []
    bridge.told.connect(lambda text, _undo: told.append(text))
    bar = make_action(qtbot, pane)
    bar.due.setFocus()
    qtbot.keyClicks(bar.due, "13 Mar")
    assert bar.commit()
    workspace.do(issuing.mark_sent, meeting, ClockKind.ACTIONS, date(2026, 2, 11))
    bar.due.setText("20 Mar")
    assert bar.reason_field.isVisible()
    assert not bar.commit()
    for _ in range(2):  # elsewhere and back: what waits for its reason is neither lost nor silent
        pane.show_item(meeting, items[1])
        assert told.pop() == (
            "EXEC-2026-001, not recorded yet: A date once agreed moves only with a reason."
        )
        pane.show_item(meeting, items[0])
        pane.edit_particulars()
        assert (bar.due.text(), bar.reason_field.is_wrong) == ("20 Mar", True)
        assert not bar.reason.hasFocus()
    bar.reason.setText("The audit tool is late")
    assert bar.commit()
    assert carried(workspace, items[0])[3] == "20 Mar 2026"
    (move,) = workspace.ask(lambda session: session.query(ActionMove).all())
    assert (move.due_from, move.reason) == (date(2026, 3, 13), "The audit tool is late")


def test_the_fields_follow_what_is_undone_and_keep_what_is_typed(qtbot, pane, workspace):
    bar = make_action(qtbot, pane)
    bar.owners.setText("SG")
    bar.due.setText("27 Feb")
    assert bar.commit()
    bar.owners.setText("SG + A")
    workspace.undo()
    assert (bar.due.text(), bar.owners.text()) == ("", "SG + A")
    bar.owners.setText("SG")
    workspace.undo()
    assert (bar.due.text(), bar.owners.text()) == ("", "")
    workspace.redo()
    assert bar.owners.text() == "SG"


def test_a_decision_takes_its_verb(qtbot, pane, workspace, items):
    typed(qtbot, pane, "The report was received")
    qtbot.keyClick(pane.editor, KEY.Key_D, CTRL | SHIFT)
    pane.flush()
    verb = pane.decision.verb
    assert pane.foot.currentWidget() is pane.decision
    verb.setCurrentIndex(verb.findData(DecisionVerb.NOTED.value))
    verb.activated.emit(verb.currentIndex())
    assert entries(workspace, items[0])[0].lead == "NOTED"
    assert "NOTED" in pane.editor.toPlainText()


def test_the_tools_write_only_as_much_as_there_is_room_for(pane, qtbot):
    pane.resize(1_100, 500)
    assert pane.bar.kinds["action"].text() == "Action  /a"
    pane.resize(420, 500)
    style = pane.bar.kinds["action"].toolButtonStyle()
    assert style is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert pane.bar.kinds["action"].accessibleName() == "Action"


def test_everything_that_takes_the_focus_has_a_name(qtbot, pane, assert_accessible):
    make_action(qtbot, pane)
    assert_accessible(pane)


def test_an_item_come_to_again_has_a_blank_line_to_go_on_in(qtbot, pane, workspace, meeting, items):
    typed(qtbot, pane, "Said before")
    pane.show_item(meeting, items[1])
    pane.show_item(meeting, items[0])
    typed(qtbot, pane, "Said after")
    pane.flush()
    assert texts(workspace, items[0]) == ["Said before", "Said after"]


def test_f2_on_the_line_below_an_action_goes_to_its_owners(qtbot, pane, workspace):
    pane.keeping.insert(EntryKind.ACTION, "Circulate the audit", Given())
    qtbot.keyClick(pane.editor, KEY.Key_F2)
    assert pane.action.owners.hasFocus()


def test_enter_before_the_full_stop_of_a_phrase_goes_behind_it(qtbot, pane, workspace, items):
    typed(qtbot, pane, "Members NOTED the report.")
    qtbot.keyClick(pane.editor, KEY.Key_Left)
    qtbot.keyClick(pane.editor, KEY.Key_Return)
    typed(qtbot, pane, "Next")
    pane.flush()
    assert texts(workspace, items[0]) == ["Members NOTED the report.", "Next"]


def test_the_foot_grows_with_what_is_wrong_in_it(qtbot, pane):
    bar = make_action(qtbot, pane)
    before = pane.foot.height()
    bar.owners.setText("XY")
    bar.owners.setFocus()
    qtbot.keyClick(bar.owners, KEY.Key_Return)
    qtbot.waitUntil(lambda: pane.foot.height() > before)


def test_enter_goes_on_to_the_due_date_while_names_are_listed(qtbot, pane):
    bar = make_action(qtbot, pane)
    qtbot.keyClick(pane.editor, Qt.Key.Key_F2)
    for said in ("G", "SG"):
        bar.owners.clear()
        qtbot.keyClicks(bar.owners, said)
        assert bar.names.shown
        qtbot.keyClick(bar.owners, Qt.Key.Key_Return)
        assert not bar.names.shown  # not even over the reason why "G" is nobody
    assert bar.due.hasFocus()
    assert not bar.names.shown


def test_the_caret_in_a_private_line_is_kept_as_its_place_in_the_jotting(
    qtbot, pane, workspace, meeting, items
):
    typed(qtbot, pane, "/p Ask for it")
    for _ in range(3):
        qtbot.keyClick(pane.editor, KEY.Key_Left)
    typed(qtbot, pane, " ")
    pane.flush()
    place = workspace.ask(minute_text.last_place)
    assert (place.item_id, place.offset) == (items[0].id, len("Ask for "))
    pane.show_item(meeting, items[1])
    pane.show_item(meeting, items[0])
    pane.keeping.stand_at(place.line_id, place.offset)
    assert pane.editor.caret_state().offset == len("Ask for ")


def test_undo_back_to_what_was_saved_before_is_saved_too(qtbot, pane, workspace, items):
    typed(qtbot, pane, "abc")
    pane.flush()
    qtbot.keyClick(pane.editor, KEY.Key_Left)
    qtbot.keyClick(pane.editor, KEY.Key_Right)
    typed(qtbot, pane, " def")
    pane.flush()
    qtbot.keyClick(pane.editor, KEY.Key_Z, CTRL)
    assert pane.editor.toPlainText() == "abc"
    assert texts(workspace, items[0]) == ["abc"]


def test_what_was_undone_where_it_was_typed_is_not_brought_back_by_another_undo(
    qtbot, pane, workspace, items
):
    steps = workspace.can_undo
    typed(qtbot, pane, "abc")
    qtbot.keyClick(pane.editor, KEY.Key_Return)
    typed(qtbot, pane, "/d Agreed the plan")
    qtbot.keyClick(pane.editor, KEY.Key_Return)
    pane.flush()
    qtbot.keyClick(pane.editor, KEY.Key_A, CTRL)
    typed(qtbot, pane, "def")
    pane.flush()
    while pane.editor.minutes.history.can_undo:
        qtbot.keyClick(pane.editor, KEY.Key_Z, CTRL)
    assert texts(workspace, items[0]) == []
    assert workspace.can_undo == steps


def test_looking_at_an_item_changes_none_of_it(qtbot, pane, workspace, meeting, items):
    key = workspace.do(minutes.add, items[1].id, EntryKind.NOTE, "One\u2028two \ufeffthree")
    pane.show_item(meeting, items[1])
    pane.show_item(meeting, items[0])
    (row,) = entries(workspace, items[1])
    assert (row.id, row.text) == (key, "One\u2028two \ufeffthree")


def test_half_a_note_made_private_leaves_the_log(qtbot, pane, workspace, items):
    typed(qtbot, pane, "The head reported. zebra secret")
    pane.flush()
    for _ in range(12):
        qtbot.keyClick(pane.editor, KEY.Key_Left, SHIFT)
    qtbot.keyClick(pane.editor, KEY.Key_J, CTRL | SHIFT)
    pane.flush()
    found = {row.kind: row for row in entries(workspace, items[0])}
    assert found[EntryKind.PRIVATE].text == "zebra secret"
    note = found[EntryKind.NOTE]
    logged = workspace.ask(history.of_record, note.id)
    assert "zebra" not in "".join(f"{line.old}{line.new}" for line in logged)
    assert [line.new for line in logged if line.column == "text"][-1] == note.text
    workspace.undo()
    workspace.redo()
    logged = workspace.ask(history.of_record, note.id)
    assert "zebra" not in "".join(f"{line.old}{line.new}" for line in logged)


def test_an_action_cut_and_pasted_under_another_item_is_the_same_action(
    qtbot, pane, workspace, meeting, items
):
    pane.keeping.insert(EntryKind.ACTION, "Circulate the audit", Given())
    (before,) = entries(workspace, items[0])
    pane.editor.selectAll()
    qtbot.keyClick(pane.editor, KEY.Key_X, CTRL)
    pane.show_item(meeting, items[1])
    qtbot.keyClick(pane.editor, KEY.Key_V, CTRL)
    pane.flush()
    assert entries(workspace, items[0]) == []
    (after,) = entries(workspace, items[1])
    assert (after.id, after.ref, after.text) == (before.id, before.ref, before.text)


def test_copied_blocks_are_new_records_that_say_all_that_theirs_say(
    qtbot, pane, workspace, meeting, items
):
    decided = Decided("that it go.", DecisionVerb.RECOMMENDED, "legal advice", "Police")
    pane.keeping.insert(EntryKind.DECISION, decided.text, Given(decided=decided))
    agency = workspace.do(groups.add_agency, "Northshire Police")
    to_do = Given(agency_ids=(agency,), due_kind=DueKind.DATED, due_on=date(2026, 4, 1))
    pane.keeping.insert(EntryKind.ACTION, "Circulate the audit", to_do)
    first = entries(workspace, items[0])
    pane.editor.selectAll()
    qtbot.keyClick(pane.editor, KEY.Key_C, CTRL)
    pane.show_item(meeting, items[1])
    qtbot.keyClick(pane.editor, KEY.Key_V, CTRL)
    pane.editor.undo()
    pane.editor.redo()
    pane.flush()
    second = entries(workspace, items[1])
    assert [row.ref for row in second] == ["EXEC-2026-D002", "EXEC-2026-002"]
    assert [(r.text, r.lead, r.foot) for r in second] == [(r.text, r.lead, r.foot) for r in first]
    assert second[0].lead == "RECOMMENDED SUBJECT TO A CONDITION"
    assert second[1].foot.endswith("due 1 Apr 2026")
    assert not {row.id for row in first} & {row.id for row in second}


def test_agreed_minutes_take_nothing_from_keys_or_banner(qtbot, pane, workspace, items):
    typed(qtbot, pane, "Said")
    pane.flush()
    pane.lock(locked=True)
    pane.turn_into(EntryKind.DECISION)
    pane.keeping.insert(EntryKind.NOTE, "From a banner")
    pane.keeping.append(EntryKind.NOTE, "From the foot")
    pane.flush()
    assert [(row.kind, row.text) for row in entries(workspace, items[0])] == [
        (EntryKind.NOTE, "Said")
    ]


def test_a_slash_left_by_esc_is_words_on_the_screen_and_in_the_record(
    qtbot, pane, bridge, workspace, items
):
    typed(qtbot, pane, "/p 12 of the report")
    with qtbot.waitSignal(bridge.told) as told:
        qtbot.keyClick(pane.editor, KEY.Key_Escape)
    assert told.args[0] == "This line is plain text now: it is minuted and printed with its /p"
    pane.flush()
    (row,) = entries(workspace, items[0])
    assert (row.kind, row.text) == (EntryKind.NOTE, "/p 12 of the report")


def test_a_line_begun_in_the_quick_entry_stays_with_its_item(
    qtbot, pane, bridge, workspace, meeting, items
):
    pane.quick.setFocus()
    qtbot.keyClicks(pane.quick, "Half a line")
    pane.show_item(meeting, items[1])
    assert pane.quick.text() == ""
    assert workspace.ask(drafts.kept, items[0].id) == "Half a line"
    again = MinutesPane(bridge)
    qtbot.addWidget(again)
    again.show_item(meeting, items[0])
    assert again.quick.text() == "Half a line"
    qtbot.keyClick(again.quick, KEY.Key_Return)
    assert texts(workspace, items[0]) == ["Half a line"]
    assert workspace.ask(drafts.kept, items[0].id) == ""


def test_what_is_typed_in_agreed_minutes_does_not_vanish_without_a_word(qtbot, pane, bridge):
    pane.lock(locked=True)
    with qtbot.waitSignal(bridge.told) as told:
        qtbot.keyClicks(pane.editor, "x")
    assert told.args[0].startswith("These minutes have been agreed")
    with qtbot.assertNotEmitted(bridge.told):
        qtbot.keyClick(pane.editor, KEY.Key_Down)


def test_the_bar_says_which_action_or_decision_it_is_of(qtbot, pane, workspace, items):
    bar = make_action(qtbot, pane)
    pane.keeping.append(EntryKind.ACTION, "Share the data", Given())
    pane.keeping.append(EntryKind.DECISION, "The report is noted", Given())
    first, second, third = entries(workspace, items[0])
    assert bar.which.text() == first.ref != second.ref
    assert bar.owners.accessibleName() == f"Owners, {first.ref}"
    assert bar.due.accessibleName() == f"Due, {first.ref}"
    pane.keeping.stand_at(second.id, 0)
    qtbot.waitUntil(lambda: bar.which.text() == second.ref)
    assert bar.owners.accessibleName() == f"Owners, {second.ref}"
    pane.keeping.stand_at(third.id, 0)
    qtbot.waitUntil(lambda: pane.decision.which.text() == third.ref)
    assert pane.decision.verb.accessibleName() == f"What the group did, {third.ref}"


def test_the_keys_beside_the_quick_entry_leave_before_its_own_words_are_cut(qtbot, pane):
    pane.resize(1_200, 500)
    assert pane.usual.keys.isVisible()
    pane.resize(pane.quick.whole + 40, 500)
    assert not pane.usual.keys.isVisible()
    qtbot.waitUntil(lambda: pane.quick.width() >= pane.quick.whole)


def test_the_line_with_the_caret_stays_in_view_when_the_foot_grows(qtbot, pane):
    for number in range(12):
        pane.keeping.append(EntryKind.NOTE, f"Line {number}", Given())
    pane.keeping.append(EntryKind.ACTION, "Share the data", Given())
    pane.resize(800, 420)
    editor = pane.editor
    qtbot.waitUntil(lambda: editor.viewport().height() < 350)
    line = editor.lines()[-1]
    bar, before = editor.verticalScrollBar(), editor.viewport().height()
    bar.setValue(bar.maximum())
    at = editor.document().lastBlock().previous()
    while "Share the data" not in at.text():
        at = at.previous()
    cursor = editor.textCursor()
    cursor.setPosition(at.position())
    low = editor.cursorRect(cursor).bottom()
    bar.setValue(bar.value() - (editor.viewport().height() - low - 1))
    editor.setTextCursor(cursor)
    assert editor.current_line()[0] == line.id
    qtbot.waitUntil(lambda: editor.viewport().height() < before)
    qtbot.waitUntil(lambda: editor.viewport().rect().contains(editor.cursorRect()))


def test_a_line_begun_in_the_quick_entry_is_seen_over_the_particulars_until_f2(qtbot, pane):
    make_action(qtbot, pane)
    assert pane.foot.currentWidget() is pane.action
    pane.quick.setText("Half a line")
    pane.flush()
    assert pane.quick.isVisible()
    qtbot.keyClick(pane.editor, KEY.Key_F2)
    assert pane.action.owners.hasFocus()
    qtbot.keyClick(pane.action.owners, KEY.Key_Escape)
    qtbot.waitUntil(pane.quick.isVisible)
    pane.quick.setFocus()
    qtbot.keyClick(pane.quick, KEY.Key_Return)
    pane.flush()
    assert pane.quick.hasFocus()
    pane.editor.setFocus()
    qtbot.waitUntil(lambda: pane.foot.currentWidget() is pane.action)
