"""Which key asks the minutes editor for what; anything not named here is typing or moving."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_K, _M, _S = Qt.Key, Qt.KeyboardModifier, QKeySequence.StandardKey
_CTRL, _BOTH = _M.ControlModifier, _M.ControlModifier | _M.ShiftModifier

_KEYS = {
    QKeyCombination(modifier, key).toCombined(): name
    for modifier, key, name in (
        (_M.NoModifier, _K.Key_Return, "enter"),
        (_M.NoModifier, _K.Key_Enter, "enter"),
        (_M.ShiftModifier, _K.Key_Return, "enter"),
        (_M.ShiftModifier, _K.Key_Enter, "enter"),
        (_CTRL, _K.Key_Return, "leave"),
        (_CTRL, _K.Key_Enter, "leave"),
        (_CTRL, _K.Key_B, "bold"),
        (_CTRL, _K.Key_I, "italic"),
        (_BOTH, _K.Key_L, "list"),
        (_BOTH, _K.Key_A, "action"),
        (_BOTH, _K.Key_D, "decision"),
        (_BOTH, _K.Key_J, "private"),
        (_CTRL, _K.Key_Z, "undo"),
        (_CTRL, _K.Key_Y, "redo"),
        (_M.AltModifier, _K.Key_Backspace, "undo"),
        (_M.NoModifier, _K.Key_Backspace, "back"),
        (_M.ShiftModifier, _K.Key_Backspace, "back"),
        (_CTRL, _K.Key_Backspace, "back_word"),
        (_M.NoModifier, _K.Key_Delete, "forward"),
        (_CTRL, _K.Key_Delete, "forward_word"),
        (_M.ShiftModifier, _K.Key_Delete, "cut"),
        (_CTRL, _K.Key_X, "cut"),
    )
}
_STANDARD = (
    (_S.Cut, "cut"),
    (_S.Backspace, "back"),
    (_S.Delete, "forward"),
    (_S.DeleteStartOfWord, "back_word"),
    (_S.DeleteEndOfWord, "forward_word"),
)
_HELD = (_K.Key_Shift, _K.Key_Control, _K.Key_Alt, _K.Key_AltGr, _K.Key_Meta, _K.Key_CapsLock)
_REFUSED = (_S.DeleteEndOfLine, _S.DeleteCompleteLine, _S.Redo, _S.Undo)


def command(event: QKeyEvent) -> str:
    """What the key asks for; "" for typing and moving, "none" for what the editor leaves alone."""
    pressed = QKeyCombination(event.modifiers() & ~_M.KeypadModifier, Qt.Key(event.key()))
    found = _KEYS.get(pressed.toCombined(), "")
    if found:
        return found
    for standard, name in _STANDARD:
        if event.matches(standard):
            return name
    return "none" if any(event.matches(each) for each in _REFUSED) else ""


def is_held(event: QKeyEvent) -> bool:
    """Whether the key does nothing by itself: Shift before a capital ends no run of typing."""
    return event.key() in _HELD


def is_typing(event: QKeyEvent) -> bool:
    """Whether the key puts a character in. AltGr, which is Ctrl+Alt, does; Ctrl or Alt does not."""
    text = event.text()
    if not text or not (text.isprintable() or text[0] in "\u200c\u200d\u200e\u200f\u00ad\u00a0"):
        return False
    held = event.modifiers() & (_M.ControlModifier | _M.AltModifier | _M.MetaModifier)
    return not held or held == _M.ControlModifier | _M.AltModifier
