"""One rotating log file in the user's log folder. Ids and times only: no names, no texts."""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from masa_desktop.paths import logs_folder

if TYPE_CHECKING:
    from types import TracebackType

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def set_up() -> None:
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        logs_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            logs_folder() / "masa.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return  # a laptop that cannot log can still take minutes
    handler.setFormatter(WordlessFormatter(_FORMAT))
    root.addHandler(handler)
    logging.getLogger("alembic").setLevel(logging.WARNING)


class WordlessFormatter(logging.Formatter):
    """Says where an error arose and of which kind, never its message: that may quote records."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have kept the full words of the error in the record.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            lines.append(type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
