"""Decisions: how they were reached, where they stand and the words that lead them in minutes.

Promises that a decision taken without a quorum, or where nobody recorded whether there was one, is
never printed as simply agreed.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import capital, plain_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class DecisionMethod(StrEnum):
    """How a decision was reached (DEC-1)."""

    CONSENSUS = "consensus"
    VOTE = "vote"
    MAJORITY = "majority"
    PARTNER_PRIMACY = "partner_primacy"
    CHAIRS_ACTION = "chairs_action"
    WRITTEN_PROCEDURE = "written_procedure"
    MEDIATED = "mediated"
    ESCALATED = "escalated"
    NOT_STATED = "not_stated"


_METHOD_LABELS: Mapping[DecisionMethod, str] = {
    DecisionMethod.CONSENSUS: "Consensus",
    DecisionMethod.VOTE: "Vote",
    DecisionMethod.MAJORITY: "Majority",
    DecisionMethod.PARTNER_PRIMACY: "Primacy of the statutory partners",
    DecisionMethod.CHAIRS_ACTION: "Chair’s action",
    DecisionMethod.WRITTEN_PROCEDURE: "Written procedure",
    DecisionMethod.MEDIATED: "Mediated",
    DecisionMethod.ESCALATED: "Escalated",
    DecisionMethod.NOT_STATED: "Not said",
}


def method_label(method: DecisionMethod) -> str:
    """Give the words for a method."""
    return _METHOD_LABELS[method]


_REACHED: Mapping[DecisionMethod, str] = {
    DecisionMethod.CONSENSUS: "By consensus",
    DecisionMethod.VOTE: "By vote",
    DecisionMethod.MAJORITY: "By majority",
    DecisionMethod.PARTNER_PRIMACY: "By primacy of the statutory partners",
    DecisionMethod.CHAIRS_ACTION: "By chair’s action",
    DecisionMethod.WRITTEN_PROCEDURE: "By written procedure",
    DecisionMethod.MEDIATED: "After mediation",
    DecisionMethod.ESCALATED: "After escalation",
}


def particulars_words(method: DecisionMethod, dissent: str = "", conditions: str = "") -> str:
    """Say in one line what is known of how it was reached; "" if nothing was said (DEC-1, DEC-3).

    "By vote. Dissent: Police. Condition: the plan is costed by June."
    """
    said = (
        _REACHED.get(method, ""),
        f"Dissent: {_bare(dissent)}" if _bare(dissent) else "",
        f"Condition: {_bare(conditions)}" if _bare(conditions) else "",
    )
    return " ".join(f"{part}." for part in said if part)


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


_BETWEEN = re.compile(r"(, | and )")


def dissenters_words(dissent: str, called: Mapping[str, str]) -> str:
    """Name whoever dissented in full: "Owen Prydderch (Northshire Police)" of "OP" (DEC-1).

    `called` are full names by the initials of those minutes; what is none of these stays as typed.
    """
    parts = _BETWEEN.split(_bare(dissent))
    return "".join(called.get(part, part) for part in parts)


class ConditionState(StrEnum):
    """What became of the condition of a decision (DEC-3); the minutes never say it."""

    NOT_SAID = ""
    MET = "met"
    NOT_MET = "not_met"
    LAPSED = "lapsed"


_CONDITION_LABELS: Mapping[ConditionState, str] = {
    ConditionState.NOT_SAID: "Nobody has said",
    ConditionState.MET: "Met",
    ConditionState.NOT_MET: "Not met",
    ConditionState.LAPSED: "Lapsed",
}


def condition_label(state: ConditionState) -> str:
    """Give the words for what became of a condition."""
    return _CONDITION_LABELS[state]


def condition_words(state: ConditionState, on: date | None = None, note: str = "") -> str:
    """Say what became of a condition; "" while nobody has said.

    "Met on 3 June 2026: budget paper agreed."
    """
    if state is ConditionState.NOT_SAID:
        return ""
    joined = ", said on" if state is ConditionState.NOT_MET else " on"
    day = f"{joined} {plain_date(on)}" if on else ""
    told = f": {_bare(note)}" if _bare(note) else ""
    return f"{condition_label(state)}{day}{told}."


class DecisionStatus(StrEnum):
    """Where a decision stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CONDITIONAL = "conditional"
    QUORUM_UNDECIDED = "quorum_undecided"
    TO_BE_RATIFIED = "to_be_ratified"
    RATIFIED = "ratified"
    NOT_RATIFIED = "not_ratified"
    DEFERRED = "deferred"
    NOT_AGREED = "not_agreed"
    SUPERSEDED = "superseded"


_STATUS_LABELS: Mapping[DecisionStatus, str] = {
    DecisionStatus.PROPOSED: "Proposed",
    DecisionStatus.AGREED: "Agreed",
    DecisionStatus.CONDITIONAL: "Agreed with a condition",
    DecisionStatus.QUORUM_UNDECIDED: "Agreed, quorum for the chair to decide",
    DecisionStatus.TO_BE_RATIFIED: "To be ratified",
    DecisionStatus.RATIFIED: "Ratified",
    DecisionStatus.NOT_RATIFIED: "Not ratified",
    DecisionStatus.DEFERRED: "Deferred",
    DecisionStatus.NOT_AGREED: "Not agreed",
    DecisionStatus.SUPERSEDED: "Superseded",
}


class DecisionVerb(StrEnum):
    """What a group did with the matter, said the same way each time (MIN-7, W213)."""

    NOTED = "noted"
    RECOMMENDED = "recommended"
    AGREED = "agreed"
    ENDORSED = "endorsed"
    APPROVED = "approved"
    COMMENTED = "commented"
    RESOLVED = "resolved"


def verb_label(verb: DecisionVerb) -> str:
    """Give the word for a verb."""
    return verb.value.capitalize()


def status_label(status: DecisionStatus, verb: DecisionVerb = DecisionVerb.AGREED) -> str:
    """Give the words for a status, with what the group did where it did something (MIN-7).

    "Agreed with a condition", of another verb "Recommended with a condition".
    """
    label, agreed = _STATUS_LABELS[status], verb_label(DecisionVerb.AGREED)
    return f"{verb_label(verb)}{label[len(agreed) :]}" if label.startswith(agreed) else label


_WITHOUT_EFFECT = (
    DecisionStatus.NOT_AGREED,
    DecisionStatus.NOT_RATIFIED,
    DecisionStatus.SUPERSEDED,
)


def is_condition_open(status: DecisionStatus, conditions: str, state: ConditionState) -> bool:
    """Whether somebody has yet to say what became of the condition (DEC-3)."""
    has_one = bool(_bare(conditions)) or status is DecisionStatus.CONDITIONAL
    return has_one and state is ConditionState.NOT_SAID and status not in _WITHOUT_EFFECT


_ALONE: Mapping[DecisionStatus, str] = {
    DecisionStatus.PROPOSED: "PROPOSED",
    DecisionStatus.DEFERRED: "DEFERRED",
}
_TO: Mapping[DecisionVerb, str] = {
    DecisionVerb.NOTED: ", TO NOTE",
    DecisionVerb.RECOMMENDED: ", TO RECOMMEND",
    DecisionVerb.AGREED: "",
    DecisionVerb.ENDORSED: ", TO ENDORSE",
    DecisionVerb.APPROVED: ", TO APPROVE",
    DecisionVerb.COMMENTED: ", TO COMMENT",
    DecisionVerb.RESOLVED: ", TO RESOLVE",
}
_ADDED: Mapping[DecisionStatus, str] = {
    DecisionStatus.CONDITIONAL: " SUBJECT TO A CONDITION",
    DecisionStatus.QUORUM_UNDECIDED: ", QUORUM FOR THE CHAIR TO DECIDE",
    DecisionStatus.TO_BE_RATIFIED: " IN PRINCIPLE, TO BE RATIFIED",
    DecisionStatus.RATIFIED: " IN PRINCIPLE, SINCE RATIFIED",
    DecisionStatus.NOT_RATIFIED: " IN PRINCIPLE, NOT RATIFIED",
    DecisionStatus.SUPERSEDED: ", SINCE SUPERSEDED",
}


def printed_lead(status: DecisionStatus, verb: DecisionVerb = DecisionVerb.AGREED) -> str:
    """Give the capitals that lead a decision in minutes, such as "AGREED" (MIN-7).

    A decision taken without a quorum reads "AGREED IN PRINCIPLE, TO BE RATIFIED" (ATT-4). What is
    not done yet says what was to be done, "DEFERRED, TO RECOMMEND": the words may go on from it.
    """
    if status in _ALONE:
        return _ALONE[status] + _TO[verb]
    said = verb.value.upper()
    return f"NOT {said}" if status is DecisionStatus.NOT_AGREED else said + _ADDED.get(status, "")


def status_when_taken(*, quorate: bool | None, conditional: bool = False) -> DecisionStatus:
    """Give the status a decision starts with; lacking a quorum outranks a condition (M1).

    `quorate` is None where that is for the chair to decide and nobody recorded it (E22).
    """
    if quorate is None:
        return DecisionStatus.QUORUM_UNDECIDED
    if not quorate:
        return DecisionStatus.TO_BE_RATIFIED
    return DecisionStatus.CONDITIONAL if conditional else DecisionStatus.AGREED


def waits_because(lacking: str) -> str:
    """Say why a decision waits to be ratified; `lacking` is the verdict's reason, "" if none."""
    return f"{capital(lacking)}." if lacking else "Marked to be ratified by hand."


_BECAME = re.compile(r"(?<!\bbe )\b(not )?ratified\b", re.IGNORECASE)


def settled_by(text: str) -> DecisionStatus | None:
    """What a line of a later meeting says became of a decision; None if it settles nothing."""
    found = _BECAME.search(" ".join(text.split()))
    if found is None:
        return None
    return DecisionStatus.NOT_RATIFIED if found[1] else DecisionStatus.RATIFIED


def waits_again_because(on: str, lacking: str, item: int | None) -> str:
    """Say why a decision that was settled waits again; `on` is the day it was, in words.

    `lacking` is why that meeting was not quorate at `item`, "" if its line was removed.
    """
    if not lacking:
        return f"The line that settled it on {on} was removed from those minutes."
    at = f" at item {item}" if item is not None else ""
    return f"It was settled on {on}, but that meeting was not quorate{at}: {lacking}."


def not_ratifiable_at(*, is_the_same: bool) -> UserError:
    """The refusal of a meeting that cannot ratify; `is_the_same` as the decision was taken at."""
    if is_the_same:
        happened = "A decision is ratified at a later meeting, not at the one that took it."
        do = "If the meeting was quorate after all, correct the roll-call."
    else:
        happened = "This decision can only be ratified at a later meeting of the same group."
        do = "Open that meeting and ratify it there."
    return UserError(happened, safe="The decision still waits to be ratified.", do=do)
