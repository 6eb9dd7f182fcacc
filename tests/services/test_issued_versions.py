"""What went out: to whom, at which version, kept whole; and the two clocks that it stops."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from sqlalchemy import select

from masa_desktop.domain.changes import Actor
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.issue_clocks import ClockKind, clock_label
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import MinutesState
from masa_desktop.domain.pre_issue import Kind
from masa_desktop.services import (
    agenda,
    approvals,
    attendance,
    holidays,
    issuing,
    meetings,
    minutes,
    paper_minutes,
    papers,
    pre_issue,
    recipients,
)
from masa_desktop.storage.entities import IssuedFile, LoggedChange

APPROVED, DRAFT = MinutesState.APPROVED, MinutesState.DRAFT
TO = ("Helen Marchetti", "Anjali Deshmukh")


@pytest.fixture
def state(workspace, executive):
    return lambda: workspace.ask(meetings.head, executive.meeting).minutes_state


@pytest.fixture
def issue(workspace, executive, tmp_path, today):
    def send(**changes):
        wanted = {"recipients": TO, "today": today, **changes}
        return issuing.issue(workspace, executive.meeting, tmp_path, **wanted)

    return send


@pytest.fixture
def go_to(workspace, executive, today):
    def go(state, reason="", on=today):
        workspace.do(issuing.set_state, executive.meeting, state, on, reason=reason)

    return go


@pytest.fixture
def note(workspace, executive):
    return partial(workspace.do, minutes.add, executive.items[4], EntryKind.NOTE)


# Issued versions


def test_what_went_out_is_kept_with_its_hash_and_to_whom(workspace, executive, issue, today):
    file = issue(recipients=[" Helen  Marchetti ", "", "Anjali Deshmukh"])
    (row,) = workspace.ask(issuing.issued, executive.meeting)
    assert row.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (row.version, row.state, row.on, row.recipients) == ("0.1", DRAFT, today, TO)
    assert (row.file_name, row.is_kept, row.is_shareable) == (file.name, True, False)


def printed(file):
    """All the words of a Word file, its tables and its head among them."""
    with ZipFile(file) as parts:
        return " ".join(
            " ".join(ElementTree.fromstring(parts.read(name)).itertext())
            for name in parts.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        )


def test_a_version_that_prints_something_else_gets_the_next_number(
    workspace, executive, issue, go_to, today
):
    go_to(APPROVED)
    assert "APPROVED v1.0" in printed(issue())
    go_to(MinutesState.PUBLISHED)
    assert "PUBLISHED v1.1" in printed(issue())


def test_who_agreed_the_minutes_is_on_what_goes_out_next(workspace, executive, today, tmp_path):
    """Undone, and agreed at another meeting: not the file that went out before."""
    before = workspace.do(meetings.add, executive.group, date(2025, 12, 9))
    wrong = workspace.do(meetings.add, executive.group, date(2026, 1, 20))
    sent = []
    for meeting in (wrong, executive.meeting):
        found = workspace.ask(agenda.items, meeting)
        item = next(one.id for one in found if one.kind == "minutes")
        workspace.do(approvals.agree, before, meeting, item, today)
        sent.append(issuing.issue(workspace, before, tmp_path, recipients=TO, today=today))
        assert workspace.ask(paper_minutes.minutes_of, before).approval in printed(sent[-1])
        workspace.undo()
    assert [file.name[-8:-5] for file in sent] == ["1.0", "1.1"]


def test_who_has_an_older_version_has_not_the_minutes_as_agreed(
    workspace, executive, issue, go_to, note
):
    have = partial(workspace.ask, recipients.have_full, executive.meeting)
    assert have() == ()
    issue()
    assert have() == TO
    note("Said since.")
    assert have() == ()
    go_to(APPROVED)
    assert have() == ()


def test_unchanged_minutes_keep_their_version_whatever_is_written(
    workspace, executive, issue, tmp_path
):
    first = issue(circulate=True)
    sent = first.read_bytes()
    again = papers.write_minutes(workspace, executive.meeting, tmp_path)
    assert (again, again.read_bytes()) == (first, sent)
    assert issue(shareable=True).name.endswith("shareable minutes v0.1.docx")
    head = workspace.ask(meetings.head, executive.meeting)
    assert head.went_out.version == "0.1"
    assert [step.version for step in workspace.ask(issuing.steps, executive.meeting)] == ["0.1"]


def test_a_version_that_a_file_carries_is_for_no_other_words(
    workspace, executive, issue, note, tmp_path
):
    for_the_chair = papers.write_minutes(workspace, executive.meeting, tmp_path)
    read = for_the_chair.read_bytes()
    note("Practice was strong.")
    out = issue()
    assert out.name.endswith("full minutes v0.2.docx")
    assert "v0.2" in "".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert for_the_chair.read_bytes() == read
    note("Some of it.")
    out.unlink()
    assert issue().name.endswith("v0.3.docx")
    workspace.undo()
    assert issue(shareable=True).name.endswith("v0.4.docx"), "numbers never go back"


def test_a_file_that_is_not_ours_may_say_anything(workspace, executive, issue, note, tmp_path):
    ours = papers.write_minutes(workspace, executive.meeting, tmp_path)
    ours.with_name(ours.name.replace("v0.1", "v0.2")).write_bytes(b"written elsewhere")
    note("Practice was strong.")
    assert issue().name.endswith("v0.3.docx")


def test_approved_minutes_are_one_point_nought_and_corrected_ones_go_on(issue, go_to):
    assert issue().name.endswith("v0.1.docx")
    go_to(APPROVED)
    assert issue().name.endswith("minutes v1.0.docx")
    go_to(MinutesState.AMENDED, "A name was wrong")
    assert issue().name.endswith("v1.1.docx")
    go_to(APPROVED)
    assert issue().name.endswith("v1.2.docx")


def test_reopened_minutes_are_a_draft_of_what_follows_though_nothing_went_out(
    workspace, executive, go_to, tmp_path, today
):
    go_to(APPROVED)
    first = papers.write_minutes(workspace, executive.meeting, tmp_path)
    assert first.name.endswith("v1.0.docx")
    workspace.do(issuing.reopen, executive.meeting, "A name was wrong", today)
    assert workspace.ask(issuing.steps, executive.meeting)[-1].version == "1.1"
    draft = papers.write_minutes(workspace, executive.meeting, tmp_path)
    assert draft.name.endswith("v1.1.docx")
    assert "DRAFT v1.1" in "".join(p.text for p in docx.Document(str(draft)).paragraphs)
    go_to(APPROVED)
    assert workspace.ask(issuing.steps, executive.meeting)[-1].version == "1.1"


def on_a_copy(executive, open_office, folder):
    """An action and a decision minuted on a second laptop, which gives no references."""
    other = open_office("copy", source=folder, by=Actor("Priya", "fedcba9876543210", "LAP-02"))
    for kind in (EntryKind.ACTION, EntryKind.DECISION):
        other.do(minutes.add, executive.items[4], kind, "Share the audit")
    return other


def test_on_a_copied_office_the_check_says_that_references_are_drafts(
    workspace, executive, open_office, tmp_path, today
):
    other = on_a_copy(executive, open_office, workspace.folder)
    found = other.ask(pre_issue.findings, executive.meeting)
    (one,) = [one for one in found if one.kind is Kind.DRAFT_REFERENCE]
    assert one.sentence.startswith("1 action and 1 decision have draft references, such as EXEC-")
    issuing.issue(other, executive.meeting, tmp_path, recipients=TO, today=today)
    assert Kind.DRAFT_REFERENCE in [
        one.kind for one in other.ask(pre_issue.findings, executive.meeting)
    ]


def test_what_is_issued_by_the_laptop_that_gives_numbers_carries_them(
    workspace, executive, open_office, tmp_path, today, actor
):
    workspace.do(minutes.add, executive.items[5], EntryKind.ACTION, "Numbered already")
    on_a_copy(executive, open_office, workspace.folder).close()
    ours = open_office("copy", by=actor)
    file = issuing.issue(ours, executive.meeting, tmp_path, recipients=TO, today=today)
    refs = [row.ref for row in ours.ask(minutes.of_item, executive.items[4])]
    assert refs == ["EXEC-2026-002", "EXEC-2026-D001"]
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "".join([*(p.text for p in document.paragraphs), *cells])
    assert "EXEC-2026-002" in said
    assert "-draft-" not in said


def test_issuing_circulates_only_when_asked(workspace, executive, state, issue):
    issue()
    assert state() == DRAFT
    issue(circulate=True)
    assert state() == MinutesState.CIRCULATED
    newest, _ = workspace.ask(issuing.issued, executive.meeting)
    assert newest.state == MinutesState.CIRCULATED
    (step,) = workspace.ask(issuing.steps, executive.meeting)
    assert step.state == MinutesState.CIRCULATED


def test_what_is_circulated_is_the_version_last_issued(workspace, executive, issue, note, go_to):
    def step():
        return workspace.ask(issuing.steps, executive.meeting)[-1].version

    issue()
    go_to(MinutesState.CIRCULATED)
    assert step() == "0.1"
    go_to(DRAFT, "A name was wrong")
    assert step() == "0.1"
    note("Practice was strong.")
    issue(circulate=True)
    assert step() == "0.2"


def test_a_version_that_went_out_is_behind_while_the_minutes_say_something_else(
    workspace, executive, issue, note
):
    def behind():
        rows = workspace.ask(issuing.issued, executive.meeting)
        return [(row.version, row.is_shareable) for row in issuing.behind(rows)]

    workspace.do(agenda.set_restricted, executive.items[5], restricted=True)
    issue(circulate=True)
    issue(shareable=True)
    assert behind() == []
    note("Practice was strong.")
    assert behind() == [("0.1", False), ("0.1", True)]
    workspace.undo()
    assert behind() == []
    workspace.do(agenda.set_state, executive.items[5], ItemState.WITHDRAWN)
    assert behind() == [("0.1", False)], "what is held back is in no copy to share"
    workspace.do(agenda.set_state, executive.items[5], ItemState.OPEN)
    assert behind() == [], "not undone, but as it was"
    note("Practice was strong.")
    issue()
    assert behind() == [("0.1", True)]
    issue(shareable=True)
    assert behind() == []


def test_agreed_minutes_are_behind_no_version(workspace, executive, issue, note, go_to):
    issue()
    note("Practice was strong.")
    go_to(APPROVED)
    assert issuing.behind(workspace.ask(issuing.issued, executive.meeting)) == ()


def test_what_the_chair_checked_is_the_version_that_says_it(
    workspace, executive, issue, note, go_to
):
    def steps():
        return [row.version for row in workspace.ask(issuing.steps, executive.meeting)]

    issue()
    go_to(MinutesState.CHAIR_CHECKED)
    go_to(MinutesState.CIRCULATED)
    assert steps() == ["0.1", "0.1"]
    go_to(DRAFT, "A name was wrong")
    note("Practice was strong.")
    go_to(MinutesState.CHAIR_CHECKED)
    assert steps()[-1] == "0.2"


def test_issuing_approved_minutes_leaves_their_state(state, issue, go_to):
    go_to(APPROVED)
    issue(circulate=True)
    assert state() == APPROVED


def test_an_issue_is_no_step_of_undo(workspace, issue):
    before = workspace.can_undo
    issue(circulate=True)
    assert workspace.can_undo == before


def test_the_bytes_are_in_no_log(workspace, issue):
    issue()
    with workspace._db.read() as session:
        assert session.scalars(select(IssuedFile)).one().content[:2] == b"PK"
        tables = {line.table for line in session.scalars(select(LoggedChange))}
    assert "issued_minutes" in tables
    assert "issued_file" not in tables


def test_nothing_goes_out_to_nobody(workspace, executive, issue, tmp_path):
    with pytest.raises(UserError, match="Nobody is named"):
        issue(recipients=["  ", ""])
    assert list(tmp_path.glob("*.docx")) == []
    assert workspace.ask(issuing.issued, executive.meeting) == []


def test_a_file_that_could_not_be_written_is_not_recorded(workspace, executive, issue, tmp_path):
    with pytest.raises(UserError):
        issue(template=tmp_path / "gone.docx")
    assert workspace.ask(issuing.issued, executive.meeting) == []


def test_a_kept_copy_comes_back_byte_for_byte(workspace, executive, issue, tmp_path):
    file = issue()
    sent = file.read_bytes()
    file.write_bytes(b"somebody's own words")
    (row,) = workspace.ask(issuing.issued, executive.meeting)
    copy = issuing.kept_copy(workspace, row.id, tmp_path)
    assert copy != file
    assert (copy.read_bytes(), file.read_bytes()) == (sent, b"somebody's own words")


@pytest.mark.parametrize("what", ["gone", "changed"])
def test_a_kept_file_that_is_not_what_it_was_is_refused(
    workspace, executive, issue, tmp_path, what
):
    issue()
    (row,) = workspace.ask(issuing.issued, executive.meeting)

    def spoil(session):
        kept = session.get_one(IssuedFile, row.sha256)
        if what == "gone":
            session.delete(kept)
        else:
            kept.content = b"other"

    workspace.keep(spoil)
    with pytest.raises(UserError, match=r"not in this office|no longer as it was issued"):
        issuing.kept_copy(workspace, row.id, tmp_path)


def test_the_minutes_go_to_members_and_their_deputies(workspace, executive):
    workspace.do(attendance.all_present, executive.meeting)
    workspace.do(attendance.add_guest, executive.meeting, "Lena Brandt")
    workspace.do(
        attendance.send_deputy,
        executive.meeting,
        seat_id=executive.seats["police"],
        for_person_id=executive.people["police"],
        name="Marcus Thorne",
        has_authority=True,
    )
    everybody = (
        "Helen Marchetti",
        "Anjali Deshmukh",
        "Owen Prydderch",
        "Marcus Thorne",
        "Margaret Fairweather",
    )
    assert workspace.ask(recipients.likely, executive.meeting) == everybody
    workspace.do(agenda.set_restricted, executive.items[5], restricted=True)
    assert workspace.ask(recipients.likely, executive.meeting) == everybody[:-1]
    shared = workspace.ask(recipients.likely, executive.meeting, shareable=True)
    assert shared == everybody


# Clocks


def words(workspace, made, on):
    return [one.words for one in workspace.ask(issuing.clocks, made.meeting, on)]


def test_the_clocks_say_what_is_due_and_in_which_days(workspace, executive, today):
    first, second = workspace.ask(issuing.clocks, executive.meeting, today)
    assert (first.kind, second.kind) == (ClockKind.ACTIONS, ClockKind.MINUTES)
    assert first.rule == "24 hours after the end of the meeting, weekends and holidays counted"
    assert second.rule == "10 working days after the meeting"
    assert first.words == "Due Wednesday 11 February 2026, 12:00, in 1 day"
    assert second.words == "Due Tuesday 24 February 2026, in 10 working days"
    assert not first.is_late
    assert not second.is_done


@pytest.mark.parametrize(
    ("on", "minutes_words"),
    [
        (date(2026, 2, 20), "Due Tuesday 24 February 2026, in 2 working days"),
        (date(2026, 2, 24), "Due Tuesday 24 February 2026, today"),
        (date(2026, 2, 27), "Due Tuesday 24 February 2026, 3 working days late"),
    ],
)
def test_a_clock_counts_working_days_for_minutes(workspace, executive, on, minutes_words):
    assert words(workspace, executive, on)[1] == minutes_words


def test_a_clock_that_ran_out_on_a_friday_is_late_on_saturday(workspace, executive):
    workspace.do(issuing.set_clock, issuing.MINUTES_DAYS, 3)
    assert words(workspace, executive, date(2026, 2, 14))[1] == (
        "Due Friday 13 February 2026, 1 day late"
    )


def test_a_closed_office_moves_the_minutes_and_not_the_actions(workspace, executive, today):
    before = words(workspace, executive, today)
    workspace.do(holidays.close_on, date(2026, 2, 11), "Moving")
    after = words(workspace, executive, today)
    assert after[0] == before[0]
    assert after[1] == "Due Wednesday 25 February 2026, in 10 working days"


def test_an_end_that_is_not_recorded_is_said(workspace, executive, today):
    workspace.do(
        meetings.set_details,
        executive.meeting,
        on=date(2026, 2, 10),
        starts_at=None,
        ends_at=None,
        venue="",
    )
    first, _ = workspace.ask(issuing.clocks, executive.meeting, today)
    assert "whose end is not recorded" in first.rule
    assert first.words == "Due Wednesday 11 February 2026, in 1 day"


def test_a_file_that_was_written_is_out_to_nobody(workspace, executive, issue):
    issue(today=date(2026, 2, 10))
    issue(today=date(2026, 2, 11))
    first, second = workspace.ask(issuing.clocks, executive.meeting, date(2026, 2, 12))
    written = "File written Wednesday 11 February 2026, not yet recorded as sent."
    assert first.words == f"{written} Due Wednesday 11 February 2026, 12:00, 1 day late"
    assert second.words == f"{written} Due Tuesday 24 February 2026, in 8 working days"
    assert (first.is_done, first.is_late, second.is_done) == (False, True, False)


def test_the_clocks_stop_when_the_minutes_are_circulated(workspace, executive, issue):
    issue(today=date(2026, 2, 26), circulate=True)
    first, second = workspace.ask(issuing.clocks, executive.meeting, date(2026, 3, 30))
    assert first.words == "Out with the minutes Thursday 26 February 2026, 15 days late"
    assert second.words == "Out Thursday 26 February 2026, 2 working days late"
    assert first.is_done
    assert first.is_late


def test_actions_recorded_as_sent_stop_their_own_clock(workspace, executive, state, today):
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.ACTIONS, today)
    first, second = workspace.ask(issuing.clocks, executive.meeting, date(2026, 3, 30))
    assert first.words == "Out Tuesday 10 February 2026, in time"
    assert (first.is_done, second.is_done, state()) == (True, False, DRAFT)
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.ACTIONS, date(2026, 3, 1))
    assert words(workspace, executive, date(2026, 3, 30))[0] == first.words
    workspace.undo()
    assert words(workspace, executive, today)[0].startswith("Due")


def test_minutes_recorded_as_sent_are_circulated_unless_they_are_further(
    workspace, executive, state, go_to
):
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.MINUTES, date(2026, 2, 26))
    assert state() == MinutesState.CIRCULATED
    assert words(workspace, executive, date(2026, 3, 30)) == [
        "Out with the minutes Thursday 26 February 2026, 15 days late",
        "Out Thursday 26 February 2026, 2 working days late",
    ]
    workspace.undo()
    assert state() == DRAFT
    go_to(APPROVED)
    workspace.do(issuing.mark_sent, executive.meeting, ClockKind.MINUTES, date(2026, 2, 24))
    assert state() == APPROVED
    assert words(workspace, executive, date(2026, 3, 30))[1] == (
        "Out Tuesday 24 February 2026, in time"
    )


def test_circulating_in_time_is_said(workspace, executive, go_to):
    go_to(MinutesState.CIRCULATED, on=date(2026, 2, 11))
    go_to(DRAFT, "A name was wrong", on=date(2026, 2, 12))
    first, second = workspace.ask(issuing.clocks, executive.meeting, date(2026, 6, 1))
    assert first.words == "Out with the minutes Wednesday 11 February 2026, in time"
    assert second.words == "Out Wednesday 11 February 2026, in time"
    assert (first.is_late, second.is_late) == (False, False)


def test_an_office_sets_its_own_clocks(workspace, executive, today):
    workspace.do(issuing.set_clock, issuing.ACTIONS_HOURS, 48)
    workspace.do(issuing.set_clock, issuing.MINUTES_DAYS, 15)
    assert words(workspace, executive, today) == [
        "Due Thursday 12 February 2026, 12:00, in 2 days",
        "Due Tuesday 3 March 2026, in 15 working days",
    ]
    with pytest.raises(UserError, match="runs for 1 to"):
        workspace.do(issuing.set_clock, issuing.MINUTES_DAYS, 0)


def test_a_meeting_called_off_has_no_clocks(workspace, executive, today):
    workspace.do(meetings.set_status, executive.meeting, MeetingStatus.CANCELLED)
    assert words(workspace, executive, today) == []


def test_every_clock_has_its_words():
    assert len({clock_label(each) for each in ClockKind}) == len(ClockKind)
