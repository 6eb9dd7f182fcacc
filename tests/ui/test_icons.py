"""Every icon is one colour, draws something, and follows the theme."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton

from masa_desktop.paths import resource
from masa_desktop.ui import icons, theme

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))
WANTED = """home planner meetings actions registers groups chairs matrix reports sync settings lock
search saved warn check cross undo chevron-down plus private decision note challenge word excel
people"""


def drawn(picture):
    """The colours of the fully painted points."""
    image = picture.toImage()
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return [point for point in points if point.alpha() == 255]


def test_every_icon_the_design_names_is_there():
    assert set(WANTED.split()) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_a_line_drawing_in_one_colour(name, look):
    source = resource(f"icons/{name}.svg").read_text()
    assert 'viewBox="0 0 24 24"' in source
    assert 'stroke-width="1.75"' in source
    assert "#" not in source
    points = drawn(icons.pixmap(name, "accent", 24))
    assert len(points) > 10
    assert all(abs(p.red() - QColor(theme.colour("accent")).red()) < 3 for p in points)


def test_a_dressed_button_changes_with_the_theme(qapp, look, qtbot):
    button = QToolButton()
    qtbot.addWidget(button)
    icons.dress(button, "lock", "text")
    before = drawn(button.icon().pixmap(24, 24))[0]
    look.apply(qapp, "dark")
    after = drawn(button.icon().pixmap(24, 24))[0]
    assert before.lightness() < 100 < after.lightness()


def test_an_icon_asked_for_twice_is_drawn_once(look):
    assert icons.icon("lock").cacheKey() == icons.icon("lock").cacheKey()
