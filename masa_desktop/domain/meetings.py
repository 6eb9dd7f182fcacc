"""Meetings as lists and pages show them, their states in words, and the order of an agenda."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.attendance import WHOLE, Span
from masa_desktop.domain.initials import folded
from masa_desktop.domain.minutes import MinutesState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from masa_desktop.domain.attendance import Counts
    from masa_desktop.domain.marks import Marks
    from masa_desktop.domain.quorum import Verdict
    from masa_desktop.domain.sittings import Sitting


class MeetingStatus(StrEnum):
    """Where a meeting stands (SCH-4)."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    HELD_INQUORATE = "held_inquorate"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    WRITTEN = "written"


TO_BE_HELD = (MeetingStatus.PLANNED, MeetingStatus.CONFIRMED)
"""Still to come, or on now."""

CALLED_OFF = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
"""Nothing is heard, agreed or counted at a meeting that did not take place."""


_STATUS_LABELS = {
    MeetingStatus.PLANNED: "Planned",
    MeetingStatus.CONFIRMED: "Confirmed",
    MeetingStatus.HELD: "Held",
    MeetingStatus.HELD_INQUORATE: "Held, not quorate",
    MeetingStatus.CANCELLED: "Cancelled",
    MeetingStatus.POSTPONED: "Postponed",
    MeetingStatus.WRITTEN: "By written procedure",
}


def status_label(status: MeetingStatus) -> str:
    return _STATUS_LABELS[status]


def needs_reason(now: MinutesState, then: MinutesState) -> bool:
    """Whether going from one state of the minutes to another must be explained (MIN-3).

    Whoever was told that they had come so far asks why they went back, agreed or not.
    """
    order = list(MinutesState)
    return order.index(then) < order.index(now)


class ItemState(StrEnum):
    """Where an agenda item stands. A state never stops typing."""

    OPEN = "open"
    DONE = "done"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


NOT_TAKEN = (ItemState.DEFERRED, ItemState.WITHDRAWN)
"""An item put off or withdrawn is not discussed, and somebody says why."""


_ITEM_LABELS = {
    ItemState.OPEN: "Open",
    ItemState.DONE: "Done",
    ItemState.DEFERRED: "Deferred",
    ItemState.WITHDRAWN: "Withdrawn",
}


def item_state_label(state: ItemState) -> str:
    return _ITEM_LABELS[state]


USUAL_ITEMS = (
    "Welcome, introductions and apologies",
    "Declarations of interest",
    "Minutes of the last meeting",
    "Matters arising and action log",
    "Any other business",
    "Date of the next meeting",
)
"""The usual order of an agenda (E34), offered to a group that has no standing items of its own."""

_CLOSING = re.compile(
    r"any other business|\ba\.?o\.?b\b|^dates? (and time )?of (the )?(next|future) meetings?"
    r"|^(next|future) meetings?( dates?)?$|^(meeting )?(close|ends?)( of (the )?meeting)?$",
    re.IGNORECASE,
)


def usual_place(titles: Sequence[str]) -> int:
    """Where a new item goes on an agenda of these titles: before the closing items, if it has any.

    Closing items are any other business, the date of the next meeting and the close, however a
    group calls them (E34). Gives a place from 0.
    """
    place = len(titles)
    while place and _CLOSING.search(titles[place - 1].strip()):
        place -= 1
    return place


MINUTES_ITEM, MATTERS_ITEM = "minutes", "matters_arising"
"""Items that know what they are about: the minutes of the last meeting, and matters arising."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DAY = rf"(?:[a-z]+day\s+)?(?:\d|{_MONTH})"
_OURS = r"(?:executive|board|partnership|group|committee)"
_LAST = rf"(?:(?:last|previous)(?:\s+(?:{_OURS}\s+)?(?:meeting|minutes))?|meeting)"
_ENDS = rf"(?:\s*$|\s*[,:;(/–-]|\s+(?:and|held|on|dated)\b|\s+(?:of\s+)?(?:the\s+)?{_DAY})"
_WE = rf"(?:{_OURS}|[a-z]{{1,4}}s(?:cp|cb|ab)|safeguarding(?:\s+(?:children|adults?))?)"
_GROUP = rf"{_WE}(?:\s+{_WE})*"
_ON_A_DAY = rf"\s*[\s,:;(–-]\s*(?:held\s+|dated\s+)?(?:on\s+|of\s+)?(?:the\s+)?{_DAY}"
_OUR_MEETING = (
    rf"(?:{_GROUP}\s+meeting{_ENDS}|meeting\s+of\s+(?:the\s+)?{_GROUP}{_ENDS}|{_GROUP}{_ON_A_DAY})"
)
_OF_THE_LAST = rf"(?:of|from)\s+(?:(?:the|our)\s+)?(?:{_LAST}{_ENDS}|{_OUR_MEETING}|{_DAY})"
_TO_AGREE = r"(?:(?:approv|agree|accept)[a-z]*\s+(?:of\s+)?)?(?:the\s+)?(?:draft\s+)?"
_ABOUT_THE_LAST = re.compile(
    rf"(?<!from )(?<!from the )\bminutes\s+(?:and\s+actions?\s+)?{_OF_THE_LAST}"
    rf"|^{_TO_AGREE}minutes(?:\s+and\s+actions?)?$"
    rf"|^{_TO_AGREE}minutes\s*[\s,:;(–-]\s*(?:[a-z]+day\s+)?\d\d?(?:st|nd|rd|th)?\s+{_MONTH}"
    rf"|^{_TO_AGREE}(?:last|previous)\s+(?:meeting(?:['’]s)?\s+)?minutes$"
)
_LOG = rf"(?:the\s+)?(?:{_OURS}\s+)?action\s+log"
_SAME = r"(?:(?:(?:open|outstanding|previous)\s+)?actions|action\s+points|minutes)"
_LISTED = rf"(?:matters\s+arising|{_LOG}|{_SAME})"
_ABOUT_MATTERS = re.compile(
    rf"(?:(?:review|update)\s+(?:of|on)\s+)?{_LISTED}(?:(?:\s*[,&/]\s*|\s+and\s+){_LISTED})*"
    rf"(?:\s+(?:review|update|not\b.*)|\s*[,:;(/–-].*"
    rf"|\s+from\s+(?:the\s+)?minutes\b.*|\s+{_OF_THE_LAST}.*)?"
)
_OF_OTHERS = re.compile(r"\bsub[\s-]?groups?\b")


def matter(title: str) -> str:
    """What an item so called is about, to compare with items of other meetings."""
    return smart_kind(title) or folded(title)


def smart_kind(title: str) -> str:
    """What an item so called is about: MINUTES_ITEM, MATTERS_ITEM or "" (any other matter).

    The group's own minutes and action log alone: those of a sub-group are any other matter.
    """
    said = " ".join(title.casefold().split())
    if _OF_OTHERS.search(said):
        return ""
    if _ABOUT_THE_LAST.search(said):
        return MINUTES_ITEM
    is_named = "matters arising" in said or "action log" in said
    return MATTERS_ITEM if is_named and _ABOUT_MATTERS.fullmatch(said) else ""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line of the list of meetings. `chair` says who is due, or why nobody is shown.

    `is_running`: in progress when it was asked.
    """

    id: str
    group_id: str
    group: str
    ref: str
    on: date
    starts_at: time | None
    ends_at: time | None
    venue: str
    status: MeetingStatus
    chair: str
    why_moved: str
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class WentOut:
    """The last version of minutes that was issued; `is_agreed`: as approved minutes."""

    version: str
    on: date
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """The head of one meeting's page."""

    id: str
    group_id: str
    group: str
    group_code: str
    partnership: str
    title: str
    ref: str
    on: date
    starts_at: time | None
    ends_at: time | None
    venue: str
    format: str
    status: MeetingStatus
    minutes_state: str
    minutes_version: int
    marking: str
    handling: str
    chair_due: str
    chair_sentence: str
    in_the_chair: str
    current_item_id: str | None
    is_practice: bool
    sittings: tuple[Sitting, ...] = ()
    went_out: WentOut | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One agenda item. `number` counts from 1 in the order of the agenda.

    `papers` are lines as printed: "Paper 5.1 Neglect audit, v1.0"; `deferred_from` the place an
    earlier meeting put it off at: "10 Feb 2026, item 9".
    """

    id: str
    number: int
    title: str
    purpose: str
    presenter: str
    minutes: int | None
    state: ItemState
    state_note: str
    is_restricted: bool
    entries: int
    papers: tuple[str, ...] = ()
    deferred_from: str = ""

    @property
    def kind(self) -> str:
        """What a smart item is about, as smart_kind says it of the title."""
        return smart_kind(self.title)


class EntryKind(StrEnum):
    """What was minuted. A private jotting is of another kind altogether: it is never shared."""

    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"
    CHALLENGE = "challenge"
    PRIVATE = "private"


_ENTRY_LABELS = {
    EntryKind.NOTE: "Note",
    EntryKind.DECISION: "Decision",
    EntryKind.ACTION: "Action",
    EntryKind.CHALLENGE: "Challenge",
    EntryKind.PRIVATE: "Private jotting",
}


def entry_label(kind: EntryKind) -> str:
    return _ENTRY_LABELS[kind]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry under an item. `lead` and `foot` are ready to show: "AGREED", "AD · due 14 Apr".

    `particulars` say how a decision was reached, who dissented and on what condition; `status`
    where it stands.
    """

    id: str
    item_id: str
    kind: EntryKind
    text: str
    ref: str = ""
    lead: str = ""
    foot: str = ""
    record_id: str = ""
    owners: tuple[str, ...] = ()
    due: str = ""
    marks: Marks = ()
    is_bullet: bool = False
    particulars: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class RollRow:
    """One line of the roll-call: a seat's holder, a vacant seat, a deputy or a guest.

    `attendance_id` is "" until something is recorded. `counts` says whether and why not;
    `standing` whether the seat counts, item by item. `proposed` is the code the reply suggests,
    `absence` what earlier meetings add to it, `heading` the group of rows it stands under. The
    first and last item are numbers on the agenda; `span` are places in the order of discussion.
    """

    id: str
    attendance_id: str
    seat_id: str | None
    person_id: str | None
    name: str
    initials: str
    role: str
    agency_id: str | None
    agency: str
    capacity: str
    code: str
    is_deputy: bool
    has_authority: bool | None
    note: str
    counts: str
    deputies: tuple[tuple[str, str, bool], ...] = ()
    reply: str = ""
    proposed: str = ""
    also_agency_id: str | None = None
    also_agency: str = ""
    chair: str = ""
    arrived_at: time | None = None
    left_at: time | None = None
    first_item: int | None = None
    last_item: int | None = None
    span: Span = WHOLE
    standing: tuple[tuple[int, bool], ...] = ()
    absence: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class RollCall:
    """The roll-call of one meeting, its three counts, and the quorum in words.

    `is_taken` once anybody is recorded; `items` judges each agenda item by its id;
    `agencies` are (name, represented, initials); `modes` how people came and how many could not;
    `version` the terms of reference the rule is from; `absences` when an agency was away, beside
    `agencies`; `in_part` the numbers of items that were quorate for a part only.
    """

    rows: tuple[RollRow, ...]
    is_taken: bool
    counts: Counts
    verdict: Verdict
    rule_words: str
    by_item: str
    items: tuple[tuple[str, Verdict], ...]
    agencies: tuple[tuple[str, bool, str], ...]
    warnings: tuple[str, ...]
    modes: str = ""
    has_replies: bool = False
    version: str = ""
    absences: tuple[str, ...] = ()
    in_part: frozenset[int] = frozenset()
