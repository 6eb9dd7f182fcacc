"""A page of the rail with tabs: one pane under each, made when first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from masa_desktop.ui.parts import PageHeader, ground, line, tab_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs


class TabPane(Protocol):
    """What a tab holds. `buttons` go into the header of the page while its tab is in view.

    `context` is the line under the title; `retitled` says that it has changed. `navigate` goes to
    another page, as a page's own does.
    """

    context: str
    buttons: Sequence[QWidget]
    navigate: Signal
    retitled: Signal

    def open_record(self, record_id: str) -> bool: ...

    def keys(self) -> list[tuple[str, str]]: ...

    def flush(self) -> None: ...

    def panes(self) -> list[tuple[str, QWidget]]: ...


Tab = tuple[str, "Callable[[Bridge, Jobs], QWidget]"]
"""The words of a tab, and its pane."""


class TabbedPage(QWidget):
    """Title, tabs and the pane of the tab in view. Panes are `TabPane`s."""

    navigate = Signal(str, str)
    retitled = Signal()

    def __init__(self, title: str, tabs: Sequence[Tab], bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        ground(self, "bg")
        self.title, self.context = title, ""
        self._makers = [maker for _, maker in tabs]
        self._made: dict[int, QWidget] = {}
        self._bridge, self._jobs = bridge, jobs
        self.header, self.stack = PageHeader(title), QStackedWidget()
        self.tabs = tab_bar(f"Parts of {title}", [words for words, _ in tabs])
        beside = QHBoxLayout()
        beside.setContentsMargins(8, 0, 14, 0)
        beside.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(beside)
        column.addWidget(line())
        column.addWidget(self.stack, 1)
        self.tabs.setVisible(len(tabs) > 1)
        self.tabs.currentChanged.connect(self._show)
        self._show(0)

    @property
    def pane(self) -> QWidget:
        """The pane in view."""
        return self._pane(self.tabs.currentIndex())

    def open_record(self, record_id: str) -> None:
        """Open the first tab that knows this record."""
        for number in range(self.tabs.count()):
            if self._pane(number).open_record(record_id):  # type: ignore[attr-defined]  # TabPane
                self.tabs.setCurrentIndex(number)
                return

    def keys(self) -> list[tuple[str, str]]:
        own: list[tuple[str, str]] = self.pane.keys()  # type: ignore[attr-defined]  # TabPane
        return own

    def flush(self) -> None:
        """Commit whatever is typed in the pane in view."""
        self.pane.flush()  # type: ignore[attr-defined]  # TabPane

    def panes(self) -> list[tuple[str, QWidget]]:
        own: list[tuple[str, QWidget]] = self.pane.panes()  # type: ignore[attr-defined]  # TabPane
        return [*own, (self.tabs.accessibleName(), self.tabs)] if self.tabs.count() > 1 else own

    def _pane(self, number: int) -> QWidget:
        if number not in self._made:
            pane = self._makers[number](self._bridge, self._jobs)
            pane.navigate.connect(self.navigate)  # type: ignore[attr-defined]  # TabPane
            pane.retitled.connect(self._say)  # type: ignore[attr-defined]  # TabPane
            for made in pane.buttons:  # type: ignore[attr-defined]  # TabPane
                self.header.buttons.addWidget(made)
            self._made[number] = pane
            self.stack.addWidget(pane)
        return self._made[number]

    def _show(self, number: int) -> None:
        before = self.stack.currentWidget()
        if before is not None:
            before.flush()  # type: ignore[attr-defined]  # TabPane
        self.stack.setCurrentWidget(self._pane(number))
        for key, pane in self._made.items():
            for made in pane.buttons:  # type: ignore[attr-defined]  # TabPane
                made.setVisible(key == number)
        self._say()

    def _say(self) -> None:
        self.context = str(getattr(self.pane, "context", ""))
        self.header.say(self.title, self.context)
        self.retitled.emit()
