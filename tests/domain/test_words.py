"""Dates and counts read as British English whatever the computer is set to."""

from __future__ import annotations

import locale
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain import words

THURSDAY = date(2026, 6, 4)


def test_a_date_in_a_sentence_has_its_weekday():
    assert words.long_date(THURSDAY) == "Thursday 4 June 2026"


def test_a_date_in_a_table_is_short_and_september_has_three_letters():
    assert words.short_date(THURSDAY) == "4 Jun 2026"
    assert words.short_date(date(2026, 9, 14)) == "14 Sep 2026"


def test_plain_dates_and_months_need_no_weekday():
    assert words.plain_date(THURSDAY) == "4 June 2026"
    assert words.month_and_year(THURSDAY) == "June 2026"


def test_times_are_of_twenty_four_hours():
    assert words.clock_time(time(14)) == "14:00"
    assert words.clock_time(time(9, 5, 59)) == "09:05"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (time(9, 30), time(12, 11), "Tuesday 10 February 2026, 09:30 to 12:11"),
        (time(9, 30), None, "Tuesday 10 February 2026, 09:30"),
        (None, time(12, 11), "Tuesday 10 February 2026, until 12:11"),
        (None, None, "Tuesday 10 February 2026"),
        (time(0), time(0), "Tuesday 10 February 2026, 00:00 to 00:00"),
    ],
)
def test_a_meeting_says_the_times_it_knows(start, end, said):
    assert words.when(date(2026, 2, 10), start, end) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 actions"), (1, "1 action"), (3, "3 actions"), (1200, "1,200 actions")],
)
def test_a_count_carries_its_noun(number, said):
    assert words.count(number, "action") == said


def test_an_irregular_plural_can_be_given():
    assert words.count(2, "agency", "agencies") == "2 agencies"
    assert words.count(1, "agency", "agencies") == "1 agency"


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_has_no_comma_before_and(parts, said):
    assert words.listed(parts) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("monthly", "Monthly"), ("the ICB leads", "The ICB leads"), ("6 weeks", "6 weeks")],
)
def test_a_capital_changes_the_first_letter_only(text, expected):
    assert words.capital(text) == expected


def test_one_is_and_several_or_none_are():
    assert [words.is_are(number) for number in (0, 1, 2)] == ["are", "is", "are"]


@pytest.mark.parametrize(
    ("number", "word", "ordinal", "figure"),
    [
        (1, "one", "first", "1st"),
        (2, "two", "second", "2nd"),
        (3, "three", "third", "3rd"),
        (12, "twelve", "twelfth", "12th"),
        (13, "thirteen", "thirteenth", "13th"),
        (20, "twenty", "twentieth", "20th"),
        (21, "21", "21st", "21st"),
        (22, "22", "22nd", "22nd"),
        (111, "111", "111th", "111th"),
        (-1, "-1", "-1st", "-1st"),
    ],
)
def test_numbers_have_words_up_to_twenty(number, word, ordinal, figure):
    assert words.number_word(number) == word
    assert words.ordinal_word(number) == ordinal
    assert words.ordinal_figure(number) == figure


@given(st.dates())
def test_a_written_date_names_the_day_python_knows(day):
    weekday, number, month, year = words.long_date(day).split()
    assert words.WEEKDAYS.index(weekday) == day.weekday()
    assert date(int(year), words.MONTHS.index(month) + 1, int(number)) == day


def test_another_language_setting_changes_nothing():
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("cy_GB.UTF-8", "fr_FR.UTF-8", "de_DE.UTF-8", "C.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert words.long_date(THURSDAY) == "Thursday 4 June 2026"
    finally:
        locale.setlocale(locale.LC_TIME, before)


def test_a_near_date_says_its_year_only_when_it_is_far():
    today = date(2026, 2, 10)
    assert words.near_date(date(2026, 1, 23), today) == "23 Jan"
    assert words.near_date(date(2026, 8, 12), today) == "12 Aug 2026"
