"""Offices on disk: keys, copies, second windows, damage."""

import json
import shutil

import pytest

from masa_desktop.domain.errors import UserError
from masa_desktop.services import offices
from masa_desktop.services.offices import set_setting, setting
from masa_desktop.storage.database import Database

PASSPHRASE = "correct horse battery staple"
CHEAP = offices.Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def made(tmp_path, actor):
    workspace, words = offices.create(tmp_path / "Riverside", PASSPHRASE, actor, cost=CHEAP)
    workspace.do(set_setting, "name", "Riverside")
    workspace.close()
    return tmp_path / "Riverside.masa", words


def test_either_key_opens_the_office(made, actor):
    folder, words = made
    for opened in (
        offices.open_with(folder, PASSPHRASE, actor),
        offices.open_with_words(folder, f"  {words.upper()} ", actor),
    ):
        assert opened.ask(setting, "name") == "Riverside"
        opened.close()


def test_a_copy_on_another_laptop_opens(made, tmp_path, actor):
    folder, _ = made
    copy = shutil.copytree(folder, tmp_path / "elsewhere.masa")
    opened = offices.open_with(copy, PASSPHRASE, actor)
    assert opened.ask(setting, "name") == "Riverside"
    opened.close()


def test_a_new_passphrase_rewrites_only_its_own_wrap(made, actor):
    folder, words = made
    before = json.loads((folder / "keys.json").read_text())
    opened = offices.open_with(folder, PASSPHRASE, actor)
    offices.set_passphrase(opened, "another long passphrase", cost=CHEAP)
    opened.close()
    after = json.loads((folder / "keys.json").read_text())
    assert after["recovery"] == before["recovery"]
    assert after["passphrase"] != before["passphrase"]
    with pytest.raises(UserError, match="does not open"):
        offices.open_with(folder, PASSPHRASE, actor)
    offices.open_with(folder, "another long passphrase", actor).close()
    offices.open_with_words(folder, words, actor).close()


@pytest.mark.parametrize(
    ("words", "says"),
    [("one two three", "12 words; 3 were typed"), ("abandon " * 12, "spelling and the order")],
)
def test_wrong_words_are_told_apart(made, actor, words, says):
    with pytest.raises(UserError, match=says):
        offices.open_with_words(made[0], words, actor)


def test_a_short_passphrase_makes_nothing(tmp_path, actor):
    with pytest.raises(UserError, match="14 characters"):
        offices.create(tmp_path / "Riverside", "short", actor, cost=CHEAP)
    assert list(tmp_path.glob("*.masa")) == []


def test_an_office_is_never_made_over_another(made, tmp_path, actor):
    with pytest.raises(UserError, match="already"):
        offices.create(tmp_path / "Riverside", PASSPHRASE, actor, cost=CHEAP)
    offices.open_with(made[0], PASSPHRASE, actor).close()


def test_the_second_window_is_told_who_has_it_and_reads(made, actor):
    first = offices.open_with(made[0], PASSPHRASE, actor)
    second = offices.open_with(made[0], PASSPHRASE, actor)
    assert second.read_only == (
        "Kit on RSCP-LAP-03 has this office open, so it is open here read-only."
    )
    assert second.ask(setting, "name") == "Riverside"
    with pytest.raises(UserError, match="Close it there"):
        second.do(set_setting, "name", "Northshire")
    second.close()
    first.do(set_setting, "name", "Still writable")
    first.close()
    third = offices.open_with(made[0], PASSPHRASE, actor)
    assert third.read_only == ""
    third.close()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda f: (f / "keys.json").unlink(), "no key file"),
        (lambda f: (f / "keys.json").write_text("{"), "damaged"),
        (lambda f: (f / "keys.json").write_text('{"format": 99}'), "newer version"),
        (lambda f: _change_keys(f, lambda keys: keys["passphrase"].pop("salt")), "damaged"),
        (
            lambda f: _change_keys(f, lambda keys: keys["passphrase"]["cost"].update(lanes="x")),
            "damaged",
        ),
        (lambda f: _change_keys(f, lambda keys: keys["passphrase"].update(salt="#")), "damaged"),
        (lambda f: (f / "records.db").unlink(), "not an office"),
        (lambda f: (f / "records.db").write_bytes(b""), "damaged"),
        (lambda f: (f / "records.db").write_bytes(b"not a database" * 400), "damaged"),
        (lambda f: _cut(f / "records.db"), "damaged"),
        (lambda f: _flip(f / "records.db"), "damaged"),
    ],
    ids=[
        "no keys",
        "half keys",
        "newer keys",
        "no salt",
        "no cost",
        "bad salt",
        "no records",
        "empty records",
        "other file",
        "truncated",
        "flipped",
    ],
)
def test_what_cannot_be_opened_is_said_and_left_as_it_is(made, actor, harm, says):
    folder, _ = made
    harm(folder)
    before = _content(folder)
    with pytest.raises(UserError, match=says):
        offices.open_with(folder, PASSPHRASE, actor)
    assert _content(folder) == before


def test_a_place_that_does_not_exist_is_a_sentence(tmp_path, actor):
    with pytest.raises(UserError, match="no office at"):
        offices.open_with(tmp_path / "nowhere.masa", PASSPHRASE, actor)
    with pytest.raises(UserError, match="does not exist"):
        offices.create(tmp_path / "no" / "where", PASSPHRASE, actor, cost=CHEAP)


def test_a_backup_is_kept_for_each_day_and_opens(made, actor, today):
    folder, _ = made
    opened = offices.open_with(folder, PASSPHRASE, actor)
    opened.backup(today)
    opened.do(set_setting, "name", "Changed afterwards")
    opened.backup(today)
    opened.close()
    copies = list((folder / "backups").glob("day-*.db"))
    assert [c.name for c in copies] == ["day-2026-02-10.db"]
    shutil.copy(copies[0], folder / "records.db")
    restored = offices.open_with(folder, PASSPHRASE, actor)
    assert restored.ask(setting, "name") == "Riverside"
    restored.close()


def _cut(file):
    file.write_bytes(file.read_bytes()[:5000])


def _flip(file):
    content = bytearray(file.read_bytes())
    content[4096 * 1 + 100] ^= 0xFF
    content[100] ^= 0xFF
    file.write_bytes(bytes(content))


def _content(folder):
    return {p.name: p.read_bytes() for p in folder.glob("*.*") if p.suffix in (".json", ".db")}


def test_a_full_disk_is_a_sentence_and_what_was_saved_stays(made, actor):
    folder, _ = made
    opened = offices.open_with(folder, PASSPHRASE, actor)
    with opened._db._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(UserError, match="disk is full") as refused:
        opened.do(set_setting, "name", "x" * 500_000)
    assert "text is still on the screen" in refused.value.safe
    assert opened.ask(setting, "name") == "Riverside"
    opened.close()
    again = offices.open_with(folder, PASSPHRASE, actor)
    again.do(set_setting, "name", "y" * 500_000)
    assert len(again.ask(setting, "name")) == 500_000
    again.close()


def _change_keys(folder, change):
    file = folder / "keys.json"
    keys = json.loads(file.read_text())
    change(keys)
    file.write_text(json.dumps(keys))


def test_records_that_may_only_be_read_are_read(made, actor):
    folder, _ = made
    opened = offices.open_with(folder, PASSPHRASE, actor)
    key = opened.office.key
    opened.close()
    before = sorted(path.name for path in folder.iterdir())
    database = Database(
        folder / "records.db",
        key,
        actor,
        backups=folder / "backups",
        read_only="Only to be read.",
        unchangeable=True,
    )
    with database.read() as session:
        assert setting(session, "name") == "Riverside"
    with pytest.raises(UserError, match="Only to be read"):
        database.write("test", lambda session: None)
    database.close()
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_passphrase_is_the_same_whatever_keyboard_made_its_accents(tmp_path, actor):
    composed, decomposed = "caf\u00e9 correct horse", "cafe\u0301 correct horse"
    made, _ = offices.create(tmp_path / "Riverside", composed, actor, cost=CHEAP)
    made.close()
    offices.open_with(tmp_path / "Riverside.masa", decomposed, actor).close()
