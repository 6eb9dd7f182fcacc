"""Questions of the pages of structure and planning: outline, partnership page, rules, a plan.

Words are ready to show; what nobody has said stays "" or is said to be left blank.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from masa_desktop.domain import structure_view as view
from masa_desktop.domain.chair_due import EarlierMeeting, whose_turn
from masa_desktop.domain.chairs import Alternating, Per, Rotation
from masa_desktop.domain.groups import status_label
from masa_desktop.domain.series import Proposal
from masa_desktop.domain.structure_view import PublishedLine, PublishedTable
from masa_desktop.domain.words import long_date
from masa_desktop.services import chairs, groups, holidays, meetings, names, terms
from masa_desktop.storage.entities import (
    ArrangementNote,
    Contribution,
    EscalationStep,
    MatrixColumn,
    MatrixRow,
    MatrixTick,
    Meeting,
    Milestone,
    Partnership,
    Risk,
    ScrutinyPost,
    StatutoryPartner,
    TermsOfReference,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.chairs import ChairRule
    from masa_desktop.storage.entities import Data

_Said = TypeVar(
    "_Said",
    ArrangementNote,
    Contribution,
    EscalationStep,
    MatrixColumn,
    MatrixRow,
    Milestone,
    Risk,
    ScrutinyPost,
    StatutoryPartner,
)

_Value = TypeVar("_Value")
_OFF = ("cancelled", "postponed")
_LIKE_THE_LAST = 6


def outline(session: Session, day: date) -> list[view.OutlineLine]:
    """The list at the left of the page of groups, by the names of `day`."""
    return view.outline(groups.partnerships(session, day), groups.everything(session, day))


def plan_lines(
    session: Session, group_id: str, pattern: Data, from_on: date, until_on: date
) -> list[tuple[view.PlanLine, Proposal]]:
    """The dates a pattern gives, each with the chair due and whether the group meets that day.

    Both ends are inclusive. Raises UserError if the last day lies before the first.
    """
    found = meetings.propose(session, pattern, from_on, until_on)
    return _with_chairs(session, group_id, found)


def single_line(session: Session, group_id: str, on: date) -> tuple[view.PlanLine, Proposal]:
    """One meeting on a chosen day. It is never moved, but a day not worked is said to be one."""
    calendar = holidays.calendar(session)
    why = calendar.name_of(on)
    said = f"{long_date(on)} is not a working day ({why})." if why else ""
    said = said or calendar.warning(on) or f"{long_date(on)} is a working day."
    return _with_chairs(session, group_id, [Proposal(on, on, said)])[0]


def usual(session: Session, group_id: str, day: date) -> view.Usual:
    """What is usual of the group's meetings from `day` on, else of its last ones before."""
    wanted = select(Meeting).where(
        Meeting.group_id == group_id, ~Meeting.is_deleted, Meeting.status.not_in(_OFF)
    )
    found = session.scalars(wanted.order_by(Meeting.on)).all()
    coming = [row for row in found if row.on >= day]
    like = coming or found[-_LIKE_THE_LAST:]
    starts_at, ends_at = _most([(row.starts_at, row.ends_at) for row in like]) or (None, None)
    venue = _most([row.venue for row in like]) or ""
    return view.Usual(starts_at, ends_at, venue, coming[-1].on if coming else None)


def _most(said: Sequence[_Value]) -> _Value | None:
    """What more than half of them say."""
    best = Counter(said).most_common(1)
    return best[0][0] if best and best[0][1] * 2 > len(said) else None


def rules(session: Session, group_id: str, day: date) -> view.RulesView:
    """The rules of a group on `day`, for the forms that change them."""
    version = terms.in_force(session, group_id, day)
    pattern = terms.pattern(session, group_id, day)
    rule = terms.chair_rule(session, group_id, day)
    return view.RulesView(
        pattern=pattern.to_data() if pattern else None,
        pattern_source=version.source if version else "",
        chair_kind=rule.kind.value if rule else "",
        chair_members=_members(rule),
        anchor=rule.way.anchor if rule and isinstance(rule.way, Rotation | Alternating) else None,
        terms=tuple(_versions(session, group_id, version)),
    )


def partnership(session: Session, partnership_id: str, day: date) -> view.PartnershipPage:
    """Everything the published arrangement of one partnership says, with its source lines."""
    row = session.get_one(Partnership, partnership_id)
    agencies = names.of_agencies(session, day)
    tables = (
        _statutory(session, partnership_id, agencies),
        _matrix(session, partnership_id, agencies),
        _contributions(session, partnership_id),
        _timetable(session, partnership_id),
        _risks(session, partnership_id),
        _scrutiny(session, partnership_id),
        _escalation(session, partnership_id),
        *_notes(session, partnership_id),
    )
    return view.PartnershipPage(
        id=row.id,
        name=names.of_partnerships(session, day).get(row.id, row.name),
        abbreviation=row.abbreviation,
        area=row.area,
        marking=row.marking,
        handling=row.handling,
        to_share=groups.handling_to_share(session, partnership_id),
        source=row.source,
        facts=_facts(row),
        tables=tuple(table for table in tables if table.lines),
    )


def _facts(row: Partnership) -> tuple[tuple[str, str], ...]:
    return (
        ("Area", row.area),
        ("Covers", row.scope.replace("_", " ")),
        ("Status", status_label(row.status)),
        ("Accountable to", row.accountable_to),
        ("Came after", row.predecessor),
        ("Published", row.published),
        ("In effect", row.effective),
        ("Reviewed", row.reviewed),
        ("Ceased", row.ceased),
        ("Document", row.document),
    )


def _with_chairs(
    session: Session, group_id: str, proposals: Sequence[Proposal]
) -> list[tuple[view.PlanLine, Proposal]]:
    held = session.execute(
        select(Meeting.on, Meeting.status).where(Meeting.group_id == group_id, ~Meeting.is_deleted)
    )
    known = [(on, status) for on, status in held]
    taken = {on for on, _ in known}
    found: list[tuple[view.PlanLine, Proposal]] = []
    for proposal in proposals:
        earlier = [(on, status) for on, status in known if on < proposal.on]
        chair = _chair(session, group_id, proposal.on, earlier)
        known += [] if proposal.on in taken else [(proposal.on, "planned")]
        line = view.PlanLine(
            id=proposal.on.isoformat(),
            on=proposal.on,
            why=proposal.why,
            moved=proposal.moved,
            chair=chair,
            is_taken=proposal.on in taken,
        )
        found.append((line, proposal))
    return found


def _chair(session: Session, group_id: str, day: date, earlier: Sequence[tuple[date, str]]) -> str:
    """Who is due; where the chair alternates by meeting, the dates proposed before count too."""
    rule = terms.chair_rule(session, group_id, day)
    if rule and isinstance(rule.way, Alternating) and rule.way.per is Per.MEETING:
        before = [EarlierMeeting(cancelled=status in _OFF) for _, status in sorted(earlier)]
        return chairs.due_words(whose_turn(rule.way, before))
    return chairs.due_words(chairs.due(session, group_id, day))


def _members(rule: ChairRule | None) -> tuple[tuple[str, str], ...]:
    """Those who take turns: (agency or seat id, name)."""
    if rule is None or not isinstance(rule.way, Rotation | Alternating):
        return ()
    way = rule.way
    return tuple(
        (one.ref, one.name) for one in (way.members if isinstance(way, Rotation) else way.between)
    )


def _versions(
    session: Session, group_id: str, in_force: TermsOfReference | None
) -> Iterable[view.TermsRow]:
    found = list(
        session.scalars(
            select(TermsOfReference)
            .where(TermsOfReference.group_id == group_id, ~TermsOfReference.is_deleted)
            .order_by(TermsOfReference.effective_from)
        )
    )
    ends = [row.effective_from for row in found[1:]]
    for number, row in enumerate(found):
        after = ends[number] if number < len(ends) else None
        yield view.TermsRow(
            id=row.id,
            version=row.version,
            from_on=row.effective_from,
            until_on=after.fromordinal(after.toordinal() - 1) if after else None,
            source=row.source,
            in_force=in_force is not None and row.id == in_force.id,
        )


def _of(session: Session, kind: type[_Said], partnership_id: str) -> list[_Said]:
    """The lines of one kind in the order of the document."""
    found = session.scalars(
        select(kind).where(kind.partnership_id == partnership_id, ~kind.is_deleted)
    )
    return sorted(found, key=lambda row: str(getattr(row, "position", "")))


def _statutory(session: Session, key: str, agencies: dict[str, str]) -> PublishedTable:
    lines = [
        PublishedLine(
            row.id,
            agencies.get(row.agency_id, ""),
            f"lead: {row.lead_post}" if row.lead_post else "lead not stated",
            (", ".join(row.delegated_posts.splitlines()) or "not stated",),
            row.source,
        )
        for row in _of(session, StatutoryPartner, key)
    ]
    titles = ("Safeguarding partner", "Delegated to")
    return PublishedTable("statutory", "Safeguarding partners", titles, tuple(lines))


def _matrix(session: Session, key: str, agencies: dict[str, str]) -> PublishedTable:
    columns = _of(session, MatrixColumn, key)
    rows = _of(session, MatrixRow, key)
    ticks = {
        (tick.row_id, tick.column_id): tick.qualifier
        for tick in session.scalars(
            select(MatrixTick).where(
                MatrixTick.row_id.in_([row.id for row in rows]), ~MatrixTick.is_deleted
            )
        )
    }
    lines = [
        PublishedLine(
            row.id,
            agencies.get(row.agency_id, ""),
            "",
            tuple(_tick(ticks.get((row.id, column.id))) for column in columns),
            row.source,
        )
        for row in rows
    ]
    titles = ("Agency", *(column.label for column in columns))
    return PublishedTable("matrix", "Agencies and groups", titles, tuple(lines))


def _tick(qualifier: str | None) -> str:
    if qualifier is None:
        return ""
    return f"✓ {qualifier}" if qualifier else "✓"


def _contributions(session: Session, key: str) -> PublishedTable:
    lines = [
        PublishedLine(
            row.id,
            row.line,
            _kind_of_line(row),
            (row.financial_year, view.pounds(row.pence, row.state)),
            row.source,
        )
        for row in _of(session, Contribution, key)
    ]
    note = "An amount left blank in the document is not £0."
    titles = ("Contribution", "Year", "Amount")
    return PublishedTable("contributions", "Contributions", titles, tuple(lines), note)


def _kind_of_line(row: Contribution) -> str:
    if row.is_total:
        return "total as printed"
    return "other income" if row.is_other_income else ""


def _timetable(session: Session, key: str) -> PublishedTable:
    lines = [
        PublishedLine(
            row.id,
            row.text,
            " · ".join(part for part in (row.heading, row.body) if part),
            (row.when or "not stated",),
            row.source,
        )
        for row in _of(session, Milestone, key)
    ]
    return PublishedTable("timetable", "Timetable", ("What", "When"), tuple(lines))


def _risks(session: Session, key: str) -> PublishedTable:
    lines = [
        PublishedLine(
            row.id,
            row.title,
            "\n".join(
                part
                for part in (row.description, row.mitigation and f"Mitigation: {row.mitigation}")
                if part
            ),
            (row.rating or "not rated",),
            row.source,
        )
        for row in _of(session, Risk, key)
    ]
    note = "Ratings as printed; the document’s own key applies."
    return PublishedTable("risks", "Risks", ("Risk", "Rating"), tuple(lines), note)


def _scrutiny(session: Session, key: str) -> PublishedTable:
    lines = [
        PublishedLine(
            row.id,
            row.title,
            "\n".join(f"• {duty}" for duty in row.duties.splitlines() if duty),
            (_days(row), ", ".join(p for p in (row.frequency, row.appointed, row.term) if p)),
            row.source,
        )
        for row in _of(session, ScrutinyPost, key)
    ]
    titles = ("Post", "Days a year", "When")
    return PublishedTable("scrutiny", "Independent scrutiny", titles, tuple(lines))


def _days(row: ScrutinyPost) -> str:
    if not row.days:
        return "not stated"
    return f"about {row.days}" if row.is_approximate else row.days


def _escalation(session: Session, key: str) -> PublishedTable:
    found = sorted(_of(session, EscalationStep, key), key=lambda row: row.step)
    lines = [
        PublishedLine(
            row.id, f"{row.step}. {row.by}", row.scope, (row.when or "not stated",), row.source
        )
        for row in found
    ]
    titles = ("Step", "When")
    return PublishedTable("escalation", "When agencies disagree", titles, tuple(lines))


def _notes(session: Session, key: str) -> Iterable[PublishedTable]:
    found = _of(session, ArrangementNote, key)
    for is_question, table_key, title in (
        (False, "notes", "Also published"),
        (True, "questions", "Left open by the document"),
    ):
        lines = [
            PublishedLine(row.id, row.text, row.heading, (), row.source)
            for row in found
            if row.is_question is is_question
        ]
        yield PublishedTable(table_key, title, ("What it says",), tuple(lines))
