"""Adjourning a meeting to another day (M3): one meeting, one set of minutes, two sittings."""

from datetime import date, datetime, time

import pytest

from masa_desktop.domain import capture
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.sittings import Goes
from masa_desktop.domain.timing import Phase
from masa_desktop.services import (
    actions,
    capturing,
    issuing,
    meeting_view,
    meetings,
    minutes,
    paper_minutes,
    sitting_days,
    sittings,
    timing,
)

DAY = date(2026, 2, 10)
NOON = datetime(2026, 2, 10, 12, 4, 30)
GOES = Goes(date(2026, 2, 17), time(10), time(11), "Civic Room 2")


@pytest.fixture
def adjourn(workspace, executive):
    def to(goes, now=NOON, at=None):
        return workspace.do(sittings.adjourn, executive.meeting, now, goes, at)

    return to


@pytest.fixture
def found(workspace, executive):
    return lambda: workspace.ask(sittings.of_meeting, executive.meeting)


def test_a_meeting_is_adjourned_at_the_item_it_is_at(workspace, executive, adjourn, found):
    workspace.keep(timing.take_up, executive.meeting, executive.items[6], NOON)
    adjourn(GOES)
    (made,) = found()
    assert (made.adjourned_on, made.adjourned_at, made.item) == (DAY, time(12, 4), 7)
    assert made.to == GOES


def test_the_time_of_an_item_ends_with_the_sitting(workspace, executive, adjourn):
    began = NOON.replace(hour=11, minute=54)
    workspace.keep(timing.take_up, executive.meeting, executive.items[6], began)
    adjourn(GOES)
    later = NOON.replace(hour=15)
    (item,) = [
        one
        for one in workspace.ask(timing.clock, executive.meeting, later).items
        if one.id == executive.items[6]
    ]
    assert item.used == 10


def test_said_a_day_later_the_hour_is_not_invented(workspace, executive, adjourn, found):
    workspace.keep(timing.take_up, executive.meeting, executive.items[6], NOON)
    adjourn(GOES, NOON.replace(day=11))
    (made,) = found()
    assert (made.adjourned_on, made.adjourned_at, made.item) == (DAY, None, None)


@pytest.mark.parametrize("now", [NOON.replace(hour=19, minute=45), NOON.replace(hour=8)])
def test_while_no_clock_runs_neither_hour_nor_item_is_invented(
    workspace, executive, adjourn, found, now
):
    workspace.keep(timing.take_up, executive.meeting, executive.items[0], now)
    adjourn(GOES, now)
    assert (found()[0].adjourned_at, found()[0].item) == (None, None)


def test_said_before_the_sitting_that_ends_the_hour_is_not_invented(adjourn, found):
    adjourn(GOES)
    adjourn(Goes(date(2026, 2, 24)))
    assert found()[1].adjourned_at is None


def test_an_hour_somebody_says_is_taken_with_the_item_the_clock_saw_then(
    workspace, executive, adjourn, found
):
    for at, item in ((time(11, 30), 5), (time(11, 50), 6)):
        now = datetime.combine(DAY, at)
        workspace.keep(timing.take_up, executive.meeting, executive.items[item], now)
    evening = NOON.replace(hour=19, minute=45)
    workspace.keep(timing.take_up, executive.meeting, executive.items[0], evening)
    key = adjourn(GOES, evening, time(12, 10))
    assert (found()[0].adjourned_at, found()[0].item) == (time(12, 10), 7)
    clock = workspace.ask(timing.clock, executive.meeting, evening)
    assert clock.item(executive.items[6]).used == 20
    for at, item in ((time(11, 40), 6), (None, None), (time(11, 50), 7), (time(9, 0), None)):
        workspace.do(sittings.set_sitting, key, GOES, at)
        assert (found()[0].adjourned_at, found()[0].item) == (at, item)


def test_an_hour_that_stays_keeps_its_item(workspace, executive, adjourn, found):
    workspace.keep(timing.take_up, executive.meeting, executive.items[6], NOON)
    key = adjourn(GOES)
    workspace.do(sittings.set_sitting, key, Goes(date(2026, 2, 18)), time(12, 4))
    assert (found()[0].adjourned_at, found()[0].item) == (time(12, 4), 7)


@pytest.mark.parametrize("day", [DAY, date(2026, 2, 9)])
def test_it_goes_on_on_a_later_day(adjourn, found, day):
    with pytest.raises(UserError, match="later day than Tuesday 10 February 2026"):
        adjourn(Goes(day))
    assert found() == ()


def test_times_that_run_backwards_are_refused(adjourn, found):
    with pytest.raises(UserError, match="would end before it starts"):
        adjourn(Goes(date(2026, 2, 17), time(11), time(10)))
    assert found() == ()


def test_a_day_agreed_later_is_filled_in(workspace, adjourn, found):
    key = adjourn(Goes())
    assert found()[0].to.on is None
    workspace.do(sittings.set_sitting, key, GOES, None)
    assert found()[0].to == GOES


def test_a_meeting_without_a_next_day_cannot_be_adjourned_again(adjourn, found):
    adjourn(Goes())
    with pytest.raises(UserError, match="already, to a day to be agreed"):
        adjourn(GOES)
    assert len(found()) == 1


def test_a_third_sitting_follows_the_second(workspace, adjourn, found):
    first = adjourn(GOES)
    adjourn(Goes(date(2026, 2, 24)), datetime(2026, 2, 17, 11, 0))
    assert [one.adjourned_on for one in found()] == [DAY, GOES.on]
    with pytest.raises(UserError, match="adjourned again after this sitting"):
        workspace.do(sittings.take_back, first)
    assert len(found()) == 2


@pytest.mark.parametrize(
    ("day", "why"),
    [(None, "so its day is known"), (date(2026, 2, 24), "went on again on Tuesday 24 February")],
)
def test_the_first_of_two_sittings_stays_before_the_second(workspace, adjourn, found, day, why):
    key = adjourn(GOES)
    adjourn(Goes(date(2026, 2, 24)), datetime(2026, 2, 17, 11, 0))
    with pytest.raises(UserError, match=why):
        workspace.do(sittings.set_sitting, key, Goes(day), None)
    assert [one.to.on for one in found()] == [GOES.on, date(2026, 2, 24)]
    workspace.do(sittings.set_sitting, key, Goes(date(2026, 2, 18)), None)
    assert [one.adjourned_on for one in found()] == [DAY, date(2026, 2, 18)]


def move(workspace, executive, on):
    workspace.do(
        meetings.set_details, executive.meeting, on=on, starts_at=None, ends_at=None, venue=""
    )


def test_a_meeting_is_not_moved_past_its_own_sitting(workspace, executive, adjourn, found):
    adjourn(GOES)
    with pytest.raises(UserError, match="adjourned to Tuesday 17 February 2026"):
        move(workspace, executive, GOES.on)
    assert workspace.ask(meetings.head, executive.meeting).on == DAY
    move(workspace, executive, date(2026, 2, 12))
    assert found()[0].adjourned_on == date(2026, 2, 12)


def test_a_sitting_taken_back_is_no_more_to_change(workspace, adjourn, found):
    key = adjourn(GOES)
    workspace.do(sittings.take_back, key)
    for deed in (
        lambda: workspace.do(sittings.take_back, key),
        lambda: workspace.do(sittings.set_sitting, key, GOES, None),
    ):
        with pytest.raises(UserError, match="has been taken back"):
            deed()
    assert found() == ()


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 2, 9), DAY),
        (DAY, DAY),
        (date(2026, 2, 16), DAY),
        (GOES.on, GOES.on),
        (date(2026, 2, 20), GOES.on),
        (date(2026, 2, 24), date(2026, 2, 24)),
        (date(2026, 3, 1), date(2026, 2, 24)),
    ],
)
def test_the_day_of_a_meeting_is_that_of_its_last_sitting(
    workspace, executive, adjourn, today, day
):
    adjourn(GOES)
    adjourn(Goes(date(2026, 2, 24)), datetime(2026, 2, 17, 11, 0))
    assert workspace.ask(sitting_days.day_of, executive.meeting, today) == day
    assert workspace.ask(sitting_days.is_on, executive.meeting, today) == (today == day)


def test_in_the_second_sitting_dates_count_from_its_day(workspace, executive, adjourn):
    adjourn(GOES)
    for day in (date(2026, 2, 14), date(2026, 4, 14)):
        workspace.do(meetings.add, executive.group, day)
    room = workspace.ask(capturing.room, executive.meeting, GOES.on)
    due = [
        capture.read(f"/a OP circulate it by {when}", room).due.on
        for when in ("Friday", "+5wd", "next")
    ]
    assert due == [date(2026, 2, 20), date(2026, 2, 24), date(2026, 4, 14)]
    assert workspace.ask(capturing.room, executive.meeting, DAY).next_meeting_on == date(
        2026, 2, 14
    )


def test_next_said_in_the_second_sitting_stays_after_it(workspace, executive, adjourn):
    def act(today):
        made = workspace.do(minutes.add, executive.items[5], EntryKind.ACTION, "Circulate it")
        key = workspace.ask(meeting_view.particulars, made).action_id
        workspace.do(actions.set_due, key, DueKind.NEXT_MEETING, today=today)
        return made

    workspace.do(meetings.add, executive.group, date(2026, 2, 14))
    first = act(DAY)
    adjourn(GOES)
    second = act(GOES.on)
    for _ in range(2):
        workspace.do(meetings.add, executive.group, date(2026, 4, 14))
        due = [workspace.ask(meeting_view.particulars, one).due_on for one in (first, second)]
        assert due == [date(2026, 2, 14), date(2026, 4, 14)]


def test_not_adjourned_after_all(workspace, adjourn, found):
    workspace.do(sittings.take_back, adjourn(GOES))
    assert found() == ()


def test_agreed_minutes_are_not_adjourned(workspace, executive, adjourn, found):
    key = adjourn(GOES)
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, DAY)
    for deed in (
        lambda: adjourn(Goes(date(2026, 2, 24)), datetime(2026, 2, 17, 11, 0)),
        lambda: workspace.do(sittings.set_sitting, key, Goes(), None),
        lambda: workspace.do(sittings.take_back, key),
    ):
        with pytest.raises(UserError, match="have been agreed"):
            deed()
    assert [one.to for one in found()] == [GOES]


def test_the_clock_runs_again_in_the_second_sitting(workspace, executive, adjourn):
    workspace.keep(timing.take_up, executive.meeting, executive.items[5], NOON.replace(hour=11))
    adjourn(GOES)
    again = datetime(2026, 2, 17, 10, 0)
    workspace.keep(timing.take_up, executive.meeting, executive.items[6], again)
    later = again.replace(minute=20)
    clock = workspace.ask(timing.clock, executive.meeting, later)
    used = {one.id: one.used for one in clock.items}
    assert clock.phase is Phase.RUNNING
    assert (used[executive.items[5]], used[executive.items[6]]) == (60, 20)


def test_between_two_sittings_nothing_is_timed(workspace, executive, adjourn):
    adjourn(GOES)
    between = datetime(2026, 2, 12, 10, 0)
    workspace.keep(timing.take_up, executive.meeting, executive.items[6], between)
    clock = workspace.ask(timing.clock, executive.meeting, between.replace(hour=11))
    assert [one.used for one in clock.items if one.id == executive.items[6]] == [None]


def test_the_paper_and_the_page_say_that_it_was_adjourned(workspace, executive, adjourn):
    adjourn(GOES)
    said = workspace.ask(paper_minutes.minutes_of, executive.meeting).sittings
    assert said == (
        "Adjourned at 12:04 to Tuesday 17 February 2026, 10:00 to 11:00, Civic Room 2.",
    )
    assert workspace.ask(meetings.head, executive.meeting).sittings[0].to == GOES


def test_the_clocks_of_the_minutes_start_with_the_last_sitting(workspace, executive, adjourn):
    def due():
        return [one.due_on for one in workspace.ask(issuing.clocks, executive.meeting, DAY)]

    before = due()
    key = adjourn(GOES)
    assert due() == [date(2026, 2, 18), date(2026, 3, 3)]
    workspace.do(sittings.set_sitting, key, Goes(), None)
    assert due() == []
    workspace.do(sittings.take_back, key)
    assert due() == before
