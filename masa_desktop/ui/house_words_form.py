"""Spelling in the settings: on or off for this laptop, and the words this office has learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from masa_desktop.services import dictionary, spelling
from masa_desktop.ui import theme
from masa_desktop.ui.parts import (
    Card,
    Field,
    Segments,
    Strip,
    body,
    button,
    page_shortcut,
    small,
    turn_off,
)
from masa_desktop.ui.rows import list_table
from masa_desktop.ui.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.ui.bridge import Bridge

MISSING = "There is no dictionary on this laptop, so spelling is not checked. All else works."
_CHOICES = [("on", "On"), ("off", "Off")]
_LIST_HEIGHT = 170


@dataclass(frozen=True, slots=True)
class _Learned:
    id: str


class SpellingCard(Card):
    """Each choice and each word takes effect at once."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(
            "Spelling", "British English. The check is this laptop’s, the words are the office’s."
        )
        self._bridge = bridge
        self.switch = Segments(_CHOICES, "Check spelling")
        self.missing = Strip(MISSING, "warn")
        self.model: RowsModel[_Learned] = RowsModel(
            [Column("House words", lambda row: row.id, wide=True)]
        )
        self.table = list_table(self.model, "House words of this office")
        self.word = QLineEdit()
        self.word_field = Field(
            "Another word", self.word, "Everybody in this office has it from then on."
        )
        self.learn, self.forget = button("Learn word"), button("Forget word")
        self._lay_out()
        self.switch.chosen.connect(self._choose)
        self.learn.clicked.connect(self._learn)
        self.word.returnPressed.connect(self._learn)
        self.forget.clicked.connect(self._forget)
        page_shortcut(self.table, "Delete").activated.connect(self._forget)
        self.table.current.connect(self._show_forget)
        bridge.preferences.changed.connect(self._show_switch)
        bridge.changed.connect(self._on_change)
        self._show_switch()
        self._show_words()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is it worth knowing whether there is a dictionary: reading it takes a blink."""
        self.missing.setVisible(dictionary.british() is None)
        super().showEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        label = body("Unknown words")
        label.setBuddy(self.switch)
        label.setFixedWidth(110)
        row.addWidget(label)
        row.addWidget(self.switch, 1)
        self.body.addWidget(self.missing)
        self.missing.hide()
        self.body.addLayout(row)
        self.body.addWidget(
            small("F7 in the minutes goes to the next one; its menu says what may be meant.")
        )
        self.body.addWidget(self.word_field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.learn)
        buttons.addWidget(self.forget)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.table.setFixedHeight(theme.px(_LIST_HEIGHT))
        self.body.addWidget(self.table)

    def _choose(self, key: str) -> None:
        self._bridge.preferences.change(is_spelling_checked=key == "on")

    def _learn(self) -> None:
        said = self.word.text().strip()
        if not said:
            self.word_field.wrong("There is no word yet.", "Type one word.")
            self.word.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.word_field.right()
        self._bridge.workspace.do(spelling.learn, said)
        self.word.clear()
        self._bridge.tell(f"“{said}” is a house word now", undo=True)

    def _forget(self) -> None:
        word = self.table.current_id()
        if word:
            self._bridge.workspace.do(spelling.forget, word)
            self._bridge.tell(f"“{word}” is no longer a house word", undo=True)

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.touches("house_word"):
            self._show_words()

    def _show_words(self) -> None:
        found = self._bridge.workspace.ask(spelling.words)
        self.model.show_rows([_Learned(word) for word in found])
        self._show_forget()

    def _show_forget(self) -> None:
        turn_off(self.forget, "" if self.table.current_id() else "Choose a word in the list first.")

    def _show_switch(self) -> None:
        is_on = self._bridge.preferences.settings.is_spelling_checked
        self.switch.choose("on" if is_on else "off")
