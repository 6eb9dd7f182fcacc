"""A finished Word paper: what it says it is, and its way to the disk."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from masa_desktop.documents.files import clean, whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

PROPERTY_LENGTH = 255  # what Word allows in a property of the file


def name(document: Document, title: str, subject: str, *, author: str, status: str = "") -> None:
    """Say what the file is and whose, and nothing about who typed it."""
    properties = document.core_properties
    properties.title = clean(title)[:PROPERTY_LENGTH]
    properties.subject = clean(subject)[:PROPERTY_LENGTH]
    properties.author = clean(author)[:PROPERTY_LENGTH]
    properties.last_modified_by = properties.author
    properties.language = "en-GB"
    properties.comments = properties.keywords = properties.category = ""
    properties.content_status = status[:PROPERTY_LENGTH]
    properties.identifier = properties.version = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def save(document: Document, target: Path) -> Path:
    """Write it to `target`, replacing it, and give it back (see `files.free_name`).

    Raises UserError when the target cannot be written; then it is as it was before.
    """
    content = as_bytes(document)
    with whole_file(target) as part:
        part.write_bytes(content)
    return target


def as_bytes(document: Document) -> bytes:
    """The file as it would be written."""
    content = BytesIO()
    document.save(content)
    return content.getvalue()
