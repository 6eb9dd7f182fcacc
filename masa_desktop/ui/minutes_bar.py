"""The tools over the minutes: bold, italic, list, the kinds of entry, and when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.ui import icons, theme
from masa_desktop.ui.parts import IconLabel, ground, line, mark, small
from masa_desktop.ui.status_bar import local_time

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

PHRASE = "phrase"
_KINDS = (
    (EntryKind.ACTION.value, "Action", "actions", "action", "/a", "Ctrl+Shift+A"),
    (EntryKind.DECISION.value, "Decision", "decision", "decision", "/d", "Ctrl+Shift+D"),
    (EntryKind.PRIVATE.value, "Private", "private", "private", "/p", "Ctrl+Shift+J"),
    (PHRASE, "Phrase", "edit", "text2", "/n", ""),
)
_LATE_S = 3
_BESIDE = 48
_WITH_KEYS, _WITH_WORDS, _WITH_ICONS = range(3)


class MinutesBar(QWidget):
    kind_chosen = Signal(str)
    """An EntryKind's value, or PHRASE."""

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface2")
        self.bold = _tool("B", "Bold", "Ctrl+B")
        self.italic = _tool("I", "Italic", "Ctrl+I")
        self.list = _tool("• List", "List", "Ctrl+Shift+L")
        self.kinds = {key: _kind(*rest) for key, *rest in _KINDS}
        self.saved_icon, self.saved = IconLabel("saved", "text3", 14), small("")
        self.saved.setWordWrap(False)
        self._unsaved_for = 0
        self._late = QTimer(self, interval=_LATE_S * 1000)
        self._late.timeout.connect(self._say_late)
        for key, made in self.kinds.items():
            made.clicked.connect(lambda _=False, key=key: self.kind_chosen.emit(key))
        self._lay_out()
        theme.look.changed.connect(self._dress)
        self._dress()

    def say_waiting(self) -> None:
        """There is text that is not on disk yet; amber once it takes long."""
        if not self._late.isActive():
            self._unsaved_for = 0
            self._late.start()
            self._say("clock", "text3", "quiet", "Not saved yet")

    def say_saved(self, at: datetime | None) -> None:
        """The time of the last commit; None if nothing was written in this session."""
        self._late.stop()
        words = f"Saved {local_time(at)}" if at else "No changes yet"
        self._say("saved", "good" if at else "text3", "good" if at else "quiet", words)
        self._fit()

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
        row.addWidget(self.saved_icon)
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

    def _say_late(self) -> None:
        self._unsaved_for += _LATE_S
        self._say("warn", "warn", "warn", f"Not saved for {self._unsaved_for} s")

    def _say(self, icon: str, tone: str, words_tone: str, words: str) -> None:
        self.saved_icon.show_icon(icon, tone)
        mark(self.saved, "tone", words_tone)
        self.saved.setText(words)


def _tool(words: str, name: str, keys: str) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setAutoRaise(True)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({keys})")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def _kind(words: str, icon: str, tone: str, slash: str, keys: str) -> QToolButton:
    name = entry_label(EntryKind.PRIVATE) if words == "Private" else words
    made = _tool(words, name, ", ".join(part for part in (slash, keys) if part))
    icons.dress(made, icon, tone)
    made.setIconSize(QSize(16, 16))
    return made
