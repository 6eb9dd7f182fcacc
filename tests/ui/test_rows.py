"""One model for all lists: it moves, it does not blink; it speaks; it opens by key."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from masa_desktop.ui import theme
from masa_desktop.ui.cells import CellRole
from masa_desktop.ui.rows import Column, RowsModel, list_table


@dataclass(frozen=True)
class Row:
    id: str
    text: str = ""
    owner: str = ""


COLUMNS = [
    Column("Action", lambda row: row.text, second=lambda row: row.owner, wide=True, strong=True),
    Column("Owner", lambda row: row.owner, tone=lambda _: "bad", icon=lambda _: "warn"),
    Column("State", lambda _: "overdue", chip=lambda _: "R"),
]
THREE = [Row("a", "Chase returns", "SGe"), Row("b", "Book room", "PN"), Row("c", "Agree dates", "")]


@pytest.fixture
def model(look):
    made = RowsModel(COLUMNS, speak=lambda row: f"{row.text}, lead {row.owner or 'not set'}")
    made.show_rows(THREE)
    return made


@pytest.fixture
def table(model, qtbot):
    made = list_table(model, "Actions")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_a_row_tells_its_summary_and_each_cell_its_own(model):
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(spoken) == "Chase returns, lead SGe"
    assert model.index(2, 0).data(spoken) == "Agree dates, lead not set"
    assert model.index(0, 1).data(spoken) == "SGe"


def test_without_a_sentence_the_columns_are_read_in_order(look):
    plain = RowsModel(COLUMNS)
    plain.show_rows(THREE[:1])
    said = plain.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Chase returns, SGe, SGe, overdue"


def test_a_long_owner_leaves_the_action_room_to_be_read(qtbot, model, table):
    model.show_rows([Row("a", "Chase the returns of the agencies", "Priya Nandakumar " * 3)])
    table.resize(420, 300)
    room = table.viewport().width
    qtbot.waitUntil(lambda: sum(map(table.columnWidth, range(3))) <= room())
    assert table.columnWidth(0) >= theme.px(160)
    state = table.columnWidth(2)
    table.resize(1200, 300)
    qtbot.waitUntil(lambda: table.columnWidth(1) >= table.sizeHintForColumn(1))
    assert table.columnWidth(2) == state


def test_selection_stays_on_its_record_when_the_list_changes(table, model):
    table.select("b")
    model.show_rows([Row("z", "New one"), THREE[0], replace(THREE[1], text="Book the room")])
    assert table.current_id() == "b"
    assert [row.id for row in model.rows] == ["z", "a", "b"]
    assert model.index(2, 0).data() == "Book the room"


def test_a_record_that_is_gone_is_not_selected(table, model):
    assert not table.select("nowhere")
    model.show_rows([])
    assert table.current_id() == ""


def test_enter_opens_and_arrows_move(table, qtbot):
    opened, seen = [], []
    table.chosen.connect(opened.append)
    table.current.connect(seen.append)
    table.select("a")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert seen[-1] == "b"
    assert opened == ["b"]


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier]
)
def test_home_and_end_are_the_ends_of_the_list_in_any_column(table, qtbot, held):
    table.select("b")
    table.setCurrentIndex(table.model().index(1, 1))
    qtbot.keyClick(table, Qt.Key.Key_End, held)
    assert table.current_id() == "c"
    assert table.selectionModel().isRowSelected(2)
    qtbot.keyClick(table, Qt.Key.Key_Home, held)
    assert table.current_id() == "a"


def test_the_ends_of_the_list_are_the_rows_in_view(table, qtbot):
    table.select("b")
    table.setRowHidden(2, True)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == "b"


def test_home_in_an_empty_list_does_nothing(table, model, qtbot):
    model.show_rows([])
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == ""


def test_tab_leaves_the_table(table):
    assert not table.tabKeyNavigation()


def test_an_edit_calls_the_verb_and_the_cell_waits_for_the_commit(look):
    asked = []
    model = RowsModel([Column("Text", lambda r: r.text, edit=lambda r, v: asked.append((r.id, v)))])
    model.show_rows(THREE)
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    model.setData(model.index(0, 0), "Other")
    assert asked == [("a", "Other")]
    assert model.index(0, 0).data() == "Chase returns"


def test_a_second_line_makes_the_row_taller(table, qtbot):
    qtbot.waitUntil(lambda: table.rowHeight(0) > table.rowHeight(2))
    assert table.rowHeight(2) >= 24


def test_long_text_wraps_so_that_nothing_is_cut(table, model, qtbot):
    was = table.rowHeight(0)
    model.show_rows([replace(THREE[0], text="a rather long action to be written down " * 6)])
    qtbot.waitUntil(lambda: table.rowHeight(0) > was)


def test_every_cell_can_be_painted(table):
    assert not table.grab().isNull()
    cell = table.model().index(0, 2).data(CellRole)
    assert (cell.text, cell.chip) == ("overdue", "R")


def test_a_table_has_a_name(table, assert_accessible):
    assert_accessible(table)


ids = st.lists(st.integers(0, 30), unique=True, max_size=20)


@given(before=ids, after=ids)
def test_whatever_was_shown_the_new_rows_are_what_is_shown(before, after):
    model = RowsModel(COLUMNS)
    model.show_rows([Row(str(n), "old") for n in before])
    wanted = [Row(str(n), "new") for n in after]
    model.show_rows(wanted)
    assert list(model.rows) == wanted
