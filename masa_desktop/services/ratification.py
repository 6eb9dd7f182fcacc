"""A ratification follows the meeting that made it: the line in its minutes, and its quorum (ATT-4).

What agreed minutes of the deciding meeting print stays as it was agreed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.decisions import DecisionStatus, settled_by, waits_again_because
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.quorum import State
from masa_desktop.domain.references import Kind, provisional
from masa_desktop.domain.words import plain_date
from masa_desktop.services.roll_records import roll_of
from masa_desktop.storage.entities import Decision, Entry, Group, Meeting

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from masa_desktop.services.roll_records import Roll

_FOLLOWING = (
    DecisionStatus.RATIFIED.value,
    DecisionStatus.NOT_RATIFIED.value,
    DecisionStatus.TO_BE_RATIFIED.value,
)


def follow_ratified(session: Session, meeting_id: str) -> None:
    """What this meeting settled waits again once its line is gone or the quorum was not there.

    The line put back, or the roll-call put right, settles it again. A decision settled without a
    line in the minutes stays as it was settled. Asked only while the minutes of this meeting are
    open: agreed ones stay as they were agreed (MIN-4).
    """
    found = session.scalars(
        select(Decision).where(
            Decision.settled_at_id == meeting_id,
            Decision.status.in_(_FOLLOWING),
            ~Decision.is_deleted,
        )
    ).all()
    if not found:
        return
    session.flush()
    roll = roll_of(session, meeting_id)
    for decision in found:
        status = _status(decision, _told(session, decision), roll)
        if decision.status != status:
            decision.status = status.value


def waits_again(session: Session, decision: Decision) -> str:
    """Why a decision that a meeting settled waits all the same; "" if none has settled it."""
    if decision.settled_at_id is None:
        return ""
    meeting = session.get_one(Meeting, decision.settled_at_id)
    standing = _told(session, decision).standing
    roll = roll_of(session, meeting.id)
    item_id = standing[0][1] if standing else ""
    lacking = roll.judged(roll.place.get(item_id)).lacking if standing else ""
    return waits_again_because(plain_date(meeting.on), lacking, roll.number.get(item_id))


@dataclass(frozen=True, slots=True)
class _Told:
    """What the minutes say became of a decision: by each line, and under which item."""

    standing: tuple[tuple[DecisionStatus, str], ...]
    was_removed: bool


def naming(
    session: Session, decisions: Collection[Decision], where: ColumnElement[bool]
) -> dict[str, list[Entry]]:
    """By decision, the lines minuted there that name it, in their order; removed ones among them.

    A line may say the reference the decision had before it was numbered.
    """
    found: dict[str, list[Entry]] = {one.id: [] for one in decisions}
    patterns = {one.id: _patterns(session, one) for one in decisions}
    if not decisions:
        return found
    # Every reference of a decision, provisional ones too, has "-D" in it.
    wanted = select(Entry).where(where, Entry.text.contains("-D", autoescape=True))
    for line in session.scalars(wanted.order_by(Entry.position, Entry.id)):
        for key, pattern in patterns.items():
            if pattern.search(line.text):
                found[key].append(line)
    return found


def ratifying(session: Session) -> dict[str, set[str]]:
    """By decision, those that it ratified, or would not: it says their references, at the meeting
    that settled them.
    """
    settled = session.scalars(
        select(Decision).where(Decision.settled_at_id.is_not(None), ~Decision.is_deleted)
    ).all()
    there = {one.settled_at_id for one in settled}
    where = Entry.meeting_id.in_(there) & ~Entry.is_deleted & (Entry.kind == EntryKind.DECISION)
    lines = naming(session, settled, where)
    said: dict[str, set[str]] = {}
    for one in settled:
        for line in lines[one.id]:
            if line.meeting_id == one.settled_at_id and "ratif" in line.text.casefold():
                said.setdefault(line.id, set()).add(one.id)
    later = select(Decision.id, Decision.entry_id).where(
        Decision.entry_id.in_(said), ~Decision.is_deleted
    )
    found: dict[str, set[str]] = {}
    for key, entry_id in session.execute(later) if said else ():
        found[key] = said[entry_id]
    return found


def _patterns(session: Session, decision: Decision) -> re.Pattern[str]:
    code, year = session.get_one(Group, decision.group_id).code, decision.decided_on.year
    draft = provisional(code, year, decision.id, kind=Kind.DECISION)
    refs = "|".join(re.escape(ref) for ref in (decision.ref, draft) if ref)
    return re.compile(rf"\b(?:{refs})\b", re.IGNORECASE)


def _told(session: Session, decision: Decision) -> _Told:
    there = Entry.meeting_id == decision.settled_at_id
    lines = naming(session, [decision], there)[decision.id]
    said = [(settled_by(row.text), row.item_id or "", row.is_deleted) for row in lines]
    told = [(status, item_id, is_gone) for status, item_id, is_gone in said if status]
    return _Told(
        standing=tuple((status, item_id) for status, item_id, is_gone in told if not is_gone),
        was_removed=any(is_gone for _, _, is_gone in told),
    )


def _status(decision: Decision, told: _Told, roll: Roll) -> DecisionStatus:
    now = DecisionStatus(decision.status)
    waits = now is DecisionStatus.TO_BE_RATIFIED
    if not told.standing:
        return DecisionStatus.TO_BE_RATIFIED if told.was_removed else now
    said = next((one for one in told.standing if one[0] is now), told.standing[0])
    if not roll.is_taken:
        return now
    place = roll.place.get(said[1])
    verdict = roll.judged_for(place, waits=waits) if place else roll.judged(None)
    return DecisionStatus.TO_BE_RATIFIED if verdict.state is State.NOT_QUORATE else said[0]
