"""Brings the records to the shape this version expects, after a safety copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from masa_desktop.domain.errors import UserError
from masa_desktop.storage import guard
from masa_desktop.storage.engine import damaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine


def make_records(engine: Engine) -> None:
    """Give a new, empty file its tables."""
    _upgrade(engine, _config())


def bring_up_to_date(
    engine: Engine, keep_a_copy: Callable[[str], object], *, read_only: bool
) -> None:
    """Upgrade existing records in one transaction, after `keep_a_copy(name)`.

    Raises UserError, leaving the file as it is, for records that are empty or damaged, that a
    newer version wrote, or that must be upgraded but may only be read.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with engine.execution_options(writing=False).connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        # Records always have a revision: an empty file is what a failed copy leaves behind.
        raise damaged()
    if current == scripts.get_current_head():
        return
    _refuse_the_future(scripts, current)
    if read_only:
        raise UserError(
            "This office must be updated before it can be read by this version.",
            do="Close it in the other window, then open it here.",
        )
    keep_a_copy(f"before-{current}")
    _upgrade(engine, config)


def _config() -> Config:
    config = Config(attributes={})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _upgrade(engine: Engine, config: Config) -> None:
    with engine.begin() as connection:
        guard.remove(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        guard.set_up(connection)


def _refuse_the_future(scripts: ScriptDirectory, revision: str) -> None:
    try:
        known = scripts.get_revision(revision) is not None
    except CommandError:
        known = False
    if not known:
        raise UserError(
            "This office was used by a newer version of MASA Desktop.",
            do="Update the program on this laptop, then open it again.",
        )
