"""The office's house phrases as a list that can be edited: one "code: sentence" a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from masa_desktop.domain import phrases
from masa_desktop.domain.errors import UserError
from masa_desktop.services import capturing, drafts
from masa_desktop.ui import theme
from masa_desktop.ui.parts import Card, Field, button

if TYPE_CHECKING:
    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.ui.bridge import Bridge

_HINT = (
    "One a line: a short code, a colon, the sentence. “|” is where typing goes on. "
    "In the minutes, /n and the code put it in."
)
_LINES, _DRAFT = 12, "settings/phrases"


class PhrasesForm(Card):
    """What is typed stays until it is kept; a slip is said under the list, by its line."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("House phrases", "For everybody of this office")
        self._bridge = bridge
        self._shown = ""
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.field = Field("Phrases", self.text, _HINT)
        self.keep = button("Keep phrases")
        self.restore = button("Restore those supplied")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keep)
        row.addWidget(self.restore)
        row.addStretch(1)
        self.body.addWidget(self.field)
        self.body.addLayout(row)
        self.keep.clicked.connect(self._keep)
        self.restore.clicked.connect(self._restore)
        bridge.changed.connect(self._on_change)
        theme.look.changed.connect(self._fit)
        self._fit()
        self._load()

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.text.toPlainText() != self._shown

    def flush(self) -> None:
        """Keep what is typed. With a slip in it, it waits here as typed: nobody is held by it."""
        if self.is_changed and not self._keeps():
            self._bridge.tell(f"House phrases are not kept yet. {self.field.complaint}")

    def _keeps(self) -> bool:
        """Whether they could be kept; if not, the list says why, and they are a draft."""
        workspace, typed = self._bridge.workspace, self.text.toPlainText()
        self.field.right()
        try:
            workspace.do(capturing.set_phrases, typed)
        except UserError as slip:
            # Said under the list, where the line is, and not in a banner far away.
            self.field.wrong(slip.happened, slip.do)
            if not workspace.read_only:
                workspace.keep(drafts.keep, _DRAFT, typed)
            return False
        workspace.keep(drafts.keep, _DRAFT, "")
        self._load()
        return True

    def _keep(self) -> None:
        if self._keeps():
            self._bridge.tell("House phrases kept", undo=True)

    def _restore(self) -> None:
        """Show the phrases supplied; nothing is kept before somebody says so."""
        self.field.right()
        self.text.selectAll()
        self.text.insertPlainText(phrases.formatted(phrases.DEFAULT_PHRASES))
        self.text.setFocus()

    def _load(self) -> None:
        kept = self._bridge.workspace.ask(capturing.phrases)
        self._shown = phrases.formatted(kept)
        self.text.setPlainText(self._shown)
        self._shown = self.text.toPlainText()
        begun = self._bridge.workspace.ask(drafts.kept, _DRAFT)
        if begun:
            self.text.setPlainText(begun)

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.touches("setting") and not self.is_changed:
            self._load()

    def _fit(self) -> None:
        lines = self.text.fontMetrics().lineSpacing() * _LINES
        self.text.setMinimumHeight(lines + 2 * theme.px(8))
