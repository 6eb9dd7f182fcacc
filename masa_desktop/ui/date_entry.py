"""Fields for a day and for a time, typed as people write them and read back in words.

What cannot be read is kept and said to be wrong under the field; it is never guessed at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from masa_desktop.domain.date_text import (
    DAY_EXAMPLE,
    TIME_EXAMPLE,
    day_complaint,
    day_typed,
    time_typed,
)
from masa_desktop.domain.words import clock_time, long_date, short_date
from masa_desktop.ui import theme
from masa_desktop.ui.parts import Field, text_label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, time


class DayEntry(Field):
    """A day, or none where `needed` is false. The weekday is read back under the field."""

    typed = Signal()
    """The field was left or Enter was pressed, and what it means has changed."""

    def __init__(
        self,
        label: str,
        today: Callable[[], date],
        *,
        needed: bool = True,
        reads_back: bool = True,
        width: int = 190,
    ) -> None:
        self.entry = QLineEdit()
        super().__init__(label, self.entry)
        self._today, self._needed, self._reads_back = today, needed, reads_back
        self._last: date | None = None
        self._width = width
        self._said = text_label("", "small", tone="quiet")
        if (column := self.layout()) is not None:
            column.addWidget(self._said)
        self._say()
        self.entry.textEdited.connect(self._say)
        self.entry.editingFinished.connect(self._read)
        theme.look.changed.connect(self._fit)
        self._fit()

    @property
    def day(self) -> date | None:
        """The day typed; None if there is none or it cannot be read."""
        return self._means(self.entry.text())

    def show_day(self, day: date | None) -> None:
        self.entry.setText(short_date(day) if day else "")
        self._last = day
        self.right()
        self._say()

    def check(self) -> bool:
        """Whether it can be used; if not, the field says why."""
        text = self.entry.text().strip()
        if text and self.day is None:
            self.wrong(*self._complaint_of(text))
        elif self._needed and not text:
            self.wrong("A date is needed here.", DAY_EXAMPLE)
        else:
            self.right()
        self._say()
        return not self.is_wrong

    def _means(self, text: str) -> date | None:
        return day_typed(text, self._today())

    def _complaint_of(self, text: str) -> tuple[str, str]:
        """What is wrong with a text that is no day, and the way out."""
        return day_complaint(text)

    def _read(self) -> None:
        if self.entry.text().strip():
            self.check()
        else:
            self.right()
            self._say()
        if self.day != self._last:
            self._last = self.day
            self.typed.emit()

    def _say(self) -> None:
        day = self.day
        self._said.setText(long_date(day) if day else "")
        self._said.setVisible(self._reads_back and not self.is_wrong)
        if day and not self.is_wrong:
            self.entry.setAccessibleDescription(long_date(day))

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(self._width))


class TimeEntry(Field):
    """A time of day, or none."""

    def __init__(self, label: str) -> None:
        self.entry = QLineEdit()
        super().__init__(label, self.entry)
        self.entry.setPlaceholderText("such as 14:00")
        self.entry.editingFinished.connect(self._read)
        theme.look.changed.connect(self._fit)
        self._fit()

    @property
    def at(self) -> time | None:
        """The time typed; None if there is none or it cannot be read."""
        return time_typed(self.entry.text())

    def check(self) -> bool:
        """Whether it can be used; if not, the field says why."""
        text = self.entry.text().strip()
        if text and self.at is None:
            self.wrong(f"“{text[:20]}” is not a time.", TIME_EXAMPLE)
        else:
            self.right()
        return not self.is_wrong

    def _read(self) -> None:
        if self.check() and self.at:
            self.entry.setText(clock_time(self.at))

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(130))
