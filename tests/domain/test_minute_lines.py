"""Lines of minutes: marks stay with their characters, and differences say what was done."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import (
    Line,
    clean,
    cut,
    differences,
    from_data,
    from_html,
    is_layout,
    merge,
    normalise,
    recorded,
    spans,
    styles_at,
    to_data,
    to_html,
)

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t&<>"), max_size=20
)
MARKS = st.lists(
    st.builds(Mark, st.integers(-2, 25), st.integers(-2, 25), st.sampled_from(MarkStyle)),
    max_size=6,
).map(tuple)


@given(MARKS, st.integers(0, 20))
def test_normalising_twice_is_normalising_once(marks, length):
    once = normalise(marks, length)
    assert normalise(once, length) == once


@given(MARKS, st.integers(0, 20))
def test_normalising_changes_no_characters_style(marks, length):
    made = normalise(marks, length)
    for place in range(length):
        assert styles_at(made, place) == styles_at(marks, place)
    assert all(0 <= mark.start < mark.end <= length for mark in made)


@given(TEXTS, MARKS, st.integers(0, 20))
def test_cutting_in_two_and_joining_again_gives_the_same(text, marks, place):
    marks, at = normalise(marks, len(text)), min(place, len(text))
    left, right = cut(marks, 0, at), cut(marks, at, len(text))
    assert merge(text[:at], left, text[at:], right) == (text, marks)


@given(TEXTS, MARKS)
def test_marks_go_through_stored_data(text, marks):
    marks = normalise(marks, len(text))
    assert from_data(json.loads(json.dumps(to_data(marks)))) == marks


def test_a_style_of_a_newer_version_is_left_out():
    assert from_data([[0, 2, "glow"], [1, 3, "bold"]]) == (Mark(1, 3, MarkStyle.BOLD),)


@given(TEXTS, MARKS)
def test_text_and_marks_go_through_html(text, marks):
    marks = normalise(marks, len(text))
    assert from_html(to_html(text, marks)) == (text, marks)


@given(TEXTS, MARKS)
def test_spans_are_the_text_in_pieces(text, marks):
    marks = normalise(marks, len(text))
    assert "".join(piece for piece, _ in spans(text, marks)) == text


@pytest.mark.parametrize(
    ("dirty", "fit"),
    [
        ("a\r\nb\rc\u2028d\u2029e\vf", "a\nb\nc\nd\ne\nf"),
        ("a\x00\x07b\ufffcc\ud800d\ufdd0", "abcd"),
        ("שלום\u200f 👍🏽\tx", "שלום\u200f 👍🏽\tx"),
    ],
)
def test_cleaning_drops_what_cannot_be_shown_and_keeps_the_rest(dirty, fit):
    assert clean(dirty) == fit


def line(own, text="x", kind=EntryKind.NOTE, **more):
    return Line(own, kind, text, **more)


def test_differences_name_what_was_added_changed_and_removed():
    before = [line("a"), line("b"), line("c")]
    after = [line("a", "y"), line("c"), line("d")]
    found = differences(before, after)
    assert [row.id for row in found.added] == ["d"]
    assert [row.id for row in found.changed] == ["a"]
    assert [row.id for row in found.removed] == ["b"]
    assert found.moved == ()


def test_one_line_carried_down_is_the_only_one_that_moved():
    rows = [line(own) for own in "abcde"]
    found = differences(rows, [*rows[1:4], rows[0], rows[4]])
    assert [row.id for row in found.moved] == ["a"]


def test_a_new_heading_or_foot_is_no_change():
    before = [line("a", kind=EntryKind.ACTION)]
    after = [line("a", kind=EntryKind.ACTION, heading="Action 1", foot="AD")]
    assert not differences(before, after)


@pytest.mark.parametrize("blank", ["", " ", "\t ", "\N{NO-BREAK SPACE}"])
def test_a_private_line_is_private_though_blanks_go_before_it(blank):
    marks = (Mark(len(blank) + 3, len(blank) + 7, MarkStyle.BOLD),)
    typed = Line("a", EntryKind.NOTE, f"{blank}/p only mine", marks)
    kept = Line("a", EntryKind.PRIVATE, "only mine", (Mark(0, 4, MarkStyle.BOLD),))
    assert recorded(typed) == kept
    assert recorded(typed, is_command=False) == typed


def test_a_blank_note_is_layout_and_an_empty_action_is_not():
    assert is_layout(EntryKind.NOTE, " ")
    assert not is_layout(EntryKind.ACTION, "")


@given(st.permutations("abcdef"))
def test_what_is_not_moved_stands_in_its_old_order(order):
    rows = [line(own) for own in "abcdef"]
    found = differences(rows, [line(own) for own in order])
    moved = {row.id for row in found.moved}
    standing = [own for own in order if own not in moved]
    assert standing == sorted(standing)
