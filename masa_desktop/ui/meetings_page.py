"""The list of meetings by date, what to do with one, and planning a group's series in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.initials import folded
from masa_desktop.domain.meetings import TO_BE_HELD, MeetingStatus
from masa_desktop.domain.words import count, listed, long_date
from masa_desktop.services import meetings, timing
from masa_desktop.ui import theme
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.meeting_strip import (
    DEEDS,
    MeetingStrip,
    chair_tone,
    day_words,
    deeds_for,
    icon,
    spoken,
    state_words,
    times_words,
    tone,
    under,
    venue_tone,
)
from masa_desktop.ui.parts import (
    Card,
    EmptyState,
    PageHeader,
    Segments,
    button,
    ground,
    page_shortcut,
)
from masa_desktop.ui.plan_pane import PlanPane
from masa_desktop.ui.rows import Column, RowsModel, list_table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.meetings import MeetingRow
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

UPCOMING, PAST, ALL = "upcoming", "past", "all"
_PERIODS = ((UPCOMING, "Upcoming"), (PAST, "Past"), (ALL, "All"))
_SHOWN_IN = (
    "meeting",
    "sitting",
    "group",
    "name",
    "terms_of_reference",
    "chair_turn",
    "holding",
    "seat",
)
_NARROW, _ROOMY = 640, 980
_VENUE, _CHAIR = 2, 3


class MeetingsPage(QWidget):
    navigate = Signal(str, str)
    retitled = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._jobs = bridge, jobs
        self._rows: list[MeetingRow] = []
        self._stale = True
        self._period_chosen = False
        self.title, self.context = "Meetings", ""
        ground(self, "bg")
        self._make_parts()
        self._lay_out()
        self._connect()
        self.reload()

    # What the shell asks

    def open_record(self, record_id: str) -> None:
        """Show the list with this meeting selected; "" is the list as it was left.

        The id of a group shows that group's meetings, or plans them if it has none.
        """
        self.close_plan()
        if record_id and not any(row.id == record_id for row in self._rows):
            self._show_group(record_id)
            return
        if record_id and self.model.row_of(record_id) < 0:
            self.clear_filters()
        if record_id:
            self.table.select(record_id)

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+N", "plan meetings"),
            ("Enter", "open the meeting"),
            ("Ctrl+F", "find in this list"),
            ("Menu, Shift+F10", "confirm, postpone or cancel"),
            ("Delete", "remove the meeting, with Undo"),
            ("Space", "when planning: leave a date out"),
            ("Ctrl+Enter", "when planning: plan the ticked dates"),
            ("Esc", "when planning: back to the list"),
        ]

    def flush(self) -> None:
        """Nothing typed here waits to be saved."""

    def panes(self) -> list[tuple[str, QWidget]]:
        if self.is_planning:
            return [("Plan meetings", self.plan_pane.group), ("Dates", self.plan_pane.table)]
        return [("Meetings", self.table), ("Filters", self.group)]

    # Doing

    @property
    def is_planning(self) -> bool:
        return self.stack.currentWidget() is self.plan_pane

    def open_plan(self) -> None:
        """Plan meetings of the group the list is filtered to, else of that of the meeting in it."""
        row = self.current
        self.stack.setCurrentWidget(self.plan_pane)
        self.plan_pane.open_for(str(self.group.currentData() or (row.group_id if row else "")))

    def close_plan(self) -> None:
        if self.is_planning:
            self.stack.setCurrentIndex(0)
            (self.table if self._rows else self.plan_button).setFocus()

    def set_status(self, status: MeetingStatus) -> None:
        """Give the selected meeting this status."""
        row = self.current
        if row is not None and row.status is not status:
            self._bridge.workspace.do(meetings.set_status, row.id, status)
            done = next(deed.done for deed in DEEDS if deed.status is status)
            self._bridge.tell(f"{done}: {meetings.label(row)}", undo=True)

    def remove(self) -> None:
        """Take the selected meeting off the list, with Undo."""
        row = self.current
        if row is not None:
            self._bridge.workspace.do(meetings.remove, row.id)
            self._bridge.tell(f"{row.ref} removed: {meetings.label(row)}", undo=True)

    def _show_group(self, group_id: str) -> None:
        place = self.group.findData(group_id)
        if place < 0:
            self.stack.setCurrentWidget(self.plan_pane)
            self.plan_pane.open_for(group_id)
            return
        self.clear_filters()
        self.group.setCurrentIndex(place)

    def clear_filters(self) -> None:
        with QSignalBlocker(self.group), QSignalBlocker(self.finder):
            self.group.setCurrentIndex(0)
            self.finder.clear()
        self.period.choose(ALL)
        self.show_rows()

    @property
    def current(self) -> MeetingRow | None:
        """The selected meeting."""
        number = self.model.row_of(self.table.current_id())
        return self.model.rows[number] if number >= 0 else None

    # Building

    def _make_parts(self) -> None:
        self.header = PageHeader("Meetings")
        self.plan_button = button("Plan meetings", "plus", primary=True)
        self.header.buttons.addWidget(self.plan_button)
        self.group, self.finder = QComboBox(), QLineEdit()
        self.group.setAccessibleName("Group")
        self.group.setFixedWidth(theme.px(190))
        self.finder.setPlaceholderText("Find in this list")
        self.finder.setAccessibleName("Find in this list")
        self.finder.setClearButtonEnabled(True)
        self.finder.setFixedWidth(theme.px(150))
        self.period = Segments(_PERIODS, "Period")
        self.model: RowsModel[MeetingRow] = RowsModel(
            [
                Column("Date", day_words, second=times_words, strong=True),
                Column("Meeting", lambda row: row.group, second=under, wide=True, strong=True),
                Column("Venue", lambda row: row.venue or "no venue yet", tone=venue_tone),
                Column("Chair due", lambda row: row.chair, tone=chair_tone),
                Column("Status", state_words, tone=tone, icon=icon),
            ],
            self,
            speak=spoken,
        )
        self.table = list_table(self.model, "Meetings by date")
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.first_button = button("Plan meetings", "plus", primary=True)
        self.groups_button = button("Groups && people")
        self.empty = EmptyState(
            "meetings",
            "No meetings yet",
            "Plan a group’s meetings for a year ahead: the dates follow from how often it meets.",
            (self.first_button, self.groups_button),
        )
        self.clear_button = button("Clear filters")
        self.none_match = EmptyState(
            "search", "No meetings match", "Other groups or another period may have some.",
            (self.clear_button,),
        )  # fmt: skip
        self.strip = MeetingStrip()
        self.plan_pane = PlanPane(self._bridge)

    def _lay_out(self) -> None:
        filters = QWidget()
        flow = FlowLayout(filters)
        for part in (self.group, self.period, self.finder):
            flow.addWidget(part)
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        self.body_stack = _Body()
        self.body_stack.setMinimumHeight(theme.px(48))
        for shown in (self.table, self.empty, self.none_match):
            self.body_stack.addWidget(shown)
        card.body.addWidget(self.body_stack, 1)
        card.body.addWidget(self.strip)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 0, 20, 12)
        inside.setSpacing(10)
        inside.addWidget(filters)
        inside.addWidget(card, 1)
        self.filters = filters
        self.list_view = QWidget()
        column = QVBoxLayout(self.list_view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(inside, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_view)
        self.stack.addWidget(self.plan_pane)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        for made in (self.plan_button, self.first_button):
            made.clicked.connect(self.open_plan)
        self.groups_button.clicked.connect(lambda: self.navigate.emit("groups", ""))
        self.clear_button.clicked.connect(self.clear_filters)
        self.group.currentIndexChanged.connect(self.show_rows)
        self.finder.textChanged.connect(self.show_rows)
        self.period.chosen.connect(self._choose_period)
        self.table.chosen.connect(lambda key: self.navigate.emit("meeting", key))
        self.table.current.connect(self._show_strip)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.strip.open_button.clicked.connect(self._open_current)
        self.strip.remove_button.clicked.connect(self.remove)
        for status, made in self.strip.status_buttons.items():
            made.clicked.connect(lambda _=False, status=status: self.set_status(status))
        self.plan_pane.planned.connect(self._show_planned)
        self.plan_pane.closed.connect(self.close_plan)
        page_shortcut(self, "Ctrl+N").activated.connect(self.open_plan)
        page_shortcut(self.list_view, "Ctrl+F").activated.connect(self.finder.setFocus)
        delete = QShortcut(
            QKeySequence("Del"), self.table, context=Qt.ShortcutContext.WidgetShortcut
        )
        delete.activated.connect(self.remove)
        self._bridge.changed.connect(self._hear)

    # Showing

    def reload(self) -> None:
        """Read the meetings again and keep filters, selection and scroll."""
        self._stale = False
        self._rows = self._bridge.workspace.ask(meetings.rows, now=self._bridge.now())
        self._show_groups()
        if not self._period_chosen:
            today = self._bridge.today()
            coming = any(row.on >= today or row.is_running for row in self._rows)
            self.period.choose(UPCOMING if coming else ALL)
        self.show_rows()

    def show_rows(self) -> None:
        """Show the meetings the filters let through."""
        shown = [row for row in self._rows if self._matches(row)]
        self.model.show_rows(shown)
        self.filters.setVisible(bool(self._rows))
        self.plan_button.setVisible(bool(self._rows))
        page = self.table if shown else self.none_match if self._rows else self.empty
        self.body_stack.setCurrentWidget(page)
        if shown and not self.table.current_id():
            self.table.select(next((row for row in shown if row.is_running), shown[0]).id)
        self._show_strip()
        self.context = self._in_words()
        self.header.say("Meetings", self.context)
        self.retitled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self._in_progress() != {row.id for row in self._rows if row.is_running}:
            self.reload()

    def _in_progress(self) -> frozenset[str]:
        return self._bridge.workspace.ask(timing.running, self._bridge.now())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self.table.setColumnHidden(_VENUE, width < theme.px(_ROOMY))
        self.table.setColumnHidden(_CHAIR, width < theme.px(_NARROW))
        self.strip.fit(tall=self.height() >= theme.px(420))
        self._show_strip()

    def _hear(self, changes: ChangeSet) -> None:
        if not changes.touches(*_SHOWN_IN):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _matches(self, row: MeetingRow) -> bool:
        group, words = self.group.currentData(), folded(self.finder.text())
        if group and row.group_id != group:
            return False
        is_past = row.on < self._bridge.today() and not row.is_running
        if self.period.key != ALL and is_past != (self.period.key == PAST):
            return False
        return words in folded(" ".join((row.group, row.ref, row.venue, day_words(row), row.chair)))

    def _show_groups(self) -> None:
        chosen = self.group.currentData()
        groups = {row.group_id: row.group for row in self._rows}
        with QSignalBlocker(self.group):
            self.group.clear()
            self.group.addItem("All groups", "")
            for key, name in sorted(groups.items(), key=lambda pair: folded(pair[1])):
                self.group.addItem(name, key)
            self.group.setCurrentIndex(max(self.group.findData(chosen), 0))

    def _in_words(self) -> str:
        today = self._bridge.today()
        ahead = [row for row in self._rows if row.on >= today and row.status in TO_BE_HELD]
        if not self._rows:
            return ""
        coming = f"next: {ahead[0].group}, {long_date(ahead[0].on)}" if ahead else "none to come"
        running = [row.group for row in self._rows if row.is_running]
        coming = f"in progress: {listed(running)}" if running else coming
        return f"{count(len(self._rows), 'meeting')} · {coming}"

    def _show_strip(self) -> None:
        self.strip.show_meeting(self.current, self._bridge.today())

    def _choose_period(self) -> None:
        self._period_chosen = True
        self.show_rows()

    def _open_current(self) -> None:
        if self.current is not None:
            self.navigate.emit("meeting", self.current.id)

    def _show_planned(self, made: list[str]) -> None:
        """Back to the list, with the first of the new meetings selected, whatever was filtered."""
        self.stack.setCurrentIndex(0)
        if made and self.model.row_of(made[0]) < 0:
            self.clear_filters()
        if made:
            self.table.select(made[0])
        self.table.setFocus()

    def menu(self) -> QMenu:
        """What can be done with the selected meeting; the menu of Shift+F10."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.current
        is_running = row is not None and row.is_running
        words = "Carry on" if is_running else "Open"
        _add(menu, words, "Enter").triggered.connect(self._open_current)
        menu.addSeparator()
        for deed in deeds_for(row.status) if row is not None else ():
            made = _add(menu, deed.words)
            made.triggered.connect(lambda _=False, status=deed.status: self.set_status(status))
        menu.addSeparator()
        _add(menu, "Remove", "Del").triggered.connect(self.remove)
        return menu

    def _open_menu(self, at: QPoint) -> None:
        if self.current is not None:
            index = self.table.currentIndex()
            below = self.table.visualRect(index).bottomLeft()
            inside = self.table.rect().contains(at) and self.table.indexAt(at).isValid()
            self.menu().popup(self.table.viewport().mapToGlobal(at if inside else below))


class _Body(QStackedWidget):
    """The list, or the words in its place; as low as the window, however long the words."""

    def hasHeightForWidth(self) -> bool:
        return False


def _add(menu: QMenu, words: str, key: str = "") -> QAction:
    made = QAction(f"{words}\t{key}" if key else words, menu)
    menu.addAction(made)
    return made
