"""Settings of this laptop: look, text size, lock, passphrase. Each takes effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from masa_desktop.services import offices, who
from masa_desktop.ui.house_words_form import SpellingCard
from masa_desktop.ui.parts import (
    Card,
    Field,
    PageHeader,
    Segments,
    body,
    button,
    ground,
    scrolling,
    small,
)
from masa_desktop.ui.phrases_form import PhrasesForm

if TYPE_CHECKING:
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_SCHEMES = [("system", "As the system"), ("light", "Light"), ("dark", "Dark")]
_SIZES = [("13", "13"), ("15", "15"), ("17", "17"), ("20", "20"), ("24", "24"), ("30", "30")]
_LOCKS = [("5", "5 minutes"), ("15", "15 minutes"), ("30", "30 minutes"), ("60", "1 hour")]


class SettingsPage(QWidget):
    navigate = Signal(str, str)

    def __init__(self, bridge: Bridge, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.context = "Settings", "For this laptop; phrases and words are the office’s"
        self._preferences = bridge.preferences
        ground(self, "bg")
        self.scheme = Segments(_SCHEMES, "Colours")
        self.text_size = Segments(_SIZES, "Text size")
        self.lock = Segments(_LOCKS, "Lock when nobody is here")
        self.passphrase = PassphraseCard(bridge, jobs)
        self.phrases = PhrasesForm(bridge)
        self.spelling = SpellingCard(bridge)
        column = QVBoxLayout()
        column.setContentsMargins(20, 0, 20, 20)
        column.setSpacing(12)
        self.own_name = NameCard(bridge)
        office = (self.own_name, self.phrases, self.spelling, self.passphrase)
        for card in (self._look_card(), self._lock_card(bridge), *office):
            column.addWidget(card)
        column.addStretch(1)
        inside = QWidget()
        inside.setLayout(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(PageHeader(self.title, self.context))
        outer.addWidget(scrolling(inside, self.title), 1)
        self.scheme.chosen.connect(lambda key: self._preferences.change(colour_scheme=key))
        self.text_size.chosen.connect(lambda key: self._preferences.change(text_size=int(key)))
        self.lock.chosen.connect(lambda key: self._preferences.change(lock_after_minutes=int(key)))
        self._preferences.changed.connect(self._show)
        self._show()

    def open_record(self, record_id: str) -> None:
        """Settings have no records."""

    def keys(self) -> list[tuple[str, str]]:
        return [("Left, Right", "choose within a row")]

    def flush(self) -> None:
        """Every choice is written when it is made; phrases typed are kept when one leaves."""
        self.own_name.flush()
        self.phrases.flush()

    def _look_card(self) -> Card:
        card = Card("How it looks")
        card.body.addLayout(_row("Colours", self.scheme))
        card.body.addLayout(_row("Text size", self.text_size))
        card.body.addWidget(small("Ctrl+plus and Ctrl+minus change the text size on any page."))
        return card

    def _lock_card(self, bridge: Bridge) -> Card:
        card = Card("Locking and keeping")
        card.body.addLayout(_row("Lock after", self.lock))
        card.body.addWidget(small("A warning comes one minute before. Nothing typed is lost."))
        card.body.addLayout(_row("Records", body(str(bridge.workspace.folder))))
        card.body.addLayout(_row("Laptop", body(self._preferences.settings.laptop)))
        return card

    def _show(self) -> None:
        settings = self._preferences.settings
        for segments, value in (
            (self.scheme, settings.colour_scheme),
            (self.text_size, str(settings.text_size)),
            (self.lock, str(settings.lock_after_minutes)),
        ):
            if value in segments.buttons:
                segments.choose(value)


class NameCard(Card):
    """What whoever uses this laptop is called; kept when the field is left."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("You")
        self._bridge, self._actor = bridge, bridge.workspace.actor
        self.name = QLineEdit()
        self.name.setReadOnly(bool(bridge.workspace.read_only))
        self.body.addWidget(
            Field(
                "Your name",
                self.name,
                "Said where it is told who did something, such as “by Priya Nair”. Blank says "
                "nothing of who; the log of changes keeps your login.",
            )
        )
        self.name.editingFinished.connect(self.flush)
        bridge.changed.connect(lambda _: self._show())
        self._show()

    def flush(self) -> None:
        """Keep what is typed."""
        if not self.name.isModified():
            return
        self.name.setModified(False)
        if self.name.text().strip() != self._kept:
            self._bridge.workspace.do(who.call_me, self.name.text())
            self._bridge.tell("Your name is kept", undo=True)

    @property
    def _kept(self) -> str:
        actor = self._actor
        return self._bridge.workspace.ask(who.called, actor.user, actor.laptop)

    def _show(self) -> None:
        if not self.name.isModified() and self.name.text() != self._kept:
            self.name.setText(self._kept)


class PassphraseCard(Card):
    """A new passphrase for this office; the recovery key stays as it is."""

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__("Passphrase")
        self._bridge, self._jobs = bridge, jobs
        self.first, self.second = _hidden(), _hidden()
        self.first_field = Field(
            "New passphrase", self.first, f"At least {offices.SHORTEST_PASSPHRASE} characters."
        )
        self.second_field = Field("Type it again", self.second, "Both must be the same.")
        self.change = button("Change passphrase")
        fields = QHBoxLayout()
        fields.setSpacing(16)
        fields.addWidget(self.first_field)
        fields.addWidget(self.second_field)
        self.body.addLayout(fields)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        self.body.addLayout(row)
        self.change.clicked.connect(self._change)

    def _change(self) -> None:
        chosen = self.first.text()
        self.first_field.right()
        self.second_field.right()
        if len(chosen) < offices.SHORTEST_PASSPHRASE:
            self.first_field.wrong("The passphrase is too short.", "Four or more words work well.")
        elif chosen != self.second.text():
            self.second_field.wrong("The two passphrases are different.", "Type the second again.")
        else:
            workspace = self._bridge.workspace
            self._jobs.run(
                lambda: offices.set_passphrase(workspace, chosen), then=self._done, owner=self
            )

    def _done(self, _nothing: object) -> None:
        self.first.clear()
        self.second.clear()
        self._bridge.tell("Passphrase changed")


def _row(label: str, widget: QWidget) -> QHBoxLayout:
    words = body(label)
    words.setBuddy(widget)
    words.setWordWrap(False)
    words.setMinimumWidth(110)
    row = QHBoxLayout()
    row.addWidget(words)
    row.addWidget(widget, 1)
    return row


def _hidden() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
