"""A report to Word or Excel: from the finished snapshot to a file beside those already there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.documents import excel_report, files, word_report
from masa_desktop.domain import markings
from masa_desktop.services import papers

if TYPE_CHECKING:
    from pathlib import Path

    from masa_desktop.domain.report import Report
    from masa_desktop.services.workspace import Workspace


class Form(StrEnum):
    """What kind of file."""

    WORD = "docx"
    EXCEL = "xlsx"


def write(workspace: Workspace, report: Report, folder: Path, form: Form) -> Path:
    """Write the report into `folder`; gives the file, named by what it is of.

    A file of ours that nobody changed is written anew; else comes "v2" beside it. Raises UserError
    if the folder cannot be used.
    """
    papers.check_folder(folder)
    lead = papers.lead(markings.printed(report.marking))
    day = f" - {report.as_at}"
    name = files.safe_name(f"{lead}{report.called} - {report.partnership}", leave=len(day))
    target = folder / f"{name}{day}.{form}"
    target = files.free_name(target, workspace.ask(papers.known_hash, target))
    WRITERS[form](report, target)
    papers.remember_file(workspace, target)
    return target


WRITERS = {Form.WORD: word_report.write_report, Form.EXCEL: excel_report.write_report}
