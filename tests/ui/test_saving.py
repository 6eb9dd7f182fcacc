"""How saving stands is said once, in the same words wherever it is said."""

import pytest

from masa_desktop.services import offices
from masa_desktop.ui.parts import IconLabel
from masa_desktop.ui.saving import SavedSign, local_time


@pytest.fixture
def signs(bridge, qtbot):
    made = SavedSign(bridge.saving), SavedSign(bridge.saving, where=" on this laptop", quiet=True)
    for sign in made:
        qtbot.addWidget(sign)
    return made


def said(signs):
    return [sign.text() for sign in signs]


def test_both_signs_say_nothing_was_changed_until_something_is_committed(signs, workspace):
    assert said(signs) == ["No changes yet", "No changes yet"]
    workspace.do(offices.set_setting, "typed", "one")
    at = f"Saved {local_time(workspace.saved_at)}"
    assert said(signs) == [at, f"{at} on this laptop"]


def test_text_that_waits_is_not_said_to_be_saved_by_another_commit(signs, bridge, workspace):
    bridge.saving.wait()
    workspace.do(offices.set_setting, "typed", "one")
    assert said(signs) == ["Not saved yet", "Not saved yet"]
    bridge.saving.settle(workspace.saved_at)
    assert said(signs)[0] == f"Saved {local_time(workspace.saved_at)}"


def test_both_signs_turn_amber_when_a_commit_is_late(signs, bridge):
    bridge.saving.wait()
    bridge.saving._late.timeout.emit()
    bridge.saving._late.timeout.emit()
    assert said(signs) == ["Not saved for 6 s", "Not saved for 6 s"]
    assert [sign._words.property("tone") for sign in signs] == ["warn", "warn"]
    assert all(sign.findChild(IconLabel)._name == "warn" for sign in signs)
