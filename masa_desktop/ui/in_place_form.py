"""A small form that opens where the fact stands: fields that wrap, one button that saves, Esc.

Promise: it never covers the page, never blocks it, and keeps what was typed until it is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from masa_desktop.ui import theme
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.parts import Field, button, ground, page_shortcut, subheading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


class InPlaceForm(QFrame):
    closed = Signal()

    def __init__(self, heading: str, saves: str) -> None:
        super().__init__()
        self.setAccessibleName(heading)
        ground(self, "surface2")
        self.heading = subheading(heading)
        self.save_button = button(saves, primary=True)
        self.cancel_button = button("Cancel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(10)
        self.column.addWidget(self.heading)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.close_form)
        page_shortcut(self, "Esc").activated.connect(self.close_form)
        self._first: QWidget = self.save_button
        self._reveal = QTimer(self, singleShot=True, interval=0)
        self._reveal.timeout.connect(self._show_whole)
        self.hide()

    def save(self) -> None:
        """What the button does. Each form says."""
        raise NotImplementedError

    def open_form(self, first: QWidget) -> None:
        """Show it, all of it if there is room, with the caret in its first field."""
        self.show()
        self._buttons_last()
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._first = first
        self._reveal.start()

    def _buttons_last(self) -> None:
        """Tab goes from the last field to the buttons, which were there before the fields."""
        inside: list[QWidget] = [self.cancel_button]
        one = self.nextInFocusChain()
        while one is not None and self.isAncestorOf(one):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                inside.append(one)
            one = one.nextInFocusChain()
        if inside[-1] not in {self.save_button, self.cancel_button}:
            self.setTabOrder(inside[-1], self.save_button)
            self.setTabOrder(self.save_button, self.cancel_button)

    def _show_whole(self) -> None:
        """Scroll the page so far that the form is seen, and in any case its first field."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self, 0, 12)
            around.ensureWidgetVisible(self._first, 0, theme.px(40))

    def close_form(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def add_row(self, *widgets: QWidget) -> None:
        """Fields side by side as far as there is room."""
        for widget in widgets:
            if isinstance(widget, Field) and isinstance(widget.input, QLineEdit):
                widget.input.returnPressed.connect(self.save)
        self.add_widget(flowing(*widgets))

    def add_widget(self, widget: QWidget) -> None:
        self.column.insertWidget(self.column.count() - 1, widget)

    def add_layout(self, layout: QLayout) -> None:
        self.column.insertLayout(self.column.count() - 1, layout)


def flowing(*widgets: QWidget) -> QWidget:
    """Widgets side by side as far as there is room, each with its label in one line."""
    row = QWidget()
    flow = FlowLayout(row)
    for widget in widgets:
        flow.addWidget(widget)
        if isinstance(widget, Field):
            widget.label.setWordWrap(False)
    return row


class TextField(Field):
    """A line of text with its label, `width` design pixels wide."""

    def __init__(self, label: str, width: int = 260, hint: str = "") -> None:
        self.entry = QLineEdit()
        super().__init__(label, self.entry, hint)
        self._width = width
        theme.look.changed.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        return self.entry.text().strip()

    def needs(self, sentence: str) -> bool:
        """Whether something is typed; if not, the field says `sentence`."""
        if self.text:
            self.right()
        else:
            self.wrong(sentence)
        return bool(self.text)

    def _fit(self) -> None:
        self.setMinimumWidth(theme.px(min(self._width, 160)))
        self.entry.setMinimumWidth(theme.px(self._width))
