"""The inspection pack in the window: what is ticked, what it will hold, and making it."""

import pytest
from PySide6.QtCore import Qt

from masa_desktop.ui.inspection_pane import InspectionPane
from masa_desktop.ui.meeting_papers import MeetingPapers


@pytest.fixture
def pane(qtbot, bridge, jobs, executive):
    made = InspectionPane(bridge, jobs)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitUntil(lambda: "8 files" in made.words.text())
    return made


def test_it_says_what_it_lacks_and_makes_the_pack(
    qtbot, pane, tmp_path, monkeypatch, assert_accessible
):
    assert pane.model.ticked_ids == list(pane.group_ids) != []
    assert "RSCP Executive has not met yet." in pane.missing.text()
    assert pane.number.value == 3
    assert pane.year.currentText() == "2025/26"
    assert_accessible(pane)
    monkeypatch.setattr(MeetingPapers, "folder", tmp_path)
    pane.make_pack()
    assert list(tmp_path.glob("*pack*")) == []  # the folder is asked for each time
    pane.question.dialog.accept()
    qtbot.waitUntil(pane.written.isVisible, timeout=20_000)
    (pack,) = tmp_path.glob("*Inspection pack*")
    assert pane.written.file.parent == pack
    assert f"8 files are in {pack}." in pane.written.words.text()


def test_without_a_group_there_is_no_pack_and_the_list_takes_the_focus(
    qtbot, pane, tmp_path, monkeypatch
):
    monkeypatch.setattr(MeetingPapers, "folder", tmp_path)
    pane.groups.setFocus()
    pane.groups.selectRow(0)
    qtbot.keyClick(pane.groups, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: pane.words.text() == "Tick at least one group.")
    assert pane.make.accessibleDescription() == "Tick at least one group."
    pane.make_pack()
    assert list(tmp_path.glob("*Inspection pack*")) == []
    assert pane.focusWidget() is pane.groups
