"""A sub-group's report to the body above it, as it goes on paper (MIN-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import group_reports as rules
from masa_desktop.domain.decisions import (
    ConditionState,
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    condition_words,
    particulars_words,
    printed_lead,
    status_label,
)
from masa_desktop.domain.group_reports import Part
from masa_desktop.domain.meetings import CALLED_OFF
from masa_desktop.domain.quorum import State
from masa_desktop.domain.references import Kind
from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Section
from masa_desktop.domain.words import count, plain_date, short_date, when
from masa_desktop.services import (
    action_log,
    agenda,
    group_report_offers,
    group_report_withheld,
    group_reports,
    meetings,
    names,
    numbering,
    paper_attendance,
    paper_head,
    quorum_standing,
    roll_call,
)
from masa_desktop.services.group_reports import Above
from masa_desktop.storage.entities import Group, GroupReport, Meeting

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.action_log import ActionLine
    from masa_desktop.domain.report import Value
    from masa_desktop.storage.entities import Decision


def report(session: Session, meeting_id: str, to_group_id: str, today: date) -> Report:
    """The report as it goes on paper, one or two pages.

    Raises UserError if a part holds words of a restricted item.
    """
    meeting = session.get_one(Meeting, meeting_id)
    group, above = session.get_one(Group, meeting.group_id), session.get_one(Group, to_group_id)
    called = names.of_groups(session, meeting.on)
    ours = rules.called(called.get(group.id, group.code), group.type)
    to = called.get(above.id, above.code)
    row = group_reports.report_of(session, meeting_id, to_group_id)
    texts = group_reports.texts(row)
    group_report_withheld.refuse(session, meeting, texts, safe="Nothing was written.")
    head = paper_head.head(session, [group.id], [(meeting.marking, meeting.handling)])
    parts = [
        Section(heading=_heading(part, to), paragraphs=rules.paragraphs(texts[part]))
        for part in Part
    ]
    return Report(
        name=f"{group.code} report to {above.code}, {short_date(meeting.on)}",
        about=meetings.head(session, meeting_id).ref,
        title=f"Report of {ours} to {to}",
        partnership=head.partnership,
        as_at=today,
        covers=f"Meeting of {plain_date(meeting.on)}",
        marking=head.marking,
        handling=head.handling,
        left_out=group_report_offers.left_out(session, meeting),
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
    if lines := quorum_standing.paper_lines(session, meeting_id, shareable=True):
        return lines
    verdicts = roll.items or (("", roll.verdict),)
    if all(one.state is State.QUORATE for _, one in verdicts):
        return ("Quorate throughout.",)
    told = [one for key, one in verdicts if key not in withheld and one.state is not State.QUORATE]
    return tuple(dict.fromkeys(one.sentence for one in told))


def _decided(session: Session, meeting: Meeting, code: str) -> Section:
    found = group_report_offers.decisions(session, meeting.id)
    if not found:
        return Section(
            heading="Decisions taken", paragraphs=("No decision was minuted at this meeting.",)
        )
    rows = tuple(
        (
            numbering.shown(row.ref, code, row.decided_on.year, row.id, kind=Kind.DECISION),
            f"{printed_lead(DecisionStatus(row.status), DecisionVerb(row.verb))}: {text}",
            _stands(row),
        )
        for row, text in found
    )
    columns = (
        ReportColumn("Ref"),
        ReportColumn("Decision", 4.0),
        ReportColumn("Where it stands", 1.6),
    )
    return Section(
        heading="Decisions taken",
        table=ReportTable(name="Decisions taken", columns=columns, rows=rows),
    )


def _stands(row: Decision) -> str:
    """ "To be ratified. Condition: the plan is costed. Met on 3 February 2026."."""
    label = status_label(DecisionStatus(row.status), DecisionVerb(row.verb))
    state = ConditionState(row.condition_state)
    condition = (
        particulars_words(DecisionMethod.NOT_STATED, conditions=row.conditions),
        condition_words(state, row.condition_on, row.condition_note),
    )
    return ". ".join(filter(None, (label, " ".join(filter(None, condition)))))


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
