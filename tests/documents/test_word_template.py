"""A council's own document as the template of the minutes."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from openxml_audit import OpenXmlValidator

from masa_desktop.documents import word_template
from masa_desktop.documents.excel import write_action_log
from masa_desktop.documents.word import write_minutes
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.minutes import AttendanceStyle, Entry, EntryKind, Item

SECRET = "planted words of an old meeting"


@pytest.fixture
def council(tmp_path):
    """A council's document: own styles, page, header and footer, and an old meeting in it."""
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(12)
    document.styles.add_style("House Style", WD_STYLE_TYPE.PARAGRAPH)
    document.core_properties.author = "An Officer"
    document.core_properties.comments = SECRET
    document.add_heading(SECRET, 1)
    commented = document.add_paragraph(SECRET)
    document.add_comment(commented.runs, text=SECRET, author="An Officer")
    document.add_table(1, 1).cell(0, 0).text = SECRET
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(3)
    section.header.paragraphs[0].text = "Riverside Council, Town Hall"
    section.footer.paragraphs[0].text = "www.riverside.example"
    document.add_section(WD_SECTION.NEW_PAGE).header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = SECRET
    path = tmp_path / "council.docx"
    document.save(str(path))
    return path


def minutes_on(template, minutes, tmp_path):
    return write_minutes(
        minutes,
        tmp_path / "minutes.docx",
        style=AttendanceStyle.CODED_LIST,
        template=word_template.read(template),
    )


def words_of(part) -> list[str]:
    return [
        "".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in part.paragraphs if p._p.text
    ]


def test_styles_page_header_and_footer_are_the_councils(council, minutes, tmp_path):
    document = docx.Document(str(minutes_on(council, minutes, tmp_path)))
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert document.styles["Normal"].font.size == Pt(12)
    assert "House Style" in [style.name for style in document.styles]
    assert round(document.sections[0].left_margin.cm) == 3
    assert words_of(document.sections[0].header) == [minutes.banner, "Riverside Council, Town Hall"]
    footer = words_of(document.sections[0].footer)
    assert footer[0] == "www.riverside.example"
    assert minutes.banner in footer[1]
    assert "Page 1 of 1" in footer[1]
    width = sum(int(c.get(qn("w:w"))) for c in document.tables[0]._tbl.tblGrid)
    page = document.sections[0]
    text_width = (page.page_width - page.left_margin - page.right_margin) // 635
    assert abs(width - text_width) <= 5


def test_the_result_is_clean_in_the_audit(council, minutes, tmp_path):
    result = OpenXmlValidator().validate(minutes_on(council, minutes, tmp_path))
    assert [str(error) for error in result.errors] == []


def test_nothing_of_the_old_meeting_is_left_in_the_file(council, minutes, tmp_path):
    with zipfile.ZipFile(minutes_on(council, minutes, tmp_path)) as package:
        for name in package.namelist():
            content = package.read(name)
            assert SECRET.encode() not in content, name
            assert b"An Officer" not in content, name


def test_a_template_does_not_change(council, minutes, tmp_path):
    before = council.read_bytes()
    minutes_on(council, minutes, tmp_path)
    assert council.read_bytes() == before


def test_what_the_council_already_prints_is_not_printed_twice(council, minutes, tmp_path):
    document = docx.Document(str(council))
    section = document.sections[0]
    section.header.paragraphs[0].text = minutes.banner
    footer = section.footer.paragraphs[0]
    footer.text = f"{minutes.banner.lower()}\tPage "
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))
    document.save(str(council))
    made = docx.Document(str(minutes_on(council, minutes, tmp_path))).sections[0]
    assert words_of(made.header) == [minutes.banner]
    assert sum(minutes.banner in line.upper() for line in words_of(made.footer)) == 1
    assert not [line for line in words_of(made.footer) if "of 1" in line]


@pytest.mark.parametrize("near", ["{} when complete", "not {}", "{}: see over"])
def test_a_marking_within_other_words_does_not_stand_for_ours(council, minutes, tmp_path, near):
    document = docx.Document(str(council))
    section = document.sections[0]
    section.header.paragraphs[0].text = near.format("OFFICIAL-SENSITIVE")
    section.footer.paragraphs[0].text = near.format("OFFICIAL")
    document.save(str(council))
    marked = replace(minutes, marking=Marking.OFFICIAL, handling="")
    made = docx.Document(str(minutes_on(council, marked, tmp_path))).sections[0]
    assert words_of(made.header) == ["OFFICIAL", near.format("OFFICIAL-SENSITIVE")]
    (ours,) = words_of(made.footer)[1:]
    assert "OFFICIAL" in ours


def test_a_marking_in_a_table_of_the_councils_header_is_found(council, minutes, tmp_path):
    document = docx.Document(str(council))
    header = document.sections[0].header
    header.add_table(1, 1, Cm(5)).cell(0, 0).text = f"Town Hall\n {minutes.banner.title()} "
    document.save(str(council))
    made = docx.Document(str(minutes_on(council, minutes, tmp_path))).sections[0]
    assert words_of(made.header) == ["Riverside Council, Town Hall"]


def test_first_and_even_pages_are_marked_too(council, minutes, tmp_path):
    document = docx.Document(str(council))
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Crest"
    document.save(str(council))
    made = docx.Document(str(minutes_on(council, minutes, tmp_path))).sections[0]
    for part in (made.header, made.first_page_header, made.even_page_header):
        assert words_of(part)[0] == minutes.banner
    for part in (made.footer, made.first_page_footer, made.even_page_footer):
        assert any("Page 1 of 1" in line for line in words_of(part))


def test_a_header_that_ends_with_a_table_gets_its_paragraph(council, minutes, tmp_path):
    document = docx.Document(str(council))
    header = document.sections[0].header
    header.add_table(1, 1, Cm(5)).cell(0, 0).text = "Crest"
    header._element.remove(header.paragraphs[0]._p)
    document.save(str(council))
    made = minutes_on(council, minutes, tmp_path)
    assert OpenXmlValidator().validate(made).is_valid
    header = docx.Document(str(made)).sections[0].header
    assert header.tables[0].cell(0, 0).text == "Crest"


def numbering_of_headings(path):
    document = docx.Document(str(path))
    return [p._p.pPr.numPr for p in document.paragraphs if p.style.name == "Heading 1"]


def test_headings_that_number_themselves_do_not_number_ours_again(council, minutes, tmp_path):
    document = docx.Document(str(council))
    numbers = parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>')
    document.styles["Normal"].element.get_or_add_pPr().insert(0, numbers)
    document.save(str(council))
    found = numbering_of_headings(minutes_on(council, minutes, tmp_path))
    assert [number.numId.val for number in found] == [0, 0, 0]


def test_other_headings_are_left_alone(council, minutes, tmp_path):
    found = numbering_of_headings(minutes_on(council, minutes, tmp_path))
    assert found == [None, None, None]


BULLET = Item(
    number="5", title="Neglect", entries=(Entry(kind=EntryKind.NOTE, text="Drift", is_bullet=True),)
)


def bullet_of(path):
    document = docx.Document(str(path))
    (found,) = [
        p
        for table in document.tables
        for cell in table._cells
        for p in cell.paragraphs
        if p.text == "Drift"
    ]
    return document, found


def test_a_council_that_has_bullets_keeps_its_own(council, minutes, tmp_path):
    document = docx.Document(str(council))
    document.styles["List Bullet"].font.name = "Georgia"
    before = len(document.part.numbering_part.element.xpath("w:num"))
    document.save(str(council))
    made, found = bullet_of(minutes_on(council, replace(minutes, items=(BULLET,)), tmp_path))
    assert found.style.font.name == "Georgia"
    assert found._p.pPr.numPr is None
    assert len(made.part.numbering_part.element.xpath("w:num")) == before


@pytest.mark.parametrize("missing", ["style", "numbers", "all"])
def test_a_council_without_bullets_gets_ours(council, minutes, tmp_path, missing):
    document = docx.Document(str(council))
    style = document.styles["List Bullet"].element
    if missing == "numbers":
        style.pPr.remove(style.pPr.numPr)
    else:
        style.getparent().remove(style)
    if missing == "all":
        keys = [k for k, r in document.part.rels.items() if r.reltype == RT.NUMBERING]
        del document.part.rels[keys[0]]
    document.save(str(council))
    path = minutes_on(council, replace(minutes, items=(BULLET,)), tmp_path)
    made, found = bullet_of(path)
    number = found._p.pPr.numPr.numId.val
    (used,) = made.part.numbering_part.element.xpath(f"w:num[@w:numId='{number}']/*/@w:val")
    where = f"w:abstractNum[@w:abstractNumId='{used}']/w:lvl/w:numFmt/@w:val"
    assert made.part.numbering_part.element.xpath(where) == ["bullet"]
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_settings_that_name_other_files_go(council, minutes, tmp_path):
    document = docx.Document(str(council))
    part = next(r.target_part for r in document.part.rels.values() if r.reltype == RT.SETTINGS)
    key = part.relate_to(
        "file:///C:/Users/officer/old.dotx",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    attached = OxmlElement("w:attachedTemplate")
    attached.set(qn("r:id"), key)
    document.settings.element.insert(1, attached)
    document.save(str(council))
    with zipfile.ZipFile(minutes_on(council, minutes, tmp_path)) as package:
        assert not [name for name in package.namelist() if b"old.dotx" in package.read(name)]


def test_missing_styles_are_added(council, minutes, tmp_path):
    document = docx.Document(str(council))
    for name in ("Title", "Heading 1"):
        style = document.styles[name].element
        style.getparent().remove(style)
    document.save(str(council))
    made = docx.Document(str(minutes_on(council, minutes, tmp_path)))
    names = {style.name for style in made.styles}
    assert {"Title", "Heading 1", "Minutes Entry", "Minutes Table"} <= names
    assert [p.text for p in made.paragraphs if p.style.name == "Title"] == [minutes.heading]


def test_a_template_without_a_section_still_has_a_page(council, minutes, tmp_path):
    document = docx.Document(str(council))
    for page in document.element.body.xpath(".//w:sectPr"):
        page.getparent().remove(page)
    document.save(str(council))
    made = docx.Document(str(minutes_on(council, minutes, tmp_path)))
    assert words_of(made.sections[0].header) == [minutes.banner]


def test_practice_minutes_on_a_template_say_so(council, minutes, tmp_path):
    made = minutes_on(council, replace(minutes, is_practice=True), tmp_path)
    header = words_of(docx.Document(str(made)).sections[0].header)
    assert header[0] == "PRACTICE – invented people and meetings"


@pytest.mark.parametrize("name", ["council.doc", "council.docm", "council.odt"])
def test_other_kinds_of_file_are_refused(council, minutes, tmp_path, name):
    other = council.rename(tmp_path / name)
    with pytest.raises(UserError, match="not a Word document that can be used"):
        minutes_on(other, minutes, tmp_path)
    assert not (tmp_path / "minutes.docx").exists()


def test_a_missing_template_is_refused(minutes, tmp_path):
    with pytest.raises(UserError, match="cannot be found"):
        minutes_on(tmp_path / "gone.docx", minutes, tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_broken_template_is_refused(minutes, tmp_path, content):
    broken = tmp_path / "council.docx"
    broken.write_bytes(content)
    with pytest.raises(UserError, match="cannot be read"):
        minutes_on(broken, minutes, tmp_path)
    assert not (tmp_path / "minutes.docx").exists()


def test_a_zip_with_torn_xml_is_refused(council, minutes, tmp_path):
    torn = tmp_path / "torn.docx"
    with zipfile.ZipFile(council) as whole, zipfile.ZipFile(torn, "w") as package:
        for name in whole.namelist():
            content = whole.read(name)
            package.writestr(name, content[:200] if name == "word/document.xml" else content)
    with pytest.raises(UserError, match="cannot be read"):
        minutes_on(torn, minutes, tmp_path)


def test_a_workbook_called_docx_is_refused(log, minutes, tmp_path):
    workbook = write_action_log(log, tmp_path / "log.docx")
    with pytest.raises(UserError, match="cannot be read"):
        minutes_on(workbook, minutes, tmp_path)


def as_word_template(document, path):
    """The document saved as Word saves a template."""
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"document.main+xml", b"template.main+xml")
            new.writestr(name, content)
    return path


def test_a_word_template_is_used_like_a_document(council, minutes, tmp_path):
    template = as_word_template(council, tmp_path / "council.dotx")
    made = minutes_on(template, minutes, tmp_path)
    assert docx.Document(str(made)).styles["Heading 1"].font.name == "Georgia"
    assert [str(error) for error in OpenXmlValidator().validate(made).errors] == []


@pytest.mark.parametrize("name", ["council.docx", "council.dotx"])
def test_what_is_kept_of_a_template_writes_the_same_minutes_and_holds_no_old_word(
    council, minutes, tmp_path, name
):
    file = council if name == council.name else as_word_template(council, tmp_path / name)
    kept = word_template.to_keep(file)
    assert kept.name == name
    with zipfile.ZipFile(BytesIO(kept.content)) as package:
        for part in package.namelist():
            assert SECRET.encode() not in package.read(part), part
            assert b"An Officer" not in package.read(part), part
    style = AttendanceStyle.CODED_LIST
    with_kept = write_minutes(minutes, tmp_path / "kept.docx", style=style, template=kept)
    with_file = minutes_on(file, minutes, tmp_path)
    for part in ("word/document.xml", "word/styles.xml", "word/settings.xml"):
        with zipfile.ZipFile(with_kept) as one, zipfile.ZipFile(with_file) as other:
            assert one.read(part) == other.read(part)


def test_a_template_with_a_password_says_so(council, minutes, tmp_path):
    council.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000))
    with pytest.raises(UserError, match="protected by a password"):
        minutes_on(council, minutes, tmp_path)
    with pytest.raises(UserError, match="protected by a password"):
        word_template.to_keep(council)


def test_a_template_that_opens_but_cannot_be_written_with_is_not_kept(council, tmp_path):
    document = docx.Document(str(council))
    page = document.sections[0]._sectPr
    page.find(qn("w:pgMar")).set(qn("w:left"), "a lot")
    document.save(str(council))
    with pytest.raises(UserError, match="cannot be read"):
        word_template.to_keep(council)


def large_picture():
    """A PNG of some 6 MB that no zip makes smaller."""
    rows = b"".join(b"\0" + os.urandom(4_500) for _ in range(1_400))

    def chunk(kind, content):
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", 1_500, 1_400, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 0)), chunk(b"IEND", b""))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def test_a_template_too_large_for_every_laptop_is_not_kept(council):
    header = docx.Document(str(council))
    header.sections[0].header.paragraphs[0].add_run().add_picture(large_picture())
    header.save(str(council))
    with pytest.raises(UserError, match="too large to be kept: over 5 MB"):
        word_template.to_keep(council)
