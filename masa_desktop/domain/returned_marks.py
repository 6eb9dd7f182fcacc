"""The names under which Word finds again what the minutes printed: entries, items, and whether a
printed cell still says what it said. A name has 40 characters at most and is there only once.
"""

from __future__ import annotations

import re
from enum import StrEnum
from hashlib import sha256

_ENTRY = re.compile(r"masa_([0-9A-Za-z]{1,33})(_s)?")
_ITEM = re.compile(r"masa_([0-9A-Za-z]{1,32})_h[0-9]?")
_PRINTED = re.compile(r"masa_([tnod])[0-9]{1,8}_([0-9a-f]{24})")
_MOST_ROWS = 9


class Printed(StrEnum):
    """What is printed beside the minuted text and told from records of its own."""

    TITLE = "t"
    NOTE = "n"
    OWNERS = "o"
    DUE = "d"


def bookmark(entry_id: str, *, in_summary: bool = False) -> str:
    """The name of an entry's text; "" without id. Actions and decisions stand in a summary too,
    under a name of its own.
    """
    name = f"masa_{entry_id}{'_s' if in_summary else ''}"
    return name if _ENTRY.fullmatch(name) else ""


def entry_of(name: str) -> str:
    """The entry that a bookmark names; "" if it is another bookmark."""
    found = _ENTRY.fullmatch(name)
    return found[1] if found else ""


def is_of_summary(name: str) -> bool:
    """Whether a bookmark of ours is the one in a summary."""
    found = _ENTRY.fullmatch(name)
    return found is not None and bool(found[2])


def item_bookmark(item_id: str, row: int) -> str:
    """The name of an item in one of its rows, counted from 0; "" without id or from the tenth."""
    name = f"masa_{item_id}_h{row or ''}"
    return name if row <= _MOST_ROWS and _ITEM.fullmatch(name) else ""


def item_of(name: str) -> str:
    """The item that a bookmark names; "" if it is another bookmark."""
    found = _ITEM.fullmatch(name)
    return found[1] if found else ""


def printed_bookmark(kind: Printed, number: int, text: str) -> str:
    """The name of a printed paragraph; it tells later whether the text is still this one."""
    return f"masa_{kind.value}{number}_{trace(text)}"


def printed_of(name: str) -> tuple[Printed, str] | None:
    """What a bookmark marks, and the trace of what was printed; None if it is another bookmark."""
    found = _PRINTED.fullmatch(name)
    return (Printed(found[1]), found[2]) if found else None


def trace(text: str) -> str:
    """The same for the same words, whatever an office program did to blanks and invisible signs."""
    said = "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
    return sha256(said.encode()).hexdigest()[:24]
