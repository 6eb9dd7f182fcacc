"""Finishing a meeting: when it ended is asked at the top of the page until it is recorded as held.

The hour of this laptop is proposed only while the meeting's clock runs; blank is an end not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import TO_BE_HELD
from masa_desktop.domain.sittings import last_day
from masa_desktop.domain.timing import Phase
from masa_desktop.domain.words import clock_time
from masa_desktop.services import issuing, timing
from masa_desktop.ui import theme
from masa_desktop.ui.day_fields import time_in
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import Field, button, ground, line, small, subheading

if TYPE_CHECKING:
    from datetime import time

    from masa_desktop.domain.meetings import MeetingHead
    from masa_desktop.ui.bridge import Bridge


_ASKED = "The meeting ended at"


class HeldStrip(QWidget):
    done = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface2")
        self._bridge, self._meeting_id = bridge, ""
        self.ended = QLineEdit()
        self.ended.setPlaceholderText("not known")
        self.field = Field(_ASKED, self.ended)
        self.record = button("Record as held", "check")
        self.said = small()
        self._lay_out()
        self.record.clicked.connect(self._record)
        self.ended.returnPressed.connect(self._record)
        self.hide()

    def show_meeting(self, head: MeetingHead) -> None:
        """Shown once the meeting can have been held and nobody has said so; what is typed stays."""
        workspace, now = self._bridge.workspace, self._bridge.now()
        if head.id != self._meeting_id:
            self.ended.setModified(False)
            self.field.right()
        self._meeting_id = head.id
        is_due = head.status in TO_BE_HELD and not workspace.read_only
        is_ahead = workspace.ask(timing.phase, head.id, now) is Phase.AHEAD
        self.setVisible(is_due and not is_ahead)
        if not self.ended.isModified():
            proposed = workspace.ask(issuing.proposed_end, head.id, now)
            self.ended.setText(clock_time(proposed) if proposed else "")
        self.said.setText(_said(head))
        self.said.setWordWrap(False)

    def _lay_out(self) -> None:
        self.ended.setMaximumWidth(theme.px(120))
        self.ended.setAccessibleName(_ASKED)
        self.field.label.hide()
        asked = subheading(_ASKED)
        asked.setWordWrap(False)
        row = QWidget()
        flow = FlowLayout(row, gap=10, row_gap=4)
        flow.setContentsMargins(20, 8, 20, 8)
        for part in (asked, self.field, self.record, self.said):
            flow.addWidget(part)
            part.setMinimumHeight(self.ended.sizeHint().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(line())

    def _record(self) -> None:
        ended = time_in(self.field)
        if isinstance(ended, str):
            self.ended.setFocus()
            return
        try:
            self._bridge.workspace.do(issuing.record_held, self._meeting_id, ended)
        except UserError as refused:
            self.field.wrong(refused.happened, refused.do)
            self._bridge.announce(f"{refused.happened} {refused.do}".strip(), assertive=True)
            self.ended.setFocus()
            return
        self.field.right()
        self.ended.setModified(False)
        self._bridge.tell(_told(ended), undo=True)
        self.done.emit()


def _said(head: MeetingHead) -> str:
    """What is planned, and what a blank field does."""
    goes_on = head.sittings[-1].to.ends_at if head.sittings else head.ends_at
    if last_day(head.on, head.sittings) is None or goes_on is None:
        return "Blank if nobody knows."
    return f"Planned: {clock_time(goes_on)}, which stays if the field is blank."


def _told(ended: time | None) -> str:
    return f"Recorded as held, ended at {clock_time(ended)}" if ended else "Recorded as held"
