"""One written procedure as a paper: the matter, what was answered by seat and agency, the outcome.

There is no report of several, so that a restricted matter stands on no paper but its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain import written_procedures as rules
from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Section
from masa_desktop.domain.words import listed, long_date
from masa_desktop.services import written_procedures
from masa_desktop.services.paper_head import head

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.services.written_procedures import Procedure

RESTRICTED = "This matter is restricted: it is for those who were asked only."


def report(session: Session, procedure_id: str, today: date) -> Report:
    """One procedure for paper: the matter, the answers, the outcome."""
    found = written_procedures.procedure(session, procedure_id, today)
    row = found.row
    top = head(session, [row.group_id])
    return Report(
        name=f"Written procedure {row.code} {row.asked_on.isoformat()}",
        about=f"restricted {row.id[-4:]}" if row.is_restricted else row.matter,
        title="Decision between meetings: written procedure",
        partnership=top.partnership,
        as_at=today,
        covers=f"{row.group}, asked on {long_date(row.asked_on)}",
        marking=top.marking,
        handling=top.handling,
        is_practice=top.is_practice,
        sections=(_matter(found), _answers(found), *_by_agency(found), _outcome(found)),
    )


def _matter(found: Procedure) -> Section:
    row = found.row
    by = f"Answers by {long_date(row.answers_by)}." if row.answers_by else "No day was set."
    said = (
        RESTRICTED if row.is_restricted else "",
        row.matter,
        f"Why it cannot wait: {found.why}" if found.why else "",
        f"Asked on {long_date(row.asked_on)}. {by}",
    )
    return Section(heading="The matter", paragraphs=tuple(filter(None, said)))


def _answers(found: Procedure) -> Section:
    summed = found.row.tally
    not_asked = listed([f"{one.seat} ({one.capacity})" for one in found.not_asked])
    said = (
        summed.sentence,
        found.silence,
        f"Not asked: {not_asked}." if not_asked else "",
    )
    columns = (
        ReportColumn("Seat", 2.4),
        ReportColumn("Held by", 2),
        ReportColumn("Answer", 1.6),
        ReportColumn("In their words", 3),
        ReportColumn("On", 1.2),
    )
    lines = tuple(
        (
            " · ".join(part for part in (one.seat, one.agency) if part),
            one.holder or ("vacant" if one.is_vacant else None),
            rules.answer_label(one.answer),
            one.words or None,
            one.on,
        )
        for one in summed.seats
    )
    table = ReportTable(name="Answers", columns=columns, rows=lines)
    paragraphs = tuple(filter(None, said))
    return Section(heading="Answers", paragraphs=paragraphs, table=table if lines else None)


def _by_agency(found: Procedure) -> tuple[Section, ...]:
    """Only where an agency has several seats: else the answers say it already."""
    agencies = found.row.tally.agencies
    if all(len(one.answers) == 1 for one in agencies):
        return ()
    columns = (
        ReportColumn("Agency", 3),
        ReportColumn("Seats", 1, is_centred=True),
        ReportColumn("Answer", 4),
    )
    table = ReportTable(
        name="By agency",
        columns=columns,
        rows=tuple((one.name, len(one.answers), one.words) for one in agencies),
        note="A seat without an agency stands for itself.",
    )
    return (Section(heading="By agency", table=table),)


def _outcome(found: Procedure) -> Section:
    return Section(
        heading="Outcome", paragraphs=tuple(filter(None, written_procedures.outcome_words(found)))
    )
