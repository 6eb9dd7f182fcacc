"""From how many meetings missed in a row a group follows up, and the form that sets it (ATT-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from masa_desktop.domain.attendance_follow_up import MOST, missed_words
from masa_desktop.services import attendance_follow_up
from masa_desktop.ui.in_place_form import InPlaceForm, flowing
from masa_desktop.ui.number_box import NumberBox
from masa_desktop.ui.parts import Card, Field, body, button

if TYPE_CHECKING:
    from masa_desktop.ui.bridge import Bridge


class FollowUpCard(Card):
    """The rule in words; the form opens under it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Meetings missed in a row")
        self._bridge, self._group_id = bridge, ""
        self.words = body()
        self.change = button("Change…", compact=True)
        self.change.setAccessibleName("Change after how many meetings missed in a row to follow up")
        self.form = FollowUpForm(bridge)
        self.body.addWidget(self.words)
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.change.clicked.connect(self.open_form)
        self.form.closed.connect(self.change.setFocus)

    def show_group(self, group_id: str) -> None:
        if group_id != self._group_id:
            self.form.hide()
        self._group_id = group_id
        self.words.setText(_rule(self._number))

    def open_form(self) -> None:
        self.form.open_for(self._group_id, self._number)

    @property
    def _number(self) -> int | None:
        return self._bridge.workspace.ask(attendance_follow_up.threshold, self._group_id)


class FollowUpForm(InPlaceForm):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Meetings missed in a row", "Set number")
        self._bridge, self._group_id = bridge, ""
        self.number = NumberBox(1, MOST, "None set")
        self.add_widget(flowing(Field("Follow up after so many without apology", self.number)))

    def open_for(self, group_id: str, number: int | None) -> None:
        self._group_id = group_id
        self.number.choose(number or 0)
        self.open_form(self.number)

    def save(self) -> None:
        number = self.number.value or None
        self._bridge.workspace.do(attendance_follow_up.set_threshold, self._group_id, number)
        self._bridge.tell(_rule(number).removesuffix("."), undo=True)
        self.close_form()


def _rule(number: int | None) -> str:
    if number is None:
        return "No number is set, so nobody is followed up for it."
    return f"Followed up after {missed_words(number)}."
