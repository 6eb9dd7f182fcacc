"""Working days, months and London time: vectors D1 to D15 and D19."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.days import Calendar, add_months, london, stamp_words
from masa_desktop.domain.errors import UserError

LIST = Path(__file__).parents[2] / "resources" / "holidays" / "england-and-wales.json"
DATA = json.loads(LIST.read_text(encoding="utf-8"))
CALENDAR = Calendar.of(DATA)
LISTED_DAYS = st.dates(date(2012, 2, 1), date(2028, 10, 1))


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        pytest.param(date(2025, 12, 19), 15, date(2026, 1, 14), id="D1"),
        pytest.param(date(2025, 12, 19), 5, date(2025, 12, 30), id="D2"),
        pytest.param(date(2026, 4, 1), 15, date(2026, 4, 24), id="D3"),
        pytest.param(date(2026, 4, 2), 5, date(2026, 4, 13), id="D4"),
        pytest.param(date(2026, 8, 28), 5, date(2026, 9, 7), id="D5"),
        pytest.param(date(2026, 1, 10), 15, date(2026, 1, 30), id="D6"),
        pytest.param(date(2026, 12, 24), 5, date(2027, 1, 5), id="D7"),
        pytest.param(date(2025, 12, 19), 1, date(2025, 12, 22), id="D1-day-1"),
        pytest.param(date(2026, 1, 10), 0, date(2026, 1, 10), id="nought"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, number, expected):
    assert CALENDAR.add_working_days(start, number) == expected


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        pytest.param(date(2026, 4, 8), date(2026, 3, 30), id="D8"),
        pytest.param(date(2026, 1, 6), date(2025, 12, 29), id="D10-new-year"),
        pytest.param(date(2026, 9, 1), date(2026, 8, 24), id="D10-summer"),
    ],
)
def test_papers_go_out_so_many_working_days_before(meeting, expected):
    assert CALENDAR.working_days_before(meeting, 5) == expected


def test_clear_days_count_neither_end_d9():
    assert CALENDAR.clear_working_days_before(date(2026, 4, 8), 5) == date(2026, 3, 27)
    assert CALENDAR.clear_working_days_before(date(2026, 4, 8), 0) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        pytest.param(date(2025, 8, 31), 6, date(2026, 2, 28), id="D11-month-end"),
        pytest.param(date(2026, 1, 14), 6, date(2026, 7, 14), id="D11"),
        pytest.param(date(2025, 8, 31), 18, date(2027, 2, 28), id="C2-first"),
        pytest.param(date(2025, 8, 31), 36, date(2028, 8, 31), id="C2-second"),
        pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="leap"),
        pytest.param(date(2026, 1, 31), -2, date(2025, 11, 30), id="backwards"),
        pytest.param(date(2026, 12, 31), 0, date(2026, 12, 31), id="nought"),
    ],
)
def test_months_are_counted_from_the_anchor(anchor, months, expected):
    assert add_months(anchor, months) == expected


def test_no_month_beyond_the_last_year_a_date_can_hold():
    with pytest.raises(UserError):
        add_months(date(9999, 6, 1), 12)
    with pytest.raises(UserError):
        add_months(date(1, 6, 1), -12)


def test_no_working_day_beyond_the_last_day_there_is():
    with pytest.raises(UserError):
        CALENDAR.add_working_days(date(9999, 12, 30), 5)


def test_a_negative_count_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(date(2026, 1, 1), -1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 6, 6), "Saturday"),
        (date(2026, 6, 7), "Sunday"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2025, 12, 26), "Boxing Day"),
        (date(2026, 5, 25), "Spring bank holiday"),
        (date(2012, 6, 5), "Queen's Diamond Jubilee bank holiday"),
        (date(2012, 5, 28), None),
        (date(2020, 5, 4), None),
        (date(2020, 5, 8), "Early May bank holiday (VE Day)"),
        (date(2022, 5, 30), None),
        (date(2022, 6, 2), "Spring bank holiday"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2022, 9, 19), "Bank holiday for the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Bank holiday for the Coronation of King Charles III"),
        (date(2026, 6, 8), None),
    ],
)
def test_a_day_off_says_why(day, name):
    assert CALENDAR.name_of(day) == name
    assert CALENDAR.is_working_day(day) is (name is None)


def test_the_list_says_how_far_it_goes_and_holds_weekdays_in_order():
    days = [date.fromisoformat(row["on"]) for row in DATA["days"]]
    assert days == sorted(set(days))
    assert {day.year for day in days} == set(range(2012, DATA["last_year"] + 1))
    assert all(day.weekday() < 5 for day in days)
    ordinary = {2012: 9, 2022: 10, 2023: 9}
    for year in range(2012, 2029):
        assert sum(day.year == year for day in days) == ordinary.get(year, 8)


def test_an_office_closure_is_a_day_off_by_its_own_name():
    closed = {date(2026, 12, 29): "Office closed for Christmas", date(2026, 12, 30): " "}
    calendar = Calendar.of(DATA, closures=closed)
    assert calendar.name_of(date(2026, 12, 29)) == "Office closed for Christmas"
    assert calendar.name_of(date(2026, 12, 30)) == "Office closed"
    assert calendar.add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 31)


def test_a_day_declared_working_again_counts_but_a_weekend_stays_one():
    again = {date(2026, 5, 25), date(2026, 5, 24)}
    calendar = Calendar.of(DATA, working=again)
    assert calendar.is_working_day(date(2026, 5, 25))
    assert not calendar.is_bank_holiday(date(2026, 5, 25))
    assert calendar.name_of(date(2026, 5, 24)) == "Sunday"


def test_a_late_bank_holiday_can_be_added_to_the_list_d19():
    late = {"on": "2027-06-11", "name": "A bank holiday announced late"}
    calendar = Calendar.of({**DATA, "days": [*DATA["days"], late]})
    assert CALENDAR.is_working_day(date(2027, 6, 11))
    assert calendar.name_of(date(2027, 6, 11)) == "A bank holiday announced late"


def test_a_date_past_the_list_is_warned_of_d19():
    assert CALENDAR.knows(date(2028, 12, 31))
    assert CALENDAR.warning(date(2028, 12, 31)) is None
    assert not CALENDAR.knows(date(2029, 1, 2))
    assert CALENDAR.warning(date(2029, 1, 2)) == (
        "The bank holiday list ends with 2028, so Tuesday 2 January 2029 may need checking."
    )
    assert CALENDAR.warning(date(2011, 12, 30)) == (
        "The bank holiday list begins with 2012, so Friday 30 December 2011 may need checking."
    )


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"last_year": 2028},
        {"last_year": 2028, "days": "2026-01-01"},
        {"last_year": 2028, "days": ["2026-01-01"]},
        {"last_year": 2028, "days": [{"on": "2026-01-01"}]},
        {"last_year": 2028, "days": [{"on": "1 January", "name": "New Year's Day"}]},
        {"last_year": "2028", "days": []},
        {"last_year": True, "days": []},
    ],
)
def test_a_list_with_a_slip_in_it_is_refused_in_words(data):
    with pytest.raises(UserError) as refused:
        Calendar.of(data)
    assert "bank holiday list" in refused.value.happened
    assert refused.value.do


def test_a_calendar_does_not_change_when_what_it_was_made_from_does():
    closed = {date(2026, 6, 8): "Moving office"}
    calendar = Calendar.of(DATA, closures=closed)
    closed.clear()
    assert calendar.name_of(date(2026, 6, 8)) == "Moving office"
    assert hash(calendar) == hash(Calendar.of(DATA))


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        pytest.param(date(2026, 3, 27), 10, id="D14-winter"),
        pytest.param(date(2026, 3, 30), 9, id="D14-summer"),
        pytest.param(date(2026, 3, 28), 10, id="D14-2026-eve-of-summer"),
        pytest.param(date(2026, 3, 29), 9, id="D14-2026-first"),
        pytest.param(date(2026, 10, 24), 9, id="D14-2026-last"),
        pytest.param(date(2026, 10, 25), 10, id="D14-2026-over"),
        pytest.param(date(2027, 3, 28), 9, id="D14-2027-first"),
        pytest.param(date(2027, 10, 31), 10, id="D14-2027-over"),
    ],
)
def test_ten_in_the_morning_stays_ten_in_london(day, hour):
    meeting = london(day, time(10))
    assert (meeting.hour, meeting.minute) == (10, 0)
    assert meeting.astimezone(UTC).hour == hour


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 Oct 2026 01:30:00 +01:00", id="D15-first"
        ),
        pytest.param(
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 Oct 2026 01:30:00 +00:00", id="D15-again"
        ),
        pytest.param(
            datetime(2026, 7, 1, 23, 5, 9, 7, tzinfo=UTC), "2 Jul 2026 00:05:09 +01:00", id="July"
        ),
    ],
)
def test_the_repeated_hour_is_told_apart_by_its_offset(moment, said):
    assert stamp_words(moment) == said


def test_a_time_without_a_zone_is_not_guessed_at():
    with pytest.raises(ValueError, match="zone"):
        stamp_words(datetime(2026, 10, 25, 1, 30))


@given(LISTED_DAYS, st.integers(1, 40))
def test_counting_forward_counts_exactly_the_working_days(start, number):
    end = CALENDAR.add_working_days(start, number)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(map(CALENDAR.is_working_day, between)) == number
    assert CALENDAR.is_working_day(end)


@given(LISTED_DAYS, st.integers(1, 40))
def test_counting_back_from_a_working_day_undoes_counting_forward(start, number):
    start = CALENDAR.working_day_on_or_after(start)
    there = CALENDAR.add_working_days(start, number)
    assert CALENDAR.working_days_before(there, number) == start


@given(LISTED_DAYS, st.integers(0, 20))
def test_clear_days_leave_that_many_between(day, number):
    sent = CALENDAR.clear_working_days_before(day, number)
    between = [sent + timedelta(days=n) for n in range(1, (day - sent).days)]
    assert sum(map(CALENDAR.is_working_day, between)) == number
    assert CALENDAR.is_working_day(sent)


@given(LISTED_DAYS)
def test_the_nearest_working_days_enclose_a_day(day):
    before, after = CALENDAR.working_day_on_or_before(day), CALENDAR.working_day_on_or_after(day)
    assert before <= day <= after
    assert (before == after) is CALENDAR.is_working_day(day)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-600, 600))
def test_a_month_count_lands_in_the_right_month_on_that_day_or_its_last(anchor, months):
    there = add_months(anchor, months)
    gap = (there.year - anchor.year) * 12 + there.month - anchor.month
    assert gap == months
    assert there.day == anchor.day or (there + timedelta(days=1)).month != there.month
