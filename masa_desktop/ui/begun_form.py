"""A form that loses nothing: what is typed is kept on this laptop until it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from masa_desktop.domain.words import short_date
from masa_desktop.services import drafts
from masa_desktop.ui.date_entry import DayEntry
from masa_desktop.ui.in_place_form import InPlaceForm
from masa_desktop.ui.parts import Field

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from masa_desktop.ui.bridge import Bridge

_PAUSE_MS = 700


class BegunForm(InPlaceForm):
    """What is typed is kept as it is typed; it is there again when the form opens the next time."""

    kept = Signal()
    """What is begun may have changed."""

    def __init__(self, heading: str, saves: str, bridge: Bridge) -> None:
        super().__init__(heading, saves)
        self._bridge, self._key = bridge, ""
        self._fields: dict[str, Field | QCheckBox] = {}
        self._fresh: dict[str, str] = {}
        self._first_field: QWidget = self.save_button
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    @property
    def first(self) -> QWidget:
        """Where F6 goes."""
        return self._first_field

    @property
    def key(self) -> str:
        """Of what is open here, as in `drafts`; "" while it is not."""
        return "" if self.isHidden() else self._key

    def follow(self, **fields: Field | QCheckBox) -> None:
        """These are the fields whose typing is kept."""
        self._fields = fields
        for field in fields.values():
            _changed(_input(field)).connect(self._pause.start)

    def open_begun(self, key: str, first: QWidget) -> None:
        """Open it as it is filled now, but for what was typed in it before."""
        self._key, self._first_field = key, first
        self._fresh = self._typed()
        begun = self._bridge.workspace.ask(drafts.kept_fields, key)
        for name in begun.keys() & self._fields.keys():
            _fill(self._fields[name], begun[name])
        self._pause.stop()
        self.open_form(first)
        self.kept.emit()

    def keep(self) -> None:
        """Keep what is typed, so that neither another page nor a kill loses it."""
        self._pause.stop()
        if not self.isHidden() and not self._bridge.workspace.read_only:
            typed = self._typed()
            is_begun = typed != self._fresh
            begun = {name: text for name, text in typed.items() if self._says(name, text)}
            self._bridge.workspace.keep(drafts.keep_fields, self._key, begun if is_begun else {})
            self.kept.emit()

    def put_away(self) -> None:
        """Make room for another; what is typed comes back with the form."""
        self.keep()
        self.hide()
        self.kept.emit()

    def close_form(self) -> None:
        self._pause.stop()
        if not self.isHidden() and not self._bridge.workspace.read_only:
            self._bridge.workspace.keep(drafts.keep_fields, self._key, {})
        super().close_form()
        self.kept.emit()

    def _says(self, name: str, text: str) -> bool:
        """A day nobody touched is not kept: it would be yesterday's today."""
        return text != self._fresh[name] or not isinstance(self._fields[name], DayEntry)

    def _typed(self) -> dict[str, str]:
        return {name: _typed(field) for name, field in self._fields.items()}


def _typed(field: Field | QCheckBox) -> str:
    """What is typed; a day that can be read as that day: "yesterday" is another one tomorrow."""
    if isinstance(field, DayEntry) and field.day is not None:
        return short_date(field.day)
    return _text(_input(field))


def _input(field: Field | QCheckBox) -> QWidget:
    return field.input if isinstance(field, Field) else field


def _changed(edit: QWidget) -> SignalInstance:
    if isinstance(edit, QComboBox):
        return edit.editTextChanged if edit.isEditable() else edit.currentIndexChanged
    if isinstance(edit, QCheckBox):
        return edit.toggled
    assert isinstance(edit, QLineEdit | QPlainTextEdit)
    return edit.textChanged


def _text(edit: QWidget) -> str:
    if isinstance(edit, QComboBox):
        return edit.currentText() if edit.isEditable() else str(edit.currentData())
    if isinstance(edit, QCheckBox):
        return "yes" if edit.isChecked() else ""
    if isinstance(edit, QPlainTextEdit):
        return edit.toPlainText()
    return edit.text() if isinstance(edit, QLineEdit) else ""


def _fill(field: Field | QCheckBox, text: str) -> None:
    edit = _input(field)
    if isinstance(edit, QComboBox) and edit.isEditable():
        edit.setEditText(text)
    elif isinstance(edit, QComboBox):
        edit.setCurrentIndex(max(edit.findData(text), 0))
    elif isinstance(edit, QCheckBox):
        edit.setChecked(bool(text))
    elif isinstance(edit, QPlainTextEdit):
        edit.setPlainText(text)
    elif isinstance(edit, QLineEdit):
        edit.setText(text)
    if isinstance(field, DayEntry) and text.strip():
        field.check()
