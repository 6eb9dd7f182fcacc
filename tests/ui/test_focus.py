"""Where the focus is can be seen: a ring that stays with its button, and one on the tab in view."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.ui import theme
from masa_desktop.ui.focus import FocusKeeper, FocusRing


@pytest.fixture
def window(qtbot, qapp, look):
    """A button two boxes deep, under a label that may grow."""
    made = QWidget()
    made.keeper = FocusKeeper(qapp)
    made.label, made.outer, made.inner = QLabel("one line"), QWidget(), QWidget()
    made.button, made.entry, made.tabs = QPushButton("Save"), QLineEdit(), QTabBar()
    for words in ("Minutes", "Roll-call"):
        made.tabs.addTab(words)
    for box, parts in (
        (made.inner, [made.button]),
        (made.outer, [made.inner]),
        (made, [made.label, made.outer, made.tabs, made.entry]),
    ):
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.entry.setFocus()
    yield made
    made.keeper.deleteLater()


def rings(window):
    """Where they are in the window: one, and one more for any application made before this one."""
    found = [each for each in window.findChildren(FocusRing) if each.isVisible()]
    return {QRect(each.mapTo(window, QPoint(0, 0)), each.size()).getRect() for each in found}


def is_round(window, button):
    wanted = QRect(button.mapTo(window, QPoint(0, 0)), button.size()).adjusted(-3, -3, 3, 3)
    return rings(window) == {wanted.getRect()}


def test_the_ring_follows_when_a_box_round_the_button_is_moved(window, qtbot):
    window.button.setFocus()
    assert is_round(window, window.button)
    was = window.button.mapTo(window, QPoint(0, 0))
    window.label.setText("one\ntwo\nthree\nfour\nfive")
    qtbot.waitUntil(lambda: window.button.mapTo(window, QPoint(0, 0)) != was)
    assert is_round(window, window.button)


def test_the_ring_follows_the_window_as_it_grows(window, qtbot):
    window.button.setFocus()
    window.resize(700, 500)
    qtbot.waitUntil(lambda: window.button.width() > 600)
    assert is_round(window, window.button)


def test_the_ring_goes_and_comes_with_the_box_the_button_is_in(window):
    window.button.setFocus()
    window.outer.hide()
    assert rings(window) == set()
    window.outer.show()
    window.button.setFocus()
    window.inner.move(window.inner.pos() + QPoint(5, 9))
    assert is_round(window, window.button)
    window.entry.setFocus()
    window.inner.move(window.inner.pos() + QPoint(5, 9))
    assert rings(window) == set()


def test_the_tab_in_view_shows_the_focus_by_a_ring_and_keeps_its_size(window):
    def colours_round():
        picture = window.tabs.grab().toImage()
        inside = window.tabs.tabRect(0)
        middle = inside.center()
        return [
            picture.pixelColor(middle.x(), inside.top()),
            picture.pixelColor(inside.left(), middle.y()),
            picture.pixelColor(middle.x(), inside.bottom()),
        ]

    focus, size = theme.colour("focus"), window.tabs.sizeHint()
    assert focus not in colours_round()
    window.tabs.setFocus()
    assert colours_round() == [focus, focus, focus]
    assert window.tabs.sizeHint() == size


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus(window, qtbot, key):
    pressed = []
    window.button.clicked.connect(lambda: pressed.append(key))
    window.button.setFocus()
    qtbot.keyClick(window.button, key)
    assert pressed == [key]


def test_enter_with_another_key_is_left_to_the_window(window, qtbot):
    pressed = []
    window.button.clicked.connect(lambda: pressed.append("pressed"))
    window.button.setFocus()
    qtbot.keyClick(window.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
