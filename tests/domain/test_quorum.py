"""Quorum: the rule shapes and vectors of domain.md 4.3."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.attendance import Attendance, Capacity, Code, Span
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.quorum import (
    Chair,
    Membership,
    State,
    by_item,
    by_item_words,
    judge,
    state_label,
    whole_words,
)
from masa_desktop.domain.quorum_records import (
    from_data,
    to_data,
)
from masa_desktop.domain.quorum_rules import (
    CategoryMinimum,
    Deputies,
    HeadCount,
    IfInquorate,
    MinFraction,
    MinOf,
    QuorumRule,
    Rounding,
    Seats,
    deputies_label,
    if_inquorate_label,
)
from masa_desktop.domain.quorum_words import (
    NOT_SET_SENTENCE,
    in_words,
)

NAMES = {
    "la": "Riverside Council",
    "icb": "the ICB",
    "police": "Northshire Police",
    "trust": "Riverside NHS Trust",
    **{f"d{number}": f"District {number}" for number in range(1, 7)},
}
Q1 = QuorumRule(
    all_of=(("la",), ("icb",), ("police",)),
    called="safeguarding partners",
    if_inquorate=IfInquorate.CHAIR_DECIDES,
)
Q2 = QuorumRule(min_members=8, min_agencies=4, chair_required=True, if_inquorate=IfInquorate.STOP)
Q3 = QuorumRule(
    min_of=MinOf(4, tuple(f"d{number}" for number in range(1, 7))),
    called="districts",
    chair_discretion=True,
)
Q4 = QuorumRule(all_of=(("la",), ("icb", "trust"), ("police",)))
Q5 = QuorumRule(
    min_members=4,
    minima=(
        CategoryMinimum(2, "lay_member", "independent members"),
        CategoryMinimum(1, "pvi", "members from the private, voluntary or independent sector"),
    ),
)
Q6 = QuorumRule(min_fraction=MinFraction(Fraction(1, 2)))
Q7 = QuorumRule()


def here(who, agency, code=Code.PRESENT, **more):
    agencies = (agency,) if isinstance(agency, str) else agency
    return Attendance(code=code, person_id=who, agency_ids=agencies, **more)


def deputy(who, agency, authority):
    return here(who, agency, is_deputy=True, has_authority=authority)


def people(number, agencies, **more):
    return [here(f"p{place}", agencies[place % len(agencies)], **more) for place in range(number)]


def state(rule, records, **more):
    return judge(rule, records, NAMES, **more).state


ALL_THREE = [here("a", "la"), here("b", "icb"), here("c", "police")]


def test_Q1_all_three_partners_make_a_quorum():
    verdict = judge(Q1, ALL_THREE, NAMES)
    assert verdict.state is State.QUORATE
    assert verdict.sentence == "Quorate. All three safeguarding partners are represented."
    assert verdict.per_agency == (
        ("la", True, ("a",)),
        ("icb", True, ("b",)),
        ("police", True, ("c",)),
    )


def test_Q1_with_a_police_deputy_and_apologies_from_the_icb_is_inquorate():
    records = [
        here("a", "la"),
        deputy("c", "police", authority=True),
        here("b", "icb", Code.APOLOGIES),
    ]
    verdict = judge(Q1, records, NAMES)
    assert verdict.state is State.NOT_QUORATE
    assert verdict.sentence == (
        "Not quorate. The ICB is not represented. The chair decides what can proceed."
    )
    assert [agency for agency, represented, _ in verdict.per_agency if represented] == [
        "la",
        "police",
    ]


@pytest.mark.parametrize(
    ("flag", "authority", "expected"),
    [
        ("with_authority", True, State.QUORATE),
        ("with_authority", False, State.NOT_QUORATE),
        ("with_authority", None, State.NOT_QUORATE),
        ("any", None, State.QUORATE),
        ("no", True, State.NOT_QUORATE),
    ],
)
def test_P7_a_deputy_counts_as_the_rule_says(flag, authority, expected):
    rule = QuorumRule(all_of=(("police",),), deputies_count=Deputies(flag))
    assert state(rule, [deputy("c", "police", authority)]) is expected


@pytest.mark.parametrize(
    ("rule", "records", "chair", "expected"),
    [
        pytest.param(
            Q2, people(8, ["a", "b", "c"]), Chair("p0"), State.NOT_QUORATE, id="Q2 eight from three"
        ),
        pytest.param(
            Q2, people(9, ["a", "b", "c", "d"]), Chair("x", "p1"), State.QUORATE, id="Q2 vice"
        ),
        pytest.param(
            QuorumRule(
                min_members=8, min_agencies=4, chair_required=True, acting_chair_satisfies=False
            ),
            people(9, ["a", "b", "c", "d"]),
            Chair("x", "p1"),
            State.NOT_QUORATE,
            id="Q2 vice does not do",
        ),
        pytest.param(
            Q2, people(7, ["a", "b", "c", "d"]), Chair("p0"), State.NOT_QUORATE, id="Q2 seven"
        ),
    ],
)
def test_Q2_members_agencies_and_the_chair(rule, records, chair, expected):
    assert state(rule, records, chair=chair) is expected


def test_Q2_says_what_is_missing_and_that_the_meeting_stops():
    verdict = judge(Q2, people(8, ["a", "b", "c"]), NAMES, chair=Chair("p0"))
    assert verdict.sentence == (
        "Not quorate. 3 agencies are here, four are needed. The meeting does not proceed."
    )


def test_Q2_an_unknown_chair_is_said_rather_than_guessed():
    verdict = judge(Q2, people(9, ["a", "b", "c", "d"]), NAMES)
    assert verdict.lacking == "it is not recorded who is in the chair"
    gone = judge(Q2, people(9, ["a", "b", "c", "d"]), NAMES, chair=Chair("x"))
    assert gone.lacking == "the chair is not here"


def test_Q3_three_of_six_districts_leave_it_to_the_chair():
    verdict = judge(Q3, [here(f"p{n}", f"d{n}") for n in (1, 2, 3)], NAMES)
    assert verdict.state is State.CHAIR_DECIDES
    assert verdict.sentence == (
        "Three of the six districts are represented, four are needed. "
        "The chair may decide whether that is enough."
    )


def test_Q3_four_districts_are_enough_and_without_discretion_three_are_not():
    four = [here(f"p{n}", f"d{n}") for n in (1, 2, 3, 4)]
    assert state(Q3, four) is State.QUORATE
    strict = QuorumRule(min_of=Q3.min_of)
    verdict = judge(strict, four[:1], NAMES)
    assert verdict.state is State.NOT_QUORATE
    assert verdict.sentence == (
        "Not quorate. One of the six named agencies is represented, four are needed."
    )


def test_Q4_the_nominated_trust_stands_in_for_the_icb():
    records = [here("a", "la"), here("t", "trust"), here("c", "police")]
    assert state(Q4, records) is State.QUORATE
    verdict = judge(Q4, [here("a", "la")], NAMES)
    assert verdict.lacking == (
        "the ICB or Riverside NHS Trust and Northshire Police are not represented"
    )


def test_Q5_four_people_without_the_voluntary_sector_are_inquorate():
    lay = [here(f"l{n}", "public", capacity=Capacity.LAY_MEMBER) for n in (1, 2)]
    seats = Membership(categories={"charity": "pvi"})
    statutory = [here("a", "la"), here("c", "police")]
    verdict = judge(Q5, lay + statutory, NAMES, seats=seats)
    assert verdict.state is State.NOT_QUORATE
    assert verdict.lacking == (
        "none of the members from the private, voluntary or independent sector are here, "
        "one is needed"
    )
    assert state(Q5, [*lay, here("a", "la"), here("v", "charity")], seats=seats) is State.QUORATE


@pytest.mark.parametrize(
    ("rounding", "of", "needed"),
    [
        (Rounding.UP, Seats.FILLED, 7),
        (Rounding.DOWN, Seats.FILLED, 6),
        (Rounding.MORE_THAN, Seats.FILLED, 7),
        (Rounding.UP, Seats.ALL, 8),
        (Rounding.MORE_THAN, Seats.ALL, 8),
    ],
)
def test_Q6_fifteen_seats_two_vacant(rounding, of, needed):
    rule = QuorumRule(min_fraction=MinFraction(Fraction(1, 2), rounding, of))
    seats = Membership(filled=13, total=15)
    assert state(rule, people(needed, ["a"]), seats=seats) is State.QUORATE
    assert state(rule, people(needed - 1, ["a"]), seats=seats) is State.NOT_QUORATE


def test_Q6_more_than_half_of_an_even_number_is_one_more_than_half():
    assert MinFraction(Fraction(1, 2), Rounding.MORE_THAN).needed(14) == 8
    assert MinFraction(Fraction(1, 2), Rounding.UP).needed(14) == 7
    assert MinFraction(Fraction(1, 2), Rounding.DOWN).needed(1) == 1


def test_Q6_unknown_seats_are_not_guessed():
    verdict = judge(Q6, people(20, ["a"]), NAMES)
    assert verdict.state is State.NOT_SET
    assert verdict.sentence.startswith("The number of seats is not recorded")


def test_Q7_no_rule_is_never_quorate():
    verdict = judge(Q7, ALL_THREE, NAMES)
    assert verdict.state is State.NOT_SET
    assert verdict.sentence == NOT_SET_SENTENCE
    assert in_words(Q7, NAMES) == NOT_SET_SENTENCE
    assert by_item_words(by_item(Q7, ALL_THREE, NAMES, [1, 2])) == NOT_SET_SENTENCE
    assert [agency for agency, _, _ in verdict.per_agency] == ["la", "icb", "police"]


@pytest.mark.parametrize("capacity", [each for each in Capacity if each.never_counts])
def test_T125_whoever_never_counts_does_not_count_whatever_the_flags_say(capacity):
    rule = QuorumRule(all_of=(("la",),), deputies_count=Deputies.ANY)
    record = here("a", "la", capacity=capacity, counts_for_quorum=True)
    assert state(rule, [record]) is State.NOT_QUORATE
    assert judge(QuorumRule(min_members=1), [record], NAMES).per_agency == ()


@pytest.mark.parametrize("code", [Code.OBSERVER, Code.IN_ATTENDANCE, Code.DEPUTY_SENT, Code.DNA])
def test_only_those_here_as_members_count(code):
    assert state(QuorumRule(min_members=1), [here("a", "la", code)]) is State.NOT_QUORATE


@pytest.mark.parametrize(
    ("said", "expected"),
    [(False, State.NOT_QUORATE), (None, State.QUORATE), (True, State.QUORATE)],
)
def test_a_seat_counts_unless_the_terms_of_reference_say_it_does_not(said, expected):
    record = here("a", "la", counts_for_quorum=said)
    assert state(QuorumRule(min_members=1), [record]) is expected


def test_online_counts_unless_the_rule_says_no():
    record = here("a", "la", Code.ONLINE)
    assert state(QuorumRule(min_members=1), [record]) is State.QUORATE
    rule = QuorumRule(min_members=1, online_counts=False)
    assert state(rule, [record]) is State.NOT_QUORATE


def test_P4_one_head_for_two_agencies_counts_once_by_people_and_twice_by_agencies():
    records = [here("a", ("la", "icb"))]
    assert state(QuorumRule(min_agencies=2), records) is State.QUORATE
    assert state(QuorumRule(min_members=2), records) is State.NOT_QUORATE
    by_people = QuorumRule(min_agencies=2, people_or_agencies=HeadCount.PEOPLE)
    assert state(by_people, records) is State.NOT_QUORATE
    assert state(by_people, [*records, here("b", "la")]) is State.QUORATE


def test_P4_by_people_a_head_moves_to_the_agency_that_has_nobody_else():
    rule = QuorumRule(all_of=(("la",), ("icb",)), people_or_agencies=HeadCount.PEOPLE)
    assert state(rule, [here("a", ("la", "icb")), here("b", "la")]) is State.QUORATE
    assert state(rule, [here("b", "icb"), here("a", ("la", "icb"))]) is State.QUORATE


def test_P5_one_person_on_two_lines_is_one_member():
    records = [here("a", "la"), here("a", "icb")]
    assert state(QuorumRule(min_members=2), records) is State.NOT_QUORATE


def test_people_without_a_name_yet_are_counted_one_by_one():
    records = [here(None, "la"), here(None, "la")]
    verdict = judge(QuorumRule(min_members=2), records, NAMES)
    assert verdict.state is State.QUORATE
    assert verdict.per_agency == (("la", True, ()),)


def lost_at_item_six():
    left = here("c", "police", span=Span.left_during(6))
    stand_in = here("d", "police", is_deputy=True, has_authority=True, span=Span(8))
    return [here("a", "la"), here("b", "icb"), left, stand_in]


def test_quorum_is_lost_at_item_six_and_earlier_items_stand():
    verdicts = by_item(Q1, lost_at_item_six()[:3], NAMES, range(1, 11))
    quorate = [item for item, verdict in verdicts if verdict.state is State.QUORATE]
    assert quorate == [1, 2, 3, 4, 5]


def test_quorum_regained_at_item_eight_is_said_in_one_line():
    verdicts = by_item(Q1, lost_at_item_six(), NAMES, range(1, 11))
    assert by_item_words(verdicts) == (
        "Quorate for items 1 to 5 and 8 to 10. "
        "Not quorate for items 6 and 7 (Northshire Police is not represented)."
    )


def test_a_badge_says_the_whole_of_a_meeting():
    verdicts = [one for _, one in by_item(Q1, lost_at_item_six(), NAMES, range(1, 11))]
    assert whole_words(verdicts) == (State.NOT_QUORATE, "Not quorate, items 6 and 7")
    assert whole_words(verdicts[:5]) == (State.QUORATE, "Quorate")
    assert whole_words(verdicts[5:7]) == (State.NOT_QUORATE, "Not quorate")


def test_items_taken_out_of_order_keep_their_agenda_numbers():
    verdicts = by_item(Q1, lost_at_item_six(), NAMES, [5, 6, 7])
    assert by_item_words(verdicts, numbers={6: 9}) == (
        "Quorate for item 5. Not quorate for items 7 and 9 (Northshire Police is not represented)."
    )


def test_a_person_here_for_part_is_not_here_for_the_whole():
    assert state(Q1, lost_at_item_six()) is State.NOT_QUORATE
    assert state(Q1, lost_at_item_six(), item=9) is State.QUORATE


def test_Q1_in_plain_words():
    assert in_words(Q1, NAMES) == (
        "All three safeguarding partners are represented. A deputy counts if they have "
        "delegated authority. If not quorate, the chair decides what can proceed."
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Q2, "At least eight members and at least four agencies are present. "
             "The chair or whoever acts in the chair is present. "),
        (Q3, "At least four of the six districts (District 1, District 2, District 3, "
             "District 4, District 5 and District 6) are represented. "
             "The chair may decide that fewer are enough for the agenda. "),
        (Q4, "Riverside Council, the ICB or Riverside NHS Trust and Northshire Police "
             "are represented. "),
        (Q5, "At least four members, at least two of the independent members and at least one "
             "of the members from the private, voluntary or independent sector are present. "),
        (Q6, "At least half of the filled seats are present, rounded up. "),
        (QuorumRule(min_members=1, min_agencies=1),
         "At least one member and at least one agency are present. "),
        (QuorumRule(min_fraction=MinFraction(Fraction(2, 5), Rounding.MORE_THAN, Seats.ALL)),
         "More than 40% of all seats (vacant ones included) are present. "),
        (QuorumRule(min_fraction=MinFraction(Fraction(2, 7), Rounding.DOWN)),
         "At least 2/7 of the filled seats are present, rounded down. "),
        (QuorumRule(all_of=(("la",),), called="lead agency"),
         "The lead agency is represented. "),
        (QuorumRule(all_of=(("la",), ("icb",)), called="lead agencies"),
         "Both lead agencies are represented. "),
        (QuorumRule(all_of=(("gone",),)), "An agency not on the list is represented. "),
    ],
)  # fmt: skip
def test_each_shape_in_plain_words(rule, expected):
    assert in_words(rule, NAMES).startswith(expected)


def test_flags_are_said_in_plain_words():
    rule = QuorumRule(
        chair_required=True,
        acting_chair_satisfies=False,
        online_counts=False,
        people_or_agencies=HeadCount.PEOPLE,
        deputies_count=Deputies.NO,
    )
    assert in_words(rule, NAMES) == (
        "The chair is present. A deputy does not count. Attending online or by phone does not "
        "count. One person counts for one agency only. "
        "What happens if it is not quorate is not stated."
    )
    assert len({deputies_label(each) for each in Deputies}) == len(Deputies)
    assert len({if_inquorate_label(each) for each in IfInquorate}) == len(IfInquorate)
    assert len({state_label(each) for each in State}) == len(State)


@pytest.mark.parametrize("rule", [Q1, Q2, Q3, Q4, Q5, Q6, Q7])
def test_every_shape_survives_being_stored(rule):
    assert from_data(json.loads(json.dumps(to_data(rule)))) == rule


def test_the_stored_form_is_plain_and_short():
    assert to_data(Q7) == {}
    assert to_data(Q4) == {"all_of": ["la", {"any_of": ["icb", "trust"]}, "police"]}


IDS = st.text("abc", min_size=1, max_size=3)
NUMBERS = st.none() | st.integers(1, 20)
CLAUSES = st.lists(st.lists(IDS, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)
RULES = st.builds(
    QuorumRule,
    all_of=CLAUSES,
    called=st.text(max_size=5),
    min_of=st.none() | st.lists(IDS, min_size=2, max_size=5).map(lambda ids: MinOf(2, tuple(ids))),
    min_members=NUMBERS,
    min_agencies=NUMBERS,
    minima=st.lists(
        st.builds(CategoryMinimum, st.integers(1, 5), st.text(max_size=5), st.text(max_size=5)),
        max_size=2,
    ).map(tuple),
    min_fraction=st.none()
    | st.builds(
        MinFraction,
        st.integers(1, 9).map(lambda part: Fraction(part, 9)),
        st.sampled_from(Rounding),
        st.sampled_from(Seats),
    ),
    chair_required=st.booleans(),
    acting_chair_satisfies=st.booleans(),
    chair_discretion=st.booleans(),
    deputies_count=st.sampled_from(Deputies),
    online_counts=st.booleans(),
    people_or_agencies=st.sampled_from(HeadCount),
    if_inquorate=st.sampled_from(IfInquorate),
)


@settings(deadline=None)
@given(RULES)
def test_any_rule_survives_being_stored_and_can_be_said(rule):
    assert from_data(json.loads(json.dumps(to_data(rule)))) == rule
    assert in_words(rule, NAMES)
    assert judge(rule, [], NAMES).state is not State.QUORATE


@pytest.mark.parametrize(
    "data",
    [
        {"sometimes": True},
        {"all_of": "la"},
        {"all_of": [3]},
        {"all_of": [{"none_of": ["la"]}]},
        {"all_of": [{"any_of": [1]}]},
        {"all_of": [{"any_of": []}]},
        {"called": 3},
        {"min_members": "8"},
        {"min_members": True},
        {"min_members": 0},
        {"chair_required": "yes"},
        {"deputies_count": "maybe"},
        {"deputies_count": 3},
        {"min_of": {"number": 2, "agency_ids": ["la"]}},
        {"min_of": {"agency_ids": ["la"]}},
        {"min_of": 4},
        {"minima": [{"number": 0, "category": "x", "called": "x"}]},
        {"min_fraction": {"fraction": "half"}},
        {"min_fraction": {"fraction": "1/0"}},
        {"min_fraction": {"fraction": "3/2"}},
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_in_plain_words(data):
    with pytest.raises(UserError) as refusal:
        from_data(data)
    assert "quorum" in refusal.value.happened
    assert refusal.value.do
