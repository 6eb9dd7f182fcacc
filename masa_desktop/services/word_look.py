"""How the Word minutes of a group look: the template they are written on, and how attendance is
printed. What is chosen for one group comes before what is chosen for every group (MIN-2).

A template is kept in the office, so that every laptop writes the same; a path would be no fact.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.documents.word_template import Template
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.services import settings
from masa_desktop.storage.entities import IssuedFile, Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_STYLE, _TEMPLATE = "minutes_style", "minutes_template"
"""Settings for every group; with ":" and the id of a group, for that one."""


@dataclass(frozen=True, slots=True)
class WordLook:
    """`template`: the name of its file, "" for our own page. `is_own`: chosen for this group."""

    style: AttendanceStyle
    template: str
    is_own: bool


def look(session: Session, group_id: str) -> WordLook:
    """What is chosen for the minutes of this group."""
    own = [_own(session, _STYLE, group_id), _own(session, _TEMPLATE, group_id)]
    return WordLook(
        style=AttendanceStyle(_chosen(session, _STYLE, group_id) or AttendanceStyle.CODED_LIST),
        template=_chosen(session, _TEMPLATE, group_id).partition(" ")[2],
        is_own=any(value is not None for value in own),
    )


def template(session: Session, group_id: str) -> Template | None:
    """The template kept for this group; None for our own page.

    Raises UserError if its bytes are not in this office, or no longer have their hash.
    """
    sha256, _, name = _chosen(session, _TEMPLATE, group_id).partition(" ")
    if not sha256:
        return None
    kept = session.get(IssuedFile, sha256)
    if kept is None or hashlib.sha256(kept.content).hexdigest() != sha256:
        raise UserError(
            f"The template “{name}” is not in this office, or no longer as it was kept.",
            safe="Nothing has been written; the minutes are safe in the app.",
            do="Choose it again on the group's page, or go back to our own page there.",
        )
    return Template(name, kept.content)


def set_style(session: Session, group_id: str, style: AttendanceStyle) -> None:
    """Print attendance so in the minutes of this group from now on."""
    settings.set_setting(session, _key(_STYLE, group_id), style.value)


def set_template(session: Session, group_id: str, kept: Template) -> None:
    """Write the minutes of this group on this template (see `word_template.to_keep`)."""
    if session.get(IssuedFile, kept.sha256) is None:
        session.add(IssuedFile(sha256=kept.sha256, content=kept.content))
    settings.set_setting(session, _key(_TEMPLATE, group_id), f"{kept.sha256} {kept.name}")


def remove_template(session: Session, group_id: str) -> None:
    """Write the minutes of this group on our own page. The bytes stay, for undo."""
    settings.set_setting(session, _key(_TEMPLATE, group_id), "")


def use_for_every_group(session: Session, group_id: str) -> None:
    """What is chosen for this group is for every group, also for those that had their own."""
    for what in (_STYLE, _TEMPLATE):
        settings.set_setting(session, what, _chosen(session, what, group_id))
        ours = Setting.key.startswith(f"{what}:", autoescape=True)
        for row in session.scalars(select(Setting).where(ours, ~Setting.is_deleted)):
            row.is_deleted = True


def _chosen(session: Session, what: str, group_id: str) -> str:
    own = _own(session, what, group_id)
    return settings.setting(session, what) if own is None else own


def _own(session: Session, what: str, group_id: str) -> str | None:
    """The choice of this group; None if it made none, "" if it chose our own page."""
    return settings.known(session, _key(what, group_id))


def _key(what: str, group_id: str) -> str:
    return f"{what}:{group_id}"
