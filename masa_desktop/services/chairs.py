"""Whose turn it is to chair, and why (CHR-2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.chair_due import (
    Due,
    EarlierMeeting,
    Held,
    chair_on,
    rule_in_force,
    whose_turn,
)
from masa_desktop.domain.chair_turns import Turn, TurnKind, basis_label
from masa_desktop.domain.chairs import Alternating, ChairRule, Member, MemberKind, NotStated, Per
from masa_desktop.domain.meetings import CALLED_OFF
from masa_desktop.services import names, terms
from masa_desktop.storage.entities import Agency, ChairTurn, Holding, Meeting, Person, Seat

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def due(session: Session, group_id: str, day: date) -> Due:
    """Who is due to chair the group on `day`, with the sentence that says why."""
    return Chairs(session).due(group_id, day)


class Chairs:
    """Everything that decides who chairs, read once and asked for any group and day."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._successors = _successors(session)
        self._held = _held(session)
        self._rules: dict[str, list[tuple[date | None, ChairRule | None]]] = {}
        self._turns: dict[str, list[Turn]] = {}

    def due(self, group_id: str, day: date) -> Due:
        rule = self._rule(group_id, day)
        way = rule.way
        if isinstance(way, Alternating) and way.per is Per.MEETING:
            return whose_turn(way, _earlier(self._session, group_id, day))
        if group_id not in self._turns:
            self._turns[group_id] = turns(self._session, group_id)
        return chair_on(
            rule,
            day,
            turns=self._turns[group_id],
            successors=self._successors,
            held=self._held,
        )

    def words(self, group_id: str, day: date) -> str:
        return due_words(self.due(group_id, day))

    def _rule(self, group_id: str, day: date) -> ChairRule:
        if group_id not in self._rules:
            self._rules[group_id] = terms.chair_rules(self._session, group_id)
        return rule_in_force(self._rules[group_id], day) or ChairRule(NotStated())


def due_words(found: Due) -> str:
    """Who is due, short enough for a list: a name, or "Order to be agreed"."""
    if found.member is None:
        return basis_label(found.state)
    return f"{found.person}, {found.member.name}" if found.person else found.member.name


def due_words_on(session: Session, group_id: str, day: date) -> str:
    """`due_words` of whoever is due on `day`."""
    return due_words(due(session, group_id, day))


def turns(session: Session, group_id: str) -> list[Turn]:
    """What people decided about turns, in the order they decided it."""
    found = session.scalars(
        select(ChairTurn).where(ChairTurn.group_id == group_id, ~ChairTurn.is_deleted)
    )
    return [
        Turn(
            kind=TurnKind(row.kind),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            member=_member(session, row),
            reason=row.reason,
        )
        for row in found
    ]


def decide(
    session: Session,
    group_id: str,
    kind: TurnKind,
    *,
    starts_on: date,
    ends_on: date | None = None,
    agency_id: str | None = None,
    seat_id: str | None = None,
    reason: str = "",
) -> str:
    """Record a confirmation, swap, extension, skip or acting chair (CHR-6, CHR-4).

    Raises UserError when a reason, an end or a name is missing that this kind needs.
    """
    row = ChairTurn(
        group_id=group_id,
        kind=kind.value,
        starts_on=starts_on,
        ends_on=ends_on,
        agency_id=agency_id,
        seat_id=seat_id,
        reason=reason.strip(),
    )
    Turn(
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        member=_member(session, row),
        reason=reason,
    )
    session.add(row)
    return row.id


def _member(session: Session, row: ChairTurn) -> Member | None:
    if row.seat_id:
        return Member(MemberKind.SEAT, row.seat_id, session.get_one(Seat, row.seat_id).title)
    if row.agency_id:
        name = names.of_agencies(session, row.starts_on).get(row.agency_id, "")
        return Member(MemberKind.AGENCY, row.agency_id, name)
    if row.person_id:
        return Member(MemberKind.POST, "", session.get_one(Person, row.person_id).name)
    return None


def _successors(session: Session) -> dict[str, list[tuple[date, str, str]]]:
    """By agency id: from which day which agency stands in its place (C11)."""
    found = session.scalars(select(Agency).where(Agency.successor_id.is_not(None)))
    heirs: dict[str, list[tuple[date, str, str]]] = {}
    for row in found:
        if row.successor_id and row.until_on and not row.is_deleted:
            first = row.until_on.fromordinal(row.until_on.toordinal() + 1)
            name = names.of_agencies(session, first).get(row.successor_id, "")
            heirs[row.id] = [(first, row.successor_id, name)]
    return heirs


def _held(session: Session) -> list[Held]:
    """Who holds which seat when, so that a rule by seat can name the person of the day."""
    found = session.execute(
        select(Holding.seat_id, Holding.from_on, Holding.until_on, Person.name)
        .join(Person, Person.id == Holding.person_id)
        .where(~Holding.is_deleted, ~Holding.is_deputy)
    )
    return [
        Held(ref=seat, person=name, starts_on=first or date.min, ends_on=last)
        for seat, first, last, name in found
    ]


def _earlier(session: Session, group_id: str, day: date) -> list[EarlierMeeting]:
    found = session.scalars(
        select(Meeting)
        .where(Meeting.group_id == group_id, Meeting.on < day, ~Meeting.is_deleted)
        .order_by(Meeting.on)
    )
    return [EarlierMeeting(cancelled=row.status in CALLED_OFF) for row in found]
