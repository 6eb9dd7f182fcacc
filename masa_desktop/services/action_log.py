"""The action log as rows: for the screen, for the workbook, for one group or all (ACT-5, ACT-7)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, literal_column, select
from sqlalchemy.orm import aliased

from masa_desktop.domain import actions as rules
from masa_desktop.domain.action_log import ActionLine, ActionLog
from masa_desktop.domain.actions import ActionStatus, Colour, Override
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import listed, short_date
from masa_desktop.services import names, numbering, paper_head
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    ActionOwner,
    ActionUpdate,
    AgendaItem,
    Entry,
    Group,
    Holding,
    Meeting,
    Person,
    Seat,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute, Session

_WITHHELD = "recorded separately"


def log(session: Session, today: date, group_ids: Collection[str] = ()) -> ActionLog:
    """The whole log at `today`, or that of some groups; actions of restricted items are left out.

    Closed since the last meeting are those closed on or after the day the group last met (ACT-5).
    The marking is the strictest of the partnership, the groups and the meetings printed (DPR-1).
    """
    lines = _Lines(session, today, group_ids)
    rows = lines.rows()
    found = [(row, lines.line(row, text, met)) for row, text, met in rows]
    closed = [(row, line) for row, line in found if ActionStatus(row.status).is_closed]
    last = _last_met(session, today)
    concerned = {*group_ids, *(row.group_id for row, _, _ in rows)}
    head = paper_head.head(session, concerned, [(met.marking, met.handling) for _, _, met in rows])
    return ActionLog(
        partnership=head.partnership,
        as_at=today,
        groups=listed([lines.groups[key] for key in group_ids]) if group_ids else "all groups",
        marking=head.marking,
        handling=head.handling,
        is_practice=head.is_practice,
        open=tuple(line for row, line in found if not ActionStatus(row.status).is_closed),
        closed_since=tuple(
            line
            for row, line in closed
            if row.closed_on and row.group_id in last and row.closed_on >= last[row.group_id]
        ),
        closed=tuple(line for _, line in closed),
        restricted=restricted(session, group_ids),
        statuses=tuple(rules.status_label(status) for status in ActionStatus),
    )


def restricted(session: Session, group_ids: Collection[str] = ()) -> int:
    """How many actions, of all groups or of some, are hidden because their item is restricted."""
    wanted = (
        select(func.count(Action.id))
        .join(Entry, Entry.id == Action.entry_id)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(AgendaItem.is_restricted, ~Action.is_deleted, ~Entry.is_deleted)
    )
    if group_ids:
        wanted = wanted.where(Action.group_id.in_(group_ids))
    return session.scalar(wanted) or 0


@dataclass(frozen=True, slots=True)
class _Met:
    """The meeting and item an action was raised at, and how the meeting is marked.

    `evidence` and `why_closed` are what may be shared of its close.
    """

    on: date | None
    item_number: int | None
    marking: str
    handling: str
    evidence: str
    why_closed: str


class _Lines:
    """Builds the lines; everything they need is read in one query each, whatever their number."""

    def __init__(self, session: Session, today: date, group_ids: Collection[str]) -> None:
        self._session = session
        self._today = today
        self._group_ids = group_ids
        self.groups = names.of_groups(session, today)
        self._codes = dict(session.execute(select(Group.id, Group.code)).all())
        self._people = dict(session.execute(select(Person.id, Person.name)).all())
        self._agencies = names.short_agencies(session, today)
        self._owners = self._owners_by_action()
        self._moves = dict(
            session.execute(
                select(ActionMove.action_id, func.count(ActionMove.id))
                .where(~ActionMove.is_deleted)
                .group_by(ActionMove.action_id)
            ).all()
        )
        self._updates = self._progress()
        self._meetings = dict(
            session.execute(
                select(Meeting.id, Meeting.group_id).where(
                    Meeting.id.in_(select(Action.closed_at_id).where(~Action.is_deleted))
                )
            ).all()
        )
        self._homes = self._homes_of_people()

    def rows(self) -> list[tuple[Action, str, _Met]]:
        number = (
            select(
                AgendaItem.id,
                func.row_number()
                .over(partition_by=AgendaItem.meeting_id, order_by=AgendaItem.position)
                .label("number"),
            )
            .where(~AgendaItem.is_deleted)
            .subquery()
        )
        heard = aliased(AgendaItem)
        wanted = (
            select(
                Action,
                Entry.text,
                Meeting.on,
                number.c.number,
                func.coalesce(Meeting.marking, ""),
                func.coalesce(Meeting.handling, ""),
                _to_share(Action.evidence, heard),
                _to_share(Action.close_reason, heard),
            )
            .join(Entry, Entry.id == Action.entry_id)
            .outerjoin(Meeting, Meeting.id == Entry.meeting_id)
            .outerjoin(number, number.c.id == Entry.item_id)
            .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
            .outerjoin(heard, heard.id == Action.said_item_id)
            .where(
                ~Action.is_deleted,
                ~Entry.is_deleted,
                AgendaItem.is_restricted.is_not(True),
            )
            .order_by(Action.due_on.is_(None), Action.due_on, Action.ref, Action.id)
        )
        if self._group_ids:
            wanted = wanted.where(Action.group_id.in_(self._group_ids))
        return [(row, text, _Met(*met)) for row, text, *met in self._session.execute(wanted)]

    def line(self, row: Action, text: str, met: _Met) -> ActionLine:
        status = ActionStatus(row.status)
        owners = self._owners.get(row.id, [])
        lead = owners[0] if owners else None
        late = rules.days_overdue(status, row.due_on, self._today)
        return ActionLine(
            id=row.id,
            ref=numbering.shown(
                row.ref,
                self._codes[row.group_id],
                row.raised_on.year,
                row.id,
                kind=Kind.ACTION,
            ),
            text=text,
            status=rules.status_label(status),
            group=self._codes[row.group_id],
            met_on=met.on,
            minute_ref=str(met.item_number or ""),
            lead_owner=self._people.get(lead.person_id or "", "") if lead else "",
            lead_agency=self._agency_of(lead, row.group_id) if lead else "",
            other_owners=", ".join(self._name_of(owner) for owner in owners[1:]),
            raised_on=row.raised_on,
            original_due=row.original_due_on,
            current_due=row.due_on,
            times_extended=self._moves.get(row.id, 0),
            brag=self._brag(row, status),
            progress="\n".join([*_why_closed(row, met), *self._updates.get(row.id, [])]),
            completed_on=row.completed_on,
            evidence=met.evidence,
            is_proposed_for_closure=row.is_proposed_closed,
            closed_at=self._closed_at(row),
            days_overdue=late or None,
        )

    def _closed_at(self, row: Action) -> str:
        """ "EXEC, 10 Feb 2026"; only the day where no meeting closed it; "" while it is open."""
        if row.closed_on is None:
            return ""
        group_id = self._meetings.get(row.closed_at_id or "", "")
        code = self._codes.get(group_id, "")
        return ", ".join(part for part in (code, short_date(row.closed_on)) if part)

    def _brag(self, row: Action, status: ActionStatus) -> Colour:
        by_hand = (
            Override(Colour(row.brag_override), row.brag_reason) if row.brag_override else None
        )
        return rules.brag(status, row.due_on, self._today, override=by_hand).colour

    def _name_of(self, owner: ActionOwner) -> str:
        if owner.person_id:
            return self._people.get(owner.person_id, "")
        return self._agencies.get(owner.agency_id or "", "")

    def _agency_of(self, owner: ActionOwner, group_id: str) -> str:
        if owner.agency_id:
            return self._agencies.get(owner.agency_id, "")
        homes = self._homes.get(owner.person_id or "", {})
        return self._agencies.get(homes.get(group_id) or next(iter(homes.values()), ""), "")

    def _owners_by_action(self) -> dict[str, list[ActionOwner]]:
        found: dict[str, list[ActionOwner]] = defaultdict(list)
        for row in self._session.scalars(
            select(ActionOwner).where(~ActionOwner.is_deleted).order_by(ActionOwner.position)
        ):
            found[row.action_id].append(row)
        return found

    def _progress(self) -> dict[str, list[str]]:
        """By action, what was said of it and why its date moved, newest first."""
        found: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for action_id, on, text in self._session.execute(
            select(ActionUpdate.action_id, ActionUpdate.on, ActionUpdate.text)
            .outerjoin(AgendaItem, AgendaItem.id == ActionUpdate.item_id)
            .where(~ActionUpdate.is_deleted, AgendaItem.is_restricted.is_not(True))
            .order_by(literal_column("action_update.rowid").desc())  # of one day the latest first
        ):
            found[action_id].append((on, text))
        for move, reason in self._session.execute(
            select(ActionMove, _to_share(ActionMove.reason, AgendaItem))
            .outerjoin(AgendaItem, AgendaItem.id == ActionMove.item_id)
            .where(~ActionMove.is_deleted)
            .order_by(literal_column("action_move.rowid").desc())
        ):
            to = short_date(move.due_to) if move.due_to else "the next meeting"
            found[move.action_id].append((move.moved_on, f"Moved to {to}: {reason}"))
        return {
            key: [f"{on:%d/%m}: {text}" for on, text in sorted(said, key=_day, reverse=True)]
            for key, said in found.items()
        }

    def _homes_of_people(self) -> dict[str, dict[str, str]]:
        """By person, the agency of the seat held in each group; the latest holding counts."""
        homes: dict[str, dict[str, str]] = defaultdict(dict)
        for person_id, group_id, agency_id in self._session.execute(
            select(Holding.person_id, Seat.group_id, Seat.agency_id)
            .join(Seat, Seat.id == Holding.seat_id)
            .where(~Holding.is_deleted, Seat.agency_id.is_not(None))
            .order_by(Holding.from_on)
        ):
            homes[person_id][group_id] = agency_id or ""
        return homes


def _why_closed(row: Action, met: _Met) -> list[str]:
    if not met.why_closed or row.closed_on is None:
        return []
    label = rules.status_label(ActionStatus(row.status))
    return [f"{row.closed_on:%d/%m}: {label}: {met.why_closed}"]


def _to_share(words: InstrumentedAttribute[str], heard: type[AgendaItem]) -> ColumnElement[str]:
    """What was said under the item `heard`: of a restricted one, that it was said, no more."""
    return case((heard.is_restricted & (words != ""), _WITHHELD), else_=words)


def _day(said: tuple[date, str]) -> date:
    return said[0]


def _last_met(session: Session, today: date) -> dict[str, date]:
    """By group, the day it last met before `today`."""
    return dict(
        session.execute(
            select(Meeting.group_id, func.max(Meeting.on))
            .where(
                Meeting.on < today,
                Meeting.status.not_in(["cancelled", "postponed"]),
                ~Meeting.is_deleted,
            )
            .group_by(Meeting.group_id)
        ).all()
    )
