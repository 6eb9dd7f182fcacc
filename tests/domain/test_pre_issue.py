"""What the check before issue finds, and which version comes next (F9, MIN-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.pre_issue import (
    DETAILS,
    HELD,
    ROLL_CALL,
    CheckedEntry,
    CheckedItem,
    CheckedMinutes,
    Kind,
    Severity,
    findings,
    kind_label,
    says_none_declared,
    severity_label,
)

NOTE = CheckedEntry("e1", EntryKind.NOTE, "The findings were heard.")
ACTION = CheckedEntry("e2", EntryKind.ACTION, "Circulate the audit", "EXEC-2026-014")
DECISION = CheckedEntry("e3", EntryKind.DECISION, "to widen the sample", "EXEC-2026-D004")
ITEM = CheckedItem("i5", 5, "Neglect", ItemState.OPEN, (), (NOTE,))


def kinds(minutes):
    return [finding.kind for finding in findings(minutes)]


def of(*entries, **changes):
    return CheckedMinutes(items=(replace(ITEM, entries=entries, **changes),))


def test_minutes_in_order_have_nothing_to_look_at():
    assert findings(of(NOTE, ACTION, DECISION)) == []


@pytest.mark.parametrize(
    ("minutes", "kind", "place"),
    [
        (of(replace(ACTION, has_owner=False)), Kind.NO_OWNER, ("i5", "e2")),
        (of(replace(ACTION, due_kind=DueKind.NOT_SAID)), Kind.NO_DATE, ("i5", "e2")),
        (of(replace(DECISION, text=" \n")), Kind.NO_WORDS, ("i5", "e3")),
        (of(replace(DECISION, text="to go, subject to advice")), Kind.NO_CONDITION, ("i5", "e3")),
        (of(replace(DECISION, text="to go. HM dissented")), Kind.NO_DISSENT, ("i5", "e3")),
        (of(replace(NOTE, text="SGe reported it."), away=("SGe",)), Kind.SPOKE_AWAY, ("i5", "e1")),
        (of(replace(NOTE, text="SGe thanked all."), away=("SGe",)), Kind.SPOKE_AWAY, ("i5", "e1")),
        (of(replace(DECISION, dissent="YK"), away=("YK",)), Kind.SPOKE_AWAY, ("i5", "e3")),
        (of(replace(DECISION, is_to_be_ratified=True)), Kind.TO_RATIFY, ("i5", "e3")),
        (of(replace(NOTE, text="Seen.\n/a SGe do it by 14 Mar")), Kind.AS_TYPED, ("i5", "e1")),
        (of(replace(NOTE, text="/P check this")), Kind.AS_TYPED, ("i5", "e1")),
        (of(replace(NOTE, text="Seen.\nMembers NOTED …."), ACTION), Kind.OPEN_GAP, ("i5", "e1")),
        (of(NOTE, replace(ACTION, ref="EXEC-2026-draft-7f3a")), Kind.DRAFT_REFERENCE, ("i5", "e2")),
        (of(replace(NOTE, text="Lives at SW1A 1AA.")), Kind.PERSONAL, ("i5", "e1")),
        (of(NOTE, title="AB, 14, review"), Kind.PERSONAL, ("i5", "")),
        (of(NOTE, notes=("born 3 April 2012",)), Kind.PERSONAL, ("i5", "")),
        (of(), Kind.NO_OUTCOME, ("i5", "")),
        (of(DECISION, is_quorum_undecided=True), Kind.QUORUM_UNDECIDED, ("i5", "")),
        (of(replace(DECISION, particulars="Dissent: AB, 14.")), Kind.PERSONAL, ("i5", "e3")),
        (CheckedMinutes(is_roll_taken=False), Kind.NO_ROLL_CALL, ("", ROLL_CALL)),
        (CheckedMinutes(unaccounted=(("s/p", "Owen"),)), Kind.NOT_ACCOUNTED, ("", ROLL_CALL)),
        (CheckedMinutes(room=(("Of AB, 14", ROLL_CALL),)), Kind.PERSONAL, ("", ROLL_CALL)),
        (CheckedMinutes(room=(("Of AB, 14", ""),)), Kind.PERSONAL, ("", "")),
        (CheckedMinutes(is_held=False), Kind.NOT_HELD, ("", HELD)),
        (CheckedMinutes(not_agreed=("It does not stand.",)), Kind.NOT_AGREED, ("", "")),
        (of(state=ItemState.DONE), Kind.NO_OUTCOME, ("i5", "")),
        (
            replace(of(replace(NOTE, text="There were no declarations.")), declared=("BC",)),
            Kind.NONE_DECLARED,
            ("i5", "e1"),
        ),
        (of(replace(NOTE, text=" "), state=ItemState.DONE), Kind.NO_OUTCOME, ("i5", "")),
        (CheckedMinutes(has_chair=False), Kind.NO_CHAIR, ("", ROLL_CALL)),
        (CheckedMinutes(chairless=(5, 6)), Kind.NO_CHAIR, ("", ROLL_CALL)),
        (CheckedMinutes(has_quorum=False), Kind.NO_QUORUM, ("", DETAILS)),
        (CheckedMinutes(jottings=3), Kind.JOTTINGS, ("", "")),
    ],
)
def test_each_thing_is_found_at_its_place(minutes, kind, place):
    (found,) = findings(minutes)
    assert (found.kind, (found.item_id, found.entry_id)) == (kind, place)
    assert found.sentence.endswith((".", "checked."))


def test_a_condition_and_a_dissent_that_are_recorded_are_no_finding():
    text = "to go on condition that it is costed. HM voted against."
    recorded = replace(DECISION, text=text, has_condition=True, dissent="AD")
    assert kinds(of(recorded)) == []
    assert kinds(of(replace(NOTE, text=text))) == []


@pytest.mark.parametrize(
    "text", ["SGe’s paper was heard.", "SGe and JL reported", "MSGe said", "sge said", "SGe to go"]
)
def test_a_mention_of_somebody_away_is_no_finding(text):
    assert kinds(of(replace(NOTE, text=text), away=("SGe",))) == []


def test_draft_references_are_told_in_one_line():
    """A second laptop gives none, so its papers would carry references that will change."""
    drafts = [replace(ACTION, id=f"a{n}", ref=f"EXEC-2026-draft-000{n}") for n in range(2)] + [
        replace(DECISION, ref="EXEC-2026-draft-Dabcd")
    ]
    (found,) = findings(of(*drafts))
    assert found.sentence == (
        "2 actions and 1 decision have draft references, such as EXEC-2026-draft-0000. Issue the "
        "minutes on the laptop that gives the numbers, and they are numbered first; issued on "
        "another they go out like this."
    )
    assert found.is_open
    assert findings(of(*drafts[1:]))[0].key != found.key


@pytest.mark.parametrize("due", [kind for kind in DueKind if kind is not DueKind.NOT_SAID])
def test_ongoing_or_next_meeting_is_a_date_said(due):
    assert kinds(of(replace(ACTION, due_kind=due))) == []


@pytest.mark.parametrize("state", [ItemState.DEFERRED, ItemState.WITHDRAWN])
def test_an_item_not_taken_needs_no_words(state):
    assert kinds(of(state=state)) == []


def test_an_action_due_before_its_meeting_is_told():
    """ "13/3/1926" was typed for 2026."""
    long_ago = replace(ACTION, due_on=date(1926, 3, 13))
    (found,) = findings(replace(of(long_ago), on=date(2026, 2, 10)))
    assert (found.kind, found.item_id, found.entry_id) == (Kind.DUE_BEFORE, "i5", "e2")
    assert "is due 13 March 1926, before the meeting of 10 February 2026." in found.sentence
    on_the_day = replace(ACTION, due_on=date(2026, 2, 10))
    assert findings(replace(of(on_the_day), on=date(2026, 2, 10))) == []
    other = replace(of(replace(ACTION, due_on=date(1926, 3, 14))), on=date(2026, 2, 10))
    assert findings(other)[0].key != found.key, "another day is looked at anew"


def test_a_day_not_worked_is_known_before_it_goes_out():
    """ "To share by 15 March" is kept as said: it may be meant."""
    (found,) = findings(of(replace(ACTION, due_on=date(2026, 3, 15), not_worked="Sunday")))
    assert (found.kind, found.is_open) == (Kind.NOT_WORKED, False)
    assert "is due 15 March 2026, not a working day (Sunday)." in found.sentence


def test_words_found_in_an_item_are_not_told_again_beside_the_items():
    minutes = replace(of(NOTE, notes=("For AB, 14, read AB",)), room=(("AB, 14, ruled", ""),))
    (found,) = findings(minutes)
    assert (found.item_id, found.phrase) == ("i5", "AB, 14")


def test_an_item_settled_by_an_approval_needs_no_words():
    assert kinds(of(has_outcome=True)) == []


@pytest.mark.parametrize("text", ["//a slash", "/about", "and/or", "see /a b"])
def test_an_ordinary_slash_is_left_alone(text):
    assert kinds(of(replace(NOTE, text=text))) == []


def test_a_finding_whose_words_changed_is_another_one():
    def key(text):
        return findings(of(replace(ACTION, text=text, has_owner=False)))[0].key

    assert key("Circulate the audit") == key("Circulate  the audit ")
    assert key("Circulate the audit") != key("Circulate the neglect audit")


def test_other_words_beside_a_personal_detail_do_not_bring_it_back():
    def key(text):
        return findings(of(replace(NOTE, text=text)))[0].key

    assert key("AB, 14, was heard.") == key("It was said that AB, 14, was heard.")
    assert key("AB, 14, was heard.") != key("AB, 15, was heard.")


def test_what_is_only_to_be_known_needs_nobody():
    (found,) = findings(CheckedMinutes(has_quorum=False))
    assert found.severity is Severity.TO_KNOW
    assert not found.is_open
    (chair,) = findings(CheckedMinutes(has_chair=False))
    assert chair.is_open
    assert not replace(chair, word="Asked").is_open


def test_the_findings_come_in_the_order_of_the_agenda():
    later = replace(ITEM, id="i6", number=6, entries=())
    minutes = CheckedMinutes((replace(ITEM, entries=()), later), has_chair=False, jottings=1)
    assert [found.item_id for found in findings(minutes)] == ["", "i5", "i6", ""]


def test_every_kind_and_severity_has_its_words():
    assert len({kind_label(each) for each in Kind}) == len(Kind)
    assert len({severity_label(each) for each in Severity}) == len(Severity)


@given(st.text(), st.sampled_from(list(EntryKind)))
def test_any_text_can_be_checked_and_keys_are_unique(text, kind):
    found = findings(of(replace(NOTE, text=text, kind=kind, has_owner=False)))
    assert len({one.key for one in found}) == len(found)
    assert all(one.sentence and one.place for one in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EXEC-2025-012 was updated: two of three schools have answered.", True),
        ("On EXEC-2025-012 members heard that two schools had answered.", True),
        ("EXEC-2025-012 is now due on 13 March 2026.", False),
    ],
    ids=["M8 with words", "M8 by hand", "M8 the outcome alone"],
)
def test_words_said_in_the_open_of_a_restricted_item_are_found(text, found):
    entry = CheckedEntry("e", EntryKind.NOTE, text, of_restricted=("EXEC-2025-012",))
    item = CheckedItem("i", 4, "Matters arising", ItemState.OPEN, entries=(entry,))
    kinds = [one.kind for one in findings(CheckedMinutes(items=(item,)))]
    assert (Kind.OF_RESTRICTED in kinds) is found


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("No interests were declared.", True),
        ("None declared", True),
        ("There were no declarations of interest.", True),
        ("No conflicts of interest were declared.", True),
        ("Nothing to declare.", True),
        ("No further interests were declared.", False),
        ("No interests were declared other than that of BC.", False),
        ("BC declared an interest in item 8.", False),
        ("Members showed no interest in the declaration of war.", False),
    ],
)
def test_a_line_that_says_nobody_declared_an_interest_is_known(text, is_so):
    assert says_none_declared(text) is is_so
