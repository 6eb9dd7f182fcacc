"""Seats are roles; people pass through them (MEM-3 to MEM-7). Every holding is dated."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from masa_desktop.storage.entities.base import Base, Published, Shared


class Person(Shared, Base, kw_only=True, eq=False):
    """Work contact only, and no more of it than a meeting needs (DPR-4)."""

    __tablename__ = "person"

    name: Mapped[str]
    initials: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")


class Seat(Published, Base, kw_only=True, eq=False):
    """A role on a group. `follows_group_id`: held by whoever chairs that group (MEM-3, MEM-7).

    `counts_for_quorum` None means that nobody has said; the capacity decides.
    """

    __tablename__ = "seat"

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), default=None)
    title: Mapped[str]
    capacity: Mapped[str]
    counts_for_quorum: Mapped[bool | None] = mapped_column(default=None)
    is_multiple: Mapped[bool] = mapped_column(default=False)
    follows_group_id: Mapped[str | None] = mapped_column(ForeignKey("group.id"), default=None)
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None] = mapped_column(default=None)
    until_on: Mapped[date | None] = mapped_column(default=None)


class Holding(Shared, Base, kw_only=True, eq=False):
    """A person in a seat, or named as its deputy, between two dates (inclusive; None is open)."""

    __tablename__ = "holding"

    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    is_deputy: Mapped[bool] = mapped_column(default=False)
    is_acting: Mapped[bool] = mapped_column(default=False)
    has_authority: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date | None] = mapped_column(default=None)
    until_on: Mapped[date | None] = mapped_column(default=None)


class ChairTurn(Shared, Base, kw_only=True, eq=False):
    """What somebody decided about a turn: confirm, swap, extend, skip or acting (CHR-6)."""

    __tablename__ = "chair_turn"

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    kind: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(default=None)
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), default=None)
    seat_id: Mapped[str | None] = mapped_column(ForeignKey("seat.id"), default=None)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), default=None)
    reason: Mapped[str] = mapped_column(default="")
