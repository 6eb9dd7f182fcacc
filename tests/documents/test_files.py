"""Papers appear whole or not at all, and never replace what somebody changed."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from masa_desktop.documents.files import (
    _refusal,
    clean,
    free_name,
    safe_name,
    sha256_of,
    whole_file,
    whole_folder,
)
from masa_desktop.domain.errors import UserError

any_text = st.text(st.characters(exclude_categories=()), max_size=300)


def written(target, text="new"):
    with whole_file(target) as part:
        part.write_text(text)


def broken_off(target, error):
    with whole_file(target) as part:
        part.write_text("half")
        raise error


def test_a_file_appears_and_nothing_else(tmp_path):
    written(tmp_path / "minutes.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["minutes.docx"]
    assert (tmp_path / "minutes.docx").read_text() == "new"


def test_the_part_lies_beside_the_target_and_ends_in_tmp(tmp_path):
    with whole_file(tmp_path / "minutes.docx") as part:
        part.write_text("new")
        assert part.parent == tmp_path
        assert part.suffix == ".tmp"


def test_a_failure_half_way_leaves_the_old_file_as_it_was(tmp_path):
    target = tmp_path / "minutes.docx"
    target.write_text("old")
    with pytest.raises(ValueError, match="broken"):
        broken_off(target, ValueError("broken"))
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UserError, match="folder “Shared” cannot be found") as refused:
        written(tmp_path / "Shared" / "minutes.docx")
    assert "VPN" in refused.value.do


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "Shared").write_text("")
    with pytest.raises(UserError, match="cannot be found"):
        written(tmp_path / "Shared" / "minutes.docx")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "minutes.docx").mkdir()
    with pytest.raises(UserError, match="a folder has that name"):
        written(tmp_path / "minutes.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["minutes.docx"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_is_named(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match="may only be read"):
            written(tmp_path / "minutes.docx")
    finally:
        tmp_path.chmod(0o700)


def test_a_name_that_is_too_long_is_refused(tmp_path):
    with pytest.raises(UserError, match="too long"):
        written(tmp_path / f"{'m' * 300}.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "may only be read"),
        (errno.EACCES, "may only be read"),
        (errno.EIO, "cannot be written to just now"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence(tmp_path, number, words):
    target = tmp_path / "minutes.docx"
    with pytest.raises(UserError, match=words) as refused:
        broken_off(target, OSError(number, os.strerror(number)))
    assert "minutes.docx" in refused.value.happened
    assert "safe" in refused.value.safe
    assert refused.value.do
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "program"),
    [("m.docx", "Word"), ("log.XLSX", "Excel"), ("chart.svg", "another program")],
)
def test_a_file_in_use_is_said_to_be_open_in_its_program(tmp_path, name, program):
    """Only Windows holds such a file back, so the error is made by hand."""
    (tmp_path / name).write_text("old")
    error = PermissionError(errno.EACCES, "used by another process")
    refused = _refusal(error, tmp_path / name, is_replacing=True)
    assert (
        refused.happened
        == f"“{name}” could not be saved: it is open in {program}, or may only be read."
    )
    assert "the old file is unchanged" in refused.safe
    assert refused.do == "Close it and try again, or save under another name."


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that cannot be read")
def test_a_file_that_cannot_be_compared_stays(tmp_path):
    (tmp_path / "minutes.docx").symlink_to("/proc/self/mem")
    assert free_name(tmp_path / "minutes.docx", "0" * 64).name == "minutes (2).docx"


@pytest.mark.parametrize("old", ["", "old"])
def test_a_file_nobody_changed_may_be_replaced(tmp_path, old):
    target = tmp_path / "minutes.docx"
    target.write_text(old)
    assert free_name(target, sha256_of(target)) == target


def test_a_new_name_is_free(tmp_path):
    assert free_name(tmp_path / "minutes.docx", None) == tmp_path / "minutes.docx"


def test_a_changed_file_stays_and_the_next_version_goes_beside_it(tmp_path):
    target = tmp_path / "EXEC v0.2.docx"
    target.write_text("written by us")
    known = sha256_of(target)
    target.write_text("changed by somebody")
    assert free_name(target, known).name == "EXEC v0.2 (2).docx"
    (tmp_path / "EXEC v0.2 (2).docx").write_text("also theirs")
    assert free_name(target, known).name == "EXEC v0.2 (3).docx"
    (tmp_path / "EXEC v0.2 (3).docx").write_text("written by us")
    assert free_name(target, known).name == "EXEC v0.2 (3).docx"


def test_a_file_we_know_nothing_about_stays(tmp_path):
    target = tmp_path / "minutes.docx"
    target.write_text("theirs")
    assert free_name(target, None).name == "minutes (2).docx"


def test_a_folder_and_a_broken_link_are_not_replaced(tmp_path):
    (tmp_path / "minutes.docx").mkdir()
    (tmp_path / "minutes (2).docx").symlink_to(tmp_path / "gone")
    assert free_name(tmp_path / "minutes.docx", "0" * 64).name == "minutes (3).docx"


def test_the_hash_is_that_of_the_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OFFICIAL – EXEC: minutes 4/6/2026", "OFFICIAL – EXEC- minutes 4-6-2026"),
        ("EXEC v0.2", "EXEC v0.2"),
        ("CON", "CON_"),
        ("aux.minutes", "aux_.minutes"),
        ("COM1 .x", "COM1_ .x"),
        ("Console", "Console"),
        ("~$minutes", "$minutes"),
        ("ends with dots. . .", "ends with dots"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("  ", "Untitled"),
        ("...", "Untitled"),
        ("a\u202egnp.docx", "agnp.docx"),
        ("Réunion 👍", "Réunion 👍"),
    ],
)
def test_a_name_is_safe_everywhere(text, name):
    assert safe_name(text) == name


@given(any_text)
@example("con.")
@example("LPT¹.")
@example("." * 119 + "x.")
@example("\ud83d\udc4d" * 80)
def test_every_text_gives_a_name_that_can_be_used(text):
    name = safe_name(text)
    assert name
    assert name == name.strip(" .")
    assert not set(name) & set('<>:"/\\|?*\0\n\t')
    assert len(name.encode()) <= 210
    stem = name.partition(".")[0].rstrip().upper()
    assert stem not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "LPT¹"}
    assert safe_name(name) == name


@given(any_text)
@example("\ud83d\udc4d")
@example("\udc4d\ud83d")
@example("\ufffe\uffff\x00\x0b\x1f")
def test_cleaned_text_survives_xml(text):
    cleaned = clean(text)
    xml = "<t>" + cleaned.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</t>"
    assert (ElementTree.fromstring(xml.encode()).text or "") == cleaned
    assert clean(cleaned) == cleaned


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), max_size=200))
@example("👩‍👧 مرحبا שלום\tand\nmore")
def test_ordinary_text_stays_as_it_is(text):
    kept = text.replace("\ufffe", "").replace("\uffff", "")
    assert clean(text) == kept


@pytest.mark.parametrize("sign", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_break_becomes_a_newline(sign):
    assert clean(f"one{sign}two") == "one\ntwo"


def test_two_halves_of_a_character_are_joined():
    assert clean("\ud83d\udc4d") == "👍"


def test_a_folder_is_there_whole_or_not_at_all(tmp_path):
    target = tmp_path / "Pack"

    def write(second):
        with whole_folder(target) as part:
            (part / "01.docx").write_bytes(b"whole")
            (part / second).write_bytes(b"whole")
            assert not target.exists()

    with pytest.raises(UserError, match="“Pack” could not be saved"):
        write("nowhere/02.docx")
    assert list(tmp_path.iterdir()) == []
    write("02.docx")
    assert {file.name for file in tmp_path.rglob("*")} == {"Pack", "01.docx", "02.docx"}
