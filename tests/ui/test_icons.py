"""Every icon is one colour, draws something, and follows the theme."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QToolButton

from masa_desktop.paths import resource
from masa_desktop.ui import icons, theme
from masa_desktop.ui.parts import Pill, button, icon_button
from masa_desktop.ui.rail import RailItem, RailPane

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


@pytest.mark.parametrize(
    ("made", "size"),
    [(lambda: button("Guest", "plus"), 16), (lambda: icon_button("plus", "Add"), 18)],
)
def test_an_icon_is_as_large_as_the_text_beside_it(qapp, look, qtbot, made, size):
    thing = made()
    qtbot.addWidget(thing)
    assert thing.iconSize().width() == size
    look.apply(qapp, "light", 30)
    assert thing.iconSize().width() == 2 * size
    icons.dress(thing, "check")
    assert thing.iconSize().width() == 2 * size
    look.apply(qapp, "light", 15)
    assert thing.iconSize().width() == size


def test_the_rail_gives_its_icons_room_at_large_text(qapp, look, qtbot):
    rail = RailPane([RailItem("home", "Home", "home")], [RailItem("set", "Settings", "settings")])
    qtbot.addWidget(rail)
    rail.be_slim(slim=True)
    usual = rail.width()
    look.apply(qapp, "light", 30)
    assert rail.width() == usual + 18
    shown = rail.top.grab().toImage()
    ink = theme.colour("text2").rgb()
    tall = [
        y for y in range(shown.height()) for x in range(shown.width()) if shown.pixel(x, y) == ink
    ]
    assert max(tall) - min(tall) > 24


def test_boxes_to_tick_grow_with_the_text(qapp, look, qtbot):
    box = QCheckBox("Left the room")
    qtbot.addWidget(box)

    def side():
        option = QStyleOptionButton()
        option.initFrom(box)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        return box.style().subElementRect(part, option, box).width()

    box.ensurePolished()
    usual = side()
    look.apply(qapp, "light", 30)
    box.ensurePolished()
    assert side() == usual + 15


def test_a_badge_made_in_large_text_is_low_again_in_small(qapp, look, qtbot):
    look.apply(qapp, "light", 30)
    pill = Pill("Quorate", "good", "check")
    qtbot.addWidget(pill)
    assert pill.minimumHeight() == 44
    look.apply(qapp, "light", 15)
    assert pill.minimumHeight() == 22
