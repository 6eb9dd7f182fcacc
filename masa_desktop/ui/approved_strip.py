"""Over minutes that have been agreed: a change needs a reason, which is kept (MIN-4).

Typing is never blocked for good: the reason opens them, or a correction is recorded where the
minutes are agreed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from masa_desktop.domain.minutes import SETTLED, MinutesState, minutes_state_label
from masa_desktop.services import agreed, issuing, meetings, settled
from masa_desktop.ui.parts import Field, IconLabel, button, ground, line, subheading

if TYPE_CHECKING:
    from masa_desktop.ui.bridge import Bridge


class ApprovedStrip(QWidget):
    reopened = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface2")
        self._bridge, self._meeting_id = bridge, ""
        self.words = subheading()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why they are changed after all")
        self.field = Field("Reason", self.reason)
        self.field.label.hide()
        self.open = button("Open for changes", compact=True)
        row = QHBoxLayout()
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(8)
        row.addWidget(IconLabel("lock", "text2", 16))
        row.addWidget(self.words)
        row.addWidget(self.field, 1)
        row.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(line())
        self.open.clicked.connect(self._reopen)
        self.reason.returnPressed.connect(self._reopen)
        self.hide()

    def show_meeting(self, meeting_id: str) -> bool:
        """Show or hide the strip; gives whether a reason is needed before anything is typed."""
        ask = self._bridge.workspace.ask
        self._meeting_id = meeting_id
        is_settled = ask(settled.is_settled, meeting_id)
        if is_settled:
            state = MinutesState(ask(meetings.head, meeting_id).minutes_state)
            by_some = ask(agreed.sentence, meeting_id) if state not in SETTLED else ""
            self.words.setText(by_some or f"{minutes_state_label(state)} minutes.")
        self.setVisible(is_settled and not self._bridge.workspace.read_only)
        return is_settled

    def _reopen(self) -> None:
        if not self.reason.text().strip():
            self.field.wrong("A change to agreed minutes needs a reason.")
            self.reason.setFocus()
            return
        said, today = self.reason.text(), self._bridge.today()
        self._bridge.workspace.do(issuing.reopen, self._meeting_id, said, today)
        self.field.right()
        self.reason.clear()
        self._bridge.tell("Minutes opened for changes", undo=True)
        self.reopened.emit()
