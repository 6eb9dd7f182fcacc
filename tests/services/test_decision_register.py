"""The register of decisions: what is in it, what is only counted, and what became of each since."""

from datetime import date

import pytest
from sqlalchemy import func, select

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import (
    ConditionState,
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.periods import Period
from masa_desktop.services import (
    agenda,
    attendance,
    checking,
    decision_chains,
    decision_paper,
    decision_register,
    decisions,
    groups,
    issuing,
    minutes,
    numbering,
    offices,
    paper_minutes,
)
from masa_desktop.services.decision_register import Standing
from masa_desktop.storage.entities import Decision, DecisionLink

FEB, DAY, MARCH, JUNE = date(2026, 2, 3), date(2026, 2, 10), date(2026, 3, 3), date(2026, 6, 3)
YEAR = Period.financial_year(DAY)


def decided(workspace, item, text="The plan."):
    """A decision minuted under this item; gives the decision's id and its entry's."""
    entry = workspace.do(minutes.add, item, EntryKind.DECISION, text)
    return workspace.ask(lambda s: s.query(Decision).filter_by(entry_id=entry).one().id), entry


def elsewhere(workspace, name, on, verb, text="The plan."):
    group = workspace.do(groups.add_group, name, is_external=True)
    return workspace.do(decision_chains.record_elsewhere, group, on, verb, text)


def rows(workspace, **asked):
    return {row.id: row for row in workspace.ask(decision_register.rows, **asked)}


def detail(workspace, key):
    return workspace.ask(decision_register.detail, key)


@pytest.fixture
def plan(workspace, here):
    """The executive agreed a plan on a condition; gives decision and entry."""
    key, entry = decided(workspace, here.items[4])
    workspace.do(minutes.set_verb, entry, DecisionVerb.ENDORSED)
    workspace.do(decisions.set_method, entry, DecisionMethod.VOTE)
    workspace.do(decisions.set_dissent, entry, "Police")
    workspace.do(decisions.set_conditions, entry, "the plan is costed by June")
    return key, entry


@pytest.fixture
def agreed(workspace, here, plan):
    """The same, its minutes agreed."""
    workspace.do(issuing.set_state, here.meeting, MinutesState.APPROVED, DAY)
    return plan


def paper(workspace, here):
    return workspace.ask(paper_minutes.minutes_of, here.meeting)


def test_DEC_3_a_condition_met_is_in_the_register_and_never_on_the_agreed_paper(
    workspace, here, agreed
):
    key, before = agreed[0], paper(workspace, here)
    assert rows(workspace)[key].is_condition_open
    note = "budget paper agreed."
    workspace.do(decision_chains.set_condition_state, key, ConditionState.MET, JUNE, note)
    row = rows(workspace)[key]
    assert row.particulars == (
        "By vote. Dissent: Police. Condition: the plan is costed by June. Met on 3 June 2026: "
        "budget paper agreed."
    )
    assert (row.is_condition_open, row.lead) == (False, "ENDORSED SUBJECT TO A CONDITION")
    assert paper(workspace, here) == before
    workspace.undo()
    assert rows(workspace)[key].is_condition_open
    workspace.redo()
    assert rows(workspace)[key].became.startswith("Met on")
    workspace.do(decision_chains.set_condition_state, key, ConditionState.NOT_SAID, JUNE, note)
    assert rows(workspace)[key].became == ""


def test_a_condition_there_is_none_of_or_settled_before_the_decision_is_refused(
    workspace, here, plan
):
    key, entry = plan
    with pytest.raises(UserError, match="cannot be settled on 3 Feb 2026"):
        workspace.do(decision_chains.set_condition_state, key, ConditionState.MET, FEB)
    workspace.do(decision_chains.set_condition_state, key, ConditionState.LAPSED, JUNE)
    workspace.do(decisions.set_conditions, entry, "")
    assert rows(workspace)[key].became == ""
    with pytest.raises(UserError, match="no condition"):
        workspace.do(decision_chains.set_condition_state, key, ConditionState.MET, JUNE)


def test_DEC_2_a_chain_goes_through_bodies_forward_in_time_and_undo_breaks_it(
    workspace, here, agreed
):
    key, before = agreed[0], paper(workspace, here)
    first = elsewhere(workspace, "Rapid Review Panel", FEB, DecisionVerb.RECOMMENDED)
    last = elsewhere(workspace, "National Panel", MARCH, DecisionVerb.AGREED)
    link, ask = decision_chains.follow_on, decision_register.can_follow
    assert [row.id for row in workspace.ask(ask, key)] == [first]
    workspace.do(link, last, key)
    workspace.do(link, key, first)
    assert workspace.ask(ask, key) == []
    for one, other, why in (
        (key, last, "cannot follow one taken later"),
        (key, key, "itself"),
    ):
        with pytest.raises(UserError, match=why):
            workspace.do(link, one, other)
    found = detail(workspace, last)
    assert [(one.words, one.is_next) for one in found.before] == [
        ("Recommended by Rapid Review Panel, 3 Feb 2026", False),
        ("Endorsed on a condition by RSCP Executive, 10 Feb 2026", True),
    ]
    assert [one.row.id for one in detail(workspace, key).after] == [last]
    assert rows(workspace)[last].follows == (rows(workspace)[key].ref,)
    workspace.undo()
    assert detail(workspace, key).before == ()
    workspace.redo()
    workspace.do(decision_chains.unfollow, key, first)
    assert detail(workspace, key).before == ()
    workspace.undo()
    assert [one.row.id for one in detail(workspace, key).before] == [first]
    workspace.do(decision_chains.unfollow, key, first)
    workspace.do(link, key, first)
    assert workspace.ask(lambda s: s.scalar(select(func.count(DecisionLink.id)))) == 2
    assert paper(workspace, here) == before


def test_ATT_4_a_ratification_is_a_step_of_the_chain(workspace, here):
    taken, ref = elsewhere_here(workspace, here)
    line = f"To ratify {ref}."
    workspace.do(attendance.all_present, here.meeting)
    workspace.do(decisions.ratify, taken, here.meeting, DAY)
    later, _ = decided(workspace, here.items[4], line)
    found, ratifying = detail(workspace, taken), detail(workspace, later)
    ours = ratifying.row
    assert found.row.settled == f"Ratified at {ours.meeting}, 10 Feb 2026"
    assert [(one.words, one.is_next) for one in found.after] == [
        (f"Agreed by RSCP Executive, 10 Feb 2026: ratifies {ref}", False)
    ]
    (before,) = ratifying.before
    assert before.words.endswith(f"since ratified: ratified by {ours.ref}")
    also, _ = decided(workspace, here.items[4], "A leaflet goes with it.")
    workspace.do(decision_chains.follow_on, also, taken)
    (before,) = detail(workspace, also).before
    assert before.words.endswith("since ratified")


def elsewhere_here(workspace, here):
    """A chair's action of this group that waits to be ratified; its id and reference."""
    key = workspace.do(
        decisions.add_between_meetings,
        here.group,
        FEB,
        "To fund it.",
        method=DecisionMethod.CHAIRS_ACTION,
        status=DecisionStatus.TO_BE_RATIFIED,
    )
    return key, rows(workspace)[key].ref


def test_what_is_restricted_is_counted_and_its_words_are_nowhere(workspace, here, plan):
    key, _ = plan
    hidden, _ = decided(workspace, here.items[5], "SECRET")
    quiet = workspace.do(
        decisions.add_between_meetings, here.group, DAY, "SECRET", is_restricted=True
    )
    after = workspace.do(decisions.add_between_meetings, here.group, MARCH, "To go on.")
    for later, earlier in ((hidden, key), (after, hidden)):
        workspace.do(decision_chains.follow_on, later, earlier)
    workspace.do(agenda.set_restricted, here.items[5], restricted=True)
    assert set(rows(workspace)) == {key, after}
    assert workspace.ask(decision_register.restricted) == 2
    assert workspace.ask(decision_register.restricted, Period(MARCH, MARCH)) == 0
    assert detail(workspace, hidden) is detail(workspace, quiet) is None
    assert rows(workspace)[after].follows == ()
    assert [row.id for row in workspace.ask(decision_register.can_follow, after)] == [key]
    found = detail(workspace, after)
    assert ([one.row.id for one in found.before], found.hidden) == ([key], 1)
    told = workspace.ask(_report(here.group))
    assert told.left_out == "2 restricted decisions are not in this register."
    assert decision_paper.left_out_words(1) == "1 restricted decision is not in this register."
    assert "SECRET" not in repr((told, found, detail(workspace, key)))


def _report(*group_ids):
    return lambda session: decision_paper.report(
        session, period=YEAR, group_ids=group_ids, today=MARCH
    )


def test_DEC_5_the_register_goes_on_paper_with_its_chains(workspace, here, plan):
    key, _ = plan
    first = elsewhere(workspace, "Rapid Review Panel", FEB, DecisionVerb.RECOMMENDED)
    workspace.do(decision_chains.follow_on, key, first)
    workspace.do(decision_chains.set_implements, key, "  Neglect review,  recommendation 3 ")
    told = workspace.ask(_report())
    table, chains = told.sections
    assert table.paragraphs == ("2 decisions, 1 with an open condition.",)
    recommended, endorsed = table.table.rows
    assert endorsed == (
        "EXEC-2026-D001",
        DAY,
        "RSCP Executive",
        "EXEC-2026-01, item 5. Neglect: audit findings (minutes not agreed yet)",
        "ENDORSED SUBJECT TO A CONDITION: The plan.",
        "By vote. Dissent: Police. Condition: the plan is costed by June.",
        f"Neglect review, recommendation 3. Follows {recommended[0]}.",
    )
    assert recommended[2:5] == (
        "Rapid Review Panel",
        "Not minuted here",
        "RECOMMENDED: The plan.",
    )
    assert chains.paragraphs == (
        "EXEC-2026-D001: Recommended by Rapid Review Panel, 3 Feb 2026 → endorsed on a condition "
        "by RSCP Executive, 10 Feb 2026.",
    )
    assert told.covers.endswith("to date, 3 March 2026, all groups")
    later = workspace.do(decisions.add_between_meetings, here.group, MARCH, "A", is_restricted=True)
    workspace.do(decision_chains.follow_on, later, key)
    assert workspace.ask(_report()).sections[1] == chains
    assert len(workspace.ask(_report(here.group)).sections[0].table.rows) == 1
    (empty,) = workspace.ask(
        lambda s: (
            decision_paper.report(s, period=Period(JUNE, JUNE), group_ids=(), today=JUNE).sections
        )
    )
    assert (empty.table, empty.paragraphs) == (None, ("No decision is recorded here.",))


def test_the_register_is_asked_by_standing_words_period_and_group(workspace, here, plan):
    key, _ = plan
    attendance_of = {"seat_id": here.seats["police"], "person_id": here.people["police"]}
    other = workspace.do(decisions.add_between_meetings, here.group, MARCH, "To widen the sample.")
    waits, _ = decided(workspace, here.items[5], "To write.")
    every = list(rows(workspace).values())

    def among(standing=Standing.ANY, words=""):
        return {row.id for row in decision_register.among(every, standing, words)}

    assert among(words="NEGLECT vote") == {key}
    assert among(words="3 mar sample") == {other}
    assert among(Standing.CONDITION_OPEN) == {key}
    assert among(Standing.WITH_DISSENT) == {key}
    assert among(Standing.TO_BE_RATIFIED) == set()
    workspace.do(attendance.record, here.meeting, Code.APOLOGIES, **attendance_of)
    every = list(rows(workspace).values())
    assert among(Standing.TO_BE_RATIFIED) == {key, waits}
    found = decision_register.counts(every)
    assert decision_paper.counts_words(found) == (
        "3 decisions, 2 to be ratified, 1 with an open condition."
    )
    assert set(rows(workspace, period=Period(MARCH, MARCH))) == {other}
    assert rows(workspace, group_ids=["nobody"]) == {}


def test_only_what_a_change_concerns_is_read_again(workspace, here, plan):
    key, entry = plan
    first = elsewhere(workspace, "Rapid Review Panel", FEB, DecisionVerb.RECOMMENDED)
    told = []
    workspace.on_change(lambda changes: told.append(changes.changes))

    def read(step, *said, **named):
        before = list(rows(workspace).values())
        workspace.do(step, *said, **named)
        after = workspace.ask(decision_register.again, before, told[-1])
        if after is not None:
            assert {row.id: row for row in after} == rows(workspace)
            return len([row for row in after if row not in before])
        return None

    assert read(decision_chains.set_implements, key, "Recommendation 3") == 1
    assert read(minutes.set_text, entry, "Another plan.") == 1
    assert read(decision_chains.follow_on, key, first) == 1
    assert read(lambda s: setattr(s.get_one(Decision, first), "ref", "RRP-2026-D009")) == 2
    assert read(decision_chains.record_elsewhere, here.group, DAY, DecisionVerb.NOTED, "It.") == 1
    assert read(minutes.remove, entry) == 0
    assert read(agenda.set_restricted, here.items[4], restricted=True) is None


def test_a_decision_that_no_meeting_took_is_numbered_found_whole_and_undone(workspace, here, plan):
    key = workspace.do(
        decisions.add_between_meetings,
        here.group,
        DAY,
        "  To  go on. ",
        method=DecisionMethod.WRITTEN_PROCEDURE,
        conditions="the chair agrees",
    )
    row = rows(workspace)[key]
    assert (row.ref, row.meeting, row.item) == ("EXEC-2026-D002", "", None)
    assert (row.text, row.standing) == ("To go on.", DecisionStatus.CONDITIONAL)
    assert detail(workspace, key).actions == ()
    assert all(found.is_fine for found in checking.check(workspace))
    workspace.undo()
    assert key not in rows(workspace)
    with pytest.raises(UserError, match="needs words"):
        workspace.do(decisions.add_between_meetings, here.group, DAY, " ")


def test_what_another_laptop_decided_between_meetings_is_numbered_with_the_next_minutes(
    workspace, here
):
    ours = workspace.ask(lambda s: offices.setting(s, "registrar"))
    workspace.do(offices.set_setting, "registrar", "another")
    key = workspace.do(decisions.add_between_meetings, here.group, DAY, "To go on.")
    assert "draft" in rows(workspace)[key].ref
    workspace.do(offices.set_setting, "registrar", ours)
    workspace.do(numbering.complete, here.meeting)
    assert rows(workspace)[key].ref == "EXEC-2026-D001"


def test_actions_of_the_same_item_stand_by_a_decision(workspace, here, plan):
    workspace.do(minutes.add, here.items[4], EntryKind.ACTION, "Cost the plan.")
    workspace.do(minutes.add, here.items[5], EntryKind.ACTION, "Another matter.")
    (one,) = detail(workspace, plan[0]).actions
    assert (one.ref, one.text, one.status) == ("EXEC-2026-001", "Cost the plan.", "Not started")
