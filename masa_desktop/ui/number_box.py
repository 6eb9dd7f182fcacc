"""A number from a short list, chosen or typed by its first digit; "none" where that is allowed."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox


class NumberBox(QComboBox):
    """Numbers from `first` to `last`; with `none` (such as "no number") before them for 0."""

    def __init__(self, first: int, last: int, none: str = "") -> None:
        super().__init__()
        if none:
            self.addItem(none, 0)
        for number in range(first, last + 1):
            self.addItem(str(number), number)

    @property
    def value(self) -> int:
        """The number chosen; 0 for none."""
        return int(self.currentData() or 0)

    def choose(self, number: int) -> None:
        """Choose this number, or the nearest there is."""
        self.setCurrentIndex(max(self.findData(min(number, self._last)), 0))

    @property
    def _last(self) -> int:
        return int(self.itemData(self.count() - 1))
