"""One matter asked in writing: what is asked, what each seat answered, and how that stands.

A letter on a seat is its answer; words and the day go beside it, and are kept on this laptop for
that seat of that matter until there is an answer. The outcome is what a person records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from masa_desktop.domain import written_procedures as rules
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.words import listed, plain_date, short_date
from masa_desktop.domain.written_procedures import Answer, SeatAnswer, answer_label, state_label
from masa_desktop.services import drafts, procedure_paper, written_procedures
from masa_desktop.ui.action_bar import ParticularLine
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import (
    Card,
    Field,
    Pill,
    Strip,
    body,
    button,
    ground,
    link,
    scrolling,
    secondary,
    small,
    subheading,
    turn_off,
)
from masa_desktop.ui.past_day import PastDay
from masa_desktop.ui.procedure_forms import OutcomeForm, WithdrawForm
from masa_desktop.ui.rows import Column, RowsModel, RowTable
from masa_desktop.ui.sourced import grow

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from masa_desktop.services.written_procedures import Procedure
    from masa_desktop.ui.bridge import Bridge

LETTERS = {
    "Y": Answer.AGREES,
    "C": Answer.AGREES_WITH_COMMENT,
    "N": Answer.DOES_NOT_AGREE,
    "X": Answer.ABSTAINS,
}
_TONES = {
    Answer.AGREES: "good",
    Answer.AGREES_WITH_COMMENT: "good",
    Answer.DOES_NOT_AGREE: "bad",
    Answer.ABSTAINS: "text2",
}
_ICONS = {
    Answer.AGREES: "check",
    Answer.AGREES_WITH_COMMENT: "check",
    Answer.DOES_NOT_AGREE: "cross",
    Answer.ABSTAINS: "pause",
}
_KEYS = ", ".join(f"{key} {answer_label(one).lower()}" for key, one in LETTERS.items())


_PAUSE_MS = 700
_NOTHING = ("", "")
_NO_COMMENT = (
    "What is the comment?",
    "Type it, then Enter. If they simply agree: Y in the list.",
)


class AnswersTable(RowTable):
    """A letter answers for the seat selected; Delete takes the answer away."""

    said = Signal(str)
    """A letter of LETTERS, or "" for no answer."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = "" if event.modifiers() else event.text().upper()
        if letter in LETTERS and self.current_id():
            self.said.emit(letter)
        elif event.key() == Qt.Key.Key_Delete and self.current_id():
            self.said.emit("")
        else:
            super().keyPressEvent(event)


class ProcedureSide(QWidget):
    change_wanted = Signal()
    """Somebody wants to put right what is asked."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "bg")
        self._bridge = bridge
        self._shown: Procedure | None = None
        self._typing = _NOTHING
        """The matter and the seat that words and day in view are for."""
        self._waits_for_words: Answer | None = None
        """The answer chosen for that seat that is recorded with its comment."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._make_head()
        self._make_answers()
        self._make_foot()
        self._lay_out()
        self._connect()

    @property
    def shown(self) -> Procedure | None:
        """The procedure in view."""
        return self._shown

    def show_procedure(self, procedure_id: str) -> None:
        """Show this one as it stands; what is being typed for the same seat stays."""
        is_another = self._shown is None or self._shown.row.id != procedure_id
        if self._shown is not None and is_another:
            self.flush()
            self.outcome.put_away()
            self.withdraw.put_away()
            self.scroll_area.verticalScrollBar().setValue(0)
        ask = self._bridge.workspace.ask
        found = ask(written_procedures.procedure, procedure_id, self._bridge.today())
        self._shown = found
        self._say_head(found)
        with QSignalBlocker(self.table):
            self.model.show_rows(found.row.tally.seats)
            if found.row.tally.seats and (is_another or not self.table.current_id()):
                self.table.select(_first_to_answer(found))
        self._say_standing(found)
        self.outcome.say_standing(found)
        self._say_buttons(found)
        self._show_words()

    def flush(self) -> None:
        """Write what is typed beside an answer, and keep what cannot be recorded yet."""
        self._write_words()
        self.outcome.keep()
        self.withdraw.keep()

    # Building

    def _make_head(self) -> None:
        self.matter, self.pill = subheading(), Pill()
        self.asked, self.why = secondary(), body()
        self.restricted = Strip(procedure_paper.RESTRICTED, "warn", "lock")
        self.change = link("Change what is asked")

    def _make_answers(self) -> None:
        self.model: RowsModel[SeatAnswer] = RowsModel(
            [
                Column("Seat", _seat, second=_held, wide=True, strong=True),
                Column("Answer", _answer, second=_words, tone=_tone, icon=_icon, wide=True),
            ],
            self,
            speak=_spoken,
        )
        self.table = AnswersTable("Answers by seat", [0, 1])
        self.table.show_model(self.model)
        grow(self.table)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.setAccessibleDescription(f"Keys: {_KEYS}, Delete no answer")
        self.answers = {
            letter: button(answer_label(said), compact=True) for letter, said in LETTERS.items()
        }
        self.clear = button("No answer", compact=True)
        for letter, made in self.answers.items():
            made.setToolTip(f"{made.text()} ({letter} in the list)")
        self.clear.setToolTip("No answer yet (Delete in the list)")
        self.words = ParticularLine()
        self.words.setPlaceholderText("What they wrote, or blank")
        self.words_field = Field("In their words", self.words)
        self.day = PastDay("Answered on", self._bridge, "The day of the answer", width=170)

    def _make_foot(self) -> None:
        self.standing, self.silence = body(), Strip("", "warn", "clock")
        self.not_asked, self.ended = small(), body()
        self.record = button("Record the outcome…", "decision")
        self.take_back = button("Withdraw…")
        self.reopen = button("Reopen")
        self.outcome, self.withdraw = OutcomeForm(self._bridge), WithdrawForm(self._bridge)

    def _lay_out(self) -> None:
        card, answers = Card(), Card("Answers", " ")
        for part in (self.matter, self.asked, self.why, self.restricted):
            card.body.addWidget(part)
        card.body.addWidget(_flow(self.pill, self.change))
        card.body.addWidget(self.standing)
        card.body.addWidget(self.silence)
        answers.body.setContentsMargins(1, 10, 1, 1)
        self.tools = self._laid_out_tools()
        answers.body.addWidget(self.tools)
        answers.body.addWidget(self.table)
        foot = Card("Outcome", " ")
        for part in (self.ended, self.not_asked):
            foot.body.addWidget(part)
        foot.body.addWidget(_flow(self.record, self.take_back, self.reopen))
        foot.body.addWidget(self.outcome)
        foot.body.addWidget(self.withdraw)
        self._inside = QWidget()
        ground(self._inside, "bg")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(10)
        for each in (card, answers, foot):
            column.addWidget(each)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.scroll_area = scrolling(self._inside)
        whole.addWidget(self.scroll_area)

    def _laid_out_tools(self) -> QWidget:
        made = QWidget()
        column, beside = QVBoxLayout(made), QHBoxLayout()
        column.setContentsMargins(13, 0, 13, 0)
        beside.setSpacing(12)
        beside.addWidget(self.words_field, 1, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(_flow(*self.answers.values(), self.clear))
        column.addWidget(small(f"Keys in the list: {_KEYS}; Delete for no answer."))
        column.addLayout(beside)
        return made

    def _connect(self) -> None:
        self.table.said.connect(self._on_letter)
        self.table.current.connect(self._on_current)
        self.table.chosen.connect(self._to_words)
        self.table.customContextMenuRequested.connect(self._open_menu)
        for letter, made in self.answers.items():
            made.clicked.connect(lambda _=False, said=letter: self._on_letter(said))
        self.clear.clicked.connect(lambda: self._on_letter(""))
        self.words.entered.connect(self._next_seat)
        self.words.left.connect(self._write_words)
        self.words.dropped.connect(self._drop_words)
        self.day.typed.connect(self._write_words)
        self._pause.timeout.connect(self._keep)
        for line in (self.words, self.day.entry):
            line.textEdited.connect(self._pause.start)
        self.change.clicked.connect(self.change_wanted)
        self.record.clicked.connect(self.open_outcome)
        self.take_back.clicked.connect(self.open_withdraw)
        self.reopen.clicked.connect(self._reopen)
        for form in (self.outcome, self.withdraw):
            form.closed.connect(self.table.setFocus)

    # Showing

    def _say_head(self, found: Procedure) -> None:
        row = found.row
        self.matter.setText(row.matter)
        by = f"answers by {short_date(row.answers_by)}" if row.answers_by else "no day set"
        self.asked.setText(f"{row.group} · asked {short_date(row.asked_on)} · {by}")
        self.why.setText(f"Why it cannot wait: {found.why}")
        self.why.setVisible(bool(found.why))
        self.restricted.setVisible(row.is_restricted)
        self.pill.say(*state_pill(row))

    def _say_standing(self, found: Procedure) -> None:
        self.standing.setText(found.row.tally.sentence)
        self.silence.say(found.silence, "warn", "clock")
        self.silence.setVisible(bool(found.silence))
        not_asked = listed([f"{one.seat} ({one.capacity})" for one in found.not_asked])
        self.not_asked.setText(f"Not asked: {not_asked}.")
        self.not_asked.setVisible(bool(not_asked))
        said = written_procedures.outcome_words(found)
        self.ended.setText("\n".join(part for part in said if part))

    def _say_buttons(self, found: Procedure) -> None:
        is_open, locked = found.row.is_open, self._bridge.workspace.read_only
        self.tools.setVisible(is_open and bool(found.row.tally.seats))
        for made in (self.record, self.take_back, self.change):
            made.setVisible(is_open)
        self.reopen.setVisible(not is_open)
        ends = (self.record, self.take_back, self.reopen, self.change)
        for made in (*self.answers.values(), self.clear, *ends):
            turn_off(made, locked)
        for line in (self.words, self.day.entry):
            line.setReadOnly(bool(locked))

    def _show_words(self) -> None:
        """Words and day of the seat selected; what is being typed for it stays."""
        seat = self._seat()
        here = (self._shown.row.id, seat.id) if seat and self._shown else _NOTHING
        if here != self._typing or not self._is_typed:
            self._keep()
            self._waits_for_words = None
            self._typing = here
            self._fill(seat)
        of = f"In their words: {seat.seat}" if seat else "In their words"
        self.words_field.label.setText(of)
        self.words.setAccessibleName(of)

    def _fill(self, seat: SeatAnswer | None) -> None:
        """What is recorded of the seat, and what was begun for it."""
        key = written_procedures.seat_key(*self._typing)
        begun = self._bridge.workspace.ask(drafts.kept_fields, key)
        self.words.setText(begun.get("words", seat.words if seat else ""))
        self.words.setCursorPosition(0)
        self.words.setModified("words" in begun)
        self.words_field.right()
        self.day.show_day((seat and seat.on) or self._bridge.today())
        if "on" in begun:
            self.day.entry.setText(begun["on"])
            self.day.check()
            self.day.entry.setModified(True)
        if "words" in begun and seat is not None and seat.answer is None:
            self._say_unanswered()

    def _say_unanswered(self) -> None:
        self.words_field.wrong("There is no answer yet.", f"Choose one: {_KEYS}.")

    def _seat(self, seat_id: str = "") -> SeatAnswer | None:
        key = seat_id or self.table.current_id()
        return next((row for row in self.model.rows if row.id == key), None)

    # Answering

    def _on_letter(self, letter: str) -> None:
        seat = self._seat()
        if seat is None or self._shown is None or not self._shown.row.is_open or self._is_locked():
            return
        if letter:
            self._answer(seat, LETTERS[letter])
        elif seat.answer is not None and self._write_words():
            self._record(seat, None, "")

    def _answer(self, seat: SeatAnswer, said: Answer) -> None:
        """Record it; an answer with a comment waits for the comment."""
        if rules.needs_words(said, self.words.text()):
            self._waits_for_words = said
            self._to_words()
            self.words_field.wrong(*_NO_COMMENT)
        elif not self._record(seat, said, self.words.text()):
            self.day.entry.setFocus()
        elif self.table.hasFocus():  # one key a seat, down the list
            self._select_next()

    def _record(self, seat: SeatAnswer, said: Answer | None, words: str) -> bool:
        """Record it for the day in view; False, and the field says why, if that cannot be."""
        on = self._day_said()
        if on is None or self._shown is None:
            self._keep()
            return False
        workspace, key = self._bridge.workspace, self._shown.row.id
        self._say_typed(is_typed=False)
        try:
            workspace.do(written_procedures.answer, key, seat.id, said, on, words=words)
        except UserError:
            self._say_typed(is_typed=True)
            raise
        self._show_words()
        self._bridge.announce(f"{seat.seat}: {answer_label(said).lower()}")
        return True

    def _day_said(self) -> date | None:
        """The day of the answer, between the asking and today."""
        on, shown = self.day.day, self._shown
        if not self.day.check() or on is None or shown is None:
            return None
        if on < shown.row.asked_on:
            asked = plain_date(shown.row.asked_on)
            self.day.wrong(f"It was asked on {asked}.", "Give that day or a later one.")
            return None
        return on

    @property
    def _is_typed(self) -> bool:
        return self.words.isModified() or self.day.entry.isModified()

    def _say_typed(self, *, is_typed: bool) -> None:
        self._pause.stop()
        self.words.setModified(is_typed)
        self.day.entry.setModified(is_typed)

    def _write_words(self) -> bool:
        """Write what is typed; False if it can only be kept: no answer yet, or no such day."""
        if not self._is_typed or self._shown is None or self._bridge.workspace.read_only:
            return True
        procedure_id, seat_id = self._typing
        seat = self._seat(seat_id) if procedure_id == self._shown.row.id else None
        said = self._waits_for_words or (seat.answer if seat else None)
        if seat is not None and rules.needs_words(said, self.words.text()):
            self._keep()
            self.words_field.wrong(*_NO_COMMENT)
            return False
        if seat is None or said is None or not self._shown.row.is_open:
            self._keep()
            if seat is not None and self.words.text().strip():
                self._say_unanswered()
            return False
        words = " ".join(self.words.text().split())
        if (said, words, self.day.day) == (seat.answer, seat.words, seat.on):
            self._forget()
            return True
        return self._record(seat, said, self.words.text())

    def _keep(self) -> None:
        """On this laptop, for the seat it was typed for, until it is recorded."""
        self._pause.stop()
        if not self._is_typed or self._typing == _NOTHING or self._bridge.workspace.read_only:
            return
        typed = {}
        if self.words.isModified() and self.words.text().strip():
            typed["words"] = self.words.text()
        if self.day.entry.isModified():
            typed["on"] = short_date(self.day.day) if self.day.day else self.day.entry.text()
        key = written_procedures.seat_key(*self._typing)
        self._bridge.workspace.keep(drafts.keep_fields, key, typed)

    def _forget(self) -> None:
        """Nothing is being typed any more."""
        self._say_typed(is_typed=False)
        if self._typing != _NOTHING and not self._bridge.workspace.read_only:
            key = written_procedures.seat_key(*self._typing)
            self._bridge.workspace.keep(drafts.keep_fields, key, {})

    def _is_locked(self) -> bool:
        """Whether nothing can be recorded; then it is said why."""
        locked = self._bridge.workspace.read_only
        if locked:
            self._bridge.announce(locked)
        return bool(locked)

    def _to_words(self) -> None:
        self.words.setFocus()
        self.words.end(False)  # noqa: FBT003  # Qt's own

    def _next_seat(self) -> None:
        if self._write_words():
            self._select_next()
            self.table.setFocus()

    def _select_next(self) -> None:
        here = self.model.row_of(self.table.current_id())
        if here + 1 < self.model.rowCount():
            self.table.select(self.model.rows[here + 1].id)

    def _drop_words(self) -> None:
        self._waits_for_words = None
        self._forget()
        self._show_words()
        self.table.setFocus()

    def _on_current(self) -> None:
        self._write_words()
        self._show_words()
        if self.table.hasFocus():
            self._follow()

    def _follow(self) -> None:
        """The seat selected is in view: the page scrolls, the table does not."""
        row = self.table.visualRect(self.table.currentIndex())
        for edge in (row.bottomLeft(), row.topLeft()):
            at = self.table.viewport().mapTo(self._inside, edge)
            self.scroll_area.ensureVisible(0, at.y(), 0, 8)

    def _open_menu(self, at: QPoint) -> None:
        locked = self._bridge.workspace.read_only
        if self._shown is None or not self._shown.row.is_open or locked:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = [(answer_label(said), letter) for letter, said in LETTERS.items()]
        for words, letter in (*choices, ("No answer yet", "")):
            made = QAction(f"{words}\t{letter or 'Delete'}", menu)
            made.triggered.connect(lambda _=False, said=letter: self._on_letter(said))
            menu.addAction(made)
        menu.popup(self.table.viewport().mapToGlobal(at))

    # Closing

    def open_outcome(self) -> None:
        if self._shown is not None and self._shown.row.is_open and not self._is_locked():
            self._make_room()
            self.outcome.open_for(self._shown)

    def open_withdraw(self) -> None:
        if self._shown is not None and self._shown.row.is_open and not self._is_locked():
            self._make_room()
            self.withdraw.open_for(self._shown)

    def _make_room(self) -> None:
        """What is typed elsewhere is kept; a form opened again is as it was left."""
        self.flush()
        self.outcome.put_away()
        self.withdraw.put_away()

    def _reopen(self) -> None:
        if self._shown is not None and not self._is_locked():
            had = bool(self._shown.decision_id)
            self._bridge.workspace.do(written_procedures.reopen, self._shown.row.id)
            gone = "; its decision is taken away" if had else ""
            self._bridge.tell(f"Open again{gone}", undo=True)
            self.table.setFocus()


def state_pill(row: written_procedures.ProcedureRow) -> tuple[str, str, str]:
    """What the state says, its tone and icon."""
    if row.is_open:
        if row.is_late:
            return (f"Open, answers {row.due}", "bad", "clock")
        if row.tally.is_complete:
            return (f"Open, {row.due}", "info", "pause")
        by = f", answers due {row.due}" if row.answers_by else ""
        return (f"Open{by}", "info", "pause")
    return (row.outcome or state_label(row.state), "", "decision" if row.outcome else "")


def _first_to_answer(found: Procedure) -> str:
    """The first seat that has not answered, else the first."""
    seats = found.row.tally.seats
    return next((seat.id for seat in seats if seat.answer is None), seats[0].id)


def _flow(*parts: QWidget) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, gap=8, row_gap=6)
    for part in parts:
        flow.addWidget(part)
    return row


def _seat(row: SeatAnswer) -> str:
    return row.seat


def _held(row: SeatAnswer) -> str:
    holder = row.holder or ("vacant" if row.is_vacant else "")
    return " · ".join(part for part in (holder, row.agency) if part)


def _answer(row: SeatAnswer) -> str:
    return answer_label(row.answer)


def _on(row: SeatAnswer) -> str:
    return short_date(row.on) if row.on else ""


def _words(row: SeatAnswer) -> str:
    return " · ".join(part for part in (_on(row), row.words) if part)


def _tone(row: SeatAnswer) -> str:
    return _TONES[row.answer] if row.answer else "text3"


def _icon(row: SeatAnswer) -> str:
    return _ICONS[row.answer] if row.answer else ""


def _spoken(row: SeatAnswer) -> str:
    said = (row.seat, _held(row).replace(" · ", ", "), _answer(row), _on(row), row.words)
    return ", ".join(part for part in said if part)
