"""Actions: their states, their due dates and the colour a log shows.

Promises that the original due date is never overwritten (ACT-11), that closing without evidence
is a conscious act (ACT-2), and that an action without a date is never called late (A4).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import BEFORE_ISSUE
from masa_desktop.domain.words import short_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from masa_desktop.domain.minutes import MinutesState


class ActionStatus(StrEnum):
    """Where an action stands (ACT-2). Overdue is not a status: it is worked out from the date."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CLOSED_EVIDENCED = "closed_evidenced"
    CLOSED_UNEVIDENCED = "closed_unevidenced"
    SUPERSEDED = "superseded"
    TRANSFERRED = "transferred"

    @property
    def is_running(self) -> bool:
        """Whether somebody still has the work to do, so that it can be late."""
        return self in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)

    @property
    def is_closed(self) -> bool:
        """Whether the action has left the open log; completed, evidence awaited, has not."""
        return not self.is_running and self is not ActionStatus.COMPLETED


_STATUS_LABELS: Mapping[ActionStatus, str] = {
    ActionStatus.OPEN: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.COMPLETED: "Evidence awaited",
    ActionStatus.CLOSED_EVIDENCED: "Closed with evidence",
    ActionStatus.CLOSED_UNEVIDENCED: "Closed without evidence",
    ActionStatus.SUPERSEDED: "Superseded",
    ActionStatus.TRANSFERRED: "Transferred",
}


def status_label(status: ActionStatus) -> str:
    """Give the words for a status, as the log shows them."""
    return _STATUS_LABELS[status]


class ReviewOutcome(StrEnum):
    """What a meeting can say of an open action (MAT-1, ACT-2, ACT-11)."""

    UPDATE = "update"
    NEW_DATE = "new_date"
    DONE = "done"
    EVIDENCED = "evidenced"
    UNEVIDENCED = "unevidenced"


_OUTCOME_LABELS: Mapping[ReviewOutcome, str] = {
    ReviewOutcome.UPDATE: "Update",
    ReviewOutcome.NEW_DATE: "New date",
    ReviewOutcome.DONE: "Done, evidence awaited",
    ReviewOutcome.EVIDENCED: "Close with evidence",
    ReviewOutcome.UNEVIDENCED: "Close without evidence",
}


def outcome_label(outcome: ReviewOutcome) -> str:
    """Give the words that offer an outcome."""
    return _OUTCOME_LABELS[outcome]


def all_done(parts: Sequence[ActionStatus]) -> bool:
    """Whether every owner's part is done, so that the whole is (A1). No parts are not done."""
    done = {
        ActionStatus.COMPLETED,
        ActionStatus.CLOSED_EVIDENCED,
        ActionStatus.CLOSED_UNEVIDENCED,
    }
    return bool(parts) and all(part in done for part in parts)


def check_close(status: ActionStatus, *, evidence: str = "", reason: str = "") -> None:
    """Refuse to close an action "with evidence" without any, or without it for no reason (ACT-2).

    Raises UserError; any other status needs neither.
    """
    if status is ActionStatus.CLOSED_EVIDENCED and not evidence.strip():
        raise UserError(
            "No evidence of impact is written down for this action.",
            do="Say what is different and how you know, or close it without evidence.",
        )
    if status is ActionStatus.CLOSED_UNEVIDENCED and not reason.strip():
        raise UserError(
            "Closing an action without evidence needs a reason.",
            do="Say why the group closes it without evidence.",
        )


class Colour(StrEnum):
    """The letter of a BRAG rating; N is grey and printed as a dash."""

    BLUE = "B"
    GREEN = "G"
    AMBER = "A"
    RED = "R"
    GREY = "N"

    @property
    def letter(self) -> str:
        """The letter to print: never the colour alone (ACT-3)."""
        return "–" if self is Colour.GREY else self.value


_KEY_WORDS: Mapping[Colour, str] = {
    Colour.BLUE: "Complete with evidence",
    Colour.GREEN: "On track",
    Colour.AMBER: "At risk",
    Colour.RED: "Off track",
    Colour.GREY: "Not started",
}


@dataclass(frozen=True, slots=True)
class BragKey:
    """A partnership's own key (ACT-3, E53): calendar days before a due date that turn it amber.

    words are what the partnership calls each colour when somebody chooses it by hand.
    """

    amber_days: int = 14
    words: Mapping[Colour, str] = field(default_factory=lambda: dict(_KEY_WORDS))


DEFAULT_KEY = BragKey()


@dataclass(frozen=True, slots=True)
class Brag:
    """A rating with its word; reason is filled when a person chose it against the rule."""

    colour: Colour
    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A rating chosen by a person. Raises UserError without a reason (ACT-3)."""

    colour: Colour
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise UserError(
                "A colour chosen by hand needs a reason.",
                do="Say why it differs from the date, or let the date decide.",
            )


_SETTLED: Mapping[ActionStatus, Brag] = {
    ActionStatus.COMPLETED: Brag(Colour.GREEN, "Done"),
    ActionStatus.CLOSED_EVIDENCED: Brag(Colour.BLUE, "Complete with evidence"),
    ActionStatus.CLOSED_UNEVIDENCED: Brag(Colour.GREY, "Closed without evidence"),
    ActionStatus.SUPERSEDED: Brag(Colour.GREY, "Superseded"),
    ActionStatus.TRANSFERRED: Brag(Colour.GREY, "Transferred"),
}


def brag(
    status: ActionStatus,
    due: date | None,
    today: date,
    *,
    override: Override | None = None,
    key: BragKey = DEFAULT_KEY,
) -> Brag:
    """Rate an action by domain.md 6.2: a hand-set colour first, then status, then date.

    due is the date the action is worked to: the current due date, the next meeting's, or the
    review date of an ongoing action; None is no date said, which is grey and never red.
    """
    if override is not None:
        word = key.words.get(override.colour, _KEY_WORDS[override.colour])
        return Brag(override.colour, word, override.reason.strip())
    if status in _SETTLED:
        return _SETTLED[status]
    if due is not None and due < today:
        return Brag(Colour.RED, "Overdue")
    if due is not None and due <= today + timedelta(days=key.amber_days):
        return Brag(Colour.AMBER, "At risk")
    if status is ActionStatus.OPEN:
        return Brag(Colour.GREY, "Not started")
    return Brag(Colour.GREY, "No date said") if due is None else Brag(Colour.GREEN, "On track")


def days_overdue(status: ActionStatus, due: date | None, today: date) -> int:
    """Count calendar days past the due date of an action still running; otherwise 0."""
    if due is None or not status.is_running:
        return 0
    return max((today - due).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateStanding:
    """Who can know of the due date of an action: what decides whether it was agreed (ACT-11).

    `states` are those its own meeting's minutes are in or ever were in; none if it belongs to no
    meeting. `was_sent`: minutes or actions of that meeting were recorded as sent. `has_moved`: the
    date has moved before; `is_heard_elsewhere`: another meeting says now that it moves.
    """

    states: frozenset[MinutesState]
    was_sent: bool = False
    has_moved: bool = False
    is_heard_elsewhere: bool = False

    @property
    def is_agreed(self) -> bool:
        """Whether the date has left the draft, so that it moves only with a reason.

        Until then a change of it is a correction of what was typed. ACT-11 and E41 keep the
        "original" date and do not say from when; this beginning is our own decision.
        """
        has_left = self.was_sent or self.has_moved or self.is_heard_elsewhere
        return has_left or not self.states or not self.states <= BEFORE_ISSUE


@dataclass(frozen=True, slots=True)
class Move:
    """One change of the due date, with its reason."""

    due_from: date | None
    due_to: date | None
    reason: str
    moved_on: date


@dataclass(frozen=True, slots=True)
class DueHistory:
    """The date first agreed, kept for good, and every move since, oldest first (ACT-11, E41)."""

    original: date | None
    moves: tuple[Move, ...] = ()

    @property
    def current(self) -> date | None:
        """The date the action is worked to now."""
        return self.moves[-1].due_to if self.moves else self.original

    @property
    def times_moved(self) -> int:
        """How often the date was moved."""
        return len(self.moves)

    def moved(self, due_to: date | None, reason: str, moved_on: date) -> DueHistory:
        """Give the history with one more move. Raises UserError without a reason."""
        if not reason.strip():
            raise UserError(
                "Moving a due date needs a reason.",
                safe="The date stays as it is.",
                do="Say in a few words why it moves.",
            )
        move = Move(self.current, due_to, reason.strip(), moved_on)
        return replace(self, moves=(*self.moves, move))

    def calls_for_escalation(self, threshold: int | None = 3) -> bool:
        """Whether it was moved so often that the chair should hear of it; None sets no limit."""
        return threshold is not None and self.times_moved >= threshold


class DueKind(StrEnum):
    """How a due date was said (A4)."""

    DATED = "dated"
    NEXT_MEETING = "next_meeting"
    ONGOING = "ongoing"
    NOT_SAID = "not_said"


_DUE_LABELS: Mapping[DueKind, str] = {
    DueKind.DATED: "By a date",
    DueKind.NEXT_MEETING: "Next meeting",
    DueKind.ONGOING: "Ongoing, with a review date",
    DueKind.NOT_SAID: "No date said",
}


def due_kind_label(kind: DueKind) -> str:
    """Give the words for a kind of due date."""
    return _DUE_LABELS[kind]


@dataclass(frozen=True, slots=True)
class Due:
    """When an action is due: on is the date, the next meeting's date or the review date.

    Raises UserError for a dated or an ongoing action without a date (A4). A next meeting not
    yet fixed has none.
    """

    kind: DueKind
    on: date | None = None

    def __post_init__(self) -> None:
        if self.kind is DueKind.ONGOING and self.on is None:
            raise UserError(
                "An ongoing action needs a review date.", do="Say when the group looks at it again."
            )
        if self.kind is DueKind.DATED and self.on is None:
            raise UserError("No due date was given.", do='Give a date, or choose "no date said".')
        if self.kind is DueKind.NOT_SAID and self.on is not None:
            raise UserError(
                "An action with no date said cannot have a date.",
                do="Choose how the date was said.",
            )


def due_words(due: Due) -> str:
    """Say when an action is due, for a table: "14 Apr 2026", "next meeting, 14 Apr 2026"."""
    if due.kind is DueKind.NOT_SAID:
        return "no date said"
    if due.on is None:
        return "next meeting, date not yet set"
    lead = {DueKind.NEXT_MEETING: "next meeting, ", DueKind.ONGOING: "ongoing, review "}
    return lead.get(due.kind, "") + short_date(due.on)
