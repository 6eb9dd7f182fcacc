"""An office on disk: a folder with the records, the wrapped keys, backups and who has it open.

    Riverside.masa/   records.db   keys.json   backups/   open.lock   open.json

Copied whole to another laptop it opens there. Nothing in it can be read without a key but the
names of these files and who has it open.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from masa_desktop.domain.errors import UserError
from masa_desktop.paths import write_whole
from masa_desktop.storage import vault
from masa_desktop.storage.database import Database
from masa_desktop.storage.engine import damaged

if TYPE_CHECKING:
    from pathlib import Path

    from masa_desktop.domain.changes import Actor

ENDING = ".masa"


@dataclass(frozen=True, slots=True)
class Office:
    """An open office: its records, its key (to set a new passphrase) and its claim."""

    folder: Path
    database: Database
    key: bytes
    claim: Claim

    def close(self) -> None:
        self.database.close()
        self.claim.release()


class Claim:
    """The first window to open an office may write; the next is told who has it."""

    def __init__(self, folder: Path, actor: Actor) -> None:
        self._lock = FileLock(folder / "open.lock")
        self._note = folder / "open.json"
        self.refused = ""
        self.unchangeable = False
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self.refused = f"{self._who()} has this office open, so it is open here read-only."
            return
        except OSError:
            self.refused = "This folder can only be read, so the office is open read-only."
            self.unchangeable = True
            return
        note = {"user": actor.user, "laptop": actor.laptop, "since": f"{datetime.now(UTC):%H:%M}"}
        with suppress(OSError):  # a full disk must not keep the office shut
            write_whole(self._note, json.dumps(note).encode())

    def release(self) -> None:
        if not self.refused:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def _who(self) -> str:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return f"{note['user']} on {note['laptop']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "Another window"


def create(folder: Path, passphrase: str, actor: Actor, cost: vault.Cost) -> tuple[Office, str]:
    """Make a new office; gives it open, and the twelve words of the recovery key."""
    if folder.suffix != ENDING:
        folder = folder.with_name(folder.name + ENDING)
    try:
        folder.mkdir()
    except FileExistsError:
        raise UserError(
            f"There is already an office or a folder called “{folder.name}” there.",
            do="Choose another name, or open that one.",
        ) from None
    except FileNotFoundError:
        raise UserError(
            f"The folder “{folder.parent}” does not exist.", do="Choose a folder that does."
        ) from None
    except OSError:
        raise UserError(
            f"Nothing may be written in “{folder.parent}”.", do="Choose another folder."
        ) from None
    try:
        key, words = vault.make(folder / "keys.json", passphrase, cost)
        return _open(folder, key, actor, is_new=True), words
    except BaseException:
        _take_back(folder)
        raise


def open_by_passphrase(folder: Path, passphrase: str, actor: Actor) -> Office:
    _check_is_office(folder)
    return _open(folder, vault.open_by_passphrase(folder / "keys.json", passphrase), actor)


def open_by_words(folder: Path, words: str, actor: Actor) -> Office:
    _check_is_office(folder)
    return _open(folder, vault.open_by_words(folder / "keys.json", words), actor)


def set_passphrase(office: Office, passphrase: str, cost: vault.Cost) -> None:
    vault.set_passphrase(office.folder / "keys.json", office.key, passphrase, cost)


def _open(folder: Path, key: bytes, actor: Actor, *, is_new: bool = False) -> Office:
    claim = Claim(folder, actor)
    _check_is_settled(folder, claim)
    try:
        database = Database(
            folder / "records.db",
            key,
            replace(actor, office_id=vault.office_id(folder / "keys.json")),
            backups=folder / "backups",
            read_only=claim.refused,
            unchangeable=claim.unchangeable,
            is_new=is_new,
        )
    except BaseException:
        claim.release()
        raise
    return Office(folder, database, key, claim)


def _check_is_settled(folder: Path, claim: Claim) -> None:
    """Where nothing may be written, what a crash left beside the records cannot be taken in."""
    beside = folder / "records.db-wal"
    if claim.unchangeable and beside.exists() and beside.stat().st_size > 0:
        raise UserError(
            "This office was not closed properly, and its folder can only be read.",
            do="Copy the whole folder to a place where you may write, and open it there.",
        )


def _check_is_office(folder: Path) -> None:
    if not folder.exists():
        raise UserError(
            f"There is no office at “{folder}”.",
            do="Check the name, or whether the drive is connected.",
        )
    if not (folder / "records.db").is_file():
        raise UserError(
            f"“{folder.name}” is not an office of MASA Desktop, or its records are missing.",
            do="Choose a folder whose name ends in .masa and that was copied whole.",
        )
    if (folder / "records.db").stat().st_size == 0:
        raise damaged()


def _take_back(folder: Path) -> None:
    """A half-made office holds nothing: leave the disk as it was."""
    for name in ("keys.json", "open.json", "open.lock", "records.db", "records.db-wal"):
        (folder / name).unlink(missing_ok=True)
    (folder / "records.db-shm").unlink(missing_ok=True)
    folder.rmdir()
