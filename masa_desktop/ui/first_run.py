"""A working partnership in five minutes: start, name it, choose a passphrase, keep the key.

It makes nothing itself: what is answered goes to `create`, which gives back the recovery words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from masa_desktop.domain.errors import UserError
from masa_desktop.ui import theme
from masa_desktop.ui.brand import BrandPanel
from masa_desktop.ui.first_run_key import KeyStep
from masa_desktop.ui.first_run_partnership import PartnershipStep
from masa_desktop.ui.first_run_start import StartStep
from masa_desktop.ui.jobs import or_refusal
from masa_desktop.ui.notice import announce
from masa_desktop.ui.parts import button, ground, line, scrolling, small, turn_off

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from masa_desktop.ui.first_run_start import Starter
    from masa_desktop.ui.jobs import Jobs

STEPS = ("Start", "Your partnership", "Passphrase and recovery key")
_KEY = 2
_WITH_PANEL = 1000
_LOST = "The recovery key is shown only once. Store it, or close again to go without it."


@dataclass(frozen=True, slots=True)
class FirstRunAnswers:
    """`start` is "starter", "empty" or "practice"; `starter` the name of the arrangement, or ""."""

    start: str
    starter: str
    name: str
    folder: Path
    passphrase: str


class FirstRun(QWidget):
    finished = Signal()
    """The office stands and its recovery key is stored."""

    open_wanted = Signal(object)
    """The folder (Path) of an office that exists."""

    close_wanted = Signal()

    def __init__(
        self,
        starters: Sequence[Starter],
        create: Callable[[FirstRunAnswers], str],
        jobs: Jobs,
        place: Path,
        parent: QWidget | None = None,
    ) -> None:
        """`create` runs beside the window; `place` is the folder new offices are proposed in."""
        super().__init__(parent)
        ground(self, "surface")
        self.title = "Set up"
        self._create, self._jobs = create, jobs
        self.brand = BrandPanel(STEPS)
        self.start = StartStep(starters)
        self.partnership = PartnershipStep(place)
        self.key = KeyStep()
        self.steps = QStackedWidget()
        self.back, self.onward = button("Close"), button("Continue", primary=True)
        self.reason = small("")
        self._is_making = self._is_warned = False
        self._build()
        self._connect()
        self._go(0)

    def take_focus(self) -> None:
        self.start.first.setFocus()

    def refuse(self, error: UserError) -> None:
        """A refusal from elsewhere, said where the next step is."""
        self.reason.setText(f"{error.happened} {error.do}".strip())

    @property
    def answers(self) -> FirstRunAnswers:
        return FirstRunAnswers(
            self.start.choice,
            self.start.starter,
            self.partnership.name.text().strip(),
            self.partnership.office,
            self.key.passphrase,
        )

    def _build(self) -> None:
        for name, step in zip(STEPS, (self.start, self.partnership, self.key), strict=True):
            self.steps.addWidget(scrolling(step, name))
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 12, 4, 0)
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.reason)
        self.reason.setWordWrap(False)
        foot.addWidget(self.onward)
        right = QVBoxLayout()
        right.setContentsMargins(60, 40, 60, 20)
        right.setSpacing(0)
        right.addWidget(self.steps, 1)
        right.addWidget(line())
        right.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.brand)
        across.addLayout(right, 1)
        self._right = right

    def _connect(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.onward.clicked.connect(self._go_on)
        for change in (self.start.changed, self.partnership.changed, self.key.changed):
            change.connect(self._judge)
        self.key.make_wanted.connect(self._make)

    @property
    def _at(self) -> int:
        return self.steps.currentIndex()

    def _go(self, number: int) -> None:
        self.steps.setCurrentIndex(number)
        self.brand.be_at(number + 1)
        self.back.setText("Back" if number else "Close")
        (self.start, self.partnership, self.key)[number].first.setFocus()
        self._judge()

    def _go_back(self) -> None:
        if self._at:
            self._go(self._at - 1)
        else:
            self.close_wanted.emit()

    def _go_on(self) -> None:
        if self._lacking():
            (self.start, self.partnership, self.key)[self._at].complain()
        elif self.start.folder is not None:
            self.open_wanted.emit(self.start.folder)
        elif self._at == 0:
            self.partnership.propose(self.start.proposed_name)
            self._go(1)
        elif self._at == 1:
            self._go(2)
        else:
            self.finished.emit()

    def _lacking(self) -> str:
        return (self.start, self.partnership, self.key)[self._at].lacking()

    def _judge(self) -> None:
        lacking = self._lacking()
        self.reason.setText(f"To continue: {lacking}." if lacking else "")
        turn_off(self.onward, self.reason.text())
        self.back.setVisible(not self.key.words)

    def _make(self) -> None:
        self._be_making(making=True)
        self.key.making()
        self.onward.setFocus()
        answers, create = self.answers, self._create
        self._jobs.run(lambda: or_refusal(lambda: create(answers)), then=self._made, owner=self)

    def _be_making(self, *, making: bool) -> None:
        """Whoever went back now would never be shown the recovery key."""
        self._is_making = making
        self.back.setDisabled(making)

    def _made(self, outcome: str | UserError) -> None:
        if isinstance(outcome, UserError):
            self._be_making(making=False)
            self.key.refuse(outcome)
            self.key.first.setFocus()
        else:
            self._is_making = False
            self.key.show_words(outcome)
        self._judge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the next thing from wherever the focus is, as in any set-up."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        elif self._at == _KEY and not self.key.words:
            self.key.make.click()
        else:
            self.onward.click()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The recovery key is shown once: the window does not close over it at the first try."""
        if event.type() == QEvent.Type.Close and watched is self.window() and self._would_lose():
            self._is_warned = True
            self.reason.setText(_LOST)
            announce(self, _LOST, assertive=True)
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _would_lose(self) -> bool:
        is_open = self._is_making or (bool(self.key.words) and bool(self._lacking()))
        return is_open and not self._is_warned

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= theme.px(_WITH_PANEL)
        self.brand.setVisible(roomy)
        side = 60 if roomy else 16
        self._right.setContentsMargins(side, 40 if roomy else 12, side, 20 if roomy else 12)
