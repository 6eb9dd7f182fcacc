"""The minutes of one agenda item: its entries in order, the kinds, the box to write in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from masa_desktop.domain.meetings import EntryKind, EntryRow, ItemState, entry_label
from masa_desktop.domain.meetings import item_state_label as state_label
from masa_desktop.services import meeting_view, minutes
from masa_desktop.ui import icons, theme
from masa_desktop.ui.entry_blocks import EntryDelegate, spoken
from masa_desktop.ui.entry_box import EntryBox
from masa_desktop.ui.parts import (
    IconLabel,
    Segments,
    Strip,
    button,
    ground,
    heading,
    line,
    mark,
    small,
    text_label,
)
from masa_desktop.ui.rows_model import Column, RowsModel
from masa_desktop.ui.status_bar import local_time

if TYPE_CHECKING:
    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.meetings import ItemRow
    from masa_desktop.ui.bridge import Bridge

KINDS = (
    (EntryKind.NOTE, "note", "text2", "/n"),
    (EntryKind.ACTION, "actions", "action", "/a"),
    (EntryKind.DECISION, "decision", "decision", "/d"),
    (EntryKind.CHALLENGE, "challenge", "info", "/c"),
    (EntryKind.PRIVATE, "private", "private", "/p"),
)
_SHORT = {EntryKind.PRIVATE: "Private"}
_OPEN = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EMPTY = "Nothing is minuted on this item yet."
_OVERDUE_S = 10
_WITH_KEYS, _WITH_WORDS, _WITH_ICONS = "keys", "words", "icons"
_BESIDE_KINDS = 56


class EntryList(QListView):
    """The entries as blocks; Enter or F2 opens one, Delete removes it."""

    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, model: RowsModel[EntryRow]) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.blocks = EntryDelegate(model.row, self)
        self.setItemDelegate(self.blocks)
        self.setAccessibleName("Entries of this item")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(lambda _index: self.opened.emit(self.current_id()))
        theme.look.changed.connect(self.scheduleDelayedItemsLayout)

    def current_id(self) -> str:
        """The selected entry's id; "" if there is none."""
        index = self.currentIndex()
        return self._rows.row(index).id if index.isValid() else ""

    def select(self, entry_id: str) -> None:
        row = self._rows.row_of(entry_id)
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in _OPEN and self.current_id():
            self.opened.emit(self.current_id())
        elif plain and event.key() == Qt.Key.Key_Delete and self.current_id():
            self.removed.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.rows:
            return
        painter = QPainter(self.viewport())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text3"))
        painter.drawText(self.viewport().rect().adjusted(20, 14, -20, 0), _EMPTY)


class EntriesPane(QWidget):
    """Shows an item; everything typed is written by the box."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface")
        self._bridge, self._item_id = bridge, ""
        self._jotting, self._is_short = "", False
        self.model: RowsModel[EntryRow] = RowsModel(
            [Column("Entry", lambda row: row.text)], self, speak=spoken
        )
        self.list = EntryList(self.model)
        self.list.setMinimumHeight(24)
        self.box = EntryBox(bridge)
        self.number, self.facts = heading(), text_label("", "body", tone="quiet")
        self.put_back = button("Put it back", compact=True)
        self.gone = Strip("Private jotting removed.", "info", "private", self.put_back)
        self.gone.hide()
        self.kinds = _kinds()
        self.saved_icon, self.saved = IconLabel("saved", "text3", 14), small("")
        self.saved.setWordWrap(False)
        self._unsaved_for = 0
        self._overdue = QTimer(self, interval=_OVERDUE_S * 1000)
        self._lay_out()
        self._connect()
        self._show_saved(bridge.workspace.saved_at)

    @property
    def item_id(self) -> str:
        return self._item_id

    def show_item(self, meeting_id: str, item: ItemRow) -> None:
        """Show what is minuted on an item; the box writes under it from now on."""
        self.say_item(item)
        if item.id == self._item_id and meeting_id == self.box.meeting_id:
            return
        self._item_id = item.id
        self.gone.hide()
        self.box.begin(meeting_id, item.id)
        self.reload()
        self.list.scrollToBottom()

    def say_item(self, item: ItemRow) -> None:
        """Put the item's number, title and facts into the head."""
        self.number.setText(f"{item.number}  {item.title}")
        facts = [item.purpose.capitalize(), item.presenter]
        facts.append(f"{item.minutes} min" if item.minutes else "")
        if item.state is not ItemState.OPEN:
            facts.append(" – ".join(p for p in (state_label(item.state), item.state_note) if p))
        facts.append("restricted, withheld from shareable copies" if item.is_restricted else "")
        said = " · ".join(part for part in facts if part)
        self.facts.setText(said)
        self.facts.setVisible(bool(said) and not self._is_short)

    def reload(self) -> None:
        if not self._item_id:
            return
        rows = self._bridge.workspace.ask(minutes.of_item, self._item_id)
        self.box.follow(rows)
        at_end = self._is_at_end()
        self.list.blocks.in_box = self.box.entry_id
        self.model.show_rows(rows)
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()
        if at_end:
            self.list.scrollToBottom()

    def flush(self) -> None:
        """Commit what is typed; it stays in the box."""
        self.box.write()
        if self.box.entry_id and self.box.kind is EntryKind.ACTION:
            self.box.action.commit()

    def edit(self, entry_id: str) -> None:
        row = self._row(entry_id)
        if row is not None and not self._bridge.workspace.read_only:
            self.box.edit(row)
            self.reload()
            self.list.select(entry_id)

    def remove(self, entry_id: str) -> None:
        """Take an entry away; a toast, or for a jotting a strip, brings it back."""
        row = self._row(entry_id)
        if row is None:
            return
        if entry_id == self.box.entry_id:
            self.box.write()
            self.box.forget()
        self._bridge.workspace.do(minutes.remove, entry_id)
        if row.kind is EntryKind.PRIVATE:
            self._jotting = entry_id
            self.gone.show()
        else:
            self._bridge.tell(f"{row.ref or entry_label(row.kind)} removed", undo=True)
        self._after_writing()

    def turn_into(self, kind: EntryKind) -> None:
        """Make the selected entry of another kind, or the one in the box while it is typed."""
        if not self.list.hasFocus():
            self.box.choose(kind)
            return
        row = self._row(self.list.current_id())
        if row is None or row.kind is kind:
            return
        if row.id == self.box.entry_id:
            self.box.choose(kind)
            return
        now = self._bridge.workspace.do(minutes.set_kind, row.id, kind)
        is_logged = EntryKind.PRIVATE not in (row.kind, kind)
        self._bridge.tell(f"{entry_label(row.kind)} is now {_article(kind)}", undo=is_logged)
        self._after_writing()
        self.list.select(now)

    def be_narrow(self, *, narrow: bool, short: bool) -> None:
        """Room for one column only; `short`: for few lines."""
        self._is_short = short
        self.facts.setVisible(bool(self.facts.text()) and not short)
        self.number.setVisible(not (narrow and short))  # the drop-down above says it
        self.box.text.grow_to(3 if narrow else 9)
        self.box.be_narrow(narrow=narrow)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_kinds()

    # Building

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 0, 20, 6)
        head.setSpacing(0)
        self.number.setContentsMargins(0, 10, 0, 0)
        head.addWidget(self.number)
        head.addWidget(self.facts)
        bar = QWidget()
        ground(bar, "surface2")
        tools = QHBoxLayout(bar)
        tools.setContentsMargins(16, 6, 16, 6)
        tools.setSpacing(5)
        tools.addWidget(self.kinds, 1)
        tools.addWidget(self.saved_icon)
        tools.addWidget(self.saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for part in (line(), bar, line(), self.gone):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(line())
        column.addWidget(self.box)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._choose)
        self.list.opened.connect(self.edit)
        self.list.removed.connect(self.remove)
        self.put_back.clicked.connect(self._put_back)
        self.box.kind_changed.connect(self.kinds.choose)
        self.box.written.connect(self._after_writing)
        self.box.waiting.connect(self._say_waiting)
        self.box.finished.connect(self.reload)
        self._bridge.changed.connect(self._on_changed)
        self._overdue.timeout.connect(self._say_overdue)

    def _fit_kinds(self) -> None:
        """Say as much as there is room for: kind and key, the kind alone, or icons."""
        room = self.width() - self.saved.sizeHint().width() - _BESIDE_KINDS
        for look in (_WITH_KEYS, _WITH_WORDS, _WITH_ICONS):
            self._dress_kinds(look)
            if self.kinds.sizeHint().width() <= room:
                return

    def _dress_kinds(self, look: str) -> None:
        styles = Qt.ToolButtonStyle
        for kind, _icon, _tone, key in KINDS:
            made = self.kinds.buttons[kind.value]
            words = _SHORT.get(kind, entry_label(kind))
            made.setText(f"{words}  {key}" if look == _WITH_KEYS else words)
            made.setToolButtonStyle(
                styles.ToolButtonIconOnly
                if look == _WITH_ICONS
                else styles.ToolButtonTextBesideIcon
            )

    # Answering

    def _choose(self, key: str) -> None:
        self.box.choose(EntryKind(key))
        self.box.text.setFocus()

    def _row(self, entry_id: str) -> EntryRow | None:
        return next((row for row in self.model.rows if row.id == entry_id), None)

    def _put_back(self) -> None:
        self._bridge.workspace.do(meeting_view.restore_jotting, self._jotting)
        self.gone.hide()
        self._after_writing()
        self.list.setFocus()

    def _after_writing(self) -> None:
        """Also after a jotting, which no change set tells of: it is on disk by now."""
        self.reload()
        private = self.box.kind is EntryKind.PRIVATE and bool(self.box.entry_id)
        self._show_saved(datetime.now(UTC) if private else self._bridge.workspace.saved_at)

    def _on_changed(self, changes: ChangeSet) -> None:
        self._show_saved(changes.committed_at)
        if changes.touches("entry", "decision", "action", "action_owner", "person", "attendance"):
            self.reload()

    def _is_at_end(self) -> bool:
        bar = self.list.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4

    def _say_waiting(self) -> None:
        if not self._overdue.isActive():
            self._unsaved_for = 0
            self._overdue.start()
            self.saved_icon.show_icon("clock", "text3")
            mark(self.saved, "tone", "quiet")
            self.saved.setText("Not saved yet")

    def _say_overdue(self) -> None:
        self._unsaved_for += _OVERDUE_S
        self.saved_icon.show_icon("warn", "warn")
        mark(self.saved, "tone", "warn")
        self.saved.setText(f"Not saved for {self._unsaved_for} s")

    def _show_saved(self, at: datetime | None) -> None:
        if self.box.is_waiting:
            return
        self._overdue.stop()
        self.saved_icon.show_icon("saved", "good" if at else "text3")
        mark(self.saved, "tone", "good" if at else "quiet")
        self.saved.setText(f"Saved {local_time(at)}" if at else "No changes yet")


def _kinds() -> Segments:
    made = Segments([(kind.value, entry_label(kind)) for kind, *_ in KINDS], "Kind of entry")
    for kind, icon, tone, key in KINDS:
        each = made.buttons[kind.value]
        icons.dress(each, icon, tone)
        each.setIconSize(QSize(16, 16))
        each.setToolTip(f"{entry_label(kind)} ({key})")
    return made


def _article(kind: EntryKind) -> str:
    words = entry_label(kind).lower()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
