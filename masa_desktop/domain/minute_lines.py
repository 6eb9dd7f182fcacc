"""Lines of minutes: what the screen shows, the log stores and Word prints, one record a line.

Marks say which characters are bold or italic; places count characters of the text, from 0.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

from masa_desktop.domain.capture_words import Command, command_of
from masa_desktop.domain.marks import Mark, Marks, MarkStyle
from masa_desktop.domain.meetings import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Line:
    """One record. A note is one paragraph; a block's text may hold several, parted by newlines.

    `heading` and `foot` are shown and protected, and never part of the text.
    """

    id: str
    kind: EntryKind
    text: str
    marks: Marks = ()
    heading: str = ""
    foot: str = ""
    is_bullet: bool = False


@dataclass(frozen=True, slots=True)
class Differences:
    """What became of the lines, each in the order it has now (removed: the order it had)."""

    added: tuple[Line, ...]
    changed: tuple[Line, ...]
    removed: tuple[Line, ...]
    moved: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.moved)


_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffc\ufffe\uffff\ud800-\udfff\ufeff]"
)


def clean(text: str) -> str:
    """The text without control characters; every way to break a line becomes a newline."""
    return _UNFIT.sub("", _BREAKS.sub("\n", text))


def normalise(marks: Sequence[Mark], length: int) -> Marks:
    """Marks in order, within `length` characters, touching ones joined, empty ones gone."""
    made: list[Mark] = []
    for style in MarkStyle:
        spans = sorted(
            (max(mark.start, 0), min(mark.end, length)) for mark in marks_of(marks, style)
        )
        open_span: tuple[int, int] | None = None
        for start, end in spans:
            if start >= end:
                continue
            if open_span and start <= open_span[1]:
                open_span = (open_span[0], max(end, open_span[1]))
                continue
            if open_span:
                made.append(Mark(*open_span, style))
            open_span = (start, end)
        if open_span:
            made.append(Mark(*open_span, style))
    return tuple(sorted(made))


def marks_of(marks: Iterable[Mark], style: MarkStyle) -> list[Mark]:
    return [mark for mark in marks if mark.style is style]


def cut(marks: Iterable[Mark], start: int, end: int) -> Marks:
    """The marks of the characters from `start` up to `end`, counted from `start`."""
    moved = (Mark(max(m.start, start) - start, min(m.end, end) - start, m.style) for m in marks)
    return normalise(tuple(moved), max(end - start, 0))


def shift(marks: Iterable[Mark], by: int) -> Marks:
    return tuple(Mark(mark.start + by, mark.end + by, mark.style) for mark in marks)


def merge(left: str, left_marks: Marks, right: str, right_marks: Marks) -> tuple[str, Marks]:
    """Two texts one after the other, each character in the style it had."""
    text = left + right
    return text, normalise((*left_marks, *shift(right_marks, len(left))), len(text))


def follow_words(marks: Marks, old: str, new: str) -> Marks:
    """The marks of `old` in `new`, of which one is within the other but for a full stop."""
    if len(new) < len(old):
        ahead = max(old.find(new.removesuffix(".")), 0)
        return cut(marks, ahead, ahead + len(new))
    return normalise(shift(marks, max(new.find(old.removesuffix(".")), 0)), len(new))


def styles_at(marks: Iterable[Mark], place: int) -> frozenset[MarkStyle]:
    """The styles of the character at `place`."""
    return frozenset(mark.style for mark in marks if mark.start <= place < mark.end)


def spans(text: str, marks: Marks) -> list[tuple[str, frozenset[MarkStyle]]]:
    """The text in pieces of one style each, in order; what a screen or a paper sets run by run."""
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    return [(text[start:end], styles_at(marks, start)) for start, end in pairwise(edges)]


_TAGS = {MarkStyle.BOLD: "b", MarkStyle.ITALIC: "i"}
_STYLES = {"b": MarkStyle.BOLD, "strong": MarkStyle.BOLD, "i": MarkStyle.ITALIC}
_STYLES["em"] = MarkStyle.ITALIC


def to_html(text: str, marks: Marks = ()) -> str:
    """The text for the clipboard: b, i and br, nothing else."""
    made = []
    for piece, styles in spans(text, marks):
        said = escape(piece, quote=False).replace("\n", "<br>")
        for style in MarkStyle:
            said = f"<{_TAGS[style]}>{said}</{_TAGS[style]}>" if style in styles else said
        made.append(said)
    return "".join(made)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.marks: list[Mark] = []
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "br":
            self.text += "\n"
        elif tag in _STYLES:
            self._open.append((tag, len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            _, start = self._open.pop()
            self.marks.append(Mark(start, len(self.text), _STYLES[tag]))

    def handle_data(self, data: str) -> None:
        self.text += data


def from_html(html: str) -> tuple[str, Marks]:
    """Read what to_html wrote."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text, normalise(reader.marks, len(reader.text))


def to_data(marks: Marks) -> list[list[int | str]]:
    """Marks as plain lists, for a JSON column: [[start, end, style], ...]."""
    return [[mark.start, mark.end, mark.style.value] for mark in marks]


def from_data(data: Sequence[Sequence[int | str]]) -> Marks:
    """Read what to_data wrote. Styles of a newer version of the app are left out."""
    known = {style.value for style in MarkStyle}
    return tuple(
        Mark(int(start), int(end), MarkStyle(style)) for start, end, style in data if style in known
    )


def is_layout(kind: EntryKind, text: str) -> bool:
    """Whether a paragraph is only layout: a note without words is nobody's record."""
    return kind is EntryKind.NOTE and not text.strip()


def recorded(line: Line, *, is_command: bool = True) -> Line:
    """The line as it is kept: what begins as a private jotting is private from the first letter.

    `is_command`: its slash is meant, and was not left as words.
    """
    kept = content(line)
    command, end = command_of(line.text) if line.kind is EntryKind.NOTE else (Command.NONE, 0)
    said = line.text[end:].lstrip()
    if command is not Command.PRIVATE or not said or not is_command:
        return kept
    marks = cut(line.marks, len(line.text) - len(said), len(line.text))
    return replace(kept, kind=EntryKind.PRIVATE, text=said, marks=marks, is_bullet=False)


def content(line: Line) -> Line:
    """The line without its protected parts, for comparing what was written."""
    return replace(line, heading="", foot="") if line.heading or line.foot else line


def differences(before: Sequence[Line], after: Sequence[Line]) -> Differences:
    """What was written, struck out or put elsewhere between two states.

    As few lines as possible count as moved: the longest run of lines in unchanged order stands.
    """
    old: Mapping[str, Line] = {line.id: line for line in before}
    new = {line.id for line in after}
    place = {line.id: number for number, line in enumerate(before)}
    both = [line for line in after if line.id in old]
    standing = _longest_rise([place[line.id] for line in both])
    return Differences(
        added=tuple(line for line in after if line.id not in old),
        changed=tuple(line for line in both if content(line) != content(old[line.id])),
        removed=tuple(line for line in before if line.id not in new),
        moved=tuple(line for line in both if place[line.id] not in standing),
    )


def _longest_rise(places: Sequence[int]) -> frozenset[int]:
    """The members of a longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    below: dict[int, int | None] = {}
    for place in places:
        low = bisect_left(tops, place)
        below[place] = tops[low - 1] if low else None
        tops[low : low + 1] = [place]
    found: list[int] = []
    at = tops[-1] if tops else None
    while at is not None:
        found.append(at)
        at = below[at]
    return frozenset(found)
