"""Terms of reference: which version a day is held by, and how rules are set (TOR-1, TOR-4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import chair_records, quorum_records
from masa_desktop.domain.chair_due import rule_in_force
from masa_desktop.domain.chairs import Rotation
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.quorum_rules import QuorumRule
from masa_desktop.domain.series import Pattern, frequency
from masa_desktop.services.as_agreed import TODAY
from masa_desktop.storage.entities import TermsOfReference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from masa_desktop.domain.chairs import ChairRule
    from masa_desktop.services.as_agreed import Then
    from masa_desktop.storage.entities import Data


def in_force(
    session: Session, group_id: str, day: date, then: Then = TODAY
) -> TermsOfReference | None:
    """The version a meeting on `day` is held by; None if the group has none by then.

    As it was known `then`: a version set later for the past is none.
    """
    return rule_in_force(_versions(session, group_id, then), day)


def version_words(row: TermsOfReference | None) -> str:
    """Such as "terms of reference v4"; "" when the version has no name."""
    return f"terms of reference {row.version}" if row is not None and row.version else ""


def quorum_rule(session: Session, group_id: str, day: date, then: Then = TODAY) -> QuorumRule:
    """The quorum rule of `day` as known `then`; one without clauses when none is set (Q7)."""
    row = in_force(session, group_id, day, then)
    data = then.value(row, TermsOfReference.quorum_rule) if row is not None else None
    return QuorumRule() if data is None else quorum_records.from_data(data)


def chair_rule(session: Session, group_id: str, day: date) -> ChairRule | None:
    row = in_force(session, group_id, day)
    if row is None or row.chair_rule is None:
        return None
    return chair_records.from_data(row.chair_rule)


def chair_rules(session: Session, group_id: str) -> list[tuple[date | None, ChairRule | None]]:
    """Every version's chair rule with the day it starts, oldest first."""
    return [
        (begins, chair_records.from_data(row.chair_rule) if row.chair_rule else None)
        for begins, row in _versions(session, group_id)
    ]


def pattern(session: Session, group_id: str, day: date) -> Pattern | None:
    """How often the group meets; read from the published words if nobody has set it."""
    row = in_force(session, group_id, day)
    if row is None:
        return None
    return Pattern.from_data(row.pattern) if row.pattern else frequency(row.frequency)


def set_chair(session: Session, group_id: str, rule: Data, from_on: date | None) -> None:
    """Set the chair rule from `from_on`; the past keeps the rule it was chaired by (C14)."""
    data = chair_records.to_data(chair_records.from_data(rule))
    version_from(session, group_id, from_on).chair_rule = data


def set_pattern(session: Session, group_id: str, rule: Data, from_on: date | None) -> None:
    version_from(session, group_id, from_on).pattern = Pattern.from_data(rule).to_data()


def start_rotation(session: Session, group_id: str, on: date) -> None:
    """The rotation of the rule in force begins on `on`: the first day of the first term (W99).

    Raises UserError if the group's chair does not rotate.
    """
    row = in_force(session, group_id, on)
    if row is None or row.chair_rule is None or row.chair_rule.get("kind") not in _BY_TERMS:
        raise UserError(
            "The chair of this group does not rotate by terms, so there is no start to set.",
            do="Set a rotation as the chair rule first.",
        )
    data = {**row.chair_rule, "anchor": on.isoformat()}
    row.chair_rule = chair_records.to_data(chair_records.from_data(data))


_BY_TERMS = {"rotation", "alternating"}


def agree_order(
    session: Session,
    group_id: str,
    order: Sequence[int],
    *,
    term_months: int | None,
    from_on: date | None,
) -> None:
    """Record in which order those who take turns chair, and how long each term is (CHR-1 b).

    `order` are places among the members of the rule in force. Start and named first chair stay.
    Raises UserError if the group's chair does not rotate.
    """
    rule = chair_rule(session, group_id, from_on or date.min)
    if rule is None or not isinstance(rule.way, Rotation):
        raise UserError(
            "The chair of this group does not rotate, so there is no order to agree.",
            do="Set a rotation as the chair rule first.",
        )
    agreed = tuple(rule.way.members[place] for place in order)
    way = replace(rule.way, order=agreed, among=(), term_months=term_months)
    set_chair(session, group_id, chair_records.to_data(replace(rule, way=way)), from_on)


def version_from(session: Session, group_id: str, from_on: date | None) -> TermsOfReference:
    """The version that begins on `from_on`, made from the one before it if there is none."""
    same = session.scalars(
        select(TermsOfReference).where(
            TermsOfReference.group_id == group_id,
            TermsOfReference.effective_from == from_on
            if from_on
            else TermsOfReference.effective_from.is_(None),
            ~TermsOfReference.is_deleted,
        )
    ).first()
    if same is not None:
        return same
    before = in_force(session, group_id, from_on) if from_on else None
    row = TermsOfReference(group_id=group_id, effective_from=from_on)
    if before is not None:
        row.text, row.review, row.frequency = before.text, before.review, before.frequency
        row.pattern, row.chair_rule = before.pattern, before.chair_rule
        row.quorum_rule = before.quorum_rule
    session.add(row)
    session.flush()
    return row


def _versions(
    session: Session, group_id: str, then: Then = TODAY
) -> list[tuple[date | None, TermsOfReference]]:
    """Every version with the day it starts, oldest first."""
    wanted = select(TermsOfReference).where(TermsOfReference.group_id == group_id)
    begins = [
        (then.value(row, TermsOfReference.effective_from), row)
        for row in session.scalars(wanted)
        if then.had(row)
    ]
    return sorted(begins, key=lambda pair: pair[0] or date.min)
