"""The roll-call of a meeting: who came, for whom, for which items; quorum live (ATT)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import attendance as rules
from masa_desktop.domain import quorum, quorum_words
from masa_desktop.domain.attendance import Capacity, Code, Span
from masa_desktop.domain.decisions import DecisionStatus, status_when_taken
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.initials import unique_initials
from masa_desktop.domain.meetings import RollCall, RollRow
from masa_desktop.services import groups, names, people, spans, terms
from masa_desktop.storage.entities import (
    Agency,
    Attendance,
    Decision,
    Entry,
    InTheChair,
    Meeting,
    Person,
    Seat,
    natural_id,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.groups import SeatRow


def record(
    session: Session, meeting_id: str, code: Code, *, seat_id: str | None, person_id: str | None
) -> str:
    """Record how a seat's holder (or a vacant seat, or a guest) stands; gives the row's id."""
    row = _row(session, meeting_id, seat_id, person_id)
    row.code, row.is_deleted = code.value, False
    if code not in rules.AS_MEMBER:
        row.first_item_id = row.last_item_id = None
    _send_deputy_home(session, row)
    follow_quorum(session, meeting_id)
    return row.id


def all_present(session: Session, meeting_id: str) -> int:
    """Everybody not yet recorded is present; exceptions follow by hand. Gives how many.

    A seat a deputy sits in for the whole meeting is left alone: one seat is one head.
    """
    recorded = 0
    taken = {row.seat_id for row in _deputies(session, meeting_id)}
    for line in roll_call(session, meeting_id).rows:
        if line.code == Code.NO_RESPONSE and line.person_id and line.seat_id not in taken:
            row = _row(session, meeting_id, line.seat_id, line.person_id)
            row.code, row.is_deleted = Code.PRESENT.value, False
            recorded += 1
    follow_quorum(session, meeting_id)
    return recorded


def send_deputy(
    session: Session,
    meeting_id: str,
    *,
    seat_id: str,
    for_person_id: str | None,
    name: str,
    has_authority: bool | None,
) -> str:
    """Somebody came in place of a seat's holder; both are recorded (MEM-6). Gives the row's id.

    `has_authority` None means that nobody has said whether the deputy may decide.
    """
    if not name.strip():
        raise UserError("A deputy needs a name.", do="Type who came.")
    if for_person_id:
        record(session, meeting_id, Code.DEPUTY_SENT, seat_id=seat_id, person_id=for_person_id)
    row = _row(session, meeting_id, seat_id, people.named(session, name))
    row.code, row.is_deputy, row.has_authority = Code.PRESENT.value, True, has_authority
    row.is_deleted = False
    follow_quorum(session, meeting_id)
    return row.id


def add_guest(
    session: Session,
    meeting_id: str,
    name: str,
    *,
    agency_id: str | None = None,
    capacity: Capacity = Capacity.BY_INVITATION,
    note: str = "",
) -> str:
    """Somebody without a seat is in attendance; never counts for the quorum. Gives the row's id."""
    row = _row(session, meeting_id, None, people.named(session, name))
    row.code, row.capacity = Code.IN_ATTENDANCE.value, capacity.value
    row.agency_id, row.note, row.is_deleted = agency_id, note.strip(), False
    return row.id


def arrive(session: Session, attendance_id: str, item_id: str) -> None:
    """Here from this item on: an arrival during an item counts from it (peers' rule).

    Raises UserError if they are recorded as gone by then.
    """
    row = session.get_one(Attendance, attendance_id)
    place = spans.numbers(session, row.meeting_id)
    last = place.get(row.last_item_id or "")
    if last is not None and place[item_id] > last:
        raise _never_here(f"They left during item {last + 1}, before they would have arrived.")
    row.first_item_id = item_id
    follow_quorum(session, row.meeting_id)


def leave(session: Session, attendance_id: str, item_id: str) -> None:
    """Left during this item, so here to the item before it (domain vectors, quorum lost).

    Raises UserError if nothing would be left that they were here for.
    """
    row = session.get_one(Attendance, attendance_id)
    place = spans.numbers(session, row.meeting_id)
    number = place[item_id]
    if number == 1:
        raise UserError(
            "Nobody can leave during the first item and have been at the meeting.",
            do="Record apologies, or leave during a later item.",
        )
    first = place.get(row.first_item_id or "")
    if first is not None and number <= first:
        raise _never_here(f"They arrived at item {first}, so they were here for no whole item.")
    row.last_item_id = list(place)[number - 2]
    follow_quorum(session, row.meeting_id)


def whole_meeting(session: Session, attendance_id: str) -> None:
    """Forget arrival and departure: here throughout."""
    row = session.get_one(Attendance, attendance_id)
    row.first_item_id = row.last_item_id = None
    _send_deputy_home(session, row)
    follow_quorum(session, row.meeting_id)


def set_note(session: Session, attendance_id: str, note: str) -> None:
    session.get_one(Attendance, attendance_id).note = note.strip()


def take_chair(
    session: Session,
    meeting_id: str,
    person_id: str,
    *,
    for_person_id: str | None = None,
    from_item_id: str | None = None,
) -> None:
    """This person is in the chair, from the start or from an item on (CHR-5, C7, C8).

    Whoever is in the chair then chairs to the item before; who has handed it on stays as recorded.
    """
    place = spans.numbers(session, meeting_id)
    start = place.get(from_item_id or "", 1)
    for row in session.scalars(
        select(InTheChair).where(InTheChair.meeting_id == meeting_id, ~InTheChair.is_deleted)
    ):
        if place.get(row.first_item_id or "", 1) >= start:
            row.is_deleted = True
        elif place.get(row.last_item_id or "", len(place)) >= start:
            row.last_item_id = list(place)[start - 2]
    session.add(
        InTheChair(
            meeting_id=meeting_id,
            person_id=person_id,
            for_person_id=for_person_id,
            first_item_id=from_item_id if start > 1 else None,
        )
    )
    follow_quorum(session, meeting_id)


def roll_call(session: Session, meeting_id: str, item_id: str | None = None) -> RollCall:
    """The roll-call with its counts and the quorum at `item_id` (None: for the whole meeting)."""
    meeting = session.get_one(Meeting, meeting_id)
    seats = _seats(session, meeting)
    number = spans.numbers(session, meeting_id)
    items = list(number)
    rows = _rows(session, meeting, seats)
    records = _records(session, meeting, seats, number)
    rule = terms.quorum_rule(session, meeting.group_id, meeting.on)
    agencies = names.of_agencies(session, meeting.on)
    room = _Room(session, meeting, seats, number)
    at = number.get(item_id or "")

    def judged(place: int | None) -> quorum.Verdict:
        chair = room.chair_at(place)
        return quorum.judge(rule, records, agencies, item=place, chair=chair, seats=room.seats)

    by_item = [(place, judged(place)) for place in number.values()]
    verdict = judged(at)
    short = names.short_agencies(session, meeting.on)
    initials = {row.person_id: row.initials for row in rows if row.person_id}
    return RollCall(
        rows=tuple(rows),
        is_taken=any(record.code not in _UNSAID for record in records),
        counts=rules.counts(records),
        verdict=verdict,
        rule_words=quorum_words.in_words(rule, agencies),
        by_item=quorum.by_item_words(by_item),
        items=tuple((items[place - 1], found) for place, found in by_item),
        agencies=tuple(
            (short.get(key, ""), here, ", ".join(initials.get(who, "") for who in by))
            for key, here, by in verdict.per_agency
        ),
        warnings=tuple(
            rules.deputy_warnings(records, {r.person_id or "": r.name for r in rows}, room.homes)
        ),
    )


def follow_quorum(session: Session, meeting_id: str) -> None:
    """Mark which decisions of a meeting must be ratified, now that the roll-call says so (M1).

    A decision minuted before anybody called the roll is not marked: nothing is known yet. What
    has been ratified, deferred or otherwise settled stays as it was settled.
    """
    open_ones = (DecisionStatus.AGREED.value, DecisionStatus.TO_BE_RATIFIED.value)
    found = session.execute(
        select(Decision, Entry.item_id)
        .join(Entry, Entry.id == Decision.entry_id)
        .where(
            Entry.meeting_id == meeting_id,
            Decision.status.in_(open_ones),
            ~Decision.is_deleted,
            ~Entry.is_deleted,
        )
    ).all()
    if not found:
        return
    session.flush()
    roll = roll_call(session, meeting_id)
    verdicts = dict(roll.items)
    for decision, item_id in found:
        inquorate = roll.is_taken and verdicts[item_id or ""].state is quorum.State.NOT_QUORATE
        decision.status = status_when_taken(quorate=not inquorate).value


def quorum_at(session: Session, meeting_id: str, item_id: str) -> quorum.Verdict:
    """The quorum at one item."""
    return roll_call(session, meeting_id, item_id).verdict


def initials(session: Session, meeting_id: str) -> dict[str, str]:
    """Everybody's initials in this meeting's minutes, by person id, no two alike (MEM-12)."""
    meeting = session.get_one(Meeting, meeting_id)
    seats = _seats(session, meeting)
    ids = {who.person_id for seat in seats for who in (*seat.holders, *seat.deputies)}
    ids |= {
        key
        for key in session.scalars(
            select(Attendance.person_id).where(Attendance.meeting_id == meeting_id)
        )
        if key
    }
    found = session.scalars(select(Person).where(Person.id.in_(ids)))
    return unique_initials([(row.id, row.name, row.initials or None) for row in found])


class _Room:
    """What a quorum rule asks besides the roll-call: the chair, the seats, the agencies' kinds."""

    def __init__(
        self,
        session: Session,
        meeting: Meeting,
        seats: Sequence[SeatRow],
        number: dict[str, int],
    ) -> None:
        counted = [seat for seat in seats if not Capacity(seat.capacity).never_counts]
        self.seats = quorum.Membership(
            filled=sum(not seat.is_vacant for seat in counted),
            total=len(counted),
            categories=dict(
                session.execute(select(Agency.id, Agency.kind).where(Agency.kind != "")).all()
            ),
        )
        self.homes = {
            who.person_id: tuple(
                other.agency_id
                for other in seats
                if other.agency_id and who.person_id in {h.person_id for h in other.holders}
            )
            for seat in seats
            for who in seat.holders
        }
        in_chair = session.scalars(
            select(InTheChair)
            .where(InTheChair.meeting_id == meeting.id, ~InTheChair.is_deleted)
            .order_by(InTheChair.id)
        )
        self._stretches = sorted(
            ((_span(row, number), _chair(row)) for row in in_chair),
            key=lambda stretch: stretch[0].first_item or 1,
        )

    def chair_at(self, item: int | None) -> quorum.Chair:
        """Who is in the chair at an item; for the meeting as a whole, who opened it (C7, C8)."""
        if item is None:
            return self._stretches[0][1] if self._stretches else quorum.Chair()
        return next((who for span, who in self._stretches if span.covers(item)), quorum.Chair())


def _span(row: Attendance | InTheChair, number: dict[str, int]) -> Span:
    return Span(number.get(row.first_item_id or ""), number.get(row.last_item_id or ""))


def _chair(row: InTheChair) -> quorum.Chair:
    if row.for_person_id:
        return quorum.Chair(acting_id=row.person_id)
    return quorum.Chair(chair_id=row.person_id)


def _seats(session: Session, meeting: Meeting) -> list[SeatRow]:
    """The seats of the day, and those ended before it that the roll-call names all the same.

    Such a seat is shown with the holders it is recorded with, never as vacant or not recorded.
    """
    found = groups.seats(session, meeting.group_id, meeting.on)
    known = {seat.id for seat in found}
    recorded = {(row.seat_id, row.person_id) for row in _attendances(session, meeting.id)}
    others = session.scalars(
        select(Seat)
        .where(Seat.id.in_({key for key, _ in recorded if key} - known), ~Seat.is_deleted)
        .order_by(Seat.position, Seat.id)
    ).all()
    for seat in others:
        day = seat.until_on or seat.from_on or meeting.on
        rows = groups.seats(session, seat.group_id, day)
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


def _is_of(session: Session, seat_id: str, day: date) -> bool:
    """Whether the group has this seat on `day`."""
    seat = session.get_one(Seat, seat_id)
    return (seat.from_on or day) <= day <= (seat.until_on or day)


def _deputies(session: Session, meeting_id: str) -> list[Attendance]:
    """Deputies here for the whole meeting in a seat that only one person sits in."""
    return list(
        session.scalars(
            select(Attendance)
            .join(Seat, Seat.id == Attendance.seat_id)
            .where(
                Attendance.meeting_id == meeting_id,
                Attendance.is_deputy,
                Attendance.code.in_([code.value for code in rules.AS_MEMBER]),
                Attendance.first_item_id.is_(None),
                Attendance.last_item_id.is_(None),
                ~Attendance.is_deleted,
                ~Seat.is_multiple,
            )
        )
    )


def _send_deputy_home(session: Session, row: Attendance) -> None:
    """A holder who is here throughout leaves no room for a deputy: one seat is one head (MEM-6)."""
    is_here = Code(row.code) in rules.AS_MEMBER and not row.is_deputy
    if not is_here or row.first_item_id or row.last_item_id:
        return
    for deputy in _deputies(session, row.meeting_id):
        if deputy.seat_id == row.seat_id and deputy.id != row.id:
            deputy.is_deleted = True


def _never_here(happened: str) -> UserError:
    return UserError(
        happened,
        safe="The roll-call is as it was.",
        do="Choose “whole meeting” first, or another item.",
    )


def _row(
    session: Session, meeting_id: str, seat_id: str | None, person_id: str | None
) -> Attendance:
    """The row of this seat and person at this meeting, the same one on every laptop."""
    key = natural_id("attendance", meeting_id, seat_id or "", person_id or "")
    row = session.get(Attendance, key)
    if row is None:
        row = Attendance(id=key, meeting_id=meeting_id, seat_id=seat_id, person_id=person_id)
        session.add(row)
        session.flush()
    return row


def _attendances(session: Session, meeting_id: str) -> list[Attendance]:
    wanted = select(Attendance).where(Attendance.meeting_id == meeting_id, ~Attendance.is_deleted)
    return list(session.scalars(wanted))


def _records(
    session: Session, meeting: Meeting, seats: Sequence[SeatRow], number: dict[str, int]
) -> list[rules.Attendance]:
    """The roll-call as the rules read it; seats without a row are "not yet recorded"."""
    by_id = {seat.id: seat for seat in seats}
    records = [
        _record(row, by_id.get(row.seat_id or ""), number)
        for row in _attendances(session, meeting.id)
    ]
    known = {(record.seat_id, record.person_id) for record in records}
    for seat in seats:
        blank = rules.Attendance(code=Code.VACANT if seat.is_vacant else Code.NO_RESPONSE)
        blank = _at_seat(blank, seat)
        expected = [who.person_id for who in seat.holders]
        if not expected and not any(key == seat.id for key, _ in known):
            records.append(blank)
        records.extend(
            replace(blank, person_id=who) for who in expected if (seat.id, who) not in known
        )
    return records


def _record(row: Attendance, seat: SeatRow | None, number: dict[str, int]) -> rules.Attendance:
    agencies = tuple(key for key in (row.agency_id, row.also_agency_id) if key)
    found = rules.Attendance(
        code=Code(row.code),
        seat_id=row.seat_id,
        person_id=row.person_id,
        agency_ids=agencies,
        capacity=Capacity(row.capacity) if row.capacity else Capacity.BY_INVITATION,
        is_deputy=row.is_deputy,
        has_authority=row.has_authority,
        span=_span(row, number),
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
    )


def _rows(session: Session, meeting: Meeting, seats: Sequence[SeatRow]) -> list[RollRow]:
    recorded = {(r.seat_id, r.person_id): r for r in _attendances(session, meeting.id)}
    lines = _Lines(session, meeting, initials(session, meeting.id))
    rows: list[RollRow] = []
    for seat in seats:
        holders = {who.person_id: who.person for who in seat.holders}
        for person_id, name in holders.items():
            rows.append(lines.of(seat, person_id, name, recorded.pop((seat.id, person_id), None)))
        if not holders and ((seat.id, None) in recorded or _is_of(session, seat.id, meeting.on)):
            rows.append(lines.of(seat, None, "Vacant", recorded.pop((seat.id, None), None)))
        others = [key for key in recorded if key[0] == seat.id]
        rows.extend(
            lines.of(seat, who, lines.name(who), recorded.pop((key, who))) for key, who in others
        )
    rows.extend(lines.guest(row) for row in recorded.values() if row.seat_id is None)
    return rows


class _Lines:
    """Makes the lines of the roll-call; knows names, initials and agencies of the day."""

    def __init__(self, session: Session, meeting: Meeting, initials: dict[str, str]) -> None:
        self._session = session
        self._initials = initials
        self._agencies = names.of_agencies(session, meeting.on)
        self._number = spans.numbers(session, meeting.id)

    def name(self, person_id: str | None) -> str:
        return self._session.get_one(Person, person_id).name if person_id else "Vacant"

    def of(
        self, seat: SeatRow, person_id: str | None, name: str, row: Attendance | None
    ) -> RollRow:
        counts = seat.counts_for_quorum is not False
        never = Capacity(seat.capacity).never_counts
        return RollRow(
            id=f"{seat.id}/{person_id or ''}",
            attendance_id=row.id if row else "",
            seat_id=seat.id,
            person_id=person_id,
            name=name,
            initials=self._initials.get(person_id or "", ""),
            role=seat.title,
            agency_id=seat.agency_id,
            agency=seat.agency,
            capacity=seat.capacity,
            code=row.code if row else (Code.NO_RESPONSE if person_id else Code.VACANT).value,
            is_deputy=row.is_deputy if row else False,
            has_authority=row.has_authority if row else None,
            note=self._note(row),
            counts="never counts" if never else "counts" if counts else "does not count",
            deputies=tuple((d.person_id, d.person, d.has_authority) for d in seat.deputies),
        )

    def guest(self, row: Attendance) -> RollRow:
        return RollRow(
            id=f"/{row.person_id}",
            attendance_id=row.id,
            seat_id=None,
            person_id=row.person_id,
            name=self.name(row.person_id),
            initials=self._initials.get(row.person_id or "", ""),
            role=rules.capacity_label(Capacity(row.capacity or Capacity.BY_INVITATION)),
            agency_id=row.agency_id,
            agency=self._agencies.get(row.agency_id or "", ""),
            capacity=row.capacity,
            code=row.code,
            is_deputy=False,
            has_authority=None,
            note=self._note(row),
            counts="never counts",
        )

    def _note(self, row: Attendance | None) -> str:
        if row is None:
            return ""
        first = self._number.get(row.first_item_id or "")
        last = self._number.get(row.last_item_id or "")
        said = [
            f"from item {first}" if first else "",
            f"left during item {last + 1}" if last else "",
            _AUTHORITY[row.has_authority] if row.is_deputy else "",
            row.note,
        ]
        return ", ".join(part for part in said if part)


_UNSAID = (Code.NO_RESPONSE, Code.VACANT)
_AUTHORITY = {
    True: "deputy with delegated authority",
    False: "deputy without delegated authority",
    None: "deputy; delegated authority not recorded",
}
