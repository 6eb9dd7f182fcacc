"""The quorum card: who is here for whom at the item the meeting is at, and by what rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.quorum import State, state_label, whole_words
from masa_desktop.domain.words import count
from masa_desktop.services import quorum_standing
from masa_desktop.ui import theme
from masa_desktop.ui.parts import (
    IconLabel,
    Pill,
    body,
    clear,
    ground,
    key_cap,
    link,
    secondary,
    small,
    subheading,
    text_label,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from masa_desktop.domain.meetings import RollCall
    from masa_desktop.services.quorum_standing import AgencyLine, Card
    from masa_desktop.ui.bridge import Bridge

NOT_TAKEN = "Roll-call not taken"
_LOOKS = {
    State.QUORATE: ("good", "check"),
    State.NOT_QUORATE: ("bad", "warn"),
    State.NOT_SET: ("", "info"),
    State.CHAIR_DECIDES: ("warn", "info"),
}
_SMALLEST = QSize(240, 96)


class QuorumPane(QScrollArea):
    """Tells the page what the header's pill says: `words`, `tone`, `icon` and `sentence`.

    `whole` is the same of all items together, not of the one in view.

    `card` is what was last found; its `standing` is what the banner shows.
    """

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.words, self.tone, self.icon, self.sentence = NOT_TAKEN, "", "info", ""
        self.whole = (NOT_TAKEN, "", "info", "")
        self.card: Card | None = None
        self._is_open = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(_SMALLEST.width())
        self.pill = Pill()
        self.why, self.numbers, self.rule = secondary(), small(), small()
        self.warnings = text_label("", "body", tone="warn")
        self.agencies, self.others = QVBoxLayout(), QVBoxLayout()
        self.others_line, self.others_words = QWidget(), body()
        self.show_others = link("Show")
        inside = QWidget()
        ground(inside, "surface2")
        ground(self, "surface2")
        self._lay_out(QVBoxLayout(inside))
        self.setWidget(inside)
        self.show_others.clicked.connect(self._turn_others)

    def reload(self, meeting_id: str, item_id: str) -> RollCall:
        """Ask again how the meeting stands at this item; gives what was found."""
        ask = self._bridge.workspace.ask
        self.card = card = ask(quorum_standing.card, meeting_id, item_id)
        state = card.roll.verdict.state
        self.tone, self.icon = _LOOKS[state]
        self.words, self.sentence = state_label(state), card.roll.verdict.sentence
        if not card.roll.is_taken and state is not State.NOT_SET:
            self.words, self.tone, self.icon = NOT_TAKEN, "warn", "info"
        self.whole = (self.words, self.tone, self.icon, self.sentence)
        if card.roll.items and self.words != NOT_TAKEN:
            found = [verdict for _, verdict in card.roll.items]
            worst, words = whole_words(found, card.roll.in_part)
            self.whole = (words, *_LOOKS[worst], card.roll.by_item)
        self._show(card)
        return card.roll

    @property
    def spoken(self) -> str:
        """The verdict with its reason, for a screen reader."""
        return f"Quorum: {self.words}. {self.sentence}"

    def minimumSizeHint(self) -> QSize:
        return _SMALLEST  # the rest scrolls

    def sizeHint(self) -> QSize:
        inside = self.widget()
        width = max(self.width(), _SMALLEST.width())
        return QSize(width, inside.heightForWidth(width) if inside else _SMALLEST.height())

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(3)
        head.addWidget(subheading("Attendance"), 1)
        for key in ("Ctrl", "Shift", "R"):
            head.addWidget(key_cap(key))
        self.agencies.setSpacing(6)
        self.others.setSpacing(4)
        self.others.setContentsMargins(21, 0, 0, 0)
        row = QHBoxLayout(self.others_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(IconLabel("people", "text3", 14))
        row.addWidget(self.others_words, 1)
        row.addWidget(self.show_others)
        column.addLayout(head)
        column.addWidget(self.pill)
        column.addWidget(self.why)
        column.addLayout(self.agencies)
        column.addWidget(self.others_line)
        column.addLayout(self.others)
        for part in (self.numbers, self.rule, self.warnings):
            column.addWidget(part)
        column.addStretch(1)

    def _show(self, card: Card) -> None:
        self.pill.say(self._pill_words(card), self.tone, self.icon)
        self.why.setText(self.sentence)
        self.why.setVisible(self.words != NOT_TAKEN and _needs_words(card))
        _fill(self.agencies, card.agencies, is_taken=self.words != NOT_TAKEN)
        self._fill_others(card)
        self.numbers.setText(card.numbers)
        self.rule.setText(card.rule)
        self.rule.setVisible(bool(card.rule))
        warnings = card.roll.warnings
        self.warnings.setText("\n".join(warnings))
        self.warnings.setVisible(bool(warnings))
        self.setAccessibleName(f"Attendance. {self.spoken}")
        self.setAccessibleDescription(f"{card.numbers}. {card.rule}".strip())
        self.updateGeometry()

    def _pill_words(self, card: Card) -> str:
        if self.words == NOT_TAKEN:
            return NOT_TAKEN
        state = card.roll.verdict.state
        if state is State.QUORATE and card.tally:
            return f"{self.words} · {card.tally}"
        since = card.standing.since_words if state is State.NOT_QUORATE else ""
        return f"{self.words} {since}".strip()

    def _fill_others(self, card: Card) -> None:
        one, many = card.others_called
        self.others_words.setText(f"{count(len(card.others), one, many)} here")
        _fill(self.others, card.others if self._is_open else ())
        self.others_line.setVisible(bool(card.others))
        self.show_others.setText("Hide" if self._is_open else "Show")
        self.show_others.setAccessibleName(f"{self.show_others.text()} {self.others_words.text()}")

    def _turn_others(self) -> None:
        self._is_open = not self._is_open
        if self.card is not None:
            self._fill_others(self.card)


def _needs_words(card: Card) -> bool:
    """Whether the verdict says more than the agencies and the pill already show."""
    state = card.roll.verdict.state
    if state is State.QUORATE:
        return False
    return state is not State.NOT_QUORATE or all(one.is_here for one in card.agencies)


def _fill(layout: QVBoxLayout, agencies: Sequence[AgencyLine], *, is_taken: bool = True) -> None:
    """Before the roll is called nobody is missing: it is only not known."""
    clear(layout)
    for one in agencies:
        layout.addWidget(_agency(one, is_taken=is_taken))


def _agency(agency: AgencyLine, *, is_taken: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    here = agency.is_here
    if here:
        row.addWidget(IconLabel("check", "good", 14))
        row.addWidget(body(agency.name), 1)
    elif not is_taken:
        row.addWidget(IconLabel("people", "text3", 14))
        row.addWidget(body(agency.name), 1)
    else:
        row.addWidget(IconLabel("cross", "bad", 14))
        row.addWidget(text_label(f"{agency.name} – {agency.away}", "strong", tone="bad"), 1)
    badges = QHBoxLayout()
    badges.setSpacing(3)
    for initials in agency.initials:
        badges.addWidget(_Badge(initials))
    row.addLayout(badges)
    return made


class _Badge(QLabel):
    """Somebody's initials on a soft ground."""

    def __init__(self, initials: str) -> None:
        super().__init__(initials)
        self.setProperty("role", "badgestrong")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(6, 1, 6, 1)
        theme.look.changed.connect(self._fit)
        self._fit()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def _fit(self) -> None:
        self.setMinimumWidth(theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        round_ = self.height() / 2
        painter.drawRoundedRect(self.rect(), round_, round_)
        painter.end()
        super().paintEvent(event)
