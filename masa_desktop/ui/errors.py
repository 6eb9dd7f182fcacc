"""Every error rises to here: a person's mistake becomes three sentences, ours becomes a report."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler

from masa_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}


class ErrorReporter(QObject):
    mistake = Signal(object)
    """A UserError, for the banner: happened, safe, do."""

    bug = Signal(str)
    """A traceback to copy, once per place it comes from."""

    def __init__(self) -> None:
        super().__init__()
        self._reported: set[str] = set()

    def install(self) -> None:
        """From now on nothing is lost: slots, jobs, threads and Qt's own messages."""
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        qInstallMessageHandler(_log_qt)

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, UserError):
            self.mistake.emit(error)
            return
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("Unexpected error", exc_info=(kind, error, trace))
        place = "".join(traceback.format_tb(trace)[-1:])
        if place not in self._reported:
            self._reported.add(place)
            self.bug.emit("".join(traceback.format_exception(kind, error, trace)))


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.ERROR), "%s", message)
