"""What one-line capture asks of the office: the room a line is read against, and house phrases.

What a sentence made an action says of owners and date is set only where nobody has said it.
Arrivals and leavings typed as a line are recorded here, all people of a line or none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import phrases as house
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import AS_MEMBER, Code
from masa_desktop.domain.capture import Attendee, Room, RoomAgency
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import CALLED_OFF
from masa_desktop.domain.words import listed
from masa_desktop.services import (
    actions,
    attendance,
    holidays,
    meeting_view,
    minutes,
    names,
    quorum_loss,
    settings,
    spans,
)
from masa_desktop.services.roll_records import roll_of
from masa_desktop.services.sitting_days import day_of
from masa_desktop.storage import log
from masa_desktop.storage.entities import (
    Action,
    ActionOwner,
    AgendaItem,
    Attendance,
    Entry,
    Meeting,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, time

    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import HistoryLine
    from masa_desktop.domain.given import Given
    from masa_desktop.domain.meetings import RollRow
    from masa_desktop.domain.phrases import Phrase

_PHRASES = "house_phrases"
_HERE = AS_MEMBER | {Code.OBSERVER, Code.IN_ATTENDANCE}
_NOBODY_SAID = (Code.NO_RESPONSE, Code.VACANT)
_READ, _UNDO = "capturing.give_read", "history.apply"
"""The verbs of reading a sentence and of undo, as the log names them."""

_UNSAID = ((None, None), (None, DueKind.NOT_SAID.value))
"""What the log says of a date when an action begins without one."""


def room(session: Session, meeting_id: str, today: date, *, item_id: str | None = None) -> Room:
    """What a line of this meeting's minutes is read against.

    Dates count from the day of the sitting that is on, or was last. Who is here is told for
    `item_id` if given; it stays unknown for those not yet recorded.
    """
    meeting = session.get_one(Meeting, meeting_id)
    rows = attendance.roll_call(session, meeting_id, item_id).rows
    return Room(
        today=today,
        meeting_on=day_of(session, meeting_id, today),
        calendar=holidays.calendar(session),
        people=_people(session, meeting, rows, item_id),
        agencies=_agencies(session, meeting, rows),
        next_meeting_on=meeting_view.next_meeting_on(session, meeting_id, today),
        meetings_on=_planned(session, meeting),
        group=names.of_groups(session, meeting.on).get(meeting.group_id, ""),
        phrases=phrases(session),
    )


def _planned(session: Session, meeting: Meeting) -> tuple[date, ...]:
    """The days of the group's later meetings that are not called off."""
    found = select(Meeting.on).where(
        Meeting.group_id == meeting.group_id,
        Meeting.on > meeting.on,
        Meeting.status.not_in(CALLED_OFF),
        ~Meeting.is_deleted,
    )
    return tuple(session.scalars(found.order_by(Meeting.on)))


def phrases(session: Session) -> tuple[Phrase, ...]:
    """The office's house phrases; those supplied until the office has a list of its own."""
    kept = settings.setting(session, _PHRASES)
    return house.parse(kept) if kept else house.DEFAULT_PHRASES


def set_phrases(session: Session, text: str) -> None:
    """Keep this list, one "code: sentence" a line. Blank is a list without phrases.

    Raises UserError that names the line which cannot be read; the list stays as it was.
    """
    # A list with nothing in it is not the same as no list: one line break stands for it.
    kept = house.formatted(house.parse(text)) or "\n"
    settings.set_setting(session, _PHRASES, kept)


def arrive(
    session: Session, item_id: str, person_ids: Sequence[str], at: time | None = None
) -> tuple[str, ...]:
    """These people are here from this item on, `at` this time of day; gives each as minuted.

    Whoever was not recorded, or as away, is recorded as present; whoever left comes back. A
    standing deputy joins for the one seat that is empty (MEM-6). Raises UserError for somebody
    who can come for no seat, or for several; then nobody is recorded.
    """

    def one(row: RollRow) -> None:
        key = row.attendance_id
        if not key:
            key = _present(session, item_id, row)
        elif row.code not in _HERE:
            # Not by `record`, which would send home the deputy who sat here until now.
            session.get_one(Attendance, key).code = Code.PRESENT.value
        attendance.arrive(session, key, item_id, at)

    return _each(session, item_id, person_ids, one, _for_an_empty_seat)


def have_left(session: Session, item_id: str, person_ids: Sequence[str]) -> bool:
    """Whether all of these people were here before this item and are not any more."""
    roll = roll_of(session, session.get_one(AgendaItem, item_id).meeting_id)
    place = roll.place[item_id]
    here = {one.person_id for one in roll.records if one.is_there(place)}
    left = {
        one.person_id
        for one in roll.records
        if one.is_in_the_room and one.span.last_item is not None and one.span.last_item < place
    }
    return bool(person_ids) and set(person_ids) <= left - here


def leave(
    session: Session, item_id: str, person_ids: Sequence[str], at: time | None = None
) -> tuple[str, ...]:
    """These people left during this item, `at` this time of day; gives each as minuted.

    Raises UserError for somebody recorded as away, and as `attendance.leave` does; then nobody
    is recorded.
    """

    def one(row: RollRow) -> None:
        if row.attendance_id and row.code not in (*_HERE, *_NOBODY_SAID):
            raise UserError(
                f"{row.name} is not recorded as here, so the leaving was not recorded.",
                safe="The line and the roll-call are as they were.",
                do="Correct the roll-call first, or press Esc and keep the line as text.",
            )
        said = row.attendance_id and row.code in _HERE
        key = row.attendance_id if said else _present(session, item_id, row)
        attendance.leave(session, key, item_id, at)

    return _each(session, item_id, person_ids, one, _of_no_seat)


def add_guest(session: Session, meeting_id: str, name: str, initials: str = "") -> str:
    """A guest by name, minuted by these initials if the person has none yet; gives the person's id.

    Raises UserError without a name, or if two people are called so.
    """
    made = attendance.add_guest(session, meeting_id, name)
    person = session.get_one(Person, session.get_one(Attendance, made).person_id)
    if initials and not person.initials:
        person.initials = initials
    return person.id


def guest_arrives(session: Session, item_id: str, name: str) -> tuple[str, ...]:
    """A guest, named in full, is here from this item on; gives them as the minutes name them."""
    meeting_id = session.get_one(AgendaItem, item_id).meeting_id
    return arrive(session, item_id, [add_guest(session, meeting_id, name)])


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What of a sentence was set, and in words what somebody had said before: "owner kept: SGe"."""

    has_owners: bool = False
    has_date: bool = False
    kept: str = ""


def is_again(session: Session, entry_id: str) -> bool:
    """Whether this entry has been an action before, which it then is again, with its record."""
    wanted = select(Action.id).where(Action.entry_id == entry_id)
    return session.scalars(wanted).first() is not None


def give_read(session: Session, entry_id: str, given: Given, *, today: date) -> ReadRow:
    """Set owners and date read from the words of an entry that has become an action.

    What was read from words it had before is cleared. What somebody said stays, and is told.
    """
    action_id = meeting_view.particulars(session, entry_id).action_id
    if not action_id:
        return ReadRow()
    _clear_read(session, action_id)
    known = meeting_view.particulars(session, entry_id)
    had_owner = bool(known.person_ids or known.agency_ids)
    had_date = (
        known.due_kind is not DueKind.NOT_SAID
        or known.moves_with_reason
        or _was_taken_away(session, action_id)
    )
    has_owners = not had_owner and bool(given.person_ids or given.agency_ids)
    has_date = not had_date and given.due_kind is not DueKind.NOT_SAID
    kept = _kept(session, entry_id) if had_owner or had_date else ""
    if has_owners:
        actions.set_owners(
            session, action_id, person_ids=given.person_ids, agency_ids=given.agency_ids
        )
    if has_date:
        actions.set_due(session, action_id, given.due_kind, given.due_on, today=today)
    return ReadRow(has_owners, has_date, kept)


def _kept(session: Session, entry_id: str) -> str:
    item_id = session.get_one(Entry, entry_id).item_id or ""
    row = next(one for one in minutes.of_item(session, item_id) if one.id == entry_id)
    owner = f"owner kept: {listed(row.owners)}" if row.owners else ""
    is_said = meeting_view.particulars(session, entry_id).due_kind is not DueKind.NOT_SAID
    return ", ".join(part for part in (owner, f"date kept: {row.due}" if is_said else "") if part)


def _clear_read(session: Session, action_id: str) -> None:
    """Take away owners and date that only reading a sentence had set, as the log says."""
    owners = session.scalars(
        select(ActionOwner).where(ActionOwner.action_id == action_id, ~ActionOwner.is_deleted)
    ).all()
    born = [line for line in log.history_of(session, [row.id for row in owners]) if _is_id(line)]
    if _are_read(born):
        actions.set_owners(session, action_id)
    row = session.get_one(Action, action_id)
    # The day of "next meeting" moves by itself: it is the kind that was said.
    columns = ("due_kind",) if row.due_kind == DueKind.NEXT_MEETING else ("due_kind", "due_on")
    said = [
        line
        for line in log.history_of(session, [action_id])
        if line.column in columns and (line.old, line.new) not in _UNSAID
    ]
    is_said = row.due_kind != DueKind.NOT_SAID
    if is_said and _are_read(said) and not actions.is_date_agreed(session, action_id):
        row.due_kind, row.due_on, row.original_due_on = DueKind.NOT_SAID.value, None, None
    session.flush()


def _was_taken_away(session: Session, action_id: str) -> bool:
    """Whether somebody took the date of an action without one away, and did not undo that."""
    kinds = [
        line
        for line in log.history_of(session, [action_id])
        if line.column == "due_kind" and line.old is not None and line.verb != _UNDO
    ]
    is_blank = bool(kinds) and kinds[-1].new == DueKind.NOT_SAID.value
    return is_blank and kinds[-1].verb != _READ


def _is_id(line: HistoryLine) -> bool:
    return line.column == "id"


def _are_read(lines: Sequence[HistoryLine]) -> bool:
    """Whether nobody but this module and undo ever wrote these."""
    return {line.verb for line in lines} - {_UNDO} == {_READ}


def _people(
    session: Session, meeting: Meeting, rows: Sequence[RollRow], item_id: str | None
) -> tuple[Attendee, ...]:
    short = names.short_agencies(session, meeting.on)
    here = _presence(session, meeting.id, item_id)
    own_last = sorted(rows, key=lambda row: not row.is_deputy)
    first = {row.person_id: row for row in own_last}
    # Somebody taken off the list keeps the initials already minuted, but is no longer of the room.
    listed = {row.person_id for row in rows} | {who for row in rows for who, *_ in row.deputies}
    known = attendance.initials(session, meeting.id)
    initials = {key: letters for key, letters in known.items() if key in listed}
    called = dict(
        session.execute(select(Person.id, Person.name).where(Person.id.in_(initials))).all()
    )
    made = []
    for key, letters in initials.items():
        row = first.get(key)
        made.append(
            Attendee(
                key,
                called[key],
                letters,
                post=_post(row, rows) if row else "",
                agency=short.get(row.agency_id or "", row.agency) if row else "",
                is_present=here.get(key),
            )
        )
    return tuple(sorted(made, key=lambda one: one.name))


def _post(row: RollRow, rows: Sequence[RollRow]) -> str:
    """What somebody is here as; a deputy has not the post of the member they came for."""
    if not row.is_deputy:
        return row.role
    holders = [one for one in rows if one.seat_id == row.seat_id and not one.is_deputy]
    whom = listed([one.initials or one.name for one in holders if one.person_id])
    return f"deputy for {whom}" if whom else "deputy"


def _presence(session: Session, meeting_id: str, item_id: str | None) -> dict[str, bool]:
    """Whether each person recorded is here for the item; somebody in two seats if in either."""
    roll = roll_of(session, meeting_id)
    place = roll.place.get(item_id or "")
    found: dict[str, bool] = {}
    for line in roll.records:
        if line.person_id and line.code not in _NOBODY_SAID:
            is_here = line.is_in_the_room if place is None else line.is_there(place)
            found[line.person_id] = found.get(line.person_id, False) or is_here
    return found


def _agencies(
    session: Session, meeting: Meeting, rows: Sequence[RollRow]
) -> tuple[RoomAgency, ...]:
    of_group = {row.agency_id for row in rows if row.seat_id}
    return tuple(
        RoomAgency(one.id, one.name, one.short, is_of_group=one.id in of_group)
        for one in meeting_view.candidates(session, meeting.id)
        if one.is_agency
    )


def _each(
    session: Session,
    item_id: str,
    person_ids: Sequence[str],
    record: Callable[[RollRow], None],
    otherwise: Callable[[Session, str, str, Sequence[RollRow]], str],
) -> tuple[str, ...]:
    """Record for each of these people, in each seat they sit in; gives them as minuted.

    Somebody without a line of their own is `otherwise` recorded and named.
    """
    meeting_id = session.get_one(AgendaItem, item_id).meeting_id
    rows = attendance.roll_call(session, meeting_id, item_id).rows
    said = []
    for person_id in person_ids:
        own = [row for row in rows if row.person_id == person_id]
        if not own:
            said.append(otherwise(session, item_id, person_id, rows))
            continue
        for row in own:
            record(row)
        where = own[0].agency or ("guest" if not own[0].seat_id else "")
        said.append(f"{own[0].name} ({where})" if where else own[0].name)
    return tuple(said)


def _of_no_seat(session: Session, _item_id: str, person_id: str, _rows: Sequence[RollRow]) -> str:
    name = session.get_one(Person, person_id).name
    raise _refused(
        f"{name} has no seat in this group and is no guest of this meeting.",
        "Record in the roll-call whom they deputise for, or add them as a guest.",
    )


def _for_an_empty_seat(
    session: Session, item_id: str, person_id: str, rows: Sequence[RollRow]
) -> str:
    """A standing deputy joins for the seat whose holder is away, with the authority recorded."""
    seats = {row.seat_id: row for row in rows if _authority(row, person_id) is not None}
    if not seats:
        return _of_no_seat(session, item_id, person_id, rows)
    empty = [row for row in seats.values() if _is_empty(session, item_id, row, rows)]
    name = session.get_one(Person, person_id).name
    if len(empty) != 1:
        raise _not_one(name, empty or list(seats.values()), is_any=bool(empty))
    (row,) = empty
    meeting_id = session.get_one(AgendaItem, item_id).meeting_id
    made = quorum_loss.deputy_joins(
        session, meeting_id, item_id, seat_id=row.seat_id or "", person_id=person_id
    )
    session.get_one(Attendance, made).has_authority = _authority(row, person_id)
    session.flush()
    attendance.follow_quorum(session, meeting_id)
    return f"{name} ({row.agency})" if row.agency else name


def _authority(row: RollRow, person_id: str) -> bool | None:
    """Whether this standing deputy of the seat may decide; None if they are none of it."""
    known = {who: has_authority for who, _, has_authority in row.deputies}
    return known.get(person_id) if row.seat_id and not row.is_deputy else None


def _is_empty(session: Session, item_id: str, row: RollRow, rows: Sequence[RollRow]) -> bool:
    """Whether nobody sits in this seat at the item: neither a holder nor a deputy."""
    meeting_id = session.get_one(AgendaItem, item_id).meeting_id
    place = spans.places(session, meeting_id)[item_id]
    return not any(_sits(one, place) for one in rows if one.seat_id == row.seat_id)


def _sits(row: RollRow, place: int) -> bool:
    return row.code in _HERE and row.span.covers(place)


def _not_one(name: str, rows: Sequence[RollRow], *, is_any: bool) -> UserError:
    """Why a standing deputy cannot be placed: nobody they deputise for is away, or several are."""
    whom = " and ".join(
        row.name if row.person_id else f"a vacant seat ({row.role})" for row in rows
    )
    if is_any:
        return _refused(
            f"{name} deputises for {whom}, and it is not said for whom they came.",
            "Choose in the roll-call the member they came for, and press D.",
        )
    return _refused(
        f"{name} deputises for {whom}, whose seat is taken.",
        "Record first who has left, or add them as a guest in the roll-call.",
    )


def _refused(happened: str, do: str) -> UserError:
    return UserError(happened, safe="The line and the roll-call are as they were.", do=do)


def _present(session: Session, item_id: str, row: RollRow) -> str:
    meeting_id = session.get_one(AgendaItem, item_id).meeting_id
    return attendance.record(
        session, meeting_id, Code.PRESENT, seat_id=row.seat_id, person_id=row.person_id
    )
