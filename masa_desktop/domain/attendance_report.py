"""Attendance over a period as lines and figures: how they are added, shaded and said (ATT-5).

Promises that a figure is weighted by meetings, and that not known is never printed as nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.attendance import AS_MEMBER, Code, Count, Tally, concerns, outcomes
from masa_desktop.domain.meetings import MeetingStatus, status_label
from masa_desktop.domain.report import Tone
from masa_desktop.domain.words import (
    capital,
    count,
    is_are,
    listed,
    number_word,
    plain_date,
    short_date,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from masa_desktop.domain.attendance import MeetingRecord, Tenure
    from masa_desktop.domain.attendance_follow_up import FollowUp

NO_SEAT, NOT_RECORDED, VACANT = "–", "not recorded", "vacant"
ALL_GROUPS = "All groups"
SEATLESS = "no seat, counted where represented"
_WHOLE, _HIGH, _FAIR, _HALF = 100, 85, 75, 50

STEPS = (
    (Tone.FULL, "100%"),
    (Tone.HIGH, "85–99%"),
    (Tone.FAIR, "75–84%"),
    (Tone.LOW, "50–74%"),
    (Tone.ALARM, "▼ below 50%: follow up"),
)
"""Each shade with what it stands for, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One meeting behind a figure: whether they came, who that was and how.

    `came` is None where nothing is recorded. `how` and `capacity` are ready to show.
    """

    id: str
    on: date
    group: str = ""
    came: bool | None = None
    who: str = ""
    how: str = ""
    capacity: str = ""
    by_deputy: bool = False

    @property
    def came_words(self) -> str:
        words = {True: "Attended", False: "Missed", None: "Not recorded"}
        return words[self.came]


@dataclass(frozen=True, slots=True)
class Figure:
    """So many attended of so many, `deputies` of them by a deputy alone, and what it rests on."""

    tally: Tally
    deputies: int = 0
    behind: tuple[Behind, ...] = ()
    is_vacant: bool = False

    @property
    def percent(self) -> int | None:
        """The share in whole hundredths, None if not known. All is 100, under half under 50."""
        share = self.tally.share
        if share is None:
            return None
        rounded = int(share * 100 + 0.5)
        missed_some = self.tally.attended < self.tally.possible
        under_half = self.tally.attended * 2 < self.tally.possible
        return min(rounded, _HALF - 1 if under_half else _WHOLE - 1 if missed_some else _WHOLE)

    @property
    def tone(self) -> Tone:
        """The shade by the design: 100, 85 to 99, 75 to 84, 50 to 74, under 50."""
        percent = self.percent
        if percent is None:
            return Tone.NONE
        steps = ((_WHOLE, Tone.FULL), (_HIGH, Tone.HIGH), (_FAIR, Tone.FAIR), (_HALF, Tone.LOW))
        return next((tone for least, tone in steps if percent >= least), Tone.ALARM)

    @property
    def text(self) -> str:
        """Such as "80%", "▼ 40%", "not recorded" or "vacant"."""
        if self.percent is None:
            return VACANT if self.is_vacant else NOT_RECORDED if self.is_untold else NO_SEAT
        mark = "▼ " if self.tone is Tone.ALARM else ""
        return f"{mark}{self.percent}%"

    @property
    def is_untold(self) -> bool:
        """Whether there were meetings, and nothing is recorded of any."""
        return not self.tally.possible and self.tally.not_recorded > 0

    @property
    def in_full(self) -> str:
        """With what it is counted from: "80% (4 of 5)", "75% (3 of 4; 1 not recorded)"."""
        if self.percent is None:
            return self.text
        return f"{self.text} ({'; '.join(filter(None, [self.tally.in_words, self.untold]))})"

    @property
    def of_deputies(self) -> str:
        """How much of what was attended was by a deputy: "11%"; a dash if nothing was."""
        came = self.tally.attended
        return f"{int(self.deputies * 100 / came + 0.5)}%" if came else NO_SEAT

    @property
    def spoken(self) -> str:
        """For a screen reader: "4 of 5, 80 per cent, 1 by deputy"."""
        if self.percent is None:
            return {VACANT: "the seat is vacant", NOT_RECORDED: "nothing is recorded"}.get(
                self.text, "no seat on this group"
            )
        deputies = [f"{self.deputies} by deputy"] if self.deputies else []
        follow = "follow up" if self.tone is Tone.ALARM else ""
        said = [self.tally.in_words, f"{self.percent} per cent", *deputies, self.untold, follow]
        return ", ".join(filter(None, said))

    @property
    def untold(self) -> str:
        """How many meetings are in neither number as nothing is recorded: "1 not recorded"."""
        number = self.tally.not_recorded
        return f"{number} not recorded" if number and self.tally.possible else ""


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """A group that met: its name at the end of the period, and how many meetings are counted."""

    id: str
    name: str
    held: int
    is_joint: bool = False

    @property
    def under(self) -> str:
        """ "5 held"; of a joint group "5 joint"."""
        return f"{self.held} {'joint' if self.is_joint else 'held'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An agency, a seat or a person: a figure for each group, None where it has no seat.

    `note` says whose seat it is, or what the person holds; `tenure` from when to when (E71).
    """

    id: str
    name: str
    note: str = ""
    tenure: str = ""
    cells: tuple[Figure | None, ...] = ()

    @property
    def total(self) -> Figure:
        return total(self.cells)

    def by_group(self, columns: Sequence[GroupColumn]) -> list[tuple[str, Figure]]:
        """Each figure with the name of its group; the last is for "All groups"."""
        pairs = zip(columns, self.cells, strict=True)
        return [*((column.name, cell) for column, cell in pairs if cell), (ALL_GROUPS, self.total)]


class Quorum(StrEnum):
    """What is known of the quorum of a whole meeting; APART is one of restricted items alone."""

    KEPT = "kept"
    LOST = "lost"
    CHAIRS = "chairs"
    NOT_SET = "not_set"
    NOT_TAKEN = "not_taken"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A meeting that is counted. `lost` is what became of its quorum, "lost its quorum at item 7".

    `decisions` say what became of those taken without a quorum: "one decision ratified on ...".
    """

    id: str
    group_id: str
    group: str
    on: date
    status: MeetingStatus
    quorum: Quorum
    lost: str = ""
    decisions: tuple[str, ...] = ()
    is_joint: bool = False
    is_extraordinary: bool = False
    has_restricted: bool = False

    @property
    def kind(self) -> str:
        parts = ["Extraordinary"] if self.is_extraordinary else []
        return capital(", ".join([*parts, *(["joint"] if self.is_joint else [])]))

    @property
    def quorum_words(self) -> str:
        if self.quorum is Quorum.LOST:
            return capital("; ".join([self.lost, *self.decisions]))
        return {
            Quorum.KEPT: "Quorate throughout",
            Quorum.CHAIRS: "For the chair to decide",
            Quorum.NOT_SET: "No quorum set",
            Quorum.NOT_TAKEN: "Roll-call not taken",
            Quorum.APART: "Recorded separately",
        }[self.quorum]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A meeting of the period that is not counted, and its status, which is why."""

    group: str
    on: date
    status: MeetingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Attendance counted in one way. `without` are the groups asked for that held no meeting.

    `follow_ups` are the seats away in a row, whatever is counted."""

    count: Count
    columns: tuple[GroupColumn, ...]
    lines: tuple[Line, ...]
    met: tuple[Met, ...]
    left_out: tuple[LeftOut, ...] = ()
    without: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def is_recorded(self) -> bool:
        """Whether anything is known of who came to any of the meetings."""
        return any(line.total.tally.possible for line in self.lines)

    @property
    def to_follow_up(self) -> tuple[str, ...]:
        """A sentence for each line under a half, then for each seat away in a row (ATT-6)."""
        found = ((line, _under_half(line, self.columns)) for line in self.lines)
        low = (f"{self._called(line)}: {', '.join(low)}." for line, low in found if low)
        return (*low, *(one.report_words for one in self.follow_ups))

    @property
    def number_to_follow_up(self) -> int:
        """How many agencies, seats or people that is: one under a half and away in a row is one."""
        low = {self._called(line) for line in self.lines if _under_half(line, self.columns)}
        return len(low | {one.counted_as(self.count) for one in self.follow_ups})

    def _called(self, line: Line) -> str:
        """Seats of one title are told apart by their agency."""
        is_seat = self.count is Count.SEAT and line.note
        return f"{line.name} ({line.note})" if is_seat else line.name


def _under_half(line: Line, columns: Sequence[GroupColumn]) -> list[str]:
    return [
        f"{cell.tally.in_words} at {column.name}"
        for cell, column in zip(line.cells, columns, strict=True)
        if cell is not None and cell.tone is Tone.ALARM
    ]


def figure(
    meetings: Sequence[MeetingRecord], count_: Count, key: str, tenures: Sequence[Tenure] | None
) -> Figure | None:
    """Count one person, seat or agency over a group's meetings; None where it has no seat.

    A seat that stood empty at every meeting is a figure that says so.
    """
    found = outcomes(meetings, count_, key, tenures=tenures)
    if not found:
        empty = any(_is_vacant(meeting, key) for meeting in meetings if meeting.is_counted)
        return Figure(Tally(0, 0), is_vacant=True) if empty else None
    recorded = [came for _, came in found if came is not None]
    return Figure(
        Tally(sum(recorded), len(recorded), len(found) - len(recorded)),
        sum(came is True and by_deputy_alone(meeting, count_, key) for meeting, came in found),
    )


def by_deputy_alone(meeting: MeetingRecord, count_: Count, key: str) -> bool:
    """Whether nobody came in their own right for this person, seat or agency."""
    return not any(
        line.code in AS_MEMBER and not line.is_deputy
        for line in meeting.records
        if concerns(line, count_, key)
    )


def _is_vacant(meeting: MeetingRecord, key: str) -> bool:
    return any(
        line.code is Code.VACANT
        and not line.capacity.never_counts
        and key in (line.seat_id, *line.agency_ids)
        for line in meeting.records
    )


def total(cells: Iterable[Figure | None]) -> Figure:
    """All groups together, each meeting weighing the same: all attended of all possible."""
    known = [cell for cell in cells if cell is not None]
    return Figure(
        Tally(
            sum(cell.tally.attended for cell in known),
            sum(cell.tally.possible for cell in known),
            sum(cell.tally.not_recorded for cell in known),
        ),
        sum(cell.deputies for cell in known),
        tuple(sorted((b for cell in known for b in cell.behind), key=lambda b: (b.on, b.id))),
        is_vacant=any(cell.is_vacant for cell in known),
    )


def tenure_words(tenures: Sequence[Tenure], first: date, last: date) -> str:
    """From when to when, of each time that touches these days: "from 3 May 2025".

    Ends nobody knows are not said; "" if none is known (E71).
    """
    held = sorted(
        (pair for pair in tenures if (pair[0] or first) <= last and (pair[1] or last) >= first),
        key=lambda pair: pair[0] or first,
    )
    said = list(dict.fromkeys(filter(None, (_tenure(*pair) for pair in held))))
    # Of two seats left on one day, the one whose beginning is known says both.
    return ", ".join(
        one
        for one in said
        if not any(one != other and one.split(" ", 1)[1] in other for other in said)
    )


def _tenure(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{short_date(first)} to {short_date(last)}"
    if first:
        return f"from {short_date(first)}"
    return f"to {short_date(last)}" if last else ""


def quoracy(met: Sequence[Met]) -> tuple[str, ...]:
    """How many were quorate throughout, each that was not, and those nobody can say it of."""
    of = {each: [one for one in met if one.quorum is each] for each in Quorum}
    judged = len(of[Quorum.KEPT]) + len(of[Quorum.LOST])
    said = []
    if judged:
        said.append(f"{len(of[Quorum.KEPT])} of {count(judged, 'meeting')} quorate throughout.")
    for one in of[Quorum.LOST]:
        lost = f"{one.group} on {plain_date(one.on)} {one.lost}"
        said.append(f"{'; '.join([lost, *one.decisions])}.")
    apart = any(one.has_restricted for one in met)
    return (*said, *_unjudged(of), *(("Of restricted items nothing is said here.",) * apart))


def _unjudged(of: dict[Quorum, list[Met]]) -> list[str]:
    """Counted apart, and never as quorate."""
    apart = {
        Quorum.CHAIRS: "where the chair decides whether enough are there",
        Quorum.NOT_SET: "of groups without a quorum set",
        Quorum.NOT_TAKEN: "without a roll-call",
        Quorum.APART: "recorded separately",
    }
    found = [
        (len(of[each]), f"{count(len(of[each]), 'meeting')} {words}")
        for each, words in apart.items()
        if of[each]
    ]
    if not found:
        return []
    return [
        f"{listed([words for _, words in found])} {is_are(sum(n for n, _ in found))} counted apart."
    ]


_FATES = ("ratified", "not_ratified", "to_be_ratified")


def decisions_words(fates: Sequence[tuple[str, date | None]]) -> tuple[str, ...]:
    """What became of decisions taken without a quorum, by status and day: "one decision ratified
    on 11 December 2025", "two decisions still to be ratified".
    """
    said: list[str] = []
    for status in _FATES:
        days = [day for fate, day in fates if fate == status]
        if not days:
            continue
        noun = f"{number_word(len(days))} {'decision' if len(days) == 1 else 'decisions'}"
        on = listed([plain_date(day) for day in sorted({day for day in days if day})])
        when = f" on {on}" if on else ""
        said.append(
            f"{noun} still to be ratified"
            if status == "to_be_ratified"
            else f"{noun} {status.replace('_', ' ')}{when}"
        )
    return tuple(said)


def left_out_words(left_out: Sequence[LeftOut], without: Sequence[str]) -> tuple[str, ...]:
    """What is in neither number, and why."""
    said = [
        f"{_why(status)}: {listed([_called(one) for one in left_out if one.status is status])}."
        for status in MeetingStatus
        if any(one.status is status for one in left_out)
    ]
    if without:
        said.append(f"No meeting was held by {listed(without)}.")
    return (*said, "Time before and after somebody held a seat, and vacant seats, are left out.")


def _why(status: MeetingStatus) -> str:
    is_open = status in (MeetingStatus.PLANNED, MeetingStatus.CONFIRMED)
    return "Not marked as held yet" if is_open else status_label(status)


def _called(one: LeftOut) -> str:
    return f"{one.group}, {plain_date(one.on)}"
