"""Chair rules as values: words, data, stand-ins, warnings and who was in the chair."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.chair_records import from_data, to_data
from masa_desktop.domain.chair_words import (
    ANOTHER_MEMBER,
    InTheChair,
    in_the_chair_words,
    in_words,
    stand_ins,
    tenure,
    warnings,
    who_chaired,
)
from masa_desktop.domain.chairs import (
    Acting,
    AgencyHolds,
    Alternating,
    AppointedBy,
    ChairKind,
    ChairRule,
    CoChairs,
    Election,
    ExOfficio,
    FixedPost,
    IndependentChair,
    Member,
    MemberKind,
    NotStated,
    Per,
    Rotation,
    Strength,
    chair_kind_label,
    member_kind_label,
    per_label,
    strength_label,
)
from masa_desktop.domain.errors import UserError


def agency(name: str, ref: str = "") -> Member:
    return Member(MemberKind.AGENCY, ref, name)


def post(name: str) -> Member:
    return Member(MemberKind.POST, "", name)


TRAFFORD = (
    agency("Trafford Metropolitan Borough Council"),
    agency("Greater Manchester NHS Integrated Care Board"),
    agency("Greater Manchester Police"),
)
MANCHESTER = ChairRule(
    FixedPost(
        post=post("Executive Safeguarding Lead in Manchester MHCC"),
        supported_by=(post("counterpart in GMP"), post("counterpart in Manchester City Council")),
    ),
    minimum_tenure_months=12,
)
KENT, MEDWAY = (
    post("Kent Director of Public Health"),
    post("Medway Director of Public Health"),
)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        pytest.param(
            ChairRule(Rotation(among=TRAFFORD, term_months=18), independent_chair_permitted=False),
            "Rotates every 18 months among Trafford Metropolitan Borough Council, Greater "
            "Manchester NHS Integrated Care Board and Greater Manchester Police; the order and "
            "the start are to be agreed. An independent chair is not permitted.",
            id="T129",
        ),
        pytest.param(
            ChairRule(
                Rotation(
                    among=(agency("Medway Council"), agency("Kent Police")),
                    first=agency("Medway Council"),
                    first_term_months=12,
                )
            ),
            "Rotates among Medway Council and Kent Police, with Medway Council for the first year; "
            "the order after that, the start and the length of later terms are to be agreed.",
            id="W99",
        ),
        pytest.param(
            MANCHESTER,
            "Executive Safeguarding Lead in Manchester MHCC chairs, supported by counterpart in "
            "GMP and counterpart in Manchester City Council. The chair is expected to be held for "
            "at least 12 months.",
            id="M300",
        ),
        pytest.param(
            ChairRule(Alternating(between=(KENT, MEDWAY))),
            "Alternates meeting by meeting between Kent Director of Public Health and Medway "
            "Director of Public Health; a cancelled meeting keeps the turn; who begins is to be "
            "agreed.",
            id="W171",
        ),
        pytest.param(ChairRule(NotStated()), "No chair rule is recorded.", id="B56"),
        pytest.param(
            ChairRule(
                Rotation(order=TRAFFORD[:2], term_months=1, anchor=date(2025, 1, 1)),
                minimum_tenure_months=1,
                minimum_strength=Strength.REQUIRED,
            ),
            "Rotates every month in the order Trafford Metropolitan Borough Council and Greater "
            "Manchester NHS Integrated Care Board, from 1 January 2025. The chair must be held "
            "for at least 1 month.",
            id="complete",
        ),
        pytest.param(
            ChairRule(
                Alternating(
                    between=(KENT, MEDWAY),
                    per=Per.TERM,
                    first=MEDWAY,
                    term_months=12,
                    anchor=date(2025, 4, 1),
                    host_follows=True,
                )
            ),
            "Alternates term by term between Kent Director of Public Health and Medway Director "
            "of Public Health, every 12 months, from 1 April 2025, Medway Director of Public "
            "Health first; the chair’s side hosts.",
            id="by-term",
        ),
        pytest.param(
            ChairRule(Election(at_meeting="annual general meeting")),
            "The chair is elected each year at the annual general meeting.",
            id="election",
        ),
        pytest.param(
            ChairRule(Election(every_months=24)),
            "The chair is elected every 24 months.",
            id="election-24",
        ),
        pytest.param(
            ChairRule(Election(every_months=None)), "The chair is elected.", id="election-open"
        ),
        pytest.param(
            ChairRule(IndependentChair(starts_on=date(2025, 4, 1), ends_on=date(2028, 3, 31))),
            "An independent chair chairs, from 1 April 2025, to 31 March 2028.",
            id="independent",
        ),
        pytest.param(
            ChairRule(Acting(chair=KENT, in_place_of=MEDWAY)),
            "Kent Director of Public Health is acting chair in place of Medway Director of Public "
            "Health.",
            id="acting",
        ),
        pytest.param(
            ChairRule(AgencyHolds(agency=TRAFFORD[0])),
            "Trafford Metropolitan Borough Council holds the chair and nominates the person.",
            id="agency",
        ),
        pytest.param(
            ChairRule(AppointedBy(group="The Executive")),
            "The Executive appoints the chair.",
            id="appointed",
        ),
        pytest.param(
            ChairRule(CoChairs(chairs=(KENT, MEDWAY))),
            "Kent Director of Public Health and Medway Director of Public Health chair together.",
            id="co-chairs",
        ),
        pytest.param(
            ChairRule(ExOfficio(post=post("vice-chair"), of_group="the Board")),
            "Whoever is vice-chair of the Board chairs.",
            id="ex-officio",
        ),
    ],
)
def test_a_rule_reads_as_a_sentence(rule, words):
    assert in_words(rule) == words


def test_the_fixed_post_names_its_agency_once():
    rule = ChairRule(FixedPost(post=post("District Commander"), agency=TRAFFORD[2]))
    assert in_words(rule) == "District Commander, Greater Manchester Police, chairs."


@pytest.mark.parametrize("months", [0, -3, 121])
def test_a_term_of_no_use_is_refused(months):
    with pytest.raises(UserError, match="cannot be used"):
        Rotation(among=TRAFFORD, term_months=months)


def test_the_first_chair_must_be_one_of_those_who_take_turns():
    with pytest.raises(UserError, match="not one of those"):
        Rotation(among=TRAFFORD, first=agency("Kent Police"))


def test_an_alternation_needs_two_and_co_chairs_at_least_one():
    with pytest.raises(UserError, match="between two or more"):
        Alternating(between=(KENT,))
    with pytest.raises(UserError, match="No co-chair"):
        CoChairs(chairs=())
    with pytest.raises(UserError, match="from 1 to 12"):
        Election(month=13)


def test_members_are_the_same_by_id_and_otherwise_by_name():
    police = agency("Kent Police", "a1")
    assert police.is_same(agency("Kent Constabulary", "a1"))
    assert police.is_same(agency("KENT POLICE"))
    assert not police.is_same(agency("Kent Police", "a2"))
    assert not police.is_same(Member(MemberKind.SEAT, "a1", "Kent Police"))
    assert not police.is_same(None)


def test_stand_ins_come_in_the_order_of_the_terms_of_reference():
    vice = post("Deputy Director")
    offered = stand_ins(MANCHESTER, vice_chair=vice)
    assert [(one.member.name if one.member else None, one.why) for one in offered] == [
        ("Deputy Director", "Vice-chair"),
        ("counterpart in GMP", "Supporting counterpart"),
        ("counterpart in Manchester City Council", "Supporting counterpart"),
        (None, ANOTHER_MEMBER),
    ]


def test_an_absent_counterpart_is_not_offered():
    offered = stand_ins(MANCHESTER, absent=[post("counterpart in GMP")])
    assert [one.member for one in offered] == [post("counterpart in Manchester City Council"), None]


def test_a_co_chair_stands_in_for_the_other():
    offered = stand_ins(ChairRule(CoChairs(chairs=(KENT, MEDWAY))), absent=[KENT])
    assert [one.member for one in offered] == [MEDWAY, None]


def test_a_rule_without_counterparts_leaves_it_to_the_meeting():
    assert [one.why for one in stand_ins(ChairRule(NotStated()))] == [ANOTHER_MEMBER]


@pytest.mark.parametrize(
    ("ends_on", "words"),
    [
        pytest.param(date(2025, 10, 31), "7 months", id="C5-short"),
        pytest.param(date(2026, 3, 30), "11 months and 30 days", id="C5-a-day-short"),
        pytest.param(date(2026, 3, 31), None, id="C5-just-enough"),
        pytest.param(None, None, id="C5-no-end"),
    ],
)
def test_a_short_term_warns_and_asks_for_a_reason(ends_on, words):
    found = warnings(MANCHESTER, starts_on=date(2025, 4, 1), ends_on=ends_on)
    if words is None:
        assert found == []
    else:
        assert [one.needs_reason for one in found] == [True]
        assert found[0].sentence == (
            "The arrangements expect the chair to be held for at least 12 months. "
            f"This term lasts {words}. Say why it is shorter."
        )


def test_c12_an_independent_chair_that_is_not_permitted_is_pointed_out():
    rule = ChairRule(Rotation(among=TRAFFORD), independent_chair_permitted=False)
    assert warnings(rule) == []
    assert "do not permit an independent chair" in warnings(rule, independent=True)[0].sentence
    assert warnings(ChairRule(NotStated()), independent=True) == []
    forbidden = ChairRule(IndependentChair(), independent_chair_permitted=False)
    assert len(warnings(forbidden)) == 1


def test_c13_two_posts_of_one_person_stay_two_members():
    custodial, other = post("Scrutineer (secure estate)"), post("Independent Scrutineer")
    assert not custodial.is_same(other)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        pytest.param(
            [InTheChair("Owen Prydderch", "Helen Marchetti")],
            "In the chair: Owen Prydderch (for Helen Marchetti)",
            id="C7",
        ),
        pytest.param(
            [
                InTheChair("Owen Prydderch", last_item="3"),
                InTheChair("Helen Marchetti", first_item="4"),
            ],
            "In the chair: Owen Prydderch to item 3, Helen Marchetti from item 4",
            id="C8",
        ),
        pytest.param(
            [
                InTheChair("Dana Orme", last_item="3"),
                InTheChair("Samir Gadhvi", "Dana Orme", "4", "4"),
                InTheChair("Owen Prydderch", None, "5", "6"),
                InTheChair("Dana Orme", first_item="7"),
            ],
            "In the chair: Dana Orme to item 3, Samir Gadhvi (for Dana Orme) for item 4, "
            "Owen Prydderch for items 5 to 6, Dana Orme from item 7",
            id="C8-several",
        ),
        pytest.param([InTheChair("Dana Orme")], "In the chair: Dana Orme", id="as-due"),
        pytest.param([], "In the chair: not recorded", id="blank"),
    ],
)
def test_the_minutes_say_who_was_in_the_chair(record, words):
    assert in_the_chair_words(record) == words


def test_c7_whoever_chaired_counts_once():
    record = [
        InTheChair("Dana Orme", last_item="3"),
        InTheChair("Samir Gadhvi", "Dana Orme", "4", "4"),
        InTheChair("Dana Orme", first_item="5"),
    ]
    assert who_chaired(record) == ("Dana Orme", "Samir Gadhvi")


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 2000))
def test_a_tenure_of_whole_days_is_never_empty(starts_on, days):
    words = tenure(starts_on, date.fromordinal(starts_on.toordinal() + days))
    assert words
    assert words != "0 days"


def test_every_code_has_a_label():
    for codes, label in (
        (ChairKind, chair_kind_label),
        (MemberKind, member_kind_label),
        (Per, per_label),
        (Strength, strength_label),
    ):
        assert len({label(code) for code in codes}) == len(codes)


MONTHS = st.none() | st.integers(1, 120)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1))
MEMBERS = st.builds(Member, st.sampled_from(MemberKind), st.text(max_size=4), st.text(max_size=8))
GROUPS = st.lists(MEMBERS, min_size=2, max_size=4).map(tuple)
NO_DATES = {"starts_on": DAYS, "ends_on": st.none()}
WAYS = st.one_of(
    st.builds(
        FixedPost, post=MEMBERS, agency=st.none() | MEMBERS, supported_by=st.just(()) | GROUPS
    ),
    GROUPS.flatmap(
        lambda order: st.builds(
            Rotation,
            order=st.just(order),
            term_months=MONTHS,
            anchor=DAYS,
            first=st.none() | st.sampled_from(order),
            first_term_months=MONTHS,
        )
    ),
    st.builds(Rotation, among=GROUPS, term_months=MONTHS, first=st.none()),
    st.builds(
        Election, every_months=MONTHS, at_meeting=st.text(), month=st.none() | st.integers(1, 12)
    ),
    st.builds(IndependentChair, chair=MEMBERS, **NO_DATES),
    st.builds(AgencyHolds, agency=MEMBERS),
    st.builds(AppointedBy, group=st.text(), group_id=st.text()),
    GROUPS.flatmap(
        lambda between: st.builds(
            Alternating,
            between=st.just(between),
            per=st.sampled_from(Per),
            first=st.none() | st.sampled_from(between),
            term_months=MONTHS,
            anchor=DAYS,
            cancelled_consumes_turn=st.booleans(),
            host_follows=st.booleans(),
        )
    ),
    st.builds(CoChairs, chairs=GROUPS),
    st.builds(ExOfficio, post=MEMBERS, of_group=st.text(), of_group_id=st.text()),
    st.builds(Acting, chair=MEMBERS, in_place_of=st.none() | MEMBERS, **NO_DATES),
    st.just(NotStated()),
)
RULES = st.builds(
    ChairRule,
    WAYS,
    independent_chair_permitted=st.sampled_from([None, True, False]),
    minimum_tenure_months=MONTHS,
    minimum_strength=st.sampled_from(Strength),
    quote=st.text(),
)


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(RULES)
def test_a_rule_reads_back_as_it_was_written(rule):
    assert from_data(json.loads(json.dumps(to_data(rule)))) == rule
    assert in_words(rule).endswith(".")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({}, "it has no kind"),
        ({"kind": "roulette"}, "“roulette” is not a kind it knows"),
        ({"kind": "not_stated", "colour": "red"}, "“colour” is not part of it"),
        ({"kind": "rotation", "term_months": "18"}, "“term_months” should be a whole number"),
        ({"kind": "rotation", "term_months": True}, "“term_months” should be a whole number"),
        ({"kind": "rotation", "anchor": "1 May"}, "“anchor” should be a date"),
        ({"kind": "rotation", "order": "Council"}, "“order” should be a list"),
        ({"kind": "rotation", "order": ["Council"]}, "“order” should name an agency"),
        ({"kind": "agency_holds"}, "“agency” is missing"),
        ({"kind": "appointed_by", "group": 3}, "“group” should be text"),
        ({"kind": "not_stated", "independent_chair_permitted": "no"}, "should be true or false"),
        (
            {"kind": "agency_holds", "agency": {"kind": "agency", "name": "A", "id": "1"}},
            "“id” is not part of it",
        ),
    ],
)
def test_data_that_is_not_understood_is_refused_in_words(data, what):
    with pytest.raises(UserError, match="This chair rule cannot be read") as refusal:
        from_data(data)
    assert what in refusal.value.happened
