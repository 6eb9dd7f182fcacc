"""The keys of the page in view, shown beside it; F1 or Esc takes them away again.

The focus stays where it was, so that one can type by the list; Esc is the list's while it is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.ui import theme
from masa_desktop.ui.parts import ground, icon_button, key_cap, line, small, subheading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

_WIDTH, _BESIDE = 280, 84
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class KeyHelp(QWidget):
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface2")
        self._app = cast("QApplication", QApplication.instance())
        self._before: QWidget | None = None
        self.close_it = icon_button("cross", "Close the list of keys", "F1")
        self.listing = QScrollArea()
        self.listing.setWidgetResizable(True)
        self.listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self._app.focusChanged.connect(self._on_focus)
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
                _add(grid, key, what)
        grid.setRowStretch(grid.rowCount(), 1)
        self.listing.setWidget(inside)

    def fit(self, window: int) -> None:
        """As wide as its words need, and never more than half of a window so many pixels wide."""
        self.setFixedWidth(min(theme.px(_WIDTH), window // 2))

    def give_back(self) -> bool:
        """Give the focus back to what had it before; True if there was no need or it took it."""
        if not self._holds(self._app.focusWidget()):
            return True
        before = self._before
        if before is None or not shiboken6.isValid(before) or not before.isVisible():
            return False
        before.setFocus()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if watched.window() is not self.window():
            return False
        event.accept()  # no shortcut may have it
        if event.type() is QEvent.Type.KeyPress:
            self.closed.emit()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._app.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        self._app.removeEventFilter(self)
        super().hideEvent(event)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._holds(new) and not self._holds(old):
            self._before = old

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and self.isAncestorOf(widget)


def _add(grid: QGridLayout, key: str, what: str) -> None:
    """Words beside their key, or under it where the key is long."""
    row, cap, words = grid.rowCount(), key_cap(key), small(what)
    if cap.fontMetrics().horizontalAdvance(key) < theme.px(_BESIDE):
        grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, row, 1)
    else:
        grid.addWidget(cap, row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(words, row + 1, 0, 1, 2)
