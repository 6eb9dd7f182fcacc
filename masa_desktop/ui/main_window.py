"""The one window: it shows a screen (first run, door or shell), and remembers size and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from masa_desktop.ui.menus import AltAlone
from masa_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QScreen, QShowEvent

    from masa_desktop.ui.preferences import Preferences
    from masa_desktop.ui.sleep import SleepWatch

SMALLEST = QSize(640, 360)
_USUAL = QSize(1280, 720)
_FRAME = QSize(16, 40)
"""What title bar and edges take, allowed for before there are any to measure."""


class MainWindow(QMainWindow):
    shown = Signal()
    """The window stands on the screen; its native window can be watched."""

    closed = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences, self._is_watched = preferences, False
        self.sleep_watch: SleepWatch | None = None
        self._alt = AltAlone(self)
        self._alt.pressed.connect(self._show_menu)
        self.resize(_USUAL)
        kept = preferences.settings.window
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        self.setGeometry(placed(self.geometry(), self.screen().availableGeometry()))
        self._keep_on(self.screen())
        self.setWindowTitle("MASA Desktop")

    @property
    def screen_shown(self) -> QWidget | None:
        return self.centralWidget()

    @property
    def shell(self) -> Shell | None:
        """The open office; None while it is locked or not yet made."""
        screen = self.centralWidget()
        return screen if isinstance(screen, Shell) else None

    def appear(self) -> None:
        """Show it for the first time: a screen without room for its usual size is filled."""
        if not self._preferences.settings.window and self.size() != _USUAL:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.show()

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

    def flush(self) -> None:
        """Commit what is typed. Raises UserError if it is refused."""
        if self.shell is not None:
            self.shell.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # should what is typed not be kept, the window stays
        self.flush()
        self._preferences.change(window=bytes(self.saveGeometry().toBase64().data()).decode())
        event.accept()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self._alt)
        if not self._is_watched:
            self._is_watched = True
            self.windowHandle().screenChanged.connect(self._keep_on)
        self.shown.emit()

    def _keep_on(self, screen: QScreen) -> None:
        """Neither the window nor the least it may be is larger than this screen has room for."""
        room = screen.availableGeometry().size() - _FRAME
        self.setMinimumSize(SMALLEST.boundedTo(room))
        if not self.isMaximized() and not self.isFullScreen():
            self.resize(self.size().boundedTo(room))

    def _show_menu(self) -> None:
        if self.shell is not None:
            self.shell.menu_bar.reveal()

    def _full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()


def placed(wanted: QRect, room: QRect) -> QRect:
    """`wanted`, without its frame, made smaller and moved as far as it takes to fit `room`."""
    inside = QRect(
        room.x() + _FRAME.width() // 2,
        room.y() + _FRAME.height() - _FRAME.width() // 2,
        room.width() - _FRAME.width(),
        room.height() - _FRAME.height(),
    )
    size = wanted.size().boundedTo(inside.size())
    return QRect(
        min(max(wanted.x(), inside.x()), inside.right() + 1 - size.width()),
        min(max(wanted.y(), inside.y()), inside.bottom() + 1 - size.height()),
        size.width(),
        size.height(),
    )


def _title(*parts: str) -> str:
    return " – ".join([part for part in parts if part] + ["MASA Desktop"])
