"""Reading rows of the Qt document: its UTF-16 places as characters, its formats as marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.marks import Mark, Marks, MarkStyle
from masa_desktop.domain.minute_lines import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock

    from masa_desktop.ui.minute_blocks import Row

_BOLD = 600


def marks_in(block: QTextBlock, text: str) -> Marks:
    found: list[Mark] = []
    for run in block.textFormats():
        start, end = run.start, run.start + run.length
        if run.format.fontWeight() >= _BOLD:
            found.append(Mark(from_unit(text, start), from_unit(text, end), MarkStyle.BOLD))
        if run.format.fontItalic():
            found.append(Mark(from_unit(text, start), from_unit(text, end), MarkStyle.ITALIC))
    return normalise(found, len(text))


def to_unit(text: str, offset: int) -> int:
    """Qt counts in UTF-16 units, Python in characters; they differ for emoji."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def from_unit(text: str, unit: int) -> int:
    if text.isascii():
        return min(unit, len(text))
    return len(text.encode("utf-16-le", "surrogatepass")[: unit * 2].decode("utf-16-le", "ignore"))


def same(one: Sequence[Row], other: Sequence[Row]) -> int:
    """How many rows at the start are the same."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
