"""How attendance over a period is added, shaded and said (ATT-5, domain 4.4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.attendance import Attendance, Code, Count, MeetingRecord, Tally
from masa_desktop.domain.attendance_report import (
    Figure,
    Figures,
    GroupColumn,
    LeftOut,
    Line,
    Met,
    Quorum,
    decisions_words,
    figure,
    left_out_words,
    quoracy,
    tenure_words,
    total,
)
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.domain.report import Tone


def met(day, *lines, status="held"):
    return MeetingRecord(f"m{day}", status, date(2025, 4, day), lines)


def line(code, **more):
    return Attendance(code=code, seat_id="s", person_id="p", agency_ids=("a",), **more)


DEPUTY = Attendance(
    code=Code.PRESENT, seat_id="s", person_id="d", agency_ids=("a",), is_deputy=True
)


@pytest.mark.parametrize(
    ("attended", "possible", "tone", "text"),
    [
        (5, 5, Tone.FULL, "100%"),
        (299, 300, Tone.HIGH, "99%"),
        (17, 20, Tone.HIGH, "85%"),
        (4, 5, Tone.FAIR, "80%"),
        (2, 3, Tone.LOW, "67%"),
        (1, 2, Tone.LOW, "50%"),
        (299, 600, Tone.ALARM, "▼ 49%"),
        (0, 3, Tone.ALARM, "▼ 0%"),
        (0, 0, Tone.NONE, "–"),
    ],
)
def test_a_figure_has_the_shade_of_what_it_prints(attended, possible, tone, text):
    found = Figure(Tally(attended, possible))
    assert (found.tone, found.text) == (tone, text)


def test_what_is_not_known_is_no_nought():
    untold = Figure(Tally(0, 0, 2))
    assert (untold.percent, untold.text, untold.tone) == (None, "not recorded", Tone.NONE)
    assert Figure(Tally(3, 4, 1)).in_full == "75% (3 of 4; 1 not recorded)"
    assert Figure(Tally(4, 5), 1).spoken == "4 of 5, 80 per cent, 1 by deputy"
    assert Figure(Tally(0, 3)).of_deputies == "–"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8))
def test_all_groups_together_are_weighted_by_meetings(pairs):
    cells = [Figure(Tally(came, came + missed)) for came, missed in pairs]
    found = total([None, *cells]).tally
    assert found.attended == sum(came for came, _ in pairs)
    assert found.possible == sum(came + missed for came, missed in pairs)


def test_one_of_one_and_none_of_four_is_twenty_per_cent_and_not_fifty():
    assert total([Figure(Tally(1, 1)), Figure(Tally(0, 4))]).percent == 20


def test_a_deputy_is_told_apart_from_who_came_in_their_own_right():
    meetings = [
        met(1, line(Code.PRESENT)),
        met(2, line(Code.DEPUTY_SENT), DEPUTY),
        met(3, line(Code.PRESENT), DEPUTY),
    ]
    assert figure(meetings, Count.AGENCY, "a", [(None, None)]) == Figure(Tally(3, 3), 1)
    assert figure(meetings, Count.MEMBER, "p", [(None, None)]) == Figure(Tally(2, 3), 0)


def test_no_seat_a_vacant_seat_and_a_roll_not_taken_are_three_things():
    vacant = Attendance(code=Code.VACANT, seat_id="s", agency_ids=("a",))
    assert figure([met(1, line(Code.PRESENT))], Count.AGENCY, "a", []) is None
    assert figure([met(1, vacant)], Count.SEAT, "s", [(None, None)]).text == "vacant"
    assert figure([met(1)], Count.SEAT, "s", [(None, None)]).text == "not recorded"
    assert figure([met(1, status="cancelled")], Count.SEAT, "s", [(None, None)]) is None


def test_tenure_is_printed_with_the_ends_that_are_known():
    year = date(2025, 4, 1), date(2026, 3, 31)
    may, june = date(2025, 5, 3), date(2025, 6, 9)
    assert tenure_words([(may, None)], *year) == "from 3 May 2025"
    assert tenure_words([(None, june), (may, june)], *year) == "3 May 2025 to 9 Jun 2025"
    assert tenure_words([(None, date(2024, 1, 1))], *year) == ""
    assert tenure_words([(None, None)], *year) == ""


def a_meeting(quorum, **more):
    return Met(
        id="m",
        group_id="g",
        group="Exploitation",
        on=date(2025, 10, 9),
        status=MeetingStatus.HELD,
        quorum=quorum,
        **more,
    )


def test_the_quorum_sentence_counts_apart_what_nobody_can_judge():
    ratified = decisions_words([("ratified", date(2025, 12, 11))])
    lost = a_meeting(Quorum.LOST, lost="lost its quorum at item 7", decisions=ratified)
    said = quoracy([*[a_meeting(Quorum.KEPT)] * 3, lost, a_meeting(Quorum.NOT_SET)])
    assert said == (
        "3 of 4 meetings quorate throughout.",
        "Exploitation on 9 October 2025 lost its quorum at item 7; "
        "one decision ratified on 11 December 2025.",
        "1 meeting of groups without a quorum set is counted apart.",
    )
    assert quoracy([a_meeting(Quorum.NOT_TAKEN)]) == (
        "1 meeting without a roll-call is counted apart.",
    )


def test_a_line_under_a_half_is_followed_up_by_group_and_seats_name_their_agency():
    low, high = Figure(Tally(2, 5)), Figure(Tally(3, 4))
    found = Figures(
        count=Count.SEAT,
        columns=(GroupColumn("e", "Executive", 5), GroupColumn("q", "Quality", 4, is_joint=True)),
        lines=(
            Line(id="1", name="Head of Service", note="Cafcass", cells=(low, high)),
            Line(id="2", name="Chief Nurse", cells=(None, high)),
        ),
        met=(),
    )
    assert found.to_follow_up == ("Head of Service (Cafcass): 2 of 5 at Executive.",)
    assert [column.under for column in found.columns] == ["5 held", "4 joint"]


def test_what_is_left_out_is_named():
    off = LeftOut(group="Audit", on=date(2025, 8, 14), status=MeetingStatus.CANCELLED)
    said = left_out_words([off], ["Case Review Group"])
    assert said[:2] == (
        "Cancelled: Audit, 14 August 2025.",
        "No meeting was held by Case Review Group.",
    )
