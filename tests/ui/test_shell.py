"""The open office: keys work from anywhere, pages are flushed, the saved time is the commit's."""

import pytest
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QVBoxLayout, QWidget

from masa_desktop.domain.errors import UserError
from masa_desktop.services import capturing, offices, who
from masa_desktop.ui import theme
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.commands import COMMANDS, verb_words
from masa_desktop.ui.focus import FocusKeeper
from masa_desktop.ui.main_window import MainWindow, placed
from masa_desktop.ui.menus import AltAlone
from masa_desktop.ui.office_words import practice_words
from masa_desktop.ui.pages import PAGES, PageEntry
from masa_desktop.ui.rail import SLIM
from masa_desktop.ui.saving import local_time
from masa_desktop.ui.settings_page import SettingsPage
from masa_desktop.ui.shell import Shell

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class PageOf(QWidget):
    """A page with one field, that commits what is typed when it is told to."""

    navigate = Signal(str, str)
    full = Signal(bool)

    def __init__(self, title, bridge):
        super().__init__()
        self.title, self._bridge = title, bridge
        self.opened, self.flushed = [], 0
        self.entry = QLineEdit()
        self.entry.setAccessibleName("Entry")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts")
        self.tabs.addTab("First")
        self.tabs.addTab("Second")
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(self.entry)

    def open_record(self, record_id):
        self.opened.append(record_id)

    def keys(self):
        return [("Ctrl+N", f"new on {self.title}")]

    def flush(self):
        self.flushed += 1
        if self.entry.text():
            self._bridge.workspace.do(offices.set_setting, "typed", self.entry.text())
            self.entry.clear()

    def panes(self):
        return [(f"{self.title} entry", self.entry)]


def entry(key, title, rail=""):
    return PageEntry(key, title, "meetings", lambda bridge, _jobs: PageOf(title, bridge), rail=rail)


ENTRIES = [entry("one", "One"), entry("two", "Two"), entry("part", "Part of one", rail="one")]


@pytest.fixture
def window(bridge, jobs, qtbot, qapp):
    made = MainWindow(bridge.preferences)
    made.keeper = FocusKeeper(qapp)
    made.show_screen(Shell(bridge, jobs, ENTRIES))
    made.resize(1366, 720)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.keeper.deleteLater()


@pytest.fixture
def shell(window):
    return window.shell


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def test_the_rail_shows_only_pages_that_exist(bridge, jobs, qtbot):
    shell = Shell(bridge, jobs)
    qtbot.addWidget(shell)
    top = [shell.rail.top.model().index(n, 0).data() for n in range(2)]
    assert shell.rail.top.model().rowCount() == len(
        [e for e in PAGES if e.in_rail and not e.at_bottom]
    )
    assert top[0] == "Meetings"
    assert shell.rail.bottom.model().index(0, 0).data() == "Settings"


def test_control_and_a_digit_goes_to_a_page_and_flushes_the_one_left(shell, qtbot):
    one = shell.page
    one.entry.setFocus()
    qtbot.keyClicks(one.entry, "half a sentence")
    press(qtbot, Qt.Key.Key_2, CTRL)
    assert shell.page.title == "Two"
    assert one.flushed == 1
    assert shell._bridge.workspace.ask(offices.setting, "typed") == "half a sentence"


def test_a_page_opens_another_with_a_record_and_the_rail_stays(shell):
    shell.page.navigate.emit("part", "m-1")
    assert shell.page.opened == ["m-1"]
    assert shell.rail.top.currentIndex().data() == "One"


def test_back_and_forward_walk_over_pages_and_records(shell, qtbot):
    shell.go("part", "m-1")
    shell.go("two")
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert (shell.place.page, shell.place.record) == ("part", "m-1")
    press(qtbot, Qt.Key.Key_Left, ALT)
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert shell.place.page == "one"
    press(qtbot, Qt.Key.Key_Right, ALT)
    assert shell.page.opened[-1] == "m-1"


def test_the_saved_time_is_the_time_of_the_commit(shell):
    workspace = shell._bridge.workspace
    assert shell.status.saved.text() == "No changes yet"
    workspace.do(offices.set_setting, "a", "b")
    assert shell.status.saved.text() == f"Saved {local_time(workspace.saved_at)} on this laptop"


def test_a_refused_verb_leaves_the_saved_time_alone(shell):
    def refuse(session):
        raise UserError("Not today.")

    with pytest.raises(UserError):
        shell._bridge.workspace.do(refuse)
    assert shell.status.saved.text() == "No changes yet"


def test_a_refusal_goes_once_something_has_been_recorded(shell):
    workspace = shell._bridge.workspace
    shell.refuse(UserError("Not today.", safe="Nothing has been changed."))
    workspace.keep(offices.set_setting, "place", "kept by itself")
    assert shell.banner.isVisible()
    workspace.do(offices.set_setting, "typed", "by somebody")
    assert not shell.banner.isVisible()
    shell.banner.say("Recovered to 10:42:07.", tone="info")
    workspace.do(offices.set_setting, "typed", "again")
    assert shell.banner.isVisible()


def test_save_commits_what_is_typed_and_says_when(shell, qtbot):
    qtbot.keyClicks(shell.page.entry, "noted")
    press(qtbot, Qt.Key.Key_S, CTRL)
    assert shell.toast.words.text() == f"Saved {local_time(shell._bridge.workspace.saved_at)}"


def test_undo_belongs_to_the_field_while_it_has_something_to_undo(shell, qtbot):
    workspace, field = shell._bridge.workspace, shell.page.entry
    workspace.do(offices.set_setting, "a", "b")
    field.setFocus()
    qtbot.keyClicks(field, "x")
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert workspace.ask(offices.setting, "a") == "b"


def test_undo_belongs_to_the_office_when_the_field_has_nothing(shell, qtbot):
    workspace = shell._bridge.workspace
    workspace.do(offices.set_setting, "a", "b")
    shell.page.entry.setFocus()
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert workspace.ask(offices.setting, "a") == ""
    assert shell.toast.words.text() == "Undone: change of setting"
    press(qtbot, Qt.Key.Key_Y, CTRL)
    assert workspace.ask(offices.setting, "a") == "b"


def test_the_toast_takes_back_what_it_tells_of(shell):
    workspace = shell._bridge.workspace
    workspace.do(offices.set_setting, "a", "b")
    shell._bridge.tell("Setting changed", undo=True)
    assert shell.toast.isVisible()
    shell.toast.undo.click()
    assert workspace.ask(offices.setting, "a") == ""


def told(shell, qtbot):
    """The toast offers to take back a setting; the focus is in the page's field."""
    shell.page.entry.setFocus()
    shell._bridge.workspace.do(offices.set_setting, "a", "b")
    shell._bridge.tell("Setting changed", undo=True)
    assert shell.toast.isVisible()
    return shell._bridge.workspace


@pytest.mark.parametrize(("width", "size"), [(1366, 15), (640, 15), (1366, 30), (640, 30)])
def test_the_toast_lies_on_the_foot_and_covers_nothing_else(
    window, shell, qtbot, look, width, size
):
    look.apply(QApplication.instance(), "light", size)
    window.resize(width, 500)
    qtbot.waitUntil(lambda: window.width() == width)
    for text, undo in (("Setting changed", True), ("Planned " * 40, True), ("Saved", False)):
        shell._bridge.tell(text, undo=undo)
        qtbot.waitUntil(lambda: shell.status.geometry().contains(shell.toast.geometry()))
        assert shell.toast.words.toolTip() == text


def test_what_has_no_room_in_the_toast_is_cut_and_stands_in_its_tooltip(shell):
    shell._bridge.tell("Planned " * 40, undo=True)
    assert shell.toast.words.text().endswith("…")
    assert shell.toast.undo.isVisible()


def test_the_toast_goes_when_somebody_types(shell, qtbot):
    workspace = told(shell, qtbot)
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_F6, SHIFT)
    shell.page.entry.setFocus()
    assert shell.toast.isVisible()
    press(qtbot, Qt.Key.Key_X)
    assert not shell.toast.isVisible()
    assert shell.page.entry.text() == "x"
    assert workspace.ask(offices.setting, "a") == "b"


def test_the_toast_goes_with_the_page_it_was_said_on(shell, qtbot):
    told(shell, qtbot)
    shell.go("two")
    assert not shell.toast.isVisible()


def test_the_toast_goes_with_the_tab_it_was_said_on(shell, qtbot):
    told(shell, qtbot)
    shell.page.tabs.setCurrentIndex(1)
    assert not shell.toast.isVisible()


def test_the_toast_takes_back_only_what_it_tells_of(shell, qtbot):
    workspace = told(shell, qtbot)
    workspace.keep(lambda session: offices.set_setting(session, "place", "here"))
    assert workspace.ask(offices.setting, "place") == "here"
    assert shell.toast.isVisible()
    workspace.do(offices.set_setting, "c", "d")
    assert not shell.toast.isVisible()


def test_the_toast_goes_once_it_is_taken_back_elsewhere(shell, qtbot):
    workspace = told(shell, qtbot)
    workspace.undo()
    assert not shell.toast.isVisible()


def test_what_is_put_into_a_field_unseen_is_not_taken_back_by_the_toast(shell, qtbot):
    workspace = told(shell, qtbot)
    shell.page.entry.insert("dropped by the mouse")
    shell.toast.undo.click()
    assert workspace.ask(offices.setting, "typed") == "dropped by the mouse"
    assert workspace.ask(offices.setting, "a") == "b"
    assert shell.toast.words.text() == "Something was written since. Ctrl+Z takes that back first"


def test_the_toast_stays_while_its_button_has_the_focus_and_gives_it_back(shell, qtbot):
    told(shell, qtbot)
    shell.toast.undo.setFocus()
    shell.toast._fade()
    assert shell.toast.isVisible()
    press(qtbot, Qt.Key.Key_Space)
    assert shell.toast.words.text() == "Undone: change of setting"
    assert QApplication.focusWidget() is shell.page.entry


def test_f6_does_not_stop_at_the_toast(shell, qtbot):
    told(shell, qtbot)
    for _ in range(8):
        press(qtbot, Qt.Key.Key_F6)
        assert not shell.toast.isAncestorOf(QApplication.focusWidget())


def test_everything_f6_reaches_has_a_name(shell, qtbot, assert_accessible):
    told(shell, qtbot)
    shell.refuse(UserError("It is open in Word."))
    press(qtbot, Qt.Key.Key_F1)
    for name, widget in shell._panes():
        assert name
        assert_accessible(widget)
    assert_accessible(shell.toast)


def test_the_menu_says_what_undo_would_take_back(shell):
    shell._bridge.workspace.do(offices.set_setting, "a", "b")
    assert shell.actions_by_key["undo"].text() == "&Undo: change of setting"


def test_f6_walks_through_the_panes_and_shift_f6_back(shell, qtbot):
    shell.page.entry.setFocus()
    reached = []
    for _ in range(3):
        press(qtbot, Qt.Key.Key_F6)
        reached.append(QApplication.focusWidget())
    assert reached[0] in (shell.top_bar.help, shell.top_bar.lock)
    assert reached[1] is shell.rail.top
    assert reached[2] is shell.page.entry
    press(qtbot, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is shell.rail.top


def test_f6_reaches_a_refusal_that_did_not_take_the_focus(shell, qtbot):
    shell.page.entry.setFocus()
    shell.refuse(UserError("It is open in Word."))
    assert QApplication.focusWidget() is shell.page.entry
    shell.rail.top.setFocus()
    press(qtbot, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is shell.banner.close_it


def test_the_keys_of_the_page_are_shown_in_place(shell, qtbot):
    press(qtbot, Qt.Key.Key_F1)
    assert shell.help.isVisible()
    listed = [label.text() for label in shell.help.listing.widget().findChildren(QWidget)]
    assert "new on One" in listed
    press(qtbot, Qt.Key.Key_Slash, CTRL)
    assert not shell.help.isVisible()


def test_the_keys_and_their_words_fit_into_half_of_a_small_window(window, shell, qtbot):
    window.resize(640, 400)
    theme.look.apply(QApplication.instance(), "light", 24)
    press(qtbot, Qt.Key.Key_F1)
    inside = shell.help.listing.widget()
    qtbot.waitUntil(lambda: shell.help.width() == 320)
    assert inside.minimumSizeHint().width() <= shell.help.listing.viewport().width()


def test_escape_closes_the_keys_and_whoever_had_the_focus_keeps_it(shell, qtbot):
    shell.page.tabs.setFocus()
    elsewhere = []
    shell.page.tabs.keyPressEvent = lambda event: elsewhere.append(event.key())
    press(qtbot, Qt.Key.Key_F1)
    assert shell.page.tabs.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert not shell.help.isVisible()
    assert shell.page.tabs.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert elsewhere == [Qt.Key.Key_Escape]


def test_escape_in_the_keys_gives_the_focus_back(shell, qtbot):
    shell.page.tabs.setFocus()
    press(qtbot, Qt.Key.Key_F1)
    shell.help.listing.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert not shell.help.isVisible()
    assert shell.page.tabs.hasFocus()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen popups
def test_the_menu_bar_comes_with_f10_and_goes_with_escape(shell, qtbot):
    shell.page.entry.setFocus()
    assert not shell.menu_bar.isVisible()
    press(qtbot, Qt.Key.Key_F10)
    assert shell.menu_bar.isVisible()
    qtbot.keyClick(shell.menu_bar, Qt.Key.Key_Escape)
    assert not shell.menu_bar.isVisible()
    assert QApplication.focusWidget() is shell.page.entry


def test_shift_f10_asks_for_the_menu_of_what_has_the_focus(shell, qtbot):
    entry = shell.page.entry
    entry.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    entry.setFocus()
    with qtbot.waitSignal(entry.customContextMenuRequested) as asked:
        press(qtbot, Qt.Key.Key_F10, SHIFT)
    assert entry.rect().contains(asked.args[0])
    assert not shell.menu_bar.isVisible()


def test_alt_alone_asks_for_the_menu_and_alt_with_a_key_does_not(window, qtbot):
    heard = []
    watcher = AltAlone(window)
    watcher.pressed.connect(lambda: heard.append(1))
    window.installEventFilter(watcher)
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert heard == [1]
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    qtbot.keyPress(window, Qt.Key.Key_Left, ALT)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert heard == [1]


def test_every_command_is_in_a_menu_with_its_key(shell):
    menus = [action.menu() for action in shell.menu_bar.actions()]
    found = {action.text() for menu in menus for action in menu.actions()}
    assert {command.words for command in COMMANDS} <= found
    assert {"One", "Two"} <= found


def test_no_two_commands_share_a_key_and_none_needs_altgr():
    keys = [key for command in COMMANDS for key in command.shortcuts]
    assert len(keys) == len(set(keys))
    assert not [key for key in keys if "Ctrl+Alt" in key or "Insert" in key]


def test_text_size_changes_by_key_and_is_remembered(shell, qtbot):
    press(qtbot, Qt.Key.Key_Equal, CTRL)
    assert shell._bridge.preferences.settings.text_size == 16
    press(qtbot, Qt.Key.Key_0, CTRL)
    assert shell._bridge.preferences.settings.text_size == 15


@pytest.mark.parametrize(("width", "slim"), [(1366, False), (1199, True), (640, True)])
def test_the_rail_gives_way_when_the_window_is_narrow(window, shell, qtbot, width, slim):
    window.resize(width, 500)
    qtbot.waitUntil(lambda: shell.rail.is_slim == slim)
    assert shell.width() == width
    assert (shell.rail.width() == SLIM) == slim


def test_a_page_may_have_the_whole_window_until_it_is_left(shell):
    shell.page.full.emit(True)
    assert shell.rail.is_slim
    assert not shell.top_bar.isVisible()
    shell.go("two")
    assert shell.top_bar.isVisible()
    assert not shell.rail.is_slim


def test_a_read_only_office_says_why(open_office, bridge, jobs, qtbot):
    second = open_office()
    shell = Shell(Bridge(second, preferences=bridge.preferences), jobs, ENTRIES)
    qtbot.addWidget(shell)
    assert not shell.read_only.isHidden()
    assert shell.read_only.words.text() == second.read_only


def test_the_title_names_page_partnership_and_program(window, shell):
    shell.go("two")
    assert window.windowTitle() == "Two – ours – MASA Desktop"


def test_a_practice_office_says_so_in_title_and_bar(bridge, jobs, qtbot):
    bridge.workspace.do(offices.set_setting, "practice", "yes")
    window = MainWindow(bridge.preferences)
    qtbot.addWidget(window)
    window.show_screen(Shell(bridge, jobs, ENTRIES))
    assert window.windowTitle() == "One – ours (practice) – MASA Desktop"
    assert practice_words(bridge) == "Practice: today is 10 Feb 2026"


def test_the_smallest_window_is_what_200_percent_leaves(window):
    assert (window.minimumWidth(), window.minimumHeight()) == (640, 360)
    window.resize(640, 360)
    assert (window.width(), window.height()) == (640, 360)


@pytest.mark.parametrize(
    ("wanted", "room", "frame"),
    [
        (QRect(0, 0, 1280, 720), QRect(0, 0, 1024, 640), QRect(8, 32, 1008, 600)),
        (QRect(0, 0, 1280, 720), QRect(0, 0, 1024, 600), QRect(8, 32, 1008, 560)),
        (QRect(900, 500, 640, 360), QRect(0, 0, 1024, 640), QRect(376, 272, 640, 360)),
        (QRect(-50, -9, 640, 360), QRect(60, 0, 1024, 640), QRect(68, 32, 640, 360)),
        (QRect(20, 40, 900, 500), QRect(0, 0, 1366, 728), QRect(20, 40, 900, 500)),
    ],
    ids=["1024x640", "1024x600", "off the corner", "under the edge", "it fits"],
)
def test_a_window_with_its_frame_lies_on_the_screen(wanted, room, frame):
    assert placed(wanted, room) == frame


def test_a_screen_without_room_for_the_usual_size_is_filled(bridge, qtbot):
    window = MainWindow(bridge.preferences)
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    assert room.width() < 1280
    assert room.contains(window.geometry())
    window.appear()
    assert window.isMaximized()
    window.showNormal()
    assert room.contains(window.geometry())


def test_a_size_kept_from_a_larger_screen_is_made_to_fit(bridge, qtbot):
    larger = MainWindow(bridge.preferences)
    qtbot.addWidget(larger)
    larger.resize(1900, 1000)
    larger.close()
    window = MainWindow(bridge.preferences)
    qtbot.addWidget(window)
    window.appear()
    assert window.screen().availableGeometry().contains(window.geometry())


def test_closing_keeps_what_is_typed(window, shell, qtbot):
    qtbot.keyClicks(shell.page.entry, "last words")
    window.close()
    assert shell._bridge.workspace.ask(offices.setting, "typed") == "last words"
    assert shell._bridge.preferences.settings.window


def test_everything_in_the_shell_has_a_name(bridge, jobs, qtbot, assert_accessible):
    shell = Shell(bridge, jobs, [*ENTRIES, PAGES[-1]])
    qtbot.addWidget(shell)
    shell.go("settings")
    shell.help.show_keys([], [("F1", "help")])
    assert_accessible(shell)


def test_nothing_flashes_up_while_the_shell_is_built(bridge, jobs, qtbot, shown_alone):
    assert shown_alone(lambda: Shell(bridge, jobs, ENTRIES)) == []
    assert shown_alone(lambda: SettingsPage(bridge, jobs)) == []


def test_verbs_have_words():
    assert verb_words("actions.begin") == "add action"
    assert verb_words("risks.raise_score") == "raise score (risks)"


def test_house_phrases_are_edited_in_the_settings_and_kept_when_one_leaves(qtbot, bridge, jobs):
    page = SettingsPage(bridge, jobs)
    qtbot.addWidget(page)
    page.show()
    assert page.phrases.isVisible()
    page.phrases.text.setPlainText("thanks: The chair thanked |.")
    page.flush()
    assert [one.code for one in bridge.workspace.ask(capturing.phrases)] == ["thanks"]
    page.phrases.text.setPlainText("no colon here")
    page.flush()  # nobody is held by a slip
    assert page.phrases.field.complaint.startswith("Line 1 of the house phrases")
    again = SettingsPage(bridge, jobs)
    qtbot.addWidget(again)
    assert again.phrases.text.toPlainText() == "no colon here"
    again.phrases.text.setPlainText("thanks: The chair thanked |.")
    again.phrases.keep.click()
    assert again.phrases.is_changed is False


def test_whoever_uses_the_laptop_says_their_name_in_the_settings(qtbot, bridge, jobs):
    page = SettingsPage(bridge, jobs)
    qtbot.addWidget(page)
    page.show()
    assert page.own_name.name.text() == "", "never the login"
    qtbot.keyClicks(page.own_name.name, "Priya Nair")
    page.flush()
    actor = bridge.workspace.actor
    assert bridge.workspace.ask(who.called, actor.user, actor.laptop) == "Priya Nair"
    bridge.workspace.undo()
    assert page.own_name.name.text() == ""
