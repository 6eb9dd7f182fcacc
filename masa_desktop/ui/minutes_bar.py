"""The tools over the minutes: bold, italic, list, the kinds of entry, and when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from masa_desktop.domain.capture_words import Command, command_label
from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.ui import icons, theme
from masa_desktop.ui.parts import ground, line
from masa_desktop.ui.saving import SavedSign

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from masa_desktop.ui.saving import Saving

PHRASE = "phrase"
_KINDS = (
    (EntryKind.ACTION.value, "Action", "actions", "action", "/a", "Ctrl+Shift+A"),
    (EntryKind.DECISION.value, "Decision", "decision", "decision", "/d", "Ctrl+Shift+D"),
    (EntryKind.PRIVATE.value, "Private", "private", "private", "/p", "Ctrl+Shift+J"),
    (PHRASE, "Phrase", "edit", "text2", "/n", ""),
)
_WHOLE = {
    "Private": entry_label(EntryKind.PRIVATE),
    "Phrase": command_label(Command.PHRASE),
}
"""The name of what is called by one word where room is short."""

_BESIDE = 48
_WITH_KEYS, _WITH_WORDS, _WITH_ICONS = range(3)


class MinutesBar(QWidget):
    kind_chosen = Signal(str)
    """An EntryKind's value, or PHRASE."""

    def __init__(self, saving: Saving) -> None:
        super().__init__()
        ground(self, "surface2")
        self.bold = _tool("B", "Bold", "Ctrl+B")
        self.italic = _tool("I", "Italic", "Ctrl+I")
        self.list = _tool("• List", "List", "Ctrl+Shift+L")
        self.kinds = {key: _kind(*rest) for key, *rest in _KINDS}
        self.saved = SavedSign(saving)
        for key, made in self.kinds.items():
            made.clicked.connect(lambda _=False, key=key: self.kind_chosen.emit(key))
        self._lay_out()
        theme.look.changed.connect(self._dress)
        saving.stood.connect(self._fit)
        self._dress()

    def lock(self, *, locked: bool) -> None:
        for tool in (self.bold, self.italic, self.list, *self.kinds.values()):
            tool.setEnabled(not locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(100, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Say as much as there is room for: kind and key, the kind alone, or icons."""
        room = self.width() - self.saved.sizeHint().width() - _BESIDE
        for look in (_WITH_KEYS, _WITH_WORDS, _WITH_ICONS):
            self._label(look)
            tools = (self.bold, self.italic, self.list, *self.kinds.values())
            if sum(tool.sizeHint().width() + 4 for tool in tools) <= room:
                return

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 16, 5)
        row.setSpacing(4)
        for tool in (self.bold, self.italic, self.list):
            row.addWidget(tool)
        row.addWidget(line(vertical=True))
        for made in self.kinds.values():
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.saved)

    def _label(self, look: int) -> None:
        styles = Qt.ToolButtonStyle
        for key, words, _, _, slash, _ in _KINDS:
            made = self.kinds[key]
            made.setText(f"{words}  {slash}" if look == _WITH_KEYS else words)
            made.setToolButtonStyle(
                styles.ToolButtonIconOnly
                if look == _WITH_ICONS
                else styles.ToolButtonTextBesideIcon
            )

    def _dress(self) -> None:
        strong, slanted = theme.font("strong"), theme.font("body")
        slanted.setItalic(True)
        self.bold.setFont(strong)
        self.italic.setFont(slanted)


def _tool(words: str, name: str, keys: str) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setAutoRaise(True)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({keys})")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def _kind(words: str, icon: str, tone: str, slash: str, keys: str) -> QToolButton:
    name = _WHOLE.get(words, words)
    made = _tool(words, name, ", ".join(part for part in (slash, keys) if part))
    icons.dress(made, icon, tone)
    return made
