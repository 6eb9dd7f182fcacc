"""What may come in by paste: paragraphs, bold, italic and list points. Everything else vanishes.

Made for what Word, Outlook and browsers put on the clipboard. A table's rows become paragraphs
with tabs between the cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from html.parser import HTMLParser

from masa_desktop.domain.marks import Mark, Marks, MarkStyle
from masa_desktop.domain.minute_lines import clean, cut, merge, normalise

_SKIPPED = {"style", "script", "head", "title", "xml", "del", "template", "noscript", "object"}
_SKIPPED |= {"svg", "math", "select", "textarea", "audio", "video", "iframe"}
_PARAGRAPHS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote"}
_PARAGRAPHS |= {"pre", "section", "article", "header", "footer", "address", "dl", "dt", "dd", "hr"}
_PARAGRAPHS |= {"table", "tr", "body", "main", "figure", "figcaption", "caption", "form"}
_VOID = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "embed", "param"}
_HIDING = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|"
    r"mso-element\s*:\s*(comment|footnote|header|footer)|mso-special-character\s*:\s*comment"
)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)")
_SLANT = re.compile(r"font-style\s*:\s*(\w+)")
_WORD_LIST = re.compile(r"mso-list\s*:\s*(?!ignore|none)\S")
_IGNORED = re.compile(r"mso-list\s*:\s*ignore")
_KEEPS = re.compile(r"white-space\s*:\s*pre")
_NUMBER = re.compile(r"^\(?(\d+|[A-Za-z]|[ivxlcdm]+)[.)]$", re.IGNORECASE)
_TYPED_POINT = re.compile("^[ \t]*(?:[•·▪‣●o]\t|[•▪‣●][ \t]*|[-*–] +)(?=\\S)")
_SPACE = re.compile("[ \t\r\n\f\u00a0]+")
_OPENING = re.compile(r"<!(?:--|\[|(?=[^a-zA-Z]|$))")
_CONDITION = re.compile(r"<!\[[^<>]{0,200}>")
_TAG = re.compile("<[^<>]*>")
_HARD = "\ue000"
_CELL = _HARD + "\t"


@dataclass(frozen=True, slots=True)
class Piece:
    """One pasted paragraph."""

    text: str
    marks: Marks = ()
    is_bullet: bool = False


def from_text(text: str) -> list[Piece]:
    """Plain text: a line a paragraph; lines that begin with a dash or dot are list points."""
    lines = clean(text).split("\n")
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    if len(lines) == 1:
        return [Piece(lines[0])] if lines[0] else []
    return [_point(Piece(line.rstrip())) for line in lines]


def from_html(html: str) -> list[Piece]:
    """The paragraphs of a page, a mail or a piece of either; none if it holds no words.

    What is no page at all comes in as plain text.
    """
    start, end = html.find("<!--StartFragment"), html.find("<!--EndFragment")
    chosen = html[start : end if end > start else None] if start >= 0 else html
    bare = _without_comments(chosen)
    reader = _Reader()
    try:
        reader.feed(bare)
        reader.close()
        return reader.finish()
    except (AssertionError, ValueError, IndexError, RecursionError):
        return from_text(unescape(_TAG.sub(" ", bare)))


def _without_comments(html: str) -> str:
    """The page without its comments and conditions, in time that grows as its length.

    One that is never closed is only its opening: the words behind it stay.
    """
    kept: list[str] = []
    place = 0
    is_closed = True
    for opening in _OPENING.finditer(html):
        if opening.start() < place:
            continue
        end = -1
        if opening[0] == "<!--":
            end = html.find("-->", opening.end()) if is_closed else -1
            is_closed = end >= 0
            after = end + len("-->")
        else:
            found = _CONDITION.match(html, opening.start())
            end = after = found.end() if found else -1
        kept.append(html[place : opening.start()])
        place = after if end >= 0 else opening.end()
    bare = "".join([*kept, html[place:]])
    last = bare.rfind(">") + 1  # a tag that never ends is text, and takes the parser very long
    return bare[:last] + bare[last:].replace("<", "&lt;")


def _point(piece: Piece) -> Piece:
    found = _TYPED_POINT.match(piece.text)
    if not found:
        return piece
    marks = cut(piece.marks, found.end(), len(piece.text))
    return Piece(piece.text[found.end() :], marks, is_bullet=True)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside an open tag."""

    tag: str
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    kept: bool = False
    is_label: bool = False
    counter: int = -1


class _Reader(HTMLParser):
    """Walks the tags; unclosed and crossed ones are forgiven."""

    def __init__(self) -> None:
        super().__init__()
        self._open = [_State("")]
        self._pieces: list[Piece] = []
        self._runs: list[tuple[str, bool, bool]] = []
        self._label = ""
        self._is_bullet = False
        self._cells = 0
        self._in_cell = 0
        self._counters: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("tr", "table"):
            self._in_cell = 0
        if tag == "br":
            self._break()
        elif tag in ("td", "th"):
            self._begin_cell()
        elif tag in _PARAGRAPHS:
            self._break(is_soft=True)
        if tag == "tr":
            self._cells = 0
        self._begin_point(tag, given)
        if tag not in _VOID:
            self._open.append(self._inside(tag, given))

    def handle_endtag(self, tag: str) -> None:
        for number in range(len(self._open) - 1, 0, -1):
            if self._open[number].tag == tag:
                del self._open[number:]
                break
        if tag in ("td", "th", "tr", "table"):
            self._in_cell = 0
        elif tag in ("ul", "ol") and self._counters:
            self._counters.pop()
        if tag in _PARAGRAPHS:
            self._break(is_soft=True)

    def handle_data(self, data: str) -> None:
        state = self._open[-1]
        if state.hidden:
            return
        if state.is_label:
            self._label += data
            return
        text = clean(data).replace(_HARD, "")
        if state.kept:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self._break()
                self._runs.append((part.replace(" ", _HARD), state.bold, state.italic))
            return
        self._runs.append((text, state.bold, state.italic))

    def finish(self) -> list[Piece]:
        self._in_cell = 0
        self._break(is_soft=True)
        made = self._pieces
        while made and not made[-1].text:
            made.pop()
        while made and not made[0].text:
            made.pop(0)
        return made

    def _inside(self, tag: str, given: dict[str, str]) -> _State:
        style = given.get("style", "").lower()
        before = self._open[-1]
        hides = tag in _SKIPPED or bool(_HIDING.search(style)) or "hidden" in given
        hides = hides or "comment" in given.get("class", "").lower()
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        bold = before.bold or tag in ("b", "strong")
        italic = before.italic or tag in ("i", "em")
        if weight:
            bold = weight[1] in ("bold", "bolder") or (
                weight[1].isdigit() and int(weight[1]) >= 600
            )
        if slant:
            italic = slant[1] in ("italic", "oblique")
        return _State(
            tag,
            bold=bold,
            italic=italic,
            hidden=before.hidden or hides,
            kept=before.kept or tag == "pre" or bool(_KEEPS.search(style)),
            is_label=before.is_label or bool(_IGNORED.search(style)),
        )

    def _begin_point(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            self._counters.append(1 if tag == "ol" else 0)
        elif tag == "li":
            number = self._counters[-1] if self._counters else 0
            self._is_bullet = not number
            if number:
                self._label = f"{number}."
                self._counters[-1] += 1
        elif tag == "p" and _WORD_LIST.search(given.get("style", "").lower()):
            self._is_bullet = True

    def _begin_cell(self) -> None:
        if self._cells:
            self._runs.append((_CELL, False, False))
        self._cells += 1
        self._in_cell = 1

    def _break(self, *, is_soft: bool = False) -> None:
        """End the paragraph; within a table's cell only a space, as the row is one paragraph."""
        if self._in_cell:
            self._runs.append((" ", False, False))
            return
        made = self._gathered()
        label = _SPACE.sub("", self._label)
        numbered = bool(_NUMBER.match(label))
        if made.text and numbered:
            text, marks = merge(f"{label} ", (), made.text, made.marks)
            made = Piece(text, marks)
        elif made.text and not self._is_bullet:
            made = _point(made)
        if made.text or not is_soft:
            is_bullet = made.is_bullet or (self._is_bullet and not numbered)
            self._pieces.append(replace(made, is_bullet=is_bullet and bool(made.text)))
        if made.text or not is_soft:
            self._label, self._is_bullet = "", False

    def _gathered(self) -> Piece:
        """The runs as one text: blanks drawn together as a browser does, marks by run."""
        marks: list[Mark] = []
        parts: list[str] = []
        length, is_blank = 0, True
        for run, bold, italic in self._runs:
            said = _drawn(run, is_blank=is_blank)
            if not said:
                continue
            if run == _CELL and parts and parts[-1].endswith(" "):
                parts[-1], length = parts[-1][:-1], length - 1
            is_blank = said[-1] in " \t"
            start, length = length, length + len(said)
            parts.append(said)
            marks += [Mark(start, length, MarkStyle.BOLD)] if bold else []
            marks += [Mark(start, length, MarkStyle.ITALIC)] if italic else []
        self._runs = []
        text = "".join(parts).replace(_HARD, " ").rstrip()
        return Piece(text, normalise(marks, len(text)))


def _drawn(run: str, *, is_blank: bool) -> str:
    """The run with each row of blanks as one, none at the start if a blank stands before."""
    said = "\t".join(_SPACE.sub(" ", part) for part in run.split(_CELL))
    return said.lstrip(" ") if is_blank else said
