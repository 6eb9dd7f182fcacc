"""Work that takes longer than a blink runs beside the window, one job at a time."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from masa_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Jobs(QObject):
    """Lives as long as the application."""

    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._arrived.connect(self._call)

    def run(self, work: Callable[[], T], *, then: Callable[[T], None], owner: QObject) -> None:
        """Do `work` in a thread, then `then` in the window, unless `owner` has gone.

        An error is raised in the window's thread, where the error reporter meets it.
        """
        future = self._pool.submit(work)
        future.add_done_callback(
            lambda finished: self._arrived.emit(partial(_deliver, finished, then, owner))
        )

    def close(self) -> None:
        """Finish the job in hand; those that wait are dropped."""
        self._pool.shutdown(cancel_futures=True)

    def _call(self, delivery: Callable[[], None]) -> None:
        delivery()


def or_refusal(work: Callable[[], T]) -> T | UserError:
    """Do `work`; a refusal is an answer, for a page that shows it in place."""
    try:
        return work()
    except UserError as refusal:
        return refusal


def _deliver(finished: Future[T], then: Callable[[T], None], owner: QObject) -> None:
    if not finished.cancelled() and shiboken6.isValid(owner):
        then(finished.result())
