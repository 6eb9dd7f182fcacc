"""What is begun and not recorded yet: kept on this laptop alone, in no log, until it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.storage.entities import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session


def keep(session: Session, key: str, text: str) -> None:
    """Keep what is typed; `key` names the field and what it is for. "" drops it."""
    row = session.get(Draft, key)
    if row is not None:
        row.text = text
    elif text:
        session.add(Draft(id=key, text=text))


def kept(session: Session, key: str) -> str:
    """What was kept and neither recorded nor dropped since; "" if there is nothing."""
    row = session.get(Draft, key)
    return row.text if row else ""


def kept_of(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """What was kept, by key, of those of these keys that have something."""
    wanted = select(Draft).where(Draft.id.in_(keys), Draft.text != "")
    return {row.id: row.text for row in session.scalars(wanted)}


def begun(session: Session, beginning: str) -> list[str]:
    """The keys that begin so and have something kept, in order."""
    wanted = select(Draft.id).where(
        Draft.id.startswith(beginning, autoescape=True), Draft.text != ""
    )
    return sorted(session.scalars(wanted))


def keep_fields(session: Session, key: str, typed: Mapping[str, str]) -> None:
    """Keep what is typed in a form, by field; nothing typed drops it."""
    keep(session, key, json.dumps(dict(typed)) if typed else "")


def kept_fields(session: Session, key: str) -> dict[str, str]:
    """What was typed in a form and not recorded yet, by field."""
    text = kept(session, key)
    return dict(json.loads(text)) if text else {}
