"""What is said of one line of the roll-call besides its code; a form opens in the row it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from masa_desktop.domain.attendance import AS_MEMBER, Capacity, capacity_label
from masa_desktop.domain.date_text import TIME_EXAMPLE, time_typed
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.roll_call import Reply, reply_label
from masa_desktop.domain.words import clock_time
from masa_desktop.ui import theme
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.name_list import NameList
from masa_desktop.ui.parts import Segments, button, mark, turn_off

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

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
_NOT_HERE = "Nobody hands over who was not here: record the deputy instead."
_NOBODY = "Choose somebody who is named: a vacant seat has no times and cannot chair."


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Enter(QObject):
    """Return in a field one chooses in, or ticks, keeps the form as it does in one typed in."""

    pressed = Signal()

    def __init__(self, form: QWidget, *fields: QWidget) -> None:
        super().__init__(form)
        for field in fields:
            field.setProperty("enters", True)  # noqa: FBT003 - Qt's own
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(watched, QToolButton) and not watched.isChecked():
            watched.click()  # one of a few: chosen first
        else:
            self.pressed.emit()
        return True


class TimeBox(QLineEdit):
    """A time of day, or none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("00:00")
        theme.look.changed.connect(self._fit)
        self._fit()

    def show_time(self, at: time | None) -> None:
        self.setText(clock_time(at) if at else "")
        mark(self, "wrong", "false")

    def read(self) -> time | None:
        """The time typed, None if there is none. Raises UserError for what is no time."""
        text = self.text().strip()
        at = time_typed(text)
        mark(self, "wrong", "true" if text and at is None else "false")
        if text and at is None:
            self.setFocus()
            raise UserError(f"“{text[:20]}” is not a time.", do=TIME_EXAMPLE)
        return at

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(72))


class TimesForm(QWidget):
    """From when to when, by the clock and by the items, and the two quick words for now."""

    arrived, left, whole, taken_off = Signal(str), Signal(str), Signal(), Signal()
    """The first two carry the item's id."""

    saved = Signal(str, str, object, object)
    """First and last item's id or "", and the two times or None."""

    def __init__(self) -> None:
        super().__init__()
        self.came, self.went = TimeBox("Time they came"), TimeBox("Time they went")
        self.first, self.last = _box("Here from"), _box("Here to")
        self.save = button("Save", primary=True)
        self.arrive, self.leave = button("Arrived"), button("Left")
        self.stay = button("Whole meeting")
        self.remove = button("Take off the list")
        from_, to = _Word("from"), _Word("to")
        _side_by_side(
            self,
            [
                from_,
                self.came,
                self.first,
                to,
                self.went,
                self.last,
                self.save,
                self.arrive,
                self.leave,
                self.stay,
                self.remove,
            ],
        )
        self._items: tuple[ItemRow, ...] = ()
        self._current, self._is_guest = "", False
        self.save.clicked.connect(self._save)
        for box in (self.came, self.went):
            box.returnPressed.connect(self._save)
        _Enter(self, self.first, self.last).pressed.connect(self._save)
        self.arrive.clicked.connect(lambda: self._tell(self.arrive, self.arrived))
        self.leave.clicked.connect(lambda: self._tell(self.leave, self.left))
        self.stay.clicked.connect(self.whole)
        self.remove.clicked.connect(self.taken_off)

    def show_items(self, items: Sequence[ItemRow], current: str) -> None:
        self._items, self._current = tuple(items), current
        number = next((item.number for item in items if item.id == current), None)
        at = f" at item {number}" if number else ""
        self.arrive.setText(f"Arrived{at}")
        self.leave.setText(f"Left during item {number}" if number else "Left")
        self._fill()

    def show_row(self, row: RollRow | None) -> None:
        reason = "" if row is not None and row.person_id else _NOBODY
        for each in (self.arrive, self.leave, self.stay, self.save):
            turn_off(each, reason)
        self.remove.setVisible(row is not None and (row.is_deputy or row.seat_id is None))
        self._is_guest = row is not None and row.seat_id is None
        self._fill()
        if row is None:
            return
        self.came.show_time(row.arrived_at)
        self.went.show_time(row.left_at)
        self.first.setCurrentIndex(self._place(self.first, row.first_item))
        self.last.setCurrentIndex(self._place(self.last, row.last_item))

    def _place(self, box: QComboBox, number: int | None) -> int:
        ids = {item.number: item.id for item in self._items}
        return max(box.findData(ids.get(number, "")), 0) if number else 0

    def _fill(self) -> None:
        """The last item is chosen by its end, or by the item they left in, as people say it."""
        self.first.clear()
        self.last.clear()
        self.first.addItem("the start", "")
        self.last.addItem("the end", "")
        for item, following in zip(self._items, [*self._items[1:], None], strict=True):
            self.first.addItem(f"item {item.number}, {item.title}", item.id)
            if self._is_guest or following is None:
                self.last.addItem(f"the end of item {item.number}, {item.title}", item.id)
            else:
                self.last.addItem(f"during item {following.number}, {following.title}", item.id)

    def _save(self) -> None:
        if self.save.accessibleDescription():
            return
        came, went = self.came.read(), self.went.read()
        self.saved.emit(self.first.currentData(), self.last.currentData(), came, went)

    def _tell(self, made: QPushButton, signal: object) -> None:
        if not made.accessibleDescription():
            signal.emit(self._current)  # type: ignore[attr-defined]  # a bound signal


class NameBox(QComboBox):
    """A name typed, or chosen from a short list; used as the line it shows."""

    entered = Signal()
    """Enter, with a name or without."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none for none at all
        line = self.lineEdit()
        if line is not None:  # it is there since setEditable
            self.names = NameList(line, keyed=self)
            line.setPlaceholderText(hint)
            line.setAccessibleName(name)
            line.returnPressed.connect(self.entered)

    def text(self) -> str:
        return self.currentText()

    def setText(self, text: str) -> None:
        self.setEditText(text)

    @property
    def is_typed(self) -> bool:
        """Whether somebody typed what stands in it, so that it is kept."""
        line = self.lineEdit()
        return line is not None and line.isModified() and bool(line.text())

    def select_all(self) -> None:
        line = self.lineEdit()
        if line is not None:
            line.selectAll()


class DeputyForm(QWidget):
    """Who came instead: the seat's standing deputies first, anybody else by name."""

    sent = Signal(str, object)
    """The deputy's name, and True, False or None for delegated authority."""

    handed_over = Signal(str, object, str, object)
    """The same two, the first item's id, and the time or None."""

    def __init__(self) -> None:
        super().__init__()
        self.name = NameBox("Name of the deputy", "Who came instead")
        self.authority = Segments(
            [("", "Authority not said"), ("yes", "With authority"), ("no", "Without")],
            "Delegated authority",
        )
        self.send = button("Record deputy", primary=True)
        self.from_item, self.at = (
            _box("The deputy takes over from"),
            TimeBox("Time the deputy came"),
        )
        self.follow = button("Takes over")
        self.after = _Word("or after the member, from")
        _side_by_side(
            self,
            [
                self.name,
                self.authority,
                self.send,
                self.after,
                self.at,
                self.from_item,
                self.follow,
            ],
        )
        self._row: RollRow | None = None
        self._recorded: RollRow | None = None
        self._items: tuple[ItemRow, ...] = ()
        self._current = ""
        self.name.entered.connect(self._enter)
        self.at.returnPressed.connect(self._hand_over)
        _Enter(self, self.from_item).pressed.connect(self._hand_over)
        _Enter(self, *self.authority.buttons.values()).pressed.connect(self._enter)
        self.send.clicked.connect(self._send)
        self.follow.clicked.connect(self._hand_over)
        self.name.activated.connect(self._choose)
        self.name.names.taken.connect(lambda said: self._choose(self.name.findText(said)))

    def show_items(self, items: Sequence[ItemRow], current: str) -> None:
        self._items, self._current = tuple(items), current
        _fill_items(self.from_item, [item for item in items if item.number > 1], current)

    def show_row(
        self,
        row: RollRow | None,
        people: Sequence[Candidate],
        recorded: RollRow | None = None,
    ) -> None:
        """The seat's row, whom to offer, and the deputy recorded in it already."""
        same = row is not None and self._row is not None and row.id == self._row.id
        self._row, self._recorded = row, recorded
        known = [name for _, name, _ in row.deputies] if row else []
        others = (one.name for one in people if not one.is_agency and one.name not in known)
        self.name.names.offer_from((*known, *others))
        has_seat = row is not None and row.seat_id is not None and not row.is_deputy
        turn_off(self.send, "" if has_seat else _NO_DEPUTY)
        came = has_seat and row is not None and row.code in AS_MEMBER
        turn_off(self.follow, "" if came else _NOT_HERE)
        for each in (self.after, self.at, self.from_item, self.follow):
            each.setVisible(came)
        if row is not None and row.last_item:
            self._offer_after(row.last_item)
        if not same:
            self._offer(row)

    def prepare(self) -> None:
        """Show the deputy recorded, or offer the seat's standing one; what was typed stays."""
        if self._recorded is not None and not self.name.is_typed:
            self._show_recorded(self._recorded)
        elif self.name.count() == 1 and not self.name.text():
            self.name.setCurrentIndex(0)
            self._choose(0)
        self.name.setFocus()
        self.name.select_all()

    def done(self) -> None:
        """The deputy has been recorded."""
        self.name.setText("")
        self.at.clear()
        self.authority.choose("")

    def _offer(self, row: RollRow | None) -> None:
        self.name.clear()
        for _, name, has_authority in row.deputies if row else ():
            self.name.addItem(name, has_authority)
        self.name.setCurrentIndex(-1)
        self.done()

    def _show_recorded(self, deputy: RollRow) -> None:
        self.name.setText(deputy.name)
        said = next(key for key, has in _AUTHORITY.items() if has is deputy.has_authority)
        self.authority.choose(said)
        self.at.show_time(deputy.arrived_at)
        ids = {item.number: item.id for item in self._items}
        place = self.from_item.findData(ids.get(deputy.first_item or 0, ""))
        if place >= 0:
            self.from_item.setCurrentIndex(place)

    def _offer_after(self, last: int) -> None:
        """The member went: the deputy comes at the item the meeting is at, or the one after."""
        at = next((item.number for item in self._items if item.id == self._current), 0)
        wanted = max(at, last + 1)
        ids = {item.number: item.id for item in self._items}
        self.from_item.setCurrentIndex(max(self.from_item.findData(ids.get(wanted, "")), 0))

    def _choose(self, place: int) -> None:
        self.authority.choose("yes" if self.name.itemData(place) else "")

    def _enter(self) -> None:
        went = self._row is not None and self._row.last_item and self._row.code in AS_MEMBER
        (self._hand_over if went else self._send)()

    def _send(self) -> None:
        if not self.send.accessibleDescription():
            self.sent.emit(self.name.text(), _AUTHORITY[self.authority.key])

    def _hand_over(self) -> None:
        if self.follow.accessibleDescription():
            return
        has_authority = _AUTHORITY[self.authority.key]
        item_id = self.from_item.currentData()
        self.handed_over.emit(self.name.text(), has_authority, item_id, self.at.read())


class AgencyForm(QWidget):
    chosen = Signal(str)
    """The second agency's id, or "" for none."""

    def __init__(self) -> None:
        super().__init__()
        self.agency = _box("Also represents", 24)
        self.save = button("Save", primary=True)
        _side_by_side(self, [_Word("also represents"), self.agency, self.save])
        self.save.clicked.connect(self._save)
        _Enter(self, self.agency).pressed.connect(self._save)

    def show_row(self, row: RollRow | None, agencies: Sequence[Candidate]) -> None:
        self.agency.clear()
        self.agency.addItem("no other agency", "")
        for one in agencies:
            if row is None or one.id != row.agency_id:
                self.agency.addItem(one.name, one.id)
        wanted = row.also_agency_id if row else None
        self.agency.setCurrentIndex(max(self.agency.findData(wanted or ""), 0))

    def _save(self) -> None:
        self.chosen.emit(self.agency.currentData())


class ReplyForm(QWidget):
    chosen = Signal(str)
    """The reply's code."""

    kept = Signal()
    """Return on the reply that is recorded already."""

    def __init__(self) -> None:
        super().__init__()
        self.reply = Segments([(each.value, reply_label(each)) for each in Reply], "Reply")
        _side_by_side(self, [self.reply])
        self.reply.chosen.connect(self.chosen)
        _Enter(self, *self.reply.buttons.values()).pressed.connect(self.kept)

    def show_row(self, row: RollRow | None) -> None:
        self.reply.choose(row.reply if row else "")


class InterestForm(QWidget):
    declared = Signal(str, str, bool)
    """The item's id or "", the words, and whether they withdrew for it."""

    def __init__(self) -> None:
        super().__init__()
        self.item, self.words = _box("Item of the interest"), QLineEdit()
        self.words.setPlaceholderText("The interest, as it should stand in the minutes")
        self.words.setAccessibleName("Interest declared")
        self.withdrew = QCheckBox("Withdrew for this item")
        self.save = button("Record interest", primary=True)
        _side_by_side(self, [self.words, self.item, self.withdrew, self.save])
        theme.look.changed.connect(self._fit)
        self._fit()
        self.words.returnPressed.connect(self._tell)
        _Enter(self, self.item, self.withdrew).pressed.connect(self._tell)
        self.save.clicked.connect(self._tell)

    def show_items(self, items: Sequence[ItemRow], current: str) -> None:
        _fill_items(self.item, items, current, start="the whole meeting")
        self.item.setCurrentIndex(max(self.item.findData(current), 0))

    def done(self) -> None:
        self.words.clear()
        self.withdrew.setChecked(False)

    def _tell(self) -> None:
        item_id = self.item.currentData()
        self.declared.emit(item_id, self.words.text(), self.withdrew.isChecked())

    def _fit(self) -> None:
        self.words.setMinimumWidth(theme.px(300))
        self.withdrew.setMinimumHeight(theme.px(30))


class ChairForm(QWidget):
    taken = Signal(str, str)
    """For whom (a person's id or "") and from which item (its id or "" for the start)."""

    def __init__(self) -> None:
        super().__init__()
        self.for_whom, self.from_item = _box("In the chair for"), _box("In the chair from")
        self.take = button("Takes the chair", primary=True)
        self._row: RollRow | None = None
        self._rows: tuple[RollRow, ...] = ()
        self._current = ""
        _side_by_side(self, [_Word("in the chair"), self.for_whom, self.from_item, self.take])
        self.take.clicked.connect(self._take)
        _Enter(self, self.for_whom, self.from_item).pressed.connect(self._take)

    def show_people(self, rows: Sequence[RollRow]) -> None:
        self._rows = tuple(rows)
        self._fill()

    def show_items(self, items: Sequence[ItemRow], current: str) -> None:
        _fill_items(self.from_item, items, current, start="from the start")
        first = items[0].id if items else ""
        self._current = "" if current == first else current

    def prepare(self, *, has_begun: bool) -> None:
        """Nothing chosen for somebody else stays: from the item the meeting is at, if at any."""
        at = self.from_item.findData(self._current) if has_begun else 0
        self.from_item.setCurrentIndex(max(at, 0))
        self.for_whom.setCurrentIndex(0)

    def show_row(self, row: RollRow | None) -> None:
        self._row = row
        self._fill()
        turn_off(self.take, "" if row is not None and row.person_id else _NOBODY)

    def _fill(self) -> None:
        chosen, self_id = self.for_whom.currentData(), self._row.person_id if self._row else ""
        self.for_whom.clear()
        self.for_whom.addItem("in their own right", "")
        for row in self._rows:
            if row.person_id and row.seat_id and not row.is_deputy and row.person_id != self_id:
                self.for_whom.addItem(f"for {row.name}", row.person_id)
        self.for_whom.setCurrentIndex(max(self.for_whom.findData(chosen), 0))

    def _take(self) -> None:
        if not self.take.accessibleDescription():
            self.taken.emit(self.for_whom.currentData(), self.from_item.currentData())


class GuestForm(QWidget):
    added = Signal(str, str, str, str, str)
    """Name, agency id or "", the capacity's code, and the first and last item's id or ""."""

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.agency, self.capacity = _box("Agency of the guest"), _box("Capacity of the guest")
        self.first, self.last = _box("Here for"), _box("Here to")
        self.name.setPlaceholderText("Name of the guest")
        self.name.setAccessibleName("Name of the guest")
        for each in _GUESTS:
            self.capacity.addItem(capacity_label(each), each.value)
        self.add, self.close_button = button("Add guest", "plus"), button("Close")
        _side_by_side(
            self,
            [
                self.name,
                self.agency,
                self.capacity,
                self.first,
                self.last,
                self.add,
                self.close_button,
            ],
        )
        self._items: tuple[ItemRow, ...] = ()
        theme.look.changed.connect(self._fit)
        self._fit()
        self.first.currentIndexChanged.connect(self._fill_last)
        self.name.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        boxes = self.agency, self.capacity, self.first, self.last
        _Enter(self, *boxes).pressed.connect(self._add)
        self.show_items((), "")

    def show_items(self, items: Sequence[ItemRow], _current: str) -> None:
        self._items = tuple(items)
        self.first.clear()
        self.first.addItem("for the whole meeting", "")
        for item in items:
            self.first.addItem(f"for item {item.number}, {item.title}", item.id)

    def show_agencies(self, agencies: Sequence[Candidate]) -> None:
        chosen = self.agency.currentData()
        self.agency.clear()
        self.agency.addItem("no agency", "")
        for one in agencies:
            self.agency.addItem(one.short or one.name, one.id)
        self.agency.setCurrentIndex(max(self.agency.findData(chosen), 0))

    def done(self) -> None:
        """The guest has been added, and the next one can be typed; they are for the whole meeting
        unless it is said."""
        self.name.clear()
        self.first.setCurrentIndex(0)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_last(self) -> None:
        """Most come for one item, some for a few in a row. The field keeps its place, so that Tab
        goes where one sees it go."""
        first_id = self.first.currentData()
        ids = [item.id for item in self._items]
        later = self._items[ids.index(first_id) + 1 :] if first_id in ids else ()
        self.last.clear()
        self.last.addItem("only" if first_id else "to the end", first_id or "")
        for item in later:
            self.last.addItem(f"to item {item.number}, {item.title}", item.id)
        self.last.setEnabled(bool(later))

    def _add(self) -> None:
        boxes = self.agency, self.capacity, self.first, self.last
        self.added.emit(self.name.text(), *(box.currentData() for box in boxes))

    def _fit(self) -> None:
        self.name.setMinimumWidth(theme.px(180))


def _side_by_side(form: QWidget, widgets: Sequence[QWidget]) -> None:
    """They wrap where the row ends, so that large text needs no second form."""
    flow = FlowLayout(form, gap=8, row_gap=6)
    for widget in widgets:
        flow.addWidget(widget)


class _Word(QLabel):
    """A word between two fields, as tall as they are."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("role", "body")
        self.setProperty("tone", "quiet")
        theme.look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(theme.px(30))


def _box(name: str, letters: int = 14) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(letters)
    return made


def _fill_items(box: QComboBox, items: Sequence[ItemRow], current: str, *, start: str = "") -> None:
    box.clear()
    if start:
        box.addItem(start, "")
    for item in items:
        lead = "from " if start.startswith("from") else ""
        box.addItem(f"{lead}item {item.number}, {item.title}", item.id)
    box.setCurrentIndex(0 if start else max(box.findData(current), 0))
