"""A report as a Word document and as a workbook, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from masa_desktop.documents.excel_report import write_report as write_excel
from masa_desktop.documents.word_report import write_report as write_word
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Section, Shaded, Tone

LONG = "Attendance of every agency at every group"


@pytest.fixture(scope="module")
def report():
    columns = (
        ReportColumn("Agency", 3.0),
        ReportColumn("10 Feb 2026", is_centred=True),
        ReportColumn("10 Feb 2026", is_centred=True),
        ReportColumn("Last there", 1.2),
    )
    rows = (
        ("=Riverside Council", "P", Shaded("100 %", Tone.FULL), date(2026, 2, 10)),
        ("Northshire Police", None, Shaded("33 % ▼", Tone.ALARM), None),
        ("Education", 2, Shaded(50, Tone.LOW), date(2025, 12, 9)),
    )
    table = ReportTable(name=LONG, columns=columns, rows=rows, note="P is present.")
    return Report(
        name="Attendance report",
        title="Attendance 2025/26",
        partnership="Riverside & District Safeguarding Children Partnership",
        as_at=date(2026, 2, 10),
        covers="1 April 2025 to 31 March 2026, all groups",
        marking=Marking.OFFICIAL_SENSITIVE,
        handling="not for onward sharing",
        left_out="2 restricted decisions are not in this register.",
        is_practice=True,
        is_landscape=True,
        sections=(
            Section(heading="What it shows", paragraphs=("Three agencies sit.", "=1+1")),
            Section(heading="By agency", table=table),
            Section(heading="By group", table=replace(table, name=f"{LONG} again", rows=())),
        ),
    )


@pytest.fixture(scope="module")
def word(report, tmp_path_factory):
    return write_word(report, tmp_path_factory.mktemp("word") / "report.docx")


@pytest.fixture(scope="module")
def excel(report, tmp_path_factory):
    return write_excel(report, tmp_path_factory.mktemp("excel") / "report.xlsx")


def test_the_word_report_is_clean_in_the_audit(word):
    assert [str(error) for error in OpenXmlValidator().validate(word).errors] == []


def test_every_page_of_the_word_report_is_marked_and_numbered(word, report):
    document = docx.Document(str(word))
    (page,) = document.sections
    assert page.page_width > page.page_height
    assert [line.text for line in page.header.paragraphs][:2] == [
        "PRACTICE – invented people and meetings",
        report.banner,
    ]
    foot = "\n".join(line.text for line in page.footer.paragraphs)
    assert report.banner in foot
    assert "Attendance report, 10 February 2026" in foot
    codes = [
        field.get(qn("w:instr")).strip() for field in page.footer._element.iter(qn("w:fldSimple"))
    ]
    assert codes == ["PAGE", "NUMPAGES"]
    assert document.core_properties.title == "PRACTICE – Attendance 2025/26, 10 February 2026"
    assert document.core_properties.language == "en-GB"


def test_the_word_report_says_early_what_is_left_out(word):
    lines = [line.text for line in docx.Document(str(word)).paragraphs]
    assert lines[:5] == [
        "Riverside & District Safeguarding Children Partnership",
        "Attendance 2025/26",
        "Covers\t1 April 2025 to 31 March 2026, all groups",
        "As at\t10 February 2026",
        "2 restricted decisions are not in this register.",
    ]


def test_a_table_of_the_word_report_can_be_read_out_and_shades_what_it_says(word):
    table = docx.Document(str(word)).tables[0]
    about = table._tbl.tblPr
    assert about.find(qn("w:tblCaption")).get(qn("w:val")) == LONG
    assert "Last there" in about.find(qn("w:tblDescription")).get(qn("w:val"))
    assert table._tbl.tr_lst[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge")))
    assert [cell.text for cell in table.rows[1].cells] == [
        "=Riverside Council",
        "P",
        "100 %",
        "10 Feb 2026",
    ]
    fills = [
        shade.get(qn("w:fill")) for row in table._tbl.tr_lst[1:] for shade in row.iter(qn("w:shd"))
    ]
    assert fills == ["8CC7A6", "F3B9B1", "F6DCA0"]


def test_the_workbook_has_a_sheet_of_sentences_and_one_for_each_table(excel, report):
    book = openpyxl.load_workbook(excel)
    first, second, third = book.sheetnames
    assert first == "About"
    assert second == LONG[:31].rstrip()
    assert third.endswith(" (2)")
    assert len(third) <= 31
    assert [row[0].value for row in book[first].iter_rows(min_row=4)] == [
        "Covers",
        report.covers,
        None,
        "What it shows",
        "Three agencies sit.",
        "=1+1",
    ]
    assert book[first]["A9"].data_type == "s"
    for sheet in book:
        assert report.banner in sheet["A1"].value
        assert sheet["A3"].value == report.left_out
        assert sheet.oddHeader.center.text.endswith(report.banner)
        assert sheet.oddFooter.left.text.startswith("Riverside && District")
        assert sheet.page_setup.orientation == "landscape"


def test_a_table_of_the_workbook_is_frozen_filtered_and_typed(excel):
    sheet = openpyxl.load_workbook(excel).worksheets[1]
    (table,) = sheet.tables.values()
    assert table.ref == table.autoFilter.ref == "A4:D7"
    assert [cell.value for cell in sheet[4]] == [
        "Agency",
        "10 Feb 2026",
        "10 Feb 2026 (2)",
        "Last there",
    ]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet["A5"].value == "=Riverside Council"
    assert sheet["A5"].data_type == "s"
    assert sheet["D5"].value == datetime(2026, 2, 10)
    assert sheet["D5"].number_format == "dd/mm/yyyy"
    assert sheet["B6"].value is None
    assert sheet["C6"].fill.start_color.rgb == "00F3B9B1"
    assert sheet["C7"].value == 50
    assert sheet["A9"].value == "P is present."


def test_no_column_of_the_word_report_is_too_narrow_for_its_longest_word(report, tmp_path):
    columns = tuple(ReportColumn("Safeguarding", share) for share in (12.0, 1.0, 1.0))
    narrow = ReportTable(name="Narrow", columns=columns, rows=())
    path = write_word(
        replace(report, sections=(Section(heading="", table=narrow),)), tmp_path / "n.docx"
    )
    grid = docx.Document(str(path)).tables[0]._tbl.tblGrid
    widths = [int(column.get(qn("w:w"))) for column in grid.gridCol_lst]
    assert min(widths) > len("Safeguarding") * 100
    assert widths[0] > 4 * widths[1]


def test_a_report_without_tables_is_one_sheet_of_sentences(report, tmp_path):
    empty = replace(report, sections=(Section(heading="Decisions", paragraphs=("None.",)),))
    book = openpyxl.load_workbook(write_excel(empty, tmp_path / "empty.xlsx"))
    assert book.sheetnames == ["About"]
    assert book["About"]["A8"].value == "None."
