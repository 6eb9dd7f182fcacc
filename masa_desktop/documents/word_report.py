"""A report as a Word document: marked, with its tables readable by screen readers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from masa_desktop.documents.tones import GROUNDS
from masa_desktop.documents.word_parts import (
    Cell,
    Column,
    element,
    heading,
    lines,
    paragraph,
    run,
    table,
    text_cell,
)
from masa_desktop.documents.word_saving import name, save
from masa_desktop.documents.word_styles import look_of
from masa_desktop.documents.word_template import PageWords, mark_pages, own_document
from masa_desktop.domain.report import Shaded, Tone
from masa_desktop.domain.words import plain_date, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from masa_desktop.documents.word_parts import Look
    from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Value

LETTER, PADDING = 125, 190  # twips: the width of a usual letter in a cell, and what is beside it
LONGEST_WORD = 16  # letters; a longer word may be broken


def write_report(report: Report, target: Path) -> Path:
    """Write the report to `target`, replacing it, and give it back (see `files.free_name`).

    Raises UserError when the target cannot be written; then it is as it was before.
    """
    document = own_document(is_landscape=report.is_landscape)
    look = look_of(document)
    page = document.element.body[-1]
    for xml in _content(report, look):
        page.addprevious(element(xml))
    at = plain_date(report.as_at)
    words = PageWords(
        banner=report.banner, reference=f"{report.name}, {at}", is_practice=report.is_practice
    )
    mark_pages(document, look, words)
    practice = "PRACTICE – " if report.is_practice else ""
    name(document, f"{practice}{report.title}, {at}", report.covers, author=report.partnership)
    return save(document, target)


def _content(report: Report, look: Look) -> Iterator[str]:
    yield paragraph(look.partnership, run(report.partnership))
    yield paragraph(look.title, run(report.title))
    for label, text in (("Covers", report.covers), ("As at", plain_date(report.as_at))):
        if text:
            yield paragraph(look.details, run(label, bold=True), run(f"\t{text}"))
    if report.left_out:
        yield paragraph(look.text, run(report.left_out, bold=True))
    for section in report.sections:
        if section.heading:
            yield heading(look, section.heading)
        for text in section.paragraphs:
            yield from lines(look.text, text)
        if section.table is not None:
            yield from _table(section.table, look)


def _table(made: ReportTable, look: Look) -> Iterator[str]:
    columns = [
        Column(heading=column.heading, share=width, is_centred=column.is_centred)
        for column, width in zip(made.columns, _widths(made, look.width), strict=True)
    ]
    rows = [
        tuple(_cell(value, column, look) for value, column in zip(row, made.columns, strict=True))
        for row in made.rows
    ]
    named = ", ".join(column.heading for column in made.columns)
    yield table(look, columns, rows, caption=made.name, description=f"Columns: {named}.")
    # Word joins two tables with nothing between them into one.
    yield from lines(look.small, made.note)


def _widths(made: ReportTable, width: int) -> list[float]:
    """The shares of the width, but room in each column for its longest word."""
    least = [_longest_word(made, number) for number in range(len(made.columns))]
    crowded = min(1.0, width / (sum(least) or 1))
    least = [room * crowded for room in least]
    free = width - sum(least)
    wanted = [column.share for column in made.columns]
    share = width / sum(wanted)
    over = [max(part * share - room, 0) for part, room in zip(wanted, least, strict=True)]
    rest = free / sum(over) if sum(over) else 0
    return [room + part * rest for room, part in zip(least, over, strict=True)]


def _longest_word(made: ReportTable, number: int) -> float:
    texts = [made.columns[number].heading, *(_words(_plain(row[number])) for row in made.rows)]
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return LETTER * min(longest, LONGEST_WORD) + PADDING


def _cell(value: Value | Shaded, column: ReportColumn, look: Look) -> Cell:
    tone = value.tone if isinstance(value, Shaded) else Tone.NONE
    made = text_cell(look, _words(_plain(value)), is_centred=column.is_centred)
    return Cell(content=made.content, fill=GROUNDS.get(tone, ""))


def _plain(value: Value | Shaded) -> Value:
    return value.value if isinstance(value, Shaded) else value


def _words(value: Value) -> str:
    if isinstance(value, date):
        return short_date(value)
    return "" if value is None else str(value)
