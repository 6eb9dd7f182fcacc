"""The looks of cells in our workbooks: one named style for each kind of cell."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from masa_desktop.documents.tones import GROUNDS
from masa_desktop.domain.actions import Colour

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles.cell_style import StyleArray

    from masa_desktop.domain.report import Tone

ACCENT = "0D5A61"
HEADING = "0A474D"
ALARM = "A81E16"
EDITABLE_FILL = "FFFBE6"
LINE = "D0D5D3"
FONT = "Calibri"
DATE_FORMAT = "dd/mm/yyyy"

# Background and letter of each colour; each pair has a contrast above 4.5 to 1.
BRAG_COLOURS = {
    Colour.BLUE: ("1D5FA8", "FFFFFF"),
    Colour.GREEN: ("1B6E3C", "FFFFFF"),
    Colour.AMBER: ("F2B632", "1F1300"),
    Colour.RED: ("A81E16", "FFFFFF"),
    Colour.GREY: ("59635F", "FFFFFF"),
}

BANNER, PRACTICE, TITLE, HINT = "Log marking", "Log practice", "Log title", "Log hint"
HEADER, TEXT, OPEN_TEXT = "Log header", "Log text", "Log text to fill in"
DATE, NUMBER, LABEL = "Log date", "Log number", "Log label"
CENTRED, SENTENCE = "Log centred", "Log sentence"


class StyledBook(Workbook):
    """A workbook with every style of this module."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: dict[str, StyleArray] = {}
        for style in (*_lines(), *_cells(), *_ratings(), *_tones()):
            self.add_named_style(style)
            self.looks[style.name] = style.as_tuple()


def dress(cell: Cell | MergedCell, style: str) -> None:
    """Give a style to a cell of a StyledBook.

    By its name openpyxl seeks it through a list each time: of a log of 30,000 actions that takes
    longer than all the rest.
    """
    assert cell.parent is not None
    book = cell.parent.parent
    assert isinstance(book, StyledBook)
    cell._style = copy(book.looks[style])  # type: ignore[union-attr]  # noqa: SLF001  # openpyxl's types leave it out


def brag_style(colour: Colour) -> str:
    """The name of the style for a rating."""
    return f"Log {colour.name.lower()}"


def tone_style(tone: Tone) -> str:
    """The name of the style for a shaded cell."""
    return f"Log {tone}"


def _lines() -> list[NamedStyle]:
    """The lines above the table."""
    return [
        NamedStyle(BANNER, font=Font(name=FONT, size=11, bold=True)),
        NamedStyle(PRACTICE, font=Font(name=FONT, size=11, bold=True, color=ALARM)),
        NamedStyle(TITLE, font=Font(name=FONT, size=15, bold=True, color=HEADING)),
        NamedStyle(HINT, font=Font(name=FONT, size=11)),
        NamedStyle(LABEL, font=Font(name=FONT, size=11, bold=True)),
        NamedStyle(
            SENTENCE,
            font=Font(name=FONT, size=11),
            alignment=Alignment(vertical="top", wrap_text=True),
        ),
    ]


def _cells() -> list[NamedStyle]:
    top = Alignment(vertical="top", wrap_text=True)
    header = NamedStyle(
        HEADER,
        font=Font(name=FONT, size=11, bold=True, color="FFFFFF"),
        fill=PatternFill("solid", start_color=ACCENT),
        alignment=top,
        border=_border(),
    )
    text = NamedStyle(TEXT, font=Font(name=FONT, size=11), alignment=top, border=_border())
    to_fill_in = NamedStyle(
        OPEN_TEXT,
        font=Font(name=FONT, size=11),
        fill=PatternFill("solid", start_color=EDITABLE_FILL),
        alignment=top,
        border=_border(),
        protection=Protection(locked=False),
    )
    date = NamedStyle(
        DATE,
        font=Font(name=FONT, size=11),
        alignment=Alignment(vertical="top", horizontal="left", wrap_text=True),
        border=_border(),
        number_format=DATE_FORMAT,
    )
    number = NamedStyle(
        NUMBER,
        font=Font(name=FONT, size=11),
        alignment=Alignment(vertical="top", horizontal="right", indent=1),
        border=_border(),
    )
    return [header, text, to_fill_in, date, number]


def _ratings() -> list[NamedStyle]:
    return [
        NamedStyle(
            brag_style(colour),
            font=Font(name=FONT, size=11, bold=True, color=letter),
            fill=PatternFill("solid", start_color=fill),
            alignment=Alignment(vertical="top", horizontal="center"),
            border=_border(),
        )
        for colour, (fill, letter) in BRAG_COLOURS.items()
    ]


def _tones() -> list[NamedStyle]:
    plain = NamedStyle(
        CENTRED, font=Font(name=FONT, size=11), alignment=_centre(), border=_border()
    )
    shaded = [
        NamedStyle(
            tone_style(tone),
            font=Font(name=FONT, size=11),
            fill=PatternFill("solid", start_color=fill),
            alignment=_centre(),
            border=_border(),
        )
        for tone, fill in GROUNDS.items()
    ]
    return [plain, *shaded]


def _centre() -> Alignment:
    return Alignment(vertical="top", horizontal="center", wrap_text=True)


def _border() -> Border:
    side = Side(style="thin", color=LINE)
    return Border(left=side, right=side, top=side, bottom=side)
