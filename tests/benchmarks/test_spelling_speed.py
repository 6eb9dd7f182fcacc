"""A key in the minutes with and without the spelling check, and what the check costs apart."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minute_lines import Line
from masa_desktop.services import dictionary
from masa_desktop.ui import theme
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.minute_editor import MinuteEditor
from masa_desktop.ui.spelling import Spelling

SAID = (
    "The safegaurding audit of twenty-four files was presented; practice was strongest in early "
    "identification and weakest where agencies received referrals late. Partners’ views differ. "
) * 2
LINES = [Line(f"n{number}", EntryKind.NOTE, SAID) for number in range(60)]
ROUNDS, KEYS = 5, 60


@pytest.fixture
def editors(qtbot):
    """One alone, and one to be checked, each alike and not covered by the other."""
    theme.look.apply(QApplication.instance(), "light", 15)
    made = [MinuteEditor(), MinuteEditor()]
    for editor in made:
        qtbot.addWidget(editor)
        editor.resize(760, 600)
        editor.show()
        editor.show_lines(LINES)
    return made


def typing(editor):
    def key(number):
        text = "the minutes of a meeting "[number % 25]
        nothing_held = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, nothing_held, text))
        QApplication.processEvents()

    return key


def test_a_key_with_and_without_spelling(editors, workspace, figures, qtbot):
    """In turns, so that whatever else the machine does falls on both."""
    plain, checked = editors
    check = Spelling(checked, Bridge(workspace), idle=1)
    qtbot.waitUntil(lambda: check.is_on)
    for _ in range(ROUNDS):
        alone = figures.measure("a key to painted text, no spelling", typing(plain), KEYS)
        figures.measure("the same with spelling", typing(checked), KEYS, baseline=alone)
    figures.measure(
        "all words of 60 paragraphs again",
        lambda n: check.underlines.renew(),
        10,
        baseline=alone,
    )


def test_the_dictionary(figures):
    dictionary.british.cache_clear()
    read = figures.measure("reading the dictionary", lambda n: dictionary.british(), 1)
    figures.measure(
        "suggestions for one word",
        lambda n: dictionary.british().suggestions("safegaurding"),
        3,
        baseline=read,
    )
