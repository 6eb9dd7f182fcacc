"""A sentence made an action keeps its words; owners and date are read only where certain."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.capture import Attendee, Room, RoomAgency
from masa_desktop.domain.capture_sentence import Understood, understood
from masa_desktop.domain.days import Calendar
from masa_desktop.domain.given import Given

ROOM = Room(
    today=date(2026, 2, 10),
    meeting_on=date(2026, 2, 10),
    next_meeting_on=date(2026, 4, 14),
    calendar=Calendar.of({"division": "x", "last_year": 2027, "days": []}),
    people=(
        Attendee("p1", "Sarah Gellert", "SGe", "Designated Nurse", "ICB"),
        Attendee("p2", "Samir Gadhvi", "SGa", "Director", "Council"),
        Attendee("p3", "Anjali Deshmukh", "AD", "Chief Nurse", "ICB"),
        Attendee("p4", "Jo Lindqvist", "JL", agency="Police"),
        Attendee("p5", "Joan Lund", "JL"),
        Attendee("p6", "Hope Marsh", "HMa"),
    ),
    agencies=(
        RoomAgency("g1", "Riverside Council", "RC"),
        RoomAgency("g2", "Riverside ICB", "ICB"),
    ),
)
MARCH = date(2026, 3, 14)
WORDS = "SGe AD JL XY ICB Hope Samir ( ) - and + , to will by next week the audit . /a /p"
BITS = [*WORDS.split(), "by 14 March", "\n"]


def owners(text):
    given = understood(text, ROOM).given
    return (*given.person_ids, *given.agency_ids)


def due(text):
    given = understood(text, ROOM).given
    return (given.due_kind, given.due_on)


def test_the_sentence_a_minute_taker_selects_gives_its_owner_and_its_day():
    assert understood("SGe to circulate the neglect audit by 14 March", ROOM) == Understood(
        Given(("p1",), (), DueKind.DATED, MARCH), "SGe", "due Saturday 14 March 2026"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SGe to circulate it", ("p1",)),
        ("AD and SGe to share the flags", ("p3", "p1")),
        ("AD + SGa shall share the flags.", ("p3", "p2")),
        ("AD will be on leave", ()),
        ("AD will not share the flags", ()),
        ("ICB agreed to share the flags", ("g2",)),
        ("SGa, AD and RC are to meet", ("p2", "p3", "g1")),
        ("All agencies to return the audit", ("g1", "g2")),
        ("SGe presented the audit", ()),
        ("SGe", ()),
        ("The audit is for SGe to circulate", ()),
        ("ad to be placed in the paper", ()),
        ("JL to share the flags", ()),
        ("AD and JL to share the flags", ()),
        ("Samir and AD to share the flags", ("p2", "p3")),
        ("Gellert to share the flags", ("p1",)),
        ("Samir asked Anjali to share the flags", ()),
        ("Samir and Jo asked for the flags", ()),
        ("Samir will share the flags", ()),
        ("Hope to share the flags", ()),
        ("SGe asked AD to look", ()),
        ("Share the flags (SGe)", ()),
        ("Share the flags, SGe", ()),
        ("XY and AD to share the flags", ()),
        ("AD and XY to share the flags", ()),
        ("AD to share and\nSGe to send", ()),
        ("AD together with others", ()),
        ("", ()),
    ],
)
def test_owners_are_read_only_at_the_start_and_only_if_all_are_known(text, expected):
    assert owners(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Circulate the audit by 14 March.", (DueKind.DATED, MARCH)),
        ("SGe to send it by Friday week", (DueKind.DATED, date(2026, 2, 20))),
        ("SGe to send it by the end of March", (DueKind.DATED, date(2026, 3, 31))),
        ("SGe to send it by the next meeting", (DueKind.NEXT_MEETING, date(2026, 4, 14))),
        ("SGe to send it by 14 January 2027", (DueKind.DATED, date(2027, 1, 14))),
        ("SGe was to send it by 14 January", (DueKind.NOT_SAID, None)),
        ("SGe was to send it by 14 January 2026", (DueKind.NOT_SAID, None)),
        ("SGe to send it by next week", (DueKind.NOT_SAID, None)),
        ("SGe to send it by next Friday", (DueKind.NOT_SAID, None)),
        ("SGe to send it by 31 April", (DueKind.NOT_SAID, None)),
        ("The audit was due 14 March", (DueKind.NOT_SAID, None)),
        ("SGe to send it - 14 March", (DueKind.NOT_SAID, None)),
        ("SGe to send it by 14 March if it is done", (DueKind.NOT_SAID, None)),
        ("SGe to monitor, ongoing", (DueKind.NOT_SAID, None)),
        ("AD to share by 14 March\nSGe to send by 14 March", (DueKind.NOT_SAID, None)),
        ("SGe to send the s.47 audit by 14 March", (DueKind.DATED, MARCH)),
        ("SGe to say that the family left by 14 March", (DueKind.NOT_SAID, None)),
        ("SGe to ask who was seen by 14 March", (DueKind.NOT_SAID, None)),
        ("SGe not to send it by 14 March", (DueKind.NOT_SAID, None)),
        ("Police will close the hub by 14 March", (DueKind.NOT_SAID, None)),
        ("SGe to attend and report that it closed by Friday", (DueKind.NOT_SAID, None)),
    ],
)
def test_a_date_is_read_only_at_the_end_after_by(text, expected):
    assert due(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "SGe to tell AD to send it by 14 March. AD to chase by 1 April",
        "SGe to send it by 14 March. Thanks were given",
        "SGe to tell AD to send it by 14 March",
        "AD will be on leave and SGa will cover by 12 March",
        "SGe to send it - HM to chase by 14 March",
        "SGe to send it; chase by 14 March",
        "SGe to confirm the Police have replied by 14 March",
        "SGe to send it by 14.03.2026",
    ],
)
def test_nothing_is_read_where_two_things_may_be_said(text):
    assert understood(text, ROOM) == Understood()


PIECE = st.lists(st.sampled_from(BITS), max_size=6).map(" ".join) | st.text(max_size=20)
LAST = st.sampled_from(["AD to send it by 14 March", "by 14 March", "send it by next", "7"])


@given(PIECE, PIECE, st.lists(PIECE, max_size=2), LAST)
def test_two_full_stops_inside_give_neither_owner_nor_date(first, second, more, last):
    found = understood(".".join([f"SGe to {first}", second, *more, last]), ROOM)
    assert found == Understood()


@given(
    st.lists(
        st.sampled_from(BITS),
        max_size=9,
    ).map(" ".join)
    | st.text(max_size=40)
)
def test_nothing_is_set_that_is_not_said_in_words(text):
    found = understood(text, ROOM)
    assert bool(found.who or found.when) == (found.given != Given())
    assert "JL" not in found.who
    for key in found.given.person_ids:
        one = next(one for one in ROOM.people if one.id == key)
        assert any(said in text for said in (one.initials, *one.name.split()))
