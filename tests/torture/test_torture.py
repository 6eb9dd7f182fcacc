"""The short version of the torture; the long one is a script, see kill_while_typing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")
def test_a_killed_window_loses_nothing_it_promised_to_keep():
    made = subprocess.run(
        [sys.executable, "-m", "tests.torture.kill_while_typing", "--kills", "12", "--seed", "7"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.startswith("12 kills"), made.stdout
