"""What a page is handed: the open office, news of its changes, and a way to say something.

News travels from any thread to the thread of whoever listens.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from masa_desktop.ui.preferences import Preferences
from masa_desktop.ui.saving import Saving

if TYPE_CHECKING:
    from collections.abc import Callable

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.services.workspace import Workspace


def wall_time() -> time:
    """The time on this laptop's clock."""
    return datetime.now().astimezone().time()


class Bridge(QObject):
    changed = Signal(object)
    """A ChangeSet, after each commit."""

    told = Signal(str, bool)
    """A sentence for the toast, and whether it offers Undo."""

    announced = Signal(str, bool)
    """Words for the screen reader only, and whether they may interrupt."""

    def __init__(
        self,
        workspace: Workspace,
        today: Callable[[], date] = date.today,
        preferences: Preferences | None = None,
        clock: Callable[[], time] = wall_time,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.today, self._clock = today, clock
        self.preferences = preferences or Preferences()
        self.saving = Saving(workspace.saved_at, self)
        self.changed.connect(self.saving.hear)
        workspace.on_change(self._tell)  # a method, so that the workspace keeps us alive

    def now(self) -> datetime:
        """The wall time of today; the practice partnership has a day and an hour of its own."""
        return datetime.combine(self.today(), self._clock())

    def tell(self, text: str, *, undo: bool = False) -> None:
        """Say what has been done; with `undo` the person can take it back there."""
        self.told.emit(text, undo)

    def announce(self, text: str, *, assertive: bool = False) -> None:
        self.announced.emit(text, assertive)

    def _tell(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)
