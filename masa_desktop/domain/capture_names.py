"""Reads the names in a captured line: owners of an action, people who arrive or leave.
Promises never to choose between two people: a name that fits both is offered as a choice, and a
name half typed only offers whom it may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from masa_desktop.domain.capture_strangers import stranger_at
from masa_desktop.domain.capture_words import WHO, Command, Offer, OfferKind
from masa_desktop.domain.initials import folded
from masa_desktop.domain.owner_text import Candidate, is_shortened
from masa_desktop.domain.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from masa_desktop.domain.capture_strangers import Stranger
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

    @property
    def is_settled(self) -> bool:
        """Whether there is no question whom it means; nobody, if it was turned back into text."""
        return bool(self.owners) or not self.offers


_MOST_OFFERS = 8
_MOST_WORDS = 10
_MOST_NAMES = 30
_LETTERS = 3
"""From so many letters on a word in small letters may be a name begun; from two with a capital."""
_TOKEN = re.compile(r"[^\s+,&/:;]+")
_SEPARATOR = re.compile(r"\s*,\s*and\s+|\s*[+,&/]\s*|\s+and\s+", re.IGNORECASE)
_ALL = re.compile(r"(?:ALL(?:\s+(?i:agencies))?|(?i:@?all\s+agencies|@all))(?=[\s+,&/:;]|\Z)")
_EVERYBODY = re.compile(
    r"(?:all|each|every)\s+(?:of\s+)?(?:the\s+)?(?:partner|organisation|partner\s+agenc|"
    r"partner\s+organisation)(?:s|ies|y)?(?=\s+(?:to|will)(?!\S)|\s*:)",
    re.IGNORECASE,
)
"""Perhaps every agency of the group is meant."""

_SMALL_WORDS = re.compile(
    "a|am|an|and|any|are|as|ask|at|be|but|by|can|did|do|for|get|go|had|has|"
    "have|he|her|him|his|how|if|in|is|it|its|let|me|my|no|not|of|off|on|one|"
    "or|our|out|put|see|she|so|the|to|up|us|was|we|who|will|you"
)
"""Words that are initials only when they are typed with a capital: "do the audit"."""

_DOES = re.compile(r"(?P<to>\s+to(?!\S))|\s+will(?!\S)|\s*:", re.IGNORECASE)
"""What follows those who own an action, so that a first name or a surname is an owner too."""

_ALSO_WORDS = re.compile(
    "april|art|august|bill|bond|case|chance|chase|church|cook|dawn|day|dean|drew|faith|field|"
    "frank|grace|hall|heather|hope|house|joy|june|lane|law|long|mark|max|may|miles|page|pat|"
    "penny|power|price|ray|reed|rob|rose|short|skip|sue|summer|ward|west|will|wood|young"
)
"""Names that begin a sentence as words as well: owners only before "to"."""


def names(line: str, at: int, room: Room, plain: Plain, command: Command) -> Iterator[Named]:
    """The names that stand directly at `at`, parted by + , & / or "and", up to the first that is
    none. Actions take people and agencies, arrivals and leavings people by any name.

    An action takes a first name or a surname alone only where all the names are known and "to",
    "will" or a colon follows: "Owen and Anjali to share it".
    """
    reader = _Reader(line, room, plain, command)
    if command is Command.ACTION:
        reader.takes_one_name = True
        found = list(islice(reader.run(at), _MOST_NAMES))
        if found and all(one.is_settled for one in found) and reader.does(found):
            yield from found
            return
        reader.takes_one_name = False
    yield from reader.run(at)


def owner_at(line: str, start: int, end: int, room: Room, plain: Plain) -> Named | None:
    """The person whose initials are line[start:end] in exactly their own letters; None of others.

    Turned back into text it is a name without owners. Initials that several have are nobody's.
    """
    return _Reader(line, room, plain, Command.ACTION).exactly(start, end)


def acts_at(line: str, at: int) -> bool:
    """Whether "to", "will" or a colon follows there, as behind the names of owners."""
    return _DOES.match(line, at) is not None


def is_word(said: str) -> bool:
    """Whether a name is an English word too, which a sentence may begin with: "Mark", "Hope"."""
    return bool(_ALSO_WORDS.fullmatch(_fold(said)))


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
        self.takes_one_name = False

    def run(self, at: int) -> Iterator[Named]:
        """The names from `at` on, up to the first that is none."""
        start = at
        while found := self.one(at) or self._stranger(at, follows=at > start):
            yield found
            separator = _SEPARATOR.match(self._line, found.end)
            if separator is None:
                return
            at = separator.end()

    def does(self, found: Sequence[Named]) -> bool:
        """Whether what follows says that these people do something."""
        are_words = any(is_word(self._line[one.start : one.end]) for one in found)
        does = _DOES.match(self._line, found[-1].end)
        return does is not None and (bool(does["to"]) or not are_words)

    def exactly(self, start: int, end: int) -> Named | None:
        """The person with just these initials."""
        said = self._line[start:end]
        same = [one for one in self._fit if _same(one.short, said)]
        if len(same) != 1 or same[0].is_agency or same[0].short != said:
            return None
        if (WHO, said.casefold()) in self._plain:
            return Named(start, end)
        return self._named(start, end, same[0], ())

    def one(self, at: int) -> Named | None:
        """The name at this place, known or not; None for a word that is no name."""
        token = _TOKEN.match(self._line, at)
        if token is None:
            return None
        for ending in (self._all(at), self._whole_name(at), *self._ends(at, most=2)):
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
        if len(fits) == 1 and not self._is_name_of_another(token[0], fits[0]):
            others = self._beside(at, token, but=fits[0])
            return self._named(at, token.end(), fits[0], others)
        end = self._whole_name(at)
        if end:
            return self._named(at, end, self._called(at, end)[0], ())
        return self._of_one_name(at) if self.takes_one_name and not fits else None

    def _is_name_of_another(self, said: str, owner: Candidate) -> bool:
        """Whether "Jo", initials but for its small letters, is the name of somebody else."""
        others = [one for one in self._fit if one.id != owner.id and not one.is_agency]
        is_exact = said.removeprefix("@") == owner.short or not said[0].isupper()
        return not is_exact and any(_is_one_name(said, one) for one in others)

    def _of_one_name(self, at: int) -> Named | None:
        """One person meant by the first or last name, or "Priya N"; None if another may be."""
        for end in self._ends(at, most=2) if self._line[at].isupper() else ():
            said = self._line[at:end]
            fits = [one for one in self._fit if _may_be(said, one)]
            if len(fits) == 1 and not fits[0].is_agency:
                return self._named(at, end, fits[0], ())
        return None

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
        called = self._named_in_full if is_bare else self._called
        ends = self._ends(at, most=_MOST_WORDS)
        return next((end for end in ends if len(called(at, end)) == 1), 0)

    def _ends(self, at: int, *, most: int) -> list[int]:
        """Where so many words from `at` on end, or fewer; the last of them first."""
        words = _TOKEN.finditer(self._line, at)
        return [word.end() for word, _ in zip(words, range(most), strict=False)][::-1]

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
        cut = self._cut(at)
        if cut:
            return cut
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

    def _cut(self, at: int) -> Named | None:
        """Whom "Priya N" may be, before words that do not make somebody an owner."""
        end = self._ends(at, most=2)[0]
        whom = self._fitting(lambda one: _is_cut(self._line[at:end], one))
        offers = tuple(self._person(at, end, one) for one in whom)
        return Named(at, end, offers=offers) if offers and self._is_action else None

    def _stranger(self, at: int, *, follows: bool) -> Named | None:
        """Whoever is to do it and is not known: pointed at, not taken."""
        if not self._is_action:
            return None
        every = self._perhaps_all(at)
        found = None if every else stranger_at(self._line, at, follows=follows)
        return Named(at, found.end, offers=self._of_stranger(found)) if found else every

    def _perhaps_all(self, at: int) -> Named | None:
        agencies, said = every_agency(self._room), _EVERYBODY.match(self._line, at)
        if said is None or not agencies:
            return None
        many = f"All {count(len(agencies), 'agency', 'agencies')} of the group"
        who = listed([one.name for one in agencies])
        kind, end = OfferKind.PERSON, said.end()
        offer = Offer(
            kind, f"{many}: {who}", "All agencies", at, end, short=many, why=f"“{said[0]}”: {who}?"
        )
        return Named(at, end, offers=(offer,))

    def _of_stranger(self, found: Stranger) -> tuple[Offer, ...]:
        start, end = found.start, found.name_end
        said = self._line[start:end]
        whose = self._of_post(said)
        whom = whose or (self._of_surname(said) if found.may_be_person else [])
        likely = tuple(self._person(start, end, one) for one in whom)
        nobody = f"Nobody on the list is called “{said}”."
        if found.may_be_person and not whose:
            add = f"Add {said} as a guest"
            sentence = f"{nobody} {add}."
            guest = Offer(OfferKind.GUEST, sentence, None, start, end, short=add, why=nobody)
            return (*likely, guest)
        stays = f"{nobody} It stays in the words."
        return likely or (Offer(OfferKind.NOBODY, stays, None, start, end),)

    def _of_post(self, said: str) -> list[Candidate]:
        """Those with this post, and the agencies whose names have all of these words."""
        post = _fold(said).removeprefix("the ")
        words = set(post.split())
        return self._fitting(
            lambda one: (
                words <= set(_fold(one.name).split())
                if one.is_agency
                else _fold(self._by_id[one.id].post) == post
            )
        )

    def _of_surname(self, said: str) -> list[Candidate]:
        """Whom a title and a surname may mean: "Cllr Pym"."""
        last = _fold(said).split()[-1]
        return self._fitting(
            lambda one: not one.is_agency and _fold(one.name).split()[1:][-1:] == [last]
        )

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


def _may_be(said: str, one: Candidate) -> bool:
    if one.is_agency:
        return _fold(said) in _fold(one.name).split()
    return _is_one_name(said, one) or _is_cut(said, one)


def _is_cut(said: str, one: Candidate) -> bool:
    """Whether it is "Priya N"; a small letter begins a word of the sentence."""
    return said.rsplit(maxsplit=1)[-1][0].isupper() and is_shortened(said, one)


def _is_from(agency: Candidate, person: Candidate) -> bool:
    return not person.is_agency and (
        _same(person.where, agency.short) or _same(person.where, agency.name)
    )
