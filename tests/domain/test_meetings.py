"""What an item is about, by its title."""

import pytest

from masa_desktop.domain.meetings import (
    MATTERS_ITEM,
    MINUTES_ITEM,
    USUAL_ITEMS,
    matter,
    smart_kind,
)


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of the last meeting",
        "MINUTES OF LAST MEETING",
        "Minutes of the  previous meeting",
        "Minutes of the last Executive meeting",
        "Minutes of the last meeting and action log",
        "Minutes of the last meeting (9 December 2025)",
        "Minutes of the last meeting: accuracy",
        "Draft minutes of the meeting held on 9 December 2025",
        "Minutes of the meeting of Tuesday 9 December 2025",
        "Minutes of 9 December",
        "Minutes of the 9 December meeting",
        "Minutes of May",
        "Apologies and minutes of the last meeting",
        "Minutes and actions",
        "Minutes and actions of the last meeting",
        "Minutes from the last meeting",
        "Minutes of our last meeting",
        "Minutes of the Executive meeting held on 3 February",
        "Minutes of the Executive meeting",
        "Minutes of the Executive held on 3 February",
        "Minutes of the RSCP Executive, 3 February 2026",
        "Minutes of the Safeguarding Children Partnership Board meeting of 3 February 2026",
        "Minutes of the meeting of the Executive held on Tuesday 3 February 2026",
        "Minutes from the Board on 9 December",
        "Minutes of 3 February 2026",
        "Minutes – 3rd February 2026",
        "Minutes (3 February 2026)",
        "Minutes 3 February",
        "Minutes",
        "Approval of the minutes",
        "Agree draft minutes",
        "Previous minutes",
        "Last meeting’s minutes",
    ],
)
def test_the_minutes_of_the_last_meeting_are_known_by_many_names(title):
    assert smart_kind(title) == matter(title) == MINUTES_ITEM


@pytest.mark.parametrize(
    "title",
    [
        "Matters arising and action log",
        "Action log and matters arising",
        "Matters arising",
        "Action log",
        "Partnership action log",
        "Review of the action log",
        "Minutes and matters arising",
        "Actions, matters arising",
        "Matters arising not on the agenda",
        "Matters arising from the minutes of the last meeting",
        "Matters arising from the last meeting",
        "Matters arising (action log)",
        "Action log: overdue actions",
    ],
)
def test_matters_arising_are_known_by_many_names(title):
    assert smart_kind(title) == matter(title) == MATTERS_ITEM


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of the Neglect sub-group",
        "Minutes of the Neglect group",
        "Minutes of the last meeting of the Neglect sub-group",
        "Minutes of the last Neglect subgroup meeting",
        "Minutes of the meeting of the Learning group",
        "Minutes of the mayor’s forum",
        "Minutes of the Learning group held on 3 February",
        "Minutes of the Health and Wellbeing Board held on 3 February",
        "Minutes of the Executive",
        "Minutes of meetings: how long they are kept",
        "Minutes silence",
        "A minute’s silence",
        "Taking of minutes",
        "Circulation of minutes",
        "Minutes template",
        "Break, 10 minutes",
        "Actions from the minutes of the Executive meeting",
        "Neglect sub-group action log",
        "Neglect action log",
        "Action log of the Neglect group",
        "Matters arising procedure",
        "Matters arising from the Neglect sub-group",
        "Open actions",
    ],
)
def test_the_papers_of_others_are_a_matter_of_their_own(title):
    assert smart_kind(title) == ""
    assert matter(title) not in {matter(one) for one in USUAL_ITEMS}
