"""Fuzzy dates keep their text and sort by their latest day: vectors D21 and D22, CAL-3."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain import words
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.fuzzy import FinancialYear, FuzzyDate, YearStyle, parse, year_style_label

NUMBERS = ("0", "1", "4", "12", "19", "20", "28", "31", "1900", "2018", "2019", "2099", "q1", "fy")
MARKS = (
    "/",
    "-",
    "–",
    ".",
    ",",
    "th",
    "st",
    "to",
    "by",
    "from",
    "and",
    "between",
    "before",
    "after",
)
NAMES = ("winter", "autumn", "june", "april", "feb", "the", "end", "early", "mid", "of")
DATE_WORDS = (*NUMBERS, *MARKS, *NAMES)
FIRST_JUNE_2026, FOURTH_JUNE_2026 = date(2026, 6, 1), date(2026, 6, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-04",
        "4/6/2026",
        "04/06/26",
        "04.06.2026",
        "4-6-2026",
        "4 June 2026",
        "4th June 2026",
        "4 th June 2026",
        "4th of June, 2026",
        "Thursday 4 June 2026",
        "Thu 4 Jun 2026.",
        "June 4, 2026",
        "on 4 June 2026",
        "  4   JUNE 2026 ",
    ],
)
def test_an_exact_date_is_one_day(text):
    read = parse(text)
    assert (read.earliest, read.latest) == (FOURTH_JUNE_2026, FOURTH_JUNE_2026)
    assert read.exact
    assert read.text == text


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        pytest.param("end April 2019", date(2019, 4, 21), date(2019, 4, 30), id="D21-end"),
        pytest.param("By end April 2019", None, date(2019, 4, 30), id="D21-by-end"),
        pytest.param("early June 2019", date(2019, 6, 1), date(2019, 6, 10), id="D21-early"),
        pytest.param("By early June 2019", None, date(2019, 6, 10), id="D21-by-early"),
        pytest.param("mid-June 2019", date(2019, 6, 11), date(2019, 6, 20), id="D21-mid"),
        pytest.param("Late February 2024", date(2024, 2, 21), date(2024, 2, 29), id="D21-late"),
        pytest.param(
            "the end of September 2019", date(2019, 9, 21), date(2019, 9, 30), id="end-of"
        ),
        pytest.param("autumn 2019", date(2019, 9, 1), date(2019, 11, 30), id="D21-autumn"),
        pytest.param("Spring 2019", date(2019, 3, 1), date(2019, 5, 31), id="D21-spring"),
        pytest.param("winter 2019", date(2019, 12, 1), date(2020, 2, 29), id="D21-winter"),
        pytest.param("winter 2019/20", date(2019, 12, 1), date(2020, 2, 29), id="D21-winter-years"),
        pytest.param("late autumn 2019", date(2019, 11, 1), date(2019, 11, 30), id="late-autumn"),
        pytest.param("2025/28", date(2025, 4, 1), date(2028, 3, 31), id="D21-plan"),
        pytest.param("January 2025", date(2025, 1, 1), date(2025, 1, 31), id="D21-month"),
        pytest.param("Sept 2025", date(2025, 9, 1), date(2025, 9, 30), id="D21-sept"),
        pytest.param("2019-04", date(2019, 4, 1), date(2019, 4, 30), id="month-in-figures"),
        pytest.param("2019-20", date(2019, 4, 1), date(2020, 3, 31), id="D22-dash"),
        pytest.param("2018/19", date(2018, 4, 1), date(2019, 3, 31), id="D22-slash"),
        pytest.param("FY19", date(2018, 4, 1), date(2019, 3, 31), id="D22-fy"),
        pytest.param("2011-12", date(2011, 4, 1), date(2012, 3, 31), id="month-or-year"),
        pytest.param("2011/12", date(2011, 4, 1), date(2012, 3, 31), id="year-only"),
        pytest.param("2019", date(2019, 1, 1), date(2019, 12, 31), id="year"),
        pytest.param("early 2020", date(2020, 1, 1), date(2020, 4, 30), id="early-year"),
        pytest.param("end of 2020", date(2020, 9, 1), date(2020, 12, 31), id="end-year"),
        pytest.param("Q2 2026", date(2026, 4, 1), date(2026, 6, 30), id="quarter"),
        pytest.param("Q2 2026/27", date(2026, 7, 1), date(2026, 9, 30), id="financial-quarter"),
        pytest.param("Q4 2026-27", date(2027, 1, 1), date(2027, 3, 31), id="last-quarter"),
        pytest.param("By 20 th June 2019", None, date(2019, 6, 20), id="by"),
        pytest.param("From 1 st July 2019", date(2019, 7, 1), None, id="from"),
        pytest.param("before 1 June 2026", None, date(2026, 5, 31), id="before"),
        pytest.param("after May 2026", FIRST_JUNE_2026, None, id="after"),
        pytest.param("no later than 4 June 2026", None, FOURTH_JUNE_2026, id="no-later"),
        pytest.param("2018-12 to 2019-01", date(2018, 12, 1), date(2019, 1, 31), id="range"),
        pytest.param(
            "December 2018 – January 2019", date(2018, 12, 1), date(2019, 1, 31), id="dashed-range"
        ),
        pytest.param(
            "between 1 July 2019 and 30 September 2019",
            date(2019, 7, 1),
            date(2019, 9, 30),
            id="between",
        ),
    ],
)
def test_a_vague_date_has_the_ends_its_words_give(text, earliest, latest):
    assert parse(text) == FuzzyDate(text, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "within 12 months",
        "following September",
        "first year",
        "June",
        "end April",
        "early",
        "by",
        "TBC",
        "31 June 2019",
        "13/25/2026",
        "Monday 4 June 2026",
        "2026-02-30",
        "2026-13",
        "2014 / 2017",
        "1999-2150",
        "Q5 2026",
        "Q2 2025/28",
        "summer 2019/20",
        "30 September 2019 to 1 July 2019",
        "4 June 2026\x00",
        "٤ June ٢٠٢٦",
        "by " * 5000,
    ],
)
def test_what_is_not_understood_keeps_its_text_and_has_no_ends(text):
    assert parse(text) == FuzzyDate(text, None, None)
    assert parse(text).reading() == "date not known"


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("early June 2019", "1 Jun 2019 to 10 Jun 2019"),
        ("4 June 2026", "4 Jun 2026"),
        ("By end April 2019", "no later than 30 Apr 2019"),
        ("From 1 st July 2019", "no earlier than 1 Jul 2019"),
    ],
)
def test_the_reading_can_be_shown_beside_the_text(text, reading):
    assert parse(text).reading() == reading


def test_dates_sort_by_their_latest_day_and_unknown_ones_come_last_d21():
    in_order = [
        "By end April 2019",
        "By early June 2019",
        "By 20 th June 2019",
        "June 2019",
        "From 1 st July 2019",
        "By 10 September 2019",
        "autumn 2019",
        "2018/19 to 2019/20",
        "January 2025",
        "2025/28",
        "within 12 months",
    ]
    dates = sorted((parse(text) for text in reversed(in_order)), key=FuzzyDate.sort_key)
    assert [one.text for one in dates] == in_order


def test_a_date_cannot_begin_after_it_ends():
    with pytest.raises(ValueError, match="begin"):
        FuzzyDate("odd", FOURTH_JUNE_2026, FIRST_JUNE_2026)


@given(st.text(max_size=90))
def test_no_text_whatever_is_refused(text):
    assert parse(text).text == text


@given(
    st.lists(
        st.sampled_from(DATE_WORDS),
        max_size=8,
    ),
    st.sampled_from(["", " "]),
)
def test_no_jumble_of_date_words_is_refused(parts, gap):
    read = parse(gap.join(parts))
    assert read.earliest is None or read.latest is None or read.earliest <= read.latest


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_date_the_program_writes_is_read_back(day):
    for written in (
        day.isoformat(),
        words.long_date(day),
        words.short_date(day),
        f"{day:%d/%m/%Y}",
    ):
        assert (parse(written).earliest, parse(written).latest) == (day, day)


@pytest.mark.parametrize("text", ["2018/19", "2018-19", "2018–19", "2018/2019", "FY19", "fy 2019"])
def test_one_financial_year_has_many_spellings_d22(text):
    assert FinancialYear.parse(text) == FinancialYear(2018)


def test_a_financial_year_is_written_in_the_house_style_d22():
    labels = [FinancialYear(2018).label(style) for style in YearStyle]
    assert labels == ["2018/19", "2018-19", "FY19"]
    assert FinancialYear(1999).label() == "1999/00"
    assert year_style_label(YearStyle.DASH) == "2018-19"


@pytest.mark.parametrize("text", ["", "2018", "2018/20", "2018-04", "19/20", "FY", "next year"])
def test_what_is_no_financial_year_is_refused_with_the_spellings_that_are(text):
    with pytest.raises(UserError) as refused:
        FinancialYear.parse(text)
    assert "2018/19" in refused.value.do


@given(st.dates(date(2000, 4, 1), date(2099, 3, 31)), st.sampled_from(YearStyle))
def test_a_day_lies_in_its_financial_year_and_the_label_leads_back(day, style):
    year = FinancialYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert FinancialYear.parse(year.label(style)) == year
    assert FinancialYear.of(year.last_day + timedelta(days=1)) == FinancialYear(year.start + 1)
