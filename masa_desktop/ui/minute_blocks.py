"""How the minutes look: the rows of a block, their formats, and the bar, ground and icon behind.

A block says its kind in words in its heading; colour and icon only repeat it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QTextBlockFormat, QTextCharFormat, QTextFormat, QTextOption

from masa_desktop.domain.marks import MarkStyle
from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.domain.minute_lines import spans
from masa_desktop.ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPainter, QTextBlock
    from PySide6.QtWidgets import QTextEdit

    from masa_desktop.domain.marks import Marks
    from masa_desktop.ui.minute_text import Paragraph, Shown

WIDEST = 640
"""Design pixels of the text, about 66 characters of minutes."""

_LINE, _GAP, _AROUND, _NOTE_GAP, _ABOVE, _BAR, _SIDE, _ICON, _POINT = (
    23,
    10,
    13,
    8,
    7,
    4,
    16,
    18,
    20,
)
_USER = QTextFormat.Property.UserProperty.value
ROLE, ID, KIND, BULLET = _USER + 1, _USER + 2, _USER + 3, _USER + 4
LOOKS = {
    EntryKind.DECISION: ("decision", "decisionsoft", "decision"),
    EntryKind.ACTION: ("action", "actionsoft", "actions"),
    EntryKind.CHALLENGE: ("info", "infosoft", "challenge"),
    EntryKind.PRIVATE: ("private", "privatesoft", "private"),
}


class Role(IntEnum):
    """What a row of the document is. Only a body can be written in."""

    BODY = 0
    HEAD = 1
    FOOT = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One block of the Qt document. `is_last`: nothing of its record follows."""

    role: Role
    id: str
    kind: EntryKind
    text: str
    marks: Marks = ()
    is_bullet: bool = False
    is_last: bool = True

    @property
    def said(self) -> tuple[Role, str, Marks]:
        return self.role, self.text, self.marks

    def with_text(self, text: str, marks: Marks) -> Row:
        return replace(self, text=text, marks=marks)


def rows_of(paragraphs: Sequence[Paragraph], shown: Shown) -> list[Row]:
    """The rows that show whole records."""
    made: list[Row] = []
    for number, here in enumerate(paragraphs):
        if here.is_note:
            made.append(_body(here, is_last=True))
            continue
        heading, foot = shown.get((here.id, here.kind), ("", ""))
        if number == 0 or paragraphs[number - 1].id != here.id:
            said = heading or entry_label(here.kind)
            made.append(Row(Role.HEAD, here.id, here.kind, _one_line(said), is_last=False))
        is_end = number + 1 == len(paragraphs) or paragraphs[number + 1].id != here.id
        made.append(_body(here, is_last=is_end and not foot))
        if is_end and foot:
            made.append(Row(Role.FOOT, here.id, here.kind, _one_line(foot)))
    return made


def _body(here: Paragraph, *, is_last: bool) -> Row:
    return Row(Role.BODY, here.id, here.kind, here.text, here.marks, here.is_bullet, is_last)


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\u2029", " ")


def text_font() -> QFont:
    return theme.font("minutes")


def top_margin() -> int:
    return theme.px(14)


def bottom_margin() -> int:
    """Blank space below the last line, so that one does not type along the edge."""
    return theme.px(64)


def char_format(row: Row) -> QTextCharFormat:
    made = QTextCharFormat()
    if row.role is Role.HEAD:
        made.setFont(theme.font("smallstrong"))
        made.setForeground(theme.colour(LOOKS[row.kind][0]))
    elif row.role is Role.FOOT:
        made.setFont(theme.font("small"))
        made.setForeground(theme.colour("text2"))
    return made


def runs(row: Row) -> list[tuple[str, QTextCharFormat]]:
    """A row's text in pieces of one format; in a heading, what follows the tab is quiet."""
    base = char_format(row)
    if row.role is Role.HEAD:
        name, tab, rest = row.text.partition("\t")
        quiet = QTextCharFormat(base)
        quiet.setFont(theme.font("small"))
        quiet.setForeground(theme.colour("text2"))
        return [(name, base), (tab + rest, quiet)] if tab else [(name, base)]
    return [(piece, _styled(base, styles)) for piece, styles in spans(row.text, row.marks)]


def _styled(base: QTextCharFormat, styles: frozenset[MarkStyle]) -> QTextCharFormat:
    made = QTextCharFormat(base)
    if MarkStyle.BOLD in styles:
        made.setFontWeight(700)
    if MarkStyle.ITALIC in styles:
        made.setFontItalic(True)
    return made


def block_format(row: Row, measure: float) -> QTextBlockFormat:
    """How a row is set; `measure` is the width of the text in pixels."""
    made = QTextBlockFormat()
    made.setProperty(ROLE, int(row.role))
    made.setProperty(ID, row.id)
    made.setProperty(KIND, row.kind.value)
    made.setProperty(BULLET, row.is_bullet)
    px = theme.px
    if row.role is Role.BODY:
        made.setLineHeight(px(_LINE), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    if row.kind is EntryKind.NOTE:
        made.setBottomMargin(px(_NOTE_GAP))
        made.setLeftMargin(px(_POINT) if row.is_bullet else 0)
        return made
    made.setLeftMargin(px(_SIDE) + (px(_ICON) if row.role is Role.HEAD else 0))
    made.setRightMargin(px(_SIDE - _BAR))
    if row.role is Role.HEAD:
        made.setTopMargin(px(_ABOVE + _AROUND))
        right = measure - px(_SIDE - _BAR)
        # Short of the edge: text that ends exactly at it is broken into a second line.
        stop = right - px(_SIDE + _ICON) - px(_BAR)
        tab = QTextOption.Tab(stop, QTextOption.TabType.RightTab)
        made.setTabPositions([tab])
    if row.role is Role.FOOT:
        made.setTopMargin(px(_BAR))
    if row.is_last:
        made.setBottomMargin(px(_ABOVE + _AROUND))
    return made


def paint(view: QTextEdit, painter: QPainter) -> None:
    """Draw what stands behind the visible rows."""
    layout = view.document().documentLayout()
    area = view.viewport().rect()
    shift = QPointF(-view.horizontalScrollBar().value(), -view.verticalScrollBar().value())
    block = view.cursorForPosition(area.topLeft()).block()
    if block.previous().isValid():
        block = block.previous()
    width = view.document().rootFrame().frameFormat()
    left, right = width.leftMargin(), view.document().textWidth() - width.rightMargin()
    place = layout.blockBoundingRect(block).translated(shift)
    while block.isValid() and place.top() <= area.bottom() + theme.px(_GAP):
        after = layout.blockBoundingRect(block.next()).translated(shift)
        wide = QRectF(left, place.top(), right - left, place.height())
        _paint_row(painter, block, wide, after.top())
        block, place = block.next(), after


def _paint_row(painter: QPainter, block: QTextBlock, place: QRectF, below: float) -> None:
    """One row's strip, down to the row `below` it unless it is the last of its block."""
    form = block.blockFormat()
    kind = EntryKind(form.property(KIND) or EntryKind.NOTE)
    if kind is EntryKind.NOTE:
        if form.property(BULLET):
            _paint_point(painter, block, place)
        return
    tone, soft, icon = LOOKS[kind]
    is_head = form.property(ROLE) == Role.HEAD
    pad = theme.px(_ABOVE)
    strip = QRectF(place)
    strip.setTop(place.top() - (pad if is_head else 0))
    strip.setBottom(_text_bottom(block, place) + pad if _is_last(block) else below)
    painter.fillRect(strip, theme.colour(soft))
    _paint_bar(painter, strip, tone, is_dashed=kind is EntryKind.PRIVATE)
    if is_head:
        size = theme.px(15)
        picture = icons.pixmap(icon, tone, size)
        top = place.top() + (block.layout().lineAt(0).height() - size) / 2
        painter.drawPixmap(QPointF(place.left() + theme.px(_SIDE) - 1, top), picture)


def _is_last(block: QTextBlock) -> bool:
    here, below = block.blockFormat(), block.next().blockFormat()
    return bool(below.property(ID) != here.property(ID) or below.property(ROLE) == Role.HEAD)


def _text_bottom(block: QTextBlock, place: QRectF) -> float:
    """The foot of the last line: Qt leaves the blank above each line out of the block's height."""
    layout = block.layout()
    line = layout.lineAt(layout.lineCount() - 1)
    return float(place.top() + line.y() + line.height()) if line.isValid() else place.bottom()


def _paint_bar(painter: QPainter, strip: QRectF, tone: str, *, is_dashed: bool) -> None:
    width = theme.px(_BAR)
    if not is_dashed:
        painter.fillRect(
            QRectF(strip.left(), strip.top(), width, strip.height()), theme.colour(tone)
        )
        return
    pen = QPen(theme.colour(tone), width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.0, 1.25])
    # The dashes run on from row to row, so that a block has one bar, not one a row.
    pen.setDashOffset(strip.top() / width)
    painter.setPen(pen)
    middle = strip.left() + width / 2
    painter.drawLine(QPointF(middle, strip.top()), QPointF(middle, strip.bottom()))


def _paint_point(painter: QPainter, block: QTextBlock, place: QRectF) -> None:
    size = theme.px(5)
    line = block.layout().lineAt(0)
    middle = place.top() + line.y() + line.ascent() * 0.68
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawEllipse(QPointF(place.left() + theme.px(9), middle), size / 2, size / 2)
