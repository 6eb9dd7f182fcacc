"""Chair rules as values: who chairs a group, by post, by turn, by election or not stated (CHR-1).

Promise: a rule holds only what the arrangements say; what they leave open stays open.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import plain_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LONGEST_TERM_MONTHS = 120
MONTHS_IN_A_YEAR = 12


class MemberKind(StrEnum):
    """What takes a turn in the chair."""

    AGENCY = "agency"
    SEAT = "seat"
    POST = "post"
    AREA = "area"


class ChairKind(StrEnum):
    """The kinds of chair rule, CHR-1 a to l."""

    FIXED_POST = "fixed_post"
    ROTATION = "rotation"
    ELECTION = "election"
    INDEPENDENT_CHAIR = "independent_chair"
    AGENCY_HOLDS = "agency_holds"
    APPOINTED_BY = "appointed_by"
    ALTERNATING = "alternating"
    CO_CHAIRS = "co_chairs"
    EX_OFFICIO = "ex_officio"
    ACTING = "acting"
    NOT_STATED = "not_stated"


class Per(StrEnum):
    """What an alternating chair counts: meetings or terms."""

    MEETING = "meeting"
    TERM = "term"


class Strength(StrEnum):
    """How firmly a minimum tenure is put. Either way it warns and never blocks (CHR-3)."""

    EXPECTED = "expected"
    REQUIRED = "required"


def member_kind_label(kind: MemberKind) -> str:
    """The kind as a person reads it."""
    return kind.value.capitalize()


def chair_kind_label(kind: ChairKind) -> str:
    """The kind of rule as a person reads it."""
    return {
        ChairKind.FIXED_POST: "Holder of a post",
        ChairKind.ROTATION: "Rotation",
        ChairKind.ELECTION: "Election",
        ChairKind.INDEPENDENT_CHAIR: "Independent chair",
        ChairKind.AGENCY_HOLDS: "One agency holds the chair",
        ChairKind.APPOINTED_BY: "Appointed by another group",
        ChairKind.ALTERNATING: "Alternating",
        ChairKind.CO_CHAIRS: "Co-chairs",
        ChairKind.EX_OFFICIO: "By virtue of a post elsewhere",
        ChairKind.ACTING: "Acting chair",
        ChairKind.NOT_STATED: "Not stated",
    }[kind]


def per_label(per: Per) -> str:
    """What an alternation counts, as a person reads it."""
    return "Each meeting" if per is Per.MEETING else "Each term"


def strength_label(strength: Strength) -> str:
    """How firm a minimum tenure is, as a person reads it."""
    return strength.value.capitalize()


@dataclass(frozen=True, slots=True)
class Member:
    """One that can take the chair: `ref` is the id of the agency or seat, or "" when unknown."""

    kind: MemberKind
    ref: str
    name: str

    def is_same(self, other: Member | None) -> bool:
        """Whether both mean the same: by id where both have one, else by name."""
        if other is None or self.kind is not other.kind:
            return False
        if self.ref and other.ref:
            return self.ref == other.ref
        return self.name.casefold() == other.name.casefold()


AN_INDEPENDENT_CHAIR = Member(MemberKind.POST, "", "Independent chair")


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPost:
    """The holder of one post chairs, supported by counterparts (CHR-1 a; M300, M308, M312)."""

    post: Member
    agency: Member | None = None
    supported_by: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Members take turns (CHR-1 b and c; T129, W99).

    `order` is the agreed order; `among` the members when no order is agreed. `term_months` is the
    length of every term but the first, which may have its own `first_term_months`. None means the
    arrangements do not say. `anchor` is the first day of the first term.
    """

    order: tuple[Member, ...] = ()
    among: tuple[Member, ...] = ()
    term_months: int | None = None
    anchor: date | None = None
    first: Member | None = None
    first_term_months: int | None = None

    def __post_init__(self) -> None:
        _check_months(self.term_months)
        _check_months(self.first_term_months)
        _check_among(self.first, self.members)

    @property
    def members(self) -> tuple[Member, ...]:
        """Those who take turns, in the agreed order if there is one."""
        return self.order or self.among

    def at(self, place: int) -> Member | None:
        """Whose turn number `place` is (from 0); None when the order has not been agreed."""
        if not self.order:
            return self.first if place == 0 else None
        return self.order[(place + _index(self.first, self.order)) % len(self.order)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """The members elect the chair (CHR-1 d). `month` is 1 to 12 when the month is known."""

    every_months: int | None = MONTHS_IN_A_YEAR
    at_meeting: str = ""
    month: int | None = None

    def __post_init__(self) -> None:
        _check_months(self.every_months)
        if self.month is not None and not 1 <= self.month <= MONTHS_IN_A_YEAR:
            raise UserError(
                "The month of an election is a number from 1 to 12.", do="Choose a month."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentChair:
    """Someone from outside the agencies chairs, under a contract (CHR-1 e; M550)."""

    chair: Member = AN_INDEPENDENT_CHAIR
    starts_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        check_dates(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyHolds:
    """One agency holds the chair and nominates the person (CHR-1 f)."""

    agency: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointedBy:
    """Another group, usually the parent, appoints the chair (CHR-1 g)."""

    group: str
    group_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternating:
    """Areas or posts chair in turn, meeting by meeting or term by term (CHR-1 h; W171).

    `first` is None when the arrangements do not say who begins.
    """

    between: tuple[Member, ...]
    per: Per = Per.MEETING
    first: Member | None = None
    term_months: int | None = None
    anchor: date | None = None
    cancelled_consumes_turn: bool = False
    host_follows: bool = False

    def __post_init__(self) -> None:
        if len(self.between) <= 1:
            raise UserError(
                "A chair can alternate only between two or more.", do="Name at least two."
            )
        _check_months(self.term_months)
        _check_among(self.first, self.between)

    def as_rotation(self) -> Rotation:
        """The same turns as a rotation, for those counted by term."""
        agreed = self.first is not None
        return Rotation(
            order=self.between if agreed else (),
            among=() if agreed else self.between,
            term_months=self.term_months,
            anchor=self.anchor,
            first=self.first,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CoChairs:
    """Two or more chair together, as joint groups do (CHR-1 i)."""

    chairs: tuple[Member, ...]

    def __post_init__(self) -> None:
        if not self.chairs:
            raise UserError("No co-chair is named.", do="Name those who chair together.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExOfficio:
    """Whoever holds a post in another group chairs this one (CHR-1 j)."""

    post: Member
    of_group: str = ""
    of_group_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Someone chairs for the time being, between appointments (CHR-1 k)."""

    chair: Member
    in_place_of: Member | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        check_dates(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStated:
    """The arrangements name no chair (CHR-1 l; B56, N49)."""


Way = (
    FixedPost
    | Rotation
    | Election
    | IndependentChair
    | AgencyHolds
    | AppointedBy
    | Alternating
    | CoChairs
    | ExOfficio
    | Acting
    | NotStated
)

_KINDS: dict[type[Way], ChairKind] = {
    FixedPost: ChairKind.FIXED_POST,
    Rotation: ChairKind.ROTATION,
    Election: ChairKind.ELECTION,
    IndependentChair: ChairKind.INDEPENDENT_CHAIR,
    AgencyHolds: ChairKind.AGENCY_HOLDS,
    AppointedBy: ChairKind.APPOINTED_BY,
    Alternating: ChairKind.ALTERNATING,
    CoChairs: ChairKind.CO_CHAIRS,
    ExOfficio: ChairKind.EX_OFFICIO,
    Acting: ChairKind.ACTING,
    NotStated: ChairKind.NOT_STATED,
}


@dataclass(frozen=True, slots=True)
class ChairRule:
    """How one group gets its chair. `independent_chair_permitted` None means nothing is said."""

    way: Way
    _: KW_ONLY
    independent_chair_permitted: bool | None = None
    minimum_tenure_months: int | None = None
    minimum_strength: Strength = Strength.EXPECTED
    quote: str = ""

    def __post_init__(self) -> None:
        _check_months(self.minimum_tenure_months)

    @property
    def kind(self) -> ChairKind:
        """The code of the way the chair is found."""
        return _KINDS[type(self.way)]


def check_dates(starts_on: date | None, ends_on: date | None) -> None:
    """Refuse an end before its start; either may be unknown. Raises UserError."""
    if starts_on and ends_on and ends_on < starts_on:
        raise UserError(
            f"The last day, {plain_date(ends_on)}, is before the first, {plain_date(starts_on)}.",
            do="Change one of the two dates.",
        )


def _check_months(months: int | None) -> None:
    if months is not None and not 1 <= months <= LONGEST_TERM_MONTHS:
        raise UserError(
            f"A term of {months} months cannot be used.",
            do=f"Give a number of months from 1 to {LONGEST_TERM_MONTHS}, or leave it empty.",
        )


def _check_among(first: Member | None, members: Sequence[Member]) -> None:
    if first is not None and members and not any(first.is_same(one) for one in members):
        raise UserError(
            f"{first.name} is named as first chair but is not one of those who take turns.",
            do="Add it to the list, or choose another first chair.",
        )


def _index(first: Member | None, order: Sequence[Member]) -> int:
    return next((place for place, one in enumerate(order) if one.is_same(first)), 0)
