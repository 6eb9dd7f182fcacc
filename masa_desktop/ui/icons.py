"""One-colour line icons from resources/icons, drawn in a token's colour and kept right for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from masa_desktop.paths import resource
from masa_desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_SIZES = (16, 18, 20, 24, 32, 36, 48)
_USUAL = 16


class HasIcon(Protocol):
    """A button or an action."""

    def setIcon(self, icon: QIcon, /) -> None: ...


_dressed: MutableMapping[QObject, tuple[str, str, int]] = WeakKeyDictionary()


def icon(name: str, tone: str = "text2") -> QIcon:
    """The icon in a token's colour of the theme in force."""
    return _icon(name, theme.colour(tone).name())


def pixmap(name: str, tone: str, size: int) -> QPixmap:
    """The icon as a picture of `size` logical pixels, sharp on a 200 % screen too."""
    return _pixmap(name, theme.colour(tone).name(), size, 2)


def dress(thing: HasIcon, name: str, tone: str = "text2", size: int = 0) -> None:
    """Give a button or action this icon, now and after each change of theme or of text size.

    `size` is in design pixels; 0 leaves a button what it has been given before, or 16.
    """
    had = _dressed.get(thing, ("", "", 0))[2] if isinstance(thing, QObject) else 0
    given = (name, tone, size or had or _USUAL)
    _put_on(thing, *given)
    if isinstance(thing, QObject):
        _dressed[thing] = given


def _put_on(thing: HasIcon, name: str, tone: str, size: int) -> None:
    thing.setIcon(icon(name, tone))
    if isinstance(thing, QAbstractButton):
        thing.setIconSize(QSize(theme.px(size), theme.px(size)))


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _icon(name: str, colour: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_pixmap(name, colour, size, 1))
    return made


@cache
def _pixmap(name: str, colour: str, size: int, ratio: int) -> QPixmap:
    svg = _source(name).replace("currentColor", colour)
    made = QPixmap(size * ratio, size * ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _dress_again() -> None:
    for thing, given in list(_dressed.items()):
        if shiboken6.isValid(thing):
            _put_on(thing, *given)  # type: ignore[arg-type]  # dress() saw to it


theme.look.changed.connect(_dress_again)
