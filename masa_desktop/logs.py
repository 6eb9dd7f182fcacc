"""One rotating log file in the user's log folder. Ids and times only: no names, no texts."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from masa_desktop.paths import logs_folder

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
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
    logging.getLogger("alembic").setLevel(logging.WARNING)
