"""Which pages there are, and what the shell asks of one. A new page is one line in PAGES."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from masa_desktop.ui.groups_page import GroupsPage
from masa_desktop.ui.meeting_page import MeetingPage
from masa_desktop.ui.meetings_page import MeetingsPage
from masa_desktop.ui.registers_page import RegistersPage
from masa_desktop.ui.reports_page import ReportsPage
from masa_desktop.ui.settings_page import SettingsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import Signal
    from PySide6.QtWidgets import QWidget

    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs


@runtime_checkable
class Page(Protocol):
    """Optional besides: `context`, `full`, `left`, `retitled`, `panes()`; see ARCHITECTURE.md."""

    title: str
    navigate: Signal

    def open_record(self, record_id: str) -> None: ...

    def keys(self) -> list[tuple[str, str]]: ...

    def flush(self) -> None: ...


@dataclass(frozen=True, slots=True)
class PageEntry:
    """`rail` is the key of the rail item that stays chosen; the page's own unless told."""

    key: str
    title: str
    icon: str
    factory: Callable[[Bridge, Jobs], QWidget]
    rail: str = ""
    at_bottom: bool = False

    @property
    def in_rail(self) -> bool:
        return not self.rail


PAGES: tuple[PageEntry, ...] = (
    PageEntry("meetings", "Meetings", "meetings", MeetingsPage),
    PageEntry("meeting", "Meeting", "meetings", MeetingPage, rail="meetings"),
    PageEntry("registers", "Registers", "registers", RegistersPage),
    PageEntry("groups", "Groups & people", "groups", GroupsPage),
    PageEntry("reports", "Reports", "reports", ReportsPage),
    PageEntry("settings", "Settings", "settings", SettingsPage, at_bottom=True),
)
