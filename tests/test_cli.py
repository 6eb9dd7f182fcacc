"""The command line: what a stranger types, what comes back, and with which exit code."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import docx
import pytest

from masa_desktop import cli
from masa_desktop.cli import tables
from masa_desktop.cli.doors import VARIABLE
from masa_desktop.cli.shown import SUBJECTS
from masa_desktop.domain.changes import Actor
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.services import demo, groups, offices, papers, practice, word_look
from masa_desktop.storage.engine import connect

PASSPHRASE = "correct horse battery staple"
CHEAP = offices.Cost(memory_kib=64, passes=1, lanes=1)
KIT = Actor(user="Kit", laptop_id="0123456789abcdef", laptop="RSCP-LAP-03")


@pytest.fixture
def office(practice_office, tmp_path):
    return shutil.copytree(practice_office, tmp_path / "Riverside.masa")


@pytest.fixture
def typed(monkeypatch, capsys):
    """Runs a command line on 10 February 2026; gives exit code, result and complaint."""
    monkeypatch.setenv(VARIABLE, PASSPHRASE)

    def run(*words, **given):
        given = {"today": date(2026, 2, 10), "cost": CHEAP, **given}
        code = cli.run([str(word) for word in words], **given)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_help_tells_a_stranger_the_verbs_and_the_exit_codes(typed):
    code, out, _ = typed("--help")
    assert code == 0
    for words in ("show", "export", "check", VARIABLE, "--passphrase-file", "2 wrong use"):
        assert words in out


@pytest.mark.parametrize("verb", ["new", "practice", "show", "plan", "export", "check"])
def test_every_verb_has_help(typed, verb):
    code, out, _ = typed(verb, "--help")
    assert code == 0
    assert "FILE" in out


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["dance"],
        ["show"],
        ["show", "x.masa", "secrets"],
        ["show", "x.masa", "meetings", "--js"],
        ["plan", "x.masa", "--group", "QA", "--from", "31 Feb", "--until", "2026-04-01"],
        ["plan", "x.masa", "--group", "QA", "--from", "2026-02-31", "--until", "2026-04-01"],
        ["start-rotation", "x.masa", "--group", "QA", "--on", "tomorrow"],
        ["export", "x.masa", "minutes", "--meeting", "A"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_exit_code_2(typed, words):
    code, out, err = typed(*words)
    assert (code, out) == (2, "")
    assert "usage: masa-desktop" in err


def test_a_bad_date_says_what_a_date_looks_like(typed):
    _, _, err = typed("plan", "x", "--group", "QA", "--from", "14-4-26", "--until", "1/5/2026")
    assert "“14-4-26” is not a date such as 2026-04-14 or 14/04/2026" in err


def test_the_command_line_never_imports_qt():
    asked = (
        "import sys; from masa_desktop.__main__ import run;"
        "code = run(['show', '--help']) or run(['--version']);"
        "sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


# --- Making -------------------------------------------------------------------------------------


def test_new_shows_the_recovery_key_once_and_it_opens_the_office(typed, tmp_path):
    code, out, _ = typed("new", tmp_path / "Riverside")
    assert code == 0
    words = next(line for line in out.splitlines() if line.startswith("Recovery key: "))
    words = words.removeprefix("Recovery key: ")
    assert len(words.split()) == 12
    assert "stored nowhere" in out
    offices.open_with_words(tmp_path / "Riverside.masa", words, KIT).close()


def test_new_from_a_starter_holds_its_groups(typed, tmp_path):
    code, _, _ = typed("new", tmp_path / "Medway", "--starter", "medway")
    assert code == 0
    code, out, _ = typed("show", tmp_path / "Medway.masa", "groups", "--json")
    assert "MSCP Executive" in [row["name"] for row in json.loads(out)]


def test_an_unknown_starter_lists_the_known_and_makes_nothing(typed, tmp_path):
    code, out, err = typed("new", tmp_path / "A", "--starter", "nowhere")
    assert (code, out) == (1, "")
    assert "no starter arrangement called “nowhere”" in err
    assert "medway" in err
    assert list(tmp_path.glob("*.masa")) == []


def test_a_starter_file_that_cannot_be_read_makes_nothing(typed, tmp_path):
    (tmp_path / "own.yaml").write_text("partnership: [", encoding="utf-8")
    code, _, err = typed("new", tmp_path / "A", "--starter", tmp_path / "own.yaml")
    assert code == 1
    assert "own" in err
    assert list(tmp_path.glob("*.masa")) == []


def test_a_new_passphrase_is_typed_twice(typed, tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE)
    asked = []

    def same(prompt):
        asked.append(prompt)
        return PASSPHRASE

    assert typed("new", tmp_path / "A", ask=same)[0] == 0
    assert asked == ["New passphrase: ", "The same again: "]
    answers = iter([PASSPHRASE, "something else entirely"])
    code, _, err = typed("new", tmp_path / "B", ask=lambda _: next(answers))
    assert code == 1
    assert "not the same" in err
    assert not (tmp_path / "B.masa").exists()


def test_a_short_passphrase_and_a_taken_name_are_refused(typed, office, tmp_path, monkeypatch):
    code, _, err = typed("new", office)
    assert code == 1
    assert "already" in err
    monkeypatch.setenv(VARIABLE, "short")
    code, _, err = typed("new", tmp_path / "A")
    assert code == 1
    assert "14 characters" in err


def test_practice_makes_the_marked_partnership(typed, tmp_path):
    code, out, _ = typed("practice", tmp_path / "P")
    assert code == 0
    assert "10 February 2026" in out
    _, out, _ = typed("show", tmp_path / "P.masa", "meetings")
    assert out.startswith("PRACTICE – invented people and meetings\n")
    assert "EXEC-2026-01" in out


def test_the_demo_leaves_papers_and_no_office(typed, tmp_path):
    drawn = []

    def draw(workspace, meeting_id, file):
        drawn.append(meeting_id)
        file.write_bytes(b"picture")

    code, out, err = typed("demo", "--to", tmp_path, screenshot=draw)
    assert (code, err) == (0, "")
    files = sorted(file.suffix for file in tmp_path.iterdir() if file.is_file())
    assert files == [".docx", ".png", ".xlsx"]
    assert all(str(file) in out for file in tmp_path.glob("*.docx"))
    assert len(drawn) == 1
    assert not list(tmp_path.glob("**/*.masa"))
    assert demo.SHOWN == "EXEC-2026-01"


# --- Opening ------------------------------------------------------------------------------------


def test_the_passphrase_may_come_from_a_file(typed, office, tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE)
    (tmp_path / "pass.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    code, out, _ = typed("show", office, "groups", "--passphrase-file", tmp_path / "pass.txt")
    assert code == 0
    assert "RSCP Executive" in out


@pytest.mark.parametrize(
    ("content", "says"), [(None, "cannot be read"), ("\n", "is empty"), ("wrong words", "not open")]
)
def test_a_passphrase_file_that_does_not_help_is_said(typed, office, tmp_path, content, says):
    file = tmp_path / "pass.txt"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    code, out, err = typed("show", office, "groups", "--passphrase-file", file)
    assert (code, out) == (1, "")
    assert says in err


def test_a_wrong_passphrase_is_three_plain_lines(typed, office, monkeypatch):
    monkeypatch.setenv(VARIABLE, "not the passphrase")
    code, out, err = typed("show", office, "groups")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "That passphrase does not open this office.",
        "Nothing has been changed.",
        "Try again, or use the recovery key.",
    ]


def test_without_a_terminal_nothing_is_asked(office, monkeypatch, capsys):
    monkeypatch.delenv(VARIABLE, raising=False)
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert cli.run(["show", str(office), "groups"]) == 1
    assert "--passphrase-file" in capsys.readouterr().err


def _truncate(folder):
    file = folder / "records.db"
    file.write_bytes(file.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda f: (f / "records.db").write_bytes(b"not a database" * 400), "damaged"),
        (_truncate, "damaged or incomplete"),
        (lambda f: (f / "keys.json").write_text('{"format": 99}'), "newer version"),
        (lambda f: (f / "keys.json").unlink(), "no key file"),
        (lambda f: (f / "records.db").unlink(), "not an office"),
    ],
    ids=["not a database", "truncated", "newer", "no keys", "no records"],
)
def test_what_cannot_be_opened_is_a_sentence(typed, office, harm, says):
    harm(office)
    for words in (["show", office, "meetings"], ["check", office]):
        code, out, err = typed(*words)
        assert (code, out) == (1, "")
        assert says in err


def test_an_office_that_is_not_there_is_a_sentence(typed, tmp_path):
    code, _, err = typed("show", tmp_path / "nowhere.masa", "groups")
    assert code == 1
    assert "There is no office at" in err


def test_open_elsewhere_it_is_shown_but_not_planned(typed, office):
    holder = offices.open_with(office, PASSPHRASE, KIT)
    code, out, err = typed("show", office, "meetings")
    assert code == 0
    assert "EXEC-2026-01" in out
    assert "Kit on RSCP-LAP-03 has this office open" in err
    code, out, err = typed(
        "plan", office, "--group", "QA", "--from", "2026-04-01", "--until", "2027-03-31"
    )
    assert (code, out) == (1, "")
    assert "Kit on RSCP-LAP-03 has this office open" in err
    assert "Close it there" in err
    holder.close()


def test_what_nobody_foresaw_is_one_sentence_and_the_log(typed, office, caplog, monkeypatch):
    monkeypatch.delenv(VARIABLE)

    def broken(_prompt):
        raise RuntimeError("a bug of ours")

    code, out, err = typed("show", office, "groups", ask=broken)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "masa.log" in err
    assert "a bug of ours" in caplog.text


# --- Showing ------------------------------------------------------------------------------------

KEYS = {
    "groups": "code name type partnerships reports_to joint external chair_due",
    "agencies": "name abbreviation kind class also_known_as",
    "seats": "group seat agency capacity counts_for_quorum held_by deputies",
    "chairs": "group name chair_due why rule",
    "meetings": "ref group date starts_at ends_at venue status chair_due why_moved",
    "attendance": "meeting date initials name role agency attendance deputy counts note",
    "attendance-report": "by name note tenure group attended possible not_recorded percent"
    " by_deputy",
    "decisions": "ref group date meeting lead decision particulars status item method dissent"
    " condition condition_state implements follows",
    "actions": "ref group action lead lead_agency other_owners raised original_due due times_moved"
    " status brag days_overdue progress completed evidence",
    "changes": "at user laptop verb table row column old new",
}


def test_every_subject_has_its_keys_written_down():
    assert set(KEYS) == set(SUBJECTS)


@pytest.mark.parametrize("subject", KEYS)
def test_json_keys_are_stable_and_the_table_shows_them(typed, office, subject):
    code, out, _ = typed("show", office, subject, "--json")
    records = json.loads(out)
    assert code == 0
    assert records
    assert all(list(record) == KEYS[subject].split() for record in records)
    code, out, _ = typed("show", office, subject)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "PRACTICE – invented people and meetings"
    assert set(lines[2]) == {"-", " "}
    assert len(lines) == len(records) + 3


def test_a_practice_office_stands_at_its_own_day_unless_another_is_given(typed, office, tmp_path):
    """Its invented year ends on practice.TODAY: by the real day every action would be late."""
    words = ("show", office, "actions", "--json")
    _, out, _ = typed(*words, today=None)
    _, then, _ = typed(*words, today=practice.TODAY)
    _, later, _ = typed(*words, today=date(2027, 2, 10))
    assert out == then
    assert later != then
    folder = tmp_path / "out"
    folder.mkdir()
    _, out, _ = typed("export", office, "action-log", "--to", folder, today=None)
    assert out.strip().endswith(f" - {practice.TODAY}.xlsx")


def test_dates_are_british_in_tables_and_iso_in_json(typed, office):
    _, out, _ = typed("show", office, "meetings", "--group", "EXEC")
    assert "10 Feb 2026" in out
    _, out, _ = typed("show", office, "meetings", "--group", "RSCP Executive", "--json")
    found = {row["ref"]: row for row in json.loads(out)}
    assert (found["EXEC-2026-01"]["date"], found["EXEC-2026-01"]["starts_at"]) == (
        "2026-02-10",
        "09:30:00",
    )


def test_attendance_of_one_meeting(typed, office):
    _, out, _ = typed("show", office, "attendance", "--meeting", "EXEC-2026-01", "--json")
    records = json.loads(out)
    assert {record["meeting"] for record in records} == {"EXEC-2026-01"}
    owen = next(record for record in records if record["initials"] == "OP")
    assert owen["note"] == "left during item 6"


def test_what_is_restricted_is_counted_and_not_shown(typed, office):
    code, out, err = typed("show", office, "decisions")
    assert code == 0
    assert "Case Review Group keeps" not in out
    assert err == "1 record of restricted items not shown.\n"


def test_seats_are_shown_as_on_a_day(typed, office):
    for day, holder in (("2025-12-14", "Dana Whitlock"), ("15/12/2025", "Owen Prydderch")):
        _, out, _ = typed("show", office, "seats", "--group", "EXEC", "--on", day, "--json")
        police = next(row for row in json.loads(out) if row["agency"] == "Northshire Police")
        assert police["held_by"] == [holder]


def test_an_unknown_group_or_meeting_lists_the_known(typed, office):
    code, _, err = typed("show", office, "meetings", "--group", "Nobody")
    assert code == 1
    assert "“RSCP Executive” (EXEC)" in err
    code, _, err = typed("show", office, "attendance", "--meeting", "EXEC-1999-01")
    assert code == 1
    assert "EXEC-2025-01" in err


def test_an_empty_table_is_a_sentence():
    assert tables.as_table([], [("a", "A")]) == "There is nothing to show."
    assert tables.as_json([]) == "[]"


def test_columns_are_aligned_and_unknown_is_blank():
    records = [{"a": "one\ntwo", "b": None}, {"a": True, "b": date(2026, 4, 14)}]
    assert tables.as_table(records, [("a", "First"), ("b", "B")]).splitlines() == [
        "First    B",
        "-------  -----------",
        "one two",
        "yes      14 Apr 2026",
    ]


# --- Planning and rules -------------------------------------------------------------------------


def test_plan_uses_the_published_frequency_and_says_who_is_due(typed, office):
    words = ("--group", "QA", "--from", "2026-04-01", "--until", "2027-03-31")
    code, out, _ = typed("plan", office, *words)
    assert code == 0
    assert out.startswith("Planned 4 meetings, quarterly on the fourth Tuesday.\n")
    assert "28 Apr 2026" in out
    assert "Samir Gadhvi" in out
    code, out, _ = typed("plan", office, *words)
    assert code == 0
    assert "Planned 0 meetings" in out
    assert "already meets on 4 days" in out


def test_plan_says_why_a_date_moved(typed, office):
    code, out, _ = typed(
        "plan", office, "--group", "LSP", "--from", "2026-04-01", "--until", "2026-06-30",
        "--every-months", "3", "--weekday", "first Monday", "--starts", "09:30", "--venue", "Hall",
    )  # fmt: skip
    assert code == 0
    assert "7 Apr 2026" in out
    assert "Monday 6 April 2026 is Easter Monday" in out


def test_plan_without_a_frequency_says_how_to_give_one(typed, office):
    words = ("plan", office, "--from", "2026-04-01", "--until", "2026-12-31", "--group")
    code, _, err = typed(*words, "HWB")
    assert code == 1
    assert "--every-months" in err
    code, _, err = typed(*words, "CRG")
    assert code == 1
    assert "as required" in err
    code, _, err = typed(*words, "nobody")
    assert code == 1
    assert "“Quality Assurance” (QA)" in err


def test_plan_refuses_an_end_before_its_start(typed, office):
    code, _, err = typed(
        "plan", office, "--group", "QA", "--from", "2026-04-02", "--until", "2026-04-01"
    )
    assert code == 1
    assert "before the first" in err


def test_a_quorum_is_set_and_said_back(typed, office):
    code, out, _ = typed(
        "set-quorum", office, "--group", "EXP", "--all-of", "council", "--all-of",
        "Northshire Police", "--members", "3", "--deputies", "any", "--from", "2026-04-01",
    )  # fmt: skip
    assert code == 0
    assert "Riverside Council and Northshire Police are represented." in out
    assert "At least three members" in out
    workspace = offices.open_with(office, PASSPHRASE, KIT)
    group = workspace.ask(groups.named, "EXP", date(2026, 4, 1))
    before, after = (
        workspace.ask(groups.page, group, day).has_quorum
        for day in (date(2026, 3, 31), date(2026, 4, 1))
    )
    workspace.close()
    assert (before, after) == (False, True)


def test_a_quorum_of_nothing_or_of_an_unknown_agency_is_refused(typed, office):
    code, _, err = typed("set-quorum", office, "--group", "EXP")
    assert code == 1
    assert "--members" in err
    code, _, err = typed("set-quorum", office, "--group", "EXP", "--all-of", "Nobody")
    assert code == 1
    assert "“Riverside Council”" in err


def test_a_rotation_starts_on_the_day_given(typed, office):
    code, out, _ = typed("start-rotation", office, "--group", "EXEC", "--on", "2026-05-01")
    assert code == 0
    assert "from 1 May 2026" in out
    code, _, err = typed("start-rotation", office, "--group", "QA", "--on", "2026-05-01")
    assert code == 1
    assert "does not rotate" in err


# --- Paper and checks ---------------------------------------------------------------------------


def test_minutes_and_action_log_are_written_and_named(typed, office, tmp_path):
    out_folder = tmp_path / "out"
    out_folder.mkdir()
    code, out, _ = typed(
        "export", office, "minutes", "--meeting", "EXEC-2026-01", "--to", out_folder,
        "--style", "two-lists", "--shareable",
    )  # fmt: skip
    assert code == 0
    assert out.startswith("Written: ")
    assert papers.FULL_TEXT not in out
    code, _, _ = typed("export", office, "action-log", "--to", out_folder, "--group", "QA")
    assert code == 0
    assert sorted(file.suffix for file in out_folder.iterdir()) == [".docx", ".xlsx"]


def test_minutes_look_as_the_group_has_chosen_unless_it_is_said(typed, office, tmp_path):
    workspace = offices.open_with(office, PASSPHRASE, KIT)
    group = workspace.ask(groups.named, "EXEC", date(2026, 2, 10))
    workspace.do(word_look.set_style, group, AttendanceStyle.TICK_TABLE)
    workspace.close()
    words = ("export", office, "minutes", "--meeting", "EXEC-2026-01", "--to")
    for name, said in (("as chosen", ()), ("as said", ("--style", "coded-list"))):
        folder = tmp_path / name
        folder.mkdir()
        code, out, _ = typed(*words, folder, *said)
        assert (code, papers.FULL_TEXT in out) == (0, True)
        (file,) = folder.iterdir()
        headings = [cell.text for cell in docx.Document(str(file)).tables[0].rows[0].cells]
        assert ("Title and organisation" in headings) is (not said), name


def test_reports_are_written_in_word_and_excel_or_in_one_of_them(typed, office, tmp_path):
    code, out, _ = typed("export", office, "attendance", "--group", "EXEC", "--to", tmp_path)
    assert (code, out.count("Written: ")) == (0, 2)
    assert sorted(file.suffix for file in tmp_path.glob("*Attendance*")) == [".docx", ".xlsx"]
    words = ("export", office, "decisions", "--excel", "--to", tmp_path)
    code, _, _ = typed(*words, "--from", "2025-04-01", "--until", "2025-06-30")
    assert code == 0
    assert [file.suffix for file in tmp_path.glob("*Decision register*")] == [".xlsx"]
    code, _, err = typed(*words, "--from", "2025-07-01", "--until", "2025-06-30")
    assert (code, "The last day lies before the first." in err) == (1, True)


def test_an_inspection_pack_is_a_new_folder_and_says_what_is_missing(typed, office, tmp_path):
    words = ("export", office, "inspection-pack", "--group", "EXEC", "--meetings", "1")
    code, out, _ = typed(*words, "--to", tmp_path)
    assert (code, "not in this register" in out) == (0, True)
    assert "No answer, outcome or difference made is recorded" in out
    (pack,) = tmp_path.glob("*Inspection pack*")
    assert f"Written: {pack}, 9 files" in out


@pytest.mark.parametrize(
    "words",
    [
        ["minutes", "--meeting", "EXEC-2026-01"],
        ["action-log"],
        ["attendance"],
        ["inspection-pack"],
    ],
    ids=" ".join,
)
def test_a_folder_that_is_missing_is_a_sentence(typed, office, tmp_path, words):
    code, _, err = typed("export", office, *words, "--to", tmp_path / "nowhere")
    assert code == 1
    assert "cannot be reached" in err


def test_an_unknown_meeting_or_template_writes_nothing(typed, office, tmp_path):
    words = ("export", office, "minutes", "--to", tmp_path, "--meeting")
    code, _, err = typed(*words, "EXEC-2026-77")
    assert code == 1
    assert "no meeting “EXEC-2026-77”" in err
    code, _, err = typed(*words, "EXEC-2026-01", "--template", tmp_path / "none.docx")
    assert code == 1
    assert list(tmp_path.glob("*.docx")) == []


def test_check_prints_a_line_for_each_check(typed, office):
    code, out, _ = typed("check", office)
    assert code == 0
    assert len(out.splitlines()) == 7
    assert all(line.endswith("fine") for line in out.splitlines())


def test_check_finds_planted_corruption_and_leaves_with_3(typed, office):
    opened = offices.open_with(office, PASSPHRASE, KIT)
    key = opened.office.key
    opened.close()
    with closing(connect(office / "records.db", key)) as connection:
        connection.execute("UPDATE guard SET is_open = 1")
        connection.execute("UPDATE person SET name = 'Another' WHERE name = 'Helen Marchetti'")
        connection.execute("UPDATE guard SET is_open = 0")
    code, out, _ = typed("check", office)
    assert code == 3
    assert "Log against records    NOT FINE" in out
    assert "“name” of row" in out


def test_the_self_test_passes(typed):
    code, out, err = typed("self-test")
    assert (code, out, err) == (0, "All is well.\n", "")
