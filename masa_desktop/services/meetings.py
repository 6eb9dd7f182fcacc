"""Planning the year's meetings and keeping each one's head (SCH)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import markings, series
from masa_desktop.domain.chair_words import InTheChair as ChairStretch
from masa_desktop.domain.chair_words import in_the_chair_words
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.meetings import CALLED_OFF, MeetingHead, MeetingRow, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import short_date
from masa_desktop.services import (
    actions,
    agenda,
    attendance,
    chairs,
    groups,
    holidays,
    meeting_order,
    names,
    numbering,
    spans,
    timing,
)
from masa_desktop.services.as_agreed import TODAY
from masa_desktop.services.settings import is_practice
from masa_desktop.services.settled import check_open
from masa_desktop.services.sitting_days import sitting_of
from masa_desktop.services.sittings import check_times, move_first, of_meeting
from masa_desktop.services.went_out import went_out
from masa_desktop.storage.entities import (
    Action,
    Decision,
    Entry,
    Group,
    GroupPartnership,
    InTheChair,
    Jotting,
    Meeting,
    Partnership,
    Series,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, time

    from sqlalchemy.orm import Session

    from masa_desktop.services.as_agreed import Then
    from masa_desktop.storage.entities import Data


def propose(
    session: Session, pattern: Data, from_on: date, until_on: date
) -> list[series.Proposal]:
    """The dates a pattern gives from `from_on` to `until_on` inclusive, each with its reason.

    Never a weekend or a holiday: a day that is not worked moves, and says so (D16, D17).
    Raises UserError if the last day lies before the first.
    """
    if until_on < from_on:
        raise UserError("The last day lies before the first.", do="Check the two dates.")
    return series.propose(
        series.Pattern.from_data(pattern), from_on, until_on, holidays.calendar(session)
    )


def holiday_warning(session: Session, until_on: date) -> str:
    """A sentence if the bank holiday list ends before `until_on`; "" if it does not (D19)."""
    return holidays.calendar(session).warning(until_on) or ""


def plan(
    session: Session,
    group_id: str,
    *,
    pattern: Data,
    proposals: Sequence[series.Proposal],
    starts_at: time | None = None,
    ends_at: time | None = None,
    venue: str = "",
) -> list[str]:
    """Plan one meeting for each proposal, with agenda and reference; gives their ids by date.

    A day on which the group already meets is passed over. Raises UserError without proposals.
    """
    if not proposals:
        raise UserError("No dates were chosen, so nothing was planned.", do="Choose the dates.")
    check_times(starts_at, ends_at)
    run = Series(
        group_id=group_id, pattern=pattern, from_on=proposals[0].on, until_on=proposals[-1].on
    )
    session.add(run)
    session.flush()
    taken = set(
        session.scalars(select(Meeting.on).where(Meeting.group_id == group_id, ~Meeting.is_deleted))
    )
    return [
        add(
            session,
            group_id,
            proposal.on,
            starts_at=starts_at,
            ends_at=ends_at,
            venue=venue,
            series_id=run.id,
            why_moved=proposal.why if proposal.moved else "",
        )
        for proposal in proposals
        if proposal.on not in taken
    ]


def add(
    session: Session,
    group_id: str,
    on: date,
    *,
    starts_at: time | None = None,
    ends_at: time | None = None,
    venue: str = "",
    series_id: str | None = None,
    why_moved: str = "",
) -> str:
    """One meeting, with the group's standing items on its agenda; gives the id."""
    check_times(starts_at, ends_at)
    marking, handling = _marking(session, group_id)
    meeting = Meeting(
        group_id=group_id,
        series_id=series_id,
        ref=numbering.issue(session, Kind.MEETING, group_id, on.year),
        on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=venue.strip(),
        why_moved=why_moved,
        marking=marking,
        handling=handling,
    )
    session.add(meeting)
    session.flush()
    agenda.begin(session, meeting)
    session.flush()
    actions.follow_meetings(session, group_id)
    return meeting.id


def set_details(
    session: Session,
    meeting_id: str,
    *,
    on: date,
    starts_at: time | None,
    ends_at: time | None,
    venue: str,
    format_: str = "",
) -> None:
    """Change when and where a meeting is. Its reference stays.

    While its minutes are a draft, what was decided and raised at it takes its new date. Raises
    UserError if that would change what agreed minutes say, or move it past its further sitting.
    """
    check_times(starts_at, ends_at)
    meeting = session.get_one(Meeting, meeting_id)
    said = (on, starts_at, ends_at, venue.strip(), format_.strip())
    if said != (meeting.on, meeting.starts_at, meeting.ends_at, meeting.venue, meeting.format):
        check_open(session, meeting_id)
    is_moved = meeting.on != on
    if is_moved:
        move_first(session, meeting_id, on)
    meeting.on, meeting.starts_at, meeting.ends_at, meeting.venue, meeting.format = said
    if is_moved:
        _follow_date(session, meeting)
    session.flush()
    actions.follow_meetings(session, meeting.group_id)


def set_status(session: Session, meeting_id: str, status: MeetingStatus) -> None:
    meeting = session.get_one(Meeting, meeting_id)
    meeting.status = status.value
    session.flush()
    actions.follow_meetings(session, meeting.group_id)


def handling_to_share(session: Session, meeting_id: str) -> str:
    """The handling text printed on a copy to share of this meeting's minutes."""
    meeting = session.get_one(Meeting, meeting_id)
    partnership = _first_partnership(session, meeting.group_id)
    own = groups.handling_to_share(session, partnership.id) if partnership else ""
    return markings.to_share(Marking(meeting.marking or "none"), meeting.handling, own)


def set_marking(session: Session, meeting_id: str, marking: str, handling: str) -> None:
    """The protective marking printed on this meeting's papers (DPR-1).

    Raises UserError if that would change what agreed minutes say.
    """
    meeting, said = session.get_one(Meeting, meeting_id), (marking, handling.strip())
    if said != (meeting.marking, meeting.handling):
        check_open(session, meeting_id)
    meeting.marking, meeting.handling = said


def remove(session: Session, meeting_id: str) -> None:
    """Take a meeting off the list; its reference is never given again.

    Raises UserError if anything is minuted or jotted on it.
    """
    meeting = session.get_one(Meeting, meeting_id)
    for entity in (Entry, Jotting):
        wanted = select(entity.id).where(entity.meeting_id == meeting_id, ~entity.is_deleted)
        if session.scalars(wanted).first() is not None:
            raise UserError(
                "Something is minuted or jotted on this meeting, so it stays on the list.",
                safe="The meeting and its minutes are as they were.",
                do="If it did not take place, cancel it instead.",
            )
    meeting.is_deleted = True
    session.flush()
    actions.follow_meetings(session, meeting.group_id)


def rows(
    session: Session, group_id: str | None = None, *, now: datetime | None = None
) -> list[MeetingRow]:
    """All meetings by date, or one group's, each under the name the group had that day.

    With `now` (wall time) they say which are in progress.
    """
    wanted = select(Meeting, Group.code).join(Group, Group.id == Meeting.group_id)
    wanted = wanted.where(~Meeting.is_deleted)
    if group_id is not None:
        wanted = wanted.where(Meeting.group_id == group_id)
    found = session.execute(wanted.order_by(*meeting_order.OLDEST_FIRST)).all()
    called, due = names.Names(session), chairs.Chairs(session)
    running = timing.running(session, now) if now else frozenset()
    return [
        MeetingRow(
            id=row.id,
            group_id=row.group_id,
            group=called.on(row.on).get(row.group_id, code),
            ref=numbering.shown(row.ref, code, row.on.year, row.id, kind=Kind.MEETING),
            on=row.on,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            venue=row.venue,
            status=MeetingStatus(row.status),
            chair=due.words(row.group_id, row.on),
            why_moved=row.why_moved,
            is_running=row.id in running,
        )
        for row, code in found
    ]


def head(session: Session, meeting_id: str) -> MeetingHead:
    """What the top of the meeting's page and of its papers says."""
    row = session.get_one(Meeting, meeting_id)
    group = session.get_one(Group, row.group_id)
    due = chairs.due(session, row.group_id, row.on)
    return MeetingHead(
        id=row.id,
        group_id=row.group_id,
        group=names.of_groups(session, row.on).get(row.group_id, group.code),
        group_code=group.code,
        partnership=_partnership(session, row),
        title=row.title,
        ref=numbering.shown(row.ref, group.code, row.on.year, row.id, kind=Kind.MEETING),
        on=row.on,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        venue=row.venue,
        format=row.format,
        status=MeetingStatus(row.status),
        minutes_state=row.minutes_state,
        minutes_version=row.minutes_version,
        marking=row.marking,
        handling=row.handling,
        chair_due=chairs.due_words(due),
        chair_sentence=due.sentence,
        in_the_chair=in_the_chair(session, meeting_id),
        current_item_id=row.current_item_id,
        is_practice=is_practice(session),
        sittings=of_meeting(session, meeting_id),
        went_out=went_out(session, meeting_id),
    )


def named(session: Session, ref: str) -> str:
    """The id of the meeting with this reference. Raises UserError if there is none."""
    found = session.scalars(select(Meeting).where(~Meeting.is_deleted)).all()
    shown = {row.ref: row.id for row in rows(session)}
    if ref in shown:
        return shown[ref]
    near = ", ".join(sorted(shown)[:8])
    raise UserError(
        f"There is no meeting “{ref}” in this office.",
        do=f"Its meetings are: {near}{' …' if len(found) > 8 else ''}"
        if near
        else "Plan a meeting first.",
    )


def in_the_chair(session: Session, meeting_id: str) -> str:
    """Who actually chaired, for whom and from which item (C7, C8)."""
    return in_the_chair_words(chair_stretches(session, meeting_id)).removeprefix("In the chair: ")


def chair_stretches(session: Session, meeting_id: str, then: Then = TODAY) -> list[ChairStretch]:
    """Who chaired by item number, in the order of discussion, as they were called `then`."""
    taken = spans.order(session, meeting_id)
    number = {key: str(at) for key, at in taken.number.items()}
    found = session.scalars(
        select(InTheChair)
        .where(InTheChair.meeting_id == meeting_id, ~InTheChair.is_deleted)
        .order_by(InTheChair.id)
    )
    return [
        ChairStretch(
            then.name(session, row.person_id),
            then.name(session, row.for_person_id) if row.for_person_id else None,
            number.get(row.first_item_id or ""),
            number.get(row.last_item_id or ""),
            taken.set_apart(row.first_item_id, row.last_item_id, spans.reach(row, taken)),
        )
        for row in sorted(found, key=lambda one: taken.place.get(one.first_item_id or "", 0))
    ]


def next_after(
    session: Session, meeting_id: str, then: Then = TODAY, *, today: date | None = None
) -> Meeting | None:
    """The group's next meeting that is not called off, as it was planned `then`.

    After all sittings of this one; with `today` after the one on that day, or the last before it.
    """
    day, times = sitting_of(session, meeting_id, today or date.max)
    after = meeting_order.place(day, times.starts.time() if times.starts else None, meeting_id)
    here = session.get_one(Meeting, meeting_id)
    planned = {
        meeting_order.place(
            then.value(row, Meeting.on), then.value(row, Meeting.starts_at), row.id
        ): row
        for row in session.scalars(select(Meeting).where(Meeting.group_id == here.group_id))
        if row is not here and then.had(row) and then.value(row, Meeting.status) not in CALLED_OFF
    }
    first = min((at for at in planned if at > after), default=None)
    return planned[first] if first else None


def label(row: MeetingRow) -> str:
    """A meeting in a list of one line: "MSCP Executive, 2 Sep 2019"."""
    return f"{row.group}, {short_date(row.on)}"


def _follow_date(session: Session, meeting: Meeting) -> None:
    """Decisions and actions of draft minutes were made on the meeting's day, whenever that is."""
    session.flush()
    if meeting.minutes_state == MinutesState.DRAFT:
        entries = select(Entry.id).where(Entry.meeting_id == meeting.id)
        for decision in session.scalars(select(Decision).where(Decision.entry_id.in_(entries))):
            decision.decided_on = meeting.on
        for action in session.scalars(select(Action).where(Action.entry_id.in_(entries))):
            action.raised_on = meeting.on
        actions.follow_date(session, meeting)
    attendance.follow_quorum(session, meeting.id)


def _partnership(session: Session, row: Meeting) -> str:
    called = names.of_partnerships(session, row.on)
    found = session.scalars(
        select(GroupPartnership.partnership_id).where(
            GroupPartnership.group_id == row.group_id, ~GroupPartnership.is_deleted
        )
    )
    return " and ".join(called[key] for key in found if key in called)


def _marking(session: Session, group_id: str) -> tuple[str, str]:
    group = session.get_one(Group, group_id)
    if group.marking or group.handling:
        return group.marking, group.handling
    first = _first_partnership(session, group_id)
    return (first.marking, first.handling) if first else ("", "")


def _first_partnership(session: Session, group_id: str) -> Partnership | None:
    return session.scalars(
        select(Partnership)
        .join(GroupPartnership, GroupPartnership.partnership_id == Partnership.id)
        .where(GroupPartnership.group_id == group_id, ~GroupPartnership.is_deleted)
    ).first()
