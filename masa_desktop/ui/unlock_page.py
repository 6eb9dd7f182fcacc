"""The door of an office: passphrase or recovery key. Nothing of the records is to be seen here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from masa_desktop.ui import theme
from masa_desktop.ui.brand import BrandPanel
from masa_desktop.ui.parts import Field, button, ground, link, scrolling, small, text_label, title
from masa_desktop.ui.secret_field import SecretField

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from masa_desktop.domain.errors import UserError

_WITH_PANEL, _WIDEST = 900, 520


class UnlockPage(QWidget):
    passphrase_given = Signal(str)
    words_given = Signal(str)
    other_wanted = Signal()
    """Another office, or a new one."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.title, self.folder = "Locked", folder
        self.brand = BrandPanel()
        self.secret = SecretField("Passphrase")
        self.words = QLineEdit()
        self.words_field = Field("Recovery key", self.words, "The twelve words, in their order.")
        self.ways = QStackedWidget()
        self.ways.addWidget(self.secret)
        self.ways.addWidget(self.words_field)
        self.open_it = button("Open", primary=True)
        self.swap = link("Use the recovery key")
        self.other = link("Open or make another office…")
        self.state = small("")
        self._build()
        theme.look.changed.connect(self._fit)
        self._fit()
        self.open_it.clicked.connect(self._give)
        self.secret.input.returnPressed.connect(self._give)
        self.words.returnPressed.connect(self._give)
        self.swap.clicked.connect(self._swap)
        self.other.clicked.connect(self.other_wanted)

    def take_focus(self) -> None:
        self.secret.input.setFocus()

    def opening(self) -> None:
        """The office is being opened; the fields rest."""
        self.state.setText("Opening…")
        self._rest(at_rest=True)

    def refuse(self, error: UserError) -> None:
        """Say in place why it did not open; what was typed stays."""
        self.state.setText("")
        self._rest(at_rest=False)
        field = self.words_field if self._by_words else self.secret
        field.wrong(error.happened, f"{error.safe} {error.do}".strip())
        field.input.setFocus()
        field.input.selectAll()  # type: ignore[attr-defined]  # both are line edits

    @property
    def _by_words(self) -> bool:
        return self.ways.currentIndex() == 1

    def _build(self) -> None:
        form = QVBoxLayout()
        form.setSpacing(12)
        form.addStretch(2)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(title("Your records are locked"))
        head.addWidget(text_label(f"{self.folder.stem}, on this laptop", "body", tone="quiet"))
        form.addLayout(head)
        form.addWidget(self.ways)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.open_it)
        row.addWidget(self.swap)
        row.addWidget(self.state, 1)
        form.addLayout(row)
        form.addStretch(3)
        form.addWidget(self.other)
        form.setContentsMargins(24, 24, 24, 24)
        self.holder = QWidget()
        ground(self.holder, "surface")
        self.holder.setLayout(form)
        self.area = scrolling(self.holder, "The door of the office")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.brand)
        across.addStretch(1)
        across.addWidget(self.area, 6)
        across.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window with large text the form scrolls; nothing of it is cut."""
        self.brand.setVisible(self.width() >= theme.px(_WITH_PANEL))
        self.area.setMaximumWidth(theme.px(_WIDEST))

    def _give(self) -> None:
        if self._by_words:
            self.words_field.right()
            self.words_given.emit(self.words.text())
        else:
            self.secret.right()
            self.passphrase_given.emit(self.secret.input.text())

    def _swap(self) -> None:
        self.ways.setCurrentIndex(0 if self._by_words else 1)
        self.swap.setText("Use the passphrase" if self._by_words else "Use the recovery key")
        (self.words if self._by_words else self.secret.input).setFocus()

    def _rest(self, *, at_rest: bool) -> None:
        for part in (self.secret.input, self.words, self.open_it, self.swap):
            part.setDisabled(at_rest)
