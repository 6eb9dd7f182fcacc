"""Which words of a line the spelling check looks at, and when two of them are the same word.

References, initials, numbers, addresses and commands are nobody's spelling mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_APOSTROPHES = re.compile("[’‘ʼ]")
_HYPHENS = re.compile("[‐‑]")
_SOFT = "\u00ad"
_TOKEN = re.compile(
    r"(?P<skip>\S*@\S+|[a-zA-Z]+://\S+|www\.\S+|\S*\\\S*|\w+(?:\.[a-z]\w*)+)"
    rf"|(?P<word>\w(?:[\w'’‘ʼ‐‑{_SOFT}-]*\w)?)"
)
_COMMAND = re.compile(r"/\w")
_LETTERS = re.compile(r"[^\W\d_]")
_LEAST, LONGEST = 2, 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its characters are `start` up to, not including, `end`."""

    start: int
    end: int
    text: str


def key(word: str) -> str:
    """What two ways of writing one word share: capitals, apostrophe and possessive do not count."""
    plain = straight(word).casefold().strip("'-")
    return plain.removesuffix("'s")


def straight(word: str) -> str:
    """The word with the apostrophe and hyphen of a typewriter, as dictionaries have them."""
    plain = _APOSTROPHES.sub("'", word).replace(_SOFT, "")
    return _HYPHENS.sub("-", plain)


def words_of(text: str) -> Iterator[Word]:
    """The words of a line that are to be checked, in order.

    Not: a line that begins with a command such as "/a", words with a digit (EXEC-2026-014), words
    with a capital after the first letter (SGe, MASH), single letters, e-mail and web addresses,
    file names and paths.
    """
    if _COMMAND.match(text):
        return
    for found in _TOKEN.finditer(text):
        said = found["word"]
        if said is not None and is_checked(said):
            yield Word(found.start(), found.end(), said)


def is_checked(word: str) -> bool:
    """Whether a word by itself is one whose spelling can be wrong."""
    letters = _LETTERS.findall(word)
    if len(letters) < _LEAST or any(each.isdigit() or each == "_" for each in word):
        return False
    parts = straight(word).removesuffix("'s").split("-")
    return not any(letter.isupper() for part in parts for letter in part[1:])


def unknown(text: str, knows: Callable[[str], bool]) -> list[Word]:
    """The words of a line that are not known, in order.

    `knows` is asked with a straight apostrophe. Of a word with hyphens that is not known whole,
    only the parts that are not known are given.
    """
    found: list[Word] = []
    for word in words_of(text):
        if not knows(straight(word.text)):
            found += _unknown_parts(word, knows)
    return found


def _unknown_parts(word: Word, knows: Callable[[str], bool]) -> Iterator[Word]:
    if "-" not in straight(word.text):
        yield word
        return
    for part in re.finditer(r"[^‐‑-]+", word.text):
        said = straight(part.group())
        if len(said) > _LEAST and not knows(said):
            yield Word(word.start + part.start(), word.start + part.end(), part.group())
