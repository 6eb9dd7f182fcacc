"""The particulars of the action in the box: owners and due date.

Fields are read when they are left; what cannot be recorded stays in its field with the reason,
also when one goes elsewhere and comes back. Unless somebody is typing, they follow the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from masa_desktop.domain import due_text, owner_text
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.words import long_date, short_date
from masa_desktop.services import actions, holidays, meeting_view, sitting_days, timing
from masa_desktop.services.meeting_view import Particulars
from masa_desktop.ui.name_list import NameList
from masa_desktop.ui.parts import Field, ShortLabel, button, small

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.days import Calendar
    from masa_desktop.domain.due_text import Reading
    from masa_desktop.domain.owner_text import Candidate
    from masa_desktop.ui.bridge import Bridge

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_KNOWN = (
    "agency",
    "attendance",
    "closure_day",
    "holding",
    "meeting",
    "name",
    "person",
    "seat",
    "sitting",
)
_OF_PARTICULARS = ("action", "action_move", "action_owner", "meeting", "minutes_step", "sending")

_TOP = Qt.AlignmentFlag.AlignTop
_NEW = "new action"


class ParticularLine(QLineEdit):
    """Enter goes on, Esc back to the text, leaving it applies it."""

    entered = Signal()
    dropped = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # a menu of its own: not left
            self.left.emit()


class DueOffer(QWidget):
    """How a date was understood, and the working day before one that is not worked."""

    def __init__(self) -> None:
        super().__init__()
        self.said = small()
        self.instead = button("Use the working day before", compact=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        row.addWidget(self.instead)

    def say(self, found: Reading) -> None:
        """Say a date back in words."""
        words = found.words
        if found.not_worked and found.not_worked not in words:
            words = f"{words}, {found.not_worked}"
        self.said.setText(f"{words}: not a working day" if found.not_worked else words)
        self.instead.setVisible(found.instead is not None)
        if found.instead is not None:
            self.instead.setText(f"Use {short_date(found.instead)}")
            self.instead.setAccessibleName(
                f"Use the working day before, {long_date(found.instead)}"
            )


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the three fields."""

    owners: str
    due: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What owners and dates are read against."""

    candidates: Sequence[Candidate]
    calendar: Calendar
    next_meeting_on: date | None


class ActionBar(QWidget):
    """Owners and due date. `entry` gives the id of the entry, written first if need be."""

    done = Signal()
    """Enter in the last field."""

    dropped = Signal()

    def __init__(self, bridge: Bridge, entry: Callable[[], str]) -> None:
        super().__init__()
        self._bridge, self._entry = bridge, entry
        self._meeting_id = self._shown = ""
        self._waiting: dict[str, _Typed] = {}
        self._known: _Known | None = None
        self._was = Particulars()
        self._build()
        self._connect()

    def show_for(self, meeting_id: str, entry_id: str) -> None:
        """Show what this entry carries; "" is an action not yet written."""
        ask = self._bridge.workspace.ask
        self._put_by(entry_id)
        if meeting_id != self._meeting_id:
            self._meeting_id, self._known = meeting_id, None
        self._against()  # so that names are offered
        self._shown = entry_id
        self._was = ask(meeting_view.particulars, entry_id) if entry_id else Particulars()
        waiting = self._waiting.pop(entry_id, None)
        self._fill(waiting or self._recorded())
        self._say_which()
        for field in self._fields:
            field.right()
        self._read_due()
        if waiting is not None:
            self._check()

    def _put_by(self, next_id: str) -> None:
        """What could not be recorded waits for its entry to be shown again, and that is said."""
        if self._shown and self._complaint:
            typed = _Typed(self.owners.text(), self.due.text(), self.reason.text())
            self._waiting[self._shown] = typed
            if self.isVisible() and next_id != self._shown:
                self._tell_waiting()

    def _check(self) -> None:
        """Say what is wrong with what waits here; looking at it records nothing."""
        self._read_owners()
        self._is_due_wrong(self._reading())
        if self._lacks_reason():
            self._ask_reason()

    def _tell_waiting(self) -> None:
        which = self._was.ref or _NEW.capitalize()
        self._bridge.tell(f"{which}, not recorded yet: {self._complaint}")

    @property
    def _complaint(self) -> str:
        """What is wrong with what stands in the fields; "" if it is all recorded."""
        said = (field.complaint for field in self._fields)
        return next((words for words in said if words), "")

    def _fill(self, typed: _Typed) -> None:
        self.owners.setText(typed.owners)
        self.due.setText(typed.due)
        self.reason.setText(typed.reason)

    def _recorded(self) -> _Typed:
        return _Typed(owner_text.written(self._owners_now()), _due_now(self._was))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._complaint and not event.spontaneous():
            self._tell_waiting()

    def _against(self) -> _Known:
        """What the fields are read against; asked again once a change has touched it."""
        if self._known is None:
            ask = self._bridge.workspace.ask
            self._known = _Known(
                ask(meeting_view.candidates, self._meeting_id),
                ask(holidays.calendar),
                ask(meeting_view.next_meeting_on, self._meeting_id, self._bridge.today()),
            )
            self.names.offer_from(one.label for one in self._known.candidates)
        return self._known

    def _on_changed(self, changes: ChangeSet) -> None:
        if timing.only_took_up(changes):
            return
        follows = bool(self._shown) and changes.touches(*_OF_PARTICULARS)
        before = self._recorded() if follows else None
        if changes.touches(*_OF_KNOWN):
            self._known = None
        if before is not None:
            self._follow(before)

    def _follow(self, before: _Typed) -> None:
        """Show what is recorded now in each field that still says what was recorded before."""
        self._load(self._shown)
        now = self._recorded()
        if self.owners.text().strip() == before.owners:
            self.owners.setText(now.owners)
        if self._due_text() == before.due:
            self.due.setText(now.due)
        self._read_due()

    def commit(self) -> bool:
        """Write what was changed in the fields; False if something could not be, which is said."""
        fine = self._commit_owners()
        if self._commit_due():
            return fine
        if self._lacks_reason():
            self._ask_reason()
        return False

    def _build(self) -> None:
        self.owners, self.due, self.reason = ParticularLine(), ParticularLine(), ParticularLine()
        self.owners.setPlaceholderText("Initials or names, first is lead: AD + JL")
        self.due.setPlaceholderText("14 Mar, next, +5wd, or blank")
        self.names = NameList(self.owners, of_many=True)
        self.owners_field = Field("Owners", self.owners)
        self.due_field = Field("Due", self.due)
        self.reason_field = Field("Why the date moves", self.reason)
        self._fields = (self.owners_field, self.due_field, self.reason_field)
        self.which = ShortLabel(dots=Qt.TextElideMode.ElideLeft)
        self.owners_field.add_beside(self.which)
        self.offer = DueOffer()
        self.said, self.instead = self.offer.said, self.offer.instead
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addWidget(self.owners_field, 0, 0, _TOP)
        grid.addWidget(self.due_field, 0, 1, _TOP)
        grid.addWidget(self.offer, 2, 0, 1, 2)
        grid.addWidget(self.reason_field, 3, 0, 1, 2)

    def _connect(self) -> None:
        self.owners.entered.connect(self._after_owners)
        self.owners.left.connect(self._commit_owners)
        self.due.textChanged.connect(self._read_due)
        self.due.entered.connect(self._after_due)
        self.due.left.connect(self._commit_due)
        self.reason.entered.connect(self._after_due)
        self.reason.left.connect(self._commit_due)
        self.instead.clicked.connect(self._take_instead)
        for line in (self.owners, self.due, self.reason):
            line.dropped.connect(self.dropped)
        self._bridge.changed.connect(self._on_changed)

    # Owners

    def _owners_now(self) -> list[Candidate]:
        by_id = {(one.is_agency, one.id): one for one in self._against().candidates}
        keys = [(False, key) for key in self._was.person_ids]
        keys += [(True, key) for key in self._was.agency_ids]
        return [by_id[key] for key in keys if key in by_id]

    def _after_owners(self) -> None:
        if self._commit_owners():
            self.due.setFocus()
            self.due.selectAll()

    def _commit_owners(self) -> bool:
        said = self.owners.text()
        if said.strip() == owner_text.written(self._owners_now()):
            self.owners_field.right()
            return True
        meant = self._read_owners()
        if meant.problem:
            return False
        self._set_owners(meant)
        return True

    def _read_owners(self) -> owner_text.Owners:
        """Who is meant, if it can be understood; else it is said under the field."""
        meant = owner_text.read(self.owners.text(), self._against().candidates)
        if meant.problem:
            self.owners_field.wrong(
                meant.problem, "Use initials such as SGe, or add a guest on the roll-call."
            )
        return meant

    def _set_owners(self, meant: owner_text.Owners) -> None:
        action_id = self._action()
        if not action_id:
            self.owners_field.wrong("The action has no words yet.", "Type what is to be done.")
            return
        self._bridge.workspace.do(
            actions.set_owners, action_id, person_ids=meant.person_ids, agency_ids=meant.agency_ids
        )
        self.owners_field.right()
        self._load()
        self.owners.setText(owner_text.written(self._owners_now()))

    def _action(self) -> str:
        entry_id = self._entry()
        if not entry_id:
            return ""
        self._load(entry_id)
        return self._was.action_id

    def _load(self, entry_id: str = "") -> None:
        self._was = self._bridge.workspace.ask(meeting_view.particulars, entry_id or self._entry())
        self._say_which()

    def _say_which(self) -> None:
        """Whose owners and date these are: the reference the action has in its heading."""
        which = self._was.ref or _NEW
        self.which.setText(which)
        for field in self._fields:
            field.input.setAccessibleName(f"{field.label.text()}, {which}")

    # Due date

    def _reading(self) -> Reading:
        known = self._against()
        return due_text.read(
            self.due.text(), self._said_on(), known.calendar, known.next_meeting_on
        )

    def _said_on(self) -> date:
        """Dates count from the sitting that is minuted, not from the day it is typed up."""
        ask = self._bridge.workspace.ask
        return ask(sitting_days.day_of, self._meeting_id, self._bridge.today())

    def _held_on(self) -> date:
        return self._bridge.workspace.ask(sitting_days.day_of, self._meeting_id, date.min)

    def _read_due(self) -> None:
        if not self._meeting_id:
            return
        found = self._reading()
        self.due_field.right()
        self.offer.say(found)
        if found.on is not None and found.on < self._held_on():
            self.said.setText(f"{self.said.text()}. That is before the meeting.")
        is_move = self._is_move(found)
        self.reason_field.setVisible(is_move)
        if not is_move:
            self.reason_field.right()

    def _is_move(self, found: Reading) -> bool:
        is_other = not found.problem and found.on != self._was.due_on
        return is_other and self._was.moves_with_reason

    def _lacks_reason(self) -> bool:
        return self._is_move(self._reading()) and not self.reason.text().strip()

    def _ask_reason(self) -> None:
        self.reason_field.wrong("A date once agreed moves only with a reason.")

    def _take_instead(self) -> None:
        before = self._reading().instead
        if before is not None:
            self.due.setText(short_date(before))
            self.due.setFocus()
            self._commit_due()

    def _after_due(self) -> None:
        before = self._reading().instead
        if before is not None and self.due.hasFocus() and not self._is_written():
            self.instead.setFocus()
        elif self._commit_due():
            self.done.emit()
        elif self._lacks_reason() and self.due.hasFocus():
            self._ask_reason()
            self.reason.setFocus()

    def _is_written(self) -> bool:
        return self._due_text() == _due_now(self._was)

    def _due_text(self) -> str:
        return self.due.text().strip()

    def _commit_due(self) -> bool:
        if self._is_written() or self.instead.hasFocus():
            return True
        found = self._reading()
        if self._is_due_wrong(found):
            return False
        if self._is_move(found) and not self.reason.text().strip():
            if not self.due.hasFocus() and not self.reason.hasFocus():
                self._ask_reason()
            return False
        return self._set_due(found)

    def _is_due_wrong(self, found: Reading) -> bool:
        if found.problem:
            self.due_field.wrong(found.problem, found.example)
        return bool(found.problem)

    def _set_due(self, found: Reading) -> bool:
        action_id = self._action()
        if not action_id:
            self.due_field.wrong("The action has no words yet.", "Type what is to be done.")
            return False
        day = None if found.kind is DueKind.NEXT_MEETING else found.on
        self._bridge.workspace.do(
            actions.set_due,
            action_id,
            found.kind,
            day,
            today=self._said_on(),
            reason=self.reason.text(),
        )
        self._load()
        self.reason.clear()
        self.due.setText(_due_now(self._was))
        self._read_due()
        return True


def _due_now(was: Particulars) -> str:
    """The date as the field shows it, so that reading it again gives the same."""
    if was.due_kind is DueKind.NEXT_MEETING:
        return "next"
    return short_date(was.due_on) if was.due_on else ""
