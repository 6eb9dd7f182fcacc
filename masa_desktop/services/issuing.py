"""From draft to published: the states of minutes, what went out to whom, and the two clocks.

A version that went out is kept whole, under its hash; it is reversed by a record, never undone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.documents import files
from masa_desktop.domain.days import LONDON
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.issue_clocks import Clock, ClockKind, Standing, clock
from masa_desktop.domain.meetings import CALLED_OFF, MeetingStatus, needs_reason
from masa_desktop.domain.minutes import BEFORE_ISSUE, MinutesState
from masa_desktop.domain.sittings import last_day
from masa_desktop.domain.timing import Phase
from masa_desktop.domain.versions import Version
from masa_desktop.domain.words import long_date
from masa_desktop.services import (
    agreed,
    discussion,
    holidays,
    meetings,
    numbering,
    papers,
    pre_issue,
    settings,
    sittings,
    timing,
    versions,
    who,
)
from masa_desktop.services.outdated import outdated
from masa_desktop.services.settled import is_settled
from masa_desktop.storage import log
from masa_desktop.storage.database import actor_of
from masa_desktop.storage.entities import (
    IssuedFile,
    IssuedMinutes,
    Meeting,
    MinutesStep,
    Sending,
    natural_id,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.domain.minutes import AttendanceStyle
    from masa_desktop.domain.pre_issue import Finding
    from masa_desktop.services.workspace import Workspace

ACTIONS_HOURS, MINUTES_DAYS = "clock.actions_hours", "clock.minutes_days"
"""The settings of an office: hours to send actions, working days to send minutes (MIN-5)."""

"""What a meeting is until somebody records that it was held, or called off."""

_USUAL = {ACTIONS_HOURS: 24, MINUTES_DAYS: 10}
_LONGEST = 999


@dataclass(frozen=True, slots=True)
class StepRow:
    """The minutes came to a state: on which day, by whom, at which version, and why.

    `by` is what `who` calls them, "" if they never said.
    """

    id: str
    state: MinutesState
    version: str
    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A version that went out. `is_kept`: its bytes are in this office; `is_changed`: minutes
    not agreed yet say something else now. `at` is London time, None unless it was that day."""

    id: str
    version: str
    state: MinutesState
    is_shareable: bool
    file_name: str
    sha256: str
    on: date
    recipients: tuple[str, ...]
    is_kept: bool
    is_changed: bool
    at: time | None = None


def proposed_end(session: Session, meeting_id: str, now: datetime) -> time | None:
    """When the meeting seems to end: `now` (wall time) while its clock runs, else nobody knows.

    Never before the last time its clock noted that day.
    """
    if timing.phase(session, meeting_id, now) is not Phase.RUNNING:
        return None
    noted = discussion.last_noted(session, now.date(), meeting_id)
    return max(now.time(), noted or now.time()).replace(second=0, microsecond=0)


def record_held(session: Session, meeting_id: str, ended_at: time | None) -> None:
    """Record that the meeting was held, and when its last sitting ended; its clock stops.

    None is an end nobody knows: the planned one stays, as does what the log knows of it. Raises
    UserError for an end before the start, or a new one in agreed minutes.
    """
    head = meetings.head(session, meeting_id)
    day = last_day(head.on, head.sittings)
    if ended_at is not None and head.sittings:
        last = head.sittings[-1]
        sittings.check_times(last.to.starts_at, ended_at)
        to = replace(last.to, ends_at=ended_at)
        sittings.set_sitting(session, last.id, to, last.adjourned_at)
    elif ended_at is not None:
        meetings.set_details(
            session,
            meeting_id,
            on=head.on,
            starts_at=head.starts_at,
            ends_at=ended_at,
            venue=head.venue,
            format_=head.format,
        )
    if ended_at is not None and day is not None:
        timing.pause(session, meeting_id, datetime.combine(day, ended_at))
    meetings.set_status(session, meeting_id, MeetingStatus.HELD)


def set_state(
    session: Session,
    meeting_id: str,
    state: MinutesState,
    today: date,
    *,
    reason: str = "",
    at_meeting_id: str | None = None,
) -> None:
    """Say where the minutes stand, with who, when and why; any state may follow any (MIN-3).

    `at_meeting_id` is the meeting that approved them; its name and day are kept with the step.
    Raises UserError if they would go back to an earlier state without a reason.
    """
    meeting = session.get_one(Meeting, meeting_id)
    if needs_reason(MinutesState(meeting.minutes_state), state) and not reason.strip():
        raise UserError(
            "Going back to an earlier state needs a reason.",
            safe="They are as they were.",
            do="Type why they go back.",
        )
    if meeting.minutes_state == state:
        return
    meeting.minutes_state = state.value
    said = [_at_words(session, at_meeting_id) if at_meeting_id else "", reason.strip()]
    _add_step(session, meeting, state, today, ". ".join(part for part in said if part))


def _add_step(
    session: Session, meeting: Meeting, state: MinutesState, today: date, reason: str
) -> None:
    session.flush()
    session.add(
        MinutesStep(
            meeting_id=meeting.id,
            state=state.value,
            version=_version_words(session, meeting.id, state),
            on=today,
            by=actor_of(session).user,
            reason=reason,
        )
    )


def reopen(session: Session, meeting_id: str, reason: str, today: date) -> None:
    """Agreed minutes are typed in again: they are amended from now on, and the reason is kept.

    Minutes that are not agreed are open anyway. Raises UserError without a reason.
    """
    if not is_settled(session, meeting_id):
        return
    if not reason.strip():
        raise UserError(
            "A change to agreed minutes needs a reason.",
            safe="They are as they were.",
            do="Type why they are changed after all.",
        )
    meeting = session.get_one(Meeting, meeting_id)
    if meeting.minutes_state == MinutesState.AMENDED:
        # One parent agreed amended minutes: the step is what makes its agreement void.
        _add_step(session, meeting, MinutesState.AMENDED, today, reason.strip())
    else:
        set_state(session, meeting_id, MinutesState.AMENDED, today, reason=reason)


def approving(session: Session, meeting_id: str, today: date) -> list[tuple[str, str]]:
    """The meetings since, up to `today`, that can have agreed these minutes: id, "At RSCP …"."""
    about = session.get_one(Meeting, meeting_id)
    found = session.scalars(
        select(Meeting)
        .where(
            Meeting.group_id.in_({about.group_id, *agreed.required(session, about)}),
            Meeting.status.not_in(CALLED_OFF),
            Meeting.on <= today,
            ~Meeting.is_deleted,
        )
        .order_by(Meeting.on, Meeting.id)
    ).all()
    return [(row.id, _at_words(session, row.id)) for row in found if agreed.is_before(about, row)]


def steps(session: Session, meeting_id: str) -> list[StepRow]:
    """Every state the minutes came to, oldest first."""
    found = session.scalars(
        select(MinutesStep).where(MinutesStep.meeting_id == meeting_id, ~MinutesStep.is_deleted)
    ).all()
    logged: dict[str, int] = {}
    by: dict[str, str] = {}
    for place, line in enumerate(log.history_of(session, [row.id for row in found])):
        logged.setdefault(line.row, place)
        by.setdefault(line.row, who.called(session, line.user, line.laptop))
    return [
        StepRow(
            row.id,
            MinutesState(row.state),
            row.version,
            row.on,
            by.get(row.id, ""),
            row.reason,
        )
        for row in sorted(found, key=lambda row: (row.on, logged.get(row.id, 0), row.id))
    ]


def issue(
    workspace: Workspace,
    meeting_id: str,
    folder: Path,
    *,
    recipients: Sequence[str],
    today: date,
    shareable: bool = False,
    style: AttendanceStyle | None = None,
    template: Path | None = None,
    circulate: bool = False,
) -> Path:
    """Write the Word minutes and record that this version went out, and to whom; gives the file.

    Unless it is said here, it looks as the group has chosen. What was minuted on another laptop
    is numbered first, if this one issues references. With `circulate` minutes that are a draft,
    or checked by the chair, are circulated from then on.
    Raises UserError if nobody is named, the office is read-only, or the file cannot be written;
    then nothing is recorded. The record is no step of undo.
    """
    named = _check_recipients(workspace, recipients)
    workspace.keep(numbering.complete, meeting_id)
    written = papers.write_version(
        workspace, meeting_id, folder, style=style, template=template, shareable=shareable
    )
    workspace.keep(
        record_issue,
        meeting_id,
        written,
        recipients=named,
        today=today,
        shareable=shareable,
        circulate=circulate,
    )
    return written.file


def record_issue(
    session: Session,
    meeting_id: str,
    written: papers.Written,
    *,
    recipients: Sequence[str],
    today: date,
    shareable: bool,
    circulate: bool = False,
) -> str:
    """Record a file just written as issued, its bytes kept under their hash; gives the id."""
    state = MinutesState(session.get_one(Meeting, meeting_id).minutes_state)
    is_first = circulate and state in BEFORE_ISSUE
    row = IssuedMinutes(
        meeting_id=meeting_id,
        version=written.version,
        state=(MinutesState.CIRCULATED if is_first else state).value,
        is_shareable=shareable,
        file_name=written.file.name,
        sha256=written.sha256,
        on=today,
        recipients="\n".join(recipients),
        wording=written.wording,
    )
    session.add(row)
    if session.get(IssuedFile, written.sha256) is None:
        session.add(IssuedFile(sha256=written.sha256, content=written.content))
    if is_first:
        session.flush()
        set_state(session, meeting_id, MinutesState.CIRCULATED, today)
    return row.id


def issued(session: Session, meeting_id: str) -> list[IssuedRow]:
    """The versions that went out, newest first."""
    found = session.scalars(
        select(IssuedMinutes).where(
            IssuedMinutes.meeting_id == meeting_id, ~IssuedMinutes.is_deleted
        )
    ).all()
    hashes = [row.sha256 for row in found]
    here = set(session.scalars(select(IssuedFile.sha256).where(IssuedFile.sha256.in_(hashes))))
    logged: dict[str, datetime] = {}
    for line in log.history_of(session, [row.id for row in found]):
        logged.setdefault(line.row, line.at.astimezone(LONDON))
    order = {key: place for place, key in enumerate(logged)}
    newest = sorted(found, key=lambda row: (Version.read(row.version), row.on, order[row.id]))
    changed = outdated(session, meeting_id)
    return [
        IssuedRow(
            id=row.id,
            version=row.version,
            state=MinutesState(row.state),
            is_shareable=row.is_shareable,
            file_name=row.file_name,
            sha256=row.sha256,
            on=row.on,
            recipients=tuple(row.recipients.splitlines()),
            is_kept=row.sha256 in here,
            is_changed=row.id in changed,
            at=logged[row.id].time() if logged[row.id].date() == row.on else None,
        )
        for row in reversed(newest)
    ]


def behind(rows: Sequence[IssuedRow]) -> tuple[IssuedRow, ...]:
    """Of versions issued, newest first, the last full one and the last to share, if the minutes
    were changed since they went out."""
    last: dict[bool, IssuedRow] = {}
    for row in rows:
        last.setdefault(row.is_shareable, row)
    return tuple(last[share] for share in sorted(last) if last[share].is_changed)


def before_issue(session: Session, meeting_id: str) -> tuple[list[Finding], list[IssuedRow]]:
    """What the check finds, and what went out before: both look at the paper, made once."""
    return pre_issue.findings(session, meeting_id), issued(session, meeting_id)


def kept_copy(workspace: Workspace, issued_id: str, folder: Path) -> Path:
    """Write the kept bytes of an issued version into `folder`; gives the file.

    A file there with other contents stays; the copy gets the next free name. Raises UserError if
    the bytes are not in this office, no longer have their hash, or cannot be written.
    """
    name, sha256, content = workspace.ask(kept, issued_id)
    target = files.free_name(folder / name, sha256)
    with files.whole_file(target) as part:
        part.write_bytes(content)
    return target


def clocks(session: Session, meeting_id: str, today: date) -> list[Clock]:
    """The two clocks of a meeting: its actions, then its minutes (MIN-5, E66).

    Actions are due so many hours after the end, minutes so many working days after the day. Each
    stops when it was first recorded as sent, and both when the minutes were circulated; a file
    that was written stops neither. A meeting called off has none, nor one adjourned to a day that
    is not agreed (M3).
    """
    meeting = session.get_one(Meeting, meeting_id)
    if meeting.status in CALLED_OFF:
        return []
    further = sittings.of_meeting(session, meeting_id)
    day, ends_at = last_day(meeting.on, further), meeting.ends_at
    if day is None:
        return []
    if further:
        ends_at = further[-1].to.ends_at
    hours, days = clock_setting(session, ACTIONS_HOURS), clock_setting(session, MINUTES_DAYS)
    calendar = holidays.calendar(session)
    actions, minutes = _standings(session, meeting_id, Standing(today, calendar))
    end = datetime.combine(day, ends_at) if ends_at else None
    after = end or datetime.combine(day, datetime.min.time())
    due = after + timedelta(hours=hours)
    return [
        clock(ClockKind.ACTIONS, actions, hours, due.date(), at=due.time() if end else None),
        clock(ClockKind.MINUTES, minutes, days, calendar.add_working_days(day, days)),
    ]


def mark_sent(session: Session, meeting_id: str, what: ClockKind, on: date) -> None:
    """Record that the actions, or the minutes, were sent; the first day said stands (MIN-5).

    Minutes that are a draft, or checked by the chair, are circulated from then on.
    """
    key = natural_id("sending", meeting_id, what.value)
    row = session.get(Sending, key)
    if row is None:
        session.add(Sending(id=key, meeting_id=meeting_id, what=what.value, on=on))
    else:
        row.on, row.is_deleted = on if row.is_deleted else min(on, row.on), False
    state = MinutesState(session.get_one(Meeting, meeting_id).minutes_state)
    if what is ClockKind.MINUTES and state in BEFORE_ISSUE:
        set_state(session, meeting_id, MinutesState.CIRCULATED, on)


def set_clock(session: Session, key: str, number: int) -> None:
    """Change a clock of the office: ACTIONS_HOURS or MINUTES_DAYS. Raises UserError below 1."""
    if not 1 <= number <= _LONGEST:
        raise UserError(
            f"A clock runs for 1 to {_LONGEST}.",
            safe="It is as it was.",
            do="Type a number such as 10.",
        )
    settings.set_setting(session, key, str(number))


def clock_setting(session: Session, key: str) -> int:
    """How long a clock of the office runs: hours for ACTIONS_HOURS, else working days."""
    said = settings.setting(session, key)
    return int(said) if said.isdecimal() and 1 <= int(said) <= _LONGEST else _USUAL[key]


def _standings(session: Session, meeting_id: str, now: Standing) -> tuple[Standing, Standing]:
    """How far the actions are, and the minutes. Minutes that were sent hold the actions.

    That minutes were agreed, or a file of them written, does not say that they were sent.
    """
    here = IssuedMinutes.meeting_id == meeting_id
    written = select(func.max(IssuedMinutes.on)).where(here, ~IssuedMinutes.is_deleted)
    wanted = select(Sending).where(Sending.meeting_id == meeting_id, ~Sending.is_deleted)
    said = {row.what: row.on for row in session.scalars(wanted)}
    circulated = session.scalar(
        select(func.min(MinutesStep.on)).where(
            MinutesStep.meeting_id == meeting_id,
            MinutesStep.state == MinutesState.CIRCULATED.value,
            ~MinutesStep.is_deleted,
        )
    )
    now = replace(now, written_on=session.scalar(written))
    minutes = _first(said.get(ClockKind.MINUTES), circulated)
    actions = _first(said.get(ClockKind.ACTIONS), minutes)
    by_themselves = actions is not None and actions == said.get(ClockKind.ACTIONS)
    return (
        replace(now, sent_on=actions, with_minutes=actions is not None and not by_themselves),
        replace(now, sent_on=minutes),
    )


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _check_recipients(workspace: Workspace, recipients: Sequence[str]) -> list[str]:
    if workspace.read_only:
        raise UserError(
            workspace.read_only,
            safe="Nothing has been written or recorded.",
            do="Issue the minutes in the window that may write.",
        )
    named = [" ".join(name.split()) for name in recipients if name.strip()]
    if not named:
        raise UserError(
            "Nobody is named to whom the minutes go.",
            safe="Nothing has been written or recorded.",
            do="Type who gets them, one name a line.",
        )
    return named


def kept(session: Session, issued_id: str) -> tuple[str, str, bytes]:
    """The name, hash and bytes of an issued version, exactly as they went out.

    Raises UserError if the bytes are not in this office, or no longer have their hash.
    """
    row = session.get_one(IssuedMinutes, issued_id)
    file = session.get(IssuedFile, row.sha256)
    if file is None:
        raise UserError(
            f"The file of version {row.version} is not in this office.",
            safe=f"Its record is: {row.file_name}.",
            do="Ask for it on the laptop that issued it.",
        )
    if hashlib.sha256(file.content).hexdigest() != row.sha256:
        raise UserError(
            f"The kept file of version {row.version} is no longer as it was issued.",
            safe="Nothing has been written.",
            do="Take it from a backup, or ask somebody who was sent it.",
        )
    return row.file_name, row.sha256, file.content


def _version_words(session: Session, meeting_id: str, state: MinutesState) -> str:
    """What is circulated is the version last issued, if one was; so is what the chair checked,
    unless it was changed since. Else it is the version of the next paper."""
    out = next(iter(issued(session, meeting_id)), None)
    is_checked = state is MinutesState.CHAIR_CHECKED and out is not None and not out.is_changed
    if out is not None and (is_checked or state is MinutesState.CIRCULATED):
        return out.version
    return str(versions.next_version(session, meeting_id))


def _at_words(session: Session, meeting_id: str) -> str:
    head = meetings.head(session, meeting_id)
    return f"At {head.group}, {long_date(head.on)}"
