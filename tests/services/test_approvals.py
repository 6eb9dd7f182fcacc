"""Minutes of the last meeting: agreed, corrected, joint ones by each parent."""

from datetime import date, time

import pytest

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.words import plain_date
from masa_desktop.services import (
    agenda,
    agreed,
    approvals,
    attendance,
    groups,
    issuing,
    meetings,
    minutes,
    paper_minutes,
    people,
    pre_issue,
    settled,
)

BEFORE, HERE, LATER = date(2025, 12, 9), date(2026, 2, 10), date(2026, 4, 14)
TODAY = date(2026, 2, 11)


def held(workspace, group, on, starts_at=None):
    """A meeting with something minuted on its first item."""
    key = workspace.do(meetings.add, group, on, starts_at=starts_at)
    item = workspace.ask(agenda.items, key)[0].id
    workspace.do(minutes.add, item, EntryKind.NOTE, "All were welcomed.")
    return key


def minutes_item(workspace, meeting):
    return next(item.id for item in workspace.ask(agenda.items, meeting) if item.kind == "minutes")


def state(workspace, meeting):
    return MinutesState(workspace.ask(meetings.head, meeting).minutes_state)


def notes(workspace, item):
    return [row.text for row in workspace.ask(minutes.of_item, item)]


@pytest.fixture
def last(workspace, executive):
    return held(workspace, executive.group, BEFORE)


@pytest.fixture
def item(workspace, executive):
    return minutes_item(workspace, executive.meeting)


@pytest.fixture
def agree(workspace, executive, item):
    def one(about, at=executive.meeting, under=item, on=TODAY):
        return workspace.do(approvals.agree, about, at, under, on)

    return one


@pytest.fixture
def correct(workspace, executive, last, item):
    def one(text, **more):
        return workspace.do(
            approvals.correct, last, executive.meeting, item, text, on=TODAY, **more
        )

    return one


@pytest.fixture
def joint(workspace, executive):
    """A joint group under our executive and another one, each with a later meeting."""
    other = workspace.do(groups.add_group, "Westshire Executive", type_="executive")
    group = workspace.do(
        groups.add_group, "Joint Exploitation", parent_ids=[executive.group, other], is_joint=True
    )
    meeting = held(workspace, group, BEFORE)
    west = workspace.do(meetings.add, other, LATER)
    return meeting, west, minutes_item(workspace, west)


def test_minutes_held_and_not_agreed_wait_latest_first(workspace, executive, last):
    older = held(workspace, executive.group, date(2025, 10, 7))
    assert [row.id for row in workspace.ask(agreed.waiting, executive.meeting)] == [last, older]
    row = workspace.ask(agreed.waiting, executive.meeting)[0]
    assert (row.words, row.standing) == ("Minutes of 9 December 2025", "Not yet agreed")


def test_a_meeting_that_was_not_held_does_not_wait(workspace, executive):
    workspace.do(meetings.add, executive.group, BEFORE)
    off = held(workspace, executive.group, date(2025, 11, 4))
    workspace.do(meetings.set_status, off, MeetingStatus.CANCELLED)
    held(workspace, executive.group, LATER)
    assert workspace.ask(agreed.waiting, executive.meeting) == ()


def test_a_meeting_said_to_be_held_waits_without_a_word_minuted(workspace, executive):
    key = workspace.do(meetings.add, executive.group, BEFORE)
    workspace.do(meetings.set_status, key, MeetingStatus.HELD_INQUORATE)
    assert [row.id for row in workspace.ask(agreed.waiting, executive.meeting)] == [key]


def test_agreeing_approves_minutes_and_says_so(workspace, executive, last, item, agree):
    assert agree(last) == "It is not recorded that these minutes were sent to anybody."
    assert state(workspace, last) is MinutesState.APPROVED
    assert notes(workspace, item) == ["The minutes of 9 December 2025 were AGREED."]
    (step,) = workspace.ask(issuing.steps, last)
    assert step.reason == "At RSCP Executive, Tuesday 10 February 2026. Agreed, item 3"
    assert workspace.ask(agreed.sentence, last) == (
        "Agreed at the meeting of 10 February 2026, item 3."
    )
    assert workspace.ask(agreed.waiting, executive.meeting) == ()
    (row,) = workspace.ask(agreed.agreed_at, executive.meeting)
    assert (row.id, row.is_agreed_here, row.standing) == (last, True, "Agreed")


def test_one_undo_takes_all_of_an_agreement_back(workspace, executive, last, item, agree):
    agree(last)
    workspace.undo()
    assert state(workspace, last) is MinutesState.DRAFT
    assert notes(workspace, item) == []
    assert workspace.ask(agreed.sentence, last) == ""
    workspace.redo()
    assert state(workspace, last) is MinutesState.APPROVED


def test_corrections_are_kept_word_for_word_and_the_original_stays(
    workspace, executive, last, item, agree, correct
):
    (entry,) = [
        row
        for one in workspace.ask(agenda.items, last)
        for row in workspace.ask(minutes.of_item, one.id)
    ]
    correct("for welcomed read greeted", entry_id=entry.id)
    correct("Owen was present.\nHe joined by phone.")
    agree(last)
    assert notes(workspace, item) == [
        "The minutes of 9 December 2025 were AGREED with two corrections."
    ]
    assert workspace.ask(agreed.sentence, last) == (
        "Agreed with 2 corrections at the meeting of 10 February 2026, item 3."
    )
    assert workspace.ask(agreed.paper_corrections, last) == (
        "Item 1, Welcome, introductions and apologies: for “welcomed” read “greeted”,"
        " 10 February 2026.",
        "“Owen was present. He joined by phone.”, 10 February 2026.",
    )
    found = workspace.ask(agreed.corrections, last)
    assert found[1].text == "Owen was present.\nHe joined by phone."
    assert workspace.ask(minutes.of_item, entry.item_id)[0].text == "All were welcomed."


def test_a_correction_finds_the_entry_whose_words_it_corrects(workspace, last, correct):
    (entry,) = workspace.ask(minutes.of_item, workspace.ask(agenda.items, last)[0].id)
    key = correct("for welcomed read greeted")
    (found,) = workspace.ask(agreed.corrections, last)
    assert (found.entry_id, found.item) == (entry.id, 1)
    assert found.corrects == ("Item 1, Welcome, introductions and apologies: “All were welcomed.”")
    workspace.do(approvals.reword, key, "for gathered read greeted")
    (found,) = workspace.ask(agreed.corrections, last)
    assert (found.entry_id, found.item, found.corrects) == (None, None, "")


def test_words_that_stand_in_a_restricted_entry_too_are_nobodys_and_not_shared(
    workspace, last, correct
):
    secret = workspace.ask(agenda.items, last)[3]
    workspace.do(agenda.set_restricted, secret.id, restricted=True)
    workspace.do(minutes.add, secret.id, EntryKind.NOTE, "The panel was welcomed.")
    correct("for welcomed read zebra")
    (found,) = workspace.ask(agreed.corrections, last)
    assert found.entry_id is None
    assert workspace.ask(agreed.paper_corrections, last, shareable=True) == (
        "1 correction recorded separately.",
    )


def test_the_sentence_follows_corrections_made_after_it(workspace, last, item, agree, correct):
    agree(last)
    key = correct("for a read b")
    assert notes(workspace, item) == [
        "The minutes of 9 December 2025 were AGREED with one correction."
    ]
    workspace.do(approvals.reword, key, "for a read c")
    assert workspace.ask(agreed.corrections, last)[0].text == "for a read c"
    workspace.do(approvals.drop_correction, key)
    assert notes(workspace, item) == ["The minutes of 9 December 2025 were AGREED."]
    assert workspace.ask(agreed.sentence, last).startswith("Agreed at")


def test_a_sentence_put_in_other_words_is_left_alone(workspace, last, item, agree, correct):
    agree(last)
    (row,) = workspace.ask(minutes.of_item, item)
    workspace.do(minutes.set_text, row.id, "Agreed, with thanks to the minute-taker.")
    correct("for a read b")
    assert notes(workspace, item) == ["Agreed, with thanks to the minute-taker."]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_correction_is_refused(correct, text):
    with pytest.raises(UserError, match="says nothing yet"):
        correct(text)


def test_a_meeting_cannot_agree_its_own_minutes(executive, agree):
    with pytest.raises(UserError, match="its own minutes"):
        agree(executive.meeting)


def test_minutes_of_a_later_meeting_cannot_be_agreed(workspace, executive, agree):
    later = held(workspace, executive.group, LATER)
    with pytest.raises(UserError, match="at a later meeting"):
        agree(later)


def test_on_one_day_the_times_say_which_was_first(workspace, executive, agree):
    after = held(workspace, executive.group, HERE, time(14))
    first = held(workspace, executive.group, HERE, time(8))
    with pytest.raises(UserError, match="at a later meeting"):
        agree(after)
    agree(first)
    assert state(workspace, first) is MinutesState.APPROVED


def test_minutes_of_another_group_cannot_be_agreed(workspace, executive, agree):
    other = workspace.do(groups.add_group, "Task group", parent_ids=[executive.group])
    with pytest.raises(UserError, match="another group"):
        agree(held(workspace, other, BEFORE))
    assert workspace.ask(agreed.waiting, executive.meeting) == ()


def test_a_group_agrees_the_same_minutes_once(last, agree):
    agree(last)
    with pytest.raises(UserError, match="already"):
        agree(last)


def test_agreed_minutes_do_not_agree_others_until_they_are_opened(
    workspace, executive, last, agree, correct
):
    workspace.do(issuing.set_state, executive.meeting, MinutesState.APPROVED, TODAY)
    with pytest.raises(UserError, match="of this meeting have been agreed"):
        agree(last)
    with pytest.raises(UserError, match="of this meeting have been agreed"):
        correct("for a read b")


def test_lacking_a_quorum_is_said_and_stops_nothing(workspace, executive, last, item, agree):
    for key in ("dcs", "nurse"):
        workspace.do(
            attendance.record,
            executive.meeting,
            Code.PRESENT,
            seat_id=executive.seats[key],
            person_id=executive.people[key],
        )
    assert "not quorate" in agree(last)
    assert state(workspace, last) is MinutesState.APPROVED


def test_joint_minutes_are_approved_once_each_parent_agreed(workspace, executive, joint, agree):
    meeting, west, west_item = joint
    (row,) = workspace.ask(agreed.waiting, executive.meeting)
    assert row.words == "Minutes of Joint Exploitation, 9 December 2025"
    agree(meeting)
    assert state(workspace, meeting) is MinutesState.DRAFT
    (ours,) = workspace.ask(agreed.agreed_at, executive.meeting)
    assert ours.standing == "Agreed by RSCP Executive, Westshire Executive outstanding"
    assert workspace.ask(agreed.waiting, executive.meeting) == ()
    assert workspace.ask(agreed.sentence, meeting).endswith(
        "Still to be agreed by Westshire Executive."
    )
    agree(meeting, at=west, under=west_item, on=LATER)
    assert state(workspace, meeting) is MinutesState.APPROVED
    assert workspace.ask(agreed.sentence, meeting) == (
        "Agreed by RSCP Executive at its meeting of 10 February 2026, item 3. "
        "Agreed by Westshire Executive at its meeting of 14 April 2026, item 3."
    )
    workspace.undo()
    assert state(workspace, meeting) is MinutesState.DRAFT
    assert [row.id for row in workspace.ask(agreed.waiting, west)] == [meeting]


def test_what_one_parent_agreed_is_changed_only_with_a_reason(workspace, executive, joint, agree):
    """Else its agreement would stand over words it never saw (MIN-9)."""
    meeting, west, west_item = joint
    first = workspace.ask(agenda.items, meeting)[0].id
    (note,) = workspace.ask(minutes.of_item, first)
    agree(meeting)
    assert workspace.ask(settled.is_settled, meeting)
    with pytest.raises(UserError, match="agreed"):
        workspace.do(minutes.set_text, note.id, "Rewritten")
    with pytest.raises(UserError, match="needs a reason"):
        workspace.do(issuing.reopen, meeting, " ", TODAY)
    for reason in ("A name was wrong", "Another name was wrong"):
        workspace.do(issuing.reopen, meeting, reason, TODAY)
        assert workspace.ask(agreed.sentence, meeting) == "", reason
        assert not workspace.ask(settled.is_settled, meeting)
        workspace.do(minutes.set_text, note.id, reason)
        agree(meeting)
    agree(meeting, at=west, under=west_item, on=LATER)
    assert state(workspace, meeting) is MinutesState.APPROVED


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda s, m: meetings.set_status(s, m, MeetingStatus.CANCELLED), "was called off"),
        (
            lambda s, m: meetings.set_details(
                s, m, on=date(2025, 11, 5), starts_at=None, ends_at=None, venue=""
            ),
            "was not later",
        ),
    ],
    ids=["cancelled", "moved before"],
)
def test_an_agreement_falls_with_the_meeting_that_made_it(
    workspace, executive, last, agree, spoil, why
):
    agree(last)
    workspace.do(spoil, executive.meeting)
    on = workspace.ask(meetings.head, executive.meeting).on
    said = workspace.ask(paper_minutes.minutes_of, last).approval
    assert said == (
        f"The agreement at the meeting of {plain_date(on)} does not stand: that meeting {why}."
    )
    assert said in [one.sentence for one in workspace.ask(pre_issue.findings, last)]
    assert workspace.ask(agreed.agreed_at, executive.meeting) == ()
    workspace.undo()
    assert workspace.ask(agreed.sentence, last).startswith("Agreed at the meeting of")


def test_the_step_to_approved_counts_corrections_made_after_it(workspace, last, agree, correct):
    agree(last)
    correct("For “All” read “Most”.")
    second = correct("For “were” read “are”.")

    def reason():
        return workspace.ask(issuing.steps, last)[-1].reason

    assert reason().endswith("Agreed with 2 corrections, item 3")
    workspace.do(approvals.drop_correction, second)
    assert reason().endswith("Agreed with 1 correction, item 3")


def test_a_copy_to_share_counts_the_corrections_it_holds_back(workspace, executive, last, correct):
    secret = workspace.ask(agenda.items, last)[3]
    workspace.do(agenda.set_restricted, secret.id, restricted=True)
    correct("Item 1: for “All” read “Most”.")
    correct("Item 4: for “a” read “b”.")
    for meeting in (last, executive.meeting):
        whole = workspace.ask(paper_minutes.minutes_of, meeting)
        share = workspace.ask(paper_minutes.minutes_of, meeting, shareable=True)
        lines = whole.recorded - 2
        assert whole.tally == f"{lines + 2} recorded, {lines + 2} in this document, 0 left out"
        assert share.tally == f"{lines + 2} recorded, {lines + 1} in this document, 1 left out"
        assert [gap.what for gap in share.left_out] == [
            "1 correction that may touch a restricted item"
        ]


def test_minutes_changed_after_they_were_agreed_are_agreed_again(workspace, executive, last, agree):
    agree(last)
    workspace.do(issuing.reopen, last, "A page was missing", TODAY)
    assert workspace.ask(agreed.sentence, last) == ""
    later = workspace.do(meetings.add, executive.group, LATER)
    waits = [row.id for row in workspace.ask(agreed.waiting, later)]
    assert last in waits
    agree(last, at=later, under=minutes_item(workspace, later), on=LATER)
    assert workspace.ask(agreed.sentence, last) == (
        "Agreed at the meeting of 14 April 2026, item 3."
    )


def test_no_correction_of_a_restricted_item_is_shared(workspace, executive, last, correct):
    secret = workspace.ask(agenda.items, last)[3]
    workspace.do(agenda.set_restricted, secret.id, restricted=True)
    entry = workspace.do(minutes.add, secret.id, EntryKind.NOTE, "About the panel.")
    correct("for the panel read zebra", entry_id=entry)
    correct("Item 4: for the panel read zebra")
    correct("Zebra was named wrongly")
    correct("Item 1: for welcomed read greeted")
    assert sum("zebra" in one.lower() for one in workspace.ask(agreed.paper_corrections, last)) == 3
    assert workspace.ask(agreed.paper_corrections, last, shareable=True) == (
        "Item 1, Welcome, introductions and apologies: for “welcomed” read “greeted”,"
        " 10 February 2026.",
        "3 corrections recorded separately.",
    )


@pytest.mark.parametrize(
    "text", ["Item 1: strike what item 4 says", "Items 1 and 4: zebra", "Item 1: see items 2, 4"]
)
def test_a_correction_that_speaks_of_a_restricted_item_anywhere_is_not_shared(
    workspace, last, correct, text
):
    secret = workspace.ask(agenda.items, last)[3]
    workspace.do(agenda.set_restricted, secret.id, restricted=True)
    (entry,) = workspace.ask(minutes.of_item, workspace.ask(agenda.items, last)[0].id)
    correct(text, entry_id=entry.id)
    assert workspace.ask(agreed.paper_corrections, last, shareable=True) == (
        "1 correction recorded separately.",
    )


def test_a_misspelt_name_is_put_right_in_the_records_and_kept_with_the_correction(
    workspace, executive, last, correct
):
    key = correct("For Marchetti read Marketti.")
    (row,) = workspace.ask(agreed.corrections, last)
    assert (row.effect, row.misspelt) == ("", ("Helen Marchetti", "Helen Marketti"))
    said = workspace.do(approvals.put_right, key)
    assert said == "The name in the records was put right: Helen Marketti."
    assert "Helen Marketti" in [one.name for one in workspace.ask(people.everyone, TODAY)]
    (row,) = workspace.ask(agreed.corrections, last)
    assert (row.effect, row.misspelt) == (said, None)
    (printed,) = workspace.ask(agreed.paper_corrections, last)
    assert printed.endswith(said)
    workspace.undo()
    assert "Helen Marchetti" in [one.name for one in workspace.ask(people.everyone, TODAY)]
    assert workspace.ask(agreed.corrections, last)[0].effect == ""


def called(workspace):
    return [one.name for one in workspace.ask(people.everyone, TODAY)]


@pytest.fixture
def put_right(workspace, correct):
    """Helen Marchetti is Helen Marketti by a correction; gives the correction's id."""
    key = correct("For Marchetti read Marketti.")
    workspace.do(approvals.put_right, key)
    return key


@pytest.mark.parametrize(
    "change",
    [
        lambda w, key: w.do(approvals.reword, key, "for Marchetti read Markett"),
        lambda w, key: w.do(approvals.reword, key, "for all read everybody"),
        lambda w, key: w.do(approvals.drop_correction, key),
    ],
    ids=["another name", "no name", "dropped"],
)
def test_a_name_put_right_goes_back_with_the_words_that_put_it_right(
    workspace, executive, last, put_right, change
):
    assert change(workspace, put_right) == "The name in the records is Helen Marchetti again."
    assert "Helen Marchetti" in called(workspace)
    assert "put right" not in "".join(workspace.ask(agreed.paper_corrections, last))
    workspace.undo()
    assert "Helen Marketti" in called(workspace)
    (printed,) = workspace.ask(agreed.paper_corrections, last)
    assert printed.endswith("was put right: Helen Marketti.")
    assert change(workspace, put_right) == "The name in the records is Helen Marchetti again."


def test_the_name_stays_where_the_same_names_are_said_in_other_words(
    workspace, executive, last, put_right
):
    assert workspace.do(approvals.reword, put_right, "Item 1: for “Marchetti” read Marketti") == ""
    assert "Helen Marketti" in called(workspace)
    assert workspace.ask(agreed.corrections, last)[0].effect


def test_a_name_changed_again_since_is_not_put_back(workspace, executive, last, put_right):
    key = executive.people["dcs"]
    workspace.do(people.rename, key, "Helen Marchant")
    said = workspace.do(approvals.drop_correction, put_right)
    assert (
        said == "The name it put right has been changed since, and stays as it is in the records."
    )
    assert "Helen Marchant" in called(workspace)
    assert workspace.ask(agreed.paper_corrections, last) == ()


def test_no_name_is_put_right_that_is_not_certain(workspace, executive, last, correct):
    key = correct("For Febuary read February.")
    before = workspace.ask(people.everyone, TODAY)
    with pytest.raises(UserError, match="not certain whose name"):
        workspace.do(approvals.put_right, key)
    assert workspace.ask(people.everyone, TODAY) == before


def test_the_paper_says_which_corrections_were_made_at_its_meeting(
    workspace, executive, last, item, correct
):
    correct("Item 1: for welcomed read greeted")
    correct("Page 2: “14 schools” should read “41 schools”.")
    found = workspace.ask(paper_minutes.minutes_of, executive.meeting).items
    (here,) = [one for one in found if one.corrections]
    assert here.title == "Minutes of the last meeting"
    assert here.corrections == (
        "Correction to the minutes of 9 December 2025. Item 1, Welcome, introductions and "
        "apologies: for “welcomed” read “greeted”, 10 February 2026.",
        "Correction to the minutes of 9 December 2025. Page 2: “14 schools” should read "
        "“41 schools”, 10 February 2026.",
    )


def test_a_paper_to_share_holds_back_corrections_of_what_is_restricted(
    workspace, executive, last, correct
):
    workspace.do(agenda.set_restricted, workspace.ask(agenda.items, last)[0].id, restricted=True)
    correct("Item 1: for welcomed read greeted")
    found = workspace.ask(paper_minutes.minutes_of, executive.meeting, shareable=True).items
    (said,) = [text for one in found for text in one.corrections]
    assert "greeted" not in said
    assert "1 correction" in said
