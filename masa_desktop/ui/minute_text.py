"""The minutes as paragraphs, without Qt: what the editor's document, its undo and its lines share.

A note is one paragraph; the paragraphs of a block stand together and carry the block's id.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import Line, clean, cut, is_layout, merge, normalise, shift

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from masa_desktop.domain.marks import Marks

    Shown = Mapping[tuple[str, EntryKind], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph that can be written in. Heading and foot lines are not among them."""

    id: str
    kind: EntryKind
    text: str = ""
    marks: Marks = ()
    is_bullet: bool = False

    @property
    def is_note(self) -> bool:
        return self.kind is EntryKind.NOTE

    def part(self, start: int, end: int | None = None) -> Paragraph:
        """The same paragraph with only the characters from `start` up to `end`."""
        stop = len(self.text) if end is None else end
        if start == 0 and stop == len(self.text):
            return self
        return replace(self, text=self.text[start:stop], marks=cut(self.marks, start, stop))

    def plus(self, other: Paragraph) -> Paragraph:
        """This paragraph with the words of another after its own."""
        text, marks = merge(self.text, self.marks, other.text, other.marks)
        return replace(self, text=text, marks=marks)

    def trimmed(self) -> Paragraph:
        """Without blanks at either end."""
        lead = len(self.text) - len(self.text.lstrip())
        return self.part(lead, max(len(self.text.rstrip()), lead))


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place for the caret: a paragraph by number, a character in it."""

    index: int
    offset: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection, or with equal ends the caret.

    `from_top`: it begins at or above the heading line of its first block.
    """

    start: Spot
    end: Spot
    from_top: bool = False

    @property
    def is_caret(self) -> bool:
        return self.start == self.end and not self.from_top


def paragraphs_of(lines: Iterable[Line]) -> list[Paragraph]:
    """The paragraphs that show these lines, cleaned of what a document cannot hold."""
    made: list[Paragraph] = []
    for line in lines:
        text = clean(line.text)
        marks = normalise(line.marks, len(text))
        whole = Paragraph(line.id, line.kind, text, marks, line.is_bullet)
        made += [whole] if whole.is_note else broken(replace(whole, is_bullet=False))
    return made


def broken(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph parted at its newlines, each part with the same id."""
    made, start = [], 0
    for part in paragraph.text.split("\n"):
        made.append(paragraph.part(start, start + len(part)))
        start += len(part) + 1
    return made


def lines_of(paragraphs: Sequence[Paragraph], shown: Shown) -> tuple[Line, ...]:
    """The records behind the paragraphs; `shown` gives heading and foot by id and kind."""
    made: list[Line] = []
    index = 0
    while index < len(paragraphs):
        first = paragraphs[index]
        _, after = unit_at(paragraphs, index)
        if not is_layout(first.kind, first.text):
            heading, foot = shown.get((first.id, first.kind), ("", ""))
            text, marks = joined(paragraphs[index:after])
            made.append(Line(first.id, first.kind, text, marks, heading, foot, first.is_bullet))
        index = after
    return tuple(made)


def joined(paragraphs: Sequence[Paragraph]) -> tuple[str, Marks]:
    """Several paragraphs as one text, newlines between."""
    if len(paragraphs) == 1:
        return paragraphs[0].text, paragraphs[0].marks
    text = "\n".join(each.text for each in paragraphs)
    marks: Marks = ()
    start = 0
    for each in paragraphs:
        marks += shift(each.marks, start)
        start += len(each.text) + 1
    return text, normalise(marks, len(text))


def unit_at(paragraphs: Sequence[Paragraph], index: int) -> tuple[int, int]:
    """The record a paragraph belongs to, as a range of paragraphs (end not included)."""
    here = paragraphs[index]
    if here.is_note:
        return index, index + 1
    first, after = index, index + 1
    while first > 0 and paragraphs[first - 1].id == here.id:
        first -= 1
    while after < len(paragraphs) and paragraphs[after].id == here.id:
        after += 1
    return first, after


def written(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs without those that are only layout."""
    return [each for each in paragraphs if not is_layout(each.kind, each.text)]
