"""From meeting to agreed minutes on one page: the check, the state, the issue, versions, clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.pre_issue import DETAILS, HELD
from masa_desktop.services import group_reports, issuing, meetings, settled
from masa_desktop.ui import theme
from masa_desktop.ui.issue_clocks import ClocksCard
from masa_desktop.ui.issue_findings import FindingsCard
from masa_desktop.ui.issue_held import HeldStrip
from masa_desktop.ui.issue_report import ReportCard
from masa_desktop.ui.issue_sending import SendCard, VersionsCard
from masa_desktop.ui.issue_state import StateCard
from masa_desktop.ui.parts import ground, scrolling

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from masa_desktop.domain.changes import ChangeSet
    from masa_desktop.ui.bridge import Bridge
    from masa_desktop.ui.jobs import Jobs

_TWO_COLUMNS, _WIDEST = 860, 1240


class IssuePane(QWidget):
    jump = Signal(str, str)
    """Item id and entry id of a finding. Without an item: "roll" for the roll-call, "details" for
    who chaired; an item without an entry is the item itself."""

    phrase = Signal(str)
    """After `jump`, the words found there, to be selected."""

    about_to_write = Signal()
    """Whoever holds typed text commits it now."""

    returned_wanted = Signal()
    """Somebody has a Word file that came back."""

    def __init__(self, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        ground(self, "bg")
        self._bridge, self._meeting_id, self._is_stale = bridge, "", False
        self.held = HeldStrip(bridge)
        self.findings = FindingsCard(bridge)
        self.state = StateCard(bridge)
        self.sending = SendCard(bridge, jobs)
        self.versions = VersionsCard(bridge, jobs)
        self.clocks = ClocksCard(bridge)
        self.report = ReportCard(bridge, jobs)
        self._lay_out()
        self.findings.jump.connect(self._go_to)
        self.findings.phrase.connect(self.phrase)
        self.findings.table.current.connect(self._show_chosen)
        self.held.done.connect(self._after_held)
        self.state.issue_wanted.connect(self._begin_issue)
        self.sending.about_to_write.connect(self._before_writing)
        self.sending.returned_wanted.connect(self.returned_wanted)
        self.report.about_to_write.connect(self._before_writing)
        bridge.changed.connect(self._on_changed)
        theme.look.changed.connect(self._fit)

    @property
    def first(self) -> QWidget:
        """What takes the focus when the tab is opened."""
        return self.findings.first if self.held.isHidden() else self.held.ended

    def show_meeting(self, meeting_id: str) -> None:
        """Show this meeting; read at once if the pane is seen, else when it is."""
        if meeting_id != self._meeting_id:
            self.report.flush()
            self.area.verticalScrollBar().setValue(0)
        self._meeting_id = meeting_id
        if self.isVisible():
            self._reload()
        else:
            self._is_stale = True

    def flush(self) -> None:
        """Write what was typed and takes effect when it is left."""
        self.clocks.flush()
        self.report.flush()

    def _lay_out(self) -> None:
        inside = QWidget()
        ground(inside, "bg")
        self._halves: list[QWidget] = []
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self.columns.setContentsMargins(20, 14, 20, 20)
        self.columns.setSpacing(12)
        for cards in (
            (self.findings, self.clocks),
            (self.state, self.sending, self.versions, self.report),
        ):
            half = QWidget()
            self._halves.append(half)
            column = QVBoxLayout(half)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self.columns.addWidget(half, 1)
        self.area = scrolling(inside, "Issue of the minutes")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.held)
        whole.addWidget(self.area, 1)

    def _go_to(self, item_id: str, entry_id: str) -> None:
        """What lies on this page is gone to here; the rest is another page's."""
        if entry_id != HELD:
            self.jump.emit(item_id, entry_id)
        elif self.held.isHidden():
            self.jump.emit("", DETAILS)
        else:
            self.held.ended.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        """The chosen line, and what sets it aside, come into view together."""
        if self.findings.table.hasFocus():
            self.area.ensureWidgetVisible(self.findings.table)
            self.area.ensureWidgetVisible(self.findings.aside)

    def _after_held(self) -> None:
        self.findings.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_issue(self, shareable: bool) -> None:  # noqa: FBT001 - what the signal says
        self.sending.begin(shareable=shareable)
        self.area.ensureWidgetVisible(self.sending)
        self.area.ensureWidgetVisible(self.sending.write)

    def _before_writing(self) -> None:
        self.flush()
        self.about_to_write.emit()

    def _on_changed(self, _changes: ChangeSet) -> None:
        if self.isVisible():
            self._reload()
        else:
            self._is_stale = True

    def _reload(self) -> None:
        self._is_stale = False
        if not self._meeting_id:
            return
        ask, meeting_id = self._bridge.workspace.ask, self._meeting_id
        head = ask(meetings.head, meeting_id)
        state, is_agreed = MinutesState(head.minutes_state), ask(settled.is_settled, meeting_id)
        self.held.show_meeting(head)
        found, out = ask(issuing.before_issue, meeting_id)
        self.findings.show_findings(meeting_id, found)
        self.state.show_state(
            meeting_id,
            state,
            ask(issuing.steps, meeting_id),
            is_agreed=is_agreed,
            behind=issuing.behind(out),
        )
        self.sending.show_sending(meeting_id, state, self.findings.open_count)
        self.versions.show_versions(meeting_id, out)
        self.clocks.show_clocks(meeting_id, ask(issuing.clocks, meeting_id, self._bridge.today()))
        self.report.show_report(meeting_id, ask(group_reports.parents_of, meeting_id))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._reload()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return self.area.minimumSizeHint()  # the page scrolls

    def _fit(self) -> None:
        """Two columns where there is room for them at this text size, else one."""
        is_wide = self.width() >= theme.px(_TWO_COLUMNS)
        way = QBoxLayout.Direction
        self.columns.setDirection(way.LeftToRight if is_wide else way.TopToBottom)
        for place in range(self.columns.count()):
            self.columns.setStretch(place, 1 if is_wide else 0)
        for half in self._halves:
            half.setMaximumWidth(theme.px(_WIDEST) // (2 if is_wide else 1))
        margins = self.columns.contentsMargins()
        room = self.area.viewport().height() - margins.top() - margins.bottom()
        self.findings.fit_into(room)
