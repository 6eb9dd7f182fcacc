"""A person's mistake becomes three sentences, our mistake one report."""

import sys

from masa_desktop.domain.errors import UserError
from masa_desktop.ui.errors import ErrorReporter
from masa_desktop.ui.notice import Banner


def raised(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_a_user_error_arrives_with_its_three_parts(qtbot):
    reporter, heard = ErrorReporter(), []
    reporter.mistake.connect(heard.append)
    reporter.report(*raised(UserError("It is open in Word.", safe="All is kept.", do="Close it.")))
    assert (heard[0].happened, heard[0].safe, heard[0].do) == (
        "It is open in Word.",
        "All is kept.",
        "Close it.",
    )


def test_a_bug_is_told_once_per_place_and_logged_each_time(qtbot, caplog):
    reporter, heard = ErrorReporter(), []
    reporter.bug.connect(heard.append)
    for _ in range(3):
        reporter.report(*raised(ValueError("secret name")))
    assert len(heard) == 1
    assert "ValueError" in heard[0]
    assert len([r for r in caplog.records if r.levelname == "CRITICAL"]) == 3


def test_the_banner_shows_what_happened_what_is_safe_and_what_to_do(qtbot, look, assert_accessible):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.refuse(UserError("It is open in Word.", safe="All is kept.", do="Close it."))
    assert banner.happened.text() == "It is open in Word."
    assert banner.safe.text() == "Safe: all is kept."
    assert banner.todo.text() == "What to do: close it."
    assert banner.act.isHidden()
    assert_accessible(banner)


def test_the_one_button_of_a_banner_does_its_thing_and_closes_it(qtbot, look):
    banner, done = Banner(), []
    qtbot.addWidget(banner)
    banner.say("Locks soon.", act=("Stay open", lambda: done.append(1)))
    banner.act.click()
    assert done == [1]
    assert banner.isHidden()
