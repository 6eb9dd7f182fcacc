"""What a published arrangement says besides its groups: money, dates, risks, scrutiny, disputes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from masa_desktop.storage.entities.base import Base, Published


class Contribution(Published, Base, kw_only=True, eq=False):
    """A line of the funding table. Pence; None is blank, which is not nought (FUN-1, F1, F3)."""

    __tablename__ = "contribution"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), default=None)
    financial_year: Mapped[str] = mapped_column(default="")
    line: Mapped[str]
    pence: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default="")
    is_other_income: Mapped[bool] = mapped_column(default=False)
    is_total: Mapped[bool] = mapped_column(default=False)
    position: Mapped[str] = mapped_column(default="")


class Milestone(Published, Base, kw_only=True, eq=False):
    """A line of a timetable, its date as words with the ends they allow (CAL-2, CAL-3)."""

    __tablename__ = "milestone"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    heading: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    when: Mapped[str] = mapped_column(default="")
    earliest_on: Mapped[date | None] = mapped_column(default=None)
    latest_on: Mapped[date | None] = mapped_column(default=None)
    position: Mapped[str] = mapped_column(default="")


class Risk(Published, Base, kw_only=True, eq=False):
    """A risk with its rating as printed; no key is assumed (RSK-1, R1)."""

    __tablename__ = "risk"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    mitigation: Mapped[str] = mapped_column(default="")
    rating: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")


class ScrutinyPost(Published, Base, kw_only=True, eq=False):
    """Independent scrutiny: days a year as decimal text, "" when not stated (SCY-1, SCY-5)."""

    __tablename__ = "scrutiny_post"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    title: Mapped[str]
    days: Mapped[str] = mapped_column(default="")
    is_approximate: Mapped[bool] = mapped_column(default=False)
    duties: Mapped[str] = mapped_column(default="")
    frequency: Mapped[str] = mapped_column(default="")
    appointed: Mapped[str] = mapped_column(default="")
    term: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")


class EscalationStep(Published, Base, kw_only=True, eq=False):
    """One rung of the ladder for disagreements between agencies (CHA-2)."""

    __tablename__ = "escalation_step"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    step: Mapped[int]
    when: Mapped[str] = mapped_column(default="")
    by: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")


class ArrangementNote(Published, Base, kw_only=True, eq=False):
    """Anything published that has no field of its own yet, or that the document leaves open."""

    __tablename__ = "arrangement_note"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    heading: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    is_question: Mapped[bool] = mapped_column(default=False)
    position: Mapped[str] = mapped_column(default="")
