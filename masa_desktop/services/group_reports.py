"""A sub-group's report to the body it reports to: its four parts, as the group says them (MIN-8).

What the record offers is asked live and copied only when somebody takes it over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import group_reports as rules
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.group_reports import Offer, Part
from masa_desktop.domain.groups import UPWARDS
from masa_desktop.domain.words import plain_date
from masa_desktop.services import (
    drafts,
    group_report_offers,
    group_report_withheld,
    names,
)
from masa_desktop.storage.entities import Group, GroupLink, GroupReport, Meeting, natural_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


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
        .where(GroupLink.group_id == meeting.group_id, ~Group.is_deleted, *linked_on(meeting.on))
        .distinct()
    )
    called = names.of_groups(session, meeting.on)
    return tuple(
        sorted((Above(key, called.get(key, "")) for key in found), key=lambda one: one.name)
    )


def draft(session: Session, meeting_id: str, to_group_id: str, today: date) -> DraftReport:
    """The report of a meeting to one body, with what the record offers for it at `today`."""
    meeting = session.get_one(Meeting, meeting_id)
    row = report_of(session, meeting_id, to_group_id)
    name = names.of_groups(session, meeting.on).get(to_group_id, "")
    return DraftReport(
        meeting_id=meeting_id,
        to=Above(to_group_id, name),
        texts=texts(row),
        begun=_begun(session, meeting_id, to_group_id),
        offers=tuple(group_report_offers.offers(session, meeting, today)),
        reported_on=row.reported_on if row else None,
        left_out=group_report_offers.left_out(session, meeting),
    )


def set_part(session: Session, meeting_id: str, to_group_id: str, part: Part, text: str) -> None:
    """Say one part of the report in the group's own words; "" is not filled in.

    What was begun of it on this laptop is done with.
    """
    keep_begun(session, meeting_id, to_group_id, part, None)
    said = rules.kept(text)
    row = report_of(session, meeting_id, to_group_id)
    if said != (getattr(row, part.value) if row else ""):
        setattr(row or _new(session, meeting_id, to_group_id), part.value, said)


def mark_reported(session: Session, meeting_id: str, to_group_id: str, on: date | None) -> None:
    """Say on which day the report went to the body above; None takes that back (M14).

    Raises UserError for a day before the meeting, and for words of a restricted item in it.
    """
    meeting = session.get_one(Meeting, meeting_id)
    if on is not None and on < meeting.on:
        raise UserError(
            f"The meeting was on {plain_date(meeting.on)}, so its report went later than that.",
            do="Check the day.",
        )
    row = report_of(session, meeting_id, to_group_id)
    if on is not None:
        safe = "It is not marked as reported."
        group_report_withheld.refuse(session, meeting, texts(row), safe=safe)
    if row is not None or on is not None:
        (row or _new(session, meeting_id, to_group_id)).reported_on = on


def keep_begun(
    session: Session, meeting_id: str, to_group_id: str, part: Part, text: str | None
) -> None:
    """Keep on this laptop what is being typed of a part; None once it is set."""
    kept = "" if text is None else json.dumps(text)
    drafts.keep(session, _draft_key(meeting_id, to_group_id, part), kept)


def _begun(session: Session, meeting_id: str, to_group_id: str) -> dict[Part, str]:
    kept = {part: drafts.kept(session, _draft_key(meeting_id, to_group_id, part)) for part in Part}
    return {part: json.loads(text) for part, text in kept.items() if text}


def _draft_key(meeting_id: str, to_group_id: str, part: Part) -> str:
    return f"{meeting_id}/{to_group_id}/{part.value}"


def report_of(session: Session, meeting_id: str, to_group_id: str) -> GroupReport | None:
    """The report of a meeting to one body; None if nothing is said of it."""
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


def texts(row: GroupReport | None) -> dict[Part, str]:
    """What it says, part by part; "" is not filled in."""
    return {part: getattr(row, part.value) if row else "" for part in Part}


def linked_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """Holds for the lines that lead upwards on a day."""
    return (
        GroupLink.kind.in_(UPWARDS),
        ~GroupLink.is_deleted,
        GroupLink.from_on.is_(None) | (GroupLink.from_on <= day),
        GroupLink.until_on.is_(None) | (GroupLink.until_on >= day),
    )
