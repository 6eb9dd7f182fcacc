"""The minutes of one agenda item: head, tools, the editor, and a foot for particulars or a line.

The editor is a prototype kept: what it shows is what the records hold; see `minute_keeping`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from masa_desktop.domain.marks import MarkStyle
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.meetings import item_state_label as state_label
from masa_desktop.domain.words import clock_time
from masa_desktop.services import minute_text
from masa_desktop.ui.action_bar import ActionBar
from masa_desktop.ui.capturing import Capturing
from masa_desktop.ui.decision_bar import DecisionBar
from masa_desktop.ui.last_minutes_card import LastMinutesCard
from masa_desktop.ui.matters_card import MattersCard
from masa_desktop.ui.minute_caret import BELOW, CaretState
from masa_desktop.ui.minute_editor import MinuteEditor
from masa_desktop.ui.minute_keeping import MinuteKeeping
from masa_desktop.ui.minute_keys import is_typing
from masa_desktop.ui.minutes_bar import PHRASE, MinutesBar
from masa_desktop.ui.parts import Pill, ground, heading, key_cap, line, small, text_label
from masa_desktop.ui.quick_entry import QuickEntry
from masa_desktop.ui.spelling import Spelling

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.meetings import ItemRow
    from masa_desktop.domain.timing import Clock
    from masa_desktop.ui.bridge import Bridge

_BEGINS = {EntryKind.ACTION.value: "/a ", EntryKind.DECISION.value: "/d ", PHRASE: "/n "}
_END = sys.maxsize  # of a line, however long
_PARTICULARS = (EntryKind.ACTION, EntryKind.DECISION)


class MinutesPane(QWidget):
    """Shows an item and keeps what is typed on it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface")
        self._bridge = bridge
        self._is_low = self._may_be_reworded = False
        self._shown_for = self._particulars_of = self._asked_for = ""
        self.number, self.facts = heading(), text_label("", "body", tone="quiet")
        self.taken = text_label("", "body", tone="quiet")
        self.taken.setWordWrap(False)
        self.part_two = Pill("Part 2: restricted", "decision", "lock")
        self.part_two.hide()
        self.cards = QVBoxLayout()
        self.bar = MinutesBar(bridge.saving)
        self.editor = MinuteEditor()
        self.keeping = MinuteKeeping(self.editor, bridge)
        self.action = ActionBar(bridge, self._written_line)
        self.decision = DecisionBar(bridge, self._written_line)
        self.foot = QStackedWidget()
        self.capturing = Capturing(self.editor, bridge, self.keeping.insert)
        self.keeping.is_command = self.capturing.is_command
        self.capturing.write = self.keeping.write
        self.quick = QuickEntry(bridge, self.keeping.append)
        self.spelling = Spelling(self.editor, bridge)
        self.last, self.matters = LastMinutesCard(bridge), MattersCard(bridge)
        self._lay_out()
        self._connect()

    @property
    def item_id(self) -> str:
        return self.keeping.item_id

    def show_item(self, meeting_id: str, item: ItemRow) -> None:
        """Show what is minuted on an item; what is typed goes under it from now on."""
        self.say_item(item)
        self.keeping.show_item(meeting_id, item.id)
        self.capturing.show_item(meeting_id, item.id)
        self.quick.show_item(meeting_id, item.id)
        self._follow_caret()
        self.last.show_item(meeting_id, item)
        self.matters.show_item(meeting_id, item)

    def say_item(self, item: ItemRow) -> None:
        """Put the item's number, title and facts into the head."""
        self.number.setText(f"{item.number}  {item.title}")
        facts = [item.purpose.capitalize(), item.presenter]
        facts.append(f"{item.minutes} min" if item.minutes else "")
        if item.state is not ItemState.OPEN:
            facts.append(" – ".join(p for p in (state_label(item.state), item.state_note) if p))
        facts.append("withheld from shareable copies" if item.is_restricted else "")
        self.part_two.setVisible(item.is_restricted)
        said = " · ".join(part for part in facts if part)
        self.facts.setText(said)
        self.facts.setVisible(bool(said) and not self._is_low)

    def show_clock(self, clock: Clock) -> None:
        """When the item in view was taken up, and how long it has taken."""
        item = clock.item(self.item_id)
        began = f"started {clock_time(item.began.time())}" if item and item.began else ""
        words = item.words if item and item.used is not None else ""
        self.taken.setText(" · ".join(part for part in (began, words) if part))
        self.taken.setVisible(bool(self.taken.text()) and not self._is_low)

    def flush(self) -> None:
        """Commit what is typed; it stays where it is."""
        self.last.flush()
        self.matters.update_bar.keep()
        self.quick.keep()
        self.keeping.write()
        self._follow_caret()
        if self.foot.currentWidget() is self.action:
            self.action.commit()
        elif self.foot.currentWidget() is self.decision:
            self.decision.commit()

    def lock(self, *, locked: bool) -> None:
        """Agreed minutes are read until a reason opens them again (MIN-4)."""
        shut = locked or bool(self._bridge.workspace.read_only)
        self.editor.setReadOnly(shut)
        self.quick.setEnabled(not shut)
        self.bar.lock(locked=shut)

    def turn_into(self, kind: EntryKind) -> None:
        """Make the selection, or the entry with the caret, of this kind; and back."""
        if self.editor.isReadOnly():
            return
        self.editor.make(kind)
        self.flush()
        self._follow_caret()

    def edit_particulars(self) -> None:
        """Go to owners and date, or the verb, of the entry with the caret or just above (F2).

        Where only the date is lacking, to that.
        """
        if self.foot.currentWidget() is self.usual:
            here = self.editor.caret_state()
            if here.offset == BELOW:
                self.editor.restore_caret(CaretState(here.line_id, _END))
            line_id, _ = self.editor.current_line()
            self._asked_for = line_id
            self._follow_caret()
        shown = self.foot.currentWidget()
        if shown is self.action:
            has_owners = bool(self.action.owners.text())
            lacking = self.action.due if has_owners and not self.action.due.text() else None
            field = lacking or self.action.owners
            field.setFocus()
            field.selectAll()
        elif shown is self.decision:
            self.decision.verb.setFocus()
        else:
            self._bridge.tell("F2 is for an action or decision: put the caret in it first")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The foot has become taller, to say what is wrong or by larger text: its room follows.

        What is typed where nothing can be typed does not vanish without a word.
        """
        if watched is self.quick and event.type() is QEvent.Type.FocusOut:
            self._settled.start()
        if watched is self.editor:
            if event.type() is QEvent.Type.Resize:
                self._keep_caret_seen()
            if isinstance(event, QKeyEvent) and self.editor.isReadOnly():
                self._say_shut(event)
            return False
        if event.type() is QEvent.Type.LayoutRequest and watched is self.foot.currentWidget():
            self._show_foot(self.foot.currentWidget() or self.usual)
        return False

    def _keep_caret_seen(self) -> None:
        """The room becomes another: a caret in view comes to lie under nothing, as the foot."""
        if self.editor.viewport().rect().intersects(self.editor.cursorRect()):
            self._seen.start()

    def _say_shut(self, event: QKeyEvent) -> None:
        if event.type() is QEvent.Type.KeyPress and is_typing(event):
            reason = self._bridge.workspace.read_only
            self._bridge.tell(
                reason or "These minutes have been agreed: a reason, above them, opens them"
            )

    def be_short(self, *, short: bool, low: bool, narrow: bool) -> None:
        """`short`: room for few lines, so the tools leave, which all have keys; `low`: for fewer.

        `narrow`: for one column only.
        """
        self._is_low = low
        for part in self.tools:
            part.setVisible(not short)
        self.facts.setVisible(bool(self.facts.text()) and not low)
        self.taken.setVisible(bool(self.taken.text()) and not low)
        self.number.setVisible(not (narrow and low))  # the drop-down above says it
        self._show_foot(self.foot.currentWidget() or self.usual)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 160)

    # Building

    def _lay_out(self) -> None:
        head = self._head()
        self.usual, self.tools = _UsualFoot(self.quick), (line(), self.bar)
        for part in (self.usual, self.action, self.decision):
            ground(part, "surface2")
            part.setContentsMargins(14, 8, 14, 8)
            self.foot.addWidget(part)
            part.installEventFilter(self)
        self.quick.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self.cards)
        self.cards.addWidget(self.last)
        self.cards.addWidget(self.matters)
        self.matters.below = self.editor
        for tool in (*self.tools, line()):
            column.addWidget(tool)
        column.addWidget(self.editor, 1)
        column.addWidget(line())
        column.addWidget(self.foot)
        self._show_foot(self.usual)

    def _head(self) -> QVBoxLayout:
        for label in (self.number, self.facts, self.taken):
            label.setSizePolicy(label.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Maximum)
        head = QVBoxLayout()
        head.setContentsMargins(22, 10, 20, 8)
        head.setSpacing(1)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.number, 1)
        above.addWidget(self.part_two)
        head.addLayout(above)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.facts, 1)
        below.addWidget(self.taken)
        head.addLayout(below)
        return head

    def _connect(self) -> None:
        self.bar.bold.clicked.connect(lambda: self._mark(MarkStyle.BOLD))
        self.bar.italic.clicked.connect(lambda: self._mark(MarkStyle.ITALIC))
        self.bar.list.clicked.connect(self._toggle_list)
        self.bar.kind_chosen.connect(self._choose)
        self.last.done.connect(self.editor.setFocus)
        self.matters.done.connect(self.editor.setFocus)
        self.matters.minuted.connect(self._begin)
        self.matters.answered.connect(self._show_end)
        self.keeping.waiting.connect(self._bridge.saving.wait)
        self.keeping.written.connect(self._bridge.saving.settle)
        self.keeping.written.connect(self._show_reworded)
        self._bridge.changed.connect(self._on_changed)
        # The caret also moves while the document is being rewritten: look when all is done.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._follow_caret)
        self._seen = QTimer(self, singleShot=True, interval=0)
        self._seen.timeout.connect(self.editor.keep_room_below)
        self.editor.cursorPositionChanged.connect(self._settled.start)
        self.editor.acts.held.connect(
            lambda: self._bridge.tell(
                "The app writes this line; F2 changes owners and date, or the verb"
            )
        )
        self.editor.installEventFilter(self)
        for bar in (self.action, self.decision):
            for left in (bar.done, bar.dropped):
                left.connect(self.editor.setFocus)
                left.connect(self._leave_strip)
        keys = QShortcut(QKeySequence("F2"), self.editor)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.edit_particulars)

    # Answering

    def _on_changed(self, changes: ChangeSet) -> None:
        self._may_be_reworded |= changes.touches("decision")

    def _show_reworded(self) -> None:
        """A decision that became a note says in its words what stood beside them, and back."""
        if not self._may_be_reworded:
            return
        self._may_be_reworded = False
        kept = self._bridge.workspace.ask(minute_text.lines, self.item_id)
        said = {line.id: line.text for line in self.keeping.lines()}
        if any(said.get(line.id, line.text) != line.text for line in kept):
            self.keeping.reload()

    def _mark(self, style: MarkStyle) -> None:
        self.editor.toggle_mark(style)
        self.editor.setFocus()

    def _toggle_list(self) -> None:
        self.editor.toggle_list()
        self.editor.setFocus()

    def _choose(self, key: str) -> None:
        """A kind's button: what is chosen becomes it; on a blank line its command begins."""
        is_blank = not self.editor.textCursor().hasSelection() and not (
            self.editor.current_paragraph().strip()
        )
        self.editor.setFocus()
        if is_blank and key in _BEGINS:
            self.editor.textCursor().insertText(_BEGINS[key])
        elif key != PHRASE:
            self.turn_into(EntryKind(key))

    def _begin(self, kind: str, text: str) -> None:
        """Begin a line at the end, with the caret behind the words it begins with."""
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        line_id = self.editor.insert_block(EntryKind(kind), text)
        self.keeping.stand_at(line_id, len(text))
        self.editor.setFocus()

    def _show_end(self) -> None:
        """The line just added at the end is seen, unless somebody is typing elsewhere."""
        if not self.editor.hasFocus():
            bar = self.editor.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _written_line(self) -> str:
        """The entry with the caret, written first if need be."""
        self.keeping.write()
        return self._particulars_of

    def _follow_caret(self) -> None:
        """Show the particulars of the action or decision with the caret.

        They wait behind a line begun in the quick entry, unless F2 asked for them.
        """
        self._particulars_of = ""
        line_id, kind = self.editor.current_line()
        if line_id != self._asked_for:
            self._asked_for = ""
        has_none = kind not in _PARTICULARS or not line_id or self.editor.isReadOnly()
        if has_none or (self._is_quick_begun() and not self._asked_for):
            self._show_foot(self.usual)
            return
        self._particulars_of = line_id
        if kind is EntryKind.ACTION:
            if self.foot.currentWidget() is not self.action or self._shown_for != line_id:
                self.action.show_for(self.keeping.meeting_id, line_id)
            self._show_foot(self.action)
        else:
            self.decision.show_for(line_id)
            self._show_foot(self.decision)
        self._shown_for = line_id

    def _is_quick_begun(self) -> bool:
        """Whether the quick entry holds words, or the focus, which the next line may follow to."""
        return bool(self.quick.text()) or self.window().focusWidget() is self.quick

    def _leave_strip(self) -> None:
        """F2 is answered: a line begun in the quick entry is seen again."""
        self._asked_for = ""
        self._settled.start()

    def _show_foot(self, part: QWidget) -> None:
        self.foot.setCurrentWidget(part)
        self.foot.setFixedHeight(part.sizeHint().height())
        is_spare = part is self.usual and not self.quick.text()
        self.foot.setVisible(not (self._is_low and is_spare))


class _UsualFoot(QWidget):
    """The quick entry, and beside it two keys where its own words have room enough."""

    def __init__(self, quick: QuickEntry) -> None:
        super().__init__()
        self._quick, self.keys = quick, QWidget()
        keys = QHBoxLayout(self.keys)
        keys.setContentsMargins(6, 0, 0, 0)
        keys.setSpacing(6)
        for words, caps in (("Next item", ("Ctrl", "PgDn")), ("Panes", ("F6",))):
            said = small(words)
            said.setWordWrap(False)
            keys.addWidget(said)
            for cap in caps:
                keys.addWidget(key_cap(cap))
            keys.addSpacing(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(quick, 1)
        row.addWidget(self.keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.contentsRect().width() - self.keys.sizeHint().width()
        self.keys.setVisible(self._quick.whole <= room)
