"""The roll-call: from the replies to who is here, for whom and for which items, by one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.attendance import AS_MEMBER, IN_THE_ROOM, Capacity, Code, code_label
from masa_desktop.domain.roll_call import Reply, recorded_words, replies_words, reply_label
from masa_desktop.services import attendance, declarations, meeting_view, replies
from masa_desktop.ui import theme
from masa_desktop.ui.parts import (
    Segments,
    button,
    ground,
    key_cap,
    page_shortcut,
    secondary,
    text_label,
)
from masa_desktop.ui.roll_call_forms import (
    AgencyForm,
    ChairForm,
    DeputyForm,
    GuestForm,
    InterestForm,
    ReplyForm,
    TimesForm,
)
from masa_desktop.ui.roll_call_side import RollCallFoot, RollCallSide
from masa_desktop.ui.roll_call_table import OpenRow, RollModel, RollTable, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import time

    from PySide6.QtGui import QResizeEvent

    from masa_desktop.domain.meetings import ItemRow, RollCall, RollRow
    from masa_desktop.domain.owner_text import Candidate
    from masa_desktop.domain.roll_call import DeclarationRow
    from masa_desktop.ui.bridge import Bridge

_WITH_SIDE, _ROOMY, _SHORT, _LOW = 1_100, 700, 560, 240
_FORMS = (
    ("times", "Times"),
    ("deputy", "Deputy"),
    ("also", "Second agency"),
    ("reply", "Reply"),
    ("chair", "Chair"),
    ("interest", "Interest"),
)
_SETTLING_MS = 300
"""So long the window may take to be the active one again after a list of names closed."""

_ACCEPTED = "All who accepted are present"
_EXPECTED = "All who are expected are present"


class RollCallPane(QWidget):
    back_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "bg")
        self._bridge, self._meeting_id = bridge, ""
        self._rows: dict[str, RollRow] = {}
        self._roll: RollCall | None = None
        self._people: Sequence[Candidate] = ()
        self._item_ids: tuple[str, ...] = ()
        self._is_compact = False
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING_MS)
        self._to_table = QTimer(self, singleShot=True, interval=0)
        self._to_table.timeout.connect(self._take_focus)
        self.model, self.panel = RollModel(self), OpenRow()
        self.table = RollTable(self.model, self.panel)
        self.said = secondary()
        self.all_present = button(_EXPECTED, "check")
        self.caps = [key_cap(key) for key in ("Ctrl", "Shift", "P")]
        self.guest_button = button("Guest", "plus")
        self.back = button("Back to minutes", primary=True)
        self.forms, self.who = Segments(_FORMS, "What to record"), text_label("", "strong")
        self.times, self.deputy, self.also = TimesForm(), DeputyForm(), AgencyForm()
        self.reply, self.chair, self.interest = ReplyForm(), ChairForm(), InterestForm()
        self.guest, self.guest_bar = GuestForm(), QWidget()
        self.side, self.foot = RollCallSide(), RollCallFoot()
        self._by_key: dict[str, QWidget] = {
            "times": self.times,
            "deputy": self.deputy,
            "also": self.also,
            "reply": self.reply,
            "chair": self.chair,
            "interest": self.interest,
        }
        self._lay_out()
        self._connect()

    def show_roll(
        self, meeting_id: str, roll: RollCall, items: Sequence[ItemRow], current: str
    ) -> None:
        """Show the roll-call; arrivals and departures are offered at the current item."""
        if meeting_id != self._meeting_id:
            self._close()
            self.table.begin_anew()
            self.deputy.show_row(None, ())
        self._meeting_id, self._roll = meeting_id, roll
        self._rows = {row.id: row for row in roll.rows}
        ask = self._bridge.workspace.ask
        self._people = ask(meeting_view.candidates, meeting_id)
        declared = ask(declarations.of_meeting, meeting_id)
        self.guest.show_agencies([one for one in self._people if one.is_agency])
        self.chair.show_people(roll.rows)
        wanted = (current, *(f"{item.id}{item.number}{item.title}" for item in items))
        if wanted != self._item_ids:
            self._item_ids = wanted
            for form in (self.times, self.deputy, self.chair, self.interest, self.guest):
                form.show_items(items, current)
        self._say(roll)
        self.side.show_roll(roll, declared)
        self.foot.show_roll(roll)
        self.table.show_lines(lines(roll.rows, _withdrew(declared)))
        self._show_row()

    def be_compact(self, *, compact: bool) -> None:
        """Where there is little room only the table and the forms in use are shown."""
        if compact == self._is_compact:
            return
        self._is_compact = compact
        self.table.horizontalHeader().setVisible(not compact)
        self._fit()

    def open_chair(self) -> None:
        """Open the form that says who takes the chair, in the row of somebody who is here."""
        row = self.row()
        if row is None or not _may_chair(row):
            self._select(_may_chair)
        self._open("chair")

    def _select(self, is_wanted: Callable[[RollRow], bool]) -> None:
        """Go to the first row of the list that is wanted, if there is one."""
        found = (line.id for line in self.model.rows if line.row and is_wanted(line.row))
        self.table.reveal(next(found, ""))

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 160)

    def row(self) -> RollRow | None:
        """The selected line's row."""
        return self._rows.get(self.table.current_id())

    # Building

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self.said, 1)
        ways.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))  # where nothing is said
        for part in (self.all_present, *self.caps, self.guest_button, self.back):
            ways.addWidget(part)
        self._lay_out_guest()
        self._lay_out_panel()
        around = QFrame()
        around.setProperty("kind", "card")
        inside = QVBoxLayout(around)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        main = QHBoxLayout()
        main.setSpacing(12)
        main.addWidget(around, 1)
        main.addWidget(self.side)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addLayout(ways)
        self._ways = ways
        self._column.addWidget(self.guest_bar)
        self._column.addLayout(main, 1)
        below = QHBoxLayout()
        below.addWidget(self.foot)
        self._column.addLayout(below)
        self._below = below
        self.guest_bar.hide()
        theme.look.changed.connect(self._fit)
        self._fit()

    def _lay_out_guest(self) -> None:
        ground(self.guest_bar, "surface")
        row = QHBoxLayout(self.guest_bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.guest, 1)

    def _lay_out_panel(self) -> None:
        self.panel.setAccessibleName("Open row of the roll-call")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.forms)
        head.addWidget(self.who, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        for form in self._by_key.values():
            column.addWidget(form)
            form.setVisible(form is self.times)

    def _connect(self) -> None:
        self.table.coded.connect(self._code)
        self.table.current.connect(self._move)
        self.table.wanted.connect(self._open)
        self.table.chosen.connect(lambda _line: self._open(self.forms.key))
        self.table.left.connect(self._leave)
        self.back.clicked.connect(self.back_wanted)
        self.all_present.clicked.connect(self.record_all)
        self.guest_button.clicked.connect(lambda: self._open("guest"))
        self.guest.close_button.clicked.connect(self._close)
        self.forms.chosen.connect(self._open)
        for each in (self.panel, self.guest_bar):
            page_shortcut(each, "Esc").activated.connect(self._close)
        self.times.arrived.connect(lambda item: self._time(item, leaving=False))
        self.times.left.connect(lambda item: self._time(item, leaving=True))
        self.times.saved.connect(self._set_part)
        self.times.whole.connect(self._whole)
        self.times.taken_off.connect(self._take_off)
        self.deputy.sent.connect(self._send_deputy)
        self.deputy.handed_over.connect(self._hand_over)
        self.also.chosen.connect(self._also)
        self.reply.reply.chosen.connect(self._reply)
        self.reply.kept.connect(self._close)
        self.chair.taken.connect(self._take_chair)
        self.interest.declared.connect(self._declare)
        self.guest.added.connect(self._add_guest)
        self.side.taken_back.connect(self._take_back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        compact = self._is_compact
        wide = self.width() >= theme.px(_WITH_SIDE) and not compact
        roomy = self.width() >= theme.px(_ROOMY) and not compact
        self.side.setVisible(wide)
        self.foot.setVisible(not wide)
        # In a very low window a form in the list has more need of the line.
        self.foot.modes.setVisible(not roomy and self.height() >= theme.px(_LOW))
        self.said.setVisible(roomy)
        for cap in self.caps:
            cap.setVisible(wide)
        self.forms.setVisible(roomy)
        around = 0 if compact else 12
        self._column.setContentsMargins(around, 8, around, around)
        self._ways.setContentsMargins(12 - around, 0, 12 - around, 0)
        self._below.setContentsMargins(12 - around, 0, 12 - around, 8 if compact else 0)
        self._say_all()

    # Showing

    def _say(self, roll: RollCall) -> None:
        expected = [
            Reply(row.reply)
            for row in roll.rows
            if row.seat_id and row.person_id and not row.is_deputy
        ]
        self.said.setText(
            f"In all {roll.modes}" if roll.is_taken else f"{replies_words(expected)}."
        )
        self._say_all()

    def _say_all(self) -> None:
        words = _ACCEPTED if self._roll is not None and self._roll.has_replies else _EXPECTED
        self.all_present.setText(
            words if self.width() >= theme.px(_SHORT) and not self._is_compact else "All present"
        )
        self.all_present.setAccessibleName(f"{words} (Ctrl+Shift+P)")

    def _show_row(self) -> None:
        row = self.row()
        self.who.setText(row.name if row else "")
        self.times.show_row(row)
        self.deputy.show_row(row, self._people, self._deputy_recorded())
        self.also.show_row(row, [one for one in self._people if one.is_agency])
        self.reply.show_row(row)
        self.chair.show_row(row)

    def _deputy_recorded(self) -> RollRow | None:
        """Who came instead, by the roll-call; of several the last."""
        place = self.model.row_of(self.table.current_id())
        deputies = self.model.rows[place].deputies if place >= 0 else ()
        return next((one for one in reversed(deputies) if one.code in AS_MEMBER), None)

    def _move(self, line_id: str) -> None:
        if self.table.is_open and line_id != self.table.look.open_id:
            self.table.close_row()
        self._show_row()

    def _open(self, form: str) -> None:
        if form == "guest":
            self.guest_bar.show()
            self.guest.name.setFocus()
            return
        key = "times" if form == "items" else form
        if not self.table.current_id():
            return
        if key == "chair":
            self.chair.prepare(has_begun=self._roll is not None and self._roll.is_taken)
        self.forms.choose(key)
        for each, widget in self._by_key.items():
            widget.setVisible(each == key)
        self.table.open_row(self.table.current_id())
        self._first(form).setFocus(Qt.FocusReason.OtherFocusReason)
        if form == "deputy":
            self.deputy.prepare()

    def _first(self, form: str) -> QWidget:
        """Where the caret goes in a form."""
        firsts: dict[str, QWidget] = {
            "times": self.times.came,
            "items": self.times.first,
            "deputy": self.deputy.name,
            "also": self.also.agency,
            "reply": self.reply.reply.buttons[self.reply.reply.key],
            "chair": self.chair.for_whom,
            "interest": self.interest.words,
        }
        return firsts[form]

    def _close(self) -> None:
        """Close what is open; the keys are the table's again."""
        self.table.close_row()
        self.guest_bar.hide()
        self.table.setFocus()

    def _leave(self) -> None:
        if self.table.is_open:
            self._close()
        else:
            self.back_wanted.emit()

    # Answering

    def record_all(self) -> None:
        """Everybody is recorded as they replied; if nobody replied, as present."""
        if self._roll is None:
            return
        workspace = self._bridge.workspace
        from_replies = self._roll.has_replies
        waiting = {
            row.person_id: row.proposed
            for row in self._roll.rows
            if row.code == Code.NO_RESPONSE and row.person_id
        }
        recorded = workspace.do(attendance.all_present, self._meeting_id)
        away = list(waiting.values()).count(Code.APOLOGIES) if from_replies else 0
        if recorded:
            words = recorded_words(recorded - away, away, from_replies=from_replies)
            self._bridge.tell(words, undo=True)
        elif from_replies and waiting:
            self._bridge.tell("Nobody else has accepted. Record the others one by one.")
        else:
            self._bridge.tell("Nobody is left to record. Vacant seats stay vacant.")

    def _code(self, line_id: str, code: str) -> None:
        row, meant = self._rows[line_id], Code(code)
        self.table.select(line_id)
        if meant is Code.DEPUTY_SENT:
            self._open("deputy")
        elif row.person_id is None and meant is not Code.VACANT:
            self._bridge.tell("Nobody holds this seat. D records who came instead")
        else:
            self._record(row, meant)

    def _record(self, row: RollRow, code: Code) -> str:
        if row.seat_id is None and code is Code.PRESENT:
            code = Code.IN_ATTENDANCE
        made = self._bridge.workspace.do(
            attendance.record, self._meeting_id, code, seat_id=row.seat_id, person_id=row.person_id
        )
        self._bridge.announce(f"{row.name}: {code_label(code)}")
        return made

    def _here(self, row: RollRow) -> str:
        """The row's id in the roll-call, recorded as present if nothing says they came."""
        if row.attendance_id and Code(row.code) in IN_THE_ROOM:
            return row.attendance_id
        return self._record(row, Code.PRESENT)

    def _time(self, item_id: str, *, leaving: bool) -> None:
        row = self.row()
        if row is None or not item_id:
            return
        verb = attendance.leave if leaving else attendance.arrive
        self._bridge.workspace.do(verb, self._here(row), item_id, self._clock(leaving=leaving))
        self._bridge.tell(f"{row.name} {'left' if leaving else 'arrived'}", undo=True)
        self._done()

    def _clock(self, *, leaving: bool) -> time | None:
        return (self.times.went if leaving else self.times.came).read()

    def _set_part(self, first: str, last: str, came: time | None, went: time | None) -> None:
        row = self.row()
        if row is None:
            return
        self._bridge.workspace.do(
            attendance.set_part,
            self._here(row),
            first_item_id=first or None,
            last_item_id=last or None,
            arrived_at=came,
            left_at=went,
            now=self._bridge.now(),
        )
        self._bridge.tell(f"Times of {row.name} recorded", undo=True)
        self._done()

    def _whole(self) -> None:
        row = self.row()
        if row is not None and row.attendance_id:
            self._bridge.workspace.do(attendance.whole_meeting, row.attendance_id)
            self._done()

    def _take_off(self) -> None:
        row = self.row()
        if row is not None and row.attendance_id:
            self._bridge.workspace.do(attendance.take_off, row.attendance_id)
            self._bridge.tell(f"{row.name} taken off the list", undo=True)
            self._done()

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
        self._done()

    def _hand_over(
        self,
        name: str,
        has_authority: bool | None,  # noqa: FBT001 - a signal
        item_id: str,
        at: time | None,
    ) -> None:
        row = self.row()
        if row is None or row.code not in AS_MEMBER:
            return
        self._bridge.workspace.do(
            attendance.hand_over,
            row.attendance_id,
            name,
            has_authority=has_authority,
            from_item_id=item_id,
            at=at,
        )
        self._bridge.tell(f"{name.strip()} took over from {row.name}", undo=True)
        self.deputy.done()
        self._done()

    def _also(self, agency_id: str) -> None:
        row = self.row()
        if row is None or not row.person_id:
            return
        self._bridge.workspace.do(attendance.represent_also, self._here(row), agency_id or None)
        self._done()

    def _reply(self, code: str) -> None:
        row = self.row()
        if row is None or not row.person_id:
            return
        reply = Reply(code)
        self._bridge.workspace.do(
            replies.set_reply,
            self._meeting_id,
            reply,
            seat_id=row.seat_id,
            person_id=row.person_id,
        )
        self._bridge.announce(f"{row.name}: {reply_label(reply)}")

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
        self._done()

    def _declare(self, item_id: str, words: str, has_withdrawn: bool) -> None:  # noqa: FBT001 - a signal
        row = self.row()
        if row is None or row.person_id is None:
            return
        self._bridge.workspace.do(
            declarations.declare,
            self._meeting_id,
            row.person_id,
            item_id=item_id or None,
            text=words,
            has_withdrawn=has_withdrawn,
        )
        self._bridge.tell(f"Interest of {row.name} recorded", undo=True)
        self.interest.done()
        self._done()

    def _take_back(self, declaration_id: str) -> None:
        self._bridge.workspace.do(declarations.withdraw_declaration, declaration_id)
        self._bridge.tell("The declaration is taken back", undo=True)

    def _add_guest(
        self, name: str, agency_id: str, capacity: str, first_id: str, last_id: str
    ) -> None:
        made = self._bridge.workspace.do(
            attendance.add_guest,
            self._meeting_id,
            name,
            agency_id=agency_id or None,
            capacity=Capacity(capacity),
            items=(first_id, last_id) if first_id else None,
        )
        self._bridge.tell(f"{name.strip()} added", undo=True)
        self.guest.done()
        self._select(lambda row: row.attendance_id == made)

    def _done(self) -> None:
        """What was asked for is recorded: back to the keys, also once a list of names closes."""
        if self.table.is_open:
            self._close()
        self._to_table.start()
        self._settling.start()

    def changeEvent(self, event: QEvent) -> None:
        """A list of names was the active window: the focus is set once this one is again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self._settling.isActive():
            self._to_table.start()

    def _take_focus(self) -> None:
        focus = QApplication.focusWidget()
        is_ours = focus is None or self.isAncestorOf(focus)
        if is_ours and self.table.isVisible() and not self.table.is_open:
            self.table.setFocus()


def _may_chair(row: RollRow) -> bool:
    return bool(row.person_id) and Code(row.code) in IN_THE_ROOM and not row.chair


def _withdrew(declared: Sequence[DeclarationRow]) -> dict[str, str]:
    """For which items each person left the room, in words, by person id."""
    found: dict[str, list[int]] = {}
    for row in declared:
        if row.has_withdrawn and row.item_number:
            found.setdefault(row.person_id, []).append(row.item_number)
    return {
        who: f"withdrew for item{'s' if len(items) > 1 else ''} {', '.join(map(str, items))}"
        for who, items in found.items()
    }
