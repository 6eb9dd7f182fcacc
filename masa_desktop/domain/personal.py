"""Text that looks like a person's private details (REV-7). Promises to warn only.

The records hold case references only, so an NHS number, a birth date, an address, a postcode, or
a child's initials or name with an age, have no place in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import normalize

from masa_desktop.domain.personal_words import is_nobodys_name

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What a piece of text looks like."""

    NHS_NUMBER = "nhs_number"
    DATE_OF_BIRTH = "date_of_birth"
    ADDRESS = "address"
    POSTCODE = "postcode"
    INITIALS_AND_AGE = "initials_and_age"
    NAME_AND_AGE = "name_and_age"


_LOOKS_LIKE = {
    Kind.NHS_NUMBER: "an NHS number",
    Kind.DATE_OF_BIRTH: "a date of birth",
    Kind.ADDRESS: "an address",
    Kind.POSTCODE: "a postcode",
    Kind.INITIALS_AND_AGE: "a child’s initials and age",
    Kind.NAME_AND_AGE: "a child’s name and age",
}


def kind_label(kind: Kind) -> str:
    """Give the words for what the text looks like."""
    return _LOOKS_LIKE[kind]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text: from start up to, not including, end."""

    start: int
    end: int
    kind: Kind
    sentence: str


_PLAIN = str.maketrans(
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{HYPHEN}\N{NON-BREAKING HYPHEN}’‘ŁłØøĐđ",
    "  --''LlOoDd",
)
_NHS = re.compile(
    r"(?<![\d.,£])(?<!\+44 )(?<!\+44)(?<!\(0\))(?<!\(0\) )\d{3}([ .\-–]?)\d{3}[ .\-–]?\d{4}"
    r"(?!\d|[.,]\d)"
)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NTH = r"[0-3]?\d(?:st|nd|rd|th)?"
_DAY = (
    r"(?:[0-3]?\d ?[/.\- ] ?[01]?\d ?[/.\- ] ?(?:\d{4}|\d{2})|\d{4}[-/][01]\d[-/][0-3]\d"
    rf"|(?:the\s+)?{_NTH}[\s\-]+(?:of\s+)?{_MONTH},?[\s\-]+(?:\d{{4}}|'?\d\d)"
    rf"|{_MONTH}\s+{_NTH},?\s+\d{{4}})"
)
_DOB = r"d[./]?\s?o[./]?\s?b\b\.?|date of birth|birth ?da(?:te|y)"
_BIRTH = re.compile(
    rf"\b(?:{_DOB}|born|(?<=\()b\.)\s*(?:is|was|of|as|on)?[:,;=(\s–—\-]*{_DAY}\b"
    rf"|\b{_DAY},?\s*\(?(?:{_DOB})",
    re.IGNORECASE,
)
_NO_ORDINAL = "(?<![0-9]st)(?<![0-9]nd)(?<![0-9]rd)(?<![0-9]th)"
_POSTCODE = re.compile(
    r"(?<!#)\b[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKPSTUW]"
    r"|[A-HK-Y][0-9][ABEHMNPRVWXY]) ?[0-9][ABD-HJLNP-UW-Z]{2}\b"
    r"|(?i:\b(?!no\b)[a-pr-uwyz][a-hk-y]?[0-9][0-9a-hjkpstuw]? [0-9][abd-hjlnp-uw-z]{2}\b"
    rf"|\b[a-pr-uwyz][a-hk-y][0-9]{{2,3}}[abd-hjlnp-uw-z]{{2}}\b){_NO_ORDINAL}"
)

_NAME = (
    "(?:[A-Z][a-z]+(?:[-']?[A-Z][a-z]+|[-'][a-z]+){0,3}|[A-Z]'[A-Z][a-z]+"
    "|[A-Z]{4,}(?:[-'][A-Z]+){0,3})"
    "(?![A-Za-z])"
)
_LETTERS = r"(?:(?:[A-Z]\. ?){1,2}[A-Z]\b\.?|[A-Z]{2,3}\b)"
_COURTS = "High|Crown|Family|County|Youth|Supreme|Appeal|Magistrates'?"
_ADDRESS = re.compile(
    rf"(?<![\w.,/:£#-])[1-9]\d{{0,2}}[A-Za-z]?,? (?!(?i:{_MONTH})\b|(?:{_COURTS}) Court\b)"
    rf"(?:(?:St\.|{_NAME}) ){{1,3}}"
    "(?:(?:Street|Road|Rd|Lane|Avenue|Ave|Close|Drive|Crescent|Terrace|Court|Gardens|Place|Grove"
    r"|Square|Mews|Way(?! Forward))\b|St\b(?!\.? [A-Z]))"
)
"""A house number, one to three words with a capital, and a street; “4 Family Court” is none."""

_AGE = r"(?:1[0-7]|[0-9])(?!\d)"
_IN_WORDS = (
    "(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen)"
)
_NUMBER = rf"(?:{_AGE}|{_IN_WORDS}\b)"
_LASTED = (
    rf"(?:(?:{_AGE}|{_IN_WORDS})[ -]?(?:years?|yrs?)"
    rf"|(?:\d\d?|{_IN_WORDS})[ -]?(?:months?|mths?|weeks?|wks?|days?))\b"
)
_OLD = rf"(?:{_LASTED}[ -]?(?:old|of age)\b|{_AGE}[ -]?y/?o\b)"
_OF_ONE = r"(?!\d|\s*(?:to|or|and (?:over|above|under|up)|plus|upwards?)\b|\s*[-–/+]\s*\d|\+)"
_GOES_ON = r"(?=\s*(?:$|[.,;:)!?](?!\d))|\s+(?:and|now|who|was|is|has|had|at|lives?|living)\b)"
_BREAK = "(?:[,:]| ?[-–—])? (?:who )?(?:(?:is|was|aged?) )?(?:now |only |just |about |an? )?"
_SAID = "|".join(
    [
        rf"{_BREAK}{_OLD}",
        rf"(?:[,:]| ?[-–—])? (?:(?:is|was) )?aged?:? {_NUMBER}{_OF_ONE}",
        rf" ?\(aged? {_NUMBER}{_OF_ONE}[a-z ]*\)",
        rf" ?\({_OLD}[a-z ]*\)",
        rf", {_AGE} ?yrs?\b",
    ]
)
_BARE = "|".join(
    [
        rf" ?\((?:{_AGE}|{_LASTED}[a-z0-9 ]*)\)",
        rf", (?:{_AGE}(?![/.:]\d)|{_LASTED}){_GOES_ON}",
        rf",? (?:who )?(?:is|was|turned|turns) (?:now |only |just )?{_AGE}"
        r"(?=\s*(?:$|[.,;)!?](?!\d)|and\b|now\b))",
    ]
)
_AGED = rf"(?:(?P<said>{_SAID})|{_BARE})"
_KIN = "boy|girl|child|baby|male|female|son|daughter|brother|sister|sibling|twin|pupil"
_CALLED = rf",? (?:(?:[a-z]+ ){{0,2}}(?:called |named )|(?:{_KIN}),? |[a-z]+, )?"
_NAMED = re.compile(
    rf"\b(?P<before>(?:{_NAME} ){{0,3}}{_NAME}){_AGED}"
    rf"|\b{_OLD}{_CALLED}(?!Black\b|White\b)(?P<after>(?:{_NAME} ){{0,2}}{_NAME})"
)
_INITIALS = re.compile(
    rf"\b(?P<before>{_LETTERS}|(?i:child|boy|girl|baby|twin|sibling) [A-Z]\b){_AGED}"
    rf"|\b{_OLD}{_CALLED}(?P<after>{_LETTERS})(?!\w)"
)
_BEFORE_A_THING = re.compile(
    "in|the|at|our|its|their|each|every|across|within|under|per|operation|project", re.IGNORECASE
)
"""Words that stand before a place or a thing, hardly before a child's name and a number."""

_PATTERNS = {
    Kind.NHS_NUMBER: _NHS,
    Kind.DATE_OF_BIRTH: _BIRTH,
    Kind.ADDRESS: _ADDRESS,
    Kind.POSTCODE: _POSTCODE,
    Kind.INITIALS_AND_AGE: _INITIALS,
    Kind.NAME_AND_AGE: _NAMED,
}
_NHS_LENGTH, _NHS_MODULUS = 10, 11
_LOOK_BACK = 20


def is_nhs_number(text: str) -> bool:
    """Whether ten digits, spaces and dashes aside, end in the check digit of an NHS number."""
    digits = [int(sign) for sign in text if sign in "0123456789"]
    if len(digits) != _NHS_LENGTH or len(set(digits)) == 1:
        return False
    total = sum(
        digit * (_NHS_LENGTH - place) for place, digit in enumerate(digits[: _NHS_LENGTH - 1])
    )
    check = (_NHS_MODULUS - total % _NHS_MODULUS) % _NHS_MODULUS
    return check == digits[-1]


def findings(text: str, *, venue: str = "") -> list[Finding]:
    """Give the places that look like private details, in order of the text (REV-7).

    A capital word or initials are told with an age said as one (“aged 7”, “7yo”) unless they can
    be nobody's name, and with a bare number (“(7)”, “, 7”) unless they are ordinary words of the
    field, end as nouns do (“Exploitation”) or stand after “in”, “the” and the like. An ordinary
    date, a telephone number and the address and postcode of the venue are left alone.
    """
    places = {_joined(each) for each in _places(venue)}
    found = [each for each in _found(text) if _joined(text[each.start : each.end]) not in places]
    return sorted(found, key=lambda each: (each.start, each.end))


def _plain(text: str) -> str:
    """The text without accents and odd spaces, sign for sign: a place found is the same in both."""
    plain = text.translate(_PLAIN)
    return plain if plain.isascii() else "".join(normalize("NFD", sign)[0] for sign in plain)


def _places(venue: str) -> Iterator[str]:
    for kind in (Kind.ADDRESS, Kind.POSTCODE):
        yield from (match[0] for match in _PATTERNS[kind].finditer(_plain(venue)))


def _joined(text: str) -> str:
    return re.sub(r"[\s,.]+", "", _plain(text)).casefold()


def _found(text: str) -> Iterator[Finding]:
    plain = _plain(text)
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(plain):
            if _is_meant(kind, match):
                start = _start(kind, match)
                words = text[start : match.end()]
                yield Finding(start, match.end(), kind, _sentence(words, kind))


def _start(kind: Kind, match: re.Match[str]) -> int:
    """Where the last two capital words begin: what stands before them is seldom of the name."""
    if kind is not Kind.NAME_AND_AGE or match["after"]:
        return match.start()
    return match.end("before") - len(" ".join(match["before"].split()[-2:]))


def _is_meant(kind: Kind, match: re.Match[str]) -> bool:
    """What a pattern cannot say by itself: the check digit, and words that are no names.

    Ten digits in the groups of an NHS number are told though one is mistyped; a telephone number
    begins with 0.
    """
    if kind is Kind.NHS_NUMBER:
        is_grouped = bool(match[1]) and not match[0].startswith("0")
        return is_grouped or is_nhs_number(match[0])
    if kind in (Kind.INITIALS_AND_AGE, Kind.NAME_AND_AGE):
        return _is_somebody(match)
    return True


def _is_somebody(match: re.Match[str]) -> bool:
    phrase = match["before"] or match["after"]
    is_age_said = bool(match["said"] or match["after"])
    return not (
        is_nobodys_name(phrase, is_age_said=is_age_said)
        or (not is_age_said and _is_of_a_thing(match, phrase))
    )


def _is_of_a_thing(match: re.Match[str], phrase: str) -> bool:
    ahead = match.string[max(0, match.start() - _LOOK_BACK) : match.start()].split()
    words = [*ahead[-1:], *phrase.split()[:-1][:1]]
    return any(_BEFORE_A_THING.fullmatch(word) for word in words)


def _sentence(words: str, kind: Kind) -> str:
    return (
        f"“{words}” looks like {_LOOKS_LIKE[kind]}. Keep case references only. "
        "Change it, or mark as checked."
    )
