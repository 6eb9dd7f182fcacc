"""Finds somebody not on the list where owners stand: "PN and Cllr Fairweather to publish it".
Promises only to point at them: whether they are a guest, or no person at all, is for people to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stranger:
    """Words that stand like a name from `start` to `name_end`; `end` is behind a bracket there."""

    start: int
    name_end: int
    end: int
    may_be_person: bool


_NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_NAME = rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}}"
_THE = r"[Tt]he\s+[\w’'-]+(?:\s+(?!(?:to|will|and)\b)[\w’'-]+){0,2}"
_WHERE = r"(?:\s+\([^()]{1,40}\))?"
_PARTED = r"(?:\s*,\s*and\s+|\s*[+,&/]\s*|\s+and\s+)"
_STRANGER = re.compile(
    rf"(?P<name>{_THE}|{_NAME}){_WHERE}"
    rf"(?=(?:{_PARTED}(?:{_THE}|{_NAME}){_WHERE})*\s+(?:to|will)(?!\S)(?!\s+(?:be|remain)\b))"
)
"""One of those who do something; what is "to be" done is no owner."""

_THING = re.compile(
    "agenda|agencies|agency|audit|board|business|committee|council|dashboard|department|draft|form|"
    "framework|group|guidance|letter|minutes|office|officers|panel|paper|partners|partnership|"
    "pathway|plan|policy|procedure|protocol|reference|register|report|review|school|schools|"
    "service|services|strategy|sub-?group|summary|survey|team|teams|template|training|unit"
)
_DEED = re.compile(
    "add|adopt|agree|allow|amend|appoint|arrange|ask|bring|chase|check|circulate|confirm|contact|"
    "continue|email|enable|encourage|ensure|find|get|hold|include|inform|invite|let|nominate|"
    "phone|plan|prepare|prompt|publish|remind|report|request|require|review|send|set|share|speak|"
    "support|tell|update|write",
)


def stranger_at(line: str, at: int, *, follows: bool) -> Stranger | None:
    """The words at `at` that stand like an owner before "to" or "will"; None for other words.

    `follows`: other owners went before. Without them it takes two words with a capital, the first
    of which is no deed: "Zoe Pike to send it", not "Write to them" or "Invite Zoe to speak".
    """
    found = _STRANGER.match(line, at)
    if found is None:
        return None
    words = found["name"].casefold().split()
    is_the, is_thing = words[0] == "the", bool(_THING.fullmatch(words[-1]))
    if not follows and (is_the or is_thing or len(words) == 1 or _DEED.fullmatch(words[0])):
        return None
    return Stranger(at, found.end("name"), found.end(), not (is_the or is_thing))
