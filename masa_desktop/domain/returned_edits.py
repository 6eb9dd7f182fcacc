"""Several tracked changes in one text, each taken or left by itself.

Between the changes stand words that nobody touched; by them a change is found again, whichever of
the others were taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from masa_desktop.domain.minute_lines import cut, normalise, shift
from masa_desktop.domain.returned_pieces import (
    END,
    PieceState,
    authors,
    latest,
    marks_after,
    text_after,
    text_before,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from masa_desktop.domain.marks import Marks
    from masa_desktop.domain.returned_pieces import Piece

MOST = 12  # changes of one text; a text with more was written anew and is offered whole
_BLANKS = re.compile(r"(\s+)")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stood at one place and what somebody put there; `marks` are of `new`."""

    old: str
    new: str
    marks: Marks = ()
    author: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """A text as `kept` words with an edit between every two of them."""

    kept: tuple[str, ...]
    edits: tuple[Edit, ...]

    @property
    def after(self) -> str:
        """The text with every edit taken."""
        return self._with(frozenset(range(len(self.edits))))

    def only(self, number: int) -> str:
        """The text as sent with one edit taken, counted from 0."""
        return self._with(frozenset({number}))

    def _with(self, taken: frozenset[int]) -> str:
        made = [self.kept[0]]
        for number, edit in enumerate(self.edits):
            made += [edit.new if number in taken else edit.old, self.kept[number + 1]]
        return tidy("".join(made))[0]

    def is_taken(self, number: int, text: str) -> bool | None:
        """Whether `text` has the edit already; None if it is not this text any more."""
        found = self._found(text)
        return None if found is None else found[f"new{number}"] is not None

    def applied(self, number: int, text: str, marks: Marks) -> tuple[str, Marks] | None:
        """`text` with one more edit taken, the others as they are; None if it is another text."""
        found = self._found(text)
        if found is None or found[f"old{number}"] is None:
            return None
        edit, (start, end) = self.edits[number], found.span(f"old{number}")
        end_now = start + len(edit.new)
        said = text[:start] + edit.new + text[end:]
        kept = (*cut(marks, 0, start), *shift(edit.marks, start))
        moved = shift(cut(marks, end, len(text)), end_now)
        return tidy(said, normalise((*kept, *moved), len(said)))

    def _found(self, text: str) -> re.Match[str] | None:
        made = [_pattern(self.kept[0])]
        for number, edit in enumerate(self.edits):
            both = (
                f"(?:(?P<new{number}>{_pattern(edit.new)})|(?P<old{number}>{_pattern(edit.old)}))"
            )
            made += [both, _pattern(self.kept[number + 1])]
        return re.fullmatch(rf"\s*{''.join(made)}\s*", text)


def apart(pieces: Sequence[Piece]) -> Edits | None:
    """The changes of a text one by one; None if there is one, or if they cannot be parted.

    Changes that touch, or have nothing but a blank between them, are one.
    """
    kept, edits = [""], []
    for is_kept, group in groupby(_joined(pieces), key=lambda part: part[0]):
        parts = [piece for _, piece in group]
        if is_kept:
            kept[-1] = "".join(piece.text for piece in parts)
        else:
            edits.append(_edit(parts))
            kept.append("")
    can_part = 1 < len(edits) <= MOST and any(words.strip() for words in kept)
    return Edits(tuple(kept), tuple(edits)) if can_part and all(map(_is_clear, edits)) else None


def _joined(pieces: Sequence[Piece]) -> list[tuple[bool, Piece]]:
    """Each piece and whether it stands between two changes."""
    made = []
    for place, piece in enumerate(pieces):
        is_kept = piece.state is PieceState.KEPT
        if is_kept and not piece.text.strip() and 0 < place < len(pieces) - 1:
            is_kept = PieceState.KEPT in (pieces[place - 1].state, pieces[place + 1].state)
        made.append((is_kept, piece))
    return made


def _edit(parts: Sequence[Piece]) -> Edit:
    new = text_after(parts)
    return Edit(text_before(parts), new, marks_after(parts), authors(parts), latest(parts))


def _is_clear(edit: Edit) -> bool:
    """Whether what stood there can be told from what was put there, within one paragraph."""
    old, new = "".join(edit.old.split()), "".join(edit.new.split())
    return old != new and END not in edit.old + edit.new


def _pattern(words: str) -> str:
    """Blanks at the ends may have gone with the words beside them."""
    parts = _BLANKS.split(words)
    last = len(parts) - 1
    return "".join(
        re.escape(part)
        if place % 2 == 0
        else (
            r"\s*" if not (parts[place - 1] and parts[place + 1] and 0 < place < last) else r"\s+"
        )
        for place, part in enumerate(parts)
    )
