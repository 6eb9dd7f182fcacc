"""What a meeting says of the open actions of earlier meetings: recorded, minuted, taken back."""

from datetime import date

import pytest

from masa_desktop.domain.actions import ActionStatus, DueKind, ReviewOutcome
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.services import (
    action_log,
    action_review,
    actions,
    agenda,
    issuing,
    matters,
    meetings,
    minutes,
    paper_minutes,
)
from masa_desktop.services.action_review import Answer
from masa_desktop.storage.entities import Action

BEFORE, DAY, AFTER = date(2025, 12, 9), date(2026, 2, 10), date(2026, 4, 14)
FIRST = date(2026, 1, 29)
REF = "EXEC-2025-001"


@pytest.fixture
def last(workspace, executive):
    key = workspace.do(meetings.add, executive.group, BEFORE)
    workspace.do(agenda.add, key, "Section 11 return")
    return key


@pytest.fixture
def item5(workspace, last):
    return workspace.ask(agenda.items, last)[4].id


@pytest.fixture
def raised(workspace, item5):
    """Raises an action at the meeting before; gives its id."""

    def make(text, due=FIRST):
        entry = workspace.do(minutes.add, item5, EntryKind.ACTION, text)
        (row,) = [one for one in workspace.ask(minutes.of_item, item5) if one.id == entry]
        if due:
            workspace.do(actions.set_due, row.record_id, DueKind.DATED, due, today=BEFORE)
        return row.record_id

    return make


@pytest.fixture
def here(workspace, executive):
    """The item of matters arising."""
    items = workspace.ask(agenda.items, executive.meeting)
    return next(item.id for item in items if item.kind == "matters_arising")


@pytest.fixture
def say(workspace, here):
    def do(action, outcome, words="", **due):
        said = Answer(outcome=outcome, words=words, **due)
        return workspace.do(action_review.answer, action, here, said)

    return do


@pytest.fixture
def found(workspace, executive):
    return lambda: workspace.ask(action_review.review, executive.meeting, DAY)


def record(workspace, action):
    return workspace.ask(lambda session: session.get_one(Action, action))


def logged(workspace, action, today=DAY):
    log = workspace.ask(action_log.log, today)
    return next(row for row in (*log.open, *log.closed) if row.id == action)


def minuted(workspace, item):
    return [row.text for row in workspace.ask(minutes.of_item, item)]


def by_date(day):
    return {"due_kind": DueKind.DATED, "due_on": day}


def test_an_update_is_dated_minuted_and_shown(workspace, raised, say, here, found):
    action = raised("Chase the returns.")
    line = say(action, ReviewOutcome.UPDATE, "Two of three are in")
    assert line == f"{REF}: Two of three are in."
    assert minuted(workspace, here) == [line]
    (row,) = found().rows
    assert (row.urgency, row.is_late) == ("updated, 12 days late", True)
    assert row.foot.endswith("Two of three are in")
    assert logged(workspace, action).progress == "10/02: Two of three are in"
    assert logged(workspace, action).status == "In progress"


def test_a_new_date_keeps_the_first_and_says_why(workspace, raised, say, found):
    action = raised("Chase the returns.")
    line = say(action, ReviewOutcome.NEW_DATE, "new contact", **by_date(date(2026, 3, 13)))
    assert line == f"{REF} is now due on 13 March 2026, moved from 29 January 2026: new contact."
    row = logged(workspace, action)
    assert (row.original_due, row.current_due) == (FIRST, date(2026, 3, 13))
    assert (row.times_extended, row.progress) == (1, "10/02: Moved to 13 Mar 2026: new contact")
    (shown,) = found().rows
    assert (shown.urgency, shown.is_late) == ("now due 13 Mar", False)
    assert shown.foot.endswith("new contact")


@pytest.mark.parametrize(
    ("outcome", "status", "said", "evidence"),
    [
        (ReviewOutcome.EVIDENCED, "Closed with evidence", "was closed with evidence", "9 of 12"),
        (
            ReviewOutcome.UNEVIDENCED,
            "Closed without evidence",
            "was closed without evidence",
            "",
        ),
    ],
    ids=["ACT-2 with", "ACT-2 without"],
)
def test_closing_belongs_to_this_meeting(
    workspace, executive, raised, say, found, outcome, status, said, evidence
):
    action = raised("Chase the returns.")
    assert say(action, outcome, "9 of 12") == f"{REF} {said}: 9 of 12."
    row = logged(workspace, action)
    assert (row.status, row.evidence, row.closed_at) == (status, evidence, "EXEC, 10 Feb 2026")
    assert record(workspace, action).closed_at_id == executive.meeting
    assert ("9 of 12" in row.progress) == (outcome is ReviewOutcome.UNEVIDENCED)
    review = found()
    assert (review.answered, review.closed) == ({action}, {action})
    assert (review.rows[0].urgency, review.rows[0].foot) == (status.lower(), "9 of 12")
    assert review.rows[0].minute == "9 Dec 2025, item 5"


def test_what_is_closed_here_no_longer_arises_at_the_next_meeting(
    workspace, executive, raised, say
):
    action = raised("Chase the returns.")
    say(action, ReviewOutcome.UNEVIDENCED, "overtaken")
    after = workspace.do(meetings.add, executive.group, AFTER)
    assert workspace.ask(action_review.review, after, AFTER).rows == ()


def test_done_awaits_its_evidence_and_is_closed_with_it_later(workspace, raised, say, found):
    action = raised("Chase the returns.")
    assert say(action, ReviewOutcome.DONE) == f"{REF} is done, evidence awaited."
    row = record(workspace, action)
    assert (row.status, row.completed_on, row.closed_on) == (ActionStatus.COMPLETED, DAY, None)
    assert found().rows[0].urgency == "evidence awaited"
    say(action, ReviewOutcome.EVIDENCED, "plans are reviewed")
    assert record(workspace, action).completed_on == DAY


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        (Answer(outcome=ReviewOutcome.UPDATE, words=" "), "nothing in the update"),
        (Answer(outcome=ReviewOutcome.EVIDENCED), "needs the evidence"),
        (Answer(outcome=ReviewOutcome.UNEVIDENCED), "needs a reason"),
        (Answer(outcome=ReviewOutcome.NEW_DATE, words="leave"), "Type the date"),
        (
            Answer(outcome=ReviewOutcome.NEW_DATE, words="leave", **by_date(FIRST)),
            "already has",
        ),
        (Answer(outcome=ReviewOutcome.NEW_DATE, **by_date(AFTER)), "only with a reason"),
    ],
    ids=["no note", "no evidence", "no reason", "no date", "same date", "ACT-11"],
)
def test_nothing_is_recorded_while_something_is_missing(workspace, raised, here, said, lack):
    action = raised("Chase the returns.")
    before = logged(workspace, action)
    assert lack in workspace.ask(action_review.lacks, action, said)
    with pytest.raises(UserError, match=lack):
        workspace.do(action_review.answer, action, here, said)
    assert (logged(workspace, action), minuted(workspace, here)) == (before, [])


def test_each_answer_is_one_step_back(workspace, raised, say, here, found):
    action = raised("Chase the returns.")
    before = logged(workspace, action)
    said = [
        (ReviewOutcome.UPDATE, {}),
        (ReviewOutcome.NEW_DATE, by_date(AFTER)),
        (ReviewOutcome.DONE, {}),
        (ReviewOutcome.EVIDENCED, {}),
    ]
    for outcome, due in said:
        say(action, outcome, "in words", **due)
    assert len(minuted(workspace, here)) == 4
    for _ in said:
        workspace.undo()
    assert (logged(workspace, action), minuted(workspace, here)) == (before, [])
    assert found().answered == frozenset()


def test_the_list_stands_still_while_it_is_gone_through(raised, say, found):
    first, second = raised("Chase."), raised("Book.", date(2026, 3, 1))
    third = raised("Write.", date(2026, 3, 2))
    say(first, ReviewOutcome.NEW_DATE, "leave", **by_date(AFTER))
    say(first, ReviewOutcome.NEW_DATE, "again", **by_date(date(2026, 5, 1)))
    say(second, ReviewOutcome.UNEVIDENCED, "overtaken")
    assert [row.id for row in found().rows] == [first, second, third]


def test_agreed_minutes_of_the_older_meeting_are_no_hindrance(workspace, last, raised, say, here):
    action = raised("Chase the returns.")
    workspace.do(issuing.set_state, last, MinutesState.APPROVED, DAY)
    printed = workspace.ask(paper_minutes.minutes_of, last).items
    say(action, ReviewOutcome.UNEVIDENCED, "overtaken")
    assert logged(workspace, action).status == "Closed without evidence"
    assert workspace.ask(paper_minutes.minutes_of, last).items == printed
    assert len(minuted(workspace, here)) == 1


def test_once_these_minutes_are_agreed_nothing_more_is_heard(
    workspace, executive, raised, say, here
):
    action = raised("Chase the returns.")
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, DAY)
    with pytest.raises(UserError, match="have been agreed"):
        say(action, ReviewOutcome.DONE)
    assert logged(workspace, action).status == "Not started"
    assert minuted(workspace, here) == []


def test_of_a_restricted_action_only_the_outcome_is_minuted(workspace, item5, raised, say, found):
    action = raised("About zebra.")
    workspace.do(agenda.set_restricted, item5, restricted=True)
    assert say(action, ReviewOutcome.UPDATE, "zebra was told") == f"{REF} was updated."
    line = say(action, ReviewOutcome.EVIDENCED, "zebra is safe")
    assert line == f"{REF} was closed with evidence."
    assert found().rows[0].is_restricted


def test_next_moves_with_the_meeting_after_the_one_that_said_it(workspace, executive, raised, say):
    action = raised("Chase the returns.")
    after = workspace.do(meetings.add, executive.group, AFTER)
    line = say(
        action,
        ReviewOutcome.NEW_DATE,
        "leave",
        due_kind=DueKind.NEXT_MEETING,
        due_on=AFTER,
    )
    assert "now due at the next meeting, 14 April 2026, moved from" in line
    assert record(workspace, action).due_on == AFTER
    moved = date(2026, 4, 21)
    head = {"starts_at": None, "ends_at": None, "venue": ""}
    workspace.do(meetings.set_details, after, on=moved, **head)
    assert record(workspace, action).due_on == moved
    assert record(workspace, action).original_due_on == FIRST


def test_a_first_date_is_no_move_but_is_noted(workspace, executive, raised, say, found):
    action = raised("Chase the returns.", due=None)
    workspace.do(meetings.add, executive.group, AFTER)
    line = say(action, ReviewOutcome.NEW_DATE, due_kind=DueKind.NEXT_MEETING, due_on=AFTER)
    assert line == f"{REF} is now due on 14 April 2026."
    row = logged(workspace, action)
    assert (row.original_due, row.current_due, row.times_extended) == (AFTER, AFTER, 0)
    assert (row.progress, row.status) == ("10/02: Due 14 Apr 2026", "Not started")
    assert found().answered == {action}


def test_a_new_date_opens_what_was_called_done(workspace, raised, say):
    action = raised("Chase the returns.")
    say(action, ReviewOutcome.UNEVIDENCED, "overtaken")
    line = say(action, ReviewOutcome.NEW_DATE, "not after all", **by_date(AFTER))
    assert line.startswith(f"{REF} is open again and now due on 14 April 2026")
    row = record(workspace, action)
    assert (row.status, row.closed_at_id, row.completed_on) == ("in_progress", None, None)


def test_the_word_minutes_print_each_line_under_the_item(workspace, executive, raised, say):
    action = raised("Chase the returns.")
    line = say(action, ReviewOutcome.DONE, "Sent on 3 February")
    printed = workspace.ask(paper_minutes.minutes_of, executive.meeting, shareable=True)
    texts = [entry.text for item in printed.items for entry in item.entries]
    assert line in texts


def test_matters_other_than_actions_are_as_they_were(workspace, executive, raised, found):
    raised("Chase the returns.")
    assert list(found().rows) == list(workspace.ask(matters.matters, executive.meeting, DAY))
    assert (found().answered, found().closed) == (frozenset(), frozenset())


SECRETS = ("zebra", "yak", "gnu", "emu")


@pytest.mark.parametrize(
    "closing", [ReviewOutcome.UNEVIDENCED, ReviewOutcome.EVIDENCED], ids=["reason", "evidence"]
)
def test_words_said_under_a_restricted_item_reach_no_shared_log(
    workspace, raised, say, here, closing
):
    action = raised("Chase the returns.")
    workspace.do(agenda.set_restricted, here, restricted=True)
    say(action, ReviewOutcome.UPDATE, "zebra told the police")
    say(action, ReviewOutcome.NEW_DATE, "yak", **by_date(date(2026, 3, 20)))
    say(action, ReviewOutcome.DONE, "emu")
    say(action, closing, "gnu")
    log = workspace.ask(action_log.log, DAY)
    assert not [word for word in SECRETS if word in repr(log)]
    row = logged(workspace, action)
    assert "10/02: Moved to 20 Mar 2026: recorded separately" in row.progress
    assert "recorded separately" in row.progress + row.evidence
    workspace.do(agenda.set_restricted, here, restricted=False)
    log = repr(workspace.ask(action_log.log, DAY))
    assert [word for word in SECRETS if word in log] == list(SECRETS)


def test_evidence_given_under_a_restricted_item_stays_there_when_its_words_serve_again(
    workspace, executive, raised, say, here
):
    action = raised("Chase the returns.")
    workspace.do(agenda.set_restricted, here, restricted=True)
    say(action, ReviewOutcome.EVIDENCED, "zebra is safe")
    answer = Answer(outcome=ReviewOutcome.EVIDENCED)
    workspace.do(action_review.answer, action, executive.items[0], answer)
    assert "zebra" not in repr(workspace.ask(action_log.log, DAY))
    reopened = Answer(outcome=ReviewOutcome.NEW_DATE, words="not after all", **by_date(AFTER))
    workspace.do(action_review.answer, action, executive.items[0], reopened)
    assert record(workspace, action).evidence == ""
    assert "zebra" not in repr(workspace.ask(action_log.log, DAY))


def test_what_no_meeting_heard_is_not_answered_here(workspace, raised, found):
    action = raised("Chase the returns.")
    workspace.do(actions.add_update, action, "by mail, from the owner", DAY)
    assert found().answered == frozenset()
    assert found().rows[0].urgency == "12 days late"


def test_what_was_heard_moves_with_the_meeting(workspace, executive, raised, say, found):
    updated, done, closed = raised("Chase."), raised("Book."), raised("Write.")
    say(updated, ReviewOutcome.UPDATE, "half in")
    say(updated, ReviewOutcome.NEW_DATE, "leave", **by_date(AFTER))
    say(done, ReviewOutcome.DONE)
    say(closed, ReviewOutcome.EVIDENCED, "9 of 12")
    day = date(2026, 2, 12)
    head = {"starts_at": None, "ends_at": None, "venue": ""}
    workspace.do(meetings.set_details, executive.meeting, on=day, **head)
    assert found().answered == {updated, done, closed}
    assert logged(workspace, updated).progress.splitlines() == [
        "12/02: half in",
        "12/02: Moved to 14 Apr 2026: leave",
    ]
    assert record(workspace, done).completed_on == day
    row = record(workspace, closed)
    assert (row.completed_on, row.closed_on) == (day, day)


def test_evidence_given_again_leaves_the_first_on_record(workspace, raised, say, found):
    action = raised("Chase the returns.")
    say(action, ReviewOutcome.EVIDENCED, "nine of 12")
    say(action, ReviewOutcome.EVIDENCED, "twelve of 12")
    row = logged(workspace, action)
    assert (row.evidence, row.progress) == (
        "twelve of 12",
        "10/02: Closed with evidence: nine of 12",
    )
    say(action, ReviewOutcome.UNEVIDENCED, "overtaken")
    row = logged(workspace, action)
    assert row.evidence == ""
    assert row.progress.splitlines() == [
        "10/02: Closed without evidence: overtaken",
        "10/02: Closed with evidence: twelve of 12",
        "10/02: Closed with evidence: nine of 12",
    ]


def test_a_late_action_only_updated_stays_late(raised, say, found):
    late, due = raised("Chase."), raised("Book.", AFTER)
    for action in (late, due):
        say(action, ReviewOutcome.UPDATE, "half in")
    assert [row.urgency for row in found().rows] == ["updated, 12 days late", "updated"]


def test_what_was_begun_is_kept_for_this_meeting_until_it_is_recorded(
    workspace, executive, raised, say
):
    action = raised("Chase the returns.")
    begun = action_review.Begun(due="13 mar", words='half "a" sent')
    workspace.keep(action_review.keep_begun, executive.meeting, action, begun)
    assert workspace.ask(action_review.begun, executive.meeting, action) == begun
    after = workspace.do(meetings.add, executive.group, AFTER)
    assert workspace.ask(action_review.begun, after, action) == action_review.NOTHING_BEGUN
    say(action, ReviewOutcome.DONE)
    assert (
        workspace.ask(action_review.begun, executive.meeting, action) == action_review.NOTHING_BEGUN
    )
