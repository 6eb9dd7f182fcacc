"""The paragraphs of a Word document with what tracking and comments say of each character.

Our paragraphs are known by their bookmarks, and so are the item of a row and what is printed
beside the entries. In the column of our text a paragraph without any is somebody's new one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from masa_desktop.domain.marks import MarkStyle
from masa_desktop.domain.minute_lines import clean
from masa_desktop.domain.returned import Heading, Passage, PrintedAs, Remark
from masa_desktop.domain.returned_marks import (
    Printed,
    entry_of,
    is_of_summary,
    item_of,
    printed_of,
    trace,
)
from masa_desktop.domain.returned_pieces import (
    END,
    Piece,
    PieceState,
    is_tracked,
    text_after,
    text_before,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_TRACKED = {
    "ins": PieceState.INSERTED,
    "moveTo": PieceState.INSERTED,
    "del": PieceState.DELETED,
    "moveFrom": PieceState.DELETED,
}
_THROUGH = frozenset(
    {"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"}
)
_CHARACTERS = {
    "tab": "\t",
    "br": END,
    "cr": END,
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
}
_LOOKS = frozenset(
    f"{part}Change" for part in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr")
)
_OFF = frozenset({"0", "false", "off"})
ROUND_THE_MINUTES = "Round the minutes"
_PLACES = {Printed.TITLE: "Title of the item", Printed.NOTE: "Printed line"}
_NOTHING = trace("")


@dataclass(slots=True)
class _Tracking:
    """Which change surrounds what is read now; None as state: put in and struck out again."""

    state: PieceState | None = PieceState.KEPT
    author: str = ""
    on: date | None = None

    def within(self, element: BaseOxmlElement) -> _Tracking:
        state = _TRACKED[_name(element)]
        both = self.state is not PieceState.KEPT and self.state is not state
        author, on = _attribute(element, "author"), _day(_attribute(element, "date"))
        return _Tracking(None if both else state, author, on)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as it stands in the file. `starts_at` counts the pieces before our text."""

    pieces: list[Piece] = field(default_factory=list)
    end: Piece | None = None
    entry_id: str = ""
    starts_at: int = 0
    ends_ours: bool = False
    comments: list[str] = field(default_factory=list)
    is_summary: bool = False
    printed: PrintedAs | None = None
    item_ids: list[str] = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        return bool(self.entry_id) or self.printed is not None

    def is_of(self, kind: Printed) -> bool:
        return self.printed is not None and self.printed.kind is kind

    def begin(self, name: str) -> None:
        """A bookmark of ours begins after the pieces read so far."""
        if item_of(name):
            self.item_ids.append(item_of(name))
            return
        printed = printed_of(name)
        if printed is not None:
            self.printed = self.printed or PrintedAs(*printed)
            return
        if self.entry_id:
            return
        self.entry_id, self.starts_at = entry_of(name), len(self.pieces)
        self.is_summary = is_of_summary(name)


@dataclass(slots=True)
class _Holder:
    """A cell, or the text between two tables, with its paragraphs. `row` and `column` from 0."""

    paragraphs: list[_Paragraph] = field(default_factory=list)
    table: int = -1
    row: int = -1
    column: int = -1
    heading: str = ""
    is_put_in: bool = False

    @property
    def has_ours(self) -> bool:
        """Whether it holds minuted text, or the title of an item."""
        return any(part.entry_id or part.is_of(Printed.TITLE) for part in self.paragraphs)

    @property
    def is_summary(self) -> bool:
        return any(paragraph.is_summary for paragraph in self.paragraphs)


def passages(document: BaseOxmlElement, notes: BaseOxmlElement | None) -> tuple[Passage, ...]:
    """Every paragraph of the document's body, ours put together entry by entry, in order.

    `notes` is the part with the comments, None if there is none.
    """
    reader = _Reader()
    for child in document:
        if _name(child) == "body":
            reader.read_body(child)
    remarks = dict(_remarks(notes, reader.covers))
    return tuple(_Grouping(reader.holders, remarks).passages())


def formatting_of(document: BaseOxmlElement) -> int:
    """How many tracked changes are of looks alone, those of one person in a paragraph as one."""
    found = set()
    for sign in document.iter():
        if _name(sign) in _LOOKS:
            around = list(sign.iterancestors())
            if not any(_name(one) in _TRACKED for one in around):
                block = next((one for one in around if _name(one) in ("p", "tbl")), document)
                found.add((block, _attribute(sign, "author"), _attribute(sign, "date")))
    return len(found)


class _Reader:
    def __init__(self) -> None:
        self.holders: list[_Holder] = []
        self.covers: dict[str, list[Piece]] = {}
        self._names: dict[str, str] = {}
        self._commented: list[str] = []
        self._waiting: list[str] = []
        self._tables = 0
        self._last: _Paragraph | None = None

    def read_body(self, body: BaseOxmlElement) -> None:
        self._read_holder(body, _Holder(), _Tracking())

    def _read_holder(self, element: BaseOxmlElement, holder: _Holder, tracking: _Tracking) -> None:
        self.holders.append(holder)
        self._read_blocks(element, holder, tracking)

    def _read_blocks(self, element: BaseOxmlElement, holder: _Holder, tracking: _Tracking) -> None:
        """`holder` takes the paragraphs; tables bring holders of their own."""
        for child in element:
            match _name(child):
                case "p":
                    self._read_paragraph(child, holder, tracking)
                case "tbl":
                    self._read_table(child, tracking)
                case "sdt" | "sdtContent" | "customXml":
                    self._read_blocks(child, holder, tracking)
                case _:
                    self._read_sign(child, None)

    def _read_table(self, table: BaseOxmlElement, tracking: _Tracking) -> None:
        number = self._tables
        self._tables += 1
        headings: list[str] = []
        for row, found in enumerate(_inside(table, "tr")):
            around = _tracked_row(found, tracking)
            for column, cell in enumerate(_inside(found, "tc")):
                heading = headings[column] if column < len(headings) else ""
                holder = _Holder(table=number, row=row, column=column, heading=heading)
                holder.is_put_in = around.state is PieceState.INSERTED
                self._read_holder(cell, holder, around)
                if row == 0:
                    said = (text_after(part.pieces) for part in holder.paragraphs)
                    headings.append(" ".join(said).strip())

    def _read_paragraph(
        self, element: BaseOxmlElement, holder: _Holder, tracking: _Tracking
    ) -> None:
        made = _Paragraph()
        holder.paragraphs.append(made)
        while self._waiting:
            made.begin(self._waiting.pop(0))
        self._read_inside(element, made, tracking)
        made.end = _piece(END, _tracked_end(element, tracking))
        self._last = made

    def _read_inside(self, element: BaseOxmlElement, made: _Paragraph, tracking: _Tracking) -> None:
        for child in element:
            name = _name(child)
            if name in _TRACKED:
                self._read_inside(child, made, tracking.within(child))
            elif name == "r":
                self._read_run(child, made, tracking)
            elif name in _THROUGH:
                self._read_inside(child, made, tracking)
            else:
                self._read_sign(child, made)

    def _read_sign(self, element: BaseOxmlElement, made: _Paragraph | None) -> None:
        """A bookmark or the edge of a comment; between paragraphs `made` is None."""
        key = _attribute(element, "id")
        match _name(element):
            case "bookmarkStart":
                self._begin(key, _attribute(element, "name"), made)
            case "bookmarkEnd" if key in self._names:
                self._end(self._names[key], made)
            case "commentRangeStart":
                self._commented.append(key)
                self.covers.setdefault(key, [])
            case "commentRangeEnd" if key in self._commented:
                self._commented.remove(key)

    def _begin(self, key: str, name: str, made: _Paragraph | None) -> None:
        if entry_of(name):
            self._names[key] = entry_of(name)
        if made is None:
            self._waiting.append(name)
        else:
            made.begin(name)

    def _end(self, entry_id: str, made: _Paragraph | None) -> None:
        """A bookmark that ends before the first character of a paragraph ended in the last one."""
        is_here = made is not None and (made.pieces or made.entry_id == entry_id)
        last = made if is_here else self._last
        if last is not None:
            last.ends_ours = True

    def _read_run(self, element: BaseOxmlElement, made: _Paragraph, tracking: _Tracking) -> None:
        styles = _styles(element)
        for child in element:
            name = _name(child)
            if name == "commentReference":
                made.comments.append(_attribute(child, "id"))
            said = _CHARACTERS.get(name, "")
            if name in ("t", "delText"):
                said = clean(child.text or "").replace(END, " ")
            if said:
                self._add(_piece(said, tracking, styles), made)

    def _add(self, piece: Piece | None, made: _Paragraph) -> None:
        if piece is None:
            return
        made.pieces.append(piece)
        for key in self._commented:
            self.covers[key].append(piece)
            if key not in made.comments:
                made.comments.append(key)


class _Rows:
    """The item above every row of the tables with our text, as far as the file shows it."""

    def __init__(self, holders: Sequence[_Holder], text_columns: set[tuple[int, int]]) -> None:
        self._columns = text_columns
        self._rows: dict[tuple[int, int], list[_Holder]] = defaultdict(list)
        for holder in holders:
            if holder.table >= 0:
                self._rows[holder.table, holder.row].append(holder)
        self.summaries = {holder.table for holder in holders if holder.is_summary}
        self.headings: dict[tuple[int, int], Heading | None] = {}
        tables = {table for table, _ in text_columns} - self.summaries
        for table, row in self._rows:
            if table in tables and row > 0:
                above = self.headings.get((table, row - 1))
                self.headings[table, row] = self._heading(self._rows[table, row], above)

    def _heading(self, cells: Sequence[_Holder], above: Heading | None) -> Heading | None:
        """Two items in one row, as in cells joined by somebody, cannot be told apart."""
        ids = {key for cell in cells for part in cell.paragraphs for key in part.item_ids}
        titles = sum(part.is_of(Printed.TITLE) for cell in cells for part in cell.paragraphs)
        if len(ids) > 1 or titles > 1:
            return None
        number = _said(cells[0], text_before)
        if ids:
            return Heading(ids.pop(), number)
        is_continued = above is not None and bool(number) and above.number == number
        is_added = cells[0].is_put_in and not _said(cells[0], text_after)
        return above if is_continued or is_added else Heading("", number, self._title(cells))

    def _title(self, cells: Sequence[_Holder]) -> str:
        """The first paragraph of the text that is not minuted."""
        text = (cell for cell in cells if (cell.table, cell.column) in self._columns)
        first = next((part for cell in text for part in cell.paragraphs), None)
        return text_before(first.pieces).strip() if first and not first.entry_id else ""

    def is_opening(self, holder: _Holder) -> bool:
        """Whether the item of this row begins here."""
        key = (holder.table, holder.row)
        return self.headings.get(key) != self.headings.get((holder.table, holder.row - 1))


class _Grouping:
    """Puts paragraphs together to passages, holder by holder."""

    def __init__(self, holders: Sequence[_Holder], remarks: dict[str, Remark]) -> None:
        self._holders = holders
        self._remarks = remarks
        self._text_columns = {(one.table, one.column) for one in holders if one.has_ours}
        self._rows = _Rows(holders, self._text_columns)
        self._near = {
            (one.table, one.row): paragraph.entry_id
            for one in reversed(holders)
            for paragraph in reversed(one.paragraphs)
            if one.table >= 0 and paragraph.entry_id
        }
        self._ours = {
            (one.table, one.row)
            for one in holders
            if any(part.entry_id or part.item_ids for part in one.paragraphs)
        }
        self._kinds = {
            (one.table, one.column): part.printed.kind
            for one in holders
            for part in one.paragraphs
            if part.printed is not None
        }

    def passages(self) -> Iterator[Passage]:
        for holder in self._holders:
            self._mark_retyped(holder)
            yield from self._in_holder(holder)
        if self._remarks:  # beside a header, a footer or a picture
            left = tuple(self._remarks.values())
            yield Passage(entry_id="", pieces=(), place=ROUND_THE_MINUTES, remarks=left)

    def _mark_retyped(self, holder: _Holder) -> None:
        """A mark goes where somebody writes over the whole of what it marked."""
        column = (holder.table, holder.column)
        bare = [part for part in holder.paragraphs if not part.is_marked]
        if not bare or column not in self._kinds or holder.row <= 0 or holder.is_put_in:
            return
        if column not in self._text_columns:
            for part in bare if (holder.table, holder.row) in self._ours else ():
                is_first = part is holder.paragraphs[0]
                part.printed = PrintedAs(self._kinds[column], "" if is_first else _NOTHING)
            return
        has_title = any(part.is_of(Printed.TITLE) for part in holder.paragraphs)
        first = holder.paragraphs[0]
        is_bare = first in bare and text_before(first.pieces).strip()
        if is_bare and not has_title and self._rows.is_opening(holder):
            first.printed = PrintedAs(Printed.TITLE, "")

    def _in_holder(self, holder: _Holder) -> Iterator[Passage]:
        waiting: list[_Paragraph] = []
        here = ""
        for paragraph in holder.paragraphs:
            if paragraph.entry_id or not waiting or not _goes_on(waiting):
                if waiting:
                    yield self._passage(waiting, holder, here)
                waiting = []
            waiting.append(paragraph)
            if paragraph.entry_id:
                here = paragraph.entry_id
        if waiting:
            yield self._passage(waiting, holder, here)

    def _passage(self, parts: Sequence[_Paragraph], holder: _Holder, here: str) -> Passage:
        first = parts[0]
        pieces = [*first.pieces[first.starts_at :]]
        for before, part in itertools.pairwise(parts):
            pieces += [*([before.end] if before.end else []), *part.pieces]
        if first.entry_id:
            return Passage(
                entry_id=first.entry_id,
                pieces=tuple(pieces),
                opening=tuple(first.pieces[: first.starts_at]),
                is_summary=first.is_summary,
                remarks=self._found(parts),
                is_joined=_is_joined(parts[-1], holder.paragraphs),
                heading=self._heading(holder),
            )
        return self._loose(tuple(pieces), parts, holder, here)

    def _heading(self, holder: _Holder) -> Heading | None:
        return self._rows.headings.get((holder.table, holder.row))

    def _loose(
        self, pieces: tuple[Piece, ...], parts: Sequence[_Paragraph], holder: _Holder, here: str
    ) -> Passage:
        """A paragraph of no entry: a new one in the column of our text, else printed matter."""
        first, in_text = parts[0], (holder.table, holder.column) in self._text_columns
        is_new = in_text and first.printed is None and self._is_new(pieces, holder, here)
        near = here or self._near.get((holder.table, holder.row), "")
        if is_new and not self._is_told(holder):
            near = ""
        place = _PLACES.get(first.printed.kind, "") if first.printed else ""
        return Passage(
            entry_id="",
            pieces=pieces,
            near_id=near,
            is_ahead=is_new and not here and bool(near),
            place="" if is_new else place or holder.heading or ROUND_THE_MINUTES,
            is_in_text=in_text,
            remarks=self._found(parts),
            heading=self._heading(holder),
            printed=first.printed,
        )

    def _is_new(self, pieces: tuple[Piece, ...], holder: _Holder, here: str) -> bool:
        """Where all that is printed in the text is marked, what is not is somebody's."""
        if is_tracked(pieces) and not text_before(pieces).strip():
            return True
        is_marked = (holder.table, holder.column) in self._kinds and holder.row > 0
        return holder.table >= 0 and (bool(here) or is_marked)

    def _is_told(self, holder: _Holder) -> bool:
        """Whether the file shows to what a new paragraph of this cell belongs."""
        return holder.table in self._rows.summaries or self._heading(holder) is not None

    def _found(self, parts: Sequence[_Paragraph]) -> tuple[Remark, ...]:
        """Each comment once, with the paragraph it begins in."""
        keys = [key for part in parts for key in part.comments]
        return tuple(self._remarks.pop(key) for key in dict.fromkeys(keys) if key in self._remarks)


def _said(holder: _Holder, told: Callable[[Sequence[Piece]], str]) -> str:
    return " ".join(told(part.pieces) for part in holder.paragraphs).strip()


def _goes_on(parts: Sequence[_Paragraph]) -> bool:
    """Whether the next paragraph still belongs to the entry these are of.

    Either its bookmark is still open, or its last paragraph was parted in two by tracking.
    """
    if not parts[0].entry_id:
        return False
    last = parts[-1]
    is_parted = last.end is not None and last.end.state is PieceState.INSERTED
    return is_parted or not any(part.ends_ours for part in parts)


def _is_joined(part: _Paragraph, paragraphs: Sequence[_Paragraph]) -> bool:
    """Whether tracking joins this paragraph with words of the next one."""
    if part.end is None or part.end.state is not PieceState.DELETED:
        return False
    following = next((b for a, b in pairwise(paragraphs) if a is part), None)
    return following is not None and bool(text_after(following.pieces).strip())


def _remarks(
    notes: BaseOxmlElement | None, covers: dict[str, list[Piece]]
) -> Iterator[tuple[str, Remark]]:
    for note in [] if notes is None else notes:
        if _name(note) == "comment":
            key = _attribute(note, "id")
            words = covers.get(key, [])
            yield (
                key,
                Remark(
                    author=_attribute(note, "author"),
                    on=_day(_attribute(note, "date")),
                    text=_comment_text(note),
                    covers=text_after(words) or text_before(words),
                ),
            )


def _comment_text(note: BaseOxmlElement) -> str:
    reader = _Reader()
    reader.read_body(note)
    parts = (text_after(part.pieces) for holder in reader.holders for part in holder.paragraphs)
    return END.join(parts)


def _piece(
    text: str, tracking: _Tracking, styles: frozenset[MarkStyle] = frozenset()
) -> Piece | None:
    if tracking.state is None:
        return None
    return Piece(text, tracking.state, tracking.author, tracking.on, styles)


def _tracked_row(row: BaseOxmlElement, tracking: _Tracking) -> _Tracking:
    return _tracked_by(row, ("trPr",), tracking)


def _tracked_end(paragraph: BaseOxmlElement, tracking: _Tracking) -> _Tracking:
    """What tracking says of the end of the paragraph, which joins or parts two."""
    return _tracked_by(paragraph, ("pPr", "rPr"), tracking)


def _tracked_by(element: BaseOxmlElement, way: Sequence[str], tracking: _Tracking) -> _Tracking:
    found = [element]
    for name in way:
        found = [child for one in found for child in one if _name(child) == name]
    for sign in (child for one in found for child in one if _name(child) in _TRACKED):
        tracking = tracking.within(sign)
    return tracking


def _inside(element: BaseOxmlElement, wanted: str) -> Iterator[BaseOxmlElement]:
    """Rows of a table or cells of a row, those in content controls too."""
    for child in element:
        name = _name(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _inside(child, wanted)


def _styles(run: BaseOxmlElement) -> frozenset[MarkStyle]:
    found = set()
    for child in run:
        if _name(child) == "rPr":
            for look in child:
                style = {"b": MarkStyle.BOLD, "i": MarkStyle.ITALIC}.get(_name(look))
                if style and _attribute(look, "val") not in _OFF:
                    found.add(style)
    return frozenset(found)


def _name(element: BaseOxmlElement) -> str:
    """The name of one of Word's elements; "" of anybody else's."""
    tag = element.tag if isinstance(element.tag, str) else ""
    space, _, name = tag.rpartition("}")
    return name if f"{space}}}" in _WORD else ""


def _attribute(element: BaseOxmlElement, name: str) -> str:
    for space in _WORD:
        found = element.get(f"{space}{name}")
        if found is not None:
            return str(found)
    return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
