"""Planning a group's meetings in place: how often, from when, and the dates that gives to tick.

Promise: nothing is planned until the button is pressed, and then all of it is one undo step.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.days import add_months
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.series import LAST, Pattern, PatternKind, Proposal, following
from masa_desktop.domain.words import WEEKDAYS, clock_time, count, short_date
from masa_desktop.services import groups, meetings, structure_view
from masa_desktop.ui import theme
from masa_desktop.ui.date_entry import DayEntry, TimeEntry
from masa_desktop.ui.in_place_form import TextField, flowing
from masa_desktop.ui.number_box import NumberBox
from masa_desktop.ui.parts import (
    Card,
    Field,
    PageHeader,
    Strip,
    button,
    ground,
    page_shortcut,
    scrolling,
    secondary,
    turn_off,
)
from masa_desktop.ui.rows import Column
from masa_desktop.ui.tick_list import TickModel, tick_table

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from masa_desktop.domain.structure_view import PlanLine, Usual
    from masa_desktop.ui.bridge import Bridge

EVERY, A_YEAR, ONCE = "every", "a year", "once"
_HOW = ((EVERY, "Every so many months"), (A_YEAR, "So many times a year"), (ONCE, "Once"))
_NTH = ((0, "the same date"), (1, "first"), (2, "second"), (3, "third"), (4, "fourth"))
_WIDE = 860


def _weekday_date(line: PlanLine) -> str:
    return f"{WEEKDAYS[line.on.weekday()][:3]} {short_date(line.on)}"


def _why(line: PlanLine) -> str:
    if line.is_taken:
        return "Already planned."
    return line.why


class PlanPane(QWidget):
    planned = Signal(list)
    """The ids of the meetings just planned."""

    closed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._kept_months: tuple[int, ...] = ()
        self._offered_from: date | None = None
        self._offered_until: date | None = None
        self._offered_usual: dict[TimeEntry | TextField, str] = {}
        self._proposals: dict[str, Proposal] = {}
        ground(self, "bg")
        self.header = PageHeader("Plan meetings")
        self.plan_button = button("Plan meetings", primary=True)
        self.cancel_button = button("Cancel")
        self.header.buttons.addWidget(self.cancel_button)
        self.header.buttons.addWidget(self.plan_button)
        self._make_fields()
        self._make_dates()
        self._lay_out()
        self.header.say("Plan meetings", "Nothing is planned until you say so")
        self._connect()

    # Opening

    def open_for(self, group_id: str = "") -> None:
        """Start afresh, for this group if one is named."""
        self._show_groups(group_id or self.group_id)
        self._offer_from(self._bridge.today())
        self._offer_until(self._bridge.today())
        self.prefill()
        self.group.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def group_id(self) -> str:
        return str(self.group.currentData() or "")

    @property
    def pattern(self) -> Pattern:
        """What the fields say. Once is a pattern without dates of its own."""
        key = self.how.currentData()
        if key == ONCE:
            return Pattern.as_required()
        nth, weekday = self.nth.currentData(), self.weekday.currentIndex()
        rule = {"nth": nth, "weekday": weekday} if nth else {}
        if key == EVERY:
            return Pattern.every(self._number, **rule)
        kept = self._kept_months if len(self._kept_months) == self._number else ()
        return Pattern.times_a_year(self._number, kept, **rule)

    @property
    def _number(self) -> int:
        """No more meetings a year than months in it."""
        return self.number.value if self.how.currentData() == EVERY else min(self.number.value, 12)

    @property
    def chosen(self) -> list[Proposal]:
        """The dates ticked."""
        return [self._proposals[key] for key in self.model.ticked_ids]

    def prefill(self) -> None:
        """Take what is usual of the chosen group, and its published frequency if it has one."""
        said = ""
        if self.group_id:
            today, ask = self._bridge.today(), self._bridge.workspace.ask
            usual = ask(structure_view.usual, self.group_id, today)
            self._offer_usual(usual)
            typed = self.from_on.day if self.from_on.day != self._offered_from else None
            rules = ask(structure_view.rules, self.group_id, typed or usual.last_on or today)
            if rules.pattern:
                pattern = Pattern.from_data(rules.pattern)
                self._show_pattern(pattern)
                source = f" [{rules.pattern_source}]" if rules.pattern_source else ""
                said = f"The terms of reference say: {pattern.in_words()}{source}."
            else:
                said = "How often this group meets is not stated."
            if typed is None:
                self._offer_from(self._goes_on(usual.last_on) or today)
                self._until_follows()
        self.published.setText(said)
        self.published.setVisible(bool(said))
        self.show_dates()

    def show_dates(self) -> None:
        """Work the dates out anew from what the fields say."""
        self._fit_fields()
        found = self._ask_dates() if self.group_id and self._dates_fit() else []
        self._proposals = {line.id: proposal for line, proposal in found}
        lines = [line for line, _ in found]
        self.model.show_ticked(lines, fixed={line.id for line in lines if line.is_taken})
        warning = self._holiday_warning()
        self.warning.setVisible(bool(warning))
        self.warning.say(warning, "warn")
        self.nothing.setVisible(not lines)
        self.nothing.setText(self._why_nothing())
        self.table.setVisible(bool(lines))

    def plan(self) -> None:
        """Plan the ticked dates as one step, and say so with Undo."""
        checks = [field.check() for field in (self.from_on, self.starts, self.ends)]
        once = self.how.currentData() == ONCE
        if not all(checks) or not (once or self.until_on.check()):
            return
        if not self.group_id:
            raise UserError("No group is chosen.", do="Choose the group that meets.")
        made = self._plan_once() if once else self._plan_series()
        self._bridge.tell(f"{count(len(made), 'meeting')} planned: {self._group_name}", undo=True)
        self.planned.emit(made)

    # Building

    def _make_fields(self) -> None:
        today = self._bridge.today
        self.group, self.how, self.nth, self.weekday = (QComboBox() for _ in range(4))
        self.number = NumberBox(1, 24)
        for key, words in _HOW:
            self.how.addItem(words, key)
        for place, words in (*_NTH, (LAST, "last")):
            self.nth.addItem(words.capitalize() if place else "The same date each time", place)
        self.weekday.addItems(list(WEEKDAYS[:5]))
        self.group_field = Field("Group", self.group)
        self.how_field, self.number_field = Field("How often", self.how), Field("", self.number)
        self.nth_field = Field("On which day", self.nth)
        self.weekday_field = Field("Weekday", self.weekday)
        self.from_on, self.until_on = DayEntry("From", today), DayEntry("Until", today)
        self.starts, self.ends = TimeEntry("Starts"), TimeEntry("Ends")
        self.venue = TextField("Venue", 300)
        self.published = secondary()

    def _make_dates(self) -> None:
        self.model: TickModel[PlanLine] = TickModel(
            [
                Column("Date", _weekday_date, strong=True),
                Column("Why this date", _why, wide=True, tone=_tone),
                Column("Chair due", lambda line: line.chair, wide=True, tone=_chair_tone),
            ],
            self,
        )
        self.table = tick_table(self.model, "Dates proposed, Space unticks one")
        self.warning = Strip("", "warn")
        self.nothing = secondary()

    def _lay_out(self) -> None:
        fields = Card()
        fields.body.addWidget(self.group_field)
        fields.body.addWidget(self.published)
        for row in (
            (self.how_field, self.number_field, self.nth_field, self.weekday_field),
            (self.from_on, self.until_on),
            (self.starts, self.ends),
        ):
            fields.body.addWidget(flowing(*row))
        fields.body.addWidget(self.venue)
        fields.body.addStretch(1)
        dates = Card("Dates proposed", "Space or a click leaves one out")
        dates.body.setContentsMargins(1, 0, 1, 1)
        dates.body.setSpacing(0)
        self.nothing.setContentsMargins(14, 12, 14, 12)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self.warning, self.nothing):
            dates.body.addWidget(part)
        dates.body.addWidget(self.table, 1)
        inside = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._halves.setContentsMargins(20, 0, 20, 12)
        self._halves.setSpacing(12)
        self._halves.addWidget(fields, 2)
        self._halves.addWidget(dates, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(scrolling(inside), 1)

    def _connect(self) -> None:
        self.group.currentIndexChanged.connect(self.prefill)
        for combo in (self.how, self.number, self.nth, self.weekday):
            combo.currentIndexChanged.connect(self.show_dates)
        self.from_on.typed.connect(self._from_changed)
        self.until_on.typed.connect(self.show_dates)
        self.model.ticked.connect(self._say_button)
        self.plan_button.clicked.connect(self.plan)
        self.cancel_button.clicked.connect(self.closed)
        page_shortcut(self, "Esc").activated.connect(self.closed)
        page_shortcut(self, "Ctrl+Return").activated.connect(self.plan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self.table.setMinimumHeight(0 if wide else theme.px(220))

    # Showing

    def _show_groups(self, group_id: str) -> None:
        found = self._bridge.workspace.ask(groups.everything, self._bridge.today())
        with QSignalBlocker(self.group):
            self.group.clear()
            for row in found:
                if not row.is_external and row.type != "predecessor":
                    self.group.addItem(row.name, row.id)
            self.group.setCurrentIndex(max(self.group.findData(group_id), 0))

    def _show_pattern(self, pattern: Pattern) -> None:
        every = pattern.kind is PatternKind.EVERY_MONTHS
        key = EVERY if every else A_YEAR if pattern.number else ONCE
        with ExitStack() as quiet:
            for part in (self.how, self.number, self.nth, self.weekday):
                quiet.enter_context(QSignalBlocker(part))
            self.how.setCurrentIndex(self.how.findData(key))
            self.number.choose(pattern.number or 1)
            self.nth.setCurrentIndex(self.nth.findData(pattern.nth or 0))
            self.weekday.setCurrentIndex(pattern.weekday or 0)
        self._kept_months = pattern.months

    def _fit_fields(self) -> None:
        key = self.how.currentData()
        self.number_field.setVisible(key != ONCE)
        self.number_field.label.setText("Months apart" if key == EVERY else "Times a year")
        self.number.setAccessibleName(self.number_field.label.text())
        self.nth_field.setVisible(key != ONCE)
        self.weekday_field.setVisible(key != ONCE and bool(self.nth.currentData()))
        self.until_on.setVisible(key != ONCE)
        self.from_on.label.setText("On" if key == ONCE else "From")

    def _from_changed(self) -> None:
        self._until_follows()
        self.show_dates()

    def _until_follows(self) -> None:
        """A year is offered from the first day, unless somebody has said until when."""
        day, until = self.from_on.day, self.until_on.day
        if day and (until is None or until <= day or until == self._offered_until):
            self._offer_until(day)

    def _goes_on(self, last_on: date | None) -> date | None:
        """Where the meetings planned are gone on from, in step; None if there is no series."""
        return following(self.pattern, last_on) if last_on and self.pattern.number else None

    def _offer_from(self, day: date) -> None:
        self._offered_from = day
        self.from_on.show_day(day)

    def _offer_usual(self, usual: Usual) -> None:
        """The usual time and place, where nobody has typed another."""
        starts, ends = (clock_time(at) if at else "" for at in (usual.starts_at, usual.ends_at))
        offered: dict[TimeEntry | TextField, str] = {
            self.starts: starts,
            self.ends: ends,
            self.venue: usual.venue,
        }
        for field, words in offered.items():
            if field.entry.text() in {"", self._offered_usual.get(field, "")}:
                field.entry.setText(words)
                field.right()
        self._offered_usual = offered

    def _offer_until(self, first: date) -> None:
        self._offered_until = _year_on(first)
        self.until_on.show_day(self._offered_until)

    def _dates_fit(self) -> bool:
        first, last = self.from_on.day, self.until_on.day
        if self.how.currentData() == ONCE:
            return first is not None
        if first and last and last < first:
            self.until_on.wrong("The last day lies before the first.", "Change one of the two.")
            return False
        return first is not None and last is not None

    def _ask_dates(self) -> list[tuple[PlanLine, Proposal]]:
        first, last = self.from_on.day, self.until_on.day
        ask = self._bridge.workspace.ask
        if first is not None and self.how.currentData() == ONCE:
            return [ask(structure_view.single_line, self.group_id, first)]
        if first is None or last is None:
            return []
        data = self.pattern.to_data()
        return ask(structure_view.plan_lines, self.group_id, data, first, last)

    def _holiday_warning(self) -> str:
        last = self.from_on.day if self.how.currentData() == ONCE else self.until_on.day
        return self._bridge.workspace.ask(meetings.holiday_warning, last) if last else ""

    def _why_nothing(self) -> str:
        if not self.group_id:
            return "There is no group yet. Add one in Groups & people."
        if self.from_on.day is None or self.until_on.day is None:
            return "The dates appear here when the fields say from when until when."
        return "No date of this pattern lies between these two days."

    def _say_button(self) -> None:
        number = len(self.model.ticked_ids)
        self.plan_button.setText(f"Plan {count(number, 'meeting')}" if number else "Plan meetings")
        turn_off(self.plan_button, "" if number else "No date is ticked.")

    # Planning

    @property
    def _group_name(self) -> str:
        return self.group.currentText()

    def _plan_once(self) -> list[str]:
        if not self.chosen:
            raise UserError(
                "This group already meets on that day.", do="Choose another day, or open that one."
            )
        made = self._bridge.workspace.do(
            meetings.add,
            self.group_id,
            self.chosen[0].on,
            starts_at=self.starts.at,
            ends_at=self.ends.at,
            venue=self.venue.text,
        )
        return [made]

    def _plan_series(self) -> list[str]:
        return self._bridge.workspace.do(
            meetings.plan,
            self.group_id,
            pattern=self.pattern.to_data(),
            proposals=self.chosen,
            starts_at=self.starts.at,
            ends_at=self.ends.at,
            venue=self.venue.text,
        )


def _tone(line: PlanLine) -> str:
    if line.is_taken:
        return "text3"
    return "warn" if line.moved else "text2"


def _chair_tone(line: PlanLine) -> str:
    return "warn" if line.chair == "Order to be agreed" else ""


def _year_on(day: date) -> date:
    """The last day of the twelve months that begin on `day`."""
    after = add_months(day, 12)
    return after.fromordinal(after.toordinal() - 1)
