"""The log file: where an error arose, never what somebody typed."""

import logging

import pytest

from masa_desktop import logs, paths
from masa_desktop.services.offices import set_setting


@pytest.fixture
def log_file():
    root = logging.getLogger()
    before = list(root.handlers), root.level
    logs.set_up()
    yield paths.logs_folder() / "masa.log"
    for handler in set(root.handlers) - set(before[0]):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before[1])


def test_an_errors_message_is_not_written(log_file):
    def fail(text):
        try:
            int(text)
        except ValueError as error:
            raise KeyError(text) from error

    try:
        fail("PLANTEDWORD")
    except KeyError:
        logging.getLogger("masa").exception("A verb failed")
    written = log_file.read_text(encoding="utf-8")
    assert "A verb failed" in written
    assert "in fail" in written
    assert "ValueError" in written
    assert "PLANTEDWORD" not in written


def test_verbs_are_logged_without_their_words(log_file, workspace):
    workspace.do(set_setting, "name", "PLANTEDWORD")
    written = log_file.read_text(encoding="utf-8")
    assert "settings.set_setting: 4 changes in" in written
    assert "PLANTEDWORD" not in written
