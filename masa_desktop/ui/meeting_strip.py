"""A meeting in a list: what each cell says of it, how it is spoken, and the strip of commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from masa_desktop.domain.meetings import MeetingStatus, status_label
from masa_desktop.domain.words import WEEKDAYS, clock_time, long_date, short_date
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import body, button, ground, line, small, subheading

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.meetings import MeetingRow

_TONES = {
    MeetingStatus.CONFIRMED: ("good", "check"),
    MeetingStatus.HELD: ("good", "check"),
    MeetingStatus.HELD_INQUORATE: ("bad", "warn"),
    MeetingStatus.CANCELLED: ("bad", "cross"),
    MeetingStatus.POSTPONED: ("warn", "clock"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """A status to set: as the menu says it, as the toast says it is done, and what it is for."""

    status: MeetingStatus
    words: str
    done: str
    why: str = ""


DEEDS = (
    Deed(MeetingStatus.CONFIRMED, "Confirm", "Meeting confirmed"),
    Deed(MeetingStatus.POSTPONED, "Postpone", "Meeting postponed"),
    Deed(MeetingStatus.CANCELLED, "Cancel meeting", "Meeting cancelled"),
    Deed(MeetingStatus.PLANNED, "Back to planned", "Meeting planned again"),
)


_NOT_HELD = Deed(
    MeetingStatus.PLANNED,
    "Not held after all",
    "Meeting planned again",
    "For a meeting recorded as held by mistake. What is minuted stays.",
)


def deeds_for(status: MeetingStatus) -> tuple[Deed, ...]:
    """What can be done with a meeting; one that was held can only turn out not to have been."""
    if status in (MeetingStatus.HELD, MeetingStatus.HELD_INQUORATE):
        return (_NOT_HELD,)
    return tuple(deed for deed in DEEDS if deed.status is not status)


class MeetingStrip(QWidget):
    """The selected meeting in words, and what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self._tall = True
        ground(self, "surface2")
        self.heading, self.words, self.why = subheading(), body(), small()
        self.open_button = button("Open meeting")
        self.remove_button = button("Remove", compact=False)
        self.status_buttons = {deed.status: button(deed.words) for deed in DEEDS}
        words = QVBoxLayout()
        words.setSpacing(1)
        for part in (self.heading, self.words, self.why):
            words.addWidget(part)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8, row_gap=6)
        for made in (self.open_button, *self.status_buttons.values(), self.remove_button):
            flow.addWidget(made)
        inside = QVBoxLayout()
        inside.setContentsMargins(14, 10, 14, 12)
        inside.setSpacing(8)
        inside.addLayout(words)
        inside.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addLayout(inside)

    def fit(self, *, tall: bool) -> None:
        """In a low window the list has the room; the menu has the same commands."""
        self._tall = tall

    def show_meeting(self, row: MeetingRow | None, today: date) -> None:
        self.setVisible(row is not None and self._tall)
        if row is None:
            return
        times = times_words(row)
        when = f"{long_date(row.on)}{', ' if times != _NO_TIME else ''}"
        when += times if times != _NO_TIME else " · no time set"
        passed = " · in the past" if row.on < today else ""
        passed = " · in progress" if row.is_running else passed
        self.open_button.setText("Carry on" if row.is_running else "Open meeting")
        self.heading.setText(f"{row.group}, {when}")
        self.words.setText(f"{row.ref} · chair: {row.chair}{passed}")
        self.why.setText(row.why_moved)
        self.why.setVisible(bool(row.why_moved))
        offered = {deed.status: deed for deed in deeds_for(row.status)}
        for status, made in self.status_buttons.items():
            made.setVisible(status in offered)
            if status in offered:
                made.setText(offered[status].words)
                made.setToolTip(offered[status].why)
            made.setAccessibleName(f"{made.text()}, {row.ref}")


_NO_TIME = "no time set"


def day_words(row: MeetingRow) -> str:
    return f"{WEEKDAYS[row.on.weekday()][:3]} {short_date(row.on)}"


def times_words(row: MeetingRow) -> str:
    times = [clock_time(at) for at in (row.starts_at, row.ends_at) if at is not None]
    return " to ".join(times) or _NO_TIME


def under(row: MeetingRow) -> str:
    return " · ".join(part for part in (row.ref, row.why_moved) if part)


def venue_tone(row: MeetingRow) -> str:
    return "" if row.venue else "text3"


def chair_tone(row: MeetingRow) -> str:
    return "warn" if row.chair == "Order to be agreed" else ""


def state_words(row: MeetingRow) -> str:
    return "In progress" if row.is_running else status_label(row.status)


def tone(row: MeetingRow) -> str:
    if row.is_running:
        return "accent"
    return _TONES.get(row.status, ("text2", ""))[0]


def icon(row: MeetingRow) -> str:
    if row.is_running:
        return "clock"
    return _TONES.get(row.status, ("", "planner"))[1]


def spoken(row: MeetingRow) -> str:
    parts = (
        f"{row.group}, {long_date(row.on)}",
        times_words(row),
        row.ref,
        row.venue or "no venue yet",
        f"chair: {row.chair}",
        state_words(row),
        row.why_moved,
    )
    return ", ".join(part for part in parts if part)
