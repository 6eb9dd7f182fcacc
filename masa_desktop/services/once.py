"""Within one question nothing is read twice: what it has found, it remembers to its end.

A question sees one moment of the records, so what it remembers cannot go stale. A verb changes
them, so a verb remembers nothing. Whoever is given a remembered value leaves it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from sqlalchemy.orm import Session

R = TypeVar("R")

_KEPT = "once"


def once(session: Session, key: Hashable, find: Callable[[], R]) -> R:
    """What `find` gives, asked once in a question for each `key`, and each time in a verb."""
    if "actor" in session.info:  # only the writing door says who writes
        return find()
    kept: dict[Hashable, R] = session.info.setdefault(_KEPT, {})
    if key not in kept:
        kept[key] = find()
    return kept[key]
