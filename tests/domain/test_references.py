"""References: permanent ones from one laptop, provisional ones from every other."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.references import (
    Kind,
    Reference,
    group_code,
    is_permanent,
    kind_label,
    next_number,
    parse,
    provisional,
    reference,
)

ROW = "0192f0c1-77aa-7bcd-8e11-5d40c2a97f3a"


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (14, Kind.ACTION, "EXEC-2026-014"),
        (4, Kind.DECISION, "EXEC-2026-D004"),
        (1, Kind.MEETING, "EXEC-2026-01"),
        (1200, Kind.ACTION, "EXEC-2026-1200"),
    ],
)
def test_a_permanent_reference_has_code_year_and_number(number, kind, text):
    assert reference("EXEC", 2026, number, kind=kind) == text
    assert parse(text) == Reference("EXEC", 2026, kind, number)
    assert is_permanent(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.ACTION, "EXEC-2026-draft-7f3a"),
        (Kind.DECISION, "EXEC-2026-draft-D7f3a"),
        (Kind.MEETING, "EXEC-2026-draft-M7f3a"),
    ],
)
def test_a_provisional_reference_comes_from_the_row_itself(kind, text):
    assert provisional("EXEC", 2026, ROW, kind=kind) == text
    assert parse(text) == Reference("EXEC", 2026, kind, None, "7f3a")
    assert not is_permanent(text)


def test_two_drafts_that_look_alike_can_be_told_apart_by_more_letters():
    assert provisional("QA", 2026, ROW, kind=Kind.ACTION, length=6) == "QA-2026-draft-a97f3a"


def test_numbers_go_on_after_the_highest_and_fill_no_gap():
    assert next_number([]) == 1
    assert next_number([1, 2, 7]) == 8


@pytest.mark.parametrize("code", ["E", "exec", "TOOLONG", "E2", ""])
def test_a_code_is_two_to_six_capitals(code):
    with pytest.raises(UserError, match="code"):
        reference(code, 2026, 1, kind=Kind.ACTION)
    with pytest.raises(UserError, match="code"):
        provisional(code, 2026, ROW, kind=Kind.ACTION)


@pytest.mark.parametrize(("number", "kind"), [(0, Kind.ACTION), (100, Kind.MEETING)])
def test_a_number_that_cannot_be_one_is_refused(number, kind):
    with pytest.raises(UserError, match="cannot be"):
        reference("EXEC", 2026, number, kind=kind)


@pytest.mark.parametrize(
    "text", ["exec-2026-014", " EXEC‑2026–014 ", "EXEC-2026-draft-7f3a", "EXEC-2026-DRAFT-D7f3a"]
)
def test_a_reference_is_read_as_word_or_a_person_wrote_it(text):
    assert parse(text) is not None


@pytest.mark.parametrize(
    "text",
    ["", "014", "EXEC-26-014", "EXEC-2026-1", "EXEC-2026-000", "EXEC-2026-D04", "EXEC-2026-draft-",
     "EXEC-2026-014-draft-7f3a", "E-2026-014", "EXEC-2026-٠١٤"],
)  # fmt: skip
def test_anything_else_is_not_a_reference(text):
    assert parse(text) is None
    assert not is_permanent(text)


CODES = st.text("ABCXYZ", min_size=2, max_size=6)
YEARS = st.integers(1990, 2100)


@settings(deadline=None)
@given(CODES, YEARS, st.integers(1, 99), st.sampled_from(Kind))
def test_permanent_references_read_back(code, year, number, kind):
    text = reference(code, year, number, kind=kind)
    found = parse(text)
    assert found == Reference(code, year, kind, number)
    assert found.text == text


@settings(deadline=None)
@given(CODES, YEARS, st.uuids().map(str), st.sampled_from(Kind))
def test_provisional_references_read_back(code, year, row, kind):
    text = provisional(code, year, row, kind=kind)
    found = parse(text)
    assert found is not None
    assert (found.kind, found.number, found.text) == (kind, None, text)
    assert UUID(row).hex.endswith(found.draft)


@settings(deadline=None)
@given(st.lists(st.integers(1, 999)))
def test_the_next_number_was_never_issued(issued):
    assert next_number(issued) not in issued


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_reference_or_not(text):
    found = parse(text)
    assert found is None or parse(found.text) == found


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("MSCP Executive", [], "EXEC"),
        ("RSCP Executive", ["EXEC"], "EXECA"),
        ("Quality Assurance Sub-Group", [], "QA"),
        ("Quality Assurance Sub-Group", ["QA", "QAA"], "QAB"),
        ("Learning & Development Sub-Group", [], "LD"),
        ("Case Reviews Sub-Group", [], "CR"),
        ("Safeguarding Partnership Group", [], "SPG"),
        ("QA", [], "QA"),
        ("SAR Sub-Group", [], "SAR"),
        ("Élan", [], "ELAN"),
        ("QA LD", [], "QL"),
        ("A", [], "AA"),
        ("2030", [], "GROUP"),
        ("Task and Finish Group: Neglect", [], "TFN"),
        ("Health Education Police Housing Probation Fire Transport", [], "HEPHPF"),
    ],
)
def test_a_code_is_proposed_from_the_name(name, taken, code):
    assert group_code(name, taken) == code


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=40))
def test_a_proposed_code_can_always_be_used_and_is_always_new(names):
    taken: set[str] = set()
    for name in [*names, *["Executive"] * 30]:
        code = group_code(name, taken)
        assert re.fullmatch("[A-Z]{2,6}", code)
        assert code not in taken
        taken.add(code)


def test_every_kind_has_its_word():
    assert [kind_label(each) for each in Kind] == ["Action", "Decision", "Meeting"]
