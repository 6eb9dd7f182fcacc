"""Adjourning a meeting to another day, and the sittings in which it went on (M3)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from masa_desktop.domain.sittings import Goes, Sitting, sentence
from masa_desktop.domain.words import clock_time, short_date
from masa_desktop.services import sittings
from masa_desktop.ui.day_fields import day_in, time_in, weekday_words
from masa_desktop.ui.parts import Card, Field, body, button, clear, link, small

if TYPE_CHECKING:
    from datetime import time

    from masa_desktop.ui.bridge import Bridge


class SittingsCard(Card):
    """What is typed here does nothing until its button is pressed: adjourning is said aloud."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Adjourned to another day")
        self._bridge, self._meeting_id, self._changing = bridge, "", ""
        self._listed: tuple[Sitting, ...] = ()
        self.list = QVBoxLayout()
        self.on, self.starts, self.ends, self.venue, self.at = (QLineEdit() for _ in range(5))
        self.on.setPlaceholderText("A day to be agreed")
        self.venue.setPlaceholderText("As before")
        self.on_field = Field("Goes on", self.on)
        self.starts_field, self.ends_field = Field("Starts", self.starts), Field("Ends", self.ends)
        self.at_field = Field("Adjourned at", self.at)
        self.weekday = small()
        self.say = button("Adjourn the meeting")
        self.leave = link("Leave it as it is")
        self._lay_out()
        self.on.textEdited.connect(self._say_weekday)
        self.say.clicked.connect(self._record)
        self.leave.clicked.connect(self._begin)

    def show_meeting(self, meeting_id: str) -> None:
        """Show a meeting's further sittings; what is half typed for this meeting stays."""
        found = self._bridge.workspace.ask(sittings.of_meeting, meeting_id)
        if (meeting_id, found) == (self._meeting_id, self._listed):
            return
        is_other = meeting_id != self._meeting_id
        self._meeting_id, self._listed = meeting_id, found
        clear(self.list)
        before = _stop_before(self.on)
        for sitting in found:
            for part in self._put(sitting):
                QWidget.setTabOrder(before, part)  # as it is read, the list first
                before = part
        if is_other or self._changing not in {one.id for one in found}:
            self._begin()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, field in enumerate((self.on_field, self.starts_field, self.ends_field)):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.weekday, 1, 0, 1, 3)
        grid.addWidget(Field("Venue", self.venue), 2, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.at_field, 2, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.say)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        for part in (self.list, grid, foot):
            self.body.addLayout(part)

    def _put(self, sitting: Sitting) -> tuple[QWidget, QWidget]:
        """Add a sitting to the list; gives what in it can be pressed."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = body(sentence(sitting))
        change, back = link("Change"), link("Not adjourned")
        change.setAccessibleName(f"Change: {words.text()}")
        back.setAccessibleName(f"Not adjourned after all: {words.text()}")
        change.clicked.connect(partial(self._change, sitting))
        back.clicked.connect(partial(self._take_back, sitting))
        line.addWidget(words, 1)
        line.addWidget(change)
        line.addWidget(back)
        self.list.addWidget(row)
        return change, back

    def _begin(self) -> None:
        self._fill("", Goes(), None)

    def _change(self, sitting: Sitting) -> None:
        self._fill(sitting.id, sitting.to, sitting.adjourned_at)
        self.on.setFocus()

    def _fill(self, changing: str, to: Goes, at: time | None) -> None:
        self._changing = changing
        self.on.setText(short_date(to.on) if to.on else "")
        for edit, said in ((self.starts, to.starts_at), (self.ends, to.ends_at), (self.at, at)):
            edit.setText(clock_time(said) if said else "")
        self.venue.setText(to.venue)
        self.at.setPlaceholderText("Not known" if changing else "By the clock")
        for field in (self.on_field, self.starts_field, self.ends_field, self.at_field):
            field.right()
        self.say.setText("Keep the change" if changing else "Adjourn the meeting")
        self.leave.setVisible(bool(changing))
        self._say_weekday()

    def _record(self) -> None:
        starts, ends = time_in(self.starts_field), time_in(self.ends_field)
        at = time_in(self.at_field)
        on = day_in(self.on_field, self._bridge) if self.on.text().strip() else None
        is_understood = on is not None or not self.on.text().strip()
        if isinstance(starts, str) or isinstance(ends, str) or isinstance(at, str):
            return
        if not is_understood:
            return
        to, do = Goes(on, starts, ends, self.venue.text().strip()), self._bridge.workspace.do
        if self._changing:
            do(sittings.set_sitting, self._changing, to, at)
        else:
            do(sittings.adjourn, self._meeting_id, self._bridge.now(), to, at)
            self._bridge.tell("Meeting adjourned", undo=True)
        self._begin()
        self.show_meeting(self._meeting_id)

    def _take_back(self, sitting: Sitting) -> None:
        self._bridge.workspace.do(sittings.take_back, sitting.id)
        self._bridge.tell("Not adjourned after all", undo=True)
        self.show_meeting(self._meeting_id)
        self.on.setFocus()

    def _say_weekday(self) -> None:
        self.weekday.setText(weekday_words(self.on_field, self._bridge) if self.on.text() else "")
        self.weekday.setVisible(bool(self.weekday.text()))


def _stop_before(widget: QWidget) -> QWidget:
    """Where Shift+Tab goes to from a widget."""
    found = widget.previousInFocusChain()
    while found is not None and not found.focusPolicy() & Qt.FocusPolicy.TabFocus:
        found = found.previousInFocusChain()
    return found or widget
