"""What the editor holds is what the records hold, whatever was done in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.decision_words import Decided
from masa_desktop.domain.decisions import DecisionMethod, DecisionVerb
from masa_desktop.domain.given import Given
from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.minute_lines import Line, content
from masa_desktop.services import agenda, attendance, meeting_view, minute_text, minutes
from masa_desktop.storage import log
from masa_desktop.storage.entities import Decision, Entry, Jotting, Place

TODAY = date(2026, 2, 10)


def line(text, kind=EntryKind.NOTE, **more):
    return Line(uuid4().hex, kind, text, **more)


def write(workspace, item, before, after, **more):
    workspace.do(minute_text.write_item, item, before, after, today=TODAY, **more)
    return workspace.ask(minute_text.lines, item)


def plain(lines):
    return [content(one) for one in lines]


@pytest.fixture
def item(executive):
    return executive.items[4]


def test_lines_of_all_kinds_come_back_in_their_order(workspace, item):
    marks = (Mark(0, 3, MarkStyle.BOLD),)
    said = [
        line("SGa presented.", marks=marks),
        line("To widen the sample", EntryKind.DECISION),
        line("First point", is_bullet=True),
        line("Bring a proposal\nto the next meeting", EntryKind.ACTION),
        line("9 of 20?", EntryKind.PRIVATE),
        line("What would change?", EntryKind.CHALLENGE),
    ]
    now = write(workspace, item, (), said)
    assert plain(now) == said
    headings = [one.heading.split("\t")[0] for one in now]
    assert headings == [
        "Note",
        "Decision EXEC-2026-D001",
        "Note",
        "Action EXEC-2026-001",
        "Private jotting",
        "Challenge",
    ]


def test_owners_and_date_are_committed_with_the_words(workspace, executive, item):
    key = next(iter(workspace.ask(attendance.initials, executive.meeting)))
    action = line("Circulate the audit", EntryKind.ACTION)
    given_with = {action.id: Given((key,), (), DueKind.DATED, date(2026, 3, 13))}
    (now,) = write(workspace, item, (), [action], given=given_with)
    assert "due 13 Mar 2026" in now.foot
    found = workspace.ask(meeting_view.particulars, action.id)
    assert (found.person_ids, found.due_on) == ((key,), date(2026, 3, 13))
    workspace.undo()
    assert workspace.ask(minute_text.lines, item) == ()


def test_an_action_that_becomes_a_note_and_an_action_again_keeps_its_reference(workspace, item):
    action = line("Circulate the audit", EntryKind.ACTION)
    write(workspace, item, (), [action])
    note = replace(action, kind=EntryKind.NOTE)
    (now,) = write(workspace, item, [action], [note])
    assert now.kind is EntryKind.NOTE
    (now,) = write(workspace, item, [note], [action])
    assert now.heading == "Action EXEC-2026-001"


def test_a_removed_line_comes_back_under_its_id(workspace, item):
    first, action = line("One"), line("Two", EntryKind.ACTION)
    write(workspace, item, (), [first, action])
    write(workspace, item, [first, action], [first])
    now = write(workspace, item, [first], [action, first])
    assert plain(now) == [action, first]
    assert now[0].heading == "Action EXEC-2026-001"


def test_a_line_made_private_leaves_the_minutes_and_the_log(workspace, item):
    said = line("PLANTEDWORD")
    write(workspace, item, (), [said])
    private = replace(said, kind=EntryKind.PRIVATE)
    (now,) = write(workspace, item, [said], [private])
    assert content(now) == private
    assert not workspace.ask(minutes.shared, [item])
    lines = workspace.ask(log.history_of, [said.id])
    assert lines
    assert not any("PLANTEDWORD" in f"{each.old}{each.new}" for each in lines)
    (now,) = write(workspace, item, [private], [said])
    assert content(now) == said


SAID = Decided("to go.", DecisionVerb.APPROVED, "PLANTEDWORD", "HM", DecisionMethod.MAJORITY)
IN_WORDS = "Approved to go, subject to PLANTEDWORD. By majority. HM dissented."


def test_what_stands_beside_a_decision_is_in_the_words_of_the_note_it_becomes(workspace, item):
    bold = (Mark(3, 5, MarkStyle.BOLD),)
    decision = line(SAID.text, EntryKind.DECISION, marks=bold)
    (first,) = write(workspace, item, (), [decision], given={decision.id: Given(decided=SAID)})
    note = replace(decision, kind=EntryKind.NOTE)
    (now,) = write(workspace, item, [decision], [note])
    assert (now.text, now.marks) == (IN_WORDS, (Mark(12, 14, MarkStyle.BOLD),))
    workspace.undo()
    assert workspace.ask(minute_text.lines, item) == (first,)
    workspace.redo()
    assert write(workspace, item, [now], [replace(now, kind=EntryKind.DECISION)]) == (first,)
    (now,) = write(workspace, item, [decision], [note])
    cut_short = replace(now, kind=EntryKind.DECISION, text="Approved to go.")
    (now,) = write(workspace, item, [now], [cut_short])
    assert (now.text, now.heading.partition("\t")[2], now.foot) == (
        "Approved to go.",
        "APPROVED",
        "",
    )


def test_a_note_that_was_a_decision_for_a_while_says_what_it_said(workspace, item):
    note = line("to publish")
    (first,) = write(workspace, item, (), [note])
    decision = replace(note, kind=EntryKind.DECISION)
    write(workspace, item, [note], [decision])
    assert write(workspace, item, [decision], [note]) == (first,)


def test_what_a_line_typed_again_does_not_say_any_more_is_gone(workspace, item):
    decision = line(SAID.text, EntryKind.DECISION)
    write(workspace, item, (), [decision], given={decision.id: Given(decided=SAID)})
    typed = replace(decision, kind=EntryKind.NOTE, text=f"/d {IN_WORDS}")
    assert write(workspace, item, [decision], [typed])[0].text == typed.text
    (now,) = write(workspace, item, [typed], [decision])
    assert "PLANTEDWORD" in now.foot
    less = Given(decided=Decided("Go.", None))
    again = replace(decision, text="Go.")
    (now,) = write(workspace, item, [decision], [again], given={decision.id: less})
    assert (now.heading.partition("\t")[2], now.foot) == ("AGREED", "")


def test_a_decision_made_private_takes_along_all_that_it_says(workspace, item):
    decision = line(SAID.text, EntryKind.DECISION)
    write(workspace, item, (), [decision], given={decision.id: Given(decided=SAID)})
    private = replace(decision, kind=EntryKind.PRIVATE)
    (now,) = write(workspace, item, [decision], [private])
    assert now.text == IN_WORDS

    def told(session):
        row = session.scalars(select(Decision)).one()
        return [row.conditions, row.dissent, *log.history_of(session, [row.id])]

    assert "PLANTEDWORD" not in str(workspace.ask(told))
    (now,) = write(workspace, item, [now], [replace(now, kind=EntryKind.DECISION)])
    assert now.heading.partition("\t")[2] == "APPROVED"


@pytest.mark.parametrize("kind", [EntryKind.PRIVATE, EntryKind.NOTE, EntryKind.ACTION])
@pytest.mark.parametrize(
    ("text", "now"),
    [
        (
            "to go. To come.",
            "Approved to go. To come, subject to PLANTEDWORD. By majority. HM dissented.",
        ),
        (IN_WORDS + " Late.", IN_WORDS + " Late."),
    ],
)
def test_a_decision_changed_in_words_and_kind_at_once_says_all_of_it_once(
    workspace, item, kind, text, now
):
    decision = line(SAID.text, EntryKind.DECISION)
    write(workspace, item, (), [decision], given={decision.id: Given(decided=SAID)})
    (said,) = write(workspace, item, [decision], [replace(decision, kind=kind, text=text)])
    assert said.text == now
    again = replace(said, kind=EntryKind.NOTE)
    assert write(workspace, item, [said], [again])[0].text == now


def logged(workspace, item):
    """All that the entries of an item say or ever said, the log's old and new values among it."""

    def ask(session):
        rows = session.scalars(select(Entry).where(Entry.item_id == item)).all()
        said = log.history_of(session, [row.id for row in rows])
        return [row.text for row in rows] + [text for one in said for text in (one.old, one.new)]

    return " ".join(map(str, workspace.ask(ask)))


def test_a_line_removed_and_back_as_a_jotting_within_one_pause_leaves_the_log(workspace, item):
    said = line("PLANTED words")
    write(workspace, item, (), [said])
    write(workspace, item, [said], ())
    private = replace(said, kind=EntryKind.PRIVATE)
    (now,) = write(workspace, item, (), [private])
    assert content(now) == private
    assert "PLANTED" not in logged(workspace, item)
    workspace.undo()
    workspace.redo()
    assert "PLANTED" not in logged(workspace, item)


def test_words_cut_from_a_line_that_comes_back_beside_their_jotting_leave_the_log(workspace, item):
    said = line("Heard. PLANTED words")
    write(workspace, item, (), [said])
    write(workspace, item, [said], ())
    after = [replace(said, text="Heard."), line("PLANTED words", EntryKind.PRIVATE)]
    write(workspace, item, (), after)
    assert "PLANTED" not in logged(workspace, item)


@pytest.mark.parametrize(
    ("before", "left", "jotted"),
    [
        ("PLANTED one two", "", "PLANTED one two"),
        ("PLANTED one two", "", "ask: PLANTED one two, later"),
        ("PLANTED\none two", "", "PLANTED one two"),
        ("Heard. PLANTED one two.", "", "PLANTED one"),
        ("Heard. PLANTED one two.", "Heard.", "PLANTED one two."),
        ("PLANTED one two", "Heard.", "PLANTED one two"),
    ],
)
@pytest.mark.parametrize("kind", [EntryKind.NOTE, EntryKind.ACTION])
def test_words_cut_and_later_put_into_a_jotting_leave_entry_and_log(
    workspace, item, before, left, jotted, kind
):
    said, other = line(before, kind), line("To widen the sample", EntryKind.DECISION)
    write(workspace, item, (), [other, said])
    kept = [other, replace(said, text=left)] if left else [other]
    write(workspace, item, [other, said], kept)
    steps = workspace.ask(minute_text.lines, item)
    write(workspace, item, kept, [*kept, line(jotted, EntryKind.PRIVATE)])
    assert "PLANTED" not in logged(workspace, item)
    assert "To widen the sample" in logged(workspace, item)
    assert not any("PLANTED" in one.text for one in workspace.ask(minutes.removed, item))
    workspace.undo()
    assert workspace.ask(minute_text.lines, item) == steps
    workspace.redo()
    assert "PLANTED" not in logged(workspace, item)


def test_words_cut_from_one_item_and_put_into_a_jotting_of_another_leave_the_log(
    workspace, item, executive
):
    said, other = line("PLANTED one two"), line("Two")
    write(workspace, item, (), [other, said])
    write(workspace, item, [other, said], [other])
    elsewhere = next(key for key in executive.items if key != item)
    write(workspace, elsewhere, (), [line("PLANTED one two", EntryKind.PRIVATE), line("Two")])
    assert "PLANTED" not in logged(workspace, item)
    assert not workspace.ask(minutes.removed, item)
    write(workspace, item, [other], ())
    write(workspace, elsewhere, (), [line("Two of them", EntryKind.PRIVATE)])
    assert [one.text for one in workspace.ask(minutes.removed, item)] == ["Two"]


def test_words_put_later_into_a_jotting_begun_before_leave_the_log(workspace, item):
    said, private = line("PLANTED one two"), line("Ask", EntryKind.PRIVATE)
    write(workspace, item, (), [said, private])
    write(workspace, item, [said, private], [private])
    assert "PLANTED" in logged(workspace, item)
    write(workspace, item, [private], [replace(private, text="Ask: PLANTED one two")])
    assert "PLANTED" not in logged(workspace, item)


def test_a_jotting_of_a_few_words_takes_no_other_line_with_it(workspace, item):
    gone, stands = line("OP said that the audit is late"), line("OP said nothing else")
    write(workspace, item, (), [gone, stands])
    write(workspace, item, [gone, stands], [stands])
    now = replace(stands, text="OP said nothing at all")
    write(workspace, item, [stands], [now])
    for words in ("OP", "OP was cross"):
        write(workspace, item, [now], [now, line(words, EntryKind.PRIVATE)])
    assert [row.text for row in workspace.ask(minutes.removed, item)] == [gone.text]
    assert "nothing else" in logged(workspace, item)


def test_lines_the_editor_never_saw_stay(workspace, item):
    mine = line("Mine")
    write(workspace, item, (), [mine])
    other = workspace.do(minutes.add, item, EntryKind.NOTE, "From another window")
    changed = replace(mine, text="Mine, changed")
    now = write(workspace, item, [mine], [changed])
    assert [one.text for one in now] == ["Mine, changed", "From another window"]
    assert now[1].id == other


def test_typing_in_one_line_touches_no_other(workspace, item):
    first, second = line("One"), line("Two")
    write(workspace, item, (), [first, second])
    changes = []
    workspace.on_change(changes.append)
    write(workspace, item, [first, second], [first, replace(second, text="Two and more")])
    (made,) = changes
    assert {(change.row, change.column) for change in made.changes} == {(second.id, "text")}


def test_the_caret_is_remembered_until_the_window_is_closed(workspace, executive, item):
    assert workspace.ask(minute_text.last_place) is None
    workspace.keep(minute_text.keep_place, executive.meeting, item, "line", 7)
    found = workspace.ask(minute_text.last_place)
    assert (found.item_id, found.line_id, found.offset, found.was_left) == (item, "line", 7, False)
    workspace.keep(minute_text.leave_place)
    assert workspace.ask(minute_text.last_place).was_left


def test_what_is_recovered_reaches_to_the_last_commit_whatever_it_was(workspace, executive, item):
    workspace.keep(minute_text.keep_place, executive.meeting, item, "line", 7)

    def long_ago(session):
        session.get_one(Place, "place").at = "2020-02-10T09:00:00+00:00"

    workspace.keep(long_ago)
    workspace.do(agenda.set_state, item, ItemState.DONE)
    assert (datetime.now(UTC) - workspace.ask(minute_text.last_place).at).total_seconds() < 60


KINDS = st.sampled_from(list(EntryKind))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "remove", "move", "kind", "back"]),
        st.integers(0, 9),
        st.integers(0, 9),
        KINDS,
    ),
    min_size=1,
    max_size=12,
)


def stepped(state, gone, step):
    """The editor's lines after one step of a person; `gone` are lines removed before."""
    what, one, other, kind = step
    after = list(state)
    if what == "add" or not after:
        after.insert(one % (len(after) + 1), line(f"Line {one}", kind))
    elif what == "change":
        after[one % len(after)] = replace(after[one % len(after)], text=f"Otherwise {other}")
    elif what == "remove":
        gone.append(after.pop(one % len(after)))
    elif what == "move":
        after.insert(other % len(after), after.pop(one % len(after)))
    elif what == "kind":
        after[one % len(after)] = replace(after[one % len(after)], kind=kind, is_bullet=False)
    elif gone:
        after.insert(one % (len(after) + 1), gone.pop())
    return after


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_whatever_is_done_the_records_say_what_the_editor_says(workspace, item, steps):
    state = list(workspace.ask(minute_text.lines, item))
    gone: list[Line] = []
    for step in steps:
        after = stepped(state, gone, step)
        now = write(workspace, item, state, after)
        assert plain(now) == plain(after)
        state = after


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_undo_of_every_commit_leads_back_to_the_beginning(workspace, item, steps):
    workspace.forget_steps()
    began = plain(workspace.ask(minute_text.lines, item))
    state, gone = list(workspace.ask(minute_text.lines, item)), []
    for step in steps:
        after = stepped(state, gone, step)
        write(workspace, item, state, after)
        state = after
    while workspace.can_undo:
        workspace.undo()
    assert plain(workspace.ask(minute_text.lines, item)) == began


def test_nothing_private_is_in_a_shared_row(workspace, item):
    said = [line("Check with SGa", EntryKind.PRIVATE)]
    write(workspace, item, (), said)
    assert workspace.ask(lambda session: session.get(Entry, said[0].id)) is None
    assert workspace.ask(lambda session: session.get(Jotting, said[0].id)).text == "Check with SGa"
