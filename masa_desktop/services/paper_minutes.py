"""One meeting as its minutes print it: a finished snapshot of the records.

What a shareable copy must not say is never asked for (M8, DPR-6).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import minutes as paper
from masa_desktop.domain.decision_words import lead_before
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.meetings import (
    CALLED_OFF,
    EntryKind,
    ItemRow,
    ItemState,
    item_state_label,
)
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.domain.quorum import State, by_item_words
from masa_desktop.domain.quorum_loss import Judged, item_note, past
from masa_desktop.domain.roll_call import says_withdrew, withdrew_line
from masa_desktop.domain.sittings import sentence
from masa_desktop.domain.words import capital, count, items_words, long_date, when
from masa_desktop.services import (
    agenda,
    agreed,
    as_agreed,
    attendance,
    declarations,
    meetings,
    minutes,
    paper_attendance,
    quorum_standing,
    timing,
)
from masa_desktop.services.roll_call import by_initials
from masa_desktop.storage.entities import AgendaItem, Entry, Meeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.domain.meetings import EntryRow, RollCall
    from masa_desktop.domain.quorum import Verdict
    from masa_desktop.services.as_agreed import Then
    from masa_desktop.services.paper_attendance import Parted

_Called = tuple[str, str]
"""What the minutes call somebody, and the whole name."""

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
        paper_attendance.rolling_grid(session, meeting_id, roll, parted, then)
        if style is AttendanceStyle.ROLLING_GRID
        else None
    )
    chair_id = paper_attendance.sole_chair(session, meeting_id)
    called = by_initials(roll.rows)
    taken = timing.discussion_notes(session, meeting_id)
    lost = _lost(roll)
    withdrew = _withdrew(session, meeting_id, then, shareable=shareable)
    told, held_back = agreed.corrections_to_share(session, meeting_id)
    unshared = held_back if shareable else 0
    return paper.Minutes(
        partnership=head.partnership,
        group=head.group,
        on=head.on,
        state=paper.MinutesState(head.minutes_state),
        reference=head.ref,
        version=version,
        is_practice=head.is_practice,
        marking=Marking(head.marking or "none"),
        handling=meetings.handling_to_share(session, meeting_id) if shareable else head.handling,
        starts_at=head.starts_at,
        ends_at=head.ends_at,
        venue=head.venue,
        format=head.format,
        sittings=tuple(sentence(one) for one in head.sittings),
        chair=paper_attendance.chair_words(session, meeting_id, withheld, then),
        attendance=tuple(paper_attendance.attendees(roll, chair_id, parted)),
        grid=grid,
        quorum=_quorum_words(roll, withheld),
        quorum_notes=quorum_standing.paper_lines(session, meeting_id, shareable=shareable),
        declarations=declarations.paper_lines(session, meeting_id, then, shareable=shareable),
        items=tuple(
            paper.Item(number=str(item.number), is_restricted=True, id=item.id)
            if item in withheld
            else _Item(session, item, then, called, shareable=shareable).printed(
                taken.get(item.id, ""),
                withdrew[item.id],
                lost.get(item.id, ""),
            )
            for item in items
        ),
        next_meeting=_next_meeting(session, meeting_id, then),
        approval=agreed.sentence(session, meeting_id),
        amendments=agreed.paper_corrections(session, meeting_id, shareable=shareable),
        corrected=told - unshared,
        is_shareable=shareable,
        recorded=_recorded(session, meeting_id) + told,
        left_out=(*_left_out(session, withheld, parted), *_corrections_left_out(unshared)),
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


def _lost(roll: RollCall) -> dict[str, str]:
    """What to say at each item that was not quorate, or for a part only, by the item's id."""
    if not roll.is_taken:
        return {}
    away = {item_id for item_id, said in roll.items if said.state is State.NOT_QUORATE}
    return {
        item_id: item_note(is_part=number in roll.in_part)
        for number, (item_id, _) in enumerate(roll.items, start=1)
        if item_id in away or number in roll.in_part
    }


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


def _corrections_left_out(number: int) -> tuple[paper.LeftOut, ...]:
    if not number:
        return ()
    what = f"{count(number, 'correction')} that may touch a restricted item"
    why = "what is said in one is recorded separately"
    return (paper.LeftOut(what=what, why=why, lines=number),)


def _withdrew(
    session: Session, meeting_id: str, then: Then, *, shareable: bool
) -> Mapping[str, list[_Called]]:
    """Who left the room for which item, by the item's id."""
    initials = attendance.initials(session, meeting_id, then)
    found: defaultdict[str, list[_Called]] = defaultdict(list)
    for row in declarations.of_meeting(session, meeting_id, shareable=shareable):
        if row.has_withdrawn and row.item_id:
            name = then.name(session, row.person_id)
            found[row.item_id].append((initials.get(row.person_id) or name, name))
    return found


class _Item:
    """One item as it is printed: what is minuted under it, and what there is to say of it."""

    def __init__(
        self,
        session: Session,
        item: ItemRow,
        then: Then,
        called: Mapping[str, str],
        *,
        shareable: bool,
    ) -> None:
        self._session, self._row, self._then = session, item, then
        self._entries = [row for _, row in minutes.shared(session, [item.id], then, called)]
        self._corrections = agreed.made_under(session, item.id, shareable=shareable)

    def printed(self, taken: str, withdrew: Sequence[_Called], lost: str) -> paper.Item:
        """`withdrew` are those who left the room for this item; `lost` says it was not quorate."""
        mark = paper.RESTRICTED_MARK if self._row.is_restricted else ""
        notes = (mark, taken, self._withdrew(withdrew), self._standing(), self._unsaid(lost))
        return paper.Item(
            number=str(self._row.number),
            title=self._row.title,
            presenter=self._row.presenter,
            state_note=" ".join(part for part in notes if part),
            entries=tuple(_entry(row) for row in self._entries),
            corrections=self._corrections,
            id=self._row.id,
        )

    def _withdrew(self, who: Sequence[_Called]) -> str:
        """Who left the room for the item, unless what is minuted on it says so already."""
        unsaid = [
            called[0]
            for called in sorted(who)
            if not any(says_withdrew(row.text, called) for row in self._entries)
        ]
        return withdrew_line(unsaid)

    def _standing(self) -> str:
        """What became of the item, if its entries do not say it; nothing is left blank."""
        row = self._row
        if row.state is ItemState.OPEN:
            return "" if self._entries or self._corrections else paper.NOTHING_MINUTED
        if row.state is ItemState.DONE:
            return ""
        to = self._carried_to() if row.state is ItemState.DEFERRED else ""
        why = f": {row.state_note.strip().removesuffix('.')}" if row.state_note.strip() else ""
        return f"{item_state_label(row.state)}{to}{why}."

    def _carried_to(self) -> str:
        """ " to Tuesday 14 April 2026" if a meeting that is still on took the matter up."""
        found = self._session.execute(
            select(AgendaItem, Meeting)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .where(AgendaItem.carried_from_id == self._row.id)
        ).all()
        then = self._then
        days = (
            then.value(meeting, Meeting.on)
            for there, meeting in found
            if then.had(there)
            and then.had(meeting)
            and then.value(meeting, Meeting.status) not in CALLED_OFF
        )
        first = min(days, default=None)
        return f" to {long_date(first)}" if first else ""

    def _unsaid(self, lost: str) -> str:
        """That it was not quorate, where the words there do not say it."""
        told = [self._row.state_note, *(row.text for row in self._entries)]
        is_told = any("not quorate" in text.lower() for text in told)
        return "" if is_told else lost


def _entry(row: EntryRow) -> paper.Entry:
    return paper.Entry(
        kind=_KINDS[row.kind],
        text=row.text,
        ref=row.ref,
        lead=lead_before(row.text, row.lead),
        owners=", ".join(row.owners),
        due=capital(row.due),
        id=row.id,
        marks=row.marks,
        is_bullet=row.is_bullet,
        particulars=row.particulars,
        status=row.status,
    )


def _next_meeting(session: Session, meeting_id: str, then: Then) -> str:
    row = meetings.next_after(session, meeting_id, then)
    if row is None:
        return ""
    starts_at, ends_at = then.value(row, Meeting.starts_at), then.value(row, Meeting.ends_at)
    venue = then.value(row, Meeting.venue)
    told = when(then.value(row, Meeting.on), starts_at, ends_at)
    return f"{told}, {venue}" if venue else told


def _quorum_words(roll: RollCall, withheld: Sequence[ItemRow]) -> str:
    """For which items it was quorate, and by which rule; the notes tell where it was not."""
    if roll.verdict.state is State.NOT_SET:
        return roll.verdict.sentence
    lead = f"Rule ({roll.version})" if roll.version else "Rule"
    hidden = {item.id for item in withheld}
    judged = [
        (number, replace(verdict, lacking=past(Judged(number, verdict.state, verdict.lacking))))
        for number, (item_id, verdict) in enumerate(_quorate_in_part(roll), start=1)
        if item_id not in hidden and verdict.state is not State.NOT_QUORATE
    ]
    unknown = "The roll-call has not been taken."
    told = by_item_words(judged, in_part=roll.in_part) if roll.is_taken else unknown
    also = ""
    if withheld and roll.is_taken:
        unsaid = items_words(sorted(item.number for item in withheld))
        also = f" Of {unsaid}, held back, nothing is said here."
    return f"{told}{also} {lead}: {roll.rule_words}".strip()


def _quorate_in_part(roll: RollCall) -> list[tuple[str, Verdict]]:
    """Each item with how it stood; one that was quorate for a part of it counts as quorate."""
    return [
        (item_id, replace(said, state=State.QUORATE, lacking="") if n in roll.in_part else said)
        for n, (item_id, said) in enumerate(roll.items, start=1)
    ]


def _recorded(session: Session, meeting_id: str) -> int:
    wanted = select(func.count(Entry.id)).where(Entry.meeting_id == meeting_id, ~Entry.is_deleted)
    return session.scalar(wanted) or 0
