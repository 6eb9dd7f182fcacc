"""The rows a captured line is shown by say what Enter saves, and offers never pass for it."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain import capture_view
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.capture import Attendee, Room, RoomAgency, read
from masa_desktop.domain.capture_view import (
    coming_note,
    guest_named,
    keys,
    not_understood,
    rows,
    shaded,
    spoken,
)
from masa_desktop.domain.days import Calendar
from masa_desktop.domain.given import Given

CALENDAR = Calendar.of(
    {"division": "x", "last_year": 2027, "days": [{"on": "2026-01-01", "name": "New Year"}]}
)
ROOM = Room(
    today=date(2026, 2, 10),
    meeting_on=date(2026, 2, 10),
    next_meeting_on=date(2026, 4, 14),
    calendar=CALENDAR,
    people=(
        Attendee("p1", "Sarah Gellert", "SGe", "Designated Nurse", "ICB"),
        Attendee("p2", "Samir Gadhvi", "SGa", "Director", "Council"),
        Attendee("p3", "Mary Thorne", "MT", is_present=False),
        Attendee("p4", "Kim Unsaid", "KU", is_present=None),
    ),
    agencies=(
        RoomAgency("g1", "Riverside Council", "RC"),
        RoomAgency("g2", "Northshire Fire", "NF", is_of_group=False),
    ),
)


def of(line):
    return rows(read(line, ROOM))


def said(line):
    return [(row.label, row.words, row.at_end) for row in of(line)]


def test_what_enter_saves_stands_first_and_the_day_offered_below_it():
    assert said("/a SGe go by 14 Mar") == [
        ("Action", "Go", ""),
        ("Owner", "Sarah Gellert", "here"),
        ("", "Or SGa Samir Gadhvi (Council)", ""),
        ("Due", "Saturday 14 March 2026", "not a working day"),
        ("", "Friday 13 March 2026", ""),
        ("", "Monday 16 March 2026", ""),
        ("", "Tuesday 14 April 2026", "“by next”"),
    ]
    assert of("/a SGe go by 14 Mar")[shaded(of("/a SGe go by 14 Mar"))].below == (
        "14 March 2026 is a Saturday, so the working day before."
    )


def test_a_day_that_is_not_settled_is_not_shown_as_the_due_date():
    assert said("/a SGa go by next Friday")[-3:] == [
        ("Due", "Not yet clear", ""),
        ("", "Friday 13 February 2026", ""),
        ("", "Friday 20 February 2026", ""),
    ]


def test_a_due_date_that_cannot_be_read_is_not_said_to_be_unsaid():
    row = of("/a SGa go by Easter")[-1]
    assert (row.label, row.words) == ("Due", "“by Easter” is not a day this program can read")
    assert (row.tone, row.below[:21]) == ("warn", "It stays in the text.")


def test_a_decision_shows_what_is_recorded_beside_its_words():
    assert said("/d AGREED to go, subject to legal advice. SGe and MT dissented.") == [
        ("Decision", "to go.", "Agreed"),
        ("Condition", "legal advice", ""),
        ("Dissent", "SGe and MT", ""),
    ]
    assert said("/d Approved, by majority, provided that it is costed; SGe against.") == [
        ("Decision", "Approved.", "Approved"),
        ("How", "By majority", ""),
        ("Condition", "it is costed", ""),
        ("Dissent", "SGe", ""),
    ]
    assert said("/d noted the form. QZ dissented") == [
        ("Decision", "the form. QZ dissented", "Noted")
    ]
    assert said("/p agreed to go") == [("Private jotting", "agreed to go", "")]


def test_a_decision_that_is_a_verb_alone_is_said_not_to_say_what():
    below = {line: of(line)[0].below for line in ("/d Agreed, subject to advice.", "/d Agreed it")}
    assert list(below.values()) == ["What was agreed is not said.", ""]


def test_who_is_not_here_and_who_is_not_known_to_be_are_told_apart():
    assert said("/a MT go")[1] == ("Owner", "Mary Thorne", "not here")
    assert said("/a KU go")[1] == ("Owner", "Kim Unsaid", "")
    assert said("/out MT")[0] == ("Leaves", "Mary Thorne", "not recorded as here")


def test_all_means_the_agencies_of_the_group_and_others_go_by_name():
    assert capture_view.given(read("/a ALL go", ROOM)).agency_ids == ("g1",)
    assert capture_view.given(read("/a NF+SGe go by next", ROOM)) == Given(
        ("p1",), ("g2",), DueKind.NEXT_MEETING, date(2026, 4, 14)
    )


@pytest.mark.parametrize(
    ("line", "enter"),
    [
        ("/a go", "save action"),
        ("/d go", "save decision"),
        ("/p go", "save jotting"),
        ("/n aob", "put it in"),
        ("/in MT", "record arrival"),
        ("/out MT", "record leaving"),
        ("/in Jane Bloggs", "add as a guest"),
    ],
)
def test_the_keys_say_what_they_do(line, enter):
    found = read(line, ROOM)
    shown = dict(keys(found, rows(found)))
    assert shown["Enter"] == enter
    assert ("Tab" in shown) is (shaded(rows(found)) >= 0)


@pytest.mark.parametrize("line", ["/in QZ", "/in Jane", "/a Jane Bloggs go", "/out Jane Bloggs"])
def test_a_guest_is_only_named_by_a_whole_name_of_an_arrival(line):
    assert guest_named(read(line, ROOM)) == ""


def test_nobody_unknown_can_be_added_by_leaving():
    assert said("/out QZ") == [("Leaves", "Nobody on the list has the initials QZ.", "")]
    assert shaded(of("/out QZ")) == -1


def test_what_is_read_aloud_is_whole():
    assert spoken(of("/a SGe go by 14 Mar")) == (
        "Action: Go. Owner: Sarah Gellert, Designated Nurse, ICB, here."
        " Due: Saturday 14 March 2026, not a working day."
        " Tab: Friday 13 March 2026. 14 March 2026 is a Saturday, so the working day before."
        " Alt+Down for the list."
    )


def test_the_note_of_a_leaving_says_a_time_only_if_one_is_known():
    names = ["Owen Prydderch (Northshire Police)", "Mary Thorne (guest)"]
    assert coming_note(names[:1], time(10, 58), leaves=True) == (
        "10:58 Owen Prydderch (Northshire Police) left the meeting."
    )
    assert coming_note(names, None, leaves=False) == (
        "Owen Prydderch (Northshire Police) and Mary Thorne (guest) joined the meeting."
    )


BITS = ["SGe", "sg", "MT", "QZ", "ALL", "NF", "@mary", "by", "next", "Friday", "14", "Mar"]
BITS += ["+5wd", "ongoing", "to", "note"]
LINES = st.builds(
    lambda start, bits: start + " ".join(bits),
    st.sampled_from(["/a ", "/d ", "/n ", "/p ", "/in ", "/out ", "/c ", "/", ""]),
    st.lists(st.sampled_from(BITS) | st.text(max_size=6), max_size=7),
)


@given(LINES)
def test_any_line_can_be_shown_and_said(line):
    found = read(line, ROOM)
    shown = rows(found)
    assert all(row.words for row in shown)
    assert spoken(shown).strip() == spoken(shown)
    by_tab = shaded(shown)
    assert (by_tab >= 0) is (found.by_tab is not None)
    if by_tab >= 0:
        assert shown[by_tab].offer == found.by_tab


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("/out SGe 25:99", "25:99"),
        ("/in SGe SGa", "SGa"),
        ("/in SGe sga", "sga"),
        ("/in SGe and ZZ", "ZZ"),
        ("/out SGe until item 5", "until item 5"),
        ("/in SGe 10:45 from item 4", "from item 4"),
        ("/out SGe By  phone.", ""),
        ("/out SGe 10:45 for another meeting", ""),
        ("/out SGe", ""),
        ("/in Jane Bloggs", ""),
        ("/in", ""),
    ],
)
def test_words_beside_a_name_are_never_passed_over(line, rest):
    found = read(line, ROOM)
    assert not_understood(found) == rest
    assert ("Enter" in dict(keys(found, rows(found)))) == (not rest and line != "/in")
    shown = " ".join(row.words for row in rows(found))
    assert all(word in shown for word in (rest or found.text).split())


def test_why_somebody_left_is_minuted_with_it():
    assert coming_note(["Sarah Gellert"], time(10, 45), leaves=True, words="by phone.") == (
        "10:45 Sarah Gellert left the meeting (by phone)."
    )


@pytest.mark.parametrize("line", ["/a", "/a SGe", "/a by", "/a SGe and", "/a to", "/a SGa +", "/d"])
def test_words_that_only_lead_on_are_nothing_to_save(line):
    found = read(line, ROOM)
    assert not found.has_words
    assert "Enter" not in dict(keys(found, rows(found)))
    assert rows(found)[0].words in ("What is to be done?", "What was decided?")
    assert read("/p 👍", ROOM).has_words


def test_how_an_owner_is_written_is_said_while_there_is_none():
    (owner,) = (row for row in of("/a go there") if row.label == "Owner")
    assert owner.words == "No owner yet"
    assert owner.at_end == "SGe or Sarah to … first, or SGe at the end"
    for line in ("/a SGe to go", "/a Sarah to go", "/a go there now (SGe)"):
        name = next(row.also.split()[0] for row in of(line) if row.label == "Owner")
        assert name == "Designated"
    assert rows(read("/a go", replace(ROOM, people=())))[1].at_end == (
        "Initials first, or initials at the end"
    )
    assert not of("/a Gell")[1].at_end


def test_whom_a_name_half_typed_may_mean_is_not_shown_as_the_owner():
    assert said("/a Gell")[1:3] == [
        ("Owner", "No owner yet", ""),
        ("", "SGe Sarah Gellert (ICB)", ""),
    ]


@pytest.mark.parametrize(
    ("leaves", "are_back", "verb"),
    [(False, False, "joined"), (False, True, "rejoined"), (True, True, "left")],
)
def test_who_comes_back_rejoins(leaves, are_back, verb):
    said = coming_note(["Sarah Gellert"], None, leaves=leaves, are_back=are_back)
    assert said == f"Sarah Gellert {verb} the meeting."


def test_the_popup_says_which_verb_it_read_in_a_decision():
    (row,) = of("/d The group recommended a shorter form")
    assert (row.label, row.at_end) == ("Decision", "Recommended")
    (row,) = of("/d Publish the summary")
    assert row.at_end == ""
