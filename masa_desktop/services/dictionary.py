"""The British dictionary as shipped, and the words of our trade that it lacks; no network.

Without the library or the files there is no dictionary, and the program works without it.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Protocol

from masa_desktop.domain.spelling import key
from masa_desktop.paths import resource

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

_MOST_SUGGESTIONS = 6


class _Speller(Protocol):
    def spell(self, word: str) -> bool: ...
    def suggest(self, word: str) -> tuple[str, ...]: ...


class Dictionary:
    """Knows words; each is looked up once. `suggestions` takes up to half a second."""

    def __init__(self, speller: _Speller, trade: frozenset[str]) -> None:
        self._speller, self._trade = speller, trade
        self._asked: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether a word, written with a straight apostrophe, is right as it stands."""
        known = self._asked.get(word)
        if known is None:
            known = self._speller.spell(word) or key(word) in self._trade
            self._asked[word] = known
        return known

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first; a handful at most."""
        return tuple(self._speller.suggest(word)[:_MOST_SUGGESTIONS])


@cache
def british() -> Dictionary | None:
    """The dictionary we ship, read at the first call (some 150 ms); None if it cannot be."""
    return read(resource("dictionaries"))


def read(folder: Path) -> Dictionary | None:
    """The dictionary en_GB of a folder with, if there, its safeguarding.txt; None without it."""
    try:
        # Absent on systems for which it is not built.
        from hunspell import Hunspell  # noqa: PLC0415

        speller: _Speller = Hunspell("en_GB", hunspell_data_dir=str(folder))
        trade = (folder / "safeguarding.txt").read_text(encoding="utf-8").split()
    except (ImportError, OSError):
        log.warning("There is no spelling dictionary", exc_info=True)
        return None
    return Dictionary(speller, frozenset(key(word) for word in trade))
