"""The practice office: an invented partnership with a year of meetings, the same on every machine.

Every date is fixed around Tuesday 10 February 2026, so that nothing depends on the day it is made.
The office is marked as practice, and with it every paper and log it writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from sqlalchemy import event, select

from masa_desktop.domain.actions import ActionStatus, DueKind
from masa_desktop.domain.attendance import Capacity, Code
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.meetings import MINUTES_ITEM, EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.words import plain_date
from masa_desktop.services import (
    actions,
    agenda,
    approvals,
    attendance,
    beside,
    decisions,
    group_reports,
    groups,
    issuing,
    meetings,
    minutes,
    people,
    practice_decisions,
    practice_executive,
    practice_groups,
    quorum_setting,
    terms,
    timing,
    written_procedures,
)
from masa_desktop.services import practice_partnership as said
from masa_desktop.services.practice_shape import Promise, Said
from masa_desktop.services.settings import set_setting
from masa_desktop.storage.entities import (
    Action,
    AgendaItem,
    Group,
    Partnership,
    StatutoryPartner,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from masa_desktop.services.practice_shape import Asked, Body, Holder, Instead, Sitting

TODAY: Final = practice_executive.NOW
"""The day the practice office stands at: an executive meeting is half minuted."""

AT: Final = time(10, 42)
"""The hour at which it is opened each time, so that the clock of that meeting runs."""

_YEAR = (date(2025, 4, 1), date(2026, 3, 31))
_NEXT_YEAR = (date(2026, 4, 1), date(2027, 3, 31))


def build(session: Session) -> None:
    """Fill an empty office with the Riverside partnership. Raises UserError if it is not empty."""
    if session.scalars(select(Partnership.id)).first() is not None:
        raise UserError(
            "This office already holds a partnership.", do="Make a new office for practice."
        )
    kept: list[object] = []
    # A session forgets rows that nobody holds: holding them saves a thousand reads.
    event.listen(session, "pending_to_persistent", lambda _session, row: kept.append(row))
    set_setting(session, "practice", "yes")
    set_setting(session, "name", said.OFFICE)
    made = _Made(session)
    _add_partnership(made)
    for name, initials in _INITIALS.items():
        made.people[name] = people.add(session, name, initials)
    for body in said.GROUPS:
        _add_group(made, body)
    _set_versions(made)
    _plan(made)
    for sitting in sorted(_SITTINGS, key=lambda one: one.on):
        _hold(made, sitting)
    _report(made)
    _ask_in_writing(made, practice_groups.ASKED)
    practice_decisions.trace(session, made.groups)


_SITTINGS = (*practice_groups.SITTINGS, *practice_executive.SITTINGS)
_INITIALS = {said.MARGARET: "MF", said.FERGUS: "FM"}
"""Titles are no part of initials."""


@dataclass(slots=True)
class _Made:
    """What has been made so far, by the names the text uses."""

    session: Session
    partnership: str = ""
    agencies: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    meetings: dict[tuple[str, date], str] = field(default_factory=dict)

    def person(self, name: str) -> str:
        if name not in self.people:
            self.people[name] = people.named(self.session, name)
        return self.people[name]


def _add_partnership(made: _Made) -> None:
    session = made.session
    made.partnership = groups.add_partnership(session, said.RIVERSIDE, "RSCP", "Riverside")
    groups.set_marking(session, made.partnership, Marking.OFFICIAL_SENSITIVE.value, said.HANDLING)
    for name, short, kind, is_class in said.AGENCIES:
        key = groups.add_agency(session, name, short, kind, is_class=is_class)
        made.agencies[short or name] = key
    session.add_all(
        StatutoryPartner(
            partnership_id=made.partnership,
            agency_id=made.agencies[agency],
            kind=kind,
            lead_post=lead,
            delegated_posts=delegated,
        )
        for agency, kind, lead, delegated in said.PARTNERS
    )


def _add_group(made: _Made, body: Body) -> None:
    session = made.session
    group_id = groups.add_group(
        session,
        body.name,
        partnership_ids=[] if body.is_external else [made.partnership],
        parent_ids=[made.groups[parent] for parent in body.parents],
        type_=body.type,
        code=body.code,
        is_external=body.is_external,
        is_joint=body.is_joint,
    )
    made.groups[body.name] = made.groups[body.code] = group_id
    session.get_one(Group, group_id).purpose = body.purpose
    seats = _add_seats(made, body, group_id)
    from_on = said.V3_FROM if body.code == "EXEC" else None
    if body.pattern:
        terms.set_pattern(session, group_id, dict(body.pattern), from_on)
    if body.chair:
        terms.set_chair(session, group_id, _with_ids(body.chair, seats), from_on)
    if body.quorum:
        quorum_setting.set_quorum(session, group_id, _with_ids(body.quorum, made.agencies), from_on)
    version = terms.in_force(session, group_id, TODAY)
    if version is not None:
        version.frequency = body.frequency


def _add_seats(made: _Made, body: Body, group_id: str) -> dict[str, str]:
    seats: dict[str, str] = {}
    for place in body.seats:
        seats[place.title] = groups.add_seat(
            made.session,
            group_id,
            place.title,
            agency_id=made.agencies[place.agency] if place.agency else None,
            capacity=place.capacity,
            counts_for_quorum=place.counts,
            is_multiple=place.is_multiple,
        )
        for holder in place.holders:
            _seat(made, seats[place.title], holder)
    return seats


def _seat(made: _Made, seat_id: str, holder: Holder) -> None:
    people.hold(
        made.session,
        seat_id,
        made.person(holder.name),
        from_on=holder.from_on,
        until_on=holder.until_on,
        is_deputy=holder.is_deputy,
        has_authority=holder.has_authority,
    )


def _with_ids(data: Mapping[str, object], ids: Mapping[str, str]) -> dict[str, object]:
    """Rule data with ids where the text names agencies or seats."""
    return {
        key: _known(value, ids) if key in ("ref", "all_of") else _inside(value, ids)
        for key, value in data.items()
    }


def _inside(value: object, ids: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        return _with_ids(value, ids)
    return [_inside(each, ids) for each in value] if isinstance(value, list) else value


def _known(value: object, ids: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return [ids[str(each)] for each in value]
    return ids[str(value)] if value else value


def _set_versions(made: _Made) -> None:
    """The executive's terms of reference are v3, and v4 from 1 September 2025."""
    session, group_id = made.session, made.groups["EXEC"]
    agenda.set_standing(session, group_id, said.STANDING)
    rule = _with_ids(said.QUORUM_V4, made.agencies)
    quorum_setting.set_quorum(session, group_id, rule, said.V4_FROM)
    for from_on, version in ((said.V3_FROM, "v3"), (said.V4_FROM, "v4")):
        row = terms.in_force(session, group_id, from_on)
        if row is not None:
            row.version = version


def _plan(made: _Made) -> None:
    """Every group's year, and the executive's next one."""
    for body in said.GROUPS:
        if body.pattern:
            _plan_group(made, body, _YEAR)
    executive = next(body for body in said.GROUPS if body.code == "EXEC")
    _plan_group(made, executive, _NEXT_YEAR)


def _plan_group(made: _Made, body: Body, year: tuple[date, date]) -> None:
    pattern = dict(body.pattern or {})
    proposals = meetings.propose(made.session, pattern, *year)
    if not proposals:
        return
    planned = meetings.plan(
        made.session,
        made.groups[body.code],
        pattern=pattern,
        proposals=proposals,
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        venue=body.venue,
    )
    for proposal, meeting_id in zip(proposals, planned, strict=True):
        made.meetings[body.code, proposal.on] = meeting_id


def _hold(made: _Made, sitting: Sitting) -> None:
    session, meeting_id = made.session, made.meetings[sitting.group, sitting.on]
    meetings.set_status(session, meeting_id, sitting.status)
    if sitting.status is MeetingStatus.CANCELLED:
        return
    items = _set_agenda(made, sitting, meeting_id)
    _call_the_roll(made, sitting, meeting_id, items)
    for item_id, at in zip(items, sitting.taken_at, strict=False):
        timing.take_up(session, meeting_id, item_id, datetime.combine(sitting.on, at))
    for item_id, entries in _entries(made, sitting, meeting_id):
        _minute(made, sitting, item_id, entries)
        if sitting.now_at is None or items.index(item_id) + 1 < sitting.now_at:
            agenda.set_state(session, item_id, ItemState.DONE)
    _agree_the_last(made, sitting, meeting_id)
    if sitting.now_at is None:
        issuing.set_state(session, meeting_id, MinutesState.CIRCULATED, sitting.on)


def _report(made: _Made) -> None:
    code, met, to, on = practice_groups.REPORTED
    meeting_id, to_id = made.meetings[code, met], made.groups[to]
    for part, text in practice_groups.REPORT.items():
        group_reports.set_part(made.session, meeting_id, to_id, part, text)
    group_reports.mark_reported(made.session, meeting_id, to_id, on)


def _ask_in_writing(made: _Made, asked: Asked) -> None:
    session, group_id = made.session, made.groups[asked.group]
    procedure_id = written_procedures.ask(
        session, group_id, asked.matter, asked.on, answers_by=asked.answers_by, why=asked.why
    )
    for seat in groups.seats(session, group_id, asked.on):
        for holder in seat.holders:
            if holder.person in asked.answers:
                said, on, words = asked.answers[holder.person]
                written_procedures.answer(session, procedure_id, seat.id, said, on, words=words)


def _set_agenda(made: _Made, sitting: Sitting, meeting_id: str) -> list[str]:
    """Put the sitting's own items before the closing ones; gives the item ids in order."""
    session = made.session
    for item in sitting.items:
        item_id = agenda.add(session, meeting_id, item.title, item.presenter, item.minutes)
        agenda.set_restricted(session, item_id, restricted=item.is_restricted)
        kept = session.get_one(AgendaItem, item_id)
        kept.purpose, kept.carried_from_id = item.purpose, _earlier(made, sitting, item.follows)
        beside.set_papers(session, item_id, item.papers)
    rows = agenda.items(session, meeting_id)
    before = _before(sitting)
    for row in rows:
        if before and row.title == _LAST_MINUTES:
            title = f"Minutes of {plain_date(before)}"
            agenda.set_item(session, row.id, title=title, presenter="", minutes=row.minutes)
    for row, minutes_planned in zip(rows, sitting.usual_minutes, strict=False):
        session.get_one(AgendaItem, row.id).minutes = minutes_planned
    return [row.id for row in rows]


def _earlier(made: _Made, sitting: Sitting, title: str) -> str | None:
    """The item of that title at the meeting before; None without a title."""
    before = _before(sitting)
    if not title or before is None:
        return None
    rows = agenda.items(made.session, made.meetings[sitting.group, before])
    return next(row.id for row in rows if row.title == title)


_LAST_MINUTES = said.STANDING[2]


def _before(sitting: Sitting) -> date | None:
    """The day the same group met before."""
    held = [
        one.on
        for one in _SITTINGS
        if one.group == sitting.group and one.status is not MeetingStatus.CANCELLED
    ]
    return max((on for on in held if on < sitting.on), default=None)


def _call_the_roll(made: _Made, sitting: Sitting, meeting_id: str, items: list[str]) -> None:
    session = made.session
    marks, codes = _Marks(made, meeting_id, items), dict(sitting.codes or {})
    for seat in groups.seats(session, made.groups[sitting.group], sitting.on):
        for who in seat.holders:
            code = codes.get(who.person, Code.PRESENT)
            key = attendance.record(
                session, meeting_id, code, seat_id=seat.id, person_id=who.person_id
            )
            marks.set(key, sitting, who.person)
            for deputy in (one for one in sitting.deputies if one.member == who.person):
                marks.deputy(seat.id, who.person_id, deputy)
    attendance.add_guest(session, meeting_id, said.MINUTES, capacity=Capacity.MINUTE_TAKER)
    if sitting.chair:
        attendance.take_chair(
            session,
            meeting_id,
            made.person(sitting.chair),
            for_person_id=made.person(sitting.chair_for) if sitting.chair_for else None,
        )


@dataclass(frozen=True, slots=True)
class _Marks:
    """Sets the particulars of one roll-call: arrivals, departures, notes and deputies."""

    made: _Made
    meeting_id: str
    items: list[str]

    def set(self, key: str, sitting: Sitting, name: str) -> None:
        session = self.made.session
        if name in (sitting.left or {}):
            attendance.leave(session, key, self.items[(sitting.left or {})[name] - 1])
        if name in (sitting.came or {}):
            attendance.arrive(session, key, self.items[(sitting.came or {})[name] - 1])
        if name in (sitting.notes or {}):
            attendance.set_note(session, key, (sitting.notes or {})[name])

    def deputy(self, seat_id: str, member_id: str, came: Instead) -> None:
        """A deputy for the whole meeting stands in for the member; a later one follows them."""
        key = attendance.send_deputy(
            self.made.session,
            self.meeting_id,
            seat_id=seat_id,
            for_person_id=None if came.item else member_id,
            name=came.name,
            has_authority=came.has_authority,
        )
        if came.item:
            attendance.arrive(self.made.session, key, self.items[came.item - 1])


def _entries(
    made: _Made, sitting: Sitting, meeting_id: str
) -> list[tuple[str, tuple[Said | Promise, ...]]]:
    """Each item with what is minuted on it: the usual words on the usual items."""
    own = {item.title: item.said for item in sitting.items}
    usual = _USUAL_WORDS | dict(sitting.usual or {})
    return [
        (row.id, own.get(row.title, usual.get(row.title, ())))
        for row in agenda.items(made.session, meeting_id)
    ]


def _agree_the_last(made: _Made, sitting: Sitting, meeting_id: str) -> None:
    """The minutes of the meeting before are agreed under their item, which says so itself."""
    before = _before(sitting)
    items = agenda.items(made.session, meeting_id)
    under = next((item.id for item in items if item.kind == MINUTES_ITEM), None)
    if before is not None and under is not None:
        last = made.meetings[sitting.group, before]
        approvals.agree(made.session, last, meeting_id, under, sitting.on)


_WELCOME = Said(EntryKind.NOTE, "The chair welcomed members. Apologies are in the attendance list.")
_USUAL_WORDS: dict[str, tuple[Said | Promise, ...]] = {
    "Welcome and apologies": (_WELCOME,),
    "Welcome, introductions and apologies": (_WELCOME,),
    "Declarations of interest": (Said(EntryKind.NOTE, "No interests were declared."),),
    "Matters arising and action log": (Said(EntryKind.NOTE, "The action log was reviewed."),),
    "Action log and matters arising": (Said(EntryKind.NOTE, "The action log was reviewed."),),
}


def _minute(made: _Made, sitting: Sitting, item_id: str, entries: Iterable[Said | Promise]) -> None:
    session = made.session
    for entry in entries:
        if isinstance(entry, Promise):
            entry_id = minutes.add(session, item_id, EntryKind.ACTION, entry.text)
            key = session.scalars(select(Action.id).where(Action.entry_id == entry_id)).one()
            _promise(made, sitting, key, entry)
            continue
        entry_id = minutes.add(session, item_id, entry.kind, entry.text)
        if entry.kind is EntryKind.DECISION:
            minutes.set_verb(session, entry_id, entry.verb)
            if entry.condition:
                decisions.set_conditions(session, entry_id, entry.condition)
            if entry.then is not None:
                minutes.set_decision_status(session, entry_id, entry.then)


def _promise(made: _Made, sitting: Sitting, action_id: str, entry: Promise) -> None:
    session = made.session
    actions.set_owners(
        session,
        action_id,
        person_ids=[made.person(name) for name in entry.owners],
        agency_ids=[made.agencies[name] for name in entry.agencies],
    )
    actions.set_due(session, action_id, entry.due_kind, entry.due, today=sitting.on)
    for move in entry.moves:
        kind = DueKind.DATED
        actions.set_due(session, action_id, kind, move.to, today=move.on, reason=move.reason)
    for on, text in entry.updates:
        actions.add_update(session, action_id, text, on)
    if entry.status is not ActionStatus.OPEN:
        _settle(made, sitting, action_id, entry)


def _settle(made: _Made, sitting: Sitting, action_id: str, entry: Promise) -> None:
    session, on = made.session, entry.status_on or sitting.on
    if entry.status is ActionStatus.CLOSED_EVIDENCED:
        actions.set_status(session, action_id, ActionStatus.COMPLETED, on=on)
        on = entry.closed_at or on
    closed_at = (sitting.group, entry.closed_at) if entry.closed_at else None
    actions.set_status(
        session,
        action_id,
        entry.status,
        on=on,
        evidence=entry.evidence,
        reason=entry.reason,
        meeting_id=made.meetings[closed_at] if closed_at else None,
    )
