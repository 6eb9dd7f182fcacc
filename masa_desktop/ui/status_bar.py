"""The line at the bottom: when the last change was on disk, encryption, which laptop.

The time comes from the commit itself and from nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from masa_desktop.ui.parts import IconLabel, ground, text_label

if TYPE_CHECKING:
    from datetime import datetime

    from masa_desktop.domain.changes import ChangeSet


def local_time(moment: datetime) -> str:
    """A UTC moment as this laptop's clock shows it, "10:42:07"."""
    return f"{moment.astimezone():%H:%M:%S}"


class StatusBar(QWidget):
    def __init__(self, office: str, laptop: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "rail")
        self.setAccessibleName("Status")
        self.saved = _line("No changes yet since opening")
        self.office = _line(f"{office} · Encrypted on this laptop")
        self.laptop = _line(laptop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(5)
        row.addWidget(IconLabel("saved", "text3", 13))
        row.addWidget(self.saved)
        row.addStretch(1)
        row.addWidget(self.office)
        row.addSpacing(12)
        row.addWidget(self.laptop)

    def show_saved(self, changes: ChangeSet) -> None:
        self.saved.setText(f"All changes saved {local_time(changes.committed_at)}")

    def narrow(self, *, narrow: bool) -> None:
        """With little room only the saved time stays."""
        self.office.setVisible(not narrow)
        self.laptop.setVisible(not narrow)


def _line(text: str) -> QLabel:
    label = text_label(text, "small")
    label.setWordWrap(False)
    return label
