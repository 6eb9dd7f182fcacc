"""One-line capture while it is typed: reads the line, shows the popup, answers its keys, saves.

Nothing typed is lost: what is refused, half or not understood stays in the line as it was typed.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal

from masa_desktop.domain import capture, capture_view
from masa_desktop.domain.capture import Command, OfferKind
from masa_desktop.domain.capture_view import ENTRY_KINDS, ShownRow
from masa_desktop.domain.capture_words import begins_command
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.given import Given
from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.services import capturing, sitting_days, timing
from masa_desktop.ui import minute_keys
from masa_desktop.ui.capture_popup import CapturePopup
from masa_desktop.ui.minute_keys import is_typing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import time

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from masa_desktop.domain.capture import Capture, Offer, Room
    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.ui.bridge import Bridge

    Insert = Callable[[EntryKind, str, Given], None]

_K, _M = Qt.Key, Qt.KeyboardModifier
_ENTERS = (_K.Key_Return, _K.Key_Enter)
_PAUSE = 600
_WITH_MORE = (EntryKind.ACTION, EntryKind.DECISION)
"""Kinds whose line says more than words: owners, a date, a condition."""

_OF_THE_ROOM = (
    "agency",
    "agenda_item",
    "attendance",
    "closure_day",
    "holding",
    "meeting",
    "name",
    "person",
    "seat",
    "setting",
    "sitting",
)


class Host(Protocol):
    """Where the line stands."""

    def put(self, text: str, caret: int) -> None:
        """Write `text` for the line, the caret at that character; a gap there is chosen."""

    def anchor(self) -> QRect:
        """Where the line is on the screen; null if it cannot be seen."""


class LineCapture(QObject):
    """One line being captured, wherever it stands. Its host passes on text and keys."""

    understood = Signal()
    """The line was read anew, or is no longer captured."""

    left = Signal()
    """Esc: the line is plain text from now on."""

    deed_begins = Signal()
    """The line will do more than put text in; what was typed before it is a step of its own."""

    deed_done = Signal()
    """The line did more than put text in: undo takes back all of it at once."""

    saved = Signal(str)
    """The line was carried out; in a tidy form that reads back as the same."""

    def __init__(self, widget: QWidget, host: Host, bridge: Bridge, insert: Insert) -> None:
        super().__init__(widget)
        self.popup = CapturePopup(widget)
        self.capture: Capture | None = None
        self.now: Callable[[], time] = lambda: bridge.now().time()
        self._host, self._bridge, self._insert = host, bridge, insert
        self._meeting_id = self._item_id = ""
        self._room: Room | None = None
        self._at = -1
        self._refused: ShownRow | None = None
        self._naming: Offer | None = None
        self._name = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._announce)
        self.popup.chosen.connect(self._click)
        bridge.changed.connect(self._on_change)

    @property
    def is_on(self) -> bool:
        """Whether a line is being captured."""
        return self.capture is not None

    def show_item(self, meeting_id: str, item_id: str) -> None:
        """Read lines against this meeting, who is here against this item of it.

        Another item ends the line being captured; the same one only reads it anew.
        """
        is_same = (meeting_id, item_id) == (self._meeting_id, self._item_id)
        self._meeting_id, self._item_id, self._room = meeting_id, item_id, None
        if not is_same:
            self.close()

    def read(self, line: str) -> None:
        """The line as it now stands. What is no command closes the popup."""
        if not self._meeting_id or not begins_command(line):
            self.close()
            return
        if self.capture is None or self.capture.line != line:
            self._at, self._refused, self._naming = -1, None, None
            self.capture = capture.read(line, self.room())
            self._pause.start()
            self._show()
        else:
            self.follow_place()

    def close(self) -> None:
        """The line is no longer captured."""
        was_on, self.capture = self.is_on, None
        self._at, self._refused, self._naming = -1, None, None
        self._pause.stop()
        self.popup.hide()
        if was_on:
            self.understood.emit()

    def follow_place(self) -> None:
        """The line has moved on the screen, or is seen again."""
        anchor = self._host.anchor()
        if self.capture is None or not self.popup.rows or anchor.isNull():
            self.popup.hide()
            return
        self.popup.place(anchor)
        self.popup.show()

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is ours before it is a shortcut of the window."""
        keys = (_K.Key_Escape, _K.Key_Tab, *_ENTERS)
        return self.is_on and (event.key() in keys or _is_list_key(event))

    def key(self, event: QKeyEvent) -> bool:
        """Answer a key typed in the line; True means it is taken."""
        if self.capture is None:
            return False
        if self._naming is not None:
            return self._name_key(event)
        if _is_list_key(event):
            self._move(1)
            return True
        if self._at >= 0 and self._list_key(event):
            return True
        if _held(event):
            return self._kind_key(event)
        return self._line_key(event.key())

    def _kind_key(self, event: QKeyEvent) -> bool:
        """The key that leaves an entry, and that of the kind the line says already, enter it."""
        kind = ENTRY_KINDS.get(self.capture.command) if self.capture else None
        asked = minute_keys.command(event)
        return (asked == "leave" or (kind is not None and asked == kind.value)) and self._save()

    def _line_key(self, key: int) -> bool:
        if key == _K.Key_Tab:
            self._take(capture_view.shaded(self._rows()))
            return True
        if key in _ENTERS:
            return self._save()
        if key == _K.Key_Escape:
            self.close()
            self.left.emit()
            return True
        return False

    # The list

    def _list_key(self, event: QKeyEvent) -> bool:
        key, steps = event.key(), {_K.Key_Down: 1, _K.Key_Up: -1}
        if key in steps and not _held(event):
            self._move(steps[Qt.Key(key)])
        elif key in (*_ENTERS, _K.Key_Tab) and not _held(event):
            self._take(self._at)
        elif key == _K.Key_Escape:
            self._at = -1
            self._show()
        elif key in (_K.Key_Shift, _K.Key_Control, _K.Key_Alt):
            return False
        else:
            self._at = -1
            self._show()
            return False
        return True

    def _move(self, step: int) -> None:
        """Go to the next choice, round about; first to the one that says so."""
        rows = self._rows()
        choices = [place for place, row in enumerate(rows) if row.is_choice]
        if not choices:
            return
        if self._at in choices:
            self._at = choices[(choices.index(self._at) + step) % len(choices)]
        else:
            first = self.popup.by_arrow
            self._at = first if first in choices else choices[0]
        self._show()
        self._bridge.announce(rows[self._at].spoken)

    def _click(self, place: int) -> None:
        if self.capture is not None and self._naming is None:
            self._take(place)

    def _take(self, place: int) -> None:
        rows = self._rows()
        if self.capture is None or not 0 <= place < len(rows) or not rows[place].is_choice:
            return
        self._at, offer = -1, rows[place].offer
        if offer is None:
            return
        if offer.kind is OfferKind.GUEST:
            self._take_guest(offer)
        else:
            text, caret = capture.accepted(self.capture, offer)
            self._host.put(text, caret)

    # Guests

    def _take_guest(self, offer: Offer) -> None:
        if self.capture is None:
            return
        if capture_view.guest_named(self.capture):
            self._save()
            return
        word = self.capture.line[offer.start : offer.end]
        self._naming, self._name = offer, "" if word.isupper() else f"{word} "
        self._show()
        self._bridge.announce(f"Type the guest’s full name for {word}, then Enter.")

    def _name_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _ENTERS:
            self._add_guest()
        elif key == _K.Key_Escape:
            self._naming = None
        elif key == _K.Key_Backspace:
            self._name = self._name[:-1]
        elif is_typing(event):
            self._name += event.text()
        elif event.modifiers() & (_M.ControlModifier | _M.AltModifier | _M.MetaModifier):
            return False
        self._show()
        self._pause.start()
        return True

    def _add_guest(self) -> None:
        offer, line = self._naming, self.capture.line if self.capture else ""
        if offer is None or not self._name.strip():
            return
        word = line[offer.start : offer.end]
        initials = word if word.isupper() else ""
        with self._unless_refused():
            person_id = self._bridge.workspace.do(
                capturing.add_guest, self._meeting_id, self._name, initials
            )
            self._naming, self._room, self.capture = None, None, None
            person = next(one for one in self.room().people if one.id == person_id)
            self._bridge.announce(f"{person.name} is now a guest of this meeting.")
            text = line[: offer.start] + person.initials + line[offer.end :]
            self._host.put(text, len(text))
            self.read(text)

    # Saving

    def _save(self) -> bool:
        """Carry the line out. False, and the key is the host's, if it is plain text after all."""
        found = self.capture
        if found is None or found.command is Command.NONE:
            return False
        with self._unless_refused():
            if found.command is Command.PHRASE:
                self._take(capture_view.shaded(self._rows()))
            elif found.command in (Command.ARRIVE, Command.LEAVE):
                self._come_or_go(found)
            elif found.has_words:
                self._keep(found, ENTRY_KINDS[found.command], found.sentence)
            else:
                self._announce()
        return True

    def _keep(self, found: Capture, kind: EntryKind, text: str) -> None:
        given = capture_view.given(found) if kind in _WITH_MORE else Given()
        self._insert(kind, text, given)
        self.close()
        self.saved.emit(capture.formatted(found))
        if kind is not EntryKind.NOTE:
            self._bridge.announce(f"{entry_label(kind)} saved")

    def _come_or_go(self, found: Capture) -> None:
        if capture_view.not_understood(found):
            self._announce()
            return
        self.deed_begins.emit()
        with self._bridge.workspace.one_step():
            is_done = self._record_coming(found)
        if is_done:
            self.deed_done.emit()

    def _record_coming(self, found: Capture) -> bool:
        people, do = [one.id for one in found.owners], self._bridge.workspace.do
        leaves = found.command is Command.LEAVE
        guest = capture_view.guest_named(found)
        at = found.at or self._at_once()
        are_back = self._bridge.workspace.ask(capturing.have_left, self._item_id, people)
        if people:
            verb = capturing.leave if leaves else capturing.arrive
            names = do(verb, self._item_id, people, at)
        elif guest:
            names = do(capturing.guest_arrives, self._item_id, guest)
        else:
            self._take(capture_view.shaded(self._rows()))
            return False
        words = found.text if people else ""
        note = capture_view.coming_note(names, at, leaves=leaves, words=words, are_back=are_back)
        self._keep(found, EntryKind.NOTE, note)
        self._bridge.announce(note)
        return True

    def _at_once(self) -> time | None:
        """The time of day now; None, so not known, if the meeting is not on today."""
        ask, today = self._bridge.workspace.ask, self._bridge.today()
        is_on = ask(sitting_days.is_on, self._meeting_id, today)
        return self.now().replace(second=0, microsecond=0) if is_on else None

    @contextmanager
    def _unless_refused(self) -> Iterator[None]:
        """A refusal is said beside the line, which stays to be put right."""
        try:
            yield
        except UserError as why:
            if self.capture is None:
                # The line is an entry by now: the window says it. Not from within a key's event,
                # where Qt would put words of its own before ours.
                QTimer.singleShot(0, self, partial(_rise, why))
                return
            self._refused = ShownRow(
                words=why.happened, below=f"{why.safe} {why.do}".strip(), tone="warn"
            )
            self._show()
            self._bridge.announce(self._refused.spoken, assertive=True)

    # Showing

    def room(self) -> Room:
        """What lines are read against now."""
        if self._room is None:
            self._room = self._bridge.workspace.ask(
                capturing.room, self._meeting_id, self._bridge.today(), item_id=self._item_id
            )
        return self._room

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.touches(*_OF_THE_ROOM) and not timing.only_took_up(changes):
            self._room = None

    def _rows(self) -> tuple[ShownRow, ...]:
        if self.capture is None:
            return ()
        if self._naming is not None:
            word = self.capture.line[self._naming.start : self._naming.end]
            said = self._name or "Type the full name"
            tone = "" if self._name else "quiet"
            label = f"Guest {word}" if word.isupper() else "Guest"
            name = ShownRow(label=label, words=said, tone=tone, is_strong=True)
            return (*self._refusal(), name)
        return (*self._refusal(), *capture_view.rows(self.capture))

    def _refusal(self) -> tuple[ShownRow, ...]:
        return (self._refused,) if self._refused else ()

    def _show(self) -> None:
        if self.capture is None:
            return
        rows = self._rows()
        current = self._at if self._at >= 0 else capture_view.shaded(rows)
        self.popup.show_rows(rows, self._keys(), current=current, is_list=self._at >= 0)
        self.follow_place()
        self.understood.emit()

    def _keys(self) -> tuple[tuple[str, str], ...]:
        if self.capture is None:
            return ()
        if self._naming is not None:
            return (("Enter", "add the guest"), ("Esc", "back to the line"))
        rows = self._rows()
        if self._at >= 0:
            return (("Enter", "take this"), ("Esc", "back to the line"))
        return capture_view.keys(self.capture, rows)

    def _announce(self) -> None:
        if self.capture is not None and self.popup.rows:
            self._bridge.announce(capture_view.spoken(self._rows()))


def _rise(error: UserError) -> None:
    raise error


def _held(event: QKeyEvent) -> bool:
    """Whether a key that changes the meaning of others is held; Shift is not one."""
    return bool(event.modifiers() & (_M.ControlModifier | _M.AltModifier | _M.MetaModifier))


def _is_list_key(event: QKeyEvent) -> bool:
    return event.key() == _K.Key_Down and bool(event.modifiers() & _M.AltModifier)
