"""What a meeting says of an open action: an update, a new date, done, or closed and why.

One outcome is recorded at a time; what was begun for an action is kept on disk as it is typed, and
is there again when this meeting asks of it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from masa_desktop.domain import due_text
from masa_desktop.domain.actions import DueKind, ReviewOutcome, outcome_label
from masa_desktop.domain.words import short_date
from masa_desktop.services import action_review, holidays, meeting_view, sitting_days
from masa_desktop.services.action_review import NO_DATE, NOTHING_BEGUN, SAME_DATE, Answer, Begun
from masa_desktop.ui import theme
from masa_desktop.ui.action_bar import DueOffer, ParticularLine
from masa_desktop.ui.minute_keeping import PAUSE_MS
from masa_desktop.ui.parts import Field, button, ground, subheading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from masa_desktop.domain.due_text import Reading
    from masa_desktop.services.matters import MatterRow
    from masa_desktop.ui.bridge import Bridge

_WIDE, _DATE, _ANY = 600, 200, 16_777_215
"""So wide, in design pixels, the fields stand in one row."""

LETTERS: Mapping[ReviewOutcome, str] = {
    ReviewOutcome.UPDATE: "U",
    ReviewOutcome.NEW_DATE: "R",
    ReviewOutcome.DONE: "D",
    ReviewOutcome.EVIDENCED: "C",
    ReviewOutcome.UNEVIDENCED: "W",
}
"""The keys of the list that begin each."""


_ASKED: Mapping[ReviewOutcome, tuple[str, str]] = {
    ReviewOutcome.UPDATE: ("What has happened", "Two of three returns are in"),
    ReviewOutcome.NEW_DATE: ("Why the date moves", "In a few words"),
    ReviewOutcome.DONE: ("Note, if there is one", "What was done"),
    ReviewOutcome.EVIDENCED: ("Evidence of impact", "What is different, and how it is known"),
    ReviewOutcome.UNEVIDENCED: ("Why it is closed without evidence", "In a few words"),
}
"""How each asks for its words, and an example of them."""


class ActionUpdate(QWidget):
    """Shows itself for one action at a time; Enter records, Esc leaves."""

    answered = Signal(str)
    """The line it left in the minutes."""

    dropped = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface2")
        self._bridge = bridge
        self._action: MatterRow | None = None
        self._meeting_id = self._item_id = ""
        self._kept = NOTHING_BEGUN
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self._is_wide: bool | None = None
        self._build()
        self._connect()
        self.hide()

    @property
    def action_id(self) -> str:
        """The action it stands open for; "" if it is shut."""
        return self._action.id if self._action else ""

    def show_item(self, meeting_id: str, item_id: str) -> None:
        """What is said is heard by this meeting and minuted under this item."""
        if (meeting_id, item_id) != (self._meeting_id, self._item_id):
            self.shut()
            self._meeting_id, self._item_id = meeting_id, item_id

    def open_for(self, action: MatterRow, outcome: ReviewOutcome) -> None:
        """Ask for what this outcome needs, and take the focus."""
        if action.id != self.action_id:
            self.shut()
            ask = self._bridge.workspace.ask
            self._kept = ask(action_review.begun, self._meeting_id, action.id)
            self.due.setText(self._kept.due)
            self.words.setText(self._kept.words)
        self._action = action
        self.outcome_field.label.setText(action.ref)
        self.outcome.setCurrentIndex(self.outcome.findData(outcome.value))
        self._ask()
        self.show()
        (self.due if outcome is ReviewOutcome.NEW_DATE else self.words).setFocus()

    def shut(self) -> None:
        """Go away; what was typed for the action is there when it is asked of again."""
        self.keep()
        self._action = None
        self.hide()

    def keep(self) -> None:
        """Commit what was typed and not yet recorded, so that no lock and no kill loses it."""
        self._pause.stop()
        typed, workspace = Begun(self.due.text(), self.words.text()), self._bridge.workspace
        if self._action and typed != self._kept and not workspace.read_only:
            workspace.keep(action_review.keep_begun, self._meeting_id, self._action.id, typed)
            self._kept = typed

    # Building

    def _build(self) -> None:
        self.outcome = QComboBox()
        for each, letter in LETTERS.items():
            self.outcome.addItem(f"{outcome_label(each)} ({letter})", each.value)
        self.due, self.words = ParticularLine(), ParticularLine()
        self.due.setPlaceholderText("14 Mar, next, +5wd")
        self.outcome_field = Field("Action", self.outcome)
        self.outcome.setAccessibleName("What was said of the action")
        self.due_field = Field("New date", self.due)
        self.words_field = Field("What has happened", self.words)
        self.offer = DueOffer()
        self.record = button("Record", "check", primary=True)
        self.record.setToolTip("Record (Enter)")
        self._record_at = QWidget()
        column = QVBoxLayout(self._record_at)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(subheading(" "))  # as tall as the labels beside it
        column.addWidget(self.record)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 4, 8, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._place(is_wide=True)

    def _place(self, *, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        top = Qt.AlignmentFlag.AlignTop
        add = self._grid.addWidget
        # What is said of a date that cannot be read wraps, and leaves the reason its room.
        self.due_field.setMaximumWidth(theme.px(_DATE) if is_wide else _ANY)
        if is_wide:
            for column, part in enumerate((self.outcome_field, self.due_field, self.words_field)):
                add(part, 0, column, top)
            add(self._record_at, 0, 3, top)
            add(self.offer, 1, 0, 1, 4)
        else:
            add(self.outcome_field, 0, 0, 1, 2, top)
            add(self.due_field, 0, 2, 1, 2, top)
            add(self.offer, 1, 0, 1, 4)
            add(self.words_field, 2, 0, 1, 3, top)
            add(self._record_at, 2, 3, top)
        self._grid.setColumnStretch(2, 1)

    def _connect(self) -> None:
        self.outcome.activated.connect(self._ask)
        self.due.textChanged.connect(self._read)
        self.due.entered.connect(self._after_due)
        self.words.textChanged.connect(self.words_field.right)
        self.words.entered.connect(self._record)
        self.record.clicked.connect(self._record)
        self.offer.instead.clicked.connect(self._take_instead)
        for each in (self.due, self.words):
            each.dropped.connect(self.dropped)
            each.left.connect(self.keep)
            each.textChanged.connect(self._pause.start)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide:
            self.keep()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(is_wide=self.width() >= theme.px(_WIDE))

    # Asking

    @property
    def _outcome(self) -> ReviewOutcome:
        return ReviewOutcome(self.outcome.currentData())

    def _ask(self) -> None:
        outcome = self._outcome
        label, hint = _ASKED[outcome]
        is_dated = outcome is ReviewOutcome.NEW_DATE
        self.due_field.setVisible(is_dated)
        self.words_field.label.setText(label)
        self.words.setAccessibleName(f"{label}, {self.outcome_field.label.text()}")
        self.words.setPlaceholderText(hint)
        for each in (self.due_field, self.words_field):
            each.right()
        self._read()

    def _reading(self) -> Reading:
        ask = self._bridge.workspace.ask
        return due_text.read(
            self.due.text(),
            ask(sitting_days.day_of, self._meeting_id, self._bridge.today()),
            ask(holidays.calendar),
            ask(meeting_view.next_meeting_on, self._meeting_id, self._bridge.today()),
        )

    def _read(self) -> None:
        """Say the date back as it is typed."""
        is_dated = self._outcome is ReviewOutcome.NEW_DATE
        is_typed = is_dated and bool(self.due.text().strip())
        self.due_field.right()
        if is_typed:
            self.offer.say(self._reading())
        self.offer.setVisible(is_typed)

    def _take_instead(self) -> None:
        before = self._reading().instead
        if before is not None:
            self.due.setText(short_date(before))
            self.words.setFocus()

    def _after_due(self) -> None:
        if not self._is_dated():
            return
        offers = self._reading().instead is not None
        (self.offer.instead if offers else self.words).setFocus()

    # Answering

    def _is_dated(self) -> bool:
        """Whether a new date can be read; if not, its field says why."""
        found = self._reading()
        wrong = found.problem or (NO_DATE if found.kind is DueKind.NOT_SAID else "")
        if wrong:
            self.due_field.wrong(wrong, found.example)
            self.due.setFocus()
        return not wrong

    def _said(self) -> Answer:
        found = self._reading()
        is_dated = self._outcome is ReviewOutcome.NEW_DATE
        return Answer(
            outcome=self._outcome,
            words=self.words.text().strip(),
            due_kind=found.kind if is_dated else DueKind.NOT_SAID,
            due_on=found.on if is_dated else None,
        )

    def _record(self) -> None:
        is_dated = self._outcome is ReviewOutcome.NEW_DATE
        if self._action is None or (is_dated and not self._is_dated()):
            return
        said = self._said()
        lack = self._bridge.workspace.ask(action_review.lacks, self._action.id, said)
        if lack:
            self._say_lack(lack)
            return
        minuted = self._bridge.workspace.do(
            action_review.answer, self._action.id, self._item_id, said
        )
        self._kept = Begun(self.due.text(), self.words.text())  # recorded: no longer only begun
        self.shut()
        self.answered.emit(minuted)

    def _say_lack(self, lack: str) -> None:
        is_of_date = lack in (NO_DATE, SAME_DATE)
        field = self.due_field if is_of_date else self.words_field
        field.wrong(lack)
        field.input.setFocus()
