"""Protective markings (DPR-1)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masa_desktop.domain.markings import (
    Marking,
    marking_label,
    printed,
    read,
    strictest,
    to_share,
)


@pytest.mark.parametrize(
    ("marking", "handling", "line"),
    [
        (Marking.NONE, "", ""),
        (Marking.OFFICIAL, "", "OFFICIAL"),
        (
            Marking.OFFICIAL_SENSITIVE,
            "not for  onward sharing",
            "OFFICIAL-SENSITIVE – NOT FOR ONWARD SHARING",
        ),
        (Marking.NONE, "members only", "MEMBERS ONLY"),
    ],
)
def test_a_marking_is_printed_in_capitals(marking, handling, line):
    assert printed(marking, handling) == line


def test_a_copy_to_share_never_forbids_what_it_is_for_nor_loses_its_marking():
    assert to_share(Marking.OFFICIAL_SENSITIVE, "not for onward sharing", "") == ""
    assert to_share(Marking.OFFICIAL, "not for onward sharing", "partners only") == "partners only"
    assert to_share(Marking.NONE, "members only", "") == "members only"


def test_the_strictest_part_decides_and_nothing_is_invented():
    assert strictest([Marking.OFFICIAL, Marking.OFFICIAL_SENSITIVE]) is Marking.OFFICIAL_SENSITIVE
    assert strictest([Marking.NONE, Marking.OFFICIAL]) is Marking.OFFICIAL
    assert strictest([]) is Marking.NONE


@settings(deadline=None)
@given(st.lists(st.sampled_from(Marking)))
def test_the_strictest_does_not_depend_on_order(markings):
    assert strictest(markings) is strictest(markings[::-1])
    assert not markings or strictest(markings) in markings


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("Official - Sensitive", Marking.OFFICIAL_SENSITIVE),
        ("OFFICIAL [SENSITIVE]", Marking.OFFICIAL_SENSITIVE),
        ("official", Marking.OFFICIAL),
        ("", Marking.NONE),
        ("Not marked", Marking.NONE),
        ("RESTRICTED", None),
    ],
)
def test_typed_markings_are_read_and_unknown_ones_are_not_guessed(text, marking):
    assert read(text) is marking


@pytest.mark.parametrize("marking", list(Marking))
def test_a_marking_reads_back_from_its_words(marking):
    assert read(marking_label(marking)) is marking
