"""Where an entry is written or changed: kind, text, particulars; saved by itself as typing pauses.

Promises that nothing typed is lost: a refused write leaves the text in the box and tries again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.services import minutes
from masa_desktop.ui.action_bar import ActionBar, DecisionBar
from masa_desktop.ui.entry_text import EntryText
from masa_desktop.ui.parts import ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masa_desktop.domain.meetings import EntryRow
    from masa_desktop.ui.bridge import Bridge

PAUSE_MS = 1_500
LATEST_MS = 8_000
"""At the latest so long after the first unsaved letter, and again after a refusal."""

SLASHES = {
    "a": EntryKind.ACTION,
    "d": EntryKind.DECISION,
    "c": EntryKind.CHALLENGE,
    "p": EntryKind.PRIVATE,
    "n": EntryKind.NOTE,
}
_PICK = re.compile(r"(/{1,2})([adcpn])\s", re.IGNORECASE)
_ONLY_A_PREFIX = re.compile(r"/{1,2}[adcpn]?\s*", re.IGNORECASE)
_HINT = "Type here, Enter keeps it. /a action, /d decision, /c challenge, /p private, /n note"

_SHORT_HINT = "/a action, /d decision, /p private"


class EntryBox(QWidget):
    kind_changed = Signal(str)
    """The kind the box now writes, as its code."""

    written = Signal()
    """Something was written, a private jotting too, of which the log says nothing."""

    waiting = Signal()
    """There is text that is not yet written."""

    finished = Signal()
    """The box is empty again."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface2")
        self._bridge = bridge
        self.meeting_id = self.item_id = self.entry_id = ""
        self.kind, self._usual = EntryKind.NOTE, EntryKind.NOTE
        self._is_new, self._is_literal, self._last = True, False, ""
        self.text = EntryText()
        self.text.setAccessibleName("Entry")
        self.text.setPlaceholderText(_HINT)
        self.action = ActionBar(bridge, self.write)
        self.decision = DecisionBar(bridge, self._entry_now)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        column = QVBoxLayout(self)
        self.setContentsMargins(16, 10, 16, 10)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.decision, self.text, self.action):
            column.addWidget(part)
        self._connect()
        self._show_kind()
        self.text.setReadOnly(bool(bridge.workspace.read_only))

    @property
    def is_waiting(self) -> bool:
        """Whether there is text that is not yet written."""
        return self._is_text() and self.text.toPlainText() != self._last

    def be_narrow(self, *, narrow: bool) -> None:
        """With little room the edges are thin and the hint is short."""
        side, above = (10, 6) if narrow else (16, 10)
        self.setContentsMargins(side, above, side, above)
        self.text.setPlaceholderText(_SHORT_HINT if narrow else _HINT)

    def begin(self, meeting_id: str, item_id: str) -> None:
        """The next entry goes under this item. Finish the one before first."""
        self.meeting_id, self.item_id = meeting_id, item_id
        self._clear()

    def edit(self, row: EntryRow) -> None:
        """Take an entry into the box to change it."""
        if not self.finish():
            return
        self.entry_id, self._is_new, self._last = row.id, False, row.text
        self.kind, self._is_literal = row.kind, True
        self.text.show_text(row.text)
        self._show_kind()
        self.text.setFocus()

    def choose(self, kind: EntryKind, *, usual: bool = True) -> None:
        """The text in the box is of this kind; `usual` keeps it for the entries that follow."""
        if usual and self._is_new:
            self._usual = kind
        if kind is self.kind:
            return
        if self.entry_id:
            self.write()
            self.entry_id = self._bridge.workspace.do(minutes.set_kind, self.entry_id, kind)
        self.kind = kind
        self._show_kind()
        if self.entry_id:
            self.written.emit()

    def write(self) -> str:
        """Write what is typed if it is not yet written; gives the entry's id, "" if none.

        Raises UserError if it is refused; the text stays and is tried again.
        """
        self._pause.stop()
        if not self.is_waiting:
            return self.entry_id
        text = self.text.toPlainText()
        self._latest.start()
        if self.entry_id:
            self._bridge.workspace.do(minutes.set_text, self.entry_id, text)
        else:
            self.entry_id = self._bridge.workspace.do(minutes.add, self.item_id, self.kind, text)
        self._last = text
        self._latest.stop()
        self.decision.commit()
        self.written.emit()
        return self.entry_id

    def finish(self) -> bool:
        """Write all and empty the box; False if a field could not be understood."""
        self.write()
        if self.entry_id and self.kind is EntryKind.ACTION and not self.action.commit():
            return False
        self._drop_emptied()
        self._clear()
        return True

    def leave(self) -> None:
        """Like finish, when the item changes: what could not be understood is said, not kept."""
        if not self.finish():
            self._bridge.tell("The owner or date was not understood, so it was left out")
            self._clear()

    def forget(self) -> None:
        """The entry in the box has been taken away elsewhere."""
        self._clear()

    def follow(self, rows: Sequence[EntryRow]) -> None:
        """Keep in step with what is recorded, after an undo or another window's change."""
        if not self.entry_id:
            return
        row = next((row for row in rows if row.id == self.entry_id), None)
        if row is None:
            self.entry_id, self._is_new, self._last = "", True, ""
        elif not self.is_waiting and row.text != self._last.strip():
            self._last = row.text
            self.text.show_text(row.text)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.write)
        self._latest.timeout.connect(self.write)
        self.text.textChanged.connect(self._on_typed)
        self.text.left.connect(self.write)
        self.text.entered.connect(self._on_enter)
        self.text.dropped.connect(self._on_escape)
        self.action.done.connect(self._on_enter)
        self.action.dropped.connect(self.text.setFocus)

    def _on_typed(self) -> None:
        self._pick_by_slash()
        if not self.is_waiting:
            return
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()
        self.waiting.emit()

    def _pick_by_slash(self) -> None:
        start = self.text.document().firstBlock().text()[:4]
        picked = _PICK.match(start)
        if picked is None or self._is_literal:
            return
        if picked[1] == "//":
            self._is_literal = True
            self.text.take_from_start(1)
            return
        self.choose(SLASHES[picked[2].lower()], usual=False)
        self.text.take_from_start(picked.end())

    def _on_enter(self) -> None:
        if self.finish():
            self.text.setFocus()

    def _on_escape(self) -> None:
        if self.finish():
            self.finished.emit()

    def _entry_now(self) -> str:
        return self.entry_id

    def _is_text(self) -> bool:
        text = self.text.toPlainText()
        is_prefix = not self._is_literal and _ONLY_A_PREFIX.fullmatch(text) is not None
        return bool(text.strip()) and not is_prefix

    def _drop_emptied(self) -> None:
        """A new entry whose words were all deleted again goes; one of earlier stays as it was."""
        if self.entry_id and not self.text.toPlainText().strip() and self._is_new:
            self._bridge.workspace.do(minutes.remove, self.entry_id)
            self.written.emit()

    def _clear(self) -> None:
        self._pause.stop()
        self._latest.stop()
        self.entry_id, self._is_new, self._last, self._is_literal = "", True, "", False
        self.kind = self._usual
        self.text.clear()
        self._show_kind()
        self.finished.emit()

    def _show_kind(self) -> None:
        self.action.setVisible(self.kind is EntryKind.ACTION)
        self.decision.setVisible(self.kind is EntryKind.DECISION)
        if self.kind is EntryKind.ACTION and self.meeting_id:
            self.action.show_for(self.meeting_id, self.entry_id)
        if self.kind is EntryKind.DECISION:
            self.decision.show_for(self.entry_id)
        self.kind_changed.emit(self.kind.value)
