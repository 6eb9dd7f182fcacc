"""The two commands: what they can promise without a network or a root account."""

import re
import subprocess
import sys
import tomllib

import pytest

import dev

PROJECT = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN_PINS = PROJECT["project"]["dependencies"]
DEV_PINS = PROJECT["dependency-groups"]["dev"]


def locked(name):
    """What a lock file names: its requirement lines, each with its hashes."""
    text = (dev.REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return "\n".join(lines).replace("\\\n", "").splitlines()


def pins(lines):
    """Requirements as "name==version", without markers or hashes."""
    return {re.split(r"[ ;\\]", line)[0].lower().replace("_", "-") for line in lines}


@pytest.mark.parametrize(("name", "wanted"), [("run", RUN_PINS), ("dev", RUN_PINS + DEV_PINS)])
def test_a_lock_file_holds_what_pyproject_pins(name, wanted):
    assert pins(wanted) - pins(locked(name)) == set(), "run: python3 dev.py lock"


def test_the_lock_for_developers_holds_all_that_the_program_runs_on():
    assert pins(locked("run")) <= pins(locked("dev"))


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_locked_package_is_hashed_and_names_no_place(name):
    for line in locked(name):
        assert "--hash=sha256:" in line
        assert "/" not in line


def test_the_choice_of_paper_tests_names_a_marker_that_exists():
    markers = PROJECT["tool"]["pytest"]["ini_options"]["markers"]
    assert any(marker.startswith("needs_soffice:") for marker in markers)


def test_an_installed_package_counts_under_each_name_it_stands_in_for():
    listing = (
        "ii  libglib2.0-0t64, libglib2.0-0 (= 2.84), libglib2.0\nrc  libegl1, \nii  libgl1, \n"
    )
    assert dev.installed_packages(listing) == {
        "libglib2.0-0t64",
        "libglib2.0-0",
        "libglib2.0",
        "libgl1",
    }


@pytest.mark.parametrize(("word", "code"), [("--help", 0), ("nonsense", 2)])
def test_a_word_it_does_not_know_shows_those_it_does(word, code):
    script = dev.ROOT / "dev.py"
    done = subprocess.run(
        [sys.executable, script, word], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert all(f"dev.py {known}" in done.stdout for known in dev.WORDS)
