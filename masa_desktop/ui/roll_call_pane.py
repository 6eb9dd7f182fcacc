"""The roll-call: who is here, for whom and for which items, by five keys; deputies and guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from masa_desktop.domain.attendance import AS_MEMBER, Capacity, Code, code_label
from masa_desktop.domain.words import count
from masa_desktop.services import attendance, meeting_view
from masa_desktop.ui.parts import Segments, button, ground, key_cap, line, small, text_label
from masa_desktop.ui.roll_call_forms import ChairForm, DeputyForm, GuestForm, TimesForm
from masa_desktop.ui.roll_call_table import RollModel, RollTable, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masa_desktop.domain.meetings import ItemRow, RollCall, RollRow
    from masa_desktop.ui.bridge import Bridge

_KEYS = (
    ("P", "present"),
    ("O", "online or phone"),
    ("D", "deputy came"),
    ("A", "apologies"),
    ("N", "no apology"),
    ("V", "vacant"),
    ("T", "times"),
)
_WITH_LEGEND = 700
_ALL = "All who are expected are present"


class RollCallPane(QWidget):
    back_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface")
        self._bridge, self._meeting_id = bridge, ""
        self._rows: dict[str, RollRow] = {}
        self._item_ids: tuple[str, ...] = ()
        self.model = RollModel(self)
        self.table = RollTable(self.model)
        self.all_present = button(_ALL, "check")
        self.all_present.setAccessibleName(f"{_ALL} (Ctrl+Shift+P)")
        self.caps, self._is_compact = [key_cap(key) for key in ("Ctrl", "Shift", "P")], False
        self.back = button("Back to minutes")
        self.forms, self.stack = _forms(), QStackedWidget()
        self.times, self.deputy = TimesForm(), DeputyForm()
        self.chair, self.guest = ChairForm(), GuestForm()
        self.who = text_label("", "strong")
        self.legend = QWidget()
        self._lay_out()
        self._connect()

    def show_roll(
        self, meeting_id: str, roll: RollCall, items: Sequence[ItemRow], current: str
    ) -> None:
        """Show the roll-call; arrivals and departures are offered at the current item."""
        self._meeting_id = meeting_id
        self._rows = {row.id: row for row in roll.rows}
        found = self._bridge.workspace.ask(meeting_view.candidates, meeting_id)
        self._people = found
        self.guest.show_agencies([one for one in found if one.is_agency])
        self.chair.show_people(roll.rows)
        wanted = (current, *(f"{item.id}{item.title}" for item in items))
        if wanted != self._item_ids:
            self._item_ids = wanted
            self.times.show_items(items, current)
            self.chair.show_items(items, current)
        self.table.show_lines(lines(roll.rows))
        self._show_row()

    def be_compact(self, *, compact: bool) -> None:
        """Where there is little room a form is shown only while it is used."""
        if compact == self._is_compact:
            return
        self._is_compact = compact
        self.table.horizontalHeader().setVisible(not compact)
        self.all_present.setText("All present" if compact else _ALL)
        for each in self.caps:
            each.setVisible(not compact)
        self.stack.setVisible(not compact)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 160)

    def row(self) -> RollRow | None:
        """The selected line's row."""
        return self._rows.get(self.table.current_id())

    # Building

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 8)
        top.setSpacing(8)
        for part in (self.all_present, *self.caps):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.back)
        self._lay_out_legend()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self.table, 1)
        column.addWidget(line())
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        ground(foot, "surface2")
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        for form in (self.times, self.deputy, self.chair, self.guest):
            self.stack.addWidget(form)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.forms)
        head.addWidget(self.who, 1)
        column.addLayout(head)
        column.addWidget(self.stack)
        column.addWidget(self.legend)
        return foot

    def _lay_out_legend(self) -> None:
        row = QHBoxLayout(self.legend)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for key, words in _KEYS:
            said = small(words)
            said.setWordWrap(False)
            row.addWidget(key_cap(key))
            row.addWidget(said)
            row.addSpacing(8)
        row.addStretch(1)

    def _connect(self) -> None:
        self.table.coded.connect(self._code)
        self.table.current.connect(self._show_row)
        self.table.wanted.connect(lambda _line: self._open("times"))
        self.table.chosen.connect(lambda _line: self._open(self.forms.key))
        self.table.left.connect(self.back_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.all_present.clicked.connect(self.record_all)
        self.forms.chosen.connect(self._open)
        self.times.arrived.connect(lambda item: self._time(attendance.arrive, item))
        self.times.left.connect(lambda item: self._time(attendance.leave, item))
        self.times.whole.connect(self._whole)
        self.times.taken_off.connect(self._take_off)
        self.deputy.sent.connect(self._send_deputy)
        self.chair.taken.connect(self._take_chair)
        self.guest.added.connect(self._add_guest)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt gives a QResizeEvent
        self.legend.setVisible(self.width() >= _WITH_LEGEND and not self._is_compact)

    # Answering

    def record_all(self) -> None:
        """Everybody not yet recorded is present."""
        recorded = self._bridge.workspace.do(attendance.all_present, self._meeting_id)
        if recorded:
            self._bridge.tell(f"{count(recorded, 'person', 'people')} present", undo=True)
        else:
            self._bridge.tell("Nobody is left to record. Vacant seats stay vacant.")

    def _open(self, form: str) -> None:
        self.forms.choose(form)
        self.stack.setCurrentIndex(_FORMS.index(form))
        self.stack.show()
        firsts = {"times": self.times.item, "chair": self.chair.for_whom, "guest": self.guest.name}
        if form == "deputy":
            self.deputy.prepare()
        else:
            firsts[form].setFocus()

    def _show_row(self, _line: str = "") -> None:
        row = self.row()
        self.who.setText(row.name if row else "")
        self.times.show_row(row)
        self.deputy.show_row(row, self._people)
        self.chair.show_row(row)

    def _code(self, line_id: str, code: str) -> None:
        row, meant = self._rows[line_id], Code(code)
        self.table.select(line_id)
        self.stack.setVisible(not self._is_compact)
        if meant is Code.DEPUTY_SENT:
            self._open("deputy")
        elif row.person_id is None and meant is not Code.VACANT:
            self._bridge.tell("Nobody holds this seat. D records who came instead")
        else:
            self._record(row, meant)

    def _record(self, row: RollRow, code: Code) -> None:
        if row.seat_id is None and code is Code.PRESENT:
            code = Code.IN_ATTENDANCE
        self._bridge.workspace.do(
            attendance.record, self._meeting_id, code, seat_id=row.seat_id, person_id=row.person_id
        )
        self._bridge.announce(f"{row.name}: {code_label(code)}")

    def _time(self, verb: object, item_id: str) -> None:
        row = self.row()
        if row is None:
            return
        here = Code(row.code) in AS_MEMBER or row.seat_id is None
        attendance_id = row.attendance_id
        if not here or not attendance_id:
            attendance_id = self._bridge.workspace.do(
                attendance.record,
                self._meeting_id,
                Code.PRESENT,
                seat_id=row.seat_id,
                person_id=row.person_id,
            )
        leaving = verb is attendance.leave
        self._bridge.workspace.do(
            attendance.leave if leaving else attendance.arrive, attendance_id, item_id
        )
        self._bridge.tell(f"{row.name} {'left' if leaving else 'arrived'}", undo=True)

    def _whole(self) -> None:
        row = self.row()
        if row is not None and row.attendance_id:
            self._bridge.workspace.do(attendance.whole_meeting, row.attendance_id)

    def _take_off(self) -> None:
        row = self.row()
        if row is not None and row.attendance_id:
            self._bridge.workspace.do(meeting_view.take_off, row.attendance_id)
            self._bridge.tell(f"{row.name} taken off the list", undo=True)

    def _send_deputy(self, name: str, has_authority: bool | None) -> None:  # noqa: FBT001 - a signal
        row = self.row()
        if row is None or row.seat_id is None:
            return
        self._bridge.workspace.do(
            attendance.send_deputy,
            self._meeting_id,
            seat_id=row.seat_id,
            for_person_id=row.person_id,
            name=name,
            has_authority=has_authority,
        )
        self._bridge.tell(f"{name.strip()} came for {row.name}", undo=True)
        self.deputy.done()
        self.table.setFocus()

    def _take_chair(self, for_person_id: str, from_item_id: str) -> None:
        row = self.row()
        if row is None or row.person_id is None:
            return
        self._bridge.workspace.do(
            attendance.take_chair,
            self._meeting_id,
            row.person_id,
            for_person_id=for_person_id or None,
            from_item_id=from_item_id or None,
        )
        self._bridge.tell(f"{row.name} is in the chair", undo=True)

    def _add_guest(self, name: str, agency_id: str, capacity: str) -> None:
        self._bridge.workspace.do(
            attendance.add_guest,
            self._meeting_id,
            name,
            agency_id=agency_id or None,
            capacity=Capacity(capacity),
        )
        self._bridge.tell(f"{name.strip()} added", undo=True)
        self.guest.name.clear()


_FORMS = ("times", "deputy", "chair", "guest")


def _forms() -> Segments:
    words = ("Times", "Deputy", "Chair", "Guest")
    return Segments(list(zip(_FORMS, words, strict=True)), "What to record")
