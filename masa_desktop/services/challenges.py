"""What was minuted as a challenge, for paper (MIN-11). Of restricted items it is counted only."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVarTuple

from sqlalchemy import func, select

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import SETTLED, MinutesState
from masa_desktop.domain.references import Kind
from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Section
from masa_desktop.domain.words import count, is_are, listed
from masa_desktop.services import names, numbering, paper_head, spans
from masa_desktop.storage.entities import AgendaItem, Entry, Group, Meeting

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session

    from masa_desktop.domain.periods import Period
    from masa_desktop.domain.report import Value

    Found = Sequence[Row[Entry, AgendaItem, Meeting, str]]

ALL_THAT_IS_KEPT = (
    "These are the words that were minuted as a challenge. No answer, outcome or difference made "
    "is recorded beside them."
)
NOT_AGREED = "Not agreed yet"
"""Marks a challenge of such minutes."""

_COLUMNS = (
    ReportColumn("Date", 0.9),
    ReportColumn("Group", 1.4),
    ReportColumn("Meeting", 1.1),
    ReportColumn("Item", 1.8),
    ReportColumn("Challenge", 4.0),
    ReportColumn("Minutes", 1.0),
)


def report(session: Session, *, period: Period, group_ids: Collection[str], today: date) -> Report:
    """The challenges minuted in a period, the oldest first; without `group_ids` of all groups."""
    found: Found = session.execute(
        _within(select(Entry, AgendaItem, Meeting, Group.code), period, group_ids)
        .where(~AgendaItem.is_restricted)
        .order_by(Meeting.on, Meeting.starts_at, Meeting.id, AgendaItem.position, Entry.position)
    ).all()
    hidden = _within(select(func.count(Entry.id)), period, group_ids)
    withheld = session.scalar(hidden.where(AgendaItem.is_restricted)) or 0
    marked = [(met.marking, met.handling) for _, _, met, _ in found]
    marked += [(item.marking, "") for _, item, _, _ in found]
    head = paper_head.head(session, group_ids, marked)
    called = names.of_groups(session, today)
    bodies = listed(sorted(called[key] for key in set(group_ids) if key in called))
    return Report(
        name="Challenge log",
        title="Challenge log",
        about=paper_head.about(session, group_ids, period),
        partnership=head.partnership,
        as_at=today,
        covers=f"{period.in_words(today)}, {bodies or 'all groups'}",
        marking=head.marking,
        handling=head.handling,
        left_out=_left_out(withheld),
        is_practice=head.is_practice,
        is_landscape=True,
        sections=(_section(session, found),),
    )


Columns = TypeVarTuple("Columns")


def _within(
    wanted: Select[*Columns], period: Period, group_ids: Collection[str]
) -> Select[*Columns]:
    wanted = (
        wanted.select_from(Entry)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Entry.kind == EntryKind.CHALLENGE.value,
            Meeting.on.between(period.first, period.last),
            ~Entry.is_deleted,
            ~AgendaItem.is_deleted,
            ~Meeting.is_deleted,
        )
    )
    return wanted.where(Meeting.group_id.in_(group_ids)) if group_ids else wanted


def _left_out(withheld: int) -> str:
    if not withheld:
        return ""
    counted = count(withheld, "challenge")
    return f"{counted} minuted under restricted items {is_are(withheld)} not in this log."


def _section(session: Session, found: Found) -> Section:
    if not found:
        none = "No challenge is minuted in this period."
        return Section(heading="Challenges", paragraphs=(none, ALL_THAT_IS_KEPT))
    numbers = {met.id: spans.numbers(session, met.id) for _, _, met, _ in found}
    called = {met.on: names.of_groups(session, met.on) for _, _, met, _ in found}
    rows: list[tuple[Value, ...]] = [
        (
            met.on,
            called[met.on].get(met.group_id, code),
            numbering.shown(met.ref, code, met.on.year, met.id, kind=Kind.MEETING),
            f"{numbers[met.id][item.id]}. {item.title}",
            entry.text,
            "Agreed" if MinutesState(met.minutes_state) in SETTLED else NOT_AGREED,
        )
        for entry, item, met, code in found
    ]
    table = ReportTable(name="Challenges", columns=_COLUMNS, rows=tuple(rows))
    counted = f"{count(len(rows), 'challenge')} {is_are(len(rows))} minuted."
    return Section(heading="Challenges", paragraphs=(counted, ALL_THAT_IS_KEPT), table=table)
