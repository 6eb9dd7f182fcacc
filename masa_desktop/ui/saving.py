"""Whether all that is typed is on disk: one truth, and the sign that says it wherever it stands.

The time is that of the commit itself; amber once a commit is late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from masa_desktop.ui.parts import IconLabel, mark, small

if TYPE_CHECKING:
    from datetime import datetime

    from masa_desktop.domain.changes import ChangeSet

_LATE_S = 3


def local_time(moment: datetime) -> str:
    """A UTC moment as this laptop's clock shows it, "10:42:07"."""
    return f"{moment.astimezone():%H:%M:%S}"


class Saving(QObject):
    """How saving stands. One for an open office, told by whoever holds text and by each commit."""

    stood = Signal()
    """It stands differently now."""

    def __init__(self, at: datetime | None, parent: QObject | None = None) -> None:
        """`at`: the last commit of this session, None if there was none yet."""
        super().__init__(parent)
        self._at = at
        self._unsaved_for = 0
        self._late = QTimer(self, interval=_LATE_S * 1000)
        self._late.timeout.connect(self._be_late)

    @property
    def is_waiting(self) -> bool:
        """There is text that is not on disk yet."""
        return self._late.isActive()

    @property
    def is_late(self) -> bool:
        return self.is_waiting and self._unsaved_for > 0

    @property
    def at(self) -> datetime | None:
        """When all there is was committed; None while text waits, or if there was nothing."""
        return None if self.is_waiting else self._at

    @property
    def words(self) -> str:
        if self.is_late:
            return f"Not saved for {self._unsaved_for} s"
        if self.is_waiting:
            return "Not saved yet"
        return f"Saved {local_time(self._at)}" if self._at else "No changes yet"

    def wait(self) -> None:
        """There is text that is not on disk yet."""
        if not self.is_waiting:
            self._unsaved_for = 0
            self._late.start()
            self.stood.emit()

    def settle(self, at: datetime | None) -> None:
        """The text that waited is on disk since then."""
        self._late.stop()
        self._at = at
        self.stood.emit()

    def hear(self, changes: ChangeSet) -> None:
        """Something was committed; text that waits goes on waiting."""
        self._at = changes.committed_at
        self.stood.emit()

    def _be_late(self) -> None:
        self._unsaved_for += _LATE_S
        self.stood.emit()


class SavedSign(QWidget):
    """Says how saving stands: icon and words, never colour alone."""

    def __init__(self, saving: Saving, *, where: str = "", quiet: bool = False) -> None:
        """`where` follows the time of the commit; `quiet`: green is for the sign at the text."""
        super().__init__()
        self._saving, self._where, self._is_quiet = saving, where, quiet
        self._icon, self._words = IconLabel("saved", "text3", 14), small("")
        self._words.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        saving.stood.connect(self._say)
        self._say()

    def text(self) -> str:
        return self._words.text()

    def _say(self) -> None:
        icon, tone = self._look()
        self._icon.show_icon(icon, tone)
        mark(self._words, "tone", tone if tone != "text3" else "quiet")
        self._words.setText(self._saving.words + (self._where if self._saving.at else ""))

    def _look(self) -> tuple[str, str]:
        if self._saving.is_waiting:
            return ("warn", "warn") if self._saving.is_late else ("clock", "text3")
        return "saved", "good" if self._saving.at and not self._is_quiet else "text3"
