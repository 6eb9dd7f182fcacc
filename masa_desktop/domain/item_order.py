"""Which items somebody was here for, once items are taken out of turn (ATT-1, ATT-3, M9).

Numbers are those of the agenda and stay; places, from 1, are those in the order of discussion.
With everything taken in turn the two are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.attendance import Span
from masa_desktop.domain.words import items_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Order:
    """The items of one meeting, by their ids: as the agenda has them, and as they were taken."""

    def __init__(self, agenda: Sequence[str], taken: Sequence[str]) -> None:
        self.agenda, self.taken = tuple(agenda), tuple(taken)
        self.number = {key: at for at, key in enumerate(self.agenda, start=1)}
        self.place = {key: at for at, key in enumerate(self.taken, start=1)}

    def span(self, first: str | None, last: str | None, *, to_the_end: bool) -> Span:
        """The places from one item to another, by ids; None is the start or the end.

        `to_the_end`: here to the end of `last`, as a guest is. Else they went during the item after
        it on the agenda, whenever that was taken: people say what they left in, and that stands.
        Who would then have gone before they came was here for the two items named.
        """
        begins, ends = self.place.get(first or ""), self.place.get(last or "")
        until = ends if to_the_end else self._before_the_next(last)
        if begins and ends and until is not None and until < begins:
            return Span(min(begins, ends) if to_the_end else begins, max(begins, ends))
        return Span(begins, until)

    def _before_the_next(self, last: str | None) -> int | None:
        number = self.number.get(last or "")
        if number is None or number == len(self.agenda):
            return number
        return self.place[self.agenda[number]] - 1

    def numbers(self, span: Span) -> frozenset[int]:
        """The numbers of the items that a span of places covers."""
        return frozenset(self.number[key] for key, at in self.place.items() if span.covers(at))

    def _in_turn(self, first: str | None, last: str | None) -> frozenset[int]:
        """What "from item 3 to item 5" says to whoever reads it by the agenda alone."""
        begins, ends = self.number.get(first or "", 1), self.number.get(last or "")
        return frozenset(range(begins, (ends or len(self.agenda)) + 1))

    def set_apart(self, first: str | None, last: str | None, span: Span) -> tuple[int, ...]:
        """The numbers of the items covered, if "from item 3 to item 5" would not say them."""
        is_apart = bool(self.out_of_turn(first, last, span))
        return tuple(sorted(self.numbers(span))) if is_apart else ()

    def out_of_turn(self, first: str | None, last: str | None, span: Span) -> frozenset[int]:
        """The numbers of the items by which "from item 3 to item 5" would be wrong."""
        return self.numbers(span) ^ self._in_turn(first, last)

    def asides(self, first: str | None, last: str | None, span: Span) -> tuple[str, str]:
        """What to add to the arrival and to the departure of a member so that both read right.

        Such as "item 7 had been taken before", "item 3 was taken later", or "".
        """
        plain, covered = self._in_turn(first, last), self.numbers(span)
        missed, more = plain - covered, covered - plain
        earlier = {at for at in missed if self.place_of(at) < (span.first_item or 1)}
        begins = self.number.get(first or "", 1)
        below = {at for at in more if at < begins}
        return _aside(earlier, below), _aside(more - below, missed - earlier)

    def number_at(self, place: int) -> int:
        return self.number[self.taken[place - 1]]

    def place_of(self, number: int) -> int:
        return self.place[self.agenda[number - 1]]


def _aside(before: Iterable[int], later: Iterable[int]) -> str:
    said = [
        f"{items_words(numbers)} {verb}"
        for numbers, verb in (
            (sorted(before), "had been taken before"),
            (sorted(later), "was taken later" if len(set(later)) == 1 else "were taken later"),
        )
        if numbers
    ]
    return ", ".join(said)
