"""One suggestion of a Word file that came back, as a card: who, where, before and after, buttons.

What went out is struck through and what came in underlined, in words for a screen reader too.
"""

from __future__ import annotations

from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.returned import (
    DiffState,
    Kind,
    Standing,
    differences,
    kind_label,
)
from masa_desktop.domain.returned_pieces import is_same
from masa_desktop.domain.words import plain_date
from masa_desktop.ui import theme
from masa_desktop.ui.parts import (
    Pill,
    Strip,
    body,
    button,
    secondary,
    small,
    subheading,
    text_label,
    turn_off,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from masa_desktop.domain.returned import Offered, Suggestion

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_RING, _CORNER = 2, 8
_KINDS = {
    Kind.CHANGED: ("", "edit"),
    Kind.INSERTED: ("good", "plus"),
    Kind.DELETED: ("bad", "cross"),
    Kind.COMMENT: ("info", "note"),
    Kind.UNTRACKED: ("warn", "warn"),
    Kind.MOVED: ("info", "edit"),
}
_NOTHING = "Nothing"
_BRIEF = 60  # characters


class Marked(QWidget):
    """A text under a small heading, with what differs from another text marked in it."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = small()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setProperty("role", "minutes")
        self._before = self._after = ""
        self._shows = DiffState.IN
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        theme.look.changed.connect(self._draw)

    def say(self, heading: str, before: str, after: str, shows: DiffState) -> None:
        """Show `before` with what went out (OUT), or `after` with what came in (IN)."""
        self.heading.setText(heading)
        self._before, self._after, self._shows = before, after, shows
        self.words.setAccessibleName(f"{heading}: {self.spoken}")
        self._draw()

    @property
    def spoken(self) -> str:
        """The text, then what is marked in it."""
        text = self._before if self._shows is DiffState.OUT else self._after
        marked = [
            f"“{part.strip()}”"
            for part, state in differences(self._before, self._after)
            if state is self._shows and part.strip()
        ]
        verb = "Taken out" if self._shows is DiffState.OUT else "Put in"
        said = text or _NOTHING
        return f"{said} {verb}: {', '.join(marked)}." if marked else said

    def _draw(self) -> None:
        made = []
        for text, state in differences(self._before, self._after):
            if state in (DiffState.SAME, self._shows):
                shown = escape(text).replace("\n", "<br>")
                made.append(shown if state is DiffState.SAME else self._marked(shown))
        self.words.setText("".join(made) or _NOTHING)

    def _marked(self, text: str) -> str:
        """Blanks at the ends are not marked: a line under nothing looks like a mistake."""
        bare = text.strip()
        if not bare:
            return text
        lead, _, tail = text.partition(bare)
        tag = "s" if self._shows is DiffState.OUT else "u"
        colour = theme.colour("bad" if self._shows is DiffState.OUT else "good").name()
        return f'{lead}<{tag} style="color:{colour}">{bare}</{tag}>{tail}'


class ReturnedCard(QFrame):
    """Takes the focus itself; its keys are those of its buttons. Tab reaches the buttons."""

    taken = Signal()
    removed = Signal()
    jotted = Signal()
    left = Signal()
    jumped = Signal()
    stepped = Signal(int)
    """Down is 1, Up is -1."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Suggestion")
        self.offered: Offered | None = None
        self.who, self.place = subheading(), secondary()
        self.kind = Pill()
        self.strip = Strip()
        self.sent = body()
        self.sent_heading = small("As it was sent")
        self.now, self.back = Marked(), Marked()
        self.comment_heading, self.comment = small(), text_label("", "minutes")
        self.items = QComboBox()
        self.items.setAccessibleName("Item under which it belongs")
        self.take = button("Take it", "check", primary=True)
        self.remove = button("Remove it from the log too", danger=True)
        self.keep = button("Keep as private jotting", "private", primary=True)
        self.leave = button("Leave it")
        self.jump = button("Jump to it", ghost=True)
        self._lay_out()
        self.take.clicked.connect(self.taken)
        self.remove.clicked.connect(self.removed)
        self.keep.clicked.connect(self.jotted)
        self.leave.clicked.connect(self.left)
        self.jump.clicked.connect(self.jumped)

    def say(self, offered: Offered, progress: str, outcome: str, read_only: str) -> None:
        """Show one suggestion. `outcome` is what was done about it in words, "" if nothing."""
        self.offered, one = offered, offered.suggestion
        self.who.setText(_who(one) or "Not known who")
        self.kind.say(kind_label(one.kind), *_KINDS[one.kind])
        self.place.setText(_place(offered))
        self.place.setVisible(bool(self.place.text()))
        self._say_strip(offered, outcome)
        self._say_texts(offered)
        self._say_buttons(offered, outcome, read_only)
        self.setAccessibleName(self._spoken(progress, outcome))

    def name_items(self, items: Sequence[tuple[str, str]]) -> None:
        """The items (id and name) from which one is chosen where the file does not show it."""
        self.items.clear()
        self.items.addItem("Choose the item…", "")
        for item_id, name in items:
            self.items.addItem(name, item_id)

    @property
    def chosen_item(self) -> str:
        """The item somebody chose for it; "" while none is."""
        return "" if self.items.isHidden() else str(self.items.currentData() or "")

    def ask_removal(self, sentence: str) -> None:
        """Say what would go with it; only the button for it does it then."""
        self.strip.say(sentence, "warn")
        self.strip.show()
        self.remove.show()
        self.take.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, focus = event.key(), QApplication.focusWidget()
        if key in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        elif key in _ENTER:
            self._press()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_L):
            self.left.emit()
        elif key == Qt.Key.Key_J:
            self.jumped.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), _RING))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _CORNER, _CORNER)

    def _press(self) -> None:
        if self.offered is None or not self.remove.isHidden():
            return
        if not self.take.isHidden():
            self.taken.emit()
        elif not self.keep.isHidden():
            self.jotted.emit()

    def _say_strip(self, offered: Offered, outcome: str) -> None:
        words, tone = _state(offered)
        self.strip.say(outcome or words, "good" if outcome else tone, "check" if outcome else "")
        self.strip.setVisible(bool(outcome or words))

    def _say_texts(self, offered: Offered) -> None:
        one = offered.suggestion
        is_comment = one.kind is Kind.COMMENT
        is_moved = offered.standing is Standing.CHANGED_HERE
        is_waiting = offered.standing is Standing.OPEN or is_moved
        before = (is_waiting and offered.current) or one.before
        after = offered.proposed if is_waiting else one.after
        has_texts = not is_comment and not is_same(before, after)
        heading = "In the minutes now" if offered.standing is not Standing.DONE else "Before"
        self.now.say(heading, before, after, DiffState.OUT)
        self.back.say("In the file that came back", before, after, DiffState.IN)
        self.now.setVisible(has_texts and bool(before))
        self.back.setVisible(not is_comment and not one.is_removal)
        self.sent.setText(one.before)
        for part in (self.sent, self.sent_heading):
            part.setVisible(is_moved)
        self.comment_heading.setText(f"On “{one.before}”" if one.before else "Comment")
        self.comment.setText(one.comment)
        for label in (self.comment_heading, self.comment):
            label.setVisible(is_comment)

    def _say_buttons(self, offered: Offered, outcome: str, read_only: str) -> None:
        one, state = offered.suggestion, offered.standing
        is_open = not outcome or outcome == "Left"
        can_take = state in _TAKEABLE and is_open
        is_comment = one.kind is Kind.COMMENT and bool(offered.label) and is_open
        self.take.setText("Take the file’s text" if state is Standing.CHANGED_HERE else "Take it")
        self.take.setVisible(can_take)
        self.keep.setVisible(is_comment and state is not Standing.DONE)
        self.remove.hide()
        self.items.setCurrentIndex(0)
        self.items.setVisible(state is Standing.NO_PLACE and can_take)
        self.leave.setText("Leave it" if can_take else "Seen")
        self.leave.setVisible(not outcome and state is not Standing.DONE)
        self.jump.setVisible(bool(offered.item_id))
        for made in (self.take, self.keep, self.remove):
            turn_off(made, read_only)

    def _spoken(self, progress: str, outcome: str) -> str:
        parts = [progress, self.kind.text, self.who.text(), self.place.text(), outcome]
        if not self.strip.isHidden() and not outcome:
            parts.append(self.strip.words.text())
        shown = [marked for marked in (self.now, self.back) if not marked.isHidden()]
        parts += [marked.words.accessibleName() for marked in shown]
        if not self.comment.isHidden():
            parts += [self.comment_heading.text(), self.comment.text()]
        return ". ".join(part.rstrip(".") for part in parts if part)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.who, 1)
        head.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.place)
        column.addWidget(self.strip)
        texts = (self.comment_heading, self.comment, self.now, self.back)
        for part in (*texts, self.sent_heading, self.sent):
            column.addWidget(part)
        column.addWidget(self.items)
        self.items.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.take, self.keep, self.remove, self.leave):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.jump)
        column.addSpacing(4)
        column.addLayout(row)


def brief(text: str) -> str:
    """The first words of a text, for a line."""
    return shorten(text, _BRIEF, placeholder="…")


def _who(one: Suggestion) -> str:
    day = plain_date(one.on) if one.on else ""
    return ", ".join(part for part in (one.author, day) if part)


def _place(offered: Offered) -> str:
    one = offered.suggestion
    label = offered.label
    beside = f"{'before' if one.is_ahead else 'after'} “{brief(offered.beside)}”"
    if one.is_new and offered.item:
        label = beside if offered.beside else "first under this item"
    elif one.kind is Kind.MOVED:
        there = offered.target or "an item not known"
        label = f"{label}, now " if there == offered.item else f"{label}, to {there}, "
        label += beside if offered.beside else "first under it"
    parts = (offered.item, label, one.place)
    return " · ".join(part for part in parts if part)


def change_words(one: Suggestion) -> str:
    """One of several changes of a text in few words; "" if it is the only one."""
    if one.edits is None:
        return ""
    edit = one.edits.edits[one.part]
    old, new = edit.old.strip(), edit.new.strip()
    if old and new:
        return f"“{brief(old)}” becomes “{brief(new)}”"
    return f"“{brief(old)}” goes out" if old else f"“{brief(new)}” comes in"


_TAKEABLE = (Standing.OPEN, Standing.CHANGED_HERE, Standing.NO_PLACE)
_STATES = {
    Standing.DONE: ("This is in the minutes already.", "good"),
    Standing.CHANGED_HERE: (
        "This was changed here since the copy was sent. Both are shown.",
        "warn",
    ),
    Standing.REMOVED_HERE: ("This paragraph was removed here since the copy was sent.", "warn"),
    Standing.NO_PLACE: (
        "The file does not show under which item this belongs. Choose the item to take it.",
        "warn",
    ),
}
_PRINTED = (
    "To look at by hand: this is printed beside the minuted text. Change it where it is kept.",
    "info",
)
_MOVED = ("This was moved in the file. Its record goes with it and stays as it is.", "info")
_GONE = ("This is not in the file any more. Tracking was off, so it does not say why.", "warn")
_UNTRACKED = ("Tracking was off, so the file does not say who changed this or when.", "warn")


def _state(offered: Offered) -> tuple[str, str]:
    """A sentence on how it stands, if that needs saying, and its tone."""
    one = offered.suggestion
    if offered.standing in _STATES:
        return _STATES[offered.standing]
    if offered.standing is Standing.TO_SEE and one.place and one.kind is not Kind.COMMENT:
        return _PRINTED
    if one.kind is Kind.MOVED:
        return _MOVED
    if one.kind is Kind.UNTRACKED:
        return _GONE if one.is_removal else _UNTRACKED
    return "", "info"
