"""The report of a sub-group's meeting to a body above it: four parts, kept as they are left.

A pause in typing keeps what was typed on this laptop, so that no kill loses it; leaving the field
is what changes the report. What the record offers is copied only when somebody takes it over.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from masa_desktop.domain import group_reports as rules
from masa_desktop.domain.days import not_after
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.group_reports import NOTHING, Part
from masa_desktop.domain.words import count, listed, plain_date
from masa_desktop.services import group_report_paper, group_reports
from masa_desktop.services.report_papers import Form
from masa_desktop.ui import theme
from masa_desktop.ui.date_entry import DayEntry
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import Card, Field, button, link, small
from masa_desktop.ui.report_export import ReportExport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QFocusEvent

    from masa_desktop.domain.group_reports import Offer
    from masa_desktop.domain.report import Report
    from masa_desktop.services.group_reports import Above, DraftReport
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_PAUSE_MS = 700
_LINES, _SHOWN = 3, 3


class ReportCard(Card):
    """Hidden for a group that reports to nobody."""

    about_to_write = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__("Report", "")
        self._bridge, self._jobs = bridge, jobs
        self._meeting_id = self._to_id = ""
        self._above: Sequence[Above] = ()
        self._reported_on: date | None = None
        self.body_above = QComboBox()
        self.above_field = Field("Report to", self.body_above)
        self.parts = {part: PartField(part) for part in Part}
        self.withheld = small()
        self.write = button("Write in Word…", "word")
        self.reported = DayEntry("Reported on", bridge.today, needed=False)
        self.meaning = small()
        self.exporting = ReportExport(self, bridge, jobs, "Folder for the report", self._asked)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.hide()

    def show_report(self, meeting_id: str, above: Sequence[Above]) -> None:
        """Show the report of this meeting; what somebody is typing stays."""
        if meeting_id != self._meeting_id:
            self.flush()
            self.exporting.written.hide()
            self._forget()
            self._to_id = ""
        self._meeting_id, self._above = meeting_id, above
        if self._to_id not in [one.id for one in above]:
            self._to_id = above[0].id if above else ""
        self._fill_chooser()
        self.setVisible(bool(above))
        if above:
            self._reload()

    def flush(self) -> None:
        """Write what was typed."""
        self._pause.stop()
        for part in Part:
            self._set(part)
        if self.reported.entry.isModified():
            self._mark()

    @property
    def to_id(self) -> str:
        """The body whose report is shown; "" if there is none."""
        return self._to_id

    # Building

    def _lay_out(self) -> None:
        self._say_heading()
        below = QWidget()
        flow = FlowLayout(below, gap=14, row_gap=8)
        flow.addWidget(self.reported)
        actions = QWidget()
        buttons = FlowLayout(actions, gap=8, row_gap=8)
        buttons.addWidget(self.write)
        for part in (
            self.above_field,
            *self.parts.values(),
            self.withheld,
            actions,
            below,
            self.meaning,
            self.exporting.written,
        ):
            self.body.addWidget(part)

    def _connect(self) -> None:
        self.body_above.activated.connect(self._choose)
        self._pause.timeout.connect(self._keep)
        for part, field in self.parts.items():
            field.edit.textChanged.connect(self._on_text)
            field.edit.left.connect(lambda part=part: self._set(part))
            field.take.clicked.connect(lambda _=False, part=part: self._take(part))
            field.nothing.clicked.connect(lambda _=False, part=part: self._say_nothing(part))
        self.write.clicked.connect(self._ask_folder)
        self.reported.typed.connect(self._mark)

    # Showing

    def _fill_chooser(self) -> None:
        known = [self.body_above.itemData(at) for at in range(self.body_above.count())]
        if known != [one.id for one in self._above]:
            self.body_above.clear()
            for one in self._above:
                self.body_above.addItem(one.name, one.id)
        self.body_above.setCurrentIndex(self.body_above.findData(self._to_id))
        self.above_field.setVisible(len(self._above) > 1)
        self._say_heading()

    def _say_heading(self) -> None:
        name = next((one.name for one in self._above if one.id == self._to_id), "")
        item = self.head.itemAt(0)
        if item is not None and isinstance(label := item.widget(), QLabel):
            label.setText(f"Report to {name}" if name else "Report")

    def _reload(self) -> None:
        found = self._bridge.workspace.ask(
            group_reports.draft, self._meeting_id, self._to_id, self._bridge.today()
        )
        is_shut = bool(self._bridge.workspace.read_only)
        for field in self.parts.values():
            field.show_part(found, is_shut=is_shut)
        self.withheld.setText(found.left_out)
        self.withheld.setVisible(bool(found.left_out))
        self.write.setText("Write in Word" if self.exporting.question.folder else "Write in Word…")
        self._reported_on = found.reported_on
        if not self.reported.entry.isModified():
            self.reported.show_day(found.reported_on)
        self.meaning.setText(f"Until a day is set, {found.to.name} sees “no report”.")
        self.meaning.setVisible(found.reported_on is None)
        self.reported.entry.setReadOnly(is_shut)

    # Keeping

    def _on_text(self) -> None:
        if any(field.edit.document().isModified() for field in self.parts.values()):
            self._pause.start()

    def _keep(self) -> None:
        """On this laptop, until the field is left."""
        workspace, to = self._bridge.workspace, (self._meeting_id, self._to_id)
        if workspace.read_only or not self._to_id:
            return
        for part, field in self.parts.items():
            if field.edit.document().isModified():
                workspace.keep(group_reports.keep_begun, *to, part, field.edit.toPlainText())

    def _set(self, part: Part) -> None:
        edit, workspace = self.parts[part].edit, self._bridge.workspace
        if not edit.document().isModified() or not self._to_id or workspace.read_only:
            return
        text = edit.toPlainText()
        workspace.do(group_reports.set_part, self._meeting_id, self._to_id, part, text)
        edit.document().setModified(False)

    # Answering

    def _choose(self) -> None:
        chosen = self.body_above.currentData()
        self.flush()  # which shows the body chosen so far again
        self._forget()
        self._to_id = chosen
        self.body_above.setCurrentIndex(self.body_above.findData(chosen))
        self._say_heading()
        self._reload()

    def _forget(self) -> None:
        """What is shown next is another report's."""
        for field in self.parts.values():
            field.edit.document().setModified(False)
        self.reported.entry.setModified(False)

    def _take(self, part: Part) -> None:
        field = self.parts[part]
        said = rules.counted(field.offered)
        self._put(part, rules.adds(field.edit.toPlainText(), [one.line for one in field.offered]))
        self._bridge.tell(f"{rules.part_label(part)}: {said} taken over", undo=True)

    def _say_nothing(self, part: Part) -> None:
        self._put(part, NOTHING)

    def _put(self, part: Part, text: str) -> None:
        edit = self.parts[part].edit
        edit.setFocus(Qt.FocusReason.OtherFocusReason)  # the button pressed may go
        edit.setPlainText(text)
        edit.document().setModified(True)
        self._set(part)

    def _mark(self) -> None:
        day, entry = self.reported.day, self.reported.entry
        if self._bridge.workspace.read_only or not self._to_id or not self.reported.check():
            return
        if day == self._reported_on:
            entry.setModified(False)
            return
        try:
            if day:
                not_after(day, self._bridge.today(), "The day of the report")
            self._bridge.workspace.do(
                group_reports.mark_reported, self._meeting_id, self._to_id, day
            )
        except UserError as refused:
            self.reported.wrong(refused.happened, refused.do)
            return
        entry.setModified(False)
        self._reload()
        said = f"Reported on {plain_date(day)}{self._unsaid()}" if day else "Not reported yet"
        self._bridge.tell(said, undo=True)

    def _unsaid(self) -> str:
        texts = {part: field.edit.toPlainText() for part, field in self.parts.items()}
        blank = [rules.part_label(part).lower() for part in rules.empty(texts)]
        return f", without {listed(blank)}" if blank else ""

    # Writing

    def _ask_folder(self) -> None:
        self.about_to_write.emit()
        self.flush()
        self.exporting.ask(Form.WORD)

    def _asked(self) -> Callable[..., Report]:
        return partial(
            group_report_paper.report,
            meeting_id=self._meeting_id,
            to_group_id=self._to_id,
            today=self._bridge.today(),
        )


def shown(offers: Sequence[Offer]) -> str:
    """The first lines on offer, and how many more."""
    fits = len(offers) <= _SHOWN + 1  # the line that says "1 more" has room for the one
    lines = [f"– {one.line}" for one in (offers if fits else offers[:_SHOWN])]
    more = len(offers) - len(lines)
    return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])


class PartEdit(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class PartField(QWidget):
    """One part: its text, what the record offers for it, and a way to say that there is nothing."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part
        self.offered: tuple[Offer, ...] = ()
        self.edit = PartEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(rules.part_hint(part))
        self.field = Field(rules.part_label(part), self.edit)
        self.offers = small()
        self.take = button("", "plus", compact=True)
        self.nothing = link("Nothing to report")
        label = rules.part_label(part)
        self.take.setAccessibleName(f"{label}: take over")
        self.nothing.setAccessibleName(f"{label}: nothing to report")
        self.edit.setAccessibleDescription(rules.part_hint(part))
        row = QWidget()
        flow = FlowLayout(row, gap=8, row_gap=4)
        flow.addWidget(self.take)
        flow.addWidget(self.nothing)
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each in (self.field, self.offers, row):
            column.addWidget(each)
        self.edit.textChanged.connect(self._show_ways)
        theme.look.changed.connect(self._fit)
        self._all: tuple[Offer, ...] = ()
        self._is_shut = False
        self._fit()

    def show_part(self, found: DraftReport, *, is_shut: bool) -> None:
        """Show the part as it stands; what is being typed stays, what was begun comes back."""
        self._all, self._is_shut = found.offers, is_shut
        self.edit.setReadOnly(is_shut)
        if not self.edit.document().isModified():
            stored, begun = found.texts[self._part], found.begun.get(self._part)
            wanted = stored if begun is None else begun
            if wanted != rules.kept(self.edit.toPlainText()):
                self.edit.setPlainText(wanted)
            self.edit.document().setModified(wanted != stored)
        self._show_ways()

    def _show_ways(self) -> None:
        """What may be taken over, and whether "nothing" may be said."""
        text, label = self.edit.toPlainText(), rules.part_label(self._part)
        self.offered = () if self._is_shut else rules.still_offered(self._all, self._part, text)
        said = rules.counted(self.offered)
        kinds = {one.kind for one in self.offered}
        short = said if len(kinds) == 1 else count(len(self.offered), "line")
        self.take.setText(f"Take over {short}")
        self.take.setToolTip("" if short == said else said)
        self.take.setAccessibleName(f"{label}: take over {said}")
        self.take.setVisible(bool(self.offered))
        self.nothing.setVisible(not text.strip() and not self._is_shut)
        self.offers.setText(shown(self.offered))
        self.offers.setVisible(bool(self.offered))
        self._row.setVisible(not self.take.isHidden() or not self.nothing.isHidden())

    def _fit(self) -> None:
        self.edit.setFixedHeight(theme.px(18 * _LINES + 16))
