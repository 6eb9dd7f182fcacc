"""A desk with a keyboard and a screen, and nobody's hand on a mouse: Xvfb, openbox, the program.

Keys go to the window by xdotool. What is waited for is a fact: a window's title, the records, or
that the screen has changed and come to rest; never that some time has passed.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from masa_desktop.domain.changes import Actor
from masa_desktop.services import offices

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "import")
WIDTH, HEIGHT = 1366, 768
PASSPHRASE = "correct horse battery staple"
ACTOR = Actor("KA", "fedcba9876543210", "LAP-reader")
_KEY_MS, _TYPING_MS, _POLL_S, _PATIENCE_S = 12, 10, 0.1, 30
_LOOKS = 4
_CARET_ROWS = 60
"""Rows of the picture that may differ in a screen at rest: a caret blinks."""


def missing():
    """The programs of this desk that are not installed."""
    return [name for name in TOOLS if shutil.which(name) is None]


class Desk:
    """`home` is the user's home folder, made anew; pictures are taken if there is a folder."""

    def __init__(self, home, pictures=None):
        self.home, self.pictures = home, pictures
        self.keys = self.shots = 0
        self.seconds = {}
        self.office = home / "Documents" / "Practice partnership.masa"
        self.papers = home / "Papers"
        self._began = self._stage = None
        self._records = None
        self._running = []
        (home / "Documents").mkdir(parents=True)
        self.papers.mkdir()
        self.env = {
            **os.environ,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "MASA_HOME": str(home / "masa"),
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
        }

    def __enter__(self):
        try:
            self._set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _set_up(self):
        self.env["DISPLAY"] = self._screen()
        self.until(lambda: self._said("getdisplaygeometry"), "a screen")
        self._start("openbox")
        self.until(lambda: self._said("get_desktop"), "a window manager")
        self.program = self._start(sys.executable, "-m", "masa_desktop")
        self.until(lambda: self._windows("MASA Desktop"), "the first window")
        # The first windows may be gone again before they can be asked for anything.
        window = self.until(self._activated, "the window to come to the front")
        self._xdotool("windowmove", window, "0", "0")
        self._xdotool("windowsize", "--sync", window, str(WIDTH), str(HEIGHT))

    def __exit__(self, *_):
        self.close_records()
        for process in reversed(self._running):
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)

    # The keyboard

    def press(self, *keys):
        """Keys by xdotool's names, one after the other."""
        self.keys += len(keys)
        self._xdotool("key", "--delay", str(_KEY_MS), *keys)

    def times(self, number, key):
        self.press(*[key] * number)

    def write(self, text):
        self.keys += len(text)
        self._xdotool("type", "--delay", str(_TYPING_MS), "--", text)

    # What is waited for

    def until(self, fact, words):
        """Wait until `fact()` is true; gives what it gave. Raises AssertionError with `words`.

        `words` may be asked for only then, to say how things stand.
        """
        deadline = time.monotonic() + _PATIENCE_S
        while not (found := fact()):
            if time.monotonic() > deadline:
                self._shoot("never", self._screen_now())
                said = words() if callable(words) else words
                raise AssertionError(f"{self._stage or 'start'}: waited in vain for {said}")
            time.sleep(_POLL_S)
        return found

    def until_recorded(self, question, words, *args):
        """Wait until the records say so."""
        return self.until(lambda: self.ask(question, *args), words)

    def until_titled(self, words):
        """Wait until the window in front has this in its title."""
        self.until(lambda: words in self.title(), f"a window called {words}")

    def until_changed(self, before, words):
        """Wait until the screen differs from `before` by more than a caret, and is at rest."""
        self.until(lambda: _differ(before, self._screen_now()), words)
        return self.at_rest()

    def at_rest(self):
        """The screen when so many looks at it agree: records are written before they are shown."""
        seen = [self._screen_now()]

        def rests():
            seen.append(self._screen_now())
            latest = seen[-_LOOKS:]
            return len(latest) == _LOOKS and not any(_differ(latest[0], one) for one in latest)

        self.until(rests, "a screen at rest")
        return seen[-1]

    def title(self):
        return self._said("getactivewindow", "getwindowname")

    def has_window(self, name):
        return bool(self._windows(name))

    # The records, read through a second door while the program has them open

    def ask(self, question, *args):
        if self._records is None:
            self._records = offices.open_with(self.office, PASSPHRASE, ACTOR)
        return self._records.ask(question, *args)

    def close_records(self):
        if self._records is not None:
            self._records.close()
            self._records = None

    # Stages and pictures

    def stage(self, name):
        """Begin a stage; the time since the last one began is written down."""
        now = time.monotonic()
        if self._stage is not None:
            self.seconds[self._stage] = now - self._began
        self._began, self._stage = now, name

    def figures(self):
        """Keys pressed and seconds, in all and by stage."""
        parts = ", ".join(f"{name} {took:.0f}" for name, took in self.seconds.items())
        return f"{self.keys} keys in {sum(self.seconds.values()):.0f} s ({parts})"

    def picture(self, name):
        """A picture of the whole screen, once it is at rest."""
        if self.pictures is not None:
            self._shoot(name, self.at_rest())

    def _shoot(self, name, pixels):
        if self.pictures is None:
            return
        self.shots += 1
        file = self.pictures / f"{self.shots:02}-{name}.png"
        subprocess.run(
            ["convert", "-size", f"{WIDTH}x{HEIGHT}", "-depth", "8", "rgb:-", str(file)],
            input=pixels,
            check=True,
        )

    def _screen_now(self):
        made = subprocess.run(
            ["import", "-window", "root", "-depth", "8", "rgb:-"],
            env=self.env,
            capture_output=True,
            check=True,
        )
        return made.stdout

    # Processes

    def _screen(self):
        """Start Xvfb on a display that it finds free itself."""
        reads, writes = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        # Without -noreset the screen starts anew whenever its last client goes, and who comes at
        # that moment (the window manager, after our first question) finds none.
        command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", size]
        command += ["-noreset", "-nolisten", "tcp"]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(command, pass_fds=(writes,), stdout=quiet, stderr=quiet)
        self._running.append(server)
        os.close(writes)
        with os.fdopen(reads) as said:
            return f":{said.readline().strip()}"

    def _start(self, *command):
        with (self.home / "said.txt").open("ab") as said:
            process = subprocess.Popen(
                command, env=self.env, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT
            )
        self._running.append(process)
        return process

    def _xdotool(self, *words):
        subprocess.run(["xdotool", *words], env=self.env, check=True, capture_output=True)

    def _said(self, *words):
        made = subprocess.run(
            ["xdotool", *words], env=self.env, capture_output=True, text=True, check=False
        )
        return made.stdout.strip()

    def _activated(self):
        """The first window, once it is in front; "" until then."""
        for window in self._windows("MASA Desktop"):
            self._said("windowactivate", window)
            if self._said("getactivewindow") == window:
                return window
        return ""

    def _windows(self, name):
        return self._said("search", "--onlyvisible", "--name", name).split()


def _differ(one, other):
    """Whether more rows of two pictures differ than a caret accounts for."""
    if one == other:
        return False
    row = WIDTH * 3
    rows = range(0, HEIGHT * row, row)
    return sum(one[at : at + row] != other[at : at + row] for at in rows) > _CARET_ROWS
