"""A sub-group's report to the body above it, and what that body has received (MIN-8, M14)."""

from datetime import date, time

import pytest

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.decisions import ConditionState, DecisionVerb
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.group_reports import (
    NOT_FILLED,
    WITHHELD,
    OfferKind,
    Part,
    Received,
    counted,
)
from masa_desktop.domain.meetings import EntryKind, MeetingStatus
from masa_desktop.services import (
    actions,
    agenda,
    attendance,
    beside,
    group_report_offers,
    group_report_paper,
    group_report_received,
    group_reports,
    groups,
    meetings,
    minutes,
    people,
    quorum_setting,
    report_papers,
)
from masa_desktop.services.report_papers import Form
from masa_desktop.storage.entities import GroupLink

TODAY = date(2026, 2, 10)
SECRET = "Of the restricted item"


@pytest.fixture
def audit(workspace, executive):
    """The audit group's meeting of 27 January; the executive met before on 9 December."""
    return workspace.do(build, executive)


def build(session, executive):
    before = meetings.add(session, executive.group, date(2025, 12, 9))
    meetings.set_status(session, before, MeetingStatus.HELD)
    group = groups.add_group(
        session, "Audit", code="QA", parent_ids=[executive.group], type_="sub_group",
        partnership_ids=[executive.partnership],
    )  # fmt: skip
    seat = groups.add_seat(session, group, "Chief Nurse", agency_id=executive.icb)
    people.fill_seat(session, seat, "Anjali Deshmukh", date(2024, 1, 1))
    groups.add_seat(session, group, "Inspector", agency_id=executive.police)
    quorum_setting.set_quorum(session, group, {"min_members": 2}, None)
    meeting = meetings.add(session, group, date(2026, 1, 27), starts_at=time(10), venue="Room 4")
    meetings.set_status(session, meeting, MeetingStatus.HELD)
    shown, hidden = (agenda.add(session, meeting, title) for title in ("Tool", "Serious matter"))
    agenda.set_restricted(session, hidden, restricted=True)
    attendance.all_present(session, meeting)
    for item, word in ((shown, "The tool"), (hidden, SECRET)):
        minutes.add(session, item, EntryKind.DECISION, f"{word} is used from March.")
        asked = minutes.add(session, item, EntryKind.DECISION, f"{word} for every agency.")
        minutes.set_verb(session, asked, DecisionVerb.RECOMMENDED)
        minutes.add(session, item, EntryKind.CHALLENGE, f"{word}: why so late?")
        minutes.add(session, item, EntryKind.PRIVATE, f"{SECRET} jotting")
        entry = minutes.add(session, item, EntryKind.ACTION, f"{word}: send it out.")
        key = next(r.record_id for r in minutes.of_item(session, item) if r.id == entry)
        actions.set_due(session, key, DueKind.DATED, date(2026, 2, 2), today=date(2026, 1, 27))
    return meeting


def draft(workspace, meeting, executive):
    return workspace.ask(group_reports.draft, meeting, executive.group, TODAY)


def test_a_meeting_reports_to_the_bodies_above_on_its_day(workspace, executive, audit):
    def more(session):
        group = meetings.head(session, audit).group_id
        for name, until in (("Board", None), ("Old board", date(2025, 12, 31))):
            to = groups.add_group(session, name)
            key = groups.link(session, group, to, "part_of")
            session.get_one(GroupLink, key).until_on = until

    assert workspace.ask(group_reports.parents_of, executive.meeting) == ()
    workspace.do(more)
    found = workspace.ask(group_reports.parents_of, audit)
    assert [one.name for one in found] == ["Board", "RSCP Executive"]


def test_the_record_offers_what_is_not_restricted_and_counts_the_rest(workspace, executive, audit):
    found = draft(workspace, audit, executive)
    assert SECRET not in str(found)
    by_kind = {kind: [one.line for one in found.offers if one.kind is kind] for kind in OfferKind}
    assert by_kind[OfferKind.CHALLENGE] == ["The tool: why so late?"]
    assert len(by_kind[OfferKind.WAITING]) == 2
    assert by_kind[OfferKind.AWAY] == ["Nobody came for Northshire Police."]
    assert "not quorate" in by_kind[OfferKind.QUORUM][0]
    (late,) = by_kind[OfferKind.OVERDUE]
    assert late.endswith("The tool: send it out. (due 2 Feb 2026)")
    assert found.left_out == (
        "Left out because the item is restricted: 2 decisions, 1 challenge and 1 action."
    )
    workspace.do(quorum_setting.set_quorum, group_of(workspace, audit), {"min_members": 1}, None)
    kinds = counted(draft(workspace, audit, executive).offers)
    assert kinds.startswith("1 decision, 1 recommendation")


def group_of(workspace, meeting):
    return workspace.ask(meetings.head, meeting).group_id


def test_parts_are_kept_and_what_was_begun_is_done_with(workspace, executive, audit):
    to, part = executive.group, Part.RISKS
    workspace.keep(group_reports.keep_begun, audit, to, part, "Two posts are")
    assert draft(workspace, audit, executive).begun == {part: "Two posts are"}
    workspace.keep(group_reports.keep_begun, audit, to, part, "")
    assert draft(workspace, audit, executive).begun == {part: ""}, "all of it was deleted"
    workspace.do(group_reports.set_part, audit, to, part, "Two posts are vacant. \n")
    found = draft(workspace, audit, executive)
    assert (found.begun, found.texts[part]) == ({}, "Two posts are vacant.")
    workspace.undo()
    workspace.do(group_reports.set_part, audit, to, Part.HIGHLIGHTS, "Done.")
    texts = draft(workspace, audit, executive).texts
    assert (texts[part], texts[Part.HIGHLIGHTS]) == ("", "Done."), "what was undone stays undone"


def test_the_day_of_the_report_is_not_before_the_meeting(workspace, executive, audit):
    with pytest.raises(UserError):
        workspace.do(group_reports.mark_reported, audit, executive.group, date(2026, 1, 26))
    workspace.do(group_reports.mark_reported, audit, executive.group, date(2026, 1, 27))
    workspace.do(group_reports.mark_reported, audit, executive.group, None)
    assert draft(workspace, audit, executive).reported_on is None


def test_the_paper_says_who_met_and_what_is_left_out(workspace, executive, audit, tmp_path):
    workspace.do(
        group_reports.set_part, audit, executive.group, Part.RISKS, "Late.\nShort of staff."
    )

    def condition(session):
        (row, _), _ = group_report_offers.decisions(session, audit)
        row.conditions, row.condition_state = "It is costed.", ConditionState.MET
        row.condition_on = date(2026, 2, 3)

    workspace.do(condition)
    made = workspace.ask(group_report_paper.report, audit, executive.group, TODAY)
    assert SECRET not in str(made)
    assert made.left_out.startswith("Left out because")
    sections = {one.heading: one for one in made.sections}
    assert list(sections)[1:5] == [
        "Highlights",
        "Decisions sought from RSCP Executive",
        "Risks",
        "Challenges",
    ]
    assert sections["Risks"].paragraphs == ("Late.", "Short of staff.")
    assert sections["Highlights"].paragraphs == (NOT_FILLED,)
    met = sections["The meeting"].paragraphs
    assert met[0] == "Tuesday 27 January 2026, 10:00, Room 4."
    assert "1 of 1 seat and 1 of 1 agency attended." in met
    assert any("not quorate" in line for line in met)
    assert [row[-1] for row in sections["Decisions taken"].table.rows] == [
        "To be ratified. Condition: It is costed. Met on 3 February 2026.",
        "To be ratified",
    ]
    due = sections["Actions overdue or due soon"]
    assert due.paragraphs == (
        "Overdue, or due by the next meeting of RSCP Executive on 10 February 2026.",
    )
    assert [row[-1] for row in due.table.rows] == [8]
    file = report_papers.write(workspace, made, tmp_path, Form.WORD)
    assert file.stat().st_size > 0


def test_what_was_received_since_the_body_last_met(workspace, executive, audit):
    def row():
        (found,) = workspace.ask(group_report_received.received, executive.meeting)
        return found

    assert (row().state, row().words) == (
        Received.NO_REPORT,
        "met 27 January 2026, no report",
    ), "M14"
    workspace.do(group_reports.set_part, audit, executive.group, Part.SOUGHT, "A lead.")
    assert row().decisions_sought == "", "nothing has been reported yet"
    workspace.do(group_reports.mark_reported, audit, executive.group, date(2026, 2, 3))
    assert (row().words, row().decisions_sought) == (
        "met 27 January 2026, reported 3 February 2026",
        "A lead.",
    )
    assert row().minute == (
        "The report of the Audit sub-group on its meeting of 27 January 2026 was NOTED."
    )
    workspace.do(group_reports.mark_reported, audit, executive.group, date(2026, 2, 11))
    assert row().state is Received.NO_REPORT, "it came after the meeting"
    april = workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    workspace.do(meetings.set_status, executive.meeting, MeetingStatus.HELD)
    (late,) = workspace.ask(group_report_received.received, april)
    assert late.state is Received.REPORTED, "late, so it is heard in April"
    workspace.do(group_reports.mark_reported, audit, executive.group, None)
    (owed,) = workspace.ask(group_report_received.received, april)
    assert owed.words == "met 27 January 2026, no report", "still tracked at the next meeting"
    december = workspace.do(meetings.add, group_of(workspace, audit), date(2025, 12, 2))
    workspace.do(meetings.set_status, december, MeetingStatus.HELD)
    (owed,) = workspace.ask(group_report_received.received, april)
    days = "2 December 2025 and 27 January 2026"
    assert owed.words == f"no report on 2 earlier meetings: {days}"
    assert owed.minute == (
        f"No report was received from the Audit sub-group on its meetings of {days}."
    )
    later = workspace.do(meetings.add, executive.group, date(2027, 1, 28))
    (none,) = workspace.ask(group_report_received.received, later)
    assert (none.state, none.words) == (Received.NOT_MET, "not met since 27 January 2026")
    workspace.do(group_reports.mark_reported, audit, executive.group, date(2026, 2, 10))
    (owed,) = workspace.ask(group_report_received.received, april)
    assert owed.words == "met 2 December 2025, no report", "the other was heard in February"


def test_words_that_became_restricted_go_neither_on_paper_nor_to_the_body_above(
    workspace, executive, audit
):
    to = (audit, executive.group)
    found = draft(workspace, audit, executive)
    lines = [one.line.upper().replace(" ", "  ") for one in found.offers if "send it" in one.line]
    workspace.do(group_reports.set_part, *to, Part.RISKS, "\n".join(["Late.", *lines]))
    workspace.do(group_reports.set_part, *to, Part.SOUGHT, "A lead.")
    workspace.do(group_reports.set_part, *to, Part.HIGHLIGHTS, "The  tool is used from MARCH!")
    workspace.do(group_reports.mark_reported, *to, date(2026, 2, 3))
    shown = next(item for item in workspace.ask(agenda.items, audit) if item.title == "Tool")
    workspace.do(agenda.set_restricted, shown.id, restricted=True)

    with pytest.raises(UserError) as refused:
        workspace.ask(group_report_paper.report, *to, TODAY)
    assert str(refused.value) == (
        f"The parts Highlights and Risks hold words of a restricted item (item {shown.number}). "
        "Nothing was written. Take them out, then try again."
    )
    with pytest.raises(UserError, match="It is not marked as reported"):
        workspace.do(group_reports.mark_reported, *to, date(2026, 2, 4))
    (heard,) = workspace.ask(group_report_received.received, executive.meeting)
    assert (heard.highlights, heard.decisions_sought) == (WITHHELD, "A lead.")

    for part in (Part.HIGHLIGHTS, Part.RISKS):
        workspace.do(group_reports.set_part, *to, part, "Taken out.")
    assert workspace.ask(group_report_paper.report, *to, TODAY).called.startswith(
        "QA report to EXEC, 27 Jan 2026, QA-2026-"
    )


def test_reports_lie_beside_the_items_that_are_about_them_alone(workspace, executive, audit):
    def reports(title):
        item = workspace.do(agenda.add, executive.meeting, title)
        return workspace.ask(beside.of_item, item, TODAY).reports

    assert [one.group for one in reports("Sub-group reports")] == ["Audit sub-group"]
    assert len(reports("Audit: the tool")) == 1
    assert reports("Neglect") is None
