"""The particulars of the decision in the box: its verb, how it was reached, dissent and condition.

What is chosen is written at once, what is typed when its field is left; nothing need be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from masa_desktop.domain.decisions import DecisionMethod, DecisionVerb
from masa_desktop.services import decisions, minutes
from masa_desktop.ui.action_bar import ParticularLine
from masa_desktop.ui.decision_choices import offer_methods, offer_verbs
from masa_desktop.ui.parts import Field, ShortLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.services.decisions import Said
    from masa_desktop.ui.bridge import Bridge

_NEW = "new decision"
_VERB, _CHARACTERS = 11, 9
"""How much of a choice is seen where there is little room: a verb whole; the lists show all."""


class DecisionBar(QWidget):
    """What the group did (MIN-7), how, who dissented and on what condition (DEC-1, DEC-3).

    `entry` gives the id of the entry, written first if need be.
    """

    done = Signal()
    """Enter in the last field."""

    dropped = Signal()

    def __init__(self, bridge: Bridge, entry: Callable[[], str]) -> None:
        super().__init__()
        self._bridge, self._entry = bridge, entry
        self._shown = ""
        self._build()
        self._connect()

    def show_for(self, entry_id: str) -> None:
        """Show what this entry carries; "" is a decision not yet written.

        What is being typed stays in its field.
        """
        is_another, self._shown = entry_id != self._shown, entry_id
        found = self._of(entry_id)
        verb = found.verb if found else DecisionVerb.AGREED
        method = found.method if found else DecisionMethod.NOT_STATED
        self.verb.setCurrentIndex(self.verb.findData(verb.value))
        self.method.setCurrentIndex(self.method.findData(method.value))
        for line, text in (
            (self.dissent, found.dissent if found else ""),
            (self.conditions, found.conditions if found else ""),
        ):
            if is_another or not (line.isModified() or _plain(line) == text):
                line.setText(text)
                line.setCursorPosition(0)
        self._say_which(found)

    def commit(self) -> bool:
        """Write what was changed, once there is a decision to write it to."""
        entry_id = self._entry()
        found = self._of(entry_id)
        if found is None:
            return True
        do = self._bridge.workspace.do
        verb = DecisionVerb(self.verb.currentData())
        method = DecisionMethod(self.method.currentData())
        if verb is not found.verb:
            do(minutes.set_verb, entry_id, verb)
        if method is not found.method:
            do(decisions.set_method, entry_id, method)
        if self._is_new(self.dissent, found.dissent):
            do(decisions.set_dissent, entry_id, self.dissent.text())
        if self._is_new(self.conditions, found.conditions):
            do(decisions.set_conditions, entry_id, self.conditions.text())
        return True

    def _build(self) -> None:
        self.verb, self.method = QComboBox(), QComboBox()
        offer_verbs(self.verb)
        offer_methods(self.method)
        for choice, characters in ((self.verb, _VERB), (self.method, _CHARACTERS)):
            choice.setMinimumContentsLength(characters)
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            view = choice.view()
            view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * view.fontMetrics().height())
        self.dissent, self.conditions = ParticularLine(), ParticularLine()
        self.dissent.setPlaceholderText("Who, or blank")
        self.conditions.setPlaceholderText("What it depends on, or blank")
        # The end of a reference tells decisions apart.
        self.which = ShortLabel(dots=Qt.TextElideMode.ElideLeft)
        self._fields = (
            (Field("The group", self.verb), "What the group did", 2),
            (Field("How", self.method), "How it was decided", 3),
            (Field("Dissent", self.dissent), "Who dissented", 3),
            (Field("Condition", self.conditions), "Condition", 6),
        )
        self._fields[-1][0].add_beside(self.which)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for field, _, share in self._fields:
            row.addWidget(field, share)

    def _connect(self) -> None:
        for choice in (self.verb, self.method):
            choice.activated.connect(self.commit)
        for line in (self.dissent, self.conditions):
            line.left.connect(self.commit)
            line.dropped.connect(self.dropped)
        self.dissent.entered.connect(self._go_on)
        self.conditions.entered.connect(self._finish)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.dropped)
        self._bridge.changed.connect(self._on_changed)

    def _go_on(self) -> None:
        self.conditions.setFocus()
        self.conditions.selectAll()

    def _finish(self) -> None:
        self.commit()
        self.done.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._shown and changes.touches("decision"):
            self.show_for(self._shown)

    def _is_new(self, line: ParticularLine, recorded: str) -> bool:
        """Whether somebody typed something else than is recorded; from now on it is written."""
        is_new = line.isModified() and _plain(line) != recorded
        line.setModified(False)
        return is_new

    def _say_which(self, found: Said | None) -> None:
        which = (found.ref if found else "") or _NEW
        self.which.setText(which)
        for field, name, _ in self._fields:
            field.input.setAccessibleName(f"{name}, {which}")

    def _of(self, entry_id: str) -> Said | None:
        return self._bridge.workspace.ask(decisions.said_of, entry_id) if entry_id else None


def _plain(line: ParticularLine) -> str:
    return " ".join(line.text().split())
