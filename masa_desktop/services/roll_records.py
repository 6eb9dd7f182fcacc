"""The roll-call as the rules read it: who stands where, who is in the chair, what each item counts.

Promises that a seat without a row is "not yet recorded", and that nothing is judged twice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import attendance as rules
from masa_desktop.domain import quorum
from masa_desktop.domain.attendance import Capacity, Code
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.roll_call import stretch_words
from masa_desktop.services import as_agreed, groups, names, spans, terms
from masa_desktop.services.once import once
from masa_desktop.storage.entities import (
    Agency,
    Attendance,
    Decision,
    Declaration,
    Entry,
    InTheChair,
    Meeting,
    Seat,
    natural_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.domain.attendance import Span
    from masa_desktop.domain.groups import SeatRow
    from masa_desktop.domain.item_order import Order

UNSAID = (Code.NO_RESPONSE, Code.VACANT)
"""Codes that say nothing of anybody having come or not."""

_STANDS = (DecisionStatus.AGREED.value, DecisionStatus.CONDITIONAL.value)


def roll_of(session: Session, meeting_id: str) -> Roll:
    """The roll-call of a meeting; in one question it is read once, whoever asks."""
    return once(session, (Roll, meeting_id), lambda: Roll(session, meeting_id))


class Roll:
    """One meeting's roll-call, read once: seats, lines, items and how the quorum stands.

    Once its minutes are agreed, seats, holders and rule are those that were known then (MIN-4).
    """

    def __init__(self, session: Session, meeting_id: str) -> None:
        self._session = session
        self.meeting = session.get_one(Meeting, meeting_id)
        self.then = as_agreed.of(session, meeting_id)
        self.seats = seats(session, self.meeting)
        self.order = spans.order(session, meeting_id)
        self.number, self.place = self.order.number, self.order.place
        self.lines = lines(session, meeting_id)
        self.records = _records(session, self)
        group_id, day = self.meeting.group_id, self.meeting.on
        self.rule = terms.quorum_rule(session, group_id, day, self.then)
        self.agencies = names.of_agencies(session, self.meeting.on)
        self.room = Room(session, self.meeting, self.seats, self.order)
        self._present: dict[int | None, tuple[bool, ...]] = {}
        self._judged: dict[object, quorum.Verdict] = {}
        self._standing: dict[object, dict[str, bool]] = {}

    @property
    def is_taken(self) -> bool:
        """Whether anybody with a seat is recorded as here or away.

        A guest put on the list beforehand says nothing of the members.
        """
        return any(record.code not in UNSAID for record in self.records if record.seat_id)

    def judged(self, place: int | None) -> quorum.Verdict:
        """The quorum at the item at this place; None for the meeting as a whole."""
        chair = self.room.chair_at(place)
        key = self._presence(place), chair
        if key not in self._judged:
            self._judged[key] = quorum.judge(
                self.rule,
                self.records,
                self.agencies,
                item=place,
                chair=chair,
                seats=self.room.seats,
            )
        return self._judged[key]

    def judged_for(self, place: int, *, waits: bool) -> quorum.Verdict:
        """How the quorum stands at an item for what is minuted on it already.

        Who comes in the middle of an item does not heal what waits since before, nor does who
        leaves undo what was settled.
        """
        return (self.judged_from_the_start if waits else self.judged_before_leaving)(place)

    def judged_from_the_start(self, place: int) -> quorum.Verdict:
        """The quorum of this item without those who came in the middle of it."""
        there = [one for one in self.records if place == 1 or one.span.first_item != place]
        if len(there) == len(self.records):
            return self.judged(place)
        chair = self.room.chair_at(place)
        return quorum.judge(
            self.rule, there, self.agencies, item=place, chair=chair, seats=self.room.seats
        )

    def lost_within(self, place: int) -> str:
        """What was lacking for a part of an item that was quorate for another; "" if nothing was.

        It ended quorate, as somebody left and came back, or it did not and a decision on it stands.
        """
        if self.judged(place).state is quorum.State.NOT_QUORATE:
            return self.lacking_at(place) if place in self._stands_at else ""
        went = any(one.span.last_item == place - 1 for one in self.records)
        if not went or self.judged(place).state is not quorum.State.QUORATE:
            return ""
        meanwhile = self.judged_from_the_start(place)
        return meanwhile.lacking if meanwhile.state is quorum.State.NOT_QUORATE else ""

    @property
    def quorate_in_part(self) -> frozenset[int]:
        """The numbers of the items that were quorate for a part only (`lost_within`)."""
        return frozenset(
            number for key, number in self.number.items() if self.lost_within(self.place[key])
        )

    def lacking_at(self, place: int) -> str:
        """What an item lacked: at its end, and before that while somebody was out who came back.

        Who was missing beside whom, and which was first, the records do not tell.
        """
        at_end = self.judged(place)
        if at_end.state is not quorum.State.NOT_QUORATE:
            return at_end.lacking
        lacked = [one.lacking for one in (self._judged_while_out(place), at_end) if one.lacking]
        return "; ".join(dict.fromkeys(lacked))

    def _judged_while_out(self, place: int) -> quorum.Verdict:
        """The quorum of this item without those who left in it and came back, or were followed by
        somebody of their seat or agency; who left for good was still there."""
        went = [one for one in self.records if one.span.last_item == place - 1]
        came = [one for one in self.records if place > 1 and one.span.first_item == place]
        back = [one for one in came if any(_follows(one, other) for other in went)]
        there = [
            replace(one, span=replace(one.span, last_item=place))
            if one in went and not any(_follows(other, one) for other in back)
            else one
            for one in self.records
            if one not in back
        ]
        chair = self.room.chair_at(place)
        return quorum.judge(
            self.rule, there, self.agencies, item=place, chair=chair, seats=self.room.seats
        )

    @cached_property
    def _stands_at(self) -> frozenset[int]:
        """The places of the items with a decision taken as in a quorate meeting."""
        if not self.is_taken:
            return frozenset()
        found = self._session.execute(
            select(Decision, Entry.item_id)
            .join(Entry, Entry.id == Decision.entry_id)
            .where(Entry.meeting_id == self.meeting.id, ~Decision.is_deleted, ~Entry.is_deleted)
        )
        return frozenset(
            self.place[item_id]
            for row, item_id in found
            if item_id in self.place and self.then.value(row, Decision.status) in _STANDS
        )

    def judged_before_leaving(self, place: int) -> quorum.Verdict:
        """The quorum of this item as long as those who left in the middle of it were there."""
        went = [one.span.last_item == place - 1 for one in self.records]
        if not any(went):
            return self.judged(place)
        there = [
            replace(one, span=replace(one.span, last_item=place)) if has_gone else one
            for one, has_gone in zip(self.records, went, strict=True)
        ]
        chair = self.room.chair_at(place)
        return quorum.judge(
            self.rule, there, self.agencies, item=place, chair=chair, seats=self.room.seats
        )

    def is_away(self, person_id: str, place: int) -> bool:
        """Whether somebody is recorded as not here for an item; of whom nothing is said is not."""
        own = [one for one in self.records if one.person_id == person_id and one.code not in UNSAID]
        return bool(own) and not any(one.is_there(place) for one in own)

    def is_all_away(self, person_id: str, place: int) -> bool:
        """Whether somebody `is_away` for all of an item: who left in the middle of it was there."""
        own = [one for one in self.records if one.person_id == person_id]
        was_there = any(
            one.is_in_the_room and (one.span.covers(place) or one.span.last_item == place - 1)
            for one in own
        )
        return self.is_away(person_id, place) and not was_there

    def chair_here(self, place: int) -> str | None:
        """Who is in the chair at an item, by id: "" if whoever is recorded is away, None if nobody
        is recorded."""
        who = self.room.chair_at(place)
        person_id = who.chair_id or who.acting_id
        return "" if person_id and self.is_away(person_id, place) else person_id

    def by_item(self) -> list[tuple[int, quorum.Verdict]]:
        """The number of each item on the agenda, in its order, with how the quorum stood."""
        return [(number, self.judged(self.place[key])) for key, number in self.number.items()]

    def counts_at(self, place: int) -> dict[str, bool]:
        """Whether each seat counts at an item, by its id: a seat is judged as if it were asked."""
        key = self._presence(place)
        if key not in self._standing:
            rule = replace(self.rule, all_of=(), min_of=None)
            as_seats = [
                replace(record, agency_ids=(record.seat_id,) if record.seat_id else ())
                for record in self.records
            ]
            found = quorum.judge(rule, as_seats, {}, item=place, seats=self.room.seats)
            self._standing[key] = {seat_id: here for seat_id, here, _ in found.per_agency}
        return self._standing[key]

    def _presence(self, place: int | None) -> tuple[bool, ...]:
        if place not in self._present:
            self._present[place] = tuple(record.is_there(place) for record in self.records)
        return self._present[place]


class Room:
    """What a quorum rule asks besides the roll-call: the chair, the seats, the agencies' kinds."""

    def __init__(
        self,
        session: Session,
        meeting: Meeting,
        seat_rows: Sequence[SeatRow],
        taken: Order,
    ) -> None:
        counted = [seat for seat in seat_rows if not Capacity(seat.capacity).never_counts]
        self.seats = quorum.Membership(
            filled=sum(not seat.is_vacant for seat in counted),
            total=len(counted),
            categories=dict(
                session.execute(select(Agency.id, Agency.kind).where(Agency.kind != "")).all()
            ),
        )
        self.homes = _homes(seat_rows)
        in_chair = session.scalars(
            select(InTheChair)
            .where(InTheChair.meeting_id == meeting.id, ~InTheChair.is_deleted)
            .order_by(InTheChair.id)
        )
        self.stretches = sorted(
            ((spans.reach(row, taken), chair(row), _chaired(row, taken)) for row in in_chair),
            key=lambda stretch: stretch[0].first_item or 1,
        )

    def chair_at(self, item: int | None) -> quorum.Chair:
        """Who is in the chair at an item; for the meeting as a whole, who opened it (C7, C8)."""
        if item is None:
            return self.stretches[0][1] if self.stretches else quorum.Chair()
        found = (who for where, who, _ in self.stretches if where.covers(item))
        return next(found, quorum.Chair())


def _follows(came: rules.Attendance, went: rules.Attendance) -> bool:
    """Whether somebody came who is the one who left, or is here for the same seat or agency."""
    is_same = came.person_id is not None and came.person_id == went.person_id
    is_seat = came.seat_id is not None and came.seat_id == went.seat_id
    return is_same or is_seat or not set(came.agency_ids).isdisjoint(went.agency_ids)


def _homes(seat_rows: Sequence[SeatRow]) -> dict[str, tuple[str, ...]]:
    """The agencies each holder sits for, by person id."""
    found: dict[str, list[str]] = defaultdict(list)
    for seat in seat_rows:
        for who in seat.holders:
            if seat.agency_id:
                found[who.person_id].append(seat.agency_id)
            else:
                found[who.person_id] += []
    return {key: tuple(agencies) for key, agencies in found.items()}


def _chaired(row: InTheChair, taken: Order) -> str:
    """Which items somebody chaired, in words that follow "in the chair"."""
    ends = row.first_item_id, row.last_item_id
    first, last = (taken.number.get(key or "") for key in ends)
    return stretch_words(first, last, taken.set_apart(*ends, spans.reach(row, taken)))


def chair(row: InTheChair) -> quorum.Chair:
    """Who chairs by this row, in their own right or for somebody."""
    if row.for_person_id:
        return quorum.Chair(acting_id=row.person_id)
    return quorum.Chair(chair_id=row.person_id)


def lines(session: Session, meeting_id: str) -> list[Attendance]:
    """Every row of the roll-call that is not taken off."""
    wanted = select(Attendance).where(Attendance.meeting_id == meeting_id, ~Attendance.is_deleted)
    return list(session.scalars(wanted))


def row_at(
    session: Session, meeting_id: str, seat_id: str | None, person_id: str | None
) -> Attendance:
    """The row of this seat and person at this meeting, the same one on every laptop.

    It is made if there is none. One that was taken off comes back as if nothing had been said.
    """
    key = natural_id("attendance", meeting_id, seat_id or "", person_id or "")
    row = session.get(Attendance, key)
    if row is None:
        row = Attendance(id=key, meeting_id=meeting_id, seat_id=seat_id, person_id=person_id)
        session.add(row)
        session.flush()
    elif row.is_deleted:
        row.is_deleted, row.is_deputy, row.has_authority = False, False, None
        row.agency_id = row.also_agency_id = None
        row.code, row.capacity, row.reply, row.note = Code.NO_RESPONSE.value, "", "", ""
        forget_times(row)
    return row


def stretches(session: Session, row: Attendance) -> list[Attendance]:
    """Every row of this person in this seat, in order: one for each time they came (ATT-1)."""
    own = [
        one
        for one in lines(session, row.meeting_id)
        if (one.seat_id, one.person_id) == (row.seat_id, row.person_id)
    ]
    return in_order(own, spans.order(session, row.meeting_id))


def in_order(rows: Iterable[Attendance], taken: Order) -> list[Attendance]:
    """Rows of one person in one seat, earliest first; one that lies within another is left out."""
    found: list[Attendance] = []
    for row in sorted(rows, key=lambda one: (spans.reach(one, taken).first_item or 1, one.id)):
        if not found or not _reaches(spans.reach(found[-1], taken), spans.reach(row, taken)):
            found.append(row)
    return found


def _reaches(earlier: Span, later: Span) -> bool:
    ends = earlier.last_item, later.last_item
    return ends[0] is None or (ends[1] is not None and ends[1] <= ends[0])


def at_place(rows: Sequence[Attendance], taken: Order, place: int | None) -> Attendance:
    """Which of these rows, in order, speaks at an item: the last one begun by then.

    With place None it is the last of all. There must be a row.
    """
    begun = [
        row for row in rows if place is None or (spans.reach(row, taken).first_item or 1) <= place
    ]
    return begun[-1] if begun else rows[0]


def again(session: Session, row: Attendance) -> Attendance:
    """A further row for somebody who comes back, the same one on every laptop."""
    where = (row.meeting_id, row.seat_id or "", row.person_id or "")
    keys = (natural_id("attendance", *where, f"again {time}") for time in count(1))
    made = next(
        (key, found)
        for key in keys
        if (found := session.get(Attendance, key)) is None or found.is_deleted
    )
    key, further = made
    if further is None:
        further = Attendance(
            id=key, meeting_id=row.meeting_id, seat_id=row.seat_id, person_id=row.person_id
        )
        session.add(further)
    further.is_deleted, further.note, further.reply = False, "", ""
    forget_times(further)
    alike(row, further)
    return further


def alike(row: Attendance, other: Attendance) -> None:
    """Everything but the times: a person is in one capacity in one seat throughout."""
    other.code, other.capacity, other.is_deputy = row.code, row.capacity, row.is_deputy
    other.has_authority = row.has_authority
    other.agency_id, other.also_agency_id = row.agency_id, row.also_agency_id


def only_stretch(session: Session, row: Attendance) -> Attendance:
    """Forget that this person came more than once; gives the row that stays."""
    key = natural_id("attendance", row.meeting_id, row.seat_id or "", row.person_id or "")
    kept = session.get(Attendance, key) or row
    if kept is not row:
        alike(row, kept)
        kept.is_deleted = False
    drop(session, row, lambda one: one is not kept)
    return kept


def drop(session: Session, row: Attendance, unwanted: Callable[[Attendance], bool]) -> None:
    """Take away those rows of this person in this seat that are not wanted."""
    for one in lines(session, row.meeting_id):
        is_own = (one.seat_id, one.person_id) == (row.seat_id, row.person_id)
        if is_own and unwanted(one):
            one.is_deleted = True


def forget_times(row: Attendance) -> None:
    """Neither arrival nor departure is recorded any more."""
    row.first_item_id = row.last_item_id = row.arrived_at = row.left_at = None


def seats(session: Session, meeting: Meeting) -> list[SeatRow]:
    """The seats of the day, and those ended before it that the roll-call names all the same.

    Such a seat is shown with the holders it is recorded with, never as vacant or not recorded.
    """
    return once(session, (seats, meeting.id), lambda: _seats(session, meeting))


def _seats(session: Session, meeting: Meeting) -> list[SeatRow]:
    then = as_agreed.of(session, meeting.id)
    found = groups.seats(session, meeting.group_id, meeting.on, then)
    known = {seat.id for seat in found}
    recorded = {(row.seat_id, row.person_id) for row in lines(session, meeting.id)}
    missing = {key for key, _ in recorded if key} - known
    if not missing:
        return found
    others = session.scalars(
        select(Seat).where(Seat.id.in_(missing), ~Seat.is_deleted).order_by(Seat.position, Seat.id)
    ).all()
    for seat in others:
        day = seat.until_on or seat.from_on or meeting.on
        rows = groups.seats(session, seat.group_id, day, then)
        found.extend(
            replace(
                row,
                holders=tuple(h for h in row.holders if (row.id, h.person_id) in recorded),
                deputies=(),
            )
            for row in rows
            if row.id == seat.id
        )
    return found


def _records(session: Session, roll: Roll) -> list[rules.Attendance]:
    """The roll-call as the rules read it; seats without a row are "not yet recorded"."""
    by_id = {seat.id: seat for seat in roll.seats}
    withdrawn = _withdrawn(session, roll)
    records = [
        replace(
            _record(row, by_id.get(row.seat_id or ""), roll.order),
            withdrawn=withdrawn.get(row.person_id or "", frozenset()),
        )
        for row in roll.lines
    ]
    known = {(record.seat_id, record.person_id) for record in records}
    for seat in roll.seats:
        blank = rules.Attendance(code=Code.VACANT if seat.is_vacant else Code.NO_RESPONSE)
        blank = _at_seat(blank, seat)
        expected = [who.person_id for who in seat.holders]
        if not expected and not any(key == seat.id for key, _ in known):
            records.append(blank)
        records.extend(
            replace(blank, person_id=who) for who in expected if (seat.id, who) not in known
        )
    return records


def _withdrawn(session: Session, roll: Roll) -> dict[str, frozenset[int]]:
    """The items each person left the room for, by their places (ATT-9)."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in session.scalars(
        select(Declaration).where(
            Declaration.meeting_id == roll.meeting.id,
            Declaration.has_withdrawn,
            ~Declaration.is_deleted,
        )
    ):
        if row.item_id in roll.place:
            found[row.person_id].add(roll.place[row.item_id])
    return {key: frozenset(items) for key, items in found.items()}


def _record(row: Attendance, seat: SeatRow | None, taken: Order) -> rules.Attendance:
    agencies = tuple(key for key in (row.agency_id, row.also_agency_id) if key)
    found = rules.Attendance(
        code=Code(row.code),
        seat_id=row.seat_id,
        person_id=row.person_id,
        agency_ids=agencies,
        capacity=Capacity(row.capacity) if row.capacity else Capacity.BY_INVITATION,
        is_deputy=row.is_deputy,
        has_authority=row.has_authority,
        span=spans.reach(row, taken),
        counts_for_quorum=row.seat_id is not None,
    )
    return found if seat is None else _at_seat(found, seat)


def _at_seat(record: rules.Attendance, seat: SeatRow) -> rules.Attendance:
    own = (seat.agency_id,) if seat.agency_id else ()
    return replace(
        record,
        seat_id=seat.id,
        agency_ids=tuple(dict.fromkeys([*own, *record.agency_ids])),
        capacity=Capacity(seat.capacity),
        counts_for_quorum=seat.counts_for_quorum is not False,
        is_shared=seat.is_multiple,
    )
