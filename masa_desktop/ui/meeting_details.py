"""When, where and how marked a meeting is; every field takes effect when it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking, marking_label
from masa_desktop.domain.meetings import MeetingHead, MeetingStatus, status_label
from masa_desktop.domain.words import clock_time, short_date
from masa_desktop.services import meetings
from masa_desktop.ui import theme
from masa_desktop.ui.day_fields import day_in, time_in, weekday_words
from masa_desktop.ui.parts import Card, Field, ground, small
from masa_desktop.ui.sittings_card import SittingsCard
from masa_desktop.ui.word_look_card import WordLookCard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs


_WIDEST = 760


class MeetingDetails(QScrollArea):
    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        self._bridge = bridge
        self._head: MeetingHead | None = None
        self._refused: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.on, self.starts, self.ends = QLineEdit(), QLineEdit(), QLineEdit()
        self.venue, self.format, self.handling = QLineEdit(), QLineEdit(), QLineEdit()
        self.marking, self.status = QComboBox(), QComboBox()
        for each in Marking:
            self.marking.addItem(marking_label(each), each.value)
        for state in MeetingStatus:
            self.status.addItem(status_label(state), state.value)
        self.on_field = Field("Date", self.on)
        self.starts_field = Field("Starts", self.starts)
        self.ends_field = Field("Ends", self.ends)
        self.venue_field, self.format_field = (
            Field("Venue", self.venue),
            Field("Held as", self.format),
        )
        self.status_field = Field("Status", self.status)
        self.marking_field = Field("Protective marking", self.marking)
        self.handling_field = Field("Handling words, printed after the marking", self.handling)
        self._when = (
            self.on_field,
            self.starts_field,
            self.ends_field,
            self.venue_field,
            self.format_field,
        )
        self.weekday = small()
        self.sittings, self.word_look = SittingsCard(bridge), WordLookCard(bridge, jobs)
        self._lay_out()
        self._connect()

    def show_head(self, head: MeetingHead) -> None:
        """Show what is recorded; a field being typed in, or refused, keeps its words."""
        if self._head is not None and head.id != self._head.id:
            self._begin_anew()
        self._head = head
        for edit, text in (
            (self.on, short_date(head.on)),
            (self.starts, clock_time(head.starts_at) if head.starts_at else ""),
            (self.ends, clock_time(head.ends_at) if head.ends_at else ""),
            (self.venue, head.venue),
            (self.format, head.format),
            (self.handling, head.handling),
        ):
            if not edit.isModified():
                edit.setText(text)
        self._refused = ()
        self._show_lists()
        self._say_weekday()
        self.sittings.show_meeting(head.id)
        self.word_look.show_group(head.group_id)

    def flush(self) -> None:
        """Write what has been typed and can be understood."""
        if any(edit.isModified() for edit in (self.on, self.starts, self.ends)):
            self._set_details()
        if self.venue.isModified() or self.format.isModified():
            self._set_details()
        if self.handling.isModified():
            self._set_marking()

    def _lay_out(self) -> None:
        inside = QWidget()
        ground(inside, "bg")
        across = QHBoxLayout(inside)  # so that what wraps is measured at the cards' own width
        across.setContentsMargins(20, 16, 20, 20)
        column = QVBoxLayout()
        column.setSpacing(12)
        across.addLayout(column, 1_000)
        across.addStretch(1)
        card, second = Card("When and where"), Card("Standing")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, field in enumerate((self.on_field, self.starts_field, self.ends_field)):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.weekday, 1, 0, 1, 3)
        grid.addWidget(self.venue_field, 2, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.format_field, 2, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 2)
        card.body.addLayout(grid)
        for field in (self.status_field, self.marking_field, self.handling_field):
            second.body.addWidget(field)
        self._cards = (card, self.sittings, second, self.word_look)
        for each in self._cards:
            column.addWidget(each)
        column.addStretch(1)
        self.setWidget(inside)
        theme.look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for card in self._cards:
            card.setMaximumWidth(theme.px(_WIDEST))

    def _connect(self) -> None:
        for edit in (self.on, self.starts, self.ends, self.venue, self.format):
            edit.editingFinished.connect(self._if_typed)
        self.on.textEdited.connect(self._say_weekday)
        self.handling.editingFinished.connect(self._if_handled)
        self.marking.activated.connect(self._set_marking)
        self.status.activated.connect(self._set_status)

    def _if_typed(self) -> None:
        typed = (self.on, self.starts, self.ends, self.venue, self.format)
        if any(edit.isModified() for edit in typed):
            self._set_details()

    def _if_handled(self) -> None:
        if self.handling.isModified():
            self._set_marking()

    def _set_details(self) -> None:
        on = day_in(self.on_field, self._bridge)
        starts, ends = time_in(self.starts_field), time_in(self.ends_field)
        if self._head is None or on is None or isinstance(starts, str) or isinstance(ends, str):
            return
        if starts and ends and ends <= starts:
            self.ends_field.wrong("The meeting would end before it starts.")
            return
        meeting_id = self._head.id
        self._keep(
            self._when,
            lambda: self._bridge.workspace.do(
                meetings.set_details,
                meeting_id,
                on=on,
                starts_at=starts,
                ends_at=ends,
                venue=self.venue.text(),
                format_=self.format.text(),
            ),
        )

    def _set_marking(self) -> None:
        if self._head is not None:
            said = self._head.id, self.marking.currentData(), self.handling.text()
            self._keep(
                (self.handling_field, self.marking_field),
                lambda: self._bridge.workspace.do(meetings.set_marking, *said),
            )

    def _set_status(self) -> None:
        if self._head is not None:
            said = self._head.id, MeetingStatus(self.status.currentData())
            self._keep(
                (self.status_field,), lambda: self._bridge.workspace.do(meetings.set_status, *said)
            )

    def _keep(self, fields: Sequence[Field], write: Callable[[], object]) -> None:
        """Write what stands in these fields; what is refused stays typed, with the reason under it.

        A list shows what is recorded again, as it never looks half done. What was refused is tried
        again once it, or anything else of the meeting, has changed.
        """
        said = tuple(_value(field) for field in fields)
        if said == self._refused:
            self._show_lists()
            return
        typed = [field for field in fields if _is_modified(field)]
        for field in typed:
            _modify(field, modified=False)
        try:
            write()
        except UserError as refused:
            for field in typed:
                _modify(field, modified=True)
            (typed or fields[-1:])[0].wrong(refused.happened, refused.do)
            self._bridge.announce(f"{refused.happened} {refused.do}".strip(), assertive=True)
            self._refused = said if typed else ()
            self._show_lists()
        else:
            for field in fields:
                field.right()

    def _begin_anew(self) -> None:
        """What was refused or half typed for one meeting is nothing to the next."""
        for field in (*self._when, self.status_field, self.marking_field, self.handling_field):
            _modify(field, modified=False)
            field.right()

    def _show_lists(self) -> None:
        head = self._head
        if head is None:
            return
        self.marking.setCurrentIndex(max(self.marking.findData(head.marking or "none"), 0))
        self.status.setCurrentIndex(self.status.findData(head.status.value))

    def _say_weekday(self) -> None:
        self.weekday.setText(weekday_words(self.on_field, self._bridge))


def _value(field: Field) -> str:
    box = field.input
    return box.text() if isinstance(box, QLineEdit) else str(cast("QComboBox", box).currentData())


def _is_modified(field: Field) -> bool:
    return isinstance(field.input, QLineEdit) and field.input.isModified()


def _modify(field: Field, *, modified: bool) -> None:
    if isinstance(field.input, QLineEdit):
        field.input.setModified(modified)
