"""The inspection pack: which groups, how many meetings and which year; and what it will hold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QVBoxLayout, QWidget

from masa_desktop.domain.periods import Period, years_since
from masa_desktop.domain.words import capital, count, short_date
from masa_desktop.services import attendance_report, groups, inspection_pack
from masa_desktop.ui import theme
from masa_desktop.ui.meeting_papers import FolderQuestion, WrittenStrip
from masa_desktop.ui.number_box import NumberBox
from masa_desktop.ui.parts import (
    Card,
    Field,
    Segments,
    body,
    button,
    page_shortcut,
    scrolling,
    secondary,
    small,
    turn_off,
)
from masa_desktop.ui.rows import Column, RowsModel, list_table
from masa_desktop.ui.sourced import grow
from masa_desktop.ui.tick_list import TickModel, tick_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.groups import GroupRow
    from masa_desktop.services.inspection_pack import Holds, WrittenPack
    from masa_desktop.services.pack_minutes import PackMeeting
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_SHOWN_IN = ("meeting", "minutes_step", "approval", "entry", "agenda_item", "group", "name")
_FULL, _SHAREABLE = "full", "shareable"
_COPIES = {
    _FULL: "Minutes in full, with restricted items; private jottings never.",
    _SHAREABLE: "Restricted items keep their number and lose their words.",
}
_USUAL, _MOST, _TWO_COLUMNS, _CHOICES = 3, 12, 820, 340
_NO_GROUP = "Tick at least one group."


class InspectionPane(QWidget):
    navigate = Signal(str, str)
    retitled = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        self._bridge, self._jobs = bridge, jobs
        self.context = "Agreed minutes, action log, attendance, decisions and challenges"
        self._stale, self._asked = True, 0
        self._make_choices()
        self._make_outcome()
        self._lay_out()
        self._connect()

    # What the page asks

    def open_record(self, _record_id: str) -> bool:
        """Whether this pane knows the record; then it is shown."""
        return False

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Space", "tick or untick a group"),
            ("Enter", "open the meeting in the list of minutes"),
            ("Ctrl+Shift+E", "make the pack"),
        ]

    def flush(self) -> None:
        """Nothing typed here waits to be saved."""

    def panes(self) -> list[tuple[str, QWidget]]:
        return [("Groups", self.groups), ("What goes in", self.number), ("Minutes", self.table)]

    # What is chosen

    @property
    def period(self) -> Period:
        """The financial year chosen."""
        chosen = self.year.currentData()
        is_one = isinstance(chosen, Period)
        return chosen if is_one else Period.financial_year(self._bridge.today())

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The groups ticked."""
        return tuple(self.model.ticked_ids)

    # What is shown

    def reload(self) -> None:
        """Offer the groups and years there are, all groups ticked; what was chosen stays."""
        self._stale = False
        ask, today = self._bridge.workspace.ask, self._bridge.today()
        ours = [row for row in ask(groups.everything, today) if not row.is_external]
        chosen = self.period
        with QSignalBlocker(self.year):
            self.year.clear()
            for one in years_since(ask(attendance_report.first_meeting) or today, today):
                self.year.addItem(one.label, one)
                if one == chosen:
                    self.year.setCurrentIndex(self.year.count() - 1)
        self.model.show_ticked(ours, fixed=set())

    def look_ahead(self) -> None:
        """Ask in the background what the pack would hold, and say it."""
        self._asked += 1
        self.copy_words.setText(_COPIES[self.copy.key])
        work = partial(
            self._bridge.workspace.ask,
            inspection_pack.holds,
            self.group_ids,
            self.number.value,
            self._bridge.today(),
            with_drafts=self.drafts.isChecked(),
        )
        self._jobs.run(work, then=partial(self._show, self._asked), owner=self)

    def _show(self, asked: int, found: Holds) -> None:
        if asked != self._asked:
            return  # something else was chosen meanwhile
        is_any = bool(self.group_ids)
        self.words.setText(found.words if is_any else _NO_GROUP)
        self.missing.setText("\n".join(found.missing))
        self.missing.setVisible(is_any and bool(found.missing))
        self.minutes.show_rows(found.meetings)
        self.table.setVisible(bool(found.meetings))
        turn_off(self.make, "" if is_any else _NO_GROUP)

    def make_pack(self) -> None:
        """Ask for the folder and make the pack there."""
        if not self.group_ids:
            self._bridge.announce(_NO_GROUP)
            self.groups.setFocus()
            return
        self.question.ask("Folder for the inspection pack", self._write)

    def _write(self, folder: Path) -> None:
        work = partial(
            inspection_pack.write,
            self._bridge.workspace,
            self.group_ids,
            self.number.value,
            self.period,
            folder,
            self._bridge.today(),
            is_shareable=self.copy.key == _SHAREABLE,
            with_drafts=self.drafts.isChecked(),
        )
        self.written.hide()
        self._bridge.announce("Making the pack")
        self._jobs.run(work, then=self._done, owner=self)

    def _done(self, made: WrittenPack) -> None:
        self.written.tell(made.files[0])
        said = f"{count(len(made.files), 'file')} are in {made.folder}."
        if made.has_restricted:
            said = f"{said} {inspection_pack.FULL_TEXT}"
            self.written.say(said, "warn", "warn")
        else:
            self.written.say(said, "good", "check")
        self.area.ensureWidgetVisible(self.written)
        self._bridge.announce(said)

    def _make_choices(self) -> None:
        self.model: TickModel[GroupRow] = TickModel(
            [
                Column("Group", lambda row: row.name, strong=True, wide=True),
                Column("Code", lambda row: row.code, tone=lambda _: "text3"),
            ],
            self,
        )
        self.groups = grow(tick_table(self.model, "Groups in the pack, Space unticks one"))
        self.number = NumberBox(1, _MOST)
        self.number.choose(_USUAL)
        self.number_field = Field("Last meetings of each group", self.number)
        self.year = QComboBox()
        self.year_field = Field(
            "Year", self.year, "For attendance, decisions and challenges: 1 April to 31 March."
        )
        self.drafts = QCheckBox("Also drafts, not agreed yet")
        self.copy = Segments([(_FULL, "Full"), (_SHAREABLE, "To share")], "Copy")
        self.copy_words = small()

    def _make_outcome(self) -> None:
        self.words, self.missing = body(""), secondary("")
        self.make = button("Make the pack…", "folder", primary=True)
        self.buttons: Sequence[QWidget] = (self.make,)
        self.written = WrittenStrip()
        self.question = FolderQuestion(self, always=True)  # many files, perhaps restricted words
        self.minutes: RowsModel[PackMeeting] = RowsModel(
            [
                Column("Group", lambda row: row.group, strong=True, second=_meeting),
                Column("Minutes", lambda row: capital(row.standing), wide=True, tone=_tone),
            ],
            self,
        )
        self.table = grow(list_table(self.minutes, "Meetings and their minutes"))

    def _lay_out(self) -> None:
        choices, outcome = Card("What goes in"), Card("What the pack will hold")
        for part in (self.number_field, self.year_field, self.drafts, self.copy, self.copy_words):
            choices.body.addWidget(part)
        ticked = Card("Groups")
        ticked.body.setContentsMargins(0, 0, 0, 8)
        ticked.body.addWidget(self.groups)
        for shown in (self.words, self.missing, self.table):
            outcome.body.addWidget(shown)
        self.left, right, whole = QWidget(), QWidget(), QWidget()
        for side, cards in ((self.left, (choices, ticked)), (right, (outcome,))):
            column = _column(side)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        inside = _column(whole)
        inside.setContentsMargins(20, 12, 20, 16)
        inside.addWidget(self.written)
        self.halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.halves.setSpacing(14)
        inside.addLayout(self.halves)
        self.halves.addWidget(self.left)
        self.halves.addWidget(right, 1)
        self.area = scrolling(whole, "Inspection pack")
        _column(self).addWidget(self.area)
        self.missing.hide()
        self.table.hide()

    def _connect(self) -> None:
        self.model.ticked.connect(self.look_ahead)
        self.number.currentIndexChanged.connect(self.look_ahead)
        self.drafts.toggled.connect(self.look_ahead)
        self.copy.chosen.connect(self.look_ahead)
        self.make.clicked.connect(self.make_pack)
        self.table.chosen.connect(lambda meeting_id: self.navigate.emit("meeting", meeting_id))
        self._bridge.changed.connect(self._on_changed)
        page_shortcut(self, "Ctrl+Shift+E").activated.connect(self.make_pack)
        theme.look.changed.connect(self._fit)

    def _on_changed(self, changes: ChangeSet) -> None:
        if not changes.touches(*_SHOWN_IN):
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Choices beside the outcome, or above it where there is little room."""
        is_wide = self.width() >= theme.px(_TWO_COLUMNS)
        ways = QBoxLayout.Direction
        self.halves.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self.left.setMaximumWidth(theme.px(_CHOICES) if is_wide else 16_777_215)


def _column(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(12)
    return made


def _meeting(row: PackMeeting) -> str:
    return f"{short_date(row.on)} · {row.ref}"


def _tone(row: PackMeeting) -> str:
    return "good" if row.is_agreed else "warn"
