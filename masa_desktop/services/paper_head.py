"""What a paper about several groups says of itself: whose it is, how marked, if for practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.markings import Marking, strictest
from masa_desktop.domain.words import listed
from masa_desktop.services.settings import is_practice
from masa_desktop.storage.entities import Group, Partnership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from masa_desktop.domain.periods import Period

Marked = tuple[str, str]
"""The marking of a part, as its code ("" is not marked), and its handling text."""


@dataclass(frozen=True, slots=True)
class PaperHead:
    partnership: str
    marking: Marking
    handling: str
    is_practice: bool


def about(session: Session, group_ids: Collection[str], period: Period | None = None) -> str:
    """What a report is of, for the name of its file: "EXEC, QA, 2025/26"."""
    wanted = select(Group.code).where(Group.id.in_(group_ids)).order_by(Group.code, Group.id)
    bodies = session.scalars(wanted).all() or ["all groups"]
    return ", ".join([*bodies, *([period.label] if period else [])])


def head(
    session: Session, group_ids: Collection[str] = (), parts: Iterable[Marked] = ()
) -> PaperHead:
    """The head of a paper about these groups; without any, about the whole office.

    The marking is the strictest of the partnerships, the groups and the `parts` that are printed,
    such as meetings; the handling text that of the strictest part that has one (DPR-1).
    """
    ours = session.scalars(select(Partnership).where(~Partnership.is_deleted)).all()
    wanted = select(Group.marking, Group.handling).order_by(Group.id)
    if group_ids:
        wanted = wanted.where(Group.id.in_(group_ids))
    read = [
        (Marking(marking or Marking.NONE), handling)
        for marking, handling in (
            *((row.marking, row.handling) for row in ours),
            *(tuple(row) for row in session.execute(wanted.where(~Group.is_deleted))),
            *parts,
        )
    ]
    strictness = list(Marking)
    strict_first = sorted(read, key=lambda part: strictness.index(part[0]), reverse=True)
    return PaperHead(
        partnership=listed([row.name for row in ours]),
        marking=strictest(marking for marking, _ in read),
        handling=next((text for _, text in strict_first if text), ""),
        is_practice=is_practice(session),
    )
