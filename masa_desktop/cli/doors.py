"""How the command line gets into an office: whose hands, which passphrase, opened and closed."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from masa_desktop.cli.streams import warn
from masa_desktop.domain.changes import Actor
from masa_desktop.domain.errors import UserError
from masa_desktop.services import offices
from masa_desktop.settings import Settings

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator
    from datetime import date

    from masa_desktop.services.workspace import Workspace

VARIABLE = "MASA_PASSPHRASE"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the command line: the words typed, the day, and what only tests hand in.

    `ask` shows its text and gives what is typed unseen. `screenshot` draws a meeting's page into
    a file, or is None where there is no window to draw.
    """

    words: Namespace
    today: date
    cost: offices.Cost | None
    ask: Callable[[str], str]
    screenshot: Callable[[Workspace, str, Path], None] | None

    @property
    def folder(self) -> Path:
        return Path(self.words.file)


def actor() -> Actor:
    """The account and laptop this runs on, as the window names them."""
    settings = Settings.load()
    return Actor(user=getpass.getuser(), laptop_id=settings.laptop_id, laptop=settings.laptop)


@contextmanager
def opened(call: Call) -> Iterator[Workspace]:
    """The office named, open until the verb is done. Raises UserError."""
    workspace = offices.open_with(call.folder, passphrase(call), actor())
    try:
        if workspace.read_only:
            warn(workspace.read_only)
        yield workspace
    finally:
        workspace.close()


def passphrase(call: Call, *, is_new: bool = False) -> str:
    """From the file named, else the environment, else typed; a new one is typed twice.

    Raises UserError if the file cannot be read, or the two do not agree.
    """
    if call.words.passphrase_file:
        return _from_file(Path(call.words.passphrase_file))
    if os.environ.get(VARIABLE):
        return os.environ[VARIABLE]
    typed = call.ask("New passphrase: " if is_new else "Passphrase: ")
    if is_new and call.ask("The same again: ") != typed:
        raise UserError("The two passphrases are not the same.", do="Type the same one twice.")
    return typed


def ask(prompt: str) -> str:
    """Ask at the terminal without showing what is typed. Raises UserError where there is none."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            "No passphrase was given, and there is no terminal to ask at.",
            do=f"Use --passphrase-file FILE, or set {VARIABLE}.",
        )
    return getpass.getpass(prompt)


def _from_file(file: Path) -> str:
    """The first line; a line break at its end is no part of the passphrase."""
    try:
        found = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        raise UserError(
            f"The passphrase file “{file}” cannot be read.",
            do="Check its name and who may read it.",
        ) from None
    if not found or not found[0]:
        raise UserError(
            f"The passphrase file “{file}” is empty.", do="Put the passphrase in its first line."
        )
    return found[0]
