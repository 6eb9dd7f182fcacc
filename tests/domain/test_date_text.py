from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.date_text import day_complaint, day_typed, time_typed
from masa_desktop.domain.words import clock_time, long_date, plain_date, short_date

NEAR = date(2019, 8, 20)
SECOND = date(2019, 9, 2)


@pytest.mark.parametrize(
    "text",
    ["2/9/2019", "2.9.19", "2 Sep 2019", "2019-09-02", "2nd September 2019", " 2  sep ", "2/9"],
)
def test_a_day_is_read_however_it_is_written(text):
    assert day_typed(text, NEAR) == SECOND


def test_today_is_the_day_it_is_asked_near():
    assert day_typed("Today", NEAR) == NEAR


@pytest.mark.parametrize(
    "text",
    ["", "September 2019", "31 Feb 2019", "soon", "2019", "Tuesday 2 September 2019", "32/1"],
)
def test_what_does_not_settle_one_day_is_not_guessed(text):
    assert day_typed(text, NEAR) is None


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_way_we_write_a_day_is_read_back(day):
    for written in (short_date(day), long_date(day), plain_date(day), day.isoformat()):
        assert day_typed(written, NEAR) == day


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_or_the_complaint(text):
    day_typed(text, NEAR)
    sentence, example = day_complaint(text)
    assert sentence.endswith(".")
    assert example.startswith("Enter a date such as")


@pytest.mark.parametrize("text", ["31 Feb 2026", "31/2/2026", "30th February 2026"])
def test_a_day_too_high_for_its_month_is_told_how_many_there_are(text):
    assert day_complaint(text) == (
        "February 2026 has 28 days.",
        "Enter a date such as 28 Feb 2026.",
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("14:00", time(14)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("9", time(9)),
        ("2pm", time(14)),
        ("2.15 pm", time(14, 15)),
        ("12am", time(0)),
        ("12 pm", time(12)),
    ],
)
def test_a_time_is_read_however_it_is_written(text, at):
    assert time_typed(text) == at


@pytest.mark.parametrize("text", ["", "25:00", "9:75", "noon", "13pm", "0pm", "1:2:3"])
def test_what_is_no_time_is_not_guessed(text):
    assert time_typed(text) is None


@given(st.times())
def test_every_time_we_write_is_read_back(at):
    assert time_typed(clock_time(at)) == time(at.hour, at.minute)
