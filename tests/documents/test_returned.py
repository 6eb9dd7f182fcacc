"""Minutes that came back in Word, read from files edited as Word edits them."""

from __future__ import annotations

import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.documents.files import sha256_of
from masa_desktop.documents.returned import read
from masa_desktop.documents.word import write_minutes
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.domain.minutes import (
    AttendanceStyle,
    Entry,
    EntryKind,
    Item,
    Minutes,
    MinutesState,
)
from masa_desktop.domain.returned import (
    DiffState,
    Kind,
    differences,
    in_order,
    new_paragraph,
    out_of_order,
    suggestions_of,
)
from masa_desktop.domain.returned_edits import apart
from masa_desktop.domain.returned_marks import (
    Printed,
    bookmark,
    entry_of,
    item_bookmark,
    item_of,
    printed_bookmark,
    printed_of,
    trace,
)
from masa_desktop.domain.returned_pieces import (
    Piece,
    PieceState,
    marks_after,
    text_after,
    text_before,
    tidy,
    without_opening,
)
from tests.documents.word_edits import WHO, Edited

NOTE, ACTION, DECISION, LAST = (f"{number:032x}" for number in range(1, 5))
SAID = {
    NOTE: "SGa presented the findings from 20 cases.",
    DECISION: "a neglect plan open beyond nine months is reviewed.",
    ACTION: "Circulate the neglect audit.",
    LAST: "AD thanked the team.",
}
DAY = date(2026, 2, 12)


@pytest.fixture
def sent(minutes, tmp_path):
    """Minutes of one item with four entries, as they were sent."""
    item = Item(
        number="5",
        title="Neglect audit",
        entries=(
            Entry(id=NOTE, kind=EntryKind.NOTE, text=SAID[NOTE]),
            Entry(
                id=DECISION,
                kind=EntryKind.DECISION,
                lead="AGREED",
                ref="EXEC-2026-D004",
                text=SAID[DECISION],
            ),
            Entry(
                id=ACTION,
                kind=EntryKind.ACTION,
                ref="EXEC-2026-014",
                text=SAID[ACTION],
                owners="SGa",
            ),
            Entry(id=LAST, kind=EntryKind.NOTE, text=SAID[LAST]),
        ),
    )
    return write_minutes(
        replace(minutes, items=(item,)),
        tmp_path / "minutes.docx",
        style=AttendanceStyle.CODED_LIST,
    )


@pytest.fixture
def edited(sent):
    return Edited(sent)


def passage(path, entry_id):
    """What the body of the minutes has for the entry; the summary comes before it."""
    return [one for one in read(path).passages if one.entry_id == entry_id][-1]


def proposed(path):
    """Everything the file proposes, entry by entry."""
    found = []
    for one in read(path).passages:
        if one.entry_id:
            found += suggestions_of(one, [SAID[one.entry_id]])
    return found


def test_a_file_nobody_touched_proposes_nothing(sent):
    returned = read(sent)
    assert returned.entry_ids == (ACTION, DECISION, NOTE, LAST)
    assert returned.reference == "EXEC-2026-01"
    assert returned.written is not None
    assert proposed(sent) == []


def test_the_printed_opening_is_no_part_of_the_text(sent):
    found = passage(sent, ACTION)
    assert text_after(found.opening) == "Action EXEC-2026-014: "
    assert text_after(found.pieces) == SAID[ACTION]


def test_reading_leaves_the_file_as_it_is(sent):
    before = sha256_of(sent)
    read(sent)
    assert sha256_of(sent) == before


def test_a_tracked_change_gives_the_text_before_and_after(edited):
    edited.retype(
        edited.paragraph(NOTE),
        ("SGa presented ", "kept"),
        ("the findings from 20", "del"),
        ("the audit of 21", "ins"),
        (" cases.", "kept"),
    )
    (one,) = proposed(edited.save())
    assert (one.kind, one.author, one.on) == (Kind.CHANGED, WHO, DAY)
    assert one.before == SAID[NOTE]
    assert one.after == "SGa presented the audit of 21 cases."


def test_what_was_put_in_and_struck_out_again_is_nowhere(edited):
    edited.retype(edited.paragraph(NOTE), (SAID[NOTE], "kept"), (" Not this.", "ins del"))
    assert proposed(edited.save()) == []


def test_moved_words_leave_one_place_and_come_to_another(edited):
    edited.retype(
        edited.paragraph(NOTE), ("SGa presented ", "kept"), ("the findings from 20 cases.", "del")
    )
    for found in edited.root.iter("{*}del"):
        found.tag = found.tag.replace("del", "moveFrom")
    edited.retype(edited.paragraph(LAST), (SAID[LAST], "kept"), (" The findings.", "ins"))
    for found in edited.root.iter("{*}ins"):
        found.tag = found.tag.replace("ins", "moveTo")
    first, second = proposed(edited.save())
    assert first.after == "SGa presented"
    assert second.after == f"{SAID[LAST]} The findings."


def test_a_paragraph_struck_out_whole_is_a_removal(edited):
    edited.strike_all(edited.paragraph(NOTE))
    (one,) = proposed(edited.save())
    assert (one.kind, one.entry_id, one.before, one.after) == (Kind.DELETED, NOTE, SAID[NOTE], "")
    assert one.is_removal


def test_a_struck_action_says_nothing_of_its_opening(edited):
    edited.strike_all(edited.paragraph(ACTION))
    (one,) = proposed(edited.save())
    assert (one.kind, one.before) == (Kind.DELETED, SAID[ACTION])


def test_a_new_last_paragraph_is_offered_after_its_entry(edited):
    edited.add_after(edited.paragraph(LAST), "HM closed the item.")
    (one,) = proposed(edited.save())
    assert (one.kind, one.entry_id) == (Kind.INSERTED, LAST)
    assert one.after == "HM closed the item."
    assert one.is_new
    assert not one.is_ahead


def test_a_new_paragraph_between_two_is_offered_after_the_first(edited):
    made = edited.add_after(edited.paragraph(NOTE), "A question was asked.", end="")
    edited.track_end(made, "ins")
    found = [one for one in read(edited.save()).passages if one.near_id == NOTE]
    assert [new_paragraph(one).after for one in found if not one.place] == ["A question was asked."]


def test_a_paragraph_parted_in_two_stays_one_text(edited):
    first = edited.paragraph(NOTE)
    edited.retype(first, ("SGa presented the findings ", "kept"))
    edited.add_after(first, "from 20 cases.", state="kept")
    (one,) = proposed(edited.save())
    assert one.before == SAID[NOTE]
    assert one.after == "SGa presented the findings\nfrom 20 cases."


def test_text_changed_without_tracking_is_said_to_be(edited):
    edited.retype(edited.paragraph(ACTION), ("Circulate the audit by Friday.", "kept"))
    (one,) = proposed(edited.save())
    assert (one.kind, one.author, one.on) == (Kind.UNTRACKED, "", None)
    assert (one.before, one.after) == (SAID[ACTION], "Circulate the audit by Friday.")


def test_an_untracked_new_paragraph_is_found_by_where_it_stands(edited):
    edited.add_after(edited.paragraph(NOTE), "Typed in by hand.", state="kept", end="")
    (found,) = [p for p in read(edited.save()).passages if p.near_id == NOTE and not p.place]
    one = new_paragraph(found)
    assert (one.kind, one.after, one.is_new) == (Kind.UNTRACKED, "Typed in by hand.", True)


def test_a_change_of_an_owner_is_seen_in_its_column(edited):
    beside = next(p for p in edited.root.iter("{*}p") if _owner(p) and _in_minutes(p))
    edited.retype(beside, ("SGa", "del"), ("AD", "ins"))
    (found,) = [p for p in read(edited.save()).passages if p.place == "Action by" and p.pieces]
    assert (text_before(found.pieces), text_after(found.pieces)) == ("SGa", "AD")
    assert found.near_id == ACTION


def _owner(paragraph) -> bool:
    return "".join(t.text or "" for t in paragraph.iter("{*}t")) == "SGa"


def _in_minutes(paragraph) -> bool:
    row = next(paragraph.iterancestors("{*}tr"))
    return any("Action " in (t.text or "") for t in row.iter("{*}t"))


def test_an_action_changed_in_the_summary_is_the_same_action(edited):
    edited.retype(edited.saying(SAID[ACTION]), ("Send", "ins"), (SAID[ACTION], "del"))
    (one,) = proposed(edited.save())
    assert (one.entry_id, one.kind, one.after) == (ACTION, Kind.CHANGED, "Send")


def test_one_change_in_summary_and_minutes_is_offered_once(edited):
    for paragraph in (edited.saying(SAID[ACTION]), edited.paragraph(ACTION)):
        edited.retype(paragraph, ("Send", "ins"), (SAID[ACTION], "del"))
    assert len(in_order(proposed(edited.save()))) == 1


def test_a_comment_brings_its_words(edited):
    edited.retype(edited.paragraph(NOTE), ("SGa presented ", "kept"), ("20 cases.", "kept"))
    edited.comment(edited.paragraph(NOTE), "Was it not 21?", first=2)
    comments = [one for one in proposed(edited.save()) if one.kind is Kind.COMMENT]
    (one,) = comments
    assert (one.entry_id, one.author, one.on) == (NOTE, WHO, DAY)
    assert (one.before, one.comment) == ("20 cases.", "Was it not 21?")


def test_a_comment_on_struck_words_still_names_them(edited):
    edited.retype(edited.paragraph(NOTE), (SAID[NOTE], "kept"))
    edited.comment(edited.paragraph(NOTE), "Out.", first=0)
    edited.strike_all(edited.paragraph(NOTE))
    found = {one.kind: one for one in proposed(edited.save())}
    assert found[Kind.COMMENT].before == SAID[NOTE]
    assert found[Kind.DELETED].before == SAID[NOTE]


def test_bold_and_italic_come_back_with_the_text(edited):
    edited.retype(edited.paragraph(NOTE), ("SGa spoke.", "ins"), (SAID[NOTE], "del"))
    run = next(r for r in edited.paragraph(NOTE).iter("{*}r") if r.getparent().tag.endswith("ins"))
    run.insert(0, _bold())
    (one,) = proposed(edited.save())
    assert one.marks == (Mark(0, 5, MarkStyle.BOLD),)


def _bold():
    properties = OxmlElement("w:rPr")
    properties.append(OxmlElement("w:b"))
    return properties


def test_without_bookmarks_every_paragraph_is_still_read(edited):
    edited.lose_bookmarks()
    returned = read(edited.save())
    assert returned.entry_ids == ()
    said = [text_after(one.pieces) for one in returned.passages]
    assert f"Action EXEC-2026-014: {SAID[ACTION]}" in said


def test_the_opening_is_taken_off_exactly():
    pieces = (Piece("Action E-1: Send"), Piece(" it.", PieceState.INSERTED))
    assert text_after(without_opening(pieces, "Action E-1:")) == "Send it."
    assert without_opening(pieces, "Action E-2:") == pieces
    assert without_opening(pieces, "") == pieces


def test_a_bookmark_that_is_not_ours_names_no_entry():
    assert entry_of("_GoBack") == entry_of("masa_") == entry_of("Xmasa_1") == ""
    assert entry_of(bookmark(NOTE)) == NOTE
    assert entry_of(bookmark(NOTE, in_summary=True)) == NOTE
    assert len(bookmark(NOTE, in_summary=True)) <= 40
    assert bookmark("") == bookmark("a b") == ""


TEXT_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufeff\ufffc"
)
TEXT = st.text(TEXT_CHARACTERS, min_size=1, max_size=12)
SEGMENTS = st.lists(st.tuples(TEXT, st.sampled_from(["kept", "ins", "del", "ins del"])), max_size=8)


@given(SEGMENTS)
def test_random_edits_always_give_back_before_and_after(tmp_path_factory, segments):
    path = _one_note(tmp_path_factory)
    edited = Edited(path)
    edited.retype(edited.paragraph(NOTE), *segments)
    found = passage(edited.save(path.with_name("back.docx")), NOTE)
    before = "".join(text for text, state in segments if state in ("kept", "del"))
    after = "".join(text for text, state in segments if state in ("kept", "ins"))
    assert text_before(found.pieces) == before
    assert text_after(found.pieces) == after


def _one_note(tmp_path_factory):
    """One small paper for all examples."""
    path = tmp_path_factory.getbasetemp() / "one-note.docx"
    if not path.exists():
        note = Entry(id=NOTE, kind=EntryKind.NOTE, text="As sent.")
        made = Minutes(
            partnership="Riverside SCP",
            group="RSCP Executive",
            on=date(2026, 2, 10),
            state=MinutesState.DRAFT,
            items=(Item(number="1", title="One", entries=(note,)),),
        )
        write_minutes(made, path, style=AttendanceStyle.CODED_LIST)
    return path


@given(st.lists(st.tuples(TEXT, st.sampled_from(PieceState), st.booleans()), max_size=8))
def test_marks_stay_on_their_characters(parts):
    pieces = [
        Piece(text, state, styles=frozenset({MarkStyle.BOLD} if bold else ()))
        for text, state, bold in parts
    ]
    said, marks = tidy(f"  {text_after(pieces)}", tuple(_moved(marks_after(pieces), 2)))
    bold = "".join(said[mark.start : mark.end] for mark in marks)
    wanted = "".join(p.text for p in pieces if p.styles and p.state is not PieceState.DELETED)
    assert "".join(bold.split()) == "".join(wanted.split())


def _moved(marks, by):
    return [Mark(mark.start + by, mark.end + by, mark.style) for mark in marks]


@given(st.text(TEXT_CHARACTERS, max_size=60), st.text(TEXT_CHARACTERS, max_size=60))
def test_what_stayed_with_what_went_or_came_is_each_text_whole(before, after):
    found = differences(before, after)
    assert "".join(text for text, state in found if state is not DiffState.IN) == before
    assert "".join(text for text, state in found if state is not DiffState.OUT) == after


def test_a_lone_word_between_two_changes_is_part_of_one_change():
    found = differences("Drift was seen in plans.", "There was some drift in plans.")
    assert found == [
        ("Drift was seen", DiffState.OUT),
        ("There was some drift", DiffState.IN),
        (" in plans.", DiffState.SAME),
    ]


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UserError, match="cannot be found"):
        read(tmp_path / "gone.docx")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_word_document_is_refused(tmp_path, content):
    path = tmp_path / "minutes.docx"
    path.write_bytes(content)
    with pytest.raises(UserError, match="cannot be read as a Word document"):
        read(path)


def test_a_protected_file_is_refused_for_its_password(tmp_path):
    path = tmp_path / "minutes.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UserError, match="protected by a password"):
        read(path)


def test_a_file_without_a_document_in_it_is_refused(edited):
    del edited.parts["word/document.xml"]
    edited.parts = {name: part for name, part in edited.parts.items() if "document" not in name}
    with zipfile.ZipFile(edited.path, "w") as package:
        for name, content in edited.parts.items():
            package.writestr(name, content)
    with pytest.raises(UserError, match="cannot be read as a Word document"):
        read(edited.path)


def rewritten(edited, content: bytes):
    edited.save()
    edited.parts["word/document.xml"] = content
    with zipfile.ZipFile(edited.path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in edited.parts.items():
            package.writestr(name, part)
    return edited.path


def test_torn_xml_is_refused(edited):
    edited.save()
    whole = edited.parts["word/document.xml"]
    with pytest.raises(UserError, match="cannot be read as a Word document"):
        read(rewritten(edited, whole[: len(whole) // 2]))


def test_a_file_with_entities_is_refused_and_reads_no_other_file(edited, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("planted words", encoding="utf-8")
    edited.save()
    whole = edited.parts["word/document.xml"].decode()
    head, body = whole.split("?>", 1)
    doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    hostile = f"{head}?>{doctype}{body}".replace("SGa presented", "&x;", 1)
    with pytest.raises(UserError, match="cannot be read as a Word document"):
        read(rewritten(edited, hostile.encode()))


def test_a_part_that_swells_beyond_reason_is_refused(edited):
    bomb = b"<w:document>" + b" " * (65 * 1024 * 1024) + b"</w:document>"
    path = rewritten(edited, bomb)
    assert path.stat().st_size < 200_000
    with pytest.raises(UserError, match="far larger than minutes are"):
        read(path)


def test_a_document_part_outside_the_file_is_not_fetched(edited):
    edited.save()
    rels = edited.parts["_rels/.rels"].replace(
        b'Target="word/document.xml"', b'Target="file:///etc/passwd" TargetMode="External"'
    )
    assert b"External" in rels
    edited.parts["_rels/.rels"] = rels
    with zipfile.ZipFile(edited.path, "w") as package:
        for name, part in edited.parts.items():
            package.writestr(name, part)
    assert set(read(edited.path).entry_ids) == {NOTE, DECISION, ACTION, LAST}


@pytest.mark.needs_soffice
def test_a_file_saved_by_another_program_is_still_known(edited, tmp_path):
    """Word is not the only one: the bookmarks, the tracking and the comments come through."""
    edited.retype(edited.paragraph(NOTE), ("SGa spoke.", "ins"), (SAID[NOTE], "del"))
    edited.comment(edited.paragraph(LAST), "Name the team.")
    edited.save()
    _converted(edited.path, "odt", tmp_path)
    back = _converted(tmp_path / "minutes.odt", "docx", tmp_path / "back")
    found = {one.kind: one for one in proposed(back)}
    assert (found[Kind.CHANGED].author, found[Kind.CHANGED].after) == (WHO, "SGa spoke.")
    assert found[Kind.COMMENT].comment == "Name the team."
    assert read(back).reference == "EXEC-2026-01"


def _converted(path, ending, folder):
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=100)
    return folder / f"{path.stem}.{ending}"


@given(SEGMENTS, st.lists(st.integers(0, 7), max_size=8))
def test_changes_taken_one_by_one_in_any_order_make_the_text_of_the_file(segments, order):
    states = {"kept": PieceState.KEPT, "ins": PieceState.INSERTED, "del": PieceState.DELETED}
    pieces = [Piece(text, states[state]) for text, state in segments if state in states]
    edits = apart(pieces)
    if edits is None:
        return
    text, marks = tidy(text_before(pieces))
    for number in [*order, *range(len(edits.edits))]:
        if number < len(edits.edits) and edits.is_taken(number, text) is False:
            text, marks = edits.applied(number, text, marks)
    assert "".join(text.split()) == "".join(text_after(pieces).split())


def test_changes_are_parted_by_words_that_stayed_and_joined_by_blanks():
    put, out = PieceState.INSERTED, PieceState.DELETED
    edits = apart(
        [Piece("A ", out), Piece(" "), Piece("B", put), Piece(" stays. "), Piece("C", put, "AD")]
    )
    assert [(one.old, one.new, one.author) for one in edits.edits] == [
        ("A  ", " B", ""),
        ("", "C", "AD"),
    ]
    assert apart([Piece("A", out), Piece(" "), Piece("B", put)]) is None


@given(st.permutations(list(range(6))))
def test_what_was_moved_is_as_little_as_can_be(ranks):
    moved = out_of_order(ranks)
    kept = [rank for place, rank in enumerate(ranks) if place not in moved]
    assert kept == sorted(kept)
    longest = max(
        len(some)
        for size in range(7)
        for some in combinations(ranks, size)
        if sorted(some) == list(some)
    )
    assert len(kept) == longest


def test_the_marks_of_items_and_printed_text_are_told_from_those_of_entries():
    name = item_bookmark(NOTE, 0)
    assert (item_of(name), entry_of(name), len(name) <= 40) == (NOTE, "", True)
    assert item_of(item_bookmark(NOTE, 9)) == NOTE
    assert item_bookmark(NOTE, 10) == item_bookmark("", 0) == item_of(bookmark(NOTE)) == ""
    name = printed_bookmark(Printed.DUE, 12_345, "14 Mar 2026")
    assert printed_of(name) == (Printed.DUE, trace("14\N{NO-BREAK SPACE}Mar  2026"))
    assert (entry_of(name), item_of(name), len(name) <= 40) == ("", "", True)
    assert trace("14 Mar 2026") != trace("15 Mar 2026")


def test_a_file_nobody_touched_has_no_printed_line_retyped(sent):
    found = [one for one in read(sent).passages if one.printed]
    assert {one.printed.kind for one in found} >= {Printed.TITLE, Printed.OWNERS, Printed.DUE}
    assert not any(one.is_retyped for one in found)
