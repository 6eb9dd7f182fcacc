"""How a paper reaches the disk: whole or not at all, and never over somebody else's changes."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import unicodedata
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from masa_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAFE = "Your records are safe in the app."
SAFE_OLD = "Your records are safe in the app; the old file is unchanged."

# Names that Windows keeps for devices, with or without an ending.
RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?= *(\.|$))", re.IGNORECASE
)
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NAME_LENGTH = 120  # leaves room for the folder within the 260 characters of Windows
NAME_BYTES = 200  # other systems count bytes, 255 at most

LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")

WINDOWS_PATH = 260


def clean(text: str) -> str:
    """`text` without what an office file cannot hold; tabs, line breaks and emoji stay.

    Every kind of line break becomes a newline. Control characters, halves of characters and
    the two non-characters that XML forbids are dropped.
    """
    text = UNPRINTABLE.sub("", LINE_BREAKS.sub("\n", text))
    if SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text


def safe_name(text: str, *, leave: int = 0) -> str:
    """`text` as the name of a file, without ending, that Windows, macOS and Linux accept.

    A long one is cut, and so short that `leave` plain letters may follow. The words "v0.2" stay
    as they are: add the ending by hand, not with `with_suffix`.
    """
    name = unicodedata.normalize("NFC", clean(text))
    name = FORBIDDEN.sub("-", DIRECTION_MARKS.sub("", name))
    name = " ".join(name.split()).lstrip(".~ ")[: NAME_LENGTH - leave]
    name = name.encode()[: NAME_BYTES - leave].decode(errors="ignore").rstrip(". ")
    device = RESERVED.match(name)
    return f"{device[0]}_{name[device.end() :]}" if device else name or "Untitled"


def sha256_of(path: Path) -> str:
    """The SHA-256 of the file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def free_name(target: Path, known_sha256: str | None) -> Path:
    """Where a new version of `target` may be written without destroying anybody's work.

    `known_sha256` is the hash of the file as we last wrote it. A file that still has it may be
    replaced; one that somebody changed stays, and "name (2)", "name (3)" beside it is given.
    """
    number = 1
    candidate = target
    while not _may_be_written(candidate, known_sha256):
        number += 1
        ending = f" ({number}){target.suffix}"
        candidate = target.with_name(target.name.removesuffix(target.suffix) + ending)
    return candidate


def _may_be_written(path: Path, known_sha256: str | None) -> bool:
    if not os.path.lexists(path):
        return True
    if known_sha256 is None or not path.is_file():
        return False
    try:
        return sha256_of(path) == known_sha256.lower()
    except OSError:  # open in another program: it cannot be compared, so it is not ours
        return False


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to; when the block ends well it becomes `target` in one step.

    `target` is replaced if it exists (see `free_name`). Whatever goes wrong, no part of a file
    stays behind. Raises UserError when the folder or the file cannot be written.
    """
    part = target.with_name(f"~masa-{secrets.token_hex(6)}.tmp")
    try:
        try:
            yield part
            _settle(part)
        except OSError as error:
            raise _refusal(error, target) from error
        try:
            part.replace(target)
        except OSError as error:
            raise _refusal(error, target, is_replacing=True) from error
    finally:
        with suppress(OSError):  # the folder itself may be gone
            part.unlink()


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A new folder to write into; when the block ends well it becomes `target` in one step.

    Whatever goes wrong, nothing of it stays behind. Raises UserError when it cannot be made.
    """
    part = target.with_name(f"~masa-{secrets.token_hex(6)}.tmp")
    try:
        try:
            part.mkdir()
            yield part
            part.rename(target)
        except OSError as error:
            raise _refusal(error, target) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _settle(part: Path) -> None:
    """The bytes must be on the disk before the name is, or a power cut leaves an empty file."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())


def _refusal(error: OSError, target: Path, *, is_replacing: bool = False) -> UserError:
    happened = f"“{target.name}” could not be saved"
    number = error.errno
    if number in {errno.ENOSPC, errno.EDQUOT}:
        return UserError(
            f"{happened}: the disk is full.",
            safe=SAFE_OLD,
            do="Free some space, or save to another drive.",
        )
    if number == errno.ENAMETOOLONG or (
        number in {errno.ENOENT, errno.EINVAL} and _is_long_for_windows(target)
    ):
        return UserError(
            f"{happened}: the name with its folder is too long.",
            safe=SAFE,
            do="Choose a shorter name, or a folder nearer to the top of the drive.",
        )
    if not target.parent.is_dir():
        return UserError(
            f"{happened}: the folder “{target.parent.name}” cannot be found.",
            safe=SAFE,
            do="Check the VPN or the drive, or choose another folder.",
        )
    return _closed_door(error, target, is_replacing=is_replacing)


def _closed_door(error: OSError, target: Path, *, is_replacing: bool) -> UserError:
    happened = f"“{target.name}” could not be saved"
    if is_replacing and target.is_dir():
        return UserError(
            f"{happened}: a folder has that name.", safe=SAFE, do="Choose another name."
        )
    if is_replacing and target.exists():
        return UserError(
            f"{happened}: it is open in {_program(target)}, or may only be read.",
            safe=SAFE_OLD,
            do="Close it and try again, or save under another name.",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return UserError(
            f"{happened}: the folder “{target.parent.name}” may only be read.",
            safe=SAFE,
            do="Choose another folder, or ask for the right to write there.",
        )
    return UserError(
        f"{happened}: the folder “{target.parent.name}” cannot be written to just now.",
        safe=SAFE_OLD,
        do="Check the VPN or the drive and try again, or choose another folder. "
        f"Details: {error.strerror or error}.",
    )


def _is_long_for_windows(target: Path) -> bool:
    return os.name == "nt" and len(str(target.absolute())) >= WINDOWS_PATH


def _program(target: Path) -> str:
    match target.suffix.lower():
        case ".docx":
            return "Word"
        case ".xlsx":
            return "Excel"
        case _:
            return "another program"
