"""The quorum lost in the room: what is said and offered, what was ruled, and ratification."""

from datetime import date, time

import pytest

from masa_desktop.domain.attendance import Code, Count
from masa_desktop.domain.attendance_report import quoracy
from masa_desktop.domain.capture_view import coming_note
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.periods import Period
from masa_desktop.domain.quorum import State
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.services import (
    agenda,
    attendance,
    attendance_report,
    decisions,
    group_report_paper,
    groups,
    meetings,
    minutes,
    people,
    quorum_loss,
    quorum_setting,
    quorum_standing,
)
from masa_desktop.storage.entities import Attendance, Decision, Meeting

APRIL = date(2026, 4, 14)


def row_of(workspace, made, key):
    rows = workspace.ask(attendance.roll_call, made.meeting).rows
    return next(r for r in rows if r.seat_id == made.seats[key] and not r.is_deputy)


def leaves(workspace, made, key, item, at=None):
    row = row_of(workspace, made, key).attendance_id
    workspace.do(attendance.leave, row, made.items[item - 1])
    workspace.do(lambda s: setattr(s.get_one(Attendance, row), "left_at", at))
    return row


def standing(workspace, made, item):
    return workspace.ask(quorum_standing.standing, made.meeting, made.items[item - 1])


@pytest.fixture
def lost(workspace, here):
    """The police left at 10:58, during item 6."""
    leaves(workspace, here, "police", 6, time(10, 58))
    return here


def decide(workspace, made, item, text="to widen the sample"):
    return workspace.do(minutes.add, made.items[item - 1], EntryKind.DECISION, text)


def decision(workspace, entry_id):
    def read(session):
        row = next(iter(session.query(Decision).filter_by(entry_id=entry_id)))
        return row.id, row.status, row.settled_at_id, row.settled_on

    return workspace.ask(read)


# What is said


def test_nothing_is_lost_while_the_meeting_is_quorate(workspace, here):
    found = standing(workspace, here, 6)
    assert (found.state, found.is_lost, found.choices) == (State.QUORATE, False, ())


def test_nothing_is_lost_before_the_roll_is_called(workspace, executive):
    found = standing(workspace, executive, 6)
    assert (found.is_taken, found.is_lost, found.headline) == (False, False, "")


def test_nothing_is_lost_where_no_quorum_is_set(workspace, lost):
    workspace.do(quorum_setting.set_quorum, lost.group, {}, None)
    assert not standing(workspace, lost, 6).is_lost


def test_the_banner_says_who_left_when_and_what_stands(workspace, lost):
    found = standing(workspace, lost, 6)
    assert found.is_lost
    assert found.headline == (
        "The meeting is no longer quorate. Northshire Police left at 10:58, during item 6."
    )
    assert found.stands == "Items 1 to 5 stand."
    assert found.follows == (
        "Anything agreed since is marked “to be ratified” until Northshire Police is "
        "back or a deputy with delegated authority joins."
    )
    assert found.rule_says == "By the terms of reference, the chair decides what can proceed."
    assert (found.since_number, found.since_at, found.since_words) == (
        6,
        time(10, 58),
        "since 10:58",
    )


def test_items_before_the_loss_are_quorate_and_later_ones_know_since_when(workspace, lost):
    assert not standing(workspace, lost, 5).is_lost
    assert standing(workspace, lost, 8).since_number == 6


def test_without_a_time_the_item_says_since_when(workspace, here):
    leaves(workspace, here, "police", 6)
    found = standing(workspace, here, 7)
    assert found.headline.endswith("Northshire Police left during item 6.")
    assert found.since_words == "since item 6"


def test_a_meeting_that_never_was_quorate_names_who_is_missing(workspace, here):
    workspace.do(
        attendance.record,
        here.meeting,
        Code.APOLOGIES,
        seat_id=here.seats["police"],
        person_id=here.people["police"],
    )
    found = standing(workspace, here, 3)
    assert found.headline == "The meeting is not quorate. Northshire Police is not represented."
    assert (found.stands, found.left_last, found.since_words) == ("", None, "")
    assert found.follows.endswith("until Northshire Police is represented.")


def test_two_who_left_are_both_named_and_the_last_can_be_taken_back(workspace, lost):
    leaves(workspace, lost, "nurse", 7, time(11, 20))
    found = standing(workspace, lost, 8)
    assert found.headline.endswith(
        "Northshire Police left at 10:58, during item 6. "
        "NHS Riverside and Northshire ICB left at 11:20, during item 7."
    )
    assert found.left_last.initials == "AD"
    assert standing(workspace, lost, 6).left_last.initials == "OP"


def test_a_rule_that_counts_heads_names_the_person_who_left(workspace, here):
    workspace.do(quorum_setting.set_quorum, here.group, {"min_members": 3}, None)
    leaves(workspace, here, "nurse", 4)
    assert standing(workspace, here, 4).headline == (
        "The meeting is no longer quorate. "
        "Anjali Deshmukh (NHS Riverside and Northshire ICB) left during item 4."
    )


def test_the_meeting_as_a_whole_can_be_asked_too(workspace, lost):
    found = workspace.ask(quorum_standing.standing, lost.meeting, "")
    assert found.is_lost
    assert found.left_last is None


# What is offered and done


@pytest.mark.parametrize(
    ("if_inquorate", "first", "number"),
    [
        ("chair_decides", Outcome.INFORMAL, 3),
        ("stop", Outcome.STOPPED, 3),
        ("cancel", Outcome.CANCELLED, 3),
        ("not_stated", Outcome.INFORMAL, 5),
    ],
)
def test_what_is_offered_follows_the_terms_of_reference(
    workspace, lost, if_inquorate, first, number
):
    rule = {"all_of": [lost.council, lost.icb, lost.police], "if_inquorate": if_inquorate}
    workspace.do(quorum_setting.set_quorum, lost.group, rule, None)
    found = standing(workspace, lost, 6)
    assert (found.choices[0].outcome, len(found.choices)) == (first, number)
    assert found.choices[-1].needs_words
    assert ("do not say" in found.rule_says) is (if_inquorate == "not_stated")
    assert found.ruled == ()


def test_a_ruling_is_recorded_once_in_the_chairs_words(workspace, lost):
    item = lost.items[5]
    workspace.do(quorum_loss.rule, lost.meeting, item, Outcome.RULING, "item 6 goes on")
    said = workspace.do(quorum_loss.rule, lost.meeting, item, Outcome.RULING, "items 6 to 8 go on")
    assert said == "The chair ruled that items 6 to 8 go on."
    (one,) = standing(workspace, lost, 7).ruled
    assert (one.sentence, one.item) == (said, 6)
    workspace.do(quorum_loss.take_back, one.id)
    assert standing(workspace, lost, 7).ruled == ()


def test_a_ruling_without_words_is_refused(workspace, lost):
    with pytest.raises(UserError, match="words"):
        workspace.do(quorum_loss.rule, lost.meeting, lost.items[5], Outcome.RULING, "  ")


def test_deferring_defers_this_item_alone_in_one_step(workspace, lost):
    workspace.do(quorum_loss.defer_decisions, lost.meeting, lost.items[6])
    items = workspace.ask(agenda.items, lost.meeting)
    assert [one.number for one in items if one.state is ItemState.DEFERRED] == [7]
    assert items[6].state_note == "Not quorate: Northshire Police was not represented."
    offered = {one.outcome for one in standing(workspace, lost, 7).choices}
    assert Outcome.DEFERRED not in offered
    workspace.undo()
    assert workspace.ask(agenda.items, lost.meeting)[6].state is ItemState.OPEN
    assert standing(workspace, lost, 7).ruled == ()


def test_the_standing_deputy_joins_from_this_item_and_earlier_items_stay_lost(workspace, lost):
    (joiner,) = standing(workspace, lost, 8).joiners
    assert (joiner.initials, joiner.agency) == ("MT", "Northshire Police")
    workspace.do(
        quorum_loss.deputy_joins,
        lost.meeting,
        lost.items[7],
        seat_id=joiner.seat_id,
        person_id=joiner.person_id,
        at=time(11, 30),
    )
    assert [standing(workspace, lost, n).is_lost for n in (5, 6, 7, 8)] == [
        False,
        True,
        True,
        False,
    ]
    assert "left during item 6" in row_of(workspace, lost, "police").note
    assert standing(workspace, lost, 7).joiners[0].person_id == joiner.person_id
    workspace.undo()
    assert standing(workspace, lost, 8).is_lost


def test_a_deputy_without_authority_is_not_offered(workspace, executive):
    workspace.do(
        people.name_deputy,
        executive.seats["police"],
        "Marcus Thorne",
        date(2025, 1, 1),
        has_authority=False,
    )
    workspace.do(attendance.all_present, executive.meeting)
    leaves(workspace, executive, "police", 6)
    assert standing(workspace, executive, 6).joiners == ()


def test_who_has_not_left_after_all_keeps_the_arrival(workspace, lost):
    row = row_of(workspace, lost, "police").attendance_id
    workspace.do(attendance.arrive, row, lost.items[1])
    assert standing(workspace, lost, 6).left_last.attendance_id == row
    workspace.do(quorum_loss.still_here, row)
    assert not standing(workspace, lost, 6).is_lost
    assert row_of(workspace, lost, "police").note == "from item 2"
    workspace.undo()
    assert standing(workspace, lost, 6).since_at == time(10, 58)


def test_decisions_from_the_departure_on_wait_and_those_made_before_it_stand(workspace, here):
    before = decide(workspace, here, 6)
    leaves(workspace, here, "police", 6)
    after = decide(workspace, here, 6, "to wait for the police")
    row = row_of(workspace, here, "police").attendance_id
    waits, stands = DecisionStatus.TO_BE_RATIFIED, DecisionStatus.AGREED
    assert [decision(workspace, one)[1] for one in (before, after)] == [stands, waits]
    workspace.do(attendance.arrive, row, here.items[7])
    assert [decision(workspace, one)[1] for one in (before, after)] == [stands, waits]
    workspace.do(attendance.whole_meeting, row)
    workspace.do(attendance.leave, row, here.items[4])
    assert [decision(workspace, one)[1] for one in (before, after)] == [waits, waits]
    workspace.do(attendance.whole_meeting, row)
    assert [decision(workspace, one)[1] for one in (before, after)] == [stands, stands]


def test_a_quorum_lost_and_back_within_one_item_is_told_of_that_item(workspace, here):
    leaves(workspace, here, "police", 6)
    entry = decide(workspace, here, 6)
    row = row_of(workspace, here, "police").attendance_id
    workspace.do(attendance.arrive, row, here.items[5])
    assert decision(workspace, entry)[1] == DecisionStatus.TO_BE_RATIFIED
    said = "Northshire Police was not represented."
    assert workspace.ask(quorum_standing.paper_lines, here.meeting) == (
        f"The meeting was not quorate for part of item 6: {said}",
    )
    (waits,) = workspace.ask(decisions.to_be_ratified, here.group)
    assert waits.why == "For part of the item, Northshire Police is not represented."


def test_the_sentence_that_somebody_left_goes_with_the_leaving(workspace, lost):
    row = row_of(workspace, lost, "police")
    said = [
        coming_note(["Owen Prydderch (Northshire Police)"], time(9, 50), leaves=True),
        coming_note(["Owen Prydderch"], None, leaves=False),
        "Owen Prydderch left the meeting in no doubt about the audit.",
    ]
    for text in said:
        workspace.do(minutes.add, lost.items[2], EntryKind.NOTE, text)
    workspace.do(minutes.add, lost.items[5], EntryKind.NOTE, said[0].replace("09:50", "10:58"))
    workspace.do(quorum_loss.still_here, row.attendance_id)
    assert [one.text for one in workspace.ask(minutes.of_item, lost.items[2])] == said
    assert workspace.ask(minutes.of_item, lost.items[5]) == []


def test_a_deputy_who_joins_heals_what_follows_and_nothing_before(workspace, lost):
    entry = decide(workspace, lost, 7)
    assert decision(workspace, entry)[1] == DecisionStatus.TO_BE_RATIFIED
    (joiner,) = standing(workspace, lost, 7).joiners
    workspace.do(
        quorum_loss.deputy_joins,
        lost.meeting,
        lost.items[6],
        seat_id=joiner.seat_id,
        person_id=joiner.person_id,
    )
    assert decision(workspace, entry)[1] == DecisionStatus.TO_BE_RATIFIED
    assert decision(workspace, decide(workspace, lost, 7))[1] == DecisionStatus.AGREED
    assert decision(workspace, entry)[1] == DecisionStatus.TO_BE_RATIFIED


def test_the_chair_may_find_that_enough_are_here(workspace, lost):
    agencies = [lost.council, lost.icb, lost.police]
    rule = {"min_of": {"number": 3, "agency_ids": agencies}, "chair_discretion": True}
    workspace.do(quorum_setting.set_quorum, lost.group, rule, None)
    found = standing(workspace, lost, 6)
    assert (found.state, found.is_lost) == (State.CHAIR_DECIDES, True)
    assert found.headline.endswith("The chair may decide whether that is enough.")
    workspace.do(quorum_loss.rule, lost.meeting, lost.items[5], Outcome.ENOUGH)
    assert not standing(workspace, lost, 6).is_lost
    assert workspace.ask(quorum_standing.paper_lines, lost.meeting) == (
        "The chair decided that those present were enough.",
    )


# What is written


def test_the_paper_says_how_long_why_and_what_was_ruled(workspace, lost):
    (joiner,) = standing(workspace, lost, 8).joiners
    workspace.do(
        quorum_loss.deputy_joins,
        lost.meeting,
        lost.items[7],
        seat_id=joiner.seat_id,
        person_id=joiner.person_id,
    )
    workspace.do(quorum_loss.rule, lost.meeting, lost.items[5], Outcome.RULING, "it went on")
    workspace.do(quorum_loss.defer_decisions, lost.meeting, lost.items[6])
    assert workspace.ask(quorum_standing.paper_lines, lost.meeting) == (
        "The meeting was not quorate from item 6 to item 7: Northshire Police was not "
        "represented. The chair ruled that it went on. At item 7, decisions were deferred.",
    )


def test_a_shareable_copy_has_no_word_of_a_ruling_under_a_restricted_item(workspace, lost):
    workspace.do(quorum_loss.rule, lost.meeting, lost.items[6], Outcome.RULING, "zebra waits")
    workspace.do(agenda.set_restricted, lost.items[6], restricted=True)
    (full,) = workspace.ask(quorum_standing.paper_lines, lost.meeting)
    shared = workspace.ask(quorum_standing.paper_lines, lost.meeting, shareable=True)
    assert "At item 7, the chair ruled that zebra waits." in full
    why = "Northshire Police was not represented."
    assert shared == (
        f"The meeting was not quorate for item 6: {why}",
        f"The meeting was not quorate from item 8 on: {why}",
    )


def test_a_shareable_copy_does_not_say_how_a_restricted_item_stood(workspace, lost):
    """The quorum was lost for items 6 to 8, of which 6 and 8 are restricted."""
    for item in (lost.items[5], lost.items[7]):
        workspace.do(agenda.set_restricted, item, restricted=True)
    assert workspace.ask(quorum_standing.paper_lines, lost.meeting, shareable=True) == (
        "The meeting was not quorate for item 7: Northshire Police was not represented.",
    )


def test_a_quorate_meeting_and_one_without_a_roll_need_no_line(workspace, executive):
    assert workspace.ask(quorum_standing.paper_lines, executive.meeting) == ()
    workspace.do(attendance.all_present, executive.meeting)
    assert workspace.ask(quorum_standing.paper_lines, executive.meeting) == ()


def test_the_minutes_are_offered_the_loss_and_the_return_once(workspace, lost):
    ask = workspace.ask
    assert ask(quorum_standing.minute_line, lost.meeting, lost.items[4]) == ""
    assert ask(quorum_standing.minute_line, lost.meeting, lost.items[5]) == (
        "The meeting was not quorate from item 6: Northshire Police was not represented."
    )
    (joiner,) = standing(workspace, lost, 8).joiners
    workspace.do(
        quorum_loss.deputy_joins,
        lost.meeting,
        lost.items[7],
        seat_id=joiner.seat_id,
        person_id=joiner.person_id,
    )
    line = ask(quorum_standing.minute_line, lost.meeting, lost.items[7])
    assert line == "The meeting was quorate again from item 8."
    workspace.do(minutes.add, lost.items[7], EntryKind.NOTE, line)
    assert ask(quorum_standing.minute_line, lost.meeting, lost.items[7]) == ""


# The card


def test_the_card_names_the_agency_that_left(workspace, lost):
    found = workspace.ask(quorum_standing.card, lost.meeting, lost.items[5])
    assert [(one.name, one.is_here, one.initials, one.away) for one in found.agencies] == [
        ("Riverside Council", True, ("HM",), ""),
        ("NHS Riverside and Northshire ICB", True, ("AD",), ""),
        ("Northshire Police", False, (), "left 10:58"),
    ]
    assert found.tally == "2 of 3 partners"
    assert found.numbers == "3 in the room · 0 apologies · 1 left"
    assert found.rule == (
        "Rule: all three safeguarding partners are represented. "
        "A deputy counts if they have delegated authority."
    )


def test_the_card_says_apologies_and_not_recorded_apart(workspace, executive):
    def away():
        found = workspace.ask(quorum_standing.card, executive.meeting, executive.items[0])
        return {one.name: one.away for one in found.agencies}

    assert away()["Northshire Police"] == "not recorded"
    workspace.do(
        attendance.record,
        executive.meeting,
        Code.APOLOGIES,
        seat_id=executive.seats["police"],
        person_id=executive.people["police"],
    )
    assert away()["Northshire Police"] == "apologies"


def test_other_agencies_here_are_listed_apart(workspace, lost):
    workspace.do(
        quorum_setting.set_quorum,
        lost.group,
        {"all_of": [lost.council, lost.police], "called": "safeguarding partners"},
        None,
    )
    found = workspace.ask(quorum_standing.card, lost.meeting, lost.items[5])
    assert [one.name for one in found.others] == ["NHS Riverside and Northshire ICB"]
    assert found.others_called[1] == "relevant agencies"


# Ratifying


@pytest.fixture
def april(workspace, lost):
    """The next meeting of the executive, everybody present."""
    key = workspace.do(meetings.add, lost.group, APRIL)
    workspace.do(attendance.all_present, key)
    return key


def test_what_waits_says_where_it_was_taken_and_why(workspace, lost):
    decide(workspace, lost, 5, "to go on")
    decide(workspace, lost, 7)
    (one,) = workspace.ask(decisions.to_be_ratified, lost.group)
    assert (one.words, one.on, one.item, one.meeting_id) == (
        "to widen the sample",
        date(2026, 2, 10),
        workspace.ask(agenda.items, lost.meeting)[6].title,
        lost.meeting,
    )
    assert one.why == "Northshire Police is not represented."
    assert not one.is_restricted


def test_a_later_meeting_ratifies_in_one_step(workspace, lost, april):
    entry = decide(workspace, lost, 7)
    key = decision(workspace, entry)[0]
    workspace.do(decisions.ratify, key, april, APRIL)
    settled = (key, DecisionStatus.RATIFIED, april, APRIL)
    assert decision(workspace, entry) == settled
    assert workspace.ask(decisions.to_be_ratified, lost.group) == ()
    workspace.undo()
    assert decision(workspace, entry) == (key, DecisionStatus.TO_BE_RATIFIED, None, None)
    workspace.redo()
    assert decision(workspace, entry) == settled


def test_a_ratified_decision_is_not_marked_again(workspace, lost, april):
    entry = decide(workspace, lost, 7)
    workspace.do(decisions.ratify, decision(workspace, entry)[0], april, APRIL)
    leaves(workspace, lost, "nurse", 7)
    workspace.do(attendance.follow_quorum, lost.meeting)
    assert decision(workspace, entry)[1] == DecisionStatus.RATIFIED


def test_a_later_meeting_may_refuse(workspace, lost, april):
    entry = decide(workspace, lost, 7)
    key = decision(workspace, entry)[0]
    workspace.do(decisions.refuse_ratification, key, april, APRIL)
    assert decision(workspace, entry) == (key, DecisionStatus.NOT_RATIFIED, april, APRIL)
    with pytest.raises(UserError, match="Not ratified"):
        workspace.do(decisions.ratify, key, april, APRIL)


def test_a_meeting_cannot_ratify_what_it_took_itself(workspace, lost):
    key = decision(workspace, decide(workspace, lost, 7))[0]
    with pytest.raises(UserError, match="not at the one that took it"):
        workspace.do(decisions.ratify, key, lost.meeting, APRIL)


def test_an_earlier_or_cancelled_meeting_cannot_ratify(workspace, lost, april):
    key = decision(workspace, decide(workspace, lost, 7))[0]
    earlier = workspace.do(meetings.add, lost.group, date(2026, 1, 13))
    workspace.do(attendance.all_present, earlier)
    with pytest.raises(UserError, match="later meeting"):
        workspace.do(decisions.ratify, key, earlier, APRIL)
    workspace.do(meetings.set_status, april, MeetingStatus.CANCELLED)
    with pytest.raises(UserError, match="later meeting"):
        workspace.do(decisions.ratify, key, april, APRIL)


def test_a_meeting_that_is_not_quorate_itself_cannot_ratify(workspace, lost, april):
    entry = decide(workspace, lost, 7)
    key = decision(workspace, entry)[0]
    workspace.do(
        attendance.record,
        april,
        Code.APOLOGIES,
        seat_id=lost.seats["nurse"],
        person_id=lost.people["nurse"],
    )
    for verb in (decisions.ratify, decisions.refuse_ratification):
        with pytest.raises(UserError, match="not quorate either") as refused:
            workspace.do(verb, key, april, APRIL)
        assert "ICB is not represented" in refused.value.happened
        assert refused.value.safe
    assert decision(workspace, entry)[1] == DecisionStatus.TO_BE_RATIFIED


def test_it_is_asked_at_the_item_that_ratifies(workspace, lost, april):
    key = decision(workspace, decide(workspace, lost, 7))[0]
    items = [one.id for one in workspace.ask(agenda.items, april)]
    rows = workspace.ask(attendance.roll_call, april).rows
    nurse = next(row for row in rows if row.seat_id == lost.seats["nurse"])
    workspace.do(attendance.leave, nurse.attendance_id, items[3])
    with pytest.raises(UserError, match="not quorate either"):
        workspace.do(decisions.ratify, key, april, APRIL, item_id=items[4])
    workspace.do(decisions.ratify, key, april, APRIL, item_id=items[2])


def test_before_the_roll_call_nobody_can_say(workspace, lost):
    key = decision(workspace, decide(workspace, lost, 7))[0]
    later = workspace.do(meetings.add, lost.group, APRIL)
    with pytest.raises(UserError, match="roll-call"):
        workspace.do(decisions.ratify, key, later, APRIL)


@pytest.mark.parametrize("state", [MinutesState.APPROVED, MinutesState.PUBLISHED])
def test_a_new_quorum_leaves_decisions_of_approved_minutes_alone(workspace, here, state):
    entry = decide(workspace, here, 5)
    workspace.do(lambda s: setattr(s.get_one(Meeting, here.meeting), "minutes_state", state.value))
    workspace.do(quorum_setting.set_quorum, here.group, {"min_members": 9}, None)
    assert decision(workspace, entry)[1] == DecisionStatus.AGREED


def test_every_paper_is_silent_on_the_quorum_of_restricted_items(workspace, lost):
    """The quorum was lost for items 6 to 8. The report to the body above has the same lines."""

    year = Period.financial_year(workspace.ask(meetings.head, lost.meeting).on)

    def figures():
        return workspace.ask(
            attendance_report.figures,
            period=year, group_ids=(), count=Count.AGENCY, today=year.last,
        )  # fmt: skip

    def told():
        found = figures()
        paper = workspace.ask(group_report_paper.report, lost.meeting, board, year.last)
        lines = workspace.ask(quorum_standing.paper_lines, lost.meeting, shareable=True)
        assert set(lines) <= set(paper.sections[0].paragraphs)
        assert "Quorate throughout." not in paper.sections[0].paragraphs
        return lines, found.met[0].lost, quoracy(found.met)[-1]

    board = workspace.do(groups.add_group, "Board")
    workspace.do(groups.link, lost.group, board)
    workspace.do(meetings.set_status, lost.meeting, MeetingStatus.HELD)
    assert told()[1] == "lost its quorum at item 6"
    for item in (lost.items[5], lost.items[7]):
        workspace.do(agenda.set_restricted, item, restricted=True)
    why = "Northshire Police was not represented."
    silent = "Of restricted items nothing is said here."
    line = f"The meeting was not quorate for item 7: {why}"
    assert told() == ((line,), "lost its quorum at item 7", silent)
    workspace.do(agenda.set_restricted, lost.items[6], restricted=True)
    assert told() == ((), "", silent)
    for item in lost.items:
        workspace.do(agenda.set_restricted, item, restricted=True)
    assert told() == ((), "", silent)
    (met,) = figures().met
    assert met.quorum_words == "Recorded separately"


def test_a_meeting_without_an_agenda_is_judged_as_a_whole(workspace, executive):
    on = date(2026, 3, 3)
    meeting = workspace.do(meetings.add, executive.group, on)
    for item in workspace.ask(agenda.items, meeting):
        workspace.do(agenda.remove, item.id)
    dcs = {"seat_id": executive.seats["dcs"], "person_id": executive.people["dcs"]}
    workspace.do(attendance.record, meeting, Code.PRESENT, **dcs)
    workspace.do(meetings.set_status, meeting, MeetingStatus.HELD)
    year = Period.financial_year(on)
    found = workspace.ask(
        attendance_report.figures, period=year, group_ids=(), count=Count.AGENCY, today=on
    )
    assert [met.quorum_words for met in found.met] == ["Was not quorate"]
