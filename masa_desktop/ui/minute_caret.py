"""Where the caret stands in the minutes, in words of records: survives a restart and a new page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.ui.minute_text import Paragraph, Spot, unit_at, written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BELOW = -1


@dataclass(frozen=True, slots=True)
class CaretState:
    """A line's id and a character of its text, or BELOW: in the blank line under it."""

    line_id: str
    offset: int


def state_of(paragraphs: Sequence[Paragraph], spot: Spot) -> CaretState:
    """From a blank paragraph, below the line above it; ("", 0) if there is none."""
    index, is_below = spot.index, False
    while index >= 0 and not written([paragraphs[index]]):
        index, is_below = index - 1, True
    if index < 0:
        return CaretState("", 0)
    first, _ = unit_at(paragraphs, index)
    above = sum(len(each.text) + 1 for each in paragraphs[first:index])
    return CaretState(paragraphs[first].id, BELOW if is_below else above + spot.offset)


def spot_of(paragraphs: Sequence[Paragraph], state: CaretState) -> Spot | None:
    """The place, the nearest one if the line has become shorter; None if the line is gone."""
    found = _rows(paragraphs, state)
    if not found:
        return None
    if state.offset == BELOW:
        last = found[-1]
        return Spot(last + 1, 0) if _is_blank(paragraphs, last + 1) else _end(paragraphs, last)
    rest = state.offset
    for index in found:
        length = len(paragraphs[index].text)
        if rest <= length or index == found[-1]:
            return Spot(index, min(rest, length))
        rest -= length + 1
    return None


def with_room(
    paragraphs: Sequence[Paragraph], state: CaretState, blank: Callable[[], Paragraph]
) -> list[Paragraph]:
    """The paragraphs, and the blank one again in which the caret stood: nobody keeps those."""
    made = list(paragraphs)
    found = _rows(made, state)
    if state.offset == BELOW and found and not _is_blank(made, found[-1] + 1):
        made.insert(found[-1] + 1, blank())
    return made


def _rows(paragraphs: Sequence[Paragraph], state: CaretState) -> list[int]:
    ids = [each.id for each in paragraphs]
    return [row for row, key in enumerate(ids) if key and key == state.line_id]


def _is_blank(paragraphs: Sequence[Paragraph], index: int) -> bool:
    return index < len(paragraphs) and paragraphs[index].is_note and not paragraphs[index].text


def _end(paragraphs: Sequence[Paragraph], index: int) -> Spot:
    return Spot(index, len(paragraphs[index].text))
