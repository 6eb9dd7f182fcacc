"""What the groups below have reported to a meeting of the body above them (MIN-8, M14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import group_reports as rules
from masa_desktop.domain.days import add_months
from masa_desktop.domain.group_reports import Part, Received
from masa_desktop.domain.meetings import CALLED_OFF, MeetingStatus
from masa_desktop.domain.words import plain_date
from masa_desktop.services import group_report_withheld, group_reports, meeting_order, names
from masa_desktop.storage.entities import (
    AgendaItem,
    Entry,
    Group,
    GroupLink,
    GroupReport,
    Meeting,
    Name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

_HELD = (MeetingStatus.HELD.value, MeetingStatus.HELD_INQUORATE.value)


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """What came from one group for a meeting of the body above it.

    `met_on` is the day of the group's meeting, `on` the day it was reported, or the group last
    met where it has not met since. `words` say both; `minute` is a line for the minutes.
    """

    id: str
    group_id: str
    group: str
    state: Received
    met_on: date | None
    on: date | None
    highlights: str
    decisions_sought: str
    words: str
    minute: str


def received(session: Session, parent_meeting_id: str) -> tuple[ReceivedRow, ...]:
    """For each group that reports to this meeting's group: its meetings since that one last met,
    and of each whether it was reported by this one; or since when the group has not met (M14).

    An earlier meeting is listed too if its report came only since then; those of a year without a
    report are one row for each group.
    What was reported comes first, then by the names of the groups.
    """
    here = session.get_one(Meeting, parent_meeting_id)
    return _received(session, here, tuple(_below(session, here)))


def for_item(session: Session, item_id: str) -> tuple[ReceivedRow, ...] | None:
    """What was received of the groups an agenda item is about; None if it is about none."""
    item = session.get_one(AgendaItem, item_id)
    here = session.get_one(Meeting, item.meeting_id)
    wanted = rules.concerned(item.title, _below(session, here))
    return _received(session, here, wanted) if wanted else None


def _below(session: Session, here: Meeting) -> dict[str, list[str]]:
    """The groups that report to this meeting's group on its day, each with its names and code."""
    found = session.execute(
        select(Group.id, Group.code, Name.name)
        .join(GroupLink, GroupLink.group_id == Group.id)
        .outerjoin(Name, (Name.group_id == Group.id) & ~Name.is_deleted)
        .where(
            GroupLink.to_id == here.group_id, ~Group.is_deleted, *group_reports.linked_on(here.on)
        )
        .order_by(func.lower(Name.name), Group.id)
    )
    known: dict[str, list[str]] = {}
    for key, code, name in found:
        known.setdefault(key, [code]).append(name or code)
    return known


def _received(session: Session, here: Meeting, group_ids: Sequence[str]) -> tuple[ReceivedRow, ...]:
    last = next(iter(_held_before(session, here, [here.group_id])), None)
    met: dict[str, list[Meeting]] = {key: [] for key in group_ids}
    for meeting in _held_before(session, here, group_ids):
        met[meeting.group_id].append(meeting)
    reports = _reports_to(session, here.group_id, met.values())
    called, types = names.of_groups(session, here.on), _types(session, group_ids)
    rows: list[ReceivedRow] = []
    for key in group_ids:
        name = rules.called(called.get(key, ""), types[key])
        shown, owed = _to_hear(met[key], reports, here, last)
        rows += [_row(session, name, one, reports.get(one.id), here.on) for one in shown]
        if owed:
            rows.append(_owed(name, owed))
        if not shown and not owed:
            rows.append(_not_met(key, name, met[key][0].on if met[key] else None))
    states = list(Received)
    return tuple(sorted(rows, key=lambda row: states.index(row.state)))


def _types(session: Session, group_ids: Collection[str]) -> dict[str, str]:
    wanted = select(Group.id, Group.type).where(Group.id.in_(group_ids))
    return dict(session.execute(wanted).all())


def _to_hear(
    met: Sequence[Meeting], reports: Mapping[str, GroupReport], here: Meeting, last: Meeting | None
) -> tuple[list[Meeting], list[Meeting]]:
    """The meetings since the body above met, and what came late; and those still owed from before.

    Where the body above never met it is the latest alone.
    """
    if last is None:
        return list(met[:1]), []
    since, year_ago = meeting_order.place_of(last), add_months(here.on, -12)
    on = {key: row.reported_on for key, row in reports.items() if row.reported_on}
    new = [
        one for one in met
        if meeting_order.place_of(one) > since or (one.id in on and on[one.id] > last.on)
    ]  # fmt: skip
    owed = [one for one in met if one not in new and one.id not in on and one.on >= year_ago]
    return new, owed


def _row(
    session: Session, name: str, met: Meeting, row: GroupReport | None, day: date
) -> ReceivedRow:
    """The row of a meeting as it stands on the day of the body above."""
    on = row.reported_on if row else None
    is_here = on is not None and on <= day
    state = Received.REPORTED if is_here else Received.NO_REPORT
    texts = _heard(session, met, row if is_here else None)
    return ReceivedRow(
        id=f"report-{met.id}",
        group_id=met.group_id,
        group=name,
        state=state,
        met_on=met.on,
        on=on,
        highlights=texts[Part.HIGHLIGHTS],
        decisions_sought=texts[Part.SOUGHT],
        words=f"met {plain_date(met.on)}, {rules.received_words(state, on)}",
        minute=rules.minute_line(state, name, met.on),
    )


def _owed(name: str, met: Sequence[Meeting]) -> ReceivedRow:
    """One row for what a group has not reported from before, so that it is not forgotten."""
    days = sorted(one.on for one in met)
    return ReceivedRow(
        id=f"owed-{met[0].group_id}",
        group_id=met[0].group_id,
        group=name,
        state=Received.NO_REPORT,
        met_on=days[-1],
        on=None,
        highlights="",
        decisions_sought="",
        words=rules.owed_words(days),
        minute=rules.owed_line(name, days),
    )


def _heard(session: Session, met: Meeting, row: GroupReport | None) -> dict[Part, str]:
    """What the body above hears: a part with words of a restricted item is withheld."""
    texts = group_reports.texts(row)
    held = group_report_withheld.held(session, met, texts)
    return {part: rules.WITHHELD if part in held else text for part, text in texts.items()}


def _not_met(group_id: str, name: str, last: date | None) -> ReceivedRow:
    state = Received.NOT_MET
    return ReceivedRow(
        id=f"report-{group_id}",
        group_id=group_id,
        group=name,
        state=state,
        met_on=None,
        on=last,
        highlights="",
        decisions_sought="",
        words=rules.received_words(state, last),
        minute=rules.minute_line(state, name, last),
    )


def _held_before(session: Session, here: Meeting, group_ids: Collection[str]) -> list[Meeting]:
    """Meetings of these groups before this one that were held, as somebody said or minuted,
    latest first."""
    minuted = select(Entry.meeting_id).where(Entry.meeting_id == Meeting.id, ~Entry.is_deleted)
    found = session.scalars(
        select(Meeting)
        .where(
            Meeting.group_id.in_(group_ids),
            Meeting.id != here.id,
            meeting_order.before(here),
            Meeting.status.in_(_HELD) | minuted.exists(),
            Meeting.status.not_in(CALLED_OFF),
            ~Meeting.is_deleted,
        )
        .order_by(*meeting_order.LATEST_FIRST)
    )
    return list(found)


def _reports_to(
    session: Session, group_id: str, met: Iterable[Sequence[Meeting]]
) -> dict[str, GroupReport]:
    ids = [one.id for each in met for one in each]
    found = session.scalars(
        select(GroupReport).where(
            GroupReport.to_group_id == group_id,
            GroupReport.meeting_id.in_(ids),
            ~GroupReport.is_deleted,
        )
    )
    return {row.meeting_id: row for row in found}
