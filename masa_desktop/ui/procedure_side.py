"""One matter asked in writing: what is asked, what each seat answered, and how that stands.

A letter on a seat is its answer; words go beside it. The outcome is what a person records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from masa_desktop.domain.words import listed, short_date
from masa_desktop.domain.written_procedures import Answer, SeatAnswer, answer_label, state_label
from masa_desktop.services import procedure_paper, written_procedures
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
    secondary,
    small,
    subheading,
    turn_off,
)
from masa_desktop.ui.procedure_forms import OutcomeForm, WithdrawForm
from masa_desktop.ui.rows import Column, RowsModel, RowTable
from masa_desktop.ui.sourced import grow, scrolling

if TYPE_CHECKING:
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
_KEYS = ", ".join(f"{answer_label(one).lower()} {key}" for key, one in LETTERS.items())


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
        self._words_of = ""
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
        if self._shown is not None and self._shown.row.id != procedure_id:
            self.flush()
            self.outcome.hide()
            self.withdraw.hide()
            self.scroll_area.verticalScrollBar().setValue(0)
        ask = self._bridge.workspace.ask
        found = ask(written_procedures.procedure, procedure_id, self._bridge.today())
        self._shown = found
        self._say_head(found)
        self.model.show_rows(found.row.tally.seats)
        if found.row.tally.seats and not self.table.current_id():
            self.table.select(found.row.tally.seats[0].id)
        self._say_standing(found)
        self._say_buttons(found)
        self._show_words()

    def flush(self) -> None:
        """Write the words typed beside an answer."""
        self._write_words()

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
        self.table.setAccessibleDescription(f"Keys: {_KEYS}, no answer Delete")
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
        answers.body.setContentsMargins(1, 0, 1, 10)
        answers.body.addWidget(self.table)
        self.tools = QWidget()
        tools = QVBoxLayout(self.tools)
        tools.setContentsMargins(13, 0, 13, 0)
        tools.addWidget(_flow(*self.answers.values(), self.clear))
        tools.addWidget(self.words_field)
        answers.body.addWidget(self.tools)
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
        self.change.clicked.connect(self.change_wanted)
        self.record.clicked.connect(self.open_outcome)
        self.take_back.clicked.connect(self._open_withdraw)
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
        for made in (*self.answers.values(), self.clear, self.record, self.take_back, self.reopen):
            turn_off(made, locked)

    def _show_words(self) -> None:
        """The words of the seat selected; what is being typed for it stays."""
        seat = self._seat()
        is_other = self._words_of != (seat.id if seat else "")
        self._words_of = seat.id if seat else ""
        if is_other or not self.words.isModified():
            self.words.setText(seat.words if seat else "")
            self.words.setCursorPosition(0)
            self.words_field.right()
        of = f"In their words: {seat.seat}" if seat else "In their words"
        self.words_field.label.setText(of)
        self.words.setAccessibleName(of)

    def _seat(self, seat_id: str = "") -> SeatAnswer | None:
        key = seat_id or self.table.current_id()
        return next((row for row in self.model.rows if row.id == key), None)

    # Answering

    def _on_letter(self, letter: str) -> None:
        seat = self._seat()
        if seat is None or self._shown is None or not self._shown.row.is_open:
            return
        typed = self.words.text() if self.words.isModified() else seat.words
        self.words.setModified(False)
        if letter or seat.answer is not None:
            self._record(seat, LETTERS[letter] if letter else None, typed)
        if not letter:
            self.words.clear()

    def _record(self, seat: SeatAnswer, said: Answer | None, words: str) -> None:
        if self._shown is None:
            return
        self._bridge.workspace.do(
            written_procedures.answer,
            self._shown.row.id,
            seat.id,
            said,
            self._bridge.today(),
            words=words,
        )
        self._bridge.announce(f"{seat.seat}: {answer_label(said).lower()}")

    def _write_words(self) -> bool:
        """Write what is typed; False if there is no answer to write it to."""
        seat = self._seat(self._words_of)
        if not self.words.isModified() or seat is None or self._shown is None:
            return True
        if seat.answer is None:
            self.words_field.wrong("There is no answer yet.", f"Choose one: {_KEYS}.")
            return False
        self.words.setModified(False)
        words = " ".join(self.words.text().split())
        if words != seat.words:
            self._bridge.workspace.do(
                written_procedures.answer,
                self._shown.row.id,
                seat.id,
                seat.answer,
                seat.on or self._bridge.today(),
                words=words,
            )
        return True

    def _to_words(self) -> None:
        self.words.setFocus()
        self.words.end(False)  # noqa: FBT003  # Qt's own

    def _next_seat(self) -> None:
        if self._write_words():
            here = self.model.row_of(self.table.current_id())
            if here + 1 < self.model.rowCount():
                self.table.select(self.model.rows[here + 1].id)
            self.table.setFocus()

    def _drop_words(self) -> None:
        self.words.setModified(False)
        self._show_words()
        self.table.setFocus()

    def _on_current(self) -> None:
        if self._seat(self._words_of) is not None:
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
        if self._shown is None or not self._shown.row.is_open:
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
        if self._shown is not None and self._shown.row.is_open:
            self.flush()
            self.withdraw.hide()
            self.outcome.open_for(self._shown)

    def _open_withdraw(self) -> None:
        if self._shown is not None:
            self.flush()
            self.outcome.hide()
            self.withdraw.open_for(self._shown)

    def _reopen(self) -> None:
        if self._shown is not None:
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
        by = f", answers due {row.due}" if row.answers_by else ""
        return (f"Open{by}", "info", "pause")
    return (row.outcome or state_label(row.state), "", "decision" if row.outcome else "")


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
