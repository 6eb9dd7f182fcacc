"""Decisions: the words that lead them in minutes (DEC-1, MIN-7)."""

from __future__ import annotations

import pytest

from masa_desktop.domain.decisions import (
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    dissenters_words,
    method_label,
    particulars_words,
    printed_lead,
    settled_by,
    status_label,
    status_when_taken,
    verb_label,
    waits_again_because,
)


@pytest.mark.parametrize(
    ("status", "lead"),
    [
        (DecisionStatus.AGREED, "AGREED"),
        (DecisionStatus.TO_BE_RATIFIED, "AGREED IN PRINCIPLE, TO BE RATIFIED"),
        (DecisionStatus.CONDITIONAL, "AGREED SUBJECT TO A CONDITION"),
        (DecisionStatus.QUORUM_UNDECIDED, "AGREED, QUORUM FOR THE CHAIR TO DECIDE"),
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
    lead = printed_lead(DecisionStatus.DEFERRED, DecisionVerb.RECOMMENDED)
    assert lead == "DEFERRED, TO RECOMMEND"
    assert printed_lead(DecisionStatus.NOT_AGREED, DecisionVerb.APPROVED) == "NOT APPROVED"


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
    assert [verb_label(each) for each in DecisionVerb][:3] == ["Noted", "Recommended", "Agreed"]


def test_a_status_says_what_the_group_did():
    recommended = DecisionVerb.RECOMMENDED
    assert status_label(DecisionStatus.CONDITIONAL) == "Agreed with a condition"
    assert status_label(DecisionStatus.CONDITIONAL, recommended) == "Recommended with a condition"
    assert status_label(DecisionStatus.AGREED, DecisionVerb.NOTED) == "Noted"
    assert status_label(DecisionStatus.NOT_AGREED, recommended) == "Not agreed"


def test_M1_a_quorum_nobody_recorded_is_neither_there_nor_away():
    for conditional in (True, False):
        found = status_when_taken(quorate=None, conditional=conditional)
        assert found is DecisionStatus.QUORUM_UNDECIDED


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((DecisionMethod.NOT_STATED,), ""),
        ((DecisionMethod.CONSENSUS,), "By consensus."),
        ((DecisionMethod.NOT_STATED, "Police"), "Dissent: Police."),
        (
            (DecisionMethod.VOTE, "Police.", " a  plan "),
            "By vote. Dissent: Police. Condition: a plan.",
        ),
        ((DecisionMethod.MEDIATED, "", "."), "After mediation."),
    ],
)
def test_DEC1_only_what_was_said_is_printed(said, words):
    assert particulars_words(*said) == words


@pytest.mark.parametrize(
    ("dissent", "words"),
    [
        ("OP", "Owen Prydderch (Police)"),
        ("OP, AD and JL.", "Owen Prydderch (Police), Aled Dunn and JL"),
        ("Owen Prydderch (Police)", "Owen Prydderch (Police)"),
        ("OP had doubts", "OP had doubts"),
        ("", ""),
    ],
)
def test_DEC1_whoever_dissented_is_named_the_same_way_however_it_was_recorded(dissent, words):
    called = {"OP": "Owen Prydderch (Police)", "AD": "Aled Dunn"}
    assert dissenters_words(dissent, called) == words


def test_DEC1_every_method_but_the_unknown_one_has_words_for_the_minutes():
    silent = {one for one in DecisionMethod if not particulars_words(one)}
    assert silent == {DecisionMethod.NOT_STATED}


@pytest.mark.parametrize(
    ("line", "became"),
    [
        ("Decision EXEC-2025-D001 was RATIFIED.", DecisionStatus.RATIFIED),
        ("EXEC-2025-D001 was not\nratified.", DecisionStatus.NOT_RATIFIED),
        ("EXEC-2025-D001 is to be ratified in June.", None),
        ("EXEC-2025-D001 was discussed.", None),
    ],
)
def test_a_line_says_what_became_of_a_decision(line, became):
    assert settled_by(line) is became


def test_what_waits_again_says_why():
    assert waits_again_because("14 April 2026", "", 4).endswith("removed from those minutes.")
    lacking = waits_again_because("14 April 2026", "Police is not represented", None)
    assert lacking.endswith("that meeting was not quorate: Police is not represented.")
