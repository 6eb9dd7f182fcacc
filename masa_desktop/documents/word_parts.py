"""Pieces of a Word document as XML text: runs, paragraphs, cells, rows, tables, fields.

python-docx has no words for repeated header rows, captions, shading or fields, and adds cells
slowly; a table built as text and parsed once has both. Everything written goes through `clean`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from masa_desktop.documents.files import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

HEADING_COLOUR = "0A474D"
ALARM_COLOUR = "A81E16"
QUIET_COLOUR = "4A5552"
HEADER_FILL = "DFEEEE"
LINE_COLOUR = "7B8682"
FAINT = 'w:val="single" w:sz="4" w:space="0" w:color="DCE3E0"'

SHORT_ROW = 700  # characters; a longer row may run over to the next page


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The ids of the styles in this document, and the width of its text in twips.

    `is_numbered` says that its headings may number themselves; `bullet_numbers` is what a bullet
    needs beside its style ("" if the style brings its own bullets).
    """

    width: int
    title: str
    heading: str
    partnership: str
    details: str
    text: str
    subheading: str
    person: str
    item: str
    entry: str
    bullet: str
    cell: str
    cell_heading: str
    small: str
    table: str
    header: str
    footer: str
    is_numbered: bool
    bullet_numbers: str


def element(xml: str) -> BaseOxmlElement:
    """`xml`, whose outermost tag is in Word's own namespace, as an element."""
    return parse_xml(re.sub("^(<[^ />]+)", rf"\1 {nsdecls('w')}", xml))


def run(text: str, *, bold: bool = False, italic: bool = False, colour: str = "") -> str:
    """Text in one look; tabs and line breaks in it are kept."""
    return styled_run(
        text,
        ("<w:b/>" if bold else "")
        + ("<w:i/>" if italic else "")
        + (f'<w:color w:val="{colour}"/>' if colour else ""),
    )


def plain_run(text: str) -> str:
    """Text that is not bold in a style that is."""
    return styled_run(text, '<w:b w:val="0"/><w:bCs w:val="0"/>')


def styled_run(text: str, look: str) -> str:
    """Text with run properties given as XML, in the order the schema wants."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = "".join(map(_piece, re.split("([\t\n])", clean(text))))
    return f"<w:r>{properties}{pieces}</w:r>"


def _piece(text: str) -> str:
    match text:
        case "":
            return ""
        case "\t":
            return "<w:tab/>"
        case "\n":
            return "<w:br/>"
        case _:
            return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def boxed(text: str, colour: str) -> str:
    """A bold word in a frame, such as the stamp DRAFT."""
    text = f"\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}"
    line = f'<w:bdr w:val="single" w:sz="12" w:space="0" w:color="{colour}"/>'
    return styled_run(text, f'<w:b/><w:color w:val="{colour}"/>{line}')


def field(code: str, shown: str = "1") -> str:
    """A field that Word works out, such as PAGE or NUMPAGES."""
    return f'<w:fldSimple w:instr=" {code} ">{run(shown)}</w:fldSimple>'


def page_x_of_y() -> str:
    """ "Page 1 of 4"."""
    return f"{run('Page ')}{field('PAGE')}{run(' of ')}{field('NUMPAGES')}"


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph in the style with this id; `properties` is XML that follows the style."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'
    )


def heading(look: Look, text: str) -> str:
    """A section heading; its number is text, so no council's numbering may add another."""
    unnumbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    return paragraph(look.heading, run(text), properties=unnumbered if look.is_numbered else "")


def lines(style: str, text: str, *, opening: str = "", properties: str = "") -> list[str]:
    """One paragraph per line of `text`; `opening` is XML put before the first."""
    parts = [part for part in clean(text).split("\n") if part.strip()] or [""]
    first = paragraph(style, opening, run(parts[0]), properties=properties)
    return [first, *(paragraph(style, run(part), properties=properties) for part in parts[1:])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell holds paragraphs. A faint line above or below says that the item goes on."""

    content: Sequence[str]
    fill: str = ""
    is_faint_above: bool = False
    is_faint_below: bool = False


def text_cell(look: Look, text: str, *, is_centred: bool = False) -> Cell:
    """A cell with plain text, one paragraph per line."""
    if is_centred:
        centre = '<w:jc w:val="center"/>'
        return Cell(content=(paragraph(look.cell, run(text), properties=centre),))
    return Cell(content=lines(look.cell, text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading and its share of the width of the text."""

    heading: str
    share: float
    is_centred: bool = False


def table(
    look: Look,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    caption: str,
    description: str,
) -> str:
    """A table whose header row is repeated on every page.

    `caption` and `description` are read out by screen readers. A row with little text stays on
    one page; a long one runs over.
    """
    total = sum(column.share for column in columns)
    widths = [round(look.width * column.share / total) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        "<w:tbl><w:tblPr>"
        f'<w:tblStyle w:val="{escape(look.table)}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(clean(caption))}"/>'
        f'<w:tblDescription w:val="{escape(clean(description))}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{_header_row(look, columns, widths)}{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _header_row(look: Look, columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = "".join(
        _cell(
            Cell(
                content=(
                    paragraph(
                        look.cell_heading,
                        run(column.heading),
                        properties='<w:jc w:val="center"/>' if column.is_centred else "",
                    ),
                ),
                fill=HEADER_FILL,
            ),
            width,
        )
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(cells: Sequence[Cell], widths: Sequence[int]) -> str:
    inside = "".join(_cell(cell, width) for cell, width in zip(cells, widths, strict=True))
    length = max(len(re.sub("<[^>]*>", "", "".join(cell.content))) for cell in cells)
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if length <= SHORT_ROW else ""
    return f"<w:tr>{whole}{inside}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    borders = (f"<w:top {FAINT}/>" if cell.is_faint_above else "") + (
        f"<w:bottom {FAINT}/>" if cell.is_faint_below else ""
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else "")
        + f"</w:tcPr>{''.join(cell.content)}</w:tc>"
    )
