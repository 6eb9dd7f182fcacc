"""A passphrase field that can be shown and pasted into."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from masa_desktop.ui.parts import Field, link

_HIDDEN, _SHOWN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal


class SecretField(Field):
    input: QLineEdit

    def __init__(self, label: str, hint: str = "") -> None:
        entry = QLineEdit(echoMode=_HIDDEN)
        super().__init__(label, entry, hint)
        self.show_it = link("Show")
        self.show_it.setAccessibleName(f"Show {label.lower()}")
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignVCenter)
        entry.setTextMargins(0, 0, 52, 0)
        self.show_it.clicked.connect(self._turn)

    def _turn(self) -> None:
        hidden = self.input.echoMode() == _HIDDEN
        self.input.setEchoMode(_SHOWN if hidden else _HIDDEN)
        self.show_it.setText("Hide" if hidden else "Show")
        word = "Hide" if hidden else "Show"
        self.show_it.setAccessibleName(f"{word} {self.label.text().lower()}")
