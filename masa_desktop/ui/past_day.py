"""A day that is not to come: of an answer, a condition met, a decision taken elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain import days
from masa_desktop.domain.errors import UserError
from masa_desktop.ui.date_entry import DayEntry

if TYPE_CHECKING:
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
