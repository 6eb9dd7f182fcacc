"""Taking a change back is itself a change, so it is logged like any other (DPR-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError
from masa_desktop.services import as_agreed
from masa_desktop.services.quorum_following import follow_quorum
from masa_desktop.services.settled import check_open
from masa_desktop.storage import log
from masa_desktop.storage.entities import (
    ROWS,
    Action,
    ActionOwner,
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    Declaration,
    Discussion,
    Entry,
    InTheChair,
    Meeting,
    QuorumRuling,
    Sitting,
)
from masa_desktop.storage.values import as_column, as_plain, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import Change, HistoryLine
    from masa_desktop.storage.entities import Row


def apply(session: Session, changes: Sequence[Change]) -> None:
    """Write these changes. Raises UserError, changing nothing, if a value is no longer `old`, or if
    they would change minutes that have been agreed.

    Marks for ratification follow at once: the clock may have set them since (ATT-4).
    """
    meetings: set[str | None] = set()
    called: set[str] = set()
    for change in changes:
        row = session.get_one(ROWS[change.table], change.row)
        if as_text(as_plain(getattr(row, change.column))) != as_text(change.old):
            raise UserError("This has been changed since, so it was not taken back.")
        setattr(row, change.column, as_column(type(row), change.column, change.new))
        meetings.add(_minuted_at(row, change.column) or _agreed_at(session, row, change))
        if isinstance(row, Attendance | InTheChair | QuorumRuling):
            called.add(row.meeting_id)
    session.flush()
    for meeting_id in filter(None, meetings):
        check_open(session, meeting_id)
    for meeting_id in called:
        follow_quorum(session, meeting_id)
    forget_what_is_private(session, changes)


def _minuted_at(row: Row, column: str) -> str | None:
    """The meeting whose minutes this value is part of; a correction is made at a later one."""
    if isinstance(row, Correction):
        return row.made_at_id
    if isinstance(row, Meeting):
        return row.id if column in _PRINTED else None
    return row.meeting_id if isinstance(row, _MINUTED) else None


def _agreed_at(session: Session, row: Row, change: Change) -> str | None:
    """The meeting in whose agreed minutes this value of an action or decision stands as it was.

    What became of it since is no part of them, and can be taken back.
    """
    of_entry = session.get_one(Action, row.action_id) if isinstance(row, ActionOwner) else row
    if not isinstance(of_entry, Action | Decision) or change.column in _LATER:
        return None
    meeting_id = session.get_one(Entry, of_entry.entry_id).meeting_id
    held = as_agreed.of(session, meeting_id).held if meeting_id else {}
    agreed = held.get((row.id, change.column), change.old)
    is_later = (row.id, "id") in held or as_text(agreed) != as_text(change.old)
    return None if is_later else meeting_id


_MINUTED = (
    AgendaItem,
    Attendance,
    Declaration,
    Discussion,
    Entry,
    InTheChair,
    QuorumRuling,
    Sitting,
)

_LATER = ("condition_state", "condition_on", "condition_note", "implements")
"""Of a decision, what no minutes ever print, whenever it was said."""

_PRINTED = ("on", "starts_at", "ends_at", "venue", "format", "marking", "handling")
"""Of a meeting itself, what its minutes print; what becomes of it later is no part of them."""


def forget_what_is_private(session: Session, changes: Iterable[Change]) -> None:
    """Words that (again) are a private jotting leave the log of the entries they stood in."""
    made = list(changes)
    is_jotted = any(
        one.table == "jotting" and one.column in ("is_deleted", "id") and one.new is not True
        for one in made
    )
    for row_id in {one.row for one in made if one.table == "entry"} if is_jotted else ():
        log.forget(session, row_id, "text")


def of_record(session: Session, row_id: str) -> list[HistoryLine]:
    """Every change of one record, oldest first: who, when, which verb, old and new."""
    return log.history_of(session, [row_id])


def newest(session: Session, limit: int = 500) -> list[HistoryLine]:
    """The newest changes of the office, newest first."""
    return log.latest(session, limit)
