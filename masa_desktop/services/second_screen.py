"""What everybody in the room may read of one item: never jottings, of a restricted item its number.

What is not to be shown is not asked for, so that the window that shows it never holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.words import short_date
from masa_desktop.services import minutes, names, spans
from masa_desktop.storage.entities import Meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from masa_desktop.domain.meetings import EntryRow


@dataclass(frozen=True, slots=True)
class Shown:
    """One item of a meeting, called by its group and day. `number` counts from 1.

    While it `is_withheld`, title and entries are empty because they were not read.
    """

    group: str
    on: str
    number: int
    title: str
    is_restricted: bool
    is_withheld: bool
    entries: tuple[EntryRow, ...]


def item(
    session: Session, meeting_id: str, item_id: str, *, with_restricted: bool = False
) -> Shown | None:
    """An item as it may be shown; None if it, or its meeting, has gone from the agenda."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None or meeting.is_deleted:
        return None
    for number, row in enumerate(spans.in_order(session, meeting_id), start=1):
        if row.id == item_id:
            is_withheld = row.is_restricted and not with_restricted
            found = [] if is_withheld else minutes.shared(session, [item_id])
            return Shown(
                group=names.of_groups(session, meeting.on).get(meeting.group_id, ""),
                on=short_date(meeting.on),
                number=number,
                title="" if is_withheld else row.title,
                is_restricted=row.is_restricted,
                is_withheld=is_withheld,
                entries=tuple(entry for _, entry in found),
            )
    return None
