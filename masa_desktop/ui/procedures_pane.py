"""Decisions between meetings: matters asked in writing, what came back, and chair's action."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from masa_desktop.domain.words import count, short_date
from masa_desktop.services import chairs_actions, drafts, procedure_paper, written_procedures
from masa_desktop.services.report_papers import Form
from masa_desktop.ui import theme
from masa_desktop.ui.begun_line import BegunLine, shortened
from masa_desktop.ui.parts import EmptyState, button, ground, page_shortcut, scrolling, turn_off
from masa_desktop.ui.procedure_forms import AskForm, ChairsActionForm
from masa_desktop.ui.procedure_side import ProcedureSide, state_pill
from masa_desktop.ui.report_export import ReportExport
from masa_desktop.ui.rows import Column, RowsModel, list_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.report import Report
    from masa_desktop.services.chairs_actions import ChairsAction
    from masa_desktop.services.written_procedures import ProcedureRow
    from masa_desktop.ui.begun_form import BegunForm
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_SHOWN_IN = (
    "written_procedure",
    "decision",
    "group",
    "name",
    "seat",
    "holding",
    "person",
)
_ANSWERS = "written_answer"
_BESIDE, _ALL_COLUMNS = 900, 520
"""From which width on the matter stands beside the list, and the list shows every column."""

_STATE = 3


class ProceduresPane(QWidget):
    navigate = Signal(str, str)
    retitled = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        ground(self, "bg")
        self._bridge, self._jobs = bridge, jobs
        self._is_stale = True
        self.context = ""
        self._make_parts()
        self._lay_out()
        self._connect()
        self.reload()

    # What the page asks

    def open_record(self, record_id: str) -> bool:
        """Whether it is a procedure; then it is shown."""
        self.reload()
        if not self.table.select(record_id):
            return False
        self._put_away()
        self._show_page()
        return True

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+N", "ask in writing"),
            ("Enter", "to the answers of the matter selected; a chair’s action in its register"),
            ("Y, C, N, X", "on a seat: agrees, with a comment, does not, abstains"),
            ("Delete", "on a seat: no answer yet"),
            ("Enter on a seat", "its words; Enter again goes to the next seat"),
            ("Ctrl+Shift+E", "write the matter to Word"),
        ]

    def flush(self) -> None:
        """Write what is typed beside an answer; keep what is typed in a form."""
        self.side.flush()
        for form in self.forms:
            form.keep()

    def panes(self) -> list[tuple[str, QWidget]]:
        for form in self.forms:
            if form.isVisible():
                return [(form.accessibleName(), form.first)]
        if not self._has_rows:
            return [("Nothing asked in writing", self.first_button)]
        if not self.model.rowCount():
            return [("Chair’s action", self.chair_table)]
        ends = (self.side.outcome, self.side.withdraw)
        return [
            ("Asked in writing", self.table),
            ("Answers by seat", self.side.table),
            *([("Chair’s action", self.chair_table)] if self.chair_model.rowCount() else []),
            *((form.accessibleName(), form.first) for form in ends if form.isVisible()),
        ]

    # Doing

    def ask_in_writing(self) -> None:
        """Open the form for a new matter."""
        self._open(self.ask_form, lambda: self.ask_form.open_new(self._group_id()))

    def chairs_action(self) -> None:
        """Open the form for a decision of the chair."""
        self._open(self.chair_form, lambda: self.chair_form.open_new(self._group_id()))

    def export(self) -> None:
        """Write the matter shown to Word, into a folder that is asked for once."""
        found = self.side.shown
        if found is not None and self.table.current_id():
            self.flush()
            self.exporting.ask(Form.WORD)

    def reload(self) -> None:
        """Ask again; the selection stays."""
        self._is_stale = False
        ask = self._bridge.workspace.ask
        found = ask(written_procedures.rows, self._bridge.today())
        self.model.show_rows(found)
        actions, self._withheld = ask(chairs_actions.chairs_actions)
        self.chair_model.show_rows(actions)
        self._show_page()
        if found and not self.table.current_id():
            self.table.select(found[0].id)
        self._show_current()
        self._say_context(found)
        self._show_begun()
        locked = self._bridge.workspace.read_only
        for made in (self.ask_button, self.chair_button, self.first_button, self.second_button):
            turn_off(made, locked)
        turn_off(self.word, "" if found else "Nothing is asked in writing yet.")

    # Building

    def _make_parts(self) -> None:
        self.model: RowsModel[ProcedureRow] = RowsModel(
            [
                Column(
                    "Matter",
                    _matter,
                    second=self._under,
                    icon=_lock,
                    wide=True,
                    strong=True,
                    lines=2,
                ),
                Column("Answers by", _by, second=_due, tone=_late),
                Column("Answered", lambda row: row.tally.short),
                Column("State", _state, tone=_state_tone),
            ],
            self,
            speak=_spoken,
        )
        self.table = list_table(self.model, "Asked in writing")
        self.side = ProcedureSide(self._bridge)
        self.chair_model: RowsModel[ChairsAction] = RowsModel(
            [
                Column("Chair’s action", _decided, second=_of_chair, wide=True, lines=2),
                Column("State", _came_of_it, second=_taken_on, tone=_waits),
            ],
            self,
            speak=_spoken_action,
        )
        self.chair_table = list_table(self.chair_model, "Chair’s action")
        self.begun = BegunLine()
        self._withheld = 0
        self.ask_button = button("Ask in writing", "plus", primary=True)
        self.chair_button = button("Chair’s action…")
        self.word = button("Word", "word")
        self.word.setAccessibleName("Write the matter to Word")
        self.word.setToolTip("Write the matter to Word (Ctrl+Shift+E)")
        self.buttons = (self.word, self.chair_button, self.ask_button)
        self.first_button = button("Ask in writing", "plus")
        self.second_button = button("Chair’s action…")
        self.empty = EmptyState(
            "decision",
            "Nothing asked in writing",
            "Matters that cannot wait for a meeting appear here: what was asked, by when, what "
            "each seat answered and what came of it. A decision taken so is noted, or ratified, "
            "at the next meeting.",
            [self.first_button, self.second_button],
        )
        self.ask_form, self.chair_form = AskForm(self._bridge), ChairsActionForm(self._bridge)
        self.forms: tuple[AskForm | ChairsActionForm, ...] = (self.ask_form, self.chair_form)
        self._is_restricted = False
        self.exporting = ReportExport(
            self, self._bridge, self._jobs, "Folder for the written procedure", self._asked
        )

    def _lay_out(self) -> None:
        self.whole, self.stack = QWidget(), QStackedWidget()
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.whole)
        self.sides.setContentsMargins(0, 0, 0, 0)
        self.sides.setSpacing(12)
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 12)
        left.setSpacing(10)
        left.addWidget(self.table, 3)
        left.addWidget(self.chair_table, 2)
        self.sides.addWidget(self.left, 4)
        self.sides.addWidget(self.side, 5)
        forms = QWidget()
        ground(forms, "bg")
        of_forms = QVBoxLayout(forms)
        of_forms.setContentsMargins(0, 0, 0, 12)
        for form in self.forms:
            of_forms.addWidget(form)
        of_forms.addStretch(1)
        self.form_page = scrolling(forms)
        for page in (self.empty, self.whole, self.form_page):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 0)
        column.setSpacing(10)
        column.addWidget(self.begun)
        column.addWidget(self.exporting.written)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        for made in (self.ask_button, self.first_button):
            made.clicked.connect(self.ask_in_writing)
        for made in (self.chair_button, self.second_button):
            made.clicked.connect(self.chairs_action)
        self.word.clicked.connect(self.export)
        self.exporting.done.connect(self._warn)
        self.table.current.connect(self._show_current)
        self.table.chosen.connect(lambda _: self.side.table.setFocus())
        self.side.change_wanted.connect(self._change)
        self.ask_form.closed.connect(lambda: self._closed(self.ask_form.made_id))
        self.chair_form.closed.connect(lambda: self._closed(self.chair_form.made_id))
        self.chair_table.chosen.connect(lambda key: self.navigate.emit("registers", key))
        for form in (*self.forms, self.side.outcome, self.side.withdraw):
            form.kept.connect(self._show_begun)
        self.begun.chosen.connect(self._open_begun)
        page_shortcut(self, "Ctrl+N").activated.connect(self.ask_in_writing)
        page_shortcut(self, "Ctrl+Shift+E").activated.connect(self.export)
        self._bridge.changed.connect(self._on_changed)

    # Showing

    def _show_page(self) -> None:
        """The form that is open, for it needs the room; else the list."""
        if all(form.isHidden() for form in self.forms):
            self.stack.setCurrentWidget(self.whole if self._has_rows else self.empty)
        self.table.setVisible(bool(self.model.rowCount()))
        self.chair_table.setVisible(bool(self.chair_model.rowCount()))

    @property
    def _has_rows(self) -> bool:
        return bool(self.model.rowCount() or self.chair_model.rowCount())

    def _show_begun(self) -> None:
        """What waits in a form that is not open, of matters that still are."""
        keys = self._bridge.workspace.ask(drafts.begun, "written_procedure/")
        opened = {form.key for form in (*self.forms, self.side.outcome, self.side.withdraw)}
        there = {row.id: row.matter for row in self.model.rows if row.is_open}
        said = [(key, _begun_words(key, there)) for key in keys if key not in opened]
        self.begun.show_begun([(key, words) for key, words in said if words])

    def _open_begun(self, key: str) -> None:
        what, _, matter_id = key.removeprefix("written_procedure/").partition("/")
        if what in _NEW:
            (self.ask_in_writing if what == "ask" else self.chairs_action)()
            return
        self._put_away()
        self._show_page()
        if self.table.select(matter_id):
            ways = {"change": self._change, "outcome": self.side.open_outcome}
            ways.get(what, self.side.open_withdraw)()

    def _show_current(self) -> None:
        key = self.table.current_id()
        self.side.setVisible(bool(key))
        if key and self.model.row_of(key) >= 0:
            self.side.show_procedure(key)

    def _say_context(self, found: Sequence[ProcedureRow]) -> None:
        is_open = sum(row.is_open for row in found)
        late = sum(row.is_late for row in found)
        asked = f"{count(len(found), 'matter')} asked in writing, {is_open} open"
        acted, hidden = self.chair_model.rowCount(), self._withheld
        parts = (
            f"{asked}{f', {late} late' if late else ''}" if found else "",
            f"{acted} by chair’s action" if acted else "",
            f"{hidden} restricted by chair’s action not shown" if hidden else "",
        )
        context = " · ".join(filter(None, parts))
        if context != self.context:
            self.context = context
            self.retitled.emit()

    def _group_id(self) -> str:
        number = self.model.row_of(self.table.current_id())
        return self.model.rows[number].group_id if number >= 0 else ""

    def _open(self, form: BegunForm, show: Callable[[], None]) -> None:
        """Open a form, or go to it: what is typed in one that is open stays."""
        if self._bridge.workspace.read_only:
            self._bridge.announce(self._bridge.workspace.read_only)
            return
        if form.isVisible():
            form.first.setFocus()
            return
        self._put_away()
        self.flush()
        self.stack.setCurrentWidget(self.form_page)
        show()

    def _put_away(self) -> None:
        for form in self.forms:
            form.put_away()

    def _change(self) -> None:
        found = self.side.shown
        if found is not None:
            self._open(self.ask_form, lambda: self.ask_form.open_to_change(found))

    def _closed(self, made_id: str) -> None:
        self.reload()
        at = self.chair_table if self.chair_table.select(made_id) else self.table
        self.table.select(made_id)
        (at if self._has_rows else self.first_button).setFocus()

    def _asked(self) -> Callable[..., Report] | None:
        found = self.side.shown
        if found is None:
            return None
        self._is_restricted = found.row.is_restricted
        return partial(
            procedure_paper.report, procedure_id=found.row.id, today=self._bridge.today()
        )

    def _warn(self, file: Path) -> None:
        if self._is_restricted:
            where = f"{file.name} is in {file.parent}"
            self.exporting.written.say(f"{where}. {procedure_paper.RESTRICTED}", "warn", "lock")

    def _under(self, row: ProcedureRow) -> str:
        """The group; its state too where that column has no room."""
        state = _state(row) if self.table.isColumnHidden(_STATE) else ""
        restricted = "restricted" if row.is_restricted else ""
        return " · ".join(part for part in (row.group, restricted, state) if part)

    # Following

    def _on_changed(self, changes: ChangeSet) -> None:
        if not changes.touches(*_SHOWN_IN, _ANSWERS):
            return
        if self.isVisible() and not self._is_stale and not changes.touches(*_SHOWN_IN):
            self._read_answers({one.row for one in changes.changes if one.table == _ANSWERS})
            return
        self._is_stale = True
        self._catch_up()

    def _read_answers(self, answer_ids: set[str]) -> None:
        """Only the matters that these answers belong to: one answer is no reason to sum all."""
        ask, today = self._bridge.workspace.ask, self._bridge.today()
        found = ask(written_procedures.asked_by_answers, answer_ids)
        fresh = {key: ask(written_procedures.procedure, key, today).row for key in found}
        self.model.show_rows([fresh.get(row.id, row) for row in self.model.rows])
        self._say_context(self.model.rows)
        if self.table.current_id() in fresh:
            self._show_current()

    def _catch_up(self) -> None:
        if self._is_stale and self.isVisible():
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little room the matter stands under the list, and the list says less."""
        beside = self.width() >= theme.px(_BESIDE)
        way = QBoxLayout.Direction
        self.sides.setDirection(way.LeftToRight if beside else way.TopToBottom)
        room = (self.width() * 4 // 9) if beside else self.width()
        self.table.setColumnHidden(_STATE, room < theme.px(_ALL_COLUMNS))
        super().resizeEvent(event)


_NEW = {"ask": "Ask in writing", "chair": "Chair’s action"}
_OF_A_MATTER = {
    "change": "Change of what is asked",
    "outcome": "Outcome",
    "withdraw": "Withdrawal",
}


def _begun_words(key: str, matters: Mapping[str, str]) -> str:
    """What was begun under this key; "" for words beside an answer, or if its matter is closed."""
    what, _, matter_id = key.removeprefix("written_procedure/").partition("/")
    matter, of = matters.get(matter_id, ""), _OF_A_MATTER.get(what, "")
    return _NEW.get(what) or (f"{of}: {shortened(matter)}" if of and matter else "")


def _decided(row: ChairsAction) -> str:
    return row.text


def _of_chair(row: ChairsAction) -> str:
    chair = f"due to chair: {row.chair}" if row.chair else ""
    return " · ".join(part for part in (row.ref, row.group, chair) if part)


def _came_of_it(row: ChairsAction) -> str:
    return row.state


def _taken_on(row: ChairsAction) -> str:
    return f"taken {short_date(row.on)}"


def _waits(row: ChairsAction) -> str:
    return "warn" if row.waits else ""


def _spoken_action(row: ChairsAction) -> str:
    said = (row.text, _of_chair(row).replace(" · ", ", "), _taken_on(row), row.state)
    return ", ".join(said)


def _matter(row: ProcedureRow) -> str:
    return row.matter


def _lock(row: ProcedureRow) -> str:
    return "lock" if row.is_restricted else ""


def _by(row: ProcedureRow) -> str:
    return short_date(row.answers_by) if row.answers_by else "no day set"


def _due(row: ProcedureRow) -> str:
    return row.due if row.answers_by or row.tally.is_complete else ""


def _late(row: ProcedureRow) -> str:
    return "bad" if row.is_late else ""


def _state(row: ProcedureRow) -> str:
    return "Open" if row.is_open else state_pill(row)[0]


def _state_tone(row: ProcedureRow) -> str:
    return "" if row.is_open else "text2"


def _spoken(row: ProcedureRow) -> str:
    said = (
        row.matter,
        row.group,
        "restricted" if row.is_restricted else "",
        f"asked {short_date(row.asked_on)}",
        f"answers by {_by(row)}" if row.answers_by else "no day set",
        _due(row),
        f"{row.tally.short} answered",
        _state(row),
    )
    return ", ".join(part for part in said if part)
