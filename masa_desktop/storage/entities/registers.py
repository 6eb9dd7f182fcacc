"""What goes from one body to another, or is decided between meetings (DEC-2, DEC-4, MIN-8)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from masa_desktop.storage.entities.base import Base, Shared


class DecisionLink(Shared, Base, kw_only=True, eq=False):
    """A decision follows an earlier one, of this body or another (DEC-2).

    The id is made from the two, so that two laptops meet in one row.
    """

    __tablename__ = "decision_link"

    earlier_id: Mapped[str] = mapped_column(ForeignKey("decision.id"), index=True)
    later_id: Mapped[str] = mapped_column(ForeignKey("decision.id"), index=True)


class WrittenProcedure(Shared, Base, kw_only=True, eq=False):
    """A matter put to a group between its meetings (DEC-4).

    `answers_by` is None while nobody has set a day. `state` is open, decided or withdrawn;
    `decision_id` is the decision it ended in, agreed or not.
    """

    __tablename__ = "written_procedure"

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    matter: Mapped[str]
    asked_on: Mapped[date]
    answers_by: Mapped[date | None] = mapped_column(default=None)
    why: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="open")
    closed_on: Mapped[date | None] = mapped_column(default=None)
    close_note: Mapped[str] = mapped_column(default="")
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("decision.id"), default=None)
    is_restricted: Mapped[bool] = mapped_column(default=False)


class WrittenAnswer(Shared, Base, kw_only=True, eq=False):
    """What the holder of a seat answered; without a row nobody has answered for it yet.

    The id is made from procedure and seat.
    """

    __tablename__ = "written_answer"

    procedure_id: Mapped[str] = mapped_column(ForeignKey("written_procedure.id"), index=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), default=None)
    answer: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    on: Mapped[date]


class GroupReport(Shared, Base, kw_only=True, eq=False):
    """What a sub-group tells the body it reports to after a meeting, in its own words (MIN-8).

    The id is made from meeting and body. `reported_on` is None until somebody said it was sent.
    """

    __tablename__ = "group_report"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    to_group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    highlights: Mapped[str] = mapped_column(default="")
    risks: Mapped[str] = mapped_column(default="")
    decisions_sought: Mapped[str] = mapped_column(default="")
    challenges: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None] = mapped_column(default=None)
