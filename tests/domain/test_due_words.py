"""Due dates that end a captured line are read, refused with a reason, or offered as a choice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain import due_text, due_words
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.days import Calendar

TODAY = date(2026, 2, 10)
NEXT_ON = date(2026, 4, 14)
CALENDAR = Calendar.of({"division": "x", "last_year": 2027, "days": []})
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
ALWAYS_OPEN = Calendar.of({"division": "x", "last_year": 2100, "days": []})


def read(text, today=TODAY):
    return due_words.read(text, today, CALENDAR, NEXT_ON)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("by 14 Mar", date(2026, 3, 14)),
        ("due by the 14 March", date(2026, 3, 14)),
        ("due: 14/3", date(2026, 3, 14)),
        ("by Friday week", date(2026, 2, 20)),
        ("by week on Friday", date(2026, 2, 20)),
        ("by a week on fri", date(2026, 2, 20)),
        ("by Friday fortnight", date(2026, 2, 27)),
        ("by this Friday", date(2026, 2, 13)),
        ("by Tuesday week", date(2026, 2, 24)),
        ("by month end", date(2026, 2, 28)),
        ("by the end of the month", date(2026, 2, 28)),
        ("by end of next month", date(2026, 3, 31)),
        ("by end March", date(2026, 3, 31)),
        ("by the end of March", date(2026, 3, 31)),
        ("by the 14th", date(2026, 2, 14)),
        ("by 9th", date(2026, 3, 9)),
        ("due in 5 days", date(2026, 2, 15)),
        ("+5 wd", date(2026, 2, 17)),
        ("by +3m", date(2026, 5, 10)),
        ("by the next meeting", NEXT_ON),
        ("ongoing, review end April", date(2026, 4, 30)),
        ("ongoing – to be reviewed by Friday", date(2026, 2, 13)),
    ],
)
def test_a_due_date_is_read_as_minute_takers_write_it(text, on):
    found = read(text)
    assert (found.on, found.problem) == (on, "")
    assert found.words


def test_ongoing_is_its_own_kind_with_or_without_a_review_date():
    assert read("ongoing").kind is DueKind.ONGOING
    assert read("ongoing").words == "Ongoing, no review date yet"
    assert read("ongoing, review 1 May").words == "Ongoing, review Friday 1 May 2026"
    assert read("ongoing, review tbc").problem


@pytest.mark.parametrize(
    ("text", "problem", "instead"),
    [
        ("by 31 Apr", "April 2026 has 30 days.", date(2026, 4, 30)),
        ("by 29 Feb", "February 2026 has 28 days.", date(2026, 2, 28)),
        ("by 29/2", "February 2026 has 28 days.", date(2026, 2, 28)),
        ("by 31st", "February 2026 has 28 days.", None),
        ("by Friday 14 March", "14 March 2026 is a Saturday.", None),
        ("by 5 days", "That could not be read as a date.", None),
        ("by", "That could not be read as a date.", None),
        ("by next Friday", "That could not be read as a date.", None),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text, problem, instead):
    found = read(text)
    assert (found.on, found.problem, found.instead) == (None, problem, instead)


def test_29_february_is_read_when_the_coming_february_has_it():
    assert read("by 29 Feb", date(2027, 6, 1)).on == date(2028, 2, 29)
    assert read("by 29 Feb 2028").on == date(2028, 2, 29)
    assert read("by 29 Feb", date(2026, 3, 5)).problem == "February 2027 has 28 days."


def test_a_day_not_worked_is_kept_with_the_working_day_before():
    found = read("by month end")
    assert (found.not_worked, found.instead) == ("Saturday", date(2026, 2, 27))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("by next Friday", (date(2026, 2, 13), date(2026, 2, 20))),
        ("by March", (date(2026, 3, 31),)),
        ("by June 2026", (date(2026, 6, 30),)),
        ("by 5 days", (date(2026, 2, 15),)),
        ("by post", ()),
        ("by next week", (date(2026, 2, 20),)),
        ("due next week.", (date(2026, 2, 20),)),
        ("by the end of next week", (date(2026, 2, 20),)),
        ("by end of the week", (date(2026, 2, 13),)),
        ("by end of week", (date(2026, 2, 13),)),
        ("by this week", (date(2026, 2, 13),)),
        ("by next month", (date(2026, 3, 31),)),
        ("by last week", ()),
        ("by next weekend", ()),
    ],
)
def test_words_that_settle_no_day_give_the_days_they_can_mean(text, days):
    assert due_words.choices(text, TODAY, CALENDAR) == days


EASTER = Calendar.of(
    {
        "division": "x",
        "last_year": 2027,
        "days": [
            {"on": "2026-04-03", "name": "Good Friday"},
            *({"on": f"2026-12-{day}", "name": "Closed"} for day in range(21, 26)),
        ],
    }
)


@pytest.mark.parametrize(
    ("today", "text", "days"),
    [
        (date(2026, 3, 24), "by next week", (date(2026, 4, 2),)),
        (date(2026, 12, 14), "by next week", (date(2026, 12, 25),)),
        (date(2026, 2, 14), "by this week", ()),
        (date(2026, 2, 15), "by next week", (date(2026, 2, 20),)),
        (date(2026, 2, 16), "by next week", (date(2026, 2, 27),)),
    ],
    ids=["Good Friday", "a week of closure", "Saturday", "said on Sunday", "said on Monday"],
)
def test_the_day_offered_for_a_week_is_its_last_working_day(today, text, days):
    assert due_words.choices(text, today, EASTER) == days
    assert due_words.read(text, today, EASTER).on is None


@given(DAYS, st.sampled_from(["by next week", "by end of next week", "by this week"]))
def test_a_week_is_never_taken_for_a_day_and_what_is_offered_lies_in_it(today, words):
    assert due_words.read(words, today, ALWAYS_OPEN).kind is DueKind.NOT_SAID
    for day in due_words.choices(words, today, ALWAYS_OPEN):
        weeks = (day - today + timedelta(days=today.weekday())).days // 7
        assert weeks == ("next" in words)
        assert day >= today


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("send by post by 14 Mar", [5, 13]),
        ("baby due", [5]),
        ("standby +5wd", [8]),
        ("x+5wd", []),
        ("", []),
    ],
)
def test_endings_begin_at_whole_words_only(text, starts):
    assert list(due_words.endings(text)) == starts


@given(DAYS, DAYS)
def test_a_due_date_written_reads_back_as_the_same_day(today, on):
    for kind in (DueKind.DATED, DueKind.ONGOING):
        found = due_words.read(due_words.written(kind, on), today, ALWAYS_OPEN)
        assert (found.kind, found.on) == (kind, on)


@given(DAYS, st.sampled_from(["Friday", "mon", "14 Mar", "end April", "+5wd", "2/3"]))
def test_what_the_one_date_reader_reads_is_read_the_same_with_by(today, words):
    plain = due_text.read(words, today, ALWAYS_OPEN)
    assert due_words.read(f"by {words}", today, ALWAYS_OPEN) == plain


@given(DAYS, st.sampled_from(["Monday", "Wednesday", "Friday", "Sunday"]))
def test_a_weekday_week_is_seven_days_after_the_coming_weekday(today, weekday):
    coming = due_words.read(f"by {weekday}", today, ALWAYS_OPEN).on
    week = due_words.read(f"by {weekday} week", today, ALWAYS_OPEN).on
    assert 1 <= (coming - today).days <= 7
    assert (week - coming).days == 7


@given(st.text(max_size=40), st.sampled_from([date.min, TODAY, date(9999, 12, 30), date.max]))
def test_any_text_on_any_day_is_read_without_failing(text, today):
    for said in (text, f"by {text}", f"ongoing, review {text}"):
        found = due_words.read(said, today, CALENDAR, None)
        assert found.problem or found.words
        assert isinstance(due_words.choices(said, today, CALENDAR), tuple)


@pytest.mark.parametrize(
    "text", ["by month end", "by Friday week", "+999wd", "by 31 Dec", "29 Feb"]
)
def test_the_last_days_a_calendar_holds_are_no_trouble(text):
    found = due_words.read(text, date.max, CALENDAR)
    assert found.problem or found.on
