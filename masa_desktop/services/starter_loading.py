"""One starter arrangement turned into an office's rows, each with its source line.

Promises to add nothing the file does not say; a rule's keys become the ids of what they name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import chair_records, fuzzy, quorum_records
from masa_desktop.domain.references import group_code
from masa_desktop.domain.series import frequency
from masa_desktop.services import names
from masa_desktop.services.order import first_keys
from masa_desktop.storage.entities import (
    Agency,
    ArrangementNote,
    Contribution,
    EscalationStep,
    Group,
    GroupLink,
    GroupPartnership,
    MatrixColumn,
    MatrixColumnGroup,
    MatrixRow,
    MatrixTick,
    Milestone,
    Name,
    Partnership,
    Risk,
    ScrutinyPost,
    Seat,
    StatutoryPartner,
    TermsOfReference,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from masa_desktop.domain.starter import Starter, StarterAgency, StarterGroup, StarterMatrix
    from masa_desktop.storage.entities import Base


class Loading:
    """Turns one starter's values into rows; knows which key became which id."""

    def __init__(self, session: Session, starter: Starter, called: str) -> None:
        self._session = session
        self._starter = starter
        self._called = called
        self._agencies: dict[str, str] = {}
        self._groups: dict[str, str] = {}
        self._partnership = ""
        self._codes = set(session.scalars(select(Group.code)))

    def run(self) -> None:
        """Add every row, each with its source line, and flush."""
        self._add_partnership()
        for agency in self._starter.agencies:
            self._add_agency(agency)
        for group in self._starter.groups:
            self._add_group(group)
        for group in self._starter.groups:
            self._add_links(group)
            self._add_terms(group)
            self._add_seats(group)
        self._add_partners()
        if self._starter.matrix is not None:
            self._add_matrix(self._starter.matrix)
        self._add_money()
        self._add_dates_and_risks()
        self._add_scrutiny_and_escalation()
        self._add_notes()
        self._session.flush()

    def _add(self, *rows: Base) -> None:
        self._session.add_all(rows)

    def _add_partnership(self) -> None:
        said = self._starter.partnership
        row = Partnership(
            name=self._called,
            abbreviation=said.abbreviation,
            area=said.area,
            scope=said.scope,
            status=said.status,
            predecessor=said.predecessor,
            accountable_to=said.accountable_to,
            published=said.published,
            effective=said.effective,
            reviewed=said.reviewed,
            ceased=said.ceased,
            document=self._starter.document,
            source=said.source,
        )
        self._add(row)
        self._session.flush()
        self._partnership = row.id
        self._add(
            Name(
                partnership_id=row.id,
                name=self._called,
                kind=names.OFFICIAL,
                source=said.source if self._called == said.name else "",
            ),
            *(
                Name(partnership_id=row.id, name=alias, kind=names.ALIAS, source=said.source)
                for alias in self._other_names()
            ),
        )

    def _other_names(self) -> list[str]:
        said = self._starter.partnership
        published = [] if self._called == said.name or self._starter.is_generic else [said.name]
        return [*published, *said.aliases]

    def _add_agency(self, said: StarterAgency) -> None:
        row = Agency(kind=said.kind, is_class=said.is_class, note=said.note, source=said.source)
        self._add(row)
        self._session.flush()
        self._agencies[said.key] = row.id
        called = [(said.name, names.OFFICIAL)]
        called += [(said.abbreviation, names.ABBREVIATION)] if said.abbreviation else []
        called += [(alias, names.ALIAS) for alias in said.aliases]
        self._add(*(Name(agency_id=row.id, name=n, kind=k, source=said.source) for n, k in called))

    def _add_group(self, said: StarterGroup) -> None:
        code = said.code if said.code and said.code not in self._codes else ""
        code = code or group_code(said.name, self._codes)
        self._codes.add(code)
        row = Group(
            code=code,
            type=said.type,
            status=said.status,
            scope=said.scope,
            area=said.area,
            is_external=said.is_external,
            is_joint=said.is_joint,
            purpose=said.purpose,
            functions="\n".join(said.functions),
            note=said.note,
            starts=said.starts,
            ends=said.ends,
            source=said.source,
        )
        self._add(row)
        self._session.flush()
        self._groups[said.key] = row.id
        called = [(said.name, names.OFFICIAL), *((alias, names.ALIAS) for alias in said.aliases)]
        self._add(
            *(Name(group_id=row.id, name=n, kind=k, source=said.source) for n, k in called),
            GroupPartnership(group_id=row.id, partnership_id=self._partnership, source=said.source),
        )

    def _add_links(self, said: StarterGroup) -> None:
        self._add(
            *(
                GroupLink(
                    group_id=self._groups[said.key],
                    to_id=self._groups[link.to],
                    kind=link.kind,
                    source=link.source,
                )
                for link in said.parents
            )
        )

    def _add_terms(self, said: StarterGroup) -> None:
        """One version from the beginning, if the document says anything a version holds."""
        pattern = frequency(said.frequency) if said.frequency else None
        facts = (said.chair, said.quorum, said.frequency, said.terms_of_reference)
        if not any(facts) and not said.terms_review:
            return
        chair = chair_records.from_data(_with_ids(said.chair, self._ids())) if said.chair else None
        rule = (
            quorum_records.from_data(_with_ids(said.quorum, self._ids())) if said.quorum else None
        )
        self._add(
            TermsOfReference(
                group_id=self._groups[said.key],
                text=said.terms_of_reference,
                review=said.terms_review,
                frequency=said.frequency,
                pattern=pattern.to_data() if pattern else None,
                chair_rule=chair_records.to_data(chair) if chair else None,
                quorum_rule=quorum_records.to_data(rule) if rule else None,
                source=said.chair_source or said.source,
            )
        )

    def _ids(self) -> dict[str, str]:
        return self._agencies | self._groups

    def _add_seats(self, said: StarterGroup) -> None:
        self._add(
            *(
                Seat(
                    group_id=self._groups[said.key],
                    agency_id=self._agencies.get(seat.agency),
                    title=seat.title,
                    capacity=seat.capacity,
                    counts_for_quorum=seat.counts_for_quorum,
                    is_multiple=seat.is_multiple,
                    follows_group_id=self._groups.get(seat.follows_group),
                    note=seat.note,
                    position=f"{place:04}",
                    source=seat.source,
                )
                for place, seat in enumerate(said.seats)
            )
        )

    def _add_partners(self) -> None:
        self._add(
            *(
                StatutoryPartner(
                    partnership_id=self._partnership,
                    agency_id=self._agencies[partner.agency],
                    kind=partner.kind,
                    lead_post=partner.lead_post,
                    delegated_posts="\n".join(partner.delegated_posts),
                    source=partner.source,
                )
                for partner in self._starter.statutory_partners
            )
        )

    def _add_matrix(self, said: StarterMatrix) -> None:
        columns: dict[str, MatrixColumn] = {}
        for column, position in zip(said.columns, first_keys(len(said.columns)), strict=True):
            columns[column.key] = MatrixColumn(
                partnership_id=self._partnership,
                label=column.label,
                italic_part=column.italic_part,
                position=position,
                is_budget=column.is_budget,
            )
        self._add(*columns.values())
        self._session.flush()
        self._add(
            *(
                MatrixColumnGroup(column_id=columns[column.key].id, group_id=self._groups[key])
                for column in said.columns
                for key in column.groups
            )
        )
        for line, position in zip(said.rows, first_keys(len(said.rows)), strict=True):
            row = MatrixRow(
                partnership_id=self._partnership,
                agency_id=self._agencies[line.agency],
                label=line.label,
                position=position,
                source=line.source,
            )
            self._add(row)
            self._session.flush()
            self._add(
                *(
                    MatrixTick(
                        row_id=row.id,
                        column_id=columns[tick.column].id,
                        qualifier=tick.qualifier,
                        is_italic=tick.is_italic,
                        source=line.source,
                    )
                    for tick in line.ticks
                )
            )

    def _add_money(self) -> None:
        lines = self._starter.contributions
        for line, position in zip(lines, first_keys(len(lines)), strict=True):
            self._add(
                Contribution(
                    partnership_id=self._partnership,
                    agency_id=self._agencies.get(line.agency),
                    financial_year=line.year,
                    line=line.line,
                    pence=line.amount_pence,
                    state=line.state,
                    is_other_income=line.is_other_income,
                    position=position,
                    source=line.source,
                )
            )
        total = self._starter.printed_total
        if total is not None:
            self._add(
                Contribution(
                    partnership_id=self._partnership,
                    financial_year=total.year,
                    line=total.label,
                    pence=total.amount_pence,
                    state=f"printed as {total.printed}",
                    is_total=True,
                    position="z",
                    source=total.source,
                )
            )

    def _add_dates_and_risks(self) -> None:
        dates = self._starter.milestones
        for line, position in zip(dates, first_keys(len(dates)), strict=True):
            read_as = fuzzy.parse(line.when)
            self._add(
                Milestone(
                    partnership_id=self._partnership,
                    heading=line.heading,
                    body=line.body,
                    text=line.text,
                    when=line.when,
                    earliest_on=read_as.earliest,
                    latest_on=read_as.latest,
                    position=position,
                    source=line.source,
                )
            )
        risks = self._starter.risks
        for risk, position in zip(risks, first_keys(len(risks)), strict=True):
            self._add(
                Risk(
                    partnership_id=self._partnership,
                    title=risk.title,
                    description=risk.description,
                    mitigation=risk.mitigation,
                    rating=risk.rating,
                    position=position,
                    source=risk.source,
                )
            )

    def _add_scrutiny_and_escalation(self) -> None:
        posts = self._starter.scrutiny
        for post, position in zip(posts, first_keys(len(posts)), strict=True):
            self._add(
                ScrutinyPost(
                    partnership_id=self._partnership,
                    title=post.title,
                    days=post.days,
                    is_approximate=post.is_approximate,
                    duties="\n".join(post.duties),
                    frequency=post.frequency,
                    appointed=post.appointed,
                    term=post.term,
                    position=position,
                    source=post.source,
                )
            )
        self._add(
            *(
                EscalationStep(
                    partnership_id=self._partnership,
                    step=rung.step,
                    when=rung.when,
                    by=rung.by,
                    scope=rung.scope,
                    source=rung.source,
                )
                for rung in self._starter.escalation
            )
        )

    def _add_notes(self) -> None:
        lines = [(note.heading, note.text, note.source, False) for note in self._starter.notes]
        lines += [
            ("", question.text, question.source, True) for question in self._starter.questions
        ]
        for (heading, text, source, is_question), position in zip(
            lines, first_keys(len(lines)), strict=True
        ):
            self._add(
                ArrangementNote(
                    partnership_id=self._partnership,
                    heading=heading,
                    text=text,
                    is_question=is_question,
                    position=position,
                    source=source,
                )
            )


def _with_ids(value: Mapping[str, object], ids: Mapping[str, str]) -> dict[str, object]:
    """The same rule with ids where the file has keys of agencies and groups."""
    return {key: _swapped(key, part, ids) for key, part in value.items()}


_REFERENCES = ("ref", "group_id", "of_group_id", "all_of", "any_of", "agency_ids")


def _swapped(key: str, part: object, ids: Mapping[str, str]) -> object:
    if isinstance(part, dict):
        return _with_ids(part, ids)
    if isinstance(part, list | tuple):
        return [_swapped(key, each, ids) for each in part]
    return ids.get(part, part) if isinstance(part, str) and key in _REFERENCES else part
