"""Words of the roll-call: replies, modes, times, items, absences, interests; one seat, one head."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.attendance import (
    AS_MEMBER,
    Attendance,
    Code,
    MeetingRecord,
    Span,
    no_apology_running,
    present_at,
)
from masa_desktop.domain.roll_call import (
    DeclarationRow,
    Reply,
    absence_words,
    again_words,
    apologies_words,
    covered_words,
    current_note,
    declaration_line,
    guest_words,
    item_runs,
    joined_times,
    modes_words,
    part_words,
    proposed,
    recorded_words,
    replies_words,
    reply_label,
    says_withdrew,
    times_again_words,
    times_words,
)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply.ACCEPTED, Code.PRESENT),
        (Reply.DECLINED, Code.APOLOGIES),
        (Reply.TENTATIVE, None),
        (Reply.UNKNOWN, None),
    ],
)
def test_a_reply_proposes_a_code_and_silence_proposes_nothing(reply, code):
    assert proposed(reply) is code


def test_every_reply_has_its_words():
    assert len({reply_label(each) for each in Reply}) == len(Reply)


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ([Reply.UNKNOWN] * 3, "Nobody has replied"),
        ([Reply.ACCEPTED, Reply.UNKNOWN], "1 accepted · 1 has not replied"),
        (
            [Reply.ACCEPTED, Reply.DECLINED, Reply.TENTATIVE, Reply.UNKNOWN, Reply.UNKNOWN],
            "1 accepted · 1 declined · 1 tentative · 2 have not replied",
        ),
    ],
)
def test_replies_are_summed_up(replies, said):
    assert replies_words(replies) == said


def test_what_all_who_accepted_has_done_is_said():
    assert recorded_words(2, 1, from_replies=True) == (
        "2 people present, 1 apology recorded, from the replies"
    )


def test_modes_are_counted_apart():
    codes = [Code.PRESENT, Code.PRESENT, Code.ONLINE, Code.PHONE, Code.IN_ATTENDANCE]
    assert modes_words(codes) == "3 in the room · 1 online · 1 by phone"
    assert modes_words([]) == "0 in the room"


@pytest.mark.parametrize(
    ("absent", "said"),
    [
        ([], "0 apologies"),
        ([("AD", Code.PRESENT), ("OP", Code.DNA)], "0 apologies"),
        ([("AD", Code.APOLOGIES)], "1 apology"),
        ([("AD", Code.APOLOGIES), ("OP", Code.DEPUTY_SENT)], "2 apologies, 1 with a deputy"),
        ([("AD", Code.DEPUTY_SENT), ("OP", Code.DEPUTY_SENT)], "2 apologies, 2 with a deputy"),
        ([("AD", Code.APOLOGIES), ("AD", Code.APOLOGIES)], "1 apology"),
        ([("AD", Code.DEPUTY_SENT), ("AD", Code.APOLOGIES)], "1 apology, 1 with a deputy"),
    ],
)
def test_apologies_are_counted_by_head_and_say_who_sent_a_deputy(absent, said):
    assert apologies_words(absent) == said


@pytest.mark.parametrize(
    ("came", "went", "said"),
    [
        (time(9, 30), time(10, 58), "09:30 to 10:58"),
        (time(9, 50), None, "from 09:50"),
        (None, time(11), "to 11:00"),
        (None, None, ""),
    ],
)
def test_times_are_said_as_far_as_they_are_known(came, went, said):
    assert times_words(came, went) == said


def test_a_part_of_a_meeting_is_said_by_items():
    assert part_words(3, 5) == "from item 3, left during item 6"
    assert guest_words(4, 4, 9) == "for item 4"
    assert guest_words(3, None, 9) == "for items 3 to 9"
    assert guest_words(None, None, 9) == ""


def test_items_with_the_same_standing_are_gathered():
    standing = [(n, n not in (6, 7)) for n in range(1, 11)]
    assert [words for words, _ in item_runs(standing)] == [
        "items 1\N{EN DASH}5",
        "items 6\N{EN DASH}7",
        "items 8\N{EN DASH}10",
    ]


@given(st.lists(st.booleans(), max_size=12))
def test_runs_of_items_lose_nothing(does):
    runs = item_runs(list(enumerate(does, start=1)))
    changes = sum(one is not two for one, two in pairwise(does))
    assert len(runs) == (changes + 1 if does else 0)


@pytest.mark.parametrize(
    ("code", "no_apology", "missed", "said"),
    [
        (Code.DNA, 1, 1, "No apology"),
        (Code.DNA, 3, 3, "No apology. 3rd time running"),
        (Code.DNA, 1, 4, "No apology. 4th meeting missed running"),
        (Code.APOLOGIES, 0, 2, ""),
        (Code.APOLOGIES, 0, 3, "3rd meeting missed running"),
        (Code.PRESENT, 0, 0, ""),
    ],
)
def test_an_absence_says_what_it_follows(code, no_apology, missed, said):
    assert absence_words(code, no_apology=no_apology, missed=missed) == said


def at(month, code, *, status="held"):
    line = Attendance(code=code, seat_id="seat", person_id="anna")
    return MeetingRecord(f"m{month}", status, date(2026, month, 1), (line,))


def test_meetings_without_apology_are_counted_in_a_row():
    rows = [at(1, Code.DNA), at(2, Code.APOLOGIES), at(3, Code.DNA), at(4, Code.DNA)]
    assert no_apology_running(rows, "seat") == 2
    called_off = at(5, Code.PRESENT, status="cancelled")
    silent = at(6, Code.NO_RESPONSE)
    assert no_apology_running([*rows, called_off, silent], "seat") == 2
    assert no_apology_running([*rows, at(7, Code.DEPUTY_SENT)], "seat") == 0


def declared(**more):
    values = {
        "id": "d",
        "person_id": "owen",
        "person": "Owen Prydderch",
        "item_id": "i",
        "item_number": 6,
        "item_title": "Neglect",
        "text": "Governor of the school.",
        "has_withdrawn": True,
    }
    return DeclarationRow(**(values | more))


def test_an_interest_is_one_line():
    said = "Owen Prydderch, item 6: Governor of the school. Withdrew for this item."
    assert declaration_line(declared()) == said
    whole = declaration_line(declared(item_id=None, item_number=None, has_withdrawn=False))
    assert whole == "Owen Prydderch: Governor of the school."


def person(who, code=Code.PRESENT, **more):
    return Attendance(code=code, seat_id="police", person_id=who, **more)


def test_a_deputy_beside_the_holder_is_no_second_head():
    holder = person("owen")
    deputy = person("marcus", is_deputy=True, has_authority=True)
    assert present_at([holder, deputy], 3) == [holder]
    assert present_at([holder, deputy], None) == [holder]
    left = person("owen", span=Span(None, 5))
    assert present_at([left, deputy], 5) == [left]
    assert present_at([left, deputy], 6) == [deputy]


def test_of_two_deputies_the_one_with_authority_sits():
    lines = [
        person("owen", Code.DEPUTY_SENT),
        person("kit", is_deputy=True, has_authority=False),
        person("marcus", is_deputy=True, has_authority=True),
    ]
    assert [line.person_id for line in present_at(lines, 1)] == ["marcus"]


def test_P5_a_shared_seat_may_have_a_holder_and_a_deputy():
    both = [
        person("owen"),
        person("dana", Code.DEPUTY_SENT),
        person("marcus", is_deputy=True),
    ]
    assert len(present_at(both, 1)) == 2
    shared = [person("owen", is_shared=True), person("m", is_deputy=True, is_shared=True)]
    assert len(present_at(shared, 1)) == 2


def test_whoever_withdrew_is_not_there_for_that_item():
    owen = person("owen", withdrawn=frozenset({6}))
    assert present_at([owen], 6) == []
    assert present_at([owen], 7) == [owen]
    assert present_at([owen], None) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("HM withdrew for this item.", True),
        ("As a governor, HM withdrew", True),
        ("HM withdrew from the room and the chair went on.", True),
        ("HM withdrew the proposal.", False),
        ("HM withdrew the paper. AD withdrew for this item.", False),
        ("HM withdrew from the bid.", False),
        ("AD withdrew for this item.", False),
    ],
)
def test_withdrawing_a_proposal_is_not_leaving_the_room(text, says):
    assert says_withdrew(text, ("HM", "Harriet Moss")) is says


LINES = st.builds(
    person,
    who=st.sampled_from(["owen", "marcus", "kit"]),
    code=st.sampled_from(Code),
    is_deputy=st.booleans(),
    has_authority=st.sampled_from([True, False, None]),
    span=st.builds(Span, st.none() | st.integers(1, 5), st.none() | st.integers(1, 5)),
    withdrawn=st.frozensets(st.integers(1, 5), max_size=2),
)


@given(st.lists(LINES, max_size=5, unique_by=lambda line: line.person_id))
def test_a_seat_never_gives_more_heads_than_it_has_holders(lines):
    holders = sum(not line.is_deputy for line in lines)
    for item in (None, 1, 2, 3, 4, 5):
        heads = [line for line in present_at(lines, item) if line.code in AS_MEMBER]
        assert len(heads) <= max(holders, 1)


def test_the_stretches_of_somebody_back_are_one_line():
    said = ["left during item 6", "from item 8, left during item 9"]
    assert again_words(said) == "left during item 6, back for item 8, left during item 9"
    assert again_words(["for item 4", "for items 6 to 8"]) == "for item 4, again for items 6 to 8"
    assert again_words(["", "from item 8"]) == "back for item 8"
    assert again_words(["left during item 6", ""]) == "left during item 6"


@pytest.mark.parametrize(
    ("stretches", "items_tell", "said"),
    [
        ([(None, time(10, 31)), (time(10, 51), None)], False, "to 10:31 and from 10:51"),
        ([(None, None), (time(10, 51), None)], False, "left, time not noted, back from 10:51"),
        (
            [(time(9, 30), time(10, 31)), (time(10, 51), time(11))],
            True,
            "09:30 to 10:31 and from 10:51 to 11:00",
        ),
        ([(None, time(10, 31)), (None, None)], False, "to 10:31, came back, time not noted"),
        ([(None, time(10, 31)), (None, None)], True, "to 10:31"),
        ([(None, None), (None, None)], False, ""),
        ([(None, time(10, 46)), (time(10, 46), None)], False, "out and back at 10:46"),
        (
            [(time(9, 50), time(10, 46)), (time(10, 46), time(10, 58)), (time(11), None)],
            True,
            "09:50 to 10:58 and from 11:00, out and back at 10:46",
        ),
    ],
)
def test_a_time_nobody_noted_is_not_passed_over(stretches, items_tell, said):
    assert times_again_words(stretches, items_tell=items_tell) == said


def test_a_note_of_apologies_is_told_only_of_somebody_away():
    assert current_note(Code.ONLINE, "Apologies on 6 February") == ""
    assert current_note(Code.APOLOGIES, "Apologies on 6 February") == "Apologies on 6 February"
    assert current_note(Code.ONLINE, "By Teams") == "By Teams"


def test_times_that_touch_are_one_stretch():
    nine, ten, eleven = time(9, 30), time(10, 54), time(11, 20)
    assert joined_times([(nine, ten), (ten, None)]) == ((nine, None),)
    assert joined_times([(nine, ten), (eleven, None)]) == ((nine, ten), (eleven, None))
    assert joined_times([(nine, None), (None, eleven)]) == ((nine, None), (None, eleven))


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (range(1, 11), ""),
        (range(1, 5), " to item 4"),
        (range(5, 11), " from item 5"),
        ([5], " for item 5"),
        ([5, 6], " for items 5 and 6"),
        ([1, 2, 4], " for items 1, 2 and 4"),
        ([], ""),
    ],
)
def test_the_items_covered_are_said_shortly(numbers, words):
    assert covered_words(list(numbers), 10) == words
