"""What was answered in writing is summed and never judged (DEC-4, W179)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.written_procedures import (
    SILENCE,
    Answer,
    SeatAnswer,
    due_words,
    is_late,
    silence_words,
    standing_words,
    tally,
)

DAY = date(2026, 3, 3)
AGREES, COMMENT, AGAINST, ABSTAINS = Answer


def seat(number, answer=None, agency="", **more):
    return SeatAnswer(id=str(number), seat=f"Post {number}", agency=agency, answer=answer, **more)


def test_the_sentence_says_who_answered_what_and_who_did_not():
    summed = tally(
        [
            *(seat(n, AGREES, name) for n, name in enumerate(("Council", "ICB", "Probation"))),
            seat(3, AGAINST, "Fire", holder="Jo Lindqvist", by="Jo Lindqvist"),
            seat(4, agency="Police", holder="Ada Verity"),
            seat(5, agency="Education"),
        ]
    )
    assert summed.sentence == (
        "4 of 6 seats answered: 3 agree, 1 does not agree. Police and Education have not answered."
    )
    assert summed.against == ("Jo Lindqvist (Fire)",)


def test_an_agency_of_which_one_seat_answered_is_missed_by_its_seat():
    summed = tally([seat(1, AGREES, "Council"), seat(2, agency="Council"), seat(3, ABSTAINS)])
    assert summed.missing == ("Post 2 (Council)",)
    assert [(one.name, one.words) for one in summed.agencies] == [
        ("Council", "1 agrees, 1 has not answered"),
        ("Post 3", "Abstains"),
    ]


def test_a_vacant_seat_is_told_and_keeps_nobody_waiting():
    summed = tally([seat(1, AGREES), seat(2, is_vacant=True)])
    assert summed.sentence == "1 of 2 seats answered: 1 agrees. Post 2 is vacant."
    after = DAY + timedelta(1)
    assert not is_late(summed, DAY, after)
    assert standing_words(summed, DAY, after) == "no answer outstanding"
    assert standing_words(tally([seat(2, is_vacant=True)]), DAY, after) == "nobody to answer"
    assert standing_words(tally([seat(1)]), DAY, after) == "1 day late"


def test_a_holder_who_is_not_known_to_have_answered_is_not_named_in_dissent():
    summed = tally([seat(1, AGAINST, "Fire", holder="Jo Lindqvist and Ada Verity")])
    assert summed.against == ("Post 1 (Fire)",)


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "in 3 days"), (-1, "in 1 day"), (0, "today"), (2, "2 days late")]
)
def test_days_are_calendar_days_and_the_day_itself_is_in_time(days, words):
    assert due_words(DAY, DAY + timedelta(days)) == words
    assert due_words(None, DAY) == "no day set"


def test_no_answer_by_the_day_is_said_not_to_be_agreement():
    summed = tally([seat(1, AGREES), seat(2)])
    assert silence_words(summed, DAY, DAY) == ""
    assert SILENCE in silence_words(summed, DAY, DAY + timedelta(1))
    assert silence_words(tally([seat(1, AGREES)]), DAY, DAY + timedelta(1)) == ""
    assert "agree" not in tally([seat(1), seat(2)]).sentence


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, *Answer]), st.sampled_from(["", "Police", "ICB"]), st.booleans()
        )
    )
)
def test_every_seat_is_counted_once(drawn):
    summed = tally(
        seat(n, answer, agency, is_vacant=vacant)
        for n, (answer, agency, vacant) in enumerate(drawn)
    )
    assert sum(summed.number(one) for one in (None, *Answer)) == summed.asked == len(drawn)
    assert summed.answered == summed.asked - summed.number(None)
    assert sum(len(one.answers) for one in summed.agencies) == summed.asked
    assert sum(one.answered for one in summed.agencies) == summed.answered
    unheard = sum(answer is None and not vacant for answer, _, vacant in drawn)
    assert summed.is_complete == (unheard == 0)
    assert len(summed.against) == summed.number(AGAINST)
