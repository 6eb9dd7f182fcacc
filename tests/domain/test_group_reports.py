"""What a report of a sub-group is made of, and which agenda items are about such reports."""

from datetime import date

import pytest

from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb
from masa_desktop.domain.group_reports import (
    NOT_FILLED,
    NOTHING,
    Offer,
    OfferKind,
    Part,
    Received,
    adds,
    called,
    concerned,
    counted,
    decision_kind,
    empty,
    holds,
    paragraphs,
    part_hint,
    received_words,
    still_offered,
)

KNOWN = {
    "qa": ["QA", "Quality Assurance Sub-Group"],
    "crg": ["CRG", "Case Review Group", "The Review Panel"],
}
BOTH = ("qa", "crg")
DAY = date(2025, 12, 3)


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Sub-group reports", BOTH),
        ("Reports from sub groups", BOTH),
        ("SUBGROUP UPDATES", BOTH),
        ("Highlight reports", BOTH),
        ("Highlight report: Case review group", ("crg",)),
        ("Quality assurance: quarter three", ("qa",)),
        ("QA update", ("qa",)),
        ("QA and CRG", BOTH),
        ("Minutes of the Quality–Assurance sub-group", ("qa",)),
        ("Review panel’s response", ("crg",)),
        ("Aqua therapy", ()),
        ("qa", ()),
        ("Working groups of schools", ()),
        ("Minutes of the last meeting", ()),
        ("", ()),
    ],
)
def test_an_item_is_about_the_groups_it_names_or_about_all(title, about):
    assert concerned(title, KNOWN) == about


def test_nothing_is_about_sub_groups_where_there_are_none():
    assert concerned("Sub-group reports", {}) == ()


def test_an_empty_part_is_not_filled_in_until_a_person_says_that_there_is_nothing():
    texts = dict.fromkeys(Part, "") | {Part.RISKS: NOTHING}
    assert Part.RISKS not in empty(texts)
    assert len(empty(texts)) == 3
    assert paragraphs(" \n ") == (NOT_FILLED,)
    assert paragraphs("One.\n\n Two. ") == ("One.", "Two.")
    assert all(part_hint(part) for part in Part)


def test_what_is_taken_over_stands_under_what_was_said_and_is_offered_no_more():
    offers = [
        Offer(OfferKind.DECISION, "AGREED: one."),
        Offer(OfferKind.DECISION, "AGREED: two."),
        Offer(OfferKind.CHALLENGE, "Why so few?"),
    ]
    assert counted(offers) == "2 decisions and 1 challenge"
    text = adds("Ours.", [offers[0].line])
    assert text == "Ours.\nAGREED: one."
    assert still_offered(offers, Part.HIGHLIGHTS, text) == (offers[1],)
    assert adds(NOTHING, ["Why so few?"]) == "Why so few?"


@pytest.mark.parametrize(
    ("status", "verb", "kind"),
    [
        (DecisionStatus.AGREED, DecisionVerb.APPROVED, OfferKind.DECISION),
        (DecisionStatus.AGREED, DecisionVerb.RECOMMENDED, OfferKind.RECOMMENDED),
        (DecisionStatus.TO_BE_RATIFIED, DecisionVerb.AGREED, OfferKind.WAITING),
        (DecisionStatus.DEFERRED, DecisionVerb.AGREED, None),
    ],
)
def test_a_decision_is_offered_as_what_it_is(status, verb, kind):
    assert decision_kind(status, verb) is kind


@pytest.mark.parametrize(
    ("state", "on", "words"),
    [
        pytest.param(Received.NO_REPORT, None, "no report", id="M14"),
        (Received.NO_REPORT, DAY, "no report in time, reported 3 December 2025"),
        (Received.REPORTED, DAY, "reported 3 December 2025"),
        (Received.NOT_MET, DAY, "not met since 3 December 2025"),
        (Received.NOT_MET, None, "no meeting on record"),
    ],
)
def test_what_was_received_is_said_in_words(state, on, words):
    assert received_words(state, on) == words


def test_a_group_is_called_as_people_call_it():
    assert called("Quality Assurance", "sub_group") == "Quality Assurance sub-group"
    assert called("Case Review Group", "sub_group") == "Case Review Group"
    assert called("Education Forum", "forum") == "Education Forum"


@pytest.mark.parametrize(
    ("text", "said", "held"),
    [
        ("We heard: the Tool is\nused from March, at last.", "The tool is used from March.", True),
        ("The tool is used from Marchmont on.", "The tool is used from March.", False),
        ("AGREED: Go on.", "Go on", True),
        ("QA-2026-A01 Go on. (due 2 Feb 2026)", "Go on.", True),
        ("We go on as before.", "Go on.", False),
        ("Anything", " . ", False),
    ],
)
def test_words_of_an_entry_are_found_in_a_part_unless_they_are_there_by_chance(text, said, held):
    assert holds(text, said) is held
