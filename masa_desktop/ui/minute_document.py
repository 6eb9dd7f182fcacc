"""The minutes as a Qt document: heading and foot lines are real text, each row knows its record.

What stands in the document is always what `paragraphs` says; a change from outside is either read
back into them or, if it touched a protected line, put right again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextDocument

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import clean
from masa_desktop.ui import minute_blocks, theme
from masa_desktop.ui.minute_blocks import Role, Row
from masa_desktop.ui.minute_history import History, Step, Typing
from masa_desktop.ui.minute_reading import from_unit, marks_in, same, to_unit
from masa_desktop.ui.minute_text import Chosen, Paragraph, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QTextBlock

_BREAK = "\u2028"
_BLANK = (Row(Role.BODY, "", EntryKind.NOTE, ""),)


class MinuteDocument(QTextDocument):
    """Holds the paragraphs and shows them. Its undo is the history's, not Qt's."""

    def __init__(self, parent: QObject | None, blank: Paragraph) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.history = History()
        self.shown: dict[tuple[str, EntryKind], tuple[str, str]] = {}
        self.paragraphs: list[Paragraph] = [blank]
        self.is_damaged = False
        self.revision_number = 0
        self._rows: list[Row] = list(_BLANK)
        self._places, self._row_of = [0], [0]
        self._is_ours = self._is_unmeasured = False
        self._measure: float = theme.px(minute_blocks.WIDEST)
        self.contentsChange.connect(self._on_change)
        self.restyle()
        self.show_paragraphs([blank])

    def isUndoAvailable(self) -> bool:
        return self.history.can_undo

    def isRedoAvailable(self) -> bool:
        return self.history.can_redo

    # Changing

    def show_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these and nothing else; forgets what could be undone."""
        self.revision_number += 1
        self._splice(0, len(self.paragraphs), tuple(paragraphs))
        self.history.clear()

    def show_again(self, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
        """Show what something done elsewhere made of these; gives what is shown.

        If that is what stood here before, it stands with its blank lines, and what had been undone
        in it can be done again.
        """
        self.history.set_aside(self.paragraphs)
        stood = self.history.stood(paragraphs)
        self.show_paragraphs(stood or paragraphs)
        if stood:
            self.history.bring_back()
        return list(stood or paragraphs)

    def replace(self, first: int, after: int, new: tuple[Paragraph, ...]) -> None:
        """One step that can be undone: paragraphs `first` up to `after` become `new`."""
        self.history.push(Step(first, tuple(self.paragraphs[first:after]), new))
        self.revision_number += 1
        self._splice(first, after, new)

    def take(self, step: Step) -> None:
        """Go a step of the history back or forth."""
        self.revision_number += 1
        self._splice(step.first, step.first + len(step.old), step.new)

    def say(self, shown: dict[tuple[str, EntryKind], tuple[str, str]]) -> None:
        """New headings and feet. No text, and nothing that can be undone, changes."""
        changed = {key for key, parts in shown.items() if self.shown.get(key) != parts}
        self.shown.update(shown)
        index = 0
        while index < len(self.paragraphs):
            here = self.paragraphs[index]
            after = index + 1
            while after < len(self.paragraphs) and self._is_one(index, after):
                after += 1
            if (here.id, here.kind) in changed and not here.is_note:
                self._splice(index, after, tuple(self.paragraphs[index:after]))
            index = after

    def restyle(self) -> None:
        """Fonts and colours of the theme in force."""
        with self._ours():
            self.setDefaultFont(minute_blocks.text_font())
            self._style_rows(0, self._rows)

    def set_margins(self, left: float, right: float) -> None:
        """Blank space beside the text, and a little above."""
        form = self.rootFrame().frameFormat()
        if (form.leftMargin(), form.rightMargin()) == (left, right):
            return
        form.setLeftMargin(left)
        form.setRightMargin(right)
        form.setTopMargin(minute_blocks.top_margin())
        form.setBottomMargin(minute_blocks.bottom_margin())
        with self._ours():
            self.rootFrame().setFrameFormat(form)

    def set_measure(self, width: float) -> None:
        """The width of the text in pixels: what a heading says at its end stands there."""
        if width == self._measure:
            return
        self._measure = width
        if self._is_ours:  # rows are being written: a scroll bar came or went by it
            self._is_unmeasured = True
            return
        with self._ours():
            self._style_rows(0, self._rows)

    def mend(self) -> None:
        """Show the paragraphs again from scratch, after a change that may not be."""
        self.is_damaged = False
        self._rows = list(_BLANK)
        with self._ours():
            cursor = QTextCursor(self)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
        self._write_rows(0, 1, self._rows_of(self.paragraphs))

    def _splice(self, first: int, after: int, new: tuple[Paragraph, ...]) -> None:
        low, high = self._reach(first, after)
        window = [*self.paragraphs[low:first], *new, *self.paragraphs[after:high]]
        top, bottom = self._row_top(low), self._row_top(high)
        self.paragraphs[first:after] = new
        self._write_rows(top, bottom, self._rows_of(window))

    def _reach(self, first: int, after: int) -> tuple[int, int]:
        """The range widened by the records it touches, so that headings and feet come out right."""
        low, high = first, after
        if low > 0 and not self.paragraphs[low - 1].is_note:
            low -= 1
            while low > 0 and self._is_one(low - 1, low):
                low -= 1
        count = len(self.paragraphs)
        if high < count and not self.paragraphs[high].is_note:
            high += 1
            while high < count and self._is_one(high - 1, high):
                high += 1
        return low, high

    def _is_one(self, index: int, other: int) -> bool:
        here = self.paragraphs[index]
        return not here.is_note and self.paragraphs[other].id == here.id

    def _rows_of(self, paragraphs: Sequence[Paragraph]) -> list[Row]:
        return minute_blocks.rows_of(paragraphs, self.shown)

    def _row_top(self, index: int) -> int:
        """The first row of the record that begins with this paragraph."""
        if index >= len(self.paragraphs):
            return len(self._rows)
        row = self._row_of[index]
        return row - 1 if not self.paragraphs[index].is_note else row

    def _write_rows(self, top: int, bottom: int, rows: list[Row]) -> None:
        """Make the document's rows `top` up to `bottom` these, touching as few as can be."""
        old = self._rows[top:bottom]
        head = same(old, rows)
        tail = same(old[head:][::-1], rows[head:][::-1])
        top, bottom = top + head, bottom - tail
        rows = rows[head : len(rows) - tail]
        old = old[head : len(old) - tail]
        if rows or old:
            with self._ours():
                if [row.said for row in rows] == [row.said for row in old]:
                    self._rows[top:bottom] = rows
                    self._style_rows(top, rows)
                else:
                    self._put_rows(top, bottom, rows)
        self._index_rows()

    def _put_rows(self, top: int, bottom: int, rows: list[Row]) -> None:
        if not rows or top == bottom:
            # Qt cannot hold no block: take a neighbour along and write it again.
            if bottom < len(self._rows):
                rows, bottom = [*rows, self._rows[bottom]], bottom + 1
            elif top > 0:
                rows, top = [self._rows[top - 1], *rows], top - 1
        cursor = QTextCursor(self.findBlockByNumber(top))
        last = self.findBlockByNumber(bottom - 1)
        keep = QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(last.position() + last.length() - 1, keep)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, row in enumerate(rows):
            formats = minute_blocks.block_format(row, self._measure), minute_blocks.char_format(row)
            if number:
                cursor.insertBlock(*formats)
            else:
                cursor.setBlockFormat(formats[0])
                cursor.setBlockCharFormat(formats[1])
            for piece, form in minute_blocks.runs(row):
                cursor.insertText(piece.replace("\n", _BREAK), form)
        cursor.endEditBlock()
        self._rows[top:bottom] = rows

    def _style_rows(self, top: int, rows: Sequence[Row]) -> None:
        block = self.findBlockByNumber(top)
        cursor = QTextCursor(block)
        cursor.beginEditBlock()
        for row in rows:
            cursor.setPosition(block.position())
            cursor.setBlockFormat(minute_blocks.block_format(row, self._measure))
            cursor.setBlockCharFormat(minute_blocks.char_format(row))
            for piece, form in minute_blocks.runs(row) if row.role is not Role.BODY else ():
                end = cursor.position() + to_unit(piece, len(piece))
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(form)
                cursor.setPosition(end)
            block = block.next()
        cursor.endEditBlock()

    def _index_rows(self) -> None:
        self._places, self._row_of = [], []
        for number, row in enumerate(self._rows):
            self._places.append(len(self._row_of))
            if row.role is Role.BODY:
                self._row_of.append(number)

    @contextmanager
    def _ours(self) -> Iterator[None]:
        before, self._is_ours = self._is_ours, True
        try:
            yield
            if self._is_unmeasured and not before:
                self._is_unmeasured = False
                self._style_rows(0, self._rows)
        finally:
            self._is_ours = before

    # Reading back what was typed

    def _on_change(self, at: int, removed: int, added: int) -> None:
        if self._is_ours:
            return
        if self.blockCount() != len(self._rows):
            self.is_damaged = True
            return
        block, last = self.findBlock(at), self.findBlock(at + added)
        found: dict[int, Paragraph] = {}
        place = at - block.position()
        while block.isValid():
            self._read(block, found)
            if block == last:
                break
            block = block.next()
        if found and not self.is_damaged:
            self._adopt(found, Typing(place, added, removed) if len(found) == 1 else None)

    def _read(self, block: QTextBlock, found: dict[int, Paragraph]) -> None:
        number = block.blockNumber()
        row, raw = self._rows[number], block.text()
        text, marks = raw.replace(_BREAK, "\n"), row.marks
        if row.role is Role.BODY:
            marks = marks_in(block, text)
        if text == row.text and marks == row.marks:
            return
        is_fit = clean(text) == text and (row.kind is EntryKind.NOTE or "\n" not in text)
        if row.role is not Role.BODY or not is_fit:
            self.is_damaged = True
            return
        index = self._places[number]
        found[index] = Paragraph(row.id, row.kind, text, marks, row.is_bullet)
        self._rows[number] = row.with_text(text, marks)

    def _adopt(self, found: dict[int, Paragraph], typing: Typing | None) -> None:
        first, after = min(found), max(found) + 1
        old = tuple(self.paragraphs[first:after])
        new = tuple(found.get(index, self.paragraphs[index]) for index in range(first, after))
        self.paragraphs[first:after] = new
        self.revision_number += 1
        self.history.push(Step(first, old, new), typing)

    # Places

    def row_at(self, position: int) -> Row:
        return self._rows[self.findBlock(position).blockNumber()]

    def spot(self, position: int) -> Spot:
        """The place in the text for one in the document; from a protected line, the nearest."""
        block = self.findBlock(position)
        number = block.blockNumber()
        row, index = self._rows[number], self._places[number]
        if row.role is Role.HEAD:
            return Spot(index, 0)
        if row.role is Role.FOOT:
            return Spot(index - 1, len(self.paragraphs[index - 1].text))
        return Spot(index, from_unit(row.text, position - block.position()))

    def position(self, spot: Spot) -> int:
        """The document's position of a place in the text; the nearest one there is."""
        index = max(min(spot.index, len(self.paragraphs) - 1), 0)
        text = self.paragraphs[index].text
        offset = max(min(spot.offset, len(text)), 0)
        block = self.findBlockByNumber(self._row_of[index])
        return int(block.position()) + to_unit(text, offset)

    def chosen(self, start: int, end: int) -> Chosen:
        """What a selection between two positions of the document covers."""
        first, last = self.spot(start), self.spot(end)
        at_top = start != end and self.row_at(start).role is Role.HEAD
        from_top = at_top and self.findBlock(start).position() == start
        if start != end and self.row_at(end).role is Role.HEAD and last.index > first.index:
            last = Spot(last.index - 1, len(self.paragraphs[last.index - 1].text))
        return Chosen(first, max(first, last), from_top)
