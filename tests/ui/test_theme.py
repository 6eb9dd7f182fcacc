"""Colours keep their contrast, and one place decides them."""

import re

import pytest
from PySide6.QtGui import QColor, QPalette

from masa_desktop.paths import resource
from masa_desktop.ui import theme
from masa_desktop.ui.style_sheet import colour_sheet, contrast_sheet

TEXT, SHAPE = 4.5, 3.0

PAIRS = """
text surface, text bg, text sel, text2 surface, text2 bg, text2 rail, text3 surface, text3 bg,
text3 rail, text3 sunken, text3 sel, accent surface, accent bg, accent accentsoft, accent sel,
onaccent accent, decision surface, decision decisionsoft, action actionsoft, private privatesoft,
private surface, good surface, good goodsoft, warn surface, warn warnsoft, bad surface, bad badsoft,
bad sel, info surface, info infosoft, text badsoft, text warnsoft, text privatesoft,
text decisionsoft, text actionsoft, onB bB, onR bR, onA bA, onG bG, onN bN, text h1, text h2,
text h3, text h4, text h5
"""
SHAPES = """
ctl surface, ctl bg, focus surface, focus bg, focus sel, bB surface, bR surface, bG surface,
bN surface
"""


def listed(text, least):
    return [(*pair.split(), least) for pair in text.split(",")]


def luminance(colour):
    def part(number):
        share = int(colour[number : number + 2], 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_is_the_one_of_the_guidelines():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), listed(PAIRS, TEXT) + listed(SHAPES, SHAPE))
def test_every_pair_of_the_design_keeps_its_contrast(name, front, back, least):
    tokens = theme.tokens()[name]
    assert contrast(tokens[front], tokens[back]) >= least


SYSTEMS = {
    "black": ("#000000", "#FFFFFF", "#1AEBFF", "#000000"),
    "white": ("#FFFFFF", "#000000", "#37006E", "#FFFFFF"),
    "dusk": ("#2D3236", "#FFFFFF", "#A6D8FF", "#212D3B"),
}
"""Ground, text, highlight and text on it, as Windows ships them."""


def system_palette(name):
    ground, text, highlight, on_it = map(QColor, SYSTEMS[name])
    role, made = QPalette.ColorRole, QPalette()
    for each in (role.Window, role.Base, role.Button):
        made.setColor(each, ground)
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(each, text)
    made.setColor(role.Highlight, highlight)
    made.setColor(role.HighlightedText, on_it)
    return made


@pytest.mark.parametrize("name", SYSTEMS)
@pytest.mark.parametrize(("front", "back", "least"), listed(PAIRS, TEXT) + listed(SHAPES, SHAPE))
def test_every_pair_can_be_read_in_high_contrast(qapp, name, front, back, least):
    found = theme.in_contrast(system_palette(name))
    assert contrast(found[front], found[back]) >= least


@pytest.mark.parametrize("name", SYSTEMS)
def test_high_contrast_has_borders_and_no_colour_but_the_systems(qapp, name):
    found = theme.in_contrast(system_palette(name))
    sheet = contrast_sheet(found, {"check": "", "chevron": ""})
    known = {value.upper() for value in found.values()} | {"#0D5A61", "#FFFFFF"}
    assert {each.upper() for each in re.findall(r"#[0-9A-Fa-f]{6}", sheet)} <= known
    assert f"border: 1px solid {found['ctl']}" in sheet


@pytest.mark.parametrize("name", ["light", "dark"])
def test_white_on_the_green_panel_is_readable_in_both_themes(name):
    sheet = colour_sheet(theme.tokens()[name], {"check": "", "chevron": ""})
    panel = re.search(r'ground="brand"\] \{ background: (#\w+)', sheet).group(1)
    assert contrast("#FFFFFF", panel) >= TEXT


def test_both_themes_name_the_same_tokens():
    assert set(theme.tokens()["light"]) == set(theme.tokens()["dark"])


def test_colours_follow_the_setting(qapp, look):
    look.apply(qapp, "dark")
    assert theme.colour("surface").name().upper() == theme.tokens()["dark"]["surface"]
    assert qapp.palette().color(QPalette.ColorRole.Base) == theme.colour("surface")
    look.apply(qapp, "light")
    assert theme.colour("surface").name().upper() == "#FFFFFF"


def test_a_change_of_theme_is_told_once_and_only_when_it_is_one(qapp, look, qtbot):
    heard = []
    look.changed.connect(lambda: heard.append(look.name))
    look.apply(qapp, "dark")
    look.apply(qapp, "dark")
    assert heard == ["dark"]


def test_text_grows_with_the_setting_and_never_below_its_design_size(qapp, look):
    usual = theme.font("body").pointSizeF()
    look.apply(qapp, "light", 24)
    assert theme.font("body").pointSizeF() == pytest.approx(usual * 1.6)
    assert theme.px(100) == 160
    look.apply(qapp, "light", 13)
    assert theme.font("body").pointSizeF() == pytest.approx(usual)


def test_no_colour_is_written_outside_the_tokens():
    sheet = colour_sheet(theme.tokens()["light"], {"check": "", "chevron": ""})
    known = {value.upper() for value in theme.tokens()["light"].values()} | {"#0D5A61", "#FFFFFF"}
    assert {found.upper() for found in re.findall(r"#[0-9A-Fa-f]{6}", sheet)} <= known


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("mark", ["check", "chevron"])
def test_the_marks_of_both_themes_are_there(name, mark):
    assert resource(f"theme/{mark}-{name}.svg").exists()
