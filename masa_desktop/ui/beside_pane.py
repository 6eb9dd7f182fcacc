"""Beside the item the meeting is at: its papers, what was minuted last time, its open actions; and
what the sub-groups it is about have reported (MIN-8).

One list, so that arrow keys and a screen reader go through all of it; it is asked afresh whenever
what it shows may have changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.actions import Colour
from masa_desktop.domain.group_reports import NOT_FILLED, Received
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.words import count
from masa_desktop.services import beside, minutes, settled, timing
from masa_desktop.ui import icons, theme
from masa_desktop.ui.cells import paint_chip
from masa_desktop.ui.parts import ground
from masa_desktop.ui.removed_card import RemovedCard
from masa_desktop.ui.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.services.beside import LastTime, OpenAction
    from masa_desktop.services.group_report_received import ReceivedRow
    from masa_desktop.ui.bridge import Bridge

Index = QModelIndex | QPersistentModelIndex

_SIDE, _ABOVE, _CHIP, _GAP = 14, 6, 27, 8
_TALL = 100_000
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_SHOWN = frozenset(
    {
        "entry",
        "action",
        "action_owner",
        "action_move",
        "action_update",
        "agenda_item",
        "agenda_paper",
        "decision",
        "group_report",
        "meeting",
    }
)
_MINUTED = frozenset({"entry", "decision", "action", "action_owner"})
"""What typing writes: an entry, and what it carries."""

_PAUSE = 1_200
"""Milliseconds: typing alone is followed when it pauses, so that it never slows the next key."""


class Sort(Enum):
    HEAD = auto()
    LINE = auto()
    PAPER = auto()
    ACTION = auto()
    REPORT = auto()


_TALL_SORTS = (Sort.ACTION, Sort.REPORT)
"""Painted in several lines, with a line below where another follows."""


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One painted row. A head has `side` right after it, an action at the right edge.

    A report has an `icon` where an action has its chip, and `minute` is the line Enter minutes.
    """

    id: str
    sort: Sort
    text: str
    head: str = ""
    side: str = ""
    foot: str = ""
    chip: str = ""
    is_late: bool = False
    spoken: str = ""
    icon: str = ""
    minute: str = ""


def paper_rows(papers: Sequence[beside.Paper]) -> list[BesideRow]:
    """The papers under their head; nothing if there are none."""
    rows = [BesideRow(one.id, Sort.PAPER, one.words, spoken=one.words) for one in papers]
    head = BesideRow("papers", Sort.HEAD, "Papers", spoken=f"Papers, {len(papers)}")
    return [head, *rows] if rows else []


def last_rows(last: LastTime | None, open_refs: Collection[str] = ()) -> list[BesideRow]:
    """What was minuted last time, a row for each line; actions still open stand below instead."""
    if last is None:
        none = "Nothing is minuted on this at an earlier meeting."
        return [_head("last", "Last time", ""), BesideRow("none", Sort.LINE, none, spoken=none)]
    rows = [
        BesideRow(
            f"last-{number}",
            Sort.LINE,
            f"{line.lead}  {line.text}" if line.lead else line.text,
            head=line.lead,
            spoken=f"{line.lead}: {line.text}" if line.lead else line.text,
        )
        for number, line in enumerate(last.lines)
        if line.lead not in open_refs
    ]
    return [_head("last", "Last time", last.words), *rows]


def action_rows(actions: Sequence[OpenAction]) -> list[BesideRow]:
    """The open actions with their count."""
    if not actions:
        none = "None from earlier meetings."
        head = _head("actions", "Open actions for this item", "")
        return [head, BesideRow("no-actions", Sort.LINE, none, spoken=none)]
    head = _head("actions", "Open actions for this item", str(len(actions)))
    return [head, *(_action_row(one) for one in actions)]


_REPORT_ICONS = {
    Received.REPORTED: "check",
    Received.NO_REPORT: "warn",
    Received.NOT_MET: "pause",
}


def report_rows(reports: Sequence[ReceivedRow]) -> list[BesideRow]:
    """What each sub-group reported, or that there is no report (M14)."""
    came = sum(one.state is Received.REPORTED for one in reports)
    head = _head(
        "reports", "Sub-group reports", f"{came} of {len(reports)} reported. Enter minutes one."
    )
    return [head, *(_report_row(one) for one in reports)]


def _report_row(one: ReceivedRow) -> BesideRow:
    said = [
        f"{label}: {' '.join(text.split())}"
        for label, text in (
            ("Decisions sought", one.decisions_sought),
            ("Highlights", one.highlights),
        )
        if text
    ]
    if one.state is Received.REPORTED:
        text = "\n".join(said) or f"Highlights and decisions sought: {NOT_FILLED.lower()}"
    else:
        text = ""
    return BesideRow(
        one.id,
        Sort.REPORT,
        text,
        head=one.group,
        foot=one.words,
        is_late=one.state is Received.NO_REPORT,
        spoken=", ".join(part for part in (one.group, one.words, text) if part),
        icon=_REPORT_ICONS[one.state],
        minute=one.minute,
    )


def _head(key: str, text: str, side: str) -> BesideRow:
    return BesideRow(key, Sort.HEAD, text, side=side, spoken=f"{text}, {side}" if side else text)


def _action_row(one: OpenAction) -> BesideRow:
    said = [one.ref, one.brag_word.lower(), one.urgency, one.text, one.foot.replace(" · ", ", ")]
    return BesideRow(
        one.id,
        Sort.ACTION,
        one.text,
        head=one.ref,
        side=one.urgency,
        foot=one.foot,
        chip="-" if one.brag is Colour.GREY else one.brag.letter,
        is_late=one.is_late,
        spoken=", ".join(part for part in said if part),
    )


class BesideDelegate(QStyledItemDelegate):
    def __init__(self, model: RowsModel[BesideRow], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        room = view.viewport().width() if hasattr(view, "viewport") else option.rect.width()
        row = self._model.row(index)
        inside = QRect(0, 0, room, _TALL).adjusted(_SIDE, 0, -_SIDE, 0)
        return QSize(room, self._height(row, inside, is_first=index.row() == 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, area = self._model.row(index), QRect(option.rect)
        inside = area.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.save()
        if row.sort is Sort.HEAD:
            self._paint_head(painter, area, inside, row, is_first=index.row() == 0)
        else:
            self._paint_ground(painter, area, option)
            _PAINT[row.sort](painter, inside, row)
            if row.sort in _TALL_SORTS and self._goes_on(index):
                below = QRect(inside.x(), area.bottom(), inside.width(), 1)
                painter.fillRect(below, theme.colour("line"))
        painter.restore()

    def _height(self, row: BesideRow, inside: QRect, *, is_first: bool) -> int:
        if row.sort is Sort.HEAD:
            return _head_room(is_first=is_first) + max(_height(row, inside), theme.px(20)) + 4
        return _height(row, inside) + (2 * _ABOVE if row.sort in _TALL_SORTS else _ABOVE)

    def _goes_on(self, index: Index) -> bool:
        rows, after = self._model.rows, index.row() + 1
        return after < len(rows) and rows[after].sort in _TALL_SORTS

    def _paint_head(
        self, painter: QPainter, area: QRect, inside: QRect, row: BesideRow, *, is_first: bool
    ) -> None:
        if not is_first:
            line = QRect(area.x(), area.y() + _GAP, area.width(), 1)
            painter.fillRect(line, theme.colour("line2"))
        top = inside.adjusted(0, _head_room(is_first=is_first), 0, 0)
        _draw(painter, top, "strong", "text", row.text)
        _draw(painter, _after_head(top, row), "small", "text3", row.side)

    def _paint_ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> None:
        focused = bool(option.widget and option.widget.hasFocus())
        if option.state & QStyle.StateFlag.State_Selected and focused:
            painter.fillRect(area, theme.colour("hover"))
            painter.setPen(theme.colour("focus"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))


class BesideList(QListView):
    chosen = Signal(str)
    """The id of the action on which Enter was pressed, or which was clicked twice."""

    minute_wanted = Signal(str)
    """The line to minute, of the report on which it was."""

    def __init__(self, model: RowsModel[BesideRow]) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(BesideDelegate(model, self))
        self.setAccessibleName("Beside the item")
        self.setMouseTracking(True)
        ground(self, "surface2")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._choose)
        theme.look.changed.connect(self.scheduleDelayedItemsLayout)

    def current_row(self) -> BesideRow | None:
        index = self.currentIndex()
        return self._rows.row(index) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.matches(QKeySequence.StandardKey.Copy) and row is not None:
            QApplication.clipboard().setText(copied(row))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _choose(self) -> None:
        row = self.current_row()
        if row is not None and row.sort is Sort.ACTION:
            self.chosen.emit(row.id)
        elif row is not None and row.minute:
            self.minute_wanted.emit(row.minute)


class BesidePane(QWidget):
    """Shows what lies beside one item; `show_item` says which."""

    action_chosen = Signal(str)
    """The id of an action to open."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface2")
        self._bridge = bridge
        self._meeting_id = self._item_id = ""
        self._is_stale = False
        self.model: RowsModel[BesideRow] = RowsModel(
            [Column("Beside the item", lambda row: row.text)], self, speak=lambda row: row.spoken
        )
        self.list = BesideList(self.model)
        self.setFocusProxy(self.list)
        self.setMinimumWidth(240)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        self.removed = RemovedCard(bridge)
        column.addWidget(self.removed)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._catch_up)
        self.list.chosen.connect(self.action_chosen)
        self.list.minute_wanted.connect(self._minute)
        bridge.changed.connect(self._on_changed)

    def show_item(self, meeting_id: str, item_id: str) -> None:
        """Show what lies beside this item, and what was taken off it; "" shows nothing."""
        self.removed.show_item(item_id)
        if (meeting_id, item_id) == (self._meeting_id, self._item_id) and not self._is_stale:
            return
        self._meeting_id, self._item_id = meeting_id, item_id
        self.reload()
        self.list.scrollToTop()

    def reload(self) -> None:
        """Ask again."""
        self._is_stale = False
        if not self._item_id:
            self.model.show_rows([])
            return
        found = self._bridge.workspace.ask(beside.of_item, self._item_id, self._bridge.today())
        self.model.show_rows(
            [
                *paper_rows(found.papers),
                *(report_rows(found.reports) if found.reports is not None else ()),
                *last_rows(found.last, {one.ref for one in found.actions or ()}),
                *(action_rows(found.actions) if found.actions is not None else ()),
            ]
        )
        self.list.scheduleDelayedItemsLayout()
        said = count(len(found.actions or ()), "open action")
        self.list.setAccessibleDescription(f"{said} for this item")

    @property
    def rows(self) -> Sequence[BesideRow]:
        return self.model.rows

    def _minute(self, line: str) -> None:
        """Minute a report at the end of the item; one that stands there already is not repeated."""
        workspace = self._bridge.workspace
        locked = workspace.read_only or workspace.ask(settled.closed, self._meeting_id)
        texts = [one.text for one in workspace.ask(minutes.of_item, self._item_id)]
        if locked or line in texts:
            self._bridge.tell(locked or "This is minuted already")
            return
        workspace.do(minutes.add, self._item_id, EntryKind.NOTE, line)
        self._bridge.tell(line, undo=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _on_changed(self, changes: ChangeSet) -> None:
        if timing.only_took_up(changes) or not changes.touches(*_SHOWN):
            return
        self._is_stale = True
        touched = {one.table for one in changes.changes} & _SHOWN
        if "entry" in touched and touched <= _MINUTED:
            self._pause.start()
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        self._pause.stop()
        if self._is_stale and self.isVisible():
            self.reload()


def copied(row: BesideRow) -> str:
    """A row as Ctrl+C copies it: its words, an action with its reference and foot."""
    parts = [row.head, row.text, row.foot] if row.sort in _TALL_SORTS else [row.text]
    return "\n".join(part for part in parts if part)


def _head_room(*, is_first: bool) -> int:
    return 12 if is_first else 2 * _GAP + 4


def _height(row: BesideRow, inside: QRect) -> int:
    if row.sort is Sort.HEAD:
        side = _after_head(inside, row)
        under = side.top() - inside.top() + _tall("small", row.side, side.width())
        return max(_tall("strong", row.text, inside.width()), under if row.side else 0)
    if row.sort not in _TALL_SORTS:
        return _tall("small", row.text, _beside_icon(inside, row).width())
    return (
        _chip_line(row, inside)
        + _tall("body", row.text, inside.width())
        + _tall("small", row.foot, inside.width())
    )


def _after_head(inside: QRect, row: BesideRow) -> QRect:
    """Where a head's side words go: after it, or below it if they would not fit."""
    lead = QFontMetrics(theme.font("strong")).horizontalAdvance(row.text) + _GAP
    needs = QFontMetrics(theme.font("small")).horizontalAdvance(row.side)
    if lead + needs <= inside.width():
        return inside.adjusted(lead, 1, 0, 0)
    return inside.adjusted(0, _tall("strong", row.text, inside.width()), 0, 0)


def _beside_icon(inside: QRect, row: BesideRow) -> QRect:
    return inside.adjusted(20 if row.sort is Sort.PAPER else 0, 0, 0, 0)


def _chip_line(row: BesideRow, inside: QRect) -> int:
    """How tall chip, reference and urgency are: two lines where they do not fit in one."""
    one = max(theme.px(18), QFontMetrics(theme.font("smallstrong")).height()) + 3
    if row.sort is Sort.REPORT:
        return max(one, _tall("smallstrong", row.head, inside.width() - theme.px(_CHIP)) + 3)
    return one if _fits(row, inside) else one + QFontMetrics(theme.font("small")).height()


def _fits(row: BesideRow, inside: QRect) -> bool:
    ref = QFontMetrics(theme.font("smallstrong")).horizontalAdvance(row.head)
    side = QFontMetrics(theme.font("small")).horizontalAdvance(row.side)
    return theme.px(_CHIP) + ref + _GAP + side <= inside.width()


def _paint_line(painter: QPainter, inside: QRect, row: BesideRow) -> None:
    _draw(painter, inside.adjusted(0, 2, 0, 0), "small", "text2", row.text)


def _paint_paper(painter: QPainter, inside: QRect, row: BesideRow) -> None:
    painter.drawPixmap(
        inside.x(), inside.y() + 2, icons.pixmap("registers", "accent", theme.px(14))
    )
    _draw(painter, _beside_icon(inside, row).adjusted(0, 2, 0, 0), "small", "text", row.text)


def _paint_action(painter: QPainter, inside: QRect, row: BesideRow) -> None:
    top = inside.adjusted(0, _ABOVE, 0, 0)
    if row.icon:
        tone = "bad" if row.is_late else "text2"
        painter.drawPixmap(top.topLeft(), icons.pixmap(row.icon, tone, theme.px(16)))
    else:
        paint_chip(painter, top.x(), top.y(), row.chip)
    _draw(painter, top.adjusted(theme.px(_CHIP), 1, 0, 0), "smallstrong", "text2", row.head)
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("bad" if row.is_late else "text2"))
    line = QFontMetrics(theme.font("small")).height()
    below = 0 if _fits(row, inside) else max(theme.px(18), line) + 2
    painter.drawText(top.adjusted(0, below + 1, 0, 0), int(_RIGHT), row.side)
    text = top.adjusted(0, _chip_line(row, inside), 0, 0)
    tall = _draw(painter, text, "body", "text", row.text)
    _draw(painter, text.adjusted(0, tall, 0, 0), "small", "text2", row.foot)


_PAINT = {
    Sort.LINE: _paint_line,
    Sort.PAPER: _paint_paper,
    Sort.ACTION: _paint_action,
    Sort.REPORT: _paint_action,
}


def _draw(painter: QPainter, area: QRect, role: str, tone: str, text: str) -> int:
    """Write wrapped text and give its height."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(tone))
    painter.drawText(area, int(_WRAP), text)
    return _tall(role, text, area.width())


def _tall(role: str, text: str, width: int) -> int:
    if not text:
        return 0
    metrics = QFontMetrics(theme.font(role))
    return metrics.boundingRect(0, 0, width, _TALL, int(_WRAP), text).height()
