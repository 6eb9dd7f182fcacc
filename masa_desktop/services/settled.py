"""Agreed minutes stand: whatever their paper prints changes only once they are reopened (MIN-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.pre_issue import SETTLED
from masa_desktop.storage.entities import Meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def check_open(session: Session, meeting_id: str) -> None:
    """Raises UserError if the minutes of this meeting are approved or published.

    What happens to an action or decision later is another matter: it is no change of the minutes.
    """
    if MinutesState(session.get_one(Meeting, meeting_id).minutes_state) in SETTLED:
        raise UserError(
            "The minutes of this meeting have been agreed, so nothing in them was changed.",
            safe="They are as they were agreed.",
            do="Open them for changes with a reason, or record a correction at the next meeting.",
        )
