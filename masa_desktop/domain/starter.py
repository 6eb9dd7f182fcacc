"""A partnership's published arrangements as plain values, before they enter an office.

Everything here was printed in a document or written by a business manager: unknown stays
empty, and every value keeps the line it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from masa_desktop.domain.attendance import Capacity

ChairData = dict[str, object]
QuorumData = dict[str, object]
LinkKind = Literal[
    "reports_to", "part_of", "replaces", "merged_into", "links_to", "held_to_account_by"
]

LINK_KINDS: tuple[LinkKind, ...] = (
    "reports_to",
    "part_of",
    "replaces",
    "merged_into",
    "links_to",
    "held_to_account_by",
)
SCOPES = ("children", "adults", "all_age")
PARTNERSHIP_STATUSES = ("proposed", "shadow", "live", "ceasing", "ceased")
GROUP_STATUSES = (*PARTNERSHIP_STATUSES, "to_be_agreed", "not_yet_confirmed")
GROUP_TYPES = (
    "executive",
    "leadership",
    "sub_group",
    "forum",
    "conference",
    "board",
    "operational",
    "task_and_finish",
    "regional",
    "oversight",
    "partners_meeting",
    "per_case_panel",
    "scrutiny_body",
    "working_group",
    "predecessor",
)
AGENCY_KINDS = (
    "local_authority",
    "health",
    "police",
    "education",
    "probation",
    "voluntary_sector",
    "housing",
    "court_service",
    "government",
    "fire",
    "ambulance",
    "secure_estate",
    "youth_justice",
    "independent",
    "other",
)
PARTNER_KINDS = ("local_authority", "health", "police")
CAPACITIES = tuple(capacity.value for capacity in Capacity)
CONTRIBUTION_STATES = ("agreed", "blank", "to be confirmed")


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterPartnership:
    """The body itself; the four dates are words as printed, for they are four facts (B72-B74)."""

    name: str
    abbreviation: str
    aliases: tuple[str, ...]
    area: str
    scope: str
    status: str
    published: str
    effective: str
    reviewed: str
    ceased: str
    predecessor: str
    accountable_to: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterAgency:
    """One agency, or a class of them such as "Each Primary School" (MEM-2, M441)."""

    key: str
    name: str
    abbreviation: str
    kind: str
    is_class: bool
    aliases: tuple[str, ...]
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterLink:
    """A line from one group to another; a group may have several (STR-3, STR-5)."""

    to: str
    kind: LinkKind
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterSeat:
    """A seat by post; `counts_for_quorum` is None where the document does not say (MEM-3)."""

    title: str
    agency: str
    capacity: str
    counts_for_quorum: bool | None
    follows_group: str
    is_multiple: bool
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterGroup:
    """A group with its names, links, chair rule and seats.

    `chair` is what `chair_records.from_data` reads and `quorum` what `quorum_records.from_data`
    reads, with the file's keys of agencies and groups where ids will stand; `quorum` is empty when
    none is set.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    code: str
    type: str
    status: str
    scope: str
    area: str
    is_external: bool
    is_joint: bool
    parents: tuple[StarterLink, ...]
    purpose: str
    functions: tuple[str, ...]
    frequency: str
    terms_of_reference: str
    terms_review: str
    starts: str
    ends: str
    chair: ChairData
    chair_source: str
    quorum: QuorumData
    seats: tuple[StarterSeat, ...]
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterPartner:
    """A statutory safeguarding partner, its lead post and the posts it delegates to (MEM-9)."""

    agency: str
    kind: str
    lead_post: str
    delegated_posts: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """A column of the agency table; one column may stand for several groups (X1, M433)."""

    key: str
    label: str
    italic_part: str
    groups: tuple[str, ...]
    is_budget: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixTick:
    """A tick, with the words printed in brackets beside it (X1, M435)."""

    column: str
    qualifier: str
    is_italic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """An agency's row; `label` is its name as printed there, and no tick is legitimate (X2)."""

    agency: str
    label: str
    ticks: tuple[MatrixTick, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterMatrix:
    """Which agency sits on which group, as printed (MEM-8)."""

    title: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterContribution:
    """A line of the funding table; `amount_pence` is None when the cell is blank (F1, B87)."""

    year: str
    line: str
    agency: str
    amount_pence: int | None
    state: str
    is_other_income: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterPrintedTotal:
    """The total as the document prints it, sign and all; never computed (F2, B91).

    `amount_pence` is the printed words as a number, None when they are no number.
    """

    label: str
    year: str
    printed: str
    amount_pence: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterMilestone:
    """A row of a timetable or a key date; `when` is exactly as printed."""

    heading: str
    text: str
    when: str
    body: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterRisk:
    """A risk; the rating is the printed one and has no colour of its own (R1, W228)."""

    title: str
    description: str
    mitigation: str
    rating: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterScrutiny:
    """An independent scrutiny arrangement; `days` is a decimal as text, "" when not stated."""

    title: str
    days: str
    is_approximate: bool
    duties: tuple[str, ...]
    frequency: str
    appointed: str
    term: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterEscalation:
    """A rung of the ladder for disagreements (M492-M496)."""

    step: int
    when: str
    by: str
    scope: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterNote:
    """Something published that has no field of its own."""

    heading: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterQuestion:
    """Something the document leaves open or says in two ways: for a person to settle."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """Everything one starter file says; `name` is the file's name without its ending."""

    name: str
    title: str
    document: str
    is_generic: bool
    partnership: StarterPartnership
    agencies: tuple[StarterAgency, ...]
    groups: tuple[StarterGroup, ...]
    statutory_partners: tuple[StarterPartner, ...]
    matrix: StarterMatrix | None
    contributions: tuple[StarterContribution, ...]
    printed_total: StarterPrintedTotal | None
    milestones: tuple[StarterMilestone, ...]
    risks: tuple[StarterRisk, ...]
    scrutiny: tuple[StarterScrutiny, ...]
    escalation: tuple[StarterEscalation, ...]
    notes: tuple[StarterNote, ...]
    questions: tuple[StarterQuestion, ...]
