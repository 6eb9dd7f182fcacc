"""British spelling in the minutes: unknown words are underlined, suggestions come when asked for.

It only ever lays an underline over the text; nothing of it is in the document, its marks or undo.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)

from masa_desktop.domain.spelling import Checker, Word, key, straight
from masa_desktop.services import dictionary, spelling
from masa_desktop.ui import theme
from masa_desktop.ui.minute_blocks import ROLE, Role
from masa_desktop.ui.minute_menu import minute_menu
from masa_desktop.ui.minute_reading import to_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument
    from PySide6.QtWidgets import QMenu

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.services.dictionary import Dictionary
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.minute_editor import MinuteEditor

_IDLE = 300
_BREAK = "\u2028"


class Spelling(QObject):
    """Checks one editor. Make it once; it lives as long as the editor.

    The dictionary is read when nobody has typed for a moment, never before the first words show.
    """

    def __init__(self, editor: MinuteEditor, bridge: Bridge, *, idle: int = _IDLE) -> None:
        super().__init__(editor)
        self._editor, self._bridge = editor, bridge
        self._dictionary: Dictionary | None = None
        self._house: frozenset[str] = frozenset()
        self._checker = Checker(self._knows)
        self.menu: QMenu | None = None
        self.underlines = _Underlines(editor, self.unknown_in)
        self._idle = QTimer(self, interval=idle, singleShot=True)
        self._idle.timeout.connect(self._begin)
        editor.document().contentsChange.connect(self._on_typing)
        editor.cursorPositionChanged.connect(self.underlines.on_caret)
        editor.installEventFilter(self)
        editor.viewport().installEventFilter(self)
        bridge.changed.connect(self._on_change)
        bridge.preferences.changed.connect(self._follow_preference)
        theme.look.changed.connect(self.underlines.renew)
        self._follow_preference()

    @property
    def is_on(self) -> bool:
        """Whether words are being checked now."""
        return self._dictionary is not None

    def unknown_in(self, block: QTextBlock) -> list[Word]:
        """The unknown words of a row of the document; none in headings, feet and commands."""
        if self._dictionary is None or block.blockFormat().property(ROLE) != Role.BODY:
            return []
        return self._checker.unknown(block.text().replace(_BREAK, "\n"))

    def word_at(self, position: int) -> QTextCursor | None:
        """The unknown word at a place of the document, selected; None if there is none."""
        block = self._editor.document().findBlock(position)
        for start, end in _places(block, self.unknown_in(block)):
            if start <= position <= end:
                return _selected(self._editor.document(), start, end)
        return None

    def next_word(self) -> bool:
        """Select the next unknown word, from the top again at the end, and open its menu (F7).

        False, and it is said so, if there is none.
        """
        self._begin()
        found = self._next()
        if found is None:
            self._bridge.tell(
                "No unknown words" if self.is_on else "Spelling is not checked on this laptop"
            )
            return False
        self._editor.setTextCursor(found)
        self._editor.ensureCursorVisible()
        self._bridge.announce(f"Unknown word: {found.selectedText()}")
        place = self._editor.cursorRect().bottomLeft()
        self.open_menu(found.position(), self._editor.viewport().mapToGlobal(place))
        return True

    def open_menu(self, position: int, at: QPoint) -> None:
        """The editor's menu at a point of the screen; on top what a word there may have meant."""
        word = None if self._editor.isReadOnly() else self.word_at(position)
        menu = minute_menu(self._editor, self._editor, self._offer(word) if word else None)
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu
        menu.popup(at)

    def replace(self, word: QTextCursor, right: str) -> None:
        """Put another word in the place of a selected one, in its bold or italic; one undo step."""
        first = QTextCursor(word)
        first.setPosition(word.selectionStart() + 1)
        self._editor.minutes.history.pause()
        with self._editor.acts.working(is_group=True):
            word.insertText(_as_written(word.selectedText(), right), first.charFormat())
            self._editor.setTextCursor(word)

    def learn(self, word: str) -> None:
        """The office knows this word from now on; it can be taken back."""
        self._bridge.workspace.do(spelling.learn, word)
        self._bridge.tell(f"“{word}” is a house word now", undo=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            self._on_menu(event)
            return True
        if watched is self._editor and isinstance(event, QKeyEvent) and _is_f7(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.next_word()
            return True
        return False

    def _on_menu(self, event: QContextMenuEvent) -> None:
        position, at = self._editor.textCursor().position(), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            view = self._editor.viewport()
            position = self._editor.cursorForPosition(view.mapFromGlobal(at)).position()
        else:
            place = self._editor.cursorRect().bottomLeft()
            at = self._editor.viewport().mapToGlobal(place)
        self.open_menu(position, at)

    def _offer(self, word: QTextCursor) -> _Offer:
        said = word.selectedText()
        meant = self._dictionary.suggestions(straight(said)) if self._dictionary else ()
        return _Offer(self, word, meant)

    def _next(self) -> QTextCursor | None:
        """From the caret on; a selected word, or one with the caret at its end, is passed."""
        document, caret = self._editor.document(), self._editor.textCursor()
        here = caret.selectionEnd()
        block = document.findBlock(here)
        for _ in range(document.blockCount() + 1):
            for start, end in _places(block, self.unknown_in(block)):
                if end > here:
                    return _selected(self._editor.document(), start, end)
            block = block.next()
            if not block.isValid():
                block, here = document.firstBlock(), -1
        return None

    def _knows(self, word: str) -> bool:
        known = self._dictionary is None or self._dictionary.knows(word)
        return known or key(word) in self._house

    def _begin(self) -> None:
        """Read the dictionary if it is wanted and not there yet."""
        self._idle.stop()
        if self._dictionary is not None or not self._is_wanted:
            return
        self._dictionary = dictionary.british()
        if self._dictionary is not None:
            self._take_up(self._bridge.workspace.ask(spelling.known))

    @property
    def _is_wanted(self) -> bool:
        return self._bridge.preferences.settings.is_spelling_checked

    def _on_typing(self) -> None:
        if self._dictionary is None and self._is_wanted:
            self._idle.start()

    def _on_change(self, changes: ChangeSet) -> None:
        if self._dictionary is None or not changes.touches(*spelling.TABLES):
            return
        house = self._bridge.workspace.ask(spelling.known)
        if house != self._house:
            self._take_up(house)

    def _take_up(self, house: frozenset[str]) -> None:
        self._house, self._checker = house, Checker(self._knows)
        self.underlines.renew()

    def _follow_preference(self) -> None:
        if self._is_wanted:
            if self._dictionary is None:
                self._idle.start()
        elif self._dictionary is not None:
            self._dictionary = None
            self.underlines.renew()


class _Offer:
    """What the menu says about one unknown word."""

    def __init__(self, owner: Spelling, word: QTextCursor, meant: tuple[str, ...]) -> None:
        self._owner, self._place = owner, word
        self.word, self.suggestions = word.selectedText(), meant

    def replace(self, right: str) -> None:
        self._owner.replace(self._place, right)

    def learn(self) -> None:
        self._owner.learn(self.word)


class _Underlines(QSyntaxHighlighter):
    """Underlines unknown words, but not the one that is being typed."""

    def __init__(
        self, editor: MinuteEditor, unknown_in: Callable[[QTextBlock], list[Word]]
    ) -> None:
        self._editor, self._unknown_in = editor, unknown_in
        self._open: QTextCursor | None = None
        self._is_asked = False
        super().__init__(editor.document())

    def highlightBlock(self, text: str) -> None:
        del text
        block = self.currentBlock()
        found = self._unknown_in(block)
        if not found:
            return
        form = _underline()
        caret = -1 if self._is_asked else self._editor.textCursor().position()
        for start, end in _places(block, found):
            if start <= caret <= end:
                self._open = _selected(self.document(), start, end)
            else:
                self.setFormat(start - block.position(), end - start, form)

    def renew(self) -> None:
        """Look at every word again."""
        with self._asked():
            self.rehighlight()

    def on_caret(self) -> None:
        """The word that was being typed is looked at once the caret has left it."""
        if self._open is None:
            return
        start, end = self._open.selectionStart(), self._open.selectionEnd()
        if not start <= self._editor.textCursor().position() <= end:
            self._open = None
            with self._asked():
                self.rehighlightBlock(self.document().findBlock(start))

    @contextmanager
    def _asked(self) -> Iterator[None]:
        before, self._is_asked = self._is_asked, True
        try:
            yield
        finally:
            self._is_asked = before


def _selected(document: QTextDocument, start: int, end: int) -> QTextCursor:
    made = QTextCursor(document)
    made.setPosition(start)
    made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return made


def _underline() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
    made.setUnderlineColor(theme.colour("bad"))
    return made


def _places(block: QTextBlock, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Where words of a row stand in the document."""
    if not words:
        return
    text, top = block.text(), block.position()
    for word in words:
        yield top + to_unit(text, word.start), top + to_unit(text, word.end)


def _as_written(wrong: str, right: str) -> str:
    """The right word with the apostrophe of the wrong one."""
    return right.replace("'", "’") if "’" in wrong else right


def _is_f7(event: QKeyEvent) -> bool:
    kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    return event.type() in kinds and event.key() == Qt.Key.Key_F7 and plain
