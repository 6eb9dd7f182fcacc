"""The one writing door: what it logs, what undo takes back, what it refuses."""

import json
import sqlite3
from datetime import date

import pytest
from sqlalchemy import select, text, update

from masa_desktop.domain.errors import UserError
from masa_desktop.services import history
from masa_desktop.services.offices import set_setting, setting
from masa_desktop.storage.entities import (
    SHARED,
    AgendaItem,
    Group,
    Jotting,
    LoggedChange,
    LoggedVerb,
    Meeting,
    Person,
)


def add_person(session, name):
    person = Person(name=name)
    session.add(person)
    return person.id


def rename(session, person_id, name):
    session.get_one(Person, person_id).name = name


def name_of(session, person_id):
    person = session.get_one(Person, person_id)
    return None if person.is_deleted else person.name


def changes_of(session, row):
    return session.scalars(
        select(LoggedChange).where(LoggedChange.row == row).order_by(LoggedChange.tick)
    ).all()


def test_a_new_row_logs_every_column_with_who_when_and_verb(workspace):
    key = workspace.do(add_person, "Helen Marchetti")
    lines = workspace.ask(changes_of, key)
    assert {line.column for line in lines} == {c.name for c in Person.__table__.columns}
    with workspace._db.read() as session:
        verb = session.get_one(LoggedVerb, lines[0].verb_id)
        assert (verb.user, verb.laptop, verb.verb) == ("Kit", "RSCP-LAP-03", "test_log.add_person")
        assert verb.at.endswith("+00:00")


def test_a_change_names_the_version_it_replaced(workspace):
    key = workspace.do(add_person, "Helen Marchetti")
    workspace.do(rename, key, "Helen Marchetti-Moss")
    first, second = [c for c in workspace.ask(changes_of, key) if c.column == "name"]
    assert json.loads(second.parents) == [[first.tick, first.session]]
    assert (first.is_superseded, second.is_superseded) == (True, False)
    assert second.tick > first.tick
    assert (json.loads(second.old), json.loads(second.new)) == (
        "Helen Marchetti",
        "Helen Marchetti-Moss",
    )


def test_setting_the_same_value_logs_nothing(workspace):
    key = workspace.do(add_person, "Helen Marchetti")
    before = len(workspace.ask(changes_of, key))
    workspace.do(rename, key, "Helen Marchetti")
    assert len(workspace.ask(changes_of, key)) == before


def test_two_flushes_of_one_verb_are_two_versions_in_order(workspace):
    def rename_twice(session, key):
        rename(session, key, "One")
        session.flush()
        rename(session, key, "Two")

    key = workspace.do(add_person, "Helen Marchetti")
    workspace.do(rename_twice, key)
    names = [c for c in workspace.ask(changes_of, key) if c.column == "name"]
    assert [json.loads(c.new) for c in names] == ["Helen Marchetti", "One", "Two"]
    assert [c.is_superseded for c in names] == [True, True, False]


def test_undo_and_redo_are_logged_and_never_erase(workspace):
    key = workspace.do(add_person, "Helen Marchetti")
    workspace.do(rename, key, "Helen Moss")
    assert workspace.undo() == "test_log.rename"
    assert workspace.ask(name_of, key) == "Helen Marchetti"
    workspace.undo()
    assert workspace.ask(name_of, key) is None
    workspace.redo()
    workspace.redo()
    assert workspace.ask(name_of, key) == "Helen Moss"
    lines = workspace.ask(history.of_record, key)
    assert [line.new for line in lines if line.column == "name"] == [
        "Helen Marchetti",
        "Helen Moss",
        "Helen Marchetti",
        "Helen Moss",
    ]
    with pytest.raises(UserError, match="nothing to take back"):
        workspace.redo()


def test_undo_does_not_trample_on_a_later_change(workspace):
    key = workspace.do(add_person, "Helen Marchetti")
    workspace.do(rename, key, "Helen Moss")
    workspace._db.write("elsewhere.rename", lambda session: rename(session, key, "Other"))
    with pytest.raises(UserError, match="changed since"):
        workspace.undo()
    assert workspace.ask(name_of, key) == "Other"


def test_a_verb_that_fails_changes_nothing(workspace):
    def fail(session):
        add_person(session, "Never")
        session.flush()
        raise UserError("No.")

    with pytest.raises(UserError):
        workspace.do(fail)
    with workspace._db.read() as session:
        assert session.scalars(select(Person)).all() == []
        assert session.scalars(select(LoggedVerb).where(LoggedVerb.verb.like("%fail"))).all() == []


@pytest.mark.parametrize("table", sorted(SHARED))
def test_no_shared_table_can_be_written_past_the_door(workspace, table):
    with (
        workspace._db._writing.begin() as connection,
        pytest.raises(Exception, match="outside the"),
    ):
        connection.execute(text(f"INSERT INTO \"{table}\" (id, is_deleted) VALUES ('x', 0)"))


def test_bulk_statements_and_erasing_are_refused(workspace):
    key = workspace.do(add_person, "Helen Marchetti")
    with pytest.raises(RuntimeError, match="past the log"):
        workspace.do(lambda session: session.execute(update(Person).values(name="x")))
    with pytest.raises(Exception, match="never erased"):
        workspace.do(lambda session: session.delete(session.get_one(Person, key)))
    assert workspace.ask(name_of, key) == "Helen Marchetti"


def test_listeners_hear_after_the_commit(workspace):
    heard = []

    class Ear:
        def hear(self, changes):
            heard.append((changes, workspace.ask(setting, "name")))

    ear = Ear()
    workspace.on_change(ear.hear)
    workspace.do(set_setting, "name", "Riverside")
    changes, seen = heard[0]
    assert seen == "Riverside"
    assert changes.touches("setting")
    assert workspace.saved_at == changes.committed_at


def test_private_jottings_are_undone_but_never_logged(workspace):
    def shared_parents(session):
        group = Group(code="EXEC")
        meeting = Meeting(group_id=group.id, on=date(2026, 2, 10))
        item = AgendaItem(meeting_id=meeting.id, position="a0", title="Neglect")
        session.add(group)
        session.flush()
        session.add(meeting)
        session.flush()
        session.add(item)
        return meeting.id, item.id

    def jot(session, meeting, item):
        row = Jotting(meeting_id=meeting, item_id=item, position="a0", text="PLANTED-SECRET")
        session.add(row)
        return row.id

    meeting, item = workspace.do(shared_parents)
    key = workspace.do(jot, meeting, item)
    assert workspace.ask(history.of_record, key) == []
    with workspace._db.read() as session:
        logged = session.scalars(select(LoggedChange.new)).all()
        assert not any("PLANTED-SECRET" in line for line in logged)
    workspace.undo()
    with workspace._db.read() as session:
        assert session.get_one(Jotting, key).is_deleted


def test_nothing_on_disk_is_in_clear_text(workspace):
    workspace.do(add_person, "PLANTEDWORD Marchetti")
    workspace.do(set_setting, "name", "PLANTEDWORD")
    for file in workspace.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"PLANTEDWORD" not in content, file.name
            assert b"SQLite format" not in content, file.name
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(workspace.folder / "records.db").execute("SELECT * FROM sqlite_master")


def test_what_was_kept_drops_the_steps_it_wrote_over_and_no_others(workspace):
    first, second = (workspace.do(add_person, name) for name in ("Helen Marchetti", "Owen Price"))
    workspace.do(rename, first, "Helen Moss")
    workspace.do(rename, second, "Owen Pryce")
    workspace.undo()
    workspace.keep(rename, first, "Helen Kept")
    assert workspace.can_undo == "test_log.add_person"
    assert workspace.can_redo == "test_log.rename"
    workspace.redo()
    assert workspace.ask(name_of, second) == "Owen Pryce"
    assert workspace.ask(name_of, first) == "Helen Kept"


def test_a_step_that_cannot_be_taken_back_says_so_once(workspace):
    key = workspace.do(add_person, "Helen Marchetti")
    workspace.do(rename, key, "Helen Moss")
    workspace._db.write("elsewhere.rename", lambda session: rename(session, key, "Other"))
    with pytest.raises(UserError, match="changed since"):
        workspace.undo()
    assert workspace.undo() == "test_log.add_person"
