"""Second step: what the partnership is called, and where its records lie on this laptop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from masa_desktop.services import offices
from masa_desktop.ui.chosen_path import chosen_path
from masa_desktop.ui.parts import Field, button, ground, small, text_label, title

if TYPE_CHECKING:
    from pathlib import Path

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def folder_name(name: str) -> str:
    """A partnership's name as a folder name that Windows takes; "" stays ""."""
    fit = _UNFIT.sub(" ", name).strip(" .")
    return f"{' '.join(fit.split())}{offices.ENDING}" if fit else ""


class PartnershipStep(QWidget):
    changed = Signal()

    def __init__(self, place: Path) -> None:
        """`place` is the folder the office is proposed in."""
        super().__init__()
        ground(self, "surface")
        self._place, self._offered = place, ""
        self.name = QLineEdit()
        self.first = self.name
        self.name_field = Field("Name of the partnership", self.name, "As it stands on minutes.")
        self.where = small("")
        self.elsewhere = button("Keep it in another folder…", compact=True)
        self.elsewhere.clicked.connect(self._choose_place)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 12)
        column.setSpacing(14)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(title("What is your partnership called?"))
        head.addWidget(text_label("The name can be changed later, the records stay.", "secondary"))
        column.addLayout(head)
        column.addWidget(self.name_field)
        column.addWidget(self.where)
        column.addWidget(self.elsewhere, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.name.setMaximumWidth(520)
        self.name.textChanged.connect(self._show)
        self._show()

    def keep_in(self, place: Path) -> None:
        """The office will lie in this folder instead."""
        self._place = place
        self._show()
        self.changed.emit()

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, "Folder to keep the records in", str(self._place))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.accepted.connect(lambda: self.keep_in(chosen_path(dialog)))
        dialog.open()

    @property
    def office(self) -> Path:
        """Where the office will lie."""
        return self._place / (folder_name(self.name.text()) or offices.ENDING)

    def propose(self, name: str) -> None:
        """Offer a name where none has been typed, or in place of the one offered before."""
        if self.name.text() in ("", self._offered):
            self.name.setText(name)
        self._offered = name

    def lacking(self) -> str:
        if not folder_name(self.name.text()):
            return "name the partnership"
        return "choose another name" if self._is_taken else ""

    def complain(self) -> None:
        if self._is_taken:
            self.name_field.wrong("There is already an office of this name.", "Choose another.")
        else:
            self.name_field.wrong("The partnership has no name yet.", "Example: Riverside SCP.")
        self.name.setFocus()

    @property
    def _is_taken(self) -> bool:
        return bool(folder_name(self.name.text())) and self.office.exists()

    def _show(self) -> None:
        self.name_field.right()
        named = folder_name(self.name.text())
        self.where.setText(f"The records will lie in {self.office}" if named else "")
        self.changed.emit()
