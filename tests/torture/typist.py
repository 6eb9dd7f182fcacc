"""A person who types minutes in the real window until killed, and keeps a tape of the screen.

The tape is written by the kernel, line by line, so it survives the kill: what the screen showed
after each key, and what the program had said was saved by then.
"""

import json
import os
import random
import time

from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.changes import Actor
from masa_desktop.services import meetings, minute_text, offices
from masa_desktop.ui import theme
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.doors import come_back
from masa_desktop.ui.jobs import Jobs
from masa_desktop.ui.meeting_page import MeetingPage
from masa_desktop.ui.shell import Shell

TEXT = (
    "the audit was presented members asked about drift schools health police attendance "
    "“was not brought” flags are shared – some naïve café words £20 plans and 9 of 20 cases"
)
WORDS = TEXT.split(" ")
COMMANDS = ("/a AD circulate the audit by next", "/d to widen the sample", "/p check the number")
KEY, PLAIN = Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Tape:
    """Lines of JSON, each stamped with the time of the machine's steady clock."""

    def __init__(self, file):
        self._handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, what, **facts):
        line = json.dumps({"what": what, "at": time.monotonic(), **facts}, ensure_ascii=False)
        os.write(self._handle, (line + "\n").encode())


def read(file):
    """The tape without a last line that the kill cut short."""
    whole = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    return [json.loads(line) for line in whole]


class Typist:
    """Opens the office as after a kill, comes back to the caret, and types without end."""

    def __init__(self, folder, passphrase, tape_file, seed):
        self.dice, self.tape = random.Random(seed), Tape(tape_file)
        qInstallMessageHandler(self._on_message)
        self.app = QApplication.instance() or QApplication([])
        theme.look.apply(self.app, "light", 15)
        actor = Actor("PN", "0123456789abcdef", "LAP-03")
        self.workspace = offices.open_with(folder, passphrase, actor)
        self.bridge = Bridge(self.workspace)
        self.shell = Shell(self.bridge, Jobs())
        self.shell.resize(1_200, 700)
        self.shell.show()
        self.shell.activateWindow()
        self._come_back()

    def _come_back(self):
        last = self.workspace.ask(minute_text.last_place)
        come_back(self.shell, self.bridge)
        if not isinstance(self.shell.page, MeetingPage):
            self.shell.go("meeting", self.workspace.ask(meetings.rows)[0].id)
        self.editor = self.shell.page.minutes.editor
        self.keeping = self.shell.page.minutes.keeping
        place = self.editor.caret_state()
        self.tape.note(
            "opened",
            caret=[place.line_id, place.offset],
            expected=[last.line_id, last.offset] if last else None,
            said=self.shell.banner.happened.text(),
            at_second=last.at.astimezone().strftime("%H:%M:%S") if last else "",
        )
        # Noted before the commit that may follow in the same key: a kill finds it either way.
        self.editor.edited.connect(lambda: self._note("screen"))
        self.keeping.written.connect(lambda _at: self._note("saved"))
        self.editor.setFocus()
        self._note("screen")

    def _on_message(self, _kind, _context, words):
        if not words.startswith("This plugin does not support"):
            self.tape.note("warning", words=words)

    def _note(self, what):
        said = [[line.id, line.kind.value, line.text] for line in self.keeping.lines()]
        self.tape.note(what, item=self.keeping.item_id, lines=said)

    def press(self, key, held=PLAIN):
        QTest.keyClick(self.editor, key, held)
        self._note("screen")

    def say(self, words):
        for letter in words:
            if letter.isascii():
                QTest.keyClicks(self.editor, letter)
            else:  # QTest knows ASCII keys only: it comes as from an input method
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QApplication.sendEvent(self.editor, event)
            self._note("screen")
            self.app.processEvents()
            time.sleep(self.dice.choice((0, 0, 0, 0.002, 0.01)))

    def say_words(self):
        self.say(" ".join(self.dice.choices(WORDS, k=self.dice.randint(1, 9))) + " ")

    def capture(self):
        self.press(KEY.Key_Return)
        self.say(self.dice.choice(COMMANDS))
        self.press(KEY.Key_Return)

    def change_kind(self):
        self.press(self.dice.choice((KEY.Key_A, KEY.Key_D, KEY.Key_J)), CTRL | SHIFT)

    def change_item(self):
        self.press(self.dice.choice((KEY.Key_PageDown, KEY.Key_PageUp)), CTRL)

    def pause(self):
        until = time.monotonic() + self.dice.choice((0.05, 0.3, 1.0))
        while time.monotonic() < until:
            self.app.processEvents()
            time.sleep(0.005)

    def go_on(self):
        """Type, and never stop of oneself."""
        turns = (
            [self.say_words] * 11
            + [lambda: self.press(KEY.Key_Return)] * 3
            + [self.capture] * 2
            + [self.change_kind, lambda: self.press(KEY.Key_Backspace, CTRL)]
            + [lambda: self.press(KEY.Key_Z, CTRL), self.change_item, self.pause]
        )
        while True:
            self.dice.choice(turns)()
