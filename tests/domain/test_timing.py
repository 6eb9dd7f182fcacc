"""Time used and left, the forecast end, and items taken out of turn."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.timing import (
    Phase,
    Planned,
    Stretch,
    Times,
    counted,
    discussion_notes,
    in_minutes,
    order_of_discussion,
    phase_at,
    planned_starts,
    read_clock,
    sequence,
    used,
)

DAY = datetime(2026, 2, 10)
TIMES = Times(DAY.replace(hour=9, minute=30), DAY.replace(hour=12))


def at(text):
    hour, minute = text.split(":")
    return DAY.replace(hour=int(hour), minute=int(minute))


def stretch(item, began, ended=None):
    return Stretch(item, at(began), at(ended) if ended else None)


def agenda(*minutes, done=0):
    return [
        Planned(str(number), number, said, to_come=number > done)
        for number, said in enumerate(minutes, start=1)
    ]


EXECUTIVE = agenda(5, 4, 10, 35, 20, 20, 20, 20, 10, 6, done=4)
MORNING = [
    stretch("1", "9:30", "9:34"),
    stretch("2", "9:34", "9:36"),
    stretch("3", "9:36", "9:45"),
    stretch("4", "9:45", "10:30"),
    stretch("5", "10:30"),
]


def clock(items=EXECUTIVE, stretches=MORNING, now="10:42", times=TIMES, **kw):
    kw.setdefault("phase", Phase.RUNNING)
    return read_clock(items, stretches, times, now=at(now), current="5", **kw)


def test_the_meeting_of_the_design_reads_as_drawn():
    shown = clock()
    assert [one.words for one in shown.items[:6]] == [
        "4 of 5",
        "2 of 4",
        "9 of 10",
        "45 of 35",
        "8 min left",
        "20 min",
    ]
    assert shown.item("5").share == 0.6
    assert shown.head == "10:42 · 6 min late"
    assert (shown.forecast, shown.by_how_much) == ("Ends about 12:06", "6 minutes over")
    assert shown.plan == "Planned 09:30–12:00. Item 4 ran 10 min long."
    assert shown.spoken == (
        "Ends about 12:06, 6 minutes over. Planned 09:30–12:00. Item 4 ran 10 min long."
    )


def test_a_current_item_past_its_time_has_nothing_left_and_the_end_moves_on():
    shown = clock(now="10:55")
    assert shown.item("5").words == "5 min over"
    assert shown.forecast == "Ends about 12:11"


def test_an_item_without_minutes_is_unknown_and_the_end_is_the_earliest():
    items = [*EXECUTIVE[:9], Planned("10", 10, None)]
    shown = clock(items)
    assert shown.forecast == "Ends 12:00 at the earliest"
    assert shown.head == "10:42"
    assert shown.plan.endswith("1 item has no minutes set.")
    assert shown.item("10").words == ""
    assert clock(items, now="10:55").head == "10:55 · at least 5 min late"


def test_without_any_minutes_no_end_is_forecast():
    shown = clock(agenda(None, None), [], now="10:00")
    assert shown.end is None
    assert shown.spoken == "Planned 09:30–12:00. 2 items have no minutes set."


def test_a_meeting_without_an_end_is_neither_late_nor_early():
    shown = clock(times=Times(at("9:30")))
    assert (shown.head, shown.by_how_much) == ("10:42", "")
    assert shown.plan.startswith("Planned for 09:30.")


def test_deferred_and_withdrawn_items_free_their_time():
    items = [
        Planned(one.id, one.number, one.minutes, to_come=False, is_off=True)
        if one.number == 8
        else one
        for one in EXECUTIVE
    ]
    assert clock(items).forecast == "Ends about 11:46"
    starts = planned_starts(items, TIMES.starts)
    assert starts["8"] is None
    assert starts["9"] == at("11:24")


def test_an_agenda_not_yet_begun_says_when_it_would_end():
    shown = read_clock(
        agenda(60, 100), [], TIMES, now=at("9:00") - timedelta(days=3), phase=Phase.AHEAD
    )
    assert (shown.forecast, shown.by_how_much) == ("Ends about 12:10", "10 minutes over")
    assert shown.head == ""


def test_a_meeting_that_is_over_says_when_its_discussion_ended():
    past = [stretch("1", "9:30", "9:40"), stretch("2", "9:40", "12:11")]
    tomorrow = at("9:00") + timedelta(days=1)
    shown = read_clock(agenda(5, None), past, TIMES, now=tomorrow, phase=Phase.OVER)
    assert (shown.forecast, shown.by_how_much) == ("Ended 12:11", "11 minutes over")
    assert [one.words for one in shown.items] == ["10 of 5", "151 min used"]


def test_the_end_recorded_is_the_end_said_and_no_item_has_time_after_it():
    past = [stretch("1", "9:30", "9:40"), stretch("2", "9:40", "10:55"), stretch("3", "10:55")]
    past[2] = replace(past[2], ended=at("11:55") + timedelta(seconds=40))
    tomorrow = at("9:00") + timedelta(days=1)

    def over(said, seen=past):
        times = Times(TIMES.starts, ended=at(said))
        return read_clock(agenda(5, 60, 10), seen, times, now=tomorrow, phase=Phase.OVER)

    shown = over("11:00")
    assert shown.forecast == "Ended 11:00"
    assert [one.words for one in shown.items] == ["10 of 5", "75 of 60", "5 of 10"]
    assert over("11:55").forecast == "Ended 11:55"
    assert over("11:55").plan.endswith("Item 1 ran 5 min long, item 2 15 min, item 3 50 min.")
    assert over("10:00").item("3").words == "10 min"
    running = [*past[:2], stretch("3", "10:55")]
    assert over("10:00", running).item("2").words == "75 of 60"


def test_a_time_nobody_ended_is_unknown_on_a_later_day():
    past = [stretch("1", "9:30", "9:34"), stretch("2", "9:34")]
    tomorrow = at("9:00") + timedelta(days=1)
    shown = read_clock(agenda(5, 4), past, TIMES, now=tomorrow, phase=Phase.OVER)
    assert [one.used for one in shown.items] == [4, None]
    assert shown.forecast == ""
    assert shown.items[1].words == "4 min"


def test_preparation_before_the_start_is_no_discussion():
    early = [stretch("4", "8:40", "9:10"), stretch("1", "9:20", "9:34")]
    real = counted(early, TIMES.starts)
    assert used(real, at("10:00")) == {"1": timedelta(minutes=4)}


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        ("8:29", Phase.AHEAD),
        ("8:30", Phase.RUNNING),
        ("14:59", Phase.RUNNING),
        ("15:00", Phase.OVER),
    ],
)
def test_the_clock_may_run_from_an_hour_before_to_three_hours_after(now, phase):
    assert phase_at(DAY, TIMES, at(now)) is phase


def test_without_times_the_clock_may_run_all_that_day():
    assert phase_at(DAY, Times(), DAY) is Phase.RUNNING
    assert phase_at(DAY, Times(), DAY - timedelta(seconds=1)) is Phase.AHEAD
    assert phase_at(DAY, Times(), DAY + timedelta(days=1)) is Phase.OVER


@pytest.mark.parametrize(
    ("order", "notes"),
    [
        ("1 2 3", {}),
        ("1 2 4 5 6 7 3 8", {"3": "Taken after item 7."}),
        ("1 2 8 3 4", {"8": "Taken after item 2."}),
        ("5 1 2", {"5": "Taken first."}),
        ("1 3 5", {}),
    ],
)
def test_out_of_turn_names_as_few_items_as_explain_the_order(order, notes):
    assert discussion_notes(on_agenda(), order.split()) == notes


@given(st.lists(st.integers(1, 12), unique=True))
def test_what_is_not_noted_was_taken_in_turn_and_notes_say_after_what(order):
    taken = [str(number) for number in order]
    items = [Planned(str(number), number, position=f"{number:02}") for number in range(1, 13)]
    notes = discussion_notes(items, taken)
    rest = [int(key) for key in taken if key not in notes]
    assert rest == sorted(rest)
    assert bool(notes) == (order != sorted(order))
    for key, said in notes.items():
        place = taken.index(key)
        assert said == (f"Taken after item {taken[place - 1]}." if place else "Taken first.")


@given(st.lists(st.tuples(st.sampled_from("123"), st.integers(0, 3_000)), max_size=8))
def test_time_is_neither_lost_nor_made(visits):
    began, stretches = TIMES.starts, []
    for item, seconds in visits:
        ended = began + timedelta(seconds=seconds)
        stretches.append(Stretch(item, began, ended))
        began = ended
    spent = used(counted(stretches, TIMES.starts), began)
    assert sum(spent.values(), timedelta()) == began - TIMES.starts


@given(st.integers(0, 20_000), st.lists(st.one_of(st.none(), st.integers(0, 90)), max_size=6))
def test_the_forecast_never_lies_before_now_and_never_moves_back(seconds, minutes):
    items = agenda(*minutes)
    now = TIMES.starts + timedelta(seconds=seconds)
    first, later = (
        read_clock(
            items,
            [Stretch("1", TIMES.starts)],
            TIMES,
            now=moment,
            phase=Phase.RUNNING,
            current="1",
        )
        for moment in (now, now + timedelta(minutes=7))
    )
    if first.end is not None:
        assert first.end >= now
    if first.end is not None and later.end is not None:
        assert first.end <= later.end <= first.end + timedelta(minutes=7)


@given(st.integers(0, 100_000))
def test_minutes_are_the_nearest(seconds):
    assert abs(in_minutes(timedelta(seconds=seconds)) * 60 - seconds) <= 30


def test_a_look_of_less_than_a_minute_is_no_discussion():
    seen = [
        Stretch("1", at("9:30"), at("9:34")),
        Stretch("8", at("9:34"), at("9:34") + timedelta(seconds=40)),
        Stretch("2", at("9:35")),
    ]
    assert order_of_discussion(seen, at("9:40")) == ["1", "2"]


KEYS = "bdfhjlnp"


def on_agenda(said="", off=""):
    """Eight items at b, d, f …; `said` are "7c": item 7 is said to be taken where c stands."""
    taken = {one[0]: one[1:] for one in said.split()}
    return [
        Planned(
            str(number),
            number,
            position=key,
            taken=taken.get(str(number), ""),
            is_off=str(number) in off,
        )
        for number, key in enumerate(KEYS, start=1)
    ]


@pytest.mark.parametrize(
    ("said", "off", "timed", "order", "notes"),
    [
        ("", "", "", "12345678", {}),
        ("7i", "", "", "12347568", {"7": "Taken after item 4."}),
        ("7i 8ii", "", "", "12347856", {"7": "Taken after item 4.", "8": "Taken after item 7."}),
        ("7a", "", "", "71234568", {"7": "Taken first."}),
        ("3z", "", "", "12456783", {"3": "Taken after item 8."}),
        ("7i", "4", "", "1237568", {"7": "Taken after item 3."}),
        ("4a", "4", "", "1235678", {}),
        ("", "", "12634", "12634578", {"6": "Taken after item 2."}),
        ("6k", "", "12634", "12345678", {}),
        ("8e", "", "12634", "12683457", {"6": "Taken after item 2.", "8": "Taken after item 6."}),
    ],
)
def test_what_is_said_by_hand_counts_before_the_clock(said, off, timed, order, notes):
    items = on_agenda(said, off)
    assert "".join(sequence(items, list(timed))) == order
    assert discussion_notes(items, list(timed)) == notes


def test_a_place_still_to_come_reads_as_a_plan():
    items = [replace(item, minutes=20) for item in on_agenda("7i")]
    shown = clock(items=items, stretches=[stretch("1", "9:30")], now="9:45")
    assert shown.item("7").note == "To be taken after item 4."
    over = clock(items=items, stretches=[], phase=Phase.OVER)
    assert over.item("7").note == "Taken after item 4."
