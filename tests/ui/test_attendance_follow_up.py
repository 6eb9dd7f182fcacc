"""When a group follows up attendance is set on its page, and the follow-up minuted (ATT-6)."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from masa_desktop.domain.attendance import Code
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.services import agenda, attendance, attendance_follow_up, meetings
from masa_desktop.ui.follow_up_card import FollowUpCard
from masa_desktop.ui.matters_card import MattersCard


def test_a_number_is_set_in_place_and_the_follow_up_minuted_as_a_challenge(
    qtbot, workspace, executive, bridge, assert_accessible
):
    pane, card, arising = QWidget(), FollowUpCard(bridge), MattersCard(bridge)
    column = QVBoxLayout(pane)
    column.addWidget(card)
    column.addWidget(arising)
    qtbot.addWidget(pane)
    pane.resize(760, 600)
    pane.show()
    card.show_group(executive.group)
    assert card.words.text() == "No number is set, so nobody is followed up for it."
    qtbot.keyClick(card.change, Qt.Key.Key_Space)
    qtbot.waitUntil(card.form.number.hasFocus)
    assert_accessible(pane)
    qtbot.keyClicks(card.form.number, "1")
    said = "Followed up after 1 meeting missed without apology"
    with qtbot.waitSignal(bridge.told) as told:
        card.form.save_button.click()
    assert told.args == [said, True]
    assert workspace.ask(attendance_follow_up.threshold, executive.group) == 1
    card.show_group(executive.group)
    rule = "Followed up after 1 meeting missed without apology."
    assert (card.words.text(), card.form.isHidden()) == (rule, True)

    held = workspace.do(meetings.add, executive.group, date(2025, 12, 9))
    police = {"seat_id": executive.seats["police"], "person_id": executive.people["police"]}
    workspace.do(attendance.record, held, Code.DNA, **police)
    workspace.do(meetings.set_status, held, MeetingStatus.HELD)
    item = next(
        row
        for row in workspace.ask(agenda.items, executive.meeting)
        if row.kind == "matters_arising"
    )
    arising.show_item(executive.meeting, item)
    assert arising.summary.text() == "1 follow-up of missed meetings"
    arising.table.setFocus()
    with qtbot.waitSignal(arising.minuted) as minuted:
        qtbot.keyClick(arising.table, Qt.Key.Key_Return)
    assert minuted.args == [
        EntryKind.CHALLENGE.value,
        "Northshire Police has missed 1 meeting without apology. The follow-up: ",
    ]
