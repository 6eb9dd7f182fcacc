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
    assert "SGa Samir Gadhvi (Council) and SW Samir Wood (Police)" in found.problem


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
