"""Matters arising over their item: a list that builds itself, to minute, ratify and review from.

Nothing in it happens unless somebody chooses it; what is chosen is one step to undo.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTextEdit, QVBoxLayout, QWidget

from masa_desktop.domain.actions import ReviewOutcome, outcome_label
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import MATTERS_ITEM
from masa_desktop.domain.words import count
from masa_desktop.services import action_review, matters, settled
from masa_desktop.services.action_review import Review
from masa_desktop.services.matters import MatterKind, matter_label
from masa_desktop.ui import theme
from masa_desktop.ui.action_update import LETTERS, ActionUpdate
from masa_desktop.ui.parts import button, turn_off
from masa_desktop.ui.rows import Column, RowsModel, RowTable
from masa_desktop.ui.smart_card import SmartCard
from masa_desktop.ui.typed_run import TypedRun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.meetings import ItemRow
    from masa_desktop.services.matters import MatterRow
    from masa_desktop.ui.bridge import Bridge

_SHOWN = frozenset(
    {
        "entry",
        "action",
        "action_owner",
        "action_move",
        "action_update",
        "agenda_item",
        "attendance",
        "correction",
        "decision",
        "meeting",
        "minutes_step",
        "setting",
        "written_answer",
        "written_procedure",
    }
)
_WHEN, _WIDE = 2, 520
"""The column that says when, and how wide the list must be to show it, in design pixels."""

_ICONS = {
    MatterKind.RATIFY: "decision",
    MatterKind.BETWEEN: "note",
    MatterKind.ASKED: "pause",
    MatterKind.CORRECTION: "edit",
    MatterKind.DEFERRED: "clock",
    MatterKind.ATTENDANCE: "people",
    MatterKind.ACTION: "",
}
_OUTCOMES = {letter: outcome for outcome, letter in LETTERS.items()}
_RATIFIED, _REFUSED = "R", "N"
_LETTERS = frozenset({*_OUTCOMES, _RATIFIED, _REFUSED})
_NOTHING = Review((), frozenset(), frozenset())
_KEYS = ", ".join(f"{outcome_label(each).lower()} {key}" for each, key in LETTERS.items())
_JUST_ABOVE = QAbstractItemView.ScrollHint.PositionAtBottom
_ASTRAY = (
    "Letters answer this list, so nothing was recorded. Enter puts what you typed in the minutes"
)
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Escape,
    }
)
_MOST, _REST, _FEW_LINES = 0.55, 280, 100
"""What the list may take while few lines are minuted, what it leaves to the minutes with their
head and foot, and how tall few lines are; the last two in design pixels."""

_LEAST = 44
"""So much of the list stays in view under an action's fields, in design pixels."""

_COUNTED = {
    MatterKind.RATIFY: ("decision to ratify", "decisions to ratify"),
    MatterKind.BETWEEN: ("decided between meetings", "decided between meetings"),
    MatterKind.ASKED: ("asked in writing", "asked in writing"),
    MatterKind.CORRECTION: ("correction", "corrections"),
    MatterKind.DEFERRED: ("deferred item", "deferred items"),
    MatterKind.ATTENDANCE: ("follow-up of missed meetings", "follow-ups of missed meetings"),
    MatterKind.ACTION: ("open action", "open actions"),
}
_COUNTED_SHORT = {
    MatterKind.RATIFY: ("to ratify", "to ratify"),
    MatterKind.BETWEEN: ("decided", "decided"),
    MatterKind.ASKED: ("asked", "asked"),
    MatterKind.CORRECTION: ("corrected", "corrected"),
    MatterKind.DEFERRED: ("deferred", "deferred"),
    MatterKind.ATTENDANCE: ("follow-up", "follow-ups"),
    MatterKind.ACTION: ("open", "open"),
}


class MattersTable(RowTable):
    """Enter minutes a matter; a letter says what came of it, or opens the fields to say it in. A
    sentence that is typed here answers nothing.

    Where it is narrow for its text, when something is due stands under the matter.
    """

    said = Signal(str)
    """A letter that means something, upper case, while a matter is selected; "" for another key."""

    dropped = Signal()

    astray = Signal()
    """A sentence has begun to be typed here: what its first letter said is not meant."""

    def __init__(self, name: str, wide: Sequence[int]) -> None:
        super().__init__(name, wide)
        self.run = TypedRun()
        self._is_saying = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.run.drop()
        letter = "" if event.modifiers() else event.text().upper()
        was_astray = self.run.is_sentence
        if self.run.is_astray(event):
            if not was_astray:
                self.astray.emit()
        elif letter in _LETTERS and self.current_id():
            if not event.isAutoRepeat():  # a key held down says it of one matter only
                self._say(letter)
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            self.said.emit("")
            super().keyPressEvent(event)

    def _say(self, letter: str) -> None:
        self._is_saying = True
        self.said.emit(letter)
        self._is_saying = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.run.drop()
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self._is_saying and event.reason() not in _STAYS:
            self.run.drop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setColumnHidden(_WHEN, self.width() < theme.px(_WIDE))
        super().resizeEvent(event)


class MattersCard(SmartCard):
    """Shows itself over matters arising; `show_item` says which item is in view."""

    minuted = Signal(str, str)
    """An EntryKind and how a line on this matter begins, for the editor of the item shown."""

    answered = Signal()
    """What was said left a line at the end of the minutes of the item shown."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Matters arising")
        self._bridge = bridge
        self._meeting_id = self._item_id = self._locked = ""
        self._is_stale = self._is_by_letter = False
        self._answer: tuple[str, ChangeSet | None] = ("", None)
        self._review = _NOTHING
        self.below: QTextEdit | None = None
        self.model: RowsModel[MatterRow] = RowsModel(
            [
                Column("Reference", _ref, second=_minute, icon=_icon, chip=_chip, strong=True),
                Column("Matter", _text, second=self._foot, wide=True, lines=4),
                Column("When", _urgency, tone=self._tone),
            ],
            self,
            speak=_spoken,
        )
        self.table = MattersTable("Matters arising", [1])
        self.table.show_model(self.model)
        self.table.horizontalHeader().hide()
        self.minute = button("Minute it", "edit", compact=True)
        self.ratify = button("Ratified", "check", compact=True)
        self.refuse = button("Not ratified", compact=True)
        self.answer = button("What came of it", "check", compact=True)
        for made, key in ((self.minute, "Enter"), (self.ratify, "R"), (self.refuse, "N")):
            made.setToolTip(f"{made.text()} ({key} in the list)")
        self.answer.setToolTip(f"In the list: {_KEYS}")
        for made in (self.answer, self.minute, self.ratify, self.refuse):
            self.head.addWidget(made)
        self.update_bar = ActionUpdate(bridge)
        for each in (self.update_bar, self.fold):
            each.installEventFilter(self)
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(14, 0, 8, 4)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.update_bar)
        self.put(around)
        self._connect()

    # What the page says

    def show_item(self, meeting_id: str, item: ItemRow) -> None:
        """Show what arises at this meeting; hidden for any other kind of item."""
        is_ours = item.kind == MATTERS_ITEM
        is_new = (meeting_id, item.id) != (self._meeting_id, self._item_id)
        self._meeting_id, self._item_id = meeting_id, item.id
        self.update_bar.show_item(meeting_id, item.id)
        if is_ours and (is_new or self._is_stale):
            self.reload()
            if is_new:
                self.table.run.drop()  # typed over another item
            if is_new and self.model.rowCount():
                self.table.selectRow(0)  # not what was chosen at another meeting
                self.table.scrollToTop()
        self.setVisible(is_ours)

    def reload(self) -> None:
        """Ask again; the selection stays."""
        if not self._meeting_id:
            return
        self._is_stale = False
        ask = self._bridge.workspace.ask
        self._locked = self._bridge.workspace.read_only or (ask(settled.closed, self._meeting_id))
        self._review = ask(action_review.review, self._meeting_id, self._bridge.today())
        was = self.table.current_id()
        self.model.show_rows(self._review.rows)
        said = summary(self._review)
        self.say(
            self.name if said else "Nothing arises from earlier meetings", said, is_empty=not said
        )
        self.table.setAccessibleDescription(said)
        if said and not self.table.current_id():
            self.table.selectRow(0)
        if self.table.current_id() != was and (self.ratify.hasFocus() or self.refuse.hasFocus()):
            self.first.setFocus()  # the button would now settle a matter that was not looked at
        self._show_buttons()

    @property
    def rows(self) -> tuple[MatterRow, ...]:
        return self.model.rows

    @property
    def first(self) -> QWidget:
        """Where F6 goes."""
        return self.table if self.is_open else self.fold

    # Building

    def _connect(self) -> None:
        self.table.chosen.connect(self._minute)
        self.table.said.connect(self._on_letter)
        self.table.astray.connect(self._take_back)
        self.table.dropped.connect(self._on_dropped)
        self.table.current.connect(self._on_current)
        self.answer.clicked.connect(lambda: self._open(ReviewOutcome.UPDATE))
        self.update_bar.answered.connect(self._on_answered)
        self.update_bar.dropped.connect(self._shut)
        self.minute.clicked.connect(lambda: self._minute(self.table.current_id()))
        self.ratify.clicked.connect(lambda: self._ratify(self.table.current_id()))
        self.refuse.clicked.connect(lambda: self._ratify(self.table.current_id(), refuse=True))
        self._bridge.changed.connect(self._on_changed)

    def content_height(self) -> int:
        heights = (self.table.rowHeight(row) for row in range(self.model.rowCount()))
        return sum(heights) + 8 + (self._fields_height() if self.update_bar.action_id else 0)

    def fit(self) -> None:
        super().fit()
        self._show_buttons()
        super().fit()  # the buttons take room of their own
        self._fit_summary()
        if self.update_bar.action_id and self.is_open:
            tools = self.tools.sizeHint().height() if self._is_narrow else 0
            view = max(theme.px(_LEAST), self.table.minimumSizeHint().height())
            least = self._fields_height() + tools + view
            if self.body.height() < least:
                self.body.setFixedHeight(least)
            self.table.scrollTo(self.table.currentIndex(), _JUST_ABOVE)

    def share_of(self, tall: int) -> int:
        """More than a third while the minutes of the item, `below`, do not need the room."""
        usual = super().share_of(tall)
        if self.below is None:
            return usual
        text = self.below.document()
        minuted = text.documentLayout().blockBoundingRect(text.lastBlock()).bottom()
        if minuted > theme.px(_FEW_LINES):
            return usual
        return max(usual, min(int(tall * _MOST), tall - theme.px(_REST)))

    def summary_least(self) -> int:
        return self.summary.width_of(summary(self._review, short=True))

    def _fit_summary(self) -> None:
        """No count is cut: where all the words have no room, the short ones are shown."""
        short, room = summary(self._review, short=True), self.summary.width()
        whole = summary(self._review)
        fits = self.summary.width_of(whole) <= room
        self.summary.setText(whole if fits else short)
        self.summary.hint("" if fits else whole)

    def _fields_height(self) -> int:
        bar = self.update_bar
        return max(bar.heightForWidth(bar.width()), bar.minimumSizeHint().height()) + 4

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The fields have become taller, to say what is wrong: their room follows.

        The first letter where another brought the focus may be the second of a sentence; not in
        the fields of an action, which are there to be typed into.
        """
        if watched is self.update_bar:
            if event.type() is QEvent.Type.LayoutRequest:
                self._later.start()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._is_by_letter and bool(event.text()) and self._is_astray(event)
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())

    # Showing

    def _show_buttons(self) -> None:
        row = self._matter(self.table.current_id())
        for made in (self.answer, self.minute, self.ratify, self.refuse):
            turn_off(made, self._locked)
        is_action = row is not None and row.kind is MatterKind.ACTION
        self.answer.setVisible(self.is_open and is_action)
        self.minute.setVisible(self.is_open and row is not None)
        is_waiting = row is not None and row.kind is MatterKind.RATIFY
        for made in (self.ratify, self.refuse):
            made.setVisible(self.is_open and is_waiting)

    def _foot(self, row: MatterRow) -> str:
        is_under = self.table.isColumnHidden(_WHEN)
        return " · ".join(part for part in (row.urgency if is_under else "", _foot(row)) if part)

    def _matter(self, key: str) -> MatterRow | None:
        return next((row for row in self.model.rows if row.id == key), None)

    def _tone(self, row: MatterRow) -> str:
        if row.id in self._review.answered:
            return "good"
        if row.is_late:
            return "bad"
        return "decision" if row.kind is MatterKind.RATIFY else "text2"

    # Going through the actions

    def _on_letter(self, letter: str) -> None:
        self._answer = ("", None)
        row = self._matter(self.table.current_id())
        if row is not None and row.kind is MatterKind.RATIFY and letter in (_RATIFIED, _REFUSED):
            before = self._bridge.workspace.last_step
            self._ratify(row.id, refuse=letter == _REFUSED)
            step = self._bridge.workspace.last_step
            self._answer = (row.id, None if step is before else step)
            self._is_by_letter = True
        elif letter in _OUTCOMES:
            self._open(_OUTCOMES[letter])

    def _is_astray(self, event: QKeyEvent) -> bool:
        """Whether the key, where a letter brought the focus, takes that letter back."""
        self._is_by_letter = False
        if self.table.run.is_astray(event):
            self._take_back()
            self.fit()  # the list may have left with its last matter
            self._shut()
            return True
        self.table.run.drop()
        return False

    def _take_back(self) -> None:
        """A sentence answers nothing: what its first letter recorded is undone; that is said."""
        (key, step), workspace = self._answer, self._bridge.workspace
        self._answer = ("", None)
        if step is not None and workspace.last_step is step:
            workspace.undo()
            self.table.select(key)
        self._bridge.tell(self._locked or _ASTRAY)

    def _open(self, outcome: ReviewOutcome) -> None:
        row = self._matter(self.table.current_id())
        if row is None or row.kind is not MatterKind.ACTION:
            return
        if self._locked:
            self._bridge.announce(self._locked)
            return
        self.update_bar.open_for(row, outcome)
        self.fit()
        self._later.start()

    def _shut(self) -> None:
        self.update_bar.shut()
        self.table.setFocus()
        self._later.start()

    def _on_dropped(self) -> None:
        if self.update_bar.action_id:
            self._shut()
        else:
            self.done.emit()

    def _on_current(self, key: str) -> None:
        if self.update_bar.action_id not in ("", key):
            self.update_bar.shut()
            self._later.start()
        self._show_buttons()

    def _on_answered(self, line: str) -> None:
        """On to the next action nothing was said of."""
        here = self.model.row_of(self.table.current_id())
        rows = self.model.rows
        waits = [
            row.id
            for row in (*rows[here + 1 :], *rows[:here])
            if row.kind is MatterKind.ACTION and row.id not in self._review.answered
        ]
        self._shut()
        if waits:
            self.table.select(waits[0])
        self.answered.emit()
        self._bridge.tell(line, undo=True)

    # Answering

    def _minute(self, key: str) -> None:
        row = self._matter(key)
        if self._locked:
            self._bridge.announce(self._locked)
        elif row is not None:
            typed = self.table.run.words
            self.table.run.drop()
            self.minuted.emit(row.entry_kind.value, row.begins + typed)

    def _ratify(self, key: str, *, refuse: bool = False) -> None:
        row = self._matter(key)
        if row is None or row.kind is not MatterKind.RATIFY:
            return
        if self._locked:
            self._bridge.announce(self._locked)
            return
        try:
            words = self._bridge.workspace.do(
                matters.ratify,
                key,
                self._meeting_id,
                self._item_id,
                self._bridge.today(),
                refuse=refuse,
            )
        except UserError as refused:  # said without a banner: the list stays where it is
            self._bridge.tell(f"{refused.happened} {refused.do}")
            return
        # Not on the button of the next matter: a second Enter would settle that one unseen.
        self.first.setFocus()
        self._bridge.tell(words, undo=True)

    # Following

    def _on_changed(self, changes: ChangeSet) -> None:
        touched = {change.table for change in changes.changes} & _SHOWN
        if not touched or not self._item_id:
            return
        self._is_stale = True
        # What is typed here, and who is here, arises at the next meeting.
        if touched - {"entry", "attendance"}:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._is_stale and self.isVisible():
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()


def summary(review: Review, *, short: bool = False) -> str:
    """ "1 decision to ratify, 2 open actions, 1 late, 3 answered here"; "" if nothing arises.

    `short`: "1 to ratify, 2 open, 1 late, 3 answered".
    """
    found = Counter(row.kind for row in review.rows if row.id not in review.closed)
    words = _COUNTED_SHORT if short else _COUNTED
    said = [count(found[kind], *words[kind]) for kind in MatterKind if found[kind]]
    late = sum(row.is_late for row in review.rows)
    heard = len(review.answered)
    said += [f"{late} late"] if late else []
    here = "answered" if short else "answered here"
    return ", ".join([*said, *([f"{heard} {here}"] if heard else [])])


def _ref(row: MatterRow) -> str:
    is_named = row.kind in (MatterKind.RATIFY, MatterKind.BETWEEN, MatterKind.ACTION)
    return row.ref if is_named else matter_label(row.kind)


def _minute(row: MatterRow) -> str:
    return row.minute


def _icon(row: MatterRow) -> str:
    return _ICONS[row.kind]


def _chip(row: MatterRow) -> str:
    return row.chip


def _text(row: MatterRow) -> str:
    return row.text


def _foot(row: MatterRow) -> str:
    is_told = "restricted" in row.foot or not row.is_restricted
    return " · ".join(part for part in (row.foot, "" if is_told else "restricted") if part)


def _urgency(row: MatterRow) -> str:
    return row.urgency


def _spoken(row: MatterRow) -> str:
    said = (_ref(row), row.rating.lower(), row.urgency, row.text, row.minute, _foot(row))
    return ", ".join(part.replace(" · ", ", ") for part in said if part)
