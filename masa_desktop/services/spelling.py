"""House words: what the spelling check of this office knows beside the dictionary.

The office learns them word by word; the names of its people, agencies and groups it knows itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.spelling import LONGEST, key, words_of
from masa_desktop.storage.entities import (
    Group,
    HouseWord,
    Name,
    Partnership,
    Person,
    natural_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

TABLES = ("house_word", "person", "name", "group", "partnership")
"""Where known words come from: ask again when one of these changes."""


def words(session: Session) -> list[str]:
    """The house words as they were learned, in alphabetical order."""
    wanted = select(HouseWord.word).where(~HouseWord.is_deleted)
    return sorted(session.scalars(wanted), key=str.casefold)


def learn(session: Session, word: str) -> None:
    """The office knows this word from now on, with and without capitals.

    Raises UserError if it is not one word.
    """
    said = word.strip()
    if len(said) > LONGEST or [each.text for each in words_of(said)] != [said]:
        raise UserError(
            "Only a word can be learned.",
            safe="Initials, references and words with digits are never marked.",
            do="Give one word of letters, apostrophes and hyphens.",
        )
    own = _own_id(said)
    row = session.get(HouseWord, own)
    if row is None:
        session.add(HouseWord(id=own, word=said))
    else:
        row.word, row.is_deleted = said, False


def forget(session: Session, word: str) -> None:
    """The office no longer knows a word it has learned; nothing happens if it has not."""
    row = session.get(HouseWord, _own_id(word))
    if row is not None:
        row.is_deleted = True


def known_names(session: Session) -> frozenset[str]:
    """The words in the names of people, agencies, groups and partnerships, as `key` writes them."""
    return frozenset(key(word.text) for name in _names(session) for word in words_of(name))


def known(session: Session) -> frozenset[str]:
    """House words and names, as `key` writes them: what is right although no dictionary has it."""
    return known_names(session) | {key(word) for word in words(session)}


def _names(session: Session) -> Iterator[str]:
    yield from session.scalars(select(Person.name).where(~Person.is_deleted))
    yield from session.scalars(select(Name.name).where(~Name.is_deleted))
    yield from session.scalars(select(Group.area).where(~Group.is_deleted))
    for name, area in session.execute(
        select(Partnership.name, Partnership.area).where(~Partnership.is_deleted)
    ):
        yield from (name, area)


def _own_id(word: str) -> str:
    return natural_id("house_word", key(word.strip()))
