"""What window tests may ask for: a dressed application, a bridge, jobs, and the name walker."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from masa_desktop.ui import theme
from masa_desktop.ui.bridge import Bridge
from masa_desktop.ui.jobs import Jobs


@pytest.fixture
def look(qapp):
    """The application in our light theme."""
    theme.look.apply(qapp, "light", 15)
    yield theme.look
    theme.look.apply(qapp, "light", 15)


@pytest.fixture
def bridge(workspace, today, look):
    return Bridge(workspace, today=lambda: today)


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def assert_accessible():
    """Call with a widget: fails on anything in it that takes the focus but has no name."""
    return _assert_accessible


@pytest.fixture
def shown_alone(qapp):
    """Call with a function that builds a widget: gives whatever flashed up as a window meanwhile.

    A widget made visible before it has a parent is a window of its own for a blink.
    """

    def watch(build):
        seen = _Watch()
        qapp.installEventFilter(seen)
        seen.built = build()
        qapp.removeEventFilter(seen)
        return seen.found

    return watch


class _Watch(QObject):
    def __init__(self):
        super().__init__()
        self.found = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and watched.isWidgetType() and watched.isWindow():
            self.found.append(type(watched).__name__)
        return False


def nameless(widget):
    """Widgets in `widget` that take the focus and say nothing to a screen reader."""
    found = []
    for child in [widget, *widget.findChildren(QWidget)]:
        if _is_part_of_another(child, widget) or child.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        spoken = QAccessible.queryAccessibleInterface(child)
        if not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(child).__name__} in {type(child.parentWidget()).__name__}")
    return found


def _is_part_of_another(child, widget):
    """Qt's own inner parts speak through the widget they belong to; so do the lists of boxes."""
    return (
        child.objectName().startswith("qt_")
        or child.focusProxy() is not None
        or child.window() is not widget.window()
    )


def _assert_accessible(widget):
    assert nameless(widget) == []
