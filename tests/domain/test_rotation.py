"""Terms, turns and who is due: the chair vectors C1 to C4, C9 to C11 and C14, and properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.chair_due import (
    NO_RULE,
    EarlierMeeting,
    Held,
    chair_on,
    rule_in_force,
    whose_turn,
)
from masa_desktop.domain.chair_terms import chairs_between, terms
from masa_desktop.domain.chair_turns import (
    Basis,
    Turn,
    TurnKind,
    basis_label,
    departure,
    turn_kind_label,
)
from masa_desktop.domain.chairs import (
    Acting,
    AgencyHolds,
    Alternating,
    AppointedBy,
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
)
from masa_desktop.domain.days import add_months
from masa_desktop.domain.errors import UserError

COUNCIL = Member(MemberKind.AGENCY, "a1", "Riverside Council")
POLICE = Member(MemberKind.AGENCY, "a2", "Northshire Police")
CCG = Member(MemberKind.AGENCY, "a3", "Riverside CCG")
ICB = Member(MemberKind.AGENCY, "a4", "Northshire ICB")
PARTNERS = (COUNCIL, POLICE, CCG)
DAY = timedelta(days=1)


def rota(**changes) -> ChairRule:
    facts = {"order": PARTNERS, "term_months": 18, "anchor": date(2025, 1, 1)}
    return ChairRule(Rotation(**{**facts, **changes}))


def spans(found) -> str:
    return "; ".join(f"{term.starts_on}…{term.ends_on}" for term in found)


def chairs(found) -> list[Member | None]:
    return [term.member for term in found]


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        pytest.param(
            date(2025, 1, 1),
            18,
            "2025-01-01…2026-06-30; 2026-07-01…2027-12-31; "
            "2028-01-01…2029-06-30; 2029-07-01…2030-12-31",
            id="C1-2025-01-01",
        ),
        pytest.param(
            date(2019, 9, 2),
            12,
            "2019-09-02…2020-09-01; 2020-09-02…2021-09-01; "
            "2021-09-02…2022-09-01; 2022-09-02…2023-09-01",
            id="C1-Medway-2019-09-02",
        ),
        pytest.param(
            date(2019, 9, 29),
            18,
            "2019-09-29…2021-03-28; 2021-03-29…2022-09-28; "
            "2022-09-29…2024-03-28; 2024-03-29…2025-09-28",
            id="C1-2019-09-29",
        ),
        pytest.param(
            date(2025, 8, 31),
            18,
            "2025-08-31…2027-02-27; 2027-02-28…2028-08-30; "
            "2028-08-31…2030-02-27; 2030-02-28…2031-08-30",
            id="C2-month-end",
        ),
    ],
)
def test_terms_are_counted_from_the_anchor(anchor, months, expected):
    rule = rota(anchor=anchor, term_months=months)
    found = terms(rule, add_months(anchor, 4 * months) - DAY)
    assert spans(found) == expected
    assert chairs(found) == [COUNCIL, POLICE, CCG, COUNCIL]


def test_c1_a_financial_year_can_have_two_chairs_with_dates():
    found = chairs_between(rota(), date(2026, 4, 1), date(2027, 3, 31))
    assert chairs(found) == [COUNCIL, POLICE]
    assert spans(found) == "2025-01-01…2026-06-30; 2026-07-01…2027-12-31"


def medway(**changes) -> ChairRule:
    facts = {
        "among": PARTNERS,
        "first": COUNCIL,
        "first_term_months": 12,
        "anchor": date(2019, 9, 2),
    }
    return ChairRule(Rotation(**{**facts, **changes}))


def test_c3_only_the_first_chair_is_known_so_the_rest_is_to_be_agreed():
    named, rest = terms(medway(), date(2025, 1, 1))
    assert (named.member, named.basis) == (COUNCIL, Basis.NAMED)
    assert (named.starts_on, named.ends_on) == (date(2019, 9, 2), date(2020, 9, 1))
    assert (rest.starts_on, rest.ends_on) == (date(2020, 9, 2), None)
    assert (rest.member, rest.basis) == (None, Basis.TO_BE_AGREED)
    due = chair_on(medway(), date(2019, 12, 1))
    assert due.sentence == (
        "Riverside Council chairs from 2 September 2019 to 1 September 2020: "
        "named for the first year."
    )
    later = chair_on(medway(), date(2020, 12, 1))
    assert later.member is None
    assert later.sentence == ("The order of the rotation has not been agreed, so nobody is shown.")


def test_c3_a_known_period_dates_the_later_terms_without_naming_anyone():
    found = terms(medway(term_months=12), date(2022, 9, 2))
    assert spans(found) == (
        "2019-09-02…2020-09-01; 2020-09-02…2021-09-01; 2021-09-02…2022-09-01; 2022-09-02…2023-09-01"
    )
    assert chairs(found) == [COUNCIL, None, None, None]


def test_c3_only_the_period_is_known_so_no_term_is_dated():
    rule = ChairRule(Rotation(among=PARTNERS, term_months=18), independent_chair_permitted=False)
    assert terms(rule, date(2040, 1, 1)) == []
    due = chair_on(rule, date(2026, 4, 14))
    assert (due.member, due.state) == (None, Basis.TO_BE_AGREED)
    assert due.sentence == "The order of the rotation has not been agreed, so nobody is shown."


def test_c3_an_order_without_a_start_names_nobody_on_a_day():
    due = chair_on(rota(anchor=None), date(2026, 4, 14))
    assert due.member is None
    assert due.sentence == (
        "The start of the rotation has not been agreed, so nobody is shown. "
        "Riverside Council is to chair first."
    )


def test_c3_nothing_is_known():
    due = chair_on(ChairRule(NotStated()), date(2026, 4, 14))
    assert (due.member, due.state, due.sentence) == (None, Basis.NOT_STATED, NO_RULE)


def test_before_the_rotation_starts_no_chair_is_shown():
    due = chair_on(rota(), date(2024, 12, 31))
    assert (due.member, due.state) == (None, Basis.NOT_STATED)
    assert "starts on 1 January 2025" in due.sentence


def test_an_agreed_order_begins_with_the_first_chair_named():
    found = terms(rota(first=POLICE), date(2029, 7, 1))
    assert chairs(found) == [POLICE, CCG, COUNCIL, POLICE]
    assert [term.basis for term in found] == [Basis.NAMED, *[Basis.COMPUTED] * 3]


def test_a_computed_term_says_how_it_was_counted():
    assert chair_on(rota(), date(2028, 5, 1)).sentence == (
        "Riverside CCG chairs from 1 January 2028 to 30 June 2029: "
        "the third turn of the agreed order, 36 months after 1 January 2025."
    )


def test_c4_a_departure_leaves_the_term_with_the_agency():
    left = departure(date(2025, 12, 1), reason="the post holder moved on")
    assert left == ()
    holders = [
        Held("a1", "Helen Marchetti", date(2024, 1, 1), date(2025, 11, 30)),
        Held("a1", "Samir Gadhvi", date(2025, 12, 1)),
    ]
    due = chair_on(rota(), date(2025, 12, 1), turns=left, held=holders)
    assert (due.member, due.person) == (COUNCIL, "Samir Gadhvi")
    assert due.sentence.endswith("On 1 December 2025 that is Samir Gadhvi.")


def test_c4_a_term_can_restart_when_the_person_leaves():
    turns = departure(date(2025, 12, 1), reason="the post holder moved on", restarts=True)
    found = terms(rota(), date(2027, 6, 1), turns=turns)
    assert spans(found) == ("2025-01-01…2025-11-30; 2025-12-01…2027-05-31; 2027-06-01…2028-11-30")
    assert chairs(found) == [COUNCIL, COUNCIL, POLICE]
    assert found[1].why == "the term begins again, the post holder moved on"


def test_a_restart_needs_a_reason():
    with pytest.raises(UserError, match="needs a reason"):
        departure(date(2025, 12, 1), reason=" ", restarts=True)


def test_c6_an_empty_post_offers_its_counterparts():
    post = Member(MemberKind.SEAT, "s1", "Director of Children’s Services")
    rule = ChairRule(FixedPost(post=post, supported_by=(POLICE, ICB)))
    held = [Held("s1", "Helen Marchetti", date(2024, 1, 1), date(2026, 3, 31))]
    due = chair_on(rule, date(2026, 4, 1), held=held)
    assert (due.member, due.state, due.person) == (post, Basis.VACANT, "")
    assert due.sentence.endswith("Could stand in: Northshire Police and Northshire ICB.")
    assert chair_on(rule, date(2026, 3, 31), held=held).person == "Helen Marchetti"


def test_c6_an_acting_chair_is_recorded_for_a_while():
    acting = Turn(
        kind=TurnKind.ACTING,
        starts_on=date(2025, 3, 1),
        ends_on=date(2025, 4, 30),
        member=POLICE,
        reason="the council seat is empty",
    )
    found = terms(rota(), date(2026, 7, 1), turns=[acting])
    assert chairs(found) == [COUNCIL, POLICE, COUNCIL, POLICE]
    due = chair_on(rota(), date(2025, 4, 30), turns=[acting])
    assert due.state is Basis.ACTING
    assert due.sentence == (
        "Northshire Police is acting chair from 1 March 2025 to 30 April 2025: "
        "the council seat is empty."
    )


def test_c9_the_new_chair_chairs_on_the_first_day_of_the_term():
    assert chair_on(rota(), date(2026, 6, 30)).member == COUNCIL
    assert chair_on(rota(), date(2026, 7, 1)).member == POLICE


KENT = Member(MemberKind.AREA, "k", "Northshire Director of Public Health")
MEDWAY = Member(MemberKind.AREA, "m", "Riverside Director of Public Health")


@pytest.mark.parametrize(
    ("consumes", "earlier", "expected"),
    [
        pytest.param(False, [], KENT, id="C10-first"),
        pytest.param(False, [False], MEDWAY, id="C10-held"),
        pytest.param(False, [False, True], MEDWAY, id="C10-cancelled-keeps-the-turn"),
        pytest.param(True, [False, True], KENT, id="C10-cancelled-uses-the-turn"),
        pytest.param(False, [False, True, False], KENT, id="C10-held-after-cancelled"),
    ],
)
def test_an_alternating_chair_goes_by_the_meetings_before(consumes, earlier, expected):
    rule = Alternating(between=(KENT, MEDWAY), first=KENT, cancelled_consumes_turn=consumes)
    assert whose_turn(rule, [EarlierMeeting(cancelled) for cancelled in earlier]).member == expected


def test_an_alternation_nobody_has_begun_is_to_be_agreed_until_a_meeting_shows_it():
    rule = Alternating(between=(KENT, MEDWAY), host_follows=True)
    assert whose_turn(rule, [EarlierMeeting()]).state is Basis.TO_BE_AGREED
    due = whose_turn(rule, [EarlierMeeting(turn_of=MEDWAY)])
    assert due.member == KENT
    assert due.sentence == (
        "Northshire Director of Public Health chairs and hosts: "
        "the turn before was Riverside Director of Public Health’s."
    )
    assert chair_on(ChairRule(rule), date(2026, 4, 14)).state is Basis.BY_MEETING


def test_an_alternation_by_term_is_a_rotation_of_two():
    rule = ChairRule(
        Alternating(
            between=(KENT, MEDWAY),
            per=Per.TERM,
            first=MEDWAY,
            term_months=12,
            anchor=date(2025, 4, 1),
        )
    )
    assert chairs(terms(rule, date(2027, 4, 1))) == [MEDWAY, KENT, MEDWAY]


SUCCESSORS = {"a3": [(date(2022, 7, 1), "a4", "Northshire ICB")]}


def test_c11_a_successor_takes_the_place_in_the_middle_of_a_term():
    rule = rota(anchor=date(2019, 1, 1))
    found = terms(rule, date(2026, 7, 1), successors=SUCCESSORS)
    assert chairs(found) == [COUNCIL, POLICE, CCG, ICB, COUNCIL, POLICE, ICB]
    assert (found[2].ends_on, found[3].starts_on) == (date(2022, 6, 30), date(2022, 7, 1))
    assert found[3].why.startswith("in the place of Riverside CCG, ")
    assert chair_on(rule, date(2022, 6, 30), successors=SUCCESSORS).member == CCG
    assert chair_on(rule, date(2022, 7, 1), successors=SUCCESSORS).member == ICB


def test_c11_a_later_successor_of_another_agency_cuts_no_term():
    changes = {**SUCCESSORS, "a1": [(date(2020, 1, 1), "a9", "Riverside Unitary")]}
    found = terms(rota(anchor=date(2019, 1, 1)), date(2022, 7, 1), successors=changes)
    assert spans(found) == (
        "2019-01-01…2019-12-31; 2020-01-01…2020-06-30; 2020-07-01…2021-12-31; "
        "2022-01-01…2022-06-30; 2022-07-01…2023-06-30"
    )


def test_c11_a_swap_may_name_the_successor():
    swap = Turn(kind=TurnKind.SWAP, starts_on=date(2020, 7, 1), member=ICB, reason="agreed")
    found = terms(
        rota(anchor=date(2019, 1, 1)), date(2022, 1, 1), turns=[swap], successors=SUCCESSORS
    )
    assert chairs(found) == [COUNCIL, ICB, POLICE]


def test_c11_successors_that_name_each_other_do_not_go_on_for_ever():
    round_about = {
        "a3": [(date(2020, 1, 1), "a4", "Northshire ICB")],
        "a4": [(date(2021, 1, 1), "a3", "Riverside CCG")],
    }
    rule = ChairRule(AgencyHolds(agency=CCG))
    assert chair_on(rule, date(2020, 6, 1), successors=round_about).member == ICB
    assert chair_on(rule, date(2022, 6, 1), successors=round_about).member == CCG


def test_c14_a_new_rule_leaves_history_untouched():
    fixed = ChairRule(FixedPost(post=COUNCIL))
    versions = [(None, rota()), (date(2026, 10, 1), fixed)]
    before = rule_in_force(versions, date(2026, 9, 30))
    assert before is not None
    assert chair_on(before, date(2026, 9, 30)).member == POLICE
    assert rule_in_force(versions, date(2026, 10, 1)) is fixed
    assert rule_in_force(versions[1:], date(2026, 9, 30)) is None


def test_of_two_versions_on_one_day_the_later_holds_in_any_order():
    day = date(2026, 1, 1)
    assert rule_in_force([(day, "old"), (day, "new"), (None, "first")], day) == "new"


def extend(starts_on, ends_on):
    return Turn(kind=TurnKind.EXTEND, starts_on=starts_on, ends_on=ends_on, reason="agreed")


def test_an_extension_moves_the_next_terms_on():
    turn = extend(date(2026, 7, 1), date(2026, 9, 30))
    found = terms(rota(), date(2028, 4, 1), turns=[turn])
    assert spans(found) == (
        "2025-01-01…2026-06-30; 2026-07-01…2026-09-30; 2026-10-01…2028-03-31; 2028-04-01…2029-09-30"
    )
    assert chairs(found) == [COUNCIL, COUNCIL, POLICE, CCG]
    assert found[1].basis is Basis.EXTENDED


def test_a_skipped_member_gives_its_term_to_the_next():
    turn = Turn(kind=TurnKind.SKIP, starts_on=date(2026, 7, 1), reason="no capacity")
    found = terms(rota(), date(2029, 7, 1), turns=[turn])
    assert chairs(found) == [COUNCIL, CCG, COUNCIL, POLICE]
    assert spans(found) == spans(terms(rota(), date(2029, 7, 1)))
    assert found[1].why == "Northshire Police gave up its turn, no capacity"


def test_a_skip_in_mid_term_starts_the_next_term_that_day():
    turn = Turn(kind=TurnKind.SKIP, starts_on=date(2025, 10, 1), reason="no capacity")
    found = terms(rota(), date(2027, 4, 1), turns=[turn])
    assert spans(found) == "2025-01-01…2025-09-30; 2025-10-01…2027-03-31; 2027-04-01…2028-09-30"
    assert chairs(found) == [COUNCIL, POLICE, CCG]


def test_a_swap_exchanges_two_terms():
    turn = Turn(kind=TurnKind.SWAP, starts_on=date(2026, 7, 1), member=CCG, reason="inspection")
    found = terms(rota(), date(2029, 7, 1), turns=[turn])
    assert chairs(found) == [COUNCIL, CCG, POLICE, COUNCIL]
    assert found[1].why == "swapped with Northshire Police, inspection"
    assert found[2].why == "swapped with Riverside CCG, inspection"


def test_a_confirmation_without_a_name_confirms_whoever_is_due():
    turn = Turn(kind=TurnKind.CONFIRM, starts_on=date(2026, 7, 1), reason="9 December 2025, item 3")
    due = chair_on(rota(), date(2027, 1, 1), turns=[turn])
    assert due.state is Basis.CONFIRMED
    assert due.sentence == (
        "Northshire Police chairs from 1 July 2026 to 31 December 2027: "
        "confirmed, 9 December 2025, item 3."
    )


def test_a_confirmation_does_not_turn_nobody_into_somebody():
    turn = Turn(kind=TurnKind.CONFIRM, starts_on=date(2020, 9, 2))
    assert chair_on(medway(), date(2021, 1, 1), turns=[turn]).state is Basis.TO_BE_AGREED


def test_a_confirmation_names_a_chair_where_the_order_is_open():
    turn = Turn(
        kind=TurnKind.CONFIRM,
        starts_on=date(2020, 9, 2),
        ends_on=date(2021, 9, 1),
        member=POLICE,
    )
    assert chair_on(medway(), date(2020, 12, 1), turns=[turn]).member == POLICE
    assert chair_on(medway(), date(2021, 9, 2), turns=[turn]).member is None


def test_a_later_decision_overtakes_an_earlier_confirmation():
    confirm = Turn(kind=TurnKind.CONFIRM, starts_on=date(2026, 7, 1), member=POLICE)
    skip = Turn(kind=TurnKind.SKIP, starts_on=date(2027, 1, 1), reason="no capacity")
    found = terms(rota(), date(2027, 1, 1), turns=[confirm, skip])
    assert chairs(found) == [COUNCIL, POLICE, CCG]
    again = replace(confirm, starts_on=date(2027, 1, 1))
    assert chair_on(rota(), date(2027, 2, 1), turns=[confirm, skip, again]).member == POLICE


def test_a_far_later_decision_does_not_lengthen_a_confirmation():
    confirm = Turn(kind=TurnKind.CONFIRM, starts_on=date(2025, 1, 1), member=CCG)
    skip = Turn(kind=TurnKind.SKIP, starts_on=date(2028, 1, 1), reason="no capacity")
    found = terms(rota(), date(2027, 1, 1), turns=[confirm, skip])
    assert chairs(found) == [CCG, POLICE]


@pytest.mark.parametrize("kind", [TurnKind.SWAP, TurnKind.EXTEND, TurnKind.SKIP, TurnKind.ACTING])
def test_a_change_of_turn_needs_a_reason(kind):
    with pytest.raises(UserError, match="needs a reason"):
        Turn(kind=kind, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1), member=POLICE)


def test_a_turn_that_lacks_a_name_or_an_end_is_refused():
    day = date(2026, 1, 1)
    with pytest.raises(UserError, match="Nobody is named"):
        Turn(kind=TurnKind.SWAP, starts_on=day, reason="agreed")
    with pytest.raises(UserError, match="last day"):
        Turn(kind=TurnKind.EXTEND, starts_on=day, reason="agreed")
    with pytest.raises(UserError, match="before the first"):
        Turn(kind=TurnKind.CONFIRM, starts_on=day, ends_on=day - DAY)


@pytest.mark.parametrize(
    ("way", "day", "state", "words"),
    [
        (AgencyHolds(agency=ICB), date(2026, 1, 1), Basis.COMPUTED, "nominates the person"),
        (AppointedBy(group="The Executive"), date(2026, 1, 1), Basis.TO_BE_APPOINTED, "Executive"),
        (Election(month=4), date(2026, 1, 1), Basis.TO_BE_ELECTED, "elected each April; no result"),
        (ExOfficio(post=COUNCIL, of_group="the Board"), date(2026, 1, 1), Basis.COMPUTED, "Board"),
        (IndependentChair(), date(2026, 1, 1), Basis.NAMED, "independent chair"),
        (
            IndependentChair(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)),
            date(2026, 1, 1),
            Basis.VACANT,
            "ended on 31 December 2025",
        ),
        (
            IndependentChair(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)),
            date(2025, 12, 31),
            Basis.NAMED,
            "appointed under contract",
        ),
        (Acting(chair=ICB), date(2026, 1, 1), Basis.ACTING, "is acting chair"),
        (
            Acting(chair=ICB, in_place_of=COUNCIL, starts_on=date(2025, 1, 1)),
            date(2026, 1, 1),
            Basis.ACTING,
            "in place of Riverside Council",
        ),
        (
            Acting(chair=ICB, starts_on=date(2027, 1, 1)),
            date(2026, 1, 1),
            Basis.VACANT,
            "starts on",
        ),
    ],
)
def test_every_kind_of_rule_gives_its_answer_in_words(way, day, state, words):
    due = chair_on(ChairRule(way), day)
    assert due.state is state
    assert words in due.sentence


def test_co_chairs_are_both_shown():
    due = chair_on(ChairRule(CoChairs(chairs=(KENT, MEDWAY))), date(2026, 1, 1))
    assert (due.member, due.also) == (KENT, (MEDWAY,))


def test_an_appointment_is_shown_until_it_ends_and_then_there_is_a_gap():
    rule = ChairRule(AppointedBy(group="The Executive"))
    turn = Turn(
        kind=TurnKind.CONFIRM,
        starts_on=date(2025, 1, 1),
        ends_on=date(2027, 3, 31),
        member=COUNCIL,
    )
    assert chair_on(rule, date(2027, 3, 31), turns=[turn]).state is Basis.CONFIRMED
    assert chair_on(rule, date(2027, 4, 1), turns=[turn]).state is Basis.TO_BE_APPOINTED


def test_every_code_has_a_label():
    assert {basis_label(basis) for basis in Basis} >= {"Order to be agreed", "Confirmed"}
    assert len({turn_kind_label(kind) for kind in TurnKind}) == len(TurnKind)


DATES = st.dates(date(2000, 1, 1), date(2045, 12, 31))
MEMBERS = st.sampled_from(PARTNERS)
ROTATIONS = st.builds(
    lambda order, first, months, own, anchor: ChairRule(
        Rotation(
            order=order,
            among=() if order else PARTNERS,
            first=first,
            term_months=months,
            first_term_months=own,
            anchor=anchor,
        )
    ),
    st.sampled_from([(), PARTNERS]),
    st.none() | MEMBERS,
    st.none() | st.integers(1, 60),
    st.none() | st.integers(1, 60),
    st.dates(date(2000, 1, 1), date(2030, 12, 31)),
)


@st.composite
def a_turn(draw) -> Turn:
    kind = draw(st.sampled_from(TurnKind))
    starts_on = draw(DATES)
    length = draw(st.none() | st.integers(0, 1500))
    if kind is TurnKind.EXTEND:
        length = length or 0
    needs_member = kind in (TurnKind.SWAP, TurnKind.ACTING)
    return Turn(
        kind=kind,
        starts_on=starts_on,
        ends_on=None if length is None else starts_on + length * DAY,
        member=draw(MEMBERS) if needs_member else draw(st.none() | MEMBERS),
        reason="agreed",
    )


TURNS = st.lists(a_turn(), max_size=5)


def covering(found, day):
    return [term for term in found if term.covers(day)]


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(ROTATIONS, DATES)
def test_terms_follow_each_other_without_gap_or_overlap(rule, until):
    found = terms(rule, until)
    for one, after in pairwise(found):
        assert one.ends_on is not None
        assert after.starts_on == one.ends_on + DAY
    if found:
        assert found[0].starts_on == rule.way.anchor
        assert found[-1].ends_on is None or found[-1].ends_on >= until


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(st.integers(1, 60), st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(0, 20))
def test_every_term_starts_where_the_anchor_says(months, anchor, number):
    starts_on = add_months(anchor, number * months)
    term = terms(rota(anchor=anchor, term_months=months), starts_on)[number]
    assert term.starts_on == starts_on
    assert term.ends_on == add_months(anchor, (number + 1) * months) - DAY
    assert term.member == PARTNERS[number % 3]


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(ROTATIONS, TURNS, DATES, DATES)
def test_the_chair_on_a_day_is_the_chair_of_its_term(rule, turns, day, later):
    until = max(day, later)
    on_the_day = covering(terms(rule, until, turns=turns), day)
    due = chair_on(rule, day, turns=turns)
    assert len(on_the_day) <= 1
    assert due.member == (on_the_day[0].member if on_the_day else None)
    assert due.sentence.endswith(".")


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(ROTATIONS, TURNS, a_turn(), DATES)
def test_a_decision_leaves_earlier_days_alone(rule, turns, new, day):
    if day < new.starts_on:
        before = chair_on(rule, day, turns=turns)
        after = chair_on(rule, day, turns=[*turns, new])
        assert (before.member, before.state) == (after.member, after.state)


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(ROTATIONS, a_turn())
def test_terms_that_ended_before_a_decision_are_the_same_with_it(rule, new):
    until = date(2046, 1, 1)
    without = [t for t in terms(rule, until) if t.ends_on and t.ends_on < new.starts_on - DAY]
    assert terms(rule, until, turns=[new])[: len(without)] == without


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(ROTATIONS, TURNS, DATES)
def test_with_decisions_terms_still_never_overlap(rule, turns, until):
    found = terms(rule, until, turns=turns, successors=SUCCESSORS)
    for one, after in pairwise(found):
        assert one.ends_on is not None
        assert one.starts_on <= one.ends_on < after.starts_on


@settings(deadline=None)  # a slow moment of the computer is no fault of the rule
@given(st.lists(st.booleans(), max_size=12), st.booleans())
def test_turns_alternate_over_the_meetings_that_count(cancelled, consumes):
    rule = Alternating(between=(KENT, MEDWAY), first=KENT, cancelled_consumes_turn=consumes)
    counted = sum(consumes or not one for one in cancelled)
    due = whose_turn(rule, [EarlierMeeting(one) for one in cancelled])
    assert due.member == (KENT, MEDWAY)[counted % 2]
