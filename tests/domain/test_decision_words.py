"""What the words of a decision say the group did, and what they never say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.decision_words import verb_said
from masa_desktop.domain.decisions import DecisionVerb

SAID = [
    ("The group recommended a shorter form to the ICB.", DecisionVerb.RECOMMENDED),
    ("recommended that the plan is costed", DecisionVerb.RECOMMENDED),
    ("Noted the paper.", DecisionVerb.NOTED),
    ("Members NOTED the summary paper.", DecisionVerb.NOTED),
    ("The executive unanimously endorsed it", DecisionVerb.ENDORSED),
    ("The safeguarding partners approved the budget", DecisionVerb.APPROVED),
    ("It was RESOLVED to publish", DecisionVerb.RESOLVED),
    ("Commented on the draft", DecisionVerb.COMMENTED),
    ("AGREED to publish the summary, subject to legal advice.", DecisionVerb.AGREED),
    ("Agreed not to publish", DecisionVerb.AGREED),
    ("Noted that the plan was approved in June", DecisionVerb.NOTED),
    ("Resolved to recommend the form", DecisionVerb.RESOLVED),
]
UNSAID = [
    "",
    "Publish the summary",
    "The plan was not approved",
    "It was not approved",
    "The group did not agree, and noted it",
    "not agreed",
    "Not noted",
    "The group approved neither option",
    "The group noted the report and approved the plan",
    "Noted and agreed",
    "Approved minutes to be published",
    "The police recommended a shorter form",
    "Notedly late",
    "If the group agreed",
]


@pytest.mark.parametrize(("text", "verb"), SAID)
def test_the_verb_is_read_from_the_words(text, verb):
    assert verb_said(text) is verb


@pytest.mark.parametrize("text", UNSAID)
def test_nothing_is_read_where_the_words_do_not_say_it(text):
    assert verb_said(text) is None


@given(
    st.lists(
        st.sampled_from(
            ["the", "group", "it", "was", "not", "and", "that", "to", ",", ".", "members", "plan"]
            + [verb.value for verb in DecisionVerb]
        )
    ).map(" ".join)
    | st.text()
)
def test_a_verb_that_is_read_is_the_first_one_in_the_words_and_not_denied(text):
    verb = verb_said(text)
    if verb is not None:
        before, _, _ = text.lower().partition(verb.value)
        assert verb.value in text.lower()
        assert "not" not in before.split()
        assert not any(other.value in before for other in DecisionVerb)
