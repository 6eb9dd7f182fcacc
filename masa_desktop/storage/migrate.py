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

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine


def bring_up_to_date(engine: Engine, keep_a_copy: Callable[[str], object]) -> None:
    """Upgrade in one transaction; `keep_a_copy(name)` is called first if there is data.

    Raises UserError for records written by a newer version, which are left as they are.
    """
    config = Config(attributes={})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    _refuse_the_future(scripts, current)
    if current:
        keep_a_copy(f"before-{current}")
    with engine.begin() as connection:
        guard.remove(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        guard.set_up(connection)


def _refuse_the_future(scripts: ScriptDirectory, revision: str | None) -> None:
    try:
        known = revision is None or scripts.get_revision(revision) is not None
    except CommandError:
        known = False
    if not known:
        raise UserError(
            "This office was used by a newer version of MASA Desktop.",
            do="Update the program on this laptop, then open it again.",
        )
