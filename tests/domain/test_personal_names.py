"""Names told from the nouns of the field, where an age or a count follows (REV-7)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.personal import Kind, findings
from masa_desktop.domain.personal_words import is_nobodys_name


def kinds(text):
    return [(text[each.start : each.end], each.kind) for each in findings(text)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("DOB – 12/03/2014", None),
        ("DOB - 12.3.14", None),
        ("DOB 12 Mar 14", None),
        ("DOB: 12-Mar-14", None),
        ("D/O/B 12 03 2014", None),
        ("date of birth of 12 March 2014", None),
        ("born 12th March, 2014", None),
        ("born March 12, 2014", None),
        ("seen (b. 12/03/2014)", "b. 12/03/2014"),
        ("12/03/2014 (DOB)", "12/03/2014 (DOB"),
    ],
)
def test_a_date_of_birth_is_found_as_people_type_it(text, part):
    assert kinds(text) == [(part or text, Kind.DATE_OF_BIRTH)]


@pytest.mark.parametrize("text", ["b. 14 April 2026: next meeting", "The DOB was not 12 known"])
def test_a_date_in_a_list_is_no_date_of_birth(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "J.S. (7)",
        "J. S., aged 7",
        "J.S is 7 years old",
        "AB is 14 years old",
        "15 year old LO",
        "15 yr old JS",
        "baby J, 6 months",
        "DA, aged 7",
    ],
)
def test_initials_with_an_age_are_found_as_people_type_them(text):
    assert kinds(text) == [(text, Kind.INITIALS_AND_AGE)]


@pytest.mark.parametrize(
    "text",
    [
        "7yo Jayden",
        "7 y/o Jayden",
        "7 yr old Jayden",
        "six-month-old Jayden",
        "18-month-old boy called Jayden",
        "6-year-old son Jayden",
        "14 year old, Jayden Okafor",
        "Baby Jayden, 6 months",
        "McKenzie (7)",
        "O’Brien (7)",
        "O'Brien (7)",
        "Şahin (7)",
        "Jayden\N{NO-BREAK SPACE}(7)",
        "Jayden(7)",
        "Jayden (18 months)",
        "Jayden (7yo)",
        "Jayden (7 years and 3 months)",
        "Jayden, 7yrs",
        "Jayden age: 7",
        "Jayden – aged 7",
        "Jayden: 7 years old",
        "Jayden is now 7",
        "Jayden turned 7",
        "JAYDEN OKAFOR (7)",
        "Jayden Brown (7)",
        "Jayden Young (7)",
        "April, aged 7",
        "Kent, aged 9",
    ],
)
def test_a_name_with_an_age_is_found_as_people_type_it(text):
    assert kinds(text) == [(text, Kind.NAME_AND_AGE)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("JAYDEN, 7,", "JAYDEN, 7"),
        ("Jayden, 7 was seen", "Jayden, 7"),
        ("Children Okafor Jayden Lee (7)", "Jayden Lee (7)"),
        ("the child Jayden (7)", "Jayden (7)"),
        ("the case of Jayden (7)", "Jayden (7)"),
        ("an interest in Jayden, aged 7", "Jayden, aged 7"),
    ],
)
def test_the_warning_quotes_the_name_and_the_age_only(text, part):
    assert kinds(text) == [(part, Kind.NAME_AND_AGE)]


@pytest.mark.parametrize(
    "text",
    [
        "Quarter (7)",
        "Version (2)",
        "Serious Incidents (3)",
        "SERIOUS INCIDENTS (3)",
        "Domestic Abuse (4)",
        "Signs of Safety (7)",
        "Criminal Exploitation (5)",
        "Multi-Agency Audits (3)",
        "Follow-up (2)",
        "Families (3)",
        "Children’s (4)",
        "DHR (2)",
        "DA (12)",
        "DNA, 3",
        "ACE, 4",
        "MAPPA, 7",
        "RSCP (7)",
        "Kent, 9",
        "South (3)",
        "North Tyneside (5)",
        "Bolton (6), Trafford (5)",
        "Amber (3), Green (7)",
        "the Lighthouse (7)",
        "The Lighthouse Hub (7)",
        "at Lighthouse (3)",
        "Operation Lighthouse (4)",
        "Programme (3 years)",
        "Strategy, 3 years, was agreed",
        "Timescale: Police, 6 months.",
        "The Board is 7 years old",
        "a 7-year-old Policy",
        "a 15 year old White British male",
        "LAC aged 9",
        "LAC aged 5 to 11",
        "He is 7",
    ],
)
def test_a_count_after_a_noun_of_the_field_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("14 Mill Lane", "14 Mill Lane"),
        ("lives at 14a Old Mill Road, Riverside", "14a Old Mill Road"),
        ("Flat 2, 7 St. John’s Close", "7 St. John’s Close"),
        ("of 143 The Avenue", "143 The Avenue"),
        ("moved to 9 High St.", "9 High St"),
    ],
)
def test_a_house_number_and_a_street_are_an_address(text, part):
    assert kinds(text) == [(part, Kind.ADDRESS)]


@pytest.mark.parametrize(
    "text",
    [
        "4 Family Court hearings",
        "12 High Court cases",
        "On 14 April Close the gap starts",
        "In 2026 Mill Road closed",
        "5 Safe Way Forward workshops",
        "Mill Road",
        "14 places",
        "7 Nursery Places",
        "Paper 5.1 Mill Road",
    ],
)
def test_a_number_before_other_words_is_no_address(text):
    assert kinds(text) == []


def test_the_address_of_the_venue_is_nobodys():
    venue = "Town Hall, 114 Mill Lane, Riverside"
    assert kinds("Held at 114 Mill Lane.") == [("114 Mill Lane", Kind.ADDRESS)]
    assert findings("Held at 114, Mill Lane.", venue=venue) == []
    assert [one.kind for one in findings("Seen at 14 Mill Lane.", venue=venue)] == [Kind.ADDRESS]


def test_an_nhs_number_is_found_with_dots():
    assert kinds("NHS 943.476.5919") == [("943.476.5919", Kind.NHS_NUMBER)]


def test_a_colour_is_no_postcode():
    assert kinds("#E4F3EA") == []


NAMES = st.sampled_from(["Jayden", "Zoë", "McKenzie", "O’Neil", "Anne-Marie", "Ace", "Łucja"])
NOUNS = st.sampled_from(["Referrals", "Police", "Neglect", "Consultations", "Youth Justice"])
AGES = st.integers(0, 17)
BARE = st.sampled_from(["{} ({})", "{}, {}.", "{} is {}.", "{}, {}, was noted", "{} ({} months)"])
SAID = st.sampled_from(["{} aged {}", "{} ({}yo)", "{}, {} years old", "{} is {} years old"])


@settings(deadline=None)
@given(NAMES, AGES, BARE | SAID, st.sampled_from(["", "We heard of ", "Seen: ", "– "]))
def test_a_name_is_found_with_every_age_in_every_form(name, age, form, ahead):
    text = ahead + form.format(name, age)
    (found,) = findings(text)
    assert found.kind is Kind.NAME_AND_AGE
    assert text[found.start :].startswith(name)


@settings(deadline=None)
@given(NOUNS, AGES, BARE)
def test_a_noun_of_the_field_is_never_found_with_a_bare_number(noun, number, form):
    assert findings(form.format(noun, number)) == []


FRAGMENTS = st.lists(
    st.sampled_from(
        ["Jayden", "AB", "J.S.", "(7)", ", 7", "aged 7", "7yo", "DOB", "12/03/2014", "14", "Mill",
         "Lane", "943 476 5919", "SW1A 1AA", "the", "é", "\N{NO-BREAK SPACE}", "İ", "ﬁ", "\n", "–",
         "Board", "Aa-", "1.", "years old"]
    )
)  # fmt: skip


@settings(deadline=None)
@given(FRAGMENTS.map(" ".join) | FRAGMENTS.map("".join) | st.text(), st.text(max_size=20))
def test_every_finding_is_quoted_from_its_place_in_the_text(text, venue):
    found = findings(text, venue=venue)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(f"“{text[each.start : each.end]}”" in each.sentence for each in found)
    assert found == sorted(found, key=lambda each: (each.start, each.end))


@settings(deadline=None)
@given(FRAGMENTS.map(" ".join))
def test_what_follows_on_another_line_moves_no_place(text):
    moved = [(each.start - 9, each.kind) for each in findings(f"Received\n{text}")]
    assert [(each.start, each.kind) for each in findings(text)] == moved


@pytest.mark.parametrize("text", ["Aa-" * 7_000, "Jayden " * 5_000, "born " + "- " * 10_000])
def test_a_long_text_is_read_in_passing(text):
    assert findings(text) == []


@pytest.mark.parametrize("word", ["Clement", "Charity", "Justice", "Amber", "Kent", "DA"])
def test_a_word_that_is_a_name_too_is_taken_for_one_with_an_age(word):
    assert not is_nobodys_name(word, is_age_said=True)


@pytest.mark.parametrize("word", ["Clement", "Hope", "Grace", "Roberts", "Davies", "Felicity"])
def test_names_that_end_as_nouns_do_are_names(word):
    assert not is_nobodys_name(word, is_age_said=False)
