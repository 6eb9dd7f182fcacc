"""What is begun and not recorded yet, in one calm line over a list: each a way back to its form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import link, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

_BEGUN = "Begun, not recorded"
_WORDS_SHOWN = 40


class BegunLine(QWidget):
    chosen = Signal(str)
    """The key of what was begun, as in `drafts`."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, QPushButton] = {}
        self._said: list[tuple[str, str]] = []
        self._flow = FlowLayout(self, gap=10, row_gap=2)
        self._label = small(f"{_BEGUN}:")
        self._label.setWordWrap(False)
        self._flow.addWidget(self._label)
        self.hide()

    def show_begun(self, begun: Sequence[tuple[str, str]]) -> None:
        """Show these, each a key and its words; hidden if there is none."""
        if list(begun) != self._said:
            self._said = list(begun)
            for made in self.links.values():
                self._flow.removeWidget(made)
                made.deleteLater()
            self.links = {}
            for key, words in begun:
                made = link(words)
                made.setAccessibleName(f"{_BEGUN}: {words}")
                made.clicked.connect(partial(self.chosen.emit, key))
                self._flow.addWidget(made)
                self._label.setMinimumHeight(made.sizeHint().height())
                self.links[key] = made
        self.setVisible(bool(begun))


def shortened(text: str) -> str:
    """So much of a text as names it beside others."""
    return text if len(text) <= _WORDS_SHOWN else f"{text[:_WORDS_SHOWN].rstrip()}…"
