"""Checks find what was planted, and nothing in an office that is whole."""

from contextlib import closing
from datetime import date, time

import pytest

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import (
    agenda,
    checking,
    groups,
    meetings,
    minutes,
    offices,
    people,
    quorum_setting,
    starters,
)
from masa_desktop.storage.engine import connect

PASSPHRASE = "correct horse battery staple"


def fill(session):
    """A group with rule, seat, holder and a timed meeting; two actions; a renamed person."""
    partnership = groups.add_partnership(session, "Riverside", "RSCP")
    top = groups.add_group(session, "RSCP Executive", partnership_ids=[partnership], code="EXEC")
    groups.add_group(session, "Quality Assurance", parent_ids=[top], code="QA")
    quorum_setting.set_quorum(session, top, {"min_members": 3, "deputies_count": "any"}, None)
    seat = groups.add_seat(session, top, "Director of Children’s Services")
    person = people.add(session, "Helen Marchetti")
    people.hold(session, seat, person, from_on=date(2025, 4, 1))
    meeting = meetings.add(session, top, date(2026, 2, 10), starts_at=time(9, 30))
    item = agenda.items(session, meeting)[0].id
    for text in ("Bring a proposal.", "“Quoted” \\ line\nbreak – \x7f é 🙂"):
        minutes.add(session, item, EntryKind.ACTION, text)
    people.rename(session, person, "Helen Marchetti-Moss")


@pytest.fixture
def office(open_office):
    workspace = open_office()
    workspace.do(offices.found, "0123456789abcdef")
    workspace.do(fill)
    return workspace


def wrong(workspace):
    return {found.name: found.said for found in checking.check(workspace) if not found.is_fine}


def plant(workspace, *statements):
    """Change the file behind the program's back."""
    file = workspace.folder / "records.db"
    with closing(connect(file, workspace.office.key)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement


def test_an_office_that_is_whole_has_every_check_fine(office):
    found = checking.check(office)
    assert [one.name for one in found] == [
        "File and encryption",
        "Links between records",
        "Log against records",
        "Lineage of changes",
        "References",
        "Reporting lines",
        "Seats and people",
    ]
    assert all(one.is_fine for one in found)


def test_undo_and_redo_leave_an_office_whole(office):
    office.undo()
    office.redo()
    assert wrong(office) == {}


@pytest.mark.parametrize("name", ["medway", "manchester"])
def test_a_loaded_starter_is_whole(workspace, name):
    workspace.do(starters.load, name)
    assert wrong(workspace) == {}


@pytest.mark.parametrize(
    ("statement", "check", "says"),
    [
        ("UPDATE person SET name = 'Another'", "Log against records", "“name” of row"),
        ("UPDATE meeting SET starts_at = '10:00:00.000000'", "Log against records", "starts_at"),
        ("UPDATE meeting SET \"on\" = '2026-02-11'", "Log against records", "“on” of row"),
        ("UPDATE meeting SET series_id = 'x'", "Log against records", "series_id"),
        ("UPDATE action SET is_deleted = 1", "Log against records", "is_deleted"),
        (
            "UPDATE terms_of_reference SET quorum_rule = '{\"min_members\": 1}'",
            "Log against records",
            "quorum_rule",
        ),
        (
            "INSERT INTO person (id, is_deleted, name, initials, email)"
            " VALUES ('planted', 0, 'Nobody', '', '')",
            "Log against records",
            "Row planted in “person” is not in the log.",
        ),
        ("DELETE FROM action", "Log against records", "in the log but not in “action”"),
        (
            "DELETE FROM change WHERE \"column\" = 'name' AND is_superseded",
            "Lineage of changes",
            "“name” in row",
        ),
        ("UPDATE action SET ref = 'EXEC-2026-001'", "References", "given 2 times"),
        ("UPDATE action SET ref = 'EXEC-26-1'", "References", "not a permanent reference"),
        ("UPDATE meeting SET ref = 'EXEC-2026-D001'", "References", "reference of a meeting"),
        (
            "INSERT INTO group_link (id, is_deleted, source, group_id, to_id, kind, note)"
            " SELECT 'back', 0, '', to_id, group_id, kind, '' FROM group_link",
            "Reporting lines",
            "EXEC reports to itself by way of others.",
        ),
        ("UPDATE holding SET seat_id = 'nowhere'", "Seats and people", "a seat that is not there"),
        ("UPDATE holding SET person_id = 'x'", "Links between records", "“holding” belongs to"),
    ],
)
def test_what_is_planted_is_found(office, statement, check, says):
    plant(office, statement)
    said = wrong(office)
    assert check in said
    assert says in " ".join(said[check])


def test_a_damaged_page_is_found_and_the_rest_still_answers(office, open_office):
    office.close()
    file = office.folder / "records.db"
    content = bytearray(file.read_bytes())
    content[-2000] ^= 0xFF
    file.write_bytes(bytes(content))
    found = checking.check(open_office())
    assert not found[0].is_fine
    assert len(found) == 7


@pytest.mark.parametrize(
    ("table", "column"),
    [("person", "email"), ("meeting", "starts_at"), ("terms_of_reference", "quorum_rule")],
)
def test_a_column_added_by_a_later_version_needs_no_line_for_older_rows(office, table, column):
    """As a migration leaves it: the rows have the column, their log does not speak of it."""
    plant(office, f"DELETE FROM change WHERE \"table\" = '{table}' AND \"column\" = '{column}'")
    assert wrong(office) == {}


def test_a_column_added_later_is_held_to_its_log_once_it_was_changed(office):
    plant(office, "DELETE FROM change WHERE \"table\" = 'person' AND \"column\" = 'initials'")
    who = office.ask(people.everyone, date(2026, 2, 10))[0]
    office.do(people.rename, who.id, who.name, "HMM")
    assert wrong(office) == {}
    plant(office, "UPDATE person SET initials = 'X'")
    assert "“initials” of row" in " ".join(wrong(office)["Log against records"])


def test_a_row_whose_making_is_not_in_the_log_is_found_even_so(office):
    plant(office, "DELETE FROM change WHERE \"table\" = 'person'")
    assert "in “person” is not in the log" in " ".join(wrong(office)["Log against records"])


def test_newest_of_two_heads_is_what_the_row_must_say(office):
    plant(
        office,
        'INSERT INTO change (row, "column", tick, session, "table", old, new, parents,'
        ' is_superseded, verb_id) SELECT row, "column", tick - 1, 7, "table", old, \'"Older"\','
        " '[]', 0, verb_id FROM change WHERE \"column\" = 'name' AND \"table\" = 'person'"
        " AND NOT is_superseded",
    )
    assert wrong(office) == {}
