"""Which version the next paper of a meeting's minutes carries (MIN-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.meetings import WentOut
from masa_desktop.domain.minutes import SETTLED, MinutesState
from masa_desktop.domain.versions import Version, version_after, version_since
from masa_desktop.storage.entities import IssuedMinutes, Meeting, MinutesStep

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def set_version(session: Session, meeting_id: str, version: Version) -> None:
    """Drafts count on from here; versions of approved minutes count from those issued."""
    if not version.major:
        session.get_one(Meeting, meeting_id).minutes_version = version.minor


def next_version(session: Session, meeting_id: str) -> Version:
    """The version the next paper of these minutes carries: drafts are 0.1 and on, approved
    minutes 1.0 and on, a draft of them reopened 1.1. None issued is given again (MIN-3)."""
    meeting = session.get_one(Meeting, meeting_id)
    settled = MinutesState(meeting.minutes_state) in SETTLED
    return version_after(
        _issued(session, meeting_id),
        settled=settled,
        draft=meeting.minutes_version,
        reopened=_since_reopened(session, meeting_id, settled=settled),
    )


def went_out(session: Session, meeting_id: str) -> WentOut | None:
    """The highest version issued and when it first was; None while none is."""
    found = session.execute(
        select(IssuedMinutes.version, IssuedMinutes.on, IssuedMinutes.state).where(
            IssuedMinutes.meeting_id == meeting_id, ~IssuedMinutes.is_deleted
        )
    ).all()
    if not found:
        return None
    last = max(Version.read(version) for version, _, _ in found)
    same = [(on, state) for version, on, state in found if Version.read(version) == last]
    on, state = min(same)
    return WentOut(str(last), on, MinutesState(state) in SETTLED)


def _issued(session: Session, meeting_id: str) -> list[Version]:
    found = session.scalars(
        select(IssuedMinutes.version).where(IssuedMinutes.meeting_id == meeting_id)
    )
    return [Version.read(one) for one in found]


def _since_reopened(session: Session, meeting_id: str, *, settled: bool) -> Version:
    """What approval itself has used up, though nothing went out under it."""
    steps = session.execute(
        select(MinutesStep.state, MinutesStep.version).where(
            MinutesStep.meeting_id == meeting_id, ~MinutesStep.is_deleted
        )
    ).all()
    read = [(MinutesState(state) in SETTLED, Version.read(version)) for state, version in steps]
    agreed = [version for is_agreed, version in read if is_agreed]
    drafted = [version for is_agreed, version in read if not is_agreed]
    return version_since(agreed, drafted, settled=settled)
