"""What is said of one line of the roll-call besides its code: times, deputy, chair; and guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from masa_desktop.domain.attendance import Capacity, capacity_label
from masa_desktop.ui.parts import Segments, button, turn_off

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from masa_desktop.domain.meetings import ItemRow, RollRow
    from masa_desktop.domain.owner_text import Candidate

_AUTHORITY: dict[str, bool | None] = {"": None, "yes": True, "no": False}
_GUESTS = (
    Capacity.BY_INVITATION,
    Capacity.ADVISER,
    Capacity.PARTICIPANT_OBSERVER,
    Capacity.MINUTE_TAKER,
)
_NO_DEPUTY = "Choose a seat: a guest or a deputy has no deputy."
_NOBODY = "Choose somebody who is named: a vacant seat has no times and cannot chair."


class TimesForm(QWidget):
    arrived, left, whole, taken_off = Signal(str), Signal(str), Signal(), Signal()
    """The first two carry the item's id."""

    def __init__(self) -> None:
        super().__init__()
        self.item = _items_box("Item of arrival or departure")
        self.arrive, self.leave = button("Arrived"), button("Left during it")
        self.stay, self.remove = button("Whole meeting"), button("Take off the list")
        _in_a_row(self, [self.item, self.arrive, self.leave, self.stay, self.remove])
        self.arrive.clicked.connect(lambda: self._tell(self.arrive, self.arrived))
        self.leave.clicked.connect(lambda: self._tell(self.leave, self.left))
        self.stay.clicked.connect(self.whole)
        self.remove.clicked.connect(self.taken_off)

    def show_items(self, items: Sequence[ItemRow], current: str) -> None:
        _fill_items(self.item, items, current)

    def show_row(self, row: RollRow | None) -> None:
        reason = "" if row is not None and row.person_id else _NOBODY
        for each in (self.arrive, self.leave, self.stay):
            turn_off(each, reason)
        self.remove.setVisible(row is not None and (row.is_deputy or row.seat_id is None))

    def _tell(self, made: QPushButton, signal: object) -> None:
        if not made.accessibleDescription():
            signal.emit(self.item.currentData())  # type: ignore[attr-defined]  # a bound signal


class DeputyForm(QWidget):
    sent = Signal(str, object)
    """The deputy's name, and True, False or None for delegated authority."""

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setPlaceholderText("Who came instead")
        self.name.setAccessibleName("Name of the deputy")
        self._names = QStringListModel(self)
        self.name.setCompleter(_completer(self._names, self))
        self.authority = Segments(
            [("", "Not said"), ("yes", "With authority"), ("no", "Without")],
            "Delegated authority",
        )
        self.send = button("Record deputy")
        _in_a_row(self, [self.name, self.authority, self.send])
        self._row: RollRow | None = None
        self.name.returnPressed.connect(self._send)
        self.send.clicked.connect(self._send)

    def show_row(self, row: RollRow | None, people: Sequence[Candidate]) -> None:
        same = row is not None and self._row is not None and row.id == self._row.id
        self._row = row
        known = [name for _, name, _ in row.deputies] if row else []
        self._names.setStringList([*known, *(p.name for p in people if not p.is_agency)])
        has_seat = row is not None and row.seat_id is not None and not row.is_deputy
        turn_off(self.send, "" if has_seat else _NO_DEPUTY)
        if not same:
            self.name.clear()
            self.authority.choose("")

    def prepare(self) -> None:
        """Offer the seat's standing deputy, if it has one; nothing is recorded yet."""
        if self._row and len(self._row.deputies) == 1 and not self.name.text():
            _, name, has_authority = self._row.deputies[0]
            self.name.setText(name)
            self.authority.choose("yes" if has_authority else "")
        self.name.setFocus()
        self.name.selectAll()

    def done(self) -> None:
        """The deputy has been recorded."""
        self.name.clear()
        self.authority.choose("")

    def _send(self) -> None:
        if not self.send.accessibleDescription():
            self.sent.emit(self.name.text(), _AUTHORITY[self.authority.key])


class ChairForm(QWidget):
    taken = Signal(str, str)
    """For whom (a person's id or "") and from which item (its id or "" for the start)."""

    def __init__(self) -> None:
        super().__init__()
        self.for_whom, self.from_item = QComboBox(), _items_box("In the chair from")
        self.for_whom.setAccessibleName("In the chair for")
        self.take = button("Takes the chair")
        self._row: RollRow | None = None
        _in_a_row(self, [self.for_whom, self.from_item, self.take])
        self.take.clicked.connect(self._take)

    def show_people(self, rows: Sequence[RollRow]) -> None:
        chosen = self.for_whom.currentData()
        self.for_whom.clear()
        self.for_whom.addItem("in their own right", "")
        for row in rows:
            if row.person_id and row.seat_id and not row.is_deputy:
                self.for_whom.addItem(f"for {row.name}", row.person_id)
        self.for_whom.setCurrentIndex(max(self.for_whom.findData(chosen), 0))

    def show_items(self, items: Sequence[ItemRow], current: str) -> None:
        _fill_items(self.from_item, items, current, start="from the start")

    def show_row(self, row: RollRow | None) -> None:
        self._row = row
        turn_off(self.take, "" if row is not None and row.person_id else _NOBODY)

    def _take(self) -> None:
        if not self.take.accessibleDescription():
            self.taken.emit(self.for_whom.currentData(), self.from_item.currentData())


class GuestForm(QWidget):
    added = Signal(str, str, str)
    """Name, agency id or "", and the capacity's code."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.agency, self.capacity = QLineEdit(), QComboBox(), QComboBox()
        self.name.setPlaceholderText("Name of the guest")
        self.name.setAccessibleName("Name of the guest")
        self.agency.setAccessibleName("Agency of the guest")
        self.capacity.setAccessibleName("In what capacity the guest is here")
        for each in _GUESTS:
            self.capacity.addItem(capacity_label(each), each.value)
        self.add = button("Add guest", "plus")
        _in_a_row(self, [self.name, self.agency, self.capacity, self.add])
        self.name.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)

    def show_agencies(self, agencies: Sequence[Candidate]) -> None:
        chosen = self.agency.currentData()
        self.agency.clear()
        self.agency.addItem("no agency", "")
        for one in agencies:
            self.agency.addItem(one.short or one.name, one.id)
        self.agency.setCurrentIndex(max(self.agency.findData(chosen), 0))

    def _add(self) -> None:
        self.added.emit(self.name.text(), self.agency.currentData(), self.capacity.currentData())


def _in_a_row(form: QWidget, widgets: Sequence[QWidget]) -> None:
    """The first grows; a line edit never shrinks to nothing."""
    row = QHBoxLayout(form)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for place, widget in enumerate(widgets):
        if isinstance(widget, QComboBox):
            widget.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            widget.setMinimumContentsLength(10)
        row.addWidget(widget, 1 if place == 0 else 0)


def _items_box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    return made


def _fill_items(box: QComboBox, items: Sequence[ItemRow], current: str, *, start: str = "") -> None:
    box.clear()
    if start:
        box.addItem(start, "")
    for item in items:
        box.addItem(f"{'from ' if start else ''}item {item.number}, {item.title}", item.id)
    box.setCurrentIndex(0 if start else max(box.findData(current), 0))


def _completer(names: QStringListModel, parent: QWidget) -> QCompleter:
    made = QCompleter(names, parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made
