"""What a key does to the paragraphs of the minutes. Pure: gives an Edit, changes nothing.

Heading and foot lines never appear here, so no edit can damage them; a block goes only when it is
chosen whole or is empty.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.ui.minute_text import Chosen, Paragraph, Spot, broken, unit_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BULLET = "• "


@dataclass(frozen=True, slots=True)
class Edit:
    """Paragraphs `first` up to `after` give way to others; then the caret stands at `caret`."""

    first: int
    after: int
    paragraphs: tuple[Paragraph, ...]
    caret: Spot
    anchor: Spot | None = None


class Edits:
    """The edits of one state of the minutes. `new_id` names paragraphs born by an edit."""

    def __init__(self, paragraphs: Sequence[Paragraph], new_id: Callable[[], str]) -> None:
        self._all = paragraphs
        self._new_id = new_id

    def remove(self, chosen: Chosen) -> Edit:
        """Strike out what is chosen; records of different kinds are never run together."""
        start, end = chosen.start, chosen.end
        left, right = self._left(chosen), self._right(chosen)
        first, after = self._reach(chosen)
        is_one = start.index == end.index or self._same(start.index, end.index)
        if left and right and (is_one or self._may_join(left[-1], right[0])):
            keeps = right[0] if not left[-1].text and not is_one else left[-1]
            said = left[-1].plus(right[0])
            middle = replace(keeps, text=said.text, marks=said.marks)
            caret = Spot(first + len(left) - 1, len(left[-1].text))
            return Edit(first, after, (*left[:-1], middle, *right[1:]), caret)
        left = [] if self._gone(left, is_covered=start.offset == 0) else left
        right = [] if left and self._gone(right, is_covered=end.offset > 0) else right
        return self._apart(first, after, left, right)

    def _apart(self, first: int, after: int, left: list[Paragraph], right: list[Paragraph]) -> Edit:
        made = (*left, *right)
        if not made and after - first == len(self._all):
            made = (self._blank(),)
        if left:
            caret = Spot(first + len(left) - 1, len(left[-1].text))
        elif made or after < len(self._all):
            caret = Spot(first, 0)
        else:
            caret = Spot(first - 1, len(self._all[first - 1].text))
        return Edit(first, after, made, caret)

    def _left(self, chosen: Chosen) -> list[Paragraph]:
        """What stays of the first record."""
        index, offset = chosen.start.index, chosen.start.offset
        first, after = unit_at(self._all, index)
        if chosen.from_top and self._covers(chosen, after):
            return []
        return [*self._all[first:index], self._all[index].part(0, offset)]

    def _right(self, chosen: Chosen) -> list[Paragraph]:
        """What stays of the last record."""
        index, offset = chosen.end.index, chosen.end.offset
        first, after = unit_at(self._all, index)
        is_reached = chosen.start.index < first or chosen.from_top
        if not self._all[index].is_note and is_reached and self._covers(chosen, after):
            return []
        return [self._all[index].part(offset), *self._all[index + 1 : after]]

    def _covers(self, chosen: Chosen, after: int) -> bool:
        return chosen.end >= Spot(after - 1, len(self._all[after - 1].text))

    def _reach(self, chosen: Chosen) -> tuple[int, int]:
        return unit_at(self._all, chosen.start.index)[0], unit_at(self._all, chosen.end.index)[1]

    def _same(self, one: int, other: int) -> bool:
        return not self._all[one].is_note and self._all[one].id == self._all[other].id

    def _may_join(self, one: Paragraph, other: Paragraph) -> bool:
        return one.is_note and other.is_note

    def _gone(self, rest: list[Paragraph], *, is_covered: bool) -> bool:
        return is_covered and len(rest) == 1 and rest[0].is_note and not rest[0].text

    def _blank(self) -> Paragraph:
        return Paragraph(self._new_id(), EntryKind.NOTE)

    def back(self, spot: Spot) -> Edit:
        """Backspace at the start of a paragraph."""
        here = self._all[spot.index]
        first, after = unit_at(self._all, spot.index)
        if here.is_bullet:
            return Edit(spot.index, spot.index + 1, (replace(here, is_bullet=False),), spot)
        if not here.is_note and spot.index == first:
            if after - first > 1 or here.text:
                return _nothing(spot)
            return Edit(first, after, (self._blank(),), spot)
        if spot.index == 0:
            return _nothing(spot)
        return self._join_at(spot.index, _end(self._all, spot.index - 1))

    def forward(self, spot: Spot) -> Edit:
        """Delete at the end of a paragraph."""
        if spot.index + 1 >= len(self._all):
            return _nothing(spot)
        return self._join_at(spot.index + 1, spot)

    def _join_at(self, index: int, caret: Spot) -> Edit:
        """Join a paragraph to the one before; between kinds only a blank one gives way."""
        above, below = self._all[index - 1], self._all[index]
        if self._same(index - 1, index) or self._may_join(above, below):
            return self.remove(Chosen(_end(self._all, index - 1), Spot(index, 0)))
        if below.is_note and not below.text:
            return Edit(index, index + 1, (), caret)
        if above.is_note and not above.text:
            return Edit(index - 1, index, (), Spot(index - 1, 0))
        return _nothing(caret)

    def split(self, spot: Spot) -> Edit:
        """Enter: a new paragraph; out of a block or a list from an empty last one."""
        here = self._all[spot.index]
        _, after = unit_at(self._all, spot.index)
        if here.is_bullet and not here.text:
            return Edit(spot.index, spot.index + 1, (replace(here, is_bullet=False),), spot)
        if not here.is_note and not here.text and spot.index == after - 1:
            return self.leave(spot)
        below = here.part(spot.offset)
        above = here.part(0, spot.offset)
        if here.is_note and above.text:
            below = replace(below, id=self._new_id())
        elif here.is_note:
            above = replace(above, id=self._new_id())
            below = replace(below, id=here.id)
        return Edit(spot.index, spot.index + 1, (above, below), Spot(spot.index + 1, 0))

    def leave(self, spot: Spot) -> Edit:
        """Go on below this record in a blank note; an empty last paragraph is taken along."""
        first, after = unit_at(self._all, spot.index)
        here = self._all[spot.index]
        drop = not here.is_note and not here.text and spot.index == after - 1 and first < spot.index
        cut_at = after - 1 if drop else after
        if after < len(self._all) and self._all[after].is_note and not self._all[after].text:
            return Edit(cut_at, after, (), Spot(cut_at, 0))
        return Edit(cut_at, after, (self._blank(),), Spot(cut_at, 0))

    def above(self, spot: Spot) -> Edit:
        """A blank note above the block the caret is in."""
        first, _ = unit_at(self._all, spot.index)
        return Edit(first, first, (self._blank(),), Spot(first, 0))

    def insert(self, spot: Spot, pieces: Sequence[Paragraph]) -> Edit:
        """Put paragraphs in at the caret; inside a block words become its text, blocks do not."""
        here = self._all[spot.index]
        if not here.is_note and not all(piece.is_note for piece in pieces):
            return self._beside(spot, pieces)
        above, below = here.part(0, spot.offset), here.part(spot.offset)
        if not here.is_note:
            is_ended = len(pieces) > 1 and not pieces[-1].text
            pieces = _within(pieces[:-1] if is_ended else pieces, here)
        made = [*pieces]
        if here.is_note and made[0].is_note:
            is_new = not here.text and made[0].is_bullet
            made[0] = replace(above.plus(made[0]), is_bullet=here.is_bullet or is_new)
        elif here.is_note:
            made = [above, *made] if above.text else made
        else:
            made[0] = above.plus(made[0])
        end = len(made[-1].text)
        caret = Spot(spot.index + len(made) - 1, end)
        if made[-1].is_note or not here.is_note:
            made[-1] = made[-1].plus(below)
        elif below.text:
            made.append(below if not above.text else replace(below, id=self._new_id()))
        if here.is_note:
            made = self._keep_id(made, here, has_above=bool(above.text), pieces=pieces)
        return Edit(spot.index, spot.index + 1, tuple(made), caret)

    def _beside(self, spot: Spot, pieces: Sequence[Paragraph]) -> Edit:
        """Below the block with the caret, or above it if the caret is at its start."""
        first, after = unit_at(self._all, spot.index)
        place = first if spot == Spot(first, 0) else after
        caret = Spot(place + len(pieces) - 1, len(pieces[-1].text))
        return Edit(place, place, tuple(pieces), caret)

    def _keep_id(
        self,
        made: list[Paragraph],
        here: Paragraph,
        *,
        has_above: bool,
        pieces: Sequence[Paragraph],
    ) -> list[Paragraph]:
        """The record stays with its own words: those above the caret, else those below it."""
        if len(made) == 1 or has_above or not here.text or not made[-1].is_note:
            return made
        if made[0].id == here.id:
            made[0] = replace(made[0], id=pieces[0].id)
        made[-1] = replace(made[-1], id=here.id)
        return made

    def make(self, chosen: Chosen, kind: EntryKind) -> Edit:
        """What is chosen, or the record with the caret, becomes of this kind, or a note again."""
        chosen = self._shrunk(chosen)
        first, after = self._reach(chosen)
        units = self._all[first:after]
        if kind is EntryKind.NOTE or all(each.kind is kind for each in units):
            return self._to_notes(chosen, first, after)
        if len({each.id for each in units}) == 1 and not units[0].is_note:
            made = tuple(replace(each, kind=kind) for each in units)
            return Edit(first, after, made, chosen.end, chosen.start)
        return self._to_block(chosen, kind, first, after)

    def _shrunk(self, chosen: Chosen) -> Chosen:
        """Without a last paragraph of which not one character is chosen."""
        index = chosen.end.index
        if chosen.end.offset or index == chosen.start.index:
            return chosen
        return replace(chosen, end=_end(self._all, index - 1))

    def _to_notes(self, chosen: Chosen, first: int, after: int) -> Edit:
        made, seen = [], set()
        for each in self._all[first:after]:
            own = each.id if each.id not in seen else self._new_id()
            seen.add(each.id)
            is_point = each.text.startswith(_BULLET)
            said = replace(each.part(len(_BULLET)), is_bullet=True) if is_point else each
            made.append(replace(said, kind=EntryKind.NOTE, id=own))
        return Edit(first, after, tuple(made), chosen.end, chosen.start)

    def _to_block(self, chosen: Chosen, kind: EntryKind, first: int, after: int) -> Edit:
        start, end = chosen.start, chosen.end
        units = list(self._all[first:after])
        above: Paragraph | None = None
        below: Paragraph | None = None
        if not chosen.is_caret:
            above, units = self._cut_above(units, start)
            below, units = self._cut_below(units, start, end)
        said = [each.trimmed() for each in units if each.text.strip()] or [units[0].part(0, 0)]
        own = self._new_id() if above else units[0].id
        block = _within(said, Paragraph(own, kind))
        if below and not above and below.id == own:
            below = replace(below, id=self._new_id())
        around = [[above] if above else [], block, [below] if below else []]
        at = Spot(first + len(around[0]) + len(block) - 1, len(block[-1].text))
        if chosen.is_caret:
            at = Spot(first, min(end.offset, len(block[0].text)))
        return Edit(first, after, tuple(each for part in around for each in part), at)

    def _cut_above(
        self, units: list[Paragraph], start: Spot
    ) -> tuple[Paragraph | None, list[Paragraph]]:
        here = units[0]
        rest = here.part(0, start.offset).trimmed()
        if not here.is_note or not rest.text:
            return None, units
        return rest, [here.part(start.offset), *units[1:]]

    def _cut_below(
        self, units: list[Paragraph], start: Spot, end: Spot
    ) -> tuple[Paragraph | None, list[Paragraph]]:
        last, whole = units[-1], self._all[end.index]
        rest = whole.part(end.offset).trimmed()
        if not last.is_note or not rest.text:
            return None, units
        kept = last.part(0, len(last.text) - (len(whole.text) - end.offset))
        is_one = start.index == end.index
        own = self._new_id() if is_one and start.offset > 0 else rest.id
        return replace(rest, id=own), [*units[:-1], kept]

    def toggle_list(self, chosen: Chosen) -> Edit:
        """Notes become points of a list, or all plain again; blocks stay as they are."""
        chosen = self._shrunk(chosen)
        first, after = chosen.start.index, chosen.end.index + 1
        notes = [each for each in self._all[first:after] if each.is_note]
        on = not all(each.is_bullet for each in notes)
        made = tuple(
            replace(each, is_bullet=on) if each.is_note else each for each in self._all[first:after]
        )
        return Edit(first, after, made, chosen.end, chosen.start)


def _within(pieces: Sequence[Paragraph], block: Paragraph) -> list[Paragraph]:
    """Pieces as paragraphs of a block. Points of a list keep their mark as text, one alone not."""
    made: list[Paragraph] = []
    for piece in pieces:
        is_marked = piece.is_bullet and len(pieces) > 1
        said = Paragraph("", piece.kind, _BULLET).plus(piece) if is_marked else piece
        made += broken(replace(said, id=block.id, kind=block.kind, is_bullet=False))
    return made


def _end(paragraphs: Sequence[Paragraph], index: int) -> Spot:
    return Spot(index, len(paragraphs[index].text))


def _nothing(caret: Spot) -> Edit:
    return Edit(caret.index, caret.index, (), caret)
