"""The box at the foot of the minutes: one line, read by the same rules as in the minutes.

Enter adds it at the end of the item; what is refused or half stays in the box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from masa_desktop.domain import phrases
from masa_desktop.domain.given import Given
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import drafts
from masa_desktop.ui import icons, theme
from masa_desktop.ui.capture_line import LineCapture
from masa_desktop.ui.minute_keeping import PAUSE_MS

if TYPE_CHECKING:
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.capture_line import Insert
    from masa_desktop.ui.capture_popup import CapturePopup

_K = Qt.Key
_HINT = "Quick entry: /a action, /d decision, /n house phrase, /p private, /out OP, /in MT"
_KEPT, _AROUND = 50, 60
_LONGEST = 1_000_000
"""Characters: a box cuts off what is longer without a word."""


class QuickEntry(QLineEdit):
    """The up arrow brings back the lines entered here before, the last one first."""

    def __init__(self, bridge: Bridge, insert: Insert) -> None:
        super().__init__()
        self.setPlaceholderText(_HINT)
        self.setMaxLength(_LONGEST)
        self.setAccessibleName("Quick entry")
        self.setAccessibleDescription(_HINT)
        self.plus = self.addAction(
            icons.icon("plus", "accent"), self.ActionPosition.LeadingPosition
        )
        icons.dress(self.plus, "plus", "accent")
        self._insert, self._bridge = insert, bridge
        self._item_id = self._kept = ""  # the item the line is for, and what is on disk of it
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self._before: list[str] = []
        self._back = 0
        self._is_plain = False
        self._window: object = None
        self.line = LineCapture(self, self, bridge, insert)
        self.textChanged.connect(self._on_text)
        self.line.left.connect(self._leave_plain)
        self.line.saved.connect(self._on_saved)

    @property
    def whole(self) -> int:
        """How many pixels wide it must be for all of its hint."""
        return self.fontMetrics().horizontalAdvance(_HINT) + theme.px(_AROUND)

    @property
    def popup(self) -> CapturePopup:
        return self.line.popup

    def show_item(self, meeting_id: str, item_id: str) -> None:
        """Lines are for this item from now on. A line begun stays with the item it is for."""
        self.keep()
        if item_id != self._item_id:
            self._item_id = item_id
            self._kept = self._bridge.workspace.ask(drafts.kept, item_id)
            self.setText(self._kept)
        self.line.show_item(meeting_id, item_id)
        self._on_text(self.text())

    def keep(self) -> None:
        """Commit a line begun and not yet entered, so that no lock and no kill loses it."""
        self._pause.stop()
        text, workspace = self.text(), self._bridge.workspace
        if self._item_id and text != self._kept and not workspace.read_only:
            workspace.keep(drafts.keep, self._item_id, text)
            self._kept = text

    def put(self, text: str, caret: int) -> None:
        self.setText(text)
        self.setSelection(caret, phrases.gap_at(text, caret) - caret)

    def anchor(self) -> QRect:
        if not self.hasFocus():
            return QRect()
        return QRect(self.mapToGlobal(QPoint(0, 0)), self.size())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self.line.claims(event):
                event.accept()
                return True
            is_tab = event.type() == QEvent.Type.KeyPress and event.key() == _K.Key_Tab
            if is_tab and self.line.key(event):
                event.accept()
                return True
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.popup.hide()
            self.keep()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show):
            self.setMinimumHeight(self.sizeHint().height())  # the style's own is for usual text
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.Move, QEvent.Type.Resize):
            QTimer.singleShot(0, self, self.line.follow_place)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.line.key(event):
            event.accept()
        elif event.key() in (_K.Key_Return, _K.Key_Enter):
            self._enter()
        elif event.key() in (_K.Key_Up, _K.Key_Down):
            self._recall(1 if event.key() == _K.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        if not text.lstrip().startswith("/"):
            self._is_plain = False
        self.line.read("" if self._is_plain else text)
        self._pause.start()

    def _leave_plain(self) -> None:
        self._is_plain = True

    def _enter(self) -> None:
        """Plain text becomes a note. Two slashes stand for one that is no command."""
        typed = self.text().strip()
        if typed:
            self._insert(
                EntryKind.NOTE, typed.removeprefix("/") if typed[:2] == "//" else typed, Given()
            )
            self._on_saved(typed)

    def _on_saved(self, line: str) -> None:
        self._before = [*self._before, line][-_KEPT:]
        self._back = 0
        self.clear()
        self.keep()

    def _recall(self, steps: int) -> None:
        back = min(max(self._back + steps, 0), len(self._before))
        if back != self._back:
            self._back = back
            self.setText(self._before[-back] if back else "")
