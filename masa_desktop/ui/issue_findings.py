"""What the check before issue found: Enter goes to the place, a word sets the line aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from masa_desktop.domain.pre_issue import Finding, Kind, Severity, kind_label, severity_label
from masa_desktop.domain.words import count
from masa_desktop.services import pre_issue
from masa_desktop.ui import icons, theme
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import Card, Field, IconLabel, Pill, body, button, turn_off
from masa_desktop.ui.rows import Column, RowsModel, list_table
from masa_desktop.ui.sourced import grow, keep_on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masa_desktop.ui.bridge import Bridge

_FEWEST, _ROW, _BORDERS = 3, 46, 4
_NOTHING = "Nothing here needs you: all that was asked is recorded or set aside."
_NO_PLACE = "This line has no place of its own."


class FindingsCard(Card):
    jump = Signal(str, str)
    """An item's id and an entry's id; domain.pre_issue.Finding says which for other places."""

    phrase = Signal(str)
    """After `jump`, the words that were found there."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Before it goes out", " ")
        self._bridge, self._meeting_id = bridge, ""
        self.tally = Pill()
        self.model: RowsModel[Finding] = RowsModel(_COLUMNS, self, speak=spoken)
        self.table = list_table(self.model, "What to look at before the minutes go out")
        self._room = 0
        self._fit = QTimer(self, singleShot=True, interval=0)
        self.nothing = QWidget()
        self.go_there = button("Go there  Enter", "chevron-right", compact=True)
        self.go_there.setAccessibleName("Go to the place of the chosen line (Enter)")
        self.drop = button("Delete the jottings", "private", compact=True, danger=True)
        self.word = QLineEdit(placeholderText="Checked: …")
        self.word_field = Field(
            "Or set the chosen line aside with a word",
            self.word,
            "It comes back if its text changes.",
        )
        self.aside = button("Set aside", compact=True)
        self.fold = button("Looked at", "chevron-right", ghost=True)
        self.take_up = button("Take up again", compact=True)
        self.aside_model: RowsModel[Finding] = RowsModel(_ASIDE_COLUMNS, self, speak=spoken)
        self.aside_table = grow(list_table(self.aside_model, "Lines set aside"))
        self._is_unfolded = False
        self._lay_out()
        self._connect()

    @property
    def first(self) -> QWidget:
        """What takes the focus when somebody comes here."""
        return self.table if self.model.rows else self.fold

    @property
    def open_count(self) -> int:
        """How many lines need somebody still."""
        return sum(one.is_open for one in self.model.rows)

    def show_findings(self, meeting_id: str, found: Sequence[Finding]) -> None:
        """Show what the check found; a word being typed stays."""
        if meeting_id != self._meeting_id:
            self.word.clear()
            self.word_field.right()
            self._is_unfolded = False
        self._meeting_id = meeting_id
        still = [one for one in found if not one.word]
        self.model.show_rows(still)
        self.aside_model.show_rows([one for one in found if one.word])
        for table, model in ((self.table, self.model), (self.aside_table, self.aside_model)):
            if model.rows and not table.current_id():
                table.setCurrentIndex(model.index(0, 0))
        for part in (self.table, self.buttons, self.setting_aside):
            part.setVisible(bool(still))
        self.nothing.setVisible(not self.open_count)
        self.drop.setVisible(any(one.kind is Kind.JOTTINGS for one in still))
        self._say_tally()
        self._show_fold()
        self._show_chosen()

    def fit_into(self, height: int) -> None:
        """The list scrolls in itself where it would push what sets a line aside out of view."""
        self._room = height
        self._fit.start()

    def _fit_table(self) -> None:
        rows = self.table.verticalHeader()
        whole = rows.length() + self.table.horizontalHeader().height() + 2
        most = max(self._room - self._beside(), _FEWEST * theme.px(_ROW))
        self.table.setFixedHeight(min(whole, most) if self._room else whole)
        self.updateGeometry()
        chosen = self.table.currentIndex()
        if chosen.isValid():
            self.table.scrollTo(chosen)

    def _beside(self) -> int:
        """How tall all of the card but the list is, as far as it is needed beside it."""
        parts = (self.nothing, self.buttons, self.setting_aside, self.folded)
        wide = self.width()
        tall = [
            part.heightForWidth(wide) if part.hasHeightForWidth() else part.sizeHint().height()
            for part in parts
            if not part.isHidden()
        ]
        margins = self.body.contentsMargins()
        around = margins.top() + margins.bottom() + self.body.spacing() * len(tall)
        return self.head.sizeHint().height() + sum(tall) + around + _BORDERS

    # Building

    def _lay_out(self) -> None:
        self.head.addWidget(self.tally)
        keep_on_one_line(self)
        self.body.setContentsMargins(1, 0, 1, 10)
        row = QHBoxLayout(self.nothing)
        row.setContentsMargins(13, 10, 13, 2)
        row.addWidget(IconLabel("check", "good", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(body(_NOTHING), 1)
        self.buttons = _flowing(self.go_there, self.drop)
        self.setting_aside = QWidget()
        line = QHBoxLayout(self.setting_aside)
        line.setContentsMargins(13, 0, 13, 0)
        line.addWidget(self.word_field, 1)
        line.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignBottom)
        self.folded = _flowing(self.fold, self.take_up)
        for part in (
            self.nothing,
            self.table,
            self.buttons,
            self.setting_aside,
            self.folded,
            self.aside_table,
        ):
            self.body.addWidget(part)

    def _connect(self) -> None:
        self._fit.timeout.connect(self._fit_table)
        self.table.verticalHeader().sectionResized.connect(self._fit.start)
        for change in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            change.connect(self._fit.start)
        self.table.chosen.connect(self._go_to)
        self.aside_table.chosen.connect(self._go_to)
        self.table.current.connect(self._show_chosen)
        self.go_there.clicked.connect(lambda: self._go_to(self.table.current_id()))
        self.word.returnPressed.connect(self._set_aside)
        self.aside.clicked.connect(self._set_aside)
        self.drop.clicked.connect(self._drop)
        self.fold.clicked.connect(self._turn_fold)
        self.take_up.clicked.connect(self._take_up)

    # Doing

    def _go_to(self, key: str) -> None:
        found = next(
            (one for one in (*self.model.rows, *self.aside_model.rows) if one.key == key), None
        )
        if found is not None and (found.item_id or found.entry_id):
            self.jump.emit(found.item_id, found.entry_id)
            self.phrase.emit(found.phrase)

    def _set_aside(self) -> None:
        key, word = self.table.current_id(), self.word.text().strip()
        if not key:
            return
        if not word:
            self.word_field.wrong("A word is needed.", "For example “asked the chair”.")
            self.word.setFocus()
            return
        self.word_field.right()
        self.word.clear()
        self._bridge.workspace.do(pre_issue.set_aside, self._meeting_id, key, word)
        self._bridge.tell("Set aside", undo=True)
        self.first.setFocus()

    def _take_up(self) -> None:
        key = self.aside_table.current_id()
        if key:
            self._bridge.workspace.do(pre_issue.take_up_again, self._meeting_id, key)
            self.table.select(key)
            self.first.setFocus()

    def _drop(self) -> None:
        self.first.setFocus()
        gone = self._bridge.workspace.do(pre_issue.drop_jottings, self._meeting_id)
        said = f"{count(gone, 'private jotting')} deleted. Undo works until the app closes or locks"
        self._bridge.tell(said, undo=True)

    def _turn_fold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._show_fold()

    # Saying

    def _say_tally(self) -> None:
        needs, known = self.open_count, len(self.model.rows) - self.open_count
        words = f"{needs} to look at" if needs else f"{known} to know" if known else "In order"
        self.tally.say(words, "warn" if needs else "good", "warn" if needs else "check")

    def _show_fold(self) -> None:
        number = len(self.aside_model.rows)
        unfolded = self._is_unfolded and number > 0
        self.folded.setVisible(number > 0)
        self.fold.setText(f"{number} set aside")
        self.fold.setAccessibleName(
            f"{number} set aside, {'shown below' if unfolded else 'folded away'}"
        )
        icons.dress(self.fold, "chevron-down" if unfolded else "chevron-right", "text")
        self.take_up.setVisible(unfolded)
        self.aside_table.setVisible(unfolded)

    def _show_chosen(self) -> None:
        key = self.table.current_id()
        found = next((one for one in self.model.rows if one.key == key), None)
        is_somewhere = found is not None and bool(found.item_id or found.entry_id)
        turn_off(self.go_there, "" if is_somewhere else _NO_PLACE)


def spoken(found: Finding) -> str:
    """A finding as a screen reader says it."""
    word = f"set aside: {found.word}" if found.word else severity_label(found.severity).lower()
    return f"{kind_label(found.kind)}, {found.sentence} {found.place}, {word}"


def _flowing(*widgets: QWidget) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, gap=8, row_gap=6)
    flow.setContentsMargins(13, 0, 13, 0)
    for each in widgets:
        flow.addWidget(each)
    return made


def _icon(found: Finding) -> str:
    return "warn" if found.severity is Severity.NEEDS_YOU else "info"


def _under(found: Finding) -> str:
    return f"{kind_label(found.kind)} · {found.place}"


_COLUMNS = (
    Column[Finding](
        "What and where", lambda one: one.sentence, second=_under, icon=_icon, wide=True
    ),
)
_ASIDE_COLUMNS = (
    Column[Finding](
        "Set aside",
        lambda one: one.sentence,
        second=lambda one: f"Checked: {one.word}",
        icon=lambda _: "check",
        wide=True,
    ),
)
