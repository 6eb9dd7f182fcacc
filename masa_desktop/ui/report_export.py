"""A report out of a pane: as Word or Excel, into a folder, made beside the window, then told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from masa_desktop.services import report_papers
from masa_desktop.services.report_papers import Form
from masa_desktop.ui.meeting_papers import FolderQuestion, WrittenStrip
from masa_desktop.ui.parts import button, page_shortcut

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton, QWidget

    from masa_desktop.domain.report import Report
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

EXPORT = "Export to Word or Excel…"


class ReportExport(QObject):
    """`report` gives the question to be asked for the report as it is shown now, or None.

    Put `written` where the pane tells what became of it. `heading` is that of the folder's dialog.
    """

    done = Signal(object)
    """The file, a Path."""

    def __init__(
        self,
        pane: QWidget,
        bridge: Bridge,
        jobs: Jobs,
        heading: str,
        report: Callable[[], Callable[..., Report] | None],
    ) -> None:
        super().__init__(pane)
        self._pane, self._bridge, self._jobs = pane, bridge, jobs
        self._heading, self._report = heading, report
        self.written, self.question = WrittenStrip(), FolderQuestion(pane)

    def menu_button(self) -> QPushButton:
        """A button that offers both, and Ctrl+Shift+E for it."""
        made = button(EXPORT, "word", primary=True)
        self.menu = QMenu(made)
        for words, form in (("Word document", Form.WORD), ("Excel workbook", Form.EXCEL)):
            self.menu.addAction(words).triggered.connect(partial(self.ask, form))
        made.setMenu(self.menu)
        made.setToolTip("Word or Excel (Ctrl+Shift+E)")
        page_shortcut(self._pane, "Ctrl+Shift+E").activated.connect(made.showMenu)
        return made

    def ask(self, form: Form, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        """Ask for the folder, unless it is known, and write there."""
        self.question.ask(self._heading, partial(self._write, form))

    def _write(self, form: Form, folder: Path) -> None:
        workspace, report = self._bridge.workspace, self._report()
        if report is not None:
            self._jobs.run(
                lambda: report_papers.write(workspace, workspace.ask(report), folder, form),
                then=self._tell,
                owner=self,
            )

    def _tell(self, file: Path) -> None:
        self.written.tell(file)
        self._bridge.announce(f"{file.name} is written")
        self.done.emit(file)
