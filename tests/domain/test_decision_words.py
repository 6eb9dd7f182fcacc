"""What the words of a decision say the group did, and what they never say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.decision_words import (
    Decided,
    condition_said,
    decided,
    dissent_said,
    lead_before,
    lifted,
    verb_said,
    written,
)
from masa_desktop.domain.decisions import DecisionMethod, DecisionVerb, particulars_words

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


A, N, R = DecisionVerb.AGREED, DecisionVerb.NOTED, DecisionVerb.RECOMMENDED
APPROVED = DecisionVerb.APPROVED
MAJORITY, VOTE = DecisionMethod.MAJORITY, DecisionMethod.VOTE
CONSENSUS = DecisionMethod.CONSENSUS
PARTS = [
    ("AGREED to publish the audit", Decided("to publish the audit", A)),
    ("Agreed that it be published.", Decided("that it be published.", A)),
    ("Noted the paper", Decided("the paper", N)),
    ("RECOMMENDED: a shorter form", Decided("a shorter form", R)),
    ("The group recommended a form", Decided("a form", R)),
    ("Members AGREED the plan", Decided("the plan", A)),
    ("Members agreed", Decided("Members agreed", A)),
    ("It was noted that it is late", Decided("that it is late", N)),
    ("We agreed: the plan", Decided("the plan", A)),
    ("The Executive agreed the plan", Decided("the plan", A)),
    ("The board agreed the plan", Decided("The board agreed the plan", A)),
    ("The group unanimously agreed it", Decided("The group unanimously agreed it", A)),
    ("to note the report", Decided("the report", N)),
    ("To recommend that it goes", Decided("that it goes", R)),
    ("to note the report. HM dissented.", Decided("the report.", N, "", "HM")),
    (
        "to approve the plan, subject to advice",
        Decided("the plan", DecisionVerb.APPROVED, "advice"),
    ),
    ("Unanimously agreed to publish", Decided("Unanimously agreed to publish", A)),
    ("Noted.", Decided("Noted.", N)),
    ("Agreed: .5 FTE", Decided(".5 FTE", A)),
    ("Agreed – -5% on the levy", Decided("-5% on the levy", A)),
    ("Noted that it is late, subject to appeal", Decided("that it is late, subject to appeal", N)),
    ("Noted and agreed", Decided("Noted and agreed")),
    ("Agreed (unread) forms go", Decided("Agreed (unread) forms go")),
    (
        "Agreed to publish, subject to legal advice. HM dissented.",
        Decided("to publish.", A, "legal advice", "HM"),
    ),
    (
        "publish – subject to a costed plan. HM, SGe and JL dissented",
        Decided("publish.", None, "a costed plan", "HM, SGe and JL"),
    ),
    (
        "Publish it. HM and JL dissented. Subject to advice.",
        Decided("Publish it.", None, "advice", "HM and JL"),
    ),
    ("Publish it, HM dissenting", Decided("Publish it", None, "", "HM")),
    (
        "Publish it, SGe abstaining, HM and JL against.",
        Decided("Publish it, SGe abstaining.", None, "", "HM and JL"),
    ),
    ("Publish it. JL against.", Decided("Publish it.", None, "", "JL")),
    ("Publish it with HM dissenting", Decided("Publish it", None, "", "HM")),
    ("Publish it, subject to advice, HM dissenting", Decided("Publish it", None, "advice", "HM")),
    ("Publish it, on condition that it is costed.", Decided("Publish it.", None, "it is costed")),
    ("Publish it, provided that JL signs", Decided("Publish it", None, "JL signs")),
    ("Publish it, conditional on advice", Decided("Publish it", None, "advice")),
    (
        "Publish it, subject to advice, proposed by HM, seconded JL",
        Decided("Publish it, proposed by HM, seconded JL", None, "advice"),
    ),
    (
        "Approved, by majority, provided that the budget is confirmed; HM against.",
        Decided("Approved.", APPROVED, "the budget is confirmed", "HM", MAJORITY),
    ),
    ("Approved by a majority.", Decided("Approved.", APPROVED, method=MAJORITY)),
    ("Agreed by consensus that it go", Decided("that it go", A, method=CONSENSUS)),
    ("The group agreed, by vote, to go.", Decided("to go.", A, method=VOTE)),
    ("Approved by majority vote: the plan", Decided("the plan", APPROVED, method=MAJORITY)),
    (
        "Approved the plan, by majority, subject to advice.",
        Decided("the plan.", APPROVED, "advice", method=MAJORITY),
    ),
    ("Publish it. By vote. HM dissented.", Decided("Publish it.", None, "", "HM", VOTE)),
    ("Agreed to decide by vote", Decided("to decide by vote", A)),
    ("Agreed to settle it, by vote.", Decided("to settle it, by vote.", A)),
    ("Agreed by a majority of two to go", Decided("by a majority of two to go", A)),
    (
        "Agreed to go unless JL objects, HM abstained.",
        Decided("to go unless JL objects, HM abstained.", A),
    ),
]
LEFT = [
    "Publish it. XX dissented.",
    "Publish it. HM and XX dissented.",
    "Publish it, HM dissented.",
    "Supported by SGe, JL, HM dissenting",
    "Publish it, JL abstained",
    "Publish it by majority",
    "Publish it, XX against",
    "to note the report and publish it",
    "to approve the plan at the next meeting",
    "to comment on the draft",
    "to defer the plan",
    "HM dissented.",
    "Publish it. HM dissented. It goes out in June.",
    "Subject to legal advice.",
    "Publish it subject to legal advice.",
    "That, subject to legal advice, it be published.",
    "Publish it, subject to legal advice, costs and time.",
    "Publish it, subject to legal advice and to send it in June.",
    "Publish it, subject to advice from St. Mary.",
    "Publishing was refused, subject to legal advice.",
    "Publish it, subject to legal advice. It goes out in June.",
    "To fund two posts. To fund a third, subject to the budget.",
    "To fund two posts; to fund a third, subject to the budget.",
    "That the panel cannot go ahead, subject to legal advice.",
    "The group postponed the plan, subject to a report.",
    "Review all children, subject to child protection plans.",
]
KNOWN = ("HM", "JL", "SGe")
WHO = ("HM", "JL", "XX", "noted", "not")


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_a_decision_is_taken_apart_into_what_is_printed_elsewhere(text, parts):
    assert decided(text, KNOWN, "Northshire Executive") == parts


def test_a_clause_that_is_a_condition_is_put_together_as_one():
    said = Decided("to publish.", A, "it is costed")
    assert written(said) == "Agreed to publish, on condition that it is costed."
    assert decided(written(said)) == said


@pytest.mark.parametrize("text", LEFT)
def test_what_is_not_certain_stays_in_the_words(text):
    assert decided(text, KNOWN) == Decided(text)


@given(
    st.lists(
        st.sampled_from(
            [
                *",.–:",
                "Agreed",
                "to publish",
                "subject to",
                "advice",
                "and",
                "dissented",
                "by vote",
                *WHO,
            ]
        )
    ).map(" ".join)
    | st.text()
)
def test_no_word_of_a_decision_is_lost_or_said_twice(text):
    found = decided(text, KNOWN)
    said = [found.text]
    said += ["subject to", found.conditions] if found.conditions else []
    said += [found.dissent, "dissented"] if found.dissent else []
    said += [particulars_words(found.method)]
    kept = words_of(*said)
    assert words_of(text) in (kept, words_of(*said, found.verb or ""))


TEXTS = st.sampled_from(["to publish.", "that it be published.", "the form."])
VERBS = st.sampled_from([verb for verb in DecisionVerb if verb is not N])
CONDITIONS, DISSENTS = st.sampled_from(["", "legal advice"]), st.sampled_from(["", "HM and JL"])
METHODS = st.sampled_from(DecisionMethod)


@given(
    st.builds(Decided, TEXTS, VERBS, CONDITIONS, DISSENTS, METHODS)
    | st.builds(Decided, st.just("Publish it."), st.none(), CONDITIONS, DISSENTS, METHODS)
    | st.builds(Decided, st.just("A form is used."), VERBS.filter(lambda one: one is not A))
)
def test_a_decision_put_together_is_taken_apart_as_it_was(said):
    assert decided(written(said), KNOWN) == said


@given(
    st.builds(
        Decided,
        TEXTS | st.text(),
        st.none() | st.sampled_from(DecisionVerb),
        CONDITIONS | st.just("costs, time and St. Mary"),
        DISSENTS | st.just("Police."),
        METHODS,
    )
)
def test_words_put_together_come_apart_again_whatever_they_are(said):
    left = lifted(written(said), said)
    assert left is not None
    assert words_of(left) in (words_of(said.text), words_of(said.text, said.verb or ""))


@pytest.mark.parametrize(
    ("text", "lead", "printed"),
    [
        ("Agreed.", "AGREED", ""),
        ("Agreed.", "AGREED SUBJECT TO A CONDITION", "SUBJECT TO A CONDITION"),
        ("agreed", *["AGREED IN PRINCIPLE, TO BE RATIFIED"] * 2),
        ("Agreed.", "NOT AGREED", "NOT AGREED"),
        ("Noted.", "AGREED", "AGREED"),
        ("Agreed it.", "AGREED", "AGREED"),
        ("", "AGREED", "AGREED"),
    ],
)
def test_a_verb_that_is_all_the_words_is_not_printed_twice(text, lead, printed):
    assert lead_before(text, lead) == printed


def test_words_changed_since_are_all_that_is_said():
    said = Decided("", A, "legal advice", "HM")
    assert lifted("Agreed to publish.", said) is None


def words_of(*texts):
    said = " ".join(texts).casefold()
    return sorted("".join(sign if sign.isalnum() else " " for sign in said).split())


@pytest.mark.parametrize(
    ("text", "condition", "dissent"),
    [
        ("That, subject to advice, it goes. HM voted against.", "subject to", "voted against"),
        ("Publish on condition that it is costed; HM abstained", "on condition", "abstained"),
        ("Review children subject to a plan", "", ""),
        ("Publish it, provided that it is costed", "provided that", ""),
        ("Publish the list of services provided that help", "", ""),
        ("Audit all cases subject to a child protection plan. Nobody dissented.", "", ""),
        ("Publish. JL recorded a dissent", "", "dissent"),
        ("Agreed without dissent", "", ""),
        ("Nobody dissented or abstained", "", ""),
        ("No date was set and HM dissented.", "", "dissented"),
        ("Not everybody agreed: HM voted against", "", "voted against"),
    ],
)
def test_words_of_a_condition_or_a_dissent_are_known(text, condition, dissent):
    assert (condition_said(text), dissent_said(text)) == (condition, dissent)
