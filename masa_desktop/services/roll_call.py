"""The roll-call as it is shown: a line for everybody, three counts, quorum item by item (ATT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import attendance as rules
from masa_desktop.domain import quorum, quorum_words
from masa_desktop.domain.attendance import IN_THE_ROOM, WHOLE, Capacity, Code, Span
from masa_desktop.domain.initials import unique_initials
from masa_desktop.domain.meetings import RollCall, RollRow
from masa_desktop.domain.roll_call import (
    ChairHere,
    Reply,
    again_words,
    apologies_words,
    covered_words,
    current_note,
    deputy_words,
    guest_words,
    item_runs,
    modes_words,
    part_words,
    proposed,
    timed_and_placed,
    times_again_words,
)
from masa_desktop.domain.words import capital
from masa_desktop.services import groups, names, roll_absences, spans, terms
from masa_desktop.services.as_agreed import TODAY
from masa_desktop.services.once import once
from masa_desktop.services.roll_records import Roll, at_place, in_order, roll_of, seats
from masa_desktop.storage.entities import Attendance, Meeting, Person, Seat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.domain.groups import SeatRow
    from masa_desktop.domain.quorum_rules import QuorumRule
    from masa_desktop.services.as_agreed import Then

Ends = tuple["str | None", "str | None", Span]
"""The ids of the first and the last item somebody was here for, or none, and the places."""

NEVER = "Not counted: observers, advisers, in attendance"
OTHERS = "Other agencies"


def roll_call(session: Session, meeting_id: str, item_id: str | None = None) -> RollCall:
    """The roll-call with its counts and the quorum at `item_id` (None: for the whole meeting).

    Somebody who left and came back has one row; its id, items and times are those of the last
    stretch begun by that item, its note says all of them.
    """
    key = (roll_call, meeting_id, item_id)
    return once(session, key, lambda: _called(session, roll_of(session, meeting_id), item_id))


def _called(session: Session, roll: Roll, item_id: str | None) -> RollCall:
    place = roll.place.get(item_id or "")
    rows = _rows(session, roll, place)
    by_item = roll.by_item()
    verdict = roll.judged(place)
    short = names.short_agencies(session, roll.meeting.on)
    initials_of = {row.person_id: row.initials for row in rows if row.person_id}
    items = list(roll.number)
    in_force = terms.in_force(session, roll.meeting.group_id, roll.meeting.on, roll.then)
    return RollCall(
        rows=tuple(rows),
        is_taken=roll.is_taken,
        counts=rules.counts(roll.records),
        verdict=verdict,
        rule_words=quorum_words.in_words(roll.rule, roll.agencies),
        by_item=quorum.by_item_words(by_item, in_part=roll.quorate_in_part),
        in_part=roll.quorate_in_part,
        items=tuple((items[number - 1], found) for number, found in by_item),
        agencies=tuple(
            (short.get(key, ""), here, ", ".join(initials_of.get(who, "") for who in by))
            for key, here, by in verdict.per_agency
        ),
        warnings=tuple(
            rules.deputy_warnings(
                roll.records, {r.person_id or "": r.name for r in rows}, roll.room.homes
            )
        ),
        modes=_numbers(rows),
        has_replies=any(row.reply for row in rows),
        version=terms.version_words(in_force),
        absences=tuple(_away(key, by_item) for key, _, _ in verdict.per_agency),
    )


def quorum_at(session: Session, meeting_id: str, item_id: str) -> quorum.Verdict:
    """The quorum at one item."""
    roll = roll_of(session, meeting_id)
    return roll.judged(roll.place.get(item_id))


def chair_here(session: Session, meeting_id: str, item_id: str) -> ChairHere:
    """Who is in the chair at one item: whoever left, or withdrew from it, is not (CHR-5)."""
    roll = roll_of(session, meeting_id)
    place, is_recorded = roll.place.get(item_id), bool(roll.room.stretches)
    if place is None or not is_recorded:
        return ChairHere(is_recorded=is_recorded)
    person_id = roll.chair_here(place)
    if person_id:
        letters = initials(session, meeting_id, roll.then).get(person_id, "")
        name = roll.then.name(session, person_id)
        return ChairHere(name, letters, is_recorded=True)
    items = covered_words(_alike(roll, place), len(roll.place))
    return ChairHere(is_away=person_id is not None, is_recorded=True, items=items)


def _alike(roll: Roll, place: int) -> list[int]:
    """The numbers of the items round this one for which the chair is just as empty."""
    wanted, found = roll.chair_here(place), [place]
    while found[0] > 1 and roll.chair_here(found[0] - 1) == wanted:
        found.insert(0, found[0] - 1)
    while found[-1] < len(roll.place) and roll.chair_here(found[-1] + 1) == wanted:
        found.append(found[-1] + 1)
    return [roll.order.number_at(each) for each in found]


def without_chair(session: Session, meeting_id: str) -> frozenset[str]:
    """The items for which nobody who was here is recorded as in the chair, by their ids."""
    roll = roll_of(session, meeting_id)
    return frozenset(key for key, place in roll.place.items() if not roll.chair_here(place))


def initials(session: Session, meeting_id: str, then: Then = TODAY) -> dict[str, str]:
    """Everybody's initials in this meeting's minutes, by person id, no two alike (MEM-12).

    They come from the names people had `then`.
    """
    known = (initials, meeting_id, then)
    return once(session, known, lambda: _initials(session, meeting_id, then))


def _initials(session: Session, meeting_id: str, then: Then) -> dict[str, str]:
    seat_rows = seats(session, session.get_one(Meeting, meeting_id))
    ids = {who.person_id for seat in seat_rows for who in (*seat.holders, *seat.deputies)}
    ids |= {
        key
        for key in session.scalars(
            select(Attendance.person_id).where(Attendance.meeting_id == meeting_id)
        )
        if key
    }
    found = session.scalars(select(Person).where(Person.id.in_(ids)))
    return unique_initials(
        [
            (row.id, then.value(row, Person.name), then.value(row, Person.initials) or None)
            for row in found
        ]
    )


def by_initials(rows: Iterable[RollRow]) -> dict[str, str]:
    """What these people are called in full, by their initials: "Owen Prydderch (Police)".

    Somebody in two lines, own and as a deputy, is called as in their own.
    """
    own_last = sorted(rows, key=lambda row: not row.is_deputy)
    return {
        row.initials: f"{row.name} ({row.agency})" if row.agency else row.name
        for row in own_last
        if row.initials
    }


def _came(rows: Sequence[RollRow]) -> list[Code]:
    """The codes of those who came, each person once."""
    found = {row.person_id or row.id: Code(row.code) for row in rows if row.code in IN_THE_ROOM}
    return list(found.values())


def _numbers(rows: Sequence[RollRow]) -> str:
    """How people came, and how many could not; a vacant seat sends no apology."""
    absent = apologies_words((row.person_id, Code(row.code)) for row in rows if row.person_id)
    return f"{modes_words(_came(rows))} · {absent}"


def _away(agency_id: str, by_item: Sequence[tuple[int, quorum.Verdict]]) -> str:
    """For which items an agency was away, such as "away for items 6 and 7"; "" if for none."""
    standing = [
        (place, any(key == agency_id and here for key, here, _ in found.per_agency))
        for place, found in by_item
    ]
    away = [words for words, here in item_runs(standing) if not here]
    if not away or not any(here for _, here in standing):
        return "not represented" if away else ""
    return f"away for {', '.join(away)}"


def _rows(session: Session, roll: Roll, place: int | None) -> list[RollRow]:
    recorded: dict[tuple[str | None, str | None], list[Attendance]] = {}
    for row in roll.lines:
        recorded.setdefault((row.seat_id, row.person_id), []).append(row)
    made = _Lines(session, roll, place)
    rows: list[RollRow] = []
    for seat in roll.seats:
        holders = {who.person_id: who.person for who in seat.holders}
        for person_id, name in holders.items():
            rows.append(made.of(seat, person_id, name, recorded.pop((seat.id, person_id), ())))
        if not holders and ((seat.id, None) in recorded or _is_of(session, seat.id, roll)):
            rows.append(made.of(seat, None, "Vacant", recorded.pop((seat.id, None), ())))
        others = [key for key in recorded if key[0] == seat.id]
        rows.extend(
            made.of(seat, who, made.name(who), recorded.pop((key, who))) for key, who in others
        )
    rows.extend(made.guest(own) for key, own in recorded.items() if key[0] is None)
    return rows


def _is_of(session: Session, seat_id: str, roll: Roll) -> bool:
    """Whether the group has this seat on the day of the meeting."""
    return groups.is_there(session.get_one(Seat, seat_id), roll.meeting.on, roll.then)


class _Lines:
    """Makes the lines of the roll-call; knows names, initials and agencies of the day."""

    def __init__(self, session: Session, roll: Roll, place: int | None) -> None:
        self._session, self._roll, self._place = session, roll, place
        self._initials = initials(session, roll.meeting.id)
        self._agencies = roll.agencies
        self._short = names.short_agencies(session, roll.meeting.on)
        self._absences = roll_absences.of_holders(session, roll)
        self._places = [(at, roll.place[key]) for key, at in roll.number.items()]

    def name(self, person_id: str | None) -> str:
        return self._session.get_one(Person, person_id).name if person_id else "Vacant"

    def of(
        self, seat: SeatRow, person_id: str | None, name: str, recorded: Sequence[Attendance]
    ) -> RollRow:
        """A line at a seat; what is recorded of the person, if anything, is `recorded`."""
        own = in_order(recorded, self._roll.order)
        row = at_place(own, self._roll.order, self._place) if own else None
        default = Code.NO_RESPONSE if person_id else Code.VACANT
        code = Code(row.code) if row else default
        first, last = self._ends(row)
        said = _Said(row, own)
        away = "" if said.is_deputy else self._absences.get((seat.id, person_id), "")
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
            code=code.value,
            is_deputy=said.is_deputy,
            has_authority=row.has_authority if row else None,
            note=self._note(row, own, self._for_part),
            counts=_counts(seat, self._roll.rule),
            deputies=tuple((d.person_id, d.person, d.has_authority) for d in seat.deputies),
            reply=said.reply.value,
            proposed=said.proposed if code is Code.NO_RESPONSE else "",
            also_agency_id=row.also_agency_id if row else None,
            also_agency=self._also(row),
            chair=self._chair(person_id),
            arrived_at=row.arrived_at if row else None,
            left_at=row.left_at if row else None,
            first_item=first,
            last_item=last,
            span=spans.reach(row, self._roll.order) if row else Span(),
            standing=tuple(
                (number, self._roll.counts_at(place).get(seat.id, False))
                for number, place in self._places
            ),
            absence=away,
            heading=_heading(seat, self._roll.rule),
        )

    def guest(self, recorded: Sequence[Attendance]) -> RollRow:
        """A line of somebody without a seat."""
        own = in_order(recorded, self._roll.order)
        row = at_place(own, self._roll.order, self._place)
        first, last = self._ends(row)
        said = _Said(row, own)
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
            note=self._note(row, own, self._for_items),
            counts="never counts",
            reply=said.reply.value,
            also_agency_id=row.also_agency_id,
            also_agency=self._also(row),
            chair=self._chair(row.person_id),
            arrived_at=row.arrived_at,
            left_at=row.left_at,
            first_item=first,
            last_item=last,
            span=spans.reach(row, self._roll.order),
            heading=NEVER,
        )

    def _ends(self, row: Attendance | None) -> tuple[int | None, int | None]:
        return self._numbers(row.first_item_id, row.last_item_id) if row else (None, None)

    def _numbers(self, first: str | None, last: str | None) -> tuple[int | None, int | None]:
        number = self._roll.number
        return number.get(first or ""), number.get(last or "")

    def _joined(self, own: Sequence[Attendance]) -> list[Ends]:
        """The stretches of one person by their items; those with no item between are one."""
        found: list[Ends] = []
        for row in own:
            span = spans.reach(row, self._roll.order)
            before = found[-1][2] if found else WHOLE
            if before.last_item is not None and (span.first_item or 1) <= before.last_item + 1:
                joined = Span(before.first_item, span.last_item)
                found[-1] = (found[-1][0], row.last_item_id, joined)
            else:
                found.append((row.first_item_id, row.last_item_id, span))
        return found

    def _for_part(self, ends: Ends) -> str:
        came, left = self._roll.order.asides(*ends)
        return part_words(*self._numbers(*ends[:2]), came_aside=came, left_aside=left)

    def _for_items(self, ends: Ends) -> str:
        apart = self._roll.order.set_apart(*ends)
        return guest_words(*self._numbers(*ends[:2]), len(self._places), apart)

    def _also(self, row: Attendance | None) -> str:
        return self._short.get(row.also_agency_id or "", "") if row else ""

    def _chair(self, person_id: str | None) -> str:
        """When this person is in the chair: "in the chair", "in the chair for items 1 to 3"."""
        said = [
            ("acting chair" if chair.acting_id else "in the chair")
            + self._chaired(person_id, span, words)
            for span, chair, words in self._roll.room.stretches
            if person_id and person_id in (chair.chair_id, chair.acting_id)
        ]
        return capital(", ".join(said))

    def _chaired(self, person_id: str, span: Span, words: str) -> str:
        """For which items: only while they were here, whatever is recorded of the chair."""
        places = [(number, place) for number, place in self._places if span.covers(place)]
        here = [number for number, place in places if not self._roll.is_away(person_id, place)]
        if len(here) == len(places):
            return words
        return covered_words(here, len(self._places)) if here else " by the record, but away"

    def _note(
        self,
        row: Attendance | None,
        own: Sequence[Attendance],
        part: Callable[[Ends], str],
    ) -> str:
        if row is None:
            return ""
        also, times = self._also(row), [(one.arrived_at, one.left_at) for one in own]
        joined = self._joined(own)
        said = [
            timed_and_placed(
                times_again_words(times, items_tell=len(joined) > 1),
                again_words([part(ends) for ends in joined]),
                came_back=len(joined) > 1,
            ),
            f"also {also}" if also else "",
            deputy_words(has_authority=row.has_authority) if row.is_deputy else "",
            *dict.fromkeys(current_note(Code(row.code), one.note) for one in own),
        ]
        return ", ".join(words for words in said if words)


class _Said:
    """What a row says of itself; a line nobody has touched says nothing."""

    def __init__(self, row: Attendance | None, own: Sequence[Attendance]) -> None:
        self.is_deputy = row.is_deputy if row else False
        self.reply = next((Reply(one.reply) for one in own if one.reply), Reply.UNKNOWN)
        suggested = proposed(self.reply)
        self.proposed = suggested.value if suggested else ""


def _counts(seat: SeatRow, rule: QuorumRule) -> str:
    """Whether a seat counts and, if not, how firmly (ATT-8)."""
    if Capacity(seat.capacity).never_counts:
        return "never counts"
    return (
        "does not count" if seat.counts_for_quorum is False or _is_beside(seat, rule) else "counts"
    )


def _is_beside(seat: SeatRow, rule: QuorumRule) -> bool:
    """Whether the rule asks for named agencies alone, and this seat's is none of them."""
    asks_for_heads = bool(rule.min_members or rule.min_agencies or rule.min_fraction or rule.minima)
    named = rule.named_agencies
    return bool(named) and not asks_for_heads and seat.agency_id not in named


def _heading(seat: SeatRow, rule: QuorumRule) -> str:
    """The agency, those the rule names with what it calls them; the others under one heading."""
    if Capacity(seat.capacity).never_counts:
        return NEVER
    named = rule.named_agencies
    if not named:
        return seat.agency or "No agency recorded"
    if seat.agency_id not in named:
        return OTHERS
    called = rule.called.removesuffix("s")
    return f"{seat.agency} · {called}" if called else seat.agency
