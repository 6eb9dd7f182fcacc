"""Which version of a meeting's minutes was issued last (MIN-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.meetings import WentOut
from masa_desktop.domain.minutes import SETTLED, MinutesState
from masa_desktop.domain.versions import Version
from masa_desktop.storage.entities import IssuedMinutes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


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
