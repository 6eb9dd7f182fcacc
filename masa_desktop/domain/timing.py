"""Time at a meeting: used and left per item, forecast end, and the order of discussion (AGD-2).

An item without planned minutes is unknown, never nought: the forecast then says "at the earliest".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.words import clock_time, count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import time

AHEAD_OF_START = timedelta(minutes=60)
"""How long before its start a meeting's clock may begin."""

PASSING_THROUGH = timedelta(seconds=20)
"""An item left sooner than this, with nothing minuted, was only on the way to another."""

DISCUSSED = timedelta(minutes=1)
"""From this long on an item counts as discussed; less was a look at it, unless it was minuted."""

_NOT_SINCE = timedelta(hours=3)
_WORTH_SAYING = 5
_MINUTE = timedelta(minutes=1)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time spent on one item, in wall time; `ended` is None while it runs or if nobody knows.

    `is_minuted`: something was minuted on the item in it, so however short it was no look at it.
    """

    item_id: str
    began: datetime
    ended: datetime | None = None
    is_minuted: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """An item as the clock sees it. `to_come`: neither done, deferred nor withdrawn."""

    id: str
    number: int
    minutes: int | None = None
    to_come: bool = True
    is_off: bool = False
    """Deferred or withdrawn, so that its planned minutes are free."""

    position: str = ""
    taken: str = ""
    """Its place in the order of discussion, among the positions, if somebody said it by hand."""


@dataclass(frozen=True, slots=True)
class Times:
    """When a meeting is meant to start and end, each None if nobody has said.

    `ended` is the end recorded of a meeting that was held.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    ended: datetime | None = None


class Phase(StrEnum):
    """Whether the meeting is still to come, may be on now, or is over."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


def phase_at(day_start: datetime, times: Times, now: datetime) -> Phase:
    """What a clock may assume at `now` of a meeting on the day that begins at `day_start`.

    It may be on from 60 minutes before its start until three hours after its planned end.
    """
    if now < (times.starts - AHEAD_OF_START if times.starts else day_start):
        return Phase.AHEAD
    last = times.ends + _NOT_SINCE if times.ends else day_start + timedelta(days=1)
    return Phase.RUNNING if now < min(last, day_start + timedelta(days=1)) else Phase.OVER


def counted(stretches: Iterable[Stretch], starts: datetime | None) -> list[Stretch]:
    """The stretches in order of time, without what lies before the planned start (preparation).

    What is of another day than `starts` is of another sitting and counts as it is (M3).
    """
    found = sorted(stretches, key=lambda one: one.began)
    if starts is None:
        return found
    return [
        one if one.began.date() != starts.date() else replace(one, began=max(one.began, starts))
        for one in found
        if one.ended is None or one.ended > starts or one.began.date() != starts.date()
    ]


def until(stretches: Sequence[Stretch], ended: datetime | None) -> list[Stretch]:
    """The stretches without what lies after the recorded end of the meeting, as `ended` says.

    While one of that day still runs nobody recorded an end: they count as they are.
    """
    same = [one for one in stretches if ended and one.began.date() == ended.date()]
    if ended is None or any(one.ended is None for one in same):
        return list(stretches)
    return [
        one if one.ended is None or one not in same else replace(one, ended=min(one.ended, ended))
        for one in stretches
        if one not in same or one.began < ended
    ]


def length(stretch: Stretch, now: datetime) -> timedelta | None:
    """How long a stretch has lasted at `now`; None if it never ended and its day is past."""
    if stretch.ended is None and stretch.began.date() < now.date():
        return None
    return max((stretch.ended or now) - stretch.began, _NONE)


def used(stretches: Iterable[Stretch], now: datetime) -> dict[str, timedelta | None]:
    """The time each item has had; items never taken up are missing, None is not known."""
    found: dict[str, timedelta | None] = {}
    for one in stretches:
        lasted, so_far = length(one, now), found.get(one.item_id, _NONE)
        found[one.item_id] = None if lasted is None or so_far is None else so_far + lasted
    return found


def in_minutes(lasted: timedelta) -> int:
    """To the nearest minute, halves upwards."""
    return int((lasted + _MINUTE / 2) // _MINUTE)


def planned_starts(items: Sequence[Planned], starts: datetime | None) -> dict[str, datetime | None]:
    """When each item is meant to begin; None from the first item on whose length is not known.

    Deferred and withdrawn items have no start and take no time.
    """
    found: dict[str, datetime | None] = {}
    at = starts
    for item in items:
        found[item.id] = None if item.is_off else at
        if item.is_off:
            continue
        at = at + timedelta(minutes=item.minutes) if at and item.minutes is not None else None
    return found


def order_of_discussion(stretches: Iterable[Stretch], now: datetime) -> list[str]:
    """Item ids by when each was first discussed: for a minute or more, or minuted (AGD-2)."""
    discussed = [one for one in stretches if one.is_minuted or _lasted(one, now) >= DISCUSSED]
    found = sorted(discussed, key=lambda one: one.began)
    return list(dict.fromkeys(one.item_id for one in found))


def sequence(items: Sequence[Planned], timed: Sequence[str]) -> list[str]:
    """The ids of the items in the order of discussion, as far as it is known or planned (AGD-2).

    What somebody said by hand counts before the clock (`timed`), and the clock before the agenda.
    Items deferred or withdrawn have no place unless the clock saw them.
    """
    said = [item for item in items if item.taken and not item.is_off]
    by_hand, early = {item.id for item in said}, out_of_turn(items, timed)
    in_turn = [
        item
        for item in items
        if item.id not in by_hand | early.keys() and (item.id in timed or not item.is_off)
    ]
    found = [item.id for item in in_turn]
    for key, last in early.items():
        found.insert(found.index(last) + 1 if last else 0, key)
    for item in sorted(said, key=lambda one: one.taken):
        following = next((one.id for one in in_turn if one.position > item.taken), None)
        found.insert(len(found) if following is None else found.index(following), item.id)
    return found


def out_of_turn(items: Sequence[Planned], timed: Sequence[str]) -> dict[str, str]:
    """The ids of what only the clock says was not taken in turn, in its order, and after what.

    After "" is first. As few items as explain the order, earlier or later than their turn; of two
    such ways the one that passes over fewer items: they are still to come.
    """
    by_hand = {item.id for item in items if item.taken and not item.is_off}
    numbers = {item.id: item.number for item in items if item.id not in by_hand}
    taken = [key for key in timed if key in numbers]
    unseen = [at for key, at in numbers.items() if key not in timed]
    in_turn = _longest_rising([numbers[key] for key in taken], unseen)
    return {
        key: taken[place - 1] if place else ""
        for place, key in enumerate(taken)
        if place not in in_turn
    }


def discussion_notes(items: Sequence[Planned], timed: Sequence[str]) -> dict[str, str]:
    """By item id, "Taken after item 7." or "Taken first." for what was not taken in its turn."""
    numbers, order = {item.id: item.number for item in items}, sequence(items, timed)
    said = {item.id for item in items if item.taken}
    in_turn = [key for key in order if key not in said | out_of_turn(items, timed).keys()]
    for key in order:
        if key in said and _is_between(key, in_turn, order, numbers):
            in_turn.append(key)
    return {
        key: f"Taken after item {numbers[order[place - 1]]}." if place else "Taken first."
        for place, key in enumerate(order)
        if key not in in_turn
    }


@dataclass(frozen=True, slots=True)
class ItemTime:
    """One item on the clock, in whole minutes; None is not known.

    `note` as discussion_notes, or "To be taken after item 4." while that is to come.
    `was_discussed` as order_of_discussion, and the meeting has left the item since.
    """

    id: str
    number: int
    minutes: int | None
    used: int | None
    starts: datetime | None
    began: datetime | None
    is_current: bool = False
    note: str = ""
    was_discussed: bool = False

    @property
    def words(self) -> str:
        """ "8 min left", "3 min over" for the current item; "25 of 20", "4 min", "20 min"."""
        if self.used is None:
            return f"{self.minutes} min" if self.minutes else ""
        if not self.minutes:
            return f"{self.used} min used"
        left = self.minutes - self.used
        if not self.is_current:
            return f"{self.used} of {self.minutes}"
        return f"{left} min left" if left >= 0 else f"{-left} min over"

    @property
    def share(self) -> float | None:
        """How much of the planned time is used, 0 to 1; None if either is not known."""
        if self.used is None or not self.minutes:
            return None
        return min(self.used / self.minutes, 1.0)


@dataclass(frozen=True, slots=True)
class Clock:
    """How a meeting stands for time at `now`.

    `end` is the forecast, or for a meeting that is over the end recorded, else the last time
    noted. `without_minutes` counts items still to come whose length nobody has said, so that `end`
    is the earliest.
    """

    now: datetime
    phase: Phase
    times: Times
    items: tuple[ItemTime, ...] = ()
    end: datetime | None = None
    without_minutes: int = 0

    def item(self, item_id: str) -> ItemTime | None:
        return next((one for one in self.items if one.id == item_id), None)

    @property
    def over(self) -> int | None:
        """Minutes by which the end lies after the planned one, negative before; None not known."""
        if self.end is None or self.times.ends is None:
            return None
        return in_minutes(self.end - self.times.ends)

    @property
    def head(self) -> str:
        """For the header: "10:42 · 6 min late"; "" unless the meeting may be on now."""
        if self.phase is not Phase.RUNNING:
            return ""
        said, over = clock_time(self.now.time()), self.over
        if not over or (over < 0 and self.without_minutes):
            return said
        at_least = "at least " if self.without_minutes else ""
        return f"{said} · {at_least}{abs(over)} min {'late' if over > 0 else 'early'}"

    @property
    def is_late(self) -> bool:
        return self.phase is Phase.RUNNING and (self.over or 0) > 0

    @property
    def forecast(self) -> str:
        """ "Ends about 12:06", "Ends 12:06 at the earliest", "Ended 12:11"; "" if not known."""
        if self.end is None:
            return ""
        at = clock_time(_nearest_minute(self.end))
        if self.phase is Phase.OVER:
            return f"Ended {at}"
        return f"Ends {at} at the earliest" if self.without_minutes else f"Ends about {at}"

    @property
    def by_how_much(self) -> str:
        """ "6 minutes over", "10 minutes to spare"; "" if on time or not known."""
        over = self.over or 0
        if over > 0:
            return f"{count(over, 'minute')} over"
        is_spare = over < 0 and not self.without_minutes and self.phase is not Phase.OVER
        return f"{count(-over, 'minute')} to spare" if is_spare else ""

    @property
    def plan(self) -> str:
        """The plan and what became of it: "Planned for 09:30. Item 4 ran 10 min long." """
        said = [_planned_words(self.times), self._ran_long(), self._unknown()]
        return " ".join(part for part in said if part)

    @property
    def spoken(self) -> str:
        """All of it as one sentence or more, for a screen reader."""
        first = ", ".join(part for part in (self.forecast, self.by_how_much) if part)
        return " ".join(part for part in (f"{first}." if first else "", self.plan) if part)

    def _ran_long(self) -> str:
        over = {
            one.number: one.used - one.minutes
            for one in self.items
            if one.used is not None and one.minutes and not one.is_current
        }
        long_ones = {key: by for key, by in over.items() if by >= _WORTH_SAYING}
        if not long_ones:
            return ""
        (first, by), *others = long_ones.items()
        rest = "".join(f", item {key} {more} min" for key, more in others)
        return f"Item {first} ran {by} min long{rest}."

    def _unknown(self) -> str:
        if not self.without_minutes or self.phase is Phase.OVER:
            return ""
        has = "has" if self.without_minutes == 1 else "have"
        return f"{count(self.without_minutes, 'item')} {has} no minutes set."


def read_clock(
    items: Sequence[Planned],
    stretches: Sequence[Stretch],
    times: Times,
    *,
    now: datetime,
    phase: Phase,
    current: str = "",
) -> Clock:
    """How the meeting stands for time; `current` is the id of the item it is at."""
    real = counted(stretches, times.starts)
    noted = until(real, times.ended)
    spent, starts = used(noted, now), planned_starts(items, times.starts)
    order = order_of_discussion(real, now)
    notes = discussion_notes(items, order)
    ahead_of = {item.id for item in items if item.to_come and phase is not Phase.OVER}
    ahead_of -= {*order, current}
    began = {one.item_id: one.began for one in reversed(real)}
    shown = tuple(
        ItemTime(
            id=item.id,
            number=item.number,
            minutes=item.minutes,
            used=_whole(spent.get(item.id)),
            starts=starts[item.id],
            began=began.get(item.id),
            is_current=item.id == current and phase is Phase.RUNNING,
            note=_as_planned(notes.get(item.id, ""), is_ahead=item.id in ahead_of),
            was_discussed=item.id in order and (item.id != current or phase is not Phase.RUNNING),
        )
        for item in items
    )
    if phase is Phase.OVER:
        return Clock(now, phase, times, shown, _last_end(noted, times.ended))
    ahead = _still_ahead(items, spent, frozenset(order), current)
    unknown = sum(left is None for left in ahead)
    base = max(now, times.starts) if times.starts else now
    if phase is Phase.AHEAD:
        base = times.starts or now
    left = sum((one for one in ahead if one is not None), _NONE)
    is_told = bool(items) and (left > _NONE or not unknown)
    end = base + left if is_told and (times.starts or phase is Phase.RUNNING) else None
    return Clock(now, phase, times, shown, end, unknown)


def _as_planned(note: str, *, is_ahead: bool) -> str:
    return f"To be {note[:1].lower()}{note[1:]}" if note and is_ahead else note


def _still_ahead(
    items: Sequence[Planned],
    spent: Mapping[str, timedelta | None],
    discussed: frozenset[str],
    current: str,
) -> list[timedelta | None]:
    """What each item still needs, None if nobody knows; what is behind us needs nothing."""
    found = []
    for item in items:
        if not item.to_come or (item.id in discussed and item.id != current):
            continue
        planned = timedelta(minutes=item.minutes) if item.minutes is not None else None
        so_far = (spent.get(item.id) or _NONE) if item.id == current else _NONE
        found.append(None if planned is None else max(planned - so_far, _NONE))
    return found


def _is_between(
    key: str, others: Iterable[str], order: Sequence[str], numbers: Mapping[str, int]
) -> bool:
    """Whether an item stands among these others in the order of their numbers."""
    here = order.index(key)
    return all((order.index(one) < here) == (numbers[one] < numbers[key]) for one in others)


def _longest_rising(numbers: Sequence[int], unseen: Sequence[int]) -> frozenset[int]:
    """Places of a longest rising run: of several, with the fewest unseen numbers below its end."""
    runs: dict[int, tuple[int, ...]] = {}
    for place, number in enumerate(numbers):
        before = [runs[at] for at in range(place) if numbers[at] < number]
        runs[place] = (*_longest(before), place)
    most = len(_longest(list(runs.values())))
    longest = (run for run in runs.values() if len(run) == most)
    fewest = min(longest, key=lambda run: sum(at < numbers[run[-1]] for at in unseen), default=())
    return frozenset(fewest)


def _longest(runs: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return max(runs, key=len) if runs else ()


def _lasted(stretch: Stretch, now: datetime) -> timedelta:
    """For the order of discussion: an end that nobody noted was still a discussion."""
    lasted = length(stretch, now)
    return DISCUSSED if lasted is None else lasted


def _whole(lasted: timedelta | None) -> int | None:
    return None if lasted is None else in_minutes(lasted)


def _last_end(stretches: Sequence[Stretch], recorded: datetime | None) -> datetime | None:
    """The end recorded where the clock saw that day to its end, else the last time noted."""
    ends = [one.ended for one in stretches]
    last = max((end for end in ends if end), default=None) if None not in ends else None
    is_recorded = last is not None and recorded is not None and last.date() == recorded.date()
    return recorded if is_recorded else last


def _nearest_minute(at: datetime) -> time:
    midnight = datetime.combine(at.date(), datetime.min.time())
    return (midnight + in_minutes(at - midnight) * _MINUTE).time()


def _planned_words(times: Times) -> str:
    if times.starts and times.ends:
        return f"Planned {clock_time(times.starts.time())}–{clock_time(times.ends.time())}."
    return f"Planned for {clock_time(times.starts.time())}." if times.starts else ""
