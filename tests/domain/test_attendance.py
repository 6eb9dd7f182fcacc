"""Attendance: codes, spans, the three counts and the Calderdale grid of domain.md 4.4."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.attendance import (
    Attendance,
    Capacity,
    Code,
    Count,
    Counts,
    MeetingRecord,
    Span,
    Tally,
    capacity_label,
    code_label,
    counts,
    deputy_warnings,
    grid_letter,
    is_persistent,
    letters,
    missed_running,
    outcomes,
    present_at,
    tally,
)

GRID = {
    "Y": Code.PRESENT,
    "N": Code.DNA,
    "A": Code.APOLOGIES,
    "D": Code.DEPUTY_SENT,
    "-": Code.NOT_MEMBER,
}


def line(code=Code.PRESENT, who="anna", seat="seat", agencies=("trust",), **more):
    return Attendance(code=code, person_id=who, seat_id=seat, agency_ids=agencies, **more)


def meeting(number, *records, status="held"):
    return MeetingRecord(f"m{number}", status, date(2026, number, 10), tuple(records))


def grid(*rows):
    """Three meetings from rows such as "Y D Y"; each row is its own seat of one trust."""
    columns = zip(*(row.split() for row in rows), strict=True)
    return [
        meeting(
            number + 1,
            *(line(GRID[sign], f"p{row}", f"s{row}") for row, sign in enumerate(column)),
        )
        for number, column in enumerate(columns)
    ]


def three(meetings, person="p0", seat="s0"):
    found = [(Count.MEMBER, person), (Count.SEAT, seat), (Count.AGENCY, "trust")]
    return [tally(meetings, count, key).in_words for count, key in found]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("D D Y", ["1 of 3", "3 of 3", "3 of 3"], id="Cafcass"),
        pytest.param("N Y D", ["1 of 3", "2 of 3", "2 of 3"], id="Democratic and Partnerships"),
        pytest.param("- Y A", ["1 of 2", "1 of 2", "1 of 2"], id="Governors"),
        pytest.param("A A A", ["0 of 3", "0 of 3", "0 of 3"], id="Public Health"),
    ],
)
def test_the_grid_of_three_meetings_is_counted_by_member_seat_and_agency(row, expected):
    assert three(grid(row)) == expected


def test_three_seats_of_one_trust_keep_the_trust_at_every_meeting():
    meetings = grid("Y - -", "Y D Y", "- - A")
    assert tally(meetings, Count.AGENCY, "trust") == Tally(3, 3)
    assert tally(meetings, Count.MEMBER, "p2") == Tally(0, 1)
    assert tally(meetings, Count.MEMBER, "p0") == Tally(1, 1)


def test_apologies_each_time_are_persistent_non_attendance():
    meetings = grid("A A A")
    missed = missed_running(meetings, Count.MEMBER, "p0")
    assert missed == 3
    assert is_persistent(missed, 3)
    assert not is_persistent(missed, 4)
    assert not is_persistent(missed, None)


def test_a_deputy_ends_a_run_of_missed_meetings_for_the_seat_but_not_for_the_member():
    meetings = grid("N D N")
    assert missed_running(meetings, Count.SEAT, "s0") == 1
    assert missed_running(meetings, Count.MEMBER, "p0") == 3


@pytest.mark.parametrize("status", ["cancelled", "written", "planned", "postponed"])
def test_meetings_nobody_could_attend_are_left_out(status):
    meetings = [meeting(1, line()), meeting(2, line(Code.DNA), status=status)]
    assert tally(meetings, Count.MEMBER, "anna") == Tally(1, 1)


def test_an_inquorate_meeting_counts():
    meetings = [meeting(1, line()), meeting(2, line(), status="held_inquorate")]
    assert tally(meetings, Count.SEAT, "seat") == Tally(2, 2)


def test_time_outside_the_tenure_is_in_no_denominator():
    meetings = [meeting(number, line(Code.DNA)) for number in (1, 2, 3, 4)]
    tenures = [(date(2026, 2, 10), date(2026, 3, 10))]
    assert tally(meetings, Count.MEMBER, "anna", tenures=tenures) == Tally(0, 2)
    assert tally(meetings, Count.MEMBER, "anna", tenures=[(None, None)]) == Tally(0, 4)
    assert tally(meetings, Count.MEMBER, "anna", tenures=[]) == Tally(0, 0)


def test_what_is_not_recorded_is_neither_attended_nor_missed():
    meetings = [meeting(1, line(Code.NO_RESPONSE)), meeting(2), meeting(3, line())]
    tenures = [(date(2026, 1, 1), None)]
    found = tally(meetings, Count.MEMBER, "anna", tenures=tenures)
    assert found == Tally(1, 1, 2)
    assert missed_running(meetings, Count.MEMBER, "anna", tenures=tenures) == 0


@pytest.mark.parametrize("count", list(Count))
def test_a_line_marked_as_not_a_member_outranks_the_dates(count):
    key = {Count.MEMBER: "anna", Count.SEAT: "seat", Count.AGENCY: "trust"}[count]
    meetings = [meeting(1, line(Code.NOT_MEMBER)), meeting(2, line())]
    assert tally(meetings, count, key, tenures=[(None, None)]) == Tally(1, 1)


def test_no_possible_meeting_gives_no_share_instead_of_nought():
    assert Tally(0, 0).share is None
    assert Tally(1, 4).share == 0.25


def test_meetings_come_back_oldest_first():
    found = outcomes([meeting(3, line()), meeting(1, line())], Count.SEAT, "seat")
    assert [each.meeting_id for each, _ in found] == ["m1", "m3"]


def test_P1_a_seat_that_changes_hands_is_continuous_and_the_people_are_not():
    meetings = [meeting(1, line(who="anna")), meeting(2, line(who="ben"))]
    assert tally(meetings, Count.AGENCY, "trust") == Tally(2, 2)
    assert tally(meetings, Count.SEAT, "seat") == Tally(2, 2)
    assert tally(meetings, Count.MEMBER, "anna") == Tally(1, 1)


def test_P4_one_head_for_two_agencies_is_one_seat_and_two_agencies():
    assert counts([line(agencies=("probation", "youth"))]) == Counts(1, 1, 2, 2, 1, 1)


def test_P5_two_people_who_share_a_seat_are_one_seat_and_two_heads():
    both = [line(who="anna"), line(who="ben")]
    assert counts(both) == Counts(1, 1, 1, 1, 2, 2)
    one = [line(who="anna"), line(Code.APOLOGIES, who="ben")]
    assert counts(one) == Counts(1, 1, 1, 1, 1, 2)


def test_P6_an_agency_with_one_of_two_members_here_is_present_and_a_seat_is_not():
    found = counts([line(seat="a"), line(Code.APOLOGIES, who="ben", seat="b")])
    assert (found.seats_attended, found.seats) == (1, 2)
    assert (found.agencies_attended, found.agencies) == (1, 1)


def test_a_deputy_counts_for_the_seat_and_the_agency_and_not_for_the_member():
    records = [
        line(Code.DEPUTY_SENT, who="fergus"),
        line(who="lena", is_deputy=True, deputy_for="fergus", has_authority=False),
    ]
    assert counts(records) == Counts(1, 1, 1, 1, 0, 1)
    meetings = [meeting(1, *records)]
    assert tally(meetings, Count.MEMBER, "lena") == Tally(0, 0)


def test_observers_and_vacant_seats_are_in_no_count():
    records = [
        line(capacity=Capacity.PARTICIPANT_OBSERVER),
        line(Code.OBSERVER, seat="o"),
        line(Code.IN_ATTENDANCE, seat=None),
        line(Code.VACANT, who=None, seat="v"),
    ]
    assert counts(records) == Counts(0, 0, 0, 0, 0, 0)


def test_seats_not_yet_recorded_are_counted_apart():
    found = counts([line(), line(Code.NO_RESPONSE, who="ben", seat="b")])
    assert (found.seats_attended, found.seats, found.seats_not_recorded) == (1, 2, 1)


def test_an_arrival_counts_from_the_item_and_a_departure_after_it():
    span = Span.left_after(6, first_item=3)
    assert [item for item in range(1, 9) if span.covers(item)] == [3, 4, 5, 6]
    assert Span.left_during(6) == Span(None, 5)
    assert Span().is_whole


def test_without_an_item_only_those_here_throughout_are_given():
    here, late = line(), line(who="ben", span=Span(2))
    absent = line(Code.DNA, who="cara")
    assert present_at([here, late, absent], None) == [here]
    assert present_at([here, late, absent], 2) == [here, late]
    assert late.is_part
    assert not here.is_part


def test_P8_deputising_for_another_agency_is_said_and_not_refused():
    records = [line(who="ben", agencies=("police",), is_deputy=True, has_authority=True)]
    said = deputy_warnings(records, {"ben": "Ben Okoro"}, {"ben": ["trust"]})
    assert said == [
        "Ben Okoro is deputising for a member of another agency. Both are recorded.",
    ]


def test_P7_a_deputy_for_a_deputy_and_missing_authority_are_said():
    records = [
        line(who="ben", is_deputy=True, deputy_for="anna", has_authority=None),
        line(who="cara", is_deputy=True, deputy_for="ben", has_authority=False),
    ]
    said = deputy_warnings(records, {"ben": "Ben Okoro", "cara": "Cara Lind"}, {})
    assert said == [
        "It is not recorded whether Ben Okoro has delegated authority.",
        "Cara Lind is deputising for a deputy.",
        "Cara Lind has no delegated authority.",
    ]


def test_an_ordinary_deputy_needs_no_warning():
    records = [line(who="ben", is_deputy=True, deputy_for="anna", has_authority=True)]
    assert deputy_warnings(records, {}, {"ben": ["trust"]}) == []


def test_every_code_and_capacity_has_its_words_and_letters():
    assert [letters(code) for code in (Code.PRESENT, Code.APOLOGIES, Code.DNA)] == ["P", "A", "DNA"]
    signs = [grid_letter(GRID[sign]) for sign in "YNAD-"]
    assert signs == list("YNAD-")
    assert code_label(Code.NO_RESPONSE) == "Not yet recorded"
    assert len({code_label(code) for code in Code}) == len(Code)
    assert len({capacity_label(each) for each in Capacity}) == len(Capacity)


LINES = st.builds(
    line,
    code=st.sampled_from(Code),
    who=st.sampled_from(["anna", "ben", None]),
    seat=st.sampled_from(["s1", "s2", None]),
    agencies=st.lists(st.sampled_from(["trust", "police"]), unique=True).map(tuple),
    capacity=st.sampled_from(Capacity),
    is_deputy=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(st.lists(LINES, max_size=5), max_size=6))
def test_nobody_attends_more_meetings_than_there_were(rolls):
    meetings = [meeting(number + 1, *roll) for number, roll in enumerate(rolls)]
    for count, key in ((Count.MEMBER, "anna"), (Count.SEAT, "s1"), (Count.AGENCY, "trust")):
        found = tally(meetings, count, key, tenures=[(None, None)])
        assert 0 <= found.attended <= found.possible
        assert found.possible + found.not_recorded <= len(meetings)
    for roll in rolls:
        found = counts(roll)
        assert found.seats_attended <= found.seats
        assert found.agencies_attended <= found.agencies
        assert found.members_in_person <= found.members
