"""Where one has been: back and forward between pages and their records."""

from __future__ import annotations

from dataclasses import dataclass

_KEPT = 50
_AT = "/"


@dataclass(frozen=True, slots=True)
class Place:
    """A page's key and the record open in it; "" for none."""

    page: str
    record: str = ""


class Walk:
    def __init__(self) -> None:
        self._places: list[Place] = []
        self._here = -1

    @property
    def here(self) -> Place | None:
        return self._places[self._here] if self._places else None

    @property
    def before(self) -> Place | None:
        """Where one was before; None at the beginning."""
        return self._places[self._here - 1] if self._here > 0 else None

    def visit(self, place: Place) -> None:
        """Go on from here; what lay ahead is forgotten."""
        if place != self.here:
            self._places = [*self._places[: self._here + 1], place][-_KEPT:]
            self._here = len(self._places) - 1

    def step(self, by: int) -> Place | None:
        """Back (-1) or forward (1); None at the end of the walk."""
        if not 0 <= self._here + by < len(self._places):
            return None
        self._here += by
        return self._places[self._here]


def at_item(meeting_id: str, item_id: str) -> str:
    """The record of a place: a meeting, at one of its items."""
    return f"{meeting_id}{_AT}{item_id}"


def meeting_and_item(record: str) -> tuple[str, str]:
    """What `at_item` put together; the item is "" where only a meeting is named."""
    meeting_id, _, item_id = record.partition(_AT)
    return meeting_id, item_id
