"""The minutes of one meeting as they become paper: a frozen snapshot, and what it promises.

The writer of the document needs this and nothing else. A snapshot for a shareable copy does not
contain what is restricted, so nothing can leak at the end of the pipeline.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from textwrap import shorten
from typing import TYPE_CHECKING

from masa_desktop.domain import markings
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.words import capital, when

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from masa_desktop.domain.marks import Marks

PRACTICE_WORDS = "PRACTICE – invented people and meetings"
NOTHING_MINUTED = "Nothing is minuted under this item."
RESTRICTED_TITLE = "Restricted item"
RESTRICTED_NOTE = "recorded separately"
RESTRICTED_MARK = "Restricted."
"""Stands under the title of a restricted item in the full minutes."""
WORDING_LENGTH = 120  # of a decision in the summary; whole it stands in the minutes
CUT_SHORT = "…"
SHAREABLE_WORDS = "Copy for sharing. What is restricted is held back."


class AttendanceStyle(StrEnum):
    """The four ways partnerships print who was there (domain research 6.1, E29 to E38)."""

    CODED_LIST = "coded_list"
    ROLLING_GRID = "rolling_grid"
    TWO_LISTS = "two_lists"
    TICK_TABLE = "tick_table"


def attendance_style_label(style: AttendanceStyle) -> str:
    """The words in which the style is offered."""
    match style:
        case AttendanceStyle.CODED_LIST:
            return "Coded list (P, A, D, DNA)"
        case AttendanceStyle.ROLLING_GRID:
            return "Rolling grid, one column per meeting"
        case AttendanceStyle.TWO_LISTS:
            return "Lists: present, in attendance, apologies"
        case AttendanceStyle.TICK_TABLE:
            return "Tick table (present, apologies)"


class MinutesState(StrEnum):
    """The life of minutes (MIN-3)."""

    DRAFT = "draft"
    CHAIR_CHECKED = "chair_checked"
    CIRCULATED = "circulated"
    AMENDED = "amended"
    APPROVED = "approved"
    PUBLISHED = "published"


BEFORE_ISSUE = frozenset({MinutesState.DRAFT, MinutesState.CHAIR_CHECKED})
"""Nobody but the minute-taker and the chair has seen them."""

SETTLED = frozenset({MinutesState.APPROVED, MinutesState.PUBLISHED})
"""What the group has agreed to: it goes back only for a reason (MIN-3, MIN-4)."""


def minutes_state_label(state: MinutesState) -> str:
    """The state in words."""
    match state:
        case MinutesState.DRAFT:
            return "Draft"
        case MinutesState.CHAIR_CHECKED:
            return "Draft, checked by the chair"
        case MinutesState.CIRCULATED:
            return "Draft, circulated"
        case MinutesState.AMENDED:
            return "Draft, amended"
        case MinutesState.APPROVED:
            return "Approved"
        case MinutesState.PUBLISHED:
            return "Published"


class AttendeeKind(StrEnum):
    """Under which heading a person is listed.

    MEMBER: the seat was filled, by the member or a deputy. APOLOGIES and ABSENT: it was not.
    NOT_RECORDED: nobody has said; it is never printed as an absence.
    """

    MEMBER = "member"
    IN_ATTENDANCE = "in_attendance"
    OBSERVER = "observer"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    NOT_RECORDED = "not_recorded"
    VACANT = "vacant"


_KIND_LABELS = {
    AttendeeKind.MEMBER: "Present",
    AttendeeKind.IN_ATTENDANCE: "In attendance",
    AttendeeKind.OBSERVER: "Observers",
    AttendeeKind.APOLOGIES: "Apologies",
    AttendeeKind.ABSENT: "Did not attend",
    AttendeeKind.NOT_RECORDED: "Not recorded",
    AttendeeKind.VACANT: "Vacant seats",
}


def attendee_kind_label(kind: AttendeeKind) -> str:
    """The heading under which people of this kind are listed."""
    return _KIND_LABELS[kind]


SEAT_KINDS = (
    AttendeeKind.MEMBER,
    AttendeeKind.APOLOGIES,
    AttendeeKind.ABSENT,
    AttendeeKind.NOT_RECORDED,
    AttendeeKind.VACANT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMeaning:
    """The letters of an attendance code as printed, and what they mean in this partnership."""

    letters: str
    meaning: str


USUAL_CODES = (
    CodeMeaning(letters="P", meaning="present"),
    CodeMeaning(letters="A", meaning="apologies"),
    CodeMeaning(letters="D", meaning="deputy attended"),
    CodeMeaning(letters="DNA", meaning="did not attend"),
    CodeMeaning(letters="-", meaning="not a member then"),
    CodeMeaning(letters="NR", meaning="not yet recorded"),
)
USUAL_GRID_CODES = (
    CodeMeaning(letters="Y", meaning="attended"),
    CodeMeaning(letters="N", meaning="did not attend"),
    CodeMeaning(letters="A", meaning="apologies"),
    CodeMeaning(letters="D", meaning="deputy attended in place"),
    CodeMeaning(letters="-", meaning="not a member then"),
    CodeMeaning(letters="NR", meaning="not yet recorded"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One person, or one vacant seat, in the attendance list.

    `deputy` names who sat in the member's place; `note` says the rest ("to 10:58", "for item 4",
    "online"). Blank means that it is not known, and nothing is printed. `is_chair` only if this
    person chaired the whole meeting, for nobody else.
    """

    name: str
    kind: AttendeeKind
    initials: str = ""
    role: str = ""
    agency: str = ""
    code: str = ""
    deputy: str = ""
    note: str = ""
    is_chair: bool = False

    @property
    def shown_name(self) -> str:
        return f"{self.name} (Chair)" if self.is_chair else self.name

    @property
    def post(self) -> str:
        """Role and agency, as far as they are known."""
        return ", ".join(part for part in (self.role, self.agency) if part)

    @property
    def remark(self) -> str:
        """The deputy and the note, as far as they are known."""
        return "; ".join(part for part in (self.deputy, self.note) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One seat in the rolling grid: its letters, one for each date of the grid."""

    initials: str
    agency: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollingGrid:
    """Attendance at the meetings of the year, oldest first."""

    dates: tuple[date, ...]
    lines: tuple[GridLine, ...]
    codes: tuple[CodeMeaning, ...] = USUAL_GRID_CODES

    def __post_init__(self) -> None:
        if any(len(line.letters) != len(self.dates) for line in self.lines):
            raise ValueError("every grid line needs one letter per date")


class EntryKind(StrEnum):
    """What a recorded line is."""

    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"
    CHALLENGE = "challenge"


def entry_kind_label(kind: EntryKind) -> str:
    """The word that leads a line of this kind when the group has no word of its own."""
    match kind:
        case EntryKind.NOTE:
            return ""
        case EntryKind.DECISION:
            return "Decision"
        case EntryKind.ACTION:
            return "Action"
        case EntryKind.CHALLENGE:
            return "Challenge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One recorded line. `text` may hold several paragraphs, one per line break.

    `owners` and `due` are the printed words ("AD, JL", "14 Apr 2026", "No date"); `marks` say
    which characters of the text are bold or italic. By its `id` the line is found again in a
    paper that comes back; "" leaves no trace of it there. `particulars` of a decision say how it
    was reached, who dissented and on what condition; `status` where it stands.
    """

    kind: EntryKind
    text: str
    ref: str = ""
    lead: str = ""
    owners: str = ""
    due: str = ""
    id: str = ""
    marks: Marks = ()
    is_bullet: bool = False
    particulars: str = ""
    status: str = ""

    @property
    def opening(self) -> str:
        """What stands in bold before the text, "" for a plain note."""
        lead = self.lead or entry_kind_label(self.kind)
        if not lead and not self.ref:
            return ""
        if not lead or not self.ref:
            return f"{lead or self.ref}:"
        if self.kind is EntryKind.ACTION:
            return f"{lead} {self.ref}:"
        return f"{lead} ({self.ref}):"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item with what was recorded under it.

    `number` is the agenda's own, never recomputed (M9). A restricted item keeps its number and
    carries nothing else (M8). By `id`, which says nothing, a paper that comes back is read.
    """

    number: str
    title: str = ""
    presenter: str = ""
    state_note: str = ""
    entries: tuple[Entry, ...] = ()
    corrections: tuple[str, ...] = ()
    is_restricted: bool = False
    id: str = ""

    def __post_init__(self) -> None:
        content = (
            self.title,
            self.presenter,
            self.state_note,
            self.entries,
            self.corrections,
        )
        if self.is_restricted and any(content):
            raise ValueError("a restricted item carries no content in a shareable copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What is not in the document. `what` must not say what it was about.

    `lines` are recorded lines; 0 for what is none, such as the name of a guest.
    """

    what: str
    why: str
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Everything one document of minutes says. `corrected`: corrections told in it, one by one."""

    partnership: str
    group: str
    on: date
    state: MinutesState
    title: str = ""
    reference: str = ""
    version: str = ""
    is_practice: bool = False
    marking: Marking = Marking.NONE
    handling: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    venue: str = ""
    format: str = ""
    sittings: tuple[str, ...] = ()
    chair: str = ""
    attendance: tuple[Attendee, ...] = ()
    codes: tuple[CodeMeaning, ...] = USUAL_CODES
    grid: RollingGrid | None = None
    quorum: str = ""
    quorum_notes: tuple[str, ...] = ()
    declarations: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    next_meeting: str = ""
    approval: str = ""
    amendments: tuple[str, ...] = ()
    corrected: int = 0
    is_shareable: bool = False
    recorded: int = 0
    left_out: tuple[LeftOut, ...] = ()

    @property
    def heading(self) -> str:
        return self.title or f"{self.group}: minutes"

    @property
    def chair_line(self) -> str:
        """Who chaired, for the head of the paper; "" if the attendance list says all of it."""
        return "" if any(person.is_chair for person in self.attendance) else self.chair

    @property
    def banner(self) -> str:
        """The marking and its handling words in capitals, "" if the paper is not marked."""
        return markings.printed(self.marking, self.handling)

    @property
    def held(self) -> str:
        """The date in words and the times, as far as they are known."""
        return when(self.on, self.starts_at, self.ends_at)

    @property
    def is_draft(self) -> bool:
        return self.state not in SETTLED

    @property
    def stamp(self) -> str:
        """ "DRAFT v0.2" until the minutes are approved, then "APPROVED v1.0" (MIN-2)."""
        word = "DRAFT" if self.is_draft else minutes_state_label(self.state).upper()
        return f"{word} {self.version_words}".strip()

    @property
    def version_words(self) -> str:
        return f"v{self.version.removeprefix('v')}" if self.version else ""

    @property
    def actions(self) -> tuple[tuple[Item, Entry], ...]:
        """The actions in the order in which they were recorded, each with its item."""
        return self._recorded_as(EntryKind.ACTION)

    @property
    def decisions(self) -> tuple[tuple[Item, Entry], ...]:
        """The decisions in the order in which they were recorded, each with its item."""
        return self._recorded_as(EntryKind.DECISION)

    def _recorded_as(self, kind: EntryKind) -> tuple[tuple[Item, Entry], ...]:
        found = ((item, entry) for item in self.items for entry in item.entries)
        return tuple(pair for pair in found if pair[1].kind is kind)

    @property
    def printed(self) -> int:
        """How many recorded lines are in the document, corrections among them."""
        return sum(len(item.entries) for item in self.items) + self.corrected

    @property
    def withheld(self) -> int:
        """How many recorded lines are listed as left out."""
        return sum(line.lines for line in self.left_out)

    @property
    def unaccounted(self) -> int:
        """Recorded lines that are neither printed nor listed: 0 unless something is wrong."""
        return max(0, self.recorded - self.printed - self.withheld)

    @property
    def tally(self) -> str:
        """ "42 recorded, 42 in this document, 0 left out" (peers, trap 4)."""
        counts = f"{self.recorded} recorded, {self.printed} in this document"
        missing = f", {self.unaccounted} not accounted for" if self.unaccounted else ""
        return f"{counts}, {self.withheld} left out{missing}"

    def of_kind(self, *kinds: AttendeeKind) -> tuple[Attendee, ...]:
        """The people of these kinds, in the order of the list."""
        return tuple(person for person in self.attendance if person.kind in kinds)

    def rolling_grid(self) -> RollingGrid:
        """The grid of the year, or this meeting alone when no earlier one is known."""
        if self.grid is not None:
            return self.grid
        seats = self.of_kind(*SEAT_KINDS)
        lines = (
            GridLine(initials=seat.initials or seat.name, agency=seat.agency, letters=(seat.code,))
            for seat in seats
        )
        return RollingGrid(dates=(self.on,), lines=tuple(lines), codes=self.codes)


def in_summary(decision: str) -> str:
    """The wording of a decision as the summary has it: a capital first, a long one cut short."""
    return capital(shorten(decision, WORDING_LENGTH, placeholder=f" {CUT_SHORT}"))


def key_to(letters: Iterable[str], codes: Iterable[CodeMeaning]) -> str:
    """The key under a list, only for letters that occur in it: "P = present. A = apologies."."""
    used = set(letters)
    return " ".join(f"{code.letters} = {code.meaning}." for code in codes if code.letters in used)
