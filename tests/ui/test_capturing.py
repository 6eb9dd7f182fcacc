"""One-line capture by real keys, in the minutes and in the box; the popup takes no focus."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.decision_words import Decided
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.given import Given
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import Line
from masa_desktop.domain.sittings import Goes
from masa_desktop.services import capturing as services
from masa_desktop.services import (
    meetings,
    sittings,
)
from masa_desktop.ui import theme
from masa_desktop.ui.capturing import Capturing
from masa_desktop.ui.minute_caret import CaretState
from masa_desktop.ui.minute_editor import MinuteEditor
from masa_desktop.ui.phrases_form import PhrasesForm
from masa_desktop.ui.quick_entry import QuickEntry
from tests.capture_office import furnish, words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")  # offscreen only

K, M, Kind = Qt.Key, Qt.KeyboardModifier, EntryKind
N1 = Line("n1", Kind.NOTE, "The audit was presented.")


@pytest.fixture(scope="module")
def furnished(blank, tmp_path_factory):
    """Built once; each test opens a copy."""
    return furnish(blank, tmp_path_factory.mktemp("capturing") / "office.masa")


@pytest.fixture
def workspace(open_office, furnished):
    return open_office(source=furnished[0])


@pytest.fixture
def office(furnished):
    return furnished[1]


class Pane(QWidget):
    """The editor and the box as the minutes pane puts them, with the pane's own `insert`."""

    def __init__(self, bridge):
        super().__init__()
        self.made = []
        self.refusing = None
        self.editor = MinuteEditor()
        self.capturing = Capturing(self.editor, bridge, self.insert)
        self.capturing.line.now = lambda: time(10, 58)
        self.quick = QuickEntry(bridge, self.append)
        self.quick.line.now = lambda: time(10, 58)
        column = QVBoxLayout(self)
        column.addWidget(self.editor)
        column.addWidget(self.quick)

    def insert(self, kind, text, given):
        if self.refusing:
            self.refusing(kind, text, given)
        self.editor.insert_block(kind, text)
        self.made.append((kind, text, given))

    def append(self, kind, text, given):
        self.made.append((kind, text, given))

    @property
    def popup(self):
        return self.capturing.popup


@pytest.fixture
def pane(qtbot, bridge, office):
    made = Pane(bridge)
    qtbot.addWidget(made)
    made.resize(720, 420)
    made.move(20, 20)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.editor.show_lines([N1])
    made.capturing.show_item(office.meeting, office.items[2])
    made.quick.show_item(office.meeting, office.items[2])
    made.editor.setFocus()
    assert made.editor.restore_caret(CaretState("n1", len(N1.text)))
    qtbot.keyClick(made.editor, K.Key_Return)
    return made


def notes(pane):
    return [(line.kind, line.text) for line in pane.editor.lines()]


def write(qtbot, pane, text):
    qtbot.keyClicks(pane.editor, text)
    return pane.popup


def is_here(bridge, office, item, initials):
    """Whether somebody is here at an item, counted from 0."""
    room = bridge.workspace.ask(
        services.room, office.meeting, bridge.today(), item_id=office.items[item]
    )
    return next(one for one in room.people if one.initials == initials).is_present


def shaded(popup):
    return popup.rows[popup.current].words


def test_each_part_is_shown_while_typing_and_enter_saves(qtbot, pane, office):
    popup = write(qtbot, pane, "/a SGe circulate neglect audit by 14 Mar")
    assert popup.isVisible()
    assert words(popup) == [
        ("Action", "Circulate neglect audit"),
        ("Owner", "Sarah Gellert"),
        ("", "Or SGa Samir Gadhvi"),
        ("Due", "Saturday 14 March 2026"),
        ("", "Friday 13 March 2026"),
        ("", "Monday 16 March 2026"),
        ("", "Tuesday 14 April 2026"),
    ]
    assert popup.rows[1].at_end == "here"
    assert shaded(popup) == "Friday 13 March 2026"
    assert popup.rows[popup.current].below == (
        "14 March 2026 is a Saturday, so the working day before."
    )
    qtbot.keyClick(pane.editor, K.Key_Return)
    given = Given((office.people["SGe"],), (), DueKind.DATED, date(2026, 3, 14))
    assert pane.made == [(Kind.ACTION, "Circulate neglect audit", given)]
    assert notes(pane) == [(Kind.NOTE, N1.text), (Kind.ACTION, "Circulate neglect audit")]
    assert not popup.isVisible()


def test_tab_takes_the_shaded_day_and_the_caret_stays_in_the_line(qtbot, pane):
    popup = write(qtbot, pane, "/a SGe circulate audit by 14 Mar")
    qtbot.keyClick(pane.editor, K.Key_Tab)
    assert pane.editor.current_paragraph() == "/a SGe circulate audit by 13 Mar 2026"
    assert popup.rows[-1].words == "Friday 13 March 2026"
    qtbot.keyClicks(pane.editor, "x")
    assert pane.editor.current_paragraph().endswith("2026x")
    pane.editor.undo()
    pane.editor.undo()
    assert pane.editor.current_paragraph() == "/a SGe circulate audit by 14 Mar"


@pytest.mark.parametrize(
    ("end", "kind", "on"),
    [
        ("by next", DueKind.NEXT_MEETING, date(2026, 4, 14)),
        ("by end March", DueKind.DATED, date(2026, 3, 31)),
        ("by Friday week", DueKind.DATED, date(2026, 2, 20)),
        ("+5wd", DueKind.DATED, date(2026, 2, 17)),
        ("", DueKind.NOT_SAID, None),
    ],
)
def test_every_way_to_say_when(qtbot, pane, office, end, kind, on):
    popup = write(qtbot, pane, f"/a AD+JL share the flags {end}")
    assert ("Owner", "Anjali Deshmukh") in words(popup)
    assert ("", "Jo Lindqvist") in words(popup)
    qtbot.keyClick(pane.editor, K.Key_Return)
    owners = (office.people["AD"], office.people["JL"])
    assert pane.made == [(Kind.ACTION, "Share the flags", Given(owners, (), kind, on))]


def test_an_action_without_owner_or_date_is_allowed_and_the_popup_says_so(qtbot, pane):
    popup = write(qtbot, pane, "/a circulate the audit")
    assert words(popup)[1:] == [("Owner", "No owner yet"), ("Due", "No date said")]
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.made == [(Kind.ACTION, "Circulate the audit", Given())]


@pytest.mark.parametrize(
    ("line", "kind"),
    [("/d", Kind.DECISION), ("/p", Kind.PRIVATE), ("/c", Kind.CHALLENGE)],
)
def test_decisions_jottings_and_challenges(qtbot, pane, line, kind):
    write(qtbot, pane, f"{line} AD will see to it by Friday")
    qtbot.keyClick(pane.editor, K.Key_Return)
    said = "AD will see to it by Friday"
    decided = Decided(said) if kind is Kind.DECISION else None
    assert pane.made == [(kind, said, Given(decided=decided))]


def test_nothing_is_saved_without_words_and_the_line_stays(qtbot, pane):
    write(qtbot, pane, "/d ")
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.made == []
    assert pane.editor.current_paragraph() == "/d "


def test_a_phrase_stands_in_the_line_with_the_caret_in_its_gap(qtbot, pane):
    popup = write(qtbot, pane, "/n noted")
    assert words(popup)[0] == ("House phrase", "Members NOTED ….")
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert not popup.isVisible()
    qtbot.keyClicks(pane.editor, "the audit")
    assert pane.editor.current_paragraph() == "Members NOTED the audit."
    assert pane.made == []


def test_a_gap_nobody_filled_stays_to_be_seen_and_enter_goes_on_below(qtbot, pane):
    write(qtbot, pane, "/n voice")
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.textCursor().selectedText() == "…"
    qtbot.keyClick(pane.editor, K.Key_Return)
    qtbot.keyClicks(pane.editor, "Next")
    assert notes(pane)[1:] == [
        (Kind.NOTE, "The voice of children and families was heard through …."),
        (Kind.NOTE, "Next"),
    ]
    pane.quick.setFocus()
    qtbot.keyClicks(pane.quick, "/n interest")
    qtbot.keyClick(pane.quick, K.Key_Return)
    assert pane.quick.selectedText() == "…"
    qtbot.keyClicks(pane.quick, "Mary Thorne")
    assert pane.quick.text().startswith("Mary Thorne declared")


def test_escape_leaves_plain_text_and_enter_makes_a_paragraph_of_it(qtbot, pane):
    popup = write(qtbot, pane, "/a SGe and AD met")
    qtbot.keyClick(pane.editor, K.Key_Escape)
    assert not popup.isVisible()
    qtbot.keyClicks(pane.editor, " twice")
    assert not popup.isVisible()
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.made == []
    assert notes(pane)[-1] == (Kind.NOTE, "/a SGe and AD met twice")
    assert write(qtbot, pane, "/d New").isVisible()


def test_a_line_that_came_with_the_item_is_no_command_until_it_is_typed_in(qtbot, pane, office):
    pane.editor.show_lines([Line("n9", Kind.NOTE, "/d Agreed")])
    pane.capturing.show_item(office.meeting, office.items[2])
    pane.editor.restore_caret(CaretState("n9", 9))
    qtbot.keyClick(pane.editor, K.Key_End)
    assert not pane.popup.isVisible()
    qtbot.keyClicks(pane.editor, " to go on")
    assert pane.popup.isVisible()
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert [made[:2] for made in pane.made] == [(Kind.DECISION, "to go on")]


def test_the_list_is_gone_through_while_the_caret_stays(qtbot, pane):
    popup = write(qtbot, pane, "/a SGe circulate audit by 14 Mar")
    caret = pane.editor.caret_state()
    qtbot.keyClick(pane.editor, K.Key_Down, M.AltModifier)
    assert shaded(popup).startswith("Or SGa")
    qtbot.keyClick(pane.editor, K.Key_Down)
    assert shaded(popup) == "Friday 13 March 2026"
    qtbot.keyClick(pane.editor, K.Key_Down)
    qtbot.keyClick(pane.editor, K.Key_Down)
    assert shaded(popup) == "Tuesday 14 April 2026"
    assert pane.editor.caret_state() == caret
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.current_paragraph() == "/a SGe circulate audit by next"
    assert pane.made == []


@pytest.mark.parametrize("line", ["/n", "/a Circulate audit by 14 Mar", "/a SGe go by 14 Mar"])
def test_alt_and_down_goes_to_the_row_that_says_so_and_enter_takes_it(qtbot, pane, line):
    popup = write(qtbot, pane, line)
    says = popup.by_arrow
    assert (
        says
        == [place for place, row in enumerate(popup.rows) if row.is_choice][
            0 if line == "/a SGe go by 14 Mar" else 1
        ]
    )
    offer = popup.rows[says].offer
    qtbot.keyClick(pane.editor, K.Key_Down, M.AltModifier)
    assert popup.current == says
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.current_paragraph() == (
        line[: offer.start] + offer.replacement + line[offer.end :]
    )


def test_alt_and_down_goes_to_the_only_choice_there_is(qtbot, pane):
    popup = write(qtbot, pane, "/n noted")
    assert popup.by_arrow == -1
    qtbot.keyClick(pane.editor, K.Key_Down, M.AltModifier)
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.current_paragraph() == "Members NOTED …."


def test_another_owner_is_chosen_from_the_list_and_enter_keeps_the_date_typed(qtbot, pane):
    popup = write(qtbot, pane, "/a SGe circulate audit by 14 Mar")
    qtbot.keyClick(pane.editor, K.Key_Down, M.AltModifier)
    assert shaded(popup).startswith("Or SGa Samir Gadhvi")
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.current_paragraph() == "/a SGa circulate audit by 14 Mar"
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.made[0][2].due_on == date(2026, 3, 14)


def test_escape_in_the_list_goes_back_to_the_line_and_typing_goes_on(qtbot, pane):
    popup = write(qtbot, pane, "/a SGe go by 14 Mar")
    qtbot.keyClick(pane.editor, K.Key_Down, M.AltModifier)
    qtbot.keyClick(pane.editor, K.Key_Escape)
    assert popup.isVisible()
    qtbot.keyClick(pane.editor, K.Key_Down, M.AltModifier)
    qtbot.keyClicks(pane.editor, "x")
    assert pane.editor.current_paragraph() == "/a SGe go by 14 Marx"
    assert popup.isVisible()


def test_a_click_takes_a_choice_and_the_focus_stays_in_the_minutes(qtbot, pane):
    popup = write(qtbot, pane, "/a SGe go by 14 Mar")
    row = next(n for n, one in enumerate(popup.rows) if one.words == "Monday 16 March 2026")
    place = popup.list.visualRect(popup.list.rows.index(row)).center()
    qtbot.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pane.editor.current_paragraph() == "/a SGe go by 16 Mar 2026"
    assert pane.editor.hasFocus()


def test_focus_and_window_stay_while_the_popup_shows(qtbot, pane):
    popup = write(qtbot, pane, "/a SGe go by 14 Mar")
    assert popup.isVisible()
    assert pane.editor.hasFocus()
    assert QApplication.activeWindow() is pane
    assert not popup.isActiveWindow()
    assert popup.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    pane.quick.setFocus()
    assert not popup.isVisible()
    pane.editor.setFocus()
    qtbot.waitUntil(popup.isVisible)


@pytest.mark.parametrize("size", [15, 30])
@pytest.mark.parametrize("corner", ["top left", "bottom right"])
def test_the_popup_never_leaves_the_screen(qtbot, qapp, pane, size, corner):
    screen = pane.screen().availableGeometry()
    theme.look.apply(qapp, "light", size)
    if corner == "bottom right":
        pane.move(screen.right() - 200, screen.bottom() - 120)
    else:
        pane.move(0, 0)
    for _ in range(4):
        write(qtbot, pane, "/a SGe go by 14 Mar")
        assert pane.popup.isVisible()
        assert screen.contains(pane.popup.geometry())
        line = pane.capturing.anchor()
        assert not QRect(line).intersects(pane.popup.geometry()) or size == 30
        qtbot.keyClick(pane.editor, K.Key_Return)


def test_the_popup_stands_above_where_there_is_no_room_below(qtbot, pane):
    screen = pane.screen().availableGeometry()
    pane.move(20, screen.bottom() - 160)
    popup = write(qtbot, pane, "/a SGe go by 14 Mar")
    assert popup.geometry().bottom() < pane.capturing.anchor().top()


def test_understood_words_are_marked_in_the_line_and_the_marks_go(qtbot, pane):
    write(qtbot, pane, "/a SGe circulate audit by 14 Mar")
    marks = pane.editor.extraSelections()
    assert [one.cursor.selectedText() for one in marks] == ["/a", "SGe", "by 14 Mar"]
    assert marks[1].format.background().color() == theme.colour("actionsoft")
    assert marks[2].format.background().color() == theme.colour("warnsoft")
    qtbot.keyClick(pane.editor, K.Key_Escape)
    assert pane.editor.extraSelections() == []


def test_leaving_is_recorded_and_minuted(qtbot, pane, bridge, office):
    popup = write(qtbot, pane, "/out OP 10:45")
    assert words(popup) == [("Leaves", "Owen Prydderch"), ("Time", "10:45")]
    qtbot.keyClick(pane.editor, K.Key_Return)
    said = "10:45 Owen Prydderch (Northshire Police) left the meeting."
    assert notes(pane)[-1] == (Kind.NOTE, said)
    assert [is_here(bridge, office, item, "OP") for item in (1, 2)] == [True, False]


def test_an_arrival_without_a_time_takes_the_clock_on_the_day(qtbot, pane, bridge, office):
    write(qtbot, pane, "/in MT")
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert notes(pane)[-1] == (Kind.NOTE, "10:58 Mary Thorne (guest) joined the meeting.")
    assert [is_here(bridge, office, item, "MT") for item in (1, 2)] == [False, True]


@pytest.mark.parametrize(
    ("goes_on", "said"),
    [(date(2026, 2, 10), "10:58 Mary Thorne"), (date(2026, 2, 9), "Mary Thorne")],
    ids=["M3 in the second sitting", "M3 on another day"],
)
def test_the_clock_is_taken_on_the_day_of_a_further_sitting(
    qtbot, pane, workspace, office, goes_on, said
):
    first = date(2026, 2, 3)
    workspace.do(
        meetings.set_details, office.meeting, on=first, starts_at=None, ends_at=None, venue=""
    )
    workspace.do(sittings.adjourn, office.meeting, datetime.combine(first, time(12)), Goes(goes_on))
    write(qtbot, pane, "/in MT")
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert notes(pane)[-1] == (Kind.NOTE, f"{said} (guest) joined the meeting.")


def test_a_refused_verb_leaves_the_line_and_says_why(qtbot, pane, office):
    pane.capturing.show_item(office.meeting, office.items[0])
    popup = write(qtbot, pane, "/out OP")
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.current_paragraph() == "/out OP"
    assert popup.isVisible()
    assert popup.rows[0].words == (
        "Nobody can leave during the first item and have been at the meeting."
    )
    assert pane.made == []
    qtbot.keyClicks(pane.editor, " ")
    assert popup.rows[0].words == "Owen Prydderch"


def test_a_guest_named_in_full_joins(qtbot, pane, bridge, office):
    popup = write(qtbot, pane, "/in Jane Bloggs")
    assert shaded(popup) == "Add Jane Bloggs as a guest"
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert notes(pane)[-1] == (Kind.NOTE, "10:58 Jane Bloggs (guest) joined the meeting.")


def test_unknown_initials_offer_a_guest_who_is_named_without_leaving_the_line(qtbot, pane, office):
    popup = write(qtbot, pane, "/a QZ send the list by next")
    assert shaded(popup) == "Add QZ as a guest"
    qtbot.keyClick(pane.editor, K.Key_Tab)
    assert words(popup) == [("Guest QZ", "Type the full name")]
    qtbot.keyClicks(pane.editor, "Quentin Zealx")
    qtbot.keyClick(pane.editor, K.Key_Backspace)
    assert words(popup) == [("Guest QZ", "Quentin Zeal")]
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.current_paragraph() == "/a QZ send the list by next"
    assert ("Owner", "Quentin Zeal") in words(popup)
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.made[0][1] == "Send the list"
    assert len(pane.made[0][2].person_ids) == 1


def test_a_name_nobody_has_among_owners_is_added_as_a_guest(qtbot, pane):
    popup = write(qtbot, pane, "/a SGe, and Zoe Pike to send the list by next")
    assert shaded(popup) == "Add Zoe Pike as a guest"
    qtbot.keyClick(pane.editor, K.Key_Tab)
    assert words(popup) == [("Guest", "Zoe Pike ")]
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.current_paragraph() == "/a SGe, and ZP to send the list by next"
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.made[0][1] == "Send the list"
    assert len(pane.made[0][2].person_ids) == 2


def test_naming_a_guest_can_be_given_up(qtbot, pane):
    popup = write(qtbot, pane, "/in QZ")
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert words(popup) == [("Guest QZ", "Type the full name")]
    qtbot.keyClicks(pane.editor, "Q")
    qtbot.keyClick(pane.editor, K.Key_Escape)
    assert pane.editor.current_paragraph() == "/in QZ"
    assert shaded(popup) == "Add QZ as a guest"


def test_somebody_unknown_cannot_leave_and_the_line_stays(qtbot, pane):
    popup = write(qtbot, pane, "/out QZ")
    assert popup.rows[0].words == "Nobody on the list has the initials QZ."
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.editor.current_paragraph() == "/out QZ"
    assert pane.made == []


def test_a_slash_offers_every_command(qtbot, pane):
    popup = write(qtbot, pane, "/")
    assert [row.at_end for row in popup.rows] == ["/a", "/d", "/n", "/p", "/in", "/out", "/c"]
    write(qtbot, pane, "o")
    qtbot.keyClick(pane.editor, K.Key_Tab)
    assert pane.editor.current_paragraph() == "/out "


def test_what_is_understood_is_told_when_typing_pauses(qtbot, pane, bridge):
    said = []
    bridge.announced.connect(lambda text, _: said.append(text))
    with qtbot.waitSignal(bridge.announced, timeout=3000):
        write(qtbot, pane, "/a SGe go by 14 Mar")
    assert said == [
        "Action: Go. Owner: Sarah Gellert, By invitation, here."
        " Due: Saturday 14 March 2026, not a working day."
        " Tab: Friday 13 March 2026. 14 March 2026 is a Saturday, so the working day before."
        " Alt+Down for the list."
    ]


def test_the_same_item_shown_again_does_not_end_a_line_begun(qtbot, pane, office):
    popup = write(qtbot, pane, "/a SGe go")
    pane.capturing.show_item(office.meeting, office.items[2])
    qtbot.keyClicks(pane.editor, " by next")
    assert popup.isVisible()
    qtbot.keyClick(pane.editor, K.Key_Return)
    assert pane.made[0][0] is Kind.ACTION
    write(qtbot, pane, "/d Agreed")
    pane.capturing.show_item(office.meeting, office.items[3])
    assert not popup.isVisible()


def test_a_refusal_after_the_line_became_an_entry_rises(qtbot, pane):
    def refuse(kind, text, given):
        pane.editor.insert_block(kind, text)
        raise UserError("The disk is full.")

    pane.refusing = refuse
    write(qtbot, pane, "/d Agreed to go")
    with qtbot.capture_exceptions() as caught:
        qtbot.keyClick(pane.editor, K.Key_Return)
        qtbot.waitUntil(lambda: bool(caught))
    assert [one[1].happened for one in caught] == ["The disk is full."]
    assert notes(pane)[-1] == (Kind.DECISION, "to go")


def test_ctrl_enter_takes_the_line_as_enter_does(qtbot, pane):
    write(qtbot, pane, "/p Only for me")
    qtbot.keyClick(pane.editor, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pane.editor.current_paragraph() == ""
    assert [line.kind for line in pane.editor.lines()][1:] == [Kind.PRIVATE]


def test_undo_brings_the_line_back_to_be_put_right(qtbot, pane):
    popup = write(qtbot, pane, "/d Agreed to go")
    qtbot.keyClick(pane.editor, K.Key_Return)
    pane.editor.undo()
    assert pane.editor.current_paragraph() == "/d Agreed to go"
    assert popup.isVisible()


def test_the_box_saves_by_the_same_rules_and_recalls(qtbot, pane, office):
    pane.quick.setFocus()
    qtbot.keyClicks(pane.quick, "/a SGe go by 14 Mar")
    assert pane.quick.popup.isVisible()
    assert pane.quick.hasFocus()
    qtbot.keyClick(pane.quick, K.Key_Tab)
    assert pane.quick.text() == "/a SGe go by 13 Mar 2026"
    qtbot.keyClick(pane.quick, K.Key_Return)
    given = Given((office.people["SGe"],), (), DueKind.DATED, date(2026, 3, 13))
    assert pane.made == [(Kind.ACTION, "Go", given)]
    assert pane.quick.text() == ""
    qtbot.keyClicks(pane.quick, "Plain words")
    qtbot.keyClick(pane.quick, K.Key_Return)
    assert pane.made[-1] == (Kind.NOTE, "Plain words", Given())
    qtbot.keyClick(pane.quick, K.Key_Up)
    qtbot.keyClick(pane.quick, K.Key_Up)
    assert pane.quick.text() == "/a SGe go by 13 Mar 2026"
    qtbot.keyClick(pane.quick, K.Key_Down)
    assert pane.quick.text() == "Plain words"


def test_escape_in_the_box_leaves_plain_text(qtbot, pane):
    pane.quick.setFocus()
    qtbot.keyClicks(pane.quick, "/a SGe go")
    qtbot.keyClick(pane.quick, K.Key_Escape)
    assert not pane.quick.popup.isVisible()
    qtbot.keyClick(pane.quick, K.Key_Return)
    assert pane.made == [(Kind.NOTE, "/a SGe go", Given())]


def test_a_phrase_in_the_box_is_filled_before_it_is_added(qtbot, pane):
    pane.quick.setFocus()
    qtbot.keyClicks(pane.quick, "/n noted")
    qtbot.keyClick(pane.quick, K.Key_Return)
    qtbot.keyClicks(pane.quick, "it")
    qtbot.keyClick(pane.quick, K.Key_Return)
    assert pane.made == [(Kind.NOTE, "Members NOTED it.", Given())]


def test_names_for_a_screen_reader(pane, bridge, qtbot, assert_accessible):
    assert_accessible(pane)
    assert_accessible(pane.popup)
    form = PhrasesForm(bridge)
    qtbot.addWidget(form)
    assert_accessible(form)


def test_nothing_flashes_up_while_it_is_built(bridge, office, shown_alone):
    assert shown_alone(lambda: Pane(bridge)) == []
    assert shown_alone(lambda: PhrasesForm(bridge)) == []


def test_house_phrases_are_edited_and_a_slip_names_its_line(qtbot, bridge):
    form = PhrasesForm(bridge)
    qtbot.addWidget(form)
    form.text.setPlainText("thanks: The chair thanked |.\nno colon here")
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert form.field.complaint == (
        "Line 2 of the house phrases could not be read. It has no colon."
    )
    assert len(bridge.workspace.ask(services.phrases)) > 1
    form.text.setPlainText("thanks = The chair thanked |.")
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert not form.field.is_wrong
    assert [one.code for one in bridge.workspace.ask(services.phrases)] == ["thanks"]
    qtbot.mouseClick(form.restore, Qt.MouseButton.LeftButton)
    assert form.is_changed
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert "noted" in [one.code for one in bridge.workspace.ask(services.phrases)]


def test_who_left_and_comes_back_is_minuted_as_rejoining(qtbot, pane):
    write(qtbot, pane, "/out OP")
    qtbot.keyClick(pane.editor, Qt.Key.Key_Return)
    write(qtbot, pane, "/in OP")
    qtbot.keyClick(pane.editor, Qt.Key.Key_Return)
    said = [text.split(" ", 1)[1] for kind, text in notes(pane)[-2:]]
    assert said == [
        "Owen Prydderch (Northshire Police) left the meeting.",
        "Owen Prydderch (Northshire Police) rejoined the meeting.",
    ]
