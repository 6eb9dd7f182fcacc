"""Owners as people type them are found, and nobody is chosen between two people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.owner_text import Candidate, read, written

ANJALI = Candidate("1", "AD", "Anjali Deshmukh", "ICB")
SARAH = Candidate("2", "SGe", "Sarah Gellert", "ICB")
SAMIR = Candidate("3", "SGa", "Samir Gadhvi", "Council")
SAM = Candidate("4", "SW", "Samir Wood", "Police")
POLICE = Candidate("5", "Police", "Northshire Police", is_agency=True)
TRUST = Candidate("6", "", "Health and Care Trust, Riverside", is_agency=True)
ALL = [ANJALI, SARAH, SAMIR, SAM, POLICE, TRUST]


@pytest.mark.parametrize(
    "text", ["AD+SGe", "ad, sge", "AD & SGe", "Deshmukh and Sarah Gellert", "Anj + gell"]
)
def test_several_owners_are_read_and_the_first_leads(text):
    assert read(text, ALL).found == (ANJALI, SARAH)


def test_people_and_agencies_are_told_apart():
    found = read("Police + SGa", ALL)
    assert (found.person_ids, found.agency_ids) == (("3",), ("5",))


def test_a_name_that_fits_two_people_is_a_question():
    found = read("Samir", ALL)
    assert found.found == ()
    assert found.problem == "“Samir” could be Samir Gadhvi or Samir Wood."


@pytest.mark.parametrize("text", ["Samir G", "samir g.", "S. Gadhvi", "Samir Gad", "AD, Samir G"])
def test_a_first_name_and_the_beginning_of_the_last_are_one_person(text):
    assert read(text, ALL).found[-1] == SAMIR


def test_a_name_cut_short_that_fits_two_people_is_a_question():
    two = [Candidate("7", "PNan", "Priya Nandakumar"), Candidate("8", "PNol", "Priya Nolan")]
    found = read("SGa, Priya N.", [*ALL, *two])
    assert found.found == (SAMIR,)
    assert found.problem == "“Priya N.” could be Priya Nandakumar or Priya Nolan."
    assert read("Priya Nan", two).found == (two[0],)


def test_two_people_of_one_name_are_told_apart_by_where_they_are_from():
    two = [Candidate("7", "SG1", "Samir Gadhvi", "ICB"), SAMIR]
    assert read("Samir Gadhvi", two).problem == (
        "“Samir Gadhvi” could be SG1 Samir Gadhvi (ICB) or SGa Samir Gadhvi (Council)."
    )


def test_an_unknown_name_says_so_and_keeps_those_before_it():
    found = read("AD + XY", ALL)
    assert found.found == (ANJALI,)
    assert found.problem == "Nobody at this meeting is called “XY”."


def test_a_label_chosen_from_the_list_is_understood():
    assert read(SARAH.label, ALL).found == (SARAH,)


def test_an_agency_whose_name_holds_and_is_one_owner():
    assert read("Health and Care Trust, Riverside + AD", ALL).found == (TRUST, ANJALI)


def test_somebody_named_twice_owns_it_once():
    assert read("AD + Anjali Deshmukh", ALL).found == (ANJALI,)


def test_blank_is_nobody():
    assert read("  ", ALL) == read("", [])


@given(chosen=st.permutations(ALL))
def test_what_the_box_shows_is_read_back(chosen):
    assert read(written(chosen), ALL).found == tuple(chosen)
