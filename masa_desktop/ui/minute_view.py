"""The minutes on the screen: painting, measure, clipboard and drag, over a document of records."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragLeaveEvent, QPainter
from PySide6.QtWidgets import QTextEdit

from masa_desktop.ui import minute_blocks, minute_clipboard, theme
from masa_desktop.ui.minute_acts import MinuteActs

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDropEvent, QFocusEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget


class MinuteView(QTextEdit):
    """What a text edit does of itself, held to our rules; the editor adds keys and lines."""

    def __init__(self, parent: QWidget | None, new_id: Callable[[], str]) -> None:
        super().__init__(parent)
        self.acts = MinuteActs(self, new_id)
        self.minutes = self.acts.document
        self.token, self.cut_token = uuid4().hex, ""
        self.setProperty("bare", "true")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.acts.on_text_changed)
        theme.look.changed.connect(self._restyle)

    def renew_token(self) -> None:
        """Other minutes are shown: what was copied before no longer knows its records here."""
        self.token = uuid4().hex

    def createMimeDataFromSelection(self) -> QMimeData:
        taken, marked = (
            minute_clipboard.chosen_parts(
                self.minutes.paragraphs, self.acts.taken(is_beyond=is_beyond)
            )
            for is_beyond in (False, True)
        )
        protected = self.textCursor().selection().toPlainText()
        if protected.strip() and not any(part.text or not part.is_note for part in taken):
            made = QMimeData()
            made.setText(protected)
            return made
        return minute_clipboard.to_mime(taken, marked, shown=self.minutes.shown, token=self.token)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml() or source.hasFormat(minute_clipboard.OURS)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.isReadOnly():
            return
        parts, token = minute_clipboard.from_mime(source)
        with self.acts.working(is_group=True):
            self.acts.paste(parts, keep_ids=token in (self.token, self.cut_token or self.token))
        if token == self.cut_token:
            self.cut_token = ""

    def dropEvent(self, event: QDropEvent) -> None:
        """Dragged within the minutes, words move; a copy comes in from elsewhere."""
        if self.isReadOnly() or not self.canInsertFromMimeData(event.mimeData()):
            event.ignore()
            return
        at = self.minutes.spot(self.cursorForPosition(event.position().toPoint()).position())
        is_move = event.source() in (self, self.viewport())
        is_move = is_move and event.proposedAction() == Qt.DropAction.MoveAction
        parts, token = minute_clipboard.from_mime(event.mimeData())
        with self.acts.working(is_group=True):
            self.acts.drop(parts, at, is_move=is_move, keep_ids=token == self.token)
        super().dragLeaveEvent(QDragLeaveEvent())
        # The mover has taken its words away itself: Qt must not do so again.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.minutes.history.pause()
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.minutes.history.pause()
        super().focusOutEvent(event)

    def keep_room_below(self) -> None:
        """Scroll so far that the line with the caret does not stand at the lower edge."""
        low = self.cursorRect().bottom() + minute_blocks.bottom_margin() * 3 // 4
        beyond = low - self.viewport().height()
        if beyond > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + beyond)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        minute_blocks.paint(self, painter)
        painter.end()
        super().paintEvent(event)

    def _restyle(self) -> None:
        with self.acts.working():
            self.minutes.restyle()
        self._set_margins()

    def _set_margins(self) -> None:
        side = theme.px(22)
        room = self.viewport().width() - side
        widest = theme.px(minute_blocks.WIDEST)
        self.minutes.set_measure(min(room - side, widest))
        self.minutes.set_margins(side, max(room - widest, side))
