"""Reports: figures that can be defended, and what an inspection asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.ui.attendance_report_pane import AttendanceReportPane
from masa_desktop.ui.inspection_pane import InspectionPane
from masa_desktop.ui.tabbed_page import TabbedPage

if TYPE_CHECKING:
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs


class ReportsPage(TabbedPage):
    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        tabs = (("Attendance", AttendanceReportPane), ("Inspection pack", InspectionPane))
        super().__init__("Reports", tabs, bridge, jobs)
