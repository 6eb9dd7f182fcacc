"""Places in a list as short texts, so that two laptops can insert without renumbering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fractional_indexing import generate_key_between, generate_n_keys_between

if TYPE_CHECKING:
    from collections.abc import Sequence


def between(before: str | None, after: str | None) -> str:
    """A place after `before` and, where two laptops have not chosen the same, before `after`."""
    if before and after and before >= after:
        after = None
    key: str = generate_key_between(before, after)
    return key


def first_keys(number: int) -> Sequence[str]:
    """So many places for a new list, in order."""
    keys: list[str] = generate_n_keys_between(None, None, number)
    return keys
