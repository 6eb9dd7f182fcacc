"""The Word minutes, read back."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from masa_desktop.documents.files import sha256_of
from masa_desktop.documents.word import write_minutes
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.domain.minutes import (
    AttendanceStyle,
    Entry,
    EntryKind,
    Item,
    Minutes,
    MinutesState,
)
from masa_desktop.domain.returned_marks import entry_of

TEXT_TAGS = (qn("w:t"), qn("w:tab"))
CODED = AttendanceStyle.CODED_LIST


@pytest.fixture
def paper(tmp_path):
    def write(minutes: Minutes, style: AttendanceStyle = CODED, **more):
        path = write_minutes(minutes, tmp_path / "minutes.docx", style=style, **more)
        return docx.Document(str(path))

    return write


def words_of(element) -> str:
    return "".join("\t" if t.tag == qn("w:tab") else t.text or "" for t in element.iter(*TEXT_TAGS))


def all_text(document) -> str:
    return "\n".join(words_of(p) for p in document.element.body.iter(qn("w:p")))


def table_titled(document, caption: str):
    for table in document.tables:
        found = table._tbl.tblPr.find(qn("w:tblCaption"))
        if found is not None and found.get(qn("w:val")) == caption:
            return table
    raise AssertionError(caption)


def rows(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def header_and_footer(document) -> tuple[str, str]:
    section = document.sections[0]
    return tuple(
        " ".join(words_of(p._p) for p in part.paragraphs)
        for part in (section.header, section.footer)
    )


@pytest.mark.parametrize("style", AttendanceStyle)
def test_the_file_is_clean_in_the_audit(minutes, tmp_path, style):
    path = write_minutes(
        replace(minutes, is_practice=True, amendments=("Item 5: 21 cases, not 20.",)),
        tmp_path / "m.docx",
        style=style,
    )
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []
    assert result.is_valid


def test_the_marking_stands_at_top_and_bottom(minutes, paper):
    header, footer = header_and_footer(paper(minutes))
    assert "OFFICIAL-SENSITIVE – NOT FOR ONWARD SHARING" in header
    assert "OFFICIAL-SENSITIVE – NOT FOR ONWARD SHARING" in footer
    assert "EXEC-2026-01 v0.2 DRAFT" in footer
    assert "Page 1 of 1" in footer


def test_the_page_numbers_are_fields(minutes, paper):
    footer = paper(minutes).sections[0].footer._element
    codes = [field.get(qn("w:instr")).strip() for field in footer.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_long_marking_has_its_own_line(minutes, paper):
    long = replace(minutes, handling="Not for onward sharing outside the partnership " * 2)
    footer = paper(long).sections[0].footer
    assert len(footer.paragraphs) == 2
    assert footer.paragraphs[0].text == long.banner


def test_minutes_without_a_marking_have_none(minutes, paper):
    header, footer = header_and_footer(paper(replace(minutes, marking=Marking.NONE, handling="")))
    assert header == ""
    assert "OFFICIAL" not in footer


def test_draft_is_gone_once_approved(minutes, paper):
    assert "DRAFT" in all_text(paper(minutes))
    approved = replace(
        minutes, state=MinutesState.APPROVED, version="1.0", approval="Executive, 14 April 2026"
    )
    document = paper(approved)
    assert "DRAFT" not in all_text(document) + header_and_footer(document)[1]
    assert "APPROVED v1.0" in all_text(document).replace("\N{NO-BREAK SPACE}", " ")
    assert "Approval\tExecutive, 14 April 2026" in [p.text for p in document.paragraphs]


def test_the_head_says_what_when_and_where(minutes, paper):
    lines = [paragraph.text for paragraph in paper(minutes).paragraphs]
    assert lines[0].startswith("Riverside Safeguarding Children Partnership")
    assert lines[1:5] == [
        "RSCP Executive: minutes",
        "Date\tTuesday 10 February 2026, 09:30 to 12:11",
        "Venue\tCivic Room 2 and Teams",
        "Reference\tEXEC-2026-01",
    ]


def test_a_copy_for_sharing_says_so_under_its_title(minutes, paper):
    texts = [p.text for p in paper(replace(minutes, is_shareable=True)).paragraphs]
    said = "Copy for sharing. What is restricted is held back."
    assert texts[texts.index(minutes.heading) + 1] == said
    assert said not in all_text(paper(minutes))


def test_a_chair_who_is_not_in_the_list_is_named_in_the_head(minutes, paper):
    document = paper(
        replace(minutes, attendance=minutes.attendance[1:], chair="Ada Moss", format="Hybrid")
    )
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[4:6] == ["Format\tHybrid", "Chair\tAda Moss"]


def test_a_chair_taken_over_half_way_is_told_in_the_head(minutes, paper):
    nobody_alone = tuple(replace(one, is_chair=False) for one in minutes.attendance)
    chaired = "Helen Marchetti to item 3, Samir Gadhvi from item 4"
    document = paper(replace(minutes, attendance=nobody_alone, chair=chaired))
    assert f"Chair\t{chaired}" in [paragraph.text for paragraph in document.paragraphs]
    assert "(Chair)" not in all_text(document).replace("Signed (Chair)", "")


def test_the_sections_are_headings_in_their_order(minutes, paper):
    headings = [p.text for p in paper(minutes).paragraphs if p.style.name == "Heading 1"]
    assert headings == ["1. Attendance", "2. Summary of actions", "3. Minutes"]


def test_the_properties_name_the_partnership_and_no_person(minutes, paper):
    document = paper(minutes)
    properties = document.core_properties
    assert properties.title == "RSCP Executive: minutes, 10 February 2026"
    assert properties.author == properties.last_modified_by == minutes.partnership
    assert properties.language == "en-GB"
    assert properties.comments == ""
    assert 'w:val="en-GB"' in document.styles.element.xml


def test_practice_is_said_in_header_and_title(minutes, paper):
    document = paper(replace(minutes, is_practice=True))
    assert "PRACTICE – invented people and meetings" in header_and_footer(document)[0]
    assert document.core_properties.title.startswith("PRACTICE – ")


def test_tables_have_captions_and_header_rows_that_repeat(minutes, paper):
    document = paper(minutes)
    captions = ["Attendance", "Summary of actions", "Summary of decisions", "Minutes by item"]
    for caption in captions:
        table = table_titled(document, caption)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert len(document.tables) == len(captions)


def with_decision(minutes, **more):
    decision = Entry(
        kind=EntryKind.DECISION,
        text="to widen the sample",
        ref="EXEC-2026-D009",
        lead="AGREED",
        id="d9",
        status="Agreed",
    )
    item = Item(number="7", title="Audit", entries=(replace(decision, **more),))
    return replace(minutes, items=(item,))


def test_the_summary_of_decisions_says_where_each_stands(minutes, paper):
    table = table_titled(paper(with_decision(minutes)), "Summary of decisions")
    assert rows(table) == [
        ["Ref", "Item", "Decision", "Status"],
        ["EXEC-2026-D009", "7", "To widen the sample", "Agreed"],
    ]


def test_a_long_decision_is_short_in_the_summary_and_whole_in_the_minutes(minutes, paper):
    long = "to widen the sample " * 20
    document = paper(with_decision(minutes, text=long))
    short = rows(table_titled(document, "Summary of decisions"))[1][2]
    assert len(short) <= 120
    assert short.endswith(" …")
    assert long.startswith("t" + short[1:].removesuffix("…"))
    assert short.startswith("To widen"), "it stands by itself there, without AGREED before it"
    assert long.strip() in all_text(document)


def test_without_decisions_there_is_no_summary_of_them(minutes, paper):
    bare = replace(minutes, items=(Item(number="1", title="Welcome"),))
    assert "Summary of decisions" not in all_text(paper(bare))


def test_what_was_said_of_a_decision_stands_in_a_line_under_it(minutes, paper):
    said = "By vote. Dissent: Police."
    wording = ["Audit", "AGREED (EXEC-2026-D009): to widen the sample"]
    for particulars, lines in ((said, [*wording, said]), ("", wording)):
        document = paper(with_decision(minutes, particulars=particulars))
        cell = table_titled(document, "Minutes by item").rows[1].cells[1]
        assert [paragraph.text for paragraph in cell.paragraphs] == lines


def test_the_summary_of_actions_comes_before_the_body(minutes, paper):
    document = paper(minutes)
    summary, body = (table_titled(document, c) for c in ("Summary of actions", "Minutes by item"))
    order = [table._tbl for table in document.tables]
    assert order.index(summary._tbl) < order.index(body._tbl)
    assert rows(summary)[1:] == [
        [
            "EXEC-2026-014",
            "5",
            "Bring a proposal for sharing “was not brought” flags with schools.",
            "AD, JL",
            "14 Apr 2026",
        ],
        ["EXEC-2026-015", "5", "Circulate the neglect audit.", "SGa", "No date said"],
    ]


def test_owner_and_date_stand_beside_their_action(minutes, paper):
    body = rows(table_titled(paper(minutes), "Minutes by item"))
    assert body[0] == ["Item", "Discussion and agreement", "Action by", "By when"]
    action = next(row for row in body if "EXEC-2026-014" in row[1])
    assert action == [
        "5",
        "Action EXEC-2026-014: Bring a proposal for sharing “was not brought” flags with schools.",
        "AD, JL",
        "14 Apr 2026",
    ]


def test_a_restricted_item_keeps_its_number_and_nothing_else(minutes, paper):
    body = rows(table_titled(paper(minutes), "Minutes by item"))
    assert ["7", "Restricted item – recorded separately", "", ""] in body


def test_decisions_state_notes_and_paragraphs_are_all_there(minutes, paper):
    text = all_text(paper(minutes))
    for item in minutes.items:
        for words in (item.title, item.state_note):
            assert words in text
        for entry in item.entries:
            assert entry.opening in text
            for part in entry.text.split("\n"):
                assert part in text


def test_a_decision_opens_in_bold(minutes, paper):
    body = table_titled(paper(minutes), "Minutes by item")
    bold = [
        run.text
        for row in body.rows
        for paragraph in row.cells[1].paragraphs
        for run in paragraph.runs
        if run.bold
    ]
    assert "AGREED IN PRINCIPLE, TO BE RATIFIED (EXEC-2026-D005): " in bold


def test_item_titles_are_headings_for_screen_readers(minutes, paper):
    document = paper(minutes)
    style = document.styles["Minutes Item"].element
    assert style.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "1"


def test_the_end_has_the_next_meeting_the_signature_and_the_count(minutes, paper):
    found = paper(minutes).paragraphs
    lines = [paragraph.text for paragraph in found]
    assert "Next meeting. Tuesday 14 April 2026, 09:30, Civic Room 2." in lines
    assert "Signed (Chair) \t Date \t" in lines
    signed = lines.index("Signed (Chair) \t Date \t")
    for stays in (found[signed - 1], found[signed]):
        assert stays.paragraph_format.keep_with_next, "a signature alone on a page signs nothing"
    assert lines[-2:] == [
        "Recorded lines: 11 recorded, 8 in this document, 3 left out.",
        "Left out: item 7 (3 lines), because it is restricted and recorded separately.",
    ]


def test_amendments_after_approval_are_printed(minutes, paper):
    document = paper(replace(minutes, amendments=("Item 5: 21 cases, not 20.",)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[lines.index("4. Corrections") + 1] == "Item 5: 21 cases, not 20."


def test_nothing_known_is_said_to_be_so(minutes, paper):
    bare = Minutes(
        partnership="Riverside", group="Executive", on=minutes.on, state=MinutesState.DRAFT
    )
    text = all_text(paper(bare))
    for words in (
        "Venue",
        "Not recorded",
        "No attendance is recorded.",
        "No actions were recorded.",
        "No items are recorded.",
        "No date is recorded.",
        "0 recorded, 0 in this document, 0 left out",
    ):
        assert words in text


@pytest.mark.parametrize("style", AttendanceStyle)
def test_everybody_is_printed_in_every_style_and_the_chair_once(minutes, paper, style):
    document = paper(replace(minutes, chair="Helen Marchetti"), style)
    text = all_text(document)
    for person in minutes.attendance:
        assert person.name in text
        assert person.note.casefold() in text.casefold()
    assert "Lena Brandt" in text
    assert text.count("Helen Marchetti") == 1
    assert text.count("Chair") == 2  # hers, and the signature


def test_the_coded_list_has_codes_and_their_key(minutes, paper):
    document = paper(minutes)
    found = rows(table_titled(document, "Attendance"))
    assert found[0] == ["Initials", "Name", "Role and agency", "Code", "Note"]
    assert found[5] == [
        "FM",
        "Dr Fergus Muir",
        "Named doctor, Riverside NHS FT",
        "D",
        "Lena Brandt",
    ]
    text = all_text(document)
    assert "P = present. A = apologies. D = deputy attended. DNA = did not attend." in text
    assert "In attendance: Tunde Balogun (Independent Scrutineer)" in text
    assert "Bea Lindqvist (Performance analyst, for item 5)" in text
    assert found[4][4] == "To 10:58; MT from 11:20"
    assert "Observers: Cllr Margaret Fairweather (participant observer)." in text


def test_the_rolling_grid_has_a_column_for_each_meeting(minutes, paper):
    found = rows(table_titled(paper(minutes, AttendanceStyle.ROLLING_GRID), "Attendance"))
    assert found[0] == ["Initials", "Agency", "14 Oct 2025", "9 Dec 2025", "10 Feb 2026"]
    assert found[2] == ["AD", "NHS R&N ICB", "-", "A", "Y"]


def test_the_lists_say_who_represented_whom(minutes, paper):
    lines = [p.text for p in paper(minutes, AttendanceStyle.TWO_LISTS).paragraphs]
    start = lines.index("Present")
    assert lines[start + 1].startswith("Helen Marchetti (HM, Chair), Director")
    assert "Lena Brandt, representing Dr Fergus Muir (FM), Named doctor, Riverside NHS FT" in lines
    assert lines.index("In attendance") < lines.index("Observers") < lines.index("Apologies")


def test_the_tick_table_ticks_present_or_apologies(minutes, paper):
    found = rows(table_titled(paper(minutes, AttendanceStyle.TICK_TABLE), "Attendance"))
    ticks = {row[0]: row[2:] for row in found[1:]}
    assert ticks["Samir Gadhvi"] == ["✓", ""]
    assert ticks["Rosalind Okafor"] == ["", "✓"]
    assert ticks["Yusuf Karim (did not attend)"] == ["", ""]
    assert ticks["Bea Lindqvist (in attendance; for item 5)"] == ["✓", ""]


def test_very_long_and_very_odd_text_is_kept(minutes, paper):
    odd = "A <b>tag</b> & “quotes” 👍 שלום\tand\v\x07tabs"
    long = "word " * 10_000
    entries = tuple(Entry(kind=EntryKind.NOTE, text=text) for text in (odd, long))
    name = "Exploitation including Child Sexual Exploitation " * 5
    item = Item(number="4.1", title=name, entries=entries)
    table = table_titled(paper(replace(minutes, items=(item,))), "Minutes by item")
    text = table.rows[1].cells[1].text
    assert text.startswith(name)
    assert "A <b>tag</b> & “quotes” 👍 שלום\tand\ntabs" in text
    assert text.endswith(long)
    assert table.rows[1]._tr.trPr is None  # it may run over to the next page


def test_short_rows_stay_on_one_page(minutes, paper):
    row = table_titled(paper(minutes), "Minutes by item").rows[1]
    assert row._tr.trPr.find(qn("w:cantSplit")) is not None


def test_nothing_restricted_is_anywhere_in_the_file(minutes, tmp_path):
    path = write_minutes(minutes, tmp_path / "m.docx", style=CODED)
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    kept = {"word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml"}
    assert kept <= set(names)
    assert not [name for name in names if "comment" in name or "custom" in name or "thumb" in name]


def test_a_file_that_cannot_be_written_leaves_nothing(minutes, tmp_path):
    with pytest.raises(UserError, match="cannot be found"):
        write_minutes(minutes, tmp_path / "gone" / "m.docx", style=CODED)
    assert list(tmp_path.iterdir()) == []


def test_writing_again_replaces_the_file(minutes, tmp_path):
    target = tmp_path / "m.docx"
    first = sha256_of(write_minutes(minutes, target, style=CODED))
    assert sha256_of(write_minutes(replace(minutes, version="0.3"), target, style=CODED)) != first


def entries_of(document, entries_text: str):
    """The paragraph of the minutes that says this."""
    body = table_titled(document, "Minutes by item")
    return next(p for row in body.rows for p in row.cells[1].paragraphs if entries_text in p.text)


def with_entries(minutes, *entries):
    return replace(minutes, items=(Item(number="5", title="Neglect", entries=entries),))


NOTE_ID = "0123456789abcdef0123456789abcdef"
FORMATTED = Entry(
    id=NOTE_ID,
    kind=EntryKind.NOTE,
    text="Drift in long plans\nwas not brought",
    marks=(
        Mark(0, 5, MarkStyle.BOLD),
        Mark(4, 13, MarkStyle.ITALIC),
        Mark(20, 35, MarkStyle.BOLD),
    ),
)


def test_bold_and_italic_print_as_typed(minutes, paper):
    document = paper(with_entries(minutes, FORMATTED))
    said = [
        (run.text, bool(run.bold), bool(run.italic)) for run in entries_of(document, "Drift").runs
    ]
    assert said == [
        ("Drif", True, False),
        ("t", True, True),
        (" in long", False, True),
        (" plans", False, False),
    ]
    assert [run.bold for run in entries_of(document, "was not").runs] == [True]


def test_an_opening_in_bold_leaves_the_text_as_typed(minutes, paper):
    action = replace(FORMATTED, kind=EntryKind.ACTION, ref="E-14", text="Send it.", marks=())
    runs = entries_of(paper(with_entries(minutes, action)), "Send it.").runs
    assert [(run.text, bool(run.bold)) for run in runs] == [
        ("Action E-14: ", True),
        ("Send it.", False),
    ]


def test_what_an_office_file_cannot_hold_does_not_shift_the_marks(minutes, paper):
    odd = replace(FORMATTED, text="a\x07b cd", marks=(Mark(4, 6, MarkStyle.BOLD),))
    runs = entries_of(paper(with_entries(minutes, odd)), "ab cd").runs
    assert [(run.text, bool(run.bold)) for run in runs] == [("ab ", False), ("cd", True)]


def test_bullets_are_a_real_list(minutes, paper):
    bullet = Entry(kind=EntryKind.NOTE, text="Drift in long plans", is_bullet=True)
    document = paper(with_entries(minutes, bullet))
    found = entries_of(document, "Drift")
    assert found.style.name == "List Bullet"
    number = found._p.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    (used,) = numbering.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    (kind,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{used}']/w:lvl/w:numFmt/@w:val")
    assert kind == "bullet"


def test_a_list_is_clean_in_the_audit(minutes, tmp_path):
    entries = (FORMATTED, replace(FORMATTED, id="", is_bullet=True))
    path = write_minutes(with_entries(minutes, *entries), tmp_path / "m.docx", style=CODED)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def bookmarks(document):
    return {
        start.get(qn("w:name")): start.get(qn("w:id"))
        for start in document.element.body.iter(qn("w:bookmarkStart"))
    }


def test_every_entry_stands_in_a_bookmark_of_its_own(minutes, paper):
    other = replace(FORMATTED, id="f" * 32, kind=EntryKind.ACTION, ref="E-14")
    document = paper(with_entries(minutes, FORMATTED, other))
    found = bookmarks(document)
    entries = [name for name in found if entry_of(name)]
    assert entries == [f"masa_{'f' * 32}_s", f"masa_{NOTE_ID}", f"masa_{'f' * 32}"]
    assert len(set(found.values())) == len(found)
    ends = [end.get(qn("w:id")) for end in document.element.body.iter(qn("w:bookmarkEnd"))]
    assert ends == list(found.values())
    first = entries_of(document, "Drift")._p
    last = entries_of(document, "was not")._p
    assert first.find(qn("w:bookmarkStart")) is not None
    assert last.find(qn("w:bookmarkEnd")) is not None


def test_the_opening_stands_before_the_bookmark(minutes, paper):
    action = replace(FORMATTED, kind=EntryKind.ACTION, ref="E-14", marks=())
    paragraph = entries_of(paper(with_entries(minutes, action)), "Drift")._p
    tags = [child.tag for child in paragraph]
    assert tags == [qn(f"w:{n}") for n in ("pPr", "r", "bookmarkStart", "r")]


def test_an_entry_without_an_id_leaves_no_trace(minutes, paper):
    assert not any(entry_of(name) for name in bookmarks(paper(minutes)))
