"""What every workbook of ours is made of: cells that stay texts, a marked head, headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from masa_desktop.documents import excel_styles as styles
from masa_desktop.documents.excel_rows import fit
from masa_desktop.documents.files import clean
from masa_desktop.domain.minutes import PRACTICE_WORDS
from masa_desktop.domain.words import plain_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Value = str | int | date | None

HEADER_ROW = 4
FIRST_ROW = HEADER_ROW + 1
CELL_LENGTH = 32_767  # what Excel allows in one cell
CUT = "… (cut here: Excel holds no more; the whole text is in the app)"
A4 = 9  # Excel's number for the paper
FILTER_BUTTON = 2  # characters that the arrow in a heading covers


class Paper(Protocol):
    """What is exported: the action log, or a report."""

    @property
    def partnership(self) -> str: ...

    @property
    def as_at(self) -> date: ...

    @property
    def banner(self) -> str: ...

    @property
    def is_practice(self) -> bool: ...


def put(sheet: Worksheet, place: tuple[int, int], value: Value, style: str) -> None:
    """Write a value at (row, column) in a named style.

    A text is never taken for a formula, an error or a link, now or when it is edited (M17).
    """
    cell = sheet.cell(*place)
    styles.dress(cell, style)
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean(value)
    if len(text) > CELL_LENGTH:
        text = text[: CELL_LENGTH - len(CUT)] + CUT
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"


def head(sheet: Worksheet, paper: Paper, title: str, hint: str) -> None:
    """The lines above the table, and what repeats on every printed page."""
    practice = f"{PRACTICE_WORDS}   " if paper.is_practice else ""
    style = styles.PRACTICE if paper.is_practice else styles.BANNER
    put(sheet, (1, 1), f"{practice}{paper.banner}", style)
    put(sheet, (2, 1), title, styles.TITLE)
    put(sheet, (3, 1), hint, styles.HINT)
    sheet.row_dimensions[2].height = 24
    sheet.row_dimensions[3].height = 22
    page = sheet.page_setup
    page.orientation, page.paperSize = "landscape", A4
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.75
    banner = _printable(f"{practice}{paper.banner}")
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    for part in (sheet.oddHeader.center, sheet.oddFooter.center):
        part.text, part.font = banner, f"{styles.FONT},Bold"
    sheet.oddHeader.right.text = f"&A, {plain_date(paper.as_at)}"
    sheet.oddFooter.left.text, sheet.oddFooter.left.size = _printable(paper.partnership), 8
    sheet.oddFooter.right.text = "Page &P of &N"


def header(sheet: Worksheet, headings: Sequence[tuple[str, float]]) -> None:
    """The headings of the columns, each with its width in characters."""
    for number, (heading, width) in enumerate(headings, 1):
        put(sheet, (HEADER_ROW, number), heading, styles.HEADER)
        sheet.column_dimensions[get_column_letter(number)].width = width
    words = [heading for heading, _ in headings]
    fit(sheet, HEADER_ROW, words, [width - FILTER_BUTTON for _, width in headings])


def name_book(book: Workbook, paper: Paper, what: str) -> None:
    """Say what the file is, such as "action log", and nothing about who made it."""
    practice = "PRACTICE – " if paper.is_practice else ""
    title = f"{practice}{paper.partnership}: {what} at {plain_date(paper.as_at)}"
    book.properties.title = clean(title)
    book.properties.creator = clean(paper.partnership)
    book.properties.lastModifiedBy = clean(paper.partnership)
    book.properties.language = "en-GB"


def _printable(text: str) -> str:
    """An ampersand starts a code in Excel's page headers, and is written twice."""
    return clean(text).replace("\n", " ").replace("&", "&&")
