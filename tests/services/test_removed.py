"""Lines taken off an item: seen and put back later, even after the program was closed."""

from datetime import UTC, date, datetime

import pytest

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import Line
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.services import actions, agenda, issuing, minute_text, minutes


@pytest.fixture
def item(executive):
    return executive.items[4]


@pytest.fixture
def add(workspace, item):
    return lambda kind, text: workspace.do(minutes.add, item, kind, text)


@pytest.fixture
def removed(workspace, item):
    return lambda: workspace.ask(minutes.removed, item)


def test_an_action_removed_before_a_restart_comes_back_with_all_it_had(
    workspace, executive, item, add, open_office, today
):
    add(EntryKind.NOTE, "The findings were heard.")
    entry = add(EntryKind.ACTION, "Circulate the audit")
    add(EntryKind.NOTE, "The chair thanked the team.")
    before = workspace.ask(minutes.of_item, item)
    record = before[1].record_id
    workspace.do(actions.set_owners, record, person_ids=[executive.people["nurse"]])
    workspace.do(actions.set_due, record, DueKind.DATED, date(2026, 3, 13), today=today)
    before = workspace.ask(minutes.of_item, item)
    workspace.do(minutes.remove, entry)
    workspace.close()
    again = open_office()
    assert not again.can_undo
    (row,) = again.ask(minutes.removed, item)
    assert (row.id, row.kind, row.text) == (entry, EntryKind.ACTION, "Circulate the audit")
    assert (row.ref, row.by) == ("EXEC-2026-001", "")
    assert (datetime.now(UTC) - row.at).total_seconds() < 60
    again.do(minutes.put_back, entry)
    assert again.ask(minutes.of_item, item) == before
    assert again.ask(minutes.removed, item) == []
    again.undo()
    assert [one.id for one in again.ask(minutes.removed, item)] == [entry]


def test_the_newest_comes_first_and_each_item_has_its_own(workspace, executive, item, add, removed):
    first, second = (add(EntryKind.NOTE, text) for text in ("First.", "Second."))
    there = workspace.do(minutes.add, executive.items[5], EntryKind.NOTE, "Elsewhere.")
    for entry in (second, there, first):
        workspace.do(minutes.remove, entry)
    assert [row.text for row in removed()] == ["First.", "Second."]


def test_words_that_still_stand_are_not_called_removed(workspace, item, add, removed):
    """Two paragraphs joined in the editor are one line and nothing is lost."""
    add(EntryKind.NOTE, "The findings were heard.")
    add(EntryKind.NOTE, "They were noted.")
    one, two = workspace.ask(minute_text.lines, item)
    joined = Line(one.id, one.kind, f"{one.text}\n{two.text}")
    workspace.do(minute_text.write_item, item, (one, two), (joined,), today=date(2026, 2, 10))
    assert removed() == []


@pytest.mark.parametrize("kind", [EntryKind.DECISION, EntryKind.ACTION, EntryKind.CHALLENGE])
def test_a_block_is_missed_though_other_lines_have_its_words(workspace, add, removed, kind):
    taken = [add(kind, "Agreed") for _ in range(2)]
    add(kind, "Agreed")
    add(EntryKind.NOTE, "The chair said that nothing was Agreed so far.")
    for entry in taken:
        workspace.do(minutes.remove, entry)
    assert {row.id for row in removed()} == set(taken)


def test_the_same_words_taken_away_twice_are_one_line(workspace, add, removed):
    for _ in range(2):
        workspace.do(minutes.remove, add(EntryKind.NOTE, "Drift was seen."))
    assert [row.text for row in removed()] == ["Drift was seen."]


def test_what_is_private_is_never_listed(workspace, add, removed):
    workspace.do(minutes.remove, add(EntryKind.PRIVATE, "PLANTED jotting"))
    workspace.do(minutes.set_kind, add(EntryKind.NOTE, "PLANTED note"), EntryKind.PRIVATE)
    assert removed() == []


def test_a_line_whose_words_are_jotted_later_is_not_listed(workspace, add, removed):
    workspace.do(minutes.remove, add(EntryKind.NOTE, "PLANTED note"))
    workspace.do(minutes.remove, add(EntryKind.NOTE, "Drift was seen."))
    jotting = add(EntryKind.PRIVATE, "Ask why")
    workspace.do(minutes.set_text, jotting, "PLANTED note")
    assert [row.text for row in removed()] == ["Drift was seen."]


def test_nothing_is_put_back_into_agreed_minutes(workspace, executive, add, today):
    entry = add(EntryKind.NOTE, "Drift was seen.")
    workspace.do(minutes.remove, entry)
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, today)
    with pytest.raises(UserError, match="agreed"):
        workspace.do(minutes.put_back, entry)


def test_nothing_is_put_back_under_an_item_that_has_gone(workspace, item, add):
    entry = add(EntryKind.NOTE, "Drift was seen.")
    workspace.do(minutes.remove, entry)
    workspace.do(agenda.remove, item)
    with pytest.raises(UserError, match="no longer on the agenda"):
        workspace.do(minutes.put_back, entry)


def test_a_line_that_stands_is_left_alone(workspace, item, add):
    entry = add(EntryKind.DECISION, "to widen the sample")
    before = workspace.ask(minutes.of_item, item)
    workspace.do(minutes.put_back, entry)
    assert workspace.ask(minutes.of_item, item) == before
