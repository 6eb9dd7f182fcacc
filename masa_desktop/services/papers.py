"""Minutes to Word and the action log to Excel: from records to finished snapshots to files."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.documents import excel, files, word
from masa_desktop.domain import markings
from masa_desktop.domain import minutes as paper
from masa_desktop.domain.attendance import (
    AS_MEMBER,
    Capacity,
    Code,
    capacity_label,
    grid_letter,
    letters,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.meetings import EntryKind, ItemRow, ItemState, item_state_label, smart_kind
from masa_desktop.domain.minutes import AttendanceStyle, AttendeeKind
from masa_desktop.domain.pre_issue import SETTLED, Version, version_after
from masa_desktop.domain.quorum import State
from masa_desktop.domain.words import capital, count, when
from masa_desktop.services import (
    action_log,
    agenda,
    agreed,
    attendance,
    declarations,
    meetings,
    minutes,
    names,
    quorum_loss,
    spans,
    terms,
    timing,
)
from masa_desktop.storage.entities import (
    AgendaItem,
    AgendaPaper,
    Attendance,
    Entry,
    Holding,
    InTheChair,
    IssuedMinutes,
    Meeting,
    WrittenFile,
    natural_id,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.domain.meetings import EntryRow, RollCall, RollRow
    from masa_desktop.domain.quorum import Verdict
    from masa_desktop.services.workspace import Workspace

_KINDS = {
    EntryKind.NOTE: paper.EntryKind.NOTE,
    EntryKind.DECISION: paper.EntryKind.DECISION,
    EntryKind.ACTION: paper.EntryKind.ACTION,
    EntryKind.CHALLENGE: paper.EntryKind.CHALLENGE,
}


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was just written: its bytes, and the version it carries ("0.2", "1.0")."""

    file: Path
    version: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def write_minutes(
    workspace: Workspace,
    meeting_id: str,
    folder: Path,
    *,
    style: AttendanceStyle = AttendanceStyle.CODED_LIST,
    template: Path | None = None,
    shareable: bool = False,
) -> Path:
    """Write the Word minutes into `folder`; gives the file.

    A file of ours that nobody changed and that was never issued is written anew; else comes the
    next version beside it, which is kept once the file is there. Raises UserError if the folder
    or the template cannot be used.
    """
    return write_version(
        workspace, meeting_id, folder, style=style, template=template, shareable=shareable
    ).file


def write_version(
    workspace: Workspace,
    meeting_id: str,
    folder: Path,
    *,
    style: AttendanceStyle = AttendanceStyle.CODED_LIST,
    template: Path | None = None,
    shareable: bool = False,
) -> Written:
    """Like `write_minutes`, and gives what is needed to record the file as issued."""
    _check_folder(folder)
    version, target = _free_version(workspace, meeting_id, folder, shareable=shareable)
    snapshot = workspace.ask(
        minutes_of, meeting_id, style=style, shareable=shareable, version=str(version)
    )
    word.write_minutes(snapshot, target, style=style, template=template)
    if not workspace.read_only:
        workspace.keep(set_version, meeting_id, version)
    _remember(workspace, target)
    return Written(target, str(version), target.read_bytes())


def write_action_log(
    workspace: Workspace, folder: Path, today: date, group_ids: Collection[str] = ()
) -> Path:
    """Write the Excel action log of all groups, or of some, into `folder`; gives the file."""
    _check_folder(folder)
    snapshot = workspace.ask(action_log.log, today, group_ids)
    name = files.safe_name(
        f"{_lead(markings.printed(snapshot.marking))}Action log - {snapshot.partnership} - {today}"
    )
    target = folder / f"{name}.xlsx"
    target = files.free_name(target, workspace.ask(known_hash, target))
    excel.write_action_log(snapshot, target)
    _remember(workspace, target)
    return target


def set_version(session: Session, meeting_id: str, version: Version) -> None:
    """Drafts count on from here; versions of approved minutes count from those issued."""
    if not version.major:
        session.get_one(Meeting, meeting_id).minutes_version = version.minor


def next_version(session: Session, meeting_id: str) -> Version:
    """The version the next paper of these minutes carries: drafts are 0.1 and on, approved
    minutes 1.0 and on. One that was issued is never given again (MIN-3)."""
    meeting = session.get_one(Meeting, meeting_id)
    settled = paper.MinutesState(meeting.minutes_state) in SETTLED
    found = session.scalars(
        select(IssuedMinutes.version).where(IssuedMinutes.meeting_id == meeting_id)
    )
    return version_after(
        [Version.read(one) for one in found], settled=settled, draft=meeting.minutes_version
    )


def known_hash(session: Session, target: Path) -> str | None:
    """The hash of the file as we last wrote it; None if we never did."""
    row = session.get(WrittenFile, natural_id("file", str(target.resolve())))
    return row.sha256 if row else None


def remember(session: Session, target: Path, sha256: str) -> None:
    key = natural_id("file", str(target.resolve()))
    row = session.get(WrittenFile, key)
    if row is None:
        session.add(WrittenFile(id=key, path=str(target.resolve()), sha256=sha256))
    else:
        row.sha256 = sha256


def minutes_of(
    session: Session,
    meeting_id: str,
    *,
    style: AttendanceStyle = AttendanceStyle.CODED_LIST,
    shareable: bool = False,
    version: str = "",
) -> paper.Minutes:
    """The finished snapshot of a meeting. Jottings are never read; a shareable copy is made from
    items to share, which hold no word of what is restricted (M8, DPR-6)."""
    head = meetings.head(session, meeting_id)
    items = items_to_share(session, meeting_id) if shareable else agenda.items(session, meeting_id)
    roll = attendance.roll_call(session, meeting_id)
    grid = _grid(session, meeting_id) if style is AttendanceStyle.ROLLING_GRID else None
    withheld = [item for item in items if item.is_restricted and shareable]
    following = meetings.next_after(session, meeting_id)
    parted = _parted(session, meeting_id, withheld)
    verdicts, taken = dict(roll.items), timing.discussion_notes(session, meeting_id)
    return paper.Minutes(
        partnership=head.partnership,
        group=head.group,
        on=head.on,
        state=paper.MinutesState(head.minutes_state),
        reference=head.ref,
        version=version or str(next_version(session, meeting_id)),
        is_practice=head.is_practice,
        marking=Marking(head.marking or "none"),
        handling=head.handling,
        starts_at=head.starts_at,
        ends_at=head.ends_at,
        venue=head.venue,
        format=head.format,
        chair=head.in_the_chair,
        attendance=tuple(_attendees(roll, _sole_chair(session, meeting_id), parted)),
        grid=grid,
        quorum=_quorum_words(session, meeting_id, roll),
        quorum_notes=quorum_loss.paper_lines(session, meeting_id, shareable=shareable),
        declarations=declarations.paper_lines(session, meeting_id, shareable=shareable),
        items=tuple(
            _item(session, item, withheld, verdicts[item.id], taken.get(item.id, ""))
            for item in items
        ),
        next_meeting=when(following.on, following.starts_at, following.ends_at)
        + (f", {following.venue}" if following.venue else "")
        if following
        else "",
        approval=agreed.sentence(session, meeting_id),
        amendments=agreed.paper_corrections(session, meeting_id, shareable=shareable),
        recorded=_recorded(session, meeting_id),
        left_out=_left_out(withheld, roll, parted),
    )


@dataclass(frozen=True, slots=True)
class _Parted:
    """Who came for withheld items, by seat and person: their notes are not for sharing (DPR-6)."""

    ever: frozenset[tuple[str | None, str | None]] = frozenset()
    only: frozenset[tuple[str | None, str | None]] = frozenset()

    def is_left_out(self, row: RollRow) -> bool:
        """A guest who came for withheld items alone: the name by itself would tell."""
        return row.seat_id is None and (None, row.person_id) in self.only


def _parted(session: Session, meeting_id: str, withheld: Sequence[ItemRow]) -> _Parted:
    """Nobody, unless items are withheld; whoever was here for the whole meeting is not meant."""
    if not withheld:
        return _Parted()
    hidden, order = {item.id for item in withheld}, spans.in_order(session, meeting_id)
    place = {item.id: at for at, item in enumerate(order)}
    apart: dict[tuple[str | None, str | None], list[bool]] = defaultdict(list)
    for row in session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting_id, ~Attendance.is_deleted)
    ):
        first = place.get(row.first_item_id or "", 0)
        last = place.get(row.last_item_id or "", len(order) - 1)
        here = order[first : last + 1] if row.first_item_id or row.last_item_id else []
        is_apart = bool(here) and all(item.id in hidden for item in here)
        apart[row.seat_id, row.person_id].append(is_apart)
    return _Parted(
        frozenset(key for key, found in apart.items() if any(found)),
        frozenset(key for key, found in apart.items() if all(found)),
    )


def _left_out(
    withheld: Sequence[ItemRow], roll: RollCall, parted: _Parted
) -> tuple[paper.LeftOut, ...]:
    gaps = [
        paper.LeftOut(
            what=f"Item {item.number}, restricted",
            why="recorded separately and not for sharing",
            lines=item.entries,
        )
        for item in withheld
        if item.entries
    ]
    guests = sum(parted.is_left_out(row) for row in roll.rows)
    if guests:
        who = f"{count(guests, 'person', 'people')} who came for a restricted item"
        gaps.append(paper.LeftOut(what=who, why="their names are not for sharing", lines=0))
    return tuple(gaps)


def items_to_share(session: Session, meeting_id: str) -> list[ItemRow]:
    """The items, numbered as on the agenda; of a restricted one only id and number are asked for,
    and how many lines are minuted on it. Its other fields are blank (M8, DPR-6)."""
    here = (AgendaItem.meeting_id == meeting_id, ~AgendaItem.is_deleted)
    order = session.scalars(
        select(AgendaItem.id).where(*here).order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    said = {
        row.id: row
        for row in session.scalars(select(AgendaItem).where(*here, ~AgendaItem.is_restricted))
    }
    minuted = dict(
        session.execute(
            select(Entry.item_id, func.count(Entry.id))
            .where(Entry.meeting_id == meeting_id, ~Entry.is_deleted)
            .group_by(Entry.item_id)
        ).all()
    )
    papers = _papers_of(session, list(said))
    return [
        ItemRow(
            id=row.id,
            number=number,
            title=row.title,
            purpose=row.purpose,
            presenter=row.presenter,
            minutes=row.minutes,
            state=ItemState(row.state),
            state_note=row.state_note,
            is_restricted=False,
            entries=minuted.get(row.id, 0),
            kind=row.kind or smart_kind(row.title),
            about_meeting_id=row.about_meeting_id,
            carried_from_id=row.carried_from_id,
            papers=tuple(papers.get(row.id, ())),
        )
        if (row := said.get(item_id))
        else _blank_item(item_id, number, minuted.get(item_id, 0))
        for number, item_id in enumerate(order, start=1)
    ]


def _blank_item(item_id: str, number: int, entries: int) -> ItemRow:
    """A restricted item as it may be shared."""
    return ItemRow(
        id=item_id,
        number=number,
        title="",
        purpose="",
        presenter="",
        minutes=None,
        state=ItemState.OPEN,
        state_note="",
        is_restricted=True,
        entries=entries,
    )


def _papers_of(session: Session, item_ids: Sequence[str]) -> dict[str, list[str]]:
    """The papers these items have before them, as printed."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in session.scalars(
        select(AgendaPaper)
        .where(AgendaPaper.item_id.in_(item_ids), ~AgendaPaper.is_deleted)
        .order_by(AgendaPaper.position, AgendaPaper.id)
    ):
        found[row.item_id].append(agenda.paper_words(row.title, row.version))
    return found


def _sole_chair(session: Session, meeting_id: str) -> str | None:
    """The person who chaired the whole meeting, for nobody else; None if it was otherwise."""
    found = session.scalars(
        select(InTheChair).where(InTheChair.meeting_id == meeting_id, ~InTheChair.is_deleted)
    ).all()
    if len(found) != 1:
        return None
    (row,) = found
    is_partial = row.first_item_id or row.last_item_id
    return None if row.for_person_id or is_partial else row.person_id


def _item(
    session: Session, item: ItemRow, withheld: Sequence[ItemRow], verdict: Verdict, taken: str
) -> paper.Item:
    if item in withheld:
        return paper.Item(number=str(item.number), is_restricted=True)
    entries = [row for _, row in minutes.shared(session, [item.id])]
    return paper.Item(
        number=str(item.number),
        title=item.title,
        presenter=item.presenter,
        state_note=" ".join(part for part in (taken, _state_note(item, verdict)) if part),
        entries=tuple(_entry(row) for row in entries),
    )


def _state_note(item: ItemRow, verdict: Verdict) -> str:
    said = []
    if item.state not in (ItemState.OPEN, ItemState.DONE):
        label = item_state_label(item.state)
        said.append(f"{label}: {item.state_note}" if item.state_note else f"{label}.")
    if verdict.state is State.NOT_QUORATE and item.entries:
        said.append(f"Not quorate: {verdict.lacking}.")
    return " ".join(said)


def _entry(row: EntryRow) -> paper.Entry:
    return paper.Entry(
        kind=_KINDS[row.kind],
        text=row.text,
        ref=row.ref,
        lead=row.lead,
        owners=", ".join(row.owners),
        due=capital(row.due),
        id=row.id,
        marks=row.marks,
        is_bullet=row.is_bullet,
    )


def _attendees(roll: RollCall, chair_id: str | None, parted: _Parted) -> list[paper.Attendee]:
    deputies: dict[str | None, list[RollRow]] = {}
    for row in roll.rows:
        if row.is_deputy:
            deputies.setdefault(row.seat_id, []).append(row)
    sent = {row.seat_id for row in roll.rows if row.code == Code.DEPUTY_SENT}
    return [
        paper.Attendee(
            name=row.name,
            kind=_kind(row),
            initials=row.initials,
            role=row.role,
            agency=row.agency,
            code="" if row.code == Code.VACANT else letters(Code(row.code)),
            deputy=", ".join(d.name for d in deputies.get(row.seat_id, ()))
            if row.code == Code.DEPUTY_SENT
            else "",
            note=_note(row, is_shown=(row.seat_id, row.person_id) not in parted.ever),
            is_chair=chair_id is not None and row.person_id == chair_id,
        )
        for row in roll.rows
        if not (row.is_deputy and row.seat_id in sent) and not parted.is_left_out(row)
    ]


def _kind(row: RollRow) -> AttendeeKind:
    code = Code(row.code)
    never = Capacity(row.capacity or Capacity.BY_INVITATION).never_counts
    if code in AS_MEMBER and never:
        observer = row.capacity == Capacity.PARTICIPANT_OBSERVER
        return AttendeeKind.OBSERVER if observer else AttendeeKind.IN_ATTENDANCE
    if code in AS_MEMBER or code is Code.DEPUTY_SENT:
        return AttendeeKind.MEMBER
    if code in (Code.IN_ATTENDANCE, Code.OBSERVER):
        return AttendeeKind.IN_ATTENDANCE
    return _ABSENT_KINDS.get(code, AttendeeKind.ABSENT)


_ABSENT_KINDS = {
    Code.APOLOGIES: AttendeeKind.APOLOGIES,
    Code.NO_RESPONSE: AttendeeKind.NOT_RECORDED,
    Code.VACANT: AttendeeKind.VACANT,
}


def _note(row: RollRow, *, is_shown: bool) -> str:
    """How they came and as what, with what was noted of them if it may be shown."""
    mode = {Code.ONLINE: "online", Code.PHONE: "by phone"}.get(Code(row.code), "")
    role = capacity_label(Capacity(row.capacity)) if row.seat_id and "never" in row.counts else ""
    note = row.note if is_shown else ""
    said = ", ".join(part for part in (mode, note, role.lower()) if part)
    return capital(said)


def _quorum_words(session: Session, meeting_id: str, roll: RollCall) -> str:
    meeting = session.get_one(Meeting, meeting_id)
    if roll.verdict.state is State.NOT_SET:
        return roll.verdict.sentence
    version = terms.version_words(terms.in_force(session, meeting.group_id, meeting.on))
    lead = f"Rule ({version})" if version else "Rule"
    return f"{roll.by_item} {lead}: {roll.rule_words}"


def _grid(session: Session, meeting_id: str) -> paper.RollingGrid:
    """The seats of this meeting against the group's meetings of the year up to this one (E29)."""
    meeting = session.get_one(Meeting, meeting_id)
    begins = meeting.on.replace(
        year=meeting.on.year if meeting.on.month > 3 else meeting.on.year - 1,
        month=4,
        day=1,
    )
    held = list(
        session.scalars(
            select(Meeting)
            .where(
                Meeting.group_id == meeting.group_id,
                Meeting.on.between(begins, meeting.on),
                Meeting.status.not_in(["cancelled", "postponed", "written"]),
                ~Meeting.is_deleted,
            )
            .order_by(Meeting.on)
        )
    )
    rows = [
        row
        for row in attendance.roll_call(session, meeting_id).rows
        if row.seat_id and not row.is_deputy
    ]
    past = _SeatHistory(session, [one.id for one in held], rows)
    short = names.short_agencies(session, meeting.on)
    lines = [
        paper.GridLine(
            initials=row.initials or row.name,
            agency=short.get(row.agency_id or "", row.role),
            letters=tuple(past.letter(one, row) for one in held),
        )
        for row in rows
    ]
    return paper.RollingGrid(dates=tuple(row.on for row in held), lines=tuple(lines))


class _SeatHistory:
    """What was recorded of some seats at earlier meetings, person by person, and who held them."""

    def __init__(
        self, session: Session, meeting_ids: Sequence[str], rows: Sequence[RollRow]
    ) -> None:
        self._lines = Counter(row.seat_id for row in rows)
        self._letters: dict[tuple[str, str | None], dict[str | None, str]] = defaultdict(dict)
        for row in session.scalars(
            select(Attendance).where(
                Attendance.meeting_id.in_(meeting_ids),
                ~Attendance.is_deleted,
                ~Attendance.is_deputy,
            )
        ):
            at = (row.meeting_id, row.seat_id)
            self._letters[at][row.person_id] = grid_letter(Code(row.code))
        self._held: dict[tuple[str, str | None], list[Holding]] = defaultdict(list)
        for holding in session.scalars(
            select(Holding).where(
                Holding.seat_id.in_(self._lines), ~Holding.is_deputy, ~Holding.is_deleted
            )
        ):
            self._held[holding.seat_id, holding.person_id].append(holding)

    def letter(self, meeting: Meeting, row: RollRow) -> str:
        """The letter of this line at an earlier meeting, "NR" if nothing is recorded.

        A seat held by one person shows whoever held it then, if it was another person; a seat
        held by several shows each one's own letter, "-" before or after they held it.
        """
        there = self._letters.get((meeting.id, row.seat_id), {})
        if row.person_id in there:
            return there[row.person_id]
        if self._lines[row.seat_id] > 1:
            return "NR" if self._holds(meeting.on, row) else "-"
        if not there or self._holds(meeting.on, row, surely=True):
            return "NR"
        people = [letter for person_id, letter in there.items() if person_id]
        return (people or list(there.values()))[0] if len(people) <= 1 else "-"

    def _holds(self, on: date, row: RollRow, *, surely: bool = False) -> bool:
        """Whether the person held the seat on a day; `surely` asks for a first day on record."""
        return any(
            (not surely if one.from_on is None else one.from_on <= on)
            and (one.until_on is None or one.until_on >= on)
            for one in self._held.get((row.seat_id or "", row.person_id), ())
        )


def _recorded(session: Session, meeting_id: str) -> int:
    wanted = select(func.count(Entry.id)).where(Entry.meeting_id == meeting_id, ~Entry.is_deleted)
    return session.scalar(wanted) or 0


def _free_version(
    workspace: Workspace, meeting_id: str, folder: Path, *, shareable: bool
) -> tuple[Version, Path]:
    """The first version not issued yet whose file is not there, or is as we wrote it."""
    head = workspace.ask(meetings.head, meeting_id)
    marked = markings.printed(Marking(head.marking or "none"))
    copy = "shareable minutes" if shareable else "minutes"
    version = workspace.ask(next_version, meeting_id)
    while True:
        name = f"{_lead(marked)}{head.group} - {head.on} - {copy} v{version}"
        target = folder / f"{files.safe_name(name)}.docx"
        if files.free_name(target, workspace.ask(known_hash, target)) == target:
            return version, target
        version = version.next


def _remember(workspace: Workspace, target: Path) -> None:
    if not workspace.read_only:
        workspace.keep(remember, target, files.sha256_of(target))


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UserError(
            f"The folder “{folder}” cannot be reached.",
            safe="Nothing has been written; your records are safe in the app.",
            do="Choose another folder, or connect the drive and try again.",
        )


def _lead(marking: str) -> str:
    return f"{marking} - " if marking else ""
