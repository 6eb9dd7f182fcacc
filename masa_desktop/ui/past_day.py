"""A day that has been, as of an answer or a decision taken elsewhere, and a day to come.

Both read the words people use: "last Friday", "3 Feb"; "+5wd", "end March".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain import days
from masa_desktop.domain.date_text import (
    coming_complaint,
    day_gone,
    day_to_come,
    gone_complaint,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.services import holidays
from masa_desktop.ui.date_entry import DayEntry

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.days import Calendar
    from masa_desktop.ui.bridge import Bridge


class PastDay(DayEntry):
    """A day on which something was said or done: today or earlier."""

    def __init__(self, label: str, bridge: Bridge, what: str, width: int = 190) -> None:
        self._bridge, self._what = bridge, what
        super().__init__(label, bridge.today, width=width)

    def check(self) -> bool:
        if not super().check() or self.day is None:
            return False
        try:
            days.not_after(self.day, self._bridge.today(), self._what)
        except UserError as refused:
            self.wrong(refused.happened, refused.do)
        self._say()
        return not self.is_wrong

    def _means(self, text: str) -> date | None:
        return day_gone(text, self._bridge.today())

    def _complaint_of(self, text: str) -> tuple[str, str]:
        return gone_complaint(text, self._bridge.today(), _calendar(self._bridge))


class ComingDay(DayEntry):
    """A day by which something is to happen, or none."""

    def __init__(self, label: str, bridge: Bridge, width: int = 190) -> None:
        self._bridge = bridge
        super().__init__(label, bridge.today, needed=False, width=width)

    def _means(self, text: str) -> date | None:
        return day_to_come(text, self._bridge.today(), _calendar(self._bridge))

    def _complaint_of(self, text: str) -> tuple[str, str]:
        return coming_complaint(text, self._bridge.today(), _calendar(self._bridge))


def _calendar(bridge: Bridge) -> Calendar:
    return bridge.workspace.ask(holidays.calendar)
