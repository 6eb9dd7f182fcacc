"""Protective markings (DPR-1). Promises never to invent one: unknown is "not marked"."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Marking(StrEnum):
    """The marking of a meeting, item, paper or document, least strict first."""

    NONE = "none"
    OFFICIAL = "official"
    OFFICIAL_SENSITIVE = "official_sensitive"


_LABELS = {
    Marking.NONE: "Not marked",
    Marking.OFFICIAL: "OFFICIAL",
    Marking.OFFICIAL_SENSITIVE: "OFFICIAL-SENSITIVE",
}


def marking_label(marking: Marking) -> str:
    """Give the marking as a person reads it on the screen."""
    return _LABELS[marking]


def printed(marking: Marking, handling: str = "") -> str:
    """Give the line for the top and bottom of each page, in capitals (DPR-1, E45).

    handling is the originator's text, such as "not for onward sharing". What is not marked
    prints its handling text alone, or nothing.
    """
    words = "" if marking is Marking.NONE else _LABELS[marking]
    return " – ".join(part for part in (words, " ".join(handling.upper().split())) if part)


def to_share(marking: Marking, handling: str, own: str) -> str:
    """Give the handling text of a copy to share: its own, if the office has set one.

    The full paper's ("not for onward sharing") is not the copy's, so the marking stands alone;
    where the handling text is all the marking there is, it stays.
    """
    return own or (handling if marking is Marking.NONE else "")


def strictest(markings: Iterable[Marking]) -> Marking:
    """Give the strictest marking of several parts; of nothing, not marked."""
    strictness = list(Marking)
    return max(markings, key=strictness.index, default=Marking.NONE)


def read(text: str) -> Marking | None:
    """Read a marking typed by a person; None when the words are not one of the three.

    Blank is not marked. Dashes, spaces, brackets and capitals make no difference.
    """
    letters = "".join(sign for sign in text.casefold() if sign.isalpha())
    known = {
        "": Marking.NONE,
        "none": Marking.NONE,
        "notmarked": Marking.NONE,
        "official": Marking.OFFICIAL,
        "officialsensitive": Marking.OFFICIAL_SENSITIVE,
    }
    return known.get(letters)
