"""What pages are made of: headers, cards, fields, strips, empty states; and the smallest parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.ui import theme
from masa_desktop.ui.small_parts import (
    IconLabel,
    Pill,
    ShortLabel,
    body,
    button,
    clear,
    ground,
    heading,
    icon_button,
    key_cap,
    line,
    link,
    mark,
    scrolling,
    secondary,
    small,
    subheading,
    tab_bar,
    tag,
    text_label,
    title,
    turn_off,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Card",
    "EmptyState",
    "Field",
    "IconLabel",
    "PageHeader",
    "Pill",
    "Segments",
    "ShortLabel",
    "Strip",
    "body",
    "button",
    "clear",
    "ground",
    "heading",
    "icon_button",
    "key_cap",
    "line",
    "link",
    "mark",
    "scrolling",
    "secondary",
    "small",
    "subheading",
    "tab_bar",
    "tag",
    "text_label",
    "title",
    "turn_off",
]

_AROUND = 24
"""Pixels round the words of a choice."""

_TONE_ICONS = {"bad": "warn", "warn": "warn", "good": "check", "info": "info"}


class PageHeader(QWidget):
    """Title, one line of context, actions right."""

    def __init__(self, heading_text: str = "", context: str = "") -> None:
        super().__init__()
        self.title, self.context = title(heading_text), text_label(context, "body", tone="quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.context)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 10)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addLayout(self.buttons)
        row.setAlignment(self.buttons, Qt.AlignmentFlag.AlignBottom)
        self.context.setHidden(not context)  # shown by its parent: alone it would flash as a window

    def say(self, heading_text: str, context: str = "") -> None:
        self.title.setText(heading_text)
        self.context.setText(context)
        self.context.setVisible(bool(context))


class Card(QFrame):
    """A white panel with an optional head; put things into `body`, links into `head`."""

    def __init__(
        self, heading_text: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(14, 9, 14, 8)
        self.head.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(14, 10, 14, 12)
        self.body.setSpacing(8)
        if heading_text:
            self.head.addWidget(subheading(heading_text), 0 if note else 1)
            if note:
                self.head.addWidget(small(note), 1)
            column.addLayout(self.head)
            column.addWidget(line())
        column.addLayout(self.body)


class Field(QWidget):
    """A labelled input; what is wrong is said under it, in words, and to a screen reader."""

    def __init__(self, label: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self.input = widget
        self.label = subheading(label)
        self.label.setBuddy(widget)
        widget.setAccessibleName(label)
        self._hint = text_label(hint, "body", tone="quiet")
        widget.setAccessibleDescription(hint)
        self._wrong = _Wrong()
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(self._head)
        for part in (self._hint, widget, self._wrong):
            column.addWidget(part)
        self._hint.setVisible(bool(hint))

    def add_beside(self, part: QWidget) -> None:
        """Put something quiet beside the label, in what room it leaves."""
        self._head.addWidget(part, 1)

    @property
    def is_wrong(self) -> bool:
        return not self._wrong.isHidden()

    @property
    def complaint(self) -> str:
        """What is shown as wrong; "" if nothing is."""
        return self._wrong.sentence.text() if self.is_wrong else ""

    def wrong(self, sentence: str, example: str = "") -> None:
        """Say what is wrong and, if it helps, an example or the way out. The value is kept."""
        self._wrong.say(sentence, example)
        self.input.setAccessibleDescription(f"{sentence} {example}".strip())
        mark(self.input, "wrong")

    def right(self) -> None:
        self._wrong.hide()
        self.input.setAccessibleDescription(self._hint.text())
        mark(self.input, "wrong", "false")


class _Wrong(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.sentence = text_label("", "strong", tone="bad")
        self.example = text_label("", "body", tone="bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("warn", "bad", 14), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.sentence)
        column.addWidget(self.example)
        row.addLayout(column, 1)
        self.hide()

    def say(self, sentence: str, example: str) -> None:
        self.sentence.setText(sentence)
        self.example.setText(example)
        self.example.setVisible(bool(example))
        self.show()


class Segments(QWidget):
    """One of a few choices, side by side; arrows move within."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str = "Choice") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 0, 0, 0)
        row.setSpacing(0)
        for key, words in choices:
            made = QToolButton()
            made.setText(words)
            made.setCheckable(True)
            made.setProperty("kind", "segment")
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAccessibleName(f"{name}: {words}")
            self.buttons[key] = made
            self._group.addButton(made)
            row.addWidget(made)
        self.buttons[choices[0][0]].setProperty("end", "first")
        self.buttons[choices[-1][0]].setProperty("end", "last")
        row.addStretch(1)
        self._group.buttonClicked.connect(self._tell)
        theme.look.changed.connect(self._leave_room)
        self._leave_room()
        self.choose(choices[0][0])

    @property
    def key(self) -> str:
        return next(key for key, made in self.buttons.items() if made.isChecked())

    def choose(self, key: str) -> None:
        """Show this one as chosen, without telling."""
        self.buttons[key].setChecked(True)

    def _leave_room(self) -> None:
        """The chosen one is said in heavier letters."""
        letters = QFontMetrics(theme.font("strong"))
        for made in self.buttons.values():
            made.setMinimumWidth(letters.horizontalAdvance(made.text()) + _AROUND)

    def _tell(self) -> None:
        self.chosen.emit(self.key)


class EmptyState(QWidget):
    """Instead of an empty grid: what appears here, and the first step."""

    def __init__(
        self, icon: str, heading_text: str, sentence: str, buttons: Sequence[QPushButton] = ()
    ) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        self.sentence = secondary(sentence)
        self.sentence.setAlignment(middle)
        self.sentence.setMaximumWidth(460)
        self.heading = heading(heading_text)
        self.heading.setAlignment(middle)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for made in buttons:
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 24, 20, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(IconLabel(icon, "accent", 28), 0, middle)
        column.addWidget(self.heading)
        row_of_words = QHBoxLayout()
        row_of_words.addStretch(1)
        row_of_words.addWidget(self.sentence, 8)
        row_of_words.addStretch(1)
        column.addLayout(row_of_words)
        column.addLayout(row)
        column.addStretch(3)


class Strip(QFrame):
    """A lasting state above content, with the reason and the way forward in the same place."""

    def __init__(
        self, text: str = "", tone: str = "info", icon: str = "", way: QPushButton | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "strip")
        self._icon = IconLabel("info", "text", 16)
        self.words: QLabel = body("")
        self.way = way
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        if way is not None:
            row.addWidget(way)
        self.say(text, tone, icon)

    def say(self, text: str, tone: str = "info", icon: str = "") -> None:
        """`tone`: info, warn, bad or good."""
        self.words.setText(text)
        self._icon.show_icon(icon or _TONE_ICONS.get(tone, "info"), "text")
        mark(self, "tone", tone)


def page_shortcut(page: QWidget, key: str) -> QShortcut:
    """A key that works while the page or something in it has focus."""
    return QShortcut(QKeySequence(key), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
