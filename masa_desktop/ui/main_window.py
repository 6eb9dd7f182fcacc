"""The one window: it shows a screen (first run, door or shell), and remembers size and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from masa_desktop.ui.menus import AltAlone
from masa_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QShowEvent

    from masa_desktop.ui.preferences import Preferences

SMALLEST = (640, 360)
_USUAL = (1280, 720)


class MainWindow(QMainWindow):
    shown = Signal()
    """The window stands on the screen; its native window can be watched."""

    closed = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._alt = AltAlone(self)
        self._alt.pressed.connect(self._show_menu)
        self.setMinimumSize(*SMALLEST)
        self.resize(*_USUAL)
        kept = preferences.settings.window
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        self.setWindowTitle("MASA Desktop")

    @property
    def screen_shown(self) -> QWidget | None:
        return self.centralWidget()

    @property
    def shell(self) -> Shell | None:
        """The open office; None while it is locked or not yet made."""
        screen = self.centralWidget()
        return screen if isinstance(screen, Shell) else None

    def show_screen(self, screen: QWidget) -> None:
        """Replace the whole window's content; the screen before it is gone."""
        self.setCentralWidget(screen)
        if hasattr(screen, "take_focus"):
            screen.take_focus()
        if isinstance(screen, Shell):
            screen.retitled.connect(self.say_title)
            screen.full_screen_wanted.connect(self._full_screen)
            screen.close_wanted.connect(self.close)
            self.say_title(str(getattr(screen.page, "title", "")))
        else:
            self.setWindowTitle(_title(str(getattr(screen, "title", ""))))

    def say_title(self, page: str) -> None:
        shell = self.shell
        self.setWindowTitle(_title(page, shell.office if shell else ""))

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # should what is typed not be kept, the window stays
        if self.shell is not None:
            self.shell.flush()
        self._preferences.change(window=bytes(self.saveGeometry().toBase64().data()).decode())
        event.accept()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self._alt)
        self.shown.emit()

    def _show_menu(self) -> None:
        if self.shell is not None:
            self.shell.menu_bar.reveal()

    def _full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()


def _title(*parts: str) -> str:
    return " – ".join([part for part in parts if part] + ["MASA Desktop"])
