"""Tells a sentence typed into a list from letters pressed there one at a time.

Goes by when a key was pressed, not by when it is handled; one without a time is in no sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_TOGETHER, _REST = 250, 600
"""Milliseconds between two letters of a sentence, and without a key until keys are keys again."""

_TYPES = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class TypedRun:
    """`words` are the sentences typed so far, until somebody takes or drops them.

    `is_sentence` says whether the last key was part of one.
    """

    def __init__(self) -> None:
        self.drop()

    def drop(self) -> None:
        """Nothing is astray any more, and the next key is a key."""
        self.words = self._waits = ""
        self._at = 0
        self.is_sentence = False

    def is_astray(self, event: QKeyEvent) -> bool:
        """Whether this key is part of a sentence: from the second of two letters pressed at once,
        until none follows for a while."""
        text, now = event.text(), event.timestamp()
        if not now or not text or not text.isprintable() or event.modifiers() & ~_TYPES:
            return False
        apart, self._at = now - self._at, now
        if apart >= _REST:
            self._waits, self.is_sentence = "", False
        elif apart < _TOGETHER and (self._waits[-1:] + text).isalpha() and self._waits:
            self.is_sentence = True
        self._waits += text
        if self.is_sentence:
            self.words, self._waits = self.words + self._waits, ""
        return self.is_sentence
