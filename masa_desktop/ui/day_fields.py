"""Days and times typed into fields: read, and what cannot be understood said under the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from masa_desktop.domain import due_text
from masa_desktop.domain.date_text import time_typed
from masa_desktop.services import holidays

if TYPE_CHECKING:
    from datetime import date, time

    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.parts import Field


def reading(field: Field, bridge: Bridge) -> due_text.Reading:
    """How the day in the field is understood."""
    calendar = bridge.workspace.ask(holidays.calendar)
    return due_text.read_day(_text(field), bridge.today(), calendar)


def day_in(field: Field, bridge: Bridge) -> date | None:
    """The day in the field; None, and the field says why, if it cannot be understood."""
    found = reading(field, bridge)
    if found.problem:
        field.wrong(found.problem, found.example)
        return None
    field.right()
    return found.on


def time_in(field: Field) -> time | str | None:
    """The time in the field, None if it is empty; a sentence, shown too, if it is no time."""
    found = time_typed(_text(field)) or due_text.read_time(_text(field))
    if isinstance(found, str):
        field.wrong(found, "For example 09:30.")
    else:
        field.right()
    return found


def weekday_words(field: Field, bridge: Bridge) -> str:
    """The day in words, and whether nobody works on it."""
    found = reading(field, bridge)
    note = ": not a working day" if found.not_worked else ""
    named = found.not_worked and found.not_worked not in found.words
    return f"{found.words}{f', {found.not_worked}' if named else ''}{note}"


def _text(field: Field) -> str:
    edit = field.input
    return edit.text() if isinstance(edit, QLineEdit) else ""
