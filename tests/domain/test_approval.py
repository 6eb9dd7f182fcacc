"""Who must agree minutes, and the words for it."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain import approval
from masa_desktop.domain.approval import Agreement, Outcome

DAY = date(2026, 4, 14)
EAST = Agreement("Eastshire Executive", DAY, 3, 2)
WEST = Agreement("Westshire Executive", date(2026, 4, 21), None, 0)


@pytest.mark.parametrize(
    ("parents", "is_joint", "expected"),
    [
        ((), False, ("own",)),
        (("east",), False, ("own",)),
        (("east", "west"), False, ("own",)),
        (("east", "west"), True, ("east", "west")),
        (("east", "west", "east"), True, ("east", "west")),
        (("east",), True, ("own",)),
        ((), True, ("own",)),
    ],
    ids=["alone", "sub-group", "two parents", "MIN-9", "M6 twice", "one known", "none known"],
)
def test_each_parent_of_a_joint_group_must_agree(parents, is_joint, expected):
    assert approval.required("own", parents, is_joint=is_joint) == expected


def test_the_outcome_follows_from_the_corrections():
    assert approval.outcome_of(0) is Outcome.AGREED
    assert approval.outcome_of(3) is Outcome.CORRECTED
    assert [approval.outcome_label(one) for one in Outcome] == ["Agreed", "Agreed with corrections"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((date(2025, 12, 9), None), (DAY, None), True),
        ((DAY, None), (date(2025, 12, 9), None), False),
        ((DAY, time(9)), (DAY, time(14)), True),
        ((DAY, time(14)), (DAY, time(9)), False),
        ((DAY, time(9)), (DAY, None), False),
        ((DAY, None), (DAY, time(14)), False),
        ((DAY, time(9)), (DAY, time(9)), False),
    ],
)
def test_minutes_are_agreed_at_a_later_meeting(first, second, expected):
    assert approval.is_before(first, second) is expected


def test_the_paper_says_where_minutes_were_agreed():
    assert approval.sentence([EAST]) == (
        "Agreed with 2 corrections at the meeting of 14 April 2026, item 3."
    )
    assert approval.sentence([WEST]) == "Agreed at the meeting of 21 April 2026."
    assert approval.sentence([]) == ""


def test_the_paper_names_the_groups_of_joint_minutes():
    assert approval.sentence([EAST], ["Westshire Executive"]) == (
        "Agreed by Eastshire Executive with 2 corrections at its meeting of 14 April 2026, item 3. "
        "Still to be agreed by Westshire Executive."
    )
    assert approval.sentence([EAST, WEST]).endswith(
        "Agreed by Westshire Executive at its meeting of 21 April 2026."
    )


def test_the_standing_names_who_is_outstanding():
    assert approval.standing_words([], ["A"]) == "Not yet agreed"
    assert approval.standing_words(["A"], ["B"]) == "Agreed by A, B outstanding"
    assert approval.standing_words(["A", "B"], []) == "Agreed by A and B"


def test_the_minutes_say_it_in_the_words_of_minutes():
    on = date(2025, 12, 9)
    assert approval.minuted(on, 0) == "The minutes of 9 December 2025 were AGREED."
    assert approval.minuted(on, 1) == (
        "The minutes of 9 December 2025 were AGREED with one correction."
    )
    assert approval.minuted(on, 2, "Joint CDOP") == (
        "The minutes of Joint CDOP, 9 December 2025, were AGREED with two corrections."
    )
    assert approval.agreed_words(1) == "Agreed with 1 correction"


def test_withheld_corrections_are_counted():
    assert approval.withheld_corrections(1) == "1 correction recorded separately."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for a read b", set()),
        ("Item 5: for “14 of 17” read “15 of 17”", {5}),
        ("Item 1: strike what item 4 says", {1, 4}),
        ("Items 1, 2 and 9", {1, 2, 9}),
        ("items 3 to 5 and 8", {3, 4, 5, 8}),
        ("ITEMS 3–5", {3, 4, 5}),
        ("Item 4, line 2", {4}),
        ("item 5 to 3", {3, 5}),
        ("the items of 2019", set()),
        ("reitem 4", set()),
    ],
)
def test_every_item_a_correction_speaks_of_is_found(text, expected):
    assert approval.items_named(text) == expected


@given(st.text(max_size=60))
def test_reading_the_items_of_a_correction_never_fails(text):
    assert all(0 <= number <= 999 for number in approval.items_named(f"Item 7 {text}"))
