"""One meeting, two sittings (M3): what its minutes and its page say of it."""

from datetime import date, time

import pytest

from masa_desktop.domain.sittings import Goes, Sitting, in_short, last_day, sentence

DAY = date(2026, 2, 10)
GOES = Goes(date(2026, 2, 17), time(10), time(11), "Civic Room 2")


def sitting(to, at=time(12, 4), item=7):
    return Sitting("s", DAY, at, item, to)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            sitting(GOES),
            "Adjourned at 12:04 during item 7 to Tuesday 17 February 2026, 10:00 to 11:00, "
            "Civic Room 2.",
        ),
        (sitting(Goes(), None, None), "Adjourned to a day to be agreed."),
        (
            sitting(Goes(date(2026, 2, 17))),
            "Adjourned at 12:04 during item 7 to Tuesday 17 February 2026.",
        ),
    ],
    ids=["M3 all known", "M3 nothing agreed", "M3 no times"],
)
def test_the_minutes_say_when_it_was_adjourned_and_when_it_goes_on(made, said):
    assert sentence(made) == said


def test_the_page_says_it_in_short():
    assert in_short(sitting(GOES)) == "adjourned to 17 Feb 2026"
    assert in_short(sitting(Goes())) == "adjourned to a day to be agreed"


def test_the_meeting_ends_with_its_last_sitting():
    assert last_day(DAY, ()) == DAY
    assert last_day(DAY, (sitting(GOES),)) == date(2026, 2, 17)
    assert last_day(DAY, (sitting(GOES), sitting(Goes()))) is None
