"""What is said to whoever runs the command: results to one stream, everything else to the other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from masa_desktop.domain.errors import UserError


def say(text: str = "") -> None:
    """A line of the result."""
    if sys.stdout is not None:  # a bundle for Windows has no console
        sys.stdout.write(f"{text}\n")


def warn(text: str) -> None:
    """A line that is not part of the result."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")


def refuse(error: UserError) -> None:
    """What happened, what is safe, what to do: a line each."""
    for part in (error.happened, error.safe, error.do):
        if part:
            warn(part)
