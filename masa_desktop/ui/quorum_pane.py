"""Attendance and quorum at the item the meeting is at: verdict, reason, agencies, three counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.attendance import AS_MEMBER, REMOTE, Code
from masa_desktop.domain.quorum import State, state_label
from masa_desktop.domain.words import count
from masa_desktop.services import attendance, meeting_view
from masa_desktop.ui.parts import (
    IconLabel,
    Pill,
    body,
    ground,
    key_cap,
    line,
    secondary,
    small,
    subheading,
    text_label,
)

if TYPE_CHECKING:
    from masa_desktop.domain.meetings import RollCall
    from masa_desktop.ui.bridge import Bridge

NOT_TAKEN = "Roll-call not taken"
_LOOKS = {
    State.QUORATE: ("good", "check"),
    State.NOT_QUORATE: ("bad", "warn"),
    State.NOT_SET: ("", "info"),
    State.CHAIR_DECIDES: ("warn", "info"),
}
_CAME = frozenset({*AS_MEMBER, Code.IN_ATTENDANCE, Code.OBSERVER})


class QuorumPane(QScrollArea):
    """Tells the page what the header's pill says: `words`, `tone`, `icon` and `sentence`."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.words, self.tone, self.icon, self.sentence = NOT_TAKEN, "", "info", ""
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(240)
        self.pill = Pill()
        self.why, self.room, self.rule, self.by_item = body(), small(), small(), secondary()
        self.warnings = text_label("", "body", tone="warn")
        self.agencies, self.counts = QVBoxLayout(), QGridLayout()
        inside = QWidget()
        ground(inside, "surface2")
        self._lay_out(QVBoxLayout(inside))
        self.setWidget(inside)

    def reload(self, meeting_id: str, item_id: str) -> RollCall:
        """Ask again how the meeting stands at this item; gives what was found."""
        ask = self._bridge.workspace.ask
        roll = ask(attendance.roll_call, meeting_id, item_id or None)
        is_begun = ask(meeting_view.is_recorded, meeting_id)
        state = roll.verdict.state
        self.tone, self.icon = _LOOKS[state]
        self.words, self.sentence = state_label(state), roll.verdict.sentence
        if not is_begun and state is not State.NOT_SET:
            self.words, self.tone, self.icon = NOT_TAKEN, "warn", "info"
        self._show(roll, is_begun=is_begun)
        return roll

    @property
    def spoken(self) -> str:
        """The verdict with its reason, for a screen reader."""
        return f"Quorum: {self.words}. {self.sentence}"

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(14, 10, 14, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(3)
        head.addWidget(subheading("Attendance"), 1)
        for key in ("Ctrl", "Shift", "R"):
            head.addWidget(key_cap(key))
        self.agencies.setSpacing(5)
        self.counts.setColumnStretch(0, 1)
        self.counts.setVerticalSpacing(4)
        column.addLayout(head)
        column.addWidget(self.pill)
        column.addWidget(self.why)
        column.addLayout(self.agencies)
        for part in (self.room, self.rule, self.warnings, line(), subheading("Item by item")):
            column.addWidget(part)
        column.addWidget(self.by_item)
        column.addWidget(line())
        column.addWidget(subheading("Count"))
        column.addLayout(self.counts)
        column.addWidget(small("A deputy counts for the seat and the agency, not for the member."))
        column.addStretch(1)

    def _show(self, roll: RollCall, *, is_begun: bool) -> None:
        self.pill.say(self.words, self.tone, self.icon)
        self.why.setText(self.sentence)
        self.rule.setText(f"Rule: {roll.rule_words}" if roll.rule_words else "")
        self.by_item.setText(roll.by_item if is_begun else f"{NOT_TAKEN}.")
        self.warnings.setText("\n".join(roll.warnings))
        self.warnings.setVisible(bool(roll.warnings))
        self.room.setText(_in_the_room(roll))
        _empty(self.agencies)
        for name, here, who in roll.agencies:
            self.agencies.addWidget(_agency(name, who, here=here))
        self._show_counts(roll)
        self.setAccessibleName(f"Attendance. {self.spoken}")
        self.setAccessibleDescription(f"{self.room.text()}. {self.rule.text()}")

    def _show_counts(self, roll: RollCall) -> None:
        _empty(self.counts)
        found = roll.counts
        for row, (words, came, of) in enumerate(
            (
                ("Seats attended", found.seats_attended, found.seats),
                ("Agencies attended", found.agencies_attended, found.agencies),
                ("Members in person", found.members_in_person, found.members),
            )
        ):
            number = subheading(f"{came} of {of}")
            number.setWordWrap(False)
            self.counts.addWidget(body(words), row, 0)
            self.counts.addWidget(number, row, 1)
        if found.seats_not_recorded:
            left = small(f"{count(found.seats_not_recorded, 'seat')} not yet recorded")
            self.counts.addWidget(left, 3, 0, 1, 2)


def _in_the_room(roll: RollCall) -> str:
    codes = [Code(row.code) for row in roll.rows]
    parts = [
        f"{sum(code in _CAME - REMOTE for code in codes)} in the room",
        f"{sum(code in REMOTE for code in codes)} online",
        f"{sum(code in (Code.APOLOGIES, Code.DEPUTY_SENT) for code in codes)} apologies",
    ]
    return " · ".join(parts)


def _agency(name: str, who: str, *, here: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    row.addWidget(IconLabel("check" if here else "cross", "good" if here else "bad", 14))
    label = body(name) if here else text_label(name, "strong", tone="bad")
    row.addWidget(label, 1)
    said = QLabel(who if here else "not represented")
    said.setProperty("role", "small")
    said.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    row.addWidget(said)
    return made


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
