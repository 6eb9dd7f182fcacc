"""Attendance over a period, by agency, by seat and by person (ATT-5).

Read from the roll-call of each meeting, as its page and its minutes show it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import attendance as rolls
from masa_desktop.domain import attendance_report as rules
from masa_desktop.domain.attendance import (
    AS_MEMBER,
    Capacity,
    Code,
    Count,
    MeetingRecord,
    capacity_label,
    code_label,
)
from masa_desktop.domain.attendance_report import Behind, Figure, Figures, GroupColumn, Line, Met
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.groups import ancestors
from masa_desktop.domain.initials import folded
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.domain.quorum import State
from masa_desktop.domain.words import capital, listed
from masa_desktop.services import attendance_follow_up, groups, meeting_order, names
from masa_desktop.services.agreed import restricted_numbers
from masa_desktop.services.roll_records import UNSAID, roll_of
from masa_desktop.storage.entities import (
    AgendaItem,
    Attendance,
    Decision,
    Entry,
    Holding,
    Meeting,
    Person,
    Seat,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.attendance import Tenure
    from masa_desktop.domain.groups import GroupRow
    from masa_desktop.domain.periods import Period
    from masa_desktop.services.roll_records import Roll

_FATES = (DecisionStatus.RATIFIED, DecisionStatus.NOT_RATIFIED, DecisionStatus.TO_BE_RATIFIED)


def figures(
    session: Session, *, period: Period, group_ids: Collection[str], count: Count, today: date
) -> Figures:
    """Attendance of these groups (none named: of all) counted in one way.

    Meetings after `today` and those not held are out; those without a quorum are in.
    """
    return Read(session, period, group_ids, today).figures(count)


def every_count(
    session: Session, *, period: Period, group_ids: Collection[str], today: date
) -> dict[Count, Figures]:
    """The same by agency, by seat and by person, read once."""
    read = Read(session, period, group_ids, today)
    return {each: read.figures(each) for each in (Count.AGENCY, Count.SEAT, Count.MEMBER)}


def first_meeting(session: Session) -> date | None:
    """The day of the earliest meeting that is recorded; None if there is none."""
    wanted = select(Meeting.on).where(~Meeting.is_deleted).order_by(Meeting.on).limit(1)
    return session.scalars(wanted).first()


@dataclass(frozen=True, slots=True)
class _Key:
    """An agency, a seat or a person to be counted, with what is said of it."""

    id: str
    name: str
    note: str = ""
    order: tuple[object, ...] = ()


class Read:
    """Everything the figures rest on, read in bulk but for the roll-calls that were taken."""

    def __init__(
        self, session: Session, period: Period, group_ids: Collection[str], today: date
    ) -> None:
        self._session, self._period = session, period
        self.groups = _from_the_top(
            [
                row
                for row in groups.everything(session, period.last)
                if not group_ids or row.id in group_ids
            ],
            groups.parents(session),
        )
        self._agencies = names.of_agencies(session, period.last)
        self._people: dict[str, str] = dict(session.execute(select(Person.id, Person.name)).all())
        every = self._meetings(today)
        self.held = [row for row in every if _is_held(row)]
        self._rolls = self._taken()
        self._read_seats()
        self._records = {row.id: self._record(row) for row in self.held}
        self._by_group: dict[str, list[MeetingRecord]] = defaultdict(list)
        for row in self.held:
            self._by_group[row.group_id].append(self._records[row.id])
        called = {row.id: row for row in self.groups}
        self.met = self._met(called)
        self.left_out = tuple(
            rules.LeftOut(
                group=called[row.group_id].name, on=row.on, status=MeetingStatus(row.status)
            )
            for row in every
            if not _is_held(row)
        )
        self.columns = tuple(
            GroupColumn(row.id, row.name, len(self._by_group[row.id]), row.is_joint)
            for row in self.groups
            if self._by_group[row.id]
        )
        day = min(period.last, today)
        self._follow_ups = tuple(
            one
            for column in self.columns
            for one in attendance_follow_up.persistent(session, column.id, day)
        )

    def figures(self, count: Count) -> Figures:
        """Attendance counted in one way."""
        keys = {
            Count.AGENCY: self._agency_keys,
            Count.SEAT: self._seat_keys,
            Count.MEMBER: self._person_keys,
        }[count]()
        lines = [self._line(count, key) for key in sorted(keys, key=lambda key: key.order)]
        return Figures(
            count=count,
            columns=self.columns,
            lines=tuple(line for line in lines if any(line.cells)),
            met=self.met,
            left_out=self.left_out,
            without=self._without(),
            follow_ups=self._follow_ups,
        )

    # Meetings

    def _meetings(self, today: date) -> list[Meeting]:
        last = min(self._period.last, today)
        wanted = select(Meeting).where(
            Meeting.group_id.in_([row.id for row in self.groups]),
            Meeting.on.between(self._period.first, last),
            ~Meeting.is_deleted,
        )
        return list(self._session.scalars(wanted.order_by(*meeting_order.OLDEST_FIRST)))

    def _taken(self) -> dict[str, Roll]:
        """The roll-calls of the meetings of which anything is recorded."""
        wanted = (
            select(Attendance.meeting_id)
            .where(
                Attendance.meeting_id.in_([row.id for row in self.held]),
                Attendance.seat_id.is_not(None),
                Attendance.code.not_in([code.value for code in UNSAID]),
                ~Attendance.is_deleted,
            )
            .distinct()
        )
        return {key: roll_of(self._session, key) for key in self._session.scalars(wanted)}

    def _record(self, row: Meeting) -> MeetingRecord:
        roll = self._rolls.get(row.id)
        records = roll.records if roll else self._blank(row)
        return MeetingRecord(row.id, row.status, row.on, tuple(records))

    def _blank(self, row: Meeting) -> list[rolls.Attendance]:
        """A roll that nobody called: the seats of the day, each not recorded or vacant."""
        held = {
            one.seat_id
            for one in self._holdings
            if rolls.within(row.on, [(one.from_on, one.until_on)])
        }
        return [
            rolls.Attendance(
                code=Code.NO_RESPONSE if seat.id in held else Code.VACANT,
                seat_id=seat.id,
                agency_ids=(seat.agency_id,) if seat.agency_id else (),
            )
            for seat in self._seats.values()
            if seat.group_id == row.group_id
            and rolls.within(row.on, [(seat.from_on, seat.until_on)])
        ]

    def _without(self) -> tuple[str, ...]:
        """Our own groups of which no meeting is counted."""
        met = {column.id for column in self.columns}
        return tuple(row.name for row in self.groups if row.id not in met and not row.is_external)

    # Seats and who holds them

    def _read_seats(self) -> None:
        wanted = select(Seat).where(
            Seat.group_id.in_([row.id for row in self.groups]), ~Seat.is_deleted
        )
        found = self._session.scalars(wanted.order_by(Seat.position, Seat.id))
        self._seats = {seat.id: seat for seat in found if not Capacity(seat.capacity).never_counts}
        self._holdings = self._session.scalars(
            select(Holding).where(
                Holding.seat_id.in_(self._seats), ~Holding.is_deputy, ~Holding.is_deleted
            )
        ).all()

    def _agency_keys(self) -> list[_Key]:
        """Those with a seat, and those that somebody in a seat represented besides."""
        seated = {seat.agency_id for seat in self._seats.values() if seat.agency_id}
        ids = seated | {
            key
            for record in self._records.values()
            for line in record.records
            for key in line.agency_ids
            if line.seat_id
        }
        called = [(key, self._agencies.get(key, "")) for key in ids]
        return [
            _Key(key, name, "" if key in seated else rules.SEATLESS, order=(folded(name), key))
            for key, name in called
        ]

    def _seat_keys(self) -> list[_Key]:
        place = {row.id: number for number, row in enumerate(self.groups)}
        return [
            _Key(
                seat.id,
                seat.title,
                self._agencies.get(seat.agency_id or "", ""),
                (place[seat.group_id], seat.position, seat.id),
            )
            for seat in self._seats.values()
        ]

    def _person_keys(self) -> list[_Key]:
        titles: dict[str, list[str]] = defaultdict(list)
        for row in self._holdings:
            titles[row.person_id].append(self._seats[row.seat_id].title)
        ids = set(titles) | {
            line.person_id
            for record in self._records.values()
            for line in record.records
            if line.person_id and line.seat_id and not line.is_deputy
        }
        return [
            _Key(
                key,
                self._people.get(key, ""),
                listed(list(dict.fromkeys(titles[key]))),
                (folded(self._people.get(key, "")), key),
            )
            for key in ids
        ]

    def _tenures(self, count: Count, key: str, group_id: str) -> list[Tenure] | None:
        """When it had a seat on the group; None of a person of whom no holding is known, and of an
        agency without a seat."""
        if count is Count.MEMBER:
            held = [
                (row.from_on, row.until_on)
                for row in self._holdings
                if row.person_id == key and self._seats[row.seat_id].group_id == group_id
            ]
            return held or None
        seats = [
            (seat.from_on, seat.until_on)
            for seat in self._seats.values()
            if seat.group_id == group_id
            and key == (seat.id if count is Count.SEAT else seat.agency_id)
        ]
        return seats or None

    # Figures

    def _line(self, count: Count, key: _Key) -> Line:
        held = [self._tenures(count, key.id, column.id) for column in self.columns]
        cells = [
            self._cell(count, key.id, column, tenures)
            for column, tenures in zip(self.columns, held, strict=True)
        ]
        known = [pair for tenures in held for pair in tenures or ()]
        tenure = rules.tenure_words(known, self._period.first, self._period.last)
        return Line(
            id=key.id,
            name=key.name,
            note=key.note,
            tenure="" if count is Count.AGENCY else tenure,
            cells=tuple(cells),
        )

    def _cell(
        self, count: Count, key: str, column: GroupColumn, tenures: list[Tenure] | None
    ) -> Figure | None:
        meetings = self._by_group[column.id]
        found = rules.figure(meetings, count, key, tenures)
        if found is None:
            return None
        behind = [
            replace(self._behind(meeting, count, key), came=came, group=column.name)
            for meeting, came in rolls.outcomes(meetings, count, key, tenures=tenures)
        ]
        return replace(found, behind=tuple(behind))

    def _behind(self, meeting: MeetingRecord, count: Count, key: str) -> Behind:
        """Who is meant at a meeting, in what capacity, and how they came or did not."""
        own = [line for line in meeting.records if rolls.concerns(line, count, key)]
        told = [line for line in own if line.code is not Code.NO_RESPONSE]
        here = [line for line in told if line.code in AS_MEMBER]
        shown = here or told
        sent = [line for line in told if line.code is Code.DEPUTY_SENT]
        return Behind(
            id=meeting.meeting_id,
            on=meeting.on,
            who=listed(self._named(shown)),
            how=_how(shown, self._named(sent)),
            capacity=listed(list(dict.fromkeys(capacity_label(line.capacity) for line in shown))),
            by_deputy=bool(here or sent) and rules.by_deputy_alone(meeting, count, key),
        )

    def _named(self, lines: Iterable[rolls.Attendance]) -> list[str]:
        found = (self._people.get(line.person_id or "", "") for line in lines)
        return list(dict.fromkeys(name for name in found if name))

    # Quorum

    def _met(self, called: Mapping[str, GroupRow]) -> tuple[Met, ...]:
        restricted = {row.id: restricted_numbers(self._session, row.id) for row in self.held}
        found = {
            row.id: _quorum(row, self._rolls.get(row.id), restricted[row.id]) for row in self.held
        }
        lost = [key for key, (state, _) in found.items() if state is rules.Quorum.LOST]
        fates = self._fates(lost)
        return tuple(
            Met(
                id=row.id,
                group_id=row.group_id,
                group=called[row.group_id].name,
                on=row.on,
                status=MeetingStatus(row.status),
                quorum=found[row.id][0],
                lost=found[row.id][1],
                decisions=rules.decisions_words(fates[row.id]),
                is_joint=called[row.group_id].is_joint,
                is_extraordinary="extraordinary" in row.title.casefold(),
                has_restricted=bool(restricted[row.id]),
            )
            for row in self.held
        )

    def _fates(self, meeting_ids: Sequence[str]) -> dict[str, list[tuple[str, date | None]]]:
        """What became of the decisions of these meetings that had to be ratified; no words, and
        nothing of restricted items."""
        found: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
        wanted = (
            select(Entry.meeting_id, Decision.status, Decision.settled_on)
            .join(Decision, Decision.entry_id == Entry.id)
            .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
            .where(
                Entry.meeting_id.in_(meeting_ids),
                AgendaItem.is_restricted.is_not(True),
                Decision.status.in_([status.value for status in _FATES]),
                ~Entry.is_deleted,
                ~Decision.is_deleted,
            )
        )
        for key, status, day in self._session.execute(wanted):
            found[key or ""].append((status, day))
        return found


def _from_the_top(rows: Iterable[GroupRow], parents: Mapping[str, list[str]]) -> list[GroupRow]:
    """A body before those that report to it, else by name."""
    return sorted(rows, key=lambda row: (len(ancestors(parents, row.id)), folded(row.name)))


def _is_held(row: Meeting) -> bool:
    return MeetingRecord(row.id, row.status, row.on, ()).is_counted


def _how(lines: Sequence[rolls.Attendance], sent_by: Sequence[str]) -> str:
    """Such as "Present online", "Present, part", "Present, deputy for Owen Prydderch"."""
    said: dict[str, None] = {}
    for line in lines:
        instead = f"deputy for {listed(sent_by)}" if sent_by else "deputy"
        parts = [
            code_label(line.code),
            *(["part"] if line.is_part else []),
            *([instead] if line.is_deputy else []),
        ]
        said[", ".join(parts)] = None
    return capital("; ".join(said)) or "Not recorded"


def _quorum(
    row: Meeting, roll: Roll | None, restricted: Collection[int]
) -> tuple[rules.Quorum, str]:
    """How the quorum stood in a meeting as a whole, and in words where it was lost.

    Of its restricted items nothing is said, as in minutes to share (M8, DPR-6). Somebody who says
    that a meeting was held without one is believed, with or without a roll-call.
    """
    told = (rules.Quorum.LOST, "was not quorate")
    is_told = row.status == MeetingStatus.HELD_INQUORATE
    if roll is None:
        return told if is_told else (rules.Quorum.NOT_TAKEN, "")
    every = range(1, len(roll.place) + 1)
    places = [place for place in every if roll.order.number_at(place) not in restricted]
    if every and not places:
        return told if is_told else (rules.Quorum.APART, "")
    whole: list[int | None] = [None]  # a meeting without an agenda
    states = [roll.judged(place).state for place in places or whole]
    away = [place for place in places if roll.judged(place).state is State.NOT_QUORATE]
    for_a_while = [place for place in places if roll.lost_within(place)]
    if states.count(State.NOT_QUORATE) == len(states) or (is_told and not away):
        return told
    if away or for_a_while:
        return rules.Quorum.LOST, _lost(roll, away, for_a_while)
    if State.CHAIR_DECIDES in states:
        return rules.Quorum.CHAIRS, ""
    return (rules.Quorum.NOT_SET if State.NOT_SET in states else rules.Quorum.KEPT), ""


def _lost(roll: Roll, away: Sequence[int], for_a_while: Sequence[int]) -> str:
    """Where the quorum was first lost; both are places in the order taken."""
    first = (away or for_a_while)[0]
    number = roll.order.number_at(first)
    if not away:
        return f"was without its quorum for a part of item {number}"
    return "began without its quorum" if first == 1 else f"lost its quorum at item {number}"
