"""The line at the bottom: when the last change was on disk, encryption, which laptop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from masa_desktop.ui.parts import ground
from masa_desktop.ui.saving import SavedSign
from masa_desktop.ui.small_parts import ShortLine

if TYPE_CHECKING:
    from masa_desktop.ui.saving import Saving


class StatusBar(QWidget):
    def __init__(self, office: str, laptop: str, saving: Saving) -> None:
        super().__init__()
        ground(self, "rail")
        self.setAccessibleName("Status")
        self.saved = SavedSign(saving, where=" on this laptop", quiet=True)
        self.office = ShortLine(f"{office} · Encrypted on this laptop")
        self.laptop = ShortLine(laptop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(5)
        row.addWidget(self.saved)
        row.addStretch(1)
        row.addWidget(self.office)
        row.addSpacing(12)
        row.addWidget(self.laptop)

    def narrow(self, *, narrow: bool) -> None:
        """With little room only the saved time stays."""
        self.office.setVisible(not narrow)
        self.laptop.setVisible(not narrow)

    def minimumSizeHint(self) -> QSize:
        """The line never makes the window wider: its words end in dots."""
        return QSize(0, super().minimumSizeHint().height())
