"""Which words of a line the spelling check looks at, and when two of them are the same word.

References, initials, numbers, addresses and commands are nobody's spelling mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_APOSTROPHES = re.compile("[’‘ʼ]")
_HYPHENS = re.compile("[‐‑]")
_SOFT = "\u00ad"
_TOKEN = re.compile(
    r"(?P<skip>[a-zA-Z]+://\S+|www\.\S+|\w+(?:\.[a-z]\w*)+)"
    rf"|(?P<word>\w(?:[\w'’‘ʼ‐‑{_SOFT}-]*\w)?)"
)
_ADDRESS = re.compile(r"@\S|\\")
_CHUNK = re.compile(r"\S+")
_PART = re.compile("[^‐‑-]+")
_COMMAND = re.compile(r"/\w")
_LETTERS = re.compile(r"[^\W\d_]")
_LEAST, LONGEST = 2, 60
LONGEST_LINE = 5_000
"""Characters of a line that are looked at; what lies beyond is not checked."""
_MOST_REMEMBERED = 20_000


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
    for chunk in _chunks(text):
        if _ADDRESS.search(chunk[0]):
            continue
        for found in _TOKEN.finditer(chunk[0]):
            said, top = found["word"], chunk.start()
            if said is not None and is_checked(said):
                yield Word(top + found.start(), top + found.end(), said)


def _chunks(text: str) -> Iterator[re.Match[str]]:
    return takewhile(lambda chunk: chunk.start() < LONGEST_LINE, _CHUNK.finditer(text))


def is_checked(word: str) -> bool:
    """Whether a word by itself is one whose spelling can be wrong."""
    letters = _LETTERS.findall(word)
    if len(letters) < _LEAST or any(each.isdigit() or each == "_" for each in word):
        return False
    parts = straight(word).removesuffix("'s").split("-")
    return not any(letter.isupper() for part in parts for letter in part[1:])


class Checker:
    """Finds unknown words; what stands between two spaces is looked at once, then remembered.

    `knows` is asked with a straight apostrophe. When it comes to know more, make a new one.
    """

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows
        self._seen: dict[str, tuple[Word, ...]] = {}

    def unknown(self, text: str) -> list[Word]:
        """The words of a line that are not known, in order.

        Of a word with hyphens that is not known whole, only the parts that are not known.
        """
        if _COMMAND.match(text):
            return []
        found: list[Word] = []
        for chunk in _chunks(text):
            said = chunk.group()
            words = self._seen.get(said)
            if words is None:
                words = self._look_at(said)
            if words:
                top = chunk.start()
                found += [Word(top + each.start, top + each.end, each.text) for each in words]
        return found

    def _look_at(self, said: str) -> tuple[Word, ...]:
        # Within a line a stroke begins no command.
        top = len(said) - len(said.lstrip("/"))
        found: list[Word] = []
        for word in words_of(said[top:]):
            if not self._knows(straight(word.text)):
                found += self._unknown_parts(Word(word.start + top, word.end + top, word.text))
        if len(self._seen) >= _MOST_REMEMBERED:
            self._seen.clear()
        self._seen[said] = tuple(found)
        return self._seen[said]

    def _unknown_parts(self, word: Word) -> Iterator[Word]:
        if "-" not in straight(word.text):
            yield word
            return
        for part in _PART.finditer(word.text):
            said = straight(part.group())
            if len(said) > _LEAST and not self._knows(said):
                yield Word(word.start + part.start(), word.start + part.end(), part.group())
