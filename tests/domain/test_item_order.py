"""Items taken out of turn: what a span covers, and how it is said by the numbers of the agenda."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from masa_desktop.domain.attendance import Span
from masa_desktop.domain.item_order import Order
from masa_desktop.domain.quorum import State
from masa_desktop.domain.quorum_loss import Judged, stretch_line
from masa_desktop.domain.roll_call import guest_words, part_words, stretch_words
from masa_desktop.domain.timing import Planned, sequence

AGENDA = tuple("123456789")
SEVEN_EARLY = Order(AGENDA, "123475689")
ENDS = st.one_of(st.none(), st.sampled_from(AGENDA))


def numbers(order, first, last, *, to_the_end=False):
    return sorted(order.numbers(order.span(first, last, to_the_end=to_the_end)))


@given(ENDS, ENDS)
def test_in_turn_a_span_is_read_as_its_numbers(first, last):
    order = Order(AGENDA, AGENDA)
    old = Span(int(first) if first else None, int(last) if last else None)
    assume(not (first and last and last < first))
    for to_the_end in (False, True):
        assert order.span(first, last, to_the_end=to_the_end) == old
    assert order.set_apart(first, last, old) == ()
    assert order.asides(first, last, old) == ("", "")


@given(st.permutations(AGENDA), st.booleans())
def test_in_any_order_somebody_never_gone_was_here_for_all(taken, to_the_end):
    order = Order(AGENDA, taken)
    span = order.span(None, None, to_the_end=to_the_end)
    assert span.is_whole
    assert order.numbers(span) == set(range(1, 10))


@given(st.permutations(AGENDA), st.sampled_from(AGENDA[:-1]))
def test_in_any_order_who_goes_and_who_follows_share_the_items(taken, last):
    order, following = Order(AGENDA, taken), AGENDA[int(last)]
    before, after = numbers(order, None, last), numbers(order, following, None)
    assert sorted(before + after) == list(range(1, 10))
    assert int(following) in after


@pytest.mark.parametrize(
    ("first", "last", "covers", "words"),
    [
        pytest.param(None, "4", "12347", "left during item 5 (item 7 had been taken before)"),
        pytest.param(None, "6", "1234", "left during item 7 (items 5 and 6 were taken later)"),
        pytest.param(None, "7", "1234567", "left during item 8"),
        pytest.param("5", None, "5689", "from item 5 (item 7 had been taken before)"),
        pytest.param("7", None, "56789", "from item 7 (items 5 and 6 were taken later)"),
        pytest.param(
            "7", "4", "7", "from item 7, left during item 5 (item 7 had been taken before)"
        ),
        pytest.param("3", "3", "3", "from item 3, left during item 4"),
    ],
)
def test_the_words_of_a_member_name_what_was_taken_out_of_turn(first, last, covers, words):
    span = SEVEN_EARLY.span(first, last, to_the_end=False)
    assert sorted(SEVEN_EARLY.numbers(span)) == [int(each) for each in covers]
    came, left = SEVEN_EARLY.asides(first, last, span)
    at = [SEVEN_EARLY.number.get(each or "") for each in (first, last)]
    assert part_words(*at, came_aside=came, left_aside=left) == words


def test_a_guest_stays_to_the_end_of_an_item_whenever_the_next_is_taken():
    assert numbers(SEVEN_EARLY, "3", "4", to_the_end=True) == [3, 4]
    span = SEVEN_EARLY.span("4", "5", to_the_end=True)
    apart = SEVEN_EARLY.set_apart("4", "5", span)
    assert guest_words(4, 5, 9, apart) == "for items 4, 5 and 7"
    assert stretch_words(4, 5, apart) == " for items 4, 5 and 7"


def test_a_guest_for_two_items_taken_the_other_way_round_was_here_for_both():
    turned = Order(AGENDA, "124356789")
    assert numbers(turned, "3", "4", to_the_end=True) == [3, 4]


def test_who_came_for_an_item_was_here_for_it_though_the_next_was_taken_before():
    assert numbers(SEVEN_EARLY, "6", "6") == [6]


@given(st.permutations(AGENDA), st.sampled_from(AGENDA), st.sampled_from(AGENDA), st.booleans())
def test_in_any_order_who_came_was_here_for_the_item_they_came_at(taken, first, last, to_the_end):
    assume(first <= last)
    assert int(first) in numbers(Order(AGENDA, taken), first, last, to_the_end=to_the_end)


def test_a_stretch_without_a_quorum_out_of_turn_names_its_items():
    judged = [
        Judged(int(each), State.NOT_QUORATE if each in "5689" else State.QUORATE, "nobody is here")
        for each in SEVEN_EARLY.taken
    ]
    told = stretch_line(judged, 5, 8)
    assert told == "The meeting was not quorate for items 5, 6, 8 and 9: nobody was here."


def test_an_item_taken_early_goes_before_what_is_still_to_come():
    items = [Planned(each, int(each), position=each) for each in AGENDA]
    assert "".join(sequence(items, list("123475"))) == "123475689"
    assert "".join(sequence(items, list("12435"))) == "124356789"
