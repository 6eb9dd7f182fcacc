"""The records' shape: migrations and entities agree, newer files are refused, copies are kept."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from masa_desktop.domain.errors import UserError
from masa_desktop.services import offices
from masa_desktop.storage.entities import Base

PASSPHRASE = "correct horse battery staple"


def test_the_newest_migration_is_what_the_entities_say(workspace):
    with workspace._db._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_newer_file_is_refused_and_left_alone(workspace, actor):
    with workspace._db._writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    workspace.close()
    before = (workspace.folder / "records.db").read_bytes()
    with pytest.raises(UserError, match="newer version"):
        offices.open_with(workspace.folder, PASSPHRASE, actor)
    assert (workspace.folder / "records.db").read_bytes() == before


def test_a_migration_keeps_a_copy_first(workspace, actor):
    workspace.do(offices.set_setting, "name", "Before")
    with workspace._db._writing.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    copy = workspace._db.copy_to_backups("before-0001")
    assert copy.exists()
    assert b"Before" not in copy.read_bytes()
