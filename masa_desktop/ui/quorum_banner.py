"""The banner over the minutes while the meeting is not quorate: why, what stands, what can be done.

It never takes the focus by itself, and nothing in it happens unless somebody chooses it. Once
somebody has ruled on it or gone on to another item it folds to one line.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.quorum import State
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.domain.words import clock_time
from masa_desktop.services import quorum_loss, quorum_standing, sitting_days
from masa_desktop.ui import theme
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import (
    IconLabel,
    button,
    clear,
    key_cap,
    link,
    mark,
    page_shortcut,
    secondary,
    subheading,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import time

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from masa_desktop.services.quorum_standing import Choice, Joiner, Left, Ruled, Standing
    from masa_desktop.ui.bridge import Bridge

_ROOM_FOR_HINT, _ROOM_FOR_ALL, _LEAST = 620, 480, 240
_ROLL_CALL = "Open the roll-call"


class QuorumBanner(QFrame):
    minuted = Signal(str)
    """A sentence for the minutes of the item shown; the page puts it in as a note."""

    roll_wanted = Signal()
    done = Signal()
    """Something was chosen here: the focus may go back to the minutes."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._meeting_id = self._item_id = ""
        self._standing: Standing | None = None
        self._told: tuple[str, str] | None = None
        self._came_back = ("", "")
        self._is_short = self._is_folded = self._is_narrow = False
        self.setProperty("kind", "strip")
        self.icon = IconLabel("warn", "bad", 20)
        self.headline, self.words = subheading(), secondary()
        self.ruled, self.choices = QVBoxLayout(), FlowLayout(gap=6, row_gap=4)
        self.offers = FlowLayout(gap=12, row_gap=4)
        self.hint, self.ruling = _hint(), RulingLine()
        self.menu_button = button("What now…", compact=True)
        self.menu = QMenu(self)
        self._lay_out()
        self._connect()
        self.hide()

    # What the page says and asks

    def show_standing(
        self, meeting_id: str, item_id: str, standing: Standing | None = None
    ) -> None:
        """Ask again how the meeting stands at this item; shown only while the quorum is lost.

        `standing` saves the asking, if it has just been asked for the card.
        """
        same = (meeting_id, item_id) == (self._meeting_id, self._item_id)
        if meeting_id != self._meeting_id:
            self._told = None
        if not same:
            self.ruling.put_away()
        self._meeting_id, self._item_id = meeting_id, item_id
        was_lost = self._standing is not None and self._standing.is_lost
        ask = self._bridge.workspace.ask
        found = standing or ask(quorum_standing.standing, meeting_id, item_id)
        if found != self._standing:
            self._standing = found
            self._show(found)
        if found.is_lost:
            self._tell_loss(found, same=same)
        elif same and was_lost:
            self._tell_return()
        self.setVisible(found.is_lost)

    def be_short(self, *, short: bool) -> None:
        """One line with a menu, where the window is low."""
        if short != self._is_short:
            self._is_short = short
            self._fit()

    @property
    def _is_flat(self) -> bool:
        return self._is_short or self._is_folded or self._is_narrow

    def _fold(self, *, folded: bool) -> None:
        self._is_folded = folded
        self._fit()

    @property
    def first_button(self) -> QWidget:
        """Where F6 goes."""
        if not self.ruling.isHidden():
            return self.ruling.text
        if self._is_flat:
            return self.menu_button
        return next(iter(self.buttons), self.roll_call)

    @property
    def buttons(self) -> list[QPushButton]:
        """What can be chosen, in order."""
        return [made for made in _widgets(self.choices) if isinstance(made, QPushButton)]

    # Building

    def _lay_out(self) -> None:
        self.undo, self.roll_call, self.fold = link("Undo"), link("Roll-call"), link("Less")
        self.roll_call.setAccessibleName(_ROLL_CALL)
        self.offered = QWidget()
        self.offered.setLayout(self.choices)
        self.offers.addWidget(self.offered)
        self.offers.addWidget(self.undo)
        self.ruled.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.headline, 1)
        for part in (self.hint, self.roll_call, self.menu_button, self.fold):
            top.addWidget(part, 0, _TOP)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(top)
        words.addWidget(self.words)
        words.addLayout(self.ruled)
        words.addLayout(self.offers)
        words.addWidget(self.ruling)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 16, 6)
        row.setSpacing(10)
        row.addWidget(self.icon, 0, _TOP)
        row.addLayout(words, 1)
        self.menu_button.hide()

    def _connect(self) -> None:
        self.roll_call.clicked.connect(self.roll_wanted)
        self.undo.clicked.connect(self._still_here)
        self.fold.clicked.connect(lambda: self._fold(folded=not self._is_folded))
        self.menu_button.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.ruling.ruled.connect(partial(self._rule, Outcome.RULING))
        self.ruling.closed.connect(self._close_ruling)
        theme.look.changed.connect(self._fit_width)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._minute_return)

    # Showing

    def _show(self, found: Standing) -> None:
        tone = "bad" if found.state is State.NOT_QUORATE else "warn"
        mark(self, "tone", tone)
        self.icon.show_icon("warn", tone)
        rule = "" if found.ruled else found.rule_says
        said = " ".join(part for part in (found.stands, found.follows, rule) if part)
        self.words.setText(said)
        self.setAccessibleName(f"{found.headline} {said}".strip())
        clear(self.ruled)
        clear(self.choices)
        writable = not self._bridge.workspace.read_only
        for one in found.ruled:
            self.ruled.addWidget(self._ruled_line(one, writable=writable))
        for words, act in self._acts(found):
            made = button(words, compact=True)
            made.clicked.connect(act)
            self.choices.addWidget(made)
        left = found.left_last if writable else None
        self.undo.setText(_undo_words(left) if left else "")
        self.undo.setAccessibleName(self.undo.text() or "Undo")
        self._fit()

    def _fit(self) -> None:
        found, short = self._standing, self._is_flat
        since = f" {found.since_words}" if found else ""
        full = found.headline if found else ""
        is_typing = not self.ruling.isHidden()
        self.headline.setText(f"Not quorate{since}" if short else full)
        self.words.setVisible(not short and bool(self.words.text()))
        for made in self.buttons:
            made.setVisible(not short and not is_typing)
        self.offered.setVisible(bool(self.buttons) and not short and not is_typing)
        for one in _widgets(self.ruled):
            one.setVisible(not short)
        self.undo.setVisible(not short and bool(self.undo.text()))
        self.roll_call.setVisible(not short)
        self.menu_button.setVisible(short and not is_typing)
        self.fold.setText("More" if self._is_folded else "Less")
        self.fold.setAccessibleName(f"{self.fold.text()} about the quorum")
        self.fold.setVisible(not (self._is_short or self._is_narrow or is_typing))
        self._fit_hint()
        self.updateGeometry()

    def _fit_width(self) -> None:
        is_narrow = self.width() < theme.px(_ROOM_FOR_ALL)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._fit()
        self._fit_hint()

    def _fit_hint(self) -> None:
        has_room = self.width() >= theme.px(_ROOM_FOR_HINT)
        self.hint.setVisible(has_room and not self._is_flat)

    def _ruled_line(self, ruled: Ruled, *, writable: bool) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        where = f"Recorded at item {ruled.item}" if ruled.item else "Recorded"
        words = secondary(f"{where}: {ruled.sentence}")
        row.addWidget(IconLabel("check", "text2", 14))
        row.addWidget(words, 1)
        if writable:
            back = link("Take back")
            back.setAccessibleName(f"Take back: {ruled.sentence}")
            back.clicked.connect(partial(self._take_back, ruled))
            row.addWidget(back, 0, _TOP)
        return made

    def _acts(self, found: Standing) -> list[tuple[str, Callable[[], None]]]:
        """What can be chosen, in words; the chair's own words come last."""
        if self._bridge.workspace.read_only:
            return []
        here = {one.outcome for one in found.ruled if one.item == found.number}
        offered = [one for one in found.choices if one.needs_words or one.outcome not in here]
        acts: list[tuple[str, Callable[[], None]]] = [
            (one.words, partial(self._choose, one)) for one in offered if not one.needs_words
        ]
        acts += [
            (f"{one.initials} joins as deputy", partial(self._join, one)) for one in found.joiners
        ]
        acts += [(one.words, partial(self._choose, one)) for one in offered if one.needs_words]
        return acts

    def _fill_menu(self) -> None:
        self.menu.clear()
        found = self._standing
        for words, act in self._acts(found) if found else []:
            self.menu.addAction(words).triggered.connect(act)
        if self.undo.text():
            self.menu.addAction(self.undo.text()).triggered.connect(self._still_here)
        self.menu.addAction(_ROLL_CALL).triggered.connect(self.roll_wanted)

    # Doing

    def _choose(self, choice: Choice) -> None:
        if choice.needs_words:
            self.ruling.open()
            self._fit()
            self.ruling.text.setFocus()
        else:
            self._rule(choice.outcome, "")

    def _rule(self, outcome: Outcome, text: str) -> None:
        with self._bridge.workspace.one_step():
            self._record_ruling(outcome, text)

    def _record_ruling(self, outcome: Outcome, text: str) -> None:
        workspace, at = self._bridge.workspace, (self._meeting_id, self._item_id)
        line = workspace.ask(quorum_standing.minute_line, *at)
        if outcome is Outcome.DEFERRED:
            said = workspace.do(quorum_loss.defer_decisions, *at)
        else:
            said = workspace.do(quorum_loss.rule, *at, outcome, text)
        self.ruling.put_away()
        self._fold(folded=True)
        self.show_standing(*at)
        self.minuted.emit(" ".join(part for part in (line, said) if part))
        self._bridge.announce(f"Recorded: {said}")
        self.done.emit()

    def _take_back(self, ruled: Ruled) -> None:
        self._bridge.workspace.do(quorum_loss.take_back, ruled.id)
        self.show_standing(self._meeting_id, self._item_id)
        self._bridge.tell("The ruling is taken back. A line about it in the minutes stays.")
        self.done.emit()

    def _join(self, joiner: Joiner) -> None:
        now = self._bridge.now()
        is_on = self._bridge.workspace.ask(sitting_days.is_on, self._meeting_id, now.date())
        at = now.time().replace(second=0, microsecond=0) if is_on else None
        with self._bridge.workspace.one_step():
            self._bridge.workspace.do(
                quorum_loss.deputy_joins,
                self._meeting_id,
                self._item_id,
                seat_id=joiner.seat_id,
                person_id=joiner.person_id,
                at=at,
            )
            self.minuted.emit(_joined(joiner, at))
        self.show_standing(self._meeting_id, self._item_id)
        self.done.emit()

    def _still_here(self) -> None:
        found = self._standing
        if found is None or found.left_last is None:
            return
        self._bridge.workspace.do(quorum_loss.still_here, found.left_last.attendance_id)
        self.show_standing(self._meeting_id, self._item_id)
        self._bridge.tell(f"{found.left_last.name} is here after all.", undo=True)
        self.done.emit()

    def _close_ruling(self) -> None:
        self.ruling.put_away()
        self._fit()
        self.done.emit()

    # Telling

    def _tell_loss(self, found: Standing, *, same: bool) -> None:
        """Told in full where it is new; who has gone on to another item has read it."""
        key = (found.since_item_id, found.headline)
        if key == self._told and not same:
            self._fold(folded=True)
        elif key != self._told:
            self._told = key
            self._fold(folded=False)
            self._bridge.announce(self.accessibleName(), assertive=True)

    def _tell_return(self) -> None:
        self._told = None
        self._bridge.announce("The meeting is quorate again.", assertive=True)
        self._came_back = (self._meeting_id, self._item_id)
        self._later.start()

    def _minute_return(self) -> None:
        """After everybody has heard of the change; unless we have gone on, or it is lost anew."""
        at, found = (self._meeting_id, self._item_id), self._standing
        if at != self._came_back or found is None or found.is_lost:
            return
        line = self._bridge.workspace.ask(quorum_standing.minute_line, *at)
        if line:
            self.minuted.emit(line)

    # Painting

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        tone = "bad" if self.property("tone") == "bad" else "warn"
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tone))
        painter.end()


class RulingLine(QWidget):
    """One line for the chair's own words; Enter records them, Escape puts it away."""

    ruled = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = QLineEdit()
        self.text.setAccessibleName("The chair ruled that")
        self.text.setPlaceholderText("The chair ruled that …")
        self.record, self.cancel = button("Record ruling", primary=True), button("Cancel")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.record)
        row.addWidget(self.cancel)
        self.text.returnPressed.connect(self._say)
        self.record.clicked.connect(self._say)
        self.cancel.clicked.connect(self.closed)
        page_shortcut(self, "Esc").activated.connect(self.closed)
        self.hide()

    def open(self) -> None:
        """Show it; the words last left in it are still there."""
        self.show()

    def put_away(self) -> None:
        """Hide it and forget what was typed."""
        self.text.clear()
        self.hide()

    def _say(self) -> None:
        self.ruled.emit(self.text.text())


def _hint() -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(key_cap("F6"))
    made.setToolTip("F6 reaches these")
    return made


def _undo_words(left: Left) -> str:
    return f"Undo: {left.initials or left.name} is here"


def _joined(joiner: Joiner, at: time | None) -> str:
    """ "11:30 Marcus Thorne (Northshire Police) joined the meeting as deputy …"."""
    when = f"{clock_time(at)} " if at else ""
    who = f"{joiner.name} ({joiner.agency})" if joiner.agency else joiner.name
    return f"{when}{who} joined the meeting as deputy with delegated authority."


def _widgets(layout: QLayout) -> list[QWidget]:
    found = [layout.itemAt(place) for place in range(layout.count())]
    return [made for item in found if item is not None and (made := item.widget()) is not None]


_TOP = Qt.AlignmentFlag.AlignTop
