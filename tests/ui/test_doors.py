"""Which screen is in the window: first run, the door, the office; and the lock between them."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import Line
from masa_desktop.domain.sittings import Goes
from masa_desktop.services import (
    agenda,
    drafts,
    meetings,
    minute_text,
    minutes,
    offices,
    practice,
    sittings,
    timing,
)
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.doors import Doors, come_back
from masa_desktop.ui.first_run import FirstRun
from masa_desktop.ui.idle import IdleWatch
from masa_desktop.ui.main_window import MainWindow
from masa_desktop.ui.preferences import Preferences
from masa_desktop.ui.shell import Shell
from masa_desktop.ui.unlock_page import UnlockPage

PASSPHRASE = "correct horse battery staple"
CHEAP = offices.Cost(memory_kib=64, passes=1, lanes=1)


def make(answers, actor):
    return offices.create(answers.folder, answers.passphrase, actor, cost=CHEAP)


@pytest.fixture
def window(qtbot, look):
    made = MainWindow(Preferences())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def doors(window, jobs):
    made = Doors(window, jobs, window._preferences, make=make, starters=list)
    yield made
    window.close()


@pytest.fixture
def folder(open_office):
    workspace = open_office()
    workspace.close()
    return workspace.folder


def enter(doors, window, qtbot, folder):
    doors.unlock(folder)
    window.screen_shown.secret.input.setText(PASSPHRASE)
    window.screen_shown.open_it.click()
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.isVisible())


def test_the_right_passphrase_opens_the_office_and_it_is_remembered(doors, window, qtbot, folder):
    enter(doors, window, qtbot, folder)
    assert window._preferences.settings.last_office == str(folder)


def test_the_page_another_office_was_closed_on_says_nothing_about_this_one(
    doors, window, qtbot, folder
):
    change = window._preferences.change
    change(last_office="practice.masa", last_page="groups")
    enter(doors, window, qtbot, folder)
    assert window._preferences.settings.last_page == ""
    change(last_page="groups")
    doors.lock()
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, UnlockPage))
    last = window._preferences.settings.last_page
    enter(doors, window, qtbot, folder)
    assert window._preferences.settings.last_page == last != ""


def test_a_wrong_passphrase_stays_at_the_door_and_says_so(doors, window, qtbot, folder):
    doors.unlock(folder)
    page = window.screen_shown
    page.passphrase_given.emit("not the right words")
    qtbot.waitUntil(lambda: page.secret.is_wrong)
    assert window.screen_shown is page


def test_locking_hides_everything_and_unlocking_comes_back_to_the_same_page(
    doors, window, qtbot, folder
):
    enter(doors, window, qtbot, folder)
    window.shell.go("groups")
    qtbot.keyClick(window.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, UnlockPage))
    assert window.windowTitle() == "Locked – MASA Desktop"
    enter(doors, window, qtbot, folder)
    assert window.shell.place.page == "groups"


def test_after_a_kill_the_office_opens_at_the_caret_and_says_when(
    doors, window, qtbot, workspace, executive
):
    folder, item = workspace.folder, executive.items[4]
    line = Line("a" * 32, EntryKind.NOTE, "Practice was strong.")
    workspace.do(
        minute_text.write_item, item, (), [line], caret=(line.id, 8), today=date(2026, 2, 10)
    )
    at = workspace.ask(minute_text.last_place).at
    workspace.close()  # the window is not closed in good order, so the place is not left
    enter(doors, window, qtbot, folder)
    page = window.shell.page
    assert window.shell.banner.happened.text() == f"Recovered to {at.astimezone():%H:%M:%S}."
    assert f"typed after {at.astimezone():%H:%M:%S} is not" in window.shell.banner.safe.text()
    state = page.minutes.editor.caret_state()
    assert (page.item_id, state.line_id, state.offset) == (item, line.id, 8)
    doors.lock()
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, UnlockPage))
    enter(doors, window, qtbot, folder)
    assert not doors._workspace.ask(minute_text.last_place).was_left  # a kill now is a kill


def test_closed_in_good_order_there_is_nothing_to_recover(
    doors, window, qtbot, workspace, executive
):
    folder = workspace.folder
    workspace.keep(minute_text.keep_place, executive.meeting, executive.items[4], "", 0)
    workspace.close()
    enter(doors, window, qtbot, folder)
    assert window.shell.banner.isVisible()
    doors.lock()
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, UnlockPage))
    doors._place = None
    enter(doors, window, qtbot, folder)
    assert not window.shell.banner.isVisible()


@pytest.fixture
def running(qtbot, look, jobs, workspace, executive):
    """A way to start the window at 10:30 of the meeting that began at item 5."""
    clock = Bridge(workspace, lambda: date(2026, 2, 10), Preferences(), lambda: time(10, 30))
    began = datetime(2026, 2, 10, 10)
    workspace.keep(timing.take_up, executive.meeting, executive.items[4], began)

    def start(left_on="meeting"):
        clock.preferences.change(last_page=left_on)
        shell = Shell(clock, jobs)
        qtbot.addWidget(shell)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        come_back(shell, clock)
        return shell

    return start


def test_closed_in_a_running_meeting_the_next_start_goes_on_with_the_line(
    qtbot, workspace, executive, running
):
    shell, item = running(), executive.items[4]
    (row,) = (row for row in shell.page.model.rows if row.is_running)
    assert shell.page.model.columns[-1].cell(row).text == "In progress"
    assert shell.page.strip.open_button.text() == "Carry on"
    shell.page.strip.open_button.click()
    qtbot.keyClicks(shell.page.minutes.editor, "/a circulate the pl")
    shell.flush()
    shell.close()
    workspace.keep(minute_text.leave_place)
    shell = running()
    assert (shell.place.page, shell.page.item_id) == ("meeting", item)
    assert not shell.banner.isVisible()
    qtbot.keyClicks(shell.page.minutes.editor, "an")
    assert shell.page.minutes.capturing.popup.isVisible()
    qtbot.keyClick(shell.page.minutes.editor, Qt.Key.Key_Return)
    shell.flush()
    (action,) = workspace.ask(minutes.of_item, item)
    assert (action.kind, action.text) == (EntryKind.ACTION, "Circulate the plan")


@pytest.mark.parametrize(
    ("page", "adjourned", "opens"), [("groups", False, "groups"), ("meeting", True, "meetings")]
)
def test_who_left_the_meeting_before_closing_is_not_taken_back_to_it(
    workspace, executive, running, page, adjourned, opens
):
    workspace.keep(minute_text.keep_place, executive.meeting, executive.items[4], "", 0)
    workspace.keep(minute_text.leave_place)
    if adjourned:
        at = datetime(2026, 2, 10, 10, 20)
        workspace.do(sittings.adjourn, executive.meeting, at, Goes(None))
    assert running(page).place.page == opens


def test_the_daily_copy_is_made_beside_the_window(doors, window, qtbot, folder):
    enter(doors, window, qtbot, folder)
    qtbot.waitUntil(lambda: any((folder / "backups").glob("*")))


def test_first_run_makes_an_office_and_enters_it(doors, window, qtbot, tmp_path):
    doors.first_run(tmp_path)
    screen = window.screen_shown
    screen.onward.click()
    qtbot.keyClicks(screen.partnership.name, "Riverside SCP")
    screen.onward.click()
    screen.key.one.input.setText(PASSPHRASE)
    screen.key.two.input.setText(PASSPHRASE)
    screen.key.make.click()
    qtbot.waitUntil(lambda: bool(screen.key.words))
    assert len(screen.key.words.split()) == 12
    screen.key.stored.click()
    screen.onward.click()
    assert window.shell is not None
    assert (tmp_path / "Riverside SCP.masa").is_dir()


def test_another_office_can_be_chosen_from_the_door(doors, window, folder):
    doors.unlock(folder)
    window.screen_shown.other.click()
    assert isinstance(window.screen_shown, FirstRun)


def test_idleness_warns_first_and_locks_when_nobody_comes_back(doors, window, qtbot, folder):
    enter(doors, window, qtbot, folder)
    doors.idle.warned.emit()
    assert "locks in one minute" in window.shell.banner.happened.text()
    doors.idle.expired.emit()
    assert isinstance(window.screen_shown, UnlockPage)


def test_the_watch_warns_then_expires(qtbot):
    watch, heard = IdleWatch(60, 30), []
    watch.warned.connect(lambda: heard.append("warned"))
    watch.expired.connect(lambda: heard.append("expired"))
    watch.start()
    qtbot.waitUntil(lambda: heard == ["warned", "expired"])


def test_a_touch_after_the_warning_takes_it_back(qtbot):
    watch, heard = IdleWatch(4_000, 3_950), []
    watch.woke.connect(lambda: heard.append("woke"))
    with qtbot.waitSignal(watch.warned):
        watch.start()
    watch.touch()
    assert heard == ["woke"]
    watch.stop()


def test_nobody_is_locked_out_when_the_time_is_never(qtbot):
    watch = IdleWatch(0, 60_000)
    with qtbot.assertNotEmitted(watch.warned, wait=50):
        watch.start()


def test_the_practice_partnership_has_an_hour_of_its_own(doors, window, qtbot, open_office):
    workspace = open_office()
    workspace.do(practice.build)
    workspace.close()
    enter(doors, window, qtbot, workspace.folder)
    window.shell.go("meetings")
    bridge = window.shell.page._bridge
    assert bridge.now().date() == practice.TODAY
    assert practice.AT <= bridge.now().time() < time(10, 52)
    on = next(one for one in bridge.workspace.ask(meetings.rows) if one.on == practice.TODAY).id
    item = bridge.workspace.ask(agenda.items, on)[8].id
    bridge.workspace.do(timing.take_up, on, item, datetime.combine(practice.TODAY, time(11, 2)))
    assert time(11, 2) <= doors._bridge(bridge.workspace).now().time() < time(11, 12)
    bridge.workspace.keep(drafts.keep, "practice/clock", "11:20:00")
    assert time(11, 20) <= doors._bridge(bridge.workspace).now().time() < time(11, 30)
    bridge.workspace.keep(drafts.keep, "practice/clock", "")
    doors._leave(bridge.workspace)
    left = bridge.workspace.ask(drafts.kept, "practice/clock")
    assert time(11, 20) <= time.fromisoformat(left) < time(11, 30)
