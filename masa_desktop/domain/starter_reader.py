"""Reads a starter file's parsed contents into a Starter, or refuses in one plain sentence.

Promises that every reference inside the file leads somewhere and that no group is, by any
road, its own parent. Opens no file: the caller parses the YAML.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from masa_desktop.domain import starter as values
from masa_desktop.domain.starter import Starter
from masa_desktop.domain.starter_entry import (
    Entry,
    refusal,
    refuse_duplicates,
    refuse_stranger,
    unknown,
)
from masa_desktop.domain.starter_groups import read_groups

if TYPE_CHECKING:
    from collections.abc import Collection

FORMAT = 1
TOP_KEYS = (
    "format",
    "title",
    "document",
    "generic",
    "partnership",
    "agencies",
    "groups",
    "statutory_partners",
    "matrix",
    "contributions",
    "printed_total",
    "milestones",
    "risks",
    "scrutiny",
    "escalation",
    "notes",
    "questions",
)
PARTNERSHIP_KEYS = (
    "name",
    "abbreviation",
    "aliases",
    "area",
    "scope",
    "status",
    "published",
    "effective",
    "reviewed",
    "ceased",
    "predecessor",
    "accountable_to",
    "source",
)
AGENCY_KEYS = ("key", "name", "abbreviation", "kind", "class", "aliases", "note", "source")
PARTNER_KEYS = ("agency", "kind", "lead_post", "delegated_posts", "source")
MATRIX_KEYS = ("title", "columns", "rows")
COLUMN_KEYS = ("key", "label", "italic_part", "groups", "budget")
ROW_KEYS = ("agency", "label", "ticks", "source")
TICK_KEYS = ("column", "qualifier", "italic")
CONTRIBUTION_KEYS = ("year", "line", "agency", "amount", "state", "other_income", "source")
TOTAL_KEYS = ("label", "year", "printed", "source")
MILESTONE_KEYS = ("heading", "text", "when", "body", "source")
RISK_KEYS = ("title", "description", "mitigation", "rating", "source")
SCRUTINY_KEYS = (
    "title",
    "days",
    "approximate",
    "duties",
    "frequency",
    "appointed",
    "term",
    "source",
)
ESCALATION_KEYS = ("step", "when", "by", "scope", "source")
NOTE_KEYS = ("heading", "text", "source")
QUESTION_KEYS = ("text", "source")
PENCE_PER_POUND = 100


def read(data: object, name: str) -> Starter:
    """The starter that a parsed file holds; `name` is the file's name without its ending.

    Raises UserError, in a sentence that names the place, for an unknown or missing key, a value
    of the wrong kind, a reference that leads nowhere, a key used twice, a circle of parents and
    a date that the calendar does not have. Names of people are not looked for.
    """
    top = Entry(data, f'the file "{name}"', TOP_KEYS)
    if top.value("format") != FORMAT:
        raise refusal(
            top.where,
            f'the key "format" is not {FORMAT}, the only format this version reads',
            f'Begin the file with "format: {FORMAT}".',
        )
    agencies = tuple(_agency(entry) for entry in top.entries("agencies", AGENCY_KEYS))
    agency_keys = [agency.key for agency in agencies]
    refuse_duplicates(f"{top.where}, agencies", agency_keys)
    groups = read_groups(top, agencies)
    group_keys = [group.key for group in groups]
    partners = top.entries("statutory_partners", PARTNER_KEYS)
    matrix = top.child("matrix", MATRIX_KEYS)
    total = top.child("printed_total", TOTAL_KEYS)
    return Starter(
        name=name,
        title=top.required("title"),
        document=top.text("document"),
        is_generic=top.flag("generic"),
        partnership=_partnership(top),
        agencies=agencies,
        groups=groups,
        statutory_partners=tuple(_partner(entry, agency_keys) for entry in partners),
        matrix=None if matrix is None else _matrix(matrix, agency_keys, group_keys),
        contributions=_contributions(top, agency_keys),
        printed_total=None if total is None else _total(total),
        milestones=tuple(map(_milestone, top.entries("milestones", MILESTONE_KEYS))),
        risks=tuple(map(_risk, top.entries("risks", RISK_KEYS))),
        scrutiny=tuple(map(_scrutiny, top.entries("scrutiny", SCRUTINY_KEYS))),
        escalation=tuple(map(_escalation, top.entries("escalation", ESCALATION_KEYS))),
        notes=tuple(map(_note, top.entries("notes", NOTE_KEYS))),
        questions=tuple(map(_question, top.entries("questions", QUESTION_KEYS))),
    )


def _partnership(top: Entry) -> values.StarterPartnership:
    entry = top.child("partnership", PARTNERSHIP_KEYS)
    if entry is None:
        raise refusal(top.where, 'the key "partnership" is missing')
    return values.StarterPartnership(
        name=entry.required("name"),
        abbreviation=entry.text("abbreviation"),
        aliases=entry.texts("aliases"),
        area=entry.text("area"),
        scope=entry.choice("scope", values.SCOPES),
        status=entry.choice("status", values.PARTNERSHIP_STATUSES),
        published=entry.when("published"),
        effective=entry.when("effective"),
        reviewed=entry.when("reviewed"),
        ceased=entry.when("ceased"),
        predecessor=entry.text("predecessor"),
        accountable_to=entry.text("accountable_to"),
        source=entry.text("source"),
    )


def _agency(entry: Entry) -> values.StarterAgency:
    return values.StarterAgency(
        key=entry.required("key"),
        name=entry.required("name"),
        abbreviation=entry.text("abbreviation"),
        kind=entry.choice("kind", values.AGENCY_KINDS),
        is_class=entry.flag("class"),
        aliases=entry.texts("aliases"),
        note=entry.text("note"),
        source=entry.text("source"),
    )


def _partner(entry: Entry, agencies: Collection[str]) -> values.StarterPartner:
    entry.required("agency")
    return values.StarterPartner(
        agency=entry.reference("agency", agencies, "agency"),
        kind=entry.choice("kind", values.PARTNER_KINDS),
        lead_post=entry.text("lead_post"),
        delegated_posts=entry.texts("delegated_posts"),
        source=entry.text("source"),
    )


def _matrix(
    entry: Entry, agencies: Collection[str], group_keys: Collection[str]
) -> values.StarterMatrix:
    columns = tuple(_column(column, group_keys) for column in entry.entries("columns", COLUMN_KEYS))
    column_keys = [column.key for column in columns]
    refuse_duplicates(f"{entry.where}, columns", column_keys)
    rows = tuple(_row(row, agencies, column_keys) for row in entry.entries("rows", ROW_KEYS))
    refuse_duplicates(f"{entry.where}, rows", [row.agency for row in rows])
    return values.StarterMatrix(title=entry.text("title"), columns=columns, rows=rows)


def _column(entry: Entry, group_keys: Collection[str]) -> values.MatrixColumn:
    groups = entry.texts("groups")
    for group in groups:
        refuse_stranger(entry.where, group, group_keys, "group")
    return values.MatrixColumn(
        key=entry.required("key"),
        label=entry.required("label"),
        italic_part=entry.text("italic_part"),
        groups=groups,
        is_budget=entry.flag("budget"),
    )


def _row(entry: Entry, agencies: Collection[str], columns: Collection[str]) -> values.MatrixRow:
    entry.required("agency")
    ticks = tuple(_tick(entry, item, columns) for item in entry.items("ticks"))
    refuse_duplicates(entry.where, [tick.column for tick in ticks])
    return values.MatrixRow(
        agency=entry.reference("agency", agencies, "agency"),
        label=entry.text("label"),
        ticks=ticks,
        source=entry.text("source"),
    )


def _tick(row: Entry, item: object, columns: Collection[str]) -> values.MatrixTick:
    """A tick is a bare column key, or a mapping when words stand beside it."""
    data = {"column": item} if isinstance(item, str) else item
    entry = Entry(data, f"{row.where}, ticks", TICK_KEYS)
    column = entry.required("column")
    if column not in columns:
        raise unknown(entry.where, "the column", column, columns)
    return values.MatrixTick(
        column=column, qualifier=entry.text("qualifier"), is_italic=entry.flag("italic")
    )


def _contributions(top: Entry, agencies: Collection[str]) -> tuple[values.StarterContribution, ...]:
    entries = top.entries("contributions", CONTRIBUTION_KEYS)
    return tuple(_contribution(entry, agencies) for entry in entries)


def _contribution(entry: Entry, agencies: Collection[str]) -> values.StarterContribution:
    """A funding line; a blank is a state of its own and never becomes nought (F1)."""
    pence = _pence(entry)
    state = entry.choice(
        "state", values.CONTRIBUTION_STATES, "blank" if pence is None else "agreed"
    )
    if (pence is not None) != (state == "agreed"):
        raise refusal(entry.where, f'the amount does not go with the state "{state}"')
    return values.StarterContribution(
        year=entry.when("year"),
        line=entry.required("line"),
        agency=entry.reference("agency", agencies, "agency"),
        amount_pence=pence,
        state=state,
        is_other_income=entry.flag("other_income"),
        source=entry.text("source"),
    )


def _pence(entry: Entry) -> int | None:
    pounds = entry.decimal("amount")
    if pounds is None:
        return None
    pence = pounds * PENCE_PER_POUND
    if pence != pence.to_integral_value():
        raise refusal(entry.where, f'"amount" is {pounds}, which is finer than a penny')
    return int(pence)


def _total(entry: Entry) -> values.StarterPrintedTotal:
    printed = entry.required("printed")
    return values.StarterPrintedTotal(
        label=entry.text("label"),
        year=entry.when("year"),
        printed=printed,
        amount_pence=_printed_pence(printed),
        source=entry.text("source"),
    )


def _printed_pence(printed: str) -> int | None:
    """ "-349,548" is -34954800 pence; "TBC" is no number."""
    try:
        pounds = Decimal(printed.replace(",", "").replace("£", "").replace("−", "-"))
    except InvalidOperation:
        return None
    return int(pounds * PENCE_PER_POUND) if pounds.is_finite() else None


def _milestone(entry: Entry) -> values.StarterMilestone:
    return values.StarterMilestone(
        heading=entry.text("heading"),
        text=entry.required("text"),
        when=entry.when("when"),
        body=entry.text("body"),
        source=entry.text("source"),
    )


def _risk(entry: Entry) -> values.StarterRisk:
    return values.StarterRisk(
        title=entry.required("title"),
        description=entry.text("description"),
        mitigation=entry.text("mitigation"),
        rating=entry.text("rating"),
        source=entry.text("source"),
    )


def _scrutiny(entry: Entry) -> values.StarterScrutiny:
    days = entry.decimal("days")
    return values.StarterScrutiny(
        title=entry.required("title"),
        days="" if days is None else str(days),
        is_approximate=entry.flag("approximate"),
        duties=entry.texts("duties"),
        frequency=entry.text("frequency"),
        appointed=entry.when("appointed"),
        term=entry.text("term"),
        source=entry.text("source"),
    )


def _escalation(entry: Entry) -> values.StarterEscalation:
    return values.StarterEscalation(
        step=entry.whole_number("step"),
        when=entry.text("when"),
        by=entry.required("by"),
        scope=entry.text("scope"),
        source=entry.text("source"),
    )


def _note(entry: Entry) -> values.StarterNote:
    return values.StarterNote(
        heading=entry.required("heading"),
        text=entry.required("text"),
        source=entry.text("source"),
    )


def _question(entry: Entry) -> values.StarterQuestion:
    return values.StarterQuestion(text=entry.required("text"), source=entry.text("source"))
