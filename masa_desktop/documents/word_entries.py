"""One recorded line in Word: bold, italic and bullets as typed, under a bookmark of its own.

The bookmark spans the text, not the printed opening, so that both can be told apart in a paper
that comes back. Its name is made from the line's id.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from masa_desktop.documents.files import clean
from masa_desktop.documents.word_parts import Look, paragraph, run
from masa_desktop.domain.marks import Mark, Marks, MarkStyle
from masa_desktop.domain.minute_lines import cut, spans
from masa_desktop.domain.minutes import CUT_SHORT, in_summary
from masa_desktop.domain.returned_marks import Printed, bookmark, printed_bookmark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masa_desktop.domain.minutes import Entry


def entry_paragraphs(entry: Entry, look: Look, number: int) -> list[str]:
    """The paragraphs of the entry; `number` is of the bookmark, another for each in the file."""
    style = look.bullet if entry.is_bullet else look.entry
    numbers = look.bullet_numbers if entry.is_bullet else ""
    opening = run(f"{entry.opening} ", bold=True) if entry.opening else ""
    edges = edges_of(bookmark(entry.id), number)
    return _paragraphs(entry, style, edges, opening=opening, properties=numbers)


def printed_paragraph(text: str, look: Look, number: int) -> str:
    """A line printed under an entry that nobody minuted; a paper that comes back tells it apart."""
    return printed(look.entry, text, Printed.NOTE, number, run(clean(text), italic=True))


def summary_paragraphs(entry: Entry, look: Look, number: int) -> list[str]:
    """The text of an action, or of a decision, as a summary has it: without its opening."""
    edges = edges_of(bookmark(entry.id, in_summary=True), number)
    return _paragraphs(entry, look.cell, edges)


def decision_paragraphs(decision: Entry, look: Look, number: int) -> list[str]:
    """The wording of a decision as the summary has it. One of several paragraphs stands there as
    one, so that no bookmark can lead back from it."""
    text = in_summary(decision.text)
    is_as_minuted = " ".join(decision.text.split()) == decision.text
    marks = cut(decision.marks, 0, len(text.removesuffix(CUT_SHORT))) if is_as_minuted else ()
    key = decision.id if is_as_minuted else ""
    return summary_paragraphs(replace(decision, id=key, text=text, marks=marks), look, number)


def _paragraphs(
    entry: Entry,
    style: str,
    edges: tuple[str, str],
    *,
    opening: str = "",
    properties: str = "",
) -> list[str]:
    """A paragraph for each line; `edges` are the ends of the bookmark round the text."""
    text, marks = _cleaned(entry.text, entry.marks)
    pieces = list(_lines(text, marks)) or [("", ())]
    made = []
    for place, (line, marked) in enumerate(pieces):
        before = opening + edges[0] if place == 0 else ""
        after = edges[1] if place == len(pieces) - 1 else ""
        runs = "".join(_run(piece, styles) for piece, styles in spans(line, marked))
        made.append(paragraph(style, before, runs, after, properties=properties))
    return made


def printed_lines(style: str, text: str, kind: Printed, numbers: Iterator[int]) -> list[str]:
    """One paragraph per line of what is printed beside the entries, each marked with its trace."""
    parts = [part for part in clean(text).split("\n") if part.strip()] or [""]
    return [printed(style, part, kind, next(numbers), run(part)) for part in parts]


def printed(style: str, text: str, kind: Printed, number: int, *runs: str) -> str:
    """A printed paragraph that says `text` in these runs, marked with its trace."""
    start, end = edges_of(printed_bookmark(kind, number, clean(text)), number)
    return paragraph(style, start, *runs, end)


def edges_of(name: str, number: int) -> tuple[str, str]:
    """Where the bookmark of this name begins and ends; nothing without a name."""
    if not name:
        return "", ""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>',
        f'<w:bookmarkEnd w:id="{number}"/>',
    )


def _run(text: str, styles: frozenset[MarkStyle]) -> str:
    return run(text, bold=MarkStyle.BOLD in styles, italic=MarkStyle.ITALIC in styles)


def _cleaned(text: str, marks: Marks) -> tuple[str, Marks]:
    """Text and marks without what an office file cannot hold."""
    said, found = "", []
    for piece, styles in spans(text, marks):
        kept = clean(piece)
        found += [Mark(len(said), len(said) + len(kept), style) for style in styles]
        said += kept
    return said, tuple(found)


def _lines(text: str, marks: Marks) -> Iterator[tuple[str, Marks]]:
    """Each line that says something, with the marks of its own characters."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield line, cut(marks, start, start + len(line))
        start += len(line) + 1
