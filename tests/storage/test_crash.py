"""A killed program: what was acknowledged is there, nothing is in clear text, the file is whole."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import text

from masa_desktop.services import history, offices
from masa_desktop.services.offices import setting

ROOT = Path(__file__).parents[2]
PASSPHRASE = "correct horse battery staple"

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from masa_desktop.domain.changes import Actor
    from masa_desktop.services import offices

    actor = Actor("Kit", "0123456789abcdef", "RSCP-LAP-03")
    workspace = offices.open_with(Path(sys.argv[1]), sys.argv[2], actor)
    number = 0
    while True:
        number += 1
        workspace.do(offices.set_setting, "text", f"PLANTEDWORD {number}")
        print(number, flush=True)
    """
)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not Windows' way to die")
@pytest.mark.parametrize("after", [1, 7, 40])
def test_what_was_acknowledged_survives_a_kill(workspace, actor, after):
    folder = workspace.folder
    workspace.close()
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), PASSPHRASE],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        acknowledged = 0
        while acknowledged < after:
            acknowledged = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split()
    acknowledged = int(rest[-1]) if rest else acknowledged
    for file in folder.rglob("*"):
        if file.is_file():
            assert b"PLANTEDWORD" not in file.read_bytes(), file.name
    found = offices.open_with(folder, PASSPHRASE, actor)
    assert found.read_only == "", "a dead window does not keep the office"
    kept = int(found.ask(setting, "text").split()[-1])
    assert kept in (acknowledged, acknowledged + 1)
    with found._db.read() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert session.execute(text("PRAGMA cipher_integrity_check")).all() == []
        lines = [line for line in history.newest(session, 10_000) if "PLANTED" in str(line.new)]
    assert len([line for line in lines if line.column == "value"]) == kept
    found.close()
