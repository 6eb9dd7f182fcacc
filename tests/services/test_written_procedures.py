"""A matter asked in writing is answered by seats, ended by a person, noted at the next meeting."""

from datetime import date

import pytest

from masa_desktop.domain.attendance import Capacity
from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.words import long_date
from masa_desktop.domain.written_procedures import Answer, ProcedureState
from masa_desktop.services import (
    agenda,
    attendance,
    decision_chains,
    decisions,
    groups,
    issuing,
    matters,
    meetings,
    minutes,
    people,
    procedure_paper,
    written_procedures,
)
from masa_desktop.services.matters import MatterKind
from masa_desktop.storage.entities import Decision

ASKED, BY, MEETS = date(2026, 3, 3), date(2026, 3, 10), date(2026, 4, 14)
MATTER = "A joint response to the consultation on the threshold document."


@pytest.fixture
def asked(workspace, executive):
    return workspace.do(
        written_procedures.ask, executive.group, MATTER, ASKED, answers_by=BY, why="It closes."
    )


@pytest.fixture
def april(workspace, executive):
    return workspace.do(meetings.add, executive.group, MEETS)


def answer(workspace, made, asked, seat, said, **more):
    at = date(2026, 3, 5)
    workspace.do(written_procedures.answer, asked, made.seats[seat], said, at, **more)


def shown(workspace, asked, today=ASKED):
    return workspace.ask(written_procedures.procedure, asked, today)


def arising(workspace, meeting, today=MEETS):
    found = workspace.ask(matters.matters, meeting, today)
    return [row for row in found if row.kind in (MatterKind.BETWEEN, MatterKind.ASKED)]


def decide(workspace, asked, status=DecisionStatus.AGREED, **more):
    return workspace.do(written_procedures.decide, asked, BY, status=status, **more)


def test_seats_with_a_say_are_asked_with_their_holders_of_that_day(workspace, executive, asked):
    workspace.do(groups.add_seat, executive.group, "Scrutineer", capacity=Capacity.SCRUTINEER)
    workspace.do(people.fill_seat, executive.seats["police"], "Dana Whitlock", date(2026, 3, 4))
    found = shown(workspace, asked)
    assert [one.seat for one in found.row.tally.seats] == [
        "Director of Children’s Services",
        "Chief Nurse",
        "Detective Superintendent",
        "Group Manager, Prevention",
    ]
    assert [one.holder for one in found.row.tally.seats][2] == "Owen Prydderch"
    assert [one.seat for one in found.not_asked] == ["Lead Member", "Scrutineer"]
    with pytest.raises(UserError, match="was not asked"):
        answer(workspace, executive, asked, "member", Answer.AGREES)


def test_an_answer_is_replaced_and_cleared(workspace, executive, asked):
    answer(workspace, executive, asked, "dcs", Answer.AGREES, words="Yes.")
    answer(workspace, executive, asked, "dcs", Answer.DOES_NOT_AGREE, words=" No,\n not yet. ")
    (one, *_) = shown(workspace, asked).row.tally.seats
    assert (one.answer, one.words) == (Answer.DOES_NOT_AGREE, "No, not yet.")
    answer(workspace, executive, asked, "dcs", None)
    assert shown(workspace, asked).row.tally.answered == 0
    answer(workspace, executive, asked, "dcs", Answer.ABSTAINS)
    (one, *_) = shown(workspace, asked).row.tally.seats
    assert (one.answer, one.words) == (Answer.ABSTAINS, "")


def test_a_person_records_the_outcome_and_the_dissent_is_in_it(workspace, executive, asked):
    answer(workspace, executive, asked, "dcs", Answer.AGREES)
    answer(workspace, executive, asked, "police", Answer.DOES_NOT_AGREE)
    with pytest.raises(UserError, match="needs the condition"):
        decide(workspace, asked, DecisionStatus.CONDITIONAL)
    key = decide(workspace, asked, verb=DecisionVerb.ENDORSED, note="By e-mail.")
    found = shown(workspace, asked)
    assert (found.row.state, found.row.outcome) == (ProcedureState.DECIDED, "Endorsed")
    assert found.decision == (
        "ENDORSED. By written procedure. Dissent: Owen Prydderch (Northshire Police)."
    )
    assert (found.decision_id, found.close_note) == (key, "By e-mail.")
    with pytest.raises(UserError, match="closed"):
        answer(workspace, executive, asked, "nurse", Answer.AGREES)
    later = workspace.do(decisions.add_between_meetings, executive.group, BY, "It follows.")
    workspace.do(decision_chains.follow_on, later, key)
    with pytest.raises(UserError, match="in a chain"):
        workspace.do(written_procedures.reopen, asked)
    workspace.do(decision_chains.unfollow, later, key)
    workspace.do(written_procedures.reopen, asked)
    assert shown(workspace, asked).row.is_open
    assert workspace.ask(lambda s: s.get_one(Decision, key).is_deleted)
    decide(workspace, asked, DecisionStatus.NOT_AGREED)
    assert shown(workspace, asked).decision == "NOT AGREED. By written procedure."


def test_who_answered_is_who_held_the_seat_that_day_and_stays(workspace, executive, asked):
    police = executive.seats["police"]
    workspace.do(people.fill_seat, police, "Dana Whitlock", date(2026, 3, 4))
    answer(workspace, executive, asked, "police", Answer.AGREES)
    workspace.do(people.fill_seat, police, "Nia Calloway", date(2026, 3, 5))
    answer(workspace, executive, asked, "police", Answer.DOES_NOT_AGREE, words="Not now.")
    assert shown(workspace, asked).row.tally.against == ("Dana Whitlock (Northshire Police)",)
    workspace.do(written_procedures.answer, asked, police, Answer.DOES_NOT_AGREE, BY)
    assert shown(workspace, asked).row.tally.against == ("Nia Calloway (Northshire Police)",)
    workspace.do(groups.end_seat, police, date(2026, 3, 2))
    (seat,) = [one for one in shown(workspace, asked).row.tally.seats if one.id == police]
    assert (seat.agency, seat.holder) == ("Northshire Police", "Nia Calloway")


def test_the_words_of_a_matter_stay_once_somebody_answered_them(workspace, executive, asked):
    answer(workspace, executive, asked, "dcs", Answer.AGREES)
    change = {"answers_by": None, "why": "It ends.", "is_restricted": True}
    with pytest.raises(UserError, match="its words stay"):
        workspace.do(written_procedures.set_details, asked, matter="Another.", **change)
    workspace.do(written_procedures.set_details, asked, matter=MATTER, **change)
    found = shown(workspace, asked)
    assert (found.row.answers_by, found.why, found.row.is_restricted) == (None, "It ends.", True)
    answer(workspace, executive, asked, "dcs", None)
    workspace.do(written_procedures.set_details, asked, matter="Another.", **change)
    assert shown(workspace, asked).row.matter == "Another."


def test_nobody_answering_is_no_agreement_and_no_day_lies_before_the_asking(
    workspace, executive, asked
):
    late = shown(workspace, asked, date(2026, 3, 12))
    assert (late.row.due, late.row.is_late) == ("2 days late", True)
    assert "not agreement" in late.silence
    assert late.row.tally.sentence == (
        "0 of 4 seats answered. Group Manager, Prevention is vacant."
    )
    with pytest.raises(UserError, match="before the matter was asked"):
        workspace.do(written_procedures.withdraw, asked, date(2026, 3, 2))
    with pytest.raises(UserError, match="before the day it is asked"):
        workspace.do(written_procedures.ask, executive.group, MATTER, BY, answers_by=ASKED)
    workspace.do(written_procedures.withdraw, asked, BY, "Overtaken.")
    assert written_procedures.outcome_words(shown(workspace, asked)) == (
        "Withdrawn on Tuesday 10 March 2026.",
        "Overtaken.",
    )


def test_open_ones_come_first_by_the_day_answers_are_due(workspace, executive, asked):
    ask = written_procedures.ask
    undated = workspace.do(ask, executive.group, "Undated.", ASKED)
    sooner = workspace.do(ask, executive.group, "Sooner.", ASKED, answers_by=date(2026, 3, 6))
    closed = workspace.do(ask, executive.group, "Closed.", ASKED)
    workspace.do(written_procedures.withdraw, closed, ASKED)
    found = workspace.ask(written_procedures.rows, ASKED, executive.group)
    assert [row.id for row in found] == [sooner, asked, undated, closed]


def test_it_arises_at_the_next_meeting_while_asked_then_to_be_noted(
    workspace, executive, asked, april
):
    (row,) = arising(workspace, april)
    assert (row.kind, row.text, row.is_late) == (MatterKind.ASKED, MATTER, True)
    assert row.urgency == "answers by 10 Mar 2026, 35 days late"
    assert arising(workspace, executive.meeting) == []  # asked after it
    decide(workspace, asked)
    (row,) = arising(workspace, april)
    assert row.kind is MatterKind.BETWEEN
    assert (row.text, row.urgency) == (f"AGREED: {MATTER}", "to be noted")
    assert row.begins == f"Decision {row.ref} (written procedure, 10 March 2026) was NOTED."
    assert row.ref.startswith("EXEC-2026-D")
    item = workspace.ask(agenda.items, april)[3].id
    workspace.do(minutes.add, item, EntryKind.NOTE, row.begins)
    assert [one.urgency for one in arising(workspace, april)] == ["noted here"]
    workspace.do(issuing.set_state, april, MinutesState.APPROVED, MEETS, reason="by hand")
    with pytest.raises(UserError, match="Agreed minutes name"):
        workspace.do(written_procedures.reopen, asked)
    june = workspace.do(meetings.add, executive.group, date(2026, 6, 9))
    assert arising(workspace, june) == []


def test_a_decision_of_the_day_of_a_meeting_arises_at_the_next_unless_named(
    workspace, executive, april
):
    workspace.do(
        written_procedures.chairs_action,
        executive.group,
        MEETS,
        "The venue moves",
        why="the room is closed",
        to_be_ratified=False,
    )
    june = workspace.do(meetings.add, executive.group, date(2026, 6, 9))
    (row,) = arising(workspace, june)
    assert row.text == "AGREED: The venue moves. Why it could not wait: the room is closed."
    item = workspace.ask(agenda.items, april)[3].id
    workspace.do(minutes.add, item, EntryKind.NOTE, row.begins)
    assert arising(workspace, june) == []


def test_chairs_action_is_ratified_without_a_meeting_of_its_own(workspace, executive, april):
    key = workspace.do(
        written_procedures.chairs_action,
        executive.group,
        ASKED,
        "To fund a second day",
        why="the offer ends",
        to_be_ratified=True,
    )
    (row,) = [
        one for one in workspace.ask(matters.matters, april, MEETS) if one.kind is MatterKind.RATIFY
    ]
    assert (row.id, row.minute) == (key, "between meetings, 3 Mar 2026")
    assert row.foot == "Taken between meetings."
    item = workspace.ask(agenda.items, april)[3].id
    workspace.do(attendance.all_present, april)
    words = workspace.do(matters.ratify, key, april, item, MEETS)
    assert words == f"Decision {row.ref} (chair’s action, 3 March 2026) was RATIFIED."
    (line,) = workspace.ask(minutes.of_item, item)
    assert arising(workspace, april) == []
    workspace.do(minutes.remove, line.id)
    statuses = [one.kind for one in workspace.ask(matters.matters, april, MEETS)]
    assert statuses == [MatterKind.RATIFY]


def test_a_ratified_outcome_cannot_be_reopened(workspace, executive, april):
    asked = workspace.do(written_procedures.ask, executive.group, MATTER, ASKED)
    key = decide(workspace, asked, DecisionStatus.TO_BE_RATIFIED)
    workspace.do(attendance.all_present, april)
    workspace.do(matters.ratify, key, april, workspace.ask(agenda.items, april)[3].id, MEETS)
    with pytest.raises(UserError, match="has dealt with"):
        workspace.do(written_procedures.reopen, asked)


def test_restricted_words_stay_out_of_matters_arising_and_are_marked_on_paper(
    workspace, executive, april
):
    asked = workspace.do(
        written_procedures.ask, executive.group, "Secret words", ASKED, is_restricted=True
    )
    assert "Secret" not in repr(arising(workspace, april))
    paper = workspace.ask(procedure_paper.report, asked, ASKED)
    assert paper.sections[0].paragraphs[:2] == (procedure_paper.RESTRICTED, "Secret words")
    decide(workspace, asked, DecisionStatus.TO_BE_RATIFIED)
    found = workspace.ask(matters.matters, april, MEETS)
    assert [row.kind for row in found] == [MatterKind.RATIFY]
    assert "Secret" not in repr(found)


def test_a_comment_is_there_when_it_is_said_to_be_and_an_early_outcome_says_so(
    workspace, executive, asked
):
    with pytest.raises(UserError, match="needs the comment"):
        answer(workspace, executive, asked, "dcs", Answer.AGREES_WITH_COMMENT, words=" ")
    found = workspace.ask(written_procedures.procedure, asked, ASKED)
    by = found.row.answers_by
    assert found.still_asked == f"Answers are asked by {long_date(by)}."
    assert workspace.ask(written_procedures.procedure, asked, by).still_asked == ""


def test_the_paper_has_matter_answers_agencies_and_outcome(workspace, executive, asked):
    answer(workspace, executive, asked, "dcs", Answer.AGREES_WITH_COMMENT, words="With care.")
    paper = workspace.ask(procedure_paper.report, asked, ASKED)
    assert [one.heading for one in paper.sections] == ["The matter", "Answers", "Outcome"]
    council = executive.council
    workspace.do(groups.add_seat, executive.group, "Head of Law", agency_id=council)
    paper = workspace.ask(procedure_paper.report, asked, date(2026, 3, 12))
    matter, answers, agencies, outcome = paper.sections
    assert matter.paragraphs[0] == MATTER
    assert answers.table.rows[0][1:] == (
        "Helen Marchetti",
        "Agrees with a comment",
        "With care.",
        date(2026, 3, 5),
    )
    assert answers.table.rows[3][1:3] == ("vacant", "No answer yet")
    assert agencies.table.rows[0] == (
        "Riverside Council",
        2,
        "1 agrees with a comment, 1 has not answered",
    )
    assert outcome.paragraphs == ("No outcome is recorded.", written_procedures.WHOSE_RULE)
