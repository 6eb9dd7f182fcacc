"""Which version the next paper of a meeting's minutes carries: a number means one text (MIN-3)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.minutes import SETTLED, MinutesState
from masa_desktop.domain.paper_wording import wording
from masa_desktop.domain.versions import Version, version_after, version_since
from masa_desktop.services.outdated import paper_now
from masa_desktop.storage.entities import (
    IssuedMinutes,
    Meeting,
    MinutesStep,
    WrittenMinutes,
    natural_id,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def said(session: Session, meeting_id: str) -> str:
    """The hash of what these minutes say now, in full and to share: both carry one number."""
    both = (paper_now(session, meeting_id, shareable=each) for each in (False, True))
    return hashlib.sha256("".join(wording(one) for one in both).encode()).hexdigest()


def set_version(session: Session, meeting_id: str, version: Version, words: str) -> None:
    """A file now carries this version and says `words`, a hash as `said` gives it."""
    if not version.major:
        session.get_one(Meeting, meeting_id).minutes_version = version.minor
    key = natural_id("written minutes", meeting_id, str(version))
    row = session.get(WrittenMinutes, key)
    if row is None:
        session.add(
            WrittenMinutes(id=key, meeting_id=meeting_id, version=str(version), wording=words)
        )
    else:
        row.wording = words


def next_version(session: Session, meeting_id: str) -> Version:
    """The version the next paper of these minutes carries: drafts are 0.1 and on, approved
    minutes 1.0 and on, a draft of them reopened 1.1. None that a file carries, or that was
    issued, is given to other words, nor to approved minutes if it went out as a draft (MIN-3)."""
    meeting = session.get_one(Meeting, meeting_id)
    settled = MinutesState(meeting.minutes_state) in SETTLED
    issued, written = _issued(session, meeting_id), _written(session, meeting_id)
    last = max([*(one for one, _ in issued), *written], default=None)
    is_same = (
        last in written
        and all(agreed == settled for one, agreed in issued if one == last)
        and written[last] == said(session, meeting_id)
    )
    return version_after(
        [last] if last else [],
        settled=settled,
        draft=meeting.minutes_version,
        reopened=_since_reopened(session, meeting_id, settled=settled),
        is_same=is_same,
    )


def _issued(session: Session, meeting_id: str) -> list[tuple[Version, bool]]:
    """Each version issued, and whether as approved minutes."""
    found = session.execute(
        select(IssuedMinutes.version, IssuedMinutes.state).where(
            IssuedMinutes.meeting_id == meeting_id
        )
    ).all()
    return [(Version.read(one), MinutesState(state) in SETTLED) for one, state in found]


def _written(session: Session, meeting_id: str) -> dict[Version, str]:
    """What each version said that was written to a file."""
    found = session.execute(
        select(WrittenMinutes.version, WrittenMinutes.wording).where(
            WrittenMinutes.meeting_id == meeting_id
        )
    ).all()
    return {Version.read(version): words for version, words in found}


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
