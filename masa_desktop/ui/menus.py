"""The complete menu bar, out of sight until Alt or F10 asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from masa_desktop.ui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction, QFocusEvent
    from PySide6.QtWidgets import QWidget


class ShyMenuBar(QMenuBar):
    def __init__(
        self,
        actions: Mapping[str, QAction],
        pages: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Menu bar")
        self.setNativeMenuBar(False)
        self._came_from: QWidget | None = None
        self._menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.key in actions:
                self._menu(command.menu, pages).addAction(actions[command.key])
        self.hide()

    def reveal(self) -> None:
        """Show the bar with its first menu chosen; Esc or choosing hides it again."""
        self._came_from = QApplication.focusWidget()
        self.show()
        self.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self.setActiveAction(self.actions()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Alt, Qt.Key.Key_F10):
            self._leave()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QTimer.singleShot(0, self, self._hide_if_idle)

    def _menu(self, words: str, pages: Sequence[QAction]) -> QMenu:
        if words not in self._menus:
            self._menus[words] = self.addMenu(words)
            self._menus[words].aboutToHide.connect(self._later)
            if words == "&Go":
                self._menus[words].addActions(list(pages))
                self._menus[words].addSeparator()
        return self._menus[words]

    def _later(self) -> None:
        QTimer.singleShot(0, self, self._hide_if_idle)

    def _hide_if_idle(self) -> None:
        if not self.hasFocus() and QApplication.activePopupWidget() is None:
            self.hide()

    def _leave(self) -> None:
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus()


class AltAlone(QObject):
    """Put on a window: tells when Alt was pressed and let go with no other key between."""

    pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._alone = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            is_alt = event.key() == Qt.Key.Key_Alt
            if event.type() == QEvent.Type.KeyRelease:
                if is_alt and self._alone:
                    self.pressed.emit()
                self._alone = False
            else:
                self._alone = is_alt
        return super().eventFilter(watched, event)
