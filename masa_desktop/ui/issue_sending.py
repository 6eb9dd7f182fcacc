"""Issuing minutes: for whom, in full or to share; and the versions issued, kept whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from masa_desktop.domain.markings import Marking, printed
from masa_desktop.domain.meetings import needs_reason
from masa_desktop.domain.minutes import BEFORE_ISSUE, MinutesState
from masa_desktop.domain.words import clock_time, count, is_are, listed, short_date
from masa_desktop.services import issuing, meetings, recipients
from masa_desktop.services.issuing import IssuedRow
from masa_desktop.ui import theme
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.issue_state import state_words
from masa_desktop.ui.meeting_papers import FolderQuestion, WrittenStrip
from masa_desktop.ui.parts import Card, Field, Segments, button, secondary, small
from masa_desktop.ui.rows import Column, RowsModel, list_table
from masa_desktop.ui.sourced import grow, keep_on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_LINES, _MANY_NAMES = 5, 3
_FULL, _SHAREABLE = "full", "shareable"
_BARRED = "an item is restricted, and participant observers get the copy to share"
_WITHDREW = "they withdrew from an item that is restricted"
_HAVE_FULL = "Whoever was sent the full minutes as they are now is left out."
_COPIES = {
    _FULL: "Everything that is minuted; private jottings never.",
    _SHAREABLE: "Restricted items keep their number and lose their words.",
}
_WHERE = (
    "Handling words for copies to share are set under Groups, on the partnership’s page; the "
    "marking on Details."
)


class SendCard(Card):
    about_to_write = Signal()
    returned_wanted = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__("Issue", " ")
        self._bridge, self._jobs, self._meeting_id = bridge, jobs, ""
        self._state = MinutesState.DRAFT
        self._have_full: tuple[str, ...] = ()
        self.copy = Segments([(_FULL, "Full"), (_SHAREABLE, "To share")], "Copy")
        self.of_copy = small()
        self.recipients = QPlainTextEdit()
        self.recipients.setTabChangesFocus(True)
        self.recipients_field = Field("To whom, one name a line", self.recipients)
        self.circulate = QCheckBox("Mark as circulated at once")
        self.still_open = small()
        self.write = button("Write and record…", "word")
        self.returned = button("Read a returned Word file…")
        self.written = WrittenStrip()
        self.question = FolderQuestion(self)
        self._lay_out()
        self._connect()

    def show_sending(
        self,
        meeting_id: str,
        state: MinutesState,
        open_count: int,
    ) -> None:
        """Names somebody is changing stay; else whom the minutes would go to is offered.

        Whoever has the full minutes as they are now needs no copy to share.
        """
        self._have_full = self._bridge.workspace.ask(recipients.have_full, meeting_id)
        is_new = meeting_id != self._meeting_id
        is_back = not is_new and needs_reason(self._state, state)
        self._meeting_id, self._state = meeting_id, state
        if is_new:
            self.written.hide()
            self.recipients_field.right()
        if is_new or is_back:
            self.copy.choose(_FULL)
            self.circulate.setChecked(False)
        self._say_copy()
        self.write.setText("Write and record" if self.question.folder else "Write and record…")
        self.circulate.setVisible(state in BEFORE_ISSUE)
        open_words = f"{count(open_count, 'line')} of the check still to look at. "
        self.still_open.setText(f"{open_words}The minutes can go out all the same.")
        self.still_open.setVisible(open_count > 0)
        if is_new or not self.recipients.document().isModified():
            self._offer_names()

    def begin(self, *, shareable: bool) -> None:
        """Somebody wants this copy to go out: it is chosen, and one key writes it."""
        self.copy.choose(_SHAREABLE if shareable else _FULL)
        self._copy_chosen()
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        actions = QWidget()
        flow = FlowLayout(actions, gap=8, row_gap=8)
        flow.addWidget(self.write)
        flow.addWidget(self.returned)
        for part in (
            self.recipients_field,
            self.copy,
            self.of_copy,
            self.circulate,
            self.still_open,
            actions,
            self.written,
        ):
            self.body.addWidget(part)
        theme.look.changed.connect(self._fit)
        self._fit()

    def _connect(self) -> None:
        self.copy.chosen.connect(self._copy_chosen)
        self.write.clicked.connect(self._ask_folder)
        self.returned.clicked.connect(self.returned_wanted)

    def _fit(self) -> None:
        self.recipients.setFixedHeight(theme.px(18 * _LINES + 16))

    def _copy_chosen(self) -> None:
        self._say_copy()
        if not self.recipients.document().isModified():
            self._offer_names()

    def _say_copy(self) -> None:
        """What the copy holds; of the full one also whom it is not offered to, and why."""
        said = _COPIES[self.copy.key]
        if self.copy.key == _FULL:
            said = f"{said} {self._left_out()}"
        if self.copy.key == _SHAREABLE:
            said = f"{said} {self._marked()} {_HAVE_FULL if self._have_full else ''}"
        self.of_copy.setText(said.strip())

    def _left_out(self) -> str:
        """Whom the full copy is not offered to, and why."""
        barred = self._bridge.workspace.ask(recipients.not_in_full, self._meeting_id)
        return " ".join(
            f"{listed(names)} {is_are(len(names))} left out: {why}."
            for names, why in ((barred.observers, _BARRED), (barred.withdrew, _WITHDREW))
            if names
        )

    def _marked(self) -> str:
        """What stands on a copy to share, and where that is set."""
        ask = self._bridge.workspace.ask
        head = ask(meetings.head, self._meeting_id)
        marking = Marking(head.marking or "none")
        handling = ask(meetings.handling_to_share, self._meeting_id)
        stands = printed(marking, handling)
        said = f"It is marked {stands}." if stands else "It carries no marking."
        return f"{said} {_WHERE}"

    def _offer_names(self) -> None:
        shareable = self.copy.key == _SHAREABLE
        ask = self._bridge.workspace.ask
        names = ask(recipients.likely, self._meeting_id, shareable=shareable)
        if shareable:
            names = tuple(name for name in names if name not in self._have_full)
        if self.recipients.toPlainText() != "\n".join(names):
            self.recipients.setPlainText("\n".join(names))
        self.recipients.document().setModified(False)

    def _ask_folder(self) -> None:
        self.about_to_write.emit()
        if not self._names():
            self.recipients_field.wrong("Nobody is named.", "Type who gets the minutes.")
            self.recipients.setFocus()
            return
        self.recipients_field.right()
        self.question.ask("Folder for the issued minutes", self._write)

    def _write(self, folder: Path) -> None:
        work = partial(
            issuing.issue,
            self._bridge.workspace,
            self._meeting_id,
            folder,
            recipients=self._names(),
            today=self._bridge.today(),
            shareable=self.copy.key == _SHAREABLE,
            circulate=self.circulate.isVisibleTo(self) and self.circulate.isChecked(),
        )
        self._jobs.run(work, then=self._done, owner=self)

    def _done(self, file: Path) -> None:
        self.written.tell(file)
        self._bridge.announce(f"{file.name} is written and recorded as issued")

    def _names(self) -> list[str]:
        return [name for name in self.recipients.toPlainText().splitlines() if name.strip()]


class VersionsCard(Card):
    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__("Issued versions", " ")
        self._bridge, self._jobs, self._meeting_id = bridge, jobs, ""
        self.model: RowsModel[IssuedRow] = RowsModel(_COLUMNS, self, speak=spoken)
        self.table = grow(list_table(self.model, "Issued versions"))
        self.nothing = secondary("None yet. Each one is kept here as it was written.")
        self.save = button("Save a copy…", compact=True)
        self.copy = button("Copy the fingerprint", compact=True, ghost=True)
        self.to_whom = small()
        self.written = WrittenStrip()
        self.question = FolderQuestion(self)
        self._lay_out()
        self.table.current.connect(self._say_to_whom)
        self.table.chosen.connect(lambda _: self._ask_folder())
        self.save.clicked.connect(self._ask_folder)
        self.copy.clicked.connect(self._copy)

    def show_versions(self, meeting_id: str, rows: Sequence[IssuedRow]) -> None:
        if meeting_id != self._meeting_id:
            self.written.hide()
        self._meeting_id = meeting_id
        self.model.show_rows(rows)
        if rows and not self.table.current_id():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.nothing.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.below.setVisible(bool(rows))
        self._say_to_whom()

    def _lay_out(self) -> None:
        keep_on_one_line(self)
        self.body.setContentsMargins(1, 0, 1, 10)
        self.nothing.setContentsMargins(13, 10, 13, 2)
        self.below = QWidget()
        column = QVBoxLayout(self.below)
        column.setContentsMargins(13, 0, 13, 0)
        column.addWidget(self.to_whom)
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        flow.addWidget(self.save)
        flow.addWidget(self.copy)
        column.addWidget(row)
        for part in (self.nothing, self.table, self.below, self.written):
            self.body.addWidget(part)

    def _say_to_whom(self) -> None:
        row = self._chosen()
        if row is not None:
            whole = f"Version {row.version} is for {listed(row.recipients)}. "
            whole += "The minutes were changed since. " if row.is_changed else ""
            self.to_whom.setText(f"{whole}{row.file_name}")
            self.copy.setToolTip(_WHOLE.format(row.sha256))

    def _copy(self) -> None:
        row = self._chosen()
        if row is not None:
            QGuiApplication.clipboard().setText(row.sha256)
            self._bridge.announce("The whole fingerprint is copied")

    def _chosen(self) -> IssuedRow | None:
        key = self.table.current_id()
        return next((row for row in self.model.rows if row.id == key), None)

    def _ask_folder(self) -> None:
        if self._chosen() is not None:
            self.question.ask("Folder for the copy", self._save)

    def _save(self, folder: Path) -> None:
        row = self._chosen()
        if row is not None:
            work = partial(issuing.kept_copy, self._bridge.workspace, row.id, folder)
            self._jobs.run(work, then=self._done, owner=self)

    def _done(self, file: Path) -> None:
        self.written.tell(file)
        self._bridge.announce(f"A copy is written: {file.name}")


def spoken(row: IssuedRow) -> str:
    """A version as a screen reader says it."""
    kind = "to share" if row.is_shareable else "full"
    to = count(len(row.recipients), "recipient")
    kind += ", changed since" if row.is_changed else ""
    return (
        f"Version {row.version}, {kind}, {state_words(row.state).lower()}, "
        f"{_when(row)}, {to}: {listed(row.recipients)}, fingerprint {_fingerprint(row)}"
    )


def _when(row: IssuedRow) -> str:
    """ "22 Nov 2026, 14:05"."""
    return f"{short_date(row.on)}, {clock_time(row.at)}" if row.at else short_date(row.on)


def to_words(row: IssuedRow) -> str:
    """The first names, and how many more."""
    more = len(row.recipients) - _MANY_NAMES
    if more <= 1:
        return listed(row.recipients)
    return f"{', '.join(row.recipients[:_MANY_NAMES])} and {more} more"


def _kind(row: IssuedRow) -> str:
    share, since = "to share" if row.is_shareable else "", "changed since"
    said = [state_words(row.state), share, since if row.is_changed else ""]
    return ", ".join(part for part in said if part)


_WHOLE = "SHA-256 of the file: {}\nA copy with the same fingerprint is the same file."


def _fingerprint(row: IssuedRow) -> str:
    """The beginning of it, enough to tell files apart by eye."""
    return row.sha256[:8]


_COLUMNS = (
    Column[IssuedRow](
        "Version",
        lambda row: f"v{row.version}",
        second=_kind,
        strong=True,
        tone=lambda row: "warn" if row.is_changed else "",
    ),
    Column[IssuedRow]("Issued", _when, second=to_words, wide=True),
    Column[IssuedRow]("File fingerprint", _fingerprint, tone=lambda _: "text2"),
)
