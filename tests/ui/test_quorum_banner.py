"""The banner and the card of a quorum lost: shown, announced, answered, gone again."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.domain.sittings import Goes
from masa_desktop.services import (
    agenda,
    attendance,
    groups,
    meetings,
    minutes,
    people,
    quorum_setting,
    quorum_standing,
    sittings,
)
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.quorum_banner import QuorumBanner
from masa_desktop.ui.quorum_pane import NOT_TAKEN, QuorumPane

KEY = Qt.Key
ENTER = KEY.Key_Return
WAYS = ["Continue informally", "Defer decisions", "MT joins as deputy", "Chair’s ruling…"]


@pytest.fixture
def page(qtbot, bridge, here):
    """A page with a field that has the focus, and the banner over it."""
    made = QWidget()
    made.banner, made.text = QuorumBanner(bridge), QLineEdit()
    column = QVBoxLayout(made)
    column.addWidget(made.banner)
    column.addWidget(made.text, 1)
    made.resize(760, 400)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.text.setFocus()
    return made


@pytest.fixture
def banner(page, here):
    page.banner.show_standing(here.meeting, here.items[5])
    return page.banner


@pytest.fixture
def said(bridge):
    """What was announced so far."""
    heard = []
    bridge.announced.connect(lambda text, assertive: heard.append((text, assertive)))
    return heard


def police_leave(workspace, here, item=6):
    row = next(
        row
        for row in workspace.ask(attendance.roll_call, here.meeting).rows
        if row.seat_id == here.seats["police"] and not row.is_deputy
    )
    workspace.do(attendance.leave, row.attendance_id, here.items[item - 1], time(10, 58))


def look_again(banner, here, item=6):
    banner.show_standing(here.meeting, here.items[item - 1])


@pytest.fixture
def lost(workspace, banner, here):
    """The police left at 10:58, during item 6, and the banner has been told."""
    police_leave(workspace, here)
    look_again(banner, here)
    return banner


def ways(banner):
    return [one.text() for one in banner.buttons]


def press(banner, words):
    next(one for one in banner.buttons if one.text() == words).click()


# When it is there


def test_a_quorate_meeting_has_no_banner(banner):
    assert not banner.isVisible()


def test_before_the_roll_call_there_is_no_banner(qtbot, bridge, executive):
    made = QuorumBanner(bridge)
    qtbot.addWidget(made)
    made.show_standing(executive.meeting, executive.items[0])
    assert not made.isVisible()


def test_without_a_rule_there_is_no_banner(workspace, lost, here):
    assert lost.isVisible()
    workspace.do(quorum_setting.set_quorum, here.group, {}, None)
    look_again(lost, here)
    assert not lost.isVisible()


def test_the_banner_says_why_what_stands_and_what_follows(lost):
    assert lost.isVisible()
    assert lost.headline.text() == (
        "The meeting is no longer quorate. Northshire Police left at 10:58, during item 6."
    )
    assert lost.words.text().startswith("Items 1 to 5 stand. Anything agreed since")
    assert "By the terms of reference, the chair decides" in lost.words.text()
    assert ways(lost) == WAYS
    assert lost.undo.text() == "Undo: OP is here"


def test_earlier_items_have_no_banner_and_later_ones_have(lost, here):
    look_again(lost, here, 5)
    assert not lost.isVisible()
    look_again(lost, here, 8)
    assert lost.isVisible()


def test_it_never_takes_the_focus(page, lost):
    assert page.text.hasFocus()
    assert lost.first_button is lost.buttons[0]


def test_everything_in_it_has_a_name(lost, assert_accessible):
    assert_accessible(lost)
    assert lost.accessibleName().startswith("The meeting is no longer quorate.")


def test_nothing_flashes_up_as_a_window(shown_alone, bridge, workspace, here):
    police_leave(workspace, here)

    def build():
        made = QWidget()
        banner = QuorumBanner(bridge)
        QVBoxLayout(made).addWidget(banner)
        banner.show_standing(here.meeting, here.items[5])
        banner.be_short(short=True)
        return made

    assert shown_alone(build) == []
    assert shown_alone(lambda: QuorumPane(bridge)) == []


def test_a_second_window_is_told_but_offers_nothing_to_change(
    qtbot, workspace, open_office, here, page
):
    police_leave(workspace, here)
    second = open_office()
    assert second.read_only
    made = QuorumBanner(Bridge(second))
    page.layout().addWidget(made)
    made.show_standing(here.meeting, here.items[5])
    assert made.isVisible()
    assert ways(made) == []
    assert not made.undo.isVisible()
    assert made.first_button is made.roll_call


# Telling


def test_the_loss_is_announced_once(workspace, said, banner, here):
    police_leave(workspace, here)
    for item in (6, 6, 7, 5, 6):
        look_again(banner, here, item)
    assert [text[:36] for text, assertive in said if assertive] == [
        "The meeting is no longer quorate. No"
    ]


def test_the_return_is_announced_and_a_new_loss_again(workspace, said, lost, here):
    said.clear()
    workspace.undo()
    look_again(lost, here)
    assert said == [("The meeting is quorate again.", True)]
    workspace.redo()
    look_again(lost, here)
    assert len(said) == 2


# Answering


def test_going_on_informally_is_recorded_and_minuted(qtbot, workspace, lost, here):
    with qtbot.waitSignal(lost.done), qtbot.waitSignal(lost.minuted) as caught:
        press(lost, "Continue informally")
    assert caught.args == [
        "The meeting was not quorate from item 6: Northshire Police was not represented. "
        "The meeting continued informally."
    ]
    assert ways(lost) == WAYS[1:]
    (one,) = workspace.ask(quorum_standing.standing, here.meeting, here.items[5]).ruled
    assert one.outcome is Outcome.INFORMAL
    assert "By the terms of reference" not in lost.words.text()


def test_a_second_ruling_does_not_repeat_the_loss(qtbot, workspace, lost, here):
    with qtbot.waitSignal(lost.minuted) as first:
        press(lost, "Continue informally")
    workspace.do(minutes.add, here.items[5], EntryKind.NOTE, first.args[0])
    with qtbot.waitSignal(lost.minuted) as second:
        press(lost, "Defer decisions")
    assert second.args == ["Decisions were deferred."]
    assert workspace.ask(agenda.items, here.meeting)[5].state is ItemState.DEFERRED


def test_the_chairs_ruling_is_typed_in_place(qtbot, lost):
    press(lost, "Chair’s ruling…")
    assert lost.ruling.isVisible()
    assert lost.first_button is lost.ruling.text
    qtbot.keyClicks(lost.ruling.text, "items 7 and 8 go on")
    with qtbot.waitSignal(lost.minuted) as caught:
        qtbot.keyClick(lost.ruling.text, ENTER)
    assert caught.args[0].endswith("The chair ruled that items 7 and 8 go on.")
    assert not lost.ruling.isVisible()
    assert "Chair’s ruling…" in ways(lost)


def test_escape_puts_the_ruling_away(qtbot, lost):
    press(lost, "Chair’s ruling…")
    with qtbot.waitSignal(lost.done):
        qtbot.keyClick(lost.ruling.text, KEY.Key_Escape)
    assert not lost.ruling.isVisible()
    assert [one.isVisible() for one in lost.buttons] == [True] * 4


def test_a_ruling_can_be_taken_back(qtbot, workspace, lost, here):
    press(lost, "Continue informally")
    line = lost.ruled.itemAt(0).widget()
    back = line.layout().itemAt(2).widget()
    assert back.accessibleName() == "Take back: The meeting continued informally."
    back.click()
    assert ways(lost) == WAYS
    assert workspace.ask(quorum_standing.standing, here.meeting, here.items[5]).ruled == ()


def test_the_deputy_who_joins_later_is_minuted_and_the_quorum_is_back(qtbot, lost, here):
    look_again(lost, here, 8)
    heard = []
    lost.minuted.connect(heard.append)
    press(lost, "MT joins as deputy")
    assert not lost.isVisible()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[0].endswith(
        "Marcus Thorne (Northshire Police) joined the meeting as deputy with delegated authority."
    )
    assert heard[0][2] == ":"
    assert heard[1] == "The meeting was quorate again from item 8."


@pytest.mark.parametrize(
    ("goes_on", "has_time"), [(date(2026, 2, 10), True), (date(2026, 2, 9), False)]
)
def test_the_deputy_joins_at_a_time_on_the_day_of_a_further_sitting(
    qtbot, workspace, lost, here, goes_on, has_time
):
    first = date(2026, 2, 3)
    workspace.do(
        meetings.set_details, here.meeting, on=first, starts_at=None, ends_at=None, venue=""
    )
    workspace.do(sittings.adjourn, here.meeting, datetime.combine(first, time(12)), Goes(goes_on))
    look_again(lost, here, 8)
    heard = []
    lost.minuted.connect(heard.append)
    press(lost, "MT joins as deputy")
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[0][:1].isdigit() is has_time


def test_who_did_not_leave_is_back_and_nothing_is_minuted(qtbot, workspace, lost, here):
    heard = []
    lost.minuted.connect(heard.append)
    with qtbot.waitSignal(lost.done):
        lost.undo.click()
    assert not lost.isVisible()
    qtbot.wait(0)
    assert heard == []
    workspace.undo()
    look_again(lost, here)
    assert lost.isVisible()


def test_the_roll_call_is_one_click_away(qtbot, lost):
    with qtbot.waitSignal(lost.roll_wanted):
        lost.roll_call.click()


# Low and narrow


def test_once_read_it_folds_to_one_line_and_opens_again(lost, here):
    look_again(lost, here)
    assert lost.words.isVisible()
    tall = lost.sizeHint().height()
    look_again(lost, here, 8)
    assert lost.headline.text() == "Not quorate since 10:58"
    assert lost.sizeHint().height() < tall / 2
    assert lost.first_button is lost.menu_button
    lost.fold.click()
    assert lost.words.isVisible()
    press(lost, "Continue informally")
    assert not lost.words.isVisible()


def test_in_a_low_window_it_is_one_line_with_the_same_choices(lost):
    tall = lost.height()
    lost.be_short(short=True)
    assert lost.headline.text() == "Not quorate since 10:58"
    assert lost.sizeHint().height() < tall / 2
    assert lost.first_button is lost.menu_button
    lost.menu.aboutToShow.emit()
    assert [one.text() for one in lost.menu.actions()] == [
        *WAYS,
        "Undo: OP is here",
        "Open the roll-call",
    ]
    lost.be_short(short=False)
    assert lost.buttons[0].isVisible()


def test_the_chairs_words_find_room_in_one_line_too(qtbot, lost):
    lost.be_short(short=True)
    lost.menu.aboutToShow.emit()
    lost.menu.actions()[3].trigger()
    assert lost.ruling.isVisible()
    assert not lost.menu_button.isVisible()


@pytest.mark.parametrize("size", [15, 30])
def test_nothing_is_cut_off_in_a_narrow_column(qtbot, qapp, look, page, lost, size):
    look.apply(qapp, "light", size)
    page.resize(420, 900)
    qtbot.waitUntil(lambda: lost.width() < 430)
    for part in (one for one in (lost.headline, lost.words) if one.isVisible()):
        qtbot.waitUntil(lambda part=part: part.height() >= part.heightForWidth(part.width()))
    assert not lost.hint.isVisible()


# The card


@pytest.fixture
def card(qtbot, bridge, here):
    made = QuorumPane(bridge)
    qtbot.addWidget(made)
    made.resize(300, 240)
    made.show()
    return made


def lines(layout):
    """The words of every line, initials included."""
    found = []
    for place in range(layout.count()):
        row = layout.itemAt(place).widget().layout()
        badges = row.itemAt(2).layout()
        who = [badges.itemAt(n).widget().text() for n in range(badges.count())]
        found.append(" ".join([row.itemAt(1).widget().text(), *who]))
    return found


def test_the_card_counts_the_partners(card, here):
    roll = card.reload(here.meeting, here.items[5])
    assert roll.is_taken
    assert (card.pill.text, card.words) == ("Quorate · 3 of 3 partners", "Quorate")
    assert lines(card.agencies)[2] == "Northshire Police OP"
    assert not card.why.isVisible()


def test_the_card_says_since_when_and_who_left(workspace, card, here):
    police_leave(workspace, here)
    card.reload(here.meeting, here.items[6])
    assert (card.pill.text, card.words) == ("Not quorate since 10:58", "Not quorate")
    assert lines(card.agencies)[2] == "Northshire Police – left 10:58"
    assert card.numbers.text().endswith("1 left")
    assert card.spoken.startswith("Quorum: Not quorate. ")


def test_the_card_waits_for_the_roll_call(workspace, bridge, qtbot, executive):
    made = QuorumPane(bridge)
    qtbot.addWidget(made)
    made.reload(executive.meeting, executive.items[0])
    assert made.pill.text == made.words == NOT_TAKEN


def test_a_rule_that_counts_heads_says_how_many(workspace, card, here):
    workspace.do(quorum_setting.set_quorum, here.group, {"min_members": 9}, None)
    card.reload(here.meeting, here.items[5])
    assert card.why.isVisible()
    assert card.why.text() == card.sentence
    assert "nine are needed" in card.why.text()


def test_other_agencies_are_folded_away(workspace, card, here):
    college = workspace.do(groups.add_agency, "Riverside College")
    seat = workspace.do(groups.add_seat, here.group, "Principal", agency_id=college)
    workspace.do(people.fill_seat, seat, "Joan Lister", date(2025, 1, 1))
    workspace.do(attendance.all_present, here.meeting)
    card.reload(here.meeting, here.items[5])
    assert card.others_words.text() == "1 relevant agency here"
    assert lines(card.others) == []
    card.show_others.click()
    assert lines(card.others) == ["Riverside College JL"]
    assert card.show_others.text() == "Hide"


def test_the_rule_stands_in_words_and_everything_has_a_name(card, here, assert_accessible):
    card.reload(here.meeting, here.items[5])
    assert card.rule.text().startswith("Rule: all three safeguarding partners are represented.")
    assert_accessible(card)


def test_the_card_can_be_low_and_scrolls(card, here):
    card.reload(here.meeting, here.items[5])
    assert card.minimumSizeHint().height() <= 100
    assert card.sizeHint().height() > card.minimumSizeHint().height()
