"""Reads minutes that came back in Word: text, tracked changes and comments by paragraph.

The file is read and never run: no link is followed, no entity expanded, nothing written. What
cannot be a Word document of a sane size is refused in words.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx.oxml import parse_xml

from masa_desktop.documents.returned_text import formatting_of, passages
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.returned import Returned

if TYPE_CHECKING:
    from pathlib import Path

    from docx.oxml.xmlchemy import BaseOxmlElement

LARGEST_PART = 64 * 1024 * 1024  # bytes of XML; minutes of a long day have about one
LARGEST_FILE = 256 * 1024 * 1024
MOST_PARTS = 10_000
PASSWORD_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a protected or an old .doc file

_OFFICE = "/officeDocument"
_COMMENTS = "/comments"
_CORE = "/core-properties"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def read(path: Path) -> Returned:
    """What the file says, paragraph by paragraph. Raises UserError if it cannot be read."""
    if not path.is_file():
        raise UserError(
            f"“{path.name}” cannot be found.", do="Choose the file again where it is kept now."
        )
    try:
        with path.open("rb") as file:
            if file.read(len(PASSWORD_MARK)) == PASSWORD_MARK:
                raise _protected(path)
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(path)
        with zipfile.ZipFile(path) as package:
            return _Package(package, path).returned()
    except OSError as error:
        raise _unreadable(path) from error
    except _BROKEN as error:
        raise _unreadable(path) from error


class _Package:
    """The few parts of the file that are needed, each read once and with a limit."""

    def __init__(self, package: zipfile.ZipFile, path: Path) -> None:
        self._package, self._path = package, path
        self._names = {name.lower(): name for name in package.namelist()}
        if len(self._names) > MOST_PARTS:
            raise _too_large(path)

    def returned(self) -> Returned:
        top = self._relations("")
        main = top.get(_OFFICE, "word/document.xml")
        document = self._part(main)
        if document is None or _local(document) != "document":
            raise _unreadable(self._path)
        notes = self._part(self._relations(main).get(_COMMENTS, ""))
        core = self._part(top.get(_CORE, "docProps/core.xml"))
        return Returned(
            name=self._path.name,
            reference=_core_text(core, "subject"),
            written=_moment(_core_text(core, "created")),
            passages=passages(document, notes),
            formatting=formatting_of(document),
        )

    def _relations(self, source: str) -> dict[str, str]:
        """Where the parts a part needs lie in the file, by the end of their type's name."""
        folder, name = posixpath.split(source)
        root = self._part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relation in [] if root is None else root:
            if relation.get("TargetMode") == "External":
                continue
            target = str(relation.get("Target") or "")
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = str(relation.get("Type") or "").rpartition("/")[2]
            found.setdefault(f"/{kind}", inside)
        return found

    def _part(self, name: str) -> BaseOxmlElement | None:
        """A part as XML; None if the file has none of that name."""
        known = self._names.get(name.lower())
        if not known:
            return None
        with self._package.open(known) as part:
            content = part.read(LARGEST_PART + 1)
        if len(content) > LARGEST_PART:
            raise _too_large(self._path)
        try:
            root = parse_xml(content)
        except (SyntaxError, ValueError) as error:
            raise _unreadable(self._path) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise _unreadable(self._path)  # no program that writes Word files declares entities
        return root


def _local(element: BaseOxmlElement) -> str:
    return str(element.tag).rpartition("}")[2]


def _core_text(core: BaseOxmlElement | None, name: str) -> str:
    for child in [] if core is None else core:
        if _local(child) == name:
            return (child.text or "").strip()
    return ""


def _moment(text: str) -> datetime | None:
    """A moment as Word writes it; without a zone it is UTC. None if it is none."""
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _protected(path: Path) -> UserError:
    return UserError(
        f"“{path.name}” is protected by a password or in an old Word format.",
        do="Open it in Word, take the password off, save it as a Word document (.docx), and "
        "choose that file.",
    )


def _unreadable(path: Path) -> UserError:
    return UserError(
        f"“{path.name}” cannot be read as a Word document. It may be damaged, still open in "
        "another program, or of another kind.",
        do="Open it in Word, save it as a Word document (.docx), and choose that file.",
    )


def _too_large(path: Path) -> UserError:
    return UserError(
        f"“{path.name}” is far larger than minutes are.",
        do="Open it in Word, save it again as a Word document (.docx), and choose that file.",
    )
