"""The open office: rail, top bar, page in view, notices, status. Pages know nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.errors import UserError
from masa_desktop.services.workspace import TYPING
from masa_desktop.ui import theme
from masa_desktop.ui.commands import verb_words, window_actions, window_keys
from masa_desktop.ui.history_walk import Place, Walk
from masa_desktop.ui.key_help import KeyHelp
from masa_desktop.ui.menus import ShyMenuBar
from masa_desktop.ui.notice import Banner, Toast, announce
from masa_desktop.ui.office_words import office_name, practice_words
from masa_desktop.ui.pages import PAGES
from masa_desktop.ui.panes import Pane, focus_into, go_to_next
from masa_desktop.ui.parts import Strip, ground, line, page_shortcut
from masa_desktop.ui.rail import RailItem, RailPane
from masa_desktop.ui.saving import local_time
from masa_desktop.ui.status_bar import StatusBar
from masa_desktop.ui.top_bar import TopBar
from masa_desktop.ui.undo_order import step_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs
    from masa_desktop.ui.pages import PageEntry

_FULL_RAIL, _ROOMY = 1200, 760
_TAKEN_BACK = "history.apply"


class Shell(QWidget):
    lock_wanted = Signal()
    close_wanted = Signal()
    full_screen_wanted = Signal()
    retitled = Signal(str)
    """What the window's title bar says before the partnership's name."""

    def __init__(
        self,
        bridge: Bridge,
        jobs: Jobs,
        entries: Sequence[PageEntry] = PAGES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._jobs = bridge, jobs
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, QWidget] = {}
        self._walk, self._is_full = Walk(), False
        self.office = office_name(bridge)
        self._build()
        self._connect()
        self.go(entries[0].key)

    # Going about

    @property
    def place(self) -> Place:
        return self._walk.here or Place(next(iter(self._entries)))

    @property
    def page(self) -> QWidget:
        """The page in view."""
        return self.stack.currentWidget() or self.stack

    def go(self, key: str, record_id: str = "") -> None:
        """Show a page, with a record open in it if one is named."""
        if self._walk.here is None or self.page is not self.page_at(key):
            self._flush_or_stay()
        self._walk.visit(Place(key, record_id))
        self._show(Place(key, record_id))

    def flush(self) -> None:
        """Commit whatever is typed in the page in view."""
        if self.stack.count():
            self.page.flush()  # type: ignore[attr-defined]  # pages.Page

    def page_at(self, key: str) -> QWidget:
        """The page of this key, made when first asked for."""
        if key not in self._pages:
            page = self._entries[key].factory(self._bridge, self._jobs)
            page.navigate.connect(self.go)  # type: ignore[attr-defined]  # pages.Page
            for tabs in page.findChildren(QTabBar):
                tabs.currentChanged.connect(self.toast.go)
            if hasattr(page, "left"):
                page.left.connect(self._leave)
            if hasattr(page, "full"):
                page.full.connect(self._be_full)
            if hasattr(page, "retitled"):
                page.retitled.connect(self._say_title)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def take_focus(self) -> None:
        focus_into(self._page_panes()[0][1])

    def refuse(self, error: UserError) -> None:
        self.banner.refuse(error)

    # Building

    def _build(self) -> None:
        ground(self, "bg")
        settings = self._bridge.preferences.settings
        self.actions_by_key = window_actions(self, self._handlers())
        self.menu_bar = ShyMenuBar(self.actions_by_key, self._page_actions(), self)
        self.top_bar = TopBar(
            self.office, self._bridge.preferences.user, practice_words(self._bridge)
        )
        self.read_only = Strip(self._bridge.workspace.read_only, "warn", "lock")
        self.banner, self.stack, self.help = Banner(), QStackedWidget(), KeyHelp()
        self.rail = RailPane(self._rail_items(at_bottom=False), self._rail_items(at_bottom=True))
        self.status = StatusBar(self.office, settings.laptop, self._bridge.saving)
        self._lay_out(QWidget())
        self.toast = Toast(self, self.status)

    def _lay_out(self, middle: QWidget) -> None:
        content = QVBoxLayout(middle)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self.read_only)
        content.addWidget(self.banner)
        content.addWidget(self.stack, 1)
        self.read_only.setVisible(bool(self._bridge.workspace.read_only))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(middle, 1)
        row.addWidget(self.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.menu_bar)
        column.addWidget(self.top_bar)
        column.addLayout(row, 1)
        column.addWidget(line())
        column.addWidget(self.status)

    def _rail_items(self, *, at_bottom: bool) -> list[RailItem]:
        keys = self._page_keys()
        return [
            RailItem(entry.key, entry.title, entry.icon, keys.get(entry.key, ""))
            for entry in self._entries.values()
            if entry.in_rail and entry.at_bottom == at_bottom
        ]

    def _page_keys(self) -> dict[str, str]:
        listed = [e.key for e in self._entries.values() if e.in_rail and not e.at_bottom]
        return {key: f"Ctrl+{number}" for number, key in enumerate(listed, 1)}

    def _page_actions(self) -> list[QAction]:
        made, keys = [], self._page_keys()
        for entry in self._entries.values():
            if entry.in_rail:
                action = QAction(entry.title.replace("&", "&&"), self)
                action.setShortcut(QKeySequence(keys.get(entry.key, "")))
                action.triggered.connect(lambda _=False, key=entry.key: self.go(key))
                self.addAction(action)
                made.append(action)
        return made

    def _connect(self) -> None:
        self.rail.picked.connect(self.go)
        self.top_bar.lock.clicked.connect(self.lock_wanted)
        self.top_bar.help.clicked.connect(self._toggle_help)
        self.help.closed.connect(self._close_help)
        self.toast.undo_wanted.connect(self._take_back)
        self.toast.left.connect(self.take_focus)
        theme.look.changed.connect(self._fit)
        page_shortcut(self, "Shift+F10").activated.connect(self._ask_context_menu)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.told.connect(lambda text, undo: self.toast.say(text, undo=undo))
        self._bridge.announced.connect(lambda text, now: announce(self, text, assertive=now))
        self._say_undo()

    def _handlers(self) -> dict[str, Callable[[], object]]:
        resize = self._bridge.preferences.resize_text
        return {
            "save": self._save,
            "lock": self.lock_wanted.emit,
            "close": self.close_wanted.emit,
            "undo": self._undo,
            "redo": self._redo,
            "larger": lambda: resize(1),
            "smaller": lambda: resize(-1),
            "usual": lambda: resize(0),
            "full_screen": self.full_screen_wanted.emit,
            "next_pane": lambda: go_to_next(self._panes()),
            "previous_pane": lambda: go_to_next(self._panes(), -1),
            "menu": self._show_menu,
            "back": lambda: self._step(-1),
            "forward": lambda: self._step(1),
            "help": self._toggle_help,
        }

    # Answering

    def _show(self, place: Place) -> None:
        entry = self._entries[place.page]
        page = self.page_at(place.page)
        if self.stack.currentWidget() is not page:
            self.toast.go()
            self._be_full(full=False)
        self.stack.setCurrentWidget(page)
        if place.record:
            page.open_record(place.record)  # type: ignore[attr-defined]  # pages.Page
        self.rail.show_current(entry.rail or entry.key)
        self._say_title()
        if self.help.isVisible():
            self._fill_help()
        focus_into(self._page_panes()[0][1])

    def _flush_or_stay(self) -> None:
        """Commit what is typed; if that is refused, the page with the reason stays."""
        try:
            self.flush()
        except UserError:
            here = self._entries[self.place.page]
            self.rail.show_current(here.rail or here.key)  # the rail has marked where one wanted
            raise

    def _step(self, by: int) -> None:
        self._flush_or_stay()
        place = self._walk.step(by)
        if place is not None:
            self._show(place)

    def _leave(self) -> None:
        """Back to the page one came from; else to the one that lists what is open."""
        before, entry = self._walk.before, self._entries[self.place.page]
        if before is not None and before.page != entry.key:
            self._step(-1)
        else:
            self.go(entry.rail or entry.key)

    def _undo(self) -> None:
        self.flush()
        step = self._bridge.workspace.last_step
        if step:
            self._bridge.workspace.undo()
            self._show_step("Undone", step)
        else:
            self.toast.say("There is nothing to undo")

    def _take_back(self) -> None:
        """What the toast tells of, or nothing, should there be a later step."""
        self.flush()
        if self.toast.offers_undo:
            self.toast.go()
            self._undo()
        else:
            self.toast.say("Something was written since. Ctrl+Z takes that back first")

    def _redo(self) -> None:
        step = self._bridge.workspace.last_undone
        if step:
            self._bridge.workspace.redo()
            self._show_step("Done again", step)
        else:
            self.toast.say("There is nothing to redo")

    def _show_step(self, done: str, step: ChangeSet) -> None:
        here = str(getattr(self.page, "meeting_id", ""))
        self.toast.say(f"{done}: {step_words(self._bridge, step, here)}")
        if hasattr(self.page, "show_step"):
            self.page.show_step(step)

    def _save(self) -> None:
        self.flush()
        saved = self._bridge.workspace.saved_at
        self.toast.say(f"Saved {local_time(saved)}" if saved else "There is nothing new to save")

    def _on_changed(self, changes: ChangeSet) -> None:
        # The toast's Undo takes back the last step, so it may not outlive being the last.
        last = (self._bridge.workspace.can_undo, _TAKEN_BACK)
        if self.toast.offers_undo and changes.verb in last:
            self.toast.go()
        if changes.verb in last and changes.verb not in TYPING:
            self.banner.settle()
        self._say_undo()

    def _say_undo(self) -> None:
        workspace = self._bridge.workspace
        for key, words, verb in (
            ("undo", "&Undo", workspace.can_undo),
            ("redo", "&Redo", workspace.can_redo),
        ):
            self.actions_by_key[key].setText(f"{words}: {verb_words(verb)}" if verb else words)

    def _say_title(self) -> None:
        self.retitled.emit(str(getattr(self.page, "title", "")))

    def _show_menu(self) -> None:
        self.menu_bar.reveal()

    def _ask_context_menu(self) -> None:
        """Not every system makes Shift+F10 the Menu key; what that key does happens here too."""
        window = self.window().windowHandle()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(window, asked)

    def _toggle_help(self) -> None:
        if self.help.isVisible():
            self._close_help()
            return
        self._fill_help()
        self.help.show()

    def _close_help(self) -> None:
        if not self.help.give_back():
            focus_into(self._page_panes()[0][1])
        self.help.hide()

    def _fill_help(self) -> None:
        self.help.show_keys(self.page.keys(), window_keys())  # type: ignore[attr-defined]  # Page

    def _page_panes(self) -> list[Pane]:
        if hasattr(self.page, "panes"):
            return list(self.page.panes())
        return [(str(getattr(self.page, "title", "Page")), self.page)]

    def _panes(self) -> list[Pane]:
        return [
            ("Top bar", self.top_bar),
            ("Pages", self.rail),
            ("Notice", self.banner),
            *self._page_panes(),
            ("Keys for this page", self.help),
        ]

    # Fitting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _be_full(self, full: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._is_full = full
        self._fit()

    def _fit(self) -> None:
        roomy = self.width() >= _ROOMY
        self.rail.be_slim(slim=self._is_full or self.width() < _FULL_RAIL)
        self.rail.setVisible(roomy or not self._is_full)
        self.top_bar.setVisible(not self._is_full)
        self.help.fit(self.width())
        self.status.narrow(narrow=not roomy)
        self.status.setMinimumHeight(self.toast.tall)
