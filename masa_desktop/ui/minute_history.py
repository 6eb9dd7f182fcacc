"""Undo and redo for the minutes: steps over paragraphs, blind to heading and foot lines.

Qt's own undo stack cannot leave out a refreshed heading (it is one linear stack, and refreshing
after an undo would drop what could be redone), so the editor keeps this one instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from masa_desktop.ui.minute_text import Paragraph, Spot, written

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 5000
_RUN = 24


@dataclass(frozen=True, slots=True)
class Step:
    """Paragraphs from `first` on were `old` and are `new`."""

    first: int
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]

    def reversed(self) -> Step:
        return Step(self.first, self.new, self.old)

    def caret(self) -> Spot:
        """Where the caret goes when this step is taken: behind what it brings."""
        if not self.new:
            return Spot(self.first, 0)
        last = _last_difference(self.old, self.new)
        text = self.new[last].text
        other = self.old[last - len(self.new)].text if len(self.old) >= len(self.new) - last else ""
        return Spot(self.first + last, len(text) - _same_end(other, text))


@dataclass(frozen=True, slots=True)
class Typing:
    """Characters put in or taken out at one place of one paragraph."""

    at: int
    added: int
    removed: int


class History:
    """What was done and what was undone. A run of typing is one step, a few words long."""

    def __init__(self) -> None:
        self._done: list[tuple[Step, ...]] = []
        self._undone: list[tuple[Step, ...]] = []
        self._aside: list[tuple[tuple[Paragraph, ...], list[tuple[Step, ...]]]] = []
        self._typing: Typing | None = None
        self._run = 0
        self._group: list[Step] | None = None

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def clear(self) -> None:
        self._done.clear()
        self._undone.clear()
        self.pause()

    def forget(self) -> None:
        """Nothing done or undone here can be turned any more."""
        self.clear()
        self._aside.clear()

    def set_aside(self, paragraphs: Sequence[Paragraph]) -> None:
        """Call before other paragraphs are shown: what was undone in these waits for them."""
        if self._undone:
            self._aside.append((tuple(paragraphs), self._undone))
            self._undone = []

    def stood(self, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...] | None:
        """The paragraphs, with their blank lines, in which what was set aside last can be done
        again; None if these do not say the same."""
        before = self._aside[-1][0] if self._aside else None
        return before if before and written(before) == written(paragraphs) else None

    def bring_back(self) -> None:
        """Call when the paragraphs are shown that `stood` gave."""
        self._undone = self._aside.pop()[1]

    def pause(self) -> None:
        """The next typing is a step of its own; call when the caret moves away."""
        self._typing = None

    def begin(self) -> None:
        """Steps from now on are undone together, until end()."""
        self._group = []

    def end(self) -> None:
        group, self._group = self._group, None
        if group:
            self._push(tuple(group))

    def push(self, step: Step, typing: Typing | None = None) -> None:
        if step.old == step.new:
            return
        if self._group is not None:
            self._group.append(step)
            return
        if typing and self._goes_on(step, typing):
            last = self._done[-1][-1]
            self._done[-1] = (replace(last, new=step.new),)
            self._run += 1
            self._drop_undone()
        else:
            self._push((step,))
            self._run = 1
        self._typing = typing

    def undo(self) -> list[Step]:
        """The steps to take, in order; they are remembered for redo()."""
        if not self._done:
            return []
        self.pause()
        group = self._done.pop()
        self._undone.append(group)
        return [step.reversed() for step in reversed(group)]

    def redo(self) -> list[Step]:
        if not self._undone:
            return []
        self.pause()
        group = self._undone.pop()
        self._done.append(group)
        return list(group)

    def _push(self, group: tuple[Step, ...]) -> None:
        self._done.append(group)
        self._drop_undone()
        self.pause()
        if len(self._done) > _MOST:
            del self._done[: _MOST // 10]

    def _drop_undone(self) -> None:
        self._undone.clear()
        self._aside.clear()

    def _goes_on(self, step: Step, now: Typing) -> bool:
        before = self._typing
        if before is None or not self._done or len(self._done[-1]) != 1:
            return False
        last = self._done[-1][0]
        if last.first != step.first or len(step.old) != 1 or last.new != step.old:
            return False
        if now.added and not now.removed and before.added:
            is_new_word = step.new[0].text[now.at - 1 : now.at].isspace()
            return now.at == before.at + before.added and not (self._run >= _RUN and is_new_word)
        if now.removed and not now.added and before.removed:
            return now.at in (before.at, before.at - now.removed)
        return False


def _last_difference(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> int:
    """The number of the last of `new` that is not, counted from the end, in `old` too."""
    last = len(new) - 1
    while last > 0 and len(old) >= len(new) - last and new[last] == old[last - len(new)]:
        last -= 1
    return last


def _same_end(one: str, other: str) -> int:
    """How many characters at the end are the same; halving, as texts may be long."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle :] == other[len(other) - middle :]:
            low = middle
        else:
            high = middle - 1
    return low
