"""How high the rows of a workbook are: as many lines as their words take in their columns.

Excel and others would each find that themselves, but LibreOffice prints a row without a height as
one line, and what is on its other lines cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.dimensions import RowDimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

LINE_HEIGHT, TALLEST_ROW = 15.0, 405.0  # points; Excel allows 409
ROOM = 0.94
"""How much of a column is for words: beside its margins, its digits are rounded to whole pixels."""
WIDE = 1.8  # no letter is wider


class _Widths(dict[str, float]):
    """How wide each letter of Calibri is, counted in digits, as the columns are."""

    def __missing__(self, letter: str) -> float:
        return 1.2 if letter < "\u1100" else 2.0


_WIDTHS = _Widths(
    (letter, width)
    for width, letters in (
        (0.47, " ijlI.,:;'’‘|!"),
        (0.66, 'frtJ()[]{}-/\\"“”*'),
        (0.88, "csvxyzkgLEFS?_"),
        (1.0, "abdehnopqu0123456789TYZ£+=<>–"),
        (1.1, "BCKPRXV"),
        (1.28, "ADGHNOQU&"),
        (1.6, "mwM…"),
        (WIDE, "W@%—"),
    )
    for letter in letters
)


class GrowingRow(RowDimension):
    """A row with a height that Excel may still change when somebody types more into it."""

    customHeight = False  # noqa: N815 - openpyxl's own name


def fit(sheet: Worksheet, row: int, values: Sequence[object], widths: Sequence[float]) -> None:
    """Make the row as high as its longest text, and let Excel go on doing so."""
    height = LINE_HEIGHT * max(map(_lines, values, widths))
    sheet.row_dimensions[row] = GrowingRow(sheet, index=row, ht=min(height, TALLEST_ROW))


def _lines(value: object, width: float) -> int:
    """How many lines a value takes in a column of so many digits."""
    room = width * ROOM
    if not isinstance(value, str) or (len(value) * WIDE <= room and "\n" not in value):
        return 1
    return sum(_wrapped(line, room) for line in value.split("\n"))


def _wrapped(line: str, room: float) -> int:
    """How many lines one line becomes; a word wider than the column is broken."""
    if _width(line) <= room:
        return 1
    lines, used = 1, 0.0
    for word in line.split():
        long = _width(word)
        if used and used + long > room:
            lines, used = lines + 1, 0.0
        more, rest = divmod(long, room) if long > room else (0, long)
        lines, used = lines + int(more), used + rest + _WIDTHS[" "]
    return lines


def _width(words: str) -> float:
    return sum(map(_WIDTHS.__getitem__, words))
