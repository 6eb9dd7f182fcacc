"""Lines taken off the item shown: folded away until wanted; Enter puts one back.

Shows nothing at all while there is nothing to put back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from masa_desktop.domain.changes import GONE
from masa_desktop.domain.meetings import EntryKind, entry_label
from masa_desktop.domain.words import clock_time, count, short_date
from masa_desktop.services import minutes
from masa_desktop.services.minutes import RemovedRow
from masa_desktop.ui import icons, theme
from masa_desktop.ui.parts import button, ground
from masa_desktop.ui.rows import Column, RowsModel, list_table

if TYPE_CHECKING:
    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.ui.bridge import Bridge

_SHORT, _TALL = 60, 132


class RemovedCard(QWidget):
    """Place it under what lies beside the item; `show_item` says which item."""

    put_back = Signal(str)
    """The id of a line that has just come back, so that the caret can go to it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        ground(self, "surface2")
        self._bridge, self._item_id = bridge, ""
        self.model: RowsModel[RemovedRow] = RowsModel(_COLUMNS, self, speak=spoken)
        self.list = list_table(self.model, "Removed lines")
        self.list.horizontalHeader().hide()
        self.fold = button("", "chevron-right", compact=True, ghost=True)
        self.back = button("Put back", "undo", compact=True)
        self._lay_out()
        self.fold.clicked.connect(self._turn)
        self.back.clicked.connect(lambda: self._put_back(self.list.current_id()))
        self.list.chosen.connect(self._put_back)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.reload)
        bridge.changed.connect(self._on_changed)
        theme.look.changed.connect(self._fit)
        self.hide()

    def show_item(self, item_id: str) -> None:
        """Show what was taken off this item, folded away; "" shows nothing."""
        if item_id != self._item_id:
            self._item_id = item_id
            self._show_list(wanted=False)
            self.reload()

    def reload(self) -> None:
        """Ask again."""
        ask = self._bridge.workspace.ask
        rows = ask(minutes.removed, self._item_id) if self._item_id else []
        self.model.show_rows(rows)
        if rows and not self.list.current_id():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.fold.setText(count(len(rows), "removed line"))
        self._say_fold()
        self.setVisible(bool(rows))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.fold)
        column.addWidget(self.list)
        column.addWidget(self.back)
        self._fit()
        self._show_list(wanted=False)

    def _fit(self) -> None:
        self.list.setFixedHeight(theme.px(_TALL))

    def _turn(self) -> None:
        self._show_list(wanted=self.list.isHidden())
        if not self.list.isHidden():
            self.list.setFocus()

    def _show_list(self, *, wanted: bool) -> None:
        self.list.setVisible(wanted)
        self.back.setVisible(wanted)
        icons.dress(self.fold, "chevron-down" if wanted else "chevron-right")
        self._say_fold()

    def _say_fold(self) -> None:
        state = "hide them" if not self.list.isHidden() else "show them"
        self.fold.setAccessibleName(f"{self.fold.text()}: {state}")

    def _put_back(self, entry_id: str) -> None:
        if not entry_id:
            return
        text = self.model.rows[self.model.row_of(entry_id)].text
        self._bridge.workspace.do(minutes.put_back, entry_id)
        self._bridge.tell(f"Put back: “{_short(text)}”", undo=True)
        self.put_back.emit(entry_id)

    def _on_changed(self, changes: ChangeSet) -> None:
        """Typing takes a line away or brings one; what it says meanwhile is nothing to us."""
        if any(one.table == "entry" and one.column == GONE for one in changes.changes):
            self._soon.start()


def spoken(row: RemovedRow) -> str:
    """A line as a screen reader says it."""
    return f"{_kind(row)}, {row.text}, removed {_when(row)}".removesuffix(" ")


def _kind(row: RemovedRow) -> str:
    return f"{entry_label(row.kind)} {row.ref}".strip()


def _when(row: RemovedRow) -> str:
    if row.at is None:
        return ""
    at = row.at.astimezone()
    by = f", by {row.by}" if row.by else ""
    return f"{short_date(at.date())}, {clock_time(at.time())}{by}"


def _second(row: RemovedRow) -> str:
    lead = "" if row.kind is EntryKind.NOTE else f"{_kind(row)} · "
    return f"{lead}{_when(row)}".removesuffix(" · ")


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _SHORT else f"{said[:_SHORT].rstrip()}…"


_COLUMNS = (
    Column[RemovedRow]("Removed line", lambda row: _short(row.text), second=_second, wide=True),
)
