"""The register of decisions: filters and list, the chosen decision beside it, and its paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.decisions import ConditionState
from masa_desktop.domain.initials import folded
from masa_desktop.domain.periods import Period, years_since
from masa_desktop.domain.words import count
from masa_desktop.services import decision_paper, decision_register, drafts
from masa_desktop.services.decision_register import Standing
from masa_desktop.ui import theme
from masa_desktop.ui.begun_line import BegunLine
from masa_desktop.ui.decision_detail import DecisionDetail
from masa_desktop.ui.decision_elsewhere import ElsewhereForm
from masa_desktop.ui.decision_rows import COLUMNS, HOW, spoken
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.history_walk import at_item
from masa_desktop.ui.parts import (
    Card,
    EmptyState,
    button,
    ground,
    line,
    page_shortcut,
    scrolling,
    turn_off,
)
from masa_desktop.ui.report_export import EXPORT, ReportExport
from masa_desktop.ui.rows import RowsModel, list_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import Change, ChangeSet
    from masa_desktop.domain.report import Report
    from masa_desktop.services.decision_register import RegisterRow
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_ALL_YEARS = "All years"
_ELSEWHERE = "Record one taken elsewhere"
_STANDINGS = (
    (Standing.ANY, "All decisions"),
    (Standing.TO_BE_RATIFIED, "To be ratified"),
    (Standing.CONDITION_OPEN, "Condition open"),
    (Standing.WITH_DISSENT, "With dissent"),
)
_SHOWN_IN = (
    "action",
    "agenda_item",
    "decision",
    "decision_link",
    "entry",
    "group",
    "meeting",
    "name",
)
_TWO_PARTS, _SIDE, _ROOMY = 860, 340, 640


class DecisionsPane(QWidget):
    navigate = Signal(str, str)
    retitled = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        ground(self, "bg")
        self._bridge, self._jobs = bridge, jobs
        self.context = ""
        self._rows: list[RegisterRow] = []
        self._missed: list[Change] = []
        self._make_parts()
        self._lay_out()
        self._connect()
        self.reload()

    # What the page asks

    def open_record(self, record_id: str) -> bool:
        """Whether this pane knows the record; then it is shown, whatever was filtered."""
        self._catch_up()
        if not record_id or not self._knows(record_id):
            return False
        if self.model.row_of(record_id) < 0:
            self.clear_filters()
        self.table.select(record_id)
        return True

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", "open the meeting"),
            ("F2", "to the decision beside the list; Esc back"),
            ("Ctrl+F", "find in this list"),
            ("Ctrl+N", "record a decision taken elsewhere"),
            ("Ctrl+Shift+E", "export to Word or Excel"),
        ]

    def flush(self) -> None:
        """Save what was typed about the decision in view, and keep what is typed in a form."""
        self.detail.flush()
        self.elsewhere_form.keep()

    def panes(self) -> list[tuple[str, QWidget]]:
        parts: list[tuple[str, QWidget]] = [("Decisions", self.table), ("Filters", self.group)]
        return [*parts, ("The decision", self.detail.first)] if self.detail.shown else parts

    # Doing

    def record_elsewhere(self) -> None:
        """Open the form for a decision of a body that is not minuted here, or go to it."""
        if self.elsewhere_form.isVisible():
            self.elsewhere_form.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._open_form()

    def clear_filters(self) -> None:
        with QSignalBlocker(self.group), QSignalBlocker(self.year), QSignalBlocker(self.finder):
            self.group.setCurrentIndex(0)
            self.year.setCurrentIndex(0)
            self.standing.setCurrentIndex(0)
            self.finder.clear()
        self.show_rows()

    def open_detail(self) -> None:
        """To the decision beside the list; in its place where there is little room."""
        if not self.detail.shown:
            return
        self._in_detail = True
        self._fit()
        self.detail.first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building

    def _make_parts(self) -> None:
        self.exporting = ReportExport(
            self, self._bridge, self._jobs, "Folder for the decision register", self._asked
        )
        self.export = self.exporting.menu_button()
        self.elsewhere = button(_ELSEWHERE)
        self.buttons: Sequence[QWidget] = (self.elsewhere, self.export)
        self.group, self.year, self.standing = QComboBox(), QComboBox(), QComboBox()
        self.finder = QLineEdit()
        for words, made in _named(self):
            made.setAccessibleName(words)
        for key, words in _STANDINGS:
            self.standing.addItem(words, key.value)
        self.finder.setPlaceholderText("Find in this list")
        self.finder.setClearButtonEnabled(True)
        self.details_button = button("Show the decision", "chevron-right", compact=True)
        self.back_button = button("Back to the list", "chevron-left", compact=True)
        self.model: RowsModel[RegisterRow] = RowsModel(COLUMNS, self, speak=spoken)
        self.table = list_table(self.model, "Decisions, the newest first")
        self.first_button = button(_ELSEWHERE)
        self.empty = EmptyState(
            "decision",
            "No decisions yet",
            "Decisions minuted at a meeting appear here by themselves, from every group.",
            (self.first_button,),
        )
        self.clear_button = button("Clear filters")
        self.none_match = EmptyState(
            "search",
            "No decisions match",
            "Another group, year or status may have some.",
            (self.clear_button,),
        )
        self.begun = BegunLine()
        self.elsewhere_form = ElsewhereForm(self._bridge)
        self.detail = DecisionDetail(self._bridge)
        self._in_detail = False
        for made in (self.elsewhere, self.first_button):
            turn_off(made, self._bridge.workspace.read_only)

    def _lay_out_left(self) -> None:
        """The list, or the form in its place."""
        form = QWidget()
        ground(form, "bg")
        around = QVBoxLayout(form)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.elsewhere_form)
        around.addStretch(1)
        self.form_area = scrolling(form, "A decision taken elsewhere")
        self.form_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.left_stack = _Body()
        self.left_stack.addWidget(self.card)
        self.left_stack.addWidget(self.form_area)

    def _lay_out_side(self) -> None:
        self.side = QWidget()
        ground(self.side, "surface")
        self.area = scrolling(self.detail, "The decision")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = QVBoxLayout(self.side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        back = QHBoxLayout()
        back.setContentsMargins(14, 8, 14, 0)
        back.addWidget(self.back_button)
        back.addStretch(1)
        right.addLayout(back)
        right.addWidget(self.area, 1)

    def _lay_out(self) -> None:
        self._lay_out_side()
        self.filters = QWidget()
        flow = FlowLayout(self.filters)
        for choice in (self.group, self.year, self.standing, self.finder, self.details_button):
            flow.addWidget(choice)
        self.stack = _Body()
        for shown in (self.table, self.empty, self.none_match):
            self.stack.addWidget(shown)
        self.card = Card()
        self.card.body.setContentsMargins(0, 0, 0, 0)
        self.card.body.setSpacing(0)
        self.card.body.addWidget(self.stack, 1)
        self._lay_out_left()
        self.list_part = QWidget()
        left = QVBoxLayout(self.list_part)
        left.setContentsMargins(20, 12, 12, 12)
        left.setSpacing(10)
        for part in (self.filters, self.begun, self.exporting.written):
            left.addWidget(part)
        left.addWidget(self.left_stack, 1)
        self.edge = line(vertical=True)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.list_part, 1)
        whole.addWidget(self.edge)
        whole.addWidget(self.side)

    def _connect(self) -> None:
        for made in (self.elsewhere, self.first_button):
            made.clicked.connect(self.record_elsewhere)
        self.clear_button.clicked.connect(self.clear_filters)
        for choice in (self.group, self.year, self.standing):
            choice.currentIndexChanged.connect(self.show_rows)
        self.finder.textChanged.connect(self.show_rows)
        self.table.current.connect(self._show_detail)
        self.table.chosen.connect(self._open_chosen)
        self.details_button.clicked.connect(self.open_detail)
        self.back_button.clicked.connect(self._show_list)
        self.detail.left.connect(self._show_list)
        self.detail.open_decision.connect(self._go_to)
        self.detail.open_meeting.connect(self._open_chosen)
        self.detail.elsewhere_wanted.connect(self._record_earlier)
        self.elsewhere_form.recorded.connect(self._show_recorded)
        self.elsewhere_form.closed.connect(self._after_form)
        for form in (self.elsewhere_form, self.detail.form):
            form.kept.connect(self._show_begun)
        self.begun.chosen.connect(self._open_begun)
        page_shortcut(self, "Ctrl+N").activated.connect(self.record_elsewhere)
        page_shortcut(self, "Ctrl+F").activated.connect(self._find)
        page_shortcut(self, "F2").activated.connect(self.open_detail)
        self._bridge.changed.connect(self._hear)
        theme.look.changed.connect(self._fit)

    # Showing

    def reload(self) -> None:
        """Read the register again and keep filters, selection and scroll."""
        self._missed = []
        self._show_read(self._bridge.workspace.ask(decision_register.rows))

    def _catch_up(self) -> None:
        """Read again what was changed since it was read."""
        if not self._missed:
            return
        again = self._bridge.workspace.ask(decision_register.again, self._rows, self._missed)
        if again is None:
            self.reload()
        else:
            self._missed = []
            self._show_read(again)

    def _show_read(self, found: Sequence[RegisterRow]) -> None:
        ask = self._bridge.workspace.ask
        self._rows = sorted(found, key=lambda row: (row.on, row.ref, row.id), reverse=True)
        self._first = ask(decision_register.first_day) or self._bridge.today()
        self._show_choices()
        self.show_rows()
        self._show_begun()
        if self.table.current_id():
            self._show_detail(self.table.current_id())

    def show_rows(self) -> None:
        """Show the decisions the filters let through."""
        within = [row for row in self._rows if self._is_within(row)]
        shown = decision_register.among(within, self._standing(), self.finder.text())
        self.model.show_rows(shown)
        self.filters.setVisible(bool(self._rows) and self.elsewhere_form.isHidden())
        page = self.table if shown else self.none_match if self._rows else self.empty
        self.stack.setCurrentWidget(page)
        if shown and not self.table.current_id():
            self.table.select(shown[0].id)
        if not shown:
            self._show_detail("")
        self.context = self._in_words(within)
        self._fit()
        self.retitled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _hear(self, changes: ChangeSet) -> None:
        self._missed += [change for change in changes.changes if change.table in _SHOWN_IN]
        if self.isVisible():
            self._catch_up()

    def _fit(self) -> None:
        """List and decision side by side where there is room, else one in place of the other."""
        is_wide = self.width() >= theme.px(_TWO_PARTS)
        has_one = bool(self.detail.shown)
        is_side = has_one and (is_wide or self._in_detail)
        self.list_part.setVisible(is_wide or not is_side)
        self.side.setVisible(is_side)
        self.edge.setVisible(is_wide and is_side)
        self.back_button.setVisible(not is_wide)
        self.details_button.setVisible(has_one and not is_wide)
        if is_wide:
            self.side.setFixedWidth(theme.px(_SIDE))
        else:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
        self._say_buttons(short=not is_wide)
        self.table.setColumnHidden(HOW, self.list_part.width() < theme.px(_ROOMY))
        self.group.setFixedWidth(theme.px(150))
        self.finder.setFixedWidth(theme.px(140))

    def _say_buttons(self, *, short: bool) -> None:
        for made, words, brief in (
            (self.elsewhere, _ELSEWHERE, "Record…"),
            (self.export, EXPORT, "Export…"),
        ):
            made.setText(brief if short else words)
            made.setAccessibleName(words)
            made.setToolTip(words)

    def _show_detail(self, key: str) -> None:
        self.detail.show_decision(key)
        if not self.detail.shown:
            self._in_detail = False
        self._fit()

    def _show_choices(self) -> None:
        called = {row.group_id: row.body for row in reversed(self._rows)}
        names = sorted(called.items(), key=lambda pair: folded(pair[1]))
        groups = [("All groups", ""), *((name, key) for key, name in names)]
        last = max([self._bridge.today(), *(row.on for row in self._rows[:1])])
        years = years_since(self._first, last)
        _offer(self.group, groups)
        _offer(self.year, [(_ALL_YEARS, ""), *((year.label, year.label) for year in years)])
        self._years = {year.label: year for year in years}

    def _period(self) -> Period | None:
        """The year chosen; None is all of them."""
        return self._years.get(str(self.year.currentData() or ""))

    def _standing(self) -> Standing:
        return Standing(self.standing.currentData())

    def _groups(self) -> list[str]:
        chosen = str(self.group.currentData() or "")
        return [chosen] if chosen else []

    def _is_within(self, row: RegisterRow) -> bool:
        period, groups = self._period(), self._groups()
        is_then = period is None or period.holds(row.on)
        return is_then and (not groups or row.group_id in groups)

    def _in_words(self, within: Sequence[RegisterRow]) -> str:
        found = decision_register.counts(within)
        hidden = self._bridge.workspace.ask(
            decision_register.restricted, self._period(), self._groups()
        )
        said = (
            count(found.decisions, "decision"),
            f"{found.to_be_ratified} to be ratified" if found.to_be_ratified else "",
            f"{count(found.conditions_open, 'condition')} open" if found.conditions_open else "",
            f"{decision_register.restricted_words(hidden)} not shown" if hidden else "",
        )
        return " · ".join(part for part in said if part) if self._rows or hidden else ""

    # Going

    def _knows(self, record_id: str) -> bool:
        return any(row.id == record_id for row in self._rows)

    def _open_chosen(self, key: str) -> None:
        """To the item it was taken under; a decision no meeting took is seen beside the list."""
        row = next(row for row in self._rows if row.id == key)
        if row.meeting_id:
            self.navigate.emit("meeting", at_item(row.meeting_id, row.item_id))
        else:
            self.open_detail()

    def _go_to(self, key: str) -> None:
        self.open_record(key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        self.detail.flush()
        self._in_detail = False
        self._fit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self) -> None:
        self._show_list()
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _record_earlier(self) -> None:
        later = self.detail.shown
        self._open_form(later, next(row.ref for row in self._rows if row.id == later))

    def _open_form(self, later_id: str = "", later: str = "") -> None:
        """Open the form; what is typed in it for another decision comes back with that one."""
        if self._bridge.workspace.read_only:
            self._bridge.announce(self._bridge.workspace.read_only)
            return
        self.elsewhere_form.keep()
        self._show_list()
        self.left_stack.setCurrentWidget(self.form_area)
        self.filters.hide()
        self.elsewhere_form.open_for(later_id, later)

    def _show_begun(self) -> None:
        """What waits in a form that is not open, of decisions still in the register."""
        keys = self._bridge.workspace.ask(drafts.begun, "elsewhere/")
        keys += self._bridge.workspace.ask(drafts.begun, "condition/")
        opened = (self.elsewhere_form.key, self.detail.form.key)
        refs = {row.id: row.ref for row in self._rows}
        said = [(key, _begun_words(key, refs)) for key in keys if key not in opened]
        self.begun.show_begun([(key, words) for key, words in said if words])

    def _open_begun(self, key: str) -> None:
        kind, decision_id, *more = key.split("/")
        refs = {row.id: row.ref for row in self._rows}
        if kind == "elsewhere":
            self._open_form(decision_id, refs.get(decision_id, ""))
        elif self.open_record(decision_id):
            self.open_detail()
            self.detail.open_condition(ConditionState(more[0]))

    def _show_recorded(self, key: str) -> None:
        self.open_record(key)

    def _after_form(self) -> None:
        self.left_stack.setCurrentWidget(self.card)
        self.filters.setVisible(bool(self._rows))
        (self.table if self._rows else self.first_button).setFocus()

    # Paper

    def _asked(self) -> Callable[..., Report]:
        """The register as the filters show it now."""
        self.flush()
        years = tuple(self._years.values())
        return partial(
            decision_paper.report,
            period=self._period() or Period(years[-1].first, years[0].last),
            group_ids=self._groups(),
            today=self._bridge.today(),
            standing=self._standing(),
            words=self.finder.text(),
        )


class _Body(QStackedWidget):
    """The list, or the words in its place; as low as the window, however long the words."""

    def hasHeightForWidth(self) -> bool:
        return False


def _begun_words(key: str, refs: Mapping[str, str]) -> str:
    """What was begun under this key; "" if its decision is not here any more."""
    kind, decision_id, *_ = key.split("/")
    ref = refs.get(decision_id, "")
    if kind == "elsewhere":
        earlier = f"The decision that {ref} follows on from" if ref else ""
        return earlier if decision_id else "A decision taken elsewhere"
    return f"Condition of {ref}" if ref else ""


def _named(pane: DecisionsPane) -> tuple[tuple[str, QWidget], ...]:
    return (
        ("Group", pane.group),
        ("Year", pane.year),
        ("Status", pane.standing),
        ("Find in this list", pane.finder),
    )


def _offer(choice: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    """Offer these, with their keys, keeping what was chosen."""
    was = choice.currentData() if choice.count() else None
    with QSignalBlocker(choice):
        choice.clear()
        for words, key in entries:
            choice.addItem(words, key)
        found = choice.findData(was) if was is not None else 0
        choice.setCurrentIndex(max(found, 0))
