"""What the editor does with caret, document and history when a key or a caller asks.

Every act runs inside working(): outermost, it mends what must not be, then says `worked` once.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.ui.minute_blocks import Role
from masa_desktop.ui.minute_document import MinuteDocument
from masa_desktop.ui.minute_edits import Edit, Edits
from masa_desktop.ui.minute_text import Chosen, Paragraph, Spot, broken, unit_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QTextEdit

    from masa_desktop.ui.minute_history import Step

_KEEP = QTextCursor.MoveMode.KeepAnchor
_Move = QTextCursor.MoveOperation
_DELETES = {
    "back": _Move.PreviousCharacter,
    "back_word": _Move.PreviousWord,
    "forward": _Move.NextCharacter,
    "forward_word": _Move.NextWord,
}
_POINTS = ("- ", "* ")
_STOPS = (".", "?", ";")


class MinuteActs(QObject):
    worked = Signal()
    held = Signal()
    """What was to go is a line that the app writes, so it stands."""

    def __init__(self, view: QTextEdit, new_id: Callable[[], str]) -> None:
        super().__init__(view)
        self._view, self._new_id = view, new_id
        self._depth = 0
        self.copied: dict[str, str] = {}
        """By the id of a block pasted as a new one, the block it was copied from."""
        self.document = MinuteDocument(view, self.blank())
        view.setDocument(self.document)

    def blank(self) -> Paragraph:
        return Paragraph(self._new_id(), EntryKind.NOTE)

    def edits(self) -> Edits:
        return Edits(self.document.paragraphs, self._new_id)

    @contextmanager
    def working(self, *, is_group: bool = False) -> Iterator[None]:
        """Do something as a whole; `is_group` makes it one step to undo."""
        self._depth += 1
        is_group = is_group and self._depth == 1
        if is_group:
            self.document.history.begin()
        try:
            yield
        finally:
            if is_group:
                self.document.history.end()
            self._depth -= 1
        if not self._depth:
            self._mend()
            self.worked.emit()

    def on_text_changed(self) -> None:
        """A change that came neither by key nor by caller, such as dictation."""
        if not self._depth:
            QTimer.singleShot(0, self, self._look_after)

    def _look_after(self) -> None:
        with self.working():
            pass

    def _mend(self) -> None:
        if self.document.is_damaged:
            spot = self.spot()
            self.document.mend()
            self.stand(spot)

    # Where the caret is

    def spot(self) -> Spot:
        return self.document.spot(min(self._view.textCursor().position(), self._end()))

    def chosen(self) -> Chosen:
        cursor = self._view.textCursor()
        return self.document.chosen(cursor.selectionStart(), cursor.selectionEnd())

    def taken(self, *, is_beyond: bool = False) -> Chosen:
        """What is chosen, to be taken away: with all the words of a block goes the whole block.

        `is_beyond`: only if more than the words is chosen, such as its foot line.
        """
        cursor, chosen = self._view.textCursor(), self.chosen()
        first, after = unit_at(self.document.paragraphs, chosen.start.index)
        here = self.document.paragraphs[after - 1]
        top = self.document.position(Spot(first, 0))
        end = self.document.position(Spot(after - 1, len(here.text)))
        is_all = cursor.selectionStart() <= top and cursor.selectionEnd() >= end + is_beyond
        is_all = is_all and cursor.hasSelection() and not here.is_note
        return replace(chosen, from_top=chosen.from_top or is_all)

    def stand(self, caret: Spot, anchor: Spot | None = None) -> None:
        """Put the caret there, with a selection from `anchor` if given."""
        cursor = self._view.textCursor()
        cursor.setPosition(self.document.position(anchor or caret))
        if anchor is not None and anchor != caret:
            cursor.setPosition(self.document.position(caret), _KEEP)
        self._view.setTextCursor(cursor)

    @contextmanager
    def caret_kept(self) -> Iterator[None]:
        """Caret and selection stay at the same characters while protected lines change."""
        cursor = self._view.textCursor()
        kept = [self._body_spot(cursor.anchor()), self._body_spot(cursor.position())]
        style = self._view.currentCharFormat()
        yield
        cursor = self._view.textCursor()
        now = [cursor.anchor(), cursor.position()]
        meant = [
            self.document.position(spot) if spot else place
            for spot, place in zip(kept, now, strict=True)
        ]
        if meant != now:
            cursor.setPosition(meant[0])
            cursor.setPosition(meant[1], _KEEP)
            self._view.setTextCursor(cursor)
            if not cursor.hasSelection():  # Qt would give it to all that is selected
                self._view.setCurrentCharFormat(style)

    def _body_spot(self, position: int) -> Spot | None:
        is_body = self.document.row_at(position).role is Role.BODY
        return self.document.spot(position) if is_body else None

    def _end(self) -> int:
        return self.document.characterCount() - 1

    # Acts

    def apply(self, edit: Edit) -> None:
        if edit.paragraphs or edit.after > edit.first:
            self.document.replace(edit.first, edit.after, edit.paragraphs)
        self.stand(edit.caret, edit.anchor)

    def take(self, steps: Sequence[Step]) -> None:
        for step in steps:
            self.document.take(step)
        if steps:
            self.stand(steps[-1].caret())

    def make_way(self) -> bool:
        """Whether what is chosen must go by our own rules before something is typed."""
        cursor = self._view.textCursor()
        return cursor.hasSelection() and not self._is_plain(cursor)

    def clear_way(self) -> None:
        """Bring the caret to where may be typed: chosen rows gone, out of protected lines."""
        cursor = self._view.textCursor()
        if self.make_way():
            self.apply(self.edits().remove(self.chosen()))
        elif self.document.row_at(cursor.position()).role is not Role.BODY:
            self.stand(self.spot())

    def _is_plain(self, cursor: QTextCursor) -> bool:
        """Whether the selection lies within one paragraph that can be written in."""
        first = self.document.findBlock(cursor.selectionStart())
        last = self.document.findBlock(cursor.selectionEnd())
        return first == last and self.document.row_at(first.position()).role is Role.BODY

    def remove_selection(self) -> None:
        cursor = self._view.textCursor()
        if self._view.isReadOnly():
            return
        if cursor.hasSelection():
            with self.working():
                self._strike(self.taken())
        elif self.document.row_at(cursor.position()).role is not Role.BODY:
            self.held.emit()

    def _strike(self, chosen: Chosen) -> None:
        edit = self.edits().remove(chosen)
        if edit.paragraphs == tuple(self.document.paragraphs[edit.first : edit.after]):
            self.stand(edit.caret)
            self.held.emit()
        else:
            self.apply(edit)

    def delete(self, name: str) -> None:
        """Backspace and Delete, by character or word."""
        with self.working():
            cursor = self._view.textCursor()
            if cursor.hasSelection():
                self._strike(self.taken(is_beyond=True))
                return
            spot, role = self.spot(), self.document.row_at(cursor.position()).role
            is_back = name.startswith("back")
            block = cursor.block()
            if role is Role.FOOT or (role is Role.HEAD and not is_back):
                self.stand(spot)
                self.held.emit()
            elif is_back and (cursor.atBlockStart() or role is Role.HEAD):
                self.apply(self.edits().back(spot))
            elif not is_back and cursor.atBlockEnd():
                self.apply(self.edits().forward(spot))
            else:
                cursor.movePosition(_DELETES[name], _KEEP)
                low, high = block.position(), block.position() + block.length() - 1
                cursor.setPosition(max(low, min(cursor.position(), high)), _KEEP)
                cursor.removeSelectedText()
                self._view.setTextCursor(cursor)

    def step_over_stop(self) -> None:
        """With only the full stop of a phrase to the right, Enter is meant behind it."""
        spot = self.spot()
        rest = self.document.paragraphs[spot.index].text[spot.offset :]
        if spot.offset and rest in _STOPS and not self._view.textCursor().hasSelection():
            self.stand(Spot(spot.index, spot.offset + len(rest)))

    def enter(self) -> None:
        has_selection = self._view.textCursor().hasSelection()
        with self.working(is_group=has_selection):
            if has_selection:
                self.apply(self.edits().remove(self.chosen()))
            role = self.document.row_at(self._view.textCursor().position()).role
            spot = self.spot()
            here = self.document.paragraphs[spot.index]
            if role is Role.HEAD:
                self.apply(self.edits().above(spot))
            elif role is Role.FOOT:
                self.apply(self.edits().leave(spot))
            elif here.text.startswith("//") and here.is_note and spot.offset:
                self._enter_slash(spot, here)
            else:
                self.apply(self.edits().split(spot))

    def _enter_slash(self, spot: Spot, here: Paragraph) -> None:
        """Two slashes stand for one that is no command."""
        said = here.part(1)
        edit = Edits([said], self._new_id).split(Spot(0, spot.offset - 1))
        self.apply(Edit(spot.index, spot.index + 1, edit.paragraphs, Spot(spot.index + 1, 0)))

    def leave(self) -> None:
        with self.working():
            self.apply(self.edits().leave(self.spot()))

    def begin_point(self) -> None:
        """A dash or star and a blank, typed at the start of a note, make it a list point."""
        spot = self.spot()
        here = self.document.paragraphs[spot.index]
        if not here.is_note or here.is_bullet or spot.offset != len(_POINTS[0]):
            return
        if here.text.startswith(_POINTS):
            point = replace(here.part(spot.offset), is_bullet=True)
            with self.working():
                self.apply(Edit(spot.index, spot.index + 1, (point,), Spot(spot.index, 0)))

    def open_end(self) -> None:
        """A blank note after a last block, so that there is somewhere to go on."""
        count = len(self.document.paragraphs)
        if not self.document.paragraphs[-1].is_note:
            cursor = self._view.textCursor()
            caret, anchor = self.document.spot(cursor.position()), cursor.anchor()
            at = self.document.spot(anchor)
            self.document.replace(count, count, (self.blank(),))
            self.stand(caret, at)

    def insert_entry(self, kind: EntryKind, text: str) -> str:
        """An entry at the caret's paragraph; the caret goes below it, or into it if it is empty."""
        spot = self.spot()
        here = self.document.paragraphs[spot.index]
        _, after = unit_at(self.document.paragraphs, spot.index)
        gives_way = here.is_note and (not here.text.strip() or here.text.lstrip().startswith("/"))
        own = here.id if gives_way else self._new_id()
        made = broken(Paragraph(own, kind, text))
        if kind is EntryKind.NOTE:
            made = [made[0], *(replace(each, id=self._new_id()) for each in made[1:])]
        first = spot.index if gives_way else after
        last = Spot(first + len(made) - 1, len(made[-1].text))
        self.apply(Edit(first, spot.index + 1 if gives_way else after, tuple(made), last))
        if text:
            self.apply(self.edits().leave(last))
        else:
            self.open_end()
        return own

    def rewrite(self, text: str, caret: int) -> None:
        """Other words for the note with the caret; one of the same words only moves the caret."""
        spot = self.spot()
        here = self.document.paragraphs[spot.index]
        if here.is_note:
            said = here if here.text == text else replace(here, text=text, marks=())
            self.apply(Edit(spot.index, spot.index + 1, (said,), Spot(spot.index, caret)))

    def paste(self, parts: Sequence[Paragraph], *, keep_ids: bool) -> None:
        if not parts:
            return
        if self._view.textCursor().hasSelection():
            is_words = all(part.is_note for part in parts)
            self.apply(self.edits().remove(self.chosen() if is_words else self.taken()))
        self.apply(self.edits().insert(self.spot(), self._named(parts, keep_ids=keep_ids)))
        self.open_end()

    def drop(self, parts: Sequence[Paragraph], at: Spot, *, is_move: bool, keep_ids: bool) -> None:
        chosen = self.taken()
        if is_move and chosen.start <= at <= chosen.end:
            return
        if is_move and at < chosen.start:
            self.apply(self.edits().remove(chosen))
        if is_move and at > chosen.end:
            # From below upwards, so that the places above still hold.
            rest = len(self.document.paragraphs) - at.index
            end = len(self.document.paragraphs[at.index].text) - at.offset
            self.apply(self.edits().remove(chosen))
            index = len(self.document.paragraphs) - rest
            at = Spot(index, len(self.document.paragraphs[index].text) - end)
        self.stand(at)
        self.paste(parts, keep_ids=keep_ids)

    def _named(self, parts: Sequence[Paragraph], *, keep_ids: bool) -> list[Paragraph]:
        """Parts with ids nobody has; words cut here and pasted back keep the record they had."""
        taken = {each.id for each in self.document.paragraphs}
        given: dict[str, str] = {}
        made = []
        for part in parts:
            is_one = bool(part.id) and not part.is_note and part.id in given
            if not is_one:
                is_free = keep_ids and bool(part.id) and part.id not in taken
                given[part.id] = part.id if is_free else self._new_id()
                taken.add(given[part.id])
                if part.id and not part.is_note and not is_free:
                    self.copied[given[part.id]] = part.id
            made.append(replace(part, id=given[part.id]))
        return made
