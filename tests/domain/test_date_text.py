from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.date_text import (
    coming_complaint,
    day_complaint,
    day_gone,
    day_to_come,
    day_typed,
    gone_complaint,
    time_typed,
)
from masa_desktop.domain.days import Calendar
from masa_desktop.domain.words import clock_time, long_date, plain_date, short_date

NEAR = date(2019, 8, 20)
CALENDAR = Calendar.of({"division": "x", "last_year": 2020, "days": []})
SECOND = date(2019, 9, 2)


@pytest.mark.parametrize(
    "text",
    ["2/9/2019", "2.9.19", "2 Sep 2019", "2019-09-02", "2nd September 2019", " 2  sep ", "2/9"],
)
def test_a_day_is_read_however_it_is_written(text):
    assert day_typed(text, NEAR) == SECOND


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("end of Feb 2028", date(2028, 2, 29)),
        ("the end of February 2028", date(2028, 2, 29)),
        ("end Nov 2019", date(2019, 11, 30)),  # a Saturday: the last day, worked or not
        ("end of March", date(2019, 3, 31)),
        ("end of soon 2028", None),
        ("end of 2028", None),
    ],
)
def test_D21_the_end_of_a_month_is_its_last_day(text, on):
    assert day_typed(text, NEAR) == on


def test_today_is_the_day_it_is_asked_near():
    assert day_typed("Today", NEAR) == NEAR


@pytest.mark.parametrize(
    "text",
    ["", "September 2019", "31 Feb 2019", "soon", "2019", "Tuesday 2 September 2019", "32/1"],
)
def test_what_does_not_settle_one_day_is_not_guessed(text):
    assert day_typed(text, NEAR) is None


@pytest.mark.parametrize(
    ("text", "gone", "to_come"),
    [
        ("2 Sep 2019", SECOND, SECOND),
        ("3 dec", date(2018, 12, 3), date(2019, 12, 3)),
        ("3 feb", date(2019, 2, 3), date(2020, 2, 3)),
        ("Friday", date(2019, 8, 16), date(2019, 8, 23)),
        ("last tuesday", date(2019, 8, 13), None),
        ("yesterday", date(2019, 8, 19), None),
        ("2 weeks ago", date(2019, 8, 6), None),
        ("+5wd", None, date(2019, 8, 27)),
        ("by end October", None, date(2019, 10, 31)),
        ("tomorrow", None, date(2019, 8, 21)),
        ("3 feb 2126", date(2126, 2, 3), date(2126, 2, 3)),
        ("next friday", None, None),
        ("soon", None, None),
        ("2019", None, None),
        ("March 2019", None, None),
        ("early June 2019", None, None),
        ("June 2026", None, None),
        ("end of Feb 2028", None, date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_the_way_its_field_looks(text, gone, to_come):
    assert day_gone(text, NEAR) == gone
    assert day_to_come(text, NEAR, CALENDAR) == to_come


def test_a_day_that_is_refused_is_told_why():
    assert day_complaint("3 feb 2126")[0] == "The year 2126 is out of reach."
    assert day_complaint("end of Feb 2028")[0] == "“end of Feb 2028” is not a date."
    assert day_complaint("June 2026")[0] == "“June 2026” is not a date."
    assert day_complaint("Feb 2126")[0] == "“Feb 2126” is not a date."
    assert gone_complaint("next friday", NEAR, CALENDAR)[0] == "“next friday” is still to come."
    assert gone_complaint("March 2019", NEAR, CALENDAR)[0] == "“March 2019” is not a date."
    assert gone_complaint("end March 2019", NEAR, CALENDAR)[0].endswith("is not a date.")
    assert gone_complaint("soon", NEAR, CALENDAR)[0] == "“soon” is not a date."
    assert coming_complaint("next friday", NEAR, CALENDAR) == (
        "“next friday” is not one day.",
        "It can be Friday 23 August 2019 or Friday 30 August 2019: enter the one that is meant.",
    )


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_way_we_write_a_day_is_read_back(day):
    for written in (short_date(day), long_date(day), plain_date(day), day.isoformat()):
        assert day_typed(written, NEAR) == day


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_or_the_complaint(text):
    for read in (day_typed, day_gone):
        read(text, NEAR)
    day_to_come(text, NEAR, CALENDAR)
    gone_complaint(text, NEAR, CALENDAR)
    coming_complaint(text, NEAR, CALENDAR)
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
        ("Noon", time(12)),
        ("midday", time(12)),
        ("half past nine", time(9, 30)),
        ("5 to 12", time(11, 55)),
        ("a quarter to one pm", time(12, 45)),
        ("ten past 2pm", time(14, 10)),
    ],
)
def test_a_time_is_read_however_it_is_written(text, at):
    assert time_typed(text) == at


@pytest.mark.parametrize(
    "text", ["", "25:00", "9:75", "5 to 2", "40 past 9", "half past", "13pm", "0pm", "1:2:3"]
)
def test_what_is_no_time_is_not_guessed(text):
    assert time_typed(text) is None


@given(st.times())
def test_every_time_we_write_is_read_back(at):
    assert time_typed(clock_time(at)) == time(at.hour, at.minute)
