"""The starter arrangements hold what the published documents hold, and nothing of their own."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from masa_desktop.domain import chair_records, starter_groups, starter_reader, starter_rules
from masa_desktop.domain.chairs import ChairKind
from masa_desktop.domain.quorum_rules import QuorumRule
from masa_desktop.domain.starter_reader import read

FOLDER = Path(__file__).parents[2] / "resources" / "starters"
LETTERS = {"bolton": "B", "manchester": "M", "medway": "W", "trafford": "T", "north-tyneside": "N"}
NAMES = [*LETTERS, "working-together-2023"]


@lru_cache
def load(name: str):
    return read(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")), name)


def group(starter, key):
    return next(found for found in starter.groups if found.key == key)


def values_within(value):
    """Every dataclass value of a starter, itself included."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from values_within(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from values_within(item)


def test_the_folder_holds_these_starters():
    assert set(NAMES) <= {path.stem for path in FOLDER.glob("*.yaml")}


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_loads(name):
    starter = load(name)
    assert starter.groups
    assert starter.is_generic == (name == "working-together-2023")


@pytest.mark.parametrize("name", LETTERS)
def test_every_fact_of_a_published_starter_keeps_its_line(name):
    pattern = re.compile(rf"{LETTERS[name]}\d+(, {LETTERS[name]}\d+)*")
    sources = [found.source for found in values_within(load(name)) if hasattr(found, "source")]
    assert len(sources) > 50
    assert [source for source in sources if not pattern.fullmatch(source)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_chair_is_a_rule_the_app_understands(name):
    for found in load(name).groups:
        assert chair_records.from_data(found.chair).kind == found.chair["kind"]


@pytest.mark.parametrize("name", NAMES)
def test_no_quorum_is_stated_by_any_starter(name):
    assert [found.name for found in load(name).groups if found.quorum] == []


@pytest.mark.parametrize("name", LETTERS)
def test_each_published_partnership_has_three_statutory_partners(name):
    kinds = [partner.kind for partner in load(name).statutory_partners]
    assert sorted(kinds) == ["health", "local_authority", "police"]


# Bolton


def test_bolton_lists_eight_seats_by_post():
    seats = group(load("bolton"), "partnership-group").seats
    assert len(seats) == 8
    assert [seat.title for seat in seats if not seat.agency] == ["Director of Public Health"]


def test_bolton_has_two_groups_of_its_own_and_neither_says_who_chairs():
    bolton = load("bolton")
    for key in ("partnership-group", "operational-group"):
        assert group(bolton, key).chair == {"kind": "not_stated"}
        assert group(bolton, key).frequency == ""
    assert group(bolton, "operational-group").seats == ()


def test_bolton_leaves_one_contribution_blank_and_prints_a_negative_total():
    bolton = load("bolton")
    blank = [line.line for line in bolton.contributions if line.state == "blank"]
    assert blank == ["GM and Cheshire CRC"]
    assert sum(line.amount_pence or 0 for line in bolton.contributions) == 34_954_800
    assert bolton.printed_total is not None
    assert bolton.printed_total.printed == "-349,548"
    assert bolton.printed_total.amount_pence == -34_954_800
    assert len(bolton.contributions) == 8


def test_bolton_has_one_funding_line_that_is_no_agency():
    other = [line for line in load("bolton").contributions if line.is_other_income]
    assert [line.line for line in other] == ["Supervision, Support and Cover for CDOP"]
    assert [line.agency for line in load("bolton").contributions if not line.agency] == [""]


def test_bolton_prints_five_timescales():
    rows = [row for row in load("bolton").milestones if row.heading == "Proposed timescales"]
    assert [row.when for row in rows] == [
        "By end April 2019",
        "By early June 2019",
        "By 20 th June 2019",
        "From 1 st July 2019",
        "By 10 September 2019",
    ]


def test_bolton_is_scrutinised_in_three_ways_and_must_publish_eight_things():
    bolton = load("bolton")
    assert [post.frequency for post in bolton.scrutiny] == [
        "twice yearly",
        "quarterly",
        "quarterly data; annual reports",
    ]
    assert [note.heading for note in bolton.notes].count("What must be published") == 8
    assert [note.heading for note in bolton.notes].count("Decisions sought") == 3
    assert bolton.escalation == ()
    assert bolton.matrix is None


# Manchester


def test_manchester_has_24_agencies_in_its_matrix_and_the_published_ticks():
    matrix = load("manchester").matrix
    assert matrix is not None
    assert len(matrix.rows) == 24
    ticks = [tick.column for row in matrix.rows for tick in row.ticks]
    totals = {column.key: ticks.count(column.key) for column in matrix.columns}
    assert totals == {
        "case_reviews": 9,
        "quality_assurance": 9,
        "learning": 16,
        "fora": 13,
        "budget": 10,
    }


def test_three_manchester_agencies_have_no_tick():
    starter = load("manchester")
    names = {agency.key: agency.name for agency in starter.agencies}
    assert starter.matrix is not None
    assert [names[row.agency] for row in starter.matrix.rows if not row.ticks] == [
        "Each Independent School",
        "NHS England",
        "Residential Home",
    ]


def test_manchester_ticks_keep_their_qualifiers_and_italics():
    matrix = load("manchester").matrix
    assert matrix is not None
    qualified = [
        (row.agency, tick.column, tick.qualifier, tick.is_italic)
        for row in matrix.rows
        for tick in row.ticks
        if tick.qualifier
    ]
    assert qualified == [
        ("mft", "case_reviews", "SAR Sub Group", True),
        ("lco", "case_reviews", "SAR Sub Group", True),
        ("ccg", "fora", "Practice Forums", True),
        ("early-years", "fora", "Fora", True),
        ("primary-schools", "fora", "Fora", True),
        ("secondary-schools", "fora", "Fora", False),
        ("colleges", "fora", "Fora", False),
    ]


def test_manchester_columns_may_stand_for_several_groups():
    matrix = load("manchester").matrix
    assert matrix is not None
    assert [len(column.groups) for column in matrix.columns] == [2, 1, 1, 6, 0]
    assert [column.key for column in matrix.columns if column.is_budget] == ["budget"]
    assert [row.label for row in matrix.rows if row.label] == ["Council", "CCG", "Police"]


def test_those_who_pay_in_manchester_are_those_ticked_and_no_amount_is_known():
    starter = load("manchester")
    assert starter.matrix is not None
    ticked = [
        row.agency
        for row in starter.matrix.rows
        if any(tick.column == "budget" for tick in row.ticks)
    ]
    assert [line.agency for line in starter.contributions] == ticked
    states = {(line.state, line.amount_pence) for line in starter.contributions}
    assert states == {("to be confirmed", None)}


def test_manchester_s_executive_has_four_names_and_its_review_group_three():
    starter = load("manchester")
    executive, review = group(starter, "childrens-executive"), group(starter, "practice-review")
    assert {executive.name, *executive.aliases} == {
        "Children's MASA Executive Group",
        "Children's Safeguarding Executive group",
        "Children's Safeguarding Executive",
        "Children's MASA Executive",
    }
    assert len({review.name, *review.aliases}) == 3


def test_three_manchester_chairs_are_fixed_posts_with_two_counterparts_for_a_year_or_more():
    starter = load("manchester")
    posts = []
    for key in ("leadership-board", "childrens-executive", "adults-executive"):
        rule = chair_records.from_data(group(starter, key).chair)
        assert rule.kind is ChairKind.FIXED_POST
        assert rule.minimum_tenure_months == 12
        assert rule.minimum_strength == "expected"
        assert len(rule.way.supported_by) == 2
        assert group(starter, key).terms_review == "annually alongside the arrangements"
        posts.append(rule.way.post.name)
    assert posts == [
        "Executive Safeguarding Lead in Manchester MHCC",
        "Statutory Director of Children's Services",
        "Statutory Director of Adult Services",
    ]


def test_manchester_has_six_escalation_steps():
    steps = load("manchester").escalation
    assert [step.step for step in steps] == [1, 2, 3, 4, 5, 6]
    assert steps[-1].by == "the relevant Secretary of State"


def test_manchester_has_three_fora_and_three_practice_forums():
    forums = [found for found in load("manchester").groups if found.type == "forum"]
    assert [found.area for found in forums] == ["North", "Central", "South"] * 2
    assert [found.scope for found in forums] == ["children"] * 3 + ["adults"] * 3


def test_manchester_holds_operational_bodies_to_account_without_owning_them():
    bodies = [
        found
        for found in load("manchester").groups
        if any(link.kind == "held_to_account_by" for link in found.parents)
    ]
    assert [found.name for found in bodies] == [
        "Complex Safeguarding Operational Group",
        "Channel Panel",
        "MAPPA",
        "MARAC",
    ]
    for body in bodies:
        assert body.is_external
        assert [link.to for link in body.parents] == ["childrens-executive", "msab"]


def test_a_manchester_group_belongs_to_the_children_s_and_the_adults_side():
    adults = group(load("manchester"), "adults-executive")
    assert [link.to for link in adults.parents] == ["leadership-board", "msab"]


def test_manchester_seats_follow_the_chairs_of_sub_groups_and_fora():
    seats = group(load("manchester"), "childrens-executive").seats
    assert [seat.follows_group for seat in seats if seat.follows_group] == [
        "quality-assurance",
        "practice-review",
        "learning",
        "locality-north",
        "locality-central",
        "locality-south",
    ]


def test_manchester_s_yearly_report_has_five_contents_and_six_ways_of_working():
    headings = [note.heading for note in load("manchester").notes]
    assert headings.count("Yearly report contents") == 5
    assert headings.count("Ways of working") == 6
    assert headings.count("Pillars") == 3


def test_the_days_of_manchester_s_scrutineer_are_not_stated():
    assert [post.days for post in load("manchester").scrutiny] == ["", ""]


# Medway


def test_medway_lists_17_classes_of_relevant_agency():
    assert sum(agency.is_class for agency in load("medway").agencies) == 17


def test_medway_names_the_first_chair_and_leaves_the_order_open():
    executive = group(load("medway"), "executive")
    way = chair_records.from_data(executive.chair).way
    assert executive.frequency == "every two months"
    assert way.order == ()
    assert [member.ref for member in way.among] == ["medway-council", "medway-ccg", "kent-police"]
    assert way.first.ref == "medway-council"
    assert (way.first_term_months, way.term_months, way.anchor) == (12, None, None)


def test_medway_prints_two_risks_rated_d2_and_c2():
    assert [risk.rating for risk in load("medway").risks] == ["D2", "C2"]


def test_medway_prints_eight_consultation_dates_in_four_blocks():
    rows = [row for row in load("medway").milestones if row.heading == "Consultation and sign off"]
    assert [(row.body, row.when) for row in rows] == [
        ("Partnerships", "25 January 2019"),
        ("Local Authority", "19 February 2019"),
        ("Local Authority", "7 March 2019"),
        ("Local Authority", "9 April 2019"),
        ("Clinical Commissioning Group", "20 February 2019"),
        ("Clinical Commissioning Group", "27 March 2019"),
        ("Police", "25 February 2019"),
        ("Police", "21 January 2019"),
    ]


def test_medway_has_four_sub_groups_of_its_own_and_three_with_kent():
    subgroups = [found for found in load("medway").groups if found.type == "sub_group"]
    assert [found.area for found in subgroups] == ["Medway"] * 4 + ["Kent, Medway"] * 3
    assert [found.is_joint for found in subgroups] == [False] * 4 + [True] * 3


def test_the_child_death_panels_of_kent_and_medway_merge_and_alternate():
    starter = load("medway")
    panel = group(starter, "km-cdop")
    assert chair_records.from_data(panel.chair).kind is ChairKind.ALTERNATING
    merged = [
        found.name
        for found in starter.groups
        if any(link.kind == "merged_into" for link in found.parents)
    ]
    assert merged == ["Medway Child Death Overview Panel", "Kent CDOP"]


def test_medway_s_exploitation_group_replaces_two_and_its_leadership_group_one():
    starter = load("medway")
    assert len(group(starter, "exploitation").parents) == 2
    assert [link.to for link in group(starter, "leadership-group").parents] == ["mscb"]
    assert group(starter, "leadership-group").type == "conference"


def test_medway_has_two_scrutineers_of_about_15_and_of_6_days():
    found = [(post.days, post.is_approximate, post.term) for post in load("medway").scrutiny]
    assert found == [("15", True, ""), ("6", False, "initially one year")]


# Trafford


def test_trafford_has_seven_executive_seats_and_the_observer_never_counts():
    seats = group(load("trafford"), "executive").seats
    assert len(seats) == 7
    assert [seat.title for seat in seats if seat.counts_for_quorum is False] == ["Lead member"]
    assert seats[-1].capacity == "participant_observer"
    assert [seat.capacity for seat in seats].count("delegated_partner") == 4
    assert [seat.title for seat in seats if seat.is_multiple] == [
        "Education leaders (Early years, schools and colleges)"
    ]


def test_trafford_rotates_every_18_months_and_permits_no_independent_chair():
    rule = chair_records.from_data(group(load("trafford"), "executive").chair)
    assert rule.way.term_months == 18
    assert rule.independent_chair_permitted is False
    assert (rule.way.order, rule.way.first, rule.way.anchor) == ((), None, None)


def test_trafford_meets_as_often_as_it_says():
    starter = load("trafford")
    found = {found.key: found.frequency for found in starter.groups if found.frequency}
    assert found == {
        "gm-alliance": "three times a year",
        "executive": "quarterly",
        "all-age-summits": "twice per year",
    }


def test_trafford_s_partners_have_six_and_five_functions_and_its_subgroups_seven_areas():
    starter = load("trafford")
    counts = [
        len(group(starter, key).functions) for key in ("gm-alliance", "executive", "subgroups")
    ]
    assert counts == [6, 5, 7]


def test_trafford_links_to_five_partnerships():
    linked = [found for found in load("trafford").groups if "T77" in found.source]
    assert len(linked) == 5
    assert all(found.is_external for found in linked)
    assert group(load("trafford"), "priority-action-groups").status == "not_yet_confirmed"


# North Tyneside


def test_north_tyneside_has_two_names_and_its_case_review_group_too():
    starter = load("north-tyneside")
    assert "NTSCP" in starter.partnership.aliases
    assert group(starter, "case-review-group").aliases == ("Case Review Team",)
    assert group(starter, "case-review-group").frequency == "as required"
    assert len(group(starter, "case-review-group").functions) == 4


def test_north_tyneside_was_formed_from_two_bodies_and_states_no_chair():
    starter = load("north-tyneside")
    links = group(starter, "partnership").parents
    assert [(link.kind, link.to) for link in links] == [
        ("reports_to", "strategic-partnership"),
        ("replaces", "cyp-partnership"),
        ("replaces", "lscb"),
    ]
    assert {found.chair["kind"] for found in starter.groups} == {"not_stated"}


def test_north_tyneside_has_an_independent_advisor_for_its_first_year():
    (advisor,) = load("north-tyneside").scrutiny
    assert advisor.title == "Independent Advisor"
    assert len(advisor.duties) == 2
    assert (advisor.days, advisor.term) == ("", "the interim period (i.e. the first year)")


# Working Together 2023


def test_the_generic_starter_states_no_chair_frequency_or_source_and_says_to_adjust_it():
    starter = load("working-together-2023")
    assert {found.chair["kind"] for found in starter.groups} == {"not_stated"}
    assert {found.frequency for found in starter.groups} == {""}
    assert {found.note for found in starter.groups} == {"To be adjusted."}
    assert {agency.note for agency in starter.agencies} == {"To be adjusted."}
    assert all(agency.is_class for agency in starter.agencies)
    sources = {found.source for found in values_within(starter) if hasattr(found, "source")}
    assert sources == {""}


def test_the_generic_starter_has_31_seats_by_post():
    starter = load("working-together-2023")
    assert sum(len(found.seats) for found in starter.groups) == 31
    assert (starter.contributions, starter.escalation, starter.matrix) == ((), (), None)


def test_the_example_of_the_guide_is_a_starter():
    guide = (FOLDER / "README.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.+?)```", guide, re.DOTALL)
    assert example is not None
    starter = read(yaml.safe_load(example.group(1)), "example")
    assert starter.groups[0].seats


def test_the_guide_explains_every_key_of_the_format():
    guide = (FOLDER / "README.md").read_text("utf-8")
    keys = {
        key
        for module in (starter_reader, starter_groups, starter_rules)
        for name, value in vars(module).items()
        if name.endswith("_KEYS")
        for key in (value if isinstance(value, tuple) else [k for v in value.values() for k in v])
    }
    keys |= {field.name for field in dataclasses.fields(QuorumRule)}
    assert len(keys) > 60
    assert sorted(key for key in keys if f"`{key}`" not in guide) == []
