"""Partnerships, agencies, groups and their terms of reference (STR, TOR, MEM-1, MEM-8, MEM-9)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from masa_desktop.storage.entities.base import Base, Data, Published


class Partnership(Published, Base, kw_only=True, eq=False):
    """A partnership or board. Its dates are words as published, so they may be fuzzy (STR-1)."""

    __tablename__ = "partnership"

    name: Mapped[str]
    abbreviation: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="")
    predecessor: Mapped[str] = mapped_column(default="")
    accountable_to: Mapped[str] = mapped_column(default="")
    published: Mapped[str] = mapped_column(default="")
    effective: Mapped[str] = mapped_column(default="")
    reviewed: Mapped[str] = mapped_column(default="")
    ceased: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    marking: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")


class Agency(Published, Base, kw_only=True, eq=False):
    """An organisation, or a class of them such as "Each Primary School" (MEM-1, MEM-2)."""

    __tablename__ = "agency"

    kind: Mapped[str] = mapped_column(default="")
    is_class: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None] = mapped_column(default=None)
    until_on: Mapped[date | None] = mapped_column(default=None)
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), default=None)


class Group(Published, Base, kw_only=True, eq=False):
    """Any body that meets, ours or only reported to (STR-2, STR-6)."""

    __tablename__ = "group"

    code: Mapped[str]
    type: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    is_external: Mapped[bool] = mapped_column(default=False)
    is_joint: Mapped[bool] = mapped_column(default=False)
    purpose: Mapped[str] = mapped_column(default="")
    functions: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    starts: Mapped[str] = mapped_column(default="")
    ends: Mapped[str] = mapped_column(default="")
    marking: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")


class Name(Published, Base, kw_only=True, eq=False):
    """A dated name, alias or abbreviation of a group, an agency or a partnership (STR-4).

    `kind` is "official", "alias" or "abbreviation". Ends are inclusive; None is open.
    """

    __tablename__ = "name"

    group_id: Mapped[str | None] = mapped_column(ForeignKey("group.id"), index=True, default=None)
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), index=True, default=None)
    partnership_id: Mapped[str | None] = mapped_column(
        ForeignKey("partnership.id"), index=True, default=None
    )
    name: Mapped[str]
    kind: Mapped[str]
    from_on: Mapped[date | None] = mapped_column(default=None)
    until_on: Mapped[date | None] = mapped_column(default=None)


class GroupPartnership(Published, Base, kw_only=True, eq=False):
    """A group may belong to several partnerships or boards (STR-3)."""

    __tablename__ = "group_partnership"

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    from_on: Mapped[date | None] = mapped_column(default=None)
    until_on: Mapped[date | None] = mapped_column(default=None)


class GroupLink(Published, Base, kw_only=True, eq=False):
    """Reports to, replaces, merged into, links to, held to account by (STR-3, STR-5, STR-9)."""

    __tablename__ = "group_link"

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    to_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None] = mapped_column(default=None)
    until_on: Mapped[date | None] = mapped_column(default=None)


class TermsOfReference(Published, Base, kw_only=True, eq=False):
    """One version: what a meeting on its date is held by (TOR-1, TOR-4).

    `effective_from` None means from the beginning. A rule of None is not set or not stated.
    """

    __tablename__ = "terms_of_reference"

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    version: Mapped[str] = mapped_column(default="")
    effective_from: Mapped[date | None] = mapped_column(default=None)
    review_due_on: Mapped[date | None] = mapped_column(default=None)
    review: Mapped[str] = mapped_column(default="")
    approved_at_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id"), default=None)
    text: Mapped[str] = mapped_column(default="")
    frequency: Mapped[str] = mapped_column(default="")
    pattern: Mapped[Data | None] = mapped_column(default=None)
    chair_rule: Mapped[Data | None] = mapped_column(default=None)
    quorum_rule: Mapped[Data | None] = mapped_column(default=None)


class StatutoryPartner(Published, Base, kw_only=True, eq=False):
    """Safeguarding partner, its lead and its delegates by post (MEM-9)."""

    __tablename__ = "statutory_partner"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[str] = mapped_column(default="")
    lead_post: Mapped[str] = mapped_column(default="")
    delegated_posts: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None] = mapped_column(default=None)
    until_on: Mapped[date | None] = mapped_column(default=None)


class MatrixColumn(Published, Base, kw_only=True, eq=False):
    """A column of the agency by group matrix; a combined one names several groups (MEM-8, X1)."""

    __tablename__ = "matrix_column"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    label: Mapped[str]
    italic_part: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    is_budget: Mapped[bool] = mapped_column(default=False)


class MatrixColumnGroup(Published, Base, kw_only=True, eq=False):
    __tablename__ = "matrix_column_group"

    column_id: Mapped[str] = mapped_column(ForeignKey("matrix_column.id"), index=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)


class MatrixRow(Published, Base, kw_only=True, eq=False):
    """An agency listed in the matrix, also without a tick (X2); `label` is it as printed there."""

    __tablename__ = "matrix_row"

    partnership_id: Mapped[str] = mapped_column(ForeignKey("partnership.id"), index=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), index=True)
    label: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")


class MatrixTick(Published, Base, kw_only=True, eq=False):
    __tablename__ = "matrix_tick"

    row_id: Mapped[str] = mapped_column(ForeignKey("matrix_row.id"), index=True)
    column_id: Mapped[str] = mapped_column(ForeignKey("matrix_column.id"), index=True)
    qualifier: Mapped[str] = mapped_column(default="")
    is_italic: Mapped[bool] = mapped_column(default=False)
