"""Who was there, as minutes print it: the list, the rolling grid, and whom sharing leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
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
from masa_desktop.domain.minutes import AttendeeKind
from masa_desktop.domain.words import capital
from masa_desktop.services import attendance, names, spans
from masa_desktop.storage.entities import Attendance, Holding, InTheChair, Meeting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.meetings import ItemRow, RollCall, RollRow


@dataclass(frozen=True, slots=True)
class Parted:
    """Who came for withheld items, by seat and person: their notes are not for sharing (DPR-6)."""

    ever: frozenset[tuple[str | None, str | None]] = frozenset()
    only: frozenset[tuple[str | None, str | None]] = frozenset()

    def is_left_out(self, row: RollRow) -> bool:
        """A guest who came for withheld items alone: the name by itself would tell."""
        return row.seat_id is None and (None, row.person_id) in self.only


def parted(session: Session, meeting_id: str, withheld: Sequence[ItemRow]) -> Parted:
    """Nobody, unless items are withheld; whoever was here for the whole meeting is not meant."""
    if not withheld:
        return Parted()
    hidden, order = {item.id for item in withheld}, spans.in_order(session, meeting_id)
    place = {item.id: at for at, item in enumerate(order)}
    apart: dict[tuple[str | None, str | None], list[bool]] = defaultdict(list)
    for row in session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting_id, ~Attendance.is_deleted)
    ):
        first = place.get(row.first_item_id or "", 0)
        last = place.get(row.last_item_id or "", len(order) - 1)
        here = order[first : last + 1] if row.first_item_id or row.last_item_id else []
        is_apart = bool(here) and all(item.id in hidden for item in here)
        apart[row.seat_id, row.person_id].append(is_apart)
    return Parted(
        frozenset(key for key, found in apart.items() if any(found)),
        frozenset(key for key, found in apart.items() if all(found)),
    )


def attendees(roll: RollCall, chair_id: str | None, parted: Parted) -> list[paper.Attendee]:
    deputies: dict[str | None, list[RollRow]] = {}
    for row in roll.rows:
        if row.is_deputy:
            deputies.setdefault(row.seat_id, []).append(row)
    sent = {row.seat_id for row in roll.rows if row.code == Code.DEPUTY_SENT}
    return [
        paper.Attendee(
            name=row.name,
            kind=_kind(row),
            initials=row.initials,
            role=row.role,
            agency=row.agency,
            code="" if row.code == Code.VACANT else letters(Code(row.code)),
            deputy=", ".join(d.name for d in deputies.get(row.seat_id, ()))
            if row.code == Code.DEPUTY_SENT
            else "",
            note=_note(row, is_shown=(row.seat_id, row.person_id) not in parted.ever),
            is_chair=chair_id is not None and row.person_id == chair_id,
        )
        for row in roll.rows
        if not (row.is_deputy and row.seat_id in sent) and not parted.is_left_out(row)
    ]


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


def _note(row: RollRow, *, is_shown: bool) -> str:
    """How they came and as what, with what was noted of them if it may be shown."""
    mode = {Code.ONLINE: "online", Code.PHONE: "by phone"}.get(Code(row.code), "")
    role = capacity_label(Capacity(row.capacity)) if row.seat_id and "never" in row.counts else ""
    note = row.note if is_shown else ""
    said = ", ".join(part for part in (mode, note, role.lower()) if part)
    return capital(said)


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


def rolling_grid(session: Session, meeting_id: str) -> paper.RollingGrid:
    """The seats of this meeting against the group's meetings of the year up to this one (E29)."""
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
                Meeting.on.between(begins, meeting.on),
                Meeting.status.not_in(["cancelled", "postponed", "written"]),
                ~Meeting.is_deleted,
            )
            .order_by(Meeting.on)
        )
    )
    rows = [
        row
        for row in attendance.roll_call(session, meeting_id).rows
        if row.seat_id and not row.is_deputy
    ]
    past = _SeatHistory(session, [one.id for one in held], rows)
    short = names.short_agencies(session, meeting.on)
    lines = [
        paper.GridLine(
            initials=row.initials or row.name,
            agency=short.get(row.agency_id or "", row.role),
            letters=tuple(past.letter(one, row) for one in held),
        )
        for row in rows
    ]
    return paper.RollingGrid(dates=tuple(row.on for row in held), lines=tuple(lines))


class _SeatHistory:
    """What was recorded of some seats at earlier meetings, person by person, and who held them."""

    def __init__(
        self, session: Session, meeting_ids: Sequence[str], rows: Sequence[RollRow]
    ) -> None:
        self._lines = Counter(row.seat_id for row in rows)
        self._letters: dict[tuple[str, str | None], dict[str | None, str]] = defaultdict(dict)
        for row in session.scalars(
            select(Attendance).where(
                Attendance.meeting_id.in_(meeting_ids),
                ~Attendance.is_deleted,
                ~Attendance.is_deputy,
            )
        ):
            at = (row.meeting_id, row.seat_id)
            self._letters[at][row.person_id] = grid_letter(Code(row.code))
        self._held: dict[tuple[str, str | None], list[Holding]] = defaultdict(list)
        for holding in session.scalars(
            select(Holding).where(
                Holding.seat_id.in_(self._lines), ~Holding.is_deputy, ~Holding.is_deleted
            )
        ):
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
        return any(
            (not surely if one.from_on is None else one.from_on <= on)
            and (one.until_on is None or one.until_on >= on)
            for one in self._held.get((row.seat_id or "", row.person_id), ())
        )
