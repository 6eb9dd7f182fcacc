"""The inspection pack: a new folder with all that an inspector asks for first (MIN-11).

It is there whole or not at all, and lists what is not in it and why. Nothing of it is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from masa_desktop.documents import excel, files
from masa_desktop.domain import markings
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import SHAREABLE_WORDS
from masa_desktop.domain.report import Report, ReportColumn, ReportTable, Section
from masa_desktop.domain.words import capital, count, is_are, listed, plain_date
from masa_desktop.services import (
    action_log,
    attendance_paper,
    challenges,
    decision_paper,
    groups,
    names,
    pack_minutes,
    paper_head,
    papers,
    versions,
)
from masa_desktop.services.report_papers import WRITERS, Form
from masa_desktop.storage.entities import Meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from masa_desktop.domain.periods import Period
    from masa_desktop.domain.versions import Version
    from masa_desktop.services.pack_minutes import PackMeeting
    from masa_desktop.services.paper_head import PaperHead
    from masa_desktop.services.workspace import Workspace

BESIDE_MINUTES = 8
"""Files that are in every pack: contents, action log, and three reports in Word and Excel."""

_REPORTS = (attendance_paper.report, decision_paper.report, challenges.report)
_NOT_IN = "Not in the pack"
_NOT_AGREED_MARKED = (
    "The decision register and the challenge log also tell of minutes that are not agreed yet: "
    "each such decision or challenge is marked so."
)


@dataclass(frozen=True, slots=True)
class Holds:
    """What a pack would hold: `meetings` with those only listed, `minutes` that would be in it.

    `missing` says in sentences what is not as an inspector may expect it.
    """

    meetings: tuple[PackMeeting, ...]
    minutes: int
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "The pack will hold 11 files: the minutes of 3 meetings, the action log, ..."."""
        held = count(self.minutes + BESIDE_MINUTES, "file")
        of = f"the minutes of {count(self.minutes, 'meeting')}" if self.minutes else "no minutes"
        return (
            f"The pack will hold {held}: a list of contents, {of}, the action log, and the "
            "attendance report, the decision register and the challenge log in Word and Excel."
        )


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """A pack as it was just written. `has_restricted`: minutes in it hold restricted items."""

    folder: Path
    files: tuple[Path, ...]
    missing: tuple[str, ...]
    has_restricted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants in a pack; `number` is how many meetings of each group."""

    group_ids: tuple[str, ...]
    number: int
    period: Period
    today: date
    is_shareable: bool
    with_drafts: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A file to be written: its name without number and ending, its ending, and what it is.

    `meeting_id` is whose minutes it is, "" of all else.
    """

    name: str
    ending: str
    what: str
    write: Callable[[Path], object]
    meeting_id: str = ""
    note: str = ""


def holds(
    session: Session,
    group_ids: Collection[str],
    number_of_meetings: int,
    today: date,
    *,
    with_drafts: bool = False,
) -> Holds:
    """What a pack of these groups would hold and lack, before it is made."""
    found = pack_minutes.last_meetings(session, group_ids, number_of_meetings, today)
    called = names.of_groups(session, today)
    missing = (
        *_not_agreed(found, with_drafts=with_drafts),
        *_too_few(found, [(key, called.get(key, "")) for key in group_ids], number_of_meetings),
    )
    held = sum(one.goes_in(with_drafts=with_drafts) for one in found)
    return Holds(found, held, missing)


def write(
    workspace: Workspace,
    group_ids: Collection[str],
    number_of_meetings: int,
    period: Period,
    folder: Path,
    today: date,
    *,
    is_shareable: bool,
    with_drafts: bool = False,
) -> WrittenPack:
    """Make the pack in a new folder within `folder`, and give what was written.

    Of each group it holds the minutes of the last `number_of_meetings` meetings that are agreed,
    with `with_drafts` also the others. A shareable pack holds shareable minutes: what is
    restricted never reaches it. Raises UserError if there is no group, the folder cannot be used,
    or a kept file was changed; then nothing is left behind.
    """
    if not group_ids:
        raise UserError("No group is chosen for the pack.", do="Choose at least one group.")
    papers.check_folder(folder)
    asked = Asked(
        group_ids=tuple(group_ids),
        number=number_of_meetings,
        period=period,
        today=today,
        is_shareable=is_shareable,
        with_drafts=with_drafts,
    )
    made = workspace.ask(_Pack, asked)
    target = _free(folder / made.name)
    with files.whole_folder(target) as part:
        written = [made.write(part, number) for number in range(1, len(made.parts) + 1)]
    for fresh in () if workspace.read_only else made.numbered:
        workspace.keep(versions.set_version, *fresh)
    return WrittenPack(
        folder=target,
        files=tuple(target / name for name in written),
        missing=made.missing,
        has_restricted=made.has_restricted,
    )


class _Pack:
    """Everything that goes into a pack, read at one moment."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self._asked = asked
        self._session = session
        held = holds(
            session, asked.group_ids, asked.number, asked.today, with_drafts=asked.with_drafts
        )
        self.meetings = held.meetings
        self._in = [one for one in held.meetings if one.goes_in(with_drafts=asked.with_drafts)]
        self.has_restricted = not asked.is_shareable and any(one.has_restricted for one in self._in)
        self._head = self._paper_head()
        called = names.of_groups(session, asked.today)
        self._groups = [called.get(key, "") for key in asked.group_ids]
        self._left_out: list[str] = []
        self.numbered: list[tuple[str, Version, str]] = []
        self._has_not_agreed = False
        made = (*map(self._minutes, self._in), self._log(), *self._reports())
        self._note_left_out("Challenge log", challenges.ALL_THAT_IS_KEPT)
        marked = (_NOT_AGREED_MARKED,) if self._has_not_agreed else ()
        self.missing = (*held.missing, *marked, *self._left_out)
        name = f"{papers.lead(markings.printed(self._head.marking))}Contents"
        contents = _Part(name, "docx", "This list of contents", self._write_contents)
        self.parts = (contents, *made)

    @property
    def name(self) -> str:
        """The name of the folder, with the marking in front."""
        asked, copy = self._asked, " to share" if self._asked.is_shareable else ""
        whose = f"Inspection pack{copy} - {self._head.partnership} - {asked.today}"
        return files.safe_name(
            f"{papers.lead(markings.printed(self._head.marking))}{whose}", leave=4
        )

    def write(self, folder: Path, number: int) -> str:
        """Write the file of this number, from 1; gives its name."""
        name = self._file_name(number)
        self.parts[number - 1].write(folder / name)
        return name

    def _note_left_out(self, of: str, said: str) -> None:
        if said:
            self._left_out.append(f"{of}: {said}")

    def _paper_head(self) -> PaperHead:
        rows = [self._session.get_one(Meeting, one.id) for one in self.meetings]
        marked = [(row.marking, row.handling) for row in rows]
        return paper_head.head(self._session, self._asked.group_ids, marked)

    def _file_name(self, number: int) -> str:
        part = self.parts[number - 1]
        return f"{number:02} {files.safe_name(part.name, leave=3)}.{part.ending}"

    def _minutes(self, about: PackMeeting) -> _Part:
        paper = pack_minutes.paper(self._session, about, shareable=self._asked.is_shareable)
        if isinstance(paper, pack_minutes.Fresh):
            self.numbered.append((about.id, paper.version, paper.said))
        kind = "Minutes" if about.is_agreed else "Draft minutes"
        what = f"{kind} of {about.group}, {plain_date(about.on)}"
        return _Part(paper.name, "docx", what, paper.write, about.id, paper.note)

    def _log(self) -> _Part:
        asked = self._asked
        log = action_log.log(self._session, asked.today, asked.group_ids)
        self._note_left_out("Action log", log.left_out)
        name = f"{papers.lead(markings.printed(log.marking))}Action log - {asked.today}"
        return _Part(name, "xlsx", "Action log", partial(excel.write_action_log, log))

    def _reported(self) -> tuple[str, ...]:
        """The groups of the reports: of all of ours it is every body, those outside too (DEC-2)."""
        ours = groups.everything(self._session, self._asked.today)
        all_ours = {row.id for row in ours if not row.is_external}
        return () if all_ours <= set(self._asked.group_ids) else self._asked.group_ids

    def _reports(self) -> list[_Part]:
        asked = self._asked
        parts = []
        for ask in _REPORTS:
            made = ask(
                self._session, period=asked.period, group_ids=self._reported(), today=asked.today
            )
            self._note_left_out(made.name, made.left_out)
            self._has_not_agreed |= _tells_of_not_agreed(made)
            name = f"{papers.lead(markings.printed(made.marking))}{made.name} - {asked.today}"
            parts += [
                _Part(name, form.value, made.title, partial(WRITERS[form], made)) for form in Form
            ]
        return parts

    def _write_contents(self, target: Path) -> None:
        WRITERS[Form.WORD](self.contents(), target)

    def contents(self) -> Report:
        """The list of contents: the files, the meetings with their minutes, and what is not in."""
        asked, head = self._asked, self._head
        whose = listed(self._groups)
        last = f"the last {count(asked.number, 'meeting')} of each group"
        return Report(
            name="Inspection pack",
            title="Inspection pack: contents",
            partnership=head.partnership,
            as_at=asked.today,
            covers=f"{asked.period.in_words(asked.today)}. {whose}; minutes of {last}.",
            marking=head.marking,
            handling=head.handling,
            left_out=self._copy_words(),
            is_practice=head.is_practice,
            sections=(
                self._files(),
                self._meetings(),
                Section(heading="What is not in the pack, and why", paragraphs=self.missing),
            ),
        )

    def _copy_words(self) -> str:
        if self._asked.is_shareable:
            return SHAREABLE_WORDS
        return FULL_TEXT if self.has_restricted else ""

    def _files(self) -> Section:
        rows = tuple(
            (self._file_name(number), f"{part.what}. {part.note}".removesuffix(" "))
            for number, part in enumerate(self.parts, 1)
        )
        columns = (ReportColumn("File", 1.3), ReportColumn("What it is", 1.0))
        return Section(heading="Files", table=ReportTable(name="Files", columns=columns, rows=rows))

    def _meetings(self) -> Section:
        place = {part.meeting_id: f"{number:02}" for number, part in enumerate(self.parts, 1)}
        if not self.meetings:
            none = "None of these groups has met."
            return Section(heading="Meetings and their minutes", paragraphs=(none,))
        rows = tuple(
            (one.group, one.ref, one.on, capital(one.standing), place.get(one.id, _NOT_IN))
            for one in self.meetings
        )
        columns = (
            ReportColumn("Group", 1.6),
            ReportColumn("Meeting", 1.3),
            ReportColumn("Date", 1.1),
            ReportColumn("Minutes", 2.2),
            ReportColumn("File", 0.8),
        )
        table = ReportTable(name="Meetings", columns=columns, rows=rows)
        return Section(heading="Meetings and their minutes", table=table)


FULL_TEXT = "The minutes in it are the full text, with restricted items."
"""Said of a pack that `has_restricted`."""


def _not_agreed(found: Sequence[PackMeeting], *, with_drafts: bool) -> tuple[str, ...]:
    """ "2 of the 6 minutes are not agreed yet. They are listed, but not in the pack."."""
    waiting = [one for one in found if not one.is_agreed]
    if not waiting:
        return ()
    number, every = len(waiting), len(found)
    said = f"{number} of the {count(every, 'minutes', 'minutes')} {is_are(number)} not agreed yet"
    listed_only = sum(not one.goes_in(with_drafts=with_drafts) for one in waiting)
    if not listed_only:
        return (f"{said}, and in the pack as {'a draft' if number == 1 else 'drafts'}.",)
    if listed_only == number:
        return (f"{said}; {'it is' if number == 1 else 'they are'} only listed.",)
    return (f"{said}. Nothing is minuted of {listed_only} of them; the others are in as drafts.",)


def _tells_of_not_agreed(made: Report) -> bool:
    marks = (decision_paper.NOT_AGREED, challenges.NOT_AGREED)
    tables = (section.table for section in made.sections if section.table)
    cells = (cell for table in tables for row in table.rows for cell in row)
    return any(isinstance(cell, str) and cell.endswith(marks) for cell in cells)


def _too_few(
    found: Sequence[PackMeeting], groups: Sequence[tuple[str, str]], wanted: int
) -> tuple[str, ...]:
    """Which groups have met less often than the pack asks for."""
    met = {key: sum(one.group_id == key for one in found) for key, _ in groups}
    never = sorted(name for key, name in groups if not met[key])
    fewer = sorted(
        f"{name} ({count(met[key], 'meeting')})" for key, name in groups if 0 < met[key] < wanted
    )
    said = []
    if never:
        said.append(f"{listed(never)} {'has' if len(never) == 1 else 'have'} not met yet.")
    if fewer:
        said.append(f"Fewer than {wanted} meetings have been held by {listed(fewer)}.")
    return tuple(said)


def _free(target: Path) -> Path:
    """The folder, or "… 2", "… 3" if there is one of that name."""
    candidate, number = target, 1
    while candidate.exists():
        number += 1
        candidate = target.with_name(f"{target.name} {number}")
    return candidate
