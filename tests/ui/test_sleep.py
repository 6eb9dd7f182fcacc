"""Typing is committed before the laptop sleeps: the message of Windows as Qt hands it on."""

import ctypes
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

from masa_desktop.services import minute_text
from masa_desktop.ui import app
from masa_desktop.ui.errors import ErrorReporter
from masa_desktop.ui.shell import Shell
from masa_desktop.ui.sleep import MESSAGES, PBT_APMSUSPEND, WM_POWERBROADCAST, SleepWatch


@pytest.fixture
def hear(qapp):
    heard = []

    def say(kind, message, first_word):
        said = wintypes.MSG(message=message, wParam=first_word)
        watch = SleepWatch(lambda: heard.append("sleep"))
        assert watch.nativeEventFilter(QByteArray(kind), ctypes.addressof(said)) == (False, 0)
        return heard

    return say


@pytest.mark.parametrize("kind", MESSAGES)
def test_the_message_that_windows_suspends_is_heard(hear, kind):
    assert hear(kind, WM_POWERBROADCAST, PBT_APMSUSPEND) == ["sleep"]


@pytest.mark.parametrize(
    ("kind", "message", "first_word"),
    [
        (MESSAGES[0], WM_POWERBROADCAST, 0x0007),  # awake again
        (MESSAGES[0], 0x0100, PBT_APMSUSPEND),  # a key
        (b"xcb_generic_event_t", WM_POWERBROADCAST, PBT_APMSUSPEND),
    ],
)
def test_other_messages_mean_nothing(hear, kind, message, first_word):
    assert hear(kind, message, first_word) == []


def test_what_is_typed_is_committed_before_the_laptop_sleeps(
    qtbot, bridge, jobs, workspace, executive
):
    window = app.open_window(QApplication.instance(), ErrorReporter(), None)
    qtbot.addWidget(window, before_close_func=lambda made: made.close())
    shell = Shell(bridge, jobs)
    window.show_screen(shell)
    shell.go("meeting", executive.meeting)
    window.show()
    shell.page.minutes.editor.textCursor().insertText("Not yet committed")
    assert workspace.ask(minute_text.lines, executive.items[0]) == ()
    said = wintypes.MSG(message=WM_POWERBROADCAST, wParam=PBT_APMSUSPEND)
    window.sleep_watch.nativeEventFilter(QByteArray(MESSAGES[0]), ctypes.addressof(said))
    (line,) = workspace.ask(minute_text.lines, executive.items[0])
    assert line.text == "Not yet committed"
