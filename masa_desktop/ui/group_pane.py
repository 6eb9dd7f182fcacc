"""The page of one group as it stood on a day: seats, rules, terms, purpose, standing agenda.

The day drives names, holders and rules alike; when it is not today, the page says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from masa_desktop.domain.groups import UPWARDS, link_label, status_label, type_label
from masa_desktop.domain.words import long_date
from masa_desktop.services import groups, structure_view
from masa_desktop.ui import theme
from masa_desktop.ui.chair_form import ChairCard
from masa_desktop.ui.date_entry import DayEntry
from masa_desktop.ui.follow_up_card import FollowUpCard
from masa_desktop.ui.group_cards import (
    FrequencyCard,
    NamesCard,
    PurposeCard,
    StandingCard,
    TermsCard,
)
from masa_desktop.ui.parts import PageHeader, Strip, button, ground, scrolling
from masa_desktop.ui.quorum_form import QuorumCard
from masa_desktop.ui.seats_pane import SeatsPane
from masa_desktop.ui.word_look_card import WordLookCard

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from masa_desktop.domain.groups import GroupPage
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_WIDE, _ROOMY, _LOW = 800, 520, 420


class GroupPane(QWidget):
    meetings_wanted = Signal(str)
    """The group whose meetings are to be shown."""

    day_changed = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        self._bridge = bridge
        self.group_id = ""
        ground(self, "bg")
        self.header = PageHeader()
        self.as_at = DayEntry("As at", bridge.today, reads_back=False, width=140)
        self.as_at.show_day(bridge.today())
        self.header.buttons.addWidget(self.as_at)
        self.today_button = button("Back to today", compact=True)
        self.strip = Strip("", "info", "clock", self.today_button)
        self.seats = SeatsPane(bridge)
        self.quorum, self.chair = QuorumCard(bridge), ChairCard(bridge)
        self.follow_up = FollowUpCard(bridge)
        self.frequency, self.terms = FrequencyCard(), TermsCard()
        self.purpose, self.names = PurposeCard(), NamesCard(bridge)
        self.standing, self.word_look = StandingCard(bridge), WordLookCard(bridge, jobs)
        self._lay_out()
        self.as_at.typed.connect(self._day_typed)
        self.today_button.clicked.connect(self.back_to_today)
        self.seats.moved.connect(self._follow)
        self.frequency.meetings_link.clicked.connect(
            lambda: self.meetings_wanted.emit(self.group_id)
        )

    @property
    def day(self) -> date:
        """The day the page shows; today while the field holds no day."""
        return self.as_at.day or self._bridge.today()

    def show_group(self, group_id: str) -> None:
        """Show this group on the day of the field."""
        changed = group_id != self.group_id
        self.group_id = group_id
        ask = self._bridge.workspace.ask
        page: GroupPage = ask(groups.page, group_id, self.day)
        rules = ask(structure_view.rules, group_id, self.day)
        self._say_head(page)
        self.seats.show_seats(page, self.day)
        self.quorum.show_page(page, self.day)
        self.quorum.say_source(rules.pattern_source if page.has_quorum else "")
        self.chair.show_page(page, rules, self.day)
        self.chair.say_source(rules.pattern_source if rules.chair_kind else "")
        self.follow_up.show_group(group_id)
        self.frequency.show_page(page, rules)
        self.terms.show_page(page, rules)
        self.purpose.show_page(page)
        self.names.show_page(page, self.day)
        self.standing.show_group(group_id)
        self.word_look.show_group(group_id)
        if changed:
            self.area.verticalScrollBar().setValue(0)

    def back_to_today(self) -> None:
        self.as_at.show_day(self._bridge.today())
        self._day_typed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, low = self.width() >= theme.px(_WIDE), self.height() < theme.px(_LOW)
        if wide != self._is_wide:
            self._be_wide(wide=wide)
        if low != self._is_low:
            self._be_low(low=low)
        self.seats.fit(wide=self.width() >= theme.px(_ROOMY))

    def _say_head(self, page: GroupPage) -> None:
        joint = "joint" if page.is_joint else ""
        kind = "reported to, not ours" if page.is_external else ""
        up = [f"{link_label(row.kind)} {row.name}" for row in page.links if row.kind in UPWARDS]
        parts = (type_label(page.type), status_label(page.status), joint, kind, page.area, *up)
        words = " · ".join(part for part in parts if part)
        self.header.say(page.name, f"{words} · {page.code}")
        today = self._bridge.today()
        was = "was" if self.day < today else "will be"
        self.strip.setVisible(self.day != today)
        self.strip.say(f"As it {was} on {long_date(self.day)}.", "info", "clock")

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        self._left, self._below = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, right, self._below):
            column.setSpacing(12)
        for card in (self.seats, self.purpose, self.standing):
            self._left.addWidget(card)
        rules = (self.quorum, self.chair, self.follow_up, self.frequency, self.terms)
        for other in (*rules, self.word_look, self.names):
            right.addWidget(other)
        for column in (self._left, right):
            column.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(12)
        self._halves.addLayout(self._left, 8)
        self._halves.addLayout(right, 5)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        cards = QVBoxLayout()
        cards.setContentsMargins(20, 2, 20, 16)
        cards.setSpacing(12)
        cards.addLayout(self._halves)
        cards.addLayout(self._below)
        self._column.addLayout(cards)
        self.area = scrolling(self._inside)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        for part in (self.header, self.strip, self.area):
            self._whole.addWidget(part)
        self._is_wide, self._is_low = True, False

    def _be_wide(self, *, wide: bool) -> None:
        """Rules beside the seats, or below them and before what is less often read."""
        self._is_wide = wide
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        for place, card in enumerate((self.purpose, self.standing)):
            if wide:
                self._left.insertWidget(place + 1, card)
            else:
                self._below.addWidget(card)

    def _be_low(self, *, low: bool) -> None:
        """In a low window the head scrolls away with the page."""
        self._is_low = low
        (self._column if low else self._whole).insertWidget(0, self.header)

    def _day_typed(self) -> None:
        if self.group_id and not self.as_at.is_wrong:
            self.show_group(self.group_id)
            self.day_changed.emit()

    def _follow(self) -> None:
        """Keep the chosen seat in view: the page scrolls, not the table."""
        table = self.seats.table
        if table.hasFocus():
            rect = table.visualRect(table.currentIndex())
            at = table.viewport().mapTo(self._inside, rect.center())
            self.area.ensureVisible(at.x(), at.y(), 0, rect.height() + 20)
