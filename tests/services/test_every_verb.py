"""Every verb is logged column by column, and undo and redo take the whole of it back and forth."""

import inspect
from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from masa_desktop.documents.word_template import Template
from masa_desktop.domain.actions import ActionStatus, DueKind, ReviewOutcome
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.chair_turns import TurnKind
from masa_desktop.domain.decisions import (
    ConditionState,
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
)
from masa_desktop.domain.given import Given
from masa_desktop.domain.group_reports import Part
from masa_desktop.domain.issue_clocks import ClockKind
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import AttendanceStyle, MinutesState
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.domain.returned import Kind, Suggestion
from masa_desktop.domain.roll_call import Reply
from masa_desktop.domain.series import Pattern
from masa_desktop.domain.sittings import Goes
from masa_desktop.domain.written_procedures import Answer
from masa_desktop.services import (
    action_review,
    actions,
    agenda,
    approvals,
    attendance,
    attendance_follow_up,
    beside,
    capturing,
    chairs,
    decision_chains,
    decisions,
    declarations,
    group_reports,
    groups,
    holidays,
    issuing,
    matters,
    meetings,
    minutes,
    names,
    offices,
    people,
    pre_issue,
    quorum_loss,
    quorum_setting,
    quorum_standing,
    replies,
    returned,
    sittings,
    spelling,
    starters,
    terms,
    timing,
    who,
    word_look,
    written_procedures,
)
from masa_desktop.storage.entities import ROWS, SHARED, LoggedChange
from masa_desktop.storage.values import as_plain, as_text

DAY = date(2026, 2, 10)
NOON = datetime(2026, 2, 10, 12)
TEMPLATE = Template("Council.docx", b"its bytes")
GOES, LATER = Goes(date(2026, 2, 17), time(10), time(11), "Civic Room 2"), Goes()


def snapshot(workspace):
    """Every row that is not marked gone, column by column."""
    with workspace._db.read() as session:
        return {
            (table, row.id): {
                column.key: as_text(as_plain(getattr(row, column.key)))
                for column in entity.__table__.columns
            }
            for table, entity in ROWS.items()
            for row in session.scalars(select(entity).where(~entity.is_deleted))
        }


def heads(workspace):
    """What the log says every shared row is."""
    with workspace._db.read() as session:
        found = session.scalars(select(LoggedChange).where(~LoggedChange.is_superseded))
        rows = {}
        for line in found:
            rows.setdefault((line.table, line.row), {})[line.column] = line.new
    return {key: row for key, row in rows.items() if row["is_deleted"] == "false"}


def entry(workspace, made, kind=EntryKind.NOTE):
    return workspace.do(minutes.add, made.items[4], kind, "Practice was strong.")


def suggestion(workspace, made, kind=Kind.CHANGED, **said):
    """What a Word file that came back proposes for a note."""
    sent = {"before": "Practice was strong.", **said}
    return Suggestion(entry_id=entry(workspace, made), kind=kind, **sent)


def action(workspace, made):
    key = entry(workspace, made, EntryKind.ACTION)
    (row,) = [r for r in workspace.ask(minutes.of_item, made.items[4]) if r.id == key]
    return row.record_id


def holding(workspace, made):
    rows = workspace.ask(groups.seats, made.group, DAY)
    return next(s for s in rows if s.id == made.seats["dcs"]).holders[0].id


def police_row(workspace, made):
    workspace.do(attendance.all_present, made.meeting)
    rows = workspace.ask(attendance.roll_call, made.meeting).rows
    return next(r for r in rows if r.seat_id == made.seats["police"]).attendance_id


def ruling(workspace, made):
    workspace.do(attendance.leave, police_row(workspace, made), made.items[4])
    return workspace.ask(quorum_standing.standing, made.meeting, made.items[4]).ruled[0].id


def misspelt(workspace, made):
    text = "For Marchetti read Marketti."
    return workspace.do(
        approvals.correct, before(workspace, made), made.meeting, made.items[2], text, on=DAY
    )


def between(workspace, made, **said):
    """A decision that no meeting took."""
    return workspace.do(decisions.add_between_meetings, made.group, DAY, "To ask them.", **said)


def chained(workspace, made):
    pair = between(workspace, made), between(workspace, made)
    workspace.do(decision_chains.follow_on, *pair)
    return pair


def waiting(workspace, made):
    """A decision taken after the police had left."""
    workspace.do(attendance.leave, police_row(workspace, made), made.items[4])
    entry(workspace, made, EntryKind.DECISION)
    (row,) = workspace.ask(decisions.to_be_ratified, made.group)
    return row.id


def later(workspace, made):
    """A quorate meeting two months on."""
    key = workspace.do(meetings.add, made.group, date(2026, 4, 14))
    workspace.do(attendance.all_present, key)
    return key


def deputy_row(workspace, made):
    return workspace.do(
        attendance.send_deputy,
        made.meeting,
        seat_id=made.seats["dcs"],
        for_person_id=made.people["dcs"],
        name="Samir Gadhvi",
        has_authority=True,
    )


def declaration(workspace, made):
    return workspace.do(
        declarations.declare,
        made.meeting,
        made.people["dcs"],
        item_id=made.items[4],
        text="Governor of the school",
        has_withdrawn=True,
    )


def rotate(workspace, made):
    members = [{"kind": "agency", "ref": key, "name": key} for key in (made.council, made.icb)]
    workspace.do(terms.set_chair, made.group, {"kind": "rotation", "among": members}, None)


def before(workspace, made):
    """An earlier meeting of the executive with something minuted."""
    key = workspace.do(meetings.add, made.group, date(2025, 12, 9))
    first = workspace.ask(agenda.items, key)[0].id
    workspace.do(minutes.add, first, EntryKind.NOTE, "All were welcomed.")
    return key


def correction(workspace, made):
    return workspace.do(
        approvals.correct, before(workspace, made), made.meeting, made.items[2], "for a read b",
        on=DAY,
    )  # fmt: skip


def ratify_later(workspace, made):
    earlier = before(workspace, made)
    item = workspace.ask(agenda.items, earlier)[3].id
    key = workspace.do(minutes.add, item, EntryKind.DECISION, "To write to them.")
    workspace.do(minutes.set_decision_status, key, DecisionStatus.TO_BE_RATIFIED)
    workspace.do(attendance.all_present, made.meeting)
    (row,) = workspace.ask(minutes.of_item, item)
    workspace.do(matters.ratify, row.record_id, made.meeting, made.items[3], DAY)


def asked(workspace, made):
    """A matter put to the executive in writing, with the answer of one seat."""
    key = workspace.do(written_procedures.ask, made.group, "A joint response.", DAY)
    workspace.do(written_procedures.answer, key, made.seats["dcs"], Answer.AGREES, DAY)
    return key


def outcome(workspace, made):
    key = asked(workspace, made)
    workspace.do(written_procedures.decide, key, DAY, status=DecisionStatus.NOT_AGREED)
    return key


MONTHLY = Pattern.every(1, nth=2, weekday=1)
VERBS = {
    "load a starter": lambda w, m: w.do(starters.load, "trafford"),
    "add a partnership": lambda w, m: w.do(groups.add_partnership, "Northshire SAB"),
    "rename a partnership": lambda w, m: w.do(
        groups.rename_partnership, m.partnership, "Riverside SCP", "RSCP", "Riverside"
    ),
    "mark a partnership": lambda w, m: w.do(groups.set_marking, m.partnership, "official", ""),
    "add an agency": lambda w, m: w.do(groups.add_agency, "Cafcass", "CAF", is_class=False),
    "succeed an agency": lambda w, m: w.do(groups.succeed_agency, m.icb, m.council, DAY),
    "add a group": lambda w, m: w.do(groups.add_group, "Exploitation", parent_ids=[m.group]),
    "rename a group": lambda w, m: w.do(names.rename, m.group, "Strategic Executive", DAY),
    "add a seat": lambda w, m: w.do(groups.add_seat, m.group, "Headteacher"),
    "end a seat": lambda w, m: w.do(groups.end_seat, m.seats["fire"], DAY),
    "fill a seat": lambda w, m: w.do(people.fill_seat, m.seats["police"], "Dana Whitlock", DAY),
    "leave a seat": lambda w, m: w.do(people.leave_seat, holding(w, m), DAY),
    "rename a person": lambda w, m: w.do(people.rename, m.people["dcs"], "Helen Moss", "HMo"),
    "name a deputy": lambda w, m: w.do(
        people.hold, m.seats["dcs"], m.people["nurse"], from_on=None, is_deputy=True
    ),
    "name a deputy at once": lambda w, m: w.do(
        people.name_deputy, m.seats["dcs"], "Samir Gadhvi", DAY, has_authority=True
    ),
    "agree an order": lambda w, m: (
        rotate(w, m),
        w.do(terms.agree_order, m.group, [1, 0], term_months=12, from_on=DAY),
    ),
    "set a quorum": lambda w, m: w.do(quorum_setting.set_quorum, m.group, {"min_members": 3}, DAY),
    "rule on the quorum": lambda w, m: w.do(
        quorum_loss.rule, m.meeting, m.items[4], Outcome.RULING, "it goes on"
    ),
    "defer decisions": lambda w, m: w.do(quorum_loss.defer_decisions, m.meeting, m.items[4]),
    "take back a ruling": lambda w, m: (
        w.do(quorum_loss.rule, m.meeting, m.items[4], Outcome.INFORMAL),
        w.do(quorum_loss.defer_decisions, m.meeting, m.items[4]),
        w.do(quorum_loss.take_back, ruling(w, m)),
    ),
    "a deputy joins": lambda w, m: w.do(
        quorum_loss.deputy_joins,
        m.meeting,
        m.items[4],
        seat_id=m.seats["police"],
        person_id=m.people["nurse"],
    ),
    "still here": lambda w, m: (
        w.do(attendance.leave, police_row(w, m), m.items[5]),
        w.do(quorum_loss.still_here, police_row(w, m)),
    ),
    "ratify later": lambda w, m: w.do(decisions.ratify, waiting(w, m), later(w, m), DAY),
    "put a name right": lambda w, m: w.do(approvals.put_right, misspelt(w, m)),
    "refuse to ratify": lambda w, m: w.do(
        decisions.refuse_ratification, waiting(w, m), later(w, m), DAY
    ),
    "set a chair rule": lambda w, m: w.do(terms.set_chair, m.group, {"kind": "not_stated"}, None),
    "set how often": lambda w, m: w.do(terms.set_pattern, m.group, MONTHLY.to_data(), None),
    "confirm a turn": lambda w, m: w.do(
        chairs.decide, m.group, TurnKind.CONFIRM, starts_on=DAY, agency_id=m.council
    ),
    "plan": lambda w, m: w.do(
        meetings.plan,
        m.group,
        pattern=MONTHLY.to_data(),
        proposals=w.ask(meetings.propose, MONTHLY.to_data(), DAY, date(2026, 6, 30)),
    ),
    "move a meeting": lambda w, m: w.do(
        meetings.set_details,
        m.meeting,
        on=date(2026, 2, 12),
        starts_at=time(10),
        ends_at=None,
        venue="Teams",
    ),
    "adjourn": lambda w, m: w.do(sittings.adjourn, m.meeting, NOON, GOES),
    "change a sitting": lambda w, m: w.do(
        sittings.set_sitting,
        w.do(sittings.adjourn, m.meeting, NOON, GOES),
        Goes(date(2026, 2, 18), time(9), None, "Teams"),
        time(11, 55),
    ),
    "not adjourned": lambda w, m: (
        w.do(sittings.adjourn, m.meeting, NOON, GOES),
        w.do(sittings.take_back, w.do(sittings.adjourn, m.meeting, NOON, LATER)),
    ),
    "cancel a meeting": lambda w, m: w.do(meetings.set_status, m.meeting, MeetingStatus.CANCELLED),
    "approve the minutes": lambda w, m: w.do(
        issuing.set_state, m.meeting, MinutesState.APPROVED, DAY
    ),
    "mark a meeting": lambda w, m: w.do(meetings.set_marking, m.meeting, "official", "x"),
    "remove a meeting": lambda w, m: w.do(meetings.remove, m.meeting),
    "add an item": lambda w, m: w.do(agenda.add, m.meeting, "Annual report"),
    "change an item": lambda w, m: w.do(
        agenda.set_item, m.items[0], title="Welcome", presenter="HM", minutes=5
    ),
    "move an item": lambda w, m: w.do(agenda.move, m.items[0], 3),
    "defer an item": lambda w, m: w.do(
        agenda.set_state, m.items[0], ItemState.DEFERRED, "No paper"
    ),
    "restrict an item": lambda w, m: w.do(agenda.set_restricted, m.items[0], restricted=True),
    "set a purpose": lambda w, m: w.do(agenda.set_purpose, m.items[0], "decision"),
    "name the papers": lambda w, m: (
        w.do(beside.set_papers, m.items[4], ["Paper 5.1 Neglect audit, v1.0", "Plan"]),
        w.do(beside.set_papers, m.items[4], ["Plan", "Tables"]),
    ),
    "carry an item over": lambda w, m: (
        w.do(meetings.add, m.group, date(2026, 4, 14)),
        w.do(beside.carry, m.items[4], "No report"),
    ),
    "remove an item": lambda w, m: w.do(agenda.remove, m.items[0]),
    "set standing items": lambda w, m: w.do(agenda.set_standing, m.group, ["Welcome", "Close"]),
    "close the office": lambda w, m: w.do(holidays.close_on, DAY, "Moving"),
    **{f"minute a {kind}": lambda w, m, kind=kind: entry(w, m, kind) for kind in EntryKind},
    "change words": lambda w, m: w.do(minutes.set_text, entry(w, m), "Otherwise."),
    "change jotted words": lambda w, m: w.do(
        minutes.set_text, entry(w, m, EntryKind.PRIVATE), "Otherwise."
    ),
    "change a kind": lambda w, m: w.do(minutes.set_kind, entry(w, m), EntryKind.DECISION),
    "jot a note": lambda w, m: w.do(minutes.set_kind, entry(w, m), EntryKind.PRIVATE),
    "minute a jotting": lambda w, m: w.do(
        minutes.set_kind, entry(w, m, EntryKind.PRIVATE), EntryKind.ACTION
    ),
    "remove an entry": lambda w, m: (entry(w, m), w.do(minutes.remove, entry(w, m))),
    "put an entry back": lambda w, m: (
        w.do(minutes.remove, action_entry := entry(w, m, EntryKind.ACTION)),
        w.do(minutes.put_back, action_entry),
        entry(w, m),
    ),
    "choose a verb": lambda w, m: w.do(
        minutes.set_verb, entry(w, m, EntryKind.DECISION), DecisionVerb.NOTED
    ),
    "ratify": lambda w, m: w.do(
        minutes.set_decision_status, entry(w, m, EntryKind.DECISION), DecisionStatus.RATIFIED
    ),
    "say how it was decided": lambda w, m: w.do(
        decisions.set_method, entry(w, m, EntryKind.DECISION), DecisionMethod.VOTE
    ),
    "say who dissented": lambda w, m: w.do(
        decisions.set_dissent, entry(w, m, EntryKind.DECISION), "Police"
    ),
    "say on what condition": lambda w, m: w.do(
        decisions.set_conditions, entry(w, m, EntryKind.DECISION), "funds are found"
    ),
    "decide between meetings": between,
    "say what became of a condition": lambda w, m: w.do(
        decision_chains.set_condition_state,
        between(w, m, conditions="funds are found"),
        ConditionState.MET,
        DAY,
        "budget paper agreed",
    ),
    "say what a decision implements": lambda w, m: w.do(
        decision_chains.set_implements, between(w, m), "Neglect review, recommendation 3"
    ),
    "follow on": chained,
    "follow on no more": lambda w, m: w.do(decision_chains.unfollow, *chained(w, m)),
    "decide elsewhere": lambda w, m: w.do(
        decision_chains.record_elsewhere, m.group, DAY, DecisionVerb.NOTED, "The plan."
    ),
    "take a decision off the register": lambda w, m: w.do(
        written_procedures.take_off, chained(w, m) and between(w, m)
    ),
    "own an action": lambda w, m: w.do(
        actions.set_owners, action(w, m), person_ids=[m.people["dcs"]], agency_ids=[m.icb]
    ),
    "date an action": lambda w, m: w.do(
        actions.set_due, action(w, m), DueKind.DATED, date(2026, 3, 3), today=DAY
    ),
    "update an action": lambda w, m: w.do(actions.add_update, action(w, m), "Sent", DAY),
    "complete an action": lambda w, m: w.do(
        actions.set_status, action(w, m), ActionStatus.COMPLETED, on=DAY
    ),
    **{
        f"say {outcome} of an action": lambda w, m, outcome=outcome: w.do(
            action_review.answer,
            action(w, m),
            m.items[3],
            action_review.Answer(
                outcome=outcome, words="Sent", due_kind=DueKind.DATED, due_on=date(2026, 3, 3)
            ),
        )
        for outcome in ReviewOutcome
    },
    "all present": lambda w, m: w.do(attendance.all_present, m.meeting),
    "apologies": lambda w, m: w.do(
        attendance.record,
        m.meeting,
        Code.APOLOGIES,
        seat_id=m.seats["dcs"],
        person_id=m.people["dcs"],
    ),
    "a deputy": lambda w, m: w.do(
        attendance.send_deputy,
        m.meeting,
        seat_id=m.seats["dcs"],
        for_person_id=m.people["dcs"],
        name="Samir Gadhvi",
        has_authority=True,
    ),
    "a guest": lambda w, m: w.do(attendance.add_guest, m.meeting, "Lena Brandt"),
    "leave early": lambda w, m: w.do(attendance.leave, police_row(w, m), m.items[5]),
    "arrive late": lambda w, m: w.do(attendance.arrive, police_row(w, m), m.items[1]),
    "come in": lambda w, m: w.do(capturing.arrive, m.items[2], [m.people["police"]]),
    "go out": lambda w, m: w.do(capturing.leave, m.items[3], [m.people["police"]]),
    "a guest by initials": lambda w, m: w.do(capturing.add_guest, m.meeting, "Lena Brandt", "LXB"),
    "a guest comes in": lambda w, m: w.do(capturing.guest_arrives, m.items[2], "Lena Brandt"),
    "house phrases": lambda w, m: w.do(capturing.set_phrases, "thanks: The chair thanked |."),
    "owners from the words": lambda w, m: w.do(
        capturing.give_read,
        entry(w, m, EntryKind.ACTION),
        Given((m.people["dcs"],), (), DueKind.DATED, date(2026, 3, 3)),
        today=DAY,
    ),
    "a note": lambda w, m: w.do(attendance.set_note, police_row(w, m), "Teams"),
    "hand over": lambda w, m: w.do(
        attendance.hand_over,
        police_row(w, m),
        "Marcus Thorne",
        has_authority=True,
        from_item_id=m.items[5],
    ),
    "take a deputy off": lambda w, m: w.do(attendance.take_off, deputy_row(w, m)),
    "here for a part": lambda w, m: w.do(
        attendance.set_part, police_row(w, m), first_item_id=m.items[1], arrived_at=time(9, 50)
    ),
    "speak for a second agency": lambda w, m: w.do(
        attendance.represent_also, police_row(w, m), m.icb
    ),
    "reply": lambda w, m: w.do(
        replies.set_reply,
        m.meeting,
        Reply.DECLINED,
        seat_id=m.seats["dcs"],
        person_id=m.people["dcs"],
    ),
    "declare an interest": declaration,
    "stay after all": lambda w, m: w.do(
        declarations.set_withdrawn, declaration(w, m), has_withdrawn=False
    ),
    "take a declaration back": lambda w, m: (
        declaration(w, m),
        w.do(declarations.withdraw_declaration, declaration(w, m)),
    ),
    "take the chair": lambda w, m: w.do(attendance.take_chair, m.meeting, m.people["dcs"]),
    "reopen the minutes": lambda w, m: (
        w.do(issuing.set_state, m.meeting, MinutesState.APPROVED, DAY),
        w.do(issuing.reopen, m.meeting, "A name was wrong", DAY),
    ),
    "set a finding aside": lambda w, m: w.do(pre_issue.set_aside, m.meeting, "no_chair::1", "Seen"),
    "take a finding up again": lambda w, m: (
        w.do(pre_issue.set_aside, m.meeting, "no_chair::1", "Seen"),
        w.do(pre_issue.set_aside, m.meeting, "no_chair::2", "Seen"),
        w.do(pre_issue.take_up_again, m.meeting, "no_chair::1"),
    ),
    "drop jottings": lambda w, m: (
        entry(w, m),
        entry(w, m, EntryKind.PRIVATE),
        w.do(pre_issue.drop_jottings, m.meeting),
    ),
    "record as sent": lambda w, m: (
        w.do(issuing.mark_sent, m.meeting, ClockKind.ACTIONS, DAY),
        w.do(issuing.mark_sent, m.meeting, ClockKind.MINUTES, DAY),
    ),
    "record as held": lambda w, m: w.do(issuing.record_held, m.meeting, time(12, 11)),
    "set a clock": lambda w, m: w.do(issuing.set_clock, issuing.MINUTES_DAYS, 15),
    "set when to follow up attendance": lambda w, m: w.do(
        attendance_follow_up.set_threshold, m.group, 3
    ),
    "learn a word": lambda w, m: w.do(spelling.learn, "inquoracy"),
    "forget a word": lambda w, m: (
        w.do(spelling.learn, "quoracy"),
        w.do(spelling.learn, "inquoracy"),
        w.do(spelling.forget, "inquoracy"),
    ),
    "take a suggestion": lambda w, m: w.do(
        returned.take, m.meeting, suggestion(w, m, after="As the chair has it.")
    ),
    "take a new paragraph": lambda w, m: w.do(
        returned.take, m.meeting, suggestion(w, m, Kind.INSERTED, before="", after="New.")
    ),
    "take a removal": lambda w, m: (
        entry(w, m),
        w.do(returned.take, m.meeting, suggestion(w, m, Kind.DELETED, after="")),
    ),
    "keep a comment": lambda w, m: w.do(
        returned.jot, m.meeting, suggestion(w, m, Kind.COMMENT, comment="Was it so?")
    ),
    "correct minutes": correction,
    "put a correction in other words": lambda w, m: w.do(
        approvals.reword, correction(w, m), "for a read c"
    ),
    "drop a correction": lambda w, m: (
        correction(w, m),
        w.do(approvals.drop_correction, correction(w, m)),
    ),
    "agree minutes": lambda w, m: w.do(approvals.agree, before(w, m), m.meeting, m.items[2], DAY),
    "ratify at matters arising": ratify_later,
    "ask and answer in writing": asked,
    "change what is asked": lambda w, m: w.do(
        written_procedures.set_details,
        w.do(written_procedures.ask, m.group, "A joint response.", DAY),
        matter="Another.",
        answers_by=DAY,
        why="It closes.",
        is_restricted=True,
    ),
    "no answer after all": lambda w, m: w.do(
        written_procedures.answer, asked(w, m), m.seats["dcs"], None, DAY
    ),
    "outcome in writing": outcome,
    "withdraw what is asked": lambda w, m: w.do(written_procedures.withdraw, asked(w, m), DAY),
    "reopen what was asked": lambda w, m: w.do(written_procedures.reopen, outcome(w, m)),
    "chair’s action": lambda w, m: w.do(
        written_procedures.chairs_action, m.group, DAY, "Yes.", why="soon", to_be_ratified=True
    ),
    "style of attendance": lambda w, m: w.do(
        word_look.set_style, m.group, AttendanceStyle.TWO_LISTS
    ),
    "a template": lambda w, m: w.do(word_look.set_template, m.group, TEMPLATE),
    "no template": lambda w, m: (
        w.do(word_look.set_template, m.group, TEMPLATE),
        w.do(word_look.remove_template, m.group),
    ),
    "a look for every group": lambda w, m: (
        w.do(word_look.set_template, m.group, TEMPLATE),
        w.do(word_look.use_for_every_group, m.group),
    ),
    "part of a group’s report": lambda w, m: w.do(
        group_reports.set_part, m.meeting, m.group, Part.RISKS, "Two posts are vacant."
    ),
    "day of a group’s report": lambda w, m: w.do(
        group_reports.mark_reported, m.meeting, m.group, date(2026, 2, 12)
    ),
    "their own name": lambda w, m: w.do(who.call_me, "Priya Nair"),
    "a setting": lambda w, m: w.do(offices.set_setting, "name", "Riverside"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_the_log_agrees_and_undo_and_redo_are_exact(workspace, executive, verb):
    start = snapshot(workspace)
    VERBS[verb](workspace, executive)
    after = snapshot(workspace)
    assert after != start, "the verb did nothing"
    shared = {key: row for key, row in after.items() if key[0] in SHARED}
    assert heads(workspace) == shared
    steps = len(workspace._undo)
    for _ in range(steps):
        workspace.undo()
    assert snapshot(workspace) == start
    for _ in range(steps):
        workspace.redo()
    assert snapshot(workspace) == after
    assert heads(workspace) == shared


def test_the_list_of_verbs_is_whole():
    """A verb that is added to a service must be added above too."""
    modules = [
        actions,
        agenda,
        approvals,
        attendance,
        beside,
        chairs,
        declarations,
        group_reports,
        groups,
        holidays,
        issuing,
        matters,
        meetings,
        minutes,
        names,
        people,
        pre_issue,
        quorum_loss,
        quorum_setting,
        replies,
        returned,
        spelling,
        starters,
        terms,
        timing,
        who,
        word_look,
        written_procedures,
    ]
    writes = ("session.add", "version_from(", ".is_deleted = ", "_set(", "_row(", "position =")
    source = inspect.getsource(inspect.getmodule(test_the_list_of_verbs_is_whole))
    helpers = {
        "agenda.begin": "meetings.add calls it",
        "actions.begin": "minutes.add calls it",
        "minutes.give_particulars": "minutes.add calls it",
        "actions.follow_meetings": "moving a meeting calls it",
        "meetings.add": "meetings.plan calls it",
        "timing.take_up": "kept, not undone",
        "timing.pause": "kept, not undone",
        "timing.take_elsewhere": "agenda.move calls it",
        "people.add": "people.fill_seat calls it",
        "people.named": "people.fill_seat calls it",
        "groups.link": "groups.add_group calls it",
        "holidays.work_on": "the twin of close_on",
        "holidays.forget": "tested in test_meetings",
        "attendance.whole_meeting": "tested in test_attendance",
        "issuing.record_issue": "kept, not undone: tested in test_issued_versions",
        "terms.version_from": "setting a rule calls it",
        "terms.start_rotation": "tested in test_starters",
    }
    for module in modules:
        short = module.__name__.rpartition(".")[2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or function.__module__ != module.__name__:
                continue
            body = inspect.getsource(function)
            if any(mark in body for mark in writes):
                called = f"{short}.{name}"
                assert called in source or called in helpers, called
