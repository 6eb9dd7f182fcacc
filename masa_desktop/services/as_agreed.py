"""What the records said when minutes were agreed: their paper goes on saying it (MIN-4).

A later fate (a new date, another owner, a ratification, a name put right) is no change of agreed
minutes, and neither is a seat or a quorum rule put right for the past: none is printed in them. The
log knows what every cell held at that moment; where the log does not know of the moment, what the
records say now stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select, union_all

from masa_desktop.domain.minutes import SETTLED
from masa_desktop.services.once import once
from masa_desktop.services.settled import is_settled
from masa_desktop.storage import log
from masa_desktop.storage.entities import (
    Action,
    ActionOwner,
    AgendaItem,
    Attendance,
    Decision,
    Entry,
    Holding,
    Meeting,
    MinutesStep,
    Person,
    Seat,
    TermsOfReference,
)
from masa_desktop.storage.values import as_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import CompoundSelect
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from masa_desktop.domain.changes import Value
    from masa_desktop.storage.entities import Row

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Then:
    """A moment of the records; `held` are the cells that have changed since, by row and column."""

    held: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    def value(self, row: Row, column: InstrumentedAttribute[T]) -> T:
        """What the row held in this column."""
        cell, now = (row.id, column.key), getattr(row, column.key)
        then: T = as_column(type(row), column.key, self.held[cell]) if cell in self.held else now
        return then

    def had(self, row: Row) -> bool:
        """Whether the row was there: made by then, and not taken away."""
        return (row.id, "id") not in self.held and not self.value(row, type(row).is_deleted)

    def name(self, session: Session, person_id: str) -> str:
        """What the person was called."""
        return self.value(session.get_one(Person, person_id), Person.name)


TODAY = Then()
"""The records as they are."""


def of(session: Session, meeting_id: str) -> Then:
    """When the minutes of this meeting were agreed; TODAY while they are not, or open again."""
    return once(session, (of, meeting_id), lambda: _of(session, meeting_id))


def _of(session: Session, meeting_id: str) -> Then:
    step_id = _agreed_by(session, meeting_id) if is_settled(session, meeting_id) else ""
    if not step_id:
        return TODAY
    return Then(log.held_after(session, step_id, _printed(session, meeting_id)))


def _agreed_by(session: Session, meeting_id: str) -> str:
    """The step that brought the minutes to where they are agreed; "" if the log has none.

    From approved to published they stay agreed; reopened, they are agreed anew.
    """
    wanted = select(MinutesStep.id, MinutesStep.state).where(
        MinutesStep.meeting_id == meeting_id, ~MinutesStep.is_deleted
    )
    state = dict(session.execute(wanted).all())
    found = ""
    for key in dict.fromkeys(line.row for line in log.history_of(session, state)):
        found = (found or key) if state[key] in SETTLED else ""
    return found


def _printed(session: Session, meeting_id: str) -> CompoundSelect[tuple[str]]:
    """The ids of every row whose later fate minutes would otherwise print."""
    entries = select(Entry.id).where(Entry.meeting_id == meeting_id)
    actions = select(Action.id).where(Action.entry_id.in_(entries))
    group_id = session.get_one(Meeting, meeting_id).group_id
    items = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting_id)
    meetings = select(Meeting.id).where(Meeting.group_id == group_id)
    seats = select(Seat.id).where(Seat.group_id == group_id)
    return union_all(
        actions,
        select(ActionOwner.id).where(ActionOwner.action_id.in_(actions)),
        select(Decision.id).where(Decision.entry_id.in_(entries)),
        select(AgendaItem.id).where(AgendaItem.carried_from_id.in_(items)),
        meetings,
        select(Attendance.id).where(Attendance.meeting_id.in_(meetings)),
        seats,
        select(Holding.id).where(Holding.seat_id.in_(seats)),
        select(TermsOfReference.id).where(TermsOfReference.group_id == group_id),
        select(Person.id),
    )
