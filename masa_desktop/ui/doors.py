"""Which screen is in the window: first run, the locked door, or the open office; and the lock."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.errors import UserError
from masa_desktop.services import discussion, drafts, minute_text, offices, practice, timing
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.first_run import FirstRun, FirstRunAnswers
from masa_desktop.ui.idle import IdleWatch
from masa_desktop.ui.jobs import or_refusal
from masa_desktop.ui.meeting_page import MeetingPage
from masa_desktop.ui.pages import PAGES
from masa_desktop.ui.saving import local_time
from masa_desktop.ui.shell import Shell
from masa_desktop.ui.unlock_page import UnlockPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from masa_desktop.domain.changes import Actor
    from masa_desktop.services.workspace import Workspace
    from masa_desktop.ui.first_run_start import Starter
    from masa_desktop.ui.history_walk import Place
    from masa_desktop.ui.jobs import Jobs
    from masa_desktop.ui.main_window import MainWindow
    from masa_desktop.ui.preferences import Preferences

_MINUTE = 60_000
_MEETING = "meeting"
_CLOCK = "practice/clock"


class Doors(QObject):
    def __init__(
        self,
        window: MainWindow,
        jobs: Jobs,
        preferences: Preferences,
        *,
        make: Callable[[FirstRunAnswers, Actor], tuple[Workspace, str]],
        starters: Callable[[], Sequence[Starter]],
    ) -> None:
        super().__init__(window)
        self._window, self._jobs, self._preferences = window, jobs, preferences
        self._make, self._starters = make, starters
        self._workspace: Workspace | None = None
        self._place: Place | None = None
        self._practice_clock: Callable[[], time] | None = None
        self.idle = IdleWatch(self._idle_ms, _MINUTE, self)
        self.idle.warned.connect(self._warn)
        self.idle.woke.connect(self._woke)
        self.idle.expired.connect(self.lock)
        window.shown.connect(self._watch)
        window.closed.connect(self._close)
        preferences.changed.connect(self._follow)

    # The three screens

    def first_run(self, place: Path) -> None:
        """Set up a new office under `place`, or choose one that exists."""
        screen = FirstRun(self._starters(), self._create, self._jobs, place)
        screen.finished.connect(self._enter)
        screen.open_wanted.connect(self.unlock)
        screen.close_wanted.connect(self._window.close)
        self._window.show_screen(screen)

    def unlock(self, folder: Path) -> None:
        """Ask for the passphrase of the office in `folder`."""
        page = UnlockPage(folder)
        actor = self._preferences.actor()
        page.passphrase_given.connect(
            lambda secret: self._open(page, lambda: offices.open_with(folder, secret, actor))
        )
        page.words_given.connect(
            lambda words: self._open(page, lambda: offices.open_with_words(folder, words, actor))
        )
        page.other_wanted.connect(lambda: self.first_run(folder.parent))
        self._window.show_screen(page)

    def lock(self) -> None:
        """Commit what is typed, then hide and close everything until the passphrase is given."""
        shell, workspace = self._window.shell, self._workspace
        if shell is None or workspace is None:
            return
        shell.flush()
        self._place = shell.place
        self.idle.stop()
        self._leave(workspace)
        self.unlock(workspace.folder)
        self._let_go()

    def refuse(self, error: UserError) -> None:
        """Show a refusal on whatever screen there is."""
        screen = self._window.screen_shown
        if isinstance(screen, Shell | UnlockPage | FirstRun):
            screen.refuse(error)

    def report(self, trace: str) -> None:
        """Our own fault: say so, and offer the report to copy."""
        if self._window.shell is not None:
            self._window.shell.banner.say(
                "Something in the app went wrong.",
                safe="Everything saved before is as it was.",
                do="Go on working. The report helps whoever looks after the app.",
                act=("Copy the report", lambda: QApplication.clipboard().setText(trace)),
                tone="bad",
            )

    # Opening and closing

    def _create(self, answers: FirstRunAnswers) -> str:
        self._workspace, words = self._make(answers, self._preferences.actor())
        return words

    def _open(self, page: UnlockPage, work: Callable[[], Workspace]) -> None:
        page.opening()
        self._jobs.run(
            lambda: or_refusal(work), then=lambda got: self._opened(page, got), owner=page
        )

    def _opened(self, page: UnlockPage, outcome: Workspace | UserError) -> None:
        if isinstance(outcome, UserError):
            page.refuse(outcome)
            return
        self._workspace = outcome
        self._enter()

    def _enter(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        self._remember(str(workspace.folder))
        bridge = self._bridge(workspace)
        shell = Shell(bridge, self._jobs)
        shell.lock_wanted.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        self._window.show_screen(shell)
        if self._place is not None:
            shell.go(self._place.page, self._place.record)
        else:
            come_back(shell, bridge)
        self.idle.start(self._idle_ms)
        if not workspace.read_only:
            now = date.today()
            self._jobs.run(lambda: workspace.backup(now), then=_nothing, owner=shell)

    def _remember(self, office: str) -> None:
        """This is the last office; the page another was closed on says nothing about it."""
        if self._preferences.settings.last_office != office:
            self._preferences.change(last_office=office, last_page="")

    def _bridge(self, workspace: Workspace) -> Bridge:
        """The invented year is only alive on the day, and in the hour, it was written for.

        Its clock goes on from where it stood when the office was left.
        """
        self._practice_clock = None
        if not workspace.ask(offices.is_practice):
            return Bridge(workspace, date.today, self._preferences)
        opened = monotonic()
        noted = workspace.ask(discussion.last_noted, practice.TODAY) or practice.AT
        left = time.fromisoformat(workspace.ask(drafts.kept, _CLOCK) or practice.AT.isoformat())
        start = datetime.combine(practice.TODAY, max(practice.AT, noted, left))

        def clock() -> time:
            return (start + timedelta(seconds=monotonic() - opened)).time()

        self._practice_clock = clock
        return Bridge(workspace, lambda: practice.TODAY, self._preferences, clock)

    def _let_go(self) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self._jobs.run(workspace.close, then=_nothing, owner=self)

    def _close(self) -> None:
        self.idle.stop()
        self._jobs.close()
        if self._workspace is not None:
            self._leave(self._workspace)
            self._workspace.close()
            self._workspace = None

    def _leave(self, workspace: Workspace) -> None:
        """Note the page, and that the office was closed in good order.

        A full disk must not keep it open.
        """
        if self._window.shell is not None:
            self._preferences.change(last_page=self._window.shell.place.page)
        if not workspace.read_only:
            with suppress(UserError):
                workspace.keep(minute_text.leave_place)
                if self._practice_clock is not None:
                    now = self._practice_clock().isoformat("seconds")
                    workspace.keep(drafts.keep, _CLOCK, now)

    # Idleness

    @property
    def _idle_ms(self) -> int:
        return self._preferences.settings.lock_after_minutes * _MINUTE

    def _watch(self) -> None:
        self._window.windowHandle().installEventFilter(self.idle)

    def _follow(self) -> None:
        if self._window.shell is not None:
            self.idle.start(self._idle_ms)

    def _warn(self) -> None:
        if self._window.shell is not None:
            self._window.shell.banner.say(
                "The app locks in one minute, because nobody has used it for a while.",
                safe="What is typed is kept.",
                act=("Stay open", self.idle.touch),
                tone="info",
            )

    def _woke(self) -> None:
        if self._window.shell is not None:
            self._window.shell.banner.hide()


def come_back(shell: Shell, bridge: Bridge) -> None:
    """To the caret: after a kill or a power cut, and to a meeting still in progress.

    After a kill it says up to which second all is there. Who had left the meeting for another
    page before closing finds that page again.
    """
    last = bridge.workspace.ask(minute_text.last_place)
    if last is None:
        return
    if last.was_left and last.meeting_id not in bridge.workspace.ask(timing.running, bridge.now()):
        return
    page = bridge.preferences.settings.last_page
    if last.was_left and page != _MEETING and page in {entry.key for entry in PAGES}:
        shell.go(page)
        return
    shell.go(_MEETING, last.meeting_id)
    if isinstance(shell.page, MeetingPage):
        shell.page.stand_at(last)
    if last.was_left:
        return
    at = local_time(last.at)
    shell.banner.say(
        f"Recovered to {at}.",
        safe="The app was not closed in good order. Everything saved by then is here; "
        f"what was typed after {at} is not.",
        do="Look at the last line and go on typing.",
    )


def _nothing(_result: object) -> None:
    """A job whose end nobody waits for."""
