"""Third step: choose a passphrase, then keep the recovery key that the new office gives."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.services import offices
from masa_desktop.ui.parts import button, ground, small, subheading, text_label, title
from masa_desktop.ui.recovery_sheet import print_sheet, save_sheet
from masa_desktop.ui.secret_field import SecretField

if TYPE_CHECKING:
    from masa_desktop.domain.errors import UserError

_STRONG, _FEW = 20, 6
_ACROSS = 4


def strength(passphrase: str) -> tuple[int, str]:
    """How far to a strong passphrase in percent, and the word for it, or how to lengthen it."""
    length = len(passphrase)
    if length < offices.SHORTEST_PASSPHRASE:
        return length * 50 // offices.SHORTEST_PASSPHRASE, "Add another word"
    if len(set(passphrase)) < _FEW:
        return 50, "Use more different letters"
    if length < _STRONG:
        return 70, "Long enough"
    return 100, "Strong"


class KeyStep(QWidget):
    changed = Signal()
    make_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface")
        self.words = ""
        hint = f"Four or more words works well. At least {offices.SHORTEST_PASSPHRASE} characters."
        self.one, self.two = SecretField("Passphrase", hint), SecretField("Type it again")
        self.first = self.one.input
        self.meter, self.verdict = QProgressBar(), small("")
        self.make = button("Make the recovery key")
        self.stored = QCheckBox("I have stored the recovery key.")
        self.print_it, self.save_it = (
            button("Print recovery sheet", "print"),
            button("Save as PDF…"),
        )
        self.grid = QGridLayout()
        self.chooser, self.keeper = QWidget(), QWidget()
        self._build()
        self.one.input.textChanged.connect(self._weigh)
        self.two.input.textChanged.connect(self._weigh)
        self.two.input.editingFinished.connect(self._compare)
        self.make.clicked.connect(self._make)
        self.stored.toggled.connect(self.changed)
        self.print_it.clicked.connect(lambda: print_sheet(self.words, self))
        self.save_it.clicked.connect(lambda: save_sheet(self.words, self))
        self._weigh()

    @property
    def passphrase(self) -> str:
        return self.one.input.text()

    def lacking(self) -> str:
        if self.words:
            return "" if self.stored.isChecked() else "tick the box"
        if not self.make.isEnabled():
            return "keep the recovery key, which is being made"
        return self._wanting() or "make the recovery key"

    def complain(self) -> None:
        if not self.words and self._wanting():
            self._complain()
        else:
            (self.stored if self.words else self.make).setFocus()

    def making(self) -> None:
        self.make.setText("Making the office…")
        for part in (self.one.input, self.two.input, self.make):
            part.setDisabled(True)
        self.changed.emit()

    def refuse(self, error: UserError) -> None:
        self.make.setText("Make the recovery key")
        for part in (self.one.input, self.two.input, self.make):
            part.setDisabled(False)
        self.one.wrong(error.happened, f"{error.safe} {error.do}".strip())

    def show_words(self, words: str) -> None:
        """The twelve words, numbered; they are shown once and stored nowhere."""
        self.words = words
        for number, word in enumerate(words.split()):
            self.grid.addWidget(_word(number + 1, word), number // _ACROSS, number % _ACROSS)
        self.chooser.hide()
        self.keeper.show()
        self.print_it.setFocus()
        self.changed.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 12)
        column.setSpacing(14)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(title("Choose a passphrase, then keep the recovery key safe"))
        head.addWidget(text_label(_TWO_WAYS, "secondary"))
        column.addLayout(head)
        column.addWidget(self.chooser)
        column.addWidget(self.keeper)
        column.addStretch(1)
        self._build_chooser()
        self._build_keeper()

    def _build_chooser(self) -> None:
        self.meter.setTextVisible(False)
        self.meter.setFixedHeight(6)
        self.meter.setAccessibleName("Strength of the passphrase")
        grid = QGridLayout(self.chooser)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.one, 0, 0)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 9)
        beside.addWidget(self.meter, 1)
        beside.addWidget(self.verdict)
        grid.addLayout(beside, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.two, 1, 0)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        grid.addLayout(row, 2, 0)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 5)
        # Show lies in its field, and would come between what one fills in.
        chain = (self.one.input, self.two.input, self.make, self.one.show_it, self.two.show_it)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _build_keeper(self) -> None:
        column = QVBoxLayout(self.keeper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(subheading("Recovery key"))
        column.addWidget(text_label(_KEEP, "body", tone="quiet"))
        self.grid.setSpacing(6)
        column.addLayout(self.grid)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.print_it)
        row.addWidget(self.save_it)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(4)
        column.addWidget(self.stored)
        column.addWidget(subheading(_NOBODY))
        self.stored.setAccessibleDescription(_NOBODY)
        self.keeper.hide()

    def _wanting(self) -> str:
        if len(self.passphrase) < offices.SHORTEST_PASSPHRASE:
            return "choose a longer passphrase"
        return "" if self.two.input.text() == self.passphrase else "type the passphrase again"

    def _complain(self) -> None:
        if len(self.passphrase) < offices.SHORTEST_PASSPHRASE:
            self.one.wrong("The passphrase is too short.", "Add another word.")
            self.one.input.setFocus()
        else:
            self.two.wrong("The two passphrases are different.", "Type the second one again.")
            self.two.input.setFocus()

    def _compare(self) -> None:
        if self.two.input.text() and self.two.input.text() != self.passphrase:
            self.two.wrong("The two passphrases are different.", "Type the second one again.")

    def _weigh(self) -> None:
        far, word = strength(self.passphrase)
        self.meter.setValue(far)
        self.verdict.setText(word if self.passphrase else "")
        self.meter.setVisible(bool(self.passphrase))
        self.one.right()
        self.two.right()
        self.changed.emit()

    def _make(self) -> None:
        if self._wanting():
            self._complain()
        else:
            self.make_wanted.emit()


def _word(number: int, word: str) -> QFrame:
    box = QFrame()
    box.setProperty("kind", "word")
    label = QLabel(word)
    label.setAccessibleName(f"Word {number}: {word}")
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    row = QHBoxLayout(box)
    row.setContentsMargins(10, 6, 10, 6)
    row.addWidget(small(str(number)))
    row.addWidget(label, 1)
    return box


_TWO_WAYS = "The passphrase opens the records each day. The recovery key is the only other way in."
_KEEP = (
    "Print it or write it down, and give it to two people, for example the business manager and"
    " the head of service. Do not keep it on this laptop."
)
_NOBODY = "Nobody, including IT, can open the records without the passphrase or this key."
