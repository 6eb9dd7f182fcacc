"""The whole practice meeting by keyboard alone, where there is a screen to do it on."""

import pytest

from tests.keyboard import desk, minute_a_meeting


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(bool(desk.missing()), reason=f"not installed: {', '.join(desk.missing())}")
def test_a_whole_meeting_is_minuted_by_keyboard_alone(tmp_path):
    assert " keys in " in minute_a_meeting.hold(tmp_path / "kit")
