"""What every table shares: random ids, and rows that are marked gone, never erased."""

from __future__ import annotations

from typing import ClassVar
from uuid import NAMESPACE_OID, uuid4, uuid5

from sqlalchemy import JSON, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import TypeEngine

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Data = dict[str, object]
"""A rule or pattern in the data form its domain module defines."""

MarksData = list[list[int | str]]
"""Which characters are bold or italic, as domain.minute_lines.to_data writes them."""


def new_id() -> str:
    return uuid4().hex


def natural_id(*parts: str) -> str:
    """The id of a row that two laptops must agree on without talking (e.g. meeting + seat)."""
    return uuid5(NAMESPACE_OID, "\x1f".join(parts)).hex


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[object, TypeEngine[object]]] = {
        Data: JSON(none_as_null=True),
        MarksData: JSON(none_as_null=True),
    }


class Row(MappedAsDataclass, kw_only=True, eq=False):
    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    is_deleted: Mapped[bool] = mapped_column(default=False)


class Shared(Row, kw_only=True, eq=False):
    """A row of the office: logged column by column, and one day exchanged between laptops."""


class Local(Row, kw_only=True, eq=False):
    """A row of this laptop alone: never logged, never exported, never exchanged."""


class Fleeting(Local, kw_only=True, eq=False):
    """A row of this laptop that follows the person about: no undo ever takes it back."""


class Published(Shared, kw_only=True, eq=False):
    """A row a starter arrangement may bring, with the line of the document it came from."""

    source: Mapped[str] = mapped_column(default="")
