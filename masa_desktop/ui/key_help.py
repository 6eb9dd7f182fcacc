"""The keys of the page in view, shown beside it; F1 or Esc takes them away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from masa_desktop.ui.parts import ground, icon_button, key_cap, line, small, subheading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_WIDTH = 280


class KeyHelp(QWidget):
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface2")
        self.setFixedWidth(_WIDTH)
        self.close_it = icon_button("cross", "Close the list of keys", "F1")
        self.listing = QScrollArea()
        self.listing.setWidgetResizable(True)
        self.listing.setAccessibleName("Keys for this page")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 0)
        head.addWidget(subheading("Keys for this page"), 1)
        head.addWidget(self.close_it)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(line(vertical=True))
        column = QVBoxLayout()
        across.addLayout(column, 1)
        column.addLayout(head)
        column.addWidget(self.listing, 1)
        self.close_it.clicked.connect(self.closed)
        self.hide()

    def show_keys(
        self, page: Sequence[tuple[str, str]], everywhere: Sequence[tuple[str, str]]
    ) -> None:
        """Lists of (key, what it does)."""
        inside = QWidget()
        ground(inside, "surface2")
        grid = QGridLayout(inside)
        grid.setContentsMargins(16, 4, 16, 12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for heading_text, keys in (("On this page", page), ("Everywhere", everywhere)):
            if not keys:
                continue
            grid.addWidget(small(heading_text), grid.rowCount(), 0, 1, 2)
            for key, what in keys:
                row = grid.rowCount()
                grid.addWidget(key_cap(key), row, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(small(what), row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self.listing.setWidget(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
