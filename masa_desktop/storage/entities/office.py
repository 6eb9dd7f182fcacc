"""The office itself: its settings, its closure days, and the log of every change."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from masa_desktop.storage.entities.base import Base, Local, Shared


class Setting(Shared, Base, kw_only=True, eq=False):
    """One setting of the office; the id is made from the key."""

    __tablename__ = "setting"

    key: Mapped[str]
    value: Mapped[str]


class ClosureDay(Shared, Base, kw_only=True, eq=False):
    """A day the office adds to the bank holidays, or works in spite of them (SCH-2, D19)."""

    __tablename__ = "closure_day"

    on: Mapped[date]
    name: Mapped[str]
    is_working: Mapped[bool] = mapped_column(default=False)


class WrittenFile(Local, Base, kw_only=True, eq=False):
    """What we wrote where, so that a file somebody has edited since is never overwritten."""

    __tablename__ = "written_file"

    path: Mapped[str] = mapped_column(index=True)
    sha256: Mapped[str]


class LoggedVerb(Base, kw_only=True, eq=False):
    """One verb of one person on one laptop: what `change` lines belong to. `at` is UTC ISO 8601."""

    __tablename__ = "logged_verb"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[str]
    user: Mapped[str]
    laptop_id: Mapped[str]
    laptop: Mapped[str]
    session: Mapped[int]
    verb: Mapped[str]


class LoggedChange(Base, kw_only=True, eq=False):
    """One column of one row, in the transaction that changed it; log, history and heads in one.

    A version of a cell is (tick, session). `parents` are the versions it replaced, as JSON:
    they, not clocks, say what came after what, and make a later merge possible.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_verb", "verb_id"),
        {"sqlite_with_rowid": False},
    )

    row: Mapped[str] = mapped_column(primary_key=True)
    column: Mapped[str] = mapped_column(primary_key=True)
    tick: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    session: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
    parents: Mapped[str]
    is_superseded: Mapped[bool] = mapped_column(default=False)
    verb_id: Mapped[int] = mapped_column(ForeignKey("logged_verb.id"))


class Guard(Base, kw_only=True, eq=False):
    """Armed while the writing door is open; triggers refuse any other write to shared tables."""

    __tablename__ = "guard"

    id: Mapped[int] = mapped_column(primary_key=True)
    is_open: Mapped[bool]
