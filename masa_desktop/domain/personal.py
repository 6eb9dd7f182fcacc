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
    rf"|[0-3]?\d(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}})"
)
_NHS = re.compile(r"(?<![\d.,£])\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\d|[.,]\d)")
_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|birth date|born(?:\s+on)?)"
    rf"\s*(?:is|was)?[:,\s]*{_DAY}\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKPSTUW]"
    r"|[A-HK-Y][0-9][ABEHMNPRVWXY]) ?[0-9][ABD-HJLNP-UW-Z]{2}\b"
    r"|\b(?!(?:item|page|part|para|year|day|no)\b)[a-pr-uwyz][a-hk-y]?[0-9][0-9a-hjkpstuw]? "
    r"[0-9][abd-hjlnp-uw-z]{2}\b(?<![0-9]st)(?<![0-9]nd)(?<![0-9]rd)(?<![0-9]th)"
)
_AGE = r"(?:1[0-7]|[0-9])"
_AFTER_AGE = (
    r"(?=\s*(?:$|[.,;:)\n!?]|(?:-?\s?(?:years?|yrs?|months?|mths?|weeks?|y/?o)\b)"
    r"|(?:and|who|was|is|has|had|at|lives?|living)\b))"
)
_INITIALS = re.compile(
    r"\b(?:[A-Z]{2,3}|(?i:child|boy|girl|baby) [A-Z])"
    rf"(?:\s*\((?:aged? )?{_AGE}(?:\s?(?:years?|yrs?|months?|y/?o)[a-z ]*)?\)"
    rf"|,?\s+aged?\s+{_AGE}\b|,\s*{_AGE}(?![\d/.:]\d|\d){_AFTER_AGE})"
)
_NAME = r"(?:[A-Z][a-z]+(?:[-’'][A-Z]?[a-z]+)?)"
_OF_ONE = r"(?!\d|\s*(?:to|or|and (?:over|above|under|up)|plus|upwards?)\b|\s*[-–/+]\s*\d|\+)"
_IN_WORDS = (
    "(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen)"
)
_NAMED = re.compile(
    rf"\b(?:{_NAME} )?(?P<before>{_NAME})"
    rf"(?:,? aged? {_AGE}{_OF_ONE}| \(aged? {_AGE}{_OF_ONE}[a-z ]*\)"
    rf"|,? (?:who )?(?:is|was) {_AGE} years? old\b|, {_AGE}, (?=(?:who|was|is|has|had|lives?)\b)"
    rf"| \({_AGE}(?:\s?(?:years?|yrs?|months?|mths?|y/?o)[a-z ]*)?\)"
    rf"|,? (?:who )?(?:is|was) {_AGE}(?=\s*(?:$|[.,;)\n!?](?!\d)|and\b|now\b))"
    rf"|, {_AGE} (?:years?|yrs?|months?|mths?)[- ]old\b)"
    rf"|\b(?:{_AGE}|{_IN_WORDS})[- ]years?[- ]old (?P<after>{_NAME})\b"
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


def findings(text: str) -> list[Finding]:
    """Give the places that look like private details, in order of the text (REV-7).

    An ordinary date, a telephone number and the initials of a speaker are left alone.
    """
    return sorted(_found(text), key=lambda each: (each.start, each.end))


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
    """What a pattern cannot say by itself: the check digit, and words that are no names."""
    if kind is Kind.NHS_NUMBER:
        return is_nhs_number(match[0])
    if kind is Kind.NAME_AND_AGE:
        return not _NO_NAME.fullmatch(match["before"] or match["after"])
    return True


def _sentence(words: str, kind: Kind) -> str:
    return (
        f"“{words}” looks like {_LOOKS_LIKE[kind]}. Keep case references only. "
        "Change it, or mark as checked."
    )
