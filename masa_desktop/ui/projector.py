"""Minutes on the second screen: the item in hand in large letters, to be read by the room.

Read only. It never asks for jottings, and for a restricted item's content only when told to.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCursor, QTextOption
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from masa_desktop.domain.meetings import EntryKind, EntryRow, entry_label
from masa_desktop.domain.minute_lines import to_html
from masa_desktop.domain.words import capital
from masa_desktop.services import second_screen
from masa_desktop.ui import theme
from masa_desktop.ui.minute_blocks import LOOKS
from masa_desktop.ui.parts import button, ground, line, secondary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QScreen, QShowEvent

    from masa_desktop.services.second_screen import Shown
    from masa_desktop.ui.bridge import Bridge

NAME = "Minutes on the second screen"
USUAL, SMALLEST, LARGEST, STEP = 32, 14, 80, 1.15
"""Pixels of the text, and how much larger one step makes it."""

_USUAL_SIZE = QSize(960, 640)
_SIDE = 32


class ProjectorWindow(QWidget):
    """A window of its own beside the main one. Given a parent, it goes when the parent goes."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._bridge = bridge
        self._meeting_id, self._item_id = "", ""
        self._entries: Sequence[EntryRow] = ()
        self.text_size = USUAL
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(NAME)
        ground(self, "surface")
        self.page = QTextBrowser()
        self.page.setAccessibleName(NAME)
        self.page.setProperty("bare", "true")
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(_SIDE)
        self.page.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.restricted = QCheckBox("Show restricted")
        self.larger, self.smaller = button("Larger", compact=True), button("Smaller", compact=True)
        self.leave = button("Close", compact=True)
        self._lay_out()
        self._take_keys()
        self.restricted.toggled.connect(self._show)
        bridge.changed.connect(self._refresh)
        theme.look.changed.connect(self._refresh)
        self._show()

    def show_item(self, meeting_id: str, item_id: str) -> None:
        """Open on the second screen, if there is one, with this item; follow goes on from it."""
        self._turn_to(meeting_id, item_id)
        self._open()

    def follow(self, meeting_id: str, item_id: str) -> None:
        """The meeting has come to this item. The window stays open or closed as it is, but another
        meeting is not for the room to see: it closes."""
        if meeting_id == self._meeting_id:
            self._turn_to(meeting_id, item_id)
        else:
            self.close()

    def toggle(self, meeting_id: str, item_id: str) -> None:
        """Open on this item; if it is open, close: the key that brought it takes it away."""
        if self.isVisible():
            self.close()
        else:
            self.show_item(meeting_id, item_id)

    def resize_text(self, step: int) -> None:
        """Larger (1) or smaller (-1) by a step; 0 is the usual size."""
        wanted = self.text_size * STEP**step if step else USUAL
        self.text_size = max(SMALLEST, min(LARGEST, round(wanted)))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        self._show()
        super().showEvent(event)
        self._to_top()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was restricted is neither shown nor held when it opens again."""
        self.restricted.setChecked(False)
        super().closeEvent(event)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(_SIDE, 6, 12, 6)
        bar.setSpacing(8)
        bar.addWidget(secondary("Read only. Jottings are never shown here."), 1)
        for part in (self.restricted, self.smaller, self.larger, self.leave):
            bar.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(line())
        column.addLayout(bar)

    def _take_keys(self) -> None:
        for keys, act in (
            (("Ctrl++", "Ctrl+="), lambda: self.resize_text(1)),
            (("Ctrl+-",), lambda: self.resize_text(-1)),
            (("Ctrl+0",), lambda: self.resize_text(0)),
            (("Esc", "Ctrl+W", "Shift+F11"), self.close),
        ):
            for key in keys:
                self._take_key(key, act)
        self.larger.clicked.connect(lambda: self.resize_text(1))
        self.smaller.clicked.connect(lambda: self.resize_text(-1))
        self.leave.clicked.connect(self.close)

    def _take_key(self, key: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(act)

    def _open(self) -> None:
        if self.isVisible():
            return
        main = self.parentWidget()
        beside = main.window().screen() if main else self.screen()
        other = other_screen(QGuiApplication.screens(), beside)
        if other is None:
            self.resize(_USUAL_SIZE)
            self.show()
            return
        self.setGeometry(other.geometry())
        self.showFullScreen()

    def _turn_to(self, meeting_id: str, item_id: str) -> None:
        if (meeting_id, item_id) == (self._meeting_id, self._item_id):
            return
        self._meeting_id, self._item_id = meeting_id, item_id
        # To show one restricted item is not to show the next.
        self.restricted.setChecked(False)
        self._refresh()
        self._to_top()

    def _to_top(self) -> None:
        self.page.verticalScrollBar().setValue(0)

    def _refresh(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        shown = self._bridge.workspace.ask(
            second_screen.item,
            self._meeting_id,
            self._item_id,
            with_restricted=self.restricted.isChecked(),
        )
        self.restricted.setVisible(shown is not None and shown.is_restricted)
        self.setWindowTitle(f"{NAME} – {shown.group}" if shown else NAME)
        bar = self.page.verticalScrollBar()
        place = bar.value()
        before, self._entries = self._entries, shown.entries if shown else ()
        self.page.setHtml(_page(shown, self.text_size))
        bar.setValue(place)
        self._bring_into_sight(last_changed(before, self._entries))

    def _bring_into_sight(self, entry_id: str) -> None:
        """What has just been minuted is seen; else nobody's place is taken from them."""
        block, found = self.page.document().begin(), None
        while entry_id and block.isValid():
            if any(entry_id in part.format.anchorNames() for part in block.textFormats()):
                found = block
            block = block.next()
        if found is not None:
            cursor = QTextCursor(found)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.page.setTextCursor(cursor)
            self.page.ensureCursorVisible()


def last_changed(before: Sequence[EntryRow], now: Sequence[EntryRow]) -> str:
    """The id of the last entry that is new or says something else than before; "" if none does."""
    known = {entry.id: entry for entry in before}
    return next((entry.id for entry in reversed(now) if known.get(entry.id) != entry), "")


def other_screen(screens: Sequence[QScreen], beside: QScreen) -> QScreen | None:
    """The first screen that is not the one the program is on; None if there is only that."""
    return next((screen for screen in screens if screen is not beside), None)


def _page(shown: Shown | None, size: int) -> str:
    if shown is None:
        return _paragraph("There is no item to show.", size, "text2")
    small = round(size * 0.7)
    parts = [_paragraph(escape(f"{shown.group}, {shown.on}"), small, "text2")]
    if shown.is_withheld:
        parts.append(_paragraph(f"<b>{shown.number}. Restricted</b>", round(size * 1.3)))
        return "".join(parts)
    parts.append(_paragraph(f"<b>{shown.number}. {escape(shown.title)}</b>", round(size * 1.3)))
    parts += [_entry(entry, size) for entry in shown.entries]
    if not shown.entries:
        parts.append(_paragraph("Nothing is minuted on this item yet.", size, "text2"))
    return "".join(parts)


def _entry(entry: EntryRow, size: int) -> str:
    said = to_html(entry.text, entry.marks).replace("\t", "&emsp;")  # as of a table pasted
    text = f'<a name="{entry.id}">{said}</a>'
    if entry.kind is EntryKind.NOTE:
        return _paragraph(f"• {text}" if entry.is_bullet else text, size)
    tone, soft, _ = LOOKS[entry.kind]
    small = round(size * 0.75)
    heading = " ".join(filter(None, (entry_label(entry.kind), entry.ref)))
    said = f"<b>{escape(heading)}</b>{escape(f' · {entry.lead}' if entry.lead else '')}"
    inside = _paragraph(said, small, tone) + _paragraph(text, size)
    if entry.kind is EntryKind.ACTION:
        who = f"Owner {entry.foot}" if entry.owners else capital(entry.foot)
        inside += _paragraph(escape(who), small)
    return (
        f'<table width="100%" cellpadding="12" cellspacing="0" style="margin:8px 0">'
        f'<tr><td style="background:{_colour(soft)};border-left:6px solid {_colour(tone)}">'
        f"{inside}</td></tr></table>"
    )


def _paragraph(html: str, size: int, tone: str = "text") -> str:
    style = f"font-size:{size}px; color:{_colour(tone)}; margin:0 0 {round(size * 0.4)}px 0"
    return f'<p style="{style}">{html}</p>'


def _colour(token: str) -> str:
    return theme.colour(token).name()
