"""A sub-group's report to the body it reports to, and what that body has received (MIN-8, M14).

What the record offers is asked live and copied only when somebody takes it over. The words of
restricted items are never selected here, only counted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import group_reports as rules
from masa_desktop.domain.actions import ActionStatus
from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb, printed_lead, status_label
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.group_reports import Offer, OfferKind, Part, Received
from masa_desktop.domain.groups import UPWARDS
from masa_desktop.domain.meetings import CALLED_OFF, EntryKind, MeetingStatus
from masa_desktop.domain.quorum import State
from masa_desktop.domain.references import Kind
from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Section
from masa_desktop.domain.words import count, listed, plain_date, short_date, when
from masa_desktop.services import (
    action_log,
    agenda,
    meeting_order,
    meetings,
    minute_text,
    names,
    numbering,
    paper_attendance,
    paper_head,
    quorum_standing,
    roll_call,
)
from masa_desktop.storage.entities import (
    Action,
    ActionMove,
    AgendaItem,
    Decision,
    Entry,
    Group,
    GroupLink,
    GroupReport,
    Meeting,
    Name,
    natural_id,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from masa_desktop.domain.action_log import ActionLine
    from masa_desktop.domain.report import Value

_HELD = (MeetingStatus.HELD.value, MeetingStatus.HELD_INQUORATE.value)
_RUNNING = tuple(status.value for status in ActionStatus if status.is_running)
_OFTEN = 3
_NOT_RESTRICTED = AgendaItem.is_restricted.is_not(True)


@dataclass(frozen=True, slots=True)
class Above:
    """A body that a group reports to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A report as it stands. `begun` is what was typed on this laptop and not kept yet.

    `reported_on` is None until somebody said that it went; `left_out` says what is withheld.
    """

    meeting_id: str
    to: Above
    texts: Mapping[Part, str]
    begun: Mapping[Part, str]
    offers: tuple[Offer, ...]
    reported_on: date | None
    left_out: str


def parents_of(session: Session, meeting_id: str) -> tuple[Above, ...]:
    """The bodies that the group of this meeting reports to on its day, by name (STR-3)."""
    meeting = session.get_one(Meeting, meeting_id)
    found = session.scalars(
        select(GroupLink.to_id)
        .join(Group, Group.id == GroupLink.to_id)
        .where(GroupLink.group_id == meeting.group_id, ~Group.is_deleted, *_linked_on(meeting.on))
        .distinct()
    )
    called = names.of_groups(session, meeting.on)
    return tuple(
        sorted((Above(key, called.get(key, "")) for key in found), key=lambda one: one.name)
    )


def draft(session: Session, meeting_id: str, to_group_id: str, today: date) -> DraftReport:
    """The report of a meeting to one body, with what the record offers for it at `today`."""
    meeting = session.get_one(Meeting, meeting_id)
    row = _report_of(session, meeting_id, to_group_id)
    name = names.of_groups(session, meeting.on).get(to_group_id, "")
    return DraftReport(
        meeting_id=meeting_id,
        to=Above(to_group_id, name),
        texts=_texts(row),
        begun=_begun(session, meeting_id, to_group_id),
        offers=tuple(_offers(session, meeting, today)),
        reported_on=row.reported_on if row else None,
        left_out=_left_out(session, meeting),
    )


def set_part(session: Session, meeting_id: str, to_group_id: str, part: Part, text: str) -> None:
    """Say one part of the report in the group's own words; "" is not filled in.

    What was begun of it on this laptop is done with.
    """
    keep_begun(session, meeting_id, to_group_id, part, None)
    said = rules.kept(text)
    row = _report_of(session, meeting_id, to_group_id)
    if said != (getattr(row, part.value) if row else ""):
        setattr(row or _new(session, meeting_id, to_group_id), part.value, said)


def mark_reported(session: Session, meeting_id: str, to_group_id: str, on: date | None) -> None:
    """Say on which day the report went to the body above; None takes that back (M14).

    Raises UserError for a day before the meeting.
    """
    met = session.get_one(Meeting, meeting_id).on
    if on is not None and on < met:
        raise UserError(
            f"The meeting was on {plain_date(met)}, so its report went later than that.",
            do="Check the day.",
        )
    row = _report_of(session, meeting_id, to_group_id)
    if row is not None or on is not None:
        (row or _new(session, meeting_id, to_group_id)).reported_on = on


def keep_begun(
    session: Session, meeting_id: str, to_group_id: str, part: Part, text: str | None
) -> None:
    """Keep on this laptop what is being typed of a part; None once it is set."""
    key, kept = _draft_key(meeting_id, to_group_id, part), "" if text is None else json.dumps(text)
    if kept != minute_text.draft(session, key):
        minute_text.keep_draft(session, key, kept)


def _begun(session: Session, meeting_id: str, to_group_id: str) -> dict[Part, str]:
    kept = {
        part: minute_text.draft(session, _draft_key(meeting_id, to_group_id, part)) for part in Part
    }
    return {part: json.loads(text) for part, text in kept.items() if text}


def _draft_key(meeting_id: str, to_group_id: str, part: Part) -> str:
    return f"{meeting_id}/{to_group_id}/{part.value}"


def _report_of(session: Session, meeting_id: str, to_group_id: str) -> GroupReport | None:
    row = session.get(GroupReport, natural_id("group_report", meeting_id, to_group_id))
    return None if row is None or row.is_deleted else row


def _new(session: Session, meeting_id: str, to_group_id: str) -> GroupReport:
    """A report of which nothing is said yet, also where one was taken back before."""
    key = natural_id("group_report", meeting_id, to_group_id)
    row = session.get(GroupReport, key)
    if row is None:
        row = GroupReport(id=key, meeting_id=meeting_id, to_group_id=to_group_id)
        session.add(row)
        return row
    for part in Part:
        setattr(row, part.value, "")
    row.reported_on, row.is_deleted = None, False
    return row


def _texts(row: GroupReport | None) -> dict[Part, str]:
    return {part: getattr(row, part.value) if row else "" for part in Part}


def _linked_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """Holds for the lines that lead upwards on a day."""
    return (
        GroupLink.kind.in_(UPWARDS),
        ~GroupLink.is_deleted,
        GroupLink.from_on.is_(None) | (GroupLink.from_on <= day),
        GroupLink.until_on.is_(None) | (GroupLink.until_on >= day),
    )


# What the record offers


def _offers(session: Session, meeting: Meeting, today: date) -> list[Offer]:
    made = [*_decision_offers(session, meeting.id), *_quorum_offers(session, meeting)]
    made += [Offer(OfferKind.CHALLENGE, text) for text in _challenges(session, meeting.id)]
    return [*made, *_action_offers(session, meeting.group_id, today)]


def _decision_offers(session: Session, meeting_id: str) -> list[Offer]:
    found = []
    for row, text in _decisions(session, meeting_id):
        status, verb = DecisionStatus(row.status), DecisionVerb(row.verb)
        kind = rules.decision_kind(status, verb)
        if kind is not None:
            found.append(Offer(kind, f"{printed_lead(status, verb)}: {_one_line(text)}"))
    return found


def _quorum_offers(session: Session, meeting: Meeting) -> list[Offer]:
    roll = roll_call.roll_call(session, meeting.id)
    if not roll.is_taken:
        return []
    lines = quorum_standing.paper_lines(session, meeting.id, shareable=True)
    listed_agencies = [one for _, verdict in roll.items for one in verdict.per_agency]
    here = {key for key, is_here, _ in listed_agencies if is_here}
    short = names.short_agencies(session, meeting.on)
    away = [short.get(key, "") for key in dict.fromkeys(key for key, _, _ in listed_agencies)
            if key not in here]  # fmt: skip
    absent = [Offer(OfferKind.AWAY, f"Nobody came for {listed(away)}.")] if away else []
    return [*(Offer(OfferKind.QUORUM, line) for line in lines), *absent]


def _action_offers(session: Session, group_id: str, today: date) -> list[Offer]:
    moves = (
        select(ActionMove.action_id, func.count(ActionMove.id).label("times"))
        .where(~ActionMove.is_deleted)
        .group_by(ActionMove.action_id)
        .subquery()
    )
    found = session.execute(
        select(Action, Entry.text, Group.code, func.coalesce(moves.c.times, 0))
        .join(Entry, Entry.id == Action.entry_id)
        .join(Group, Group.id == Action.group_id)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .outerjoin(moves, moves.c.action_id == Action.id)
        .where(
            Action.group_id == group_id,
            Action.status.in_(_RUNNING),
            ~Action.is_deleted,
            ~Entry.is_deleted,
            _NOT_RESTRICTED,
        )
        .order_by(Action.due_on, Action.ref, Action.id)
    )
    made = []
    for row, text, code, times in found:
        is_late = row.due_on is not None and row.due_on < today
        if is_late or times >= _OFTEN:
            ref = numbering.shown(row.ref, code, row.raised_on.year, row.id, kind=Kind.ACTION)
            told = [f"due {short_date(row.due_on)}" if row.due_on else "no date said"]
            told += [f"moved {count(times, 'time')}"] if times else []
            kind = OfferKind.OVERDUE if is_late else OfferKind.MOVED
            made.append(Offer(kind, f"{ref} {_one_line(text)} ({', '.join(told)})"))
    return made


def _decisions(session: Session, meeting_id: str) -> Sequence[tuple[Decision, str]]:
    found = session.execute(
        select(Decision, Entry.text)
        .join(Entry, Entry.id == Decision.entry_id)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(Entry.meeting_id == meeting_id, *_KEPT, ~Decision.is_deleted, _NOT_RESTRICTED)
        .order_by(AgendaItem.position, AgendaItem.id, Entry.position, Entry.id)
    )
    return [(row, text) for row, text in found]


def _challenges(session: Session, meeting_id: str) -> list[str]:
    found = session.scalars(
        select(Entry.text)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(
            Entry.meeting_id == meeting_id,
            Entry.kind == EntryKind.CHALLENGE.value,
            *_KEPT,
            _NOT_RESTRICTED,
        )
        .order_by(AgendaItem.position, AgendaItem.id, Entry.position, Entry.id)
    )
    return [_one_line(text) for text in found]


_KEPT = (~Entry.is_deleted, ~AgendaItem.is_deleted)


def _left_out(session: Session, meeting: Meeting) -> str:
    """How many decisions and challenges of this meeting, and actions of the group, are withheld."""
    of_kind = dict(
        session.execute(
            select(Entry.kind, func.count(Entry.id))
            .join(AgendaItem, AgendaItem.id == Entry.item_id)
            .where(Entry.meeting_id == meeting.id, *_KEPT, AgendaItem.is_restricted)
            .group_by(Entry.kind)
        ).all()
    )
    actions = session.scalar(
        select(func.count(Action.id))
        .join(Entry, Entry.id == Action.entry_id)
        .join(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(
            Action.group_id == meeting.group_id,
            Action.status.in_(_RUNNING),
            ~Action.is_deleted,
            *_KEPT,
            AgendaItem.is_restricted,
        )
    )
    return rules.left_out_words(
        of_kind.get(EntryKind.DECISION.value, 0),
        of_kind.get(EntryKind.CHALLENGE.value, 0),
        actions or 0,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


# On paper


def report(session: Session, meeting_id: str, to_group_id: str, today: date) -> Report:
    """The report as it goes on paper, one or two pages."""
    meeting = session.get_one(Meeting, meeting_id)
    group, above = session.get_one(Group, meeting.group_id), session.get_one(Group, to_group_id)
    called = names.of_groups(session, meeting.on)
    ours = rules.called(called.get(group.id, group.code), group.type)
    to = called.get(above.id, above.code)
    row = _report_of(session, meeting_id, to_group_id)
    head = paper_head.head(session, [group.id], [(meeting.marking, meeting.handling)])
    texts = _texts(row)
    parts = [
        Section(heading=_heading(part, to), paragraphs=rules.paragraphs(texts[part]))
        for part in Part
    ]
    return Report(
        name=f"{group.code} report to {above.code}, {short_date(meeting.on)}",
        title=f"Report of {ours} to {to}",
        partnership=head.partnership,
        as_at=today,
        covers=f"Meeting of {plain_date(meeting.on)}",
        marking=head.marking,
        handling=head.handling,
        left_out=_left_out(session, meeting),
        is_practice=head.is_practice,
        sections=(
            Section(heading="The meeting", paragraphs=_of_meeting(session, meeting_id, row)),
            *parts,
            _decided(session, meeting, group.code),
            _to_do(session, meeting, Above(above.id, to), today),
        ),
    )


def _heading(part: Part, to: str) -> str:
    label = rules.part_label(part)
    return f"{label} from {to}" if part is Part.SOUGHT else label


def _of_meeting(session: Session, meeting_id: str, row: GroupReport | None) -> tuple[str, ...]:
    """When it met, who chaired, how many came and whether it was quorate."""
    head = meetings.head(session, meeting_id)
    withheld = [item for item in agenda.items(session, meeting_id) if item.is_restricted]
    chair = paper_attendance.chair_words(session, meeting_id, withheld)
    roll = roll_call.roll_call(session, meeting_id)
    came = roll.counts
    sent = row.reported_on if row else None
    lines = [
        f"{when(head.on, head.starts_at, head.ends_at)}{f', {head.venue}' if head.venue else ''}.",
        f"In the chair: {chair}.",
        f"{came.seats_attended} of {count(came.seats, 'seat')} and {came.agencies_attended} of "
        f"{count(came.agencies, 'agency', 'agencies')} attended."
        if roll.is_taken
        else "The roll-call is not taken.",
        *_quorate(session, meeting_id, {item.id for item in withheld}),
        f"Reported on {plain_date(sent)}." if sent else "",
    ]
    return tuple(line for line in lines if line)


def _quorate(session: Session, meeting_id: str, withheld: Collection[str]) -> tuple[str, ...]:
    roll = roll_call.roll_call(session, meeting_id)
    if not roll.is_taken:
        return ()
    lines = quorum_standing.paper_lines(session, meeting_id, shareable=True)
    shown = [verdict for key, verdict in roll.items if key not in withheld] or [roll.verdict]
    if lines or all(one.state is State.QUORATE for one in shown):
        return lines or ("Quorate throughout.",)
    return tuple(dict.fromkeys(one.sentence for one in shown if one.state is not State.QUORATE))


def _decided(session: Session, meeting: Meeting, code: str) -> Section:
    found = _decisions(session, meeting.id)
    if not found:
        return Section(
            heading="Decisions taken", paragraphs=("No decision was minuted at this meeting.",)
        )
    rows = tuple(
        (
            numbering.shown(row.ref, code, row.decided_on.year, row.id, kind=Kind.DECISION),
            f"{printed_lead(DecisionStatus(row.status), DecisionVerb(row.verb))}: {text}",
            status_label(DecisionStatus(row.status)),
        )
        for row, text in found
    )
    columns = (ReportColumn("Ref"), ReportColumn("Decision", 4.0), ReportColumn("Where it stands"))
    return Section(
        heading="Decisions taken",
        table=ReportTable(name="Decisions taken", columns=columns, rows=rows),
    )


def _to_do(session: Session, meeting: Meeting, to: Above, today: date) -> Section:
    """Actions overdue, or due before the body above meets next."""
    by = _next_day(session, meeting, to.id)
    heading = "Actions overdue or due soon"
    lines = [
        line
        for line in action_log.log(session, today, [meeting.group_id]).open
        if line.days_overdue or (by and line.current_due and line.current_due <= by)
    ]
    till = (
        f"Overdue, or due by the next meeting of {to.name} on {plain_date(by)}."
        if by
        else f"Overdue only: no next meeting of {to.name} is planned."
    )
    if not lines:
        return Section(heading=heading, paragraphs=(till, "There are none."))
    columns = (
        ReportColumn("Ref"),
        ReportColumn("Action", 3.0),
        ReportColumn("Owner", 1.4),
        ReportColumn("Due"),
        ReportColumn("Days overdue", is_centred=True),
    )
    rows = tuple(_action_cells(line) for line in lines)
    return Section(
        heading=heading,
        paragraphs=(till,),
        table=ReportTable(name="Actions", columns=columns, rows=rows),
    )


def _action_cells(line: ActionLine) -> tuple[Value, ...]:
    owner = ", ".join(
        one for one in (line.lead_owner or line.lead_agency, line.other_owners) if one
    )
    return line.ref, line.text, owner or "no owner yet", line.current_due, line.days_overdue


def _next_day(session: Session, meeting: Meeting, group_id: str) -> date | None:
    """The day on which a body meets next after this meeting, if that is planned."""
    return session.scalar(
        select(func.min(Meeting.on)).where(
            Meeting.group_id == group_id,
            Meeting.on >= meeting.on,
            Meeting.status.not_in(CALLED_OFF),
            ~Meeting.is_deleted,
        )
    )


# At the body above


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

    A report of an earlier meeting that came only since then is listed too. What was reported comes
    first, then by the names of the groups.
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
        .where(GroupLink.to_id == here.group_id, ~Group.is_deleted, *_linked_on(here.on))
        .order_by(func.lower(Name.name), Group.id)
    )
    known: dict[str, list[str]] = {}
    for key, code, name in found:
        known.setdefault(key, [code]).append(name or code)
    return known


def _received(session: Session, here: Meeting, group_ids: Sequence[str]) -> tuple[ReceivedRow, ...]:
    last = next(iter(_held_before(session, here, [here.group_id])), None)
    since = meeting_order.place_of(last) if last else None
    met: dict[str, list[Meeting]] = {key: [] for key in group_ids}
    for meeting in _held_before(session, here, group_ids):
        met[meeting.group_id].append(meeting)
    reports = _reports_to(session, here.group_id, met.values())
    called, types = names.of_groups(session, here.on), _types(session, group_ids)
    rows: list[ReceivedRow] = []
    for key in group_ids:
        name = rules.called(called.get(key, ""), types[key])
        shown = _to_hear(met[key], reports, since, last.on if last else None)
        rows += [_row(key, name, one, reports.get(one.id), here) for one in shown]
        if not shown:
            rows.append(_not_met(key, name, met[key][0].on if met[key] else None))
    states = list(Received)
    return tuple(sorted(rows, key=lambda row: states.index(row.state)))


def _types(session: Session, group_ids: Collection[str]) -> dict[str, str]:
    wanted = select(Group.id, Group.type).where(Group.id.in_(group_ids))
    return dict(session.execute(wanted).all())


def _to_hear(
    met: Sequence[Meeting],
    reports: Mapping[str, GroupReport],
    since: meeting_order.Place | None,
    last_on: date | None,
) -> list[Meeting]:
    """The latest alone where the body above never met; else those since, and what came late."""
    if since is None or last_on is None:
        return list(met[:1])
    return [
        one
        for one in met
        if meeting_order.place_of(one) > since
        or ((row := reports.get(one.id)) and row.reported_on and row.reported_on > last_on)
    ]


def _row(
    group_id: str, name: str, met: Meeting, row: GroupReport | None, here: Meeting
) -> ReceivedRow:
    on = row.reported_on if row else None
    is_here = row is not None and on is not None and on <= here.on
    state = Received.REPORTED if is_here else Received.NO_REPORT
    texts = _texts(row if is_here else None)
    return ReceivedRow(
        id=f"report-{met.id}",
        group_id=group_id,
        group=name,
        state=state,
        met_on=met.on,
        on=on,
        highlights=texts[Part.HIGHLIGHTS],
        decisions_sought=texts[Part.SOUGHT],
        words=f"met {plain_date(met.on)}, {rules.received_words(state, on)}",
        minute=rules.minute_line(state, name, met.on),
    )


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
