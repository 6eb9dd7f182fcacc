"""Minutes to Word and the action log to Excel: from records to finished snapshots to files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.documents import excel, files, word, word_template
from masa_desktop.domain import markings
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.paper_wording import wording
from masa_desktop.services import action_log, agenda, meetings, paper_minutes, versions, word_look
from masa_desktop.storage.entities import IssuedFile, IssuedMinutes, WrittenFile, natural_id

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.documents.word_template import Template
    from masa_desktop.domain.meetings import MeetingHead
    from masa_desktop.domain.minutes import AttendanceStyle
    from masa_desktop.domain.versions import Version
    from masa_desktop.services.workspace import Workspace


FULL_TEXT = "It is the full text, with restricted items."
"""Said of a file that is `Written` and `has_restricted`."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was just written: its bytes, the version it carries ("0.2", "1.0"), the hash
    of what it says, and whether it is the full text of a meeting that has restricted items."""

    file: Path
    version: str
    content: bytes
    wording: str
    has_restricted: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def write_minutes(
    workspace: Workspace,
    meeting_id: str,
    folder: Path,
    *,
    style: AttendanceStyle | None = None,
    template: Path | None = None,
    shareable: bool = False,
) -> Path:
    """Write the Word minutes into `folder`; gives the file.

    While the minutes say the same they keep their version: one that was issued is written as it
    went out, and a file of ours that nobody changed anew. One that somebody changed stays, and
    the paper goes beside it.
    Raises UserError if the folder or the template cannot be used.
    """
    return write_version(
        workspace, meeting_id, folder, style=style, template=template, shareable=shareable
    ).file


def write_version(
    workspace: Workspace,
    meeting_id: str,
    folder: Path,
    *,
    style: AttendanceStyle | None = None,
    template: Path | None = None,
    shareable: bool = False,
) -> Written:
    """Like `write_minutes`, and gives what is needed to record the file as issued.

    This alone decides how Word minutes look: as is said here, else as the group has chosen.
    """
    check_folder(folder)
    head = workspace.ask(meetings.head, meeting_id)
    is_as_usual = style is None and template is None
    style = style or workspace.ask(word_look.look, head.group_id).style
    on_template = _template(workspace, head.group_id, template)
    version = workspace.ask(versions.next_version, meeting_id)
    while True:
        version, target, said = workspace.ask(
            _free_version, head, folder, version, shareable=shareable
        )
        snapshot = workspace.ask(
            paper_minutes.minutes_of,
            meeting_id,
            style=style,
            shareable=shareable,
            version=str(version),
        )
        content = word.minutes_as_bytes(snapshot, style=style, template=on_template)
        issued = workspace.ask(_as_issued, meeting_id, str(version), shareable=shareable)
        sent = issued if is_as_usual else None
        if sent is None or word.is_same_print(sent, content):
            break
        # Who agreed them, an earlier meeting in the grid, or the look: it prints something else.
        version = version.next
    with files.whole_file(target) as part:
        part.write_bytes(sent or content)
    if not workspace.read_only:
        workspace.keep(versions.set_version, meeting_id, version, said)
    remember_file(workspace, target)
    restricted = any(item.is_restricted for item in workspace.ask(agenda.items, meeting_id))
    return Written(
        target,
        str(version),
        target.read_bytes(),
        wording(snapshot),
        has_restricted=restricted and not shareable,
    )


def choose_template(workspace: Workspace, group_id: str, file: Path) -> None:
    """Keep the look of a Word file in the office: the minutes of the group are written on it.

    Raises UserError if minutes could not be written with it; then nothing is changed.
    """
    workspace.do(word_look.set_template, group_id, word_template.to_keep(file))


def write_action_log(
    workspace: Workspace, folder: Path, today: date, group_ids: Collection[str] = ()
) -> Path:
    """Write the Excel action log of all groups, or of some, into `folder`; gives the file."""
    check_folder(folder)
    snapshot = workspace.ask(action_log.log, today, group_ids)
    name = files.safe_name(
        f"{lead(markings.printed(snapshot.marking))}Action log - {snapshot.partnership} - {today}"
    )
    target = folder / f"{name}.xlsx"
    target = files.free_name(target, workspace.ask(known_hash, target))
    excel.write_action_log(snapshot, target)
    remember_file(workspace, target)
    return target


def known_hash(session: Session, target: Path) -> str | None:
    """The hash of the file as we last wrote it; None if we never did."""
    row = session.get(WrittenFile, natural_id("file", str(target.resolve())))
    return row.sha256 if row else None


def remember(session: Session, target: Path, sha256: str) -> None:
    key = natural_id("file", str(target.resolve()))
    row = session.get(WrittenFile, key)
    if row is None:
        session.add(WrittenFile(id=key, path=str(target.resolve()), sha256=sha256))
    else:
        row.sha256 = sha256


def _template(workspace: Workspace, group_id: str, file: Path | None) -> Template | None:
    return workspace.ask(word_look.template, group_id) if file is None else word_template.read(file)


def minutes_name(head: MeetingHead, version: Version, *, shareable: bool) -> str:
    """What a file of these minutes is called, without its ending.

    It says whether the text is full or to share, so that neither is sent for the other.
    """
    marked = markings.printed(Marking(head.marking or "none"))
    copy = "shareable minutes" if shareable else "full minutes"
    return _named(f"{lead(marked)}{head.group}", f" - {head.on} - {copy} v{version}")


def _free_version(
    session: Session, head: MeetingHead, folder: Path, version: Version, *, shareable: bool
) -> tuple[Version, Path, str]:
    """The version of the next paper, from `version` on, its file, and the hash of what it says.

    A file there that we never wrote may say anything: its version is not given to other words.
    """
    while True:
        target = folder / f"{minutes_name(head, version, shareable=shareable)}.docx"
        known = known_hash(session, target)
        if known is not None or not target.exists():
            free = files.free_name(target, known)
            return version, free, versions.said(session, head.id)
        version = version.next


def _as_issued(session: Session, meeting_id: str, version: str, *, shareable: bool) -> bytes | None:
    """The file of this version as it went out, None unless it is kept here as it was."""
    file = session.scalars(
        select(IssuedFile)
        .join(IssuedMinutes, IssuedMinutes.sha256 == IssuedFile.sha256)
        .where(
            IssuedMinutes.meeting_id == meeting_id,
            IssuedMinutes.version == version,
            IssuedMinutes.is_shareable == shareable,
            ~IssuedMinutes.is_deleted,
        )
    ).first()
    is_whole = file is not None and hashlib.sha256(file.content).hexdigest() == file.sha256
    return file.content if file is not None and is_whole else None


def _named(group: str, ending: str) -> str:
    """A name of a file whose ending is whole: of a long name the group's is cut."""
    return files.safe_name(files.safe_name(group, leave=len(ending)) + ending)


def remember_file(workspace: Workspace, target: Path) -> None:
    """Keep the hash of a file just written: as long as it has it, it is ours to replace."""
    if not workspace.read_only:
        workspace.keep(remember, target, files.sha256_of(target))


def check_folder(folder: Path) -> None:
    """Raise UserError if it is not there."""
    if not folder.is_dir():
        raise UserError(
            f"The folder “{folder}” cannot be reached.",
            safe="Nothing has been written; your records are safe in the app.",
            do="Choose another folder, or connect the drive and try again.",
        )


def lead(marking: str) -> str:
    """What a name of a file begins with: the marking as it is printed, "" if there is none."""
    return f"{marking} - " if marking else ""
