"""The register of decisions as a paper: its table, its chains in words, its marking (DEC-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import decision_chains as rules
from masa_desktop.domain.minutes import SETTLED
from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Section
from masa_desktop.domain.words import count, is_are, listed
from masa_desktop.services import names, paper_head
from masa_desktop.services.decision_register import (
    Standing,
    among,
    by_id,
    counts,
    item_words,
    links,
    restricted,
    restricted_words,
    rows,
)
from masa_desktop.storage.entities import AgendaItem, Meeting

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.domain.periods import Period
    from masa_desktop.services.decision_register import Counts, RegisterRow
    from masa_desktop.services.paper_head import Marked


def report(
    session: Session,
    *,
    period: Period,
    group_ids: Collection[str],
    today: date,
    standing: Standing = Standing.ANY,
    words: str = "",
) -> Report:
    """The register of a period for paper (DEC-5); without `group_ids` of all groups.

    `standing` and `words` narrow it as `among` does, and the paper says so.
    """
    found = among(rows(session, period, group_ids), standing, words)
    hidden = restricted(session, period, group_ids)
    head = paper_head.head(session, group_ids, _marked(session, found))
    called = names.of_groups(session, today)
    bodies = listed(sorted(called[key] for key in set(group_ids) if key in called))
    only = (_ONLY[standing], f"only with “{words.strip()}”" if words.strip() else "")
    covers = (period.in_words(today), bodies or "all groups", *only)
    about = (paper_head.about(session, group_ids, period), *only)
    return Report(
        name="Decision register",
        title="Decision register",
        about=", ".join(filter(None, about)),
        partnership=head.partnership,
        as_at=today,
        covers=", ".join(filter(None, covers)),
        marking=head.marking,
        handling=head.handling,
        left_out=left_out_words(hidden),
        is_practice=head.is_practice,
        is_landscape=True,
        sections=(_table(found, _not_agreed(session, found)), *_chains(session, found)),
    )


def left_out_words(hidden: int) -> str:
    """ "1 restricted decision is not in this register."; "" if none is left out."""
    said = restricted_words(hidden)
    return f"{said} {is_are(hidden)} not in this register." if said else ""


def counts_words(found: Counts) -> str:
    """ "23 decisions, 1 to be ratified, 2 with an open condition."."""
    said = [
        count(found.decisions, "decision"),
        f"{found.to_be_ratified} to be ratified" if found.to_be_ratified else "",
        f"{found.conditions_open} with an open condition" if found.conditions_open else "",
    ]
    return f"{', '.join(part for part in said if part)}."


NOT_AGREED = "(minutes not agreed yet)"
"""Marks a decision of such a meeting."""

_ONLY = {
    Standing.ANY: "",
    Standing.TO_BE_RATIFIED: "only those to be ratified",
    Standing.CONDITION_OPEN: "only those with an open condition",
    Standing.WITH_DISSENT: "only those with dissent",
}
_COLUMNS = (
    ReportColumn("Reference", 1.2),
    ReportColumn("Date", 0.9),
    ReportColumn("Group", 1.1),
    ReportColumn("Meeting and item", 1.6),
    ReportColumn("Decision", 4.0),
    ReportColumn("How, dissent, condition", 2.2),
    ReportColumn("Implements, follows", 1.3),
)


def _not_agreed(session: Session, found: Sequence[RegisterRow]) -> set[str]:
    """The meetings of these decisions whose minutes are not agreed yet."""
    wanted = select(Meeting.id).where(
        Meeting.id.in_({row.meeting_id for row in found}), Meeting.minutes_state.not_in(SETTLED)
    )
    return set(session.scalars(wanted))


def _table(found: Sequence[RegisterRow], not_agreed: Collection[str]) -> Section:
    if not found:
        return Section(heading="Decisions", paragraphs=("No decision is recorded here.",))
    table = ReportTable(
        name="Decisions",
        columns=_COLUMNS,
        rows=tuple(
            (
                row.ref,
                row.on,
                row.body,
                ", item ".join(part for part in (row.place, item_words(row)) if part)
                + (f" {NOT_AGREED}" if row.meeting_id in not_agreed else ""),
                f"{row.lead}: {row.text}",
                row.particulars or None,
                _behind(row) or None,
            )
            for row in found
        ),
    )
    return Section(heading="Decisions", paragraphs=(counts_words(counts(found)),), table=table)


def _behind(row: RegisterRow) -> str:
    """ "Neglect review, recommendation 3. Follows EXEC-2025-D008."; "" if there is neither."""
    earlier = f"Follows {listed(row.follows)}" if row.follows else ""
    return " ".join(f"{part}." for part in (row.implements.rstrip("."), earlier) if part)


def _chains(session: Session, found: Sequence[RegisterRow]) -> tuple[Section, ...]:
    """Each chain of these decisions, in words."""
    follows = links(session)
    ends = rules.ends({row.id: row.on for row in found}, follows)
    said = tuple(filter(None, (_chain(session, end, follows) for end in ends)))
    return (Section(heading="Decisions that follow others", paragraphs=said),) if said else ()


def _chain(session: Session, end: str, follows: rules.Links) -> str:
    there = by_id(session, {end, *rules.reached(follows, end)})
    order = rules.in_order({key: row.on for key, row in there.items()}, follows)
    if len(order) < 2:
        return ""
    return f"{there[end].ref}: {rules.chain_words([there[key].step for key in order])}."


def _marked(session: Session, found: Sequence[RegisterRow]) -> list[Marked]:
    meetings = select(Meeting.marking, Meeting.handling).where(
        Meeting.id.in_({row.meeting_id for row in found})
    )
    items = select(AgendaItem.marking).where(AgendaItem.id.in_({row.item_id for row in found}))
    return [
        *((marking, handling) for marking, handling in session.execute(meetings)),
        *((marking, "") for marking in session.scalars(items)),
    ]
