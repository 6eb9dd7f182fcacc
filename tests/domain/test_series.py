"""Series of dates are proposals that give their reason: vectors D16 to D18, SCH-1, SCH-7."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.days import Calendar
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.series import (
    LAST,
    Pattern,
    PatternKind,
    compliance,
    following,
    frequency,
    pattern_kind_label,
    propose,
)

LIST = Path(__file__).parents[2] / "resources" / "holidays" / "england-and-wales.json"
CALENDAR = Calendar.of(json.loads(LIST.read_text(encoding="utf-8")))
MONDAY, TUESDAY, FRIDAY = 0, 1, 4
EVERY_TWO = Pattern.every(2)

nth_rules = st.fixed_dictionaries(
    {"nth": st.sampled_from([1, 2, 3, 4, LAST]), "weekday": st.integers(0, 4)}
)
day_rules = st.one_of(st.just({}), st.fixed_dictionaries({"day": st.integers(1, 31)}), nth_rules)
chosen_months = st.sets(st.integers(1, 12), min_size=1)
patterns = st.one_of(
    st.just(Pattern.as_required()),
    st.builds(lambda n, rule: Pattern.every(n, **rule), st.integers(1, 24), day_rules),
    st.builds(lambda n, rule: Pattern.times_a_year(n, **rule), st.integers(1, 12), day_rules),
    st.builds(
        lambda months, rule: Pattern.times_a_year(len(months), tuple(months), **rule),
        chosen_months,
        day_rules,
    ),
)


def _days(pattern, start, until, calendar=CALENDAR):
    return [proposal.on for proposal in propose(pattern, start, until, calendar)]


def test_every_two_months_keeps_the_day_it_starts_on():
    proposals = propose(EVERY_TWO, date(2019, 9, 2), date(2020, 9, 2), CALENDAR)
    assert [one.wanted for one in proposals] == [
        date(2019, 9, 2),
        date(2019, 11, 2),
        date(2020, 1, 2),
        date(2020, 3, 2),
        date(2020, 5, 2),
        date(2020, 7, 2),
        date(2020, 9, 2),
    ]
    assert [one.on.day for one in proposals] == [2, 4, 2, 2, 4, 2, 2]
    assert [one.moved for one in proposals] == [False, True, False, False, True, False, False]


def test_a_month_end_never_drifts():
    wanted = [
        one.wanted for one in propose(EVERY_TWO, date(2025, 8, 31), date(2026, 8, 31), CALENDAR)
    ]
    assert [day.day for day in wanted] == [31, 31, 31, 28, 30, 30, 31]


def test_a_day_the_month_lacks_is_explained():
    last = propose(EVERY_TWO, date(2025, 12, 31), date(2026, 2, 28), CALENDAR)[-1]
    assert last.on == date(2026, 2, 27)
    assert last.why == (
        "February 2026 has no 31st: its last day is taken. "
        "28 February 2026 is a Saturday, so Friday 27 February 2026 is proposed."
    )


def test_a_sunday_is_moved_by_the_rule_d16():
    second = propose(Pattern.every(2, day=13), date(2026, 7, 1), date(2026, 9, 30), CALENDAR)[-1]
    assert (second.wanted, second.on) == (date(2026, 9, 13), date(2026, 9, 14))
    assert second.why == ("13 September 2026 is a Sunday, so Monday 14 September 2026 is proposed.")


def test_a_bank_holiday_is_moved_and_never_silently_d17():
    fourth_monday = Pattern.every(2, nth=4, weekday=MONDAY)
    first = propose(fourth_monday, date(2026, 5, 1), date(2026, 6, 30), CALENDAR)[0]
    assert (first.wanted, first.on) == (date(2026, 5, 25), date(2026, 5, 26))
    assert first.why == (
        "Monday 25 May 2026 is the Spring bank holiday, so Tuesday 26 May 2026 is proposed."
    )


def test_the_last_days_of_a_month_move_back_within_it():
    last = Pattern.every(1, nth=LAST, weekday=MONDAY)
    august = propose(last, date(2026, 8, 1), date(2026, 8, 31), CALENDAR)
    assert [one.on for one in august] == [date(2026, 8, 28)]
    assert august[0].why == (
        "Monday 31 August 2026 is the Summer bank holiday, so Friday 28 August 2026 is proposed."
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 4, 3), "Friday 3 April 2026 is Good Friday, so"),
        (date(2022, 9, 19), "Monday 19 September 2022 is the bank holiday for the State Funeral"),
        (date(2026, 12, 28), "Monday 28 December 2026 is Boxing Day (substitute day), so"),
    ],
)
def test_a_holiday_is_named_in_the_sentence(day, said):
    assert propose(EVERY_TWO, day, day + timedelta(days=9), CALENDAR)[0].why.startswith(said)


def test_an_office_closure_is_named_in_the_sentence():
    calendar = Calendar.of({"last_year": 2026, "days": []}, closures={date(2026, 6, 8): "Moving"})
    first = propose(EVERY_TWO, date(2026, 6, 8), date(2026, 6, 30), calendar)[0]
    assert first.why == (
        "Monday 8 June 2026 is not worked (Moving), so Tuesday 9 June 2026 is proposed."
    )


def test_a_day_kept_says_which_rule_it_follows():
    second_tuesday = Pattern.every(1, nth=2, weekday=TUESDAY)
    by_weekday = propose(second_tuesday, date(2026, 6, 1), date(2026, 6, 30), CALENDAR)[0]
    assert by_weekday.why == "Tuesday 9 June 2026 is the second Tuesday of June 2026."
    by_date = propose(EVERY_TWO, date(2026, 6, 9), date(2026, 6, 30), CALENDAR)[0]
    assert by_date.why == "Tuesday 9 June 2026 is a working day."


def test_a_month_whose_day_has_gone_by_is_not_the_first():
    pattern = Pattern.every(2, nth=2, weekday=TUESDAY)
    assert _days(pattern, date(2019, 9, 20), date(2020, 1, 1)) == [
        date(2019, 10, 8),
        date(2019, 12, 10),
    ]


def test_the_last_day_of_the_period_is_included():
    assert _days(Pattern.every(1), date(2026, 6, 9), date(2026, 7, 9)) == [
        date(2026, 6, 9),
        date(2026, 7, 9),
    ]
    assert _days(Pattern.every(1), date(2026, 6, 9), date(2026, 6, 8)) == []


def test_a_date_moves_outside_the_period_only_when_no_working_day_lies_within():
    assert _days(Pattern.every(1), date(2026, 9, 12), date(2026, 9, 13)) == [date(2026, 9, 14)]
    until_sunday = Pattern.every(1, day=13)
    assert _days(until_sunday, date(2026, 9, 1), date(2026, 9, 13)) == [date(2026, 9, 11)]
    from_saturday = propose(Pattern.every(1), date(2026, 10, 31), date(2026, 11, 29), CALENDAR)
    assert [one.on for one in from_saturday] == [date(2026, 11, 2)]


def test_chosen_months_may_leave_unequal_gaps_d18():
    pattern = Pattern.times_a_year(3, (9, 1, 5), nth=1, weekday=FRIDAY)
    assert pattern.months == (1, 5, 9)
    assert _days(pattern, date(2026, 4, 1), date(2027, 3, 31)) == [
        date(2026, 5, 1),
        date(2026, 9, 4),
        date(2027, 1, 4),
    ]


def test_months_not_chosen_are_spread_and_said_to_be():
    proposals = propose(Pattern.times_a_year(2), date(2026, 4, 14), date(2027, 4, 13), CALENDAR)
    assert [one.on for one in proposals] == [date(2026, 4, 14), date(2026, 10, 14)]
    assert all("The months are not chosen" in one.why for one in proposals)


def test_as_required_has_no_dates():
    assert _days(Pattern.as_required(), date(2026, 1, 1), date(2030, 1, 1)) == []


def test_a_date_past_the_bank_holiday_list_carries_the_warning_d19():
    late = propose(EVERY_TWO, date(2029, 1, 9), date(2029, 1, 9), CALENDAR)[0]
    assert late.why.endswith("so Tuesday 9 January 2029 may need checking.")


@given(patterns, st.dates(date(2012, 1, 1), date(2027, 12, 31)), st.integers(0, 400))
def test_no_proposal_ever_falls_on_a_weekend_or_holiday(pattern, start, length):
    until = start + timedelta(days=length)
    proposals = propose(pattern, start, until, CALENDAR)
    for one in proposals:
        assert CALENDAR.is_working_day(one.on)
        assert start <= one.wanted <= until
        assert one.why.endswith(".")
        assert not one.moved or "proposed" in one.why
        assert one.moved or one.on == one.wanted
    wanted = [one.wanted for one in proposals]
    assert wanted == sorted(set(wanted))
    assert [one.on for one in proposals] == sorted(one.on for one in proposals)


@given(patterns, st.dates(date(2012, 1, 1), date(2020, 12, 31)), st.integers(40, 2000))
def test_a_moved_date_stays_in_its_month_or_the_period_has_no_room(pattern, start, length):
    until = start + timedelta(days=length)
    for one in propose(pattern, start, until, CALENDAR):
        same_month = (one.on.year, one.on.month) == (one.wanted.year, one.wanted.month)
        no_room_before = CALENDAR.working_day_on_or_before(one.wanted) < start
        no_room_after = CALENDAR.working_day_on_or_after(one.wanted) > until
        assert same_month or no_room_before or no_room_after


@given(st.integers(1, 12), nth_rules, st.integers(2012, 2026))
def test_a_year_from_its_first_day_holds_the_meetings_the_pattern_calls_for(times, rule, year):
    pattern = Pattern.times_a_year(times, **rule)
    assert len(_days(pattern, date(year, 4, 1), date(year + 1, 3, 31))) == times


@given(patterns)
def test_a_pattern_survives_being_stored(pattern):
    stored = json.loads(json.dumps(pattern.to_data()))
    assert Pattern.from_data(stored) == pattern


@given(patterns)
def test_a_pattern_in_words_is_read_back(pattern):
    if not pattern.months:
        assert frequency(pattern.in_words()) == pattern


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "weekly", "number": 1},
        {"kind": ["every_months"], "number": 1},
        {"kind": "every_months"},
        {"kind": "every_months", "number": 0},
        {"kind": "every_months", "number": "2"},
        {"kind": "every_months", "number": True},
        {"kind": "every_months", "number": 2, "colour": "red"},
        {"kind": "every_months", "number": 2, "months": [1, 3]},
        {"kind": "every_months", "number": 2, "nth": 2},
        {"kind": "every_months", "number": 2, "nth": 5, "weekday": 1},
        {"kind": "every_months", "number": 2, "nth": 2, "weekday": 6},
        {"kind": "every_months", "number": 2, "nth": 2, "weekday": 1, "day": 4},
        {"kind": "every_months", "number": 2, "day": 32},
        {"kind": "times_a_year", "number": 13},
        {"kind": "times_a_year", "number": 3, "months": [1, 5]},
        {"kind": "times_a_year", "number": 2, "months": [1, 1]},
        {"kind": "times_a_year", "number": 2, "months": [1, 13]},
        {"kind": "times_a_year", "number": 2, "months": [1, None]},
        {"kind": "times_a_year", "number": 2, "months": "Jan"},
        {"kind": "as_required", "number": 2},
        {"kind": "as_required", "months": [1]},
    ],
)
def test_stored_data_that_makes_no_sense_is_refused(data):
    with pytest.raises(UserError):
        Pattern.from_data(data)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (EVERY_TWO, "every two months"),
        (Pattern.every(1), "monthly"),
        (Pattern.every(3), "quarterly"),
        (Pattern.times_a_year(4), "four times a year"),
        (Pattern.times_a_year(3), "three times a year"),
        (Pattern.times_a_year(2), "twice a year"),
        (Pattern.times_a_year(1), "once a year"),
        (Pattern.as_required(), "as required"),
        (
            Pattern.every(2, nth=2, weekday=TUESDAY),
            "every two months on the second Tuesday",
        ),
        (Pattern.every(1, nth=LAST, weekday=FRIDAY), "monthly on the last Friday"),
        (Pattern.every(2, day=13), "every two months on the 13th"),
        (
            Pattern.times_a_year(3, (1, 5, 9), nth=1, weekday=MONDAY),
            "three times a year in January, May and September on the first Monday",
        ),
    ],
)
def test_a_pattern_can_be_read_aloud(pattern, said):
    assert pattern.in_words() == said


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("every two months", EVERY_TWO),
        ("Every 2 months", EVERY_TWO),
        ("two-monthly", EVERY_TWO),
        ("bi-monthly", EVERY_TWO),
        ("Quarterly", Pattern.every(3)),
        ("at least quarterly", Pattern.every(3)),
        ("three times a year", Pattern.times_a_year(3)),
        ("3 times per year", Pattern.times_a_year(3)),
        ("A minimum of four times a year", Pattern.times_a_year(4)),
        ("twice yearly", Pattern.times_a_year(2)),
        ("twice per year", Pattern.times_a_year(2)),
        ("Twice a year.", Pattern.times_a_year(2)),
        ("annually", Pattern.times_a_year(1)),
        ("monthly", Pattern.every(1)),
        ("As required", Pattern.as_required()),
        ("regular (not stated)", None),
        ("not stated", None),
        ("", None),
        ("weekly", None),
        ("every so many months", None),
        ("every 0 months", None),
        ("ninety times a year", None),
        ("thirteen times a year", None),
        ("monthly on the fifth Tuesday", None),
        ("monthly on the 40th", None),
        ("as required on the first Monday", None),
    ],
)
def test_a_published_frequency_is_read_or_left_open(text, pattern):
    assert frequency(text) == pattern


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_a_frequency(text):
    found = frequency(text)
    assert found is None or found.in_words()


@pytest.mark.parametrize(
    ("pattern", "planned", "held", "said"),
    [
        (EVERY_TWO, 6, 5, "6 planned, 5 held"),
        (Pattern.times_a_year(3), 3, 3, "3 planned, 3 held"),
        (Pattern.times_a_year(3), 2, 1, "2 planned, 1 held; three times a year means 3"),
        (Pattern.every(5), 1, 1, "1 planned, 1 held"),
        (Pattern.as_required(), 0, 0, "0 planned, 0 held"),
    ],
)
def test_compliance_is_said_in_one_sentence(pattern, planned, held, said):
    assert compliance(pattern, planned, held) == said


def test_fewer_than_no_meetings_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="fewer"):
        compliance(EVERY_TWO, -1, 0)


def test_every_kind_has_a_label():
    assert len({pattern_kind_label(kind) for kind in PatternKind}) == len(PatternKind)


@pytest.mark.parametrize(
    ("pattern", "on"),
    [
        (Pattern.every(2), date(2027, 4, 9)),
        (Pattern.every(2, nth=2, weekday=1), date(2027, 4, 1)),
        (Pattern.times_a_year(4), date(2027, 5, 9)),
        (Pattern.times_a_year(5), date(2027, 3, 9)),
        (Pattern.times_a_year(2, (3, 9)), date(2027, 3, 9)),
    ],
)
def test_a_series_goes_on_in_step_with_what_is_planned(pattern, on):
    assert following(pattern, date(2027, 2, 9)) == on
