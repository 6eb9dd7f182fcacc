"""A step shrinks by what a later one takes back, and nothing else of it is lost."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.changes import GONE, Change, ChangeSet

NOW = datetime(2026, 2, 10, 10, 42)


def step(*changes):
    return ChangeSet("minute_text.write_item", changes, NOW)


def born(table, row, **cells):
    made = [Change(table, row, column, None, value) for column, value in cells.items()]
    return (*made, Change(table, row, "id", None, row), Change(table, row, GONE, None, False))


def gone(table, row):
    return Change(table, row, GONE, old=False, new=True)


def test_a_cell_that_is_as_it_was_leaves_the_step_and_the_others_stay():
    made = step(Change("entry", "a", "text", "x", "y"), Change("entry", "b", "text", "p", "q"))
    back = step(Change("entry", "a", "text", "y", "x"))
    assert made.taken_back_by(back).changes == (made.changes[1],)


def test_a_row_made_and_gone_leaves_it_with_what_hangs_on_it():
    made = step(
        *born("action", "d", text="Go", marks=[]),
        *born("action_owner", "o", action_id="d"),
        *born("entry", "e", text="Stays"),
    )
    left = made.taken_back_by(step(gone("action", "d")))
    assert {change.row for change in left.changes} == {"e"}


def test_a_row_that_was_there_before_and_is_gone_stays_in_the_step():
    made = step(Change("entry", "a", "text", "x", "y"))
    assert made.taken_back_by(step(gone("entry", "a"))).changes == (
        made.changes[0],
        gone("entry", "a"),
    )


def test_what_a_step_has_not_written_is_not_covered_by_it():
    made = step(Change("entry", "a", "text", "x", "y"), *born("entry", "b", text="z"))
    assert made.covers(step(Change("entry", "a", "text", "y", "x"), gone("entry", "b")))
    assert not made.covers(step(gone("entry", "a")))
    assert made.is_on_rows_of(step(gone("entry", "a")))
    assert not made.is_on_rows_of(step(gone("entry", "c")))


CELLS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["text", "kind"])), st.integers(0, 3)
)


@given(CELLS, CELLS, CELLS)
def test_undoing_what_is_left_gives_what_was_there_first(first, made, back):
    """Cells are changed twice; what is left of the first step leads back past both."""

    def between(old, new):
        changed = [key for key in new if old.get(key, 0) != new[key]]
        return step(*[Change("entry", *key, old.get(key, 0), new[key]) for key in changed])

    second = {**first, **made}
    third = {**second, **back}
    left = between(first, second).taken_back_by(between(second, third))
    cells = dict(third)
    for change in left.inverse():
        assert cells.get((change.row, change.column), 0) == change.old
        cells[change.row, change.column] = change.new
    assert {key: value for key, value in cells.items() if value} == {
        key: value for key, value in first.items() if value
    }
