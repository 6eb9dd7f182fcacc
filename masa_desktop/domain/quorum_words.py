"""A quorum rule in plain words, as the terms of reference would put it.

Promises that a group without a rule is told so, and that an agency not on the list is never named.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from masa_desktop.domain.quorum_rules import (
    HeadCount,
    QuorumRule,
    Rounding,
    Seats,
    deputies_label,
    if_inquorate_label,
)
from masa_desktop.domain.words import capital, is_are, listed, number_word

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_SET_SENTENCE = (
    "No quorum is set for this group, so the app cannot say whether it is quorate. "
    "Add the rule from the terms of reference."
)
UNLISTED = "an agency not on the list"


def in_words(rule: QuorumRule, names: Mapping[str, str]) -> str:
    """Say the rule in plain words; names gives words for agency ids."""
    if not rule.is_set:
        return NOT_SET_SENTENCE
    said = [requirements(rule, names)]
    if rule.chair_discretion:
        said.append("The chair may decide that fewer are enough for the agenda.")
    said.append(deputies_label(rule.deputies_count))
    if not rule.online_counts:
        said.append("Attending online or by phone does not count.")
    if rule.people_or_agencies is HeadCount.PEOPLE:
        said.append("One person counts for one agency only.")
    said.append(if_inquorate_label(rule.if_inquorate))
    return " ".join(said)


def requirements(rule: QuorumRule, names: Mapping[str, str]) -> str:
    """Say what must be met, without what counts; names gives words for agency ids."""
    said: list[str] = []
    if rule.all_of:
        said.append(_all_of_words(rule, names))
    if rule.min_of:
        agencies = listed([names.get(each, UNLISTED) for each in rule.min_of.agency_ids])
        called = f"the {number_word(len(rule.min_of.agency_ids))} {rule.called or 'named agencies'}"
        said.append(
            f"At least {number_word(rule.min_of.number)} of {called} ({agencies}) are represented."
        )
    said += _number_sentences(rule)
    if rule.chair_required:
        acting = " or whoever acts in the chair" if rule.acting_chair_satisfies else ""
        said.append(f"The chair{acting} is present.")
    return " ".join(said)


def sentence_of(words: str) -> str:
    """Give words their capital and full stop."""
    return f"{capital(words)}."


def _all_of_words(rule: QuorumRule, names: Mapping[str, str]) -> str:
    clauses = [
        " or ".join(names.get(agency, UNLISTED) for agency in clause) for clause in rule.all_of
    ]
    if rule.called and all(len(clause) == 1 for clause in rule.all_of):
        every = {1: "The", 2: "Both"}.get(len(clauses), f"All {number_word(len(clauses))}")
        return f"{every} {rule.called} {is_are(len(clauses))} represented."
    return sentence_of(f"{listed(clauses)} {is_are(len(clauses))} represented")


def _number_sentences(rule: QuorumRule) -> list[str]:
    parts: list[str] = []
    if rule.min_members:
        parts.append(f"at least {_counted(rule.min_members, 'member', 'members')}")
    if rule.min_agencies:
        parts.append(f"at least {_counted(rule.min_agencies, 'agency', 'agencies')}")
    parts += [f"at least {number_word(each.number)} of the {each.called}" for each in rule.minima]
    said = [sentence_of(f"{listed(parts)} are present")] if parts else []
    if rule.min_fraction:
        share = rule.min_fraction
        lead = "More than" if share.rounding is Rounding.MORE_THAN else "At least"
        of = "the filled seats" if share.of is Seats.FILLED else "all seats (vacant ones included)"
        ending = {Rounding.UP: ", rounded up", Rounding.DOWN: ", rounded down"}
        words = f"{_share_words(share.fraction)} of {of}"
        said.append(f"{lead} {words} are present{ending.get(share.rounding, '')}.")
    return said


def _counted(number: int, one: str, many: str) -> str:
    return f"{number_word(number)} {one if number == 1 else many}"


def _share_words(share: Fraction) -> str:
    known = {Fraction(1, 2): "half", Fraction(1, 3): "one third", Fraction(2, 3): "two thirds"}
    percent = share * 100
    plain = f"{percent.numerator}%" if percent.denominator == 1 else f"{share} "
    return known.get(share, plain.strip())
