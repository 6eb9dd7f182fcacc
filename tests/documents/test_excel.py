"""The action log as a workbook, read back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from masa_desktop.documents.excel import FIRST_ROW, HEADER_ROW, write_action_log
from masa_desktop.documents.excel_saving import as_bytes
from masa_desktop.domain.action_log import EDITABLE, ActionLog, LogColumn
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking

COLUMNS = list(LogColumn)
SHEETS = ["Open actions", "Closed since last meeting", "All closed", "By agency", "Key"]


@pytest.fixture
def workbook(tmp_path):
    def write(log: ActionLog):
        return openpyxl.load_workbook(write_action_log(log, tmp_path / "log.xlsx"))

    return write


def cell(sheet, row: int, column: LogColumn):
    return sheet.cell(FIRST_ROW + row, COLUMNS.index(column) + 1)


def test_the_sheets_are_in_their_order(log, workbook):
    assert workbook(log).sheetnames == SHEETS


def test_the_head_has_marking_title_and_instruction(log, workbook):
    sheet = workbook(log)["Open actions"]
    assert sheet["A1"].value == "OFFICIAL-SENSITIVE – NOT FOR ONWARD SHARING"
    assert sheet["A2"].value == (
        "Riverside Safeguarding Children Partnership: open actions at 10 February 2026 "
        "(Executive and Exploitation)"
    )
    assert sheet["A3"].value.startswith("Please fill in the yellow columns only")


def test_the_columns_are_those_owners_expect(log, workbook):
    book = workbook(log)
    for name in SHEETS[:3]:
        headings = [found.value for found in book[name][HEADER_ROW]]
        assert headings == [*(column.value for column in LogColumn), "_id"]


def test_the_first_action_is_there(log, workbook):
    sheet = workbook(log)["Open actions"]
    assert [found.value for found in sheet[FIRST_ROW]] == [
        "EXEC-2025-033",
        "EXEC",
        datetime(2025, 12, 9),
        "6",
        "Share school attendance data with the neglect audit group",
        "JL",
        "Education",
        None,
        datetime(2025, 12, 9),
        datetime(2026, 1, 9),
        datetime(2026, 1, 23),
        1,
        "In progress",
        "R",
        "27/01: trust lawyers reviewing the agreement",
        None,
        None,
        "No",
        None,
        None,
        18,
        "a-33",
    ]


def test_dates_are_dates_in_the_british_order(log, workbook):
    found = cell(workbook(log)["Open actions"], 0, LogColumn.ORIGINAL_DUE)
    assert found.is_date
    assert found.number_format == "dd/mm/yyyy"


def test_what_has_no_date_says_so(log, workbook):
    sheet = workbook(log)["Open actions"]
    assert cell(sheet, 4, LogColumn.CURRENT_DUE).value == "no date said"
    assert cell(sheet, 4, LogColumn.OVERDUE).value is None


def test_each_sheet_of_actions_is_a_table_with_its_own_name(log, workbook):
    book = workbook(log)
    names = [name for sheet in book for name in sheet.tables]
    assert names == ["OpenActions", "ClosedSince", "AllClosed", "ByAgency"]
    assert book["Open actions"].tables["OpenActions"].ref == "A4:V9"
    assert book["Open actions"].tables["OpenActions"].autoFilter.ref == "A4:V9"


def test_the_header_is_frozen_and_repeated_in_print(log, workbook):
    sheet = workbook(log)["Open actions"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_marking_is_on_every_printed_page(log, workbook):
    for sheet in workbook(log):
        assert sheet.oddHeader.center.text == log.banner
        assert sheet.oddFooter.center.text == log.banner
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_only_four_columns_can_be_changed(log, workbook):
    book = workbook(log)
    for row in book["Open actions"].iter_rows(min_row=1, max_row=9):
        for found in row:
            place = found.column - 1
            is_editable = place < len(COLUMNS) and COLUMNS[place] in EDITABLE
            assert found.protection.locked is not (is_editable and found.row >= FIRST_ROW)
    for name in SHEETS[1:]:
        assert all(found.protection.locked for row in book[name].iter_rows() for found in row)


def test_sheets_are_protected_without_password_but_can_be_filtered(log, workbook):
    for sheet in workbook(log):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.autoFilter
        assert not sheet.protection.sort


def test_the_id_is_hidden_and_locked(log, workbook):
    sheet = workbook(log)["Open actions"]
    assert sheet.column_dimensions["V"].hidden
    assert sheet["V5"].value == "a-33"
    assert sheet["V5"].protection.locked
    assert sheet.protection.formatColumns  # so that it cannot be shown by a slip


def test_the_lists_to_choose_from_are_on_the_key_sheet(log, workbook):
    book = workbook(log)
    rules = {
        str(rule.sqref): rule.formula1
        for rule in book["Open actions"].data_validations.dataValidation
    }
    assert rules == {"M5:M9": "StatusWords", "R5:R9": "YesOrNo", "N5:N9": "BragLetters"}
    offered = {}
    for name, found in book.defined_names.items():
        ((sheet, area),) = found.destinations
        offered[name] = [row[0].value for row in book[sheet][area]]
    assert offered == {
        "StatusWords": list(log.statuses),
        "YesOrNo": ["Yes", "No"],
        "BragLetters": ["B", "G", "A", "R", "–"],
    }


def test_a_rating_is_letter_and_colour(log, workbook):
    sheet = workbook(log)["Open actions"]
    shown = [
        (found.value, found.fill.start_color.rgb[2:])
        for found in (cell(sheet, row, LogColumn.BRAG) for row in (0, 2, 3, 4))
    ]
    assert shown == [("R", "A81E16"), ("A", "F2B632"), ("G", "1B6E3C"), ("–", "59635F")]


def test_the_key_explains_every_letter(log, workbook):
    sheet = workbook(log)["Key"]
    rows = [[found.value for found in row[:3]] for row in sheet.iter_rows(min_row=5, max_row=9)]
    assert rows[0] == ["B", "Blue", "Complete with evidence"]
    assert rows[2] == ["A", "Amber", "At risk, or due within 14 calendar days"]


def test_the_agencies_are_counted(log, workbook):
    sheet = workbook(log)["By agency"]
    rows = [[found.value for found in row] for row in sheet.iter_rows(min_row=5)]
    assert rows == [
        ["Education", 3, 1, 0, 1, 1, 1],
        ["ICB", 1, 1, 1, 0, 1, 0],
        ["No lead agency", 1, 0, 0, 0, 0, 0],
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 1632 960000", "-5", "@SUM(A1)", '=HYPERLINK("x")', "#N/A", "#REF!", "'=1", "1/2"],
)
def test_a_text_stays_a_text_whatever_it_begins_with(log, workbook, text):
    line = replace(log.open[0], text=text, progress=text, ref=text)
    sheet = workbook(replace(log, open=(line,)))["Open actions"]
    for column in (LogColumn.ACTION, LogColumn.PROGRESS, LogColumn.REF):
        found = cell(sheet, 0, column)
        assert found.value == text
        assert found.data_type == "s"
        assert found.quotePrefix == (text[0] in "=+-@")


def test_a_text_to_fill_in_stays_open_although_it_is_quoted(log, workbook):
    line = replace(log.open[0], progress="=1+1")
    found = cell(workbook(replace(log, open=(line,)))["Open actions"], 0, LogColumn.PROGRESS)
    assert not found.protection.locked
    assert found.fill.start_color.rgb == "00FFFBE6"


def test_no_cell_of_the_file_is_a_formula(log, tmp_path):
    path = write_action_log(log, tmp_path / "log.xlsx")
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in package.read(name)


def test_odd_text_is_kept_as_far_as_excel_can(log, workbook):
    line = replace(log.open[0], text="a\x07b\v👍 שלום <&>", progress="x" * 40_000)
    sheet = workbook(replace(log, open=(line,)))["Open actions"]
    assert cell(sheet, 0, LogColumn.ACTION).value == "ab\n👍 שלום <&>"
    progress = cell(sheet, 0, LogColumn.PROGRESS).value
    assert len(progress) == 32_767
    assert progress.endswith("the whole text is in the app)")


def test_a_log_without_actions_can_be_opened(workbook):
    book = workbook(ActionLog(partnership="Riverside & District", as_at=date(2026, 2, 10)))
    sheet = book["Open actions"]
    assert sheet.tables["OpenActions"].ref == "A4:V5"
    assert sheet["A1"].value is None
    assert sheet["A3"].value == "There are no open actions at 10 February 2026."
    assert book["By agency"].tables["ByAgency"].ref == "A4:G5"
    assert book["Key"]["B13"].value == "Not marked"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 restricted action is not in this log."),
        (2, "2 restricted actions are not in this log."),
    ],
)
def test_restricted_actions_that_are_left_out_are_counted(log, workbook, number, words):
    book = workbook(replace(log, restricted=number))
    assert book["Open actions"]["A3"].value.startswith(f"{words} Please fill in")
    assert words in [row[1].value for row in book["Key"].iter_rows()]
    none_open = workbook(replace(log, open=(), restricted=number))["Open actions"]["A3"].value
    assert none_open == f"{words} There are no open actions at 10 February 2026."


def test_a_partnership_with_an_ampersand_prints_its_name(log, tmp_path):
    path = write_action_log(replace(log, partnership="R & D"), tmp_path / "log.xlsx")
    with zipfile.ZipFile(path) as package:
        assert b"R &amp;&amp; D" in package.read("xl/worksheets/sheet1.xml")


def test_practice_is_said_at_the_top_and_in_the_title(log, workbook):
    book = workbook(replace(log, is_practice=True, marking=Marking.NONE, handling=""))
    assert book["Open actions"]["A1"].value.strip() == "PRACTICE – invented people and meetings"
    assert book.properties.title.startswith("PRACTICE – ")


def test_the_properties_name_the_partnership_and_no_person(log, workbook):
    properties = workbook(log).properties
    assert properties.creator == properties.lastModifiedBy == log.partnership
    assert properties.language == "en-GB"


def test_rows_are_as_high_as_their_words_and_may_still_grow(log, tmp_path):
    """Forty letters wide is the column: a line of 43 slim letters takes one line, not two."""
    said = "09/01: Letters still to be filled in, twice."
    lines = [replace(log.open[0], text="Ask.", progress=text) for text in (said, f"{said}\n{said}")]
    long = replace(log.open[0], text="MAPPING OF ALL WORKSHOPS, WHOEVER HOLDS THEM", progress="")
    path = write_action_log(replace(log, open=(*lines, long)), tmp_path / "log.xlsx")
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    for row, height in ((5, 15), (6, 30), (7, 30)):
        assert f'<row r="{row}" ht="{height}">' in xml


def test_a_log_that_cannot_be_written_leaves_nothing(log, tmp_path):
    with pytest.raises(UserError, match="cannot be found"):
        write_action_log(log, tmp_path / "gone" / "log.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_no_sheet_is_left_in_a_temporary_file(tmp_path, monkeypatch):
    seen = tmp_path / "temporary"
    seen.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(seen / "not to be used"))
    book = openpyxl.Workbook()
    book.active["A1"] = "PLANTEDWORD"
    file = tmp_path / "made.xlsx"
    file.write_bytes(as_bytes(book))
    assert openpyxl.load_workbook(file).active["A1"].value == "PLANTEDWORD"
    assert list(seen.iterdir()) == []
