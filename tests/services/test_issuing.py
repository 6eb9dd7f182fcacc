"""The check before issue, the states of the minutes, what went out to whom, and the clocks."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, time

import docx
import pytest
from sqlalchemy import select

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.changes import Actor
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.issue_clocks import ClockKind, clock_label
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.pre_issue import Kind
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.domain.sittings import Goes
from masa_desktop.domain.timing import Phase
from masa_desktop.services import (
    actions,
    agenda,
    approvals,
    attendance,
    declarations,
    history,
    holidays,
    issuing,
    matters,
    meetings,
    minutes,
    paper_minutes,
    papers,
    pre_issue,
    quorum_loss,
    quorum_setting,
    settled,
    sittings,
    timing,
    written_procedures,
)
from masa_desktop.storage.entities import Discussion, IssuedFile, Jotting, LoggedChange

APPROVED, DRAFT = MinutesState.APPROVED, MinutesState.DRAFT
TO = ("Helen Marchetti", "Anjali Deshmukh")


@pytest.fixture
def found(workspace, executive):
    return lambda: workspace.ask(pre_issue.findings, executive.meeting)


@pytest.fixture
def kinds(found):
    return lambda: [one.kind for one in found()]


@pytest.fixture
def state(workspace, executive):
    return lambda: workspace.ask(meetings.head, executive.meeting).minutes_state


@pytest.fixture
def issue(workspace, executive, tmp_path, today):
    def send(**changes):
        wanted = {"recipients": TO, "today": today, **changes}
        return issuing.issue(workspace, executive.meeting, tmp_path, **wanted)

    return send


@pytest.fixture
def go_to(workspace, executive, today):
    def go(state, reason="", on=today):
        workspace.do(issuing.set_state, executive.meeting, state, on, reason=reason)

    return go


def settle(workspace, made):
    """Everything said but what a test leaves open."""
    workspace.do(attendance.all_present, made.meeting)
    workspace.do(attendance.take_chair, made.meeting, made.people["dcs"])
    workspace.do(meetings.set_status, made.meeting, MeetingStatus.HELD)
    for item in made.items:
        workspace.do(agenda.set_state, item, ItemState.WITHDRAWN)


# The check


def test_a_meeting_nobody_minuted_says_what_is_missing(executive, kinds):
    assert kinds()[:3] == [Kind.NOT_HELD, Kind.NO_ROLL_CALL, Kind.NO_CHAIR]
    assert kinds().count(Kind.NO_OUTCOME) == len(executive.items)


def test_minutes_in_order_pass(workspace, executive, found):
    settle(workspace, executive)
    assert found() == []


def test_an_action_needs_an_owner_and_a_date(workspace, executive, kinds, today):
    settle(workspace, executive)
    entry = workspace.do(minutes.add, executive.items[4], EntryKind.ACTION, "Circulate it")
    assert kinds() == [Kind.NO_OWNER, Kind.NO_DATE]
    (row,) = workspace.ask(minutes.of_item, executive.items[4])
    assert row.id == entry
    workspace.do(actions.set_owners, row.record_id, person_ids=[executive.people["nurse"]])
    later = date(2026, 6, 1)
    workspace.do(actions.set_due, row.record_id, DueKind.ONGOING, later, today=today)
    assert kinds() == []


def test_somebody_expected_must_be_accounted_for(workspace, executive, found):
    settle(workspace, executive)
    seat, who = executive.seats["police"], executive.people["police"]
    workspace.do(
        attendance.record, executive.meeting, Code.NO_RESPONSE, seat_id=seat, person_id=who
    )
    (one,) = found()
    assert (one.kind, one.item_id, one.entry_id) == (Kind.NOT_ACCOUNTED, "", "roll")
    assert one.sentence == "Owen Prydderch is not accounted for on the roll-call."


@pytest.fixture
def deputised(workspace, executive):
    """Marcus Thorne came for the police, and nobody said whether he may decide."""
    settle(workspace, executive)
    return workspace.do(
        attendance.send_deputy,
        executive.meeting,
        seat_id=executive.seats["police"],
        for_person_id=executive.people["police"],
        name="Marcus Thorne",
        has_authority=None,
    )


def test_a_deputy_of_whom_nobody_said_whether_he_may_decide_is_found(
    workspace, executive, deputised, found
):
    (one,) = found()
    assert (one.kind, one.item_id, one.entry_id) == (Kind.NO_AUTHORITY, "", "roll")
    assert one.sentence == (
        "It is not recorded whether Marcus Thorne, a deputy, has authority to decide."
    )
    workspace.do(pre_issue.set_aside, executive.meeting, one.key, "asked OP")
    assert [each.is_open for each in found()] == [False]
    workspace.do(attendance.take_off, deputised)
    assert Kind.NO_AUTHORITY not in [each.kind for each in found()]


@pytest.mark.parametrize("rule", [{}, {"min_members": 3, "deputies_count": "any"}])
def test_the_authority_of_a_deputy_is_asked_only_where_something_depends_on_it(
    workspace, executive, deputised, kinds, rule
):
    workspace.do(quorum_setting.set_quorum, executive.group, rule, None)
    assert Kind.NO_AUTHORITY not in kinds()
    workspace.do(minutes.add, executive.items[4], EntryKind.DECISION, "to widen the sample")
    assert Kind.NO_AUTHORITY in kinds()


def test_no_quorum_and_what_is_to_be_ratified_are_to_be_known(workspace, executive, found):
    settle(workspace, executive)
    workspace.do(
        attendance.record,
        executive.meeting,
        Code.APOLOGIES,
        seat_id=executive.seats["police"],
        person_id=executive.people["police"],
    )
    workspace.do(minutes.add, executive.items[4], EntryKind.DECISION, "to widen the sample")
    (one,) = found()
    assert (one.kind, one.is_open) == (Kind.TO_RATIFY, False)
    workspace.do(quorum_setting.set_quorum, executive.group, {}, None)
    assert Kind.NO_QUORUM in [each.kind for each in found()]


def test_a_line_set_aside_keeps_its_word_until_its_text_changes(workspace, executive, found):
    settle(workspace, executive)
    entry = workspace.do(minutes.add, executive.items[4], EntryKind.NOTE, "AB, 14, was heard.")
    (one,) = found()
    workspace.do(pre_issue.set_aside, executive.meeting, one.key, " a case reference ")
    assert [each.word for each in found()] == ["a case reference"]
    workspace.do(minutes.set_text, entry, "AB, 15, was heard.")
    assert [each.word for each in found()] == [""]
    workspace.do(minutes.set_text, entry, "AB, 14, was heard.")
    workspace.do(pre_issue.take_up_again, executive.meeting, one.key)
    assert [each.word for each in found()] == [""]
    workspace.do(pre_issue.set_aside, executive.meeting, one.key, "seen")
    assert [each.word for each in found()] == ["seen"]


def test_the_venues_own_postcode_and_an_open_gap(workspace, executive, found):
    settle(workspace, executive)
    on = workspace.ask(meetings.head, executive.meeting).on
    venue = "Civic Centre, SW1A 1AA"
    workspace.do(
        meetings.set_details, executive.meeting, on=on, starts_at=None, ends_at=None, venue=venue
    )
    workspace.do(minutes.add, executive.items[4], EntryKind.NOTE, f"We are in the {venue}.")
    assert found() == []
    workspace.do(minutes.add, executive.items[4], EntryKind.NOTE, "Members NOTED ….")
    assert [one.kind for one in found()] == [Kind.OPEN_GAP]


def test_words_of_the_roll_call_and_of_interests_are_checked_too(workspace, executive, found):
    settle(workspace, executive)
    guest = workspace.do(attendance.add_guest, executive.meeting, "Lena Brandt")
    workspace.do(attendance.set_note, guest, "Social worker of Alfie, aged 7")
    workspace.do(
        declarations.declare,
        executive.meeting,
        executive.people["dcs"],
        item_id=executive.items[4],
        text="Governor of the school of AB, 14",
    )
    assert [(one.kind, one.entry_id) for one in found()] == [(Kind.PERSONAL, "roll")] * 2


def test_nothing_printed_escapes_the_check(workspace, executive, found, today):
    """Rulings, corrections, reasons of items and notes of apologies are printed too (REV-7)."""
    do, made = workspace.do, executive
    settle(workspace, made)
    do(
        attendance.record,
        made.meeting,
        Code.APOLOGIES,
        seat_id=made.seats["dcs"],
        person_id=made.people["dcs"],
    )
    (apology,) = [
        row.attendance_id
        for row in workspace.ask(attendance.roll_call, made.meeting).rows
        if row.seat_id == made.seats["dcs"]
    ]
    do(attendance.set_note, apology, "At the review of CD, 15")
    do(agenda.set_state, made.items[4], ItemState.DEFERRED, "EF, 16, is in hospital")
    do(quorum_loss.rule, made.meeting, made.items[1], Outcome.RULING, "GH, 17, is heard")
    before = do(meetings.add, made.group, date(2025, 12, 9))
    do(
        approvals.correct,
        before,
        made.meeting,
        made.items[2],
        "For “Ivo, aged 7” read “a child”.",
        on=today,
    )
    of_words = {one.phrase: one for one in found() if one.kind is Kind.PERSONAL}
    places = {words: (one.item_id, one.entry_id) for words, one in of_words.items()}
    assert places == {
        "CD, 15": ("", "roll"),
        "EF, 16": (made.items[4], ""),
        "GH, 17": (made.items[1], ""),
        "Ivo, aged 7": (made.items[2], ""),
    }


def test_a_correction_made_elsewhere_is_found_where_it_is_printed(
    workspace, executive, found, today
):
    settle(workspace, executive)
    later = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    item = workspace.ask(agenda.items, later)[2].id
    text = "For “Kim, aged 7” read “a child”."
    workspace.do(approvals.correct, executive.meeting, later, item, text, on=today)
    (one,) = found()
    assert (one.kind, one.item_id, one.entry_id) == (Kind.PERSONAL, "", "")


def test_an_action_due_before_its_meeting_is_found(workspace, executive, found, today):
    settle(workspace, executive)
    workspace.do(minutes.add, executive.items[4], EntryKind.ACTION, "Circulate it")
    (row,) = workspace.ask(minutes.of_item, executive.items[4])
    who = [executive.people["nurse"]]
    workspace.do(actions.set_owners, row.record_id, person_ids=who)
    workspace.do(actions.set_due, row.record_id, DueKind.DATED, date(1926, 3, 13), today=today)
    assert [one.kind for one in found()] == [Kind.DUE_BEFORE]


def test_an_entry_that_says_nobody_declared_is_found_beside_a_declaration(
    workspace, executive, found
):
    settle(workspace, executive)
    item, nurse = executive.items[1], executive.people["nurse"]
    entry = workspace.do(minutes.add, item, EntryKind.NOTE, "No interests were declared.")
    assert Kind.NONE_DECLARED not in [one.kind for one in found()]
    at = executive.items[3]
    workspace.do(
        declarations.declare, executive.meeting, nurse, item_id=at, text="Governor of the school."
    )
    (one,) = [one for one in found() if one.kind is Kind.NONE_DECLARED]
    assert (one.item_id, one.entry_id) == (item, entry)
    assert one.sentence.startswith("Item 2 says that no interests were declared, but one is")
    assert one.sentence.endswith(" at item 4.")


# Held


def test_a_meeting_recorded_as_held_says_when_it_ended(workspace, executive, kinds):
    assert Kind.NOT_HELD in kinds()
    noon = datetime(2026, 2, 10, 12, 11, 40)
    assert workspace.ask(issuing.proposed_end, executive.meeting, noon) == time(12, 11)
    workspace.do(timing.take_up, executive.meeting, executive.items[3], noon)
    workspace.do(issuing.record_held, executive.meeting, time(12, 15))
    assert Kind.NOT_HELD not in kinds()
    head = workspace.ask(meetings.head, executive.meeting)
    assert (head.status, head.ends_at) == (MeetingStatus.HELD, time(12, 15))
    paper = workspace.ask(paper_minutes.minutes_of, executive.meeting)
    assert paper.held == "Tuesday 10 February 2026, 09:30 to 12:15"
    later = datetime(2026, 2, 10, 12, 40)
    assert workspace.ask(timing.phase, executive.meeting, later) is Phase.OVER
    with workspace._db.read() as session:
        (stretch,) = session.scalars(select(Discussion)).all()
        assert stretch.ended_at == time(12, 15)
    told = workspace.ask(history.of_record, executive.meeting)
    assert ("ends_at", "12:00:00", "12:15:00") in [(x.column, x.old, x.new) for x in told]
    workspace.undo()
    head = workspace.ask(meetings.head, executive.meeting)
    assert (head.status, head.ends_at) == (MeetingStatus.PLANNED, time(12))


def test_no_end_is_proposed_before_the_last_time_noted(workspace, executive):
    begun = datetime(2026, 2, 10, 10, 53)
    workspace.do(timing.take_up, executive.meeting, executive.items[3], begun)
    earlier = datetime(2026, 2, 10, 10, 42)
    assert workspace.ask(issuing.proposed_end, executive.meeting, earlier) == time(10, 53)


@pytest.mark.parametrize("now", [datetime(2026, 2, 10, 8), datetime(2026, 2, 11, 9, 30)])
def test_no_end_is_proposed_while_the_meeting_is_not_on(workspace, executive, now):
    assert workspace.ask(issuing.proposed_end, executive.meeting, now) is None


def test_an_end_nobody_knows_leaves_the_planned_one(workspace, executive):
    workspace.do(issuing.record_held, executive.meeting, None)
    head = workspace.ask(meetings.head, executive.meeting)
    assert (head.status, head.ends_at) == (MeetingStatus.HELD, time(12))


def test_the_end_is_that_of_the_last_sitting(workspace, executive):
    to = Goes(date(2026, 2, 17), time(10), time(11), "Civic Room 2")
    workspace.do(sittings.adjourn, executive.meeting, datetime(2026, 2, 10, 11), to)
    workspace.do(issuing.record_held, executive.meeting, time(11, 20))
    head = workspace.ask(meetings.head, executive.meeting)
    assert head.ends_at == time(12)
    assert head.sittings[-1].to == replace(to, ends_at=time(11, 20))


def test_a_meeting_does_not_end_before_it_starts(workspace, executive):
    with pytest.raises(UserError, match="before it starts"):
        workspace.do(issuing.record_held, executive.meeting, time(9))
    assert workspace.ask(meetings.head, executive.meeting).status is MeetingStatus.PLANNED


def test_approved_by_hand_names_the_meeting_on_the_paper(workspace, executive, today):
    later = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    off = workspace.do(meetings.add, executive.group, date(2026, 6, 9))
    workspace.do(meetings.set_status, off, MeetingStatus.CANCELLED)
    words = "At RSCP Executive, Tuesday 14 April 2026"
    assert workspace.ask(issuing.approving, executive.meeting, today) == []
    that_day = date(2026, 4, 14)
    assert workspace.ask(issuing.approving, executive.meeting, that_day) == [(later, words)]
    workspace.do(issuing.set_state, executive.meeting, APPROVED, that_day, at_meeting_id=later)
    paper = workspace.ask(paper_minutes.minutes_of, executive.meeting)
    assert paper.approval == f"{words}."
    workspace.do(issuing.set_state, executive.meeting, DRAFT, that_day, reason="Too early")
    assert workspace.ask(paper_minutes.minutes_of, executive.meeting).approval == ""
    workspace.do(issuing.set_state, executive.meeting, APPROVED, today, reason="By correspondence")
    paper = workspace.ask(paper_minutes.minutes_of, executive.meeting)
    assert paper.approval == "By correspondence."


def test_who_is_left_out_of_the_full_copy_is_known(workspace, executive):
    assert workspace.ask(issuing.not_sent_in_full, executive.meeting) == ()
    workspace.do(agenda.set_restricted, executive.items[4], restricted=True)
    assert workspace.ask(issuing.not_sent_in_full, executive.meeting) == ("Margaret Fairweather",)


def test_setting_aside_needs_a_word(workspace, executive):
    with pytest.raises(UserError, match="needs a word"):
        workspace.do(pre_issue.set_aside, executive.meeting, "no_chair::1", "  ")


def test_jottings_are_counted_never_read_and_go_with_their_words(workspace, executive, found):
    settle(workspace, executive)
    for text in ("AB, 14", "/a leftover", "Ask HM"):
        workspace.do(minutes.add, executive.items[4], EntryKind.PRIVATE, text)
    (one,) = found()
    assert one.sentence == "3 private jottings on this laptop: keep or delete."
    assert workspace.do(pre_issue.drop_jottings, executive.meeting) == 3
    assert found() == []
    with workspace._db.read() as session:
        assert {row.text for row in session.scalars(select(Jotting))} == {""}
    workspace.undo()
    texts = [row.text for row in workspace.ask(minutes.of_item, executive.items[4])]
    assert texts == ["AB, 14", "/a leftover", "Ask HM"]


def test_a_removed_entry_is_not_checked(workspace, executive, found):
    settle(workspace, executive)
    entry = workspace.do(minutes.add, executive.items[4], EntryKind.ACTION, "Born 3 April 2012")
    workspace.do(minutes.remove, entry)
    assert found() == []


# States


@pytest.mark.parametrize("agreed", [APPROVED, MinutesState.PUBLISHED])
def test_agreed_minutes_go_back_only_for_a_reason(workspace, executive, state, go_to, agreed):
    go_to(agreed)
    assert workspace.ask(settled.is_settled, executive.meeting)
    with pytest.raises(UserError, match="needs a reason"):
        go_to(DRAFT, "  ")
    assert state() == agreed
    go_to(MinutesState.AMENDED, "A name was wrong")
    assert state() == MinutesState.AMENDED
    assert not workspace.ask(settled.is_settled, executive.meeting)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (MinutesState.CHAIR_CHECKED, DRAFT),
        (MinutesState.CIRCULATED, DRAFT),
        (MinutesState.CIRCULATED, MinutesState.CHAIR_CHECKED),
        (MinutesState.AMENDED, MinutesState.CIRCULATED),
    ],
)
def test_minutes_go_back_only_for_a_reason_before_they_are_approved_too(
    workspace, executive, state, go_to, now, then
):
    go_to(now)
    with pytest.raises(UserError, match="needs a reason"):
        go_to(then)
    assert state() == now
    go_to(then, "Sent too early")
    assert state() == then
    assert workspace.ask(issuing.steps, executive.meeting)[-1].reason == "Sent too early"


def test_minutes_go_on_without_a_reason(state, go_to):
    for each in MinutesState:
        go_to(each)
        assert state() == each


def test_every_step_is_kept_with_who_when_and_why(workspace, executive, go_to, today):
    later = date(2026, 4, 14)
    go_to(MinutesState.CIRCULATED)
    at = workspace.do(meetings.add, executive.group, later)
    workspace.do(issuing.set_state, executive.meeting, APPROVED, later, at_meeting_id=at)
    go_to(DRAFT, "A name was wrong", later)
    go_to(APPROVED, on=later)
    rows = workspace.ask(issuing.steps, executive.meeting)
    assert [(row.state, row.version, row.on, row.by, row.reason) for row in rows] == [
        (MinutesState.CIRCULATED, "0.1", today, "Kit", ""),
        (APPROVED, "1.0", later, "Kit", "At RSCP Executive, Tuesday 14 April 2026"),
        (DRAFT, "1.1", later, "Kit", "A name was wrong"),
        (APPROVED, "1.1", later, "Kit", ""),
    ]


def test_the_same_state_again_is_no_step(workspace, executive, go_to):
    go_to(DRAFT)
    assert workspace.ask(issuing.steps, executive.meeting) == []


def test_reopening_needs_a_reason_and_open_minutes_need_none(
    workspace, executive, state, go_to, today
):
    workspace.do(issuing.reopen, executive.meeting, "", today)
    assert state() == DRAFT
    go_to(APPROVED)
    with pytest.raises(UserError, match="needs a reason"):
        workspace.do(issuing.reopen, executive.meeting, "", today)
    workspace.do(issuing.reopen, executive.meeting, "The chair asked", today)
    assert state() == MinutesState.AMENDED
    assert workspace.ask(issuing.steps, executive.meeting)[-1].reason == "The chair asked"


# Issued versions


def test_what_went_out_is_kept_with_its_hash_and_to_whom(workspace, executive, issue, today):
    file = issue(recipients=[" Helen  Marchetti ", "", "Anjali Deshmukh"])
    (row,) = workspace.ask(issuing.issued, executive.meeting)
    assert row.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (row.version, row.state, row.on, row.recipients) == ("0.1", DRAFT, today, TO)
    assert (row.file_name, row.is_kept, row.is_shareable) == (file.name, True, False)


def test_a_version_that_went_out_is_never_written_over(workspace, executive, issue, tmp_path):
    first = issue()
    sent = first.read_bytes()
    second = papers.write_minutes(workspace, executive.meeting, tmp_path)
    third = issue()
    assert (first.read_bytes(), second) == (sent, third)
    assert third.name.endswith("v0.2.docx")
    assert "v0.2" in "".join(p.text for p in docx.Document(str(third)).paragraphs)
    assert issue(shareable=True).name.endswith("shareable minutes v0.3.docx")


def test_a_version_is_not_given_again_though_its_file_is_gone(issue):
    issue().unlink()
    assert issue().name.endswith("v0.2.docx")


def test_approved_minutes_are_one_point_nought_and_corrected_ones_go_on(issue, go_to):
    assert issue().name.endswith("v0.1.docx")
    go_to(APPROVED)
    assert issue().name.endswith("minutes v1.0.docx")
    go_to(MinutesState.AMENDED, "A name was wrong")
    assert issue().name.endswith("v1.1.docx")
    go_to(APPROVED)
    assert issue().name.endswith("v1.2.docx")


def test_reopened_minutes_are_a_draft_of_what_follows_though_nothing_went_out(
    workspace, executive, go_to, tmp_path, today
):
    go_to(APPROVED)
    first = papers.write_minutes(workspace, executive.meeting, tmp_path)
    assert first.name.endswith("v1.0.docx")
    workspace.do(issuing.reopen, executive.meeting, "A name was wrong", today)
    assert workspace.ask(issuing.steps, executive.meeting)[-1].version == "1.1"
    draft = papers.write_minutes(workspace, executive.meeting, tmp_path)
    assert draft.name.endswith("v1.1.docx")
    assert "DRAFT v1.1" in "".join(p.text for p in docx.Document(str(draft)).paragraphs)
    go_to(APPROVED)
    assert workspace.ask(issuing.steps, executive.meeting)[-1].version == "1.1"


def on_a_copy(executive, open_office, folder):
    """An action and a decision minuted on a second laptop, which gives no references."""
    other = open_office("copy", source=folder, by=Actor("Priya", "fedcba9876543210", "LAP-02"))
    for kind in (EntryKind.ACTION, EntryKind.DECISION):
        other.do(minutes.add, executive.items[4], kind, "Share the audit")
    return other


def test_on_a_copied_office_the_check_says_that_references_are_drafts(
    workspace, executive, open_office, tmp_path, today
):
    other = on_a_copy(executive, open_office, workspace.folder)
    found = other.ask(pre_issue.findings, executive.meeting)
    (one,) = [one for one in found if one.kind is Kind.DRAFT_REFERENCE]
    assert one.sentence.startswith("1 action and 1 decision have draft references, such as EXEC-")
    issuing.issue(other, executive.meeting, tmp_path, recipients=TO, today=today)
    assert Kind.DRAFT_REFERENCE in [
        one.kind for one in other.ask(pre_issue.findings, executive.meeting)
    ]


def test_what_is_issued_by_the_laptop_that_gives_numbers_carries_them(
    workspace, executive, open_office, tmp_path, today, actor
):
    workspace.do(minutes.add, executive.items[5], EntryKind.ACTION, "Numbered already")
    on_a_copy(executive, open_office, workspace.folder).close()
    ours = open_office("copy", by=actor)
    file = issuing.issue(ours, executive.meeting, tmp_path, recipients=TO, today=today)
    refs = [row.ref for row in ours.ask(minutes.of_item, executive.items[4])]
    assert refs == ["EXEC-2026-002", "EXEC-2026-D001"]
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "".join([*(p.text for p in document.paragraphs), *cells])
    assert "EXEC-2026-002" in said
    assert "-draft-" not in said


def test_issuing_circulates_only_when_asked(workspace, executive, state, issue):
    issue()
    assert state() == DRAFT
    issue(circulate=True)
    assert state() == MinutesState.CIRCULATED
    newest, _ = workspace.ask(issuing.issued, executive.meeting)
    assert newest.state == MinutesState.CIRCULATED
    (step,) = workspace.ask(issuing.steps, executive.meeting)
    assert step.state == MinutesState.CIRCULATED


def test_what_is_circulated_is_the_version_last_issued(workspace, executive, issue, go_to):
    def step():
        return workspace.ask(issuing.steps, executive.meeting)[-1].version

    issue()
    go_to(MinutesState.CIRCULATED)
    assert step() == "0.1"
    go_to(DRAFT, "A name was wrong")
    assert step() == "0.2"
    issue(circulate=True)
    assert step() == "0.2"


def test_issuing_approved_minutes_leaves_their_state(state, issue, go_to):
    go_to(APPROVED)
    issue(circulate=True)
    assert state() == APPROVED


def test_an_issue_is_no_step_of_undo(workspace, issue):
    before = workspace.can_undo
    issue(circulate=True)
    assert workspace.can_undo == before


def test_the_bytes_are_in_no_log(workspace, issue):
    issue()
    with workspace._db.read() as session:
        assert session.scalars(select(IssuedFile)).one().content[:2] == b"PK"
        tables = {line.table for line in session.scalars(select(LoggedChange))}
    assert "issued_minutes" in tables
    assert "issued_file" not in tables


def test_nothing_goes_out_to_nobody(workspace, executive, issue, tmp_path):
    with pytest.raises(UserError, match="Nobody is named"):
        issue(recipients=["  ", ""])
    assert list(tmp_path.glob("*.docx")) == []
    assert workspace.ask(issuing.issued, executive.meeting) == []


def test_a_file_that_could_not_be_written_is_not_recorded(workspace, executive, issue, tmp_path):
    with pytest.raises(UserError):
        issue(template=tmp_path / "gone.docx")
    assert workspace.ask(issuing.issued, executive.meeting) == []


def test_a_kept_copy_comes_back_byte_for_byte(workspace, executive, issue, tmp_path):
    file = issue()
    sent = file.read_bytes()
    file.write_bytes(b"somebody's own words")
    (row,) = workspace.ask(issuing.issued, executive.meeting)
    copy = issuing.kept_copy(workspace, row.id, tmp_path)
    assert copy != file
    assert (copy.read_bytes(), file.read_bytes()) == (sent, b"somebody's own words")


@pytest.mark.parametrize("what", ["gone", "changed"])
def test_a_kept_file_that_is_not_what_it_was_is_refused(
    workspace, executive, issue, tmp_path, what
):
    issue()
    (row,) = workspace.ask(issuing.issued, executive.meeting)

    def spoil(session):
        kept = session.get_one(IssuedFile, row.sha256)
        if what == "gone":
            session.delete(kept)
        else:
            kept.content = b"other"

    workspace.keep(spoil)
    with pytest.raises(UserError, match=r"not in this office|no longer as it was issued"):
        issuing.kept_copy(workspace, row.id, tmp_path)


def test_the_minutes_go_to_members_and_their_deputies(workspace, executive):
    workspace.do(attendance.all_present, executive.meeting)
    workspace.do(attendance.add_guest, executive.meeting, "Lena Brandt")
    workspace.do(
        attendance.send_deputy,
        executive.meeting,
        seat_id=executive.seats["police"],
        for_person_id=executive.people["police"],
        name="Marcus Thorne",
        has_authority=True,
    )
    everybody = (
        "Helen Marchetti",
        "Anjali Deshmukh",
        "Owen Prydderch",
        "Marcus Thorne",
        "Margaret Fairweather",
    )
    assert workspace.ask(issuing.likely_recipients, executive.meeting) == everybody
    workspace.do(agenda.set_restricted, executive.items[5], restricted=True)
    assert workspace.ask(issuing.likely_recipients, executive.meeting) == everybody[:-1]
    shared = workspace.ask(issuing.likely_recipients, executive.meeting, shareable=True)
    assert shared == everybody


# Clocks


def words(workspace, made, on):
    return [one.words for one in workspace.ask(issuing.clocks, made.meeting, on)]


def test_the_clocks_say_what_is_due_and_in_which_days(workspace, executive, today):
    first, second = workspace.ask(issuing.clocks, executive.meeting, today)
    assert (first.kind, second.kind) == (ClockKind.ACTIONS, ClockKind.MINUTES)
    assert first.rule == "24 hours after the end of the meeting, weekends and holidays counted"
    assert second.rule == "10 working days after the meeting"
    assert first.words == "Due Wednesday 11 February 2026, 12:00, in 1 day"
    assert second.words == "Due Tuesday 24 February 2026, in 10 working days"
    assert not first.is_late
    assert not second.is_done


@pytest.mark.parametrize(
    ("on", "minutes_words"),
    [
        (date(2026, 2, 20), "Due Tuesday 24 February 2026, in 2 working days"),
        (date(2026, 2, 24), "Due Tuesday 24 February 2026, today"),
        (date(2026, 2, 27), "Due Tuesday 24 February 2026, 3 working days late"),
    ],
)
def test_a_clock_counts_working_days_for_minutes(workspace, executive, on, minutes_words):
    assert words(workspace, executive, on)[1] == minutes_words


def test_a_clock_that_ran_out_on_a_friday_is_late_on_saturday(workspace, executive):
    workspace.do(issuing.set_clock, issuing.MINUTES_DAYS, 3)
    assert words(workspace, executive, date(2026, 2, 14))[1] == (
        "Due Friday 13 February 2026, 1 day late"
    )


def test_a_closed_office_moves_the_minutes_and_not_the_actions(workspace, executive, today):
    before = words(workspace, executive, today)
    workspace.do(holidays.close_on, date(2026, 2, 11), "Moving")
    after = words(workspace, executive, today)
    assert after[0] == before[0]
    assert after[1] == "Due Wednesday 25 February 2026, in 10 working days"


def test_an_end_that_is_not_recorded_is_said(workspace, executive, today):
    workspace.do(
        meetings.set_details,
        executive.meeting,
        on=date(2026, 2, 10),
        starts_at=None,
        ends_at=None,
        venue="",
    )
    first, _ = workspace.ask(issuing.clocks, executive.meeting, today)
    assert "whose end is not recorded" in first.rule
    assert first.words == "Due Wednesday 11 February 2026, in 1 day"


def test_a_file_that_was_written_is_out_to_nobody(workspace, executive, issue):
    issue(today=date(2026, 2, 10))
    issue(today=date(2026, 2, 11))
    first, second = workspace.ask(issuing.clocks, executive.meeting, date(2026, 2, 12))
    written = "File written Wednesday 11 February 2026, not yet recorded as sent."
    assert first.words == f"{written} Due Wednesday 11 February 2026, 12:00, 1 day late"
    assert second.words == f"{written} Due Tuesday 24 February 2026, in 8 working days"
    assert (first.is_done, first.is_late, second.is_done) == (False, True, False)


def test_the_clocks_stop_when_the_minutes_are_circulated(workspace, executive, issue):
    issue(today=date(2026, 2, 26), circulate=True)
    first, second = workspace.ask(issuing.clocks, executive.meeting, date(2026, 3, 30))
    assert first.words == "Out with the minutes Thursday 26 February 2026, 15 days late"
    assert second.words == "Out Thursday 26 February 2026, 2 working days late"
    assert first.is_done
    assert first.is_late


def test_actions_recorded_as_sent_stop_their_own_clock(workspace, executive, state, today):
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.ACTIONS, today)
    first, second = workspace.ask(issuing.clocks, executive.meeting, date(2026, 3, 30))
    assert first.words == "Out Tuesday 10 February 2026, in time"
    assert (first.is_done, second.is_done, state()) == (True, False, DRAFT)
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.ACTIONS, date(2026, 3, 1))
    assert words(workspace, executive, date(2026, 3, 30))[0] == first.words
    workspace.undo()
    assert words(workspace, executive, today)[0].startswith("Due")


def test_minutes_recorded_as_sent_are_circulated_unless_they_are_further(
    workspace, executive, state, go_to
):
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.MINUTES, date(2026, 2, 26))
    assert state() == MinutesState.CIRCULATED
    assert words(workspace, executive, date(2026, 3, 30)) == [
        "Out with the minutes Thursday 26 February 2026, 15 days late",
        "Out Thursday 26 February 2026, 2 working days late",
    ]
    workspace.undo()
    assert state() == DRAFT
    go_to(APPROVED)
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.MINUTES, date(2026, 2, 24))
    assert state() == APPROVED
    assert words(workspace, executive, date(2026, 3, 30))[1] == (
        "Out Tuesday 24 February 2026, in time"
    )


def test_circulating_in_time_is_said(workspace, executive, go_to):
    go_to(MinutesState.CIRCULATED, on=date(2026, 2, 11))
    go_to(DRAFT, "A name was wrong", on=date(2026, 2, 12))
    first, second = workspace.ask(issuing.clocks, executive.meeting, date(2026, 6, 1))
    assert first.words == "Out with the minutes Wednesday 11 February 2026, in time"
    assert second.words == "Out Wednesday 11 February 2026, in time"
    assert (first.is_late, second.is_late) == (False, False)


def test_an_office_sets_its_own_clocks(workspace, executive, today):
    workspace.do(issuing.set_clock, issuing.ACTIONS_HOURS, 48)
    workspace.do(issuing.set_clock, issuing.MINUTES_DAYS, 15)
    assert words(workspace, executive, today) == [
        "Due Thursday 12 February 2026, 12:00, in 2 days",
        "Due Tuesday 3 March 2026, in 15 working days",
    ]
    with pytest.raises(UserError, match="runs for 1 to"):
        workspace.do(issuing.set_clock, issuing.MINUTES_DAYS, 0)


def test_a_meeting_called_off_has_no_clocks(workspace, executive, today):
    workspace.do(meetings.set_status, executive.meeting, MeetingStatus.CANCELLED)
    assert words(workspace, executive, today) == []


def test_every_clock_has_its_words():
    assert len({clock_label(each) for each in ClockKind}) == len(ClockKind)


def test_lines_about_an_item_restricted_afterwards_are_found(workspace, executive, found):
    settle(workspace, executive)
    workspace.do(minutes.add, executive.items[4], EntryKind.ACTION, "Ask the returns")
    (row,) = workspace.ask(minutes.of_item, executive.items[4])
    said = f"On {row.ref} members heard that two had answered."
    workspace.do(minutes.add, executive.items[3], EntryKind.NOTE, said)
    assert Kind.OF_RESTRICTED not in [one.kind for one in found()]
    workspace.do(agenda.set_restricted, executive.items[4], restricted=True)
    (told,) = [one for one in found() if one.kind is Kind.OF_RESTRICTED]
    assert (row.ref in told.sentence, told.item_id) == (True, executive.items[3])
    of_chair = {"why": "It was urgent", "to_be_ratified": False, "is_restricted": True}
    act, day = written_procedures.chairs_action, date(2026, 2, 1)
    workspace.do(act, executive.group, day, "To write.", **of_chair)
    workspace.do(minutes.add, executive.items[3], EntryKind.NOTE, "On EXEC-2026-D001: it went out.")
    (row,) = (one for one in workspace.ask(matters.matters, executive.meeting, day) if one.begins)
    workspace.do(minutes.add, executive.items[3], EntryKind.NOTE, row.begins)  # says no word of it
    assert len([one for one in found() if one.kind is Kind.OF_RESTRICTED]) == 2
    workspace.do(agenda.set_restricted, executive.items[3], restricted=True)
    assert Kind.OF_RESTRICTED not in [one.kind for one in found()]
