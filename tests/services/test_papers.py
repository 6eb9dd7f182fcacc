"""From records to paper: nothing left out unseen, nothing leaked, nobody's file overwritten."""

import re
import zipfile
from datetime import date, time

import docx
import openpyxl
import pytest
from sqlalchemy import select

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.meetings import EntryKind, ItemState, MeetingStatus
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.domain.quorum_loss import Outcome
from masa_desktop.services import (
    action_log,
    actions,
    agenda,
    attendance,
    beside,
    declarations,
    groups,
    issuing,
    meetings,
    minutes,
    offices,
    paper_minutes,
    papers,
    people,
    quorum_loss,
    quorum_setting,
    quorum_standing,
)
from masa_desktop.storage.entities import (
    Action,
    AgendaItem,
    AgendaPaper,
    Correction,
    Entry,
    IssuedMinutes,
    Jotting,
    MinutesStep,
    SetAside,
)

BARRED = "PLANTEDRESTRICTED"
JOTTED = "PLANTEDJOTTING"


@pytest.fixture
def minuted(workspace, executive, today):
    workspace.do(attendance.all_present, executive.meeting)
    workspace.do(attendance.take_chair, executive.meeting, executive.people["dcs"])
    item, barred = executive.items[4], executive.items[5]
    workspace.do(minutes.add, item, EntryKind.NOTE, "HM presented the findings.\nDrift was seen.")
    workspace.do(minutes.add, item, EntryKind.DECISION, "to widen the sample to 20 cases")
    entry = workspace.do(minutes.add, item, EntryKind.ACTION, "Circulate the neglect audit")
    (row,) = [r for r in workspace.ask(minutes.of_item, item) if r.id == entry]
    workspace.do(actions.set_owners, row.record_id, person_ids=[executive.people["nurse"]])
    workspace.do(actions.set_due, row.record_id, DueKind.DATED, date(2026, 3, 13), today=today)
    workspace.do(minutes.add, item, EntryKind.CHALLENGE, "OP asked what had changed.")
    workspace.do(minutes.add, item, EntryKind.PRIVATE, JOTTED)
    workspace.do(minutes.add, barred, EntryKind.NOTE, BARRED)
    workspace.do(minutes.add, barred, EntryKind.ACTION, f"{BARRED} action")
    workspace.do(agenda.set_restricted, barred, restricted=True)
    workspace.do(
        meetings.set_marking, executive.meeting, "official_sensitive", "not for onward sharing"
    )
    return executive


def everything_in(file):
    with zipfile.ZipFile(file) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


def all_text(file):
    document = docx.Document(str(file))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("style", list(AttendanceStyle))
def test_every_recorded_line_is_in_the_full_minutes(workspace, minuted, tmp_path, style):
    file = papers.write_minutes(workspace, minuted.meeting, tmp_path, style=style)
    text = all_text(file)
    for said in (
        "RSCP Executive: minutes",
        "Tuesday 10 February 2026, 09:30 to 12:00",
        "Civic",
        "Drift was seen.",
        "to widen the sample to 20 cases",
        "EXEC-2026-D001",
        "Circulate the neglect audit",
        "EXEC-2026-001",
        "13 Mar 2026",
        "OP asked what had changed.",
        "Quorate for",
        "6 recorded, 6 in this document, 0 left out",
        BARRED,
    ):
        assert said in text, said
    assert JOTTED not in everything_in(file)


def test_a_shareable_copy_never_receives_what_is_restricted(workspace, minuted, tmp_path):
    file = papers.write_minutes(workspace, minuted.meeting, tmp_path, shareable=True)
    inside = everything_in(file)
    assert BARRED not in inside
    assert JOTTED not in inside
    assert "6 recorded, 4 in this document, 2 left out" in all_text(file)
    snapshot = workspace.ask(paper_minutes.minutes_of, minuted.meeting, shareable=True)
    assert BARRED not in repr(snapshot)


def plant(session, made, words):
    """Distinctive words in every place a shareable copy must not read, and in some it may."""
    plant_under_the_item(session, made, words)
    plant_in_the_room(session, made, words)
    plant_beside_the_minutes(session, made, words)


def plant_under_the_item(session, made, words):
    barred = made.items[5]
    item = session.get_one(AgendaItem, barred)
    item.title = item.presenter = item.purpose = item.state_note = words("item")
    item.state, item.marking = ItemState.DEFERRED.value, words("itemmarking")
    for kind in (EntryKind.NOTE, EntryKind.DECISION, EntryKind.ACTION, EntryKind.CHALLENGE):
        key = minutes.add(session, barred, kind, f"{words(kind)} {words('owner')}")
        session.get_one(Entry, key).marks = [[0, 8, "bold"]]
    session.add(AgendaPaper(item_id=barred, position="a", title=words("paper"), version=words("v")))
    for action in session.scalars(select(Action).join(Entry).where(Entry.item_id == barred)):
        actions.add_update(session, action.id, words("update"), date(2026, 2, 10))
        action.evidence = words("evidence")
        agency = groups.add_agency(session, words("owningagency"), words("short"))
        actions.set_owners(session, action.id, agency_ids=[agency])


def plant_in_the_room(session, made, words):
    """People, and what is noted of people, who came for the restricted item alone."""
    barred, meeting = made.items[5], made.meeting
    agency = groups.add_agency(session, words("guestagency"))
    guest = attendance.add_guest(session, meeting, words("guest"), agency_id=agency)
    attendance.set_note(session, guest, words("guestnote"))
    deputy = attendance.send_deputy(
        session,
        meeting,
        seat_id=made.seats["police"],
        for_person_id=made.people["police"],
        name=words("deputy"),
        has_authority=True,
    )
    attendance.set_note(session, deputy, words("deputynote"))
    took_over = attendance.add_guest(session, meeting, words("actingchair"))
    for row in (guest, deputy, took_over):
        attendance.set_part(session, row, first_item_id=barred, last_item_id=barred)
    chair = people.named(session, words("actingchair"))
    attendance.take_chair(session, meeting, chair, from_item_id=barred)
    attendance.take_chair(session, meeting, made.people["dcs"], from_item_id=made.items[6])
    for who in ("guest", "actingchair", "deputy"):
        declarations.declare(
            session,
            meeting,
            people.named(session, words(who)),
            item_id=barred,
            text=words("declaration"),
            has_withdrawn=True,
        )
    for outcome in Outcome:
        quorum_loss.rule(session, meeting, barred, outcome, words("ruling"))


def plant_beside_the_minutes(session, made, words):
    barred, open_, meeting = made.items[5], made.items[4], made.meeting
    session.add_all(
        [
            Jotting(
                meeting_id=meeting,
                item_id=open_,
                position="a9",
                text=words("jotting"),
                marks=[[0, 8, "bold"]],
                is_bullet=True,
            ),
            Correction(
                meeting_id=meeting,
                made_at_id=meeting,
                made_item_id=barred,
                position="a",
                text=words("correction"),
                reason=words("why"),
                on=date(2026, 2, 10),
            ),
            SetAside(meeting_id=meeting, finding=words("finding"), word=words("word")),
            MinutesStep(
                meeting_id=meeting, state="amended", on=date(2026, 2, 10), reason=words("step")
            ),
            IssuedMinutes(
                meeting_id=meeting,
                version="0.7",
                state="draft",
                file_name=words("file"),
                sha256="00",
                on=date(2026, 2, 10),
                recipients=words("recipient"),
            ),
        ]
    )
    withdrawn = minutes.add(session, open_, EntryKind.NOTE, words("withdrawn"))
    minutes.set_kind(session, withdrawn, EntryKind.PRIVATE)
    minutes.remove(session, minutes.add(session, open_, EntryKind.NOTE, words("removed")))


PLANTED = "ZQPLANTED"


def planting(workspace, made):
    """Plant the words, as a person would see them; gives the places."""
    places = []

    def words(place):
        places.append(place)
        return f"{PLANTED}{place}"

    workspace.do(plant, made, words)
    return set(places)


def check_clean(file):
    """Every part of the archive is searched, file properties and the archive's own notes too."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        notes = [archive.comment, *(info.comment + info.extra for info in archive.infolist())]
    assert "docProps/core.xml" in parts
    for name, content in parts.items():
        plain = re.sub(r"<[^>]*>", "", content.decode("utf-8", "replace"))
        for planted in (PLANTED, BARRED, JOTTED):
            assert planted not in name
            assert planted.encode() not in content, (name, planted)
            assert planted.encode("utf-16-le") not in content, (name, planted)
            assert planted.casefold() not in plain.casefold(), (name, planted)
    assert not any(PLANTED.encode() in note for note in notes)
    assert PLANTED not in file.name


@pytest.mark.parametrize("style", list(AttendanceStyle))
def test_no_part_of_a_shareable_file_holds_a_planted_word(workspace, minuted, tmp_path, style):
    assert len(planting(workspace, minuted)) >= 28
    check_clean(
        papers.write_minutes(workspace, minuted.meeting, tmp_path, style=style, shareable=True)
    )
    full = papers.write_minutes(workspace, minuted.meeting, tmp_path, style=style)
    for place in ("item", "action", "declaration", "ruling", "actingchair", "correction"):
        assert f"{PLANTED}{place}" in all_text(full), "not planted where the paper reads"
    if style is AttendanceStyle.CODED_LIST:
        for place in ("guest", "guestnote", "guestagency", "deputy"):
            assert f"{PLANTED}{place}" in all_text(full)


def test_no_part_of_the_action_log_holds_a_planted_word(workspace, minuted, tmp_path, today):
    planting(workspace, minuted)
    check_clean(papers.write_action_log(workspace, tmp_path, today))


def test_no_field_of_a_shareable_snapshot_was_given_a_planted_word(workspace, minuted):
    planting(workspace, minuted)
    for style in AttendanceStyle:
        shared = workspace.ask(
            paper_minutes.minutes_of, minuted.meeting, style=style, shareable=True
        )
        assert PLANTED not in repr(shared)
    assert [gap.what for gap in shared.left_out] == [
        "Item 6, restricted",
        "3 people who came for a restricted item",
        "3 declarations of interest in a restricted item",
        "1 correction that may touch a restricted item",
    ]
    police = next(one for one in shared.attendance if one.name == "Owen Prydderch")
    assert (police.code, police.deputy) == ("A", "")
    assert shared.chair == "Helen Marchetti to item 5, Helen Marchetti from item 7"


def test_an_issued_shareable_file_is_kept_as_clean_as_it_was_written(
    workspace, minuted, tmp_path, today
):
    planting(workspace, minuted)
    issuing.issue(
        workspace, minuted.meeting, tmp_path, recipients=["A"], today=today, shareable=True
    )
    newest = workspace.ask(issuing.issued, minuted.meeting)[0]
    copies = tmp_path / "copies"
    copies.mkdir()
    assert PLANTED not in everything_in(issuing.kept_copy(workspace, newest.id, copies))


def test_items_to_share_bring_the_papers_of_open_items_only(workspace, minuted):
    def lay(session):
        for item in (minuted.items[4], minuted.items[5]):
            session.add(AgendaPaper(item_id=item, position="a", title=f"Of {item}"))

    workspace.do(lay)
    found = {
        row.id: row.papers for row in workspace.ask(paper_minutes.items_to_share, minuted.meeting)
    }
    assert minuted.items[4] in found[minuted.items[4]][0]
    assert found[minuted.items[5]] == ()


def test_the_action_log_leaves_out_restricted_items(workspace, minuted, tmp_path, today):
    file = papers.write_action_log(workspace, tmp_path, today)
    inside = everything_in(file)
    assert BARRED not in inside
    assert JOTTED not in inside
    sheet = openpyxl.load_workbook(file)["Open actions"]
    assert sheet["A5"].value == "EXEC-2026-001"


def test_our_own_unchanged_file_is_written_anew(workspace, minuted, tmp_path):
    first = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    again = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    assert first == again
    assert first.name == (
        "OFFICIAL-SENSITIVE - RSCP Executive - 2026-02-10 - full minutes v0.1.docx"
    )


def test_a_file_somebody_edited_is_left_and_the_minutes_are_written_beside_it(
    workspace, minuted, tmp_path
):
    first = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    document = docx.Document(str(first))
    document.add_paragraph("The chair's own words.")
    document.save(str(first))
    edited = first.read_bytes()
    second = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    assert second.name.endswith("v0.1 (2).docx"), "the minutes themselves say the same"
    assert first.read_bytes() == edited
    assert "v0.1" in all_text(second)
    assert workspace.can_undo != "versions.set_version"


def test_an_edited_action_log_is_left_too(workspace, minuted, tmp_path, today):
    first = papers.write_action_log(workspace, tmp_path, today)
    book = openpyxl.load_workbook(first)
    book["Open actions"]["O5"] = "Typed by an owner"
    book.save(first)
    edited = first.read_bytes()
    second = papers.write_action_log(workspace, tmp_path, today)
    assert second != first
    assert first.read_bytes() == edited


def test_a_version_that_could_not_be_written_is_not_kept(workspace, minuted, tmp_path):
    papers.write_minutes(workspace, minuted.meeting, tmp_path)
    workspace.do(minutes.add, minuted.items[4], EntryKind.NOTE, "Practice was strong.")
    gone = tmp_path / "gone.docx"
    with pytest.raises(UserError, match="cannot be found"):
        papers.write_minutes(workspace, minuted.meeting, tmp_path, template=gone)
    assert workspace.ask(meetings.head, minuted.meeting).minutes_version == 1
    papers.write_minutes(workspace, minuted.meeting, tmp_path)
    assert workspace.ask(meetings.head, minuted.meeting).minutes_version == 2


def test_items_to_share_hold_no_word_of_a_restricted_item(workspace, minuted):
    item = minuted.items[5]
    workspace.do(agenda.set_item, item, title=BARRED, presenter=f"{BARRED} by", minutes=5)
    workspace.do(agenda.set_state, item, ItemState.DEFERRED, f"{BARRED} why")
    found = workspace.ask(paper_minutes.items_to_share, minuted.meeting)
    assert BARRED not in repr(found)
    whole = workspace.ask(agenda.items, minuted.meeting)
    assert [(row.id, row.number, row.entries) for row in found] == [
        (row.id, row.number, row.entries) for row in whole
    ]
    assert [row for row in found if row.id != item] == [row for row in whole if row.id != item]
    snapshot = workspace.ask(paper_minutes.minutes_of, minuted.meeting, shareable=True)
    assert BARRED not in repr(snapshot)
    assert [one.number for one in snapshot.items] == [str(row.number) for row in whole]


def chairs_of(workspace, made):
    snapshot = workspace.ask(paper_minutes.minutes_of, made.meeting)
    return [one.name for one in snapshot.attendance if one.is_chair], snapshot.chair_line


def test_one_chair_of_the_whole_meeting_is_marked_in_the_list(workspace, minuted):
    assert chairs_of(workspace, minuted) == (["Helen Marchetti"], "")


def test_two_chairs_are_both_named_in_the_head(workspace, minuted, tmp_path):
    workspace.do(
        attendance.take_chair,
        minuted.meeting,
        minuted.people["nurse"],
        from_item_id=minuted.items[3],
    )
    said = "Helen Marchetti to item 3, Anjali Deshmukh from item 4"
    assert chairs_of(workspace, minuted) == ([], said)
    assert said in all_text(papers.write_minutes(workspace, minuted.meeting, tmp_path))


def test_a_chair_for_another_is_told_in_the_head(workspace, minuted):
    who = minuted.people
    workspace.do(attendance.take_chair, minuted.meeting, who["nurse"], for_person_id=who["dcs"])
    said = "Anjali Deshmukh (for Helen Marchetti)"
    assert chairs_of(workspace, minuted) == ([], said)


def test_a_name_that_begins_like_the_chairs_is_another_person(workspace, minuted):
    workspace.do(people.rename, minuted.people["dcs"], "Jo Lindqvist")
    workspace.do(people.rename, minuted.people["nurse"], "Jo Li")
    assert chairs_of(workspace, minuted) == (["Jo Lindqvist"], "")


def test_the_log_is_marked_as_strictly_as_what_it_prints(workspace, minuted, today):
    """The meeting of the printed action is OFFICIAL-SENSITIVE, the partnership only OFFICIAL."""
    workspace.do(groups.set_marking, minuted.partnership, "official", "partners only")
    log = workspace.ask(action_log.log, today)
    assert (log.marking, log.handling) == (Marking.OFFICIAL_SENSITIVE, "not for onward sharing")
    workspace.do(meetings.set_marking, minuted.meeting, "official_sensitive", "")
    log = workspace.ask(action_log.log, today)
    assert (log.marking, log.handling) == (Marking.OFFICIAL_SENSITIVE, "partners only")
    other = workspace.do(groups.add_group, "Delivery", partnership_ids=[minuted.partnership])
    log = workspace.ask(action_log.log, today, [other])
    assert (log.marking, log.handling) == (Marking.OFFICIAL, "partners only")


def test_the_log_counts_the_restricted_actions_it_leaves_out(workspace, minuted, tmp_path, today):
    other = workspace.do(groups.add_group, "Delivery", partnership_ids=[minuted.partnership])
    assert workspace.ask(action_log.log, today).restricted == 1
    assert workspace.ask(action_log.log, today, [minuted.group]).restricted == 1
    assert workspace.ask(action_log.log, today, [other]).restricted == 0
    sheet = openpyxl.load_workbook(papers.write_action_log(workspace, tmp_path, today))
    assert sheet["Open actions"]["A3"].value.startswith("1 restricted action is not in this log.")


def test_a_missing_folder_is_a_sentence(workspace, minuted, tmp_path):
    with pytest.raises(UserError, match="cannot be reached"):
        papers.write_minutes(workspace, minuted.meeting, tmp_path / "gone")


def test_a_meeting_nobody_minuted_prints_what_is_not_known(workspace, executive, tmp_path):
    workspace.do(quorum_setting.set_quorum, executive.group, {}, None)
    text = all_text(papers.write_minutes(workspace, executive.meeting, tmp_path))
    assert "Chair\tnot recorded" in text
    assert "No quorum is set" in text
    assert "NR" in text
    assert "0 recorded, 0 in this document" in text


def test_the_deputy_stands_beside_the_member(workspace, minuted, tmp_path):
    workspace.do(
        attendance.send_deputy,
        minuted.meeting,
        seat_id=minuted.seats["police"],
        for_person_id=minuted.people["police"],
        name="Marcus Thorne",
        has_authority=True,
    )
    snapshot = workspace.ask(paper_minutes.minutes_of, minuted.meeting)
    (police,) = [a for a in snapshot.attendance if a.name == "Owen Prydderch"]
    assert (police.code, police.deputy) == ("D", "Marcus Thorne (MT), with delegated authority")
    assert "Marcus Thorne" not in [a.name for a in snapshot.attendance]


def test_the_rolling_grid_has_a_column_for_each_meeting_of_the_year(workspace, minuted):
    earlier = workspace.do(meetings.add, minuted.group, date(2025, 12, 9))
    workspace.do(
        attendance.record,
        earlier,
        Code.APOLOGIES,
        seat_id=minuted.seats["dcs"],
        person_id=minuted.people["dcs"],
    )
    workspace.do(meetings.add, minuted.group, date(2025, 3, 9))
    snapshot = workspace.ask(
        paper_minutes.minutes_of, minuted.meeting, style=AttendanceStyle.ROLLING_GRID
    )
    assert snapshot.grid.dates == (date(2025, 12, 9), date(2026, 2, 10))
    assert snapshot.grid.lines[0].letters == ("A", "Y")


def lines_of_grid(workspace, meeting, agency):
    snapshot = workspace.ask(paper_minutes.minutes_of, meeting, style=AttendanceStyle.ROLLING_GRID)
    return {one.initials: one.letters for one in snapshot.grid.lines if agency in one.agency}


def test_a_seat_of_one_shows_whoever_held_it_then(workspace, executive):
    seat = executive.seats["police"]
    earlier = workspace.do(meetings.add, executive.group, date(2025, 12, 9))
    workspace.do(
        attendance.record,
        earlier,
        Code.APOLOGIES,
        seat_id=seat,
        person_id=executive.people["police"],
    )
    workspace.do(people.fill_seat, seat, "Nia Bloom", date(2026, 1, 1))
    assert lines_of_grid(workspace, executive.meeting, "Police") == {"NB": ("A", "NR")}


def test_everybody_in_a_shared_seat_has_letters_of_their_own(workspace, minuted):
    """Owen and Nia held the seat in December, Ada came in January; Nia's day is not recorded."""
    seat, owen = minuted.seats["police"], minuted.people["police"]
    nia, ada = (workspace.do(people.add, name) for name in ("Nia Bloom", "Ada Moss"))
    workspace.do(people.hold, seat, nia, from_on=date(2025, 10, 1))
    workspace.do(people.hold, seat, ada, from_on=date(2026, 1, 1))
    october, december = (
        workspace.do(meetings.add, minuted.group, on)
        for on in (date(2025, 10, 14), date(2025, 12, 9))
    )
    for meeting, code, who in (
        (october, Code.APOLOGIES, owen),
        (october, Code.PRESENT, nia),
        (december, Code.DNA, owen),
        (minuted.meeting, Code.PRESENT, owen),
        (minuted.meeting, Code.APOLOGIES, ada),
    ):
        workspace.do(attendance.record, meeting, code, seat_id=seat, person_id=who)
    assert lines_of_grid(workspace, minuted.meeting, "Police") == {
        "OP": ("A", "N", "Y"),
        "NB": ("Y", "NR", "NR"),
        "AM": ("-", "-", "A"),
    }


def test_the_holder_of_a_once_shared_seat_is_not_given_the_others_letter(workspace, minuted):
    seat = minuted.seats["police"]
    earlier = workspace.do(meetings.add, minuted.group, date(2025, 12, 9))
    nia = workspace.do(people.add, "Nia Bloom")
    until = date(2025, 12, 31)
    workspace.do(people.hold, seat, nia, from_on=date(2025, 10, 1), until_on=until)
    workspace.do(attendance.record, earlier, Code.APOLOGIES, seat_id=seat, person_id=nia)
    assert lines_of_grid(workspace, minuted.meeting, "Police") == {"OP": ("NR", "Y")}


def test_a_practice_office_says_so_on_every_paper(workspace, minuted, tmp_path, today):
    workspace.do(offices.set_setting, "practice", "yes")
    word = papers.write_minutes(workspace, minuted.meeting, tmp_path)
    excel = papers.write_action_log(workspace, tmp_path, today)
    assert "PRACTICE" in everything_in(word)
    assert "PRACTICE" in everything_in(excel)


def test_whoever_came_for_a_restricted_item_alone_is_not_shared(workspace, executive):
    ids = [item.id for item in workspace.ask(agenda.items, executive.meeting)]
    workspace.do(agenda.set_restricted, ids[2], restricted=True)
    for name, first, last in (("Greta Guest", 2, 2), ("Gus Visitor", 2, 3)):
        guest = workspace.do(attendance.add_guest, executive.meeting, name)
        workspace.do(attendance.set_note, guest, f"zebra {name}")
        workspace.do(attendance.set_part, guest, first_item_id=ids[first], last_item_id=ids[last])
    shared = workspace.ask(paper_minutes.minutes_of, executive.meeting, shareable=True)
    assert "Greta" not in repr(shared)
    assert "zebra Gus Visitor" in repr(shared)
    assert [gap.what for gap in shared.left_out] == ["1 person who came for a restricted item"]
    assert "zebra Greta Guest" in repr(workspace.ask(paper_minutes.minutes_of, executive.meeting))


def shared_note(workspace, made, name):
    shared = workspace.ask(paper_minutes.minutes_of, made.meeting, shareable=True)
    return next(one.note for one in shared.attendance if one.name == name)


@pytest.mark.parametrize(
    ("leaves", "comes", "said"),
    [
        (5, None, "for items 1 to 5"),
        (6, None, "for items 1 to 5"),
        (7, None, "to 10:57, left during item 8"),
        (None, 5, "for items 7 and 8"),
        (None, 6, "from 10:57, from item 7"),
        (5, 6, ""),
    ],
)
def test_no_time_tells_who_was_there_for_a_restricted_item(workspace, minuted, leaves, comes, said):
    """Item 6 is restricted; item 7 follows it."""
    rows = workspace.ask(attendance.roll_call, minuted.meeting).rows
    police = next(row.attendance_id for row in rows if row.name == "Owen Prydderch")
    for verb, item in ((attendance.leave, leaves), (attendance.arrive, comes)):
        if item is not None:
            workspace.do(verb, police, minuted.items[item], time(10, 57))
    assert shared_note(workspace, minuted, "Owen Prydderch") == said


def test_a_guest_for_several_items_is_told_for_those_that_are_shared(workspace, minuted):
    guest = workspace.do(attendance.add_guest, minuted.meeting, "Gus Visitor")
    ends = {"first_item_id": minuted.items[3], "last_item_id": minuted.items[7]}
    workspace.do(attendance.set_part, guest, **ends, arrived_at=time(10, 57))
    assert shared_note(workspace, minuted, "Gus Visitor") == "for items 4, 5, 7 and 8"


def test_a_member_who_came_for_a_restricted_item_alone_keeps_the_seat_and_no_more(
    workspace, minuted
):
    rows = workspace.ask(attendance.roll_call, minuted.meeting).rows
    police = next(row.attendance_id for row in rows if row.name == "Owen Prydderch")
    ends = dict.fromkeys(("first_item_id", "last_item_id"), minuted.items[5])
    workspace.do(attendance.set_part, police, **ends)
    workspace.do(attendance.set_note, police, BARRED)
    assert shared_note(workspace, minuted, "Owen Prydderch") == "for part of the meeting"


def test_the_quorum_of_a_restricted_item_is_not_told(workspace, minuted):
    rows = workspace.ask(attendance.roll_call, minuted.meeting).rows
    police = next(row.attendance_id for row in rows if row.name == "Owen Prydderch")
    workspace.do(attendance.leave, police, minuted.items[5])
    workspace.do(attendance.arrive, police, minuted.items[6])
    full = workspace.ask(paper_minutes.minutes_of, minuted.meeting)
    assert full.quorum.startswith("Quorate for items 1 to 5, 7 and 8. Rule")
    assert full.quorum_notes == (
        "The meeting was not quorate for item 6: Northshire Police was not represented.",
    )
    shared = workspace.ask(paper_minutes.minutes_of, minuted.meeting, shareable=True)
    assert shared.quorum.startswith("Quorate for items 1 to 5, 7 and 8.")
    assert "Of item 6, held back, nothing is said here." in shared.quorum
    assert "ot quorate for" not in shared.quorum
    assert shared.quorum_notes == ()


def notes(workspace, made):
    found = workspace.ask(paper_minutes.minutes_of, made.meeting).items
    return [item.state_note for item in found]


def test_a_deferred_item_says_to_which_meeting_it_was_carried(workspace, minuted):
    following = workspace.do(meetings.add, minuted.group, date(2026, 4, 14))
    workspace.do(beside.carry, minuted.items[5], "No paper.")
    workspace.do(agenda.set_state, minuted.items[6], ItemState.DEFERRED, "No time")
    workspace.do(agenda.set_state, minuted.items[7], ItemState.WITHDRAWN)
    assert notes(workspace, minuted)[5:] == [
        "Restricted. Deferred to Tuesday 14 April 2026: No paper.",
        "Deferred: No time.",
        "Withdrawn.",
    ]
    workspace.do(meetings.set_status, following, MeetingStatus.CANCELLED)
    assert notes(workspace, minuted)[5] == "Restricted. Deferred: No paper."


def test_an_item_with_nothing_minuted_says_so(workspace, executive):
    workspace.do(minutes.add, executive.items[4], EntryKind.NOTE, "It was heard.")
    workspace.do(agenda.set_state, executive.items[5], ItemState.DONE)
    said = "Nothing is minuted under this item."
    assert notes(workspace, executive)[3:] == [said, "", "", said, said]


def test_every_item_not_quorate_says_so_once_and_shortly(workspace, here):
    rows = workspace.ask(attendance.roll_call, here.meeting).rows
    police = next(row.attendance_id for row in rows if row.name == "Owen Prydderch")
    workspace.do(attendance.leave, police, here.items[5])
    workspace.do(minutes.add, here.items[5], EntryKind.NOTE, "It was heard.")
    workspace.do(minutes.add, here.items[6], EntryKind.DECISION, "to go on")
    workspace.do(minutes.add, here.items[7], EntryKind.DECISION, "to end")
    line = workspace.ask(quorum_standing.minute_line, here.meeting, here.items[7])
    workspace.do(minutes.add, here.items[7], EntryKind.NOTE, line)
    paper = workspace.ask(paper_minutes.minutes_of, here.meeting)
    assert [item.state_note for item in paper.items[5:]] == ["Not quorate.", "Not quorate.", ""]
    assert "ot quorate for" not in paper.quorum
    (note,) = paper.quorum_notes
    assert note == (
        "The meeting was not quorate from item 6 on: Northshire Police was not represented."
    )


def test_without_a_roll_call_the_paper_judges_no_item(workspace, executive):
    paper = workspace.ask(paper_minutes.minutes_of, executive.meeting)
    assert paper.quorum.startswith("The roll-call has not been taken. Rule: ")
