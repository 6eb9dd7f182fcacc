"""The seats of a group with their holders on a day, and what can be done with the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from masa_desktop.domain.attendance import Capacity, capacity_label
from masa_desktop.domain.words import count, listed, plain_date, short_date
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import Card, button, secondary
from masa_desktop.ui.rows import Column, RowsModel, list_table
from masa_desktop.ui.seat_forms import AddSeatForm, DeputyForm, EndForm, FillForm
from masa_desktop.ui.sourced import grow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from masa_desktop.domain.groups import GroupPage, HoldingRow, SeatRow
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.in_place_form import InPlaceForm

VACANT = "Vacant"
_SINCE, _QUORUM = 2, 3


class SeatsPane(Card):
    moved = Signal()
    """The chosen seat has changed, so the page may scroll to it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Seats and holders", " ")
        self._bridge = bridge
        self._group_id, self._day = "", bridge.today()
        self.model: RowsModel[SeatRow] = RowsModel(
            [
                Column("Seat and capacity", _title, second=_under, wide=True, strong=True),
                Column("Held by", _held, second=_deputies, tone=_held_tone, icon=_held_icon),
                Column("Since", _since, tone=lambda _: "text2"),
                Column("Quorum", counts_words, tone=_counts_tone, icon=_counts_icon),
            ],
            self,
            speak=_spoken,
        )  # fmt: skip
        self.table = grow(list_table(self.model, "Seats and holders"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.nothing = secondary("No seats are recorded for this group.")
        self.nothing.setContentsMargins(14, 12, 14, 4)
        self._make_buttons()
        self._make_forms()
        self._lay_out()
        self._connect()

    def show_seats(self, page: GroupPage, day: date) -> None:
        """The seats of this group as they stood on `day`."""
        if page.id != self._group_id:
            self._close_forms()
        self._group_id, self._day = page.id, day
        self.model.show_rows(page.seats)
        self.table.setVisible(bool(page.seats))
        self.nothing.setVisible(not page.seats)
        if page.seats and not self.table.current_id():
            self.table.select(page.seats[0].id)
        self._say_buttons()

    def summary(self) -> str:
        """Such as "5 seats, 2 vacant"."""
        vacant = sum(_is_vacant(row) for row in self.model.rows)
        seats = count(len(self.model.rows), "seat")
        return f"{seats}, {vacant} vacant" if vacant else seats

    @property
    def current(self) -> SeatRow | None:
        number = self.model.row_of(self.table.current_id())
        return self.model.rows[number] if number >= 0 else None

    def fill(self) -> None:
        """Fill the chosen seat, in place."""
        self._open(self.fill_form.open_for)

    def name_deputy(self) -> None:
        self._open(self.deputy_form.open_for)

    def end(self) -> None:
        self._open(self.end_form.open_for)

    def add_seat(self) -> None:
        self._close_forms()
        self.add_form.open_for(self._group_id, self._day)

    def fit(self, *, wide: bool) -> None:
        """Where there is little room, only seat and holder are shown; the rest is spoken."""
        self.table.setColumnHidden(_SINCE, not wide)

    def _make_buttons(self) -> None:
        self.fill_button = button("Fill seat", compact=True)
        self.deputy_button = button("Standing deputy", compact=True)
        self.end_button = button("Set last day", compact=True)
        self.add_button = button("Add seat", "plus", compact=True)

    def _make_forms(self) -> None:
        self.fill_form, self.deputy_form = FillForm(self._bridge), DeputyForm(self._bridge)
        self.end_form, self.add_form = EndForm(self._bridge), AddSeatForm(self._bridge)
        self._forms: tuple[InPlaceForm, ...] = (
            self.fill_form,
            self.deputy_form,
            self.end_form,
            self.add_form,
        )

    def _lay_out(self) -> None:
        self.body.setContentsMargins(1, 0, 1, 1)
        self.body.setSpacing(0)
        self.head.addWidget(self.add_button)
        self.row = QWidget()
        flow = FlowLayout(self.row, gap=8, row_gap=6)
        flow.setContentsMargins(14, 10, 14, 10)
        for made in (self.fill_button, self.deputy_button, self.end_button):
            flow.addWidget(made)
        for part in (self.nothing, self.table, self.row, *self._forms):
            self.body.addWidget(part)

    def _connect(self) -> None:
        self.fill_button.clicked.connect(self.fill)
        self.deputy_button.clicked.connect(self.name_deputy)
        self.end_button.clicked.connect(self.end)
        self.add_button.clicked.connect(self.add_seat)
        self.table.chosen.connect(self.fill)
        self.table.current.connect(self._say_buttons)
        self.table.current.connect(self.moved)
        self.table.customContextMenuRequested.connect(self._open_menu)
        for form in self._forms:
            form.closed.connect(self._go_back)

    def _open(self, show: Callable[[SeatRow, date], None]) -> None:
        if self.current is not None:
            self._close_forms()
            show(self.current, self._day)

    def _go_back(self) -> None:
        """To the list, with the chosen seat in view once the form's room is given back."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self.moved.emit)

    def _close_forms(self) -> None:
        for form in self._forms:
            form.hide()

    def _say_buttons(self) -> None:
        row = self.current
        self.row.setVisible(row is not None)
        if row is None:
            return
        self.fill_button.setText("Change holder" if row.holders else "Fill seat")
        for made in (self.fill_button, self.deputy_button, self.end_button):
            made.setAccessibleName(f"{made.text()}: {row.title}")

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, deed in (
            ("Fill or change holder\tEnter", self.fill),
            ("Name a standing deputy", self.name_deputy),
            ("Set a last day", self.end),
        ):
            made = QAction(words, menu)
            made.triggered.connect(deed)
            menu.addAction(made)
        menu.popup(self.table.viewport().mapToGlobal(at))


def counts_words(row: SeatRow) -> str:
    """Whether the seat counts for the quorum: counts, no, never, or not said."""
    if _capacity(row).never_counts:
        return "never"
    return {True: "counts", False: "no", None: "not said"}[row.counts_for_quorum]


def _title(row: SeatRow) -> str:
    return row.title


def _capacity(row: SeatRow) -> Capacity:
    return Capacity(row.capacity)


def _under(row: SeatRow) -> str:
    words = capacity_label(_capacity(row))
    parts = (row.agency, words.lower() if row.agency else words, row.note, row.source)
    return " · ".join(part for part in parts if part)


def _is_vacant(row: SeatRow) -> bool:
    return row.is_vacant and not row.follows


def _held(row: SeatRow) -> str:
    if row.holders:
        return listed([_named(holder) for holder in row.holders])
    return f"whoever chairs {row.follows}" if row.follows else VACANT


def _named(row: HoldingRow) -> str:
    return f"{row.person} (acting)" if row.is_acting else row.person


def _deputies(row: SeatRow) -> str:
    if not row.deputies:
        return ""
    said = [f"{one.person}{' with authority' if one.has_authority else ''}" for one in row.deputies]
    return f"deputy: {listed(said)}"


def _held_tone(row: SeatRow) -> str:
    return "bad" if _is_vacant(row) else ""


def _held_icon(row: SeatRow) -> str:
    return "warn" if _is_vacant(row) else ""


def _since(row: SeatRow) -> str:
    if not row.holders:
        return "–"
    first = row.holders[0].from_on
    return short_date(first) if first else "not said"


def _counts_tone(row: SeatRow) -> str:
    return "good" if counts_words(row) == "counts" else "text3"


def _counts_icon(row: SeatRow) -> str:
    return "check" if counts_words(row) == "counts" else ""


def _spoken(row: SeatRow) -> str:
    first = row.holders[0].from_on if row.holders else None
    parts = (
        row.title,
        _under(row),
        _held(row) if _held(row) == VACANT else f"held by {_held(row)}",
        f"since {plain_date(first)}" if first else "",
        _deputies(row),
        f"quorum: {counts_words(row)}",
    )
    return ", ".join(part for part in parts if part)
