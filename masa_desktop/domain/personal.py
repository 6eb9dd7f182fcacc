"""Text that looks like a person's private details (REV-7). Promises to warn only.

The records hold case references only, so an NHS number, a birth date, a postcode, or a child's
initials or name with an age, have no place in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What a piece of text looks like."""

    NHS_NUMBER = "nhs_number"
    DATE_OF_BIRTH = "date_of_birth"
    POSTCODE = "postcode"
    INITIALS_AND_AGE = "initials_and_age"
    NAME_AND_AGE = "name_and_age"


_LOOKS_LIKE = {
    Kind.NHS_NUMBER: "an NHS number",
    Kind.DATE_OF_BIRTH: "a date of birth",
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


_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    r"(?:[0-3]?\d[/.\-][01]?\d[/.\-](?:\d{4}|\d{2})|\d{4}-[01]\d-[0-3]\d"
    rf"|(?:the\s+)?[0-3]?\d(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}})"
)
_GAP = "[ \\-\N{NO-BREAK SPACE}]"
_NHS = re.compile(
    rf"(?<![\d.,£])(?<!\+44 )(?<!\+44)(?<!\(0\))(?<!\(0\) )\d{{3}}({_GAP}?)\d{{3}}{_GAP}?\d{{4}}"
    r"(?!\d|[.,]\d)"
)
_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|birth ?da(?:te|y)|born(?:\s+on)?)"
    rf"\s*(?:is|was)?[:,(\s]*{_DAY}\b",
    re.IGNORECASE,
)
_NO_ORDINAL = "(?<![0-9]st)(?<![0-9]nd)(?<![0-9]rd)(?<![0-9]th)"
_POSTCODE = re.compile(
    r"\b[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKPSTUW]"
    r"|[A-HK-Y][0-9][ABEHMNPRVWXY]) ?[0-9][ABD-HJLNP-UW-Z]{2}\b"
    r"|(?i:\b(?!no\b)[a-pr-uwyz][a-hk-y]?[0-9][0-9a-hjkpstuw]? [0-9][abd-hjlnp-uw-z]{2}\b"
    rf"|\b[a-pr-uwyz][a-hk-y][0-9]{{2,3}}[abd-hjlnp-uw-z]{{2}}\b){_NO_ORDINAL}"
)
_AGE = r"(?:1[0-7]|[0-9])"
_AFTER_AGE = (
    r"(?=\s*(?:$|[.,;:)\n!?]|(?:-?\s?(?:years?|yrs?|months?|mths?|weeks?|y/?o)\b)"
    r"|(?:and|who|was|is|has|had|at|lives?|living)\b))"
)
_INITIALS = re.compile(
    r"\b(?P<initials>[A-Z]{2,3}|(?i:child|boy|girl|baby) [A-Z])"
    rf"(?:\s*\((?:aged? )?{_AGE}(?:\s?(?:years?|yrs?|months?|y/?o)[a-z ]*)?\)"
    rf"|,?\s+aged?\s+{_AGE}\b|,\s*{_AGE}(?![\d/.:]\d|\d){_AFTER_AGE})"
)
_NO_INITIALS = re.compile(
    "AGM|AOB|BST|CCE|CE|CEO|CFO|CIN|CP|CPS|CSE|DBS|DCS|DSL|EHE|FGM|GMT|GP|HR|ICB|ICS|IT|KPI|LA|LAC|"
    "LSP|NHS|NSP|PDF|QA|SAR|SEN|TBC|TOR|UK|YJS|YOT"
)
"""Agencies and other short words that a number may follow without being a child's initials."""

_LARGE, _SMALL = "A-ZÀ-ÖØ-ÞŁŚŠŻŽ", "a-zß-öø-ÿāćčęłńśšżž"
_NAME = rf"(?:[{_LARGE}][{_SMALL}]+(?:[-’'][{_LARGE}]?[{_SMALL}]+)?|O[’'][{_LARGE}][{_SMALL}]+)"
_OF_ONE = r"(?!\d|\s*(?:to|or|and (?:over|above|under|up)|plus|upwards?)\b|\s*[-–/+]\s*\d|\+)"
_IN_WORDS = (
    "(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen)"
)
_SAID = rf"(?:{_AGE}|{_IN_WORDS}\b)"
_UNITS = "(?:years?|yrs?|months?|mths?|weeks?|wks?)"
_AGED = "|".join(
    [
        rf",? aged? {_SAID}{_OF_ONE}",
        rf" \(aged? {_SAID}{_OF_ONE}[a-z ]*\)",
        rf",? (?:who )?(?:is|was) {_SAID} {_UNITS} old\b",
        rf",? (?:who )?(?:is|was) {_AGE}(?=\s*(?:$|[.,;)\n!?](?!\d)|and\b|now\b))",
        rf",? (?:who )?(?:(?:is|was) )?an? {_SAID}[- ]years?[- ]old\b",
        rf", {_AGE}(?=,(?!\d)|\s*(?:$|[.;)\n!?](?!\d))| who\b| lives?\b)",
        rf" \({_AGE}(?:\s?(?:{_UNITS}|y/?o)[a-z ]*)?\)",
        rf", (?:\d\d?|{_IN_WORDS}) {_UNITS}(?:[- ]old\b|(?=,))",
        rf",? {_AGE} ?y/?o\b",
    ]
)
_CALLED = r"(?:[a-z]+ ){0,2}(?:called |named )|(?:[a-z]+, )?"
_NAMED = re.compile(
    rf"(?<![Ii]n )\b(?:{_NAME} )?(?P<before>{_NAME})(?:{_AGED})"
    rf"|\b{_SAID}[- ]years?[- ]old (?:{_CALLED})(?P<after>{_NAME})\b"
)
_NO_NAME = re.compile(
    "January|February|March|April|May|June|July|August|September|October|November|"
    "December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Aged|All|Any|"
    "Adolescents|Adults|Babies|Boys|Cases|Child|Children|Cohort|Everybody|Everyone|"
    "Families|Females|Girls|Group|Infants|Item|Learners|Looked|Males|Members|Most|None|"
    "Nobody|Others|Paper|People|Person|Persons|Pupils|Residents|Siblings|Some|Students|"
    "Teenagers|They|Those|Victims|We|Who|Year|Years|Young|Youngsters|Youth|Youths|Boy|"
    "Girl|Baby|Student|Pupil|Patient|Suspect|Action|Actions|Agenda|Agencies|Annex|Appendix|Area|"
    "Attendance|Audit|Board|Chapter|Class|Committee|Decision|Decisions|Figure|Goal|Grade|It|Items|"
    "Key|Level|Meeting|Meetings|No|Number|Objective|Option|Page|Papers|Part|Phase|Priority|"
    "Question|Quorum|Recommendation|Referrals|Responses|Risk|Score|Section|Stage|Standard|Step|"
    "Assurance|Cafcass|Care|Carers|College|Community|Council|Education|Fire|Health|Hospital|"
    "Housing|Learning|Neglect|Nursery|Ofsted|Police|Probation|Safeguarding|School|Schools|Service|"
    "Services|Training|Trust|In|At|Of|On|By|From|"
    "Table|Target|Team|That|The|There|This|Tier|Total|Volume|Ward|Week|What|Which"
)
"""Words with a capital that an age may follow, or come before, without naming a child."""
_NHS_LENGTH, _NHS_MODULUS = 10, 11


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

    An ordinary date, a telephone number, the initials of a speaker and the postcode of the venue
    are left alone.
    """
    known = _joined(venue)
    found = [
        each
        for each in _found(text)
        if each.kind is not Kind.POSTCODE or _joined(text[each.start : each.end]) not in known
    ]
    return sorted(found, key=lambda each: (each.start, each.end))


def _joined(text: str) -> str:
    return "".join(text.split()).casefold()


def _found(text: str) -> Iterator[Finding]:
    patterns = {
        Kind.NHS_NUMBER: _NHS,
        Kind.DATE_OF_BIRTH: _BIRTH,
        Kind.POSTCODE: _POSTCODE,
        Kind.INITIALS_AND_AGE: _INITIALS,
        Kind.NAME_AND_AGE: _NAMED,
    }
    for kind, pattern in patterns.items():
        for match in pattern.finditer(text):
            if _is_meant(kind, match):
                yield Finding(match.start(), match.end(), kind, _sentence(match[0], kind))


def _is_meant(kind: Kind, match: re.Match[str]) -> bool:
    """What a pattern cannot say by itself: the check digit, and words that are no names.

    Ten digits in the groups of an NHS number are told though one is mistyped; a telephone number
    begins with 0.
    """
    if kind is Kind.NHS_NUMBER:
        is_grouped = bool(match[1]) and not match[0].startswith("0")
        return is_grouped or is_nhs_number(match[0])
    if kind is Kind.INITIALS_AND_AGE:
        return not _NO_INITIALS.fullmatch(match["initials"])
    if kind is Kind.NAME_AND_AGE:
        is_place = match[0].startswith("In ")
        return not is_place and not _NO_NAME.fullmatch(match["before"] or match["after"])
    return True


def _sentence(words: str, kind: Kind) -> str:
    return (
        f"“{words}” looks like {_LOOKS_LIKE[kind]}. Keep case references only. "
        "Change it, or mark as checked."
    )
