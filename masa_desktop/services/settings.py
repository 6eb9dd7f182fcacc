"""What the whole office has settled, by a key each: its name, its house phrases, its clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.storage.entities import Setting, natural_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def setting(session: Session, key: str, default: str = "") -> str:
    value = known(session, key)
    return default if value is None else value


def known(session: Session, key: str) -> str | None:
    """What was settled; None if nothing ever was, or it was taken back."""
    row = session.get(Setting, natural_id("setting", key))
    return None if row is None or row.is_deleted else row.value


def is_practice(session: Session) -> bool:
    """Whether the office is for practice: invented people, and a year that stands still."""
    return setting(session, "practice") == "yes"


def set_setting(session: Session, key: str, value: str) -> None:
    row = session.get(Setting, natural_id("setting", key))
    if row is None:
        session.add(Setting(id=natural_id("setting", key), key=key, value=value))
    else:
        row.value, row.is_deleted = value, False
