"""A decision says what is known of it, and what is not: how, by whom, and whether it stands."""

from datetime import date

import pytest

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import DecisionMethod, DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.pre_issue import Kind
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.services import (
    agenda,
    attendance,
    decision_register,
    decisions,
    issuing,
    matters,
    meetings,
    minute_text,
    minutes,
    paper_minutes,
    papers,
    pre_issue,
    quorum_loss,
    quorum_setting,
    quorum_standing,
    returned,
)
from masa_desktop.services.matters import MatterKind
from masa_desktop.storage.entities import Decision

DAY, APRIL, JUNE = date(2026, 2, 10), date(2026, 4, 14), date(2026, 6, 9)
AGREED, WAITS, RATIFIED, NOT_RATIFIED, UNDECIDED, CONDITIONAL = (
    DecisionStatus.AGREED,
    DecisionStatus.TO_BE_RATIFIED,
    DecisionStatus.RATIFIED,
    DecisionStatus.NOT_RATIFIED,
    DecisionStatus.QUORUM_UNDECIDED,
    DecisionStatus.CONDITIONAL,
)


def police(workspace, made, meeting, code):
    at = {"seat_id": made.seats["police"], "person_id": made.people["police"]}
    workspace.do(attendance.record, meeting, code, **at)


def decide(workspace, item, text="to widen the sample"):
    return workspace.do(minutes.add, item, EntryKind.DECISION, text)


def record(workspace, entry):
    return workspace.ask(lambda s: s.query(Decision).filter_by(entry_id=entry).one())


def status(workspace, entry):
    return DecisionStatus(record(workspace, entry).status)


def shown(workspace, entry, item):
    return next(row for row in workspace.ask(minutes.of_item, item) if row.id == entry)


# What a later meeting ratified


@pytest.fixture
def april(workspace, here):
    """The next meeting, everybody present, and its item of matters arising."""
    key = workspace.do(meetings.add, here.group, APRIL)
    workspace.do(attendance.all_present, key)
    item = next(row for row in workspace.ask(agenda.items, key) if row.kind == "matters_arising")
    return key, item.id


@pytest.fixture
def entry(workspace, here):
    """A decision taken while the police were away."""
    police(workspace, here, here.meeting, Code.APOLOGIES)
    return decide(workspace, here.items[4])


@pytest.fixture
def ratified(workspace, entry, april):
    """Ratified in April; gives the line that says so."""
    key = record(workspace, entry).id
    workspace.do(matters.ratify, key, *april, APRIL)
    assert status(workspace, entry) is RATIFIED
    return workspace.ask(minutes.of_item, april[1])[-1].id


def arising(workspace, meeting):
    rows = workspace.ask(matters.matters, meeting, JUNE)
    return [row for row in rows if row.kind is MatterKind.RATIFY]


def test_a_line_removed_takes_the_ratification_back_and_put_back_makes_it_again(
    workspace, here, entry, april, ratified
):
    assert arising(workspace, april[0]) == []
    workspace.do(minutes.remove, ratified)
    assert status(workspace, entry) is WAITS
    (one,) = arising(workspace, april[0])
    assert one.foot == ("The line that settled it on 14 April 2026 was removed from those minutes.")
    workspace.do(minutes.put_back, ratified)
    assert status(workspace, entry) is RATIFIED
    assert arising(workspace, april[0]) == []


def test_a_line_removed_where_it_is_typed_takes_the_ratification_back(
    workspace, entry, april, ratified
):
    lines = workspace.ask(minute_text.lines, april[1])
    workspace.do(minute_text.write_item, april[1], lines, (), today=APRIL)
    assert status(workspace, entry) is WAITS
    workspace.do(minute_text.write_item, april[1], (), lines, today=APRIL)
    assert status(workspace, entry) is RATIFIED


def test_a_line_joined_with_the_one_before_it_still_ratifies(workspace, entry, april, ratified):
    first = workspace.do(minutes.add, april[1], EntryKind.NOTE, "The log was read.")
    first_line, line = sorted(
        workspace.ask(minute_text.lines, april[1]), key=lambda one: one.id != first
    )
    joined = type(line)(first, EntryKind.NOTE, f"{first_line.text} {line.text}")
    workspace.do(minute_text.write_item, april[1], (first_line, line), (joined,), today=APRIL)
    assert status(workspace, entry) is RATIFIED


def test_a_refusal_follows_its_line_too(workspace, entry, april):
    workspace.do(matters.ratify, record(workspace, entry).id, *april, APRIL, refuse=True)
    (line,) = workspace.ask(minutes.of_item, april[1])
    workspace.do(minutes.remove, line.id)
    assert status(workspace, entry) is WAITS
    workspace.do(minutes.put_back, line.id)
    assert status(workspace, entry) is NOT_RATIFIED


def test_undo_of_the_removal_ratifies_again(workspace, entry, ratified):
    workspace.do(minutes.remove, ratified)
    workspace.undo()
    assert status(workspace, entry) is RATIFIED


def test_a_meeting_found_not_quorate_has_ratified_nothing(workspace, here, entry, april, ratified):
    police(workspace, here, april[0], Code.APOLOGIES)
    assert status(workspace, entry) is WAITS
    (one,) = arising(workspace, april[0])
    number = next(n.number for n in workspace.ask(agenda.items, april[0]) if n.id == april[1])
    assert one.foot == (
        f"It was settled on 14 April 2026, but that meeting was not quorate at item {number}: "
        "Northshire Police is not represented."
    )
    police(workspace, here, april[0], Code.PRESENT)
    assert status(workspace, entry) is RATIFIED


@pytest.mark.parametrize("later", [0, 1], ids=["in the same item", "in the next"])
def test_who_left_after_it_was_ratified_changes_nothing(
    workspace, here, entry, april, ratified, later
):
    rows = workspace.ask(attendance.roll_call, april[0]).rows
    row = next(one for one in rows if one.seat_id == here.seats["police"] and not one.is_deputy)
    items = [one.id for one in workspace.ask(agenda.items, april[0])]
    workspace.do(attendance.leave, row.attendance_id, items[items.index(april[1]) + later])
    assert status(workspace, entry) is RATIFIED


def test_another_meeting_may_ratify_it_then(workspace, here, entry, april, ratified):
    workspace.do(minutes.remove, ratified)
    june = workspace.do(meetings.add, here.group, JUNE)
    workspace.do(attendance.all_present, june)
    item = workspace.ask(agenda.items, june)[3].id
    workspace.do(matters.ratify, record(workspace, entry).id, june, item, JUNE)
    assert status(workspace, entry) is RATIFIED
    workspace.do(minutes.put_back, ratified)
    workspace.do(minutes.remove, ratified)
    assert status(workspace, entry) is RATIFIED


def test_agreed_minutes_of_the_ratifying_meeting_stay_as_agreed(
    workspace, here, entry, april, ratified
):
    workspace.do(issuing.set_state, april[0], MinutesState.APPROVED, JUNE)
    workspace.do(quorum_setting.set_quorum, here.group, {"min_members": 30}, None)
    assert status(workspace, entry) is RATIFIED


def test_agreed_minutes_of_the_deciding_meeting_print_what_was_agreed(
    workspace, here, entry, april
):
    workspace.do(issuing.set_state, here.meeting, MinutesState.APPROVED, DAY)

    def lead():
        paper = workspace.ask(paper_minutes.minutes_of, here.meeting)
        (one,) = [one for _, one in paper.decisions]
        return one.lead, one.status

    before = lead()
    workspace.do(matters.ratify, record(workspace, entry).id, *april, APRIL)
    (line,) = workspace.ask(minutes.of_item, april[1])
    workspace.do(minutes.remove, line.id)
    assert status(workspace, entry) is WAITS
    assert lead() == before == ("AGREED IN PRINCIPLE, TO BE RATIFIED", "To be ratified")


# Where the chair may decide whether enough are here


@pytest.fixture
def discretion(workspace, here):
    """Two of three partners, and the chair may say that it is enough."""
    agencies = [here.council, here.icb, here.police]
    rule = {"min_of": {"number": 3, "agency_ids": agencies}, "chair_discretion": True}
    workspace.do(quorum_setting.set_quorum, here.group, rule, None)
    police(workspace, here, here.meeting, Code.APOLOGIES)
    return here


def undecided(workspace, made):
    found = workspace.ask(pre_issue.findings, made.meeting)
    return [one for one in found if one.kind is Kind.QUORUM_UNDECIDED]


def test_what_nobody_recorded_is_not_plainly_agreed(workspace, discretion):
    item = discretion.items[4]
    entry = decide(workspace, item)
    assert status(workspace, entry) is UNDECIDED
    assert shown(workspace, entry, item).lead == "AGREED, QUORUM FOR THE CHAIR TO DECIDE"
    (one,) = undecided(workspace, discretion)
    assert one.sentence == (
        "Whether the meeting was quorate at item 5 is the chair’s decision, and nobody recorded it."
    )
    assert (one.item_id, one.is_open) == (item, True)


def test_the_chair_decides_from_the_item_on(workspace, discretion):
    before, at, later = (decide(workspace, discretion.items[n]) for n in (3, 4, 6))
    workspace.do(quorum_loss.rule, discretion.meeting, discretion.items[4], Outcome.ENOUGH)
    assert [status(workspace, one) for one in (before, at, later)] == [UNDECIDED, AGREED, AGREED]
    standing = [
        workspace.ask(quorum_standing.standing, discretion.meeting, discretion.items[n]).is_lost
        for n in (3, 4, 6)
    ]
    assert standing == [True, False, False]
    assert [one.item_id for one in undecided(workspace, discretion)] == [discretion.items[3]]


def test_a_ruling_taken_back_leaves_it_undecided_again(workspace, discretion):
    entry = decide(workspace, discretion.items[4])
    at = (discretion.meeting, discretion.items[4])
    workspace.do(quorum_loss.rule, *at, Outcome.ENOUGH)
    (ruled,) = workspace.ask(quorum_standing.standing, *at).ruled
    workspace.do(quorum_loss.take_back, ruled.id)
    assert status(workspace, entry) is UNDECIDED


def test_a_meeting_continued_informally_decides_in_principle(workspace, discretion):
    entry = decide(workspace, discretion.items[4])
    workspace.do(quorum_loss.rule, discretion.meeting, discretion.items[4], Outcome.INFORMAL)
    assert status(workspace, entry) is WAITS


def test_a_quorum_that_is_there_after_all_settles_it(workspace, discretion):
    entry = decide(workspace, discretion.items[4])
    police(workspace, discretion, discretion.meeting, Code.PRESENT)
    assert status(workspace, entry) is AGREED
    assert undecided(workspace, discretion) == []


# How it was reached


def say(workspace, entry):
    workspace.do(decisions.set_method, entry, DecisionMethod.VOTE)
    workspace.do(decisions.set_dissent, entry, " Northshire  Police. ")
    workspace.do(decisions.set_conditions, entry, "the plan is costed by June")


SAID = "By vote. Dissent: Northshire Police. Condition: the plan is costed by June."


def test_nothing_is_said_until_somebody_says_it(workspace, here):
    entry = decide(workspace, here.items[4])
    found = workspace.ask(decisions.said_of, entry)
    assert (found.method, found.dissent, found.conditions) == (DecisionMethod.NOT_STATED, "", "")
    assert shown(workspace, entry, here.items[4]).particulars == ""
    note = workspace.do(minutes.add, here.items[4], EntryKind.NOTE, "Heard.")
    assert workspace.ask(decisions.said_of, note) is None


def test_how_it_was_reached_is_shown_and_in_the_register(workspace, here):
    entry = decide(workspace, here.items[4])
    say(workspace, entry)
    row = shown(workspace, entry, here.items[4])
    assert (row.particulars, row.foot, row.status) == (SAID, SAID, "Agreed with a condition")
    assert [
        one.particulars for one in workspace.ask(decision_register.rows, None, [here.group])
    ] == [SAID]
    for _ in range(3):
        workspace.undo()
    assert shown(workspace, entry, here.items[4]).particulars == ""


def test_a_condition_is_in_the_lead_and_goes_with_its_words(workspace, here):
    entry = decide(workspace, here.items[4])
    workspace.do(decisions.set_conditions, entry, "funds are found")
    assert status(workspace, entry) is CONDITIONAL
    police(workspace, here, here.meeting, Code.APOLOGIES)
    assert status(workspace, entry) is WAITS
    police(workspace, here, here.meeting, Code.PRESENT)
    assert status(workspace, entry) is CONDITIONAL
    workspace.do(decisions.set_conditions, entry, " ")
    assert status(workspace, entry) is AGREED


@pytest.mark.parametrize(
    ("verb", "value"),
    [
        (decisions.set_method, DecisionMethod.VOTE),
        (decisions.set_dissent, "Police"),
        (decisions.set_conditions, "funds are found"),
    ],
)
def test_agreed_minutes_say_what_they_said(workspace, here, verb, value):
    entry = decide(workspace, here.items[4])
    workspace.do(issuing.set_state, here.meeting, MinutesState.APPROVED, DAY)
    with pytest.raises(UserError, match="have been agreed"):
        workspace.do(verb, entry, value)


def test_it_is_printed_and_of_a_restricted_item_never_read_for_a_shareable_copy(workspace, here):
    entry = decide(workspace, here.items[4])
    say(workspace, entry)

    def told(**more):
        return workspace.ask(paper_minutes.minutes_of, here.meeting, **more)

    ((item, one),) = told(shareable=True).decisions
    assert (item.number, one.particulars, one.status) == ("5", SAID, "Agreed with a condition")
    workspace.do(agenda.set_restricted, here.items[4], restricted=True)
    assert told().decisions[0][1].particulars == SAID
    assert told(shareable=True).decisions == ()
    assert "costed" not in repr(told(shareable=True))
    assert workspace.ask(decision_register.rows, None, [here.group]) == []


def test_a_paper_that_comes_back_proposes_nothing_of_it(workspace, here, tmp_path):
    say(workspace, decide(workspace, here.items[4]))
    file = papers.write_minutes(workspace, here.meeting, tmp_path)
    found = workspace.ask(returned.suggestions, here.meeting, returned.read(file))
    assert [one.suggestion for one in found] == []


def test_the_check_reads_dissent_and_condition_too(workspace, here):
    entry = decide(workspace, here.items[4])
    workspace.do(decisions.set_dissent, entry, "the aunt of AB, 14")
    found = workspace.ask(pre_issue.findings, here.meeting)
    assert (Kind.PERSONAL, entry) in [(one.kind, one.entry_id) for one in found]


def test_a_decision_is_recorded_with_the_verb_of_its_words(workspace, executive):
    item = executive.items[4]
    entry = workspace.do(minutes.add, item, EntryKind.DECISION, "The group recommended it.")
    workspace.do(minutes.set_decision_status, entry, DecisionStatus.CONDITIONAL)
    (row,) = workspace.ask(minutes.of_item, item)
    assert row.text == "The group recommended it."
    assert row.lead == "RECOMMENDED SUBJECT TO A CONDITION"
    assert row.status == "Recommended with a condition"
