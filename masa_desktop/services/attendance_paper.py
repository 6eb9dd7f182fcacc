"""Attendance over a period as a report on paper (ATT-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain import attendance_report as rules
from masa_desktop.domain.attendance import Count
from masa_desktop.domain.meetings import status_label
from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Section, Shaded
from masa_desktop.domain.words import listed
from masa_desktop.services.attendance_report import Read
from masa_desktop.services.paper_head import about, head

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.attendance_report import Figure, Figures, Met
    from masa_desktop.domain.periods import Period


def report(session: Session, *, period: Period, group_ids: Collection[str], today: date) -> Report:
    """The attendance of a period as a paper; without groups named, of all."""
    read = Read(session, period, group_ids, today)
    paper = head(session, group_ids, [(row.marking, row.handling) for row in read.held])
    covered = listed([row.name for row in read.groups]) if group_ids else "all groups"
    return Report(
        name=f"Attendance {period.label.replace('/', '-')}",
        title=f"Attendance, {period.label}",
        about=about(session, group_ids),
        partnership=paper.partnership,
        as_at=today,
        covers=f"{period.in_words(today)}: {covered}.",
        marking=paper.marking,
        handling=paper.handling,
        is_practice=paper.is_practice,
        is_landscape=True,
        sections=_sections(read) if read.held else (_nothing(read),),
    )


def _nothing(read: Read) -> Section:
    said = rules.left_out_words(read.left_out, ())
    return Section(
        heading="Attendance", paragraphs=("No meeting was held in this period.", *said[:-1])
    )


def _sections(read: Read) -> tuple[Section, ...]:
    by_agency = read.figures(Count.AGENCY)
    nobody = (
        "No agency came to fewer than half of its meetings, or missed as many in a row as a group "
        "has set."
    )
    follow = by_agency.to_follow_up or (nobody,)
    return (
        Section(
            heading="By agency",
            paragraphs=(
                "An agency, and a seat, counts as represented when a member or a deputy came. "
                "All groups together are weighted by meetings.",
            ),
            table=_matrix("By agency", "Agency", by_agency),
        ),
        Section(
            heading="By seat",
            table=_seats(read.figures(Count.SEAT)),
        ),
        Section(
            heading="By person",
            paragraphs=("A member who sent a deputy did not attend.",),
            table=_matrix("By person", "Person", read.figures(Count.MEMBER)),
        ),
        Section(heading="To follow up", paragraphs=follow),
        Section(
            heading="Meetings counted",
            paragraphs=rules.quoracy(read.met),
            table=_meetings(read.met),
        ),
        Section(
            heading="Left out",
            paragraphs=rules.left_out_words(read.left_out, by_agency.without),
        ),
    )


_WIDE, _MIDDLE, _DEPUTIES = 3.0, 1.5, "Of which deputies"


def _matrix(name: str, first: str, found: Figures) -> ReportTable:
    """A line each, a column for each group; of people, when they held their seats (E71)."""
    is_of_people = found.count is Count.MEMBER
    beside = [ReportColumn("In the seat", _MIDDLE)] if is_of_people else []
    deputies = [] if is_of_people else [ReportColumn(_DEPUTIES, 1.0, is_centred=True)]
    groups_ = [
        ReportColumn(f"{column.name} ({_unbroken(column.under)})", _MIDDLE, is_centred=True)
        for column in found.columns
    ]
    rows = [
        (
            f"{line.name}, {line.note}" if line.note else line.name,
            *([line.tenure] if is_of_people else []),
            *(_shaded(cell) for cell in line.cells),
            _unbroken(line.total.in_full),
            *([] if is_of_people else [line.total.of_deputies]),
        )
        for line in found.lines
    ]
    total = ReportColumn(rules.ALL_GROUPS, _MIDDLE, is_centred=True)
    return ReportTable(
        name=name,
        columns=(ReportColumn(first, _WIDE), *beside, *groups_, total, *deputies),
        rows=tuple(rows),
        note=f"{rules.NO_SEAT} no seat on this group. ▼ below 50%: follow up.",
    )


def _seats(found: Figures) -> ReportTable:
    """A seat is on one group, so its group is a word and not a column."""
    return ReportTable(
        name="By seat",
        columns=(
            ReportColumn("Group", 2.0),
            ReportColumn("Seat", _WIDE),
            ReportColumn("Agency", _WIDE),
            ReportColumn("In the group", _MIDDLE),
            ReportColumn("Attended", _MIDDLE, is_centred=True),
            ReportColumn(_DEPUTIES, 1.0, is_centred=True),
        ),
        rows=tuple(
            (column.name, line.name, line.note, line.tenure, _shaded(cell), cell.of_deputies)
            for line in found.lines
            for column, cell in zip(found.columns, line.cells, strict=True)
            if cell is not None
        ),
        note="▼ below 50%: follow up.",
    )


def _shaded(cell: Figure | None) -> str | Shaded:
    return rules.NO_SEAT if cell is None else Shaded(_unbroken(cell.in_full), cell.tone)


def _unbroken(words: str) -> str:
    """In a narrow column a line ends before the bracket, and not within "4 of 5"."""
    return words.replace(" ", "\u00a0").replace("\u00a0(", " (").replace(";\u00a0", "; ")


def _meetings(met: Sequence[Met]) -> ReportTable:
    return ReportTable(
        name="Meetings",
        columns=(
            ReportColumn("Date", 1.0),
            ReportColumn("Group", 2.0),
            ReportColumn("Status", 1.0),
            ReportColumn("Kind", 1.0),
            ReportColumn("Quorum", _WIDE),
        ),
        rows=tuple(
            (one.on, one.group, status_label(one.status), one.kind, one.quorum_words) for one in met
        ),
    )
