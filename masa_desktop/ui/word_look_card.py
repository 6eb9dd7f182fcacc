"""How the Word minutes of a group look: on which template, and how attendance is printed.

Each choice takes effect at once, is kept in the office for everybody, and can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from masa_desktop.domain.minutes import AttendanceStyle, attendance_style_label
from masa_desktop.services import papers, word_look
from masa_desktop.ui.chosen_path import chosen_path
from masa_desktop.ui.in_place_form import flowing
from masa_desktop.ui.jobs import or_refusal
from masa_desktop.ui.parts import Card, Field, button, small, turn_off

if TYPE_CHECKING:
    from pathlib import Path

    from masa_desktop.domain.errors import UserError
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_OWN_PAGE = "None: the app’s own page"
_HINT = (
    "Your own Word file. Its styles, page, header and footer are kept in the office; its text is "
    "not."
)
_SHORTEST = 14
"""Characters of the style that are seen where there is little room."""


class WordLookCard(Card):
    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__("Word minutes", "of every meeting of this group")
        self._bridge, self._jobs, self._group_id = bridge, jobs, ""
        self.dialog: QFileDialog | None = None
        self.style_box, self.template = QComboBox(), QLineEdit()
        self.template_field = Field("Template", self.template, _HINT)
        self.choose = button("Choose a template…", "word", compact=True)
        self.remove = button("Use no template", compact=True)
        self.everywhere = button("Same for every group", compact=True)
        self.standing = small()
        self._lay_out()
        self.style_box.activated.connect(self._set_style)
        self.choose.clicked.connect(self.ask_file)
        self.remove.clicked.connect(self._remove)
        self.everywhere.clicked.connect(self._use_everywhere)

    def show_group(self, group_id: str) -> None:
        """Show what is chosen for this group; a file refused for another is no matter of it."""
        if group_id != self._group_id:
            self.template_field.right()
        self._group_id = group_id
        look = self._bridge.workspace.ask(word_look.look, group_id)
        self.style_box.setCurrentIndex(self.style_box.findData(look.style.value))
        self.template.setText(look.template or _OWN_PAGE)
        self.template.setCursorPosition(0)
        self.standing.setText(
            "Chosen for this group." if look.is_own else "As for every group that has no own look."
        )
        turn_off(self.remove, "" if look.template else "There is no template.")
        turn_off(self.everywhere, "" if look.is_own else "It is the same for every group.")

    def ask_file(self) -> None:
        """Ask for the template; the dialog does not block the window."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.dialog = QFileDialog(
            self,
            "Template of the Word minutes",
            QStandardPaths.writableLocation(documents),
            "Word documents and templates (*.docx *.dotx);;All files (*)",
        )
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Use it")
        dialog = self.dialog
        dialog.accepted.connect(lambda: self.use_file(chosen_path(dialog)))
        self.dialog.open()

    def use_file(self, file: Path) -> None:
        """Keep this template; one that cannot be used is refused here and changes nothing."""
        workspace, group_id = self._bridge.workspace, self._group_id
        self._jobs.run(
            lambda: or_refusal(lambda: papers.choose_template(workspace, group_id, file)),
            then=lambda refusal: self._chosen(group_id, file.name, refusal),
            owner=self,
        )

    def _lay_out(self) -> None:
        box = self.style_box
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SHORTEST)
        for each in AttendanceStyle:
            box.addItem(attendance_style_label(each), each.value)
        self.template.setReadOnly(True)
        for part in (
            Field("Attendance printed as", box),
            self.template_field,
            flowing(self.choose, self.remove, self.everywhere),
            self.standing,
        ):
            self.body.addWidget(part)

    def _chosen(self, group_id: str, name: str, refusal: UserError | None) -> None:
        if refusal is not None and group_id != self._group_id:
            raise refusal  # said by the window: this card is another group's by now
        if refusal is not None:
            self.template_field.wrong(refusal.happened, refusal.do)
            self._bridge.announce(f"{refusal.happened} {refusal.do}".strip(), assertive=True)
            return
        self.template_field.right()
        self._bridge.tell(f"Word minutes are written on “{name}”", undo=True)

    def _set_style(self) -> None:
        style = AttendanceStyle(self.style_box.currentData())
        workspace = self._bridge.workspace
        if style is not workspace.ask(word_look.look, self._group_id).style:
            workspace.do(word_look.set_style, self._group_id, style)

    def _remove(self) -> None:
        if self._bridge.workspace.ask(word_look.look, self._group_id).template:
            self._bridge.workspace.do(word_look.remove_template, self._group_id)
            self._bridge.tell("Word minutes are written on the app’s own page", undo=True)

    def _use_everywhere(self) -> None:
        if self._bridge.workspace.ask(word_look.look, self._group_id).is_own:
            self._bridge.workspace.do(word_look.use_for_every_group, self._group_id)
            self._bridge.tell("The Word minutes of every group look like this", undo=True)
