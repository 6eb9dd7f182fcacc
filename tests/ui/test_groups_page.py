from datetime import date

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.attendance import Capacity
from masa_desktop.services import (
    agenda,
    groups,
    names,
    people,
    quorum_setting,
    structure_view,
    terms,
)
from masa_desktop.ui.groups_page import GroupsPage
from masa_desktop.ui.quorum_form import MUST, SET_A


@pytest.fixture
def office(workspace):
    """A partnership with an Executive of two agencies, an audit group below it, and a board."""
    do = workspace.do
    partnership = do(groups.add_partnership, "Riverside Partnership", "RSCP", "Riverside")
    council = do(groups.add_agency, "Riverside Council")
    police = do(groups.add_agency, "Northshire Police")
    board = do(groups.add_group, "Transformation Board", is_external=True)
    executive = do(
        groups.add_group,
        "Executive",
        partnership_ids=(partnership,),
        parent_ids=(board,),
        type_="executive",
    )
    do(
        groups.add_group,
        "Audit",
        partnership_ids=(partnership,),
        parent_ids=(executive,),
        is_joint=True,
    )
    director = do(
        groups.add_seat,
        executive,
        "Director of Services",
        agency_id=council,
        capacity=Capacity.DELEGATED_PARTNER,
        counts_for_quorum=True,
    )
    do(groups.add_seat, executive, "Superintendent", agency_id=police)
    do(groups.add_seat, executive, "Lead Member", capacity=Capacity.PARTICIPANT_OBSERVER)
    members = [
        {"kind": "agency", "ref": council, "name": "Riverside Council"},
        {"kind": "agency", "ref": police, "name": "Northshire Police"},
    ]
    rule = {"kind": "rotation", "among": members, "first": members[0], "first_term_months": 12}
    do(terms.set_chair, executive, rule, None)
    return {
        "partnership": partnership,
        "executive": executive,
        "board": board,
        "council": council,
        "police": police,
        "director": director,
    }


@pytest.fixture
def page(qtbot, office, bridge, jobs):
    made = GroupsPage(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    made.open_record(office["executive"])
    made.reload()
    return made


def type_into(entry, text):
    entry.setText(text)
    entry.editingFinished.emit()


def seat(page, title):
    return next(row for row in page.group.seats.model.rows if row.title == title)


def cell(page, title, column):
    return page.group.seats.model.columns[column].cell(seat(page, title))


# The outline


def test_the_outline_shows_each_group_under_its_partnership(page):
    assert [line.name for line in page.outline.model.rows] == [
        "Riverside Partnership",
        "Executive",
        "Audit",
        "Reported to, not ours",
        "Transformation Board",
        "People and agencies",
        "People",
        "Agencies",
    ]


def test_the_arrow_keys_pass_over_headings(qtbot, page):
    page.outline.table.setFocus()
    page.outline.select(page.outline.model.rows[2].id)
    qtbot.keyClick(page.outline.table, Qt.Key.Key_Down)
    assert page.outline.table.current_id() == page.outline.model.rows[4].id


def test_finding_shows_only_what_matches(page):
    page.outline.finder.setText("audit")
    assert [line.name for line in page.outline.model.rows] == ["Audit"]


def test_a_line_is_spoken_with_its_level(page):
    spoken = page.outline.model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Audit, joint, group, level 2"


def test_moving_in_the_outline_changes_the_page(qtbot, page, office):
    page.outline.select(office["partnership"])
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.partnership)
    assert page.partnership.header.title.text() == "Riverside Partnership"


def test_a_group_can_be_added(page, workspace):
    page.add_group()
    page.add_form.name.entry.setText("Learning")
    page.add_form.save()
    assert page.group.header.title.text() == "Learning"
    workspace.undo()
    assert "Learning" not in [line.name for line in page.outline.model.rows]


# Seats


def test_a_vacant_seat_says_so_and_how_it_counts(page):
    assert cell(page, "Director of Services", 1).text == "Vacant"
    assert [cell(page, row.title, 3).text for row in page.group.seats.model.rows] == [
        "counts",
        "not said",
        "never",
    ]


def test_a_seat_is_filled_in_place_from_a_day(qtbot, page, bridge, workspace):
    seats = page.group.seats
    seats.table.select(seat(page, "Director of Services").id)
    qtbot.keyClick(seats.table, Qt.Key.Key_Return)
    assert seats.fill_form.isVisible()
    qtbot.keyClicks(seats.fill_form.name.entry, "Helen Marchetti")
    type_into(seats.fill_form.from_on.entry, "1 Sep 2025")
    with qtbot.waitSignal(bridge.told) as told:
        seats.fill_form.save_button.click()
    assert told.args == ["Director of Services: held by Helen Marchetti", True]
    assert cell(page, "Director of Services", 1).text == "Helen Marchetti"
    assert cell(page, "Director of Services", 2).text == "1 Sep 2025"
    workspace.undo()
    assert cell(page, "Director of Services", 1).text == "Vacant"


def test_a_seat_cannot_be_filled_without_a_name(page):
    seats = page.group.seats
    seats.fill()
    seats.fill_form.save()
    assert seats.fill_form.name.complaint == "A name is needed."
    assert seats.fill_form.isVisible()


def test_escape_closes_the_form_and_goes_back_to_the_list(qtbot, page):
    seats = page.group.seats
    seats.fill()
    qtbot.keyClick(seats.fill_form.name.entry, Qt.Key.Key_Escape)
    assert not seats.fill_form.isVisible()


def test_a_standing_deputy_is_named(page, office):
    seats = page.group.seats
    seats.table.select(office["director"])
    seats.name_deputy()
    seats.deputy_form.name.entry.setText("Samir Gadhvi")
    seats.deputy_form.authority.setChecked(True)
    seats.deputy_form.save()
    assert cell(page, "Director of Services", 1).second == "deputy: Samir Gadhvi with authority"
    assert cell(page, "Director of Services", 1).text == "Vacant"


def test_a_holding_is_ended(page, office, workspace):
    workspace.do(people.fill_seat, office["director"], "Helen Marchetti", date(2025, 9, 1))
    seats = page.group.seats
    seats.table.select(office["director"])
    seats.end()
    type_into(seats.end_form.last_on.entry, "31 Jan 2026")
    seats.end_form.save()
    assert cell(page, "Director of Services", 1).text == "Vacant"


def test_a_seat_is_added(page):
    seats = page.group.seats
    seats.add_seat()
    seats.add_form.seat_title.entry.setText("Chief Nurse")
    seats.add_form.save()
    assert seat(page, "Chief Nurse").is_vacant


# The day


def test_the_day_drives_names_and_holders_and_says_so(page, office, workspace):
    workspace.do(people.fill_seat, office["director"], "Dana Whitlock", date(2024, 1, 8))
    workspace.do(people.fill_seat, office["director"], "Helen Marchetti", date(2025, 9, 1))
    workspace.do(names.rename, office["executive"], "Safeguarding Executive", date(2025, 4, 1))
    type_into(page.group.as_at.entry, "1 Mar 2025")
    assert page.group.header.title.text() == "Executive"
    assert cell(page, "Director of Services", 1).text == "Dana Whitlock"
    assert page.group.strip.words.text() == "As it was on Saturday 1 March 2025."
    page.group.today_button.click()
    assert page.group.header.title.text() == "Safeguarding Executive"
    assert page.group.strip.isHidden()


# Rules


def test_a_quorum_that_is_not_set_says_so(page):
    assert page.group.quorum.words.text().startswith("No quorum is set for this group")


def test_a_quorum_of_all_chosen_agencies_is_set_from_the_beginning(page, office, workspace):
    card = page.group.quorum
    card.open_form()
    for agency in ("council", "police"):
        box = card.form.needs[office[agency]]
        box.setCurrentIndex(box.findData(MUST))
    said = "Northshire Police and Riverside Council are represented."
    assert card.form.words.text().startswith(said)
    card.form.save()
    assert card.words.text().startswith(said)
    rule = workspace.ask(terms.quorum_rule, office["executive"], date(2019, 1, 1))
    assert set(rule.all_of) == {(office["council"],), (office["police"],)}
    workspace.undo()
    assert card.words.text().startswith("No quorum is set")


def test_a_quorum_with_alternatives_and_numbers_is_said_in_words(page, office):
    form = page.group.quorum.form
    page.group.quorum.open_form()
    for agency in ("council", "police"):
        box = form.needs[office[agency]]
        box.setCurrentIndex(box.findData(SET_A))
    form.members.choose(5)
    form.agencies.choose(3)
    words = form.words.text()
    assert "Northshire Police or Riverside Council is represented." in words
    assert "At least five members and at least three agencies are present." in words


def test_parts_of_a_rule_without_a_field_are_kept(page, office, workspace):
    rule = {
        "min_of": {"number": 1, "agency_ids": [office["council"], office["police"]]},
        "online_counts": False,
    }
    workspace.do(quorum_setting.set_quorum, office["executive"], rule, None)
    page.group.quorum.open_form()
    page.group.quorum.form.members.choose(4)
    page.group.quorum.form.save()
    kept = workspace.ask(terms.quorum_rule, office["executive"], date(2026, 2, 10))
    assert (kept.min_members, kept.online_counts) == (4, False)
    assert kept.min_of.number == 1


def test_the_chair_is_to_be_agreed_until_the_rotation_starts(page):
    chair = page.group.chair
    assert chair.due.text == "Order to be agreed"
    chair.open_start()
    type_into(chair.start_form.on.entry, "2 Sep 2025")
    chair.start_form.save()
    assert chair.due.text == "Riverside Council"
    type_into(page.group.as_at.entry, "2 Sep 2026")
    assert chair.due.text == "Order to be agreed"


def test_an_agreed_order_says_who_comes_next(page, office, workspace):
    workspace.do(terms.start_rotation, office["executive"], date(2025, 9, 2))
    chair = page.group.chair
    chair.open_order()
    chair.order_form.months.choose(12)
    chair.order_form.save()
    type_into(page.group.as_at.entry, "2 Sep 2026")
    assert chair.due.text == "Northshire Police"


def test_an_order_that_names_one_twice_is_refused_in_place(page):
    chair = page.group.chair
    chair.open_order()
    for box in chair.order_form.places:
        box.setCurrentIndex(0)
    chair.order_form.save()
    assert chair.order_form.months_field.complaint == "One of them stands in the order twice."


def test_a_turn_is_confirmed(page, office):
    chair = page.group.chair
    chair.open_confirm()
    chair.confirm_form.who.setCurrentIndex(chair.confirm_form.who.findText("Northshire Police"))
    type_into(chair.confirm_form.until_on.entry, "31 Mar 2026")
    chair.confirm_form.save()
    assert chair.due.text == "Northshire Police"


def test_standing_items_are_set_one_on_each_line(page, office, workspace):
    card = page.group.standing
    assert "usual items" in card.note.text()
    card.open_form()
    card.form.items.setPlainText("Welcome\n\nScrutineer's report\n")
    card.form.save()
    assert workspace.ask(agenda.standing, office["executive"]) == ["Welcome", "Scrutineer's report"]
    assert card.words.text() == "1. Welcome\n2. Scrutineer's report"


# Partnership, people, agencies


def test_a_partnership_is_renamed_in_place(page, office):
    page.open_record(office["partnership"])
    page.reload()
    page.partnership.open_rename()
    page.partnership.rename_form.name.entry.setText("Riverside Safeguarding Partnership")
    page.partnership.rename_form.save()
    assert page.partnership.header.title.text() == "Riverside Safeguarding Partnership"


def test_a_marking_is_set(page, office):
    page.open_record(office["partnership"])
    page.reload()
    assert page.partnership.header.context.text().endswith("not marked")
    page.partnership.open_marking()
    page.partnership.marking_form.marking.setCurrentIndex(2)
    page.partnership.marking_form.save()
    assert page.partnership.header.context.text().endswith("OFFICIAL-SENSITIVE")


def test_what_a_partnership_does_not_state_is_said_to_be_so(page, office, workspace):
    view = workspace.ask(structure_view.partnership, office["partnership"], date(2026, 2, 10))
    assert dict(view.facts)["Published"] == ""
    assert view.tables == ()


def test_people_are_added_and_names_put_right(page, workspace):
    page.open_record("people")
    page.reload()
    assert page.people.empty.isVisible()
    page.people.add()
    page.people.form.name.entry.setText("Sarah Gelert")
    page.people.form.save()
    page.people.rename()
    page.people.form.name.entry.setText("Sarah Gellert")
    page.people.form.initials.entry.setText("SGe")
    page.people.form.save()
    row = page.people.model.rows[0]
    assert (row.name, row.initials, row.seats) == ("Sarah Gellert", "SGe", ())


def test_an_agency_is_added(page):
    page.open_record("agencies")
    page.reload()
    page.agencies.form.open_empty()
    page.agencies.form.name.entry.setText("Northshire Fire and Rescue")
    page.agencies.form.save()
    assert "Northshire Fire and Rescue" in [row.name for row in page.agencies.model.rows]


# The page as a whole


def test_a_narrow_window_shows_one_pane_at_a_time(qtbot, page):
    page.resize(592, 280)
    assert page.right.isVisible()
    assert not page.outline.isVisible()
    page.back_button.click()
    assert page.outline.isVisible()
    assert not page.right.isVisible()
    qtbot.keyClick(page.outline.table, Qt.Key.Key_Return)
    assert page.right.isVisible()


@pytest.mark.parametrize("record", ["executive", "partnership", "people", "agencies"])
def test_everything_has_a_name(page, office, record, assert_accessible):
    page.open_record(office.get(record, record))
    page.reload()
    assert_accessible(page)


def test_nothing_flashes_up_while_it_is_built(shown_alone, office, bridge, jobs, qtbot):
    assert shown_alone(lambda: qtbot.addWidget(GroupsPage(bridge, jobs))) == []


def test_an_empty_office_offers_the_first_step(qtbot, bridge, jobs):
    made = GroupsPage(bridge, jobs)
    qtbot.addWidget(made)
    assert made.stack.currentWidget() is made.empty
