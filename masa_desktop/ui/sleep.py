"""Hears that the laptop is about to sleep, while there is still time to commit what was typed.

Windows tells every window. macOS and Linux tell only who asks their own services; there the commit
as typing pauses has to do (see `minute_keeping`).
"""

from __future__ import annotations

from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

if TYPE_CHECKING:
    from collections.abc import Callable

WM_POWERBROADCAST = 0x0218
PBT_APMSUSPEND = 0x0004
"""The message and its first word; the program has some two seconds from then on."""

MESSAGES = (b"windows_generic_MSG", b"windows_dispatcher_MSG")
"""What Qt calls messages of Windows."""


class SleepWatch(QAbstractNativeEventFilter):
    """Calls `before_sleep` when Windows says that it suspends. Keep it as long as it shall hear."""

    def __init__(self, before_sleep: Callable[[], None]) -> None:
        super().__init__()
        self._before_sleep = before_sleep

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Listens only; `message` is the address of a MSG."""
        if QByteArray(kind).data() in MESSAGES:
            said = wintypes.MSG.from_address(int(message))
            if (said.message, said.wParam) == (WM_POWERBROADCAST, PBT_APMSUSPEND):
                self._before_sleep()
        return False, 0
