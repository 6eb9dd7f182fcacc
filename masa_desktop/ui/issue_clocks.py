"""The clocks that run from the end of a meeting, and how long the office lets them run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.issue_clocks import Clock, ClockKind, clock_label
from masa_desktop.services import issuing
from masa_desktop.ui import theme
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import Card, Field, IconLabel, button, mark, secondary, small, text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masa_desktop.ui.bridge import Bridge

_DIGITS = 9  # of a number that is far too large, enough to refuse it
_KEYS = {
    ClockKind.ACTIONS: (issuing.ACTIONS_HOURS, "Hours for actions"),
    ClockKind.MINUTES: (issuing.MINUTES_DAYS, "Working days for minutes"),
}


class ClocksCard(Card):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Clocks", " ")
        self._bridge, self._meeting_id = bridge, ""
        self.change = button("Change…", compact=True)
        self.nothing = secondary(
            "No clock runs while a meeting is called off, or goes on on a day to be agreed."
        )
        self.faces = {kind: ClockFace(kind) for kind in ClockKind}
        self.inputs: dict[ClockKind, QLineEdit] = {}
        self.fields: dict[ClockKind, Field] = {}
        self.editing = QWidget()
        self.whose = small("For every meeting of this office, also those minuted already.")
        self._lay_out()
        self.change.clicked.connect(self._turn)
        for kind, face in self.faces.items():
            face.sent.clicked.connect(lambda _=False, kind=kind: self._record_sent(kind))

    def show_clocks(self, meeting_id: str, clocks: Sequence[Clock]) -> None:
        self._meeting_id = meeting_id
        shown = {one.kind: one for one in clocks}
        self.nothing.setVisible(not shown)
        for kind, face in self.faces.items():
            face.setVisible(kind in shown)
            if kind in shown:
                face.show_clock(shown[kind])
        for kind, edit in self.inputs.items():
            if not edit.isModified():
                setting = issuing.clock_setting
                edit.setText(str(self._bridge.workspace.ask(setting, _KEYS[kind][0])))

    def flush(self) -> None:
        """Write a length that was typed."""
        for kind in ClockKind:
            self._set(kind)

    def _lay_out(self) -> None:
        self.head.addWidget(self.change)
        flow = FlowLayout(self.editing)
        for kind, (_, words) in _KEYS.items():
            edit = QLineEdit()
            edit.setMaximumWidth(theme.px(120))
            field = Field(words, edit)
            field.label.setWordWrap(False)
            flow.addWidget(field)
            self.inputs[kind], self.fields[kind] = edit, field
            edit.editingFinished.connect(lambda kind=kind: self._set(kind))
        for part in (*self.faces.values(), self.nothing, self.whose, self.editing):
            self.body.addWidget(part)
        self.editing.hide()
        self.whose.hide()

    def _record_sent(self, kind: ClockKind) -> None:
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)  # the button pressed goes
        today = self._bridge.today()
        self._bridge.workspace.do(issuing.mark_sent, self._meeting_id, kind, today)
        self._bridge.tell(f"{clock_label(kind)}: recorded as sent", undo=True)

    def _turn(self) -> None:
        self.flush()
        is_open = self.editing.isHidden()
        self.editing.setVisible(is_open)
        self.whose.setVisible(is_open)
        self.change.setText("Close" if is_open else "Change…")
        if is_open:
            self.inputs[ClockKind.ACTIONS].setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, kind: ClockKind) -> None:
        edit, field = self.inputs[kind], self.fields[kind]
        if not edit.isModified():
            return
        said = edit.text().strip().lstrip("0")
        if not (said.isascii() and said.isdecimal()):
            field.wrong("A number from 1 to 999 is needed.", "For example 10.")
            return
        try:
            self._bridge.workspace.do(issuing.set_clock, _KEYS[kind][0], int(said[:_DIGITS]))
        except UserError as refused:
            field.wrong(refused.happened, refused.do)
            return
        field.right()
        edit.setModified(False)
        self._bridge.tell(f"{_KEYS[kind][1]}: {int(said)}, for the whole office", undo=True)


class ClockFace(QWidget):
    """One clock: what, how it stands in colour and words, its rule, and a button that stops it."""

    def __init__(self, kind: ClockKind) -> None:
        super().__init__()
        self.icon = IconLabel("clock", "text2", 16)
        self.words = text_label("", "body")
        self.rule = small()
        self.sent = button("Record as sent", compact=True)
        self.sent.setAccessibleName(f"{clock_label(kind)}: record as sent")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(text_label(clock_label(kind), "strong"))
        column.addWidget(self.words)
        column.addWidget(self.rule)
        column.addWidget(self.sent, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)

    def show_clock(self, clock: Clock) -> None:
        icon, tone = _LOOKS[clock.is_done, clock.is_late]
        self.words.setText(clock.words)
        mark(self.words, "tone", tone)
        self.rule.setText(clock.rule)
        self.sent.setVisible(not clock.is_done)
        self.icon.show_icon(icon, tone or "text2")


_LOOKS = {
    (False, False): ("clock", ""),
    (False, True): ("warn", "bad"),
    (True, False): ("check", "good"),
    (True, True): ("check", "warn"),
}
"""By whether the clock has stopped, and whether it was too late."""
