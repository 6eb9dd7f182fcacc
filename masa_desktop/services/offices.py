"""Making, opening and re-keying an office: the door before every other verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.services.settings import is_practice, set_setting, setting
from masa_desktop.services.workspace import Workspace
from masa_desktop.storage import office as offices
from masa_desktop.storage.vault import SHORTEST_PASSPHRASE, Cost

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import Actor

__all__ = ["SHORTEST_PASSPHRASE", "Cost", "is_practice", "set_setting", "setting"]

ENDING = offices.ENDING


def create(
    folder: Path, passphrase: str, actor: Actor, *, cost: Cost | None = None
) -> tuple[Workspace, str]:
    """Make an empty office at `folder` (its name gets the ending .masa) and open it.

    Gives the open workspace and the twelve recovery words, which are stored nowhere.
    Raises UserError if the place is taken, missing or read-only, or the passphrase too short.
    """
    office, words = offices.create(folder, passphrase, actor, cost or Cost())
    workspace = Workspace(office)
    workspace.do(found, actor.laptop_id)
    workspace.forget_steps()
    return workspace, words


def open_with(folder: Path, passphrase: str, actor: Actor) -> Workspace:
    """Open by passphrase; read-only if another window has it. Raises UserError."""
    return Workspace(offices.open_by_passphrase(folder, passphrase, actor))


def open_with_words(folder: Path, words: str, actor: Actor) -> Workspace:
    """Open by the twelve recovery words. Raises UserError."""
    return Workspace(offices.open_by_words(folder, words, actor))


def set_passphrase(workspace: Workspace, passphrase: str, *, cost: Cost | None = None) -> None:
    """From now on `passphrase` opens the office; records and recovery key stay as they are."""
    offices.set_passphrase(workspace.office, passphrase, cost or Cost())


def found(session: Session, laptop_id: str) -> None:
    """The founding laptop issues the permanent references (see ARCHITECTURE.md)."""
    set_setting(session, "registrar", laptop_id)
