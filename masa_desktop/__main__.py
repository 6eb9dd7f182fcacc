"""Where the program starts: without words the window, with words the command line."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from masa_desktop import cli, logs

if TYPE_CHECKING:
    from pathlib import Path

    from masa_desktop.services.workspace import Workspace

_OFFICE = "--office"


def main() -> int:
    """Do what the words after the program's name say; gives the exit code."""
    return run(sys.argv[1:])


def run(words: list[str]) -> int:
    """No words, or an office: the window. Anything else: the command line, without Qt."""
    if not words or words[0].startswith(_OFFICE) or words[0].endswith(".masa"):
        return _window(words)
    logs.set_up()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old console may not know our quotation marks
    if words == ["--self-test"]:
        words = ["self-test"]
    return cli.run(words, screenshot=_screenshot)


def _window(words: list[str]) -> int:
    from masa_desktop.ui import app  # noqa: PLC0415  # the command line never imports Qt

    offices = [word.removeprefix(_OFFICE).removeprefix("=") for word in words]
    return app.run([sys.argv[0], *filter(None, offices)])


def _screenshot(workspace: Workspace, meeting_id: str, file: Path) -> None:
    """Draw the meeting's page into a picture, without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from masa_desktop.ui import app  # noqa: PLC0415  # the command line never imports Qt

    app.screenshot(workspace, meeting_id, file)


if __name__ == "__main__":
    sys.exit(main())
