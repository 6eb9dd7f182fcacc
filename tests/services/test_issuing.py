"""The check before issue, that a meeting was held, and the states of its minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.errors import UserError
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
    decisions,
    declarations,
    drafts,
    history,
    issuing,
    matters,
    meetings,
    minutes,
    paper_minutes,
    pre_issue,
    quorum_loss,
    quorum_setting,
    recipients,
    settled,
    sittings,
    timing,
    who,
    written_procedures,
)
from masa_desktop.storage.entities import Discussion, Jotting

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


def test_a_condition_said_and_not_recorded_is_found_until_it_is(workspace, executive, kinds):
    settle(workspace, executive)
    said = "to publish, subject to advice. HM dissented."
    entry = workspace.do(minutes.add, executive.items[4], EntryKind.DECISION, said)
    assert kinds() == [Kind.NO_CONDITION, Kind.NO_DISSENT]
    workspace.do(decisions.set_conditions, entry, "advice")
    workspace.do(decisions.set_dissent, entry, "HM")
    assert kinds() == []


def test_who_speaks_in_an_item_they_were_away_for_is_found(workspace, executive, found):
    settle(workspace, executive)
    for item in (3, 4, 5):
        said = "AD reported on it. OP asked why, and MF left."
        workspace.do(minutes.add, executive.items[item], EntryKind.NOTE, said)
    assert found() == []
    seats, who, do = executive.seats, executive.people, workspace.do
    rows = workspace.ask(attendance.roll_call, executive.meeting).rows
    nurse = next(row.attendance_id for row in rows if row.person_id == who["nurse"])
    do(attendance.leave, nurse, executive.items[4], time(11))
    for key, code in (("police", Code.APOLOGIES), ("member", Code.DNA)):
        do(attendance.record, executive.meeting, code, seat_id=seats[key], person_id=who[key])
    spoke = [(one.phrase, one.item_id) for one in found() if one.kind is Kind.SPOKE_AWAY]
    three, four, five = executive.items[3:6]
    asked = [("OP asked", item) for item in (three, four, five)]
    assert sorted(spoke) == sorted([*asked, ("AD reported", five)])


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
    workspace.do(actions.set_due, row.record_id, DueKind.DATED, date(1926, 3, 12), today=today)
    assert [one.kind for one in found()] == [Kind.DUE_BEFORE]
    workspace.do(actions.set_due, row.record_id, DueKind.DATED, date(2026, 3, 15), today=today)
    assert [one.kind for one in found()] == [Kind.NOT_WORKED]


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
    ask = workspace.ask
    assert ask(recipients.not_in_full, executive.meeting) == recipients.NotInFull()
    workspace.do(agenda.set_restricted, executive.items[4], restricted=True)
    observers = ("Margaret Fairweather",)
    assert ask(recipients.not_in_full, executive.meeting) == recipients.NotInFull(observers)
    anjali = executive.people["nurse"]
    workspace.do(
        declarations.declare,
        executive.meeting,
        anjali,
        item_id=executive.items[4],
        text="A trustee there.",
        has_withdrawn=True,
    )
    barred = recipients.NotInFull(observers, ("Anjali Deshmukh",))
    assert ask(recipients.not_in_full, executive.meeting) == barred
    assert "Anjali Deshmukh" not in ask(recipients.likely, executive.meeting)
    assert "Anjali Deshmukh" in ask(recipients.likely, executive.meeting, shareable=True)


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
    assert {row.by for row in rows} == {""}, "a login is nobody's name"
    workspace.do(who.call_me, "Kit Marlow")
    rows = workspace.ask(issuing.steps, executive.meeting)
    assert [(row.state, row.version, row.on, row.by, row.reason) for row in rows] == [
        (MinutesState.CIRCULATED, "0.1", today, "Kit Marlow", ""),
        (APPROVED, "1.0", later, "Kit Marlow", "At RSCP Executive, Tuesday 14 April 2026"),
        (DRAFT, "1.1", later, "Kit Marlow", "A name was wrong"),
        (APPROVED, "1.1", later, "Kit Marlow", ""),
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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Half a line", "A line begun in quick entry is not in the minutes: “Half a line”."),
        ("/p quiet word", "A private line begun in quick entry is not entered."),
    ],
)
def test_a_line_begun_in_quick_entry_is_found_under_its_item(
    workspace, executive, found, typed, said
):
    item = workspace.ask(agenda.items, executive.meeting)[1].id
    workspace.keep(drafts.keep, item, typed)
    (one,) = [each for each in found() if each.kind is Kind.BEGUN]
    assert (one.sentence, one.item_id, one.is_open) == (said, item, True)
    workspace.keep(drafts.keep, item, "")
    assert all(each.kind is not Kind.BEGUN for each in found())
