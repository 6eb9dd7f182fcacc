"""The chair's Word file beside the record: what it proposes, taking it, and what is refused."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import date

import pytest
from docx.oxml.ns import qn

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import to_data
from masa_desktop.domain.returned import Kind, Passage, Returned, Standing
from masa_desktop.services import agenda, meetings, minutes, papers, returned
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


def change(sent, key, *segments):
    sent.word.retype(sent.word.paragraph(key), *segments)


def test_minutes_nobody_touched_propose_nothing(workspace, sent):
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
    sent.word.retype(sent.word.saying("Neglect: audit"), ("Neglect", "del"), ("Care", "ins"))
    (one,) = offered(workspace, sent)
    assert one.standing is Standing.TO_SEE
    assert (one.suggestion.before, one.suggestion.after) == ("Neglect", "Care")
    assert one.suggestion.place


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
