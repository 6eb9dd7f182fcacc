"""Characters of a Word file that came back, and what tracking says of them; the texts they make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from masa_desktop.domain.marks import Mark, Marks, MarkStyle
from masa_desktop.domain.minute_lines import normalise, shift

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_REMEMBERED = 8_192  # texts


class PieceState(StrEnum):
    """What tracking says of some characters. What was put in and struck out again is nowhere."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one state; the end of a paragraph is a piece of its own, a newline."""

    text: str
    state: PieceState = PieceState.KEPT
    author: str = ""
    on: date | None = None
    styles: frozenset[MarkStyle] = frozenset()


Pieces = tuple[Piece, ...]
END = "\n"


def text_before(pieces: Iterable[Piece]) -> str:
    """The text with every tracked change rejected."""
    return "".join(piece.text for piece in pieces if piece.state is not PieceState.INSERTED)


def text_after(pieces: Iterable[Piece]) -> str:
    """The text with every tracked change accepted."""
    return "".join(piece.text for piece in pieces if piece.state is not PieceState.DELETED)


def marks_after(pieces: Iterable[Piece]) -> Marks:
    """Bold and italic of the text with every change accepted."""
    made: list[Mark] = []
    start = 0
    for piece in pieces:
        if piece.state is not PieceState.DELETED:
            end = start + len(piece.text)
            made += [Mark(start, end, style) for style in piece.styles]
            start = end
    return normalise(made, start)


def is_tracked(pieces: Iterable[Piece]) -> bool:
    return any(piece.state is not PieceState.KEPT for piece in pieces)


def tidy(text: str, marks: Marks = ()) -> tuple[str, Marks]:
    """Text as minutes hold it: no blank lines, no blanks round a line; the marks go with it."""
    said: list[str] = []
    kept: list[Mark] = []
    start = length = 0
    for line in text.split(END):
        bare = line.strip()
        if bare:
            first = start + len(line) - len(line.lstrip())
            shown = (
                Mark(max(m.start, first), min(m.end, first + len(bare)), m.style) for m in marks
            )
            kept += shift([m for m in shown if m.start < m.end], length - first)
            said.append(bare)
            length += len(bare) + 1
        start += len(line) + 1
    whole = END.join(said)
    return whole, normalise(kept, len(whole))


def is_same(one: str, other: str) -> bool:
    """Whether two texts say the same, blanks and blank lines apart."""
    return _folded(one) == _folded(other)


@lru_cache(maxsize=_REMEMBERED)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split(END) if line.strip())


def without_opening(pieces: Pieces, opening: str) -> Pieces:
    """The pieces without the printed opening, if they began with exactly that ("Action …:").

    It goes whether it was struck out or not; one that somebody wrote into stays.
    """
    left = f"{opening} " if opening else ""
    if not left or not text_before(pieces).startswith(left):
        return pieces
    made: list[Piece] = []
    for piece in pieces:
        if left and piece.state is PieceState.INSERTED:
            return pieces
        cut = min(len(left), len(piece.text))
        left = left[cut:]
        if piece.text[cut:]:
            made.append(replace(piece, text=piece.text[cut:]))
    return tuple(made)


def authors(pieces: Iterable[Piece]) -> str:
    """Who tracked something here, in order, each once."""
    found = (piece.author for piece in pieces if piece.state is not PieceState.KEPT)
    return ", ".join(dict.fromkeys(name for name in found if name))


def latest(pieces: Iterable[Piece]) -> date | None:
    """The last day on which something here was tracked; None if the file does not say."""
    days = [p.on for p in pieces if p.on is not None and p.state is not PieceState.KEPT]
    return max(days, default=None)
