"""Tells when nobody has touched the window for a while: a warning first, then the end.

One timer that is set for the moment that matters; it does not tick.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class IdleWatch(QObject):
    warned = Signal()
    """The warning time before the end."""

    woke = Signal()
    """Someone is back after the warning."""

    expired = Signal()

    def __init__(self, idle_ms: int, warning_ms: int, parent: QObject | None = None) -> None:
        """`idle_ms` until the end, `warning_ms` of it after the warning; 0 idle means never."""
        super().__init__(parent)
        self._idle, self._warning = idle_ms, min(warning_ms, idle_ms)
        self._touched = time.monotonic()
        self._is_warned = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)

    def start(self, idle_ms: int | None = None) -> None:
        """Begin anew, if told with another time."""
        if idle_ms is not None:
            self._idle, self._warning = idle_ms, min(self._warning, idle_ms)
        self.touch()
        if self._idle:
            self._timer.start(self._idle - self._warning)

    def stop(self) -> None:
        self._timer.stop()

    def touch(self) -> None:
        """Someone is there."""
        self._touched = time.monotonic()
        if self._is_warned:
            self._is_warned = False
            self._timer.start(self._idle - self._warning)
            self.woke.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        away = int((time.monotonic() - self._touched) * 1000)
        until = self._idle if self._is_warned else self._idle - self._warning
        if away < until:
            self._timer.start(max(1, until - away))
        elif self._is_warned:
            self._is_warned = False
            self.expired.emit()
        else:
            self._is_warned = True
            self._timer.start(max(1, self._idle - away))
            self.warned.emit()
