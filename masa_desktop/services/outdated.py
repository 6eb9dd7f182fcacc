"""Which versions that went out say something else than the minutes would say now (MIN-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.paper_wording import wording
from masa_desktop.services import paper_minutes
from masa_desktop.services.once import once
from masa_desktop.services.settled import is_settled
from masa_desktop.storage.entities import IssuedMinutes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from masa_desktop.domain.minutes import Minutes


def paper_now(session: Session, meeting_id: str, *, shareable: bool = False) -> Minutes:
    """What a paper of these minutes would say now; made once in a question."""
    return once(
        session,
        (paper_now, meeting_id, shareable),
        lambda: paper_minutes.minutes_of(session, meeting_id, shareable=shareable),
    )


def outdated(session: Session, meeting_id: str) -> frozenset[str]:
    """The ids of the versions issued of these minutes that a new paper would differ from.

    A copy to share is held against what would be shared. Agreed minutes have none: they are
    corrected, not changed. A version whose words are not known is never among them.
    """
    if is_settled(session, meeting_id):
        return frozenset()
    found = session.scalars(
        select(IssuedMinutes).where(
            IssuedMinutes.meeting_id == meeting_id,
            IssuedMinutes.wording != "",
            ~IssuedMinutes.is_deleted,
        )
    ).all()
    now = {
        shareable: wording(paper_now(session, meeting_id, shareable=shareable))
        for shareable in {row.is_shareable for row in found}
    }
    return frozenset(row.id for row in found if row.wording != now[row.is_shareable])
