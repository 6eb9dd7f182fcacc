"""References: EXEC-2026-014 for an action, EXEC-2026-D004 a decision, EXEC-2026-01 a meeting.

Promises that no number is issued twice. One laptop of an office, the registrar's, issues
permanent numbers; every other laptop shows a provisional reference made from the row's own
random id until the registrar's laptop numbers it, so no two laptops can issue the same one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.initials import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

SHORTEST_CODE, LONGEST_CODE = 2, 6
_DRAFT_LENGTH = 4
_MOST_MEETINGS = 99


class Kind(StrEnum):
    """What a reference stands for."""

    ACTION = "action"
    DECISION = "decision"
    MEETING = "meeting"


_DRAFT_MARK = {Kind.ACTION: "", Kind.DECISION: "D", Kind.MEETING: "M"}


def kind_label(kind: Kind) -> str:
    """Give the word for a kind."""
    return kind.value.capitalize()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference taken apart: number when permanent, draft (the end of a row id) when not."""

    code: str
    year: int
    kind: Kind
    number: int | None = None
    draft: str = ""

    @property
    def is_permanent(self) -> bool:
        """Whether the registrar's laptop has numbered it."""
        return self.number is not None

    @property
    def text(self) -> str:
        """The reference as printed."""
        if self.number is None:
            return f"{self.code}-{self.year:04}-draft-{_DRAFT_MARK[self.kind]}{self.draft}"
        return f"{self.code}-{self.year:04}-{_number_words(self.number, self.kind)}"


def _number_words(number: int, kind: Kind) -> str:
    if kind is Kind.MEETING:
        return f"{number:02}"
    return f"D{number:03}" if kind is Kind.DECISION else f"{number:03}"


def next_number(existing: Iterable[int]) -> int:
    """Give the number after the highest ever issued for one code, year and kind.

    existing holds every number issued, deleted rows too: a gap is never filled (ACT-1).
    """
    return max(existing, default=0) + 1


def reference(code: str, year: int, number: int, *, kind: Kind) -> str:
    """Give a permanent reference. Raises UserError for a code or number that cannot be one."""
    _check_code(code)
    most = _MOST_MEETINGS if kind is Kind.MEETING else None
    if number < 1 or (most is not None and number > most):
        raise UserError(
            f"The number of this {kind.value} cannot be {number}.",
            do="Numbers start at 1; a group has at most 99 meetings in a year.",
        )
    return Reference(code, year, kind, number).text


def provisional(
    code: str, year: int, row_id: str, *, kind: Kind, length: int = _DRAFT_LENGTH
) -> str:
    """Give the reference shown until a permanent one is issued, such as EXEC-2026-draft-7f3a.

    row_id is the row's own random id; its last length letters and digits are used. A list in
    which two look alike asks for a greater length: the id, not this text, identifies the row.
    """
    _check_code(code)
    letters = re.sub("[^0-9a-z]", "", row_id.casefold())
    return Reference(code, year, kind, draft=letters[-length:].rjust(length, "0")).text


_SHAPE = re.compile(
    r"(?P<code>[A-Z]{2,6})-(?P<year>[0-9]{4})-"
    r"(?:(?P<meeting>[0-9]{2})|(?P<action>[0-9]{3,9})|D(?P<decision>[0-9]{3,9})"
    r"|DRAFT-(?P<mark>[DM]?)(?P<draft>[0-9a-z]{4,32}))"
)
_NAMED = re.compile(r"\b[A-Z]{2,6}-[0-9]{4}-D?[0-9]{3,9}\b")
_DASHES = re.compile("[‐‑‒–—−]")
_FROM_MARK = {mark: kind for kind, mark in _DRAFT_MARK.items()}


def parse(text: str) -> Reference | None:
    """Read a reference as typed or as Word or Excel gave it back; None when it is not one.

    Capitals and the sort of dash make no difference, except in the mark of a draft: D and M
    are capitals, because small d belongs to the row's own letters.
    """
    plain = _DASHES.sub("-", text.strip())
    head, draft_word, tail = _split_draft(plain)
    found = _SHAPE.fullmatch(head.upper() + draft_word + tail)
    if found is None:
        return None
    code, year = found["code"], int(found["year"])
    if found["draft"]:
        return Reference(code, year, _FROM_MARK[found["mark"]], draft=found["draft"])
    kind = next(each for each in Kind if found[each.value])
    number = int(found[kind.value])
    return Reference(code, year, kind, number) if number else None


def _split_draft(text: str) -> tuple[str, str, str]:
    found = re.search("-draft-", text, re.IGNORECASE)
    if found is None:
        return text, "", ""
    return text[: found.start()], "-DRAFT-", text[found.end() :]


def named_in(text: str) -> tuple[str, ...]:
    """The permanent references of actions and decisions in running text, as they stand there."""
    return tuple(dict.fromkeys(_NAMED.findall(text)))


def is_permanent(text: str) -> bool:
    """Whether the text is a reference the registrar's laptop has issued."""
    found = parse(text)
    return found is not None and found.is_permanent


def _check_code(code: str) -> None:
    if not re.fullmatch("[A-Z]{2,6}", code):
        raise UserError(
            f"“{code}” cannot be a group's code.",
            do="Use two to six capital letters, such as EXEC.",
        )


_COMMON = re.compile(
    "a|an|and|arrangements?|board|children|childrens|committee|for|forum|group|in|meeting|multi"
    "|agency|of|panel|partnership|safeguarding|sub|subgroup|the|to|with"
)


def group_code(name: str, taken: Collection[str]) -> str:
    """Propose a code for a group from its name: two to six capitals, not among taken.

    "Quality Assurance Sub-Group" gives QA, "Learning Group" LEAR. A person may change it before
    the first reference is issued.
    """
    said = ["".join(filter(_is_plain, word)) for word in folded(name).split()]
    acronyms = {folded(word) for word in name.split() if word.isupper()}
    words = [word for word in said if word]
    telling = [word for word in words if not _COMMON.fullmatch(word)]
    if len(telling) > 1:
        # The partnership's own short name says nothing about the group ("MSCP Executive").
        telling = [word for word in telling if word not in acronyms] or telling
    return next(code for code in _proposals(telling or words) if code not in taken)


def _is_plain(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _proposals(words: list[str]) -> Iterator[str]:
    initials = "".join(word[0] for word in words)
    first = initials if len(initials) > 1 else "".join(words)[:4]
    stem = (first.upper() or "GROUP")[:LONGEST_CODE]
    if len(stem) >= SHORTEST_CODE:
        yield stem
    yield from (stem[: LONGEST_CODE - len(added)] + added for added in _letters())


def _letters() -> Iterator[str]:
    """Give A, B ... Z, AA, AB ... without end."""
    number = 0
    while True:
        number += 1
        rest, word = number, ""
        while rest:
            rest, place = divmod(rest - 1, 26)
            word = chr(ord("A") + place) + word
        yield word
