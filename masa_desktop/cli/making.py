"""`new`, `practice` and `demo`: offices made from nothing, and what is said about their keys."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from masa_desktop.cli.doors import actor, passphrase
from masa_desktop.cli.exits import DONE, FOUND
from masa_desktop.cli.streams import say
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import plain_date
from masa_desktop.services import checking, demo, meetings, offices, practice, starters

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from masa_desktop.cli.doors import Call
    from masa_desktop.services.workspace import Workspace

_KEPT = """
Recovery key: {words}

These twelve words open the office if the passphrase is forgotten. They are stored nowhere and
are not shown again: write them down now and keep them apart from this computer."""


def new(call: Call) -> int:
    """Make an empty office, or one filled from a starter arrangement."""
    name = call.words.starter
    if name:
        starters.read(name)  # refuse before anything is made
    _make(call, lambda session: starters.load(session, name) if name else None)
    return DONE


def practise(call: Call) -> int:
    """Make the invented practice partnership with a year of meetings."""
    _make(call, practice.build)
    say(f"It is for practice: invented people, and it stands at {plain_date(practice.TODAY)}.")
    return DONE


def _make(call: Call, fill: Callable[[Session], None]) -> None:
    workspace, words = offices.create(
        call.folder, passphrase(call, is_new=True), actor(), cost=call.cost
    )
    try:
        workspace.do(offices.set_setting, "name", call.folder.stem)
        workspace.do(fill)
        workspace.forget_steps()
    except BaseException:
        workspace.close()
        shutil.rmtree(workspace.folder)  # ours, made a moment ago, and half filled
        raise
    workspace.close()
    say(f"The office is at {workspace.folder}.")
    say(_KEPT.format(words=words))


def hold_demo(call: Call) -> int:
    """Take a practice office through one meeting; its files stay, the office itself goes."""
    folder = Path(call.words.to) if call.words.to else Path(tempfile.mkdtemp(prefix="masa-demo-"))
    say("The practice partnership held one meeting without a window. Its papers:")
    for file in _demo(call, folder).files:
        say(f"  {file}")
    return DONE


def test_self(call: Call) -> int:
    """Whether this copy of the program works here: 0, or 3 with what does not, in a line each."""
    with tempfile.TemporaryDirectory() as folder:
        shown = _demo(call, Path(folder))
        empty = [f"{file.name} is empty." for file in shown.files if not file.stat().st_size]
    for line in (*shown.wrong, *empty):
        say(line)
    say("The self-test found something wrong." if shown.wrong or empty else "All is well.")
    return FOUND if shown.wrong or empty else DONE


@dataclass(frozen=True, slots=True)
class _Shown:
    files: list[Path]
    wrong: list[str]


def _demo(call: Call, folder: Path) -> _Shown:
    if not folder.is_dir():
        raise UserError(f"The folder “{folder}” does not exist.", do="Choose a folder that does.")
    with tempfile.TemporaryDirectory() as place:
        workspace, _ = offices.create(
            Path(place) / "Practice", secrets.token_urlsafe(), actor(), cost=call.cost
        )
        try:
            workspace.do(practice.build)
            files = demo.run(workspace, folder)
            files += _drawn(call, workspace, folder)
            wrong = [line for one in checking.check(workspace) for line in one.said]
        finally:
            workspace.close()
    return _Shown(files, wrong)


def _drawn(call: Call, workspace: Workspace, folder: Path) -> list[Path]:
    if call.screenshot is None:
        return []
    file = folder / "Meeting.png"
    call.screenshot(workspace, workspace.ask(meetings.named, demo.SHOWN), file)
    return [file]
