"""One meeting: agenda, minutes item by item, roll-call, quorum as it stands, and the two papers.

Everything typed is committed as it pauses and whenever the item, the page or the focus changes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.quorum import State
from masa_desktop.domain.words import plain_date
from masa_desktop.services import (
    agenda,
    discussion,
    meeting_view,
    meetings,
    minute_text,
    roll_call,
    timing,
)
from masa_desktop.ui import theme
from masa_desktop.ui.agenda_pane import AgendaPane
from masa_desktop.ui.approved_strip import ApprovedStrip
from masa_desktop.ui.beside_pane import BesidePane
from masa_desktop.ui.history_walk import meeting_and_item
from masa_desktop.ui.issue_pane import IssuePane
from masa_desktop.ui.meeting_details import MeetingDetails
from masa_desktop.ui.meeting_header import TABS, MeetingHeader, when_and_where
from masa_desktop.ui.meeting_papers import MeetingPapers
from masa_desktop.ui.minutes_pane import MinutesPane
from masa_desktop.ui.parts import EmptyState, ground, page_shortcut
from masa_desktop.ui.projector import ProjectorWindow
from masa_desktop.ui.quorum_banner import QuorumBanner
from masa_desktop.ui.quorum_pane import NOT_TAKEN, QuorumPane
from masa_desktop.ui.returned_pane import ReturnedPane
from masa_desktop.ui.roll_call_pane import RollCallPane
from masa_desktop.ui.undo_order import UndoOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.domain.meetings import ItemRow
    from masa_desktop.services.minute_text import LastPlace
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_ROOMY, _NARROW, _SHORT, _LOW = 1_040, 700, 420, 300
_SMALLEST = QSize(320, 200)
_AGENDA = 262
_OF_ENTRIES = frozenset(
    {"entry", "jotting", "decision", "action", "action_owner", "action_move", "house_word"}
)


class MeetingPage(QWidget):
    navigate = Signal(str, str)
    left = Signal()
    """Back to where one came from."""

    full = Signal(bool)
    retitled = Signal()

    def __init__(self, bridge: Bridge, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "bg")
        self._bridge = bridge
        self.title, self.context = "Meeting", ""
        self.meeting_id = self.item_id = ""
        self._is_stale = self._is_taking_up = False
        self._is_roll_stale = True
        self._items: Sequence[ItemRow] = ()
        self._side: bool | None = None
        self._is_narrow = False
        self._is_side_set, self._agenda_width = False, _AGENDA
        self.papers = MeetingPapers(bridge, jobs)
        self.header = MeetingHeader(self.papers)
        self.agenda, self.minutes = AgendaPane(bridge), MinutesPane(bridge)
        self.roll, self.details = RollCallPane(bridge), MeetingDetails(bridge, jobs)
        self.quorum, self.beside = QuorumPane(bridge), BesidePane(bridge)
        self.lost, self.agreed = QuorumBanner(bridge), ApprovedStrip(bridge)
        self.issue, self.returned = IssuePane(bridge, jobs), ReturnedPane(bridge, jobs)
        self.screen_two = ProjectorWindow(bridge, self)
        self.undo_order = UndoOrder(bridge, self.minutes)
        self.undo_order.turned_back.connect(self.show_step)
        self.agenda.now = bridge.now
        self.no_items = EmptyState(
            "meetings", "No items on the agenda yet", "Add the first one under Agenda."
        )
        self._lay_out()
        self._connect()
        self._add_keys()

    # What the shell asks

    def open_record(self, record_id: str) -> None:
        """Show this meeting, at the item it was left at or at the one named with it."""
        meeting_id, item_id = meeting_and_item(record_id)
        if meeting_id != self.meeting_id:
            if self.meeting_id:
                self.minutes.flush()
                self.details.flush()
            self.meeting_id, self.item_id = meeting_id, ""
            self.header.choose_tab("minutes")
            self._reload()
            self._stand_where_left()
        else:
            self._reload()
        if any(item.id == item_id for item in self._items):
            self.go_to(item_id)
        self.full.emit(True)  # noqa: FBT003 - a signal has no keywords
        self.retitled.emit()

    def show_step(self, step: ChangeSet) -> None:
        """Go where something was just taken back or put in again, so that it is seen."""
        items = self.undo_order.items(step)
        moved = [one for one in step.changes if one.column == "item_id" and one.old and one.new]
        items = {str(one.new) for one in moved} or items  # to where it had been pasted
        if items and self.item_id not in items:
            self.go_to(next((item.id for item in self._items if item.id in items), ""))

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+PgDn, Ctrl+PgUp", "next, previous item"),
            ("/a /d /c /p /n", "action, decision, challenge, private, house phrase"),
            ("/in /out", "arrive, leave, with initials"),
            (
                "Ctrl+Shift+A, D, J, C",
                "selection to action, decision, jotting, challenge, and back",
            ),
            ("Ctrl+Enter", "out of the entry"),
            ("Shift+F10", "in the minutes: every tool, with its key"),
            ("F2", "owners and date, or the verb"),
            ("Alt+Up, Alt+Down", "in the agenda (F6): move the item, or say when taken"),
            ("Space, D, W, R", "in the agenda (F6): done, deferred, withdrawn, restricted"),
            ("Ctrl+Shift+R", "roll-call and back"),
            ("P O B D A N V", "present, online, phone, deputy, apologies, no apology, vacant"),
            ("T I S R C W G", "times, items, second agency, reply, chair, interest, guest"),
            ("Ctrl+Shift+P", "all who accepted are present"),
            ("Ctrl+Shift+Q", "quorum, read aloud"),
            ("Enter, R, N", "minute a matter arising, ratified, not ratified"),
            ("U R D C W", "open action: update, new date, done, closed with or without evidence"),
            ("F7", "spelling: next unknown word"),
            ("F9", "finish: what to look at before the minutes go out"),
            ("Shift+F11", "minutes on the second screen"),
            ("F8", "side panel"),
        ]

    def flush(self) -> None:
        """Commit everything typed; it stays where it is."""
        self.minutes.flush()
        self.agenda.flush()
        self.issue.flush()
        self.details.flush()

    def panes(self) -> list[tuple[str, QWidget]]:
        parts: dict[str, list[tuple[str, QWidget]]] = {
            "minutes": [
                ("Minutes", self.minutes.editor),
                ("Agreed minutes", self.agreed.reason),
                ("Quorum lost", self.lost.first_button),
                ("Minutes to agree", self.minutes.last.first),
                ("Matters arising", self.minutes.matters.first),
                ("Agenda", self.agenda.list),
            ],
            "roll": [("Roll-call", self.roll.table)],
            "issue": [
                ("Before it goes out", self.issue.first),
                ("State of the minutes", self.issue.state.next),
                ("To whom they go", self.issue.sending.recipients),
            ],
            "details": [
                ("Details", self.details.on),
                ("Adjourned to another day", self.details.sittings.on),
            ],
        }
        shared: list[tuple[str, QWidget]] = [
            ("Paper written", self.papers.written.show_folder),
            ("Attendance and quorum", self.quorum),
            ("Beside the item", self.beside.list),
            ("Removed lines", self.beside.removed.fold),
            ("Parts of the meeting", self.header.tabs),
        ]
        found = [*parts[self.header.tab], *shared]
        return [pair for pair in found if pair[1].isVisibleTo(self) or pair is found[0]]

    # Going about

    def go_to(self, item_id: str) -> None:
        """Go to another item; what is typed is committed under the one before."""
        if not item_id:
            return
        if self.header.tab != "minutes":
            self.header.choose_tab("minutes")  # nobody types where it is not seen
        if item_id != self.item_id:
            self.agenda.show_current(self.item_id)
            self.header.show_current(self.item_id)
            self.minutes.flush()  # if this is refused, we stay at the item with the text
            self.item_id = item_id
            self._take_up()
            self.agenda.show_current(item_id)
            self.header.show_current(item_id)
            self._show_item()
            self._keep_place()
            self.agenda.read_clock()
            self._reload_quorum()
        self.minutes.editor.setFocus()

    def _take_up(self) -> None:
        """The meeting is now at this item; what follows from that is shown by the caller."""
        if self._bridge.workspace.read_only:
            return
        self._is_taking_up = True
        try:
            self._bridge.workspace.keep(
                timing.take_up, self.meeting_id, self.item_id, self._bridge.now()
            )
        finally:
            self._is_taking_up = False

    def _keep_place(self) -> None:
        """After a kill the first start opens at this item, typed in or not."""
        if not self._bridge.workspace.read_only:
            at = self.minutes.editor.caret_state()
            self._bridge.workspace.keep(
                minute_text.keep_place, self.meeting_id, self.item_id, at.line_id, at.offset
            )

    def stand_at(self, last: LastPlace) -> None:
        """Put the caret where it was at the last commit of this meeting."""
        self.go_to(last.item_id)
        self.minutes.keeping.stand_at(last.line_id, last.offset)
        self.minutes.editor.setFocus()

    def _stand_where_left(self) -> None:
        last = self._bridge.workspace.ask(minute_text.last_place)
        if last is not None and last.item_id == self.item_id:
            self.minutes.keeping.stand_at(last.line_id, last.offset)
            self._keep_place()  # after a lock too: what is typed now is recovered after a kill

    def step(self, by: int) -> None:
        """Go to the next item (1) or back to the one before (-1)."""
        here = self.meeting_id, self.item_id
        if self.item_id:
            self.go_to(self._bridge.workspace.ask(discussion.item_beside, *here, by))

    def toggle_roll_call(self) -> None:
        """To the roll-call, or back to the minutes with the caret where it was."""
        self.header.choose_tab("minutes" if self.header.tab == "roll" else "roll")

    def _go_to_line(self, line_id: str) -> None:
        self.minutes.keeping.stand_at(line_id, 0)
        self.minutes.editor.setFocus()

    def _keep_side(self) -> None:
        """Somebody has given attendance and what lies beside the item the room they have."""
        self._is_side_set = True

    def _adjourn(self) -> None:
        """Where it is said to which day; nothing is adjourned yet."""
        self.header.choose_tab("details")
        self.details.sittings.on.setFocus()

    def _open_look(self) -> None:
        """Where template and attendance of the Word minutes are chosen, for all of the group."""
        self.header.choose_tab("details")
        self.details.ensureWidgetVisible(self.details.word_look)
        self.details.word_look.style_box.setFocus()

    def show_second_screen(self) -> None:
        """The item in view, without jottings, for the room to see; typing goes on here."""
        self.screen_two.toggle(self.meeting_id, self.item_id)
        if self.header.tab == "minutes":
            self.minutes.editor.setFocus()

    def finish(self) -> None:
        """Go to what is to be looked at before the minutes go out (F9); looking ends nothing."""
        self.header.choose_tab("issue")

    def jump(self, item_id: str, entry_id: str) -> None:
        """To the place of a finding: an entry of an item, the roll-call, or the details."""
        if not item_id:
            self.header.choose_tab("roll" if entry_id == "roll" else "details")
            return
        self.header.choose_tab("minutes")
        self.go_to(item_id)
        self.minutes.keeping.stand_at(entry_id, 0)

    def _select(self, phrase: str) -> None:
        """Select the words that were found in the line one was just brought to."""
        editor = self.minutes.editor
        if phrase and self.header.tab == "minutes":
            found = editor.document().find(phrase, editor.textCursor().block().position())
            if not found.isNull():
                editor.setTextCursor(found)

    def toggle_side(self) -> None:
        """Show or hide attendance, quorum and what stands beside the item."""
        self._side = not self.side.isVisible()
        self._fit()
        if self._side:
            self.quorum.setFocus()
        elif not self.minutes.editor.hasFocus():
            self._focus_tab()

    def announce_quorum(self) -> None:
        self._bridge.announce(self.quorum.spoken, assertive=True)
        if self.side.isVisible():
            self.quorum.setFocus()

    # Building

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.lost, self.agreed, self.minutes, self.no_items):
            column.addWidget(part)
        self.columns, self.split = QSplitter(), QSplitter()
        self.columns.addWidget(self.agenda)
        self.columns.addWidget(centre)
        self.stack = QStackedWidget()
        for pane in (self.columns, self.roll, self.issue, self.details, self.returned):
            self.stack.addWidget(pane)
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.side.addWidget(self.quorum)
        self.side.addWidget(self.beside)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.side)
        for split, sizes, grows in (
            (self.columns, [_AGENDA, 760], 1),
            (self.split, [1_020, 300], 0),
            (self.side, [290, 400], 1),
        ):
            split.setChildrenCollapsible(False)
            split.setHandleWidth(1)
            split.setSizes(sizes)
            split.setStretchFactor(grows, 1)
            split.setStretchFactor(1 - grows, 0)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addWidget(self.split, 1)
        page.addWidget(self.papers.written)  # below, so that nothing moves under the pointer

    def _connect(self) -> None:
        self.header.back.clicked.connect(self.left)
        self.header.tab_chosen.connect(self._show_tab)
        self.header.item_chosen.connect(self.go_to)
        self.header.chair.clicked.connect(self._open_chair)
        self.header.side.clicked.connect(self.toggle_side)
        self.agenda.chosen.connect(self.go_to)
        self.roll.back_wanted.connect(lambda: self.header.choose_tab("minutes"))
        self._connect_papers()
        self.header.finish.clicked.connect(self.finish)
        self.agenda.clock_shown.connect(self.header.show_clock)
        self.agenda.clock_shown.connect(self.minutes.show_clock)
        self.header.second_screen.clicked.connect(self.show_second_screen)
        self.header.adjourn.clicked.connect(self._adjourn)
        self.lost.minuted.connect(self.undo_order.minute)
        self.lost.roll_wanted.connect(self.toggle_roll_call)
        self.lost.done.connect(self.minutes.editor.setFocus)
        self.agreed.reopened.connect(self.minutes.editor.setFocus)
        self.issue.jump.connect(self.jump)
        self.issue.about_to_write.connect(self.flush)
        self.issue.returned_wanted.connect(self._read_returned)
        self.returned.jump.connect(self.jump)
        self.returned.closed.connect(lambda: self._show_tab("issue"))
        self.beside.action_chosen.connect(self._go_to_action)
        self.beside.removed.put_back.connect(self._go_to_line)
        self.side.splitterMoved.connect(self._keep_side)
        self.columns.splitterMoved.connect(self._keep_agenda)
        # The room there is is known only once all is laid out.
        self._side_soon = QTimer(self, singleShot=True, interval=0)
        self._side_soon.timeout.connect(self._fit_side)
        self._bridge.changed.connect(self._on_changed)
        theme.look.changed.connect(self._fit)

    def _connect_papers(self) -> None:
        self.papers.about_to_write.connect(self.flush)
        self.papers.look_wanted.connect(self._open_look)
        self.issue.phrase.connect(self._select)
        self.header.state.clicked.connect(self.finish)
        self.papers.written.dismiss.clicked.connect(self._focus_tab)

    def _add_keys(self) -> None:
        kinds = {
            "A": EntryKind.ACTION,
            "D": EntryKind.DECISION,
            "J": EntryKind.PRIVATE,
            "N": EntryKind.NOTE,
            "C": EntryKind.CHALLENGE,
        }
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+PgDown": lambda: self.step(1),
            "Ctrl+PgUp": lambda: self.step(-1),
            "Ctrl+Shift+R": self.toggle_roll_call,
            "Ctrl+Shift+Q": self.announce_quorum,
            "Ctrl+Shift+P": self._record_all,
            "F8": self.toggle_side,
            "F9": self.finish,
            "Shift+F11": self.show_second_screen,
        }
        for letter, kind in kinds.items():
            keys[f"Ctrl+Shift+{letter}"] = partial(self._turn_into, kind)
        for key, answer in keys.items():
            page_shortcut(self, key).activated.connect(answer)

    # Showing

    def _reload(self) -> None:
        if not self.meeting_id:
            return
        self._is_stale = False
        ask = self._bridge.workspace.ask
        head = ask(meetings.head, self.meeting_id)
        self._items = ask(agenda.items, self.meeting_id)
        self.title, self.context = f"{head.group}, {plain_date(head.on)}", when_and_where(head)
        self.item_id = self._item_to_show(head.current_item_id or "")
        self.header.show_head(head)
        self.papers.show_meeting(self.meeting_id)
        self.details.show_head(head)
        self.issue.show_meeting(self.meeting_id)
        self.minutes.lock(locked=self.agreed.show_meeting(self.meeting_id))
        self.agenda.show_items(self.meeting_id, self._items, self.item_id)
        self.header.show_items(self._items, self.item_id)
        self._show_item()
        self.agenda.read_clock()  # anew for the item that is now in view
        self._reload_quorum()
        self._fit()

    def _item_to_show(self, recorded: str) -> str:
        ids = [item.id for item in self._items]
        for wanted in (self.item_id, recorded):
            if wanted in ids:
                return wanted
        return ids[0] if ids else ""

    def _show_item(self) -> None:
        item = next((one for one in self._items if one.id == self.item_id), None)
        self.minutes.setVisible(item is not None)
        self.no_items.setVisible(item is None)
        if item is not None:
            self.minutes.show_item(self.meeting_id, item)
            self.beside.show_item(self.meeting_id, item.id)
            self.screen_two.follow(self.meeting_id, item.id)

    def _reload_quorum(self) -> None:
        roll = self.quorum.reload(self.meeting_id, self.item_id)
        pane = self.quorum
        self._say_quorum()
        self._show_chair()
        standing = pane.card.standing if pane.card else None
        self.lost.show_standing(self.meeting_id, self.item_id, standing)
        taken = pane.words != NOT_TAKEN
        away = [key for key, verdict in roll.items if verdict.state is State.NOT_QUORATE]
        parts = [key for n, (key, _) in enumerate(roll.items, start=1) if n in roll.in_part]
        self.agenda.show_not_quorate(*((away, parts) if taken else ((), ())))
        if self.roll.isVisible():
            self.roll.show_roll(self.meeting_id, roll, self._items, self.item_id)
        self._is_roll_stale = not self.roll.isVisible()
        self._side_soon.start()

    def _say_quorum(self) -> None:
        """Of the item in view while the meeting goes on, else of the whole meeting."""
        pane = self.quorum
        is_whole = self.header.is_over or self.header.tab in ("issue", "details")
        at_item = (pane.words, pane.tone, pane.icon, pane.sentence)
        self.header.show_quorum(*(pane.whole if is_whole else at_item))

    def _show_chair(self) -> None:
        ask = self._bridge.workspace.ask
        self.header.show_chair(ask(roll_call.chair_here, self.meeting_id, self.item_id))

    def _open_chair(self) -> None:
        self.header.choose_tab("roll")
        self.roll.open_chair()

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._is_taking_up or all(one.table in _OF_ENTRIES for one in changes.changes):
            return
        if self.isVisible():
            self._reload()
        else:
            self._is_stale = True

    def _show_tab(self, key: str) -> None:
        self.flush()
        self.papers.written.hide()  # it tells of what was done on the tab before
        self.stack.setCurrentIndex([each for each, _ in TABS].index(key))
        if key == "roll" and self._is_roll_stale:
            self._reload_quorum()
        self._say_quorum()
        self._fit()
        self._focus_tab()

    def _go_to_action(self, action_id: str) -> None:
        """To the line where an action was minuted; if that is another meeting's, say which."""
        ask = self._bridge.workspace.ask
        place = ask(meeting_view.place_of_action, action_id)
        if place is not None and place.meeting_id == self.meeting_id:
            self.jump(place.item_id, place.entry_id)
        elif place is not None:
            head = ask(meetings.head, place.meeting_id)
            self._bridge.tell(f"Minuted by {head.group} on {plain_date(head.on)}")

    def _read_returned(self) -> None:
        self.flush()
        self.returned.show_meeting(self.meeting_id)
        self.stack.setCurrentWidget(self.returned)
        self.returned.first.setFocus()
        if not self.returned.lines:
            self.returned.choose_file()

    def _focus_tab(self) -> None:
        if not self.header.tabs.hasFocus():
            self.panes()[0][1].setFocus()

    def _turn_into(self, kind: EntryKind) -> None:
        if self.header.tab == "minutes":
            self.minutes.turn_into(kind)

    def _record_all(self) -> None:
        if self.header.tab == "roll":
            self.roll.record_all()

    # Fitting

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._reload()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return _SMALLEST  # _fit sees to it that everything finds its place

    def _fit(self) -> None:
        # In design pixels: larger text needs as much more room.
        roomy, narrow = self.width() >= theme.px(_ROOMY), self.width() < theme.px(_NARROW)
        short = self.height() < theme.px(_SHORT)
        if narrow and not self._is_narrow:
            self._side = None  # what one types in is not covered because the text has grown
        self._is_narrow = narrow
        side = roomy if self._side is None else self._side
        self.header.fit(roomy=roomy, narrow=narrow)
        self.lost.be_short(short=short or narrow)
        self.agenda.setVisible(not narrow)
        self.minutes.be_short(short=short, low=self.height() < theme.px(_LOW), narrow=narrow)
        self.roll.be_compact(compact=narrow or short)
        # Beside the other parts it is in the way, but who has little room asks for it by F8.
        self.side.setVisible(side and not (roomy and self.header.tab != "minutes"))
        self.stack.setVisible(not (narrow and side))
        self._side_soon.start()

    def _keep_agenda(self) -> None:
        self._agenda_width = self.columns.sizes()[0]

    def _fit_side(self) -> None:
        """Attendance shows all it has, if that leaves half of the room to what lies below.

        The agenda, which large text had made wider, is as wide again as somebody left it.
        """
        if self.agenda.isVisible():
            wide = sum(self.columns.sizes())
            self.columns.setSizes([self._agenda_width, wide - self._agenda_width])
        if not self._is_side_set:
            tall, wanted = self.side.height(), self.quorum.sizeHint().height()
            self.side.setSizes([min(wanted, tall // 2), tall - min(wanted, tall // 2)])
