"""The chair's Word file beside the minutes: its suggestions one by one, taken or left by key.

Nothing is put into the minutes unasked; what was left stays in the list below the card.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.returned import Kind, Standing, kind_label, standing_label
from masa_desktop.domain.words import count
from masa_desktop.services import agenda, returned
from masa_desktop.ui import theme
from masa_desktop.ui.chosen_path import chosen_path
from masa_desktop.ui.jobs import or_refusal
from masa_desktop.ui.meeting_papers import MeetingPapers
from masa_desktop.ui.parts import (
    EmptyState,
    Pill,
    Strip,
    button,
    ground,
    heading,
    icon_button,
    page_shortcut,
    scrolling,
    small,
    turn_off,
)
from masa_desktop.ui.returned_card import ReturnedCard, brief, change_words
from masa_desktop.ui.rows import Column, RowsModel, list_table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.returned import Offered, Returned, Suggestion
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

TAKEN, LEFT, SEEN, JOTTED = "Taken", "Left", "Seen", "Kept as jotting"
_DECIDABLE = frozenset(Standing) - {Standing.DONE}
_TONES = {TAKEN: "good", JOTTED: "good", LEFT: "text3", SEEN: "text3"}
_WIDE = 820
_STATE = 1
_SENTENCE = (
    "When the chair sends the Word minutes back with tracked changes and comments, they are "
    "offered here one by one. Nothing changes until you take it."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A suggestion in the list, and what was done about it: "" while it waits."""

    id: str
    offered: Offered
    outcome: str


class ReturnedPane(QWidget):
    jump = Signal(str, str)
    """The item and entry that the suggestion is about; the entry is "" if there is none."""

    closed = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        self._bridge, self._jobs, self._meeting_id = bridge, jobs, ""
        self._found: list[Suggestion] = []
        self._lines: list[Line] = []
        self._outcomes: dict[str, str] = {}
        self._is_stale, self._closed = False, ""
        self.dialog: QFileDialog | None = None
        self.title, self.file = heading("Returned in Word"), small()
        self.progress, self.tally = Pill(), small()
        self.formatting = small()
        self.close_button = icon_button("cross", "Close", "Esc")
        self.another = button("Another file…", "word", compact=True)
        self.choose = button("Choose the Word file…", "word", primary=True)
        self.card = ReturnedCard()
        self.model = RowsModel[Line](_columns(), self, speak=_spoken)
        self.strip, self.refusal = Strip(), Strip()
        self.table = list_table(self.model, "Suggestions of the file")
        self._empty = EmptyState("word", "No Word file is open here", _SENTENCE, (self.choose,))
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._stack, self._split = QStackedWidget(), QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._connect()

    @property
    def first(self) -> QWidget:
        """What takes the focus: the card, or the way to choose a file."""
        return self.card if self._lines else self.choose

    @property
    def current(self) -> Line | None:
        """The suggestion on the card; None if there is none."""
        return next((line for line in self._lines if line.id == self.table.current_id()), None)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    def show_meeting(self, meeting_id: str) -> None:
        """Another meeting begins without a file."""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self._outcomes.clear()
            self._say_refusal("")
            self._say_formatting(0)
            self._show([], "")

    def choose_file(self) -> None:
        """Ask for the file; the dialog does not block the window."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = MeetingPapers.folder or Path(QStandardPaths.writableLocation(documents))
        self.dialog = QFileDialog(
            self, "Word file that came back", str(start), "Word documents (*.docx)"
        )
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Read it")
        dialog = self.dialog
        dialog.accepted.connect(lambda: self.read(chosen_path(dialog)))
        self.dialog.open()

    def read(self, path: Path) -> None:
        """Read a file and offer what it proposes; a file that does not fit is refused here, for as
        long as no other is read.
        """
        meeting_id, ask = self._meeting_id, self._bridge.workspace.ask

        def work() -> tuple[Returned, list[Offered]]:
            found = returned.read(path)
            return found, ask(returned.suggestions, meeting_id, found)

        self._jobs.run(
            lambda: or_refusal(work), then=lambda got: self._came(meeting_id, got), owner=self
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With room enough the list stands beside the card, else below it."""
        super().resizeEvent(event)
        is_wide = self.width() >= theme.px(_WIDE)
        way = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if way != self._split.orientation():
            self._split.setOrientation(way)
            room = self.width() if is_wide else self.height()
            self._split.setSizes([room * 5 // 9, room * 4 // 9])

    def _came(self, meeting_id: str, got: tuple[Returned, list[Offered]] | UserError) -> None:
        if meeting_id != self._meeting_id:
            return
        if isinstance(got, UserError):
            self._say_refusal(f"{got.happened} {got.do}".strip())
            self._bridge.announce(self.refusal.words.text(), assertive=True)
            return
        found, offered = got
        self._say_refusal("")
        self._say_formatting(found.formatting)
        self._arrived(found.name, offered)

    def _say_refusal(self, words: str) -> None:
        self.refusal.say(words, "bad")
        self.refusal.setVisible(bool(words))

    def _say_formatting(self, changes: int) -> None:
        were = "was" if changes == 1 else "were"
        words = f"{count(changes, 'change')} of formatting only {were} left out."
        self.formatting.setText(words if changes else "")
        self.formatting.setVisible(bool(changes))

    def _arrived(self, name: str, offered: list[Offered]) -> None:
        self._outcomes.clear()
        self._show(offered, name)
        self._is_stale = True  # what was written while the file was read
        self._reload()
        if not offered:
            self._empty.heading.setText("Nothing is proposed")
            self._empty.sentence.setText(
                f"The text of “{name}” is as it was sent, and it holds no comments."
            )
            self._bridge.announce("Nothing is proposed in this file")
            return
        self._go_to_next(0)
        self.card.setFocus()
        self._bridge.announce(self.card.accessibleName())

    def _show(self, offered: list[Offered], name: str) -> None:
        self._found = [one.suggestion for one in offered]
        self.file.setText(name)
        self._empty.heading.setText("No Word file is open here")
        self._empty.sentence.setText(_SENTENCE)
        self._stack.setCurrentIndex(1 if offered else 0)
        self._set_lines(offered)

    def _set_lines(self, offered: list[Offered]) -> None:
        self._lines = [Line(one.id, one, self._outcome(one)) for one in offered]
        self.model.show_rows(self._lines)
        self._fit.start()
        self._show_card()

    def _fit_state(self) -> None:
        """The width of the states: a list that was out of sight has not measured them."""
        fitting = QHeaderView.ResizeMode.ResizeToContents
        self.table.horizontalHeader().setSectionResizeMode(_STATE, fitting)

    def _outcome(self, one: Offered) -> str:
        """What was done here; undone steps forget themselves."""
        done = self._outcomes.get(one.id, "")
        if done in (TAKEN, JOTTED) and one.standing is not Standing.DONE:
            del self._outcomes[one.id]
            return ""
        return done

    def _reload(self) -> None:
        self._is_stale = False
        if self._found:
            ask = self._bridge.workspace.ask
            self._set_lines(ask(returned.standing, self._meeting_id, self._found))

    def _changed(self, changes: ChangeSet) -> None:
        if not changes.touches("meeting", "entry", "jotting", "agenda_item", "action", "decision"):
            return
        self._is_stale = True
        if self.isVisible():
            self._reload()

    def _show_card(self) -> None:
        line = self.current
        total = len(self._lines)
        self.progress.setVisible(bool(line))
        self.another.setVisible(bool(total))
        self._say_closed(is_shown=bool(line))
        if line is None:
            self.tally.setText("")
            return
        where = f"{self._lines.index(line) + 1} of {total}"
        self.progress.say(where)
        self.tally.setText(self._tally())
        if line.offered.standing is Standing.NO_PLACE:
            items = self._bridge.workspace.ask(agenda.items, self._meeting_id)
            self.card.name_items([(one.id, f"{one.number}. {one.title}") for one in items])
        self.card.say(line.offered, where, line.outcome, self._bridge.workspace.read_only)
        for made in (self.card.take, self.card.remove):
            turn_off(made, self._bridge.workspace.read_only or self._closed)

    def _say_closed(self, *, is_shown: bool) -> None:
        """Why nothing can be taken, for as long as a file lies open here."""
        ask, closed = self._bridge.workspace.ask, returned.closed
        self._closed = ask(closed, self._meeting_id) if is_shown else ""
        self.strip.say(self._closed, "warn")
        self.strip.setVisible(bool(self._closed))

    def _tally(self) -> str:
        """How far it is: what waits, was taken and was left."""
        waiting = sum(_waits(line) for line in self._lines)
        parts = [f"{waiting} to decide" if waiting else "All decided"]
        for name in (TAKEN, LEFT):
            number = sum(line.outcome == name for line in self._lines)
            parts += [f"{number} {name.lower()}"] if number else []
        return " · ".join(parts)

    def _take(self, *, is_sure: bool = False) -> None:
        line = self.current
        if line is None or self._bridge.workspace.read_only:
            return
        if self._closed:
            self._bridge.announce(self._closed)
            return
        one = line.offered
        if one.standing is Standing.NO_PLACE and not self.card.chosen_item:
            self.card.items.setFocus()
            self._bridge.announce("Choose the item under which this belongs, then take it.")
            return
        if one.is_record and one.suggestion.is_removal and not is_sure:
            kind = one.label.partition(" ")[0].lower()
            self.card.ask_removal(f"Without this paragraph the {kind} goes from the log too.")
            self._bridge.announce(self.card.strip.words.text())
            return
        workspace = self._bridge.workspace
        entry_id = workspace.do(
            returned.take,
            self._meeting_id,
            one.suggestion,
            seen=one.current,
            is_sure=is_sure,
            item_id=self.card.chosen_item,
        )
        told = workspace.ask(returned.taken, self._meeting_id, one.suggestion, entry_id)
        self._bridge.tell(told, undo=True)
        self._decided(line, TAKEN)

    def _jot(self) -> None:
        line = self.current
        if line is not None and not self._bridge.workspace.read_only:
            self._bridge.workspace.do(returned.jot, self._meeting_id, line.offered.suggestion)
            self._bridge.tell("Kept as a private jotting", undo=True)
            self._decided(line, JOTTED)

    def _leave(self) -> None:
        line = self.current
        if line is None or not _waits(line):
            return
        is_seen = line.offered.standing in (Standing.TO_SEE, Standing.REMOVED_HERE)
        self._decided(line, SEEN if is_seen else LEFT)

    def _decided(self, line: Line, outcome: str) -> None:
        self._outcomes[line.id] = outcome
        if self._is_stale:
            self._reload()
        self._set_lines([one.offered for one in self._lines])
        self._go_to_next(self._row_of(line.id))
        self.card.setFocus()
        self._bridge.announce(self.card.accessibleName())

    def _row_of(self, line_id: str) -> int:
        return self.model.row_of(line_id)

    def _go_to_next(self, start: int) -> None:
        """The first that waits from this row on, else the first that waits at all."""
        order = [*self._lines[start:], *self._lines[:start]]
        found = next((line for line in order if _waits(line)), None)
        if found is not None:
            self.table.select(found.id)
        elif not self.table.current_id():
            self.table.select(self._lines[0].id)
        self._show_card()

    def _step(self, by: int) -> None:
        line = self.current
        row = self._row_of(line.id) + by if line else 0
        if 0 <= row < len(self._lines):
            self.table.select(self._lines[row].id)
            self._bridge.announce(self.card.accessibleName())

    def _jump(self) -> None:
        line = self.current
        if line is not None and line.offered.item_id:
            entry_id = line.offered.suggestion.entry_id if line.offered.label else ""
            self.jump.emit(line.offered.item_id, entry_id)

    def _connect(self) -> None:
        self._fit.timeout.connect(self._fit_state)
        self.choose.clicked.connect(self.choose_file)
        self.another.clicked.connect(self.choose_file)
        self.close_button.clicked.connect(self.closed)
        page_shortcut(self, "Esc").activated.connect(self.closed)
        self.card.taken.connect(self._take)
        self.card.removed.connect(lambda: self._take(is_sure=True))
        self.card.jotted.connect(self._jot)
        self.card.left.connect(self._leave)
        self.card.jumped.connect(self._jump)
        self.card.stepped.connect(self._step)
        self.table.current.connect(self._show_card)
        self.table.chosen.connect(lambda _: self.card.setFocus())
        self._bridge.changed.connect(self._changed)

    def _lay_out(self) -> None:
        ground(self, "surface2")
        split = self._split
        split.setChildrenCollapsible(False)
        split.addWidget(scrolling(self._around_card(), "Suggestion"))
        split.addWidget(self.table)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self.refusal)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        self.strip.hide()
        self.refusal.hide()
        self.formatting.hide()
        self.progress.hide()
        self.another.hide()

    def _head(self) -> QVBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.file)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(names, 1)
        for made in (self.another, self.close_button):
            top.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self.progress)
        state.addWidget(self.tally, 1)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 8, 6)
        head.setSpacing(6)
        head.addLayout(top)
        head.addLayout(state)
        head.addWidget(self.formatting)
        return head

    def _around_card(self) -> QWidget:
        inside = QWidget()
        ground(inside, "surface2")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 4, 12, 12)
        keys = small("Enter takes it, L leaves it, J jumps to it, Up and Down go through the list.")
        column.addWidget(self.card)
        column.addWidget(keys)
        column.addStretch(1)
        return inside


def _waits(line: Line) -> bool:
    return not line.outcome and line.offered.standing in _DECIDABLE


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column("Suggestion", _name, second=_about, wide=True),
        Column("State", _state, tone=_tone, icon=_icon),
    )


def _name(line: Line) -> str:
    one = line.offered.suggestion
    if one.place and one.kind is not Kind.COMMENT:
        lead = "To look at by hand: " if line.offered.standing is Standing.TO_SEE else ""
        return brief(f"{lead}{one.place}: {one.after or 'nothing'}")
    return change_words(one) or brief(one.comment or one.after or one.before)


def _about(line: Line) -> str:
    one = line.offered.suggestion
    where = line.offered.label or line.offered.item or one.place
    if one.is_new:
        where = line.offered.item or "Place not known"
    return " · ".join(part for part in (kind_label(one.kind), where, one.author) if part)


def _state(line: Line) -> str:
    return line.outcome or standing_label(line.offered.standing)


def _tone(line: Line) -> str:
    if line.outcome:
        return _TONES[line.outcome]
    state = line.offered.standing
    if state in (Standing.CHANGED_HERE, Standing.REMOVED_HERE):
        return "warn"
    return "text3" if state is Standing.DONE else ""


def _icon(line: Line) -> str:
    if line.outcome in (TAKEN, JOTTED) or line.offered.standing is Standing.DONE:
        return "check"
    if line.outcome:
        return ""
    return "warn" if _tone(line) == "warn" else ""


def _spoken(line: Line) -> str:
    return f"{_about(line)}. {_name(line)}. {_state(line)}"
