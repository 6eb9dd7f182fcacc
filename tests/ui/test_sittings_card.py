"""Adjourning in the window: what is typed counts once the button says so."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.sittings import Goes
from masa_desktop.services import sittings
from masa_desktop.ui.sittings_card import SittingsCard


@pytest.fixture
def card(qtbot, bridge, executive):
    made = SittingsCard(bridge)
    qtbot.addWidget(made)
    made.show_meeting(executive.meeting)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def found(workspace, executive):
    return lambda: [one.to for one in workspace.ask(sittings.of_meeting, executive.meeting)]


def fill(qtbot, card, *words):
    for edit, text in zip((card.on, card.starts, card.ends, card.venue), words, strict=True):
        edit.clear()
        qtbot.keyClicks(edit, text)


def links(card, name):
    row = card.list.itemAt(0).widget()
    return next(one for one in row.children() if getattr(one, "text", str)() == name)


def test_a_meeting_is_adjourned_to_a_day(qtbot, card, found):
    fill(qtbot, card, "17 Feb 2026", "10:00", "11:00", "Civic Room 2")
    assert card.weekday.text().startswith("Tuesday 17 February 2026")
    assert found() == []
    card.say.click()
    assert found() == [Goes(date(2026, 2, 17), time(10), time(11), "Civic Room 2")]
    assert card.on.text() == ""


def test_no_day_need_be_agreed(card, found):
    card.say.click()
    assert found() == [Goes()]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("sometime", "", "", ""), "on_field"),
        (("17 Feb 2026", "ten-ish", "", ""), "starts_field"),
        (("17 Feb 2026", "", "lunch", ""), "ends_field"),
    ],
)
def test_what_cannot_be_understood_is_said_and_changes_nothing(qtbot, card, found, words, wrong):
    fill(qtbot, card, *words)
    card.say.click()
    assert getattr(card, wrong).is_wrong
    assert found() == []
    assert card.on.text() == words[0]


def test_a_sitting_is_changed_and_taken_back(qtbot, card, found):
    card.say.click()
    links(card, "Change").click()
    assert card.say.text() == "Keep the change"
    fill(qtbot, card, "24 Feb 2026", "", "", "")
    card.say.click()
    assert found() == [Goes(date(2026, 2, 24))]
    links(card, "Not adjourned").click()
    assert found() == []
    assert card.list.count() == 0


def test_the_hour_of_adjourning_is_said_corrected_and_made_unknown(
    qtbot, workspace, card, executive
):
    def at():
        return workspace.ask(sittings.of_meeting, executive.meeting)[0].adjourned_at

    qtbot.keyClicks(card.at, "12.10")
    card.say.click()
    assert (at(), card.at.text()) == (time(12, 10), "")
    links(card, "Change").click()
    assert card.at.text() == "12:10"
    card.at.selectAll()
    qtbot.keyClicks(card.at, "noonish")
    card.say.click()
    assert (card.at_field.is_wrong, at()) == (True, time(12, 10))
    card.at.selectAll()
    qtbot.keyClicks(card.at, "12:00")
    card.say.click()
    assert at() == time(12)
    links(card, "Change").click()
    card.at.clear()
    card.say.click()
    assert at() is None


def test_tab_goes_through_the_card_as_it_is_read(qtbot, card):
    card.say.click()
    qtbot.waitUntil(links(card, "Not adjourned").isVisible)
    card.on.setFocus()
    qtbot.keyClick(card.on, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert links(card, "Not adjourned").hasFocus()
    links(card, "Not adjourned").click()
    assert card.on.hasFocus()


def test_what_is_half_typed_stays_when_something_else_changes(qtbot, card, executive):
    fill(qtbot, card, "17 Feb", "", "", "")
    card.show_meeting(executive.meeting)
    assert card.on.text() == "17 Feb"


def test_every_part_has_a_name(shown_alone, bridge, executive):
    def made():
        card = SittingsCard(bridge)
        bridge.workspace.do(sittings.adjourn, executive.meeting, bridge.now(), Goes())
        card.show_meeting(executive.meeting)
        return card

    assert shown_alone(made) == []
