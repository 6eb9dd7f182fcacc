"""A passphrase field that can be shown and pasted into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from masa_desktop.ui import theme
from masa_desktop.ui.parts import Field, link

_HIDDEN, _SHOWN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal

_KEYS_OF_BUTTONS = (
    Qt.Key.Key_Space,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
)


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
        self._is_typing = False
        self.show_it.installEventFilter(self)
        self.show_it.clicked.connect(self._turn)
        theme.look.changed.connect(self._fit)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is typed while the focus is on Show goes nowhere, not into the field around it.

        Nor does a space between typed words press it, which would show the passphrase.
        """
        if event.type() == QEvent.Type.FocusIn:
            self._is_typing = False
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_typed = bool(event.text()) and event.key() not in _KEYS_OF_BUTTONS
            self._is_typing = self._is_typing or is_typed
            is_space = event.key() == Qt.Key.Key_Space and self._is_typing
            return is_typed or is_space or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.input.setTextMargins(0, 0, theme.px(52), 0)

    def _turn(self) -> None:
        hidden = self.input.echoMode() == _HIDDEN
        self.input.setEchoMode(_SHOWN if hidden else _HIDDEN)
        self.show_it.setText("Hide" if hidden else "Show")
        word = "Hide" if hidden else "Show"
        self.show_it.setAccessibleName(f"{word} {self.label.text().lower()}")
