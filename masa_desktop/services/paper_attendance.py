"""Who was there, as minutes print it: the list, the rolling grid, and whom sharing leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import minutes as paper
from masa_desktop.domain.attendance import (
    AS_MEMBER,
    Capacity,
    Code,
    capacity_label,
    grid_letter,
    letters,
)
from masa_desktop.domain.chair_words import in_the_chair_words
from masa_desktop.domain.minutes import AttendeeKind
from masa_desktop.domain.roll_call import authority_words, current_note, deputy_words
from masa_desktop.domain.words import items_words
from masa_desktop.services import (
    attendance,
    meeting_order,
    meetings,
    names,
    roll_records,
    spans,
)
from masa_desktop.services.as_agreed import TODAY
from masa_desktop.storage.entities import Attendance, Holding, InTheChair, Meeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.item_order import Order
    from masa_desktop.domain.meetings import ItemRow, RollCall, RollRow
    from masa_desktop.services.as_agreed import Then


Line = tuple["str | None", "str | None"]
"""A seat and a person, by their ids: one line of the roll-call."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What a copy to share says instead of the roll-call, where withheld items come in (DPR-6).

    `left_out` are guests and deputies who came for withheld items alone, `apologies` the seats
    that nobody else came for, `notes` what may be said of the others whose times would tell.
    """

    left_out: frozenset[Line] = frozenset()
    apologies: frozenset[str] = frozenset()
    notes: Mapping[Line, str] = field(default_factory=dict)

    def is_left_out(self, row: RollRow) -> bool:
        """Whether the name by itself would tell."""
        return (row.seat_id, row.person_id) in self.left_out

    def code(self, row: RollRow) -> Code:
        """How the line stands: a member whose deputy is left out has sent apologies."""
        code = Code(row.code)
        is_sent = code is Code.DEPUTY_SENT and row.seat_id in self.apologies
        return Code.APOLOGIES if is_sent else code

    def note(self, row: RollRow) -> str:
        told = self.notes.get((row.seat_id, row.person_id))
        if told is None:
            return row.note
        return f"{told}, also {row.also_agency}" if row.also_agency else told


def parted(session: Session, meeting_id: str, withheld: Sequence[ItemRow]) -> Parted:
    """Nothing, unless items are withheld; whoever was here for the whole meeting is not meant."""
    if not withheld:
        return Parted()
    taken = spans.order(session, meeting_id)
    hidden = frozenset(taken.place[item.id] for item in withheld)
    came: dict[Line, list[_Stretch]] = defaultdict(list)
    for row in roll_records.lines(session, meeting_id):
        came[row.seat_id, row.person_id].append(_Stretch(row, taken, hidden))
    left_out = frozenset(
        line
        for line, own in came.items()
        if all(one.is_apart and one.is_beside_the_seats for one in own)
    )
    stayed = {
        seat_id
        for (seat_id, who), own in came.items()
        if own[0].row.is_deputy and (seat_id, who) not in left_out
    }
    return Parted(
        left_out,
        frozenset(seat_id for seat_id, _ in left_out if seat_id and seat_id not in stayed),
        {
            line: _shared_note(own, taken, len(taken.place) - len(hidden))
            for line, own in came.items()
            if any(one.tells for one in own)
        },
    )


class _Stretch:
    """One stretch somebody was here for, and what of it belongs to withheld items (by place)."""

    def __init__(self, row: Attendance, taken: Order, hidden: frozenset[int]) -> None:
        self.row = row
        span, own = spans.reach(row, taken), (row.first_item_id, row.last_item_id)
        first, last = span.first_item or 1, span.last_item
        last = len(taken.place) if last is None else last
        covered = frozenset(range(first, last + 1))
        is_part = bool(row.first_item_id or row.last_item_id)
        ends = {first} if row.first_item_id or row.arrived_at else set()
        ends |= {last} if row.last_item_id or row.left_at else set()
        ends |= {last + 1} if row.last_item_id else set()
        ends |= {taken.place_of(at) for at in taken.out_of_turn(*own, span)}
        self.open = covered - hidden
        self.is_apart = is_part and not self.open
        self.is_beside_the_seats = row.seat_id is None or row.is_deputy
        is_guest = row.seat_id is None and is_part
        self.tells = not hidden.isdisjoint(covered if is_guest else ends)


def _shared_note(own: Sequence[_Stretch], taken: Order, shared: int) -> str:
    """For which of so many items that are shared they were here, without a time of day.

    Whoever was here for all of them was away for none that the reader knows of.
    """
    places = frozenset[int]().union(*(one.open for one in own))
    numbers = {taken.number_at(place) for place in places}
    row = own[0].row
    part = f"for {items_words(numbers)}" if numbers else "for part of the meeting"
    said = [
        part if len(numbers) < shared else "",
        deputy_words(has_authority=row.has_authority) if row.is_deputy else "",
        *dict.fromkeys(
            current_note(Code(one.row.code), one.row.note) for one in own if not one.is_apart
        ),
    ]
    return ", ".join(words for words in said if words)


def chair_words(
    session: Session, meeting_id: str, withheld: Sequence[ItemRow], then: Then = TODAY
) -> str:
    """Who chaired, by item, as they were called `then`; of withheld items it says nothing."""
    hidden = {item.number for item in withheld}
    numbers = spans.numbers(session, meeting_id)
    told = []
    for one in meetings.chair_stretches(session, meeting_id, then):
        covered = one.apart or range(
            int(one.first_item or 1), int(one.last_item or len(numbers)) + 1
        )
        shown = [at for at in covered if at not in hidden]
        if shown:
            first, last = one.first_item and str(shown[0]), one.last_item and str(shown[-1])
            apart = tuple(shown) if one.apart else ()
            told.append(replace(one, first_item=first, last_item=last, apart=apart))
    return in_the_chair_words(told).removeprefix("In the chair: ")


def attendees(roll: RollCall, chair_id: str | None, parted: Parted) -> list[paper.Attendee]:
    deputies: dict[str | None, list[RollRow]] = {}
    for row in roll.rows:
        if row.is_deputy and not parted.is_left_out(row):
            deputies.setdefault(row.seat_id, []).append(row)
    sent = {row.seat_id for row in roll.rows if row.code == Code.DEPUTY_SENT}
    joined = _joined_by(roll, parted)
    seen = [
        replace(
            row,
            code=parted.code(row),
            note=", ".join(part for part in (parted.note(row), joined.get(row.id, "")) if part),
        )
        for row in roll.rows
    ]
    return [
        paper.Attendee(
            name=row.name,
            kind=_kind(row),
            initials=row.initials,
            role=row.role,
            agency=row.agency,
            code="" if row.code == Code.VACANT else letters(Code(row.code)),
            deputy="; ".join(_called(one) for one in deputies.get(row.seat_id, ()))
            if row.code == Code.DEPUTY_SENT
            else "",
            note=_note(row),
            is_chair=chair_id is not None and row.person_id == chair_id,
        )
        for row in seen
        if not (row.is_deputy and row.seat_id in sent) and not parted.is_left_out(row)
    ]


def _joined_by(roll: RollCall, parted: Parted) -> dict[str, str]:
    """Of a deputy not recorded as gone, by the row's id: from when the holder was here as well.

    When the deputy left is not said, as nobody recorded it. A copy to share says nothing of it
    where the times of either would tell, and of a seat of several nobody knows whose deputy it is.
    """
    told = [row for row in roll.rows if (row.seat_id, row.person_id) not in parted.notes]
    here = [row for row in told if row.seat_id and row.code in AS_MEMBER]
    holders = Counter(row.seat_id for row in roll.rows if not row.is_deputy)
    return {
        row.id: f"{holder.initials or holder.name} here from item {holder.first_item}"
        for row in here
        for holder in here
        if (row.is_deputy, holder.is_deputy) == (True, False)
        and holder.seat_id == row.seat_id
        and holders[row.seat_id] == 1
        and row.span.last_item is None
        and (holder.span.first_item or 1) > (row.span.first_item or 1)
    }


def _called(row: RollRow) -> str:
    """A deputy has no line of their own: with the initials the minutes use, and the authority."""
    name = f"{row.name} ({row.initials})" if row.initials else row.name
    return f"{name}, {authority_words(has_authority=row.has_authority)}"


def _kind(row: RollRow) -> AttendeeKind:
    code = Code(row.code)
    never = Capacity(row.capacity or Capacity.BY_INVITATION).never_counts
    if code in AS_MEMBER and never:
        observer = row.capacity == Capacity.PARTICIPANT_OBSERVER
        return AttendeeKind.OBSERVER if observer else AttendeeKind.IN_ATTENDANCE
    if code in AS_MEMBER or code is Code.DEPUTY_SENT:
        return AttendeeKind.MEMBER
    if code in (Code.IN_ATTENDANCE, Code.OBSERVER):
        return AttendeeKind.IN_ATTENDANCE
    return _ABSENT_KINDS.get(code, AttendeeKind.ABSENT)


_ABSENT_KINDS = {
    Code.APOLOGIES: AttendeeKind.APOLOGIES,
    Code.NO_RESPONSE: AttendeeKind.NOT_RECORDED,
    Code.VACANT: AttendeeKind.VACANT,
}


def _note(row: RollRow) -> str:
    """How they came and as what, with what was noted of them; a role that the seat is named
    after is not said again."""
    mode = {Code.ONLINE: "online", Code.PHONE: "by phone"}.get(Code(row.code), "")
    role = capacity_label(Capacity(row.capacity)) if row.seat_id and "never" in row.counts else ""
    is_new = role.casefold() not in row.role.casefold()
    return ", ".join(part for part in (mode, row.note, role.lower() if is_new else "") if part)


def sole_chair(session: Session, meeting_id: str) -> str | None:
    """The person who chaired the whole meeting, for nobody else; None if it was otherwise."""
    found = session.scalars(
        select(InTheChair).where(InTheChair.meeting_id == meeting_id, ~InTheChair.is_deleted)
    ).all()
    if len(found) != 1:
        return None
    (row,) = found
    is_partial = row.first_item_id or row.last_item_id
    return None if row.for_person_id or is_partial else row.person_id


def as_called(session: Session, meeting_id: str, roll: RollCall, then: Then) -> RollCall:
    """The roll-call under the names and initials people had `then`."""
    initials = attendance.initials(session, meeting_id, then)
    rows = (
        replace(
            row,
            name=then.name(session, row.person_id),
            initials=initials.get(row.person_id, ""),
        )
        if row.person_id
        else row
        for row in roll.rows
    )
    return replace(roll, rows=tuple(rows))


def rolling_grid(
    session: Session, meeting_id: str, roll: RollCall, parted: Parted, then: Then = TODAY
) -> paper.RollingGrid:
    """The seats of this meeting against the group's meetings of the year up to this one (E29), as
    it was known `then` who came to those."""
    meeting = session.get_one(Meeting, meeting_id)
    begins = meeting.on.replace(
        year=meeting.on.year if meeting.on.month > 3 else meeting.on.year - 1,
        month=4,
        day=1,
    )
    held = list(
        session.scalars(
            select(Meeting)
            .where(
                Meeting.group_id == meeting.group_id,
                Meeting.on >= begins,
                meeting_order.before(meeting) | (Meeting.id == meeting.id),
                Meeting.status.not_in(["cancelled", "postponed", "written"]),
                ~Meeting.is_deleted,
            )
            .order_by(*meeting_order.OLDEST_FIRST)
        )
    )
    rows = [row for row in roll.rows if row.seat_id and not row.is_deputy]
    past = _SeatHistory(session, [one.id for one in held], rows, then)
    short = names.short_agencies(session, meeting.on)
    lines = [
        paper.GridLine(
            initials=row.initials or row.name,
            agency=short.get(row.agency_id or "", row.role),
            letters=tuple(
                grid_letter(parted.code(row))
                if one.id == meeting_id and parted.code(row) != row.code
                else past.letter(one, row)
                for one in held
            ),
        )
        for row in rows
    ]
    return paper.RollingGrid(dates=tuple(row.on for row in held), lines=tuple(lines))


class _SeatHistory:
    """What was recorded of some seats at earlier meetings, person by person, and who held them."""

    def __init__(
        self, session: Session, meeting_ids: Sequence[str], rows: Sequence[RollRow], then: Then
    ) -> None:
        self._then = then
        self._lines = Counter(row.seat_id for row in rows)
        self._letters: dict[tuple[str, str | None], dict[str | None, str]] = defaultdict(dict)
        for row in session.scalars(
            select(Attendance).where(Attendance.meeting_id.in_(meeting_ids))
        ):
            if then.had(row) and not then.value(row, Attendance.is_deputy):
                letter = grid_letter(Code(then.value(row, Attendance.code)))
                self._letters[row.meeting_id, row.seat_id][row.person_id] = letter
        self._held: dict[tuple[str, str | None], list[Holding]] = defaultdict(list)
        for holding in session.scalars(select(Holding).where(Holding.seat_id.in_(self._lines))):
            if then.had(holding) and not then.value(holding, Holding.is_deputy):
                self._held[holding.seat_id, holding.person_id].append(holding)

    def letter(self, meeting: Meeting, row: RollRow) -> str:
        """The letter of this line at an earlier meeting, "NR" if nothing is recorded.

        A seat held by one person shows whoever held it then, if it was another person; a seat
        held by several shows each one's own letter, "-" before or after they held it.
        """
        there = self._letters.get((meeting.id, row.seat_id), {})
        if row.person_id in there:
            return there[row.person_id]
        if self._lines[row.seat_id] > 1:
            return "NR" if self._holds(meeting.on, row) else "-"
        if not there or self._holds(meeting.on, row, surely=True):
            return "NR"
        people = [letter for person_id, letter in there.items() if person_id]
        return (people or list(there.values()))[0] if len(people) <= 1 else "-"

    def _holds(self, on: date, row: RollRow, *, surely: bool = False) -> bool:
        """Whether the person held the seat on a day; `surely` asks for a first day on record."""
        found = self._held.get((row.seat_id or "", row.person_id), ())
        spans_held = (
            (self._then.value(one, Holding.from_on), self._then.value(one, Holding.until_on))
            for one in found
        )
        return any(
            (not surely if first is None else first <= on) and (last is None or last >= on)
            for first, last in spans_held
        )
