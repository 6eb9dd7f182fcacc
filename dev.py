"""Sets up, runs and checks MASA Desktop from a checkout, with nothing but Python 3.11 or later.

python3 dev.py run [...]     open the window; with no screen, hold one practice meeting without it
python3 dev.py test [...]    format, lint, types, room rules, then every test (words go to pytest)
python3 dev.py check         the same without the tests
python3 dev.py bench [...]   the measurements in tests/benchmarks (words go to pytest)
python3 dev.py bundle        the program as a folder that needs no Python, in dist/
python3 dev.py lock [...]    write requirements/ again from pyproject.toml (words go to uv)

Each word first brings the environment in .venv up to date, when its lock file has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OLDEST_PYTHON = (3, 11)
IS_LINUX = sys.platform == "linux"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed-lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "requirements"
UV = "uv==0.13.9"  # only `lock` needs it
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")

# What Qt loads, by Debian's names: to draw at all, and to draw in an X11 window.
QT_PACKAGES = """
    libbrotli1 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libx11-6
    libxkbcommon0
"""
WINDOW_PACKAGES = """
    libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1
    libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0
"""
# What tests marked needs_soffice open our papers with; CI has them, a laptop may.
PAPER_PACKAGES = """
    fonts-crosextra-carlito fonts-liberation2 libreoffice-calc-nogui libreoffice-writer-nogui
    poppler-utils
"""
BUNDLE_PACKAGES = " binutils "
VENV_PACKAGES = " python3-venv "


class SetUpError(Exception):
    """Something is missing that only the reader can add; the message is one sentence on what."""


# --- System packages ---------------------------------------------------------------------------


def installed_packages(listing: str) -> set[str]:
    """Name every installed Debian package in dpkg-query's lines, and every name it stands in for.

    Newer releases renamed some libraries (libglib2.0-0t64) and provide the old name.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        status, _, rest = line.partition(" ")
        if status.startswith("ii"):
            names.update(part.split()[0] for part in rest.split(",") if part.strip())
    return names


def missing_packages(wanted: str) -> list[str]:
    """Say which of the Debian packages are not installed."""
    form = "-f=${db:Status-Abbrev} ${Package}, ${Provides}\n"
    query = subprocess.run(["dpkg-query", "-W", form], capture_output=True, text=True, check=True)
    installed = installed_packages(query.stdout)
    return [name for name in wanted.split() if name not in installed]


def add_packages(wanted: str) -> None:
    """Install the missing ones as root on Debian; elsewhere say in one sentence what is needed."""
    if not (IS_LINUX and wanted):
        return
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        if not STAMP.exists():
            names = " ".join(wanted.split())
            print(f"This is not Debian: install what it calls {names}, if it is missing.")
        return
    missing = missing_packages(wanted)
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if not os.access("/var/lib/dpkg", os.W_OK):
        raise SetUpError(f"System packages are missing: as root, run {' '.join(install)}")
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    run_apt("apt-get", "update")
    run_apt(*install)


def run_apt(*command: str) -> None:
    """Run apt-get without questions, showing only what goes wrong."""
    nothing = subprocess.DEVNULL
    options = ["-qq", "-o", "Acquire::Retries=3", "-o", "Dpkg::Use-Pty=0"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.call([*command, *options], env=env, stdin=nothing, stdout=nothing):
        raise SetUpError(f"Debian stopped: as root, see what is wrong with {' '.join(command)}")


# --- The environment in .venv ------------------------------------------------------------------


def fingerprint(lock: str) -> str:
    """Give the SHA-256 of a lock file, such as "run", in requirements/."""
    return hashlib.sha256((REQUIREMENTS / f"{lock}.txt").read_bytes()).hexdigest()


def is_ready(*locks: str) -> bool:
    """Say whether .venv holds exactly what one of these lock files names."""
    if not PYTHON.exists() or not STAMP.exists():
        return False
    return STAMP.read_text(encoding="ascii") in [fingerprint(lock) for lock in locks]


def can_make_venv() -> bool:
    """Say whether this Python can; Debian keeps the part it needs in a package of its own."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.call(probe, stderr=subprocess.DEVNULL) == 0


def make_venv() -> None:
    """Make an empty .venv with this Python, in place of any earlier one."""
    if Path(sys.prefix).resolve() == VENV:
        raise SetUpError("The environment needs renewing: run dev.py with the Python outside it.")
    if not can_make_venv():
        raise SetUpError("This Python cannot make environments: install its venv and ensurepip.")
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def python(
    *words: str,
    cwd: Path | None = ROOT,
    quiet: bool = False,
    settings: dict[str, str] | None = None,
) -> int:
    """Run .venv's Python with the checkout in sight, and give its exit code.

    This is why the checkout is never installed into .venv: there is nothing to build or go stale.
    A quiet run prints only when it fails. Settings are variables of its environment.
    """
    command = [str(PYTHON), *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **(settings or {})}
    sys.stdout.flush()
    if not quiet:
        return subprocess.call(command, cwd=cwd, env=env)
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    done = subprocess.run(command, cwd=cwd, env=env, stdout=pipe, stderr=both, check=False)
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.flush()
    return done.returncode


def set_up(lock: str, packages: str = "", *, also_fits: tuple[str, ...] = ()) -> None:
    """Add system packages and, unless .venv holds this lock file or one that fits, fill it."""
    ready = is_ready(lock, *also_fits)
    add_packages(packages if ready or can_make_venv() else packages + VENV_PACKAGES)
    if ready:
        return
    print(f"Setting up .venv from requirements/{lock}.txt; this takes a minute or two.", flush=True)
    make_venv()
    pins = str(REQUIREMENTS / f"{lock}.txt")
    exactly = ("--quiet", "--require-hashes", "--only-binary=:all:")
    if python(*PIP, "install", *exactly, "-r", pins):
        raise SetUpError(
            "Python's packages could not be installed (see above): check the network, then run "
            "the same command again."
        )
    STAMP.write_text(fingerprint(lock), encoding="ascii")


def offscreen(*words: str, cwd: Path | None = ROOT) -> int:
    """Run .venv's Python with Qt drawing into memory, and give its exit code.

    Qt warns when nobody gave it a private folder to run in, and warnings fail our tests.
    """
    with tempfile.TemporaryDirectory() as private:
        settings = {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": private}
        return python(*words, cwd=cwd, settings=settings)


# --- The words ---------------------------------------------------------------------------------


def has_screen() -> bool:
    """Say whether a window can open: always, but on a Linux without a display."""
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return not IS_LINUX or bool(display)


def run(words: list[str]) -> int:
    """Open the program where the caller stands, so that paths in `words` mean what they say."""
    windowed = has_screen()
    packages = QT_PACKAGES + WINDOW_PACKAGES if windowed else QT_PACKAGES
    set_up("run", packages, also_fits=("dev",))
    if windowed:
        return python("-m", "masa_desktop", *words, cwd=None)
    if not words:
        print("There is no screen here: the practice partnership meets once without a window.")
        words = ["demo"]
    return offscreen("-m", "masa_desktop", *words, cwd=None)


CHECKS = {
    "format": ("-m", "ruff", "format", "--check", "--quiet", "--output-format=concise"),
    "lint": ("-m", "ruff", "check", "--quiet", "--output-format=concise"),
    "types": ("-m", "mypy"),
    "rooms": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
}


def check(words: list[str]) -> int:
    """Run what finds fault without running the program, up to the first that does."""
    set_up("dev")
    for name, command in CHECKS.items():
        started = time.monotonic()
        code = python(*command, *words, quiet=True)
        print(f"{name:<7}{'wrong' if code else 'fine'}{time.monotonic() - started:7.1f} s")
        if code:
            return code
    return 0


def test(words: list[str]) -> int:
    """Run the checks, then the tests on every core; in CI also the slow ones."""
    is_ci = os.environ.get("CI") == "true"
    set_up("dev", QT_PACKAGES + PAPER_PACKAGES if is_ci else QT_PACKAGES)
    code = check([])
    if code:
        return code
    unwanted = []
    if not is_ci and not words:
        print("tests  without the slow ones, which CI runs: `dev.py test tests` runs them all")
        unwanted.append("not slow")
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        print("tests  without those that need LibreOffice and poppler: they are not installed")
        unwanted.append("not needs_soffice")
    chosen = ["-n", "auto", "--ignore=tests/benchmarks"]
    chosen += ["-m", " and ".join(unwanted)] if unwanted else []
    return offscreen("-m", "pytest", *chosen, *words)


def bench(words: list[str]) -> int:
    """Measure speeds on one core, with nothing beside them."""
    set_up("dev", QT_PACKAGES)
    return offscreen("-m", "pytest", "-p", "no:randomly", "-s", "tests/benchmarks", *words)


def bundle(words: list[str]) -> int:
    """Build dist/masa-desktop with PyInstaller, and let the result test itself."""
    set_up("dev", QT_PACKAGES + WINDOW_PACKAGES + BUNDLE_PACKAGES)
    spec = "installers/masa-desktop.spec"
    code = python("-m", "PyInstaller", "--noconfirm", "--log-level=WARN", spec, *words)
    if code:
        return code
    program = ROOT / "dist" / "masa-desktop" / PYTHON.with_stem("masa-desktop").name
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    code = subprocess.call([program, "--self-test"], env=env)
    print(f"{program.parent} {'fails its self-test' if code else 'is ready'}")
    return code


def lock(words: list[str]) -> int:
    """Pin and hash what pyproject.toml asks for, for every system; `--upgrade` looks for newer."""
    if not PYTHON.exists():
        make_venv()
    python(*PIP, "install", "--quiet", "--only-binary=:all:", UV)
    recipe = ["-m", "uv", "pip", "compile", "--quiet", "--no-config", "--universal"]
    recipe += ["--generate-hashes", "--python-version=3.11", "--no-annotate", "pyproject.toml"]
    header = {"UV_CUSTOM_COMPILE_COMMAND": "python3 dev.py lock"}
    run_code = python(*recipe, "-o", "requirements/run.txt", *words, settings=header)
    recipe.append("--group=dev")
    return run_code or python(*recipe, "-o", "requirements/dev.txt", *words, settings=header)


WORDS = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "bundle": bundle,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Do what the first word says with the words after it, and give an exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print("MASA Desktop needs Python 3.11 or later: install it and start dev.py with it.")
        return 1
    if not arguments or arguments[0] not in WORDS:
        print(__doc__)
        return 0 if arguments in ([], ["--help"], ["-h"]) else 2
    try:
        return WORDS[arguments[0]](arguments[1:])
    except SetUpError as stopped:
        print(stopped, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
