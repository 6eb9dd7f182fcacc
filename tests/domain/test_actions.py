"""Actions: states, due dates and the colours of domain.md 6.2."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.actions import (
    ActionStatus,
    Brag,
    BragKey,
    Colour,
    Due,
    DueHistory,
    DueKind,
    Move,
    Override,
    all_done,
    brag,
    check_close,
    days_overdue,
    due_kind_label,
    due_words,
    status_label,
)
from masa_desktop.domain.errors import UserError

TODAY = date(2026, 2, 10)
OPEN, DOING = ActionStatus.OPEN, ActionStatus.IN_PROGRESS


@pytest.mark.parametrize(
    ("status", "due", "letter", "word"),
    [
        (DOING, date(2026, 1, 29), "R", "Overdue"),
        (OPEN, date(2026, 2, 9), "R", "Overdue"),
        (DOING, TODAY, "A", "At risk"),
        (DOING, date(2026, 2, 13), "A", "At risk"),
        (OPEN, date(2026, 2, 24), "A", "At risk"),
        (DOING, date(2026, 2, 25), "G", "On track"),
        (OPEN, date(2026, 4, 14), "–", "Not started"),
        (OPEN, None, "–", "Not started"),
        (DOING, None, "–", "No date said"),
        (ActionStatus.COMPLETED, date(2026, 1, 30), "G", "Done"),
        (ActionStatus.CLOSED_EVIDENCED, date(2026, 1, 1), "B", "Complete with evidence"),
        (ActionStatus.CLOSED_UNEVIDENCED, date(2026, 1, 1), "–", "Closed without evidence"),
        (ActionStatus.SUPERSEDED, date(2026, 1, 1), "–", "Superseded"),
        (ActionStatus.TRANSFERRED, date(2026, 1, 1), "–", "Transferred"),
    ],
)
def test_the_colour_follows_the_status_and_the_date(status, due, letter, word):
    found = brag(status, due, TODAY)
    assert (found.colour.letter, found.word) == (letter, word)


def test_a_partnership_may_set_its_own_number_of_days_and_words():
    key = BragKey(amber_days=3, words={Colour.BLUE: "Local only"})
    assert brag(DOING, date(2026, 2, 14), TODAY, key=key).colour is Colour.GREEN
    chosen = brag(DOING, None, TODAY, override=Override(Colour.BLUE, "as agreed"), key=key)
    assert chosen == Brag(Colour.BLUE, "Local only", "as agreed")
    red = brag(DOING, None, TODAY, override=Override(Colour.RED, " no staff "), key=key)
    assert red == Brag(Colour.RED, "Off track", "no staff")


def test_a_colour_chosen_by_hand_needs_a_reason():
    with pytest.raises(UserError, match="needs a reason"):
        Override(Colour.GREEN, "  ")


@settings(deadline=None)
@given(st.sampled_from(ActionStatus), st.none() | st.dates(), st.dates(max_value=date(9000, 1, 1)))
def test_an_action_is_red_exactly_when_it_is_overdue(status, due, today):
    late = days_overdue(status, due, today)
    assert (brag(status, due, today).colour is Colour.RED) == (late > 0)


def test_days_overdue_are_calendar_days_of_running_actions():
    assert days_overdue(DOING, date(2026, 1, 29), TODAY) == 12
    assert days_overdue(DOING, TODAY + timedelta(1), TODAY) == 0
    assert days_overdue(ActionStatus.COMPLETED, date(2026, 1, 29), TODAY) == 0
    assert days_overdue(DOING, None, TODAY) == 0


def test_ACT_11_the_original_date_is_never_overwritten():
    history = DueHistory(date(2025, 11, 28))
    history = history.moved(date(2026, 1, 9), "two trusts merging", date(2025, 12, 9))
    history = history.moved(date(2026, 1, 29), " new contact ", date(2026, 1, 8))
    assert history.original == date(2025, 11, 28)
    assert history.current == date(2026, 1, 29)
    assert history.times_moved == 2
    assert history.moves[1] == Move(
        date(2026, 1, 9), date(2026, 1, 29), "new contact", date(2026, 1, 8)
    )
    assert not history.calls_for_escalation()
    assert history.moved(None, "no date", TODAY).calls_for_escalation()
    assert not history.calls_for_escalation(None)


def test_moving_a_date_needs_a_reason():
    with pytest.raises(UserError, match="needs a reason"):
        DueHistory(None).moved(TODAY, "", TODAY)


def test_closing_asks_for_evidence_or_a_reason():
    with pytest.raises(UserError, match="No evidence of impact"):
        check_close(ActionStatus.CLOSED_EVIDENCED, evidence=" ")
    with pytest.raises(UserError, match="needs a reason"):
        check_close(ActionStatus.CLOSED_UNEVIDENCED, evidence="audit", reason=" ")


@pytest.mark.parametrize(
    ("status", "more"),
    [
        (ActionStatus.CLOSED_EVIDENCED, {"evidence": "audit of 20 cases"}),
        (ActionStatus.CLOSED_UNEVIDENCED, {"reason": "the form was withdrawn"}),
        (ActionStatus.SUPERSEDED, {}),
    ],
)
def test_closing_with_what_is_needed_is_accepted(status, more):
    assert check_close(status, **more) is None


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(DueKind.DATED, date(2026, 4, 14)), "14 Apr 2026"),
        (Due(DueKind.NEXT_MEETING, date(2026, 4, 14)), "next meeting, 14 Apr 2026"),
        (Due(DueKind.NEXT_MEETING), "next meeting, date not yet set"),
        (Due(DueKind.ONGOING, date(2026, 9, 1)), "ongoing, review 1 Sep 2026"),
        (Due(DueKind.NOT_SAID), "no date said"),
    ],
)
def test_A4_the_due_date_is_said_as_it_was_agreed(due, words):
    assert due_words(due) == words


@pytest.mark.parametrize(
    ("kind", "on"), [(DueKind.ONGOING, None), (DueKind.DATED, None), (DueKind.NOT_SAID, TODAY)]
)
def test_A4_a_due_date_that_contradicts_itself_is_refused(kind, on):
    with pytest.raises(UserError):
        Due(kind, on)


def test_A1_the_whole_is_done_only_when_every_part_is():
    assert all_done([ActionStatus.COMPLETED, ActionStatus.CLOSED_EVIDENCED])
    assert not all_done([ActionStatus.COMPLETED, DOING])
    assert not all_done([])


def test_every_status_and_kind_has_its_own_words():
    assert len({status_label(each) for each in ActionStatus}) == len(ActionStatus)
    assert len({due_kind_label(each) for each in DueKind}) == len(DueKind)
    assert status_label(ActionStatus.COMPLETED) == "Evidence awaited"


def test_a_completed_action_is_neither_running_nor_closed():
    assert not ActionStatus.COMPLETED.is_running
    assert not ActionStatus.COMPLETED.is_closed
    assert ActionStatus.TRANSFERRED.is_closed
    assert not OPEN.is_closed
