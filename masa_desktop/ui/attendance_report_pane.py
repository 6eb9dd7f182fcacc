"""A pane to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs


class AttendanceReportPane(QWidget):
    navigate = Signal(str, str)
    retitled = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        self._bridge, self._jobs = bridge, jobs
        self.context = ""
        self.buttons: Sequence[QWidget] = ()

    def open_record(self, _record_id: str) -> bool:
        """Whether this pane knows the record; then it is shown."""
        return False

    def keys(self) -> list[tuple[str, str]]:
        return []

    def flush(self) -> None:
        """Nothing typed here waits to be saved."""

    def panes(self) -> list[tuple[str, QWidget]]:
        return [("Pane", self)]
