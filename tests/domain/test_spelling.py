"""Which words of a line are checked, and which are nobody's spelling mistake."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.spelling import Checker, is_checked, key, straight, words_of


def said(text):
    return [word.text for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The audit was presented.", ["The", "audit", "was", "presented"]),
        ("See EXEC-2026-014 and A1.", ["See", "and"]),
        ("SGe and AD to ask MASH", ["and", "to", "ask"]),
        ("the DSLs' and the ICB’s reports", ["the", "and", "the", "reports"]),
        ("9 of 12 under-16s by 14:00", ["of", "by"]),
        ("write to a.b@riverside.gov.uk now", ["write", "to", "now"]),
        ("see www.gov.uk, https://x.uk/a or gov.uk", ["see", "or"]),
        ("in report.docx, e.g. there", ["in", "there"]),
        (r"under \\server\share\minutes now", ["under", "now"]),
        ("/a SGe circulate audt by Friday", []),
        ("//minutes of it", ["minutes", "of", "it"]),
        ("children and/or carers", ["children", "and", "or", "carers"]),
        ('partners’ and children’s ‘quoted’ "said"', None),
        ("a multi-agency, well‑being", ["multi-agency", "well‑being"]),
        ("naïve café", ["naïve", "café"]),
        ("O’Brien and McDonald", ["and"]),
        ("", []),
    ],
)
def test_the_words_that_are_checked(text, words):
    expected = words if words is not None else ["partners", "and", "children’s", "quoted", "said"]
    assert said(text) == expected


def test_of_a_word_with_hyphens_only_the_wrong_part_is_marked():
    known = {"multi", "agency", "co-opted", "long"}
    found = Checker(known.__contains__).unknown("multi-agncy co-opted long-agency")
    assert [(word.start, word.end, word.text) for word in found] == [(6, 11, "agncy")]


def test_the_dictionary_is_asked_with_a_straight_apostrophe():
    asked = []
    Checker(lambda word: bool(asked.append(word)) or True).unknown("children’s")
    assert asked == ["children's"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moss’s", "moss"),
        ("MOSS'S", "Moss"),
        ("well‑being", "Well-being"),
        ("co\u00adopt", "coopt"),
    ],
)
def test_two_ways_of_writing_one_word_have_one_key(one, other):
    assert key(one) == key(other)


@given(st.text(max_size=80))
def test_words_stand_in_the_text_in_order_and_are_checked_by_themselves(text):
    end = 0
    for word in words_of(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= end
        assert is_checked(word.text)
        end = word.end


@given(st.text(max_size=80))
def test_no_words_are_unknown_when_all_are_known(text):
    assert Checker(lambda word: True).unknown(text) == []


@given(st.text(alphabet="ab-’/@.1S \n", max_size=40))
def test_with_nothing_known_the_unknown_words_are_those_that_are_checked(text):
    checker = Checker(lambda word: False)
    found = [word for word in checker.unknown(text) if "-" not in word.text]
    assert checker.unknown(text) == checker.unknown(text)
    for word in found:
        assert text[word.start : word.end] == word.text
    whole = [word for word in words_of(text) if "-" not in straight(word.text)]
    assert [word for word in whole if word not in found] == []


def test_each_word_is_asked_for_once():
    asked = []
    checker = Checker(lambda word: bool(asked.append(word)) or word != "mistakke")
    found = [checker.unknown("a mistakke is a mistakke") for _ in range(3)]
    assert [word.start for word in found[2]] == [2, 16]
    assert asked == ["mistakke", "is"]


@given(st.text(max_size=30))
def test_straight_words_stay_as_they_are(text):
    assert straight(straight(text)) == straight(text)
    assert key(text) == key(straight(text))


def test_a_long_run_is_read_in_a_moment():
    begun = time.perf_counter()
    for sign in ".-'a@\\/":
        list(words_of(sign * 8_000))
    assert time.perf_counter() - begun < 0.5


def test_only_the_first_part_of_a_very_long_line_is_checked():
    text = f"zzyx {'a ' * 5_000} qqyx"
    found = Checker(lambda word: word == "a").unknown(text)
    assert [word.text for word in found] == ["zzyx"]
