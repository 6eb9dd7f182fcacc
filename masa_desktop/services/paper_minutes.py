"""One meeting as its minutes print it: a finished snapshot of the records.

What a shareable copy must not say is never asked for (M8, DPR-6).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import minutes as paper
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.meetings import EntryKind, ItemRow, ItemState, item_state_label
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.domain.quorum import State, by_item_words
from masa_desktop.domain.sittings import sentence
from masa_desktop.domain.words import capital, count, when
from masa_desktop.services import (
    agenda,
    agreed,
    as_agreed,
    attendance,
    declarations,
    meetings,
    minutes,
    paper_attendance,
    quorum_loss,
    terms,
    timing,
    versions,
)
from masa_desktop.storage.entities import AgendaItem, Entry, Meeting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.domain.meetings import EntryRow, RollCall
    from masa_desktop.domain.quorum import Verdict
    from masa_desktop.services.as_agreed import Then
    from masa_desktop.services.paper_attendance import Parted

_KINDS = {
    EntryKind.NOTE: paper.EntryKind.NOTE,
    EntryKind.DECISION: paper.EntryKind.DECISION,
    EntryKind.ACTION: paper.EntryKind.ACTION,
    EntryKind.CHALLENGE: paper.EntryKind.CHALLENGE,
}


def minutes_of(
    session: Session,
    meeting_id: str,
    *,
    style: AttendanceStyle = AttendanceStyle.CODED_LIST,
    shareable: bool = False,
    version: str = "",
) -> paper.Minutes:
    """The finished snapshot of a meeting. Jottings are never read; a shareable copy is made from
    items to share, which hold no word of what is restricted (M8, DPR-6). Agreed minutes say what
    the records said when they were agreed (MIN-4)."""
    then = as_agreed.of(session, meeting_id)
    head = meetings.head(session, meeting_id)
    items = items_to_share(session, meeting_id) if shareable else agenda.items(session, meeting_id)
    roll = attendance.roll_call(session, meeting_id)
    roll = paper_attendance.as_called(session, meeting_id, roll, then)
    withheld = [item for item in items if item.is_restricted and shareable]
    parted = paper_attendance.parted(session, meeting_id, withheld)
    grid = (
        paper_attendance.rolling_grid(session, meeting_id, roll, parted)
        if style is AttendanceStyle.ROLLING_GRID
        else None
    )
    chair_id = paper_attendance.sole_chair(session, meeting_id)
    verdicts, taken = dict(roll.items), timing.discussion_notes(session, meeting_id)
    return paper.Minutes(
        partnership=head.partnership,
        group=head.group,
        on=head.on,
        state=paper.MinutesState(head.minutes_state),
        reference=head.ref,
        version=version or str(versions.next_version(session, meeting_id)),
        is_practice=head.is_practice,
        marking=Marking(head.marking or "none"),
        handling=head.handling,
        starts_at=head.starts_at,
        ends_at=head.ends_at,
        venue=head.venue,
        format=head.format,
        sittings=tuple(sentence(one) for one in head.sittings),
        chair=paper_attendance.chair_words(session, meeting_id, withheld, then),
        attendance=tuple(paper_attendance.attendees(roll, chair_id, parted)),
        grid=grid,
        quorum=_quorum_words(session, meeting_id, roll, withheld),
        quorum_notes=quorum_loss.paper_lines(session, meeting_id, shareable=shareable),
        declarations=declarations.paper_lines(session, meeting_id, then, shareable=shareable),
        items=tuple(
            paper.Item(number=str(item.number), is_restricted=True)
            if item in withheld
            else replace(
                _item(session, item, verdicts[item.id], taken.get(item.id, ""), then),
                corrections=agreed.made_under(session, item.id, shareable=shareable),
            )
            for item in items
        ),
        next_meeting=_next_meeting(session, meeting_id, then),
        approval=agreed.sentence(session, meeting_id),
        amendments=agreed.paper_corrections(session, meeting_id, shareable=shareable),
        recorded=_recorded(session, meeting_id),
        left_out=_left_out(session, withheld, parted),
    )


def items_to_share(session: Session, meeting_id: str) -> list[ItemRow]:
    """The items, numbered as on the agenda; of a restricted one only id and number are asked for,
    and how many lines are minuted on it. Its other fields are blank (M8, DPR-6)."""
    here = (AgendaItem.meeting_id == meeting_id, ~AgendaItem.is_deleted)
    order = session.scalars(
        select(AgendaItem.id).where(*here).order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    open_ones = session.scalars(select(AgendaItem).where(*here, ~AgendaItem.is_restricted)).all()
    shown = {row.id: row for row in agenda.shown(session, meeting_id, open_ones)}
    minuted = agenda.minuted_on(session, meeting_id)
    return [
        replace(shown[item_id], number=number)
        if item_id in shown
        else _blank_item(item_id, number, minuted.get(item_id, 0))
        for number, item_id in enumerate(order, start=1)
    ]


def _blank_item(item_id: str, number: int, entries: int) -> ItemRow:
    """A restricted item as it may be shared."""
    return ItemRow(
        id=item_id,
        number=number,
        title="",
        purpose="",
        presenter="",
        minutes=None,
        state=ItemState.OPEN,
        state_note="",
        is_restricted=True,
        entries=entries,
    )


def _left_out(
    session: Session, withheld: Sequence[ItemRow], parted: Parted
) -> tuple[paper.LeftOut, ...]:
    gaps = [
        paper.LeftOut(
            what=f"Item {item.number}, restricted",
            why="recorded separately and not for sharing",
            lines=item.entries,
        )
        for item in withheld
        if item.entries
    ]
    people = len({person_id for _, person_id in parted.left_out})
    if people:
        who = f"{count(people, 'person', 'people')} who came for a restricted item"
        gaps.append(paper.LeftOut(what=who, why="their names are not for sharing", lines=0))
    declared = declarations.count_under(session, [item.id for item in withheld])
    if declared:
        what = f"{count(declared, 'declaration')} of interest in a restricted item"
        why = "what is said in one is recorded separately"
        gaps.append(paper.LeftOut(what=what, why=why, lines=0))
    return tuple(gaps)


def _item(session: Session, item: ItemRow, verdict: Verdict, taken: str, then: Then) -> paper.Item:
    entries = [row for _, row in minutes.shared(session, [item.id], then)]
    return paper.Item(
        number=str(item.number),
        title=item.title,
        presenter=item.presenter,
        state_note=" ".join(part for part in (taken, _state_note(item, verdict)) if part),
        entries=tuple(_entry(row) for row in entries),
    )


def _state_note(item: ItemRow, verdict: Verdict) -> str:
    said = []
    if item.state not in (ItemState.OPEN, ItemState.DONE):
        label = item_state_label(item.state)
        said.append(f"{label}: {item.state_note}" if item.state_note else f"{label}.")
    if verdict.state is State.NOT_QUORATE and item.entries:
        said.append(f"Not quorate: {verdict.lacking}.")
    return " ".join(said)


def _entry(row: EntryRow) -> paper.Entry:
    return paper.Entry(
        kind=_KINDS[row.kind],
        text=row.text,
        ref=row.ref,
        lead=row.lead,
        owners=", ".join(row.owners),
        due=capital(row.due),
        id=row.id,
        marks=row.marks,
        is_bullet=row.is_bullet,
    )


def _next_meeting(session: Session, meeting_id: str, then: Then) -> str:
    row = meetings.next_after(session, meeting_id, then)
    if row is None:
        return ""
    starts_at, ends_at = then.value(row, Meeting.starts_at), then.value(row, Meeting.ends_at)
    venue = then.value(row, Meeting.venue)
    told = when(then.value(row, Meeting.on), starts_at, ends_at)
    return f"{told}, {venue}" if venue else told


def _quorum_words(
    session: Session, meeting_id: str, roll: RollCall, withheld: Sequence[ItemRow]
) -> str:
    meeting = session.get_one(Meeting, meeting_id)
    if roll.verdict.state is State.NOT_SET:
        return roll.verdict.sentence
    version = terms.version_words(terms.in_force(session, meeting.group_id, meeting.on))
    lead = f"Rule ({version})" if version else "Rule"
    hidden = {item.id for item in withheld}
    judged = [
        (number, verdict)
        for number, (item_id, verdict) in enumerate(roll.items, start=1)
        if item_id not in hidden
    ]
    return f"{by_item_words(judged)} {lead}: {roll.rule_words}".strip()


def _recorded(session: Session, meeting_id: str) -> int:
    wanted = select(func.count(Entry.id)).where(Entry.meeting_id == meeting_id, ~Entry.is_deleted)
    return session.scalar(wanted) or 0
