"""Initials for one set of minutes: no two people share them (MEM-12, P9).

Promises the same initials whatever order people are given in: people are taken by folded name,
then by id. Initials already given in this meeting are passed back as preferred and are held,
so somebody who joins later never changes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TITLES = re.compile(
    "baroness|canon|cllr|councillor|dame|dr|lady|lord|miss|mr|mrs|ms|mx|prof|professor"
    "|rev|revd|reverend|sir"
    "|chief|acc|dcc|dci|det|detective|insp|inspector|sgt|sergeant|supt|superintendent"
)
_APOSTROPHES = "'’‘ʼ`´′"
_DASHES = "-‐‑‒–—−"
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})
_UNKNOWN = "?"


def folded(name: str) -> str:
    """Give a name for comparing and searching (P16).

    Case, accents, curly quotes, hyphens and extra spaces make no difference.
    """
    spaced = "".join(
        "" if sign in _APOSTROPHES else " " if sign in _DASHES else sign for sign in name
    )
    apart = unicodedata.normalize("NFKD", spaced.casefold().translate(_PLAIN))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())


def _words(full_name: str) -> list[str]:
    """Give the name's words without titles, marks and whatever follows a comma."""
    before_comma = full_name.split(",", maxsplit=1)[0]
    words = [
        "".join(filter(str.isalpha, folded(word).replace(" ", ""))) for word in before_comma.split()
    ]
    words = [word for word in words if word]
    while len(words) > 1 and _TITLES.fullmatch(words[0]):
        words = words[1:]
    return words


def _forms(words: Sequence[str]) -> Iterator[str]:
    """Give ever longer initials: SG, SGe, SGel ..., then SaG, SarG ..., then the whole name."""
    if not words:
        return
    given, family = words[0], words[-1] if len(words) > 1 else ""
    yield (given[:1] + family[:1]).upper()
    for length in range(2, len(family) + 1):
        yield given[:1].upper() + family[:length].capitalize()
    for length in range(2, len(given) + 1):
        yield given[:length].capitalize() + family[:1].upper()
    yield given.capitalize() + family.capitalize()


def unique_initials(people: Sequence[tuple[str, str, str | None]]) -> dict[str, str]:
    """Give each person's initials by id, lengthened only where they clash.

    people are (id, full name, preferred initials or None). Preferred initials are kept as
    written unless somebody earlier by name and id has the same; capitals make no difference.
    """
    ordered = sorted(people, key=lambda person: (folded(person[1]), person[0]))
    given: dict[str, str] = {}
    taken: set[str] = set()
    for key, _, preferred in ordered:
        wish = (preferred or "").strip()
        if wish and wish.casefold() not in taken:
            given[key] = wish
            taken.add(wish.casefold())
    rest = [(key, list(_forms(_words(name)))) for key, name, _ in ordered if key not in given]
    _give_the_rest(rest, given, taken)
    return given


def _give_the_rest(
    rest: Sequence[tuple[str, list[str]]], given: dict[str, str], taken: set[str]
) -> None:
    wanted: defaultdict[str, int] = defaultdict(int)
    for _, forms in rest:
        for form in {each.casefold() for each in forms}:
            wanted[form] += 1
    # The short ones first: whoever clashes with nobody must not lose to a lengthened form.
    for key, forms in sorted(rest, key=lambda each: not _is_alone(each[1], wanted, taken)):
        chosen = next(
            (
                form
                for form in forms
                if wanted[form.casefold()] == 1 and form.casefold() not in taken
            ),
            None,
        )
        given[key] = chosen or _numbered(forms[0] if forms else _UNKNOWN, taken)
        taken.add(given[key].casefold())


def _is_alone(forms: Sequence[str], wanted: dict[str, int], taken: set[str]) -> bool:
    return bool(forms) and wanted[forms[0].casefold()] == 1 and forms[0].casefold() not in taken


def _numbered(stem: str, taken: set[str]) -> str:
    number = 1
    while f"{stem}{number}".casefold() in taken:
        number += 1
    return f"{stem}{number}"
