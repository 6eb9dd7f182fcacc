"""A report to Word or Excel: from the finished snapshot to a file beside those already there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from masa_desktop.domain.report import Report
    from masa_desktop.services.workspace import Workspace


class Form(StrEnum):
    """What kind of file."""

    WORD = "docx"
    EXCEL = "xlsx"


def write(workspace: Workspace, report: Report, folder: Path, form: Form) -> Path:
    """Write the report into `folder`; gives the file.

    A file of ours that nobody changed is written anew; else comes "v2" beside it. Raises UserError
    if the folder cannot be used.
    """
    raise NotImplementedError(workspace, report, folder, form)
