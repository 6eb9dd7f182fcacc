"""The action log as an Excel workbook that owners fill in and send back.

Only the yellow columns can be changed; whatever a text begins with, it stays a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from masa_desktop.documents import excel_styles as styles
from masa_desktop.documents.excel_rows import fit
from masa_desktop.documents.excel_saving import as_bytes
from masa_desktop.documents.excel_sheets import (
    FIRST_ROW,
    HEADER_ROW,
    head,
    header,
    name_book,
    put,
)
from masa_desktop.documents.files import whole_file
from masa_desktop.domain.action_log import (
    EDITABLE,
    ID_HEADING,
    ActionLine,
    ActionLog,
    LogColumn,
    by_agency,
    legend,
)
from masa_desktop.domain.actions import Colour
from masa_desktop.domain.words import plain_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from masa_desktop.documents.excel_sheets import Value

OPEN, CLOSED_SINCE, CLOSED = "Open actions", "Closed since last meeting", "All closed"
AGENCIES, KEY = "By agency", "Key"
YES, NO = "Yes", "No"
HIDDEN_WIDTH = 10
HINT = (
    "Please fill in the yellow columns only, save, and send back. You may filter. To sort, first "
    "choose Review, Unprotect sheet (no password): rows are read by reference."
)

COLUMNS = tuple(LogColumn)
WIDTHS = {
    LogColumn.REF: 16,
    LogColumn.GROUP: 9,
    LogColumn.MEETING: 12,
    LogColumn.MINUTE_REF: 9,
    LogColumn.ACTION: 38,
    LogColumn.LEAD: 12,
    LogColumn.AGENCY: 16,
    LogColumn.OTHERS: 14,
    LogColumn.RAISED: 12,
    LogColumn.ORIGINAL_DUE: 12.5,
    LogColumn.CURRENT_DUE: 12.5,
    LogColumn.EXTENDED: 10.5,
    LogColumn.STATUS: 15,
    LogColumn.BRAG: 8.5,
    LogColumn.PROGRESS: 40,
    LogColumn.COMPLETED: 12.5,
    LogColumn.EVIDENCE: 34,
    LogColumn.PROPOSED: 13,
    LogColumn.CLOSED_AT: 18,
    LogColumn.LINKED: 22,
    LogColumn.OVERDUE: 10.5,
}
DATES = {
    LogColumn.MEETING,
    LogColumn.RAISED,
    LogColumn.ORIGINAL_DUE,
    LogColumn.CURRENT_DUE,
    LogColumn.COMPLETED,
}
NUMBERS = {LogColumn.EXTENDED, LogColumn.OVERDUE}
AGENCY_COLUMNS = (
    ("Lead agency", 34),
    ("Open", 10),
    ("Overdue", 10),
    ("Proposed for closure", 14),
    ("Closed since last meeting", 16),
    ("All closed", 11),
    ("Closed with evidence of impact", 18),
)

KEY_COLUMNS = (
    ("BRAG", 10),
    ("Colour", 12),
    ("Meaning", 56),
    ("Status", 28),
    ("Proposed for closure", 22),
)


def write_action_log(log: ActionLog, target: Path) -> Path:
    """Write the log to `target`, replacing it, and give it back (see `files.free_name`).

    Raises UserError when the target cannot be written; then it is as it was before.
    """
    book = styles.StyledBook()
    title = f"{log.partnership}: {{}} {plain_date(log.as_at)}"
    sheet = book.worksheets[0]
    sheet.title = OPEN
    covered = f" ({log.groups})" if log.groups else ""
    head(sheet, log, title.format("open actions at") + covered, _hint(log))
    _actions(sheet, log.open, "OpenActions", is_editable=True)
    for name, what, lines, table in (
        (CLOSED_SINCE, "actions closed since last meeting, at", log.closed_since, "ClosedSince"),
        (CLOSED, "all closed actions at", log.closed, "AllClosed"),
    ):
        sheet = book.create_sheet(name)
        head(sheet, log, title.format(what), "For information.")
        _actions(sheet, lines, table, is_editable=False)
    _agencies(book.create_sheet(AGENCIES), log, title.format("actions by agency at"))
    _key(book, book.create_sheet(KEY), log, title.format("key to the action log at"))
    name_book(book, log, "action log")
    with whole_file(target) as part:
        part.write_bytes(as_bytes(book))
    return target


def _hint(log: ActionLog) -> str:
    said = HINT if log.open else f"There are no open actions at {plain_date(log.as_at)}."
    return f"{log.left_out} {said}".strip()


def _actions(
    sheet: Worksheet, lines: Sequence[ActionLine], name: str, *, is_editable: bool
) -> None:
    headings = [(column.value, WIDTHS[column]) for column in COLUMNS]
    header(sheet, [*headings, (ID_HEADING, HIDDEN_WIDTH)])
    id_column = len(COLUMNS) + 1
    sheet.column_dimensions[get_column_letter(id_column)].hidden = True
    widths = [WIDTHS[column] for column in COLUMNS]
    for row, line in enumerate(lines, FIRST_ROW):
        values = _values(line)
        for number, column in enumerate(COLUMNS, 1):
            style = _style(line, column, is_editable=is_editable)
            put(sheet, (row, number), values[column], style)
        fit(sheet, row, list(values.values()), widths)
        put(sheet, (row, id_column), line.id, styles.TEXT)
    last = max(HEADER_ROW + len(lines), FIRST_ROW)
    area = f"A{HEADER_ROW}:{get_column_letter(id_column)}{last}"
    sheet.add_table(Table(displayName=name, ref=area))
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.print_area = f"A{HEADER_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    sheet.print_title_cols = "A:A"
    sheet.page_setup.fitToWidth = 2  # on one page the letters would be too small to read
    if is_editable and lines:
        _offer(sheet, LogColumn.STATUS, "StatusWords", last)
        _offer(sheet, LogColumn.PROPOSED, "YesOrNo", last)
        _offer(sheet, LogColumn.BRAG, "BragLetters", last)
    _protect(sheet)


def _values(line: ActionLine) -> dict[LogColumn, Value]:
    """What stands in each column, in their order."""
    return {
        LogColumn.REF: line.ref,
        LogColumn.GROUP: line.group,
        LogColumn.MEETING: line.met_on,
        LogColumn.MINUTE_REF: line.minute_ref,
        LogColumn.ACTION: line.text,
        LogColumn.LEAD: line.lead_owner,
        LogColumn.AGENCY: line.lead_agency,
        LogColumn.OTHERS: line.other_owners,
        LogColumn.RAISED: line.raised_on,
        LogColumn.ORIGINAL_DUE: line.original_due or line.undated,
        LogColumn.CURRENT_DUE: line.current_due or line.undated,
        LogColumn.EXTENDED: line.times_extended,
        LogColumn.STATUS: line.status,
        LogColumn.BRAG: line.brag.letter if line.brag else None,
        LogColumn.PROGRESS: line.progress,
        LogColumn.COMPLETED: line.completed_on,
        LogColumn.EVIDENCE: line.evidence,
        LogColumn.PROPOSED: YES if line.is_proposed_for_closure else NO,
        LogColumn.CLOSED_AT: line.closed_at,
        LogColumn.LINKED: line.linked_to,
        LogColumn.OVERDUE: line.days_overdue or None,
    }


def _style(line: ActionLine, column: LogColumn, *, is_editable: bool) -> str:
    if is_editable and column in EDITABLE:
        return styles.OPEN_TEXT
    if column is LogColumn.BRAG and line.brag:
        return styles.brag_style(line.brag)
    if column in DATES:
        return styles.DATE
    return styles.NUMBER if column in NUMBERS else styles.TEXT


def _offer(sheet: Worksheet, column: LogColumn, words: str, last: int) -> None:
    """A list to choose from, kept on the key sheet."""
    rule = DataValidation(
        type="list",
        formula1=words,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=column.value,
        error="Please choose one of the words in the list.",
    )
    letter = get_column_letter(COLUMNS.index(column) + 1)
    rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
    sheet.add_data_validation(rule)


def _protect(sheet: Worksheet) -> None:
    """No password: it keeps slips out, not people. False means that it is allowed."""
    protection = sheet.protection
    protection.sheet = True
    protection.sort = protection.autoFilter = protection.formatRows = False


def _agencies(sheet: Worksheet, log: ActionLog, title: str) -> None:
    head(sheet, log, title, "Overdue counts calendar days past the current due date.")
    header(sheet, AGENCY_COLUMNS)
    summaries = by_agency(log)
    for row, found in enumerate(summaries, FIRST_ROW):
        put(sheet, (row, 1), found.agency, styles.TEXT)
        counts = (
            found.open,
            found.overdue,
            found.proposed,
            found.closed_since,
            found.closed,
            found.with_evidence,
        )
        for number, value in enumerate(counts, 2):
            put(sheet, (row, number), value, styles.NUMBER)
    last = max(HEADER_ROW + len(summaries), FIRST_ROW)
    area = f"A{HEADER_ROW}:{get_column_letter(len(AGENCY_COLUMNS))}{last}"
    sheet.add_table(Table(displayName="ByAgency", ref=area))
    sheet.freeze_panes = f"A{FIRST_ROW}"
    _protect(sheet)


def _key(book: Workbook, sheet: Worksheet, log: ActionLog, title: str) -> None:
    """What letters, words and colours mean; the lists to choose from are read from here."""
    head(sheet, log, title, "The lists on the first sheet offer the words below.")
    header(sheet, KEY_COLUMNS)
    for row, line in enumerate(legend(log.key), FIRST_ROW):
        put(sheet, (row, 1), line.colour.letter, styles.brag_style(line.colour))
        put(sheet, (row, 2), line.name, styles.TEXT)
        put(sheet, (row, 3), line.meaning, styles.TEXT)
    lists = (
        ("BragLetters", "A", len(Colour)),
        ("StatusWords", "D", len(log.statuses)),
        ("YesOrNo", "E", 2),
    )
    for row, word in enumerate(log.statuses, FIRST_ROW):
        put(sheet, (row, 4), word, styles.TEXT)
    for row, word in enumerate((YES, NO), FIRST_ROW):
        put(sheet, (row, 5), word, styles.TEXT)
    for name, letter, length in lists:
        area = f"'{KEY}'!${letter}${FIRST_ROW}:${letter}${HEADER_ROW + max(length, 1)}"
        book.defined_names[name] = DefinedName(name, attr_text=area)
    _notes(sheet, FIRST_ROW + max(len(Colour), len(log.statuses)) + 1, log)
    _protect(sheet)


def _notes(sheet: Worksheet, row: int, log: ActionLog) -> None:
    notes: tuple[tuple[str, str], ...] = (
        ("Marking", log.banner or "Not marked"),
        ("Yellow", "Columns to fill in: " + ", ".join(column.value for column in EDITABLE) + "."),
        ("Dates", "The original due date stays for good; every change counts as one extension."),
    )
    if log.left_out:
        notes = (*notes, ("Left out", log.left_out))
    for place, (label, text) in enumerate(notes, row):
        put(sheet, (place, 1), label, styles.LABEL)
        put(sheet, (place, 2), text, styles.HINT)
