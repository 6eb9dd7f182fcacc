"""A quorum lost and regained, in words: since when, what stands, what follows, what was done."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain import quorum_loss as rules
from masa_desktop.domain.quorum import State
from masa_desktop.domain.quorum_loss import Departure, Judged, Outcome
from masa_desktop.domain.quorum_rules import Deputies, IfInquorate

YES, NO = State.QUORATE, State.NOT_QUORATE
POLICE = "Northshire Police is not represented"


def judged(words, lacking=POLICE):
    """One letter an item: q quorate, n not."""
    return [
        Judged(number, NO, lacking) if letter == "n" else Judged(number, YES)
        for number, letter in enumerate(words, start=1)
    ]


def test_the_quorum_lost_during_item_6_is_lost_for_6_and_later():
    items = judged("qqqqqnnnnn")
    assert rules.stretch_at(items, 7) == (5, 9)
    assert rules.stretch_at(items, 4) is None
    assert rules.stand_words(items[:5]) == "Items 1 to 5 stand."


def test_one_item_stands_and_none_is_not_mentioned():
    assert rules.stand_words(judged("q")) == "Item 1 stands."
    assert rules.stand_words(judged("qn")) == "Item 1 stands."
    assert rules.stand_words([]) == ""
    assert rules.stand_words(judged("qqnq")) == "Items 1, 2 and 4 stand."


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(10, 58), "Northshire Police left at 10:58, during item 6."),
        (None, "Northshire Police left during item 6."),
    ],
)
def test_a_departure_says_when_only_if_it_is_known(at, words):
    assert Departure("Northshire Police", at, 6).sentence == words


def test_the_headline_tells_lost_from_never_there():
    left = [Departure("Northshire Police", time(10, 58), 6)]
    assert rules.headline(left, POLICE, was_quorate=True) == (
        "The meeting is no longer quorate. Northshire Police left at 10:58, during item 6."
    )
    assert rules.headline(
        [], "six members are here, eight members are needed", was_quorate=False
    ) == ("The meeting is not quorate. Six members are here, eight members are needed.")


@pytest.mark.parametrize(
    ("deputies", "ending"),
    [
        (
            Deputies.WITH_AUTHORITY,
            "Northshire Police is back or a deputy with delegated authority joins.",
        ),
        (Deputies.ANY, "Northshire Police is back or a deputy joins."),
        (Deputies.NO, "Northshire Police is back."),
    ],
)
def test_what_would_end_it_follows_the_rule_for_deputies(deputies, ending):
    said = rules.follow_words(6, ["Northshire Police"], [], deputies)
    assert said == f"Anything agreed since is marked “to be ratified” until {ending}"


def test_who_never_came_is_not_asked_back():
    said = rules.follow_words(1, [], ["Northshire Police", "Riverside Council"], Deputies.ANY)
    assert said.endswith("until Northshire Police and Riverside Council are represented.")
    assert rules.follow_words(None, [], [], Deputies.ANY) == (
        "Anything agreed is marked “to be ratified” until the meeting is quorate again."
    )


@pytest.mark.parametrize("rule", list(IfInquorate))
def test_the_chair_may_always_rule_otherwise(rule):
    offered = rules.choices(rule, NO)
    assert Outcome.RULING in offered
    assert Outcome.DEFERRED in offered
    assert rules.choices(rule, YES) == ()


def test_the_way_of_the_terms_of_reference_comes_first():
    assert rules.choices(IfInquorate.STOP, NO)[0] is Outcome.STOPPED
    assert rules.choices(IfInquorate.CANCEL, NO)[0] is Outcome.CANCELLED
    assert set(rules.choices(IfInquorate.NOT_STATED, NO)) == set(Outcome) - {Outcome.ENOUGH}
    assert rules.choices(IfInquorate.STOP, State.CHAIR_DECIDES)[0] is Outcome.ENOUGH


def test_silent_terms_of_reference_are_said_to_be_silent():
    assert rules.rule_says(IfInquorate.NOT_STATED) == (
        "The terms of reference do not say what happens then."
    )
    assert rules.rule_says(IfInquorate.CHAIR_DECIDES) == (
        "By the terms of reference, the chair decides what can proceed."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("that items 7 and 8 go ahead.", "The chair ruled that items 7 and 8 go ahead."),
        ("items 7 and 8 go ahead", "The chair ruled that items 7 and 8 go ahead."),
        ("Items 7 and 8 go ahead", "The chair ruled: Items 7 and 8 go ahead."),
    ],
)
def test_a_ruling_keeps_the_chairs_words(text, sentence):
    assert rules.ruling_sentence(Outcome.RULING, text) == sentence


def test_what_was_done_at_a_later_item_says_so():
    said = rules.ruling_sentence(Outcome.STOPPED, "the room was needed", item=8)
    assert said == "At item 8, the meeting was stopped: the room was needed."


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_words_and_a_sentence(outcome):
    assert rules.outcome_label(outcome)
    assert rules.ruling_sentence(outcome, "so it was").endswith("so it was.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("qqqqqnnqq", "The meeting was not quorate from item 6 to item 7"),
        ("qqqqqnqqq", "The meeting was not quorate for item 6"),
        ("qqqqqnnnn", "The meeting was not quorate from item 6 on"),
        ("nnnnnnnnn", "The meeting was not quorate"),
    ],
)
def test_the_paper_says_for_which_items(words, said):
    items = judged(words)
    (found,) = rules.stretches(items)
    assert rules.stretch_line(items, *found) == f"{said}: Northshire Police was not represented."


def test_another_reason_begins_another_stretch():
    items = [*judged("qn"), *judged("n", "six members are here, eight members are needed")]
    assert rules.stretches(items) == [(1, 1), (2, 2)]


def test_the_minutes_say_when_it_came_back_and_only_then():
    items = judged("qqqqqnnqq")
    assert rules.restored_line(items, 7) == "The meeting was quorate again from item 8."
    assert rules.restored_line(items, 8) == rules.restored_line(items, 0) == ""
    assert rules.restored_line(items, 6) == ""
    assert rules.lost_line(items, 6) == (
        "The meeting was not quorate from item 6: Northshire Police was not represented."
    )


def test_the_past_tense_leaves_names_alone():
    said = Judged(1, NO, "Care is Here Trust is not represented; the chair is not here")
    assert rules.past(said) == "Care is Here Trust was not represented; the chair was not here"


@given(st.text("qn", min_size=1, max_size=20))
def test_every_item_without_a_quorum_is_in_one_stretch(words):
    items = judged(words)
    covered = [place for first, last in rules.stretches(items) for place in range(first, last + 1)]
    assert covered == [place for place, letter in enumerate(words) if letter == "n"]
    for place in covered:
        first, last = rules.stretch_at(items, place)
        assert first <= place <= last
        assert {one.state for one in items[first : last + 1]} == {NO}


CHAIR, YES = State.CHAIR_DECIDES, State.QUORATE


@pytest.mark.parametrize(
    ("states", "ruled", "place", "found"),
    [
        ([CHAIR] * 3, [], 1, None),
        ([CHAIR] * 3, [(1, Outcome.ENOUGH)], 2, True),
        ([CHAIR] * 3, [(1, Outcome.ENOUGH)], 0, None),
        ([CHAIR] * 3, [(0, Outcome.ENOUGH), (1, Outcome.INFORMAL)], 2, False),
        ([CHAIR] * 3, [(0, Outcome.ENOUGH), (0, Outcome.DEFERRED)], 0, True),
        ([CHAIR] * 3, [(0, Outcome.RULING)], 0, None),
        ([CHAIR, YES, CHAIR], [(0, Outcome.ENOUGH)], 2, None),
    ],
)
def test_what_the_chair_found_holds_from_there_on_while_it_is_the_chairs(
    states, ruled, place, found
):
    assert rules.chair_found(states, ruled, place) is found
