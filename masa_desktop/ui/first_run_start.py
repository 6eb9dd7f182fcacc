"""First step: a starter arrangement, empty, a practice partnership, or an office that exists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.ui.chosen_path import chosen_path
from masa_desktop.ui.parts import Pill, button, ground, mark, small, text_label, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

STARTER, EMPTY, PRACTICE, EXISTING = "starter", "empty", "practice", "existing"
PRACTICE_NAME = "Practice partnership"


class Starter(Protocol):
    """An arrangement to begin with, as services.starters lists it."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def partnership(self) -> str: ...


class ChoiceCard(QFrame):
    """A radio button with its explanation; the whole card can be clicked."""

    def __init__(self, words: str, sentence: str, *, suggested: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.radio = QRadioButton(words)
        self.radio.setProperty("strong", "true")
        self.radio.setAccessibleDescription(sentence)
        self.more = QWidget()
        self.more.hide()
        head = QHBoxLayout()
        head.addWidget(self.radio, 1)
        if suggested:
            head.addWidget(Pill("Suggested", "accent"))
        inner = QVBoxLayout()
        inner.setContentsMargins(27, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(text_label(sentence, "secondary"))
        inner.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(inner)
        self.radio.toggled.connect(self._turn)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)
        self.radio.setFocus()
        super().mousePressEvent(event)

    def _turn(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        mark(self, "on", "true" if on else "false")
        layout = self.more.layout()
        self.more.setVisible(on and layout is not None)


class StartStep(QWidget):
    changed = Signal()

    def __init__(self, starters: Sequence[Starter]) -> None:
        super().__init__()
        ground(self, "surface")
        self._starters = tuple(starters)
        self.cards = {
            STARTER: ChoiceCard(*_CREATE, suggested=True),
            EMPTY: ChoiceCard(*_EMPTY),
            PRACTICE: ChoiceCard(*_PRACTICE),
            EXISTING: ChoiceCard(*_EXISTING),
        }
        self.starters = QComboBox()
        self.summary = small("")
        self.path = QLineEdit()
        self.browse = button("Choose…")
        self._build()
        self._group = QButtonGroup(self)
        for card in self.cards.values():
            self._group.addButton(card.radio)
            card.radio.toggled.connect(self.changed)
        self.starters.currentIndexChanged.connect(self._summarise)
        self.path.textChanged.connect(self.changed)
        self.browse.clicked.connect(self._browse)
        self.first = self.cards[STARTER if self._starters else EMPTY].radio
        self.first.setChecked(True)
        self._summarise()

    @property
    def choice(self) -> str:
        return next(key for key, card in self.cards.items() if card.radio.isChecked())

    @property
    def starter(self) -> str:
        """The chosen arrangement's name; "" unless one is wanted."""
        if self.choice != STARTER:
            return ""
        return self._starters[self.starters.currentIndex()].name

    @property
    def proposed_name(self) -> str:
        """What the partnership is called in the chosen arrangement; "" where it names none."""
        if self.choice == PRACTICE:
            return PRACTICE_NAME
        return self._starters[self.starters.currentIndex()].partnership if self.starter else ""

    @property
    def folder(self) -> Path | None:
        """The office to open, if that is what is wanted."""
        return Path(self.path.text().strip()) if self.choice == EXISTING else None

    def lacking(self) -> str:
        """What is still needed here, in words; "" if nothing."""
        if self.choice == EXISTING and not self.path.text().strip():
            return "choose the office folder"
        return ""

    def complain(self) -> None:
        self.path.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 12)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(title("How would you like to start?"))
        head.addWidget(
            text_label("You can change your mind later. Nothing here is final.", "secondary")
        )
        column.addLayout(head)
        for key, card in self.cards.items():
            column.addWidget(card)
            card.setVisible(key != STARTER or bool(self._starters))
        column.addStretch(1)
        self._build_more()

    def _build_more(self) -> None:
        self.starters.addItems([starter.title for starter in self._starters])
        label = small("Starter arrangement")
        label.setBuddy(self.starters)
        self.starters.setAccessibleName("Starter arrangement")
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.starters, 1)
        more = QVBoxLayout(self.cards[STARTER].more)
        more.setContentsMargins(0, 2, 0, 0)
        more.addLayout(row)
        more.addWidget(self.summary)
        self.path.setAccessibleName("Office folder")
        self.path.setPlaceholderText("A folder whose name ends in .masa")
        self.browse.setAccessibleName("Choose the office folder")
        chooser = QHBoxLayout(self.cards[EXISTING].more)
        chooser.setContentsMargins(0, 2, 0, 0)
        chooser.addWidget(self.path, 1)
        chooser.addWidget(self.browse)

    def _summarise(self) -> None:
        if self._starters:
            self.summary.setText(self._starters[self.starters.currentIndex()].summary)
            self.starters.setAccessibleDescription(self.summary.text())
        self.changed.emit()

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Choose the office folder", self.path.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.accepted.connect(lambda: self.path.setText(str(chosen_path(dialog))))
        dialog.open()


_CREATE = (
    "Create a partnership from a starter arrangement",
    "The quickest way. You get groups, seats and terms of reference headings to adjust.",
)
_EMPTY = ("Start empty", "Add your own groups, agencies and people one by one.")
_PRACTICE = (
    "Look round a practice partnership",
    "An invented partnership with a year of meetings. Practise live minutes safely.",
)
_EXISTING = (
    "Open an existing office folder",
    "A folder made by this app, for example from a backup or a memory stick.",
)
