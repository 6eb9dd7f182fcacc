"""Text that looks like private details (REV-7)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.personal import Kind, findings, is_nhs_number, kind_label


def kinds(text):
    return [(text[each.start : each.end], each.kind) for each in findings(text)]


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("Number 943 476 5919.", "943 476 5919", Kind.NHS_NUMBER),
        ("Number 9434765919", "9434765919", Kind.NHS_NUMBER),
        ("DOB: 03/04/2012 noted", "DOB: 03/04/2012", Kind.DATE_OF_BIRTH),
        ("born on 3 April 2012", "born on 3 April 2012", Kind.DATE_OF_BIRTH),
        ("d.o.b. 2012-04-03", "d.o.b. 2012-04-03", Kind.DATE_OF_BIRTH),
        ("date of birth is 3.4.12", "date of birth is 3.4.12", Kind.DATE_OF_BIRTH),
        ("lives at SW1A 1AA now", "SW1A 1AA", Kind.POSTCODE),
        ("of M1 1AE", "M1 1AE", Kind.POSTCODE),
        ("near CR26XH", "CR26XH", Kind.POSTCODE),
        ("AB, 14", "AB, 14", Kind.INITIALS_AND_AGE),
        ("AB, 14, was heard", "AB, 14", Kind.INITIALS_AND_AGE),
        ("AB, 14 was heard", "AB, 14", Kind.INITIALS_AND_AGE),
        ("AB (7) spoke", "AB (7)", Kind.INITIALS_AND_AGE),
        ("AB (aged 7 years)", "AB (aged 7 years)", Kind.INITIALS_AND_AGE),
        ("AB aged 9 and", "AB aged 9", Kind.INITIALS_AND_AGE),
        ("Child A, 3 months old", "Child A, 3 months old", Kind.INITIALS_AND_AGE),
        ("Jamie, aged 14, was heard", "Jamie, aged 14", Kind.NAME_AND_AGE),
        ("Jamie Okafor (aged 9 years)", "Jamie Okafor (aged 9 years)", Kind.NAME_AND_AGE),
        ("Anne-Marie aged 5.", "Anne-Marie aged 5", Kind.NAME_AND_AGE),
        ("a plan for Jamie, 14, who left", "Jamie, 14", Kind.NAME_AND_AGE),
        ("Jamie is 14 years old", "Jamie is 14 years old", Kind.NAME_AND_AGE),
        ("the 14-year-old Jamie", "14-year-old Jamie", Kind.NAME_AND_AGE),
    ],
)
def test_private_details_are_found(text, part, kind):
    assert kinds(text) == [(part, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Call 01632 960 001 or 020 7946 0958.",
        "Number 9434765918",
        "1111111111",
        "12345678901",
        "The audit of 3 April 2026 covered 20 cases.",
        "AD, 14 April 2026",
        "AD, 14/4",
        "QA, 12 cases",
        "JL and SGa reported",
        "EXEC-2026-014",
        "AB, 45",
        "Ward 7 (14 beds)",
        "£1,234,567,890",
        "Children aged 5 to 11 and young people aged 16 and over.",
        "Children aged 5, the largest group",
        "Pupils aged 11-16 were asked; Girls aged 14 less so.",
        "In March, 14, was a record; Item, 5, was deferred.",
        "Jamie Okafor chaired for 14 minutes.",
        "Medway aged 5–7 cohort",
        "14-year-old Children",
    ],
)
def test_ordinary_minutes_are_left_alone(text):
    assert kinds(text) == []


def test_the_warning_is_said_as_the_design_says_it():
    assert findings("AB, 14")[0].sentence == (
        "“AB, 14” looks like a child’s initials and age. Keep case references only. "
        "Change it, or mark as checked."
    )


def test_several_findings_come_in_the_order_of_the_text():
    found = [kind for _, kind in kinds("M1 1AE, AB (9), 943 476 5919")]
    assert found == [Kind.POSTCODE, Kind.INITIALS_AND_AGE, Kind.NHS_NUMBER]


@settings(deadline=None)
@given(st.integers(0, 999_999_999))
def test_at_most_one_last_digit_makes_an_nhs_number(first_nine):
    fits = [last for last in range(10) if is_nhs_number(f"{first_nine:09}{last}")]
    assert len(fits) <= 1


@settings(deadline=None)
@given(st.text())
def test_findings_lie_inside_the_text_and_in_order(text):
    found = findings(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert found == sorted(found, key=lambda each: (each.start, each.end))


def test_every_kind_has_its_words():
    assert len({kind_label(each) for each in Kind}) == len(Kind)


@pytest.mark.parametrize(
    "text",
    [
        "Sam (7)",
        "Sam (7 yrs) was heard",
        "Sam is 7",
        "Sam, 16 years old",
        "the seven-year-old Sam",
        "Sam was 7, and moved",
    ],
)
def test_a_name_with_an_age_is_found_however_it_is_written(text):
    assert [kind for _, kind in kinds(text)] == [Kind.NAME_AND_AGE]


def test_a_postcode_in_small_letters_is_found_in_its_two_parts():
    assert kinds("lives at m1 1ae now") == [("m1 1ae", Kind.POSTCODE)]


@pytest.mark.parametrize(
    "text",
    ["item 3", "paper 5.1", "ages 7 to 11", "Year 7", "aged 16 to 18", "Item (7)", "The total is 7",
     "Attendance was 7.", "by p1 1st reading", "Year (7)", "Appendix (2)", "m11ae", "Sam is 7th"],
)  # fmt: skip
def test_numbers_of_the_agenda_are_no_ages_or_postcodes(text):
    assert kinds(text) == []


def test_a_comma_after_an_nhs_number_hides_nothing():
    found = findings("NHS 943 476 5919, was seen")
    assert [one.kind for one in found] == [Kind.NHS_NUMBER]
    assert findings("The cost was 943,476,5919,000") == []


@pytest.mark.parametrize(
    "text",
    [
        "Item 4, age 14–16 strategy was noted.",
        "Section 47 enquiries rose by 12.",
        "The audit will be back by 14 March 2026.",
        "Call 0300 123 4567 to report a concern.",
        "Ring +44 300 123 4567 from abroad.",
        "Children aged 0 to 5 were seen.",
        "The Year 7 cohort was surveyed, 14 schools replied.",
        "SGe, 7 days to reply",
        "Working Together 2023, 4 chapters",
        "CP, 12 plans; CiN, 9 plans",
        "The 16-17 year-old pathway was agreed.",
        "Ofsted, 6 May, was discussed.",
        "Paper 5.1, v2, was received.",
        "Medway, 8 responses",
        "Priority 2, 14 actions",
        "The budget is £943 476 5919.",
        "At 14:00, Tuesday, 3 people left.",
        "Level 3, 4 and 5 training",
        "Reference SCR 12, 2025",
        "The charity was born in Kent; it was founded on 3 April 2012.",
        "A child aged 14 and a young person of 16.",
        "In Kent, 12, the figure fell.",
        "Attendance: Police, 5, Health, 6.",
        "ICB, 5, LA, 7",
        "Key Stage 2, 7 to 11",
        "We read s47 3rd and p1 2nd drafts.",
    ],
)
def test_what_minutes_say_every_day_is_no_private_detail(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Alfie, 7, was seen at home.", Kind.NAME_AND_AGE),
        ("The case of Alfie, 7,", Kind.NAME_AND_AGE),
        ("Alfie Smith, 7, and his sister", Kind.NAME_AND_AGE),
        ("Alfie, 7.", Kind.NAME_AND_AGE),
        ("Alfie, aged seven, was heard.", Kind.NAME_AND_AGE),
        ("Alfie (aged seven)", Kind.NAME_AND_AGE),
        ("Alfie is seven years old", Kind.NAME_AND_AGE),
        ("Alfie, a seven-year-old, was seen", Kind.NAME_AND_AGE),
        ("a 7-year-old boy called Alfie", Kind.NAME_AND_AGE),
        ("a 7 year old girl, Alfie", Kind.NAME_AND_AGE),
        ("Alfie, 7 years, was seen", Kind.NAME_AND_AGE),
        ("Alfie, 18 months, was seen", Kind.NAME_AND_AGE),
        ("baby Alfie, 3 weeks old", Kind.NAME_AND_AGE),
        ("Alfie 7yo", Kind.NAME_AND_AGE),
        ("Zoë, 9, was seen", Kind.NAME_AND_AGE),
        ("O’Brien, aged 9,", Kind.NAME_AND_AGE),
        ("DOB 3/4/15", Kind.DATE_OF_BIRTH),
        ("DOB: 3rd April 2015", Kind.DATE_OF_BIRTH),
        ("was born on the 3rd of April 2012", Kind.DATE_OF_BIRTH),
        ("date of birth (3/4/2015)", Kind.DATE_OF_BIRTH),
        ("birthday 3 April 2012", Kind.DATE_OF_BIRTH),
        ("485 777 3456", Kind.NHS_NUMBER),
        ("485-777-3456", Kind.NHS_NUMBER),
        ("485 777 3456", Kind.NHS_NUMBER),
        ("moved to sw1a 1aa", Kind.POSTCODE),
        ("lives at Me7 1xx", Kind.POSTCODE),
        ("lives at me71xx", Kind.POSTCODE),
    ],
)
def test_private_details_are_found_as_people_type_them(text, kind):
    assert [found for _, found in kinds(text)] == [kind]


def test_the_postcode_of_the_venue_is_nobodys_address():
    venue = "Civic Centre, SW1A 1AA"
    assert findings("Held at the Civic Centre, sw1a1aa.", venue=venue) == []
    assert findings("Held at SW1A 1AA.", venue=venue) == []
    assert [one.kind for one in findings("He lives at SW1A 1AB.", venue=venue)] == [Kind.POSTCODE]
    assert [one.kind for one in findings("AB, 14, SW1A 1AA", venue=venue)] == [
        Kind.INITIALS_AND_AGE
    ]
