"""The minutes editor's context menu: every command there is, with its key.

Over an unknown word what may have been meant comes first.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMenu

from masa_desktop.domain.marks import MarkStyle
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QTextEdit


class Writes(Protocol):
    """What the menu asks of the editor beside what any text edit does."""

    def make(self, kind: EntryKind) -> None: ...
    def toggle_mark(self, style: MarkStyle) -> None: ...
    def toggle_list(self) -> None: ...


class Offers(Protocol):
    """What spelling offers for one unknown word."""

    @property
    def word(self) -> str: ...
    @property
    def suggestions(self) -> Sequence[str]: ...
    def replace(self, right: str) -> None: ...
    def learn(self) -> None: ...


def minute_menu(editor: QTextEdit, writes: Writes, offers: Offers | None = None) -> QMenu:
    """A menu for this moment; what cannot be done now is unavailable."""
    menu = QMenu(editor)
    if offers is not None and not editor.isReadOnly():
        _add_spelling(menu, offers)
    may_write = not editor.isReadOnly()
    has_selection = editor.textCursor().hasSelection()
    document = editor.document()

    def add(words: str, act: Callable[[], object], *, when: bool = True) -> None:
        menu.addAction(words, act).setEnabled(when)

    add("Undo\tCtrl+Z", editor.undo, when=may_write and document.isUndoAvailable())
    add("Redo\tCtrl+Y", editor.redo, when=may_write and document.isRedoAvailable())
    menu.addSeparator()
    add("Cut\tCtrl+X", editor.cut, when=may_write and has_selection)
    add("Copy\tCtrl+C", editor.copy, when=has_selection)
    add("Paste\tCtrl+V", editor.paste, when=may_write and editor.canPaste())
    add("Select all\tCtrl+A", editor.selectAll)
    menu.addSeparator()
    add("Bold\tCtrl+B", lambda: writes.toggle_mark(MarkStyle.BOLD), when=may_write)
    add("Italic\tCtrl+I", lambda: writes.toggle_mark(MarkStyle.ITALIC), when=may_write)
    add("List\tCtrl+Shift+L", writes.toggle_list, when=may_write)
    menu.addSeparator()
    for words, kind in (
        ("Action\tCtrl+Shift+A", EntryKind.ACTION),
        ("Decision\tCtrl+Shift+D", EntryKind.DECISION),
        ("Challenge", EntryKind.CHALLENGE),
        ("Private jotting\tCtrl+Shift+J", EntryKind.PRIVATE),
        ("Note", EntryKind.NOTE),
    ):
        add(words, partial(writes.make, kind), when=may_write)
    return menu


def _add_spelling(menu: QMenu, offers: Offers) -> None:
    for right in offers.suggestions:
        action = menu.addAction(right, partial(offers.replace, right))
        action.setFont(theme.font("strong"))
    if not offers.suggestions:
        menu.addAction("No suggestions").setEnabled(False)
    menu.addAction(f"Learn “{offers.word}”", offers.learn)
    menu.addSeparator()
