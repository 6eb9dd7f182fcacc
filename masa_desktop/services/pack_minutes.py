"""Which minutes an inspection pack is about, how each of them stands, and what goes in of it.

Agreed minutes that went out go in as the very bytes that went out (MIN-11).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.documents import word
from masa_desktop.domain.meetings import CALLED_OFF, MeetingStatus
from masa_desktop.domain.minutes import SETTLED, MinutesState, minutes_state_label
from masa_desktop.domain.references import Kind
from masa_desktop.domain.versions import Version
from masa_desktop.domain.words import count, listed, plain_date
from masa_desktop.services import (
    agreed,
    issuing,
    meeting_order,
    meetings,
    names,
    numbering,
    paper_minutes,
    papers,
    versions,
    word_look,
)
from masa_desktop.storage.entities import AgendaItem, Correction, Entry, Group, Meeting

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.documents.word_template import Template
    from masa_desktop.domain.minutes import AttendanceStyle, Minutes
    from masa_desktop.services.issuing import IssuedRow

_MET = (MeetingStatus.HELD, MeetingStatus.HELD_INQUORATE, MeetingStatus.WRITTEN)


@dataclass(frozen=True, slots=True)
class PackMeeting:
    """A meeting the pack is about. `standing` says how its minutes are: "draft, not agreed yet".

    `has_restricted`: an item of it is restricted, whose words only the full text holds.
    """

    id: str
    group_id: str
    group: str
    ref: str
    on: date
    standing: str
    is_agreed: bool
    is_minuted: bool
    has_restricted: bool

    def goes_in(self, *, with_drafts: bool) -> bool:
        return self.is_agreed or (with_drafts and self.is_minuted)


@dataclass(frozen=True, slots=True)
class Kept:
    """Minutes as they went out, and what the list of contents adds to them."""

    name: str
    content: bytes
    note: str

    def write(self, target: Path) -> None:
        target.write_bytes(self.content)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Minutes as the records say them now, at a version that is for these words alone."""

    name: str
    version: Version
    said: str
    minutes: Minutes
    style: AttendanceStyle
    template: Template | None
    note: str

    def write(self, target: Path) -> None:
        word.write_minutes(self.minutes, target, style=self.style, template=self.template)


def last_meetings(
    session: Session, group_ids: Collection[str], number: int, today: date
) -> tuple[PackMeeting, ...]:
    """The last `number` meetings of each group up to `today`, latest first, group by group.

    A planned day that is past counts, for it may only not be recorded as held; what was called
    off does not.
    """
    found = session.execute(
        select(Meeting, Group.code)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Meeting.group_id.in_(group_ids),
            Meeting.status.not_in(CALLED_OFF),
            (Meeting.on < today) | ((Meeting.on == today) & Meeting.status.in_(_MET)),
            ~Meeting.is_deleted,
        )
        .order_by(Group.code, Group.id, *meeting_order.LATEST_FIRST)
    ).all()
    taken: dict[str, list[PackMeeting]] = {}
    for row, code in found:
        if len(taken.setdefault(row.group_id, [])) < number:
            taken[row.group_id].append(_shown(session, row, code))
    return tuple(one for rows in taken.values() for one in rows)


def paper(session: Session, about: PackMeeting, *, shareable: bool) -> Kept | Fresh:
    """What goes into the pack of these minutes. Raises UserError if a kept file was changed."""
    out = _went_out(session, about.id, shareable=shareable) if about.is_agreed else None
    if out is not None:
        name, _, content = issuing.kept(session, out.id)
        return Kept(name.removesuffix(".docx"), content, _since(session, about.id, out))
    head, version = meetings.head(session, about.id), versions.next_version(session, about.id)
    style = word_look.look(session, head.group_id).style
    return Fresh(
        name=papers.minutes_name(head, version, shareable=shareable),
        version=version,
        said=versions.said(session, about.id),
        minutes=paper_minutes.minutes_of(
            session, about.id, style=style, shareable=shareable, version=str(version)
        ),
        style=style,
        template=word_look.template(session, head.group_id),
        note="Written from the records for this pack.",
    )


def _shown(session: Session, row: Meeting, code: str) -> PackMeeting:
    is_agreed = MinutesState(row.minutes_state) in SETTLED
    entries = select(func.count(Entry.id)).where(Entry.meeting_id == row.id, ~Entry.is_deleted)
    is_minuted = bool(session.scalar(entries))
    restricted = select(func.count(AgendaItem.id)).where(
        AgendaItem.meeting_id == row.id, AgendaItem.is_restricted, ~AgendaItem.is_deleted
    )
    said = _agreed_words(session, row) if is_agreed else _open_words(session, row)
    if not is_agreed and not is_minuted:
        said = "nothing is minuted"
    if MeetingStatus(row.status) not in _MET:
        said = f"{said}; not recorded as held"
    return PackMeeting(
        id=row.id,
        group_id=row.group_id,
        group=names.of_groups(session, row.on).get(row.group_id, code),
        ref=_ref(row, code),
        on=row.on,
        standing=said,
        is_agreed=is_agreed,
        is_minuted=is_minuted,
        has_restricted=bool(session.scalar(restricted)),
    )


def _agreed_words(session: Session, row: Meeting) -> str:
    """ "agreed at EXEC-2026-01 on 10 February 2026"."""
    published = ", published" if row.minutes_state == MinutesState.PUBLISHED else ""
    places = []
    for one in agreed.in_force(session, [row.id])[row.id]:
        at = session.get_one(Meeting, one.approved_at_id)
        code = session.get_one(Group, at.group_id).code
        places.append(f"at {_ref(at, code)} on {plain_date(at.on)}")
    if places:
        return f"agreed {listed(places)}{published}"
    by_hand = agreed.sentence(session, row.id).removesuffix(".")
    return (f"agreed: {by_hand}" if by_hand else "agreed, not recorded where") + published


def _open_words(session: Session, row: Meeting) -> str:
    """ "draft, not agreed yet"; of joint minutes also who has agreed them already."""
    label = minutes_state_label(MinutesState(row.minutes_state)).lower()
    so_far = agreed.sentence(session, row.id).removesuffix(".")
    return f"{label}, not agreed yet" + (f". {so_far}" if so_far else "")


def _ref(row: Meeting, code: str) -> str:
    return numbering.shown(row.ref, code, row.on.year, row.id, kind=Kind.MEETING)


def _went_out(session: Session, meeting_id: str, *, shareable: bool) -> IssuedRow | None:
    """The latest version that went out since the minutes were last agreed, and is still here."""
    steps = reversed(issuing.steps(session, meeting_id))
    standing = list(takewhile(lambda step: step.state in SETTLED, steps))
    first = Version.read(standing[-1].version) if standing else Version(1, 0)
    fitting = (
        row
        for row in issuing.issued(session, meeting_id)
        if row.state in SETTLED
        and row.is_kept
        and row.is_shareable == shareable
        and Version.read(row.version) >= first
    )
    return next(fitting, None)


def _since(session: Session, meeting_id: str, out: IssuedRow) -> str:
    later = session.scalar(
        select(func.count(Correction.id)).where(
            Correction.meeting_id == meeting_id, Correction.on > out.on, ~Correction.is_deleted
        )
    )
    said = f"As it went out on {plain_date(out.on)}."
    return f"{said} {count(later, 'correction')} recorded since." if later else said
