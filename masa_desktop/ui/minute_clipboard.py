"""Minutes on the clipboard: our own form keeps blocks, HTML and plain text serve everyone else."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.domain.minute_lines import clean, from_data, normalise, to_data, to_html
from masa_desktop.ui import paste_cleaner
from masa_desktop.ui.minute_text import Chosen, Paragraph, unit_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masa_desktop.ui.minute_text import Shown

OURS = "application/x-masa-minutes"


def chosen_parts(paragraphs: Sequence[Paragraph], chosen: Chosen) -> list[Paragraph]:
    """What is chosen. A block chosen whole stays one; part of a block is only words."""
    made = []
    for index in range(chosen.start.index, chosen.end.index + 1):
        here = paragraphs[index]
        start = chosen.start.offset if index == chosen.start.index else 0
        end = chosen.end.offset if index == chosen.end.index else len(here.text)
        part = here.part(start, max(start, end))
        if here.is_note or _is_whole(paragraphs, chosen, index):
            made.append(part)
        else:
            made.append(Paragraph("", EntryKind.NOTE, part.text, part.marks))
    if len(made) > 1 and made[-1].is_note and not made[-1].text and not made[-2].is_note:
        made.pop()  # the paragraph below a block: only its edge is chosen
    return made


def _is_whole(paragraphs: Sequence[Paragraph], chosen: Chosen, index: int) -> bool:
    first, after = unit_at(paragraphs, index)
    last = paragraphs[after - 1]
    begins = chosen.start.index < first or (chosen.from_top and chosen.start.index == first)
    ends = chosen.end.index >= after or chosen.end.index == after - 1
    return begins and ends and (chosen.end.index >= after or chosen.end.offset == len(last.text))


def to_mime(
    parts: Sequence[Paragraph], marked: Sequence[Paragraph], *, shown: Shown, token: str
) -> QMimeData:
    """The parts for the clipboard, and for others what is marked; `token` is of their showing."""
    made = QMimeData()
    data = [
        [each.id, each.kind.value, each.text, to_data(each.marks), each.is_bullet] for each in parts
    ]
    made.setData(OURS, json.dumps({"from": token, "parts": data}).encode())
    made.setHtml(_html(marked, shown))
    made.setText(_text(marked, shown))
    return made


def from_mime(source: QMimeData) -> tuple[list[Paragraph], str]:
    """What may be pasted, and the token of the showing it comes from; ids there count only then."""
    if source.hasFormat(OURS):
        ours = _read(bytes(source.data(OURS).data()))
        if ours is not None:
            return ours
    if source.hasHtml():
        pieces = paste_cleaner.from_html(source.html())
    else:
        pieces = paste_cleaner.from_text(source.text())
    if len(pieces) > 1 and clean(source.text()).endswith("\n"):
        pieces.append(paste_cleaner.Piece(""))  # lines that end go on in a line of their own
    return [
        Paragraph("", EntryKind.NOTE, each.text, each.marks, each.is_bullet) for each in pieces
    ], ""


def _read(data: bytes) -> tuple[list[Paragraph], str] | None:
    try:
        found = json.loads(data)
        parts = [_paragraph(*each) for each in found["parts"]]
        return parts, str(found["from"])
    except (ValueError, KeyError, TypeError):
        return None  # not from this version of the app: the plain forms beside it serve


def _paragraph(
    own: str, kind: str, text: str, marks: list[list[int | str]], is_bullet: object
) -> Paragraph:
    said = clean(text)
    styled = normalise(from_data(marks), len(said))
    return Paragraph(own, EntryKind(kind), said, styled, bool(is_bullet))


def _html(parts: Sequence[Paragraph], shown: Shown) -> str:
    made: list[str] = []
    for number, each in enumerate(parts):
        said = to_html(each.text, each.marks)
        if each.is_bullet:
            made.append(f"<ul><li>{said}</li></ul>")
            continue
        heading, foot = _around(parts, number, shown)
        made.append(f"<p><b>{escape(heading)}</b></p>" if heading else "")
        made.append(f"<p>{said}</p>" if len(parts) > 1 or not each.is_note else said)
        made.append(f"<p>{escape(foot)}</p>" if foot else "")
    return "".join(made).replace("</ul><ul>", "")


def _text(parts: Sequence[Paragraph], shown: Shown) -> str:
    made: list[str] = []
    for number, each in enumerate(parts):
        heading, foot = _around(parts, number, shown)
        made += [heading] if heading else []
        made.append(f"• {each.text}" if each.is_bullet and len(parts) > 1 else each.text)
        made += [foot] if foot else []
    return "\n".join(made)


def _around(parts: Sequence[Paragraph], number: int, shown: Shown) -> tuple[str, str]:
    """Heading and foot to set about a part, as they are on the screen."""
    here = parts[number]
    if here.is_note:
        return "", ""
    heading, foot = shown.get((here.id, here.kind), ("", ""))
    first, after = unit_at(parts, number)
    return (
        (heading or entry_label(here.kind)).replace("\t", " – ") if number == first else "",
        foot if number == after - 1 else "",
    )
