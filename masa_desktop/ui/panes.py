"""F6 and Shift+F6: from pane to pane, saying the name of the one reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from masa_desktop.ui.notice import announce

if TYPE_CHECKING:
    from collections.abc import Sequence

Pane = tuple[str, QWidget]


def go_to_next(panes: Sequence[Pane], step: int = 1) -> str:
    """Focus the next pane in view (step -1: previous) and give its name; "" if there is none."""
    shown = [(name, widget) for name, widget in panes if widget.isVisible()]
    if not shown:
        return ""
    here = _number_of(QApplication.focusWidget(), shown)
    if here < 0:
        name, widget = shown[0 if step > 0 else -1]
    else:
        name, widget = shown[(here + step) % len(shown)]
    focus_into(widget)
    announce(widget, name)
    return name


def focus_into(widget: QWidget) -> None:
    """Focus the widget, or the first thing in it that takes the focus."""
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        inside = [
            child
            for child in widget.findChildren(QWidget)
            if child.isVisibleTo(widget) and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        widget = inside[0] if inside else widget
    widget.setFocus(Qt.FocusReason.TabFocusReason)


def _number_of(focused: QWidget | None, panes: Sequence[Pane]) -> int:
    holding = [
        number
        for number, (_, widget) in enumerate(panes)
        if focused is not None and (widget is focused or widget.isAncestorOf(focused))
    ]
    return holding[-1] if holding else -1
