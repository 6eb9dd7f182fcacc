"""Dates and times as people type them are read back, or refused with a sentence and an example."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain import due_text
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.days import Calendar
from masa_desktop.domain.words import long_date, plain_date, short_date

TODAY = date(2026, 2, 10)
CALENDAR = Calendar.of(
    {"division": "x", "last_year": 2027, "days": [{"on": "2026-04-03", "name": "Good Friday"}]}
)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def read(text, next_on=None):
    return due_text.read(text, TODAY, CALENDAR, next_on)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("14/3/2026", date(2026, 3, 14)),
        ("14.3.26", date(2026, 3, 14)),
        ("14/3", date(2026, 3, 14)),
        ("2026-03-14", date(2026, 3, 14)),
        ("14 Mar", date(2026, 3, 14)),
        ("14th of March", date(2026, 3, 14)),
        ("March 14", date(2026, 3, 14)),
        ("March 14 26", date(2026, 3, 14)),
        ("March 14,2026", date(2026, 3, 14)),
        ("by 14 mar", date(2026, 3, 14)),
        ("Saturday 14 March 2026", date(2026, 3, 14)),
        ("9 Feb", date(2027, 2, 9)),
        ("10 Feb", date(2026, 2, 10)),
        ("29 Feb", date(2028, 2, 29)),
        ("end April", date(2026, 4, 30)),
        ("end of January", date(2027, 1, 31)),
        ("tomorrow", date(2026, 2, 11)),
        ("Friday", date(2026, 2, 13)),
        ("Tuesday", date(2026, 2, 17)),
        ("+5wd", date(2026, 2, 17)),
        ("2 weeks", date(2026, 2, 24)),
        ("in 3 months", date(2026, 5, 10)),
    ],
)
def test_a_date_is_read_however_it_is_typed(text, on):
    assert read(text).on == on


def test_a_day_that_is_not_worked_is_kept_and_the_working_day_before_is_offered():
    found = read("14 Mar")
    assert (found.kind, found.on) == (DueKind.DATED, date(2026, 3, 14))
    assert found.words == "Saturday 14 March 2026"
    assert found.not_worked == "Saturday"
    assert found.instead == date(2026, 3, 13)


def test_a_bank_holiday_is_named():
    assert read("3 April 2026").not_worked == "Good Friday"
    assert read("3 April 2026").instead == date(2026, 4, 2)


def test_a_day_that_has_passed_is_not_offered_instead():
    saturday = due_text.read("14 Feb", date(2026, 2, 14), CALENDAR)
    assert saturday.on == date(2026, 2, 14)
    assert saturday.instead is None


def test_next_is_the_next_meeting_whether_or_not_it_has_a_date():
    assert read("next", date(2026, 4, 14)).words == "Next meeting, Tuesday 14 April 2026"
    assert read("by next") == due_text.Reading(
        DueKind.NEXT_MEETING, None, "Next meeting, not yet set"
    )


def test_blank_is_no_date_said():
    assert read("  ").kind is DueKind.NOT_SAID
    assert not read("").problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31 Feb 2026", "February 2026 has 28 days."),
        ("31/4", "April 2026 has 30 days."),
        ("4/13/2026", "There is no month 13."),
        ("Monday 14 March 2026", "14 March 2026 is a Saturday."),
        ("soonish", "That could not be read as a date."),
        ("June 2026", "That could not be read as a date."),
        ("1 Jan 9999", "The year 9999 is out of reach."),
    ],
)
def test_what_cannot_be_a_date_says_why_and_gives_an_example(text, problem):
    found = read(text)
    assert found.problem == problem
    assert found.on is None
    assert found.example == "Enter a date such as 10 Mar 2026, or “next”."


def test_a_plain_date_is_needed_where_next_will_not_do():
    found = due_text.read_day("next", TODAY, CALENDAR)
    assert (found.problem, found.example) == (
        "A date is needed.",
        "Enter a date such as 10 Mar 2026.",
    )


@given(day=DAYS, style=st.sampled_from([short_date, plain_date, long_date, date.isoformat]))
def test_a_date_as_we_write_it_is_read_back(day, style):
    assert read(style(day)).on == day


@given(text=st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    found = read(text)
    assert bool(found.problem) != bool(found.words)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("09:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("9", time(9)),
        ("2pm", time(14)),
        ("12 am", time(0)),
        ("12.15pm", time(12, 15)),
        ("", None),
    ],
)
def test_a_time_is_read_however_it_is_typed(text, at):
    assert due_text.read_time(text) == at


@pytest.mark.parametrize("text", ["25:00", "9:75", "noonish", "13pm", "0am"])
def test_what_cannot_be_a_time_says_so(text):
    assert isinstance(due_text.read_time(text), str)
