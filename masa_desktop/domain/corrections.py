"""Corrections to earlier minutes: which entry one is about, and how it is printed (MIN-4, MAT-2).

Promises to choose an entry only where there is no other, and to print what differs, word for word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.words import listed, plain_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

_ITEM = re.compile(r"^item\s+(?P<number>\d+)\b\s*[:,.–-]?\s*", re.IGNORECASE)
_FOR = re.compile(r"for\s+(?=\S)", re.IGNORECASE)
_READ = re.compile(r",?\s+read:?\s+(?=\S)", re.IGNORECASE)
_QUOTES = "“”\"'‘’"
_CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_STOPS = ".,;:"
_CUT = "…"
_AROUND = 2
"""So many words are printed on either side of a change that says too little alone."""

_TELLING = 4
"""A word of so many letters, there once, can be found in the sentence without its neighbours."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """An entry that may be meant: `item` is the number of the item it stands under."""

    id: str
    item: int | None
    text: str


def item_named(text: str) -> int | None:
    """The item a correction says it is about, such as 5 for "Item 5: for …"; None if none."""
    found = _ITEM.match(text.strip())
    return int(found["number"]) if found else None


def entry_meant(text: str, entries: Iterable[Corrected], known: str | None = None) -> str | None:
    """The id of the one entry that has the words "for … read …" corrects; None if not certain.

    If the correction begins with an item, entries of other items are passed over. `known` is the
    entry it was tied to till now: that stays while its words fit, or if no words are given.
    """
    if not _wrong_words(text):
        return known
    fits = [one.id for one in _fitting(text, entries)]
    if known in fits:
        return known
    return fits[0] if len(fits) == 1 else None


def doubt(text: str, entries: Iterable[Corrected]) -> str:
    """Why no one entry is meant, and what to type then; "" if one is, or no words are given."""
    old, item = _wrong_words(text), item_named(text)
    fits = _fitting(text, entries)
    if not old or len(fits) == 1:
        return ""
    if not fits:
        where = "those minutes" if item is None else f"item {item}"
        return f"No entry of {where} says “{old}”."
    items = sorted({one.item for one in fits if one.item is not None})
    if len(items) > 1:
        named = listed([str(number) for number in items])
        begin = f"begin with the one meant, such as “Item {items[0]}:”."
        return f"“{old}” stands in items {named}: {begin}"
    return f"“{old}” stands there more than once: quote a few words more."


def _fitting(text: str, entries: Iterable[Corrected]) -> list[Corrected]:
    item, old = item_named(text), _wrong_words(text)
    whole = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    return [
        one
        for one in entries
        if old and item in (None, one.item) and whole.search(" ".join(one.text.split()))
    ]


def _wrong_words(text: str) -> str:
    """The words that "for … read …" puts right; "" if it is no such correction."""
    said = for_read(text)
    return said[0] if said else ""


def for_read(text: str) -> tuple[str, str] | None:
    """The words that "for … read …" puts right, and what is to be read; without their quotes.

    Words in quotation marks go on to the closing mark, though they say "read" themselves. None if
    it is no such correction, or if words without marks leave open which "read" is meant.
    """
    bare = _bare(text)
    begins = _FOR.match(bare)
    said = bare[begins.end() :] if begins else ""
    close = _CLOSING.get(said[:1], "")
    places = [one for one in _READ.finditer(said) if one.start()]
    closed = [one for one in places if close and said[1 : one.start()].endswith(close)]
    opened = [one for one in closed or places if said[one.end()] in _CLOSING]
    found = next(iter(opened or closed or (places if len(places) == 1 else ())), None)
    if found is None:
        return None
    old, new = said[: found.start()], said[found.end() :]
    return _one_line(old), _one_line(new[:-1] if new.endswith(".") and len(new) > 1 else new)


def name_meant(text: str, names: Iterable[str]) -> tuple[str, str] | None:
    """The recorded name that a correction says is misspelt, and how it is spelt (MAT-2).

    "for Gelert read Gellert" means Sarah Gelert if nobody else has that word in the name; None if
    it is not certain who is meant, or if the right name is recorded already.
    """
    said = for_read(text)
    if said is None:
        return None
    old, new = said
    whole = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    fits = {name for name in names if old and old[:1].isupper() and whole.search(name)}
    if len(fits) != 1 or not _is_name(new) or len(new.split()) != len(old.split()):
        return None
    (recorded,) = fits
    right = whole.sub(lambda _: new, recorded, count=1)
    return (recorded, right) if right != recorded else None


def _is_name(text: str) -> bool:
    letters = text.replace("’", "").replace("'", "").replace("-", "").replace(" ", "")
    return letters.isalpha() and text[:1].isupper()


def printed_correction(
    text: str, item: int | None, on: date, titles: Mapping[int, str] | None = None
) -> str:
    """For the paper: "Item 5, Neglect audit: for “Febuary” read “February”, 14 April 2026."

    Of two sentences that differ in part only that part is printed, with a few words round it where
    it would say too little alone. A correction that does not say "for … read …" stands between
    quotation marks as it was made, unless it has some of its own. `titles` are those of the items,
    by number.
    """
    named = item_named(text)
    number = named if item is None else item
    title = (titles or {}).get(number, "") if number is not None else ""
    lead = "" if number is None else f"Item {number}, {title}: " if title else f"Item {number}: "
    is_of_item = named is None or item in (None, named)
    found = for_read(text) if is_of_item else None
    if found is None:
        said = " ".join((_bare(text) if is_of_item else text.strip()).split())
        is_quoting = any(mark in said for mark in '“”"')
        shown = said.removesuffix(".") if is_quoting else f"“{said}”"
        return f"{lead}{shown}, {plain_date(on)}."
    old, new = shortened(*found)
    start = f"{lead}for" if lead else "For"
    return f"{start} “{old}” read “{new}”, {plain_date(on)}."


def shortened(old: str, new: str) -> tuple[str, str]:
    """What differs between two texts, word by word; both whole if most of them differs.

    A stop that ends both is left out, and so is what goes before or after the words that differ,
    but for a few words where those are short, stand there twice or are missing.
    """
    was, now = old.split(), new.split()
    first = _same_start(was, now)
    last = _same_start(was[first:][::-1], now[first:][::-1])
    changed, made = was[first : len(was) - last], now[first : len(now) - last]
    if was == now or 2 * max(len(changed), len(made)) > max(len(was), len(now)):
        return old, new
    around = 0 if _is_telling(changed, was) and made else _AROUND
    return _without_stop(_cut(was, first, last, around), _cut(now, first, last, around))


def _without_stop(one: str, other: str) -> tuple[str, str]:
    is_alike = one[-1:] == other[-1:] and one[-1:] in _STOPS
    return (one[:-1], other[:-1]) if is_alike and one[:-1] and other[:-1] else (one, other)


def _cut(words: Sequence[str], first: int, last: int, around: int) -> str:
    """The words but the `first` and `last` so many, with those `around`; marked where cut."""
    start, end = max(first - around, 0), min(len(words) - last + around, len(words))
    said = " ".join(words[start:end])
    if not around:
        return said
    lead, tail = (f"{_CUT} " if start else ""), (f" {_CUT}" if end < len(words) else "")
    return f"{lead}{said}{tail}"


def _is_telling(changed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words say alone what is meant: a word of letters that stands there once."""
    letters = [word.strip(_STOPS + _QUOTES) for word in changed]
    return any(
        len(word) >= _TELLING and word.isalpha() and words.count(raw) == 1
        for word, raw in zip(letters, changed, strict=True)
    )


def _same_start(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _bare(text: str) -> str:
    return _ITEM.sub("", text.strip(), count=1)


def _one_line(text: str) -> str:
    return " ".join(text.strip().strip(_QUOTES).split())
