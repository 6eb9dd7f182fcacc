"""The roll-call by keys: codes, deputies, times, the chair, guests; quorum follows at once."""

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.attendance import Capacity, Code
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.roll_call import Reply
from masa_desktop.services import (
    agenda,
    attendance,
    declarations,
    groups,
    meetings,
    people,
    quorum_loss,
    quorum_setting,
    replies,
)
from masa_desktop.ui import theme
from masa_desktop.ui.focus import FocusKeeper
from masa_desktop.ui.quorum_pane import NOT_TAKEN, QuorumPane
from masa_desktop.ui.roll_call_lines import note
from masa_desktop.ui.roll_call_pane import RollCallPane
from masa_desktop.ui.roll_call_side import KEYS
from masa_desktop.ui.roll_call_table import FORM_KEYS, lines, spoken

KEY = Qt.Key


@pytest.fixture
def meeting(workspace):
    partnership = workspace.do(groups.add_partnership, "Riverside Partnership", "RSCP")
    group = workspace.do(
        groups.add_group, "RSCP Executive", partnership_ids=[partnership], code="EXEC"
    )
    icb = workspace.do(groups.add_agency, "Riverside ICB", "ICB")
    police = workspace.do(groups.add_agency, "Northshire Police", "Police")
    for title, agency, name in (
        ("Chief nurse", icb, "Anjali Deshmukh"),
        ("Superintendent", police, "Owen Prydderch"),
        ("Inspector", police, ""),
        ("Scrutineer", None, "Tunde Balogun"),
    ):
        capacity = Capacity.SCRUTINEER if agency is None else Capacity.MEMBER
        seat = workspace.do(groups.add_seat, group, title, agency_id=agency, capacity=capacity)
        if name:
            workspace.do(people.fill_seat, seat, name, date(2025, 1, 1))
    rule = {"all_of": [{"any_of": [icb]}, {"any_of": [police]}]}
    workspace.do(quorum_setting.set_quorum, group, rule, None)
    return workspace.do(meetings.add, group, date(2026, 2, 10))


@pytest.fixture
def items(workspace, meeting):
    return workspace.ask(agenda.items, meeting)


@pytest.fixture
def pane(qtbot, bridge, workspace, meeting, items):
    made = RollCallPane(bridge)
    qtbot.addWidget(made)

    def show(*_):
        roll = workspace.ask(attendance.roll_call, meeting, items[2].id)
        made.show_roll(meeting, roll, items, items[2].id)

    bridge.changed.connect(show)
    made.resize(1_000, 600)
    show()
    made.show()
    qtbot.waitActive(made)
    made.table.setFocus()
    return made


def roll(workspace, meeting, item=None):
    found = workspace.ask(attendance.roll_call, meeting, item)
    return {row.name: row for row in found.rows}


def choose(pane, name):
    line = next(line for line in pane.model.rows if line.row and line.row.name == name)
    pane.table.select(line.id)
    return line


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (KEY.Key_P, Code.PRESENT),
        (KEY.Key_O, Code.ONLINE),
        (KEY.Key_B, Code.PHONE),
        (KEY.Key_A, Code.APOLOGIES),
        (KEY.Key_N, Code.DNA),
        (KEY.Key_V, Code.VACANT),
    ],
)
def test_a_letter_records_the_selected_line(qtbot, pane, workspace, meeting, key, code):
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, key)
    assert roll(workspace, meeting)["Owen Prydderch"].code == code


def test_letters_typed_in_a_field_record_nothing(qtbot, pane, workspace, meeting):
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_D)
    pane.deputy.name.setText("")
    qtbot.keyClick(pane.guest.name, KEY.Key_P)
    assert roll(workspace, meeting)["Owen Prydderch"].code == Code.NO_RESPONSE


@pytest.mark.parametrize("is_chosen_first", [True, False])
def test_each_key_marks_the_next_person_in_the_narrowest_list(
    qtbot, qapp, pane, workspace, meeting, is_chosen_first
):
    choose(pane, "Anjali Deshmukh")
    theme.look.apply(qapp, "light", 30)
    pane.be_compact(compact=True)
    qapp.processEvents()
    pane.resize(900, 360)
    qapp.processEvents()
    if not is_chosen_first:
        choose(pane, "Anjali Deshmukh")
    assert pane.table.isColumnHidden(0)
    for key in (KEY.Key_P, KEY.Key_Down, KEY.Key_O):
        qtbot.keyClick(pane.table, key)
    found = roll(workspace, meeting)
    assert found["Anjali Deshmukh"].code == Code.PRESENT
    assert found["Owen Prydderch"].code == Code.ONLINE


def test_arrows_pass_over_the_headings(qtbot, pane):
    choose(pane, "Anjali Deshmukh")
    qtbot.keyClick(pane.table, KEY.Key_Down)
    assert pane.row().name == "Owen Prydderch"


def test_a_click_on_a_box_presses_its_code(qtbot, pane, workspace, meeting):
    line = choose(pane, "Anjali Deshmukh")
    index = pane.model.index(pane.model.row_of(line.id), 2)
    rect = pane.table.visualRect(index)
    at = QPoint(rect.x() + 8 + 3 * 29 + 12, rect.center().y())
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert roll(workspace, meeting)["Anjali Deshmukh"].code == Code.APOLOGIES


def test_everybody_expected_is_present_at_one_key(qtbot, pane, workspace, meeting):
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_A)
    pane.all_present.click()
    found = roll(workspace, meeting)
    assert found["Anjali Deshmukh"].code == Code.PRESENT
    assert found["Owen Prydderch"].code == Code.APOLOGIES
    assert found["Vacant"].code == Code.VACANT


@pytest.mark.parametrize(("key", "authority"), [("", None), ("yes", True), ("no", False)])
def test_a_deputy_is_typed_by_name_with_or_without_authority(
    qtbot, pane, workspace, meeting, key, authority
):
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_D)
    assert pane.deputy.name.hasFocus()
    pane.deputy.name.setText("Marcus Thorne")
    pane.deputy.authority.choose(key)
    qtbot.keyClick(pane.deputy.name, KEY.Key_Return)
    found = roll(workspace, meeting)
    assert found["Owen Prydderch"].code == Code.DEPUTY_SENT
    assert found["Marcus Thorne"].is_deputy
    assert found["Marcus Thorne"].has_authority is authority
    assert pane.table.hasFocus()


def test_return_on_the_authority_records_the_deputy(qtbot, qapp, pane, workspace, meeting):
    keeper = FocusKeeper(qapp)
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_D)
    qtbot.keyClicks(pane.deputy.name.lineEdit(), "Marcus Thorne")
    chosen = pane.deputy.authority.buttons["yes"]
    chosen.setFocus()
    for is_chosen in (False, True):
        assert chosen.isChecked() is is_chosen
        assert "Marcus Thorne" not in roll(workspace, meeting)
        qtbot.keyClick(chosen, KEY.Key_Return)
    assert roll(workspace, meeting)["Marcus Thorne"].has_authority
    assert not pane.table.is_open
    keeper.deleteLater()


def test_return_in_a_field_one_chooses_in_keeps_the_form(qtbot, pane, workspace, meeting, items):
    pane.record_all()
    for key, widget, pick in (
        (KEY.Key_I, pane.times.first, 1),
        (KEY.Key_S, pane.also.agency, 1),
        (KEY.Key_W, pane.interest.withdrew, None),
        (KEY.Key_C, pane.chair.from_item, 0),
    ):
        choose(pane, "Anjali Deshmukh")
        qtbot.keyClick(pane.table, key)
        pane.interest.words.setText("Governor of the school")
        widget.setFocus()
        if pick is not None:
            widget.setCurrentIndex(pick)
        qtbot.keyClick(widget, KEY.Key_Return)
        assert not pane.table.is_open
    row = roll(workspace, meeting)["Anjali Deshmukh"]
    assert (row.also_agency, bool(row.chair)) == ("Police", True)
    assert len(workspace.ask(declarations.of_meeting, meeting)) == 1
    qtbot.keyClick(pane.table, KEY.Key_R)
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert not pane.table.is_open
    assert pane.table.hasFocus()


def test_a_vacant_seat_cannot_be_present(qtbot, pane, bridge, workspace, meeting):
    said = []
    bridge.told.connect(lambda text, _undo: said.append(text))
    choose(pane, "Vacant")
    qtbot.keyClick(pane.table, KEY.Key_P)
    assert said == ["Nobody holds this seat. D records who came instead"]
    assert roll(workspace, meeting)["Vacant"].code == Code.VACANT


def test_somebody_leaves_during_an_item_and_comes_for_the_whole_again(
    pane, workspace, meeting, items
):
    choose(pane, "Owen Prydderch")
    pane.times.leave.click()
    assert roll(workspace, meeting)["Owen Prydderch"].note == "left during item 3"
    choose(pane, "Owen Prydderch")
    pane.times.stay.click()
    assert roll(workspace, meeting)["Owen Prydderch"].note == ""


def test_somebody_arrives_at_the_current_item(pane, workspace, meeting):
    choose(pane, "Anjali Deshmukh")
    pane.times.arrive.click()
    found = roll(workspace, meeting)["Anjali Deshmukh"]
    assert (found.code, found.note) == (Code.PRESENT, "from item 3")


def test_somebody_takes_the_chair_for_another(pane, workspace, meeting):
    pane.record_all()
    choose(pane, "Anjali Deshmukh")
    whom = pane.chair.for_whom
    whom.setCurrentIndex(whom.findText("for Owen Prydderch"))
    pane.chair.take.click()
    said = workspace.ask(meetings.in_the_chair, meeting)
    assert "Anjali Deshmukh" in said
    assert "Owen Prydderch" in said


def test_a_guest_is_added_and_never_counts_and_can_be_taken_off(qtbot, pane, workspace, meeting):
    pane.guest.name.setText("Lena Brandt")
    pane.guest.agency.setCurrentIndex(pane.guest.agency.findText("ICB"))
    qtbot.keyClick(pane.guest.name, KEY.Key_Return)
    assert roll(workspace, meeting)["Lena Brandt"].counts == "never counts"
    choose(pane, "Lena Brandt")
    pane.times.remove.click()
    assert "Lena Brandt" not in roll(workspace, meeting)


def test_a_member_cannot_be_taken_off_the_list(pane):
    choose(pane, "Anjali Deshmukh")
    assert not pane.times.remove.isVisibleTo(pane)


def test_escape_goes_back_to_the_minutes(qtbot, pane):
    with qtbot.waitSignal(pane.back_wanted):
        qtbot.keyClick(pane.table, KEY.Key_Escape)


def test_those_who_never_count_stand_last(workspace, meeting):
    found = lines(workspace.ask(attendance.roll_call, meeting).rows)
    assert [line.heading for line in found if line.heading] == [
        "Riverside ICB",
        "Northshire Police",
        "Not counted: observers, advisers, in attendance",
    ]


def test_a_line_is_spoken_with_its_code_and_whether_it_counts(pane):
    line = choose(pane, "Owen Prydderch")
    assert spoken(line) == (
        "Owen Prydderch, Superintendent, Northshire Police, Not yet recorded, counts when here"
    )


def test_the_quorum_follows_as_people_come_and_go(qtbot, bridge, workspace, meeting, items):
    quorum = QuorumPane(bridge)
    qtbot.addWidget(quorum)
    quorum.reload(meeting, items[2].id)
    assert quorum.words == NOT_TAKEN
    workspace.do(attendance.all_present, meeting)
    quorum.reload(meeting, items[2].id)
    assert quorum.words == "Quorate"
    owen = roll(workspace, meeting)["Owen Prydderch"]
    workspace.do(attendance.leave, owen.attendance_id, items[2].id)
    quorum.reload(meeting, items[2].id)
    assert quorum.words == "Not quorate"
    assert "Northshire Police" in quorum.why.text()
    quorum.reload(meeting, items[1].id)
    assert quorum.words == "Quorate"


def test_the_model_behaves_as_a_model(qtmodeltester, pane):
    qtmodeltester.check(pane.model)
    assert pane.model.rowCount(QModelIndex()) == 7


def test_everything_that_takes_the_focus_has_a_name(pane, assert_accessible):
    assert_accessible(pane)


def reply(workspace, meeting, name, answer):
    row = roll(workspace, meeting)[name]
    workspace.do(replies.set_reply, meeting, answer, seat_id=row.seat_id, person_id=row.person_id)


def told(bridge):
    said = []
    bridge.told.connect(lambda text, _undo: said.append(text))
    return said


def test_a_reply_is_chosen_in_the_open_row_and_records_nobody(qtbot, pane, workspace, meeting):
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_R)
    pane.reply.reply.buttons["declined"].click()
    owen = roll(workspace, meeting)["Owen Prydderch"]
    assert (owen.reply, owen.code, owen.proposed) == ("declined", "no_response", "apologies")
    assert "1 declined" in pane.said.text()


def test_all_who_accepted_are_present_and_the_silent_stay_unrecorded(
    qtbot, pane, bridge, workspace, meeting
):
    said = told(bridge)
    reply(workspace, meeting, "Anjali Deshmukh", Reply.ACCEPTED)
    assert pane.all_present.text() == "All who accepted are present"
    pane.record_all()
    found = roll(workspace, meeting)
    assert found["Anjali Deshmukh"].code == Code.PRESENT
    assert found["Owen Prydderch"].code == Code.NO_RESPONSE
    assert said[-1] == "1 person present, from the replies"
    pane.record_all()
    assert said[-1] == "Nobody else has accepted. Record the others one by one."


def test_without_any_reply_it_says_so_and_everybody_expected_is_present(pane, bridge):
    said = told(bridge)
    assert pane.all_present.text() == "All who are expected are present"
    pane.record_all()
    assert said == ["Nobody has replied, so everybody expected is recorded: 3 people present"]


def test_times_and_items_are_typed_in_the_open_row(qtbot, pane, workspace, meeting, items):
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_P)
    qtbot.keyClick(pane.table, KEY.Key_T)
    assert pane.times.came.hasFocus()
    pane.times.came.setText("9.30")
    pane.times.went.setText("10:58")
    pane.times.first.setCurrentIndex(pane.times.first.findData(items[0].id))
    pane.times.last.setCurrentIndex(pane.times.last.findData(items[1].id))
    qtbot.keyClick(pane.times.went, KEY.Key_Return)
    assert roll(workspace, meeting)["Owen Prydderch"].note == ("09:30 to 10:58, left during item 3")
    assert pane.table.hasFocus()
    assert not pane.table.is_open


def test_a_time_that_cannot_be_read_is_refused_in_words(pane):
    pane.times.came.setText("25:99")
    with pytest.raises(UserError, match="is not a time"):
        pane.times.came.read()


def test_a_deputy_takes_over_after_the_member_has_gone(qtbot, pane, workspace, meeting, items):
    choose(pane, "Owen Prydderch")
    pane.times.leave.click()
    qtbot.keyClick(pane.table, KEY.Key_D)
    pane.deputy.name.setText("Marcus Thorne")
    pane.deputy.authority.choose("yes")
    pane.deputy.from_item.setCurrentIndex(pane.deputy.from_item.findData(items[4].id))
    qtbot.keyClick(pane.deputy.name, KEY.Key_Return)
    found = roll(workspace, meeting)
    assert found["Owen Prydderch"].code == Code.PRESENT
    assert found["Owen Prydderch"].last_item == 2
    assert (found["Marcus Thorne"].first_item, found["Marcus Thorne"].is_deputy) == (5, True)
    assert found["Owen Prydderch"].standing[:5] == (
        (1, True),
        (2, True),
        (3, False),
        (4, False),
        (5, True),
    )


def test_standing_deputies_are_offered_first(qtbot, pane, workspace, meeting):
    seat = roll(workspace, meeting)["Owen Prydderch"].seat_id
    workspace.do(people.name_deputy, seat, "Marcus Thorne", date(2025, 1, 1), has_authority=True)
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_D)
    assert [pane.deputy.name.itemText(n) for n in range(pane.deputy.name.count())] == [
        "Marcus Thorne"
    ]
    assert pane.deputy.name.text() == "Marcus Thorne"
    assert pane.deputy.authority.key == "yes"


@pytest.mark.parametrize(("has_authority", "key"), [(True, "yes"), (False, "no"), (None, "")])
def test_the_form_opens_with_the_deputy_recorded(
    qtbot, pane, workspace, meeting, has_authority, key
):
    police = roll(workspace, meeting)["Owen Prydderch"]
    workspace.do(
        attendance.send_deputy,
        meeting,
        seat_id=police.seat_id,
        for_person_id=police.person_id,
        name="Marcus Thorne",
        has_authority=has_authority,
    )
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_D)
    assert (pane.deputy.name.text(), pane.deputy.authority.key) == ("Marcus Thorne", key)
    qtbot.keyClicks(pane.deputy.name, "Zoe P")
    qtbot.keyClick(pane.deputy.name, KEY.Key_Escape)
    qtbot.keyClick(pane.deputy.name, KEY.Key_Escape)
    qtbot.keyClick(pane.table, KEY.Key_D)
    assert pane.deputy.name.text() == "Zoe P"


def test_a_deputy_who_took_over_is_shown_with_the_item(qtbot, pane, workspace, meeting, items):
    police = roll(workspace, meeting)["Owen Prydderch"]
    where = {"seat_id": police.seat_id, "person_id": police.person_id}
    held = workspace.do(attendance.record, meeting, Code.PRESENT, **where)
    workspace.do(
        attendance.hand_over, held, "Marcus Thorne", has_authority=True, from_item_id=items[4].id
    )
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_D)
    assert pane.deputy.from_item.currentData() == items[4].id
    qtbot.keyClick(pane.deputy.name, KEY.Key_Return)
    assert roll(workspace, meeting)["Marcus Thorne"].first_item == 5


def test_one_person_speaks_for_a_second_agency(qtbot, pane, workspace, meeting):
    choose(pane, "Anjali Deshmukh")
    qtbot.keyClick(pane.table, KEY.Key_S)
    box = pane.also.agency
    box.setCurrentIndex(box.findText("Northshire Police"))
    pane.also.save.click()
    row = roll(workspace, meeting)["Anjali Deshmukh"]
    assert (row.also_agency, row.note) == ("Police", "also Police")
    assert box.findText("Riverside ICB") == -1
    assert "and also Police" in spoken(choose(pane, "Anjali Deshmukh"))


def test_an_interest_is_declared_in_the_row_and_taken_back_beside_it(
    qtbot, pane, workspace, meeting, items
):
    pane.record_all()
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_W)
    pane.interest.words.setText("Governor of the school")
    pane.interest.withdrew.setChecked(True)
    qtbot.keyClick(pane.interest.words, KEY.Key_Return)
    (row,) = workspace.ask(declarations.of_meeting, meeting)
    assert (row.item_number, row.has_withdrawn) == (3, True)
    assert "withdrew for item 3" in spoken(choose(pane, "Owen Prydderch")).lower()
    pane.side.taken_back.emit(row.id)
    assert workspace.ask(declarations.of_meeting, meeting) == []


def test_escape_closes_an_open_row_before_it_goes_back(qtbot, pane):
    gone = []
    pane.back_wanted.connect(lambda: gone.append(1))
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_I)
    assert pane.times.first.hasFocus()
    qtbot.keyClick(pane.times.first, KEY.Key_Escape)
    assert not pane.table.is_open
    assert gone == []
    qtbot.keyClick(pane.table, KEY.Key_Escape)
    assert gone == [1]


def test_no_letter_pressed_in_the_open_row_reaches_the_table(qtbot, pane, workspace, meeting):
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_T)
    qtbot.keyClick(pane.times.save, KEY.Key_A)
    assert roll(workspace, meeting)["Owen Prydderch"].code == Code.NO_RESPONSE


def test_the_form_stands_inside_its_row_and_follows_the_scroll(qtbot, pane):
    line = choose(pane, "Tunde Balogun")
    qtbot.keyClick(pane.table, KEY.Key_T)
    row = pane.table.visualRect(pane.model.index(pane.model.row_of(line.id), 1))
    place = pane.panel.geometry()
    assert row.top() < place.top() < place.bottom() <= row.bottom()
    assert pane.panel.isVisible()


def test_the_modes_are_counted_in_words(qtbot, pane, workspace, meeting):
    pane.record_all()
    for name, key in (("Anjali Deshmukh", KEY.Key_O), ("Owen Prydderch", KEY.Key_B)):
        choose(pane, name)
        qtbot.keyClick(pane.table, key)
    assert pane.said.text() == "In all 1 in the room · 1 online · 1 by phone · 0 apologies"


def test_the_summary_says_how_many_apologies_and_how_many_sent_a_deputy(
    qtbot, pane, workspace, meeting
):
    pane.record_all()
    choose(pane, "Anjali Deshmukh")
    qtbot.keyClick(pane.table, KEY.Key_A)
    seat = roll(workspace, meeting)["Owen Prydderch"]
    workspace.do(
        attendance.send_deputy,
        meeting,
        seat_id=seat.seat_id,
        for_person_id=seat.person_id,
        name="Marcus Thorne",
        has_authority=True,
    )
    assert pane.said.text() == "In all 2 in the room · 2 apologies, 1 with a deputy"
    assert pane.side.modes.text() == "2 in the room · 2 apologies, 1 with a deputy"


def test_the_buttons_keep_off_the_edge_where_there_is_little_room(pane):
    pane.resize(900, 360)
    pane.be_compact(compact=True)
    edge = pane.back.mapTo(pane, pane.back.rect().topRight()).x()
    assert pane.width() - 20 < edge < pane.width() - 10
    assert pane.back.width() == pane.back.sizeHint().width()


def test_every_key_of_the_table_is_shown_beside_it(pane):
    shown = {key for key, _ in KEYS}
    assert {key.name.removeprefix("Key_") for key in FORM_KEYS} <= shown
    assert set("POBDANV") <= shown


@pytest.mark.parametrize("look_name", ["light", "dark"])
@pytest.mark.parametrize("size", [15, 30])
def test_every_form_finds_its_place_at_any_size(qtbot, qapp, pane, look_name, size):
    theme.look.apply(qapp, look_name, size)
    pane.resize(640, 360)
    pane.be_compact(compact=True)
    for key in (KEY.Key_T, KEY.Key_D, KEY.Key_S, KEY.Key_R, KEY.Key_C, KEY.Key_W):
        choose(pane, "Owen Prydderch")
        pane.table.setFocus()
        qtbot.keyClick(pane.table, key)
        assert pane.table.is_open
        assert pane.panel.width() <= pane.table.viewport().width()
        assert not pane.grab().isNull()


def test_nothing_flashes_up_as_a_window_of_its_own(bridge, shown_alone):
    assert shown_alone(lambda: RollCallPane(bridge)) == []


def test_somebody_taken_off_leaves_the_focus_and_the_neighbour_chosen(
    qtbot, pane, workspace, meeting
):
    for name in ("Lena Brandt", "Samir Gadhvi"):
        workspace.do(attendance.add_guest, meeting, name)
    choose(pane, "Lena Brandt")
    qtbot.keyClick(pane.table, KEY.Key_T)
    pane.times.remove.setFocus()
    qtbot.keyClick(pane.times.remove, KEY.Key_Space)
    qtbot.waitUntil(pane.table.hasFocus)
    assert pane.row().name == "Samir Gadhvi"
    qtbot.keyClick(pane.table, KEY.Key_T)
    pane.times.remove.setFocus()
    qtbot.keyClick(pane.times.remove, KEY.Key_Space)
    assert pane.row().name == "Tunde Balogun"


def test_a_deputy_chosen_while_names_are_listed_gives_the_keys_back(
    qtbot, pane, workspace, meeting
):
    workspace.do(attendance.add_guest, meeting, "Marcus Thorne")
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_D)
    name = pane.deputy.name
    qtbot.keyClicks(name, "Marcus T")
    assert name.names.shown == ["Marcus Thorne"]
    qtbot.keyClick(name, KEY.Key_Down)
    for _ in range(2):  # the name is taken, then recorded
        qtbot.keyClick(name, KEY.Key_Return)
    assert roll(workspace, meeting)["Owen Prydderch"].code == Code.DEPUTY_SENT
    assert pane.table.hasFocus()
    assert name.names.shown == []


def test_another_meeting_begins_at_its_first_line(qtbot, pane, workspace, meeting, items):
    group = workspace.ask(meetings.head, meeting).group_id
    other = workspace.do(meetings.add, group, date(2026, 4, 14))
    choose(pane, "Owen Prydderch")
    pane.deputy.name.setText("Half a na")
    found = workspace.ask(attendance.roll_call, other)
    pane.show_roll(other, found, workspace.ask(agenda.items, other), "")
    assert pane.row().name == "Anjali Deshmukh"
    choose(pane, "Owen Prydderch")
    assert pane.deputy.name.text() == ""


def test_a_holder_who_stayed_is_not_followed_by_their_deputy(pane, workspace, meeting, items):
    police = roll(workspace, meeting)["Owen Prydderch"]
    where = {"seat_id": police.seat_id, "person_id": police.person_id}
    key = workspace.do(attendance.record, meeting, Code.PRESENT, **where)
    workspace.do(
        attendance.hand_over, key, "Marcus Thorne", has_authority=True, from_item_id=items[3].id
    )
    line = next(one for one in pane.model.rows if one.row and one.row.id == police.id)
    assert note(line).endswith("then Marcus Thorne from item 4")
    workspace.do(quorum_loss.still_here, key)
    line = next(one for one in pane.model.rows if one.row and one.row.id == police.id)
    assert note(line) == "Full meeting · Marcus Thorne also here from item 4"


@pytest.fixture
def crowd(workspace, meeting):
    """Ten guests more than a low list has room for."""
    for number in range(10):
        workspace.do(attendance.add_guest, meeting, f"Guest Number {number}")


def seen(pane):
    """Whether the open form, and the field with the focus, lie inside the list as it is seen."""
    view, panel = pane.table.viewport(), pane.panel
    field = QApplication.focusWidget()
    place = QRect(field.mapTo(view, QPoint(0, 0)), field.size())
    return view.rect().contains(panel.geometry()), view.rect().contains(place)


@pytest.mark.parametrize("key", [KEY.Key_I, KEY.Key_W, KEY.Key_T])
def test_a_form_opened_in_the_last_row_is_seen_whole(qtbot, qapp, pane, crowd, key):
    qtbot.keyClick(pane.table, KEY.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(pane.table, key)
    qapp.processEvents()
    assert pane.panel.isAncestorOf(QApplication.focusWidget())
    assert seen(pane) == (True, True)


def test_where_a_form_has_no_room_the_field_in_use_is_seen(qtbot, qapp, pane, crowd):
    pane.resize(420, 220)
    pane.be_compact(compact=True)
    qapp.processEvents()
    qtbot.keyClick(pane.table, KEY.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(pane.table, KEY.Key_T)
    qapp.processEvents()
    assert pane.panel.height() > pane.table.viewport().height()
    for _ in range(6):
        assert seen(pane)[1], QApplication.focusWidget().accessibleName()
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)


def test_home_goes_to_the_first_row_and_shows_its_heading(qtbot, qapp, pane, crowd):
    control = Qt.KeyboardModifier.ControlModifier
    steps = [(KEY.Key_Home, control)], [(KEY.Key_Up, Qt.KeyboardModifier(0))] * 13
    for way in steps:
        qtbot.keyClick(pane.table, KEY.Key_End, control)
        assert pane.table.verticalScrollBar().value() > 0
        for key, held in way:
            qtbot.keyClick(pane.table, key, held)
        assert pane.row().name == "Anjali Deshmukh"
        assert pane.table.verticalScrollBar().value() == 0


def test_the_chair_form_forgets_what_was_chosen_for_somebody_else(qtbot, pane, items):
    choose(pane, "Anjali Deshmukh")
    qtbot.keyClick(pane.table, KEY.Key_P)
    qtbot.keyClick(pane.table, KEY.Key_C)
    assert pane.chair.from_item.currentData() == items[2].id
    pane.chair.from_item.setCurrentIndex(2)
    pane.chair.for_whom.setCurrentIndex(1)
    qtbot.keyClick(pane.chair.take, KEY.Key_Escape)
    choose(pane, "Owen Prydderch")
    qtbot.keyClick(pane.table, KEY.Key_C)
    assert pane.chair.from_item.currentData() == items[2].id
    assert pane.chair.for_whom.currentData() == ""


def test_before_the_roll_is_called_the_chair_is_taken_from_the_start(qtbot, pane):
    choose(pane, "Anjali Deshmukh")
    qtbot.keyClick(pane.table, KEY.Key_C)
    assert pane.chair.from_item.currentData() == ""


@pytest.mark.parametrize(
    ("width", "height", "text_size", "compact"),
    [(976, 520, 15, False), (976, 460, 15, True), (1318, 560, 30, True), (976, 430, 30, True)],
)
def test_the_counts_and_the_quorum_by_item_are_seen_at_every_size(
    qapp, pane, width, height, text_size, compact
):
    theme.look.apply(qapp, "light", text_size)
    pane.resize(width, height)
    pane.be_compact(compact=compact)
    pane.record_all()
    qapp.processEvents()
    assert not pane.side.isVisible()
    words = "Seats 2 of 2 · agencies 2 of 2 · members themselves 2 of 2 · All items quorate"
    assert pane.foot.words.startswith(words)
    for part in (pane.foot.counts, *pane.foot.pills):
        assert part.isVisible()
        place = QRect(part.mapTo(pane, QPoint(0, 0)), part.size())
        assert pane.rect().contains(place)
        assert part.width() >= part.sizeHint().width()
    assert pane.said.isVisible() or pane.foot.modes.isVisible() is (height > 450)


def test_with_room_for_the_cards_nothing_is_said_twice(pane):
    pane.resize(1_300, 600)
    assert pane.side.isVisible()
    assert not pane.foot.isVisible()


def test_a_guest_comes_for_the_items_said_and_is_then_in_view(qtbot, pane, crowd, workspace, items):
    choose(pane, "Anjali Deshmukh")
    qtbot.keyClick(pane.table, KEY.Key_G)
    assert pane.guest.first.currentText() == "for the whole meeting"
    assert not pane.guest.last.isEnabled()
    qtbot.keyClicks(pane.guest.name, "Zoe Late")
    for field in (pane.guest.agency, pane.guest.capacity, pane.guest.first):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
        assert field.hasFocus()
    for _ in range(2):
        qtbot.keyClick(pane.guest.first, KEY.Key_Down)
    qtbot.keyClick(pane.guest.first, KEY.Key_Tab)
    assert pane.guest.last.hasFocus()
    qtbot.keyClick(pane.guest.last, KEY.Key_Down)
    qtbot.keyClick(pane.guest.last, KEY.Key_Return)
    qtbot.wait(1)  # rows new in the list are fitted once it is at rest
    row = pane.row()
    assert (row.name, row.note) == ("Zoe Late", "for items 2 to 3")
    assert pane.guest.name.hasFocus()
    assert pane.table.viewport().rect().contains(pane.table.visualRect(pane.table.currentIndex()))
    assert pane.guest.first.currentData() == ""
    qtbot.keyClicks(pane.guest.name, "Yusuf Next")
    qtbot.keyClick(pane.guest.name, KEY.Key_Return)
    assert pane.row().name == "Yusuf Next"
    qtbot.keyClick(pane.guest.name, KEY.Key_Escape)
    assert pane.table.hasFocus()
    assert pane.guest_bar.isHidden()
    workspace.undo()
    workspace.undo()
    assert "Zoe Late" not in {line.row.name for line in pane.model.rows if line.row}
