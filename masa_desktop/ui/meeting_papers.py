"""The two papers of a meeting: Word minutes and the Excel action log, written beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from masa_desktop.domain.errors import UserError
from masa_desktop.paths import documents_folder
from masa_desktop.services import papers
from masa_desktop.ui.chosen_path import chosen_path
from masa_desktop.ui.parts import Strip, button, icon_button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QHideEvent

    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs


class WrittenStrip(Strip):
    """Says which file was written, and shows it in its folder; gone once it is out of view."""

    def __init__(self) -> None:
        self.show_folder = button("Show in folder", "folder", compact=True)
        super().__init__("", "good", "check", self.show_folder)
        self.file: Path | None = None
        self.dismiss = icon_button("cross", "Dismiss")
        row = self.layout()
        if row is not None:
            row.addWidget(self.dismiss)
        self.show_folder.clicked.connect(self._show)
        self.dismiss.clicked.connect(self.hide)
        self.hide()

    def tell(self, file: Path, *, has_restricted: bool = False) -> None:
        """`has_restricted`: what was written is the full text, and some of it is restricted."""
        self.file = file
        where = f"{file.name} is in {file.parent}"
        if has_restricted:
            self.say(f"{where}. {papers.FULL_TEXT}", "warn", "warn")
        else:
            self.say(where, "good", "check")
        self.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.hide()

    def _show(self) -> None:
        if self.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file.parent)))


class MeetingPapers(QWidget):
    """Asks once for the folder, with the file dialog; it is remembered until the app closes."""

    about_to_write = Signal()
    """Whoever holds typed text commits it now."""

    look_wanted = Signal()
    """Somebody wants to choose the template, or how attendance is printed."""

    folder: Path | None = None

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        self._bridge, self._jobs, self._meeting_id = bridge, jobs, ""
        self.word = button("Word minutes", "word", compact=True)
        self.excel = button("Excel action log", "excel", compact=True)
        self.look = icon_button("settings", "Template and attendance of the Word minutes")
        self.written = WrittenStrip()
        self._question = FolderQuestion(self)
        self.file: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.word, self.excel, self.look):
            row.addWidget(part)
        self.word.clicked.connect(lambda: self._in_folder(self._write_word))
        self.look.clicked.connect(self.look_wanted)
        self.excel.clicked.connect(lambda: self._in_folder(self._write_excel))

    def show_meeting(self, meeting_id: str) -> None:
        if meeting_id != self._meeting_id:
            self.written.hide()
        self._meeting_id = meeting_id

    def be_short(self, *, short: bool) -> None:
        """With little room the buttons say only Word and Excel; the look is under Details."""
        self.look.setVisible(not short)
        for made, words, brief in (
            (self.word, "Word minutes", "Word"),
            (self.excel, "Excel action log", "Excel"),
        ):
            made.setText(brief if short else words)
            made.setAccessibleName(words)
            made.setToolTip(f"{words}…")

    @property
    def dialog(self) -> QFileDialog | None:
        """The file dialog as it was last shown."""
        return self._question.dialog

    def _in_folder(self, write: Callable[[Path], None]) -> None:
        self.about_to_write.emit()
        self._question.ask("Folder for minutes and action log", write)

    def _write_word(self, folder: Path) -> None:
        workspace, meeting_id = self._bridge.workspace, self._meeting_id
        self._jobs.run(
            lambda: papers.write_version(workspace, meeting_id, folder),
            then=lambda made: self._done(made.file, has_restricted=made.has_restricted),
            owner=self,
        )

    def _write_excel(self, folder: Path) -> None:
        workspace, today = self._bridge.workspace, self._bridge.today()
        self._jobs.run(
            lambda: papers.write_action_log(workspace, folder, today),
            then=self._done,
            owner=self,
        )

    def _done(self, file: Path, *, has_restricted: bool = False) -> None:
        self.file = file
        self.written.tell(file, has_restricted=has_restricted)
        said = f"{file.name} is written"
        self._bridge.announce(f"{said}. {papers.FULL_TEXT}" if has_restricted else said)


_HERE = "Write here"


class FolderQuestion:
    """Asks where papers go, the first time; then it is known until the app closes.

    With `always` it asks each time, beginning at the folder that is known.
    """

    def __init__(self, over: QWidget, *, always: bool = False) -> None:
        self._over, self._always = over, always
        self.dialog: QFileDialog | None = None

    @property
    def folder(self) -> Path | None:
        """The folder that is known, if it is still there."""
        known = MeetingPapers.folder
        return known if known is not None and known.is_dir() else None

    def ask(self, heading: str, then: Callable[[Path], None]) -> None:
        """Go on with the folder, at once or when it is chosen; not at all if none is chosen."""
        if self.folder is not None and not self._always:
            then(self.folder)
            return
        self.dialog = QFileDialog(self._over, heading, str(self.folder or documents_folder()))
        self.dialog.setFileMode(QFileDialog.FileMode.Directory)
        self.dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self.dialog.setLabelText(QFileDialog.DialogLabel.Accept, _HERE)
        dialog = self.dialog
        for made in dialog.findChildren(QPushButton):
            # Qt's own dialog turns its button grey for a folder that is not there, without a word.
            made.setToolTip("Choose a folder that is there" if made.text() == _HERE else "")
        dialog.accepted.connect(lambda: _go_on(chosen_path(dialog), then))
        dialog.open()


def _go_on(folder: Path, then: Callable[[Path], None]) -> None:
    """Whatever was answered is used or refused, never passed over."""
    if not folder.is_dir():
        raise UserError(
            f"There is no folder {folder}.",
            safe="Nothing has been written.",
            do="Ask for it again and choose a folder that is there.",
        )
    MeetingPapers.folder = folder
    then(folder)
