"""The top of a meeting's page: which meeting, how it stands, its parts and its papers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from masa_desktop.domain.markings import Marking, printed
from masa_desktop.domain.meetings import TO_BE_HELD
from masa_desktop.domain.minutes import SETTLED, MinutesState
from masa_desktop.domain.sittings import in_short
from masa_desktop.domain.words import clock_time, long_date, plain_date
from masa_desktop.ui.issue_state import state_words
from masa_desktop.ui.parts import Pill, ShortLabel, button, ground, icon_button, line, tab_bar, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from masa_desktop.domain.meetings import ItemRow, MeetingHead
    from masa_desktop.domain.roll_call import ChairHere
    from masa_desktop.domain.timing import Clock
    from masa_desktop.ui.meeting_papers import MeetingPapers

TABS = (
    ("minutes", "Minutes"),
    ("roll", "Roll-call"),
    ("issue", "Issue"),
    ("details", "Details"),
)
_LONGEST, _GAP, _BESIDE = 46, 8, 30
_NOT_OUT = "No version has been issued from this office."
_WHERE_STATE = "The Issue tab (F9) says more."
_HOW = "C in the roll-call records who takes the chair."


class _ClickedPill(Pill):
    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class ChairPill(_ClickedPill):
    """Who is in the chair at the item in view; a click asks to record who takes it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: tuple[str, ...] = ()
        self._tone = ""

    def show_forms(self, forms: Sequence[str], tone: str) -> None:
        """The same said at lengths from the fullest to the shortest, which the header chooses."""
        self.forms, self._tone = tuple(forms), tone
        if forms:
            self.choose(forms[0])

    def choose(self, words: str) -> None:
        self.say(words, self._tone, "warn" if self._tone else "chairs")


class _Where(Enum):
    """Where the marking stands: beside the name, on the line of the day, or on one of its own."""

    BESIDE = auto()
    WITH_DAY = auto()
    ALONE = auto()


class MeetingHeader(QWidget):
    tab_chosen = Signal(str)
    item_chosen = Signal(str)

    def __init__(self, papers: MeetingPapers) -> None:
        super().__init__()
        ground(self, "surface")
        self.back = icon_button("chevron-left", "Back to where you came from")
        self.group, self.context = ShortLabel("heading", "text"), ShortLabel()
        self.quorum, self.chair, self.marking = Pill(), ChairPill(), tag("")
        self.clock, self.state = Pill(), _ClickedPill()
        self.finish = button("Finish meeting…", primary=True, compact=True)
        self.finish.setToolTip("What to look at before the minutes go out (F9)")
        self.quorum.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.item = _ShortBox()
        self.item.setAccessibleName("Agenda item")
        self.item.setMinimumContentsLength(8)
        self.item.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.tabs = tab_bar("Parts of the meeting", [words for _, words in TABS])
        self.side = button("Side panel  F8", "people", compact=True)
        self.side.setAccessibleName("Side panel: attendance and quorum (F8)")
        self.second_screen = icon_button(
            "observer", "Minutes on the second screen, without jottings", "Shift+F11"
        )
        self.adjourn = icon_button("pause", "Adjourn to another day…")
        self._papers = papers
        self._is_narrow = self._is_roomy = self._is_timed = False
        self._is_fitting = self._is_asked = False
        self._where: tuple[_Where, bool] | None = None
        self._head: MeetingHead | None = None
        self._lay_out()
        self.tabs.currentChanged.connect(self._tell_tab)
        self.item.activated.connect(lambda _: self.item_chosen.emit(self.item.currentData()))

    @property
    def tab(self) -> str:
        """The key of the part in view: minutes, roll or details."""
        return TABS[self.tabs.currentIndex()][0]

    @property
    def is_over(self) -> bool:
        """Whether the meeting was held, or called off."""
        return self._head is not None and self._head.status not in TO_BE_HELD

    def choose_tab(self, key: str) -> None:
        self.tabs.setCurrentIndex([each for each, _ in TABS].index(key))

    def show_head(self, head: MeetingHead) -> None:
        self.group.setText(f"{head.group} (practice)" if head.is_practice else head.group)
        self.group.hint(f"{head.partnership}, {head.ref}".strip(", "))
        self.context.setText(when_and_where(head))
        self.setAccessibleName(f"{head.group}, {self.context.text()}")
        self._head = head
        marking = printed(Marking(head.marking or "none"), head.handling)
        self.marking.setText(marking)
        self.marking.setVisible(bool(marking))
        self.marking.setAccessibleName(f"Protective marking: {marking}")
        self._say_state(head)
        self._fit()

    def _say_state(self, head: MeetingHead) -> None:
        """How far the minutes have come; a draft nobody was shown says nothing."""
        state, out = MinutesState(head.minutes_state), head.went_out
        if state is MinutesState.DRAFT:
            self.state.say("")
            return
        # A draft that went out is not the version that was approved.
        is_this = out is not None and out.is_agreed == (state in SETTLED)
        words = state_words(state)
        self.state.say(f"{words}, v{out.version}" if out and is_this else words, "", "check")
        issued = f"Version {out.version} was issued on {plain_date(out.on)}." if out else _NOT_OUT
        told = f"Minutes: {words[:1].lower()}{words[1:]}. {issued}"
        self.state.setToolTip(f"{told}\n{_WHERE_STATE}")
        self.state.setAccessibleName(f"Minutes: {self.state.text}")
        self.state.setAccessibleDescription(f"{told} {_WHERE_STATE}")

    def show_items(self, items: Sequence[ItemRow], current: str) -> None:
        """Fill the drop-down that stands for the agenda where there is no room for it."""
        self.item.clear()
        for row in items:
            self.item.addItem(f"{row.number} of {len(items)}  {row.title}", row.id)
        self.show_current(current)

    def show_current(self, item_id: str) -> None:
        self.item.setCurrentIndex(self.item.findData(item_id))

    def show_quorum(self, words: str, tone: str, icon: str, sentence: str) -> None:
        self.quorum.say(words, tone, icon)
        self.quorum.setToolTip(sentence)
        self.quorum.setAccessibleName(f"Quorum: {words}")
        self.quorum.setAccessibleDescription(sentence)
        self._fit()

    def show_chair(self, here: ChairHere) -> None:
        """Who is in the chair at the item in view; while nobody is recorded at all, who is due.

        The tooltip says who else chaired, and who was due.
        """
        head = self._head
        if head is None:
            return
        due = f"Due to chair: {_lowered(head.chair_due)}"
        told = f"In the chair: {head.in_the_chair}" if here.is_recorded else due
        forms = here.forms or (_cut(due),)
        self.chair.show_forms(forms, "warn" if here.is_recorded and not here.name else "")
        self.chair.setToolTip(f"{told}. {head.chair_sentence}\n{_HOW}".strip())
        self.chair.setAccessibleName(forms[0])
        self.chair.setAccessibleDescription(f"{told}. {head.chair_sentence}")
        self._fit()

    def show_clock(self, clock: Clock) -> None:
        """The time, and how late the meeting runs; hidden unless it runs now."""
        self.clock.say(clock.head, "warn" if clock.is_late else "", "clock")
        self.clock.setAccessibleName(clock.spoken)
        self.clock.setToolTip(clock.spoken)
        self._is_timed = bool(clock.head)
        self._fit()

    def fit(self, *, roomy: bool, narrow: bool) -> None:
        """`narrow` shows the drop-down. What has no room leaves, least needed first."""
        self._is_roomy, self._is_narrow = roomy, narrow
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())  # what has no room leaves

    def _fit(self) -> None:
        # To show a part may lay out the page and come here again, which would leave parts half
        # shown: one fitting ends before the next begins.
        self._is_asked = True
        while self._is_asked and not self._is_fitting:
            self._is_fitting, self._is_asked, width = True, False, self.width()
            self.item.setVisible(self._is_narrow)
            self._fit_facts()
            self._fit_tools()
            self._lay_anew()
            self._is_fitting, self._is_asked = False, width != self.width()

    def _lay_anew(self) -> None:
        for part in (self._papers, self):
            layout = part.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()

    def _fit_facts(self) -> None:
        """The group's name, its day and all of the marking stand before anything else is told.

        Then the clock gives way, and who is in the chair only where no form of it has room.
        """
        room = self.width() - _BESIDE - self.back.sizeHint().width()
        day = self.context.width_of(self.context.text().split(" · ")[0])
        held = _wide(self.quorum) + (_wide(self.item) if self._is_narrow else 0)
        marking = self._whole_marking()
        upper = room - held - self.group.whole
        beside = room - held - marking - max(self.group.whole, day)
        lower = room - day - (marking if day + marking <= room else 0)
        found = self._choose(beside, upper, lower)
        found = self._with_state(found, beside, upper, lower)
        self.chair.setVisible(bool(found.chair))
        self.clock.setVisible(found.has_clock)
        if found.chair and found.chair != self.chair.text:
            self.chair.choose(found.chair)
        stacked = _Where.WITH_DAY if day + marking <= room else _Where.ALONE
        self._stand(_Where.BESIDE if found.is_beside else stacked, chair_low=found.is_low)
        self._wrap_marking(room if marking > room else 0)

    def _choose(self, beside: int, upper: int, lower: int) -> _Choice:
        """The fullest that has room: beside the name, else with the marking below it."""
        forms = self.chair.forms or ("",)
        for has_clock in (self._is_timed, False):
            for form in forms:
                wide = self._wide_chair(form) + (_wide(self.clock) if has_clock else 0)
                if wide <= max(beside, upper):
                    return _Choice(chair=form, has_clock=has_clock, is_beside=wide <= beside)
        fits = next((form for form in forms if self._wide_chair(form) <= lower), "")
        clock = self._is_timed and _wide(self.clock) <= upper
        return _Choice(chair=fits, has_clock=clock, is_low=bool(fits))

    def _with_state(self, found: _Choice, beside: int, upper: int, lower: int) -> _Choice:
        """The state of the minutes too, if nothing else leaves or moves for it."""
        wide = _wide(self.state)
        has_room = bool(self.state.text) and wide <= upper
        closer = self._choose(beside - wide, upper - wide, lower) if has_room else found
        has_state = has_room and found == replace(closer, chair=found.chair if closer.chair else "")
        self.state.setVisible(has_state)
        return closer if has_state else found

    def _wide_chair(self, form: str) -> int:
        if not form:
            return 0
        self.chair.choose(form)
        return _wide(self.chair)

    def _whole_marking(self) -> int:
        """How wide the marking is in one line, with the gap before it."""
        if not self.marking.text():
            return 0
        self._wrap_marking(0)
        return _wide(self.marking)

    def _wrap_marking(self, width: int) -> None:
        """Break the marking into lines of this width; 0 leaves it in one."""
        self.marking.setWordWrap(width > 0)
        self.marking.setMinimumWidth(max(width, 0))

    def _stand(self, where: _Where, *, chair_low: bool = False) -> None:
        """Where there is not room for all in a row, the marking goes below and is never cut."""
        if (where, chair_low) == self._where:
            return
        self._where = where, chair_low
        pills = self._beside if where is _Where.BESIDE else self._upper
        self._lower.setContentsMargins(0, 2 if where is _Where.WITH_DAY else 0, 0, 0)
        for part in (self.item, self.quorum, self.state, self.clock):
            pills.addWidget(part)
        (self._lower if chair_low else pills).addWidget(self.chair)
        if where is _Where.ALONE:
            self._alone.insertWidget(0, self.marking)
        else:
            (self._beside if where is _Where.BESIDE else self._lower).addWidget(self.marking)

    def _fit_tools(self) -> None:
        """The tabs and Finish stay; each step says less or leaves something to its key."""
        steps = (
            (self.side, self.second_screen, self.adjourn, self._papers),
            (self.side, self.second_screen, self.adjourn, self._papers),
            (self.side, self._papers),
            (self._papers,),
            (),
        )
        room = self.width() - _BESIDE - _wide(self.tabs)
        for step, wanted in enumerate(steps):
            is_brief = step > 0
            self._papers.be_short(short=is_brief)
            self.side.setText("F8" if is_brief else "Side panel  F8")
            self.finish.setText(self._finish_words(is_brief=is_brief))
            shown = [part for part in wanted if part is not self.side or not self._is_roomy]
            if sum(_wide(part) for part in (*shown, self.finish)) <= room:
                break
        for tool in (self.side, self.second_screen, self.adjourn, self._papers):
            tool.setVisible(tool in shown)
        self._papers.updateGeometry()

    def _finish_words(self, *, is_brief: bool) -> str:
        """A meeting that is over has only its minutes left to issue."""
        words = "Issue minutes…" if self.is_over else "Finish meeting…"
        self.finish.setAccessibleName(words)
        return f"{words.split(maxsplit=1)[0]}…" if is_brief else words

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._facts())
        column.addLayout(self._tools())
        column.addWidget(line())

    def _facts(self) -> QHBoxLayout:
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        self._alone, self._beside = QHBoxLayout(), QHBoxLayout()
        self._upper.addWidget(self.group, 1)
        self._lower.addWidget(self.context, 1)
        self._alone.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        for row in (self._upper, self._lower, self._alone):
            row.setSpacing(_GAP)
            words.addLayout(row)
        self._beside.setSpacing(_GAP)
        self._stand(_Where.BESIDE)
        top = QHBoxLayout()
        top.setContentsMargins(6, 6, 14, 0)
        top.setSpacing(_GAP)
        top.addWidget(self.back)
        top.addLayout(words, 1)
        top.addLayout(self._beside)
        return top

    def _tools(self) -> QHBoxLayout:
        below = QHBoxLayout()
        below.setContentsMargins(8, 0, 14, 0)
        below.setSpacing(_GAP)
        below.addWidget(self.tabs, 1)
        below.addWidget(self.side)
        below.addWidget(self.second_screen)
        below.addWidget(self.adjourn)
        below.addWidget(self._papers)
        below.addWidget(self.finish)
        return below

    def _tell_tab(self) -> None:
        self.tab_chosen.emit(self.tab)


def when_and_where(head: MeetingHead) -> str:
    """Day, times and venue in one line; what is not known is left out."""
    times = [clock_time(at) for at in (head.starts_at, head.ends_at) if at is not None]
    until = "until " if head.starts_at is None and times else ""
    said = ", ".join(part for part in (long_date(head.on), until + "–".join(times)) if part)
    sat_again = in_short(head.sittings[-1]) if head.sittings else ""
    return " · ".join(part for part in (said, sat_again, head.venue, head.format) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What of clock and chair is shown; `is_low`: the chair stands on the line of the day."""

    chair: str = ""
    has_clock: bool = False
    is_beside: bool = False
    is_low: bool = False


class _ShortBox(QComboBox):
    """Its words end in dots where they have no room; the list it opens is as wide as they are."""

    def showPopup(self) -> None:
        view = self.view()
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        wide = view.sizeHintForColumn(0) + 2 * view.frameWidth() + _GAP
        view.setMinimumWidth(min(wide, self.window().width()))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(look)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            look,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        look.currentText = self.fontMetrics().elidedText(
            look.currentText, Qt.TextElideMode.ElideRight, field.width() - 2
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, look)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, look)


def _wide(part: QWidget) -> int:
    """How many pixels it takes with the gap before it."""
    return part.sizeHint().width() + _GAP


def _cut(words: str) -> str:
    """Short enough for the header; the whole stands in the tooltip."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:] if words.startswith(("Order", "No ")) else words
