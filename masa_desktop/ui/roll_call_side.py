"""Beside the roll-call: the quorum item by item, the three counts, interests, and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.quorum import State
from masa_desktop.domain.roll_call import declaration_line
from masa_desktop.domain.words import capital, count
from masa_desktop.ui import theme
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import (
    Card,
    IconLabel,
    Pill,
    body,
    clear,
    ground,
    key_cap,
    line,
    link,
    secondary,
    small,
    subheading,
    text_label,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masa_desktop.domain.attendance import Counts
    from masa_desktop.domain.meetings import RollCall
    from masa_desktop.domain.roll_call import DeclarationRow

KEYS = (
    ("P", "present"),
    ("O", "online"),
    ("B", "by phone"),
    ("D", "deputy came"),
    ("A", "apologies"),
    ("N", "no apology (DNA)"),
    ("V", "vacant"),
    ("T", "times"),
    ("I", "for items"),
    ("S", "second agency"),
    ("R", "reply"),
    ("C", "chair"),
    ("W", "interest, withdrawal"),
    ("G", "guest"),
    ("Enter", "open the row"),
    ("Esc", "back to minutes"),
)
_STATES = {
    State.QUORATE: ("quorate", "good", "check"),
    State.NOT_QUORATE: ("not quorate", "bad", "warn"),
    State.CHAIR_DECIDES: ("for the chair to decide", "warn", "info"),
    State.NOT_SET: ("no quorum set", "", "info"),
}
_WIDE = 300


class RollCallFoot(QWidget):
    """Below the list, where the cards have no room beside it: the counts, and the quorum."""

    def __init__(self) -> None:
        super().__init__()
        self.counts, self.modes = _one_line("smallstrong"), _one_line("small")
        self.setAccessibleName("Counts and quorum of the roll-call")
        self.pills: list[Pill] = []
        self._flow = FlowLayout(self, gap=12, row_gap=4)
        self._flow.addWidget(self.counts)
        self._flow.addWidget(self.modes)
        theme.look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for part in (self.counts, self.modes):
            part.setMinimumHeight(theme.px(22))  # as tall as the pills beside them

    @property
    def words(self) -> str:
        """All it says."""
        said = [self.counts.text(), *(pill.text for pill in self.pills), self.modes.text()]
        return " · ".join(part for part in said if part)

    def show_roll(self, roll: RollCall) -> None:
        while self._flow.count():
            self._flow.takeAt(0)
        for pill in self.pills:
            pill.hide()
            pill.deleteLater()
        self.pills = _pills(roll)
        self.counts.setText(_counts_line(roll.counts))
        self.modes.setText(roll.modes if roll.is_taken else "")
        for part in (self.counts, *self.pills, self.modes):
            self._flow.addWidget(part)
        for pill in self.pills:
            pill.show()
        self.setAccessibleDescription(self.words)


class RollCallSide(QScrollArea):
    taken_back = Signal(str)
    """A declaration's id: it was put on the record by mistake."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Quorum, counts and keys of the roll-call")
        theme.look.changed.connect(self._fit)
        self._fit()
        self.rule, self.pills, self.agencies = body(), QWidget(), QVBoxLayout()
        self.warnings, self.modes = text_label("", "body", tone="warn"), secondary()
        self.counts, self.left = QGridLayout(), small()
        self.declarations = QVBoxLayout()
        self._flow = FlowLayout(self.pills, gap=6, row_gap=6)
        self.interests = _card("Declarations of interest")
        inside = QWidget()
        ground(inside, "bg")
        self._lay_out(QVBoxLayout(inside))
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDE), 400)

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(_WIDE))

    def show_roll(self, roll: RollCall, declared: Sequence[DeclarationRow]) -> None:
        """Show how a roll-call stands, and what was declared."""
        version = capital(roll.version)
        rule = f"“{roll.rule_words}”" if roll.rule_words else "No quorum is set for this group."
        self.rule.setText(f"{rule} {version}".strip())
        self._show_pills(roll)
        clear(self.agencies)
        absences = roll.absences or ("",) * len(roll.agencies)
        for number, (found, away) in enumerate(zip(roll.agencies, absences, strict=True)):
            if number:
                self.agencies.addWidget(line())
            self.agencies.addWidget(_agency(found, away))
        self.warnings.setText("\n".join(roll.warnings))
        self.warnings.setVisible(bool(roll.warnings))
        self._show_counts(roll)
        self._show_declared(declared)

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        judged, counted, keys = _card("Quorum, item by item"), _card("Count"), _card("Keys")
        self.agencies.setSpacing(3)
        judged.body.addWidget(self.rule)
        judged.body.addWidget(self.pills)
        judged.body.addLayout(self.agencies)
        judged.body.addWidget(self.warnings)
        self.counts.setColumnStretch(0, 1)
        self.counts.setVerticalSpacing(4)
        counted.body.addLayout(self.counts)
        counted.body.addWidget(self.modes)
        counted.body.addWidget(self.left)
        counted.body.addWidget(
            small("A deputy counts for the seat and the agency, not for the member.")
        )
        self.interests.body.addLayout(self.declarations)
        caps = QWidget()
        flow = FlowLayout(caps, gap=12, row_gap=5)
        for key, words in KEYS:
            flow.addWidget(_key(key, words))
        keys.body.addWidget(caps)
        for card in (judged, counted, self.interests, keys):
            column.addWidget(card)
        column.addStretch(1)

    def _show_pills(self, roll: RollCall) -> None:
        clear(self._flow)
        for pill in _pills(roll):
            self._flow.addWidget(pill)

    def _show_counts(self, roll: RollCall) -> None:
        clear(self.counts)
        found = roll.counts
        for row, (words, came, of) in enumerate(
            (
                ("Seats attended", found.seats_attended, found.seats),
                ("Agencies attended", found.agencies_attended, found.agencies),
                ("Members themselves", found.members_in_person, found.members),
            )
        ):
            number = subheading(f"{came} of {of}")
            number.setWordWrap(False)
            self.counts.addWidget(body(words), row, 0)
            self.counts.addWidget(number, row, 1)
        self.modes.setText(roll.modes if roll.is_taken else "")
        self.modes.setVisible(roll.is_taken)
        left = found.seats_not_recorded
        self.left.setText(f"{count(left, 'seat')} not yet recorded")
        self.left.setVisible(bool(left))

    def _show_declared(self, declared: Sequence[DeclarationRow]) -> None:
        clear(self.declarations)
        for row in declared:
            self.declarations.addWidget(body(declaration_line(row)))
            back = link("Take back")
            back.setAccessibleName(f"Take back: {row.person}")
            back.clicked.connect(lambda _=False, key=row.id: self.taken_back.emit(key))
            self.declarations.addWidget(back)
        self.interests.setVisible(bool(declared))


def _pills(roll: RollCall) -> list[Pill]:
    """How the quorum stands, item by item."""
    if not roll.is_taken:
        return [Pill("Roll-call not taken", "warn", "info")]
    numbers: dict[State, list[int]] = {}
    for number, (_, verdict) in enumerate(roll.items, start=1):
        numbers.setdefault(verdict.state, []).append(number)
    made = []
    for state, items in numbers.items():
        words, tone, icon = _STATES[state]
        everything = len(items) == len(roll.items)
        lead = "All items" if everything else capital(_ranges(items))
        lead = f"{lead}:" if state is State.NOT_SET else lead
        made.append(Pill(f"{lead} {words}", tone, icon))
    return made


def _counts_line(found: Counts) -> str:
    """The three counts in one line."""
    return (
        f"Seats {found.seats_attended} of {found.seats} · "
        f"agencies {found.agencies_attended} of {found.agencies} · "
        f"members themselves {found.members_in_person} of {found.members}"
    )


def _one_line(role: str) -> QLabel:
    made = text_label("", role)
    made.setWordWrap(False)
    return made


def _ranges(items: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for item in items:
        if runs and item == runs[-1][-1] + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{'item' if len(items) == 1 else 'items'} {' and '.join(said)}"


def _card(heading: str) -> Card:
    """A card whose heading stands close to its words, as there are four of them in a column."""
    made = Card()
    made.body.setContentsMargins(14, 10, 14, 10)
    made.body.setSpacing(6)
    made.body.addWidget(subheading(heading))
    return made


def _key(key: str, words: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    said = small(words)
    said.setWordWrap(False)
    row.addWidget(key_cap(key))
    row.addWidget(said)
    return made


def _agency(found: tuple[str, bool, str], away: str) -> QWidget:
    """An agency at this item; under it, for which items it was away."""
    name, here, who = found
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(6, 0, 6, 0)
    column.setSpacing(0)
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(body(name), 1)
    row.addWidget(IconLabel("check" if here else "cross", "good" if here else "bad", 14))
    said = QLabel(who if here else "not represented")
    said.setTextFormat(Qt.TextFormat.PlainText)
    said.setProperty("role", "body")
    said.setProperty("tone", "good" if here else "bad")
    said.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    row.addWidget(said)
    column.addLayout(row)
    if away and away != "not represented":
        column.addWidget(text_label(capital(away), "small", tone="bad"))
    return made
