"""The chair's Word file beside the minutes, through the real widgets and real files."""

from __future__ import annotations

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PySide6.QtCore import Qt

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.services import issuing, minutes, papers
from masa_desktop.ui.returned_pane import ReturnedPane
from tests.documents.word_edits import WHO, Edited

FIRST = "SGa presented the findings from 20 cases."
TASK = "Circulate the neglect audit."
SECOND = "AD thanked the team."
Key = Qt.Key


@pytest.fixture
def entries(workspace, executive):
    item = executive.items[4]
    found = [
        workspace.do(minutes.add, item, kind, text)
        for kind, text in (
            (EntryKind.NOTE, FIRST),
            (EntryKind.ACTION, TASK),
            (EntryKind.NOTE, SECOND),
        )
    ]
    workspace.forget_steps()
    return found


@pytest.fixture
def word(workspace, executive, entries, tmp_path):
    """The chair's file: one text changed, the action struck out, a comment on the last note."""
    made = Edited(papers.write_minutes(workspace, executive.meeting, tmp_path))
    first, task, second = map(made.paragraph, entries)
    made.retype(first, ("SGa presented ", "kept"), (FIRST[14:], "del"), ("21 audits.", "ins"))
    made.strike_all(task)
    made.comment(second, "Name the team.")
    made.save()
    return made


@pytest.fixture
def pane(qtbot, bridge, jobs, executive):
    made = ReturnedPane(bridge, jobs)
    qtbot.addWidget(made)
    made.show_meeting(executive.meeting)
    made.resize(460, 720)
    made.show()
    return made


@pytest.fixture
def opened(qtbot, pane, word):
    pane.read(word.path)
    qtbot.waitUntil(lambda: len(pane.lines) == 3)
    qtbot.waitUntil(pane.card.hasFocus)
    return pane


def said(workspace, executive):
    return [row.text for row in workspace.ask(minutes.of_item, executive.items[4])]


def outcomes(pane):
    return [line.outcome for line in pane.lines]


def test_without_a_file_it_says_what_appears_here(pane, assert_accessible):
    assert pane.first is pane.choose
    assert pane.lines == ()
    assert_accessible(pane)


def test_the_first_suggestion_is_on_the_card(opened, assert_accessible):
    assert opened.first is opened.card
    assert opened.progress.text == "1 of 3"
    assert opened.tally.text() == "3 to decide"
    assert opened.card.who.text() == f"{WHO}, 12 February 2026"
    assert opened.card.place.text() == "5. Neglect: audit findings · Note"
    assert_accessible(opened)


def test_what_differs_is_marked_by_line_and_in_words(opened):
    assert "<s " in opened.card.now.words.text()
    assert "<u " in opened.card.back.words.text()
    spoken = opened.card.accessibleName()
    assert spoken.startswith("1 of 3. Changed. Helen Marchetti")
    assert "Taken out: “the findings from 20 cases”" in spoken
    assert "Put in: “21 audits”" in spoken


def test_enter_takes_it_and_goes_on(qtbot, opened, bridge, workspace, executive):
    with qtbot.waitSignal(bridge.told) as told:
        qtbot.keyClick(opened.card, Key.Key_Return)
    assert told.args == ["Taken into item 5", True]
    assert said(workspace, executive)[0] == "SGa presented 21 audits."
    assert outcomes(opened) == ["Taken", "", ""]
    assert opened.progress.text == "2 of 3"
    assert opened.tally.text() == "2 to decide · 1 taken"
    assert opened.card.hasFocus()


def test_undo_makes_it_wait_again(qtbot, opened, workspace, executive):
    qtbot.keyClick(opened.card, Key.Key_Return)
    workspace.undo()
    qtbot.waitUntil(lambda: outcomes(opened) == ["", "", ""])
    assert said(workspace, executive)[0] == FIRST


def test_what_was_left_stays_listed_and_can_be_taken(qtbot, opened, workspace, executive):
    qtbot.keyClick(opened.card, Key.Key_L)
    assert outcomes(opened) == ["Left", "", ""]
    qtbot.keyClick(opened.card, Key.Key_Up)
    assert opened.progress.text == "1 of 3"
    assert not opened.card.take.isHidden()
    qtbot.keyClick(opened.card, Key.Key_Return)
    assert outcomes(opened) == ["Taken", "", ""]
    assert said(workspace, executive)[0] == "SGa presented 21 audits."


def test_delete_leaves_it_too(qtbot, opened):
    qtbot.keyClick(opened.card, Key.Key_Delete)
    assert outcomes(opened) == ["Left", "", ""]


def test_an_action_goes_only_by_the_button_that_says_so(qtbot, opened, workspace, executive):
    qtbot.keyClick(opened.card, Key.Key_Down)
    qtbot.keyClick(opened.card, Key.Key_Return)
    qtbot.keyClick(opened.card, Key.Key_Return)
    assert TASK in said(workspace, executive)
    assert "the action goes from the log too" in opened.card.strip.words.text()
    opened.card.remove.setFocus()
    qtbot.keyClick(opened.card.remove, Key.Key_Return)
    assert TASK not in said(workspace, executive)
    assert outcomes(opened) == ["", "Taken", ""]


def test_enter_on_a_button_presses_that_button(qtbot, opened, workspace, executive):
    opened.card.leave.setFocus()
    qtbot.keyClick(opened.card.leave, Key.Key_Return)
    assert outcomes(opened) == ["Left", "", ""]
    assert said(workspace, executive)[0] == FIRST


def test_a_comment_is_kept_as_a_jotting_or_seen(qtbot, opened, workspace, executive):
    opened.table.select(opened.lines[2].id)
    assert opened.card.comment.text() == "Name the team."
    assert opened.card.leave.text() == "Seen"
    qtbot.keyClick(opened.card, Key.Key_Return)
    assert outcomes(opened)[2] == "Kept as jotting"
    assert said(workspace, executive)[-1] == f"{WHO} on “{SECOND}”: Name the team."
    workspace.undo()
    opened.table.select(opened.lines[2].id)
    qtbot.keyClick(opened.card, Key.Key_L)
    assert outcomes(opened)[2] == "Seen"


def test_jump_says_where(qtbot, opened, executive, entries):
    with qtbot.waitSignal(opened.jump) as told:
        qtbot.keyClick(opened.card, Key.Key_J)
    assert told.args == [executive.items[4], entries[0]]


def test_up_and_down_go_through_the_list_and_stop_at_its_ends(qtbot, opened):
    seen = []
    for key in (Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        qtbot.keyClick(opened.card, key)
        seen.append(opened.progress.text)
    assert seen == ["1 of 3", "2 of 3", "3 of 3", "3 of 3"]


def test_what_changes_here_meanwhile_is_shown_with_both_texts(
    qtbot, opened, workspace, executive, entries
):
    workspace.do(minutes.set_text, entries[0], "SGa presented 22 cases.")
    qtbot.waitUntil(lambda: not opened.card.sent.isHidden())
    assert opened.card.sent.text() == FIRST
    assert "changed here since" in opened.card.strip.words.text()
    assert opened.card.take.text() == "Take the file’s text"
    qtbot.keyClick(opened.card, Key.Key_Return)
    assert said(workspace, executive)[0] == "SGa presented 21 audits."


def test_when_all_is_decided_it_says_so(qtbot, opened):
    for _ in range(3):
        qtbot.keyClick(opened.card, Key.Key_L)
    assert opened.tally.text() == "All decided · 2 left"
    assert outcomes(opened) == ["Left", "Left", "Seen"]


def test_a_file_as_it_was_sent_proposes_nothing(
    qtbot, pane, workspace, executive, entries, tmp_path
):
    path = papers.write_minutes(workspace, executive.meeting, tmp_path)
    pane.read(path)
    qtbot.waitUntil(lambda: pane._empty.heading.text() == "Nothing is proposed")
    assert path.name in pane._empty.sentence.text()


def test_a_file_that_is_refused_leaves_what_was_there(qtbot, opened, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"nothing")
    opened.read(broken)
    qtbot.waitUntil(lambda: not opened.refusal.isHidden())
    assert "cannot be read as a Word document" in opened.refusal.words.text()
    assert len(opened.lines) == 3


def test_a_refusal_goes_when_a_good_file_is_read(qtbot, opened, word, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"nothing")
    opened.read(broken)
    qtbot.waitUntil(lambda: not opened.refusal.isHidden())
    opened.read(word.path)
    qtbot.waitUntil(opened.refusal.isHidden)
    assert opened.card.hasFocus()


AOB = "Any other business"


@pytest.fixture
def varied(qtbot, pane, workspace, executive, entries, tmp_path):
    """A file with two changes in one text, an action moved, a title retyped, a date retyped, a
    paragraph under a heading that is gone, and bold put on by tracking."""
    made = Edited(papers.write_minutes(workspace, executive.meeting, tmp_path))
    first, task, second = map(made.paragraph, entries)
    made.retype(
        first, ("SGa ", "kept"), ("presented", "del"), ("showed", "ins"), (FIRST[13:], "kept")
    )
    for run in made._made(" Thanks.", "ins"):
        first.append(run)
    first.addprevious(task)
    made.retype(made.saying("Neglect: audit"), ("Neglect: the audit", "kept"))
    made.retype(made.saying("No date said"), ("14 Mar 2026", "kept"))
    title = [p for p in made.root.iter(qn("w:p")) if AOB in "".join(t.text for t in _texts(p))][-1]
    row = next(title.iterancestors(qn("w:tr")))
    for text in row.iter(qn("w:t")):
        text.text = ""
    made.add_after(title, "Whose is this?", end="")
    for sign in [*row.iter(qn("w:bookmarkStart")), *row.iter(qn("w:bookmarkEnd"))]:
        sign.getparent().remove(sign)
    looks = OxmlElement("w:rPr")
    looks.append(OxmlElement("w:rPrChange"))
    second.findall(qn("w:r"))[0].insert(0, looks)
    pane.read(made.save())
    qtbot.waitUntil(lambda: bool(pane.lines))
    return pane


def _texts(paragraph):
    return [found for found in paragraph.iter(qn("w:t")) if found.text]


def named(pane, words):
    (line,) = [
        one for one in pane.lines if words in pane.model.index(pane.model.row_of(one.id), 0).data()
    ]
    pane.table.select(line.id)
    return line


def test_every_change_of_one_text_is_a_line_of_its_own(qtbot, varied, workspace, executive):
    named(varied, "“presented” becomes “showed”")
    assert varied.card.back.spoken == (f"{FIRST.replace('presented', 'showed')} Put in: “showed”.")
    named(varied, "“Thanks.” comes in")
    qtbot.keyClick(varied.card, Key.Key_Return)
    assert said(workspace, executive)[0] == f"{FIRST} Thanks."


def test_a_moved_action_says_where_it_goes(qtbot, varied, workspace, executive):
    line = named(varied, TASK)
    assert line.offered.suggestion.entry_id
    assert varied.card.kind.text == "Moved"
    assert varied.card.place.text() == (
        "5. Neglect: audit findings · Action EXEC-2026-001, now first under it"
    )
    assert "Its record goes with it" in varied.card.strip.words.text()
    qtbot.keyClick(varied.card, Key.Key_Return)
    assert said(workspace, executive) == [TASK, FIRST, SECOND]


def test_a_title_retyped_is_to_be_looked_at_and_a_date_is_taken(
    qtbot, varied, workspace, executive
):
    named(varied, "To look at by hand: Title of the item: Neglect: the audit")
    assert varied.card.strip.words.text().startswith("To look at by hand")
    assert varied.card.take.isHidden()
    with qtbot.waitSignal(varied.jump) as told:
        qtbot.keyClick(varied.card, Key.Key_J)
    assert told.args == [executive.items[4], ""]
    line = named(varied, "By when: 14 Mar 2026")
    assert "Tracking was off" in varied.card.strip.words.text()
    varied.card.take.click()
    assert [one.outcome for one in varied.lines if one.id == line.id] == ["Taken"]
    rows = workspace.ask(minutes.of_item, executive.items[4])
    assert "14 Mar 2026" in [row.due for row in rows]


def test_a_paragraph_without_place_is_taken_only_under_a_chosen_item(
    qtbot, varied, workspace, executive, assert_accessible
):
    line = named(varied, "Whose is this?")
    assert "does not show under which item" in varied.card.strip.words.text()
    qtbot.keyClick(varied.card, Key.Key_Return)
    assert varied.card.items.hasFocus()
    assert_accessible(varied)
    varied.card.items.setCurrentIndex(varied.card.items.findData(executive.items[6]))
    varied.card.take.click()
    (row,) = workspace.ask(minutes.of_item, executive.items[6])
    assert row.text == "Whose is this?"
    assert [one.outcome for one in varied.lines if one.id == line.id] == ["Taken"]


def test_changes_of_formatting_are_one_quiet_line(qtbot, varied, word):
    assert varied.formatting.text() == "1 change of formatting only was left out."
    varied.read(word.path)
    qtbot.waitUntil(varied.formatting.isHidden)


def test_another_meeting_begins_without_a_file(opened):
    opened.show_meeting("another")
    assert opened.lines == ()
    assert opened.first is opened.choose


def test_escape_closes_it(qtbot, opened):
    with qtbot.waitSignal(opened.closed):
        qtbot.keyClick(opened.card, Key.Key_Escape)


def test_choosing_a_file_asks_without_blocking(pane, word):
    pane.choose_file()
    assert pane.dialog.isVisible()
    pane.dialog.close()


def test_the_list_stands_beside_the_card_if_there_is_room(opened):
    opened.resize(1180, 640)
    assert opened._split.orientation() == Qt.Orientation.Horizontal
    opened.resize(460, 720)
    assert opened._split.orientation() == Qt.Orientation.Vertical


def test_nothing_flashes_up_while_it_is_built(bridge, jobs, shown_alone):
    assert shown_alone(lambda: ReturnedPane(bridge, jobs)) == []


def test_agreed_minutes_say_why_nothing_is_taken(opened, workspace, executive, today):
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, today)
    assert "have been agreed" in opened.strip.words.text()
    assert "have been agreed" in opened.card.take.accessibleDescription()
    before = said(workspace, executive)
    opened.card.taken.emit()
    assert said(workspace, executive) == before
