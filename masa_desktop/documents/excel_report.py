"""A report as an Excel workbook: a sheet for each table, and its sentences on the first."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table

from masa_desktop.documents import excel_styles as styles
from masa_desktop.documents.excel_rows import fit
from masa_desktop.documents.excel_saving import as_bytes
from masa_desktop.documents.excel_sheets import (
    FILTER_BUTTON,
    FIRST_ROW,
    HEADER_ROW,
    head,
    header,
    name_book,
    put,
)
from masa_desktop.documents.files import clean, whole_file
from masa_desktop.domain.report import Shaded, Tone
from masa_desktop.domain.words import plain_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from masa_desktop.documents.excel_sheets import Value
    from masa_desktop.domain.report import Report, ReportColumn, ReportTable

SENTENCES = "About"
PAGE_WIDTH = 150  # characters in a row, as many as can be read on a landscape page
WIDEST, NARROWEST, DATE_WIDTH = 60, 7, 12.5
SENTENCE_WIDTH = 130
NAME_LENGTH = 31  # what Excel allows for the name of a sheet
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
OF_EXCEL = "history"  # a name that Excel keeps for itself
HEADING_LENGTH = 255


def write_report(report: Report, target: Path) -> Path:
    """Write the report to `target`, replacing it, and give it back (see `files.free_name`).

    Raises UserError when the target cannot be written; then it is as it was before.
    """
    book = styles.StyledBook()
    tables = [section.table for section in report.sections if section.table is not None]
    said = bool(_sentences(report)) or not tables
    names = _sheet_names([*([SENTENCES] if said else []), *(made.name for made in tables)])
    sheets = [book.worksheets[0], *(book.create_sheet() for _ in names[1:])]
    for sheet, name in zip(sheets, names, strict=True):
        sheet.title = name
        title = f"{report.partnership}: {report.title} at {plain_date(report.as_at)}"
        head(sheet, report, title, report.left_out)
    if said:
        _about(sheets[0], report)
    for number, (sheet, made) in enumerate(zip(sheets[said:], tables, strict=True), 1):
        _table(sheet, made, f"Table{number}")
    name_book(book, report, report.title)
    with whole_file(target) as part:
        part.write_bytes(as_bytes(book))
    return target


def _sentences(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    """What the first sheet says, under its headings."""
    covers = [("Covers", (report.covers,))] if report.covers else []
    said = [(section.heading, section.paragraphs) for section in report.sections]
    return [*covers, *((heading, texts) for heading, texts in said if texts)]


def _about(sheet: Worksheet, report: Report) -> None:
    sheet.column_dimensions["A"].width = SENTENCE_WIDTH
    sheet.print_title_rows = None
    row = HEADER_ROW
    for heading, texts in _sentences(report):
        put(sheet, (row, 1), heading, styles.LABEL)
        for text in texts:
            row += 1
            put(sheet, (row, 1), text, styles.SENTENCE)
            fit(sheet, row, [text], [SENTENCE_WIDTH])
        row += 2
    sheet.print_area = f"A1:A{row}"


def _table(sheet: Worksheet, made: ReportTable, name: str) -> None:
    plain = [" ".join(clean(column.heading).split()) for column in made.columns]
    headings = _unique(plain, HEADING_LENGTH)
    widths = _widths(made)
    header(sheet, list(zip(headings, widths, strict=True)))
    for row, values in enumerate(made.rows, FIRST_ROW):
        for number, (value, column) in enumerate(zip(values, made.columns, strict=True), 1):
            _put(sheet, (row, number), value, column)
        fit(sheet, row, [_plain(value) for value in values], widths)
    last = max(HEADER_ROW + len(made.rows), FIRST_ROW)
    area = f"A{HEADER_ROW}:{get_column_letter(len(headings))}{last}"
    sheet.add_table(Table(displayName=name, ref=area))
    sheet.freeze_panes = f"B{FIRST_ROW}"
    # Else a long title, which runs on beside its cell, would make the whole page smaller.
    sheet.print_area = f"A1:{get_column_letter(len(headings))}{last + 2}"
    if made.note:
        put(sheet, (last + 2, 1), made.note, styles.HINT)


def _put(
    sheet: Worksheet, place: tuple[int, int], value: Value | Shaded, column: ReportColumn
) -> None:
    plain = _plain(value)
    tone = value.tone if isinstance(value, Shaded) else Tone.NONE
    if tone:
        style = styles.tone_style(tone)
    elif isinstance(plain, date):
        style = styles.DATE
    elif column.is_centred:
        style = styles.CENTRED
    else:
        style = styles.NUMBER if isinstance(plain, int) else styles.TEXT
    put(sheet, place, plain, style)
    if isinstance(plain, date):
        sheet.cell(*place).number_format = styles.DATE_FORMAT


def _plain(value: Value | Shaded) -> Value:
    return value.value if isinstance(value, Shaded) else value


def _widths(made: ReportTable) -> list[float]:
    """The share of the page, and never too narrow for a date or a word of the heading."""
    total = sum(column.share for column in made.columns)
    found: list[float] = []
    for number, column in enumerate(made.columns):
        has_dates = any(isinstance(_plain(row[number]), date) for row in made.rows)
        longest = max(map(len, column.heading.split()), default=0) + FILTER_BUTTON + 1
        least = max(NARROWEST, longest, DATE_WIDTH if has_dates else 0)
        found.append(max(least, min(WIDEST, PAGE_WIDTH * column.share / total)))
    return found


def _sheet_names(words: Iterable[str]) -> list[str]:
    plain = (FORBIDDEN.sub("-", " ".join(clean(word).split())).strip("' ") for word in words)
    return _unique(plain, NAME_LENGTH, taken=(OF_EXCEL,))


def _unique(words: Iterable[str], length: int, *, taken: Sequence[str] = ()) -> list[str]:
    """The words, none longer than `length`; of two alike the second gets a number."""
    found: list[str] = []
    for word in words:
        others = [*taken, *(other.lower() for other in found)]
        found.append(_free(word or "Untitled", length, others))
    return found


def _free(word: str, length: int, taken: Sequence[str]) -> str:
    candidate, number = word[:length].rstrip(), 1
    while candidate.lower() in taken:
        number += 1
        ending = f" ({number})"
        candidate = word[: length - len(ending)].rstrip() + ending
    return candidate
