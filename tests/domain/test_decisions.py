"""Decisions: the words that lead them in minutes (DEC-1, MIN-7)."""

from __future__ import annotations

import pytest

from masa_desktop.domain.decisions import (
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    method_label,
    printed_lead,
    status_label,
    status_when_taken,
    verb_label,
)


@pytest.mark.parametrize(
    ("status", "lead"),
    [
        (DecisionStatus.AGREED, "AGREED"),
        (DecisionStatus.TO_BE_RATIFIED, "AGREED IN PRINCIPLE, TO BE RATIFIED"),
        (DecisionStatus.CONDITIONAL, "AGREED SUBJECT TO A CONDITION"),
        (DecisionStatus.DEFERRED, "DEFERRED"),
        (DecisionStatus.NOT_AGREED, "NOT AGREED"),
    ],
)
def test_a_decision_is_led_by_its_status(status, lead):
    assert printed_lead(status) == lead


def test_the_verb_said_at_the_meeting_is_printed():
    assert printed_lead(DecisionStatus.AGREED, DecisionVerb.NOTED) == "NOTED"
    lead = printed_lead(DecisionStatus.TO_BE_RATIFIED, DecisionVerb.ENDORSED)
    assert lead == "ENDORSED IN PRINCIPLE, TO BE RATIFIED"


@pytest.mark.parametrize("status", [each for each in DecisionStatus if each != "agreed"])
def test_only_an_agreed_decision_is_printed_as_plainly_agreed(status):
    assert printed_lead(status) != "AGREED"


def test_M1_a_decision_without_a_quorum_waits_to_be_ratified():
    assert status_when_taken(quorate=False, conditional=True) is DecisionStatus.TO_BE_RATIFIED
    assert status_when_taken(quorate=True, conditional=True) is DecisionStatus.CONDITIONAL
    assert status_when_taken(quorate=True) is DecisionStatus.AGREED


def test_every_code_has_its_own_words():
    assert len({method_label(each) for each in DecisionMethod}) == len(DecisionMethod)
    assert len({status_label(each) for each in DecisionStatus}) == len(DecisionStatus)
    assert [verb_label(each) for each in DecisionVerb][:2] == ["Noted", "Agreed"]
