"""Where things lie: resources of the program, settings and logs of this laptop."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).parent.parent))
_DIRS = PlatformDirs("MASA Desktop", appauthor=False)


def resource(name: str) -> Path:
    """A file under resources/, in a checkout and in a PyInstaller bundle alike."""
    return _ROOT / "resources" / name


def settings_folder() -> Path:
    """This laptop's settings; MASA_HOME moves settings and logs together (tests, memory sticks)."""
    home = os.environ.get("MASA_HOME")
    return Path(home) if home else _DIRS.user_config_path


def logs_folder() -> Path:
    home = os.environ.get("MASA_HOME")
    return Path(home) / "logs" if home else _DIRS.user_log_path


def documents_folder() -> Path:
    """Where a new office is proposed: the documents, or the home folder if there are none."""
    documents = _DIRS.user_documents_path
    return documents if documents.is_dir() else Path.home()


def write_whole(target: Path, content: bytes) -> None:
    """Write a small file of ours so that it is there whole or as it was before."""
    part = target.with_name(f"{target.name}.tmp")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
