"""Where the caret stands in the minutes, in words of records: survives a restart and a new page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.ui.minute_text import Paragraph, Spot, unit_at, written

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class CaretState:
    """A line's id and a character of its text."""

    line_id: str
    offset: int


def state_of(paragraphs: Sequence[Paragraph], spot: Spot) -> CaretState:
    """From a blank paragraph, the end of the line above it; ("", 0) if there is none."""
    index, offset = spot.index, spot.offset
    while index >= 0 and not written([paragraphs[index]]):
        index, offset = index - 1, -1
    if index < 0:
        return CaretState("", 0)
    first, _ = unit_at(paragraphs, index)
    above = sum(len(each.text) + 1 for each in paragraphs[first:index])
    end = len(paragraphs[index].text) if offset < 0 else offset
    return CaretState(paragraphs[first].id, above + end)


def spot_of(paragraphs: Sequence[Paragraph], state: CaretState) -> Spot | None:
    """The place, the nearest one if the line has become shorter; None if the line is gone."""
    found = [number for number, each in enumerate(paragraphs) if each.id == state.line_id]
    if not state.line_id:
        return None
    rest = state.offset
    for index in found:
        length = len(paragraphs[index].text)
        if rest <= length or index == found[-1]:
            return Spot(index, min(rest, length))
        rest -= length + 1
    return None
