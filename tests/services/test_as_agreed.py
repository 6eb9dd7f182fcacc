"""The paper of agreed minutes goes on saying what was agreed, whatever became of it (MIN-4)."""

from datetime import date, datetime, time
from functools import partial

import pytest
from sqlalchemy import select

from masa_desktop.domain.actions import DueKind, ReviewOutcome
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.domain.minutes import AttendanceStyle, MinutesState
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.domain.sittings import Goes
from masa_desktop.services import (
    action_review,
    actions,
    agenda,
    approvals,
    as_agreed,
    attendance,
    declarations,
    groups,
    issuing,
    matters,
    meetings,
    minutes,
    paper_minutes,
    people,
    quorum_loss,
    quorum_setting,
    sittings,
)
from masa_desktop.services.action_review import Answer
from masa_desktop.storage.entities import Action, Decision, Holding, Meeting

HELD, DAY = date(2025, 12, 9), date(2026, 2, 10)


class Last:
    """The meeting before: an action, a decision to be ratified, one who declared and chaired."""

    def __init__(self, workspace, executive):
        do = workspace.do
        self.workspace, self.executive = workspace, executive
        self.before = do(meetings.add, executive.group, date(2025, 10, 7))
        self.meeting = do(meetings.add, executive.group, HELD)
        do(attendance.all_present, self.meeting)
        do(attendance.take_chair, self.meeting, executive.people["dcs"])
        do(declarations.declare, self.meeting, executive.people["dcs"], item_id=None, text="Tru.")
        self.item = item = do(agenda.add, self.meeting, "Section 11 return")
        do(minutes.add, item, EntryKind.ACTION, "Chase the returns")
        do(minutes.add, item, EntryKind.ACTION, "Report back")
        self.decision = do(minutes.add, item, EntryKind.DECISION, "Widen the sample")
        do(minutes.set_decision_status, self.decision, DecisionStatus.TO_BE_RATIFIED)
        self.action, report, _ = [row.record_id for row in workspace.ask(minutes.of_item, item)]
        do(actions.set_due, self.action, DueKind.DATED, date(2026, 1, 29), today=HELD)
        do(actions.set_due, report, DueKind.NEXT_MEETING, today=HELD)
        do(actions.set_owners, self.action, person_ids=[executive.people["dcs"]])

    def paper(self):
        grid = AttendanceStyle.ROLLING_GRID
        return self.workspace.ask(paper_minutes.minutes_of, self.meeting, style=grid, version="1.0")

    def said(self):
        """All the paper says but the state it is in."""
        made = self.paper()
        said = [(e.ref, e.lead, e.owners, e.due) for item in made.items for e in item.entries]
        room = (made.attendance, made.grid, made.chair, made.declarations)
        return said, room, made.next_meeting

    def come_to(self, state, reason=""):
        self.workspace.do(issuing.set_state, self.meeting, state, DAY, reason=reason)


@pytest.fixture
def last(workspace, executive):
    return Last(workspace, executive)


@pytest.fixture
def agreed(last):
    last.come_to(MinutesState.APPROVED)
    return last


def matters_arising(last):
    items = last.workspace.ask(agenda.items, last.executive.meeting)
    return next(item.id for item in items if item.kind == "matters_arising")


def give_a_new_date(last):
    to = Answer(
        outcome=ReviewOutcome.NEW_DATE,
        words="Two agencies are late.",
        due_kind=DueKind.DATED,
        due_on=date(2026, 3, 20),
    )
    last.workspace.do(action_review.answer, last.action, matters_arising(last), to)


def give_it_to_another(last):
    nurse = last.executive.people["nurse"]
    last.workspace.do(actions.set_owners, last.action, person_ids=[nurse])


def take_the_owner_away(last):
    last.workspace.do(actions.set_owners, last.action)


def ratify(last):
    here, do = last.executive.meeting, last.workspace.do
    do(attendance.all_present, here)
    (row,) = [r for r in last.workspace.ask(matters.matters, here, DAY) if r.kind == "ratify"]
    do(matters.ratify, row.id, here, matters_arising(last), DAY)


def plan_another_meeting(last):
    last.workspace.do(meetings.add, last.executive.group, date(2026, 1, 13), starts_at=time(10))


def move_the_next_meeting(last):
    last.workspace.do(
        meetings.set_details,
        last.executive.meeting,
        on=date(2026, 2, 24),
        starts_at=time(14),
        ends_at=None,
        venue="Annex",
    )


def call_the_next_meeting_off(last):
    last.workspace.do(meetings.set_status, last.executive.meeting, MeetingStatus.CANCELLED)


def give_another_name(last):
    last.workspace.do(people.rename, last.executive.people["dcs"], "Helena Rossi")


LATER = {
    "due": (give_a_new_date, "29 Jan 2026", "20 Mar 2026"),
    "owner": (give_it_to_another, "HM", "AD"),
    "owner gone": (take_the_owner_away, "owner HM", "no owner"),
    "decision": (ratify, "TO BE RATIFIED", "SINCE RATIFIED"),
    "next meeting": (
        plan_another_meeting,
        "Tuesday 10 February 2026, 09:30 to 12:00, Civic",
        "Tuesday 13 January 2026, 10:00",
    ),
    "next meeting moved": (move_the_next_meeting, "10 February 2026", "24 February 2026, 14:00"),
    "next meeting off": (call_the_next_meeting_off, "10 February 2026", "no next meeting"),
    "name": (give_another_name, "Helen Marchetti", "Helena Rossi"),
}
"""What happens later, what the paper said, and what is true from then on."""


def in_words(last):
    said, room, next_meeting = last.said()
    owner = next(f"owner {owners}" if owners else "no owner" for _, _, owners, _ in said)
    return f"{said} {owner} {room} {next_meeting or 'no next meeting'}"


@pytest.mark.parametrize(("happens", "before", "after"), LATER.values(), ids=LATER)
def test_agreed_minutes_are_printed_as_they_were_agreed(agreed, happens, before, after):
    first = agreed.said()
    assert before in in_words(agreed)
    happens(agreed)
    assert agreed.said() == first
    agreed.come_to(MinutesState.PUBLISHED)
    assert agreed.said() == first
    agreed.come_to(MinutesState.AMENDED, "The sample was misquoted.")
    assert after in in_words(agreed)
    agreed.come_to(MinutesState.APPROVED)
    assert after in in_words(agreed)


def test_initials_of_a_renamed_owner_are_those_that_were_agreed(agreed):
    give_another_name(agreed)
    (entry, *_) = [e for item in agreed.paper().items for e in item.entries if e.owners]
    assert entry.owners == "HM"
    agreed.come_to(MinutesState.AMENDED, "A word.")
    (entry, *_) = [e for item in agreed.paper().items for e in item.entries if e.owners]
    assert entry.owners == "HR"


def test_minutes_agreed_anew_say_what_was_agreed_the_second_time(agreed):
    give_it_to_another(agreed)
    agreed.come_to(MinutesState.AMENDED, "The owner was wrong.")
    agreed.come_to(MinutesState.APPROVED)
    second = agreed.said()
    take_the_owner_away(agreed)
    give_another_name(agreed)
    assert agreed.said() == second
    assert "owner AD" in in_words(agreed)


def test_several_changes_later_the_first_word_stands(agreed):
    first = agreed.said()
    give_a_new_date(agreed)
    later = {"on": date(2026, 4, 30), "today": DAY, "reason": "It goes on."}
    agreed.workspace.do(actions.set_due, agreed.action, DueKind.ONGOING, **later)
    agreed.workspace.undo()
    agreed.workspace.do(actions.set_due, agreed.action, DueKind.DATED, **later)
    give_it_to_another(agreed)
    give_it_to_another(agreed)
    assert agreed.said() == first


def test_a_reopening_taken_back_leaves_the_minutes_as_they_were_agreed(agreed):
    first = agreed.said()
    give_it_to_another(agreed)
    agreed.come_to(MinutesState.AMENDED, "By mistake.")
    agreed.workspace.undo()
    assert agreed.said() == first


def test_the_screen_shows_what_is_true_while_the_paper_says_what_was_agreed(agreed):
    give_it_to_another(agreed)
    row, *_ = agreed.workspace.ask(minutes.of_item, agreed.item)
    assert row.owners == ("AD",)


def test_a_correction_that_puts_a_name_right_is_printed_beside_the_name_as_it_was(agreed):
    items = agreed.workspace.ask(agenda.items, agreed.executive.meeting)
    under = next(item.id for item in items if item.kind == "minutes")
    key = agreed.workspace.do(
        approvals.correct,
        agreed.meeting,
        agreed.executive.meeting,
        under,
        "For Marchetti read Marketti.",
        on=DAY,
    )
    agreed.workspace.do(approvals.put_right, key)
    assert "Helen Marchetti" in [one.name for one in agreed.paper().attendance]
    assert "Helen Marketti" in agreed.paper().amendments[0]


def test_without_a_log_of_the_moment_the_records_are_printed_as_they_are(workspace, last):
    def agreed_elsewhere(session):
        """As an import writes it: agreed, and no step says when."""
        session.get_one(Meeting, last.meeting).minutes_state = MinutesState.APPROVED.value

    workspace.do(agreed_elsewhere)
    assert workspace.ask(as_agreed.of, last.meeting) is as_agreed.TODAY
    give_it_to_another(last)
    assert "owner AD" in in_words(last)


def test_a_moment_tells_values_and_what_was_there(agreed):
    give_a_new_date(agreed)
    ratify(agreed)

    def told(session):
        then = as_agreed.of(session, agreed.meeting)
        action = session.get_one(Action, agreed.action)
        decision = minutes._decision_of(session, agreed.decision)
        return (
            then.value(action, Action.due_on),
            action.due_on,
            then.value(decision, Decision.status),
            then.had(action),
        )

    assert agreed.workspace.ask(told) == (
        date(2026, 1, 29),
        date(2026, 3, 20),
        DecisionStatus.TO_BE_RATIFIED,
        True,
    )


BEFORE_AGREED = {
    "sitting": lambda s, x: sittings.adjourn(
        s, x.meeting, datetime(2026, 2, 10, 12), Goes(date(2026, 2, 17))
    ),
    "declaration": lambda s, x: declarations.declare(
        s, x.meeting, x.people["nurse"], item_id=None, text="A trustee."
    ),
    "ruling": lambda s, x: quorum_loss.rule(s, x.meeting, x.items[0], Outcome.RULING, "Go on."),
    "chair": lambda s, x: attendance.take_chair(s, x.meeting, x.people["dcs"]),
    "end": lambda s, x: meetings.set_details(
        s, x.meeting, on=DAY, starts_at=time(9, 30), ends_at=time(12, 11), venue="Civic Room 2"
    ),
    "marking": lambda s, x: meetings.set_marking(s, x.meeting, "official", "Not for sharing."),
}


@pytest.mark.parametrize("verb", BEFORE_AGREED.values(), ids=BEFORE_AGREED)
def test_undo_does_not_reach_into_agreed_minutes(workspace, executive, verb):
    workspace.do(verb, executive)
    workspace.keep(issuing.set_state, executive.meeting, MinutesState.APPROVED, DAY)
    before = workspace.ask(paper_minutes.minutes_of, executive.meeting)
    with pytest.raises(UserError, match="agreed"):
        workspace.undo()
    assert workspace.ask(paper_minutes.minutes_of, executive.meeting) == before


def test_undo_takes_no_owner_or_date_from_agreed_minutes_and_any_given_since(workspace, executive):
    entry = workspace.do(minutes.add, executive.items[2], EntryKind.ACTION, "Circulate the audit")
    action = workspace.ask(lambda session: session.query(Action).filter_by(entry_id=entry).one().id)
    give = partial(workspace.do, actions.set_owners, action, agency_ids=[])
    give(person_ids=[executive.people["nurse"]])
    workspace.do(actions.set_due, action, DueKind.DATED, date(2026, 3, 13), today=DAY)
    workspace.keep(issuing.set_state, executive.meeting, MinutesState.APPROVED, DAY)
    give(person_ids=[executive.people["dcs"]])
    workspace.undo()
    for _ in range(2):
        with pytest.raises(UserError, match="agreed"):
            workspace.undo()
    (row,) = workspace.ask(minutes.of_item, executive.items[2])
    assert (row.owners, row.due) == (("AD",), "13 Mar 2026")


def test_a_correction_is_taken_back_until_the_meeting_that_made_it_is_agreed(agreed):
    workspace, here = agreed.workspace, agreed.executive.meeting
    under = next(i.id for i in workspace.ask(agenda.items, here) if i.kind == "minutes")
    make = (approvals.correct, agreed.meeting, here, under, "For Chase read Ask for.")
    workspace.do(*make, on=DAY)
    workspace.undo()
    assert not agreed.paper().amendments
    workspace.do(*make, on=DAY)
    workspace.keep(issuing.set_state, here, MinutesState.APPROVED, DAY)
    with pytest.raises(UserError, match="agreed"):
        workspace.undo()
    assert agreed.paper().amendments


def no_members_before_march(last):
    """Somebody puts right since when a seat is held, and by whom: after the minutes were agreed."""
    seat, later = last.executive.seats["nurse"], date(2026, 3, 1)

    def put_right(session):
        for row in session.scalars(select(Holding).where(Holding.seat_id == seat)):
            row.from_on = later

    last.workspace.do(put_right)


def another_held_it(last):
    seat = last.executive.seats["fire"]
    last.workspace.do(people.fill_seat, seat, "Dana Whitlock", date(2024, 1, 1))


def the_seat_had_ended(last):
    last.workspace.do(groups.end_seat, last.executive.seats["member"], date(2025, 11, 30))


def another_rule_was_in_force(last):
    rule = {"min_members": 9}
    last.workspace.do(quorum_setting.set_quorum, last.executive.group, rule, date(2025, 1, 1))


def the_rule_was_another(last):
    last.workspace.do(quorum_setting.set_quorum, last.executive.group, {"min_members": 9}, None)


def somebody_came_to_the_meeting_before(last):
    seat, who = last.executive.seats["dcs"], last.executive.people["dcs"]
    last.workspace.do(attendance.record, last.before, Code.PRESENT, seat_id=seat, person_id=who)


BACKDATED = (
    somebody_came_to_the_meeting_before,
    no_members_before_march,
    another_held_it,
    the_seat_had_ended,
    another_rule_was_in_force,
    the_rule_was_another,
)


@pytest.mark.parametrize("happens", BACKDATED)
def test_what_is_put_right_for_the_past_changes_no_agreed_minutes(agreed, happens):
    def shown():
        ask, meeting = agreed.workspace.ask, agreed.meeting
        roll = ask(attendance.roll_call, meeting)
        papers = [
            ask(paper_minutes.minutes_of, meeting, version="1.0", shareable=each)
            for each in (False, True)
        ]
        return roll.rows, roll.by_item, roll.rule_words, roll.counts, agreed.said(), papers

    first = shown()
    assert "Quorate for" in first[1]
    happens(agreed)
    assert shown() == first
    agreed.come_to(MinutesState.AMENDED, "A seat was wrong.")
    assert shown() != first
