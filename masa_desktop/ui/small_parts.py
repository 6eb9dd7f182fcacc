"""The smallest parts: labels by role, buttons, pills, icons, each named for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QWidget,
)

from masa_desktop.ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent, QResizeEvent


def ground(widget: QWidget, token: str) -> None:
    """Fill the widget's background: bg, rail, surface or surface2."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    mark(widget, "ground", token)


def mark(widget: QWidget, name: str, value: str = "true") -> None:
    """Set a property the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def text_label(text: str, role: str, *, tone: str = "") -> QLabel:
    """A wrapping plain-text label. `tone`: good, bad, warn, info, accent, decision or quiet."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone)
    return label


def title(text: str = "") -> QLabel:
    return text_label(text, "title")


def heading(text: str = "") -> QLabel:
    return text_label(text, "heading")


def subheading(text: str = "") -> QLabel:
    return text_label(text, "strong")


def body(text: str = "") -> QLabel:
    return text_label(text, "body")


def secondary(text: str = "") -> QLabel:
    return text_label(text, "secondary")


def small(text: str = "") -> QLabel:
    return text_label(text, "small")


def tag(text: str) -> QLabel:
    label = text_label(text, "badge")
    label.setWordWrap(False)
    label.setProperty("kind", "tag")
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label


def key_cap(text: str) -> QLabel:
    label = tag(text)
    label.setProperty("kind", "key")
    return label


class ShortLabel(QLabel):
    """One line, cut short with dots where there is no room; the whole is then in the tooltip."""

    def __init__(
        self,
        role: str = "small",
        ink: str = "text3",
        dots: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._role, self._ink, self._dots = role, ink, dots
        self._hint = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> int:
        """How many pixels wide all of it is."""
        return self.width_of(self.text())

    @property
    def seen(self) -> str:
        """What there is room for."""
        metrics = QFontMetrics(theme.font(self._role))
        return metrics.elidedText(self.text(), self._dots, self.width())

    def width_of(self, words: str) -> int:
        """How many pixels wide these words are here."""
        return QFontMetrics(theme.font(self._role)).horizontalAdvance(words) + 1

    def hint(self, words: str) -> None:
        """What the tooltip says besides."""
        self._hint = words
        self._say_rest()

    def setText(self, words: str) -> None:
        super().setText(words)
        self._say_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(self._role))
        painter.setPen(theme.colour(self._ink))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), int(middle), self.seen)

    def _say_rest(self) -> None:
        cut = self.text() if self.whole > self.width() else ""
        self.setToolTip("\n".join(part for part in (cut, self._hint) if part))


class ShortLine(ShortLabel):
    """As wide as its words where there is room, so that others may follow it; else cut short."""

    def __init__(self, words: str, role: str = "small", ink: str = "text3") -> None:
        super().__init__(role, ink)
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(self.whole, QFontMetrics(theme.font(self._role)).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())


class IconLabel(QLabel):
    """An icon beside words; decoration, so a screen reader skips it."""

    def __init__(self, name: str, tone: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._name, self._tone, theme.px(self._size)))


def button(
    text: str,
    icon: str = "",
    *,
    primary: bool = False,
    compact: bool = False,
    ghost: bool = False,
    danger: bool = False,
) -> QPushButton:
    """One primary button per page: verb and object, "…" only if more input follows."""
    made = QPushButton(text)
    looks = {"primary": primary, "compact": compact, "ghost": ghost, "danger": danger}
    for name in [name for name, wanted in looks.items() if wanted]:
        made.setProperty(name, "true")
    made.setProperty("role", "small" if compact else "body")
    if icon:
        icons.dress(made, icon, "onaccent" if primary else "text")
    made.setAutoDefault(False)
    return made


def turn_off(made: QPushButton, reason: str) -> None:
    """Look unavailable and say why; "" makes it available again. It stays focusable."""
    if made.accessibleDescription() != reason or made.property("off") is None:
        made.setAccessibleDescription(reason)
        mark(made, "off", "true" if reason else "false")


def icon_button(icon: str, name: str, key: str = "") -> QToolButton:
    made = QToolButton()
    icons.dress(made, icon, size=18)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({key})" if key else name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def link(text: str) -> QPushButton:
    made = button(text)
    made.setProperty("link", "true")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def scrolling(inside: QWidget, name: str = "") -> QScrollArea:
    """`inside` in a scroll area, as wide as there is room.

    With a name it takes the focus, so that keys scroll it. Without, what is in it does, and it
    never scrolls sideways.
    """
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidget(inside)
    if name:
        made.setAccessibleName(name)
    else:
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def clear(layout: QLayout) -> None:
    """Take out everything a layout holds, at once out of sight."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def line(*, vertical: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("kind", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class Pill(QFrame):
    """A short state: icon and words, never colour alone."""

    def __init__(self, text: str = "", tone: str = "", icon: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "pill")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel("check", "text2", 13)
        self._words = text_label("", "smallstrong")
        self._words.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 2, 9, 2)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        theme.look.changed.connect(self._fit)
        self._fit()
        self.say(text, tone, icon)

    def _fit(self) -> None:
        self.setMinimumHeight(theme.px(22))

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, text: str, tone: str = "", icon: str = "") -> None:
        """`tone`: "" neutral, good, bad, warn, info, accent or decision."""
        self._words.setText(text)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, tone or "text2")
        mark(self, "tone", tone)
        mark(self._words, "tone", tone)


def tab_bar(name: str, tabs: Iterable[str]) -> QTabBar:
    """Tabs with these words; `name` is what a screen reader calls the row of them."""
    made = QTabBar()
    made.setAccessibleName(name)
    made.setExpanding(False)
    made.setDrawBase(False)
    for words in tabs:
        made.addTab(words)
    return made
