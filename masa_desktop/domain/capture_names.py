"""Reads the names in a captured line: owners of an action, people who arrive or leave.
Promises never to choose between two people: a name that fits both is offered as a choice, and a
name half typed only offers whom it may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from masa_desktop.domain.capture_words import WHO, Command, Offer, OfferKind
from masa_desktop.domain.initials import folded
from masa_desktop.domain.owner_text import Candidate
from masa_desktop.domain.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from masa_desktop.domain.capture_words import Attendee, Plain, Room, RoomAgency


@dataclass(frozen=True, slots=True)
class Named:
    """One name in the line. Without `owners` it is not known, and stays text."""

    start: int
    end: int
    owners: tuple[Candidate, ...] = ()
    understood: str = ""
    note: str = ""
    offers: tuple[Offer, ...] = ()


_MOST_OFFERS = 8
_MOST_WORDS = 10
_LETTERS = 3
"""From so many letters on a word in small letters may be a name begun; from two with a capital."""
_TOKEN = re.compile(r"[^\s+,&/:;]+")
_SEPARATOR = re.compile(r"\s*[+,&/]\s*|\s+and\s+", re.IGNORECASE)
_ALL = re.compile(r"(?:ALL(?:\s+(?i:agencies))?|(?i:@?all\s+agencies|@all))(?=[\s+,&/:;]|\Z)")
_SMALL_WORDS = re.compile(
    "a|am|an|and|any|are|as|ask|at|be|but|by|can|did|do|for|get|go|had|has|"
    "have|he|her|him|his|how|if|in|is|it|its|let|me|my|no|not|of|off|on|one|"
    "or|our|out|put|see|she|so|the|to|up|us|was|we|who|will|you"
)
"""Words that are initials only when they are typed with a capital: "do the audit"."""


def names(line: str, at: int, room: Room, plain: Plain, command: Command) -> Iterator[Named]:
    """The names that stand directly at `at`, parted by + , & / or "and", up to the first that is
    none. Actions take people and agencies, arrivals and leavings people by any name.
    """
    reader = _Reader(line, room, plain, command)
    while found := reader.one(at):
        yield found
        separator = _SEPARATOR.match(line, found.end)
        if separator is None:
            return
        at = separator.end()


def short_of(owner: Candidate, room: Room) -> str:
    """The shortest word that reads back as this owner: "SGe", "@Sarah Gellert"."""
    is_alone = sum(_same(one.short, owner.short) for one in _candidates(room)) == 1
    can_stand = _TOKEN.fullmatch(owner.short) and not _SMALL_WORDS.fullmatch(owner.short)
    return owner.short if is_alone and can_stand and owner.short != "ALL" else f"@{owner.name}"


def every_agency(room: Room) -> tuple[Candidate, ...]:
    """The group's agencies as owners (A2)."""
    return tuple(_agency(one) for one in room.agencies if one.is_of_group)


def _agency(one: RoomAgency) -> Candidate:
    return Candidate(one.id, one.abbreviation, one.name, is_agency=True)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    return folded(text)


def _same(one: str, other: str) -> bool:
    return bool(one) and _fold(one) == _fold(other)


def _candidates(room: Room) -> tuple[Candidate, ...]:
    people = tuple(
        Candidate(one.id, one.initials, one.name, where=one.agency) for one in room.people
    )
    return people + tuple(_agency(one) for one in room.agencies)


class _Reader:
    """Reads one name at a time; holds what that needs."""

    def __init__(self, line: str, room: Room, plain: Plain, command: Command) -> None:
        self._line, self._room, self._plain, self._command = line, room, plain, command
        self._is_action = command is Command.ACTION
        everybody = _candidates(room)
        self._fit = everybody if self._is_action else everybody[: len(room.people)]
        self._by_id = {one.id: one for one in room.people}

    def one(self, at: int) -> Named | None:
        """The name at this place, known or not; None for a word that is no name."""
        token = _TOKEN.match(self._line, at)
        if token is None:
            return None
        for ending in (self._all(at), self._whole_name(at), token.end()):
            if ending and (WHO, self._line[at:ending].casefold()) in self._plain:
                return Named(at, ending)
        return self._known(at, token) or self._unknown(at, token)

    def _known(self, at: int, token: re.Match[str]) -> Named | None:
        every = self._all(at)
        if every:
            agencies = every_agency(self._room)
            said = f"All {count(len(agencies), 'agency', 'agencies')}: "
            return Named(at, every, agencies, said + listed([one.name for one in agencies]))
        fits = self._short_fits(token[0])
        if len(fits) == 1:
            others = self._beside(at, token, but=fits[0])
            return self._named(at, token.end(), fits[0], others)
        end = self._whole_name(at)
        return self._named(at, end, self._called(at, end)[0], ()) if end else None

    def _named(self, at: int, end: int, owner: Candidate, offers: tuple[Offer, ...]) -> Named:
        if owner.is_agency:
            return Named(at, end, (owner,), owner.name, offers=offers)
        person = self._by_id[owner.id]
        understood = ", ".join(part for part in (person.name, person.post, person.agency) if part)
        return Named(at, end, (owner,), understood, self._presence(person), offers)

    def _presence(self, person: Attendee) -> str:
        if person.is_present is None:
            return ""
        if self._command is Command.ARRIVE:
            return "already here" if person.is_present else ""
        if self._command is Command.LEAVE:
            return "" if person.is_present else "not recorded as here"
        return "here" if person.is_present else "not here"

    def _all(self, at: int) -> int:
        may_be = self._is_action and every_agency(self._room)
        found = _ALL.match(self._line, at) if may_be else None
        return found.end() if found else 0

    def _short_fits(self, token: str) -> list[Candidate]:
        said = token.removeprefix("@")
        if _SMALL_WORDS.fullmatch(token):
            return []
        return [one for one in self._fit if _same(one.short, said)]

    def _whole_name(self, at: int) -> int:
        """Where a name written out ends that means one person only; the longest such. 0 is none.

        An action begins with words as often as with a name: without "@" the name must be whole.
        """
        is_bare = self._is_action and not self._line.startswith("@", at)
        words = _TOKEN.finditer(self._line, at)
        ends = [word.end() for word, _ in zip(words, range(_MOST_WORDS), strict=False)]
        called = self._named_in_full if is_bare else self._called
        return next((end for end in reversed(ends) if len(called(at, end)) == 1), 0)

    def _named_in_full(self, at: int, end: int) -> list[Candidate]:
        """Those with all of this name, of two words or more, written with a capital."""
        said = self._line[at:end]
        is_name = said[:1].isupper() and len(said.split()) > 1
        return [one for one in self._fit if is_name and _fold(said) == _fold(one.name)]

    def _called(self, at: int, end: int) -> list[Candidate]:
        said = _fold(self._line[at:end].removeprefix("@"))
        whole = [one for one in self._fit if said and said == _fold(one.name)]
        if whole or _SMALL_WORDS.fullmatch(self._line[at:end].casefold()):
            return whole
        return [one for one in self._fit if said and said in _fold(one.name).split()]

    def _unknown(self, at: int, token: re.Match[str]) -> Named | None:
        """A word that looks like initials, or a name begun with @, with whom it may be."""
        word, said = token[0], token[0].removeprefix("@")
        if _SMALL_WORDS.fullmatch(word):
            likely = self._fitting(lambda one: _same(one.short, word))
            offers = tuple(self._person(at, token.end(), one) for one in likely)
            return Named(at, token.end(), offers=offers) if offers else None
        if word.startswith("@") or self._short_fits(word):
            whom = self._fitting(lambda one: _same(one.short, said) or _begins(said, one))
            offers = tuple(self._person(at, token.end(), one) for one in whom)
            return Named(at, token.end(), offers=offers)
        if not (2 <= len(word) <= 4 and word.isalpha() and word.isupper()):
            return self._begun(at, token)
        nobody = f"Nobody on the list has the initials {word}."
        if self._command is Command.LEAVE:
            tells = Offer(OfferKind.NOBODY, nobody, None, at, token.end())
            return Named(at, token.end(), offers=(*self._near(at, token), tells))
        guest = Offer(
            OfferKind.GUEST,
            f"{nobody} Add {word} as a guest.",
            None,
            at,
            token.end(),
            short=f"Add {word} as a guest",
            why=nobody,
        )
        return Named(at, token.end(), offers=(*self._near(at, token), guest))

    def _begun(self, at: int, token: re.Match[str]) -> Named | None:
        """A name half typed, or one name alone: "Gell", "Gellert circulate the audit"."""
        word = token[0]
        is_typed = token.end() == len(self._line)
        least = _LETTERS - word[0].isupper()
        if is_typed and len(word) >= least:
            whom = sorted(
                self._fitting(lambda one: _begins(word, one)),
                key=lambda one: not _begins(word, replace(one, where="")),
            )
        elif word[0].isupper():
            whom = self._fitting(lambda one: not one.is_agency and _is_one_name(word, one))
        else:
            return None
        offers = tuple(self._person(at, token.end(), one) for one in whom)
        return Named(at, token.end(), offers=offers) if offers else None

    def _near(self, at: int, token: re.Match[str]) -> tuple[Offer, ...]:
        near = self._fitting(lambda one: _fold(one.short).startswith(_fold(token[0])))
        return tuple(self._person(at, token.end(), one) for one in near)

    def _beside(self, at: int, token: re.Match[str], *, but: Candidate) -> tuple[Offer, ...]:
        """Others whose initials begin alike, SGa beside SGe; beside an agency its people."""
        start = _fold(but.short)[:2]
        if but.is_agency:
            alike = self._fitting(lambda one: _is_from(but, one))
        elif len(start) < 2:
            return ()
        else:
            alike = self._fitting(lambda one: one != but and _fold(one.short).startswith(start))
        return tuple(
            self._person(at, token.end(), one, OfferKind.OTHER_PERSON)
            for one in alike
            if not one.is_agency
        )

    def _fitting(self, fits: Callable[[Candidate], bool]) -> list[Candidate]:
        return [one for one in self._fit if fits(one)][:_MOST_OFFERS]

    def _person(
        self, at: int, end: int, one: Candidate, kind: OfferKind = OfferKind.PERSON
    ) -> Offer:
        return Offer(kind, one.label, short_of(one, self._room), at, end)


def _begins(said: str, one: Candidate) -> bool:
    """Whether initials, a word of the name, or the agency of a person begin so."""
    start = _fold(said)
    words = (*_fold(one.name).split(), _fold(one.short), *_fold(one.where).split())
    return any(word.startswith(start) for word in words)


def _is_one_name(said: str, one: Candidate) -> bool:
    """Whether it is the first or the last name, of somebody who has two."""
    first, *others = _fold(one.name).split() or [""]
    return bool(others) and _fold(said) in (first, others[-1])


def _is_from(agency: Candidate, person: Candidate) -> bool:
    return not person.is_agency and (
        _same(person.where, agency.short) or _same(person.where, agency.name)
    )
