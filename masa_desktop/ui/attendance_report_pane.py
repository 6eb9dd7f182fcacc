"""Attendance of a year by agency, by seat or by person, and the meetings behind each figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain import attendance_report as rules
from masa_desktop.domain.attendance import Count
from masa_desktop.domain.attendance_report import Behind
from masa_desktop.domain.periods import Period, years_since
from masa_desktop.domain.words import capital, long_date, number_word, short_date
from masa_desktop.services import attendance_paper, attendance_report, groups
from masa_desktop.ui import theme
from masa_desktop.ui.attendance_table import TOKENS, AttendanceTable
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import (
    Card,
    EmptyState,
    IconLabel,
    Segments,
    icon_button,
    page_shortcut,
    scrolling,
    secondary,
    small,
    subheading,
)
from masa_desktop.ui.report_export import ReportExport
from masa_desktop.ui.rows import Column, RowsModel, list_table
from masa_desktop.ui.sourced import grow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from masa_desktop.domain.attendance_report import Figures
    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.report import Report
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_COUNTS = ((Count.AGENCY, "By agency"), (Count.SEAT, "By seat"), (Count.MEMBER, "By person"))
_SHOWN_IN = (
    "meeting",
    "attendance",
    "group",
    "name",
    "seat",
    "holding",
    "person",
    "agency",
    "decision",
    "agenda_item",
    "terms_of_reference",
    "setting",
)
_SHOWN = 5
_NARROW, _AROUND, _LEAST, _PEEK = 760, 24, 220, 70


class AttendanceReportPane(QWidget):
    navigate = Signal(str, str)
    retitled = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        self._bridge, self._jobs = bridge, jobs
        self._found: dict[Count, Figures] = {}
        self._stale, self._asked = True, 0
        self._make_parts()
        self._lay_out()
        self._connect()
        self.context = self.period.in_words(bridge.today())

    # What the page asks

    def open_record(self, _record_id: str) -> bool:
        """Whether this pane knows the record; then it is shown."""
        return False

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Arrow keys", "walk from figure to figure"),
            ("Enter", "the meetings behind a figure; there, open the meeting"),
            ("Esc", "back to the table"),
            ("Ctrl+Shift+E", "export to Word or Excel"),
        ]

    def flush(self) -> None:
        """Nothing typed here waits to be saved."""

    def panes(self) -> list[tuple[str, QWidget]]:
        if self.stack.currentWidget() is not self.filled:
            return [("What is counted", self.group)]
        behind = [] if self.behind.isHidden() else [("Meetings behind it", self.behind.table)]
        return [("Attendance", self.table), *behind, ("What is counted", self.segments)]

    # What is shown

    @property
    def period(self) -> Period:
        """The financial year chosen."""
        chosen = self.year.currentData()
        is_one = isinstance(chosen, Period)
        return chosen if is_one else Period.financial_year(self._bridge.today())

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The group chosen; none named is all of them."""
        return tuple(filter(None, [str(self.group.currentData() or "")]))

    @property
    def count(self) -> Count:
        return Count(self.segments.key)

    def reload(self) -> None:
        """Read the figures in the background and show them."""
        self._stale = False
        self._asked += 1
        self._offer()
        work = partial(
            self._bridge.workspace.ask,
            attendance_report.every_count,
            period=self.period,
            group_ids=self.group_ids,
            today=self._bridge.today(),
        )
        self._jobs.run(work, then=partial(self._show, self._asked), owner=self)

    def _show(self, asked: int, found: dict[Count, Figures]) -> None:
        if asked != self._asked:
            return  # another year or group was chosen meanwhile
        self._found = found
        self.show_count()

    def show_count(self) -> None:
        """Show what was read, counted as chosen."""
        figures = self._found.get(self.count)
        if figures is None:
            return
        self.behind.hide()
        self.table.show_figures(figures)
        self.cards.show_figures(figures)
        said = rules.left_out_words(figures.left_out, figures.without)
        self.left_out.setText(" ".join(said))
        self._say_state(figures)
        self._fit()

    def _say_state(self, figures: Figures) -> None:
        shown = self.filled if figures.is_recorded else self.empty
        if not figures.met:
            self.empty.heading.setText("No meeting held in this period")
            said = list(rules.left_out_words(figures.left_out, ())[:-1])
            self.empty.sentence.setText(
                " ".join(["Attendance appears here once a meeting is marked as held.", *said])
            )
        elif not figures.is_recorded:
            self.empty.heading.setText("No roll-call taken")
            self.empty.sentence.setText(
                "Meetings were held, but of none is it recorded who came. Take the roll-call on "
                "the page of a meeting; it may be done afterwards."
            )
        is_first = self.stack.currentIndex() == 0
        self.stack.setCurrentWidget(shown)
        if is_first and self.group.hasFocus() and shown is self.filled:
            self.table.setFocus()

    # Making it

    def _make_parts(self) -> None:
        self.segments = Segments([(key.value, words) for key, words in _COUNTS], "Count")
        self.year, self.group = QComboBox(), QComboBox()
        self.year.setAccessibleName("Year")
        self.group.setAccessibleName("Group")
        self.group.setMinimumContentsLength(14)
        self.group.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.exporting = ReportExport(
            self, self._bridge, self._jobs, "Folder for the attendance report", self._on_paper
        )
        self.export = self.exporting.menu_button()
        self.buttons: Sequence[QWidget] = (self.year, self.export)
        self.table, self.behind, self.cards = AttendanceTable(), BehindCard(), _Cards()
        self.left_out, self.empty = small(""), EmptyState("people", "", "")
        self._offer()

    def _lay_out(self) -> None:
        self.framed, self.filled = Card(), QWidget()
        self.framed.body.setContentsMargins(0, 0, 0, 0)
        self.framed.body.addWidget(self.table)
        inside = _column(self.filled)
        for part in (_legend(), self.framed, self.behind, self.cards, self.left_out):
            inside.addWidget(part)
        inside.addStretch(1)
        self.stack = QStackedWidget()
        for part in (QWidget(), self.filled, self.empty):
            self.stack.addWidget(part)
        chosen, self.whole = QWidget(), QWidget()
        row = FlowLayout(chosen, gap=10, row_gap=6)
        row.addWidget(self.segments)
        row.addWidget(self.group)
        column = _column(self.whole)
        column.setContentsMargins(20, 10, 20, 16)
        for part in (chosen, self.exporting.written, self.stack):
            column.addWidget(part, 1 if part is self.stack else 0)
        outer = _column(self)
        self.area = scrolling(self.whole, "Attendance report")
        outer.addWidget(self.area)
        self.behind.hide()

    def _connect(self) -> None:
        self.segments.chosen.connect(self.show_count)
        self.year.activated.connect(self._choose)
        self.group.activated.connect(self._choose)
        self.table.opened.connect(self.open_behind)
        self.table.walked.connect(self._keep_in_view)
        self.behind.closed.connect(self._back)
        self.behind.table.chosen.connect(lambda key: self.navigate.emit("meeting", key))
        page_shortcut(self, "Esc").activated.connect(self._back)
        self._bridge.changed.connect(self._on_changed)

    def _offer(self) -> None:
        """The years since the first meeting and the groups there are; what is chosen stays."""
        ask, today = self._bridge.workspace.ask, self._bridge.today()
        years = years_since(ask(attendance_report.first_meeting) or today, today)
        _fill(self.year, [(one.label, one) for one in years])
        rows = [row for row in ask(groups.everything, today) if not row.is_external]
        _fill(self.group, [("All groups", ""), *((row.name, row.id) for row in rows)])

    def _choose(self) -> None:
        self.context = self.period.in_words(self._bridge.today())
        self.retitled.emit()
        self.reload()

    # What is behind a figure

    def open_behind(self, index: QModelIndex) -> None:
        """Show the meetings a figure is counted from, below the table."""
        found = self.table.shown.figure(index)
        if found is None or not found.behind:
            self._bridge.announce("There is no meeting behind this cell")
            return
        where = self.table.shown.heading(index.column())[0]
        if self.table.shown.is_deputies(index.column()):
            where = "by deputies"
        name = self.table.shown.line(index.row()).name
        behind = found.behind
        if self.table.shown.is_deputies(index.column()):
            behind = tuple(one for one in behind if one.by_deputy)
        self.behind.show_meetings(f"{name}, {where}: {found.tally.in_words}", behind)
        self._fit()
        self.behind.table.setFocus()

    def _keep_in_view(self) -> None:
        """With little room the page scrolls too, so that the cell one is at stays in sight."""
        place = self.table.visualRect(self.table.currentIndex())
        corner = self.table.viewport().mapTo(self.filled, place.bottomLeft())
        inside = self.filled.mapTo(self.whole, corner)
        self.area.ensureVisible(inside.x(), inside.y(), 0, place.height() + 8)

    def _back(self) -> None:
        if not self.behind.isHidden():
            self.behind.hide()
            self._fit()
            self.table.setFocus()

    # Paper

    def _on_paper(self) -> Callable[..., Report]:
        return partial(
            attendance_paper.report,
            period=self.period,
            group_ids=self.group_ids,
            today=self._bridge.today(),
        )

    # Size, and what changes elsewhere

    def _fit(self) -> None:
        """The table as tall as its lines, or as leaves what is below in sight; then it scrolls."""
        self.cards.lie(narrow=self.width() < theme.px(_NARROW))
        below = theme.px(_PEEK) if self.behind.isHidden() else self.behind.tall
        inside = self.framed.mapTo(self, QPoint(0, 0)).y() + self.area.verticalScrollBar().value()
        room = self.height() - inside - below - _AROUND
        least = min(theme.px(_LEAST), self.height() - _AROUND)
        self.table.setFixedHeight(min(self.table.whole_height, max(room, least)))
        self.table.scrollTo(self.table.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*_SHOWN_IN):
            self._stale = True
            if self.isVisible():
                self.reload()


class BehindCard(Card):
    """The meetings behind one figure; Enter opens one."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = subheading("")
        self.close_button = icon_button("cross", "Close", "Esc")
        self.model: RowsModel[Behind] = RowsModel(_BEHIND, self, speak=spoken)
        self.table = grow(list_table(self.model, "Meetings behind the figure"))
        self.body.setContentsMargins(1, 1, 1, 8)
        top = QHBoxLayout()
        top.setContentsMargins(13, 7, 10, 0)
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        self.body.addLayout(top)
        self.body.addWidget(self.table)
        self.close_button.clicked.connect(self.closed)

    @property
    def tall(self) -> int:
        """How much room it asks for: a few meetings; more are reached by scrolling."""
        return theme.px(90 + 46 * min(len(self.model.rows), _SHOWN))

    def show_meetings(self, words: str, meetings: Sequence[Behind]) -> None:
        self.title.setText(words)
        self.table.setAccessibleName(f"Meetings behind {words}")
        self.model.show_rows(meetings)
        if meetings:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.show()


def spoken(row: Behind) -> str:
    """A meeting behind a figure as a screen reader says it."""
    said = (row.group, long_date(row.on), row.came_words, row.who, row.how, row.capacity)
    return ", ".join(filter(None, said))


_TONES = {True: "good", False: "text2", None: "text3"}
_BEHIND = (
    Column[Behind]("Meeting", lambda row: short_date(row.on), second=lambda row: row.group),
    Column[Behind]("Came", lambda row: row.came_words, tone=lambda row: _TONES[row.came]),
    Column[Behind]("Who", lambda row: row.who, second=lambda row: row.capacity, wide=True),
    Column[Behind]("How", lambda row: row.how, wide=True),
)


_NOBODY = "Nobody came to fewer than half, or missed as many in a row as their group has set."


class _Cards(QWidget):
    """What to follow up, and how the quorum stood."""

    def __init__(self) -> None:
        super().__init__()
        self.follow, self.quorum = Card(), Card()
        self.sign, self.heading = IconLabel("warn", "bad", 16), subheading("")
        self.follow_words, self.quorum_words = secondary(""), secondary("")
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.sign)
        top.addWidget(self.heading, 1)
        self.follow.body.addLayout(top)
        self.follow.body.addWidget(self.follow_words)
        self.quorum.body.addWidget(subheading("Quoracy"))
        self.quorum.body.addWidget(self.quorum_words)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        for card in (self.follow, self.quorum):
            card.body.addStretch(1)
            self._row.addWidget(card, 1)

    def show_figures(self, figures: Figures) -> None:
        lines = figures.to_follow_up
        self.sign.setVisible(bool(lines))
        number = capital(number_word(figures.number_to_follow_up)) if lines else "Nothing"
        self.heading.setText(f"{number} to follow up")
        self.follow_words.setText(" ".join(lines) or _NOBODY)
        self.quorum_words.setText(" ".join(rules.quoracy(figures.met)))

    def lie(self, *, narrow: bool) -> None:
        """Beside each other, or one below the other."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)


def _column(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(10)
    return made


def _legend() -> QWidget:
    legend = QWidget()
    flow = FlowLayout(legend, gap=14, row_gap=4)
    for tone, words in rules.STEPS:
        flow.addWidget(_Step(TOKENS[tone], words))
    flow.addWidget(_plain(f"{rules.NO_SEAT} no seat on this group"))
    flow.addWidget(_plain("Every cell shows its figure."))
    return legend


class _Step(QWidget):
    """A shade and what it stands for."""

    def __init__(self, token: str, words: str) -> None:
        super().__init__()
        self._token = token
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(18), 0, 0, 0)
        row.addWidget(_plain(words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(12)
        painter.setPen(theme.colour("line2"))
        painter.setBrush(theme.colour(self._token))
        painter.drawRoundedRect(0, (self.height() - side) // 2, side, side, 3, 3)


def _plain(words: str) -> QWidget:
    label = small(words)
    label.setWordWrap(False)
    return label


def _fill(box: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """Offer these; what was chosen stays chosen if it is still there."""
    now = [(box.itemText(place), box.itemData(place)) for place in range(box.count())]
    if now == list(choices):
        return
    kept = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for words, value in choices:
            box.addItem(words, value)
        places = [place for place, (_, value) in enumerate(choices) if value == kept]
        box.setCurrentIndex(places[0] if places else 0)
