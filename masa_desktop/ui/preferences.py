"""This laptop's settings, live: whoever shows or follows one is told when it changes."""

from __future__ import annotations

import getpass

from PySide6.QtCore import QObject, Signal

from masa_desktop.domain.changes import Actor
from masa_desktop.settings import Settings

SMALLEST_TEXT, USUAL_TEXT, LARGEST_TEXT = 13, 15, 30


class Preferences(QObject):
    changed = Signal()

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings.load()

    def change(self, **changes: str | int) -> None:
        """Set and write these at once, then tell the listeners."""
        self.settings = self.settings.with_(**changes)
        self.changed.emit()

    def resize_text(self, step: int) -> None:
        """Larger or smaller by `step` pixels of minutes text; 0 is the usual size."""
        wanted = self.settings.text_size + step if step else USUAL_TEXT
        self.change(text_size=max(SMALLEST_TEXT, min(LARGEST_TEXT, wanted)))

    @property
    def user(self) -> str:
        """Who is signed in to the laptop, as its account says."""
        return getpass.getuser()

    def actor(self) -> Actor:
        """Who writes in an office opened on this laptop."""
        return Actor(self.user, self.settings.laptop_id, self.settings.laptop)
