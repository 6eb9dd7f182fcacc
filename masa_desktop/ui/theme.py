"""The look in force: colours by token, fonts by role, sizes at the person's text size.

Colours come from resources/theme/tokens.json alone. In high contrast they are the system's: each
token stands for one of its colours, so that borders and what is chosen stay to be seen.
"""

from __future__ import annotations

import json
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from masa_desktop.paths import resource
from masa_desktop.ui.style_sheet import ROLES, colour_sheet, contrast_sheet, font_sheet

LIGHT, DARK, CONTRAST = "light", "dark", "contrast"

_R = QPalette.ColorRole
_PALETTE = {
    _R.Window: "bg",
    _R.WindowText: "text",
    _R.Base: "surface",
    _R.AlternateBase: "surface2",
    _R.Text: "text",
    _R.Button: "surface",
    _R.ButtonText: "text",
    _R.BrightText: "bad",
    _R.ToolTipBase: "surface",
    _R.ToolTipText: "text",
    _R.PlaceholderText: "text3",
    _R.Highlight: "accent",
    _R.HighlightedText: "onaccent",
    _R.Link: "accent",
    _R.LinkVisited: "accent",
    _R.Light: "surface",
    _R.Midlight: "line",
    _R.Mid: "line2",
    _R.Dark: "ctl",
    _R.Shadow: "ctl",
    _R.Accent: "accent",
}
_FADED = (_R.WindowText, _R.Text, _R.ButtonText)
_IN_CONTRAST = {
    "accent": _R.Highlight,
    "onaccent": _R.HighlightedText,
    "focus": _R.Highlight,
    "surface": _R.Base,
    "surface2": _R.Base,
    "hover": _R.Base,
}
_GROUNDS = ("bg", "rail", "sunken", "onB", "onR", "onA", "onG", "onN", "h1", "h2", "h3", "h4", "h5")
_SHADED, _SHADE = ("sel",), 0.2
"""How much of the system's highlight is in the ground of a chosen row, under the usual text."""


class Look(QObject):
    """Which theme is in force. There is one, because there is one QApplication."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = LIGHT
        self.zoom = 1.0
        self._applied: tuple[str, float] | None = None

    def apply(self, app: QApplication, scheme: str = "system", text_size: int = 15) -> None:
        """Dress the application. `scheme` is light, dark or system; `text_size` in px of minutes.

        Text of the window grows with the minutes' text and never goes below its design size.
        """
        self.name, self.zoom = _theme_for(app, scheme), max(1.0, text_size / 15)
        if self._applied == (self.name, self.zoom):
            return
        if self._applied is None:
            app.setStyle("Fusion")
        self._applied = (self.name, self.zoom)
        # To exchange one sheet for another takes Qt five times as long as to take it off first.
        app.setStyleSheet("")
        app.setFont(font("body"))
        if self.name == CONTRAST:
            app.setPalette(QPalette())
            found = in_contrast(app.palette())
            is_light = QColor(found["bg"]).lightnessF() > QColor(found["text"]).lightnessF()
            app.setStyleSheet(
                font_sheet(self.zoom)
                + contrast_sheet(found, _marks(LIGHT if is_light else DARK), self.zoom)
            )
        else:
            app.setPalette(palette(self.name))
            app.setStyleSheet(
                font_sheet(self.zoom)
                + colour_sheet(tokens()[self.name], _marks(self.name), self.zoom)
            )
        self.changed.emit()


look = Look()


@cache
def tokens() -> dict[str, dict[str, str]]:
    """Theme name to token to "#RRGGBB"."""
    found: dict[str, dict[str, str]] = json.loads(
        resource("theme/tokens.json").read_text(encoding="utf-8")
    )
    return found


def colour(token: str) -> QColor:
    """The token's colour now. Ask again at each painting; the theme may have changed."""
    if look.name != CONTRAST:
        return QColor(tokens()[look.name][token])
    return QColor(_of_system(token, QApplication.palette()))


def in_contrast(system: QPalette) -> dict[str, str]:
    """Token to "#rrggbb" of a system's own colours."""
    return {token: _of_system(token, system).name() for token in tokens()[LIGHT]}


def px(design: float) -> int:
    """Design pixels at the person's text size, for sizes that hold text."""
    return round(design * look.zoom)


def font(role: str) -> QFont:
    """The system font at a role of ROLES, such as title, heading, body, strong, small, minutes."""
    size, weight = ROLES[role]
    made = QFont(_system_font())
    made.setPointSizeF(size * 0.75 * look.zoom)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def palette(name: str) -> QPalette:
    """Our palette for light or dark, so that native parts follow."""
    values, made = tokens()[name], QPalette()
    for role, token in _PALETTE.items():
        made.setColor(role, QColor(values[token]))
    for role in _FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(values["text3"]))
    return made


def _of_system(token: str, system: QPalette) -> QColor:
    if token in _SHADED:
        return _between(system.color(_R.Base), system.color(_R.Highlight), _SHADE)
    is_ground = token in _GROUNDS or token.endswith("soft")
    return system.color(_IN_CONTRAST.get(token, _R.Window if is_ground else _R.WindowText))


def _between(one: QColor, other: QColor, share: float) -> QColor:
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]  # a tuple
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def _marks(name: str) -> dict[str, str]:
    return {mark: resource(f"theme/{mark}-{name}.svg").as_posix() for mark in ("check", "chevron")}


@cache
def _system_font() -> QFont:
    return QFont(QApplication.font())


def _theme_for(app: QApplication, scheme: str) -> str:
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    if scheme in (LIGHT, DARK):
        return scheme
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
