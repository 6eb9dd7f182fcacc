"""Bold and italic in the minutes, never on heading or foot lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor

from masa_desktop.domain.marks import MarkStyle
from masa_desktop.domain.minute_lines import marks_of
from masa_desktop.ui.minute_text import Chosen, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTextEdit

    from masa_desktop.ui.minute_document import MinuteDocument
    from masa_desktop.ui.minute_text import Paragraph

_BOLD, _PLAIN = 700, 400


def toggle(view: QTextEdit, document: MinuteDocument, style: MarkStyle) -> None:
    """The style on the whole selection, or off if all of it has it; else for what comes next."""
    cursor = view.textCursor()
    if not cursor.hasSelection():
        view.mergeCurrentCharFormat(_format(style, on=not _is_on(view.currentCharFormat(), style)))
        return
    chosen = document.chosen(cursor.selectionStart(), cursor.selectionEnd())
    form = _format(style, on=not _all_have(document.paragraphs, chosen, style))
    edit = QTextCursor(document)
    edit.beginEditBlock()
    for index, start, end in _parts(document.paragraphs, chosen):
        edit.setPosition(document.position(Spot(index, start)))
        edit.setPosition(document.position(Spot(index, end)), QTextCursor.MoveMode.KeepAnchor)
        edit.mergeCharFormat(form)
    edit.endEditBlock()


def _parts(paragraphs: Sequence[Paragraph], chosen: Chosen) -> list[tuple[int, int, int]]:
    made = []
    for index in range(chosen.start.index, chosen.end.index + 1):
        start = chosen.start.offset if index == chosen.start.index else 0
        end = chosen.end.offset if index == chosen.end.index else len(paragraphs[index].text)
        made += [(index, start, end)] if start < end else []
    return made


def _all_have(paragraphs: Sequence[Paragraph], chosen: Chosen, style: MarkStyle) -> bool:
    return all(
        any(m.start <= start and end <= m.end for m in marks_of(paragraphs[index].marks, style))
        for index, start, end in _parts(paragraphs, chosen)
    )


def _is_on(form: QTextCharFormat, style: MarkStyle) -> bool:
    return form.fontItalic() if style is MarkStyle.ITALIC else form.fontWeight() > _PLAIN


def _format(style: MarkStyle, *, on: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    if style is MarkStyle.ITALIC:
        made.setFontItalic(on)
    else:
        made.setFontWeight(_BOLD if on else _PLAIN)
    return made
