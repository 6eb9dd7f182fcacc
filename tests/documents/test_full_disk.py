"""A disk that fills up half way gives one sentence, no part of a file, and nothing on stderr."""

from __future__ import annotations

import subprocess
import sys

import pytest

PREPARE = """
import resource, sys
from datetime import date
from pathlib import Path
from masa_desktop.documents import excel, word
from masa_desktop.domain.action_log import ActionLog
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import AttendanceStyle, Minutes, MinutesState

target, room, day = Path(sys.argv[1]), int(sys.argv[2]), date(2026, 2, 10)
minutes = Minutes(partnership="RSCP", group="Executive", on=day, state=MinutesState.DRAFT)
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    if target.suffix == ".docx":
        word.write_minutes(minutes, target, style=AttendanceStyle.CODED_LIST)
    else:
        excel.write_action_log(ActionLog(partnership="RSCP", as_at=day), target)
    print("written")
except UserError as error:
    print(error.happened)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit can be set to the size of a file")
@pytest.mark.parametrize(
    ("name", "room", "said"),
    [
        ("minutes.docx", 4_000, "could not be saved"),
        ("minutes.docx", 900_000, "written"),
        ("log.xlsx", 8_000, "could not be saved"),  # its sheets are smaller, the file is not
        ("log.xlsx", 900_000, "written"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_sentence(tmp_path, name, room, said):
    done = subprocess.run(
        [sys.executable, "-c", PREPARE, str(tmp_path / name), str(room)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said in done.stdout
    assert done.stderr == ""
    assert [path.name for path in tmp_path.iterdir()] == ([name] if said == "written" else [])
