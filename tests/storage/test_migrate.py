"""The records' shape: migrations and entities agree, newer files are refused, copies are kept."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from masa_desktop.domain.errors import UserError
from masa_desktop.services import offices
from masa_desktop.storage import migrate
from masa_desktop.storage.engine import for_writing, open_file
from masa_desktop.storage.entities import AgendaItem, Attendance, Base, Decision, Entry, Jotting

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


OLD_ROWS = {
    "group": {"id": "G", "code": "EXEC"},
    "meeting": {"id": "M", "group_id": "G", "on": "2026-02-10"},
    "agenda_item": {"id": "I", "meeting_id": "M", "position": "a0", "title": "Neglect"},
    "entry": {"id": "E", "meeting_id": "M", "item_id": "I", "kind": "decision", "text": "Agreed."},
    "decision": {"id": "D", "entry_id": "E", "group_id": "G", "decided_on": "2026-02-10"},
    "jotting": {"id": "J", "meeting_id": "M", "item_id": "I", "text": "9 of 20?"},
    "attendance": {"id": "A", "meeting_id": "M"},
}


def insert_old(connection, table, row):
    """A row as the first version wrote it, with a blank wherever one is needed."""
    columns = inspect(connection).get_columns(table)
    blanks = {
        column["name"]: 0 if str(column["type"]) in ("BOOLEAN", "INTEGER") else ""
        for column in columns
        if not column["nullable"]
    }
    full = blanks | row
    names = ", ".join(f'"{name}"' for name in full)
    values = ", ".join(f":{name}" for name in full)
    connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({values})'), full)


def test_an_office_of_the_first_version_opens_with_everything_in_it(tmp_path):
    engine = open_file(tmp_path / "records.db", b"k" * 32, read_only=False)
    writing = for_writing(engine)
    config = migrate._config()
    with writing.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for table, row in OLD_ROWS.items():
            insert_old(connection, table, row)
    kept = []
    migrate.bring_up_to_date(writing, kept.append, read_only=False)
    assert kept == ["before-0001"]
    with Session(engine) as session:
        entry, jotting = (
            session.scalars(select(Entry)).one(),
            session.scalars(select(Jotting)).one(),
        )
        assert (entry.text, entry.marks, entry.is_bullet) == ("Agreed.", [], False)
        assert (jotting.text, jotting.marks, jotting.is_bullet) == ("9 of 20?", [], False)
        item = session.scalars(select(AgendaItem)).one()
        assert (item.title, item.carried_from_id) == ("Neglect", None)
        assert session.scalars(select(Attendance)).one().reply == ""
        assert session.scalars(select(Decision)).one().settled_at_id is None
