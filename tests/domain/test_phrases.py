"""House phrases: found by code or by words, filled at their gap, and kept in an editable list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.phrases import (
    DEFAULT_PHRASES,
    Phrase,
    coded,
    formatted,
    gap_at,
    matching,
    open_gap,
    parse,
)

CODES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,15}", fullmatch=True)
TEXTS = st.text(min_size=1, max_size=60).filter(
    lambda text: text.replace("|", "").strip() and text.count("|") <= 1
)
LISTS = st.lists(st.builds(Phrase, CODES, TEXTS), max_size=6, unique_by=lambda one: one.code)


def codes(found):
    return [one.code for one in found]


def test_the_phrases_supplied_have_codes_of_their_own_and_read_back():
    assert len({one.code for one in DEFAULT_PHRASES}) == len(DEFAULT_PHRASES)
    assert parse(formatted(DEFAULT_PHRASES)) == DEFAULT_PHRASES


def test_the_gap_is_filled_and_the_caret_stands_after_the_words():
    phrase = Phrase("noted", "Members NOTED |.")
    assert phrase.plain == "Members NOTED …."
    assert phrase.filled() == ("Members NOTED ….", 14)
    assert phrase.filled("the audit") == ("Members NOTED the audit.", 23)
    assert phrase.filled("the audit.") == ("Members NOTED the audit.", 23)
    assert Phrase("aob", "No other business.").filled("Thanks.") == (
        *("No other business. Thanks.", 26),
    )


def test_a_code_comes_before_codes_that_begin_so_and_those_before_words():
    listed = (
        Phrase("words", "Members NO longer ask."),
        Phrase("noted", "Members NOTED |."),
        Phrase("no", "Not agreed."),
    )
    assert codes(matching(listed, "no")) == ["no", "noted", "words"]
    assert codes(matching(listed, "NOT")) == ["noted", "no"]


def test_every_word_typed_must_begin_a_word_of_the_phrase_in_any_order():
    listed = (Phrase("a", "Members AGREED the Café paper."), Phrase("b", "Members NOTED it."))
    assert codes(matching(listed, "cafe memb")) == ["a"]
    assert codes(matching(listed, "")) == ["a", "b"]
    assert matching(listed, "zebra") == ()


def test_a_phrase_is_called_by_its_exact_code_in_any_capitals():
    assert coded(DEFAULT_PHRASES, "NOTED").text == "Members NOTED |."
    assert coded(DEFAULT_PHRASES, "note") is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("", "Words."),
        ("two words", "Words."),
        ("a", " "),
        ("a", "|"),
        ("a", "x | y | z"),
        ("é", "x"),
    ],
)
def test_a_phrase_that_cannot_be_is_refused(code, text):
    with pytest.raises(UserError):
        Phrase(code, text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("noted: Members NOTED.\nno colon here", "Line 2 "),
        ("noted: x\n\nNOTED: y", "Line 3 "),
        (": x", "Line 1 "),
    ],
)
def test_a_slip_in_the_list_names_its_line(text, line):
    with pytest.raises(UserError) as refused:
        parse(text)
    assert refused.value.happened.startswith(line)
    assert refused.value.do


def test_colons_in_the_sentence_and_empty_lines_are_no_trouble():
    assert parse("\n verbal :  An update was given:  |.\n\n") == (
        Phrase("verbal", "An update was given: |."),
    )


@given(LISTS)
def test_a_list_written_out_reads_back_as_the_same(phrases):
    assert parse(formatted(phrases)) == tuple(phrases)


@given(LISTS, st.text(max_size=20))
def test_matching_gives_each_phrase_once_and_only_phrases_of_the_list(phrases, said):
    found = matching(phrases, said)
    assert len(found) == len(set(found))
    assert set(found) <= set(phrases)


@given(st.builds(Phrase, CODES, TEXTS), st.text(max_size=20))
def test_the_caret_stands_within_the_filled_sentence(phrase, words):
    text, caret = phrase.filled(words)
    assert 0 <= caret <= len(text)


@given(st.builds(Phrase, CODES, TEXTS))
def test_a_gap_left_open_is_marked_and_what_is_typed_takes_the_place_of_the_mark(phrase):
    text, caret = phrase.filled()
    end = gap_at(text, caret)
    typed = text[:caret] + "the audit" + text[end:]
    assert (typed, caret) == (phrase.text.replace("|", "the audit"), phrase.text.find("|")) or (
        "|" not in phrase.text
    )


@pytest.mark.parametrize("phrase", DEFAULT_PHRASES, ids=lambda one: one.code)
def test_every_phrase_supplied_shows_whether_its_gap_is_open(phrase):
    assert open_gap(phrase.filled()[0]) == ("|" in phrase.text)
    assert not open_gap(phrase.filled("the audit of neglect")[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Members NOTED ….", True),
        ("Members NOTED .", True),
        ("Members NOTED  .", True),
        ("… attended as deputy.", True),
        ("Apologies were received from …", True),
        ("One line.\nMembers AGREED to ….\nAnother.", True),
        ("Waits, staffing and so on….", False),
        ("“… the board should be told”", False),
        ("It fell by .5 per cent.", False),
        ("Members NOTED the audit.", False),
        ("One line.\n.", False),
        ("", False),
    ],
)
def test_an_open_gap_is_told_from_finished_words(text, expected):
    assert open_gap(text) is expected


@given(st.text(max_size=60), st.integers(0, 60))
def test_looking_for_a_gap_never_fails(text, caret):
    assert gap_at(text, caret) == caret + text.startswith("…", caret)
    assert open_gap(text) in (True, False)
