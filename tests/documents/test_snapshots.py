"""What the snapshots of minutes and action log promise before they become paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from masa_desktop.domain.action_log import NO_AGENCY, ActionLog, by_agency, legend
from masa_desktop.domain.actions import BragKey, Colour
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.minutes import (
    AttendanceStyle,
    Attendee,
    AttendeeKind,
    Entry,
    EntryKind,
    GridLine,
    Item,
    Minutes,
    MinutesState,
    RollingGrid,
    attendance_style_label,
    attendee_kind_label,
    entry_kind_label,
    minutes_state_label,
)


def test_a_restricted_item_cannot_carry_content():
    with pytest.raises(ValueError, match="no content"):
        Item(number="7", title="A family", is_restricted=True)


def test_a_grid_line_needs_a_letter_for_each_date():
    with pytest.raises(ValueError, match="one letter per date"):
        RollingGrid(
            dates=(date(2026, 2, 10),), lines=(GridLine(initials="HM", agency="", letters=()),)
        )


@pytest.mark.parametrize(
    ("entry", "opening"),
    [
        (Entry(kind=EntryKind.NOTE, text="x"), ""),
        (Entry(kind=EntryKind.NOTE, text="x", ref="N1"), "N1:"),
        (Entry(kind=EntryKind.DECISION, text="x", lead="AGREED", ref="D4"), "AGREED (D4):"),
        (Entry(kind=EntryKind.DECISION, text="x"), "Decision:"),
        (Entry(kind=EntryKind.ACTION, text="x", ref="E-14"), "Action E-14:"),
        (Entry(kind=EntryKind.CHALLENGE, text="x"), "Challenge:"),
    ],
)
def test_a_line_opens_with_its_words_and_reference(entry, opening):
    assert entry.opening == opening


@pytest.mark.parametrize(
    ("state", "stamp"),
    [
        (MinutesState.DRAFT, "DRAFT v0.2"),
        (MinutesState.CIRCULATED, "DRAFT v0.2"),
        (MinutesState.AMENDED, "DRAFT v0.2"),
        (MinutesState.APPROVED, "APPROVED v0.2"),
        (MinutesState.PUBLISHED, "PUBLISHED v0.2"),
    ],
)
def test_minutes_are_a_draft_until_approved(minutes, state, stamp):
    assert replace(minutes, state=state).stamp == stamp


def test_the_count_names_every_recorded_line(minutes):
    assert minutes.tally == "11 recorded, 8 in this document, 3 left out"
    assert minutes.unaccounted == 0


def test_a_line_that_is_nowhere_is_counted_as_such(minutes):
    assert replace(minutes, recorded=13).tally.endswith("3 left out, 2 not accounted for")


def test_the_banner_is_in_capitals_and_may_be_missing(minutes):
    assert minutes.banner == "OFFICIAL-SENSITIVE – NOT FOR ONWARD SHARING"
    assert replace(minutes, marking=Marking.NONE, handling="").banner == ""


def test_without_earlier_meetings_the_grid_has_this_one():
    seat = Attendee(kind=AttendeeKind.MEMBER, name="Ada Moss", agency="Police", code="P")
    minutes = Minutes(
        partnership="R",
        group="Executive",
        on=date(2026, 2, 10),
        state=MinutesState.DRAFT,
        attendance=(seat,),
    )
    grid = minutes.rolling_grid()
    assert grid.dates == (date(2026, 2, 10),)
    assert grid.lines == (GridLine(initials="Ada Moss", agency="Police", letters=("P",)),)
    assert minutes.heading == "Executive: minutes"


@pytest.mark.parametrize(
    ("codes", "label"),
    [
        (AttendanceStyle, attendance_style_label),
        (MinutesState, minutes_state_label),
        (AttendeeKind, attendee_kind_label),
        (EntryKind, entry_kind_label),
    ],
)
def test_every_code_has_its_own_words(codes, label):
    words = [label(code) for code in codes]
    assert len(set(words)) == len(words)


def test_agencies_are_counted_and_those_unknown_come_last(log):
    summaries = by_agency(log)
    assert [found.agency for found in summaries] == ["Education", "ICB", NO_AGENCY]
    education, icb, _ = summaries
    assert (education.open, education.overdue, education.proposed) == (3, 1, 0)
    assert (education.closed_since, education.closed, education.with_evidence) == (1, 1, 1)
    assert (icb.open, icb.overdue, icb.proposed, icb.closed, icb.with_evidence) == (1, 1, 1, 1, 0)


def test_an_empty_log_has_no_agencies():
    assert by_agency(ActionLog(partnership="R", as_at=date(2026, 2, 10))) == ()


def test_the_legend_is_the_partnerships_own():
    key = BragKey(amber_days=1, words={Colour.BLUE: "Local only"})
    found = {line.colour: line.meaning for line in legend(key)}
    assert found[Colour.BLUE] == "Local only"
    assert found[Colour.AMBER] == "At risk, or due within 1 calendar day"
    assert found[Colour.RED] == "Off track, or overdue"
