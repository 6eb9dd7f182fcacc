"""Reads the owners of an action behind its words: "bring the plan SGa, PNan", "bring it (SGa)".
Promises to take only initials that can be nothing else; what may belong to the sentence stays so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.capture_names import owner_at
from masa_desktop.domain.initials import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masa_desktop.domain.capture_names import Named
    from masa_desktop.domain.capture_words import Plain, Room


@dataclass(frozen=True, slots=True)
class LastNames:
    """The names from `start` up to `end`, brackets and the sign before them included."""

    start: int
    end: int
    names: tuple[Named, ...]
    sign: str


_MOST_LETTERS = 30
_NAME = re.compile(r"(?<![^\s+,&/(–—-])[^\W\d_][^\s+,&/()–—]+\Z")
_PARTED = re.compile(r"(?:\s*[+,&/]\s*|\s*,\s*and\s+|\s+and\s+)\Z", re.IGNORECASE)
_SET_APART = re.compile(r"\s*(?P<bracket>\()\s*\Z|\s+[-–—]\s*\Z|\s*(?P<comma>,)\s*\Z|\s+\Z")
_WORD = re.compile(r"[^\W_][\w’'@.-]*")
_ENDS_IN_WORDS = re.compile(r"[^\W_]\S*\Z")
_GOVERNS = re.compile(
    "about|against|among|and|as|ask|at|be|before|behind|between|but|by|call|cc|chase|contact|"
    "copy|email|for|from|i|in|include|including|inform|into|invite|involving|is|like|meet|"
    "nor|of|on|or|per|phone|remind|see|support|tell|than|thank|that|the|their|this|through|"
    "to|under|until|update|via|was|with|without"
)
"""After one of these the initials are part of the sentence: "send it to SGa"."""

_LISTS = re.compile("among|ask|between|email|for|from|including|invite|tell|to|with")
"""So near before a comma, what follows it may be one more of theirs: "with the police, SGa"."""

_BEGINS_A_DEED = re.compile(
    "also|and|by|must|not|or|please|shall|should|that|then|to|when|where|whether|which|who|"
    "will|with"
)
"""Two words before bare initials, so that the word between may do something to them:
"arrange to thank SGa"."""

_TELLS = re.compile("how|if|that|what|when|where|whether|which|who|whom|whose|why")
_ROLES = re.compile(
    "author|chair|coordinator|deputy|director|doctor|head|lead|manager|member|nurse|officer|"
    "presenter|secretary"
)
_NEAR = 3


def names_last(line: str, done: int, end: int, room: Room, plain: Plain) -> LastNames | None:
    """The initials that end line[done:end], parted by + , & / or "and"."""
    is_closed = line[done:end].endswith(")")
    names = list(_backwards(line, done, end - is_closed, room, plain))[::-1]
    if not any(one.owners for one in names):
        return None
    sign = _SET_APART.search(line, max(done, names[0].start - _MOST_LETTERS), names[0].start)
    if sign is None or is_closed != bool(sign["bracket"]):
        return None
    return LastNames(sign.start(), end, tuple(names), sign[0].strip())


def _backwards(line: str, done: int, end: int, room: Room, plain: Plain) -> Iterator[Named]:
    while name := _NAME.search(line, max(done, end - _MOST_LETTERS), end):
        found = owner_at(line, name.start(), name.end(), room, plain)
        if found is None:
            return
        yield found
        parted = _PARTED.search(line, max(done, name.start() - _MOST_LETTERS), name.start())
        if parted is None:
            return
        end = parted.start()


def are_owners(found: LastNames, line: str, done: int, room: Room) -> bool:
    """Whether the names at the end cannot belong to the words before them, line[done:]."""
    said = line[done : found.start].rstrip()
    words = [folded(word) for word in _WORD.findall(said)]
    if not words or not _ENDS_IN_WORDS.search(said):
        return False
    last = words[-1]
    if _GOVERNS.fullmatch(last) or _ROLES.fullmatch(last) or last in _of_people(found, room):
        return False
    if found.sign == ",":
        is_list = re.search(r"\sand\s", line[found.start : found.end], re.IGNORECASE)
        return not is_list and not any(map(_LISTS.fullmatch, words[-_NEAR:]))
    return bool(found.sign) or _is_bare_certain(words, said)


def _is_bare_certain(words: list[str], said: str) -> bool:
    """Whether only a blank can set them apart: "bring the plan SGa", not "go and thank SGa"."""
    *before, last = words
    is_named = said.rsplit(maxsplit=1)[-1][:1].isupper()
    is_doubtful = is_named or last.endswith("ing") or not set(last).isdisjoint("0123456789")
    if not before or is_doubtful or any(map(_TELLS.fullmatch, words)):
        return False
    return not _BEGINS_A_DEED.fullmatch(before[-1]) and not before[-1].endswith("ly")


def _of_people(found: LastNames, room: Room) -> set[str]:
    """The words anybody is called by, and the posts and agencies of those named."""
    named = {owner.id for one in found.names for owner in one.owners}
    said = [f"{one.name} {one.initials}" for one in room.people]
    said += [f"{one.post} {one.agency}" for one in room.people if one.id in named]
    return {word for words in said for word in folded(words).split()}
