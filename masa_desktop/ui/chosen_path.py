"""What somebody chose or typed in a file dialog, for certain.

Qt's own dialog selects rows of its list while a path is typed, and then gives those rows instead of
the words, or nothing at all if they are several.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


def chosen_path(dialog: QFileDialog) -> Path:
    """The path an accepted dialog holds, whether or not it is there."""
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    words = field.text().strip().strip('"') if isinstance(field, QLineEdit) else ""
    here = Path(dialog.directory().absolutePath())
    rows = [Path(one) for one in dialog.selectedFiles()]
    is_row = len(rows) == 1 and words in ("", rows[0].name)
    return rows[0] if is_row else here / _at_home(Path(words))


def _at_home(path: Path) -> Path:
    """With "~" written out, where it can be."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path
