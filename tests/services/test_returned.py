"""The chair's Word file beside the record: what it proposes, taking it, and what is refused."""

from __future__ import annotations

import copy
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import to_data
from masa_desktop.domain.minutes import NOTHING_MINUTED, MinutesState
from masa_desktop.domain.returned import Kind, Passage, Returned, Standing
from masa_desktop.services import (
    actions,
    agenda,
    decisions,
    issuing,
    meeting_view,
    meetings,
    minutes,
    papers,
    returned,
)
from masa_desktop.storage.entities import Entry
from tests.documents.word_edits import WHO, Edited
from tests.factory import build

FIRST = "SGa presented the findings from 20 cases."
SECOND = "AD thanked the team."
TASK = "Circulate the neglect audit."
AGREED = "a plan open beyond nine months is reviewed."


@dataclass
class Sent:
    """Minutes sent to the chair: an open copy of the file, and the ids of the entries."""

    word: Edited
    meeting: str
    item: str
    first: str
    task: str
    agreed: str
    second: str


@pytest.fixture
def sent(workspace, executive, tmp_path):
    item = executive.items[4]
    ids = [
        workspace.do(minutes.add, item, kind, text)
        for kind, text in (
            (EntryKind.NOTE, FIRST),
            (EntryKind.ACTION, TASK),
            (EntryKind.DECISION, AGREED),
            (EntryKind.NOTE, SECOND),
        )
    ]
    workspace.forget_steps()
    path = papers.write_minutes(workspace, executive.meeting, tmp_path)
    return Sent(Edited(path), executive.meeting, item, *ids)


def offered(workspace, sent):
    found = returned.read(sent.word.save())
    return workspace.ask(returned.suggestions, sent.meeting, found)


def said(workspace, sent):
    return [row.text for row in workspace.ask(minutes.of_item, sent.item)]


def take(workspace, sent, one, **more):
    return workspace.do(
        returned.take, sent.meeting, one.suggestion, **{"seen": one.current, **more}
    )


def texts(workspace, item_id):
    return [row.text for row in workspace.ask(minutes.of_item, item_id)]


def words_of(paragraph):
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def type_under(sent, words, text, *, state="ins"):
    """A new paragraph under the printed one with these words in the table of the minutes."""
    found = [p for p in sent.word.root.iter(qn("w:p")) if words in words_of(p)]
    return sent.word.add_after(found[-1], text, state=state, end="")


def carry(sent, paragraph, after, *, state):
    """Cut a paragraph and paste it after another; with tracking Word keeps both."""
    if state == "plain":
        after.addnext(paragraph)
        return
    pasted = sent.word.add_after(after, words_of(paragraph), end="")
    for found in list(pasted.iter(qn("w:ins"))):
        found.tag = qn("w:moveTo")
    sent.word.strike_all(paragraph)
    for found in list(paragraph.iter(qn("w:del"))):
        if found.find(qn("w:r")) is not None:
            found.tag = qn("w:moveFrom")


def change(sent, key, *segments):
    sent.word.retype(sent.word.paragraph(key), *segments)


def test_minutes_nobody_touched_propose_nothing(workspace, sent, tmp_path):
    assert offered(workspace, sent) == []
    workspace.do(agenda.set_restricted, sent.item, restricted=True)
    sent.word = Edited(papers.write_minutes(workspace, sent.meeting, tmp_path))
    assert "Restricted." in map(words_of, sent.word.root.iter(qn("w:p")))
    assert offered(workspace, sent) == []


def test_a_change_stands_beside_the_text_it_touches(workspace, sent):
    change(sent, sent.task, ("Circulate the ", "kept"), ("neglect ", "del"), ("audit.", "kept"))
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.OPEN
    assert one.suggestion.author == WHO
    assert one.suggestion.on == date(2026, 2, 12)
    assert one.label.startswith("Action EXEC")
    assert (one.item_id, one.item) == (sent.item, "5. Neglect: audit findings")
    assert (one.current, one.suggestion.after) == (TASK, "Circulate the audit.")


def test_taking_it_changes_the_text_in_one_step(workspace, sent):
    change(sent, sent.task, ("Send the audit.", "ins"), (TASK, "del"))
    (one,) = offered(workspace, sent)
    assert take(workspace, sent, one) == sent.task
    assert said(workspace, sent) == [FIRST, "Send the audit.", AGREED, SECOND]
    assert [row.standing for row in offered(workspace, sent)] == [Standing.DONE]
    workspace.undo()
    assert said(workspace, sent) == [FIRST, TASK, AGREED, SECOND]
    assert not workspace.can_undo


def test_bold_and_italic_outlive_a_change(workspace, sent):
    marks = to_data((Mark(0, 3, MarkStyle.BOLD), Mark(14, 22, MarkStyle.ITALIC)))

    def mark(session):
        session.get_one(Entry, sent.first).marks = marks

    workspace.do(mark)
    sent.word = Edited(papers.write_minutes(workspace, sent.meeting, sent.word.path.parent))
    last = sent.word.paragraph(sent.first).findall(qn("w:r"))[-1]
    for made in sent.word._made(" It was discussed.", "ins"):
        last.addnext(made)
        last = made
    (one,) = offered(workspace, sent)
    take(workspace, sent, one)
    row = workspace.ask(minutes.of_item, sent.item)[0]
    assert row.text == f"{FIRST} It was discussed."
    assert row.marks == (Mark(0, 3, MarkStyle.BOLD), Mark(14, 22, MarkStyle.ITALIC))


def test_new_paragraphs_become_notes_in_their_order(workspace, sent):
    first = sent.word.add_after(sent.word.paragraph(sent.first), "One.", end="")
    sent.word.track_end(first, "ins")
    second = sent.word.add_after(first, "Two.", end="")
    sent.word.track_end(second, "ins")
    one, two = offered(workspace, sent)
    assert (one.standing, one.suggestion.kind) == (Standing.OPEN, Kind.INSERTED)
    take(workspace, sent, one)
    take(workspace, sent, two)
    assert said(workspace, sent) == [FIRST, "One.", "Two.", TASK, AGREED, SECOND]
    assert {row.standing for row in offered(workspace, sent)} == {Standing.DONE}
    workspace.undo()
    assert said(workspace, sent) == [FIRST, "One.", TASK, AGREED, SECOND]


def test_a_new_paragraph_at_the_end_comes_after_the_last(workspace, sent):
    sent.word.add_after(sent.word.paragraph(sent.second), "HM closed the item.")
    (one,) = offered(workspace, sent)
    take(workspace, sent, one)
    assert said(workspace, sent) == [FIRST, TASK, AGREED, SECOND, "HM closed the item."]


def test_a_note_parted_in_two_becomes_two_notes(workspace, sent):
    paragraph = sent.word.paragraph(sent.first)
    sent.word.retype(paragraph, ("SGa presented the findings.", "kept"))
    sent.word.add_after(paragraph, "There were 20 cases.", state="kept")
    (one,) = offered(workspace, sent)
    take(workspace, sent, one)
    rows = workspace.ask(minutes.of_item, sent.item)
    assert [row.text for row in rows[:2]] == ["SGa presented the findings.", "There were 20 cases."]
    assert rows[0].id == sent.first


def test_a_struck_note_is_removed_and_undo_brings_it_back(workspace, sent):
    sent.word.strike_all(sent.word.paragraph(sent.first))
    (one,) = offered(workspace, sent)
    assert one.suggestion.kind is Kind.DELETED
    take(workspace, sent, one)
    assert said(workspace, sent) == [TASK, AGREED, SECOND]
    workspace.undo()
    assert said(workspace, sent) == [FIRST, TASK, AGREED, SECOND]


@pytest.mark.parametrize("which", ["task", "agreed"])
def test_a_struck_action_or_decision_goes_only_if_somebody_is_sure(workspace, sent, which):
    sent.word.strike_all(sent.word.paragraph(getattr(sent, which)))
    (one,) = offered(workspace, sent)
    assert one.is_record
    with pytest.raises(UserError, match="would go from the log too"):
        take(workspace, sent, one)
    assert len(said(workspace, sent)) == 4
    take(workspace, sent, one, is_sure=True)
    assert len(said(workspace, sent)) == 3


def test_a_text_changed_here_since_is_never_written_over_unseen(workspace, sent):
    change(sent, sent.first, ("SGa spoke.", "ins"), (FIRST, "del"))
    before = offered(workspace, sent)
    workspace.do(minutes.set_text, sent.first, "SGa presented 21 cases.")
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.CHANGED_HERE
    assert (one.suggestion.before, one.current) == (FIRST, "SGa presented 21 cases.")
    with pytest.raises(UserError, match="changed here since"):
        take(workspace, sent, before[0])
    take(workspace, sent, one)
    assert said(workspace, sent)[0] == "SGa spoke."


def test_a_paragraph_removed_here_since_is_not_brought_back(workspace, sent):
    change(sent, sent.first, ("SGa spoke.", "ins"), (FIRST, "del"))
    workspace.do(minutes.remove, sent.first)
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.REMOVED_HERE
    with pytest.raises(UserError, match="has been removed"):
        take(workspace, sent, one)


def test_text_changed_without_tracking_is_told_from_what_changed_here(workspace, sent):
    change(sent, sent.first, ("SGa presented.", "kept"))
    workspace.do(minutes.set_text, sent.second, "AD thanked everybody.")
    (one,) = offered(workspace, sent)
    assert (one.suggestion.kind, one.standing) == (Kind.UNTRACKED, Standing.OPEN)
    assert (one.suggestion.before, one.suggestion.after) == (FIRST, "SGa presented.")


def test_a_paragraph_taken_out_without_tracking_is_missed(workspace, sent):
    paragraph = sent.word.paragraph(sent.first)
    paragraph.getparent().remove(paragraph)
    (one,) = offered(workspace, sent)
    assert (one.suggestion.kind, one.suggestion.entry_id) == (Kind.UNTRACKED, sent.first)
    assert one.suggestion.is_removal


def test_what_was_minuted_after_the_copy_was_sent_is_not_missed(workspace, sent):
    rels = sent.word.parts["docProps/core.xml"]
    start = rels.index(b"</dcterms:created>")
    sent.word.parts["docProps/core.xml"] = (
        rels[: start - 20] + b"2020-01-01T00:00:00Z" + rels[start:]
    )
    paragraph = sent.word.paragraph(sent.first)
    paragraph.getparent().remove(paragraph)
    assert offered(workspace, sent) == []


def test_a_shareable_copy_names_no_withheld_line(workspace, sent, executive, tmp_path):
    open_line = workspace.do(minutes.add, executive.items[5], EntryKind.NOTE, "Not restricted.")
    workspace.do(agenda.set_restricted, sent.item, restricted=True)
    path = papers.write_minutes(workspace, sent.meeting, tmp_path, shareable=True)
    with zipfile.ZipFile(path) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
    assert open_line.encode() in whole
    for key in (sent.first, sent.task, sent.agreed, sent.second):
        assert key.encode() not in whole


def test_lines_of_a_restricted_item_are_not_missed(workspace, sent):
    workspace.do(agenda.set_restricted, sent.item, restricted=True)
    paragraph = sent.word.paragraph(sent.first)
    paragraph.getparent().remove(paragraph)
    assert offered(workspace, sent) == []


def test_without_bookmarks_the_words_are_found_again(workspace, sent):
    change(sent, sent.task, ("Circulate the neglect audit by Friday.", "kept"))
    change(sent, sent.second, ("AD ", "kept"), ("warmly ", "ins"), ("thanked the team.", "kept"))
    sent.word.lose_bookmarks()
    found = {one.suggestion.entry_id: one.suggestion for one in offered(workspace, sent)}
    assert found[sent.task].after == "Circulate the neglect audit by Friday."
    assert found[sent.second].after == "AD warmly thanked the team."
    assert set(found) == {sent.task, sent.second}


def test_a_struck_action_that_lost_its_bookmark_is_still_known(workspace, sent):
    paragraph = sent.word.paragraph(sent.task)
    sent.word.strike_all(paragraph)
    for sign in [
        *paragraph.findall(qn("w:bookmarkStart")),
        *paragraph.findall(qn("w:bookmarkEnd")),
    ]:
        paragraph.remove(sign)
    (one,) = offered(workspace, sent)
    assert (one.suggestion.entry_id, one.suggestion.kind) == (sent.task, Kind.DELETED)
    assert one.suggestion.before == TASK


def test_a_comment_is_seen_or_becomes_a_private_jotting(workspace, sent):
    sent.word.comment(sent.word.paragraph(sent.first), "Was it not 21?")
    (one,) = offered(workspace, sent)
    assert (one.standing, one.suggestion.kind) == (Standing.TO_SEE, Kind.COMMENT)
    with pytest.raises(UserError, match="nothing here"):
        take(workspace, sent, one)
    workspace.do(returned.jot, sent.meeting, one.suggestion)
    jotting = workspace.ask(minutes.of_item, sent.item)[1]
    assert jotting.kind is EntryKind.PRIVATE
    assert jotting.text == f"{WHO} on “{FIRST}”: Was it not 21?"
    assert [row.standing for row in offered(workspace, sent)] == [Standing.DONE]
    workspace.undo()
    assert said(workspace, sent) == [FIRST, TASK, AGREED, SECOND]


def test_a_change_of_what_is_printed_round_the_text_can_only_be_seen(workspace, sent):
    title = sent.word.saying("Neglect: audit")
    sent.word.retype(title, ("Neglect", "del"), ("Care", "ins"), (": audit findings", "kept"))
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.TO_SEE
    assert one.suggestion.before == "Neglect: audit findings"
    assert one.suggestion.after == "Care: audit findings"
    assert one.suggestion.place == "Title of the item"


def test_a_file_of_another_meeting_is_refused_by_name(workspace, executive, sent):
    other = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    found = returned.read(sent.word.save())
    with pytest.raises(UserError, match="minutes of RSCP Executive, 10 February 2026"):
        workspace.ask(returned.suggestions, other, found)


def test_a_file_of_another_office_is_refused(open_office, sent):
    found = returned.read(sent.word.save())
    theirs = open_office("theirs")
    made = theirs.do(build)
    with pytest.raises(UserError, match="not in this office"):
        theirs.ask(returned.suggestions, made.meeting, found)


def test_a_file_that_says_nothing_of_ours_is_refused(workspace, sent):
    sent.word.lose_bookmarks()
    for text in list(sent.word.root.iter("{*}t")):
        text.text = "Other words altogether"
    with pytest.raises(UserError, match="Nothing in"):
        offered(workspace, sent)


def test_a_suggestion_for_another_meeting_is_never_taken(workspace, executive, sent):
    change(sent, sent.first, ("SGa spoke.", "ins"), (FIRST, "del"))
    (one,) = offered(workspace, sent)
    other = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    with pytest.raises(UserError, match="nothing here"):
        workspace.do(returned.take, other, one.suggestion, seen=FIRST)


def test_a_file_far_longer_than_minutes_is_refused_in_words(workspace, sent):
    found = Returned(name="x.docx", passages=(Passage(entry_id="", pieces=()),) * 4_001)
    with pytest.raises(UserError, match="4,001 paragraphs"):
        workspace.ask(returned.suggestions, sent.meeting, found)


AOB = "Any other business"


@pytest.mark.parametrize("state", ["ins", "kept"])
def test_a_paragraph_under_an_empty_item_goes_to_that_item(workspace, executive, sent, state):
    empty = executive.items[6]
    type_under(sent, AOB, "The chair thanked everybody.", state=state)
    (one,) = offered(workspace, sent)
    assert (one.standing, one.item) == (Standing.OPEN, f"7. {AOB}")
    assert one.beside == ""
    take(workspace, sent, one)
    assert texts(workspace, empty) == ["The chair thanked everybody."]
    assert said(workspace, sent) == [FIRST, TASK, AGREED, SECOND]
    assert {row.standing for row in offered(workspace, sent)} <= {Standing.DONE}


@pytest.mark.parametrize("state", ["ins", "kept"])
def test_a_paragraph_right_under_a_heading_comes_first_in_its_item(workspace, sent, state):
    type_under(sent, "Neglect: audit findings", "At the top.", state=state)
    (one,) = offered(workspace, sent)
    take(workspace, sent, one)
    assert said(workspace, sent) == ["At the top.", FIRST, TASK, AGREED, SECOND]


def test_several_paragraphs_under_an_empty_item_keep_their_order(workspace, executive, sent):
    second = type_under(sent, AOB, "Two.")
    second.addprevious(type_under(sent, AOB, "One."))
    one, two = offered(workspace, sent)
    take(workspace, sent, two)
    take(workspace, sent, one)
    assert texts(workspace, executive.items[6]) == ["One.", "Two."]


@pytest.mark.parametrize("tracked", [True, False])
def test_words_written_over_nothing_minuted_are_a_new_paragraph(
    workspace, executive, sent, tracked
):
    line = [p for p in sent.word.root.iter(qn("w:p")) if NOTHING_MINUTED in words_of(p)]
    segments = (
        [(NOTHING_MINUTED, "del"), ("Thanks were said.", "ins")]
        if tracked
        else [("Thanks were said.", "kept")]
    )
    sent.word.retype(line[-1], *segments)
    (one,) = offered(workspace, sent)
    take(workspace, sent, one)
    assert texts(workspace, executive.items[-1]) == ["Thanks were said."]


@pytest.mark.parametrize("state", ["ins", "kept"])
def test_words_typed_into_a_withheld_item_never_reach_an_open_one(
    workspace, executive, sent, tmp_path, state
):
    hidden = executive.items[5]
    workspace.do(minutes.add, hidden, EntryKind.NOTE, "Something withheld.")
    workspace.do(agenda.set_restricted, hidden, restricted=True)
    sent.word = Edited(papers.write_minutes(workspace, sent.meeting, tmp_path, shareable=True))
    type_under(sent, "Restricted item", "A restricted remark.", state=state)
    (one,) = offered(workspace, sent)
    assert one.item.startswith("6. ")
    assert one.item.endswith("(restricted)")
    take(workspace, sent, one)
    assert "A restricted remark." in texts(workspace, hidden)
    assert said(workspace, sent) == [FIRST, TASK, AGREED, SECOND]


def lose_item_marks(sent):
    """What an editor does that keeps no bookmarks of ours but those of the entries."""
    for name in list(sent.word.root.iter(qn("w:bookmarkStart"))):
        if re.fullmatch("masa_.*_h[0-9]?|masa_[tnod][0-9]+_.*", name.get(qn("w:name"))):
            name.getparent().remove(name)


@pytest.mark.parametrize("restricted", [False, True])
def test_a_heading_that_lost_its_mark_is_known_by_number_and_title(
    workspace, executive, sent, tmp_path, restricted
):
    workspace.do(agenda.set_restricted, executive.items[6], restricted=restricted)
    sent.word = Edited(
        papers.write_minutes(workspace, sent.meeting, tmp_path, shareable=restricted)
    )
    type_under(sent, "Restricted item" if restricted else AOB, "The chair thanked everybody.")
    lose_item_marks(sent)
    (one,) = offered(workspace, sent)
    assert one.item_id == executive.items[6]


@pytest.mark.parametrize("restricted", [False, True])
def test_without_its_heading_a_new_paragraph_has_no_place_until_somebody_says_it(
    workspace, executive, sent, tmp_path, restricted
):
    workspace.do(agenda.set_restricted, executive.items[6], restricted=restricted)
    sent.word = Edited(
        papers.write_minutes(workspace, sent.meeting, tmp_path, shareable=restricted)
    )
    made = type_under(sent, "Restricted item" if restricted else AOB, "Whose is this?")
    lose_item_marks(sent)
    cell = made.getparent()
    cell.remove(cell.find(qn("w:p")))
    for text in next(cell.itersiblings(qn("w:tc"), preceding=True)).iter(qn("w:t")):
        text.text = ""
    (one,) = [row for row in offered(workspace, sent) if row.suggestion.is_new]
    assert (one.standing, one.item_id, one.label) == (Standing.NO_PLACE, "", "")
    with pytest.raises(UserError, match="does not show under which item"):
        take(workspace, sent, one)
    take(workspace, sent, one, item_id=executive.items[0])
    assert texts(workspace, executive.items[0])[-1] == "Whose is this?"
    state = workspace.ask(returned.standing, sent.meeting, [one.suggestion])
    assert [row.standing for row in state] == [Standing.DONE]


def test_an_item_taken_off_the_agenda_leaves_a_paragraph_without_place(workspace, executive, sent):
    type_under(sent, AOB, "The chair thanked everybody.")
    workspace.do(agenda.remove, executive.items[6])
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.NO_PLACE


def test_a_row_of_its_own_in_the_summary_is_no_note_of_the_action_above(workspace, sent):
    row = next(sent.word.saying(TASK).iterancestors(qn("w:tr")))
    added = copy.deepcopy(row)
    for sign in [*added.iter(qn("w:bookmarkStart")), *added.iter(qn("w:bookmarkEnd"))]:
        sign.getparent().remove(sign)
    row.addnext(added)
    for paragraph in added.iter(qn("w:p")):
        words = words_of(paragraph)
        sent.word.retype(paragraph, *([("Another action.", "ins")] if words == TASK else []))
    found = [one for one in offered(workspace, sent) if one.suggestion.is_new]
    assert [one.standing for one in found] == [Standing.NO_PLACE]


@pytest.mark.parametrize("state", ["tracked", "plain"])
def test_an_action_cut_and_pasted_is_a_move_and_stays_an_action(workspace, sent, state):
    word = sent.word
    carry(sent, word.paragraph(sent.task), word.paragraph(sent.second), state=state)
    (one,) = offered(workspace, sent)
    assert (one.suggestion.kind, one.standing) == (Kind.MOVED, Standing.OPEN)
    assert (one.suggestion.entry_id, one.beside) == (sent.task, SECOND)
    take(workspace, sent, one)
    rows = workspace.ask(minutes.of_item, sent.item)
    assert [row.text for row in rows] == [FIRST, AGREED, SECOND, TASK]
    assert (rows[-1].id, rows[-1].kind, rows[-1].ref) == (
        sent.task,
        EntryKind.ACTION,
        "EXEC-2026-001",
    )
    assert {row.standing for row in offered(workspace, sent)} <= {Standing.DONE}
    workspace.undo()
    assert said(workspace, sent) == [FIRST, TASK, AGREED, SECOND]


@pytest.mark.parametrize("state", ["tracked", "plain"])
def test_a_decision_moved_under_another_item_goes_there_with_its_record(
    workspace, executive, sent, state
):
    heading = [p for p in sent.word.root.iter(qn("w:p")) if AOB in words_of(p)][-1]
    carry(sent, sent.word.paragraph(sent.agreed), heading, state=state)
    (one,) = offered(workspace, sent)
    assert (one.suggestion.kind, one.target) == (Kind.MOVED, f"7. {AOB}")
    take(workspace, sent, one)
    (row,) = workspace.ask(minutes.of_item, executive.items[6])
    assert (row.id, row.kind) == (sent.agreed, EntryKind.DECISION)
    assert AGREED not in said(workspace, sent)


def test_a_move_that_takes_the_mark_along_is_a_move_too(workspace, sent):
    word = sent.word
    old = word.paragraph(sent.task)
    name = old.find(qn("w:bookmarkStart")).get(qn("w:name"))
    carry(sent, old, word.paragraph(sent.second), state="tracked")
    for sign in [*old.iter(qn("w:bookmarkStart")), *old.iter(qn("w:bookmarkEnd"))]:
        old.remove(sign)
    (pasted,) = [p for p in word.root.iter(qn("w:p")) if p.find(qn("w:moveTo")) is not None]
    opening, text = pasted.findall(qn("w:moveTo"))
    next(opening.iter(qn("w:t"))).text = "Action EXEC-2026-001: "
    next(text.iter(qn("w:t"))).text = TASK
    for tag, place in (("w:bookmarkStart", text.addprevious), ("w:bookmarkEnd", text.addnext)):
        sign = OxmlElement(tag)
        sign.set(qn("w:id"), "7777")
        sign.set(qn("w:name"), name)
        place(sign)
    (one,) = offered(workspace, sent)
    assert (one.suggestion.kind, one.suggestion.entry_id) == (Kind.MOVED, sent.task)
    take(workspace, sent, one)
    assert said(workspace, sent) == [FIRST, AGREED, SECOND, TASK]


def test_an_action_moved_and_reworded_is_one_suggestion(workspace, sent):
    word = sent.word
    carry(sent, word.paragraph(sent.task), word.paragraph(sent.second), state="tracked")
    (pasted,) = [p for p in word.root.iter(qn("w:p")) if p.find(qn("w:moveTo")) is not None]
    list(pasted.iter(qn("w:t")))[-1].text += " Again."
    (one,) = offered(workspace, sent)
    assert (one.suggestion.kind, one.suggestion.before) == (Kind.MOVED, TASK)
    take(workspace, sent, one)
    row = workspace.ask(minutes.of_item, sent.item)[-1]
    assert (row.id, row.text) == (sent.task, f"{TASK} Again.")


def test_what_was_moved_here_since_is_no_move_of_the_chair(workspace, sent):
    rels = sent.word.parts["docProps/core.xml"]
    start = rels.index(b"</dcterms:created>")
    later = (datetime.now(UTC) + timedelta(seconds=-30)).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    sent.word.parts["docProps/core.xml"] = rels[: start - 20] + later + rels[start:]

    def turn_round(session):
        first, second = (session.get_one(Entry, key) for key in (sent.first, sent.second))
        first.position, second.position = second.position, first.position

    workspace.do(turn_round)
    assert offered(workspace, sent) == []


@pytest.mark.parametrize("is_mark_gone", [False, True])
def test_a_title_retyped_without_tracking_is_to_be_looked_at(workspace, sent, is_mark_gone):
    title = sent.word.saying("Neglect: audit")
    sent.word.retype(title, ("Neglect: the findings", "kept"))
    if is_mark_gone:  # as with the last character of what it marks
        for sign in [*title.iter(qn("w:bookmarkStart")), *title.iter(qn("w:bookmarkEnd"))]:
            title.remove(sign)
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.TO_SEE
    assert (one.suggestion.kind, one.item_id) == (Kind.UNTRACKED, sent.item)
    assert one.suggestion.before == "Neglect: audit findings"
    assert one.suggestion.after == "Neglect: the findings"
    assert one.suggestion.place == "Title of the item"


def test_ACT11_a_date_retyped_is_taken_and_an_owner_is_to_be_looked_at(workspace, sent):
    due = sent.word.saying("No date said")
    sent.word.retype(due, ("14 Mar 2026", "kept"))
    sent.word.retype(sent.word.saying("No owner"), ("SGa", "kept"))
    owners, dates = offered(workspace, sent)
    assert (owners.suggestion.place, owners.suggestion.after) == ("Owner", "SGa")
    assert (dates.suggestion.place, dates.suggestion.after) == ("By when", "14 Mar 2026")
    assert (owners.suggestion.before, dates.suggestion.before) == ("No owner", "No date said")
    assert owners.label == dates.label == "Action EXEC-2026-001"
    assert {owners.item_id, dates.item_id} == {sent.item}
    assert (owners.standing, dates.standing) == (Standing.TO_SEE, Standing.OPEN)
    assert (dates.current, dates.proposed) == ("No date said", "14 Mar 2026")
    take(workspace, sent, dates)
    assert due_of(workspace, sent) == "14 Mar 2026"
    assert [one.standing for one in offered(workspace, sent)][1] is Standing.DONE
    workspace.undo()
    assert due_of(workspace, sent) == "no date said"


def due_of(workspace, sent):
    (due,) = [row.due for row in workspace.ask(minutes.of_item, sent.item) if row.id == sent.task]
    return due


def test_ACT11_a_date_the_file_changed_and_somebody_here_too_is_not_taken_unseen(workspace, sent):
    sent.word.retype(sent.word.saying("No date said"), ("No date said", "del"), ("14/3/26", "ins"))
    (before,) = offered(workspace, sent)
    set_due(workspace, sent, date(2026, 3, 20))
    with pytest.raises(UserError, match="changed here since"):
        take(workspace, sent, before)
    (one,) = offered(workspace, sent)
    assert (one.standing, one.current) == (Standing.CHANGED_HERE, "20 Mar 2026")
    take(workspace, sent, one)
    assert due_of(workspace, sent) == "14 Mar 2026"


def test_ACT11_what_is_no_date_or_moves_only_with_a_reason_can_only_be_looked_at(workspace, sent):
    due = sent.word.saying("No date said")
    sent.word.retype(due, ("when OP is back", "kept"))
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.TO_SEE
    with pytest.raises(UserError, match="cannot be taken"):
        take(workspace, sent, one)
    set_due(workspace, sent, date(2026, 3, 20))
    workspace.do(issuing.set_state, sent.meeting, MinutesState.CIRCULATED, date(2026, 3, 1))
    sent.word.retype(due, ("14 Mar 2026", "kept"))
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.TO_SEE


def set_due(workspace, sent, on):
    action_id = workspace.ask(meeting_view.particulars, sent.task).action_id
    workspace.do(actions.set_due, action_id, DueKind.DATED, on, today=date(2026, 2, 10))


def test_what_was_set_by_hand_meanwhile_is_done(workspace, sent):
    sent.word.retype(sent.word.saying("Neglect: audit"), ("Neglect: new", "kept"))
    workspace.do(agenda.set_item, sent.item, title="Neglect: new", presenter="", minutes=20)
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.DONE


def test_two_changes_of_one_text_are_taken_one_by_one(workspace, sent):
    change(
        sent,
        sent.first,
        ("SGa presented the ", "kept"),
        ("early ", "ins"),
        ("findings from ", "kept"),
        ("20", "del"),
        ("21", "ins"),
        (" cases.", "kept"),
    )
    one, two = offered(workspace, sent)
    assert one.proposed == "SGa presented the early findings from 20 cases."
    assert two.proposed == "SGa presented the findings from 21 cases."
    take(workspace, sent, two)
    assert said(workspace, sent)[0] == two.proposed
    one, two = offered(workspace, sent)
    assert (one.standing, two.standing) == (Standing.OPEN, Standing.DONE)
    take(workspace, sent, one)
    assert said(workspace, sent)[0] == "SGa presented the early findings from 21 cases."
    assert {row.standing for row in offered(workspace, sent)} == {Standing.DONE}
    workspace.undo()
    workspace.undo()
    assert said(workspace, sent)[0] == FIRST


LONG = (
    "a plan open beyond nine months is reviewed by the panel, which hears the family first, "
    "asks each agency for its own account, and tells the executive by June."
)


def in_the_summary(sent):
    return next(p for p in sent.word.root.iter(qn("w:p")) if words_of(p).startswith("A plan open"))


@pytest.mark.parametrize("text", [AGREED, LONG])
@pytest.mark.parametrize("state", ["del", ""])
def test_a_decision_changed_in_the_summary_is_taken_as_one_in_the_minutes(
    workspace, sent, tmp_path, text, state
):
    """The summary begins with a capital and cuts a long one short; neither is a change."""
    workspace.do(minutes.set_text, sent.agreed, text)
    sent.word = Edited(papers.write_minutes(workspace, sent.meeting, tmp_path))
    assert offered(workspace, sent) == []
    found = in_the_summary(sent)
    rest = words_of(found).removeprefix("A plan open beyond nine")
    gone = [(" nine", state)] if state else []
    sent.word.retype(
        found,
        ("A plan open beyond", "kept"),
        *gone,
        (" six", "ins" if state else "kept"),
        (rest, "kept"),
    )
    (one,) = offered(workspace, sent)
    assert (one.standing, one.label[:8]) == (Standing.OPEN, "Decision")
    assert one.suggestion.kind is (Kind.CHANGED if state else Kind.UNTRACKED)
    take(workspace, sent, one)
    assert said(workspace, sent)[2] == text.replace("nine", "six")


def test_changes_of_two_people_in_one_text_name_each(workspace, sent):
    change(
        sent,
        sent.first,
        ("SGa presented the findings", "kept"),
        (" from 20", "del"),
        (" cases.", "kept"),
    )
    sent.word.who = "Owen Prydderch"
    for made in sent.word._made(" Thanks.", "ins"):
        sent.word.paragraph(sent.first).append(made)
    one, two = offered(workspace, sent)
    assert (one.suggestion.author, two.suggestion.author) == (WHO, "Owen Prydderch")
    take(workspace, sent, one)
    assert said(workspace, sent)[0] == "SGa presented the findings cases."


def test_a_part_of_a_text_changed_here_since_is_never_put_in_unseen(workspace, sent):
    change(sent, sent.first, ("One ", "ins"), (FIRST, "kept"), (" Two.", "ins"))
    found = offered(workspace, sent)
    workspace.do(minutes.set_text, sent.first, "Another text altogether.")
    with pytest.raises(UserError, match="changed here since"):
        take(workspace, sent, found[0])
    one, two = offered(workspace, sent)
    assert one.standing is two.standing is Standing.CHANGED_HERE
    assert one.proposed == f"One {FIRST} Two."
    take(workspace, sent, one)
    assert said(workspace, sent)[0] == f"One {FIRST} Two."


def test_bold_words_outlive_the_change_of_others(workspace, sent):
    change(sent, sent.first, ("Then ", "ins"), (FIRST, "kept"), (" So.", "ins"))
    found = offered(workspace, sent)

    def mark(session):
        session.get_one(Entry, sent.first).marks = to_data((Mark(0, 3, MarkStyle.BOLD),))

    workspace.do(mark)
    take(workspace, sent, found[0])
    row = workspace.ask(minutes.of_item, sent.item)[0]
    assert (row.text, row.marks) == (f"Then {FIRST}", (Mark(5, 8, MarkStyle.BOLD),))


def test_changes_of_looks_alone_are_counted_and_left_out(workspace, sent):
    for run in list(sent.word.paragraph(sent.first).iter(qn("w:r"))):
        sign = OxmlElement("w:rPr")
        sign.append(OxmlElement("w:b"))
        change_of_looks = OxmlElement("w:rPrChange")
        change_of_looks.set(qn("w:author"), WHO)
        sign.append(change_of_looks)
        run.insert(0, sign)
    found = returned.read(sent.word.save())
    assert found.formatting == 1
    assert workspace.ask(returned.suggestions, sent.meeting, found) == []


@pytest.mark.parametrize(
    ("beside", "words"),
    [
        ((), "Taken into item 5"),
        (("set_conditions",), "Taken into item 5; its condition stands as it was"),
        (("set_dissent",), "Taken into item 5; its dissent stands as it was"),
        (
            ("set_conditions", "set_dissent"),
            "Taken into item 5; its condition and dissent stand as they were",
        ),
    ],
)
def test_what_stands_beside_a_reworded_decision_is_named(workspace, sent, beside, words):
    for verb in beside:
        workspace.do(getattr(decisions, verb), sent.agreed, "if the board is told")
    agreed = sent.word.paragraph(sent.agreed)
    sent.word.retype(agreed, ("a plan open beyond ", "kept"), ("nine", "del"), ("six", "ins"))
    (one,) = offered(workspace, sent)
    entry_id = take(workspace, sent, one)
    told = workspace.ask(returned.taken, sent.meeting, one.suggestion, entry_id)
    assert (entry_id, told) == (sent.agreed, words)
