"""Minutes the whole practice meeting of 10 February 2026 by keyboard alone, in the real window.

Run it with `python -m tests.keyboard.minute_a_meeting --pictures FOLDER`. It makes a practice
partnership through first run, holds the meeting as a minute-taker would, issues the minutes, locks,
unlocks and quits; then it compares the records and the papers with what was typed.
"""

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import DecisionStatus
from masa_desktop.domain.marks import MarkStyle
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.quorum import State
from masa_desktop.services import (
    agenda,
    issuing,
    meeting_view,
    meetings,
    minute_text,
    pre_issue,
    roll_call,
)
from masa_desktop.storage.entities import Decision
from tests.keyboard.desk import PASSPHRASE, Desk, missing

DAY, NEXT = date(2026, 2, 10), date(2026, 4, 14)
JOTTING = "Quiet word with table four"
LOST_DECISION = "The schools data pilot begins in May"


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each stage")
    asked = parser.parse_args(words)
    if lacking := missing():
        print(f"Not installed: {', '.join(lacking)}", file=sys.stderr)
        return 2
    if asked.pictures:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="masa-keyboard-") as home:
        print(hold(Path(home) / "kit", asked.pictures))
    return 0


def hold(home, pictures=None):
    """Hold the meeting; gives figures in a sentence or two. Raises AssertionError."""
    with Desk(home, pictures) as desk:
        story = Story(desk)
        for name in STAGES:
            desk.stage(name)
            getattr(story, name)()
        desk.stage("")
    story.compare_records()
    story.compare_papers()
    return desk.figures()


STAGES = (
    "first_run",
    "replies_of_the_next_meeting",
    "roll_call",
    "item_by_item",
    "neglect_audit",
    "back_and_forth",
    "agenda",
    "quorum_lost",
    "deputy_joins",
    "quick_entry",
    "second_screen",
    "issue",
    "papers",
    "lock_and_unlock",
    "quit",
)


class Story:
    """What the minute-taker does, stage by stage; each waits for what it has done."""

    def __init__(self, desk):
        self.desk = desk
        self.said = {}

    # What the records say

    def items(self):
        return self.desk.ask(agenda.items, self.meeting)

    def lines(self, number):
        return self.desk.ask(minute_text.lines, self.item(number))

    def item(self, number):
        return self.items()[number - 1].id

    def texts(self, number):
        return [(line.kind, line.text) for line in self.lines(number)]

    def minuted(self, number, kind, text):
        """Wait until this stands under the item, as this kind of entry."""
        return self.desk.until(
            lambda: next(
                (one for one in self.lines(number) if (one.kind, one.text) == (kind, text)), None
            ),
            lambda: f"{kind.value} “{text}” under item {number}; it has {self.texts(number)}",
        )

    def particulars(self, number, text):
        entry = self.minuted(number, EntryKind.ACTION, text)
        return self.desk.ask(meeting_view.particulars, entry.id)

    def roll(self, meeting=None):
        found = self.desk.ask(roll_call.roll_call, meeting or self.meeting)
        return {row.initials: row for row in found.rows if row.initials}

    def recorded(self, initials, code, meeting=None):
        self.desk.until(
            lambda: initials in (roll := self.roll(meeting)) and Code(roll[initials].code) is code,
            f"{initials} recorded as {code.value}",
        )

    def states(self):
        """State of the quorum by item number."""
        found = self.desk.ask(roll_call.roll_call, self.meeting)
        keys = [item.id for item in self.items()]
        return {keys.index(key) + 1: verdict.state for key, verdict in found.items}

    def at_item(self, number):
        self.desk.until(
            lambda: self.desk.ask(meetings.head, self.meeting).current_item_id == self.item(number),
            f"the meeting at item {number}",
        )

    def new_line(self):
        self.desk.press("ctrl+End", "Return")

    # The stages

    def first_run(self):
        desk = self.desk
        desk.until_titled("Set up")
        desk.at_rest()
        desk.picture("first-run")
        desk.press("Down", "Down", "Return", "Return")
        desk.write(PASSPHRASE)
        desk.press("Tab")
        desk.write(PASSPHRASE)
        desk.press("Return")
        before = desk.at_rest()
        desk.until(self._built, "a practice partnership")
        desk.until_changed(before, "the recovery key")
        desk.picture("recovery-key")
        desk.press("Tab", "Tab", "space", "Return")
        desk.until_titled("Meetings")
        desk.picture("meetings")
        found = desk.ask(meetings.rows)
        self.meeting = next(row.id for row in found if (row.on, row.ref[:4]) == (DAY, "EXEC"))
        self.next = next(row.id for row in found if (row.on, row.ref[:4]) == (NEXT, "EXEC"))

    def _built(self):
        if not (self.desk.office / "open.json").exists():
            return False
        try:
            return bool(self.desk.ask(meetings.rows))
        except Exception:  # half made: tables may still be missing
            self.desk.close_records()
            return False

    def replies_of_the_next_meeting(self):
        """Two replies for April, and everybody who accepted is present by one key."""
        desk = self.desk
        desk.press("Down", "Down", "Down", "Return")
        desk.until_titled("14 April 2026")
        desk.press("ctrl+shift+r", "r", "Right", "Escape", "Down", "r", "Right", "Right", "Escape")
        desk.until(lambda: self.roll(self.next)["HM"].reply == "accepted", "HM accepted")
        desk.until(lambda: self.roll(self.next)["SGa"].reply == "declined", "SGa declined")
        desk.press("ctrl+shift+p")
        self.recorded("HM", Code.PRESENT, self.next)
        self.recorded("SGa", Code.APOLOGIES, self.next)
        desk.picture("all-who-accepted")
        desk.press("ctrl+1")
        desk.until_titled("Meetings")

    def roll_call(self):
        """Owen is here from the start, nobody yet for him; a deputy, one online, apologies."""
        desk = self.desk
        desk.press("Up", "Up", "Up", "Return")
        desk.until_titled("10 February 2026")
        desk.picture("live-minutes")
        desk.press("ctrl+shift+r")
        desk.times(2, "Up")  # the line chosen in April's roll-call is still chosen
        desk.times(4, "Down")
        desk.press("t")
        desk.times(7, "Tab")
        desk.press("space")
        desk.until(lambda: self.roll()["OP"].last_item is None, "OP here to the end")
        desk.press("Down", "t")
        desk.times(8, "Tab")
        desk.picture("roll-call-times")
        desk.press("space")
        desk.until(lambda: "MT" not in self.roll(), "MT off the list")
        self.back_to_the_table()
        desk.times(20, "Up")
        desk.times(8, "Down")
        desk.press("o")
        self.recorded("RO", Code.ONLINE)
        desk.press("Down", "d")
        desk.write("Ruth Sole")
        desk.press("Return")
        self.recorded("YK", Code.DEPUTY_SENT)
        self.recorded("RS", Code.PRESENT)
        self.back_to_the_table()
        desk.press("g")
        desk.write("Ines Valente")
        desk.press("Return")
        self.recorded("IV", Code.IN_ATTENDANCE)
        desk.press("Escape")
        desk.press("Down")
        desk.picture("roll-call")
        desk.press("Escape")

    def back_to_the_table(self):
        """Away and back: a row taken off, or a deputy named, may take the focus with it."""
        self.desk.press("ctrl+shift+r", "ctrl+shift+r")

    def item_by_item(self):
        """Back to the first item, then on by one key; a line under each."""
        desk = self.desk
        desk.times(4, "ctrl+Prior")
        self.at_item(1)
        for number in range(1, 5):
            self.new_line()
            desk.write(f"Nothing to add under item {number}.")
            self.minuted(number, EntryKind.NOTE, f"Nothing to add under item {number}.")
            desk.press("ctrl+Next")
            self.at_item(number + 1)

    def neglect_audit(self):
        desk = self.desk
        desk.write("The chair thanked the audit group for ")
        desk.press("ctrl+b")
        desk.write("honest")
        desk.press("ctrl+b")
        desk.write(" findings.")
        desk.press("Return", "ctrl+shift+l")
        desk.write("health first")
        desk.press("Return")
        desk.write("schools next")
        desk.press("Return", "Return")
        desk.write("/a SGe circulate neglect audit by 14 Mar")
        desk.picture("capture-popup")
        desk.press("Tab", "Return")
        got = self.particulars(5, "Circulate neglect audit")
        assert got.due_on == date(2026, 3, 13), got
        desk.write("/a AD+JL agree how flags are shared by next")
        desk.picture("capture-two-owners")
        desk.press("Return")
        got = self.particulars(5, "Agree how flags are shared")
        assert got.due_kind is DueKind.NEXT_MEETING, got
        desk.write("/d the findings are accepted in full")
        desk.press("Return")
        self.minuted(5, EntryKind.DECISION, "the findings are accepted in full")
        desk.write("/n noted")
        desk.press("Return")
        desk.write("the timetable of the audit")
        desk.press("End", "Return")
        self.minuted(5, EntryKind.NOTE, "Members NOTED the timetable of the audit.")
        desk.write(f"/p {JOTTING}")
        desk.press("Return")
        self.minuted(5, EntryKind.PRIVATE, JOTTING)
        desk.picture("live-minutes-written")
        bold = self.minuted(
            5, EntryKind.NOTE, "The chair thanked the audit group for honest findings."
        )
        styles = [(mark.start, mark.end, mark.style) for mark in bold.marks]
        assert styles == [(38, 44, MarkStyle.BOLD)], styles
        assert self.minuted(5, EntryKind.NOTE, "health first").is_bullet
        assert self.minuted(5, EntryKind.NOTE, "schools next").is_bullet

    def back_and_forth(self):
        """A selection to an action and back, undo and redo, quick entry, F2, spelling."""
        desk = self.desk
        desk.write("Send the list of schools to health.")
        desk.press("shift+Home", "ctrl+shift+a")
        self.minuted(5, EntryKind.ACTION, "Send the list of schools to health.")
        desk.press("ctrl+shift+a")
        self.minuted(5, EntryKind.NOTE, "Send the list of schools to health.")
        desk.press("ctrl+z")
        self.minuted(5, EntryKind.ACTION, "Send the list of schools to health.")
        desk.press("ctrl+z")
        self.minuted(5, EntryKind.NOTE, "Send the list of schools to health.")
        desk.press("ctrl+y")
        self.minuted(5, EntryKind.ACTION, "Send the list of schools to health.")
        desk.press("Up", "F2")  # F2 is for the entry with the caret
        desk.picture("particulars")
        desk.write("JL")
        desk.press("Tab")
        desk.write("+5wd")
        desk.press("Return")
        desk.until(
            lambda: self._given("Send the list of schools to health.") == (1, date(2026, 2, 17)),
            "JL by 17 February",
        )

        desk.press("ctrl+End")
        desk.write("Members will recieve the report in June.")
        desk.press("F7")
        desk.picture("spelling")
        desk.press("Down", "Return")
        self.minuted(5, EntryKind.NOTE, "Members will receive the report in June.")

    def _given(self, text):
        got = self.particulars(5, text)
        return len(got.person_ids), got.due_on

    def agenda(self):
        """The item is done; another is deferred for a reason and carried over; on to the next."""
        desk = self.desk
        desk.press("F6", "space")
        self.in_state(5, ItemState.DONE)
        desk.times(4, "Down")
        desk.press("d")
        desk.write("Time ran out")
        desk.picture("defer")
        desk.press("Return")
        self.in_state(9, ItemState.DEFERRED)
        desk.times(3, "Up")
        desk.press("Return")
        self.at_item(6)
        desk.write("SGe took members through the returns.")
        self.minuted(6, EntryKind.NOTE, "SGe took members through the returns.")

    def in_state(self, number, state):
        self.desk.until(
            lambda: self.items()[number - 1].state is state,
            lambda: f"item {number} {state.value}; it is {self.items()[number - 1]}",
        )

    def quorum_lost(self):
        """Owen leaves; what is decided now waits to be ratified."""
        desk = self.desk
        desk.press("ctrl+Next")
        self.at_item(7)
        assert set(self.states().values()) == {State.QUORATE}, self.states()
        desk.write("/out OP")
        desk.picture("capture-out")
        desk.press("Return")
        desk.until(lambda: self.states()[7] is State.NOT_QUORATE, "item 7 not quorate")
        desk.picture("quorum-lost")
        desk.write(f"/d {LOST_DECISION}")
        desk.press("Return")
        self.decided(7, LOST_DECISION, DecisionStatus.TO_BE_RATIFIED)
        desk.picture("to-be-ratified")

    def decided(self, number, text, status):
        entry = self.minuted(number, EntryKind.DECISION, text)
        got = self.desk.ask(_status, entry.id)
        assert got == status, got

    def deputy_joins(self):
        desk = self.desk
        desk.press("ctrl+Next")
        self.at_item(8)
        desk.press("F6", "space")  # at another item it is folded, what can be done is a menu
        desk.times(3, "Down")
        desk.picture("deputy-offered")
        desk.press("Return")
        desk.until(lambda: self.states()[8] is State.QUORATE, "item 8 quorate")
        self.new_line()
        desk.write("/d The scrutineer reports twice a year")
        desk.press("Return")
        self.decided(8, "The scrutineer reports twice a year", DecisionStatus.AGREED)
        desk.picture("quorum-back")
        desk.press("ctrl+Next", "ctrl+Next")
        self.at_item(10)
        desk.write("/n aob")
        desk.press("Return")
        self.minuted(10, EntryKind.NOTE, "There was no other business.")

    def quick_entry(self):
        """A line in the box at the foot, and back to the minutes."""
        desk = self.desk
        desk.press("Tab")
        desk.write("/a PN book the large room by next")
        desk.picture("quick-entry")
        desk.press("Return")
        got = self.particulars(10, "Book the large room")
        assert got.due_kind is DueKind.NEXT_MEETING, got
        desk.press("shift+Tab")

    def second_screen(self):
        """It opens beside the window, follows what is typed, and goes by Esc."""
        desk, name = self.desk, "Minutes on the second screen"
        desk.press("shift+F11")
        desk.until(lambda: desk.has_window(name), "the second screen")
        desk.picture("second-screen")
        self.new_line()
        desk.write("The meeting closed at 12:04.")
        self.minuted(10, EntryKind.NOTE, "The meeting closed at 12:04.")
        desk.press("alt+Tab")
        desk.until_titled(name)
        desk.press("Escape")
        desk.until(lambda: not desk.has_window(name), "the second screen gone")
        desk.until_titled("10 February 2026")

    def issue(self):
        """A finding is set aside, the chair has checked, and the minutes go out."""
        desk = self.desk
        desk.press("ctrl+Return", "F9")
        desk.picture("issue")
        desk.press("Return")
        desk.until(
            lambda: desk.ask(meetings.head, self.meeting).status is MeetingStatus.HELD,
            "the meeting recorded as held",
        )
        desk.times(3, "Tab")
        desk.write("agreed with the chair")
        desk.press("Return")
        desk.until(
            lambda: (
                [one.word for one in desk.ask(pre_issue.findings, self.meeting) if one.word]
                == ["agreed with the chair"]
            ),
            "a finding set aside",
        )
        desk.times(9, "Tab")
        desk.press("space")
        self.minutes_are(MinutesState.CHAIR_CHECKED)
        desk.press("Tab", "ctrl+End", "Return")
        desk.write("Clerk to the scrutiny panel")
        desk.times(2, "Tab")
        desk.press("space", "Tab")  # marked as circulated at once
        desk.picture("issue-ready")
        desk.press("space")
        desk.until_titled("Folder for the issued minutes")
        desk.write(str(desk.papers))
        desk.press("Return")
        self.minutes_are(MinutesState.CIRCULATED)
        went = desk.until_recorded(issuing.issued, "a version that went out", self.meeting)
        assert "Clerk to the scrutiny panel" in went[0].recipients, went
        assert desk.until(lambda: sorted(desk.papers.glob("*.docx")), "the issued file")
        desk.picture("issued")

    def minutes_are(self, state):
        self.desk.until(
            lambda: self.desk.ask(meetings.head, self.meeting).minutes_state == state,
            f"minutes {state.value}",
        )

    def papers(self):
        """Word minutes, the same as went out, and the Excel action log; the folder is known."""
        desk = self.desk

        def written():
            return {(path, path.stat().st_mtime_ns) for path in desk.papers.glob("*.docx")}

        before = written()
        # From among the issue's buttons F6 leads elsewhere, so by the roll-call.
        desk.press("ctrl+shift+r", "F6", "Tab", "Tab", "Tab", "space")
        desk.until(lambda: written() - before, "Word minutes")
        assert {path for path, _ in written()} == {path for path, _ in before}
        desk.press("Tab", "space")
        desk.until(lambda: list(desk.papers.glob("*.xlsx")), "the Excel action log")
        desk.picture("papers")

    def lock_and_unlock(self):
        desk = self.desk
        desk.press("ctrl+l")
        desk.until_titled("Locked")
        desk.picture("locked")
        desk.write(PASSPHRASE)
        desk.press("Return")
        desk.until_titled("10 February 2026")
        desk.picture("unlocked")

    def quit(self):
        self.desk.press("ctrl+q")
        assert self.desk.program.wait(30) == 0

    # Afterwards

    def compare_records(self):
        """What the office holds once the program has gone is what was typed."""
        self.desk.close_records()
        self.minuted(5, EntryKind.PRIVATE, JOTTING)
        self.decided(7, LOST_DECISION, DecisionStatus.TO_BE_RATIFIED)
        got = self.particulars(5, "Agree how flags are shared")
        assert len(got.person_ids) == 2, got
        for number in range(1, 5):
            self.minuted(number, EntryKind.NOTE, f"Nothing to add under item {number}.")
        states = self.states()
        lost = [number for number, state in states.items() if state is not State.QUORATE]
        assert lost == [7], states
        roll = self.roll()
        codes = {initials: Code(roll[initials].code) for initials in ("RO", "YK", "RS", "MT", "IV")}
        assert codes == {
            "RO": Code.ONLINE,
            "YK": Code.DEPUTY_SENT,
            "RS": Code.PRESENT,
            "MT": Code.PRESENT,
            "IV": Code.IN_ATTENDANCE,
        }
        assert (roll["OP"].last_item, roll["MT"].first_item) == (6, 8), roll

    def compare_papers(self):
        """The papers say what was minuted, and no jotting."""
        for file in self.desk.papers.glob("*.docx"):
            said = _words(file)
            for text in MINUTED:
                assert text in said, (file.name, text)
            assert JOTTING not in said, file.name
            assert "9 of 12" not in said, file.name
        (log,) = self.desk.papers.glob("*.xlsx")
        cells = {cell for sheet in load_workbook(log) for row in sheet.values for cell in row}
        assert any("Circulate neglect audit" in str(cell) for cell in cells)
        assert not any(JOTTING in str(cell) for cell in cells)


MINUTED = (
    "The chair thanked the audit group for honest findings.",
    "schools next",
    "Circulate neglect audit",
    "the findings are accepted in full",
    "Members NOTED the timetable of the audit.",
    "Members will receive the report in June.",
    "The scrutineer reports twice a year",
    "Book the large room",
    "The meeting closed at 12:04.",
)


def _words(file):
    """Every word of a Word file, those in tables and controls too."""
    return "".join(
        f"{node.text or ''}{' ' if node.tag.endswith('}p') else ''}"
        for node in Document(file).element.body.iter()
        if isinstance(node.tag, str) and node.tag.endswith(("}t", "}p"))
    )


def _status(session, entry_id):
    return session.scalars(select(Decision.status).where(Decision.entry_id == entry_id)).one()


if __name__ == "__main__":
    sys.exit(main())
