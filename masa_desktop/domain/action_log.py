"""The action log as it goes out to owners: a frozen snapshot of its lines and its key.

The columns stand here because the writer of the workbook and the reader of returned workbooks
must agree on them (ACT-6).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain import markings
from masa_desktop.domain.actions import DEFAULT_KEY, ActionStatus, BragKey, Colour, status_label
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.words import count, is_are

if TYPE_CHECKING:
    from datetime import date

NO_AGENCY = "No lead agency"
ID_HEADING = "_id"
STATUSES = tuple(status_label(status) for status in ActionStatus)


class LogColumn(StrEnum):
    """The columns of the log in their order (domain research 6.2); the value is the heading."""

    REF = "Ref"
    GROUP = "Group"
    MEETING = "Meeting date"
    MINUTE_REF = "Minute ref"
    ACTION = "Action"
    LEAD = "Lead owner"
    AGENCY = "Lead agency"
    OTHERS = "Other owners"
    RAISED = "Raised"
    ORIGINAL_DUE = "Original due"
    CURRENT_DUE = "Current due"
    EXTENDED = "Times extended"
    STATUS = "Status"
    BRAG = "BRAG"
    PROGRESS = "Progress updates (newest first)"
    COMPLETED = "Date completed"
    EVIDENCE = "Evidence of impact"
    PROPOSED = "Proposed for closure"
    CLOSED_AT = "Closed at meeting"
    LINKED = "Linked to (priority / risk / review rec.)"
    OVERDUE = "Days overdue"


EDITABLE = (LogColumn.STATUS, LogColumn.PROGRESS, LogColumn.EVIDENCE, LogColumn.PROPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendLine:
    """One line of the key: the letter is never shown without meaning (ACT-3)."""

    colour: Colour
    name: str
    meaning: str


def legend(key: BragKey) -> tuple[LegendLine, ...]:
    """The partnership's own key in words (E53), with what the rule adds (domain research 6.2)."""
    added = {
        Colour.RED: ", or overdue",
        Colour.AMBER: f", or due within {count(key.amber_days, 'calendar day')}",
        Colour.GREY: ", no date said, superseded or transferred",
    }
    return tuple(
        LegendLine(
            colour=colour,
            name=colour.name.capitalize(),
            meaning=key.words.get(colour, DEFAULT_KEY.words[colour]) + added.get(colour, ""),
        )
        for colour in Colour
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """One action. Texts are the printed words; None and blank are unknown.

    `undated` stands where a due date would ("next meeting, date not yet set").
    `times_extended` counts changes of the due date. `days_overdue` are calendar days; 0 and None
    are not printed.
    """

    id: str
    ref: str
    text: str
    status: str
    group: str = ""
    met_on: date | None = None
    minute_ref: str = ""
    lead_owner: str = ""
    lead_agency: str = ""
    other_owners: str = ""
    raised_on: date | None = None
    original_due: date | None = None
    current_due: date | None = None
    undated: str = "no date said"
    times_extended: int = 0
    brag: Colour | None = None
    progress: str = ""
    completed_on: date | None = None
    evidence: str = ""
    is_proposed_for_closure: bool = False
    closed_at: str = ""
    linked_to: str = ""
    days_overdue: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLog:
    """The log at one date. `closed_since` holds what was closed since the last meeting.

    `closed` holds every closed action, those of `closed_since` among them (ACT-5).
    `statuses` are the words an owner may choose from. `restricted` counts the actions that are
    left out because their item is restricted.
    """

    partnership: str
    as_at: date
    groups: str = ""
    marking: Marking = Marking.NONE
    handling: str = ""
    is_practice: bool = False
    open: tuple[ActionLine, ...] = ()
    closed_since: tuple[ActionLine, ...] = ()
    closed: tuple[ActionLine, ...] = ()
    statuses: tuple[str, ...] = STATUSES
    key: BragKey = DEFAULT_KEY
    restricted: int = 0

    @property
    def left_out(self) -> str:
        """ "2 restricted actions are not in this log.", "" if none is left out."""
        if not self.restricted:
            return ""
        counted = count(self.restricted, "restricted action")
        return f"{counted} {is_are(self.restricted)} not in this log."

    @property
    def banner(self) -> str:
        """The marking and its handling words in capitals, "" if the log is not marked."""
        return markings.printed(self.marking, self.handling)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySummary:
    """How the actions led by one agency stand."""

    agency: str
    open: int
    overdue: int
    proposed: int
    closed_since: int
    closed: int
    with_evidence: int


def by_agency(log: ActionLog) -> tuple[AgencySummary, ...]:
    """Count the log by lead agency (ACT-10), in alphabetical order, without an agency last.

    `with_evidence` counts closed actions whose evidence of impact is not blank.
    """
    lines = (*log.open, *log.closed_since, *log.closed)
    agencies = sorted({line.lead_agency for line in lines}, key=lambda name: (not name, name))
    return tuple(_summary(log, agency) for agency in agencies)


def _summary(log: ActionLog, agency: str) -> AgencySummary:
    still_open = [line for line in log.open if line.lead_agency == agency]
    closed = [line for line in log.closed if line.lead_agency == agency]
    return AgencySummary(
        agency=agency or NO_AGENCY,
        open=len(still_open),
        overdue=sum((line.days_overdue or 0) > 0 for line in still_open),
        proposed=sum(line.is_proposed_for_closure for line in still_open),
        closed_since=sum(line.lead_agency == agency for line in log.closed_since),
        closed=len(closed),
        with_evidence=sum(bool(line.evidence.strip()) for line in closed),
    )
