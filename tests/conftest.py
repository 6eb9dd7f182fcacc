"""What every test may ask for. Nothing here is global; each test gets its own files."""

import os
import shutil
import sys
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import settings

from masa_desktop.domain.changes import Actor
from masa_desktop.services import attendance, offices, people, practice
from tests.factory import build

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CHEAP = offices.Cost(memory_kib=64, passes=1, lanes=1)
"""So that a test that opens an office does not spend half a second on its passphrase."""

ACTOR = Actor(user="Kit", laptop_id="0123456789abcdef", laptop="RSCP-LAP-03")

PASSPHRASE = "correct horse battery staple"

SLOW = (
    "tests/documents/test_returned.py",
    "tests/documents/test_word_template.py",
    "tests/journeys/test_first_year.py",
    "tests/journeys/test_one_meeting.py",
    "tests/keyboard/test_keyboard.py",
    "tests/services/test_action_review.py",
    "tests/services/test_approvals.py",
    "tests/services/test_as_agreed.py",
    "tests/services/test_attendance.py",
    "tests/services/test_attendance_report.py",
    "tests/services/test_beside.py",
    "tests/services/test_capturing.py",
    "tests/services/test_chair_here.py",
    "tests/services/test_checking.py",
    "tests/services/test_declarations.py",
    "tests/services/test_decision_register.py",
    "tests/services/test_decisions.py",
    "tests/services/test_every_verb.py",
    "tests/services/test_group_reports.py",
    "tests/services/test_inspection_pack.py",
    "tests/services/test_issued_versions.py",
    "tests/services/test_issuing.py",
    "tests/services/test_matters.py",
    "tests/services/test_meeting_order.py",
    "tests/services/test_minute_text.py",
    "tests/services/test_papers.py",
    "tests/services/test_practice.py",
    "tests/services/test_quorum_loss.py",
    "tests/services/test_removed.py",
    "tests/services/test_replies.py",
    "tests/services/test_returned.py",
    "tests/services/test_roll_call_counts.py",
    "tests/services/test_settled.py",
    "tests/services/test_sittings.py",
    "tests/services/test_starters.py",
    "tests/services/test_structure_view.py",
    "tests/services/test_taken_out_of_turn.py",
    "tests/services/test_word_look.py",
    "tests/services/test_written_procedures.py",
    "tests/storage/test_crash.py",
    "tests/test_cli.py",
    "tests/torture/test_torture.py",
    "tests/ui/test_action_update.py",
    "tests/ui/test_agenda_pane.py",
    "tests/ui/test_app.py",
    "tests/ui/test_attendance_report_pane.py",
    "tests/ui/test_beside_pane.py",
    "tests/ui/test_captured_records.py",
    "tests/ui/test_capturing.py",
    "tests/ui/test_decision_bar.py",
    "tests/ui/test_decisions_pane.py",
    "tests/ui/test_finishing.py",
    "tests/ui/test_first_run.py",
    "tests/ui/test_groups_page.py",
    "tests/ui/test_inspection_pane.py",
    "tests/ui/test_issue_pane.py",
    "tests/ui/test_issue_report.py",
    "tests/ui/test_meeting_page.py",
    "tests/ui/test_meetings_page.py",
    "tests/ui/test_minute_editor.py",
    "tests/ui/test_minutes_pane.py",
    "tests/ui/test_plan_pane.py",
    "tests/ui/test_procedures_pane.py",
    "tests/ui/test_projector.py",
    "tests/ui/test_quorum_banner.py",
    "tests/ui/test_registers_page.py",
    "tests/ui/test_removed_card.py",
    "tests/ui/test_returned_pane.py",
    "tests/ui/test_roll_call_pane.py",
    "tests/ui/test_rows.py",
    "tests/ui/test_shell.py",
    "tests/ui/test_smart_cards.py",
    "tests/ui/test_spelling.py",
    "tests/ui/test_word_look_card.py",
)
"""Left out of the everyday run, so that it takes less than two minutes; CI runs them."""

settings.register_profile("everyday", max_examples=20, deadline=None)
settings.register_profile("thorough", max_examples=60, deadline=None)
settings.load_profile("thorough" if os.environ.get("CI") == "true" else "everyday")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    """Settings and logs of a test go to its own folder."""
    monkeypatch.setenv("MASA_HOME", str(tmp_path / "home"))


@pytest.fixture
def today():
    return date(2026, 2, 10)


@pytest.fixture
def actor():
    return ACTOR


@pytest.fixture(scope="session")
def settings_elsewhere(tmp_path_factory):
    """What is built before a test has a home of its own leaves no settings on this computer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MASA_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def blank(tmp_path_factory, settings_elsewhere):
    """A migrated, empty office, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("blank") / "blank.masa"
    workspace, _ = offices.create(folder, PASSPHRASE, ACTOR, cost=CHEAP)
    workspace.close()
    return folder


@pytest.fixture(scope="session")
def practice_office(tmp_path_factory, settings_elsewhere):
    """The folder of the practice partnership, built once; tests open or change only copies."""
    folder = tmp_path_factory.mktemp("practice") / "Practice.masa"
    workspace, _ = offices.create(folder, PASSPHRASE, ACTOR, cost=CHEAP)
    workspace.do(practice.build)
    workspace.forget_steps()
    workspace.close()
    return folder


@pytest.fixture
def open_office(tmp_path, blank, actor):
    """Opens a copy of an office (the blank one unless told) under a name of the test's own."""
    opened = []

    def open_one(name="ours", source=None, by=actor):
        folder = tmp_path / f"{name}.masa"
        if not folder.exists():
            shutil.copytree(source or blank, folder)
        workspace = offices.open_with(folder, PASSPHRASE, by)
        opened.append(workspace)
        return workspace

    yield open_one
    for workspace in opened:
        workspace.close()


@pytest.fixture(scope="session")
def executive_office(tmp_path_factory, blank, settings_elsewhere):
    """The folder of the small invented office of tests/factory.py, built once; what is in it."""
    folder = tmp_path_factory.mktemp("executive") / "executive.masa"
    shutil.copytree(blank, folder)
    workspace = offices.open_with(folder, PASSPHRASE, ACTOR)
    made = workspace.do(build)
    workspace.close()
    return folder, made


@pytest.fixture
def workspace(request, open_office):
    """An empty office, or the small invented one if the test asks for what is in that."""
    if "executive_office" in request.fixturenames:
        return open_office(source=request.getfixturevalue("executive_office")[0])
    return open_office()


@pytest.fixture
def executive(workspace, executive_office):
    """What is in the small invented office; there is nothing to undo yet."""
    return deepcopy(executive_office[1])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item):
    """Windows of one test are gone before the next: without an event loop Qt only promises it."""
    outcome = yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        core = sys.modules["PySide6.QtCore"]
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    return outcome


@pytest.fixture
def here(workspace, executive):
    """The executive with everybody present; Marcus Thorne is the standing deputy for the police."""
    workspace.do(
        people.name_deputy,
        executive.seats["police"],
        "Marcus Thorne",
        date(2025, 1, 1),
        has_authority=True,
    )
    workspace.do(attendance.all_present, executive.meeting)
    return executive
