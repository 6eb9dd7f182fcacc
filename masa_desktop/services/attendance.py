"""Calling the roll of a meeting: who came, for whom, how and for which items (ATT).

The quorum follows every one of these verbs at once. Questions about the roll are in `roll_call`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import attendance as rules
from masa_desktop.domain.attendance import AS_MEMBER, IN_THE_ROOM, Capacity, Code
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.roll_call import Reply, proposed
from masa_desktop.domain.words import clock_time
from masa_desktop.services import people, spans
from masa_desktop.services.discussion import item_at
from masa_desktop.services.quorum_following import follow_quorum
from masa_desktop.services.roll_call import initials, quorum_at, roll_call
from masa_desktop.services.roll_records import (
    again,
    alike,
    drop,
    forget_times,
    lines,
    only_stretch,
    row_at,
    stretches,
)
from masa_desktop.services.settled import check_open
from masa_desktop.storage.entities import Attendance, InTheChair, Meeting, Person, Seat

if TYPE_CHECKING:
    from datetime import datetime, time

    from sqlalchemy.orm import Session

    from masa_desktop.domain.item_order import Order
    from masa_desktop.domain.meetings import RollRow

__all__ = [
    "add_guest",
    "all_present",
    "arrive",
    "follow_quorum",
    "hand_over",
    "initials",
    "leave",
    "quorum_at",
    "record",
    "represent_also",
    "roll_call",
    "send_deputy",
    "set_note",
    "set_part",
    "take_chair",
    "take_off",
    "whole_meeting",
]


def record(
    session: Session, meeting_id: str, code: Code, *, seat_id: str | None, person_id: str | None
) -> str:
    """Record how a seat's holder (or a vacant seat, or a guest) stands; gives the row's id."""
    check_open(session, meeting_id)
    row = row_at(session, meeting_id, seat_id, person_id)
    row.code = code.value
    if code in IN_THE_ROOM:
        _throughout(session, row)
    else:
        forget_times(only_stretch(session, row))
        _without_deputy(session, row)
    _send_deputy_home(session, row)
    follow_quorum(session, meeting_id)
    return row.id


def all_present(session: Session, meeting_id: str) -> int:
    """Record what the replies say: accepted is present, declined is apologies. Gives of how many
    people; somebody in two seats is one.

    Who did not reply, or only tentatively, stays as it was: nothing is made up. If nobody at all
    has replied, everybody expected is present. A seat a deputy sits in for the whole meeting is
    left alone: one seat is one head.
    """
    check_open(session, meeting_id)
    roll = roll_call(session, meeting_id)
    taken = {row.seat_id for row in _deputies(session, meeting_id)}
    recorded = set[str | None]()
    for line in roll.rows:
        code = _expected(line, from_replies=roll.has_replies)
        if code is not None and (line.seat_id is None or line.seat_id not in taken):
            row_at(session, meeting_id, line.seat_id, line.person_id).code = code.value
            recorded.add(line.person_id)
    follow_quorum(session, meeting_id)
    return len(recorded)


def _expected(line: RollRow, *, from_replies: bool) -> Code | None:
    if line.code != Code.NO_RESPONSE or not line.person_id or line.is_deputy:
        return None
    code = proposed(Reply(line.reply)) if from_replies else Code.PRESENT
    is_guest = line.seat_id is None
    return Code.IN_ATTENDANCE if is_guest and code is Code.PRESENT else code


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

    `has_authority` None means that nobody has said whether the deputy may decide. Raises UserError
    for a blank name and for the name of the holder.
    """
    check_open(session, meeting_id)
    row = _deputy_row(session, meeting_id, seat_id, name)
    if for_person_id:
        record(session, meeting_id, Code.DEPUTY_SENT, seat_id=seat_id, person_id=for_person_id)
    row.code, row.is_deputy, row.has_authority = Code.PRESENT.value, True, has_authority
    _throughout(session, row)
    follow_quorum(session, meeting_id)
    return row.id


def hand_over(
    session: Session,
    attendance_id: str,
    name: str,
    *,
    has_authority: bool | None,
    from_item_id: str,
    at: time | None = None,
) -> str:
    """A deputy takes over from a holder who was here before: part attendance, then deputising.

    A holder not yet recorded as gone was here to the item before `from_item_id`; `at` is when the
    deputy came, if it is known. Gives the deputy's row. Raises UserError if they would overlap.
    """
    holder = session.get_one(Attendance, attendance_id)
    check_open(session, holder.meeting_id)
    if Code(holder.code) not in AS_MEMBER or holder.is_deputy or holder.seat_id is None:
        raise UserError(
            "Only a member who was here can hand over to a deputy.",
            do="Record who came instead with D.",
        )
    taken = spans.order(session, holder.meeting_id)
    last = spans.reach(holder, taken).last_item
    if last is None:
        leave(session, attendance_id, from_item_id)
    elif taken.place[from_item_id] <= last:
        raise UserError(
            f"The member was here to item {taken.number_at(last)}, so the deputy follows from item "
            f"{taken.number_at(last + 1)}.",
            safe="The roll-call is as it was.",
            do="Choose a later item.",
        )
    row = only_stretch(session, _deputy_row(session, holder.meeting_id, holder.seat_id, name))
    row.code, row.is_deputy, row.has_authority = Code.PRESENT.value, True, has_authority
    forget_times(row)
    row.first_item_id, row.arrived_at = from_item_id, at
    follow_quorum(session, row.meeting_id)
    return row.id


def add_guest(
    session: Session,
    meeting_id: str,
    name: str,
    *,
    agency_id: str | None = None,
    capacity: Capacity = Capacity.BY_INVITATION,
    items: tuple[str, str] | None = None,
) -> str:
    """Somebody without a seat is in attendance; never counts for the quorum. Gives the row's id.

    `items` are the first and the last they come for; None leaves them as they are.
    """
    check_open(session, meeting_id)
    row = row_at(session, meeting_id, None, people.named(session, name))
    row.code, row.capacity = Code.IN_ATTENDANCE.value, capacity.value
    row.agency_id = agency_id
    if items is not None:
        set_part(session, row.id, first_item_id=items[0], last_item_id=items[1])
    return row.id


def take_off(session: Session, attendance_id: str) -> None:
    """Take a deputy or guest off the roll-call who was put there by mistake.

    The holder a deputy stood in for has then sent apologies and nobody else.
    """
    row = session.get_one(Attendance, attendance_id)
    check_open(session, row.meeting_id)
    drop(session, row, lambda _one: True)
    _without_deputy(session, row)
    follow_quorum(session, row.meeting_id)


def arrive(session: Session, attendance_id: str, item_id: str, at: time | None = None) -> None:
    """Here from this item on: an arrival during an item counts from it (peers' rule).

    `at` is the time of day, if it is known. Somebody who left before comes back: what they were
    here for stays, and another stretch begins (ATT-1).
    """
    row = session.get_one(Attendance, attendance_id)
    check_open(session, row.meeting_id)
    taken = spans.order(session, row.meeting_id)
    place, last = taken.place, spans.reach(row, taken).last_item
    if last is not None and place[item_id] > last:
        own = stretches(session, row)
        later = [one for one in own if _begins(one, taken) > last]
        row = later[0] if later else again(session, row)
    # From the first item on is for the whole meeting, so far.
    row.first_item_id = item_id if place[item_id] > 1 else None
    row.arrived_at = at or row.arrived_at
    follow_quorum(session, row.meeting_id)


def leave(session: Session, attendance_id: str, item_id: str, at: time | None = None) -> None:
    """Left during this item, so here to the item before it (domain vectors, quorum lost).

    `at` is the time of day, if it is known. Raises UserError if nothing would be left that they
    were here for.
    """
    row = session.get_one(Attendance, attendance_id)
    check_open(session, row.meeting_id)
    taken = spans.order(session, row.meeting_id)
    place = taken.place[item_id]
    if place == 1:
        raise _left_at_once()
    first = spans.reach(row, taken).first_item
    if first is not None and place <= first:
        arrived = taken.number_at(first)
        raise _never_here(f"They arrived at item {arrived}, so they were here for no whole item.")
    until = spans.until(row, taken, item_id)
    _drop_later(session, row, first or 1, place if row.last_item_id else 0)
    row.last_item_id = until
    row.left_at = at or row.left_at
    follow_quorum(session, row.meeting_id)


def set_part(
    session: Session,
    attendance_id: str,
    *,
    first_item_id: str | None = None,
    last_item_id: str | None = None,
    arrived_at: time | None = None,
    left_at: time | None = None,
    now: datetime | None = None,
) -> None:
    """Here from one item to another, both included, and at what times as far as they are known.

    None is the start or the end of the meeting, or a time nobody noted (ATT-1). With `now`, an end
    told by its time alone hangs on the item the clock was at. Serves a guest for items as well. Of
    somebody who came back these are the times of one stretch; the others stay unless they overlap.
    Raises UserError if an end comes before its beginning, or the clock knows no item for a time.
    """
    row = session.get_one(Attendance, attendance_id)
    check_open(session, row.meeting_id)
    taken = spans.order(session, row.meeting_id)
    if now and arrived_at not in (None, row.arrived_at) and first_item_id is None:
        first_item_id = _came_in(session, row, arrived_at, now)
    if now and left_at not in (None, row.left_at) and last_item_id is None:
        went_in = _item_at(session, row, left_at, now)
        if taken.place[went_in] == 1:
            raise _left_at_once()
        last_item_id = spans.until(row, taken, went_in)
    span = taken.span(None, last_item_id, to_the_end=row.seat_id is None)
    first = taken.place.get(first_item_id or "", 1)
    last = len(taken.place) if span.last_item is None else span.last_item
    if last == 0:
        raise _left_at_once()
    if last < first:
        came, gone = (taken.number.get(key or "") for key in (first_item_id, last_item_id))
        raise UserError(
            f"They would have gone after item {gone}, before they came for item {came}.",
            safe="The roll-call is as it was.",
            do="Choose the items in the order in which they were taken.",
        )
    if arrived_at and left_at and left_at <= arrived_at:
        raise UserError(
            "They would have left before they came.",
            safe="The times are as they were.",
            do="Check the two times.",
        )
    if _overlaps(session, row, first, last):
        row = only_stretch(session, row)
    row.first_item_id = first_item_id if first > 1 else None
    row.last_item_id = last_item_id if last < len(taken.place) else None
    row.arrived_at, row.left_at = arrived_at, left_at
    _send_deputy_home(session, row)
    follow_quorum(session, row.meeting_id)


def whole_meeting(session: Session, attendance_id: str) -> None:
    """Forget arrival and departure: here throughout."""
    row = only_stretch(session, session.get_one(Attendance, attendance_id))
    check_open(session, row.meeting_id)
    forget_times(row)
    _send_deputy_home(session, row)
    follow_quorum(session, row.meeting_id)


def set_note(session: Session, attendance_id: str, note: str) -> None:
    row = session.get_one(Attendance, attendance_id)
    check_open(session, row.meeting_id)
    row.note = note.strip()


def represent_also(session: Session, attendance_id: str, agency_id: str | None) -> None:
    """One person speaks for a second agency as well (ATT-7, P4); None takes it back.

    Both agencies are then represented by one head. Raises UserError for their own agency.
    """
    row = session.get_one(Attendance, attendance_id)
    check_open(session, row.meeting_id)
    own = session.get_one(Seat, row.seat_id).agency_id if row.seat_id else row.agency_id
    if agency_id and agency_id == own:
        raise UserError(
            "That is the agency they sit for already.", do="Choose the other agency, or none."
        )
    row.also_agency_id = agency_id
    _throughout(session, row)
    follow_quorum(session, row.meeting_id)


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
    Raises UserError if they would act for themselves.
    """
    check_open(session, meeting_id)
    if for_person_id == person_id:
        raise UserError(
            "Nobody acts as chair in their own place.", do="Choose “in their own right”."
        )
    taken = spans.order(session, meeting_id)
    start = taken.place.get(from_item_id or "", 1)
    for row in session.scalars(
        select(InTheChair).where(InTheChair.meeting_id == meeting_id, ~InTheChair.is_deleted)
    ):
        if _begins(row, taken) >= start:
            row.is_deleted = True
        elif from_item_id and _ends(row, taken) >= start:
            row.last_item_id = spans.until(row, taken, from_item_id)
    session.add(
        InTheChair(
            meeting_id=meeting_id,
            person_id=person_id,
            for_person_id=for_person_id,
            first_item_id=from_item_id if start > 1 else None,
        )
    )
    follow_quorum(session, meeting_id)


def _throughout(session: Session, row: Attendance) -> None:
    """What is said of somebody who came back holds for every stretch they were here."""
    for one in stretches(session, row):
        if one is not row:
            alike(row, one)


def _overlaps(session: Session, row: Attendance, first: int, last: int) -> bool:
    """Whether these places reach into another stretch of the same person."""
    taken = spans.order(session, row.meeting_id)
    return any(
        one is not row and _begins(one, taken) <= last and _ends(one, taken) >= first
        for one in stretches(session, row)
    )


def _begins(row: Attendance | InTheChair, taken: Order) -> int:
    """The place of the first item somebody was here, or in the chair, for."""
    return spans.reach(row, taken).first_item or 1


def _ends(row: Attendance | InTheChair, taken: Order) -> int:
    last = spans.reach(row, taken).last_item
    return len(taken.place) if last is None else last


def _drop_later(session: Session, row: Attendance, first: int, before: int) -> None:
    """A departure is moved: stretches begun after place `first` go, those from `before` on stay.

    With `before` 0 all of them go: somebody here to the end had not come back.
    """
    taken = spans.order(session, row.meeting_id)
    drop(
        session,
        row,
        lambda one: (
            one is not row
            and first < _begins(one, taken)
            and (not before or _begins(one, taken) < before)
        ),
    )


def _deputy_row(session: Session, meeting_id: str, seat_id: str, name: str) -> Attendance:
    if not name.strip():
        raise UserError("A deputy needs a name.", do="Type who came.")
    person_id = people.named(session, name)
    for line in roll_call(session, meeting_id).rows:
        if line.seat_id == seat_id and line.person_id == person_id and not line.is_deputy:
            person = session.get_one(Person, person_id)
            raise UserError(
                f"{person.name} sits in this seat and cannot be the deputy in it.",
                safe="The roll-call is as it was.",
                do="Type who came instead, or record the member as present.",
            )
    return row_at(session, meeting_id, seat_id, person_id)


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


def _without_deputy(session: Session, deputy: Attendance) -> None:
    """A deputy who did not come after all leaves the holder with apologies alone."""
    if not deputy.is_deputy:
        return
    at_seat = [row for row in lines(session, deputy.meeting_id) if row.seat_id == deputy.seat_id]
    if any(
        row.is_deputy and row.id != deputy.id and Code(row.code) in AS_MEMBER for row in at_seat
    ):
        return
    for row in at_seat:
        if row.code == Code.DEPUTY_SENT:
            row.code = Code.APOLOGIES.value


def _came_in(session: Session, row: Attendance, at: time, now: datetime) -> str | None:
    starts = session.get_one(Meeting, row.meeting_id).starts_at
    return None if starts and at <= starts else _item_at(session, row, at, now)


def _item_at(session: Session, row: Attendance, at: time, now: datetime) -> str:
    found = item_at(session, row.meeting_id, at, now)
    if found is None:
        raise UserError(
            f"It is not known which item was discussed at {clock_time(at)}.",
            safe="The roll-call is as it was.",
            do="Choose the item beside the time.",
        )
    return found


def _left_at_once() -> UserError:
    return UserError(
        "Nobody can leave during the first item and have been at the meeting.",
        do="Record apologies, or leave during a later item.",
    )


def _never_here(happened: str) -> UserError:
    return UserError(
        happened,
        safe="The roll-call is as it was.",
        do="Choose “whole meeting” first, or another item.",
    )
