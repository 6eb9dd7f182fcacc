"""Initials: lengthened only on a clash, whatever the order (MEM-12, P9, P16)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.initials import folded, unique_initials


def of(*names):
    found = unique_initials([(f"id{place}", name, None) for place, name in enumerate(names)])
    return [found[f"id{place}"] for place in range(len(names))]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Helen Marchetti", "Owen Prydderch"], ["HM", "OP"]),
        (["Sarah Gellert", "Samir Gadhvi"], ["SGe", "SGa"]),
        (["Amy Firth", "Adam Farrow"], ["AFi", "AFa"]),
        (["Dr Fergus Muir", "Cllr Margaret Fairweather", "Mr. Tom Lord"], ["FM", "MF", "TL"]),
        (["Élodie O’Brien", "Anne-Marie Smith-Jones"], ["EO", "AS"]),
        (["Sean O'Loughlin", "Sara Oduya"], ["SOl", "SOd"]),
        (["Sam Gall", "Sam Gallo"], ["SamGall", "SGallo"]),
        (["Sarah Gell", "Simon Gell"], ["SaG", "SiG"]),
        (["Marcus Thorne, DCI", "Prince"], ["MT", "P"]),
        (["Jan van der Berg"], ["JB"]),
        (["Det. Supt Owen Prydderch", "DCI Marcus Thorne"], ["OP", "MT"]),
        (["Lord"], ["L"]),
        (["Ola Østby", "Łucja Nowak"], ["OO", "LN"]),
        (["Jo Lind", "Jo Lind"], ["JL1", "JL2"]),
        (["", "—"], ["?1", "?2"]),
    ],
)
def test_P9_initials_are_short_and_unique(names, expected):
    assert of(*names) == expected


def test_preferred_initials_are_kept_and_others_give_way():
    found = unique_initials([("a", "Sarah Gellert", "SG"), ("b", "Samir Gadhvi", None)])
    assert found == {"a": "SG", "b": "SGa"}


def test_the_same_wish_twice_is_granted_once_by_name():
    found = unique_initials([("a", "Zoe Young", "Z"), ("b", "Amir Zed", "z")])
    assert found == {"b": "z", "a": "ZY"}


def test_a_blank_wish_is_no_wish():
    assert unique_initials([("a", "Zoe Young", " ")]) == {"a": "ZY"}


def test_somebody_who_joins_later_never_changes_initials_already_given():
    first = [("a", "Sarah Gellert", None), ("b", "Owen Prydderch", None)]
    held = unique_initials(first)
    later = [(key, name, held[key]) for key, name, _ in first]
    assert unique_initials([("0", "Samir Gadhvi", None), *later]) == {**held, "0": "SGa"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O’Loughlin", "o'loughlin"),
        ("Smith-Jones", "Smith Jones"),
        ("Smith‑Jones", "smith – jones"),
        ("Élodie  ÅS", "elodie as"),
        ("STRASSE", "Straße"),
        ("Łucja", "lucja"),
    ],
)
def test_P16_names_are_folded_for_search(one, other):
    assert folded(one) == folded(other)


NAMES = st.lists(st.text("abAB é'-.", max_size=8), min_size=1, max_size=2).map(" ".join)
WISHES = st.none() | st.text("abAB12", max_size=3)
PEOPLE = st.dictionaries(st.text("xyz", min_size=1), st.tuples(NAMES, WISHES), max_size=12)


@settings(deadline=None)
@given(PEOPLE, st.randoms())
def test_no_two_people_share_initials_and_order_makes_no_difference(people, shuffler):
    rows = [(key, name, wish) for key, (name, wish) in people.items()]
    found = unique_initials(rows)
    assert set(found) == set(people)
    assert len({each.casefold() for each in found.values()}) == len(people)
    assert all(found.values())
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    assert unique_initials(shuffled) == found


@settings(deadline=None)
@given(PEOPLE, st.tuples(NAMES, WISHES))
def test_initials_passed_back_as_preferred_are_held(people, newcomer):
    held = unique_initials([(key, name, wish) for key, (name, wish) in people.items()])
    rows = [(key, name, held[key]) for key, (name, _) in people.items()]
    again = unique_initials([("new", newcomer[0], None), *rows])
    assert {key: again[key] for key in held} == held


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(name):
    assert folded(folded(name)) == folded(name)
