"""Groups & people: the outline at the left, the chosen partnership, group or list at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.groups import type_label
from masa_desktop.domain.structure_view import AGENCIES, PEOPLE, LineKind
from masa_desktop.services import groups, structure_view
from masa_desktop.ui import theme
from masa_desktop.ui.group_pane import GroupPane
from masa_desktop.ui.in_place_form import InPlaceForm, TextField
from masa_desktop.ui.outline_pane import OutlinePane
from masa_desktop.ui.partnership_pane import PartnershipPane
from masa_desktop.ui.parts import EmptyState, Field, button, ground, page_shortcut
from masa_desktop.ui.people_pane import AgenciesPane, PeoplePane

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.structure_view import OutlineLine
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_ONE_PANE, _OUTLINE = 700, 264
_TYPES = (
    "",
    "executive",
    "leadership",
    "sub_group",
    "forum",
    "conference",
    "board",
    "operational",
    "task_and_finish",
    "regional",
    "oversight",
    "working_group",
)


class GroupsPage(QWidget):
    navigate = Signal(str, str)
    retitled = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._jobs = bridge, jobs
        self._stale = False
        self.title, self.context = "Groups & people", ""
        ground(self, "bg")
        self.outline = OutlinePane()
        self.partnership, self.group = PartnershipPane(bridge), GroupPane(bridge, jobs)
        self.people, self.agencies = PeoplePane(bridge), AgenciesPane(bridge)
        self.add_form = _GroupForm(bridge)
        self.first_button = button("Add a group", "plus", primary=True)
        self.empty = EmptyState(
            "groups",
            "No groups yet",
            "Start from a published arrangement, or add the first group of your partnership.",
            (self.first_button,),
        )
        self.back_button = button("All groups and people", "chevron-left", ghost=True)
        self._lay_out()
        self._connect()
        self.reload()

    # What the shell asks

    def open_record(self, record_id: str) -> None:
        """Show a partnership or group; "" leaves the page as it was."""
        if record_id:
            self.outline.select(record_id)
            self._show(record_id)
            self._show_page()

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+F", "find a group"),
            ("Ctrl+N", "add a group"),
            ("Enter", "in the list: go to the page; on a seat: fill it"),
            ("Ctrl+D", "another day: as at"),
            ("Menu, Shift+F10", "what can be done with a seat"),
            ("Esc", "close the form"),
        ]

    def flush(self) -> None:
        """Nothing typed here waits to be saved."""

    def panes(self) -> list[tuple[str, QWidget]]:
        shown = self.stack.currentWidget()
        rest: dict[QWidget, QWidget] = {
            self.group: self.group.seats.table,
            self.partnership: self.partnership.rename_button,
            self.people: self.people.table,
            self.agencies: self.agencies.table,
        }
        outline: list[tuple[str, QWidget]] = [("Groups and people", self.outline.table)]
        return [*outline, (self.title, rest[shown])] if shown in rest else outline

    # Doing

    def reload(self) -> None:
        """Read the outline and the page in view again."""
        self._stale = False
        day = self.group.day
        lines = self._bridge.workspace.ask(structure_view.outline, day)
        kept = self.outline.table.current_id()
        self.outline.show_lines(lines)
        if not kept:
            self.outline.select(_first(lines))
        self._show(self.outline.table.current_id())

    def add_group(self) -> None:
        """Open the form for a new group, above the page."""
        self._show_page()
        self.add_form.open_empty()

    # Building

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for pane in (self.empty, self.partnership, self.group, self.people, self.agencies):
            self.stack.addWidget(pane)
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.add_form)
        column.addWidget(self.stack, 1)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.outline)
        self.splitter.addWidget(self.right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.px(_OUTLINE), 10_000])
        self._one_pane, self._at_page = False, False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(lambda: self._show(self.outline.table.current_id()))
        self.outline.chosen.connect(self._soon.start)
        self.outline.entered.connect(self._enter)
        self.outline.add_button.clicked.connect(self.add_group)
        self.first_button.clicked.connect(self.add_group)
        self.back_button.clicked.connect(self._show_outline)
        self.add_form.added.connect(self.open_record)
        self.group.day_changed.connect(self.reload)
        self.group.meetings_wanted.connect(lambda key: self.navigate.emit("meetings", key))
        page_shortcut(self, "Ctrl+F").activated.connect(self._find)
        page_shortcut(self, "Ctrl+N").activated.connect(self.add_group)
        page_shortcut(self, "Ctrl+D").activated.connect(self.group.as_at.entry.setFocus)
        self._bridge.changed.connect(self._hear)

    # Showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._one_pane = self.width() < theme.px(_ONE_PANE)
        self._fit()

    def _hear(self, changes: ChangeSet) -> None:
        if changes.touches("entry", "agenda_item", "action") and not changes.touches("meeting"):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _show(self, record_id: str) -> None:
        kind = self._kind(record_id)
        day = self.group.day
        if record_id == PEOPLE:
            self.people.show_people(day)
            pane: QWidget = self.people
        elif record_id == AGENCIES:
            self.agencies.show_agencies(day)
            pane = self.agencies
        elif kind is LineKind.PARTNERSHIP:
            self.partnership.show_partnership(record_id, day)
            pane = self.partnership
        elif kind is LineKind.GROUP:
            self.group.show_group(record_id)
            pane = self.group
        else:
            pane = self.empty
        self.stack.setCurrentWidget(pane)

    def _kind(self, record_id: str) -> LineKind | None:
        number = self.outline.model.row_of(record_id)
        return self.outline.model.rows[number].kind if number >= 0 else None

    def _enter(self, record_id: str) -> None:
        self._show(record_id)
        self._show_page()
        panes = self.panes()
        if len(panes) > 1:
            panes[-1][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self) -> None:
        self._show_outline()
        self.outline.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_page(self) -> None:
        self._at_page = True
        self._fit()

    def _show_outline(self) -> None:
        self._at_page = False
        self._fit()
        self.outline.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Side by side where there is room, else one of the two."""
        self.outline.setVisible(not self._one_pane or not self._at_page)
        self.right.setVisible(not self._one_pane or self._at_page)
        self.back_button.setVisible(self._one_pane)


class _GroupForm(InPlaceForm):
    """A new group: what it is called, what kind it is, where it stands."""

    added = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Add a group", "Add group")
        self._bridge = bridge
        self.name = TextField("Name", 280)
        self.type, self.partnership, self.above = QComboBox(), QComboBox(), QComboBox()
        self.joint = QCheckBox("Joint with another area")
        for code in _TYPES:
            self.type.addItem(type_label(code), code)
        for box in (self.partnership, self.above):
            box.setMaximumWidth(360)
        self.add_row(self.name, Field("Type", self.type))
        self.add_row(Field("Partnership", self.partnership), Field("Reports to", self.above))
        self.add_widget(self.joint)

    def open_empty(self) -> None:
        ask, day = self._bridge.workspace.ask, self._bridge.today()
        self.name.entry.clear()
        self.name.right()
        self.joint.setChecked(False)
        self.partnership.clear()
        for key, name, _ in ask(groups.partnerships, day):
            self.partnership.addItem(name, key)
        if not self.partnership.count():
            self.partnership.addItem("None", "")
        self.above.clear()
        self.above.addItem("Not stated", "")
        for row in ask(groups.everything, day):
            self.above.addItem(row.name, row.id)
        self.open_form(self.name.entry)

    def save(self) -> None:
        if not self.name.needs("A group needs a name."):
            return
        chosen, above = self.partnership.currentData(), self.above.currentData()
        made = self._bridge.workspace.do(
            groups.add_group,
            self.name.text,
            partnership_ids=(chosen,) if chosen else (),
            parent_ids=(above,) if above else (),
            type_=self.type.currentData(),
            is_joint=self.joint.isChecked(),
        )
        self._bridge.tell(f"Group added: {self.name.text}", undo=True)
        self.close_form()
        self.added.emit(made)


def _first(lines: list[OutlineLine]) -> str:
    """The first group, else the first partnership."""
    shown = [line.id for line in lines if line.kind is LineKind.GROUP]
    shown += [line.id for line in lines if line.kind is LineKind.PARTNERSHIP]
    return shown[0] if shown else ""
