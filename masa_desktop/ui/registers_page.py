"""Registers: what was decided, at meetings and between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.ui.decisions_pane import DecisionsPane
from masa_desktop.ui.procedures_pane import ProceduresPane
from masa_desktop.ui.tabbed_page import TabbedPage

if TYPE_CHECKING:
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs


class RegistersPage(TabbedPage):
    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        tabs = (("Decisions", DecisionsPane), ("Between meetings", ProceduresPane))
        super().__init__("Registers", tabs, bridge, jobs)
