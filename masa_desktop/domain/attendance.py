"""Who was in the room, for whom and for which items, and the arithmetic of attendance.

Promises that member, seat and agency are never mixed (ATT-2), and that what is not recorded
is neither attendance nor absence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


class Code(StrEnum):
    """How one person or seat stands in one meeting (ATT-1). Part attendance is a Span."""

    PRESENT = "present"
    ONLINE = "online"
    PHONE = "phone"
    APOLOGIES = "apologies"
    DEPUTY_SENT = "deputy_sent"
    DNA = "dna"
    VACANT = "vacant"
    NOT_MEMBER = "not_member"
    OBSERVER = "observer"
    IN_ATTENDANCE = "in_attendance"
    NO_RESPONSE = "no_response"


_CODE_WORDS: Mapping[Code, tuple[str, str, str]] = {
    Code.PRESENT: ("Present", "P", "Y"),
    Code.ONLINE: ("Present online", "P", "Y"),
    Code.PHONE: ("Present by phone", "P", "Y"),
    Code.APOLOGIES: ("Apologies", "A", "A"),
    Code.DEPUTY_SENT: ("Apologies, deputy attended", "D", "D"),
    Code.DNA: ("Did not attend", "DNA", "N"),
    Code.VACANT: ("Vacant seat", "Vacant", "Vacant"),
    Code.NOT_MEMBER: ("Not a member then", "-", "-"),
    Code.OBSERVER: ("Observer", "Obs", "Obs"),
    Code.IN_ATTENDANCE: ("In attendance", "IA", "IA"),
    Code.NO_RESPONSE: ("Not yet recorded", "NR", "NR"),
}


def code_label(code: Code) -> str:
    """Give the words for a code, as the roll-call says them."""
    return _CODE_WORDS[code][0]


def letters(code: Code) -> str:
    """Give the letters of a coded list: P, A, D, DNA (domain.md 6.1, style a)."""
    return _CODE_WORDS[code][1]


def grid_letter(code: Code) -> str:
    """Give the letter of a rolling grid: Y, N, A, D (domain.md 6.1, style b)."""
    return _CODE_WORDS[code][2]


AS_MEMBER = frozenset({Code.PRESENT, Code.ONLINE, Code.PHONE})
REMOTE = frozenset({Code.ONLINE, Code.PHONE})
IN_THE_ROOM = AS_MEMBER | {Code.OBSERVER, Code.IN_ATTENDANCE}
_NO_SEAT_THEN = frozenset({Code.VACANT, Code.NOT_MEMBER, Code.OBSERVER, Code.IN_ATTENDANCE})


class Capacity(StrEnum):
    """In what capacity a seat, or a guest, sits in the meeting."""

    MEMBER = "member"
    DELEGATED_PARTNER = "delegated_partner"
    CHAIR_OF_SUBGROUP = "chair_of_subgroup"
    SCRUTINEER = "scrutineer"
    ADVISER = "adviser"
    PARTICIPANT_OBSERVER = "participant_observer"
    COOPTED = "coopted"
    BY_INVITATION = "by_invitation"
    MINUTE_TAKER = "minute_taker"
    LAY_MEMBER = "lay_member"

    @property
    def never_counts(self) -> bool:
        """Whether this capacity can never satisfy a quorum, whatever a rule says (ATT-8, T125)."""
        return self in _NEVER_COUNTS


_NEVER_COUNTS = frozenset(
    {
        Capacity.SCRUTINEER,
        Capacity.ADVISER,
        Capacity.PARTICIPANT_OBSERVER,
        Capacity.BY_INVITATION,
        Capacity.MINUTE_TAKER,
    }
)

_CAPACITY_LABELS: Mapping[Capacity, str] = {
    Capacity.MEMBER: "Member",
    Capacity.DELEGATED_PARTNER: "Delegated safeguarding partner",
    Capacity.CHAIR_OF_SUBGROUP: "Chair of a sub-group",
    Capacity.SCRUTINEER: "Independent scrutineer",
    Capacity.ADVISER: "Adviser",
    Capacity.PARTICIPANT_OBSERVER: "Participant observer",
    Capacity.COOPTED: "Co-opted member",
    Capacity.BY_INVITATION: "By invitation",
    Capacity.MINUTE_TAKER: "Minute-taker",
    Capacity.LAY_MEMBER: "Lay member",
}


def capacity_label(capacity: Capacity) -> str:
    """Give the words for a capacity."""
    return _CAPACITY_LABELS[capacity]


@dataclass(frozen=True, slots=True)
class Span:
    """The items somebody was here for: positions in order of discussion, both ends included.

    None means "from the start" or "to the end". An arrival during item N counts from N.
    """

    first_item: int | None = None
    last_item: int | None = None

    @classmethod
    def left_after(cls, item: int, *, first_item: int | None = None) -> Span:
        """Give the span of somebody who stayed to the end of this item (peers rule 15)."""
        return cls(first_item, item)

    @classmethod
    def left_during(cls, item: int, *, first_item: int | None = None) -> Span:
        """Give the span of somebody who left in the middle of this item.

        The item itself is not covered: quorum lost during item 6 is lost for item 6
        (domain.md 4.3).
        """
        return cls(first_item, item - 1)

    @property
    def is_whole(self) -> bool:
        """Whether neither an arrival nor a departure is recorded."""
        return self.first_item is None and self.last_item is None

    def covers(self, item: int) -> bool:
        """Whether the person was here for the item at this position."""
        after_arrival = self.first_item is None or item >= self.first_item
        before_leaving = self.last_item is None or item <= self.last_item
        return after_arrival and before_leaving


WHOLE = Span()
"""Here for the whole meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One line of the roll-call.

    A deputy has a line of their own (is_deputy, with the seat and agencies they stood in for);
    the member they stood in for keeps a line with DEPUTY_SENT. Two agencies on one line are one
    head for two agencies (P4, ATT-7). has_authority None means nobody has
    said; counts_for_quorum None that the seat says nothing, so that its capacity decides (MEM-3).
    is_shared is a seat for several people; withdrawn are the items left for an interest (ATT-9).
    """

    code: Code
    seat_id: str | None = None
    person_id: str | None = None
    agency_ids: tuple[str, ...] = ()
    capacity: Capacity = Capacity.MEMBER
    is_deputy: bool = False
    deputy_for: str | None = None
    has_authority: bool | None = None
    span: Span = Span()
    counts_for_quorum: bool | None = True
    is_shared: bool = False
    withdrawn: frozenset[int] = frozenset()

    def is_there(self, item: int | None) -> bool:
        """Whether this line came and stayed for an item; with None, for all of the meeting."""
        if not self.is_in_the_room:
            return False
        if item is None:
            return self.span.is_whole and not self.withdrawn
        return self.span.covers(item) and item not in self.withdrawn

    @property
    def is_in_the_room(self) -> bool:
        """Whether this line is somebody who came, in person or remotely."""
        return self.code in IN_THE_ROOM

    @property
    def is_part(self) -> bool:
        """Whether this person came for part of the meeting only."""
        return self.is_in_the_room and not self.span.is_whole

    @property
    def can_count(self) -> bool:
        """Whether this line may satisfy a quorum at all, before any rule is read (ATT-8)."""
        is_barred = self.counts_for_quorum is False or self.capacity.never_counts
        return self.code in AS_MEMBER and not is_barred


def present_at(records: Iterable[Attendance], item: int | None) -> list[Attendance]:
    """Give the lines of those in the room at an item (position in order of discussion).

    With item None only those are given who have no arrival, departure or withdrawal recorded:
    whoever was here for a part cannot be said to be here for the whole. A seat gives no more
    heads than it has holders: a deputy beside the holder is left out (MEM-6). Somebody who left and
    came back has a line for each stretch, and is given once.
    """
    lines = list(records)
    here = _once_each([line for line in lines if line.is_there(item)])
    spare = {id(line) for seat in _one_head_seats(here) for line in _spare(seat, lines, here)}
    return [line for line in here if id(line) not in spare]


def _once_each(here: Sequence[Attendance]) -> list[Attendance]:
    """The lines without a second one of the same person in the same seat."""
    found: dict[object, Attendance] = {}
    for place, line in enumerate(here):
        key = (line.seat_id, line.person_id) if line.person_id else place
        found.setdefault(key, line)
    return list(found.values())


def _one_head_seats(here: Sequence[Attendance]) -> set[str]:
    return {
        line.seat_id
        for line in here
        if line.is_deputy and line.seat_id is not None and not line.is_shared
    }


def _spare(
    seat_id: str, lines: Sequence[Attendance], here: Sequence[Attendance]
) -> list[Attendance]:
    """The deputies of a seat for whom it has no head left; those with authority go first."""
    holders = {line.person_id for line in lines if line.seat_id == seat_id and not line.is_deputy}
    sitting = {
        line.person_id
        for line in here
        if line.seat_id == seat_id and not line.is_deputy and line.code in AS_MEMBER
    }
    room = max(len(holders), 1) - len(sitting)
    deputies = [
        line
        for line in here
        if line.seat_id == seat_id and line.is_deputy and line.code in AS_MEMBER
    ]
    return sorted(deputies, key=lambda line: line.has_authority is not True)[max(room, 0) :]


class Count(StrEnum):
    """Which of the three is counted (ATT-2): the person, the seat or the agency."""

    MEMBER = "member"
    SEAT = "seat"
    AGENCY = "agency"


def concerns(record: Attendance, count: Count, key: str) -> bool:
    """Whether a line of the roll-call speaks of this person, seat or agency (ATT-2)."""
    if record.capacity.never_counts or record.code in _NO_SEAT_THEN:
        return False
    if count is Count.MEMBER:
        return record.person_id == key and not record.is_deputy
    return record.seat_id == key if count is Count.SEAT else key in record.agency_ids


def _attended(record: Attendance, count: Count) -> bool:
    by_deputy = record.code is Code.DEPUTY_SENT and count is not Count.MEMBER
    return record.code in AS_MEMBER or by_deputy


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """One meeting for the arithmetic. status is the meeting's code, such as "held"."""

    meeting_id: str
    status: str
    on: date
    records: tuple[Attendance, ...]

    @property
    def is_counted(self) -> bool:
        """Whether the meeting took place in a room, quorate or not (domain.md 4.4)."""
        return self.status not in _NOT_COUNTED


_NOT_COUNTED = frozenset(
    {"planned", "confirmed", "postponed", "moved", "cancelled", "written", "written_procedure"}
)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many attended of so many possible; not_recorded meetings are in neither number."""

    attended: int
    possible: int
    not_recorded: int = 0

    @property
    def share(self) -> float | None:
        """The share attended, 0 to 1, or None when no meeting was possible (blank is not 0)."""
        return self.attended / self.possible if self.possible else None

    @property
    def in_words(self) -> str:
        """The tally as printed, such as "2 of 3"."""
        return f"{self.attended} of {self.possible}"


Tenure = tuple["date | None", "date | None"]
"""First and last day in the seat, both included; None is open."""


def within(on: date, tenures: Sequence[Tenure] | None) -> bool:
    """Whether a day lies in one of these tenures; None, not known, leaves no day out."""
    if tenures is None:
        return True
    return any(
        (first is None or on >= first) and (last is None or on <= last) for first, last in tenures
    )


def outcomes(
    meetings: Iterable[MeetingRecord],
    count: Count,
    key: str,
    *,
    tenures: Sequence[Tenure] | None = None,
) -> list[tuple[MeetingRecord, bool | None]]:
    """Give, oldest first, each meeting that counts for this person, seat or agency (ATT-5).

    True is attended, False not, None not recorded. Left out are cancelled and written
    meetings, days outside the tenures (when given) and lines marked "-" or vacant. A meeting
    inside a given tenure without any line is not recorded, rather than missed.
    """
    found: list[tuple[MeetingRecord, bool | None]] = []
    for meeting in sorted(meetings, key=lambda each: (each.on, each.meeting_id)):
        if not meeting.is_counted or not within(meeting.on, tenures):
            continue
        lines = [line for line in meeting.records if concerns(line, count, key)]
        if any(_attended(line, count) for line in lines):
            found.append((meeting, True))
        elif any(line.code is not Code.NO_RESPONSE for line in lines):
            found.append((meeting, False))
        elif lines or (tenures is not None and not _is_outside(meeting.records, count, key)):
            found.append((meeting, None))
    return found


def _is_outside(records: Iterable[Attendance], count: Count, key: str) -> bool:
    """Whether the roll-call itself says "-" or vacant, which outranks the dates of a tenure."""
    for line in records:
        ids = {
            Count.MEMBER: (line.person_id,),
            Count.SEAT: (line.seat_id,),
            Count.AGENCY: line.agency_ids,
        }
        if line.code in _NO_SEAT_THEN and key in ids[count]:
            return True
    return False


def tally(
    meetings: Iterable[MeetingRecord],
    count: Count,
    key: str,
    *,
    tenures: Sequence[Tenure] | None = None,
) -> Tally:
    """Count attendance of a person, seat or agency (by id) over meetings (ATT-2, E29)."""
    known = [came for _, came in outcomes(meetings, count, key, tenures=tenures)]
    recorded = [came for came in known if came is not None]
    return Tally(sum(recorded), len(recorded), len(known) - len(recorded))


def missed_running(
    meetings: Iterable[MeetingRecord],
    count: Count,
    key: str,
    *,
    tenures: Sequence[Tenure] | None = None,
) -> int:
    """Count the recorded meetings missed in a row up to the latest; apologies are misses too."""
    missed = 0
    for _, came in outcomes(meetings, count, key, tenures=tenures):
        if came is not None:
            missed = 0 if came else missed + 1
    return missed


def no_apology_running(
    meetings: Iterable[MeetingRecord], seat_id: str, *, tenures: Sequence[Tenure] | None = None
) -> int:
    """Count the meetings in a row, up to the latest, that a seat missed without apology (ATT-6).

    A meeting at which nothing is recorded of the seat neither counts nor breaks the row.
    """
    running = 0
    for meeting, came in outcomes(meetings, Count.SEAT, seat_id, tenures=tenures):
        if came is None:
            continue
        codes = {line.code for line in meeting.records if line.seat_id == seat_id}
        running = running + 1 if codes == {Code.DNA} else 0
    return running


def is_persistent(missed: int, threshold: int | None) -> bool:
    """Whether so many meetings missed in a row call for a follow-up (ATT-6).

    threshold is the group's own number of meetings; None means the group has set none.
    """
    return threshold is not None and missed >= threshold


@dataclass(frozen=True, slots=True)
class Counts:
    """The three counts of one meeting; seats_not_recorded are among the seats.

    Members in person are those who came themselves, in the room or remotely, and sent no deputy.
    """

    seats_attended: int
    seats: int
    agencies_attended: int
    agencies: int
    members_in_person: int
    members: int
    seats_not_recorded: int = 0


def counts(records: Iterable[Attendance]) -> Counts:
    """Count one meeting by seat, agency and member, leaving out those who never count (ATT-2).

    A deputy counts for the seat and the agency, not for the member; two people who share a
    seat are one seat and two heads (P5).
    """
    lines = [
        line
        for line in records
        if not line.capacity.never_counts and line.code not in _NO_SEAT_THEN
    ]
    came = [line for line in lines if _attended(line, Count.SEAT)]
    members = [line for line in lines if not line.is_deputy]
    seats = _seats(lines)
    answered = _seats(line for line in lines if line.code is not Code.NO_RESPONSE)
    return Counts(
        seats_attended=len(_seats(came)),
        seats=len(seats),
        agencies_attended=len(_agencies(came)),
        agencies=len(_agencies(lines)),
        members_in_person=len(_people(line for line in members if line.code in AS_MEMBER)),
        members=len(_people(members)),
        seats_not_recorded=len(seats - answered),
    )


def _seats(lines: Iterable[Attendance]) -> set[str]:
    return {line.seat_id for line in lines if line.seat_id is not None}


def _agencies(lines: Iterable[Attendance]) -> set[str]:
    return {agency for line in lines for agency in line.agency_ids}


def _people(lines: Iterable[Attendance]) -> set[str]:
    return {line.person_id for line in lines if line.person_id is not None}


def deputy_warnings(
    records: Sequence[Attendance],
    names: Mapping[str, str],
    home_agencies: Mapping[str, Sequence[str]],
) -> list[str]:
    """Say what is unusual about the deputies, for the roll-call; nothing is refused (P7, P8).

    names gives words for person ids; home_agencies the agency ids each member sits for.
    """
    deputies = [line for line in records if line.is_deputy and line.is_in_the_room]
    deputy_ids = {line.person_id for line in records if line.is_deputy}
    said: list[str] = []
    for line in deputies:
        name = names.get(line.person_id or "", "A deputy not yet named")
        home = home_agencies.get(line.person_id or "", ())
        if home and not set(home) & set(line.agency_ids):
            said.append(f"{name} is deputising for a member of another agency. Both are recorded.")
        if line.deputy_for is not None and line.deputy_for in deputy_ids:
            said.append(f"{name} is deputising for a deputy.")
        if line.has_authority is False:
            said.append(f"{name} has no delegated authority.")
        elif line.has_authority is None:
            said.append(f"It is not recorded whether {name} has delegated authority.")
    return list(dict.fromkeys(said))
