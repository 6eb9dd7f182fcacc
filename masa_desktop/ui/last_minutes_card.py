"""The minutes of the last meeting over their item: agreed, or agreed with corrections typed here.

A correction is committed as typing pauses and when its field is left; text that could not be
written stays in its field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from masa_desktop.domain.approval import agreed_words
from masa_desktop.domain.meetings import MINUTES_ITEM
from masa_desktop.domain.words import listed
from masa_desktop.services import agreed, approvals, settled
from masa_desktop.ui.minute_keys import is_typing
from masa_desktop.ui.parts import (
    Pill,
    ShortLabel,
    button,
    ground,
    icon_button,
    link,
    scrolling,
    text_label,
    turn_off,
)
from masa_desktop.ui.smart_card import SmartCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.meetings import ItemRow
    from masa_desktop.services.agreed import CorrectionRow, MinutesRow
    from masa_desktop.ui.bridge import Bridge

PAUSE_MS, LATEST_MS = 700, 2_000
"""Committed so long after the last letter; at the latest so long after the first unsaved one."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = 3
_AROUND = 12
"""Border and padding of a field in pixels, above and below together."""

_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_SHOWN = ("correction", "approval", "minutes_step", "meeting", "agenda_item", "group_link")
_HINT = "Word for word, such as: Item 5: for “14 of 17” read “15 of 17”"


class CorrectionField(QPlainTextEdit):
    """One correction to the minutes of the meeting `about`.

    Enter goes on to the next, from a blank one to agreeing; Shift+Enter begins a line, Esc leaves.
    """

    due = Signal()
    """What is typed should be committed now."""

    entered = Signal()
    dropped = Signal()
    left = Signal()
    grown = Signal()

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about, self.correction_id, self.saved = about, "", ""
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_HINT)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        self._pause.timeout.connect(self.due)
        self._latest.timeout.connect(self.due)
        self.textChanged.connect(self._on_typed)
        self.fit()

    @property
    def words(self) -> str:
        return self.toPlainText().strip()

    @property
    def is_waiting(self) -> bool:
        """Whether there is text that is not yet written."""
        return self.words != self.saved

    def show_row(self, row: CorrectionRow) -> None:
        """Show what is recorded, unless something newer is being typed."""
        is_same = self.correction_id == row.id and self.saved == row.text
        was_waiting = self.is_waiting
        self.correction_id, self.saved = row.id, row.text
        if not is_same and not was_waiting and self.words != row.text:
            self.setPlainText(row.text)
        self.rest()

    def rest(self) -> None:
        """What is typed is written: stop counting."""
        self._pause.stop()
        self._latest.stop()

    def fit(self) -> None:
        """As tall as its text, up to three lines."""
        lines = max(1, min(self.document().size().toSize().height(), _LINES))
        tall = self.fontMetrics().lineSpacing() * lines + 2 * int(self.document().documentMargin())
        self.setFixedHeight(tall + _AROUND)
        is_long = self.document().size().height() > _LINES
        shown = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else _NO_BAR
        self.setVerticalScrollBarPolicy(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _on_typed(self) -> None:
        self.fit()
        self.grown.emit()
        if self.is_waiting:
            self._pause.start()
            if not self._latest.isActive():
                self._latest.start()


class CorrectionLine(QWidget):
    """A correction's field, which entry it corrects as far as that is known, and its way out."""

    def __init__(self, about: str) -> None:
        super().__init__()
        self.field = CorrectionField(about)
        self.remove = icon_button("cross", "Remove this correction")
        self.corrects = ShortLabel()
        self.corrects.hide()
        self.put_right = link("Put the name right in the records")
        self.put_right.hide()
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.corrects, 1)
        below.addWidget(self.put_right)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addLayout(column, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def show_row(self, row: CorrectionRow) -> None:
        """Show what is recorded, and the entry whose words it corrects or why none is known."""
        self.field.show_row(row)
        known = f"Corrects {' '.join(row.corrects.split())}" if row.corrects else row.doubt
        known = row.effect or known
        if row.misspelt:
            self.put_right.setText(f"Put “{row.misspelt[1]}” in the records")
        self.put_right.setVisible(row.misspelt is not None)
        self.corrects.setText(known)
        self.corrects.setVisible(bool(known))
        self.field.setAccessibleDescription(known)

    def call(self, number: int) -> None:
        """Number it for a screen reader."""
        self.field.setAccessibleName(f"Correction {number}")
        self.remove.setAccessibleName(f"Remove correction {number}")


class LastMinutesCard(SmartCard):
    """Shows itself over an item of minutes; `show_item` says which item is in view."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Minutes to agree")
        self._bridge = bridge
        self._meeting_id = self._item_id = self._about = self._locked = ""
        self._rows: tuple[MinutesRow, ...] = ()
        self._is_writing = self._is_stale = False
        self.lines: list[CorrectionLine] = []
        self.pill = Pill()
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Which minutes")
        self.warning = text_label("", "small", tone="warn")
        self.agree = button("Agreed", "check", primary=True, compact=True)
        self.add = link("Add a correction")
        self._lay_out()
        self.agree.clicked.connect(self._agree)
        self.add.clicked.connect(self._begin)
        self.add.installEventFilter(self)
        self.chooser.activated.connect(self._choose)
        bridge.changed.connect(self._on_changed)

    # What the page says

    def show_item(self, meeting_id: str, item: ItemRow) -> None:
        """Show what can be agreed under this item; hidden for any other kind of item."""
        if (meeting_id, item.id) != (self._meeting_id, self._item_id):
            self.flush()
            self._clear()
            self._meeting_id, self._item_id = meeting_id, item.id
            self._about = ""
        is_ours = item.kind == MINUTES_ITEM
        if is_ours:
            self.reload()
        self.setVisible(is_ours)

    def reload(self) -> None:
        """Ask again; what is being typed stays."""
        if self._is_writing or not self._meeting_id:
            return  # a field being written does not know its record yet
        self._is_stale = False
        ask = self._bridge.workspace.ask
        here = self._meeting_id
        self._rows = (*ask(agreed.waiting, here), *ask(agreed.agreed_at, here))
        self._locked = self._bridge.workspace.read_only or (ask(settled.closed, here))
        if not any(row.id == self._about for row in self._rows):
            self._about = self._rows[0].id if self._rows else ""
        self._show_chooser()
        self._show_corrections()
        self._show_state()

    def flush(self) -> None:
        """Commit what is typed. Raises UserError if it is refused; the text stays."""
        for one in list(self.lines):
            self._commit(one)

    @property
    def first(self) -> QWidget:
        """Where F6 goes."""
        return self.add if self.agree.isHidden() else self.agree

    @property
    def shown(self) -> MinutesRow | None:
        """The minutes in view; None if none wait and none were agreed here."""
        return next((row for row in self._rows if row.id == self._about), None)

    # Building

    def _lay_out(self) -> None:
        for part in (self.pill, self.add, self.agree):
            self.head.addWidget(part)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(4)
        self.inside = QWidget()
        ground(self.inside, "surface2")
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(22, 2, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.chooser)
        column.addWidget(self.warning)
        column.addLayout(self.fields)
        column.addStretch(1)
        self.area = scrolling(self.inside, "Corrections")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(_NO_BAR)
        self.put(self.area)

    def content_height(self) -> int:
        layout = self.inside.layout()
        wide = self.area.viewport().width()
        tall = layout.heightForWidth(wide) if layout and layout.hasHeightForWidth() else -1
        return tall if tall > 0 else self.inside.sizeHint().height()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())

    # Showing

    def _show_chooser(self) -> None:
        self.chooser.clear()
        for row in self._rows:
            self.chooser.addItem(f"{row.words}: {_standing(row)}", row.id)
        self.chooser.setCurrentIndex(self.chooser.findData(self._about))
        self.chooser.setVisible(len(self._rows) > 1)

    def _show_state(self) -> None:
        row = self.shown
        is_open = row is not None and not row.is_agreed_here
        ask = self._bridge.workspace.ask
        warned = ask(approvals.warning, self._meeting_id, self._item_id) if is_open else ""
        still = f"Still to be agreed by {listed(row.outstanding)}." if row and not is_open else ""
        self.warning.setText(self._locked or warned or (still if row and row.outstanding else ""))
        self.warning.setVisible(bool(self.warning.text()) and row is not None)
        self.pill.setVisible(row is not None and not is_open)
        self.agree.setVisible(is_open)
        self.add.setVisible(row is not None)
        if row is None:
            self.say("No minutes wait to be agreed", "", is_empty=True)
            return
        self.pill.say(agreed_words(row.corrections), "good", "check")
        self.agree.setText(agreed_words(sum(bool(one.field.words) for one in self.lines)))
        for made in (self.agree, self.add):
            turn_off(made, self._locked)
        others = listed(row.agreed_by) if is_open else ""
        has_more = bool(self.lines or len(self._rows) > 1 or self.warning.text())
        standing = f"Agreed by {others}" if others else "Not yet agreed" if is_open else ""
        self.say(row.words, standing, is_empty=not has_more)

    def _show_corrections(self) -> None:
        rows = self._recorded()
        known = {row.id: row for row in rows}
        for one in list(self.lines):
            row = known.pop(one.field.correction_id, None)
            if row is not None:
                one.show_row(row)
            elif not one.field.is_waiting and (one.field.correction_id or not self._is_of(one)):
                self._take_off(one)
            elif self._is_of(one):
                one.field.correction_id = one.field.saved = ""
        for row in rows:
            if row.id in known:
                self._put().show_row(row)
        for number, one in enumerate(self.lines, start=1):
            one.call(number)
            one.field.setReadOnly(bool(self._locked))
            one.remove.setVisible(not self._locked)
            one.put_right.setEnabled(not self._locked)

    def _is_of(self, one: CorrectionLine) -> bool:
        return one.field.about == self._about

    def _recorded(self) -> Sequence[CorrectionRow]:
        if not self._about:
            return ()
        found = self._bridge.workspace.ask(agreed.corrections, self._about)
        return [row for row in found if row.made_at_id == self._meeting_id]

    def _put(self) -> CorrectionLine:
        one = CorrectionLine(self._about)
        self.lines.append(one)
        self.fields.addWidget(one)
        one.field.due.connect(lambda: self._commit(one))
        one.field.left.connect(lambda: self._leave(one))
        one.field.entered.connect(lambda: self._next(one))
        one.field.dropped.connect(self.done)
        one.field.grown.connect(self._later.start)
        one.remove.clicked.connect(lambda: self._remove(one))
        one.put_right.clicked.connect(lambda: self._put_right(one))
        one.call(len(self.lines))
        self._later.start()
        return one

    def _take_off(self, one: CorrectionLine) -> None:
        had_focus = one.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.lines.remove(one)
        self.fields.removeWidget(one)
        one.field.rest()
        one.field.blockSignals(True)  # noqa: FBT003 - Qt has no keyword here
        one.hide()
        one.deleteLater()
        if had_focus:
            self.add.setFocus()
        self._later.start()

    def _clear(self) -> None:
        for one in list(self.lines):
            self._take_off(one)

    # Answering

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter typed on the link begins a correction with it; a blank presses the link."""
        is_key = watched is self.add and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and is_typing(event) and event.text().strip():
            self._begin()
            field = self.focusWidget()
            if isinstance(field, CorrectionField):
                field.insertPlainText(event.text())
            return True
        return super().eventFilter(watched, event)

    def _choose(self) -> None:
        self.flush()
        self._clear()
        self._about = str(self.chooser.currentData())
        self.reload()

    def _begin(self) -> None:
        """A field for one more correction; a blank one that stands there already will do."""
        if self._locked:
            self._bridge.announce(self._locked)
            return
        blank = next((one for one in self.lines if not one.field.words), None)
        one = blank or self._put()
        self._wanted = True
        self._show_state()
        self.fit()
        one.field.setFocus()
        self.area.ensureWidgetVisible(one)

    def _next(self, one: CorrectionLine) -> None:
        self._commit(one)
        if one.field.words:
            self._begin()
        elif self.agree.isVisible():
            self.agree.setFocus()
        else:
            self.done.emit()

    def _commit(self, one: CorrectionLine) -> None:
        """Write what the field says. A blank field is nobody's correction until it is left."""
        field = one.field
        if self._is_writing or self._locked or not field.is_waiting or not field.words:
            return
        do, words, said = self._bridge.workspace.do, field.words, ""
        self._is_writing = True
        try:
            if field.correction_id:
                said = do(approvals.reword, field.correction_id, words)
            else:
                field.correction_id = do(
                    approvals.correct,
                    field.about,
                    self._meeting_id,
                    self._item_id,
                    words,
                    on=self._bridge.today(),
                )
        finally:
            self._is_writing = False
        field.saved = words
        field.rest()
        if said:
            self._bridge.tell(said, undo=True)
        self.reload()

    def _leave(self, one: CorrectionLine) -> None:
        if one not in self.lines:
            return
        if one.field.words:
            self._commit(one)
        elif not one.field.correction_id:
            self._take_off(one)
        elif not self._locked:
            self._drop(one)

    def _remove(self, one: CorrectionLine) -> None:
        if one.field.correction_id:
            self._drop(one)
        else:
            self._take_off(one)
            self._show_state()
        self.add.setFocus()

    def _put_right(self, one: CorrectionLine) -> None:
        self._commit(one)
        said = self._bridge.workspace.do(approvals.put_right, one.field.correction_id)
        self._bridge.tell(said, undo=True)
        one.field.setFocus()

    def _drop(self, one: CorrectionLine) -> None:
        """Take the correction away; undo brings it back with its words."""
        self._is_writing = True
        try:
            said = self._bridge.workspace.do(approvals.drop_correction, one.field.correction_id)
        finally:
            self._is_writing = False
        self._take_off(one)
        self._bridge.tell(
            f"Correction removed. {said}" if said else "Correction removed", undo=True
        )
        self.reload()

    def _agree(self) -> None:
        row = self.shown
        if self._locked or row is None:
            self._bridge.announce(self._locked)
            return
        self.flush()
        do, today = self._bridge.workspace.do, self._bridge.today()
        warned = do(approvals.agree, row.id, self._meeting_id, self._item_id, today)
        number = len([one for one in self.lines if one.field.correction_id])
        said = f"{row.words}: {agreed_words(number).lower()}."
        self._bridge.tell(f"{said} {warned}".strip(), undo=True)
        self.done.emit()

    # Following

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._is_writing or not self._item_id or not changes.touches(*_SHOWN):
            return
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.reload()


def _standing(row: MinutesRow) -> str:
    return row.standing[:1].lower() + row.standing[1:]
