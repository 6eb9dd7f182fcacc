"""Chains of decisions across bodies run forward in time and never come back to themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.decision_chains import (
    Step,
    chain_words,
    check_link,
    ends,
    in_order,
    reached,
    turned,
)
from masa_desktop.domain.decisions import (
    ConditionState,
    DecisionStatus,
    DecisionVerb,
    condition_words,
    is_condition_open,
)
from masa_desktop.domain.errors import UserError

START = date(2026, 2, 3)
NUMBERS = st.integers(0, 7)


@given(
    gaps=st.lists(st.integers(0, 2), min_size=8, max_size=8),
    tried=st.lists(st.tuples(NUMBERS, NUMBERS), max_size=40),
)
def test_whatever_is_linked_no_chain_comes_back_and_its_order_respects_the_days(gaps, tried):
    days = {str(n): START + timedelta(days=gap) for n, gap in enumerate(gaps)}
    follows = {key: set() for key in days}
    for later, earlier in tried:
        try:
            check_link(days, follows, str(later), str(earlier))
        except UserError:
            continue
        follows[str(later)].add(str(earlier))
    assert all(key not in reached(follows, key) for key in days)
    order = in_order(days, follows)
    assert sorted(order) == sorted(days)
    assert [days[key] for key in order] == sorted(days.values())
    place = {key: number for number, key in enumerate(order)}
    assert all(place[one] < place[key] for key in days for one in follows[key])
    assert turned(turned(follows)) == {key: all_ for key, all_ in follows.items() if all_}


@pytest.mark.parametrize(
    ("later", "earlier", "why"),
    [
        ("endorsed", "endorsed", "follow on from itself"),
        ("recommended", "endorsed", "cannot follow one taken later"),
        ("agreed", "asked", "already follows on from this one"),
    ],
)
def test_a_link_that_cannot_be_is_refused_with_its_reason(later, earlier, why):
    days = {
        "recommended": START,
        "endorsed": date(2026, 2, 10),
        "agreed": date(2026, 2, 17),
        "asked": date(2026, 2, 17),
    }
    follows = {"agreed": {"endorsed"}, "endorsed": {"recommended"}, "asked": {"agreed"}}
    with pytest.raises(UserError, match=why):
        check_link(days, follows, later, earlier)


def test_links_two_laptops_made_in_a_circle_are_still_read_once_each():
    days = {"a": START, "b": START, "c": date(2026, 2, 2)}
    assert in_order(days, {"a": {"b"}, "b": {"a"}, "c": {"elsewhere"}}) == ("c", "a", "b")
    assert reached({"a": {"b"}, "b": {"a"}}, "a") == {"a", "b"}


def test_N118_a_chain_across_bodies_in_words():
    steps = (
        Step("Rapid Review Panel", START, DecisionStatus.AGREED, DecisionVerb.RECOMMENDED),
        Step("Executive", date(2026, 2, 10), DecisionStatus.AGREED, DecisionVerb.ENDORSED),
        Step("National Panel", date(2026, 3, 3), DecisionStatus.CONDITIONAL, DecisionVerb.AGREED),
        Step("Cabinet", date(2026, 4, 7), DecisionStatus.TO_BE_RATIFIED, DecisionVerb.COMMENTED),
        Step("Forum", date(2026, 5, 5), DecisionStatus.DEFERRED, DecisionVerb.AGREED),
    )
    assert chain_words(steps) == (
        "Recommended by Rapid Review Panel, 3 Feb 2026 → endorsed by Executive, 10 Feb 2026 → "
        "agreed on a condition by National Panel, 3 Mar 2026 → commented on in principle by "
        "Cabinet, 7 Apr 2026, to be ratified → deferred by Forum, 5 May 2026"
    )


@pytest.mark.parametrize(
    ("shown", "follows", "last"),
    [
        ("abcd", {"b": ["a"], "c": ["b"]}, "c"),
        ("ab", {"b": ["a"], "c": ["b"]}, "b"),
        ("abd", {"b": ["a"], "c": ["b"], "d": ["c"]}, "d"),
        ("abc", {"b": ["a", "c"], "c": ["b"]}, "c"),
        ("abcd", {"b": ["c"], "c": ["b"], "d": ["b"]}, "d"),
    ],
    ids=["no other", "what follows is not shown", "by way of it", "a loop", "after a loop"],
)
def test_a_chain_ends_with_the_last_decision_shown(shown, follows, last):
    days = {key: START + timedelta(days=ord(key)) for key in shown}
    assert ends(days, follows) == (last,)


def test_B136_what_became_of_a_condition_is_said_with_its_day_and_why():
    on = date(2026, 6, 3)
    assert condition_words(ConditionState.MET, on, "budget paper agreed. ") == (
        "Met on 3 June 2026: budget paper agreed."
    )
    assert condition_words(ConditionState.NOT_MET, on) == "Not met, said on 3 June 2026."
    assert condition_words(ConditionState.LAPSED) == "Lapsed."
    assert condition_words(ConditionState.NOT_SAID, on, "x") == ""


@pytest.mark.parametrize(
    ("status", "conditions", "state", "is_open"),
    [
        (DecisionStatus.CONDITIONAL, "funds", ConditionState.NOT_SAID, True),
        (DecisionStatus.CONDITIONAL, "", ConditionState.NOT_SAID, True),
        (DecisionStatus.TO_BE_RATIFIED, "funds", ConditionState.NOT_SAID, True),
        (DecisionStatus.CONDITIONAL, "funds", ConditionState.LAPSED, False),
        (DecisionStatus.NOT_RATIFIED, "funds", ConditionState.NOT_SAID, False),
        (DecisionStatus.AGREED, " ", ConditionState.NOT_SAID, False),
    ],
)
def test_a_condition_is_open_until_somebody_says_what_became_of_it(
    status, conditions, state, is_open
):
    assert is_condition_open(status, conditions, state) is is_open
