"""Reads who owns an action as a minute-taker types it: "AD+JL", "Sarah Gellert, ICB".

Promises never to choose between two people: a name that fits both comes back as a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.initials import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTERS = 3
_PLACE = "\x00"
_APART = re.compile(r"[+,;&/]|\band\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody an action can be given to: a person of the meeting, or an agency.

    `short` are initials or an abbreviation; `where` is the agency of a person.
    """

    id: str
    short: str
    name: str
    where: str = ""
    is_agency: bool = False

    @property
    def label(self) -> str:
        """As the list of choices says it: "SGe Sarah Gellert, ICB"."""
        named = self.name if folded(self.short) == folded(self.name) else self._both
        return f"{named} ({self.where})" if self.where else named

    @property
    def _both(self) -> str:
        return f"{self.short} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Owners:
    """Who was meant, first is lead. With `problem` set, the names before it were understood."""

    found: tuple[Candidate, ...] = ()
    problem: str = ""

    @property
    def person_ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.found if not one.is_agency)

    @property
    def agency_ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.found if one.is_agency)


def read(text: str, candidates: Sequence[Candidate]) -> Owners:
    """Read owners parted by + or a comma: initials, names, "Priya N", agencies. Blank is nobody."""
    found: list[Candidate] = []
    for part in (part.strip() for part in _APART.split(_whole_labels(text, candidates))):
        fits = _fitting(part, candidates) if part else []
        if len(fits) > 1:
            return Owners(tuple(found), f"“{part}” could be {_one_of(fits)}.")
        if part and not fits:
            return Owners(tuple(found), f"Nobody at this meeting is called “{part}”.")
        found += [one for one in fits if one not in found]
    return Owners(tuple(found))


def written(owners: Sequence[Candidate]) -> str:
    """Owners as the box shows them: "AD + JL"."""
    return " + ".join(one.short or one.name for one in owners)


def is_shortened(said: str, one: Candidate) -> bool:
    """Whether a person's first name and the beginning of the last are said, or the reverse:
    "Priya N", "P. Nolan". Two words, no more.
    """
    said_first, _, said_last = folded(said.replace(".", " ")).partition(" ")
    first, *others = folded(one.name).split() or [""]
    if one.is_agency or not others or not said_last:
        return False
    is_begun = first.startswith(said_first) and others[-1].startswith(said_last)
    return is_begun and (first == said_first or others[-1] == said_last)


def _one_of(fits: Sequence[Candidate]) -> str:
    """ "Priya Nandakumar or Priya Nolan"; with where they are from if they are called alike."""
    names = [one.name for one in fits]
    if len(set(map(folded, names))) < len(names):
        names = [one.label for one in fits]
    return " or ".join((", ".join(names[:-1]), names[-1]))


def _whole_labels(text: str, candidates: Sequence[Candidate]) -> str:
    """A label or agency name may hold a comma or "and" itself; its place stands in for it."""
    longs = [
        (long, place)
        for place, one in enumerate(candidates)
        for long in (one.label, one.name, one.short)
        if _APART.search(long)
    ]
    for long, place in sorted(longs, key=lambda each: -len(each[0])):
        text = re.sub(re.escape(long), f"{_PLACE}{place}", text, flags=re.IGNORECASE)
    return text


def _fitting(part: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    if part.startswith(_PLACE) and part[1:].isdecimal():
        return [candidates[int(part[1:])]]
    said = folded(part)
    for exactly in (_is_short, _is_name, _is_a_word_of, is_shortened, _begins_a_word_of):
        fits = [one for one in candidates if exactly(said, one)]
        if fits:
            return fits
    return []


def _is_short(said: str, one: Candidate) -> bool:
    return bool(one.short) and folded(one.short) == said


def _is_name(said: str, one: Candidate) -> bool:
    return said in (folded(one.name), folded(one.label), folded(f"{one.short} {one.name}"))


def _is_a_word_of(said: str, one: Candidate) -> bool:
    return said in folded(one.name).split()


def _begins_a_word_of(said: str, one: Candidate) -> bool:
    words = folded(one.name).split()
    return len(said) >= _LETTERS and any(word.startswith(said) for word in words)
